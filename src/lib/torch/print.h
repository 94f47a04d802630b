// A tensor's text: PyTorch's algorithm, from the values shown to the number format, the columns and the suffixes.
#ifndef LIB_TORCH_PRINT_H
#define LIB_TORCH_PRINT_H

#include "base/text.h"
#include "lib/torch/state.h"
#include "object/value.h"

/// repr(tensor) as a str. `contents` replaces what stands between the brackets, NULL for the values.
MUST_USE Value print_tensor(Interp *interp, Value tensor, const char *contents);

/// How one column of numbers is written; chosen from all values that are shown.
typedef struct PrintFormat {
    bool floating;
    bool whole;      // all values are whole numbers
    bool scientific; // in exponent form
    size_t width;
} PrintFormat;

/// Chooses the format of real numbers. `part` is 0 for the values of a real tensor and the real parts of a complex
/// one, 1 for the imaginary parts. `summarize`: only the edges are shown.
MUST_USE bool print_choose(const Torch *torch, const Tensor *tensor, int part, bool summarize, PrintFormat *format);
/// Appends the values as nested brackets; the first bracket stands in column `indent`.
bool print_values(const Torch *torch, Text *text, const Tensor *tensor, int64_t indent);

#endif

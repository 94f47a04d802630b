// What PyTorch's modules and classes are known to hold: a name that is missing here gets the right error.
#ifndef LIB_TORCH_NAMES_H
#define LIB_TORCH_NAMES_H

#include "lib/torch/state.h"

/// True where PyTorch has `name` in `place` ("torch", "torch.nn", "torch.Tensor" ...).
bool names_known(const char *place, const char *name);
/// Raises the error of a missing attribute of a module: UnsupportedError where PyTorch has it, else its AttributeError.
/// Returns VALUE_ERROR.
Value names_raise_missing(Interp *interp, const char *module, const char *name);

#endif

// The source lines of a traceback entry and the carets under them (PEP 657).
#ifndef VM_CARET_H
#define VM_CARET_H

#include "base/text.h"
#include "compile/code.h"

enum { CARET_LINES = 64 };

/// The lines from location.line on, without newlines; lent.
typedef struct CaretSource {
    const char *lines[CARET_LINES];
    size_t lengths[CARET_LINES];
    size_t count;
} CaretSource;

/// Appends the lines, indented by four spaces, and what marks the part that failed:
///
///     total = price * tax
///             ~~~~~~^~~~~
void caret_append(Text *out, const CaretSource *source, CodeLocation location, Interp *interp);

#endif

// "Did you mean": what an exception's last line proposes.
#ifndef VM_SUGGESTION_H
#define VM_SUGGESTION_H

#include "base/text.h"
#include "object/interp.h"

/// Appends ". Did you mean: 'x'?" or the like where an exception is about a name that is nearly right.
void suggestion_append(Interp *interp, Text *out, Value exception);

#endif

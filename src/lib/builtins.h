// The builtins module: its functions stand in several files, one table each.
#ifndef LIB_BUILTINS_H
#define LIB_BUILTINS_H

#include "lib/support.h"

extern const NativeSpec *const BUILTINS_NUMBER[];   // abs, sum, round ...
extern const NativeSpec *const BUILTINS_SEQUENCE[]; // all, sorted, min ...
extern const NativeSpec *const BUILTINS_OBJECT[];   // getattr, isinstance, dir ...
extern const NativeSpec *const BUILTINS_OUTPUT[];   // print, input, open ...
extern const NativeSpec *const BUILTINS_SCOPE[];    // eval, globals, __import__ ...

/// The builtins module, made anew and entered in interp->modules; the caller sets interp->builtins. Owned.
MUST_USE Value builtins_new(Interp *interp);
/// Writes a value's repr and a newline to sys.stdout, as a prompt does. False with an error pending.
MUST_USE bool builtins_show(Interp *interp, Value value);

#endif

// The native modules: one row each in modules.c.
#ifndef LIB_MODULES_H
#define LIB_MODULES_H

#include "object/interp.h"
#include "object/native.h"

/// The spec of a native module; NULL where torchlet has no native module of this name.
const ModuleSpec *modules_find(const char *name);
/// True where CPython 3.13's standard library has a module of this name (grammar/stdlib.def).
bool modules_is_known(const char *name);
/// Raises what an import of a module that torchlet lacks raises: UnsupportedError for one of CPython's standard
/// library, else ModuleNotFoundError "No module named 'x'". Returns VALUE_ERROR.
Value modules_raise_missing(Interp *interp, const char *name);

#endif

// What the modules and classes of PyTorch and of CPython's library are known to hold (grammar/*_names.def): a name that
// is missing here gets the right error.
#ifndef LIB_NAMES_H
#define LIB_NAMES_H

#include "object/interp.h"
#include "object/native.h"

/// True where `name` is one of `words`, which have a space on both sides each: " one two ".
bool names_listed(const char *words, const char *name);
/// True where the reference has `name` in `place`: a module, or a class of PyTorch ("torch", "torch.Tensor", "enum").
bool names_known(const char *place, const char *name);
/// Adds the names of a place of PyTorch, which are made at their first use, to a dict, as keys.
MUST_USE bool names_add(Interp *interp, Value names, const char *place);
/// True with UnsupportedError pending where the reference has `name` in a module or, unless that is NULL, its class;
/// only asked for a name that is missing here.
bool names_refuse_known(Interp *interp, const char *module, const char *class_name, const char *name);
/// Raises the error of a missing attribute of a module: UnsupportedError where the reference has it, else
/// AttributeError in its words. Returns VALUE_ERROR.
Value names_raise_missing(Interp *interp, const char *module, const char *name);
/// _missing(module, name): the exception that names_raise_missing() raises, for a module's own __getattr__.
extern const NativeSpec names_missing_native;

#endif

// What PyTorch's modules and classes are known to hold: a name that is missing here gets the right error.
#ifndef LIB_TORCH_NAMES_H
#define LIB_TORCH_NAMES_H

#include "lib/torch/state.h"

/// An attribute of a type that PyTorch has and torchlet lacks: reading it raises UnsupportedError.
extern const TypeSpec missing_spec;
/// Makes one; `name` is "torch.Tensor.foo".
MUST_USE Value names_missing_new(Interp *interp, const char *place, const char *name);

/// True where `name` is one of `words`, which have a space on both sides each: " one two ".
bool names_listed(const char *words, const char *name);
/// True where PyTorch has `name` in `place` ("torch", "torch.nn", "torch.Tensor" ...).
bool names_known(const char *place, const char *name);
/// Adds the names of a place to a dict, as keys.
MUST_USE bool names_add(Interp *interp, Value names, const char *place);
/// True with UnsupportedError pending where PyTorch has `name` in a module or, unless that is NULL, its class; only
/// asked for a name that is missing here.
bool names_refuse_known(Interp *interp, const char *module, const char *class_name, const char *name);
/// Raises the error of a missing attribute of a module: UnsupportedError where PyTorch has it, else its AttributeError.
/// Returns VALUE_ERROR.
Value names_raise_missing(Interp *interp, const char *module, const char *name);

#endif

// tensor[key] and tensor[key] = value.
#ifndef LIB_TORCH_SUBSCRIPT_H
#define LIB_TORCH_SUBSCRIPT_H

#include "lib/torch/state.h"

/// Views for ints, slices, None and Ellipsis; a copy where tensors, lists or masks are among the indices.
MUST_USE Value subscript_get(Interp *interp, Value self, Value key);
/// VALUE_UNSET in `item` is a deletion, which tensors refuse.
MUST_USE bool subscript_set(Interp *interp, Value self, Value key, Value item);
/// A tensor of `like`'s dtype for a number that is assigned to a part of it; tensors are given back, retained.
MUST_USE Tensor *subscript_value_tensor(Interp *interp, const Tensor *like, Value item);

#endif

// numpy's arrays and scalars, which stdlib/numpy writes in Python, as torch sees them.
//
// An array has an attribute `_torch_tensor`: the tensor that shares its memory. A scalar has `_torch_number`, the plain
// Python number, and `_torch_dtype`, the torch dtype of numpy's. A storage of torch.storage has `_torch_storage`, a
// tensor of rank 1 over all of it.
#ifndef LIB_TORCH_ARRAY_LIKE_H
#define LIB_TORCH_ARRAY_LIKE_H

#include "object/interp.h"
#include "tensor/tensor.h"

/// The tensor behind an array: the caller's. NULL with nothing pending where the value is no array; NULL with an error
/// pending where torch cannot share it (strings, negative strides).
MUST_USE Tensor *array_like_tensor(Interp *interp, Value v);
/// True for an array.
bool array_like_is_array(Interp *interp, Value v);
/// True for a storage of torch.storage.
bool array_like_is_storage(Interp *interp, Value v);
/// A tensor of rank 1 over all of a storage, of bytes for an untyped one: the caller's. NULL with an error pending for
/// other values.
MUST_USE Tensor *array_like_storage(Interp *interp, Value v);
/// The Python number of a scalar, owned. VALUE_UNSET where the value is no scalar of numpy's.
MUST_USE Value array_like_number(Interp *interp, Value v);
/// True for a scalar.
bool array_like_is_number(Interp *interp, Value v);
/// The dtype of a scalar; -1 (nothing pending) for other values.
int array_like_dtype(Interp *interp, Value v);

#endif

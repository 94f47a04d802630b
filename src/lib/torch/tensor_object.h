// torch.Tensor objects: a Python object stands for a Tensor, one at a time, so that identity holds.
#ifndef LIB_TORCH_TENSOR_OBJECT_H
#define LIB_TORCH_TENSOR_OBJECT_H

#include "lib/torch/state.h"
#include "tensor/tensor.h"

typedef struct TensorObject {
    Object head;
    Tensor *tensor; // counted; NULL only while the object is being made
} TensorObject;

/// The object of a tensor: the one that stands for it already, or a new torch.Tensor. Keeps the tensor.
MUST_USE Value tensor_wrap(Interp *interp, Tensor *tensor);
/// As tensor_wrap, takes the caller's reference; VALUE_ERROR for NULL.
MUST_USE Value tensor_wrap_take(Interp *interp, Tensor *tensor);
/// A new object of a subclass of torch.Tensor for a tensor that no object stands for; takes the tensor.
MUST_USE Value tensor_wrap_type_take(Interp *interp, Tensor *tensor, Type *type);
/// The tensor of a value, lent; NULL (nothing raised) where it is not a torch.Tensor.
Tensor *tensor_unwrap(Interp *interp, Value v);
/// The tensor of a value that is known to be one.
static inline Tensor *tensor_of(Value v)
{
    return ((TensorObject *)v.object)->tensor;
}
/// Makes `self` stand for another tensor (takes it): `x.data = y`, swapped parameters.
void tensor_object_set_take(Value self, Tensor *tensor);

/// A Python number (bool, int, float, complex) as a Scalar; false with an error pending where an int is too wide,
/// false with nothing pending where it is no number.
bool scalar_from_value(Interp *interp, Value v, Scalar *scalar);
/// The same for an element: the words for an int that is too wide are those of stores.
bool scalar_from_element(Interp *interp, Value v, Scalar *scalar);
/// The Python number of a Scalar.
MUST_USE Value scalar_to_value(Interp *interp, Scalar scalar);
/// As Tensor.tolist(): nested lists, or a number for rank 0.
MUST_USE Value tensor_to_list(Interp *interp, const Tensor *tensor);

#endif

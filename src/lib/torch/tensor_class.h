// The torch.Tensor type: its slots, properties and the methods that are no operators.
#ifndef LIB_TORCH_TENSOR_CLASS_H
#define LIB_TORCH_TENSOR_CLASS_H

#include "lib/torch/state.h"

extern const TypeSpec tensor_base_spec, tensor_spec;
extern const NativeSpec *const tensor_methods[];
extern const GetSetSpec tensor_properties[];
/// Tensor._make_subclass(cls, data, require_grad): a function in the type's dictionary, not a method.
extern const NativeSpec *const tensor_make_subclass;

/// The attribute of the Tensor type that is made at first use: an operator's method, a method written in Python
/// (stdlib/torch/_tensor.py), or an error for what PyTorch has and torchlet lacks. See TypeSpec.find.
Value tensor_class_find(Type *type, Value name);

#endif

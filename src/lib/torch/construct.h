// Tensors from Python data.
#ifndef LIB_TORCH_CONSTRUCT_H
#define LIB_TORCH_CONSTRUCT_H

#include "lib/torch/state.h"
#include "tensor/tensor.h"

/// A new tensor of a number, a nested sequence or a tensor (copied). `dtype` -1 infers it. The errors are those of
/// torch.tensor().
MUST_USE Tensor *construct_tensor(Interp *interp, Value data, int dtype, Device device);
/// The dtype that torch.tensor() gives to the data; -1 with an error pending.
int construct_infer(Interp *interp, Value data);
/// torch.Tensor(...), torch.LongTensor(...), tensor.new(...): sizes, a tensor, or data. `dtype` is the result's.
MUST_USE Tensor *construct_legacy(Interp *interp, const Arguments *arguments, DType dtype, bool any_dtype);
/// Applies `requires_grad=` to a new tensor; on failure releases it and returns NULL.
MUST_USE Tensor *construct_require_grad_take(Interp *interp, Tensor *tensor, bool wanted);

/// A tensor for a list among the indices of tensor[...]: bools stay, everything else becomes int64.
MUST_USE Tensor *construct_index(Interp *interp, Value data);
/// The tensor with another dtype and device; recorded like `.to()`. The tensor itself, retained, where nothing changes.
MUST_USE Tensor *construct_convert(Interp *interp, Tensor *tensor, DType dtype, Device device);

extern const NativeSpec *const construct_natives[];

#endif

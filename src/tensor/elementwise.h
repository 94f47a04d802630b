// Elementwise operators on tensors: broadcasting, dtype conversion, output allocation, overlap checks and the
// merging of dimensions around one kernel (PyTorch's TensorIterator idea).
//
//   compute    the dtype in which the kernel runs (tensor_result_dtype, raised to float where the operator says so)
//   result     what the kernel gives for it (same, bool, the real part's type); an out= tensor may have another dtype
//
//   Tensor *sum = elementwise_binary(&kernel_add, a, b, compute, &alpha);
#ifndef TENSOR_ELEMENTWISE_H
#define TENSOR_ELEMENTWISE_H

#include "kernel/kernels.h"
#include "tensor/tensor.h"

/// Applies a kernel to `inputs` (kernel->inputs of them), which are broadcast and converted to `compute` (masks to
/// bool). `scalars` holds KERNEL_MAX_SCALARS numbers, zeros behind those the kernel names; NULL for none. The new
/// tensor's strides follow those of the inputs as PyTorch's do. Raises RuntimeError for sizes that do not fit and for a
/// dtype the kernel lacks
/// ("\"tril\" not implemented for 'Half'" is a RuntimeError).
MUST_USE Tensor *elementwise_new(const Kernel *kernel, const Tensor *const *inputs, DType compute,
                                 const Scalar *scalars);
/// The same into an existing tensor: `out` already has the broadcast size (see elementwise_prepare_out), any strides
/// and any dtype. It may be one of the inputs (in-place). Other overlap between `out` and the inputs raises PyTorch's
/// message
/// ("unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory
/// location..."). Does not bump the version counter.
MUST_USE bool elementwise_into(const Kernel *kernel, Tensor *out, const Tensor *const *inputs, DType compute,
                               const Scalar *scalars);
MUST_USE Tensor *elementwise_unary(const Kernel *kernel, const Tensor *a, DType compute, const Scalar *scalars);
MUST_USE Tensor *elementwise_binary(const Kernel *kernel, const Tensor *a, const Tensor *b, DType compute,
                                    const Scalar *scalars);
MUST_USE Tensor *elementwise_ternary(const Kernel *kernel, const Tensor *a, const Tensor *b, const Tensor *c,
                                     DType compute, const Scalar *scalars);
/// The dtype that a kernel gives for a compute dtype.
DType elementwise_result_dtype(const Kernel *kernel, DType compute);
/// Broadcasts the sizes of several tensors. RuntimeError on failure.
MUST_USE bool elementwise_shape(const Tensor *const *inputs, int count, Shape *shape);
/// Readies an out= tensor: resizes it where it is empty or of another size (with PyTorch's deprecation warning for a
/// non-empty one unless `silent`).
MUST_USE bool elementwise_prepare_out(Tensor *out, const Shape *shape, bool silent);
/// Gives a tensor new sizes in place, contiguous, growing its storage where needed (resize_).
MUST_USE bool elementwise_resize(Tensor *out, int rank, const int64_t *sizes);
/// A new tensor of `shape` whose strides follow those of the inputs, as elementwise results do.
MUST_USE Tensor *elementwise_allocate(const Tensor *const *inputs, int count, const Shape *shape, DType dtype);
/// Refuses an output that overlaps itself or, partly, an input.
MUST_USE bool elementwise_check_overlap(const Tensor *out, const Tensor *const *inputs, int count);
/// Refuses an output that overlaps itself or shares memory with an input (NULL: none).
MUST_USE bool elementwise_check_apart(const Tensor *out, const Tensor *input);
/// Tells whether any element is zero. False where the host stopped the loop.
MUST_USE bool elementwise_any_zero(const Tensor *tensor, bool *found);
/// Refuses an in-place operand whose size is not the broadcast one: "output with shape [3] doesn't match the broadcast
/// shape [2, 3]".
MUST_USE bool elementwise_check_in_place(const Tensor *self, const Shape *shape);

#endif

// Copies, fills and conversions between dtypes and layouts.
#ifndef TENSOR_COPY_H
#define TENSOR_COPY_H

#include "tensor/tensor.h"

/// Copies `from`, stretched to `to`'s size, converting its dtype. The two may overlap.
MUST_USE bool copy_into(Tensor *to, const Tensor *from);
/// Every element becomes `value`.
MUST_USE bool copy_fill(Tensor *to, Scalar value);
/// A new tensor with the same values. FORMAT_PRESERVE keeps the strides of a dense tensor, as clone() does.
MUST_USE Tensor *copy_new(const Tensor *from, DType dtype, MemoryFormat format);
/// The tensor itself, retained, where it is contiguous already; a contiguous copy else.
MUST_USE Tensor *copy_contiguous(const Tensor *from);
/// The same with a dtype: a contiguous tensor of that dtype.
MUST_USE Tensor *copy_contiguous_as(const Tensor *from, DType dtype);
/// The same of a tensor that it takes; NULL stays NULL.
MUST_USE Tensor *copy_contiguous_as_take(Tensor *from, DType dtype);
/// Joins tensors along a dimension into a new one of `dtype`; tensors of size (0) are left out. The caller has checked
/// the other sizes.
MUST_USE Tensor *copy_cat(Runtime *runtime, Tensor *const *tensors, int64_t count, int dim, DType dtype);
/// The same along a new dimension. The caller has checked that all have one shape.
MUST_USE Tensor *copy_stack(Runtime *runtime, Tensor *const *tensors, int64_t count, int dim, DType dtype);
/// Writes / reads `count` values of plain memory, densely packed, of another dtype (lists, numpy buffers).
MUST_USE bool copy_from_memory(Tensor *to, const void *data, DType dtype);
/// All elements, in order, packed into `data` as `dtype`.
MUST_USE bool copy_to_memory(const Tensor *from, void *data, DType dtype);
/// True where two tensors have the same sizes and equal elements (torch.equal).
MUST_USE bool copy_equal(const Tensor *a, const Tensor *b, bool *equal);

#endif

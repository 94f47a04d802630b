// Tensors from numbers: ranges and simple matrices. All are new tensors.
#ifndef TENSOR_CREATE_H
#define TENSOR_CREATE_H

#include "tensor/tensor.h"

MUST_USE Tensor *create_full(Runtime *runtime, int rank, const int64_t *sizes, Scalar value, DType dtype);
/// RuntimeError "step must be nonzero", "upper bound and larger bound inconsistent with step sign" ...
MUST_USE Tensor *create_arange(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype);
/// torch.range: the end is included.
MUST_USE Tensor *create_range(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype);
MUST_USE Tensor *create_linspace(Runtime *runtime, Scalar start, Scalar end, int64_t steps, DType dtype);
MUST_USE Tensor *create_logspace(Runtime *runtime, Scalar start, Scalar end, int64_t steps, double base, DType dtype);
MUST_USE Tensor *create_eye(Runtime *runtime, int64_t rows, int64_t columns, DType dtype);
/// The (2, n) coordinates of a triangle (tril_indices, triu_indices).
MUST_USE Tensor *create_triangle_indices(Runtime *runtime, int64_t rows, int64_t columns, int64_t offset, bool upper,
                                         DType dtype);

#endif

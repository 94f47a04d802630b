// Reductions and scans. `dims` is a set of wrapped dimensions (DIM_SET_ALL for all); `keepdim` leaves them as size 1.
// A result is a new tensor. `dtype` is the dtype to compute in and to return: the caller applies the operator's
// rule (sum of integers is int64, mean wants a floating type).
//
// Summation follows PyTorch's cascade: lanes of vectors, four of them at a time, folded in levels, so that the digits
// agree.
#ifndef TENSOR_REDUCE_H
#define TENSOR_REDUCE_H

#include "tensor/tensor.h"

MUST_USE Tensor *reduce_sum(const Tensor *self, DimSet dims, bool keepdim, DType dtype);
/// As reduce_sum, NaN counts as zero.
MUST_USE Tensor *reduce_nansum(const Tensor *self, DimSet dims, bool keepdim, DType dtype);
MUST_USE Tensor *reduce_mean(const Tensor *self, DimSet dims, bool keepdim, DType dtype);
/// Product; over one dimension or all.
MUST_USE Tensor *reduce_prod(const Tensor *self, DimSet dims, bool keepdim, DType dtype);
/// Logical results are bool (uint8 for a uint8 input, as in PyTorch).
MUST_USE Tensor *reduce_any(const Tensor *self, DimSet dims, bool keepdim);
MUST_USE Tensor *reduce_all(const Tensor *self, DimSet dims, bool keepdim);
/// The largest / smallest value, NaN winning. An empty dimension raises IndexError "amax(): Expected reduction dim 0 to
/// have non-zero size."
MUST_USE Tensor *reduce_amax(const Tensor *self, DimSet dims, bool keepdim);
MUST_USE Tensor *reduce_amin(const Tensor *self, DimSet dims, bool keepdim);
/// Value and index (int64) of the first largest / smallest one along a dimension. Both results are the caller's.
MUST_USE bool reduce_max_dim(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices);
MUST_USE bool reduce_min_dim(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices);
/// Indices only; `dim` < 0 works on all elements in row-major order.
MUST_USE Tensor *reduce_argmax(const Tensor *self, int dim, bool keepdim);
MUST_USE Tensor *reduce_argmin(const Tensor *self, int dim, bool keepdim);
/// Variance (or its root) with `correction` subtracted from the count, by Welford's method.
/// `mean`, where not NULL, receives a new tensor with the means.
MUST_USE Tensor *reduce_var(const Tensor *self, DimSet dims, bool keepdim, double correction, bool root, Tensor **mean);
/// The p-norm (0, 1, 2, any other, +-infinity). `dtype` is the compute dtype; a complex input gives a real result.
MUST_USE Tensor *reduce_norm(const Tensor *self, double p, DimSet dims, bool keepdim, DType dtype);
MUST_USE Tensor *reduce_logsumexp(const Tensor *self, DimSet dims, bool keepdim);
MUST_USE Tensor *reduce_count_nonzero(const Tensor *self, DimSet dims);
/// Sums `self` down to `sizes`, to which it was broadcast (gradients of broadcasting operators). Returns self,
/// retained, where the sizes agree already.
MUST_USE Tensor *reduce_sum_to_size(const Tensor *self, int rank, const int64_t *sizes);

/// Scans along a dimension.
MUST_USE Tensor *reduce_cumsum(const Tensor *self, int dim, DType dtype);
MUST_USE Tensor *reduce_cumprod(const Tensor *self, int dim, DType dtype);
MUST_USE Tensor *reduce_logcumsumexp(const Tensor *self, int dim);
/// Running maximum / minimum and the index where it was found (the last of equal ones, as PyTorch).
MUST_USE bool reduce_cummax(const Tensor *self, int dim, Tensor **values, Tensor **indices);
MUST_USE bool reduce_cummin(const Tensor *self, int dim, Tensor **values, Tensor **indices);

/// Softmax family along a dimension; `dtype` converts first (softmax(dtype=)).
MUST_USE Tensor *reduce_softmax(const Tensor *self, int dim, DType dtype);
MUST_USE Tensor *reduce_log_softmax(const Tensor *self, int dim, DType dtype);
MUST_USE Tensor *reduce_softmax_backward(const Tensor *grad, const Tensor *output, int dim);
MUST_USE Tensor *reduce_log_softmax_backward(const Tensor *grad, const Tensor *output, int dim);

#endif

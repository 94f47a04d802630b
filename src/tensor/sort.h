// Sorting, selection and counting. Results are new tensors; two results come through pointers and are the caller's.
#ifndef TENSOR_SORT_H
#define TENSOR_SORT_H

#include "tensor/tensor.h"

/// Sorts along a dimension (NaN counts as the largest). Equal values keep their order where `stable`; else they come
/// out as C++'s std::sort, and so PyTorch, leaves them.
MUST_USE bool sort_values(const Tensor *self, int dim, bool descending, bool stable, Tensor **values, Tensor **indices);
/// The k largest / smallest. RuntimeError "selected index k out of range".
MUST_USE bool sort_topk(const Tensor *self, int64_t k, int dim, bool largest, bool sorted, Tensor **values,
                        Tensor **indices);
/// The k-th smallest, k counted from 1.
MUST_USE bool sort_kthvalue(const Tensor *self, int64_t k, int dim, bool keepdim, Tensor **values, Tensor **indices);
/// The lower median along a dimension; NaN wins unless `ignore_nan`.
MUST_USE bool sort_median_dim(const Tensor *self, int dim, bool keepdim, bool ignore_nan, Tensor **values,
                              Tensor **indices);
/// The lower median of all elements.
MUST_USE Tensor *sort_median(const Tensor *self, bool ignore_nan);
/// The most frequent value (the smallest of several) and an index of it.
MUST_USE bool sort_mode(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices);
/// Unique values of all elements, sorted; `inverse` and `counts` may be NULL when not wanted.
MUST_USE Tensor *sort_unique(const Tensor *self, Tensor **inverse, Tensor **counts);
/// Unique slices along a dimension.
MUST_USE Tensor *sort_unique_dim(const Tensor *self, int dim, Tensor **inverse, Tensor **counts);
/// Runs of equal neighbours; `dim` < 0 flattens.
MUST_USE Tensor *sort_unique_consecutive(const Tensor *self, int dim, Tensor **inverse, Tensor **counts);
/// Where each value belongs in the sorted last dimension of `sorted`. `sorter` may be NULL. The result is int64 or
/// int32.
MUST_USE Tensor *sort_search(const Tensor *sorted, const Tensor *values, bool right, bool int32, const Tensor *sorter);
/// Counts of the values 0, 1, ...; `weights` may be NULL.
MUST_USE Tensor *sort_bincount(const Tensor *self, const Tensor *weights, int64_t minlength);
/// A histogram of `bins` equal bins from min to max (the data's own range where both are equal).
MUST_USE Tensor *sort_histc(const Tensor *self, int64_t bins, double min, double max);

#endif

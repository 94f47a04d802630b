// Reading and writing by index. `dim` is wrapped. Index tensors are int64 (int32 where PyTorch takes it).
// Functions that write take the tensor to be written; the others return new tensors. Indices out of range raise
// PyTorch's messages ("index 5 is out of bounds for dimension 0 with size 3", "index out of range in self" ...).
#ifndef TENSOR_INDEX_H
#define TENSOR_INDEX_H

#include "tensor/tensor.h"

typedef enum IndexReduce { INDEX_ASSIGN, INDEX_SUM, INDEX_PROD, INDEX_AMAX, INDEX_AMIN, INDEX_MEAN } IndexReduce;

/// Whether the places that `index` names can be read, where `self` has elements; NotImplementedError "Cannot copy out
/// of meta tensor; no data!".
MUST_USE bool index_check_data(const Tensor *self, const Tensor *index);
/// self[indices...], one entry a dimension, NULL for a full slice, as Tensor.__getitem__ with tensors. Bool and uint8
/// masks are expanded by the caller through index_nonzero (index_expand_masks does it).
MUST_USE Tensor *index_get(const Tensor *self, Tensor *const *indices, int count);
/// self[indices...] = values, or += with `accumulate`. `values` is broadcast.
MUST_USE bool index_put(Tensor *self, Tensor *const *indices, int count, const Tensor *values, bool accumulate);
/// Turns masks among `indices` into int64 indices. `expanded` has room for SHAPE_MAX_RANK; its tensors are the caller's
/// to release. IndexError "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3] at
/// index 0".
MUST_USE bool index_expand_masks(const Tensor *self, Tensor *const *indices, int count, Tensor **expanded,
                                 int *expanded_count);
MUST_USE Tensor *index_gather(const Tensor *self, int dim, const Tensor *index);
/// self[index] op= source along dim. `include_self` matters for the reducing ones.
MUST_USE bool index_scatter(Tensor *self, int dim, const Tensor *index, const Tensor *source, IndexReduce reduce,
                            bool include_self);
MUST_USE bool index_scatter_value(Tensor *self, int dim, const Tensor *index, Scalar value, IndexReduce reduce);
/// From here to index_reduce the caller has checked that `index` is a vector or one number, of int32 or int64.
MUST_USE Tensor *index_select(const Tensor *self, int dim, const Tensor *index);
MUST_USE bool index_add(Tensor *self, int dim, const Tensor *index, const Tensor *source, Scalar alpha);
MUST_USE bool index_copy(Tensor *self, int dim, const Tensor *index, const Tensor *source);
MUST_USE bool index_fill(Tensor *self, int dim, const Tensor *index, Scalar value);
MUST_USE bool index_reduce(Tensor *self, int dim, const Tensor *index, const Tensor *source, IndexReduce reduce,
                           bool include_self);
MUST_USE Tensor *index_masked_select(const Tensor *self, const Tensor *mask);
MUST_USE bool index_masked_scatter(Tensor *self, const Tensor *mask, const Tensor *source);
/// The indices of non-zero elements as rows of a (count, rank) int64 tensor.
MUST_USE Tensor *index_nonzero(const Tensor *self);
/// Elements by their row-major number.
MUST_USE Tensor *index_take(const Tensor *self, const Tensor *index);
MUST_USE bool index_put_flat(Tensor *self, const Tensor *index, const Tensor *source, bool accumulate);
MUST_USE Tensor *index_flip(const Tensor *self, DimSet dims);
MUST_USE Tensor *index_roll(const Tensor *self, const int64_t *shifts, const int64_t *dims, int count);
/// Keeps what lies on and below / above the k-th diagonal of the last two dimensions.
MUST_USE Tensor *index_triangle(const Tensor *self, int64_t diagonal, bool upper);
/// Rows of `weight`; the gradient by summing rows back (`padding` < 0 for none).
MUST_USE Tensor *index_embedding(const Tensor *weight, const Tensor *index);
MUST_USE Tensor *index_embedding_backward(const Tensor *grad, const Tensor *index, int64_t rows, int64_t padding,
                                          bool scale_by_frequency);
/// Each element repeated (`repeats` is int64, of one element or one a slice).
MUST_USE Tensor *index_repeat_interleave(const Tensor *repeats);

#endif

// Sizes and strides: the arithmetic of shapes. Nothing here owns memory; failures go to the given Error.
//
//   sizes   (2, 3)      element (i, j) lives at  offset + 3*i + 1*j
//   strides (3, 1)
#ifndef TENSOR_SHAPE_H
#define TENSOR_SHAPE_H

#include "base/error.h"
#include "base/text.h"

enum { SHAPE_MAX_RANK = 64 }; // PyTorch's own limit

typedef enum MemoryFormat {
    FORMAT_CONTIGUOUS,
    FORMAT_PRESERVE,
    FORMAT_CHANNELS_LAST,    // rank 4, the channel is the fastest dimension
    FORMAT_CHANNELS_LAST_3D, // rank 5
} MemoryFormat;

/// Sizes held by value, for results that are computed before a tensor exists.
typedef struct Shape {
    int rank;
    int64_t sizes[SHAPE_MAX_RANK];
} Shape;

/// A set of dimensions: bit i is dimension i.
typedef uint64_t DimSet;
#define DIM_SET_ALL UINT64_MAX

/// RuntimeError on a negative size.
MUST_USE bool shape_check_sizes(Error *error, int rank, const int64_t *sizes);
/// The product of the sizes. RuntimeError on a negative size or where it does not fit.
MUST_USE bool shape_count(Error *error, int rank, const int64_t *sizes, int64_t *count);
/// The product of sizes that shape_count has passed. It wraps where that cannot be counted, on the way to a size of 0
/// and where the result is refused later on.
static inline int64_t shape_product(int rank, const int64_t *sizes)
{
    uint64_t count = 1;
    for (int i = 0; i < rank; i++)
        count *= (uint64_t)sizes[i];
    return (int64_t)count;
}
/// Wraps a negative dimension. IndexError "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
/// on failure. Rank 0 accepts 0 and -1 (as if it were 1).
MUST_USE bool shape_wrap_dim(Error *error, int64_t dim, int rank, int *wrapped);
/// The same to look up a size, of which rank 0 has none: IndexError "Dimension specified as -1 but tensor has no
/// dimensions".
MUST_USE bool shape_wrap_size(Error *error, int64_t dim, int rank, int *wrapped);
/// Wraps and collects dimensions; no dimensions at all stand for every one. RuntimeError where one appears twice.
MUST_USE bool shape_wrap_dims(Error *error, const int64_t *dims, int count, int rank, DimSet *set);
/// Broadcasts b into `shape` (NumPy's rule: align right, a size of 1 stretches). RuntimeError "The size of tensor a (3)
/// must match the size of tensor b (4) at non-singleton dimension 1" on failure.
MUST_USE bool shape_broadcast(Error *error, Shape *shape, int rank, const int64_t *sizes);
/// True where `sizes` can be stretched to `to`.
bool shape_expandable(int rank, const int64_t *sizes, int to_rank, const int64_t *to);
/// The strides of a view stretched from (sizes, strides) to `to`; a -1 in `to` keeps a size. RuntimeError "The expanded
/// size of the tensor (4) must match the existing size (3) at non-singleton dimension 0. ..." on failure. Writes the
/// final sizes back.
MUST_USE bool shape_expand(Error *error, int rank, const int64_t *sizes, const int64_t *strides, int to_rank,
                           int64_t *to, int64_t *to_strides);
/// Row-major strides; a size of 0 counts as 1, as in PyTorch.
void shape_contiguous_strides(int rank, const int64_t *sizes, int64_t *strides);
/// The strides of a memory format (contiguous or channels last). FORMAT_PRESERVE is the caller's business.
void shape_format_strides(int rank, const int64_t *sizes, MemoryFormat format, int64_t *strides);
bool shape_is_contiguous(int rank, const int64_t *sizes, const int64_t *strides);
/// Contiguous in a channels-last format.
bool shape_is_format(int rank, const int64_t *sizes, const int64_t *strides, MemoryFormat format);
/// Some order of the dimensions makes it contiguous: every element of a block of memory belongs to it, once.
bool shape_is_dense(int rank, const int64_t *sizes, const int64_t *strides);
/// Dense strides in the order of (possibly overlapping or sparse) ones, as empty_like keeps them.
void shape_preserve_order(int rank, const int64_t *sizes, const int64_t *strides, int64_t *dense);
/// The format that PyTorch suggests for results: channels last where the strides say so.
MemoryFormat shape_suggest_format(int rank, const int64_t *sizes, const int64_t *strides);
/// UnsupportedError for more than SHAPE_MAX_RANK dimensions, which PyTorch allows.
MUST_USE bool shape_check_rank(Error *error, int64_t rank);
/// Replaces a -1 in `sizes` by what `count` elements leave for it. RuntimeError "shape '[4, 2]' is invalid for input of
/// size 12".
MUST_USE bool shape_infer(Error *error, int rank, int64_t *sizes, int64_t count);
/// a * b; RuntimeError "numel: integer multiplication overflow" where that cannot be counted.
MUST_USE bool shape_multiply(Error *error, int64_t a, int64_t b, int64_t *product);
/// a + b, as shape_multiply.
MUST_USE bool shape_add(Error *error, int64_t a, int64_t b, int64_t *sum);
/// A multiple of a stride. It wraps where that cannot be counted: only dimensions that nothing is ever reached along,
/// those of one element or of an empty tensor, have such strides.
static inline int64_t shape_stride_times(int64_t stride, int64_t factor)
{
    return (int64_t)((uint64_t)stride * (uint64_t)factor);
}
/// The strides under which the same memory has the sizes `to`; false (no error) where that needs a copy.
bool shape_view_strides(int rank, const int64_t *sizes, const int64_t *strides, int to_rank, const int64_t *to,
                        int64_t *to_strides);
/// How many elements of storage a geometry reaches, from its offset on. False where that overflows or a size
/// is negative.
bool shape_extent(int rank, const int64_t *sizes, const int64_t *strides, int64_t *extent);
/// Writes "[2, 3]".
void shape_write(Text *text, int rank, const int64_t *sizes);
enum { SHAPE_TEXT = 512 };
/// As shape_write into a buffer of SHAPE_TEXT bytes, for messages; cut where it does not fit. Returns the buffer.
const char *shape_format(char *buffer, int rank, const int64_t *sizes);
/// The same without brackets and commas: "2 3".
const char *shape_words(char *buffer, int rank, const int64_t *sizes);
static inline bool shape_same(int rank, const int64_t *sizes, int other_rank, const int64_t *other)
{
    if (rank != other_rank)
        return false;
    for (int i = 0; i < rank; i++)
        if (sizes[i] != other[i])
            return false;
    return true;
}

#endif

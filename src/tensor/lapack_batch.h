// What the LAPACK files share: the call of one routine for four types, one matrix of a batch, and workspaces.
#ifndef TENSOR_LAPACK_BATCH_H
#define TENSOR_LAPACK_BATCH_H

#include "tensor/lapack.h"

/// Calls the routine of a dtype; pointers are passed as void *, which every type takes.
#define LAPACK_CALL(dtype, name, ...)                                                                                  \
    ((dtype) == DTYPE_FLOAT32     ? LAPACKE_s##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__)                              \
     : (dtype) == DTYPE_FLOAT64   ? LAPACKE_d##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__)                              \
     : (dtype) == DTYPE_COMPLEX64 ? LAPACKE_c##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__)                              \
                                  : LAPACKE_z##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__))
#define LAPACK_CALL_REAL(dtype, name, ...)                                                                             \
    ((dtype) == DTYPE_FLOAT32 ? LAPACKE_s##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__)                                  \
                              : LAPACKE_d##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__))
#define LAPACK_CALL_COMPLEX(dtype, name, ...)                                                                          \
    ((dtype) == DTYPE_COMPLEX64 ? LAPACKE_c##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__)                                \
                                : LAPACKE_z##name##_work(LAPACK_COL_MAJOR, __VA_ARGS__))

/// Scratch memory for a routine; next to none where there is no matrix to work on.
typedef struct LapackWork {
    Memory *memory;
    void *data;
    size_t size;
} LapackWork;
MUST_USE bool lapack_work_make(LapackWork *work, const Tensor *tensor, size_t count, size_t size);
void lapack_work_free(LapackWork *work);
/// The length that a workspace query left in its first element.
int lapack_work_length(DType dtype, const void *query);
/// False with RuntimeError pending where a size is beyond LAPACK's.
MUST_USE bool lapack_fits(const Tensor *tensor);

static inline int lapack_rows(const Tensor *tensor)
{
    return (int)tensor->sizes[tensor->rank - 2];
}
static inline int lapack_width(const Tensor *tensor)
{
    return (int)tensor->sizes[tensor->rank - 1];
}
static inline void *lapack_matrix(const Tensor *tensor, int64_t index)
{
    int64_t step = tensor->sizes[tensor->rank - 2] * tensor->sizes[tensor->rank - 1];
    return tensor->storage->data ? tensor_data(tensor) + (size_t)(index * step) * dtype_size(tensor->dtype) : NULL;
}

#endif

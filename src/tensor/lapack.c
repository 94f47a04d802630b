// LAPACK's factorisations and solvers over batches.
#include "tensor/lapack.h"

#include <limits.h>
#include <string.h>

#define lapack_complex_float  float _Complex
#define lapack_complex_double double _Complex
#include <lapacke.h>

#include "tensor/copy.h"
#include "tensor/lapack_batch.h"

bool lapack_has(DType dtype)
{
    return dtype == DTYPE_FLOAT32 || dtype == DTYPE_FLOAT64 || dtype == DTYPE_COMPLEX64 || dtype == DTYPE_COMPLEX128;
}

Tensor *lapack_columns_empty(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device)
{
    int64_t strides[SHAPE_MAX_RANK];
    shape_contiguous_strides(rank, sizes, strides);
    strides[rank - 2] = 1;
    strides[rank - 1] = sizes[rank - 2] > 1 ? sizes[rank - 2] : 1;
    return tensor_empty_strided(runtime, rank, sizes, strides, dtype, device);
}

Tensor *lapack_columns_of(const Tensor *from, int rank, const int64_t *sizes)
{
    Tensor *copy = lapack_columns_empty(from->runtime, rank, sizes, (DType)from->dtype, (Device)from->device);
    if (copy && !copy_into(copy, from)) {
        tensor_release(copy);
        return NULL;
    }
    return copy;
}

Tensor *lapack_columns(const Tensor *from)
{
    return lapack_columns_of(from, from->rank, from->sizes);
}

int64_t lapack_batch(const Tensor *tensor)
{
    int64_t count = tensor->device != DEVICE_META;
    for (int i = 0; i + 2 < tensor->rank; i++)
        count *= tensor->sizes[i];
    return count;
}

bool lapack_fits(const Tensor *tensor)
{
    for (int i = tensor->rank - 2; i < tensor->rank; i++)
        if (i >= 0 && tensor->sizes[i] > INT_MAX / 4) {
            error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "a matrix is too large for LAPACK");
            return false;
        }
    return true;
}

bool lapack_work_make(LapackWork *work, const Tensor *tensor, size_t count, size_t size)
{
    *work = (LapackWork){.memory = tensor->runtime->memory};
    if (!count || !lapack_batch(tensor))
        count = 1;
    if (count > SIZE_MAX / 16 / size) {
        error_raise(tensor->runtime->error, ERROR_MEMORY_ERROR, "a workspace is too large");
        return false;
    }
    work->size = count * size;
    work->data = mem_alloc(work->memory, work->size);
    return work->data != NULL;
}

void lapack_work_free(LapackWork *work)
{
    mem_free(work->memory, work->data, work->size);
    work->data = NULL;
}

int lapack_work_length(DType dtype, const void *query)
{
    double length = dtype == DTYPE_FLOAT32 || dtype == DTYPE_COMPLEX64 ? *(const float *)query : *(const double *)query;
    // The answer of a float routine may have been rounded down.
    return (int)(length * (dtype == DTYPE_FLOAT32 || dtype == DTYPE_COMPLEX64 ? 1.000001 : 1)) + 1;
}

bool lapack_lu(Tensor *a, Tensor *pivots, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int m = lapack_rows(a), n = lapack_width(a), k = m < n ? m : n;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++) {
        int32_t *p = (int32_t *)tensor_data(pivots) + i * k, *at = (int32_t *)tensor_data(info) + i;
        *at = LAPACK_CALL(a->dtype, getrf, m, n, lapack_matrix(a, i), m > 1 ? m : 1, p);
    }
    return true;
}

bool lapack_lu_solve(const Tensor *lu, const Tensor *pivots, Tensor *b, char transpose)
{
    if (!lapack_fits(b))
        return false;
    int n = lapack_rows(lu), width = lapack_width(b), lead = n > 1 ? n : 1;
    for (int64_t i = 0, count = lapack_batch(b); i < count && n; i++)
        (void)LAPACK_CALL(b->dtype, getrs, transpose, n, width, lapack_matrix(lu, i), lead,
                          (int32_t *)tensor_data(pivots) + i * n, lapack_matrix(b, i), lead);
    return true;
}

bool lapack_cholesky(Tensor *a, bool upper, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int n = lapack_rows(a);
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++)
        ((int32_t *)tensor_data(info))[i] =
            LAPACK_CALL(a->dtype, potrf, upper ? 'U' : 'L', n, lapack_matrix(a, i), n > 1 ? n : 1);
    return true;
}

bool lapack_cholesky_inverse(Tensor *a, bool upper, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int n = lapack_rows(a);
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++)
        ((int32_t *)tensor_data(info))[i] =
            LAPACK_CALL(a->dtype, potri, upper ? 'U' : 'L', n, lapack_matrix(a, i), n > 1 ? n : 1);
    return true;
}

bool lapack_cholesky_solve(const Tensor *factor, Tensor *b, bool upper)
{
    if (!lapack_fits(b))
        return false;
    int n = lapack_rows(factor), width = lapack_width(b), lead = n > 1 ? n : 1;
    for (int64_t i = 0, count = lapack_batch(b); i < count && n; i++)
        (void)LAPACK_CALL(b->dtype, potrs, upper ? 'U' : 'L', n, width, lapack_matrix(factor, i), lead,
                          lapack_matrix(b, i), lead);
    return true;
}

// BLAS, which LAPACKE leaves out.
#define TRSM(name, T)                                                                                                  \
    extern void name(const char *side, const char *triangle, const char *transpose, const char *diagonal,              \
                     const int *rows, const int *columns, const T *alpha, const T *a, const int *lead, T *b,           \
                     const int *lead_b);
TRSM(strsm_, float)
TRSM(dtrsm_, double)
TRSM(ctrsm_, float _Complex)
TRSM(ztrsm_, double _Complex)

bool lapack_triangular(const Tensor *a, Tensor *b, bool upper, bool left, char transpose, bool unit)
{
    if (!lapack_fits(b))
        return false;
    int m = lapack_rows(b), n = lapack_width(b), lead = left ? m : n;
    const char *side = left ? "L" : "R", *triangle = upper ? "U" : "L", *diagonal = unit ? "U" : "N";
    const float one = 1;
    const double one_double = 1;
    const float _Complex one_complex = 1;
    const double _Complex one_complex_double = 1;
    for (int64_t i = 0, count = lapack_batch(b); i < count && m && n; i++) {
        const void *x = lapack_matrix(a, i);
        void *y = lapack_matrix(b, i);
        if (b->dtype == DTYPE_FLOAT32)
            strsm_(side, triangle, &transpose, diagonal, &m, &n, &one, x, &lead, y, &m);
        else if (b->dtype == DTYPE_FLOAT64)
            dtrsm_(side, triangle, &transpose, diagonal, &m, &n, &one_double, x, &lead, y, &m);
        else if (b->dtype == DTYPE_COMPLEX64)
            ctrsm_(side, triangle, &transpose, diagonal, &m, &n, &one_complex, x, &lead, y, &m);
        else
            ztrsm_(side, triangle, &transpose, diagonal, &m, &n, &one_complex_double, x, &lead, y, &m);
    }
    return true;
}

// Factorises with a workspace of the length that the routine itself asks for.
bool lapack_ldl(Tensor *a, Tensor *pivots, Tensor *info, bool hermitian)
{
    if (!lapack_fits(a))
        return false;
    int n = lapack_rows(a), lead = n > 1 ? n : 1;
    bool adjoint = hermitian && dtype_is_complex((DType)a->dtype);
    double query[2];
    (void)(adjoint ? LAPACK_CALL_COMPLEX(a->dtype, hetrf, 'L', n, (void *)tensor_data(a), lead,
                                         (int32_t *)tensor_data(pivots), (void *)query, -1)
                   : LAPACK_CALL(a->dtype, sytrf, 'L', n, (void *)tensor_data(a), lead, (int32_t *)tensor_data(pivots),
                                 (void *)query, -1));
    int length = lapack_work_length((DType)a->dtype, query);
    LapackWork work;
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(a->dtype)))
        return false;
    for (int64_t i = 0, count = lapack_batch(a); i < count && n; i++) {
        int32_t *p = (int32_t *)tensor_data(pivots) + i * n;
        void *x = lapack_matrix(a, i);
        ((int32_t *)tensor_data(info))[i] =
            adjoint ? LAPACK_CALL_COMPLEX(a->dtype, hetrf, 'L', n, x, lead, p, work.data, length)
                    : LAPACK_CALL(a->dtype, sytrf, 'L', n, x, lead, p, work.data, length);
    }
    lapack_work_free(&work);
    return true;
}

bool lapack_ldl_solve(const Tensor *factor, const Tensor *pivots, Tensor *b, bool hermitian)
{
    if (!lapack_fits(b))
        return false;
    int n = lapack_rows(factor), width = lapack_width(b), lead = n > 1 ? n : 1;
    bool adjoint = hermitian && dtype_is_complex((DType)b->dtype);
    for (int64_t i = 0, count = lapack_batch(b); i < count && n; i++) {
        const int32_t *p = (const int32_t *)tensor_data(pivots) + i * n;
        void *x = lapack_matrix(factor, i), *y = lapack_matrix(b, i);
        (void)(adjoint ? LAPACK_CALL_COMPLEX(b->dtype, hetrs, 'L', n, width, x, lead, p, y, lead)
                       : LAPACK_CALL(b->dtype, sytrs, 'L', n, width, x, lead, p, y, lead));
    }
    return true;
}

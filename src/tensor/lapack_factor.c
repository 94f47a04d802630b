// LAPACK's orthogonal factorisations: QR, singular values, eigenvalues, least squares.
#include <string.h>

#define lapack_complex_float  float _Complex
#define lapack_complex_double double _Complex
#include <lapacke.h>

#include "tensor/lapack_batch.h"

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void *row_of(const Tensor *tensor, int64_t index, int length)
{
    return tensor_data(tensor) + (size_t)(index * length) * dtype_size(tensor->dtype);
}

bool lapack_qr(Tensor *a, Tensor *tau)
{
    if (!lapack_fits(a))
        return false;
    int m = lapack_rows(a), n = lapack_width(a), k = m < n ? m : n;
    DType dtype = (DType)a->dtype;
    double query[2];
    (void)LAPACK_CALL(dtype, geqrf, m, n, (void *)query, larger(m, 1), (void *)query, (void *)query, -1);
    int length = lapack_work_length(dtype, query);
    LapackWork work;
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        return false;
    for (int64_t i = 0, count = lapack_batch(a); i < count && k; i++)
        (void)LAPACK_CALL(dtype, geqrf, m, n, lapack_matrix(a, i), larger(m, 1), (void *)row_of(tau, i, k), work.data,
                          length);
    lapack_work_free(&work);
    return true;
}

static int generate(DType dtype, int m, int n, int k, void *a, void *tau, void *work, int length)
{
    return dtype_is_complex(dtype) ? LAPACK_CALL_COMPLEX(dtype, ungqr, m, n, k, a, larger(m, 1), tau, work, length)
                                   : LAPACK_CALL_REAL(dtype, orgqr, m, n, k, a, larger(m, 1), tau, work, length);
}

bool lapack_reflectors(Tensor *a, const Tensor *tau)
{
    if (!lapack_fits(a))
        return false;
    int m = lapack_rows(a), n = lapack_width(a), k = tau->rank ? (int)tau->sizes[tau->rank - 1] : 0;
    DType dtype = (DType)a->dtype;
    double query[2];
    if (!m || !n)
        return true;
    (void)generate(dtype, m, n, k, query, query, query, -1);
    int length = lapack_work_length(dtype, query);
    LapackWork work;
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        return false;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++)
        (void)generate(dtype, m, n, k, lapack_matrix(a, i), k ? row_of(tau, i, k) : NULL, work.data, length);
    lapack_work_free(&work);
    return true;
}

static int multiply(DType dtype, bool left, bool transpose, int m, int n, int k, void *a, int lead, void *tau, void *c,
                    void *work, int length)
{
    char side = left ? 'L' : 'R';
    return dtype_is_complex(dtype) ? LAPACK_CALL_COMPLEX(dtype, unmqr, side, transpose ? 'C' : 'N', m, n, k, a, lead,
                                                         tau, c, larger(m, 1), work, length)
                                   : LAPACK_CALL_REAL(dtype, ormqr, side, transpose ? 'T' : 'N', m, n, k, a, lead, tau,
                                                      c, larger(m, 1), work, length);
}

bool lapack_reflect(Tensor *a, const Tensor *tau, Tensor *c, bool left, bool transpose)
{
    if (!lapack_fits(a) || !lapack_fits(c))
        return false;
    int m = lapack_rows(c), n = lapack_width(c), k = (int)tau->sizes[tau->rank - 1], lead = larger(lapack_rows(a), 1);
    DType dtype = (DType)a->dtype;
    double query[2];
    if (!m || !n || !k)
        return true;
    (void)multiply(dtype, left, transpose, m, n, k, query, lead, query, query, query, -1);
    int length = lapack_work_length(dtype, query);
    LapackWork work;
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        return false;
    for (int64_t i = 0, count = lapack_batch(c); i < count; i++)
        (void)multiply(dtype, left, transpose, m, n, k, lapack_matrix(a, i), lead, row_of(tau, i, k),
                       lapack_matrix(c, i), work.data, length);
    lapack_work_free(&work);
    return true;
}

typedef struct Decomposition {
    DType dtype;
    char job;
    int m, n, lead_vh;
    void *real, *integers; // workspaces
} Decomposition;

static int decompose(const Decomposition *d, void *a, void *s, void *u, void *vh, void *work, int length)
{
    return dtype_is_complex(d->dtype)
               ? LAPACK_CALL_COMPLEX(d->dtype, gesdd, d->job, d->m, d->n, a, larger(d->m, 1), s, u, larger(d->m, 1), vh,
                                     d->lead_vh, work, length, d->real, d->integers)
               : LAPACK_CALL_REAL(d->dtype, gesdd, d->job, d->m, d->n, a, larger(d->m, 1), s, u, larger(d->m, 1), vh,
                                  d->lead_vh, work, length, d->integers);
}

bool lapack_svd(Tensor *a, Tensor *u, Tensor *s, Tensor *vh, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int m = lapack_rows(a), n = lapack_width(a), k = m < n ? m : n;
    DType dtype = (DType)a->dtype;
    if (!k)
        return true;
    Decomposition d = {dtype, 'N', m, n, 1, NULL, NULL};
    if (u) {
        d.job = lapack_width(u) == m && lapack_rows(vh) == n ? 'A' : 'S';
        d.lead_vh = larger(lapack_rows(vh), 1);
    }
    // LAPACK's own bounds for the complex routines.
    int64_t wide = m > n ? m : n, first = 5 * (int64_t)k * k + 5 * k, second = 2 * wide * k + 2 * (int64_t)k * k + k;
    size_t reals = dtype_is_complex(dtype) ? (size_t)((u ? (first > second ? first : second) : 7 * (int64_t)k) + 1) : 1;
    double query[2];
    LapackWork real, integers, work = {0};
    bool done = false;
    if (!lapack_work_make(&real, a, reals, dtype_size(dtype_real(dtype))))
        return false;
    if (!lapack_work_make(&integers, a, 8 * (size_t)k, sizeof(int32_t)))
        goto free_real;
    d.real = real.data;
    d.integers = integers.data;
    (void)decompose(&d, query, query, query, query, query, -1);
    int length = lapack_work_length(dtype, query);
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        goto free_integers;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++)
        ((int32_t *)tensor_data(info))[i] =
            decompose(&d, lapack_matrix(a, i), row_of(s, i, k), u ? lapack_matrix(u, i) : NULL,
                      vh ? lapack_matrix(vh, i) : NULL, work.data, length);
    lapack_work_free(&work);
    done = true;
free_integers:
    lapack_work_free(&integers);
free_real:
    lapack_work_free(&real);
    return done;
}

// The lengths of the three workspaces follow from a query.
typedef struct EighWork {
    LapackWork work, real, integers;
    int length, reals, count;
} EighWork;

static int eigh_call(DType dtype, char job, char triangle, int n, void *a, void *w, EighWork *e)
{
    return dtype_is_complex(dtype)
               ? LAPACK_CALL_COMPLEX(dtype, heevd, job, triangle, n, a, larger(n, 1), w, e->work.data, e->length,
                                     e->real.data, e->reals, e->integers.data, e->count)
               : LAPACK_CALL_REAL(dtype, syevd, job, triangle, n, a, larger(n, 1), w, e->work.data, e->length,
                                  e->integers.data, e->count);
}

bool lapack_eigh(Tensor *a, Tensor *values, bool upper, bool vectors, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int n = lapack_rows(a);
    DType dtype = (DType)a->dtype;
    char job = vectors ? 'V' : 'N', triangle = upper ? 'U' : 'L';
    double query[2], real_query[2];
    int32_t integer_query = 1;
    if (!n)
        return true;
    EighWork e = {.work.data = query, .real.data = real_query, .integers.data = &integer_query, -1, -1, -1};
    (void)eigh_call(dtype, job, triangle, n, query, query, &e);
    e.length = lapack_work_length(dtype, query);
    e.reals = dtype_is_complex(dtype) ? lapack_work_length(dtype_real(dtype), real_query) : 1;
    e.count = integer_query;
    bool done = false;
    if (!lapack_work_make(&e.work, a, (size_t)e.length, dtype_size(dtype)))
        return false;
    if (!lapack_work_make(&e.real, a, (size_t)e.reals, dtype_size(dtype_real(dtype))))
        goto free_work;
    if (!lapack_work_make(&e.integers, a, (size_t)e.count, sizeof(int32_t)))
        goto free_real;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++)
        ((int32_t *)tensor_data(info))[i] =
            eigh_call(dtype, job, triangle, n, lapack_matrix(a, i), row_of(values, i, n), &e);
    lapack_work_free(&e.integers);
    done = true;
free_real:
    lapack_work_free(&e.real);
free_work:
    lapack_work_free(&e.work);
    return done;
}

// Real matrices give pairs of conjugate eigenvalues; their vectors are two columns, real and imaginary parts.
static void join_pairs(Tensor *values, Tensor *vectors, int64_t index, int n, const Tensor *real,
                       const Tensor *imaginary, const Tensor *columns)
{
    for (int j = 0; j < n; j++) {
        double re = scalar_to_float(tensor_read(real, j)), im = scalar_to_float(tensor_read(imaginary, j));
        tensor_write(values, index * n + j, scalar_complex(__builtin_complex(re, im)));
        if (!vectors)
            continue;
        int first = im < 0 && j ? j - 1 : j;
        for (int i = 0; i < n; i++) {
            double x = scalar_to_float(tensor_read(columns, (int64_t)first * n + i));
            double y =
                im == 0 || first + 1 >= n ? 0 : scalar_to_float(tensor_read(columns, (int64_t)(first + 1) * n + i));
            tensor_write(vectors, (index * n + j) * n + i, scalar_complex(__builtin_complex(x, im < 0 ? -y : y)));
        }
    }
}

static int eig_call(DType dtype, char job, int n, void *a, void *real, void *imaginary, void *vectors, void *work,
                    int length)
{
    // LAPACK has the complex routine's real workspace where the real routine has the imaginary parts.
    return dtype_is_complex(dtype)
               ? LAPACK_CALL_COMPLEX(dtype, geev, 'N', job, n, a, n, real, NULL, 1, vectors, n, work, length, imaginary)
               : LAPACK_CALL_REAL(dtype, geev, 'N', job, n, a, n, real, imaginary, NULL, 1, vectors, n, work, length);
}

bool lapack_eig(Tensor *a, Tensor *values, Tensor *vectors, Tensor *info)
{
    if (!lapack_fits(a))
        return false;
    int n = lapack_rows(a);
    DType dtype = (DType)a->dtype;
    bool is_complex = dtype_is_complex(dtype), done = false;
    double query[2];
    if (!n)
        return true;
    char job = vectors ? 'V' : 'N';
    (void)eig_call(dtype, job, n, query, query, query, query, query, -1);
    int length = lapack_work_length(dtype, query);
    int64_t size = n, twice = 2 * size, square[2] = {n, n};
    Runtime *runtime = a->runtime;
    Tensor *real = tensor_empty(runtime, 1, &size, dtype, DEVICE_CPU);
    Tensor *imaginary = real ? tensor_empty(runtime, 1, &twice, dtype_real(dtype), DEVICE_CPU) : NULL;
    Tensor *columns = imaginary ? tensor_empty(runtime, 2, square, dtype, DEVICE_CPU) : NULL;
    LapackWork work;
    if (!columns || !lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        goto end;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++) {
        ((int32_t *)tensor_data(info))[i] =
            eig_call(dtype, job, n, lapack_matrix(a, i), is_complex ? row_of(values, i, n) : tensor_data(real),
                     tensor_data(imaginary), is_complex && vectors ? lapack_matrix(vectors, i) : tensor_data(columns),
                     work.data, length);
        if (!is_complex)
            join_pairs(values, vectors, i, n, real, imaginary, columns);
    }
    lapack_work_free(&work);
    done = true;
end:
    tensor_release(real);
    tensor_release(imaginary);
    tensor_release(columns);
    return done;
}

typedef struct Squares {
    DType dtype;
    LapackDriver driver;
    int m, n, width, lead;
    double rcond;
    void *real, *integers;
} Squares;

static int squares_call(const Squares *q, void *a, void *b, void *s, int *rank, void *work, int length)
{
    int m = q->m, n = q->n, w = q->width, lead = larger(m, 1), lead_b = q->lead;
    bool is_complex = dtype_is_complex(q->dtype);
    if (q->driver == LAPACK_GELS)
        return LAPACK_CALL(q->dtype, gels, 'N', m, n, w, a, lead, b, lead_b, work, length);
    if (q->driver == LAPACK_GELSY)
        return is_complex ? LAPACK_CALL_COMPLEX(q->dtype, gelsy, m, n, w, a, lead, b, lead_b, q->integers, q->rcond,
                                                rank, work, length, q->real)
                          : LAPACK_CALL_REAL(q->dtype, gelsy, m, n, w, a, lead, b, lead_b, q->integers, q->rcond, rank,
                                             work, length);
    if (q->driver == LAPACK_GELSD)
        return is_complex ? LAPACK_CALL_COMPLEX(q->dtype, gelsd, m, n, w, a, lead, b, lead_b, s, q->rcond, rank, work,
                                                length, q->real, q->integers)
                          : LAPACK_CALL_REAL(q->dtype, gelsd, m, n, w, a, lead, b, lead_b, s, q->rcond, rank, work,
                                             length, q->integers);
    return is_complex ? LAPACK_CALL_COMPLEX(q->dtype, gelss, m, n, w, a, lead, b, lead_b, s, q->rcond, rank, work,
                                            length, q->real)
                      : LAPACK_CALL_REAL(q->dtype, gelss, m, n, w, a, lead, b, lead_b, s, q->rcond, rank, work, length);
}

bool lapack_least_squares(LapackDriver driver, Tensor *a, Tensor *b, double rcond, Tensor *rank, Tensor *s,
                          Tensor *info)
{
    if (!lapack_fits(a) || !lapack_fits(b))
        return false;
    int m = lapack_rows(a), n = lapack_width(a), k = m < n ? m : n, unused = 0;
    DType dtype = (DType)a->dtype;
    if (!k)
        return true;
    Squares q = {dtype, driver, m, n, lapack_width(b), larger(lapack_rows(b), 1), rcond, NULL, NULL};
    // Generous bounds of what gelsd asks for (its depth is at most 32 here), and of what the others do.
    size_t depth = 32, small = 26;
    size_t reals = 10 * (size_t)n + 10 * (size_t)k + 2 * (size_t)k * small + 8 * (size_t)k * depth +
                   3 * small * (size_t)(q.width + 1) + (small + 1) * (small + 1) + (size_t)n * (1 + (size_t)q.width) +
                   2 * (size_t)q.width;
    LapackWork real, integers, work = {0};
    bool done = false;
    double query[2] = {0};
    if (!lapack_work_make(&real, a, reals, dtype_size(dtype_real(dtype))))
        return false;
    if (!lapack_work_make(&integers, a, 3 * (size_t)k * depth + 11 * (size_t)k + (size_t)n, sizeof(int32_t)))
        goto free_real;
    q.real = real.data;
    q.integers = integers.data;
    memset(integers.data, 0, integers.size);
    (void)squares_call(&q, query, query, query, &unused, query, -1);
    int length = lapack_work_length(dtype, query);
    if (!lapack_work_make(&work, a, (size_t)length, dtype_size(dtype)))
        goto free_integers;
    for (int64_t i = 0, count = lapack_batch(a); i < count; i++) {
        int found = 0;
        memset(integers.data, 0, integers.size);
        ((int32_t *)tensor_data(info))[i] = squares_call(&q, lapack_matrix(a, i), lapack_matrix(b, i),
                                                         s ? row_of(s, i, k) : NULL, &found, work.data, length);
        if (rank)
            ((int64_t *)tensor_data(rank))[i] = found;
    }
    lapack_work_free(&work);
    done = true;
free_integers:
    lapack_work_free(&integers);
free_real:
    lapack_work_free(&real);
    return done;
}

// Singular values and eigenvalues, and their gradients.
#include <string.h>

#include "ops/linalg.h"

static Tensor *sized(const Tensor *a, int64_t rows, int64_t columns, DType dtype)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, a->sizes, (size_t)a->rank * sizeof *sizes);
    sizes[a->rank - 2] = rows;
    sizes[a->rank - 1] = columns;
    return lapack_columns_empty(a->runtime, a->rank, sizes, dtype, (Device)a->device);
}

// Fills each matrix of a batch with the identity: what LAPACK leaves undone for matrices without elements.
static bool fill_identity(Tensor *tensor)
{
    if (!copy_fill(tensor, scalar_int(0)))
        return false;
    int64_t rows = tensor->sizes[tensor->rank - 2], columns = tensor->sizes[tensor->rank - 1];
    for (int64_t b = 0, count = lapack_batch(tensor); b < count; b++)
        for (int64_t i = 0; i < rows && i < columns; i++)
            tensor_write(tensor, b * rows * columns + i * rows + i, scalar_int(1));
    return true;
}

bool linalg_svd_kernel(Runtime *runtime, const Tensor *A, bool full_matrices, bool compute_uv, const char *driver,
                       Tensor **U, Tensor **S, Tensor **Vh)
{
    *U = *S = *Vh = NULL;
    if (driver) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER "
                    "backend.");
        return false;
    }
    if (!linalg_check_matrix(runtime, A, "linalg.svd", "A") || !linalg_check_floating(runtime, A, "linalg.svd", true) ||
        !linalg_check_elements(runtime, A, "linalg_svd_cpu"))
        return false;
    int64_t m = A->sizes[A->rank - 2], n = A->sizes[A->rank - 1], k = m < n ? m : n;
    DType dtype = (DType)A->dtype;
    *U = compute_uv ? sized(A, m, full_matrices ? m : k, dtype) : linalg_nothing(A, dtype);
    *Vh = compute_uv ? sized(A, full_matrices ? n : k, n, dtype) : linalg_nothing(A, dtype);
    bool done = *U && *Vh && (*S = linalg_batch_tensor(A, k, dtype_real(dtype), true));
    if (!k || !done)
        return results_or_none(done && (!compute_uv || (fill_identity(*U) && fill_identity(*Vh))),
                               (Tensor * *[]){U, S, Vh}, 3);
    Tensor *copy = lapack_columns(A), *info = copy ? linalg_batch_tensor(A, -1, DTYPE_INT32, true) : NULL;
    done = info && lapack_svd(copy, compute_uv ? *U : NULL, *S, compute_uv ? *Vh : NULL, info) &&
           linalg_check_info(runtime, info, "linalg.svd", LINALG_NOT_FINITE);
    tensor_release(copy);
    tensor_release(info);
    return results_or_none(done, (Tensor * *[]){U, S, Vh}, 3);
}

Tensor *linalg_svdvals_of(Runtime *runtime, const Tensor *A, const char *driver)
{
    Tensor *u = NULL, *s = NULL, *vh = NULL;
    bool done = op__linalg_svd(runtime, A, false, record_wanted(runtime, &A, 1), driver, &u, &s, &vh);
    tensor_release(u);
    tensor_release(vh);
    if (done)
        return s;
    tensor_release(s);
    return NULL;
}

bool linalg_svd_old(Runtime *runtime, const Tensor *self, bool some, bool compute_uv, Tensor **U, Tensor **S,
                    Tensor **V)
{
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.svd: input should have at least 2 dimensions, but has %d dimensions instead",
                    (int)self->rank);
        return false;
    }
    if (!compute_uv) {
        Tensor *square_u = NULL, *square_v = NULL;
        int64_t m = self->sizes[self->rank - 2], n = self->sizes[self->rank - 1];
        if (!(*S = linalg_svdvals_of(runtime, self, NULL)) || !(square_u = sized(self, m, m, (DType)self->dtype)) ||
            !(square_v = sized(self, n, n, (DType)self->dtype))) {
            tensor_release(square_u);
            return results_or_none(false, (Tensor * *[]){S}, 1);
        }
        *U = square_u;
        *V = square_v;
        return copy_fill(square_u, scalar_int(0)) && copy_fill(square_v, scalar_int(0));
    }
    Tensor *vh = NULL;
    *V = NULL;
    if (!op__linalg_svd(runtime, self, !some, true, NULL, U, S, &vh))
        return false;
    *V = op_mH(runtime, vh);
    tensor_release(vh);
    return results_or_none(*V != NULL, (Tensor * *[]){U, S, V}, 3);
}

// x - x^H
static Tensor *skew(Scratch *s, const Tensor *x)
{
    return scratch_sub(s, x, scratch_mh(s, x));
}

// values[j] - values[i], with ones on the diagonal.
static Tensor *differences(Scratch *s, const Tensor *values)
{
    Tensor *d = scratch_sub(s, scratch_unsqueeze(s, values, -2), scratch_unsqueeze(s, values, -1));
    Tensor *one =
        d ? scratch_keep(s, op_eye(s->runtime, d->sizes[d->rank - 1], d->dtype, OPTION_NONE, d->device, OPTION_NONE))
          : NULL;
    return scratch_add(s, d, one);
}

// What lies outside of the space that `q` spans: x - q q^H x.
static Tensor *outside(Scratch *s, const Tensor *q, const Tensor *x)
{
    return scratch_sub(s, x, scratch_matmul(s, q, scratch_matmul(s, scratch_mh(s, q), x)));
}

// The gradient through the singular vectors, in their coordinates.
static Tensor *svd_middle(Scratch *s, const Tensor *gu, const Tensor *gvh, const Tensor *u, const Tensor *values,
                          const Tensor *vh)
{
    Tensor *row = scratch_unsqueeze(s, values, -2), *column = scratch_unsqueeze(s, values, -1);
    Tensor *left = gu ? skew(s, scratch_matmul(s, scratch_mh(s, u), gu)) : NULL;
    Tensor *right = gvh ? skew(s, scratch_matmul(s, vh, scratch_mh(s, gvh))) : NULL;
    Tensor *first = gu ? scratch_mul(s, left, row) : NULL, *second = gvh ? scratch_mul(s, column, right) : NULL;
    Tensor *sum = gu && gvh ? scratch_add(s, first, second) : gu ? first : second;
    Tensor *middle = scratch_div(s, sum, differences(s, scratch_mul(s, values, values)));
    if (gu && gvh && dtype_is_complex((DType)u->dtype)) {
        Tensor *half = scratch_div(s, scratch_diagonal(s, left), scratch_scale(s, values, 2));
        middle = scratch_add(s, middle, scratch_diag_embed(s, half));
    }
    return middle;
}

Tensor *linalg_svd_backward_of(Runtime *runtime, const Tensor *gU, const Tensor *gS, const Tensor *gVh, const Tensor *U,
                               const Tensor *S, const Tensor *Vh)
{
    Scratch s = {.runtime = runtime};
    int64_t k = S->sizes[S->rank - 1];
    if (U->rank < 2 || Vh->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "svd_backward: the singular vectors were not computed");
        return NULL;
    }
    int64_t m = U->sizes[U->rank - 2], n = Vh->sizes[Vh->rank - 1];
    Tensor *u = scratch_part(&s, U, -1, 0, k), *vh = scratch_part(&s, Vh, -2, 0, k);
    Tensor *gu = gU ? scratch_part(&s, gU, -1, 0, k) : NULL, *gvh = gVh ? scratch_part(&s, gVh, -2, 0, k) : NULL;
    if (!u || !vh || (gU && !gu) || (gVh && !gvh))
        return scratch_end(&s, NULL);
    if (!gu && !gvh) {
        if (!gS)
            return scratch_end(&s, NULL);
        Tensor *scaled = scratch_mul(&s, u, scratch_unsqueeze(&s, gS, -2));
        return scratch_end(&s, scratch_matmul(&s, scaled, vh));
    }
    Tensor *middle = svd_middle(&s, gu, gvh, u, S, vh);
    if (gS)
        middle = scratch_add(&s, middle, scratch_diag_embed(&s, gS));
    Tensor *result = scratch_matmul(&s, scratch_matmul(&s, u, middle), vh);
    Tensor *row = scratch_unsqueeze(&s, S, -2), *column = scratch_unsqueeze(&s, S, -1);
    if (gu && m > k)
        result = scratch_add(&s, result, scratch_matmul(&s, scratch_div(&s, outside(&s, u, gu), row), vh));
    if (gvh && n > k) {
        Tensor *rest = scratch_mh(&s, outside(&s, scratch_mh(&s, vh), scratch_mh(&s, gvh)));
        result = scratch_add(&s, result, scratch_matmul(&s, u, scratch_div(&s, rest, column)));
    }
    return scratch_end(&s, result);
}

bool linalg_eigh_kernel(Runtime *runtime, const Tensor *A, const char *UPLO, bool compute_v, Tensor **eigenvalues,
                        Tensor **eigenvectors)
{
    if (!linalg_check_square(runtime, A, "linalg.eigh"))
        return false;
    char triangle = UPLO[0] & ~0x20;
    if (strlen(UPLO) != 1 || (triangle != 'L' && triangle != 'U')) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expected UPLO argument to be 'L' or 'U', but got %s", UPLO);
        return false;
    }
    if (!linalg_check_elements(runtime, A, "linalg_eigh_cpu") ||
        !(*eigenvalues = linalg_batch_tensor(A, A->sizes[A->rank - 1], dtype_real((DType)A->dtype), true)) ||
        !(*eigenvectors = lapack_columns(A)))
        return false;
    Tensor *info = linalg_batch_tensor(A, -1, DTYPE_INT32, true);
    bool done = info && lapack_eigh(*eigenvectors, *eigenvalues, triangle == 'U', compute_v, info) &&
                linalg_check_info(runtime, info, "linalg.eigh", LINALG_NOT_CONVERGED);
    tensor_release(info);
    return done;
}

Tensor *linalg_eigvalsh_of(Runtime *runtime, const Tensor *self, const char *UPLO)
{
    Tensor *values = NULL, *vectors = NULL;
    bool done = op__linalg_eigh(runtime, self, UPLO, record_wanted(runtime, &self, 1), &values, &vectors);
    tensor_release(vectors);
    return done ? values : NULL;
}

Tensor *linalg_eigh_backward_of(Runtime *runtime, const Tensor *gL, const Tensor *gV, const Tensor *L, const Tensor *V)
{
    Scratch s = {.runtime = runtime};
    Tensor *vh = scratch_mh(&s, V);
    if (!gV) {
        Tensor *scaled = scratch_mul(&s, V, scratch_unsqueeze(&s, gL, -2));
        return scratch_end(&s, scratch_matmul(&s, scaled, vh));
    }
    // Of a change of the eigenvectors only what keeps them orthogonal counts: the skew part.
    Tensor *turn = scratch_matmul(&s, vh, gV);
    Tensor *skew = scratch_scale(&s, scratch_sub(&s, turn, scratch_mh(&s, turn)), 0.5);
    Tensor *inner = scratch_div(&s, skew, differences(&s, L));
    inner = scratch_sub(&s, inner, scratch_diag_embed(&s, scratch_diagonal(&s, inner)));
    if (gL)
        inner = scratch_add(&s, inner, scratch_diag_embed(&s, gL));
    return scratch_end(&s, scratch_matmul(&s, V, scratch_matmul(&s, inner, vh)));
}

static bool all_finite(const Tensor *a)
{
    Tensor *plain = copy_contiguous(a);
    bool finite = plain != NULL;
    for (int64_t i = 0, count = plain ? tensor_stored_count(plain) : 0; i < count && finite; i++) {
        double _Complex z = scalar_to_complex(tensor_read(plain, plain->offset + i));
        finite = __builtin_isfinite(__real__ z) && __builtin_isfinite(__imag__ z);
    }
    tensor_release(plain);
    return finite;
}

static bool eig(Runtime *runtime, const Tensor *self, const char *name, Tensor **values, Tensor **vectors)
{
    if (!linalg_check_square(runtime, self, name))
        return false;
    if (dtype_is_integral((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Unknown Complex ScalarType for %s",
                    dtype_scalar_name((DType)self->dtype));
        return false;
    }
    if (!linalg_check_dtype(runtime, self, "linalg_eig_out_cpu"))
        return false;
    if (!all_finite(self)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.linalg.eig: input tensor should not contain infs or NaNs.");
        return false;
    }
    DType dtype = dtype_complex((DType)self->dtype);
    int64_t n = self->sizes[self->rank - 1];
    Tensor *copy = lapack_columns(self), *info = copy ? linalg_batch_tensor(self, -1, DTYPE_INT32, true) : NULL;
    *values = info ? linalg_batch_tensor(self, n, dtype, true) : NULL;
    if (vectors)
        *vectors = NULL;
    bool done = *values && (!vectors || (*vectors = sized(self, n, n, dtype))) &&
                lapack_eig(copy, *values, vectors ? *vectors : NULL, info) &&
                linalg_check_info(runtime, info, "linalg.eig", LINALG_NOT_CONVERGED);
    tensor_release(copy);
    tensor_release(info);
    return results_or_none(done, (Tensor * *[]){values, vectors}, vectors ? 2 : 1);
}

bool linalg_eig_kernel(Runtime *runtime, const Tensor *self, Tensor **eigenvalues, Tensor **eigenvectors)
{
    return eig(runtime, self, "linalg.eig", eigenvalues, eigenvectors);
}

Tensor *linalg_eigvals_of(Runtime *runtime, const Tensor *self)
{
    Tensor *values = NULL, *vectors = NULL;
    bool recorded = record_wanted(runtime, &self, 1) && self->rank >= 2;
    bool done = recorded ? op_linalg_eig(runtime, self, &values, &vectors)
                         : eig(runtime, self, "linalg.eigvals", &values, NULL);
    tensor_release(vectors);
    if (done)
        return values;
    tensor_release(values);
    return NULL;
}

Tensor *linalg_eig_backward_of(Runtime *runtime, const Tensor *gL, const Tensor *gV, const Tensor *L, const Tensor *V,
                               int dtype)
{
    Scratch s = {.runtime = runtime};
    Tensor *vh = scratch_mh(&s, V), *inner = gL ? scratch_diag_embed(&s, gL) : NULL;
    if (gV) {
        // The length of an eigenvector is given, so that a change along it has no effect.
        Tensor *vhg = scratch_matmul(&s, vh, gV);
        Tensor *along = scratch_diagonal(&s, vhg);
        along = along ? scratch_keep(&s, op_real(runtime, along)) : NULL;
        Tensor *gram = scratch_mul(&s, scratch_matmul(&s, vh, V), scratch_unsqueeze(&s, along, -2));
        Tensor *d = differences(&s, L);
        Tensor *conj = d ? scratch_keep(&s, op_conj(runtime, d)) : NULL;
        Tensor *turned = scratch_div(&s, scratch_sub(&s, vhg, gram), conj);
        turned = scratch_sub(&s, turned, scratch_diag_embed(&s, scratch_diagonal(&s, turned)));
        inner = gL ? scratch_add(&s, turned, inner) : turned;
    }
    Tensor *right = scratch_matmul(&s, inner, vh);
    Tensor *result = right ? scratch_keep(&s, op_linalg_solve(runtime, vh, right, true)) : NULL;
    if (result && !dtype_is_complex((DType)dtype))
        result = scratch_keep(&s, op_real(runtime, result));
    return scratch_end(&s, result);
}

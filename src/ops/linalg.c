// Checks of linear algebra, and its factorisations.
#include "ops/linalg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool linalg_check_matrix(Runtime *runtime, const Tensor *a, const char *name, const char *which)
{
    if (a->rank >= 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: The input tensor %s must have at least 2 dimensions.", name,
                which);
    return false;
}

static bool check_equal_sides(Runtime *runtime, const Tensor *a, const char *prefix)
{
    int64_t rows = a->sizes[a->rank - 2], columns = a->sizes[a->rank - 1];
    if (rows == columns)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s%sA must be batches of square matrices, but they are %lld by %lld matrices", prefix,
                *prefix ? ": " : "", (long long)rows, (long long)columns);
    return false;
}

bool linalg_check_square(Runtime *runtime, const Tensor *a, const char *name)
{
    return linalg_check_matrix(runtime, a, name, "A") && check_equal_sides(runtime, a, name);
}

bool linalg_check_floating(Runtime *runtime, const Tensor *a, const char *name, bool low)
{
    DType dtype = (DType)a->dtype;
    if (lapack_has(dtype) || (low && !dtype_is_integral(dtype)))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                dtype_is_floating(dtype) ? "%s: Low precision dtypes not supported. Got %s"
                                         : "%s: Expected a floating point or complex tensor as input. Got %s",
                name, dtype_scalar_name(dtype));
    return false;
}

bool linalg_check_dtype(Runtime *runtime, const Tensor *a, const char *kernel)
{
    return lapack_has((DType)a->dtype) || tensor_refuse_dtype(runtime, kernel, (DType)a->dtype);
}

bool linalg_check_elements(Runtime *runtime, const Tensor *a, const char *kernel)
{
    return !tensor_count(a) || linalg_check_dtype(runtime, a, kernel);
}

bool linalg_check_same(Runtime *runtime, const Tensor *a, const Tensor *b, const char *name, const char *first,
                       const char *second)
{
    if (a->dtype == b->dtype)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s: Expected %s and %s to have the same dtype, but found %s of type %s and %s of type %s instead",
                name, first, second, first, dtype_scalar_name((DType)a->dtype), second,
                dtype_scalar_name((DType)b->dtype));
    return false;
}

bool linalg_check_info(Runtime *runtime, const Tensor *info, const char *name, LinalgFailure failure)
{
    static const char *const texts[] = {
        [LINALG_SINGULAR_INVERSE] = "%s: %sThe diagonal element %d is zero, the inversion could not be completed "
                                    "because the input matrix is singular.",
        [LINALG_SINGULAR_SOLVE] = "%s: %sThe solver failed because the input matrix is singular.",
        [LINALG_NOT_POSITIVE] = "%s: %sThe factorization could not be completed because the input is not "
                                "positive-definite (the leading minor of order %d is not positive-definite).",
        [LINALG_NOT_CONVERGED] = "%s: %sThe algorithm failed to converge because the input matrix is ill-conditioned "
                                 "or has too many repeated eigenvalues (error code: %d).",
        [LINALG_NOT_FINITE] = "%s: %sThe algorithm failed to converge because the input matrix contained non-finite "
                              "values.",
        [LINALG_ZERO_PIVOT] = "%s: %sU[%d,%d] is zero and using it on lu_solve would result in a division by zero. If "
                              "you still want to perform the factorization, consider calling linalg.lu(A, pivot) or "
                              "linalg.lu_factor_ex(A, pivot)",
        [LINALG_RANK_DEFICIENT] = "%s: %sThe least squares solution could not be computed because the input matrix "
                                  "does not have full rank (error code: %d).",
        [LINALG_LDL] = "%s: %sUnknown error code: %d.",
    };
    int64_t count = tensor_stored_count(info);
    for (int64_t i = 0; i < count; i++) {
        int code = ((const int32_t *)tensor_data(info))[i];
        if (!code)
            continue;
        char batch[64] = "", message[512];
        if (info->rank)
            snprintf(batch, sizeof batch, "(Batch element %lld): ", (long long)i);
        ErrorKind kind =
            failure == LINALG_ZERO_PIVOT || failure == LINALG_LDL ? ERROR_RUNTIME_ERROR : ERROR_LINALG_ERROR;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(message, sizeof message, texts[failure], name, batch, code, code);
#pragma GCC diagnostic pop
        error_raise(runtime->error, kind, "%s", message);
        return false;
    }
    return true;
}

Tensor *linalg_batch_tensor(const Tensor *a, int64_t last, DType dtype, bool zero)
{
    int64_t sizes[SHAPE_MAX_RANK];
    int rank = a->rank - 2;
    memcpy(sizes, a->sizes, (size_t)rank * sizeof *sizes);
    if (last >= 0)
        sizes[rank++] = last;
    return zero ? tensor_zeros(a->runtime, rank, sizes, dtype, (Device)a->device)
                : tensor_empty(a->runtime, rank, sizes, dtype, (Device)a->device);
}

Tensor *linalg_nothing(const Tensor *like, DType dtype)
{
    int64_t none = 0;
    return tensor_empty(like->runtime, 1, &none, dtype, (Device)like->device);
}

double linalg_epsilon(DType dtype)
{
    return dtype == DTYPE_FLOAT64 || dtype == DTYPE_COMPLEX128 ? 0x1p-52 : 0x1p-23;
}

bool linalg_broadcast(Runtime *runtime, const Tensor *a, const Tensor *b, Shape *to_a, Shape *to_b)
{
    Shape batch = {.rank = 0};
    if (!shape_broadcast(runtime->error, &batch, a->rank - 2, a->sizes) ||
        !shape_broadcast(runtime->error, &batch, b->rank - 2, b->sizes))
        return false;
    *to_a = *to_b = batch;
    for (int i = 2; i; i--) {
        to_a->sizes[to_a->rank++] = a->sizes[a->rank - i];
        to_b->sizes[to_b->rank++] = b->sizes[b->rank - i];
    }
    return true;
}

bool linalg_check_system(Runtime *runtime, const Tensor *a, const Tensor *b, bool left, const char *name)
{
    int64_t rows = a->sizes[a->rank - 2], columns = a->sizes[a->rank - 1];
    int64_t b_rows = b->sizes[b->rank - 2], b_columns = b->sizes[b->rank - 1];
    if (left ? rows == b_rows : columns == b_columns)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s: Incompatible shapes of A and B for the equation %s (%lldx%lld and %lldx%lld)", name,
                left ? "AX = B" : "XA = B", (long long)rows, (long long)columns, (long long)b_rows,
                (long long)b_columns);
    return false;
}

bool linalg_check_right_side(Runtime *runtime, const Tensor *b, const Tensor *a, const char *name)
{
    int rows;
    if (a->device != b->device) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected b and A to be on the same device, but found b on %s and A on %s instead.",
                    device_name((Device)b->device), device_name((Device)a->device));
        return false;
    }
    if (a->dtype != b->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected b and A to have the same dtype, but found b of type %s and A of type %s instead.",
                    dtype_scalar_name((DType)b->dtype), dtype_scalar_name((DType)a->dtype));
        return false;
    }
    if (!check_equal_sides(runtime, a, "") || !shape_wrap_size(runtime->error, -2, b->rank, &rows))
        return false;
    long long n = a->sizes[a->rank - 1];
    if (n == b->sizes[rows])
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Incompatible matrix sizes for %s: each A matrix is %lld by %lld but each b matrix is %lld by %lld",
                name, n, n, (long long)b->sizes[rows], (long long)b->sizes[rows + 1]);
    return false;
}

bool linalg_check_pivots(Runtime *runtime, const Tensor *factor, const Tensor *pivots, const char *expected)
{
    char sizes[SHAPE_TEXT];
    if (shape_same(factor->rank - 1, factor->sizes, pivots->rank, pivots->sizes))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s.shape[:-1] and pivots.shape to be the same, but got pivots with shape %s instead", expected,
                tensor_format_sizes(pivots, sizes));
    return false;
}

static int64_t smaller_side(const Tensor *a)
{
    int64_t rows = a->sizes[a->rank - 2], columns = a->sizes[a->rank - 1];
    return rows < columns ? rows : columns;
}

// ---- LU ----

bool linalg_lu_factor_kernel(Runtime *runtime, const Tensor *A, bool pivot, bool check_errors, Tensor **LU,
                             Tensor **pivots, Tensor **info)
{
    if (A->rank < 2) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: %s instead",
                    tensor_format_sizes(A, sizes));
        return false;
    }
    if (!pivot) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
        return false;
    }
    *LU = *pivots = *info = NULL;
    bool done = linalg_check_elements(runtime, A, "lu_cpu") && (*LU = lapack_columns(A)) &&
                (*pivots = linalg_batch_tensor(A, smaller_side(A), DTYPE_INT32, false)) &&
                (*info = linalg_batch_tensor(A, -1, DTYPE_INT32, true)) && lapack_lu(*LU, *pivots, *info) &&
                (!check_errors || linalg_check_info(runtime, *info, "torch.linalg.lu_factor_ex", LINALG_ZERO_PIVOT));
    return results_or_none(done, (Tensor * *[]){LU, pivots, info}, 3);
}

bool linalg_lu_factor_checked(Runtime *runtime, const Tensor *A, bool pivot, Tensor **LU, Tensor **pivots)
{
    Tensor *info = NULL;
    if (!op_linalg_lu_factor_ex(runtime, A, pivot, false, LU, pivots, &info))
        return false;
    bool regular = linalg_check_info(runtime, info, "torch.linalg.lu_factor", LINALG_ZERO_PIVOT);
    tensor_release(info);
    return results_or_none(regular, (Tensor * *[]){LU, pivots}, 2);
}

bool linalg_lu_with_info(Runtime *runtime, const Tensor *self, bool pivot, bool check_errors, Tensor **LU,
                         Tensor **pivots, Tensor **info)
{
    return op_linalg_lu_factor_ex(runtime, self, pivot, check_errors, LU, pivots, info);
}

// A permutation matrix for each row of exchanges, counted from 1.
static Tensor *permutation(const Tensor *pivots, const Tensor *like, int64_t n)
{
    int64_t sizes[SHAPE_MAX_RANK], count = pivots->rank ? pivots->sizes[pivots->rank - 1] : 0;
    memcpy(sizes, like->sizes, (size_t)like->rank * sizeof *sizes);
    sizes[like->rank - 1] = n;
    Tensor *result = tensor_zeros(like->runtime, like->rank, sizes, (DType)like->dtype, (Device)like->device);
    // As many rows of exchanges as there are matrices.
    int64_t rows[SHAPE_MAX_RANK];
    memcpy(rows, like->sizes, (size_t)(like->rank - 2) * sizeof *rows);
    rows[like->rank - 2] = count;
    Tensor *wide = tensor_expand(pivots, like->rank - 1, rows);
    Tensor *plain = wide ? copy_contiguous(wide) : NULL;
    tensor_release(wide);
    int64_t batches = lapack_batch(like), order_size = n ? n : 1;
    int64_t *order = result && plain ? mem_alloc_array(like->runtime->memory, (size_t)order_size, sizeof *order) : NULL;
    for (int64_t b = 0; order && b < batches; b++) {
        const int32_t *swaps = (const int32_t *)tensor_data(plain) + b * count;
        for (int64_t i = 0; i < n; i++)
            order[i] = i;
        for (int64_t i = 0; i < count && i < n; i++) {
            int64_t other = swaps[i] - 1, kept = order[i];
            if (other < 0 || other >= n) {
                error_raise(like->runtime->error, ERROR_RUNTIME_ERROR,
                            "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive."
                            "Did you properly pass the result of lu_factor?");
                break;
            }
            order[i] = order[other];
            order[other] = kept;
        }
        for (int64_t i = 0; i < n; i++)
            tensor_write(result, (b * n + order[i]) * n + i, scalar_int(1));
    }
    bool done = order && !error_pending(like->runtime->error);
    mem_free(like->runtime->memory, order, (size_t)order_size * sizeof *order);
    tensor_release(plain);
    if (done)
        return result;
    tensor_release(result);
    return NULL;
}

// L with ones on its diagonal, and U, of a packed pair.
static bool unpack_factors(Runtime *runtime, const Tensor *lu, Tensor **lower, Tensor **upper)
{
    int64_t rows = lu->sizes[lu->rank - 2], columns = lu->sizes[lu->rank - 1], k = rows < columns ? rows : columns;
    Scratch s = {.runtime = runtime};
    Tensor *below = scratch_tril(&s, scratch_part(&s, lu, -1, 0, k), -1);
    Tensor *one =
        below ? scratch_keep(&s, op_eye_m(runtime, rows, k, lu->dtype, OPTION_NONE, lu->device, OPTION_NONE)) : NULL;
    *lower = scratch_add(&s, below, one);
    *upper = *lower ? scratch_triu(&s, scratch_part(&s, lu, -2, 0, k), 0) : NULL;
    bool done = *upper != NULL;
    *lower = tensor_retain_maybe(*lower);
    *upper = tensor_retain_maybe(*upper);
    (void)scratch_end(&s, NULL);
    return done;
}

bool linalg_lu_unpack(Runtime *runtime, const Tensor *LU_data, const Tensor *LU_pivots, bool unpack_data,
                      bool unpack_pivots, Tensor **P, Tensor **L, Tensor **U)
{
    if (LU_data->rank < 2) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: %s instead",
                    tensor_format_sizes(LU_data, sizes));
        return false;
    }
    if (unpack_pivots && LU_pivots->dtype != DTYPE_INT32) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this "
            "function is intended to be used with the output produced by torch.linalg.lu_factor");
        return false;
    }
    *L = *U = NULL;
    if (!(*P = unpack_pivots ? permutation(LU_pivots, LU_data, LU_data->sizes[LU_data->rank - 2])
                             : linalg_nothing(LU_data, (DType)LU_data->dtype)))
        return false;
    Tensor *plain = tensor_alias(LU_data);
    bool done = false;
    if (plain && unpack_data)
        done = unpack_factors(runtime, plain, L, U);
    else if (plain)
        done = (*L = linalg_nothing(LU_data, (DType)LU_data->dtype)) &&
               (*U = linalg_nothing(LU_data, (DType)LU_data->dtype));
    tensor_release(plain);
    return results_or_none(done, (Tensor * *[]){P, L, U}, 3);
}

bool linalg_lu_kernel(Runtime *runtime, const Tensor *A, bool pivot, Tensor **P, Tensor **L, Tensor **U)
{
    if (A->rank < 2) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.lu: Expected tensor with 2 or more dimensions. Got size: %s instead",
                    tensor_format_sizes(A, sizes));
        return false;
    }
    Tensor *lu = NULL, *pivots = NULL, *info = NULL;
    *P = *L = *U = NULL;
    bool done = linalg_lu_factor_kernel(runtime, A, pivot, false, &lu, &pivots, &info) &&
                unpack_factors(runtime, lu, L, U) && (*P = permutation(pivots, A, A->sizes[A->rank - 2]));
    release_temporaries((Tensor *[]){lu, pivots, info}, 3);
    return results_or_none(done, (Tensor * *[]){P, L, U}, 3);
}

// ---- Cholesky ----

static bool cholesky(Runtime *runtime, const Tensor *self, bool upper, const char *name, bool check, Tensor **L,
                     Tensor **info)
{
    Tensor *factor = NULL;
    *L = *info = NULL;
    if (!linalg_check_elements(runtime, self, "cholesky_cpu") || !(factor = lapack_columns(self)) ||
        !(*info = linalg_batch_tensor(self, -1, DTYPE_INT32, true)) || !lapack_cholesky(factor, upper, *info) ||
        (check && !linalg_check_info(runtime, *info, name, LINALG_NOT_POSITIVE))) {
        tensor_release(factor);
        return results_or_none(false, (Tensor * *[]){info}, 1);
    }
    Tensor *rest = upper ? op_triu_(runtime, factor, 0) : op_tril_(runtime, factor, 0);
    tensor_release(rest);
    *L = factor;
    return results_or_none(rest != NULL, (Tensor * *[]){L, info}, 2);
}

bool linalg_cholesky_ex_kernel(Runtime *runtime, const Tensor *self, bool upper, bool check_errors, Tensor **L,
                               Tensor **info)
{
    return linalg_check_square(runtime, self, "linalg.cholesky") &&
           linalg_check_floating(runtime, self, "linalg.cholesky", true) &&
           cholesky(runtime, self, upper, "linalg.cholesky_ex", check_errors, L, info);
}

// The factor where it was `done`, without its info.
static Tensor *factor_alone(bool done, Tensor *factor, Tensor *info)
{
    tensor_release(info);
    if (done)
        return factor;
    tensor_release(factor);
    return NULL;
}

Tensor *linalg_cholesky_checked(Runtime *runtime, const Tensor *self, bool upper)
{
    Tensor *factor = NULL, *info = NULL;
    bool done = op_linalg_cholesky_ex(runtime, self, upper, false, &factor, &info) &&
                linalg_check_info(runtime, info, "linalg.cholesky", LINALG_NOT_POSITIVE);
    return factor_alone(done, factor, info);
}

Tensor *linalg_cholesky_old(Runtime *runtime, const Tensor *self, bool upper)
{
    Tensor *factor = NULL, *info = NULL;
    bool done = linalg_check_square(runtime, self, "cholesky") &&
                cholesky(runtime, self, upper, "cholesky", true, &factor, &info);
    return factor_alone(done, factor, info);
}

Tensor *linalg_cholesky_inverse_kernel(Runtime *runtime, const Tensor *self, bool upper)
{
    Tensor *info = NULL, *inverse = NULL;
    Scratch s = {.runtime = runtime};
    if (!linalg_check_square(runtime, self, "cholesky_inverse") ||
        !linalg_check_dtype(runtime, self, "cholesky_inverse_out_cpu") ||
        !(inverse = scratch_keep(&s, lapack_columns(self))) ||
        !(info = scratch_keep(&s, linalg_batch_tensor(self, -1, DTYPE_INT32, true))) ||
        !lapack_cholesky_inverse(inverse, upper, info) ||
        !linalg_check_info(runtime, info, "cholesky_inverse", LINALG_SINGULAR_INVERSE))
        return scratch_end(&s, NULL);
    // Only one triangle was written.
    Tensor *half = upper ? scratch_triu(&s, inverse, 0) : scratch_tril(&s, inverse, 0);
    Tensor *other = scratch_mh(&s, upper ? scratch_triu(&s, half, 1) : scratch_tril(&s, half, -1));
    return scratch_end(&s, scratch_add(&s, half, other));
}

// ---- QR ----

bool linalg_geqrf_kernel(Runtime *runtime, const Tensor *self, Tensor **a, Tensor **tau)
{
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.geqrf: input must have at least 2 dimensions.");
        return false;
    }
    *a = *tau = NULL;
    bool done = linalg_check_dtype(runtime, self, "geqrf_cpu") && (*a = lapack_columns(self)) &&
                (*tau = linalg_batch_tensor(self, smaller_side(self), (DType)self->dtype, true)) && lapack_qr(*a, *tau);
    return results_or_none(done, (Tensor * *[]){a, tau}, 2);
}

// The first columns of the reflectors, wider by what Q needs.
static Tensor *reflector_columns(const Tensor *packed, int64_t width)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, packed->sizes, (size_t)packed->rank * sizeof *sizes);
    int64_t given = sizes[packed->rank - 1];
    sizes[packed->rank - 1] = width;
    Tensor *q =
        lapack_columns_empty(packed->runtime, packed->rank, sizes, (DType)packed->dtype, (Device)packed->device);
    sizes[packed->rank - 1] = given < width ? given : width;
    Tensor *to = q ? tensor_view(q, q->rank, sizes, q->strides, q->offset) : NULL;
    Tensor *from = to ? tensor_view(packed, packed->rank, sizes, packed->strides, packed->offset) : NULL;
    bool done = from && copy_fill(q, scalar_int(0)) && copy_into(to, from);
    tensor_release(to);
    tensor_release(from);
    if (done)
        return q;
    tensor_release(q);
    return NULL;
}

bool linalg_qr_kernel(Runtime *runtime, const Tensor *A, const char *mode, Tensor **Q, Tensor **R)
{
    bool reduced = text_same(mode, "reduced"), complete = text_same(mode, "complete"), only_r = text_same(mode, "r");
    if (!reduced && !complete && !only_r) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "qr received unrecognized mode '%s' but expected one of 'reduced' (default), 'r', or 'complete'",
                    mode);
        return false;
    }
    if (!linalg_check_matrix(runtime, A, "linalg.qr", "A") || !linalg_check_floating(runtime, A, "linalg.qr", true) ||
        !linalg_check_dtype(runtime, A, "geqrf_cpu"))
        return false;
    int64_t rows = A->sizes[A->rank - 2], columns = A->sizes[A->rank - 1], k = rows < columns ? rows : columns;
    Scratch s = {.runtime = runtime};
    Tensor *packed = NULL, *tau = NULL;
    bool done = linalg_geqrf_kernel(runtime, A, &packed, &tau);
    scratch_keep(&s, packed);
    scratch_keep(&s, tau);
    if (done && only_r)
        done = (*Q = linalg_nothing(A, (DType)A->dtype)) != NULL;
    else if (done)
        done = (*Q = reflector_columns(packed, complete ? rows : k)) && lapack_reflectors(*Q, tau);
    Tensor *upper = done ? scratch_triu(&s, scratch_part(&s, packed, -2, 0, complete ? rows : k), 0) : NULL;
    *R = upper ? lapack_columns(upper) : NULL;
    (void)scratch_end(&s, NULL);
    return *R != NULL;
}

static bool check_place(Runtime *runtime, const char *name, const Tensor *input, const Tensor *other, const char *which)
{
    if (other->device == input->device)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s: Expected %s and input tensors to be on the same device, but got %s on %s and input on %s", name,
                which, which, device_name((Device)other->device), device_name((Device)input->device));
    return false;
}

static bool check_reflectors(Runtime *runtime, const char *name, const Tensor *input, const Tensor *tau)
{
    const char *text = NULL;
    int rank = input->rank, last;
    if (rank < 2)
        text = "input must have at least 2 dimensions.";
    else if (input->sizes[rank - 2] < input->sizes[rank - 1] && !strcmp(name, "torch.linalg.householder_product"))
        text = "input.shape[-2] must be greater than or equal to input.shape[-1]";
    else if (!shape_wrap_size(runtime->error, -1, tau->rank, &last))
        return false;
    else if (input->sizes[rank - 1] < tau->sizes[last])
        text = strcmp(name, "torch.ormqr") ? "input.shape[-1] must be greater than or equal to tau.shape[-1]"
                                           : "tau.shape[-1] must be less than or equal to input.shape[-1]";
    if (text) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s", name, text);
        return false;
    }
    if (rank - tau->rank != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: Expected tau to have one dimension less than input, but got tau.ndim equal to %d and "
                    "input.ndim is equal to %d",
                    name, (int)tau->rank, rank);
        return false;
    }
    if (!shape_same(rank - 2, input->sizes, tau->rank - 1, tau->sizes)) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: Expected batch dimensions of tau to be equal to input.shape[:-2], but got %s", name,
                    shape_format(sizes, tau->rank - 1, tau->sizes));
        return false;
    }
    if (input->dtype == tau->dtype)
        return check_place(runtime, name, input, tau, "tau");
    if (!strcmp(name, "torch.ormqr"))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: Expected input and tau to have the same dtype, but input has dtype%s and tau has dtype %s",
                    name, dtype_scalar_name((DType)input->dtype), dtype_scalar_name((DType)tau->dtype));
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: tau dtype %s does not match input dtype %s", name,
                    dtype_scalar_name((DType)tau->dtype), dtype_scalar_name((DType)input->dtype));
    return false;
}

Tensor *linalg_householder_kernel(Runtime *runtime, const Tensor *input, const Tensor *tau)
{
    if (!check_reflectors(runtime, "torch.linalg.householder_product", input, tau) ||
        !linalg_check_dtype(runtime, input, "orgqr_cpu"))
        return NULL;
    Tensor *plain = copy_contiguous(tau);
    Tensor *q = plain ? lapack_columns(input) : NULL;
    bool done = q && lapack_reflectors(q, plain);
    tensor_release(plain);
    if (done)
        return q;
    tensor_release(q);
    return NULL;
}

Tensor *linalg_ormqr_kernel(Runtime *runtime, const Tensor *self, const Tensor *input2, const Tensor *input3, bool left,
                            bool transpose)
{
    if (self->rank < 2 || input3->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.ormqr: %s must have at least 2 dimensions.",
                    self->rank < 2 ? "input" : "other");
        return NULL;
    }
    int side = left ? 2 : 1, last;
    if (!shape_wrap_size(runtime->error, -1, input2->rank, &last))
        return NULL;
    int64_t size = input3->sizes[input3->rank - side];
    const char *name = left ? "-2" : "-1";
    bool narrow = size < input2->sizes[last];
    if (narrow || size != self->sizes[self->rank - 2]) {
        if (narrow)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.ormqr: other.shape[%s] must be greater than or equal to tau.shape[-1]", name);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.ormqr: other.shape[%s] must be equal to input.shape[-2]", name);
        return NULL;
    }
    if (!check_reflectors(runtime, "torch.ormqr", self, input2) || !linalg_check_dtype(runtime, self, "ormqr_cpu"))
        return NULL;
    if (self->dtype != input3->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.ormqr: Expected input and other to have the same dtype, but input has dtype%s and other has "
                    "dtype %s",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)input3->dtype));
        return NULL;
    }
    if (!shape_same(self->rank - 2, self->sizes, input3->rank - 2, input3->sizes)) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.ormqr: Expected batch dimensions of other to be equal to input.shape[:-2], but got %s",
                    shape_format(sizes, input3->rank - 2, input3->sizes));
        return NULL;
    }
    if (!check_place(runtime, "torch.ormqr", self, input3, "other"))
        return NULL;
    Tensor *tau = copy_contiguous(input2), *a = tau ? lapack_columns(self) : NULL;
    Tensor *c = a ? lapack_columns(input3) : NULL;
    bool done = c && lapack_reflect(a, tau, c, left, transpose);
    tensor_release(tau);
    tensor_release(a);
    if (done)
        return c;
    tensor_release(c);
    return NULL;
}

// ---- indefinite factorisations ----

bool linalg_ldl_factor_kernel(Runtime *runtime, const Tensor *self, bool hermitian, bool check_errors, Tensor **LD,
                              Tensor **pivots, Tensor **info)
{
    const char *name = "torch.linalg.ldl_factor_ex";
    *LD = *pivots = *info = NULL;
    bool done = linalg_check_square(runtime, self, name) && linalg_check_floating(runtime, self, name, true) &&
                linalg_check_elements(runtime, self, "ldl_factor_kernel_cpu") && (*LD = lapack_columns(self)) &&
                (*pivots = linalg_batch_tensor(self, self->sizes[self->rank - 1], DTYPE_INT32, true)) &&
                (*info = linalg_batch_tensor(self, -1, DTYPE_INT32, true)) &&
                lapack_ldl(*LD, *pivots, *info, hermitian);
    Tensor *lower = done ? op_tril_(runtime, *LD, 0) : NULL;
    tensor_release(lower);
    done = lower && (!check_errors || linalg_check_info(runtime, *info, name, LINALG_LDL));
    return results_or_none(done, (Tensor * *[]){LD, pivots, info}, 3);
}

bool linalg_ldl_factor_checked(Runtime *runtime, const Tensor *self, bool hermitian, Tensor **LD, Tensor **pivots)
{
    Tensor *info = NULL;
    if (!op_linalg_ldl_factor_ex(runtime, self, hermitian, false, LD, pivots, &info))
        return false;
    bool regular = linalg_check_info(runtime, info, "torch.linalg.ldl_factor", LINALG_LDL);
    tensor_release(info);
    return results_or_none(regular, (Tensor * *[]){LD, pivots}, 2);
}

static bool check_ldl_pivots(Runtime *runtime, const Tensor *LD, const Tensor *pivots)
{
    if (!linalg_check_pivots(runtime, LD, pivots, "torch.linalg.ldl_solve: Expected LD"))
        return false;
    if (dtype_category((DType)pivots->dtype) == CATEGORY_INTEGER)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.linalg.ldl_solve: Expected pivots to be integers. Got %s",
                dtype_scalar_name((DType)pivots->dtype));
    return false;
}

Tensor *linalg_ldl_solve_kernel(Runtime *runtime, const Tensor *LD, const Tensor *pivots, const Tensor *B,
                                bool hermitian)
{
    const char *name = "torch.linalg.ldl_solve";
    Shape to_a, to_b;
    if (!linalg_check_square(runtime, LD, name) || !linalg_check_floating(runtime, LD, name, true) ||
        !linalg_check_right_side(runtime, B, LD, name) || !check_ldl_pivots(runtime, LD, pivots) ||
        !linalg_check_elements(runtime, LD, "ldl_solve_kernel_cpu") || !linalg_broadcast(runtime, LD, B, &to_a, &to_b))
        return NULL;
    Scratch s = {.runtime = runtime};
    to_a.sizes[to_a.rank - 2] = to_a.sizes[to_a.rank - 1];
    Tensor *factor = scratch_keep(&s, lapack_columns_of(LD, to_a.rank, to_a.sizes));
    Tensor *wide = factor ? scratch_keep(&s, tensor_expand(pivots, to_a.rank - 1, to_a.sizes)) : NULL;
    Tensor *exchanges = wide ? scratch_keep(&s, copy_contiguous_as(wide, DTYPE_INT32)) : NULL;
    Tensor *x = exchanges ? scratch_keep(&s, lapack_columns_of(B, to_b.rank, to_b.sizes)) : NULL;
    bool done = x && lapack_ldl_solve(factor, exchanges, x, hermitian);
    return scratch_end(&s, done ? x : NULL);
}

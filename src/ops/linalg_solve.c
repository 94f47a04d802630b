// Determinants, inverses and linear systems.
#include <string.h>

#include "ops/linalg.h"

// +1 or -1 for each row of exchanges.
static Tensor *parity(const Tensor *pivots, DType dtype)
{
    Runtime *runtime = pivots->runtime;
    int64_t count = pivots->sizes[pivots->rank - 1];
    Tensor *signs = tensor_empty(runtime, pivots->rank - 1, pivots->sizes, dtype, (Device)pivots->device);
    for (int64_t b = 0, batches = signs ? tensor_stored_count(signs) : 0; b < batches; b++) {
        int sign = 1;
        for (int64_t i = 0; i < count; i++)
            if (((const int32_t *)tensor_data(pivots))[b * count + i] != i + 1)
                sign = -sign;
        tensor_write(signs, b, scalar_int(sign));
    }
    return signs;
}

// Factors a real contiguous matrix as its transpose, whose columns LAPACK finds one behind the other: this decides the
// last digits. `transposed` says so.
static bool factor_rows(Runtime *runtime, const Tensor *A, Tensor **LU, Tensor **pivots, Tensor **info,
                        bool *transposed)
{
    *transposed = tensor_is_contiguous(A) && !dtype_is_complex((DType)A->dtype);
    Tensor *given = *transposed ? op_transpose_int(runtime, A, -2, -1) : tensor_retain(A);
    bool done = given && linalg_lu_factor_kernel(runtime, given, true, false, LU, pivots, info);
    tensor_release(given);
    return done;
}

static bool factorise(Runtime *runtime, const Tensor *A, Tensor **LU, Tensor **pivots)
{
    Tensor *info = NULL;
    bool transposed;
    bool done = linalg_check_elements(runtime, A, "lu_cpu") && factor_rows(runtime, A, LU, pivots, &info, &transposed);
    tensor_release(info);
    return done;
}

bool linalg_det_kernel(Runtime *runtime, const Tensor *A, Tensor **result, Tensor **LU, Tensor **pivots)
{
    *result = NULL;
    if (!linalg_check_square(runtime, A, "linalg.det") || !linalg_check_floating(runtime, A, "linalg.det", true) ||
        !factorise(runtime, A, LU, pivots))
        return false;
    Scratch s = {.runtime = runtime};
    Tensor *diagonal = scratch_diagonal(&s, *LU);
    Tensor *product = diagonal ? scratch_keep(&s, op_prod_dim_int(runtime, diagonal, -1, false, OPTION_NONE)) : NULL;
    Tensor *signs = product ? scratch_keep(&s, parity(*pivots, (DType)A->dtype)) : NULL;
    *result = scratch_end(&s, scratch_mul(&s, product, signs));
    return results_or_none(*result != NULL, (Tensor * *[]){LU, pivots}, 2);
}

static bool slogdet(Runtime *runtime, const Tensor *A, const char *name, Tensor **sign, Tensor **logabsdet, Tensor **LU,
                    Tensor **pivots)
{
    *sign = *logabsdet = *LU = *pivots = NULL;
    if (!linalg_check_square(runtime, A, name) || !linalg_check_floating(runtime, A, name, false) ||
        !factorise(runtime, A, LU, pivots))
        return false;
    Scratch s = {.runtime = runtime};
    int64_t last = -1;
    Tensor *diagonal = scratch_diagonal(&s, *LU);
    Tensor *directions = diagonal ? scratch_keep(&s, op_sgn(runtime, diagonal)) : NULL;
    Tensor *product =
        directions ? scratch_keep(&s, op_prod_dim_int(runtime, directions, -1, false, OPTION_NONE)) : NULL;
    Tensor *signs = product ? scratch_keep(&s, parity(*pivots, (DType)A->dtype)) : NULL;
    Tensor *lengths = diagonal ? scratch_keep(&s, op_abs(runtime, diagonal)) : NULL;
    Tensor *logs = lengths ? scratch_keep(&s, op_log(runtime, lengths)) : NULL;
    *logabsdet = logs ? op_sum_dim_IntList(runtime, logs, (IntList){&last, 1}, false, OPTION_NONE) : NULL;
    *sign = scratch_end(&s, scratch_mul(&s, product, signs));
    return results_or_none(*sign && *logabsdet, (Tensor * *[]){sign, logabsdet, LU, pivots}, 4);
}

bool linalg_slogdet_kernel(Runtime *runtime, const Tensor *A, Tensor **sign, Tensor **logabsdet, Tensor **LU,
                           Tensor **pivots)
{
    return slogdet(runtime, A, "linalg.slogdet", sign, logabsdet, LU, pivots);
}

Tensor *linalg_logdet_of(Runtime *runtime, const Tensor *self)
{
    Tensor *sign = NULL, *length = NULL, *result = NULL;
    if (!linalg_check_square(runtime, self, "logdet") || !linalg_check_floating(runtime, self, "logdet", false))
        return NULL;
    Tensor *lu = NULL, *pivots = NULL;
    if (op__linalg_slogdet(runtime, self, &sign, &length, &lu, &pivots)) {
        Scratch s = {.runtime = runtime};
        if (dtype_is_complex((DType)self->dtype)) {
            result = scratch_end(&s, scratch_add(&s, scratch_keep(&s, op_log(runtime, sign)), length));
        } else {
            Tensor *negative = scratch_keep(&s, op_eq_Scalar(runtime, sign, scalar_int(-1)));
            Tensor *nan =
                negative ? scratch_keep(&s, tensor_scalar(runtime, scalar_float(__builtin_nan("")), (DType)self->dtype))
                         : NULL;
            result = scratch_end(&s, nan ? scratch_keep(&s, op_where_self(runtime, negative, nan, length)) : NULL);
        }
    }
    release_temporaries((Tensor *[]){sign, length, lu, pivots}, 4);
    return result;
}

// The factors of A, a zero on their diagonal replaced by a tiny number.
static Tensor *regular_factors(Scratch *s, const Tensor *lu)
{
    Tensor *diagonal = scratch_diagonal(s, lu);
    Tensor *zero = diagonal ? scratch_keep(s, op_eq_Scalar(s->runtime, diagonal, scalar_int(0))) : NULL;
    Tensor *tiny = zero ? scratch_keep(s, op_to_dtype(s->runtime, zero, lu->dtype, false, false, OPTION_NONE)) : NULL;
    return scratch_add(s, lu, scratch_diag_embed(s, scratch_scale(s, tiny, linalg_epsilon((DType)lu->dtype))));
}

// A^-H diag(factor). The factors are those that the determinant was made of: of the transpose where A is real and
// contiguous.
static Tensor *adjoint_solution(Scratch *s, const Tensor *A, const Tensor *factor)
{
    Tensor *lu = NULL, *pivots = NULL, *info = NULL;
    bool turned = tensor_is_contiguous(A) && !dtype_is_complex((DType)A->dtype);
    const Tensor *factored = turned ? scratch_keep(s, op_mT(s->runtime, A)) : A;
    bool done = factored && op_linalg_lu_factor_ex(s->runtime, factored, true, false, &lu, &pivots, &info);
    scratch_keep(s, lu);
    scratch_keep(s, pivots);
    scratch_keep(s, info);
    Tensor *diagonal = done ? scratch_diagonal(s, A) : NULL;
    Tensor *wide = diagonal && factor ? scratch_keep(s, op_expand_as(s->runtime, factor, diagonal)) : NULL;
    Tensor *right = scratch_diag_embed(s, wide), *regular = right ? regular_factors(s, lu) : NULL;
    return regular ? scratch_keep(s, op_linalg_lu_solve(s->runtime, regular, pivots, right, true, !turned)) : NULL;
}

Tensor *linalg_det_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *det, const Tensor *A)
{
    Scratch s = {.runtime = runtime};
    Tensor *conj = scratch_keep(&s, op_conj(runtime, det));
    Tensor *factor = scratch_unsqueeze(&s, scratch_mul(&s, grad, conj), -1);
    return scratch_end(&s, adjoint_solution(&s, A, factor));
}

Tensor *linalg_slogdet_backward_of(Runtime *runtime, const Tensor *grad_sign, const Tensor *grad_logabsdet,
                                   const Tensor *sign, const Tensor *A)
{
    Scratch s = {.runtime = runtime};
    Tensor *factor = tensor_retain(grad_logabsdet);
    scratch_keep(&s, factor);
    if (dtype_is_complex((DType)A->dtype)) {
        // The sign's gradient counts across its direction only: -i Im(conj(g) sign).
        Tensor *conj = scratch_keep(&s, op_conj(runtime, grad_sign));
        Tensor *product = scratch_mul(&s, conj, sign);
        Tensor *imaginary = product ? scratch_keep(&s, op_imag(runtime, product)) : NULL;
        Tensor *zero = imaginary ? scratch_keep(&s, op_zeros_like(runtime, imaginary, OPTION_NONE, OPTION_NONE,
                                                                  OPTION_NONE, OPTION_NONE, OPTION_NONE))
                                 : NULL;
        Tensor *turned = zero ? scratch_keep(&s, op_complex(runtime, zero, imaginary)) : NULL;
        factor = scratch_sub(&s, factor, turned);
    }
    return scratch_end(&s, adjoint_solution(&s, A, scratch_unsqueeze(&s, factor, -1)));
}

bool linalg_inv_kernel(Runtime *runtime, const Tensor *A, bool check_errors, Tensor **inverse, Tensor **info)
{
    Tensor *lu = NULL, *pivots = NULL;
    if (!linalg_check_square(runtime, A, "linalg.inv") || !linalg_check_floating(runtime, A, "linalg.inv", false))
        return false;
    bool transposed;
    *inverse = *info = NULL;
    bool done = factor_rows(runtime, A, &lu, &pivots, info, &transposed);
    Tensor *one = done ? op_eye(runtime, A->sizes[A->rank - 1], A->dtype, OPTION_NONE, A->device, OPTION_NONE) : NULL;
    done = one && (*inverse = lapack_columns_of(one, A->rank, A->sizes)) &&
           lapack_lu_solve(lu, pivots, *inverse, transposed ? 'T' : 'N') &&
           (!check_errors || linalg_check_info(runtime, *info, "linalg.inv_ex", LINALG_SINGULAR_INVERSE));
    release_temporaries((Tensor *[]){lu, pivots, one}, 3);
    return results_or_none(done, (Tensor * *[]){inverse, info}, 2);
}

Tensor *linalg_inv_checked(Runtime *runtime, const Tensor *A)
{
    Tensor *inverse = NULL, *info = NULL;
    bool done = op_linalg_inv_ex(runtime, A, false, &inverse, &info) &&
                linalg_check_info(runtime, info, "linalg.inv", LINALG_SINGULAR_INVERSE);
    tensor_release(info);
    if (done)
        return inverse;
    tensor_release(inverse);
    return NULL;
}

// B is a batch of vectors, not of matrices.
static bool is_vector(const Tensor *A, const Tensor *B)
{
    return B->rank == 1 || (A->rank - 1 == B->rank && shape_same(B->rank, B->sizes, A->rank - 1, A->sizes));
}

// Solves for column-major copies, of the factors too where one serves several right sides; for A on the right side the
// adjoint problem is solved.
static Tensor *solve_copies(Scratch *s, const Tensor *factor, const Tensor *exchanges, const Tensor *b,
                            const Shape *to_a, const Shape *to_b, bool left, bool adjoint)
{
    const Tensor *lu = factor, *pivots = exchanges;
    if (!shape_same(factor->rank, factor->sizes, to_a->rank, to_a->sizes)) {
        lu = scratch_keep(s, lapack_columns_of(factor, to_a->rank, to_a->sizes));
        Tensor *wide = lu ? scratch_keep(s, tensor_expand(exchanges, to_a->rank - 1, to_a->sizes)) : NULL;
        pivots = wide ? scratch_keep(s, copy_contiguous(wide)) : NULL;
        if (!pivots)
            return NULL;
    }
    if (left) {
        Tensor *x = scratch_keep(s, lapack_columns_of(b, to_b->rank, to_b->sizes));
        return x && lapack_lu_solve(lu, pivots, x, adjoint ? 'C' : 'N') ? x : NULL;
    }
    Shape turned = *to_b;
    turned.sizes[to_b->rank - 1] = to_b->sizes[to_b->rank - 2];
    turned.sizes[to_b->rank - 2] = to_b->sizes[to_b->rank - 1];
    Tensor *bh = scratch_mh(s, b);
    Tensor *x = bh ? scratch_keep(s, lapack_columns_of(bh, turned.rank, turned.sizes)) : NULL;
    Tensor *y = x && lapack_lu_solve(lu, pivots, x, adjoint ? 'N' : 'C') ? scratch_mh(s, x) : NULL;
    return y ? scratch_keep(s, lapack_columns(y)) : NULL;
}

bool linalg_solve_kernel(Runtime *runtime, const Tensor *A, const Tensor *B, bool left, Tensor **result, Tensor **LU,
                         Tensor **pivots, Tensor **info)
{
    const char *name = "linalg.solve";
    if (!linalg_check_floating(runtime, A, name, true) || !linalg_check_same(runtime, A, B, name, "A", "B") ||
        !linalg_check_square(runtime, A, name))
        return false;
    Scratch s = {.runtime = runtime};
    bool vector = is_vector(A, B);
    if (!vector && !linalg_check_matrix(runtime, B, name, "B"))
        return false;
    Tensor *plain = scratch_keep(&s, tensor_alias(B)), *b = vector ? scratch_unsqueeze(&s, plain, -1) : plain;
    Shape to_a, to_b;
    if (!b || !linalg_check_system(runtime, A, b, left, name) || !linalg_broadcast(runtime, A, b, &to_a, &to_b)) {
        (void)scratch_end(&s, NULL);
        return false;
    }
    bool transposed, done = factor_rows(runtime, A, LU, pivots, info, &transposed);
    Tensor *x = done ? solve_copies(&s, *LU, *pivots, b, &to_a, &to_b, left, transposed) : NULL;
    if (x && vector)
        x = scratch_keep(&s, op_squeeze_dim(runtime, x, -1));
    *result = scratch_end(&s, x);
    return done && results_or_none(*result != NULL, (Tensor * *[]){LU, pivots, info}, 3);
}

static bool solve(Runtime *runtime, const Tensor *A, const Tensor *B, bool left, bool check, const char *name,
                  Tensor **result, Tensor **info)
{
    Tensor *lu = NULL, *pivots = NULL;
    *result = *info = NULL;
    bool done = op__linalg_solve_ex(runtime, A, B, left, result, &lu, &pivots, info) &&
                (!check || linalg_check_info(runtime, *info, name, LINALG_SINGULAR_SOLVE));
    tensor_release(lu);
    tensor_release(pivots);
    return results_or_none(done, (Tensor * *[]){result, info}, 2);
}

bool linalg_solve_ex_of(Runtime *runtime, const Tensor *A, const Tensor *B, bool left, bool check_errors,
                        Tensor **result, Tensor **info)
{
    return solve(runtime, A, B, left, check_errors, "torch.linalg.solve_ex", result, info);
}

Tensor *linalg_solve_checked(Runtime *runtime, const Tensor *A, const Tensor *B, bool left)
{
    Tensor *result = NULL, *info = NULL;
    bool done = solve(runtime, A, B, left, true, "torch.linalg.solve", &result, &info);
    tensor_release(info);
    return done ? result : NULL;
}

Tensor *linalg_solve_backward_of(Runtime *runtime, const Tensor *gB, const Tensor *X, const Tensor *A, bool left)
{
    Scratch s = {.runtime = runtime};
    bool vector = X->rank < A->rank;
    const Tensor *g = vector ? scratch_unsqueeze(&s, gB, -1) : gB, *x = vector ? scratch_unsqueeze(&s, X, -1) : X;
    Tensor *xh = scratch_mh(&s, x);
    Tensor *product = left ? scratch_matmul(&s, g, xh) : scratch_matmul(&s, xh, g);
    return scratch_end(&s, scratch_neg(&s, product));
}

Tensor *linalg_triangular_kernel(Runtime *runtime, const Tensor *self, const Tensor *B, bool upper, bool left,
                                 bool unitriangular)
{
    const char *name = "linalg.solve_triangular";
    if (!linalg_check_square(runtime, self, name) || !linalg_check_matrix(runtime, B, name, "B") ||
        !linalg_check_system(runtime, self, B, left, name) ||
        !linalg_check_dtype(runtime, self, "triangular_solve_cpu"))
        return NULL;
    Shape to_a, to_b;
    if (!linalg_broadcast(runtime, self, B, &to_a, &to_b))
        return NULL;
    // The right side is written into a result of the matrix's own type.
    DType dtype = (DType)self->dtype;
    Tensor *a = lapack_columns_of(self, to_a.rank, to_a.sizes);
    Tensor *x = a ? lapack_columns_empty(runtime, to_b.rank, to_b.sizes, dtype, (Device)self->device) : NULL;
    bool done = x && copy_into(x, B) && lapack_triangular(a, x, upper, left, 'N', unitriangular);
    tensor_release(a);
    if (done)
        return x;
    tensor_release(x);
    return NULL;
}

Tensor *linalg_triangular_backward_of(Runtime *runtime, const Tensor *gB, const Tensor *X, bool upper, bool left,
                                      bool unit)
{
    Scratch s = {.runtime = runtime};
    Tensor *xh = scratch_mh(&s, X);
    Tensor *product = scratch_neg(&s, left ? scratch_matmul(&s, gB, xh) : scratch_matmul(&s, xh, gB));
    return scratch_end(&s, upper ? scratch_triu(&s, product, unit) : scratch_tril(&s, product, unit ? -1 : 0));
}

bool linalg_triangular_old(Runtime *runtime, const Tensor *self, const Tensor *A, bool upper, bool transpose,
                           bool unitriangular, Tensor **solution, Tensor **cloned)
{
    if (self->rank < 2 || A->rank < 2) {
        const Tensor *bad = self->rank < 2 ? self : A;
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "torch.triangular_solve: Expected %s to have at least 2 dimensions, but it has %d dimensions instead",
            self->rank < 2 ? "b" : "A", (int)bad->rank);
        return false;
    }
    Shape to_a, to_b;
    if (!linalg_check_right_side(runtime, self, A, "triangular_solve") ||
        !linalg_check_dtype(runtime, A, "triangular_solve_cpu") || !linalg_broadcast(runtime, self, A, &to_b, &to_a) ||
        !(*cloned = lapack_columns_of(A, to_a.rank, to_a.sizes)) ||
        !(*solution = lapack_columns_of(self, to_b.rank, to_b.sizes)))
        return false;
    return lapack_triangular(*cloned, *solution, upper, true, transpose ? 'T' : 'N', unitriangular);
}

Tensor *linalg_lu_solve_kernel(Runtime *runtime, const Tensor *LU, const Tensor *pivots, const Tensor *B, bool left,
                               bool adjoint)
{
    const char *name = "linalg.lu_solve", *long_name = "torch.linalg.lu_solve";
    int last;
    if (!linalg_check_floating(runtime, LU, long_name, true))
        return NULL;
    if (pivots->dtype != DTYPE_INT32) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32");
        return NULL;
    }
    if (!linalg_check_square(runtime, LU, long_name) || !linalg_check_matrix(runtime, B, name, "B") ||
        !linalg_check_same(runtime, LU, B, name, "LU", "B") || !linalg_check_system(runtime, LU, B, left, name) ||
        !shape_wrap_size(runtime->error, -1, pivots->rank, &last))
        return NULL;
    if (pivots->sizes[last] != LU->sizes[LU->rank - 1]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.lu_solve: Number of pivots per batch should be same as the dimension of the matrix");
        return NULL;
    }
    const int32_t highest = (int32_t)LU->sizes[LU->rank - 1];
    Shape to_a, to_b;
    if (!linalg_check_pivots(runtime, LU, pivots, "linalg.lu_solve: Expected LU") ||
        !linalg_check_elements(runtime, LU, "linalg.lu_solve_cpu") || !linalg_broadcast(runtime, LU, B, &to_a, &to_b))
        return NULL;
    Scratch s = {.runtime = runtime};
    Tensor *factors = scratch_keep(&s, lapack_columns(LU));
    Tensor *exchanges = factors ? scratch_keep(&s, copy_contiguous_as(pivots, DTYPE_INT32)) : NULL;
    for (int64_t i = 0, count = exchanges ? tensor_stored_count(exchanges) : 0; i < count; i++) {
        int32_t pivot = ((const int32_t *)tensor_data(exchanges))[i];
        if (pivot >= 1 && pivot <= highest)
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Pivots given to lu_solve must all be greater or equal to 1. Did you properly pass the result of "
                    "lu_factor?");
        return scratch_end(&s, NULL);
    }
    Tensor *plain = exchanges ? scratch_keep(&s, tensor_alias(B)) : NULL;
    return scratch_end(&s, plain ? solve_copies(&s, factors, exchanges, plain, &to_a, &to_b, left, adjoint) : NULL);
}

Tensor *linalg_cholesky_solve_kernel(Runtime *runtime, const Tensor *self, const Tensor *input2, bool upper)
{
    if (self->rank < 2 || input2->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    self->rank < 2 ? "b should have at least 2 dimensions, but has %d dimensions instead"
                                   : "u should have at least 2 dimensions, but has %d dimensions instead",
                    (int)(self->rank < 2 ? self->rank : input2->rank));
        return NULL;
    }
    Shape to_a, to_b;
    if (!linalg_check_right_side(runtime, self, input2, "cholesky_solve") ||
        !linalg_check_dtype(runtime, self, "cholesky_solve_cpu") ||
        !linalg_broadcast(runtime, input2, self, &to_a, &to_b))
        return NULL;
    Tensor *a = lapack_columns_of(input2, to_a.rank, to_a.sizes);
    Tensor *x = a ? lapack_columns_of(self, to_b.rank, to_b.sizes) : NULL;
    bool done = x && lapack_cholesky_solve(a, x, upper);
    tensor_release(a);
    if (done)
        return x;
    tensor_release(x);
    return NULL;
}

bool linalg_slogdet_of(Runtime *runtime, const Tensor *A, Tensor **sign, Tensor **logabsdet)
{
    Tensor *lu = NULL, *pivots = NULL;
    bool done = op__linalg_slogdet(runtime, A, sign, logabsdet, &lu, &pivots);
    if (!done)
        return false;
    tensor_release(lu);
    tensor_release(pivots);
    return done;
}

// Gradients of the LU and QR factorisations.
#include "ops/linalg.h"

// L^-H x U^-H
static Tensor *between(Scratch *s, const Tensor *lower, const Tensor *x, const Tensor *upper)
{
    Tensor *left = scratch_triangular(s, scratch_mh(s, lower), x, true, true, true);
    return scratch_triangular(s, scratch_mh(s, upper), left, false, false, false);
}

// The gradient of P^T A, where A = P L U is square, wide or tall.
static Tensor *lu_backward(Scratch *s, const Tensor *gl, const Tensor *gu, const Tensor *lower, const Tensor *upper)
{
    int64_t rows = lower->sizes[lower->rank - 2], columns = upper->sizes[upper->rank - 1];
    int64_t k = rows < columns ? rows : columns;
    Tensor *l1 = scratch_part(s, lower, -2, 0, k), *u1 = scratch_part(s, upper, -1, 0, k);
    Tensor *gl1 = scratch_part(s, gl, -2, 0, k), *gu1 = scratch_part(s, gu, -1, 0, k);
    Tensor *below = scratch_matmul(s, scratch_mh(s, l1), gl1), *above = scratch_matmul(s, gu1, scratch_mh(s, u1));
    Tensor *rest = NULL;
    if (columns > k) {
        Tensor *u2 = scratch_part(s, upper, -1, k, columns), *gu2 = scratch_part(s, gu, -1, k, columns);
        below = scratch_sub(s, below, scratch_matmul(s, gu2, scratch_mh(s, u2)));
        rest = scratch_triangular(s, scratch_mh(s, l1), gu2, true, true, true);
    } else if (rows > k) {
        Tensor *l2 = scratch_part(s, lower, -2, k, rows), *gl2 = scratch_part(s, gl, -2, k, rows);
        above = scratch_sub(s, above, scratch_matmul(s, scratch_mh(s, l2), gl2));
        rest = scratch_triangular(s, scratch_mh(s, u1), gl2, false, false, false);
    }
    Tensor *middle = scratch_add(s, scratch_tril(s, below, -1), scratch_triu(s, above, 0));
    Tensor *first = between(s, l1, middle, u1);
    return rows == columns ? first : scratch_cat(s, first, rest, columns > k ? -1 : -2);
}

Tensor *linalg_lu_backward_of(Runtime *runtime, const Tensor *gL, const Tensor *gU, const Tensor *P, const Tensor *L,
                              const Tensor *U)
{
    Scratch s = {.runtime = runtime};
    Tensor *inner = lu_backward(&s, gL, gU, L, U);
    return scratch_end(&s, scratch_matmul(&s, P, inner));
}

Tensor *linalg_lu_factor_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *LU, const Tensor *pivots)
{
    Scratch s = {.runtime = runtime};
    Tensor *p = NULL, *lower = NULL, *upper = NULL, *result = NULL;
    if (op_lu_unpack(runtime, LU, pivots, true, true, &p, &lower, &upper)) {
        Tensor *gl = scratch_tril(&s, scratch_part(&s, grad, -1, 0, lower->sizes[lower->rank - 1]), -1);
        Tensor *gu = scratch_triu(&s, scratch_part(&s, grad, -2, 0, upper->sizes[upper->rank - 2]), 0);
        Tensor *inner = gl && gu ? lu_backward(&s, gl, gu, lower, upper) : NULL;
        result = scratch_matmul(&s, p, inner);
    }
    result = scratch_end(&s, result);
    release_temporaries((Tensor *[]){p, lower, upper}, 3);
    return result;
}

// Fits a gradient's triangle into the packed matrix.
static Tensor *packed(Scratch *s, Tensor *part, int64_t rows, int64_t columns)
{
    if (!part)
        return NULL;
    int64_t pad[4] = {0, columns - part->sizes[part->rank - 1], 0, rows - part->sizes[part->rank - 2]};
    return scratch_keep(s, op_constant_pad_nd(s->runtime, part, (IntList){pad, 4}, scalar_int(0)));
}

Tensor *linalg_lu_unpack_backward_of(Runtime *runtime, const Tensor *gL, const Tensor *gU, IntList sizes)
{
    Scratch s = {.runtime = runtime};
    int64_t rows = sizes.items[sizes.count - 2], columns = sizes.items[sizes.count - 1];
    Tensor *lower = packed(&s, scratch_tril(&s, gL, -1), rows, columns);
    Tensor *upper = packed(&s, scratch_triu(&s, gU, 0), rows, columns);
    return scratch_end(&s, scratch_add(&s, lower, upper));
}

// The gradient of the packed factors in A X = B or A^H X = B.
static Tensor *lu_solve_factors(Scratch *s, const Tensor *grad, const Tensor *x, const Tensor *lu, const Tensor *pivots,
                                bool adjoint)
{
    Tensor *p = NULL, *lower = NULL, *upper = NULL, *gl = NULL, *gu = NULL;
    bool done = op_lu_unpack(s->runtime, lu, pivots, true, true, &p, &lower, &upper);
    scratch_keep(s, p);
    scratch_keep(s, lower);
    scratch_keep(s, upper);
    if (!done)
        return NULL;
    if (adjoint) {
        Tensor *pt = scratch_mh(s, p), *y = scratch_matmul(s, pt, x), *gy = scratch_matmul(s, pt, grad);
        Tensor *z = scratch_matmul(s, scratch_mh(s, lower), y);
        Tensor *gz = scratch_triangular(s, lower, gy, false, true, true);
        Tensor *gb = scratch_triangular(s, upper, gz, true, true, false);
        gl = scratch_matmul(s, y, scratch_mh(s, gz));
        gu = scratch_matmul(s, z, scratch_mh(s, gb));
    } else {
        Tensor *gz = scratch_triangular(s, scratch_mh(s, upper), grad, false, true, false);
        Tensor *gy = scratch_triangular(s, scratch_mh(s, lower), gz, true, true, true);
        gu = scratch_matmul(s, gz, scratch_mh(s, x));
        gl = scratch_matmul(s, gy, scratch_mh(s, scratch_matmul(s, upper, x)));
    }
    return scratch_neg(s, scratch_add(s, scratch_tril(s, gl, -1), scratch_triu(s, gu, 0)));
}

Tensor *linalg_lu_solve_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *X, const Tensor *LU,
                                    const Tensor *pivots, bool left, bool adjoint)
{
    Scratch s = {.runtime = runtime};
    // X A = B is A^H X^H = B^H.
    const Tensor *g = left ? grad : scratch_mh(&s, grad), *x = left ? X : scratch_mh(&s, X);
    return scratch_end(&s, g && x ? lu_solve_factors(&s, g, x, LU, pivots, left == adjoint) : NULL);
}

// x + x^H with the real diagonal of x: the adjoint of taking a triangle's Hermitian part.
static Tensor *mirrored(Scratch *s, const Tensor *x)
{
    Tensor *diagonal = scratch_diagonal(s, x);
    Tensor *real =
        diagonal && dtype_is_complex((DType)x->dtype) ? scratch_keep(s, op_real(s->runtime, diagonal)) : diagonal;
    return scratch_sub(s, scratch_add(s, x, scratch_mh(s, x)), scratch_diag_embed(s, real));
}

// For a square R.
static Tensor *qr_backward(Scratch *s, const Tensor *gq, const Tensor *gr, const Tensor *q, const Tensor *r)
{
    Tensor *rh = scratch_mh(s, r);
    Tensor *inner = scratch_sub(s, scratch_matmul(s, gr, rh), scratch_matmul(s, scratch_mh(s, q), gq));
    Tensor *sum = scratch_add(s, scratch_matmul(s, q, mirrored(s, scratch_triu(s, inner, 0))), gq);
    return scratch_triangular(s, rh, sum, false, false, false);
}

Tensor *linalg_qr_backward_of(Runtime *runtime, const Tensor *gQ, const Tensor *gR, const Tensor *Q, const Tensor *R,
                              const char *mode)
{
    if (text_same(mode, "r")) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use "
                    "linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.");
        return NULL;
    }
    int64_t rows = Q->sizes[Q->rank - 2], columns = R->sizes[R->rank - 1];
    if (text_same(mode, "complete") && rows > columns) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "The QR decomposition is not differentiable when mode='complete' and nrows > ncols");
        return NULL;
    }
    Scratch s = {.runtime = runtime};
    if (rows >= columns)
        return scratch_end(&s, qr_backward(&s, gQ, gR, Q, R));
    // A = (X | Y): X gives Q and the square part of R, the rest of R is Q^H Y.
    Tensor *r1 = scratch_part(&s, R, -1, 0, rows), *r2 = scratch_part(&s, R, -1, rows, columns);
    Tensor *gr1 = scratch_part(&s, gR, -1, 0, rows), *gr2 = scratch_part(&s, gR, -1, rows, columns);
    Tensor *y = scratch_matmul(&s, Q, r2);
    Tensor *gq = scratch_add(&s, gQ, scratch_matmul(&s, y, scratch_mh(&s, gr2)));
    Tensor *gx = r1 && gr1 && gq ? qr_backward(&s, gq, gr1, Q, r1) : NULL;
    return scratch_end(&s, scratch_cat(&s, gx, scratch_matmul(&s, Q, gr2), -1));
}

Tensor *linalg_cholesky_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *factor, bool upper)
{
    Scratch s = {.runtime = runtime};
    const Tensor *lower = upper ? scratch_mh(&s, factor) : factor, *g = upper ? scratch_mh(&s, grad) : grad;
    Tensor *lh = lower ? scratch_mh(&s, lower) : NULL;
    Tensor *phi = scratch_tril(&s, scratch_matmul(&s, lh, g), 0);
    Tensor *inner = scratch_scale(&s, mirrored(&s, phi), 0.5);
    Tensor *right = lower ? scratch_triangular(&s, lower, inner, false, false, false) : NULL;
    return scratch_end(&s, scratch_triangular(&s, lh, right, true, true, false));
}

Tensor *linalg_cholesky_solve_backward_of(Runtime *runtime, const Tensor *gB, const Tensor *X, const Tensor *factor,
                                          bool upper)
{
    Scratch s = {.runtime = runtime};
    Tensor *common = scratch_matmul(&s, gB, scratch_mh(&s, X));
    Tensor *sum = scratch_neg(&s, scratch_add(&s, common, scratch_mh(&s, common)));
    return scratch_end(&s, upper ? scratch_matmul(&s, factor, sum) : scratch_matmul(&s, sum, factor));
}

Tensor *linalg_pinv_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *inverse, const Tensor *A)
{
    Scratch s = {.runtime = runtime};
    Tensor *ih = scratch_mh(&s, inverse), *gh = scratch_mh(&s, grad), *result;
    if (A->sizes[A->rank - 2] <= A->sizes[A->rank - 1]) {
        Tensor *k = scratch_matmul(&s, gh, inverse), *kih = scratch_matmul(&s, k, ih);
        result = scratch_sub(&s, kih, scratch_mh(&s, scratch_matmul(&s, inverse, k)));
        result = scratch_sub(&s, result, scratch_matmul(&s, scratch_matmul(&s, A, inverse), kih));
        Tensor *rest = scratch_sub(&s, gh, scratch_matmul(&s, k, A));
        result = scratch_add(&s, result, scratch_matmul(&s, scratch_matmul(&s, ih, inverse), rest));
    } else {
        Tensor *k = scratch_matmul(&s, inverse, gh), *ihk = scratch_matmul(&s, ih, k);
        result = scratch_sub(&s, ihk, scratch_mh(&s, scratch_matmul(&s, k, inverse)));
        Tensor *rest = scratch_sub(&s, gh, scratch_matmul(&s, A, k));
        result = scratch_add(&s, result, scratch_matmul(&s, scratch_matmul(&s, rest, inverse), ih));
        result = scratch_sub(&s, result, scratch_matmul(&s, scratch_matmul(&s, ihk, inverse), A));
    }
    return scratch_end(&s, result);
}

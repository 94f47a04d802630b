// What is built on the factorisations: ranks, pseudoinverses, least squares, exponentials.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ops/linalg.h"

static double default_tolerance(const Tensor *a)
{
    int64_t m = a->sizes[a->rank - 2], n = a->sizes[a->rank - 1];
    return linalg_epsilon((DType)a->dtype) * (double)(m > n ? m : n);
}

// max(atol, rtol * the largest value), for values along the last dimension.
static Tensor *threshold(Scratch *s, const Tensor *a, const Tensor *magnitudes, const Tensor *atol, const Tensor *rtol)
{
    int64_t last = -1;
    Tensor *largest = magnitudes ? scratch_keep(s, op_amax(s->runtime, magnitudes, (IntList){&last, 1}, true)) : NULL;
    Tensor *relative = NULL;
    if (rtol) {
        relative = scratch_mul(s, scratch_unsqueeze(s, rtol, -1), largest);
    } else {
        relative = scratch_scale(s, largest, default_tolerance(a));
        if (relative && atol) {
            // An absolute tolerance alone switches the relative one off.
            Tensor *off = scratch_keep(s, op_gt_Scalar(s->runtime, atol, scalar_int(0)));
            Tensor *wide = off ? scratch_unsqueeze(s, off, -1) : NULL;
            relative = wide ? scratch_keep(s, op_masked_fill_Scalar(s->runtime, relative, wide, scalar_int(0))) : NULL;
        }
    }
    if (!atol || !relative)
        return relative;
    Tensor *absolute = scratch_unsqueeze(s, atol, -1);
    return absolute ? scratch_keep(s, op_maximum(s->runtime, absolute, relative)) : NULL;
}

// The singular values, or the magnitudes of the eigenvalues.
static Tensor *magnitudes_of(Scratch *s, const Tensor *a, bool hermitian)
{
    if (!hermitian)
        return scratch_keep(s, op_linalg_svdvals(s->runtime, a, NULL));
    Tensor *values = scratch_keep(s, op_linalg_eigvalsh(s->runtime, a, "L"));
    return values ? scratch_keep(s, op_abs(s->runtime, values)) : NULL;
}

// A default tolerance hangs on the type's precision.
static bool check_precision(Runtime *runtime, const Tensor *tensor)
{
    if (lapack_has((DType)tensor->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "This function doesn't handle types other than float and double");
    return false;
}

static bool check_tolerance(Runtime *runtime, const Tensor *tolerance, const char *name, const char *which)
{
    if (!tolerance || !dtype_is_complex((DType)tolerance->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s tensor of complex type is not supported. Got %s", name,
                which, dtype_scalar_name((DType)tolerance->dtype));
    return false;
}

Tensor *linalg_matrix_rank_of(Runtime *runtime, const Tensor *input, const Tensor *atol, const Tensor *rtol,
                              bool hermitian)
{
    const char *name = "torch.linalg.matrix_rank";
    if (!linalg_check_matrix(runtime, input, name, "input") || !check_tolerance(runtime, atol, name, "atol") ||
        !check_tolerance(runtime, rtol, name, "rtol"))
        return NULL;
    if (!check_precision(runtime, input))
        return NULL;
    if (!tensor_count(input))
        return linalg_batch_tensor(input, -1, DTYPE_INT64, true);
    Scratch s = {.runtime = runtime};
    int64_t last = -1;
    Tensor *plain = scratch_keep(&s, tensor_alias(input));
    Tensor *values = plain ? magnitudes_of(&s, plain, hermitian) : NULL;
    Tensor *limit = threshold(&s, input, values, atol, rtol);
    Tensor *above = limit ? scratch_keep(&s, op_gt_Tensor(runtime, values, limit)) : NULL;
    Tensor *rank =
        above ? scratch_keep(&s, op_sum_dim_IntList(runtime, above, (IntList){&last, 1}, false, OPTION_NONE)) : NULL;
    return scratch_end(&s, rank);
}

// A tolerance that is a number, as the tensor that the general form takes.
static Tensor *as_tensor(Scratch *s, const Tensor *like, OptionalFloat value)
{
    return value.given
               ? scratch_keep(s, tensor_scalar(s->runtime, scalar_float(value.value), dtype_real((DType)like->dtype)))
               : NULL;
}

Tensor *linalg_matrix_rank_float(Runtime *runtime, const Tensor *self, OptionalFloat atol, OptionalFloat rtol,
                                 bool hermitian)
{
    Scratch s = {.runtime = runtime};
    if (!lapack_has((DType)self->dtype))
        return linalg_matrix_rank_of(runtime, self, NULL, NULL, hermitian);
    Tensor *a = as_tensor(&s, self, atol), *r = as_tensor(&s, self, rtol);
    bool fails = (atol.given && !a) || (rtol.given && !r);
    return scratch_end(&s, fails ? NULL : scratch_keep(&s, linalg_matrix_rank_of(runtime, self, a, r, hermitian)));
}

Tensor *linalg_matrix_rank_tol(Runtime *runtime, const Tensor *input, const Tensor *tol, bool hermitian)
{
    Tensor *zero = tensor_scalar(runtime, scalar_int(0), tol->dtype);
    Tensor *result = zero ? linalg_matrix_rank_of(runtime, input, tol, zero, hermitian) : NULL;
    tensor_release(zero);
    return result;
}

static const char *const pinv_name = "torch.linalg.pinv";

bool linalg_pinv_check(Runtime *runtime, const Tensor *self, const Tensor *rcond, bool hermitian)
{
    (void)self, (void)hermitian;
    return check_tolerance(runtime, rcond, pinv_name, "rcond");
}

Tensor *linalg_pinv_kernel(Runtime *runtime, const Tensor *self, const Tensor *atol, const Tensor *rtol, bool hermitian)
{
    if (self->rank < 2 || !lapack_has((DType)self->dtype)) {
        char sizes[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.pinv(%s{%s}): expected a tensor with 2 or more dimensions of float, double, cfloat or "
                    "cdouble types",
                    dtype_scalar_name((DType)self->dtype), tensor_format_sizes(self, sizes));
        return NULL;
    }
    if (!check_tolerance(runtime, atol, pinv_name, "atol") || !check_tolerance(runtime, rtol, pinv_name, "rtol"))
        return NULL;
    int64_t m = self->sizes[self->rank - 2], n = self->sizes[self->rank - 1];
    if (!tensor_count(self)) {
        int64_t sizes[SHAPE_MAX_RANK];
        memcpy(sizes, self->sizes, (size_t)self->rank * sizeof *sizes);
        sizes[self->rank - 2] = n;
        sizes[self->rank - 1] = m;
        return tensor_empty(runtime, self->rank, sizes, (DType)self->dtype, (Device)self->device);
    }
    Scratch s = {.runtime = runtime};
    Tensor *u = NULL, *values = NULL, *vh = NULL, *plain = scratch_keep(&s, tensor_alias(self));
    bool done = plain && (hermitian ? linalg_eigh_kernel(runtime, plain, "L", true, &values, &u)
                                    : linalg_svd_kernel(runtime, plain, false, true, NULL, &u, &values, &vh));
    scratch_keep(&s, u);
    scratch_keep(&s, values);
    scratch_keep(&s, vh);
    if (!done)
        return scratch_end(&s, NULL);
    Tensor *sizes = hermitian ? scratch_keep(&s, op_abs(runtime, values)) : values;
    Tensor *limit = threshold(&s, self, sizes, atol, rtol);
    Tensor *small = limit ? scratch_keep(&s, op_le_Tensor(runtime, sizes, limit)) : NULL;
    Tensor *inverse = small ? scratch_keep(&s, op_reciprocal(runtime, values)) : NULL;
    inverse = inverse ? scratch_keep(&s, op_masked_fill_Scalar(runtime, inverse, small, scalar_int(0))) : NULL;
    Tensor *v = hermitian ? u : scratch_mh(&s, vh);
    Tensor *scaled = scratch_mul(&s, v, scratch_unsqueeze(&s, inverse, -2));
    return scratch_end(&s, scratch_matmul(&s, scaled, scratch_mh(&s, u)));
}

Tensor *linalg_pinv_float(Runtime *runtime, const Tensor *self, OptionalFloat atol, OptionalFloat rtol, bool hermitian)
{
    Scratch s = {.runtime = runtime};
    Tensor *a = as_tensor(&s, self, atol), *r = as_tensor(&s, self, rtol);
    bool fails = (atol.given && !a) || (rtol.given && !r);
    return scratch_end(&s, fails ? NULL
                                 : scratch_keep(&s, op_linalg_pinv_atol_rtol_tensor(runtime, self, a, r, hermitian)));
}

static Tensor *cond_norms(Runtime *runtime, const Tensor *self, Scalar ord, const char *name)
{
    int64_t dims[2] = {-2, -1};
    char where[64];
    if (name)
        snprintf(where, sizeof where, "linalg.cond(ord=%s)", name);
    else if (isinf(scalar_to_float(ord)))
        snprintf(where, sizeof where, "linalg.cond(ord=%s)", scalar_to_float(ord) < 0 ? "-inf" : "inf");
    else
        snprintf(where, sizeof where, "linalg.cond(ord=%g)", scalar_to_float(ord));
    if (!linalg_check_square(runtime, self, where))
        return NULL;
    Scratch s = {.runtime = runtime};
    Tensor *inverse = NULL, *info = NULL;
    bool done = op_linalg_inv_ex(runtime, self, false, &inverse, &info);
    scratch_keep(&s, inverse);
    scratch_keep(&s, info);
    IntList dim = {dims, 2};
    Tensor *first = NULL, *second = NULL;
    if (done && name) {
        first = scratch_keep(&s, op_linalg_matrix_norm_str_ord(runtime, self, name, dim, false, OPTION_NONE));
        second = first
                     ? scratch_keep(&s, op_linalg_matrix_norm_str_ord(runtime, inverse, name, dim, false, OPTION_NONE))
                     : NULL;
    } else if (done) {
        first = scratch_keep(&s, op_linalg_matrix_norm(runtime, self, ord, dim, false, OPTION_NONE));
        second = first ? scratch_keep(&s, op_linalg_matrix_norm(runtime, inverse, ord, dim, false, OPTION_NONE)) : NULL;
    }
    Tensor *product = scratch_mul(&s, first, second);
    OptionalFloat infinite = {true, INFINITY}, lowest = {true, -INFINITY};
    return scratch_end(&s,
                       product ? scratch_keep(&s, op_nan_to_num(runtime, product, infinite, infinite, lowest)) : NULL);
}

Tensor *linalg_cond_number(Runtime *runtime, const Tensor *self, OptionalScalar p)
{
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.cond: The input tensor must have at least 2 dimensions.");
        return NULL;
    }
    double order = p.given ? scalar_to_float(p.value) : 2;
    if (order != 1 && order != -1 && fabs(order) != 2 && !isinf(order)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "linalg.cond got an invalid norm type: %g", order);
        return NULL;
    }
    if (fabs(order) != 2)
        return cond_norms(runtime, self, p.value, NULL);
    Scratch s = {.runtime = runtime};
    if (!tensor_count(self))
        return linalg_batch_tensor(self, -1, dtype_real((DType)self->dtype), true);
    Tensor *values = scratch_keep(&s, op_linalg_svdvals(runtime, self, NULL));
    int64_t k = values ? values->sizes[values->rank - 1] : 0;
    Tensor *largest = scratch_part(&s, values, -1, 0, 1), *smallest = scratch_part(&s, values, -1, k - 1, k);
    Tensor *ratio = order > 0 ? scratch_div(&s, largest, smallest) : scratch_div(&s, smallest, largest);
    return scratch_end(&s, ratio ? scratch_keep(&s, op_squeeze_dim(runtime, ratio, -1)) : NULL);
}

Tensor *linalg_cond_name(Runtime *runtime, const Tensor *self, const char *p)
{
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.cond: The input tensor must have at least 2 dimensions.");
        return NULL;
    }
    if (!text_same(p, "fro") && !text_same(p, "nuc")) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "linalg.cond got an invalid norm type: %s", p);
        return NULL;
    }
    return cond_norms(runtime, self, scalar_int(0), p);
}

static bool driver_of(Runtime *runtime, const char *name, LapackDriver *driver)
{
    static const char *const names[] = {"gels", "gelsy", "gelsd", "gelss"};
    *driver = LAPACK_GELSY;
    if (!name)
        return true;
    for (int i = 0; i < 4; i++)
        if (text_same(names[i], name)) {
            *driver = (LapackDriver)i;
            return true;
        }
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)");
    return false;
}

static bool check_least_squares(Runtime *runtime, const Tensor *a, const Tensor *b, bool vector)
{
    const char *text = NULL;
    if (a->rank < 2)
        text = "input must have at least 2 dimensions.";
    else if (!b->rank)
        text = "other must have at least 1 dimension.";
    else if (!vector && (a->rank - b->rank > 1 || b->rank > a->rank))
        text = "input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= 1";
    else if (vector ? a->sizes[a->rank - 2] != b->sizes[b->rank - 1]
                    : b->rank < 2 || a->sizes[a->rank - 2] != b->sizes[b->rank - 2])
        text = vector ? "input.size(-2) should match other.size(-1)" : "input.size(-2) should match other.size(-2)";
    if (text)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.linalg.lstsq: %s", text);
    else if (a->dtype != b->dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.linalg.lstsq: Expected input and other to have the same dtype, but got input's dtype %s and "
                    "other's dtype %s",
                    dtype_scalar_name((DType)a->dtype), dtype_scalar_name((DType)b->dtype));
    else
        return true;
    return false;
}

// The sums of squares of what is left over, where every matrix has full rank.
static Tensor *residuals_of(Scratch *s, const Tensor *x, const Tensor *rank, int64_t m, int64_t n, LapackDriver driver)
{
    bool full = m > n && driver != LAPACK_GELSY;
    for (int64_t i = 0, count = rank ? tensor_count(rank) : 0; i < count; i++)
        full &= ((const int64_t *)tensor_data(rank))[i] == n;
    if (!full)
        return linalg_nothing(x, dtype_real((DType)x->dtype));
    Tensor *rest = scratch_part(s, x, -2, n, m);
    Tensor *sizes = rest ? scratch_keep(s, op_abs(s->runtime, rest)) : NULL;
    Tensor *squares = scratch_mul(s, sizes, sizes);
    int64_t dim = -2;
    return squares ? op_sum_dim_IntList(s->runtime, squares, (IntList){&dim, 1}, false, OPTION_NONE) : NULL;
}

bool linalg_lstsq_kernel(Runtime *runtime, const Tensor *self, const Tensor *b, OptionalFloat rcond, const char *driver,
                         Tensor **solution, Tensor **residuals, Tensor **rank, Tensor **singular_values)
{
    LapackDriver method;
    if (self->rank < 2 || !b->rank)
        return check_least_squares(runtime, self, b, false);
    bool vector = self->rank - 1 == b->rank && shape_same(b->rank, b->sizes, self->rank - 1, self->sizes);
    if (!check_least_squares(runtime, self, b, vector) || !driver_of(runtime, driver, &method) ||
        !(rcond.given ? linalg_check_dtype(runtime, self, "linalg_lstsq_cpu") : check_precision(runtime, self)))
        return false;
    Scratch s = {.runtime = runtime};
    int64_t m = self->sizes[self->rank - 2], n = self->sizes[self->rank - 1], k = m < n ? m : n;
    Tensor *plain = scratch_keep(&s, tensor_alias(b)), *wide = vector ? scratch_unsqueeze(&s, plain, -1) : plain;
    Shape to_a, to_b;
    bool done = wide && linalg_broadcast(runtime, self, wide, &to_a, &to_b);
    Tensor *a = done ? scratch_keep(&s, lapack_columns_of(self, to_a.rank, to_a.sizes)) : NULL;
    // The right sides need room for the solution.
    if (a)
        to_b.sizes[to_b.rank - 2] = m > n ? m : n;
    Tensor *x = a ? scratch_keep(&s, lapack_columns_empty(runtime, to_b.rank, to_b.sizes, (DType)self->dtype,
                                                          (Device)self->device))
                  : NULL;
    Tensor *top = x && copy_fill(x, scalar_int(0)) ? scratch_part(&s, x, -2, 0, m) : NULL;
    Tensor *info = top && copy_into(top, wide) ? scratch_keep(&s, linalg_batch_tensor(a, -1, DTYPE_INT32, true)) : NULL;
    bool ranked = method != LAPACK_GELS, valued = method == LAPACK_GELSD || method == LAPACK_GELSS;
    *rank = !info ? NULL : ranked ? linalg_batch_tensor(a, -1, DTYPE_INT64, true) : linalg_nothing(self, DTYPE_INT64);
    DType real = dtype_real((DType)self->dtype);
    *singular_values = !*rank ? NULL : valued ? linalg_batch_tensor(a, k, real, true) : linalg_nothing(self, real);
    done = *singular_values &&
           lapack_least_squares(method, a, x, rcond.given ? rcond.value : default_tolerance(self),
                                ranked ? *rank : NULL, valued ? *singular_values : NULL, info) &&
           linalg_check_info(runtime, info, "torch.linalg.lstsq", LINALG_RANK_DEFICIENT);
    *residuals = done ? residuals_of(&s, x, ranked ? *rank : NULL, m, n, method) : NULL;
    Tensor *found = *residuals ? scratch_part(&s, x, -2, 0, n) : NULL;
    if (found && vector)
        found = scratch_keep(&s, op_squeeze_dim(runtime, found, -1));
    *solution = scratch_end(&s, found ? scratch_keep(&s, op_clone(runtime, found, FORMAT_PRESERVE)) : NULL);
    return results_or_none(*solution != NULL, (Tensor * *[]){solution, residuals, rank, singular_values}, 4);
}

bool linalg_lstsq_backward_of(Runtime *runtime, const Tensor *grad, const Tensor *A, const Tensor *B, Tensor **gA,
                              Tensor **gB)
{
    Scratch s = {.runtime = runtime};
    bool vector = A->rank - 1 == B->rank && shape_same(B->rank, B->sizes, A->rank - 1, A->sizes);
    const Tensor *g = vector ? scratch_unsqueeze(&s, grad, -1) : grad, *b = vector ? scratch_unsqueeze(&s, B, -1) : B;
    Tensor *inverse = scratch_keep(&s, op_linalg_pinv_atol_rtol_tensor(runtime, A, NULL, NULL, false));
    Tensor *product = inverse ? scratch_matmul(&s, g, scratch_mh(&s, b)) : NULL;
    *gA = product ? linalg_pinv_backward_of(runtime, product, inverse, A) : NULL;
    Tensor *right = *gA ? scratch_matmul(&s, scratch_mh(&s, inverse), g) : NULL;
    if (right && vector)
        right = scratch_keep(&s, op_squeeze_dim(runtime, right, -1));
    *gB = scratch_end(&s, right);
    return *gB != NULL;
}

// ---- exponentials ----

enum { EXPONENTIAL_TERMS = 18 };

// The series of e^x for small x, by Horner's rule.
static Tensor *series(Runtime *runtime, const Tensor *x)
{
    Tensor *one = op_eye(runtime, x->sizes[x->rank - 1], x->dtype, OPTION_NONE, x->device, OPTION_NONE);
    Tensor *sum = one ? tensor_retain(one) : NULL;
    for (int i = EXPONENTIAL_TERMS; i && sum; i--) {
        Scratch s = {.runtime = runtime};
        Tensor *term = scratch_scale(&s, scratch_matmul(&s, x, sum), 1.0 / i);
        Tensor *next = scratch_end(&s, scratch_add(&s, term, one));
        tensor_release(sum);
        sum = next;
    }
    tensor_release(one);
    return sum;
}

Tensor *linalg_matrix_exp_kernel(Runtime *runtime, const Tensor *self)
{
    const char *name = "linalg.matrix_exp";
    if (!linalg_check_square(runtime, self, name) || !linalg_check_floating(runtime, self, name, true))
        return NULL;
    Scratch s = {.runtime = runtime};
    Tensor *x = scratch_keep(&s, tensor_alias(self));
    if (!x || !tensor_count(x) || x->sizes[x->rank - 1] == 1)
        return scratch_end(
            &s, x ? scratch_keep(&s, tensor_count(x) ? op_exp(runtime, x) : op_clone(runtime, x, FORMAT_CONTIGUOUS))
                  : NULL);
    int64_t dim = -2;
    Tensor *sizes = scratch_keep(&s, op_abs(runtime, x));
    Tensor *sums =
        sizes ? scratch_keep(&s, op_sum_dim_IntList(runtime, sizes, (IntList){&dim, 1}, false, OPTION_NONE)) : NULL;
    Tensor *norm = sums ? scratch_keep(&s, op_max(runtime, sums)) : NULL;
    if (!norm)
        return scratch_end(&s, NULL);
    double size = scalar_to_float(tensor_item(norm));
    int halvings = isfinite(size) && size > 1 ? (int)ceil(log2(size)) : 0;
    Tensor *scaled = scratch_scale(&s, x, ldexp(1, -halvings));
    Tensor *result = scaled ? series(runtime, scaled) : NULL;
    (void)scratch_end(&s, NULL);
    for (; halvings && result; halvings--) {
        Tensor *square = op_matmul(runtime, result, result);
        tensor_release(result);
        result = square;
    }
    return result;
}

Tensor *linalg_matrix_exp_backward_of(Runtime *runtime, const Tensor *self, const Tensor *grad)
{
    // The exponential of (A^H, G; 0, A^H) has the gradient in its upper right block.
    Scratch s = {.runtime = runtime};
    int64_t n = self->sizes[self->rank - 1];
    Tensor *ah = scratch_mh(&s, self);
    Tensor *zero = ah ? scratch_keep(&s, op_zeros_like(runtime, ah, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE,
                                                       OPTION_NONE))
                      : NULL;
    Tensor *top = scratch_cat(&s, ah, (Tensor *)grad, -1), *bottom = scratch_cat(&s, zero, ah, -1);
    Tensor *block = scratch_cat(&s, top, bottom, -2);
    Tensor *result = block ? scratch_keep(&s, op_linalg_matrix_exp(runtime, block)) : NULL;
    return scratch_end(&s, scratch_part(&s, scratch_part(&s, result, -2, 0, n), -1, n, 2 * n));
}

// ---- tensors as matrices ----

Tensor *linalg_tensorinv_of(Runtime *runtime, const Tensor *self, int64_t ind)
{
    if (ind <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expected a strictly positive integer for 'ind', but got %lld",
                    (long long)ind);
        return NULL;
    }
    int64_t first = 1, rest = 1, sizes[SHAPE_MAX_RANK];
    if (ind > self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "ArrayRef: invalid slice, N = %lld; size = %d", (long long)ind,
                    (int)self->rank);
        return NULL;
    }
    int rank = self->rank, split = (int)ind;
    for (int i = 0; i < rank; i++)
        *(i < split ? &first : &rest) *= self->sizes[i];
    if (first != rest) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
            "%lld != %lld",
            (long long)rest, (long long)first);
        return NULL;
    }
    for (int i = 0; i < rank; i++)
        sizes[i] = self->sizes[(i + split) % rank];
    int64_t square[2] = {first, first};
    Tensor *flat = op_reshape(runtime, self, (IntList){square, 2});
    Tensor *inverse = NULL, *info = NULL;
    bool done = flat && op_linalg_inv_ex(runtime, flat, false, &inverse, &info) &&
                linalg_check_info(runtime, info, "inv", LINALG_SINGULAR_INVERSE);
    Tensor *result = done ? op_reshape(runtime, inverse, (IntList){sizes, rank}) : NULL;
    release_temporaries((Tensor *[]){flat, inverse, info}, 3);
    return result;
}

Tensor *linalg_tensorsolve_of(Runtime *runtime, const Tensor *self, const Tensor *other, IntList dims)
{
    Scratch s = {.runtime = runtime};
    const Tensor *a = self;
    if (dims.count != LIST_NONE) {
        int64_t ends[SHAPE_MAX_RANK];
        if (!shape_check_rank(runtime->error, dims.count))
            return NULL;
        for (int64_t i = 0; i < dims.count; i++)
            ends[i] = i - dims.count;
        a = scratch_keep(&s, op_movedim_intlist(runtime, self, dims, (IntList){ends, dims.count}));
        if (!a)
            return NULL;
    }
    int split = other->rank;
    if (split > a->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cannot create std::vector larger than max_size()");
        return scratch_end(&s, NULL);
    }
    int64_t rest = shape_product(a->rank - split, a->sizes + split), count = tensor_count(other);
    if (count != rest) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == "
                    "prod(self.shape[:other.ndim]), but got %lld != %lld",
                    (long long)rest, (long long)count);
        return scratch_end(&s, NULL);
    }
    int64_t square[2] = {rest, rest}, all = -1;
    Tensor *flat = scratch_keep(&s, op_reshape(runtime, a, (IntList){square, 2}));
    Tensor *right = flat ? scratch_keep(&s, op_reshape(runtime, other, (IntList){&all, 1})) : NULL;
    Tensor *x = right ? scratch_keep(&s, op_linalg_solve(runtime, flat, right, true)) : NULL;
    IntList sizes = {a->sizes + split, a->rank - split};
    return scratch_end(&s, x ? scratch_keep(&s, op_reshape(runtime, x, sizes)) : NULL);
}

Tensor *linalg_vander_of(Runtime *runtime, const Tensor *x, OptionalInt N)
{
    if (!x->rank) {
        Tensor *row = op_unsqueeze(runtime, x, 0);
        Tensor *result = row ? linalg_vander_of(runtime, row, N) : NULL;
        tensor_release(row);
        return result;
    }
    if (x->dtype == DTYPE_BOOL || dtype_is_half((DType)x->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.vander supports floating point, complex, and integer tensors, but got %s",
                    dtype_scalar_name((DType)x->dtype));
        return NULL;
    }
    int64_t sizes[SHAPE_MAX_RANK], n = N.given ? N.value : x->sizes[x->rank - 1];
    if (n <= 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "N must be greater than 1.");
        return NULL;
    }
    if (x->rank >= SHAPE_MAX_RANK)
        return op_unsqueeze(runtime, x, -1);
    memcpy(sizes, x->sizes, (size_t)x->rank * sizeof *sizes);
    sizes[x->rank] = n - 1;
    Scratch s = {.runtime = runtime};
    Tensor *column = scratch_unsqueeze(&s, x, -1);
    Tensor *wide = column ? scratch_keep(&s, op_expand(runtime, column, (IntList){sizes, x->rank + 1}, false)) : NULL;
    Tensor *powers = wide ? scratch_keep(&s, op_cumprod(runtime, wide, -1, OPTION_NONE)) : NULL;
    Tensor *one = powers ? scratch_keep(&s, op_ones_like(runtime, column, powers->dtype, OPTION_NONE, OPTION_NONE,
                                                         OPTION_NONE, OPTION_NONE))
                         : NULL;
    return scratch_end(&s, scratch_cat(&s, one, powers, -1));
}

Tensor *linalg_vander_old(Runtime *runtime, const Tensor *x, OptionalInt N, bool increasing)
{
    int64_t n = N.given ? N.value : x->rank ? x->sizes[0] : 0, last = -1;
    if (x->rank != 1 || n < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    x->rank != 1 ? "x must be a one-dimensional tensor." : "N must be non-negative.");
        return NULL;
    }
    Scratch s = {.runtime = runtime};
    Tensor *exponents =
        scratch_keep(&s, op_arange(runtime, scalar_int(n), DTYPE_INT64, OPTION_NONE, OPTION_NONE, OPTION_NONE));
    Tensor *column = exponents ? scratch_unsqueeze(&s, x, -1) : NULL;
    Tensor *powers = column ? scratch_keep(&s, op_pow_Tensor_Tensor(runtime, column, exponents)) : NULL;
    if (powers && !increasing)
        powers = scratch_keep(&s, op_flip(runtime, powers, (IntList){&last, 1}));
    return scratch_end(&s, powers);
}

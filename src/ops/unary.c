#include <float.h>
#include <math.h>

#include "ops/scratch.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

Tensor *unary_positive(Runtime *runtime, const Tensor *self)
{
    if (self->dtype != DTYPE_BOOL)
        return tensor_retain(self);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "The `+` operator, on a bool tensor is not supported.");
    return NULL;
}

bool unary_check_neg(Runtime *runtime, const Tensor *self)
{
    if (self->dtype != DTYPE_BOOL)
        return true;
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use "
        "the `~` or `logical_not()` operator instead.");
    return false;
}

static Tensor *to_float(Runtime *runtime, const Kernel *kernel, const Tensor *self, const Scalar *scalars)
{
    return apply_kernel(runtime, kernel, APPLY_promote_to_float, NULL, &self, scalars);
}

Tensor *unary_polygamma(Runtime *runtime, int64_t n, const Tensor *self)
{
    if (n < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "polygamma(n, x) does not support negative n.");
        return NULL;
    }
    if (n == 0)
        return to_float(runtime, &kernel_digamma, self, NULL);
    if (n == 1)
        return to_float(runtime, &kernel_trigamma, self, NULL);
    return to_float(runtime, &kernel_polygamma, self, (Scalar[KERNEL_MAX_SCALARS]){scalar_int(n)});
}

Tensor *unary_polygamma_in_place(Runtime *runtime, Tensor *self, int64_t n)
{
    Tensor *before = in_place_before(runtime, self, record_wanted(runtime, (const Tensor *[]){self}, 1));
    Tensor *result = before ? op_polygamma(runtime, n, before) : NULL;
    tensor_release(before);
    return in_place_assign(self, result);
}

// self, self - 1/2 ... self - (p - 1)/2 along a new last dimension.
static Tensor *gamma_arguments(Scratch *s, const Tensor *self, int64_t p)
{
    int dtype = dtype_is_integral((DType)self->dtype) ? (int)s->runtime->default_dtype : self->dtype;
    Tensor *steps =
        scratch_keep(s, op_arange_start_step(s->runtime, scalar_float(-(double)p / 2 + 0.5), scalar_float(0.5),
                                             scalar_float(0.5), dtype, OPTION_NONE, OPTION_NONE, OPTION_NONE));
    return scratch_add(s, steps, scratch_unsqueeze(s, self, -1));
}

static Tensor *sum_of_last(Scratch *s, const Tensor *a)
{
    const IntList last = {(const int64_t[]){-1}, 1};
    return a ? scratch_keep(s, op_sum_dim_IntList(s->runtime, a, last, false, OPTION_NONE)) : NULL;
}

Tensor *unary_mvlgamma(Runtime *runtime, const Tensor *self, int64_t p)
{
    Scratch s = {.runtime = runtime};
    if (p < 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "p has to be greater than or equal to 1");
        return NULL;
    }
    // log gamma_p(x) = p (p - 1) / 4 log pi + sum over i of lgamma(x - i / 2)
    Tensor *arguments = gamma_arguments(&s, self, p);
    Tensor *total = sum_of_last(&s, arguments ? scratch_keep(&s, op_lgamma(runtime, arguments)) : NULL);
    double shift = (double)p * (double)(p - 1) * log(M_PI) / 4.0;
    return scratch_end(&s,
                       scratch_add(&s, total, scratch_keep(&s, tensor_wrapped_scalar(runtime, scalar_float(shift)))));
}

Tensor *unary_mvlgamma_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t p)
{
    Scratch s = {.runtime = runtime};
    Tensor *arguments = gamma_arguments(&s, self, p);
    Tensor *slope = sum_of_last(&s, arguments ? scratch_keep(&s, op_digamma(runtime, arguments)) : NULL);
    return scratch_end(&s, scratch_mul(&s, grad, slope));
}

// grad * (low - result (sign + 1 / self)), with one half for the bracket where self is tiny; `low` and `sign` are made
// from self kept away from zero. `scaled`: i1e, whose bracket has the sign.
static Tensor *bessel_gradient(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *result,
                               bool scaled)
{
    Scratch s = {.runtime = runtime};
    Scalar epsilon = scalar_float(self->dtype == DTYPE_FLOAT64 ? DBL_EPSILON : FLT_EPSILON);
    Tensor *size = scratch_keep(&s, op_abs(runtime, self));
    Tensor *large = size ? scratch_keep(&s, op_gt_Scalar(runtime, size, epsilon)) : NULL;
    Tensor *safe = large ? scratch_keep(&s, op_where_ScalarOther(runtime, large, self, epsilon)) : NULL;
    Tensor *inverse = safe ? scratch_keep(&s, op_reciprocal(runtime, safe)) : NULL;
    Tensor *low = safe ? scratch_keep(&s, scaled ? op_special_i0e(runtime, safe) : op_i0(runtime, safe)) : NULL;
    if (scaled && inverse)
        inverse = scratch_add(&s, scratch_keep(&s, op_sgn(runtime, safe)), inverse);
    Tensor *bracket = scratch_sub(&s, low, scratch_mul(&s, result, inverse));
    Tensor *slope = bracket ? scratch_keep(&s, op_where_ScalarOther(runtime, large, bracket, scalar_float(0.5))) : NULL;
    return scratch_end(&s, scratch_mul(&s, grad, slope));
}

Tensor *unary_i1_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *result)
{
    return bessel_gradient(runtime, grad, self, result, false);
}

Tensor *unary_i1e_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *result)
{
    return bessel_gradient(runtime, grad, self, result, true);
}

static double largest(DType dtype)
{
    switch (dtype) {
    case DTYPE_FLOAT16:
        return 65504.0;
    case DTYPE_BFLOAT16:
        return 3.3895313892515355e38;
    case DTYPE_FLOAT64:
    case DTYPE_COMPLEX128:
        return 1.7976931348623157e308;
    default:
        return 3.4028234663852886e38;
    }
}

Tensor *unary_nan_to_num(Runtime *runtime, const Tensor *self, OptionalFloat nan, OptionalFloat posinf,
                         OptionalFloat neginf)
{
    if (dtype_is_integral((DType)self->dtype))
        return copy_new(self, (DType)self->dtype, FORMAT_PRESERVE);
    double limit = largest((DType)self->dtype);
    Scalar scalars[KERNEL_MAX_SCALARS] = {scalar_float(nan.given ? nan.value : 0.0),
                                          scalar_float(posinf.given ? posinf.value : limit),
                                          scalar_float(neginf.given ? neginf.value : -limit)};
    return apply_kernel(runtime, &kernel_nan_to_num, APPLY_first, NULL, &self, scalars);
}

// A short run of half precision numbers goes one by one in PyTorch, and each step rounds; longer runs go by vectors of
// floats, which round once.
static bool rounds_each_step(const Tensor *self)
{
    return dtype_is_half((DType)self->dtype) && tensor_count(self) < 32;
}

Tensor *unary_rsqrt(Runtime *runtime, const Tensor *self)
{
    if (!rounds_each_step(self))
        return to_float(runtime, &kernel_rsqrt, self, NULL);
    Tensor *root = to_float(runtime, &kernel_sqrt, self, NULL);
    Tensor *result = root ? to_float(runtime, &kernel_reciprocal, root, NULL) : NULL;
    tensor_release(root);
    return result;
}

// log(x / (1 - x)) with every step rounded.
static Tensor *logit_by_steps(Runtime *runtime, const Tensor *self)
{
    Tensor *one = tensor_wrapped_scalar(runtime, scalar_int(1));
    Tensor *rest = one ? op_sub_Tensor(runtime, one, self, scalar_int(1)) : NULL;
    Tensor *odds = rest ? op_div_Tensor(runtime, self, rest) : NULL;
    Tensor *result = odds ? op_log(runtime, odds) : NULL;
    release_temporaries((Tensor *[]){one, rest, odds}, 3);
    return result;
}

Tensor *unary_logit(Runtime *runtime, const Tensor *self, OptionalFloat eps)
{
    if (!eps.given && rounds_each_step(self))
        return logit_by_steps(runtime, self);
    return to_float(runtime, &kernel_logit, self,
                    (Scalar[KERNEL_MAX_SCALARS]){scalar_float(eps.given ? eps.value : -1.0)});
}

Tensor *unary_logit_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, OptionalFloat eps)
{
    return apply_kernel(runtime, &kernel_logit_backward, APPLY_promote, NULL, (const Tensor *[]){grad_output, self},
                        (Scalar[KERNEL_MAX_SCALARS]){scalar_float(eps.given ? eps.value : -1.0)});
}

// ---- Conjugates ----

Tensor *unary_conj(Runtime *runtime, const Tensor *self)
{
    if (!dtype_is_complex((DType)self->dtype))
        return tensor_retain(self);
    Tensor *result = op__conj(runtime, self);
    if (result && !runtime->engine) // what a backward pass computes is never handed on as it stands
        result->pending_conj = !self->pending_conj;
    return result;
}

static Tensor *resolve(Runtime *runtime, const Tensor *self, bool pending)
{
    return pending ? op_clone(runtime, self, OPTION_NONE) : tensor_retain(self);
}

Tensor *unary_resolve_conj(Runtime *runtime, const Tensor *self)
{
    return resolve(runtime, self, self->pending_conj);
}

Tensor *unary_resolve_neg(Runtime *runtime, const Tensor *self)
{
    return resolve(runtime, self, self->pending_neg);
}

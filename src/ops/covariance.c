// Covariances and correlations.
#include "ops/support.h"

#include "ops/scratch.h"

/// Weights count observations, or tell how much they are worth: a vector with an element for each one.
static bool check_weights(Runtime *runtime, const Tensor *weights, const char *name, bool integral, int64_t count)
{
    const bool fits =
        integral ? dtype_is_integral((DType)weights->dtype) : dtype_category((DType)weights->dtype) == CATEGORY_FLOAT;
    if (weights->rank > 1)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "cov(): expected %s to have one or fewer dimensions but got %s with %d dimensions", name, name,
                    (int)weights->rank);
    else if (!fits)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cov(): expected %s to have %s dtype but got %s with %s dtype",
                    name, integral ? "integral" : "floating point", name, dtype_scalar_name((DType)weights->dtype));
    else if (tensor_count(weights) != count)
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "cov(): expected %s to have the same numel as there are observations in the input but got %lld != %lld",
            name, (long long)tensor_count(weights), (long long)count);
    else {
        const int64_t step = weights->rank ? weights->strides[0] : 0;
        for (int64_t i = 0; i < count; i++) {
            if (scalar_to_float(tensor_read(weights, weights->offset + i * step)) >= 0)
                continue;
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cov(): %s cannot be negative", name);
            return false;
        }
        return true;
    }
    return false;
}

static Tensor *total(Scratch *s, const Tensor *tensor)
{
    return tensor ? scratch_keep(s, op_sum(s->runtime, tensor, OPTION_NONE)) : NULL;
}

// What the sum of products is divided by, never below 0.
static Tensor *norm_of(Scratch *s, const Tensor *weights, const Tensor *aweights, const Tensor *sum, int64_t count,
                       int64_t correction)
{
    Tensor *norm;
    if (weights && aweights && correction) {
        Tensor *worth = total(s, scratch_mul(s, weights, aweights));
        norm = scratch_sub(s, sum, scratch_div(s, scratch_scale(s, worth, (double)correction), sum));
    } else {
        Tensor *number = scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_int(correction)));
        Tensor *all = weights ? NULL : scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_float((double)count)));
        norm = scratch_sub(s, weights ? sum : all, number);
    }
    if (!norm || (norm->device == DEVICE_CPU && scalar_to_float(tensor_item(norm)) <= 0 &&
                  !warning_give(s->runtime, WARNING_COVARIANCE)))
        return NULL;
    return scratch_keep(s, op_clamp_min(s->runtime, norm, scalar_int(0)));
}

Tensor *matrix_cov(Runtime *runtime, const Tensor *self, int64_t correction, const Tensor *fweights,
                   const Tensor *aweights)
{
    if (self->rank > 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "cov(): expected input to have two or fewer dimensions but got an input with %d dimensions",
                    (int)self->rank);
        return NULL;
    }
    int64_t count = self->rank ? self->sizes[self->rank - 1] : 1;
    if ((fweights && !check_weights(runtime, fweights, "fweights", true, count)) ||
        (aweights && !check_weights(runtime, aweights, "aweights", false, count)))
        return NULL;
    Scratch s = {.runtime = runtime};
    const int64_t one = 1;
    int dtype = dtype_is_integral((DType)self->dtype) ? (int)runtime->default_dtype : self->dtype;
    const Tensor *weights = fweights && aweights ? scratch_mul(&s, fweights, aweights) : fweights ? fweights : aweights;
    Tensor *wide = scratch_keep(&s, op_atleast_2d(runtime, self));
    Tensor *rows = wide ? scratch_keep(&s, op_to_dtype(runtime, wide, dtype, false, false, OPTION_NONE)) : NULL;
    Tensor *sum = weights ? total(&s, weights) : NULL, *mean = NULL;
    if (rows && sum) {
        Tensor *scaled = scratch_mul(&s, rows, weights);
        Tensor *sums =
            scaled ? scratch_keep(&s, op_sum_dim_IntList(runtime, scaled, (IntList){&one, 1}, true, OPTION_NONE))
                   : NULL;
        mean = scratch_div(&s, sums, sum);
    } else if (rows && !weights)
        mean = scratch_keep(&s, op_mean_dim(runtime, rows, (IntList){&one, 1}, true, OPTION_NONE));
    Tensor *centred = scratch_sub(&s, rows, mean), *other = weights ? scratch_mul(&s, centred, weights) : centred;
    Tensor *turned = scratch_mh(&s, other);
    Tensor *products = turned ? scratch_keep(&s, op_mm(runtime, centred, turned)) : NULL;
    Tensor *norm = products ? norm_of(&s, weights, aweights, sum, count, correction) : NULL;
    Tensor *scaled = scratch_div(&s, products, norm);
    return scratch_end(&s, scaled ? scratch_keep(&s, op_squeeze(runtime, scaled)) : NULL);
}

static Tensor *clamp_unit(Runtime *runtime, const Tensor *self)
{
    return op_clamp(runtime, self, (OptionalScalar){true, scalar_int(-1)}, (OptionalScalar){true, scalar_int(1)});
}

// Real and imaginary parts each between -1 and 1.
static Tensor *clamp_parts(Runtime *runtime, const Tensor *self)
{
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_real(runtime, self)) && (t[1] = op_imag(runtime, self)) && (t[2] = clamp_unit(runtime, t[0])) &&
        (t[3] = clamp_unit(runtime, t[1])))
        result = op_complex(runtime, t[2], t[3]);
    release_temporaries(t, 4);
    return result;
}

Tensor *matrix_corrcoef(Runtime *runtime, const Tensor *self)
{
    if (self->rank > 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "corrcoef(): expected input to have two or fewer dimensions but got an input with %d dimensions",
                    (int)self->rank);
        return NULL;
    }
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_cov(runtime, self, 1, NULL, NULL)))
        goto end;
    if (!t[0]->rank) {
        result = op_div_Tensor(runtime, t[0], t[0]);
        goto end;
    }
    if (!(t[1] = op_diagonal(runtime, t[0], 0, 0, 1)) || !(t[2] = op_sqrt(runtime, t[1])) ||
        !(t[3] = op_unsqueeze(runtime, t[2], -1)) || !(t[4] = op_div_Tensor(runtime, t[0], t[3])) ||
        !(t[5] = op_unsqueeze(runtime, t[2], 0)) || !(t[6] = op_div_Tensor(runtime, t[4], t[5])))
        goto end;
    result = dtype_is_complex((DType)t[6]->dtype) ? clamp_parts(runtime, t[6]) : clamp_unit(runtime, t[6]);
end:
    release_temporaries(t, 7);
    return result;
}

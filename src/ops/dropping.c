// Dropout in its variants.
#include <math.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/generator.h"

static bool check_probability(Runtime *runtime, double p)
{
    if (p >= 0 && p <= 1)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "dropout probability has to be between 0 and 1, but got %g", p);
    return false;
}

// Ones with probability 1 - p, one for each element or, for features, one for each channel.
static Tensor *draw(Runtime *runtime, const Tensor *input, double p, bool features)
{
    Tensor *noise;
    if (features) {
        int64_t sizes[SHAPE_MAX_RANK];
        if (input->rank < 2) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Feature dropout requires at least 2 dimensions in the input");
            return NULL;
        }
        for (int i = 0; i < input->rank; i++)
            sizes[i] = i < 2 ? input->sizes[i] : 1;
        noise = tensor_empty(runtime, input->rank, sizes, (DType)input->dtype, (Device)input->device);
    } else
        noise = tensor_empty_like(input, (DType)input->dtype, FORMAT_PRESERVE);
    if (!noise || generator_bernoulli(noise, 1 - p, NULL))
        return noise;
    tensor_release(noise);
    return NULL;
}

// The same with 1 / (1 - p) in the place of 1.
static Tensor *draw_scaled(Runtime *runtime, const Tensor *input, double p, bool features)
{
    Tensor *noise = draw(runtime, input, p, features);
    Tensor *keep = noise ? tensor_wrapped_scalar(runtime, scalar_float(1 - p)) : NULL;
    Tensor *scaled = keep ? op_div_Tensor_(runtime, noise, keep) : NULL;
    release_temporaries((Tensor *[]){noise, keep}, 2);
    return scaled;
}

static Tensor *multiplied(Runtime *runtime, const Tensor *input, double factor)
{
    Tensor *number = tensor_wrapped_scalar(runtime, scalar_float(factor));
    Tensor *result = number ? op_mul_Tensor(runtime, input, number) : NULL;
    tensor_release(number);
    return result;
}

static Tensor *drop(Runtime *runtime, const Tensor *input, double p, bool train, bool features)
{
    if (!check_probability(runtime, p))
        return NULL;
    if (p == 0 || !train || !tensor_count(input))
        return tensor_retain(input);
    if (p == 1)
        return multiplied(runtime, input, 0.0);
    Tensor *noise = draw_scaled(runtime, input, p, features);
    Tensor *result = noise ? op_mul_Tensor(runtime, input, noise) : NULL;
    tensor_release(noise);
    return result;
}

Tensor *sampling_dropout(Runtime *runtime, const Tensor *input, double p, bool train)
{
    return drop(runtime, input, p, train, false);
}

Tensor *sampling_dropout_in_place(Runtime *runtime, Tensor *self, double p, bool train)
{
    if (!check_probability(runtime, p))
        return NULL;
    if (p == 0 || !train || !tensor_count(self))
        return tensor_retain(self);
    Tensor *noise = draw_scaled(runtime, self, p, false);
    Tensor *result = noise ? op_mul_Tensor_(runtime, self, noise) : NULL;
    tensor_release(noise);
    return result;
}

Tensor *sampling_feature_dropout(Runtime *runtime, const Tensor *input, double p, bool train)
{
    return drop(runtime, input, p, train, true);
}

// Dropped elements become selu's lower limit; an affine map restores mean and variance.
static Tensor *alpha_drop(Runtime *runtime, const Tensor *input, double p, bool train, bool features)
{
    const double alpha = 1.7580993408473766;
    if (!check_probability(runtime, p))
        return NULL;
    if (p == 0 || !train || !tensor_count(input))
        return tensor_retain(input);
    if (p == 1)
        return multiplied(runtime, input, 0.0);
    double a = 1.0 / sqrt((alpha * alpha * p + 1) * (1 - p));
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (!(t[0] = draw(runtime, input, p, features)) || !(t[1] = tensor_wrapped_scalar(runtime, scalar_int(1))) ||
        !(t[2] = op_sub_Tensor(runtime, t[0], t[1], scalar_int(1))) || !(t[3] = multiplied(runtime, t[2], alpha * a)))
        goto end;
    // b = (noise - 1) * alpha * a + alpha * a * p
    Tensor *shift = tensor_wrapped_scalar(runtime, scalar_float(alpha * a * p));
    t[4] = shift ? op_add_Tensor(runtime, t[3], shift, scalar_int(1)) : NULL;
    tensor_release(shift);
    t[5] = t[4] ? multiplied(runtime, t[0], a) : NULL;
    Tensor *kept = t[5] ? op_mul_Tensor(runtime, input, t[5]) : NULL;
    result = kept ? op_add_Tensor(runtime, kept, t[4], scalar_int(1)) : NULL;
    tensor_release(kept);
end:
    release_temporaries(t, 6);
    return result;
}

Tensor *sampling_alpha_dropout(Runtime *runtime, const Tensor *input, double p, bool train)
{
    return alpha_drop(runtime, input, p, train, false);
}

Tensor *sampling_feature_alpha_dropout(Runtime *runtime, const Tensor *input, double p, bool train)
{
    return alpha_drop(runtime, input, p, train, true);
}

bool sampling_native_dropout(Runtime *runtime, const Tensor *input, double p, int train, Tensor **result0,
                             Tensor **result1)
{
    *result0 = *result1 = NULL;
    if (!train || p == 0) {
        *result1 = tensor_zeros(runtime, input->rank, input->sizes, DTYPE_BOOL, (Device)input->device);
        if (*result1 && !copy_fill(*result1, scalar_bool(true))) {
            tensor_release(*result1);
            return false;
        }
        *result0 = *result1 ? op_clone(runtime, input, OPTION_NONE) : NULL;
    } else {
        Tensor *noise = draw(runtime, input, p, false);
        *result1 = noise ? op_to_dtype(runtime, noise, DTYPE_BOOL, false, false, OPTION_NONE) : NULL;
        Tensor *kept = *result1 ? op_mul_Tensor(runtime, input, *result1) : NULL;
        *result0 = kept ? multiplied(runtime, kept, p == 1 ? 0 : 1 / (1 - p)) : NULL;
        tensor_release(noise);
        tensor_release(kept);
    }
    if (*result0)
        return true;
    tensor_release(*result1);
    return false;
}

// The in-place forms store what the plain ones compute.
static Tensor *store(Runtime *runtime, Tensor *self, double p, bool train,
                     Tensor *(*compute)(Runtime *, const Tensor *, double, bool))
{
    if (!train || p == 0)
        return check_probability(runtime, p) ? tensor_retain(self) : NULL;
    Tensor *before = in_place_before(runtime, self, record_wanted(runtime, (const Tensor *[]){self}, 1));
    Tensor *result = before ? compute(runtime, before, p, train) : NULL;
    tensor_release(before);
    return in_place_assign(self, result);
}

Tensor *sampling_alpha_dropout_in_place(Runtime *runtime, Tensor *self, double p, bool train)
{
    return store(runtime, self, p, train, sampling_alpha_dropout);
}

Tensor *sampling_feature_alpha_dropout_in_place(Runtime *runtime, Tensor *self, double p, bool train)
{
    return store(runtime, self, p, train, sampling_feature_alpha_dropout);
}

Tensor *sampling_feature_dropout_in_place(Runtime *runtime, Tensor *self, double p, bool train)
{
    return store(runtime, self, p, train, sampling_feature_dropout);
}

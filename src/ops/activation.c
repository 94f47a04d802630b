#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

bool activation_check_relu(Runtime *runtime, const Tensor *self)
{
    if (self->dtype != DTYPE_BOOL && !dtype_is_complex((DType)self->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s",
                self->dtype == DTYPE_BOOL ? "Boolean inputs not supported for relu"
                                          : "clamp is not supported for complex types");
    return false;
}

bool activation_check_threshold(Runtime *runtime, const Tensor *self, Scalar threshold, Scalar value)
{
    return tensor_check_scalar(runtime, threshold, (DType)self->dtype) &&
           tensor_check_scalar(runtime, value, (DType)self->dtype);
}

bool activation_check_hardtanh(Runtime *runtime, const Tensor *self, Scalar min_val, Scalar max_val)
{
    const char *text = NULL;
    DType dtype = (DType)self->dtype;
    if (dtype == DTYPE_BOOL)
        text = "Bool inputs not supported for hardtanh";
    else if (dtype_is_complex(dtype))
        text = "clamp is not supported for complex types";
    else if (!dtype_is_integral(dtype))
        return true;
    else if (!tensor_check_scalar(runtime, min_val, DTYPE_INT64) || !tensor_check_scalar(runtime, max_val, DTYPE_INT64))
        return false;
    else if (dtype == DTYPE_UINT8 && (scalar_to_int(min_val) < 0 || scalar_to_int(max_val) < 0))
        text = "cannot do hardtanh on an unsigned type with negative limits";
    if (text)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", text);
    return !text;
}

static bool approximation(Runtime *runtime, const char *approximate, bool *is_tanh)
{
    *is_tanh = text_same(approximate, "tanh");
    if (*is_tanh || text_same(approximate, "none"))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "approximate argument must be either none or tanh.");
    return false;
}

Tensor *activation_gelu(Runtime *runtime, const Tensor *self, const char *approximate)
{
    bool is_tanh;
    if (!approximation(runtime, approximate, &is_tanh))
        return NULL;
    // PyTorch leaves contiguous float32 tensors to another library, with digits of its own.
    bool packed = self->dtype == DTYPE_FLOAT32 && tensor_is_contiguous(self);
    const Kernel *plain = packed ? &kernel_gelu_packed : &kernel_gelu;
    return apply_kernel(runtime, is_tanh ? &kernel_gelu_tanh : plain, APPLY_first, NULL, &self, NULL);
}

Tensor *activation_gelu_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self,
                                 const char *approximate)
{
    bool is_tanh;
    if (!approximation(runtime, approximate, &is_tanh))
        return NULL;
    bool packed = self->dtype == DTYPE_FLOAT32 && grad_output->dtype == DTYPE_FLOAT32 && tensor_is_contiguous(self);
    const Kernel *plain = packed ? &kernel_gelu_packed_backward : &kernel_gelu_backward;
    return apply_kernel(runtime, is_tanh ? &kernel_gelu_tanh_backward : plain, APPLY_promote, NULL,
                        (const Tensor *[]){grad_output, self}, NULL);
}

Tensor *activation_relu6_in_place(Runtime *runtime, Tensor *self)
{
    return op_hardtanh_(runtime, self, scalar_int(0), scalar_int(6));
}

Tensor *activation_selu_in_place(Runtime *runtime, Tensor *self)
{
    return op_elu_(runtime, self, scalar_float(1.6732632423543772), scalar_float(1.0507009873554805), scalar_int(1));
}

static bool celu_scale(Runtime *runtime, Scalar alpha, Scalar *inverse)
{
    double value = scalar_to_float(alpha);
    *inverse = scalar_float(1.0 / value);
    if (value != 0.0)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "ZeroDivisionError: alpha cannot be 0 for CELU");
    return false;
}

Tensor *activation_celu(Runtime *runtime, const Tensor *self, Scalar alpha)
{
    Scalar inverse;
    return celu_scale(runtime, alpha, &inverse) ? op_elu(runtime, self, alpha, scalar_float(1.0), inverse) : NULL;
}

Tensor *activation_celu_in_place(Runtime *runtime, Tensor *self, Scalar alpha)
{
    Scalar inverse;
    return celu_scale(runtime, alpha, &inverse) ? op_elu_(runtime, self, alpha, scalar_float(1.0), inverse) : NULL;
}

Tensor *activation_prelu(Runtime *runtime, const Tensor *self, const Tensor *weight)
{
    int64_t count = tensor_count(weight), channels = self->rank > 1 ? self->sizes[1] : 1;
    if (self->dtype != weight->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "prelu: Type promoting not supported. Got %s and %s",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)weight->dtype));
        return NULL;
    }
    if (!self->rank && count != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Not allow zero-dim input tensor.");
        return NULL;
    }
    if (count != 1 && count != channels) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = %lld and channel size "
            "= %lld.",
            (long long)count, (long long)channels);
        return NULL;
    }
    if (weight->rank > 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = %d", (int)weight->rank);
        return NULL;
    }
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < self->rank; i++)
        sizes[i] = i == 1 ? count : 1;
    if (self->rank == 1)
        sizes[0] = count;
    if (weight->rank == self->rank)
        return op__prelu_kernel(runtime, self, weight);
    Tensor *wide = op_reshape(runtime, weight, (IntList){sizes, self->rank});
    Tensor *result = wide ? op__prelu_kernel(runtime, self, wide) : NULL;
    tensor_release(wide);
    return result;
}

bool activation_prelu_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *weight,
                               Tensor **result0, Tensor **result1)
{
    // grad (x > 0 ? 1 : weight) and grad (x > 0 ? 0 : x); the engine sums the second to the weight's size.
    Tensor *t[5] = {0};
    *result0 = *result1 = NULL;
    bool done =
        (t[0] = op_gt_Scalar(runtime, self, scalar_int(0))) && (t[1] = op_mul_Tensor(runtime, weight, grad_output)) &&
        (*result0 = op_where_self(runtime, t[0], grad_output, t[1])) &&
        (t[2] = op_mul_Tensor(runtime, self, grad_output)) && (t[3] = tensor_wrapped_scalar(runtime, scalar_int(0))) &&
        (*result1 = op_where_self(runtime, t[0], t[3], t[2]));
    release_temporaries(t, 5);
    if (!done)
        tensor_release(*result0);
    return done;
}

bool activation_check_softshrink(Runtime *runtime, const Tensor *self, Scalar lambd)
{
    (void)self;
    double value = scalar_to_float(lambd);
    if (value >= 0)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "lambda must be greater or equal to 0, but found to be %g.",
                value);
    return false;
}

Tensor *activation_glu(Runtime *runtime, const Tensor *self, int64_t dim)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "glu does not support 0-dimensional tensors");
        return NULL;
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return NULL;
    if (self->sizes[at] % 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Halving dimension must be even, but dimension %d is size %lld", at, (long long)self->sizes[at]);
        return NULL;
    }
    if (!dtype_is_floating((DType)self->dtype) && !tensor_refuse_dtype(runtime, "glu_cpu", (DType)self->dtype))
        return NULL;
    int64_t half = self->sizes[at] / 2;
    Tensor *first = op_narrow(runtime, self, at, 0, half),
           *second = first ? op_narrow(runtime, self, at, half, half) : NULL;
    // The gate is not rounded to half precision before it is used.
    DType compute = dtype_compute((DType)self->dtype);
    Tensor *wide = second ? op_to_dtype(runtime, second, compute, false, false, OPTION_NONE) : NULL;
    Tensor *gate = wide ? op_sigmoid(runtime, wide) : NULL;
    Tensor *product = gate ? op_mul_Tensor(runtime, first, gate) : NULL;
    Tensor *result = product ? op_to_dtype(runtime, product, self->dtype, false, false, OPTION_NONE) : NULL;
    release_temporaries((Tensor *[]){first, second, wide, gate, product}, 5);
    return result;
}

// With s the gate: grad s for the first half, grad a s (1 - s) for the second.
Tensor *activation_glu_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, int64_t dim)
{
    int at;
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return NULL;
    int64_t half = self->sizes[at] / 2;
    // Halves: the product of the second part is rounded at its end.
    DType dtype = (DType)self->dtype, wide = dtype_compute(dtype);
    Tensor *t[11] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_narrow(runtime, self, at, 0, half)) && (t[1] = op_narrow(runtime, self, at, half, half)) &&
        (t[2] = op_sigmoid(runtime, t[1])) && (t[3] = op_mul_Tensor(runtime, t[2], grad_output)) &&
        (t[8] = op_to_dtype(runtime, t[2], (int)wide, false, false, OPTION_NONE)) &&
        (t[9] = op_to_dtype(runtime, grad_output, (int)wide, false, false, OPTION_NONE)) &&
        (t[4] = op_rsub_Scalar(runtime, t[8], scalar_int(1), scalar_int(1))) &&
        (t[5] = op_mul_Tensor(runtime, t[4], t[8])) && (t[6] = op_mul_Tensor(runtime, t[5], t[0])) &&
        (t[7] = op_mul_Tensor(runtime, t[6], t[9])) &&
        (t[10] = op_to_dtype(runtime, t[7], (int)dtype, false, false, OPTION_NONE)))
        result = op_cat(runtime, (TensorList){(Tensor *const[]){t[3], t[10]}, 2}, at);
    release_temporaries(t, COUNT_OF(t));
    return result;
}

Tensor *activation_rrelu(Runtime *runtime, const Tensor *self, Scalar lower, Scalar upper, bool training,
                         struct Generator *generator)
{
    double low = scalar_to_float(lower), high = scalar_to_float(upper);
    if (!tensor_check_scalar(runtime, lower, DTYPE_FLOAT64) || !tensor_check_scalar(runtime, upper, DTYPE_FLOAT64))
        return NULL;
    if (!(low <= high)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Lower bound should be less than or equal to the upper bound");
        return NULL;
    }
    if (!training)
        return op_leaky_relu(runtime, self, scalar_float((low + high) / 2));
    DType dtype = (DType)self->dtype;
    if (self->device == DEVICE_META)
        return op_empty_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    if ((!dtype_is_floating(dtype) || dtype == DTYPE_FLOAT16) &&
        !tensor_refuse_dtype(runtime, "rrelu_with_noise_out_cpu", dtype))
        return NULL;
    // One number of double precision for each element that is not positive, and none for the others.
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_gt_Scalar(runtime, self, scalar_int(0))) && (t[1] = op_logical_not(runtime, t[0])) &&
        (t[2] = op_masked_select(runtime, self, t[1])) &&
        (t[3] = op_empty_like(runtime, t[2], DTYPE_FLOAT64, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE)) &&
        (t[4] = op_uniform_(runtime, t[3], low, high, generator)) &&
        (t[5] = copy_contiguous_as(t[4], (DType)self->dtype)) &&
        (t[6] = op_ones_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE))) {
        Tensor *slope = op_masked_scatter(runtime, t[6], t[1], t[5]);
        result = slope ? op_mul_Tensor(runtime, self, slope) : NULL;
        tensor_release(slope);
    }
    release_temporaries(t, 7);
    return result;
}

Tensor *activation_rrelu_in_place(Runtime *runtime, Tensor *self, Scalar lower, Scalar upper, bool training,
                                  struct Generator *generator)
{
    Tensor *before = in_place_before(runtime, self, record_wanted(runtime, (const Tensor *[]){self}, 1));
    Tensor *result = before ? op_rrelu(runtime, before, lower, upper, training, generator) : NULL;
    tensor_release(before);
    return in_place_assign(self, result);
}

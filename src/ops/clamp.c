#include "ops/support.h"
#include "tensor/elementwise.h"

static Tensor *none_given(Runtime *runtime)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.clamp: At least one of 'min' or 'max' must not be None");
    return NULL;
}

static DType dtype_with(const Tensor *self, OptionalScalar bound, DType dtype)
{
    if (!bound.given || bound.value.kind == SCALAR_COMPLEX)
        return dtype;
    Tensor probe = *self;
    probe.dtype = (uint8_t)dtype;
    return tensor_result_dtype_scalar(&probe, bound.value);
}

Tensor *clamp_scalars(Runtime *runtime, const Tensor *self, OptionalScalar min, OptionalScalar max)
{
    if (!min.given && !max.given)
        return none_given(runtime);
    if (dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "clamp is not supported for complex types");
        return NULL;
    }
    DType dtype = dtype_with(self, max, dtype_with(self, min, (DType)self->dtype));
    if ((min.given && !tensor_check_scalar(runtime, min.value, dtype)) ||
        (max.given && !tensor_check_scalar(runtime, max.value, dtype)))
        return NULL;
    if (min.given && max.given)
        return elementwise_unary(&kernel_clamp, self, dtype, (Scalar[KERNEL_MAX_SCALARS]){min.value, max.value});
    return elementwise_unary(min.given ? &kernel_clamp_min : &kernel_clamp_max, self, dtype,
                             (Scalar[KERNEL_MAX_SCALARS]){min.given ? min.value : max.value});
}

Tensor *clamp_min_scalar(Runtime *runtime, const Tensor *self, Scalar min)
{
    return clamp_scalars(runtime, self, (OptionalScalar){true, min}, (OptionalScalar){0});
}

Tensor *clamp_max_scalar(Runtime *runtime, const Tensor *self, Scalar max)
{
    return clamp_scalars(runtime, self, (OptionalScalar){0}, (OptionalScalar){true, max});
}

Tensor *clamp_tensors(Runtime *runtime, const Tensor *self, const Tensor *min, const Tensor *max)
{
    if (!min && !max)
        return none_given(runtime);
    if (min && max)
        return apply_kernel(runtime, &kernel_clamp_tensor, APPLY_promote, NULL, (const Tensor *[]){self, min, max},
                            NULL);
    return apply_kernel(runtime, min ? &kernel_maximum : &kernel_minimum, APPLY_promote, NULL,
                        (const Tensor *[]){self, min ? min : max}, NULL);
}

// grad where the mask holds, else zero; takes the mask.
static Tensor *masked(Runtime *runtime, const Tensor *grad, Tensor *mask)
{
    Tensor *zero = tensor_wrapped_scalar(runtime, scalar_int(0));
    Tensor *result = mask && zero ? op_where_self(runtime, mask, grad, zero) : NULL;
    tensor_release(mask);
    tensor_release(zero);
    return result;
}

static Tensor *both(Runtime *runtime, Tensor *low, Tensor *high)
{
    Tensor *result = low && high ? op_logical_and(runtime, low, high) : NULL;
    tensor_release(low);
    tensor_release(high);
    return result;
}

Tensor *clamp_backward_scalars(Runtime *runtime, const Tensor *grad, const Tensor *self, OptionalScalar min,
                               OptionalScalar max)
{
    Tensor *low = min.given ? op_ge_Scalar(runtime, self, min.value) : NULL;
    Tensor *high = max.given ? op_le_Scalar(runtime, self, max.value) : NULL;
    if (!min.given || !max.given)
        return masked(runtime, grad, min.given ? low : high);
    return masked(runtime, grad, both(runtime, low, high));
}

Tensor *clamp_backward_tensors(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *min,
                               const Tensor *max)
{
    Tensor *low = min ? op_ge_Tensor(runtime, self, min) : NULL;
    Tensor *high = max ? op_le_Tensor(runtime, self, max) : NULL;
    if (!min || !max)
        return masked(runtime, grad, min ? low : high);
    return masked(runtime, grad, both(runtime, low, high));
}

// A bound has a gradient where it is in force: where self crosses it and, with both bounds, by their order too. PyTorch
// joins the two comparisons in place, so that the other bound may not be larger.
static Tensor *bound_gradient(Runtime *runtime, const Tensor *grad, Tensor *crossed, Tensor *ordered, bool either)
{
    Tensor *joined = NULL;
    if (crossed && ordered)
        joined = either ? op_logical_or_(runtime, crossed, ordered) : op_logical_and_(runtime, crossed, ordered);
    tensor_release(crossed);
    tensor_release(ordered);
    return masked(runtime, grad, joined);
}

Tensor *clamp_backward_of_min(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *min,
                              const Tensor *max)
{
    Tensor *crossed = op_lt_Tensor(runtime, self, min);
    return max ? bound_gradient(runtime, grad, crossed, op_lt_Tensor(runtime, min, max), false)
               : masked(runtime, grad, crossed);
}

Tensor *clamp_backward_of_max(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *min,
                              const Tensor *max)
{
    Tensor *crossed = op_gt_Tensor(runtime, self, max);
    return min ? bound_gradient(runtime, grad, crossed, op_lt_Tensor(runtime, max, min), true)
               : masked(runtime, grad, crossed);
}

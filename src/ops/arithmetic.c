#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/create.h"
#include "tensor/elementwise.h"

static bool refuse(Runtime *runtime, const char *message)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

static bool check_alpha(Runtime *runtime, DType dtype, Scalar alpha)
{
    if (alpha.kind == SCALAR_INT && !alpha.wide)
        return true;
    if (alpha.kind == SCALAR_BOOL && dtype != DTYPE_BOOL)
        return refuse(runtime, "Boolean alpha only supported for Boolean results.");
    if (alpha.kind != SCALAR_BOOL && dtype_is_integral(dtype))
        return refuse(runtime, "For integral input tensors, argument alpha must not be a floating point number.");
    if (alpha.kind == SCALAR_COMPLEX && !dtype_is_complex(dtype))
        return refuse(runtime, "For non-complex input tensors, argument alpha must not be a complex number.");
    return true;
}

bool arithmetic_check_add(Runtime *runtime, const Tensor *self, const Tensor *other, Scalar alpha)
{
    if (LIKELY(alpha.kind == SCALAR_INT && !alpha.wide))
        return true;
    return check_alpha(runtime, tensor_result_dtype((const Tensor *[]){self, other}, 2), alpha);
}

static bool check_sub_bools(Runtime *runtime, bool first, bool second)
{
    if (first && second)
        return refuse(runtime, "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
                               "`logical_xor()` operator instead.");
    if (first || second)
        return refuse(runtime, "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
                               "to invert a mask, use the `~` or `logical_not()` operator instead.");
    return true;
}

bool arithmetic_check_sub(Runtime *runtime, const Tensor *self, const Tensor *other, Scalar alpha)
{
    return check_sub_bools(runtime, self->dtype == DTYPE_BOOL, other->dtype == DTYPE_BOOL) &&
           arithmetic_check_add(runtime, self, other, alpha);
}

bool arithmetic_check_rsub_scalar(Runtime *runtime, const Tensor *self, Scalar other, Scalar alpha)
{
    return check_sub_bools(runtime, self->dtype == DTYPE_BOOL, other.kind == SCALAR_BOOL) &&
           check_alpha(runtime, tensor_result_dtype_scalar(self, other), alpha);
}

Tensor *arithmetic_rsub_scalar(Runtime *runtime, const Tensor *self, Scalar other, Scalar alpha)
{
    Tensor *number = tensor_wrapped_scalar(runtime, other);
    if (!number)
        return NULL;
    Tensor *result = apply_kernel(runtime, &kernel_sub, APPLY_promote, NULL, (const Tensor *[]){number, self},
                                  (Scalar[KERNEL_MAX_SCALARS]){alpha});
    tensor_release(number);
    return result;
}

Tensor *arithmetic_div_mode(Runtime *runtime, const Tensor *self, const Tensor *other, const char *rounding_mode)
{
    const Tensor *inputs[] = {self, other};
    if (!rounding_mode)
        return apply_kernel(runtime, &kernel_div, APPLY_promote_to_float, NULL, inputs, NULL);
    if (text_same(rounding_mode, "trunc"))
        return apply_kernel(runtime, &kernel_div_trunc, APPLY_promote, NULL, inputs, NULL);
    if (text_same(rounding_mode, "floor"))
        return apply_kernel(runtime, &kernel_div_floor, APPLY_promote, NULL, inputs, NULL);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '%s'", rounding_mode);
    return NULL;
}

static const char NEGATIVE_POWER[] = "Integers to negative integer powers are not allowed.";

Tensor *arithmetic_pow_scalar(Runtime *runtime, const Tensor *self, Scalar exponent)
{
    DType dtype = tensor_result_dtype_scalar(self, exponent);
    if (dtype_is_integral(dtype) && dtype != DTYPE_BOOL && exponent.kind == SCALAR_INT && exponent.i < 0) {
        (void)refuse(runtime, NEGATIVE_POWER);
        return NULL;
    }
    bool zero = exponent.kind != SCALAR_COMPLEX && scalar_to_float(exponent) == 0.0;
    if (zero)
        return create_full(runtime, self->rank, self->sizes, scalar_int(1), dtype);
    if (exponent.kind != SCALAR_COMPLEX && scalar_to_float(exponent) == 1.0)
        return copy_new(self, dtype, FORMAT_PRESERVE);
    return elementwise_new(&kernel_pow_scalar, (const Tensor *[]){self}, dtype, (Scalar[KERNEL_MAX_SCALARS]){exponent});
}

Tensor *arithmetic_scalar_pow(Runtime *runtime, Scalar self, const Tensor *exponent)
{
    if (self.kind != SCALAR_COMPLEX && scalar_to_float(self) == 1.0)
        return create_full(runtime, exponent->rank, exponent->sizes, scalar_int(1),
                           tensor_result_dtype_scalar(exponent, self));
    Tensor *base = tensor_wrapped_scalar(runtime, self);
    if (!base)
        return NULL;
    Tensor *result = apply_kernel(runtime, &kernel_pow, APPLY_promote, NULL, (const Tensor *[]){base, exponent}, NULL);
    tensor_release(base);
    return result;
}

Tensor *arithmetic_float_power(Runtime *runtime, const Tensor *self, const Tensor *exponent)
{
    bool is_complex = dtype_is_complex((DType)self->dtype) || dtype_is_complex((DType)exponent->dtype);
    DType dtype = is_complex ? DTYPE_COMPLEX128 : DTYPE_FLOAT64;
    Tensor *base = op_to_dtype(runtime, self, dtype, false, false, OPTION_NONE);
    Tensor *power = base ? op_to_dtype(runtime, exponent, dtype, false, false, OPTION_NONE) : NULL;
    Tensor *result = power ? op_pow_Tensor_Tensor(runtime, base, power) : NULL;
    tensor_release(base);
    tensor_release(power);
    return result;
}

Tensor *arithmetic_float_power_in_place(Runtime *runtime, Tensor *self, const Tensor *exponent)
{
    bool is_complex = dtype_is_complex((DType)self->dtype) || dtype_is_complex((DType)exponent->dtype);
    DType dtype = is_complex ? DTYPE_COMPLEX128 : DTYPE_FLOAT64;
    if (self->dtype != dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "the base given to float_power_ has dtype %s but the operation's result requires dtype %s",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name(dtype));
        return NULL;
    }
    Tensor *power = op_to_dtype(runtime, exponent, dtype, false, false, OPTION_NONE);
    Tensor *result = power ? op_pow_Tensor_Tensor_(runtime, self, power) : NULL;
    tensor_release(power);
    return result;
}

Tensor *arithmetic_float_power_number_in_place(Runtime *runtime, Tensor *self, Scalar exponent)
{
    Tensor *power = tensor_wrapped_scalar(runtime, exponent);
    Tensor *result = power ? arithmetic_float_power_in_place(runtime, self, power) : NULL;
    tensor_release(power);
    return result;
}

static bool check_extremum(Runtime *runtime, const char *name, const Tensor *self, const Tensor *other)
{
    if (!dtype_is_complex((DType)self->dtype) && !dtype_is_complex((DType)other->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s not implemented for complex tensors.", name);
    return false;
}

bool arithmetic_check_maximum(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return check_extremum(runtime, "maximum", self, other);
}

bool arithmetic_check_minimum(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return check_extremum(runtime, "minimum", self, other);
}

bool arithmetic_check_heaviside(Runtime *runtime, const Tensor *self, const Tensor *values)
{
    if (dtype_is_complex((DType)self->dtype) || dtype_is_complex((DType)values->dtype))
        return refuse(runtime, "heaviside is not yet implemented for complex tensors.");
    if (self->dtype != values->dtype)
        return refuse(runtime, "heaviside is not yet implemented for tensors with different dtypes.");
    return true;
}

bool arithmetic_check_addcdiv(Runtime *runtime, const Tensor *self, const Tensor *tensor1, const Tensor *tensor2,
                              Scalar value)
{
    (void)self, (void)value;
    if (!dtype_is_integral((DType)tensor1->dtype) || !dtype_is_integral((DType)tensor2->dtype))
        return true;
    return refuse(
        runtime,
        "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
        "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + "
        "value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * "
        "tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: "
        "(input + value * tensor1 / tensor2), for all dtypes.");
}

static bool is_part(const Tensor *tensor)
{
    return dtype_is_floating(tensor->dtype) && tensor->dtype != DTYPE_BFLOAT16;
}

static bool check_parts(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    if (!is_part(a) || !is_part(b)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected both inputs to be Half, Float or Double tensors but got %s and %s",
                    dtype_scalar_name((DType)a->dtype), dtype_scalar_name((DType)b->dtype));
        return false;
    }
    if (a->dtype == b->dtype)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected object of scalar type %s but got scalar type %s for second argument",
                dtype_scalar_name((DType)a->dtype), dtype_scalar_name((DType)b->dtype));
    return false;
}

bool arithmetic_check_complex(Runtime *runtime, const Tensor *real, const Tensor *imag)
{
    return check_parts(runtime, real, imag);
}

bool arithmetic_check_polar(Runtime *runtime, const Tensor *abs, const Tensor *angle)
{
    return check_parts(runtime, abs, angle);
}

static bool check_lerp_operand(Runtime *runtime, const Tensor *self, const Tensor *other, const char *name)
{
    if (self->dtype == other->dtype)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "expected dtype %s for `%s` but got dtype %s",
                dtype_c_name((DType)self->dtype), name, dtype_c_name((DType)other->dtype));
    return false;
}

bool arithmetic_check_lerp_scalar(Runtime *runtime, const Tensor *self, const Tensor *end, Scalar weight)
{
    (void)weight;
    return check_lerp_operand(runtime, self, end, "end");
}

bool arithmetic_check_lerp(Runtime *runtime, const Tensor *self, const Tensor *end, const Tensor *weight)
{
    return check_lerp_operand(runtime, self, end, "end") &&
           (weight->rank == 0 || check_lerp_operand(runtime, self, weight, "weight"));
}

Tensor *arithmetic_remainder_of_scalar(Runtime *runtime, Scalar self, const Tensor *other)
{
    Tensor *number = tensor_wrapped_scalar(runtime, self);
    Tensor *result =
        number ? apply_kernel(runtime, &kernel_remainder, APPLY_promote, NULL, (const Tensor *[]){number, other}, NULL)
               : NULL;
    tensor_release(number);
    return result;
}

#include <math.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/create.h"
#include "tensor/elementwise.h"
#include "tensor/reduce.h"
#include "tensor/sort.h"

static Tensor *is_infinity(Runtime *runtime, const char *name, const Kernel *kernel, const Tensor *self)
{
    if (dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s does not support complex inputs.", name);
        return NULL;
    }
    if (dtype_is_integral((DType)self->dtype))
        return tensor_zeros(runtime, self->rank, self->sizes, DTYPE_BOOL, (Device)self->device);
    return apply_kernel(runtime, kernel, APPLY_compare, NULL, &self, NULL);
}

Tensor *compare_isposinf(Runtime *runtime, const Tensor *self)
{
    return is_infinity(runtime, "isposinf", &kernel_isposinf, self);
}

Tensor *compare_isneginf(Runtime *runtime, const Tensor *self)
{
    return is_infinity(runtime, "isneginf", &kernel_isneginf, self);
}

bool compare_check_signbit(Runtime *runtime, const Tensor *self)
{
    if (!dtype_is_complex((DType)self->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "signbit is not implemented for complex tensors.");
    return false;
}

bool compare_check_where(Runtime *runtime, const Tensor *condition, const Tensor *self, const Tensor *other)
{
    (void)self, (void)other;
    if (condition->dtype == DTYPE_BOOL)
        return true;
    if (condition->dtype == DTYPE_UINT8)
        return warning_give(runtime, WARNING_BYTE_WHERE);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "where expected condition to be a boolean tensor, but got a tensor with dtype %s",
                dtype_scalar_name((DType)condition->dtype));
    return false;
}

Tensor *compare_where_scalars(Runtime *runtime, const Tensor *condition, Scalar self, Scalar other)
{
    // Two Python numbers: the result has the default dtype of the stronger one.
    DType dtype =
        dtype_promote(scalar_dtype(self, runtime->default_dtype), scalar_dtype(other, runtime->default_dtype));
    Tensor *a = tensor_scalar(runtime, self, dtype);
    Tensor *b = a ? tensor_scalar(runtime, other, dtype) : NULL;
    Tensor *result = b ? op_where_self(runtime, condition, a, b) : NULL;
    tensor_release(a);
    tensor_release(b);
    return result;
}

static bool check_close(Runtime *runtime, const Tensor *self, const Tensor *other, double rtol, double atol)
{
    const bool relative = !(rtol >= 0); // NaN is none, either
    if (self->dtype != other->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s did not match %s", dtype_scalar_name((DType)self->dtype),
                    dtype_scalar_name((DType)other->dtype));
        return false;
    }
    if (!relative && atol >= 0)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be greater than or equal to zero, but got %g",
                relative ? "rtol" : "atol", relative ? rtol : atol);
    return false;
}

// |a - b| <= atol + |rtol * b|, finite.
static Tensor *within(Runtime *runtime, const Tensor *a, const Tensor *b, double rtol, double atol)
{
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    DType wide = dtype_is_integral((DType)b->dtype) ? runtime->default_dtype : (DType)b->dtype;
    if (!(t[0] = op_sub_Tensor(runtime, a, b, scalar_int(1))) || !(t[1] = op_abs(runtime, t[0])) ||
        !(t[2] = tensor_wrapped_scalar(runtime, scalar_float(rtol))) ||
        !(t[3] = elementwise_binary(&kernel_mul, b, t[2], wide, NULL)) || !(t[4] = op_abs(runtime, t[3])) ||
        !(t[5] = tensor_wrapped_scalar(runtime, scalar_float(atol))) ||
        !(t[6] = op_add_Tensor(runtime, t[4], t[5], scalar_int(1))) || !(t[7] = op_isfinite(runtime, t[1])))
        goto end;
    Tensor *near = op_le_Tensor(runtime, t[1], t[6]);
    if (near)
        result = op_logical_and(runtime, near, t[7]);
    tensor_release(near);
end:
    release_temporaries(t, 8);
    return result;
}

static Tensor *either(Runtime *runtime, Tensor *a, Tensor *b)
{
    Tensor *result = a && b ? op_logical_or(runtime, a, b) : NULL;
    tensor_release(a);
    tensor_release(b);
    return result;
}

static Tensor *both_nan(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    Tensor *x = op_isnan(runtime, a), *y = x ? op_isnan(runtime, b) : NULL;
    Tensor *result = y ? op_logical_and(runtime, x, y) : NULL;
    tensor_release(x);
    tensor_release(y);
    return result;
}

static Tensor *isclose_plain(Runtime *runtime, const Tensor *self, const Tensor *other, double rtol, double atol,
                             bool equal_nan)
{
    Tensor *close = op_eq_Tensor(runtime, self, other);
    if (close && equal_nan && dtype_category((DType)self->dtype) >= CATEGORY_FLOAT)
        close = either(runtime, close, both_nan(runtime, self, other));
    if (rtol == 0 && atol == 0)
        return close;
    if (close && self->dtype != DTYPE_BOOL)
        return either(runtime, close, within(runtime, self, other, rtol, atol));
    return close;
}

Tensor *compare_isclose(Runtime *runtime, const Tensor *self, const Tensor *other, double rtol, double atol,
                        bool equal_nan)
{
    if (!check_close(runtime, self, other, rtol, atol))
        return NULL;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    Tensor *result = isclose_plain(runtime, self, other, rtol, atol, equal_nan);
    runtime->grad_enabled = grad_enabled;
    return result;
}

bool compare_allclose(Runtime *runtime, const Tensor *self, const Tensor *other, double rtol, double atol,
                      bool equal_nan, bool *result)
{
    Tensor *close = compare_isclose(runtime, self, other, rtol, atol, equal_nan);
    Tensor *all = close ? reduce_all(close, DIM_SET_ALL, false) : NULL;
    tensor_release(close);
    if (!all)
        return false;
    bool done = item_accepted(runtime, all);
    *result = scalar_to_bool(tensor_item(all));
    tensor_release(all);
    return done;
}

bool compare_equal(Runtime *runtime, const Tensor *self, const Tensor *other, bool *result)
{
    if (self->dtype == other->dtype || !tensor_same_sizes(self, other)) {
        *result = false;
        return !tensor_same_sizes(self, other) || copy_equal(self, other, result);
    }
    Tensor *same = op_eq_Tensor(runtime, self, other);
    Tensor *all = same ? reduce_all(same, DIM_SET_ALL, false) : NULL;
    bool done = all && item_accepted(runtime, all);
    if (done)
        *result = scalar_to_bool(tensor_item(all));
    tensor_release(same);
    tensor_release(all);
    return done;
}

Tensor *compare_isin(Runtime *runtime, const Tensor *elements, const Tensor *test_elements, bool assume_unique,
                     bool invert)
{
    (void)assume_unique;
    // Compared pairwise; the sizes stay small in practice.
    int64_t test_count = tensor_count(test_elements);
    if (!tensor_count(elements) || !test_count)
        return op_full(runtime, (IntList){elements->sizes, elements->rank}, scalar_bool(invert), DTYPE_BOOL,
                       OPTION_NONE, elements->rank ? elements->device : test_elements->device, OPTION_NONE);
    Tensor *column = op_unsqueeze(runtime, elements, -1);
    Tensor *row = column ? op_reshape(runtime, test_elements, (IntList){(const int64_t[]){-1}, 1}) : NULL;
    Tensor *equal = row ? op_eq_Tensor(runtime, column, row) : NULL;
    Tensor *any = equal ? reduce_any(equal, (DimSet)1 << elements->rank, false) : NULL;
    Tensor *result = any && invert ? op_logical_not(runtime, any) : any ? tensor_retain(any) : NULL;
    release_temporaries((Tensor *[]){column, row, equal, any}, 4);
    return result;
}

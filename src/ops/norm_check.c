#include "ops/support.h"

bool norm_order_accepted(Runtime *runtime, const char *name, Scalar order)
{
    if (order.kind != SCALAR_COMPLEX)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: Expected a non-complex scalar as the order of norm.", name);
    return false;
}

// What is wrong with a result's dtype, as a format of the operator's and the dtype's names; NULL where nothing is.
static const char *result_fault(DType input, DType result)
{
    if (dtype_category(result) < CATEGORY_FLOAT)
        return "%s: dtype should be floating point or complex, but got %s";
    if (dtype_is_complex(result) == dtype_is_complex(input))
        return NULL;
    return dtype_is_complex(input) ? "%s: dtype should be complex for complex inputs, but got %s"
                                   : "%s: dtype should be real for real inputs, but got %s";
}

bool norm_dtypes_accepted(Runtime *runtime, const char *name, DType input, int dtype)
{
    if (dtype_category(input) < CATEGORY_FLOAT) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: Expected a floating point or complex tensor as input. Got %s", name, dtype_scalar_name(input));
        return false;
    }
    if (dtype == OPTION_NONE)
        return true;
    const char *fault = result_fault(input, (DType)dtype);
    if (fault)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, fault, name, dtype_scalar_name((DType)dtype));
    else if (dtype_promote(input, (DType)dtype) != (DType)dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: the dtype of the input (%s) should be convertible without narrowing to the specified dtype "
                    "(%s)",
                    name, dtype_scalar_name(input), dtype_scalar_name((DType)dtype));
    return !error_pending(runtime->error);
}

// Rounding leaves integers as they are.
#include "ops/support.h"
#include "tensor/copy.h"

static Tensor *round_with(Runtime *runtime, const char *name, const Kernel *kernel, const Tensor *self)
{
    if (name && dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s is not supported for complex inputs", name);
        return NULL;
    }
    if (dtype_is_integral((DType)self->dtype) && self->dtype != DTYPE_BOOL)
        return copy_new(self, (DType)self->dtype, FORMAT_PRESERVE);
    return apply_kernel(runtime, kernel, APPLY_first, NULL, &self, NULL);
}

Tensor *rounding_floor(Runtime *runtime, const Tensor *self)
{
    return round_with(runtime, "floor", &kernel_floor, self);
}

Tensor *rounding_ceil(Runtime *runtime, const Tensor *self)
{
    return round_with(runtime, "ceil", &kernel_ceil, self);
}

Tensor *rounding_trunc(Runtime *runtime, const Tensor *self)
{
    return round_with(runtime, "trunc", &kernel_trunc, self);
}

Tensor *rounding_round(Runtime *runtime, const Tensor *self)
{
    return round_with(runtime, NULL, &kernel_round, self);
}

Tensor *rounding_decimals(Runtime *runtime, const Tensor *self, int64_t decimals)
{
    return decimals ? op_round_decimals(runtime, self, decimals) : op_round(runtime, self);
}

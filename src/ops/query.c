#include "ops/support.h"

bool query_is_inference(Runtime *runtime, const Tensor *self, bool *result)
{
    (void)runtime;
    *result = self->is_inference;
    return true;
}

bool query_is_conj(Runtime *runtime, const Tensor *self, bool *result)
{
    (void)runtime;
    *result = self->pending_conj;
    return true;
}

bool query_is_neg(Runtime *runtime, const Tensor *self, bool *result)
{
    (void)runtime;
    *result = self->pending_neg;
    return true;
}

bool query_is_nonzero(Runtime *runtime, const Tensor *self, bool *result)
{
    int64_t count = tensor_count(self);
    if (count != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Boolean value of Tensor with %s is ambiguous",
                    count ? "more than one value" : "no values");
        return false;
    }
    *result = scalar_to_bool(tensor_item(self));
    return item_accepted(runtime, self);
}

bool query_is_same_size(Runtime *runtime, const Tensor *self, const Tensor *other, bool *result)
{
    (void)runtime;
    *result = tensor_same_sizes(self, other);
    return true;
}

bool query_is_set_to(Runtime *runtime, const Tensor *self, const Tensor *tensor, bool *result)
{
    (void)runtime;
    *result = storage_same(self->storage, tensor->storage) && self->offset == tensor->offset &&
              tensor_same_sizes(self, tensor) && shape_same(self->rank, self->strides, tensor->rank, tensor->strides);
    return true;
}

bool query_get_device(Runtime *runtime, const Tensor *self, int64_t *result)
{
    (void)runtime, (void)self;
    *result = -1;
    return true;
}

bool query_promote_types(Runtime *runtime, int type1, int type2, int *result)
{
    (void)runtime;
    *result = (int)dtype_promote((DType)type1, (DType)type2);
    return true;
}

bool query_can_cast(Runtime *runtime, int from, int to, bool *result)
{
    (void)runtime;
    DTypeCategory source = dtype_category((DType)from), goal = dtype_category((DType)to);
    *result = source <= goal;
    return true;
}

bool query_result_type_scalar(Runtime *runtime, const Tensor *tensor, Scalar other, int *result)
{
    (void)runtime;
    *result = (int)tensor_result_dtype_scalar(tensor, other);
    return true;
}

bool query_result_type_scalar_tensor(Runtime *runtime, Scalar scalar, const Tensor *tensor, int *result)
{
    return query_result_type_scalar(runtime, tensor, scalar, result);
}

bool query_result_type_scalars(Runtime *runtime, Scalar scalar1, Scalar scalar2, int *result)
{
    *result = (int)dtype_promote(scalar_dtype(scalar1, runtime->default_dtype),
                                 scalar_dtype(scalar2, runtime->default_dtype));
    return true;
}

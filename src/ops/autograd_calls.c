// The operators that the backward pass itself runs.
#include "autograd/calls.h"

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

static Tensor *add(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    return op_add_Tensor(runtime, a, b, scalar_int(1));
}

static Tensor *sum_to_size(Runtime *runtime, const Tensor *tensor, int rank, const int64_t *sizes)
{
    return op_sum_to_size(runtime, tensor, (IntList){sizes, rank});
}

static Tensor *cast(Runtime *runtime, const Tensor *tensor, DType dtype)
{
    if (!dtype_is_complex((DType)tensor->dtype) || dtype_is_complex(dtype))
        return op_to_dtype(runtime, tensor, (int)dtype, false, false, OPTION_NONE);
    Tensor *real = op_real(runtime, tensor);
    Tensor *result = real ? op_to_dtype(runtime, real, (int)dtype, false, false, OPTION_NONE) : NULL;
    tensor_release(real);
    return result;
}

static Tensor *clone(Runtime *runtime, const Tensor *tensor)
{
    return op_clone(runtime, tensor, OPTION_NONE);
}

static Tensor *as_strided(Runtime *runtime, const Tensor *base, const Tensor *like)
{
    return op_as_strided(runtime, base, tensor_size_list(like), (IntList){like->strides, like->rank},
                         (OptionalInt){true, like->offset});
}

static bool assign(Runtime *runtime, Tensor *to, const Tensor *from)
{
    Tensor *written = from ? op_copy_(runtime, to, from, false) : op_zero_(runtime, to);
    tensor_release(written);
    return written != NULL;
}

static bool add_in_place(Runtime *runtime, Tensor *to, const Tensor *from)
{
    Tensor *written = op_add_Tensor_(runtime, to, from, scalar_int(1));
    tensor_release(written);
    return written != NULL;
}

static bool has_nan(Runtime *runtime, const Tensor *tensor, bool *result)
{
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    Tensor *nan = op_isnan(runtime, tensor);
    Tensor *any = nan ? op_any(runtime, nan) : NULL;
    runtime->grad_enabled = grad_enabled;
    if (any)
        *result = scalar_to_bool(tensor_item(any));
    tensor_release(nan);
    tensor_release(any);
    return any != NULL;
}

const AutogradCalls autograd_calls = {add, sum_to_size, cast, clone, as_strided, assign, add_in_place, has_nan};

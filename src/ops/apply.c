#include "ops/apply.h"

#include "autograd/record.h"
#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

static DType compute_dtype(const Kernel *kernel, ApplyRule rule, const Runtime *runtime, const Tensor *const *inputs)
{
    const Tensor *operands[KERNEL_MAX_INPUTS];
    int count = 0;
    for (int i = 0; i < kernel->inputs; i++)
        if (!(kernel->traits & KERNEL_MASK(i)))
            operands[count++] = inputs[i];
    if (rule == APPLY_first || count == 1)
        return rule == APPLY_promote_to_float && dtype_is_integral(operands[0]->dtype) ? runtime->default_dtype
                                                                                       : operands[0]->dtype;
    DType dtype = tensor_result_dtype(operands, count);
    return rule == APPLY_promote_to_float && dtype_is_integral(dtype) ? runtime->default_dtype : dtype;
}

bool apply_can_cast(Runtime *runtime, DType from, DType to)
{
    DTypeCategory source = dtype_category(from), goal = dtype_category(to);
    if (source <= goal || (source == CATEGORY_BOOL))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "result type %s can't be cast to the desired output type %s",
                dtype_scalar_name(from), dtype_scalar_name(to));
    return false;
}

static Tensor *apply_in_place(const Kernel *kernel, Tensor *target, const Tensor *const *inputs, DType compute,
                              const Scalar *scalars)
{
    Shape shape;
    if (!elementwise_shape(inputs, kernel->inputs, &shape) || !elementwise_check_in_place(target, &shape) ||
        !apply_can_cast(target->runtime, elementwise_result_dtype(kernel, compute), target->dtype) ||
        !elementwise_into(kernel, target, inputs, compute, scalars))
        return NULL;
    in_place_done(target);
    return tensor_retain(target);
}

Tensor *apply_kernel(Runtime *runtime, const Kernel *kernel, ApplyRule rule, Tensor *target,
                     const Tensor *const *inputs, const Scalar *scalars)
{
    DType compute = compute_dtype(kernel, rule, runtime, inputs);
    if (target)
        return apply_in_place(kernel, target, inputs, compute, scalars);
    return elementwise_new(kernel, inputs, compute, scalars);
}

bool broadcast_fits(const Tensor *a, const Tensor *b)
{
    Shape shape;
    return elementwise_shape((const Tensor *const[]){a, b}, 2, &shape);
}

bool in_place_begin(Runtime *runtime, Tensor *target, bool recorded, Tensor **original)
{
    if (!record_check_in_place(runtime, target, recorded))
        return false;
    if (!recorded || !original)
        return true;
    // The copy keeps the history that the value had.
    *original = op_clone(runtime, target, OPTION_NONE);
    return *original != NULL;
}

bool in_place_done(Tensor *target)
{
    if (!target->is_inference)
        tensor_bump_version(target);
    return true;
}

static bool check_store(const Tensor *target, const Tensor *result)
{
    Shape shape = {.rank = 0};
    Error *error = target->runtime->error;
    if (!devices_accepted(target->runtime, (const Tensor *[]){target, result}, 2, NULL))
        return false;
    if (!tensor_same_sizes(target, result) &&
        !(shape_broadcast(error, &shape, target->rank, target->sizes) &&
          shape_broadcast(error, &shape, result->rank, result->sizes) && elementwise_check_in_place(target, &shape)))
        return false;
    return apply_can_cast(target->runtime, result->dtype, target->dtype);
}

// PyTorch's words for an output that its own shape function did not make.
static bool check_same(const Tensor *target, const Tensor *result)
{
    Error *error = target->runtime->error;
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    if (target->dtype != result->dtype)
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "Bad in-place call: input tensor dtype %s and output tensor dtype %s should match",
                    dtype_c_name(target->dtype), dtype_c_name(result->dtype));
    else if (!tensor_same_sizes(target, result))
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "Bad in-place call: input tensor size %s and output tensor size %s should match",
                    tensor_format_sizes(target, own), tensor_format_sizes(result, other));
    return !error_pending(error);
}

Tensor *in_place_store_exact(Tensor *target, Tensor *result)
{
    if (check_same(target, result))
        return in_place_store(target, result);
    tensor_release(result);
    return NULL;
}

Tensor *in_place_store(Tensor *target, Tensor *result)
{
    bool stored = check_store(target, result) && copy_into(target, result) && in_place_done(target);
    tensor_release(result);
    return stored ? tensor_retain(target) : NULL;
}

Tensor *in_place_before(Runtime *runtime, Tensor *target, bool recorded)
{
    if (!in_place_begin(runtime, target, recorded, NULL))
        return NULL;
    if (!recorded)
        return tensor_retain(target);
    if (target->device == DEVICE_META)
        return op_clone(runtime, target, OPTION_NONE);
    Tensor *copy = copy_new(target, (DType)target->dtype, FORMAT_PRESERVE);
    if (copy && target->autograd && autograd_requires_grad(target) && !record_adopt(copy, target)) {
        tensor_release(copy);
        return NULL;
    }
    return copy;
}

// Whether a result's history can stand for the target's: a view's base must be renewed by a copy.
static bool may_adopt(const Tensor *target, const Tensor *result)
{
    bool viewed = target->autograd && target->autograd->base;
    return !viewed && target->device != DEVICE_META && result->autograd && result->autograd->grad_fn &&
           result->dtype == target->dtype && tensor_same_sizes(target, result);
}

Tensor *in_place_assign(Tensor *target, Tensor *result)
{
    if (!result)
        return NULL;
    if (may_adopt(target, result)) {
        Tensor *history = tensor_retain(result);
        Tensor *stored = in_place_store(target, result);
        if (stored && !record_adopt(stored, history)) {
            tensor_release(stored);
            stored = NULL;
        }
        tensor_release(history);
        return stored;
    }
    Tensor *stored = check_store(target, result) ? op_copy_(target->runtime, target, result, false) : NULL;
    tensor_release(result);
    return stored;
}

bool in_place_begin_reshape(Runtime *runtime, Tensor *target, bool recorded, Tensor **original)
{
    return in_place_begin(runtime, target, recorded, NULL) &&
           (!recorded || (record_keep_history(target) && (*original = tensor_alias(target)) != NULL));
}

Tensor *in_place_reshape(Tensor *target, Tensor *view)
{
    bool done = tensor_set(target, target->storage, view->rank, view->sizes, view->strides, view->offset);
    tensor_release(view);
    if (!done)
        return NULL;
    in_place_done(target);
    return tensor_retain(target);
}

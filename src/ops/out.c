// The `out=` form of every operator: the plain form runs without history, its result goes into the given tensor.
#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

static bool requires_grad(const OpValue *value)
{
    if (value->type == OP_TENSOR)
        return value->tensor && autograd_requires_grad(value->tensor);
    if (value->type != OP_TENSOR_LIST)
        return false;
    for (int64_t i = 0; i < value->tensors.count; i++)
        if (value->tensors.items[i] && autograd_requires_grad(value->tensors.items[i]))
            return true;
    return false;
}

static bool check_gradients(Runtime *runtime, const char *name, const OpValue *arguments, int count)
{
    for (int i = 0; runtime->grad_enabled && i < count; i++) {
        if (!requires_grad(&arguments[i]))
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s(): functions with out=... arguments don't support automatic differentiation, but one of the "
                    "arguments requires grad.",
                    name);
        return false;
    }
    return true;
}

// `silent`: nothing is said where the target has to be resized.
static bool store(Tensor *out, Tensor *result, bool silent)
{
    Shape shape = {.rank = result->rank};
    for (int i = 0; i < result->rank; i++)
        shape.sizes[i] = result->sizes[i];
    if (!elementwise_prepare_out(out, &shape, (DType)result->dtype, silent) || !copy_into(out, result))
        return false;
    if (!out->is_inference)
        tensor_bump_version(out);
    return true;
}

// An operator that makes tensors of sizes and numbers alone gives its target the size it needs.
static bool is_factory(const OpValue *arguments, int count)
{
    for (int i = 0; i < count; i++)
        if (arguments[i].type == OP_TENSOR || arguments[i].type == OP_TENSOR_LIST)
            return false;
    return true;
}

static Tensor *out_tensor(const OpValue *out, int index)
{
    if (out->type == OP_TENSOR)
        return index ? NULL : out->tensor;
    return index < out->tensors.count ? out->tensors.items[index] : NULL;
}

static Tensor *input_tensor(const OpValue *value, int64_t index)
{
    if (value->type == OP_TENSOR)
        return index ? NULL : value->tensor;
    return value->type == OP_TENSOR_LIST && index < value->tensors.count ? value->tensors.items[index] : NULL;
}

static bool check_apart(const OutCall *out, const OpValue *arguments, const Tensor *target)
{
    for (int i = 0; i < out->index; i++) {
        int64_t count = arguments[i].type == OP_TENSOR_LIST ? arguments[i].tensors.count : 1;
        for (int64_t j = 0; j < count; j++)
            if (!elementwise_check_apart(target, input_tensor(&arguments[i], j)))
                return false;
    }
    return true;
}

// What can be said of a target before there is a result.
static bool check_target(const OutCall *out, const OpValue *arguments, const Tensor *target)
{
    const Tensor *input = input_tensor(&arguments[0], 0);
    Error *error = target->runtime->error;
    if (out->rules & OUT_LONG && target->dtype != DTYPE_INT64) {
        error_raise(error, ERROR_RUNTIME_ERROR, "%s expects Long tensor out, got: %s", out->name,
                    dtype_scalar_name((DType)target->dtype));
        return false;
    }
    if (out->rules & OUT_INPUT && input && target->dtype != input->dtype) {
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "Expected the dtype for input and out to match, but got %s for input's dtype and %s for out's "
                    "dtype.",
                    dtype_scalar_name((DType)input->dtype), dtype_scalar_name((DType)target->dtype));
        return false;
    }
    return true;
}

static bool names_dtype(const OpValue *arguments, int count)
{
    for (int i = 0; i < count; i++)
        if (arguments[i].type == OP_DTYPE)
            return true;
    return false;
}

static bool check_dtype(const OutCall *out, const OpValue *arguments, const Tensor *target, DType result)
{
    DType own = (DType)target->dtype;
    Error *error = target->runtime->error;
    bool exact = out->rules & OUT_EXACT || (out->rules & OUT_GIVEN && names_dtype(arguments, out->index));
    if (own == result)
        return true;
    if (exact)
        error_raise(error, ERROR_RUNTIME_ERROR, "Expected out tensor to have dtype %s, but got %s instead",
                    dtype_c_name(result), dtype_c_name(own));
    else if (out->rules & OUT_TYPED)
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "Expected object of scalar type %s but got scalar type %s for argument 'out'",
                    dtype_scalar_name(result), dtype_scalar_name(own));
    else if (out->rules & OUT_FOUND)
        error_raise(error, ERROR_RUNTIME_ERROR, "Found dtype %s but expected %s", dtype_scalar_name(own),
                    dtype_scalar_name(result));
    return !exact && !(out->rules & (OUT_TYPED | OUT_FOUND));
}

// Stores all results, or none where a target does not suit.
static bool store_results(const OutCall *out, const OpValue *arguments, const OpValue *results)
{
    bool factory = is_factory(arguments, out->index);
    const OpValue *targets = &arguments[out->index];
    for (int i = 0; i < out->result_count; i++) {
        const Tensor *target = out_tensor(targets, i);
        if (target && results[i].type == OP_TENSOR &&
            (!check_dtype(out, arguments, target, (DType)results[i].tensor->dtype) ||
             (out->rules & OUT_APART && !check_apart(out, arguments, target))))
            return false;
    }
    for (int i = 0; i < out->result_count; i++) {
        Tensor *target = out_tensor(targets, i);
        if (target && results[i].type == OP_TENSOR && !store(target, results[i].tensor, factory))
            return false;
    }
    return true;
}

bool call_out(Runtime *runtime, const OutCall *out, const OpValue *arguments, OpValue *results)
{
    const OpValue *targets = &arguments[out->index];
    if (targets->type == OP_NONE)
        return out->call(runtime, arguments, results);
    if (!check_gradients(runtime, out->name, arguments, out->index + 1))
        return false;
    for (int i = 0; i < out->result_count; i++)
        if (out_tensor(targets, i) && !check_target(out, arguments, out_tensor(targets, i)))
            return false;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    bool done = out->call(runtime, arguments, results);
    runtime->grad_enabled = grad_enabled;
    if (!done)
        return false;
    done = store_results(out, arguments, results);
    for (int i = 0; i < out->result_count; i++) {
        Tensor *target = out_tensor(targets, i);
        op_value_release(runtime, &results[i]);
        if (target && done)
            (void)give_tensor(&results[i], tensor_retain(target));
    }
    return done;
}

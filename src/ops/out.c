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

bool call_out(Runtime *runtime, const char *name, bool (*call)(Runtime *, const OpValue *, OpValue *),
              const OpValue *arguments, int out_index, OpValue *results, int result_count)
{
    const OpValue *out = &arguments[out_index];
    if (out->type == OP_NONE)
        return call(runtime, arguments, results);
    if (!check_gradients(runtime, name, arguments, out_index + 1))
        return false;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    bool done = call(runtime, arguments, results);
    runtime->grad_enabled = grad_enabled;
    if (!done)
        return false;
    bool factory = is_factory(arguments, out_index);
    for (int i = 0; i < result_count; i++) {
        Tensor *target = out_tensor(out, i);
        if (done && target && results[i].type == OP_TENSOR)
            done = store(target, results[i].tensor, factory);
        op_value_release(runtime, &results[i]);
        if (target)
            (void)give_tensor(&results[i], tensor_retain(target));
    }
    for (int i = 0; i < result_count && !done; i++)
        op_value_release(runtime, &results[i]);
    return done;
}

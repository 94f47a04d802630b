#include "lib/torch/function.h"

#include <string.h>

#include "autograd/record.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "ops/prototypes.h"

enum { MAX_ARGUMENTS = 64 };

/// What a custom function's node holds.
typedef struct Extension {
    Interp *interp;
    Value context;
    Value class;
    Value name;                // "SquareBackward": the node's name
    size_t argument_count;     // of forward, without ctx
    uint64_t tensor_arguments; // bit i: argument i was a tensor
} Extension;

static ContextObject *context_of(Value v)
{
    return (ContextObject *)v.object;
}

// ---- The backward pass ----

static Tensor *missing_gradient(const Node *node, uint32_t index)
{
    const GradientShape *shape = &node->shapes[index];
    return tensor_zeros(node->runtime, shape->rank, shape->sizes, (DType)shape->dtype, (Device)shape->device);
}

static bool gradient_arguments(Interp *interp, const Node *node, Tensor *const *grads, Value *values)
{
    const Extension *extension = node_saved(node);
    bool fill = !context_of(extension->context)->keep_missing;
    for (uint32_t i = 0; i < node->result_count; i++) {
        if (grads[i])
            values[i] = tensor_wrap(interp, grads[i]);
        else
            values[i] = fill ? tensor_wrap_take(interp, missing_gradient(node, i)) : VALUE_NONE;
        if (value_is_error(values[i])) {
            while (i-- > 0)
                value_drop(values[i]);
            return false;
        }
    }
    return true;
}

static bool take_gradient(Interp *interp, Node *node, size_t position, Value v, uint32_t edge, Tensor **outputs)
{
    const Extension *extension = node_saved(node);
    bool was_tensor = extension->tensor_arguments >> position & 1;
    Tensor *gradient = tensor_unwrap(interp, v);
    if (value_is_none(v))
        return true;
    if (!was_tensor) {
        value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "function %s returned a gradient different than None at position %zu, but the corresponding forward "
            "input was not a Variable",
            node->name, position + 1);
        return false;
    }
    if (!gradient) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "expected Variable or None (got %s)", value_type_name(interp, v));
        return false;
    }
    if (node_needs(node, edge))
        outputs[edge] = tensor_retain(gradient);
    return true;
}

static bool take_gradients(Interp *interp, Node *node, Value result, Tensor **outputs)
{
    const Extension *extension = node_saved(node);
    const Value *items = &result;
    size_t count = 1;
    if (result.tag == TAG_OBJECT && type_is_subtype(result.object->type, interp->types[TYPE_TUPLE]))
        sequence_items(interp, result, &items, &count);
    while (count > extension->argument_count && value_is_none(items[count - 1]))
        count--;
    if (count != extension->argument_count) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "function %s returned an incorrect number of gradients (expected %zu, got %zu)", node->name,
                    extension->argument_count, count);
        return false;
    }
    uint32_t edge = 0;
    for (size_t i = 0; i < count; i++) {
        if (!take_gradient(interp, node, i, items[i], edge, outputs))
            return false;
        edge += extension->tensor_arguments >> i & 1;
    }
    return true;
}

static bool function_backward(UNUSED Runtime *runtime, Node *node, Tensor *const *grads, Tensor **outputs)
{
    const Extension *extension = node_saved(node);
    Interp *interp = extension->interp;
    if (node->result_count > MAX_ARGUMENTS)
        return value_raise(interp, ERROR_SYSTEM_ERROR, "too many results of a custom function"), false;
    Value values[MAX_ARGUMENTS + 1];
    values[0] = extension->context;
    if (!gradient_arguments(interp, node, grads, values + 1))
        return false;
    Value class = value_keep(extension->class);
    Value result = value_call_method(interp, class, "backward", node->result_count + 1, values);
    bool ok = !value_is_error(result) && take_gradients(interp, node, result, outputs);
    for (uint32_t i = 0; i < node->result_count; i++)
        value_drop(values[i + 1]);
    value_drop(class);
    value_drop(result);
    return ok;
}

static void function_release(UNUSED Runtime *runtime, Node *node, bool all)
{
    if (!all)
        return;
    Extension *extension = node_saved(node);
    if (extension->context.tag == TAG_OBJECT)
        context_of(extension->context)->node = NULL;
    value_drop(extension->context);
    value_drop(extension->class);
    value_drop(extension->name);
}

static const NodeClass function_class = {
    .name = "CppFunction",
    .backward = function_backward,
    .saved_size = sizeof(Extension),
    .release = function_release,
};

Value function_context(const Node *node)
{
    return node->class == &function_class ? ((const Extension *)node_saved(node))->context : VALUE_UNSET;
}

// ---- Recording ----

/// One call of apply().
typedef struct Call {
    Interp *interp;
    Value class;
    Value context;
    const Arguments *arguments;
    const Tensor *inputs[MAX_ARGUMENTS]; // the tensors among the arguments
    uint32_t input_count;
    uint64_t tensor_arguments;
    bool recorded;
} Call;

static bool holds(Interp *interp, Value tuple, const Tensor *tensor)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, tuple, &items, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (tensor_unwrap(interp, items[i]) == tensor)
            return true;
    return false;
}

static bool is_input(const Call *call, const Tensor *tensor)
{
    for (uint32_t i = 0; i < call->input_count; i++)
        if (call->inputs[i] == tensor)
            return true;
    return false;
}

/// Checks what a mark_...() method was given; `refusal` is how PyTorch refuses what is no tensor.
static bool all_tensors(Interp *interp, Value marked, const char *refusal)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, marked, &items, &count))
        return true;
    for (size_t i = 0; i < count; i++)
        if (!tensor_unwrap(interp, items[i])) {
            value_raise(interp, ERROR_RUNTIME_ERROR, "%s", refusal);
            return false;
        }
    return true;
}

static bool check_marked(Call *call)
{
    const ContextObject *context = context_of(call->context);
    return all_tensors(call->interp, context->non_differentiable,
                       "mark_non_differentiable only accepts variable arguments, but got ") &&
           all_tensors(call->interp, context->dirty, "mark_dirty can only accept variables, but argument ");
}

/// The results as Tensors, owned; NULL for those that are none. An input that is returned as it is becomes a view.
static bool collect_results(Call *call, const Value *items, size_t count, Tensor **results)
{
    Interp *interp = call->interp;
    for (size_t i = 0; i < count; i++) {
        Tensor *tensor = tensor_unwrap(interp, items[i]);
        results[i] = NULL;
        if (!tensor)
            continue;
        bool dirty = holds(interp, context_of(call->context)->dirty, tensor);
        results[i] = is_input(call, tensor) && !dirty ? op_alias(runtime_of(interp), tensor) : tensor_retain(tensor);
        if (!results[i])
            return false;
        if (autograd_is_view(results[i]))
            results[i]->autograd->origin = VIEW_CUSTOM;
    }
    return true;
}

/// Moves what save_for_backward got into the node, where changes are noticed and a backward pass frees it.
static bool save_tensors(Call *call, Node *node, Tensor *const *results, size_t result_count)
{
    Interp *interp = call->interp;
    ContextObject *context = context_of(call->context);
    const Value *items;
    size_t count;
    if (!sequence_items(interp, context->saved, &items, &count) || !count)
        return true;
    node->extra = mem_alloc_zero(&interp->memory, count * sizeof *node->extra);
    if (!node->extra)
        return false;
    node->extra_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        const Tensor *tensor = tensor_unwrap(interp, items[i]);
        if (!tensor && !value_is_none(items[i])) {
            raise_type_error(interp, "save_for_backward can only save variables, but argument %zu is of type %s", i,
                             value_type_name(interp, items[i]));
            return false;
        }
        bool is_result = false;
        for (size_t r = 0; r < result_count && tensor; r++)
            if (results[r] == tensor) {
                is_result = true;
                if (!node_save(node, &node->extra[i], tensor, true))
                    return false;
                node->extra[i].output = (uint32_t)r;
                break;
            }
        if (!is_result && !node_save(node, &node->extra[i], tensor, false))
            return false;
    }
    value_replace_take(&context->saved, VALUE_UNSET);
    return true;
}

static Value node_name(Call *call)
{
    return str_from_format(call->interp, "%sBackward", str_of(type_of(call->class)->name)->text);
}

static Node *make_node(Call *call, uint32_t result_count)
{
    Runtime *runtime = runtime_of(call->interp);
    Value name = node_name(call);
    if (value_is_error(name))
        return NULL;
    Node *node = record_start(runtime, &function_class, call->inputs, call->input_count, result_count);
    if (!node) {
        value_drop(name);
        return NULL;
    }
    Extension *extension = node_saved(node);
    *extension = (Extension){call->interp, value_keep(call->context), value_keep(call->class),
                             name,         call->arguments->count,    call->tensor_arguments};
    node->name = str_of(name)->text;
    context_of(call->context)->node = node;
    return node;
}

/// Hangs the node on the results.
static bool record(Call *call, Tensor *const *results, size_t count)
{
    Interp *interp = call->interp;
    Node *node = make_node(call, (uint32_t)count);
    if (!node)
        return false;
    bool ok = save_tensors(call, node, results, count);
    Tensor *tracked[MAX_ARGUMENTS];
    for (size_t i = 0; i < count && ok; i++) {
        bool apart = results[i] && holds(interp, context_of(call->context)->non_differentiable, results[i]);
        tracked[i] = apart ? NULL : results[i];
        if (results[i] && (apart || dtype_is_integral(results[i]->dtype))) {
            ok = node_shape(node, (uint32_t)i, results[i]);
            node->shapes[i].known = false;
            tracked[i] = NULL;
        }
    }
    return record_finish(node, ok, tracked, (uint32_t)count);
}

/// The value of apply(): the results with their history, in the form in which forward() returned them.
static Value finish(Call *call, Value output)
{
    Interp *interp = call->interp;
    const Value *items = &output;
    size_t count = 1;
    bool tuple = output.tag == TAG_OBJECT && type_is_subtype(output.object->type, interp->types[TYPE_TUPLE]);
    if (tuple)
        sequence_items(interp, output, &items, &count);
    if (count > MAX_ARGUMENTS)
        return value_raise(interp, ERROR_SYSTEM_ERROR, "too many results of a custom function");
    Tensor *results[MAX_ARGUMENTS] = {NULL};
    bool ok = check_marked(call) && collect_results(call, items, count, results) &&
              (!call->recorded || record(call, results, count));
    Value values[MAX_ARGUMENTS];
    size_t made = 0;
    for (; ok && made < count; made++) {
        values[made] = results[made] ? tensor_wrap(interp, results[made]) : value_keep(items[made]);
        ok = !value_is_error(values[made]);
    }
    for (size_t i = 0; i < count; i++)
        tensor_release(results[i]);
    if (!ok) {
        while (made-- > 0)
            value_drop(values[made]);
        return VALUE_ERROR;
    }
    return tuple ? tuple_from_values_take(interp, count, values) : values[0];
}

static bool collect_inputs(Call *call)
{
    Interp *interp = call->interp;
    const Arguments *arguments = call->arguments;
    if (arguments->count > MAX_ARGUMENTS) {
        value_raise(interp, ERROR_SYSTEM_ERROR, "too many arguments of a custom function");
        return false;
    }
    Value needs = tuple_new(interp, arguments->count);
    if (value_is_error(needs))
        return false;
    bool any = false;
    for (size_t i = 0; i < arguments->count; i++) {
        const Tensor *tensor = tensor_unwrap(interp, arguments->values[i]);
        bool wanted = tensor && autograd_requires_grad(tensor);
        tuple_of(needs)->items[i] = value_from_bool(wanted);
        any = any || wanted;
        if (!tensor)
            continue;
        call->inputs[call->input_count++] = tensor;
        call->tensor_arguments |= UINT64_C(1) << i;
    }
    value_replace_take(&context_of(call->context)->needs_input_grad, needs);
    call->recorded = any && runtime_of(interp)->grad_enabled;
    return true;
}

/// Calls forward(ctx, *args), or forward(*args) and then setup_context(ctx, args, output).
static Value run_forward(Call *call, bool separate)
{
    Interp *interp = call->interp;
    const Arguments *arguments = call->arguments;
    Value values[MAX_ARGUMENTS + 1];
    values[0] = call->context;
    memcpy(values + 1, arguments->values, arguments->count * sizeof *values);
    if (!separate)
        return value_call_method(interp, call->class, "forward", arguments->count + 1, values);
    Value output = value_call_method(interp, call->class, "forward", arguments->count, values + 1);
    if (value_is_error(output))
        return output;
    Value setup[3] = {call->context, tuple_from_values(interp, arguments->count, arguments->values), output};
    Value done =
        value_is_error(setup[1]) ? VALUE_ERROR : value_call_method(interp, call->class, "setup_context", 3, setup);
    value_drop(setup[1]);
    value_drop(done);
    if (!value_is_error(done))
        return output;
    value_drop(output);
    return VALUE_ERROR;
}

NATIVE_RAW(function_apply, "_function_apply(cls, ctx, separate, *args)",
           "Runs a custom function's forward() and records its backward().")
{
    const Value *values = arguments->values;
    Arguments rest = {values + 3, arguments->count - 3, NULL};
    Call call = {.interp = interp, .class = values[0], .context = values[1], .arguments = &rest};
    Runtime *runtime = runtime_of(interp);
    if (!torch_is(interp, values[1], TORCH_TYPE_CONTEXT) || !collect_inputs(&call))
        return VALUE_ERROR;
    bool before = runtime->grad_enabled;
    runtime->grad_enabled = false;
    Value output = run_forward(&call, values[2].tag == TAG_BOOL && values[2].boolean);
    runtime->grad_enabled = before;
    if (value_is_error(output))
        return output;
    Value result = finish(&call, output);
    value_drop(output);
    return result;
}

// ---- The context ----

static Value context_construct(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    ContextObject *context = object_new(interp, type, type->size);
    if (!context)
        return VALUE_ERROR;
    context->saved = context->dirty = context->non_differentiable = context->needs_input_grad = VALUE_UNSET;
    return value_from_object(context);
}

static bool context_initialize(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true;
}

NATIVE(context_save, "save_for_backward(self, *tensors)", "Keeps tensors for backward().")
{
    value_replace_take(&context_of(arg[0])->saved, value_keep(arg[1]));
    return VALUE_NONE;
}

NATIVE(context_mark_dirty, "mark_dirty(self, *args)", "Names the inputs that forward() changes in place.")
{
    value_replace_take(&context_of(arg[0])->dirty, value_keep(arg[1]));
    return VALUE_NONE;
}

NATIVE(context_mark_non_differentiable, "mark_non_differentiable(self, *args)", "Names the results without gradient.")
{
    value_replace_take(&context_of(arg[0])->non_differentiable, value_keep(arg[1]));
    return VALUE_NONE;
}

NATIVE(context_materialize, "set_materialize_grads(self, value)",
       "Says whether missing gradients come to backward() as zeros (or as None).")
{
    bool fill;
    if (!value_truth(interp, arg[1], &fill))
        return VALUE_ERROR;
    context_of(arg[0])->keep_missing = !fill;
    return VALUE_NONE;
}

static Value context_get_saved(Interp *interp, Value self)
{
    const ContextObject *context = context_of(self);
    if (context->saved.tag == TAG_OBJECT)
        return value_keep(context->saved);
    Node *node = context->node;
    Value tuple = tuple_new(interp, node ? node->extra_count : 0);
    for (uint32_t i = 0; node && !value_is_error(tuple) && i < node->extra_count; i++) {
        Tensor *tensor;
        Value item = VALUE_NONE;
        if (!node_unpack(node, &node->extra[i], &tensor) ||
            (tensor && value_is_error(item = tensor_wrap_take(interp, tensor)))) {
            value_drop(tuple);
            return VALUE_ERROR;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static Value context_get_needs(UNUSED Interp *interp, Value self)
{
    const ContextObject *context = context_of(self);
    return context->needs_input_grad.tag == TAG_OBJECT ? value_keep(context->needs_input_grad) : VALUE_NONE;
}

static bool context_set_needs(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&context_of(self)->needs_input_grad, value_keep(value));
    return true;
}

static void context_destroy(UNUSED Interp *interp, Object *self)
{
    ContextObject *context = (ContextObject *)self;
    value_replace_take(&context->saved, VALUE_UNSET);
    value_replace_take(&context->dirty, VALUE_UNSET);
    value_replace_take(&context->non_differentiable, VALUE_UNSET);
    value_replace_take(&context->needs_input_grad, VALUE_UNSET);
}

static void context_traverse(Object *self, VisitFunction visit, void *data)
{
    const ContextObject *context = (const ContextObject *)self;
    visit_value(context->saved, visit, data);
    visit_value(context->dirty, visit, data);
    visit_value(context->non_differentiable, visit, data);
    visit_value(context->needs_input_grad, visit, data);
}

static const NativeSpec *const context_methods[] = {&context_save_native, &context_mark_dirty_native,
                                                    &context_mark_non_differentiable_native,
                                                    &context_materialize_native, NULL};
static const GetSetSpec context_getsets[] = {
    {"saved_tensors", "What save_for_backward() kept.", context_get_saved, NULL},
    {"needs_input_grad", "For each argument, whether its gradient is wanted.", context_get_needs, context_set_needs},
    {NULL},
};

const TypeSpec context_spec = {
    .name = "torch._C._FunctionBase",
    .doc = "What forward() hands to backward().",
    .id = -1,
    .size = sizeof(ContextObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = context_construct,
              .init = context_initialize,
              .destroy = context_destroy,
              .traverse = context_traverse},
    .methods = context_methods,
    .getsets = context_getsets,
};

const NativeSpec *const function_natives[] = {&function_apply_native, NULL};

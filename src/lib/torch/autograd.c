#include "lib/torch/autograd.h"

#include <stdio.h>
#include <string.h>

#include "autograd/accumulate.h"
#include "autograd/record.h"
#include "lib/support.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"
#include "tensor/warning.h"

// ---- Backward passes ----

/// Tensors from Python: roots with their gradients, or inputs. All retained.
typedef struct TensorArray {
    Tensor **items;
    size_t count;
} TensorArray;

static void array_free(Interp *interp, TensorArray *array)
{
    for (size_t i = 0; array->items && i < array->count; i++)
        tensor_release(array->items[i]);
    mem_free(&interp->memory, array->items, array->count * sizeof *array->items);
    array->items = NULL;
}

static bool array_make(Interp *interp, TensorArray *array, size_t count)
{
    array->count = count;
    array->items = mem_alloc_zero(&interp->memory, count * sizeof *array->items);
    return array->items != NULL;
}

/// A tensor stands for a sequence of one.
static void as_items(Interp *interp, const Value *v, const Value **items, size_t *count)
{
    if (!sequence_items(interp, *v, items, count)) {
        *items = v;
        *count = 1;
    }
}

// `what` names the tensors; NULL: an AssertionError without a text refuses what is none.
static bool array_from_value(Interp *interp, TensorArray *array, Value v, const char *what)
{
    const Value *items;
    size_t count;
    as_items(interp, &v, &items, &count);
    if (!array_make(interp, array, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        Tensor *tensor = tensor_unwrap(interp, items[i]);
        if (!tensor) {
            if (what)
                value_raise(interp, ERROR_RUNTIME_ERROR, "all %s have to be Tensors or GradientEdges, but got %s", what,
                            value_type_name(interp, items[i]));
            else
                value_raise(interp, ERROR_ASSERTION_ERROR, "%s", "");
            array_free(interp, array);
            return false;
        }
        array->items[i] = tensor_retain(tensor);
    }
    return true;
}

static bool listed_gradients(Interp *interp, TensorArray *grads, const TensorArray *roots, Value given)
{
    const Value *items;
    size_t count = 0;
    if (!value_is_none(given))
        as_items(interp, &given, &items, &count);
    if (!value_is_none(given) && count != roots->count) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "got %zu tensors and %zu gradients", roots->count, count);
        return false;
    }
    if (!array_make(interp, grads, roots->count))
        return false;
    for (size_t i = 0; i < roots->count; i++) {
        Value v = count ? items[i] : VALUE_NONE;
        Tensor *grad = tensor_unwrap(interp, v);
        if (!grad && !value_is_none(v)) {
            raise_type_error(interp, "gradients can be either Tensors or None, but got %s", value_type_name(interp, v));
            return false;
        }
        if (!grad && !autograd_requires_grad(roots->items[i]))
            continue; // the engine says which root has no history
        grads->items[i] = engine_root_gradient(roots->items[i], grad, (int64_t)i, false);
        if (!grads->items[i])
            return false;
    }
    return true;
}

/// One gradient for each root: of a tensor, of None, or of any iterable.
static bool root_gradients(Interp *interp, TensorArray *grads, const TensorArray *roots, Value given)
{
    if (value_is_none(given) || tensor_unwrap(interp, given))
        return listed_gradients(interp, grads, roots, given);
    Value tuple = tuple_from_iterable(interp, given);
    bool ok = !value_is_error(tuple) && listed_gradients(interp, grads, roots, tuple);
    value_drop(tuple);
    return ok;
}

/// Runs a pass; `results` (one for each input) may be NULL.
static bool run(Interp *interp, Value tensors, Value given, Value inputs, BackwardRequest *request,
                TensorArray *results)
{
    TensorArray roots = {0}, grads = {0}, wanted = {0};
    bool ok = array_from_value(interp, &roots, tensors, NULL) && root_gradients(interp, &grads, &roots, given) &&
              (value_is_none(inputs) || array_from_value(interp, &wanted, inputs, "inputs"));
    if (ok && results)
        ok = array_make(interp, results, wanted.count);
    if (ok) {
        request->roots = roots.items;
        request->grads = grads.items;
        request->root_count = (int64_t)roots.count;
        request->inputs = wanted.items;
        request->input_count = (int64_t)wanted.count;
        if (torch_of(interp)->mapping == MAPPING_MORE)
            request->retain_graph = true;
        ok = engine_run(runtime_of(interp), request, results ? results->items : NULL);
    }
    array_free(interp, &roots);
    array_free(interp, &grads);
    array_free(interp, &wanted);
    return ok;
}

bool autograd_backward(Interp *interp, Value tensors, Value grads, bool retain, bool create, Value inputs)
{
    const Value *items;
    size_t count;
    if (!value_is_none(inputs) && sequence_items(interp, inputs, &items, &count) && count == 0) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "`inputs` argument to `backward()` cannot be empty.");
        return false;
    }
    if (create && !warning_give(runtime_of(interp), WARNING_CREATE_GRAPH))
        return false;
    BackwardRequest request = {
        .retain_graph = retain, .create_graph = create, .accumulate = true, .allow_unused = true};
    return run(interp, tensors, grads, inputs, &request, NULL);
}

NATIVE(autograd_backward_native_function, "_backward(tensors, grads, retain_graph, create_graph, inputs, /)",
       "Adds gradients to the leaves.")
{
    bool retain, create;
    if (!value_truth(interp, arg[2], &retain) || !value_truth(interp, arg[3], &create))
        return VALUE_ERROR;
    return autograd_backward(interp, arg[0], arg[1], retain, create, arg[4]) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(autograd_grad, "_grad(outputs, grads, inputs, retain_graph, create_graph, allow_unused, /)",
       "Returns the gradients of the inputs as a tuple.")
{
    BackwardRequest request = {0};
    if (!value_truth(interp, arg[3], &request.retain_graph) || !value_truth(interp, arg[4], &request.create_graph) ||
        !value_truth(interp, arg[5], &request.allow_unused))
        return VALUE_ERROR;
    TensorArray results = {0};
    Value tuple = VALUE_ERROR;
    if (run(interp, arg[0], arg[1], arg[2], &request, &results)) {
        tuple = tuple_new(interp, results.count);
        for (size_t i = 0; !value_is_error(tuple) && i < results.count; i++) {
            Value item = results.items[i] ? tensor_wrap(interp, results.items[i]) : VALUE_NONE;
            if (value_is_error(item)) {
                value_drop(tuple);
                tuple = item;
                break;
            }
            tuple_of(tuple)->items[i] = item;
        }
    }
    array_free(interp, &results);
    return tuple;
}

// ---- Modes ----

NATIVE(autograd_is_grad_enabled, "is_grad_enabled()", "Tells whether operators are recorded.")
{
    return value_from_bool(runtime_of(interp)->grad_enabled);
}

NATIVE(autograd_set_grad_enabled, "_set_grad_enabled(enabled, /)", "Switches recording; returns what it was.")
{
    Runtime *runtime = runtime_of(interp);
    bool before = runtime->grad_enabled;
    if (arg[0].tag != TAG_BOOL)
        return raise_type_error(interp, "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not %s",
                                value_type_name(interp, arg[0]));
    runtime->grad_enabled = arg[0].boolean;
    return value_from_bool(before);
}

NATIVE(autograd_is_inference_mode, "is_inference_mode_enabled()", "Tells whether inference mode is on.")
{
    return value_from_bool(runtime_of(interp)->inference_mode);
}

NATIVE(autograd_set_inference_mode, "_set_inference_mode(enabled, /)", "Switches inference mode; returns what it was.")
{
    Runtime *runtime = runtime_of(interp);
    bool before = runtime->inference_mode;
    if (!value_truth(interp, arg[0], &runtime->inference_mode))
        return VALUE_ERROR;
    return value_from_bool(before);
}

NATIVE(autograd_is_anomaly, "is_anomaly_enabled()", "Tells whether anomaly detection is on.")
{
    return value_from_bool(runtime_of(interp)->anomaly_mode);
}

NATIVE(autograd_is_anomaly_nan, "is_anomaly_check_nan_enabled()",
       "Tells whether anomaly detection looks for NaN in gradients.")
{
    return value_from_bool(runtime_of(interp)->anomaly_nan);
}

/// The lines of the program's stack in one str; owned.
static Value stack_text(Interp *interp)
{
    Value format = support_import(interp, "traceback", "format_stack");
    Value lines = value_is_error(format) ? format : value_call_values(interp, format, 0, NULL);
    Value nothing = value_is_error(lines) ? lines : str_from_string(interp, "");
    Value text = value_is_error(nothing) ? nothing : value_call_method(interp, nothing, "join", 1, &lines);
    value_drop(nothing);
    value_drop(lines);
    value_drop(format);
    return text;
}

char *autograd_trace(Runtime *runtime)
{
    Interp *interp = runtime->host;
    Value text = stack_text(interp);
    if (value_is_error(text))
        return NULL;
    char *copy = mem_copy_text(&interp->memory, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return copy;
}

void autograd_explain(Runtime *runtime, const char *name, const char *traceback)
{
    Interp *interp = runtime->host;
    if (interp->error.kind == ERROR_LIMIT_EXCEEDED || interp->error.kind == ERROR_UNSUPPORTED_ERROR)
        return;
    Value exception = exception_fetch(interp);
    Text text;
    text_init(&text, &interp->memory);
    text_append_format(&text, "Error detected in %s. ", name);
    if (traceback)
        text_append_format(&text, "Traceback of forward call that caused the error:\n%s", traceback);
    else
        text_append_string(&text,
                           "No forward pass information available. Enable detect anomaly during forward pass for "
                           "more information.");
    text_append_string(&text, " (Triggered internally at ./torch/csrc/autograd/python_anomaly_mode.cpp:122.)");
    if (text.failed || !torch_warn(interp, text_string(&text)))
        error_clear(&interp->error);
    text_free(&text);
    exception_restore_take(interp, exception);
}

NATIVE(autograd_set_anomaly, "set_anomaly_enabled(enabled, check_nan=True)", "Switches anomaly detection.")
{
    static const char *const names[] = {"enabled", "check_nan"};
    for (int i = 0; i < 2; i++)
        if (arg[i].tag != TAG_BOOL)
            return raise_type_error(interp, "set_anomaly_enabled(): argument '%s' (position %d) must be bool, not %s",
                                    names[i], i + 1, value_type_name(interp, arg[i]));
    runtime_of(interp)->anomaly_mode = arg[0].boolean;
    runtime_of(interp)->anomaly_nan = arg[1].boolean;
    return VALUE_NONE;
}

NATIVE(autograd_set_vmap, "_set_vmap(state, /)",
       "Says how far a function is being mapped (a Mapping); returns what was before.")
{
    int64_t state;
    if (!sequence_to_index(interp, arg[0], true, &state))
        return VALUE_ERROR;
    Torch *torch = torch_of(interp);
    Mapping before = torch->mapping;
    torch->mapping = state <= MAPPING_NONE ? MAPPING_NONE : state == MAPPING_LAST ? MAPPING_LAST : MAPPING_MORE;
    return value_from_int(before);
}

NATIVE(autograd_increment_version, "_increment_version(tensor, /)", "Counts a change of the tensor's elements.")
{
    Tensor *tensor = tensor_unwrap(interp, arg[0]);
    if (!tensor)
        return raise_type_error(interp, "expected a Tensor, but got %s", value_type_name(interp, arg[0]));
    tensor_bump_version(tensor);
    return VALUE_NONE;
}

NATIVE(autograd_name_node, "_name_node(tensor, name, /)",
       "Gives the node of an operator written in Python the one name that it has in PyTorch; returns the tensor.")
{
    static const char *const names[] = {"EmbeddingBagBackward0",
                                        "GridSampler2DBackward0",
                                        "GridSampler3DBackward0",
                                        "AffineGridGeneratorBackward0",
                                        "FakeQuantizePerTensorAffineCachemaskBackward0",
                                        "FakeQuantizePerTensorAffineCachemaskTensorQparamsBackward0",
                                        "FakeQuantizePerChannelAffineCachemaskBackward0"};
    const Str *name;
    if (!support_text(interp, arg[1], "name", &name))
        return VALUE_ERROR;
    Tensor *tensor = tensor_unwrap(interp, arg[0]);
    for (size_t i = 0; tensor && i < COUNT_OF(names); i++)
        if (strcmp(name->text, names[i]) == 0)
            record_rename(tensor, 0, names[i]);
    return value_keep(arg[0]);
}

// ---- Hooks ----

static void hook_data_release(void *data)
{
    HookData *hook = data;
    Interp *interp = hook->interp;
    value_drop(hook->callable);
    mem_free(&interp->memory, hook, sizeof *hook);
}

static Value gradient_value(Interp *interp, Tensor *gradient)
{
    return gradient ? tensor_wrap(interp, gradient) : VALUE_NONE;
}

static Value gradient_tuple(Interp *interp, Tensor *const *gradients, uint32_t count)
{
    Value tuple = tuple_new(interp, count);
    for (uint32_t i = 0; !value_is_error(tuple) && i < count; i++) {
        Value item = gradient_value(interp, gradients[i]);
        if (value_is_error(item)) {
            value_drop(tuple);
            return item;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static bool refuse_changed(Interp *interp, Value hook, const char *what)
{
    Value name = value_find_attribute(interp, hook, interp->names[NAME_name]);
    bool named = name.tag == TAG_OBJECT && str_check(interp, name);
    if (value_is_error(name) && !exception_catch(interp, ERROR_ATTRIBUTE_ERROR))
        return false;
    value_raise(interp, ERROR_RUNTIME_ERROR, "hook '%s' %s", named ? str_of(name)->text : "<unknown>", what);
    value_drop(name);
    return false;
}

static bool check_replacement(Interp *interp, Value hook, const Tensor *old, const Tensor *given)
{
    if (!old) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "can't replace a None gradient with a non-None value");
        return false;
    }
    if (old->dtype != given->dtype) {
        char text[128];
        snprintf(text, sizeof text, "has changed the type of value (was %s got %s)", dtype_tensor_name(old->dtype),
                 dtype_tensor_name(given->dtype));
        return refuse_changed(interp, hook, text);
    }
    return tensor_same_sizes(old, given) || refuse_changed(interp, hook, "has changed the size of value");
}

/// Puts what a hook returned in the gradient's place; None leaves it.
static bool replace_gradient(Interp *interp, Value hook, Tensor **gradient, Value v)
{
    if (value_is_none(v))
        return true;
    Tensor *tensor = tensor_unwrap(interp, v);
    if (!tensor) {
        raise_type_error(interp, "expected Variable, but hook returned '%s'", value_type_name(interp, v));
        return false;
    }
    Tensor *old = *gradient;
    if (!check_replacement(interp, hook, old, tensor))
        return false;
    *gradient = tensor_retain(tensor);
    tensor_release(old);
    return true;
}

static bool replace_gradients(Interp *interp, Value hook, Tensor **gradients, uint32_t count, Value v)
{
    const Value *items;
    size_t given;
    if (value_is_none(v))
        return true;
    if (!sequence_items(interp, v, &items, &given)) {
        if (count == 1)
            return replace_gradient(interp, hook, gradients, v);
        raise_type_error(interp, "expected tuple, but hook returned '%s'", value_type_name(interp, v));
        return false;
    }
    if (given != count) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "hook has returned an incorrect number of values (got %zu, expected %u)", given, count);
        return false;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!replace_gradient(interp, hook, &gradients[i], items[i]))
            return false;
    return true;
}

static bool hook_call(void *data, Tensor **gradients, uint32_t count, Tensor *const *other, uint32_t other_count)
{
    HookData *hook = data;
    Interp *interp = hook->interp;
    Value values[2] = {VALUE_UNSET, VALUE_UNSET};
    values[0] = hook->whole ? gradient_tuple(interp, gradients, count) : gradient_value(interp, gradients[0]);
    if (value_is_error(values[0]))
        return false;
    if (other && value_is_error(values[1] = gradient_tuple(interp, other, other_count))) {
        value_drop(values[0]);
        return false;
    }
    Value callable = value_keep(hook->callable); // a hook may remove itself
    bool whole = hook->whole;
    Value result = value_call_values(interp, callable, other ? 2 : 1, values);
    bool ok = !value_is_error(result) && (whole ? replace_gradients(interp, callable, gradients, count, result)
                                                : replace_gradient(interp, callable, gradients, result));
    value_drop(callable);
    value_drop(values[0]);
    value_drop(values[1]);
    value_drop(result);
    return ok;
}

Hook *autograd_hook_new(Interp *interp, Value callable, bool whole)
{
    HookData *data = mem_alloc(&interp->memory, sizeof *data);
    if (!data)
        return NULL;
    Hook *hook = mem_alloc_zero(&interp->memory, sizeof *hook);
    if (!hook) {
        mem_free(&interp->memory, data, sizeof *data);
        return NULL;
    }
    *data = (HookData){interp, value_keep(callable), whole};
    hook->data = data;
    hook->release = hook_data_release;
    hook->call = hook_call;
    return hook;
}

NATIVE(autograd_pass, "_backward_pass()", "Returns the number of the backward pass that is running, 0 outside.")
{
    return value_from_int((int64_t)engine_pass(runtime_of(interp)));
}

NATIVE(autograd_will_run, "_will_run(node, /)", "Tells whether the backward pass that is running runs a node.")
{
    if (!torch_is(interp, arg[0], TORCH_TYPE_NODE))
        return raise_type_error(interp, "expected a node, got %s", value_type_name(interp, arg[0]));
    return value_from_bool(engine_will_run(runtime_of(interp), ((const NodeObject *)arg[0].object)->node));
}

const NativeSpec *const autograd_natives[] = {&autograd_pass_native,
                                              &autograd_will_run_native,
                                              &autograd_backward_native_function_native,
                                              &autograd_grad_native,
                                              &autograd_is_grad_enabled_native,
                                              &autograd_set_grad_enabled_native,
                                              &autograd_is_inference_mode_native,
                                              &autograd_set_inference_mode_native,
                                              &autograd_is_anomaly_native,
                                              &autograd_is_anomaly_nan_native,
                                              &autograd_set_anomaly_native,
                                              &autograd_set_vmap_native,
                                              &autograd_increment_version_native,
                                              &autograd_name_node_native,
                                              NULL};

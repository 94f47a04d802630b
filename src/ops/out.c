// The `out=` form of every operator: the plain form runs without history, its result goes into the given tensor.
#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

typedef enum Condition { CASTABLE, SAME, COMPLEX, FLOATING, BOOLEAN } Condition;
typedef enum Names { SCALAR, C } Names;

typedef enum Overlap { NONE, PARTIAL, FULL } Overlap;

typedef struct Rule {
    Condition condition;
    Overlap overlap;
    Names names;
    const char *text;
} Rule;

static const Rule RULES[] = {
#define OUT_RULE(id, condition, overlap, names, text) {condition, overlap, names, text},
#include "out_rules.def"
#undef OUT_RULE
};

// ---- History ----

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

static bool raise_gradient(Runtime *runtime, const OutForm *form)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s%s(): functions with out=... arguments don't support automatic differentiation, but one of the "
                "arguments requires grad.",
                form->differentiable ? "" : "aten::", form->name);
    return false;
}

static bool check_gradients(Runtime *runtime, const OutForm *form, const OpValue *arguments)
{
    for (int i = 0; runtime->grad_enabled && form->differentiable && i <= form->out; i++)
        if (requires_grad(&arguments[i]))
            return raise_gradient(runtime, form);
    return true;
}

// An operator without derivative looks at its target alone, and late.
static bool check_target_gradient(const OutForm *form, const Tensor *out)
{
    return form->differentiable || !autograd_requires_grad(out) || raise_gradient(out->runtime, form);
}

// ---- The target's type, device and memory ----

static bool holds(Condition condition, DType result, DType out)
{
    switch (condition) {
    case CASTABLE:
        return dtype_can_cast(result, out);
    case SAME:
        return result == out;
    case COMPLEX:
        return dtype_is_complex(out);
    case FLOATING:
        return dtype_is_floating(out);
    case BOOLEAN:
        return out == DTYPE_BOOL || out == DTYPE_UINT8;
    default:
        return true;
    }
}

static void raise_text(Runtime *runtime, const char *text, const char *result, const char *out, const char *name,
                       const char *part)
{
    const char *const places[][2] = {{"{result}", result}, {"{out}", out}, {"{name}", name}, {"{part}", part}};
    Text message;
    text_init(&message, runtime->memory);
    while (*text) {
        size_t place = 0;
        while (place < COUNT_OF(places) && strncmp(text, places[place][0], strlen(places[place][0])))
            place++;
        if (place == COUNT_OF(places)) {
            text_append_char(&message, *text++);
            continue;
        }
        text_append_string(&message, places[place][1]);
        text += strlen(places[place][0]);
    }
    if (!message.failed)
        error_raise_text(runtime->error, ERROR_RUNTIME_ERROR, text_string(&message), message.length);
    text_free(&message);
}

// Where a dtype was given the target must have it.
static bool check_dtype(const OutForm *form, int index, const Tensor *out, DType result, const OpValue *arguments)
{
    bool given_dtype = form->dtype >= 0 && !form->factory && arguments[form->dtype].type != OP_NONE;
    const Rule *rule = &RULES[given_dtype ? OUT_EXACT : form->rule];
    DType given = (DType)out->dtype;
    if (holds(rule->condition, result, given))
        return true;
    bool scalar = rule->names == SCALAR;
    raise_text(out->runtime, rule->text, scalar ? dtype_scalar_name(result) : dtype_c_name(result),
               scalar ? dtype_scalar_name(given) : dtype_c_name(given), form->refused_name,
               form->parts ? form->parts[index] : "result");
    return false;
}

static bool check_device(const OutForm *form, const Tensor *out, const Tensor *result)
{
    if (out->device == result->device)
        return true;
    error_raise(out->runtime->error, ERROR_RUNTIME_ERROR,
                !form->factory
                    ? "Attempting to copy from device %s to device %s, but cross-device copies are not allowed!"
                    : "device type %s does not match device type of out parameter (%s)",
                device_name(result->device), device_name(out->device));
    return false;
}

// One input against the target. A target that is one of the inputs cannot be resized: it would be read in its new size.
static bool check_input(const Tensor *out, const Tensor *input, Overlap refused, const Shape *shape)
{
    if (!input)
        return true;
    if (refused == FULL)
        return elementwise_check_apart(out, input);
    return input == out ? elementwise_check_in_place(out, shape) : elementwise_check_overlap(out, &input, 1);
}

static bool check_overlap(const OutForm *form, const Tensor *out, const OpValue *arguments, const Shape *shape)
{
    Overlap refused = RULES[form->rule].overlap;
    if (refused == NONE)
        return true;
    if (!elementwise_check_apart(out, NULL))
        return false;
    for (int i = 0; i < form->out; i++) {
        const OpValue *argument = &arguments[i];
        if (argument->type == OP_TENSOR && !check_input(out, argument->tensor, refused, shape))
            return false;
        for (int64_t k = 0; argument->type == OP_TENSOR_LIST && k < argument->tensors.count; k++)
            if (!check_input(out, argument->tensors.items[k], refused, shape))
                return false;
    }
    return true;
}

static bool store(const OutForm *form, int index, Tensor *out, Tensor *result, const OpValue *arguments)
{
    Shape shape = {.rank = result->rank};
    for (int i = 0; i < result->rank; i++)
        shape.sizes[i] = result->sizes[i];
    if (!check_overlap(form, out, arguments, &shape) ||
        !check_dtype(form, index, out, (DType)result->dtype, arguments) || !check_target_gradient(form, out) ||
        !check_device(form, out, result) || !elementwise_prepare_out(out, &shape, form->factory) ||
        !copy_into(out, result))
        return false;
    if (!out->is_inference)
        tensor_bump_version(out);
    return true;
}

// ---- The call ----

static bool check_count(Runtime *runtime, const OutForm *form, const OpValue *out)
{
    if (out->type == OP_TENSOR || out->tensors.count == form->results)
        return true;
    error_raise(runtime->error, ERROR_TYPE_ERROR, "expected tuple of %d elements but got %lld", form->results,
                (long long)out->tensors.count);
    return false;
}

static Tensor *out_tensor(const OpValue *out, int index)
{
    if (out->type == OP_TENSOR)
        return index ? NULL : out->tensor;
    return index < out->tensors.count ? out->tensors.items[index] : NULL;
}

static bool store_all(Runtime *runtime, const OutForm *form, const OpValue *arguments, OpValue *results)
{
    bool done = true;
    for (int i = 0; i < form->results; i++) {
        Tensor *target = out_tensor(&arguments[form->out], i);
        if (done && target && results[i].type == OP_TENSOR)
            done = store(form, i, target, results[i].tensor, arguments);
        op_value_release(runtime, &results[i]);
        if (target && done)
            (void)give_tensor(&results[i], tensor_retain(target));
    }
    for (int i = 0; i < form->results && !done; i++)
        op_value_release(runtime, &results[i]);
    return done;
}

bool call_out(Runtime *runtime, const OutForm *form, const OpValue *arguments, OpValue *results)
{
    const OpValue *out = &arguments[form->out];
    if (out->type == OP_NONE)
        return form->call(runtime, arguments, results);
    if (!check_count(runtime, form, out) || !check_gradients(runtime, form, arguments))
        return false;
    OpValue used[OPERATOR_MAX_PARAMETERS];
    memcpy(used, arguments, (size_t)form->out * sizeof *used);
    const Tensor *first = out_tensor(out, 0);
    if (form->follows && used[form->dtype].type == OP_NONE && first)
        used[form->dtype] = (OpValue){.type = OP_DTYPE, .integer = first->dtype};
    if (form->factory)
        used[form->out - 1].flag = false;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    bool done = form->call(runtime, used, results);
    runtime->grad_enabled = grad_enabled;
    if (!done || !store_all(runtime, form, arguments, results))
        return false;
    if (!form->factory || !arguments[form->out - 1].flag)
        return true;
    Tensor *made = results[0].tensor;
    return give_factory(&results[0], made, true);
}

#include "lib/torch/state.h"

#include "autograd/meta.h"
#include "lib/torch/autograd.h"
#include "lib/torch/function.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/legacy_type.h"
#include "lib/torch/missing.h"
#include "lib/torch/objects.h"
#include "lib/torch/operator_object.h"
#include "lib/torch/tensor_class.h"
#include "object/dict.h"
#include "object/operate.h"
#include "object/str.h"

static const TypeSpec *const specs[TORCH_TYPE_COUNT] = {
    [TORCH_TYPE_TENSOR_BASE] = &tensor_base_spec,
    [TORCH_TYPE_TENSOR] = &tensor_spec,
    [TORCH_TYPE_DTYPE] = &dtype_spec,
    [TORCH_TYPE_DEVICE] = &device_spec,
    [TORCH_TYPE_LAYOUT] = &layout_spec,
    [TORCH_TYPE_MEMORY_FORMAT] = &memory_format_spec,
    [TORCH_TYPE_SIZE] = &size_spec,
    [TORCH_TYPE_GENERATOR] = &generator_spec,
    [TORCH_TYPE_FUNCTION] = &operator_function_spec,
    [TORCH_TYPE_METHOD] = &operator_method_spec,
    [TORCH_TYPE_BOUND] = &operator_bound_spec,
    [TORCH_TYPE_FIELD] = &field_spec,
    [TORCH_TYPE_MISSING] = &missing_spec,
    [TORCH_TYPE_NODE] = &node_spec,
    [TORCH_TYPE_CONTEXT] = &context_spec,
    [TORCH_TYPE_FINFO] = &finfo_spec,
    [TORCH_TYPE_IINFO] = &iinfo_spec,
    [TORCH_TYPE_LEGACY] = &legacy_spec,
};

bool torch_is(Interp *interp, Value v, TorchType type)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, torch_of(interp)->types[type]);
}

bool torch_warn(Interp *interp, const char *message)
{
    return !interp->hooks.warn || interp->hooks.warn(interp, ERROR_USER_WARNING, message);
}

static bool warn(Runtime *runtime, const char *message)
{
    return torch_warn(((Torch *)runtime)->interp, message);
}

/// Sets an attribute of a type; takes the value, also on failure.
static bool set_attribute_take(Interp *interp, Type *type, const char *name, Value v)
{
    Value key = value_is_error(v) ? VALUE_ERROR : interp_intern(interp, name);
    bool ok = !value_is_error(key) && type_set(type, key, v);
    value_drop(key);
    value_drop(v);
    return ok;
}

/// The Tensor type is named "Tensor" in messages, although its module is torch.
static bool finish_tensor_type(Interp *interp, Type *type)
{
    return set_attribute_take(interp, type, "_make_subclass", native_new(interp, tensor_make_subclass, VALUE_UNSET)) &&
           set_attribute_take(interp, type, "__module__", str_from_string(interp, "torch")) &&
           set_attribute_take(interp, type, "__array_priority__", value_from_int(1000));
}

static bool make_types(Interp *interp, Torch *torch)
{
    for (int i = 0; i < TORCH_TYPE_COUNT; i++) {
        Type *base = i == TORCH_TYPE_TENSOR ? torch->types[TORCH_TYPE_TENSOR_BASE] : interp->types[specs[i]->base];
        torch->types[i] = interp_make_type(interp, specs[i], base);
        if (!torch->types[i])
            return false;
    }
    return finish_tensor_type(interp, torch->types[TORCH_TYPE_TENSOR]);
}

bool torch_start(Interp *interp)
{
    Torch *torch = mem_alloc_zero(&interp->memory, sizeof *torch);
    if (!torch)
        return false;
    torch->interp = interp;
    torch->print =
        (PrintOptions){.precision = 4, .threshold = 1000, .edge_items = 3, .line_width = 80, .scientific = -1};
    if (!runtime_init(&torch->runtime, &interp->memory, &interp->error)) {
        mem_free(&interp->memory, torch, sizeof *torch);
        return false;
    }
    autograd_install(&torch->runtime);
    torch->runtime.warn = warn;
    torch->runtime.trace = autograd_trace;
    torch->runtime.explain = autograd_explain;
    torch->runtime.host = interp;
    interp->runtime = torch;
    torch->return_types = dict_new(interp);
    torch->node_types = dict_new(interp);
    torch->operators = dict_new(interp);
    if (!value_is_error(torch->return_types) && !value_is_error(torch->node_types) &&
        !value_is_error(torch->operators) && make_types(interp, torch))
        return true;
    torch_clear(interp);
    torch_free(interp);
    return false;
}

static void drop_all(Value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_replace_take(&values[i], VALUE_UNSET);
}

void torch_clear(Interp *interp)
{
    Torch *torch = torch_of(interp);
    if (!torch)
        return;
    autograd_finish(&torch->runtime);
    drop_all(torch->dtypes, COUNT_OF(torch->dtypes));
    drop_all(torch->layouts, COUNT_OF(torch->layouts));
    drop_all(torch->memory_formats, COUNT_OF(torch->memory_formats));
    drop_all(torch->legacy, COUNT_OF(torch->legacy));
    value_replace_take(&torch->default_generator, VALUE_UNSET);
    value_replace_take(&torch->return_types, VALUE_UNSET);
    value_replace_take(&torch->node_types, VALUE_UNSET);
    value_replace_take(&torch->operators, VALUE_UNSET);
    value_replace_take(&torch->saved_hooks, VALUE_UNSET);
    object_drop(torch->plain_subclass);
    torch->plain_subclass = NULL;
    for (int i = TORCH_TYPE_COUNT; i-- > 0;)
        object_drop(torch->types[i]);
}

void torch_free(Interp *interp)
{
    Torch *torch = torch_of(interp);
    if (!torch)
        return;
    runtime_finish(&torch->runtime);
    interp->runtime = NULL;
    mem_free(&interp->memory, torch, sizeof *torch);
}

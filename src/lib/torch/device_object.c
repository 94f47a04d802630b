// torch.device: a kind of device and a number. Tensors live on "cpu" and "meta" only; the others have names.
#include <stdlib.h>
#include <string.h>

#include "lib/support.h"
#include "lib/torch/binder.h"
#include "lib/torch/objects.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/operate.h"
#include "object/str.h"

static const char *const KNOWN[] = {"cpu",    "cuda", "ipu",  "xpu",  "mkldnn", "opengl",       "opencl",
                                    "ideep",  "hip",  "ve",   "fpga", "maia",   "xla",          "lazy",
                                    "vulkan", "mps",  "meta", "hpu",  "mtia",   "privateuseone"};

static const DeviceObject *device_of(Value v)
{
    return (const DeviceObject *)v.object;
}

static Value device_new(Interp *interp, const char *type, size_t length, int index)
{
    DeviceObject *object = object_new(interp, torch_of(interp)->types[TORCH_TYPE_DEVICE], sizeof *object);
    if (!object)
        return VALUE_ERROR;
    if (length >= sizeof object->type)
        length = sizeof object->type - 1;
    memcpy(object->type, type, length);
    object->index = index;
    return value_from_object(object);
}

Value device_to_value(Interp *interp, Device device)
{
    return device == DEVICE_META ? device_new(interp, "meta", 4, -1) : device_new(interp, "cpu", 3, -1);
}

static bool known_type(const char *text, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++)
        if (strlen(KNOWN[i]) == length && memcmp(KNOWN[i], text, length) == 0)
            return true;
    return false;
}

/// The number behind the colon: digits without a leading zero. -1 where it is none.
static int parse_index(const char *text)
{
    if (!*text || (text[0] == '0' && text[1]) || strlen(text) > 8)
        return -1;
    for (const char *c = text; *c; c++)
        if (*c < '0' || *c > '9')
            return -1;
    return atoi(text);
}

static Value parse_text(Interp *interp, const char *text)
{
    if (!*text)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Device string must not be empty");
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : strlen(text);
    for (size_t i = 0; i < length; i++)
        if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') || text[i] == '_'))
            return value_raise(interp, ERROR_RUNTIME_ERROR, "Invalid device string: '%s'", text);
    int index = colon ? parse_index(colon + 1) : -1;
    if (colon && index < 0)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Invalid device string: '%s'", text);
    if (!known_type(text, length))
        return value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, "
            "lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: %.*s",
            (int)length, text);
    return device_new(interp, text, length, index);
}

Value device_parse(Interp *interp, Value v)
{
    if (torch_is(interp, v, TORCH_TYPE_DEVICE))
        return value_keep(v);
    if (v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_STR]))
        return parse_text(interp, str_of(v)->text);
    return value_raise(interp, ERROR_RUNTIME_ERROR, "Cannot access accelerator device when none is available.");
}

bool device_from_value(Interp *interp, Value v, Device *device)
{
    Value parsed = device_parse(interp, v);
    if (value_is_error(parsed))
        return false;
    const char *type = device_of(parsed)->type;
    bool ok = true;
    if (strcmp(type, "cpu") == 0)
        *device = DEVICE_CPU;
    else if (strcmp(type, "meta") == 0)
        *device = DEVICE_META;
    else if (strcmp(type, "cuda") == 0)
        ok = (value_raise(interp, ERROR_ASSERTION_ERROR, "Torch not compiled with CUDA enabled"), false);
    else
        ok = (value_raise(interp, ERROR_UNSUPPORTED_ERROR, "device '%s' is not supported by torchlet", type), false);
    value_drop(parsed);
    return ok;
}

/// Raises what the argument parser says of a call that fits neither signature.
static Value raise_signatures(Interp *interp, const Arguments *arguments)
{
    static const Parameter device = {.name = "device", .type = OP_DEVICE, .type_text = "torch.device"};
    static const Parameter type_and_index[] = {
        {.name = "type", .type = OP_STRING, .type_text = "str"},
        {.name = "index", .type = OP_INT, .type_text = "int", .has_default = true, .default_text = "-1"}};
    static const Overload of_device = {.name = "device",
                                       .signature = "(torch.device device)",
                                       .parameters = &device,
                                       .parameter_count = 1,
                                       .positional_count = 1,
                                       .self_index = -1};
    static const Overload of_type = {.name = "device",
                                     .signature = "(str type, int index = -1)",
                                     .parameters = type_and_index,
                                     .parameter_count = 2,
                                     .positional_count = 2,
                                     .self_index = -1};
    static const Overload *const overloads[] = {&of_device, &of_type};
    static const Operator construct = {.name = "device", .overload_count = 2, .overloads = overloads};
    binder_raise(interp, &construct, VALUE_UNSET, arguments);
    return VALUE_ERROR;
}

static Value device_construct(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    Value kind = VALUE_UNSET, index = VALUE_UNSET;
    if (arguments->count > 0)
        kind = arguments->values[0];
    if (arguments->count > 1)
        index = arguments->values[1];
    for (size_t k = 0; arguments->keywords && k < arguments->keywords->count; k++) {
        Value v = arguments->values[arguments->count + k];
        if (str_equals(arguments->keywords->items[k], "type") || str_equals(arguments->keywords->items[k], "device"))
            kind = v;
        else if (str_equals(arguments->keywords->items[k], "index"))
            index = v;
        else
            return raise_signatures(interp, arguments);
    }
    bool text = kind.tag == TAG_OBJECT && type_is_subtype(kind.object->type, interp->types[TYPE_STR]);
    bool usable = text || kind.tag == TAG_INT || torch_is(interp, kind, TORCH_TYPE_DEVICE);
    if (arguments->count > 2 || !usable || (!value_is_unset(index) && index.tag != TAG_INT))
        return raise_signatures(interp, arguments);
    Value device = device_parse(interp, kind);
    if (value_is_error(device) || value_is_unset(index))
        return device;
    DeviceObject *object = (DeviceObject *)device.object;
    if (index.integer < 0) {
        value_drop(device);
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Device index must not be negative");
    }
    if (object->index >= 0) {
        value_drop(device);
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "type (string) must not include an index because index was passed explicitly: %s",
                           str_of(kind)->text);
    }
    object->index = (int)index.integer;
    return device;
}

static Value device_repr(Interp *interp, Value self)
{
    const DeviceObject *device = device_of(self);
    if (device->index >= 0)
        return str_from_format(interp, "device(type='%s', index=%d)", device->type, device->index);
    return str_from_format(interp, "device(type='%s')", device->type);
}

static Value device_str(Interp *interp, Value self)
{
    const DeviceObject *device = device_of(self);
    if (device->index >= 0)
        return str_from_format(interp, "%s:%d", device->type, device->index);
    return str_from_string(interp, device->type);
}

static bool device_hash(UNUSED Interp *interp, Value self, int64_t *hash)
{
    const DeviceObject *device = device_of(self);
    *hash = device->index + 1;
    for (const char *c = device->type; *c; c++)
        *hash = *hash * 31 + *c;
    return true;
}

static Value device_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || !torch_is(interp, a, TORCH_TYPE_DEVICE) ||
        !torch_is(interp, b, TORCH_TYPE_DEVICE))
        return VALUE_NOT_IMPLEMENTED;
    const DeviceObject *x = device_of(a), *y = device_of(b);
    bool same = x->index == y->index && strcmp(x->type, y->type) == 0;
    return value_from_bool(same == (kind == COMPARE_EQ));
}

static Value device_get_type(Interp *interp, Value self)
{
    return str_from_string(interp, device_of(self)->type);
}

static Value device_get_index(UNUSED Interp *interp, Value self)
{
    return device_of(self)->index < 0 ? VALUE_NONE : value_from_int(device_of(self)->index);
}

NATIVE(device_enter, "__enter__(self, /)", "Makes the device the default one of a with block.")
{
    Device device;
    if (!device_from_value(interp, arg[0], &device))
        return VALUE_ERROR;
    Runtime *runtime = runtime_of(interp);
    if (runtime->device_nesting >= 63)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                           "more than 63 nested blocks of torch.device are not supported by torchlet");
    runtime->device_nesting++;
    runtime->devices = runtime->devices << 1 | (device == DEVICE_META);
    return value_keep(arg[0]);
}

NATIVE(device_exit, "__exit__(self, kind, value, traceback, /)", "Ends the with block.")
{
    Runtime *runtime = runtime_of(interp);
    if (runtime->device_nesting > 0) {
        runtime->device_nesting--;
        runtime->devices >>= 1;
    }
    return VALUE_NONE;
}

NATIVE(device_copy, "__copy__(self, /)", "Returns the object itself: devices do not change.")
{
    return value_keep(arg[0]);
}

NATIVE(device_deepcopy, "__deepcopy__(self, memo, /)", "Returns the object itself: devices do not change.")
{
    return value_keep(arg[0]);
}

NATIVE(device_reduce, "__reduce__(self, /)", "Takes the device apart for pickle.")
{
    const DeviceObject *device = device_of(arg[0]);
    Value type = str_from_string(interp, device->type);
    if (value_is_error(type))
        return VALUE_ERROR;
    Value parts[2] = {type, value_from_int(device->index)};
    Value arguments = tuple_from_values_take(interp, device->index < 0 ? 1 : 2, parts);
    return support_pair_take(interp, value_keep(value_from_object(arg[0].object->type)), arguments);
}

static const NativeSpec *const device_methods[] = {&device_enter_native,    &device_exit_native,   &device_copy_native,
                                                   &device_deepcopy_native, &device_reduce_native, NULL};
static const GetSetSpec device_getsets[] = {
    {"type", "The kind of device.", device_get_type, NULL},
    {"index", "Its number, or None.", device_get_index, NULL},
    {NULL},
};

const TypeSpec device_spec = {
    .name = "torch.device",
    .doc = "Where a tensor lives.",
    .id = -1,
    .size = sizeof(DeviceObject),
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = device_construct,
              .repr = device_repr,
              .str = device_str,
              .hash = device_hash,
              .compare = device_compare},
    .methods = device_methods,
    .getsets = device_getsets,
};

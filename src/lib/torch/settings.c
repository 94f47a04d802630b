#include "lib/torch/settings.h"

#include <math.h>

#include "lib/support.h"
#include "lib/torch/binder.h"
#include "lib/torch/module.h"
#include "lib/torch/objects.h"
#include "lib/torch/print.h"
#include "lib/torch/tensor_object.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

NATIVE(settings_get_default_dtype, "get_default_dtype()", "Returns the dtype of new floating-point tensors.")
{
    return dtype_to_value(interp, runtime_of(interp)->default_dtype);
}

NATIVE(settings_set_default_dtype, "set_default_dtype(d, /)", "Sets the dtype of new floating-point tensors.")
{
    if (!torch_is(interp, arg[0], TORCH_TYPE_DTYPE))
        return raise_type_error(interp,
                                "invalid dtype object: only floating-point types are supported as the default type");
    DType dtype = (DType)dtype_from_value(interp, arg[0]);
    if (!dtype_is_floating(dtype))
        return raise_type_error(interp, "only floating-point types are supported as the default type");
    runtime_of(interp)->default_dtype = dtype;
    return VALUE_NONE;
}

NATIVE(settings_set_default_device, "_set_default_device(device, /)",
       "Where new tensors are made outside of blocks of torch.device; None: on the CPU.")
{
    Device device = DEVICE_CPU;
    if (!value_is_none(arg[0]) && !device_from_value(interp, arg[0], &device))
        return VALUE_ERROR;
    Runtime *runtime = runtime_of(interp);
    uint64_t bit = (uint64_t)1 << runtime->device_nesting;
    runtime->devices = device == DEVICE_META ? runtime->devices | bit : runtime->devices & ~bit;
    return VALUE_NONE;
}

NATIVE(settings_default_device, "_default_device(/)",
       "The name of the device where new tensors are made outside of blocks of torch.device.")
{
    const Runtime *runtime = runtime_of(interp);
    return str_from_string(interp, runtime->devices >> runtime->device_nesting & 1 ? "meta" : "cpu");
}

NATIVE(settings_get_num_threads, "get_num_threads()", "Returns the number of threads.")
{
    return value_from_int(runtime_of(interp)->thread_count);
}

NATIVE(settings_set_num_threads, "set_num_threads(int, /)", "Sets the number of threads.")
{
    if (arg[0].tag != TAG_INT)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "set_num_threads expects an int, but got %s",
                           value_type_name(interp, arg[0]));
    if (arg[0].integer <= 0)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "set_num_threads expects a positive integer");
    runtime_of(interp)->thread_count = (int)arg[0].integer;
    return VALUE_NONE;
}

NATIVE(settings_get_num_interop_threads, "get_num_interop_threads()",
       "Returns the number of threads between operators.")
{
    return value_from_int(1);
}

NATIVE(settings_set_num_interop_threads, "set_num_interop_threads(int, /)",
       "Accepts a number: operators run one by one.")
{
    return VALUE_NONE;
}

// ---- Printing ----

static bool read_option(Interp *interp, Value v, int64_t *option)
{
    double real;
    if (value_is_none(v))
        return true;
    if (v.tag == TAG_FLOAT) { // threshold=float('inf')
        real = v.real;
        *option = real >= 9e18 ? INT64_MAX : (int64_t)real;
        return !isnan(real) || (raise_value_error(interp, "cannot convert float NaN to integer"), false);
    }
    return value_to_int64(interp, v, option);
}

static bool apply_profile(Interp *interp, Value profile, PrintOptions *print)
{
    static const struct {
        const char *name;
        PrintOptions options;
    } profiles[] = {
        {"default", {4, 1000, 3, 80, 0}}, {"short", {2, 1000, 2, 80, 0}}, {"full", {4, INT64_MAX, 3, 80, 0}}};
    if (value_is_none(profile))
        return true;
    for (size_t i = 0; i < COUNT_OF(profiles); i++) {
        bool text = profile.tag == TAG_OBJECT && type_is_subtype(profile.object->type, interp->types[TYPE_STR]);
        if (!text || !str_equals(profile, profiles[i].name))
            continue;
        int scientific = print->scientific;
        *print = profiles[i].options;
        print->scientific = scientific;
    }
    return true;
}

NATIVE(settings_set_printoptions,
       "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, "
       "profile=None, sci_mode=None)",
       "Says how tensors are printed.")
{
    PrintOptions print = torch_of(interp)->print;
    bool scientific;
    if (!apply_profile(interp, arg[4], &print) || !read_option(interp, arg[0], &print.precision) ||
        !read_option(interp, arg[1], &print.threshold) || !read_option(interp, arg[2], &print.edge_items) ||
        !read_option(interp, arg[3], &print.line_width))
        return VALUE_ERROR;
    if (print.precision < 0 || print.precision > 100)
        return raise_value_error(interp, "precision must be between 0 and 100");
    print.edge_items = print.edge_items < 0 ? 0 : print.edge_items;
    print.scientific = -1; // as PyTorch: the option is forgotten unless it is given again
    if (!value_is_none(arg[5])) {
        if (!value_truth(interp, arg[5], &scientific))
            return VALUE_ERROR;
        print.scientific = scientific;
    }
    torch_of(interp)->print = print;
    return VALUE_NONE;
}

NATIVE(settings_get_printoptions, "_get_printoptions()",
       "Returns precision, threshold, edgeitems, linewidth and sci_mode as a tuple.")
{
    const PrintOptions *print = &torch_of(interp)->print;
    Value threshold = print->threshold == INT64_MAX ? value_from_float(INFINITY) : value_from_int(print->threshold);
    Value scientific = print->scientific < 0 ? VALUE_NONE : value_from_bool(print->scientific);
    Value items[] = {value_from_int(print->precision), threshold, value_from_int(print->edge_items),
                     value_from_int(print->line_width), scientific};
    return tuple_from_values(interp, COUNT_OF(items), items);
}

NATIVE(settings_tensor_repr, "_tensor_repr(tensor, contents=None, /)", "Returns the text of a tensor.")
{
    if (!tensor_unwrap(interp, arg[0]))
        return raise_type_error(interp, "expected a Tensor, but got %s", value_type_name(interp, arg[0]));
    const Str *contents = NULL;
    if (!value_is_none(arg[1]) && !support_text(interp, arg[1], "contents", &contents))
        return VALUE_ERROR;
    return print_tensor(interp, arg[0], contents ? contents->text : NULL);
}

const NativeSpec *const settings_natives[] = {&settings_get_default_dtype_native,
                                              &settings_set_default_dtype_native,
                                              &settings_set_default_device_native,
                                              &settings_default_device_native,
                                              &settings_get_num_threads_native,
                                              &settings_set_num_threads_native,
                                              &settings_get_num_interop_threads_native,
                                              &settings_set_num_interop_threads_native,
                                              &settings_set_printoptions_native,
                                              &settings_get_printoptions_native,
                                              &settings_tensor_repr_native,
                                              NULL};

// ---- torch._C._nn._parse_to ----

#define OPTION(text, kind, shown)                                                                                      \
    {                                                                                                                  \
        .name = text, .type = kind, .optional = true, .has_default = true, .type_text = shown, .default_text = "None"  \
    }
#define FLAG(text)                                                                                                     \
    {                                                                                                                  \
        .name = text, .type = OP_BOOL, .has_default = true, .type_text = "bool", .default_text = "False",              \
        .default_value = {                                                                                             \
            .type = OP_BOOL                                                                                            \
        }                                                                                                              \
    }
#define FORMAT                                                                                                         \
    {                                                                                                                  \
        .name = "memory_format", .type = OP_MEMORY_FORMAT, .optional = true, .keyword_only = true,                     \
        .has_default = true, .type_text = "torch.memory_format", .default_text = "None"                                \
    }

static const Parameter to_device_parameters[] = {OPTION("device", OP_DEVICE, "torch.device"),
                                                 OPTION("dtype", OP_DTYPE, "torch.dtype"), FLAG("non_blocking"),
                                                 FLAG("copy"), FORMAT};
static const Parameter to_dtype_parameters[] = {
    {.name = "dtype", .type = OP_DTYPE, .type_text = "torch.dtype"}, FLAG("non_blocking"), FLAG("copy"), FORMAT};
static const Parameter to_tensor_parameters[] = {
    {.name = "tensor", .type = OP_TENSOR, .type_text = "Tensor"}, FLAG("non_blocking"), FLAG("copy"), FORMAT};
static const Overload to_device = {
    .name = "to",
    .signature =
        "(torch.device device = None, torch.dtype dtype = None, bool non_blocking = False, bool copy = False, *, "
        "torch.memory_format memory_format = None)",
    .parameters = to_device_parameters,
    .parameter_count = 5,
    .positional_count = 4,
    .self_index = -1};
static const Overload to_dtype = {.name = "to",
                                  .signature = "(torch.dtype dtype, bool non_blocking = False, bool copy = False, *, "
                                               "torch.memory_format memory_format = None)",
                                  .parameters = to_dtype_parameters,
                                  .parameter_count = 4,
                                  .positional_count = 3,
                                  .self_index = -1};
static const Overload to_tensor = {.name = "to",
                                   .signature = "(Tensor tensor, bool non_blocking = False, bool copy = False, *, "
                                                "torch.memory_format memory_format = None)",
                                   .parameters = to_tensor_parameters,
                                   .parameter_count = 4,
                                   .positional_count = 3,
                                   .self_index = -1};
static const Overload *const to_overloads[] = {&to_device, &to_dtype, &to_tensor};
static const Operator to_operator = {"to", OPERATOR_TENSOR, 3, to_overloads, "Converts."};

NATIVE_RAW(settings_parse_to, "_parse_to(*args, **kwargs)",
           "Reads the arguments of Module.to(): device, dtype, non_blocking and memory_format.")
{
    ParsedCall call;
    if (!binder_parse(interp, &to_operator, VALUE_UNSET, arguments, &call))
        return VALUE_ERROR;
    bool device_form = call.overload == &to_device, tensor_form = call.overload == &to_tensor;
    const Tensor *tensor = tensor_form ? call.values[0].tensor : NULL;
    Value device = VALUE_NONE, dtype = VALUE_NONE;
    if (tensor) {
        device = device_to_value(interp, tensor->device);
        dtype = dtype_to_value(interp, tensor->dtype);
    } else if (device_form) {
        if (call.values[0].type != OP_NONE)
            device = device_to_value(interp, (Device)call.values[0].integer);
        if (call.values[1].type != OP_NONE)
            dtype = dtype_to_value(interp, (DType)call.values[1].integer);
    } else {
        dtype = dtype_to_value(interp, (DType)call.values[0].integer);
    }
    size_t flag = device_form ? 2 : 1;
    Value format = call.chosen[flag + 2];
    Value items[4] = {device, dtype, value_from_bool(call.values[flag].flag),
                      value_is_unset(format) ? VALUE_NONE : value_keep(format)};
    binder_free(interp, &call);
    return tuple_from_values_take(interp, COUNT_OF(items), items);
}

const NativeSpec *const nn_natives[] = {&settings_parse_to_native, NULL};

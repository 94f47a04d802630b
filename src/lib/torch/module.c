// torch._C: everything of torch that is written in C, and how the names of torch are found at their first use.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/names.h"
#include "lib/support.h"
#include "lib/torch/autocast.h"
#include "lib/torch/autograd.h"
#include "lib/torch/construct.h"
#include "lib/torch/function.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/legacy_type.h"
#include "lib/torch/memory.h"
#include "lib/torch/module.h"
#include "lib/torch/objects.h"
#include "lib/torch/operator_object.h"
#include "lib/torch/seeding.h"
#include "lib/torch/settings.h"
#include "lib/torch/tensor_object.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "tensor/warning.h"

// ---- Constants ----

static Value find_dtype(Interp *interp, const char *name)
{
    static const struct {
        const char *name;
        DType dtype;
    } names[] = {
#define DTYPE(id, name, c_type, size, category, scalar_name, tensor_name, alias)                                       \
    {name, DTYPE_##id}, {alias, DTYPE_##id},
#include "dtypes.def"
#undef DTYPE
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].name && strcmp(names[i].name, name) == 0)
            return dtype_to_value(interp, names[i].dtype);
    return VALUE_UNSET;
}

static Value find_number(const char *name)
{
    static const struct {
        const char *name;
        double value;
    } numbers[] = {{"pi", M_PI}, {"e", M_E}, {"inf", INFINITY}, {"nan", NAN}};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (strcmp(numbers[i].name, name) == 0)
            return value_from_float(numbers[i].value);
    return VALUE_UNSET;
}

static Value find_format(Interp *interp, const char *name)
{
    static const char *const formats[] = {"contiguous_format", "preserve_format", "channels_last", "channels_last_3d"};
    static const char *const layouts[] = {"strided", "sparse_coo", "sparse_csr"};
    if (strcmp(name, "legacy_contiguous_format") == 0)
        return memory_format_to_value(interp, 0);
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i], name) == 0)
            return memory_format_to_value(interp, (int)i);
    for (size_t i = 0; i < COUNT_OF(layouts); i++)
        if (strcmp(layouts[i], name) == 0)
            return layout_to_value(interp, (Layout)i);
    return VALUE_UNSET;
}

static Value find_type(Interp *interp, const char *name)
{
    static const struct {
        const char *name;
        TorchType type;
    } types[] = {{"Tensor", TORCH_TYPE_TENSOR},
                 {"dtype", TORCH_TYPE_DTYPE},
                 {"device", TORCH_TYPE_DEVICE},
                 {"layout", TORCH_TYPE_LAYOUT},
                 {"memory_format", TORCH_TYPE_MEMORY_FORMAT},
                 {"Size", TORCH_TYPE_SIZE},
                 {"Generator", TORCH_TYPE_GENERATOR},
                 {"finfo", TORCH_TYPE_FINFO},
                 {"iinfo", TORCH_TYPE_IINFO},
                 {"_FunctionBase", TORCH_TYPE_CONTEXT},
                 {"_Node", TORCH_TYPE_NODE},
                 {"TensorBase", TORCH_TYPE_TENSOR_BASE}};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(types[i].name, name) == 0)
            return value_keep(value_from_object(torch_of(interp)->types[types[i].type]));
    for (int dtype = 0; dtype < DTYPE_COUNT; dtype++)
        if (strcmp(dtype_tensor_name((DType)dtype) + sizeof "torch." - 1, name) == 0)
            return legacy_type_get(interp, (DType)dtype);
    return VALUE_UNSET;
}

static Value find_other(Interp *interp, const char *name)
{
    static const char *const groups[] = {"_nn", "_linalg", "_special", "_fft"};
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (strcmp(groups[i], name) == 0) {
            char dotted[32];
            snprintf(dotted, sizeof dotted, "torch._C.%s", name);
            return interp->hooks.import_module(interp, dotted);
        }
    if (strcmp(name, "newaxis") == 0)
        return VALUE_NONE;
    if (strcmp(name, "default_generator") == 0)
        return seeding_default_generator(interp);
    if (strcmp(name, "_LinAlgError") == 0)
        return value_keep(value_from_object(interp->exceptions[ERROR_LINALG_ERROR]));
    if (strcmp(name, "OutOfMemoryError") == 0)
        return value_keep(value_from_object(interp->exceptions[ERROR_OUT_OF_MEMORY_ERROR]));
    return VALUE_UNSET;
}

/// What torch._C makes at first use; VALUE_UNSET where there is none.
static Value find_native(Interp *interp, const char *name)
{
    const Operator *operation = operator_find(OPERATOR_TORCH, name);
    Value found = operation ? operator_function(interp, operation) : find_dtype(interp, name);
    if (value_is_unset(found))
        found = find_type(interp, name);
    if (value_is_unset(found))
        found = find_format(interp, name);
    if (value_is_unset(found))
        found = find_number(name);
    return value_is_unset(found) ? find_other(interp, name) : found;
}

static Value module_find(Interp *interp, UNUSED Value module, Value name)
{
    return find_native(interp, str_of(name)->text);
}

// ---- Names of torch that are written in Python ----

/// Names of torch that live in a module of their own; a NULL name is the module itself.
static const struct {
    const char *module;
    const char *names; // each between blanks
} python_names[] = {
    {"torch.functional", " einsum broadcast_tensors broadcast_shapes meshgrid tensordot cartesian_prod block_diag "
                         "cdist lu atleast_1d atleast_2d "
                         "atleast_3d norm nonzero unique unique_consecutive chain_matmul split unravel_index "},
    {"numpy._bridge", " from_numpy "},
    {"torch.autograd.grad_mode", " no_grad enable_grad set_grad_enabled inference_mode "},
    {"torch.serialization", " save load "},
    {"torch.func", " vmap cond while_loop "},
    {"torch._streams", " Stream Event "},
    {"torch.utils.dlpack", " to_dlpack from_dlpack "},
    {"torch.random", " manual_seed seed initial_seed get_rng_state set_rng_state "},
    {"torch._settings",
     " is_tensor set_printoptions set_default_dtype typename is_storage compile use_deterministic_algorithms "
     "are_deterministic_algorithms_enabled "
     "get_deterministic_debug_mode set_deterministic_debug_mode set_float32_matmul_precision "
     "get_float32_matmul_precision set_default_tensor_type set_default_device get_default_device set_warn_always "
     "is_warn_always_enabled sym_int sym_float sym_max sym_min sym_not is_deterministic_algorithms_warn_only_enabled "
     "_assert get_device_module "},
    {"torch.storage",
     " UntypedStorage TypedStorage Storage DoubleStorage FloatStorage HalfStorage LongStorage IntStorage "
     "ShortStorage CharStorage ByteStorage BoolStorage BFloat16Storage ComplexDoubleStorage "
     "ComplexFloatStorage "},
    {"torch.amp", " autocast GradScaler "},
    {"torch.amp.autocast_mode",
     " is_autocast_enabled is_autocast_cpu_enabled get_autocast_dtype get_autocast_cpu_dtype "
     "get_autocast_gpu_dtype set_autocast_enabled set_autocast_dtype "
     "is_autocast_cache_enabled clear_autocast_cache "},
    {"torch._composed", " _native_multi_head_attention _transformer_encoder_layer_fwd spmm dsmm _chunk_cat "
                        "_unsafe_masked_index _unsafe_masked_index_put_accumulate _safe_softmax "},
    {"torch._lowrank", " svd_lowrank pca_lowrank "},
};

static Value find_python(Interp *interp, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(python_names); i++) {
        if (!names_listed(python_names[i].names, name))
            continue;
        Value module = interp->hooks.import_module(interp, python_names[i].module);
        if (value_is_error(module))
            return module;
        Value found = value_get_attribute_text(interp, module, name);
        value_drop(module);
        if (value_is_error(found) && exception_catch(interp, ERROR_ATTRIBUTE_ERROR))
            return VALUE_UNSET;
        return found;
    }
    return VALUE_UNSET;
}

static bool may_be_module(const char *name)
{
    static const char words[] =
        " nn optim autograd linalg special fft utils random functional cuda backends version func testing jit amp "
        "types "
        "serialization overrides storage return_types distributions signal hub onnx multiprocessing _tensor _utils "
        "_tensor_str cpu mps xpu profiler sparse nested fx compiler export quantization ao distributed masked futures "
        "library package classes ops _VF _dynamo _inductor _jit_internal torch_version _six _C accelerator mtia "
        "__future__ _lowrank _linalg_utils ";
    return names_listed(words, name);
}

/// A submodule, imported at first use.
static Value find_submodule(Interp *interp, const char *name)
{
    char dotted[96];
    if (!may_be_module(name) || strlen(name) > 64)
        return VALUE_UNSET;
    snprintf(dotted, sizeof dotted, "torch.%s", name);
    Value module = interp->hooks.import_module(interp, dotted);
    if (value_is_error(module) && exception_catch(interp, ERROR_MODULE_NOT_FOUND_ERROR))
        return VALUE_UNSET;
    return module;
}

/// Keeps what was found in the module's dictionary, so that it is found at once the next time.
static Value remember(Interp *interp, const char *module_name, const char *name, Value found)
{
    if (value_is_error(found) || value_is_unset(found))
        return found;
    Value module = dict_get_text(interp, interp->modules, module_name);
    bool ok = module.tag != TAG_OBJECT || dict_set_text(interp, module_dict(module), name, found);
    value_drop(module);
    if (ok)
        return found;
    value_drop(found);
    return VALUE_ERROR;
}

/// Whether `from torch import *` brings a name: a public one that is no module and that torchlet has. Looking it up
/// keeps it in the module.
static bool is_offered(Interp *interp, Value module, Value name)
{
    const char *text = str_of(name)->text;
    if (text[0] == '_' || may_be_module(text))
        return false;
    Value found = value_get_attribute(interp, module, name);
    if (value_is_error(found)) {
        error_clear(&interp->error);
        return false;
    }
    value_drop(found);
    return true;
}

NATIVE(module_all, "_all(module, /)", "Lists the public names that a module of torch can give.")
{
    const Str *path;
    if (!support_text(interp, arg[0], "module", &path))
        return VALUE_ERROR;
    Value known = dict_new(interp), offered = list_new(interp, 0);
    Value module = dict_get(interp, interp->modules, arg[0]), name, unused;
    bool ok = !value_is_error(known) && !value_is_error(offered) && module.tag == TAG_OBJECT &&
              names_add(interp, known, path->text);
    for (size_t at = 0; ok && dict_walk(dict_of(known), &at, &name, &unused);)
        if (is_offered(interp, module, name))
            ok = list_append_take(interp, offered, value_keep(name));
    value_drop(module);
    value_drop(known);
    if (ok)
        return offered;
    value_drop(offered);
    return VALUE_ERROR;
}

NATIVE(module_find_torch, "_find(name, /)", "Finds an attribute of torch at its first use.")
{
    const Str *text;
    if (!support_text(interp, arg[0], "name", &text))
        return VALUE_ERROR;
    const char *name = text->text;
    if (strcmp(name, "__all__") == 0) {
        Value torch = str_from_string(interp, "torch");
        Value all = value_is_error(torch) ? torch : module_all(interp, &torch);
        value_drop(torch);
        return all;
    }
    Value found = find_python(interp, name), native = dict_get_text(interp, interp->modules, "torch._C");
    if (value_is_unset(found) && native.tag == TAG_OBJECT && (name[0] != '_' || name[1] != '_'))
        found = value_find_attribute(interp, native, arg[0]);
    value_drop(native);
    if (value_is_unset(found))
        found = find_submodule(interp, name);
    if (value_is_unset(found))
        return names_raise_missing(interp, "torch", name);
    return remember(interp, "torch", name, found);
}

static bool space_of(const char *module, OperatorSpace *space, const char **prefix)
{
    static const struct {
        const char *module;
        OperatorSpace space;
        const char *prefix;
    } spaces[] = {{"torch.linalg", OPERATOR_LINALG, "linalg_"},
                  {"torch.special", OPERATOR_SPECIAL, "special_"},
                  {"torch.fft", OPERATOR_FFT, "fft_"},
                  {"torch.nn.functional", OPERATOR_NN, ""},
                  {"torch._C._nn", OPERATOR_NN, ""}};
    for (size_t i = 0; i < COUNT_OF(spaces); i++)
        if (strcmp(spaces[i].module, module) == 0) {
            *space = spaces[i].space;
            *prefix = spaces[i].prefix;
            return true;
        }
    return false;
}

NATIVE(module_find_in, "_find_in(module, name, /)", "Finds an operator that a module such as torch.linalg shows.")
{
    const Str *path, *text;
    if (!support_text(interp, arg[0], "module", &path) || !support_text(interp, arg[1], "name", &text))
        return VALUE_ERROR;
    const char *module = path->text, *name = text->text, *prefix;
    OperatorSpace space;
    char full[128];
    if (space_of(module, &space, &prefix) && strlen(name) < 96) {
        snprintf(full, sizeof full, "%s%s", prefix, name);
        const Operator *operation = operator_find(space, full);
        if (operation)
            return remember(interp, module, name, operator_function(interp, operation));
    }
    return names_raise_missing(interp, module, name);
}

NATIVE(module_refuse, "_refuse_known(place, name, /)",
       "Raises UnsupportedError for an attribute that PyTorch's module or class has.")
{
    const Str *place, *name;
    if (!support_text(interp, arg[0], "place", &place) || !support_text(interp, arg[1], "name", &name) ||
        names_refuse_known(interp, place->text, NULL, name->text))
        return VALUE_ERROR;
    return VALUE_NONE;
}

NATIVE(module_return_type, "_return_type(name, /)", "Returns a class of torch.return_types.")
{
    const Str *text;
    if (!support_text(interp, arg[0], "name", &text))
        return VALUE_ERROR;
    const char *name = text->text;
    for (int space = 0; space < OPERATOR_SPACE_COUNT; space++) {
        const Operator *operation = operator_find((OperatorSpace)space, name);
        for (int i = 0; operation && i < operation->overload_count; i++) {
            const Overload *overload = operation->overloads[i];
            if (!overload->result_names)
                continue;
            Type *type = return_type_get(interp, name, overload->result_count, overload->result_names);
            return type ? value_keep(value_from_object(type)) : VALUE_ERROR;
        }
    }
    return names_raise_missing(interp, "torch.return_types", name);
}

NATIVE(module_import, "_import(name, /)", "Imports a module by its dotted name and returns it.")
{
    const Str *name;
    return support_text(interp, arg[0], "name", &name) ? interp->hooks.import_module(interp, name->text) : VALUE_ERROR;
}

NATIVE(module_is_tensor, "is_tensor(obj)", "Tells whether the object is a tensor.")
{
    return value_from_bool(tensor_unwrap(interp, arg[0]) != NULL);
}

NATIVE(module_warn, "_warn(name, /)", "Gives the warning of an operator, by its name in grammar/warnings.def.")
{
    const Str *name;
    if (!support_text(interp, arg[0], "name", &name))
        return VALUE_ERROR;
    Warning warning = warning_find(name->text);
    if (warning == WARNING_COUNT || warning_takes_arguments(warning))
        return value_raise(interp, ERROR_VALUE_ERROR, "no such warning");
    return warning_give(runtime_of(interp), warning) ? VALUE_NONE : VALUE_ERROR;
}

static const NativeSpec *const own_natives[] = {&module_find_torch_native,  &module_all_native,
                                                &module_warn_native,        &module_find_in_native,
                                                &names_missing_native,      &module_refuse_native,
                                                &module_return_type_native, &module_is_tensor_native,
                                                &module_import_native,      NULL};

/// Adds natives that say they belong to torch.
static bool add_natives(Interp *interp, Value module, const NativeSpec *const *natives)
{
    Value name = str_from_string(interp, "torch");
    bool ok = !value_is_error(name);
    for (size_t i = 0; ok && natives[i]; i++) {
        size_t length = strcspn(natives[i]->signature, "(");
        Value key = str_new(interp, natives[i]->signature, length);
        key = value_is_error(key) ? key : str_intern_take(interp, key);
        Value function = value_is_error(key) ? key : native_new(interp, natives[i], name);
        ok = !value_is_error(function) && dict_set(interp, module_dict(module), key, function);
        if (!value_is_error(key))
            value_drop(function);
        value_drop(key);
    }
    value_drop(name);
    return ok;
}

static bool module_fill(Interp *interp, Value module)
{
    static const NativeSpec *const *const tables[] = {construct_natives, autograd_natives, saved_hooks_natives,
                                                      function_natives,  protocol_natives, autocast_natives,
                                                      seeding_natives,   settings_natives, memory_natives};
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (!add_natives(interp, module, tables[i]))
            return false;
    return true;
}

const ModuleSpec module_spec_torch_C = {.name = "torch._C",
                                        .doc = "What torch has in C.",
                                        .functions = own_natives,
                                        .fill = module_fill,
                                        .find = module_find};

// ---- torch._C._nn and the other groups of operators ----

static Value find_operator(Interp *interp, OperatorSpace space, Value name)
{
    const Operator *operation = operator_find(space, str_of(name)->text);
    return operation ? operator_function(interp, operation) : VALUE_UNSET;
}

#define OPERATOR_MODULE(label, space)                                                                                  \
    static Value find_##label(Interp *interp, UNUSED Value module, Value name)                                         \
    {                                                                                                                  \
        return find_operator(interp, space, name);                                                                     \
    }                                                                                                                  \
    const ModuleSpec module_spec_torch_C_##label = {.name = "torch._C._" #label,                                       \
                                                    .doc = "A group of operators.",                                    \
                                                    .functions = label##_natives,                                      \
                                                    .find = find_##label};

static const NativeSpec *const linalg_natives[] = {NULL};
static const NativeSpec *const special_natives[] = {NULL};
static const NativeSpec *const fft_natives[] = {NULL};
OPERATOR_MODULE(nn, OPERATOR_NN)
OPERATOR_MODULE(linalg, OPERATOR_LINALG)
OPERATOR_MODULE(special, OPERATOR_SPECIAL)
OPERATOR_MODULE(fft, OPERATOR_FFT)

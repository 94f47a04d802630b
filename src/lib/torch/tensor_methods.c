// The methods of a tensor that are no operators.
#include <string.h>

#include "autograd/meta.h"
#include "lib/support.h"
#include "lib/torch/autograd.h"
#include "lib/torch/binder.h"
#include "lib/torch/construct.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/objects.h"
#include "lib/torch/operator_object.h"
#include "lib/torch/tensor_class.h"
#include "lib/torch/tensor_object.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "ops/prototypes.h"
#include "tensor/copy.h"
#include "tensor/shape.h"

// ---- Geometry ----

static const Parameter dim_parameters[] = {
    {.name = "self", .type = OP_TENSOR, .type_text = "Tensor"},
    {.name = "dim", .type = OP_INT, .optional = true, .has_default = true, .type_text = "int", .default_text = "None"}};
static const Parameter name_parameters[] = {{.name = "self", .type = OP_TENSOR, .type_text = "Tensor"},
                                            {.name = "dim", .type = OP_NAME, .type_text = "name"}};
static const Overload by_dim = {.name = "size",
                                .signature = "(int dim = None)",
                                .parameters = dim_parameters,
                                .parameter_count = 2,
                                .positional_count = 2};
static const Overload by_name = {.name = "size",
                                 .signature = "(name dim)",
                                 .parameters = name_parameters,
                                 .parameter_count = 2,
                                 .positional_count = 2};
static const Overload *const dim_overloads[] = {&by_dim, &by_name};
static const Operator size_operation = {"size", OPERATOR_TENSOR, 2, dim_overloads, "Sizes."};
static const Operator stride_operation = {"stride", OPERATOR_TENSOR, 2, dim_overloads, "Strides."};

/// Reads the dimension that size() or stride() was given, in [0, rank). -1: none was; false with the error pending.
static bool given_dim(Interp *interp, const Operator *operation, Value self, const Arguments *arguments, int *dim)
{
    ParsedCall call;
    *dim = -1;
    if (!arguments->count && !arguments->keywords)
        return true;
    if (!binder_parse(interp, operation, self, arguments, &call))
        return false;
    OpValue given = call.values[1];
    binder_free(interp, &call);
    if (given.type == OP_NONE)
        return true;
    const Tensor *tensor = tensor_of(self);
    return shape_wrap_size(&interp->error, given.integer, tensor->rank, dim);
}

NATIVE_RAW(tensor_size, "size(self, dim=None)", "Returns the sizes, or the size of one dimension.")
{
    const Tensor *tensor = tensor_of(self);
    int dim;
    if (!given_dim(interp, &size_operation, self, arguments, &dim))
        return VALUE_ERROR;
    return dim < 0 ? size_new(interp, tensor->rank, tensor->sizes) : value_from_int(tensor->sizes[dim]);
}

NATIVE_RAW(tensor_stride, "stride(self, dim=None)", "Returns the strides, or the stride of one dimension.")
{
    const Tensor *tensor = tensor_of(self);
    int dim;
    if (!given_dim(interp, &stride_operation, self, arguments, &dim))
        return VALUE_ERROR;
    if (dim >= 0)
        return value_from_int(tensor->strides[dim]);
    Value strides = tuple_new(interp, (size_t)tensor->rank);
    for (int i = 0; !value_is_error(strides) && i < tensor->rank; i++)
        tuple_of(strides)->items[i] = value_from_int(tensor->strides[i]);
    return strides;
}

NATIVE(tensor_dim, "dim(self, /)", "Returns the number of dimensions.")
{
    return value_from_int(tensor_of(arg[0])->rank);
}

NATIVE(tensor_ndimension, "ndimension(self, /)", "Returns the number of dimensions.")
{
    return value_from_int(tensor_of(arg[0])->rank);
}

NATIVE(tensor_numel, "numel(self, /)", "Returns the number of elements.")
{
    return value_from_int(tensor_count(tensor_of(arg[0])));
}

NATIVE(tensor_nelement, "nelement(self, /)", "Returns the number of elements.")
{
    return value_from_int(tensor_count(tensor_of(arg[0])));
}

NATIVE(tensor_element_size, "element_size(self, /)", "Returns the bytes of one element.")
{
    return value_from_int((int64_t)dtype_size(tensor_of(arg[0])->dtype));
}

NATIVE(tensor_storage_offset, "storage_offset(self, /)", "Returns where the first element stands in the storage.")
{
    return value_from_int(tensor_of(arg[0])->offset);
}

NATIVE(tensor_data_ptr, "data_ptr(self, /)", "Returns the address of the first element.")
{
    return value_from_int((int64_t)(uintptr_t)tensor_data(tensor_of(arg[0])));
}

NATIVE(tensor_is_contiguous_method, "is_contiguous(self, memory_format=None)",
       "Tells whether the elements lie in memory in the order of the dimensions.")
{
    const Tensor *tensor = tensor_of(arg[0]);
    int format = value_is_none(arg[1]) ? FORMAT_CONTIGUOUS : memory_format_from_value(interp, arg[1]);
    if (format < 0)
        return raise_type_error(interp, "is_contiguous(): argument 'memory_format' must be torch.memory_format, not %s",
                                value_type_name(interp, arg[1]));
    if (format == FORMAT_CONTIGUOUS || format == FORMAT_PRESERVE)
        return value_from_bool(tensor_is_contiguous(tensor));
    return value_from_bool(shape_is_format(tensor->rank, tensor->sizes, tensor->strides, (MemoryFormat)format));
}

NATIVE(tensor_get_device, "get_device(self, /)", "Returns the number of the GPU: -1 on the CPU.")
{
    return value_from_int(-1);
}

NATIVE(tensor_is_view, "_is_view(self, /)", "Tells whether the tensor is a view of another one.")
{
    return value_from_bool(autograd_is_view(tensor_of(arg[0])));
}

NATIVE(tensor_share_memory, "share_memory_(self, /)", "Returns the tensor: there is one process.")
{
    return value_keep(arg[0]);
}

NATIVE(tensor_is_shared, "is_shared(self, /)", "Tells whether other processes see the memory: never.")
{
    return VALUE_FALSE;
}

NATIVE(tensor_is_pinned, "is_pinned(self, device=None)", "Tells whether the memory is pinned: never.")
{
    return VALUE_FALSE;
}

NATIVE(tensor_is_inference, "is_inference(self, /)", "Tells whether the tensor was made in inference mode.")
{
    return value_from_bool(tensor_of(arg[0])->is_inference);
}

NATIVE(tensor_has_names, "has_names(self, /)", "Tells whether dimensions have names: never.")
{
    return VALUE_FALSE;
}

// ---- Numbers ----

NATIVE(tensor_item_method, "item(self, /)", "Returns the only element as a Python number.")
{
    const Tensor *tensor = tensor_of(arg[0]);
    int64_t count = tensor_count(tensor);
    if (torch_of(interp)->mapping)
        return value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over calling "
            ".item() on a Tensor, please try to rewrite what you're doing with other operations. If error is "
            "occurring somewhere inside PyTorch internals, please file a bug report.");
    if (count != 1)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "a Tensor with %lld elements cannot be converted to Scalar",
                           (long long)count);
    if (tensor->device == DEVICE_META)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Tensor.item() cannot be called on meta tensors");
    return scalar_to_value(interp, tensor_item(tensor));
}

NATIVE(tensor_tolist, "tolist(self, /)", "Returns the elements as nested lists of Python numbers.")
{
    return tensor_to_list(interp, tensor_of(arg[0]));
}

NATIVE(tensor_format, "__format__(self, spec, /)", "Formats a tensor of one number like the number.")
{
    if (protocol_asked(interp, arg[0]))
        return protocol_ask_method(interp, "__format__", 2, arg);
    const Tensor *tensor = tensor_of(arg[0]);
    if (tensor->rank == 0 && tensor->device == DEVICE_CPU) {
        Value number = scalar_to_value(interp, tensor_item(tensor));
        Value text = value_is_error(number) ? number : value_format(interp, number, arg[1]);
        if (!value_is_error(number))
            value_drop(number);
        return text;
    }
    const Str *format;
    if (!support_text(interp, arg[1], "__format__() argument 1", &format))
        return VALUE_ERROR;
    if (format->length)
        return raise_type_error(interp, "unsupported format string passed to %s.__format__",
                                value_type_name(interp, arg[0]));
    return value_str(interp, arg[0]);
}

NATIVE(tensor_complex, "__complex__(self, /)", "Returns the only element as a complex number.")
{
    if (protocol_asked(interp, arg[0]))
        return protocol_ask_number(interp, "__complex__", TYPE_COMPLEX, arg[0]);
    if (tensor_count(tensor_of(arg[0])) != 1)
        return value_raise(interp, ERROR_VALUE_ERROR, "only one element tensors can be converted to Python scalars");
    Value number = tensor_item_method(interp, arg);
    if (value_is_error(number))
        return number;
    Value type = value_from_object(interp->types[TYPE_COMPLEX]), result = value_call_values(interp, type, 1, &number);
    value_drop(number);
    return result;
}

NATIVE(tensor_bool, "__bool__(self, /)", "Tells whether the only element is not zero.")
{
    // The slot of Tensor itself: that of a subclass leads back to this method.
    const Type *type = torch_of(interp)->types[TORCH_TYPE_TENSOR];
    bool truth;
    return type->slots.truth(interp, arg[0], &truth) ? value_from_bool(truth) : VALUE_ERROR;
}

NATIVE(tensor_reversed, "__reversed__(self, /)", "Returns the tensor with its first dimension reversed.")
{
    if (protocol_asked(interp, arg[0]))
        return protocol_ask_method(interp, "__reversed__", 1, arg);
    if (tensor_of(arg[0])->rank == 0)
        return value_keep(arg[0]);
    Value dim = value_from_int(0);
    return operator_call_named(interp, OPERATOR_TENSOR, "flip", arg[0], 1, &dim);
}

// ---- Conversions ----

/// The tensor with another dtype or device, and in a memory format unless that is None; `name` is the method's.
static Value convert_to(Interp *interp, const char *name, Value self, DType dtype, Device device, Value format)
{
    if (value_is_none(format))
        return tensor_wrap_take(interp, construct_convert(interp, tensor_of(self), dtype, device));
    int id = memory_format_from_value(interp, format);
    if (id < 0)
        return raise_type_error(interp, "%s(): argument 'memory_format' must be torch.memory_format, not %s", name,
                                value_type_name(interp, format));
    return tensor_wrap_take(interp, op_to_device(runtime_of(interp), tensor_of(self), device, dtype, false, false, id));
}

static Value convert_dtype(Interp *interp, const char *name, Value self, DType dtype, Value format)
{
    return convert_to(interp, name, self, dtype, tensor_of(self)->device, format);
}

#define CONVERSION(name, id)                                                                                           \
    NATIVE(tensor_to_##name, #name "(self, *, memory_format=None)", "Converts the elements.")                          \
    {                                                                                                                  \
        return convert_dtype(interp, #name, arg[0], DTYPE_##id, arg[1]);                                               \
    }
CONVERSION(float, FLOAT32)
CONVERSION(double, FLOAT64)
CONVERSION(half, FLOAT16)
CONVERSION(bfloat16, BFLOAT16)
CONVERSION(int, INT32)
CONVERSION(long, INT64)
CONVERSION(short, INT16)
CONVERSION(char, INT8)
CONVERSION(byte, UINT8)
CONVERSION(cfloat, COMPLEX64)
CONVERSION(cdouble, COMPLEX128)
NATIVE(tensor_to_bool, "bool(self, *, memory_format=None)", "Converts the elements.")
{
    return convert_dtype(interp, "bool", arg[0], DTYPE_BOOL, arg[1]);
}

NATIVE(tensor_cpu, "cpu(self, *, memory_format=None)", "Moves to the CPU: a tensor with data is there.")
{
    return convert_to(interp, "cpu", arg[0], tensor_of(arg[0])->dtype, DEVICE_CPU, arg[1]);
}

NATIVE(tensor_cuda, "cuda(self, device=None, non_blocking=False, memory_format=None)", "Moves to a GPU: there is none.")
{
    return value_raise(interp, ERROR_ASSERTION_ERROR, "Torch not compiled with CUDA enabled");
}

/// A dtype from what Tensor.type() takes: a dtype, a legacy class or its name. -1 with the error pending.
static int dtype_of_type(Interp *interp, Value v)
{
    int dtype = torch_is(interp, v, TORCH_TYPE_DTYPE) ? dtype_from_value(interp, v) : -1;
    if (dtype >= 0)
        return dtype;
    bool text = v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_STR]);
    for (int i = 0; i < DTYPE_COUNT; i++)
        if ((text && str_equals(v, dtype_tensor_name((DType)i))) || value_is(v, torch_of(interp)->legacy[i]))
            return i;
    if (text)
        raise_value_error(interp, "invalid type: '%s'", str_of(v)->text);
    else if (v.tag == TAG_OBJECT && v.object == &torch_of(interp)->types[TORCH_TYPE_TENSOR]->head)
        return runtime_of(interp)->default_dtype;
    else if (value_is_type(v))
        raise_value_error(interp, "invalid type: '%s'", type_of(v)->full_name);
    else
        raise_type_error(interp, "dtype must be a type, str, or dtype object");
    return -1;
}

NATIVE(tensor_type, "type(self, dtype=None, non_blocking=False)",
       "Returns the name of the tensor's legacy type, or the tensor converted to another one.")
{
    if (value_is_none(arg[1]))
        return str_from_string(interp, dtype_tensor_name(tensor_of(arg[0])->dtype));
    int dtype = dtype_of_type(interp, arg[1]);
    return dtype < 0 ? VALUE_ERROR : convert_dtype(interp, "type", arg[0], (DType)dtype, VALUE_NONE);
}

NATIVE(tensor_new_tensor,
       "new_tensor(self, data, *, dtype=None, device=None, requires_grad=False, layout=None, "
       "pin_memory=False)",
       "Makes a tensor of the data, by default of this tensor's dtype.")
{
    int dtype = value_is_none(arg[2]) ? tensor_of(arg[0])->dtype : dtype_from_value(interp, arg[2]);
    Device device = tensor_of(arg[0])->device;
    if (dtype < 0)
        return raise_type_error(interp, "new_tensor(): argument 'dtype' must be torch.dtype, not %s",
                                value_type_name(interp, arg[2]));
    if (!value_is_none(arg[3]) && !device_from_value(interp, arg[3], &device))
        return VALUE_ERROR;
    Tensor *tensor = construct_tensor(interp, arg[1], dtype, device);
    return tensor_wrap_take(interp,
                            construct_require_grad_take(interp, tensor, arg[4].tag == TAG_BOOL && arg[4].boolean));
}

NATIVE_RAW(tensor_new, "new(self, ...)", "Makes a tensor of this one's dtype from sizes or data.")
{
    return tensor_wrap_take(interp, construct_legacy(interp, arguments, tensor_of(self)->dtype, false));
}

// ---- Copies and subclasses ----

/// copy.copy(): another tensor with the same storage.
NATIVE(tensor_copy, "__copy__(self, /)", "Returns another tensor with the same memory.")
{
    Tensor *tensor = tensor_of(arg[0]), *alias = tensor_alias(tensor);
    alias = construct_require_grad_take(interp, alias, autograd_requires_grad(tensor));
    return tensor_wrap_type_take(interp, alias, arg[0].object->type);
}

static Value deepcopy_attributes(Interp *interp, Value self, Value copy, Value memo)
{
    Object **slot = object_dict_slot(self.object);
    if (!slot || !*slot || !((Dict *)*slot)->count)
        return copy;
    Value module = interp->hooks.import_module(interp, "copy");
    Value values[2] = {value_from_object(*slot), memo};
    Value dict = value_is_error(module) ? module : value_call_method(interp, module, "deepcopy", 2, values);
    Object *target = value_is_error(dict) ? NULL : object_dict(interp, copy.object);
    bool ok = target && dict_update(interp, value_from_object(target), dict);
    if (!value_is_error(module))
        value_drop(module);
    if (!value_is_error(dict))
        value_drop(dict);
    if (ok)
        return copy;
    value_drop(copy);
    return VALUE_ERROR;
}

/// The key under which copy.deepcopy keeps what it has copied.
static Value memo_key(Value self)
{
    return value_from_int((int64_t)(uintptr_t)self.object);
}

NATIVE(tensor_deepcopy, "__deepcopy__(self, memo, /)", "Returns a tensor with its own memory.")
{
    Tensor *tensor = tensor_of(arg[0]);
    if (!autograd_is_leaf(tensor))
        return value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the "
            "moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm "
            "usage, see https://github.com/pytorch/pytorch/pull/103001");
    Value found = dict_get(interp, arg[1], memo_key(arg[0]));
    if (!value_is_unset(found))
        return found;
    Tensor *copy = copy_new(tensor, tensor->dtype, FORMAT_PRESERVE);
    copy = construct_require_grad_take(interp, copy, autograd_requires_grad(tensor));
    Value result = tensor_wrap_type_take(interp, copy, arg[0].object->type);
    if (value_is_error(result))
        return result;
    const AutogradMeta *meta = tensor->autograd;
    if (meta && meta->grad) {
        AutogradMeta *own = autograd_meta(copy);
        if (!own || !(own->grad = copy_new(meta->grad, meta->grad->dtype, FORMAT_PRESERVE))) {
            value_drop(result);
            return VALUE_ERROR;
        }
    }
    if (!dict_set(interp, arg[1], memo_key(arg[0]), result)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return deepcopy_attributes(interp, arg[0], result, arg[1]);
}

static bool check_class(Interp *interp, Value v, Type **type)
{
    if (!value_is_type(v) || !type_is_subtype(type_of(v), torch_of(interp)->types[TORCH_TYPE_TENSOR])) {
        raise_type_error(interp, "cls must be a type (got %s)", value_type_name(interp, v));
        return false;
    }
    *type = type_of(v);
    return true;
}

NATIVE(tensor_as_subclass, "as_subclass(self, cls)", "Returns the tensor as an instance of a subclass.")
{
    Type *type;
    if (!check_class(interp, arg[1], &type))
        return VALUE_ERROR;
    return tensor_wrap_type_take(interp, op_alias(runtime_of(interp), tensor_of(arg[0])), type);
}

NATIVE(make_subclass, "_make_subclass(cls, data, require_grad=False)", "Makes an instance of a subclass from data.")
{
    Type *type;
    Tensor *data = tensor_unwrap(interp, arg[1]);
    bool wanted;
    if (!data)
        return raise_type_error(interp, "_make_subclass(): argument 'data' (position 2) must be Tensor, not %s",
                                value_type_name(interp, arg[1]));
    if (!check_class(interp, arg[0], &type) || !value_truth(interp, arg[2], &wanted))
        return VALUE_ERROR;
    return tensor_wrap_type_take(interp, construct_require_grad_take(interp, tensor_alias(data), wanted), type);
}

// ---- Gradients ----

NATIVE(tensor_requires_grad_method, "requires_grad_(self, requires_grad=True)", "Says whether gradients are wanted.")
{
    Tensor *tensor = tensor_of(arg[0]);
    if (arg[1].tag != TAG_BOOL)
        return raise_type_error(interp, "requires_grad_(): argument 'requires_grad' (position 1) must be bool, not %s",
                                value_type_name(interp, arg[1]));
    if (arg[1].boolean && dtype_is_integral(tensor->dtype))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "only Tensors of floating point dtype can require gradients");
    bool settled = arg[1].boolean && !autograd_is_leaf(tensor); // it does already
    if (!settled && !autograd_set_requires_grad(tensor, arg[1].boolean))
        return VALUE_ERROR;
    return value_keep(arg[0]);
}

NATIVE(tensor_retain_grad, "retain_grad(self, /)", "Keeps the gradient of a tensor that is no leaf.")
{
    return autograd_retain_grad(tensor_of(arg[0])) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(tensor_backward, "_backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
       "Computes the gradients of the leaves that the tensor depends on.")
{
    bool retain, create;
    if (!value_truth(interp, arg[3], &create))
        return VALUE_ERROR;
    if (value_is_none(arg[2]))
        retain = create;
    else if (!value_truth(interp, arg[2], &retain))
        return VALUE_ERROR;
    return autograd_backward(interp, arg[0], arg[1], retain, create, arg[4]) ? VALUE_NONE : VALUE_ERROR;
}

/// Adds a hook to the tensor's list and returns its number.
static Value add_hook(Interp *interp, Value self, Value callable)
{
    Hook *hook = autograd_hook_new(interp, callable, false);
    int64_t id = hook ? autograd_add_hook(tensor_of(self), hook) : -1;
    return id < 0 ? VALUE_ERROR : value_from_int(id);
}

NATIVE(tensor_add_hook, "_add_hook(self, hook, /)",
       "Calls the hook with each gradient of the tensor; returns its number.")
{
    if (!autograd_requires_grad(tensor_of(arg[0])))
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "cannot register a hook on a tensor that doesn't require gradient");
    return add_hook(interp, arg[0], arg[1]);
}

NATIVE(tensor_remove_hook, "_remove_hook(self, id, /)", "Takes a hook out again.")
{
    AutogradMeta *meta = tensor_of(arg[0])->autograd;
    if (!meta || arg[1].tag != TAG_INT)
        return VALUE_NONE;
    Runtime *runtime = runtime_of(interp);
    hook_remove(&meta->hooks, arg[1].integer, runtime);
    hook_remove(&meta->after_accumulate, arg[1].integer, runtime);
    if (meta->grad_fn && meta->grad_fn->tensor_hooks)
        hook_remove(&meta->grad_fn->tensor_hooks[meta->output], arg[1].integer, runtime);
    return VALUE_NONE;
}

NATIVE(tensor_add_accumulate_hook, "_add_accumulate_hook(self, hook, /)",
       "Calls the hook with the tensor after its gradient was added up; returns its number.")
{
    Tensor *tensor = tensor_of(arg[0]);
    if (!autograd_requires_grad(tensor))
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "cannot register a hook on a tensor that doesn't require gradient");
    if (!autograd_is_leaf(tensor))
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "post accumulate grad hooks cannot be registered on non-leaf tensors");
    AutogradMeta *meta = autograd_meta(tensor);
    Hook *hook = meta ? autograd_hook_new(interp, arg[1], false) : NULL;
    return hook ? value_from_int(hook_append(&meta->after_accumulate, hook, runtime_of(interp))) : VALUE_ERROR;
}

NATIVE(tensor_torch_function, "__torch_function__($cls, func, types, args=(), kwargs=None)",
       "Runs the function on the tensors as they are and makes instances of the class of its results.")
{
    return protocol_default(interp, arg[0], arg[1], arg[3], arg[4]);
}

const NativeSpec *const tensor_make_subclass = &make_subclass_native;

const NativeSpec *const tensor_methods[] = {&tensor_size_native,
                                            &tensor_stride_native,
                                            &tensor_dim_native,
                                            &tensor_ndimension_native,
                                            &tensor_numel_native,
                                            &tensor_nelement_native,
                                            &tensor_element_size_native,
                                            &tensor_storage_offset_native,
                                            &tensor_data_ptr_native,
                                            &tensor_is_contiguous_method_native,
                                            &tensor_get_device_native,
                                            &tensor_is_view_native,
                                            &tensor_share_memory_native,
                                            &tensor_is_shared_native,
                                            &tensor_is_pinned_native,
                                            &tensor_is_inference_native,
                                            &tensor_has_names_native,
                                            &tensor_item_method_native,
                                            &tensor_tolist_native,
                                            &tensor_format_native,
                                            &tensor_complex_native,
                                            &tensor_bool_native,
                                            &tensor_reversed_native,
                                            &tensor_to_float_native,
                                            &tensor_to_double_native,
                                            &tensor_to_half_native,
                                            &tensor_to_bfloat16_native,
                                            &tensor_to_int_native,
                                            &tensor_to_long_native,
                                            &tensor_to_short_native,
                                            &tensor_to_char_native,
                                            &tensor_to_byte_native,
                                            &tensor_to_cfloat_native,
                                            &tensor_to_cdouble_native,
                                            &tensor_to_bool_native,
                                            &tensor_cpu_native,
                                            &tensor_cuda_native,
                                            &tensor_type_native,
                                            &tensor_new_tensor_native,
                                            &tensor_new_native,
                                            &tensor_copy_native,
                                            &tensor_deepcopy_native,
                                            &tensor_as_subclass_native,
                                            &tensor_requires_grad_method_native,
                                            &tensor_retain_grad_native,
                                            &tensor_backward_native,
                                            &tensor_add_hook_native,
                                            &tensor_remove_hook_native,
                                            &tensor_add_accumulate_hook_native,
                                            &tensor_torch_function_native,
                                            NULL};

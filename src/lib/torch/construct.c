#include "lib/torch/construct.h"

#include "autograd/meta.h"
#include "lib/torch/array_like.h"
#include "lib/torch/binder.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "ops/prototypes.h"
#include "tensor/copy.h"
#include "tensor/shape.h"
#include "tensor/warning.h"

enum { MAX_DEPTH = 128 };

static bool is_type(Interp *interp, Value v, TypeId id)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[id]);
}

/// A sequence as torch.tensor() sees it: it has a length and items. Tensors are numbers here.
static bool is_sequence(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT || tensor_unwrap(interp, v) || value_is_type(v))
        return false;
    const TypeSlots *slots = &v.object->type->slots;
    return slots->get_item && slots->length && !is_type(interp, v, TYPE_DICT) &&
           !is_type(interp, v, TYPE_MAPPING_PROXY);
}

/// The items of any sequence as a list or tuple, owned.
static Value sequence_list(Interp *interp, Value v)
{
    const Value *items;
    size_t count;
    if (sequence_items(interp, v, &items, &count))
        return value_keep(v);
    if (!is_sequence(interp, v))
        return raise_type_error(interp, "not a sequence");
    return list_from_iterable(interp, v);
}

// ---- The dtype ----

static int infer(Interp *interp, Value v, int depth);

static int infer_items(Interp *interp, Value v, int depth)
{
    if (depth > MAX_DEPTH) {
        raise_value_error(interp, "too many dimensions '%s'", value_type_name(interp, v));
        return -1;
    }
    Value list = sequence_list(interp, v);
    if (value_is_error(list))
        return -1;
    const Value *items;
    size_t count;
    int result = -1;
    bool ok = sequence_items(interp, list, &items, &count);
    if (ok && count == 0)
        result = runtime_of(interp)->default_dtype;
    for (size_t i = 0; ok && i < count; i++) {
        int dtype = infer(interp, items[i], depth + 1);
        if (dtype < 0) {
            result = -1;
            break;
        }
        result = result < 0 ? dtype : (int)dtype_promote((DType)result, (DType)dtype);
    }
    value_drop(list);
    return result;
}

static int infer_array(Interp *interp, Value v)
{
    Tensor *tensor = array_like_tensor(interp, v);
    int dtype = tensor ? tensor->dtype : -1;
    tensor_release(tensor);
    return dtype;
}

static int infer(Interp *interp, Value v, int depth)
{
    const Runtime *runtime = runtime_of(interp);
    double real, imaginary;
    if (v.tag == TAG_INT)
        return DTYPE_INT64;
    if (v.tag == TAG_FLOAT)
        return runtime->default_dtype;
    if (v.tag == TAG_BOOL)
        return DTYPE_BOOL;
    const Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor)
        return tensor->dtype;
    int scalar = array_like_dtype(interp, v);
    if (scalar >= 0)
        return scalar;
    if (array_like_is_array(interp, v))
        return infer_array(interp, v);
    if (v.tag == TAG_OBJECT && float_check(interp, v, &real))
        return runtime->default_dtype;
    if (v.tag == TAG_OBJECT && complex_check(interp, v, &real, &imaginary))
        return dtype_complex(runtime->default_dtype);
    if (v.tag == TAG_OBJECT && int_check(interp, v))
        return DTYPE_INT64;
    if (is_type(interp, v, TYPE_STR) || is_type(interp, v, TYPE_BYTES)) {
        raise_type_error(interp, "new(): invalid data type '%s'", value_type_name(interp, v));
        return -1;
    }
    if (is_sequence(interp, v))
        return infer_items(interp, v, depth);
    if (v.tag == TAG_OBJECT && !value_is_type(v) && v.object->type->slots.to_index)
        return DTYPE_INT64;
    value_raise(interp, ERROR_RUNTIME_ERROR, "Could not infer dtype of %s", value_type_name(interp, v));
    return -1;
}

static bool warn_arrays(Interp *interp, Value data)
{
    const Value *items;
    size_t count;
    return !is_sequence(interp, data) || !sequence_items(interp, data, &items, &count) || count == 0 ||
           !array_like_is_array(interp, items[0]) || warning_give(runtime_of(interp), WARNING_LIST_OF_ARRAYS);
}

int construct_infer(Interp *interp, Value data)
{
    if (!warn_arrays(interp, data))
        return -1;
    return infer(interp, data, 0);
}

// ---- The sizes ----

/// A list whose first item is the list itself.
static bool holds_itself(Interp *interp, Value v)
{
    const Value *items;
    size_t count;
    return sequence_items(interp, v, &items, &count) && count && value_is(items[0], v);
}

/// Follows the first items down. False with an error pending.
static bool measure(Interp *interp, Value data, int64_t *sizes, int *rank)
{
    Value at = value_keep(data);
    *rank = 0;
    while (is_sequence(interp, at)) {
        int64_t length;
        bool self_holding = *rank == SHAPE_MAX_RANK && holds_itself(interp, at);
        if (*rank == SHAPE_MAX_RANK || is_type(interp, at, TYPE_STR)) {
            if (*rank < SHAPE_MAX_RANK || self_holding)
                raise_value_error(interp, "too many dimensions '%s'", value_type_name(interp, at));
            else
                value_raise(interp, ERROR_RUNTIME_ERROR, "only tensors with up to 64 dims are supported");
            value_drop(at);
            return false;
        }
        Value first = VALUE_ERROR;
        if (value_length(interp, at, &length)) {
            sizes[(*rank)++] = length;
            first = length ? value_get_item(interp, at, value_from_int(0)) : VALUE_NONE;
        }
        value_drop(at);
        if (value_is_error(first))
            return false;
        at = first;
    }
    value_drop(at);
    return true;
}

// ---- The elements ----

typedef struct Filler {
    Interp *interp;
    const Tensor *tensor;
    char *at; // the next element
    size_t size;
} Filler;

static bool store_tensor(Filler *filler, const Tensor *source)
{
    if (tensor_count(source) != 1) {
        if (dtype_is_integral(filler->tensor->dtype))
            raise_type_error(filler->interp, "only integer tensors of a single element can be converted to an index");
        else
            raise_value_error(filler->interp, "only one element tensors can be converted to Python scalars");
        return false;
    }
    scalar_store(filler->at, filler->tensor->dtype, tensor_item(source));
    filler->at += filler->size;
    return true;
}

/// A value that is no plain number: what Python's own conversions make of it.
static bool convert_element(Interp *interp, Value v, DType dtype, Scalar *scalar)
{
    bool truth;
    double real;
    int64_t integer;
    if (dtype == DTYPE_BOOL) {
        bool ok = value_truth(interp, v, &truth);
        *scalar = scalar_bool(truth);
        return ok;
    }
    if (dtype_is_integral(dtype)) {
        if (!value_to_int64(interp, v, &integer))
            return false;
        *scalar = scalar_int(integer);
        return true;
    }
    if (!value_to_double(interp, v, &real))
        return false;
    *scalar = scalar_float(real);
    return true;
}

static bool store_number(Filler *filler, Value v)
{
    Interp *interp = filler->interp;
    DType dtype = filler->tensor->dtype;
    Scalar scalar;
    double wide;
    if (v.tag == TAG_OBJECT && int_check(interp, v) && !dtype_is_integral(dtype)) {
        if (!int_to_double(interp, v, &wide))
            return false;
        scalar = scalar_float(wide);
    } else if (!scalar_from_element(interp, v, &scalar)) {
        if (error_pending(&interp->error) || !convert_element(interp, v, dtype, &scalar))
            return false;
    }
    if (scalar.kind == SCALAR_COMPLEX && !dtype_is_complex(dtype)) {
        raise_type_error(interp, "must be real number, not complex");
        return false;
    }
    bool below = dtype == DTYPE_UINT8 && scalar.kind == SCALAR_FLOAT && scalar.f < 0;
    if (dtype_is_integral(dtype) && dtype != DTYPE_BOOL && (below || !scalar_fits(scalar, dtype))) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "value cannot be converted to type %s without overflow",
                    dtype_name(dtype));
        return false;
    }
    scalar_store(filler->at, dtype, scalar);
    filler->at += filler->size;
    return true;
}

static bool fill(Filler *filler, Value v, int dim)
{
    Interp *interp = filler->interp;
    const Tensor *tensor = filler->tensor;
    if (dim == tensor->rank) {
        const Tensor *source = tensor_unwrap(interp, v);
        return source ? store_tensor(filler, source) : store_number(filler, v);
    }
    Value list = sequence_list(interp, v);
    if (value_is_error(list))
        return false;
    const Value *items;
    size_t count;
    bool ok = sequence_items(interp, list, &items, &count);
    if (ok && (int64_t)count != tensor->sizes[dim]) {
        raise_value_error(interp, "expected sequence of length %lld at dim %d (got %zu)", (long long)tensor->sizes[dim],
                          dim, count);
        ok = false;
    }
    for (size_t i = 0; ok && i < count; i++)
        ok = fill(filler, items[i], dim + 1);
    value_drop(list);
    return ok;
}

static Tensor *copy_source(const Tensor *source, int dtype, Device device)
{
    DType wanted = dtype < 0 ? source->dtype : (DType)dtype;
    return device == DEVICE_META ? tensor_empty(source->runtime, source->rank, source->sizes, wanted, device)
                                 : copy_new(source, wanted, FORMAT_PRESERVE);
}

/// A copy of a numpy array.
static Tensor *construct_array(Interp *interp, Value data, int dtype, Device device)
{
    Tensor *source = array_like_tensor(interp, data);
    Tensor *copy = source ? copy_source(source, dtype, device) : NULL;
    tensor_release(source);
    return copy;
}

Tensor *construct_tensor(Interp *interp, Value data, int dtype, Device device)
{
    Runtime *runtime = runtime_of(interp);
    const Tensor *source = tensor_unwrap(interp, data);
    if (source)
        return copy_source(source, dtype, device);
    if (array_like_is_array(interp, data))
        return construct_array(interp, data, dtype, device);
    if (is_type(interp, data, TYPE_STR)) {
        raise_type_error(interp, "new(): invalid data type '%s'", value_type_name(interp, data));
        return NULL;
    }
    int64_t sizes[SHAPE_MAX_RANK];
    int rank;
    if (!measure(interp, data, sizes, &rank) || (dtype < 0 && (dtype = construct_infer(interp, data)) < 0))
        return NULL;
    Tensor *tensor = tensor_empty(runtime, rank, sizes, (DType)dtype, device);
    if (!tensor || device == DEVICE_META || tensor_count(tensor) == 0)
        return tensor;
    Filler filler = {interp, tensor, tensor_data(tensor), dtype_size((DType)dtype)};
    if (fill(&filler, data, 0))
        return tensor;
    tensor_release(tensor);
    return NULL;
}

Tensor *construct_require_grad_take(Interp *interp, Tensor *tensor, bool wanted)
{
    if (!tensor || !wanted)
        return tensor;
    bool ok = !dtype_is_integral(tensor->dtype);
    if (!ok)
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "Only Tensors of floating point and complex dtype can require gradients");
    if (ok && autograd_set_requires_grad(tensor, true))
        return tensor;
    tensor_release(tensor);
    return NULL;
}

Tensor *construct_index(Interp *interp, Value data)
{
    int dtype = construct_infer(interp, data);
    if (dtype < 0)
        return NULL;
    return construct_tensor(interp, data, dtype == DTYPE_BOOL || dtype == DTYPE_UINT8 ? dtype : DTYPE_INT64,
                            DEVICE_CPU);
}

Tensor *construct_convert(Interp *interp, Tensor *tensor, DType dtype, Device device)
{
    if (tensor->dtype == dtype && tensor->device == device)
        return tensor_retain(tensor);
    return op_to_device(runtime_of(interp), tensor, device, dtype, false, false, OPTION_NONE);
}

// ---- torch.tensor and its kin ----

#define ANY(parameter)                                                                                                 \
    {                                                                                                                  \
        .name = parameter, .type = OP_NONE, .type_text = "object"                                                      \
    }
#define OPTION(parameter, kind, text)                                                                                  \
    {                                                                                                                  \
        .name = parameter, .type = kind, .optional = true, .keyword_only = true, .has_default = true,                  \
        .type_text = text, .default_text = "None"                                                                      \
    }
#define FLAG(parameter)                                                                                                \
    {                                                                                                                  \
        .name = parameter, .type = OP_BOOL, .keyword_only = true, .has_default = true, .type_text = "bool",            \
        .default_text = "False", .default_value = {                                                                    \
            .type = OP_BOOL                                                                                            \
        }                                                                                                              \
    }

static const Parameter tensor_parameters[] = {ANY("data"), OPTION("dtype", OP_DTYPE, "torch.dtype"),
                                              OPTION("device", OP_DEVICE, "torch.device"), FLAG("pin_memory"),
                                              FLAG("requires_grad")};
static const Overload tensor_overload = {.name = "tensor",
                                         .signature =
                                             "(object data, *, torch.dtype dtype = None, torch.device device = "
                                             "None, bool pin_memory = False, bool requires_grad = False)",
                                         .parameters = tensor_parameters,
                                         .parameter_count = COUNT_OF(tensor_parameters),
                                         .positional_count = 1,
                                         .self_index = -1};
static const Overload *const tensor_overloads[] = {&tensor_overload};
static const Operator tensor_operator = {"tensor", OPERATOR_TORCH, 1, tensor_overloads, "Makes a tensor."};

static const Parameter as_tensor_parameters[] = {ANY("data"),
                                                 {.name = "dtype",
                                                  .type = OP_DTYPE,
                                                  .optional = true,
                                                  .has_default = true,
                                                  .type_text = "torch.dtype",
                                                  .default_text = "None"},
                                                 {.name = "device",
                                                  .type = OP_DEVICE,
                                                  .optional = true,
                                                  .has_default = true,
                                                  .type_text = "torch.device",
                                                  .default_text = "None"}};
static const Overload as_tensor_overload = {.name = "as_tensor",
                                            .signature =
                                                "(object data, torch.dtype dtype = None, torch.device device = None)",
                                            .parameters = as_tensor_parameters,
                                            .parameter_count = COUNT_OF(as_tensor_parameters),
                                            .positional_count = 3,
                                            .self_index = -1};
static const Overload *const as_tensor_overloads[] = {&as_tensor_overload};
static const Operator as_tensor_operator = {"as_tensor", OPERATOR_TORCH, 1, as_tensor_overloads, "Makes a tensor."};

static const Parameter asarray_parameters[] = {ANY("obj"), OPTION("dtype", OP_DTYPE, "torch.dtype"),
                                               OPTION("device", OP_DEVICE, "torch.device"),
                                               OPTION("copy", OP_BOOL, "bool"), FLAG("requires_grad")};
static const Overload asarray_overload = {
    .name = "asarray",
    .signature = "(object obj, *, torch.dtype dtype = None, torch.device device = None, bool copy = None, bool "
                 "requires_grad = False)",
    .parameters = asarray_parameters,
    .parameter_count = COUNT_OF(asarray_parameters),
    .positional_count = 1,
    .self_index = -1};
static const Overload *const asarray_overloads[] = {&asarray_overload};
static const Operator asarray_operator = {"asarray", OPERATOR_TORCH, 1, asarray_overloads, "Makes a tensor."};

static int given_dtype(const OpValue *value)
{
    return value->type == OP_NONE ? -1 : (int)value->integer;
}

static Device given_device(const OpValue *value, const Tensor *source)
{
    if (value->type != OP_NONE)
        return (Device)value->integer;
    return source ? (Device)source->device : DEVICE_CPU;
}

NATIVE_RAW(construct_tensor_function, "tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)",
           "Makes a tensor of a number or of nested sequences of numbers.")
{
    ParsedCall call;
    if (!binder_parse(interp, &tensor_operator, VALUE_UNSET, arguments, &call))
        return VALUE_ERROR;
    const Tensor *source = tensor_unwrap(interp, call.chosen[0]);
    if (source &&
        !runtime_of(interp)->warn(runtime_of(interp),
                                  "To copy construct from a tensor, it is recommended to use "
                                  "sourceTensor.clone().detach() or sourceTensor.clone().detach().requires_grad_("
                                  "True), rather than torch.tensor(sourceTensor)."))
        return VALUE_ERROR;
    Tensor *tensor =
        construct_tensor(interp, call.chosen[0], given_dtype(&call.values[1]), given_device(&call.values[2], source));
    tensor = construct_require_grad_take(interp, tensor, call.values[4].flag);
    binder_free(interp, &call);
    return tensor_wrap_take(interp, tensor);
}

/// The tensor itself where dtype and device are right already; else a converted copy, recorded.
static Value as_tensor(Interp *interp, Value data, int dtype, Device device)
{
    Tensor *source = tensor_unwrap(interp, data);
    if (!source && array_like_is_array(interp, data)) {
        Value shared = tensor_wrap_take(interp, array_like_tensor(interp, data));
        Value result = value_is_error(shared) ? shared : as_tensor(interp, shared, dtype, device);
        value_drop(shared);
        return result;
    }
    if (!source)
        return tensor_wrap_take(interp, construct_tensor(interp, data, dtype, device));
    if ((dtype < 0 || dtype == source->dtype) && device == (Device)source->device)
        return value_keep(data);
    return tensor_wrap_take(interp, construct_convert(interp, source, dtype < 0 ? source->dtype : dtype, device));
}

NATIVE_RAW(construct_as_tensor, "as_tensor(data, dtype=None, device=None)",
           "Makes a tensor, sharing memory with the data where that is possible.")
{
    ParsedCall call;
    if (!binder_parse(interp, &as_tensor_operator, VALUE_UNSET, arguments, &call))
        return VALUE_ERROR;
    Device device = given_device(&call.values[2], tensor_unwrap(interp, call.chosen[0]));
    Value result = as_tensor(interp, call.chosen[0], given_dtype(&call.values[1]), device);
    binder_free(interp, &call);
    return result;
}

/// asarray() may not copy: only a tensor or an array of the right dtype and device will do.
static Value alias_only(Interp *interp, Value data, int dtype, Device device)
{
    bool array = array_like_is_array(interp, data);
    Value shared = array ? tensor_wrap_take(interp, array_like_tensor(interp, data)) : value_keep(data);
    const Tensor *tensor = value_is_error(shared) ? NULL : tensor_unwrap(interp, shared);
    if (value_is_error(shared) || (tensor && (dtype < 0 || dtype == tensor->dtype) && tensor->device == device))
        return shared;
    if (!tensor)
        raise_value_error(interp, "can't alias arbitrary sequence into a tensor.");
    else if (tensor->device != device)
        raise_value_error(interp, "can't alias tensor from device '%s' to '%s'.", device_name(tensor->device),
                          device_name(device));
    else
        raise_value_error(interp, "can't alias tensor with dtype '%s' into dtype '%s'.",
                          dtype_scalar_name((DType)tensor->dtype), dtype_scalar_name((DType)dtype));
    value_drop(shared);
    return VALUE_ERROR;
}

/// Gives the result the wanted requires_grad, in place; what has a history and must not have one is cut off. Takes
/// the value.
static Value settle_grad_take(Interp *interp, Value made, bool wanted)
{
    if (value_is_error(made))
        return made;
    Tensor *tensor = tensor_of(made);
    bool required = autograd_requires_grad(tensor), leaf = autograd_is_leaf(tensor);
    if (required == wanted || (required && !leaf && wanted))
        return made;
    if (leaf && !wanted && autograd_set_requires_grad(tensor, false))
        return made;
    Tensor *result = wanted ? construct_require_grad_take(interp, tensor_retain(tensor), true) : tensor_alias(tensor);
    value_drop(made);
    return tensor_wrap_take(interp, result);
}

NATIVE_RAW(construct_asarray, "asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False)",
           "Makes a tensor of numbers, sequences or arrays; shares memory unless copy is true.")
{
    ParsedCall call;
    if (!binder_parse(interp, &asarray_operator, VALUE_UNSET, arguments, &call))
        return VALUE_ERROR;
    Value data = call.chosen[0];
    Tensor *source = tensor_unwrap(interp, data);
    int dtype = given_dtype(&call.values[1]);
    Device device = given_device(&call.values[2], source);
    bool said = call.values[3].type == OP_BOOL, copy = said && call.values[3].flag, grad = call.values[4].flag;
    Value result;
    if (copy && source && (dtype < 0 || dtype == source->dtype) && device == (Device)source->device)
        result = tensor_wrap_take(interp, op_clone(runtime_of(interp), source, OPTION_NONE));
    else if (copy && source)
        result = tensor_wrap_take(interp, construct_convert(interp, source, dtype < 0 ? source->dtype : dtype, device));
    else if (copy)
        result = tensor_wrap_take(interp, construct_tensor(interp, data, dtype, device));
    else
        result = said ? alias_only(interp, data, dtype, device) : as_tensor(interp, data, dtype, device);
    result = settle_grad_take(interp, result, grad);
    binder_free(interp, &call);
    return result;
}

const NativeSpec *const construct_natives[] = {&construct_tensor_function_native, &construct_as_tensor_native,
                                               &construct_asarray_native, NULL};

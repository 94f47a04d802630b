// The old constructors: torch.Tensor(2, 3) makes sizes of ints, torch.Tensor([2, 3]) data of a sequence.
#include "lib/torch/array_like.h"
#include "lib/torch/binder.h"
#include "lib/torch/construct.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "tensor/copy.h"
#include "tensor/shape.h"

#define DEVICE_OPTION                                                                                                  \
    {                                                                                                                  \
        .name = "device", .type = OP_DEVICE, .optional = true, .keyword_only = true, .has_default = true,              \
        .type_text = "torch.device", .default_text = "None"                                                            \
    }

static const Parameter nothing_parameters[] = {DEVICE_OPTION};
static const Parameter storage_parameters[] = {{.name = "storage", .type = OP_STORAGE, .type_text = "torch.Storage"}};
static const Parameter other_parameters[] = {{.name = "other", .type = OP_TENSOR, .type_text = "Tensor"}};
static const Parameter size_parameters[] = {
    {.name = "size", .type = OP_INT_LIST, .type_text = "tuple of ints", .varargs = true}, DEVICE_OPTION};
static const Parameter data_parameters[] = {{.name = "data", .type = OP_NONE, .type_text = "object"}, DEVICE_OPTION};
static const Overload nothing = {.name = "new",
                                 .signature = "(*, torch.device device = None)",
                                 .parameters = nothing_parameters,
                                 .parameter_count = 1,
                                 .self_index = -1};
static const Overload storage = {.name = "new",
                                 .signature = "(torch.Storage storage)",
                                 .parameters = storage_parameters,
                                 .parameter_count = 1,
                                 .positional_count = 1,
                                 .self_index = -1};
static const Overload other = {.name = "new",
                               .signature = "(Tensor other)",
                               .parameters = other_parameters,
                               .parameter_count = 1,
                               .positional_count = 1,
                               .self_index = -1};
static const Overload size = {.name = "new",
                              .signature = "(tuple of ints size, *, torch.device device = None)",
                              .parameters = size_parameters,
                              .parameter_count = 2,
                              .positional_count = 1,
                              .self_index = -1};
static const Overload data = {.name = "new",
                              .signature = "(object data, *, torch.device device = None)",
                              .parameters = data_parameters,
                              .parameter_count = 2,
                              .positional_count = 1,
                              .self_index = -1};
static const Overload *const overloads[] = {&nothing, &storage, &other, &size, &data};
static const Operator new_operator = {"new", OPERATOR_TORCH, COUNT_OF(overloads), overloads, "Makes a tensor."};

/// A tuple or list of ints that is not a torch.Size is data, although it would do as a size.
static bool is_data(Interp *interp, const Arguments *arguments, Value v)
{
    const Value *items;
    size_t count;
    return arguments->count == 1 && !torch_is(interp, v, TORCH_TYPE_SIZE) &&
           (sequence_items(interp, v, &items, &count) || array_like_is_array(interp, v));
}

static Tensor *from_sequence(Interp *interp, Value v, DType dtype)
{
    if (v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_STR])) {
        raise_type_error(interp, "new(): invalid data type '%s'", value_type_name(interp, v));
        return NULL;
    }
    if (v.tag != TAG_OBJECT || !v.object->type->slots.length || !v.object->type->slots.get_item) {
        raise_type_error(interp, "new(): data must be a sequence (got %s)", value_type_name(interp, v));
        return NULL;
    }
    return construct_tensor(interp, v, dtype, DEVICE_CPU);
}

static Tensor *from_tensor(Interp *interp, const Tensor *source, DType dtype, bool any_dtype)
{
    static const char rest[] =
        "device=cpu, layout=Strided, requires_grad=false (default), pinned_memory=false (default), "
        "memory_format=(nullopt)";
    if (any_dtype || source->dtype == dtype)
        return tensor_alias(source);
    raise_type_error(interp, "expected TensorOptions(dtype=%s, %s) (got TensorOptions(dtype=%s, %s))",
                     dtype_c_name(dtype), rest, dtype_c_name((DType)source->dtype), rest);
    return NULL;
}

/// A tensor over all elements of a storage, which comes as a tensor of bytes or of the storage's own dtype.
static Tensor *from_storage(Interp *interp, const Tensor *source, DType dtype)
{
    if (source->dtype != dtype && source->dtype != DTYPE_UINT8) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "Expected a Storage of type %s or an UntypedStorage, but got type %s for argument 1 'storage'",
                    dtype_scalar_name(dtype), dtype_scalar_name((DType)source->dtype));
        return NULL;
    }
    return tensor_of_storage(source->storage, dtype, (Device)source->device);
}

Tensor *construct_legacy(Interp *interp, const Arguments *arguments, DType dtype, bool any_dtype)
{
    Value first = arguments->count ? arguments->values[0] : VALUE_UNSET;
    if (arguments->count && !arguments->keywords && is_data(interp, arguments, first))
        return from_sequence(interp, first, dtype);
    ParsedCall call;
    if (!binder_parse(interp, &new_operator, VALUE_UNSET, arguments, &call))
        return NULL;
    Tensor *result;
    if (call.overload == &other)
        result = from_tensor(interp, call.values[0].tensor, dtype, any_dtype);
    else if (call.overload == &storage)
        result = from_storage(interp, call.values[0].tensor, dtype);
    else if (call.overload == &data || (call.overload == &size && is_data(interp, arguments, first)))
        result = from_sequence(interp, call.chosen[0], dtype);
    else if (call.overload == &size)
        result = shape_check_rank(&interp->error, call.values[0].integers.count)
                     ? tensor_empty(runtime_of(interp), (int)call.values[0].integers.count,
                                    call.values[0].integers.items, dtype, DEVICE_CPU)
                     : NULL;
    else
        result = tensor_empty(runtime_of(interp), 1, (const int64_t[]){0}, dtype, DEVICE_CPU);
    binder_free(interp, &call);
    return result;
}

#include "lib/torch/memory.h"

#include "lib/torch/binder.h"
#include "lib/torch/construct.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/bytes.h"
#include "object/exception.h"
#include "object/operate.h"
#include "tensor/warning.h"

// ---- Storages ----

static const Tensor *need_tensor(Interp *interp, Value v)
{
    const Tensor *tensor = tensor_unwrap(interp, v);
    if (!tensor)
        raise_type_error(interp, "expected a tensor, got %s", value_type_name(interp, v));
    return tensor;
}

NATIVE(memory_storage, "_storage_as(tensor, dtype, /)", "Returns all elements of the storage behind a tensor.")
{
    const Tensor *tensor = need_tensor(interp, arg[0]);
    int dtype = dtype_from_value(interp, arg[1]);
    if (!tensor)
        return VALUE_ERROR;
    if (dtype < 0)
        return raise_type_error(interp, "expected a dtype, got %s", value_type_name(interp, arg[1]));
    return tensor_wrap_take(interp, tensor_of_storage(tensor->storage, (DType)dtype, (Device)tensor->device));
}

NATIVE(memory_identity, "_storage_identity(tensor, /)", "Returns a number that tells storages apart.")
{
    const Tensor *tensor = need_tensor(interp, arg[0]);
    return tensor ? value_from_int((int64_t)(uintptr_t)storage_owner(tensor->storage)) : VALUE_ERROR;
}

NATIVE(memory_address, "_storage_address(tensor, /)", "Returns where the storage behind a tensor begins.")
{
    const Tensor *tensor = need_tensor(interp, arg[0]);
    return tensor ? value_from_int((int64_t)(uintptr_t)tensor->storage->data) : VALUE_ERROR;
}

NATIVE(memory_resizable, "_storage_resizable(tensor, /)", "Tells whether the storage behind a tensor can be resized.")
{
    const Tensor *tensor = need_tensor(interp, arg[0]);
    return tensor ? value_from_bool(tensor->storage->resizable) : VALUE_ERROR;
}

NATIVE(memory_resize, "_storage_resize(tensor, size, /)", "Gives the storage behind a tensor another number of bytes.")
{
    const Tensor *tensor = need_tensor(interp, arg[0]);
    int64_t size;
    if (!tensor || !value_to_int64(interp, arg[1], &size))
        return VALUE_ERROR;
    if (size < 0)
        return raise_value_error(interp, "a storage cannot have %lld bytes", (long long)size);
    return storage_resize(tensor->storage, (size_t)size) ? VALUE_NONE : VALUE_ERROR;
}

// ---- torch.frombuffer ----

#define COUNTED(parameter, preset)                                                                                     \
    {                                                                                                                  \
        .name = parameter, .type = OP_INT, .keyword_only = true, .has_default = true, .type_text = "int",              \
        .default_text = #preset, .default_value = {                                                                    \
            .type = OP_INT,                                                                                            \
            .integer = preset                                                                                          \
        }                                                                                                              \
    }

static const Parameter frombuffer_parameters[] = {
    {.name = "buffer", .type = OP_NONE, .type_text = "object"},
    {.name = "dtype", .type = OP_DTYPE, .keyword_only = true, .type_text = "torch.dtype"},
    COUNTED("count", -1),
    COUNTED("offset", 0),
    {.name = "requires_grad",
     .type = OP_BOOL,
     .keyword_only = true,
     .has_default = true,
     .type_text = "bool",
     .default_text = "False",
     .default_value = {.type = OP_BOOL}}};
static const Overload frombuffer_overload = {
    .name = "frombuffer",
    .signature = "(object buffer, *, torch.dtype dtype, int count = -1, int offset = 0, bool requires_grad = False)",
    .parameters = frombuffer_parameters,
    .parameter_count = COUNT_OF(frombuffer_parameters),
    .positional_count = 1,
    .self_index = -1};
static const Overload *const frombuffer_overloads[] = {&frombuffer_overload};
static const Operator frombuffer_operator = {"frombuffer", OPERATOR_TORCH, 1, frombuffer_overloads,
                                             "Makes a tensor over the memory of a bytes-like object."};

/// Keeps the memory of a bytes-like object where it is: a view of it, so that it cannot be resized.
typedef struct Lender {
    Interp *interp;
    Value view;
} Lender;

static void give_back(void *owner)
{
    Lender *lender = owner;
    value_drop(lender->view);
    mem_free(&lender->interp->memory, lender, sizeof *lender);
}

/// Which bytes of a buffer the tensor takes: checks count and offset. False with ValueError pending.
static bool measure(Interp *interp, int64_t length, int64_t size, int64_t offset, int64_t *count)
{
    if (length <= 0 || *count == 0)
        raise_value_error(interp, "both buffer length (%lld) and count (%lld) must not be 0", (long long)length,
                          (long long)*count);
    else if (offset < 0 || offset >= length)
        raise_value_error(interp,
                          "offset (%lld bytes) must be non-negative and no greater than buffer length (%lld bytes) "
                          "minus 1",
                          (long long)offset, (long long)length);
    else if (*count < 0 && (length - offset) % size != 0)
        raise_value_error(interp,
                          "buffer length (%lld bytes) after offset (%lld bytes) must be a multiple of element size "
                          "(%lld)",
                          (long long)length, (long long)offset, (long long)size);
    else if (*count > (length - offset) / size)
        raise_value_error(interp,
                          "requested buffer length (%lld * %lld bytes) after offset (%lld bytes) must not be greater "
                          "than actual buffer length (%lld bytes)",
                          (long long)*count, (long long)size, (long long)offset, (long long)length);
    else {
        *count = *count < 0 ? (length - offset) / size : *count;
        return true;
    }
    return false;
}

/// A storage over the bytes of a view; takes the view, also on failure.
static Storage *borrow_take(Interp *interp, Value view, char *data, size_t bytes)
{
    Lender *lender = mem_alloc(&interp->memory, sizeof *lender);
    Storage *storage = lender ? storage_new(runtime_of(interp), 0, false) : NULL;
    if (!storage) {
        if (lender)
            mem_free(&interp->memory, lender, sizeof *lender);
        value_drop(view);
        return NULL;
    }
    *lender = (Lender){interp, view};
    storage->data = data;
    storage->bytes = bytes;
    storage->resizable = false;
    storage->release = give_back;
    storage->owner = lender;
    return storage;
}

static Tensor *from_view_take(Interp *interp, Value view, DType dtype, int64_t offset, int64_t count)
{
    const char *items;
    size_t length;
    int64_t size = (int64_t)dtype_size(dtype);
    if (!bytes_like(interp, view, &items, &length)) {
        raise_value_error(interp, "could not retrieve buffer from object");
    } else if (!measure(interp, (int64_t)length, size, offset, &count)) {
    } else if (((uintptr_t)items + (uintptr_t)offset) % dtype_size(dtype_real(dtype)) != 0) {
        value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                    "frombuffer() at an address that is no multiple of the element "
                    "size is not supported by torchlet");
    } else {
        Storage *storage = borrow_take(interp, view, (char *)(uintptr_t)items + offset, (size_t)(count * size));
        Tensor *result = storage ? tensor_of_storage(storage, dtype, DEVICE_CPU) : NULL;
        storage_release(storage);
        return result;
    }
    value_drop(view);
    return NULL;
}

NATIVE_RAW(memory_frombuffer, "frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False)",
           "Makes a tensor over the memory of a bytes-like object.")
{
    ParsedCall call;
    if (!binder_parse(interp, &frombuffer_operator, VALUE_UNSET, arguments, &call))
        return VALUE_ERROR;
    Value buffer = call.chosen[0];
    bool readonly = bytes_check(interp, buffer);
    Value view = value_call_values(interp, value_from_object(interp->types[TYPE_MEMORYVIEW]), 1, &buffer);
    if (value_is_error(view) && exception_catch(interp, ERROR_TYPE_ERROR))
        view = raise_value_error(interp, "object does not implement Python buffer protocol.");
    bool ok = !value_is_error(view) && (!readonly || warning_give(runtime_of(interp), WARNING_READ_ONLY_BUFFER));
    Tensor *tensor = !ok ? NULL
                         : from_view_take(interp, view, (DType)call.values[1].integer, call.values[3].integer,
                                          call.values[2].integer);
    tensor = tensor ? construct_require_grad_take(interp, tensor, call.values[4].flag) : NULL;
    binder_free(interp, &call);
    return tensor_wrap_take(interp, tensor);
}

const NativeSpec *const memory_natives[] = {&memory_storage_native,
                                            &memory_identity_native,
                                            &memory_address_native,
                                            &memory_resize_native,
                                            &memory_resizable_native,
                                            &memory_frombuffer_native,
                                            NULL};

#include "lib/torch/storage_object.h"

#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

Value storage_to_value(Interp *interp, Storage *storage, int dtype)
{
    StorageObject *object = object_new(interp, torch_of(interp)->types[TORCH_TYPE_STORAGE], sizeof *object);
    if (!object)
        return VALUE_ERROR;
    object->storage = storage_retain(storage);
    object->dtype = dtype;
    return value_from_object(object);
}

static const StorageObject *storage_of(Value v)
{
    return (const StorageObject *)v.object;
}

static DType element_dtype(Value self)
{
    return storage_of(self)->dtype < 0 ? DTYPE_UINT8 : (DType)storage_of(self)->dtype;
}

static int64_t element_count(Value self)
{
    return (int64_t)(storage_of(self)->storage->bytes / dtype_size(element_dtype(self)));
}

static bool storage_length(UNUSED Interp *interp, Value self, int64_t *length)
{
    *length = element_count(self);
    return true;
}

static char *element_at(Interp *interp, Value self, Value key)
{
    int64_t index, count = element_count(self);
    if (!value_to_int64(interp, key, &index))
        return NULL;
    if (index < -count || index >= count) {
        value_raise(interp, ERROR_INDEX_ERROR, "index %lld out of range for storage of size %lld", (long long)index,
                    (long long)count);
        return NULL;
    }
    index += index < 0 ? count : 0;
    return (char *)storage_of(self)->storage->data + (size_t)index * dtype_size(element_dtype(self));
}

static Value storage_get_item(Interp *interp, Value self, Value key)
{
    const char *at = element_at(interp, self, key);
    return at ? scalar_to_value(interp, scalar_load(at, element_dtype(self))) : VALUE_ERROR;
}

static bool storage_set_item(Interp *interp, Value self, Value key, Value item)
{
    char *at = element_at(interp, self, key);
    Scalar scalar;
    if (!at)
        return false;
    if (!scalar_from_value(interp, item, &scalar)) {
        raise_type_error(interp, "can't assign a %s to a storage", value_type_name(interp, item));
        return false;
    }
    scalar_store(at, element_dtype(self), scalar);
    return true;
}

static Value storage_to_list(Interp *interp, Value self)
{
    int64_t count = element_count(self);
    Value list = list_new(interp, (size_t)count);
    const char *data = storage_of(self)->storage->data;
    size_t size = dtype_size(element_dtype(self));
    for (int64_t i = 0; !value_is_error(list) && i < count; i++) {
        Value item = scalar_to_value(interp, scalar_load(data + (size_t)i * size, element_dtype(self)));
        if (value_is_error(item) || !list_append_take(interp, list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value storage_iter(Interp *interp, Value self)
{
    Value list = storage_to_list(interp, self);
    if (value_is_error(list))
        return list;
    Value iterator = value_iter(interp, list);
    value_drop(list);
    return iterator;
}

static Value storage_repr(Interp *interp, Value self)
{
    Text text;
    text_init(&text, &interp->memory);
    int64_t count = element_count(self);
    const char *data = storage_of(self)->storage->data;
    for (int64_t i = 0; i < count; i++) {
        Value item = scalar_to_value(
            interp, scalar_load(data + (size_t)i * dtype_size(element_dtype(self)), element_dtype(self)));
        Value shown = value_is_error(item) ? item : value_str(interp, item);
        if (value_is_error(shown)) {
            text_free(&text);
            return shown;
        }
        text_append_format(&text, " %s\n", str_of(shown)->text);
        value_drop(shown);
        value_drop(item);
    }
    if (storage_of(self)->dtype < 0)
        text_append_format(&text, "[torch.storage.UntypedStorage(device=cpu) of size %lld]", (long long)count);
    else
        text_append_format(&text, "[torch.storage.TypedStorage(dtype=torch.%s, device=cpu) of size %lld]",
                           dtype_name(element_dtype(self)), (long long)count);
    return str_from_text_take(&text);
}

static void storage_destroy(UNUSED Interp *interp, Object *self)
{
    StorageObject *object = (StorageObject *)self;
    if (object->storage)
        storage_release(object->storage);
    object->storage = NULL;
}

NATIVE(storage_data_ptr, "data_ptr(self, /)", "Returns the address of the first byte.")
{
    return value_from_int((int64_t)(uintptr_t)storage_of(arg[0])->storage->data);
}

NATIVE(storage_nbytes, "nbytes(self, /)", "Returns the number of bytes.")
{
    return value_from_int((int64_t)storage_of(arg[0])->storage->bytes);
}

NATIVE(storage_size, "size(self, /)", "Returns the number of elements.")
{
    return value_from_int(element_count(arg[0]));
}

NATIVE(storage_element_size, "element_size(self, /)", "Returns the bytes of one element.")
{
    return value_from_int((int64_t)dtype_size(element_dtype(arg[0])));
}

NATIVE(storage_tolist, "tolist(self, /)", "Returns the elements as a list.")
{
    return storage_to_list(interp, arg[0]);
}

NATIVE(storage_untyped, "untyped(self, /)", "Returns the bytes behind the elements.")
{
    return storage_to_value(interp, storage_of(arg[0])->storage, -1);
}

static Value storage_get_dtype(Interp *interp, Value self)
{
    return dtype_to_value(interp, element_dtype(self));
}

static Value storage_get_device(Interp *interp, UNUSED Value self)
{
    return device_to_value(interp, DEVICE_CPU);
}

/// What identifies the memory: equal for all views of it.
static Value storage_get_identity(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)(uintptr_t)storage_of(self)->storage);
}

static const NativeSpec *const storage_methods[] = {&storage_data_ptr_native,
                                                    &storage_nbytes_native,
                                                    &storage_size_native,
                                                    &storage_element_size_native,
                                                    &storage_tolist_native,
                                                    &storage_untyped_native,
                                                    NULL};
static const GetSetSpec storage_getsets[] = {
    {"dtype", "The type of the elements.", storage_get_dtype, NULL},
    {"device", "Where the memory lies.", storage_get_device, NULL},
    {"_cdata", "What identifies the memory.", storage_get_identity, NULL},
    {NULL},
};

const TypeSpec storage_spec = {
    .name = "torch.storage.UntypedStorage",
    .doc = "The memory behind tensors.",
    .id = -1,
    .size = sizeof(StorageObject),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.repr = storage_repr,
              .length = storage_length,
              .get_item = storage_get_item,
              .set_item = storage_set_item,
              .iter = storage_iter,
              .destroy = storage_destroy},
    .methods = storage_methods,
    .getsets = storage_getsets,
};

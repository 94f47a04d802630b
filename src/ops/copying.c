#include "tensor/copy.h"

#include <string.h>

#include "ops/support.h"
#include "tensor/elementwise.h"

Tensor *copying_clone(Runtime *runtime, const Tensor *self, int memory_format)
{
    (void)runtime;
    return copy_new(self, (DType)self->dtype,
                    memory_format == OPTION_NONE ? FORMAT_PRESERVE : (MemoryFormat)memory_format);
}

// Warns where an imaginary part is lost.
static bool check_cast(Runtime *runtime, DType from, DType to)
{
    return !dtype_is_complex(from) || dtype_is_complex(to) || to == DTYPE_BOOL ||
           warning_give(runtime, WARNING_COMPLEX_TO_REAL);
}

bool copying_copy(Runtime *runtime, Tensor *self, const Tensor *src, bool non_blocking)
{
    (void)non_blocking;
    return (self->device == DEVICE_META || elementwise_check_overlap(self, &src, 1)) &&
           check_cast(runtime, src->dtype, self->dtype) && copy_into(self, src);
}

bool copying_fill(Runtime *runtime, Tensor *self, Scalar value)
{
    return tensor_check_scalar(runtime, value, self->dtype) && copy_fill(self, value);
}

bool copying_check_fill(Runtime *runtime, Tensor *self, const Tensor *value)
{
    (void)self;
    if (!value->rank)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "fill_ only supports 0-dimension value tensor but got tensor with %d dimensions.", (int)value->rank);
    return false;
}

bool copying_fill_tensor(Runtime *runtime, Tensor *self, const Tensor *value)
{
    return (self->device == DEVICE_META || item_accepted(runtime, value)) && copy_fill(self, tensor_item(value));
}

Tensor *copying_filled(Runtime *runtime, const Tensor *self, Scalar value)
{
    Tensor *result = tensor_empty_like(self, (DType)self->dtype, FORMAT_PRESERVE);
    if (result && copying_fill(runtime, result, value))
        return result;
    tensor_release(result);
    return NULL;
}

Tensor *copying_filled_tensor(Runtime *runtime, const Tensor *self, const Tensor *value)
{
    Tensor *copy = op_clone(runtime, self, OPTION_NONE);
    Tensor *result = copy ? op_fill__Tensor(runtime, copy, value) : NULL;
    tensor_release(copy);
    return result;
}

bool copying_zero(Runtime *runtime, Tensor *self)
{
    (void)runtime;
    return copy_fill(self, scalar_int(0));
}

Tensor *copying_contiguous(Runtime *runtime, const Tensor *self, int memory_format)
{
    MemoryFormat format = memory_format == OPTION_NONE ? FORMAT_CONTIGUOUS : (MemoryFormat)memory_format;
    if (format == FORMAT_PRESERVE) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "preserve memory format is unsupported by the contiguous operator");
        return NULL;
    }
    if (format == FORMAT_CONTIGUOUS ? tensor_is_contiguous(self)
                                    : shape_is_format(self->rank, self->sizes, self->strides, format))
        return tensor_retain(self);
    return op_clone(runtime, self, (int)format);
}

Tensor *copying_to_copy(Runtime *runtime, const Tensor *self, int dtype, int memory_format)
{
    if (dtype != OPTION_NONE && !check_cast(runtime, self->dtype, (DType)dtype))
        return NULL;
    return copy_new(self, dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype,
                    memory_format == OPTION_NONE ? FORMAT_PRESERVE : (MemoryFormat)memory_format);
}

Tensor *copying_to_copy_backward(Runtime *runtime, const Tensor *grad, int64_t dtype)
{
    return op_to_dtype(runtime, grad, (int)dtype, false, false, OPTION_NONE);
}

static Tensor *to_meta(Runtime *runtime, const Tensor *self, DType dtype)
{
    return tensor_empty_strided(runtime, self->rank, self->sizes, self->strides, dtype, DEVICE_META);
}

Tensor *copying_to_device(Runtime *runtime, const Tensor *self, int device, int dtype, bool non_blocking, bool copy,
                          int memory_format)
{
    (void)non_blocking;
    DType goal = dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype;
    if (device == DEVICE_META && self->device != DEVICE_META)
        return to_meta(runtime, self, goal);
    if (device == DEVICE_CPU && self->device == DEVICE_META) {
        (void)tensor_refuse_no_data(runtime);
        return NULL;
    }
    bool same_format = memory_format == OPTION_NONE || memory_format == FORMAT_PRESERVE ||
                       (MemoryFormat)memory_format == shape_suggest_format(self->rank, self->sizes, self->strides);
    if (goal == (DType)self->dtype && !copy && same_format)
        return tensor_retain(self);
    return op__to_copy(runtime, self, (int)goal, memory_format);
}

Tensor *copying_to_dtype(Runtime *runtime, const Tensor *self, int dtype, bool non_blocking, bool copy,
                         int memory_format)
{
    return copying_to_device(runtime, self, OPTION_NONE, dtype, non_blocking, copy, memory_format);
}

Tensor *copying_to_other(Runtime *runtime, const Tensor *self, const Tensor *tensor, bool non_blocking, bool copy,
                         int memory_format)
{
    return copying_to_device(runtime, self, tensor->device, tensor->dtype, non_blocking, copy, memory_format);
}

Tensor *copying_type_as(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return copying_to_device(runtime, self, OPTION_NONE, other->dtype, false, false, OPTION_NONE);
}

Tensor *copying_detach(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return tensor_alias(self);
}

Tensor *copying_detach_in_place(Runtime *runtime, Tensor *self)
{
    (void)runtime;
    return autograd_detach_in_place(self) ? tensor_retain(self) : NULL;
}

Tensor *copying_alias(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return tensor_alias(self);
}

bool copying_check_imag(Runtime *runtime, const Tensor *self)
{
    if (dtype_is_complex((DType)self->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "imag is not implemented for tensors with non-complex dtypes.");
    return false;
}

// A view whose elements have another size; sizes, strides and offset count in these.
static Tensor *view_as_dtype(const Tensor *base, int rank, const int64_t *sizes, const int64_t *strides, int64_t offset,
                             DType dtype)
{
    Tensor *view = tensor_view(base, rank, sizes, strides, offset);
    if (view) {
        view->dtype = (uint8_t)dtype;
        view->pending_conj = view->pending_neg = false;
    }
    return view;
}

Tensor *copying_view_as_real(Runtime *runtime, const Tensor *self)
{
    if (!dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "view_as_real is only supported for complex tensors");
        return NULL;
    }
    int64_t sizes[SHAPE_MAX_RANK + 1], strides[SHAPE_MAX_RANK + 1];
    for (int i = 0; i < self->rank; i++) {
        sizes[i] = self->sizes[i];
        strides[i] = shape_stride_times(self->strides[i], 2);
    }
    sizes[self->rank] = 2;
    strides[self->rank] = 1;
    return view_as_dtype(self, self->rank + 1, sizes, strides, self->offset * 2, dtype_real((DType)self->dtype));
}

Tensor *copying_view_as_complex(Runtime *runtime, const Tensor *self)
{
    const char *message = NULL;
    if (self->dtype != DTYPE_FLOAT32 && self->dtype != DTYPE_FLOAT64)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar "
                    "type: %s",
                    dtype_scalar_name((DType)self->dtype));
    else if (!self->rank)
        message = "Input tensor must have one or more dimensions";
    else if (self->sizes[self->rank - 1] != 2)
        message = "Tensor must have a last dimension of size 2";
    else if (self->strides[self->rank - 1] != 1)
        message = "Tensor must have a last dimension with stride 1";
    int64_t strides[SHAPE_MAX_RANK];
    for (int i = 0; !message && i + 1 < self->rank; i++) {
        strides[i] = self->strides[i] / 2;
        if (self->strides[i] % 2)
            message = "Tensor must have a stride divisible by 2 for all but last dimension";
    }
    if (!message && self->rank && self->offset % 2)
        message = "Tensor must have a storage_offset divisible by 2";
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    if (error_pending(runtime->error))
        return NULL;
    return view_as_dtype(self, self->rank - 1, self->sizes, strides, self->offset / 2,
                         dtype_complex((DType)self->dtype) == DTYPE_COMPLEX64 && self->dtype == DTYPE_FLOAT64
                             ? DTYPE_COMPLEX128
                             : dtype_complex((DType)self->dtype));
}

Tensor *copying_resize(Runtime *runtime, Tensor *self, IntList size, int memory_format)
{
    if (autograd_requires_grad(self)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cannot resize variables that require grad");
        return NULL;
    }
    if (memory_format == FORMAT_PRESERVE) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Unsupported memory format Preserve");
        return NULL;
    }
    int wanted = memory_format == FORMAT_CHANNELS_LAST      ? 4
                 : memory_format == FORMAT_CHANNELS_LAST_3D ? 5
                                                            : (int)size.count;
    if (size.count != wanted) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "required rank %d tensor to use channels_last%s format",
                    wanted, wanted == 5 ? "_3d" : "");
        return NULL;
    }
    for (int64_t i = 0; i < size.count; i++)
        if (size.items[i] < 0) { // counted as if it had no sign
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "numel: integer multiplication overflow");
            return NULL;
        }
    bool changed = !shape_same(self->rank, self->sizes, (int)size.count, size.items);
    if (!elementwise_resize(self, (int)size.count, size.items))
        return NULL;
    if (changed)
        tensor_bump_version(self);
    int64_t strides[SHAPE_MAX_RANK];
    if (memory_format == OPTION_NONE || memory_format == FORMAT_CONTIGUOUS)
        return tensor_retain(self);
    shape_format_strides((int)size.count, size.items, (MemoryFormat)memory_format, strides);
    return tensor_set(self, self->storage, (int)size.count, size.items, strides, self->offset) ? tensor_retain(self)
                                                                                               : NULL;
}

Tensor *copying_resize_as(Runtime *runtime, Tensor *self, const Tensor *the_template, int memory_format)
{
    if (memory_format != FORMAT_PRESERVE)
        return copying_resize(runtime, self, tensor_size_list(the_template), memory_format);
    Tensor *resized = copying_resize(runtime, self, tensor_size_list(the_template), OPTION_NONE);
    bool dense = shape_is_dense(the_template->rank, the_template->sizes, the_template->strides);
    if (resized && dense &&
        !tensor_set(self, self->storage, self->rank, the_template->sizes, the_template->strides, self->offset)) {
        tensor_release(resized);
        return NULL;
    }
    return resized;
}

// A tensor stays on its device, whatever storage it gets.
static bool same_device(Runtime *runtime, const Tensor *self, const Tensor *source)
{
    if (source->device != self->device) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Attempted to set the storage of a tensor on device \"%s\" to a storage on different device \"%s\".  "
            "This is no longer allowed; the devices must match.",
            device_name(self->device), device_name(source->device));
        return false;
    }
    return true;
}

// Makes `self` a view of another tensor's storage.
static Tensor *set_storage(Runtime *runtime, Tensor *self, const Tensor *source, int64_t offset, IntList size,
                           const int64_t *strides)
{
    if (source->dtype != self->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Could not set tensor of type %s to a tensor of type %s",
                    dtype_c_name((DType)source->dtype), dtype_c_name((DType)self->dtype));
        return NULL;
    }
    if (!same_device(runtime, self, source) || !in_place_begin(runtime, self, false, NULL) ||
        !tensor_set(self, source->storage, (int)size.count, size.items, strides, offset))
        return NULL;
    return tensor_retain(self);
}

Tensor *copying_set(Runtime *runtime, Tensor *self, const Tensor *source)
{
    return set_storage(runtime, self, source, source->offset, tensor_size_list(source), source->strides);
}

Tensor *copying_set_part(Runtime *runtime, Tensor *self, const Tensor *source, int64_t storage_offset, IntList size,
                         IntList stride)
{
    // The geometry is checked, and the storage measured, as as_strided does it.
    int64_t strides[SHAPE_MAX_RANK];
    if (!same_device(runtime, self, source) || !shape_check_rank(runtime->error, size.count))
        return NULL;
    shape_contiguous_strides((int)size.count, size.items, strides);
    IntList given = stride.count > 0 ? stride : (IntList){strides, size.count};
    Tensor *plain = tensor_alias(source);
    Tensor *view = plain ? op_as_strided(runtime, plain, size, given, (OptionalInt){true, storage_offset}) : NULL;
    Tensor *result = view ? copying_set(runtime, self, view) : NULL;
    tensor_release(plain);
    tensor_release(view);
    return result;
}

// All elements of a storage, which comes as a tensor of bytes or of the storage's own dtype, in the dtype of `self`.
static Tensor *storage_elements(Runtime *runtime, const Tensor *self, const Tensor *source)
{
    if (source->dtype != self->dtype && source->dtype != DTYPE_UINT8) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected a Storage of type %s or an UntypedStorage, but got type %s for argument 1 'storage'",
                    dtype_c_name((DType)self->dtype), dtype_scalar_name((DType)source->dtype));
        return NULL;
    }
    return tensor_of_storage(source->storage, (DType)self->dtype, (Device)source->device);
}

Tensor *copying_set_storage(Runtime *runtime, Tensor *self, const Tensor *source)
{
    Tensor *elements = storage_elements(runtime, self, source);
    Tensor *result = elements ? copying_set(runtime, self, elements) : NULL;
    tensor_release(elements);
    return result;
}

Tensor *copying_set_storage_part(Runtime *runtime, Tensor *self, const Tensor *source, int64_t storage_offset,
                                 IntList size, IntList stride)
{
    Tensor *elements = storage_elements(runtime, self, source);
    Tensor *result = elements ? copying_set_part(runtime, self, elements, storage_offset, size, stride) : NULL;
    tensor_release(elements);
    return result;
}

Tensor *copying_set_empty(Runtime *runtime, Tensor *self)
{
    const int64_t none = 0;
    Tensor *empty = tensor_empty(runtime, 1, &none, (DType)self->dtype, (Device)self->device);
    Tensor *result = empty ? copying_set(runtime, self, empty) : NULL;
    tensor_release(empty);
    return result;
}

bool copying_result_type(Runtime *runtime, const Tensor *tensor, const Tensor *other, int *result)
{
    (void)runtime;
    *result = (int)tensor_result_dtype((const Tensor *[]){tensor, other}, 2);
    return true;
}

Tensor *copying_imag(Runtime *runtime, const Tensor *self)
{
    Tensor *pairs = op_view_as_real(runtime, self);
    Tensor *result = pairs ? op_select_int(runtime, pairs, -1, 1) : NULL;
    tensor_release(pairs);
    if (result) {
        result->pending_neg = self->pending_conj;
        result->pending_conj = false;
    }
    return result;
}

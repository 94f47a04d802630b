#include "tensor/tensor.h"

#include <string.h>

// Gives the tensor room for `rank` dimensions: inside itself up to TENSOR_INLINE_RANK, else in a block of its own.
static bool set_rank(Tensor *tensor, int rank)
{
    if (rank <= TENSOR_INLINE_RANK) {
        tensor->sizes = tensor->inline_dims;
        tensor->strides = tensor->inline_dims + TENSOR_INLINE_RANK;
    } else {
        if (!shape_check_rank(tensor->runtime->error, rank))
            return false;
        int64_t *dims = mem_alloc_array(tensor->runtime->memory, 2 * (size_t)rank, sizeof(int64_t));
        if (!dims)
            return false;
        tensor->sizes = dims;
        tensor->strides = dims + rank;
    }
    tensor->rank = rank;
    return true;
}

static void free_dims(Memory *memory, int64_t *dims, int rank)
{
    if (rank > TENSOR_INLINE_RANK)
        mem_free(memory, dims, 2 * (size_t)rank * sizeof(int64_t));
}

// A tensor without storage; sizes and strides are still unset.
static Tensor *new_tensor(Runtime *runtime, int rank, DType dtype, Device device)
{
    Tensor *tensor = mem_alloc(runtime->memory, sizeof *tensor);
    if (!tensor)
        return NULL;
    tensor->references = 1;
    tensor->runtime = runtime;
    tensor->storage = NULL;
    tensor->offset = 0;
    tensor->dtype = (uint8_t)dtype;
    tensor->device = (uint8_t)device;
    tensor->is_inference = runtime->inference_mode;
    tensor->pending_conj = tensor->pending_neg = false;
    tensor->wrapped_number = false;
    tensor->autograd = NULL;
    tensor->wrapper = NULL;
    if (!set_rank(tensor, rank)) {
        mem_free(runtime->memory, tensor, sizeof *tensor);
        return NULL;
    }
    runtime->live_tensors++;
    return tensor;
}

static bool refuse_bytes(Runtime *runtime, int rank, const int64_t *sizes, const int64_t *strides)
{
    char text[SHAPE_TEXT], steps[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Storage size calculation overflowed with sizes=%s%s%s",
                shape_format(text, rank, sizes), strides ? " and strides=" : "",
                strides ? shape_format(steps, rank, strides) : "");
    return false;
}

// The bytes of a contiguous tensor. As in PyTorch, what overflows before a size of 0 is reached is refused, and what
// follows the first size must fit into a stride.
static bool count_bytes(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, size_t *bytes)
{
    bool overflow = false, stride_overflow = false;
    int64_t stride = 1;
    *bytes = 1;
    for (int i = 0; i < rank; i++) {
        overflow |= __builtin_mul_overflow(*bytes, (size_t)sizes[i], bytes);
        stride_overflow |= i > 0 && __builtin_mul_overflow(stride, sizes[i] ? sizes[i] : 1, &stride);
    }
    overflow |= __builtin_mul_overflow(*bytes, dtype_size(dtype), bytes);
    if (UNLIKELY(overflow || *bytes > INT64_MAX))
        return refuse_bytes(runtime, rank, sizes, NULL);
    if (UNLIKELY(stride_overflow))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Stride calculation overflowed");
    return !stride_overflow;
}

static Tensor *attach_storage(Tensor *tensor, size_t bytes, bool zero)
{
    // A meta tensor has geometry only.
    size_t allocated = tensor->device == DEVICE_META ? 0 : bytes;
    tensor->storage = storage_new(tensor->runtime, allocated, zero);
    if (tensor->storage)
        return tensor;
    tensor_release(tensor);
    return NULL;
}

static Tensor *new_contiguous(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device, bool zero)
{
    size_t bytes;
    if (!shape_check_sizes(runtime->error, rank, sizes) || !count_bytes(runtime, rank, sizes, dtype, &bytes))
        return NULL;
    Tensor *tensor = new_tensor(runtime, rank, dtype, device);
    if (!tensor)
        return NULL;
    for (int i = 0; i < rank; i++)
        tensor->sizes[i] = sizes[i];
    shape_contiguous_strides(rank, sizes, tensor->strides);
    return attach_storage(tensor, bytes, zero);
}

Tensor *tensor_empty(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device)
{
    return new_contiguous(runtime, rank, sizes, dtype, device, false);
}

Tensor *tensor_zeros(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device)
{
    return new_contiguous(runtime, rank, sizes, dtype, device, true);
}

Tensor *tensor_empty_strided(Runtime *runtime, int rank, const int64_t *sizes, const int64_t *strides, DType dtype,
                             Device device)
{
    int64_t count, extent;
    size_t bytes = 0;
    if (!shape_check_sizes(runtime->error, rank, sizes))
        return NULL;
    bool fits = shape_extent(rank, sizes, strides, &extent) &&
                !__builtin_mul_overflow((size_t)extent, dtype_size(dtype), &bytes) && bytes <= INT64_MAX;
    if (!fits) {
        (void)refuse_bytes(runtime, rank, sizes, strides);
        return NULL;
    }
    Tensor *tensor = new_tensor(runtime, rank, dtype, device);
    if (!tensor)
        return NULL;
    memcpy(tensor->sizes, sizes, (size_t)rank * sizeof *sizes);
    memcpy(tensor->strides, strides, (size_t)rank * sizeof *strides);
    tensor = attach_storage(tensor, bytes, false);
    if (!tensor || shape_count(runtime->error, rank, sizes, &count))
        return tensor;
    tensor_release(tensor); // elements that share their places can be too many to be counted
    return NULL;
}

Tensor *tensor_empty_like(const Tensor *like, DType dtype, MemoryFormat format)
{
    int64_t strides[SHAPE_MAX_RANK];
    if (format == FORMAT_CONTIGUOUS)
        return tensor_empty(like->runtime, like->rank, like->sizes, dtype, like->device);
    if (format == FORMAT_PRESERVE && shape_is_dense(like->rank, like->sizes, like->strides))
        memcpy(strides, like->strides, (size_t)like->rank * sizeof *strides);
    else if (format == FORMAT_PRESERVE)
        shape_preserve_order(like->rank, like->sizes, like->strides, strides);
    else if (like->rank != (format == FORMAT_CHANNELS_LAST ? 4 : 5)) {
        error_raise(like->runtime->error, ERROR_RUNTIME_ERROR, "required rank %d tensor to use channels_last%s format",
                    format == FORMAT_CHANNELS_LAST ? 4 : 5, format == FORMAT_CHANNELS_LAST ? "" : "_3d");
        return NULL;
    } else
        shape_format_strides(like->rank, like->sizes, format, strides);
    return tensor_empty_strided(like->runtime, like->rank, like->sizes, strides, dtype, like->device);
}

Tensor *tensor_view(const Tensor *base, int rank, const int64_t *sizes, const int64_t *strides, int64_t offset)
{
    int64_t count;
    Tensor *tensor = shape_count(base->runtime->error, rank, sizes, &count)
                         ? new_tensor(base->runtime, rank, base->dtype, base->device)
                         : NULL;
    if (!tensor)
        return NULL;
    for (int i = 0; i < rank; i++) {
        tensor->sizes[i] = sizes[i];
        tensor->strides[i] = strides[i];
    }
    tensor->offset = offset;
    tensor->is_inference = base->is_inference;
    tensor->pending_conj = base->pending_conj;
    tensor->pending_neg = base->pending_neg;
    tensor->storage = storage_retain(base->storage);
    return tensor;
}

Tensor *tensor_expand(const Tensor *tensor, int rank, const int64_t *sizes)
{
    int64_t final_sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    if (rank < tensor->rank) {
        char own[SHAPE_TEXT], wanted[SHAPE_TEXT];
        error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR,
                    "expand(%s{%s}, size=%s): the number of sizes provided (%d) must be greater or equal to the number "
                    "of dimensions in the tensor (%d)",
                    dtype_tensor_name(tensor->dtype), tensor_format_sizes(tensor, own),
                    shape_format(wanted, rank, sizes), rank, tensor->rank);
        return NULL;
    }
    if (!shape_check_rank(tensor->runtime->error, rank))
        return NULL;
    memcpy(final_sizes, sizes, (size_t)rank * sizeof *sizes);
    if (!shape_expand(tensor->runtime->error, tensor->rank, tensor->sizes, tensor->strides, rank, final_sizes, strides))
        return NULL;
    return tensor_view(tensor, rank, final_sizes, strides, tensor->offset);
}

Tensor *tensor_alias(const Tensor *tensor)
{
    return tensor_view(tensor, tensor->rank, tensor->sizes, tensor->strides, tensor->offset);
}

Tensor *tensor_of_storage(Storage *storage, DType dtype, Device device)
{
    Tensor *tensor = new_tensor(storage->runtime, 1, dtype, device);
    if (!tensor)
        return NULL;
    tensor->sizes[0] = (int64_t)(storage->bytes / dtype_size(dtype));
    tensor->strides[0] = 1;
    tensor->storage = storage_retain(storage);
    return tensor;
}

Tensor *tensor_scalar(Runtime *runtime, Scalar value, DType dtype)
{
    Tensor *tensor = tensor_empty(runtime, 0, NULL, dtype, DEVICE_CPU);
    if (tensor)
        scalar_store(tensor->storage->data, dtype, value);
    return tensor;
}

Tensor *tensor_scalar_like(const Tensor *like, Scalar value)
{
    Tensor *tensor = tensor_empty(like->runtime, 0, NULL, like->dtype, like->device);
    if (tensor)
        tensor_write(tensor, 0, value);
    return tensor;
}

Tensor *tensor_wrapped_scalar(Runtime *runtime, Scalar value)
{
    return tensor_wrapped_beside(runtime, NULL, value);
}

Tensor *tensor_wrapped_beside(Runtime *runtime, const Tensor *partner, Scalar value)
{
    if (value.wide && !(partner && !dtype_is_integral(partner->dtype))) {
        error_raise(runtime->error, ERROR_OVERFLOW_ERROR, "int too big to convert");
        return NULL;
    }
    Tensor *tensor = tensor_scalar(runtime, value, value.wide ? DTYPE_FLOAT64 : scalar_dtype(value, DTYPE_FLOAT64));
    if (tensor)
        tensor->wrapped_number = true;
    return tensor;
}

bool tensor_set(Tensor *tensor, Storage *storage, int rank, const int64_t *sizes, const int64_t *strides,
                int64_t offset)
{
    // The new dimensions may be the old ones: copy them before anything changes.
    int64_t new_sizes[SHAPE_MAX_RANK], new_strides[SHAPE_MAX_RANK];
    if (rank <= SHAPE_MAX_RANK) {
        memcpy(new_sizes, sizes, (size_t)rank * sizeof *sizes);
        memcpy(new_strides, strides, (size_t)rank * sizeof *strides);
    }
    if (rank != tensor->rank) {
        int64_t *old_dims = tensor->sizes;
        int old_rank = tensor->rank;
        if (!set_rank(tensor, rank))
            return false;
        free_dims(tensor->runtime->memory, old_dims, old_rank);
    }
    memcpy(tensor->sizes, new_sizes, (size_t)rank * sizeof *sizes);
    memcpy(tensor->strides, new_strides, (size_t)rank * sizeof *strides);
    tensor->offset = offset;
    if (storage != tensor->storage) {
        Storage *old = tensor->storage;
        tensor->storage = storage_retain(storage);
        storage_release(old);
    }
    return true;
}

Tensor *tensor_retain(const Tensor *tensor)
{
    Tensor *shared = (Tensor *)tensor; // the count is bookkeeping, not part of the value
    shared->references++;
    return shared;
}

void tensor_release(Tensor *tensor)
{
    if (!tensor || --tensor->references > 0)
        return;
    Runtime *runtime = tensor->runtime;
    if (tensor->wrapper && runtime->wrapper_detach)
        runtime->wrapper_detach(tensor->wrapper);
    if (tensor->autograd && runtime->autograd_free)
        runtime->autograd_free(tensor->autograd);
    storage_release(tensor->storage);
    free_dims(runtime->memory, tensor->sizes, tensor->rank);
    mem_free(runtime->memory, tensor, sizeof *tensor);
    runtime->live_tensors--;
}

// The meta device holds no elements: what is read there is 0, what is written is lost.
Scalar tensor_read(const Tensor *tensor, int64_t offset)
{
    if (!tensor->storage->data)
        return scalar_int(0);
    return scalar_load((const char *)tensor->storage->data + (size_t)offset * dtype_size(tensor->dtype), tensor->dtype);
}

void tensor_write(Tensor *tensor, int64_t offset, Scalar value)
{
    if (tensor->storage->data)
        scalar_store((char *)tensor->storage->data + (size_t)offset * dtype_size(tensor->dtype), tensor->dtype, value);
}

Scalar tensor_item(const Tensor *tensor)
{
    return tensor_read(tensor, tensor->offset);
}

bool tensor_refuse_dtype(Runtime *runtime, const char *kernel, DType dtype)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel,
                dtype_scalar_name(dtype));
    return false;
}

bool tensor_check_dtype(const Tensor *tensor, DType expected)
{
    if (tensor->dtype == expected)
        return true;
    error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "expected scalar type %s but found %s",
                dtype_scalar_name(expected), dtype_scalar_name(tensor->dtype));
    return false;
}

bool tensor_refuse_meta(Runtime *runtime, const char *name)
{
    error_raise(runtime->error, ERROR_NOT_IMPLEMENTED_ERROR,
                "aten::%s: attempted to run this operator with Meta tensors, but there was no fake impl or Meta kernel "
                "registered. You may have run into this message while using an operator with PT2 compilation APIs "
                "(torch.compile/torch.export); in order to use this operator with those APIs you'll need to add a fake "
                "impl. Please see the following for next steps:  "
                "https://pytorch.org/tutorials/advanced/custom_ops_landing_page.html",
                name);
    return false;
}

bool tensor_refuse_no_data(Runtime *runtime)
{
    error_raise(runtime->error, ERROR_NOT_IMPLEMENTED_ERROR, "Cannot copy out of meta tensor; no data!");
    return false;
}

bool tensor_check_scalar(Runtime *runtime, Scalar value, DType dtype)
{
    if (scalar_fits(value, dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "value cannot be converted to type %s without overflow",
                dtype_value_name(dtype));
    return false;
}

int64_t tensor_count(const Tensor *tensor)
{
    return shape_product(tensor->rank, tensor->sizes);
}

bool tensor_is_contiguous(const Tensor *tensor)
{
    return shape_is_contiguous(tensor->rank, tensor->sizes, tensor->strides);
}

bool tensor_is_column_major(const Tensor *tensor)
{
    return tensor->rank == 2 && tensor->strides[0] == 1 && tensor->strides[1] == tensor->sizes[0];
}

bool tensor_overlaps_itself(const Tensor *tensor)
{
    for (int i = 0; i < tensor->rank; i++)
        if (tensor->strides[i] == 0 && tensor->sizes[i] > 1)
            return true;
    return false;
}

// The dtypes seen in one of the three priorities, promoted among themselves; DTYPE_COUNT while there is none.
static void promote_into(DType *seen, DType dtype)
{
    *seen = *seen == DTYPE_COUNT ? dtype : dtype_promote(*seen, dtype);
}

// A weaker priority counts only where its category is higher.
static DType combine(DType stronger, DType weaker)
{
    if (stronger == DTYPE_COUNT || weaker == DTYPE_COUNT)
        return stronger == DTYPE_COUNT ? weaker : stronger;
    if (dtype_category(weaker) <= dtype_category(stronger))
        return stronger;
    return dtype_is_floating(stronger) ? dtype_complex(stronger) : dtype_promote(stronger, weaker);
}

static DType result_dtype(DType with_dims, DType without_dims, DType numbers)
{
    return combine(combine(with_dims, without_dims), numbers);
}

DType tensor_result_dtype(const Tensor *const *tensors, int count)
{
    DType with_dims = DTYPE_COUNT, without_dims = DTYPE_COUNT, numbers = DTYPE_COUNT;
    for (int i = 0; i < count; i++) {
        DType dtype = tensors[i]->dtype;
        if (tensors[i]->rank > 0) {
            promote_into(&with_dims, dtype);
        } else if (tensors[i]->wrapped_number) {
            // A Python float takes the default dtype, not the float64 it is stored in.
            if (dtype_is_floating(dtype))
                dtype = tensors[i]->runtime->default_dtype;
            else if (dtype_is_complex(dtype))
                dtype = dtype_complex(tensors[i]->runtime->default_dtype);
            promote_into(&numbers, dtype);
        } else {
            promote_into(&without_dims, dtype);
        }
    }
    return result_dtype(with_dims, without_dims, numbers);
}

DType tensor_result_dtype_scalar(const Tensor *tensor, Scalar scalar)
{
    DType number = scalar_dtype(scalar, tensor->runtime->default_dtype);
    DType own = tensor->dtype;
    if (tensor->rank > 0)
        return result_dtype(own, DTYPE_COUNT, number);
    if (tensor->wrapped_number) {
        promote_into(&number, own);
        return number;
    }
    return result_dtype(DTYPE_COUNT, own, number);
}

// One tensor into several: unbind, split and their kin.
#include <string.h>

#include "ops/support.h"

static bool fail(Runtime *runtime, TensorVector *result)
{
    tensor_vector_free(runtime, result);
    return false;
}

bool view_unbind(Runtime *runtime, const Tensor *self, int64_t dim, TensorVector *result)
{
    int at;
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at) || !shape_wrap_size(runtime->error, dim, self->rank, &at))
        return false;
    if (!tensor_vector_make(runtime, result, self->sizes[at]))
        return false;
    for (int64_t i = 0; i < result->count; i++)
        if (!(result->items[i] = view_select(runtime, self, at, i)))
            return fail(runtime, result);
    return true;
}

bool view_split_with_sizes(Runtime *runtime, const Tensor *self, IntList split_sizes, int64_t dim, TensorVector *result)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "split expects at least a 1-dimensional tensor");
        return false;
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return false;
    int64_t sum = 0;
    bool negative = false, beyond = false;
    for (int64_t i = 0; i < split_sizes.count; i++) {
        beyond |= __builtin_add_overflow(sum, split_sizes.items[i], &sum);
        negative |= split_sizes.items[i] < 0;
    }
    char text[SHAPE_TEXT];
    if (negative)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=%s",
                    shape_format(text, (int)split_sizes.count, split_sizes.items));
    else if (beyond || sum != self->sizes[at])
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "split_with_sizes expects split_sizes to sum exactly to %lld (input tensor's size at dimension %lld), "
            "but got split_sizes=%s",
            (long long)self->sizes[at], (long long)dim, shape_format(text, (int)split_sizes.count, split_sizes.items));
    if (error_pending(runtime->error))
        return false;
    if (!tensor_vector_make(runtime, result, split_sizes.count))
        return false;
    int64_t start = 0;
    for (int64_t i = 0; i < split_sizes.count; i++) {
        OptionalInt first = {true, start}, last = {true, start + split_sizes.items[i]};
        if (!(result->items[i] = view_slice(runtime, self, at, first, last, 1)))
            return fail(runtime, result);
        start = last.value;
    }
    return true;
}

bool view_split(Runtime *runtime, const Tensor *self, int64_t split_size, int64_t dim, TensorVector *result)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "split expects at least a 1-dimensional tensor");
        return false;
    }
    if (split_size < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "split expects split_size be non-negative, but got split_size=%lld", (long long)split_size);
        return false;
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return false;
    int64_t size = self->sizes[at];
    if (!split_size && size) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "split_size can only be 0 if dimension size is 0, but got dimension size of %lld", (long long)size);
        return false;
    }
    int64_t count = size ? (size - 1) / split_size + 1 : 1;
    if (!tensor_vector_make(runtime, result, count))
        return false;
    for (int64_t i = 0; i < count; i++) {
        int64_t start = i * split_size, width = split_size < size - start ? split_size : size - start;
        OptionalInt first = {true, start}, last = {true, start + width};
        if (!(result->items[i] = view_slice(runtime, self, at, first, last, 1)))
            return fail(runtime, result);
    }
    return true;
}

static bool chunk(Runtime *runtime, const Tensor *self, int64_t chunks, int64_t dim, bool safe, TensorVector *result)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "chunk expects at least a 1-dimensional tensor");
        return false;
    }
    if (chunks <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "chunk expects `chunks` to be greater than 0, got: %lld",
                    (long long)chunks);
        return false;
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return false;
    // A sum past the largest integer wraps, as PyTorch's does: split refuses the negative size.
    int64_t size = (int64_t)((uint64_t)self->sizes[at] + (uint64_t)chunks - 1) / chunks;
    if (!size) {
        // Nothing to share out: as many empty pieces as were asked for.
        int64_t *zeros = mem_alloc_array(runtime->memory, (size_t)chunks, sizeof *zeros);
        if (!zeros)
            return false;
        memset(zeros, 0, (size_t)chunks * sizeof *zeros);
        bool done = op_split_with_sizes(runtime, self, (IntList){zeros, chunks}, at, result);
        mem_free(runtime->memory, zeros, (size_t)chunks * sizeof *zeros);
        return done;
    }
    return safe ? op_split_Tensor(runtime, self, size, at, result)
                : op_unsafe_split_Tensor(runtime, self, size, at, result);
}

bool view_chunk(Runtime *runtime, const Tensor *self, int64_t chunks, int64_t dim, TensorVector *result)
{
    return chunk(runtime, self, chunks, dim, true, result);
}

bool view_unsafe_chunk(Runtime *runtime, const Tensor *self, int64_t chunks, int64_t dim, TensorVector *result)
{
    return chunk(runtime, self, chunks, dim, false, result);
}

static bool check_tensor_split(Runtime *runtime, const Tensor *self, int64_t dim, int *at)
{
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
        return false;
    }
    return shape_wrap_dim(runtime->error, dim, self->rank, at);
}

bool view_tensor_split_sections(Runtime *runtime, const Tensor *self, int64_t sections, int64_t dim,
                                TensorVector *result)
{
    int at;
    if (!check_tensor_split(runtime, self, dim, &at))
        return false;
    if (sections <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "number of sections must be larger than 0, got %lld",
                    (long long)sections);
        return false;
    }
    if (!tensor_vector_make(runtime, result, sections))
        return false;
    int64_t size = self->sizes[at], start = 0;
    for (int64_t i = 0; i < sections; i++) {
        int64_t length = size / sections + (i < size % sections);
        if (!(result->items[i] = op_slice_Tensor(runtime, self, at, (OptionalInt){true, start},
                                                 (OptionalInt){true, start + length}, 1)))
            return fail(runtime, result);
        start += length;
    }
    return true;
}

bool view_tensor_split_indices(Runtime *runtime, const Tensor *self, IntList indices, int64_t dim, TensorVector *result)
{
    int at;
    if (!check_tensor_split(runtime, self, dim, &at) || !tensor_vector_make(runtime, result, indices.count + 1))
        return false;
    int64_t start = 0;
    for (int64_t i = 0; i <= indices.count; i++) {
        int64_t end = i < indices.count ? indices.items[i] : self->sizes[at];
        if (!(result->items[i] =
                  op_slice_Tensor(runtime, self, at, (OptionalInt){true, start}, (OptionalInt){true, end}, 1)))
            return fail(runtime, result);
        start = end;
    }
    return true;
}

bool view_tensor_split_tensor(Runtime *runtime, const Tensor *self, const Tensor *indices, int64_t dim,
                              TensorVector *result)
{
    if (indices->dtype != DTYPE_INT64 || indices->rank > 1) {
        if (indices->dtype != DTYPE_INT64)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "tensor_split expected tensor_indices_or_sections to have dtype of long, but got %s",
                        dtype_scalar_name((DType)indices->dtype));
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional "
                        "tensor, but got a tensor with %d dims",
                        (int)indices->rank);
        return false;
    }
    if (!item_accepted(runtime, indices))
        return false;
    if (!indices->rank)
        return view_tensor_split_sections(runtime, self, tensor_item_int(indices), dim, result);
    int64_t *items = mem_alloc_array(runtime->memory, (size_t)indices->sizes[0] + 1, sizeof *items);
    if (!items)
        return false;
    for (int64_t i = 0; i < indices->sizes[0]; i++)
        items[i] = scalar_to_int(tensor_read(indices, indices->offset + i * indices->strides[0]));
    bool done = view_tensor_split_indices(runtime, self, (IntList){items, indices->sizes[0]}, dim, result);
    mem_free(runtime->memory, items, ((size_t)indices->sizes[0] + 1) * sizeof *items);
    return done;
}

static bool check_axis(Runtime *runtime, const char *name, const Tensor *self, int least)
{
    if (self->rank >= least)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "torch.%s requires a tensor with at least %d dimension, but got a tensor with %d dimensions!", name,
                least, (int)self->rank);
    return false;
}

static bool split_int(Runtime *runtime, const char *name, const Tensor *self, int least, int64_t dim, int64_t sections,
                      TensorVector *result)
{
    if (!check_axis(runtime, name, self, least))
        return false;
    int64_t size = self->sizes[dim];
    if (!sections || size % sections) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "torch.%s attempted to split along dimension %lld, but the size of the dimension %lld is not divisible "
            "by the split_size %lld!",
            name, (long long)dim, (long long)size, (long long)sections);
        return false;
    }
    return view_tensor_split_sections(runtime, self, sections, dim, result);
}

bool view_hsplit_int(Runtime *runtime, const Tensor *self, int64_t sections, TensorVector *result)
{
    return split_int(runtime, "hsplit", self, 1, self->rank == 1 ? 0 : 1, sections, result);
}

bool view_hsplit_array(Runtime *runtime, const Tensor *self, IntList indices, TensorVector *result)
{
    return check_axis(runtime, "hsplit", self, 1) &&
           view_tensor_split_indices(runtime, self, indices, self->rank == 1 ? 0 : 1, result);
}

bool view_vsplit_int(Runtime *runtime, const Tensor *self, int64_t sections, TensorVector *result)
{
    return split_int(runtime, "vsplit", self, 2, 0, sections, result);
}

bool view_vsplit_array(Runtime *runtime, const Tensor *self, IntList indices, TensorVector *result)
{
    return check_axis(runtime, "vsplit", self, 2) && view_tensor_split_indices(runtime, self, indices, 0, result);
}

bool view_dsplit_int(Runtime *runtime, const Tensor *self, int64_t sections, TensorVector *result)
{
    return split_int(runtime, "dsplit", self, 3, 2, sections, result);
}

bool view_dsplit_array(Runtime *runtime, const Tensor *self, IntList indices, TensorVector *result)
{
    return check_axis(runtime, "dsplit", self, 3) && view_tensor_split_indices(runtime, self, indices, 2, result);
}

bool view_broadcast_tensors(Runtime *runtime, TensorList tensors, TensorVector *result)
{
    Shape shape = {.rank = 0};
    for (int64_t i = 0; i < tensors.count; i++)
        if (!shape_broadcast(runtime->error, &shape, tensors.items[i]->rank, tensors.items[i]->sizes))
            return false;
    if (!tensor_vector_make(runtime, result, tensors.count))
        return false;
    for (int64_t i = 0; i < tensors.count; i++) {
        const Tensor *tensor = tensors.items[i];
        bool fits = shape_same(tensor->rank, tensor->sizes, shape.rank, shape.sizes);
        result->items[i] =
            fits ? tensor_retain(tensor) : op_expand(runtime, tensor, (IntList){shape.sizes, shape.rank}, false);
        if (!result->items[i])
            return fail(runtime, result);
    }
    return true;
}

// One grid: vector number `index` laid along its own dimension.
static Tensor *grid(Runtime *runtime, const Tensor *vector, int64_t index, const Shape *shape)
{
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < shape->rank; i++)
        sizes[i] = i == index ? -1 : 1;
    Tensor *shaped = op_view(runtime, vector, (IntList){sizes, shape->rank});
    Tensor *result = shaped ? op_expand(runtime, shaped, (IntList){shape->sizes, shape->rank}, false) : NULL;
    tensor_release(shaped);
    return result;
}

static bool meshgrid_shape(Runtime *runtime, TensorList tensors, Shape *shape)
{
    if (!tensors.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "meshgrid expects a non-empty TensorList");
        return false;
    }
    if (!shape_check_rank(runtime->error, tensors.count))
        return false;
    shape->rank = (int)tensors.count;
    for (int64_t i = 0; i < tensors.count; i++) {
        const Tensor *vector = tensors.items[i];
        if (vector->rank > 1) {
            char text[SHAPE_TEXT];
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: %s",
                        tensor_format_sizes(vector, text));
            return false;
        }
        if (vector->dtype != tensors.items[0]->dtype) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "meshgrid expects all tensors to have the same dtype");
            return false;
        }
        shape->sizes[i] = vector->rank ? vector->sizes[0] : 1;
    }
    return true;
}

bool view_meshgrid(Runtime *runtime, TensorList tensors, const char *indexing, TensorVector *result)
{
    Shape shape;
    bool swap = text_same(indexing, "xy");
    if (!swap && !text_same(indexing, "ij")) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: %s", indexing);
        return false;
    }
    if (!meshgrid_shape(runtime, tensors, &shape) || !tensor_vector_make(runtime, result, tensors.count))
        return false;
    for (int64_t i = 0; i < tensors.count; i++) {
        Tensor *made = grid(runtime, tensors.items[i], i, &shape);
        if (made && swap && tensors.count > 1) {
            result->items[i] = op_transpose_int(runtime, made, 0, 1);
            tensor_release(made);
        } else
            result->items[i] = made;
        if (!result->items[i])
            return fail(runtime, result);
    }
    return true;
}

bool view_meshgrid_default(Runtime *runtime, TensorList tensors, TensorVector *result)
{
    if (!warning_give(runtime, WARNING_MESHGRID))
        return false;
    return view_meshgrid(runtime, tensors, "ij", result);
}

// Every view of the list becomes a copy.
static bool copy_each(Runtime *runtime, bool made, TensorVector *result)
{
    for (int64_t i = 0; made && i < result->count; i++) {
        Tensor *plain = tensor_alias(result->items[i]);
        Tensor *copy = plain ? op_clone(runtime, plain, FORMAT_CONTIGUOUS) : NULL;
        tensor_release(plain);
        if (!copy) {
            tensor_vector_free(runtime, result);
            return false;
        }
        tensor_release(result->items[i]);
        result->items[i] = copy;
    }
    return made;
}

bool split_copies(Runtime *runtime, const Tensor *self, int64_t split_size, int64_t dim, TensorVector *result)
{
    return copy_each(runtime, view_split(runtime, self, split_size, dim, result), result);
}

bool split_sized_copies(Runtime *runtime, const Tensor *self, IntList split_sizes, int64_t dim, TensorVector *result)
{
    return copy_each(runtime, view_split_with_sizes(runtime, self, split_sizes, dim, result), result);
}

bool split_unbound_copies(Runtime *runtime, const Tensor *self, int64_t dim, TensorVector *result)
{
    return copy_each(runtime, view_unbind(runtime, self, dim, result), result);
}

// Masks, element numbers, and rearrangements.
#include <inttypes.h>
#include <string.h>

#include "kernel/convert.h"
#include "kernel/merge.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/index.h"
#include "tensor/iterator.h"

static bool refuse(const Tensor *tensor, ErrorKind kind, const char *message)
{
    error_raise(tensor->runtime->error, kind, "%s", message);
    return false;
}

// Masks -----------------------------------------------------------------------------------------------------

static bool count_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    int64_t *total = context;
    for (int64_t i = 0; i < count; i++)
        *total += *(const uint8_t *)(data[0] + i * strides[0]) != 0;
    return true;
}

static bool count_set(const Tensor *mask, int rank, const int64_t *sizes, int64_t *count)
{
    Iterator iterator;
    *count = 0;
    iterator_init(&iterator, mask->runtime, rank, sizes);
    iterator_add(&iterator, mask);
    iterator_merge(&iterator);
    return iterator_run(&iterator, count_row, count);
}

// Elements on their way between a tensor with a mask and packed memory.
typedef struct Passage {
    char *packed;
    size_t size;
    bool write; // into the tensor
} Passage;

static bool pass_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    Passage *passage = context;
    for (int64_t i = 0; i < count; i++) {
        if (!*(const uint8_t *)(data[1] + i * strides[1]))
            continue;
        char *element = data[0] + i * strides[0];
        memcpy(passage->write ? element : passage->packed, passage->write ? passage->packed : element, passage->size);
        passage->packed += passage->size;
    }
    return true;
}

static bool pass(const Tensor *tensor, const Tensor *mask, int rank, const int64_t *sizes, char *packed, bool write)
{
    Passage passage = {packed, dtype_size(tensor->dtype), write};
    Iterator iterator;
    iterator_init(&iterator, tensor->runtime, rank, sizes);
    iterator_add(&iterator, tensor);
    iterator_add(&iterator, mask);
    iterator_merge_in_order(&iterator);
    return iterator_run(&iterator, pass_row, &passage);
}

Tensor *index_masked_select(const Tensor *self, const Tensor *mask)
{
    Shape shape;
    int64_t count;
    if (mask->dtype != DTYPE_BOOL) {
        refuse(self, ERROR_RUNTIME_ERROR, "masked_select: expected BoolTensor for mask");
        return NULL;
    }
    if (!elementwise_shape((const Tensor *const[]){mask, self}, 2, &shape) ||
        !count_set(mask, shape.rank, shape.sizes, &count))
        return NULL;
    Tensor *out = tensor_empty(self->runtime, 1, &count, self->dtype, self->device);
    if (out && pass(self, mask, shape.rank, shape.sizes, tensor_data(out), false))
        return out;
    tensor_release(out);
    return NULL;
}

bool index_masked_scatter(Tensor *self, const Tensor *mask, const Tensor *source)
{
    int64_t count;
    if (mask->dtype != DTYPE_BOOL) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "masked_scatter_ only supports boolean masks, but got mask with dtype %s",
                    dtype_scalar_name(mask->dtype));
        return false;
    }
    if (self->dtype != source->dtype) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "masked_scatter: expected self and source to have same dtypes but got%s and %s",
                    dtype_scalar_name(self->dtype), dtype_scalar_name(source->dtype));
        return false;
    }
    Tensor *stretched = tensor_expand(mask, self->rank, self->sizes);
    if (!stretched)
        return false;
    if (self->device == DEVICE_META) {
        tensor_release(stretched);
        return true;
    }
    bool done = count_set(stretched, self->rank, self->sizes, &count);
    if (done && count > tensor_count(source))
        done = refuse(self, ERROR_RUNTIME_ERROR, "Number of elements of source < number of ones in mask");
    Tensor *packed = done ? copy_new(source, source->dtype, FORMAT_CONTIGUOUS) : NULL;
    done = packed && pass(self, stretched, self->rank, self->sizes, tensor_data(packed), true);
    tensor_release(packed);
    tensor_release(stretched);
    return done;
}

// One byte an element, packed: whether it is not zero.
static Tensor *nonzero_mask(const Tensor *self)
{
    if (self->dtype == DTYPE_BOOL)
        return copy_contiguous(self);
    Tensor *zeros = elementwise_unary(&kernel_logical_not, self, self->dtype, NULL);
    Tensor *mask = zeros ? elementwise_unary(&kernel_logical_not, zeros, DTYPE_BOOL, NULL) : NULL;
    Tensor *packed = mask ? copy_contiguous(mask) : NULL;
    tensor_release(zeros);
    tensor_release(mask);
    return packed;
}

Tensor *index_nonzero(const Tensor *self)
{
    int64_t count, position[SHAPE_MAX_RANK] = {0};
    if (self->device == DEVICE_META) {
        tensor_refuse_meta(self->runtime, "nonzero");
        return NULL;
    }
    Tensor *mask = nonzero_mask(self);
    if (!mask || !count_set(mask, mask->rank, mask->sizes, &count)) {
        tensor_release(mask);
        return NULL;
    }
    int rank = self->rank;
    Tensor *out = tensor_empty(self->runtime, 2, (int64_t[]){count, rank}, DTYPE_INT64, self->device);
    const uint8_t *flags = (const uint8_t *)tensor_data(mask);
    int64_t *row = out ? (int64_t *)tensor_data(out) : NULL, elements = tensor_count(mask);
    for (int64_t i = 0; row && i < elements; i++) {
        if (flags[i]) {
            memcpy(row, position, (size_t)rank * sizeof *row);
            row += rank;
        }
        for (int dim = rank - 1; dim >= 0; dim--) {
            if (++position[dim] < self->sizes[dim])
                break;
            position[dim] = 0;
        }
    }
    tensor_release(mask);
    return out;
}

// Element numbers ---------------------------------------------------------------------------------------------

// Where element number `number` (row-major) lies, in elements from the first.
static int64_t place_of(const Tensor *tensor, int64_t number)
{
    int64_t place = 0;
    for (int dim = tensor->rank - 1; dim >= 0; dim--) {
        place += number % tensor->sizes[dim] * tensor->strides[dim];
        number /= tensor->sizes[dim];
    }
    return place;
}

static bool check_number(const Tensor *self, int64_t *number, int64_t count)
{
    if (*number >= -count && *number < count) {
        *number += *number < 0 ? count : 0;
        return true;
    }
    error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                "out of range: tried to access index %" PRId64 " on a tensor of %" PRId64 " elements.", *number, count);
    return false;
}

static bool check_numbers(const Tensor *self, const Tensor *index, const char *name)
{
    if (index->dtype == DTYPE_INT64)
        return index_check_data(self, index);
    error_raise(index->runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected a long tensor for index, but got %s", name,
                dtype_scalar_name(index->dtype));
    return false;
}

Tensor *index_take(const Tensor *self, const Tensor *index)
{
    if (!check_numbers(self, index, "take"))
        return NULL;
    Tensor *numbers = copy_contiguous(index);
    Tensor *out = numbers ? tensor_empty(self->runtime, index->rank, index->sizes, self->dtype, self->device) : NULL;
    int64_t count = tensor_count(self), wanted = out ? tensor_count(out) : 0;
    size_t size = dtype_size(self->dtype);
    for (int64_t i = 0; out && i < wanted && out->device == DEVICE_CPU; i++) {
        int64_t number = ((const int64_t *)tensor_data(numbers))[i];
        if (!check_number(self, &number, count) || !runtime_poll_at(self->runtime, i)) {
            tensor_release(out);
            out = NULL;
            break;
        }
        memcpy(tensor_data(out) + (size_t)i * size, tensor_data(self) + place_of(self, number) * (int64_t)size, size);
    }
    tensor_release(numbers);
    return out;
}

bool index_put_flat(Tensor *self, const Tensor *index, const Tensor *source, bool accumulate)
{
    Error *error = self->runtime->error;
    if (!check_numbers(self, index, "put_"))
        return false;
    if (source->dtype != self->dtype) {
        error_raise(
            error, ERROR_RUNTIME_ERROR,
            "put_(): self and source expected to have the same dtype, but got self.dtype = %s and source.dtype = "
            "%s",
            dtype_scalar_name(self->dtype), dtype_scalar_name(source->dtype));
        return false;
    }
    if (tensor_count(source) != tensor_count(index)) {
        error_raise(error, ERROR_INDEX_ERROR,
                    "put_(): Expected source and index to have the same number of elements, but got source.numel() = "
                    "%" PRId64 ", index.numel() = %" PRId64,
                    tensor_count(source), tensor_count(index));
        return false;
    }
    Tensor *numbers = copy_contiguous(index);
    Tensor *values = numbers ? copy_new(source, source->dtype, FORMAT_CONTIGUOUS) : NULL;
    int64_t count = tensor_count(self), size = (int64_t)dtype_size(self->dtype);
    bool done = values != NULL;
    for (int64_t i = 0; done && i < tensor_count(index) && self->device == DEVICE_CPU; i++) {
        int64_t number = ((const int64_t *)tensor_data(numbers))[i];
        done = check_number(self, &number, count) && runtime_poll_at(self->runtime, i);
        if (done)
            merge_run(accumulate ? MERGE_SUM : MERGE_ASSIGN, self->dtype,
                      tensor_data(self) + place_of(self, number) * size, 0, tensor_data(values) + i * size, 0, 1);
    }
    tensor_release(numbers);
    tensor_release(values);
    return done;
}

// Rearrangements ----------------------------------------------------------------------------------------------

static bool copy_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    convert_copy(data[0], strides[0], data[1], strides[1], *(const size_t *)context, count);
    return true;
}

Tensor *index_flip(const Tensor *self, DimSet dims)
{
    Tensor *out = tensor_empty_like(self, self->dtype, FORMAT_PRESERVE);
    if (!out || tensor_count(out) == 0 || self->device == DEVICE_META)
        return out;
    // The source read backwards: negative strides from the last element on.
    int64_t strides[SHAPE_MAX_RANK], start = 0;
    for (int i = 0; i < self->rank; i++) {
        bool flipped = dims >> i & 1;
        strides[i] = flipped ? shape_stride_times(self->strides[i], -1) : self->strides[i];
        start += flipped ? shape_stride_times(self->strides[i], self->sizes[i] - 1) : 0;
    }
    size_t size = dtype_size(self->dtype);
    Iterator iterator;
    iterator_init(&iterator, self->runtime, self->rank, self->sizes);
    iterator_add(&iterator, out);
    iterator_add_strided(&iterator, tensor_data(self) + start * (int64_t)size, strides, size);
    iterator_merge(&iterator);
    if (iterator_run(&iterator, copy_row, &size))
        return out;
    tensor_release(out);
    return NULL;
}

// Copies `count` slices along `dim` from one place to another.
static bool copy_slices(Tensor *to, int64_t to_start, const Tensor *from, int64_t from_start, int dim, int64_t count)
{
    int64_t sizes[SHAPE_MAX_RANK];
    if (count == 0)
        return true;
    memcpy(sizes, to->sizes, (size_t)to->rank * sizeof *sizes);
    sizes[dim] = count;
    Tensor *target = tensor_view(to, to->rank, sizes, to->strides, to->offset + to_start * to->strides[dim]);
    Tensor *source =
        tensor_view(from, from->rank, sizes, from->strides, from->offset + from_start * from->strides[dim]);
    bool done = target && source && copy_into(target, source);
    tensor_release(target);
    tensor_release(source);
    return done;
}

static Tensor *roll_dim(const Tensor *self, int64_t shift, int dim)
{
    Tensor *out = tensor_empty(self->runtime, self->rank, self->sizes, self->dtype, self->device);
    if (!out || tensor_count(out) == 0)
        return out;
    int64_t size = self->sizes[dim], start = shift % size;
    start += start < 0 ? size : 0;
    if (copy_slices(out, start, self, 0, dim, size - start) && copy_slices(out, 0, self, size - start, dim, start))
        return out;
    tensor_release(out);
    return NULL;
}

Tensor *index_roll(const Tensor *self, const int64_t *shifts, const int64_t *dims, int count)
{
    if (self->rank == 0)
        return copy_new(self, self->dtype, FORMAT_CONTIGUOUS);
    Tensor *rolled = tensor_retain(self);
    for (int i = 0; rolled && i < count; i++) {
        int dim;
        Tensor *next =
            shape_wrap_dim(self->runtime->error, dims[i], self->rank, &dim) ? roll_dim(rolled, shifts[i], dim) : NULL;
        tensor_release(rolled);
        rolled = next;
    }
    return rolled;
}

Tensor *index_triangle(const Tensor *self, int64_t diagonal, bool upper)
{
    if (self->rank < 2) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "%s: input tensor must have at least 2 dimensions",
                    upper ? "triu" : "tril");
        return NULL;
    }
    Tensor *out = copy_new(self, self->dtype, FORMAT_CONTIGUOUS);
    if (!out || out->device == DEVICE_META || tensor_count(out) == 0)
        return out;
    int64_t rows = self->sizes[self->rank - 2], columns = self->sizes[self->rank - 1];
    size_t size = dtype_size(self->dtype);
    char *row = tensor_data(out);
    for (int64_t i = 0; i < tensor_count(out) / columns; i++, row += (size_t)columns * size) {
        int64_t edge; // the first column to the right of, or the last one to the left of, what is kept
        if (__builtin_add_overflow(i % rows, diagonal, &edge))
            edge = diagonal > 0 ? columns : -1;
        edge += upper ? 0 : 1;
        edge = edge < 0 ? 0 : edge > columns ? columns : edge;
        if (upper)
            memset(row, 0, (size_t)edge * size);
        else
            memset(row + (size_t)edge * size, 0, (size_t)(columns - edge) * size);
    }
    return out;
}

Tensor *index_repeat_interleave(const Tensor *repeats)
{
    Tensor *counts = repeats->rank <= 1 ? copy_contiguous_as(repeats, DTYPE_INT64) : NULL;
    if (repeats->rank > 1)
        refuse(repeats, ERROR_RUNTIME_ERROR, "repeat_interleave only accept 1D vector as repeat");
    if (!counts)
        return NULL;
    const int64_t *numbers = (const int64_t *)tensor_data(counts);
    int64_t total = 0, count = tensor_count(counts);
    bool good = true;
    for (int64_t i = 0; i < count && good; i++)
        good = (numbers[i] >= 0 || refuse(repeats, ERROR_RUNTIME_ERROR, "repeats can not be negative")) &&
               (!__builtin_add_overflow(total, numbers[i], &total) ||
                refuse(repeats, ERROR_RUNTIME_ERROR, "repeats are too large"));
    Tensor *out = good ? tensor_empty(repeats->runtime, 1, &total, DTYPE_INT64, DEVICE_CPU) : NULL;
    int64_t *to = out ? (int64_t *)tensor_data(out) : NULL;
    for (int64_t i = 0; out && i < count; i++)
        for (int64_t j = 0; j < numbers[i]; j++)
            *to++ = i;
    tensor_release(counts);
    return out;
}

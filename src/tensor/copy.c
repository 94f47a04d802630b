#include "tensor/copy.h"

#include <string.h>

#include "kernel/convert.h"
#include "tensor/elementwise.h"
#include "tensor/iterator.h"

typedef struct CopyTypes {
    DType to;
    DType from;
} CopyTypes;

static bool copy_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const CopyTypes *types = context;
    convert_run(data[0], strides[0], types->to, data[1], strides[1], types->from, count);
    return true;
}

// Transposing ---------------------------------------------------------------------------------------
//
// Where the target's fastest dimension is not the source's, rows of the one are columns of the other. Square tiles
// keep both in the cache.

enum { TILE = 32 };

#define TRANSPOSE_TILE(type)                                                                                           \
    for (int64_t i = 0; i < rows; i++)                                                                                 \
        for (int64_t j = 0; j < columns; j++)                                                                          \
            ((type *)(to + i * to_stride))[j] = *(const type *)(from + i * from_row + j * from_column);                \
    break

typedef struct Bytes16 {
    uint64_t halves[2];
} Bytes16;

static void transpose_tile(char *to, int64_t to_stride, const char *from, int64_t from_row, int64_t from_column,
                           int64_t rows, int64_t columns, size_t size)
{
    switch (size) {
    case 1:
        TRANSPOSE_TILE(uint8_t);
    case 2:
        TRANSPOSE_TILE(uint16_t);
    case 4:
        TRANSPOSE_TILE(uint32_t);
    case 8:
        TRANSPOSE_TILE(uint64_t);
    default:
        TRANSPOSE_TILE(Bytes16);
    }
}

// True where the iterator is one plane whose rows are packed in the target and whose columns are packed in the source.
static bool is_transposition(const Iterator *iterator, size_t size)
{
    return iterator->rank == 2 && iterator->strides[0][0] == (int64_t)size &&
           iterator->strides[1][1] == (int64_t)size && iterator->sizes[0] >= TILE && iterator->sizes[1] >= TILE;
}

static bool copy_transposed(const Iterator *iterator, size_t size)
{
    int64_t columns = iterator->sizes[0], rows = iterator->sizes[1];
    int64_t to_stride = iterator->strides[0][1], from_column = iterator->strides[1][0], from_row = (int64_t)size;
    for (int64_t i = 0; i < rows; i += TILE) {
        for (int64_t j = 0; j < columns; j += TILE)
            transpose_tile(iterator->data[0] + i * to_stride + j * (int64_t)size, to_stride,
                           iterator->data[1] + i * from_row + j * from_column, from_row, from_column,
                           rows - i < TILE ? rows - i : TILE, columns - j < TILE ? columns - j : TILE, size);
        if (!runtime_poll(iterator->runtime))
            return false;
    }
    return true;
}

// ---------------------------------------------------------------------------------------------------

static bool copy_apart(Tensor *to, const Tensor *from)
{
    CopyTypes types = {to->dtype, from->dtype};
    Iterator iterator;
    iterator_init(&iterator, to->runtime, to->rank, to->sizes);
    iterator_add(&iterator, to);
    iterator_add(&iterator, from);
    iterator_merge(&iterator);
    if (iterator.count > 0 && types.to == types.from && is_transposition(&iterator, dtype_size(types.to)))
        return copy_transposed(&iterator, dtype_size(types.to));
    return iterator_run(&iterator, copy_row, &types);
}

static bool same_place(const Tensor *a, const Tensor *b)
{
    return storage_same(a->storage, b->storage) && a->offset == b->offset && a->dtype == b->dtype &&
           tensor_same_sizes(a, b) && memcmp(a->strides, b->strides, (size_t)a->rank * sizeof(int64_t)) == 0;
}

bool copy_into(Tensor *to, const Tensor *from)
{
    if (!shape_expandable(from->rank, from->sizes, to->rank, to->sizes)) {
        int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
        Shape shape = {.rank = to->rank};
        memcpy(shape.sizes, to->sizes, (size_t)to->rank * sizeof(int64_t));
        if (!shape_broadcast(to->runtime->error, &shape, from->rank, from->sizes))
            return false;
        memcpy(sizes, to->sizes, (size_t)to->rank * sizeof(int64_t));
        if (shape_expand(to->runtime->error, from->rank, from->sizes, from->strides, to->rank, sizes, strides))
            error_raise(to->runtime->error, ERROR_RUNTIME_ERROR, "output with a different shape than its source");
        return false;
    }
    if (to->device == DEVICE_META || same_place(to, from))
        return true;
    if (from->device == DEVICE_META && tensor_count(to))
        return tensor_refuse_no_data(to->runtime);
    if (tensor_overlaps_itself(to))
        return elementwise_check_overlap(to, NULL, 0);
    if (!storage_same(to->storage, from->storage))
        return copy_apart(to, from);
    Tensor *apart = copy_new(from, from->dtype, FORMAT_CONTIGUOUS);
    bool copied = apart && copy_apart(to, apart);
    tensor_release(apart);
    return copied;
}

typedef struct FillValue {
    char bytes[16];
    size_t size;
} FillValue;

static bool fill_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const FillValue *value = context;
    if (value->size == 1 && strides[0] == 1)
        memset(data[0], value->bytes[0], (size_t)count);
    else
        convert_copy(data[0], strides[0], value->bytes, 0, value->size, count);
    return true;
}

bool copy_fill(Tensor *to, Scalar value)
{
    FillValue fill = {.size = dtype_size(to->dtype)};
    if (to->device == DEVICE_META)
        return true;
    scalar_store(fill.bytes, to->dtype, value);
    Iterator iterator;
    iterator_init(&iterator, to->runtime, to->rank, to->sizes);
    iterator_add(&iterator, to);
    iterator_merge(&iterator);
    return iterator_run(&iterator, fill_row, &fill);
}

Tensor *copy_new(const Tensor *from, DType dtype, MemoryFormat format)
{
    Tensor *to = tensor_empty_like(from, dtype, format);
    if (!to || from->device == DEVICE_META || copy_apart(to, from))
        return to;
    tensor_release(to);
    return NULL;
}

Tensor *copy_contiguous(const Tensor *from)
{
    return copy_contiguous_as(from, from->dtype);
}

Tensor *copy_contiguous_as(const Tensor *from, DType dtype)
{
    if (from->dtype == dtype && tensor_is_contiguous(from))
        return tensor_retain(from);
    return copy_new(from, dtype, FORMAT_CONTIGUOUS);
}

Tensor *copy_contiguous_as_take(Tensor *from, DType dtype)
{
    Tensor *converted = from ? copy_contiguous_as(from, dtype) : NULL;
    tensor_release(from);
    return converted;
}

// Copies a part to its place in a result, which `offset` and the strides of the part's dimensions describe.
static bool copy_part(Tensor *whole, int64_t offset, const int64_t *strides, const Tensor *part)
{
    if (whole->dtype == part->dtype && tensor_is_contiguous(part) &&
        shape_is_contiguous(part->rank, part->sizes, strides)) {
        // In one piece on both sides.
        size_t size = dtype_size(whole->dtype), bytes = (size_t)tensor_count(part) * size;
        if (bytes)
            memcpy(whole->storage->data + (size_t)offset * size, tensor_data(part), bytes);
        return true;
    }
    Tensor *view = tensor_view(whole, part->rank, part->sizes, strides, offset);
    bool copied = view && copy_apart(view, part);
    tensor_release(view);
    return copied;
}

// PyTorch leaves out tensors of size (0): an empty list of features may be joined with anything.
static bool is_skipped(const Tensor *tensor)
{
    return tensor->rank == 1 && tensor->sizes[0] == 0;
}

// The format that all tensors suggest; contiguous where they differ.
static MemoryFormat common_format(Tensor *const *tensors, int64_t count)
{
    MemoryFormat format = FORMAT_CONTIGUOUS;
    bool first = true;
    for (int64_t i = 0; i < count; i++) {
        if (is_skipped(tensors[i]))
            continue;
        MemoryFormat own = shape_suggest_format(tensors[i]->rank, tensors[i]->sizes, tensors[i]->strides);
        if (own == FORMAT_CONTIGUOUS || (!first && own != format))
            return FORMAT_CONTIGUOUS;
        format = own;
        first = false;
    }
    return format;
}

Tensor *copy_cat(Runtime *runtime, Tensor *const *tensors, int64_t count, int dim, DType dtype)
{
    const Tensor *model = tensors[0];
    int64_t total = 0;
    for (int64_t i = 0; i < count; i++) {
        if (is_skipped(tensors[i]))
            continue;
        model = tensors[i];
        if (!shape_add(runtime->error, total, tensors[i]->sizes[dim], &total))
            return NULL;
    }
    Shape shape = {.rank = model->rank};
    memcpy(shape.sizes, model->sizes, (size_t)model->rank * sizeof(int64_t));
    shape.sizes[dim] = total;
    int64_t strides[SHAPE_MAX_RANK];
    shape_format_strides(shape.rank, shape.sizes, common_format(tensors, count), strides);
    Tensor *whole = tensor_empty_strided(runtime, shape.rank, shape.sizes, strides, dtype, model->device);
    int64_t start = 0;
    for (int64_t i = 0; whole && i < count; i++) {
        if (is_skipped(tensors[i]))
            continue;
        if (whole->device == DEVICE_CPU && !copy_part(whole, start * whole->strides[dim], whole->strides, tensors[i])) {
            tensor_release(whole);
            return NULL;
        }
        start += tensors[i]->sizes[dim];
    }
    return whole;
}

// A result whose memory is that of the same tensors joined along `dim`, with that dimension split.
static Tensor *stack_like_cat(const Tensor *model, int dim, MemoryFormat format, const int64_t *sizes, DType dtype)
{
    int64_t joined[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK], split[SHAPE_MAX_RANK + 1];
    memcpy(joined, model->sizes, (size_t)model->rank * sizeof *joined);
    if (!shape_multiply(model->runtime->error, sizes[dim], model->sizes[dim], &joined[dim]))
        return NULL;
    shape_format_strides(model->rank, joined, format, strides);
    (void)shape_view_strides(model->rank, joined, strides, model->rank + 1, sizes, split);
    return tensor_empty_strided(model->runtime, model->rank + 1, sizes, split, dtype, model->device);
}

Tensor *copy_stack(Runtime *runtime, Tensor *const *tensors, int64_t count, int dim, DType dtype)
{
    const Tensor *model = tensors[0];
    MemoryFormat format = dim < model->rank ? common_format(tensors, count) : FORMAT_CONTIGUOUS;
    int64_t sizes[SHAPE_MAX_RANK + 1], strides[SHAPE_MAX_RANK];
    for (int i = 0; i <= model->rank; i++)
        sizes[i] = i == dim ? count : model->sizes[i - (i > dim)];
    Tensor *whole = format == FORMAT_CONTIGUOUS ? tensor_empty(runtime, model->rank + 1, sizes, dtype, model->device)
                                                : stack_like_cat(model, dim, format, sizes, dtype);
    for (int i = 0; whole && i < model->rank; i++)
        strides[i] = whole->strides[i + (i >= dim)];
    for (int64_t i = 0; whole && i < count && whole->device == DEVICE_CPU; i++)
        if (!copy_part(whole, i * whole->strides[dim], strides, tensors[i])) {
            tensor_release(whole);
            return NULL;
        }
    return whole;
}

// Packed memory takes part as an operand with contiguous strides.
static bool copy_memory(const Tensor *tensor, void *data, DType dtype, bool write)
{
    int64_t strides[SHAPE_MAX_RANK];
    Iterator iterator;
    shape_contiguous_strides(tensor->rank, tensor->sizes, strides);
    iterator_init(&iterator, tensor->runtime, tensor->rank, tensor->sizes);
    if (write)
        iterator_add(&iterator, tensor);
    iterator_add_strided(&iterator, data, strides, dtype_size(dtype));
    if (!write)
        iterator_add(&iterator, tensor);
    iterator_merge(&iterator);
    CopyTypes types = {write ? tensor->dtype : dtype, write ? dtype : tensor->dtype};
    return iterator_run(&iterator, copy_row, &types);
}

bool copy_from_memory(Tensor *to, const void *data, DType dtype)
{
    return copy_memory(to, (void *)data, dtype, true);
}

bool copy_to_memory(const Tensor *from, void *data, DType dtype)
{
    return copy_memory(from, data, dtype, false);
}

typedef struct Difference {
    DType dtype;
    bool found;
} Difference;

static bool compare_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    Difference *difference = context;
    enum { BLOCK = 256 };
    static const Scalar NO_SCALARS[KERNEL_MAX_SCALARS];
    DType loop_dtype = dtype_compute(difference->dtype);
    for (int64_t start = 0; start < count && !difference->found; start += BLOCK) {
        bool differs[BLOCK];
        _Alignas(16) char left[BLOCK * 16], right[BLOCK * 16];
        int64_t width = count - start < BLOCK ? count - start : BLOCK, size = (int64_t)dtype_size(loop_dtype);
        convert_run(left, size, loop_dtype, data[0] + start * strides[0], strides[0], difference->dtype, width);
        convert_run(right, size, loop_dtype, data[1] + start * strides[1], strides[1], difference->dtype, width);
        kernel_ne.loops[loop_dtype]((char *const[]){(char *)differs, left, right}, (const int64_t[]){1, size, size},
                                    width, NO_SCALARS);
        difference->found = memchr(differs, true, (size_t)width) != NULL;
    }
    return true;
}

bool copy_equal(const Tensor *a, const Tensor *b, bool *equal)
{
    if (!tensor_same_sizes(a, b)) {
        *equal = false;
        return true;
    }
    if (a->dtype != b->dtype) {
        error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected all tensors to have the same dtype, but got %s and %s", dtype_scalar_name(a->dtype),
                    dtype_scalar_name(b->dtype));
        return false;
    }
    Difference difference = {a->dtype, false};
    Iterator iterator;
    iterator_init(&iterator, a->runtime, a->rank, a->sizes);
    iterator_add(&iterator, a);
    iterator_add(&iterator, b);
    iterator_merge(&iterator);
    if (!iterator_run(&iterator, compare_row, &difference))
        return false;
    *equal = !difference.found;
    return true;
}

// Reading and writing along one dimension, by element number and by mask.
#include "tensor/index.h"

#include <inttypes.h>
#include <string.h>

#include "kernel/convert.h"
#include "kernel/merge.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/rows.h"

static bool refuse(const Tensor *tensor, ErrorKind kind, const char *message)
{
    error_raise(tensor->runtime->error, kind, "%s", message);
    return false;
}

static int64_t read_index(const char *at, DType dtype)
{
    return dtype == DTYPE_INT64 ? *(const int64_t *)at : *(const int32_t *)at;
}

bool index_check_data(const Tensor *self, const Tensor *index)
{
    return self->device == DEVICE_META || index->device != DEVICE_META || tensor_refuse_no_data(self->runtime);
}

// Gather and scatter ----------------------------------------------------------------------------------------

// A view on `tensor` with the sizes of `index` in every dimension but `dim`.
static Tensor *narrowed(const Tensor *tensor, const Tensor *index, int dim, bool whole_dim)
{
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < tensor->rank; i++)
        sizes[i] = i == dim && whole_dim ? tensor->sizes[i] : index->sizes[i];
    return tensor_view(tensor, tensor->rank, sizes, tensor->strides, tensor->offset);
}

// A tensor of rank 0 as one of rank 1.
static Tensor *at_least_1d(const Tensor *tensor)
{
    if (tensor->rank > 0)
        return tensor_retain(tensor);
    return tensor_view(tensor, 1, (int64_t[]){1}, (int64_t[]){1}, tensor->offset);
}

typedef struct Along {
    int dim;
    DType dtype;
    MergeKind merge;
    const char *fill; // the value that scatter writes where there is no source
    Error *error;
} Along;

static bool check_bound(const Along *along, int64_t index, int64_t size)
{
    if (LIKELY(index >= 0 && index < size))
        return true;
    error_raise(along->error, ERROR_RUNTIME_ERROR,
                "index %" PRId64 " is out of bounds for dimension %d with size %" PRId64, index, along->dim, size);
    return false;
}

static bool gather_row(char *const *data, Rows *rows)
{
    const Along *along = rows->context;
    size_t size = dtype_size(along->dtype);
    for (int64_t i = 0; i < rows->sizes[1]; i++) {
        int64_t index = *(const int64_t *)(data[1] + i * rows->steps[1]);
        if (!check_bound(along, index, rows->sizes[2]))
            return false;
        memcpy(data[0] + i * rows->steps[0], data[2] + index * rows->steps[2], size);
    }
    return true;
}

static bool scatter_row(char *const *data, Rows *rows)
{
    const Along *along = rows->context;
    for (int64_t i = 0; i < rows->sizes[1]; i++) {
        int64_t index = *(const int64_t *)(data[1] + i * rows->steps[1]);
        if (!check_bound(along, index, rows->sizes[0]))
            return false;
        const char *source = data[2] ? data[2] + i * rows->steps[2] : along->fill;
        merge_run(along->merge, along->dtype, data[0] + index * rows->steps[0], 0, source, 0, 1);
    }
    return true;
}

static bool check_index(const Tensor *self, const Tensor *index, const char *name)
{
    if (index->dtype != DTYPE_INT64 && tensor_count(index)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected dtype int64 for index", name);
        return false;
    }
    int own = self->rank ? self->rank : 1, other = index->rank ? index->rank : 1;
    return tensor_count(index) == 0 || own == other ||
           refuse(self, ERROR_RUNTIME_ERROR, "Index tensor must have the same number of dimensions as input tensor");
}

static bool check_gather(const Tensor *self, int dim, const Tensor *index)
{
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    if (!check_index(self, index, "gather"))
        return false;
    for (int i = 0; i < self->rank && i < index->rank && tensor_count(index) > 0; i++)
        if (i != dim && index->sizes[i] > self->sizes[i]) {
            error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                        "Size does not match at dimension %d expected index %s to be no larger than self %s apart from "
                        "dimension %d",
                        i, tensor_format_sizes(index, other), tensor_format_sizes(self, own), dim);
            return false;
        }
    return true;
}

Tensor *index_gather(const Tensor *self, int dim, const Tensor *index)
{
    if (!check_gather(self, dim, index))
        return NULL;
    Tensor *out = tensor_empty(self->runtime, index->rank, index->sizes, self->dtype, self->device);
    if (!out || tensor_count(out) == 0 || self->device == DEVICE_META)
        return out;
    Along along = {.dim = dim, .dtype = self->dtype, .error = self->runtime->error};
    Tensor *source = at_least_1d(self), *places = at_least_1d(index), *target = at_least_1d(out);
    Tensor *view = source && places ? narrowed(source, places, dim, true) : NULL;
    bool done = target && view && rows_walk((Tensor *const[]){target, places, view}, 3, dim, gather_row, &along);
    tensor_release(source);
    tensor_release(places);
    tensor_release(target);
    tensor_release(view);
    if (done)
        return out;
    tensor_release(out);
    return NULL;
}

static bool check_scatter(const Tensor *self, int dim, const Tensor *index, const Tensor *source)
{
    char own[SHAPE_TEXT], other[SHAPE_TEXT], third[SHAPE_TEXT];
    if (!check_index(self, index, "scatter"))
        return false;
    if (source && source->dtype != self->dtype)
        return refuse(self, ERROR_RUNTIME_ERROR, "scatter(): Expected self.dtype to be equal to src.dtype");
    if (tensor_count(index) == 0)
        return true;
    if (source && (source->rank ? source->rank : 1) != (index->rank ? index->rank : 1))
        return refuse(self, ERROR_RUNTIME_ERROR, "Index tensor must have the same number of dimensions as src tensor");
    for (int i = 0; i < self->rank && i < index->rank; i++) {
        bool fits = i == dim || index->sizes[i] <= self->sizes[i];
        if (source)
            fits &= index->sizes[i] <= source->sizes[i];
        if (fits)
            continue;
        if (source)
            error_raise(
                self->runtime->error, ERROR_RUNTIME_ERROR,
                "Expected index %s to be no larger than self %s apart from dimension %d and to be no larger size "
                "than src %s",
                tensor_format_sizes(index, other), tensor_format_sizes(self, own), dim,
                tensor_format_sizes(source, third));
        else
            error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                        "Expected index %s to be no larger than self %s apart from dimension %d",
                        tensor_format_sizes(index, other), tensor_format_sizes(self, own), dim);
        return false;
    }
    return true;
}

static MergeKind merge_of(IndexReduce reduce)
{
    switch (reduce) {
    case INDEX_ASSIGN:
        return MERGE_ASSIGN;
    case INDEX_PROD:
        return MERGE_PROD;
    case INDEX_AMAX:
        return MERGE_MAX;
    case INDEX_AMIN:
        return MERGE_MIN;
    default:
        return MERGE_SUM;
    }
}

// Walks index (and source) against self.
static bool scatter_walk(Tensor *self, int dim, const Tensor *index, const Tensor *source, MergeKind merge,
                         const char *fill)
{
    if (tensor_count(index) == 0 || self->device == DEVICE_META)
        return true;
    if (tensor_overlaps_itself(self))
        return elementwise_check_overlap(self, NULL, 0);
    Along along = {.dim = dim, .dtype = self->dtype, .merge = merge, .fill = fill, .error = self->runtime->error};
    Tensor *own = at_least_1d(self), *places = at_least_1d(index), *from = source ? at_least_1d(source) : NULL;
    Tensor *target = own && places ? narrowed(own, places, dim, true) : NULL;
    Tensor *view = from && places ? narrowed(from, places, dim, false) : NULL;
    bool done =
        target && (!source || view) && rows_walk((Tensor *const[]){target, places, view}, 3, dim, scatter_row, &along);
    tensor_release(own);
    tensor_release(places);
    tensor_release(from);
    tensor_release(target);
    tensor_release(view);
    return done;
}

// The value that leaves others as they are.
static Scalar neutral(IndexReduce reduce, DType dtype)
{
    bool whole = dtype_is_integral(dtype);
    int bits = 8 * (int)dtype_size(dtype);
    int64_t least = dtype == DTYPE_UINT8 || dtype == DTYPE_BOOL ? 0
                    : bits == 64                                ? INT64_MIN
                                                                : -((int64_t)1 << (bits - 1));
    int64_t most = dtype == DTYPE_BOOL ? 1 : dtype == DTYPE_UINT8 ? UINT8_MAX : -(least + 1);
    switch (reduce) {
    case INDEX_PROD:
        return scalar_int(1);
    case INDEX_AMAX:
        return whole ? scalar_int(least) : scalar_float(-__builtin_inf());
    case INDEX_AMIN:
        return whole ? scalar_int(most) : scalar_float(__builtin_inf());
    default:
        return scalar_int(0);
    }
}

// How often each place of `self` is written, and once more with `include_self`.
static Tensor *count_places(const Tensor *self, int dim, const Tensor *index, bool include_self, DType dtype)
{
    Tensor *counts = tensor_empty(self->runtime, self->rank, self->sizes, dtype, self->device);
    char one[16];
    scalar_store(one, dtype, scalar_int(1));
    if (counts && copy_fill(counts, scalar_int(include_self)) && scatter_walk(counts, dim, index, NULL, MERGE_SUM, one))
        return counts;
    tensor_release(counts);
    return NULL;
}

// Sums become means: the places' counts are scattered like the values themselves.
static bool divide_by_counts(Tensor *self, int dim, const Tensor *index, bool include_self, bool wide)
{
    DType dtype = self->dtype;
    Tensor *counts = copy_contiguous_as_take(
        count_places(self, dim, index, include_self, wide ? dtype_compute(dtype) : dtype), dtype);
    Scalar bounds[KERNEL_MAX_SCALARS] = {scalar_int(1)};
    bool done = counts && elementwise_into(&kernel_clamp_min, counts, (const Tensor *const[]){counts}, dtype, bounds) &&
                elementwise_into(dtype_is_floating(dtype) ? &kernel_div : &kernel_div_floor, self,
                                 (const Tensor *const[]){self, counts}, dtype, NULL);
    tensor_release(counts);
    return done;
}

typedef bool Merger(Tensor *self, int dim, const Tensor *index, const Tensor *source, MergeKind merge);

// Halves are merged as floats and rounded once.
static bool merge_wide(Merger *merger, Tensor *self, int dim, const Tensor *index, const Tensor *source,
                       MergeKind merge)
{
    if (tensor_count(index) > 0 && tensor_overlaps_itself(self))
        return elementwise_check_overlap(self, NULL, 0);
    Tensor *results = copy_new(self, DTYPE_FLOAT32, FORMAT_CONTIGUOUS);
    Tensor *terms = results ? copy_new(source, DTYPE_FLOAT32, FORMAT_CONTIGUOUS) : NULL;
    bool done = terms && merger(results, dim, index, terms, merge) && copy_into(self, results);
    tensor_release(results);
    tensor_release(terms);
    return done;
}

static bool scatter_tensor(Tensor *self, int dim, const Tensor *index, const Tensor *source, MergeKind merge)
{
    return scatter_walk(self, dim, index, source, merge, NULL);
}

// The source itself, or a copy where it lies in the storage that is written.
static Tensor *apart_from(const Tensor *self, const Tensor *source)
{
    return storage_same(source->storage, self->storage) ? copy_new(source, source->dtype, FORMAT_CONTIGUOUS)
                                                        : tensor_retain(source);
}

// What index_scatter() does to checked arguments; `wide` merges halves as floats.
static bool scatter_checked(Tensor *self, int dim, const Tensor *index, const Tensor *source, IndexReduce reduce,
                            bool include_self, bool wide)
{
    if (reduce != INDEX_ASSIGN && !include_self) { // forget what the written places held
        char fill[16];
        scalar_store(fill, self->dtype, neutral(reduce, self->dtype));
        if (!scatter_walk(self, dim, index, NULL, MERGE_ASSIGN, fill))
            return false;
    }
    Tensor *apart = apart_from(self, source);
    bool done = apart && (wide ? merge_wide(scatter_tensor, self, dim, index, apart, merge_of(reduce))
                               : scatter_tensor(self, dim, index, apart, merge_of(reduce)));
    tensor_release(apart);
    return done && (reduce != INDEX_MEAN || divide_by_counts(self, dim, index, include_self, wide));
}

static bool scatters_wide(const Tensor *self, IndexReduce reduce)
{
    return dtype_is_half(self->dtype) && reduce != INDEX_ASSIGN;
}

bool index_scatter(Tensor *self, int dim, const Tensor *index, const Tensor *source, IndexReduce reduce,
                   bool include_self)
{
    return check_scatter(self, dim, index, source) &&
           scatter_checked(self, dim, index, source, reduce, include_self, scatters_wide(self, reduce));
}

bool index_scatter_value(Tensor *self, int dim, const Tensor *index, Scalar value, IndexReduce reduce)
{
    if (!check_scatter(self, dim, index, NULL))
        return false;
    char fill[16];
    scalar_store(fill, self->dtype, value);
    if (!scatters_wide(self, reduce))
        return scatter_walk(self, dim, index, NULL, merge_of(reduce), fill);
    Tensor *source = tensor_empty(self->runtime, index->rank, index->sizes, self->dtype, self->device);
    bool done =
        source && copy_fill(source, value) && merge_wide(scatter_tensor, self, dim, index, source, merge_of(reduce));
    tensor_release(source);
    return done;
}

// Whole slices --------------------------------------------------------------------------------------------

// The slice `position` of a tensor along `dim`, which keeps rank with size 1.
static Tensor *slice(const Tensor *tensor, int dim, int64_t position)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, tensor->sizes, (size_t)tensor->rank * sizeof *sizes);
    if (tensor->rank > 0)
        sizes[dim] = 1;
    return tensor_view(tensor, tensor->rank, sizes, tensor->strides,
                       tensor->offset + (tensor->rank > 0 ? position * tensor->strides[dim] : 0));
}

static int64_t dim_size(const Tensor *tensor, int dim)
{
    return tensor->rank > 0 ? tensor->sizes[dim] : 1;
}

// Slices of both tensors, one index after the other, merged.
typedef struct SliceCopy {
    DType dtype;
    MergeKind merge;
} SliceCopy;

static bool merge_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const SliceCopy *copy = context;
    merge_run(copy->merge, copy->dtype, data[0], strides[0], data[1], strides[1], count);
    return true;
}

// An iterator over one slice of each of two tensors; the slices are then chosen by moving the data pointers.
static void slices_begin(Iterator *iterator, const Tensor *to, const Tensor *from, int dim)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, to->sizes, (size_t)to->rank * sizeof *sizes);
    if (to->rank > 0)
        sizes[dim] = 1;
    iterator_init(iterator, to->runtime, to->rank, sizes);
    iterator_add(iterator, to);
    iterator_add(iterator, from);
    iterator_merge(iterator);
}

static int64_t slice_step(const Tensor *tensor, int dim)
{
    return tensor->rank > 0 ? tensor->strides[dim] * (int64_t)dtype_size(tensor->dtype) : 0;
}

static int64_t index_at(const Tensor *index, int64_t i)
{
    int64_t step = index->rank > 0 ? index->strides[0] : 0;
    return read_index(tensor_data(index) + i * step * (int64_t)dtype_size(index->dtype), index->dtype);
}

/// The second dimension has a path of its own in PyTorch, with words of its own.
static void refuse_element(const Tensor *self, int64_t place, int64_t size)
{
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                "INDICES element is out of DATA bounds, id=%lld axis_dim=%lld", (long long)place, (long long)size);
}

Tensor *index_select(const Tensor *self, int dim, const Tensor *index)
{
    if (!index_check_data(self, index))
        return NULL;
    int64_t sizes[SHAPE_MAX_RANK], count = tensor_count(index), size = dim_size(self, dim);
    memcpy(sizes, self->sizes, (size_t)self->rank * sizeof *sizes);
    if (self->rank > 0)
        sizes[dim] = count;
    Tensor *out = tensor_empty(self->runtime, self->rank, sizes, self->dtype, self->device);
    if (!out || tensor_count(out) == 0 || self->device == DEVICE_META)
        return out;
    Iterator iterator;
    SliceCopy copy = {self->dtype, MERGE_ASSIGN};
    slices_begin(&iterator, out, self, dim);
    char *to = iterator.data[0], *from = iterator.data[1];
    for (int64_t i = 0; i < count; i++) {
        int64_t place = index_at(index, i);
        bool inside = place >= 0 && place < size;
        if (!inside && dim == 1)
            refuse_element(self, place, size);
        else if (!inside)
            refuse(self, ERROR_INDEX_ERROR, "index out of range in self");
        iterator.data[0] = to + i * slice_step(out, dim);
        iterator.data[1] = from + (inside ? place * slice_step(self, dim) : 0);
        if (!inside || !iterator_run(&iterator, merge_row, &copy) || !runtime_poll_at(self->runtime, i)) {
            tensor_release(out);
            return NULL;
        }
    }
    return out;
}

// Writes slices of `source` to the places that index names.
static bool write_slices(Tensor *self, int dim, const Tensor *index, const Tensor *source, MergeKind merge,
                         ErrorKind kind, const char *prefix)
{
    int64_t size = dim_size(self, dim), count = tensor_count(index);
    if (self->device == DEVICE_META || tensor_count(source) == 0)
        return true;
    if (tensor_overlaps_itself(self))
        return elementwise_check_overlap(self, NULL, 0);
    Iterator iterator;
    SliceCopy copy = {self->dtype, merge};
    slices_begin(&iterator, self, source, dim);
    char *to = iterator.data[0], *from = iterator.data[1];
    for (int64_t i = 0; i < count; i++) {
        int64_t place = index_at(index, i);
        if (place < 0 || place >= size) {
            error_raise(self->runtime->error, kind,
                        "%sindex %" PRId64 " is out of bounds for dimension %d with size %" PRId64, prefix, place, dim,
                        size);
            return false;
        }
        iterator.data[0] = to + place * slice_step(self, dim);
        iterator.data[1] = from + i * slice_step(source, dim);
        if (!iterator_run(&iterator, merge_row, &copy) || !runtime_poll_at(self->runtime, i))
            return false;
    }
    return true;
}

static bool check_slices(const Tensor *self, int dim, const Tensor *source)
{
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    bool fits = self->rank == source->rank;
    for (int i = 0; fits && i < self->rank; i++)
        fits = i == dim || self->sizes[i] == source->sizes[i];
    if (fits)
        return true;
    error_raise(
        self->runtime->error, ERROR_RUNTIME_ERROR,
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = %s "
        "source.shape = %s",
        tensor_format_sizes(self, own), tensor_format_sizes(source, other));
    return false;
}

static bool merge_slices(Tensor *self, int dim, const Tensor *index, const Tensor *source, MergeKind merge)
{
    return write_slices(self, dim, index, source, merge, ERROR_RUNTIME_ERROR, "");
}

bool index_add(Tensor *self, int dim, const Tensor *index, const Tensor *source, Scalar alpha)
{
    if (!check_slices(self, dim, source))
        return false;
    Tensor *scaled = apart_from(self, source);
    bool unit = alpha.kind != SCALAR_COMPLEX && scalar_to_float(alpha) == 1;
    if (scaled && !unit) {
        Tensor *factor = tensor_wrapped_scalar(self->runtime, alpha);
        Tensor *product = factor ? elementwise_binary(&kernel_mul, scaled, factor, scaled->dtype, NULL) : NULL;
        tensor_release(factor);
        tensor_release(scaled);
        scaled = product;
    }
    bool done = scaled && (dtype_is_half(self->dtype) && self->rank > 1
                               ? merge_wide(merge_slices, self, dim, index, scaled, MERGE_SUM)
                               : merge_slices(self, dim, index, scaled, MERGE_SUM));
    tensor_release(scaled);
    return done;
}

bool index_copy(Tensor *self, int dim, const Tensor *index, const Tensor *source)
{
    Tensor *apart = apart_from(self, source);
    bool done = apart && write_slices(self, dim, index, apart, MERGE_ASSIGN, ERROR_INDEX_ERROR, "index_copy_(): ");
    tensor_release(apart);
    return done;
}

bool index_fill(Tensor *self, int dim, const Tensor *index, Scalar value)
{
    int64_t size = dim_size(self, dim), count = tensor_count(index);
    if (!index_check_data(self, index))
        return false;
    for (int64_t i = 0; i < count && self->device == DEVICE_CPU; i++) {
        int64_t place = index_at(index, i);
        if (place < -size || place >= size) {
            error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                        "index %" PRId64 " is out of bounds for dimension %d with size %" PRId64, place, dim, size);
            return false;
        }
        Tensor *part = slice(self, dim, place < 0 ? place + size : place);
        bool done = part && copy_fill(part, value);
        tensor_release(part);
        if (!done || !runtime_poll_at(self->runtime, i))
            return false;
    }
    return true;
}

bool index_reduce(Tensor *self, int dim, const Tensor *index, const Tensor *source, IndexReduce reduce,
                  bool include_self)
{
    if (!index_check_data(self, index) || !check_slices(self, dim, source))
        return false;
    // The places as a tensor of the source's size: one index repeated over its slice.
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK] = {0};
    memcpy(sizes, source->sizes, (size_t)source->rank * sizeof *sizes);
    if (source->rank > 0)
        strides[dim] = index->rank > 0 ? index->strides[0] : 0;
    Tensor *wide = copy_contiguous_as(index, DTYPE_INT64);
    if (wide && source->rank > 0)
        strides[dim] = 1;
    Tensor *places = wide ? tensor_view(wide, source->rank, sizes, strides, wide->offset) : NULL;
    bool done = places && check_scatter(self, dim, places, source) &&
                scatter_checked(self, dim, places, source, reduce, include_self, false);
    tensor_release(places);
    tensor_release(wide);
    return done;
}

// Rows of a table -------------------------------------------------------------------------------------------

static bool check_embedding(const Tensor *weight, const Tensor *index)
{
    if (weight->rank != 2)
        return refuse(weight, ERROR_RUNTIME_ERROR, "'weight' must be 2-D");
    if (index->dtype == DTYPE_INT64 || index->dtype == DTYPE_INT32)
        return true;
    error_raise(
        weight->runtime->error, ERROR_RUNTIME_ERROR,
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
        "%s instead (while checking arguments for embedding)",
        dtype_checked_name(index->dtype));
    return false;
}

Tensor *index_embedding(const Tensor *weight, const Tensor *index)
{
    if (!check_embedding(weight, index))
        return NULL;
    Tensor *packed = copy_contiguous(index);
    int64_t count = packed ? tensor_count(packed) : 0, sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    Tensor *flat = packed ? tensor_view(packed, 1, &count, (int64_t[]){1}, packed->offset) : NULL;
    Tensor *rows = flat ? index_select(weight, 0, flat) : NULL;
    tensor_release(packed);
    tensor_release(flat);
    if (!rows)
        return NULL;
    memcpy(sizes, index->sizes, (size_t)index->rank * sizeof *sizes);
    sizes[index->rank] = weight->sizes[1];
    shape_contiguous_strides(index->rank + 1, sizes, strides);
    if (tensor_set(rows, rows->storage, index->rank + 1, sizes, strides, 0))
        return rows;
    tensor_release(rows);
    return NULL;
}

// How often each row was asked for.
static int64_t *count_rows(Runtime *runtime, const Tensor *index, int64_t rows)
{
    int64_t *counts = mem_alloc_array(runtime->memory, (size_t)rows, sizeof *counts);
    if (!counts)
        return NULL;
    memset(counts, 0, (size_t)rows * sizeof *counts);
    for (int64_t i = 0, count = tensor_stored_count(index); i < count; i++) {
        int64_t row = read_index(tensor_data(index) + i * (int64_t)dtype_size(index->dtype), index->dtype);
        if (row >= 0 && row < rows)
            counts[row]++;
    }
    return counts;
}

Tensor *index_embedding_backward(const Tensor *grad, const Tensor *index, int64_t rows, int64_t padding,
                                 bool scale_by_frequency)
{
    Runtime *runtime = grad->runtime;
    int64_t width = grad->sizes[grad->rank - 1], count = tensor_count(index), size = (int64_t)dtype_size(grad->dtype);
    if (!index_check_data(grad, index))
        return NULL;
    Tensor *places = copy_contiguous(index), *packed = NULL;
    if (places) // scaling writes into its copy
        packed = scale_by_frequency ? copy_new(grad, grad->dtype, FORMAT_CONTIGUOUS) : copy_contiguous(grad);
    Tensor *out = packed ? tensor_zeros(runtime, 2, (int64_t[]){rows, width}, grad->dtype, grad->device) : NULL;
    int64_t *counts = out && scale_by_frequency ? count_rows(runtime, places, rows) : NULL;
    bool done = out && (!scale_by_frequency || counts);
    for (int64_t i = 0; done && i < count && out->device == DEVICE_CPU; i++) {
        int64_t row = read_index(tensor_data(places) + i * (int64_t)dtype_size(places->dtype), places->dtype);
        if (row == padding || row < 0 || row >= rows)
            continue;
        char *from = tensor_data(packed) + i * width * size, *to = tensor_data(out) + row * width * size;
        if (counts && counts[row] > 1) // its share of the gradient
            for (int64_t j = 0; j < width; j++)
                scalar_store(
                    from + j * size, grad->dtype,
                    scalar_float(scalar_to_float(scalar_load(from + j * size, grad->dtype)) / (double)counts[row]));
        merge_run(MERGE_SUM, grad->dtype, to, size, from, size, width);
        done = runtime_poll_at(runtime, i);
    }
    mem_free(runtime->memory, counts, (size_t)rows * sizeof *counts);
    tensor_release(places);
    tensor_release(packed);
    if (done)
        return out;
    tensor_release(out);
    return NULL;
}

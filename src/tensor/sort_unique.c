// Unique values, searching and counting.
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "kernel/order.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/reduce.h"
#include "tensor/sort.h"

static bool refuse(const Tensor *tensor, const char *message)
{
    error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

static bool same_key(DType dtype, uint64_t a, uint64_t b)
{
    return a == b && !order_is_nan(dtype, a); // every NaN is a value of its own
}

// Groups of equal items: the number of the group of each place in `order`, and where each group begins.
typedef struct Groups {
    Runtime *runtime;
    int64_t count;  // items
    int64_t groups; // groups among them
    int64_t *order; // items in order
    int64_t *group; // the group of order[i]
} Groups;

static bool groups_make(Groups *groups, Runtime *runtime, int64_t count)
{
    *groups = (Groups){.runtime = runtime, .count = count};
    groups->order = mem_alloc_array(runtime->memory, 2 * (size_t)count, sizeof(int64_t));
    groups->group = groups->order ? groups->order + count : NULL;
    return groups->order != NULL;
}

static void groups_free(Groups *groups)
{
    mem_free(groups->runtime->memory, groups->order, 2 * (size_t)groups->count * sizeof(int64_t));
}

// The group of each item, in the items' own order, shaped like `like`.
static Tensor *groups_inverse(const Groups *groups, int rank, const int64_t *sizes)
{
    Tensor *inverse = tensor_empty(groups->runtime, rank, sizes, DTYPE_INT64, DEVICE_CPU);
    for (int64_t i = 0; inverse && i < groups->count; i++)
        ((int64_t *)tensor_data(inverse))[groups->order[i]] = groups->group[i];
    return inverse;
}

static Tensor *groups_counts(const Groups *groups)
{
    Tensor *counts = tensor_zeros(groups->runtime, 1, &groups->groups, DTYPE_INT64, DEVICE_CPU);
    for (int64_t i = 0; counts && i < groups->count; i++)
        ((int64_t *)tensor_data(counts))[groups->group[i]]++;
    return counts;
}

// Hands out what the caller wants of a grouping; `unique` is released where something fails.
static Tensor *groups_finish(Groups *groups, Tensor *unique, int rank, const int64_t *sizes, Tensor **inverse,
                             Tensor **counts)
{
    Tensor *places = unique && inverse ? groups_inverse(groups, rank, sizes) : NULL;
    Tensor *numbers = unique && counts ? groups_counts(groups) : NULL;
    groups_free(groups);
    if (!unique || (inverse && !places) || (counts && !numbers)) {
        tensor_release(unique);
        tensor_release(places);
        tensor_release(numbers);
        return NULL;
    }
    if (inverse)
        *inverse = places;
    if (counts)
        *counts = numbers;
    return unique;
}

static Tensor *unique_values(const Tensor *self, bool sorted, Tensor **inverse, Tensor **counts)
{
    Memory *memory = self->runtime->memory;
    Tensor *packed = copy_contiguous(self);
    int64_t count = packed ? tensor_count(packed) : 0;
    OrderItem *items = packed ? mem_alloc_array(memory, 2 * (size_t)count + 1, sizeof *items) : NULL;
    Groups groups = {0};
    Tensor *unique = NULL;
    if (items && groups_make(&groups, self->runtime, count)) {
        size_t size = dtype_size(self->dtype);
        order_load(items, self->dtype, tensor_data(packed), (int64_t)size, count);
        if (sorted)
            order_sort(items, items + count, count, false);
        for (int64_t i = 0; i < count; i++) {
            groups.groups += i > 0 && !same_key(self->dtype, items[i].key, items[i - 1].key);
            groups.order[i] = items[i].index;
            groups.group[i] = groups.groups;
        }
        groups.groups += count > 0;
        unique = tensor_empty(self->runtime, 1, &groups.groups, self->dtype, self->device);
        for (int64_t i = count - 1; unique && i >= 0; i--) // backwards: the first of each group stays
            memcpy(tensor_data(unique) + (size_t)groups.group[i] * size,
                   tensor_data(packed) + (size_t)groups.order[i] * size, size);
        unique = groups_finish(&groups, unique, self->rank, self->sizes, inverse, counts);
    }
    mem_free(memory, items, (2 * (size_t)count + 1) * sizeof *items);
    tensor_release(packed);
    return unique;
}

Tensor *sort_unique(const Tensor *self, Tensor **inverse, Tensor **counts)
{
    if (!order_supports(self->dtype)) {
        tensor_refuse_dtype(self->runtime, "unique", self->dtype);
        return NULL;
    }
    return unique_values(self, true, inverse, counts);
}

// Slices ------------------------------------------------------------------------------------------------------

// The tensor with `dim` brought to the front, packed, as keys: one row a slice.
typedef struct Slices {
    Tensor *packed;
    uint64_t *keys;
    int64_t count, width;
} Slices;

static Tensor *moved_to_front(const Tensor *self, int dim)
{
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    sizes[0] = self->sizes[dim];
    strides[0] = self->strides[dim];
    for (int i = 0, at = 1; i < self->rank; i++)
        if (i != dim) {
            sizes[at] = self->sizes[i];
            strides[at++] = self->strides[i];
        }
    Tensor *view = tensor_view(self, self->rank, sizes, strides, self->offset);
    Tensor *packed = view ? copy_contiguous(view) : NULL;
    tensor_release(view);
    return packed;
}

static bool slices_make(Slices *slices, const Tensor *self, int dim)
{
    *slices = (Slices){.packed = moved_to_front(self, dim)};
    if (!slices->packed)
        return false;
    int64_t total = tensor_count(self);
    slices->count = self->sizes[dim];
    slices->width = slices->count ? total / slices->count : 0;
    slices->keys = mem_alloc_array(self->runtime->memory, (size_t)total, sizeof *slices->keys);
    for (int64_t i = 0; slices->keys && i < total; i++)
        slices->keys[i] = order_key(self->dtype, tensor_data(slices->packed) + (size_t)i * dtype_size(self->dtype));
    return slices->keys != NULL;
}

static void slices_free(Slices *slices, Memory *memory)
{
    mem_free(memory, slices->keys, (size_t)(slices->count * slices->width) * sizeof *slices->keys);
    tensor_release(slices->packed);
}

static int compare_slices(const Slices *slices, int64_t a, int64_t b)
{
    const uint64_t *left = slices->keys + a * slices->width, *right = slices->keys + b * slices->width;
    for (int64_t i = 0; i < slices->width; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

// Stable, by merging: `scratch` has room for as many numbers.
static void sort_slices(const Slices *slices, int64_t *order, int64_t *scratch, int64_t count)
{
    if (count < 2)
        return;
    int64_t half = count / 2, left = 0, right = half;
    sort_slices(slices, order, scratch, half);
    sort_slices(slices, order + half, scratch + half, count - half);
    for (int64_t i = 0; i < count; i++) {
        bool take_right = left == half || (right < count && compare_slices(slices, order[right], order[left]) < 0);
        scratch[i] = take_right ? order[right++] : order[left++];
    }
    memcpy(order, scratch, (size_t)count * sizeof *order);
}

// The first slice of each group, with `dim` back in its place.
static Tensor *gather_slices(const Groups *groups, const Slices *slices, const Tensor *self, int dim)
{
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK], final_sizes[SHAPE_MAX_RANK], final_strides[SHAPE_MAX_RANK];
    size_t row = (size_t)slices->width * dtype_size(self->dtype);
    memcpy(sizes, slices->packed->sizes, (size_t)self->rank * sizeof *sizes);
    sizes[0] = groups->groups;
    Tensor *rows = tensor_empty(self->runtime, self->rank, sizes, self->dtype, self->device);
    if (!rows)
        return NULL;
    for (int64_t i = row > 0 ? groups->count - 1 : -1; i >= 0; i--)
        memcpy(tensor_data(rows) + (size_t)groups->group[i] * row,
               tensor_data(slices->packed) + (size_t)groups->order[i] * row, row);
    shape_contiguous_strides(self->rank, sizes, strides);
    for (int i = 0, at = 1; i < self->rank; i++) {
        int from = i == dim ? 0 : at++;
        final_sizes[i] = sizes[from];
        final_strides[i] = strides[from];
    }
    Tensor *view = tensor_view(rows, self->rank, final_sizes, final_strides, 0);
    Tensor *result = view ? copy_contiguous(view) : NULL;
    tensor_release(view);
    tensor_release(rows);
    return result;
}

static Tensor *unique_slices(const Tensor *self, int dim, bool sorted, Tensor **inverse, Tensor **counts)
{
    if (!order_supports(self->dtype)) {
        tensor_refuse_dtype(self->runtime, "unique_dim", self->dtype);
        return NULL;
    }
    Memory *memory = self->runtime->memory;
    Slices slices;
    Groups groups = {0};
    Tensor *unique = NULL;
    bool made = slices_make(&slices, self, dim);
    int64_t *scratch = made ? mem_alloc_array(memory, (size_t)slices.count + 1, sizeof *scratch) : NULL;
    if (scratch && groups_make(&groups, self->runtime, slices.count)) {
        for (int64_t i = 0; i < slices.count; i++)
            groups.order[i] = i;
        if (sorted)
            sort_slices(&slices, groups.order, scratch, slices.count);
        for (int64_t i = 0; i < slices.count; i++) {
            groups.groups += i > 0 && compare_slices(&slices, groups.order[i - 1], groups.order[i]) != 0;
            groups.group[i] = groups.groups;
        }
        groups.groups += slices.count > 0;
        unique = gather_slices(&groups, &slices, self, dim);
        unique = groups_finish(&groups, unique, 1, &slices.count, inverse, counts);
    }
    mem_free(memory, scratch, ((size_t)slices.count + 1) * sizeof *scratch);
    slices_free(&slices, memory);
    return unique;
}

Tensor *sort_unique_dim(const Tensor *self, int dim, Tensor **inverse, Tensor **counts)
{
    if (self->rank == 0)
        return sort_unique(self, inverse, counts);
    return unique_slices(self, dim, true, inverse, counts);
}

Tensor *sort_unique_consecutive(const Tensor *self, int dim, Tensor **inverse, Tensor **counts)
{
    if (dim >= 0 && self->rank > 0)
        return unique_slices(self, dim, false, inverse, counts);
    if (!order_supports(self->dtype)) {
        tensor_refuse_dtype(self->runtime, "unique", self->dtype);
        return NULL;
    }
    return unique_values(self, false, inverse, counts);
}

// Searching -----------------------------------------------------------------------------------------------------

// The first place whose key is not below (right: is above) the value's. A NaN goes to the end.
static int64_t find_place(const char *row, const int64_t *sorter, DType dtype, int64_t size, uint64_t key, bool right)
{
    size_t width = dtype_size(dtype);
    int64_t low = 0, high = size;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        uint64_t other = order_key(dtype, row + (size_t)(sorter ? sorter[middle] : middle) * width);
        bool after = right ? other > key : other >= key;
        if (after && !order_is_nan(dtype, key))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool check_search(const Tensor *sorted, const Tensor *values)
{
    char left[SHAPE_TEXT], right[SHAPE_TEXT];
    bool fits = sorted->rank == 1 || sorted->rank == values->rank;
    for (int i = 0; fits && sorted->rank > 1 && i < sorted->rank - 1; i++)
        fits = sorted->sizes[i] == values->sizes[i];
    if (fits)
        return order_supports(sorted->dtype) ||
               tensor_refuse_dtype(sorted->runtime, "searchsorted_out_cpu", sorted->dtype);
    error_raise(
        sorted->runtime->error, ERROR_RUNTIME_ERROR,
        "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries "
        "tensor and input value tensor must match, but we got boundaries tensor %s and input value tensor %s",
        tensor_format_sizes(sorted, left), tensor_format_sizes(values, right));
    return false;
}

Tensor *sort_search(const Tensor *sorted, const Tensor *values, bool right, bool int32, const Tensor *sorter)
{
    if (!check_search(sorted, values))
        return NULL;
    DType common = tensor_result_dtype((const Tensor *const[]){sorted, values}, 2);
    Tensor *bounds = copy_contiguous_as(sorted, common), *wanted = bounds ? copy_contiguous_as(values, common) : NULL;
    Tensor *order = wanted && sorter ? copy_contiguous(sorter) : NULL;
    Tensor *out = wanted && (!sorter || order) ? tensor_empty(values->runtime, values->rank, values->sizes,
                                                              int32 ? DTYPE_INT32 : DTYPE_INT64, values->device)
                                               : NULL;
    int64_t size = sorted->sizes[sorted->rank - 1], count = out ? tensor_stored_count(out) : 0;
    int64_t per_row = sorted->rank == 1 || count == 0 ? 0 : values->sizes[values->rank - 1];
    size_t width = dtype_size(common);
    if (count && !(tensor_data(bounds) || size == 0))
        count = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t row = per_row ? i / per_row * size : 0;
        int64_t place = find_place(tensor_data(bounds) + (size_t)row * width,
                                   order ? (const int64_t *)tensor_data(order) + row : NULL, common, size,
                                   order_key(common, tensor_data(wanted) + (size_t)i * width), right);
        tensor_write(out, i, scalar_int(place));
    }
    tensor_release(bounds);
    tensor_release(wanted);
    tensor_release(order);
    return out;
}

// Counting ------------------------------------------------------------------------------------------------------

Tensor *sort_bincount(const Tensor *self, const Tensor *weights, int64_t minlength)
{
    Runtime *runtime = self->runtime;
    if (!dtype_is_integral(self->dtype) || self->dtype == DTYPE_BOOL) {
        tensor_refuse_dtype(runtime, "bincount_cpu", self->dtype);
        return NULL;
    }
    if (minlength < 0)
        return refuse(self, "minlength should be >= 0"), NULL;
    if (weights && (weights->rank != 1 || weights->sizes[0] != tensor_count(self)))
        return refuse(self, "weights should be 1-d and have the same length as input"), NULL;
    Tensor *numbers = copy_contiguous_as(self, DTYPE_INT64);
    int64_t count = numbers ? tensor_count(numbers) : 0, largest = -1, least = 0;
    const int64_t *data = numbers ? (const int64_t *)tensor_data(numbers) : NULL;
    for (int64_t i = 0; i < count; i++) {
        largest = data[i] > largest ? data[i] : largest;
        least = data[i] < least ? data[i] : least;
    }
    if (numbers && (self->rank != 1 || least < 0)) {
        refuse(self, "bincount only supports 1-d non-negative integral inputs.");
        tensor_release(numbers);
        return NULL;
    }
    int64_t bins = largest + 1 > minlength ? largest + 1 : minlength;
    DType dtype = !weights ? DTYPE_INT64 : weights->dtype == DTYPE_FLOAT32 ? DTYPE_FLOAT32 : DTYPE_FLOAT64;
    Tensor *amounts = numbers && weights ? copy_contiguous_as(weights, dtype) : NULL;
    Tensor *out = numbers && (!weights || amounts) ? tensor_zeros(runtime, 1, &bins, dtype, self->device) : NULL;
    for (int64_t i = 0; out && i < count; i++) {
        if (!weights)
            ((int64_t *)tensor_data(out))[data[i]]++;
        else if (dtype == DTYPE_FLOAT32)
            ((float *)tensor_data(out))[data[i]] += ((const float *)tensor_data(amounts))[i];
        else
            ((double *)tensor_data(out))[data[i]] += ((const double *)tensor_data(amounts))[i];
    }
    tensor_release(numbers);
    tensor_release(amounts);
    return out;
}

// The data's own range, where none is given; a range of one value grows by one to both sides.
static bool find_range(const Tensor *values, double *min, double *max)
{
    int64_t count = tensor_count(values);
    if (*min == *max && count > 0) {
        const double *data = (const double *)tensor_data(values);
        *min = *max = data[0];
        for (int64_t i = 1; i < count; i++) {
            *min = data[i] < *min || data[i] != data[i] ? data[i] : *min;
            *max = data[i] > *max || data[i] != data[i] ? data[i] : *max;
        }
    }
    if (!isfinite(*min) || !isfinite(*max)) {
        error_raise(values->runtime->error, ERROR_RUNTIME_ERROR, "torch.histc: range of [%g, %g] is not finite", *min,
                    *max);
        return false;
    }
    if (*min > *max)
        return refuse(values, "torch.histc: max must be larger than min");
    if (*min == *max) {
        *min -= 1;
        *max += 1;
    }
    return true;
}

// Where a value falls between the limits, in bins; each step is rounded to the values' type.
static double bin_place(DType dtype, double value, double min, double max, int64_t bins)
{
    if (dtype == DTYPE_FLOAT64)
        return (value - min) * (double)bins / (max - min);
    float gap = dtype_round(dtype, (float)value - (float)min), width = dtype_round(dtype, (float)max - (float)min);
    return (double)dtype_round(dtype, dtype_round(dtype, gap * (float)bins) / width);
}

Tensor *sort_histc(const Tensor *self, int64_t bins, double min, double max)
{
    Tensor *values = copy_contiguous_as(self, DTYPE_FLOAT64);
    if (!values || !find_range(values, &min, &max)) {
        tensor_release(values);
        return NULL;
    }
    Tensor *counts = tensor_zeros(self->runtime, 1, &bins, DTYPE_FLOAT64, self->device);
    const double *data = (const double *)tensor_data(values);
    for (int64_t i = 0; counts && i < tensor_count(values); i++) {
        if (!(data[i] >= min && data[i] <= max))
            continue;
        double place = bin_place(self->dtype, data[i], min, max, bins);
        int64_t bin = (int64_t)place < bins ? (int64_t)place : bins - 1;
        ((double *)tensor_data(counts))[bin]++;
    }
    tensor_release(values);
    Tensor *out = counts ? copy_new(counts, self->dtype, FORMAT_CONTIGUOUS) : NULL;
    tensor_release(counts);
    return out;
}

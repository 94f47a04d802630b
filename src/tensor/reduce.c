#include "tensor/reduce.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/accumulate.h"
#include "kernel/product.h"
#include "kernel/sum.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/iterator.h"

static bool is_reduced(DimSet dims, int dim)
{
    return dims >> dim & 1;
}

// A result with the reduced dimensions kept as size 1.
static Tensor *allocate_result(const Tensor *self, DimSet dims, DType dtype)
{
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < self->rank; i++)
        sizes[i] = is_reduced(dims, i) ? 1 : self->sizes[i];
    return tensor_empty(self->runtime, self->rank, sizes, dtype, self->device);
}

// Takes the kept dimensions of size 1 out again.
static Tensor *finish_result_take(Tensor *result, DimSet dims, bool keepdim)
{
    if (!result || keepdim)
        return result;
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    int rank = 0;
    for (int i = 0; i < result->rank; i++)
        if (!is_reduced(dims, i)) {
            sizes[rank] = result->sizes[i];
            strides[rank++] = result->strides[i];
        }
    if (tensor_set(result, result->storage, rank, sizes, strides, result->offset))
        return result;
    tensor_release(result);
    return NULL;
}

// A result takes part in the iteration with stride 0 along what is reduced.
static void add_result(Iterator *iterator, const Tensor *result, DimSet dims)
{
    int64_t strides[SHAPE_MAX_RANK];
    for (int i = 0; i < result->rank; i++)
        strides[i] = is_reduced(dims, i) ? 0 : result->strides[i];
    iterator_add_strided(iterator, tensor_data(result), strides, dtype_size(result->dtype));
}

// The tensor itself, retained, or a conversion that keeps its layout.
static Tensor *as_dtype(const Tensor *self, DType dtype)
{
    return self->dtype == dtype ? tensor_retain(self) : copy_new(self, dtype, FORMAT_PRESERVE);
}

static Tensor *convert_take(Tensor *tensor, DType dtype)
{
    if (!tensor || tensor->dtype == dtype)
        return tensor;
    Tensor *converted = copy_new(tensor, dtype, FORMAT_PRESERVE);
    tensor_release(tensor);
    return converted;
}

// The tensor as `dtype` holds it, for a loop that computes in dtype_compute(dtype): a wider input is rounded first.
static Tensor *as_compute(const Tensor *self, DType dtype)
{
    return convert_take(as_dtype(self, dtype), dtype_compute(dtype));
}

// Sums and products by planes ---------------------------------------------------------------------------

// How many elements are worked on between two looks at the limits: more than memory holds of an ordinary tensor for
// sums, whose digits depend on where they are cut.
static const int64_t LARGE_PLANE = (int64_t)1 << 29, LARGE_COLUMN = (int64_t)1 << 24;

typedef struct PlaneContext {
    Runtime *runtime;
    DType dtype;
    bool skip_nan;
    bool product;
} PlaneContext;

static bool fold_plane(char *const *data, const int64_t *strides0, const int64_t *strides1, int64_t size0,
                       int64_t size1, void *context)
{
    const PlaneContext *plane = context;
    int64_t large = plane->product ? LARGE_COLUMN : LARGE_PLANE;
    if (UNLIKELY(size1 && size0 > large / size1)) { // only expanded tensors are as large: one half, then the other
        bool first = size0 > size1;
        int64_t half = (first ? size0 : size1) / 2;
        const int64_t *steps = first ? strides0 : strides1;
        char *rest[2] = {data[0] + steps[0] * half, data[1] + steps[1] * half};
        return fold_plane(data, strides0, strides1, first ? half : size0, first ? size1 : half, context) &&
               runtime_poll(plane->runtime) &&
               fold_plane(rest, strides0, strides1, first ? size0 - half : size0, first ? size1 : size1 - half,
                          context);
    }
    int64_t out_strides[2] = {strides0[0], strides1[0]}, in_strides[2] = {strides0[1], strides1[1]};
    if (plane->product)
        product_block(plane->dtype, data[0], out_strides, data[1], in_strides, size0, size1);
    else
        sum_block(plane->dtype, plane->skip_nan, data[0], out_strides, data[1], in_strides, size0, size1);
    return true;
}

// Folds `self`, which has the result's dtype already; half precision gives float32.
static Tensor *fold_planes(const Tensor *self, DimSet dims, bool keepdim, PlaneContext context)
{
    Tensor *result = allocate_result(self, dims, dtype_compute(self->dtype));
    if (!result || result->device == DEVICE_META)
        return finish_result_take(result, dims, keepdim);
    Iterator iterator;
    iterator_init(&iterator, self->runtime, self->rank, self->sizes);
    iterator.reduction = true;
    add_result(&iterator, result, dims);
    iterator_add(&iterator, self);
    iterator_merge(&iterator);
    if (!copy_fill(result, scalar_int(context.product)) || !iterator_run_planes(&iterator, fold_plane, &context)) {
        tensor_release(result);
        return NULL;
    }
    return finish_result_take(result, dims, keepdim);
}

static Tensor *sum_as(const Tensor *self, DimSet dims, bool keepdim, DType dtype, bool skip_nan)
{
    // Only float32 and float64 can skip NaN as they go.
    Tensor *converted = skip_nan ? as_compute(self, dtype) : as_dtype(self, dtype);
    if (!converted)
        return NULL;
    Tensor *result =
        fold_planes(converted, dims, keepdim,
                    (PlaneContext){.runtime = self->runtime, .dtype = converted->dtype, .skip_nan = skip_nan});
    tensor_release(converted);
    return convert_take(result, dtype);
}

Tensor *reduce_sum(const Tensor *self, DimSet dims, bool keepdim, DType dtype)
{
    return sum_as(self, dims, keepdim, dtype, false);
}

Tensor *reduce_nansum(const Tensor *self, DimSet dims, bool keepdim, DType dtype)
{
    return sum_as(self, dims, keepdim, dtype, true);
}

static int64_t reduced_count(const Tensor *self, DimSet dims)
{
    int64_t count = 1;
    for (int i = 0; i < self->rank; i++)
        if (is_reduced(dims, i))
            count *= self->sizes[i];
    return count;
}

Tensor *reduce_mean(const Tensor *self, DimSet dims, bool keepdim, DType dtype)
{
    // Half precision sums and divides in float32.
    Tensor *sum = sum_as(self, dims, keepdim, dtype_compute(dtype), false);
    Tensor *count = sum ? tensor_wrapped_scalar(self->runtime, scalar_int(reduced_count(self, dims))) : NULL;
    Tensor *mean = count ? elementwise_binary(&kernel_div, sum, count, sum->dtype, NULL) : NULL;
    tensor_release(count);
    tensor_release(sum);
    return convert_take(mean, dtype);
}

// Everything else: states that elements are added to -----------------------------------------------------

typedef struct Job {
    const Accumulate *accumulate;
    const AccumulateOptions *options;
    Iterator *iterator;
    int reduced; // leading dimensions that are reduced
    bool has_second;
} Job;

// Adds what lies along the first reduced dimension.
static bool add_run(const Job *job, AccumulateStates *states, int columns, const char *in, int64_t column_step,
                    int64_t index)
{
    const Iterator *iterator = job->iterator;
    int64_t step = iterator->strides[iterator->operands - 1][0], left = iterator->sizes[0];
    int64_t part = LARGE_COLUMN / columns;
    for (; left > part; left -= part, index += part, in += step * part) {
        job->accumulate->add(states, columns, in, column_step, step, part, index, job->options);
        if (!runtime_poll(iterator->runtime))
            return false;
    }
    job->accumulate->add(states, columns, in, column_step, step, left, index, job->options);
    return true;
}

// Adds all elements of `columns` columns that start at `in`: walks the reduced dimensions.
static bool add_columns(const Job *job, AccumulateStates *states, int columns, const char *in, int64_t column_step)
{
    const Iterator *iterator = job->iterator;
    int input = iterator->operands - 1;
    int64_t position[SHAPE_MAX_RANK] = {0}, index = 0;
    if (job->reduced == 0) {
        job->accumulate->add(states, columns, in, column_step, 0, 1, 0, job->options);
        return true;
    }
    if (iterator->count == 0)
        return true;
    for (;;) {
        if (!add_run(job, states, columns, in, column_step, index))
            return false;
        index += iterator->sizes[0];
        if ((index & LARGE_COLUMN) != ((index - iterator->sizes[0]) & LARGE_COLUMN) && !runtime_poll(iterator->runtime))
            return false;
        int dim = 1;
        for (; dim < job->reduced; dim++) {
            in += iterator->strides[input][dim];
            if (++position[dim] < iterator->sizes[dim])
                break;
            in -= iterator->strides[input][dim] * iterator->sizes[dim];
            position[dim] = 0;
        }
        if (dim >= job->reduced)
            return runtime_poll(iterator->runtime);
    }
}

// One run of results along the first dimension that is kept.
static bool reduce_run(const Job *job, char *const *data)
{
    const Iterator *iterator = job->iterator;
    int kept = job->reduced, input = iterator->operands - 1;
    int64_t count = kept < iterator->rank ? iterator->sizes[kept] : 1;
    int64_t steps[3] = {0};
    for (int i = 0; i < iterator->operands && kept < iterator->rank; i++)
        steps[i] = iterator->strides[i][kept];
    // Side by side only where neighbours lie closer than the elements of one column.
    int64_t width =
        job->reduced > 0 && llabs(iterator->strides[input][0]) < llabs(steps[input]) ? 1 : ACCUMULATE_COLUMNS;
    for (int64_t start = 0; start < count; start += width) {
        AccumulateStates states;
        int columns = (int)(count - start < width ? count - start : width);
        job->accumulate->begin(&states, columns, job->options);
        if (!add_columns(job, &states, columns, data[input] + start * steps[input], steps[input]))
            return false;
        job->accumulate->end(&states, columns, data[0] + start * steps[0], steps[0],
                             job->has_second ? data[1] + start * steps[1] : NULL, steps[1], job->options);
    }
    return true;
}

static bool reduce_all_runs(const Job *job)
{
    const Iterator *iterator = job->iterator;
    int64_t position[SHAPE_MAX_RANK] = {0};
    char *data[3];
    memcpy(data, iterator->data, sizeof(char *) * (size_t)iterator->operands);
    for (;;) {
        if (!reduce_run(job, data))
            return false;
        int dim = job->reduced + 1;
        for (; dim < iterator->rank; dim++) {
            bool wraps = ++position[dim] == iterator->sizes[dim];
            for (int i = 0; i < iterator->operands; i++)
                data[i] += iterator->strides[i][dim] * (wraps ? 1 - iterator->sizes[dim] : 1);
            if (!wraps)
                break;
            position[dim] = 0;
        }
        if (dim >= iterator->rank)
            return true;
    }
}

// Runs one kind over `self` (already of a dtype that the kind takes) into results with kept dimensions.
static bool accumulate_into(AccumulateKind kind, const AccumulateOptions *options, const Tensor *self, DimSet dims,
                            const Tensor *result, const Tensor *second)
{
    Iterator iterator;
    if (self->device == DEVICE_META || tensor_count(result) == 0)
        return true;
    iterator_init(&iterator, self->runtime, self->rank, self->sizes);
    iterator.reduction = true;
    add_result(&iterator, result, dims);
    if (second)
        add_result(&iterator, second, dims);
    iterator_add(&iterator, self);
    iterator_merge(&iterator);
    Job job = {accumulate_find(kind, self->dtype), options, &iterator, iterator_reduced_rank(&iterator),
               second != NULL};
    return reduce_all_runs(&job);
}

static const AccumulateOptions NO_OPTIONS = {0};

static bool supports(AccumulateKind kind, DType dtype)
{
    return accumulate_find(kind, dtype_compute(dtype))->add != NULL;
}

// The whole of a reduction with one result.
static Tensor *accumulate_new(AccumulateKind kind, const AccumulateOptions *options, const Tensor *self, DimSet dims,
                              bool keepdim, DType compute, DType result_dtype)
{
    Tensor *input = as_dtype(self, compute);
    Tensor *result = input ? allocate_result(input, dims, result_dtype) : NULL;
    if (result && !accumulate_into(kind, options, input, dims, result, NULL)) {
        tensor_release(result);
        result = NULL;
    }
    tensor_release(input);
    return finish_result_take(result, dims, keepdim);
}

Tensor *reduce_prod(const Tensor *self, DimSet dims, bool keepdim, DType dtype)
{
    DType compute = dtype_compute(dtype);
    if (compute != DTYPE_FLOAT32 && compute != DTYPE_FLOAT64)
        return accumulate_new(ACCUMULATE_PROD, &NO_OPTIONS, self, dims, keepdim, dtype, dtype);
    Tensor *input = as_compute(self, dtype);
    if (!input)
        return NULL;
    Tensor *result =
        fold_planes(input, dims, keepdim, (PlaneContext){.runtime = self->runtime, .dtype = dtype, .product = true});
    tensor_release(input);
    return convert_take(result, dtype);
}

static Tensor *reduce_logic(AccumulateKind kind, const Tensor *self, DimSet dims, bool keepdim)
{
    Tensor *result = accumulate_new(kind, &NO_OPTIONS, self, dims, keepdim, dtype_compute(self->dtype), DTYPE_BOOL);
    return self->dtype == DTYPE_UINT8 ? convert_take(result, DTYPE_UINT8) : result;
}

Tensor *reduce_any(const Tensor *self, DimSet dims, bool keepdim)
{
    return reduce_logic(ACCUMULATE_ANY, self, dims, keepdim);
}

Tensor *reduce_all(const Tensor *self, DimSet dims, bool keepdim)
{
    return reduce_logic(ACCUMULATE_ALL, self, dims, keepdim);
}

Tensor *reduce_count_nonzero(const Tensor *self, DimSet dims)
{
    return accumulate_new(ACCUMULATE_NONZERO, &NO_OPTIONS, self, dims, false, dtype_compute(self->dtype), DTYPE_INT64);
}

// An extreme of nothing does not exist.
static bool check_not_empty(const Tensor *self, DimSet dims, const char *name)
{
    if (dims == DIM_SET_ALL && tensor_count(self) == 0 && strncmp(name, "arg", 3) == 0) {
        error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                    "%s(): Expected reduction dim to be specified for input.numel() == 0.", name);
        return false;
    }
    if (dims == DIM_SET_ALL && tensor_count(self) == 0) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim "
                    "with the 'dim' argument.",
                    name);
        return false;
    }
    for (int i = 0; i < self->rank; i++)
        if (is_reduced(dims, i) && self->sizes[i] == 0) {
            error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                        "%s(): Expected reduction dim %d to have non-zero size.", name, i);
            return false;
        }
    return true;
}

static Tensor *reduce_limit(AccumulateKind kind, const char *name, const Tensor *self, DimSet dims, bool keepdim)
{
    if (!supports(kind, self->dtype)) {
        tensor_refuse_dtype(self->runtime, kind == ACCUMULATE_MAX ? "max_values_cpu" : "min_values_cpu", self->dtype);
        return NULL;
    }
    if (!check_not_empty(self, dims, name))
        return NULL;
    DType compute = dtype_compute(self->dtype);
    return convert_take(accumulate_new(kind, &NO_OPTIONS, self, dims, keepdim, compute, compute), self->dtype);
}

Tensor *reduce_amax(const Tensor *self, DimSet dims, bool keepdim)
{
    return reduce_limit(ACCUMULATE_MAX, "amax", self, dims, keepdim);
}

Tensor *reduce_amin(const Tensor *self, DimSet dims, bool keepdim)
{
    return reduce_limit(ACCUMULATE_MIN, "amin", self, dims, keepdim);
}

// Values and indices along one dimension.
static bool reduce_extreme(AccumulateKind kind, const char *name, const Tensor *self, int dim, bool keepdim,
                           Tensor **values, Tensor **indices)
{
    DimSet dims = (DimSet)1 << dim;
    if (!supports(kind, self->dtype))
        return tensor_refuse_dtype(self->runtime, name, self->dtype);
    DType compute = dtype_compute(self->dtype);
    Tensor *input = as_dtype(self, compute);
    Tensor *value = input ? allocate_result(input, dims, compute) : NULL;
    Tensor *index = value ? allocate_result(input, dims, DTYPE_INT64) : NULL;
    bool done = index && accumulate_into(kind, &NO_OPTIONS, input, dims, value, index);
    tensor_release(input);
    if (!done) {
        tensor_release(value);
        tensor_release(index);
        return false;
    }
    value = convert_take(finish_result_take(value, dims, keepdim), self->dtype);
    index = finish_result_take(index, dims, keepdim);
    if (!value || !index) {
        tensor_release(value);
        tensor_release(index);
        return false;
    }
    *values = value;
    *indices = index;
    return true;
}

bool reduce_max_dim(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices)
{
    return check_not_empty(self, (DimSet)1 << dim, "max") &&
           reduce_extreme(ACCUMULATE_ARGMAX, "max_cpu", self, dim, keepdim, values, indices);
}

bool reduce_min_dim(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices)
{
    if (dtype_is_complex(self->dtype)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "min(): does not support complex input");
        return false;
    }
    return check_not_empty(self, (DimSet)1 << dim, "min") &&
           reduce_extreme(ACCUMULATE_ARGMIN, "min_cpu", self, dim, keepdim, values, indices);
}

// All elements as one dimension, in row-major order.
static Tensor *flattened(const Tensor *self)
{
    Tensor *packed = copy_contiguous(self);
    if (!packed)
        return NULL;
    int64_t count = tensor_count(packed);
    Tensor *flat = tensor_view(packed, 1, &count, &(int64_t){1}, packed->offset);
    tensor_release(packed);
    return flat;
}

static Tensor *with_unit_dims(const Tensor *scalar, int rank)
{
    int64_t ones[SHAPE_MAX_RANK];
    for (int i = 0; i < rank; i++)
        ones[i] = 1;
    return tensor_view(scalar, rank, ones, ones, scalar->offset);
}

static Tensor *reduce_arg(AccumulateKind kind, const char *name, const char *kernel, const Tensor *self, int dim,
                          bool keepdim)
{
    if (!check_not_empty(self, dim < 0 ? DIM_SET_ALL : (DimSet)1 << dim, name))
        return NULL;
    if (self->dtype == DTYPE_BOOL) {
        tensor_refuse_dtype(self->runtime, kernel, self->dtype);
        return NULL;
    }
    Tensor *input = dim < 0 ? flattened(self) : tensor_retain(self), *values = NULL, *indices = NULL;
    bool done = input && reduce_extreme(kind, kernel, input, dim < 0 ? 0 : dim, dim >= 0 && keepdim, &values, &indices);
    tensor_release(input);
    tensor_release(values);
    if (!done || dim >= 0 || !keepdim)
        return done ? indices : NULL;
    Tensor *kept = with_unit_dims(indices, self->rank);
    tensor_release(indices);
    return kept;
}

Tensor *reduce_argmax(const Tensor *self, int dim, bool keepdim)
{
    return reduce_arg(ACCUMULATE_ARGMAX, "argmax", "argmax_cpu", self, dim, keepdim);
}

Tensor *reduce_argmin(const Tensor *self, int dim, bool keepdim)
{
    return reduce_arg(ACCUMULATE_ARGMIN, "argmin", "argmin_cpu", self, dim, keepdim);
}

static Tensor *real_part(const Tensor *self, bool imaginary)
{
    int64_t strides[SHAPE_MAX_RANK];
    for (int i = 0; i < self->rank; i++)
        strides[i] = shape_stride_times(self->strides[i], 2);
    Tensor *part = tensor_view(self, self->rank, self->sizes, strides, 2 * self->offset + imaginary);
    if (part)
        part->dtype = (uint8_t)dtype_real(self->dtype);
    return part;
}

// The variance of complex numbers is that of both parts together.
static Tensor *variance_complex(const Tensor *self, DimSet dims, bool keepdim, double correction, bool root,
                                Tensor **mean)
{
    if (mean && !(*mean = reduce_mean(self, dims, keepdim, self->dtype)))
        return NULL;
    Tensor *parts[2] = {real_part(self, false), real_part(self, true)}, *variances[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++)
        variances[i] = parts[i] ? reduce_var(parts[i], dims, keepdim, correction, false, NULL) : NULL;
    Tensor *sum = variances[0] && variances[1]
                      ? elementwise_binary(&kernel_add, variances[0], variances[1], variances[0]->dtype,
                                           (Scalar[KERNEL_MAX_SCALARS]){scalar_int(1)})
                      : NULL;
    if (sum && root) {
        Tensor *deviation = elementwise_unary(&kernel_sqrt, sum, sum->dtype, NULL);
        tensor_release(sum);
        sum = deviation;
    }
    for (int i = 0; i < 2; i++) {
        tensor_release(parts[i]);
        tensor_release(variances[i]);
    }
    if (!sum && mean) {
        tensor_release(*mean);
        *mean = NULL;
    }
    return sum;
}

typedef struct Squares {
    Runtime *runtime;
    DType dtype;
    double mean, sum;
} Squares;

static bool add_squares(char *const *data, const int64_t *strides0, const int64_t *strides1, int64_t size0,
                        int64_t size1, void *context)
{
    Squares *squares = context;
    int64_t width = size0 < LARGE_COLUMN ? size0 : LARGE_COLUMN, height = LARGE_COLUMN / (width ? width : 1);
    for (int64_t j = 0; j < size1; j += height)
        for (int64_t i = 0; i < size0; i += width) {
            const char *part = data[0] + j * strides1[0] + i * strides0[0];
            squares->sum += sum_squared_distances(squares->dtype, part, strides0[0], strides1[0],
                                                  width < size0 - i ? width : size0 - i,
                                                  height < size1 - j ? height : size1 - j, squares->mean);
            if (!runtime_poll(squares->runtime))
                return false;
        }
    return true;
}

// The variance of all elements takes two passes: the mean, then the squared distances.
static Tensor *variance_of_all(const Tensor *self, int rank, double correction, bool root)
{
    Tensor *mean = reduce_mean(self, DIM_SET_ALL, false, self->dtype);
    if (!mean)
        return NULL;
    Squares squares = {self->runtime, self->dtype, scalar_to_float(tensor_item(mean)), 0};
    tensor_release(mean);
    Iterator iterator;
    iterator_init(&iterator, self->runtime, self->rank, self->sizes);
    iterator_add(&iterator, self);
    iterator_merge(&iterator);
    if (!iterator_run_planes(&iterator, add_squares, &squares))
        return NULL;
    double divisor = (double)tensor_count(self) - correction, variance = squares.sum / (divisor > 0 ? divisor : 0);
    int64_t ones[SHAPE_MAX_RANK];
    for (int i = 0; i < rank; i++)
        ones[i] = 1;
    Tensor *result = tensor_empty(self->runtime, rank, ones, self->dtype, self->device);
    if (result)
        tensor_write(result, 0, scalar_float(root ? __builtin_sqrt(variance) : variance));
    return result;
}

// The rank of a result, where it has exactly one element; -1 else.
static int single_result_rank(const Tensor *self, DimSet dims, bool keepdim)
{
    int rank = 0;
    for (int i = 0; i < self->rank; i++) {
        if (!is_reduced(dims, i) && self->sizes[i] != 1)
            return -1;
        rank += keepdim || !is_reduced(dims, i);
    }
    return tensor_count(self) > 0 ? rank : -1;
}

Tensor *reduce_var(const Tensor *self, DimSet dims, bool keepdim, double correction, bool root, Tensor **mean)
{
    if (dtype_is_complex(self->dtype))
        return variance_complex(self, dims, keepdim, correction, root, mean);
    AccumulateOptions options = {.correction = correction, .root = root};
    DType compute = dtype_compute(self->dtype);
    int single = single_result_rank(self, dims, keepdim);
    if (single >= 0 && !mean && compute == self->dtype && self->device == DEVICE_CPU)
        return variance_of_all(self, single, correction, root);
    Tensor *input = as_dtype(self, compute);
    Tensor *result = input ? allocate_result(input, dims, compute) : NULL;
    Tensor *means = result && mean ? allocate_result(input, dims, compute) : NULL;
    bool done =
        result && (!mean || means) && accumulate_into(ACCUMULATE_VARIANCE, &options, input, dims, result, means);
    tensor_release(input);
    if (!done) {
        tensor_release(result);
        tensor_release(means);
        return NULL;
    }
    result = convert_take(finish_result_take(result, dims, keepdim), self->dtype);
    if (mean) {
        *mean = convert_take(finish_result_take(means, dims, keepdim), self->dtype);
        if (!*mean || !result) {
            tensor_release(*mean);
            tensor_release(result);
            *mean = NULL;
            return NULL;
        }
    }
    return result;
}

// The Euclidean norm along packed rows has a vector loop of its own.
typedef struct NormRows {
    Runtime *runtime;
    DType dtype;
    int64_t size;
} NormRows;

static bool norm_rows(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const NormRows *rows = context;
    for (int64_t i = 0, since_poll = 0; i < count; i++) {
        sum_euclidean(rows->dtype, data[0] + i * strides[0], data[1] + i * strides[1], rows->size);
        since_poll += rows->size;
        if (since_poll > LARGE_COLUMN) {
            since_poll = 0;
            if (!runtime_poll(rows->runtime))
                return false;
        }
    }
    return true;
}

// Runs it where the merged iteration has exactly one reduced dimension and that one is packed; `*done` tells.
static bool norm_packed(const Tensor *input, const Tensor *result, DimSet dims, bool *done)
{
    Iterator iterator;
    iterator_init(&iterator, input->runtime, input->rank, input->sizes);
    iterator.reduction = true;
    add_result(&iterator, result, dims);
    iterator_add(&iterator, input);
    iterator_merge(&iterator);
    *done = iterator_reduced_rank(&iterator) == 1 && iterator.strides[1][0] == (int64_t)dtype_size(input->dtype) &&
            iterator.count > 0 && input->device == DEVICE_CPU;
    if (!*done)
        return true;
    NormRows rows = {input->runtime, input->dtype, iterator.sizes[0]};
    iterator.count /= iterator.sizes[0];
    iterator.sizes[0] = 1;
    iterator_merge_in_order(&iterator);
    return iterator_run(&iterator, norm_rows, &rows);
}

Tensor *reduce_norm(const Tensor *self, double p, DimSet dims, bool keepdim, DType dtype)
{
    AccumulateOptions options = {.order = p};
    DType compute = dtype_compute(dtype);
    Tensor *input = as_dtype(self, compute);
    Tensor *result = input ? allocate_result(input, dims, dtype_real(compute)) : NULL;
    bool done = false, good = result != NULL;
    if (good && p == 2 && !dtype_is_complex(compute))
        good = norm_packed(input, result, dims, &done);
    if (good && !done)
        good = accumulate_into(ACCUMULATE_NORM, &options, input, dims, result, NULL);
    tensor_release(input);
    if (!good) {
        tensor_release(result);
        return NULL;
    }
    return convert_take(finish_result_take(result, dims, keepdim), dtype_real(dtype));
}

static Tensor *subtract(const Tensor *a, const Tensor *b)
{
    return elementwise_binary(&kernel_sub, a, b, a->dtype, (Scalar[KERNEL_MAX_SCALARS]){scalar_int(1)});
}

// log(sum(exp(x - max))) + max, where an infinite maximum counts as zero.
Tensor *reduce_logsumexp(const Tensor *self, DimSet dims, bool keepdim)
{
    if (tensor_count(self) == 0) {
        Tensor *sum = reduce_sum(self, dims, keepdim, self->dtype);
        Tensor *logarithm = sum ? elementwise_unary(&kernel_log, sum, sum->dtype, NULL) : NULL;
        tensor_release(sum);
        return logarithm;
    }
    Scalar zeros[KERNEL_MAX_SCALARS] = {scalar_float(0)}, one[KERNEL_MAX_SCALARS] = {scalar_int(1)};
    Tensor *largest = reduce_amax(self, dims, true);
    Tensor *infinite = largest ? elementwise_unary(&kernel_isinf, largest, largest->dtype, NULL) : NULL;
    Tensor *shift = infinite ? elementwise_binary(&kernel_masked_fill, largest, infinite, largest->dtype, zeros) : NULL;
    Tensor *distance = shift ? subtract(self, shift) : NULL;
    Tensor *grown = distance ? elementwise_unary(&kernel_exp, distance, distance->dtype, NULL) : NULL;
    Tensor *sum = grown ? reduce_sum(grown, dims, true, grown->dtype) : NULL;
    Tensor *logarithm = sum ? elementwise_unary(&kernel_log, sum, sum->dtype, NULL) : NULL;
    Tensor *result = logarithm ? elementwise_binary(&kernel_add, logarithm, shift, shift->dtype, one) : NULL;
    tensor_release(largest);
    tensor_release(infinite);
    tensor_release(shift);
    tensor_release(distance);
    tensor_release(grown);
    tensor_release(sum);
    tensor_release(logarithm);
    return finish_result_take(result, dims, keepdim);
}

Tensor *reduce_sum_to_size(const Tensor *self, int rank, const int64_t *sizes)
{
    DimSet dims = 0;
    int leading = self->rank - rank;
    for (int i = 0; i < self->rank; i++)
        if (i < leading || (sizes[i - leading] == 1 && self->sizes[i] != 1))
            dims |= (DimSet)1 << i;
    if (dims == 0)
        return tensor_retain(self);
    Tensor *sum = reduce_sum(self, dims, true, self->dtype);
    DimSet dropped = leading > 0 ? (leading == SHAPE_MAX_RANK ? DIM_SET_ALL : ((DimSet)1 << leading) - 1) : 0;
    return finish_result_take(sum, dropped, false);
}

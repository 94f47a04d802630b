// Histograms of points in any number of dimensions.
#include <math.h>

#include "ops/scratch.h"
#include "tensor/copy.h"

enum { MAX_DIMENSIONS = 32 };

// One histogram in the making: `edges[d]` are contiguous, in the elements' dtype.
typedef struct Histogram {
    Scratch scratch;
    const Tensor *points; // (count, dimensions), contiguous
    const Tensor *weight; // (count), contiguous, or NULL
    bool regular;         // the edges are evenly spaced
    int dimensions;
    Tensor *edges[MAX_DIMENSIONS];
    Tensor *counts;
} Histogram;

static double element(const Tensor *tensor, int64_t index)
{
    return scalar_to_float(tensor_read(tensor, tensor->offset + index));
}

static bool refuse_text(Runtime *runtime, const char *text)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", text);
    return false;
}

// The bin of a value: half open intervals, the last one closed. -1 for none.
static int64_t bin_of(const Tensor *edges, double value, bool regular)
{
    int64_t bins = edges->sizes[0] - 1, low = 0, high = bins;
    double first = element(edges, 0), last = element(edges, bins);
    if (!(value >= first && value <= last))
        return -1;
    if (regular) { // close by where the spacing says
        int64_t guess = (int64_t)((value - first) * (double)bins / (last - first));
        low = guess > 0 ? guess - 1 : 0;
        high = guess + 2 < bins ? guess + 2 : bins;
    }
    while (low < high) { // the last edge that is not above the value
        int64_t middle = (low + high + 1) / 2;
        if (element(edges, middle) <= value)
            low = middle;
        else
            high = middle - 1;
    }
    return low < bins ? low : bins - 1;
}

static bool count_points(Histogram *h)
{
    int64_t sizes[MAX_DIMENSIONS];
    DType dtype = (DType)h->points->dtype;
    for (int d = 0; d < h->dimensions; d++)
        sizes[d] = h->edges[d]->sizes[0] - 1;
    if (!(h->counts =
              scratch_keep(&h->scratch, tensor_zeros(h->scratch.runtime, h->dimensions, sizes, dtype, DEVICE_CPU))))
        return false;
    for (int64_t i = 0; i < h->points->sizes[0] && tensor_count(h->counts); i++) {
        int64_t place = 0, bin = 0;
        for (int d = 0; d < h->dimensions && bin >= 0; d++) {
            bin = bin_of(h->edges[d], element(h->points, i * h->dimensions + d), h->regular);
            place = place * sizes[d] + bin;
        }
        if (bin >= 0)
            tensor_write(h->counts, place,
                         scalar_float(element(h->counts, place) + (h->weight ? element(h->weight, i) : 1)));
    }
    return true;
}

// Densities: divided by the total and by each width.
static bool make_density(Histogram *h)
{
    Runtime *runtime = h->scratch.runtime;
    Tensor *total = scratch_keep(&h->scratch, op_sum(runtime, h->counts, OPTION_NONE));
    h->counts = scratch_div(&h->scratch, h->counts, total);
    for (int d = 0; d < h->dimensions && h->counts; d++) {
        int64_t sizes[MAX_DIMENSIONS];
        for (int i = 0; i < h->dimensions; i++)
            sizes[i] = i == d ? h->counts->sizes[d] : 1;
        Tensor *width = scratch_keep(&h->scratch, op_diff(runtime, h->edges[d], 1, -1, NULL, NULL));
        Tensor *shaped =
            width ? scratch_keep(&h->scratch, op_view(runtime, width, (IntList){sizes, h->dimensions})) : NULL;
        h->counts = scratch_div(&h->scratch, h->counts, shaped);
    }
    return h->counts != NULL;
}

static bool check_weight(Histogram *h, const Tensor *input, const Tensor *weight)
{
    char sizes[SHAPE_TEXT], weights[SHAPE_TEXT];
    Error *error = h->scratch.runtime->error;
    if (!weight)
        return true;
    bool same = weight->rank == input->rank - 1 && weight->dtype == input->dtype;
    for (int i = 0; same && i < weight->rank; i++)
        same = weight->sizes[i] == input->sizes[i];
    if (weight->dtype != input->dtype)
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the "
                    "same dtype, but got input(%s), and weight(%s)",
                    dtype_c_name((DType)input->dtype), dtype_c_name((DType)weight->dtype));
    else if (!same)
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor "
                    "excluding its innermost dimension, but got input with shape %s and weight with shape %s",
                    tensor_format_sizes(input, sizes), tensor_format_sizes(weight, weights));
    else
        return (h->weight = scratch_keep(&h->scratch, copy_contiguous(weight))) != NULL;
    return false;
}

// Reads points and weights; `input` has the points' coordinates in its last dimension.
static bool start(Histogram *h, const Tensor *input, const Tensor *weight)
{
    if (input->rank < 2)
        return refuse_text(h->scratch.runtime, "torch.histogramdd: input tensor should have at least 2 dimensions");
    int64_t dimensions = input->sizes[input->rank - 1];
    if (input->dtype != DTYPE_FLOAT32 && input->dtype != DTYPE_FLOAT64)
        return tensor_refuse_dtype(h->scratch.runtime, "histogramdd", (DType)input->dtype);
    if (dimensions > MAX_DIMENSIONS)
        return refuse_text(h->scratch.runtime, "torch.histogramdd: too many dimensions");
    if (!check_weight(h, input, weight))
        return false;
    h->dimensions = (int)dimensions;
    Tensor *dense = scratch_keep(&h->scratch, copy_contiguous(input));
    int64_t sizes[2] = {dimensions ? tensor_count(input) / dimensions : 0, dimensions};
    h->points = dense ? scratch_keep(&h->scratch, op_view(h->scratch.runtime, dense, (IntList){sizes, 2})) : NULL;
    return h->points != NULL;
}

// The range of one dimension: as told, or that of the data.
static bool range_of(Histogram *h, FloatList range, int d, double *low, double *high)
{
    Error *error = h->scratch.runtime->error;
    *low = 0, *high = 1;
    if (range.count >= 0) {
        *low = range.items[2 * d];
        *high = range.items[2 * d + 1];
    } else
        for (int64_t i = 0; i < h->points->sizes[0]; i++) {
            double value = element(h->points, i * h->dimensions + d);
            *low = i == 0 || value < *low || isnan(value) ? value : *low;
            *high = i == 0 || value > *high || isnan(value) ? value : *high;
        }
    if (!isfinite(*low) || !isfinite(*high)) {
        error_raise(error, ERROR_RUNTIME_ERROR, "torch.histogramdd: dimension %d's range [%g, %g] is not finite", d,
                    *low, *high);
        return false;
    }
    if (*low > *high) {
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "torch.histogramdd: min should not exceed max, but got min %g max %g for dimension %d", *low, *high,
                    d);
        return false;
    }
    if (*low == *high) {
        *low -= 0.5;
        *high += 0.5;
    }
    return true;
}

static bool edges_by_count(Histogram *h, IntList bins, FloatList range)
{
    Runtime *runtime = h->scratch.runtime;
    if (bins.count != h->dimensions)
        return refuse_text(runtime,
                           "histogramdd: The size of bins must be equal to the innermost dimension of the input.");
    if (range.count >= 0 && range.count != 2 * h->dimensions) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.histogramdd: for a %d-dimensional histogram range should have %d elements, but got %lld",
                    h->dimensions, 2 * h->dimensions, (long long)range.count);
        return false;
    }
    h->regular = true;
    for (int d = 0; d < h->dimensions; d++) {
        double low, high;
        if (bins.items[d] <= 0) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.histogram(): bins must be > 0, but got %lld for dimension %d", (long long)bins.items[d],
                        d);
            return false;
        }
        int64_t count;
        if (!shape_add(runtime->error, bins.items[d], 1, &count) || !range_of(h, range, d, &low, &high) ||
            !(h->edges[d] =
                  scratch_keep(&h->scratch, op_linspace(runtime, scalar_float(low), scalar_float(high), count,
                                                        h->points->dtype, OPTION_NONE, OPTION_NONE, OPTION_NONE))))
            return false;
    }
    return true;
}

static bool edges_as_given(Histogram *h, TensorList bins)
{
    Runtime *runtime = h->scratch.runtime;
    if (bins.count != h->dimensions)
        return refuse_text(runtime,
                           "histogramdd: The size of bins must be equal to the innermost dimension of the input.");
    for (int d = 0; d < h->dimensions; d++) {
        const Tensor *edges = bins.items[d];
        if (edges->dtype != h->points->dtype) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input "
                        "with dtype %s and bins for dimension %d with dtype %s",
                        dtype_c_name((DType)h->points->dtype), d, dtype_c_name((DType)edges->dtype));
            return false;
        }
        if (edges->rank != 1 || !edges->sizes[0]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        edges->rank != 1
                            ? "torch.histogramdd: bins tensor should have one dimension, but got %lld "
                              "dimensions in the bins tensor for dimension %d"
                            : "torch.histogramdd: bins tensor should have at least 1 element, but got %lld "
                              "elements in the bins tensor for dimension %d",
                        edges->rank != 1 ? (long long)edges->rank : 0LL, d);
            return false;
        }
        if (!(h->edges[d] = scratch_keep(&h->scratch, op_clone(runtime, edges, FORMAT_CONTIGUOUS))))
            return false;
    }
    return true;
}

// Counts, gives the results out and ends.
static bool finish(Histogram *h, bool ready, bool density, Tensor **counts, Tensor **edges, TensorVector *all)
{
    bool done = ready && count_points(h) && (!density || make_density(h));
    if (done && all) {
        done = tensor_vector_make(h->scratch.runtime, all, h->dimensions);
        for (int d = 0; done && d < h->dimensions; d++)
            all->items[d] = tensor_retain(h->edges[d]);
    }
    if (done) {
        *counts = tensor_retain(h->counts);
        if (edges)
            *edges = tensor_retain(h->edges[0]);
    }
    (void)scratch_end(&h->scratch, NULL);
    return done;
}

// One column of points.
static Tensor *column(Histogram *h, const Tensor *self)
{
    int64_t sizes[2] = {tensor_count(self), 1};
    return scratch_keep(&h->scratch, op_reshape(h->scratch.runtime, self, (IntList){sizes, 2}));
}

static bool flat_weight(Histogram *h, const Tensor **weight)
{
    int64_t all = -1;
    if (!*weight)
        return true;
    *weight = scratch_keep(&h->scratch, op_reshape(h->scratch.runtime, *weight, (IntList){&all, 1}));
    return *weight != NULL;
}

bool histogram_by_edges(Runtime *runtime, const Tensor *self, const Tensor *bins, const Tensor *weight, bool density,
                        Tensor **result0, Tensor **result1)
{
    Histogram h = {.scratch = {.runtime = runtime}};
    const Tensor *points = column(&h, self);
    bool ready = points && flat_weight(&h, &weight) && start(&h, points, weight) &&
                 edges_as_given(&h, (TensorList){(Tensor *const[]){(Tensor *)bins}, 1});
    return finish(&h, ready, density, result0, result1, NULL);
}

bool histogram_by_count(Runtime *runtime, const Tensor *self, int64_t bins, FloatList range, const Tensor *weight,
                        bool density, Tensor **result0, Tensor **result1)
{
    Histogram h = {.scratch = {.runtime = runtime}};
    const Tensor *points = column(&h, self);
    bool ready = points && flat_weight(&h, &weight) && start(&h, points, weight) &&
                 edges_by_count(&h, (IntList){&bins, 1}, range);
    return finish(&h, ready, density, result0, result1, NULL);
}

bool histogram_many_by_count(Runtime *runtime, const Tensor *self, IntList bins, FloatList range, const Tensor *weight,
                             bool density, Tensor **result0, TensorVector *result1)
{
    Histogram h = {.scratch = {.runtime = runtime}};
    bool ready = start(&h, self, weight) && edges_by_count(&h, bins, range);
    return finish(&h, ready, density, result0, NULL, result1);
}

bool histogram_many_by_one_count(Runtime *runtime, const Tensor *self, int64_t bins, FloatList range,
                                 const Tensor *weight, bool density, Tensor **result0, TensorVector *result1)
{
    int64_t all[MAX_DIMENSIONS];
    int64_t count = self->rank ? self->sizes[self->rank - 1] : 0;
    for (int64_t i = 0; i < count && i < MAX_DIMENSIONS; i++)
        all[i] = bins;
    return histogram_many_by_count(runtime, self, (IntList){all, count < MAX_DIMENSIONS ? count : MAX_DIMENSIONS},
                                   range, weight, density, result0, result1);
}

bool histogram_many_by_edges(Runtime *runtime, const Tensor *self, TensorList bins, FloatList range,
                             const Tensor *weight, bool density, Tensor **result0, TensorVector *result1)
{
    (void)range; // the edges say it
    Histogram h = {.scratch = {.runtime = runtime}};
    bool ready = start(&h, self, weight) && edges_as_given(&h, bins);
    return finish(&h, ready, density, result0, NULL, result1);
}

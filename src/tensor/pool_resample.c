// Resampling by nearest neighbours, lines and cubics, and padding by the input's own values.
//
// Both read, for each place along a dimension, a few input places with weights: a table a dimension is made first.
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "tensor/copy.h"
#include "tensor/pool.h"

enum { TAPS = 4 };

// What one output place along one dimension reads.
typedef struct Taps {
    int64_t place[TAPS];
    double weight[TAPS];
} Taps;

typedef struct Table {
    int64_t in, out;
    int count;  // taps a place
    Taps *taps; // `out` of them
} Table;

typedef struct Tables {
    Runtime *runtime;
    bool narrow; // weights in float
    Table dims[3];
} Tables;

static void tables_free(Tables *tables)
{
    for (int i = 0; i < 3; i++)
        mem_free(tables->runtime->memory, tables->dims[i].taps, (size_t)tables->dims[i].out * sizeof(Taps));
}

static bool table_make(Table *table, Runtime *runtime, int64_t in, int64_t out, int count)
{
    *table = (Table){in, out, count, mem_alloc_array(runtime->memory, (size_t)out, sizeof(Taps))};
    if (table->taps)
        memset(table->taps, 0, (size_t)out * sizeof(Taps));
    return table->taps != NULL;
}

static void identity_table(Table *table)
{
    for (int64_t i = 0; i < table->out; i++) {
        table->taps[i].place[0] = i;
        table->taps[i].weight[0] = 1;
    }
}

// Coordinates ------------------------------------------------------------------------------------------------
//
// In the precision of the data: floats compute in float.

static double step_of(bool narrow, int64_t in, int64_t out, double scale, bool align_corners)
{
    if (align_corners)
        return out <= 1 ? 0
               : narrow ? (double)((float)(in - 1) / (float)(out - 1))
                        : (double)(in - 1) / (double)(out - 1);
    if (scale > 0)
        return narrow ? (double)(float)(1.0 / scale) : 1.0 / scale;
    return narrow ? (double)((float)in / (float)out) : (double)in / (double)out;
}

static double source_of(bool narrow, double step, int64_t place, bool align_corners, bool cubic)
{
    double source;
    if (align_corners)
        return narrow ? (double)((float)step * (float)place) : step * (double)place;
    source = narrow ? (double)fmaf((float)step, (float)place + 0.5F, -0.5F) : fma(step, (double)place + 0.5, -0.5);
    return source < 0 && !cubic ? 0 : source;
}

static void nearest_table(Table *table, bool exact, double scale)
{
    float step = scale > 0 ? (float)(1.0 / scale) : (float)table->in / (float)table->out;
    for (int64_t i = 0; i < table->out; i++) {
        float source = exact ? ((float)i + 0.5F) * step : (float)i * step;
        int64_t place = (int64_t)floorf(source);
        table->taps[i].place[0] = place < table->in - 1 ? place : table->in - 1;
        table->taps[i].weight[0] = 1;
    }
}

// The forward pass over one dimension rounds weights to a half type.
static double rounded_weight(DType dtype, double weight)
{
    return dtype == DTYPE_FLOAT64 ? weight : (double)dtype_round(dtype, (float)weight);
}

static void linear_table(Table *table, DType dtype, bool narrow, double scale, bool align_corners)
{
    double step = step_of(narrow, table->in, table->out, scale, align_corners);
    if (table->in == table->out) {
        identity_table(table);
        return;
    }
    for (int64_t i = 0; i < table->out; i++) {
        double source = source_of(narrow, step, i, align_corners, false);
        int64_t first = (int64_t)source < table->in - 1 ? (int64_t)source : table->in - 1;
        double part = narrow ? (double)((float)source - (float)first) : source - (double)first;
        part = part < 0 ? 0 : part > 1 ? 1 : part;
        Taps *taps = &table->taps[i];
        taps->place[0] = first;
        taps->place[1] = first + (first < table->in - 1);
        taps->weight[1] = rounded_weight(dtype, part);
        taps->weight[0] = rounded_weight(dtype, narrow ? (double)(1 - (float)taps->weight[1]) : 1 - taps->weight[1]);
    }
}

// Keys' cubic convolution (1981) with a = -0.75.
static double cubic_near(double x, bool narrow)
{
    const double a = -0.75;
    if (narrow) {
        float f = (float)x;
        return (double)(((float)(a + 2) * f - (float)(a + 3)) * f * f + 1);
    }
    return ((a + 2) * x - (a + 3)) * x * x + 1;
}

static double cubic_far(double x, bool narrow)
{
    const double a = -0.75;
    if (narrow) {
        float f = (float)x;
        return (double)((((float)a * f - (float)(5 * a)) * f + (float)(8 * a)) * f - (float)(4 * a));
    }
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}

static void cubic_table(Table *table, bool narrow, double scale, bool align_corners)
{
    double step = step_of(narrow, table->in, table->out, scale, align_corners);
    for (int64_t i = 0; i < table->out; i++) {
        double source = source_of(narrow, step, i, align_corners, true);
        int64_t first = (int64_t)floor(source);
        double part = narrow ? (double)((float)source - (float)first) : source - (double)first;
        double rest = narrow ? (double)(1 - (float)part) : 1 - part;
        Taps *taps = &table->taps[i];
        for (int k = 0; k < TAPS; k++) {
            int64_t place = first - 1 + k;
            taps->place[k] = place < 0 ? 0 : place < table->in ? place : table->in - 1;
        }
        taps->weight[0] = cubic_far(narrow ? (double)((float)part + 1) : part + 1, narrow);
        taps->weight[1] = cubic_near(part, narrow);
        taps->weight[2] = cubic_near(rest, narrow);
        taps->weight[3] = cubic_far(narrow ? (double)((float)rest + 1) : rest + 1, narrow);
    }
}

static int taps_of(UpsampleMode mode)
{
    return mode == UPSAMPLE_CUBIC ? 4 : mode == UPSAMPLE_LINEAR ? 2 : 1;
}

static bool upsample_tables(Tables *tables, const Tensor *input, UpsampleMode mode, int dims, const int64_t *output,
                            bool align_corners, const double *scales, bool narrow, DType weights)
{
    *tables = (Tables){.runtime = input->runtime, .narrow = narrow};
    for (int i = 0; i < 3; i++) {
        int dim = i - (3 - dims);
        Table *table = &tables->dims[i];
        int64_t in = dim < 0 ? 1 : input->sizes[input->rank - dims + dim], out = dim < 0 ? 1 : output[dim];
        if (!table_make(table, input->runtime, in, out, dim < 0 ? 1 : taps_of(mode))) {
            tables_free(tables);
            return false;
        }
        double scale = dim < 0 || !scales ? 0 : scales[dim];
        if (dim < 0)
            identity_table(table);
        else if (mode == UPSAMPLE_NEAREST || mode == UPSAMPLE_NEAREST_EXACT)
            nearest_table(table, mode == UPSAMPLE_NEAREST_EXACT, scale);
        else if (mode == UPSAMPLE_LINEAR)
            linear_table(table, weights, narrow, scale, align_corners);
        else
            cubic_table(table, narrow, scale, align_corners);
    }
    return true;
}

// Planes -------------------------------------------------------------------------------------------------------
//
// Weighted sums from the inside out: along the width, then the height, then the depth, each product fused to the sum so
// far.

#define DEFINE_RESAMPLE(name, T, FUSE)                                                                                 \
    static T name##_width(const Table *table, const T *row, int64_t x)                                                 \
    {                                                                                                                  \
        const Taps *taps = &table->taps[x];                                                                            \
        if (table->count == 1)                                                                                         \
            return row[taps->place[0]];                                                                                \
        T sum = FUSE(row[taps->place[0]], (T)taps->weight[0], row[taps->place[1]] * (T)taps->weight[1]);               \
        for (int k = 2; k < table->count; k++)                                                                         \
            sum = FUSE(row[taps->place[k]], (T)taps->weight[k], sum);                                                  \
        return sum;                                                                                                    \
    }                                                                                                                  \
    static T name##_height(const Tables *tables, const T *plane, int64_t y, int64_t x)                                 \
    {                                                                                                                  \
        const Table *table = &tables->dims[1];                                                                         \
        const Taps *taps = &table->taps[y];                                                                            \
        int64_t width = tables->dims[2].in;                                                                            \
        T sum = name##_width(&tables->dims[2], plane + taps->place[0] * width, x);                                     \
        if (table->count == 1)                                                                                         \
            return sum;                                                                                                \
        sum = FUSE(sum, (T)taps->weight[0],                                                                            \
                   name##_width(&tables->dims[2], plane + taps->place[1] * width, x) * (T)taps->weight[1]);            \
        for (int k = 2; k < table->count; k++)                                                                         \
            sum = FUSE(name##_width(&tables->dims[2], plane + taps->place[k] * width, x), (T)taps->weight[k], sum);    \
        return sum;                                                                                                    \
    }                                                                                                                  \
    static T name##_depth(const Tables *tables, const T *volume, int64_t z, int64_t y, int64_t x)                      \
    {                                                                                                                  \
        const Table *table = &tables->dims[0];                                                                         \
        const Taps *taps = &table->taps[z];                                                                            \
        int64_t size = tables->dims[1].in * tables->dims[2].in;                                                        \
        T sum = name##_height(tables, volume + taps->place[0] * size, y, x);                                           \
        if (table->count == 1)                                                                                         \
            return sum;                                                                                                \
        sum = FUSE(sum, (T)taps->weight[0],                                                                            \
                   name##_height(tables, volume + taps->place[1] * size, y, x) * (T)taps->weight[1]);                  \
        for (int k = 2; k < table->count; k++)                                                                         \
            sum = FUSE(name##_height(tables, volume + taps->place[k] * size, y, x), (T)taps->weight[k], sum);          \
        return sum;                                                                                                    \
    }                                                                                                                  \
    /* Two dimensions of lines: the four corners with the products of their weights. */                                \
    static T name##_corners(const Tables *tables, const T *plane, int64_t y, int64_t x)                                \
    {                                                                                                                  \
        const Taps *across = &tables->dims[2].taps[x], *down = &tables->dims[1].taps[y];                               \
        const T *upper = plane + down->place[0] * tables->dims[2].in,                                                  \
                *lower = plane + down->place[1] * tables->dims[2].in;                                                  \
        T h0 = (T)down->weight[0], h1 = (T)down->weight[1], w0 = (T)across->weight[0], w1 = (T)across->weight[1];      \
        T sum = FUSE(h0 * w0, upper[across->place[0]], h0 * w1 * upper[across->place[1]]);                             \
        sum = FUSE(h1 * w0, lower[across->place[0]], sum);                                                             \
        return FUSE(h1 * w1, lower[across->place[1]], sum);                                                            \
    }                                                                                                                  \
    static void name##_forward(const Tables *tables, T *out, const T *in)                                              \
    {                                                                                                                  \
        bool corners = tables->dims[0].count == 1 && tables->dims[1].count == 2 && tables->dims[2].count == 2;         \
        for (int64_t z = 0; z < tables->dims[0].out; z++)                                                              \
            for (int64_t y = 0; y < tables->dims[1].out; y++)                                                          \
                for (int64_t x = 0; x < tables->dims[2].out; x++)                                                      \
                    *out++ = corners ? name##_corners(tables, in, y, x) : name##_depth(tables, in, z, y, x);           \
    }                                                                                                                  \
    static void name##_backward(const Tables *tables, T *grad_in, const T *grad_out)                                   \
    {                                                                                                                  \
        const Table *depth = &tables->dims[0], *height = &tables->dims[1], *width = &tables->dims[2];                  \
        for (int64_t z = 0; z < depth->out; z++)                                                                       \
            for (int64_t y = 0; y < height->out; y++)                                                                  \
                for (int64_t x = 0; x < width->out; x++, grad_out++)                                                   \
                    for (int i = 0; i < depth->count; i++)                                                             \
                        for (int j = 0; j < height->count; j++)                                                        \
                            for (int k = 0; k < width->count; k++) {                                                   \
                                int64_t place =                                                                        \
                                    (depth->taps[z].place[i] * height->in + height->taps[y].place[j]) * width->in +    \
                                    width->taps[x].place[k];                                                           \
                                T weight = (T)depth->taps[z].weight[i] * (T)height->taps[y].weight[j] *                \
                                           (T)width->taps[x].weight[k];                                                \
                                grad_in[place] = width->count == 2                                                     \
                                                     ? FUSE(weight, *grad_out, grad_in[place])                         \
                                                     : grad_in[place] + *grad_out * (T)height->taps[y].weight[j] *     \
                                                                            (T)width->taps[x].weight[k];               \
                            }                                                                                          \
    }
DEFINE_RESAMPLE(float, float, fmaf)
DEFINE_RESAMPLE(double, double, fma)

static DType resample_dtype(DType dtype)
{
    return dtype == DTYPE_FLOAT32 || dtype_compute(dtype) == DTYPE_FLOAT32 ? DTYPE_FLOAT32 : DTYPE_FLOAT64;
}

static int64_t table_product(const Tables *tables, bool in)
{
    int64_t product = 1;
    for (int i = 0; i < 3; i++)
        product *= in ? tables->dims[i].in : tables->dims[i].out;
    return product;
}

// Runs every plane of `source` through the tables, forwards or (adding to zeros) backwards.
static Tensor *run(const Tables *tables, const Tensor *source, int dims, bool backward)
{
    DType dtype = resample_dtype(source->dtype);
    int64_t sizes[SHAPE_MAX_RANK], planes = 1;
    memcpy(sizes, source->sizes, (size_t)source->rank * sizeof *sizes);
    for (int i = 0; i < dims; i++) {
        const Table *table = &tables->dims[3 - dims + i];
        sizes[source->rank - dims + i] = backward ? table->in : table->out;
    }
    for (int i = 0; i < source->rank - dims; i++)
        planes *= source->sizes[i];
    Tensor *from = copy_contiguous_as(source, dtype);
    Tensor *to = !from      ? NULL
                 : backward ? tensor_zeros(source->runtime, source->rank, sizes, dtype, source->device)
                            : tensor_empty(source->runtime, source->rank, sizes, dtype, source->device);
    int64_t from_size = table_product(tables, !backward), to_size = table_product(tables, backward);
    bool done = to != NULL;
    for (int64_t i = 0; done && i < planes && to->device == DEVICE_CPU; i++) {
        char *target = tensor_data(to) + (size_t)(i * to_size) * dtype_size(dtype);
        const char *origin = tensor_data(from) + (size_t)(i * from_size) * dtype_size(dtype);
        if (dtype == DTYPE_FLOAT32)
            (backward ? float_backward : float_forward)(tables, (float *)target, (const float *)origin);
        else
            (backward ? double_backward : double_forward)(tables, (double *)target, (const double *)origin);
        done = (i & 15) != 15 || runtime_poll(source->runtime);
    }
    tensor_release(from);
    if (done)
        return copy_contiguous_as_take(to, source->dtype);
    tensor_release(to);
    return NULL;
}

Tensor *pool_upsample(const Tensor *input, UpsampleMode mode, int dims, const int64_t *output, bool align_corners,
                      const double *scales)
{
    Tables tables;
    if (!upsample_tables(&tables, input, mode, dims, output, align_corners, scales,
                         resample_dtype(input->dtype) == DTYPE_FLOAT32,
                         dims == 1 ? (DType)input->dtype : resample_dtype(input->dtype)))
        return NULL;
    Tensor *out = run(&tables, input, dims, false);
    tables_free(&tables);
    return out;
}

Tensor *pool_upsample_backward(const Tensor *grad, UpsampleMode mode, int dims, const Tensor *input, bool align_corners,
                               const double *scales)
{
    Tables tables;
    if (!upsample_tables(&tables, input, mode, dims, grad->sizes + grad->rank - dims, align_corners, scales,
                         resample_dtype(grad->dtype) == DTYPE_FLOAT32, resample_dtype(grad->dtype)))
        return NULL;
    Tensor *out = run(&tables, grad, dims, true);
    tables_free(&tables);
    return out;
}

// Padding --------------------------------------------------------------------------------------------------------

// The input place that stands at output place `i`, `before` places having been put in front.
static int64_t padded_place(int64_t i, int64_t before, int64_t size, bool reflect)
{
    int64_t place = i - before;
    if (!reflect)
        return place < 0 ? 0 : place < size ? place : size - 1;
    place = place < 0 ? -place : place;
    return place < size ? place : 2 * (size - 1) - place;
}

static bool pad_tables(Tables *tables, const Tensor *input, bool reflect, int dims, const int64_t *padding)
{
    *tables = (Tables){.runtime = input->runtime};
    for (int i = 0; i < 3; i++) {
        int dim = i - (3 - dims);
        int64_t in = dim < 0 ? 1 : input->sizes[input->rank - dims + dim];
        int64_t before = dim < 0 ? 0 : padding[2 * (dims - 1 - dim)],
                after = dim < 0 ? 0 : padding[2 * (dims - 1 - dim) + 1];
        int64_t out = 0;
        if (!shape_add(input->runtime->error, in, before, &out) ||
            !shape_add(input->runtime->error, out, after, &out) || out < 0 || in <= 0 ||
            !table_make(&tables->dims[i], input->runtime, in, out, 1)) {
            if (!error_pending(input->runtime->error))
                error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                            "input (W: %" PRId64 ") is too small. Calculated output W: %" PRId64, in, out);
            tables_free(tables);
            return false;
        }
        for (int64_t j = 0; j < out; j++) {
            tables->dims[i].taps[j].place[0] = padded_place(j, before, in, reflect);
            tables->dims[i].taps[j].weight[0] = 1;
        }
    }
    return true;
}

// Elements that are not real numbers, or not floats, are copied by way of doubles where these are exact.
static Tensor *pad_parts(const Tables *tables, const Tensor *source, int dims, bool backward)
{
    if (!dtype_is_complex(source->dtype))
        return run(tables, source, dims, backward);
    DType real = dtype_real(source->dtype);
    int64_t strides[SHAPE_MAX_RANK];
    for (int i = 0; i < source->rank; i++)
        strides[i] = shape_stride_times(source->strides[i], 2);
    Tensor *parts[2] = {NULL, NULL};
    for (int part = 0; part < 2; part++) {
        Tensor *view = tensor_view(source, source->rank, source->sizes, strides, 2 * source->offset + part);
        if (view)
            view->dtype = (uint8_t)real;
        parts[part] = view ? run(tables, view, dims, backward) : NULL;
        tensor_release(view);
    }
    Tensor *out = parts[0] && parts[1]
                      ? tensor_empty(source->runtime, parts[0]->rank, parts[0]->sizes, source->dtype, source->device)
                      : NULL;
    for (int64_t i = 0; out && i < tensor_count(out); i++)
        tensor_write(out, i,
                     scalar_complex(
                         CMPLX(scalar_to_float(tensor_read(parts[0], i)), scalar_to_float(tensor_read(parts[1], i)))));
    tensor_release(parts[0]);
    tensor_release(parts[1]);
    return out;
}

Tensor *pool_pad(const Tensor *input, bool reflect, int dims, const int64_t *padding)
{
    Tables tables;
    if (!pad_tables(&tables, input, reflect, dims, padding))
        return NULL;
    Tensor *out = pad_parts(&tables, input, dims, false);
    tables_free(&tables);
    return out;
}

Tensor *pool_pad_backward(const Tensor *grad, bool reflect, int dims, const int64_t *padding, const Tensor *input)
{
    Tables tables;
    if (!pad_tables(&tables, input, reflect, dims, padding))
        return NULL;
    Tensor *out = pad_parts(&tables, grad, dims, true);
    tables_free(&tables);
    return out;
}

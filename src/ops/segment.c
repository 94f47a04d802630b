// Reductions of consecutive segments of a dimension.
//
//   data (outer, length, inner)    lengths (outer, segments)    result (outer, segments, inner)
#include <math.h>

#include "ops/scratch.h"
#include "tensor/copy.h"

typedef enum SegmentKind { SEGMENT_SUM, SEGMENT_MEAN, SEGMENT_MAX, SEGMENT_MIN, SEGMENT_PROD, SEGMENT_BAD } SegmentKind;

typedef struct Segments {
    Runtime *runtime;
    SegmentKind kind;
    int axis;
    int64_t outer, length, inner, count;
    Tensor *places; // lengths or offsets, contiguous; offsets only after take_offsets
    bool offsets;
} Segments;

static SegmentKind kind_of(const char *reduce)
{
    static const char *const names[] = {"sum", "mean", "max", "min", "prod", "amax", "amin"};
    static const SegmentKind kinds[] = {SEGMENT_SUM,  SEGMENT_MEAN, SEGMENT_MAX, SEGMENT_MIN,
                                        SEGMENT_PROD, SEGMENT_MAX,  SEGMENT_MIN};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_same(names[i], reduce))
            return kinds[i];
    return SEGMENT_BAD;
}

static bool refuse(Segments *s, const char *text)
{
    error_raise(s->runtime->error, ERROR_RUNTIME_ERROR, "%s", text);
    return false;
}

static int64_t place_at(const Segments *s, int64_t index)
{
    return scalar_to_int(tensor_read(s->places, s->places->offset + index));
}

static bool check_lengths(Segments *s)
{
    if (!tensor_count(s->places))
        return refuse(s,
                      "min(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim "
                      "with the 'dim' argument.");
    for (int64_t o = 0; o < s->outer; o++) {
        int64_t sum = 0;
        for (int64_t i = 0; i < s->count; i++) {
            int64_t length = place_at(s, o * s->count + i);
            if (length < 0)
                return refuse(s, "lengths contains negative value!");
            if (__builtin_add_overflow(sum, length, &sum))
                return refuse(s, "segment_reduce(): The sum of lengths overflows.");
        }
        if (sum != s->length)
            return refuse(s, "segment_reduce(): Expected all rows of lengths along axis to sum to "
                             "data.size(lengths.dim()-1) when !unsafe.");
    }
    return true;
}

// Readies the description; the caller releases `places`.
static bool describe(Segments *s, Runtime *runtime, const Tensor *data, const char *reduce, const Tensor *lengths,
                     const Tensor *offsets, int64_t axis)
{
    *s = (Segments){.runtime = runtime, .kind = kind_of(reduce), .outer = 1, .inner = 1, .offsets = !lengths};
    const Tensor *given = lengths ? lengths : offsets;
    if (s->kind == SEGMENT_BAD) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "reduce argument must be either sum, prod, mean, amax or amin, got %s", reduce);
        return false;
    }
    if (!shape_wrap_dim(runtime->error, axis, data->rank, &s->axis))
        return false;
    if (!given)
        return refuse(s, "segment_reduce(): Either lengths or offsets must be defined.");
    if (given->rank > data->rank || !given->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected data.dim() >= %s.dim() to be true, but got false.  (Could this error message be "
                    "improved?  If so, please report an enhancement request to PyTorch.)",
                    lengths ? "lengths_value" : "offsets_value");
        return false;
    }
    if (given->dtype != DTYPE_INT64 && given->dtype != DTYPE_INT32)
        return tensor_refuse_dtype(runtime, "_segment_reduce_lengths_cpu_kernel1", (DType)given->dtype);
    if (given->rank - 1 != s->axis)
        return refuse(s, "segment_reduce(): Expected axis to be the last dimension of lengths or offsets.");
    for (int i = 0; i < data->rank; i++) {
        int64_t *product = i < s->axis ? &s->outer : i > s->axis ? &s->inner : &s->length;
        if (i == s->axis)
            *product = data->sizes[i];
        else if (!shape_multiply(runtime->error, *product, data->sizes[i], product))
            return false;
    }
    s->count = given->sizes[s->axis] - (lengths ? 0 : 1);
    int64_t expected;
    if (s->count < 0 || __builtin_mul_overflow(s->outer, given->sizes[s->axis], &expected) ||
        tensor_count(given) != expected)
        return refuse(s, "segment_reduce(): Expected lengths or offsets to have the sizes of data in front of axis.");
    return (s->places = copy_contiguous_as(given, DTYPE_INT64)) != NULL;
}

static int64_t clamp(int64_t place, int64_t length)
{
    return place < 0 ? 0 : place > length ? length : place;
}

// Turns lengths into offsets and puts all offsets into the dimension: no data is read outside of it, whatever they are.
static bool take_offsets(Segments *s)
{
    int64_t sizes[2] = {s->outer, s->count + 1};
    Tensor *offsets = tensor_empty(s->runtime, 2, sizes, DTYPE_INT64, DEVICE_CPU);
    if (!offsets)
        return false;
    int64_t *to = (int64_t *)(void *)tensor_data(offsets);
    for (int64_t o = 0; o < s->outer; o++, to += s->count + 1) {
        for (int64_t i = 0; s->offsets && i <= s->count; i++)
            to[i] = clamp(place_at(s, o * (s->count + 1) + i), s->length);
        if (s->offsets)
            continue;
        to[0] = 0;
        for (int64_t i = 0; i < s->count; i++)
            to[i + 1] = to[i] + clamp(place_at(s, o * s->count + i), s->length - to[i]);
    }
    tensor_release(s->places);
    s->places = offsets;
    return true;
}

// Where segment `i` of row `o` begins within the dimension; returns its length.
static int64_t bounds(const Segments *s, int64_t o, int64_t i, int64_t *begin)
{
    int64_t end = place_at(s, o * (s->count + 1) + i + 1);
    *begin = place_at(s, o * (s->count + 1) + i);
    return end > *begin ? end - *begin : 0;
}

static double start_value(SegmentKind kind, OptionalScalar initial)
{
    if (initial.given)
        return scalar_to_float(initial.value);
    return kind == SEGMENT_MAX ? -INFINITY : kind == SEGMENT_MIN ? INFINITY : kind == SEGMENT_PROD ? 1 : 0;
}

static double combine(SegmentKind kind, double value, double next)
{
    switch (kind) {
    case SEGMENT_MAX:
        return isnan(value) || isnan(next) ? NAN : value > next ? value : next;
    case SEGMENT_MIN:
        return isnan(value) || isnan(next) ? NAN : value < next ? value : next;
    case SEGMENT_PROD:
        return value * next;
    default:
        return value + next;
    }
}

static double reduce_segment(const Segments *s, const Tensor *data, int64_t first, int64_t count,
                             OptionalScalar initial)
{
    double value = start_value(s->kind, initial);
    for (int64_t i = 0; i < count; i++) {
        value = combine(s->kind, value, scalar_to_float(tensor_read(data, data->offset + first + i * s->inner)));
        if (data->dtype == DTYPE_FLOAT32)
            value = (float)value;
    }
    if (s->kind != SEGMENT_MEAN)
        return value;
    return count ? value / (double)count : initial.given ? value : NAN;
}

Tensor *segment_reduce_forward(Runtime *runtime, const Tensor *data, const char *reduce, const Tensor *lengths,
                               const Tensor *indices, const Tensor *offsets, int64_t axis, bool unsafe,
                               OptionalScalar initial)
{
    Segments s;
    if (indices) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "segment_reduce(): indices based reduction is not supported yet.");
        return NULL;
    }
    if (!describe(&s, runtime, data, reduce, lengths, offsets, axis))
        return NULL;
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < data->rank; i++)
        sizes[i] = i == s.axis ? s.count : data->sizes[i];
    Tensor *dense = copy_contiguous(data);
    bool fine = dense && (unsafe || s.offsets || check_lengths(&s)) &&
                (dtype_is_floating(data->dtype) || tensor_refuse_dtype(runtime, "_segment_reduce_cpu", data->dtype)) &&
                take_offsets(&s);
    Tensor *result = fine ? tensor_empty(runtime, data->rank, sizes, (DType)data->dtype, DEVICE_CPU) : NULL;
    int64_t segments = result && tensor_count(result) ? s.outer * s.count : 0;
    for (int64_t n = 0; fine && n < segments; n++) {
        int64_t begin, count = bounds(&s, n / s.count, n % s.count, &begin);
        int64_t first = (n / s.count * s.length + begin) * s.inner;
        for (int64_t j = 0; j < s.inner; j++)
            tensor_write(result, n * s.inner + j, scalar_float(reduce_segment(&s, dense, first + j, count, initial)));
        fine = runtime_poll(runtime);
    }
    if (!fine) {
        tensor_release(result);
        result = NULL;
    }
    tensor_release(dense);
    tensor_release(s.places);
    return result;
}

// How many elements of a segment share an extreme.
static int64_t count_equal(const Segments *s, const Tensor *data, int64_t first, int64_t count, double extreme)
{
    int64_t equal = 0;
    for (int64_t i = 0; i < count; i++) {
        double other = scalar_to_float(tensor_read(data, data->offset + first + i * s->inner));
        equal += other == extreme || isnan(other);
    }
    return equal;
}

// One segment, seen along the dimension: its elements, its result, and the gradient that comes in.
typedef struct Stretch {
    int64_t first, count, equal; // equal: how many elements share an extreme
    double result, grad;
} Stretch;

// The derivative of a segment's result with respect to its element `at`, times the incoming gradient.
static double slope(const Segments *s, const Tensor *data, const Stretch *stretch, int64_t at, OptionalScalar initial)
{
    double value = scalar_to_float(tensor_read(data, data->offset + stretch->first + at * s->inner));
    if (s->kind == SEGMENT_SUM)
        return stretch->grad;
    if (s->kind == SEGMENT_MEAN)
        return stretch->grad / (double)stretch->count;
    if (s->kind != SEGMENT_PROD)
        return value == stretch->result || isnan(value) ? stretch->grad / (double)stretch->equal : 0;
    if (value != 0 && !isnan(value))
        return stretch->grad * stretch->result / value;
    double rest = start_value(s->kind, initial);
    for (int64_t i = 0; i < stretch->count; i++)
        rest *= i == at ? 1 : scalar_to_float(tensor_read(data, data->offset + stretch->first + i * s->inner));
    return stretch->grad * rest;
}

// Writes the slopes of one stretch. A product with many zeros takes long: the host is asked at each element.
static bool write_slopes(const Segments *s, Tensor *result, const Tensor *data, Stretch stretch, OptionalScalar initial)
{
    if (s->kind == SEGMENT_MAX || s->kind == SEGMENT_MIN)
        stretch.equal = count_equal(s, data, stretch.first, stretch.count, stretch.result);
    for (int64_t at = 0; at < stretch.count; at++) {
        tensor_write(result, stretch.first + at * s->inner, scalar_float(slope(s, data, &stretch, at, initial)));
        if (s->kind == SEGMENT_PROD && !runtime_poll(s->runtime))
            return false;
    }
    return runtime_poll(s->runtime);
}

Tensor *segment_reduce_gradient(Runtime *runtime, const Tensor *grad, const Tensor *output, const Tensor *data,
                                const char *reduce, const Tensor *lengths, const Tensor *offsets, int64_t axis,
                                OptionalScalar initial)
{
    Segments s;
    if (!describe(&s, runtime, data, reduce, lengths, offsets, axis))
        return NULL;
    Tensor *dense = copy_contiguous(data), *slopes = copy_contiguous(grad), *results = copy_contiguous(output);
    bool fine = dense && slopes && results && take_offsets(&s);
    Tensor *result = fine ? tensor_zeros(runtime, data->rank, data->sizes, (DType)data->dtype, DEVICE_CPU) : NULL;
    int64_t total = result ? tensor_count(slopes) : 0;
    for (int64_t n = 0; fine && n < total; n++) {
        int64_t o = n / (s.count * s.inner), i = n / s.inner % s.count, j = n % s.inner, begin;
        Stretch stretch = {.count = bounds(&s, o, i, &begin),
                           .result = scalar_to_float(tensor_read(results, results->offset + n)),
                           .grad = scalar_to_float(tensor_read(slopes, slopes->offset + n))};
        stretch.first = (o * s.length + begin) * s.inner + j;
        fine = write_slopes(&s, result, dense, stretch, initial);
    }
    if (!fine) {
        tensor_release(result);
        result = NULL;
    }
    release_temporaries((Tensor *[]){dense, slopes, results, s.places}, 4);
    return result;
}

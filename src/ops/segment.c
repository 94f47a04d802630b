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
    Tensor *places; // lengths or offsets, contiguous
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
    for (int64_t o = 0; o < s->outer; o++) {
        int64_t sum = 0;
        for (int64_t i = 0; i < s->count; i++) {
            int64_t length = place_at(s, o * s->count + i);
            if (length < 0)
                return refuse(s, "lengths contains negative value!");
            sum += length;
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
    if (given->dtype != DTYPE_INT64 && given->dtype != DTYPE_INT32) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "\"_segment_reduce_lengths_cpu_kernel1\" not implemented for '%s'",
                    dtype_scalar_name((DType)given->dtype));
        return false;
    }
    if (given->rank - 1 != s->axis)
        return refuse(s, "segment_reduce(): Expected axis to be the last dimension of lengths or offsets.");
    for (int i = 0; i < data->rank; i++)
        *(i < s->axis   ? &s->outer
          : i > s->axis ? &s->inner
                        : &s->length) = (i < s->axis   ? s->outer
                                         : i > s->axis ? s->inner
                                                       : 1) *
                                        data->sizes[i];
    s->count = given->sizes[s->axis] - (lengths ? 0 : 1);
    if (s->count < 0 || tensor_count(given) != s->outer * (s->count + (lengths ? 0 : 1)))
        return refuse(s, "segment_reduce(): Expected lengths or offsets to have the sizes of data in front of axis.");
    return (s->places = copy_contiguous(given)) != NULL;
}

// Where segment `i` of row `o` begins and ends, within the dimension.
static void bounds(const Segments *s, int64_t o, int64_t i, int64_t *begin, int64_t *end)
{
    if (s->offsets) {
        *begin = place_at(s, o * (s->count + 1) + i);
        *end = place_at(s, o * (s->count + 1) + i + 1);
    } else {
        *begin = 0;
        for (int64_t before = 0; before < i; before++)
            *begin += place_at(s, o * s->count + before);
        *end = *begin + place_at(s, o * s->count + i);
    }
    *begin = *begin < 0 ? 0 : *begin;
    *end = *end > s->length ? s->length : *end;
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
    bool fine = dense && (unsafe || s.offsets || check_lengths(&s));
    Tensor *result = fine ? tensor_empty(runtime, data->rank, sizes, (DType)data->dtype, DEVICE_CPU) : NULL;
    for (int64_t o = 0; result && o < s.outer; o++)
        for (int64_t i = 0; i < s.count; i++) {
            int64_t begin, end;
            bounds(&s, o, i, &begin, &end);
            for (int64_t j = 0; j < s.inner; j++)
                tensor_write(result, (o * s.count + i) * s.inner + j,
                             scalar_float(reduce_segment(&s, dense, (o * s.length + begin) * s.inner + j, end - begin,
                                                         initial)));
        }
    tensor_release(dense);
    tensor_release(s.places);
    return result;
}

// The derivative of one segment's result with respect to its element `at`, times the incoming gradient.
static double slope(const Segments *s, const Tensor *data, int64_t first, int64_t count, int64_t at, double result,
                    double grad, OptionalScalar initial)
{
    double value = scalar_to_float(tensor_read(data, data->offset + first + at * s->inner));
    if (s->kind == SEGMENT_SUM)
        return grad;
    if (s->kind == SEGMENT_MEAN)
        return grad / (double)count;
    if (s->kind == SEGMENT_PROD) {
        if (value != 0 && !isnan(value))
            return grad * result / value;
        double rest = start_value(s->kind, initial);
        for (int64_t i = 0; i < count; i++)
            rest *= i == at ? 1 : scalar_to_float(tensor_read(data, data->offset + first + i * s->inner));
        return grad * rest;
    }
    int64_t equal = 0;
    for (int64_t i = 0; i < count; i++) {
        double other = scalar_to_float(tensor_read(data, data->offset + first + i * s->inner));
        equal += other == result || isnan(other);
    }
    return value == result || isnan(value) ? grad / (double)equal : 0;
}

Tensor *segment_reduce_gradient(Runtime *runtime, const Tensor *grad, const Tensor *output, const Tensor *data,
                                const char *reduce, const Tensor *lengths, const Tensor *offsets, int64_t axis,
                                OptionalScalar initial)
{
    Segments s;
    if (!describe(&s, runtime, data, reduce, lengths, offsets, axis))
        return NULL;
    Tensor *dense = copy_contiguous(data), *slopes = copy_contiguous(grad), *results = copy_contiguous(output);
    Tensor *result = dense && slopes && results
                         ? tensor_zeros(runtime, data->rank, data->sizes, (DType)data->dtype, DEVICE_CPU)
                         : NULL;
    for (int64_t n = 0; result && n < s.outer * s.count * s.inner; n++) {
        int64_t o = n / (s.count * s.inner), i = n / s.inner % s.count, j = n % s.inner, begin, end;
        bounds(&s, o, i, &begin, &end);
        int64_t first = (o * s.length + begin) * s.inner + j;
        double incoming = scalar_to_float(tensor_read(slopes, slopes->offset + n)),
               reduced = scalar_to_float(tensor_read(results, results->offset + n));
        for (int64_t at = 0; at < end - begin; at++)
            tensor_write(result, first + at * s.inner,
                         scalar_float(slope(&s, dense, first, end - begin, at, reduced, incoming, initial)));
    }
    release_temporaries((Tensor *[]){dense, slopes, results, s.places}, 4);
    return result;
}

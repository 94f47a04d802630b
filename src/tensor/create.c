#include "tensor/create.h"

#include <inttypes.h>
#include <math.h>

#include "tensor/copy.h"

Tensor *create_full(Runtime *runtime, int rank, const int64_t *sizes, Scalar value, DType dtype)
{
    Tensor *tensor = tensor_empty(runtime, rank, sizes, dtype, DEVICE_CPU);
    if (tensor && copy_fill(tensor, value))
        return tensor;
    tensor_release(tensor);
    return NULL;
}

static Tensor *refuse(Runtime *runtime, const char *message)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return NULL;
}

// Whether the step leads from start to end, and somewhere at all.
static bool check_range(Runtime *runtime, Scalar start, Scalar end, Scalar step)
{
    double from = scalar_to_float(start), to = scalar_to_float(end), by = scalar_to_float(step);
    if (by == 0)
        return refuse(runtime, "step must be nonzero"), false;
    if (!isfinite(from) || !isfinite(to)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "unsupported range: %g -> %g", from, to);
        return false;
    }
    if ((by > 0 && to < from) || (by < 0 && to > from))
        return refuse(runtime, "upper bound and larger bound inconsistent with step sign"), false;
    return true;
}

static bool arange_size(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype, int64_t *size)
{
    double count;
    if (dtype == DTYPE_INT64) {
        int64_t from = scalar_to_int(start), to = scalar_to_int(end), by = scalar_to_int(step);
        int64_t span;
        if (__builtin_sub_overflow(to, from, &span))
            count = 1e19;
        else
            count = (double)(span / by + (span % by != 0));
    } else {
        count = ceil((scalar_to_float(end) - scalar_to_float(start)) / scalar_to_float(step));
    }
    if (!(count >= 0 && count <= 0x1p63 - 1024)) {
        refuse(runtime, "invalid size, possible overflow?");
        return false;
    }
    *size = (int64_t)count;
    return true;
}

// The numbers from `first` on, `count` of them, as PyTorch's vectors give them: the first of each vector is rounded to
// the dtype, the others are that plus multiples of the step. Whatever does not fill two vectors is computed one by one.
typedef struct Progression {
    double start, end, step; // end: linspace counts its second half backwards from there
    int64_t count, half;     // the first number of the second half
    bool narrow;             // multiples are added in float, not in double
} Progression;

static double progression_at(const Progression *progression, int64_t i)
{
    const Progression *p = progression;
    if (i < p->half)
        return p->narrow ? (double)fmaf((float)p->step, (float)i, (float)p->start) : fma(p->step, (double)i, p->start);
    double back = (double)(p->count - i - 1);
    return p->narrow ? (double)fmaf(-(float)p->step, (float)back, (float)p->end) : fma(-p->step, back, p->end);
}

static void write_progression(Tensor *tensor, const Progression *progression)
{
    bool wide = tensor->dtype == DTYPE_FLOAT64;
    int64_t lanes = wide ? 4 : tensor->dtype == DTYPE_FLOAT32 ? 8 : 16, count = progression->count;
    int64_t whole = count - count % (2 * lanes);
    for (int64_t i = 0; i < whole; i += lanes) {
        double base = progression_at(progression, i);
        tensor_write(tensor, i, scalar_float(base));
        base = scalar_to_float(tensor_read(tensor, i));
        for (int64_t lane = 1; lane < lanes; lane++)
            tensor_write(tensor, i + lane,
                         scalar_float(progression->narrow
                                          ? (double)fmaf((float)lane, (float)progression->step, (float)base)
                                          : fma((double)lane, progression->step, base)));
    }
    for (int64_t i = whole; i < count; i++)
        tensor_write(tensor, i, scalar_float(progression_at(progression, i)));
}

static void write_steps(Tensor *tensor, Scalar start, Scalar step, int64_t size)
{
    if (!dtype_is_integral(tensor->dtype)) {
        Progression progression = {
            .start = scalar_to_float(start), .step = scalar_to_float(step), .count = size, .half = size};
        write_progression(tensor, &progression);
        return;
    }
    uint64_t from = (uint64_t)scalar_to_int(start), by = (uint64_t)scalar_to_int(step);
    for (int64_t i = 0; i < size; i++)
        tensor_write(tensor, i, scalar_int((int64_t)(from + (uint64_t)i * by)));
}

static Tensor *steps(Runtime *runtime, Scalar start, Scalar step, int64_t size, DType dtype, const char *name)
{
    if (dtype == DTYPE_BOOL || dtype_is_complex(dtype)) {
        tensor_refuse_dtype(runtime, name, dtype);
        return NULL;
    }
    Tensor *tensor = tensor_empty(runtime, 1, &size, dtype, DEVICE_CPU);
    if (tensor)
        write_steps(tensor, start, step, size);
    return tensor;
}

Tensor *create_arange(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype)
{
    int64_t size;
    bool whole = dtype_is_integral(dtype); // integers look at the whole parts
    if (!check_range(runtime, whole ? scalar_int(scalar_to_int(start)) : start,
                     whole ? scalar_int(scalar_to_int(end)) : end, whole ? scalar_int(scalar_to_int(step)) : step) ||
        !arange_size(runtime, start, end, step, dtype, &size))
        return NULL;
    return steps(runtime, start, step, size, dtype, "arange_cpu");
}

Tensor *create_range(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype)
{
    if (!check_range(runtime, start, end, step))
        return NULL;
    double count = (scalar_to_float(end) - scalar_to_float(start)) / scalar_to_float(step) + 1;
    return steps(runtime, start, step, (int64_t)count, dtype, "range_cpu");
}

static bool check_steps(Runtime *runtime, int64_t count)
{
    if (count >= 0)
        return true;
    refuse(runtime, "number of steps must be non-negative");
    return false;
}

// Both halves are counted from their own end, so that a linspace is symmetric.
static void write_linspace(Tensor *tensor, Scalar start, Scalar end, int64_t count)
{
    bool narrow = tensor->dtype != DTYPE_FLOAT64;
    double from = scalar_to_float(start), to = scalar_to_float(end);
    double step = narrow ? (double)(((float)to - (float)from) / (float)(count - 1)) : (to - from) / (double)(count - 1);
    Progression progression = {from, to, step, count, count / 2, narrow};
    write_progression(tensor, &progression);
}

static void write_linspace_integers(Tensor *tensor, Scalar start, Scalar end, int64_t count)
{
    double from = (double)scalar_to_int(start), to = (double)scalar_to_int(end),
           step = (to - from) / (double)(count - 1);
    for (int64_t i = 0; i < count; i++)
        tensor_write(tensor, i,
                     scalar_int((int64_t)(i < count / 2 ? fma(step, (double)i, from)
                                                        : fma(-step, (double)(count - i - 1), to))));
}

static void write_linspace_complex(Tensor *tensor, Scalar start, Scalar end, int64_t count)
{
    double _Complex from = scalar_to_complex(start), to = scalar_to_complex(end),
                    step = (to - from) / (double)(count - 1);
    for (int64_t i = 0; i < count; i++)
        tensor_write(tensor, i,
                     scalar_complex(i < count / 2 ? from + step * (double)i : to - step * (double)(count - i - 1)));
}

Tensor *create_linspace(Runtime *runtime, Scalar start, Scalar end, int64_t count, DType dtype)
{
    if (!check_steps(runtime, count))
        return NULL;
    if (dtype == DTYPE_BOOL) {
        tensor_refuse_dtype(runtime, "linspace_cpu", dtype);
        return NULL;
    }
    Tensor *tensor = tensor_empty(runtime, 1, &count, dtype, DEVICE_CPU);
    if (!tensor || count == 0)
        return tensor;
    if (count == 1)
        tensor_write(tensor, 0, start);
    else if (dtype_is_integral(dtype))
        write_linspace_integers(tensor, start, end, count);
    else if (dtype_is_complex(dtype))
        write_linspace_complex(tensor, start, end, count);
    else
        write_linspace(tensor, start, end, count);
    return tensor;
}

// Powers of the base at evenly spaced exponents. Integers are powers in double, truncated.
Tensor *create_logspace(Runtime *runtime, Scalar start, Scalar end, int64_t count, double base, DType dtype)
{
    if (!check_steps(runtime, count))
        return NULL;
    Tensor *tensor = tensor_empty(runtime, 1, &count, dtype, DEVICE_CPU);
    if (!tensor || count == 0)
        return tensor;
    double from = scalar_to_float(start), to = scalar_to_float(end);
    if (dtype_is_integral(dtype)) { // integers start from whole exponents
        from = trunc(from);
        to = trunc(to);
    }
    double step = count > 1 ? (to - from) / (double)(count - 1) : 0;
    for (int64_t i = 0; i < count; i++) {
        double exponent = count == 1 || i < count / 2 ? from + step * (double)i : to - step * (double)(count - i - 1);
        if (dtype_compute(dtype) == DTYPE_FLOAT32) {
            float narrow = ((float)to - (float)from) / (float)(count > 1 ? count - 1 : 1);
            float value = count == 1 || i < count / 2 ? (float)from + narrow * (float)i
                                                      : (float)to - narrow * (float)(count - i - 1);
            tensor_write(tensor, i, scalar_float((double)powf((float)base, value)));
        } else {
            tensor_write(tensor, i, scalar_float(pow(base, exponent)));
        }
    }
    return tensor;
}

Tensor *create_eye(Runtime *runtime, int64_t rows, int64_t columns, DType dtype)
{
    if (rows < 0 || columns < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be greater or equal to 0, got %" PRId64,
                    rows < 0 ? "n" : "m", rows < 0 ? rows : columns);
        return NULL;
    }
    Tensor *tensor = tensor_zeros(runtime, 2, (int64_t[]){rows, columns}, dtype, DEVICE_CPU);
    for (int64_t i = 0; tensor && i < rows && i < columns; i++)
        tensor_write(tensor, i * (columns + 1), scalar_int(1));
    return tensor;
}

// How many columns of a row belong to the triangle, and where they begin.
static void triangle_row(int64_t row, int64_t columns, int64_t offset, bool upper, int64_t *begin, int64_t *end)
{
    __int128 edge = (__int128)row + offset + (upper ? 0 : 1);
    int64_t within = edge < 0 ? 0 : edge > columns ? columns : (int64_t)edge;
    *begin = upper ? within : 0;
    *end = upper ? columns : within;
}

// The rows whose edge moves: those before have the first edge, those behind the last one.
static void triangle_slope(int64_t rows, int64_t columns, int64_t offset, bool upper, int64_t *first, int64_t *last)
{
    __int128 begin = -(__int128)offset - (upper ? 0 : 1), end = begin + columns;
    *first = begin < 0 ? 0 : begin > rows ? rows : (int64_t)begin;
    *last = end < 0 ? 0 : end > rows ? rows : (int64_t)end;
}

// How many elements the triangle has; more than INT64_MAX are told as that many.
static int64_t triangle_count(int64_t rows, int64_t columns, int64_t offset, bool upper)
{
    int64_t first, last, begin, end;
    triangle_slope(rows, columns, offset, upper, &first, &last);
    __int128 count = (__int128)columns * (upper ? first : rows - last);
    if (first < last) {
        triangle_row(first, columns, offset, upper, &begin, &end);
        __int128 width = end - begin, steps = last - first;
        count += steps * width + (upper ? -1 : 1) * (steps * (steps - 1) / 2);
    }
    return count > INT64_MAX ? INT64_MAX : (int64_t)count;
}

Tensor *create_triangle_indices(Runtime *runtime, int64_t rows, int64_t columns, int64_t offset, bool upper,
                                DType dtype)
{
    int64_t begin, end, at = 0;
    if (rows < 0 || columns < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be non-negative, got %" PRId64,
                    rows < 0 ? "row" : "col", rows < 0 ? rows : columns);
        return NULL;
    }
    if (dtype != DTYPE_INT64 && dtype != DTYPE_INT32) {
        tensor_refuse_dtype(runtime, upper ? "triu_indices" : "tril_indices", dtype);
        return NULL;
    }
    int64_t count = triangle_count(rows, columns, offset, upper), first, last;
    Tensor *tensor = tensor_empty(runtime, 2, (int64_t[]){2, count}, dtype, DEVICE_CPU);
    triangle_slope(rows, columns, offset, upper, &first, &last);
    for (int64_t i = upper ? 0 : first; tensor && at < count; i++) {
        triangle_row(i, columns, offset, upper, &begin, &end);
        for (int64_t j = begin; j < end; j++, at++) {
            tensor_write(tensor, at, scalar_int(i));
            tensor_write(tensor, count + at, scalar_int(j));
        }
    }
    return tensor;
}

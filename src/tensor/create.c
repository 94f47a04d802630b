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

// Whether the step leads from start to end, and somewhere at all. `start_name` is what the message calls the start.
static bool check_range(Runtime *runtime, Scalar start, Scalar end, Scalar step, const char *start_name)
{
    double from = scalar_to_float(start), to = scalar_to_float(end), by = scalar_to_float(step);
    if (by == 0)
        return refuse(runtime, "step must be nonzero"), false;
    if (!isfinite(from) || !isfinite(to)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "unsupported range: %g -> %g", from, to);
        return false;
    }
    if (!((by > 0 && to < from) || (by < 0 && to > from)))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "upper bound and %s bound inconsistent with step sign",
                start_name);
    return false;
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
static void write_progression(Tensor *tensor, double start, double step, int64_t count)
{
    bool wide = tensor->dtype == DTYPE_FLOAT64;
    int64_t lanes = wide ? 4 : tensor->dtype == DTYPE_FLOAT32 ? 8 : 16;
    int64_t whole = count - count % (2 * lanes);
    for (int64_t i = 0; i < whole; i += lanes) {
        tensor_write(tensor, i, scalar_float(fma(step, (double)i, start)));
        double base = scalar_to_float(tensor_read(tensor, i));
        for (int64_t lane = 1; lane < lanes; lane++)
            tensor_write(tensor, i + lane, scalar_float(fma((double)lane, step, base)));
    }
    for (int64_t i = whole; i < count; i++)
        tensor_write(tensor, i, scalar_float(fma(step, (double)i, start)));
}

static void write_steps(Tensor *tensor, Scalar start, Scalar step, int64_t size)
{
    if (!dtype_is_integral(tensor->dtype)) {
        write_progression(tensor, scalar_to_float(start), scalar_to_float(step), size);
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
                     whole ? scalar_int(scalar_to_int(end)) : end, whole ? scalar_int(scalar_to_int(step)) : step,
                     "larger") ||
        !arange_size(runtime, start, end, step, dtype, &size))
        return NULL;
    return steps(runtime, start, step, size, dtype, "arange_cpu");
}

Tensor *create_range(Runtime *runtime, Scalar start, Scalar end, Scalar step, DType dtype)
{
    if (!check_range(runtime, start, end, step, "lower"))
        return NULL;
    double count = (scalar_to_float(end) - scalar_to_float(start)) / scalar_to_float(step) + 1;
    return steps(runtime, start, step, (int64_t)count, dtype, "range_cpu");
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
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be non-negative, got%" PRId64,
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

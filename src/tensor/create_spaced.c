// linspace and logspace: evenly spaced numbers, and powers at evenly spaced exponents.
#include <complex.h>
#include <math.h>

#include "base/complex.h"
#include "kernel/complex.h"
#include "tensor/create.h"

// Each half is counted from its own end, so that the numbers are symmetric.
typedef struct Spacing {
    DType dtype; // whose arithmetic is used: every operation is rounded to it
    bool fused;  // the multiplication and the addition are one operation
    double start, end, step;
    int64_t count;
} Spacing;

static double rounded(DType dtype, double x)
{
    return dtype_compute(dtype) == DTYPE_FLOAT32 ? (double)dtype_round(dtype, (float)x) : x;
}

// The step of a single number is never used.
static Spacing spacing_of(DType dtype, bool fused, double start, double end, int64_t count)
{
    Spacing spacing = {dtype, fused, rounded(dtype, start), rounded(dtype, end), 0, count};
    if (count > 1)
        spacing.step =
            rounded(dtype, rounded(dtype, spacing.end - spacing.start) / rounded(dtype, (double)(count - 1)));
    return spacing;
}

static double spaced(const Spacing *spacing, int64_t i)
{
    if (spacing->count == 1)
        return spacing->start;
    bool forward = i < spacing->count / 2;
    double from = forward ? spacing->start : spacing->end, step = forward ? spacing->step : -spacing->step;
    double steps = (double)(forward ? i : spacing->count - i - 1);
    if (spacing->fused)
        return spacing->dtype == DTYPE_FLOAT64 ? fma(step, steps, from)
                                               : (double)fmaf((float)step, (float)steps, (float)from);
    double product = rounded(spacing->dtype, step * rounded(spacing->dtype, steps));
    return rounded(spacing->dtype, from + product);
}

// The same of complex numbers; a complex64's are rounded by what takes them.
typedef struct ComplexSpacing {
    bool narrow; // complex64
    bool fused;  // as in Spacing
    double _Complex start, end, step;
    int64_t count;
} ComplexSpacing;

static ComplexSpacing complex_spacing_of(DType dtype, bool fused, Scalar start, Scalar end, int64_t count)
{
    ComplexSpacing spacing = {dtype == DTYPE_COMPLEX64, fused, scalar_to_complex(start),
                              scalar_to_complex(end),   0,     count};
    float _Complex distance = (float _Complex)spacing.end - (float _Complex)spacing.start;
    double steps = (double)(count - 1);
    if (count <= 1)
        return spacing;
    if (fused)
        spacing.step = spacing.narrow ? distance / (float)steps : (spacing.end - spacing.start) / steps;
    else // one complex number by another
        spacing.step = spacing.narrow ? complex_divide(distance, CMPLXF((float)steps, 0))
                                      : complex_divide(spacing.end - spacing.start, CMPLX(steps, 0));
    return spacing;
}

static double _Complex complex_spaced(const ComplexSpacing *spacing, int64_t i)
{
    if (spacing->count == 1)
        return spacing->start;
    bool forward = i < spacing->count / 2;
    double _Complex from = forward ? spacing->start : spacing->end, step = forward ? spacing->step : -spacing->step;
    double steps = (double)(forward ? i : spacing->count - i - 1);
    if (!spacing->fused)
        return spacing->narrow ? (float _Complex)from + (float _Complex)step * (float)steps : from + step * steps;
    if (spacing->narrow)
        return CMPLX((double)fmaf((float)creal(step), (float)steps, (float)creal(from)),
                     (double)fmaf((float)cimag(step), (float)steps, (float)cimag(from)));
    return CMPLX(fma(creal(step), steps, creal(from)), fma(cimag(step), steps, cimag(from)));
}

static bool check_steps(Runtime *runtime, int64_t count)
{
    if (count < 0)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "number of steps must be non-negative");
    return count >= 0;
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
    if (tensor && count == 1) {
        tensor_write(tensor, 0, start);
    } else if (tensor && dtype_is_integral(dtype)) {
        // Doubles between whole numbers, truncated.
        Spacing spacing =
            spacing_of(DTYPE_FLOAT64, true, (double)scalar_to_int(start), (double)scalar_to_int(end), count);
        for (int64_t i = 0; i < count; i++)
            tensor_write(tensor, i, scalar_int((int64_t)spaced(&spacing, i)));
    } else if (tensor && dtype_is_complex(dtype)) {
        ComplexSpacing spacing = complex_spacing_of(dtype, true, start, end, count);
        for (int64_t i = 0; i < count; i++)
            tensor_write(tensor, i, scalar_complex(complex_spaced(&spacing, i)));
    } else if (tensor) {
        bool fused = dtype == DTYPE_FLOAT32 || dtype == DTYPE_FLOAT64;
        Spacing spacing = spacing_of(dtype, fused, scalar_to_float(start), scalar_to_float(end), count);
        for (int64_t i = 0; i < count; i++)
            tensor_write(tensor, i, scalar_float(spaced(&spacing, i)));
    }
    return tensor;
}

// A power in the arithmetic of the exponents: float for all but float64.
static Scalar power_at(const Spacing *spacing, double base, int64_t i)
{
    double exponent = spaced(spacing, i);
    return scalar_float(spacing->dtype == DTYPE_FLOAT64 ? pow(base, exponent)
                                                        : (double)powf((float)base, (float)exponent));
}

Tensor *create_logspace(Runtime *runtime, Scalar start, Scalar end, int64_t count, double base, DType dtype)
{
    if (!check_steps(runtime, count))
        return NULL;
    Tensor *tensor = tensor_empty(runtime, 1, &count, dtype, DEVICE_CPU);
    if (!tensor)
        return NULL;
    if (dtype_is_complex(dtype)) {
        ComplexSpacing spacing = complex_spacing_of(dtype, false, start, end, count);
        for (int64_t i = 0; i < count; i++) {
            double _Complex exponent = complex_spaced(&spacing, i);
            tensor_write(
                tensor, i,
                scalar_complex(spacing.narrow ? cpowf((float)base, (float _Complex)exponent) : cpow(base, exponent)));
        }
        return tensor;
    }
    double from = scalar_to_float(start), to = scalar_to_float(end);
    bool integral = dtype_is_integral(dtype) && count > 1; // whole exponents at both ends, floats between them
    Spacing spacing = integral ? spacing_of(DTYPE_FLOAT32, false, trunc(from), trunc(to), count)
                               : spacing_of(DTYPE_FLOAT64, false, rounded(dtype, from), rounded(dtype, to), count);
    if (!integral && count > 1) // only the ends and their distance are of the dtype
        spacing.step = rounded(dtype, spacing.end - spacing.start) / (double)(count - 1);
    for (int64_t i = 0; i < count; i++)
        tensor_write(tensor, i, power_at(&spacing, base, i));
    return tensor;
}

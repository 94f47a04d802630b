// The incomplete gamma functions: rare enough to go element by element, in double precision.
#include <float.h>
#include <math.h>

#include "ops/scratch.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

enum { MAX_TERMS = 20000 };

// x^a e^-x / gamma(a)
static double front(double a, double x)
{
    return exp(a * log(x) - x - lgamma(a));
}

// The lower function as a power series; it converges fast for x < a + 1.
static double lower_by_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int n = 1; n < MAX_TERMS && term > sum * DBL_EPSILON; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * front(a, x);
}

// The upper function as a continued fraction, from the front; it converges fast for x > a + 1.
static double upper_by_fraction(double a, double x)
{
    const double tiny = DBL_MIN / DBL_EPSILON;
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, value = d;
    for (int n = 1; n < MAX_TERMS; n++) {
        double factor = -n * (n - a);
        b += 2;
        d = factor * d + b;
        c = b + factor / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        double change = c * d;
        value *= change;
        if (fabs(change - 1) < DBL_EPSILON)
            break;
    }
    return value * front(a, x);
}

// The regularized lower function, or the upper one. At the edges of the domain one of them is 0 and the other 1.
static double incomplete(double a, double x, bool upper)
{
    double lower;
    if (isnan(a) || isnan(x) || x < 0 || a < 0 || (isinf(a) && isinf(x)) || (a == 0 && x == 0))
        return NAN;
    if (a == 0 || isinf(x))
        lower = 1;
    else if (x == 0 || isinf(a))
        lower = 0;
    else if (x > a + 1 && x > 1)
        return upper ? upper_by_fraction(a, x) : 1 - upper_by_fraction(a, x);
    else
        lower = lower_by_series(a, x);
    return upper ? 1 - lower : lower;
}

static Tensor *each(Runtime *runtime, const Tensor *self, const Tensor *other, bool upper)
{
    int joint;
    if (!op_result_type_Tensor(runtime, self, other, &joint))
        return NULL;
    DType dtype = (DType)joint;
    if (dtype_is_complex(dtype)) {
        tensor_refuse_dtype(runtime, upper ? "igammac_cpu" : "igamma_cpu", dtype);
        return NULL;
    }
    if (dtype_is_integral(dtype))
        dtype = runtime->default_dtype;
    Shape shape;
    if (!elementwise_shape((const Tensor *const[]){self, other}, 2, &shape))
        return NULL;
    if (self->device == DEVICE_META || other->device == DEVICE_META)
        return tensor_empty(runtime, shape.rank, shape.sizes, dtype, DEVICE_META);
    Scratch s = {.runtime = runtime};
    Tensor *orders = scratch_keep(&s, tensor_expand(self, shape.rank, shape.sizes));
    Tensor *points = orders ? scratch_keep(&s, tensor_expand(other, shape.rank, shape.sizes)) : NULL;
    Tensor *a = points ? scratch_keep(&s, copy_new(orders, DTYPE_FLOAT64, FORMAT_CONTIGUOUS)) : NULL;
    Tensor *x = a ? scratch_keep(&s, copy_new(points, DTYPE_FLOAT64, FORMAT_CONTIGUOUS)) : NULL;
    for (int64_t i = 0, count = x ? tensor_count(x) : 0; i < count; i++) {
        double *value = (double *)tensor_data(a) + i;
        *value = incomplete(*value, ((const double *)tensor_data(x))[i], upper);
    }
    return scratch_end(&s, x ? scratch_keep(&s, copy_contiguous_as(a, dtype)) : NULL);
}

Tensor *gamma_lower(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return each(runtime, self, other, false);
}

Tensor *gamma_upper(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return each(runtime, self, other, true);
}

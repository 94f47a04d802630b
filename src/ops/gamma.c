// The incomplete gamma functions: rare enough to go element by element, in double precision.
#include <float.h>
#include <math.h>

#include "ops/support.h"

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

static Tensor *as_doubles(Runtime *runtime, const Tensor *tensor, IntList sizes)
{
    Tensor *wide = op_expand(runtime, tensor, sizes, false);
    Tensor *numbers = wide ? op_to_dtype(runtime, wide, DTYPE_FLOAT64, false, false, OPTION_NONE) : NULL;
    Tensor *result = numbers ? op_clone(runtime, numbers, FORMAT_CONTIGUOUS) : NULL;
    tensor_release(wide);
    tensor_release(numbers);
    return result;
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
    // Broadcasting is that of any operator of two tensors.
    Tensor *shape = op_logical_and(runtime, self, other);
    IntList sizes = tensor_size_list(shape);
    Tensor *a = shape ? as_doubles(runtime, self, sizes) : NULL, *x = a ? as_doubles(runtime, other, sizes) : NULL;
    Tensor *result = NULL;
    if (x) {
        double *target = (double *)tensor_data(a);
        const double *point = (const double *)tensor_data(x);
        for (int64_t i = 0, count = tensor_count(a); i < count; i++)
            target[i] = incomplete(target[i], point[i], upper);
        result = op_to_dtype(runtime, a, dtype_is_integral(dtype) ? (int)runtime->default_dtype : (int)dtype, false,
                             false, OPTION_NONE);
    }
    release_temporaries((Tensor *[]){shape, a, x}, 3);
    return result;
}

Tensor *gamma_lower(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return each(runtime, self, other, false);
}

Tensor *gamma_upper(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    return each(runtime, self, other, true);
}

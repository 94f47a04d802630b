// Orthogonal polynomials, by their three-term recurrences.
#include <math.h>

#include "ops/scratch.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

typedef enum Family {
    CHEBYSHEV_T,
    CHEBYSHEV_U,
    CHEBYSHEV_V,
    CHEBYSHEV_W,
    HERMITE_H,
    HERMITE_HE,
    LAGUERRE,
    LEGENDRE
} Family;

// The value at one of the ends of the interval, where the recurrences would only collect rounding errors.
static double at_end(Family family, double x, int64_t n)
{
    double sign = x > 0 || n % 2 == 0 ? 1 : -1, degree = (double)n;
    switch (family) {
    case CHEBYSHEV_U:
        return sign * (degree + 1);
    case CHEBYSHEV_V:
        return x > 0 ? 1 : sign * (2 * degree + 1);
    case CHEBYSHEV_W:
        return x > 0 ? 2 * degree + 1 : sign;
    default:
        return sign;
    }
}

// Chebyshev's polynomials by angles, inside of the interval.
#define POLYNOMIAL(name, T, COS, SIN, ACOS)                                                                            \
    static T name##_angle(Family family, T x, int64_t n)                                                               \
    {                                                                                                                  \
        T angle = ACOS(x), half = angle / 2, degree = (T)n;                                                            \
        switch (family) {                                                                                              \
        case CHEBYSHEV_U:                                                                                              \
            return SIN((degree + 1) * angle) / SIN(angle);                                                             \
        case CHEBYSHEV_V:                                                                                              \
            return COS((degree + (T)0.5) * angle) / COS(half);                                                         \
        case CHEBYSHEV_W:                                                                                              \
            return SIN((degree + (T)0.5) * angle) / SIN(half);                                                         \
        default:                                                                                                       \
            return COS(degree * angle);                                                                                \
        }                                                                                                              \
    }                                                                                                                  \
    static T name(Runtime *runtime, Family family, T x, int64_t n, int64_t limit)                                      \
    {                                                                                                                  \
        bool interval = family <= CHEBYSHEV_W || family == LEGENDRE;                                                   \
        if (n < 0)                                                                                                     \
            return 0;                                                                                                  \
        if (interval && (x == 1 || x == -1))                                                                           \
            return (T)at_end(family, x, n);                                                                            \
        if (family <= CHEBYSHEV_W && n > limit && x > -1 && x < 1)                                                     \
            return name##_angle(family, x, n);                                                                         \
        T first[] = {x, x + x, x + x - 1, x + x + 1, x + x, x, 1 - x, x};                                              \
        T before = 1, value = first[family];                                                                           \
        for (int64_t k = 1; n && k < n && value == value; k++) {                                                       \
            T degree = (T)k, next;                                                                                     \
            if (family <= CHEBYSHEV_W)                                                                                 \
                next = (x + x) * value - before;                                                                       \
            else if (family == HERMITE_H)                                                                              \
                next = (x + x) * value - (degree + degree) * before;                                                   \
            else if (family == HERMITE_HE)                                                                             \
                next = x * value - degree * before;                                                                    \
            else if (family == LAGUERRE)                                                                               \
                next = ((degree + degree + (1 - x)) * value - degree * before) / (degree + 1);                         \
            else                                                                                                       \
                next = ((degree + degree + 1) * x * value - degree * before) / (degree + 1);                           \
            if ((k & 0xfffff) == 0 && !runtime_poll(runtime))                                                          \
                break;                                                                                                 \
            before = value;                                                                                            \
            value = next;                                                                                              \
        }                                                                                                              \
        return n ? value : 1;                                                                                          \
    }
POLYNOMIAL(polynomial_float, float, cosf, sinf, acosf)
POLYNOMIAL(polynomial_double, double, cos, sin, acos)

static Tensor *evaluate(Runtime *runtime, const Tensor *x, const Tensor *n, Family family, bool shifted, int64_t limit,
                        const char *kernel)
{
    DType dtype = tensor_result_dtype((const Tensor *const[]){x, n}, 2);
    if (dtype_is_integral(dtype))
        dtype = runtime->default_dtype;
    if (dtype != DTYPE_FLOAT32 && dtype != DTYPE_FLOAT64) {
        (void)tensor_refuse_dtype(runtime, kernel, dtype);
        return NULL;
    }
    Shape shape;
    if (!elementwise_shape((const Tensor *const[]){x, n}, 2, &shape))
        return NULL;
    if (x->device == DEVICE_META || n->device == DEVICE_META)
        return tensor_empty(runtime, shape.rank, shape.sizes, dtype, DEVICE_META);
    Scratch s = {.runtime = runtime};
    Tensor *points = scratch_keep(&s, tensor_expand(x, shape.rank, shape.sizes));
    Tensor *degrees = points ? scratch_keep(&s, tensor_expand(n, shape.rank, shape.sizes)) : NULL;
    Tensor *result = degrees ? scratch_keep(&s, copy_new(points, dtype, FORMAT_CONTIGUOUS)) : NULL;
    Tensor *orders = result ? scratch_keep(&s, copy_new(degrees, DTYPE_FLOAT64, FORMAT_CONTIGUOUS)) : NULL;
    for (int64_t i = 0, count = orders ? tensor_count(orders) : 0; i < count && !error_pending(runtime->error); i++) {
        double order = ((const double *)tensor_data(orders))[i];
        // The limit of a degree keeps a loop finite that no one would wait for.
        int64_t degree = order > -1 ? order < 1e9 ? (int64_t)order : 1000000000 : -1;
        if (dtype == DTYPE_FLOAT32) {
            float *value = (float *)tensor_data(result) + i;
            *value = polynomial_float(runtime, family, shifted ? *value + *value - 1 : *value, degree, limit);
        } else {
            double *value = (double *)tensor_data(result) + i;
            *value = polynomial_double(runtime, family, shifted ? *value + *value - 1 : *value, degree, limit);
        }
    }
    return scratch_end(&s, orders && !error_pending(runtime->error) ? result : NULL);
}

#define EVALUATE(name, family, shifted, limit)                                                                         \
    Tensor *polynomial_##name(Runtime *runtime, const Tensor *x, const Tensor *n)                                      \
    {                                                                                                                  \
        return evaluate(runtime, x, n, family, shifted, limit, #name "_cpu");                                          \
    }
EVALUATE(chebyshev_polynomial_t, CHEBYSHEV_T, false, 6)
EVALUATE(chebyshev_polynomial_u, CHEBYSHEV_U, false, 8)
EVALUATE(chebyshev_polynomial_v, CHEBYSHEV_V, false, 8)
EVALUATE(chebyshev_polynomial_w, CHEBYSHEV_W, false, 8)
EVALUATE(shifted_chebyshev_polynomial_t, CHEBYSHEV_T, true, 6)
EVALUATE(shifted_chebyshev_polynomial_u, CHEBYSHEV_U, true, 6)
EVALUATE(shifted_chebyshev_polynomial_v, CHEBYSHEV_V, true, 6)
EVALUATE(shifted_chebyshev_polynomial_w, CHEBYSHEV_W, true, 4)
EVALUATE(hermite_polynomial_h, HERMITE_H, false, 0)
EVALUATE(hermite_polynomial_he, HERMITE_HE, false, 0)
EVALUATE(laguerre_polynomial_l, LAGUERRE, false, 0)
EVALUATE(legendre_polynomial_p, LEGENDRE, false, 0)

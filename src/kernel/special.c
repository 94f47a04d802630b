// Special functions that neither C nor SLEEF has.
//
// Chebyshev series and asymptotic expansions follow Moshier's Cephes library, as PyTorch's do.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

#define PI 3.14159265358979323846

// The inverse of erf: a rational start (Giles' and Strecok's ranges), then two steps of Newton's method.
static double erfinv_double(double y)
{
    static const double A[] = {0.886226899, -1.645349621, 0.914624893, -0.140543331};
    static const double B[] = {-2.118377725, 1.442710462, -0.329097515, 0.012229801};
    static const double C[] = {-1.970840454, -1.624906493, 3.429567803, 1.641345311};
    static const double D[] = {3.543889200, 1.637067800};
    double size = fabs(y), x;
    if (size > 1)
        return NAN;
    if (size == 1)
        return copysign((double)INFINITY, y);
    if (size <= 0.7) {
        double z = y * y;
        double top = ((A[3] * z + A[2]) * z + A[1]) * z + A[0];
        double bottom = (((B[3] * z + B[2]) * z + B[1]) * z + B[0]) * z + 1;
        x = y * top / bottom;
    } else {
        double z = sqrt(-log((1 - size) / 2));
        double top = ((C[3] * z + C[2]) * z + C[1]) * z + C[0];
        double bottom = (D[1] * z + D[0]) * z + 1;
        x = copysign(top, y) / bottom;
    }
    for (int step = 0; step < 2; step++)
        x = x - (erf(x) - y) / (2 / sqrt(PI) * exp(-x * x));
    return x;
}

static float erfinv_float(float y)
{
    static const float A[] = {0.886226899F, -1.645349621F, 0.914624893F, -0.140543331F};
    static const float B[] = {-2.118377725F, 1.442710462F, -0.329097515F, 0.012229801F};
    static const float C[] = {-1.970840454F, -1.624906493F, 3.429567803F, 1.641345311F};
    static const float D[] = {3.543889200F, 1.637067800F};
    float size = fabs(y), x;
    if (size > 1)
        return NAN;
    if (size == 1)
        return copysign((float)INFINITY, y);
    if (size <= 0.7F) {
        float z = y * y;
        float top = ((A[3] * z + A[2]) * z + A[1]) * z + A[0];
        float bottom = (((B[3] * z + B[2]) * z + B[1]) * z + B[0]) * z + 1;
        x = y * top / bottom;
    } else {
        float z = sqrt(-log((1 - size) / 2));
        float top = ((C[3] * z + C[2]) * z + C[1]) * z + C[0];
        float bottom = (D[1] * z + D[0]) * z + 1;
        x = copysign(top, y) / bottom;
    }
    for (int step = 0; step < 2; step++)
        x = x - ((float)(erf)((double)x) - y) / ((float)(2 / sqrt(PI)) * exp(-x * x));
    return x;
}

// The logarithmic derivative of gamma: reflection for negative arguments, recurrence up to 10, then the asymptotic
// series.
static double digamma_double(double x)
{
    static const double A[] = {8.33333333333333333333E-2,  -2.10927960927960927961E-2, 7.57575757575757575758E-3,
                               -4.16666666666666666667E-3, 3.96825396825396825397E-3,  -8.33333333333333333333E-3,
                               8.33333333333333333333E-2};
    if (x == 0)
        return copysign((double)INFINITY, -x);
    if (x < 0) {
        if (x == trunc(x))
            return NAN;
        double whole, part = modf(x, &whole);
        return digamma_double(1 - x) - PI / tan(PI * part);
    }
    double shift = 0;
    while (x < 10) {
        shift -= 1 / x;
        x += 1;
    }
    if (x == 10)
        return shift + 2.25175258906672110764;
    double tail = 0;
    if (x < 1.0e17) {
        double z = 1 / (x * x), sum = A[0];
        for (int i = 1; i < 7; i++)
            sum = sum * z + A[i];
        tail = z * sum;
    }
    return shift + log(x) - 0.5 / x - tail;
}

static float digamma_float(float x)
{
    static const float A[] = {8.33333333333333333333E-2F,  -2.10927960927960927961E-2F, 7.57575757575757575758E-3F,
                              -4.16666666666666666667E-3F, 3.96825396825396825397E-3F,  -8.33333333333333333333E-3F,
                              8.33333333333333333333E-2F};
    if (x == 0)
        return copysign((float)INFINITY, -x);
    if (x < 0) {
        if (x == trunc(x))
            return NAN;
        double whole, part = modf((double)x, &whole);
        return digamma_float(1 - x) - (float)(PI / tan(PI * part));
    }
    float shift = 0;
    while (x < 10) {
        shift -= 1 / x;
        x += 1;
    }
    if (x == 10)
        return shift + 2.25175258906672110764F;
    float tail = 0;
    if (x < 1.0e17F) {
        float z = 1 / (x * x), sum = A[0];
        for (int i = 1; i < 7; i++)
            sum = sum * z + A[i];
        tail = z * sum;
    }
    return shift + log(x) - 0.5F / x - tail;
}

static double trigamma_double(double x)
{
    double sign = 1, result = 0;
    if (x < 0.5) {
        double s = sin(PI * x);
        sign = -1;
        result -= PI * PI / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        result += 1 / (x * x);
        x += 1;
    }
    double z = 1 / (x * x);
    result += (1 + 1 / (2 * x) + z * (1. / 6 - z * (1. / 30 - z * (1. / 42)))) / x;
    return sign * result;
}

static float trigamma_float(float x)
{
    float sign = 1, result = 0;
    if (x < 0.5F) {
        float s = sin((float)PI * x);
        sign = -1;
        result -= (float)PI * (float)PI / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        result += 1 / (x * x);
        x += 1;
    }
    float z = 1 / (x * x);
    result += (1 + 1 / (2 * x) + z * (1.F / 6 - z * (1.F / 30 - z * (1.F / 42)))) / x;
    return sign * result;
}

// Hurwitz's zeta function: nine terms, then the Euler-Maclaurin formula.
static double zeta_double(double x, double q)
{
    static const double A[] = {12.0,
                               -720.0,
                               30240.0,
                               -1209600.0,
                               47900160.0,
                               -1.8924375803183791606e9,
                               7.47242496e10,
                               -2.950130727918164224e12,
                               1.1646782814350067249e14,
                               -4.5979787224074726105e15,
                               1.8152105401943546773e17,
                               -7.1661652561756670113e18};
    static const double EPSILON = 1.11022302462515654042E-16;
    if (x == 1)
        return INFINITY;
    if (x < 1)
        return NAN;
    if (q <= 0) {
        if (q == floor(q))
            return INFINITY;
        if (x != floor(x))
            return NAN;
    }
    double sum = pow(q, -x), a = q, term = 0;
    for (int i = 0; i < 9 || a <= 9; i++) {
        a += 1;
        term = pow(a, -x);
        sum += term;
        if (-EPSILON * sum < term && term < EPSILON * sum)
            return sum;
    }
    double w = a, factor = 1, k = 0;
    sum += term * w / (x - 1);
    sum -= 0.5 * term;
    for (int i = 0; i < 12; i++) {
        factor *= x + k;
        term /= w;
        double part = factor * term / A[i];
        sum += part;
        if (fabs(part / sum) < EPSILON)
            break;
        k += 1;
        factor *= x + k;
        term /= w;
        k += 1;
    }
    return sum;
}

static double polygamma_double(double x, double n)
{
    return (fmod(n, 2.0) != 0 ? 1.0 : -1.0) * exp(lgamma(n + 1)) * zeta_double(n + 1, x);
}

#define BY_FLOAT_TYPE(a, name) _Generic((a), float : name##_float, double : name##_double)
UNARY_KERNEL(erfinv, FLOATING, BY_FLOAT_TYPE(a, erfinv)(a))
UNARY_KERNEL(digamma, FLOATING, BY_FLOAT_TYPE(a, digamma)(a))
UNARY_KERNEL(trigamma, FLOATING, BY_FLOAT_TYPE(a, trigamma)(a))
UNARY_KERNEL(polygamma, FLOATING, (Element)polygamma_double((double)a, (double)s0))
BINARY_KERNEL(zeta, FLOATING, (Element)zeta_double((double)a, (double)b))
UNARY_KERNEL_2(sinc, FLOATING, a == 0 ? 1 : sin((Element)PI * a) / ((Element)PI * a), COMPLEX,
               a == 0 ? 1 : complex_divide((Element)sin((Element)PI * a), (Element)((Element)PI *a)))
UNARY_KERNEL(entr, ROUNDED, a != a ? a : a > 0 ? -a * ROUND(log(a)) : a == 0 ? 0 : -(Element)INFINITY)

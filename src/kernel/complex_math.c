#include "kernel/complex_math.h"

#include <float.h>

#include "kernel/simd.h"
#include "kernel/stamp.h"

#define CMPLX_float  CMPLXF
#define CMPLX_double CMPLX

#define LN_2  0.693147180559945309417232121458176568
#define LN_10 2.30258509299404568401799145468436421

// Sine and cosine of one number as SLEEF gives them together, which differs from each by itself in the last digit.
#ifdef __AVX2__
static float _Complex turn_float(float angle)
{
    Sleef___m256_2 both = Sleef_sincosf8_u10(_mm256_set1_ps(angle));
    return CMPLXF(_mm256_cvtss_f32(both.y), _mm256_cvtss_f32(both.x));
}
static double _Complex turn_double(double angle)
{
    Sleef___m256d_2 both = Sleef_sincosd4_u10(_mm256_set1_pd(angle));
    return CMPLX(_mm256_cvtsd_f64(both.y), _mm256_cvtsd_f64(both.x));
}
#else
static float _Complex turn_float(float angle)
{
    return CMPLXF(cosf(angle), sinf(angle));
}
static double _Complex turn_double(double angle)
{
    return CMPLX(cos(angle), sin(angle));
}
#endif

#define ASIN_TERMS(T, x, y) (CMPLX_##T(1 - (x * x - y * y), -(y)*x + -(y)*x))

// asin z = -i log(iz + sqrt(1 - z^2)), atan z = i/2 log((i + z) / (i - z)).
#define QUICK(T, real, imaginary, square_root)                                                                         \
    T _Complex complex_quick_exp_##T(T _Complex z)                                                                     \
    {                                                                                                                  \
        T size = T##_vector_exp(T##_vector_fill(real(z)))[0];                                                          \
        T _Complex turn = turn_##T(imaginary(z));                                                                      \
        return CMPLX_##T(size * real(turn), size * imaginary(turn));                                                   \
    }                                                                                                                  \
    T _Complex complex_quick_gate_##T(T _Complex z)                                                                    \
    {                                                                                                                  \
        T size = T##_vector_exp(T##_vector_fill(0 - real(z)))[0];                                                      \
        T _Complex turn = turn_##T(0 - imaginary(z));                                                                  \
        return CMPLX_##T(T##_fuse(size, real(turn), 1), T##_fuse(size, imaginary(turn), 0));                           \
    }                                                                                                                  \
    T _Complex complex_quick_exp2_##T(T _Complex z)                                                                    \
    {                                                                                                                  \
        return complex_quick_exp_##T(CMPLX_##T(real(z) * (T)LN_2, imaginary(z) * (T)LN_2));                            \
    }                                                                                                                  \
    T _Complex complex_exp2_##T(T _Complex z)                                                                          \
    {                                                                                                                  \
        return complex_exp_##T(CMPLX_##T(real(z) * (T)LN_2, imaginary(z) * (T)LN_2));                                  \
    }                                                                                                                  \
    T _Complex complex_log2_##T(T _Complex z)                                                                          \
    {                                                                                                                  \
        T _Complex power = complex_log_##T(z);                                                                         \
        return CMPLX_##T(real(power) / (T)LN_2, imaginary(power) / (T)LN_2);                                           \
    }                                                                                                                  \
    T _Complex complex_log10_##T(T _Complex z)                                                                         \
    {                                                                                                                  \
        T _Complex power = complex_log_##T(z);                                                                         \
        return CMPLX_##T(real(power) / (T)LN_10, imaginary(power) / (T)LN_10);                                         \
    }                                                                                                                  \
    T complex_quick_abs_##T(T _Complex z)                                                                              \
    {                                                                                                                  \
        return T##_vector_hypot(T##_vector_fill(real(z)), T##_vector_fill(imaginary(z)))[0];                           \
    }                                                                                                                  \
    T complex_quick_angle_##T(T _Complex z)                                                                            \
    {                                                                                                                  \
        return T##_vector_atan2(T##_vector_fill(imaginary(z)), T##_vector_fill(real(z)))[0];                           \
    }                                                                                                                  \
    T _Complex complex_quick_sign_##T(T _Complex z)                                                                    \
    {                                                                                                                  \
        T length = complex_quick_abs_##T(z);                                                                           \
        return length == 0 ? 0 : CMPLX_##T(real(z) / length, imaginary(z) / length);                                   \
    }                                                                                                                  \
    T _Complex complex_quick_inverse_##T(T _Complex z)                                                                 \
    {                                                                                                                  \
        T x = real(z), y = imaginary(z), length = x * x + y * y;                                                       \
        return CMPLX_##T(x / length, -y / length);                                                                     \
    }                                                                                                                  \
    T _Complex complex_quick_asin_##T(T _Complex z)                                                                    \
    {                                                                                                                  \
        T x = real(z), y = imaginary(z);                                                                               \
        T _Complex root = square_root(ASIN_TERMS(T, x, y));                                                            \
        T _Complex power = complex_log_##T(CMPLX_##T(-y + real(root), x + imaginary(root)));                           \
        return CMPLX_##T(imaginary(power), -real(power));                                                              \
    }                                                                                                                  \
    T _Complex complex_quick_atan_##T(T _Complex z)                                                                    \
    {                                                                                                                  \
        T x = real(z), y = imaginary(z);                                                                               \
        T _Complex power = complex_log_##T(complex_block_quotient_##T(CMPLX_##T(x, 1 + y), CMPLX_##T(-x, 1 - y)));     \
        T half = (T)0.5;                                                                                               \
        return CMPLX_##T(0 * real(power) - half * imaginary(power), 0 * imaginary(power) + half * real(power));        \
    }
QUICK(float, crealf, cimagf, csqrtf)
QUICK(double, creal, cimag, csqrt)

// What 1 + z loses of z is made up for by a factor.
#define SMALL(T, real, imaginary, sine, cosine, power)                                                                 \
    T _Complex complex_log1p_##T(T _Complex z)                                                                         \
    {                                                                                                                  \
        T _Complex sum = z + 1, back = sum - 1;                                                                        \
        if (sum == 1)                                                                                                  \
            return z;                                                                                                  \
        T _Complex logarithm = complex_log_##T(sum);                                                                   \
        return back == z ? logarithm : complex_multiply(logarithm, complex_divide(z, back));                           \
    }                                                                                                                  \
    T _Complex complex_expm1_##T(T _Complex z)                                                                         \
    {                                                                                                                  \
        T x = real(z), y = imaginary(z), half = sine(y / 2);                                                           \
        return CMPLX_##T(T##_fuse(precise_expm1(x), cosine(y), -(2 * half * half)), power(x) * sine(y));               \
    }
SMALL(float, crealf, cimagf, sinf, cosf, expf)
SMALL(double, creal, cimag, sin, cos, exp)

// Of doubles the library's own functions are the same everywhere. The inverse cosine is taken by vectors.
#define LIBRARY(name, function)                                                                                        \
    double _Complex complex_##name##_double(double _Complex z)                                                         \
    {                                                                                                                  \
        return function(z);                                                                                            \
    }
double _Complex complex_acos_double(double _Complex z)
{
    double _Complex opposite = complex_quick_asin_double(z);
    return CMPLX(1.57079632679489661923 - creal(opposite), 0 - cimag(opposite));
}
LIBRARY(exp, cexp)
LIBRARY(log, clog)
LIBRARY(sin, csin)
LIBRARY(cos, ccos)
LIBRARY(tan, ctan)
LIBRARY(sinh, csinh)
LIBRARY(cosh, ccosh)
LIBRARY(tanh, ctanh)

float _Complex complex_acos_float(float _Complex z)
{
    return cacosf(z);
}

// Where the parts are ordinary numbers the library multiplies real functions; it keeps its special cases.
enum { LARGEST_POWER = 88 };

static bool is_ordinary(float turned, float grown, float most)
{
    return isfinite(turned) && fabsf(grown) <= most;
}

float _Complex complex_exp_float(float _Complex z)
{
    float x = crealf(z), y = cimagf(z);
    if (!is_ordinary(y, x, LARGEST_POWER))
        return cexpf(z);
    float size = expf(x);
    return CMPLXF(size * cosf(y), size * sinf(y));
}

#define HYPERBOLIC(name, real, imaginary)                                                                              \
    float _Complex complex_##name##_float(float _Complex z)                                                            \
    {                                                                                                                  \
        float x = crealf(z), y = cimagf(z);                                                                            \
        if (!is_ordinary(y, x, LARGEST_POWER))                                                                         \
            return c##name##f(z);                                                                                      \
        return CMPLXF(precise_##real(x) * cosf(y), precise_##imaginary(x) * sinf(y));                                  \
    }
HYPERBOLIC(sinh, sinh, cosh)
HYPERBOLIC(cosh, cosh, sinh)

float _Complex complex_sin_float(float _Complex z)
{
    float x = crealf(z), y = cimagf(z);
    if (!is_ordinary(x, y, LARGEST_POWER))
        return csinf(z);
    return CMPLXF(precise_cosh(y) * sinf(x), precise_sinh(y) * cosf(x));
}

float _Complex complex_cos_float(float _Complex z)
{
    return complex_cosh_float(CMPLXF(-cimagf(z), crealf(z)));
}

// tanh z = (sinh x cosh x + i sin y cos y) / (sinh^2 x + cos^2 y)
float _Complex complex_tanh_float(float _Complex z)
{
    float x = crealf(z), y = cimagf(z);
    if (!is_ordinary(y, x, LARGEST_POWER / 2))
        return ctanhf(z);
    float sine = sinf(y), cosine = cosf(y), grown = precise_sinh(x), large = precise_cosh(x);
    bool counts = fabsf(grown) > fabsf(cosine) * FLT_EPSILON;
    float length = counts ? grown * grown + cosine * cosine : cosine * cosine;
    return CMPLXF(grown * large / length, sine * cosine / length);
}

float _Complex complex_tan_float(float _Complex z)
{
    float _Complex turned = complex_tanh_float(CMPLXF(-cimagf(z), crealf(z)));
    return CMPLXF(cimagf(turned), -crealf(turned));
}

// The logarithm of |z|: near 1 by what its square lacks to 1.
static float log_of_length(float large, float small)
{
    if (large == 1)
        return precise_log1p(small * small) / 2;
    float lack = (large - 1) * (large + 1);
    if (large > 1 && large < 2 && small < 1)
        return precise_log1p(small >= FLT_EPSILON ? lack + small * small : lack) / 2;
    if (large < 1 && large >= 0.5f && small < FLT_EPSILON / 2)
        return precise_log1p(lack) / 2;
    if (large < 1 && large >= 0.5f && large * large + small * small >= 0.5f) {
        double a = large, b = small;
        return precise_log1p((float)((a - 1) * (a + 1) + b * b)) / 2;
    }
    return logf(hypotf(large, small));
}

float _Complex complex_log_float(float _Complex z)
{
    float x = fabsf(crealf(z)), y = fabsf(cimagf(z)), large = x < y ? y : x;
    if (!(isfinite(x) && isfinite(y)) || large > FLT_MAX / 2 || large < FLT_MIN)
        return clogf(z);
    return CMPLXF(log_of_length(large, x < y ? x : y), precise_atan2(cimagf(z), crealf(z)));
}

float _Complex complex_pow_float(float _Complex base, float _Complex exponent)
{
    return complex_exp_float(exponent * complex_log_float(base));
}

double _Complex complex_pow_double(double _Complex base, double _Complex exponent)
{
    return cpow(base, exponent);
}

// The larger one is the one with the larger real part; equal infinite ones are left as they are.
#define LOG_ADD_EXP(T, real, imaginary)                                                                                \
    T _Complex complex_log_add_exp_##T(T _Complex a, T _Complex b)                                                     \
    {                                                                                                                  \
        T _Complex smaller = real(a) < real(b) ? a : b, larger = real(a) < real(b) ? b : a;                            \
        if (real(a) != real(a) || imaginary(a) != imaginary(a) || real(b) != real(b) || imaginary(b) != imaginary(b))  \
            return CMPLX_##T(NAN, NAN);                                                                                \
        if (real(smaller) == -INFINITY && real(larger) != -INFINITY)                                                   \
            return larger;                                                                                             \
        if (real(smaller) != real(larger) || isfinite(real(smaller)))                                                  \
            return complex_log1p_##T(complex_exp_##T(smaller - larger)) + larger;                                      \
        if (real(smaller) < 0)                                                                                         \
            return smaller;                                                                                            \
        return complex_log_##T(complex_exp_##T(smaller) + complex_exp_##T(larger));                                    \
    }
LOG_ADD_EXP(float, crealf, cimagf)
LOG_ADD_EXP(double, creal, cimag)

// Vectors of floats and doubles, 32 bytes wide, and SLEEF's functions on them.
//
// The widths are those of PyTorch's AVX2 code, so that sums and tails fall into the same lanes. Arithmetic is GCC's
// vector extension and compiles anywhere; functions come from SLEEF where there is AVX2, else from the C library lane
// by lane.
#ifndef KERNEL_SIMD_H
#define KERNEL_SIMD_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/attributes.h"

#ifdef __AVX2__
#include <immintrin.h>
#include <sleef.h>
#endif

enum { FLOAT_LANES = 8, DOUBLE_LANES = 4 };

typedef float FloatVector __attribute__((vector_size(32)));
typedef double DoubleVector __attribute__((vector_size(32)));
typedef int32_t FloatMask __attribute__((vector_size(32)));
typedef int64_t DoubleMask __attribute__((vector_size(32)));

/// VECTORIZE asks the compiler to vectorise the next loop: its iterations do not depend on each other. A body that it
/// cannot vectorise stays a loop; clang would warn of each. UNROLL is a loop over a few i whose number the compiler
/// knows, all written out, so that the vectors of an array can lie in registers.
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define VECTORIZE        _Pragma("clang loop vectorize(assume_safety)")
#define UNROLL(i, count) _Pragma("clang loop unroll(full)") for (int i = 0; i < (count); i++)
#else
#define VECTORIZE        _Pragma("GCC ivdep")
#define UNROLL(i, count) _Pragma("GCC unroll 8") for (int i = 0; i < (count); i++)
#endif

static inline FloatVector float_vector_load(const float *from)
{
    FloatVector vector;
    memcpy(&vector, from, sizeof vector);
    return vector;
}
static inline void float_vector_store(float *to, FloatVector vector)
{
    memcpy(to, &vector, sizeof vector);
}
/// The first `count` lanes from memory, the others zero.
static inline FloatVector float_vector_load_part(const float *from, int64_t count)
{
    FloatVector vector = {0};
    memcpy(&vector, from, (size_t)count * sizeof(float));
    return vector;
}
static inline void float_vector_store_part(float *to, FloatVector vector, int64_t count)
{
    memcpy(to, &vector, (size_t)count * sizeof(float));
}
static inline DoubleVector double_vector_load(const double *from)
{
    DoubleVector vector;
    memcpy(&vector, from, sizeof vector);
    return vector;
}
static inline void double_vector_store(double *to, DoubleVector vector)
{
    memcpy(to, &vector, sizeof vector);
}
static inline DoubleVector double_vector_load_part(const double *from, int64_t count)
{
    DoubleVector vector = {0};
    memcpy(&vector, from, (size_t)count * sizeof(double));
    return vector;
}
static inline void double_vector_store_part(double *to, DoubleVector vector, int64_t count)
{
    memcpy(to, &vector, (size_t)count * sizeof(double));
}
static inline FloatVector float_vector_fill(float value)
{
    return value - (FloatVector){0};
}
static inline DoubleVector double_vector_fill(double value)
{
    return value - (DoubleVector){0};
}
/// mask ? a : b, lane by lane.
static inline FloatVector float_vector_select(FloatMask mask, FloatVector a, FloatVector b)
{
    return (FloatVector)(((FloatMask)a & mask) | ((FloatMask)b & ~mask));
}
static inline DoubleVector double_vector_select(DoubleMask mask, DoubleVector a, DoubleVector b)
{
    return (DoubleVector)(((DoubleMask)a & mask) | ((DoubleMask)b & ~mask));
}

static inline FloatVector float_vector_absolute(FloatVector a)
{
    return (FloatVector)((FloatMask)a & 0x7fffffff);
}
static inline DoubleVector double_vector_absolute(DoubleVector a)
{
    return (DoubleVector)((DoubleMask)a & INT64_MAX);
}

/// a * b + c with one rounding.
static inline float float_fuse(float a, float b, float c)
{
    return fmaf(a, b, c);
}
static inline double double_fuse(double a, double b, double c)
{
    return fma(a, b, c);
}
static inline FloatVector float_vector_fma(FloatVector a, FloatVector b, FloatVector c)
{
#ifdef __FMA__
    return (FloatVector)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#else
    for (int i = 0; i < FLOAT_LANES; i++)
        c[i] = fmaf(a[i], b[i], c[i]);
    return c;
#endif
}
static inline DoubleVector double_vector_fma(DoubleVector a, DoubleVector b, DoubleVector c)
{
#ifdef __FMA__
    return (DoubleVector)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
#else
    for (int i = 0; i < DOUBLE_LANES; i++)
        c[i] = fma(a[i], b[i], c[i]);
    return c;
#endif
}

// float_vector_exp and its like: SLEEF's functions with an error of at most 1 ulp.
#ifdef __AVX2__
#define VECTOR_FUNCTION_WIDTHS(name, sleef, float_ulp, double_ulp)                                                     \
    static inline FloatVector float_vector_##name(FloatVector a)                                                       \
    {                                                                                                                  \
        return (FloatVector)Sleef_##sleef##f8_##float_ulp((__m256)a);                                                  \
    }                                                                                                                  \
    static inline DoubleVector double_vector_##name(DoubleVector a)                                                    \
    {                                                                                                                  \
        return (DoubleVector)Sleef_##sleef##d4_##double_ulp((__m256d)a);                                               \
    }
#define VECTOR_FUNCTION_2(name, sleef, ulp)                                                                            \
    static inline FloatVector float_vector_##name(FloatVector a, FloatVector b)                                        \
    {                                                                                                                  \
        return (FloatVector)Sleef_##sleef##f8_##ulp((__m256)a, (__m256)b);                                             \
    }                                                                                                                  \
    static inline DoubleVector double_vector_##name(DoubleVector a, DoubleVector b)                                    \
    {                                                                                                                  \
        return (DoubleVector)Sleef_##sleef##d4_##ulp((__m256d)a, (__m256d)b);                                          \
    }
#else
#define VECTOR_FUNCTION_WIDTHS(name, libm, float_ulp, double_ulp)                                                      \
    static inline FloatVector float_vector_##name(FloatVector a)                                                       \
    {                                                                                                                  \
        for (int i = 0; i < FLOAT_LANES; i++)                                                                          \
            a[i] = libm##f(a[i]);                                                                                      \
        return a;                                                                                                      \
    }                                                                                                                  \
    static inline DoubleVector double_vector_##name(DoubleVector a)                                                    \
    {                                                                                                                  \
        for (int i = 0; i < DOUBLE_LANES; i++)                                                                         \
            a[i] = libm(a[i]);                                                                                         \
        return a;                                                                                                      \
    }
#define VECTOR_FUNCTION_2(name, libm, ulp)                                                                             \
    static inline FloatVector float_vector_##name(FloatVector a, FloatVector b)                                        \
    {                                                                                                                  \
        for (int i = 0; i < FLOAT_LANES; i++)                                                                          \
            a[i] = libm##f(a[i], b[i]);                                                                                \
        return a;                                                                                                      \
    }                                                                                                                  \
    static inline DoubleVector double_vector_##name(DoubleVector a, DoubleVector b)                                    \
    {                                                                                                                  \
        for (int i = 0; i < DOUBLE_LANES; i++)                                                                         \
            a[i] = libm(a[i], b[i]);                                                                                   \
        return a;                                                                                                      \
    }
#endif

#define VECTOR_FUNCTION(name, function, ulp) VECTOR_FUNCTION_WIDTHS(name, function, ulp, ulp)

VECTOR_FUNCTION(exp, exp, u10)
VECTOR_FUNCTION(exp2, exp2, u10)
VECTOR_FUNCTION(expm1, expm1, u10)
VECTOR_FUNCTION(log, log, u10)
VECTOR_FUNCTION(log2, log2, u10)
VECTOR_FUNCTION(log10, log10, u10)
VECTOR_FUNCTION(log1p, log1p, u10)
VECTOR_FUNCTION_WIDTHS(sin, sin, u35, u10)
VECTOR_FUNCTION_WIDTHS(cos, cos, u35, u10)
VECTOR_FUNCTION(tan, tan, u10)
VECTOR_FUNCTION(asin, asin, u10)
VECTOR_FUNCTION(acos, acos, u10)
VECTOR_FUNCTION(atan, atan, u10)
VECTOR_FUNCTION(sinh, sinh, u10)
VECTOR_FUNCTION(cosh, cosh, u10)
VECTOR_FUNCTION(tanh, tanh, u10)
VECTOR_FUNCTION(asinh, asinh, u10)
VECTOR_FUNCTION(acosh, acosh, u10)
VECTOR_FUNCTION(atanh, atanh, u10)
VECTOR_FUNCTION(accurate_erf, erf, u10)
VECTOR_FUNCTION(erfc, erfc, u15)
VECTOR_FUNCTION(lgamma, lgamma, u10)
VECTOR_FUNCTION_2(pow, pow, u10)
VECTOR_FUNCTION_2(atan2, atan2, u10)
VECTOR_FUNCTION_2(hypot, hypot, u05)

/// The error function by formula 7.1.26 of Abramowitz and Stegun (error 1.5e-7), as PyTorch computes it for floats.
static inline FloatVector float_vector_erf(FloatVector x)
{
    FloatMask sign = (FloatMask)x & INT32_MIN;
    FloatVector size = float_vector_absolute(x), one = float_vector_fill(1);
    FloatVector t = one / float_vector_fma(float_vector_fill(0.3275911F), size, one);
    FloatVector r = float_vector_fma(float_vector_fill(1.061405429F), t, float_vector_fill(-1.453152027F));
    r = float_vector_fma(r, t, float_vector_fill(1.421413741F));
    r = float_vector_fma(r, t, float_vector_fill(-0.284496736F));
    r = float_vector_fma(r, t, float_vector_fill(0.254829592F));
    FloatVector decay = -float_vector_exp(-(x * x));
    return (FloatVector)((FloatMask)float_vector_fma(decay * t, r, one) ^ sign);
}
static inline DoubleVector double_vector_erf(DoubleVector x)
{
    return double_vector_accurate_erf(x);
}

#endif

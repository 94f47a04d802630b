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

/// Asks the compiler to vectorise the next loop: its iterations do not depend on each other.
#if defined(__clang__)
#define VECTORIZE _Pragma("clang loop vectorize(assume_safety)")
#else
#define VECTORIZE _Pragma("GCC ivdep")
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

// float_vector_exp and its like: SLEEF's functions with an error of at most 1 ulp.
#ifdef __AVX2__
#define VECTOR_FUNCTION(name, sleef, ulp)                                                                              \
    static inline FloatVector float_vector_##name(FloatVector a)                                                       \
    {                                                                                                                  \
        return (FloatVector)Sleef_##sleef##f8_##ulp((__m256)a);                                                        \
    }                                                                                                                  \
    static inline DoubleVector double_vector_##name(DoubleVector a)                                                    \
    {                                                                                                                  \
        return (DoubleVector)Sleef_##sleef##d4_##ulp((__m256d)a);                                                      \
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
#define VECTOR_FUNCTION(name, libm, ulp)                                                                               \
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

VECTOR_FUNCTION(exp, exp, u10)
VECTOR_FUNCTION(exp2, exp2, u10)
VECTOR_FUNCTION(expm1, expm1, u10)
VECTOR_FUNCTION(log, log, u10)
VECTOR_FUNCTION(log2, log2, u10)
VECTOR_FUNCTION(log10, log10, u10)
VECTOR_FUNCTION(log1p, log1p, u10)
VECTOR_FUNCTION(sin, sin, u10)
VECTOR_FUNCTION(cos, cos, u10)
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
VECTOR_FUNCTION(erf, erf, u10)
VECTOR_FUNCTION(erfc, erfc, u15)
VECTOR_FUNCTION(lgamma, lgamma, u10)
VECTOR_FUNCTION_2(pow, pow, u10)
VECTOR_FUNCTION_2(atan2, atan2, u10)
VECTOR_FUNCTION_2(hypot, hypot, u05)

#endif

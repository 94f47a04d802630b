// Functions of one complex number in PyTorch's order of operations.
//
// Some it computes by vectors, with SLEEF's real functions and no care for infinities; the others are the C library's,
// which builds them from its real functions. Those of floats are built here, because newer C libraries round the real
// functions correctly and older ones do not.
#ifndef KERNEL_COMPLEX_MATH_H
#define KERNEL_COMPLEX_MATH_H

#include "kernel/complex.h"

#define COMPLEX_FUNCTION(name)                                                                                         \
    float _Complex complex_##name##_float(float _Complex z);                                                           \
    double _Complex complex_##name##_double(double _Complex z);

/// By vectors: exp(x) (cos(y) + i sin(y)), conjugate / |z|^2, and the inverse sine and tangent by the logarithm. The
/// gate is 1 + exp(-z), fused.
COMPLEX_FUNCTION(quick_exp)
COMPLEX_FUNCTION(quick_gate)
COMPLEX_FUNCTION(quick_exp2)
COMPLEX_FUNCTION(quick_sign)
COMPLEX_FUNCTION(quick_inverse)
COMPLEX_FUNCTION(quick_asin)
COMPLEX_FUNCTION(quick_atan)
float complex_quick_abs_float(float _Complex z);
double complex_quick_abs_double(double _Complex z);
float complex_quick_angle_float(float _Complex z);
double complex_quick_angle_double(double _Complex z);
/// PyTorch's own, which keep the digits of small numbers.
COMPLEX_FUNCTION(log1p)
COMPLEX_FUNCTION(expm1)
/// The C library's; exp2, log2 and log10 lead to its natural ones.
COMPLEX_FUNCTION(exp)
COMPLEX_FUNCTION(log)
COMPLEX_FUNCTION(exp2)
COMPLEX_FUNCTION(log2)
COMPLEX_FUNCTION(log10)
COMPLEX_FUNCTION(sin)
COMPLEX_FUNCTION(cos)
COMPLEX_FUNCTION(tan)
COMPLEX_FUNCTION(acos)
COMPLEX_FUNCTION(sinh)
COMPLEX_FUNCTION(cosh)
COMPLEX_FUNCTION(tanh)
float _Complex complex_pow_float(float _Complex base, float _Complex exponent);
double _Complex complex_pow_double(double _Complex base, double _Complex exponent);

/// A loop of `block` over whole blocks of packed numbers, which PyTorch takes by vectors, and of `scalar` over the
/// rest.
enum { COMPLEX_BLOCK_COMPLEX64 = 8, COMPLEX_BLOCK_COMPLEX128 = 4 };
#define COMPLEX_LOOP(ID, T, name, result, scalar, block)                                                               \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        typedef result(ID, T) Result;                                                                                  \
        int64_t whole = PACKED(Result, 0) && PACKED(T, 1) ? count - count % COMPLEX_BLOCK_##ID : 0;                    \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const T *)(data[1] + i * strides[1]);                                                        \
            *(Result *)(data[0] + i * strides[0]) = i < whole ? (block) : (scalar);                                    \
        }                                                                                                              \
    }

/// log(exp(a) + exp(b)).
float _Complex complex_log_add_exp_float(float _Complex a, float _Complex b);
double _Complex complex_log_add_exp_double(double _Complex a, double _Complex b);

#endif

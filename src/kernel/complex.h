// Complex arithmetic in PyTorch's order of operations, fused as its compiler fuses it. C's own operators guard against
// infinities with a library call that rounds differently.
#ifndef KERNEL_COMPLEX_H
#define KERNEL_COMPLEX_H

#include <math.h>

#include "base/complex.h"
#include "kernel/scalar.h"

// Division is Smith's method: by the larger part first, so that nothing overflows that need not.
#define COMPLEX_ARITHMETIC(suffix, Real, build, real, imaginary, absolute, length_of, fuse)                            \
    static inline Real _Complex complex_multiply_##suffix(Real _Complex a, Real _Complex b)                            \
    {                                                                                                                  \
        return build(fuse(real(a), real(b), -(imaginary(a) * imaginary(b))),                                           \
                     fuse(real(a), imaginary(b), imaginary(a) * real(b)));                                             \
    }                                                                                                                  \
    static inline Real _Complex complex_divide_##suffix(Real _Complex a, Real _Complex b)                              \
    {                                                                                                                  \
        Real c = real(b), d = imaginary(b);                                                                            \
        if (absolute(c) >= absolute(d)) {                                                                              \
            if (c == 0 && d == 0)                                                                                      \
                return build(real(a) / absolute(c), imaginary(a) / absolute(d));                                       \
            Real ratio = d / c, scale = 1 / fuse(d, ratio, c);                                                         \
            return build(fuse(imaginary(a), ratio, real(a)) * scale, fuse(-real(a), ratio, imaginary(a)) * scale);     \
        }                                                                                                              \
        Real ratio = c / d, scale = 1 / fuse(c, ratio, d);                                                             \
        return build(fuse(real(a), ratio, imaginary(a)) * scale, fuse(imaginary(a), ratio, -real(a)) * scale);         \
    }                                                                                                                  \
    static inline Real _Complex complex_sign_##suffix(Real _Complex a)                                                 \
    {                                                                                                                  \
        Real length = length_of(a);                                                                                    \
        return length == 0 ? build(0, 0) : build(real(a) / length, imaginary(a) / length);                             \
    }

COMPLEX_ARITHMETIC(float, float, CMPLXF, crealf, cimagf, fabsf, cabsf, fmaf)
COMPLEX_ARITHMETIC(double, double, CMPLX, creal, cimag, fabs, cabs, fma)

#define COMPLEX_PICK(a, name) _Generic((a), float _Complex : name##_float, double _Complex : name##_double)
/// The same for either width.
#define complex_multiply(a, b) COMPLEX_PICK(a, complex_multiply)(a, b)
#define complex_divide(a, b)   COMPLEX_PICK(b, complex_divide)(a, b)
#define complex_sign(a)        COMPLEX_PICK(a, complex_sign)(a)

/// The quotient as PyTorch's vectors take it: both sides scaled by the divisor's larger part.
float _Complex complex_block_quotient_float(float _Complex a, float _Complex b);
double _Complex complex_block_quotient_double(double _Complex a, double _Complex b);

/// Whole loops, see KernelLoop.
void complex_mul_COMPLEX64(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars);
void complex_mul_COMPLEX128(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars);
void complex_div_COMPLEX64(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars);
void complex_div_COMPLEX128(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars);

#endif

// Elementwise mathematics of one operand.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

#define BUILD_COMPLEX(like, x, y)                                                                                      \
    _Generic((like), float _Complex : CMPLXF((float)(x), (float)(y)), double _Complex : CMPLX(x, y))

// Signs and parts.
FOR_FLOATING(UNARY_LOOP, abs, SAME_OF, fabs(a))
FOR_COMPLEX(UNARY_LOOP, abs, REAL_OF, fabs(a))
FOR_SIGNED(UNARY_LOOP, abs, SAME_OF, a < 0 ? -a : a)
FOR_UNSIGNED(UNARY_LOOP, abs, SAME_OF, a)
FOR_BOOLEAN(UNARY_LOOP, abs, SAME_OF, a)
KernelLoop *const kernel_loops_abs[DTYPE_COUNT] = {FOR_ALL(LOOP_ROW, abs)};
UNARY_KERNEL_2(sgn, ORDERED, (a > 0) - (a < 0), COMPLEX, complex_sign(a))
FOR_FLOATING(UNARY_LOOP, angle, SAME_OF, a != a ? a : a < 0 ? (Element)3.14159265358979323846 : 0)
FOR_COMPLEX(UNARY_LOOP, angle, REAL_OF, carg(a))
LOOPS_2(angle, FLOATING, COMPLEX)
UNARY_KERNEL_2(conj, COMPLEX, conj(a), ORDERED, a)

// Rounding.
#define ROUND_DECIMALS(power) (s0 >= 0 ? nearbyint(a * (power)) / (power) : nearbyint(a / (power)) * (power))
UNARY_KERNEL(round_decimals, FLOATING, ROUND_DECIMALS((Element)pow(10.0, fabs((double)s0))))

#define REPLACE_NON_FINITE(x) (x != x ? s0 : x == (__typeof__(x))INFINITY ? s1 : x == -(__typeof__(x))INFINITY ? s2 : x)
UNARY_KERNEL_3(nan_to_num, FLOATING, REPLACE_NON_FINITE(a), COMPLEX, a, INTEGRAL, a)

UNARY_KERNEL_2(reciprocal, FLOATING, 1 / a, COMPLEX, complex_divide(BUILD_COMPLEX(a, 1, 0), a))
UNARY_KERNEL_2(sqrt, FLOATING, sqrt(a), COMPLEX, csqrt(a))
FOR_FLOATING(UNARY_LOOP, rsqrt, SAME_OF, 1 / sqrt(a))
FOR_COMPLEX(UNARY_LOOP, rsqrt, SAME_OF, complex_divide(BUILD_COMPLEX(a, 1, 0), (Element)csqrt(a)))
FOR_HALVES(UNARY_HALF_LOOP, rsqrt, 1 / sqrt(a), 1 / ROUND(sqrt(a)))
KernelLoop *const kernel_loops_rsqrt[DTYPE_COUNT] = {FOR_INEXACT(LOOP_ROW, rsqrt) FOR_HALVES(LOOP_ROW, rsqrt)};

// Functions that SLEEF gives for whole vectors.
VECTOR_ONLY_KERNEL_2(exp, VECTOR_CALL(a, exp)(a), COMPLEX, exp(a))
VECTOR_KERNEL_2(exp2, exp2(a), VECTOR_CALL(a, exp2)(a), COMPLEX,
                exp(a *(Element)0.693147180559945309417232121458176568))
VECTOR_ONLY_KERNEL_2(expm1, VECTOR_CALL(a, expm1)(a), COMPLEX, exp(a) - 1)
VECTOR_ONLY_KERNEL_2(log, VECTOR_CALL(a, log)(a), COMPLEX, log(a))
VECTOR_ONLY_KERNEL_2(log2, VECTOR_CALL(a, log2)(a), COMPLEX, log(a) / (Element)0.693147180559945309417232121458176568)
VECTOR_ONLY_KERNEL_2(log10, VECTOR_CALL(a, log10)(a), COMPLEX, log(a) / (Element)2.30258509299404568401799145468436421)
VECTOR_ONLY_KERNEL_2(log1p, VECTOR_CALL(a, log1p)(a), COMPLEX, log(a + 1))
VECTOR_ONLY_KERNEL_2(sin, VECTOR_CALL(a, sin)(a), COMPLEX, sin(a))
VECTOR_ONLY_KERNEL_2(cos, VECTOR_CALL(a, cos)(a), COMPLEX, cos(a))
VECTOR_ONLY_KERNEL_2(tan, VECTOR_CALL(a, tan)(a), COMPLEX, tan(a))
VECTOR_ONLY_KERNEL_2(asin, VECTOR_CALL(a, asin)(a), COMPLEX, asin(a))
VECTOR_ONLY_KERNEL_2(acos, VECTOR_CALL(a, acos)(a), COMPLEX, acos(a))
VECTOR_ONLY_KERNEL_2(atan, VECTOR_CALL(a, atan)(a), COMPLEX, atan(a))
VECTOR_KERNEL_2(sinh, precise_sinh(a), VECTOR_CALL(a, sinh)(a), COMPLEX, sinh(a))
VECTOR_KERNEL_2(cosh, precise_cosh(a), VECTOR_CALL(a, cosh)(a), COMPLEX, cosh(a))
VECTOR_ONLY_KERNEL_2(tanh, VECTOR_CALL(a, tanh)(a), COMPLEX, tanh(a))
UNARY_KERNEL_2(asinh, FLOATING, precise_asinh(a), COMPLEX, asinh(a))
UNARY_KERNEL_2(acosh, FLOATING, precise_acosh(a), COMPLEX, acosh(a))
VECTOR_KERNEL_2(atanh, precise_atanh(a), VECTOR_CALL(a, atanh)(a), COMPLEX, atanh(a))
VECTOR_ONLY_KERNEL(erf, VECTOR_CALL(a, erf)(a))
VECTOR_ONLY_KERNEL(erfc, VECTOR_CALL(a, erfc)(a))
VECTOR_ONLY_KERNEL(lgamma, VECTOR_CALL(a, lgamma)(a))

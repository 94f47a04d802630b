// Elementwise mathematics of one operand.
#include <tgmath.h>

#include "kernel/complex_math.h"
#include "kernel/stamp.h"

#define OF_COMPLEX(name) COMPLEX_PICK(a, complex_##name)(a)

// Signs and parts.
FOR_FLOATING(UNARY_LOOP, abs, SAME_OF, fabs(a))
FOR_COMPLEX(COMPLEX_LOOP, abs, REAL_OF, fabs(a), OF_COMPLEX(quick_abs))
FOR_SIGNED(UNARY_LOOP, abs, SAME_OF, a < 0 ? -a : a)
FOR_UNSIGNED(UNARY_LOOP, abs, SAME_OF, a)
FOR_BOOLEAN(UNARY_LOOP, abs, SAME_OF, a)
KernelLoop *const kernel_loops_abs[DTYPE_COUNT] = {FOR_ALL(LOOP_ROW, abs)};
FOR_ORDERED(UNARY_LOOP, sgn, SAME_OF, (a > 0) - (a < 0))
FOR_COMPLEX(COMPLEX_LOOP, sgn, SAME_OF, complex_sign(a), OF_COMPLEX(quick_sign))
LOOPS_2(sgn, ORDERED, COMPLEX)
FOR_FLOATING(UNARY_LOOP, neg, SAME_OF, -a)
FOR_INTEGER(UNARY_LOOP, neg, SAME_OF, -a)
FOR_COMPLEX(COMPLEX_LOOP, neg, SAME_OF, -a, (Element)0 - a)
LOOPS_3(neg, FLOATING, INTEGER, COMPLEX)
FOR_FLOATING(UNARY_LOOP, angle, SAME_OF, a != a ? a : a < 0 ? (Element)3.14159265358979323846 : 0)
FOR_COMPLEX(COMPLEX_LOOP, angle, REAL_OF, precise_atan2(cimag(a), creal(a)), OF_COMPLEX(quick_angle))
LOOPS_2(angle, FLOATING, COMPLEX)
UNARY_KERNEL_2(conj, COMPLEX, conj(a), ORDERED, a)

// Rounding.
#define ROUND_DECIMALS(power) (s0 >= 0 ? nearbyint(a * (power)) / (power) : nearbyint(a / (power)) * (power))
UNARY_KERNEL(round_decimals, FLOATING, ROUND_DECIMALS((Element)pow(10.0, fabs((double)s0))))

#define REPLACE_NON_FINITE(x) (x != x ? s0 : x == (__typeof__(x))INFINITY ? s1 : x == -(__typeof__(x))INFINITY ? s2 : x)
UNARY_KERNEL_3(nan_to_num, FLOATING, REPLACE_NON_FINITE(a), COMPLEX, a, INTEGRAL, a)

FOR_FLOATING(UNARY_LOOP, reciprocal, SAME_OF, 1 / a)
FOR_COMPLEX(COMPLEX_LOOP, reciprocal, SAME_OF, complex_divide(1, a), OF_COMPLEX(quick_inverse))
LOOPS_2(reciprocal, FLOATING, COMPLEX)
UNARY_KERNEL_2(sqrt, FLOATING, sqrt(a), COMPLEX, sqrt(a))
FOR_FLOATING(UNARY_LOOP, rsqrt, SAME_OF, 1 / sqrt(a))
FOR_COMPLEX(COMPLEX_LOOP, rsqrt, SAME_OF, complex_divide(1, sqrt(a)), COMPLEX_PICK(a, complex_quick_inverse)(sqrt(a)))
FOR_HALVES(UNARY_HALF_LOOP, rsqrt, 1 / sqrt(a), 1 / ROUND(sqrt(a)))
KernelLoop *const kernel_loops_rsqrt[DTYPE_COUNT] = {FOR_INEXACT(LOOP_ROW, rsqrt) FOR_HALVES(LOOP_ROW, rsqrt)};

// Functions that SLEEF gives for whole vectors.
VECTOR_ONLY_KERNEL_2(exp, VECTOR_CALL(a, exp)(a), COMPLEX, OF_COMPLEX(quick_exp))
FOR_FLOATING(VECTOR_LOOP, exp2, exp2(a), VECTOR_CALL(a, exp2)(a))
FOR_COMPLEX(COMPLEX_LOOP, exp2, SAME_OF, OF_COMPLEX(exp2), OF_COMPLEX(quick_exp2))
LOOPS_2(exp2, FLOATING, COMPLEX)
VECTOR_ONLY_KERNEL_2(expm1, VECTOR_CALL(a, expm1)(a), COMPLEX, OF_COMPLEX(expm1))
VECTOR_ONLY_KERNEL_2(log, VECTOR_CALL(a, log)(a), COMPLEX, OF_COMPLEX(log))
VECTOR_ONLY_KERNEL_2(log2, VECTOR_CALL(a, log2)(a), COMPLEX, OF_COMPLEX(log2))
VECTOR_ONLY_KERNEL_2(log10, VECTOR_CALL(a, log10)(a), COMPLEX, OF_COMPLEX(log10))
VECTOR_ONLY_KERNEL_2(log1p, VECTOR_CALL(a, log1p)(a), COMPLEX, OF_COMPLEX(log1p))
VECTOR_ONLY_KERNEL_2(sin, VECTOR_CALL(a, sin)(a), COMPLEX, OF_COMPLEX(sin))
VECTOR_ONLY_KERNEL_2(cos, VECTOR_CALL(a, cos)(a), COMPLEX, OF_COMPLEX(cos))
VECTOR_ONLY_KERNEL_2(tan, VECTOR_CALL(a, tan)(a), COMPLEX, OF_COMPLEX(tan))
VECTOR_ONLY_KERNEL_2(asin, VECTOR_CALL(a, asin)(a), COMPLEX, OF_COMPLEX(quick_asin))
VECTOR_ONLY_KERNEL_2(acos, VECTOR_CALL(a, acos)(a), COMPLEX, OF_COMPLEX(acos))
VECTOR_ONLY_KERNEL_2(atan, VECTOR_CALL(a, atan)(a), COMPLEX, OF_COMPLEX(quick_atan))
VECTOR_KERNEL_2(sinh, precise_sinh(a), VECTOR_CALL(a, sinh)(a), COMPLEX, OF_COMPLEX(sinh))
VECTOR_KERNEL_2(cosh, precise_cosh(a), VECTOR_CALL(a, cosh)(a), COMPLEX, OF_COMPLEX(cosh))
VECTOR_ONLY_KERNEL_2(tanh, VECTOR_CALL(a, tanh)(a), COMPLEX, OF_COMPLEX(tanh))
UNARY_KERNEL_2(asinh, FLOATING, precise_asinh(a), COMPLEX, asinh(a))
UNARY_KERNEL_2(acosh, FLOATING, precise_acosh(a), COMPLEX, acosh(a))
VECTOR_KERNEL_2(atanh, precise_atanh(a), VECTOR_CALL(a, atanh)(a), COMPLEX, atanh(a))
VECTOR_ONLY_KERNEL(erf, VECTOR_CALL(a, erf)(a))
VECTOR_ONLY_KERNEL(erfc, VECTOR_CALL(a, erfc)(a))
VECTOR_ONLY_KERNEL(lgamma, VECTOR_CALL(a, lgamma)(a))

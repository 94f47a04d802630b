// Activation functions.
#include <tgmath.h>

#include "kernel/complex_math.h"
#include "kernel/stamp.h"

#define HALF             ((Element)0.5)
#define SQRT_HALF        ((Element)0.70710678118654752440)
#define TANH_GELU_FACTOR ((Element)0.79788456080286535588) // sqrt(2 / pi)
#define TANH_GELU_CUBIC  ((Element)0.044715)

#define GATE(a) (1 + COMPLEX_PICK(a, complex_exp)(-(a)))
FOR_FLOATING(VECTOR_LOOP, sigmoid, 1 / (1 + exp(-a)), 1 / (1 + vexp(0 - a)))
FOR_COMPLEX(COMPLEX_LOOP, sigmoid, SAME_OF, complex_divide(1, GATE(a)),
            COMPLEX_PICK(a, complex_quick_inverse)(COMPLEX_PICK(a, complex_quick_gate)(a)))
LOOPS_2(sigmoid, FLOATING, COMPLEX)
FOR_FLOATING(VECTOR_LOOP, silu, a / (1 + exp(-a)), a / (1 + vexp(-a)))
FOR_COMPLEX(COMPLEX_LOOP, silu, SAME_OF, complex_divide(a, GATE(a)),
            COMPLEX_PICK(a, complex_block_quotient)(a, COMPLEX_PICK(a, complex_quick_gate)(a)))
LOOPS_2(silu, FLOATING, COMPLEX)

// Without a bound (s0 < 0) the argument is taken as it is.
#define LOGIT(x)        log((x) / (1 - (x)))
#define BOUNDED_LOGIT   (s0 < 0 ? (a == 1 ? (Element)INFINITY : LOGIT(a)) : LOGIT(a < s0 ? s0 : a > 1 - s0 ? 1 - s0 : a))
#define VECTOR_LOGIT(x) vlog((x) / (1 - (x)))
FOR_FLOATING(VECTOR_LOOP, logit, BOUNDED_LOGIT,
             VECTOR_LOGIT(s0 < 0 ? a : vmin(vmax(a, vfill(a, s0)), vfill(a, 1 - s0))))
#undef LOGIT
#define LOGIT(x) log(ROUND((x) / ROUND(1 - (x))))
FOR_HALVES(UNARY_LOOP, logit, SAME_OF, BOUNDED_LOGIT)
LOOPS_2(logit, FLOATING, HALVES)

UNARY_KERNEL_2(relu, FLOATING, a<0 ? 0 : a, INTEGER, a> 0 ? a : 0)
VECTOR_KERNEL(gelu, a *HALF *(1 + precise_erf(a * SQRT_HALF)), a *HALF *(1 + verf(a * SQRT_HALF)))
#define TANH_GELU_INNER(a) (TANH_GELU_FACTOR * ((a) + TANH_GELU_CUBIC * ((a) * (a) * (a))))
VECTOR_KERNEL(gelu_tanh, HALF *a *(1 + precise_tanh(TANH_GELU_INNER(a))), HALF *a *(1 + vtanh(TANH_GELU_INNER(a))))
VECTOR_KERNEL(mish, a *precise_tanh(precise_log1p(exp(a))), a *vtanh(vlog1p(vexp(a))))
VECTOR_KERNEL(softplus, a *s0 > s1 ? a : precise_log1p(exp(a * s0)) / s0,
              vselect(a *s0 > s1, a, vlog1p(vexp(a *s0)) / s0))
VECTOR_KERNEL(elu, a <= 0 ? (exp(a * s2) - 1) * (s0 * s1) : a * s1,
              vselect(a > 0, a *s1, (vexp(a * s2) - 1) * (s0 * s1)))
UNARY_KERNEL(leaky_relu, FLOATING, a > 0 ? a : a * s0)
UNARY_KERNEL(hardswish, FLOATING, a *FIRST_MIN(FIRST_MAX(a + 3, 0), 6) / 6)
UNARY_KERNEL(hardsigmoid, FLOATING, FIRST_MIN(FIRST_MAX(a + 3, 0), 6) / 6)
UNARY_KERNEL(hardshrink, FLOATING, a >= -s0 && a <= s0 ? 0 : a)
VECTOR_KERNEL(softshrink,
              a > s0    ? a - s0
              : a < -s0 ? a + s0
                        : a * 0,
              vselect((a >= -s0) & (a <= s0), vfill(a, 0), vselect(a > 0, a - s0, a + s0)))
UNARY_KERNEL(threshold, REAL, a <= s0 ? s1 : a)
VECTOR_ONLY_KERNEL(log_sigmoid, vmin(a, vfill(a, 0)) - vlog1p(vexp(-vabs(a))))
BINARY_KERNEL(prelu, FLOATING, a > 0 ? a : b * a)

// NaN passes through.
UNARY_KERNEL_2(clamp, FLOATING, a != a ? a : fmin(fmax(a, s0), s1), INTEGER,
               (a < s0 ? s0 : a) > s1 ? s1
               : a < s0               ? s0
                                      : a)
UNARY_KERNEL_2(clamp_min, FLOATING, a != a ? a : a < s0 || s0 != s0 ? s0 : a, INTEGER, a < s0 ? s0 : a)
UNARY_KERNEL_2(clamp_max, FLOATING, a != a ? a : a > s0 || s0 != s0 ? s0 : a, INTEGER, a > s0 ? s0 : a)

// Backward passes of activation functions: a is the incoming gradient, b the input or the output.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

#define HALF             ((Element)0.5)
#define SQRT_HALF        ((Element)0.70710678118654752440)
#define GELU_DENSITY     ((Element)0.39894228040143267794) // 1 / sqrt(2 pi)
#define TANH_GELU_FACTOR ((Element)0.79788456080286535588) // sqrt(2 / pi)
#define TANH_GELU_CUBIC  ((Element)0.044715)
#define ONE_OF(b)        _Generic((b), float _Complex : CMPLXF(1, 0), double _Complex : CMPLX(1, 0))

BINARY_KERNEL_3(sigmoid_backward, FLOATING, a *(1 - b) * b, COMPLEX,
                complex_multiply(a, conj(complex_multiply((Element)(ONE_OF(b) - b), b))), FLOAT16,
                ROUND(a *ROUND(1 - b)) * b)
BINARY_KERNEL_2(tanh_backward, FLOATING, a *fma(-b, b, (Element)1), COMPLEX,
                complex_multiply(a, conj((Element)(ONE_OF(b) - complex_multiply(b, b)))))

#define LOGIT_SLOPE(a, b) ((b) == 0 || (b) == 1 ? (a) * (Element)INFINITY : (a) / ((b) * (1 - (b))))
BINARY_KERNEL(logit_backward, FLOATING,
              s0 < 0 ? (b < 0 || b > 1 ? (Element)NAN : LOGIT_SLOPE(a, b))
                     : (b < s0 || b > 1 - s0 ? 0 : LOGIT_SLOPE(a, b)))

#define GELU_SLOPE(b, ERF, EXP) (HALF * (1 + ERF((b)*SQRT_HALF)) + (b) * (GELU_DENSITY * EXP((b) * (b) * -HALF)))
VECTOR_KERNEL_BINARY(gelu_backward, a *GELU_SLOPE(b, precise_erf, exp), a *GELU_SLOPE(b, verf, vexp))

#define TANH_GELU_INNER(b) (TANH_GELU_FACTOR * ((b) + TANH_GELU_CUBIC * ((b) * (b) * (b))))
#define TANH_GELU_SLOPE(b, t)                                                                                          \
    (HALF * (1 + (t)) + HALF * (b) * (1 - (t) * (t)) * (TANH_GELU_FACTOR * (1 + 3 * TANH_GELU_CUBIC * ((b) * (b)))))
#define TANH_GELU_BACKWARD(a, b, TANH)                                                                                 \
    __extension__({                                                                                                    \
        __typeof__((b) * (b)) tangent = TANH(TANH_GELU_INNER(b));                                                      \
        (a) * TANH_GELU_SLOPE(b, tangent);                                                                             \
    })
VECTOR_KERNEL_BINARY(gelu_tanh_backward, TANH_GELU_BACKWARD(a, b, precise_tanh), TANH_GELU_BACKWARD(a, b, vtanh))

#define SILU_BACKWARD(a, b, EXP)                                                                                       \
    __extension__({                                                                                                    \
        __typeof__((b) * (b)) gate = 1 / (1 + EXP(-(b)));                                                              \
        (a) * gate *(1 + (b) * (1 - gate));                                                                            \
    })
#define SILU_BACKWARD_COMPLEX(a, b)                                                                                    \
    __extension__({                                                                                                    \
        Element gate = complex_divide(ONE_OF(b), (Element)(1 + exp(-(b))));                                            \
        complex_multiply(complex_multiply(a, gate), (Element)(1 + complex_multiply(b, (Element)(1 - gate))));          \
    })
FOR_FLOATING(VECTOR_LOOP_BINARY, silu_backward, SILU_BACKWARD(a, b, exp), SILU_BACKWARD(a, b, vexp))
FOR_COMPLEX(BINARY_LOOP, silu_backward, SAME_OF, SILU_BACKWARD_COMPLEX(a, b))
LOOPS_2(silu_backward, FLOATING, COMPLEX)

#define MISH_BACKWARD(a, b, EXP, LOG1P, TANH)                                                                          \
    __extension__({                                                                                                    \
        __typeof__((b) * (b)) gate = 1 / (1 + EXP(-(b))), tangent = TANH(LOG1P(EXP(b)));                               \
        (a) * (tangent + (b)*gate * (1 - tangent * tangent));                                                          \
    })
VECTOR_KERNEL_BINARY(mish_backward, MISH_BACKWARD(a, b, exp, precise_log1p, precise_tanh),
                     MISH_BACKWARD(a, b, vexp, vlog1p, vtanh))

#define SOFTPLUS_SLOPE(a, z) ((a) * (z) / ((z) + 1))
#define SOFTPLUS_BACKWARD(a, b, EXP, SELECT)                                                                           \
    __extension__({                                                                                                    \
        __typeof__((b) * (b)) growth = EXP((b)*s0);                                                                    \
        SELECT((b)*s0 > s1, a, SOFTPLUS_SLOPE(a, growth));                                                             \
    })
#define CHOOSE(condition, x, y) ((condition) ? (x) : (y))
VECTOR_KERNEL_BINARY(softplus_backward, SOFTPLUS_BACKWARD(a, b, exp, CHOOSE), SOFTPLUS_BACKWARD(a, b, vexp, vselect))

// s0 = alpha, s1 = scale, s2 = input scale; s3 tells that b is the output.
VECTOR_KERNEL_BINARY(elu_backward,
                     b <= 0 ? (s3 != 0 ? a * s2 * (b + s0 * s1) : a * s2 * (s0 * s1) * exp(b * s2)) : a * s1,
                     vselect(b > 0, a *s1, s3 != 0 ? a * s2 * (b + s0 * s1) : a * s2 * (s0 * s1) * vexp(b * s2)))
BINARY_KERNEL(leaky_relu_backward, FLOATING, b > 0 ? a : a * s0)
VECTOR_KERNEL_BINARY(hardtanh_backward, b <= s0 || b >= s1 ? 0 : a, vselect((b > s0) & (b < s1), a, vfill(a, 0)))
BINARY_KERNEL(hardswish_backward, FLOATING, b < -3 ? 0 : b < 3 ? a * (b / 3 + HALF) : a)
BINARY_KERNEL(hardsigmoid_backward, FLOATING, b > -3 && b < 3 ? a * (Element)(1.0F / 6.0F) : 0)
VECTOR_KERNEL_BINARY(shrink_backward, b >= -s0 && b <= s0 ? 0 : a, vselect((b < -s0) | (b > s0), a, vfill(a, 0)))
BINARY_KERNEL(threshold_backward, REAL, b <= s0 ? 0 : a)
// The forward pass kept exp(-|b|), which it computed by vectors throughout.
#define VECTOR_EXP(x)                                                                                                  \
    _Generic((x), float                                                                                                \
             : float_vector_exp(float_vector_fill((float)(x)))[0], double                                              \
             : double_vector_exp(double_vector_fill((double)(x)))[0])
#define LOG_SIGMOID_BACKWARD(a, b, z, SELECT, one)                                                                     \
    (a) * (SELECT((b) < 0, one, (one)*0) - SELECT((b) < 0, one, -(one)) * ((z) / (1 + (z))))
FOR_FLOATING(VECTOR_LOOP_BINARY, log_sigmoid_backward,
             LOG_SIGMOID_BACKWARD(a, b, VECTOR_EXP(-fabs(b)), CHOOSE, (Element)1),
             LOG_SIGMOID_BACKWARD(a, b, vexp(-vabs(b)), vselect, vfill(b, 1)))
FOR_HALVES(BINARY_LOOP, log_sigmoid_backward, SAME_OF,
           LOG_SIGMOID_BACKWARD(a, b, ROUND(VECTOR_EXP(-fabs(b))), CHOOSE, (Element)1))
LOOPS_2(log_sigmoid_backward, FLOATING, HALVES)
TERNARY_KERNEL(prelu_backward_input, FLOATING, b > 0 ? a : c * a)
BINARY_KERNEL(prelu_backward_weight, FLOATING, b > 0 ? 0 : b * a)

// Kernels of three operands or of a mask, and elementwise losses.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

// From the nearer end, so that both ends are exact.
#define LERP(a, b, w) (fabs(w) < (Element)0.5 ? fma(w, (b) - (a), a) : fma(-((b) - (a)), 1 - (w), b))
#define LERP_COMPLEX(a, b, w)                                                                                          \
    (fabs(w) < 0.5 ? (a) + complex_multiply(w, (Element)((b) - (a)))                                                   \
                   : (b)-complex_multiply((Element)((b) - (a)), (Element)(1 - (w))))
TERNARY_KERNEL_2(lerp, FLOATING, LERP(a, b, c), COMPLEX, LERP_COMPLEX(a, b, c))
BINARY_KERNEL_2(lerp_scalar, FLOATING, LERP(a, b, s0), COMPLEX, LERP_COMPLEX(a, b, s0))

FOR_ALL(TERNARY_LOOP, where, BOOL_OF, SAME_OF, a ? b : c)
LOOPS_1(where, ALL)

#define MASKED_FILL_LOOP(ID, T, name)                                                                                  \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const STORED(T) *)(data[1] + i * strides[1]);                                                \
            *(T *)(data[0] + i * strides[0]) = *(const STORED(bool) *)(data[2] + i * strides[2]) ? s0 : a;             \
        }                                                                                                              \
    }
FOR_ALL(MASKED_FILL_LOOP, masked_fill)
LOOPS_1(masked_fill, ALL)

TERNARY_KERNEL_2(addcmul, REAL, a + s0 * b * c, COMPLEX, a + complex_multiply(complex_multiply(s0, b), c))
TERNARY_KERNEL_2(addcdiv, FLOATING, a + s0 * b / c, COMPLEX, a + complex_divide(complex_multiply(s0, b), c))

#define CLAMP(a, low, high) ((a) < (low) ? ((low) > (high) ? (high) : (low)) : (a) > (high) ? (high) : (a))
#define CLAMP_FLOAT(a, low, high)                                                                                      \
    ((a) != (a) ? (a) : (low) != (low) ? (low) : (high) != (high) ? (high) : CLAMP(a, low, high))
TERNARY_KERNEL_2(clamp_tensor, FLOATING, CLAMP_FLOAT(a, b, c), INTEGER, CLAMP(a, b, c))

// Losses: a is the input, b the target, c the incoming gradient.
#define HALF ((Element)0.5)
BINARY_KERNEL(mse, ROUNDED, ROUND(a - b) * ROUND(a - b))
TERNARY_KERNEL(mse_backward, ROUNDED, ROUND(ROUND(s0) * ROUND(a - b)) * c)
#define GAP ROUND(fabs(a - b))
BINARY_KERNEL_2(smooth_l1, FLOATING, fabs(a - b) < s0 ? HALF * fabs(a - b) * fabs(a - b) / s0 : fabs(a - b) - HALF * s0,
                FLOAT16, GAP < ROUND(s0) ? ROUND(ROUND(HALF * GAP) * GAP) / ROUND(s0) : GAP - ROUND(HALF * ROUND(s0)))
VECTOR_KERNEL_TERNARY(smooth_l1_backward,
                      a - b <= -s1  ? -s0 * c
                      : a - b >= s1 ? s0 * c
                                    : s0 * (a - b) * c / s1,
                      s0 *vselect(vabs(a - b) >= s1, vselect(a - b > 0, vfill(a, 1), vfill(a, -1)), (a - b) / s1) * c)
BINARY_KERNEL(huber, ROUNDED,
              GAP <= ROUND(s0) ? ROUND(HALF * GAP) * GAP : ROUND(s0) * ROUND(GAP - ROUND(HALF * ROUND(s0))))
#undef GAP
// The last numbers of a run multiply by delta in double precision, as PyTorch's scalar code does.
#define DELTA scalar_to_float(scalars[1])
FOR_FLOATING(VECTOR_LOOP_TERNARY, huber_backward,
             (Element)(a - b <= -s1  ? (double)(-s0 * c) * DELTA
                       : a - b >= s1 ? (double)(s0 * c) * DELTA
                                     : (double)(s0 * (a - b) * c)),
             vselect(vabs(a - b) < s1, s0 *(a - b) * c, vselect(a - b > 0, s0 *c *s1, -s0 *c *s1)))
#define STEP ROUND(a - b)
FOR_HALVES(TERNARY_LOOP, huber_backward, SAME_OF, SAME_OF,
           STEP <= -ROUND(s1)  ? ROUND(-ROUND(s0) * c) * ROUND(s1)
           : STEP >= ROUND(s1) ? ROUND(ROUND(s0) * c) * ROUND(s1)
                               : ROUND(ROUND(s0) * STEP) * c)
#undef STEP
LOOPS_2(huber_backward, FLOATING, HALVES)

// Elementwise losses that PyTorch computes without fused operations: a is the input, b the target, c the gradient.
#include <tgmath.h>

#include "kernel/stamp.h"

#define LOG_LIMIT(x) fmax(x, (Element)-100)
BINARY_KERNEL(binary_cross_entropy, ROUNDED,
              ROUND(ROUND(b - 1) * LOG_LIMIT(ROUND(precise_log1p(-a)))) - ROUND(b * LOG_LIMIT(ROUND(log(a)))))
TERNARY_KERNEL(binary_cross_entropy_backward, FLOATING, c *(a - b) / fmax((1 - a) * a, (Element)1e-12))

// The math module; its functions stand in three files.
#ifndef LIB_MATH_MODULE_H
#define LIB_MATH_MODULE_H

#include "lib/support.h"

extern const NativeSpec *const MATH_INTEGER[]; // gcd, factorial, comb ...
extern const NativeSpec *const MATH_SUM[];     // fsum, hypot, prod ...

/// Gamma and the logarithm of its absolute value, by Lanczos' approximation (Pugh 2004; the coefficients of n = 13,
/// g = 6.0246...). NaN with errno EDOM at poles, infinity with ERANGE past the largest double.
double math_gamma(double x);
double math_log_gamma(double x);

#endif

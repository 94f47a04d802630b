// Comparisons, logic, bits and tests.
#include <tgmath.h>

#include "kernel/stamp.h"

BINARY_TEST(eq, ALL, a == b)
BINARY_TEST(ne, ALL, a != b)
BINARY_TEST(lt, ORDERED, a < b)
BINARY_TEST(le, ORDERED, a <= b)
BINARY_TEST(gt, ORDERED, a > b)
BINARY_TEST(ge, ORDERED, a >= b)
BINARY_TEST(logical_and, ALL, (a != 0) & (b != 0))
BINARY_TEST(logical_or, ALL, (a != 0) | (b != 0))
BINARY_TEST(logical_xor, ALL, (a != 0) != (b != 0))
UNARY_TEST(logical_not, ALL, a == 0)

BINARY_KERNEL(bitwise_and, INTEGRAL, a &b)
BINARY_KERNEL(bitwise_or, INTEGRAL, a | b)
BINARY_KERNEL(bitwise_xor, INTEGRAL, a ^ b)
UNARY_KERNEL_2(bitwise_not, INTEGER, ~a, BOOLEAN, !a)

// A shift by a negative number or by more bits than there are moves everything out.
#define SHIFT_IN_RANGE (b >= 0 && (uint64_t)b < 8 * sizeof(Element))
BINARY_KERNEL(shift_left, INTEGER, SHIFT_IN_RANGE ? (uint64_t)a << b : 0)
BINARY_KERNEL(shift_right, INTEGER, SHIFT_IN_RANGE ? a >> b : a < 0 ? -1 : 0)

UNARY_TEST_3(isnan, FLOATING, a != a, COMPLEX, isnan(creal(a)) || isnan(cimag(a)), INTEGRAL, a != a)
UNARY_TEST_3(isinf, FLOATING, isinf(a), COMPLEX, isinf(creal(a)) || isinf(cimag(a)), INTEGRAL, a != a)
UNARY_TEST_3(isfinite, FLOATING, isfinite(a), COMPLEX, isfinite(creal(a)) && isfinite(cimag(a)), INTEGRAL, a == a)
UNARY_TEST(isposinf, FLOATING, a == (Element)INFINITY)
UNARY_TEST(isneginf, FLOATING, a == -(Element)INFINITY)
UNARY_TEST_2(signbit, FLOATING, signbit(a), INTEGRAL, a < 0)

// ints as libtommath sees them. Used by the int files only.
//
// An operand is a view on digits that live elsewhere (an Int object, or two digits on the C stack), so reading
// never allocates. Results are made by libtommath with its own malloc and moved into a counted Int object at once.
#ifndef OBJECT_BIGINT_H
#define OBJECT_BIGINT_H

#include <tommath.h>

#include "object/int.h"

typedef struct BigOperand {
    mp_int view;
    mp_digit small[2];
} BigOperand;

/// Reads an int (see int_check).
void bigint_view(Value v, BigOperand *out);
/// Makes the Value of a result and clears it. `status` is libtommath's: MemoryError where it failed.
MUST_USE Value bigint_take(Interp *interp, mp_err status, mp_int *result);
/// False with MemoryError pending where a result of so many bits would be too large for the session.
MUST_USE bool bigint_admit(Interp *interp, double bits);

MUST_USE Value bigint_add(Interp *interp, Value a, Value b);
MUST_USE Value bigint_subtract(Interp *interp, Value a, Value b);
MUST_USE Value bigint_multiply(Interp *interp, Value a, Value b);
/// Floor division: each of quotient and remainder may be NULL. b is not zero.
MUST_USE bool bigint_divide(Interp *interp, Value a, Value b, Value *quotient, Value *remainder);
/// a / b correctly rounded; b is not zero. OverflowError "integer division result too large for a float".
MUST_USE bool bigint_true_divide(Interp *interp, Value a, Value b, double *out);
MUST_USE Value bigint_power(Interp *interp, Value a, int64_t exponent);
MUST_USE Value bigint_shift_left(Interp *interp, Value a, int64_t count);
MUST_USE Value bigint_shift_right(Interp *interp, Value a, int64_t count);
/// kind is BINARY_AND, BINARY_OR or BINARY_XOR, on infinite two's complement.
MUST_USE Value bigint_bitwise(Interp *interp, BinaryKind kind, Value a, Value b);
int bigint_compare(Value a, Value b);

#endif

// int: 64 bits in the Value itself; wider ones (and instances of subclasses) are objects with libtommath's digits.
#ifndef OBJECT_INT_H
#define OBJECT_INT_H

#include "base/text.h"
#include "object/interp.h"

/// An int on the heap: magnitude in digits of 60 bits, least significant first, no leading zeros.
/// An object of the exact type int never fits 64 bits; one of a subclass may.
typedef struct Int {
    Object head;
    int32_t sign; // 0 or 1: negative
    int32_t used;
    uint64_t digits[];
} Int;

/// True for bool, int and instances of subclasses of int.
bool int_check(Interp *interp, Value v);
/// The value of an int (see int_check) where it fits 64 bits.
bool int_as_int64(Value v, int64_t *out);
/// As int_as_int64 for 0 .. 2**64-1.
bool int_as_uint64(Value v, uint64_t *out);
/// -1, 0 or 1 for an int of any size.
int int_sign(Value v);
MUST_USE Value int_from_uint64(Interp *interp, uint64_t value);
/// The integral part of a double; OverflowError "cannot convert float infinity to integer", ValueError for NaN.
MUST_USE Value int_from_double(Interp *interp, double value);
/// The nearest double; OverflowError "int too large to convert to float".
MUST_USE bool int_to_double(Interp *interp, Value v, double *out);
/// Compares an int with a double exactly: -1, 0, 1; 2 for NaN.
int int_compare_double(Value v, double d);
/// Reads a literal or int()'s text of a base (0: prefixes decide); underscores allowed. ValueError "invalid literal
/// for int() with base 10: 'x'" and the limit of digits.
MUST_USE Value int_parse(Interp *interp, const char *bytes, size_t length, int base);
/// Appends the digits of an int in base 2 to 36 without a prefix; a minus sign first.
MUST_USE bool int_append(Interp *interp, Text *out, Value v, int base);
/// Little-endian bytes of the two's complement: false where they do not fit (nothing is raised).
bool int_to_bytes(Value v, unsigned char *out, size_t length, bool is_signed);
MUST_USE Value int_from_bytes(Interp *interp, const unsigned char *bytes, size_t length, bool is_signed);
/// Number of bits of the magnitude.
int64_t int_bit_length(Value v);
/// Python's hash of an int.
int64_t int_hash(Value v);
/// pow(base, exponent, modulus) of three ints.
MUST_USE Value int_power_modulo(Interp *interp, Value base, Value exponent, Value modulus);
/// An instance of a subclass of int with the value of `v`.
MUST_USE Value int_of_type(Interp *interp, Type *type, Value v);
/// An int of exact type int (bools and subclass instances are converted); the result is owned.
MUST_USE Value int_exact(Interp *interp, Value v);

#endif

#include "object/int_methods.h"

#include <string.h>

#include "object/bigint.h"
#include "object/bytes.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"
#include "object/str_format.h"

Value int_pair_take(Interp *interp, Value a, Value b)
{
    return tuple_from_values_take(interp, 2, (Value[]){a, b});
}

NATIVE(int_bit_length_method, "bit_length(self, /)", "Gives the number of bits of the magnitude.")
{
    return value_from_int(int_bit_length(arg[0]));
}

NATIVE(int_bit_count, "bit_count(self, /)", "Counts the ones in the binary magnitude.")
{
    BigOperand operand;
    bigint_view(arg[0], &operand);
    int64_t count = 0;
    for (int i = 0; i < operand.view.used; i++)
        count += __builtin_popcountll(operand.view.dp[i]);
    return value_from_int(count);
}

NATIVE(int_conjugate, "conjugate(self, /)", "Gives the number itself.")
{
    return int_exact(interp, arg[0]);
}

NATIVE(int_is_integer, "is_integer(self, /)", "True: for numbers of every kind that may be asked.")
{
    return VALUE_TRUE;
}

NATIVE(int_as_integer_ratio, "as_integer_ratio(self, /)", "Gives the number as a fraction: itself and 1.")
{
    Value number = int_exact(interp, arg[0]);
    return value_is_error(number) ? number : int_pair_take(interp, number, value_from_int(1));
}

NATIVE(int_trunc, "__trunc__(self, /)", "Gives the number itself.")
{
    return int_exact(interp, arg[0]);
}

NATIVE(int_floor, "__floor__(self, /)", "Gives the number itself.")
{
    return int_exact(interp, arg[0]);
}

NATIVE(int_ceil, "__ceil__(self, /)", "Gives the number itself.")
{
    return int_exact(interp, arg[0]);
}

// To a multiple of 10**digits, half to even.
static Value round_to(Interp *interp, Value v, int64_t digits)
{
    if (digits > int_bit_length(v))
        return value_from_int(0);
    Value unit = bigint_power(interp, value_from_int(10), digits), remainder, doubled, result = VALUE_ERROR;
    if (value_is_error(unit))
        return unit;
    Value quotient;
    if (!bigint_divide(interp, v, unit, &quotient, &remainder)) {
        value_drop(unit);
        return VALUE_ERROR;
    }
    doubled = bigint_add(interp, remainder, remainder);
    if (!value_is_error(doubled)) {
        int order = bigint_compare(doubled, unit);
        Value half = bigint_bitwise(interp, BINARY_AND, quotient, value_from_int(1));
        bool up = order > 0 || (order == 0 && int_sign(half) != 0);
        result = bigint_subtract(interp, v, remainder);
        if (up && !value_is_error(result))
            value_replace_take(&result, bigint_add(interp, result, unit));
        value_drop(half);
    }
    value_drop(doubled);
    value_drop(quotient);
    value_drop(remainder);
    value_drop(unit);
    return result;
}

NATIVE(int_round, "__round__(self, ndigits=..., /)", "Rounds to a power of ten, half to even; to itself by default.")
{
    if (value_is_unset(arg[1]) || value_is_none(arg[1]))
        return int_exact(interp, arg[0]);
    Value index = value_to_index(interp, arg[1]);
    if (value_is_error(index))
        return index;
    int64_t digits;
    bool fits = int_as_int64(index, &digits);
    bool negative = int_sign(index) < 0;
    value_drop(index);
    if (!negative)
        return int_exact(interp, arg[0]);
    return fits ? round_to(interp, arg[0], -digits) : value_from_int(0);
}

NATIVE(int_format, "__format__(self, format_spec, /)", "Formats the number by a specification.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "__format__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    return format_spec_int(interp, arg[0], arg[1]);
}

NATIVE(int_getnewargs, "__getnewargs__(self, /)", "Tells what to give to __new__ to make the number again.")
{
    Value number = int_exact(interp, arg[0]);
    return value_is_error(number) ? number : tuple_from_values_take(interp, 1, &number);
}

static bool read_order(Interp *interp, const char *method, Value v, bool *big)
{
    if (!str_check(interp, v)) {
        raise_type_error(interp, "%s() argument 'byteorder' must be str, not %s", method,
                         sequence_argument_type(interp, v));
        return false;
    }
    *big = str_equals(v, "big");
    if (*big || str_equals(v, "little"))
        return true;
    raise_value_error(interp, "byteorder must be either 'little' or 'big'");
    return false;
}

static void reverse(char *bytes, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char c = bytes[i];
        bytes[i] = bytes[length - 1 - i];
        bytes[length - 1 - i] = c;
    }
}

NATIVE(int_to_bytes_method, "to_bytes(self, length=1, byteorder='big', *, signed=False)",
       "Gives the number as bytes, in two's complement where signed.")
{
    int64_t length;
    bool big, is_signed;
    if (!value_to_int64(interp, arg[1], &length) || !read_order(interp, "to_bytes", arg[2], &big) ||
        !value_truth(interp, arg[3], &is_signed))
        return VALUE_ERROR;
    if (length < 0)
        return raise_value_error(interp, "length argument must be non-negative");
    if (int_sign(arg[0]) < 0 && !is_signed)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "can't convert negative int to unsigned");
    Value bytes = bytes_new(interp, NULL, (size_t)length);
    if (value_is_error(bytes))
        return bytes;
    char *items = bytes_of(bytes)->items;
    if (!int_to_bytes(arg[0], (unsigned char *)items, (size_t)length, is_signed)) {
        value_drop(bytes);
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "int too big to convert");
    }
    if (big)
        reverse(items, (size_t)length);
    return bytes;
}

static Value bytes_from_any(Interp *interp, Value v)
{
    const char *items;
    size_t count;
    if (str_check(interp, v) || int_check(interp, v))
        return raise_type_error(interp, "cannot convert '%s' object to bytes", value_type_name(interp, v));
    if (bytes_like(interp, v, &items, &count))
        return bytes_new(interp, items, count);
    return value_call_values(interp, value_from_object(interp->types[TYPE_BYTES]), 1, &v);
}

NATIVE(int_from_bytes_method, "from_bytes($cls, bytes, byteorder='big', *, signed=False)", "Makes a number from bytes.")
{
    bool big, is_signed;
    if (!read_order(interp, "from_bytes", arg[2], &big) || !value_truth(interp, arg[3], &is_signed))
        return VALUE_ERROR;
    Value bytes = bytes_from_any(interp, arg[1]);
    if (value_is_error(bytes))
        return bytes;
    Value copy = bytes_new(interp, bytes_of(bytes)->items, bytes_of(bytes)->count);
    value_drop(bytes);
    if (value_is_error(copy))
        return copy;
    if (big)
        reverse(bytes_of(copy)->items, bytes_of(copy)->count);
    Value number = int_from_bytes(interp, (unsigned char *)bytes_of(copy)->items, bytes_of(copy)->count, is_signed);
    value_drop(copy);
    if (value_is_error(number) || type_of(arg[0]) == interp->types[TYPE_INT])
        return number;
    Value made = value_call_values(interp, arg[0], 1, &number);
    value_drop(number);
    return made;
}

static Value get_self(Interp *interp, Value self)
{
    return int_exact(interp, self);
}

static Value get_zero(UNUSED Interp *interp, UNUSED Value self)
{
    return value_from_int(0);
}

static Value get_one(UNUSED Interp *interp, UNUSED Value self)
{
    return value_from_int(1);
}

const GetSetSpec INT_GETSETS[] = {
    {"real", "The real part: the number itself.", get_self, NULL},
    {"imag", "The imaginary part: 0.", get_zero, NULL},
    {"numerator", "The numerator as a fraction: the number itself.", get_self, NULL},
    {"denominator", "The denominator as a fraction: 1.", get_one, NULL},
    {0},
};

const NativeSpec *const INT_METHODS[] = {
    &int_bit_length_method_native,
    &int_bit_count_native,
    &int_conjugate_native,
    &int_is_integer_native,
    &int_trunc_native,
    &int_as_integer_ratio_native,
    &int_floor_native,
    &int_ceil_native,
    &int_round_native,
    &int_format_native,
    &int_getnewargs_native,
    &int_to_bytes_method_native,
    &int_from_bytes_method_native,
    NULL,
};

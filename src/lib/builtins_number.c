// Built-in functions of numbers.
#include <math.h>
#include <string.h>

#include "lib/builtins.h"
#include "object/slot.h"

NATIVE(builtin_abs, "abs(x, /)", "Returns the absolute value of a number.")
{
    Value x = arg[0];
    if (x.tag == TAG_FLOAT)
        return value_from_float(fabs(x.real));
    if (x.tag == TAG_INT && x.integer >= 0)
        return x;
    if (x.tag == TAG_INT && x.integer != INT64_MIN)
        return value_from_int(-x.integer);
    if (x.tag == TAG_BOOL)
        return value_from_int(x.integer);
    // A native type may have the method alone.
    Value method = VALUE_UNSET;
    if (!value_type(interp, x)->slots.unary[UNARY_ABSOLUTE])
        method = slot_call(interp, x, slot_name(interp, SLOT_ROW_ABS), 0, NULL);
    return value_is_unset(method) ? value_unary(interp, UNARY_ABSOLUTE, x) : method;
}

/// The text of an index in a base, with its prefix: "-0x1f".
static Value prefixed(Interp *interp, Value v, int base, char letter)
{
    Value index = value_to_index(interp, v);
    if (value_is_error(index))
        return VALUE_ERROR;
    Text digits, out;
    text_init(&digits, &interp->memory);
    text_init(&out, &interp->memory);
    bool done = int_append(interp, &digits, index, base);
    value_drop(index);
    if (!done) {
        text_free(&digits);
        return VALUE_ERROR;
    }
    const char *bytes = text_string(&digits);
    bool negative = bytes[0] == '-';
    text_append_string(&out, negative ? "-0" : "0");
    text_append_char(&out, letter);
    text_append_string(&out, bytes + negative);
    text_free(&digits);
    return str_from_text_take(&out);
}

NATIVE(builtin_bin, "bin(number, /)", "Returns the binary text of an integer.")
{
    return prefixed(interp, arg[0], 2, 'b');
}
NATIVE(builtin_oct, "oct(number, /)", "Returns the octal text of an integer.")
{
    return prefixed(interp, arg[0], 8, 'o');
}
NATIVE(builtin_hex, "hex(number, /)", "Returns the hexadecimal text of an integer.")
{
    return prefixed(interp, arg[0], 16, 'x');
}

NATIVE(builtin_chr, "chr(i, /)", "Returns the character of a code point.")
{
    int64_t code;
    if (!value_to_int64(interp, arg[0], &code)) {
        if (!exception_catch(interp, ERROR_OVERFLOW_ERROR))
            return VALUE_ERROR;
        code = -1;
    }
    if (code < 0 || code > 0x10FFFF)
        return raise_value_error(interp, "chr() arg not in range(0x110000)");
    return str_from_code_point(interp, (uint32_t)code);
}

NATIVE(builtin_ord, "ord(c, /)", "Returns the code point of a character.")
{
    size_t length;
    if (support_is(interp, arg[0], TYPE_STR)) {
        const Str *s = str_of(arg[0]);
        size_t width;
        if (s->length == 1)
            return value_from_int(utf8_decode(s->text, &width));
        length = s->length;
    } else {
        const unsigned char *bytes;
        if (!support_is(interp, arg[0], TYPE_BYTES) && !support_is(interp, arg[0], TYPE_BYTEARRAY))
            return raise_type_error(interp, "ord() expected string of length 1, but %s found",
                                    value_type_name(interp, arg[0]));
        if (!support_bytes(interp, arg[0], &bytes, &length))
            return VALUE_ERROR;
        if (length == 1)
            return value_from_int(bytes[0]);
    }
    return raise_type_error(interp, "ord() expected a character, but string of length %zu found", length);
}

NATIVE(builtin_divmod, "divmod(x, y, /)", "Returns the pair (x // y, x % y).")
{
    return value_binary(interp, BINARY_DIVMOD, arg[0], arg[1]);
}

NATIVE(builtin_pow, "pow(base, exp, mod=None)", "Returns base ** exp, or base ** exp % mod.")
{
    return value_power(interp, arg[0], arg[1], arg[2]);
}

NATIVE(builtin_round, "round(number, ndigits=None)", "Rounds a number to a precision in decimal digits.")
{
    if (arg[0].tag == TAG_FLOAT && value_is_none(arg[1])) {
        double r = rint(arg[0].real); // the default rounding mode takes halves to even
        if (fabs(r) < 9e18)
            return value_from_int((int64_t)r);
        return int_from_double(interp, arg[0].real);
    }
    Value rounded = slot_call(interp, arg[0], interp->names[NAME_round], !value_is_none(arg[1]), &arg[1]);
    if (value_is_unset(rounded))
        return raise_type_error(interp, "type %s doesn't define __round__ method", value_type_name(interp, arg[0]));
    return rounded;
}

// sum() keeps three running totals, as CPython does: exact small ints, then floats with Neumaier's compensation,
// then complex, then whatever `+` gives.
typedef struct Sum {
    enum { SUM_INT, SUM_FLOAT, SUM_COMPLEX, SUM_OBJECT } stage;
    int64_t integer;
    double real, real_error;
    double imaginary, imaginary_error;
    Value object;
} Sum;

static void compensated_add(double *total, double *error, double x)
{
    double t = *total + x;
    *error += fabs(*total) >= fabs(x) ? (*total - t) + x : (x - t) + *total;
    *total = t;
}

static double compensated_total(double total, double error)
{
    // An infinite total has a NaN compensation, which must not spoil it.
    return error != 0 && isfinite(error) ? total + error : total;
}

/// The running total as a value; owned.
static Value sum_total(Interp *interp, const Sum *sum)
{
    switch (sum->stage) {
    case SUM_INT:
        return value_from_int(sum->integer);
    case SUM_FLOAT:
        return value_from_float(compensated_total(sum->real, sum->real_error));
    case SUM_COMPLEX:
        return complex_new(interp, compensated_total(sum->real, sum->real_error),
                           compensated_total(sum->imaginary, sum->imaginary_error));
    default:
        return value_keep(sum->object);
    }
}

static bool sum_add_number(Interp *interp, Sum *sum, Value item)
{
    double real, imaginary;
    if (sum->stage == SUM_INT) {
        int64_t total;
        if ((item.tag == TAG_INT || item.tag == TAG_BOOL) &&
            !__builtin_add_overflow(sum->integer, item.integer, &total)) {
            sum->integer = total;
            return true;
        }
        if (item.tag != TAG_FLOAT)
            return false;
        sum->stage = SUM_FLOAT;
        sum->real = (double)sum->integer;
    }
    if (sum->stage != SUM_FLOAT && sum->stage != SUM_COMPLEX)
        return false;
    if (item.tag == TAG_FLOAT) {
        compensated_add(&sum->real, &sum->real_error, item.real);
        return true;
    }
    if (item.tag == TAG_INT || item.tag == TAG_BOOL) {
        sum->real += (double)item.integer; // CPython compensates floats only
        return true;
    }
    if (item.tag == TAG_OBJECT && item.object->type == interp->types[TYPE_COMPLEX] &&
        complex_check(interp, item, &real, &imaginary)) {
        if (sum->stage == SUM_FLOAT) {
            // Leaving the float stage folds the compensation in, as the total becomes a new start value.
            sum->real = compensated_total(sum->real, sum->real_error);
            sum->real_error = 0;
            sum->stage = SUM_COMPLEX;
        }
        compensated_add(&sum->real, &sum->real_error, real);
        compensated_add(&sum->imaginary, &sum->imaginary_error, imaginary);
        return true;
    }
    return false;
}

static bool sum_start(Interp *interp, Sum *sum, Value start)
{
    double real, imaginary;
    if (support_is(interp, start, TYPE_STR)) {
        raise_type_error(interp, "sum() can't sum strings [use ''.join(seq) instead]");
        return false;
    }
    if (support_is(interp, start, TYPE_BYTES) || support_is(interp, start, TYPE_BYTEARRAY)) {
        raise_type_error(interp, "sum() can't sum %s [use b''.join(seq) instead]", value_type_name(interp, start));
        return false;
    }
    *sum = (Sum){.stage = SUM_OBJECT, .object = VALUE_UNSET};
    if (start.tag == TAG_INT) {
        sum->stage = SUM_INT;
        sum->integer = start.integer;
    } else if (start.tag == TAG_FLOAT) {
        sum->stage = SUM_FLOAT;
        sum->real = start.real;
    } else if (start.tag == TAG_OBJECT && start.object->type == interp->types[TYPE_COMPLEX] &&
               complex_check(interp, start, &real, &imaginary)) {
        sum->stage = SUM_COMPLEX;
        sum->real = real;
        sum->imaginary = imaginary;
    } else {
        sum->object = value_keep(start);
    }
    return true;
}

static bool sum_add(Interp *interp, Sum *sum, Value item)
{
    if (sum_add_number(interp, sum, item))
        return true;
    Value total = sum_total(interp, sum);
    if (value_is_error(total))
        return false;
    Value next = value_binary(interp, BINARY_ADD, total, item);
    value_drop(total);
    if (value_is_error(next))
        return false;
    value_drop(sum->object);
    sum->stage = SUM_OBJECT;
    sum->object = next;
    return true;
}

NATIVE(builtin_sum, "sum(iterable, /, start=0)", "Adds the items of an iterable to a start value.")
{
    Value iterator = value_iter(interp, arg[0]);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    Sum sum;
    if (!sum_start(interp, &sum, arg[1])) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    bool good = true;
    while (good) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        good = !value_is_error(item) && sum_add(interp, &sum, item);
        value_drop(item);
    }
    value_drop(iterator);
    Value total = good ? sum_total(interp, &sum) : VALUE_ERROR;
    value_drop(sum.object);
    return total;
}

const NativeSpec *const BUILTINS_NUMBER[] = {
    &builtin_abs_native,
    &builtin_bin_native,
    &builtin_oct_native,
    &builtin_hex_native,
    &builtin_chr_native,
    &builtin_ord_native,
    &builtin_divmod_native,
    &builtin_pow_native,
    &builtin_round_native,
    &builtin_sum_native,
    NULL,
};

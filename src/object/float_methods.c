#include "object/float_methods.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object/exception.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"
#include "object/str_format.h"

Value float_raise_range(Interp *interp, Value parts[2])
{
    Value made = exception_new(interp, interp->exceptions[ERROR_OVERFLOW_ERROR], 2, parts);
    value_drop(parts[0]);
    value_drop(parts[1]);
    return exception_raise_take(interp, made);
}

static double self_of(Value v)
{
    return v.tag == TAG_FLOAT ? v.real : ((const Float *)v.object)->value;
}

// The decimal digits decide, exactly: printf rounds the double's true value half to even.
double float_round(double value, int64_t digits)
{
    if (!isfinite(value) || digits > 323)
        return value;
    if (digits < -308)
        return copysign(0.0, value);
    if (digits >= 0) {
        char text[800];
        snprintf(text, sizeof text, "%.*f", (int)digits, value);
        return strtod(text, NULL);
    }
    // Left of the point: round the exact decimal text by hand through a scaled exponent form.
    char text[800];
    int length = snprintf(text, sizeof text, "%.0f", fabs(trunc(value)));
    int keep = length + (int)digits;
    if (keep < 0)
        return copysign(0.0, value);
    bool rest = fabs(value) != fabs(trunc(value));
    char next = text[keep];
    for (int i = keep + 1; i < length; i++)
        rest |= text[i] != '0';
    bool odd = keep > 0 && (text[keep - 1] - '0') % 2;
    bool up = next > '5' || (next == '5' && (rest || odd));
    for (int i = keep; i < length; i++)
        text[i] = '0';
    char carried[802];
    snprintf(carried, sizeof carried, "0%s", text);
    for (int i = keep; up && i >= 0; i--) {
        if (carried[i] != '9') {
            carried[i]++;
            break;
        }
        carried[i] = '0';
    }
    return copysign(strtod(carried, NULL), value);
}

NATIVE(float_round_method, "__round__(self, ndigits=None, /)", "Rounds half to even: to an int, or to digits.")
{
    double value = self_of(arg[0]);
    if (value_is_none(arg[1]))
        return int_from_double(interp, isfinite(value) ? rint(value) : value);
    Value index = value_to_index(interp, arg[1]);
    if (value_is_error(index))
        return index;
    int64_t digits;
    if (!int_as_int64(index, &digits))
        digits = int_sign(index) < 0 ? INT64_MIN : INT64_MAX;
    value_drop(index);
    double rounded = float_round(value, digits);
    if (isinf(rounded) && !isinf(value))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "rounded value too large to represent");
    return value_from_float(rounded);
}

NATIVE(float_is_integer, "is_integer(self, /)", "Tells whether the number is whole.")
{
    double value = self_of(arg[0]);
    return value_from_bool(isfinite(value) && floor(value) == value);
}

NATIVE(float_conjugate, "conjugate(self, /)", "Gives the number itself.")
{
    return value_from_float(self_of(arg[0]));
}

NATIVE(float_trunc, "__trunc__(self, /)", "Gives the whole part.")
{
    return int_from_double(interp, self_of(arg[0]));
}

NATIVE(float_floor, "__floor__(self, /)", "Gives the largest int that is not larger.")
{
    double value = self_of(arg[0]);
    return int_from_double(interp, floor(value));
}

NATIVE(float_ceil, "__ceil__(self, /)", "Gives the smallest int that is not smaller.")
{
    double value = self_of(arg[0]);
    return int_from_double(interp, ceil(value));
}

NATIVE(float_as_integer_ratio, "as_integer_ratio(self, /)", "Gives the number exactly, as a fraction of two ints.")
{
    double value = self_of(arg[0]);
    if (isinf(value))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
    if (isnan(value))
        return raise_value_error(interp, "cannot convert NaN to integer ratio");
    int exponent;
    double fraction = frexp(value, &exponent);
    for (int i = 0; i < 300 && fraction != floor(fraction); i++) {
        fraction *= 2.0;
        exponent--;
    }
    Value parts[] = {int_from_double(interp, fraction), value_from_int(1)};
    Value *scaled = exponent > 0 ? &parts[0] : &parts[1];
    if (!value_is_error(parts[0]))
        value_replace_take(scaled, value_binary(interp, BINARY_LEFT_SHIFT, *scaled, value_from_int(abs(exponent))));
    if (value_is_error(parts[0]) || value_is_error(parts[1])) {
        value_drop(parts[0]);
        value_drop(parts[1]);
        return VALUE_ERROR;
    }
    return tuple_from_values_take(interp, 2, parts);
}

NATIVE(float_hex, "hex(self, /)", "Gives the number in hexadecimal, exactly.")
{
    double value = self_of(arg[0]);
    Text text;
    text_init(&text, &interp->memory);
    if (!isfinite(value)) {
        float_append_repr(&text, value);
        return str_from_text_take(&text);
    }
    if (signbit(value))
        text_append_char(&text, '-');
    int exponent;
    double fraction = frexp(fabs(value), &exponent);
    if (value == 0) {
        text_append_string(&text, "0x0.0p+0");
        return str_from_text_take(&text);
    }
    int shift = 1 - (exponent - 1 < -1022 ? -1022 - (exponent - 1) : 0); // subnormals start with 0.
    fraction = ldexp(fraction, shift);
    exponent -= shift;
    text_append_format(&text, "0x%d.", (int)fraction);
    fraction -= (int)fraction;
    for (int i = 0; i < 13; i++) {
        fraction *= 16;
        text_append_char(&text, "0123456789abcdef"[(int)fraction]);
        fraction -= (int)fraction;
    }
    text_append_format(&text, "p%+d", exponent);
    return str_from_text_take(&text);
}

static const char *skip_hex_digits(const char *at, bool *any)
{
    for (; (*at >= '0' && *at <= '9') || ((*at | 32) >= 'a' && (*at | 32) <= 'f'); at++)
        *any = true;
    return at;
}

// True where the text is what float.fromhex accepts: [sign] [0x] digits [. digits] [p exponent].
static bool is_hex_literal(const char *at, const char *end)
{
    bool any = false;
    if (*at == '+' || *at == '-')
        at++;
    if (at[0] == '0' && (at[1] | 32) == 'x')
        at += 2;
    at = skip_hex_digits(at, &any);
    if (*at == '.')
        at = skip_hex_digits(at + 1, &any);
    if (!any)
        return false;
    if ((*at | 32) == 'p') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        if (*at < '0' || *at > '9')
            return false;
        while (*at >= '0' && *at <= '9')
            at++;
    }
    return at == end;
}

static bool parse_hex(const char *text, size_t length, double *out)
{
    const char *at = text, *end = text + length;
    while (at < end && strchr(" \t\n\r\f\v", *at))
        at++;
    while (end > at && strchr(" \t\n\r\f\v", end[-1]))
        end--;
    char copy[256];
    if ((size_t)(end - at) + 3 >= sizeof copy || at == end)
        return false;
    size_t count = (size_t)(end - at);
    memcpy(copy, at, count);
    copy[count] = '\0';
    const char *word = copy + (*copy == '+' || *copy == '-');
    if (!strcasecmp(word, "inf") || !strcasecmp(word, "infinity") || !strcasecmp(word, "nan")) {
        *out = strtod(copy, NULL);
        return true;
    }
    if (!is_hex_literal(copy, copy + count))
        return false;
    char prefixed[260];
    bool negative = *copy == '-';
    bool has_prefix = word[0] == '0' && (word[1] | 32) == 'x';
    snprintf(prefixed, sizeof prefixed, "%s0x%s", negative ? "-" : "", has_prefix ? word + 2 : word);
    *out = strtod(prefixed, NULL);
    return true;
}

NATIVE(float_fromhex, "fromhex($cls, string, /)", "Makes a float from a hexadecimal text.")
{
    double value;
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "bad argument type for built-in operation");
    const Str *s = str_of(arg[1]);
    if (memchr(s->text, '\0', s->bytes) || !parse_hex(s->text, s->bytes, &value))
        return raise_value_error(interp, "invalid hexadecimal floating-point string");
    if (isinf(value) && !strpbrk(s->text, "iI"))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
    Value number = value_from_float(value);
    if (type_of(arg[0]) == interp->types[TYPE_FLOAT])
        return number;
    return value_call_values(interp, arg[0], 1, &number);
}

NATIVE(float_getformat, "__getformat__($cls, typestr, /)", "Tells how C's floats are stored.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "__getformat__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    if (!str_equals(arg[1], "double") && !str_equals(arg[1], "float"))
        return raise_value_error(interp, "__getformat__() argument 1 must be 'double' or 'float'");
    return str_from_string(interp, "IEEE, little-endian");
}

NATIVE(float_format, "__format__(self, format_spec, /)", "Formats the number by a specification.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "__format__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    return format_spec_float(interp, arg[0], self_of(arg[0]), arg[1]);
}

NATIVE(float_getnewargs, "__getnewargs__(self, /)", "Tells what to give to __new__ to make the number again.")
{
    Value number = value_from_float(self_of(arg[0]));
    return tuple_from_values(interp, 1, &number);
}

static Value get_real(UNUSED Interp *interp, Value self)
{
    return value_from_float(self_of(self));
}

static Value get_imaginary(UNUSED Interp *interp, UNUSED Value self)
{
    return value_from_float(0.0);
}

const GetSetSpec FLOAT_GETSETS[] = {
    {"real", "The real part: the number itself.", get_real, NULL},
    {"imag", "The imaginary part: 0.0.", get_imaginary, NULL},
    {0},
};

const NativeSpec *const FLOAT_METHODS[] = {
    &float_round_method_native,
    &float_is_integer_native,
    &float_conjugate_native,
    &float_trunc_native,
    &float_floor_native,
    &float_ceil_native,
    &float_hex_native,
    &float_fromhex_native,
    &float_as_integer_ratio_native,
    &float_getformat_native,
    &float_format_native,
    &float_getnewargs_native,
    NULL,
};

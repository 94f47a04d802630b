#include "object/float.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object/bytes.h"
#include "object/character.h"
#include "object/complex.h"
#include "object/float_methods.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/list.h"
#include "object/native.h"
#include "object/number.h"
#include "object/operate.h"
#include "object/str.h"

bool float_check(Interp *interp, Value v, double *out)
{
    if (v.tag == TAG_FLOAT) {
        *out = v.real;
        return true;
    }
    if (v.tag != TAG_OBJECT || !type_is_subtype(v.object->type, interp->types[TYPE_FLOAT]))
        return false;
    *out = ((const Float *)v.object)->value;
    return true;
}

static double double_of(Value v)
{
    return v.tag == TAG_FLOAT ? v.real : ((const Float *)v.object)->value;
}

// ---- text ----

// Writes "d.ddde+xx" of the first `count` of 17 digits, rounded half up, or always up. False where the dropped digits
// alone do not decide (they are 5, 50 ...: the 17 digits are rounded already).
static bool round_digits(const char *seventeen, int count, bool always_up, char *out)
{
    char digits[20];
    int exponent = atoi(strchr(seventeen, 'e') + 1);
    digits[0] = '0';
    digits[1] = seventeen[0];
    memcpy(digits + 2, seventeen + 2, 16);
    const char *dropped = digits + 1 + count;
    if (!always_up && dropped[0] == '5' && (count == 16 || dropped[1] == '0'))
        return false;
    int last = count;
    if (always_up || dropped[0] >= '5') {
        while (digits[last] == '9')
            digits[last--] = '0';
        digits[last]++;
    }
    int start = digits[0] == '0';
    exponent += !start;
    out[0] = digits[start];
    out[1] = '.';
    memcpy(out + 2, digits + start + 1, (size_t)count - 1);
    snprintf(out + 1 + count, 8, "e%+03d", exponent);
    return true;
}

// The least of 15, 16 or 17 digits that read back as the same double, as "d.ddde+xx"; value is positive and finite.
static void shortest_digits(double value, char *out, size_t size)
{
    char seventeen[40];
    if (value < DBL_MIN) { // subnormal numbers may have fewer digits than the 15 that all others have
        for (int precision = 0; precision <= 16; precision++) {
            snprintf(out, size, "%.*e", precision, value);
            if (strtod(out, NULL) == value)
                return;
        }
    }
    snprintf(seventeen, sizeof seventeen, "%.16e", value);
    // The neighbour below a power of two is nearer than the one above, so that the digits above may read back alone.
    int exponent;
    bool power_of_two = frexp(value, &exponent) == 0.5;
    for (int count = 15; count <= 16; count++) {
        if (!round_digits(seventeen, count, false, out))
            snprintf(out, size, "%.*e", count - 1, value);
        if (strtod(out, NULL) == value)
            return;
        if (power_of_two && round_digits(seventeen, count, true, out) && strtod(out, NULL) == value)
            return;
    }
    memcpy(out, seventeen, sizeof seventeen);
}

bool float_append_repr(Text *out, double value)
{
    if (isnan(value))
        return text_append_string(out, "nan");
    if (isinf(value))
        return text_append_string(out, value < 0 ? "-inf" : "inf");
    // Whole numbers of moderate size are what most programs print.
    if (fabs(value) < 1e15 && value == (double)(int64_t)value)
        return text_append_format(out, value == 0 && signbit(value) ? "-%lld.0" : "%lld.0", (long long)value);
    char scientific[40], digits[24];
    shortest_digits(fabs(value), scientific, sizeof scientific);
    if (value < 0)
        text_append_char(out, '-');
    const char *at = scientific;
    int count = 0;
    for (; *at && *at != 'e'; at++) {
        if (*at != '.')
            digits[count++] = *at;
    }
    int exponent = atoi(at + 1);
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (exponent >= 16 || exponent < -4) {
        text_append_char(out, digits[0]);
        if (count > 1) {
            text_append_char(out, '.');
            text_append(out, digits + 1, (size_t)count - 1);
        }
        return text_append_format(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    }
    if (exponent < 0) {
        text_append_string(out, "0.");
        text_append_repeated(out, '0', (size_t)(-exponent - 1));
        return text_append(out, digits, (size_t)count);
    }
    int whole = exponent + 1;
    text_append(out, digits, (size_t)(count < whole ? count : whole));
    if (count <= whole) {
        text_append_repeated(out, '0', (size_t)(whole - count));
        return text_append_string(out, ".0");
    }
    text_append_char(out, '.');
    return text_append(out, digits + whole, (size_t)(count - whole));
}

static bool equals_word(const char *at, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(at, word, length) == 0;
}

static bool parse_word(const char *at, size_t length, double *out)
{
    double sign = 1;
    if (length && (*at == '+' || *at == '-')) {
        sign = *at == '-' ? -1 : 1;
        at++;
        length--;
    }
    bool infinite = equals_word(at, length, "inf") || equals_word(at, length, "infinity");
    if (!infinite && !equals_word(at, length, "nan"))
        return false;
    *out = copysign(infinite ? INFINITY : NAN, sign);
    return true;
}

// Copies a decimal literal without its underscores; false where the form is wrong.
static bool copy_literal(const char *at, size_t length, char *out)
{
    bool digits = false, point = false, exponent = false, after_digit = false;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        char c = at[i];
        if (c >= '0' && c <= '9') {
            digits = after_digit = true;
        } else if (c == '_') {
            if (!after_digit || i + 1 >= length || at[i + 1] < '0' || at[i + 1] > '9')
                return false;
            continue;
        } else {
            if (c == '.' && !point && !exponent)
                point = true;
            else if ((c == 'e' || c == 'E') && digits && !exponent) {
                exponent = true;
                digits = false;
            } else if (!((c == '+' || c == '-') && (i == 0 || at[i - 1] == 'e' || at[i - 1] == 'E')))
                return false;
            after_digit = false;
        }
        out[used++] = c;
    }
    out[used] = '\0';
    return digits;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

bool float_parse(const char *bytes, size_t length, double *out)
{
    while (length && is_space(*bytes)) {
        bytes++;
        length--;
    }
    while (length && is_space(bytes[length - 1]))
        length--;
    if (length == 0)
        return false;
    if (parse_word(bytes, length, out))
        return true;
    char on_stack[256], *copy = length < sizeof on_stack ? on_stack : malloc(length + 1);
    if (!copy)
        return false;
    bool ok = copy_literal(bytes, length, copy);
    if (ok)
        *out = strtod(copy, NULL);
    if (copy != on_stack)
        free(copy);
    return ok;
}

static Value float_repr(Interp *interp, Value v)
{
    Text text;
    text_init(&text, &interp->memory);
    float_append_repr(&text, double_of(v));
    return str_from_text_take(&text);
}

// ---- arithmetic ----

// Both operands as doubles: 1 where they are floats or ints, 0 where one is something else, -1 with an error pending.
static int read_pair(Interp *interp, Value a, Value b, double *x, double *y)
{
    const Value values[] = {a, b};
    double *const out[] = {x, y};
    for (int i = 0; i < 2; i++) {
        if (float_check(interp, values[i], out[i]))
            continue;
        if (!int_check(interp, values[i]))
            return 0;
        if (!int_to_double(interp, values[i], out[i]))
            return -1;
    }
    return 1;
}

#define READ_PAIR(a, b)                                                                                                \
    double x, y;                                                                                                       \
    int known = read_pair(interp, a, b, &x, &y);                                                                       \
    if (known <= 0)                                                                                                    \
    return known ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED

static Value float_add(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return value_from_float(x + y);
}

static Value float_subtract(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return value_from_float(x - y);
}

static Value float_multiply(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return value_from_float(x * y);
}

static Value raise_zero_division(Interp *interp, const char *text)
{
    return value_raise(interp, ERROR_ZERO_DIVISION_ERROR, "%s", text);
}

static Value float_true_divide(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return y == 0 ? raise_zero_division(interp, "float division by zero") : value_from_float(x / y);
}

double float_remainder(double a, double b)
{
    double remainder = fmod(a, b);
    if (remainder == 0)
        return copysign(0.0, b);
    return (b < 0) != (remainder < 0) ? remainder + b : remainder;
}

double float_floor_divide(double a, double b)
{
    double remainder = fmod(a, b), quotient = (a - remainder) / b;
    if (remainder != 0 && (b < 0) != (remainder < 0))
        quotient -= 1.0;
    if (quotient == 0)
        return copysign(0.0, a / b);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

static Value float_floor_divide_slot(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    if (y == 0)
        return raise_zero_division(interp, "float floor division by zero");
    return value_from_float(float_floor_divide(x, y));
}

static Value float_remainder_slot(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return y == 0 ? raise_zero_division(interp, "float modulo by zero") : value_from_float(float_remainder(x, y));
}

static Value float_divmod(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    if (y == 0)
        return raise_zero_division(interp, "float divmod()");
    Value parts[] = {value_from_float(float_floor_divide(x, y)), value_from_float(float_remainder(x, y))};
    return tuple_from_values(interp, 2, parts);
}

static Value float_power(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    if (x == 0 && y < 0 && !isinf(y))
        return raise_zero_division(interp, "0.0 cannot be raised to a negative power");
    if (x < 0 && isfinite(x) && isfinite(y) && y != floor(y)) {
        Value base = complex_new(interp, x, 0);
        Value result = value_is_error(base) ? base : value_binary(interp, BINARY_POWER, base, b);
        value_drop(base);
        return result;
    }
    double result = pow(x, y);
    if (isinf(result) && isfinite(x) && isfinite(y)) {
        Value parts[] = {value_from_int(34), str_from_string(interp, "Numerical result out of range")};
        if (value_is_error(parts[1]))
            return VALUE_ERROR;
        return float_raise_range(interp, parts);
    }
    return value_from_float(result);
}

static Value float_negative(UNUSED Interp *interp, Value v)
{
    return value_from_float(-double_of(v));
}

static Value float_positive(UNUSED Interp *interp, Value v)
{
    return value_from_float(double_of(v));
}

static Value float_absolute(UNUSED Interp *interp, Value v)
{
    return value_from_float(fabs(double_of(v)));
}

static bool float_truth(UNUSED Interp *interp, Value v, bool *truth)
{
    *truth = double_of(v) != 0;
    return true;
}

static Value float_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    double x = double_of(a), y;
    if (int_check(interp, b)) {
        int order = int_compare_double(b, x);
        return value_from_bool(order == 2 ? kind == COMPARE_NE : NUMBER_COMPARE(0, order, kind));
    }
    if (!float_check(interp, b, &y))
        return VALUE_NOT_IMPLEMENTED;
    return value_from_bool(NUMBER_COMPARE(x, y, kind));
}

int64_t float_hash(double value)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    if (isnan(value))
        return 0;
    if (isinf(value))
        return value > 0 ? 314159 : -314159;
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    uint64_t hash = 0;
    while (mantissa != 0) { // 28 bits at a time, from the top
        hash = (hash << 28 & modulus) | hash >> (61 - 28);
        mantissa *= 268435456.0;
        exponent -= 28;
        uint64_t digit = (uint64_t)mantissa;
        mantissa -= (double)digit;
        hash += digit;
        if (hash >= modulus)
            hash -= modulus;
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
    hash = (hash << exponent & modulus) | hash >> (61 - exponent);
    int64_t result = value < 0 ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

static bool float_hash_slot(Interp *interp, Value v, int64_t *hash)
{
    double value = double_of(v);
    if (isnan(value) && v.tag == TAG_OBJECT)
        return interp->types[TYPE_OBJECT]->slots.hash(interp, v, hash);
    *hash = float_hash(value);
    return true;
}

static Value float_to_int(Interp *interp, Value v)
{
    return int_from_double(interp, double_of(v));
}

// ---- construction ----

Value float_of_type(Interp *interp, Type *type, double value)
{
    if (type == interp->types[TYPE_FLOAT])
        return value_from_float(value);
    Float *made = object_new(interp, type, type->size);
    if (made)
        made->value = value;
    return value_or_error(made);
}

static Value raise_not_float(Interp *interp, Value v)
{
    Value shown = value_repr(interp, v);
    if (value_is_error(shown))
        return shown;
    raise_value_error(interp, "could not convert string to float: %s", str_of(shown)->text);
    value_drop(shown);
    return VALUE_ERROR;
}

// A text with digits or spaces of other scripts is made ASCII first.
static bool parse_text(Interp *interp, const char *bytes, size_t length, double *out)
{
    if (utf8_is_ascii(bytes, length))
        return !memchr(bytes, '\0', length) && float_parse(bytes, length, out);
    Text ascii;
    text_init(&ascii, &interp->memory);
    bool ok = character_make_ascii(&ascii, bytes, length) && float_parse(ascii.bytes, ascii.length, out);
    text_free(&ascii);
    return ok;
}

static bool double_from_any(Interp *interp, Value v, double *out)
{
    const char *items;
    size_t count;
    if (str_check(interp, v)) {
        if (parse_text(interp, str_of(v)->text, str_of(v)->bytes, out))
            return true;
        raise_not_float(interp, v);
        return false;
    }
    Type *type = value_type(interp, v);
    if (type->slots.to_float)
        return value_call_float(interp, v, out);
    if (type->slots.to_index)
        return value_to_double(interp, v, out);
    if (bytes_like(interp, v, &items, &count)) {
        if (utf8_is_ascii(items, count) && float_parse(items, count, out))
            return true;
        raise_not_float(interp, v);
        return false;
    }
    raise_type_error(interp, "float() argument must be a string or a real number, not '%s'", type->full_name);
    return false;
}

static Value float_new(Interp *interp, Type *type, const Arguments *arguments)
{
    double value = 0;
    if (type->slots.init == interp->types[TYPE_OBJECT]->slots.init &&
        !native_refuse_keywords(interp, "float", arguments))
        return VALUE_ERROR;
    if (arguments->count > 1)
        return raise_type_error(interp, "float expected at most 1 argument, got %zu", arguments->count);
    bool plain = type == interp->types[TYPE_FLOAT];
    if (plain && arguments->count && arguments->values[0].tag == TAG_FLOAT)
        return arguments->values[0];
    if (arguments->count && !double_from_any(interp, arguments->values[0], &value))
        return VALUE_ERROR;
    return interp_new_number(interp, float_of_type(interp, type, value));
}

const TypeSpec type_spec_FLOAT = {
    .name = "float",
    .doc = "Floating-point numbers of 64 bits; float(x) converts a number or a text.",
    .id = TYPE_FLOAT,
    .size = sizeof(Float),
    .slots =
        {.new_ = float_new,
         .repr = float_repr,
         .hash = float_hash_slot,
         .compare = float_compare,
         .truth = float_truth,
         .unary =
             {[UNARY_NEGATIVE] = float_negative, [UNARY_POSITIVE] = float_positive, [UNARY_ABSOLUTE] = float_absolute},
         .binary = {[BINARY_ADD] = float_add,
                    [BINARY_SUBTRACT] = float_subtract,
                    [BINARY_MULTIPLY] = float_multiply,
                    [BINARY_TRUE_DIVIDE] = float_true_divide,
                    [BINARY_FLOOR_DIVIDE] = float_floor_divide_slot,
                    [BINARY_REMAINDER] = float_remainder_slot,
                    [BINARY_POWER] = float_power,
                    [BINARY_DIVMOD] = float_divmod},
         .to_int = float_to_int,
         .to_float = float_positive},
    .methods = FLOAT_METHODS,
    .getsets = FLOAT_GETSETS,
};

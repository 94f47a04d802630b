#include "object/complex.h"

#include <math.h>
#include <string.h>

#include "object/character.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/str_format.h"

typedef struct Pair {
    double real, imaginary;
} Pair;

static Value make(Interp *interp, Type *type, Pair pair)
{
    Complex *made = object_new(interp, type, type->size);
    if (!made)
        return VALUE_ERROR;
    made->real = pair.real;
    made->imaginary = pair.imaginary;
    return value_from_object(made);
}

static Value from_pair(Interp *interp, Pair pair)
{
    return make(interp, interp->types[TYPE_COMPLEX], pair);
}

Value complex_new(Interp *interp, double real, double imaginary)
{
    return from_pair(interp, (Pair){real, imaginary});
}

bool complex_check(Interp *interp, Value v, double *real, double *imaginary)
{
    if (v.tag != TAG_OBJECT || !type_is_subtype(v.object->type, interp->types[TYPE_COMPLEX]))
        return false;
    *real = ((const Complex *)v.object)->real;
    *imaginary = ((const Complex *)v.object)->imaginary;
    return true;
}

static Pair pair_of(Value v)
{
    const Complex *number = (const Complex *)v.object;
    return (Pair){number->real, number->imaginary};
}

// ---- text ----

// A part of a complex shows no ".0".
static void append_part(Text *out, double value)
{
    size_t start = out->length;
    if (!float_append_repr(out, value))
        return;
    size_t length = out->length - start;
    if (length > 2 && memcmp(out->bytes + out->length - 2, ".0", 2) == 0) {
        out->length -= 2;
        out->bytes[out->length] = '\0';
    }
}

bool complex_append_repr(Text *out, double real, double imaginary)
{
    bool alone = real == 0 && !signbit(real);
    if (!alone) {
        text_append_char(out, '(');
        append_part(out, real);
        if (!signbit(imaginary) || isnan(imaginary))
            text_append_char(out, '+');
    }
    append_part(out, imaginary);
    return text_append_string(out, alone ? "j" : "j)");
}

static Value complex_repr(Interp *interp, Value self)
{
    Text text;
    text_init(&text, &interp->memory);
    complex_append_repr(&text, pair_of(self).real, pair_of(self).imaginary);
    return str_from_text_take(&text);
}

// The length of the float literal at `at`, sign included; 0 where there is none.
static size_t literal_length(const char *at, const char *end)
{
    const char *start = at;
    if (at < end && (*at == '+' || *at == '-'))
        at++;
    static const char *const WORDS[] = {"infinity", "inf", "nan"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        size_t length = strlen(WORDS[i]);
        if ((size_t)(end - at) >= length && strncasecmp(at, WORDS[i], length) == 0)
            return (size_t)(at + length - start);
    }
    const char *digits = at;
    while (at < end && ((*at >= '0' && *at <= '9') || *at == '.' || *at == '_'))
        at++;
    if (at == digits)
        return 0;
    if (at < end && (*at | 32) == 'e') {
        const char *exponent = at + 1;
        if (exponent < end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        if (exponent < end && *exponent >= '0' && *exponent <= '9') {
            at = exponent;
            while (at < end && ((*at >= '0' && *at <= '9') || *at == '_'))
                at++;
        }
    }
    return (size_t)(at - start);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// A number and what it is of: "3", "-2.5j", "+j".
static bool read_term(const char **at, const char *end, double *out, bool *imaginary)
{
    size_t length = literal_length(*at, end);
    if (length) {
        if (!float_parse(*at, length, out))
            return false;
        *at += length;
    } else { // a bare sign before j, or j alone
        *out = 1;
        if (*at < end && (**at == '+' || **at == '-'))
            *out = *(*at)++ == '-' ? -1 : 1;
        if (*at == end || (**at | 32) != 'j')
            return false;
    }
    *imaginary = *at < end && (**at | 32) == 'j';
    *at += *imaginary;
    return true;
}

static bool parse(const char *at, const char *end, Pair *out)
{
    while (at < end && is_space(*at))
        at++;
    while (end > at && is_space(end[-1]))
        end--;
    bool bracketed = at < end && *at == '(';
    if (bracketed) {
        if (end[-1] != ')')
            return false;
        at++;
        end--;
        while (at < end && is_space(*at))
            at++;
        while (end > at && is_space(end[-1]))
            end--;
    }
    bool imaginary;
    double first, second;
    *out = (Pair){0, 0};
    if (at == end || !read_term(&at, end, &first, &imaginary))
        return false;
    *(imaginary ? &out->imaginary : &out->real) = first;
    if (at == end)
        return true;
    if (imaginary || (*at != '+' && *at != '-') || !read_term(&at, end, &second, &imaginary) || !imaginary)
        return false;
    out->imaginary = second;
    return at == end;
}

// ---- arithmetic ----

static int read_operand(Interp *interp, Value v, Pair *out)
{
    if (complex_check(interp, v, &out->real, &out->imaginary))
        return 1;
    out->imaginary = 0;
    if (float_check(interp, v, &out->real))
        return 1;
    if (!int_check(interp, v))
        return 0;
    return int_to_double(interp, v, &out->real) ? 1 : -1;
}

#define READ_PAIR(a, b)                                                                                                \
    Pair x, y;                                                                                                         \
    int known = read_operand(interp, a, &x);                                                                           \
    if (known > 0)                                                                                                     \
        known = read_operand(interp, b, &y);                                                                           \
    if (known <= 0)                                                                                                    \
    return known ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED

static Value complex_add(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return from_pair(interp, (Pair){x.real + y.real, x.imaginary + y.imaginary});
}

static Value complex_subtract(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return from_pair(interp, (Pair){x.real - y.real, x.imaginary - y.imaginary});
}

static Pair multiply(Pair x, Pair y)
{
    return (Pair){x.real * y.real - x.imaginary * y.imaginary, x.real * y.imaginary + x.imaginary * y.real};
}

static Value complex_multiply(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    return from_pair(interp, multiply(x, y));
}

// Smith's method: scaling by the larger part avoids overflow.
static Pair divide(Pair x, Pair y)
{
    if (fabs(y.real) >= fabs(y.imaginary)) {
        double ratio = y.imaginary / y.real, denominator = y.real + y.imaginary * ratio;
        return (Pair){(x.real + x.imaginary * ratio) / denominator, (x.imaginary - x.real * ratio) / denominator};
    }
    if (fabs(y.imaginary) >= fabs(y.real)) {
        double ratio = y.real / y.imaginary, denominator = y.real * ratio + y.imaginary;
        return (Pair){(x.real * ratio + x.imaginary) / denominator, (x.imaginary * ratio - x.real) / denominator};
    }
    return (Pair){NAN, NAN};
}

static Value complex_divide(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    if (y.real == 0 && y.imaginary == 0)
        return value_raise(interp, ERROR_ZERO_DIVISION_ERROR, "complex division by zero");
    return from_pair(interp, divide(x, y));
}

static Pair power_by_squaring(Pair base, int64_t exponent)
{
    Pair result = {1, 0};
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return result;
}

static Pair power_by_logarithm(Pair x, Pair y)
{
    if (x.real == 0 && x.imaginary == 0)
        return (Pair){0, 0};
    double magnitude = hypot(x.real, x.imaginary), length = pow(magnitude, y.real);
    double angle = atan2(x.imaginary, x.real), phase = angle * y.real;
    if (y.imaginary != 0) {
        length *= exp(-angle * y.imaginary);
        phase += y.imaginary * log(magnitude);
    }
    return (Pair){length * cos(phase), length * sin(phase)};
}

static Value complex_power(Interp *interp, Value a, Value b)
{
    READ_PAIR(a, b);
    Pair result;
    if (x.real == 0 && x.imaginary == 0 && (y.imaginary != 0 || y.real < 0))
        return value_raise(interp, ERROR_ZERO_DIVISION_ERROR, "0.0 to a negative or complex power");
    if (y.real == 0 && y.imaginary == 0)
        result = (Pair){1, 0};
    else if (y.imaginary == 0 && y.real == floor(y.real) && fabs(y.real) <= 100)
        result = y.real > 0 ? power_by_squaring(x, (int64_t)y.real)
                            : divide((Pair){1, 0}, power_by_squaring(x, (int64_t)-y.real));
    else
        result = power_by_logarithm(x, y);
    bool finite = isfinite(x.real) && isfinite(x.imaginary) && isfinite(y.real) && isfinite(y.imaginary);
    if (finite && (isinf(result.real) || isinf(result.imaginary)))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "complex exponentiation");
    return from_pair(interp, result);
}

static Value complex_negative(Interp *interp, Value v)
{
    return from_pair(interp, (Pair){-pair_of(v).real, -pair_of(v).imaginary});
}

static Value complex_positive(Interp *interp, Value v)
{
    return from_pair(interp, pair_of(v));
}

static Value complex_absolute(Interp *interp, Value v)
{
    Pair pair = pair_of(v);
    double length = hypot(pair.real, pair.imaginary);
    if (isinf(length) && isfinite(pair.real) && isfinite(pair.imaginary))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "absolute value too large");
    return value_from_float(length);
}

static bool complex_truth(UNUSED Interp *interp, Value v, bool *truth)
{
    *truth = pair_of(v).real != 0 || pair_of(v).imaginary != 0;
    return true;
}

static Value complex_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind != COMPARE_EQ && kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    Pair x = pair_of(a), y;
    bool equal;
    if (int_check(interp, b)) {
        equal = x.imaginary == 0 && int_compare_double(b, x.real) == 0;
    } else {
        if (read_operand(interp, b, &y) <= 0)
            return VALUE_NOT_IMPLEMENTED;
        equal = x.real == y.real && x.imaginary == y.imaginary;
    }
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

static bool complex_hash(UNUSED Interp *interp, Value v, int64_t *hash)
{
    uint64_t combined = (uint64_t)float_hash(pair_of(v).real) + 1000003u * (uint64_t)float_hash(pair_of(v).imaginary);
    *hash = (int64_t)combined;
    if (*hash == -1)
        *hash = -2;
    return true;
}

// ---- construction ----

// A part that is itself complex contributes to both parts.
static bool read_part(Interp *interp, Value v, bool is_first, Pair *out)
{
    if (complex_check(interp, v, &out->real, &out->imaginary))
        return true;
    out->imaginary = 0;
    Value name = interp_intern(interp, "__complex__");
    if (value_is_error(name))
        return false;
    Value converted = is_first ? slot_call(interp, v, name, 0, NULL) : VALUE_UNSET;
    value_drop(name);
    if (value_is_error(converted))
        return false;
    if (!value_is_unset(converted)) {
        bool ok = complex_check(interp, converted, &out->real, &out->imaginary);
        if (!ok)
            raise_type_error(interp, "__complex__ returned non-complex (type %s)", value_type_name(interp, converted));
        value_drop(converted);
        return ok;
    }
    Type *type = value_type(interp, v);
    if (type->slots.to_float || type->slots.to_index)
        return value_to_double(interp, v, &out->real);
    if (is_first)
        raise_type_error(interp, "complex() first argument must be a string or a number, not '%s'", type->full_name);
    else
        raise_type_error(interp, "complex() second argument must be a number, not '%s'", type->full_name);
    return false;
}

static bool parse_text(Interp *interp, const Str *s, Pair *out)
{
    Text ascii;
    text_init(&ascii, &interp->memory);
    bool made = character_make_ascii(&ascii, s->text, s->bytes);
    bool ok = made && parse(text_string(&ascii), text_string(&ascii) + ascii.length, out);
    text_free(&ascii);
    if (made && !ok)
        raise_value_error(interp, "complex() arg is a malformed string");
    return ok;
}

static bool from_arguments(Interp *interp, Value first, Value second, Pair *out)
{
    if (str_check(interp, second)) {
        bool both = str_check(interp, first);
        raise_type_error(interp, both ? "complex() can't take second arg if first is a string"
                                      : "complex() second arg can't be a string");
        return false;
    }
    if (str_check(interp, first)) {
        if (!value_is_unset(second)) {
            raise_type_error(interp, "complex() can't take second arg if first is a string");
            return false;
        }
        return parse_text(interp, str_of(first), out);
    }
    Pair real = {0, 0}, imaginary = {0, 0};
    if (!value_is_unset(first) && !read_part(interp, first, true, &real))
        return false;
    if (!value_is_unset(second) && !read_part(interp, second, false, &imaginary))
        return false;
    *out = real;
    if (!value_is_unset(second)) {
        // Sums with a plain zero would lose the sign of -0.0.
        bool real_is_complex = real.imaginary != 0;
        out->real = imaginary.imaginary != 0 ? real.real - imaginary.imaginary : real.real;
        out->imaginary = real_is_complex ? real.imaginary + imaginary.real : imaginary.real;
    }
    return true;
}

static Value complex_new_slot(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    Pair pair;
    if (!native_bind(interp, "complex(real=..., imag=...)", arguments, bound))
        return VALUE_ERROR;
    bool alone = type == interp->types[TYPE_COMPLEX] && value_is_unset(bound[1]);
    if (alone && sequence_is_exact(interp, bound[0], TYPE_COMPLEX))
        return value_keep(bound[0]);
    if (!from_arguments(interp, bound[0], bound[1], &pair))
        return VALUE_ERROR;
    return make(interp, type, pair);
}

// ---- methods ----

NATIVE(complex_conjugate, "conjugate(self, /)", "Gives the number with the imaginary part negated.")
{
    return from_pair(interp, (Pair){pair_of(arg[0]).real, -pair_of(arg[0]).imaginary});
}

NATIVE(complex_complex, "__complex__(self, /)", "Gives the number as an exact complex.")
{
    return from_pair(interp, pair_of(arg[0]));
}

NATIVE(complex_format, "__format__(self, format_spec, /)", "Formats the number by a specification.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "__format__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    return format_spec_complex(interp, arg[0], pair_of(arg[0]).real, pair_of(arg[0]).imaginary, arg[1]);
}

NATIVE(complex_getnewargs, "__getnewargs__(self, /)", "Tells what to give to __new__ to make the number again.")
{
    Value parts[] = {value_from_float(pair_of(arg[0]).real), value_from_float(pair_of(arg[0]).imaginary)};
    return tuple_from_values(interp, 2, parts);
}

static Value get_real(UNUSED Interp *interp, Value self)
{
    return value_from_float(pair_of(self).real);
}

static Value get_imaginary(UNUSED Interp *interp, Value self)
{
    return value_from_float(pair_of(self).imaginary);
}

static const NativeSpec *const METHODS[] = {&complex_conjugate_native, &complex_complex_native, &complex_format_native,
                                            &complex_getnewargs_native, NULL};
static const GetSetSpec GETSETS[] = {{"real", "The real part.", get_real, NULL, .member = true},
                                     {"imag", "The imaginary part.", get_imaginary, NULL, .member = true},
                                     {0}};

const TypeSpec type_spec_COMPLEX = {
    .name = "complex",
    .doc = "Complex numbers: complex(real=0, imag=0), or of a text.",
    .id = TYPE_COMPLEX,
    .size = sizeof(Complex),
    .slots = {.new_ = complex_new_slot,
              .repr = complex_repr,
              .hash = complex_hash,
              .compare = complex_compare,
              .truth = complex_truth,
              .unary = {[UNARY_NEGATIVE] = complex_negative,
                        [UNARY_POSITIVE] = complex_positive,
                        [UNARY_ABSOLUTE] = complex_absolute},
              .binary = {[BINARY_ADD] = complex_add,
                         [BINARY_SUBTRACT] = complex_subtract,
                         [BINARY_MULTIPLY] = complex_multiply,
                         [BINARY_TRUE_DIVIDE] = complex_divide,
                         [BINARY_POWER] = complex_power}},
    .methods = METHODS,
    .getsets = GETSETS,
};

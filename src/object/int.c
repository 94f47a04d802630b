// int and bool: the slots. Values of 64 bits are computed here, wider ones in bigint.c.
#include "object/int.h"

#include <math.h>
#include <string.h>

#include "object/bigint.h"
#include "object/float.h"
#include "object/int_methods.h"
#include "object/native.h"
#include "object/number.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"

bool int_check(Interp *interp, Value v)
{
    if (v.tag == TAG_INT || v.tag == TAG_BOOL)
        return true;
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[TYPE_INT] || type_is_subtype(v.object->type, interp->types[TYPE_INT]));
}

// Both operands where both are ints; small tells whether both fit 64 bits.
typedef struct Pair {
    int64_t a, b;
    bool small;
} Pair;

static inline bool read_pair(Interp *interp, Value a, Value b, Pair *out)
{
    if (LIKELY((a.tag == TAG_INT || a.tag == TAG_BOOL) && (b.tag == TAG_INT || b.tag == TAG_BOOL))) {
        *out = (Pair){a.integer, b.integer, true};
        return true;
    }
    if (!int_check(interp, a) || !int_check(interp, b))
        return false;
    out->small = int_as_int64(a, &out->a) && int_as_int64(b, &out->b);
    return true;
}

static Value int_add(Interp *interp, Value a, Value b)
{
    Pair pair;
    int64_t result;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (pair.small && !__builtin_add_overflow(pair.a, pair.b, &result))
        return value_from_int(result);
    return bigint_add(interp, a, b);
}

static Value int_subtract(Interp *interp, Value a, Value b)
{
    Pair pair;
    int64_t result;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (pair.small && !__builtin_sub_overflow(pair.a, pair.b, &result))
        return value_from_int(result);
    return bigint_subtract(interp, a, b);
}

static Value int_multiply(Interp *interp, Value a, Value b)
{
    Pair pair;
    int64_t result;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (pair.small && !__builtin_mul_overflow(pair.a, pair.b, &result))
        return value_from_int(result);
    return bigint_multiply(interp, a, b);
}

static Value raise_zero_division(Interp *interp, const char *text)
{
    return value_raise(interp, ERROR_ZERO_DIVISION_ERROR, "%s", text);
}

static Value int_true_divide(Interp *interp, Value a, Value b)
{
    Pair pair;
    double result;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (int_sign(b) == 0)
        return raise_zero_division(interp, "division by zero");
    return bigint_true_divide(interp, a, b, &result) ? value_from_float(result) : VALUE_ERROR;
}

static Value int_floor_divide(Interp *interp, Value a, Value b)
{
    Pair pair;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (int_sign(b) == 0)
        return raise_zero_division(interp, "integer division or modulo by zero");
    if (pair.small && !(pair.a == INT64_MIN && pair.b == -1))
        return value_from_int(number_floor_divide(pair.a, pair.b));
    Value quotient;
    return bigint_divide(interp, a, b, &quotient, NULL) ? quotient : VALUE_ERROR;
}

static Value int_remainder(Interp *interp, Value a, Value b)
{
    Pair pair;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (int_sign(b) == 0)
        return raise_zero_division(interp, "integer modulo by zero");
    if (pair.small)
        return value_from_int(number_floor_remainder(pair.a, pair.b));
    Value remainder;
    return bigint_divide(interp, a, b, NULL, &remainder) ? remainder : VALUE_ERROR;
}

static Value int_divmod(Interp *interp, Value a, Value b)
{
    Pair pair;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (int_sign(b) == 0)
        return raise_zero_division(interp, "integer division or modulo by zero");
    Value parts[2];
    if (pair.small && !(pair.a == INT64_MIN && pair.b == -1)) {
        parts[0] = value_from_int(number_floor_divide(pair.a, pair.b));
        parts[1] = value_from_int(number_floor_remainder(pair.a, pair.b));
    } else if (!bigint_divide(interp, a, b, &parts[0], &parts[1])) {
        return VALUE_ERROR;
    }
    return int_pair_take(interp, parts[0], parts[1]);
}

static bool small_power(int64_t base, int64_t exponent, int64_t *out)
{
    int64_t result = 1;
    while (exponent) {
        if (exponent & 1 && __builtin_mul_overflow(result, base, &result))
            return false;
        exponent >>= 1;
        if (exponent && __builtin_mul_overflow(base, base, &base))
            return false;
    }
    *out = result;
    return true;
}

static Value int_power(Interp *interp, Value a, Value b)
{
    Pair pair;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (int_sign(b) < 0) { // floats take over
        double base, exponent;
        if (!int_to_double(interp, a, &base) || !int_to_double(interp, b, &exponent))
            return VALUE_ERROR;
        return value_binary(interp, BINARY_POWER, value_from_float(base), value_from_float(exponent));
    }
    int64_t result, exponent;
    if (pair.small && small_power(pair.a, pair.b, &result))
        return value_from_int(result);
    if (!int_as_int64(b, &exponent))
        exponent = b.tag == TAG_OBJECT && ((Int *)b.object)->digits[0] & 1 ? INT64_MAX : INT64_MAX - 1;
    return bigint_power(interp, a, exponent);
}

// The count of a shift; false where it is negative (raised) or immense (*immense).
static bool shift_count(Interp *interp, Value b, int64_t *count, bool *immense)
{
    *immense = false;
    if (int_sign(b) < 0) {
        raise_value_error(interp, "negative shift count");
        return false;
    }
    *immense = !int_as_int64(b, count);
    return true;
}

static Value int_left_shift(Interp *interp, Value a, Value b)
{
    Pair pair;
    int64_t count;
    bool immense;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (!shift_count(interp, b, &count, &immense))
        return VALUE_ERROR;
    if (int_sign(a) == 0)
        return value_from_int(0);
    if (immense)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "too many digits in integer");
    int64_t result;
    if (pair.small && count < 63 && !__builtin_mul_overflow(pair.a, (int64_t)1 << count, &result))
        return value_from_int(result);
    return bigint_shift_left(interp, a, count);
}

static Value int_right_shift(Interp *interp, Value a, Value b)
{
    Pair pair;
    int64_t count;
    bool immense;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (!shift_count(interp, b, &count, &immense))
        return VALUE_ERROR;
    if (immense)
        return value_from_int(int_sign(a) < 0 ? -1 : 0);
    if (pair.small)
        return value_from_int(count > 63 ? (pair.a < 0 ? -1 : 0) : pair.a >> count);
    return bigint_shift_right(interp, a, count);
}

static bool both_bool(Value a, Value b)
{
    return a.tag == TAG_BOOL && b.tag == TAG_BOOL;
}

#define BITWISE(name, kind, operator)                                                                                  \
    static Value int_##name(Interp *interp, Value a, Value b)                                                          \
    {                                                                                                                  \
        Pair pair;                                                                                                     \
        if (!read_pair(interp, a, b, &pair))                                                                           \
            return VALUE_NOT_IMPLEMENTED;                                                                              \
        return pair.small ? value_from_int(pair.a operator pair.b) : bigint_bitwise(interp, kind, a, b);               \
    }                                                                                                                  \
    static Value bool_##name(Interp *interp, Value a, Value b)                                                         \
    {                                                                                                                  \
        return both_bool(a, b) ? value_from_bool((a.integer operator b.integer) != 0) : int_##name(interp, a, b);      \
    }
BITWISE(and, BINARY_AND, &)
BITWISE(or, BINARY_OR, |)
BITWISE(xor, BINARY_XOR, ^)

// ---- unary, comparison, conversion ----

static Value int_negative(Interp *interp, Value v)
{
    int64_t small;
    if (int_as_int64(v, &small) && small != INT64_MIN)
        return value_from_int(-small);
    return bigint_subtract(interp, value_from_int(0), v);
}

static Value int_positive(Interp *interp, Value v)
{
    return int_exact(interp, v);
}

static Value int_absolute(Interp *interp, Value v)
{
    return int_sign(v) < 0 ? int_negative(interp, v) : int_exact(interp, v);
}

static Value int_invert(Interp *interp, Value v)
{
    int64_t small;
    if (int_as_int64(v, &small))
        return value_from_int(~small);
    return bigint_subtract(interp, value_from_int(-1), v);
}

static Value bool_invert(Interp *interp, Value v)
{
    if (interp->hooks.warn &&
        !interp->hooks.warn(interp, ERROR_DEPRECATION_WARNING,
                            "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This "
                            "returns the bitwise inversion of the underlying int object and is usually not what you "
                            "expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if "
                            "you really want the bitwise inversion of the underlying int."))
        return VALUE_ERROR;
    return value_from_int(~v.integer);
}

static Value int_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    Pair pair;
    if (!read_pair(interp, a, b, &pair))
        return VALUE_NOT_IMPLEMENTED;
    if (pair.small)
        return value_from_bool(NUMBER_COMPARE(pair.a, pair.b, kind));
    int order = bigint_compare(a, b);
    return value_from_bool(NUMBER_COMPARE(order, 0, kind));
}

static bool int_hash_slot(UNUSED Interp *interp, Value v, int64_t *hash)
{
    const int64_t modulus = ((int64_t)1 << 61) - 1;
    int64_t small;
    if (!int_as_int64(v, &small)) {
        *hash = int_hash(v);
        return true;
    }
    *hash = small > -modulus && small < modulus ? small : small % modulus;
    if (*hash == -1)
        *hash = -2;
    return true;
}

static bool int_truth(UNUSED Interp *interp, Value v, bool *truth)
{
    *truth = int_sign(v) != 0;
    return true;
}

static Value int_to_float(Interp *interp, Value v)
{
    double result;
    return int_to_double(interp, v, &result) ? value_from_float(result) : VALUE_ERROR;
}

static const char PAIRS[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
    "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
    "9899";

static Value int_repr(Interp *interp, Value v)
{
    int64_t small;
    if (int_as_int64(v, &small)) {
        char digits[24];
        char *end = digits + sizeof digits, *at = end;
        uint64_t magnitude = small < 0 ? -(uint64_t)small : (uint64_t)small;
        for (; magnitude >= 100; magnitude /= 100)
            at = memcpy(at - 2, &PAIRS[magnitude % 100 * 2], 2);
        if (magnitude >= 10)
            at = memcpy(at - 2, &PAIRS[magnitude * 2], 2);
        else
            *--at = (char)('0' + magnitude);
        if (small < 0)
            *--at = '-';
        return str_new_counted(interp, at, (size_t)(end - at), (size_t)(end - at));
    }
    Text text;
    text_init(&text, &interp->memory);
    if (int_append(interp, &text, v, 10))
        return str_from_text_take(&text);
    text_free(&text);
    return VALUE_ERROR;
}

static Value bool_repr(Interp *interp, Value v)
{
    return interp_intern(interp, v.integer ? "True" : "False");
}

// ---- construction ----

static Value from_number(Interp *interp, Value v)
{
    Type *type = value_type(interp, v);
    Value number;
    if (type->slots.to_int)
        number = type->slots.to_int(interp, v);
    else if (type->slots.to_index)
        number = type->slots.to_index(interp, v);
    else
        return VALUE_UNSET;
    if (value_is_error(number))
        return number;
    if (int_check(interp, number)) {
        Value exact = int_exact(interp, number);
        value_drop(number);
        return exact;
    }
    raise_type_error(interp, "%s returned non-int (type %s)", type->slots.to_int ? "__int__" : "__index__",
                     value_type_name(interp, number));
    value_drop(number);
    return VALUE_ERROR;
}

// The number that an object is cut to by its __trunc__; UNSET where it has none.
static Value from_trunc(Interp *interp, Value v)
{
    Value name = interp_intern(interp, "__trunc__");
    if (value_is_error(name))
        return VALUE_ERROR;
    bool found = !value_is_unset(type_lookup(value_type(interp, v), name));
    Value number = VALUE_UNSET;
    if (found && interp->hooks.warn &&
        !interp->hooks.warn(interp, ERROR_DEPRECATION_WARNING, "The delegation of int() to __trunc__ is deprecated."))
        number = VALUE_ERROR;
    else if (found)
        number = slot_call(interp, v, name, 0, NULL);
    value_drop(name);
    if (number.tag <= TAG_UNSET || int_check(interp, number))
        return number;
    Value whole = from_number(interp, number);
    if (value_is_unset(whole))
        whole = raise_type_error(interp, "__trunc__ returned non-Integral (type %s)", value_type_name(interp, number));
    value_drop(number);
    return whole;
}

static Value from_any(Interp *interp, Value v)
{
    if (int_check(interp, v) && value_type(interp, v)->slots.to_int == int_positive)
        return int_exact(interp, v);
    if (str_check(interp, v))
        return int_parse(interp, str_of(v)->text, str_of(v)->bytes, 10);
    Value number = from_number(interp, v);
    if (value_is_unset(number))
        number = from_trunc(interp, v);
    if (!value_is_unset(number))
        return number;
    number = int_parse_bytes(interp, v, 10);
    if (!value_is_unset(number))
        return number;
    return raise_type_error(interp, "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                            value_type_name(interp, v));
}

static Value with_base(Interp *interp, Value v, Value base_value)
{
    int64_t base;
    if (value_is_unset(v))
        return raise_type_error(interp, "int() missing string argument");
    Value index = value_to_index(interp, base_value);
    if (value_is_error(index))
        return index;
    bool fits = int_as_int64(index, &base);
    value_drop(index);
    if (!fits || (base != 0 && (base < 2 || base > 36)))
        return raise_value_error(interp, "int() base must be >= 2 and <= 36, or 0");
    if (str_check(interp, v))
        return int_parse(interp, str_of(v)->text, str_of(v)->bytes, (int)base);
    Value number = int_parse_bytes(interp, v, (int)base);
    if (!value_is_unset(number))
        return number;
    return raise_type_error(interp, "int() can't convert non-string with explicit base");
}

static Value int_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (arguments->count > 2)
        return raise_type_error(interp, "int expected at most 2 arguments, got %zu", arguments->count);
    if (!native_bind(interp, "int(x=..., /, base=...)", arguments, bound))
        return VALUE_ERROR;
    Value number = !value_is_unset(bound[1])  ? with_base(interp, bound[0], bound[1])
                   : value_is_unset(bound[0]) ? value_from_int(0)
                                              : from_any(interp, bound[0]);
    if (type == interp->types[TYPE_INT] && bound[0].tag != TAG_INT)
        return interp_new_number(interp, number);
    if (value_is_error(number) || type == interp->types[TYPE_INT])
        return number;
    Value made = int_of_type(interp, type, number);
    value_drop(number);
    return made;
}

static Value bool_new(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    bool truth = false;
    if (!native_refuse_keywords(interp, "bool", arguments))
        return VALUE_ERROR;
    if (arguments->count > 1)
        return raise_type_error(interp, "bool expected at most 1 argument, got %zu", arguments->count);
    if (arguments->count && !value_truth(interp, arguments->values[0], &truth))
        return VALUE_ERROR;
    return value_from_bool(truth);
}

static size_t int_size_of(const Object *self)
{
    return sizeof(Int) + (size_t)((const Int *)self)->used * sizeof(uint64_t);
}

const TypeSpec type_spec_INT = {
    .name = "int",
    .doc = "Whole numbers of any size; int(x) converts a number or a text.",
    .id = TYPE_INT,
    .size = sizeof(Int),
    .slots = {.new_ = int_new,
              .repr = int_repr,
              .hash = int_hash_slot,
              .compare = int_compare,
              .truth = int_truth,
              .unary = {int_negative, int_positive, int_invert, int_absolute},
              .binary = {[BINARY_ADD] = int_add,
                         [BINARY_SUBTRACT] = int_subtract,
                         [BINARY_MULTIPLY] = int_multiply,
                         [BINARY_TRUE_DIVIDE] = int_true_divide,
                         [BINARY_FLOOR_DIVIDE] = int_floor_divide,
                         [BINARY_REMAINDER] = int_remainder,
                         [BINARY_POWER] = int_power,
                         [BINARY_LEFT_SHIFT] = int_left_shift,
                         [BINARY_RIGHT_SHIFT] = int_right_shift,
                         [BINARY_AND] = int_and,
                         [BINARY_OR] = int_or,
                         [BINARY_XOR] = int_xor,
                         [BINARY_DIVMOD] = int_divmod},
              .to_int = int_positive,
              .to_float = int_to_float,
              .to_index = int_positive,
              .size_of = int_size_of},
    .methods = INT_METHODS,
    .getsets = INT_GETSETS,
};

const TypeSpec type_spec_BOOL = {
    .name = "bool",
    .doc = "True and False: the two truth values, which are also the ints 1 and 0.",
    .id = TYPE_BOOL,
    .base = TYPE_INT,
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = bool_new,
              .repr = bool_repr,
              .unary = {[UNARY_INVERT] = bool_invert},
              .binary = {[BINARY_AND] = bool_and, [BINARY_OR] = bool_or, [BINARY_XOR] = bool_xor}},
};

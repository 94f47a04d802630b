// Operators on any values: the slots of both operands' types are asked in the order of the data model.
#include <math.h>
#include <string.h>

#include "object/complex.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/number.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/slot.h"
#include "object/str.h"

static const char *const BINARY_SYMBOLS[BINARY_COUNT] = {
#define BINARY(id, symbol, dunder, reflected, inplace) [BINARY_##id] = symbol,
#include "operators.def"
#undef BINARY
};
static const char *const COMPARE_SYMBOLS[] = {"<", "<=", "==", "!=", ">", ">="};
static const CompareKind SWAPPED[] = {COMPARE_GT, COMPARE_GE, COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE};

// The two operators that names printed on the screen are forgotten parentheses for.
static bool is_print(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT || v.object->type != interp->types[TYPE_NATIVE])
        return false;
    return strncmp(((const Native *)v.object)->spec->signature, "print(", 6) == 0;
}

static Value raise_unsupported(Interp *interp, BinaryKind kind, const char *suffix, Value a, Value b)
{
    const char *symbol = kind == BINARY_POWER && !*suffix ? "** or pow()" : BINARY_SYMBOLS[kind];
    const char *left = value_type_name(interp, a), *right = value_type_name(interp, b);
    if (kind == BINARY_RIGHT_SHIFT && !*suffix && is_print(interp, a))
        return raise_type_error(interp,
                                "unsupported operand type(s) for %s: '%s' and '%s'. Did you mean \"print(<message>, "
                                "file=<output_stream>)\"?",
                                symbol, left, right);
    return raise_type_error(interp, "unsupported operand type(s) for %s%s: '%s' and '%s'", symbol, suffix, left, right);
}

// The slots of both types; VALUE_NOT_IMPLEMENTED where neither knows what to do.
static Value try_binary(Interp *interp, BinaryKind kind, Value a, Value b)
{
    Type *left = value_type(interp, a), *right = value_type(interp, b);
    Value (*first)(Interp *, Value, Value) = left->slots.binary[kind];
    Value (*second)(Interp *, Value, Value) = left == right ? NULL : right->slots.binary[kind];
    if (second == first)
        second = NULL;
    if (first && second && type_is_subtype(right, left)) {
        Value result = second(interp, a, b);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
        second = NULL;
    }
    if (first) {
        Value result = first(interp, a, b);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    return second ? second(interp, a, b) : VALUE_NOT_IMPLEMENTED;
}

static Value raise_for_operands(Interp *interp, BinaryKind kind, const char *suffix, Value a, Value b)
{
    Value raised = sequence_binary_error(interp, kind, a, b);
    return value_is_unset(raised) ? raise_unsupported(interp, kind, suffix, a, b) : raised;
}

// int op int and float op float without a look at types; UNSET where the general way is needed.
static inline Value fast_binary(BinaryKind kind, Value a, Value b)
{
    int64_t result;
    if (a.tag == TAG_INT && b.tag == TAG_INT) {
        switch (kind) {
        case BINARY_ADD:
            if (!__builtin_add_overflow(a.integer, b.integer, &result))
                return value_from_int(result);
            break;
        case BINARY_SUBTRACT:
            if (!__builtin_sub_overflow(a.integer, b.integer, &result))
                return value_from_int(result);
            break;
        case BINARY_MULTIPLY:
            if (!__builtin_mul_overflow(a.integer, b.integer, &result))
                return value_from_int(result);
            break;
        default:
            break;
        }
    } else if (a.tag == TAG_FLOAT && b.tag == TAG_FLOAT) {
        switch (kind) {
        case BINARY_ADD:
            return value_from_float(a.real + b.real);
        case BINARY_SUBTRACT:
            return value_from_float(a.real - b.real);
        case BINARY_MULTIPLY:
            return value_from_float(a.real * b.real);
        case BINARY_TRUE_DIVIDE:
            if (b.real != 0)
                return value_from_float(a.real / b.real);
            break;
        default:
            break;
        }
    }
    return VALUE_UNSET;
}

Value value_binary(Interp *interp, BinaryKind kind, Value a, Value b)
{
    Value result = fast_binary(kind, a, b);
    if (LIKELY(result.tag != TAG_UNSET))
        return result;
    result = try_binary(interp, kind, a, b);
    if (result.tag == TAG_NOT_IMPLEMENTED)
        return raise_for_operands(interp, kind, "", a, b);
    return result;
}

Value value_inplace(Interp *interp, BinaryKind kind, Value a, Value b)
{
    Value result = fast_binary(kind, a, b);
    if (LIKELY(result.tag != TAG_UNSET))
        return result;
    Type *type = value_type(interp, a);
    if (type->slots.inplace[kind]) {
        result = type->slots.inplace[kind](interp, a, b);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    result = try_binary(interp, kind, a, b);
    if (result.tag == TAG_NOT_IMPLEMENTED)
        return raise_for_operands(interp, kind, "=", a, b);
    return result;
}

Value value_power(Interp *interp, Value base, Value exponent, Value modulus)
{
    if (value_is_none(modulus) || value_is_unset(modulus))
        return value_binary(interp, BINARY_POWER, base, exponent);
    if (int_check(interp, base) && int_check(interp, exponent) && int_check(interp, modulus))
        return int_power_modulo(interp, base, exponent, modulus);
    double ignored;
    if (int_check(interp, base) || float_check(interp, base, &ignored)) {
        double imaginary;
        if (complex_check(interp, exponent, &ignored, &imaginary) ||
            complex_check(interp, modulus, &ignored, &imaginary))
            return raise_value_error(interp, "complex modulo");
        if (float_check(interp, base, &ignored) || float_check(interp, exponent, &ignored) ||
            float_check(interp, modulus, &ignored))
            return raise_type_error(interp, "pow() 3rd argument not allowed unless all arguments are integers");
    } else {
        Value values[] = {exponent, modulus};
        Type *type = value_type(interp, base);
        if (complex_check(interp, base, &ignored, &ignored))
            return raise_value_error(interp, "complex modulo");
        if (type->flags & TYPE_FLAG_HEAP) {
            Value result = slot_call(interp, base, slot_name(interp, SLOT_ROW_BINARY + 3 * BINARY_POWER), 2, values);
            if (result.tag != TAG_UNSET && result.tag != TAG_NOT_IMPLEMENTED)
                return result;
        }
    }
    return raise_type_error(interp, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
                            value_type_name(interp, base), value_type_name(interp, exponent),
                            value_type_name(interp, modulus));
}

Value value_power_method(Interp *interp, Value base, Value exponent, Value modulus)
{
    double ignored;
    bool whole = int_check(interp, base);
    if (whole && !(int_check(interp, exponent) && int_check(interp, modulus)))
        return VALUE_NOT_IMPLEMENTED;
    if (whole || float_check(interp, base, &ignored) || complex_check(interp, base, &ignored, &ignored))
        return value_power(interp, base, exponent, modulus);
    return VALUE_NOT_IMPLEMENTED;
}

Value value_unary(Interp *interp, UnaryKind kind, Value v)
{
    if (v.tag == TAG_FLOAT && kind == UNARY_NEGATIVE)
        return value_from_float(-v.real);
    if (v.tag == TAG_INT && kind == UNARY_NEGATIVE && v.integer != INT64_MIN)
        return value_from_int(-v.integer);
    static const char *const NAMES[UNARY_COUNT] = {"unary -", "unary +", "unary ~", "abs()"};
    Type *type = value_type(interp, v);
    if (type->slots.unary[kind])
        return type->slots.unary[kind](interp, v);
    return raise_type_error(interp, "bad operand type for %s: '%s'", NAMES[kind], type->full_name);
}

// ---- comparison ----

static Value compare_slots(Interp *interp, Value a, Value b, CompareKind kind)
{
    Type *left = value_type(interp, a), *right = value_type(interp, b);
    bool right_first = left != right && type_is_subtype(right, left) && right->slots.compare;
    if (right_first) {
        Value result = right->slots.compare(interp, b, a, SWAPPED[kind]);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    if (left->slots.compare) {
        Value result = left->slots.compare(interp, a, b, kind);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    if (!right_first && right->slots.compare) {
        Value result = right->slots.compare(interp, b, a, SWAPPED[kind]);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    if (kind == COMPARE_EQ || kind == COMPARE_NE)
        return value_from_bool(value_is(a, b) == (kind == COMPARE_EQ));
    return raise_type_error(interp, "'%s' not supported between instances of '%s' and '%s'", COMPARE_SYMBOLS[kind],
                            left->full_name, right->full_name);
}

Value value_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (a.tag == TAG_INT && b.tag == TAG_INT)
        return value_from_bool(NUMBER_COMPARE(a.integer, b.integer, kind));
    if (a.tag == TAG_FLOAT && b.tag == TAG_FLOAT)
        return value_from_bool(NUMBER_COMPARE(a.real, b.real, kind));
    if (!interp_enter(interp, " in comparison"))
        return VALUE_ERROR;
    Value result = compare_slots(interp, a, b, kind);
    interp_leave(interp);
    return result;
}

bool value_equal(Interp *interp, Value a, Value b, bool *equal)
{
    if (value_is_same(a, b)) {
        *equal = true;
        return true;
    }
    if (a.tag == TAG_INT && b.tag == TAG_INT) {
        *equal = false;
        return true;
    }
    Value result = value_compare(interp, a, b, COMPARE_EQ);
    bool ok = !value_is_error(result) && value_truth(interp, result, equal);
    value_drop(result);
    return ok;
}

// ---- conversion ----

static Value to_index(Interp *interp, Value v)
{
    Type *type = value_type(interp, v);
    if (!type->slots.to_index)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer", type->full_name);
    Value result = type->slots.to_index(interp, v);
    if (value_is_error(result) || int_check(interp, result))
        return result;
    raise_type_error(interp, "__index__ returned non-int (type %s)", value_type_name(interp, result));
    value_drop(result);
    return VALUE_ERROR;
}

Value value_to_index(Interp *interp, Value v)
{
    if (v.tag == TAG_INT)
        return v;
    return int_check(interp, v) ? value_keep(v) : to_index(interp, v);
}

bool value_to_int64(Interp *interp, Value v, int64_t *out)
{
    if (LIKELY(v.tag == TAG_INT || v.tag == TAG_BOOL)) {
        *out = v.integer;
        return true;
    }
    Value index = value_to_index(interp, v);
    if (value_is_error(index))
        return false;
    bool ok = int_as_int64(index, out);
    value_drop(index);
    if (!ok)
        value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C long");
    return ok;
}

bool value_call_float(Interp *interp, Value v, double *out)
{
    Type *type = value_type(interp, v);
    Value number = type->slots.to_float(interp, v);
    if (value_is_error(number))
        return false;
    bool ok = float_check(interp, number, out);
    if (!ok)
        raise_type_error(interp, "%s.__float__ returned non-float (type %s)", type->full_name,
                         value_type_name(interp, number));
    value_drop(number);
    return ok;
}

bool value_to_double(Interp *interp, Value v, double *out)
{
    if (float_check(interp, v, out))
        return true;
    if (int_check(interp, v))
        return int_to_double(interp, v, out);
    Type *type = value_type(interp, v);
    if (type->slots.to_float)
        return value_call_float(interp, v, out);
    if (!type->slots.to_index) {
        raise_type_error(interp, "must be real number, not %s", type->full_name);
        return false;
    }
    Value number = to_index(interp, v);
    bool ok = !value_is_error(number) && int_to_double(interp, number, out);
    value_drop(number);
    return ok;
}

// operator: Python's operators as functions, and callables that fetch items, attributes and methods.
#include <stdio.h>

#include "lib/support.h"
#include "object/container.h"

#define OPERATOR_BINARY(name, kind, doc)                                                                               \
    NATIVE(operator_##name, #name "(a, b, /)", doc)                                                                    \
    {                                                                                                                  \
        return value_binary(interp, kind, arg[0], arg[1]);                                                             \
    }                                                                                                                  \
    NATIVE(operator_i##name, "i" #name "(a, b, /)", doc)                                                               \
    {                                                                                                                  \
        return value_inplace(interp, kind, arg[0], arg[1]);                                                            \
    }
OPERATOR_BINARY(add, BINARY_ADD, "Same as a + b.")
OPERATOR_BINARY(sub, BINARY_SUBTRACT, "Same as a - b.")
OPERATOR_BINARY(mul, BINARY_MULTIPLY, "Same as a * b.")
OPERATOR_BINARY(truediv, BINARY_TRUE_DIVIDE, "Same as a / b.")
OPERATOR_BINARY(floordiv, BINARY_FLOOR_DIVIDE, "Same as a // b.")
OPERATOR_BINARY(mod, BINARY_REMAINDER, "Same as a % b.")
OPERATOR_BINARY(pow, BINARY_POWER, "Same as a ** b.")
OPERATOR_BINARY(lshift, BINARY_LEFT_SHIFT, "Same as a << b.")
OPERATOR_BINARY(rshift, BINARY_RIGHT_SHIFT, "Same as a >> b.")
OPERATOR_BINARY(xor, BINARY_XOR, "Same as a ^ b.")
OPERATOR_BINARY(matmul, BINARY_MATRIX_MULTIPLY, "Same as a @ b.")

// The words `and` and `or` are Python's, so these two functions have an underscore; their in-place forms have none.
NATIVE(operator_and_, "and_(a, b, /)", "Same as a & b.")
{
    return value_binary(interp, BINARY_AND, arg[0], arg[1]);
}
NATIVE(operator_or_, "or_(a, b, /)", "Same as a | b.")
{
    return value_binary(interp, BINARY_OR, arg[0], arg[1]);
}
NATIVE(operator_iand, "iand(a, b, /)", "Same as a &= b.")
{
    return value_inplace(interp, BINARY_AND, arg[0], arg[1]);
}
NATIVE(operator_ior, "ior(a, b, /)", "Same as a |= b.")
{
    return value_inplace(interp, BINARY_OR, arg[0], arg[1]);
}

#define OPERATOR_COMPARE(name, kind, doc)                                                                              \
    NATIVE(operator_##name, #name "(a, b, /)", doc)                                                                    \
    {                                                                                                                  \
        return value_compare(interp, arg[0], arg[1], kind);                                                            \
    }
OPERATOR_COMPARE(lt, COMPARE_LT, "Same as a < b.")
OPERATOR_COMPARE(le, COMPARE_LE, "Same as a <= b.")
OPERATOR_COMPARE(eq, COMPARE_EQ, "Same as a == b.")
OPERATOR_COMPARE(ne, COMPARE_NE, "Same as a != b.")
OPERATOR_COMPARE(gt, COMPARE_GT, "Same as a > b.")
OPERATOR_COMPARE(ge, COMPARE_GE, "Same as a >= b.")

#define OPERATOR_UNARY(name, kind, doc)                                                                                \
    NATIVE(operator_##name, #name "(a, /)", doc)                                                                       \
    {                                                                                                                  \
        return value_unary(interp, kind, arg[0]);                                                                      \
    }
OPERATOR_UNARY(neg, UNARY_NEGATIVE, "Same as -a.")
OPERATOR_UNARY(pos, UNARY_POSITIVE, "Same as +a.")
OPERATOR_UNARY(invert, UNARY_INVERT, "Same as ~a.")
OPERATOR_UNARY(inv, UNARY_INVERT, "Same as ~a.")

NATIVE(operator_not_, "not_(a, /)", "Same as not a.")
{
    bool truth;
    return value_truth(interp, arg[0], &truth) ? value_from_bool(!truth) : VALUE_ERROR;
}
NATIVE(operator_truth, "truth(a, /)", "Returns whether a is true.")
{
    bool truth;
    return value_truth(interp, arg[0], &truth) ? value_from_bool(truth) : VALUE_ERROR;
}
NATIVE(operator_is_, "is_(a, b, /)", "Same as a is b.")
{
    return value_from_bool(value_is(arg[0], arg[1]));
}
NATIVE(operator_is_not, "is_not(a, b, /)", "Same as a is not b.")
{
    return value_from_bool(!value_is(arg[0], arg[1]));
}
NATIVE(operator_abs, "abs(a, /)", "Same as abs(a).")
{
    Value function = value_get_attribute_text(interp, interp->builtins, "abs");
    if (value_is_error(function))
        return VALUE_ERROR;
    Value result = value_call_values(interp, function, 1, arg);
    value_drop(function);
    return result;
}
NATIVE(operator_index, "index(a, /)", "Returns a as an integer, by __index__.")
{
    if (int_check(interp, arg[0]))
        return int_exact(interp, arg[0]);
    Type *type = value_type(interp, arg[0]);
    if (!type->slots.to_index)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, arg[0]));
    return type->slots.to_index(interp, arg[0]);
}
static bool is_sequence(Interp *interp, Value v)
{
    return value_type(interp, v)->slots.get_item && !support_is(interp, v, TYPE_DICT);
}
NATIVE(operator_concat, "concat(a, b, /)", "Same as a + b, for sequences.")
{
    if (!is_sequence(interp, arg[0]))
        return raise_type_error(interp, "'%s' object can't be concatenated", value_type_name(interp, arg[0]));
    return value_binary(interp, BINARY_ADD, arg[0], arg[1]);
}
NATIVE(operator_iconcat, "iconcat(a, b, /)", "Same as a += b, for sequences.")
{
    if (!is_sequence(interp, arg[0]))
        return raise_type_error(interp, "'%s' object can't be concatenated", value_type_name(interp, arg[0]));
    return value_inplace(interp, BINARY_ADD, arg[0], arg[1]);
}
NATIVE(operator_contains, "contains(a, b, /)", "Same as b in a.")
{
    bool found;
    return value_contains(interp, arg[0], arg[1], &found) ? value_from_bool(found) : VALUE_ERROR;
}
NATIVE(operator_getitem, "getitem(a, b, /)", "Same as a[b].")
{
    return value_get_item(interp, arg[0], arg[1]);
}
NATIVE(operator_setitem, "setitem(a, b, c, /)", "Same as a[b] = c.")
{
    return value_set_item(interp, arg[0], arg[1], arg[2]) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(operator_delitem, "delitem(a, b, /)", "Same as del a[b].")
{
    return value_set_item(interp, arg[0], arg[1], VALUE_UNSET) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(operator_countOf, "countOf(a, b, /)", "Returns how often b is in a.")
{
    int64_t count, place;
    return value_count_equal(interp, arg[0], arg[1], false, &count, &place) ? value_from_int(count) : VALUE_ERROR;
}
NATIVE(operator_indexOf, "indexOf(a, b, /)", "Returns the first place of b in a.")
{
    int64_t count, place;
    if (!value_count_equal(interp, arg[0], arg[1], true, &count, &place))
        return VALUE_ERROR;
    return count ? value_from_int(place) : raise_value_error(interp, "sequence.index(x): x not in sequence");
}
NATIVE(operator_length_hint, "length_hint(obj, default=0, /)", "Returns an estimate of the number of items.")
{
    if (arg[1].tag != TAG_INT && arg[1].tag != TAG_BOOL)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, arg[1]));
    size_t length;
    return container_length_hint(interp, arg[0], (size_t)arg[1].integer, &length) ? value_from_int((int64_t)length)
                                                                                  : VALUE_ERROR;
}
NATIVE_RAW(operator_call, "call(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).")
{
    if (arguments->count == 0)
        return raise_type_error(interp, "call expected at least 1 argument, got 0");
    Arguments rest = {arguments->values + 1, arguments->count - 1, arguments->keywords};
    return value_call(interp, arguments->values[0], &rest);
}

extern const TypeSpec *const OPERATOR_TYPES[]; // operator_getter.c

#define ROW(name) &operator_##name##_native
static const NativeSpec *const OPERATOR_NATIVES[] = {
    ROW(add),     ROW(sub),         ROW(mul),      ROW(truediv),   ROW(floordiv), ROW(mod),     ROW(pow),
    ROW(lshift),  ROW(rshift),      ROW(and_),     ROW(or_),       ROW(xor),      ROW(matmul),  ROW(iadd),
    ROW(isub),    ROW(imul),        ROW(itruediv), ROW(ifloordiv), ROW(imod),     ROW(ipow),    ROW(ilshift),
    ROW(irshift), ROW(iand),        ROW(ior),      ROW(ixor),      ROW(imatmul),  ROW(lt),      ROW(le),
    ROW(eq),      ROW(ne),          ROW(gt),       ROW(ge),        ROW(neg),      ROW(pos),     ROW(invert),
    ROW(inv),     ROW(not_),        ROW(truth),    ROW(is_),       ROW(is_not),   ROW(abs),     ROW(index),
    ROW(concat),  ROW(iconcat),     ROW(contains), ROW(getitem),   ROW(setitem),  ROW(delitem), ROW(countOf),
    ROW(indexOf), ROW(length_hint), ROW(call),     NULL,
};
#undef ROW

/// __add__ and so on are other names of the same functions.
static bool add_dunders(Interp *interp, Value module)
{
    for (size_t i = 0; OPERATOR_NATIVES[i]; i++) {
        char name[40] = "", dunder[48];
        const char *signature = OPERATOR_NATIVES[i]->signature;
        size_t length = 0;
        while (signature[length] != '(' && length < sizeof name - 1) {
            name[length] = signature[length];
            length++;
        }
        snprintf(dunder, sizeof dunder, "__%.*s__", (int)(length - (name[length - 1] == '_')), name);
        Value function = value_get_attribute_text(interp, module, name);
        if (value_is_error(function) || !module_add_take(interp, module, dunder, function))
            return false;
    }
    return true;
}

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, OPERATOR_TYPES) && add_dunders(interp, module);
}

const ModuleSpec module_spec_operator = {
    .name = "operator",
    .doc = "Python's operators as functions.",
    .functions = OPERATOR_NATIVES,
    .fill = fill,
};

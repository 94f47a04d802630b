// math: functions of integers. All work on ints of any size; those that fit 64 bits take a short way.
#include <math.h>

#include "lib/math_module.h"

/// An argument as an exact int, owned: ints, bools and objects with __index__.
static Value to_integer(Interp *interp, Value v)
{
    if (int_check(interp, v))
        return int_exact(interp, v);
    Type *type = value_type(interp, v);
    if (!type->slots.to_index)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer", value_type_name(interp, v));
    return type->slots.to_index(interp, v);
}

/// Replaces *total by `*total OP v`; false with an error pending.
static bool apply(Interp *interp, BinaryKind kind, Value *total, Value v)
{
    Value result = value_binary(interp, kind, *total, v);
    value_drop(*total);
    *total = result;
    return !value_is_error(result);
}

static uint64_t gcd64(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static uint64_t magnitude(int64_t v)
{
    return v < 0 ? -(uint64_t)v : (uint64_t)v;
}

/// The greatest common divisor of two ints; takes both.
static Value gcd_take(Interp *interp, Value a, Value b)
{
    while (!value_is_error(a) && !value_is_error(b)) {
        if (a.tag == TAG_INT && b.tag == TAG_INT)
            return int_from_uint64(interp, gcd64(magnitude(a.integer), magnitude(b.integer)));
        if (int_sign(b) == 0) {
            Value result = int_sign(a) < 0 ? value_unary(interp, UNARY_NEGATIVE, a) : value_keep(a);
            value_drop(a);
            return result;
        }
        Value rest = value_binary(interp, BINARY_REMAINDER, a, b);
        value_drop(a);
        a = b;
        b = rest;
    }
    value_drop(a);
    value_drop(b);
    return VALUE_ERROR;
}

NATIVE(math_gcd, "gcd(*integers)", "Returns the greatest common divisor.")
{
    const Tuple *given = tuple_of(arg[0]);
    Value result = value_from_int(0);
    for (size_t i = 0; i < given->count && !value_is_error(result); i++)
        result = gcd_take(interp, result, to_integer(interp, given->items[i]));
    return result;
}

/// The least common multiple; takes both.
static Value lcm_take(Interp *interp, Value a, Value b)
{
    if (value_is_error(a) || value_is_error(b) || int_sign(a) == 0 || int_sign(b) == 0) {
        bool failed = value_is_error(a) || value_is_error(b);
        value_drop(a);
        value_drop(b);
        return failed ? VALUE_ERROR : value_from_int(0);
    }
    Value divisor = gcd_take(interp, value_keep(a), value_keep(b));
    Value result = VALUE_ERROR;
    if (!value_is_error(divisor)) {
        result = value_binary(interp, BINARY_FLOOR_DIVIDE, a, divisor);
        if (!value_is_error(result))
            (void)apply(interp, BINARY_MULTIPLY, &result, b);
        if (!value_is_error(result) && int_sign(result) < 0) {
            Value positive = value_unary(interp, UNARY_NEGATIVE, result);
            value_drop(result);
            result = positive;
        }
        value_drop(divisor);
    }
    value_drop(a);
    value_drop(b);
    return result;
}

NATIVE(math_lcm, "lcm(*integers)", "Returns the least common multiple.")
{
    const Tuple *given = tuple_of(arg[0]);
    Value result = value_from_int(1);
    for (size_t i = 0; i < given->count && !value_is_error(result); i++)
        result = lcm_take(interp, result, to_integer(interp, given->items[i]));
    return result;
}

/// The product low * (low + 1) * ... * high, halved again and again so that factors of like size meet.
static Value product_of_range(Interp *interp, uint64_t low, uint64_t high)
{
    uint64_t product = low;
    uint64_t i = low;
    while (i < high && !__builtin_mul_overflow(product, i + 1, &product))
        i++;
    if (i == high || low >= high)
        return int_from_uint64(interp, low > high ? 1 : product);
    uint64_t middle = low + (high - low) / 2;
    Value left = product_of_range(interp, low, middle);
    if (value_is_error(left))
        return left;
    Value right = product_of_range(interp, middle + 1, high);
    if (value_is_error(right)) {
        value_drop(left);
        return right;
    }
    (void)apply(interp, BINARY_MULTIPLY, &left, right);
    value_drop(right);
    return left;
}

/// A count argument of factorial, comb and perm: 0 .. INT64_MAX; `negative` is the ValueError's text.
static bool to_count(Interp *interp, Value v, const char *negative, const char *too_large, int64_t *out)
{
    Value integer = to_integer(interp, v);
    if (value_is_error(integer))
        return false;
    bool fits = int_as_int64(integer, out);
    int sign = int_sign(integer);
    value_drop(integer);
    if (sign < 0)
        raise_value_error(interp, "%s", negative);
    else if (!fits)
        value_raise(interp, ERROR_OVERFLOW_ERROR, too_large, INT64_MAX);
    return sign >= 0 && fits;
}

static const char FACTORIAL_NEGATIVE[] = "factorial() not defined for negative values";
#define FACTORIAL_LARGE "factorial() argument should not exceed %lld"

static Value factorial(Interp *interp, Value v)
{
    int64_t n;
    if (!to_count(interp, v, FACTORIAL_NEGATIVE, FACTORIAL_LARGE, &n))
        return VALUE_ERROR;
    if (n < 2)
        return value_from_int(1);
    if (n > 20000000)
        return value_raise(interp, ERROR_MEMORY_ERROR, "factorial() result is too large");
    return product_of_range(interp, 2, (uint64_t)n);
}

NATIVE(math_factorial, "factorial(n, /)", "Returns n! as an int.")
{
    return factorial(interp, arg[0]);
}

#define K_LARGE "k must not exceed %lld"

/// n * (n-1) * ... * (n-k+1), over k! where `combinations` is set. n may have any size.
static Value falling(Interp *interp, Value n, int64_t k, bool combinations)
{
    Value result = value_from_int(1);
    for (int64_t i = 0; i < k && !value_is_error(result); i++) {
        Value factor = value_binary(interp, BINARY_SUBTRACT, n, value_from_int(i));
        if (value_is_error(factor)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        bool good = apply(interp, BINARY_MULTIPLY, &result, factor);
        value_drop(factor);
        // The product of i+1 neighbours is divisible by (i+1)!, so each division is exact.
        if (good && combinations)
            (void)apply(interp, BINARY_FLOOR_DIVIDE, &result, value_from_int(i + 1));
    }
    return result;
}

static Value choose(Interp *interp, Value n_given, Value k_given, bool combinations)
{
    Value n = to_integer(interp, n_given);
    if (value_is_error(n))
        return VALUE_ERROR;
    Value k = to_integer(interp, k_given);
    Value result = VALUE_ERROR;
    int64_t count;
    if (value_is_error(k)) {
        value_drop(n);
        return VALUE_ERROR;
    }
    if (int_sign(n) < 0) {
        raise_value_error(interp, "n must be a non-negative integer");
    } else if (int_sign(k) < 0) {
        raise_value_error(interp, "k must be a non-negative integer");
    } else {
        Value rest = value_binary(interp, BINARY_SUBTRACT, n, k);
        if (value_is_error(rest)) {
            result = VALUE_ERROR;
        } else if (int_sign(rest) < 0) {
            result = value_from_int(0);
        } else {
            Value *chosen = &k;
            Value smaller = combinations ? value_compare(interp, rest, k, COMPARE_LT) : VALUE_FALSE;
            if (smaller.tag == TAG_BOOL && smaller.boolean)
                chosen = &rest;
            if (!int_as_int64(*chosen, &count))
                value_raise(interp, ERROR_OVERFLOW_ERROR, combinations ? "min(n - k, k) must not exceed %lld" : K_LARGE,
                            (long long)INT64_MAX);
            else
                result = falling(interp, n, count, combinations);
        }
        value_drop(rest);
    }
    value_drop(n);
    value_drop(k);
    return result;
}

NATIVE(math_comb, "comb(n, k, /)", "Returns the number of ways to choose k of n things.")
{
    return choose(interp, arg[0], arg[1], true);
}
NATIVE(math_perm, "perm(n, k=None, /)", "Returns the number of ways to arrange k of n things.")
{
    return value_is_none(arg[1]) ? factorial(interp, arg[0]) : choose(interp, arg[0], arg[1], false);
}

static uint64_t root64(uint64_t n)
{
    uint64_t root = (uint64_t)sqrt((double)n);
    while (root > UINT32_MAX || root * root > n)
        root--;
    while (root < UINT32_MAX && (root + 1) * (root + 1) <= n)
        root++;
    return root;
}

/// Newton's iteration from above: x = (x + n / x) / 2 falls until it reaches the root.
static Value root_of_wide(Interp *interp, Value n)
{
    Value x = value_binary(interp, BINARY_LEFT_SHIFT, value_from_int(1), value_from_int((int_bit_length(n) + 1) / 2));
    while (!value_is_error(x)) {
        Value y = value_binary(interp, BINARY_FLOOR_DIVIDE, n, x);
        if (!value_is_error(y) && apply(interp, BINARY_ADD, &y, x))
            (void)apply(interp, BINARY_RIGHT_SHIFT, &y, value_from_int(1));
        Value falls = value_is_error(y) ? VALUE_ERROR : value_compare(interp, y, x, COMPARE_LT);
        if (falls.tag == TAG_BOOL && !falls.boolean) {
            value_drop(y);
            return x;
        }
        value_drop(x);
        if (value_is_error(falls)) {
            value_drop(y);
            return VALUE_ERROR;
        }
        x = y;
    }
    return x;
}

NATIVE(math_isqrt, "isqrt(n, /)", "Returns the integer part of the square root.")
{
    Value n = to_integer(interp, arg[0]);
    if (value_is_error(n))
        return n;
    uint64_t small;
    Value result;
    if (int_sign(n) < 0)
        result = raise_value_error(interp, "isqrt() argument must be nonnegative");
    else if (int_as_uint64(n, &small))
        result = value_from_int((int64_t)root64(small));
    else
        result = root_of_wide(interp, n);
    value_drop(n);
    return result;
}

const NativeSpec *const MATH_INTEGER[] = {
    &math_gcd_native,
    &math_lcm_native,
    &math_factorial_native,
    &math_comb_native,
    &math_perm_native,
    &math_isqrt_native,
    NULL,
};

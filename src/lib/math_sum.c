// math: sums, products and lengths.
#include <math.h>

#include "lib/math_module.h"

typedef struct Doubles VECTOR(double) Doubles;

/// Shewchuk's exact sum: `partials` are doubles of growing size that do not overlap and add up to the total.
static bool add_exactly(Interp *interp, Doubles *partials, double x)
{
    size_t kept = 0;
    for (size_t i = 0; i < partials->count; i++) {
        double y = partials->items[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        double high = x + y;
        double low = y - (high - x);
        if (low != 0)
            partials->items[kept++] = low;
        x = high;
    }
    partials->count = kept;
    if (x == 0)
        return true;
    if (!isfinite(x)) {
        value_raise(interp, ERROR_OVERFLOW_ERROR, "intermediate overflow in fsum");
        return false;
    }
    return VECTOR_PUSH(partials, &interp->memory, x);
}

/// Adds the partials from the largest down, rounding the exact total once, half to even.
static double total_of(const Doubles *partials)
{
    if (partials->count == 0)
        return 0;
    size_t n = partials->count;
    double high = partials->items[--n], low = 0;
    while (n > 0) {
        double x = high, y = partials->items[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0)
            break;
    }
    // Halfway: the next partial's sign decides which way the tie goes.
    if (n > 0 && ((low < 0) == (partials->items[n - 1] < 0))) {
        double y = low * 2, x = high + y;
        if (y == x - high)
            high = x;
    }
    return high;
}

NATIVE(math_fsum, "fsum(seq, /)", "Adds floats exactly and rounds once.")
{
    Value iterator = value_iter(interp, arg[0]);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    Doubles partials = {0};
    double infinite = 0, special = 0;
    bool good = true;
    while (good) {
        Value item = value_next(interp, iterator);
        double x;
        if (value_is_unset(item))
            break;
        good = !value_is_error(item) && value_to_double(interp, item, &x);
        value_drop(item);
        if (good && isfinite(x)) {
            good = add_exactly(interp, &partials, x);
        } else if (good) {
            infinite += isinf(x) ? x : 0;
            special += x;
        }
    }
    value_drop(iterator);
    Value result = VALUE_ERROR;
    if (good && isnan(infinite))
        raise_value_error(interp, "-inf + inf in fsum");
    else if (good)
        result = value_from_float(special != 0 ? special : total_of(&partials));
    VECTOR_FREE(&partials, &interp->memory);
    return result;
}

/// Appends all items as doubles; false with an error pending.
static bool gather(Interp *interp, Value iterable, Doubles *out)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    for (;;) {
        Value item = value_next(interp, iterator);
        double x;
        if (value_is_unset(item))
            break;
        bool good = !value_is_error(item) && value_to_double(interp, item, &x) && VECTOR_PUSH(out, &interp->memory, x);
        value_drop(item);
        if (!good) {
            value_drop(iterator);
            return false;
        }
    }
    value_drop(iterator);
    return true;
}

/// sqrt(sum of squares), in extended precision, scaled so that nothing overflows.
static double length_of(const Doubles *v)
{
    double largest = 0;
    bool nan_seen = false;
    for (size_t i = 0; i < v->count; i++) {
        nan_seen |= isnan(v->items[i]);
        if (fabs(v->items[i]) > largest)
            largest = fabs(v->items[i]);
    }
    if (isinf(largest))
        return largest;
    if (nan_seen)
        return NAN;
    if (largest == 0 || v->count == 1)
        return largest;
    int exponent;
    frexp(largest, &exponent);
    long double total = 0;
    for (size_t i = 0; i < v->count; i++) {
        long double x = ldexpl((long double)v->items[i], -exponent);
        total += x * x;
    }
    return ldexp((double)sqrtl(total), exponent);
}

NATIVE(math_hypot, "hypot(*coordinates)", "Returns the distance from the origin.")
{
    Doubles coordinates = {0};
    Value result = VALUE_ERROR;
    if (gather(interp, arg[0], &coordinates))
        result = value_from_float(length_of(&coordinates));
    VECTOR_FREE(&coordinates, &interp->memory);
    return result;
}

NATIVE(math_dist, "dist(p, q, /)", "Returns the distance between two points.")
{
    Doubles p = {0}, q = {0};
    Value result = VALUE_ERROR;
    if (gather(interp, arg[0], &p) && gather(interp, arg[1], &q)) {
        if (p.count != q.count) {
            raise_value_error(interp, "both points must have the same number of dimensions");
        } else {
            for (size_t i = 0; i < p.count; i++)
                p.items[i] = fabs(p.items[i] - q.items[i]);
            result = value_from_float(length_of(&p));
        }
    }
    VECTOR_FREE(&p, &interp->memory);
    VECTOR_FREE(&q, &interp->memory);
    return result;
}

NATIVE(math_prod, "prod(iterable, /, *, start=1)", "Multiplies the items of an iterable.")
{
    Value iterator = value_iter(interp, arg[0]);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    Value total = value_keep(arg[1]);
    while (!value_is_error(total)) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        Value next = value_is_error(item) ? VALUE_ERROR : value_binary(interp, BINARY_MULTIPLY, total, item);
        value_drop(item);
        value_drop(total);
        total = next;
    }
    value_drop(iterator);
    return total;
}

// sumprod keeps its float total in twice the precision: high + low.
typedef struct Twofold {
    double high, low;
    bool used;
} Twofold;

static void twofold_add_product(Twofold *total, double x, double y)
{
    double product = x * y, product_error = fma(x, y, -product);
    double sum = total->high + product, part = sum - total->high;
    double sum_error = (total->high - (sum - part)) + (product - part);
    total->high = sum;
    total->low += sum_error + product_error;
    total->used = true;
}

/// Adds p * q to the totals: floats (and ints beside floats) to the twofold one, the rest to `total`.
static bool sumprod_step(Interp *interp, Value p, Value q, Twofold *floats, Value *total)
{
    if ((p.tag == TAG_FLOAT && (q.tag == TAG_FLOAT || q.tag == TAG_INT)) || (p.tag == TAG_INT && q.tag == TAG_FLOAT)) {
        double x = p.tag == TAG_FLOAT ? p.real : (double)p.integer;
        double y = q.tag == TAG_FLOAT ? q.real : (double)q.integer;
        if (isfinite(x) && isfinite(y) && isfinite(x * y)) {
            twofold_add_product(floats, x, y);
            return true;
        }
    }
    Value product = value_binary(interp, BINARY_MULTIPLY, p, q);
    Value next = value_is_error(product) ? VALUE_ERROR : value_binary(interp, BINARY_ADD, *total, product);
    value_drop(product);
    value_drop(*total);
    *total = next;
    return !value_is_error(next);
}

NATIVE(math_sumprod, "sumprod(p, q, /)", "Returns the sum of products of two iterables.")
{
    Value p_iterator = value_iter(interp, arg[0]);
    if (value_is_error(p_iterator))
        return VALUE_ERROR;
    Value q_iterator = value_iter(interp, arg[1]);
    Value total = value_is_error(q_iterator) ? VALUE_ERROR : value_from_int(0);
    Twofold floats = {0};
    bool more = !value_is_error(total);
    while (more) {
        Value p = value_next(interp, p_iterator);
        Value q = value_is_error(p) ? VALUE_ERROR : value_next(interp, q_iterator);
        bool good = !value_is_error(p) && !value_is_error(q);
        if (good && value_is_unset(p) != value_is_unset(q)) {
            raise_value_error(interp, "Inputs are not the same length");
            good = false;
        }
        more = good && !value_is_unset(p);
        if (more)
            more = good = sumprod_step(interp, p, q, &floats, &total);
        value_drop(p);
        value_drop(q);
        if (!good) {
            value_drop(total);
            total = VALUE_ERROR;
        }
    }
    value_drop(p_iterator);
    value_drop(q_iterator);
    if (value_is_error(total) || !floats.used)
        return total;
    Value sum = value_binary(interp, BINARY_ADD, value_from_float(floats.high + floats.low), total);
    value_drop(total);
    return sum;
}

const NativeSpec *const MATH_SUM[] = {
    &math_fsum_native, &math_hypot_native, &math_dist_native, &math_prod_native, &math_sumprod_native, NULL,
};

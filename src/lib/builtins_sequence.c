// Built-in functions of iterables.
#include <string.h>

#include "lib/builtins.h"

/// all() and any(): stops at the first item whose truth is `stop`.
static Value quantify(Interp *interp, Value iterable, bool stop)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    Value result = value_from_bool(!stop);
    for (;;) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        bool truth = false;
        bool good = !value_is_error(item) && value_truth(interp, item, &truth);
        value_drop(item);
        if (!good) {
            result = VALUE_ERROR;
            break;
        }
        if (truth == stop) {
            result = value_from_bool(stop);
            break;
        }
    }
    value_drop(iterator);
    return result;
}

NATIVE(builtin_all, "all(iterable, /)", "Returns True if every item is true.")
{
    return quantify(interp, arg[0], false);
}
NATIVE(builtin_any, "any(iterable, /)", "Returns True if some item is true.")
{
    return quantify(interp, arg[0], true);
}

NATIVE(builtin_len, "len(obj, /)", "Returns the number of items of a container.")
{
    int64_t length;
    if (!value_length(interp, arg[0], &length))
        return VALUE_ERROR;
    return value_from_int(length);
}

NATIVE(builtin_iter, "iter(object, sentinel=..., /)", "Returns an iterator over an object's items.")
{
    if (value_is_unset(arg[1]))
        return value_iter(interp, arg[0]);
    if (!value_is_callable(interp, arg[0]))
        return raise_type_error(interp, "iter(v, w): v must be callable");
    return value_callable_iter(interp, arg[0], arg[1]);
}

NATIVE(builtin_next, "next(iterator, default=..., /)", "Returns the next item of an iterator.")
{
    if (!value_type(interp, arg[0])->slots.next)
        return raise_type_error(interp, "'%s' object is not an iterator", value_type_name(interp, arg[0]));
    if (value_is_unset(arg[1]))
        return value_next_or_stop(interp, arg[0]);
    Value item = value_next(interp, arg[0]);
    return value_is_unset(item) ? value_keep(arg[1]) : item;
}

// The keyword arguments of a call alone, for functions that count them apart from the others.
static Arguments keywords_of(const Arguments *arguments)
{
    return (Arguments){arguments->values + arguments->count, 0, arguments->keywords};
}

NATIVE_RAW(builtin_sorted, "sorted(iterable, /, *, key=None, reverse=False)", "Returns a new list, sorted.")
{
    bool reverse;
    Value arg[2];
    Arguments keywords = keywords_of(arguments);
    if (arguments->count != 1)
        return raise_type_error(interp, "sorted expected 1 argument, got %zu", arguments->count);
    if (!native_bind(interp, "sort(*, key=None, reverse=False)", &keywords, arg) ||
        !value_truth(interp, arg[1], &reverse))
        return VALUE_ERROR;
    Value list = list_from_iterable(interp, arguments->values[0]);
    if (value_is_error(list))
        return VALUE_ERROR;
    if (!list_sort(interp, list, arg[0], reverse)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

// min() and max(): the best item so far and its key, both owned.
typedef struct Best {
    Value item, key;
} Best;

static bool best_offer_take(Interp *interp, Best *best, Value item, Value key_function, CompareKind better)
{
    Value key;
    if (value_is_none(key_function))
        key = value_keep(item);
    else
        key = value_call_values(interp, key_function, 1, &item);
    bool take = value_is_unset(best->item);
    bool good = !value_is_error(key);
    if (good && !take) {
        Value compared = value_compare(interp, key, best->key, better);
        good = !value_is_error(compared) && value_truth(interp, compared, &take);
        value_drop(compared);
    }
    if (!good || !take) {
        value_drop(key);
        value_drop(item);
        return good;
    }
    value_drop(best->item);
    value_drop(best->key);
    *best = (Best){item, key};
    return true;
}

static bool best_of_iterable(Interp *interp, Best *best, Value iterable, Value key, CompareKind better)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    bool good = true;
    while (good) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        good = !value_is_error(item) && best_offer_take(interp, best, item, key, better);
    }
    value_drop(iterator);
    return good;
}

static Value extreme(Interp *interp, const Arguments *given, const char *name, const char *signature,
                     CompareKind better)
{
    Value arg[2];
    Arguments keywords = keywords_of(given);
    if (given->count == 0)
        return raise_type_error(interp, "%s expected at least 1 argument, got 0", name);
    if (!native_bind(interp, signature, &keywords, arg))
        return VALUE_ERROR;
    Value key = arg[0], fallback = arg[1];
    if (given->count > 1 && !value_is_unset(fallback))
        return raise_type_error(interp, "Cannot specify a default for %s() with multiple positional arguments", name);
    Best best = {VALUE_UNSET, VALUE_UNSET};
    bool good = true;
    if (given->count == 1) {
        good = best_of_iterable(interp, &best, given->values[0], key, better);
    } else {
        for (size_t i = 0; good && i < given->count; i++)
            good = best_offer_take(interp, &best, value_keep(given->values[i]), key, better);
    }
    value_drop(best.key);
    if (!good) {
        value_drop(best.item);
        return VALUE_ERROR;
    }
    if (!value_is_unset(best.item))
        return best.item;
    if (!value_is_unset(fallback))
        return value_keep(fallback);
    return raise_value_error(interp, "%s() iterable argument is empty", name);
}

NATIVE_RAW(builtin_min, "min(*args, key=None, default=...)", "Returns the smallest item or argument.")
{
    return extreme(interp, arguments, "min", "min(*, key=None, default=...)", COMPARE_LT);
}
NATIVE_RAW(builtin_max, "max(*args, key=None, default=...)", "Returns the largest item or argument.")
{
    return extreme(interp, arguments, "max", "max(*, key=None, default=...)", COMPARE_GT);
}

const NativeSpec *const BUILTINS_SEQUENCE[] = {
    &builtin_all_native,  &builtin_any_native,  &builtin_len_native,
    &builtin_iter_native, &builtin_next_native, &builtin_sorted_native,
    &builtin_min_native,  &builtin_max_native,  NULL,
};

// itertools: product, permutations, combinations. v[0] holds the pool (for product: a tuple of pools), n the length of
// each result, flag that the first result was given.
#include "lib/itertools.h"

static Value *pool_items(const Tool *tool)
{
    return tuple_of(tool->v[0])->items;
}

/// The result that the indices name.
static Value current(Interp *interp, const Tool *tool)
{
    Value result = tuple_new(interp, (size_t)tool->n);
    for (int64_t i = 0; !value_is_error(result) && i < tool->n; i++)
        tuple_of(result)->items[i] = value_keep(pool_items(tool)[tool->indices[i]]);
    return result;
}

/// A tool with the pool of an iterable and `n` indices.
static Tool *with_pool(Interp *interp, Type *type, Value iterable, Value length, size_t extra)
{
    Value pool = tuple_from_iterable(interp, iterable);
    if (value_is_error(pool))
        return NULL;
    int64_t n = (int64_t)tuple_of(pool)->count;
    if (!value_is_none(length)) {
        if (!int_check(interp, length)) {
            raise_type_error(interp, "Expected int as r");
            n = -1;
        } else if (!value_to_int64(interp, length, &n)) {
            n = -1;
        } else if (n < 0) {
            raise_value_error(interp, "r must be non-negative");
        }
    }
    Tool *tool = n < 0 ? NULL : tool_new(interp, type);
    if (!tool) {
        value_drop(pool);
        return NULL;
    }
    tool->v[0] = pool;
    tool->n = n;
    tool->m = (int64_t)tuple_of(pool)->count;
    // A result longer than the pool never comes, so its indices need no room.
    size_t indices = (size_t)(n > tool->m && extra != SIZE_MAX ? tool->m : n);
    if (!tool_indices(interp, tool, indices + (extra == SIZE_MAX ? 0 : tuple_of(pool)->count))) {
        (void)tool_fail(tool);
        return NULL;
    }
    return tool;
}

static Value product_new(Interp *interp, Type *type, const Arguments *arguments)
{
    int64_t repeat = 1;
    if (arguments->keywords && arguments->keywords->count > 0) {
        if (arguments->keywords->count > 1 || !str_equals(arguments->keywords->items[0], "repeat"))
            return raise_type_error(interp, "product() got an unexpected keyword argument '%s'",
                                    str_of(arguments->keywords->items[0])->text);
        if (!value_to_int64(interp, arguments->values[arguments->count], &repeat))
            return VALUE_ERROR;
        if (repeat < 0)
            return raise_value_error(interp, "repeat argument cannot be negative");
    }
    size_t given = repeat == 0 ? 0 : arguments->count, total;
    if (__builtin_mul_overflow(given, (size_t)repeat, &total) || total > INT32_MAX)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "repeat argument too large");
    Tool *tool = tool_new(interp, type);
    Value pools = tool ? tuple_new(interp, given) : VALUE_ERROR;
    if (value_is_error(pools))
        return tool_fail(tool);
    tool->v[0] = pools;
    for (size_t i = 0; i < given; i++) {
        Value pool = tuple_from_iterable(interp, arguments->values[i]);
        if (value_is_error(pool))
            return tool_fail(tool);
        tuple_of(pools)->items[i] = pool;
    }
    tool->n = (int64_t)total;
    tool->m = (int64_t)given;
    return tool_indices(interp, tool, total) ? value_from_object(tool) : tool_fail(tool);
}

static Tuple *product_pool(const Tool *tool, int64_t i)
{
    return tuple_of(pool_items(tool)[i % tool->m]);
}

/// Turns the wheels like an odometer's; false when all have come round.
static bool product_advance(Tool *tool)
{
    if (!tool->flag) {
        tool->flag = true;
        for (int64_t i = 0; i < tool->n; i++) {
            if (product_pool(tool, i)->count == 0)
                return false;
        }
        return true;
    }
    for (int64_t i = tool->n - 1; i >= 0; i--) {
        if (++tool->indices[i] < (int64_t)product_pool(tool, i)->count)
            return true;
        tool->indices[i] = 0;
    }
    return false;
}

static Value product_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->k || !product_advance(tool)) {
        tool->k = 1;
        return VALUE_UNSET;
    }
    Value result = tuple_new(interp, (size_t)tool->n);
    for (int64_t i = 0; !value_is_error(result) && i < tool->n; i++)
        tuple_of(result)->items[i] = value_keep(product_pool(tool, i)->items[tool->indices[i]]);
    return result;
}
static TOOL_TYPE(product_type, "product", "Gives the Cartesian product of iterables.",
                 .slots = {TOOL_SLOTS(product_new, product_next)});

// combinations: the indices rise strictly.
static Value combinations_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "combinations(iterable, r)", arguments, bound))
        return VALUE_ERROR;
    int64_t check;
    if (!int_check(interp, bound[1]) && !value_to_int64(interp, bound[1], &check))
        return VALUE_ERROR;
    Tool *tool = with_pool(interp, type, bound[0], bound[1], 0);
    if (!tool)
        return VALUE_ERROR;
    for (int64_t i = 0; i < tool->n && i < tool->m; i++)
        tool->indices[i] = i;
    return value_from_object(tool);
}
static Value combinations_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->k || tool->n > tool->m)
        return VALUE_UNSET;
    if (tool->flag) {
        int64_t i = tool->n - 1;
        while (i >= 0 && tool->indices[i] == i + tool->m - tool->n)
            i--;
        if (i < 0) {
            tool->k = 1;
            return VALUE_UNSET;
        }
        tool->indices[i]++;
        for (int64_t j = i + 1; j < tool->n; j++)
            tool->indices[j] = tool->indices[j - 1] + 1;
    }
    tool->flag = true;
    return current(interp, tool);
}
static TOOL_TYPE(combinations_type, "combinations", "Gives the subsequences of a length, in order.",
                 .slots = {TOOL_SLOTS(combinations_new, combinations_next)});

// combinations_with_replacement: the indices never fall.
static Value replacement_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    int64_t check;
    if (!native_bind(interp, "combinations_with_replacement(iterable, r)", arguments, bound))
        return VALUE_ERROR;
    if (!int_check(interp, bound[1]) && !value_to_int64(interp, bound[1], &check))
        return VALUE_ERROR;
    Tool *tool = with_pool(interp, type, bound[0], bound[1], SIZE_MAX);
    return tool ? value_from_object(tool) : VALUE_ERROR;
}
static Value replacement_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->k || (tool->m == 0 && tool->n > 0))
        return VALUE_UNSET;
    if (tool->flag) {
        int64_t i = tool->n - 1;
        while (i >= 0 && tool->indices[i] == tool->m - 1)
            i--;
        if (i < 0) {
            tool->k = 1;
            return VALUE_UNSET;
        }
        int64_t next = tool->indices[i] + 1;
        for (; i < tool->n; i++)
            tool->indices[i] = next;
    }
    tool->flag = true;
    return current(interp, tool);
}
static TOOL_TYPE(replacement_type, "combinations_with_replacement", "Gives subsequences whose items may repeat.",
                 .slots = {TOOL_SLOTS(replacement_new, replacement_next)});

// permutations: indices holds all m places of the pool, the first n of them are the result; the cycles that tell when
// a place has seen all items follow behind them.
static Value permutations_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "permutations(iterable, r=None)", arguments, bound))
        return VALUE_ERROR;
    Tool *tool = with_pool(interp, type, bound[0], bound[1], 1);
    if (!tool)
        return VALUE_ERROR;
    for (int64_t i = 0; i < tool->m; i++)
        tool->indices[i] = i;
    for (int64_t i = 0; i < tool->n && i < tool->m; i++)
        tool->indices[tool->m + i] = tool->m - i;
    return value_from_object(tool);
}

/// Knuth's plain changes by cycles: false when the last permutation was given.
static bool permutations_advance(Tool *tool)
{
    int64_t *places = tool->indices, *cycles = tool->indices + tool->m;
    for (int64_t i = tool->n - 1; i >= 0; i--) {
        if (--cycles[i] == 0) {
            int64_t moved = places[i];
            for (int64_t j = i; j < tool->m - 1; j++)
                places[j] = places[j + 1];
            places[tool->m - 1] = moved;
            cycles[i] = tool->m - i;
        } else {
            int64_t j = tool->m - cycles[i], swap = places[i];
            places[i] = places[j];
            places[j] = swap;
            return true;
        }
    }
    return false;
}
static Value permutations_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->k || tool->n > tool->m)
        return VALUE_UNSET;
    if (tool->flag && !permutations_advance(tool)) {
        tool->k = 1;
        return VALUE_UNSET;
    }
    tool->flag = true;
    return current(interp, tool);
}
static TOOL_TYPE(permutations_type, "permutations", "Gives the arrangements of a length, in order.",
                 .slots = {TOOL_SLOTS(permutations_new, permutations_next)});

const TypeSpec *const ITERTOOLS_COMBINATORIC[] = {
    &product_type, &permutations_type, &combinations_type, &replacement_type, NULL,
};

// itertools: the iterators that pass items through, and the module.
#include "lib/itertools.h"

#include <stdint.h>

Tool *tool_new(Interp *interp, Type *type)
{
    Tool *tool = object_new(interp, type, sizeof *tool);
    for (int i = 0; tool && i < TOOL_VALUES; i++)
        tool->v[i] = VALUE_UNSET;
    return tool;
}

bool tool_indices(Interp *interp, Tool *tool, size_t count)
{
    tool->indices = mem_alloc_array(&interp->memory, count ? count : 1, sizeof *tool->indices);
    if (!tool->indices)
        return false;
    tool->index_count = count ? count : 1;
    for (size_t i = 0; i < tool->index_count; i++)
        tool->indices[i] = 0;
    return true;
}

void tool_destroy(Interp *interp, Object *self)
{
    Tool *tool = (Tool *)self;
    for (int i = 0; i < TOOL_VALUES; i++)
        value_drop(tool->v[i]);
    mem_free(&interp->memory, tool->indices, tool->index_count * sizeof *tool->indices);
}

void tool_traverse(Object *self, VisitFunction visit, void *context)
{
    for (int i = 0; i < TOOL_VALUES; i++)
        visit_value(((Tool *)self)->v[i], visit, context);
}

void tool_clear(UNUSED Interp *interp, Object *self)
{
    for (int i = 0; i < TOOL_VALUES; i++)
        value_replace_take(&((Tool *)self)->v[i], VALUE_UNSET);
}

bool tool_iterate(Interp *interp, Tool *tool, int i, Value iterable)
{
    tool->v[i] = value_iter(interp, iterable);
    if (!value_is_error(tool->v[i]))
        return true;
    tool->v[i] = VALUE_UNSET;
    return false;
}

Value tool_fail(Tool *tool)
{
    if (tool)
        value_drop(value_from_object(tool));
    return VALUE_ERROR;
}

bool tool_count(Interp *interp, Value v, int64_t least, const char *text, int64_t *out)
{
    if (value_to_int64(interp, v, out) && *out >= least)
        return true;
    if (error_pending(&interp->error) && !exception_catch(interp, ERROR_TYPE_ERROR) &&
        !exception_catch(interp, ERROR_OVERFLOW_ERROR))
        return false;
    raise_value_error(interp, "%s", text);
    return false;
}

/// The next item of the tool's first iterator, which is let go at its end.
static Value next_of_first(Interp *interp, Tool *tool)
{
    if (value_is_unset(tool->v[0]))
        return VALUE_UNSET;
    Value item = value_next(interp, tool->v[0]);
    if (value_is_unset(item))
        value_replace_take(&tool->v[0], VALUE_UNSET);
    return item;
}

// count: v[0] the next number, v[1] the step.
static Value count_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "count(start=0, step=1)", arguments, bound))
        return VALUE_ERROR;
    for (int i = 0; i < 2; i++) {
        Type *given = value_type(interp, bound[i]);
        if (!given->slots.to_float && !given->slots.to_index && !given->slots.to_int &&
            given != interp->types[TYPE_COMPLEX])
            return raise_type_error(interp, "a number is required");
    }
    Tool *tool = tool_new(interp, type);
    if (!tool)
        return VALUE_ERROR;
    tool->v[0] = value_keep(bound[0]);
    tool->v[1] = value_keep(bound[1]);
    return value_from_object(tool);
}
static Value count_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    Value following = value_binary(interp, BINARY_ADD, tool->v[0], tool->v[1]);
    if (value_is_error(following))
        return VALUE_ERROR;
    Value item = tool->v[0];
    tool->v[0] = following;
    return item;
}
static Value count_repr(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    Value start = value_repr(interp, tool->v[0]);
    Value step = value_is_error(start) ? VALUE_ERROR : value_repr(interp, tool->v[1]);
    Value result = VALUE_ERROR;
    if (!value_is_error(step)) {
        bool plain = tool->v[1].tag == TAG_INT && tool->v[1].integer == 1;
        result = plain ? str_from_format(interp, "count(%s)", str_of(start)->text)
                       : str_from_format(interp, "count(%s, %s)", str_of(start)->text, str_of(step)->text);
    }
    value_drop(start);
    value_drop(step);
    return result;
}
static TOOL_TYPE(count_type, "count", "Counts from a start in equal steps, for ever.",
                 .slots = {TOOL_SLOTS(count_new, count_next), .repr = count_repr});

// cycle: v[0] the iterator of the first round, v[1] the list of items, n the place in later rounds.
static Value cycle_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value iterable;
    if (!native_bind(interp, "cycle(iterable, /)", arguments, &iterable))
        return VALUE_ERROR;
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, iterable))
        return tool_fail(tool);
    Value seen = list_new(interp, 0);
    if (value_is_error(seen))
        return tool_fail(tool);
    tool->v[1] = seen;
    return value_from_object(tool);
}
static Value cycle_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    Value item = next_of_first(interp, tool);
    if (value_is_error(item))
        return item;
    List *seen = list_of(tool->v[1]);
    if (!value_is_unset(item)) {
        if (list_append(interp, tool->v[1], item))
            return item;
        value_drop(item);
        return VALUE_ERROR;
    }
    if (seen->count == 0)
        return VALUE_UNSET;
    item = value_keep(seen->items[tool->n]);
    tool->n = (tool->n + 1) % (int64_t)seen->count;
    return item;
}
static TOOL_TYPE(cycle_type, "cycle", "Repeats the items of an iterable for ever.",
                 .slots = {TOOL_SLOTS(cycle_new, cycle_next)});

// repeat: v[0] the object, n the times left, -1 for ever.
static Value repeat_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    int64_t times = -1;
    if (!native_bind(interp, "repeat(object, times=...)", arguments, bound))
        return VALUE_ERROR;
    if (!value_is_unset(bound[1])) {
        if (!value_to_int64(interp, bound[1], &times))
            return VALUE_ERROR;
        times = times < 0 ? 0 : times;
    }
    Tool *tool = tool_new(interp, type);
    if (!tool)
        return VALUE_ERROR;
    tool->v[0] = value_keep(bound[0]);
    tool->n = times;
    return value_from_object(tool);
}
static Value repeat_next(UNUSED Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->n == 0)
        return VALUE_UNSET;
    if (tool->n > 0)
        tool->n--;
    return value_keep(tool->v[0]);
}
static Value repeat_repr(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    Value text = value_repr(interp, tool->v[0]);
    if (value_is_error(text))
        return VALUE_ERROR;
    Value result = tool->n < 0 ? str_from_format(interp, "repeat(%s)", str_of(text)->text)
                               : str_from_format(interp, "repeat(%s, %lld)", str_of(text)->text, (long long)tool->n);
    value_drop(text);
    return result;
}
NATIVE(repeat_length_hint, "__length_hint__(self, /)", "Returns how many items are left.")
{
    if (tool_of(arg[0])->n < 0)
        return raise_type_error(interp, "len() of unsized object");
    return value_from_int(tool_of(arg[0])->n);
}
static const NativeSpec *const REPEAT_METHODS[] = {&repeat_length_hint_native, NULL};
static TOOL_TYPE(repeat_type, "repeat", "Repeats an object, for ever or a number of times.",
                 .slots = {TOOL_SLOTS(repeat_new, repeat_next), .repr = repeat_repr}, .methods = REPEAT_METHODS);

// chain: v[0] the iterator of iterables, v[1] the one that is being walked.
static Value chain_of_take(Interp *interp, Type *type, Value iterables)
{
    Tool *tool = value_is_error(iterables) ? NULL : tool_new(interp, type);
    if (!tool) {
        value_drop(iterables);
        return VALUE_ERROR;
    }
    tool->v[0] = iterables;
    return value_from_object(tool);
}
static Value chain_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "chain", arguments))
        return VALUE_ERROR;
    Value tuple = tuple_from_values(interp, arguments->count, arguments->values);
    if (value_is_error(tuple))
        return VALUE_ERROR;
    Value iterator = value_iter(interp, tuple);
    value_drop(tuple);
    return chain_of_take(interp, type, iterator);
}
NATIVE(chain_from_iterable, "from_iterable($cls, iterable, /)", "Chains the iterables that an iterable gives.")
{
    return chain_of_take(interp, type_of(arg[0]), value_iter(interp, arg[1]));
}
static Value chain_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    for (;;) {
        if (value_is_unset(tool->v[1])) {
            Value iterable = next_of_first(interp, tool);
            if (iterable.tag <= TAG_UNSET)
                return iterable;
            Value iterator = value_iter(interp, iterable);
            value_drop(iterable);
            if (value_is_error(iterator)) {
                value_replace_take(&tool->v[0], VALUE_UNSET);
                return VALUE_ERROR;
            }
            value_replace_take(&tool->v[1], iterator);
        }
        Value item = value_next(interp, tool->v[1]);
        if (!value_is_unset(item))
            return item;
        value_replace_take(&tool->v[1], VALUE_UNSET);
    }
}
static Value generic_alias(Interp *interp, const Value *arg)
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_GENERIC_ALIAS]), 2, arg);
}
NATIVE(chain_class_getitem, "__class_getitem__($cls, item, /)", "Returns chain[item], for annotations.")
{
    return generic_alias(interp, arg);
}
static const NativeSpec *const CHAIN_METHODS[] = {&chain_from_iterable_native, &chain_class_getitem_native, NULL};
static TOOL_TYPE(chain_type, "chain", "Gives the items of several iterables, one after another.",
                 .slots = {TOOL_SLOTS(chain_new, chain_next)}, .methods = CHAIN_METHODS);

// compress: v[0] the data, v[1] the selectors.
static Value compress_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "compress(data, selectors)", arguments, bound))
        return VALUE_ERROR;
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, bound[0]) || !tool_iterate(interp, tool, 1, bound[1]))
        return tool_fail(tool);
    return value_from_object(tool);
}
static Value compress_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    for (;;) {
        Value item = value_next(interp, tool->v[0]);
        if (item.tag <= TAG_UNSET)
            return item;
        Value selector = value_next(interp, tool->v[1]);
        bool truth = false;
        bool good = selector.tag > TAG_UNSET && value_truth(interp, selector, &truth);
        bool ended = value_is_unset(selector);
        value_drop(selector);
        if (good && truth)
            return item;
        value_drop(item);
        if (!good)
            return ended ? VALUE_UNSET : VALUE_ERROR;
    }
}
static TOOL_TYPE(compress_type, "compress", "Gives the data whose selectors are true.",
                 .slots = {TOOL_SLOTS(compress_new, compress_next)});

// dropwhile, takewhile, filterfalse, starmap: v[0] the iterator, v[1] the function, flag: started or ended.
static Value with_function(Interp *interp, Type *type, Value function, Value iterable)
{
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, iterable))
        return tool_fail(tool);
    tool->v[1] = value_keep(function);
    return value_from_object(tool);
}

/// Whether the function (None: the item itself) says true; false in the result on failure.
static bool ask(Interp *interp, Value function, Value item, bool *truth)
{
    if (value_is_none(function))
        return value_truth(interp, item, truth);
    Value answer = value_call_values(interp, function, 1, &item);
    bool good = !value_is_error(answer) && value_truth(interp, answer, truth);
    value_drop(answer);
    return good;
}

#define FUNCTION_TOOL_NEW(name, signature)                                                                             \
    static Value name##_new(Interp *interp, Type *type, const Arguments *arguments)                                    \
    {                                                                                                                  \
        Value bound[2];                                                                                                \
        if (!native_bind(interp, signature, arguments, bound))                                                         \
            return VALUE_ERROR;                                                                                        \
        return with_function(interp, type, bound[0], bound[1]);                                                        \
    }

FUNCTION_TOOL_NEW(dropwhile, "dropwhile(predicate, iterable, /)")
static Value dropwhile_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    for (;;) {
        Value item = value_next(interp, tool->v[0]);
        bool truth;
        if (item.tag <= TAG_UNSET || tool->flag)
            return item;
        if (!ask(interp, tool->v[1], item, &truth)) {
            value_drop(item);
            return VALUE_ERROR;
        }
        if (!truth) {
            tool->flag = true;
            return item;
        }
        value_drop(item);
    }
}
static TOOL_TYPE(dropwhile_type, "dropwhile", "Leaves out items while a predicate is true.",
                 .slots = {TOOL_SLOTS(dropwhile_new, dropwhile_next)});

FUNCTION_TOOL_NEW(takewhile, "takewhile(predicate, iterable, /)")
static Value takewhile_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->flag)
        return VALUE_UNSET;
    Value item = value_next(interp, tool->v[0]);
    bool truth;
    if (item.tag <= TAG_UNSET)
        return item;
    bool good = ask(interp, tool->v[1], item, &truth);
    if (good && truth)
        return item;
    value_drop(item);
    tool->flag = good;
    return good ? VALUE_UNSET : VALUE_ERROR;
}
static TOOL_TYPE(takewhile_type, "takewhile", "Gives items while a predicate is true.",
                 .slots = {TOOL_SLOTS(takewhile_new, takewhile_next)});

FUNCTION_TOOL_NEW(filterfalse, "filterfalse(function, iterable, /)")
static Value filterfalse_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    for (;;) {
        Value item = value_next(interp, tool->v[0]);
        bool truth;
        if (item.tag <= TAG_UNSET)
            return item;
        bool good = ask(interp, tool->v[1], item, &truth);
        if (good && !truth)
            return item;
        value_drop(item);
        if (!good)
            return VALUE_ERROR;
    }
}
static TOOL_TYPE(filterfalse_type, "filterfalse", "Gives the items for which a function is false.",
                 .slots = {TOOL_SLOTS(filterfalse_new, filterfalse_next)});

FUNCTION_TOOL_NEW(starmap, "starmap(function, iterable, /)")
static Value starmap_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    Value item = value_next(interp, tool->v[0]);
    if (item.tag <= TAG_UNSET)
        return item;
    Value tuple = tuple_from_iterable(interp, item);
    value_drop(item);
    if (value_is_error(tuple))
        return VALUE_ERROR;
    Value result = value_call_values(interp, tool->v[1], tuple_of(tuple)->count, tuple_of(tuple)->items);
    value_drop(tuple);
    return result;
}
static TOOL_TYPE(starmap_type, "starmap", "Calls a function with each item's parts as arguments.",
                 .slots = {TOOL_SLOTS(starmap_new, starmap_next)});

// islice: v[0] the iterator, n the place reached, m the next place wanted, k the stop (-1: none), indices[0] the step.
static Value islice_new(Interp *interp, Type *type, const Arguments *arguments)
{
    static const char start_text[] = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char stop_text[] = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    if (!native_refuse_keywords(interp, "islice", arguments))
        return VALUE_ERROR;
    if (arguments->count < 2 || arguments->count > 4)
        return raise_type_error(interp, "islice expected at %s %d arguments, got %zu",
                                arguments->count < 2 ? "least" : "most", arguments->count < 2 ? 2 : 4,
                                arguments->count);
    bool short_form = arguments->count == 2;
    Value start = short_form ? VALUE_NONE : arguments->values[1];
    Value stop = arguments->values[short_form ? 1 : 2];
    Value step = arguments->count == 4 ? arguments->values[3] : VALUE_NONE;
    int64_t from = 0, to = -1, by = 1;
    if (!value_is_none(stop) && !tool_count(interp, stop, 0, short_form ? stop_text : start_text, &to))
        return VALUE_ERROR;
    if (!value_is_none(start) && !tool_count(interp, start, 0, start_text, &from))
        return VALUE_ERROR;
    if (!value_is_none(step) &&
        !tool_count(interp, step, 1, "Step for islice() must be a positive integer or None.", &by))
        return VALUE_ERROR;
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, arguments->values[0]) || !tool_indices(interp, tool, 1))
        return tool_fail(tool);
    tool->m = from;
    tool->k = to;
    tool->indices[0] = by;
    return value_from_object(tool);
}
static Value islice_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (value_is_unset(tool->v[0]))
        return VALUE_UNSET;
    int64_t wanted = tool->k >= 0 && tool->k < tool->m ? tool->k : tool->m;
    while (tool->n < wanted) {
        Value skipped = next_of_first(interp, tool);
        if (skipped.tag <= TAG_UNSET)
            return skipped;
        value_drop(skipped);
        tool->n++;
    }
    if (tool->k >= 0 && tool->n >= tool->k) {
        value_replace_take(&tool->v[0], VALUE_UNSET);
        return VALUE_UNSET;
    }
    Value item = next_of_first(interp, tool);
    if (item.tag <= TAG_UNSET)
        return item;
    tool->n++;
    if (__builtin_add_overflow(tool->m, tool->indices[0], &tool->m))
        tool->m = INT64_MAX;
    if (tool->k >= 0 && tool->m > tool->k)
        tool->m = tool->k;
    return item;
}
static TOOL_TYPE(islice_type, "islice", "Gives the items that a slice names.",
                 .slots = {TOOL_SLOTS(islice_new, islice_next)});

// pairwise: v[0] the iterator, v[1] the item before.
static Value pairwise_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value iterable;
    if (!native_bind(interp, "pairwise(iterable, /)", arguments, &iterable))
        return VALUE_ERROR;
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, iterable))
        return tool_fail(tool);
    return value_from_object(tool);
}
static Value pairwise_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (value_is_unset(tool->v[1])) {
        Value first = next_of_first(interp, tool);
        if (first.tag <= TAG_UNSET)
            return first;
        value_replace_take(&tool->v[1], first);
    }
    // The iterator may ask this object for a pair, which changes the item before.
    Value before = value_keep(tool->v[1]);
    Value item = next_of_first(interp, tool);
    if (item.tag <= TAG_UNSET) {
        value_replace_take(&tool->v[1], VALUE_UNSET);
        value_drop(before);
        return item;
    }
    value_replace_take(&tool->v[1], value_keep(item));
    return support_pair_take(interp, before, item);
}
static TOOL_TYPE(pairwise_type, "pairwise", "Gives overlapping pairs of neighbours.",
                 .slots = {TOOL_SLOTS(pairwise_new, pairwise_next)});

// accumulate: v[0] the iterator, v[1] the function or None, v[2] the total; flag: the total stands for an initial one.
static Value accumulate_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[3];
    if (!native_bind(interp, "accumulate(iterable, func=None, *, initial=None)", arguments, bound))
        return VALUE_ERROR;
    Value result = with_function(interp, type, bound[1], bound[0]);
    if (!value_is_error(result) && !value_is_none(bound[2])) {
        tool_of(result)->v[2] = value_keep(bound[2]);
        tool_of(result)->flag = true;
    }
    return result;
}
static Value accumulate_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (tool->flag) {
        tool->flag = false;
        return value_keep(tool->v[2]);
    }
    Value item = value_next(interp, tool->v[0]);
    if (item.tag <= TAG_UNSET)
        return item;
    Value total;
    if (value_is_unset(tool->v[2])) {
        total = item;
    } else {
        Value pair[2] = {tool->v[2], item};
        total = value_is_none(tool->v[1]) ? value_binary(interp, BINARY_ADD, pair[0], pair[1])
                                          : value_call_values(interp, tool->v[1], 2, pair);
        value_drop(item);
        if (value_is_error(total))
            return VALUE_ERROR;
    }
    value_replace_take(&tool->v[2], value_keep(total));
    return total;
}
static TOOL_TYPE(accumulate_type, "accumulate", "Gives running totals.",
                 .slots = {TOOL_SLOTS(accumulate_new, accumulate_next)});

static const TypeSpec *const TYPES[] = {
    &count_type,    &cycle_type,     &repeat_type,    &chain_type,
    &compress_type, &dropwhile_type, &takewhile_type, &filterfalse_type,
    &starmap_type,  &islice_type,    &pairwise_type,  &accumulate_type,
    NULL,
};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, TYPES) && support_add_types(interp, module, ITERTOOLS_COMBINATORIC) &&
           support_add_types(interp, module, ITERTOOLS_GROUPING) &&
           module_add_natives(interp, module, ITERTOOLS_FUNCTIONS);
}

const ModuleSpec module_spec_itertools = {
    .name = "itertools",
    .doc = "Building blocks for iterators.",
    .fill = fill,
};

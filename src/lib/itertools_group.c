// itertools: groupby, tee, batched, zip_longest.
#include "lib/itertools.h"

// groupby: v[0] the iterator, v[1] the key function, v[2] the key of the group given last, v[3] and v[4] the newest key
// and item (item UNSET once it was given); n counts groups, so that an old group knows that it is over.
// A group: v[0] the groupby, v[1] its key, n its number.
static Value groupby_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "groupby(iterable, key=None)", arguments, bound))
        return VALUE_ERROR;
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, bound[0]))
        return tool_fail(tool);
    tool->v[1] = value_keep(bound[1]);
    return value_from_object(tool);
}

/// Fetches the next item and its key: 1, 0 at the end, -1 on failure.
static int groupby_step(Interp *interp, Tool *tool)
{
    Value item = value_next(interp, tool->v[0]);
    if (item.tag <= TAG_UNSET)
        return value_is_error(item) ? -1 : 0;
    Value key = value_is_none(tool->v[1]) ? value_keep(item) : value_call_values(interp, tool->v[1], 1, &item);
    if (value_is_error(key)) {
        value_drop(item);
        return -1;
    }
    value_replace_take(&tool->v[4], item);
    value_replace_take(&tool->v[3], key);
    return 1;
}

static Value group_next(Interp *interp, Value self)
{
    Tool *group = tool_of(self);
    if (value_is_unset(group->v[0]))
        return VALUE_UNSET;
    Tool *parent = tool_of(group->v[0]);
    if (parent->n != group->n)
        return VALUE_UNSET;
    if (value_is_unset(parent->v[4])) {
        int step = groupby_step(interp, parent);
        if (step <= 0)
            return step < 0 ? VALUE_ERROR : VALUE_UNSET;
    }
    bool equal;
    Value ours = value_keep(group->v[1]), newest = value_keep(parent->v[3]);
    bool good = value_equal(interp, ours, newest, &equal);
    value_drop(ours);
    value_drop(newest);
    if (!good)
        return VALUE_ERROR;
    if (!equal)
        return VALUE_UNSET;
    Value item = parent->v[4];
    parent->v[4] = VALUE_UNSET;
    return item;
}
static TOOL_TYPE(group_type, "_grouper", "One group of groupby.", .slots = {TOOL_SLOTS(NULL, group_next)});

/// Walks over what is left of the group before; 1 at a new key, 0 at the end, -1 on failure.
static int groupby_seek(Interp *interp, Tool *tool)
{
    for (;;) {
        if (!value_is_unset(tool->v[3])) {
            if (value_is_unset(tool->v[2]))
                return 1;
            bool equal;
            Value before = value_keep(tool->v[2]), newest = value_keep(tool->v[3]);
            bool good = value_equal(interp, before, newest, &equal);
            value_drop(before);
            value_drop(newest);
            if (!good)
                return -1;
            if (!equal)
                return 1;
        }
        int step = groupby_step(interp, tool);
        if (step <= 0)
            return step;
    }
}

static Value groupby_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    tool->n++;
    int found = groupby_seek(interp, tool);
    if (found <= 0)
        return found < 0 ? VALUE_ERROR : VALUE_UNSET;
    value_replace_take(&tool->v[2], value_keep(tool->v[3]));
    // The type of groups is made once for each groupby type and kept in the newest group's own reference.
    Value module = support_import(interp, "itertools", "_grouper");
    if (value_is_error(module))
        return VALUE_ERROR;
    Tool *group = tool_new(interp, type_of(module));
    value_drop(module);
    if (!group)
        return VALUE_ERROR;
    group->v[0] = value_keep(self);
    group->v[1] = value_keep(tool->v[2]);
    group->n = tool->n;
    return support_pair_take(interp, value_keep(tool->v[3]), value_from_object(group));
}
static TOOL_TYPE(groupby_type, "groupby", "Groups neighbours with equal keys.",
                 .slots = {TOOL_SLOTS(groupby_new, groupby_next)});

// tee: each iterator holds a link of a chain of items that all of them share. A link: v[0] the item (UNSET until it is
// fetched), v[1] the next link, v[2] the source while the item is not fetched.
static TOOL_TYPE(link_type, "_tee_dataobject", "A link of the items that tee's iterators share.",
                 .slots = {.destroy = tool_destroy, .traverse = tool_traverse, .clear = tool_clear});

static Value tee_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (value_is_unset(tool->v[0]))
        return VALUE_UNSET;
    Value link_value = value_keep(tool->v[0]);
    Tool *link = tool_of(link_value);
    if (value_is_unset(link->v[0]) && !value_is_unset(link->v[2])) {
        if (link->flag) {
            value_drop(link_value);
            return value_raise(interp, ERROR_RUNTIME_ERROR, "cannot re-enter the tee iterator");
        }
        link->flag = true;
        Value item = value_next(interp, link->v[2]);
        link->flag = false;
        Tool *next = item.tag > TAG_UNSET ? tool_new(interp, link->head.type) : NULL;
        if (!next) {
            bool ended = value_is_unset(item);
            value_drop(item);
            value_drop(link_value);
            return ended ? VALUE_UNSET : VALUE_ERROR;
        }
        next->v[2] = link->v[2];
        link->v[2] = VALUE_UNSET;
        link->v[0] = item;
        link->v[1] = value_from_object(next);
    }
    Value item = value_keep(link->v[0]);
    value_replace_take(&tool->v[0], value_keep(link->v[1]));
    value_drop(link_value);
    return item;
}

/// Another iterator at the same link.
static Value tee_copy(Interp *interp, Value self)
{
    Tool *copy = tool_new(interp, self.object->type);
    if (!copy)
        return VALUE_ERROR;
    copy->v[0] = value_keep(tool_of(self)->v[0]);
    return value_from_object(copy);
}
NATIVE(tee_copy_method, "__copy__(self, /)", "Returns an independent iterator at the same place.")
{
    return tee_copy(interp, arg[0]);
}

/// The first iterator over a chain that begins with an iterable.
static Value tee_first(Interp *interp, Type *type, Value iterable)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    if (iterator.object->type == type) {
        Value copy = tee_copy(interp, iterator);
        value_drop(iterator);
        return copy;
    }
    Value links = support_import(interp, "itertools", "_tee_dataobject");
    Tool *link = value_is_error(links) ? NULL : tool_new(interp, type_of(links));
    value_drop(links);
    Tool *tool = link ? tool_new(interp, type) : NULL;
    if (!tool) {
        object_drop(link);
        value_drop(iterator);
        return VALUE_ERROR;
    }
    link->v[2] = iterator;
    tool->v[0] = value_from_object(link);
    return value_from_object(tool);
}
static Value tee_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value iterable;
    if (!native_bind(interp, "_tee(iterable, /)", arguments, &iterable))
        return VALUE_ERROR;
    return tee_first(interp, type, iterable);
}
static const NativeSpec *const TEE_METHODS[] = {&tee_copy_method_native, NULL};
static TOOL_TYPE(tee_type, "_tee", "One of tee's iterators.", .slots = {TOOL_SLOTS(tee_new, tee_next)},
                 .methods = TEE_METHODS);

NATIVE(itertools_tee, "tee(iterable, n=2, /)", "Returns a tuple of independent iterators over one iterable.")
{
    int64_t n;
    if (!value_to_int64(interp, arg[1], &n))
        return VALUE_ERROR;
    if (n < 0)
        return raise_value_error(interp, "n must be >= 0");
    if (n > INT32_MAX)
        return value_raise(interp, ERROR_MEMORY_ERROR, "n is too large");
    Value result = tuple_new(interp, (size_t)n);
    if (value_is_error(result) || n == 0)
        return result;
    Value type = support_import(interp, "itertools", "_tee");
    Value first = value_is_error(type) ? VALUE_ERROR : tee_first(interp, type_of(type), arg[0]);
    value_drop(type);
    for (int64_t i = 0; i < n && !value_is_error(first); i++) {
        Value copy = i == 0 ? value_keep(first) : tee_copy(interp, first);
        if (value_is_error(copy)) {
            value_drop(first);
            first = VALUE_ERROR;
        } else {
            tuple_of(result)->items[i] = copy;
        }
    }
    if (value_is_error(first)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    value_drop(first);
    return result;
}

// batched: v[0] the iterator, n the size; flag: strict.
static Value batched_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[3];
    bool strict;
    int64_t n;
    if (!native_bind(interp, "batched(iterable, n, *, strict=False)", arguments, bound) ||
        !value_to_int64(interp, bound[1], &n) || !value_truth(interp, bound[2], &strict))
        return VALUE_ERROR;
    if (n < 1)
        return raise_value_error(interp, "n must be at least one");
    Tool *tool = tool_new(interp, type);
    if (!tool || !tool_iterate(interp, tool, 0, bound[0]))
        return tool_fail(tool);
    tool->n = n;
    tool->flag = strict;
    return value_from_object(tool);
}
static Value batched_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    if (value_is_unset(tool->v[0]))
        return VALUE_UNSET;
    Value batch = list_new(interp, 0);
    if (value_is_error(batch))
        return batch;
    while ((int64_t)list_of(batch)->count < tool->n) {
        Value item = value_next(interp, tool->v[0]);
        if (value_is_unset(item))
            break;
        if (value_is_error(item) || !list_append_take(interp, batch, item)) {
            value_drop(batch);
            return VALUE_ERROR;
        }
    }
    size_t count = list_of(batch)->count;
    Value result = VALUE_UNSET;
    if ((int64_t)count < tool->n)
        value_replace_take(&tool->v[0], VALUE_UNSET);
    if (count > 0 && (int64_t)count < tool->n && tool->flag)
        result = raise_value_error(interp, "batched(): incomplete batch");
    else if (count > 0)
        result = tuple_from_values(interp, count, list_of(batch)->items);
    value_drop(batch);
    return result;
}
static TOOL_TYPE(batched_type, "batched", "Gives tuples of n items; the last may be shorter.",
                 .slots = {TOOL_SLOTS(batched_new, batched_next)});

// zip_longest: v[0] a list of iterators (None once exhausted), v[1] the fill value, n the iterators still going.
static Value longest_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value fill_value = VALUE_NONE;
    if (arguments->keywords && arguments->keywords->count > 0) {
        if (arguments->keywords->count > 1 || !str_equals(arguments->keywords->items[0], "fillvalue"))
            return raise_type_error(interp, "zip_longest() got an unexpected keyword argument");
        fill_value = arguments->values[arguments->count];
    }
    Tool *tool = tool_new(interp, type);
    Value iterators = tool ? list_new(interp, arguments->count) : VALUE_ERROR;
    if (value_is_error(iterators))
        return tool_fail(tool);
    tool->v[0] = iterators;
    tool->v[1] = value_keep(fill_value);
    tool->n = (int64_t)arguments->count;
    for (size_t i = 0; i < arguments->count; i++) {
        Value iterator = value_iter(interp, arguments->values[i]);
        if (value_is_error(iterator) || !list_append_take(interp, iterators, iterator))
            return tool_fail(tool);
    }
    return value_from_object(tool);
}
static Value longest_next(Interp *interp, Value self)
{
    Tool *tool = tool_of(self);
    List *iterators = list_of(tool->v[0]);
    if (tool->n == 0)
        return VALUE_UNSET;
    Value result = tuple_new(interp, iterators->count);
    for (size_t i = 0; !value_is_error(result) && i < iterators->count; i++) {
        Value item = value_is_none(iterators->items[i]) ? VALUE_UNSET : value_next(interp, iterators->items[i]);
        if (value_is_unset(item)) {
            if (!value_is_none(iterators->items[i])) {
                value_replace_take(&iterators->items[i], VALUE_NONE);
                tool->n--;
            }
            item = value_keep(tool->v[1]);
        }
        if (value_is_error(item) || tool->n == 0) {
            bool failed = value_is_error(item);
            tool->n = 0;
            value_drop(item);
            value_drop(result);
            return failed ? VALUE_ERROR : VALUE_UNSET;
        }
        tuple_of(result)->items[i] = item;
    }
    return result;
}
static TOOL_TYPE(longest_type, "zip_longest", "Zips iterables, filling up the shorter ones.",
                 .slots = {TOOL_SLOTS(longest_new, longest_next)});

const TypeSpec *const ITERTOOLS_GROUPING[] = {
    &groupby_type, &group_type, &tee_type, &link_type, &batched_type, &longest_type, NULL,
};
const NativeSpec *const ITERTOOLS_FUNCTIONS[] = {&itertools_tee_native, NULL};

// The methods and operators of set and frozenset.
#include "object/container.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/set.h"
#include "object/str.h"

// A new set of the kind of `like`: an operator's result is never of a derived class.
static Value new_like(Interp *interp, Value like)
{
    return set_new(interp, sequence_is(interp, like, TYPE_FROZENSET));
}

static Value copy_like(Interp *interp, Value v)
{
    return set_copy(interp, v, sequence_is(interp, v, TYPE_FROZENSET));
}

// Calls `visit` with each item of an iterable and its hash until it returns false.
typedef bool (*ItemVisitor)(Interp *interp, void *context, Value item, int64_t hash);

static bool for_each(Interp *interp, Value iterable, ItemVisitor visit, void *context)
{
    if (set_check(interp, iterable)) {
        const SetEntry *entry;
        for (size_t position = 0; (entry = set_walk_entry(set_of(iterable), &position)) != NULL;) {
            Value item = value_keep(entry->key);
            bool ok = visit(interp, context, item, entry->hash);
            value_drop(item);
            if (!ok)
                return false;
        }
        return true;
    }
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    while (ok) {
        int64_t hash;
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        ok = !value_is_error(item) && dict_hash_key(interp, item, &hash) && visit(interp, context, item, hash);
        value_drop(item);
    }
    value_drop(iterator);
    return ok;
}

typedef struct Selection {
    Value filter; // the set (or dict) that decides
    Value result;
    bool wanted; // take what is in the filter, or what is not
} Selection;

static bool visit_select(Interp *interp, void *context, Value item, int64_t hash)
{
    Selection *selection = context;
    bool found;
    if (dict_check(interp, selection->filter)) {
        int64_t at;
        if (!dict_find(interp, dict_of(selection->filter), item, hash, &at))
            return false;
        found = at >= 0;
    } else if (!set_contains_hashed(interp, set_of(selection->filter), item, hash, &found)) {
        return false;
    }
    return found != selection->wanted || set_add_hashed(interp, set_of(selection->result), item, hash);
}

static Value intersection(Interp *interp, Value a, Value b)
{
    if (value_is(a, b))
        return copy_like(interp, a);
    Value result = new_like(interp, a);
    if (value_is_error(result))
        return VALUE_ERROR;
    bool swap = set_check(interp, b) && set_of(b)->used > set_of(a)->used; // the smaller one is walked
    Selection selection = {swap ? b : a, result, true};
    if (for_each(interp, swap ? a : b, visit_select, &selection))
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

static bool visit_discard(Interp *interp, void *context, Value item, int64_t hash)
{
    bool found;
    return set_discard_hashed(interp, context, item, hash, &found);
}

static bool difference_update(Interp *interp, Value set, Value other)
{
    if (value_is(set, other)) {
        set_clear(interp, set);
        return true;
    }
    // Of a larger set only what this set holds has to be looked at.
    if (set_check(interp, other) && set_of(set)->used >> 3 > set_of(other)->used)
        return for_each(interp, other, visit_discard, set_of(set));
    return for_each(interp, other, visit_discard, set_of(set)) && set_shed(interp, set_of(set));
}

static Value difference(Interp *interp, Value a, Value b)
{
    bool lookup = set_check(interp, b) || sequence_is_exact(interp, b, TYPE_DICT);
    size_t other_count = set_check(interp, b) ? set_of(b)->used : lookup ? dict_of(b)->count : 0;
    if (!lookup || set_of(a)->used >> 2 > other_count) {
        Value copy = copy_like(interp, a);
        if (!value_is_error(copy) && !difference_update(interp, copy, b)) {
            value_drop(copy);
            return VALUE_ERROR;
        }
        return copy;
    }
    Value result = new_like(interp, a);
    Selection selection = {b, result, false};
    if (!value_is_error(result) && for_each(interp, a, visit_select, &selection))
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

static bool visit_toggle(Interp *interp, void *context, Value item, int64_t hash)
{
    bool found;
    return set_discard_hashed(interp, context, item, hash, &found) &&
           (found || set_add_hashed(interp, context, item, hash));
}

static bool symmetric_update(Interp *interp, Value set, Value other)
{
    if (value_is(set, other)) {
        set_clear(interp, set);
        return true;
    }
    if (set_check(interp, other))
        return for_each(interp, other, visit_toggle, set_of(set));
    Value exact = set_from_iterable(interp, other, false); // an item may come twice
    bool ok = !value_is_error(exact) && for_each(interp, exact, visit_toggle, set_of(set));
    value_drop(exact);
    return ok;
}

static Value symmetric_difference(Interp *interp, Value a, Value b)
{
    Value result = set_from_iterable(interp, b, sequence_is(interp, a, TYPE_FROZENSET));
    if (!value_is_error(result) && !for_each(interp, a, visit_toggle, set_of(result))) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value union_of(Interp *interp, Value a, Value b)
{
    Value result = copy_like(interp, a);
    if (!value_is_error(result) && !set_update(interp, result, b)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static bool intersection_update(Interp *interp, Value set, Value other)
{
    Value result = intersection(interp, set, other);
    if (value_is_error(result))
        return false;
    set_swap(set_of(set), set_of(result));
    value_drop(result);
    return true;
}

#define OPERATOR(name, function)                                                                                       \
    Value set_##name(Interp *interp, Value a, Value b)                                                                 \
    {                                                                                                                  \
        if (!set_check(interp, a) || !set_check(interp, b))                                                            \
            return VALUE_NOT_IMPLEMENTED;                                                                              \
        return function(interp, a, b);                                                                                 \
    }
OPERATOR(or, union_of)
OPERATOR(and, intersection)
OPERATOR(subtract, difference)
OPERATOR(xor, symmetric_difference)

#define INPLACE_OPERATOR(name, function)                                                                               \
    Value set_inplace_##name(Interp *interp, Value a, Value b)                                                         \
    {                                                                                                                  \
        if (!set_check(interp, b))                                                                                     \
            return VALUE_NOT_IMPLEMENTED;                                                                              \
        return function(interp, a, b) ? value_keep(a) : VALUE_ERROR;                                                   \
    }
INPLACE_OPERATOR(or, set_update)
INPLACE_OPERATOR(and, intersection_update)
INPLACE_OPERATOR(subtract, difference_update)
INPLACE_OPERATOR(xor, symmetric_update)

// Stops at the first item that the other set lacks.
typedef struct SubsetCheck {
    Set *other;
    bool wanted; // what membership every item must have
    bool holds;
} SubsetCheck;

static bool visit_member(Interp *interp, void *context, Value item, int64_t hash)
{
    SubsetCheck *check = context;
    bool found;
    if (!set_contains_hashed(interp, check->other, item, hash, &found)) {
        check->holds = false;
        return false;
    }
    check->holds = found == check->wanted;
    return check->holds;
}

// True in *result where all items of `a` are (or none is) in the set `b`.
static bool members(Interp *interp, Value a, Set *b, bool wanted, bool *result)
{
    SubsetCheck check = {b, wanted, true};
    bool complete = for_each(interp, a, visit_member, &check);
    *result = check.holds;
    return complete || !error_pending(&interp->error);
}

static bool is_subset(Interp *interp, Value a, Value b, bool *result)
{
    *result = false;
    return set_of(a)->used > set_of(b)->used || members(interp, a, set_of(b), true, result);
}

Value set_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!set_check(interp, a) || !set_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    bool result = false, ok = true;
    size_t left = set_of(a)->used, right = set_of(b)->used;
    switch (kind) {
    case COMPARE_EQ:
    case COMPARE_NE:
        if (left == right)
            ok = is_subset(interp, a, b, &result);
        result = result == (kind == COMPARE_EQ);
        break;
    case COMPARE_LT:
    case COMPARE_LE:
        if (kind == COMPARE_LE || left < right)
            ok = is_subset(interp, a, b, &result);
        break;
    default:
        if (kind == COMPARE_GE || left > right)
            ok = is_subset(interp, b, a, &result);
        break;
    }
    return ok ? value_from_bool(result) : VALUE_ERROR;
}

// ---- methods

NATIVE(add, "add(self, object, /)", "Adds an item; nothing happens where it is there already.")
{
    return set_add(interp, arg[0], arg[1]) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(discard, "discard(self, object, /)", "Removes an item where it is there.")
{
    bool found;
    return set_discard(interp, arg[0], arg[1], &found) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(remove, "remove(self, object, /)", "Removes an item; KeyError where it is missing.")
{
    bool found;
    if (!set_discard(interp, arg[0], arg[1], &found))
        return VALUE_ERROR;
    return found ? VALUE_NONE : exception_raise_key(interp, arg[1]);
}

NATIVE(pop, "pop(self, /)", "Removes some item and returns it.")
{
    Set *set = set_of(arg[0]);
    if (set->used == 0) {
        Value text = str_from_string(interp, "pop from an empty set");
        if (!value_is_error(text))
            exception_raise_key(interp, text);
        value_drop(text);
        return VALUE_ERROR;
    }
    size_t slot = set->finger & set->mask;
    while (set->table[slot].key.tag == TAG_UNSET)
        slot = slot == set->mask ? 0 : slot + 1;
    Value item = set->table[slot].key;
    set->table[slot] = (SetEntry){VALUE_UNSET, -1};
    set->used--;
    set->version++;
    set->finger = slot + 1;
    return item;
}

NATIVE(clear, "clear(self, /)", "Removes all items.")
{
    set_clear(interp, arg[0]);
    return VALUE_NONE;
}

NATIVE(copy, "copy(self, /)", "Returns a shallow copy.")
{
    if (sequence_is_exact(interp, arg[0], TYPE_FROZENSET))
        return value_keep(arg[0]);
    return copy_like(interp, arg[0]);
}

static Value update_each(Interp *interp, Value self, Value others, bool (*change)(Interp *, Value, Value))
{
    for (size_t i = 0; i < tuple_of(others)->count; i++) {
        if (!change(interp, self, tuple_of(others)->items[i]))
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(union_method, "union(self, *others)", "Returns a set with the items of all.")
{
    Value result = copy_like(interp, arg[0]);
    for (size_t i = 0; !value_is_error(result) && i < tuple_of(arg[1])->count; i++) {
        if (!set_update(interp, result, tuple_of(arg[1])->items[i])) {
            value_drop(result);
            return VALUE_ERROR;
        }
    }
    return result;
}
NATIVE(intersection_method, "intersection(self, *others)", "Returns a set with the items that all have in common.")
{
    if (tuple_of(arg[1])->count == 0)
        return copy_like(interp, arg[0]);
    Value first = intersection(interp, arg[0], tuple_of(arg[1])->items[0]);
    for (size_t i = 1; !value_is_error(first) && i < tuple_of(arg[1])->count; i++) {
        Value next = intersection(interp, first, tuple_of(arg[1])->items[i]);
        value_drop(first);
        first = next;
    }
    return first;
}
NATIVE(difference_method, "difference(self, *others)", "Returns a set with the items that are in none of the others.")
{
    if (tuple_of(arg[1])->count == 0)
        return copy_like(interp, arg[0]);
    Value first = difference(interp, arg[0], tuple_of(arg[1])->items[0]);
    for (size_t i = 1; !value_is_error(first) && i < tuple_of(arg[1])->count; i++) {
        if (!difference_update(interp, first, tuple_of(arg[1])->items[i])) {
            value_drop(first);
            return VALUE_ERROR;
        }
    }
    return first;
}
NATIVE(symmetric_method, "symmetric_difference(self, other, /)", "Returns a set with the items that only one has.")
{
    return symmetric_difference(interp, arg[0], arg[1]);
}
NATIVE(update_method, "update(self, *others)", "Adds the items of all others.")
{
    return update_each(interp, arg[0], arg[1], set_update);
}
NATIVE(intersection_update_method, "intersection_update(self, *others)", "Keeps only the items that all others have.")
{
    return update_each(interp, arg[0], arg[1], intersection_update);
}
NATIVE(difference_update_method, "difference_update(self, *others)", "Removes the items of all others.")
{
    return update_each(interp, arg[0], arg[1], difference_update);
}
NATIVE(symmetric_update_method, "symmetric_difference_update(self, other, /)",
       "Keeps the items that only one of the two has.")
{
    return symmetric_update(interp, arg[0], arg[1]) ? VALUE_NONE : VALUE_ERROR;
}

// The argument as a set to look things up in; owned.
static Value as_set(Interp *interp, Value v)
{
    return set_check(interp, v) ? value_keep(v) : set_from_iterable(interp, v, false);
}

NATIVE(is_disjoint, "isdisjoint(self, other, /)", "Returns True where the two have no item in common.")
{
    bool result;
    return members(interp, arg[1], set_of(arg[0]), false, &result) ? value_from_bool(result) : VALUE_ERROR;
}
NATIVE(is_subset_method, "issubset(self, other, /)", "Returns True where the other has every item of this set.")
{
    bool result;
    Value other = as_set(interp, arg[1]);
    bool ok = !value_is_error(other) && is_subset(interp, arg[0], other, &result);
    value_drop(other);
    return ok ? value_from_bool(result) : VALUE_ERROR;
}
NATIVE(is_superset_method, "issuperset(self, other, /)", "Returns True where this set has every item of the other.")
{
    bool result;
    return members(interp, arg[1], set_of(arg[0]), true, &result) ? value_from_bool(result) : VALUE_ERROR;
}

NATIVE(set_reduce, "__reduce__(self, /)", "Tells how to make the set again.")
{
    Value items = list_from_iterable(interp, arg[0]);
    Value arguments = value_is_error(items) ? VALUE_ERROR : tuple_from_values_take(interp, 1, &items);
    Value state = value_is_error(arguments) ? VALUE_ERROR : value_call_method(interp, arg[0], "__getstate__", 0, NULL);
    return iterator_state_reduce_class(interp, arg[0], arguments, state);
}

const NativeSpec *const set_methods[] = {&add_native,
                                         &discard_native,
                                         &remove_native,
                                         &pop_native,
                                         &clear_native,
                                         &copy_native,
                                         &union_method_native,
                                         &intersection_method_native,
                                         &difference_method_native,
                                         &symmetric_method_native,
                                         &update_method_native,
                                         &intersection_update_method_native,
                                         &difference_update_method_native,
                                         &symmetric_update_method_native,
                                         &is_disjoint_native,
                                         &is_subset_method_native,
                                         &is_superset_method_native,
                                         &set_reduce_native,
                                         &container_class_getitem,
                                         NULL};
const NativeSpec *const frozenset_methods[] = {&copy_native,
                                               &union_method_native,
                                               &intersection_method_native,
                                               &difference_method_native,
                                               &symmetric_method_native,
                                               &is_disjoint_native,
                                               &is_subset_method_native,
                                               &is_superset_method_native,
                                               &set_reduce_native,
                                               &container_class_getitem,
                                               NULL};

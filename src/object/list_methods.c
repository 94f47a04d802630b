// The methods of list, and its iterators.
#include <string.h>

#include "object/container.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/str.h"

NATIVE(append, "append(self, object, /)", "Adds an item at the end.")
{
    return list_append(interp, arg[0], arg[1]) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(extend, "extend(self, iterable, /)", "Adds all items of an iterable at the end.")
{
    return list_extend(interp, arg[0], arg[1]) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(insert, "insert(self, index, object, /)", "Inserts an item before an index.")
{
    int64_t index, count = (int64_t)list_of(arg[0])->count;
    if (!sequence_read_size(interp, arg[1], &index))
        return VALUE_ERROR;
    count = (int64_t)list_of(arg[0])->count; // __index__ may have changed the list
    if (index < 0)
        index = index < -count ? 0 : index + count;
    if (index > count)
        index = count;
    return list_splice(interp, arg[0], (size_t)index, (size_t)index, &arg[2], 1) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(pop, "pop(self, index=-1, /)", "Removes the item at an index (the last one by default) and returns it.")
{
    List *list = list_of(arg[0]);
    int64_t index;
    if (!sequence_read_size(interp, arg[1], &index))
        return VALUE_ERROR;
    if (list->count == 0)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop from empty list");
    if (index < 0)
        index += (int64_t)list->count;
    if (index < 0 || (size_t)index >= list->count)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop index out of range");
    Value item = list->items[index];
    list->count--;
    interp_charge_items(interp, list->count - (size_t)index);
    memmove(list->items + index, list->items + index + 1, (list->count - (size_t)index) * sizeof item);
    return item;
}

NATIVE(remove, "remove(self, value, /)", "Removes the first item equal to a value.")
{
    int64_t at;
    if (!list_find(interp, arg[0], arg[1], 0, INT64_MAX, &at))
        return VALUE_ERROR;
    if (at < 0)
        return raise_value_error(interp, "list.remove(x): x not in list");
    if ((size_t)at >= list_of(arg[0])->count) // comparing has changed the list
        return VALUE_NONE;
    return list_splice(interp, arg[0], (size_t)at, (size_t)at + 1, NULL, 0) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(clear, "clear(self, /)", "Removes all items.")
{
    return list_splice(interp, arg[0], 0, list_of(arg[0])->count, NULL, 0) ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(copy, "copy(self, /)", "Returns a shallow copy.")
{
    return list_from_values(interp, list_of(arg[0])->count, list_of(arg[0])->items);
}

NATIVE(index_of, "index(self, value, start=0, stop=9223372036854775807, /)",
       "Returns the index of the first item equal to a value.")
{
    int64_t from, to, at;
    if (arg[2].tag == TAG_NONE || arg[3].tag == TAG_NONE)
        return raise_type_error(interp, "slice indices must be integers or have an __index__ method");
    if (!sequence_window(interp, arg[2], arg[3], list_of(arg[0])->count, &from, &to)) {
        if (interp->error.kind == ERROR_TYPE_ERROR &&
            !(sequence_is_index(interp, arg[2]) && sequence_is_index(interp, arg[3])))
            raise_type_error(interp, "slice indices must be integers or have an __index__ method");
        return VALUE_ERROR;
    }
    if (!list_find(interp, arg[0], arg[1], from, to, &at))
        return VALUE_ERROR;
    if (at >= 0)
        return value_from_int(at);
    Value text = value_repr(interp, arg[1]);
    if (value_is_error(text))
        return VALUE_ERROR;
    raise_value_error(interp, "%s is not in list", str_of(text)->text);
    value_drop(text);
    return VALUE_ERROR;
}

NATIVE(count, "count(self, value, /)", "Returns how many items equal a value.")
{
    return list_count(interp, arg[0], arg[1]);
}

NATIVE(reverse, "reverse(self, /)", "Reverses the items in place.")
{
    List *list = list_of(arg[0]);
    for (size_t i = 0, j = list->count; i + 1 < j; i++) {
        Value item = list->items[i];
        list->items[i] = list->items[--j];
        list->items[j] = item;
    }
    return VALUE_NONE;
}

NATIVE(sort, "sort(self, /, *, key=None, reverse=False)", "Sorts the items in place; equal ones keep their order.")
{
    bool backwards;
    if (!value_truth(interp, arg[2], &backwards))
        return VALUE_ERROR;
    return list_sort(interp, arg[0], arg[1], backwards) ? VALUE_NONE : VALUE_ERROR;
}

// ---- iterators of list and tuple

static Value walk_new(Interp *interp, TypeId id, Value sequence, int64_t index)
{
    SequenceWalk *walk = object_new(interp, interp->types[id], sizeof *walk);
    if (!walk)
        return VALUE_ERROR;
    walk->sequence = value_keep(sequence);
    walk->index = index;
    return value_from_object(walk);
}

Value list_iterate(Interp *interp, Value v)
{
    return walk_new(interp, list_check(interp, v) ? TYPE_LIST_ITERATOR : TYPE_TUPLE_ITERATOR, v, 0);
}

NATIVE(reversed, "__reversed__(self, /)", "Returns an iterator from the last item to the first.")
{
    return walk_new(interp, TYPE_LIST_REVERSE_ITERATOR, arg[0], (int64_t)list_of(arg[0])->count - 1);
}

static Value walk_iter(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

static Value walk_end(SequenceWalk *walk)
{
    value_replace_take(&walk->sequence, VALUE_UNSET);
    return VALUE_UNSET;
}

static Value list_walk_next(Interp *interp, Value self)
{
    (void)interp;
    SequenceWalk *walk = (SequenceWalk *)self.object;
    if (UNLIKELY(walk->sequence.tag != TAG_OBJECT))
        return VALUE_UNSET;
    const List *list = list_of(walk->sequence);
    if ((size_t)walk->index >= list->count)
        return walk_end(walk);
    return value_keep(list->items[walk->index++]);
}

static Value tuple_walk_next(Interp *interp, Value self)
{
    (void)interp;
    SequenceWalk *walk = (SequenceWalk *)self.object;
    if (UNLIKELY(walk->sequence.tag != TAG_OBJECT))
        return VALUE_UNSET;
    const Tuple *tuple = tuple_of(walk->sequence);
    if ((size_t)walk->index >= tuple->count)
        return walk_end(walk);
    return value_keep(tuple->items[walk->index++]);
}

static Value reverse_walk_next(Interp *interp, Value self)
{
    (void)interp;
    SequenceWalk *walk = (SequenceWalk *)self.object;
    if (walk->sequence.tag != TAG_OBJECT)
        return VALUE_UNSET;
    const List *list = list_of(walk->sequence);
    if (walk->index < 0 || (size_t)walk->index >= list->count)
        return walk_end(walk);
    return value_keep(list->items[walk->index--]);
}

NATIVE(walk_length_hint, "__length_hint__(self, /)", "Returns how many items are left.")
{
    const SequenceWalk *walk = (const SequenceWalk *)arg[0].object;
    const Value *items;
    size_t count;
    if (walk->sequence.tag != TAG_OBJECT || !sequence_items(interp, walk->sequence, &items, &count))
        return value_from_int(0);
    if (walk->head.type == interp->types[TYPE_LIST_REVERSE_ITERATOR])
        return value_from_int(walk->index < (int64_t)count ? walk->index + 1 : 0);
    return value_from_int(walk->index < (int64_t)count ? (int64_t)count - walk->index : 0);
}

NATIVE(walk_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const SequenceWalk *walk = (const SequenceWalk *)arg[0].object;
    if (walk->sequence.tag != TAG_OBJECT) {
        bool is_tuple = walk->head.type == interp->types[TYPE_TUPLE_ITERATOR];
        return iterator_state_reduce_empty(interp, is_tuple ? tuple_new(interp, 0) : list_new(interp, 0));
    }
    bool backwards = walk->head.type == interp->types[TYPE_LIST_REVERSE_ITERATOR];
    return iterator_state_reduce(interp, backwards ? "reversed" : "iter", value_keep(walk->sequence),
                                 value_from_int(walk->index));
}

NATIVE(walk_setstate, "__setstate__(self, state, /)", "Sets the place of the next item.")
{
    SequenceWalk *walk = (SequenceWalk *)arg[0].object;
    const Value *items;
    size_t count = 0;
    int64_t index;
    if (!iterator_state_read(interp, arg[1], -1, INT64_MAX, &index))
        return VALUE_ERROR;
    if (walk->sequence.tag != TAG_OBJECT || !sequence_items(interp, walk->sequence, &items, &count))
        return VALUE_NONE;
    bool backwards = walk->head.type == interp->types[TYPE_LIST_REVERSE_ITERATOR];
    int64_t most = backwards ? (int64_t)count - 1 : (int64_t)count;
    walk->index = index > most ? most : index;
    if (index < 0 && walk->head.type == interp->types[TYPE_TUPLE_ITERATOR])
        walk->index = 0;
    else if (index < 0)
        walk_end(walk);
    return VALUE_NONE;
}

static void walk_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_replace_take(&((SequenceWalk *)self)->sequence, VALUE_UNSET);
}

static void walk_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((SequenceWalk *)self)->sequence, visit, context);
}

const NativeSpec *const list_methods[] = {
    &append_native, &extend_native,   &insert_native,           &pop_native,   &remove_native,
    &clear_native,  &copy_native,     &index_of_native,         &count_native, &reverse_native,
    &sort_native,   &reversed_native, &container_class_getitem, NULL};
static const NativeSpec *const WALK_METHODS[] = {&walk_length_hint_native, &walk_reduce_native, &walk_setstate_native,
                                                 NULL};

#define WALK_TYPE(ID, NAME, DOC, NEXT)                                                                                 \
    const TypeSpec type_spec_##ID = {                                                                                  \
        .name = NAME,                                                                                                  \
        .doc = DOC,                                                                                                    \
        .id = TYPE_##ID,                                                                                               \
        .size = sizeof(SequenceWalk),                                                                                  \
        .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,                                                    \
        .slots = {.iter = walk_iter, .next = NEXT, .destroy = walk_destroy, .traverse = walk_traverse},                \
        .methods = WALK_METHODS,                                                                                       \
    }

WALK_TYPE(LIST_ITERATOR, "list_iterator", "Iterates over the items of a list.", list_walk_next);
WALK_TYPE(LIST_REVERSE_ITERATOR, "list_reverseiterator", "Iterates over a list from its end.", reverse_walk_next);
WALK_TYPE(TUPLE_ITERATOR, "tuple_iterator", "Iterates over the items of a tuple.", tuple_walk_next);

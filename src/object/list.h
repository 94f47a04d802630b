// list and tuple: arrays of values.
#ifndef OBJECT_LIST_H
#define OBJECT_LIST_H

#include "object/interp.h"
#include "object/operate.h"

typedef struct List {
    Object head;
    Value *items;
    size_t count;
    size_t capacity;
} List;

typedef struct Tuple {
    Object head;
    size_t count;
    Value items[];
} Tuple;

MUST_USE Value list_new(Interp *interp, size_t capacity);
MUST_USE Value list_from_values(Interp *interp, size_t count, const Value *values); // keeps each
MUST_USE Value list_from_iterable(Interp *interp, Value iterable);
MUST_USE bool list_append(Interp *interp, Value list, Value item);      // keeps item
MUST_USE bool list_append_take(Interp *interp, Value list, Value item); // takes item, also on failure
MUST_USE bool list_extend(Interp *interp, Value list, Value iterable);
MUST_USE bool list_sort(Interp *interp, Value list, Value key, bool reverse); // stable; key may be None
static inline List *list_of(Value v)
{
    return (List *)v.object;
}

MUST_USE Value tuple_new(Interp *interp, size_t count); // items are UNSET until the caller fills them
MUST_USE Value tuple_from_values(Interp *interp, size_t count, const Value *values);      // keeps each
MUST_USE Value tuple_from_values_take(Interp *interp, size_t count, const Value *values); // takes each, also on failure
MUST_USE Value tuple_from_iterable(Interp *interp, Value iterable);
static inline Tuple *tuple_of(Value v)
{
    return (Tuple *)v.object;
}

/// The items of a list or tuple, without a copy; false (nothing raised) for other values.
bool sequence_items(Interp *interp, Value v, const Value **items, size_t *count);

/// Makes room for `capacity` items in all.
MUST_USE bool list_reserve(Interp *interp, Value list, size_t capacity);
/// Replaces the items [from, to) by `count` values (each kept).
MUST_USE bool list_splice(Interp *interp, Value list, size_t from, size_t to, const Value *values, size_t count);
/// Finds the first item equal to `item` in [from, to); *at is -1 where there is none. Safe against mutation.
MUST_USE bool list_find(Interp *interp, Value sequence, Value item, int64_t from, int64_t to, int64_t *at);
/// The number of items equal to `item`.
MUST_USE Value list_count(Interp *interp, Value sequence, Value item);
static inline bool list_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[TYPE_LIST] || type_is_subtype(v.object->type, interp->types[TYPE_LIST]));
}
static inline bool tuple_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[TYPE_TUPLE] || type_is_subtype(v.object->type, interp->types[TYPE_TUPLE]));
}

/// iter() of a list and of a tuple.
MUST_USE Value list_iterate(Interp *interp, Value list);
extern const NativeSpec *const list_methods[];

/// An iterator of a list (TYPE_LIST_ITERATOR) or tuple: the next item is at `index`.
typedef struct SequenceWalk {
    Object head;
    Value sequence; // UNSET once exhausted
    int64_t index;
} SequenceWalk;

#endif

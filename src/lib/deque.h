// deque: a ring of values.
#ifndef LIB_DEQUE_H
#define LIB_DEQUE_H

#include "lib/support.h"

//   items   | 4 | 5 | . | . | 1 | 2 | 3 |        start = 4, count = 5, capacity = 7
typedef struct Deque {
    Object head;
    Value *items;
    size_t start, count, capacity;
    int64_t limit;    // maxlen; -1: none
    uint32_t version; // changes with each insertion or deletion: iteration checks it
} Deque;

static inline Deque *deque_of(Value v)
{
    return (Deque *)v.object;
}
/// The place of the i-th item.
static inline Value *deque_at(const Deque *deque, size_t i)
{
    size_t place = deque->start + i;
    return &deque->items[place < deque->capacity ? place : place - deque->capacity];
}
/// Both take the item, also on failure; a full deque drops an item at its other end.
MUST_USE bool deque_append_take(Interp *interp, Deque *deque, Value item);
MUST_USE bool deque_prepend_take(Interp *interp, Deque *deque, Value item);
/// Take the last or first item out; the deque must not be empty.
Value deque_take_last(Deque *deque);
Value deque_take_first(Deque *deque);
/// Appends (or prepends) each item of an iterable.
MUST_USE bool deque_extend(Interp *interp, Value self, Value iterable, bool left);
/// An empty deque of a type.
MUST_USE Value deque_make(Interp *interp, Type *type, int64_t limit);
void deque_clear_items(Deque *deque);
/// Takes the i-th item out, closing the gap.
Value deque_take(Deque *deque, size_t i);

/// An iterator over the items, from the last one where `reverse` is set.
MUST_USE Value deque_iterate(Interp *interp, Value self, bool reverse);

extern const NativeSpec *const DEQUE_METHODS[]; // deque_methods.c

#endif

// set and frozenset: a hash table whose iteration order is CPython's.
//
// The order in which a set prints is the order of its table, so the table follows CPython's rules: open addressing;
// from each probed slot up to nine further ones in a row, then a jump that mixes in the upper bits of the hash; growth
// by four (by two above 50000) when three fifths of the slots are in use, removed ones included.
#ifndef OBJECT_SET_H
#define OBJECT_SET_H

#include "object/dict.h"

typedef struct SetEntry {
    Value key; // UNSET: removed (hash -1) or never used (hash 0)
    int64_t hash;
} SetEntry;

enum { SET_SMALL = 8 };

typedef struct Set {
    Object head;
    size_t fill; // slots in use, removed ones included
    size_t used; // live items
    size_t mask; // slots - 1
    SetEntry *table;
    SetEntry small[SET_SMALL];
    int64_t hash;  // of a frozenset; -1: not yet computed
    size_t finger; // where pop() looks first
    uint32_t version;
} Set;

static inline Set *set_of(Value v)
{
    return (Set *)v.object;
}
/// True for sets, frozensets and instances of classes derived from them.
bool set_check(Interp *interp, Value v);
/// An empty set of a type (set, frozenset or derived).
MUST_USE Value set_construct(Interp *interp, struct Type *type);
/// A copy as a set or frozenset of exactly that type, in the order that CPython's copy has.
MUST_USE Value set_copy(Interp *interp, Value v, bool frozen);
/// Adds all items of an iterable.
MUST_USE bool set_update(Interp *interp, Value set, Value iterable);
/// Removes an item; *found tells whether it was there. A set as item is looked up as a frozenset.
MUST_USE bool set_discard(Interp *interp, Value set, Value item, bool *found);
void set_clear(Interp *interp, Value set);
/// Shrinks the table after many removals, as CPython does after a difference update.
MUST_USE bool set_shed(Interp *interp, Set *set);
/// Exchanges the contents of two sets.
void set_swap(Set *a, Set *b);
/// As set_add, set_contains and set_discard with the hash known.
MUST_USE bool set_add_hashed(Interp *interp, Set *set, Value item, int64_t hash);
MUST_USE bool set_contains_hashed(Interp *interp, Set *set, Value item, int64_t hash, bool *found);
MUST_USE bool set_discard_hashed(Interp *interp, Set *set, Value item, int64_t hash, bool *found);
/// Walks the table; false at the end. The entry is lent.
const SetEntry *set_walk_entry(const Set *set, size_t *position);
extern const NativeSpec *const set_methods[];
extern const NativeSpec *const frozenset_methods[];
/// The operators | & - ^ and their in-place forms.
Value set_or(Interp *interp, Value a, Value b);
Value set_and(Interp *interp, Value a, Value b);
Value set_subtract(Interp *interp, Value a, Value b);
Value set_xor(Interp *interp, Value a, Value b);
Value set_inplace_or(Interp *interp, Value a, Value b);
Value set_inplace_and(Interp *interp, Value a, Value b);
Value set_inplace_subtract(Interp *interp, Value a, Value b);
Value set_inplace_xor(Interp *interp, Value a, Value b);
Value set_compare(Interp *interp, Value a, Value b, CompareKind kind);

#endif

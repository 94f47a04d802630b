// What the sequence types share: indexes, slice bounds, repetition, and the messages about them.
#ifndef OBJECT_SEQUENCE_H
#define OBJECT_SEQUENCE_H

#include "object/interp.h"
#include "object/operate.h"

/// The part of a sequence that a slice names: `count` items, the first at `start`, each `step` further.
typedef struct SliceBounds {
    int64_t start;
    int64_t stop;
    int64_t step;
    int64_t count;
} SliceBounds;

/// True for ints, bools and objects with __index__.
bool sequence_is_index(Interp *interp, Value v);
/// An __index__ value as int64; where it does not fit, the nearest bound when `clamp` is set, else IndexError
/// "cannot fit 'int' into an index-sized integer". TypeErrors come from __index__.
MUST_USE bool sequence_to_index(Interp *interp, Value v, bool clamp, int64_t *out);
/// An argument that counts or sizes something: TypeError as value_to_int64, OverflowError "Python int too large to
/// convert to C ssize_t".
MUST_USE bool sequence_read_size(Interp *interp, Value v, int64_t *out);
/// Resolves an item index: negative ones count from the end; IndexError "`what` out of range".
MUST_USE bool sequence_resolve(Interp *interp, Value key, size_t length, const char *what, size_t *out);
/// The second half of sequence_resolve, for sequences that an __index__ may change: sequence_to_index comes before it.
MUST_USE bool sequence_fit_index(Interp *interp, int64_t index, size_t length, const char *what, size_t *out);
/// Resolves start and stop arguments of a search (`find`, `index`, `count` ...): None and UNSET mean the ends.
/// TypeError "slice indices must be integers or None or have an __index__ method".
MUST_USE bool sequence_window(Interp *interp, Value start, Value stop, size_t length, int64_t *from, int64_t *to);
/// The halves of sequence_window, for sequences that an __index__ may change: the first calls the methods, the second
/// brings what they gave into a sequence of `length` items.
MUST_USE bool sequence_read_window(Interp *interp, Value start, Value stop, int64_t *from, int64_t *to);
void sequence_fit_window(size_t length, int64_t *from, int64_t *to);
/// Reads the factor of a repetition, at least 0. OverflowError as CPython words it.
MUST_USE bool sequence_repeat_count(Interp *interp, Value v, int64_t *out);
/// The TypeError of a failed `+` or `*` whose operand is a sequence, as CPython words it; VALUE_UNSET (nothing
/// raised) where neither operand is one. Called when all slots have passed.
Value sequence_binary_error(Interp *interp, BinaryKind kind, Value a, Value b);
/// The same for a call of the method, as `[].__add__(1)`: raises TypeError, or returns UNSET where NotImplemented is
/// right.
Value sequence_method_error(Interp *interp, BinaryKind kind, Value self, Value other);
/// True for the built-in sequences, whose `*` repeats them.
bool sequence_repeats(Interp *interp, Value v);
/// Decides a comparison from the order of two different items' positions: -1, 0, 1.
Value sequence_order(int order, CompareKind kind);
/// The type's name as argument errors give it: "None" for None.
static inline const char *sequence_argument_type(Interp *interp, Value v)
{
    return v.tag == TAG_NONE ? "None" : value_type_name(interp, v);
}
/// True where the value is exactly of the built-in type.
static inline bool sequence_is_exact(Interp *interp, Value v, TypeId id)
{
    return v.tag == TAG_OBJECT && v.object->type == interp->types[id];
}
/// True where the value is of the built-in type or of a class derived from it.
static inline bool sequence_is(Interp *interp, Value v, TypeId id)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[id] || type_is_subtype(v.object->type, interp->types[id]));
}

#endif

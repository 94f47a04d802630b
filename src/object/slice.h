// slice: start, stop, step.
#ifndef OBJECT_SLICE_H
#define OBJECT_SLICE_H

#include "object/sequence.h"

typedef struct Slice {
    Object head;
    Value start;
    Value stop;
    Value step;
} Slice;

MUST_USE Value slice_new(Interp *interp, Value start, Value stop, Value step); // keeps each; UNSET is None
/// Resolves a slice for a sequence of `length` items, as slice.indices() does.
/// ValueError "slice step cannot be zero"; TypeError where a bound is no index.
MUST_USE bool slice_resolve(Interp *interp, Value slice, size_t length, SliceBounds *bounds);
static inline Slice *slice_of(Value v)
{
    return (Slice *)v.object;
}

#endif

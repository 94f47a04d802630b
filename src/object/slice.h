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
/// Where an __index__ may change the sequence itself, slice_read and slice_fit are called one after the other instead.
MUST_USE bool slice_resolve(Interp *interp, Value slice, size_t length, SliceBounds *bounds);
/// The first half of slice_resolve: calls the __index__ methods. The bounds still count from the end where negative.
MUST_USE bool slice_read(Interp *interp, Value slice, SliceBounds *bounds);
/// The second half, which runs no code of the program: brings the bounds into a sequence of `length` items.
void slice_fit(SliceBounds *bounds, size_t length);
static inline Slice *slice_of(Value v)
{
    return (Slice *)v.object;
}

#endif

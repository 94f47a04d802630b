// range: an arithmetic progression of ints of any size.
#ifndef OBJECT_RANGE_H
#define OBJECT_RANGE_H

#include "object/sequence.h"

typedef struct Range {
    Object head;
    Value start; // ints of any size
    Value stop;
    Value step;
    Value length; // an int of any size
    bool small;   // start, step, every item and the length fit 64 bits
} Range;

/// range(start, stop, step) of ints; keeps each. ValueError "range() arg 3 must not be zero".
MUST_USE Value range_new(Interp *interp, Value start, Value stop, Value step);
static inline Range *range_of(Value v)
{
    return (Range *)v.object;
}

/// The iterator of a small range, which the evaluator's loops step through without a call.
typedef struct RangeIterator {
    Object head;
    int64_t next;
    int64_t step;
    int64_t left;
    Value big_next; // of a range that is not small; UNSET otherwise
    Value big_step;
    Value big_left; // an int
} RangeIterator;

#endif

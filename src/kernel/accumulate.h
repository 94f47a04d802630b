// Reductions other than sums: for each result a state that elements are added to, one after the other.
//
// Several results (columns) are worked on side by side, so that memory is read in the order in which it lies.
#ifndef KERNEL_ACCUMULATE_H
#define KERNEL_ACCUMULATE_H

#include "kernel/scalar.h"

enum { ACCUMULATE_COLUMNS = 64, ACCUMULATE_STATE = 32 };

typedef enum AccumulateKind {
    ACCUMULATE_PROD,
    ACCUMULATE_MAX,
    ACCUMULATE_MIN,
    ACCUMULATE_ARGMAX, // value and index of the first largest one
    ACCUMULATE_ARGMIN,
    ACCUMULATE_ANY,
    ACCUMULATE_ALL,
    ACCUMULATE_NONZERO, // a count
    ACCUMULATE_VARIANCE,
    ACCUMULATE_NORM,
    ACCUMULATE_KINDS
} AccumulateKind;

/// Parameters of the kinds that have any.
typedef struct AccumulateOptions {
    double correction; // variance
    bool root;         // variance: the deviation
    double order;      // norm
} AccumulateOptions;

/// The states of up to ACCUMULATE_COLUMNS results.
typedef struct AccumulateStates {
    _Alignas(32) char bytes[ACCUMULATE_COLUMNS * ACCUMULATE_STATE];
} AccumulateStates;

/// How one kind works on one dtype. All strides are in bytes.
typedef struct Accumulate {
    void (*begin)(AccumulateStates *states, int columns, const AccumulateOptions *options);
    /// Adds `size` elements to each column; `index` numbers the first of them.
    void (*add)(AccumulateStates *states, int columns, const char *in, int64_t column_step, int64_t step, int64_t size,
                int64_t index, const AccumulateOptions *options);
    /// Writes the results. `second` receives indices (argmax, argmin) or means (variance) where it is not NULL.
    void (*end)(const AccumulateStates *states, int columns, char *out, int64_t out_step, char *second,
                int64_t second_step, const AccumulateOptions *options);
} Accumulate;

/// NULL functions where the kind does not take the dtype. float16 and bfloat16 are read by the floats' code from
/// converted memory, except for maxima and minima.
const Accumulate *accumulate_find(AccumulateKind kind, DType dtype);

#endif

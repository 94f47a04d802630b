// Writing elements over others: assignment, sums, products, extremes.
#ifndef KERNEL_MERGE_H
#define KERNEL_MERGE_H

#include "kernel/dtype.h"

typedef enum MergeKind { MERGE_ASSIGN, MERGE_SUM, MERGE_PROD, MERGE_MAX, MERGE_MIN } MergeKind;

/// to[i] = to[i] op from[i] for `count` elements of one dtype, in order; steps are in bytes (0 repeats one element). A
/// NaN wins as an extreme. Sums of bool are "or", products "and".
void merge_run(MergeKind kind, DType dtype, char *to, int64_t to_step, const char *from, int64_t from_step,
               int64_t count);

#endif

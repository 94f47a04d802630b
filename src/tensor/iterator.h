// The iterator: strided loops over several operands of one broadcast shape (PyTorch's TensorIterator idea).
//
// It drops dimensions of size 1, orders the rest so that the fastest memory comes last, merges neighbours that
// are one run of memory, and hands one-dimensional runs to an inner loop. elementwise.h is built on it;
// kernels that are no scalar expression use it directly.
#ifndef TENSOR_ITERATOR_H
#define TENSOR_ITERATOR_H

#include "tensor/tensor.h"

enum { ITERATOR_MAX_OPERANDS = 6 };

typedef struct Iterator {
    Runtime *runtime;
    int operands;
    int rank;       // after merging; dimension 0 is the innermost one
    int64_t count;  // elements in all
    bool reduction; // operand 0 is a result: its dimensions of stride 0 are reduced, and come first
    bool has_meta;  // an operand has no data: runs are refused
    int64_t sizes[SHAPE_MAX_RANK];
    int64_t strides[ITERATOR_MAX_OPERANDS][SHAPE_MAX_RANK]; // in bytes
    char *data[ITERATOR_MAX_OPERANDS];
} Iterator;

/// One run: `count` elements from `data` on, advancing by `strides` bytes. False (error pending) stops the iteration.
typedef bool IteratorLoop(char *const *data, const int64_t *strides, int64_t count, void *context);

/// Starts over a shape. Operands are added next.
void iterator_init(Iterator *iterator, Runtime *runtime, int rank, const int64_t *sizes);
/// Adds an operand of sizes expandable to the shape; missing and stretched dimensions get stride 0.
void iterator_add(Iterator *iterator, const Tensor *tensor);
/// Adds an operand by explicit strides (in elements) over the iterator's own rank.
void iterator_add_strided(Iterator *iterator, char *data, const int64_t *strides, size_t element_size);
/// The order in which the dimensions (counted from the innermost one) should be walked, innermost first: by growing
/// strides of the first operand that has an opinion. `order` has room for the rank.
void iterator_order(const Iterator *iterator, int *order);
/// Orders and merges dimensions. Call once, after the last operand.
void iterator_merge(Iterator *iterator);
/// As iterator_merge but keeps row-major order (for loops whose order is visible: random numbers, masked_select).
void iterator_merge_in_order(Iterator *iterator);
/// Runs the loop over everything. Polls the runtime between runs.
MUST_USE bool iterator_run(Iterator *iterator, IteratorLoop *loop, void *context);

/// One plane of dimensions 0 and 1; strides0 and strides1 are in bytes.
typedef bool IteratorPlaneLoop(char *const *data, const int64_t *strides0, const int64_t *strides1, int64_t size0,
                               int64_t size1, void *context);
/// As iterator_run, two dimensions at a time (size1 is 1 where there is only one).
MUST_USE bool iterator_run_planes(Iterator *iterator, IteratorPlaneLoop *loop, void *context);
/// The number of leading dimensions (after the merge) that operand 0 does not move along: the reduced ones.
int iterator_reduced_rank(const Iterator *iterator);

#endif

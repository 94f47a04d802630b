// Softmax and log-softmax over plain memory, float32 and float64, in PyTorch's order of operations.
//
// A block of (size, inner) elements, packed: the softmax runs along `size`. The last dimension is added up in an order
// of its own, which another dimension does not share even where inner is 1.
#ifndef KERNEL_SOFTMAX_H
#define KERNEL_SOFTMAX_H

#include "kernel/dtype.h"

/// As `inner`: the block is a row of the last dimension.
enum { SOFTMAX_ROW = 0 };

/// One block: size * inner elements from `in` to `out`, which may be the same memory. A half type's elements are
/// floats; its exponentials outside of whole vectors, and its sums along the last dimension, are rounded to it as
/// PyTorch does.
void softmax_forward(DType dtype, bool logarithm, void *out, const void *in, int64_t size, int64_t inner);
/// The gradient of one block, from the incoming gradient and the forward result; half types as above.
void softmax_backward(DType dtype, bool logarithm, void *out, const void *grad, const void *output, int64_t size,
                      int64_t inner);

#endif

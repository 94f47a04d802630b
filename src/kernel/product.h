// Products of many numbers over plain memory, in PyTorch's order.
#ifndef KERNEL_PRODUCT_H
#define KERNEL_PRODUCT_H

#include "kernel/dtype.h"

/// Multiplies a block of (size0, size1) floating elements into its outputs; see sum_block for the strides. Elements of
/// a half type are floats; each product is rounded to it.
void product_block(DType dtype, char *out, const int64_t out_strides[2], const char *in, const int64_t in_strides[2],
                   int64_t size0, int64_t size1);

#endif

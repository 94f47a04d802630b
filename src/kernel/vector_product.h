// Products with vectors over plain memory, in the order of PyTorch's BLAS.
#ifndef KERNEL_VECTOR_PRODUCT_H
#define KERNEL_VECTOR_PRODUCT_H

#include "base/mem.h"
#include "kernel/scalar.h"

/// Writes the sum of a[i] * b[i] to `out` (one element of `dtype`); `conjugate` conjugates a. Steps are in elements.
void vector_product_dot(DType dtype, bool conjugate, int64_t count, const void *a, int64_t a_step, const void *b,
                        int64_t b_step, void *out);
/// y = beta y + alpha A x, A of (m, n) with the given distances between rows and columns, in elements. y is not read
/// where beta is 0. False with MemoryError pending where half precision finds no scratch memory.
MUST_USE bool vector_product_matrix(Memory *memory, DType dtype, int64_t m, int64_t n, Scalar alpha, const void *a,
                                    int64_t a_row, int64_t a_column, const void *x, int64_t x_step, Scalar beta,
                                    void *y, int64_t y_step);

#endif

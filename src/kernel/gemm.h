// Matrix products over plain memory: C = beta C + alpha A B with A (m, k), B (k, n), C (m, n).
//
// Each matrix is given by its first element and the distances between rows and between columns, in elements, so a
// transposed view needs no copy. Every element of C is one chain of fused multiply-adds along k, in order, as PyTorch's
// BLAS does it.
#ifndef KERNEL_GEMM_H
#define KERNEL_GEMM_H

#include "base/mem.h"
#include "kernel/scalar.h"

typedef struct GemmMatrix {
    void *data;
    int64_t row;    // elements between neighbours in a column
    int64_t column; // elements between neighbours in a row
} GemmMatrix;

typedef struct GemmSize {
    int64_t m, n, k;
} GemmSize;

/// Up to so many multiplications a product of floats is computed in PyTorch's order; larger ones by BLIS, in its own.
#define GEMM_TILE_WORK ((int64_t)1 << 31)

/// Multiplies matrices of one dtype (not bool). Where beta is zero C is not read, so it may be uninitialised. Integers
/// wrap around. Scratch memory for packing comes from `memory`; false with MemoryError pending where there is none.
MUST_USE bool gemm_multiply(Memory *memory, DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b,
                            Scalar beta, GemmMatrix c);

/// For matrices of a batch: where there are few multiplications PyTorch uses a loop without fused operations. Does the
/// same and returns true; false where gemm_multiply is to be used.
MUST_USE bool gemm_multiply_small(DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b, Scalar beta,
                                  GemmMatrix c);

#endif

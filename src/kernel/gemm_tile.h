// Matrix products in tiles of registers, adding in the order of PyTorch's BLAS (OpenBLAS for AVX2).
//
// Every element of C is a chain of fused multiply-adds along k, in blocks of at most 320 (float) or 256 (double) steps.
// Where OpenBLAS's float kernel runs two chains side by side - even and odd steps - so does this one: the digits
// depend on which tile an element falls into.
#ifndef KERNEL_GEMM_TILE_H
#define KERNEL_GEMM_TILE_H

#include "kernel/gemm.h"

/// C = beta C + alpha A B. Scratch memory for packed columns comes from `memory` where they are many; false with
/// MemoryError pending where there is none.
MUST_USE bool gemm_tile_float(Memory *memory, GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta,
                              GemmMatrix c);
MUST_USE bool gemm_tile_double(Memory *memory, GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta,
                               GemmMatrix c);
/// The same for few multiplications without fused operations, one after the other, as PyTorch's own loop for small
/// batches does.
void gemm_tile_plain_float(GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta, GemmMatrix c);
void gemm_tile_plain_double(GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta, GemmMatrix c);

#endif

// Matrix products. Transposed and strided operands are not copied. Sizes are checked here, with PyTorch's messages;
// dtypes have to agree ("expected m1 and m2 to have the same dtype, but got: float != double").
#ifndef TENSOR_PRODUCT_H
#define TENSOR_PRODUCT_H

#include "kernel/gemm.h"
#include "tensor/tensor.h"

/// gemm_multiply, asking the host now and then whether to go on.
MUST_USE bool product_multiply(Runtime *runtime, DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b,
                               Scalar beta, GemmMatrix c);

/// (n, k) times (k, m). "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)".
MUST_USE Tensor *product_mm(const Tensor *a, const Tensor *b);
/// beta * c + alpha * a b, c broadcast.
MUST_USE Tensor *product_addmm(const Tensor *c, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha);
/// Batches: (b, n, k) times (b, k, m).
MUST_USE Tensor *product_bmm(const Tensor *a, const Tensor *b);
MUST_USE Tensor *product_baddbmm(const Tensor *c, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha);
/// Matrix times vector.
MUST_USE Tensor *product_mv(const Tensor *a, const Tensor *x);
MUST_USE Tensor *product_addmv(const Tensor *y, const Tensor *a, const Tensor *x, Scalar beta, Scalar alpha);
/// Inner product of two vectors; vdot conjugates the first.
MUST_USE Tensor *product_dot(const Tensor *a, const Tensor *b);
MUST_USE Tensor *product_vdot(const Tensor *a, const Tensor *b);

#endif

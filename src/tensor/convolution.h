// Convolutions over 1 to 3 spatial dimensions, and their gradients.
#ifndef TENSOR_CONVOLUTION_H
#define TENSOR_CONVOLUTION_H

#include "tensor/tensor.h"

enum { CONVOLUTION_MAX_DIMS = 3 };

/// What every convolution is told. One entry a spatial dimension.
typedef struct Convolution {
    int dims; // spatial dimensions: 1, 2, 3
    int64_t stride[CONVOLUTION_MAX_DIMS];
    int64_t padding[CONVOLUTION_MAX_DIMS];
    int64_t dilation[CONVOLUTION_MAX_DIMS];
    int64_t output_padding[CONVOLUTION_MAX_DIMS]; // of a transposed one
    int64_t groups;
    bool transposed;
} Convolution;

/// Input (N, C, ...), weight (O, C / groups, ...) or, transposed, (C, O / groups, ...); `bias` may be NULL. Sizes are
/// checked with PyTorch's messages ("Given groups=1, weight of size [8, 3, 3, 3], expected input[1, 1, 28, 28] to have
/// 3 channels ...").
MUST_USE Tensor *convolution_forward(const Tensor *input, const Tensor *weight, const Tensor *bias,
                                     const Convolution *convolution);
/// Gradients; each pointer may be NULL where it is not wanted.
MUST_USE bool convolution_backward(const Tensor *grad, const Tensor *input, const Tensor *weight,
                                   const Convolution *convolution, Tensor **grad_input, Tensor **grad_weight,
                                   Tensor **grad_bias);
/// im2col: (N, C, H, W) to (N, C * kh * kw, L); and its transpose, which sums overlapping blocks.
MUST_USE Tensor *convolution_unfold(const Tensor *input, const int64_t kernel[2], const int64_t dilation[2],
                                    const int64_t padding[2], const int64_t stride[2]);
MUST_USE Tensor *convolution_fold(const Tensor *input, const int64_t output[2], const int64_t kernel[2],
                                  const int64_t dilation[2], const int64_t padding[2], const int64_t stride[2]);

#endif

// Pooling and resampling over 1 to 3 spatial dimensions. Inputs are (N, C, ...) or (C, ...).
#ifndef TENSOR_POOL_H
#define TENSOR_POOL_H

#include "tensor/tensor.h"

typedef struct Pool {
    int dims; // spatial dimensions: 1, 2, 3
    int64_t kernel[3];
    int64_t stride[3];
    int64_t padding[3];
    int64_t dilation[3]; // max pooling only; 1 else
    bool ceil_mode;
    bool count_include_pad;   // average pooling only
    int64_t divisor_override; // average pooling only; 0 for none
} Pool;

/// Maximum and its position (int64, in the input's flattened spatial plane).
MUST_USE bool pool_max(const Tensor *input, const Pool *pool, Tensor **output, Tensor **indices);
/// The gradient by positions: for max pooling, adaptive max pooling and max unpooling alike.
MUST_USE Tensor *pool_max_backward(const Tensor *grad, const Tensor *indices, const Tensor *input, int dims);
MUST_USE Tensor *pool_average(const Tensor *input, const Pool *pool);
MUST_USE Tensor *pool_average_backward(const Tensor *grad, const Tensor *input, const Pool *pool);
MUST_USE Tensor *pool_adaptive_average(const Tensor *input, int dims, const int64_t *output);
MUST_USE Tensor *pool_adaptive_average_backward(const Tensor *grad, const Tensor *input, int dims);
MUST_USE bool pool_adaptive_max(const Tensor *input, int dims, const int64_t *output_size, Tensor **output,
                                Tensor **indices);
MUST_USE Tensor *pool_unpool(const Tensor *input, const Tensor *indices, int dims, const int64_t *output);

typedef enum UpsampleMode { UPSAMPLE_NEAREST, UPSAMPLE_NEAREST_EXACT, UPSAMPLE_LINEAR, UPSAMPLE_CUBIC } UpsampleMode;

/// Resamples the last `dims` dimensions to `output`. `scales` holds the scale factors that the caller was given, 0
/// where it was given sizes (they change the coordinates, as in PyTorch).
MUST_USE Tensor *pool_upsample(const Tensor *input, UpsampleMode mode, int dims, const int64_t *output,
                               bool align_corners, const double *scales);
MUST_USE Tensor *pool_upsample_backward(const Tensor *grad, UpsampleMode mode, int dims, const Tensor *input,
                                        bool align_corners, const double *scales);

/// Padding of the last `dims` dimensions by reflection or by the edge's value; `padding` in PyTorch's order (last
/// dimension first). Constant padding is ops' business (fill and copy). `grad` functions sum back.
MUST_USE Tensor *pool_pad(const Tensor *input, bool reflect, int dims, const int64_t *padding);
MUST_USE Tensor *pool_pad_backward(const Tensor *grad, bool reflect, int dims, const int64_t *padding,
                                   const Tensor *input);

#endif

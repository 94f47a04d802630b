// Normalisations, forward and backward, in PyTorch's order of operations. Weights and biases may be NULL.
// Result pointers of backward functions may be NULL where a gradient is not wanted.
#ifndef TENSOR_NORMALIZE_H
#define TENSOR_NORMALIZE_H

#include "tensor/tensor.h"

/// Normalises over the last `dims` dimensions. `mean` and `rstd` (one each row) are new tensors for the backward pass.
MUST_USE bool normalize_layer(const Tensor *input, int dims, const Tensor *weight, const Tensor *bias, double eps,
                              Tensor **output, Tensor **mean, Tensor **rstd);
MUST_USE bool normalize_layer_backward(const Tensor *grad, const Tensor *input, int dims, const Tensor *mean,
                                       const Tensor *rstd, const Tensor *weight, Tensor **grad_input,
                                       Tensor **grad_weight, Tensor **grad_bias);
MUST_USE bool normalize_group(const Tensor *input, int64_t groups, const Tensor *weight, const Tensor *bias, double eps,
                              Tensor **output, Tensor **mean, Tensor **rstd);
MUST_USE bool normalize_group_backward(const Tensor *grad, const Tensor *input, int64_t groups, const Tensor *mean,
                                       const Tensor *rstd, const Tensor *weight, Tensor **grad_input,
                                       Tensor **grad_weight, Tensor **grad_bias);
/// Batch normalisation. In training the batch's statistics are used and the running ones (may be NULL) updated in
/// place; `mean` and `rstd` are what the backward pass needs (empty tensors in evaluation).
MUST_USE bool normalize_batch(const Tensor *input, const Tensor *weight, const Tensor *bias, Tensor *running_mean,
                              Tensor *running_var, bool training, double momentum, double eps, Tensor **output,
                              Tensor **mean, Tensor **rstd);
MUST_USE bool normalize_batch_backward(const Tensor *grad, const Tensor *input, const Tensor *weight,
                                       const Tensor *running_mean, const Tensor *running_var, const Tensor *mean,
                                       const Tensor *rstd, bool training, double eps, Tensor **grad_input,
                                       Tensor **grad_weight, Tensor **grad_bias);

#endif

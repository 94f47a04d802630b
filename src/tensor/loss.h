// Losses that are no elementwise kernel.
#ifndef TENSOR_LOSS_H
#define TENSOR_LOSS_H

#include "tensor/tensor.h"

typedef enum LossReduction { LOSS_NONE, LOSS_MEAN, LOSS_SUM } LossReduction;

/// Negative log likelihood of (N, C), (C) or (N, C, d1, ...) log-probabilities. `total_weight` is a new rank-0 tensor.
MUST_USE bool loss_nll(const Tensor *input, const Tensor *target, const Tensor *weight, LossReduction reduction,
                       int64_t ignore_index, Tensor **output, Tensor **total_weight);
MUST_USE Tensor *loss_nll_backward(const Tensor *grad, const Tensor *input, const Tensor *target, const Tensor *weight,
                                   LossReduction reduction, int64_t ignore_index, const Tensor *total_weight);

#endif

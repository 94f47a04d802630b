// Normalisation of rows and planes over plain memory, float32 and float64, in PyTorch's order of operations.
#ifndef KERNEL_NORMALIZATION_H
#define KERNEL_NORMALIZATION_H

#include "kernel/dtype.h"

/// Mean and 1 / sqrt(variance + eps) of a packed row. Both are one element of `dtype`; `wide` takes the root in double,
/// as groups do.
void normalization_moments(DType dtype, const void *in, int64_t size, double eps, bool wide, void *mean, void *rstd);
/// out = (in - mean) * rstd * weight + bias; `weight` and `bias` may be NULL.
void normalization_apply(DType dtype, void *out, const void *in, int64_t size, const void *mean, const void *rstd,
                         const void *weight, const void *bias);
/// One row of layer normalisation backwards. Pointers of results may be NULL; weight and bias gradients are added to.
void normalization_row_backward(DType dtype, const void *grad, const void *in, int64_t size, const void *mean,
                                const void *rstd, const void *weight, void *grad_in, void *grad_weight,
                                void *grad_bias);

/// out = in * scale + shift, elementwise over one plane (channel).
void normalization_scale(DType dtype, void *out, const void *in, int64_t size, double scale, double shift);
/// The sums of grad * in and of grad over one plane.
void normalization_sums(DType dtype, const void *grad, const void *in, int64_t size, void *product_sum, void *grad_sum);

/// A group of `channels` planes of `plane` elements: forward and the gradient of its input, given the sums of each
/// plane.
void normalization_group(DType dtype, void *out, const void *in, int64_t channels, int64_t plane, const void *mean,
                         const void *rstd, const void *weight, const void *bias);
void normalization_group_backward(DType dtype, void *grad_in, const void *grad, const void *in, int64_t channels,
                                  int64_t plane, const void *mean, const void *rstd, const void *weight,
                                  const void *product_sums, const void *grad_sums);

/// How the batch lies in the caller's memory decides what PyTorch rounds where: it sums planes in double; pixels, with
/// their channels side by side, in the dtype; and anything else element by element, without fused operations.
typedef enum NormalizationOrder {
    NORMALIZATION_PLANES,
    NORMALIZATION_PIXELS,
    NORMALIZATION_STRIDED,
} NormalizationOrder;

/// One channel of a batch: `batches` planes of `plane` elements, `step` elements apart. `sum` is that of the incoming
/// gradient; it is read for NORMALIZATION_STRIDED alone.
typedef struct NormalizationChannel {
    int64_t batches, plane, step;
    double mean, rstd, weight, bias, sum;
    bool training;
    bool behind_vectors; // of the channels side by side, one that fills no whole vector any more
    NormalizationOrder order;
} NormalizationChannel;
/// out = (in - mean) * rstd * weight + bias, each step rounded.
void normalization_channel_strided(DType dtype, const NormalizationChannel *channel, void *out, const void *in);
/// The mean and the sum of squared distances of a channel. The mean of NORMALIZATION_STRIDED is the channel's own.
void normalization_channel_statistics(DType dtype, const NormalizationChannel *channel, const void *in, double *mean,
                                      double *squares);
/// The channel's input gradient (may be NULL) and, in double, the gradients of weight and bias.
void normalization_channel_backward(DType dtype, const NormalizationChannel *channel, void *grad_in, const void *grad,
                                    const void *in, double *grad_weight, double *grad_bias);

#endif

// Kernels that are still to come. Each is weak: as soon as tensor/ has it, it is taken from there. Until then the
// operator says that it is not supported.
#include "ops/support.h"
#include "tensor/convolution.h"
#include "tensor/loss.h"
#include "tensor/normalize.h"
#include "tensor/pool.h"

static bool missing(const Tensor *tensor, const char *name)
{
    error_raise(tensor->runtime->error, ERROR_UNSUPPORTED_ERROR, "%s is not supported by torchlet", name);
    return false;
}

__attribute__((weak)) Tensor *convolution_forward(const Tensor *input, const Tensor *weight, const Tensor *bias,
                                                  const Convolution *convolution)
{
    (void)missing(input, "convolution_forward");
    return NULL;
}

__attribute__((weak)) bool convolution_backward(const Tensor *grad, const Tensor *input, const Tensor *weight,
                                                const Convolution *convolution, Tensor **grad_input,
                                                Tensor **grad_weight, Tensor **grad_bias)
{
    return missing(grad, "convolution_backward");
}

__attribute__((weak)) Tensor *convolution_unfold(const Tensor *input, const int64_t kernel[2],
                                                 const int64_t dilation[2], const int64_t padding[2],
                                                 const int64_t stride[2])
{
    (void)missing(input, "convolution_unfold");
    return NULL;
}

__attribute__((weak)) Tensor *convolution_fold(const Tensor *input, const int64_t output[2], const int64_t kernel[2],
                                               const int64_t dilation[2], const int64_t padding[2],
                                               const int64_t stride[2])
{
    (void)missing(input, "convolution_fold");
    return NULL;
}

__attribute__((weak)) bool loss_nll(const Tensor *input, const Tensor *target, const Tensor *weight,
                                    LossReduction reduction, int64_t ignore_index, Tensor **output,
                                    Tensor **total_weight)
{
    return missing(input, "loss_nll");
}

__attribute__((weak)) Tensor *loss_nll_backward(const Tensor *grad, const Tensor *input, const Tensor *target,
                                                const Tensor *weight, LossReduction reduction, int64_t ignore_index,
                                                const Tensor *total_weight)
{
    (void)missing(grad, "loss_nll_backward");
    return NULL;
}

__attribute__((weak)) bool normalize_layer(const Tensor *input, int dims, const Tensor *weight, const Tensor *bias,
                                           double eps, Tensor **output, Tensor **mean, Tensor **rstd)
{
    return missing(input, "normalize_layer");
}

__attribute__((weak)) bool normalize_layer_backward(const Tensor *grad, const Tensor *input, int dims,
                                                    const Tensor *mean, const Tensor *rstd, const Tensor *weight,
                                                    Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    return missing(grad, "normalize_layer_backward");
}

__attribute__((weak)) bool normalize_group(const Tensor *input, int64_t groups, const Tensor *weight,
                                           const Tensor *bias, double eps, Tensor **output, Tensor **mean,
                                           Tensor **rstd)
{
    return missing(input, "normalize_group");
}

__attribute__((weak)) bool normalize_group_backward(const Tensor *grad, const Tensor *input, int64_t groups,
                                                    const Tensor *mean, const Tensor *rstd, const Tensor *weight,
                                                    Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    return missing(grad, "normalize_group_backward");
}

__attribute__((weak)) bool normalize_batch(const Tensor *input, const Tensor *weight, const Tensor *bias,
                                           Tensor *running_mean, Tensor *running_var, bool training, double momentum,
                                           double eps, Tensor **output, Tensor **mean, Tensor **rstd)
{
    return missing(input, "normalize_batch");
}

__attribute__((weak)) bool normalize_batch_backward(const Tensor *grad, const Tensor *input, const Tensor *weight,
                                                    const Tensor *running_mean, const Tensor *running_var,
                                                    const Tensor *mean, const Tensor *rstd, bool training, double eps,
                                                    Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    return missing(grad, "normalize_batch_backward");
}

__attribute__((weak)) bool pool_max(const Tensor *input, const Pool *pool, Tensor **output, Tensor **indices)
{
    return missing(input, "pool_max");
}

__attribute__((weak)) Tensor *pool_max_backward(const Tensor *grad, const Tensor *indices, const Tensor *input,
                                                int dims)
{
    (void)missing(grad, "pool_max_backward");
    return NULL;
}

__attribute__((weak)) Tensor *pool_average(const Tensor *input, const Pool *pool)
{
    (void)missing(input, "pool_average");
    return NULL;
}

__attribute__((weak)) Tensor *pool_average_backward(const Tensor *grad, const Tensor *input, const Pool *pool)
{
    (void)missing(grad, "pool_average_backward");
    return NULL;
}

__attribute__((weak)) Tensor *pool_adaptive_average(const Tensor *input, int dims, const int64_t *output)
{
    (void)missing(input, "pool_adaptive_average");
    return NULL;
}

__attribute__((weak)) Tensor *pool_adaptive_average_backward(const Tensor *grad, const Tensor *input, int dims)
{
    (void)missing(grad, "pool_adaptive_average_backward");
    return NULL;
}

__attribute__((weak)) bool pool_adaptive_max(const Tensor *input, int dims, const int64_t *output_size, Tensor **output,
                                             Tensor **indices)
{
    return missing(input, "pool_adaptive_max");
}

__attribute__((weak)) Tensor *pool_unpool(const Tensor *input, const Tensor *indices, int dims, const int64_t *output)
{
    (void)missing(input, "pool_unpool");
    return NULL;
}

__attribute__((weak)) Tensor *pool_upsample(const Tensor *input, UpsampleMode mode, int dims, const int64_t *output,
                                            bool align_corners, const double *scales)
{
    (void)missing(input, "pool_upsample");
    return NULL;
}

__attribute__((weak)) Tensor *pool_upsample_backward(const Tensor *grad, UpsampleMode mode, int dims,
                                                     const Tensor *input, bool align_corners, const double *scales)
{
    (void)missing(grad, "pool_upsample_backward");
    return NULL;
}

__attribute__((weak)) Tensor *pool_pad(const Tensor *input, bool reflect, int dims, const int64_t *padding)
{
    (void)missing(input, "pool_pad");
    return NULL;
}

__attribute__((weak)) Tensor *pool_pad_backward(const Tensor *grad, bool reflect, int dims, const int64_t *padding,
                                                const Tensor *input)
{
    (void)missing(grad, "pool_pad_backward");
    return NULL;
}

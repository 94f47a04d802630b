// Resampling to a size, or by factors: what torch.nn.functional.interpolate calls.
#include <math.h>

#include "ops/support.h"

enum { DIMS = 3 };

static bool sizes_of(Runtime *runtime, const Tensor *input, IntList size, FloatList factors, int dims, int64_t *out,
                     OptionalFloat *scales)
{
    bool sized = size.count >= 0, scaled = factors.count >= 0;
    if (sized == scaled) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Must specify exactly one of output_size and scale_factors");
        return false;
    }
    if ((sized ? size.count : factors.count) != dims || input->rank != dims + 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "It is expected input_size equals to %d, but got size %d",
                    dims + 2, (int)input->rank);
        return false;
    }
    for (int i = 0; i < dims; i++) {
        out[i] = sized ? size.items[i] : (int64_t)floor((double)input->sizes[i + 2] * factors.items[i]);
        scales[i] = sized ? (OptionalFloat){0} : (OptionalFloat){true, factors.items[i]};
    }
    return true;
}

Tensor *pooling_upsample_nearest1d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                       FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 1, size, scales))
        return NULL;
    return op_upsample_nearest1d(runtime, input, (IntList){size, 1}, scales[0]);
}

Tensor *pooling_upsample_nearest_exact1d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                             FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 1, size, scales))
        return NULL;
    return op__upsample_nearest_exact1d(runtime, input, (IntList){size, 1}, scales[0]);
}

Tensor *pooling_upsample_nearest2d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                       FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 2, size, scales))
        return NULL;
    return op_upsample_nearest2d(runtime, input, (IntList){size, 2}, scales[0], scales[1]);
}

Tensor *pooling_upsample_nearest_exact2d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                             FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 2, size, scales))
        return NULL;
    return op__upsample_nearest_exact2d(runtime, input, (IntList){size, 2}, scales[0], scales[1]);
}

Tensor *pooling_upsample_nearest3d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                       FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 3, size, scales))
        return NULL;
    return op_upsample_nearest3d(runtime, input, (IntList){size, 3}, scales[0], scales[1], scales[2]);
}

Tensor *pooling_upsample_nearest_exact3d_vec(Runtime *runtime, const Tensor *input, IntList output_size,
                                             FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 3, size, scales))
        return NULL;
    return op__upsample_nearest_exact3d(runtime, input, (IntList){size, 3}, scales[0], scales[1], scales[2]);
}

Tensor *pooling_upsample_linear1d_vec(Runtime *runtime, const Tensor *input, IntList output_size, bool align_corners,
                                      FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 1, size, scales))
        return NULL;
    return op_upsample_linear1d(runtime, input, (IntList){size, 1}, align_corners, scales[0]);
}

Tensor *pooling_upsample_bilinear2d_vec(Runtime *runtime, const Tensor *input, IntList output_size, bool align_corners,
                                        FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 2, size, scales))
        return NULL;
    return op_upsample_bilinear2d(runtime, input, (IntList){size, 2}, align_corners, scales[0], scales[1]);
}

Tensor *pooling_upsample_trilinear3d_vec(Runtime *runtime, const Tensor *input, IntList output_size, bool align_corners,
                                         FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 3, size, scales))
        return NULL;
    return op_upsample_trilinear3d(runtime, input, (IntList){size, 3}, align_corners, scales[0], scales[1], scales[2]);
}

Tensor *pooling_upsample_bicubic2d_vec(Runtime *runtime, const Tensor *input, IntList output_size, bool align_corners,
                                       FloatList scale_factors)
{
    int64_t size[DIMS];
    OptionalFloat scales[DIMS];
    if (!sizes_of(runtime, input, output_size, scale_factors, 2, size, scales))
        return NULL;
    return op_upsample_bicubic2d(runtime, input, (IntList){size, 2}, align_corners, scales[0], scales[1]);
}

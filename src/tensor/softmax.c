#include "kernel/softmax.h"

#include "tensor/copy.h"
#include "tensor/reduce.h"

typedef struct Blocks {
    int64_t outer, size, inner; // inner may be SOFTMAX_ROW
} Blocks;

static Blocks blocks_of(const Tensor *tensor, int dim)
{
    Blocks blocks = {1, 1, 1};
    for (int i = 0; i < tensor->rank; i++)
        *(i < dim ? &blocks.outer : i == dim ? &blocks.size : &blocks.inner) *= tensor->sizes[i];
    if (dim >= tensor->rank - 1)
        blocks.inner = SOFTMAX_ROW;
    return blocks;
}

static size_t block_bytes(const Blocks *blocks, DType dtype)
{
    return (size_t)(blocks->size * (blocks->inner == SOFTMAX_ROW ? 1 : blocks->inner)) * dtype_size(dtype);
}

// The last dimension has a kernel, and a name in messages, of its own, even where it is not the only one of its size.
static bool check_dtype(const Tensor *self, DType dtype, int dim, bool logarithm)
{
    if (dtype_is_floating(dtype) || !tensor_count(self))
        return true;
    bool last = dim == self->rank - 1 || self->rank == 0;
    const char *name = logarithm ? (last ? "log_softmax_lastdim_kernel_impl" : "softmax_kernel_impl")
                                 : (last ? "softmax_lastdim_kernel_impl" : "softmax_kernel_impl");
    return tensor_refuse_dtype(self->runtime, name, dtype);
}

static Tensor *forward(const Tensor *self, int dim, DType dtype, bool logarithm)
{
    DType compute = dtype_compute(dtype);
    if (!check_dtype(self, dtype, dim, logarithm))
        return NULL;
    Tensor *input = copy_contiguous_as(self, dtype);
    if (input && dtype != compute) {
        Tensor *wide = copy_contiguous_as(input, compute);
        tensor_release(input);
        input = wide;
    }
    Tensor *out = input ? tensor_empty(self->runtime, self->rank, self->sizes, compute, self->device) : NULL;
    Blocks blocks = out ? blocks_of(out, dim) : (Blocks){0};
    if (out && tensor_count(out) > 0 && out->device == DEVICE_CPU) {
        size_t step = block_bytes(&blocks, compute);
        for (int64_t i = 0; i < blocks.outer; i++)
            softmax_forward(dtype, logarithm, tensor_data(out) + (size_t)i * step,
                            tensor_data(input) + (size_t)i * step, blocks.size, blocks.inner);
    }
    tensor_release(input);
    if (!out || dtype == compute)
        return out;
    Tensor *narrow = copy_new(out, dtype, FORMAT_CONTIGUOUS);
    tensor_release(out);
    return narrow;
}

Tensor *reduce_softmax(const Tensor *self, int dim, DType dtype)
{
    return forward(self, dim, dtype, false);
}

Tensor *reduce_log_softmax(const Tensor *self, int dim, DType dtype)
{
    return forward(self, dim, dtype, true);
}

static Tensor *backward(const Tensor *grad, const Tensor *output, int dim, bool logarithm)
{
    DType compute = dtype_compute(output->dtype);
    Tensor *incoming = copy_contiguous_as(grad, compute),
           *result = incoming ? copy_contiguous_as(output, compute) : NULL;
    Tensor *out = result ? tensor_empty(grad->runtime, output->rank, output->sizes, compute, output->device) : NULL;
    Blocks blocks = out ? blocks_of(out, dim) : (Blocks){0};
    if (out && tensor_count(out) > 0 && out->device == DEVICE_CPU) {
        size_t step = block_bytes(&blocks, compute);
        for (int64_t i = 0; i < blocks.outer; i++)
            softmax_backward(output->dtype, logarithm, tensor_data(out) + (size_t)i * step,
                             tensor_data(incoming) + (size_t)i * step, tensor_data(result) + (size_t)i * step,
                             blocks.size, blocks.inner);
    }
    tensor_release(incoming);
    tensor_release(result);
    if (!out || output->dtype == compute)
        return out;
    Tensor *narrow = copy_new(out, output->dtype, FORMAT_CONTIGUOUS);
    tensor_release(out);
    return narrow;
}

Tensor *reduce_softmax_backward(const Tensor *grad, const Tensor *output, int dim)
{
    return backward(grad, output, dim, false);
}

Tensor *reduce_log_softmax_backward(const Tensor *grad, const Tensor *output, int dim)
{
    return backward(grad, output, dim, true);
}

// The inverse of max pooling.
#include "ops/support.h"
#include "tensor/pool.h"

static bool check_count(Runtime *runtime, const char *numbers, const char *what, const char *colon, int dims,
                        IntList list)
{
    if (list.count == dims)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "There should be exactly %s in %s, but got%s %lld elements.",
                numbers, what, colon, (long long)list.count);
    return false;
}

static bool check_indices(Runtime *runtime, int dims, const Tensor *indices)
{
    if (indices->dtype == DTYPE_INT64)
        return true;
    if (dims == 2)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "elements in indices should be type int64 but got: %s",
                    dtype_scalar_name(indices->dtype));
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "elements in indices should be type int64");
    return false;
}

static bool check_shapes(Runtime *runtime, int dims, const Tensor *self, const Tensor *indices)
{
    char text[2][SHAPE_TEXT];
    if (self->rank != dims + 1 && self->rank != dims + 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Input to max_unpooling%dd should be a %dd or %dd Tensor, but got a tensor with %d dimensions.",
                    dims, dims + 1, dims + 2, (int)self->rank);
        return false;
    }
    if (shape_same(self->rank, self->sizes, indices->rank, indices->sizes))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected shape of indices to be same as that of the input tensor (%s) but got indices tensor with "
                "shape: %s",
                tensor_format_sizes(self, text[0]), tensor_format_sizes(indices, text[1]));
    return false;
}

static bool check_filled(Runtime *runtime, int dims, const Tensor *self)
{
    for (int i = 1; i < self->rank; i++) {
        if (self->sizes[i])
            continue;
        char text[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "max_unpooling%dd_forward_out_cpu(): Expected input to have non-zero size for non-batch "
                    "dimensions, but got %s with dimension %d being empty.",
                    dims, tensor_format_sizes(self, text), i);
        return false;
    }
    return true;
}

static Tensor *unpool(Runtime *runtime, int dims, const Tensor *self, const Tensor *indices, IntList output_size)
{
    if (!check_filled(runtime, dims, self))
        return NULL;
    if (!dtype_is_floating(self->dtype)) {
        (void)tensor_refuse_dtype(runtime, dims == 2 ? "max_unpool2d" : "max_unpool3d", self->dtype);
        return NULL;
    }
    return pool_unpool(self, indices, dims, output_size.items);
}

Tensor *unpooling_image(Runtime *runtime, const Tensor *self, const Tensor *indices, IntList output_size)
{
    return check_indices(runtime, 2, indices) &&
                   check_count(runtime, "two elements (height, width)", "output_size", "", 2, output_size) &&
                   check_shapes(runtime, 2, self, indices)
               ? unpool(runtime, 2, self, indices, output_size)
               : NULL;
}

Tensor *unpooling_volume(Runtime *runtime, const Tensor *self, const Tensor *indices, IntList output_size,
                         IntList stride, IntList padding)
{
    const char *three = "three elements (depth, height, width)";
    if (!check_indices(runtime, 3, indices))
        return NULL;
    if (self->rank != 4 && self->rank != 5) {
        (void)check_shapes(runtime, 3, self, indices);
        return NULL;
    }
    if (!check_count(runtime, three, "output_size", "", 3, output_size) ||
        !check_count(runtime, three, "stride", ":", 3, stride) ||
        !check_count(runtime, three, "padding", ":", 3, padding) || !check_shapes(runtime, 3, self, indices))
        return NULL;
    if (stride.items[0] <= 0 || stride.items[1] <= 0 || stride.items[2] <= 0) {
        char text[SHAPE_TEXT];
        shape_format(text, 3, stride.items);
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "strides should be greater than zero, but got stride: %s",
                    text);
        return NULL;
    }
    return unpool(runtime, 3, self, indices, output_size);
}

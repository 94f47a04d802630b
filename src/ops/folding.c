// Pictures as columns of windows, and back.
#include "ops/support.h"
#include "tensor/convolution.h"

static bool check_pair(Runtime *runtime, const char *what, IntList list)
{
    if (list.count == 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "It is expected %s equals to 2, but got size %lld", what,
                (long long)list.count);
    return false;
}

// `least`: what both numbers must reach.
static bool check_values(Runtime *runtime, const char *what, const char *rule, const char *prefix, IntList list,
                         int64_t least)
{
    if (list.items[0] >= least && list.items[1] >= least)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should be %s, but got %s_height: %lld %s_width: %lld", what,
                rule, prefix, (long long)list.items[0], prefix, (long long)list.items[1]);
    return false;
}

typedef struct Window {
    IntList kernel, dilation, padding, stride;
} Window;

static bool check_window(Runtime *runtime, const Window *window, bool fold)
{
    if (!check_pair(runtime, "kernel_size", window->kernel) || !check_pair(runtime, "dilation", window->dilation) ||
        !check_pair(runtime, "padding", window->padding) || !check_pair(runtime, "stride", window->stride) ||
        !check_values(runtime, "kernel size", "greater than zero", "kernel", window->kernel, 1))
        return false;
    // The two directions look at stride and dilation in turns.
    return (!fold || check_values(runtime, "stride", "greater than zero", "stride", window->stride, 1)) &&
           check_values(runtime, "dilation", "greater than zero", "dilation", window->dilation, 1) &&
           check_values(runtime, "padding", "non-negative", "pad", window->padding, 0) &&
           (fold || check_values(runtime, "stride", "greater than zero", "stride", window->stride, 1));
}

// Numbers so large that the windows' sizes would overflow.
static bool check_magnitude(Runtime *runtime, const Window *window)
{
    const IntList lists[] = {window->kernel, window->dilation, window->padding, window->stride};
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (int j = 0; j < 2; j++)
            if (lists[i].items[j] > INT32_MAX) {
                error_raise(runtime->error, ERROR_RUNTIME_ERROR, "numel: integer multiplication overflow");
                return false;
            }
    return true;
}

static bool refuse_rank(Runtime *runtime, const char *format, const Tensor *self)
{
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, format, tensor_format_sizes(self, text));
    return false;
}

// Dimensions [first, rank) hold something.
static bool filled(const Tensor *self, int first)
{
    for (int i = first; i < self->rank; i++)
        if (!self->sizes[i])
            return false;
    return true;
}

static bool check_picture(Runtime *runtime, const Tensor *self)
{
    int ignored;
    if (self->rank < 3 && !shape_wrap_dim(runtime->error, self->rank < 2 ? 1 : 2, self->rank, &ignored))
        return false;
    if ((self->rank == 3 && filled(self, 0)) || (self->rank == 4 && filled(self, 1)))
        return true;
    return refuse_rank(runtime,
                       "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
                       "dimensions for input, but got: %s",
                       self);
}

static bool check_columns(Runtime *runtime, const Tensor *self)
{
    if ((self->rank == 2 && filled(self, 0)) || (self->rank == 3 && filled(self, 1)))
        return true;
    return refuse_rank(runtime,
                       "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero "
                       "dimensions for input, but got: %s",
                       self);
}

// As check_magnitude, for the sizes of the picture that fold makes.
static bool check_size(Runtime *runtime, IntList size)
{
    for (int i = 0; i < 2; i++)
        if (size.items[i] > INT64_MAX / 4 || size.items[i] < -(INT64_MAX / 4)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "numel: integer multiplication overflow");
            return false;
        }
    return true;
}

Tensor *folding_unfold(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList dilation, IntList padding,
                       IntList stride)
{
    Window window = {kernel_size, dilation, padding, stride};
    if (!check_window(runtime, &window, false) || !check_magnitude(runtime, &window) || !check_picture(runtime, self))
        return NULL;
    if (dtype_is_integral(self->dtype) && self->dtype != DTYPE_BOOL) {
        (void)tensor_refuse_dtype(runtime, "im2col_out_cpu", self->dtype);
        return NULL;
    }
    return convolution_unfold(self, kernel_size.items, dilation.items, padding.items, stride.items);
}

Tensor *folding_fold(Runtime *runtime, const Tensor *self, IntList output_size, IntList kernel_size, IntList dilation,
                     IntList padding, IntList stride)
{
    Window window = {kernel_size, dilation, padding, stride};
    if (!check_pair(runtime, "output_size", output_size) || !check_window(runtime, &window, true) ||
        !check_magnitude(runtime, &window) || !check_size(runtime, output_size) || !check_columns(runtime, self))
        return NULL;
    if (dtype_is_integral(self->dtype) && self->dtype != DTYPE_BOOL) {
        (void)tensor_refuse_dtype(runtime, "col2im_out_cpu", self->dtype);
        return NULL;
    }
    return convolution_fold(self, output_size.items, kernel_size.items, dilation.items, padding.items, stride.items);
}

Tensor *folding_fold_like(Runtime *runtime, const Tensor *grad, const Tensor *self, IntList kernel_size,
                          IntList dilation, IntList padding, IntList stride)
{
    IntList size = {self->sizes + self->rank - 2, 2};
    return op_col2im(runtime, grad, size, kernel_size, dilation, padding, stride);
}

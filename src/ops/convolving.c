// Convolutions: what the caller says becomes one Convolution; padding="same"; inputs without a batch.
#include "tensor/convolution.h"

#include "ops/support.h"

// One number stands for every dimension.
static bool fill(Runtime *runtime, const char *name, IntList list, int dims, int64_t *out)
{
    if (list.count != 1 && list.count != dims) {
        char text[SHAPE_TEXT];
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "expected %s to be a single integer value or a list of %d values to match the convolution dimensions, "
            "but got %s=%s",
            name, dims, name, shape_format(text, (int)list.count, list.items));
        return false;
    }
    for (int i = 0; i < dims; i++)
        out[i] = list.items[list.count == 1 ? 0 : i];
    return true;
}

// Kernel and dilation of at least 1. A convolution along a line is told of as one of height 1.
static bool check_window(Runtime *runtime, const Tensor *weight, const Convolution *c)
{
    int lead = c->dims == 1, shown = c->dims + lead;
    int64_t kernel[3] = {1, 1, 1}, dilation[3] = {1, 1, 1};
    bool good = true, dilated = false;
    for (int i = 0; i < c->dims; i++) {
        kernel[i + lead] = weight->sizes[i + 2];
        dilation[i + lead] = c->dilation[i];
        good &= kernel[i + lead] > 0 && dilation[i + lead] > 0;
        dilated |= dilation[i + lead] != 1;
    }
    if (good)
        return true;
    bool negative = false;
    for (int i = 0; i < c->dims; i++)
        negative |= c->dilation[i] < 0;
    if (negative) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "dilation should be greater than zero");
        return false;
    }
    const char *what = NULL;
    for (int i = 0; i < shown && !what; i++)
        what = kernel[i] <= 0 ? "kernel size" : NULL;
    const int64_t *sizes = what ? kernel : dilation;
    char text[SHAPE_TEXT];
    if (dilated && !c->transposed)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should be greater than zero, but got %s",
                    what ? what : "dilation", shape_format(text, shown, sizes));
    else if (shown == 3)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s should be greater than zero, but got: %lld x %lld x %lld (TxHxW)", what ? what : "dilation",
                    (long long)sizes[0], (long long)sizes[1], (long long)sizes[2]);
    else if (what)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "kernel size should be greater than zero, but got kernel_height: %lld kernel_width: %lld",
                    (long long)sizes[0], (long long)sizes[1]);
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "dilation should be greater than zero, but got dilation_height: %lld, dilation_width: %lld",
                    (long long)sizes[0], (long long)sizes[1]);
    return false;
}

static bool describe(Runtime *runtime, const Tensor *input, const Tensor *weight, IntList stride, IntList padding,
                     IntList dilation, bool transposed, IntList output_padding, int64_t groups, Convolution *out)
{
    int dims = weight->rank - 2;
    *out = (Convolution){.dims = dims, .groups = groups, .transposed = transposed};
    if (dims < 1 || dims > CONVOLUTION_MAX_DIMS) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "weight should have at least three dimensions");
        return false;
    }
    if (groups <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "non-positive groups is not supported");
        return false;
    }
    (void)input;
    if (!fill(runtime, "stride", stride, dims, out->stride) || !fill(runtime, "padding", padding, dims, out->padding) ||
        !fill(runtime, "dilation", dilation, dims, out->dilation) ||
        !fill(runtime, "output_padding", output_padding, dims, out->output_padding))
        return false;
    const char *message = NULL;
    for (int i = 0; i < dims && !message; i++)
        message = out->padding[i] < 0          ? "negative padding is not supported"
                  : out->output_padding[i] < 0 ? "negative output_padding is not supported"
                  : out->stride[i] <= 0        ? "non-positive stride is not supported"
                                               : NULL;
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return !message && check_window(runtime, weight, out);
}

Tensor *convolving_forward(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                           IntList stride, IntList padding, IntList dilation, bool transposed, IntList output_padding,
                           int64_t groups)
{
    Convolution convolution;
    if (!describe(runtime, input, weight, stride, padding, dilation, transposed, output_padding, groups, &convolution))
        return NULL;
    return convolution_forward(input, weight, bias, &convolution);
}

bool convolving_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *input, const Tensor *weight,
                         IntList stride, IntList padding, IntList dilation, bool transposed, IntList output_padding,
                         int64_t groups, BoolList mask, Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    Convolution convolution;
    *grad_input = *grad_weight = *grad_bias = NULL;
    return describe(runtime, input, weight, stride, padding, dilation, transposed, output_padding, groups,
                    &convolution) &&
           convolution_backward(grad_output, input, weight, &convolution, mask.items[0] ? grad_input : NULL,
                                mask.items[1] ? grad_weight : NULL, mask.items[2] ? grad_bias : NULL);
}

static Tensor *sum_of(Runtime *runtime, Tensor *a, Tensor *b)
{
    Tensor *result = a && b ? op_add_Tensor(runtime, a, b, scalar_int(1)) : tensor_retain_maybe(a ? a : b);
    tensor_release(a);
    tensor_release(b);
    return result;
}

// A convolution is linear in each operand: its second gradients are convolutions again.
bool convolving_backward_backward(Runtime *runtime, const Tensor *ggi, const Tensor *ggw, const Tensor *ggb,
                                  const Tensor *grad_output, const Tensor *input, const Tensor *weight, IntList stride,
                                  IntList padding, IntList dilation, bool transposed, IntList output_padding,
                                  int64_t groups, Tensor **result0, Tensor **result1, Tensor **result2)
{
    *result0 = *result1 = *result2 = NULL;
    Tensor *a =
        op_convolution(runtime, ggi, weight, NULL, stride, padding, dilation, transposed, output_padding, groups);
    Tensor *b =
        a ? op_convolution(runtime, input, ggw, ggb, stride, padding, dilation, transposed, output_padding, groups)
          : NULL;
    Tensor *unused0 = NULL, *unused1 = NULL, *unused2 = NULL, *unused3 = NULL;
    bool done = b != NULL;
    if (done)
        *result0 = sum_of(runtime, tensor_retain(a), tensor_retain(b));
    const bool only_input[] = {true, false, false}, only_weight[] = {false, true, false};
    done = *result0 &&
           op_convolution_backward(runtime, grad_output, input, ggw, stride, padding, dilation, transposed,
                                   output_padding, groups, (BoolList){only_input, 3}, result1, &unused0, &unused1) &&
           op_convolution_backward(runtime, grad_output, ggi, weight, stride, padding, dilation, transposed,
                                   output_padding, groups, (BoolList){only_weight, 3}, &unused2, result2, &unused3);
    release_temporaries((Tensor *[]){a, b, unused0, unused1, unused2, unused3}, 6);
    if (done)
        return true;
    release_temporaries((Tensor *[]){*result0, *result1, *result2}, 3);
    return false;
}

/// What a call of conv1d ... conv_transpose3d is told.
typedef struct Call {
    const char *name;
    int dims;
    bool transposed;
    IntList stride, padding, dilation, output_padding;
    int64_t groups;
} Call;

static const int64_t zero_padding[1] = {0};

static Tensor *call(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias, const Call *call)
{
    if (bias && !call->transposed && bias->dtype != input->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Input type (%s) and bias type (%s) should be the same",
                    dtype_c_name((DType)input->dtype), dtype_c_name((DType)bias->dtype));
        return NULL;
    }
    if (input->rank != call->dims + 1 && input->rank != call->dims + 2) {
        char text[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s", call->dims + 1,
                    call->dims + 2, call->name, tensor_format_sizes(input, text));
        return NULL;
    }
    Tensor *batch = input->rank == call->dims + 1 ? op_unsqueeze(runtime, input, 0) : tensor_retain(input);
    Tensor *output = batch ? op_convolution(runtime, batch, weight, bias, call->stride, call->padding, call->dilation,
                                            call->transposed, call->output_padding, call->groups)
                           : NULL;
    Tensor *result =
        output && input->rank == call->dims + 1 ? op_squeeze_dim(runtime, output, 0) : tensor_retain_maybe(output);
    tensor_release(batch);
    tensor_release(output);
    return result;
}

static Tensor *plain(Runtime *runtime, const char *name, int dims, const Tensor *input, const Tensor *weight,
                     const Tensor *bias, IntList stride, IntList padding, IntList dilation, int64_t groups)
{
    Call what = {name, dims, false, stride, padding, dilation, {zero_padding, 1}, groups};
    return call(runtime, input, weight, bias, &what);
}

Tensor *convolving_conv1d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                          IntList stride, IntList padding, IntList dilation, int64_t groups)
{
    return plain(runtime, "conv1d", 1, input, weight, bias, stride, padding, dilation, groups);
}

Tensor *convolving_conv2d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                          IntList stride, IntList padding, IntList dilation, int64_t groups)
{
    return plain(runtime, "conv2d", 2, input, weight, bias, stride, padding, dilation, groups);
}

Tensor *convolving_conv3d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                          IntList stride, IntList padding, IntList dilation, int64_t groups)
{
    return plain(runtime, "conv3d", 3, input, weight, bias, stride, padding, dilation, groups);
}

// Says that the weight is of another rank than the input, which has a batch by now. NULL.
static Tensor *refuse_weight(Runtime *runtime, int dims, const Tensor *input, const Tensor *weight)
{
    char wanted[SHAPE_TEXT], given[SHAPE_TEXT];
    int64_t sizes[SHAPE_MAX_RANK + 1] = {1};
    int lead = input->rank == dims + 1;
    for (int i = 0; i < input->rank; i++)
        sizes[i + lead] = input->sizes[i];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected %d-dimensional input for %d-dimensional weight%s, but got %d-dimensional input of size %s "
                "instead",
                (int)weight->rank, (int)weight->rank, tensor_format_sizes(weight, wanted), input->rank + lead,
                shape_format(given, input->rank + lead, sizes));
    return NULL;
}

// "same": as much padding as keeps the size; what cannot be halved goes to the end.
static Tensor *same(Runtime *runtime, const char *name, int dims, const Tensor *input, const Tensor *weight,
                    const Tensor *bias, IntList stride, IntList dilation, int64_t groups)
{
    int64_t padding[CONVOLUTION_MAX_DIMS], extra[2 * CONVOLUTION_MAX_DIMS] = {0};
    bool uneven = false;
    if (weight->rank != dims + 2)
        return refuse_weight(runtime, dims, input, weight);
    if (stride.count != 1 && stride.count != dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "stride cannot broadcast to %d dimensions", dims);
        return NULL;
    }
    if (dilation.count != 1 && dilation.count != dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "dilation cannot broadcast to %d dimensions", dims);
        return NULL;
    }
    for (int i = 0; i < dims; i++) {
        if (stride.items[stride.count == 1 ? 0 : i] != 1) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "padding='same' is not supported for strided convolutions");
            return NULL;
        }
        int64_t total;
        if (!shape_multiply(runtime->error, dilation.items[dilation.count == 1 ? 0 : i], weight->sizes[2 + i] - 1,
                            &total))
            return NULL;
        padding[i] = total / 2;
        extra[2 * (dims - 1 - i) + 1] = total % 2;
        uneven |= total % 2 != 0;
    }
    if (uneven && !warning_give(runtime, WARNING_PADDING_SAME))
        return NULL;
    Tensor *wide =
        uneven ? op_constant_pad_nd(runtime, input, (IntList){extra, 2 * dims}, scalar_int(0)) : tensor_retain(input);
    Tensor *result =
        wide ? plain(runtime, name, dims, wide, weight, bias, stride, (IntList){padding, dims}, dilation, groups)
             : NULL;
    tensor_release(wide);
    return result;
}

static Tensor *named_padding(Runtime *runtime, const char *name, int dims, const Tensor *input, const Tensor *weight,
                             const Tensor *bias, IntList stride, const char *padding, IntList dilation, int64_t groups)
{
    if (text_same(padding, "same"))
        return same(runtime, name, dims, input, weight, bias, stride, dilation, groups);
    if (text_same(padding, "valid"))
        return plain(runtime, name, dims, input, weight, bias, stride, (IntList){zero_padding, 1}, dilation, groups);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Invalid padding string: '%s'", padding);
    return NULL;
}

Tensor *convolving_conv1d_padding(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                                  IntList stride, const char *padding, IntList dilation, int64_t groups)
{
    return named_padding(runtime, "conv1d", 1, input, weight, bias, stride, padding, dilation, groups);
}

Tensor *convolving_conv2d_padding(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                                  IntList stride, const char *padding, IntList dilation, int64_t groups)
{
    return named_padding(runtime, "conv2d", 2, input, weight, bias, stride, padding, dilation, groups);
}

Tensor *convolving_conv3d_padding(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                                  IntList stride, const char *padding, IntList dilation, int64_t groups)
{
    return named_padding(runtime, "conv3d", 3, input, weight, bias, stride, padding, dilation, groups);
}

Tensor *convolving_transpose1d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                               IntList stride, IntList padding, IntList output_padding, int64_t groups,
                               IntList dilation)
{
    return call(runtime, input, weight, bias,
                &(Call){"conv_transpose1d", 1, true, stride, padding, dilation, output_padding, groups});
}

Tensor *convolving_transpose2d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                               IntList stride, IntList padding, IntList output_padding, int64_t groups,
                               IntList dilation)
{
    return call(runtime, input, weight, bias,
                &(Call){"conv_transpose2d", 2, true, stride, padding, dilation, output_padding, groups});
}

Tensor *convolving_transpose3d(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                               IntList stride, IntList padding, IntList output_padding, int64_t groups,
                               IntList dilation)
{
    return call(runtime, input, weight, bias,
                &(Call){"conv_transpose3d", 3, true, stride, padding, dilation, output_padding, groups});
}

// A convolution is a matrix product with the input's sliding blocks as columns.
//
//   columns   (C / groups * kernel, positions)   of one image and one group
//   output    (O / groups, positions) = weight (O / groups, C / groups * kernel) times columns
//
// A transposed convolution is the gradient of one with regard to its input: columns from a product, then added up.
#include "tensor/convolution.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/unfold.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/product.h"
#include "tensor/reduce.h"

// One call in numbers. "in" is the image whose blocks slide, "out" their positions; a transposed convolution swaps
// the roles of input and output.
typedef struct Problem {
    Runtime *runtime;
    DType dtype;
    DType rounded;     // the tensors' own, where they are halves that lie as floats
    UnfoldShape shape; // of one group
    int64_t batches, groups;
    int64_t in_channels, out_channels; // of the sliding convolution, all groups
    int64_t in_plane, out_plane, block;
} Problem;

static bool refuse(const Tensor *tensor, const char *message)
{
    error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

// "(5 x 5)" of some spatial sizes.
static void write_sizes(char *text, size_t room, const int64_t *sizes, int dims)
{
    size_t used = 0;
    for (int i = 0; i < dims; i++)
        used += (size_t)snprintf(text + used, room - used, i ? " x %" PRId64 : "%" PRId64, sizes[i]);
}

static bool check_channels(const Tensor *input, const Tensor *weight, const Convolution *c)
{
    char weight_sizes[SHAPE_TEXT], input_sizes[SHAPE_TEXT];
    int64_t wanted = weight->sizes[0];
    if (!c->transposed && __builtin_mul_overflow(weight->sizes[1], c->groups, &wanted))
        wanted = INT64_MAX; // more groups than the weight has rows: refused below
    tensor_format_sizes(weight, weight_sizes);
    if (weight->sizes[0] < c->groups) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Given groups=%" PRId64 ", expected weight to be at least %" PRId64
                    " at dimension 0, but got weight of size %s instead",
                    c->groups, c->groups, weight_sizes);
        return false;
    }
    if (weight->sizes[0] % c->groups != 0) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Given groups=%" PRId64 ", expected weight to be divisible by %" PRId64
                    " at dimension 0, but got weight of size [%s] instead",
                    c->groups, c->groups, weight_sizes);
        return false;
    }
    if (input->sizes[1] == wanted)
        return true;
    error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                "Given %s=%" PRId64 ", weight of size %s, expected input%s to have %" PRId64
                " channels, but got %" PRId64 " channels instead",
                c->transposed ? "transposed" : "groups", c->transposed ? (int64_t)1 : c->groups, weight_sizes,
                tensor_format_sizes(input, input_sizes), wanted, input->sizes[1]);
    return false;
}

static bool check_bias(const Tensor *weight, const Tensor *bias, const Convolution *c, int64_t out_channels)
{
    char weight_sizes[SHAPE_TEXT], bias_sizes[SHAPE_TEXT];
    if (!bias || (bias->rank == 1 && bias->sizes[0] == out_channels))
        return true;
    error_raise(weight->runtime->error, ERROR_RUNTIME_ERROR,
                "Given %sweight of size %s, expected bias to be 1-dimensional with %" PRId64
                " elements, but got bias of size %s instead",
                c->transposed ? "transposed=1, " : "", tensor_format_sizes(weight, weight_sizes), out_channels,
                tensor_format_sizes(bias, bias_sizes));
    return false;
}

// Whether all places that the kernel meets can be counted.
static bool check_reach(const Tensor *input, const Tensor *weight, const Convolution *c)
{
    for (int i = 0; i < c->dims; i++) {
        __int128 in = input->sizes[2 + i], kernel = weight->sizes[2 + i];
        __int128 reach = in + 2 * (__int128)c->padding[i] + c->dilation[i] * kernel + c->output_padding[i] +
                         (c->transposed ? in * c->stride[i] : 0);
        if (reach >= INT64_MAX)
            return refuse(input, "the convolution reaches further than can be counted");
    }
    return true;
}

static bool check_kernel(const Tensor *input, const Tensor *weight, const Convolution *c)
{
    int64_t padded[3], spread[3];
    bool fits = true;
    for (int i = 0; i < c->dims; i++) {
        padded[i] = input->sizes[2 + i] + 2 * c->padding[i];
        spread[i] = c->dilation[i] * (weight->sizes[2 + i] - 1) + 1;
        fits &= padded[i] >= spread[i];
    }
    if (fits)
        return true;
    char input_sizes[96], kernel_sizes[96];
    write_sizes(input_sizes, sizeof input_sizes, padded, c->dims);
    write_sizes(kernel_sizes, sizeof kernel_sizes, spread, c->dims);
    error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                "Calculated padded input size per channel: (%s). Kernel size: (%s). Kernel size can't be greater than "
                "actual input size",
                input_sizes, kernel_sizes);
    return false;
}

// "output padding must be smaller than either stride or dilation ..."
static bool check_output_padding(const Tensor *input, const Convolution *c)
{
    static const char *const NAMES[] = {"depth", "height", "width"};
    bool fits = true;
    for (int i = 0; i < c->dims; i++)
        fits &= c->output_padding[i] < c->stride[i] || c->output_padding[i] < c->dilation[i];
    if (fits)
        return true;
    // One and two dimensions are told of as height and width.
    int shown = c->dims == 3 ? 3 : 2;
    char text[3][120] = {"", "", ""};
    const int64_t *values[3] = {c->output_padding, c->stride, c->dilation};
    static const char *const WHAT[] = {"output_padding", "stride", "dilation"};
    for (int v = 0; v < 3; v++)
        for (int i = 0; i < shown; i++) {
            int dim = i - (shown - c->dims);
            int64_t value = dim < 0 ? (v == 0 ? 0 : 1) : values[v][dim];
            size_t used = strlen(text[v]);
            snprintf(text[v] + used, sizeof text[v] - used, "%s%s_%s: %" PRId64, i ? " " : "", WHAT[v],
                     NAMES[3 - shown + i], value);
        }
    error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                "output padding must be smaller than either stride or dilation, but got %s %s %s", text[0], text[1],
                text[2]);
    return false;
}

static bool check_dtypes(const Tensor *input, const Tensor *weight, const Tensor *bias, bool transposed)
{
    if (bias && !transposed && bias->dtype != input->dtype) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR, "Input type (%s) and bias type (%s) should be the same",
                    dtype_c_name(input->dtype), dtype_c_name(bias->dtype));
        return false;
    }
    if (input->dtype != weight->dtype && input->dtype == DTYPE_BOOL) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR, "\"slow_conv%s%dd_%scpu\" not implemented for 'Bool'",
                    transposed ? "_transpose" : "", weight->rank == 5 ? 3 : 2, transposed ? "out_" : "");
        return false;
    }
    return tensor_check_dtype(weight, input->dtype) && (!bias || tensor_check_dtype(bias, input->dtype));
}

// The size of the other side along one dimension.
static int64_t out_size(const Convolution *c, int i, int64_t in, int64_t kernel)
{
    if (c->transposed)
        return (in - 1) * c->stride[i] - 2 * c->padding[i] + c->dilation[i] * (kernel - 1) + c->output_padding[i] + 1;
    return (in + 2 * c->padding[i] - c->dilation[i] * (kernel - 1) - 1) / c->stride[i] + 1;
}

// The product of three positive numbers.
static bool multiply(Runtime *runtime, int64_t a, int64_t b, int64_t c, int64_t *product)
{
    return shape_multiply(runtime->error, a, b, product) && shape_multiply(runtime->error, *product, c, product);
}

// Sizes of the result, and the whole problem in numbers. False where they are beyond counting.
static bool problem_make(Problem *p, const Tensor *input, const Tensor *weight, const Convolution *c,
                         int64_t *out_sizes)
{
    *p = (Problem){.runtime = input->runtime,
                   .dtype = dtype_compute(input->dtype),
                   .rounded = (DType)input->dtype,
                   .batches = input->sizes[0]};
    p->groups = c->groups;
    out_sizes[0] = input->sizes[0];
    out_sizes[1] = c->transposed ? weight->sizes[1] * c->groups : weight->sizes[0];
    for (int i = 0; i < 3; i++) {
        int dim = i - (3 - c->dims);
        bool real = dim >= 0;
        int64_t in = real ? input->sizes[2 + dim] : 1, kernel = real ? weight->sizes[2 + dim] : 1;
        int64_t out = real ? out_size(c, dim, in, kernel) : 1;
        if (real)
            out_sizes[2 + dim] = out;
        p->shape.in[i] = c->transposed ? out : in;
        p->shape.out[i] = c->transposed ? in : out;
        p->shape.kernel[i] = kernel;
        p->shape.stride[i] = real ? c->stride[dim] : 1;
        p->shape.padding[i] = real ? c->padding[dim] : 0;
        p->shape.dilation[i] = real ? c->dilation[dim] : 1;
    }
    p->in_channels = c->transposed ? out_sizes[1] : input->sizes[1];
    p->out_channels = c->transposed ? input->sizes[1] : out_sizes[1];
    p->shape.channels = p->in_channels / p->groups;
    const int64_t *in = p->shape.in, *out = p->shape.out, *kernel = p->shape.kernel;
    return multiply(p->runtime, in[0], in[1], in[2], &p->in_plane) &&
           multiply(p->runtime, out[0], out[1], out[2], &p->out_plane) &&
           multiply(p->runtime, kernel[0], kernel[1], kernel[2], &p->block) &&
           shape_multiply(p->runtime->error, p->block, p->shape.channels, &p->block);
}

// One image and group at a time ---------------------------------------------------------------------------------

static char *part(const Tensor *tensor, const Problem *p, int64_t n, int64_t g, int64_t channels, int64_t plane)
{
    int64_t per_group = channels / p->groups;
    return tensor_data(tensor) + (size_t)((n * channels + g * per_group) * plane) * dtype_size(p->dtype);
}

static char *weight_part(const Tensor *weight, const Problem *p, int64_t g)
{
    return tensor_data(weight) + (size_t)(g * (p->out_channels / p->groups) * p->block) * dtype_size(p->dtype);
}

// Whether the columns are the image itself: kernels of one place that step by one.
static bool is_pointwise(const Problem *p)
{
    for (int i = 0; i < 3; i++)
        if (p->shape.kernel[i] != 1 || p->shape.stride[i] != 1 || p->shape.padding[i] != 0)
            return false;
    return true;
}

static void *columns_new(const Problem *p)
{
    int64_t count;
    if (__builtin_mul_overflow(p->block, p->out_plane, &count)) {
        error_raise(p->runtime->error, ERROR_RUNTIME_ERROR, "the convolution's columns are too large");
        return NULL;
    }
    return mem_alloc_array(p->runtime->memory, (size_t)count, dtype_size(p->dtype));
}

static void columns_free(const Problem *p, void *columns)
{
    mem_free(p->runtime->memory, columns, (size_t)(p->block * p->out_plane) * dtype_size(p->dtype));
}

// output += weight x columns.
static bool slide(const Problem *p, const Tensor *weight, const Tensor *image, const Tensor *out, void *columns,
                  int64_t n, int64_t g)
{
    char *in = part(image, p, n, g, p->in_channels, p->in_plane);
    bool direct = is_pointwise(p);
    if (!direct)
        unfold_gather(dtype_size(p->dtype), &p->shape, columns, in);
    GemmSize size = {p->out_channels / p->groups, p->out_plane, p->block};
    return product_multiply(p->runtime, p->dtype, size, scalar_int(1),
                            (GemmMatrix){weight_part(weight, p, g), p->block, 1},
                            (GemmMatrix){direct ? in : columns, p->out_plane, 1}, scalar_int(1),
                            (GemmMatrix){part(out, p, n, g, p->out_channels, p->out_plane), p->out_plane, 1});
}

// image += blocks of (weight transposed x output).
static bool unslide(const Problem *p, const Tensor *weight, const Tensor *image, const Tensor *out, void *columns,
                    int64_t n, int64_t g)
{
    char *in = part(image, p, n, g, p->in_channels, p->in_plane);
    GemmSize size = {p->block, p->out_plane, p->out_channels / p->groups};
    if (!product_multiply(p->runtime, p->dtype, size, scalar_int(1),
                          (GemmMatrix){weight_part(weight, p, g), 1, p->block},
                          (GemmMatrix){part(out, p, n, g, p->out_channels, p->out_plane), p->out_plane, 1},
                          scalar_int(0), (GemmMatrix){columns, p->out_plane, 1}))
        return false;
    unfold_scatter(p->rounded, &p->shape, in, columns);
    return true;
}

// grad_weight += output x columns transposed.
static bool correlate(const Problem *p, const Tensor *grad_weight, const Tensor *image, const Tensor *out,
                      void *columns, int64_t n, int64_t g)
{
    unfold_gather(dtype_size(p->dtype), &p->shape, columns, part(image, p, n, g, p->in_channels, p->in_plane));
    GemmSize size = {p->out_channels / p->groups, p->block, p->out_plane};
    char *sum = weight_part(grad_weight, p, g);
    bool done = product_multiply(p->runtime, p->dtype, size, scalar_int(1),
                                 (GemmMatrix){part(out, p, n, g, p->out_channels, p->out_plane), p->out_plane, 1},
                                 (GemmMatrix){columns, 1, p->out_plane}, scalar_int(1), (GemmMatrix){sum, p->block, 1});
    for (int64_t i = 0; done && dtype_is_half(p->rounded) && i < size.m * size.n; i++)
        ((float *)sum)[i] = dtype_round(p->rounded, ((float *)sum)[i]);
    return done;
}

typedef bool Step(const Problem *p, const Tensor *weight, const Tensor *image, const Tensor *out, void *columns,
                  int64_t n, int64_t g);

static bool each_part(const Problem *p, Step *step, const Tensor *weight, const Tensor *image, const Tensor *out)
{
    if (p->batches == 0 || p->block == 0 || p->out_plane == 0 || image->device == DEVICE_META)
        return true;
    void *columns = columns_new(p);
    bool done = columns != NULL;
    for (int64_t n = 0; done && n < p->batches; n++)
        for (int64_t g = 0; done && g < p->groups; g++)
            done = step(p, weight, image, out, columns, n, g) && runtime_poll(p->runtime);
    columns_free(p, columns);
    return done;
}

// -----------------------------------------------------------------------------------------------------------------

// A result that starts as the bias of each channel, or as zero.
static Tensor *start(const Problem *p, int rank, const int64_t *sizes, const Tensor *bias)
{
    Tensor *out = tensor_empty(p->runtime, rank, sizes, p->dtype, DEVICE_CPU);
    if (!out)
        return NULL;
    int64_t ones[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK] = {0};
    bool done;
    if (bias) {
        for (int i = 0; i < rank; i++)
            ones[i] = 1;
        ones[1] = sizes[1];
        strides[1] = bias->strides[0];
        Tensor *view = tensor_view(bias, rank, ones, strides, bias->offset);
        done = view && copy_into(out, view);
        tensor_release(view);
    } else {
        done = copy_fill(out, scalar_int(0));
    }
    if (done)
        return out;
    tensor_release(out);
    return NULL;
}

static bool check_all(const Tensor *input, const Tensor *weight, const Tensor *bias, const Convolution *c)
{
    int64_t out_channels;
    if (input->rank != c->dims + 2 || weight->rank != c->dims + 2) {
        char text[SHAPE_TEXT];
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected %dD (unbatched) or %dD (batched) input to conv%s%dd, but got input of size: %s",
                    c->dims + 1, c->dims + 2, c->transposed ? "_transpose" : "", c->dims,
                    tensor_format_sizes(input, text));
        return false;
    }
    return check_channels(input, weight, c) && check_reach(input, weight, c) &&
           shape_multiply(input->runtime->error, weight->sizes[c->transposed], c->transposed ? c->groups : 1,
                          &out_channels) &&
           check_bias(weight, bias, c, out_channels) &&
           (c->transposed ? check_output_padding(input, c) : check_kernel(input, weight, c)) &&
           check_dtypes(input, weight, bias, c->transposed);
}

static bool check_output_sizes(const Tensor *input, const Convolution *c, const int64_t *sizes)
{
    for (int i = 0; i < c->dims; i++)
        if (sizes[2 + i] < (c->transposed ? 1 : 0)) {
            char in[SHAPE_TEXT], out[SHAPE_TEXT];
            if (c->dims == 2) {
                const int64_t *given = input->sizes + 2;
                error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                            "Given input size per channel: (%" PRId64 " x %" PRId64
                            "). Calculated output size per channel: (%" PRId64 " x %" PRId64
                            "). Output size is too small",
                            given[0], given[1], sizes[2], sizes[3]);
                return false;
            }
            error_raise(
                input->runtime->error, ERROR_RUNTIME_ERROR,
                "Given input size per channel: %s. Calculated output size per channel: %s. Output size is too small",
                shape_format(in, c->dims, input->sizes + 2), shape_format(out, c->dims, sizes + 2));
            return false;
        }
    return true;
}

// Adds the bias of each channel to `*out`, which is replaced.
static bool add_bias(const Problem *p, Tensor **out, int rank, const int64_t *sizes, const Tensor *bias)
{
    Tensor *shift = start(p, rank, sizes, bias);
    Scalar one[KERNEL_MAX_SCALARS] = {scalar_int(1)};
    Tensor *sum = shift ? elementwise_binary(&kernel_add, *out, shift, p->dtype, one) : NULL;
    tensor_release(shift);
    tensor_release(*out);
    *out = sum;
    return sum != NULL;
}

Tensor *convolution_forward(const Tensor *input, const Tensor *weight, const Tensor *bias, const Convolution *c)
{
    Problem p;
    int64_t sizes[SHAPE_MAX_RANK];
    if (!check_all(input, weight, bias, c) || !problem_make(&p, input, weight, c, sizes) ||
        !check_output_sizes(input, c, sizes))
        return NULL;
    if (input->device == DEVICE_META)
        return tensor_empty(input->runtime, input->rank, sizes, input->dtype, DEVICE_META);
    if (p.dtype == DTYPE_BOOL) {
        tensor_refuse_dtype(input->runtime, "slow_conv2d_cpu", p.dtype);
        return NULL;
    }
    Tensor *image = copy_contiguous_as(input, p.dtype), *kernel = image ? copy_contiguous_as(weight, p.dtype) : NULL;
    // Columns of halves are added up, rounded, and meet the bias last.
    bool bias_last = bias && c->transposed && dtype_is_half(p.rounded);
    Tensor *out = kernel ? start(&p, input->rank, sizes, bias_last ? NULL : bias) : NULL;
    bool done =
        out && (c->transposed ? each_part(&p, unslide, kernel, out, image) : each_part(&p, slide, kernel, image, out));
    tensor_release(image);
    tensor_release(kernel);
    if (done && bias_last)
        done = add_bias(&p, &out, input->rank, sizes, bias);
    if (done)
        return copy_contiguous_as_take(out, input->dtype);
    tensor_release(out);
    return NULL;
}

static Tensor *zeros_like(const Problem *p, const Tensor *like)
{
    return tensor_zeros(p->runtime, like->rank, like->sizes, p->dtype, (Device)like->device);
}

static bool bias_gradient(const Tensor *grad, DType dtype, Tensor **result)
{
    if (!result)
        return true;
    DimSet dims = 1;
    for (int i = 2; i < grad->rank; i++)
        dims |= (DimSet)1 << i;
    *result = copy_contiguous_as_take(reduce_sum(grad, dims, false, grad->dtype), dtype);
    return *result != NULL;
}

bool convolution_backward(const Tensor *grad, const Tensor *input, const Tensor *weight, const Convolution *c,
                          Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    Problem p;
    int64_t sizes[SHAPE_MAX_RANK];
    Tensor **results[3] = {grad_input, grad_weight, grad_bias};
    for (int i = 0; i < 3; i++)
        if (results[i])
            *results[i] = NULL;
    if (!check_all(input, weight, NULL, c) || !problem_make(&p, input, weight, c, sizes))
        return false;
    if (!shape_same(grad->rank, grad->sizes, input->rank, sizes))
        return refuse(grad, "the gradient's size does not match the convolution's output");
    Tensor *dy = copy_contiguous_as(grad, p.dtype), *x = dy ? copy_contiguous_as(input, p.dtype) : NULL;
    Tensor *w = x ? copy_contiguous_as(weight, p.dtype) : NULL;
    Tensor *dx = w && grad_input ? zeros_like(&p, input) : NULL, *dw = w && grad_weight ? zeros_like(&p, weight) : NULL;
    bool done = w && (!grad_input || dx) && (!grad_weight || dw);
    if (done && dx)
        done = c->transposed ? each_part(&p, slide, w, dy, dx) : each_part(&p, unslide, w, dx, dy);
    if (done && dw)
        done = c->transposed ? each_part(&p, correlate, dw, dy, x) : each_part(&p, correlate, dw, x, dy);
    done = done && bias_gradient(dy, input->dtype, grad_bias);
    tensor_release(dy);
    tensor_release(x);
    tensor_release(w);
    if (done && grad_input)
        done = (*grad_input = copy_contiguous_as_take(dx, input->dtype)) != NULL;
    else
        tensor_release(dx);
    if (done && grad_weight)
        done = (*grad_weight = copy_contiguous_as_take(dw, weight->dtype)) != NULL;
    else
        tensor_release(dw);
    for (int i = 0; !done && i < 3; i++)
        if (results[i]) {
            tensor_release(*results[i]);
            *results[i] = NULL;
        }
    return done;
}

// Blocks as a function of their own ---------------------------------------------------------------------------------

static UnfoldShape blocks_shape(int64_t channels, const int64_t in[2], const int64_t kernel[2],
                                const int64_t dilation[2], const int64_t padding[2], const int64_t stride[2])
{
    UnfoldShape shape = {.channels = channels, .in = {1, in[0], in[1]}, .out = {1, 0, 0}};
    for (int i = 0; i < 3; i++) {
        shape.kernel[i] = i ? kernel[i - 1] : 1;
        shape.stride[i] = i ? stride[i - 1] : 1;
        shape.padding[i] = i ? padding[i - 1] : 0;
        shape.dilation[i] = i ? dilation[i - 1] : 1;
        int64_t span = shape.in[i] + 2 * shape.padding[i] - shape.dilation[i] * (shape.kernel[i] - 1) - 1;
        shape.out[i] = span / shape.stride[i] - (span % shape.stride[i] < 0) + 1;
    }
    return shape;
}

Tensor *convolution_unfold(const Tensor *input, const int64_t kernel[2], const int64_t dilation[2],
                           const int64_t padding[2], const int64_t stride[2])
{
    bool batched = input->rank == 4;
    int base = batched ? 1 : 0;
    int64_t batches = batched ? input->sizes[0] : 1, channels = input->sizes[base];
    UnfoldShape shape = blocks_shape(channels, input->sizes + base + 1, kernel, dilation, padding, stride);
    if (shape.out[1] < 1 || shape.out[2] < 1) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Given input with spatial size (%" PRId64 ", %" PRId64 "), kernel_size=(%" PRId64 ", %" PRId64
                    "), dilation=(%" PRId64 ", %" PRId64 "), padding=(%" PRId64 ", %" PRId64
                    "), calculated shape of the array of sliding blocks as (%" PRId64 ", %" PRId64
                    "), but its components must be at least one.",
                    shape.in[1], shape.in[2], kernel[0], kernel[1], dilation[0], dilation[1], padding[0], padding[1],
                    shape.out[1], shape.out[2]);
        return NULL;
    }
    int64_t rows, positions, total;
    if (!multiply(input->runtime, channels, kernel[0], kernel[1], &rows) ||
        !multiply(input->runtime, 1, shape.out[1], shape.out[2], &positions) ||
        !multiply(input->runtime, batches, rows, positions, &total))
        return NULL;
    int64_t sizes[3] = {batches, rows, positions};
    Tensor *in = copy_contiguous(input);
    Tensor *out =
        in ? tensor_empty(input->runtime, batched ? 3 : 2, batched ? sizes : sizes + 1, input->dtype, input->device)
           : NULL;
    size_t size = dtype_size(input->dtype);
    for (int64_t n = 0; out && n < batches && out->device == DEVICE_CPU; n++)
        unfold_gather(size, &shape, tensor_data(out) + (size_t)(n * rows * positions) * size,
                      tensor_data(in) + (size_t)(n * channels * shape.in[1] * shape.in[2]) * size);
    tensor_release(in);
    return out;
}

Tensor *convolution_fold(const Tensor *input, const int64_t output[2], const int64_t kernel[2],
                         const int64_t dilation[2], const int64_t padding[2], const int64_t stride[2])
{
    bool batched = input->rank == 3;
    int64_t batches = batched ? input->sizes[0] : 1, rows = input->sizes[input->rank - 2];
    int64_t positions = input->sizes[input->rank - 1], block, blocks;
    if (!multiply(input->runtime, 1, kernel[0], kernel[1], &block))
        return NULL;
    if (block <= 0 || rows % block != 0) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
                    "input.size(1)=%" PRId64 " and kernel_size=(%" PRId64 ", %" PRId64 ").",
                    rows, kernel[0], kernel[1]);
        return NULL;
    }
    int64_t channels = rows / block;
    UnfoldShape shape = blocks_shape(channels, output, kernel, dilation, padding, stride);
    if (!multiply(input->runtime, 1, shape.out[1], shape.out[2], &blocks))
        return NULL;
    if (blocks != positions) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Given output_size=(%" PRId64 ", %" PRId64 "), kernel_size=(%" PRId64 ", %" PRId64
                    "), dilation=(%" PRId64 ", %" PRId64 "), padding=(%" PRId64 ", %" PRId64 "), stride=(%" PRId64
                    ", %" PRId64
                    "), expected size of input's dimension 2 to match the calculated number of sliding blocks "
                    "%" PRId64 " * %" PRId64 " = %" PRId64 ", but got input.size(2)=%" PRId64 ".",
                    output[0], output[1], kernel[0], kernel[1], dilation[0], dilation[1], padding[0], padding[1],
                    stride[0], stride[1], shape.out[1], shape.out[2], blocks, positions);
        return NULL;
    }
    if (shape.out[1] < 1) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Given output_size=(%" PRId64 ", %" PRId64 "), kernel_size=(%" PRId64 ", %" PRId64
                    "), dilation=(%" PRId64 ", %" PRId64 "), padding=(%" PRId64 ", %" PRId64 "), stride=(%" PRId64
                    ", %" PRId64 "), calculated shape of the array of sliding blocks as (%" PRId64 ", %" PRId64
                    "), which is too small (non-positive)",
                    output[0], output[1], kernel[0], kernel[1], dilation[0], dilation[1], padding[0], padding[1],
                    stride[0], stride[1], shape.out[1], shape.out[2]);
        return NULL;
    }
    DType dtype = dtype_compute(input->dtype);
    int64_t sizes[4] = {batches, channels, output[0], output[1]}, total;
    if (!shape_count(input->runtime->error, 4, sizes, &total))
        return NULL;
    Tensor *in = copy_contiguous_as(input, dtype);
    Tensor *out =
        in ? tensor_zeros(input->runtime, batched ? 4 : 3, batched ? sizes : sizes + 1, dtype, input->device) : NULL;
    size_t size = dtype_size(dtype);
    for (int64_t n = 0; out && n < batches && out->device == DEVICE_CPU; n++)
        unfold_scatter((DType)input->dtype, &shape,
                       tensor_data(out) + (size_t)(n * channels * output[0] * output[1]) * size,
                       tensor_data(in) + (size_t)(n * rows * positions) * size);
    tensor_release(in);
    return copy_contiguous_as_take(out, input->dtype);
}

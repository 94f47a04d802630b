// Pooling over one dimension: PyTorch gives the line a height of 1 and pools over two, so that the history shows
// <SqueezeBackward1> and most messages are those of the pooling over two.
#include "ops/pooling_adaptive.h"
#include "ops/support.h"

static bool check_rank(Runtime *runtime, const char *name, const Tensor *self)
{
    if (self->rank == 2 || self->rank == 3)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected 2 to 3 dimensions, but got %d-dimensional tensor for argument #1 'self' (while checking "
                "arguments for %s)",
                (int)self->rank, name);
    return false;
}

static bool check_single(Runtime *runtime, const char *name, const char *argument, IntList list)
{
    if (list.count == 1)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s() argument '%s' should contain one int (got %lld)", name,
                argument, (long long)list.count);
    return false;
}

typedef struct Line {
    int64_t kernel[2], stride[2], padding[2], dilation[2];
} Line;

// What all of them check before they look at two dimensions.
static bool describe(Runtime *runtime, const char *name, const Tensor *self, IntList kernel_size, IntList stride,
                     IntList padding, Line *line)
{
    if (stride.count == 0)
        stride = kernel_size;
    if (!check_rank(runtime, name, self) || !check_single(runtime, name, "kernel_size", kernel_size) ||
        !check_single(runtime, name, "stride", stride) || !check_single(runtime, name, "padding", padding))
        return false;
    *line = (Line){.kernel = {1, kernel_size.items[0]},
                   .stride = {1, stride.items[0]},
                   .padding = {0, padding.items[0]},
                   .dilation = {1, 1}};
    return true;
}

static IntList pair(const int64_t items[2])
{
    return (IntList){items, 2};
}

// Takes the height of 1 away again; takes `flat`.
static Tensor *squeeze_take(Runtime *runtime, Tensor *flat)
{
    Tensor *result = flat ? op_squeeze_dim(runtime, flat, -2) : NULL;
    tensor_release(flat);
    return result;
}

static bool squeeze_both(Runtime *runtime, Tensor *values, Tensor *positions, Tensor **output, Tensor **indices)
{
    *output = squeeze_take(runtime, values);
    *indices = *output ? squeeze_take(runtime, positions) : NULL;
    if (*indices)
        return true;
    if (!*output)
        tensor_release(positions);
    tensor_release(*output);
    return false;
}

bool pooling_line_max_with_indices(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride,
                                   IntList padding, IntList dilation, bool ceil_mode, Tensor **output, Tensor **indices)
{
    Line line;
    if (!describe(runtime, "max_pool1d", self, kernel_size, stride, padding, &line) ||
        !check_single(runtime, "max_pool1d", "dilation", dilation))
        return false;
    line.dilation[1] = dilation.items[0];
    Tensor *flat = op_unsqueeze(runtime, self, -2), *values, *positions;
    bool done =
        flat && op_max_pool2d_with_indices(runtime, flat, pair(line.kernel), pair(line.stride), pair(line.padding),
                                           pair(line.dilation), ceil_mode, &values, &positions);
    tensor_release(flat);
    return done && squeeze_both(runtime, values, positions, output, indices);
}

// ---- max_pool1d without positions has checks of its own ----

static bool check_filled(Runtime *runtime, const Tensor *self)
{
    int rank = self->rank;
    if ((rank == 2 || rank == 3) && self->sizes[rank - 2] && self->sizes[rank - 1])
        return true;
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but "
                "got:%s",
                tensor_format_sizes(self, text));
    return false;
}

static bool check_one(Runtime *runtime, const char *argument, const char *kinds, IntList list)
{
    if (list.count == 1)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "max_pool1d() %s must be %s or tuple of ints of size 1 but got "
                "size %lld",
                argument, kinds, (long long)list.count);
    return false;
}

static bool check_value(Runtime *runtime, const char *rule, bool fits, int64_t value)
{
    if (!fits)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "max_pool1d() %s, but got %lld", rule, (long long)value);
    return fits;
}

static bool check_values(Runtime *runtime, int64_t kernel, int64_t stride, int64_t padding, int64_t dilation)
{
    if (!check_value(runtime, "kernel_size must be greater than zero", kernel > 0, kernel) ||
        !check_value(runtime, "stride must be greater than zero", stride > 0, stride) ||
        !check_value(runtime, "padding must be non-negative", padding >= 0, padding))
        return false;
    if (padding > kernel / 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "max_pool1d() padding should be at most half of kernel size, but got padding=%lld and "
                    "kernel_size=%lld",
                    (long long)padding, (long long)kernel);
        return false;
    }
    return check_value(runtime, "dilation must be greater than zero", dilation > 0, dilation);
}

// The number of windows; 0 or less where none fits, or the sizes are too large to tell.
static int64_t window_count(int64_t size, int64_t kernel, int64_t stride, int64_t padding, int64_t dilation,
                            bool ceil_mode)
{
    int64_t reach, span;
    if (__builtin_mul_overflow(dilation, kernel - 1, &reach) || __builtin_add_overflow(size, 2 * padding, &span) ||
        __builtin_add_overflow(span - reach - 1, ceil_mode ? stride - 1 : 0, &span))
        return 0;
    int64_t count = span / stride - (span % stride < 0) + 1;
    return ceil_mode && (count - 1) * stride >= size + padding ? count - 1 : count;
}

static bool check_line(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                       IntList dilation, bool ceil_mode)
{
    if (!check_filled(runtime, self) || !check_one(runtime, "kernel_size", "an int, list of ints", kernel_size) ||
        (stride.count && !check_one(runtime, "stride", "None, an int, list of ints,", stride)) ||
        !check_one(runtime, "padding", "an int, list of ints,", padding) ||
        !check_one(runtime, "dilation", "an int, list of ints", dilation))
        return false;
    int64_t step = stride.count ? stride.items[0] : kernel_size.items[0];
    if (!check_values(runtime, kernel_size.items[0], step, padding.items[0], dilation.items[0]))
        return false;
    int64_t count = window_count(self->sizes[self->rank - 1], kernel_size.items[0], step, padding.items[0],
                                 dilation.items[0], ceil_mode);
    if (count < 1)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "max_pool1d() Invalid computed output size: %lld",
                    (long long)count);
    return count >= 1;
}

Tensor *pooling_line_max(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                         IntList dilation, bool ceil_mode)
{
    if (!check_line(runtime, self, kernel_size, stride, padding, dilation, ceil_mode))
        return NULL;
    if (!dtype_is_floating(self->dtype)) {
        (void)tensor_refuse_dtype(runtime, "max_pool1d_impl", self->dtype);
        return NULL;
    }
    // Without a history PyTorch's loop over lines answers contiguously; with one, two-dimensional pooling keeps a
    // layout.
    Tensor *source =
        record_wanted(runtime, &self, 1) ? tensor_retain(self) : op_contiguous(runtime, self, FORMAT_CONTIGUOUS);
    Tensor *output, *indices;
    bool done = source && pooling_line_max_with_indices(runtime, source, kernel_size, stride, padding, dilation,
                                                        ceil_mode, &output, &indices);
    tensor_release(source);
    if (!done)
        return NULL;
    tensor_release(indices);
    return output;
}

Tensor *pooling_line_average(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                             bool ceil_mode, bool count_include_pad)
{
    Line line;
    if (!describe(runtime, "avg_pool1d", self, kernel_size, stride, padding, &line))
        return NULL;
    Tensor *flat = op_unsqueeze(runtime, self, -2);
    Tensor *means = flat ? op_avg_pool2d(runtime, flat, pair(line.kernel), pair(line.stride), pair(line.padding),
                                         ceil_mode, count_include_pad, (OptionalInt){0})
                         : NULL;
    tensor_release(flat);
    return squeeze_take(runtime, means);
}

Tensor *pooling_line_adaptive_average(Runtime *runtime, const Tensor *self, IntList output_size)
{
    if (!check_rank(runtime, "adaptive_avg_pool1d", self) ||
        !check_single(runtime, "adaptive_avg_pool1d", "output_size", output_size))
        return NULL;
    Tensor *flat = op_unsqueeze(runtime, self, -2);
    Tensor *means = flat ? op_adaptive_avg_pool2d(runtime, flat, pair((int64_t[]){1, output_size.items[0]})) : NULL;
    tensor_release(flat);
    return squeeze_take(runtime, means);
}

bool pooling_line_adaptive_max(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                               Tensor **indices)
{
    if (!check_rank(runtime, "adaptive_max_pool1d", self) ||
        !check_single(runtime, "adaptive_max_pool1d", "output_size", output_size) ||
        !pooling_adaptive_check_filled(runtime, "adaptive_max_pool1d", self, 1))
        return false;
    Tensor *flat = op_unsqueeze(runtime, self, -2), *values, *positions;
    bool done =
        flat && op_adaptive_max_pool2d(runtime, flat, pair((int64_t[]){1, output_size.items[0]}), &values, &positions);
    tensor_release(flat);
    return done && squeeze_both(runtime, values, positions, output, indices);
}

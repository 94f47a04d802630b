#include <stdio.h>
#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/create.h"

static DType dtype_or(int dtype, DType otherwise)
{
    return dtype == OPTION_NONE ? otherwise : (DType)dtype;
}

static Device device_or(int device, int otherwise)
{
    return device == OPTION_NONE ? (Device)otherwise : (Device)device;
}

static bool check_options(Runtime *runtime, int layout, int pin_memory)
{
    if (layout != OPTION_NONE && layout != LAYOUT_STRIDED)
        error_raise(runtime->error, ERROR_UNSUPPORTED_ERROR, "sparse tensors are not supported by torchlet");
    else if (pin_memory == 1)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Cannot access accelerator device when none is available.");
    else
        return true;
    return false;
}

static bool check_size(Runtime *runtime, IntList size)
{
    return shape_check_rank(runtime->error, size.count) &&
           shape_check_sizes(runtime->error, (int)size.count, size.items);
}

static Tensor *empty_sized(Runtime *runtime, IntList size, DType dtype, Device device, int layout, int pin_memory,
                           int memory_format)
{
    if (!check_options(runtime, layout, pin_memory) || !check_size(runtime, size))
        return NULL;
    if (memory_format != FORMAT_CHANNELS_LAST && memory_format != FORMAT_CHANNELS_LAST_3D)
        return tensor_empty(runtime, (int)size.count, size.items, dtype, device);
    if (size.count != (memory_format == FORMAT_CHANNELS_LAST ? 4 : 5)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "required rank %d tensor to use channels_last%s format",
                    memory_format == FORMAT_CHANNELS_LAST ? 4 : 5, memory_format == FORMAT_CHANNELS_LAST ? "" : "_3d");
        return NULL;
    }
    int64_t strides[SHAPE_MAX_RANK];
    shape_format_strides((int)size.count, size.items, (MemoryFormat)memory_format, strides);
    return tensor_empty_strided(runtime, (int)size.count, size.items, strides, dtype, device);
}

static Tensor *filled(Tensor *tensor, Scalar value)
{
    if (!tensor || tensor->device == DEVICE_META ||
        (tensor_check_scalar(tensor->runtime, value, tensor->dtype) && copy_fill(tensor, value)))
        return tensor;
    tensor_release(tensor);
    return NULL;
}

Tensor *creation_empty(Runtime *runtime, IntList size, int dtype, int layout, int device, int pin_memory,
                       int memory_format)
{
    return empty_sized(runtime, size, dtype_or(dtype, runtime->default_dtype), device_or(device, DEVICE_CPU), layout,
                       pin_memory, memory_format);
}

Tensor *creation_zeros(Runtime *runtime, IntList size, int dtype, int layout, int device, int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory) || !check_size(runtime, size))
        return NULL;
    return tensor_zeros(runtime, (int)size.count, size.items, dtype_or(dtype, runtime->default_dtype),
                        device_or(device, DEVICE_CPU));
}

Tensor *creation_ones(Runtime *runtime, IntList size, int dtype, int layout, int device, int pin_memory)
{
    return filled(creation_empty(runtime, size, dtype, layout, device, pin_memory, OPTION_NONE), scalar_int(1));
}

static DType fill_dtype(const Runtime *runtime, Scalar value)
{
    if (value.kind == SCALAR_COMPLEX)
        return dtype_complex(runtime->default_dtype);
    return value.kind == SCALAR_BOOL ? DTYPE_BOOL : value.kind == SCALAR_INT ? DTYPE_INT64 : runtime->default_dtype;
}

Tensor *creation_full(Runtime *runtime, IntList size, Scalar fill_value, int dtype, int layout, int device,
                      int pin_memory)
{
    if (dtype == OPTION_NONE)
        dtype = fill_dtype(runtime, fill_value);
    return filled(creation_empty(runtime, size, dtype, layout, device, pin_memory, OPTION_NONE), fill_value);
}

Tensor *creation_empty_like(Runtime *runtime, const Tensor *self, int dtype, int layout, int device, int pin_memory,
                            int memory_format)
{
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Device place = device_or(device, self->device);
    if (place != (Device)self->device)
        return tensor_empty(runtime, self->rank, self->sizes, dtype_or(dtype, (DType)self->dtype), place);
    return tensor_empty_like(self, dtype_or(dtype, (DType)self->dtype),
                             memory_format == OPTION_NONE ? FORMAT_PRESERVE : (MemoryFormat)memory_format);
}

Tensor *creation_zeros_like(Runtime *runtime, const Tensor *self, int dtype, int layout, int device, int pin_memory,
                            int memory_format)
{
    return filled(creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format), scalar_int(0));
}

Tensor *creation_ones_like(Runtime *runtime, const Tensor *self, int dtype, int layout, int device, int pin_memory,
                           int memory_format)
{
    return filled(creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format), scalar_int(1));
}

Tensor *creation_full_like(Runtime *runtime, const Tensor *self, Scalar fill_value, int dtype, int layout, int device,
                           int pin_memory, int memory_format)
{
    return filled(creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format), fill_value);
}

Tensor *creation_new_empty(Runtime *runtime, const Tensor *self, IntList size, int dtype, int layout, int device,
                           int pin_memory)
{
    return empty_sized(runtime, size, dtype_or(dtype, (DType)self->dtype), device_or(device, self->device), layout,
                       pin_memory, OPTION_NONE);
}

Tensor *creation_new_zeros(Runtime *runtime, const Tensor *self, IntList size, int dtype, int layout, int device,
                           int pin_memory)
{
    return filled(creation_new_empty(runtime, self, size, dtype, layout, device, pin_memory), scalar_int(0));
}

Tensor *creation_new_ones(Runtime *runtime, const Tensor *self, IntList size, int dtype, int layout, int device,
                          int pin_memory)
{
    return filled(creation_new_empty(runtime, self, size, dtype, layout, device, pin_memory), scalar_int(1));
}

Tensor *creation_new_full(Runtime *runtime, const Tensor *self, IntList size, Scalar fill_value, int dtype, int layout,
                          int device, int pin_memory)
{
    return filled(creation_new_empty(runtime, self, size, dtype, layout, device, pin_memory), fill_value);
}

static bool check_strides(Runtime *runtime, IntList size, IntList stride)
{
    bool empty = false, backwards = false;
    for (int64_t i = 0; size.count == stride.count && i < size.count; i++) {
        empty |= size.items[i] == 0;
        backwards |= stride.items[i] < 0;
    }
    if (backwards && !empty && check_size(runtime, size)) {
        char sizes[SHAPE_TEXT], strides[SHAPE_TEXT];
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR, "Storage size calculation overflowed with sizes=%s and strides=%s",
            shape_format(sizes, (int)size.count, size.items), shape_format(strides, (int)stride.count, stride.items));
        return false;
    }
    if (size.count == stride.count)
        return !error_pending(runtime->error) && check_size(runtime, size);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "dimensionality of sizes (%lld) must match dimensionality of strides (%lld)", (long long)size.count,
                (long long)stride.count);
    return false;
}

Tensor *creation_empty_strided(Runtime *runtime, IntList size, IntList stride, int dtype, int layout, int device,
                               int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory) || !check_strides(runtime, size, stride))
        return NULL;
    return tensor_empty_strided(runtime, (int)size.count, size.items, stride.items,
                                dtype_or(dtype, runtime->default_dtype), device_or(device, DEVICE_CPU));
}

Tensor *creation_new_empty_strided(Runtime *runtime, const Tensor *self, IntList size, IntList stride, int dtype,
                                   int layout, int device, int pin_memory)
{
    return creation_empty_strided(runtime, size, stride, dtype == OPTION_NONE ? self->dtype : dtype, layout,
                                  device == OPTION_NONE ? self->device : device, pin_memory);
}

Tensor *creation_empty_permuted(Runtime *runtime, IntList size, IntList physical_layout, int dtype, int layout,
                                int device, int pin_memory)
{
    int64_t strides[SHAPE_MAX_RANK] = {0}, step = 1;
    if (!shape_check_rank(runtime->error, size.count))
        return NULL;
    if (size.count != physical_layout.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = "
                    "%lld is not equal to len(physical_layout) = %lld",
                    (long long)size.count, (long long)physical_layout.count);
        return NULL;
    }
    for (int64_t i = size.count - 1; i >= 0; i--) {
        int64_t dim = physical_layout.items[i];
        if (dim < 0 || dim >= size.count) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Dimension out of range (expected to be between 0 and %lld, but got %lld at index %lld).  NB: "
                        "negative dims not currently supported; file an issue if you want it.",
                        (long long)(size.count - 1), (long long)dim, (long long)i);
            return NULL;
        }
        if (strides[dim]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Duplicate dim not allowed");
            return NULL;
        }
        strides[dim] = step;
        step = shape_stride_times(step, size.items[dim] > 1 ? size.items[dim] : 1);
    }
    return creation_empty_strided(runtime, size, (IntList){strides, size.count}, dtype, layout, device, pin_memory);
}

// A new tensor where it was asked for: the meta device has no use for the values.
static Tensor *placed_take(Runtime *runtime, Tensor *tensor, int device)
{
    if (!tensor || device_or(device, DEVICE_CPU) == (Device)tensor->device)
        return tensor;
    Tensor *moved = tensor_empty(runtime, tensor->rank, tensor->sizes, (DType)tensor->dtype, (Device)device);
    tensor_release(tensor);
    return moved;
}

Tensor *creation_scalar_tensor(Runtime *runtime, Scalar s, int dtype, int layout, int device, int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Tensor *result = tensor_scalar(runtime, s, dtype_or(dtype, runtime->default_dtype));
    return placed_take(runtime, result, device);
}

// The dtype of a range: int64 where all numbers are integers.
static DType range_dtype(const Runtime *runtime, int dtype, Scalar start, Scalar end, Scalar step)
{
    bool floats = start.kind >= SCALAR_FLOAT || end.kind >= SCALAR_FLOAT || step.kind >= SCALAR_FLOAT;
    return dtype_or(dtype, floats ? runtime->default_dtype : DTYPE_INT64);
}

Tensor *creation_arange(Runtime *runtime, Scalar start, Scalar end, Scalar step, int dtype, int layout, int device,
                        int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Tensor *result = create_arange(runtime, start, end, step, range_dtype(runtime, dtype, start, end, step));
    return placed_take(runtime, result, device);
}

Tensor *creation_arange_end(Runtime *runtime, Scalar end, int dtype, int layout, int device, int pin_memory)
{
    return creation_arange(runtime, scalar_int(0), end, scalar_int(1), dtype, layout, device, pin_memory);
}

Tensor *creation_arange_start(Runtime *runtime, Scalar start, Scalar end, int dtype, int layout, int device,
                              int pin_memory)
{
    return creation_arange(runtime, start, end, scalar_int(1), dtype, layout, device, pin_memory);
}

// Given by the binding, so that no place is told.
static bool warn_range(Runtime *runtime)
{
    return !runtime->warn ||
           runtime->warn(
               runtime, "torch.range is deprecated and will be removed in a future release because its behavior is "
                        "inconsistent with Python's range builtin. Instead, use torch.arange, which produces values in "
                        "[start, end).");
}

Tensor *creation_range(Runtime *runtime, Scalar start, Scalar end, Scalar step, int dtype, int layout, int device,
                       int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory) || !warn_range(runtime))
        return NULL;
    Tensor *result = create_range(runtime, start, end, step, dtype_or(dtype, runtime->default_dtype));
    return placed_take(runtime, result, device);
}

static DType space_dtype(const Runtime *runtime, int dtype, Scalar start, Scalar end)
{
    bool is_complex = start.kind == SCALAR_COMPLEX || end.kind == SCALAR_COMPLEX;
    return dtype_or(dtype, is_complex ? dtype_complex(runtime->default_dtype) : runtime->default_dtype);
}

static bool check_steps(Runtime *runtime, int64_t steps, int layout, int pin_memory)
{
    if (steps >= 0)
        return check_options(runtime, layout, pin_memory);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "number of steps must be non-negative");
    return false;
}

Tensor *creation_linspace(Runtime *runtime, Scalar start, Scalar end, int64_t steps, int dtype, int layout, int device,
                          int pin_memory)
{
    if (!check_steps(runtime, steps, layout, pin_memory))
        return NULL;
    Tensor *result = create_linspace(runtime, start, end, steps, space_dtype(runtime, dtype, start, end));
    return placed_take(runtime, result, device);
}

// Ends without a value give a result without values.
static int joint_device(const Tensor *start, const Tensor *end, int device)
{
    return start->device == DEVICE_META || end->device == DEVICE_META ? DEVICE_META : device;
}

Tensor *creation_linspace_tensors(Runtime *runtime, const Tensor *start, const Tensor *end, int64_t steps, int dtype,
                                  int layout, int device, int pin_memory)
{
    if (start->rank || end->rank) {
        char other[40] = "";
        if (start->rank && end->rank)
            snprintf(other, sizeof other, " and end with %d dimension(s)", (int)end->rank);
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linspace only supports 0-dimensional start and end tensors, but got %s with %d dimension(s)%s.",
                    start->rank ? "start" : "end", (int)(start->rank ? start->rank : end->rank), other);
        return NULL;
    }
    return op_linspace(runtime, tensor_item(start), tensor_item(end), steps, dtype, layout,
                       joint_device(start, end, device), pin_memory);
}

Tensor *creation_logspace(Runtime *runtime, Scalar start, Scalar end, int64_t steps, double base, int dtype, int layout,
                          int device, int pin_memory)
{
    if (!check_steps(runtime, steps, layout, pin_memory))
        return NULL;
    Tensor *result = create_logspace(runtime, start, end, steps, base, space_dtype(runtime, dtype, start, end));
    return placed_take(runtime, result, device);
}

Tensor *creation_logspace_tensors(Runtime *runtime, const Tensor *start, const Tensor *end, int64_t steps, double base,
                                  int dtype, int layout, int device, int pin_memory)
{
    if (start->rank || end->rank) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "logspace only supports 0-dimensional start and end tensors, but got start with %d dimension(s) and "
            "end with %d dimension(s).",
            (int)start->rank, (int)end->rank);
        return NULL;
    }
    return op_logspace(runtime, tensor_item(start), tensor_item(end), steps, base, dtype, layout,
                       joint_device(start, end, device), pin_memory);
}

Tensor *creation_eye_m(Runtime *runtime, int64_t n, int64_t m, int dtype, int layout, int device, int pin_memory)
{
    if (n < 0 || m < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%c must be greater or equal to 0, got %lld",
                    n < 0 ? 'n' : 'm', (long long)(n < 0 ? n : m));
        return NULL;
    }
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Tensor *result = create_eye(runtime, n, m, dtype_or(dtype, runtime->default_dtype));
    return placed_take(runtime, result, device);
}

Tensor *creation_eye(Runtime *runtime, int64_t n, int dtype, int layout, int device, int pin_memory)
{
    return creation_eye_m(runtime, n, n, dtype, layout, device, pin_memory);
}

Tensor *creation_tril_indices(Runtime *runtime, int64_t row, int64_t col, int64_t offset, int dtype, int layout,
                              int device, int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Tensor *result = create_triangle_indices(runtime, row, col, offset, false, dtype_or(dtype, DTYPE_INT64));
    return placed_take(runtime, result, device);
}

Tensor *creation_triu_indices(Runtime *runtime, int64_t row, int64_t col, int64_t offset, int dtype, int layout,
                              int device, int pin_memory)
{
    if (!check_options(runtime, layout, pin_memory))
        return NULL;
    Tensor *result = create_triangle_indices(runtime, row, col, offset, true, dtype_or(dtype, DTYPE_INT64));
    return placed_take(runtime, result, device);
}

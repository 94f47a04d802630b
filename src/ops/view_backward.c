// Gradients of views: zeros of the whole with the gradient in its place. And the *_scatter operators, which are alike.
#include "ops/support.h"
#include "tensor/copy.h"

static Tensor *zeros(Runtime *runtime, const Tensor *like, IntList sizes)
{
    return tensor_zeros(runtime, (int)sizes.count, sizes.items, (DType)like->dtype, (Device)like->device);
}

// Copies `grad` into `part` (taken), a view of `whole` (taken); returns the whole.
static Tensor *fill_part(Tensor *whole, Tensor *part, const Tensor *grad)
{
    bool done = part && copy_into(part, grad);
    tensor_release(part);
    if (done)
        return whole;
    tensor_release(whole);
    return NULL;
}

Tensor *view_select_backward(Runtime *runtime, const Tensor *grad_output, IntList input_sizes, int64_t dim,
                             int64_t index)
{
    Tensor *whole = zeros(runtime, grad_output, input_sizes);
    return whole ? fill_part(whole, view_select(runtime, whole, dim, index), grad_output) : NULL;
}

Tensor *view_slice_backward(Runtime *runtime, const Tensor *grad_output, IntList input_sizes, int64_t dim,
                            OptionalInt start, OptionalInt end, int64_t step)
{
    Tensor *whole = zeros(runtime, grad_output, input_sizes);
    return whole ? fill_part(whole, view_slice(runtime, whole, dim, start, end, step), grad_output) : NULL;
}

Tensor *view_diagonal_backward(Runtime *runtime, const Tensor *grad_output, IntList input_sizes, int64_t offset,
                               int64_t dim1, int64_t dim2)
{
    Tensor *whole = zeros(runtime, grad_output, input_sizes);
    return whole ? fill_part(whole, view_diagonal(runtime, whole, offset, dim1, dim2), grad_output) : NULL;
}

Tensor *view_unfold_backward(Runtime *runtime, const Tensor *grad_in, IntList input_sizes, int64_t dim, int64_t size,
                             int64_t step)
{
    // Windows overlap: they are added one after the other.
    Tensor *whole = zeros(runtime, grad_in, input_sizes);
    Tensor *windows = whole ? view_unfold(runtime, whole, dim, size, step) : NULL;
    int at = (int)(dim < 0 ? dim + input_sizes.count : dim);
    int64_t count = windows && input_sizes.count ? windows->sizes[at] : 1;
    bool done = windows != NULL;
    for (int64_t i = 0; done && i < count && whole->device == DEVICE_CPU; i++) {
        Tensor *window = input_sizes.count ? view_select(runtime, windows, at, i) : tensor_retain(windows);
        Tensor *part = input_sizes.count ? view_select(runtime, grad_in, at, i) : tensor_retain(grad_in);
        Tensor *sum = window && part
                          ? apply_kernel(runtime, &kernel_add, APPLY_promote, NULL, (const Tensor *[]){window, part},
                                         (Scalar[KERNEL_MAX_SCALARS]){scalar_int(1)})
                          : NULL;
        done = sum && copy_into(window, sum) && runtime_poll(runtime);
        release_temporaries((Tensor *[]){window, part, sum}, 3);
    }
    tensor_release(windows);
    if (done)
        return whole;
    tensor_release(whole);
    return NULL;
}

Tensor *view_as_strided_backward(Runtime *runtime, const Tensor *grad, IntList self_size, IntList self_stride,
                                 int64_t self_offset, IntList size, IntList stride, OptionalInt storage_offset)
{
    // Everything happens on flat storages: add the gradient up at each address, then read it back through the input.
    int64_t extent, input_extent;
    if (!shape_extent((int)size.count, size.items, stride.items, &extent) ||
        !shape_extent((int)self_size.count, self_size.items, self_stride.items, &input_extent))
        return NULL;
    int64_t offset = storage_offset.given ? storage_offset.value : self_offset;
    int64_t low = offset < self_offset ? offset : self_offset;
    int64_t high = offset + extent > self_offset + input_extent ? offset + extent : self_offset + input_extent;
    int64_t length = high - low;
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_arange(runtime, scalar_int(length), DTYPE_INT64, OPTION_NONE, OPTION_NONE, OPTION_NONE)) ||
        !(t[1] = view_as_strided(runtime, t[0], size, stride, (OptionalInt){true, offset - low})) ||
        !(t[2] = op_reshape(runtime, t[1], (IntList){(const int64_t[]){-1}, 1})) ||
        !(t[3] = op_reshape(runtime, grad, (IntList){(const int64_t[]){-1}, 1})) ||
        !(t[4] = tensor_zeros(runtime, 1, &length, (DType)grad->dtype, (Device)grad->device)) ||
        !(t[5] = op_index_add(runtime, t[4], 0, t[2], t[3], scalar_int(1))))
        goto end;
    result = op_as_strided(runtime, t[5], self_size, self_stride, (OptionalInt){true, self_offset - low});
end:
    release_temporaries(t, 6);
    return result;
}

// A copy of self whose part (taken, a view of the copy) is replaced.
static Tensor *scatter(Runtime *runtime, Tensor *copy, Tensor *part, const Tensor *src, const char *what)
{
    char expected[SHAPE_TEXT], got[SHAPE_TEXT];
    Tensor *result = NULL;
    if (part && !tensor_same_sizes(part, src)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "expected src to have a size equal to the %s of self. src size = %s, %s size = %s", what,
                    tensor_format_sizes(src, got), what, tensor_format_sizes(part, expected));
    } else if (part) {
        Tensor *written = op_copy_(runtime, part, src, false);
        if (written)
            result = tensor_retain(copy);
        tensor_release(written);
    }
    tensor_release(part);
    tensor_release(copy);
    return result;
}

Tensor *view_select_scatter(Runtime *runtime, const Tensor *self, const Tensor *src, int64_t dim, int64_t index)
{
    Tensor *copy = op_clone(runtime, self, OPTION_NONE);
    return copy ? scatter(runtime, copy, op_select_int(runtime, copy, dim, index), src, "slice") : NULL;
}

Tensor *view_slice_scatter(Runtime *runtime, const Tensor *self, const Tensor *src, int64_t dim, OptionalInt start,
                           OptionalInt end, int64_t step)
{
    Tensor *copy = op_clone(runtime, self, OPTION_NONE);
    return copy ? scatter(runtime, copy, op_slice_Tensor(runtime, copy, dim, start, end, step), src, "slice") : NULL;
}

Tensor *view_diagonal_scatter(Runtime *runtime, const Tensor *self, const Tensor *src, int64_t offset, int64_t dim1,
                              int64_t dim2)
{
    Tensor *copy = op_clone(runtime, self, OPTION_NONE);
    return copy ? scatter(runtime, copy, op_diagonal(runtime, copy, offset, dim1, dim2), src, "slice") : NULL;
}

Tensor *view_as_strided_scatter(Runtime *runtime, const Tensor *self, const Tensor *src, IntList size, IntList stride,
                                OptionalInt storage_offset)
{
    Tensor *copy = op_clone(runtime, self, OPTION_NONE);
    return copy ? scatter(runtime, copy, op_as_strided(runtime, copy, size, stride, storage_offset), src, "slice")
                : NULL;
}

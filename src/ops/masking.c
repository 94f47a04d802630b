// Masks, triangles, flips and other rearrangements; embedding.
#include <stdlib.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/index.h"
#include "tensor/reduce.h"
#include "tensor/sort.h"

static bool check_mask(Runtime *runtime, const Tensor *mask)
{
    if (mask->dtype == DTYPE_BOOL)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "masked_fill_ only supports boolean masks, but got mask with dtype %s",
                dtype_c_name((DType)mask->dtype));
    return false;
}

bool indexing_check_mask_scalar(Runtime *runtime, const Tensor *self, const Tensor *mask, Scalar value)
{
    if (!check_mask(runtime, mask))
        return false;
    return tensor_check_scalar(runtime, value, self->dtype);
}

bool indexing_check_mask(Runtime *runtime, const Tensor *self, const Tensor *mask, const Tensor *value)
{
    if (value->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).",
                    (int)value->rank);
        return false;
    }
    return (self->device == DEVICE_META || item_accepted(runtime, value)) &&
           indexing_check_mask_scalar(runtime, self, mask, tensor_item(value));
}

Tensor *indexing_masked_fill(Runtime *runtime, const Tensor *self, const Tensor *mask, Scalar value)
{
    return apply_kernel(runtime, &kernel_masked_fill, APPLY_first, NULL, (const Tensor *[]){self, mask},
                        (Scalar[KERNEL_MAX_SCALARS]){value});
}

Tensor *indexing_masked_fill_tensor(Runtime *runtime, const Tensor *self, const Tensor *mask, const Tensor *value)
{
    return indexing_masked_fill(runtime, self, mask, tensor_item(value));
}

bool indexing_check_masked_select(Runtime *runtime, const Tensor *self, const Tensor *mask)
{
    (void)self;
    if (mask->dtype == DTYPE_BOOL || mask->dtype == DTYPE_UINT8)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "masked_select: expected BoolTensor for mask");
    return false;
}

Tensor *indexing_masked_select(Runtime *runtime, const Tensor *self, const Tensor *mask)
{
    (void)runtime;
    return index_masked_select(self, mask);
}

Tensor *indexing_masked_select_backward(Runtime *runtime, const Tensor *grad, IntList sizes, const Tensor *mask)
{
    // The mask may be larger than the input: gradients go to the broadcast size, the engine sums them back.
    Shape shape = {.rank = 0};
    if (!shape_broadcast(runtime->error, &shape, (int)sizes.count, sizes.items) ||
        !shape_broadcast(runtime->error, &shape, mask->rank, mask->sizes))
        return NULL;
    Tensor *zeros = op_new_zeros(runtime, grad, (IntList){shape.sizes, shape.rank}, OPTION_NONE, OPTION_NONE,
                                 OPTION_NONE, OPTION_NONE);
    Tensor *result = zeros ? op_masked_scatter(runtime, zeros, mask, grad) : NULL;
    tensor_release(zeros);
    return result;
}

bool indexing_check_masked_scatter(Runtime *runtime, const Tensor *self, const Tensor *mask, const Tensor *source)
{
    if (self->dtype != source->dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "masked_scatter: expected self and source to have same dtypes but got%s and %s",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)source->dtype));
    else if (mask->dtype != DTYPE_BOOL)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "masked_scatter_ only supports boolean masks, but got mask with dtype %s",
                    dtype_scalar_name((DType)mask->dtype));
    else
        return true;
    return false;
}

Tensor *indexing_masked_scatter(Runtime *runtime, const Tensor *self, const Tensor *mask, const Tensor *source)
{
    Shape shape = {.rank = 0};
    if (!shape_broadcast(runtime->error, &shape, self->rank, self->sizes) ||
        !shape_broadcast(runtime->error, &shape, mask->rank, mask->sizes))
        return NULL;
    Tensor *wide = view_expand(runtime, self, (IntList){shape.sizes, shape.rank}, false);
    Tensor *copy = wide ? copy_new(wide, (DType)self->dtype, FORMAT_CONTIGUOUS) : NULL;
    tensor_release(wide);
    if (!copy || index_masked_scatter(copy, mask, source))
        return copy;
    tensor_release(copy);
    return NULL;
}

Tensor *indexing_masked_scatter_backward(Runtime *runtime, const Tensor *grad, const Tensor *mask, IntList sizes)
{
    Tensor *picked = op_masked_select(runtime, grad, mask);
    int64_t have = picked ? tensor_count(picked) : 0, want = int_list_product(sizes);
    Tensor *all = picked;
    if (picked && have < want) {
        int64_t rest = want - have;
        Tensor *zeros =
            op_new_zeros(runtime, grad, (IntList){&rest, 1}, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
        all = zeros ? op_cat(runtime, (TensorList){(Tensor *const[]){picked, zeros}, 2}, 0) : NULL;
        tensor_release(picked);
        tensor_release(zeros);
    }
    Tensor *result = all ? op_reshape(runtime, all, sizes) : NULL;
    tensor_release(all);
    return result;
}

Tensor *indexing_flip(Runtime *runtime, const Tensor *self, IntList dims)
{
    DimSet set = 0;
    if (dims.count && !shape_wrap_dims(runtime->error, dims.items, (int)dims.count, self->rank, &set))
        return NULL;
    return index_flip(self, set);
}

bool indexing_check_fliplr(Runtime *runtime, const Tensor *self)
{
    if (self->rank >= 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Input must be >= 2-d.");
    return false;
}

bool indexing_check_flipud(Runtime *runtime, const Tensor *self)
{
    if (self->rank >= 1)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Input must be >= 1-d.");
    return false;
}

Tensor *indexing_roll(Runtime *runtime, const Tensor *self, IntList shifts, IntList dims)
{
    int64_t wrapped[SHAPE_MAX_RANK];
    if (!shifts.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "`shifts` required");
        return NULL;
    }
    if (dims.count && !self->rank && !shape_wrap_size(runtime->error, dims.items[0], 0, &(int){0}))
        return NULL;
    if (!dims.count && shifts.count == 1) {
        // Rolled as one run of elements.
        int64_t minus_one = -1;
        int64_t zero = 0;
        Tensor *flat = op_reshape(runtime, self, (IntList){&minus_one, 1});
        Tensor *rolled = flat ? index_roll(flat, shifts.items, &zero, 1) : NULL;
        Tensor *result = rolled ? view_view(runtime, rolled, tensor_size_list(self)) : NULL;
        tensor_release(flat);
        tensor_release(rolled);
        return result;
    }
    if (dims.count != shifts.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "shifts and dimensions must align. shifts: %lld, dims:%lld",
                    (long long)shifts.count, (long long)dims.count);
        return NULL;
    }
    for (int64_t i = 0; i < dims.count; i++) {
        int at;
        if (!shape_wrap_dim(runtime->error, dims.items[i], self->rank, &at))
            return NULL;
        wrapped[i] = at;
    }
    return index_roll(self, shifts.items, wrapped, (int)dims.count);
}

Tensor *indexing_roll_backward(Runtime *runtime, const Tensor *grad, IntList shifts, IntList dims)
{
    int64_t back[SHAPE_MAX_RANK];
    for (int64_t i = 0; i < shifts.count && i < SHAPE_MAX_RANK; i++)
        back[i] = -shifts.items[i];
    return op_roll(runtime, grad, (IntList){back, shifts.count}, dims);
}

Tensor *indexing_rot90(Runtime *runtime, const Tensor *self, int64_t k, IntList dims)
{
    if (dims.count != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "expected total rotation dims == 2, but got dims = %lld",
                    (long long)dims.count);
        return NULL;
    }
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "expected total dims >= 2, but got total dims = %d",
                    (int)self->rank);
        return NULL;
    }
    if (dims.items[0] == dims.items[1] || llabs(dims.items[0] - dims.items[1]) == self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "expected rotation dims to be different, but got dim0 = %lld and dim1 = %lld",
                    (long long)dims.items[0], (long long)dims.items[1]);
        return NULL;
    }
    for (int i = 0; i < 2; i++)
        if (dims.items[i] >= self->rank || dims.items[i] < -self->rank) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Rotation dim%d out of range, dim%d = %lld", i, i,
                        (long long)dims.items[i]);
            return NULL;
        }
    int64_t turns = (4 + k % 4) % 4;
    if (turns == 2)
        return op_flip(runtime, self, dims);
    if (!turns)
        return op_clone(runtime, self, FORMAT_CONTIGUOUS);
    Tensor *flipped = op_flip(runtime, self, (IntList){&dims.items[turns == 1 ? 1 : 0], 1});
    Tensor *turned = flipped ? op_transpose_int(runtime, flipped, dims.items[0], dims.items[1]) : NULL;
    tensor_release(flipped);
    return turned;
}

static bool check_triangle(Runtime *runtime, const char *name, const Tensor *self)
{
    if (self->rank >= 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: input tensor must have at least 2 dimensions", name);
    return false;
}

bool indexing_check_tril(Runtime *runtime, const Tensor *self, int64_t diagonal)
{
    (void)diagonal;
    return check_triangle(runtime, "tril", self);
}

bool indexing_check_triu(Runtime *runtime, const Tensor *self, int64_t diagonal)
{
    (void)diagonal;
    return check_triangle(runtime, "triu", self);
}

Tensor *indexing_tril(Runtime *runtime, const Tensor *self, int64_t diagonal)
{
    (void)runtime;
    return index_triangle(self, diagonal, false);
}

Tensor *indexing_triu(Runtime *runtime, const Tensor *self, int64_t diagonal)
{
    (void)runtime;
    return index_triangle(self, diagonal, true);
}

Tensor *indexing_diag(Runtime *runtime, const Tensor *self, int64_t diagonal)
{
    if (self->rank == 1)
        return op_diag_embed(runtime, self, diagonal, 0, 1);
    if (self->rank == 2) {
        Tensor *view = op_diagonal(runtime, self, diagonal, 0, 1);
        const uint64_t since = runtime->next_sequence;
        Tensor *result = view ? op_clone(runtime, view, FORMAT_CONTIGUOUS) : NULL;
        tensor_release(view);
        return record_rename(result, since, "DiagonalBackward0_copy");
    }
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "diag(): Supports 1D or 2D tensors. Got %dD", (int)self->rank);
    return NULL;
}

Tensor *indexing_diag_embed(Runtime *runtime, const Tensor *self, int64_t offset, int64_t dim1, int64_t dim2)
{
    int a, b, rank = self->rank + 1;
    if (!shape_wrap_dim(runtime->error, dim1, rank, &a) || !shape_wrap_dim(runtime->error, dim2, rank, &b))
        return NULL;
    if (a == b || !self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "diagonal dimensions cannot be identical %lld, %lld",
                    (long long)dim1, (long long)dim2);
        return NULL;
    }
    if (!shape_check_rank(runtime->error, rank))
        return NULL;
    int64_t sizes[SHAPE_MAX_RANK];
    uint64_t distance = offset < 0 ? -(uint64_t)offset : (uint64_t)offset;
    int64_t length = (int64_t)((uint64_t)self->sizes[self->rank - 1] + distance);
    if (length < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "IntArrayRef contains an int that cannot be represented as a SymInt: %lld", (long long)length);
        return NULL;
    }
    for (int i = 0, from = 0; i < rank; i++)
        sizes[i] = i == a || i == b ? length : self->sizes[from++];
    Tensor *result = tensor_zeros(runtime, rank, sizes, (DType)self->dtype, (Device)self->device);
    Tensor *view = result ? view_diagonal(runtime, result, offset, a, b) : NULL;
    bool done = view && copy_into(view, self);
    tensor_release(view);
    if (done)
        return result;
    tensor_release(result);
    return NULL;
}

bool indexing_fill_diagonal(Runtime *runtime, Tensor *self, Scalar fill_value, bool wrap)
{
    if (self->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "dimensions must larger than 1");
        return false;
    }
    int64_t least = self->sizes[0], step = 0;
    for (int i = 0; i < self->rank; i++) {
        if (self->rank > 2 && self->sizes[i] != self->sizes[0]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "all dimensions of input must be of equal length");
            return false;
        }
        least = self->sizes[i] < least ? self->sizes[i] : least;
        step += self->strides[i];
    }
    Tensor *view = tensor_view(self, 1, &least, &step, self->offset);
    bool done = view && copy_fill(view, fill_value);
    tensor_release(view);
    // Tall matrices may wrap around, leaving one row free.
    if (!done || !wrap || self->rank != 2 || self->sizes[0] <= self->sizes[1] + 1)
        return done;
    for (int64_t row = self->sizes[1] + 1; done && row < self->sizes[0]; row += self->sizes[1] + 1) {
        int64_t count = self->sizes[0] - row < self->sizes[1] ? self->sizes[0] - row : self->sizes[1];
        view = tensor_view(self, 1, &count, &step, self->offset + row * self->strides[0]);
        done = view && copy_fill(view, fill_value);
        tensor_release(view);
    }
    return done;
}

Tensor *indexing_fill_diagonal_backward(Runtime *runtime, const Tensor *grad, Scalar fill_value, bool wrap)
{
    (void)fill_value;
    Tensor *copy = op_clone(runtime, grad, OPTION_NONE);
    Tensor *result = copy ? op_fill_diagonal_(runtime, copy, scalar_int(0), wrap) : NULL;
    tensor_release(copy);
    return result;
}

Tensor *indexing_embedding(Runtime *runtime, const Tensor *weight, const Tensor *indices, int64_t padding_idx,
                           bool scale_grad_by_freq, bool sparse)
{
    (void)padding_idx, (void)scale_grad_by_freq;
    if (sparse && runtime->grad_enabled && autograd_requires_grad(weight)) {
        error_raise(runtime->error, ERROR_UNSUPPORTED_ERROR, "sparse gradients are not supported by torchlet");
        return NULL;
    }
    return index_embedding(weight, indices);
}

Tensor *indexing_embedding_backward(Runtime *runtime, const Tensor *grad, const Tensor *indices, IntList sizes,
                                    int64_t padding_idx, bool scale_grad_by_freq)
{
    (void)runtime;
    return index_embedding_backward(grad, indices, sizes.items[0], padding_idx, scale_grad_by_freq);
}

static bool one_hot_classes(Runtime *runtime, const Tensor *self, int64_t *classes)
{
    Tensor *low = reduce_amin(self, DIM_SET_ALL, false), *high = low ? reduce_amax(self, DIM_SET_ALL, false) : NULL;
    const char *message = NULL;
    if (high) {
        int64_t largest = tensor_item_int(high);
        if (tensor_item_int(low) < 0)
            message = "Class values must be non-negative.";
        else if (*classes == -1)
            *classes = largest + 1;
        else if (*classes <= largest)
            message = "Class values must be smaller than num_classes.";
    }
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    bool done = high && !message;
    tensor_release(low);
    tensor_release(high);
    return done;
}

Tensor *indexing_one_hot(Runtime *runtime, const Tensor *self, int64_t num_classes)
{
    const char *message = NULL;
    if (self->dtype != DTYPE_INT64)
        message = "one_hot is only applicable to index tensor of type LongTensor.";
    else if (!tensor_count(self) && num_classes <= 0)
        message = "Can not infer total number of classes from empty tensor.";
    if (message) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
        return NULL;
    }
    if (num_classes == -1 && !item_accepted(runtime, self))
        return NULL;
    if (tensor_stored_count(self) && !one_hot_classes(runtime, self, &num_classes))
        return NULL;
    int64_t sizes[SHAPE_MAX_RANK + 1];
    for (int i = 0; i < self->rank; i++)
        sizes[i] = self->sizes[i];
    sizes[self->rank] = num_classes;
    Tensor *zeros = tensor_zeros(runtime, self->rank + 1, sizes, DTYPE_INT64, (Device)self->device);
    Tensor *index = zeros ? op_unsqueeze(runtime, self, -1) : NULL;
    Tensor *result = index ? op_scatter_value(runtime, zeros, -1, index, scalar_int(1)) : NULL;
    tensor_release(zeros);
    tensor_release(index);
    return result;
}

Tensor *sorting_bincount(Runtime *runtime, const Tensor *self, const Tensor *weights, int64_t minlength)
{
    if (minlength < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "minlength should be >= 0");
        return NULL;
    }
    return sort_bincount(self, weights, minlength);
}

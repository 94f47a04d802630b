// Several tensors into one, and one laid out many times.
#include <string.h>

#include "base/vector.h"

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/index.h"

static bool is_legacy_empty(const Tensor *tensor)
{
    return tensor->rank == 1 && !tensor->sizes[0];
}

static bool check_cat(Runtime *runtime, TensorList tensors, int64_t dim, int *at)
{
    if (!tensors.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.cat(): expected a non-empty list of Tensors");
        return false;
    }
    const Tensor *first = NULL;
    for (int64_t i = 1; i < tensors.count; i++)
        if (!device_accepted(runtime, tensors.items[0], tensors.items[i]))
            return false;
    for (int64_t i = 0; i < tensors.count; i++) {
        if (!tensors.items[i]->rank) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "zero-dimensional tensor (at position %lld) cannot be concatenated", (long long)i);
            return false;
        }
        if (!first && !is_legacy_empty(tensors.items[i]))
            first = tensors.items[i];
    }
    *at = 0; // any dimension will do where all are of size (0)
    if (first && !shape_wrap_dim(runtime->error, dim, first->rank, at))
        return false;
    for (int64_t i = 0; first && i < tensors.count; i++) {
        const Tensor *tensor = tensors.items[i];
        if (is_legacy_empty(tensor))
            continue;
        if (tensor->rank != first->rank) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Tensors must have same number of dimensions: got %d and %d", (int)first->rank,
                        (int)tensor->rank);
            return false;
        }
        for (int d = 0; d < first->rank; d++) {
            if (d == *at || tensor->sizes[d] == first->sizes[d])
                continue;
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Sizes of tensors must match except in dimension %d. Expected size %lld but got size %lld for "
                        "tensor number %lld in the list.",
                        *at, (long long)first->sizes[d], (long long)tensor->sizes[d], (long long)i);
            return false;
        }
    }
    return true;
}

static DType common_dtype(TensorList tensors)
{
    return tensor_result_dtype((const Tensor *const *)tensors.items, (int)tensors.count);
}

Tensor *joining_cat(Runtime *runtime, TensorList tensors, int64_t dim)
{
    int at;
    return check_cat(runtime, tensors, dim, &at)
               ? copy_cat(runtime, tensors.items, tensors.count, at, common_dtype(tensors))
               : NULL;
}

bool joining_cat_backward(Runtime *runtime, const Tensor *grad, IntList shapes, int64_t dim, TensorVector *result)
{
    // `shapes` holds rank, sizes, rank, sizes ...
    int64_t count = 0;
    for (int64_t i = 0; i < shapes.count; i += 1 + shapes.items[i])
        count++;
    if (!tensor_vector_make(runtime, result, count))
        return false;
    int64_t at = dim < 0 ? dim + grad->rank : dim, start = 0;
    const int64_t *shape = shapes.items;
    for (int64_t i = 0; i < count; i++, shape += 1 + shape[0]) {
        if (shape[0] == 1 && !shape[1]) {
            int64_t zero = 0;
            result->items[i] =
                op_new_zeros(runtime, grad, (IntList){&zero, 1}, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
        } else {
            result->items[i] = op_narrow(runtime, grad, at, start, shape[1 + at]);
            start += shape[1 + at];
        }
        if (!result->items[i]) {
            tensor_vector_free(runtime, result);
            return false;
        }
    }
    return true;
}

Tensor *joining_stack(Runtime *runtime, TensorList tensors, int64_t dim)
{
    int at;
    if (!tensors.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "stack expects a non-empty TensorList");
        return NULL;
    }
    const Tensor *first = tensors.items[0];
    if (!shape_wrap_dim(runtime->error, dim, first->rank + 1, &at))
        return NULL;
    for (int64_t i = 1; i < tensors.count; i++) {
        if (!tensor_same_sizes(first, tensors.items[i])) {
            char text[SHAPE_TEXT], other[SHAPE_TEXT];
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %lld",
                        tensor_format_sizes(first, text), tensor_format_sizes(tensors.items[i], other), (long long)i);
            return NULL;
        }
        if (!device_accepted(runtime, first, tensors.items[i]))
            return NULL;
    }
    return copy_stack(runtime, tensors.items, tensors.count, at, common_dtype(tensors));
}

// Prepares every tensor with `prepare` and joins them along a dimension.
static Tensor *join_prepared(Runtime *runtime, const char *name, TensorList tensors,
                             Tensor *(*prepare)(Runtime *, const Tensor *), int dim)
{
    if (!tensors.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s expects a non-empty TensorList", name);
        return NULL;
    }
    TensorVector made = {0};
    bool done = tensor_vector_make(runtime, &made, tensors.count);
    for (int64_t i = 0; done && i < tensors.count; i++)
        done = (made.items[i] = prepare(runtime, tensors.items[i])) != NULL;
    if (done && dim < 0)
        dim = made.items[0]->rank == 1 ? 0 : 1;
    Tensor *result = done ? op_cat(runtime, (TensorList){made.items, made.count}, dim) : NULL;
    tensor_vector_free(runtime, &made);
    return result;
}

static Tensor *as_column(Runtime *runtime, const Tensor *tensor)
{
    if (tensor->rank > 1)
        return tensor_retain(tensor);
    return op_reshape(runtime, tensor, (IntList){(const int64_t[]){tensor_count(tensor), 1}, 2});
}

Tensor *joining_hstack(Runtime *runtime, TensorList tensors)
{
    return join_prepared(runtime, "hstack", tensors, op_atleast_1d, -1);
}

Tensor *joining_vstack(Runtime *runtime, TensorList tensors)
{
    return join_prepared(runtime, "vstack", tensors, op_atleast_2d, 0);
}

Tensor *joining_dstack(Runtime *runtime, TensorList tensors)
{
    return join_prepared(runtime, "dstack", tensors, op_atleast_3d, 2);
}

Tensor *joining_column_stack(Runtime *runtime, TensorList tensors)
{
    return join_prepared(runtime, "column_stack", tensors, as_column, -1);
}

Tensor *joining_block_diag(Runtime *runtime, TensorList tensors)
{
    int64_t sizes[2] = {0, 0}, row = 0, column = 0;
    for (int64_t i = 0; i < tensors.count; i++) {
        const Tensor *tensor = tensors.items[i];
        if (tensor->rank > 2) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input %lld has %d dimensions",
                        (long long)i, (int)tensor->rank);
            return NULL;
        }
        if (!shape_add(runtime->error, sizes[0], tensor->rank == 2 ? tensor->sizes[0] : 1, &sizes[0]) ||
            !shape_add(runtime->error, sizes[1], tensor->rank ? tensor->sizes[tensor->rank - 1] : 1, &sizes[1]))
            return NULL;
    }
    if (!tensors.count)
        return tensor_empty(runtime, 2, (const int64_t[]){1, 0}, runtime->default_dtype, DEVICE_CPU);
    for (int64_t i = 1; i < tensors.count; i++)
        if (tensors.items[i]->device != tensors.items[0]->device) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Input tensors must all be on the same device. Input 0 is on device %s and input %lld is on "
                        "device %s.",
                        device_name(tensors.items[0]->device), (long long)i, device_name(tensors.items[i]->device));
            return NULL;
        }
    Tensor *result = tensor_zeros(runtime, 2, sizes, common_dtype(tensors), (Device)tensors.items[0]->device);
    for (int64_t i = 0; result && i < tensors.count; i++) {
        Tensor *block = op_atleast_2d(runtime, tensors.items[i]);
        int64_t rows = block ? block->sizes[0] : 0, columns = block ? block->sizes[1] : 0;
        Tensor *band = block ? op_narrow(runtime, result, 0, row, rows) : NULL;
        Tensor *place = band ? op_narrow(runtime, band, 1, column, columns) : NULL;
        Tensor *written = place ? op_copy_(runtime, place, block, false) : NULL;
        bool done = written != NULL;
        release_temporaries((Tensor *[]){block, band, place, written}, 4);
        row += rows;
        column += columns;
        if (!done) {
            tensor_release(result);
            return NULL;
        }
    }
    return result;
}

Tensor *joining_cartesian_prod(Runtime *runtime, TensorList tensors)
{
    if (!tensors.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "meshgrid expects a non-empty TensorList");
        return NULL;
    }
    for (int64_t i = 0; i < tensors.count; i++)
        if (tensors.items[i]->rank != 1) {
            char text[SHAPE_TEXT];
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expect a 1D vector, but got shape %s",
                        tensor_format_sizes(tensors.items[i], text));
            return NULL;
        }
    if (tensors.count == 1)
        return tensor_retain(tensors.items[0]);
    TensorVector grids = {0};
    int64_t minus_one = -1;
    bool done = op_meshgrid_indexing(runtime, tensors, "ij", &grids);
    for (int64_t i = 0; done && i < grids.count; i++) {
        Tensor *flat = op_reshape(runtime, grids.items[i], (IntList){&minus_one, 1});
        tensor_release(grids.items[i]);
        grids.items[i] = flat;
        done = flat != NULL;
    }
    Tensor *result = done ? op_stack(runtime, (TensorList){grids.items, grids.count}, 1) : NULL;
    tensor_vector_free(runtime, &grids);
    return result;
}

Tensor *joining_combinations(Runtime *runtime, const Tensor *self, int64_t r, bool with_replacement)
{
    if (self->rank != 1 || r < 0) {
        char text[SHAPE_TEXT];
        if (self->rank != 1)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expect a 1D vector, but got shape %s",
                        tensor_format_sizes(self, text));
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expect a non-negative number, but got %lld",
                        (long long)r);
        return NULL;
    }
    int64_t n = self->sizes[0], count = 0;
    if (!r || r > 32)
        return tensor_empty(runtime, 1, (const int64_t[]){0}, (DType)self->dtype, (Device)self->device);
    int64_t pick[32];
    struct VECTOR(int64_t) all = {0};
    for (int64_t i = 0; i < r; i++)
        pick[i] = with_replacement ? 0 : i;
    bool more = n > 0 && (with_replacement || r <= n), done = true;
    while (more && done) {
        for (int64_t i = 0; done && i < r; i++)
            done = VECTOR_PUSH(&all, runtime->memory, pick[i]);
        count++;
        int64_t at = r - 1;
        while (at >= 0 && pick[at] == (with_replacement ? n - 1 : n - r + at))
            at--;
        more = at >= 0;
        for (int64_t i = at + 1, value = more ? ++pick[at] : 0; more && i < r; i++)
            pick[i] = with_replacement ? value : ++value;
        done = done && runtime_poll(runtime);
    }
    Tensor *index = done ? tensor_empty(runtime, 2, (const int64_t[]){count, r}, DTYPE_INT64, DEVICE_CPU) : NULL;
    if (index && all.count)
        memcpy(tensor_data(index), all.items, all.count * sizeof(int64_t));
    VECTOR_FREE(&all, runtime->memory);
    Tensor *result = index ? op_index_Tensor(runtime, self, (TensorList){&index, 1}) : NULL;
    tensor_release(index);
    return result;
}

// The sizes that repeating gives, one for each of `repeats`.
static bool repeated_sizes(Runtime *runtime, const Tensor *self, IntList repeats, int64_t *sizes)
{
    int count = (int)repeats.count, extra = count - self->rank, negative = count;
    for (int i = count; i-- > 0;) {
        if (!shape_multiply(runtime->error, repeats.items[i], i < extra ? 1 : self->sizes[i - extra], &sizes[i]))
            return false;
        negative = sizes[i] < 0 ? i : negative;
    }
    if (negative == count)
        return true;
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Trying to create tensor with negative dimension %lld: %s",
                (long long)sizes[negative], shape_format(text, count, sizes));
    return false;
}

Tensor *joining_repeat(Runtime *runtime, const Tensor *self, IntList repeats)
{
    if (repeats.count < self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
        return NULL;
    }
    if (!shape_check_rank(runtime->error, 2 * repeats.count))
        return NULL;
    // Each dimension becomes (repeats, size): the repeated ones are stretched, then everything is copied once.
    int64_t split[SHAPE_MAX_RANK], wide[SHAPE_MAX_RANK], sizes[SHAPE_MAX_RANK];
    int extra = (int)repeats.count - self->rank;
    if (!repeated_sizes(runtime, self, repeats, sizes))
        return NULL;
    for (int i = 0; i < repeats.count; i++) {
        split[2 * i] = 1;
        split[2 * i + 1] = wide[2 * i + 1] = i < extra ? 1 : self->sizes[i - extra];
        wide[2 * i] = repeats.items[i];
    }
    int rank = 2 * (int)repeats.count;
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    if (!(t[0] = copy_contiguous(self)) || !(t[1] = view_view(runtime, t[0], (IntList){split, rank})) ||
        !(t[2] = view_expand(runtime, t[1], (IntList){wide, rank}, false)) ||
        !(t[3] = copy_new(t[2], (DType)self->dtype, FORMAT_CONTIGUOUS)))
        goto end;
    result = view_view(runtime, t[3], (IntList){sizes, repeats.count});
end:
    release_temporaries(t, 4);
    return result;
}

Tensor *joining_repeat_backward(Runtime *runtime, const Tensor *grad, IntList repeats, IntList sizes)
{
    int64_t split[2 * SHAPE_MAX_RANK], dims[SHAPE_MAX_RANK];
    int extra = (int)(repeats.count - sizes.count);
    for (int i = 0; i < repeats.count; i++) {
        split[2 * i] = repeats.items[i];
        split[2 * i + 1] = i < extra ? 1 : sizes.items[i - extra];
        dims[i] = 2 * i;
    }
    for (int64_t i = 0; i < repeats.count; i++)
        if (!repeats.items[i])
            return op_new_zeros(runtime, grad, sizes, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    if (!repeats.count)
        return tensor_retain(grad);
    Tensor *parts = op_reshape(runtime, grad, (IntList){split, 2 * repeats.count});
    Tensor *sum = parts ? op_sum_dim_IntList(runtime, parts, (IntList){dims, repeats.count}, false, OPTION_NONE) : NULL;
    Tensor *result = sum ? op_reshape(runtime, sum, sizes) : NULL;
    tensor_release(parts);
    tensor_release(sum);
    return result;
}

Tensor *joining_tile(Runtime *runtime, const Tensor *self, IntList dims)
{
    int64_t repeats[SHAPE_MAX_RANK];
    int missing = self->rank - (int)dims.count;
    if (missing <= 0)
        return op_repeat(runtime, self, dims);
    for (int i = 0; i < self->rank; i++)
        repeats[i] = i < missing ? 1 : dims.items[i - missing];
    return op_repeat(runtime, self, (IntList){repeats, self->rank});
}

Tensor *joining_repeat_interleave(Runtime *runtime, const Tensor *repeats, OptionalInt output_size)
{
    const char *message = NULL;
    if (repeats->rank != 1)
        message = "repeat_interleave only accept 1D vector as repeat";
    else if (repeats->device == DEVICE_META && !output_size.given)
        message = "cannot repeat_interleave a meta tensor without output_size";
    if (message) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
        return NULL;
    }
    if (!dtype_accepted(runtime, repeats, ~(DTYPE_BIT(INT32) | DTYPE_BIT(INT64)), "repeat_interleave_cpu", true))
        return NULL;
    if (repeats->device == DEVICE_META)
        return tensor_empty(runtime, 1, &output_size.value, (DType)repeats->dtype, DEVICE_META);
    Tensor *index = index_repeat_interleave(repeats);
    if (index && output_size.given && output_size.value != index->sizes[0]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "allocated size does not match required size");
        tensor_release(index);
        return NULL;
    }
    return index;
}

Tensor *joining_repeat_interleave_tensor(Runtime *runtime, const Tensor *self, const Tensor *repeats, OptionalInt dim,
                                         OptionalInt output_size)
{
    int64_t minus_one = -1, along = dim.given ? dim.value : 0;
    Tensor *input = dim.given ? tensor_retain(self) : op_reshape(runtime, self, (IntList){&minus_one, 1});
    int at;
    Tensor *counts = NULL, *index = NULL, *result = NULL;
    if (!input || !shape_wrap_dim(runtime->error, along, input->rank, &at))
        goto end;
    int64_t size = input->rank ? input->sizes[at] : 1;
    if (repeats->rank > 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "repeats must be 0-dim or 1-dim tensor");
        goto end;
    }
    if (repeats->rank == 0 || repeats->sizes[0] == 1) {
        Tensor *one = op_reshape(runtime, repeats, (IntList){(const int64_t[]){1}, 1});
        counts = one ? op_expand(runtime, one, (IntList){&size, 1}, false) : NULL;
        tensor_release(one);
    } else if (repeats->sizes[0] != size) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "repeats must have the same size as input along dim, but got repeats.size(0) = %lld and input.size(%d) "
            "= %lld",
            (long long)repeats->sizes[0], at, (long long)size);
    } else
        counts = tensor_retain(repeats);
    index = counts ? op_repeat_interleave_Tensor(runtime, counts, output_size) : NULL;
    result = index ? op_index_select(runtime, input, at, index) : NULL;
end:
    release_temporaries((Tensor *[]){input, counts, index}, 3);
    return result;
}

Tensor *joining_repeat_interleave_int(Runtime *runtime, const Tensor *self, int64_t repeats, OptionalInt dim,
                                      OptionalInt output_size)
{
    if (repeats < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Repeats must be non-negative");
        return NULL;
    }
    Tensor *count = tensor_scalar(runtime, scalar_int(repeats), DTYPE_INT64);
    Tensor *result = count ? joining_repeat_interleave_tensor(runtime, self, count, dim, (OptionalInt){0}) : NULL;
    tensor_release(count);
    int at;
    if (!result || !output_size.given ||
        !shape_wrap_dim(runtime->error, dim.given ? dim.value : 0, result->rank, &at) ||
        result->sizes[at] == output_size.value)
        return result;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "repeat_interleave: Invalid output_size, expected %lld but got %lld", (long long)result->sizes[at],
                (long long)output_size.value);
    tensor_release(result);
    return NULL;
}

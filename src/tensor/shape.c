#include "tensor/shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool refuse_count(Error *error)
{
    error_raise(error, ERROR_RUNTIME_ERROR, "numel: integer multiplication overflow");
    return false;
}

bool shape_check_rank(Error *error, int64_t rank)
{
    if (LIKELY(rank <= SHAPE_MAX_RANK))
        return true;
    error_raise(error, ERROR_UNSUPPORTED_ERROR, "a tensor of more than %d dimensions is not supported by torchlet",
                SHAPE_MAX_RANK);
    return false;
}

bool shape_multiply(Error *error, int64_t a, int64_t b, int64_t *product)
{
    return !__builtin_mul_overflow(a, b, product) || refuse_count(error);
}

bool shape_add(Error *error, int64_t a, int64_t b, int64_t *sum)
{
    return !__builtin_add_overflow(a, b, sum) || refuse_count(error);
}

bool shape_check_sizes(Error *error, int rank, const int64_t *sizes)
{
    for (int i = 0; i < rank; i++)
        if (UNLIKELY(sizes[i] < 0)) {
            char text[SHAPE_TEXT];
            error_raise(error, ERROR_RUNTIME_ERROR, "Trying to create tensor with negative dimension %" PRId64 ": %s",
                        sizes[i], shape_format(text, rank, sizes));
            return false;
        }
    return true;
}

bool shape_count(Error *error, int rank, const int64_t *sizes, int64_t *count)
{
    int64_t product = 1;
    bool overflow = false, empty = false;
    if (!shape_check_sizes(error, rank, sizes))
        return false;
    for (int i = 0; i < rank; i++) {
        empty |= sizes[i] == 0;
        overflow |= __builtin_mul_overflow(product, sizes[i], &product);
    }
    if (overflow && !empty)
        return refuse_count(error);
    *count = empty ? 0 : product;
    return true;
}

bool shape_wrap_dim(Error *error, int64_t dim, int rank, int *wrapped)
{
    int64_t bound = rank ? rank : 1;
    if (dim < -bound || dim >= bound) {
        error_raise(error, ERROR_INDEX_ERROR,
                    "Dimension out of range (expected to be in range of [%" PRId64 ", %" PRId64 "], but got %" PRId64
                    ")",
                    -bound, bound - 1, dim);
        return false;
    }
    *wrapped = (int)(dim < 0 ? dim + bound : dim);
    return true;
}

bool shape_wrap_size(Error *error, int64_t dim, int rank, int *wrapped)
{
    if (rank)
        return shape_wrap_dim(error, dim, rank, wrapped);
    error_raise(error, ERROR_INDEX_ERROR, "Dimension specified as %" PRId64 " but tensor has no dimensions", dim);
    return false;
}

bool shape_wrap_dims(Error *error, const int64_t *dims, int count, int rank, DimSet *set)
{
    *set = count == 0 ? DIM_SET_ALL : 0;
    for (int i = 0; i < count; i++) {
        int dim;
        if (!shape_wrap_dim(error, dims[i], rank, &dim))
            return false;
        if (*set >> dim & 1) {
            error_raise(error, ERROR_RUNTIME_ERROR, "dim %d appears multiple times in the list of dims", dim);
            return false;
        }
        *set |= (DimSet)1 << dim;
    }
    return true;
}

bool shape_broadcast(Error *error, Shape *shape, int rank, const int64_t *sizes)
{
    int result_rank = shape->rank > rank ? shape->rank : rank;
    int64_t result[SHAPE_MAX_RANK];
    for (int i = result_rank - 1; i >= 0; i--) {
        int a_dim = i - (result_rank - shape->rank), b_dim = i - (result_rank - rank);
        int64_t a = a_dim >= 0 ? shape->sizes[a_dim] : 1, b = b_dim >= 0 ? sizes[b_dim] : 1;
        if (a != b && a != 1 && b != 1) {
            error_raise(error, ERROR_RUNTIME_ERROR,
                        "The size of tensor a (%" PRId64 ") must match the size of tensor b (%" PRId64
                        ") at non-singleton dimension %d",
                        a, b, i);
            return false;
        }
        result[i] = a == 1 ? b : a;
    }
    shape->rank = result_rank;
    memcpy(shape->sizes, result, sizeof(int64_t) * (size_t)result_rank);
    return true;
}

bool shape_expandable(int rank, const int64_t *sizes, int to_rank, const int64_t *to)
{
    if (rank > to_rank)
        return false;
    for (int i = 0; i < rank; i++)
        if (sizes[i] != 1 && sizes[i] != to[to_rank - rank + i])
            return false;
    return true;
}

static bool refuse_expansion(Error *error, int64_t wanted, int64_t existing, int dim, int to_rank, const int64_t *to,
                             int rank, const int64_t *sizes)
{
    char target[SHAPE_TEXT], source[SHAPE_TEXT];
    error_raise(error, ERROR_RUNTIME_ERROR,
                "The expanded size of the tensor (%" PRId64 ") must match the existing size (%" PRId64
                ") at non-singleton dimension %d.  Target sizes: %s.  Tensor sizes: %s",
                wanted, existing, dim, shape_format(target, to_rank, to), shape_format(source, rank, sizes));
    return false;
}

bool shape_expand(Error *error, int rank, const int64_t *sizes, const int64_t *strides, int to_rank, int64_t *to,
                  int64_t *to_strides)
{
    if (to_rank < rank) {
        char target[SHAPE_TEXT], source[SHAPE_TEXT];
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "expand(%s, size=%s): the number of sizes provided (%d) must be greater or equal to the number of "
                    "dimensions in the tensor (%d)",
                    shape_format(source, rank, sizes), shape_format(target, to_rank, to), to_rank, rank);
        return false;
    }
    for (int i = to_rank - 1; i >= 0; i--) {
        int dim = i - (to_rank - rank);
        int64_t size = dim >= 0 ? sizes[dim] : 1;
        int64_t stride = dim >= 0 ? strides[dim] : 1;
        if (dim < 0 && i + 1 < to_rank)
            stride = shape_stride_times(to_strides[i + 1], to[i + 1]);
        int64_t wanted = to[i];
        if (wanted == -1 && dim < 0) {
            char target[SHAPE_TEXT];
            error_raise(error, ERROR_RUNTIME_ERROR,
                        "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension %d",
                        i);
            (void)target;
            return false;
        }
        if (wanted == -1)
            wanted = size;
        if (wanted < -1)
            return refuse_expansion(error, wanted, size, i, to_rank, to, rank, sizes);
        if (size != wanted) {
            if (size != 1)
                return refuse_expansion(error, wanted, size, i, to_rank, to, rank, sizes);
            stride = 0;
        }
        to[i] = wanted;
        to_strides[i] = stride;
    }
    return true;
}

void shape_contiguous_strides(int rank, const int64_t *sizes, int64_t *strides)
{
    int64_t step = 1;
    for (int i = rank - 1; i >= 0; i--) {
        strides[i] = step;
        if (sizes[i] > 1 && __builtin_mul_overflow(step, sizes[i], &step))
            step = INT64_MAX; // an empty tensor with enormous sizes: its strides mean nothing
    }
}

// Strides where `order` lists the dimensions from the innermost one on.
static void strides_in_order(int rank, const int64_t *sizes, const int *order, int64_t *strides)
{
    int64_t step = 1;
    for (int i = 0; i < rank; i++) {
        strides[order[i]] = step;
        step *= sizes[order[i]] > 1 ? sizes[order[i]] : 1;
    }
}

static const int CHANNELS_LAST_ORDER[] = {1, 3, 2, 0};
static const int CHANNELS_LAST_3D_ORDER[] = {1, 4, 3, 2, 0};

void shape_format_strides(int rank, const int64_t *sizes, MemoryFormat format, int64_t *strides)
{
    if (format == FORMAT_CHANNELS_LAST && rank == 4)
        strides_in_order(rank, sizes, CHANNELS_LAST_ORDER, strides);
    else if (format == FORMAT_CHANNELS_LAST_3D && rank == 5)
        strides_in_order(rank, sizes, CHANNELS_LAST_3D_ORDER, strides);
    else
        shape_contiguous_strides(rank, sizes, strides);
}

bool shape_is_contiguous(int rank, const int64_t *sizes, const int64_t *strides)
{
    uint64_t step = 1; // may overflow on the way to a size of 0
    bool regular = true;
    for (int i = rank - 1; i >= 0; i--) {
        if (sizes[i] == 0)
            return true;
        if (sizes[i] != 1) {
            regular &= (uint64_t)strides[i] == step;
            step *= (uint64_t)sizes[i];
        }
    }
    return regular;
}

bool shape_is_format(int rank, const int64_t *sizes, const int64_t *strides, MemoryFormat format)
{
    const int *order = format == FORMAT_CHANNELS_LAST ? CHANNELS_LAST_ORDER : CHANNELS_LAST_3D_ORDER;
    if (format == FORMAT_CONTIGUOUS)
        return shape_is_contiguous(rank, sizes, strides);
    if (rank != (format == FORMAT_CHANNELS_LAST ? 4 : 5))
        return false;
    int64_t step = 1;
    for (int i = 0; i < rank; i++) {
        int dim = order[i];
        if (sizes[dim] != 1) {
            if (strides[dim] != step)
                return false;
            step *= sizes[dim];
        }
    }
    return true;
}

bool shape_is_dense(int rank, const int64_t *sizes, const int64_t *strides)
{
    if (rank == 1)
        return sizes[0] < 2 || strides[0] == 1;
    int order[SHAPE_MAX_RANK], count = 0;
    for (int i = 0; i < rank; i++) { // dimensions of one element say nothing; the others by growing stride
        if (sizes[i] < 2) {
            if (sizes[i] == 0)
                return true;
            continue;
        }
        int at = count++;
        for (; at > 0 && strides[order[at - 1]] > strides[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    int64_t step = 1;
    for (int i = 0; i < count; i++) {
        if (strides[order[i]] != step)
            return false;
        step *= sizes[order[i]];
    }
    return true;
}

void shape_preserve_order(int rank, const int64_t *sizes, const int64_t *strides, int64_t *dense)
{
    int order[SHAPE_MAX_RANK];
    for (int i = 0; i < rank; i++) {
        // From the innermost dimension on: insert by stride; stretched dimensions keep their place.
        int dim = rank - 1 - i, at = i;
        for (int other = i - 1; other >= 0; other--) {
            int64_t here = strides[order[other]], mine = strides[dim];
            if (here == 0 || mine == 0)
                continue;
            if (here < mine || (here == mine && sizes[order[other]] <= sizes[dim]))
                break;
            at = other;
        }
        for (int other = i; other > at; other--)
            order[other] = order[other - 1];
        order[at] = dim;
    }
    strides_in_order(rank, sizes, order, dense);
}

// Strides that do not decrease from the channel outwards (in the format's order), where sizes of 1 leave
// room for doubt the channel must not look like the outermost dimension.
static bool strides_look_like(int rank, const int64_t *sizes, const int64_t *strides, const int *order)
{
    int64_t least = 0;
    if (strides[1] == 0)
        return false;
    for (int i = 0; i < rank; i++) {
        int dim = order[i];
        if (sizes[dim] == 0 || strides[dim] < least)
            return false;
        if (dim == 0 && least == strides[1])
            return false;
        least = shape_stride_times(strides[dim], sizes[dim] > 1 ? sizes[dim] : 1);
    }
    return true;
}

MemoryFormat shape_suggest_format(int rank, const int64_t *sizes, const int64_t *strides)
{
    if (rank == 4 && strides_look_like(rank, sizes, strides, CHANNELS_LAST_ORDER))
        return FORMAT_CHANNELS_LAST;
    if (rank == 5 && strides_look_like(rank, sizes, strides, CHANNELS_LAST_3D_ORDER))
        return FORMAT_CHANNELS_LAST_3D;
    return FORMAT_CONTIGUOUS;
}

static bool refuse_shape(Error *error, int rank, const int64_t *sizes, int64_t count)
{
    char text[SHAPE_TEXT];
    error_raise(error, ERROR_RUNTIME_ERROR, "shape '%s' is invalid for input of size %" PRId64,
                shape_format(text, rank, sizes), count);
    return false;
}

bool shape_infer(Error *error, int rank, int64_t *sizes, int64_t count)
{
    int64_t known = 1;
    int inferred = -1;
    bool overflow = false;
    for (int i = 0; i < rank; i++) {
        if (sizes[i] == -1) {
            if (inferred >= 0) {
                error_raise(error, ERROR_RUNTIME_ERROR, "only one dimension can be inferred");
                return false;
            }
            inferred = i;
        } else if (sizes[i] < 0) {
            error_raise(error, ERROR_RUNTIME_ERROR, "invalid shape dimension %" PRId64, sizes[i]);
            return false;
        } else {
            overflow |= __builtin_mul_overflow(known, sizes[i], &known);
        }
    }
    if (!overflow && inferred < 0 && known == count)
        return true;
    if (overflow || inferred < 0 || (known != 0 && count % known != 0) || (known == 0 && count != 0))
        return refuse_shape(error, rank, sizes, count);
    if (known == 0) {
        char text[SHAPE_TEXT];
        error_raise(
            error, ERROR_RUNTIME_ERROR,
            "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 can be "
            "any value and is ambiguous",
            shape_format(text, rank, sizes));
        return false;
    }
    sizes[inferred] = count / known;
    return true;
}

bool shape_view_strides(int rank, const int64_t *sizes, const int64_t *strides, int to_rank, const int64_t *to,
                        int64_t *to_strides)
{
    bool empty = false;
    for (int i = 0; i < rank; i++)
        empty |= sizes[i] == 0;
    if (empty) {
        if (shape_same(rank, sizes, to_rank, to))
            memcpy(to_strides, strides, sizeof(int64_t) * (size_t)rank);
        else
            shape_contiguous_strides(to_rank, to, to_strides);
        return true;
    }
    if (rank == 0) {
        for (int i = 0; i < to_rank; i++)
            to_strides[i] = 1;
        return true;
    }
    // Chunks of old dimensions that are one run of memory take as many new dimensions as have the same count.
    int to_dim = to_rank - 1;
    int64_t step = strides[rank - 1], old_count = 1, new_count = 1;
    for (int dim = rank - 1; dim >= 0; dim--) {
        old_count *= sizes[dim];
        if (dim > 0 && (sizes[dim - 1] == 1 || strides[dim - 1] == old_count * step))
            continue;
        while (to_dim >= 0 && (new_count < old_count || to[to_dim] == 1)) {
            to_strides[to_dim] = new_count * step;
            new_count *= to[to_dim];
            to_dim--;
        }
        if (new_count != old_count)
            return false;
        if (dim > 0) {
            step = strides[dim - 1];
            old_count = new_count = 1;
        }
    }
    return to_dim == -1;
}

bool shape_extent(int rank, const int64_t *sizes, const int64_t *strides, int64_t *extent)
{
    int64_t reach = 1;
    bool overflow = false;
    for (int i = 0; i < rank; i++) {
        int64_t span;
        if (sizes[i] == 0) {
            *extent = 0;
            return true;
        }
        overflow |= sizes[i] < 0 || __builtin_mul_overflow(sizes[i] - 1, strides[i], &span) ||
                    __builtin_add_overflow(reach, span, &reach);
    }
    *extent = reach;
    return !overflow;
}

void shape_write(Text *text, int rank, const int64_t *sizes)
{
    text_append_char(text, '[');
    for (int i = 0; i < rank; i++)
        text_append_format(text, i ? ", %" PRId64 : "%" PRId64, sizes[i]);
    text_append_char(text, ']');
}

static const char *join(char *buffer, int rank, const int64_t *sizes, const char *start, const char *between,
                        const char *end)
{
    size_t used = (size_t)snprintf(buffer, SHAPE_TEXT, "%s", start);
    for (int i = 0; i < rank && used < SHAPE_TEXT - 32; i++)
        used += (size_t)snprintf(buffer + used, SHAPE_TEXT - used, "%s%" PRId64, i ? between : "", sizes[i]);
    (void)snprintf(buffer + used, SHAPE_TEXT - used, "%s", end);
    return buffer;
}

const char *shape_format(char *buffer, int rank, const int64_t *sizes)
{
    return join(buffer, rank, sizes, "[", ", ", "]");
}

const char *shape_words(char *buffer, int rank, const int64_t *sizes)
{
    return join(buffer, rank, sizes, "", " ", "");
}

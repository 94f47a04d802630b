#include "tensor/index.h"

#include "ops/scratch.h"
#include "tensor/copy.h"

static bool wrap(Runtime *runtime, const Tensor *self, int64_t dim, int *at)
{
    return shape_wrap_dim(runtime->error, dim, self->rank, at);
}

static Tensor *copy_of(const Tensor *self)
{
    return copy_new(self, (DType)self->dtype, FORMAT_PRESERVE);
}

// Keeps `copy` where writing to it succeeded.
static Tensor *kept(Tensor *copy, bool written)
{
    if (written)
        return copy;
    tensor_release(copy);
    return NULL;
}

static bool refuse(Runtime *runtime, ErrorKind kind, const char *message)
{
    error_raise(runtime->error, kind, "%s", message);
    return false;
}

/// Indices with their masks turned into positions.
typedef struct Expanded {
    Tensor *items[SHAPE_MAX_RANK];
    int count;
} Expanded;

static bool check_indices(Runtime *runtime, const Tensor *self, TensorList indices)
{
    if (indices.count > self->rank) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "too many indices for tensor of dimension %d (got %lld)",
                    (int)self->rank, (long long)indices.count);
        return false;
    }
    for (int64_t i = 0; i < indices.count; i++) {
        const Tensor *index = indices.items[i];
        if (index && index->dtype != DTYPE_INT64 && index->dtype != DTYPE_INT32 && index->dtype != DTYPE_BOOL &&
            index->dtype != DTYPE_UINT8)
            return refuse(runtime, ERROR_INDEX_ERROR,
                          "tensors used as indices must be long, int, byte or bool tensors");
    }
    return true;
}

static bool expand(Runtime *runtime, const Tensor *self, TensorList indices, Expanded *expanded)
{
    expanded->count = 0;
    return check_indices(runtime, self, indices) &&
           index_expand_masks(self, indices.items, (int)indices.count, expanded->items, &expanded->count);
}

Tensor *indexing_get(Runtime *runtime, const Tensor *self, TensorList indices)
{
    Expanded expanded;
    if (!expand(runtime, self, indices, &expanded))
        return NULL;
    Tensor *result = index_get(self, expanded.items, expanded.count);
    release_temporaries(expanded.items, expanded.count);
    return result;
}

Tensor *indexing_backward(Runtime *runtime, const Tensor *grad, IntList sizes, TensorList indices)
{
    Tensor *zeros = op_new_zeros(runtime, grad, sizes, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    Tensor *result = zeros ? op_index_put_(runtime, zeros, indices, grad, true) : NULL;
    tensor_release(zeros);
    return result;
}

static bool check_values(Runtime *runtime, const Tensor *self, const Tensor *values)
{
    if (self->dtype == values->dtype || values->wrapped_number)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Index put requires the source and destination dtypes match, got %s for the destination and %s for the "
                "source.",
                dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)values->dtype));
    return false;
}

bool indexing_put(Runtime *runtime, Tensor *self, TensorList indices, const Tensor *values, bool accumulate)
{
    Expanded expanded;
    if (!check_values(runtime, self, values) || !expand(runtime, self, indices, &expanded))
        return false;
    bool done = index_put(self, expanded.items, expanded.count, values, accumulate);
    release_temporaries(expanded.items, expanded.count);
    return done;
}

Tensor *indexing_put_copy(Runtime *runtime, const Tensor *self, TensorList indices, const Tensor *values,
                          bool accumulate)
{
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, indexing_put(runtime, copy, indices, values, accumulate)) : NULL;
}

static bool check_index_dtype(Runtime *runtime, const char *name, const Tensor *index)
{
    if (index->dtype == DTYPE_INT64 || !tensor_count(index))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected dtype int64 for index", name);
    return false;
}

// Every dimension of the index but `dim` must fit into `other`.
static bool check_index_size(Runtime *runtime, const Tensor *index, const Tensor *self, int dim)
{
    int rank = index->rank ? index->rank : 1, self_rank = self->rank ? self->rank : 1;
    if (rank != self_rank)
        return refuse(runtime, ERROR_RUNTIME_ERROR,
                      "Index tensor must have the same number of dimensions as input tensor");
    for (int i = 0; i < index->rank && self->rank; i++) {
        if (i == dim || index->sizes[i] <= self->sizes[i])
            continue;
        char text[SHAPE_TEXT], other[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Size does not match at dimension %d expected index %s to be no larger than self %s apart from "
                    "dimension %d",
                    i, tensor_format_sizes(index, text), tensor_format_sizes(self, other), dim);
        return false;
    }
    return true;
}

Tensor *indexing_gather(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, bool sparse_grad)
{
    int at;
    (void)sparse_grad;
    if (!wrap(runtime, self, dim, &at) || !check_index_dtype(runtime, "gather", index))
        return NULL;
    if (tensor_count(index) && !check_index_size(runtime, index, self, at))
        return NULL;
    return index_gather(self, at, index);
}

static bool check_scatter(Runtime *runtime, const char *name, const Tensor *self, int64_t dim, const Tensor *index,
                          const Tensor *src, int *at)
{
    if (!wrap(runtime, self, dim, at))
        return false;
    if (index->dtype != DTYPE_INT64 && tensor_count(index)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected dtype int64 for index", name);
        return false;
    }
    if (src && src->dtype != self->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected self.dtype to be equal to src.dtype", name);
        return false;
    }
    if (!tensor_count(index))
        return true;
    int rank = self->rank ? self->rank : 1, index_rank = index->rank ? index->rank : 1;
    int src_rank = src && src->rank ? src->rank : 1;
    if (index_rank != rank)
        return refuse(runtime, ERROR_RUNTIME_ERROR,
                      "Index tensor must have the same number of dimensions as self tensor");
    if (src && src_rank != rank)
        return refuse(runtime, ERROR_RUNTIME_ERROR,
                      "Index tensor must have the same number of dimensions as src tensor");
    bool fits = true;
    for (int i = 0; i < index->rank && self->rank; i++) {
        fits &= i == *at || index->sizes[i] <= self->sizes[i];
        fits &= !src || !src->rank || index->sizes[i] <= src->sizes[i];
    }
    if (fits)
        return true;
    char a[SHAPE_TEXT], b[SHAPE_TEXT], c[SHAPE_TEXT];
    if (src)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected index %s to be no larger than self %s apart from dimension %d and to be no larger size "
                    "than src %s",
                    tensor_format_sizes(index, a), tensor_format_sizes(self, b), *at, tensor_format_sizes(src, c));
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected index %s to be no larger than self %s apart from dimension %d",
                    tensor_format_sizes(index, a), tensor_format_sizes(self, b), *at);
    return false;
}

static Tensor *scatter(Runtime *runtime, const char *name, const Tensor *self, int64_t dim, const Tensor *index,
                       const Tensor *src, IndexReduce reduce, bool include_self)
{
    int at;
    if (!check_scatter(runtime, name, self, dim, index, src, &at))
        return NULL;
    Tensor *copy = copy_of(self);
    if (!copy || !tensor_count(index))
        return copy;
    return kept(copy, index_scatter(copy, at, index, src, reduce, include_self));
}

Tensor *indexing_scatter(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *src)
{
    return scatter(runtime, "scatter", self, dim, index, src, INDEX_ASSIGN, true);
}

Tensor *indexing_scatter_add(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *src)
{
    return scatter(runtime, "scatter", self, dim, index, src, INDEX_SUM, true);
}

static Tensor *scatter_value(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, Scalar value,
                             IndexReduce reduce)
{
    int at;
    if (!check_scatter(runtime, "scatter", self, dim, index, NULL, &at) ||
        !tensor_check_scalar(runtime, value, (DType)self->dtype))
        return NULL;
    Tensor *copy = copy_of(self);
    if (!copy || !tensor_count(index))
        return copy;
    return kept(copy, index_scatter_value(copy, at, index, value, reduce));
}

Tensor *indexing_scatter_value(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, Scalar value)
{
    return scatter_value(runtime, self, dim, index, value, INDEX_ASSIGN);
}

static bool old_reduce(Runtime *runtime, const char *reduce, IndexReduce *kind)
{
    *kind = text_same(reduce, "add") ? INDEX_SUM : INDEX_PROD;
    return *kind == INDEX_SUM || text_same(reduce, "multiply") ||
           refuse(runtime, ERROR_RUNTIME_ERROR, "reduce argument must be either add or multiply.");
}

Tensor *indexing_scatter_reduce_old(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index,
                                    const Tensor *src, const char *reduce)
{
    IndexReduce kind;
    return old_reduce(runtime, reduce, &kind) ? scatter(runtime, "scatter", self, dim, index, src, kind, true) : NULL;
}

Tensor *indexing_scatter_value_reduce(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index,
                                      Scalar value, const char *reduce)
{
    IndexReduce kind;
    return old_reduce(runtime, reduce, &kind) ? scatter_value(runtime, self, dim, index, value, kind) : NULL;
}

static bool find_reduce(const char *reduce, IndexReduce *kind)
{
    static const struct {
        const char *name;
        IndexReduce kind;
    } kinds[] = {
        {"sum", INDEX_SUM}, {"prod", INDEX_PROD}, {"mean", INDEX_MEAN}, {"amax", INDEX_AMAX}, {"amin", INDEX_AMIN}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_same(kinds[i].name, reduce)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static bool new_reduce(Runtime *runtime, const char *reduce, IndexReduce *kind)
{
    if (find_reduce(reduce, kind))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "reduce argument must be either sum, prod, mean, amax or amin, got %s", reduce);
    return false;
}

Tensor *indexing_scatter_reduce(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index,
                                const Tensor *src, const char *reduce, bool include_self)
{
    IndexReduce kind;
    if (!new_reduce(runtime, reduce, &kind))
        return NULL;
    return scatter(runtime, "scatter", self, dim, index, src, kind, include_self);
}

static Tensor *ones_like(Runtime *runtime, const Tensor *self)
{
    return op_ones_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
}

static Tensor *zeros_like(Runtime *runtime, const Tensor *self)
{
    return op_zeros_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
}

// How many values went into each place, at least 1.
static Tensor *value_count(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *src,
                           bool include_self)
{
    Tensor *start = include_self ? ones_like(runtime, self) : zeros_like(runtime, self);
    Tensor *ones = start ? ones_like(runtime, src) : NULL;
    Tensor *count = ones ? op_scatter_add(runtime, start, dim, index, ones) : NULL;
    Tensor *result = count ? op_clamp_min(runtime, count, scalar_int(1)) : NULL;
    release_temporaries((Tensor *[]){start, ones, count}, 3);
    return result;
}

// The gradient shared among the places equal to the extreme value.
static bool extreme_share(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim, const Tensor *index,
                          const Tensor *src, const Tensor *value, Tensor **for_self, Tensor **for_src)
{
    Tensor *t[6] = {0};
    bool done = (t[0] = op_gather(runtime, value, dim, index, false)) && (t[1] = op_eq_Tensor(runtime, self, value)) &&
                (t[2] = op_eq_Tensor(runtime, src, t[0])) &&
                (t[3] = op_to_dtype(runtime, t[1], self->dtype, false, false, OPTION_NONE)) &&
                (t[4] = op_to_dtype(runtime, t[2], self->dtype, false, false, OPTION_NONE)) &&
                (t[5] = op_scatter_add(runtime, t[3], dim, index, t[4]));
    Tensor *share = done ? op_div_Tensor(runtime, grad, t[5]) : NULL;
    *for_self = share ? op_mul_Tensor(runtime, t[3], share) : NULL;
    Tensor *taken = *for_self ? op_gather(runtime, share, dim, index, false) : NULL;
    *for_src = taken ? op_mul_Tensor(runtime, t[4], taken) : NULL;
    tensor_release(share);
    tensor_release(taken);
    release_temporaries(t, 6);
    return *for_src != NULL;
}

// Ones where `self` is zero.
static Tensor *without_zeros(Scratch *s, const Tensor *self, const Tensor *zeros)
{
    return zeros ? scratch_keep(s, op_masked_fill_Scalar(s->runtime, self, zeros, scalar_int(1))) : NULL;
}

// The product without one factor: that factor divided out, or, where it is the only zero, the product of the others.
static bool product_share(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim, const Tensor *index,
                          const Tensor *src, bool include_self, const Tensor *value, Tensor **for_self,
                          Tensor **for_src)
{
    Scratch s = {.runtime = runtime};
    Tensor *zero = scratch_keep(&s, tensor_wrapped_scalar(runtime, scalar_int(0)));
    Tensor *one = zero ? scratch_keep(&s, tensor_wrapped_scalar(runtime, scalar_int(1))) : NULL;
    Tensor *self_zero = one ? scratch_keep(&s, op_eq_Tensor(runtime, self, zero)) : NULL;
    Tensor *full_self = without_zeros(&s, self, self_zero);
    Tensor *others =
        full_self ? scratch_keep(&s, op_scatter_reduce_two(runtime, full_self, dim, index, src, "prod", include_self))
                  : NULL;
    Tensor *first = scratch_div(&s, scratch_mul(&s, grad, others), full_self);
    Tensor *src_zero = first ? scratch_keep(&s, op_eq_Tensor(runtime, src, zero)) : NULL;
    Tensor *marks =
        src_zero ? scratch_keep(&s, op_to_dtype(runtime, src_zero, self->dtype, false, false, OPTION_NONE)) : NULL;
    Tensor *none = marks ? scratch_keep(&s, zeros_like(runtime, self)) : NULL;
    Tensor *sums = none ? scratch_keep(&s, op_scatter_add(runtime, none, dim, index, marks)) : NULL;
    Tensor *counts = sums ? scratch_keep(&s, op_gather(runtime, sums, dim, index, false)) : NULL;
    Tensor *alone = counts ? scratch_keep(&s, op_eq_Tensor(runtime, counts, one)) : NULL;
    Tensor *single = alone ? scratch_keep(&s, op_logical_and(runtime, src_zero, alone)) : NULL;
    Tensor *kept = without_zeros(&s, src, single);
    Tensor *rest =
        kept ? scratch_keep(&s, op_scatter_reduce_two(runtime, self, dim, index, kept, "prod", include_self)) : NULL;
    Tensor *lone = scratch_mul(&s, grad, rest);
    Tensor *for_lone = lone ? scratch_keep(&s, op_gather(runtime, lone, dim, index, false)) : NULL;
    Tensor *scaled = for_lone ? scratch_mul(&s, grad, value) : NULL;
    Tensor *taken = scaled ? scratch_keep(&s, op_gather(runtime, scaled, dim, index, false)) : NULL;
    Tensor *usual = scratch_div(&s, taken, without_zeros(&s, src, src_zero));
    Tensor *second = usual ? scratch_keep(&s, op_where_self(runtime, single, for_lone, usual)) : NULL;
    if (second) {
        *for_self = tensor_retain(first);
        *for_src = tensor_retain(second);
    }
    (void)scratch_end(&s, NULL);
    return second != NULL;
}

static bool scatter_reduce_gradients(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                     const Tensor *index, const Tensor *src, const char *reduce, bool include_self,
                                     const Tensor *value, Tensor **for_self, Tensor **for_src)
{
    *for_self = *for_src = NULL;
    IndexReduce kind;
    if (!new_reduce(runtime, reduce, &kind))
        return false;
    if (kind == INDEX_SUM) {
        *for_self = tensor_retain(grad);
        *for_src = op_gather(runtime, grad, dim, index, false);
    } else if (kind == INDEX_MEAN) {
        Tensor *count = value_count(runtime, self, dim, index, src, include_self);
        *for_self = count ? op_div_Tensor(runtime, grad, count) : NULL;
        *for_src = *for_self ? op_gather(runtime, *for_self, dim, index, false) : NULL;
        tensor_release(count);
    } else if (kind == INDEX_PROD) {
        if (!product_share(runtime, grad, self, dim, index, src, include_self, value, for_self, for_src))
            return false;
    } else if (!extreme_share(runtime, grad, self, dim, index, src, value, for_self, for_src)) {
        tensor_release(*for_self);
        return false;
    }
    if (*for_self && !include_self) {
        Tensor *masked = op_scatter_value(runtime, *for_self, dim, index, scalar_int(0));
        tensor_release(*for_self);
        *for_self = masked;
    }
    if (*for_self && *for_src)
        return true;
    tensor_release(*for_self);
    tensor_release(*for_src);
    return false;
}

Tensor *indexing_scatter_reduce_backward_self(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                              const Tensor *index, const Tensor *src, const char *reduce,
                                              bool include_self, const Tensor *value)
{
    Tensor *for_self, *for_src;
    if (!scatter_reduce_gradients(runtime, grad, self, dim, index, src, reduce, include_self, value, &for_self,
                                  &for_src))
        return NULL;
    tensor_release(for_src);
    return for_self;
}

Tensor *indexing_scatter_reduce_backward_src(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                             const Tensor *index, const Tensor *src, const char *reduce,
                                             bool include_self, const Tensor *value)
{
    Tensor *for_self, *for_src;
    if (!scatter_reduce_gradients(runtime, grad, self, dim, index, src, reduce, include_self, value, &for_self,
                                  &for_src))
        return NULL;
    tensor_release(for_self);
    return for_src;
}

static bool is_row_number(const Tensor *index)
{
    return index->dtype == DTYPE_INT64 || index->dtype == DTYPE_INT32;
}

static bool check_vector(Runtime *runtime, const char *name, const Tensor *index)
{
    char text[SHAPE_TEXT];
    if (index->rank > 1)
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "%s(): Index is supposed to be a vector, but got dim: %d with type: %s and size: %s", name,
                    (int)index->rank, dtype_scalar_name((DType)index->dtype), tensor_format_sizes(index, text));
    else if (!is_row_number(index))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected dtype int32/int64 for index but got: %s", name,
                    dtype_scalar_name((DType)index->dtype));
    return index->rank <= 1 && is_row_number(index);
}

Tensor *indexing_select(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index)
{
    int at;
    if (!wrap(runtime, self, dim, &at))
        return NULL;
    if (index->rank > 1) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "index_select(): Index is supposed to be a vector");
        return NULL;
    }
    int64_t count = tensor_count(index);
    if (!is_row_number(index))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "index_select(): Expected dtype int32 or int64 for index");
    else if (!self->rank && count != 1)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "index_select(): Index to scalar can have only 1 value, got %lld value(s)", (long long)count);
    else if (self->rank && !self->sizes[at] && count)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "index_select(): self indexing axis dim should be positive");
    else
        return index_select(self, at, index);
    return NULL;
}

static bool check_source(Runtime *runtime, const char *name, const Tensor *self, const Tensor *index,
                         const Tensor *source, int at)
{
    if (!check_vector(runtime, name, index))
        return false;
    if (self->dtype != source->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s(): self (%s) and source (%s) must have the same scalar type", name,
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)source->dtype));
        return false;
    }
    if (at && at >= source->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s(): Indexing dim %d is out of bounds of the source tensor with dim %d", name, at,
                    (int)source->rank);
        return false;
    }
    if (tensor_count(index) == (source->rank ? source->sizes[at] : 1))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s(): Number of indices (%lld) should be equal to source.size(dim): (%lld), for dim: %d", name,
                (long long)tensor_count(index), (long long)(source->rank ? source->sizes[at] : 1), at);
    return false;
}

// The sizes without a dimension, as "3 4".
static const char *slice_shape(const Tensor *tensor, int dim, char *text)
{
    int64_t sizes[SHAPE_MAX_RANK];
    int count = 0;
    for (int i = 0; i < tensor->rank; i++)
        if (i != dim)
            sizes[count++] = tensor->sizes[i];
    return shape_words(text, count, sizes);
}

// What index_copy looks at, in PyTorch's order.
static bool check_copied(Runtime *runtime, const Tensor *self, const Tensor *index, const Tensor *source, int at)
{
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    long long count = (long long)tensor_count(index);
    if (index->rank > 1)
        error_raise(runtime->error, ERROR_INDEX_ERROR, "index_copy_(): Index should have dimension 1 or 0 (got %d)",
                    (int)index->rank);
    else if (self->dtype != source->dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "index_copy_(): self and source expected to have the same dtype, but got (self) %s and (source) %s",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)source->dtype));
    else if (!source->rank && count != 1)
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "index_copy_(): When source is scalar, index should have one element (got %lld)", count);
    else if (self->rank && source->rank && self->rank != source->rank)
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "index_copy_(): When source and destination are not scalars, their dimensionality must match. "
                    "Source dimensionality (%d), destination dimensionality (%d)",
                    (int)source->rank, (int)self->rank);
    else if (index->dtype != DTYPE_INT64)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "index_copy_(): Expected a long tensor for index, but got %s",
                    dtype_scalar_name((DType)index->dtype));
    else if (!text_same(slice_shape(self, at, own), slice_shape(source, at, other)))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: "
                    "%s at dimension %d and source slice shape: %s at dimension 0.",
                    own, at, other);
    else if (source->rank && count != source->sizes[at])
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "index_copy_(): Number of indices (%lld) should be equal to source.size(dim) (%lld)", count,
                    (long long)source->sizes[at]);
    return !error_pending(runtime->error);
}

Tensor *indexing_add(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *source,
                     Scalar alpha)
{
    int at;
    if (!wrap(runtime, self, dim, &at) || !check_source(runtime, "index_add_", self, index, source, at))
        return NULL;
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, index_add(copy, at, index, source, alpha)) : NULL;
}

Tensor *indexing_copy(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *source)
{
    int at;
    if (!wrap(runtime, self, dim, &at) || !check_copied(runtime, self, index, source, at))
        return NULL;
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, index_copy(copy, at, index, source)) : NULL;
}

Tensor *indexing_fill(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, Scalar value)
{
    int at;
    if (!wrap(runtime, self, dim, &at))
        return NULL;
    if (index->dtype != DTYPE_INT64) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "index_fill_(): Expected dtype int64 for index.");
        return NULL;
    }
    if (index->rank > 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Index has to be a vector/scalar");
        return NULL;
    }
    if (!tensor_check_scalar(runtime, value, (DType)self->dtype))
        return NULL;
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, index_fill(copy, at, index, value)) : NULL;
}

bool indexing_check_fill(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *value)
{
    (void)self, (void)dim, (void)index;
    if (!value->rank)
        return self->device == DEVICE_META || item_accepted(runtime, value);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "index_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).",
                (int)value->rank);
    return false;
}

Tensor *indexing_fill_tensor(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index,
                             const Tensor *value)
{
    return indexing_fill(runtime, self, dim, index, tensor_item(value));
}

static bool slice_reduce(Runtime *runtime, const char *reduce, IndexReduce *kind)
{
    if (find_reduce(reduce, kind) && *kind != INDEX_SUM)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got %s.", reduce);
    return false;
}

Tensor *indexing_reduce(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *index, const Tensor *source,
                        const char *reduce, bool include_self)
{
    int at;
    IndexReduce kind;
    if (!wrap(runtime, self, dim, &at) || !check_source(runtime, "index_reduce_", self, index, source, at) ||
        !slice_reduce(runtime, reduce, &kind))
        return NULL;
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, index_reduce(copy, at, index, source, kind, include_self)) : NULL;
}

Tensor *indexing_nonzero(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return index_nonzero(self);
}

bool index_where(Runtime *runtime, const Tensor *condition, TensorVector *result)
{
    Tensor *wide = condition->rank ? tensor_retain(condition) : op_unsqueeze(runtime, condition, 0);
    Tensor *rows = wide ? op_nonzero(runtime, wide) : NULL;
    bool done = rows && op_unbind_int(runtime, rows, 1, result);
    tensor_release(wide);
    tensor_release(rows);
    return done;
}

Tensor *indexing_nonzero_static(Runtime *runtime, const Tensor *self, int64_t size, int64_t fill_value)
{
    if (size < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "nonzero_static: 'size' must be an non-negative integer");
        return NULL;
    }
    int64_t sizes[] = {size, self->rank};
    Tensor *rows = index_nonzero(self);
    Tensor *result = rows ? op_full(runtime, (IntList){sizes, 2}, scalar_int(fill_value), DTYPE_INT64, OPTION_NONE,
                                    OPTION_NONE, OPTION_NONE)
                          : NULL;
    int64_t count = rows && rows->sizes[0] < size ? rows->sizes[0] : size;
    Tensor *to = result ? view_slice(runtime, result, 0, (OptionalInt){0}, (OptionalInt){true, count}, 1) : NULL;
    Tensor *from = to ? view_slice(runtime, rows, 0, (OptionalInt){0}, (OptionalInt){true, count}, 1) : NULL;
    bool done = from && copy_into(to, from);
    release_temporaries((Tensor *[]){rows, to, from}, 3);
    return result ? kept(result, done) : NULL;
}

Tensor *indexing_take(Runtime *runtime, const Tensor *self, const Tensor *index)
{
    if (index->dtype != DTYPE_INT64) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "take(): Expected a long tensor for index, but got %s",
                    dtype_scalar_name((DType)index->dtype));
        return NULL;
    }
    if (!tensor_count(self) && tensor_count(index)) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "take(): tried to take from an empty tensor");
        return NULL;
    }
    return index_take(self, index);
}

Tensor *indexing_put_flat(Runtime *runtime, const Tensor *self, const Tensor *index, const Tensor *source,
                          bool accumulate)
{
    if (index->dtype != DTYPE_INT64) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "put_(): Expected a long tensor for index, but got %s",
                    dtype_scalar_name((DType)index->dtype));
        return NULL;
    }
    if (self->dtype != source->dtype) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "put_(): self and source expected to have the same dtype, but got self.dtype = %s and source.dtype = %s",
            dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)source->dtype));
        return NULL;
    }
    if (tensor_count(index) != tensor_count(source)) {
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "put_(): Expected source and index to have the same number of elements, but got source.numel() = "
                    "%lld, index.numel() = %lld",
                    (long long)tensor_count(source), (long long)tensor_count(index));
        return NULL;
    }
    Tensor *copy = copy_of(self);
    return copy ? kept(copy, index_put_flat(copy, index, source, accumulate)) : NULL;
}

Tensor *indexing_take_along_dim(Runtime *runtime, const Tensor *self, const Tensor *indices, OptionalInt dim)
{
    int64_t minus_one = -1;
    if (!dim.given) {
        Tensor *flat = op_reshape(runtime, self, (IntList){&minus_one, 1});
        Tensor *where = flat ? op_reshape(runtime, indices, (IntList){&minus_one, 1}) : NULL;
        Tensor *result = where ? op_gather(runtime, flat, 0, where, false) : NULL;
        tensor_release(flat);
        tensor_release(where);
        return result;
    }
    if (self->rank != indices->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.take_along_dim(): input and indices should have the same number of dimensions, but got %d "
                    "dimensions for input, and %d dimensions for indices",
                    (int)self->rank, (int)indices->rank);
        return NULL;
    }
    if (indices->dtype != DTYPE_INT64) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.take_along_dim(): dtype of indices should be Long but got %s",
                    dtype_scalar_name((DType)indices->dtype));
        return NULL;
    }
    int at;
    if (!wrap(runtime, self, dim.value, &at))
        return NULL;
    Shape shape = {.rank = 0};
    int64_t self_sizes[SHAPE_MAX_RANK], index_sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < self->rank; i++) {
        self_sizes[i] = i == at ? 1 : self->sizes[i];
        index_sizes[i] = i == at ? 1 : indices->sizes[i];
    }
    if (!shape_broadcast(runtime->error, &shape, self->rank, self_sizes) ||
        !shape_broadcast(runtime->error, &shape, self->rank, index_sizes))
        return NULL;
    shape.sizes[at] = self->sizes[at];
    Tensor *wide = op_expand(runtime, self, (IntList){shape.sizes, shape.rank}, false);
    shape.sizes[at] = indices->sizes[at];
    Tensor *where = wide ? op_expand(runtime, indices, (IntList){shape.sizes, shape.rank}, false) : NULL;
    Tensor *result = where ? op_gather(runtime, wide, at, where, false) : NULL;
    tensor_release(wide);
    tensor_release(where);
    return result;
}

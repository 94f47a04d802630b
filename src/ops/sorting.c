#include "tensor/sort.h"

#include <math.h>

#include "ops/support.h"
#include "tensor/copy.h"

static bool wrap(Runtime *runtime, const Tensor *self, int64_t dim, int *at)
{
    return shape_wrap_dim(runtime->error, dim, self->rank, at);
}

bool sorting_sort(Runtime *runtime, const Tensor *self, int64_t dim, bool descending, Tensor **values, Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && sort_values(self, at, descending, false, values, indices);
}

bool sorting_sort_stable(Runtime *runtime, const Tensor *self, int stable, int64_t dim, bool descending,
                         Tensor **values, Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && sort_values(self, at, descending, stable == 1, values, indices);
}

bool sorting_topk(Runtime *runtime, const Tensor *self, int64_t k, int64_t dim, bool largest, bool sorted,
                  Tensor **values, Tensor **indices)
{
    int at;
    if (!wrap(runtime, self, dim, &at))
        return false;
    if (k < 0 || k > (self->rank ? self->sizes[at] : 1)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "selected index k out of range");
        return false;
    }
    return sort_topk(self, k, at, largest, sorted, values, indices);
}

static bool check_not_empty(Runtime *runtime, const char *name, const Tensor *self, int at)
{
    if (!self->rank || self->sizes[at])
        return true;
    error_raise(runtime->error, ERROR_INDEX_ERROR, "%s(): Expected reduction dim %d to have non-zero size.", name, at);
    return false;
}

bool sorting_kthvalue(Runtime *runtime, const Tensor *self, int64_t k, int64_t dim, bool keepdim, Tensor **values,
                      Tensor **indices)
{
    int at;
    if (!wrap(runtime, self, dim, &at) || !check_not_empty(runtime, "kthvalue", self, at))
        return false;
    if (k < 1 || k > (self->rank ? self->sizes[at] : 1)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "kthvalue(): selected number k out of range for dimension %d",
                    at);
        return false;
    }
    return sort_kthvalue(self, k, at, keepdim, values, indices);
}

Tensor *sorting_median(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return sort_median(self, false);
}

Tensor *sorting_nanmedian(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return sort_median(self, true);
}

bool sorting_median_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, Tensor **values,
                        Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && check_not_empty(runtime, "median", self, at) &&
           sort_median_dim(self, at, keepdim, false, values, indices);
}

bool sorting_nanmedian_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, Tensor **values,
                           Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && check_not_empty(runtime, "median", self, at) &&
           sort_median_dim(self, at, keepdim, true, values, indices);
}

bool sorting_mode(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, Tensor **values, Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && check_not_empty(runtime, "mode", self, at) &&
           sort_mode(self, at, keepdim, values, indices);
}

/// What quantile is told.
typedef struct Quantile {
    const char *name;
    OptionalInt dim;
    bool keepdim;
    bool ignore_nan;
    const char *interpolation;
} Quantile;

static bool check_quantile(Runtime *runtime, const Tensor *self, const Tensor *q, const Quantile *what)
{
    static const char *const modes[] = {"linear", "lower", "higher", "midpoint", "nearest"};
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(modes); i++)
        known |= text_same(modes[i], what->interpolation);
    const char *message = NULL;
    if (!tensor_count(self))
        message = "quantile() input tensor must be non-empty";
    else if (q->rank > 1)
        message = "quantile() q must be a scalar or 1D tensor";
    else if (self->dtype != DTYPE_FLOAT32 && self->dtype != DTYPE_FLOAT64)
        message = "quantile() input tensor must be either float or double dtype";
    else if (self->dtype != q->dtype)
        message = "quantile() q tensor must be same dtype as the input tensor";
    else if (!known)
        message = "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got ";
    if (!message)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s%s", message,
                known || tensor_count(self) == 0 ? "" : what->interpolation);
    return false;
}

// The values at ranks, between neighbours as the interpolation tells. All along the last dimension.
static Tensor *at_ranks(Runtime *runtime, const Tensor *sorted, const Tensor *ranks, const char *interpolation)
{
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    bool higher = text_same(interpolation, "higher"), nearest = text_same(interpolation, "nearest");
    t[0] = higher ? op_ceil(runtime, ranks) : nearest ? op_round(runtime, ranks) : op_floor(runtime, ranks);
    if (!t[0] || !(t[1] = op_to_dtype(runtime, t[0], DTYPE_INT64, false, false, OPTION_NONE)) ||
        !(t[2] = op_gather(runtime, sorted, -1, t[1], false)))
        goto end;
    if (!text_same(interpolation, "linear") && !text_same(interpolation, "midpoint")) {
        result = tensor_retain(t[2]);
        goto end;
    }
    if (!(t[3] = op_ceil(runtime, ranks)) ||
        !(t[4] = op_to_dtype(runtime, t[3], DTYPE_INT64, false, false, OPTION_NONE)) ||
        !(t[5] = op_gather(runtime, sorted, -1, t[4], false)) ||
        !(t[6] = op_sub_Tensor(runtime, ranks, t[0], scalar_int(1))))
        goto end;
    if (text_same(interpolation, "midpoint")) {
        t[7] = op_full_like(runtime, t[6], scalar_float(0.5), OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE,
                            OPTION_NONE);
        if (!t[7])
            goto end;
        result = op_lerp_Tensor(runtime, t[2], t[5], t[7]);
    } else
        result = op_lerp_Tensor(runtime, t[2], t[5], t[6]);
end:
    release_temporaries(t, 8);
    return result;
}

// The ranks of the quantiles: q (n - 1), n being the number of elements, or of those that are not NaN.
static Tensor *ranks_of(Runtime *runtime, const Tensor *sorted, const Tensor *q, bool ignore_nan)
{
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    int64_t size = sorted->sizes[sorted->rank - 1], minus_one = -1, shape[SHAPE_MAX_RANK];
    if (ignore_nan) {
        if (!(t[0] = op_isnan(runtime, sorted)) || !(t[1] = op_logical_not(runtime, t[0])) ||
            !(t[2] = op_sum_dim_IntList(runtime, t[1], (IntList){&minus_one, 1}, true, OPTION_NONE)) ||
            !(t[3] = tensor_wrapped_scalar(runtime, scalar_int(1))) ||
            !(t[4] = op_sub_Tensor(runtime, t[2], t[3], scalar_int(1))) || !(t[5] = op_mul_Tensor(runtime, t[4], q)))
            goto end;
        result = op_clamp_min(runtime, t[5], scalar_int(0));
        goto end;
    }
    // A NaN anywhere makes the last, which is one then, the answer.
    for (int i = 0; i < sorted->rank; i++)
        shape[i] = sorted->sizes[i];
    shape[sorted->rank - 1] = tensor_count(q);
    if (!(t[0] = tensor_wrapped_scalar(runtime, scalar_int(size - 1))) || !(t[1] = op_mul_Tensor(runtime, q, t[0])) ||
        !(t[2] = op_expand(runtime, t[1], (IntList){shape, sorted->rank}, false)) ||
        !(t[3] = op_slice_Tensor(runtime, sorted, -1, (OptionalInt){true, size - 1}, (OptionalInt){0}, 1)) ||
        !(t[4] = op_isnan(runtime, t[3])))
        goto end;
    result = op_masked_fill_Scalar(runtime, t[2], t[4], scalar_int(size - 1));
end:
    release_temporaries(t, 6);
    return result;
}

static bool check_range(Runtime *runtime, const Tensor *q)
{
    for (int64_t i = 0; i < tensor_count(q); i++) {
        double value = scalar_to_float(tensor_read(q, q->offset + i * (q->rank ? q->strides[0] : 0)));
        if (value >= 0 && value <= 1)
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    q->rank ? "quantile() q values must be in the range [0, 1]"
                            : "quantile() q must be in the range [0, 1] but got %g",
                    value);
        return false;
    }
    return true;
}

static Tensor *quantile(Runtime *runtime, const Tensor *self, const Tensor *q, const Quantile *what)
{
    int at = 0;
    int64_t minus_one = -1;
    if (!check_quantile(runtime, self, q, what) || !check_range(runtime, q) ||
        (what->dim.given && !wrap(runtime, self, what->dim.value, &at)))
        return NULL;
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    Tensor *indices = NULL;
    t[0] = !what->dim.given || !self->rank ? op_reshape(runtime, self, (IntList){&minus_one, 1})
                                           : op_movedim_int(runtime, self, at, -1);
    if (!t[0] || !op_sort(runtime, t[0], -1, false, &t[1], &indices))
        goto end;
    if (!(t[2] = op_reshape(runtime, q, (IntList){&minus_one, 1})) ||
        !(t[3] = ranks_of(runtime, t[1], t[2], what->ignore_nan)) ||
        !(t[4] = at_ranks(runtime, t[1], t[3], what->interpolation)))
        goto end;
    // Now (..., q); the reduced dimension comes back if it is to be kept, q goes to the front or away.
    t[5] = what->keepdim ? tensor_retain(t[4]) : NULL;
    if (what->keepdim && what->dim.given && self->rank) {
        Tensor *wide = op_unsqueeze(runtime, t[4], -1);
        Tensor *moved = wide ? op_movedim_int(runtime, wide, -1, at) : NULL;
        tensor_release(wide);
        tensor_release(t[5]);
        t[5] = moved;
    } else if (what->keepdim) {
        int64_t sizes[SHAPE_MAX_RANK];
        for (int i = 0; i < self->rank; i++)
            sizes[i] = 1;
        sizes[self->rank] = tensor_count(q);
        tensor_release(t[5]);
        t[5] = op_reshape(runtime, t[4], (IntList){sizes, self->rank + 1});
    } else
        t[5] = tensor_retain(t[4]);
    if (t[5])
        result = q->rank ? op_movedim_int(runtime, t[5], -1, 0) : op_squeeze_dim(runtime, t[5], -1);
end:
    tensor_release(indices);
    release_temporaries(t, 7);
    return result;
}

Tensor *sorting_quantile(Runtime *runtime, const Tensor *self, const Tensor *q, OptionalInt dim, bool keepdim,
                         const char *interpolation)
{
    return quantile(runtime, self, q, &(Quantile){"quantile", dim, keepdim, false, interpolation});
}

Tensor *sorting_nanquantile(Runtime *runtime, const Tensor *self, const Tensor *q, OptionalInt dim, bool keepdim,
                            const char *interpolation)
{
    return quantile(runtime, self, q, &(Quantile){"nanquantile", dim, keepdim, true, interpolation});
}

static Tensor *quantile_scalar(Runtime *runtime, const Tensor *self, double q, const Quantile *what)
{
    if (!(q >= 0 && q <= 1)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "quantile() q must be in the range [0, 1] but got %g", q);
        return NULL;
    }
    Tensor *number = tensor_scalar(runtime, scalar_float(q), (DType)self->dtype);
    Tensor *result = number ? quantile(runtime, self, number, what) : NULL;
    tensor_release(number);
    return result;
}

Tensor *sorting_quantile_scalar(Runtime *runtime, const Tensor *self, double q, OptionalInt dim, bool keepdim,
                                const char *interpolation)
{
    return quantile_scalar(runtime, self, q, &(Quantile){"quantile", dim, keepdim, false, interpolation});
}

Tensor *sorting_nanquantile_scalar(Runtime *runtime, const Tensor *self, double q, OptionalInt dim, bool keepdim,
                                   const char *interpolation)
{
    return quantile_scalar(runtime, self, q, &(Quantile){"nanquantile", dim, keepdim, true, interpolation});
}

// What was not asked for is an empty tensor, as in PyTorch.
static bool three(Runtime *runtime, Tensor *values, bool inverse, bool counts, Tensor **result0, Tensor **result1,
                  Tensor **result2)
{
    int64_t zero = 0;
    *result0 = values;
    if (!values)
        return false;
    if (!inverse)
        *result1 = tensor_empty(runtime, 1, &zero, DTYPE_INT64, DEVICE_CPU);
    if (!counts)
        *result2 = tensor_empty(runtime, 1, &zero, DTYPE_INT64, DEVICE_CPU);
    if (*result1 && *result2)
        return true;
    release_temporaries((Tensor *[]){values, *result1, *result2}, 3);
    return false;
}

bool sorting_unique(Runtime *runtime, const Tensor *self, bool sorted, bool return_inverse, bool return_counts,
                    Tensor **result0, Tensor **result1, Tensor **result2)
{
    (void)sorted;
    *result1 = *result2 = NULL;
    Tensor *values = sort_unique(self, return_inverse ? result1 : NULL, return_counts ? result2 : NULL);
    return three(runtime, values, return_inverse, return_counts, result0, result1, result2);
}

bool sorting_unique_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool sorted, bool return_inverse,
                        bool return_counts, Tensor **result0, Tensor **result1, Tensor **result2)
{
    int at;
    (void)sorted;
    if (!wrap(runtime, self, dim, &at))
        return false;
    *result1 = *result2 = NULL;
    Tensor *values = sort_unique_dim(self, at, return_inverse ? result1 : NULL, return_counts ? result2 : NULL);
    return three(runtime, values, return_inverse, return_counts, result0, result1, result2);
}

bool sorting_unique_consecutive(Runtime *runtime, const Tensor *self, bool return_inverse, bool return_counts,
                                OptionalInt dim, Tensor **result0, Tensor **result1, Tensor **result2)
{
    int at = -1;
    if (dim.given && !wrap(runtime, self, dim.value, &at))
        return false;
    *result1 = *result2 = NULL;
    Tensor *values = sort_unique_consecutive(self, at, return_inverse ? result1 : NULL, return_counts ? result2 : NULL);
    return three(runtime, values, return_inverse, return_counts, result0, result1, result2);
}

// The sorter names places of the sorted sequence.
static bool check_sorter(Runtime *runtime, const Tensor *sorted, const Tensor *sorter)
{
    char left[SHAPE_TEXT], right[SHAPE_TEXT];
    if (!tensor_same_sizes(sorted, sorter)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor %sand "
                    "got sorter tensor %s",
                    tensor_format_sizes(sorted, left), tensor_format_sizes(sorter, right));
        return false;
    }
    if (sorter->dtype != DTYPE_INT64) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype %s",
                    dtype_scalar_name((DType)sorter->dtype));
        return false;
    }
    if (sorter->device != DEVICE_CPU || !sorter->rank)
        return true;
    Tensor *order = copy_contiguous(sorter);
    if (!order)
        return false;
    const int64_t *places = (const int64_t *)tensor_data(order);
    int64_t size = sorted->sizes[sorted->rank - 1];
    bool inside = true;
    for (int64_t i = 0, count = tensor_count(order); inside && i < count; i++)
        inside = places[i] >= 0 && places[i] < size;
    tensor_release(order);
    if (!inside)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.searchsorted(): sorter index out of range");
    return inside;
}

static bool check_search(Runtime *runtime, const Tensor *sorted, const Tensor *values, bool right, const char *side)
{
    const char *message = NULL;
    if (side && !text_same(side, "left") && !text_same(side, "right")) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.searchsorted(): side can only be 'left' or 'right' but got %s", side);
        return false;
    }
    if (side && right && text_same(side, "left"))
        message =
            "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True";
    else if (!sorted->rank)
        message =
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got "
            "boundaries tensor dim(0)";
    if (!message && sorted->rank != 1) {
        bool fits = sorted->rank == values->rank;
        for (int i = 0; fits && i + 1 < sorted->rank; i++)
            fits = sorted->sizes[i] == values->sizes[i];
        char a[SHAPE_TEXT], b[SHAPE_TEXT];
        if (!fits) {
            error_raise(
                runtime->error, ERROR_RUNTIME_ERROR,
                "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of "
                "boundaries tensor and input value tensor must match, but we got boundaries tensor %s and input value "
                "tensor %s",
                tensor_format_sizes(sorted, a), tensor_format_sizes(values, b));
            return false;
        }
    }
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return !message;
}

Tensor *sorting_searchsorted(Runtime *runtime, const Tensor *sorted_sequence, const Tensor *self, bool out_int32,
                             bool right, const char *side, const Tensor *sorter)
{
    if (!check_search(runtime, sorted_sequence, self, right, side) ||
        (sorter && !check_sorter(runtime, sorted_sequence, sorter)) ||
        (!tensor_is_contiguous(self) && !warning_give(runtime, WARNING_SEARCHED_VALUES)) ||
        (!tensor_is_contiguous(sorted_sequence) && !warning_give(runtime, WARNING_SEARCHED_BOUNDARIES)))
        return NULL;
    return sort_search(sorted_sequence, self, right || text_same(side, "right"), out_int32, sorter);
}

// A number that is searched for: its type counts as a number's does, its device is that of what is searched.
static Tensor *number_beside(const Tensor *searched, Scalar number)
{
    return searched->device == DEVICE_META ? tensor_scalar_like(searched, number)
                                           : tensor_wrapped_scalar(searched->runtime, number);
}

Tensor *sorting_searchsorted_scalar(Runtime *runtime, const Tensor *sorted_sequence, Scalar self, bool out_int32,
                                    bool right, const char *side, const Tensor *sorter)
{
    Tensor *number = number_beside(sorted_sequence, self);
    Tensor *result =
        number ? op_searchsorted_Tensor(runtime, sorted_sequence, number, out_int32, right, side, sorter) : NULL;
    tensor_release(number);
    return result;
}

Tensor *sorting_bucketize(Runtime *runtime, const Tensor *self, const Tensor *boundaries, bool out_int32, bool right)
{
    if (boundaries->rank != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "boundaries tensor must be 1 dimension, but got dim(%d)",
                    (int)boundaries->rank);
        return NULL;
    }
    return sorting_searchsorted(runtime, boundaries, self, out_int32, right, NULL, NULL);
}

Tensor *sorting_bucketize_scalar(Runtime *runtime, Scalar self, const Tensor *boundaries, bool out_int32, bool right)
{
    Tensor *number = number_beside(boundaries, self);
    Tensor *result = number ? op_bucketize_Tensor(runtime, number, boundaries, out_int32, right) : NULL;
    tensor_release(number);
    return result;
}

Tensor *sorting_histc(Runtime *runtime, const Tensor *self, int64_t bins, Scalar min, Scalar max)
{
    double low = scalar_to_float(min), high = scalar_to_float(max);
    if (bins <= 0)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.histogram(): bins must be > 0, but got %lld for dimension 0", (long long)bins);
    else if (low > high)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.histc: max must be larger than min");
    else if (!dtype_is_floating(self->dtype)) // the first of its steps that fails
        (void)tensor_refuse_dtype(runtime,
                                  self->dtype == DTYPE_BOOL                             ? "linspace_cpu"
                                  : dtype_is_complex((DType)self->dtype) && low == high ? "aminmax_cpu"
                                                                                        : "histogram_cpu",
                                  (DType)self->dtype);
    else
        return sort_histc(self, bins, low, high);
    return NULL;
}

static bool check_renorm(Runtime *runtime, const Tensor *self, Scalar p, Scalar maxnorm)
{
    const char *message = p.kind == SCALAR_COMPLEX         ? "renorm: p must be real-valued"
                          : !(scalar_to_float(p) > 0)      ? "renorm: non-positive-norm not supported"
                          : maxnorm.kind == SCALAR_COMPLEX ? "renorm: maxnorm must be real-valued"
                                                           : NULL;
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    else if (!(scalar_to_float(maxnorm) >= 0))
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "renorm: expected maxnorm to be >= 0 but got %g",
                    scalar_to_float(maxnorm));
    else if (self->rank < 2)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "renorm: input needs at least 2 dimensions, got %d dimensions",
                    (int)self->rank);
    else
        return true;
    return false;
}

Tensor *sorting_renorm(Runtime *runtime, const Tensor *self, Scalar p, int64_t dim, Scalar maxnorm)
{
    int at;
    int64_t dims[SHAPE_MAX_RANK];
    int count = 0;
    if (!check_renorm(runtime, self, p, maxnorm) || !wrap(runtime, self, dim, &at))
        return NULL;
    for (int i = 0; i < self->rank; i++)
        if (i != at)
            dims[count++] = i;
    // Halves: norms and factors are floats; a factor is rounded before it multiplies.
    int wide = dtype_is_complex((DType)self->dtype) ? OPTION_NONE : (int)dtype_compute((DType)self->dtype);
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_linalg_vector_norm(runtime, self, p, (IntList){dims, count}, true, wide)) ||
        !(t[1] = tensor_wrapped_scalar(runtime, scalar_float(1e-7))) ||
        !(t[2] = op_add_Tensor(runtime, t[0], t[1], scalar_int(1))) ||
        !(t[4] = tensor_wrapped_scalar(runtime, maxnorm)) || !(t[5] = op_div_Tensor(runtime, t[4], t[2])))
        goto end;
    Tensor *large = op_gt_Scalar(runtime, t[0], maxnorm);
    Tensor *one = large ? tensor_wrapped_scalar(runtime, scalar_int(1)) : NULL;
    Tensor *factor = one ? op_where_self(runtime, large, t[5], one) : NULL;
    t[6] = factor ? op_to_dtype(runtime, factor, (int)dtype_real((DType)self->dtype), false, false, OPTION_NONE) : NULL;
    result = t[6] ? op_mul_Tensor(runtime, self, t[6]) : NULL;
    release_temporaries((Tensor *[]){large, one, factor}, 3);
end:
    release_temporaries(t, COUNT_OF(t));
    return result;
}

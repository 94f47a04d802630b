// Losses that are compositions of others.
#include <math.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

enum { REDUCE_NONE, REDUCE_MEAN, REDUCE_SUM };

static Tensor *times(Runtime *runtime, Tensor *tensor, double factor)
{
    Tensor *number = tensor ? tensor_wrapped_scalar(runtime, scalar_float(factor)) : NULL;
    Tensor *result = number ? op_mul_Tensor(runtime, tensor, number) : NULL;
    tensor_release(tensor);
    tensor_release(number);
    return result;
}

static Tensor *plus(Runtime *runtime, Tensor *a, Tensor *b)
{
    Tensor *result = a && b ? op_add_Tensor(runtime, a, b, scalar_int(1)) : NULL;
    tensor_release(a);
    tensor_release(b);
    return result;
}

static Tensor *divided(Runtime *runtime, Tensor *a, Tensor *b)
{
    Tensor *result = a && b ? op_div_Tensor(runtime, a, b) : NULL;
    tensor_release(a);
    tensor_release(b);
    return result;
}

// weight as (1, C, 1, ...) for an input of `rank` dimensions.
static Tensor *class_weights(Runtime *runtime, const Tensor *weight, int rank)
{
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < rank; i++)
        sizes[i] = 1;
    sizes[rank == 1 ? 0 : 1] = weight->sizes[0];
    return op_view(runtime, weight, (IntList){sizes, rank});
}

// The sum of all losses, divided by the number of positions that have classes.
static Tensor *over_batch_take(Runtime *runtime, Tensor *sum, const Tensor *input, int64_t classes_dim)
{
    int64_t count = input->sizes[classes_dim] ? tensor_count(input) / input->sizes[classes_dim] : 0;
    const uint64_t since = runtime->next_sequence;
    return record_rename(divided(runtime, sum, tensor_wrapped_scalar(runtime, scalar_int(count))), since,
                         "DivBackward1");
}

static Tensor *with_probabilities(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                                  int64_t reduction, double smoothing)
{
    int64_t dim = self->rank == 1 ? 0 : 1;
    Tensor *logs = op_log_softmax_int(runtime, self, dim, self->dtype);
    Tensor *wanted = tensor_retain(target);
    if (smoothing > 0) {
        wanted = times(runtime, wanted, 1 - smoothing);
        Tensor *rest = tensor_wrapped_scalar(runtime, scalar_float(smoothing / (double)self->sizes[dim]));
        wanted = plus(runtime, wanted, rest);
    }
    Tensor *products = logs && wanted ? op_mul_Tensor(runtime, logs, wanted) : NULL;
    if (products && weight) {
        Tensor *shaped = class_weights(runtime, weight, self->rank);
        Tensor *scaled = shaped ? op_mul_Tensor(runtime, products, shaped) : NULL;
        tensor_release(shaped);
        tensor_release(products);
        products = scaled;
    }
    Tensor *sum = NULL;
    if (products)
        sum = reduction == REDUCE_NONE ? op_sum_dim_IntList(runtime, products, (IntList){&dim, 1}, false, OPTION_NONE)
                                       : op_sum(runtime, products, OPTION_NONE);
    Tensor *losses = sum ? op_neg(runtime, sum) : NULL;
    release_temporaries((Tensor *[]){logs, wanted, products, sum}, 4);
    return losses && reduction == REDUCE_MEAN ? over_batch_take(runtime, losses, self, dim) : losses;
}

// The part of label smoothing: the mean over all classes of what is not ignored.
static Tensor *smooth_part(Runtime *runtime, const Tensor *logs, const Tensor *target, const Tensor *weight,
                           int64_t reduction, int64_t ignore_index)
{
    int64_t dim = logs->rank == 1 ? 0 : 1;
    Tensor *scaled = tensor_retain(logs), *shaped = NULL, *ones = NULL;
    if (weight) {
        shaped = class_weights(runtime, weight, logs->rank);
        tensor_release(scaled);
        scaled = shaped ? op_mul_Tensor(runtime, logs, shaped) : NULL;
    }
    Tensor *sum = scaled ? op_sum_dim_IntList(runtime, scaled, (IntList){&dim, 1}, false, OPTION_NONE) : NULL;
    Tensor *negative = sum ? op_neg(runtime, sum) : NULL;
    Tensor *ignored = negative ? op_eq_Scalar(runtime, target, scalar_int(ignore_index)) : NULL;
    Tensor *losses = ignored ? op_masked_fill_Scalar(runtime, negative, ignored, scalar_int(0)) : NULL;
    release_temporaries((Tensor *[]){scaled, shaped, sum, negative}, 4);
    Tensor *result = NULL;
    if (losses && reduction == REDUCE_MEAN) {
        // Divided by the weights of the targets, as the plain loss is.
        Tensor *kept = op_logical_not(runtime, ignored);
        if (kept && weight) {
            Tensor *safe = op_masked_fill_Scalar(runtime, target, ignored, scalar_int(0));
            Tensor *flat = safe ? op_reshape(runtime, safe, (IntList){(const int64_t[]){-1}, 1}) : NULL;
            Tensor *picked = flat ? op_index_select(runtime, weight, 0, flat) : NULL;
            Tensor *back = picked ? op_reshape(runtime, picked, tensor_size_list(target)) : NULL;
            ones = back ? op_mul_Tensor(runtime, back, kept) : NULL;
            release_temporaries((Tensor *[]){safe, flat, picked, back, kept}, 5);
        } else
            ones = kept;
        Tensor *count = ones ? op_sum(runtime, ones, OPTION_NONE) : NULL;
        Tensor *total = count ? op_sum(runtime, losses, OPTION_NONE) : NULL;
        result = divided(runtime, total, count);
        tensor_release(ones);
    } else if (losses)
        result = reduction == REDUCE_SUM ? op_sum(runtime, losses, OPTION_NONE) : tensor_retain(losses);
    tensor_release(ignored);
    tensor_release(losses);
    return result;
}

Tensor *loss_cross_entropy(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                           int64_t reduction, int64_t ignore_index, double label_smoothing)
{
    int64_t dim = self->rank == 1 ? 0 : 1;
    if (tensor_same_sizes(self, target))
        return with_probabilities(runtime, self, target, weight, reduction, label_smoothing);
    Tensor *logs = op_log_softmax_int(runtime, self, dim, self->dtype);
    Tensor *plain = logs ? op_nll_loss_nd(runtime, logs, target, weight, reduction, ignore_index) : NULL;
    if (!plain || label_smoothing <= 0) {
        tensor_release(logs);
        return plain;
    }
    Tensor *smooth = smooth_part(runtime, logs, target, weight, reduction, ignore_index);
    tensor_release(logs);
    return plus(runtime, times(runtime, plain, 1 - label_smoothing),
                times(runtime, smooth, label_smoothing / (double)self->sizes[dim]));
}

// The product is made before the logarithm: gradients are added up in the reverse order.
Tensor *loss_kl_div(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction, bool log_target)
{
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    if (log_target) {
        if ((t[0] = op_sub_Tensor(runtime, target, self, scalar_int(1))) && (t[1] = op_exp(runtime, target)))
            t[3] = op_mul_Tensor(runtime, t[1], t[0]);
    } else if ((t[0] = op_mul_Tensor(runtime, target, self)) && (t[1] = op_xlogy_Tensor(runtime, target, target)))
        t[3] = op_sub_Tensor(runtime, t[1], t[0], scalar_int(1));
    if (t[3])
        result = op_reduced(runtime, t[3], reduction);
    release_temporaries(t, 4);
    return result;
}

// The negative target is stored as the losses are: only to a bool of its own a bool is not negated.
static Tensor *negative_target(Runtime *runtime, const Tensor *self, const Tensor *target)
{
    if (target->dtype != DTYPE_BOOL || self->dtype == DTYPE_BOOL)
        return op_neg(runtime, target);
    Tensor *number = op_to_dtype(runtime, target, self->dtype, false, false, OPTION_NONE);
    Tensor *result = number ? op_neg(runtime, number) : NULL;
    tensor_release(number);
    return result;
}

// log(1 + exp(-target self)), in a tensor like the input
Tensor *loss_soft_margin(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction)
{
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    Shape shape;
    if (!elementwise_shape((const Tensor *[]){self, target}, 2, &shape) || !elementwise_check_in_place(self, &shape))
        return NULL;
    if ((t[0] = negative_target(runtime, self, target)) && (t[1] = op_mul_Tensor(runtime, self, t[0])) &&
        (t[2] = op_exp(runtime, t[1])) && (t[3] = copy_contiguous_as_take(op_log1p(runtime, t[2]), self->dtype)))
        result = op_reduced(runtime, t[3], reduction);
    release_temporaries(t, 4);
    return result;
}

Tensor *loss_soft_margin_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *target,
                                  int64_t reduction)
{
    // z = exp(-target self); -norm target z / (1 + z) grad
    double norm = reduction == REDUCE_MEAN ? 1.0 / (double)tensor_count(self) : 1.0;
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    if ((t[0] = negative_target(runtime, self, target)) && (t[1] = op_mul_Tensor(runtime, self, t[0])) &&
        (t[2] = op_exp(runtime, t[1])) && (t[3] = op_mul_Tensor(runtime, target, t[2])) &&
        (t[4] = times(runtime, tensor_retain(t[3]), -norm)) && (t[5] = tensor_wrapped_scalar(runtime, scalar_int(1))) &&
        (t[6] = op_add_Tensor(runtime, t[2], t[5], scalar_int(1))) && (t[7] = op_div_Tensor(runtime, t[4], t[6])))
        result = op_mul_Tensor(runtime, t[7], grad_output);
    release_temporaries(t, 8);
    return result;
}

Tensor *loss_poisson_nll(Runtime *runtime, const Tensor *input, const Tensor *target, bool log_input, bool full,
                         double eps, int64_t reduction)
{
    Tensor *t[6] = {0};
    Tensor *losses = NULL;
    if (log_input) {
        if (!(t[0] = op_exp(runtime, input)) || !(t[1] = op_mul_Tensor(runtime, target, input)))
            goto end;
        losses = op_sub_Tensor(runtime, t[0], t[1], scalar_int(1));
    } else {
        if (!(t[0] = tensor_wrapped_scalar(runtime, scalar_float(eps))) ||
            !(t[1] = op_add_Tensor(runtime, input, t[0], scalar_int(1))) || !(t[2] = op_log(runtime, t[1])) ||
            !(t[3] = op_mul_Tensor(runtime, target, t[2])))
            goto end;
        losses = op_sub_Tensor(runtime, input, t[3], scalar_int(1));
    }
    if (losses && full) {
        // Stirling's approximation of log(target!), where the target is above 1.
        Tensor *extra = target ? times(runtime, tensor_retain(target), 2 * 3.14159265358979323846) : NULL;
        Tensor *extra_log = times(runtime, extra ? op_log(runtime, extra) : NULL, 0.5);
        Tensor *logs = extra_log ? op_log(runtime, target) : NULL;
        Tensor *product = logs ? op_mul_Tensor(runtime, target, logs) : NULL;
        Tensor *base = product ? op_sub_Tensor(runtime, product, target, scalar_int(1)) : NULL;
        Tensor *stirling = plus(runtime, base, extra_log);
        Tensor *small = stirling ? op_le_Scalar(runtime, target, scalar_int(1)) : NULL;
        Tensor *masked = small ? op_masked_fill_Scalar(runtime, stirling, small, scalar_int(0)) : NULL;
        release_temporaries((Tensor *[]){logs, product, extra, stirling, small}, 5);
        losses = plus(runtime, losses, masked);
    }
    t[4] = losses;
    losses = losses ? op_reduced(runtime, t[4], reduction) : NULL;
end:
    release_temporaries(t, 6);
    return losses;
}

Tensor *loss_cosine_embedding(Runtime *runtime, const Tensor *input1, const Tensor *input2, const Tensor *target,
                              double margin, int64_t reduction)
{
    int64_t dim = target->rank ? 1 : 0;
    const double epsilon = 1e-12;
    Tensor *t[14] = {0};
    Tensor *result = NULL;
    IntList along = {&dim, 1};
    if (!(t[0] = op_mul_Tensor(runtime, input1, input2)) ||
        !(t[1] = op_sum_dim_IntList(runtime, t[0], along, false, OPTION_NONE)) ||
        !(t[2] = op_mul_Tensor(runtime, input1, input1)) ||
        !(t[3] = op_sum_dim_IntList(runtime, t[2], along, false, OPTION_NONE)) ||
        !(t[4] = op_mul_Tensor(runtime, input2, input2)) ||
        !(t[5] = op_sum_dim_IntList(runtime, t[4], along, false, OPTION_NONE)) ||
        !(t[6] = tensor_wrapped_scalar(runtime, scalar_float(epsilon))))
        goto end;
    Tensor *a = op_add_Tensor(runtime, t[3], t[6], scalar_int(1)),
           *b = op_add_Tensor(runtime, t[5], t[6], scalar_int(1));
    Tensor *product = a && b ? op_mul_Tensor(runtime, a, b) : NULL;
    Tensor *root = product ? op_sqrt(runtime, product) : NULL;
    t[7] = root ? op_div_Tensor(runtime, t[1], root) : NULL;
    release_temporaries((Tensor *[]){a, b, product, root}, 4);
    if (!t[7] || !(t[8] = op_rsub_Scalar(runtime, t[7], scalar_int(1), scalar_int(1))) ||
        !(t[9] = op_eq_Scalar(runtime, target, scalar_int(1))) ||
        !(t[10] = op_eq_Scalar(runtime, target, scalar_int(-1))) ||
        !(t[11] = tensor_wrapped_scalar(runtime, scalar_float(margin))) ||
        !(t[12] = op_sub_Tensor(runtime, t[7], t[11], scalar_int(1))) ||
        !(t[13] = op_clamp_min(runtime, t[12], scalar_int(0))))
        goto end;
    Tensor *zero = tensor_wrapped_scalar(runtime, scalar_int(0));
    Tensor *positive = zero ? op_where_self(runtime, t[9], t[8], zero) : NULL;
    Tensor *negative = positive ? op_where_self(runtime, t[10], t[13], zero) : NULL;
    Tensor *losses = plus(runtime, positive, negative);
    result = losses ? op_reduced(runtime, losses, reduction) : NULL;
    tensor_release(zero);
    tensor_release(losses);
end:
    release_temporaries(t, 14);
    return result;
}

Tensor *loss_triplet_margin(Runtime *runtime, const Tensor *anchor, const Tensor *positive, const Tensor *negative,
                            double margin, double p, double eps, bool swap, int64_t reduction)
{
    Tensor *near = op_pairwise_distance(runtime, anchor, positive, p, eps, false);
    Tensor *far = near ? op_pairwise_distance(runtime, anchor, negative, p, eps, false) : NULL;
    if (far && swap) {
        Tensor *other = op_pairwise_distance(runtime, positive, negative, p, eps, false);
        Tensor *least = other ? op_minimum(runtime, far, other) : NULL;
        tensor_release(other);
        tensor_release(far);
        far = least;
    }
    Tensor *offset = tensor_wrapped_scalar(runtime, scalar_float(margin));
    Tensor *wide = near && far && offset ? op_add_Tensor(runtime, offset, near, scalar_int(1)) : NULL;
    Tensor *gap = wide ? op_sub_Tensor(runtime, wide, far, scalar_int(1)) : NULL;
    Tensor *losses = gap ? op_clamp_min(runtime, gap, scalar_int(0)) : NULL;
    Tensor *result = losses ? op_reduced(runtime, losses, reduction) : NULL;
    release_temporaries((Tensor *[]){near, far, offset, wide, gap, losses}, 6);
    return result;
}

// Sum over the classes j != y of max(0, margin - x[y] + x[j])^p / C.
Tensor *loss_multi_margin(Runtime *runtime, const Tensor *self, const Tensor *target, Scalar p, Scalar margin,
                          const Tensor *weight, int64_t reduction)
{
    int64_t last = self->rank ? self->rank - 1 : 0;
    Tensor *t[10] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_unsqueeze(runtime, target, -1)))
        goto end;
    if (self->rank == 1 && target->rank == 1) {
        tensor_release(t[0]);
        t[0] = tensor_retain(target);
    }
    if (!(t[1] = op_gather(runtime, self, last, t[0], false)) ||
        !(t[2] = op_sub_Tensor(runtime, self, t[1], scalar_int(1))) ||
        !(t[3] = tensor_wrapped_scalar(runtime, margin)) ||
        !(t[4] = op_add_Tensor(runtime, t[2], t[3], scalar_int(1))) ||
        !(t[5] = op_clamp_min(runtime, t[4], scalar_int(0))) || !(t[6] = op_pow_Tensor_Scalar(runtime, t[5], p)))
        goto end;
    if (weight) {
        Tensor *flat = op_reshape(runtime, t[0], (IntList){(const int64_t[]){-1}, 1});
        Tensor *picked = flat ? op_index_select(runtime, weight, 0, flat) : NULL;
        Tensor *shaped = picked ? op_reshape(runtime, picked, tensor_size_list(t[0])) : NULL;
        Tensor *scaled = shaped ? op_mul_Tensor(runtime, t[6], shaped) : NULL;
        release_temporaries((Tensor *[]){flat, picked, shaped, t[6]}, 4);
        t[6] = scaled;
    }
    if (!t[6] || !(t[7] = op_scatter_value(runtime, t[6], last, t[0], scalar_int(0))) ||
        !(t[8] = op_mean_dim(runtime, t[7], (IntList){&last, 1}, false, OPTION_NONE)))
        goto end;
    result = op_reduced(runtime, t[8], reduction);
end:
    release_temporaries(t, 10);
    return result;
}

// For each target class y and every other class j: max(0, 1 - x[y] + x[j]) / C. Targets end at the first -1.
Tensor *loss_multilabel_margin(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction)
{
    int64_t minus_one = -1;
    Tensor *t[16] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_atleast_2d(runtime, self)) || !(t[1] = op_atleast_2d(runtime, target)) ||
        !(t[2] = op_lt_Scalar(runtime, t[1], scalar_int(0))) || !(t[3] = op_cumsum(runtime, t[2], 1, OPTION_NONE)) ||
        !(t[4] = op_eq_Scalar(runtime, t[3], scalar_int(0))) || !(t[5] = op_clamp_min(runtime, t[1], scalar_int(0))) ||
        !(t[6] = op_zeros_like(runtime, t[0], DTYPE_INT64, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE)) ||
        !(t[7] = op_to_dtype(runtime, t[4], DTYPE_INT64, false, false, OPTION_NONE)) ||
        !(t[8] = op_scatter_add(runtime, t[6], 1, t[5], t[7])) || !(t[9] = op_gather(runtime, t[0], 1, t[5], false)) ||
        !(t[10] = op_unsqueeze(runtime, t[9], 2)) || !(t[11] = op_unsqueeze(runtime, t[0], 1)) ||
        !(t[12] = op_sub_Tensor(runtime, t[11], t[10], scalar_int(1))))
        goto end;
    Tensor *one = tensor_wrapped_scalar(runtime, scalar_int(1));
    t[13] = one ? op_add_Tensor(runtime, t[12], one, scalar_int(1)) : NULL;
    tensor_release(one);
    t[14] = t[13] ? op_clamp_min(runtime, t[13], scalar_int(0)) : NULL;
    if (!t[14])
        goto end;
    // Only pairs of a target class and one that is none.
    Tensor *is_target = op_unsqueeze(runtime, t[4], 2);
    Tensor *none = is_target ? op_eq_Scalar(runtime, t[8], scalar_int(0)) : NULL;
    Tensor *other = none ? op_unsqueeze(runtime, none, 1) : NULL;
    Tensor *pairs = other ? op_logical_and(runtime, is_target, other) : NULL;
    Tensor *kept = pairs ? op_mul_Tensor(runtime, t[14], pairs) : NULL;
    t[15] = kept ? op_sum_dim_IntList(runtime, kept, (IntList){(const int64_t[]){1, 2}, 2}, false, OPTION_NONE) : NULL;
    release_temporaries((Tensor *[]){is_target, none, other, pairs, kept}, 5);
    Tensor *losses = times(runtime, tensor_retain_maybe(t[15]), 1.0 / (double)t[0]->sizes[1]);
    Tensor *shaped =
        losses && self->rank < 2 ? op_reshape(runtime, losses, (IntList){&minus_one, 0}) : tensor_retain_maybe(losses);
    result = shaped ? op_reduced(runtime, shaped, reduction) : NULL;
    tensor_release(losses);
    tensor_release(shaped);
end:
    release_temporaries(t, 16);
    return result;
}

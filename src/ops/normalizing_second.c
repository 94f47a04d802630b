// Gradients of normalisations that can be differentiated again: composed of operators, where the usual ones are one
// kernel. They are chosen only while the backward pass itself is recorded.
//
//   y = (x - mean) r w + b,  r = (variance + eps)^-1/2
//   gx = r (g w - mean(g w) - xhat mean(g w xhat)),  xhat = (x - mean) r
#include <string.h>

#include "ops/scratch.h"

static Tensor *mean_over(Scratch *s, const Tensor *a, IntList dims)
{
    return a ? scratch_keep(s, op_mean_dim(s->runtime, a, dims, true, OPTION_NONE)) : NULL;
}

static Tensor *viewed(Scratch *s, const Tensor *a, const int64_t *sizes, int rank)
{
    return a ? scratch_keep(s, op_reshape(s->runtime, a, (IntList){sizes, rank})) : NULL;
}

static Tensor *detached(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_detach(s->runtime, a)) : NULL;
}

// r as a function of x, with the value that the forward pass found: eps is what separates both.
static Tensor *inverse_deviation(Scratch *s, const Tensor *centered, const Tensor *known, IntList dims)
{
    Tensor *variance = mean_over(s, scratch_mul(s, centered, centered), dims);
    Tensor *square = scratch_mul(s, known, known);
    Tensor *wanted = square ? scratch_keep(s, op_reciprocal(s->runtime, square)) : NULL;
    Tensor *eps = scratch_sub(s, detached(s, wanted), detached(s, variance));
    Tensor *sum = scratch_add(s, variance, eps);
    return sum ? scratch_keep(s, op_rsqrt(s->runtime, sum)) : NULL;
}

// The input's gradient from g w; *normal becomes xhat.
static Tensor *input_gradient(Scratch *s, const Tensor *scaled, const Tensor *x, const Tensor *known, IntList dims,
                              Tensor **normal)
{
    Tensor *centered = scratch_sub(s, x, mean_over(s, x, dims));
    Tensor *r = inverse_deviation(s, centered, known, dims);
    *normal = scratch_mul(s, centered, r);
    Tensor *rest = scratch_sub(s, scaled, mean_over(s, scaled, dims));
    Tensor *slope = scratch_mul(s, *normal, mean_over(s, scratch_mul(s, scaled, *normal), dims));
    return scratch_mul(s, r, scratch_sub(s, rest, slope));
}

// Hands the results out and ends. A gradient that is not wanted stays NULL.
static bool give(Scratch *s, bool done, BoolList mask, Tensor *const *values, Tensor **const *results)
{
    for (int i = 0; i < 3; i++) {
        *results[i] = NULL;
        done = done && (values[i] || !mask.items[i]);
    }
    for (int i = 0; done && i < 3; i++)
        *results[i] = mask.items[i] ? tensor_retain(values[i]) : NULL;
    (void)scratch_end(s, NULL);
    return done;
}

bool normalizing_layer_again(Runtime *runtime, const Tensor *grad_out, const Tensor *input, IntList normalized_shape,
                             const Tensor *mean, const Tensor *rstd, const Tensor *weight, BoolList output_mask,
                             Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    if (!record_wanted(runtime, (const Tensor *[]){grad_out, input, weight}, 3) || !tensor_count(input))
        return op_layer_norm_backward_fused(runtime, grad_out, input, normalized_shape, mean, rstd, weight, output_mask,
                                            grad_input, grad_weight, grad_bias);
    Scratch s = {.runtime = runtime};
    int64_t dims[SHAPE_MAX_RANK], lead[SHAPE_MAX_RANK];
    int count = (int)normalized_shape.count, leads = input->rank - count;
    for (int i = 0; i < count; i++)
        dims[i] = leads + i;
    for (int i = 0; i < leads; i++)
        lead[i] = i;
    Tensor *normal;
    const Tensor *scaled = weight ? scratch_mul(&s, grad_out, weight) : grad_out;
    Tensor *first = scaled ? input_gradient(&s, scaled, input, rstd, (IntList){dims, count}, &normal) : NULL;
    Tensor *shares = first ? scratch_mul(&s, grad_out, normal) : NULL;
    Tensor *sums[2] = {0};
    const Tensor *terms[2] = {shares, grad_out};
    for (int i = 0; i < 2 && shares; i++)
        sums[i] =
            leads ? scratch_keep(&s, op_sum_dim_IntList(runtime, terms[i], (IntList){lead, leads}, false, OPTION_NONE))
                  : scratch_keep(&s, tensor_retain(terms[i]));
    return give(&s, first != NULL, output_mask, (Tensor *const[]){first, sums[0], sums[1]},
                (Tensor * *const[]){grad_input, grad_weight, grad_bias});
}

// (1, C, 1 ...) from (C).
static Tensor *by_channel(Scratch *s, const Tensor *a, int rank)
{
    int64_t sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < rank; i++)
        sizes[i] = i == 1 ? tensor_count(a) : 1;
    return viewed(s, a, sizes, rank);
}

// All dimensions but the channels.
static IntList without_channels(int64_t dims[static SHAPE_MAX_RANK], int rank)
{
    int count = 0;
    for (int i = 0; i < rank; i++)
        if (i != 1)
            dims[count++] = i;
    return (IntList){dims, count};
}

static Tensor *channel_sum(Scratch *s, const Tensor *a)
{
    int64_t dims[SHAPE_MAX_RANK];
    return a ? scratch_keep(s, op_sum_dim_IntList(s->runtime, a, without_channels(dims, a->rank), false, OPTION_NONE))
             : NULL;
}

bool normalizing_group_again(Runtime *runtime, const Tensor *grad_out, const Tensor *input, const Tensor *mean,
                             const Tensor *rstd, const Tensor *weight, int64_t group, BoolList output_mask,
                             Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    if (!record_wanted(runtime, (const Tensor *[]){grad_out, input, weight}, 3) || !tensor_count(input))
        return op_group_norm_backward_fused(runtime, grad_out, input, mean, rstd, weight, group, output_mask,
                                            grad_input, grad_weight, grad_bias);
    Scratch s = {.runtime = runtime};
    const int64_t groups[3] = {input->sizes[0], group, -1}, last = 2, ones[3] = {input->sizes[0], group, 1};
    Tensor *factors = weight ? by_channel(&s, weight, input->rank) : NULL;
    const Tensor *scaled = weight ? scratch_mul(&s, grad_out, factors) : grad_out;
    Tensor *normal = NULL, *known = viewed(&s, rstd, ones, 3);
    Tensor *grouped = viewed(&s, scaled, groups, 3), *x = viewed(&s, input, groups, 3);
    Tensor *part = grouped && x && known ? input_gradient(&s, grouped, x, known, (IntList){&last, 1}, &normal) : NULL;
    Tensor *first = viewed(&s, part, input->sizes, input->rank);
    Tensor *shares = first ? scratch_mul(&s, grad_out, viewed(&s, normal, input->sizes, input->rank)) : NULL;
    Tensor *for_weight = channel_sum(&s, shares), *for_bias = for_weight ? channel_sum(&s, grad_out) : NULL;
    return give(&s, first != NULL, output_mask, (Tensor *const[]){first, for_weight, for_bias},
                (Tensor * *const[]){grad_input, grad_weight, grad_bias});
}

// Statistics that do not follow the input.
static Tensor *fixed_gradient(Scratch *s, const Tensor *scaled, const Tensor *x, const Tensor *mean,
                              const Tensor *variance, double eps, Tensor **normal)
{
    Tensor *room = scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_float(eps)));
    Tensor *sum = scratch_add(s, by_channel(s, variance, x->rank), room);
    Tensor *r = sum ? scratch_keep(s, op_rsqrt(s->runtime, sum)) : NULL;
    *normal = scratch_mul(s, scratch_sub(s, x, by_channel(s, mean, x->rank)), r);
    return scratch_mul(s, scaled, r);
}

bool normalizing_batch_again(Runtime *runtime, const Tensor *grad_out, const Tensor *input, const Tensor *weight,
                             const Tensor *running_mean, const Tensor *running_var, const Tensor *save_mean,
                             const Tensor *save_invstd, bool training, double eps, BoolList output_mask,
                             Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    if (!record_wanted(runtime, (const Tensor *[]){grad_out, input, weight}, 3) || !tensor_count(input))
        return op_batch_norm_backward_fused(runtime, grad_out, input, weight, running_mean, running_var, save_mean,
                                            save_invstd, training, eps, output_mask, grad_input, grad_weight,
                                            grad_bias);
    Scratch s = {.runtime = runtime};
    int64_t dims[SHAPE_MAX_RANK];
    Tensor *normal = NULL;
    const Tensor *scaled = weight ? scratch_mul(&s, grad_out, by_channel(&s, weight, input->rank)) : grad_out;
    Tensor *first = NULL;
    if (scaled && training)
        first = input_gradient(&s, scaled, input, by_channel(&s, save_invstd, input->rank),
                               without_channels(dims, input->rank), &normal);
    else if (scaled)
        first = fixed_gradient(&s, scaled, input, running_mean, running_var, eps, &normal);
    Tensor *for_weight = first ? channel_sum(&s, scratch_mul(&s, grad_out, normal)) : NULL;
    Tensor *for_bias = for_weight ? channel_sum(&s, grad_out) : NULL;
    return give(&s, first != NULL, output_mask, (Tensor *const[]){first, for_weight, for_bias},
                (Tensor * *const[]){grad_input, grad_weight, grad_bias});
}

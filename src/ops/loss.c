// Losses. reduction: 0 none, 1 mean, 2 sum.
#include "tensor/loss.h"

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/reduce.h"

enum { REDUCE_NONE, REDUCE_MEAN, REDUCE_SUM };

// Takes an elementwise loss.
static Tensor *reduce(Tensor *losses, int64_t reduction)
{
    if (!losses || reduction == REDUCE_NONE)
        return losses;
    DType dtype = (DType)losses->dtype;
    Tensor *result = reduction == REDUCE_MEAN ? reduce_mean(losses, DIM_SET_ALL, false, dtype)
                                              : reduce_sum(losses, DIM_SET_ALL, false, dtype);
    tensor_release(losses);
    return result;
}

static Tensor *pairwise(Runtime *runtime, const Kernel *kernel, const Tensor *self, const Tensor *target,
                        const Scalar *scalars, int64_t reduction)
{
    return reduce(apply_kernel(runtime, kernel, APPLY_promote, NULL, (const Tensor *[]){self, target}, scalars),
                  reduction);
}

// What the derivative is scaled by.
static double norm_of(const Tensor *self, const Tensor *target, int64_t reduction)
{
    const Tensor *inputs[] = {self, target};
    Shape shape;
    int64_t count = 1;
    if (reduction != REDUCE_MEAN || !elementwise_shape(inputs, 2, &shape))
        return 1.0;
    for (int i = 0; i < shape.rank; i++)
        count *= shape.sizes[i];
    return 1.0 / (double)count;
}

static Tensor *pairwise_backward(Runtime *runtime, const Kernel *kernel, const Tensor *grad, const Tensor *self,
                                 const Tensor *target, const Scalar *scalars)
{
    if (self->dtype != target->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Found dtype %s but expected %s",
                    dtype_scalar_name((DType)(dtype_is_floating((DType)self->dtype) ? target->dtype : self->dtype)),
                    dtype_scalar_name((DType)grad->dtype));
        return NULL;
    }
    return apply_kernel(runtime, kernel, APPLY_promote, NULL, (const Tensor *[]){self, target, grad}, scalars);
}

Tensor *loss_mse(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction)
{
    return pairwise(runtime, &kernel_mse, self, target, NULL, reduction);
}

Tensor *loss_mse_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *target,
                          int64_t reduction)
{
    Scalar norm[KERNEL_MAX_SCALARS] = {scalar_float(2.0 * norm_of(self, target, reduction))};
    return pairwise_backward(runtime, &kernel_mse_backward, grad_output, self, target, norm);
}

Tensor *loss_smooth_l1(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction, double beta)
{
    if (beta < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "smooth_l1_loss does not support negative values for beta.");
        return NULL;
    }
    return pairwise(runtime, &kernel_smooth_l1, self, target, (Scalar[KERNEL_MAX_SCALARS]){scalar_float(beta)},
                    reduction);
}

Tensor *loss_smooth_l1_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *target,
                                int64_t reduction, double beta)
{
    Scalar scalars[KERNEL_MAX_SCALARS] = {scalar_float(norm_of(self, target, reduction)), scalar_float(beta)};
    return pairwise_backward(runtime, &kernel_smooth_l1_backward, grad_output, self, target, scalars);
}

Tensor *loss_huber(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction, double delta)
{
    if (!(delta > 0)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "huber_loss does not support non-positive values for delta.");
        return NULL;
    }
    // The losses go to a tensor of the input's type.
    if (!apply_can_cast(runtime, tensor_result_dtype((const Tensor *[]){self, target}, 2), self->dtype))
        return NULL;
    Tensor *losses =
        pairwise(runtime, &kernel_huber, self, target, (Scalar[KERNEL_MAX_SCALARS]){scalar_float(delta)}, REDUCE_NONE);
    return reduce(copy_contiguous_as_take(losses, self->dtype), reduction);
}

Tensor *loss_huber_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *target,
                            int64_t reduction, double delta)
{
    Scalar scalars[KERNEL_MAX_SCALARS] = {scalar_float(norm_of(self, target, reduction)), scalar_float(delta)};
    return pairwise_backward(runtime, &kernel_huber_backward, grad_output, self, target, scalars);
}

static bool check_probabilities(Runtime *runtime, const char *name, const Tensor *self)
{
    if (!tensor_count(self) || dtype_category((DType)self->dtype) != CATEGORY_FLOAT)
        return true;
    Tensor *low = reduce_amin(self, DIM_SET_ALL, false), *high = low ? reduce_amax(self, DIM_SET_ALL, false) : NULL;
    bool inside = high && scalar_to_float(tensor_item(low)) >= 0 && scalar_to_float(tensor_item(high)) <= 1;
    if (high && !inside)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "all elements of %s should be between 0 and 1", name);
    tensor_release(low);
    tensor_release(high);
    return inside;
}

bool loss_check_binary_cross_entropy(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                                     int64_t reduction)
{
    (void)weight, (void)reduction;
    return check_probabilities(runtime, "input", self) && check_probabilities(runtime, "target", target);
}

static Tensor *weighted(Runtime *runtime, Tensor *losses, const Tensor *weight)
{
    if (!losses || !weight)
        return losses;
    Tensor *result = apply_kernel(runtime, &kernel_mul, APPLY_promote, NULL, (const Tensor *[]){losses, weight}, NULL);
    tensor_release(losses);
    return result;
}

static bool check_same_dtype(Runtime *runtime, const Tensor *self, const Tensor *target)
{
    if (self->dtype == target->dtype)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Found dtype %s but expected %s",
                dtype_scalar_name((DType)target->dtype), dtype_scalar_name((DType)self->dtype));
    return false;
}

Tensor *loss_binary_cross_entropy(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                                  int64_t reduction)
{
    if (!check_same_dtype(runtime, self, target))
        return NULL;
    Tensor *losses = apply_kernel(runtime, &kernel_binary_cross_entropy, APPLY_promote, NULL,
                                  (const Tensor *[]){self, target}, NULL);
    return reduce(weighted(runtime, losses, weight), reduction);
}

// Takes a gradient; of a mean, it is shared by all elements of `like`.
static Tensor *shared(Runtime *runtime, Tensor *tensor, const Tensor *like, int64_t reduction)
{
    if (!tensor || reduction != REDUCE_MEAN)
        return tensor;
    Tensor *number = tensor_wrapped_scalar(runtime, scalar_int(tensor_count(like)));
    Tensor *result = number ? op_div_Tensor(runtime, tensor, number) : NULL;
    tensor_release(number);
    tensor_release(tensor);
    return result;
}

Tensor *loss_binary_cross_entropy_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self,
                                           const Tensor *target, const Tensor *weight, int64_t reduction)
{
    Tensor *grad = pairwise_backward(runtime, &kernel_binary_cross_entropy_backward, grad_output, self, target, NULL);
    return shared(runtime, weighted(runtime, grad, weight), self, reduction);
}

Tensor *loss_binary_cross_entropy_target(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *target,
                                         const Tensor *weight, int64_t reduction)
{
    // (log(1 - p) - log(p)) grad
    Tensor *t[3] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_logit(runtime, self, (OptionalFloat){0})) && (t[1] = op_neg(runtime, t[0])))
        result = op_mul_Tensor(runtime, t[1], grad);
    if (result && weight) {
        t[2] = result;
        result = op_mul_Tensor(runtime, t[2], weight);
    }
    result = shared(runtime, result, target, reduction);
    release_temporaries(t, 3);
    return result;
}

// number - tensor, in the tensor's own type.
static Tensor *number_less(Runtime *runtime, Scalar number, const Tensor *tensor)
{
    Tensor *full =
        op_full_like(runtime, tensor, number, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    Tensor *result = full ? op_sub_Tensor_(runtime, full, tensor, scalar_int(1)) : NULL;
    tensor_release(full);
    return result;
}

// Whether an operator in place went well; its result is the target itself.
static bool stored(Tensor *result)
{
    tensor_release(result);
    return result != NULL;
}

// (1 - target) input + (1 + (pos_weight - 1) target) (log1p(exp(-|input|)) + max(-input, 0))
Tensor *loss_binary_cross_entropy_with_logits(Runtime *runtime, const Tensor *self, const Tensor *target,
                                              const Tensor *weight, const Tensor *pos_weight, int64_t reduction)
{
    enum { LOGS, LOSS, ONE, EXTRA, SCALED, FACTOR, COUNT };
    Tensor *t[COUNT] = {0}, *result = NULL;
    // What is stored in place keeps its type and its size: that of the target is the loss's.
    if (!(t[LOGS] = op_log_sigmoid(runtime, self)))
        goto end;
    if (pos_weight) {
        t[ONE] = tensor_wrapped_scalar(runtime, scalar_int(1));
        t[EXTRA] = t[ONE] ? op_sub_Tensor(runtime, pos_weight, t[ONE], scalar_int(1)) : NULL;
        t[SCALED] = t[EXTRA] ? op_mul_Tensor(runtime, t[EXTRA], target) : NULL;
        t[FACTOR] = t[SCALED] ? op_add_Tensor(runtime, t[SCALED], t[ONE], scalar_int(1)) : NULL;
        if (!t[FACTOR] || !stored(op_mul_Tensor_(runtime, t[LOGS], t[FACTOR])))
            goto end;
    }
    if ((t[LOSS] = number_less(runtime, scalar_int(1), target)) && stored(op_mul_Tensor_(runtime, t[LOSS], self)) &&
        stored(op_sub_Tensor_(runtime, t[LOSS], t[LOGS], scalar_int(1))) &&
        (!weight || stored(op_mul_Tensor_(runtime, t[LOSS], weight))))
        result = reduce(tensor_retain(t[LOSS]), reduction);
end:
    release_temporaries(t, COUNT);
    return result;
}

Tensor *loss_bce_with_logits_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *target,
                                      const Tensor *weight, const Tensor *pos_weight, int64_t reduction)
{
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_sigmoid(runtime, self)))
        goto end;
    if (pos_weight) {
        // t = pos_weight * target; ((t + 1 - target) sigmoid - t) grad
        if (!(t[1] = op_mul_Tensor(runtime, pos_weight, target)) ||
            !(t[2] = tensor_wrapped_scalar(runtime, scalar_int(1))) ||
            !(t[3] = op_add_Tensor(runtime, t[1], t[2], scalar_int(1))) ||
            !(t[4] = op_sub_Tensor(runtime, t[3], target, scalar_int(1))) ||
            !(t[5] = op_mul_Tensor(runtime, t[4], t[0])) || !(t[6] = op_sub_Tensor(runtime, t[5], t[1], scalar_int(1))))
            goto end;
    } else if (!(t[6] = op_sub_Tensor(runtime, t[0], target, scalar_int(1))))
        goto end;
    result = op_mul_Tensor(runtime, t[6], grad);
    if (result && weight) {
        t[7] = result;
        result = op_mul_Tensor(runtime, t[7], weight);
    }
    result = shared(runtime, result, self, reduction);
end:
    release_temporaries(t, 8);
    return result;
}

Tensor *loss_bce_with_logits_target(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *target,
                                    const Tensor *weight, const Tensor *pos_weight, int64_t reduction)
{
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (pos_weight) {
        // (log(1 - sigmoid) - pos_weight log sigmoid) grad
        if (!(t[0] = op_neg(runtime, self)) || !(t[1] = op_log_sigmoid(runtime, t[0])) ||
            !(t[2] = op_log_sigmoid(runtime, self)) || !(t[3] = op_mul_Tensor(runtime, pos_weight, t[2])) ||
            !(t[4] = op_sub_Tensor(runtime, t[1], t[3], scalar_int(1))))
            goto end;
    } else if (!(t[4] = op_neg(runtime, self)))
        goto end;
    result = op_mul_Tensor(runtime, t[4], grad);
    if (result && weight) {
        t[5] = result;
        result = op_mul_Tensor(runtime, t[5], weight);
    }
    result = shared(runtime, result, target, reduction);
end:
    release_temporaries(t, 6);
    return result;
}

// The checks that PyTorch makes before it looks at a target.
static bool check_nll(Runtime *runtime, const Tensor *self, const Tensor *target)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (target->rank > 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "0D or 1D target tensor expected, multi-target not supported");
        return false;
    }
    bool single = self->rank == 1 && target->rank == 0;
    if (single || self->rank < 1 || (target->rank ? self->sizes[0] == target->sizes[0] : self->sizes[0] == 1))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "size mismatch (got input: %s, target: %s)",
                tensor_format_sizes(self, a), tensor_format_sizes(target, b));
    return false;
}

static bool check_nll_2d(Runtime *runtime, const Tensor *self, const Tensor *target)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (target->rank != 3) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "only batches of spatial targets supported (3D tensors) but got targets of dimension: %d",
                    (int)target->rank);
        return false;
    }
    if (self->rank != 4 || (self->sizes[0] == target->sizes[0] && self->sizes[2] == target->sizes[1] &&
                            self->sizes[3] == target->sizes[2]))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "size mismatch (got input: %s , target: %s",
                tensor_format_sizes(self, a), tensor_format_sizes(target, b));
    return false;
}

bool loss_nll_forward(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                      int64_t reduction, int64_t ignore_index, Tensor **output, Tensor **total_weight)
{
    (void)runtime;
    return loss_nll(self, target, weight, (LossReduction)reduction, ignore_index, output, total_weight);
}

Tensor *loss_nll_backward_of(Runtime *runtime, const Tensor *grad_output, const Tensor *self, const Tensor *target,
                             const Tensor *weight, int64_t reduction, int64_t ignore_index, const Tensor *total_weight)
{
    (void)runtime;
    return loss_nll_backward(grad_output, self, target, weight, (LossReduction)reduction, ignore_index, total_weight);
}

Tensor *loss_nll_plain(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                       int64_t reduction, int64_t ignore_index)
{
    Tensor *output, *total;
    if (!check_nll(runtime, self, target) ||
        !op_nll_loss_forward(runtime, self, target, weight, reduction, ignore_index, &output, &total))
        return NULL;
    tensor_release(total);
    return output;
}

Tensor *loss_nll_2d(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight, int64_t reduction,
                    int64_t ignore_index)
{
    Tensor *output, *total;
    if (!check_nll_2d(runtime, self, target) ||
        !op_nll_loss2d_forward(runtime, self, target, weight, reduction, ignore_index, &output, &total))
        return NULL;
    tensor_release(total);
    return output;
}

// (N, C, d1, d2, ...) as the pictures (N, C, d1, d2 * ...).
static Tensor *nll_many(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                        int64_t reduction, int64_t ignore_index)
{
    int64_t rest = 1, wanted_sizes[SHAPE_MAX_RANK];
    wanted_sizes[0] = self->sizes[0];
    for (int i = 2; i < self->rank; i++)
        rest *= wanted_sizes[i - 1] = self->sizes[i];
    if (!shape_same(self->rank - 1, wanted_sizes, target->rank, target->sizes)) {
        char got[SHAPE_TEXT], expected[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expected target size %s, got %s",
                    shape_format(expected, self->rank - 1, wanted_sizes), tensor_format_sizes(target, got));
        return NULL;
    }
    int64_t flat[4] = {self->sizes[0], self->sizes[1], 1, rest}, flat_target[3] = {self->sizes[0], 1, rest};
    Tensor *input = op_reshape(runtime, self, (IntList){flat, 4});
    Tensor *wanted = input ? op_reshape(runtime, target, (IntList){flat_target, 3}) : NULL;
    Tensor *losses = wanted ? op_nll_loss2d(runtime, input, wanted, weight, reduction, ignore_index) : NULL;
    Tensor *result = !losses                    ? NULL
                     : reduction == REDUCE_NONE ? op_reshape(runtime, losses, tensor_size_list(target))
                                                : tensor_retain(losses);
    release_temporaries((Tensor *[]){input, wanted, losses}, 3);
    return result;
}

Tensor *loss_nll_nd(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight, int64_t reduction,
                    int64_t ignore_index)
{
    if (self->rank < 1) {
        error_raise(runtime->error, ERROR_VALUE_ERROR, "Expected 1 or more dimensions (got %d)", (int)self->rank);
        return NULL;
    }
    if (self->rank != 1 && (!target->rank || self->sizes[0] != target->sizes[0])) {
        error_raise(runtime->error, ERROR_VALUE_ERROR,
                    "Expected input batch_size (%lld) to match target batch_size (%lld).", (long long)self->sizes[0],
                    (long long)(target->rank ? target->sizes[0] : 0));
        return NULL;
    }
    if (self->rank <= 2)
        return op_nll_loss(runtime, self, target, weight, reduction, ignore_index);
    if (self->rank == 4)
        return op_nll_loss2d(runtime, self, target, weight, reduction, ignore_index);
    return nll_many(runtime, self, target, weight, reduction, ignore_index);
}

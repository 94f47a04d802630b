// What losses refuse: shapes, dtypes and values, in PyTorch's order.
#include "ops/support.h"
#include "tensor/copy.h"

static bool fail(Runtime *runtime, const char *message)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

// The losses over rows of classes take a vector or a matrix with classes.
static bool check_rows(Runtime *runtime, const Tensor *self)
{
    char text[SHAPE_TEXT];
    if (self->rank == 0 || (self->rank == 1 && self->sizes[0]) || (self->rank == 2 && self->sizes[1]))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected non-empty vector or matrix with optional 0-dim batch size, but got: %s",
                tensor_format_sizes(self, text));
    return false;
}

static bool check_classes(Runtime *runtime, const Tensor *target)
{
    if (target->dtype == DTYPE_INT64)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "expected scalar type Long but found %s",
                dtype_scalar_name(target->dtype));
    return false;
}

// Every class of an int64 target lies within [least, count).
static bool check_range(Runtime *runtime, const Tensor *target, int64_t least, int64_t count, const char *message)
{
    if (target->device != DEVICE_CPU)
        return true;
    Tensor *dense = copy_contiguous(target);
    if (!dense)
        return false;
    const int64_t *classes = (const int64_t *)tensor_data(dense);
    bool inside = true;
    for (int64_t i = 0, total = tensor_count(dense); inside && i < total; i++)
        inside = classes[i] >= least && classes[i] < count;
    tensor_release(dense);
    return inside || fail(runtime, message);
}

static bool check_class_weights(Runtime *runtime, const Tensor *self, const Tensor *weight, int64_t classes)
{
    char text[SHAPE_TEXT];
    if (!weight)
        return true;
    if (tensor_count(weight) != classes) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "inconsistent weight size, expected %lld but got %s",
                    (long long)classes, tensor_format_sizes(weight, text));
        return false;
    }
    return tensor_check_dtype(weight, self->dtype);
}

bool loss_check_multi_margin(Runtime *runtime, const Tensor *self, const Tensor *target, Scalar p, Scalar margin,
                             const Tensor *weight, int64_t reduction)
{
    (void)margin, (void)reduction;
    char text[SHAPE_TEXT];
    double power = scalar_to_float(p);
    int64_t rows = self->rank == 2 ? self->sizes[0] : 1, classes = self->rank ? self->sizes[self->rank - 1] : 1;
    if (power != 1 && power != 2)
        return fail(runtime, "only p == 1 and p == 2 supported");
    if (!check_rows(runtime, self))
        return false;
    if (target->rank > 1 || tensor_count(target) != rows) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "inconsistent target size, expected %lld but got %s",
                    (long long)rows, tensor_format_sizes(target, text));
        return false;
    }
    if (weight && tensor_count(weight) != classes)
        return check_class_weights(runtime, self, weight, classes);
    if (!dtype_is_floating(self->dtype))
        return tensor_refuse_dtype(runtime, "multi_margin_loss_cpu_kernel", self->dtype);
    return check_classes(runtime, target) && check_class_weights(runtime, self, weight, classes) &&
           check_range(runtime, target, 0, classes, "target out of range");
}

bool loss_check_multilabel_margin(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction)
{
    (void)reduction;
    char got[SHAPE_TEXT], given[SHAPE_TEXT];
    if (!check_rows(runtime, self))
        return false;
    bool same = self->rank == 2 ? tensor_same_sizes(self, target)
                                : target->rank <= 1 && tensor_count(target) == tensor_count(self);
    if (!same) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "inconsistent target size: %s for input of size: %s",
                    tensor_format_sizes(target, got), tensor_format_sizes(self, given));
        return false;
    }
    if (!dtype_is_floating(self->dtype))
        return tensor_refuse_dtype(runtime, "multilabel_margin_loss_forward_out_frame", self->dtype);
    return check_classes(runtime, target) &&
           check_range(runtime, target, -1, self->rank ? self->sizes[self->rank - 1] : 1,
                       "argument #2 'target' is out of range");
}

bool loss_check_soft_margin(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction)
{
    (void)reduction;
    return apply_can_cast(runtime, target->dtype, self->dtype) &&
           ((self->dtype == DTYPE_BOOL && target->dtype == DTYPE_BOOL) ||
            apply_can_cast(runtime, DTYPE_FLOAT32, self->dtype));
}

// 1 - target is changed in place into the losses.
bool loss_check_bce_with_logits(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                                const Tensor *pos_weight, int64_t reduction)
{
    (void)weight, (void)pos_weight, (void)reduction;
    // The logarithm speaks first.
    return target->dtype == DTYPE_BOOL || dtype_is_complex(self->dtype) ||
           apply_can_cast(runtime, self->dtype, target->dtype);
}

bool loss_check_kl_div(Runtime *runtime, const Tensor *self, const Tensor *target, int64_t reduction, bool log_target)
{
    (void)reduction, (void)log_target;
    if (dtype_is_integral(self->dtype) || dtype_is_integral(target->dtype))
        return fail(runtime, "kl_div: Integral inputs not supported.");
    return dtype_is_complex(self->dtype) || dtype_is_complex(target->dtype)
               ? fail(runtime, "kl_div: Complex inputs not supported.")
               : true;
}

bool loss_check_cosine_embedding(Runtime *runtime, const Tensor *input1, const Tensor *input2, const Tensor *target,
                                 double margin, int64_t reduction)
{
    (void)margin, (void)reduction;
    char first[SHAPE_TEXT], second[SHAPE_TEXT];
    if (target->rank > 1)
        return fail(runtime, "0D or 1D target tensor expected, multi-target not supported");
    int wanted = target->rank + 1;
    if (input1->rank == wanted && input2->rank == wanted)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%dD target tensor expects %dD input tensors, but found inputs with sizes %s and %s.",
                (int)target->rank, wanted, tensor_format_sizes(input1, first), tensor_format_sizes(input2, second));
    return false;
}

bool loss_check_triplet_margin(Runtime *runtime, const Tensor *anchor, const Tensor *positive, const Tensor *negative,
                               double margin, double p, double eps, bool swap, int64_t reduction)
{
    (void)p, (void)eps, (void)swap, (void)reduction;
    if (margin <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "triplet_margin_loss: margin must be greater than 0, got %g",
                    margin);
        return false;
    }
    if (anchor->rank == positive->rank && anchor->rank == negative->rank)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but "
                "got: anchor %dD, positive %dD, and negative %dD inputs",
                (int)anchor->rank, (int)positive->rank, (int)negative->rank);
    return false;
}

bool loss_check_cross_entropy(Runtime *runtime, const Tensor *self, const Tensor *target, const Tensor *weight,
                              int64_t reduction, int64_t ignore_index, double label_smoothing)
{
    (void)reduction;
    char text[SHAPE_TEXT];
    if (label_smoothing > 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "label_smoothing must be between 0.0 and 1.0. Got: %g",
                    label_smoothing);
        return false;
    }
    if (!tensor_same_sizes(self, target))
        return true;
    if (!dtype_is_floating(target->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected floating point type for target with class probabilities, got %s",
                    dtype_scalar_name(target->dtype));
        return false;
    }
    if (ignore_index >= 0)
        return fail(runtime, "ignore_index is not supported for floating point target");
    int64_t classes = self->rank ? self->sizes[self->rank == 1 ? 0 : 1] : 1;
    if (!weight || (weight->rank == 1 && weight->sizes[0] == classes))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "cross_entropy: weight tensor should be defined either for all %lld classes or no classes but got "
                "weight tensor of shape: %s",
                (long long)classes, tensor_format_sizes(weight, text));
    return false;
}

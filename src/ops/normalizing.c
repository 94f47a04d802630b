// Layer, group, batch and instance normalisation.
#include <stdio.h>

#include "ops/scratch.h"
#include "tensor/normalize.h"

static Tensor **wanted(BoolList mask, int index, Tensor **place)
{
    *place = NULL;
    return index < mask.count && mask.items[index] ? place : NULL;
}

static bool check_normalized(Runtime *runtime, const Tensor *input, IntList shape, const Tensor *weight,
                             const Tensor *bias)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT], c[SHAPE_TEXT];
    if (!shape.count) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            "normalized_shape = []");
        return false;
    }
    const Tensor *both[] = {weight, bias};
    for (int i = 0; i < 2; i++)
        if (both[i] && !shape_same(both[i]->rank, both[i]->sizes, (int)shape.count, shape.items)) {
            error_raise(
                runtime->error, ERROR_RUNTIME_ERROR,
                "Expected %s to be of same shape as normalized_shape, but got %s of shape %s and normalized_shape "
                "= %s",
                i ? "bias" : "weight", i ? "bias" : "weight", tensor_format_sizes(both[i], a),
                shape_format(b, (int)shape.count, shape.items));
            return false;
        }
    int first = input->rank - (int)shape.count;
    if (first >= 0 && shape_same((int)shape.count, input->sizes + first, (int)shape.count, shape.items))
        return true;
    int used = snprintf(b, sizeof b, "[*");
    for (int64_t i = 0; i < shape.count && used < (int)sizeof b - 24; i++)
        used += snprintf(b + used, sizeof b - (size_t)used, ", %lld", (long long)shape.items[i]);
    snprintf(b + used, sizeof b - (size_t)used, "]");
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Given normalized_shape=%s, expected input with shape %s, but got input of size%s",
                shape_format(c, (int)shape.count, shape.items), b, tensor_format_sizes(input, a));
    return false;
}

// Whether the first parameter that is given has another dtype than the input.
static bool is_mixed(const Tensor *input, const Tensor *const *parameters, int count)
{
    const Tensor *first = NULL;
    for (int i = count - 1; i >= 0; i--)
        first = parameters[i] ? parameters[i] : first;
    return first && first->dtype != input->dtype;
}

// The parameters have the input's dtype, or all are float32 beside an input of half the width.
static bool check_dtypes(Runtime *runtime, const Tensor *input, const Tensor *const *parameters, int count)
{
    bool mixed = is_mixed(input, parameters, count);
    DType expected = mixed ? DTYPE_FLOAT32 : (DType)input->dtype;
    for (int i = 0; i < count; i++) {
        if (!parameters[i] || parameters[i]->dtype == expected)
            continue;
        if (!mixed)
            return tensor_check_dtype(parameters[i], expected);
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "mixed dtype (CPU): expect parameter to have scalar type of Float");
        return false;
    }
    if (!mixed || dtype_is_half((DType)input->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "mixed dtype (CPU): all inputs must share same datatype.");
    return false;
}

bool normalizing_layer(Runtime *runtime, const Tensor *input, IntList normalized_shape, const Tensor *weight,
                       const Tensor *bias, double eps, Tensor **output, Tensor **mean, Tensor **rstd)
{
    const Tensor *parameters[] = {weight, bias};
    bool mixed = is_mixed(input, parameters, 2); // is judged before the shapes are looked at
    return (!mixed || check_dtypes(runtime, input, parameters, 2)) &&
           check_normalized(runtime, input, normalized_shape, weight, bias) &&
           (mixed || check_dtypes(runtime, input, parameters, 2)) &&
           normalize_layer(input, (int)normalized_shape.count, weight, bias, eps, output, mean, rstd);
}

bool normalizing_layer_backward(Runtime *runtime, const Tensor *grad_out, const Tensor *input, IntList normalized_shape,
                                const Tensor *mean, const Tensor *rstd, const Tensor *weight, BoolList output_mask,
                                Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    (void)runtime;
    Tensor **for_input = wanted(output_mask, 0, grad_input), **for_weight = wanted(output_mask, 1, grad_weight);
    Tensor **for_bias = wanted(output_mask, 2, grad_bias);
    return normalize_layer_backward(grad_out, input, (int)normalized_shape.count, mean, rstd, weight, for_input,
                                    for_weight, for_bias);
}

static double smallest_step(DType dtype)
{
    return dtype == DTYPE_FLOAT64    ? 2.220446049250313e-16
           : dtype == DTYPE_FLOAT16  ? 0.0009765625
           : dtype == DTYPE_BFLOAT16 ? 0.0078125
                                     : 1.1920928955078125e-07;
}

Tensor *normalizing_rms(Runtime *runtime, const Tensor *input, IntList normalized_shape, const Tensor *weight,
                        OptionalFloat eps)
{
    if (!check_normalized(runtime, input, normalized_shape, weight, NULL))
        return NULL;
    if (!dtype_is_floating(input->dtype) && !dtype_is_complex(input->dtype)) {
        (void)tensor_refuse_dtype(runtime, "rms_norm", input->dtype);
        return NULL;
    }
    int64_t dims[SHAPE_MAX_RANK];
    for (int64_t i = 0; i < normalized_shape.count; i++)
        dims[i] = input->rank - normalized_shape.count + i;
    // Halves are widened, and rounded before the weight is multiplied.
    DType dtype = (DType)input->dtype, compute = dtype_is_complex(dtype) ? dtype : dtype_compute(dtype);
    Scratch s = {.runtime = runtime};
    Tensor *wide = scratch_keep(&s, op_to_dtype(runtime, input, (int)compute, false, false, OPTION_NONE));
    Tensor *square = wide ? scratch_keep(&s, op_pow_Tensor_Scalar(runtime, wide, scalar_int(2))) : NULL;
    Tensor *mean =
        square
            ? scratch_keep(&s, op_mean_dim(runtime, square, (IntList){dims, normalized_shape.count}, true, OPTION_NONE))
            : NULL;
    double least = eps.given ? eps.value : smallest_step(dtype);
    Tensor *number = mean ? scratch_keep(&s, tensor_wrapped_scalar(runtime, scalar_float(least))) : NULL;
    Tensor *raised = scratch_add(&s, mean, number);
    Tensor *factor = raised ? scratch_keep(&s, op_rsqrt(runtime, raised)) : NULL;
    Tensor *scaled = scratch_mul(&s, wide, factor);
    Tensor *result =
        scaled ? scratch_keep(&s, op_to_dtype(runtime, scaled, (int)dtype, false, false, OPTION_NONE)) : NULL;
    return scratch_end(&s, weight ? scratch_mul(&s, result, weight) : result);
}

bool normalizing_group(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias, int64_t n,
                       int64_t c, int64_t hxw, int64_t group, double eps, Tensor **output, Tensor **mean, Tensor **rstd)
{
    int64_t plane = 0, total = 0;
    bool fits = input->rank >= 2 && n == input->sizes[0] && c == input->sizes[1] && group > 0 && c % group == 0 &&
                !__builtin_mul_overflow(n, c, &plane) && !__builtin_mul_overflow(plane, hxw, &total) &&
                total == tensor_count(input) && (!weight || tensor_count(weight) == c) &&
                (!bias || tensor_count(bias) == c);
    if (!fits) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "native_group_norm: sizes, groups and parameters do not fit the input");
        return false;
    }
    return check_dtypes(runtime, input, (const Tensor *[]){weight, bias}, 2) &&
           normalize_group(input, group, weight, bias, eps, output, mean, rstd);
}

bool normalizing_group_backward(Runtime *runtime, const Tensor *grad_out, const Tensor *input, const Tensor *mean,
                                const Tensor *rstd, const Tensor *weight, int64_t group, BoolList output_mask,
                                Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    (void)runtime;
    Tensor **for_input = wanted(output_mask, 0, grad_input), **for_weight = wanted(output_mask, 1, grad_weight);
    Tensor **for_bias = wanted(output_mask, 2, grad_bias);
    return normalize_group_backward(grad_out, input, group, mean, rstd, weight, for_input, for_weight, for_bias);
}

static Tensor *first_of_three(bool made, Tensor *output, Tensor *mean, Tensor *rstd)
{
    if (!made)
        return NULL;
    tensor_release(mean);
    tensor_release(rstd);
    return output;
}

// `shown` is the tensor whose shape the message tells.
static bool check_channel_vector(Runtime *runtime, const char *name, const Tensor *vector, const Tensor *shown,
                                 int64_t channels, const Tensor *input)
{
    if (!vector || (vector->rank == 1 && vector->sizes[0] == channels))
        return true;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "Expected %s to be a vector of size equal to the number of channels in input, but got %s of shape %s and "
        "input of shape %s",
        name, name, tensor_format_sizes(shown, a), tensor_format_sizes(input, b));
    return false;
}

Tensor *normalizing_group_norm(Runtime *runtime, const Tensor *input, int64_t num_groups, const Tensor *weight,
                               const Tensor *bias, double eps, bool cudnn_enabled)
{
    (void)cudnn_enabled;
    if (input->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected at least 2 dimensions for input tensor but received %d", (int)input->rank);
        return NULL;
    }
    int64_t channels = input->sizes[1], rest = 1;
    for (int i = 2; i < input->rank; i++)
        rest *= input->sizes[i];
    if (num_groups <= 0 || channels % num_groups) {
        char text[SHAPE_TEXT];
        if (num_groups <= 0)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expected num groups to be greater than 0, got %lld",
                        (long long)num_groups);
        else
            error_raise(
                runtime->error, ERROR_RUNTIME_ERROR,
                "Expected number of channels in input to be divisible by num_groups, but got input of shape %s and "
                "num_groups=%lld",
                tensor_format_sizes(input, text), (long long)num_groups);
        return NULL;
    }
    // Of a bias that does not fit PyTorch tells the weight's shape.
    if (!check_channel_vector(runtime, "weight", weight, weight, channels, input) ||
        !check_channel_vector(runtime, "bias", bias, weight ? weight : bias, channels, input))
        return NULL;
    Tensor *output, *mean, *rstd;
    bool made = op_native_group_norm(runtime, input, weight, bias, input->sizes[0], channels, rest, num_groups, eps,
                                     &output, &mean, &rstd);
    return first_of_three(made, output, mean, rstd);
}

// What native_batch_norm is given directly: nn's own functions have checked it before.
static bool check_native(Runtime *runtime, const Tensor *input, const Tensor *const *parts, bool training)
{
    static const char *const names[] = {"weight", "bias", "running_mean", "running_var"};
    if (input->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "batch_norm: expected at least 2 dimensions");
        return false;
    }
    for (int i = 0; i < 4; i++) {
        if (parts[i] && (parts[i]->rank != 1 || parts[i]->sizes[0] != input->sizes[1])) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should contain %lld elements not %lld", names[i],
                        (long long)input->sizes[1], (long long)tensor_count(parts[i]));
            return false;
        }
        if (i > 1 && !parts[i] && !training) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be defined in evaluation mode", names[i]);
            return false;
        }
    }
    if (dtype_category((DType)input->dtype) != CATEGORY_FLOAT)
        return tensor_refuse_dtype(runtime, "batch_norm", input->dtype);
    return check_dtypes(runtime, input, parts, 4);
}

bool normalizing_batch(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                       const Tensor *running_mean, const Tensor *running_var, bool training, double momentum,
                       double eps, Tensor **output, Tensor **mean, Tensor **rstd)
{
    if (!check_native(runtime, input, (const Tensor *[]){weight, bias, running_mean, running_var}, training))
        return false;
    // PyTorch's kernel writes the running statistics behind autograd's back: a module may be called twice in one graph.
    return normalize_batch(input, weight, bias, (Tensor *)running_mean, (Tensor *)running_var, training, momentum, eps,
                           output, mean, rstd);
}

bool normalizing_batch_backward(Runtime *runtime, const Tensor *grad_out, const Tensor *input, const Tensor *weight,
                                const Tensor *running_mean, const Tensor *running_var, const Tensor *save_mean,
                                const Tensor *save_invstd, bool training, double eps, BoolList output_mask,
                                Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    (void)runtime;
    Tensor **for_input = wanted(output_mask, 0, grad_input), **for_weight = wanted(output_mask, 1, grad_weight);
    Tensor **for_bias = wanted(output_mask, 2, grad_bias);
    return normalize_batch_backward(grad_out, input, weight, running_mean, running_var, save_mean, save_invstd,
                                    training, eps, for_input, for_weight, for_bias);
}

static bool check_batch(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                        const Tensor *running_mean, const Tensor *running_var, bool training)
{
    static const char *const names[] = {"running_mean", "running_var", "weight", "bias"};
    const Tensor *vectors[] = {running_mean, running_var, weight, bias};
    if (input->rank < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "batch_norm: expected at least 2 dimensions");
        return false;
    }
    if (!training && (!running_mean || !running_var)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must be defined in evaluation mode",
                    running_mean ? "running_var" : "running_mean");
        return false;
    }
    for (int i = 0; i < 4; i++)
        if (vectors[i] && tensor_count(vectors[i]) != input->sizes[1]) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should contain %lld elements not %lld", names[i],
                        (long long)input->sizes[1], (long long)tensor_count(vectors[i]));
            return false;
        }
    return true;
}

// No elements: a copy, with the first weight and bias for the sake of the graph alone.
static Tensor *nothing_normalized(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias)
{
    Scratch s = {.runtime = runtime};
    Tensor *result = scratch_keep(&s, op_clone(runtime, input, OPTION_NONE));
    if (weight)
        result = scratch_mul(&s, result, scratch_keep(&s, op_select_int(runtime, weight, 0, 0)));
    if (bias)
        result = scratch_add(&s, result, scratch_keep(&s, op_select_int(runtime, bias, 0, 0)));
    return scratch_end(&s, result);
}

Tensor *normalizing_batch_norm(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                               const Tensor *running_mean, const Tensor *running_var, bool training, double momentum,
                               double eps, bool cudnn_enabled)
{
    (void)cudnn_enabled;
    if (!tensor_count(input))
        return nothing_normalized(runtime, input, weight, bias);
    if (!check_batch(runtime, input, weight, bias, running_mean, running_var, training))
        return NULL;
    Tensor *output, *mean, *rstd;
    bool made = op_native_batch_norm(runtime, input, weight, bias, running_mean, running_var, training, momentum, eps,
                                     &output, &mean, &rstd);
    return first_of_three(made, output, mean, rstd);
}

// A vector of channels repeated for each sample.
static Tensor *repeated(Runtime *runtime, const Tensor *vector, int64_t times)
{
    return vector ? op_repeat(runtime, vector, (IntList){&times, 1}) : NULL;
}

// The mean over all samples goes back into the running statistic.
static bool fold_back(Runtime *runtime, const Tensor *running, const Tensor *many, int64_t samples, int64_t channels)
{
    if (!running)
        return true;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = false;
    Tensor *rows = op_view(runtime, many, (IntList){(const int64_t[]){samples, channels}, 2});
    Tensor *mean = rows ? op_mean_dim(runtime, rows, (IntList){(const int64_t[]){0}, 1}, false, OPTION_NONE) : NULL;
    Tensor *written = mean ? op_copy_(runtime, (Tensor *)running, mean, false) : NULL;
    runtime->grad_enabled = grad_enabled;
    bool done = written != NULL;
    release_temporaries((Tensor *[]){rows, mean, written}, 3);
    return done;
}

Tensor *normalizing_instance(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias,
                             const Tensor *running_mean, const Tensor *running_var, bool use_input_stats,
                             double momentum, double eps, bool cudnn_enabled)
{
    if (!use_input_stats && (!running_mean || !running_var)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected running_mean and running_var to be defined when use_input_stats is false");
        return NULL;
    }
    if (input->rank < 2)
        return NULL;
    // Every channel of every sample is a channel of one sample.
    int64_t samples = input->sizes[0], channels = input->sizes[1], sizes[SHAPE_MAX_RANK];
    sizes[0] = 1;
    sizes[1] = samples * channels;
    for (int i = 2; i < input->rank; i++)
        sizes[i] = input->sizes[i];
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    if ((weight && !(t[0] = repeated(runtime, weight, samples))) ||
        (bias && !(t[1] = repeated(runtime, bias, samples))) ||
        (running_mean && !(t[2] = repeated(runtime, running_mean, samples))) ||
        (running_var && !(t[3] = repeated(runtime, running_var, samples))) ||
        !(t[4] = op_contiguous(runtime, input, FORMAT_CONTIGUOUS)) ||
        !(t[5] = op_view(runtime, t[4], (IntList){sizes, input->rank})))
        goto end;
    t[6] = op_batch_norm(runtime, t[5], t[0], t[1], t[2], t[3], use_input_stats, momentum, eps, cudnn_enabled);
    if (t[6] && (!use_input_stats || (fold_back(runtime, running_mean, t[2], samples, channels) &&
                                      fold_back(runtime, running_var, t[3], samples, channels))))
        result = op_view(runtime, t[6], tensor_size_list(input));
end:
    release_temporaries(t, 7);
    return result;
}

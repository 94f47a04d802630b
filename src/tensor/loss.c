#include "tensor/loss.h"

#include <inttypes.h>
#include <math.h>

#include "tensor/copy.h"
#include "tensor/index.h"

// Input (N, C, plane) and target (N, plane), packed and in the compute dtype.
typedef struct Problem {
    Runtime *runtime;
    Tensor *input, *target, *weight;
    DType dtype;
    int64_t batches, classes, plane;
    bool single; // one unbatched prediction: the result has rank 0
} Problem;

static void problem_free(Problem *problem)
{
    tensor_release(problem->input);
    tensor_release(problem->target);
    tensor_release(problem->weight);
}

static bool check_dtypes(const Tensor *input, const Tensor *target)
{
    if (!dtype_is_floating(input->dtype))
        return tensor_refuse_dtype(
            input->runtime, input->rank > 2 ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame", input->dtype);
    if (target->dtype == DTYPE_INT64 || target->dtype == DTYPE_UINT8)
        return true;
    error_raise(input->runtime->error, ERROR_RUNTIME_ERROR, "expected scalar type Long but found %s",
                dtype_scalar_name(target->dtype));
    return false;
}

static bool problem_make(Problem *problem, const Tensor *input, const Tensor *target, const Tensor *weight)
{
    *problem = (Problem){.runtime = input->runtime, .dtype = dtype_compute(input->dtype)};
    if (!check_dtypes(input, target) || !index_check_data(input, target))
        return false;
    problem->single = input->rank == 1;
    problem->batches = problem->single ? 1 : input->sizes[0];
    problem->classes = problem->single ? input->sizes[0] : input->sizes[1];
    problem->plane = 1;
    for (int i = 2; i < input->rank; i++)
        problem->plane *= input->sizes[i];
    if (weight && input->rank == 4 && tensor_count(weight) != problem->classes) {
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "weight tensor should be defined either for all or no classes");
        return false;
    }
    if (weight && (weight->rank != 1 || tensor_count(weight) != problem->classes)) {
        char text[SHAPE_TEXT];
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "weight tensor should be defined either for all %" PRId64
                    " classes or no classes but got weight tensor of shape: %s",
                    problem->classes, tensor_format_sizes(weight, text));
        return false;
    }
    if (weight && !tensor_check_dtype(weight, input->dtype))
        return false;
    problem->input = copy_contiguous_as(input, problem->dtype);
    problem->target = problem->input ? copy_contiguous_as(target, DTYPE_INT64) : NULL;
    problem->weight = problem->target && weight ? copy_contiguous_as(weight, problem->dtype) : NULL;
    if (problem->target && (!weight || problem->weight))
        return true;
    problem_free(problem);
    return false;
}

// The class of target `i`; -1 where it is ignored. False where it is none.
static bool class_of(const Problem *problem, int64_t i, int64_t ignore_index, int64_t *class)
{
    int64_t target = ((const int64_t *)tensor_data(problem->target))[i];
    *class = target == ignore_index ? -1 : target;
    if (target == ignore_index || (target >= 0 && target < problem->classes))
        return true;
    error_raise(problem->runtime->error, ERROR_INDEX_ERROR, "Target %" PRId64 " is out of bounds.", target);
    return false;
}

static int64_t place_of(const Problem *problem, int64_t i, int64_t class)
{
    return (i / problem->plane * problem->classes + class) * problem->plane + i % problem->plane;
}

static double weight_of(const Problem *problem, int64_t class)
{
    return problem->weight ? scalar_to_float(tensor_read(problem->weight, class)) : 1;
}

// Rounds to the compute dtype after each step.
static double rounded(const Problem *problem, double value)
{
    return problem->dtype == DTYPE_FLOAT32 ? (double)(float)value : value;
}

// Sums in four levels, each 2^k values long, as PyTorch's loss does.
enum { LEVELS = 8 };
typedef struct Cascade {
    double sums[LEVELS], weights[LEVELS];
    int64_t power;
} Cascade;

static int ceil_log2(int64_t n)
{
    int bits = 0;
    if (n <= 2)
        return 1;
    while (((int64_t)1 << bits) < n)
        bits++;
    return bits;
}

static void cascade_add(const Problem *problem, Cascade *cascade, int64_t i, double value, double weight)
{
    cascade->sums[0] = rounded(problem, cascade->sums[0] + value);
    cascade->weights[0] = rounded(problem, cascade->weights[0] + weight);
    int64_t mask = ((int64_t)1 << cascade->power) - 1;
    for (int level = 0; level + 1 < LEVELS; level++) {
        int64_t level_mask = mask << (level * cascade->power);
        if ((i & level_mask) != 0)
            break;
        cascade->sums[level + 1] = rounded(problem, cascade->sums[level + 1] + cascade->sums[level]);
        cascade->weights[level + 1] = rounded(problem, cascade->weights[level + 1] + cascade->weights[level]);
        cascade->sums[level] = cascade->weights[level] = 0;
    }
}

static void cascade_finish(const Problem *problem, const Cascade *cascade, double *sum, double *weight)
{
    *sum = *weight = 0;
    for (int level = 0; level < LEVELS; level++) {
        *sum = rounded(problem, *sum + cascade->sums[level]);
        *weight = rounded(problem, *weight + cascade->weights[level]);
    }
}

static Tensor *unreduced(const Problem *problem, const Tensor *target, int64_t ignore_index)
{
    int64_t count = problem->batches * problem->plane, class;
    Tensor *out = tensor_empty(problem->runtime, target->rank, target->sizes, problem->dtype, DEVICE_CPU);
    for (int64_t i = 0; out && i < count; i++) {
        if (!class_of(problem, i, ignore_index, &class) || !runtime_poll_at(problem->runtime, i)) {
            tensor_release(out);
            return NULL;
        }
        double value = 0;
        if (class >= 0)
            value =
                -scalar_to_float(tensor_read(problem->input, place_of(problem, i, class))) * weight_of(problem, class);
        tensor_write(out, i, scalar_float(value));
    }
    return out;
}

static bool reduced(const Problem *problem, LossReduction reduction, int64_t ignore_index, double *loss, double *total)
{
    int64_t count = problem->batches * problem->plane, class;
    int power = ceil_log2(count) / LEVELS;
    Cascade cascade = {.power = power > 4 ? power : 4};
    for (int64_t i = 0; i < count; i++) {
        if (!class_of(problem, i, ignore_index, &class) || !runtime_poll_at(problem->runtime, i))
            return false;
        if (class < 0)
            continue;
        double weight = weight_of(problem, class);
        double value = scalar_to_float(tensor_read(problem->input, place_of(problem, i, class)));
        cascade_add(problem, &cascade, i, rounded(problem, -value * weight), weight);
    }
    cascade_finish(problem, &cascade, loss, total);
    if (reduction == LOSS_MEAN)
        *loss = rounded(problem, *loss / *total);
    return true;
}

bool loss_nll(const Tensor *input, const Tensor *target, const Tensor *weight, LossReduction reduction,
              int64_t ignore_index, Tensor **output, Tensor **total_weight)
{
    Problem problem;
    if (!problem_make(&problem, input, target, weight))
        return false;
    double loss = 0, total = 0;
    *output = *total_weight = NULL;
    if (input->device == DEVICE_META)
        *output = tensor_empty(input->runtime, reduction == LOSS_NONE ? target->rank : 0, target->sizes, input->dtype,
                               DEVICE_META);
    else if (reduction == LOSS_NONE && !problem.single) {
        Tensor *out = unreduced(&problem, target, ignore_index);
        *output = out ? copy_contiguous_as(out, input->dtype) : NULL;
        tensor_release(out);
    } else if (reduced(&problem, reduction, ignore_index, &loss, &total)) {
        *output = tensor_scalar(input->runtime, scalar_float(loss), input->dtype);
    }
    problem_free(&problem);
    *total_weight = *output ? tensor_scalar_like(input, scalar_float(total)) : NULL;
    if (*total_weight)
        return true;
    tensor_release(*output);
    *output = NULL;
    return false;
}

Tensor *loss_nll_backward(const Tensor *grad, const Tensor *input, const Tensor *target, const Tensor *weight,
                          LossReduction reduction, int64_t ignore_index, const Tensor *total_weight)
{
    Problem problem;
    if (!problem_make(&problem, input, target, weight))
        return NULL;
    int64_t count = problem.batches * problem.plane, class;
    bool each = reduction == LOSS_NONE && !problem.single;
    Tensor *incoming = copy_contiguous_as(grad, problem.dtype);
    Tensor *out =
        incoming ? tensor_zeros(input->runtime, input->rank, input->sizes, problem.dtype, input->device) : NULL;
    double total = scalar_to_float(tensor_item(total_weight)), shared = 0;
    if (out && !each) {
        shared = scalar_to_float(tensor_item(incoming));
        shared = reduction == LOSS_MEAN ? rounded(&problem, shared / total) : shared;
    }
    for (int64_t i = 0; out && i < count && out->device == DEVICE_CPU; i++) {
        if (!class_of(&problem, i, ignore_index, &class) || !runtime_poll_at(problem.runtime, i)) {
            tensor_release(out);
            out = NULL;
            break;
        }
        if (class < 0)
            continue;
        double factor = each ? scalar_to_float(tensor_read(incoming, i)) : shared;
        tensor_write(out, place_of(&problem, i, class), scalar_float(-weight_of(&problem, class) * factor));
    }
    tensor_release(incoming);
    problem_free(&problem);
    Tensor *result = out ? copy_contiguous_as(out, input->dtype) : NULL;
    tensor_release(out);
    return result;
}

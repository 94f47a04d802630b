// Running reductions and the softmax family.
#include <float.h>
#include <stdio.h>

#include "ops/scratch.h"
#include "tensor/copy.h"
#include "tensor/reduce.h"

static bool wrap(Runtime *runtime, const Tensor *self, int64_t dim, int *at)
{
    return shape_wrap_dim(runtime->error, dim, self->rank, at);
}

static DType scan_dtype(const Tensor *self, int dtype)
{
    if (dtype != OPTION_NONE)
        return (DType)dtype;
    return dtype_is_integral((DType)self->dtype) ? DTYPE_INT64 : (DType)self->dtype;
}

Tensor *reduction_cumsum(Runtime *runtime, const Tensor *self, int64_t dim, int dtype)
{
    int at;
    return wrap(runtime, self, dim, &at) ? reduce_cumsum(self, at, scan_dtype(self, dtype)) : NULL;
}

Tensor *reduction_cumprod(Runtime *runtime, const Tensor *self, int64_t dim, int dtype)
{
    int at;
    return wrap(runtime, self, dim, &at) ? reduce_cumprod(self, at, scan_dtype(self, dtype)) : NULL;
}

Tensor *reduction_cumprod_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t dim,
                                   const Tensor *value)
{
    // Without zeros: the running sum, from the end, of grad * value, over self. A zero takes the slow path below.
    if (!self->rank || tensor_count(self) < 2)
        return tensor_retain(grad);
    int at;
    if (!wrap(runtime, self, dim, &at))
        return NULL;
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    Tensor *all = reduce_all(self, DIM_SET_ALL, false);
    bool zero = all && !scalar_to_bool(tensor_item(all));
    tensor_release(all);
    if (!all)
        return NULL;
    if (!zero) {
        if (!(t[2] = op_conj(runtime, value)) || !(t[0] = op_mul_Tensor(runtime, grad, t[2])) ||
            !(t[1] = op_cumsum_backward(runtime, t[0], at)) || !(t[3] = op_conj(runtime, self)))
            goto end;
        result = op_div_Tensor(runtime, t[1], t[3]);
        goto end;
    }
    // d out[k] / d x[i] for k >= i: the product of all x[j], j <= k, without x[i].
    TensorVector pieces = {0};
    int64_t size = self->sizes[at];
    bool done = tensor_vector_make(runtime, &pieces, size);
    for (int64_t i = 0; done && i < size; i++) {
        Tensor *p[8] = {0};
        done = (p[0] = op_slice_Tensor(runtime, self, at, (OptionalInt){0}, (OptionalInt){true, i}, 1)) &&
               (p[1] = op_prod_dim_int(runtime, p[0], at, true, OPTION_NONE)) &&
               (p[2] = op_slice_Tensor(runtime, self, at, (OptionalInt){true, i + 1}, (OptionalInt){0}, 1)) &&
               (p[3] = op_cat(runtime, (TensorList){(Tensor *const[]){p[1], p[2]}, 2}, at)) &&
               (p[4] = op_cumprod(runtime, p[3], at, OPTION_NONE)) &&
               (p[5] = op_slice_Tensor(runtime, grad, at, (OptionalInt){true, i}, (OptionalInt){0}, 1)) &&
               (p[7] = op_conj(runtime, p[4])) && (p[6] = op_mul_Tensor(runtime, p[5], p[7])) &&
               (pieces.items[i] =
                    op_sum_dim_IntList(runtime, p[6], (IntList){(const int64_t[]){at}, 1}, true, OPTION_NONE));
        release_temporaries(p, 8);
    }
    if (done)
        result = op_cat(runtime, (TensorList){pieces.items, pieces.count}, at);
    tensor_vector_free(runtime, &pieces);
end:
    release_temporaries(t, 4);
    return result;
}

Tensor *reduction_logcumsumexp(Runtime *runtime, const Tensor *self, int64_t dim)
{
    int at;
    return wrap(runtime, self, dim, &at) ? reduce_logcumsumexp(self, at) : NULL;
}

// logcumsumexp from the end.
static Tensor *reverse_logcumsumexp(Scratch *s, const Tensor *self, int64_t dim)
{
    IntList along = {&dim, 1};
    Tensor *turned = self ? scratch_keep(s, op_flip(s->runtime, self, along)) : NULL;
    Tensor *summed = turned ? scratch_keep(s, op_logcumsumexp(s->runtime, turned, dim)) : NULL;
    return summed ? scratch_keep(s, op_flip(s->runtime, summed, along)) : NULL;
}

// exp(self) times the running sum, from the end, of exp(log_grad - value).
static Tensor *logcumsumexp_part(Scratch *s, const Tensor *log_grad, const Tensor *self, const Tensor *value,
                                 int64_t dim)
{
    Tensor *sum = scratch_add(s, reverse_logcumsumexp(s, scratch_sub(s, log_grad, value), dim), self);
    return sum ? scratch_keep(s, op_exp(s->runtime, sum)) : NULL;
}

// The logarithms of the elements that are positive, the lowest number for the others.
static Tensor *positive_logs(Scratch *s, const Tensor *grad)
{
    double lowest = grad->dtype == DTYPE_FLOAT64 ? -DBL_MAX : -(double)FLT_MAX;
    Tensor *zero = scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_int(0)));
    Tensor *positive = zero ? scratch_keep(s, op_gt_Tensor(s->runtime, grad, zero)) : NULL;
    Tensor *others = positive ? scratch_keep(s, op_logical_not(s->runtime, positive)) : NULL;
    Tensor *size = others ? scratch_keep(s, op_abs(s->runtime, grad)) : NULL;
    Tensor *logs = size ? scratch_keep(s, op_log(s->runtime, size)) : NULL;
    return logs ? scratch_keep(s, op_masked_fill_Scalar(s->runtime, logs, others, scalar_float(lowest))) : NULL;
}

Tensor *reduction_logcumsumexp_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value,
                                        int64_t dim)
{
    Scratch s = {.runtime = runtime};
    if (!self->rank)
        return tensor_retain(grad);
    if (dtype_is_complex((DType)self->dtype)) {
        Tensor *turned = scratch_keep(&s, op_conj(runtime, grad));
        Tensor *logs = turned ? scratch_keep(&s, op_log(runtime, turned)) : NULL;
        Tensor *sum = logcumsumexp_part(&s, logs, self, value, dim);
        return scratch_end(&s, sum ? scratch_keep(&s, op_conj(runtime, sum)) : NULL);
    }
    // Split by sign, so that all stays in logarithms.
    Tensor *up = logcumsumexp_part(&s, positive_logs(&s, grad), self, value, dim);
    Tensor *minus = scratch_neg(&s, grad);
    Tensor *down = up && minus ? logcumsumexp_part(&s, positive_logs(&s, minus), self, value, dim) : NULL;
    return scratch_end(&s, scratch_sub(&s, up, down));
}

bool reduction_cummax(Runtime *runtime, const Tensor *self, int64_t dim, Tensor **values, Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && reduce_cummax(self, at, values, indices);
}

bool reduction_cummin(Runtime *runtime, const Tensor *self, int64_t dim, Tensor **values, Tensor **indices)
{
    int at;
    return wrap(runtime, self, dim, &at) && reduce_cummin(self, at, values, indices);
}

Tensor *reduction_softmax(Runtime *runtime, const Tensor *self, int64_t dim, int dtype)
{
    int at;
    DType goal = dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype;
    return wrap(runtime, self, dim, &at) ? reduce_softmax(self, at, goal) : NULL;
}

Tensor *reduction_log_softmax(Runtime *runtime, const Tensor *self, int64_t dim, int dtype)
{
    int at;
    DType goal = dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype;
    return wrap(runtime, self, dim, &at) ? reduce_log_softmax(self, at, goal) : NULL;
}

static Tensor *converted(Tensor *result, int64_t dtype)
{
    if (!result || result->dtype == (DType)dtype)
        return result;
    Tensor *other = copy_new(result, (DType)dtype, FORMAT_PRESERVE);
    tensor_release(result);
    return other;
}

// What PyTorch's kernel looks at; `name` is that of the function, "log_softmax_backward".
static bool check_softmax_backward(Runtime *runtime, const Tensor *grad, const Tensor *output, int dim,
                                   const char *name)
{
    char given[SHAPE_TEXT], wanted[SHAPE_TEXT], kernel[64];
    if (!device_accepted(runtime, grad, output))
        return false;
    if (!tensor_same_sizes(grad, output)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected tensor for argument #1 'grad' to have same size as tensor for argument #2 'output'; but "
                    "%s does not equal %s (while checking arguments for %s)",
                    tensor_format_sizes(grad, given), tensor_format_sizes(output, wanted), name);
        return false;
    }
    (void)snprintf(kernel, sizeof kernel, "%s%s_kernel_impl", name, dim + 1 < output->rank ? "" : "_lastdim");
    if (!dtype_is_floating(grad->dtype))
        return tensor_refuse_dtype(runtime, kernel, (DType)grad->dtype);
    return tensor_check_dtype(output, grad->dtype);
}

Tensor *reduction_softmax_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *output, int64_t dim,
                                   int64_t dtype)
{
    int at;
    if (!wrap(runtime, output, dim, &at) ||
        !check_softmax_backward(runtime, grad_output, output, at, "softmax_backward"))
        return NULL;
    return converted(reduce_softmax_backward(grad_output, output, at), dtype);
}

Tensor *reduction_log_softmax_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *output, int64_t dim,
                                       int64_t dtype)
{
    int at;
    if (!wrap(runtime, output, dim, &at) ||
        !check_softmax_backward(runtime, grad_output, output, at, "log_softmax_backward"))
        return NULL;
    return converted(reduce_log_softmax_backward(grad_output, output, at), dtype);
}

// Running reductions and the softmax family.
#include "ops/support.h"
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
    if (!self->rank || !tensor_count(self))
        return op_mul_Tensor(runtime, grad, self->rank ? self : grad);
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
        if (!(t[0] = op_mul_Tensor(runtime, grad, value)) || !(t[1] = op_cumsum_backward(runtime, t[0], at)) ||
            !(t[2] = op_conj(runtime, self)))
            goto end;
        result = op_div_Tensor(runtime, t[1], t[2]);
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
               (p[6] = op_mul_Tensor(runtime, p[5], p[4])) &&
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

Tensor *reduction_logcumsumexp_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value,
                                        int64_t dim)
{
    // exp(self) times the running sum, from the end, of grad * exp(-value), split by sign so that all stays in logs.
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    if (!self->rank)
        return tensor_retain(grad);
    if (!(t[0] = op_neg(runtime, value)) || !(t[1] = op_exp(runtime, t[0])) ||
        !(t[2] = op_mul_Tensor(runtime, grad, t[1])) || !(t[3] = op_cumsum_backward(runtime, t[2], dim)))
        goto end;
    Tensor *scale = op_exp(runtime, self);
    result = scale ? op_mul_Tensor(runtime, t[3], scale) : NULL;
    tensor_release(scale);
end:
    release_temporaries(t, 4);
    return result;
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

Tensor *reduction_softmax_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *output, int64_t dim,
                                   int64_t dtype)
{
    int at;
    if (!wrap(runtime, output, dim, &at))
        return NULL;
    return converted(reduce_softmax_backward(grad_output, output, at), dtype);
}

Tensor *reduction_log_softmax_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *output, int64_t dim,
                                       int64_t dtype)
{
    int at;
    if (!wrap(runtime, output, dim, &at))
        return NULL;
    return converted(reduce_log_softmax_backward(grad_output, output, at), dtype);
}

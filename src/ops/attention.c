// Scaled dot product attention, as a composition.
#include <math.h>

#include "ops/support.h"

static Tensor *times(Runtime *runtime, const Tensor *tensor, double factor)
{
    Tensor *number = tensor_wrapped_scalar(runtime, scalar_float(factor));
    Tensor *result = number ? op_mul_Tensor(runtime, tensor, number) : NULL;
    tensor_release(number);
    return result;
}

// 0 where the mask is set (or lies on and below the diagonal), -inf elsewhere.
static Tensor *bias_of(Runtime *runtime, const Tensor *allowed, DType dtype)
{
    Tensor *zero = tensor_scalar(runtime, scalar_int(0), dtype);
    Tensor *low = zero ? tensor_scalar(runtime, scalar_float(-INFINITY), dtype) : NULL;
    Tensor *result = low ? op_where_self(runtime, allowed, zero, low) : NULL;
    tensor_release(zero);
    tensor_release(low);
    return result;
}

static bool make_bias(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *mask, bool is_causal,
                      Tensor **bias)
{
    *bias = NULL;
    if (is_causal && mask) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
        return false;
    }
    if (!is_causal && !mask)
        return true;
    if (mask && mask->dtype != DTYPE_BOOL) {
        *bias = tensor_retain(mask);
        return true;
    }
    int64_t sizes[2] = {query->sizes[query->rank - 2], key->sizes[key->rank - 2]};
    Tensor *ones = NULL, *allowed = mask ? tensor_retain(mask) : NULL;
    if (is_causal) {
        ones = op_ones(runtime, (IntList){sizes, 2}, DTYPE_BOOL, OPTION_NONE, OPTION_NONE, OPTION_NONE);
        allowed = ones ? op_tril(runtime, ones, 0) : NULL;
    }
    *bias = allowed ? bias_of(runtime, allowed, (DType)query->dtype) : NULL;
    tensor_release(ones);
    tensor_release(allowed);
    return *bias != NULL;
}

static bool check(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value)
{
    if (query->dtype != key->dtype || query->dtype != value->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected query, key, and value to have the same dtype, but got query.dtype: %s key.dtype: %s and "
                    "value.dtype: %s instead.",
                    dtype_name((DType)query->dtype), dtype_name((DType)key->dtype), dtype_name((DType)value->dtype));
        return false;
    }
    if (query->rank >= 2 && key->rank >= 2 && value->rank >= 2)
        return true;
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim(): %d, key.dim(): %d and "
        "value.dim(): %d instead.",
        (int)query->rank, (int)key->rank, (int)value->rank);
    return false;
}

static Tensor *grouped(Runtime *runtime, const Tensor *tensor, const Tensor *query)
{
    int64_t heads = tensor->sizes[tensor->rank - 3], wanted = query->sizes[query->rank - 3];
    if (!heads || wanted % heads) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Number of heads in key and value must divide the number of heads in query");
        return NULL;
    }
    return op_repeat_interleave_self_int(runtime, tensor, wanted / heads, (OptionalInt){true, -3}, (OptionalInt){0});
}

Tensor *attention_scaled_dot_product(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value,
                                     const Tensor *attn_mask, double dropout_p, bool is_causal, OptionalFloat scale,
                                     bool enable_gqa)
{
    if (!check(runtime, query, key, value))
        return NULL;
    double factor = scale.given ? scale.value : 1.0 / sqrt((double)query->sizes[query->rank - 1]);
    double half = sqrt(fabs(factor));
    Tensor *t[10] = {0};
    Tensor *result = NULL;
    bool share = enable_gqa && query->rank >= 3 && key->rank >= 3 && value->rank >= 3;
    t[0] = share ? grouped(runtime, key, query) : tensor_retain(key);
    t[1] = t[0] ? share ? grouped(runtime, value, query) : tensor_retain(value) : NULL;
    if (!t[1] || !make_bias(runtime, query, key, attn_mask, is_causal, &t[2]))
        goto end;
    if (!(t[3] = times(runtime, query, factor < 0 ? -half : half)) ||
        !(t[4] = op_transpose_int(runtime, t[0], -2, -1)) || !(t[5] = times(runtime, t[4], half)) ||
        !(t[6] = op_matmul(runtime, t[3], t[5])))
        goto end;
    if (t[2]) {
        t[7] = op_add_Tensor(runtime, t[6], t[2], scalar_int(1));
        if (!t[7])
            goto end;
    } else
        t[7] = tensor_retain(t[6]);
    t[8] = op_softmax_int(runtime, t[7], -1, OPTION_NONE);
    if (t[8] && dropout_p > 0) {
        t[9] = op_dropout(runtime, t[8], dropout_p, true);
        result = t[9] ? op_matmul(runtime, t[9], t[1]) : NULL;
    } else if (t[8])
        result = op_matmul(runtime, t[8], t[1]);
end:
    release_temporaries(t, 10);
    return result;
}

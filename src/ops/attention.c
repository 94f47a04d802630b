// Scaled dot product attention: in blocks where PyTorch does so, else as a composition.
#include <math.h>

#include "ops/support.h"
#include "tensor/attention.h"

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

static bool check_mask(Runtime *runtime, const Tensor *query, const Tensor *mask)
{
    if (!mask || mask->dtype == DTYPE_BOOL || mask->dtype == DTYPE_FLOAT32 || mask->dtype == query->dtype)
        return true;
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: %s and  "
        "query.dtype: %s instead.",
        dtype_c_name((DType)mask->dtype), dtype_c_name((DType)query->dtype));
    return false;
}

static bool check(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value, const Tensor *mask)
{
    if (query->dtype != key->dtype || query->dtype != value->dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected query, key, and value to have the same dtype, but got query.dtype: %s key.dtype: %s and "
                    "value.dtype: %s instead.",
                    dtype_c_name((DType)query->dtype), dtype_c_name((DType)key->dtype),
                    dtype_c_name((DType)value->dtype));
    else if (query->device != key->device || query->device != value->device)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected query, key, and value to have the same device type, but got query.device: %s key.device: "
                    "%s and value.device: %s instead.",
                    device_name(query->device), device_name(key->device), device_name(value->device));
    else if (query->rank < 2 || key->rank < 2 || value->rank < 2)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: %d key.dim: "
                    "%d and value.dim: %d instead.",
                    (int)query->rank, (int)key->rank, (int)value->rank);
    else
        return check_mask(runtime, query, mask);
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

// In blocks ------------------------------------------------------------------------------------------------

static double scale_of(const Tensor *query, OptionalFloat scale)
{
    return scale.given ? scale.value : 1.0 / sqrt((double)query->sizes[query->rank - 1]);
}

static bool mask_fits(const Tensor *mask, const Tensor *query, const Tensor *key)
{
    if (autograd_requires_grad(mask) || (mask->rank != 2 && mask->rank != 4) || mask->strides[mask->rank - 1] != 1)
        return false;
    int64_t full[4] = {query->sizes[0], query->sizes[1], query->sizes[2], key->sizes[2]};
    for (int i = 0; i < mask->rank; i++)
        if (mask->sizes[i] != 1 && mask->sizes[i] != full[4 - mask->rank + i])
            return false;
    return true;
}

// Whether PyTorch takes the blocked way.
static bool in_blocks(const Tensor *query, const Tensor *key, const Tensor *value, const Tensor *mask, double dropout_p)
{
    const Tensor *const all[] = {query, key, value};
    if (dropout_p > 0 || !dtype_is_floating((DType)query->dtype))
        return false;
    for (int i = 0; i < 3; i++)
        if (all[i]->rank != 4 || all[i]->sizes[0] != query->sizes[0] || all[i]->sizes[1] != query->sizes[1] ||
            all[i]->sizes[3] != query->sizes[3] || all[i]->strides[3] != 1 || !tensor_count(all[i]) ||
            all[i]->device != DEVICE_CPU)
            return false;
    return key->sizes[2] == value->sizes[2] && (!mask || mask_fits(mask, query, key));
}

bool attention_flash(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value, double dropout_p,
                     bool is_causal, const Tensor *attn_mask, OptionalFloat scale, Tensor **result0, Tensor **result1)
{
    if (!in_blocks(query, key, value, NULL, dropout_p)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "scaled_dot_product_attention_flash_attention: Accept only 4 dims inputs shape of {B, H, T, K}");
        return false;
    }
    Attention attention = {query, key, value, attn_mask, scale_of(query, scale), is_causal};
    return attention_forward(&attention, result0, result1);
}

bool attention_flash_backward(Runtime *runtime, const Tensor *grad_out, const Tensor *query, const Tensor *key,
                              const Tensor *value, const Tensor *out, const Tensor *logsumexp, double dropout_p,
                              bool is_causal, const Tensor *attn_mask, OptionalFloat scale, Tensor **result0,
                              Tensor **result1, Tensor **result2)
{
    (void)runtime, (void)dropout_p;
    Attention attention = {query, key, value, attn_mask, scale_of(query, scale), is_causal};
    return attention_backward(&attention, grad_out, out, logsumexp, result0, result1, result2);
}

bool attention_refuse_gradient(Runtime *runtime, const Tensor *grad, Tensor **result0, Tensor **result1,
                               Tensor **result2, Tensor **result3)
{
    (void)grad, (void)result0, (void)result1, (void)result2, (void)result3;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "derivative for aten::_scaled_dot_product_flash_attention_for_cpu_backward is not implemented");
    return false;
}

static Tensor *run_blocks(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value,
                          const Tensor *mask, bool is_causal, OptionalFloat scale)
{
    Tensor *output = NULL, *logsumexp = NULL;
    bool done = op__scaled_dot_product_flash_attention_for_cpu(runtime, query, key, value, 0, is_causal, mask, scale,
                                                               &output, &logsumexp);
    tensor_release(logsumexp);
    return done ? output : NULL;
}

// softmax, but 0 in rows where nothing may be attended to.
static Tensor *safe_softmax(Runtime *runtime, const Tensor *scores)
{
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_softmax_int(runtime, scores, -1, OPTION_NONE)) &&
        (t[1] = tensor_wrapped_scalar(runtime, scalar_float(-INFINITY))) &&
        (t[2] = op_eq_Tensor(runtime, scores, t[1])) && (t[3] = op_all_dim(runtime, t[2], -1, true)) &&
        (t[4] = tensor_scalar(runtime, scalar_int(0), (DType)t[0]->dtype)))
        result = op_where_self(runtime, t[3], t[4], t[0]);
    release_temporaries(t, 6);
    return result;
}

Tensor *attention_scaled_dot_product(Runtime *runtime, const Tensor *query, const Tensor *key, const Tensor *value,
                                     const Tensor *attn_mask, double dropout_p, bool is_causal, OptionalFloat scale,
                                     bool enable_gqa)
{
    if (!check(runtime, query, key, value, attn_mask))
        return NULL;
    double factor = scale_of(query, scale);
    double half = sqrt(fabs(factor));
    Tensor *t[10] = {0};
    Tensor *result = NULL;
    bool share = enable_gqa && query->rank >= 3 && key->rank >= 3 && value->rank >= 3;
    t[0] = share ? grouped(runtime, key, query) : tensor_retain(key);
    t[1] = t[0] ? share ? grouped(runtime, value, query) : tensor_retain(value) : NULL;
    if (!t[1])
        goto end;
    if (!enable_gqa && !runtime->attention_blocks_off && in_blocks(query, key, value, attn_mask, dropout_p)) {
        if (attn_mask && !make_bias(runtime, query, key, attn_mask, false, &t[2]))
            goto end;
        result = run_blocks(runtime, query, key, value, t[2], is_causal, scale);
        goto end;
    }
    if (runtime->attention_math_off) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s",
                    runtime->attention_blocks_off
                        ? "No viable backend for scaled_dot_product_attention was found. This is likely due to turning "
                          "off both the math kernel and the fused kernels."
                        : "No available kernel.  Aborting execution.");
        goto end;
    }
    if (!make_bias(runtime, query, key, attn_mask, is_causal, &t[2]))
        goto end;
    if (!(t[3] = times(runtime, query, factor < 0 ? -half : half)) ||
        !(t[4] = op_transpose_int(runtime, t[0], -2, -1)) || !(t[5] = times(runtime, t[4], half)) ||
        !(t[6] = op_matmul(runtime, t[3], t[5])))
        goto end;
    if (t[2]) {
        t[7] = op_add_Tensor_(runtime, t[6], t[2], scalar_int(1)); // the bias may not widen the scores
        if (!t[7])
            goto end;
    } else
        t[7] = tensor_retain(t[6]);
    t[8] = t[2] ? safe_softmax(runtime, t[7]) : op_softmax_int(runtime, t[7], -1, OPTION_NONE);
    if (t[8] && dropout_p > 0) {
        t[9] = op_dropout(runtime, t[8], dropout_p, true);
        result = t[9] ? op_matmul(runtime, t[9], t[1]) : NULL;
    } else if (t[8])
        result = op_matmul(runtime, t[8], t[1]);
end:
    release_temporaries(t, 10);
    return result;
}

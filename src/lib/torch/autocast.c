#include "lib/torch/autocast.h"

#include <string.h>

#include "lib/names.h"
#include "lib/torch/objects.h"
#include "lib/torch/state.h"
#include "object/native.h"
#include "ops/prototypes.h"

enum { AUTOCAST_MAX = 64 }; // tensors of one call

/// PyTorch's lists for the CPU: what runs in the smaller type, and what runs in 32 bits.
static const char smaller[] =
    " conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d conv_transpose3d bmm mm baddbmm addmm addbmm "
    "linear "
    "matmul __matmul__ __rmatmul__ scaled_dot_product_attention _native_multi_head_attention einsum linalg_matmul "
    "linalg_vecdot linalg_multi_dot chain_matmul ";
static const char larger[] =
    " avg_pool3d binary_cross_entropy grid_sampler polar prod quantile nanquantile stft cdist trace view_as_complex "
    "cholesky cholesky_inverse cholesky_solve inverse lu_solve orgqr ormqr pinverse max_pool3d max_unpool2d "
    "max_unpool3d "
    "adaptive_avg_pool3d reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d replication_pad3d "
    "mse_loss cosine_embedding_loss nll_loss nll_loss_nd nll_loss2d hinge_embedding_loss poisson_nll_loss "
    "smooth_l1_loss "
    "cross_entropy_loss l1_loss huber_loss margin_ranking_loss soft_margin_loss triplet_margin_loss "
    "multi_margin_loss ctc_loss kl_div multilabel_margin_loss binary_cross_entropy_with_logits ";

typedef struct Casts {
    Runtime *runtime;
    DType dtype;
    Tensor *made[AUTOCAST_MAX];
    size_t count;
} Casts;

/// The tensor in the wanted type, lent; NULL with an error pending.
static Tensor *cast(Casts *casts, Tensor *tensor)
{
    bool wanted = tensor && tensor->dtype != casts->dtype &&
                  (tensor->dtype == DTYPE_FLOAT32 || tensor->dtype == DTYPE_BFLOAT16 || tensor->dtype == DTYPE_FLOAT16);
    if (!wanted || casts->count == AUTOCAST_MAX)
        return tensor;
    Tensor *result = op_to_dtype(casts->runtime, tensor, casts->dtype, false, false, OPTION_NONE);
    if (result)
        casts->made[casts->count++] = result;
    return result;
}

static bool cast_list(Casts *casts, OpValue *value, Tensor **items)
{
    if (value->tensors.count > AUTOCAST_MAX)
        return true;
    for (int64_t i = 0; i < value->tensors.count; i++) {
        items[i] = cast(casts, value->tensors.items[i]);
        if (value->tensors.items[i] && !items[i])
            return false;
    }
    if (value->tensors.count > 0)
        value->tensors.items = items;
    return true;
}

bool autocast_call(Interp *interp, const Operator *operation, const ParsedCall *call, OpValue *results)
{
    Runtime *runtime = runtime_of(interp);
    Casts casts = {.runtime = runtime};
    bool small = names_listed(smaller, operation->name);
    if (!small && !names_listed(larger, operation->name))
        return call->overload->call(runtime, call->values, results);
    casts.dtype = small ? (DType)torch_of(interp)->autocast_dtype : DTYPE_FLOAT32;
    OpValue values[OPERATOR_MAX_PARAMETERS];
    Tensor *items[AUTOCAST_MAX];
    bool ok = true, listed = false;
    for (int i = 0; ok && i < call->overload->parameter_count; i++) {
        values[i] = call->values[i];
        if (values[i].type == OP_TENSOR && !call->overload->parameters[i].is_out) {
            Tensor *tensor = values[i].tensor;
            values[i].tensor = cast(&casts, tensor);
            ok = !tensor || values[i].tensor;
        } else if (values[i].type == OP_TENSOR_LIST && !listed) {
            listed = true;
            ok = cast_list(&casts, &values[i], items);
        }
    }
    ok = ok && call->overload->call(runtime, values, results);
    for (size_t i = 0; i < casts.count; i++)
        tensor_release(casts.made[i]);
    return ok;
}

NATIVE(autocast_set, "_set_autocast(dtype, /)",
       "Switches mixed precision to a dtype, or off with None; returns what it was.")
{
    Torch *torch = torch_of(interp);
    int dtype = arg[0].tag == TAG_NONE ? (int)DTYPE_FLOAT32 : dtype_from_value(interp, arg[0]);
    if (dtype < 0)
        return value_raise(interp, ERROR_TYPE_ERROR, "_set_autocast() takes a torch.dtype or None");
    Value before = torch->autocast ? dtype_to_value(interp, (DType)torch->autocast_dtype) : VALUE_NONE;
    torch->autocast = arg[0].tag != TAG_NONE;
    torch->autocast_dtype = dtype;
    return before;
}

NATIVE(autocast_set_attention, "_set_attention(blocks, math, /)",
       "Says whether attention may be taken in blocks, and by plain products.")
{
    Runtime *runtime = runtime_of(interp);
    if (arg[0].tag != TAG_BOOL || arg[1].tag != TAG_BOOL)
        return value_raise(interp, ERROR_TYPE_ERROR, "_set_attention() takes two bools");
    runtime->attention_blocks_off = !arg[0].boolean;
    runtime->attention_math_off = !arg[1].boolean;
    return VALUE_NONE;
}

const NativeSpec *const autocast_natives[] = {&autocast_set_native, &autocast_set_attention_native, NULL};

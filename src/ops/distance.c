// Distances between vectors, and the angle between them.
#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/shape.h"

// How cdist takes Euclidean distances: by a matrix product for many rows, always, or never.
enum { MODE_BY_COUNT = 0, MODE_PRODUCT = 1, MODE_PAIRS = 2, FEW_ROWS = 25 };

static bool check_cdist(Runtime *runtime, const Tensor *x1, const Tensor *x2, double p, int64_t mode)
{
    const Tensor *both[2] = {x1, x2};
    for (int i = 0; i < 2; i++)
        if (both[i]->rank < 2) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cdist only supports at least 2D tensors, X%d got: %dD",
                        i + 1, (int)both[i]->rank);
            return false;
        }
    if (x1->sizes[x1->rank - 1] != x2->sizes[x2->rank - 1]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "X1 and X2 must have the same number of columns. X1: %lld X2: %lld",
                    (long long)x1->sizes[x1->rank - 1], (long long)x2->sizes[x2->rank - 1]);
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (!dtype_is_floating(both[i]->dtype)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cdist only supports floating-point dtypes, X%d got: %s",
                        i + 1, dtype_scalar_name(both[i]->dtype));
            return false;
        }
    if (!(p >= 0)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cdist only supports non-negative p values");
        return false;
    }
    if (mode < MODE_BY_COUNT || mode > MODE_PAIRS) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "possible modes: 0, 1, 2, but was: %lld", (long long)mode);
        return false;
    }
    return true;
}

Tensor *distance_cdist_forward(Runtime *runtime, const Tensor *x1, const Tensor *x2, double p)
{
    if (!tensor_check_dtype(x2, x1->dtype))
        return NULL;
    Tensor *a = op_unsqueeze(runtime, x1, -2), *b = a ? op_unsqueeze(runtime, x2, -3) : NULL;
    Tensor *difference = b ? op_sub_Tensor(runtime, a, b, scalar_int(1)) : NULL;
    Tensor *result = difference ? op__distance(runtime, difference, scalar_float(p),
                                               (IntList){(const int64_t[]){-1}, 1}, false, OPTION_NONE)
                                : NULL;
    release_temporaries((Tensor *[]){a, b, difference}, 3);
    return result;
}

// Puts the squared lengths of the rows of `x`, and ones, beside `rows`: the ones first where `ones_first`.
static Tensor *beside_squares(Runtime *runtime, const Tensor *x, Tensor *rows, bool ones_first)
{
    int64_t last = -1;
    Tensor *t[3] = {0};
    Tensor *result = NULL;
    if ((t[0] = op_pow_Tensor_Scalar(runtime, x, scalar_int(2))) &&
        (t[1] = op_sum_dim_IntList(runtime, t[0], (IntList){&last, 1}, true, OPTION_NONE)) &&
        (t[2] = op_ones_like(runtime, t[1], OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE))) {
        Tensor *const parts[] = {rows, t[ones_first ? 2 : 1], t[ones_first ? 1 : 2]};
        result = op_cat(runtime, (TensorList){parts, 3}, -1);
    }
    release_temporaries(t, 3);
    return result;
}

// |a - b|^2 = -2ab + |a|^2 + |b|^2, all three by one product of matrices.
Tensor *distance_euclidean(Runtime *runtime, const Tensor *x1, const Tensor *x2)
{
    Tensor *t[7] = {0};
    Tensor *result = NULL;
    if ((t[0] = tensor_wrapped_scalar(runtime, scalar_int(-2))) && (t[1] = op_mul_Tensor(runtime, x1, t[0])) &&
        (t[2] = beside_squares(runtime, x1, t[1], false)) && (t[3] = beside_squares(runtime, x2, (Tensor *)x2, true)) &&
        (t[4] = op_transpose_int(runtime, t[3], -2, -1)) && (t[5] = op_matmul(runtime, t[2], t[4])) &&
        (t[6] = op_clamp_min(runtime, t[5], scalar_int(0))))
        result = op_sqrt(runtime, t[6]);
    release_temporaries(t, 7);
    return result;
}

Tensor *distance_cdist(Runtime *runtime, const Tensor *x1, const Tensor *x2, double p, OptionalInt compute_mode)
{
    int64_t mode = compute_mode.given ? compute_mode.value : MODE_BY_COUNT;
    if (!check_cdist(runtime, x1, x2, p, mode))
        return NULL;
    int64_t rows = x1->sizes[x1->rank - 2], others = x2->sizes[x2->rank - 2], count = tensor_count(x1);
    bool many = rows > FEW_ROWS || others > FEW_ROWS;
    if (p != 2 || mode == MODE_PAIRS || !(many || mode == MODE_PRODUCT) || !count || !tensor_count(x2))
        return op__cdist_forward(runtime, x1, x2, p);
    Tensor *distances = op__euclidean_dist(runtime, x1, x2);
    Tensor *result = distances ? op_view(runtime, distances, tensor_size_list(distances)) : NULL;
    tensor_release(distances);
    return result;
}

Tensor *distance_pdist(Runtime *runtime, const Tensor *self, double p)
{
    if (self->rank != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "pdist only supports 2D tensors, got: %dD", (int)self->rank);
        return NULL;
    }
    if (!dtype_is_floating((DType)self->dtype) || p < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    dtype_is_floating((DType)self->dtype) ? "pdist only supports non-negative p values"
                                                          : "pdist only supports floating-point dtypes");
        return NULL;
    }
    int64_t n = self->sizes[0], last = -1;
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_triu_indices(runtime, n, n, 1, DTYPE_INT64, OPTION_NONE, OPTION_NONE, OPTION_NONE)) ||
        !(t[1] = op_select_int(runtime, t[0], 0, 0)) || !(t[2] = op_select_int(runtime, t[0], 0, 1)) ||
        !(t[3] = op_index_select(runtime, self, 0, t[1])) || !(t[4] = op_index_select(runtime, self, 0, t[2])) ||
        !(t[5] = op_sub_Tensor(runtime, t[3], t[4], scalar_int(1))))
        goto end;
    result = op__distance(runtime, t[5], scalar_float(p), (IntList){&last, 1}, false, OPTION_NONE);
end:
    release_temporaries(t, 6);
    return result;
}

// x / max(|x|, eps)
static Tensor *unit(Runtime *runtime, const Tensor *x, int64_t dim, double eps)
{
    Tensor *norm = op_linalg_vector_norm(runtime, x, scalar_int(2), (IntList){&dim, 1}, true, OPTION_NONE);
    Tensor *safe = norm ? op_clamp_min(runtime, norm, scalar_float(eps)) : NULL;
    Tensor *result = safe ? op_div_Tensor(runtime, x, safe) : NULL;
    tensor_release(norm);
    tensor_release(safe);
    return result;
}

Tensor *distance_cosine_similarity(Runtime *runtime, const Tensor *x1, const Tensor *x2, int64_t dim, double eps)
{
    TensorVector both = {0};
    Tensor *result = NULL;
    DType common = tensor_result_dtype((const Tensor *[]){x1, x2}, 2);
    if (!dtype_is_floating(common)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "expected common dtype to be floating point, yet common dtype is %s", dtype_scalar_name(common));
        return NULL;
    }
    Tensor *same[2] = {op_to_dtype(runtime, x1, common, false, false, OPTION_NONE), NULL};
    same[1] = same[0] ? op_to_dtype(runtime, x2, common, false, false, OPTION_NONE) : NULL;
    bool stretched = same[1] && op_broadcast_tensors(runtime, (TensorList){same, 2}, &both);
    release_temporaries(same, 2);
    if (!stretched)
        return NULL;
    Tensor *a = unit(runtime, both.items[0], dim, eps), *b = a ? unit(runtime, both.items[1], dim, eps) : NULL;
    Tensor *product = b ? op_mul_Tensor(runtime, a, b) : NULL;
    if (product)
        result = op_sum_dim_IntList(runtime, product, (IntList){&dim, 1}, false, OPTION_NONE);
    release_temporaries((Tensor *[]){a, b, product}, 3);
    tensor_vector_free(runtime, &both);
    return result;
}

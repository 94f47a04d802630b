// Products of several matrices in the order that needs the fewest multiplications.
#include <inttypes.h>

#include "ops/support.h"

/// The matrices, all of rank 2 by now, and for each run of them where it is best split.
typedef struct Chain {
    Runtime *runtime;
    Tensor *const *items;
    int count;
    int *splits; // count * count: [first][last]
} Chain;

// Costs of all runs, short ones first (Cormen et al., Introduction to Algorithms, chapter 15.2).
static void plan(const Chain *chain, double *costs)
{
    int n = chain->count;
    for (int i = 0; i < n; i++)
        costs[i * n + i] = 0;
    for (int length = 1; length < n; length++)
        for (int first = 0; first + length < n; first++) {
            int last = first + length;
            for (int split = first; split < last; split++) {
                double cost = costs[first * n + split] + costs[(split + 1) * n + last] +
                              (double)chain->items[first]->sizes[0] * (double)chain->items[split]->sizes[1] *
                                  (double)chain->items[last]->sizes[1];
                if (split == first || cost < costs[first * n + last]) {
                    costs[first * n + last] = cost;
                    chain->splits[first * n + last] = split;
                }
            }
        }
}

static Tensor *multiply(const Chain *chain, int first, int last)
{
    if (first == last)
        return tensor_retain(chain->items[first]);
    int split = chain->splits[first * chain->count + last];
    Tensor *left = multiply(chain, first, split), *right = left ? multiply(chain, split + 1, last) : NULL;
    Tensor *result = right ? op_mm(chain->runtime, left, right) : NULL;
    tensor_release(left);
    tensor_release(right);
    return result;
}

// The product in the cheapest order, which dynamic programming finds.
static Tensor *multiply_all(Runtime *runtime, Tensor *const *items, int count)
{
    size_t area = (size_t)count * (size_t)count;
    int *splits = mem_alloc_array(runtime->memory, area, sizeof *splits);
    double *costs = splits ? mem_alloc_array(runtime->memory, area, sizeof *costs) : NULL;
    Tensor *result = NULL;
    if (costs) {
        Chain chain = {runtime, items, count, splits};
        plan(&chain, costs);
        result = multiply(&chain, 0, count - 1);
    }
    mem_free(runtime->memory, costs, area * sizeof *costs);
    mem_free(runtime->memory, splits, area * sizeof *splits);
    return result;
}

// Whether a tensor is of the first one's type and device, and the one before can be multiplied by it.
static bool check_pair(Runtime *runtime, Tensor *const *tensors, int64_t i)
{
    const Tensor *first = tensors[0], *before = tensors[i - 1], *tensor = tensors[i];
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (tensor->dtype != first->dtype)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "multi_dot(): all tensors must have be the same dtype but tensor 0 is %s and tensor %" PRId64 " %s",
                    dtype_c_name((DType)first->dtype), i, dtype_c_name((DType)tensor->dtype));
    else if (tensor->device != first->device)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "multi_dot(): all tensors must be on the same device but tensor 0 is on %s and tensor %" PRId64
                    " on %s",
                    device_name((Device)first->device), i, device_name((Device)tensor->device));
    else if (before->sizes[before->rank - 1] != tensor->sizes[0])
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "multi_dot(): tensors %" PRId64 " and %" PRId64 " with shapes %s and %s cannot be multiplied",
                    i - 1, i, tensor_format_sizes(before, a), tensor_format_sizes(tensor, b));
    else
        return true;
    return false;
}

static bool check(Runtime *runtime, TensorList tensors)
{
    if (tensors.count < 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "multi_dot(): expected at least 2 tensors but got %" PRId64,
                    tensors.count);
        return false;
    }
    for (int64_t i = 0; i < tensors.count; i++) {
        bool end = i == 0 || i == tensors.count - 1;
        int rank = tensors.items[i]->rank;
        if (rank == 2 || (end && rank == 1))
            continue;
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    i == 0 ? "multi_dot(): the first tensor must be 1D or 2D but got %dD"
                    : end  ? "multi_dot(): the last tensor must be 1D or 2D but got %dD"
                           : "multi_dot(): tensor %2$" PRId64 " must be 2D but got %1$dD",
                    rank, i);
        return false;
    }
    for (int64_t i = 1; i < tensors.count; i++)
        if (!check_pair(runtime, tensors.items, i))
            return false;
    return true;
}

static Tensor *multiply_in_turn(Runtime *runtime, TensorList matrices)
{
    Tensor *result = tensor_retain(matrices.items[0]);
    for (int64_t i = 1; result && i < matrices.count; i++) {
        Tensor *next = op_matmul(runtime, result, matrices.items[i]);
        tensor_release(result);
        result = next;
    }
    return result;
}

Tensor *matrix_chain(Runtime *runtime, TensorList matrices)
{
    for (int64_t i = 0; i < matrices.count; i++)
        if (matrices.items[i]->rank != 2) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Tensor dimension is %d, expected 2 instead.",
                        (int)matrices.items[i]->rank);
            return NULL;
        }
    if (matrices.count > 1)
        return matrix_multi_dot(runtime, matrices);
    if (matrices.count)
        return op_clone(runtime, matrices.items[0], OPTION_NONE);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "chain_matmul(): Expected one or more matrices");
    return NULL;
}

Tensor *matrix_multi_dot(Runtime *runtime, TensorList tensors)
{
    enum { MOST = 64 };
    Tensor *items[MOST] = {0};
    if (!check(runtime, tensors))
        return NULL;
    if (tensors.count == 2 || tensors.count > MOST)
        return multiply_in_turn(runtime, tensors);
    int count = (int)tensors.count;
    const Tensor *first = tensors.items[0], *last = tensors.items[count - 1];
    int64_t sizes[2];
    int rank = 0;
    if (first->rank == 2)
        sizes[rank++] = first->sizes[0];
    if (last->rank == 2)
        sizes[rank++] = last->sizes[1];
    bool done = true;
    for (int i = 0; done && i < count; i++) {
        const Tensor *tensor = tensors.items[i];
        items[i] = tensor->rank == 2 ? tensor_retain(tensor) : op_unsqueeze(runtime, tensor, i == 0 ? 0 : 1);
        done = items[i] != NULL;
    }
    Tensor *product = done ? multiply_all(runtime, items, count) : NULL;
    Tensor *result = product ? op_view(runtime, product, (IntList){sizes, rank}) : NULL;
    tensor_release(product);
    release_temporaries(items, count);
    return result;
}

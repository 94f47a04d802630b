#include "tensor/attention.h"

#include <math.h>
#include <string.h>

#include "kernel/attention.h"
#include "kernel/convert.h"
#include "kernel/gemm.h"
#include "tensor/copy.h"

enum { KEY_BLOCK = 512 };

/// One call: its tensors in the dtype it computes in, and the blocks' sizes. Half precision computes in float and
/// rounds the weights to `narrow` before they are multiplied with the values.
typedef struct Pass {
    Runtime *runtime;
    const Attention *call;
    DType dtype, narrow;
    size_t size; // bytes of an element
    Tensor *query, *key, *value, *mask;
    int64_t batch, heads, queries, keys, width;
    int64_t query_block, key_block;
    char *scores; // (query_block, key_block)
    char *grads;  // of the same size, backwards only
    char *sums;   // (query_block, width), forwards only
} Pass;

static size_t score_count(const Pass *pass)
{
    return (size_t)(pass->query_block * pass->key_block);
}

static size_t sum_count(const Pass *pass)
{
    return (size_t)(pass->query_block * pass->width);
}

static void pass_finish(Pass *pass)
{
    size_t area = score_count(pass) * pass->size;
    tensor_release(pass->query);
    tensor_release(pass->key);
    tensor_release(pass->value);
    tensor_release(pass->mask);
    mem_free(pass->runtime->memory, pass->scores, area);
    mem_free(pass->runtime->memory, pass->grads, area);
    mem_free(pass->runtime->memory, pass->sums, sum_count(pass) * pass->size);
}

// The tensor itself where its dtype is the one computed in: strides are no hindrance.
static Tensor *widen(const Pass *pass, const Tensor *tensor)
{
    return tensor->dtype == pass->dtype ? tensor_retain(tensor) : copy_contiguous_as(tensor, pass->dtype);
}

static bool pass_start(Pass *pass, const Attention *call)
{
    const Tensor *query = call->query;
    DType dtype = dtype_compute((DType)query->dtype);
    int64_t queries = query->sizes[2], keys = call->key->sizes[2];
    *pass = (Pass){.runtime = query->runtime,
                   .call = call,
                   .dtype = dtype,
                   .narrow = (DType)query->dtype,
                   .size = dtype_size(dtype),
                   .batch = query->sizes[0],
                   .heads = query->sizes[1],
                   .queries = queries,
                   .keys = keys,
                   .width = query->sizes[3]};
    int64_t most = queries >= 768 ? 256 : queries >= 192 ? 64 : 32;
    pass->query_block = queries < most ? queries : most;
    pass->key_block = keys < KEY_BLOCK ? keys : KEY_BLOCK;
    bool done = (pass->query = widen(pass, query)) && (pass->key = widen(pass, call->key)) &&
                (pass->value = widen(pass, call->value)) &&
                (pass->scores = mem_alloc_array(pass->runtime->memory, score_count(pass), pass->size));
    if (done && call->mask) {
        Tensor *wide = widen(pass, call->mask);
        int64_t sizes[4] = {pass->batch, pass->heads, queries, keys};
        pass->mask = wide ? tensor_expand(wide, 4, sizes) : NULL;
        tensor_release(wide);
        done = pass->mask != NULL;
    }
    if (!done)
        pass_finish(pass);
    return done;
}

// Row `row` of one head of a tensor of rank 4, as a matrix.
static GemmMatrix rows_of(const Pass *pass, const Tensor *tensor, int64_t batch, int64_t head, int64_t row)
{
    int64_t at = batch * tensor->strides[0] + head * tensor->strides[1] + row * tensor->strides[2];
    return (GemmMatrix){tensor_data(tensor) + (size_t)at * pass->size, tensor->strides[2], tensor->strides[3]};
}
static GemmMatrix turned(GemmMatrix matrix)
{
    return (GemmMatrix){matrix.data, matrix.column, matrix.row};
}

// What half precision keeps of numbers that it computed in float.
static void narrow(const Pass *pass, char *data, int64_t count)
{
    uint16_t half[64];
    if (pass->narrow == pass->dtype)
        return;
    for (int64_t i = 0; i < count; i += 64) {
        int64_t width = count - i < 64 ? count - i : 64;
        float *from = (float *)(void *)data + i;
        if (pass->narrow == DTYPE_FLOAT16) {
            convert_float_to_half((Half *)half, from, width);
            convert_half_to_float(from, (const Half *)half, width);
        } else {
            convert_float_to_bfloat16((BFloat16 *)half, from, width);
            convert_bfloat16_to_float(from, (const BFloat16 *)half, width);
        }
    }
}

static bool multiply(const Pass *pass, int64_t m, int64_t n, int64_t k, double alpha, GemmMatrix a, GemmMatrix b,
                     bool add, GemmMatrix c)
{
    if (!gemm_multiply(pass->runtime->memory, pass->dtype, (GemmSize){m, n, k}, scalar_float(alpha), a, b,
                       scalar_int(add), c))
        return false;
    for (int64_t i = 0; !add && i < m; i++)
        narrow(pass, (char *)c.data + (size_t)(i * c.row) * pass->size, n);
    return true;
}

/// A block of queries of one head, and the keys it is held against.
typedef struct Block {
    int64_t batch, head, query, queries, key, keys;
} Block;

static char *score_row(const Pass *pass, char *scores, const Block *block, int64_t row)
{
    return scores + (size_t)(row * block->keys) * pass->size;
}

static const char *mask_row(const Pass *pass, const Block *block, int64_t row)
{
    if (!pass->mask)
        return NULL;
    GemmMatrix mask = rows_of(pass, pass->mask, block->batch, block->head, block->query + row);
    return (const char *)mask.data + (size_t)(block->key * mask.column) * pass->size;
}

// How many keys of the block a row may see.
static int64_t visible(const Pass *pass, const Block *block, int64_t row)
{
    int64_t count = block->query + row + 1 - block->key;
    return !pass->call->is_causal || count > block->keys ? block->keys : count < 0 ? 0 : count;
}

static void fill(const Pass *pass, char *row, int64_t from, int64_t to, double value)
{
    for (int64_t i = from; i < to; i++)
        if (pass->dtype == DTYPE_FLOAT32)
            ((float *)(void *)row)[i] = (float)value;
        else
            ((double *)(void *)row)[i] = value;
}

// One block of keys: scores, weights, and their products with the values added to `sums`.
static bool forward_block(const Pass *pass, const Block *block, AttentionRow *rows)
{
    int64_t mask_step = pass->mask ? pass->mask->strides[3] : 0;
    GemmMatrix scores = {pass->scores, block->keys, 1};
    if (!multiply(pass, block->queries, block->keys, pass->width, 1,
                  rows_of(pass, pass->query, block->batch, block->head, block->query),
                  turned(rows_of(pass, pass->key, block->batch, block->head, block->key)), false, scores))
        return false;
    for (int64_t r = 0; r < block->queries; r++) {
        char *row = score_row(pass, pass->scores, block, r),
             *sums = pass->sums + (size_t)(r * pass->width) * pass->size;
        attention_scale(pass->dtype, row, block->keys, pass->call->scale, mask_row(pass, block, r), mask_step);
        fill(pass, row, visible(pass, block, r), block->keys, -INFINITY);
        double factor = attention_weigh(pass->dtype, row, block->keys, rows + r);
        narrow(pass, row, block->keys);
        if (block->key)
            attention_multiply(pass->dtype, sums, sums, pass->width, factor);
    }
    return multiply(pass, block->queries, pass->width, block->keys, 1, scores,
                    rows_of(pass, pass->value, block->batch, block->head, block->key), block->key != 0,
                    (GemmMatrix){pass->sums, pass->width, 1});
}

static bool forward_queries(const Pass *pass, Block block, Tensor *output, Tensor *logsumexp)
{
    AttentionRow rows[256];
    for (int64_t r = 0; r < block.queries; r++)
        rows[r] = (AttentionRow){-INFINITY, 0};
    for (int64_t left = pass->keys; left > 0; left -= pass->key_block, block.key += pass->key_block) {
        block.keys = left < pass->key_block ? left : pass->key_block;
        if (!runtime_poll(pass->runtime) || !forward_block(pass, &block, rows))
            return false;
    }
    GemmMatrix out = rows_of(pass, output, block.batch, block.head, block.query);
    for (int64_t r = 0; r < block.queries; r++) {
        double largest = rows[r].largest == -INFINITY ? 0 : rows[r].largest, sum = rows[r].sum == 0 ? 1 : rows[r].sum;
        double inverse = pass->dtype == DTYPE_FLOAT32 ? (double)(1 / (float)sum) : 1 / sum;
        double logarithm =
            pass->dtype == DTYPE_FLOAT32 ? (double)((float)largest + logf((float)sum)) : largest + log(sum);
        attention_multiply(pass->dtype, (char *)out.data + (size_t)(r * out.row) * pass->size,
                           pass->sums + (size_t)(r * pass->width) * pass->size, pass->width, inverse);
        fill(pass, tensor_data(logsumexp), (block.batch * pass->heads + block.head) * pass->queries + block.query + r,
             (block.batch * pass->heads + block.head) * pass->queries + block.query + r + 1, logarithm);
    }
    return true;
}

// All blocks of queries, one after the other, as long as `done` holds.
#define FOR_EACH_BLOCK(pass, block, done)                                                                              \
    for (block.batch = 0; done && block.batch < (pass).batch; block.batch++)                                           \
        for (block.head = 0; done && block.head < (pass).heads; block.head++)                                          \
            for (block.query = 0; done && block.query < (pass).queries; block.query += (pass).query_block)

static int64_t block_queries(const Pass *pass, int64_t query)
{
    int64_t left = pass->queries - query;
    return left < pass->query_block ? left : pass->query_block;
}

// Takes a result that was computed in `pass->dtype` back to the call's dtype.
static bool give(const Pass *pass, Tensor *computed, Tensor **result)
{
    *result = computed && pass->narrow != pass->dtype ? copy_new(computed, pass->narrow, FORMAT_PRESERVE)
                                                      : tensor_retain(computed);
    return *result != NULL;
}

// (batch, heads, rows, width), laid out with the heads behind the rows.
static Tensor *make(const Pass *pass, int64_t rows)
{
    int64_t sizes[4] = {pass->batch, pass->heads, rows, pass->width};
    int64_t strides[4] = {rows * pass->heads * pass->width, pass->width, pass->heads * pass->width, 1};
    Tensor *result = tensor_empty_strided(pass->runtime, 4, sizes, strides, pass->dtype, DEVICE_CPU);
    if (result && !copy_fill(result, scalar_int(0))) {
        tensor_release(result);
        return NULL;
    }
    return result;
}

bool attention_forward(const Attention *attention, Tensor **output, Tensor **logsumexp)
{
    Pass pass;
    if (!pass_start(&pass, attention))
        return false;
    int64_t sizes[3] = {pass.batch, pass.heads, pass.queries};
    Tensor *out = tensor_empty_like(attention->query, pass.dtype, FORMAT_PRESERVE);
    *output = NULL;
    *logsumexp = out ? tensor_empty(pass.runtime, 3, sizes, pass.dtype, DEVICE_CPU) : NULL;
    bool done = *logsumexp && (pass.sums = mem_alloc_array(pass.runtime->memory, sum_count(&pass), pass.size));
    Block block = {0};
    FOR_EACH_BLOCK(pass, block, done)
    {
        block.queries = block_queries(&pass, block.query);
        done = forward_queries(&pass, block, out, *logsumexp);
    }
    done = done && give(&pass, out, output);
    if (!done) {
        tensor_release(*logsumexp);
        *logsumexp = NULL;
    }
    tensor_release(out);
    pass_finish(&pass);
    return done;
}

// Backwards ---------------------------------------------------------------------------------------------

typedef struct Backward {
    Pass pass;
    Tensor *grad, *output;
    const Tensor *logsumexp;
    Tensor *query, *key, *value; // the gradients, added up
} Backward;

static void backward_rows(const Backward *run, const Block *block, const double *dots)
{
    const Pass *pass = &run->pass;
    for (int64_t r = 0; r < block->queries; r++) {
        char *weights = score_row(pass, pass->scores, block, r), *grads = score_row(pass, pass->grads, block, r);
        attention_gradient(pass->dtype, grads, weights, block->keys, dots[r]);
        narrow(pass, grads, block->keys);
    }
}

static void restore_rows(const Backward *run, const Block *block)
{
    const Pass *pass = &run->pass;
    int64_t mask_step = pass->mask ? pass->mask->strides[3] : 0;
    int64_t first = (block->batch * pass->heads + block->head) * pass->queries + block->query;
    for (int64_t r = 0; r < block->queries; r++) {
        char *row = score_row(pass, pass->scores, block, r);
        const void *normalizers = tensor_data(run->logsumexp);
        double normalizer = pass->dtype == DTYPE_FLOAT32 ? (double)((const float *)normalizers)[first + r]
                                                         : ((const double *)normalizers)[first + r];
        attention_restore(pass->dtype, row, block->keys, mask_row(pass, block, r), mask_step, normalizer);
        fill(pass, row, visible(pass, block, r), block->keys, 0);
        narrow(pass, row, block->keys);
    }
}

static bool backward_block(const Backward *run, const Block *block, const double *dots)
{
    const Pass *pass = &run->pass;
    int64_t b = block->batch, h = block->head, rows = block->queries, keys = block->keys, width = pass->width;
    double scale = pass->call->scale;
    GemmMatrix query = rows_of(pass, pass->query, b, h, block->query), key = rows_of(pass, pass->key, b, h, block->key);
    GemmMatrix value = rows_of(pass, pass->value, b, h, block->key);
    GemmMatrix grad = rows_of(pass, run->grad, b, h, block->query);
    GemmMatrix weights = {pass->scores, keys, 1}, grads = {pass->grads, keys, 1};
    if (!multiply(pass, rows, keys, width, scale, query, turned(key), false, weights))
        return false;
    restore_rows(run, block);
    if (!multiply(pass, keys, width, rows, 1, turned(weights), grad, true,
                  rows_of(pass, run->value, b, h, block->key)) ||
        !multiply(pass, rows, keys, width, 1, grad, turned(value), false, grads))
        return false;
    backward_rows(run, block, dots);
    return multiply(pass, rows, width, keys, scale, grads, key, true, rows_of(pass, run->query, b, h, block->query)) &&
           multiply(pass, keys, width, rows, scale, turned(grads), query, true,
                    rows_of(pass, run->key, b, h, block->key));
}

static bool backward_queries(const Backward *run, Block block)
{
    const Pass *pass = &run->pass;
    double dots[256];
    GemmMatrix grad = rows_of(pass, run->grad, block.batch, block.head, block.query);
    GemmMatrix output = rows_of(pass, run->output, block.batch, block.head, block.query);
    for (int64_t r = 0; r < block.queries; r++)
        dots[r] = attention_dot(pass->dtype, (char *)grad.data + (size_t)(r * grad.row) * pass->size,
                                (char *)output.data + (size_t)(r * output.row) * pass->size, pass->width);
    for (int64_t left = pass->keys; left > 0; left -= pass->key_block, block.key += pass->key_block) {
        block.keys = left < pass->key_block ? left : pass->key_block;
        if (!runtime_poll(pass->runtime) || !backward_block(run, &block, dots))
            return false;
    }
    return true;
}

bool attention_backward(const Attention *attention, const Tensor *grad, const Tensor *output, const Tensor *logsumexp,
                        Tensor **grad_query, Tensor **grad_key, Tensor **grad_value)
{
    Backward run = {.logsumexp = logsumexp};
    *grad_query = *grad_key = *grad_value = NULL;
    if (!pass_start(&run.pass, attention))
        return false;
    const Pass *pass = &run.pass;
    bool done = (run.pass.grads = mem_alloc_array(pass->runtime->memory, score_count(pass), pass->size)) &&
                (run.grad = copy_contiguous_as(grad, pass->dtype)) &&
                (run.output = copy_contiguous_as(output, pass->dtype)) && (run.query = make(pass, pass->queries)) &&
                (run.key = make(pass, pass->keys)) && (run.value = make(pass, pass->keys));
    Block block = {0};
    FOR_EACH_BLOCK(*pass, block, done)
    {
        block.queries = block_queries(pass, block.query);
        done = backward_queries(&run, block);
    }
    done =
        done && give(pass, run.query, grad_query) && give(pass, run.key, grad_key) && give(pass, run.value, grad_value);
    Tensor *owned[] = {run.grad, run.output, run.query, run.key, run.value};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        tensor_release(owned[i]);
    if (!done) {
        tensor_release(*grad_query);
        tensor_release(*grad_key);
        tensor_release(*grad_value);
        *grad_query = *grad_key = *grad_value = NULL;
    }
    pass_finish(&run.pass);
    return done;
}

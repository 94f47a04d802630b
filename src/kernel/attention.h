// The rows of blocked attention over plain memory, float32 and float64, in PyTorch's order of operations.
//
// Attention goes through blocks of keys; for each row of queries it keeps the largest score so far and the sum of the
// exponentials, so that the softmax needs no second pass (Milakov and Gimelshein, 2018).
#ifndef KERNEL_ATTENTION_H
#define KERNEL_ATTENTION_H

#include "kernel/dtype.h"

/// What a row of queries remembers between blocks of keys.
typedef struct AttentionRow {
    double largest, sum;
} AttentionRow;

/// scores = scores * scale + mask for one row of `count` scores; `mask` may be NULL, its step is in elements.
void attention_scale(DType dtype, void *scores, int64_t count, double scale, const void *mask, int64_t mask_step);
/// Turns the scaled scores into exp(score - largest) and takes them into `row`. What was added up before is to be
/// multiplied with the result.
double attention_weigh(DType dtype, void *scores, int64_t count, AttentionRow *row);
/// out = in * factor.
void attention_multiply(DType dtype, void *out, const void *in, int64_t count, double factor);
/// Backwards: scores + mask, then exp(score - normalizer).
void attention_restore(DType dtype, void *scores, int64_t count, const void *mask, int64_t mask_step,
                       double normalizer);
/// The sum of a * b.
double attention_dot(DType dtype, const void *a, const void *b, int64_t count);
/// grads = weights * (grads - dot)
void attention_gradient(DType dtype, void *grads, const void *weights, int64_t count, double dot);

#endif

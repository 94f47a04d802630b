// Attention in blocks of queries and keys, forward and backward, as PyTorch's CPU code does it.
#ifndef TENSOR_ATTENTION_H
#define TENSOR_ATTENTION_H

#include "tensor/tensor.h"

/// query (batch, heads, queries, width); key and value (batch, heads, keys, width), all of one floating dtype. `mask`
/// is NULL or of that dtype and stretches to (batch, heads, queries, keys).
typedef struct Attention {
    const Tensor *query, *key, *value, *mask;
    double scale;
    bool is_causal;
} Attention;

/// The output (batch, heads, queries, width), laid out as the query is, and the logarithm of each row's sum of
/// exponentials (batch, heads, queries), which the gradients need.
MUST_USE bool attention_forward(const Attention *attention, Tensor **output, Tensor **logsumexp);
/// The gradients of query, key and value.
MUST_USE bool attention_backward(const Attention *attention, const Tensor *grad, const Tensor *output,
                                 const Tensor *logsumexp, Tensor **grad_query, Tensor **grad_key, Tensor **grad_value);

#endif

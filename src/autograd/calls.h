// The operators that autograd itself needs. They live above it (ops fills this table in); being operators, they are
// recorded when a backward pass is to be differentiated again.
#ifndef AUTOGRAD_CALLS_H
#define AUTOGRAD_CALLS_H

#include "tensor/tensor.h"

typedef struct AutogradCalls {
    Tensor *(*add)(Runtime *runtime, const Tensor *a, const Tensor *b);
    Tensor *(*sum_to_size)(Runtime *runtime, const Tensor *tensor, int rank, const int64_t *sizes);
    /// Converts; a complex tensor becomes its real part for a real dtype.
    Tensor *(*cast)(Runtime *runtime, const Tensor *tensor, DType dtype);
    Tensor *(*clone)(Runtime *runtime, const Tensor *tensor);
    /// A view of `base` with the geometry of `like`.
    Tensor *(*as_strided)(Runtime *runtime, const Tensor *base, const Tensor *like);
    /// Copies `from` into the view `to`; to zero where `from` is NULL.
    bool (*assign)(Runtime *runtime, Tensor *to, const Tensor *from);
    bool (*add_in_place)(Runtime *runtime, Tensor *to, const Tensor *from);
    bool (*has_nan)(Runtime *runtime, const Tensor *tensor, bool *result);
} AutogradCalls;

extern const AutogradCalls autograd_calls;

#endif

// Temporaries of a longer formula in C: each is remembered, a failure makes every later step NULL.
#ifndef OPS_SCRATCH_H
#define OPS_SCRATCH_H

#include "ops/support.h"

enum { SCRATCH_ROOM = 48 };

typedef struct Scratch {
    Runtime *runtime;
    int count;
    Tensor *items[SCRATCH_ROOM];
} Scratch;

/// Remembers a tensor (taken; NULL after a failure), which is released with the others. Returns it.
static inline Tensor *scratch_keep(Scratch *s, Tensor *tensor)
{
    if (tensor && s->count == SCRATCH_ROOM) {
        error_raise(s->runtime->error, ERROR_MEMORY_ERROR, "a formula has too many temporaries");
        tensor_release(tensor);
        return NULL;
    }
    if (tensor)
        s->items[s->count++] = tensor;
    return tensor;
}
/// Releases everything and returns `result`, retained, which may be one of the temporaries.
static inline Tensor *scratch_end(Scratch *s, const Tensor *result)
{
    Tensor *kept = tensor_retain_maybe(result);
    release_temporaries(s->items, s->count);
    s->count = 0;
    return kept;
}

/// The operators of formulas; each gives NULL where an operand is NULL.
static inline Tensor *scratch_mul(Scratch *s, const Tensor *a, const Tensor *b)
{
    return a && b ? scratch_keep(s, op_mul_Tensor(s->runtime, a, b)) : NULL;
}
static inline Tensor *scratch_add(Scratch *s, const Tensor *a, const Tensor *b)
{
    return a && b ? scratch_keep(s, op_add_Tensor(s->runtime, a, b, scalar_int(1))) : NULL;
}
static inline Tensor *scratch_sub(Scratch *s, const Tensor *a, const Tensor *b)
{
    return a && b ? scratch_keep(s, op_sub_Tensor(s->runtime, a, b, scalar_int(1))) : NULL;
}
static inline Tensor *scratch_div(Scratch *s, const Tensor *a, const Tensor *b)
{
    return a && b ? scratch_keep(s, op_div_Tensor(s->runtime, a, b)) : NULL;
}
static inline Tensor *scratch_scale(Scratch *s, const Tensor *a, double factor)
{
    Tensor *number = a ? scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_float(factor))) : NULL;
    return number ? scratch_keep(s, op_mul_Tensor(s->runtime, a, number)) : NULL;
}
static inline Tensor *scratch_neg(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_neg(s->runtime, a)) : NULL;
}
static inline Tensor *scratch_matmul(Scratch *s, const Tensor *a, const Tensor *b)
{
    return a && b ? scratch_keep(s, op_matmul(s->runtime, a, b)) : NULL;
}
/// The adjoint.
static inline Tensor *scratch_mh(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_mH(s->runtime, a)) : NULL;
}
static inline Tensor *scratch_diagonal(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_diagonal(s->runtime, a, 0, -2, -1)) : NULL;
}
static inline Tensor *scratch_diag_embed(Scratch *s, const Tensor *a)
{
    return a ? scratch_keep(s, op_diag_embed(s->runtime, a, 0, -2, -1)) : NULL;
}
static inline Tensor *scratch_tril(Scratch *s, const Tensor *a, int diagonal)
{
    return a ? scratch_keep(s, op_tril(s->runtime, a, diagonal)) : NULL;
}
static inline Tensor *scratch_triu(Scratch *s, const Tensor *a, int diagonal)
{
    return a ? scratch_keep(s, op_triu(s->runtime, a, diagonal)) : NULL;
}
static inline Tensor *scratch_unsqueeze(Scratch *s, const Tensor *a, int dim)
{
    return a ? scratch_keep(s, op_unsqueeze(s->runtime, a, dim)) : NULL;
}
/// Elements start .. end of a dimension.
static inline Tensor *scratch_part(Scratch *s, const Tensor *a, int dim, int64_t start, int64_t end)
{
    return a ? scratch_keep(
                   s, op_slice_Tensor(s->runtime, a, dim, (OptionalInt){true, start}, (OptionalInt){true, end}, 1))
             : NULL;
}
static inline Tensor *scratch_cat(Scratch *s, Tensor *a, Tensor *b, int dim)
{
    return a && b ? scratch_keep(s, op_cat(s->runtime, (TensorList){(Tensor *const[]){a, b}, 2}, dim)) : NULL;
}
static inline Tensor *scratch_triangular(Scratch *s, const Tensor *a, const Tensor *b, bool upper, bool left, bool unit)
{
    return a && b ? scratch_keep(s, op_linalg_solve_triangular(s->runtime, a, b, upper, left, unit)) : NULL;
}

#endif

// Elementwise operators and in-place changes: the part that all of them share.
#ifndef OPS_APPLY_H
#define OPS_APPLY_H

#include "kernel/kernels.h"
#include "ops/operator.h"

/// How the dtype in which a kernel runs follows from its inputs.
typedef enum ApplyRule {
    APPLY_promote,          // PyTorch's promotion
    APPLY_promote_to_float, // integers and bools become the default floating dtype
    APPLY_compare,          // promotion for a comparison: the result is bool, whatever is compared
    APPLY_first,            // the first input's dtype; the others are converted
} ApplyRule;

/// Runs a kernel into a new tensor, or into `target` (an in-place operator's self), which is then returned retained.
MUST_USE Tensor *apply_kernel(Runtime *runtime, const Kernel *kernel, ApplyRule rule, Tensor *target,
                              const Tensor *const *inputs, const Scalar *scalars);

/// True where two tensors broadcast; raises "The size of tensor a (2) must match the size of tensor b (4) ..." else,
/// `a` being the first.
MUST_USE bool broadcast_fits(const Tensor *a, const Tensor *b);

/// Before an in-place change: checks that it is allowed. Where it is recorded and `original` is not NULL, that receives
/// a copy of the value that is about to go.
MUST_USE bool in_place_begin(Runtime *runtime, Tensor *target, bool recorded, Tensor **original);
/// The same where the geometry alone is about to go: `original` receives an alias that keeps it.
MUST_USE bool in_place_begin_reshape(Runtime *runtime, Tensor *target, bool recorded, Tensor **original);
/// After it: counts the change. Always true.
bool in_place_done(Tensor *target);
/// Copies `result` (taken) into `target`, after the checks of size and dtype, and counts the change. Returns the
/// target, retained, or NULL.
MUST_USE Tensor *in_place_store(Tensor *target, Tensor *result);
/// The same for an operator whose target must be as the result is: "Bad in-place call" else, and no cast.
MUST_USE Tensor *in_place_store_exact(Tensor *target, Tensor *result);
/// Gives the target the geometry of `view` (taken), a view of it. Returns the target, retained, or NULL.
MUST_USE Tensor *in_place_reshape(Tensor *target, Tensor *view);
/// For an operator made of others, in place of in_place_begin: what it computes with, owned. Where the change is
/// `recorded` that is a copy with the target's history, so that what is saved of it stays as it is.
MUST_USE Tensor *in_place_before(Runtime *runtime, Tensor *target, bool recorded);
/// As in_place_store, recorded: `result` (taken, may be NULL after a failure) has a history of its own, which becomes
/// the target's.
MUST_USE Tensor *in_place_assign(Tensor *target, Tensor *result);
/// True where a result of dtype `from` may be written to a tensor of dtype `to`; raises "result type Float can't be
/// cast to the desired output type Long" else.
MUST_USE bool apply_can_cast(Runtime *runtime, DType from, DType to);

#endif

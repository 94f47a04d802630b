// The backward pass.
//
// Nodes run in the reverse order of their making, each when all gradients that reach it have been added up. The pass is
// a loop over a queue, so a graph may be as deep as memory allows.
#ifndef AUTOGRAD_ENGINE_H
#define AUTOGRAD_ENGINE_H

#include "autograd/meta.h"

typedef struct BackwardRequest {
    Tensor *const *roots;
    Tensor *const *grads; // one for each root, checked by engine_root_gradient; lent
    int64_t root_count;
    /// Where gradients are wanted; count 0: every leaf.
    Tensor *const *inputs;
    int64_t input_count;
    bool retain_graph;
    bool create_graph;
    bool accumulate;   // into `.grad` (backward), rather than returned (grad)
    bool allow_unused; // without it, an input that was not reached raises
} BackwardRequest;

/// Runs a backward pass. With `accumulate` false the gradients of the inputs go to results[input_count], owned by the
/// caller, NULL for those not reached. False with the error pending on failure.
MUST_USE bool engine_run(Runtime *runtime, const BackwardRequest *request, Tensor **results);

/// The number of the backward pass that is running, the innermost one; 0 outside.
uint64_t engine_pass(const Runtime *runtime);
/// Whether that pass runs the node, or has run it; false outside.
bool engine_will_run(const Runtime *runtime, const Node *node);

/// The gradient to start from at root number `index`: `grad` itself (retained) after a check of its shape, or a one
/// where it is NULL. NULL with "grad can be implicitly created only for scalar outputs" or "Mismatch in shape: ..."
/// pending.
MUST_USE Tensor *engine_root_gradient(const Tensor *root, const Tensor *grad, int64_t index, bool is_grads_batched);

#endif

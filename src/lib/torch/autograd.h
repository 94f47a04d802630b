// Gradients seen from Python: running a backward pass, nodes as objects, hooks.
#ifndef LIB_TORCH_AUTOGRAD_H
#define LIB_TORCH_AUTOGRAD_H

#include "autograd/engine.h"
#include "lib/torch/state.h"

/// grad_fn: a node as an object. Its class is named after the operator ("MulBackward0").
typedef struct NodeObject {
    Object head;
    Node *node; // counted
} NodeObject;

/// What the language side hangs on a hook: the callable and where to find it.
typedef struct HookData {
    Interp *interp;
    Value callable;
    bool whole; // called with tuples of gradients (hooks of nodes), not with one gradient
} HookData;

extern const TypeSpec node_spec;
extern const NativeSpec *const autograd_natives[], *const saved_hooks_natives[];

/// The object of a node, owned.
MUST_USE Value autograd_node_value(Interp *interp, Node *node);
/// A hook that calls a Python function; NULL on failure. `whole`: see HookData.
MUST_USE Hook *autograd_hook_new(Interp *interp, Value callable, bool whole);
/// backward(): gradients go into `.grad`. `grads` is None, a tensor or a sequence of them, `inputs` None or as many.
MUST_USE bool autograd_backward(Interp *interp, Value tensors, Value grads, bool retain, bool create, Value inputs);
/// Runtime.trace and Runtime.explain: where nodes are made, and the warning that names the place.
MUST_USE char *autograd_trace(Runtime *runtime);
void autograd_explain(Runtime *runtime, const char *name, const char *traceback);

#endif

// A tensor's autograd data: its gradient, its history, and what it is a view of.
#ifndef AUTOGRAD_META_H
#define AUTOGRAD_META_H

#include "autograd/node.h"

/// How a view came to be: decides whether it may be changed in place while gradients are recorded.
typedef enum ViewOrigin {
    VIEW_DEFAULT,
    VIEW_NO_GRAD,      // made in no_grad mode
    VIEW_MULTI_OUTPUT, // one of several results of unbind, split, chunk
    VIEW_INFERENCE,
    VIEW_CUSTOM, // came out of a custom Function
} ViewOrigin;

typedef struct AutogradMeta {
    Link link; // of the runtime's `recorded`
    Runtime *runtime;
    Tensor *grad;
    Node *grad_fn;     // owned; NULL for leaves
    Node *accumulator; // of a leaf; not owned
    Hook *hooks;       // of a leaf; those of other tensors live in grad_fn
    Hook *after_accumulate;
    uint32_t output; // which result of grad_fn
    bool requires_grad;
    bool retains_grad;
    uint8_t origin;        // ViewOrigin
    Tensor *base;          // what this is a view of (never itself a view); owned
    uint32_t base_version; // the storage's version when grad_fn was made: a later one means it is stale
    const char *made_by;   // the operator that made the view: "UnbindBackward0", for messages
} AutogradMeta;

/// The tensor's data, made if there is none. NULL on failure.
MUST_USE AutogradMeta *autograd_meta(Tensor *tensor);
/// What runtime->autograd_free is set to.
void autograd_meta_free(AutogradMeta *meta);
/// Makes `runtime` able to record: fills in its callbacks.
void autograd_install(Runtime *runtime);
/// At the end of a session: takes gradients, histories and hooks off all tensors, and cuts all nodes. A gradient may
/// keep the very tensor that it belongs to (`w.grad = 2 * w`), a hook the tensor that it hangs on, and counting
/// references frees neither.
void autograd_finish(Runtime *runtime);

/// Whether a gradient for it would be recorded.
static inline bool autograd_requires_grad(const Tensor *tensor)
{
    const AutogradMeta *meta = tensor->autograd;
    if (!meta)
        return false;
    if (meta->requires_grad || meta->grad_fn)
        return true;
    // A view asks its base: that may have got a history since, and was not recorded where gradients were off.
    const AutogradMeta *base = meta->base ? meta->base->autograd : NULL;
    return base && (base->requires_grad || base->grad_fn);
}
static inline bool autograd_is_view(const Tensor *tensor)
{
    return tensor->autograd && tensor->autograd->base;
}
/// Not made by a recorded operator.
static inline bool autograd_is_leaf(const Tensor *tensor)
{
    return !tensor->autograd || !tensor->autograd->grad_fn;
}
/// Sets `requires_grad` of a leaf. Errors: "only Tensors of floating point dtype can require gradients", "you can only
/// change requires_grad flags of leaf variables. ...".
MUST_USE bool autograd_set_requires_grad(Tensor *tensor, bool requires_grad);
/// Stores the tensor's history in `*node` (lent; NULL for leaves). A view whose base was changed in place gets it anew;
/// RuntimeError where it was made in a way that forbids that.
MUST_USE bool autograd_grad_fn(const Tensor *tensor, Node **node);
/// Where the tensor's gradient goes: its grad_fn, or the AccumulateGrad node of a leaf. The edge's node is the
/// caller's; NULL where no gradient is recorded.
MUST_USE bool autograd_edge(const Tensor *tensor, Edge *edge);
/// The AccumulateGrad node of a leaf, owned by the caller.
MUST_USE Node *autograd_accumulator(Tensor *leaf);
/// Keeps the gradient of a tensor that is not a leaf in `.grad`.
MUST_USE bool autograd_retain_grad(Tensor *tensor);
/// Cuts the tensor from its history in place (`detach_`).
MUST_USE bool autograd_detach_in_place(Tensor *tensor);
/// Puts `hook` where gradients of the tensor pass; returns its id, -1 on failure.
int64_t autograd_add_hook(Tensor *tensor, Hook *hook);

#endif

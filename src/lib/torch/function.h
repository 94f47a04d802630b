// torch.autograd.Function: operators whose backward pass is written in Python.
//
//   Square.apply(x)   makes a context, calls forward(ctx, x) without recording, then hangs a node on the results that
//                     calls backward(ctx, grad). The node owns the context; the context knows the node.
#ifndef LIB_TORCH_FUNCTION_H
#define LIB_TORCH_FUNCTION_H

#include "autograd/node.h"
#include "lib/torch/state.h"

/// ctx.
typedef struct ContextObject {
    Object head;
    Node *node;               // lent; NULL before the results are known and after the node has gone
    Value saved;              // what save_for_backward got, a tuple; UNSET once the node holds it
    Value dirty;              // mark_dirty
    Value non_differentiable; // mark_non_differentiable
    Value needs_input_grad;   // tuple of bools
    bool keep_missing;        // set_materialize_grads(False): gradients that are missing stay None
} ContextObject;

extern const TypeSpec context_spec;
extern const NativeSpec *const function_natives[];

/// The context of a custom function's node, lent; UNSET for other nodes.
Value function_context(const Node *node);

#endif

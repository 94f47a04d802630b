// What an operator's body calls to put itself into the graph.
#ifndef AUTOGRAD_RECORD_H
#define AUTOGRAD_RECORD_H

#include "autograd/meta.h"

/// True where the operator must be recorded: gradients are on and an input (NULL allowed) requires one.
static inline bool record_wanted(const Runtime *runtime, const Tensor *const *inputs, int64_t count)
{
    if (!runtime->grad_enabled)
        return false;
    for (int64_t i = 0; i < count; i++)
        if (inputs[i] && inputs[i]->autograd && autograd_requires_grad(inputs[i]))
            return true;
    return false;
}

/// A node whose edges lead to the inputs (NULL allowed: an empty edge).
MUST_USE Node *record_start(Runtime *runtime, const NodeClass *class, const Tensor *const *inputs, uint32_t count,
                            uint32_t result_count);
/// As record_start with room for further edges, which record_edge sets (tensor lists).
MUST_USE Node *record_start_lists(Runtime *runtime, const NodeClass *class, const Tensor *const *inputs, uint32_t count,
                                  uint32_t edge_count, uint32_t result_count);
/// Sets edge `index` of a node that has more edges than record_start filled (tensor lists).
MUST_USE bool record_edge(Node *node, uint32_t index, const Tensor *input);
/// Gives the results their history and takes the node. Results that are NULL or not of a floating or complex type are
/// passed over. `saved` false: something failed before; the node is dropped and false returned.
MUST_USE bool record_finish(Node *node, bool saved, Tensor *const *results, uint32_t count);
/// As record_finish for a tensor that was changed in place: its history is `node` from now on, and that of what it is
/// a view of is renewed too.
MUST_USE bool record_finish_in_place(Node *node, bool saved, Tensor *tensor);
/// Before a recorded change of geometry: where the tensor is a view, its history stays good after the change is
/// counted.
MUST_USE bool record_keep_history(const Tensor *tensor);
/// As record_finish_in_place where the tensor got another geometry only: what it is a view of keeps its history.
MUST_USE bool record_finish_reshape(Node *node, bool saved, Tensor *tensor);

/// Makes the history of `from` that of `tensor` too, which holds its value and is no view.
MUST_USE bool record_adopt(Tensor *tensor, const Tensor *from);

/// Gives the node that made `result` a name of PyTorch's, where the node is not older than `since` (a value of
/// runtime->next_sequence): an operator that is composed of others here is one node there. NULL is passed on.
Tensor *record_rename(Tensor *result, uint64_t since, const char *name);

/// Declares `view` a view made from `source`. `node_name` is for messages; `origin` VIEW_DEFAULT becomes VIEW_NO_GRAD
/// by the runtime's modes.
MUST_USE bool record_view(Tensor *view, const Tensor *source, ViewOrigin origin, const char *node_name);

/// Checks that `tensor` may be changed in place; `recorded`: the change itself will be recorded.
MUST_USE bool record_check_in_place(Runtime *runtime, const Tensor *tensor, bool recorded);

#endif

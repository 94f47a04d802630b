// AccumulateGrad: the node at the end of every path, which adds gradients to a leaf.
#ifndef AUTOGRAD_ACCUMULATE_H
#define AUTOGRAD_ACCUMULATE_H

#include "autograd/node.h"

/// A new AccumulateGrad node, which owns the leaf. NULL on failure.
MUST_USE Node *accumulate_new(Tensor *leaf);
/// True for such a node.
bool accumulate_is(const Node *node);
/// The leaf of such a node, lent.
Tensor *accumulate_leaf(const Node *node);
/// Adds a gradient (taken) to the leaf's `.grad`, then runs its post-accumulate hooks.
MUST_USE bool accumulate_gradient(Node *node, Tensor *grad);

#endif

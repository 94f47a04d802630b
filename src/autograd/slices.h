// In-place changes of a view: the history of what it is a view of.
//
//   v = x[0]; v.mul_(w)       x: CopySlices -> what x was, and -> w
//
// CopySlices takes the gradient of the whole, runs the change's own backward function on the part that the view shows,
// and puts the result back into its place.
#ifndef AUTOGRAD_SLICES_H
#define AUTOGRAD_SLICES_H

#include "autograd/node.h"

/// Makes the history of `view`'s base a CopySlices around `node` (lent), the change's own node.
MUST_USE bool slices_rebase(Node *node, Tensor *view);

#endif

// How a view was made decides whether a change in place can be recorded through it.
#ifndef AUTOGRAD_VIEW_H
#define AUTOGRAD_VIEW_H

#include "autograd/meta.h"

/// RuntimeError where the tensor is a view that was made without gradients, among several, or by a custom function.
/// `happening` says what is done to it: "is being" or "its base or another view of its base has been".
MUST_USE bool view_check_origin(Error *error, const AutogradMeta *meta, const char *happening);

#endif

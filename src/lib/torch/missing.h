// Attributes of PyTorch's types that torchlet lacks.
#ifndef LIB_TORCH_MISSING_H
#define LIB_TORCH_MISSING_H

#include "lib/torch/state.h"

/// An attribute of a type that PyTorch has and torchlet lacks: reading it raises UnsupportedError.
extern const TypeSpec missing_spec;
/// Makes one; `name` is "torch.Tensor.foo".
MUST_USE Value missing_new(Interp *interp, const char *place, const char *name);

#endif

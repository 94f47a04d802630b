// torch.FloatTensor and its kin.
#ifndef LIB_TORCH_LEGACY_TYPE_H
#define LIB_TORCH_LEGACY_TYPE_H

#include "lib/torch/state.h"

extern const TypeSpec legacy_spec;

/// The old class of a dtype, owned.
MUST_USE Value legacy_type_get(Interp *interp, DType dtype);

#endif

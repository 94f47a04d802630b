// Checks that the adaptive poolings share.
#ifndef OPS_POOLING_ADAPTIVE_H
#define OPS_POOLING_ADAPTIVE_H

#include "tensor/tensor.h"

/// Dimensions from number `first` on hold something; raises RuntimeError "NAME(): Expected input to have non-zero size
/// for non-batch dimensions, ..." else and returns false.
MUST_USE bool pooling_adaptive_check_filled(Runtime *runtime, const char *name, const Tensor *self, int first);

#endif

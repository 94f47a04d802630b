// Mixed precision: while it is on, matrix products get their arguments in a smaller type.
//
//   with torch.autocast("cpu", dtype=torch.bfloat16):
//       a @ b        float32 arguments become bfloat16
//       mse_loss     bfloat16 arguments become float32
#ifndef LIB_TORCH_AUTOCAST_H
#define LIB_TORCH_AUTOCAST_H

#include "lib/torch/binder.h"

/// Runs a parsed call with its tensors in the type that the operator wants. False with an error pending.
MUST_USE bool autocast_call(Interp *interp, const Operator *operation, const ParsedCall *call, OpValue *results);

extern const NativeSpec *const autocast_natives[];

#endif

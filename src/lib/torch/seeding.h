// The default generator and the functions that seed it.
#ifndef LIB_TORCH_SEEDING_H
#define LIB_TORCH_SEEDING_H

#include "lib/torch/state.h"

/// torch.default_generator, owned.
MUST_USE Value seeding_default_generator(Interp *interp);

extern const NativeSpec *const seeding_natives[];

#endif

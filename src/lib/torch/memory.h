// The memory behind tensors, as stdlib/torch/storage.py needs it, and tensors over the memory of others.
#ifndef LIB_TORCH_MEMORY_H
#define LIB_TORCH_MEMORY_H

#include "lib/torch/state.h"

/// torch.frombuffer and the private functions of torch.storage.
extern const NativeSpec *const memory_natives[];

#endif

// What torch can be told: the default dtype, print options, threads.
#ifndef LIB_TORCH_SETTINGS_H
#define LIB_TORCH_SETTINGS_H

#include "lib/torch/state.h"

extern const NativeSpec *const settings_natives[];

#endif

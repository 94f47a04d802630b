// The native modules of torch; lib/modules.c lists them.
#ifndef LIB_TORCH_MODULE_H
#define LIB_TORCH_MODULE_H

#include "object/native.h"

extern const ModuleSpec module_spec_torch_C, module_spec_torch_C_nn, module_spec_torch_C_linalg,
    module_spec_torch_C_special, module_spec_torch_C_fft;

/// The functions of torch._C._nn that are no operators (parse_to.c).
extern const NativeSpec *const nn_natives[];

#endif

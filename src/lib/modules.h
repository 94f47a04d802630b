// The native modules: one row each in modules.c.
#ifndef LIB_MODULES_H
#define LIB_MODULES_H

#include "object/interp.h"
#include "object/native.h"

/// The specs of the native modules, NULL-terminated.
extern const ModuleSpec *const MODULES_NATIVE[];
/// Tells whether grammar/stdlib.def lists a module of this name (or one above it): CPython 3.13's standard library, and
/// the modules of PyTorch and torchvision that torchlet lacks in part or wholly.
bool modules_is_standard(const char *name);
/// As modules_is_standard(), or true for the packages that an installation of PyTorch brings along.
bool modules_is_known(const char *name);
#endif

// _numpy: what the numpy package in stdlib/numpy cannot say in the language, for speed or for exact digits.
#ifndef LIB_NUMPY_MODULE_H
#define LIB_NUMPY_MODULE_H

#include "kernel/dtype.h"
#include "object/native.h"
#include "object/type.h"

extern const ModuleSpec module_spec__numpy;

/// The tensor of an argument, lent: on the CPU, contiguous and of a dtype; NULL with TypeError pending.
struct Tensor *numpy_packed(struct Interp *interp, Value v, DType dtype);

/// _numpy.Twister: the generator behind numpy.random (twister.c).
extern const TypeSpec numpy_twister_spec;
/// _numpy.Permuted: the generator behind numpy.random.default_rng (permuted.c).
extern const TypeSpec numpy_permuted_spec;
/// _numpy.sum and _numpy.scan (sum.c); ends with NULL.
extern const NativeSpec *const numpy_sum_specs[];

#endif

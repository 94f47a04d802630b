// The kernels that are one expression: each UNARY row of kernels.def becomes its loops here.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

#define KERNEL(id, inputs, traits, dtypes, result, dispatch_name, doc)
#define UNARY(id, group, expression, dispatch_name, doc) UNARY_KERNEL(id, group, expression)
#include "kernel/kernels.def"
#undef KERNEL

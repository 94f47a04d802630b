// The elementwise kernels. kernels.def has one row a kernel; `kernel_add` and its like are declared from it.
//
// A kernel is a scalar expression, stamped into one inner loop for each dtype by the macros of kernel/stamp.h.
// It knows nothing of shapes: tensor/elementwise.h broadcasts, converts and merges dimensions around it.
#ifndef KERNEL_KERNELS_H
#define KERNEL_KERNELS_H

#include "kernel/scalar.h"

enum { KERNEL_MAX_INPUTS = 4, KERNEL_MAX_SCALARS = 4 };

/// data[0] is the output, data[1] and up are the inputs; strides are in bytes. Inputs have the compute dtype (a mask
/// input has bool), the output has the kernel's result dtype. `scalars` are
/// KERNEL_MAX_SCALARS (zeros behind the kernel's own), converted by the loop itself.
/// The output may be one of the inputs, at the same address and stride.
typedef void KernelLoop(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars);

/// Traits. Input i is a bool mask whatever the compute dtype (where, masked_fill); an integer zero among the second
/// input is an error.
#define KERNEL_MASK(input)  (1u << (input))
#define KERNEL_REFUSES_ZERO 0x80u
/// In half precision a rank-0 second operand goes into the computation unrounded (arithmetic with a Python number).
#define KERNEL_WIDE_SCALAR 0x40u

/// What the output's dtype is, given the compute dtype.
typedef enum KernelResult {
    RESULT_SAME,
    RESULT_BOOL,    // comparisons and tests
    RESULT_REAL,    // complex in, real out: abs, angle
    RESULT_COMPLEX, // real in, complex out: complex, polar
} KernelResult;

typedef struct Kernel {
    const char *name;
    /// How PyTorch's refusal names it: "exp_vml_cpu" not implemented for 'Half'.
    const char *dispatch_name;
    uint8_t inputs;
    uint8_t traits;  // KERNEL_MASK and KERNEL_REFUSES_ZERO
    uint8_t result;  // KernelResult
    uint32_t dtypes; // the compute dtypes it takes, as DTYPE_BITs
    /// One loop a compute dtype. float16 and bfloat16 compute in float32, block by block, by a float32 loop of their
    /// own where they have one (it rounds in between), else by that of float32.
    KernelLoop *const *loops;
} Kernel;

#define KERNEL(id, inputs, traits, dtypes, result, dispatch_name, doc)                                                 \
    extern const Kernel kernel_##id;                                                                                   \
    extern KernelLoop *const kernel_loops_##id[DTYPE_COUNT];
#include "kernel/kernels.def"
#undef KERNEL

/// The kernel of that name; NULL where there is none.
const Kernel *kernels_find(const char *name);

#endif

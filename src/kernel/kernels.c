#include "kernel/kernels.h"

#include <string.h>

#define KERNEL(id, inputs, traits, dtypes, result, dispatch_name, doc)                                                 \
    const Kernel kernel_##id = {#id, dispatch_name, inputs, traits, result, dtypes, kernel_loops_##id};
#include "kernel/kernels.def"
#undef KERNEL

static const Kernel *const KERNELS[] = {
#define KERNEL(id, inputs, traits, dtypes, result, dispatch_name, doc) &kernel_##id,
#include "kernel/kernels.def"
#undef KERNEL
};

const Kernel *kernels_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(KERNELS); i++)
        if (strcmp(KERNELS[i]->name, name) == 0)
            return KERNELS[i];
    return NULL;
}

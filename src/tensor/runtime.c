#include "tensor/runtime.h"

#include "tensor/generator.h"

bool runtime_init(Runtime *runtime, Memory *memory, Error *error)
{
    *runtime = (Runtime){
        .memory = memory,
        .error = error,
        .default_dtype = DTYPE_FLOAT32,
        .grad_enabled = true,
        .anomaly_nan = true,
        .thread_count = 1,
    };
    runtime->generator = generator_new(runtime, GENERATOR_DEFAULT_SEED);
    return runtime->generator != NULL;
}

void runtime_finish(Runtime *runtime)
{
    generator_release(runtime->generator);
    runtime->generator = NULL;
}

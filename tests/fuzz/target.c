#include "target.h"

#include <stdio.h>
#include <stdlib.h>

#include "session/torchlet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    TorchletOptions options = {.steps = 20000,
                               .seconds = 2,
                               .memory_bytes = 64 << 20,
                               .output_bytes = 1 << 16,
                               .recursion_depth = 200,
                               .entropy = 1};
    TorchletSession *session = torchlet_open(&options);
    if (!session)
        return 0;
    TorchletResult result;
    torchlet_run(session, (const char *)bytes, size, "fuzz.py", &result);
    TorchletStatus status = result.status;
    torchlet_result_free(&result);
    size_t alive = torchlet_close(session);
    if (status == TORCHLET_INTERNAL || alive != 0) {
        fprintf(stderr, "status %d, %zu blocks left over\n", (int)status, alive);
        abort();
    }
    return 0;
}

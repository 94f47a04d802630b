// The numeric side's state: one struct a session, no globals.
#ifndef TENSOR_RUNTIME_H
#define TENSOR_RUNTIME_H

#include "base/error.h"
#include "base/mem.h"
#include "kernel/scalar.h"

struct Generator; // tensor/generator.h: mt19937 with PyTorch's CPU streams
struct AutogradMeta;
struct Tensor;

typedef struct Runtime {
    Memory *memory;
    Error *error;
    struct Generator *generator; // the default one; owned
    DType default_dtype;
    uint64_t
        devices; // a bit for each open block of torch.device, the innermost lowest, then set_default_device's: meta
    int device_nesting; // how many blocks are open
    bool grad_enabled;
    bool inference_mode;
    bool anomaly_mode;
    bool attention_blocks_off; // attention in blocks may not be taken
    bool attention_math_off;   // nor by plain products
    bool anomaly_nan;          // in anomaly mode: a backward pass stops at the first NaN
    int thread_count;
    uint64_t next_sequence; // numbers autograd nodes in the order of their making
    struct Engine *engine;  // the backward pass that runs, the innermost one; NULL outside
    uint64_t passes;        // how many backward passes were begun
    struct Link *recorded;  // all autograd data that there is, the newest first
    struct Link *nodes;     // all nodes that there are, the newest first
    struct Node *dying;     // nodes whose last reference went, while a graph is being freed
    bool burying;
    /// Frees a tensor's autograd data; filled in by autograd so that tensor/ need not know it.
    void (*autograd_free)(struct AutogradMeta *meta);
    /// Tells the language side that a wrapped tensor's last numeric reference went; may be NULL.
    void (*wrapper_detach)(void *wrapper);
    /// Gives a UserWarning; filled in by lib. May raise (warnings turned into errors): false then.
    bool (*warn)(struct Runtime *runtime, const char *message);
    /// In anomaly mode: the lines that lead to where the program is, in memory of the runtime; NULL with an error
    /// pending.
    char *(*trace)(struct Runtime *runtime);
    /// Warns that an error that is pending came up in the node `name`, which was made at `traceback` (NULL: not known).
    /// The error stays pending.
    void (*explain)(struct Runtime *runtime, const char *name, const char *traceback);
    uint64_t warned; // one bit a row of grammar/warnings.def: given before
    /// What saved_tensors_hooks do to a tensor that is saved for a backward pass; NULL outside of such blocks. `pack`
    /// returns what is kept instead (NULL with an error pending), `unpack` makes a tensor of it again.
    void *(*saved_pack)(struct Runtime *runtime, const struct Tensor *tensor);
    struct Tensor *(*saved_unpack)(struct Runtime *runtime, void *packed);
    void (*saved_drop)(struct Runtime *runtime, void *packed);
    /// Whether to go on: polled by long loops; false with the limit's error pending.
    bool (*poll)(struct Runtime *runtime);
    /// Whether what takes so many seconds can end in time; false with the limit's error pending.
    bool (*foresee)(struct Runtime *runtime, double seconds);
    void *host; // what `warn`, `poll` and `foresee` need
    int64_t live_tensors;
} Runtime;

/// Prepares a runtime with PyTorch's defaults: float32, gradients on, a generator seeded as PyTorch's default one.
/// False with MemoryError pending on failure.
MUST_USE bool runtime_init(Runtime *runtime, Memory *memory, Error *error);
void runtime_finish(Runtime *runtime);
/// Asks the host whether to go on. Long loops call it every few hundred thousand elements.
static inline bool runtime_poll(Runtime *runtime)
{
    return !runtime->poll || runtime->poll(runtime);
}
/// Asks the host before work that cannot be interrupted, such as a factorisation, whether there is time for it.
/// `operations` are those of a fast machine: some 1e11 in a second.
static inline bool runtime_foresee(Runtime *runtime, double operations)
{
    return operations < 1e8 || !runtime->foresee || runtime->foresee(runtime, operations * 1e-11);
}
/// The same as runtime_poll from within a loop, at its step `i`: every now and then.
static inline bool runtime_poll_at(Runtime *runtime, int64_t i)
{
    return (i & 0xffff) != 0xffff || runtime_poll(runtime);
}

#endif

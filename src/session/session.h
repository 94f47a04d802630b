// What a session is inside: an evaluator, its limits, and the output of the run that is under way.
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/text.h"
#include "session/torchlet.h"
#include "vm/vm.h"

struct TorchletSession {
    Vm *vm;
    TorchletOptions options; // with the defaults filled in
    Memory memory;           // of the collected output; not limited
    Error error;             // of `memory`
    Text collected[2];       // standard output and error of this run, where the host takes none
    struct Files *modules;   // the folder of modules, or NULL
    uint64_t written;        // bytes of this run: both streams and files
    double started;          // processor seconds when this run began
    double waited;           // seconds that this run slept
};

/// Processor seconds of this thread.
double session_clock(void);
/// Fills in `result` from an evaluator's outcome: status, exception, traceback.
void session_report(TorchletSession *session, VmOutcome outcome, TorchletResult *result);

#endif

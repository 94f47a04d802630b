// Unwinding: what happens between a failed instruction and the handler that gets it.
#ifndef VM_UNWIND_H
#define VM_UNWIND_H

#include "vm/frame.h"

/// Finds where the pending error is handled: pops frames down to that one (vm->frame), cuts its stack, pushes the
/// exception and sets its ip. False where the frame that the loop was entered with is left: the error is pending, the
/// frame popped. `add_line`: the failed instruction is new to the traceback.
bool unwind(Vm *vm, bool add_line);
/// The exception_raised hook: sets the context.
void unwind_raised(Interp *interp, Value exception);
/// What is being handled, lent; NONE where nothing is.
Value unwind_handled(const Vm *vm);

#endif

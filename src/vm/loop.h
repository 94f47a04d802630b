// The dispatch loop.
#ifndef VM_LOOP_H
#define VM_LOOP_H

#include "vm/frame.h"

/// Runs a frame, linked in front of vm->frame here, until it ends (for a generator's frame: or yields). `kind` is set
/// to FRAME_ENTRY. A frame on the stack is popped. `sent`: pushed first where a generator is resumed, else
/// UNSET; VALUE_ERROR raises the pending error at the place where the frame stands. Takes `sent`.
MUST_USE Value loop_run(Vm *vm, Frame *frame, Value sent);

#endif

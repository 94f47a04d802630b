// Generators: a frame that can be left and entered again.
#ifndef VM_GENERATOR_H
#define VM_GENERATOR_H

#include "vm/frame.h"

typedef struct Generator {
    Object head;
    Frame *frame; // a block of its own; NULL once it ended
    Value name;
    Value qualified_name;
    Code *code; // kept for gi_code
    Handling handling;
    bool started;
    bool running;
} Generator;

/// A generator of a frame that was bound on the stack; moves it from there.
MUST_USE Value generator_new(Vm *vm, Frame *frame);
/// Links the generator's frame in front of the current one, to be run by the loop. Pushes `sent` (taken) where it has
/// run before. The generator must be neither running nor ended.
void generator_enter(Vm *vm, Generator *generator, FrameKind kind, Value sent);
/// The frame leaves the chain: it yielded, or (`ended`) returned or raised, and what it holds is dropped.
void generator_leave(Vm *vm, Generator *generator, bool ended);
/// Runs it up to the next yield from C. VALUE_UNSET where it returned: *result (may be NULL) is what, owned. `sent`
/// is taken.
Value generator_resume(Vm *vm, Generator *generator, Value sent, Value *result);
static inline Generator *generator_of(Value v)
{
    return (Generator *)v.object;
}

#endif

// Generators: a frame that can be left and entered again.
#ifndef VM_GENERATOR_OBJECT_H
#define VM_GENERATOR_OBJECT_H

#include "vm/frame.h"

typedef struct GeneratorObject {
    Object head;
    Frame *frame; // a block of its own; NULL once it ended
    Value name;
    Value qualified_name;
    Code *code; // kept for gi_code
    Handling handling;
    bool started;
    bool running;
} GeneratorObject;

/// A generator of a frame that was bound on the stack; moves it from there.
MUST_USE Value generator_object_new(Vm *vm, Frame *frame);
/// Links the generator's frame in front of the current one, to be run by the loop. Pushes `sent` (taken) where it has
/// run before. The generator must be neither running nor ended.
void generator_object_enter(Vm *vm, GeneratorObject *generator, FrameKind kind, Value sent);
/// The frame leaves the chain: it yielded, or (`ended`) returned or raised, and what it holds is dropped.
void generator_object_leave(Vm *vm, GeneratorObject *generator, bool ended);
/// Runs it up to the next yield from C. VALUE_UNSET where it returned: *result (may be NULL) is what, owned. `sent`
/// is taken.
Value generator_object_resume(Vm *vm, GeneratorObject *generator, Value sent, Value *result);
static inline GeneratorObject *generator_object_of(Value v)
{
    return (GeneratorObject *)v.object;
}

#endif

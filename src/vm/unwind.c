#include "vm/unwind.h"

#include "object/exception.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/generator_object.h"
#include "vm/traceback.h"

Value unwind_handled(const Vm *vm)
{
    for (const Handling *handling = vm->handling; handling; handling = handling->previous)
        if (handling->exception.tag == TAG_OBJECT)
            return handling->exception;
    return VALUE_NONE;
}

void unwind_raised(Interp *interp, Value exception)
{
    Value handled = unwind_handled(vm_of(interp));
    if (handled.tag == TAG_OBJECT && !value_is(handled, exception))
        exception_set_context(interp, exception, handled);
}

/// A StopIteration that leaves a generator would end somebody's loop silently.
static Value convert_stop(Vm *vm, Value exception)
{
    Interp *interp = &vm->interp;
    if (!error_kind_is(exception_kind(interp, exception), ERROR_STOP_ITERATION))
        return exception;
    error_raise(&interp->error, ERROR_RUNTIME_ERROR, "generator raised StopIteration");
    Value converted = exception_fetch(interp);
    exception_set_context(interp, converted, exception);
    if (!exception_set_cause(interp, converted, exception))
        error_clear(&interp->error);
    value_drop(exception);
    return converted;
}

/// Takes the current frame off. True where it was the one that the loop was entered with.
static bool leave(Vm *vm)
{
    Frame *frame = vm->frame;
    bool entry = frame->kind == FRAME_ENTRY;
    if (frame->generator) {
        generator_object_leave(vm, frame->generator, true);
    } else {
        vm->frame = frame->previous;
        frame_pop(vm, frame);
    }
    return entry;
}

static void drop_to(Frame *frame, Value *sp)
{
    while (frame->sp > sp) {
        Value v = *--frame->sp;
        value_drop(v);
    }
}

/// What no handler may see ends all frames at once.
static bool unwind_limit(Vm *vm)
{
    Error pending;
    error_move(&pending, &vm->interp.error);
    while (!leave(vm))
        ;
    error_clear(&vm->interp.error);
    error_move(&vm->interp.error, &pending);
    return false;
}

bool unwind(Vm *vm, bool add_line)
{
    Interp *interp = &vm->interp;
    if (interp->error.kind == ERROR_LIMIT_EXCEEDED)
        return unwind_limit(vm);
    if (interp->error.kind == ERROR_NONE) // a bug of ours, but not one to fall over
        error_raise(&interp->error, ERROR_SYSTEM_ERROR, "error return without exception set");
    Value exception = exception_fetch(interp);
    for (;;) {
        Frame *frame = vm->frame;
        if (add_line && !(frame->code->flags & CODE_LIBRARY))
            traceback_add(vm, exception, frame);
        const CodeHandler *handler = code_find_handler(frame->code, frame_last(frame));
        if (handler) {
            drop_to(frame, frame_stack(frame) + handler->depth);
            *frame->sp++ = exception;
            frame->ip = frame->code->instructions + handler->target;
            return true;
        }
        if (frame->generator)
            exception = convert_stop(vm, exception);
        bool entry = leave(vm);
        if (interp->error.kind != ERROR_NONE)
            error_clear(&interp->error);
        if (entry) {
            exception_restore_take(interp, exception);
            return false;
        }
        add_line = true;
    }
}

// Frames: what a running code object needs.
//
//   | Frame | slots: parameters, locals, cells, free variables | values ... |
//             slots[0]                                           stack_base   sp
//
// Frames of functions lie on the evaluator's stack, which is made of chunks that never move. A generator's frame
// is a block of its own.
#ifndef VM_FRAME_H
#define VM_FRAME_H

#include "object/function.h"
#include "object/list.h"
#include "vm/vm.h"

/// What becomes of a frame's result.
typedef enum FrameKind {
    FRAME_CALL,  // pushed in the frame before
    FRAME_ENTRY, // returned to the C code that started the loop
    FRAME_INIT,  // __init__: dropped, `held` is pushed
    FRAME_FOR,   // a generator run by FOR_ITER of the frame before
    FRAME_SEND,  // a generator run by SEND of the frame before
} FrameKind;

typedef struct Frame {
    struct Frame *previous;
    Code *code;                        // counted
    Value function;                    // kept; UNSET for modules and classes
    const Instruction *ip;             // the next instruction, while another frame runs
    Value *sp;                         // the top of the stack (one behind the last value)
    Dict *globals;                     // lent by the function, or kept by who runs a module
    Dict *builtins;                    // the same
    Value names;                       // the namespace of a module or class body, kept; UNSET in functions
    struct FrameObject *object;        // counted; NULL until somebody looks
    struct GeneratorObject *generator; // lent; NULL for other frames
    Value held;
    uint8_t kind;
    Value slots[];
} Frame;

/// The Python object of a frame. It takes the locals over when the frame ends.
typedef struct FrameObject {
    Object head;
    Frame *frame; // NULL once it ended
    Code *code;
    Value globals, builtins;
    Value names;  // of a module or class body
    Value *slots; // taken over
    struct FrameObject *back;
    uint32_t last; // the last instruction
} FrameObject;

static inline Value *frame_stack(Frame *frame)
{
    return frame->slots + frame->code->slot_count;
}
static inline size_t frame_size(const Code *code)
{
    return sizeof(Frame) + ((size_t)code->slot_count + code->stack_size) * sizeof(Value);
}
/// The index of the instruction that is being executed.
static inline uint32_t frame_last(const Frame *frame)
{
    return frame->ip > frame->code->instructions ? (uint32_t)(frame->ip - frame->code->instructions) - 1 : 0;
}

/// A new frame on the stack, not yet linked to vm->frame: slots [given, slot_count) are unset, free
/// variables bound. Takes `function`. NULL with an error (RecursionError too) pending; `function` is dropped then.
MUST_USE Frame *frame_push_take(Vm *vm, Value function, size_t given);
/// As frame_push_take, for loaded code and where the stack has room, which is nearly always; NULL, nothing pending,
/// where frame_push_take has to be asked.
static ALWAYS_INLINE Frame *frame_push_fast(Vm *vm, Value function_value, Code *code, size_t given)
{
    Function *function = function_of(function_value);
    size_t size = frame_size(code);
    if (UNLIKELY(vm->interp.recursion_depth >= vm->interp.recursion_limit ||
                 (size_t)(vm->stack_end - vm->stack_top) < size || function->builtins.tag != TAG_OBJECT))
        return NULL;
    Frame *frame = (Frame *)vm->stack_top;
    vm->stack_top += size;
    vm->interp.recursion_depth++;
    code->head.references++;
    frame->code = code;
    frame->function = function_value;
    frame->ip = code->instructions;
    frame->globals = (Dict *)function->globals.object;
    frame->builtins = (Dict *)function->builtins.object;
    frame->names = VALUE_UNSET;
    frame->object = NULL;
    frame->generator = NULL;
    frame->held = VALUE_UNSET;
    frame->kind = FRAME_CALL;
    Value *end = frame->slots + code->slot_count;
    for (Value *slot = frame->slots + given; slot < end; slot++)
        *slot = VALUE_UNSET;
    frame->sp = end;
    if (UNLIKELY(code->free_count))
        for (uint32_t i = 0; i < code->free_count; i++)
            frame->slots[code->first_free + i] = value_keep(((Tuple *)function->closure.object)->items[i]);
    return frame;
}
/// The same for the code of a module or class; everything is kept. `closure` may be NONE.
MUST_USE Frame *frame_push_code(Vm *vm, Code *code, Dict *globals, Dict *builtins, Value names, Value closure);
/// Gives the first frame of a chunk back; used by frame_release.
void frame_leave_chunk(Vm *vm, Frame *frame);
/// Drops what a frame on the stack holds, and pops it; it must be the innermost one.
void frame_pop(Vm *vm, Frame *frame);
/// Drops slots, values, and everything else a frame holds, or hands them to its object.
void frame_clear(Vm *vm, Frame *frame);
/// The Python object of a frame; lent. NULL with MemoryError pending.
FrameObject *frame_object(Vm *vm, Frame *frame);
/// Gives the place of a frame that holds nothing any more back to the stack.
static inline void frame_release(Vm *vm, Frame *frame)
{
    vm->interp.recursion_depth--;
    if (LIKELY(frame != (Frame *)vm->stack_first))
        vm->stack_top = (char *)frame;
    else
        frame_leave_chunk(vm, frame);
}
/// frame_pop of a function's frame whose values are all gone from the stack.
static inline void frame_pop_fast(Vm *vm, Frame *frame)
{
    if (UNLIKELY(frame->object != NULL)) {
        frame_pop(vm, frame);
        return;
    }
    Code *code = frame->code;
    Value *end = frame->slots + code->slot_count;
    for (Value *slot = frame->slots; slot < end; slot++)
        value_drop(*slot);
    Value function = frame->function;
    object_drop(code);
    value_drop(frame->names);
    value_drop(frame->held);
    frame_release(vm, frame);
    value_drop(function);
}
/// The builtins that globals name: a dict, lent.
Dict *frame_builtins(Vm *vm, Dict *globals);
/// The locals of a frame by name: a new dict; the namespace itself for modules and classes.
MUST_USE Value frame_locals(Vm *vm, FrameObject *object);
/// The line a frame object is at.
int frame_object_line(const FrameObject *object);
bool stack_init(Vm *vm);
void stack_finish(Vm *vm);

#endif

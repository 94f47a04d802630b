// The dispatch loop. Each instruction's meaning stands in grammar/opcodes.def; its code in the loop_*.inc files, which
// are parts of the one function.
//
// `sp` points one behind the top value. A frame's own sp and ip are brought up to date where other code may look:
// before anything that can run Python code, and on errors.
#include "vm/loop.h"

#include "object/exception.h"
#include "object/slice.h"
#include "vm/generator_object.h"
#include "vm/loop_support.h"
#include "vm/operation.h"
#include "vm/unwind.h"

Value loop_run(Vm *vm, Frame *frame, Value sent)
{
    static const void *const LABELS[] = {
#define OP(name, operand, pops, pushes, taken, stack, meaning) &&label_##name,
#include "opcodes.def"
#undef OP
    };
    Interp *const interp = &vm->interp;
    const Type *const function_type = interp->types[TYPE_FUNCTION];
    const Type *const native_type = interp->types[TYPE_NATIVE];
    const Type *const method_descriptor_type = interp->types[TYPE_METHOD_DESCRIPTOR];
    Code *code;
    Value *locals, *sp;
    const Instruction *ip;
    Instruction word;

    frame->kind = FRAME_ENTRY;
    if (!frame->generator) {
        frame->previous = vm->frame;
        vm->frame = frame;
    }
    code = frame->code;
    locals = frame->slots;
    ip = frame->ip;
    sp = frame->sp;
    if (value_is_error(sent))
        goto error;
    if (!value_is_unset(sent))
        PUSH(sent);
    DISPATCH();

#include "vm/loop_calls.inc"
#include "vm/loop_definitions.inc"
#include "vm/loop_flow.inc"
#include "vm/loop_names.inc"
#include "vm/loop_values.inc"

error:
    SAVE();
    if (!unwind(vm, true))
        return VALUE_ERROR;
    ENTER(vm->frame);
reraise:
    SAVE();
    if (!unwind(vm, false))
        return VALUE_ERROR;
    ENTER(vm->frame);
}

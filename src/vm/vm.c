#include "vm/vm.h"

#include <stdlib.h>
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/call.h"
#include "vm/frame.h"
#include "vm/loop.h"
#include "vm/operation.h"
#include "vm/traceback.h"
#include "vm/unwind.h"

static const TypeSpec *const TYPES[] = {&type_spec_CODE, &type_spec_FRAME, &type_spec_TRACEBACK, &type_spec_GENERATOR};

static Value import_hook(Interp *interp, const char *dotted_name)
{
    return vm_import_module(interp, dotted_name);
}

Vm *vm_create(const VmOptions *options)
{
    Vm *vm = calloc(1, sizeof *vm);
    if (!vm)
        return NULL;
    Interp *interp = &vm->interp;
    vm->main_module = vm->importing = VALUE_UNSET;
    if (!interp_init(interp, options->memory_limit) || !stack_init(vm) ||
        !interp_add_types(interp, TYPES, COUNT_OF(TYPES))) {
        vm_destroy(vm);
        return NULL;
    }
    if (interp->modules.tag != TAG_OBJECT)
        interp->modules = dict_new(interp);
    if (value_is_error(interp->modules)) {
        vm_destroy(vm);
        return NULL;
    }
    interp->recursion_limit = options->recursion_limit ? options->recursion_limit : 1000;
    vm->embedded_modules = VM_EMBEDDED;
    vm->embedded_count = VM_EMBEDDED_COUNT;
    interp->hooks.call_function = call_function;
    interp->hooks.code_doc = code_doc;
    interp->hooks.poll = operation_poll_limits;
    interp->hooks.exception_raised = unwind_raised;
    interp->hooks.import_module = import_hook;
    interp->hooks.globals = vm_globals;
    interp->hooks.bare_super = operation_bare_super;
    vm->handling_base.exception = VALUE_NONE;
    vm->handling = &vm->handling_base;
    vm_set_step_limit(vm, options->step_limit);
    return vm;
}

size_t vm_destroy(Vm *vm)
{
    Interp *interp = &vm->interp;
    error_clear(&interp->error);
    if (vm->stack)
        interp_end_program(interp); // finalizers run while the main module is still there
    value_replace_take(&vm->main_module, VALUE_UNSET);
    value_replace_take(&vm->importing, VALUE_UNSET);
    interp_finish(interp); // finalizers need the stack
    stack_finish(vm);
    if (interp->hooks.finished)
        interp->hooks.finished(interp);
    size_t live = interp->memory.live_blocks;
    memory_finish(&interp->memory);
    free(vm);
    return live;
}

void vm_set_step_limit(Vm *vm, uint64_t steps)
{
    vm->interp.step_limit = steps ? vm->interp.steps + steps : 0;
    vm->interp.next_poll = vm->interp.steps;
    vm->limit = VM_LIMIT_NONE;
}

bool vm_raise_limit(Vm *vm, VmLimit limit)
{
    vm->limit = limit;
    error_raise(&vm->interp.error, ERROR_LIMIT_EXCEEDED,
                limit == VM_LIMIT_STEPS ? "the limit of steps was reached" : "the time limit was reached");
    return false;
}

bool vm_check_interrupt(Vm *vm)
{
    if (LIKELY(!vm->interrupted))
        return true;
    vm->interrupted = 0;
    error_raise_bare(&vm->interp.error, ERROR_KEYBOARD_INTERRUPT);
    return false;
}

Value vm_main_module(Vm *vm)
{
    Interp *interp = &vm->interp;
    if (!value_is_unset(vm->main_module))
        return vm->main_module;
    Value module = module_new(interp, "__main__");
    if (value_is_error(module))
        return module;
    Value annotations = dict_new(interp);
    bool ok = !value_is_error(annotations) &&
              dict_set(interp, module_dict(module), interp->names[NAME_annotations], annotations) &&
              dict_set(interp, module_dict(module), interp->names[NAME_builtins], interp->builtins) &&
              dict_set_text(interp, interp->modules, "__main__", module);
    value_drop(annotations);
    if (!ok) {
        value_drop(module);
        return VALUE_ERROR;
    }
    vm->main_module = module;
    return module;
}

static bool memory_error_is_own(const Interp *interp)
{
    const Exception *exception = interp->error.instance;
    return exception ? tuple_of(exception->args)->count == 0 : !interp->error.message;
}

static VmOutcome classify(Vm *vm)
{
    switch (vm->interp.error.kind) {
    case ERROR_LIMIT_EXCEEDED:
        return VM_LIMIT;
    case ERROR_UNSUPPORTED_ERROR:
        return VM_UNSUPPORTED;
    case ERROR_MEMORY_ERROR:
        // A request that the limit would admit on its own was refused for what the program held: its limit was reached.
        // Any other is the program's mistake, as in CPython.
        if (!memory_error_is_own(&vm->interp) || vm->interp.memory.refused_bytes == 0 ||
            vm->interp.memory.refused_bytes > vm->interp.memory.limit_bytes)
            return VM_RAISED;
        vm->limit = VM_LIMIT_MEMORY;
        return VM_LIMIT;
    default:
        return VM_RAISED;
    }
}

VmOutcome vm_run_text(Vm *vm, const char *text, size_t length, const char *filename, bool interactive)
{
    Interp *interp = &vm->interp;
    bool incomplete = false;
    CompileOptions options = {
        .filename = filename, .program = interactive || filename[0] != '<', .show_values = interactive};
    Code *code = compile_text(interp, text, length, interactive ? SYNTAX_SINGLE : SYNTAX_FILE, &options, &incomplete);
    if (!code && incomplete && interactive) {
        error_clear(&interp->error);
        return VM_INCOMPLETE;
    }
    Value module = code ? vm_main_module(vm) : VALUE_ERROR;
    if (!value_is_error(module) && !interactive && filename[0] != '<') { // `-c` and `-` have no file
        Value file = str_from_string(interp, filename);
        if (value_is_error(file) || !dict_set(interp, module_dict(module), interp->names[NAME_file], file) ||
            !dict_set_text(interp, module_dict(module), "__cached__", VALUE_NONE))
            module = VALUE_ERROR;
        value_drop(file);
    }
    Value result = VALUE_ERROR;
    if (!value_is_error(module))
        result = vm_exec_code(interp, value_from_object(code), module_dict(module), module_dict(module), VALUE_NONE);
    object_drop(code);
    if (value_is_error(result))
        return classify(vm);
    value_drop(result);
    return VM_COMPLETED;
}

Value vm_compile(Interp *interp, const char *text, size_t length, const char *filename, SyntaxMode mode)
{
    CompileOptions options = {
        .filename = filename, .unlisted = filename[0] == '<', .show_values = mode == SYNTAX_SINGLE};
    return value_or_error(compile_text(interp, text, length, mode, &options, NULL));
}

Value vm_evaluate(Interp *interp, const char *expression)
{
    Value module = vm_main_module(vm_of(interp));
    Value code = value_is_error(module) ? VALUE_ERROR
                                        : vm_compile(interp, expression, strlen(expression), "<string>", SYNTAX_EVAL);
    if (value_is_error(code))
        return code;
    Value result = vm_exec_code(interp, code, module_dict(module), module_dict(module), VALUE_NONE);
    value_drop(code);
    return result;
}

Value vm_exec_code(Interp *interp, Value code_value, Value globals, Value locals, Value closure)
{
    Vm *vm = vm_of(interp);
    Code *code = code_of(code_value);
    vm->epoch++;
    if (value_is_unset(dict_peek_name(dict_of(globals), interp->names[NAME_builtins])) &&
        !dict_set(interp, globals, interp->names[NAME_builtins], module_dict(interp->builtins)))
        return VALUE_ERROR;
    Dict *dict = dict_of(globals);
    Frame *frame = frame_push_code(vm, code, dict, frame_builtins(vm, dict), locals, closure);
    return frame ? loop_run(vm, frame, VALUE_UNSET) : VALUE_ERROR;
}

Value vm_globals(Interp *interp)
{
    Frame *frame = vm_of(interp)->frame;
    return frame ? value_from_object(frame->globals) : VALUE_UNSET;
}

Value vm_locals(Interp *interp)
{
    Vm *vm = vm_of(interp);
    if (!vm->frame)
        return value_raise(interp, ERROR_SYSTEM_ERROR, "frame does not exist");
    FrameObject *object = frame_object(vm, vm->frame);
    return object ? frame_locals(vm, object) : VALUE_ERROR;
}

Value vm_get_frame(Interp *interp, int depth)
{
    Vm *vm = vm_of(interp);
    Frame *frame = vm->frame;
    while (frame && depth > 0) {
        frame = frame->previous;
        depth--;
    }
    if (!frame)
        return raise_value_error(interp, "call stack is not deep enough");
    FrameObject *object = frame_object(vm, frame);
    return object ? value_from_object(object_keep(object)) : VALUE_ERROR;
}

Value vm_handled_exception(Interp *interp)
{
    return value_keep(unwind_handled(vm_of(interp)));
}

int vm_current_line(Interp *interp, Value *filename)
{
    Frame *frame = vm_of(interp)->frame;
    while (frame && frame->code->flags & CODE_LIBRARY)
        frame = frame->previous;
    if (filename)
        *filename = frame ? frame->code->filename : VALUE_NONE;
    return frame ? (int)code_location(frame->code, frame_last(frame)).line : 0;
}

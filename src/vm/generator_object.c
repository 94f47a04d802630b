#include "vm/generator_object.h"

#include <string.h>

#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/loop.h"
#include "vm/operation.h"
#include "vm/traceback.h"
#include "vm/unwind.h"

Value generator_object_new(Vm *vm, Frame *frame)
{
    Interp *interp = &vm->interp;
    GeneratorObject *generator = object_new(interp, interp->types[TYPE_GENERATOR], sizeof *generator);
    Frame *own = generator ? mem_alloc(&interp->memory, frame_size(frame->code)) : NULL;
    if (!own) {
        if (generator)
            generator->handling.exception = generator->name = generator->qualified_name = VALUE_NONE;
        object_drop(generator);
        frame_pop(vm, frame);
        return VALUE_ERROR;
    }
    generator->name = value_keep(function_of(frame->function)->name);
    generator->qualified_name = value_keep(function_of(frame->function)->qualified_name);
    generator->code = object_keep(frame->code);
    generator->handling.exception = VALUE_NONE;
    generator->frame = own;
    size_t size = sizeof *frame + frame->code->slot_count * sizeof(Value);
    memcpy(own, frame, size);
    own->generator = generator;
    own->sp = frame_stack(own);
    own->previous = NULL;
    // Everything moved: leave an empty frame behind to be popped.
    for (uint32_t i = 0; i < frame->code->slot_count; i++)
        frame->slots[i] = VALUE_UNSET;
    object_keep(frame->code);
    frame->function = VALUE_UNSET;
    frame_pop(vm, frame);
    return value_from_object(generator);
}

void generator_object_enter(Vm *vm, GeneratorObject *generator, FrameKind kind, Value sent)
{
    Frame *frame = generator->frame;
    generator->running = true;
    generator->handling.previous = vm->handling;
    vm->handling = &generator->handling;
    frame->kind = kind;
    frame->previous = vm->frame;
    vm->frame = frame;
    vm->interp.recursion_depth++;
    if (generator->started)
        *frame->sp++ = sent;
    else
        value_drop(sent); // None
    generator->started = true;
}

void generator_object_leave(Vm *vm, GeneratorObject *generator, bool ended)
{
    Frame *frame = generator->frame;
    vm->frame = frame->previous;
    vm->handling = generator->handling.previous;
    vm->interp.recursion_depth--;
    generator->running = false;
    frame->previous = NULL;
    if (!ended)
        return;
    generator->frame = NULL;
    size_t size = frame_size(frame->code);
    object_keep(generator); // its last reference may be among the locals
    frame_clear(vm, frame);
    mem_free(&vm->interp.memory, frame, size);
    value_replace_take(&generator->handling.exception, VALUE_NONE);
    object_drop(generator);
}

Value generator_object_resume(Vm *vm, GeneratorObject *generator, Value sent, Value *result)
{
    if (!generator->frame || generator->running) {
        value_drop(sent);
        if (generator->running)
            return raise_value_error(&vm->interp, "generator already executing");
        if (result)
            *result = VALUE_NONE;
        return VALUE_UNSET;
    }
    if (vm->interp.recursion_depth >= vm->interp.recursion_limit) {
        value_drop(sent);
        return value_raise(&vm->interp, ERROR_RECURSION_ERROR, "maximum recursion depth exceeded");
    }
    object_keep(generator);
    bool raises = value_is_error(sent);
    if (raises) {
        generator->started = false; // nothing is pushed
        generator_object_enter(vm, generator, FRAME_ENTRY, VALUE_NONE);
    } else {
        generator_object_enter(vm, generator, FRAME_ENTRY, sent);
    }
    Value value = loop_run(vm, generator->frame, raises ? VALUE_ERROR : VALUE_UNSET);
    if (!value_is_error(value) && !generator->frame) {
        if (result)
            *result = value;
        else
            value_drop(value);
        value = VALUE_UNSET;
    }
    object_drop(generator);
    return value;
}

/// What a finished resumption looks like to Python: a value, or StopIteration with what was returned.
static Value deliver(Interp *interp, Value value, Value result)
{
    if (!value_is_unset(value))
        return value;
    exception_raise_stop(interp, result);
    value_drop(result);
    return VALUE_ERROR;
}

/// The iterator that the generator delegates to; UNSET where it stands at a plain yield.
static Value delegate(const GeneratorObject *generator)
{
    const Frame *frame = generator->frame;
    if (!frame || !generator->started || generator->running)
        return VALUE_UNSET;
    Instruction last = frame->ip[-1];
    if ((last & 0xff) != OP_YIELD || last >> 8 != 1)
        return VALUE_UNSET;
    return frame->sp[-1];
}

static Value generator_send(Interp *interp, GeneratorObject *generator, Value sent)
{
    if (!generator->started && !value_is_none(sent) && generator->frame && !generator->running)
        return raise_type_error(interp, "can't send non-None value to a just-started generator");
    Value result = VALUE_NONE;
    Value value = generator_object_resume(vm_of(interp), generator, value_keep(sent), &result);
    return deliver(interp, value, result);
}

static Value generator_next(Interp *interp, Value self)
{
    Value result = VALUE_NONE;
    Value value = generator_object_resume(vm_of(interp), generator_object_of(self), VALUE_NONE, &result);
    return value_is_unset(value) && !value_is_none(result) ? deliver(interp, value, result) : value;
}

static Value generator_iter(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

/// The pending error is raised where the generator stands.
static Value throw_pending(Interp *interp, GeneratorObject *generator)
{
    if (generator->running) {
        error_clear(&interp->error);
        return raise_value_error(interp, "generator already executing");
    }
    if (!generator->frame)
        return VALUE_ERROR; // it ended: the error goes to the caller
    if (!generator->started)
        generator->frame->ip = generator->code->instructions + 1; // "is at" its first line
    Value result = VALUE_NONE;
    Value value = generator_object_resume(vm_of(interp), generator, VALUE_ERROR, &result);
    return deliver(interp, value, result);
}

static bool close_iterator(Interp *interp, Value iterator);

// The pending StopIteration ended the delegate: goes on behind the `yield from`, whose value it has.
static Value go_on_behind(Interp *interp, GeneratorObject *generator)
{
    Value stop = exception_fetch(interp);
    Value returned = exception_of(stop)->fields[STOP_ITERATION_VALUE];
    returned = value_is_error(returned) || value_is_unset(returned) ? VALUE_NONE : value_keep(returned);
    value_drop(stop);
    Frame *frame = generator->frame;
    frame->ip = frame->code->instructions + (frame->ip[-2] >> 8); // SEND stands before YIELD
    Value result = VALUE_NONE;
    Value resumed = generator_object_resume(vm_of(interp), generator, returned, &result);
    return deliver(interp, resumed, result);
}

/// Passes throw()'s arguments to the iterator that is delegated to. False where it has no `throw`.
static bool throw_to_delegate(Interp *interp, GeneratorObject *generator, Value iterator, size_t count,
                              const Value *arguments, Value *out)
{
    Value name = interp_intern(interp, "throw");
    Value method = value_is_error(name) ? VALUE_ERROR : value_find_attribute(interp, iterator, name);
    value_drop(name);
    if (value_is_unset(method))
        return false;
    generator->running = true;
    Value value = value_is_error(method) ? VALUE_ERROR : value_call_values(interp, method, count, arguments);
    generator->running = false;
    value_drop(method);
    if (!value_is_error(value))
        *out = value;
    else if (exception_pending_is(interp, ERROR_STOP_ITERATION))
        *out = go_on_behind(interp, generator);
    else
        *out = throw_pending(interp, generator);
    return true;
}

// A generator that has not begun does not see the exception: it ends.
static Value end_unstarted(Interp *interp, GeneratorObject *generator, Value exception)
{
    Frame *frame = generator->frame;
    generator->frame = NULL;
    traceback_add(vm_of(interp), exception, frame);
    size_t size = frame_size(frame->code);
    frame_clear(vm_of(interp), frame);
    mem_free(&interp->memory, frame, size);
    exception_restore_take(interp, value_keep(exception));
    return VALUE_ERROR;
}

static Value generator_throw(Interp *interp, GeneratorObject *generator, Value exception)
{
    if (generator->frame && !generator->started &&
        error_kind_is(exception_kind(interp, exception), ERROR_STOP_ITERATION))
        return end_unstarted(interp, generator, exception);
    Value iterator = delegate(generator), out;
    if (!value_is_unset(iterator)) {
        value_keep(iterator);
        if (error_kind_is(exception_kind(interp, exception), ERROR_GENERATOR_EXIT)) {
            generator->running = true;
            bool closed = close_iterator(interp, iterator);
            generator->running = false;
            value_drop(iterator);
            if (!closed)
                return throw_pending(interp, generator);
        } else {
            bool passed = throw_to_delegate(interp, generator, iterator, 1, &exception, &out);
            value_drop(iterator);
            if (passed)
                return out;
            if (error_kind_is(exception_kind(interp, exception), ERROR_STOP_ITERATION)) {
                exception_restore_take(interp, value_keep(exception));
                return go_on_behind(interp, generator);
            }
        }
    }
    exception_restore_take(interp, value_keep(exception));
    return throw_pending(interp, generator);
}

static bool generator_close(Interp *interp, GeneratorObject *generator, Value *returned)
{
    if (!generator->frame)
        return true;
    if (!generator->started) {
        Frame *frame = generator->frame;
        generator->frame = NULL;
        size_t size = frame_size(frame->code);
        frame_clear(vm_of(interp), frame);
        mem_free(&interp->memory, frame, size);
        return true;
    }
    error_raise_bare(&interp->error, ERROR_GENERATOR_EXIT);
    Value exception = exception_fetch(interp);
    Value value = generator_throw(interp, generator, exception);
    value_drop(exception);
    if (!value_is_error(value)) {
        value_drop(value);
        value_raise(interp, ERROR_RUNTIME_ERROR, "generator ignored GeneratorExit");
        return false;
    }
    if (exception_pending_is(interp, ERROR_STOP_ITERATION)) {
        Value stop = exception_fetch(interp);
        Value result = exception_of(stop)->fields[STOP_ITERATION_VALUE];
        if (returned && !value_is_error(result) && !value_is_unset(result))
            *returned = value_keep(result);
        value_drop(stop);
        return true;
    }
    return exception_catch(interp, ERROR_GENERATOR_EXIT);
}

static bool close_iterator(Interp *interp, Value iterator)
{
    if (iterator.tag == TAG_OBJECT && iterator.object->type == interp->types[TYPE_GENERATOR])
        return generator_close(interp, generator_object_of(iterator), NULL);
    Value name = interp_intern(interp, "close");
    Value method = value_is_error(name) ? VALUE_ERROR : value_find_attribute(interp, iterator, name);
    value_drop(name);
    if (value_is_unset(method))
        return true;
    Value result = value_is_error(method) ? VALUE_ERROR : value_call_values(interp, method, 0, NULL);
    value_drop(method);
    value_drop(result);
    return !value_is_error(result);
}

Value operation_send(Vm *vm, Value iterator, Value value, bool *ended)
{
    Interp *interp = &vm->interp;
    Value result = VALUE_NONE, given;
    *ended = false;
    if (iterator.object->type == interp->types[TYPE_GENERATOR]) {
        GeneratorObject *generator = generator_object_of(iterator);
        if (!generator->started && !value_is_none(value) && generator->frame)
            return raise_type_error(interp, "can't send non-None value to a just-started generator");
        given = generator_object_resume(vm, generator, value_keep(value), &result);
        if (!value_is_unset(given))
            return given;
        *ended = true;
        return result;
    }
    if (value_is_none(value)) {
        given = value_next_or_stop(interp, iterator);
        if (!(value_is_error(given) && exception_pending_is(interp, ERROR_STOP_ITERATION)))
            return given;
        *ended = true;
    } else {
        given = value_call_method(interp, iterator, "send", 1, &value);
        if (!value_is_error(given) || !exception_pending_is(interp, ERROR_STOP_ITERATION))
            return given;
        *ended = true;
    }
    Value stop = exception_fetch(interp);
    Value returned = exception_of(stop)->fields[STOP_ITERATION_VALUE];
    returned = value_is_error(returned) || value_is_unset(returned) ? VALUE_NONE : value_keep(returned);
    value_drop(stop);
    return returned;
}

NATIVE(method_send, "send(self, value, /)", "Resumes the generator; the yield expression has this value.")
{
    return generator_send(interp, generator_object_of(arg[0]), arg[1]);
}

static bool warn_of_values(Interp *interp)
{
    return !interp->hooks.warn ||
           interp->hooks.warn(interp, ERROR_DEPRECATION_WARNING,
                              "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature "
                              "instead.");
}

NATIVE(method_throw, "throw(self, type, value=..., traceback=..., /)",
       "Raises an exception where the generator stands.")
{
    if (!value_is_unset(arg[2]) && !warn_of_values(interp))
        return VALUE_ERROR;
    // An iterator that is delegated to judges the arguments itself.
    GeneratorObject *generator = generator_object_of(arg[0]);
    Value exception, iterator = generator->running ? VALUE_UNSET : delegate(generator);
    Type *exit = interp->exceptions[ERROR_GENERATOR_EXIT];
    bool closing =
        value_is_type(arg[1]) ? type_is_subtype(type_of(arg[1]), exit) : value_is_instance(interp, arg[1], exit);
    if (iterator.tag == TAG_OBJECT && iterator.object->type != interp->types[TYPE_GENERATOR] && !closing) {
        size_t count = value_is_unset(arg[2]) ? 1 : value_is_unset(arg[3]) ? 2 : 3;
        value_keep(iterator);
        Value out;
        bool passed = throw_to_delegate(interp, generator, iterator, count, arg + 1, &out);
        value_drop(iterator);
        if (passed)
            return out;
    }
    if (!value_is_unset(arg[3]) && !value_is_none(arg[3]) &&
        value_type(interp, arg[3]) != interp->types[TYPE_TRACEBACK])
        return raise_type_error(interp, "throw() third argument must be a traceback object");
    if (value_is_exception_class(interp, arg[1]) && !value_is_unset(arg[2]) && !value_is_none(arg[2])) {
        exception =
            value_is_exception(interp, arg[2]) ? value_keep(arg[2]) : value_call_values(interp, arg[1], 1, &arg[2]);
    } else if (!value_is_exception(interp, arg[1]) && !value_is_exception_class(interp, arg[1])) {
        return raise_type_error(interp, "exceptions must be classes or instances deriving from BaseException, not %s",
                                value_type_name(interp, arg[1]));
    } else if (value_is_exception(interp, arg[1]) && !value_is_unset(arg[2]) && !value_is_none(arg[2])) {
        return raise_type_error(interp, "instance exception may not have a separate value");
    } else {
        exception = exception_from_raised(interp, arg[1]);
    }
    if (value_is_error(exception))
        return exception;
    Value result = generator_throw(interp, generator_object_of(arg[0]), exception);
    value_drop(exception);
    return result;
}

NATIVE(method_close, "close(self, /)", "Raises GeneratorExit where the generator stands.")
{
    Value returned = VALUE_NONE;
    if (generator_object_of(arg[0])->running)
        return raise_value_error(interp, "generator already executing");
    return generator_close(interp, generator_object_of(arg[0]), &returned) ? returned : VALUE_ERROR;
}

static const NativeSpec *const METHODS[] = {&method_send_native, &method_throw_native, &method_close_native, NULL};

static void generator_destroy(Interp *interp, Object *self)
{
    GeneratorObject *generator = (GeneratorObject *)self;
    Frame *frame = generator->frame;
    generator->frame = NULL;
    if (frame) {
        size_t size = frame_size(frame->code);
        frame_clear(vm_of(interp), frame);
        mem_free(&interp->memory, frame, size);
    }
    value_replace_take(&generator->handling.exception, VALUE_NONE);
    value_replace_take(&generator->name, VALUE_NONE);
    value_replace_take(&generator->qualified_name, VALUE_NONE);
    Code *code = generator->code;
    generator->code = NULL;
    object_drop(code);
}

static void generator_traverse(Object *self, VisitFunction visit, void *context)
{
    GeneratorObject *generator = (GeneratorObject *)self;
    Frame *frame = generator->frame;
    visit_value(generator->handling.exception, visit, context);
    if (!frame || generator->running)
        return;
    for (Value *at = frame->slots; at < frame->sp; at++)
        visit_value(*at, visit, context);
    visit_value(frame->function, visit, context);
    visit_object(frame->object, visit, context);
}

/// A generator that is given up in the middle runs its finally blocks.
static void generator_finalize(Interp *interp, Value self)
{
    GeneratorObject *generator = generator_object_of(self);
    if (!generator->frame || generator->running || interp->error.kind == ERROR_LIMIT_EXCEEDED)
        return;
    if (!generator->started || !code_find_handler(generator->code, frame_last(generator->frame)))
        return;
    Error pending;
    error_move(&pending, &interp->error);
    if (!generator_close(interp, generator, NULL))
        error_clear(&interp->error);
    error_move(&interp->error, &pending);
}

static Value generator_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<generator object %s at 0x%llx>",
                           str_of(generator_object_of(self)->qualified_name)->text,
                           (unsigned long long)(uintptr_t)self.object);
}

static Value get_name(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(generator_object_of(self)->name);
}
static bool set_name(Interp *interp, Value self, Value value)
{
    if (value_is_unset(value) || !str_check(interp, value)) {
        raise_type_error(interp, "__name__ must be set to a string object");
        return false;
    }
    value_replace_take(&generator_object_of(self)->name, value_keep(value));
    return true;
}
static Value get_qualified_name(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(generator_object_of(self)->qualified_name);
}
static bool set_qualified_name(Interp *interp, Value self, Value value)
{
    if (value_is_unset(value) || !str_check(interp, value)) {
        raise_type_error(interp, "__qualname__ must be set to a string object");
        return false;
    }
    value_replace_take(&generator_object_of(self)->qualified_name, value_keep(value));
    return true;
}
static Value get_frame(Interp *interp, Value self)
{
    GeneratorObject *generator = generator_object_of(self);
    if (!generator->frame)
        return VALUE_NONE;
    FrameObject *object = frame_object(vm_of(interp), generator->frame);
    return object ? value_from_object(object_keep(object)) : VALUE_ERROR;
}
static Value get_code(Interp *interp, Value self)
{
    (void)interp;
    return value_from_object(object_keep(generator_object_of(self)->code));
}
static Value get_running(Interp *interp, Value self)
{
    (void)interp;
    return value_from_bool(generator_object_of(self)->running);
}
static Value get_suspended(Interp *interp, Value self)
{
    (void)interp;
    GeneratorObject *generator = generator_object_of(self);
    return value_from_bool(generator->frame && generator->started && !generator->running);
}
static Value get_delegate(Interp *interp, Value self)
{
    (void)interp;
    Value iterator = delegate(generator_object_of(self));
    return value_is_unset(iterator) ? VALUE_NONE : value_keep(iterator);
}

static const GetSetSpec GETSETS[] = {
    {"__name__", "The function's name.", get_name, set_name},
    {"__qualname__", "The function's qualified name.", get_qualified_name, set_qualified_name},
    {"gi_frame", "The frame, None once it ended.", get_frame, NULL},
    {"gi_code", "The code.", get_code, NULL},
    {"gi_running", "Whether it is being run.", get_running, NULL},
    {"gi_suspended", "Whether it stands at a yield.", get_suspended, NULL},
    {"gi_yieldfrom", "What it delegates to, or None.", get_delegate, NULL},
    {0},
};

const TypeSpec type_spec_GENERATOR = {
    .name = "generator",
    .doc = "An iterator made by a function with yield.",
    .id = TYPE_GENERATOR,
    .size = sizeof(GeneratorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.destroy = generator_destroy,
              .traverse = generator_traverse,
              .finalize = generator_finalize,
              .repr = generator_repr,
              .iter = generator_iter,
              .next = generator_next},
    .methods = METHODS,
    .getsets = GETSETS,
};

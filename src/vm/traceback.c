#include "vm/traceback.h"

#include "object/exception.h"
#include "object/gc.h"
#include "object/operate.h"

void traceback_add(Vm *vm, Value exception, Frame *frame)
{
    Interp *interp = &vm->interp;
    FrameObject *object = frame_object(vm, frame);
    Traceback *made = object ? object_new(interp, interp->types[TYPE_TRACEBACK], sizeof *made) : NULL;
    if (!made) {
        error_clear(&interp->error);
        return;
    }
    Value *traceback = &exception_of(exception)->traceback;
    made->next = traceback->tag == TAG_OBJECT ? *traceback : VALUE_NONE;
    made->frame = object_keep(object);
    made->last = frame_last(frame);
    *traceback = value_from_object(made);
}

CodeLocation traceback_location(const Traceback *traceback)
{
    return code_location(traceback->frame->code, traceback->last);
}

static void traceback_destroy(Interp *interp, Object *self)
{
    (void)interp;
    Traceback *traceback = (Traceback *)self;
    FrameObject *frame = traceback->frame;
    traceback->frame = NULL;
    Value next = traceback->next;
    traceback->next = VALUE_NONE;
    value_drop(next);
    object_drop(frame);
}

static void traceback_traverse(Object *self, VisitFunction visit, void *context)
{
    Traceback *traceback = (Traceback *)self;
    visit_value(traceback->next, visit, context);
    visit_object(traceback->frame, visit, context);
}

/// Breaks cycles; the frame stays so that the line can still be asked for.
static void traceback_clear(Interp *interp, Object *self)
{
    (void)interp;
    value_replace_take(&((Traceback *)self)->next, VALUE_NONE);
}

static Value get_next(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(traceback_of(self)->next);
}

static bool set_next(Interp *interp, Value self, Value value)
{
    bool is_traceback = value.tag == TAG_OBJECT && value.object->type == interp->types[TYPE_TRACEBACK];
    if (!is_traceback && !value_is_none(value)) {
        raise_type_error(interp, "expected traceback object or None, got '%s'", value_type_name(interp, value));
        return false;
    }
    for (Value at = value; at.tag == TAG_OBJECT; at = traceback_of(at)->next)
        if (value_is(at, self)) {
            raise_value_error(interp, "traceback loop detected");
            return false;
        }
    value_replace_take(&traceback_of(self)->next, value_keep(value));
    return true;
}

static Value get_frame(Interp *interp, Value self)
{
    (void)interp;
    return value_from_object(object_keep(traceback_of(self)->frame));
}

static Value get_line(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(traceback_location(traceback_of(self)).line);
}

static Value get_last(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int((int64_t)traceback_of(self)->last * (int64_t)sizeof(Instruction));
}

static const GetSetSpec GETSETS[] = {
    {"tb_next", "The next line, towards where the exception was raised.", get_next, set_next},
    {"tb_frame", "The frame.", get_frame, NULL, .member = true},
    {"tb_lineno", "The line.", get_line, NULL},
    {"tb_lasti", "Where in the code it is.", get_last, NULL, .member = true},
    {0},
};

const TypeSpec type_spec_TRACEBACK = {
    .name = "traceback",
    .doc = "Where an exception came by.",
    .id = TYPE_TRACEBACK,
    .size = sizeof(Traceback),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.destroy = traceback_destroy, .traverse = traceback_traverse, .clear = traceback_clear},
    .getsets = GETSETS,
};

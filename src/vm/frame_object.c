// frame: what Python code sees of a frame.
#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/frame.h"
#include "vm/generator_object.h"

FrameObject *frame_object(Vm *vm, Frame *frame)
{
    Interp *interp = &vm->interp;
    if (frame->object)
        return frame->object;
    FrameObject *object = object_new(interp, interp->types[TYPE_FRAME], sizeof *object);
    if (!object)
        return NULL;
    object->frame = frame;
    object->code = object_keep(frame->code);
    object->globals = value_keep(value_from_object(frame->globals));
    object->builtins = value_keep(value_from_object(frame->builtins));
    object->names = value_keep(frame->names);
    frame->object = object;
    return object;
}

static bool add_slot(Interp *interp, Value dict, const Code *code, uint32_t slot, Value value)
{
    CodeSlotKind kind = (CodeSlotKind)code->slot_kinds[slot];
    if (kind == CODE_SLOT_HIDDEN && code->flags & CODE_OPTIMIZED && value_is_unset(value))
        return true;
    if ((kind == CODE_SLOT_CELL || kind == CODE_SLOT_FREE) && value.tag == TAG_OBJECT &&
        value.object->type == interp->types[TYPE_CELL])
        value = cell_of(value)->content;
    if (value_is_unset(value) || !code_slot_is_visible(code, slot))
        return true;
    return dict_set(interp, dict, code->slot_names[slot], value);
}

// Whether a comprehension in a module or class is at work, whose variables no namespace holds.
static bool has_hidden(const Code *code, const Value *slots)
{
    for (uint32_t i = 0; i < code->slot_count; i++) {
        if (!value_is_unset(slots[i]) && code_slot_is_visible(code, i))
            return true;
    }
    return false;
}

Value frame_locals(Vm *vm, FrameObject *object)
{
    Interp *interp = &vm->interp;
    const Value *slots = object->frame ? object->frame->slots : object->slots;
    bool named = !(object->code->flags & CODE_OPTIMIZED) && !value_is_unset(object->names);
    if (named && !(slots && has_hidden(object->code, slots) && dict_check(interp, object->names)))
        return value_keep(object->names);
    Value dict = named ? dict_copy(interp, object->names) : dict_new(interp);
    for (uint32_t i = 0; !value_is_error(dict) && slots && i < object->code->slot_count; i++)
        if (!add_slot(interp, dict, object->code, i, slots[i])) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    return dict;
}

static uint32_t last_instruction(const FrameObject *object)
{
    return object->frame ? frame_last(object->frame) : object->last;
}

int frame_object_line(const FrameObject *object)
{
    return (int)code_location(object->code, last_instruction(object)).line;
}

static void frame_destroy(Interp *interp, Object *self)
{
    FrameObject *object = (FrameObject *)self;
    Value *slots = object->slots;
    object->slots = NULL;
    if (slots) {
        for (uint32_t i = 0; i < object->code->slot_count; i++)
            value_drop(slots[i]);
        mem_free(&interp->memory, slots, (object->code->slot_count ? object->code->slot_count : 1) * sizeof *slots);
    }
    value_replace_take(&object->names, VALUE_UNSET);
    value_replace_take(&object->globals, VALUE_UNSET);
    value_replace_take(&object->builtins, VALUE_UNSET);
    FrameObject *back = object->back;
    object->back = NULL;
    object_drop(back);
    Code *code = object->code;
    object->code = NULL;
    object_drop(code);
}

static void frame_traverse(Object *self, VisitFunction visit, void *context)
{
    FrameObject *object = (FrameObject *)self;
    if (object->slots)
        for (uint32_t i = 0; i < object->code->slot_count; i++)
            visit_value(object->slots[i], visit, context);
    visit_value(object->names, visit, context);
    visit_value(object->globals, visit, context);
    visit_value(object->builtins, visit, context);
    visit_object(object->back, visit, context);
}

/// Breaks cycles: the locals go, what names the frame stays.
static void frame_clear_object(Interp *interp, Object *self)
{
    (void)interp;
    FrameObject *object = (FrameObject *)self;
    if (object->slots)
        for (uint32_t i = 0; i < object->code->slot_count; i++)
            value_replace_take(&object->slots[i], VALUE_UNSET);
}

static FrameObject *object_of(Value v)
{
    return (FrameObject *)v.object;
}
static Value get_locals(Interp *interp, Value self)
{
    return frame_locals(vm_of(interp), object_of(self));
}
static Value get_globals(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(object_of(self)->globals);
}
static Value get_builtins(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(object_of(self)->builtins);
}
static Value get_code(Interp *interp, Value self)
{
    (void)interp;
    return value_from_object(object_keep(object_of(self)->code));
}
static Value get_line(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(frame_object_line(object_of(self)));
}
static Value get_last(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(last_instruction(object_of(self)) * (int64_t)sizeof(Instruction));
}
static Value get_back(Interp *interp, Value self)
{
    FrameObject *object = object_of(self);
    if (!object->frame)
        return object->back ? value_from_object(object_keep(object->back)) : VALUE_NONE;
    if (!object->frame->previous)
        return VALUE_NONE;
    FrameObject *back = frame_object(vm_of(interp), object->frame->previous);
    return back ? value_from_object(object_keep(back)) : VALUE_ERROR;
}

static Value frame_repr(Interp *interp, Value self)
{
    FrameObject *object = object_of(self);
    return str_from_format(interp, "<frame at 0x%llx, file '%s', line %d, code %s>",
                           (unsigned long long)(uintptr_t)object, str_of(object->code->filename)->text,
                           frame_object_line(object), str_of(object->code->name)->text);
}

static const GetSetSpec GETSETS[] = {
    {"f_locals", "The locals by name.", get_locals, NULL},   {"f_globals", "The globals.", get_globals, NULL},
    {"f_builtins", "The builtins.", get_builtins, NULL},     {"f_code", "The code.", get_code, NULL},
    {"f_lineno", "The line it is at.", get_line, NULL},      {"f_lasti", "Where in the code it is.", get_last, NULL},
    {"f_back", "The frame that called it.", get_back, NULL}, {0},
};

const TypeSpec type_spec_FRAME = {
    .name = "frame",
    .doc = "A function, class body or module while it runs.",
    .id = TYPE_FRAME,
    .size = sizeof(FrameObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.destroy = frame_destroy, .traverse = frame_traverse, .clear = frame_clear_object, .repr = frame_repr},
    .getsets = GETSETS,
};

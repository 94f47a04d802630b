#include "vm/frame.h"

#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/module.h"
#include "object/str.h"

enum { CHUNK_SIZE = 256 * 1024 };

typedef struct StackChunk {
    struct StackChunk *previous, *next; // `next` is kept for the next time
    size_t size;
    char *top; // while a later chunk is in use: where this one was left
} StackChunk;

static StackChunk *chunk_new(Vm *vm, size_t needed)
{
    size_t size = needed + sizeof(StackChunk) > CHUNK_SIZE ? needed + sizeof(StackChunk) : CHUNK_SIZE;
    StackChunk *chunk = mem_alloc(&vm->interp.memory, size);
    if (chunk)
        *chunk = (StackChunk){.size = size};
    return chunk;
}

static void chunk_use(Vm *vm, StackChunk *chunk)
{
    vm->stack = chunk;
    vm->stack_top = vm->stack_first = (char *)(chunk + 1);
    vm->stack_end = (char *)chunk + chunk->size;
}

bool stack_init(Vm *vm)
{
    StackChunk *chunk = chunk_new(vm, 0);
    if (chunk)
        chunk_use(vm, chunk);
    return chunk != NULL;
}

void stack_finish(Vm *vm)
{
    StackChunk *chunk = vm->stack;
    while (chunk && chunk->next)
        chunk = chunk->next;
    while (chunk) {
        StackChunk *previous = chunk->previous;
        mem_free(&vm->interp.memory, chunk, chunk->size);
        chunk = previous;
    }
    vm->stack = NULL;
}

static NO_INLINE bool stack_grow(Vm *vm, size_t needed)
{
    StackChunk *chunk = vm->stack, *next = chunk->next;
    if (next && next->size - sizeof *next < needed) {
        mem_free(&vm->interp.memory, next, next->size); // the last of the list
        next = chunk->next = NULL;
    }
    if (!next) {
        next = chunk_new(vm, needed);
        if (!next)
            return false;
        next->previous = chunk;
        chunk->next = next;
    }
    chunk->top = vm->stack_top;
    chunk_use(vm, next);
    return true;
}

static NO_INLINE Frame *too_deep(Vm *vm, Value function)
{
    value_drop(function);
    error_raise(&vm->interp.error, ERROR_RECURSION_ERROR, "maximum recursion depth exceeded");
    return NULL;
}

static inline Frame *stack_reserve(Vm *vm, size_t size)
{
    if (UNLIKELY((size_t)(vm->stack_end - vm->stack_top) < size) && !stack_grow(vm, size))
        return NULL;
    Frame *frame = (Frame *)vm->stack_top;
    vm->stack_top += size;
    return frame;
}

Frame *frame_push_take(Vm *vm, Value function_value, size_t given)
{
    Function *function = function_of(function_value);
    Code *code = (Code *)function->code;
    if (UNLIKELY(vm->interp.recursion_depth >= vm->interp.recursion_limit))
        return too_deep(vm, function_value);
    if (UNLIKELY(!code_is_loaded(code)) && !code_load(&vm->interp, code)) {
        value_drop(function_value);
        return NULL;
    }
    Frame *frame = stack_reserve(vm, frame_size(code));
    if (UNLIKELY(!frame)) {
        value_drop(function_value);
        return NULL;
    }
    if (UNLIKELY(value_is_unset(function->builtins)))
        function->builtins = value_keep(value_from_object(frame_builtins(vm, dict_of(function->globals))));
    vm->interp.recursion_depth++;
    object_keep(code);
    frame->code = code;
    frame->function = function_value;
    frame->ip = code->instructions;
    frame->globals = dict_of(function->globals);
    frame->builtins = dict_of(function->builtins);
    frame->names = VALUE_UNSET;
    frame->object = NULL;
    frame->generator = NULL;
    frame->held = VALUE_UNSET;
    frame->kind = FRAME_CALL;
    Value *end = frame->slots + code->slot_count;
    for (Value *slot = frame->slots + given; slot < end; slot++)
        *slot = VALUE_UNSET;
    frame->sp = end;
    if (code->free_count) {
        const Tuple *closure = tuple_of(function->closure);
        for (uint32_t i = 0; i < code->free_count; i++)
            frame->slots[code->first_free + i] = value_keep(closure->items[i]);
    }
    return frame;
}

Frame *frame_push_code(Vm *vm, Code *code, Dict *globals, Dict *builtins, Value names, Value closure)
{
    if (vm->interp.recursion_depth >= vm->interp.recursion_limit)
        return too_deep(vm, VALUE_UNSET);
    if (!code_load(&vm->interp, code))
        return NULL;
    Frame *frame = stack_reserve(vm, frame_size(code));
    if (!frame)
        return NULL;
    vm->interp.recursion_depth++;
    gc_track(&globals->head); // globals are stored without a look at what they are
    // The module keeps its globals itself: the frame's function slot is free to hold them.
    *frame = (Frame){.code = object_keep(code),
                     .function = value_keep(value_from_object(globals)),
                     .ip = code->instructions,
                     .globals = globals,
                     .builtins = builtins,
                     .names = value_keep(names),
                     .held = value_keep(value_from_object(builtins)),
                     .kind = FRAME_ENTRY};
    for (uint32_t i = 0; i < code->slot_count; i++)
        frame->slots[i] = VALUE_UNSET;
    frame->sp = frame_stack(frame);
    for (uint32_t i = 0; i < code->free_count; i++)
        frame->slots[code->first_free + i] = value_keep(tuple_of(closure)->items[i]);
    return frame;
}

static void drop_values(Value *from, Value *to)
{
    while (to > from) {
        Value v = *--to;
        *to = VALUE_UNSET;
        value_drop(v);
    }
}

/// The frame ends while its object lives on: locals, names and the caller stay visible through it.
static void hand_over(Vm *vm, Frame *frame)
{
    FrameObject *object = frame->object;
    Code *code = frame->code;
    Value *slots = mem_alloc_array(&vm->interp.memory, code->slot_count ? code->slot_count : 1, sizeof *slots);
    if (slots) {
        for (uint32_t i = 0; i < code->slot_count; i++) {
            slots[i] = frame->slots[i];
            frame->slots[i] = VALUE_UNSET;
        }
        object->slots = slots;
    } else {
        error_clear(&vm->interp.error);
    }
    object->last = frame_last(frame);
    object->frame = NULL;
    if (frame->previous && !frame->generator) {
        FrameObject *back = frame_object(vm, frame->previous);
        if (back)
            object->back = object_keep(back);
        else
            error_clear(&vm->interp.error);
    }
}

void frame_clear(Vm *vm, Frame *frame)
{
    drop_values(frame_stack(frame), frame->sp);
    frame->sp = frame_stack(frame);
    FrameObject *object = frame->object;
    if (UNLIKELY(object != NULL)) {
        Error pending;
        error_move(&pending, &vm->interp.error);
        if (object->head.references > 1)
            hand_over(vm, frame);
        else
            object->frame = NULL;
        frame->object = NULL;
        object_drop(object);
        error_move(&vm->interp.error, &pending);
    }
    Value *slot = frame->slots, *end = frame_stack(frame);
    for (; slot < end; slot++)
        value_drop(*slot);
    value_drop(frame->names);
    value_drop(frame->held);
    object_drop(frame->code);
    value_drop(frame->function);
}

void frame_leave_chunk(Vm *vm, Frame *frame)
{
    StackChunk *previous = vm->stack->previous;
    vm->stack_top = (char *)frame;
    if (!previous)
        return;
    vm->stack = previous;
    vm->stack_first = (char *)(previous + 1);
    vm->stack_top = previous->top;
    vm->stack_end = (char *)previous + previous->size;
}

void frame_pop(Vm *vm, Frame *frame)
{
    frame_clear(vm, frame);
    frame_release(vm, frame);
}

Dict *frame_builtins(Vm *vm, Dict *globals)
{
    Value builtins = dict_peek_name(globals, vm->interp.names[NAME_builtins]);
    if (builtins.tag == TAG_OBJECT && builtins.object->type == vm->interp.types[TYPE_DICT])
        return dict_of(builtins);
    if (builtins.tag != TAG_OBJECT || !type_is_subtype(builtins.object->type, vm->interp.types[TYPE_MODULE]))
        builtins = vm->interp.builtins;
    return dict_of(module_dict(builtins));
}

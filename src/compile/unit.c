#include "compile/unit.h"

#include <string.h>

#include "compile/location.h"
#include "object/list.h"
#include "object/operate.h"

void unit_free(Interp *interp, Unit *unit)
{
    Memory *memory = &interp->memory;
    for (size_t i = 0; i < unit->constants.count; i++)
        value_drop(unit->constants.items[i]);
    for (size_t i = 0; i < unit->names.count; i++)
        value_drop(unit->names.items[i]);
    for (size_t i = 0; i < unit->slot_names.count; i++)
        value_drop(unit->slot_names.items[i]);
    value_drop(unit->name);
    value_drop(unit->qualified_name);
    VECTOR_FREE(&unit->instructions, memory);
    VECTOR_FREE(&unit->labels, memory);
    VECTOR_FREE(&unit->handlers, memory);
    VECTOR_FREE(&unit->blocks, memory);
    VECTOR_FREE(&unit->constants, memory);
    VECTOR_FREE(&unit->names, memory);
    VECTOR_FREE(&unit->sites, memory);
    VECTOR_FREE(&unit->slot_names, memory);
    VECTOR_FREE(&unit->slot_kinds, memory);
    VECTOR_FREE(&unit->attributes, memory);
}

static bool push_instruction(Interp *interp, Unit *unit, Opcode opcode, uint32_t operand)
{
    if (operand >= OPERAND_LIMIT && opcode_operand(opcode) != OPERAND_INTEGER) {
        error_raise(&interp->error, ERROR_OVERFLOW_ERROR, "the code is too large");
        return false;
    }
    UnitInstruction instruction = {
        .opcode = opcode,
        .operand = operand,
        .at = {unit->at.line, unit->at.column, unit->at.end_line, unit->at.end_column},
        .handler = unit->handler,
    };
    return VECTOR_PUSH(&unit->instructions, &interp->memory, instruction);
}

static void set_depth(Unit *unit, int depth)
{
    unit->depth = depth;
    if (depth > unit->max_depth)
        unit->max_depth = depth;
}

bool unit_add(Interp *interp, Unit *unit, Opcode opcode, uint32_t operand)
{
    if (!unit->unreachable && !push_instruction(interp, unit, opcode, operand))
        return false;
    // UNPACK with a star and the like are at their highest once they are done; calls and the rest, before.
    set_depth(unit, unit->depth + opcode_effect(opcode, operand & (OPERAND_LIMIT - 1)));
    if (opcode_ends_flow(opcode))
        unit->unreachable = true;
    return true;
}

bool unit_jump(Interp *interp, Unit *unit, Opcode opcode, Label label)
{
    UnitLabel *target = &unit->labels.items[label];
    if (!unit->unreachable) {
        target->used = true;
        target->depth = unit->depth + opcode_effect_taken(opcode);
    }
    return unit_add(interp, unit, opcode, (uint32_t)label);
}

Label unit_label(Interp *interp, Unit *unit)
{
    if (!VECTOR_PUSH(&unit->labels, &interp->memory, (UnitLabel){.position = -1, .depth = -1}))
        return -1;
    return (Label)unit->labels.count - 1;
}

void unit_place(Unit *unit, Label label)
{
    UnitLabel *target = &unit->labels.items[label];
    target->position = (int32_t)unit->instructions.count;
    unit->fence = unit->instructions.count;
    if (target->used) {
        set_depth(unit, target->depth);
        unit->unreachable = false;
    }
}

bool unit_enter_handler_at(Interp *interp, Unit *unit, Label label, int depth, int32_t *before)
{
    *before = unit->handler;
    if (!unit->unreachable) {
        unit->labels.items[label].used = true;
        unit->labels.items[label].depth = depth + 1;
    }
    if (!VECTOR_PUSH(&unit->handlers, &interp->memory, (UnitHandler){label, depth, unit->handler}))
        return false;
    unit->handler = (int32_t)unit->handlers.count - 1;
    return true;
}

bool unit_enter_handler(Interp *interp, Unit *unit, Label label, int32_t *before)
{
    return unit_enter_handler_at(interp, unit, label, unit->depth, before);
}

static bool same_constant(Interp *interp, Value a, Value b)
{
    if (a.tag != b.tag)
        return false;
    if (a.tag != TAG_OBJECT || a.object == b.object)
        return value_is(a, b);
    if (a.object->type != b.object->type)
        return false;
    if (a.object->type == interp->types[TYPE_INT] || a.object->type == interp->types[TYPE_BYTES]) {
        bool equal;
        if (value_equal(interp, a, b, &equal))
            return equal;
        error_clear(&interp->error);
        return false;
    }
    if (a.object->type != interp->types[TYPE_TUPLE])
        return false;
    const Tuple *left = tuple_of(a), *right = tuple_of(b);
    if (left->count != right->count)
        return false;
    for (size_t i = 0; i < left->count; i++)
        if (!same_constant(interp, left->items[i], right->items[i]))
            return false;
    return true;
}

int64_t unit_constant_take(Interp *interp, Unit *unit, Value value)
{
    if (value_is_error(value))
        return -1;
    for (size_t i = unit->has_doc ? 1 : 0; i < unit->constants.count; i++)
        if (same_constant(interp, unit->constants.items[i], value)) {
            value_drop(value);
            return (int64_t)i;
        }
    if (!VECTOR_PUSH(&unit->constants, &interp->memory, value)) {
        value_drop(value);
        return -1;
    }
    return (int64_t)unit->constants.count - 1;
}

bool unit_attribute(Interp *interp, Unit *class_unit, const AstIdentifier *name)
{
    for (size_t i = 0; i < class_unit->attributes.count; i++)
        if (strcmp(class_unit->attributes.items[i]->text, name->text) == 0)
            return true;
    return VECTOR_PUSH(&class_unit->attributes, &interp->memory, name);
}

int64_t unit_name(Interp *interp, Unit *unit, Object *name)
{
    for (size_t i = 0; i < unit->names.count; i++)
        if (unit->names.items[i].object == name)
            return (int64_t)i;
    if (!VECTOR_PUSH(&unit->names, &interp->memory, value_from_object(name)))
        return -1;
    object_keep(name);
    return (int64_t)unit->names.count - 1;
}

int64_t unit_site(Interp *interp, Unit *unit, Object *name)
{
    int64_t index = unit_name(interp, unit, name);
    if (index < 0 || !VECTOR_PUSH(&unit->sites, &interp->memory, (uint32_t)index))
        return -1;
    return (int64_t)unit->sites.count - 1;
}

int64_t unit_slot(Interp *interp, Unit *unit, Object *name, CodeSlotKind kind)
{
    if (!VECTOR_PUSH(&unit->slot_names, &interp->memory, value_from_object(name)))
        return -1;
    object_keep(name);
    if (!VECTOR_PUSH(&unit->slot_kinds, &interp->memory, (uint8_t)kind))
        return -1;
    return (int64_t)unit->slot_names.count - 1;
}

static bool is_jump(Opcode opcode)
{
    return opcode_operand(opcode) == OPERAND_JUMP;
}

/// A jump to a jump goes where that one goes.
static uint32_t final_target(const Unit *unit, Label label)
{
    uint32_t position = (uint32_t)unit->labels.items[label].position;
    for (int hops = 0; hops < 8 && position < unit->instructions.count; hops++) {
        const UnitInstruction *instruction = &unit->instructions.items[position];
        if (instruction->opcode != OP_JUMP)
            break;
        position = (uint32_t)unit->labels.items[instruction->operand].position;
    }
    return position;
}

static Instruction *assemble_instructions(Interp *interp, const Unit *unit)
{
    Instruction *words = mem_alloc_array(&interp->memory, unit->instructions.count, sizeof *words);
    if (!words)
        return NULL;
    for (size_t i = 0; i < unit->instructions.count; i++) {
        const UnitInstruction *instruction = &unit->instructions.items[i];
        uint32_t operand = instruction->operand;
        if (is_jump(instruction->opcode))
            operand = final_target(unit, (Label)operand);
        words[i] = instruction_make(instruction->opcode, operand);
        if (instruction->opcode == OP_JUMP && operand < unit->instructions.count &&
            unit->instructions.items[operand].opcode == OP_RETURN)
            words[i] = instruction_make(OP_RETURN, 0);
    }
    return words;
}

static bool assemble_handlers(Interp *interp, const Unit *unit, Code *code)
{
    struct VECTOR(CodeHandler) handlers = {0};
    for (size_t i = 0; i < unit->instructions.count;) {
        int32_t index = unit->instructions.items[i].handler;
        size_t end = i + 1;
        while (end < unit->instructions.count && unit->instructions.items[end].handler == index)
            end++;
        if (index >= 0) {
            const UnitHandler *handler = &unit->handlers.items[index];
            CodeHandler entry = {(uint32_t)i, (uint32_t)end, (uint32_t)unit->labels.items[handler->label].position,
                                 (uint32_t)handler->depth};
            if (!VECTOR_PUSH(&handlers, &interp->memory, entry))
                goto failed;
        }
        i = end;
    }
    if (handlers.count) {
        CodeHandler *copy = mem_alloc_array(&interp->memory, handlers.count, sizeof *copy);
        if (!copy)
            goto failed;
        memcpy(copy, handlers.items, handlers.count * sizeof *copy);
        code->handlers = copy;
        code->handler_count = (uint32_t)handlers.count;
    }
    VECTOR_FREE(&handlers, &interp->memory);
    return true;
failed:
    VECTOR_FREE(&handlers, &interp->memory);
    return false;
}

static bool assemble_locations(Interp *interp, const Unit *unit, Code *code)
{
    Text text;
    text_init(&text, &interp->memory);
    CodeLocation *locations = mem_alloc_array(&interp->memory, unit->instructions.count, sizeof *locations);
    if (!locations)
        return false;
    for (size_t i = 0; i < unit->instructions.count; i++)
        locations[i] = unit->instructions.items[i].at;
    bool done =
        location_encode(&text, locations, unit->instructions.count, unit->first_line, unit->flags & CODE_LIBRARY);
    mem_free(&interp->memory, locations, unit->instructions.count * sizeof *locations);
    uint8_t *copy = done ? mem_alloc(&interp->memory, text.length ? text.length : 1) : NULL;
    if (copy) {
        memcpy(copy, text.bytes, text.length);
        code->locations = copy;
        code->locations_size = (uint32_t)text.length;
    }
    text_free(&text);
    return copy != NULL;
}

/// Moves a vector's items into an array of exactly their number; NULL (and no error) where there are none.
static bool move_values(Interp *interp, struct UnitValues *values, Value **out, uint32_t *count)
{
    *out = mem_alloc_array(&interp->memory, values->count ? values->count : 1, sizeof **out);
    if (!*out)
        return false;
    if (values->count)
        memcpy(*out, values->items, values->count * sizeof **out);
    *count = (uint32_t)values->count;
    values->count = 0;
    return true;
}

static bool assemble_sites(Interp *interp, const Unit *unit, Code *code)
{
    code->site_count = (uint32_t)unit->sites.count;
    if (!unit->sites.count)
        return true;
    code->sites = mem_alloc_zero(&interp->memory, unit->sites.count * sizeof *code->sites);
    if (!code->sites)
        return false;
    for (size_t i = 0; i < unit->sites.count; i++)
        code->sites[i].name = code->names[unit->sites.items[i]];
    return true;
}

static bool assemble_slots(Interp *interp, Unit *unit, Code *code)
{
    size_t count = unit->slot_kinds.count;
    uint8_t *kinds = mem_alloc(&interp->memory, count ? count : 1);
    if (!kinds)
        return false;
    if (count)
        memcpy(kinds, unit->slot_kinds.items, count);
    code->slot_kinds = kinds;
    code->slot_count = (uint32_t)count; // first: the array's size hangs on it
    struct UnitValues names = {unit->slot_names.items, unit->slot_names.count, unit->slot_names.capacity};
    uint32_t name_count;
    if (!move_values(interp, &names, &code->slot_names, &name_count))
        return false;
    unit->slot_names.count = 0;
    return true;
}

static bool fill(Interp *interp, Unit *unit, Code *code)
{
    Instruction *words = assemble_instructions(interp, unit);
    if (!words)
        return false;
    code->instructions = words;
    code->instruction_count = (uint32_t)unit->instructions.count;
    if (!assemble_handlers(interp, unit, code) || !assemble_locations(interp, unit, code) ||
        !assemble_slots(interp, unit, code) ||
        !move_values(interp, &unit->constants, &code->constants, &code->constant_count))
        return false;
    struct UnitValues names = {unit->names.items, unit->names.count, unit->names.capacity};
    if (!move_values(interp, &names, &code->names, &code->name_count))
        return false;
    unit->names.count = 0;
    return assemble_sites(interp, unit, code);
}

Code *unit_assemble(Interp *interp, Unit *unit, Value filename, Value source)
{
    Code *code = code_new(interp);
    if (!code)
        return NULL;
    code->flags = unit->flags | (unit->has_doc ? CODE_HAS_DOC : 0);
    code->argument_count = unit->argument_count;
    code->positional_only_count = unit->positional_only_count;
    code->keyword_only_count = unit->keyword_only_count;
    code->first_free = unit->first_free;
    code->free_count = unit->free_count;
    code->stack_size = (uint32_t)unit->max_depth;
    code->first_line = unit->first_line;
    code->name = value_keep(unit->name);
    code->qualified_name = value_keep(unit->qualified_name);
    code->filename = value_keep(filename);
    code->source = value_keep(source);
    if (!fill(interp, unit, code)) {
        object_drop(code);
        return NULL;
    }
    code_prepare(code);
    return code;
}

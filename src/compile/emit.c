#include "compile/emit.h"

#include <stdio.h>
#include <string.h>

#include "object/list.h"
#include "object/str.h"

/// True for a parameter that nobody unbinds: loading it cannot fail.
static bool is_always_bound(const Unit *unit, uint32_t slot)
{
    if (slot >= unit->argument_count || slot >= SLOTS_LIMIT || unit->slot_kinds.items[slot] != CODE_SLOT_LOCAL)
        return false;
    const Symbol *symbol = scope_find(unit->scope, unit->slot_names.items[slot].object);
    return symbol && !(symbol->flags & SYMBOL_DELETED);
}

/// Joins an operator with the small int that was loaded as its right operand; false where there is no row for both.
static bool join_integer(UnitInstruction *last, Opcode opcode, uint32_t operand)
{
    int shift = opcode == OP_COMPARE ? 3 : opcode == OP_ADD || opcode == OP_SUBTRACT ? 1 : 0;
    int32_t value = instruction_integer(instruction_make(OP_LOAD_INT, last->operand)),
            limit = OPERAND_LIMIT / 2 >> shift;
    if (!shift || value < -limit || value >= limit)
        return false;
    last->opcode = opcode == OP_COMPARE ? OP_COMPARE_INT : opcode == OP_ADD ? OP_ADD_INT : OP_SUBTRACT_INT;
    last->operand = ((uint32_t)value << shift | operand) & (OPERAND_LIMIT - 1);
    return true;
}

/// Joins the new instruction with the last one where one row does both. *joined tells.
static bool join_last(Compiler *c, Opcode opcode, uint32_t operand, bool *joined)
{
    Unit *unit = c->unit;
    *joined = false;
    if (unit->unreachable || unit->instructions.count <= unit->fence)
        return true;
    UnitInstruction *last = &VECTOR_LAST(&unit->instructions);
    if (last->handler != unit->handler)
        return true;
    bool local = last->opcode == OP_LOAD_LOCAL && is_always_bound(unit, last->operand);
    if (opcode == OP_LOAD_LOCAL && local && is_always_bound(unit, operand)) {
        last->opcode = OP_LOAD_LOCALS_PAIR;
        last->operand |= operand << 12;
    } else if (opcode == OP_LOAD_ATTRIBUTE && local && operand < SLOTS_LIMIT) {
        last->opcode = OP_LOAD_LOCAL_ATTRIBUTE;
        last->operand |= operand << 12;
        last->at = (CodeLocation){unit->at.line, unit->at.column, unit->at.end_line, unit->at.end_column};
    } else if (opcode == OP_LOAD_ATTRIBUTE && last->opcode == OP_LOAD_LOCALS_PAIR && operand < SLOTS_LIMIT) {
        uint32_t slot = last->operand >> 12;
        last->opcode = OP_LOAD_LOCAL;
        last->operand &= SLOTS_LIMIT - 1;
        unit->depth--;
        *joined = true;
        return unit_add(c->interp, unit, OP_LOAD_LOCAL_ATTRIBUTE, slot | operand << 12);
    } else if (opcode == OP_PUSH_UNSET && last->opcode == OP_LOAD_GLOBAL) {
        last->opcode = OP_LOAD_GLOBAL_CALLEE;
    } else if (last->opcode == OP_LOAD_INT && join_integer(last, opcode, operand)) {
        last->at = (CodeLocation){unit->at.line, unit->at.column, unit->at.end_line, unit->at.end_column};
    } else if (opcode == OP_RETURN && last->opcode == OP_LOAD_CONST) {
        last->opcode = OP_RETURN_CONST;
        unit->unreachable = true;
    } else {
        return true;
    }
    *joined = true;
    unit->depth += opcode_effect(opcode, operand);
    if (unit->depth > unit->max_depth)
        unit->max_depth = unit->depth;
    return true;
}

bool emit(Compiler *c, Opcode opcode, uint32_t operand)
{
    bool joined;
    if (!join_last(c, opcode, operand, &joined))
        return false;
    if (joined)
        return true;
    return unit_add(c->interp, c->unit, opcode, operand);
}

bool emit_jump(Compiler *c, Opcode opcode, Label label)
{
    return label >= 0 && unit_jump(c->interp, c->unit, opcode, label);
}

Label emit_label(Compiler *c)
{
    return unit_label(c->interp, c->unit);
}

void emit_place(Compiler *c, Label label)
{
    unit_place(c->unit, label);
}

void emit_at(Compiler *c, const AstNode *node)
{
    c->unit->at = node->at;
}

bool emit_raise(Compiler *c, AstLocation at, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return scope_raise(c->interp, c->ast, at, "%s", message);
}

bool emit_constant_take(Compiler *c, Value value)
{
    if (value.tag == TAG_INT && value.integer >= -(OPERAND_LIMIT / 2) && value.integer < OPERAND_LIMIT / 2)
        return emit(c, OP_LOAD_INT, (uint32_t)value.integer);
    if (c->unit->unreachable) {
        value_drop(value);
        return !value_is_error(value) && emit(c, OP_LOAD_CONST, 0);
    }
    int64_t index = unit_constant_take(c->interp, c->unit, value);
    return index >= 0 && emit(c, OP_LOAD_CONST, (uint32_t)index);
}

bool emit_text(Compiler *c, const char *bytes, size_t length)
{
    Value text = str_new(c->interp, bytes, length);
    if (!value_is_error(text))
        text = str_intern_take(c->interp, text);
    return emit_constant_take(c, text);
}

bool emit_identifier(Compiler *c, const AstIdentifier *identifier)
{
    return emit_text(c, identifier->text, identifier->length);
}

Object *emit_mangled(Compiler *c, const AstIdentifier *identifier)
{
    return scope_name(&c->scopes, c->scope, identifier);
}

Object *emit_intern(Compiler *c, const char *text)
{
    Value name = interp_intern(c->interp, text);
    if (value_is_error(name))
        return NULL;
    if (!VECTOR_PUSH(&c->scopes.kept, &c->interp->memory, name)) {
        value_drop(name);
        return NULL;
    }
    return name.object;
}

static bool emit_with_name(Compiler *c, Opcode opcode, Object *name)
{
    if (!name)
        return false;
    int64_t index = opcode_operand(opcode) == OPERAND_SITE ? unit_site(c->interp, c->unit, name)
                                                           : unit_name(c->interp, c->unit, name);
    return index >= 0 && emit(c, opcode, (uint32_t)index);
}

bool emit_named(Compiler *c, Opcode opcode, const AstIdentifier *name)
{
    return emit_with_name(c, opcode, emit_mangled(c, name));
}

bool emit_named_text(Compiler *c, Opcode opcode, const char *name)
{
    return emit_with_name(c, opcode, emit_intern(c, name));
}

/// The slot of a name that an enclosing function shares with the unit.
static Reference reference_in_class(const Symbol *symbol)
{
    switch (symbol ? symbol->meaning : MEANING_IMPLICIT) {
    case MEANING_FREE:
        return (Reference){REFERENCE_CLASS_CELL, (uint32_t)symbol->slot};
    case MEANING_GLOBAL:
        return (Reference){REFERENCE_GLOBAL, 0};
    default:
        return (Reference){REFERENCE_NAME, 0};
    }
}

static Reference reference_in_function(const Scope *scope, const Symbol *symbol, const Object *name)
{
    bool special = ((const Str *)name)->text[0] == '.' || strcmp(((const Str *)name)->text, "__classdict__") == 0 ||
                   strcmp(((const Str *)name)->text, "__class__") == 0;
    bool in_class = scope->is_class_nested && !special;
    switch (symbol ? symbol->meaning : MEANING_IMPLICIT) {
    case MEANING_LOCAL:
        return (Reference){symbol->flags & SYMBOL_CELL ? REFERENCE_CELL : REFERENCE_LOCAL, (uint32_t)symbol->slot};
    case MEANING_UNRESOLVED: // the function itself does not use the name, only a comprehension in it does
        if (!(symbol->flags & SYMBOL_FREE))
            return (Reference){REFERENCE_GLOBAL, 0};
        __attribute__((fallthrough));
    case MEANING_FREE:
        return (Reference){in_class ? REFERENCE_NAMESPACE_CELL : REFERENCE_CELL, (uint32_t)symbol->slot};
    case MEANING_IMPLICIT:
        return (Reference){in_class ? REFERENCE_NAMESPACE_GLOBAL : REFERENCE_GLOBAL, 0};
    default:
        return (Reference){REFERENCE_GLOBAL, 0};
    }
}

Reference emit_resolve(Compiler *c, Object *name)
{
    const Scope *scope = c->scope;
    for (; scope->kind == SCOPE_COMPREHENSION; scope = scope->parent) {
        const Symbol *symbol = scope_find(scope, name);
        if (!symbol || symbol->meaning == MEANING_UNRESOLVED)
            continue;
        if (symbol->meaning == MEANING_LOCAL)
            return reference_in_function(scope, symbol, name);
        if (symbol->meaning == MEANING_GLOBAL)
            return (Reference){REFERENCE_GLOBAL, 0};
        const Scope *owner = scope_owner(scope);
        if (symbol->meaning == MEANING_IMPLICIT)
            return (Reference){owner->kind == SCOPE_MODULE ? REFERENCE_NAME : REFERENCE_GLOBAL, 0};
        if (scope->parent->kind == SCOPE_CLASS) { // a comprehension does not see the names of a class body
            symbol = scope_find(owner, name);
            return (Reference){REFERENCE_CELL, (uint32_t)symbol->slot};
        }
    }
    const Symbol *symbol = scope_find(scope, name);
    if (scope->kind == SCOPE_MODULE)
        return (Reference){symbol && symbol->meaning == MEANING_GLOBAL ? REFERENCE_GLOBAL : REFERENCE_NAME, 0};
    if (scope->kind == SCOPE_CLASS)
        return reference_in_class(symbol);
    return reference_in_function(scope, symbol, name);
}

static bool emit_from_namespace(Compiler *c, Object *name, Reference reference)
{
    Object *class_names = emit_intern(c, "__classdict__");
    TRY(class_names);
    Reference names = emit_resolve(c, class_names);
    TRY(emit(c, OP_LOAD_CELL, names.slot));
    if (reference.kind == REFERENCE_NAMESPACE_CELL)
        return emit(c, OP_LOAD_FROM_NAMESPACE_OR_CELL, reference.slot);
    return emit_with_name(c, OP_LOAD_FROM_NAMESPACE, name);
}

bool emit_name_object(Compiler *c, Object *name, AstContext context)
{
    static const Opcode SLOTS[2][3] = {{OP_LOAD_LOCAL, OP_STORE_LOCAL, OP_DELETE_LOCAL},
                                       {OP_LOAD_CELL, OP_STORE_CELL, OP_DELETE_CELL}};
    static const Opcode NAMES[2][3] = {{OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME},
                                       {OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL}};
    Reference reference = emit_resolve(c, name);
    switch (reference.kind) {
    case REFERENCE_LOCAL:
    case REFERENCE_CELL:
        return emit(c, SLOTS[reference.kind == REFERENCE_CELL][context], reference.slot);
    case REFERENCE_CLASS_CELL:
        return emit(c, context == AST_LOAD ? OP_LOAD_CLASS_CELL : SLOTS[1][context], reference.slot);
    case REFERENCE_NAME:
    case REFERENCE_GLOBAL:
        return emit_with_name(c, NAMES[reference.kind == REFERENCE_GLOBAL][context], name);
    case REFERENCE_NAMESPACE_CELL:
        if (context != AST_LOAD)
            return emit(c, SLOTS[1][context], reference.slot);
        break;
    case REFERENCE_NAMESPACE_GLOBAL:
        if (context != AST_LOAD)
            return emit_with_name(c, NAMES[1][context], name);
        break;
    }
    return emit_from_namespace(c, name, reference);
}

bool emit_name(Compiler *c, const AstIdentifier *identifier, AstContext context)
{
    if (context == AST_LOAD && strcmp(identifier->text, "__debug__") == 0)
        return emit_constant_take(c, VALUE_TRUE);
    Object *name = emit_mangled(c, identifier);
    return name && emit_name_object(c, name, context);
}

static bool add_slot(Compiler *c, Unit *unit, Symbol *symbol, CodeSlotKind kind)
{
    int64_t slot = unit_slot(c->interp, unit, symbol->name, kind);
    symbol->slot = (int32_t)slot;
    return slot >= 0;
}

static bool add_parameter(Compiler *c, Unit *unit, const AstNode *node)
{
    Object *name = scope_name(&c->scopes, unit->scope, AST_AS(Arg, node)->arg);
    Symbol *symbol = name ? scope_find(unit->scope, name) : NULL;
    return symbol && add_slot(c, unit, symbol, symbol->flags & SYMBOL_CELL ? CODE_SLOT_CELL : CODE_SLOT_LOCAL);
}

/// Gives the parameters their slots: positional ones, keyword-only ones, *args, **kwargs.
static bool add_parameters(Compiler *c, Unit *unit, const AstArguments *parameters)
{
    const AstNodes groups[] = {parameters->posonlyargs, parameters->args, parameters->kwonlyargs};
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (size_t i = 0; i < groups[g].count; i++)
            TRY(add_parameter(c, unit, groups[g].items[i]));
    unit->positional_only_count = (uint32_t)parameters->posonlyargs.count;
    unit->argument_count = (uint32_t)(parameters->posonlyargs.count + parameters->args.count);
    unit->keyword_only_count = (uint32_t)parameters->kwonlyargs.count;
    if (parameters->vararg) {
        TRY(add_parameter(c, unit, parameters->vararg));
        unit->flags |= CODE_VARARGS;
    }
    if (parameters->kwarg) {
        TRY(add_parameter(c, unit, parameters->kwarg));
        unit->flags |= CODE_VARKEYWORDS;
    }
    return true;
}

static bool add_slots(Compiler *c, Unit *unit)
{
    Scope *scope = unit->scope;
    for (size_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = &scope->symbols.items[i];
        bool cell = symbol->flags & SYMBOL_CELL;
        bool local = scope_is_function(scope) && symbol->meaning == MEANING_LOCAL;
        if (symbol->slot < 0 && (local || cell))
            TRY(add_slot(c, unit, symbol, cell ? CODE_SLOT_CELL : CODE_SLOT_LOCAL));
    }
    unit->first_free = (uint32_t)unit->slot_names.count;
    for (size_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = &scope->symbols.items[i];
        if (!(symbol->flags & SYMBOL_FREE))
            continue;
        TRY(add_slot(c, unit, symbol, CODE_SLOT_FREE));
        unit->free_count++;
    }
    return true;
}

static Value qualified_name(Compiler *c, const Unit *outer, Object *name)
{
    const Str *text = (const Str *)name;
    if (!outer || outer->scope->kind == SCOPE_MODULE)
        return value_from_object(object_keep(name));
    while (outer->scope->kind == SCOPE_TYPE_PARAMETERS || outer->scope->kind == SCOPE_TYPE_VALUE) {
        outer = outer->outer;
        if (!outer || outer->scope->kind == SCOPE_MODULE)
            return value_from_object(object_keep(name));
    }
    const Symbol *symbol = scope_find(outer->scope, name);
    if (symbol && symbol->meaning == MEANING_GLOBAL)
        return value_from_object(object_keep(name));
    const char *between = scope_is_function(outer->scope) ? ".<locals>." : ".";
    return str_from_format(c->interp, "%s%s%s", str_of(outer->qualified_name)->text, between, text->text);
}

/// A parameter that no text can name.
static bool add_hidden_parameter(Compiler *c, Unit *unit, const char *text)
{
    Object *name = emit_intern(c, text);
    unit->argument_count++;
    return name && unit_slot(c->interp, unit, name, CODE_SLOT_LOCAL) >= 0;
}

static bool make_cells(Compiler *c, Unit *unit)
{
    for (size_t i = 0; i < unit->slot_kinds.count; i++)
        if (unit->slot_kinds.items[i] == CODE_SLOT_CELL)
            TRY(emit(c, OP_MAKE_CELL, (uint32_t)i));
    return true;
}

bool emit_enter(Compiler *c, Unit *unit, Scope *scope, Object *name, const AstArguments *parameters, AstLocation at)
{
    *unit = (Unit){.outer = c->unit, .scope = scope, .handler = -1, .at = at, .first_line = at.line};
    unit->name = unit->qualified_name = VALUE_UNSET;
    if (!name || !scope)
        return false;
    unit->name = value_from_object(object_keep(name));
    unit->qualified_name = qualified_name(c, c->unit, name);
    if (value_is_error(unit->qualified_name)) {
        unit_free(c->interp, unit);
        return false;
    }
    c->unit = unit;
    c->scope = scope;
    if (c->options->library)
        unit->flags |= CODE_LIBRARY;
    if (scope_is_function(scope))
        unit->flags |= CODE_OPTIMIZED | CODE_NEW_LOCALS;
    if (scope->is_nested)
        unit->flags |= CODE_NESTED;
    if (scope->is_generator || scope->kind == SCOPE_GENERATOR)
        unit->flags |= CODE_GENERATOR;
    if (scope->parent && scope->parent->kind == SCOPE_CLASS && scope->kind == SCOPE_FUNCTION)
        unit->flags |= CODE_METHOD;
    // From here on emit_leave frees the unit.
    if (scope->kind == SCOPE_GENERATOR)
        TRY(add_hidden_parameter(c, unit, ".0"));
    if (scope->kind == SCOPE_TYPE_PARAMETERS && scope->node->kind == AST_FUNCTION_DEF)
        TRY(add_hidden_parameter(c, unit, ".defaults") && add_hidden_parameter(c, unit, ".kwdefaults"));
    return (!parameters || add_parameters(c, unit, parameters)) && add_slots(c, unit) && make_cells(c, unit);
}

Code *emit_leave(Compiler *c, Unit *unit, bool done)
{
    if (c->unit != unit) // emit_enter failed early
        return NULL;
    Code *code = done ? unit_assemble(c->interp, unit, c->filename, c->source) : NULL;
    c->unit = unit->outer;
    unit_free(c->interp, unit);
    return code;
}

/// The slot of the cell that holds a name for inner functions.
static int64_t closure_slot(Compiler *c, Object *name)
{
    const Scope *scope = c->scope;
    for (; scope->kind == SCOPE_COMPREHENSION; scope = scope->parent) {
        const Symbol *symbol = scope_find(scope, name);
        if (symbol && symbol->meaning == MEANING_LOCAL)
            return symbol->slot;
    }
    const Symbol *symbol = scope_find(scope, name);
    return symbol ? symbol->slot : -1;
}

bool emit_leave_function(Compiler *c, Unit *unit, bool done, unsigned flags)
{
    Scope *inner = unit->scope;
    const Scope *outer = inner ? inner->parent : NULL;
    Code *code = emit_leave(c, unit, done);
    c->scope = (Scope *)outer;
    if (!code)
        return false;
    uint32_t count = 0;
    for (size_t i = 0; i < inner->symbols.count; i++) {
        Symbol *symbol = &inner->symbols.items[i];
        if (!(symbol->flags & SYMBOL_FREE))
            continue;
        int64_t slot = closure_slot(c, symbol->name);
        if (slot < 0 || !emit(c, OP_LOAD_CLOSURE, (uint32_t)slot)) {
            object_drop(code);
            return false;
        }
        count++;
    }
    if (count && !emit(c, OP_BUILD_TUPLE, count)) {
        object_drop(code);
        return false;
    }
    return emit_constant_take(c, value_from_object(code)) && emit(c, OP_MAKE_FUNCTION, flags | (count ? 8 : 0));
}

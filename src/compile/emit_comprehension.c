// Comprehensions. Lists, sets and dicts are built in the code around them: their variables are hidden slots, so no
// outer name is touched. Generator expressions are functions whose argument `.0` is the first iterator.
#include "compile/emit.h"

typedef struct Parts {
    AstNodes generators;
    AstNode *first, *second; // the element; key and value of a dict
    Opcode build, add;
} Parts;

static Parts parts_of(AstNode *node)
{
    switch (node->kind) {
    case AST_LIST_COMP:
        return (Parts){AST_AS(ListComp, node)->generators, AST_AS(ListComp, node)->elt, NULL, OP_BUILD_LIST,
                       OP_LIST_APPEND};
    case AST_SET_COMP:
        return (Parts){AST_AS(SetComp, node)->generators, AST_AS(SetComp, node)->elt, NULL, OP_BUILD_SET, OP_SET_ADD};
    case AST_DICT_COMP:
        return (Parts){AST_AS(DictComp, node)->generators, AST_AS(DictComp, node)->key, AST_AS(DictComp, node)->value,
                       OP_BUILD_MAP, OP_MAP_ADD};
    default:
        return (Parts){AST_AS(GeneratorExp, node)->generators, AST_AS(GeneratorExp, node)->elt, NULL, OP_YIELD,
                       OP_YIELD};
    }
}

static bool emit_element(Compiler *c, const Parts *parts)
{
    TRY(emit_expression(c, parts->first));
    if (parts->second)
        TRY(emit_expression(c, parts->second));
    emit_at(c, parts->first);
    if (parts->add == OP_YIELD)
        return emit(c, OP_YIELD, 0) && emit(c, OP_POP, 0);
    return emit(c, parts->add, (uint32_t)parts->generators.count + 1);
}

/// One `for ... in ... if ...` and all that is inside; its iterator is on the stack.
static bool emit_loop(Compiler *c, const Parts *parts, size_t depth)
{
    if (depth == parts->generators.count)
        return emit_element(c, parts);
    AstComprehension *generator = AST_AS(Comprehension, parts->generators.items[depth]);
    if (depth > 0) {
        TRY(emit_expression(c, generator->iter));
        emit_at(c, generator->iter);
        TRY(emit(c, OP_GET_ITER, 0));
    }
    Label next = emit_label(c), end = emit_label(c);
    if (next < 0 || end < 0)
        return false;
    emit_at(c, generator->iter);
    emit_place(c, next);
    TRY(emit_jump(c, OP_FOR_ITER, end) && emit_store(c, generator->target));
    for (size_t i = 0; i < generator->ifs.count; i++)
        TRY(emit_condition(c, generator->ifs.items[i], next, false));
    TRY(emit_loop(c, parts, depth + 1) && emit_jump(c, OP_JUMP_BACK, next));
    emit_place(c, end);
    return true;
}

static bool emit_first_iterator(Compiler *c, const Parts *parts)
{
    AstComprehension *first = AST_AS(Comprehension, parts->generators.items[0]);
    TRY(emit_expression(c, first->iter));
    emit_at(c, first->iter);
    return emit(c, OP_GET_ITER, 0);
}

static bool emit_generator(Compiler *c, AstNode *node, const Parts *parts)
{
    Unit unit;
    Scope *scope = scope_child(c->scope, node, SCOPE_GENERATOR);
    bool done = emit_enter(c, &unit, scope, emit_intern(c, "<genexpr>"), NULL, node->at) && emit(c, OP_LOAD_LOCAL, 0);
    // A function made of the generator's code may be called with anything.
    emit_at(c, AST_AS(Comprehension, parts->generators.items[0])->iter);
    done = done && emit(c, OP_GET_ITER, 0) && emit_loop(c, parts, 0) && emit_constant_take(c, VALUE_NONE) &&
           emit(c, OP_RETURN, 0);
    TRY(emit_leave_function(c, &unit, done, 0));
    emit_at(c, node);
    TRY(emit(c, OP_PUSH_UNSET, 0) && emit_first_iterator(c, parts));
    emit_at(c, node);
    return emit(c, OP_CALL, 1);
}

/// Gives the comprehension's own names their hidden slots.
static bool open_slots(Compiler *c, Scope *scope)
{
    for (size_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = &scope->symbols.items[i];
        if (symbol->meaning != MEANING_LOCAL)
            continue;
        if (symbol->slot < 0) { // an inlined finally body is emitted more than once
            int64_t slot = unit_slot(c->interp, c->unit, symbol->name, CODE_SLOT_HIDDEN);
            TRY(slot >= 0);
            symbol->slot = (int32_t)slot;
        }
        if (symbol->flags & SYMBOL_CELL)
            TRY(emit(c, OP_CLEAR_LOCAL, (uint32_t)symbol->slot) && emit(c, OP_MAKE_CELL, (uint32_t)symbol->slot));
    }
    return true;
}

static bool close_slots(Compiler *c, Scope *scope)
{
    for (size_t i = 0; i < scope->symbols.count; i++)
        if (scope->symbols.items[i].meaning == MEANING_LOCAL)
            TRY(emit(c, OP_CLEAR_LOCAL, (uint32_t)scope->symbols.items[i].slot));
    return true;
}

bool emit_comprehension(Compiler *c, AstNode *node)
{
    Parts parts = parts_of(node);
    if (node->kind == AST_GENERATOR_EXP)
        return emit_generator(c, node, &parts);
    Scope *outer = c->scope, *scope = scope_child(outer, node, SCOPE_COMPREHENSION);
    TRY(scope && emit_first_iterator(c, &parts));
    c->scope = scope;
    emit_at(c, node);
    TRY(open_slots(c, scope) && emit(c, parts.build, 0) && emit(c, OP_SWAP, 2));
    TRY(emit_loop(c, &parts, 0));
    emit_at(c, node);
    TRY(close_slots(c, scope));
    c->scope = outer;
    return true;
}

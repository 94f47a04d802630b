// try, except, finally, except* and with. The stack in a handler, from the height the statement started at:
//
//   exception                    when the handler is entered
//   previous exception           after PUSH_EXCEPTION
//   previous                     in the body of an except clause
//
// A second handler ("outer") covers the first one's own code: it ends the handling and raises on.
#include "compile/emit.h"

/// What covers a handler's code: previous exception -> ends the handling, raises on.
static bool emit_outer_handler(Compiler *c, Label label, int32_t before)
{
    c->unit->handler = before;
    emit_place(c, label);
    return emit(c, OP_SWAP, 2) && emit(c, OP_POP_EXCEPTION, 0) && emit(c, OP_RERAISE, 0);
}

static bool emit_named_handler(Compiler *c, AstExceptHandler *handler, Label end, int32_t outside)
{
    int32_t before;
    Label cleanup = emit_label(c);
    int depth = c->unit->depth;
    TRY(cleanup >= 0 && emit_name(c, handler->name, AST_STORE));
    TRY(unit_enter_handler(c->interp, c->unit, cleanup, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_HANDLER, .handler = outside, .name = handler->name}));
    TRY(emit_body(c, handler->body));
    emit_pop_block(c);
    c->unit->handler = outside;
    c->unit->at = handler->node.at;
    TRY(emit(c, OP_POP_EXCEPTION, 0) && emit_unbind(c, handler->name) && emit_jump(c, OP_JUMP, end));
    c->unit->handler = before;
    emit_place(c, cleanup); // previous exception
    TRY(emit_unbind(c, handler->name) && emit(c, OP_RERAISE, 0));
    c->unit->depth = depth;
    return true;
}

static bool emit_handler(Compiler *c, AstExceptHandler *handler, Label end, int32_t outside)
{
    Label next = emit_label(c);
    int depth = c->unit->depth;
    TRY(next >= 0);
    c->unit->at = handler->node.at;
    if (handler->type) {
        TRY(emit_expression(c, handler->type));
        c->unit->at = handler->node.at; // a class that cannot be caught is the whole clause's mistake
        TRY(emit(c, OP_CHECK_MATCH, 0) && emit_jump(c, OP_POP_JUMP_IF_FALSE, next));
    } else {
        TRY(emit(c, OP_CHECK_ANY, 0));
    }
    if (handler->name) {
        TRY(emit_named_handler(c, handler, end, outside));
    } else {
        TRY(emit(c, OP_POP, 0));
        TRY(emit_push_block(c, (Block){.kind = BLOCK_HANDLER, .handler = outside}));
        TRY(emit_body(c, handler->body));
        emit_pop_block(c);
        c->unit->at = handler->node.at;
        int32_t inner = c->unit->handler;
        c->unit->handler = outside;
        TRY(emit(c, OP_POP_EXCEPTION, 0) && emit_jump(c, OP_JUMP, end));
        c->unit->handler = inner;
    }
    c->unit->depth = depth;
    emit_place(c, next);
    return true;
}

static bool emit_except(Compiler *c, AstNodes body, AstNodes handlers, AstNodes orelse)
{
    Label handler = emit_label(c), outer = emit_label(c), end = emit_label(c);
    int32_t before, inner;
    int depth = c->unit->depth;
    if (handler < 0 || outer < 0 || end < 0)
        return false;
    for (size_t i = 0; i + 1 < handlers.count; i++)
        if (!AST_AS(ExceptHandler, handlers.items[i])->type)
            return emit_raise(c, handlers.items[i]->at, "default 'except:' must be last");
    TRY(unit_enter_handler(c->interp, c->unit, handler, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_TRY, .handler = before}) && emit_body(c, body));
    emit_pop_block(c);
    c->unit->handler = before;
    TRY(emit_body(c, orelse) && emit_jump(c, OP_JUMP, end));
    emit_place(c, handler);
    TRY(unit_enter_handler_at(c->interp, c->unit, outer, depth + 1, &inner));
    TRY(emit(c, OP_PUSH_EXCEPTION, 0));
    for (size_t i = 0; i < handlers.count; i++)
        TRY(emit_handler(c, AST_AS(ExceptHandler, handlers.items[i]), end, before));
    TRY(emit(c, OP_RERAISE, 0) && emit_outer_handler(c, outer, inner));
    c->unit->depth = depth;
    emit_place(c, end);
    return true;
}

static bool emit_star_handler(Compiler *c, AstExceptHandler *handler)
{
    // previous original raised rest
    Label no_match = emit_label(c), cleanup = emit_label(c), end = emit_label(c);
    int32_t before;
    if (no_match < 0 || cleanup < 0 || end < 0)
        return false;
    TRY(emit_expression(c, handler->type));
    c->unit->at = handler->node.at;
    TRY(emit(c, OP_CHECK_GROUP_MATCH, 0) && emit(c, OP_COPY, 1) && emit_jump(c, OP_POP_JUMP_IF_NONE, no_match));
    TRY(handler->name ? emit_name(c, handler->name, AST_STORE) : emit(c, OP_POP, 0));
    int depth = c->unit->depth;
    TRY(unit_enter_handler(c->interp, c->unit, cleanup, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_STAR_HANDLER}) && emit_body(c, handler->body));
    emit_pop_block(c);
    c->unit->handler = before;
    c->unit->at = handler->node.at;
    if (handler->name)
        TRY(emit_unbind(c, handler->name));
    TRY(emit_jump(c, OP_JUMP, end));
    emit_place(c, cleanup); // ... rest exception
    if (handler->name)
        TRY(emit_unbind(c, handler->name));
    TRY(emit(c, OP_LIST_APPEND, 2) && emit_jump(c, OP_JUMP, end));
    c->unit->depth = depth + 1;
    emit_place(c, no_match);
    TRY(emit(c, OP_POP, 0));
    emit_place(c, end);
    return true;
}

static bool emit_except_star(Compiler *c, AstNodes body, AstNodes handlers, AstNodes orelse)
{
    Label handler = emit_label(c), outer = emit_label(c), raise = emit_label(c), end = emit_label(c);
    int32_t before, inner;
    int depth = c->unit->depth;
    if (handler < 0 || outer < 0 || raise < 0 || end < 0)
        return false;
    TRY(unit_enter_handler(c->interp, c->unit, handler, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_TRY, .handler = before}) && emit_body(c, body));
    emit_pop_block(c);
    c->unit->handler = before;
    TRY(emit_body(c, orelse) && emit_jump(c, OP_JUMP, end));
    emit_place(c, handler);
    TRY(unit_enter_handler_at(c->interp, c->unit, outer, depth + 1, &inner));
    TRY(emit(c, OP_PUSH_EXCEPTION, 0) && emit(c, OP_COPY, 1) && emit(c, OP_BUILD_LIST, 0) && emit(c, OP_SWAP, 2));
    for (size_t i = 0; i < handlers.count; i++)
        TRY(emit_star_handler(c, AST_AS(ExceptHandler, handlers.items[i])));
    // previous original raised rest
    TRY(emit(c, OP_LIST_APPEND, 1) && emit(c, OP_MERGE_GROUP, 0) && emit(c, OP_COPY, 1) &&
        emit_jump(c, OP_POP_JUMP_IF_NOT_NONE, raise));
    TRY(emit(c, OP_POP, 0) && emit(c, OP_POP_EXCEPTION, 0) && emit_jump(c, OP_JUMP, end));
    emit_place(c, raise);
    TRY(emit(c, OP_RERAISE, 0) && emit_outer_handler(c, outer, inner));
    c->unit->depth = depth;
    emit_place(c, end);
    return true;
}

typedef bool (*EmitBody)(Compiler *c, AstNodes body, AstNodes handlers, AstNodes orelse);

static bool emit_finally(Compiler *c, EmitBody emit_inner, AstTry *node)
{
    Label handler = emit_label(c), outer = emit_label(c), end = emit_label(c);
    int32_t before, inner;
    int depth = c->unit->depth;
    if (handler < 0 || outer < 0 || end < 0)
        return false;
    TRY(unit_enter_handler(c->interp, c->unit, handler, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_FINALLY, .handler = before, .body = node->finalbody}));
    if (node->handlers.count)
        TRY(emit_inner(c, node->body, node->handlers, node->orelse));
    else
        TRY(emit_body(c, node->body) && emit_body(c, node->orelse));
    emit_pop_block(c);
    c->unit->handler = before;
    TRY(emit_body(c, node->finalbody) && emit_jump(c, OP_JUMP, end));
    emit_place(c, handler);
    TRY(unit_enter_handler_at(c->interp, c->unit, outer, depth + 1, &inner) && emit(c, OP_PUSH_EXCEPTION, 0));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_FINALLY_HANDLER, .handler = before}));
    TRY(emit_body(c, node->finalbody));
    emit_pop_block(c);
    TRY(emit(c, OP_RERAISE, 0) && emit_outer_handler(c, outer, inner));
    c->unit->depth = depth;
    emit_place(c, end);
    return true;
}

bool emit_try(Compiler *c, AstTry *node)
{
    if (node->finalbody.count)
        return emit_finally(c, emit_except, node);
    return emit_except(c, node->body, node->handlers, node->orelse);
}

bool emit_try_star(Compiler *c, AstTryStar *node)
{
    if (node->finalbody.count)
        return emit_finally(c, emit_except_star, (AstTry *)node); // the two have the same fields
    return emit_except_star(c, node->body, node->handlers, node->orelse);
}

static bool emit_with_handler(Compiler *c, const AstNode *item, Label end, int depth, int32_t before)
{
    // exit exception
    Label outer = emit_label(c), suppress = emit_label(c);
    int32_t inner;
    if (outer < 0 || suppress < 0)
        return false;
    c->unit->at = item->at;
    TRY(unit_enter_handler_at(c->interp, c->unit, outer, depth + 2, &inner));
    TRY(emit(c, OP_PUSH_EXCEPTION, 0) && emit(c, OP_WITH_EXIT, 0) && emit_jump(c, OP_POP_JUMP_IF_TRUE, suppress) &&
        emit(c, OP_RERAISE, 0));
    emit_place(c, suppress); // exit previous exception
    TRY(emit(c, OP_POP, 0));
    c->unit->handler = before;
    TRY(emit(c, OP_POP_EXCEPTION, 0) && emit(c, OP_POP, 0) && emit_jump(c, OP_JUMP, end));
    c->unit->handler = inner;
    c->unit->depth = depth + 3;
    return emit_outer_handler(c, outer, before);
}

static bool emit_with_item(Compiler *c, AstWith *node, size_t index)
{
    if (index == node->items.count)
        return emit_body(c, node->body);
    AstWithItem *item = AST_AS(WithItem, node->items.items[index]);
    const AstNode *manager = item->context_expr;
    Label handler = emit_label(c), end = emit_label(c);
    int32_t before;
    int depth = c->unit->depth;
    if (handler < 0 || end < 0)
        return false;
    TRY(emit_expression(c, item->context_expr));
    emit_at(c, manager);
    TRY(emit(c, OP_WITH_ENTER, 0));
    TRY(unit_enter_handler_at(c->interp, c->unit, handler, depth + 1, &before));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_WITH, .handler = before, .at = manager->at}));
    TRY(item->optional_vars ? emit_store(c, item->optional_vars) : emit(c, OP_POP, 0));
    TRY(emit_with_item(c, node, index + 1));
    emit_pop_block(c);
    c->unit->handler = before;
    emit_at(c, manager);
    TRY(emit(c, OP_PUSH_UNSET, 0) && emit_constant_take(c, VALUE_NONE) && emit_constant_take(c, VALUE_NONE) &&
        emit_constant_take(c, VALUE_NONE) && emit(c, OP_CALL, 3) && emit(c, OP_POP, 0) && emit_jump(c, OP_JUMP, end));
    emit_place(c, handler);
    TRY(emit_with_handler(c, manager, end, depth, before));
    c->unit->depth = depth;
    emit_place(c, end);
    return true;
}

bool emit_with(Compiler *c, AstWith *node)
{
    return emit_with_item(c, node, 0);
}

// Leaving blocks: what break, continue and return have to do on their way out.
#include "compile/emit.h"

// As many blocks may stand in each other in a function.
enum { DEEPEST_BLOCK = 21 };

bool emit_push_block(Compiler *c, Block block)
{
    if (c->unit->blocks.count >= DEEPEST_BLOCK)
        return emit_raise(c, c->unit->at, "too many statically nested blocks");
    return VECTOR_PUSH(&c->unit->blocks, &c->interp->memory, block);
}

void emit_pop_block(Compiler *c)
{
    c->unit->blocks.count--;
}

/// Drops the value under the top one, or the top one itself.
static bool drop(Compiler *c, bool value)
{
    return (!value || emit(c, OP_SWAP, 2)) && emit(c, OP_POP, 0);
}

static bool end_handling(Compiler *c, bool value)
{
    return (!value || emit(c, OP_SWAP, 2)) && emit(c, OP_POP_EXCEPTION, 0);
}

/// name = None; del name
bool emit_unbind(Compiler *c, const AstIdentifier *name)
{
    return emit_constant_take(c, VALUE_NONE) && emit_name(c, name, AST_STORE) && emit_name(c, name, AST_DEL);
}

static bool leave_with(Compiler *c, const Block *block, bool value)
{
    c->unit->at = block->at;
    if (value)
        TRY(emit(c, OP_SWAP, 2)); // the value, then __exit__ on top
    return emit(c, OP_PUSH_UNSET, 0) && emit_constant_take(c, VALUE_NONE) && emit_constant_take(c, VALUE_NONE) &&
           emit_constant_take(c, VALUE_NONE) && emit(c, OP_CALL, 3) && emit(c, OP_POP, 0);
}

static bool leave_block(Compiler *c, const Block *block, bool value)
{
    switch (block->kind) {
    case BLOCK_WHILE:
        return true;
    case BLOCK_FOR:
    case BLOCK_VALUE:
        return drop(c, value);
    case BLOCK_TRY:
        c->unit->handler = block->handler;
        return true;
    case BLOCK_FINALLY:
        c->unit->handler = block->handler;
        if (value)
            TRY(emit_push_block(c, (Block){.kind = BLOCK_VALUE}));
        TRY(emit_body(c, block->body));
        if (value)
            emit_pop_block(c);
        return true;
    case BLOCK_WITH:
        c->unit->handler = block->handler;
        return leave_with(c, block, value);
    case BLOCK_HANDLER:
        c->unit->handler = block->handler;
        return end_handling(c, value) && (!block->name || emit_unbind(c, block->name));
    case BLOCK_FINALLY_HANDLER:
        c->unit->handler = block->handler;
        return drop(c, value) && end_handling(c, value);
    case BLOCK_STAR_HANDLER:
        break;
    }
    return emit_raise(c, c->unit->at, "'break', 'continue' and 'return' cannot appear in an except* block");
}

bool emit_unwind(Compiler *c, size_t count, bool value)
{
    AstLocation at = c->unit->at;
    // The blocks that are left are hidden while their own code is emitted, and put back afterwards.
    size_t before = c->unit->blocks.count;
    Block *saved = mem_alloc_array(&c->interp->memory, before ? before : 1, sizeof *saved);
    TRY(saved);
    bool done = true;
    for (size_t i = 0; i < before; i++)
        saved[i] = c->unit->blocks.items[i];
    while (done && c->unit->blocks.count > count) {
        Block block = VECTOR_LAST(&c->unit->blocks);
        c->unit->blocks.count--;
        done = leave_block(c, &block, value);
    }
    c->unit->blocks.count = before; // the capacity has not shrunk
    for (size_t i = 0; i < before; i++)
        c->unit->blocks.items[i] = saved[i];
    mem_free(&c->interp->memory, saved, (before ? before : 1) * sizeof *saved);
    c->unit->at = at;
    return done;
}

bool emit_return(Compiler *c, AstReturn *node)
{
    if (!scope_is_function(c->unit->scope))
        return emit_raise(c, node->node.at, "'return' outside function");
    int depth = c->unit->depth;
    int32_t handler = c->unit->handler;
    AstNode *value = node->value;
    bool constant = !value || value->kind == AST_CONSTANT;
    if (!constant)
        TRY(emit_expression(c, value));
    emit_at(c, value ? value : &node->node);
    TRY(emit_unwind(c, 0, !constant));
    if (constant) {
        if (value)
            TRY(emit_expression(c, value));
        else
            TRY(emit_constant_take(c, VALUE_NONE));
    }
    emit_at(c, &node->node);
    TRY(emit(c, OP_RETURN, 0));
    c->unit->depth = depth;
    c->unit->handler = handler;
    return true;
}

bool emit_loop_exit(Compiler *c, AstNode *node)
{
    bool leaves = node->kind == AST_BREAK;
    size_t index = c->unit->blocks.count;
    while (index > 0) {
        BlockKind kind = c->unit->blocks.items[index - 1].kind;
        if (kind == BLOCK_FOR || kind == BLOCK_WHILE)
            break;
        if (kind == BLOCK_STAR_HANDLER)
            return emit_raise(c, node->at, "'break', 'continue' and 'return' cannot appear in an except* block");
        index--;
    }
    if (index == 0)
        return emit_raise(c, node->at, leaves ? "'break' outside loop" : "'continue' not properly in loop");
    int depth = c->unit->depth;
    int32_t handler = c->unit->handler;
    Block loop = c->unit->blocks.items[index - 1];
    emit_at(c, node);
    TRY(emit_unwind(c, leaves ? index - 1 : index, false));
    emit_at(c, node);
    TRY(emit_jump(c, leaves ? OP_JUMP : OP_JUMP_BACK, leaves ? loop.end : loop.next));
    c->unit->depth = depth;
    c->unit->handler = handler;
    return true;
}

// Statements.
#include "compile/emit.h"

#include <string.h>

static bool emit_if(Compiler *c, AstIf *node)
{
    Label other = emit_label(c), end = node->orelse.count ? emit_label(c) : other;
    if (other < 0 || end < 0)
        return false;
    TRY(emit_condition(c, node->test, other, false) && emit_body(c, node->body));
    if (node->orelse.count) {
        TRY(emit_jump(c, OP_JUMP, end));
        emit_place(c, other);
        TRY(emit_body(c, node->orelse));
    }
    emit_place(c, end);
    return true;
}

static bool emit_while(Compiler *c, AstWhile *node)
{
    Label next = emit_label(c), body = emit_label(c), other = emit_label(c), end = emit_label(c);
    if (next < 0 || body < 0 || other < 0 || end < 0)
        return false;
    TRY(emit_push_block(c, (Block){.kind = BLOCK_WHILE, .next = next, .end = end}));
    emit_place(c, next);
    TRY(emit_condition(c, node->test, other, false) && emit_body(c, node->body));
    emit_at(c, node->test);
    TRY(emit_jump(c, OP_JUMP_BACK, next));
    emit_pop_block(c);
    emit_place(c, other);
    TRY(emit_body(c, node->orelse));
    emit_place(c, end);
    return true;
}

static bool emit_for(Compiler *c, AstFor *node)
{
    Label next = emit_label(c), other = emit_label(c), end = emit_label(c);
    if (next < 0 || other < 0 || end < 0)
        return false;
    TRY(emit_expression(c, node->iter));
    emit_at(c, node->iter);
    TRY(emit(c, OP_GET_ITER, 0));
    TRY(emit_push_block(c, (Block){.kind = BLOCK_FOR, .next = next, .end = end}));
    emit_place(c, next);
    emit_at(c, node->iter);
    TRY(emit_jump(c, OP_FOR_ITER, other) && emit_store(c, node->target) && emit_body(c, node->body));
    emit_at(c, node->iter);
    TRY(emit_jump(c, OP_JUMP_BACK, next));
    emit_pop_block(c);
    emit_place(c, other);
    TRY(emit_body(c, node->orelse));
    emit_place(c, end);
    return true;
}

static bool emit_assert(Compiler *c, AstAssert *node)
{
    Label end = emit_label(c);
    TRY(emit_condition(c, node->test, end, true));
    emit_at(c, node->test);
    TRY(emit(c, OP_LOAD_ASSERTION_ERROR, 0));
    if (node->msg) {
        TRY(emit(c, OP_PUSH_UNSET, 0) && emit_expression(c, node->msg));
        emit_at(c, node->test);
        TRY(emit(c, OP_CALL, 1));
    }
    emit_at(c, node->test);
    TRY(emit(c, OP_RAISE, 1));
    emit_place(c, end);
    return true;
}

static bool emit_import(Compiler *c, AstImport *node)
{
    for (size_t i = 0; i < node->names.count; i++) {
        AstAlias *alias = AST_AS(Alias, node->names.items[i]);
        emit_at(c, &node->node);
        TRY(emit_constant_take(c, value_from_int(0)) && emit_constant_take(c, VALUE_NONE) &&
            emit_named_text(c, OP_IMPORT_NAME, alias->name->text));
        const char *dot = strchr(alias->name->text, '.');
        if (!alias->asname) {
            char *first = mem_copy_text(&c->interp->memory, alias->name->text,
                                        dot ? (size_t)(dot - alias->name->text) : alias->name->length);
            TRY(first);
            Object *name = emit_intern(c, first);
            mem_free(&c->interp->memory, first, strlen(first) + 1);
            TRY(name && emit_name_object(c, name, AST_STORE));
            continue;
        }
        // import a.b.c as d: take the attributes one by one.
        for (; dot; dot = strchr(dot + 1, '.')) {
            const char *end = strchr(dot + 1, '.');
            size_t length = end ? (size_t)(end - dot - 1) : strlen(dot + 1);
            char *part = mem_copy_text(&c->interp->memory, dot + 1, length);
            TRY(part);
            bool done = emit_named_text(c, OP_IMPORT_FROM, part);
            mem_free(&c->interp->memory, part, length + 1);
            TRY(done && emit(c, OP_SWAP, 2) && emit(c, OP_POP, 0));
        }
        TRY(emit_name(c, alias->asname, AST_STORE));
    }
    return true;
}

static bool check_future(Compiler *c, AstImportFrom *node)
{
    static const char *const FEATURES[] = {"nested_scopes",  "generators",     "division",         "absolute_import",
                                           "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL",
                                           "generator_stop", "annotations"};
    for (size_t i = 0; i < node->names.count; i++) {
        AstLocation at = node->names.items[i]->at;
        const char *name = AST_AS(Alias, node->names.items[i])->name->text;
        bool known = false;
        for (size_t f = 0; f < COUNT_OF(FEATURES); f++)
            known |= strcmp(FEATURES[f], name) == 0;
        if (strcmp(name, "braces") == 0)
            return emit_raise(c, at, "not a chance");
        if (!known)
            return emit_raise(c, at, "future feature %s is not defined", name);
    }
    return true;
}

static bool emit_import_from(Compiler *c, AstImportFrom *node)
{
    if (node->module && !node->level && strcmp(node->module->text, "__future__") == 0)
        TRY(check_future(c, node));
    TRY(emit_constant_take(c, value_from_int(node->level)));
    for (size_t i = 0; i < node->names.count; i++)
        TRY(emit_identifier(c, AST_AS(Alias, node->names.items[i])->name));
    TRY(emit(c, OP_BUILD_TUPLE, (uint32_t)node->names.count));
    TRY(emit_named_text(c, OP_IMPORT_NAME, node->module ? node->module->text : ""));
    if (strcmp(AST_AS(Alias, node->names.items[0])->name->text, "*") == 0)
        return emit(c, OP_IMPORT_STAR, 0);
    for (size_t i = 0; i < node->names.count; i++) {
        AstAlias *alias = AST_AS(Alias, node->names.items[i]);
        TRY(emit_named_text(c, OP_IMPORT_FROM, alias->name->text) &&
            emit_name(c, alias->asname ? alias->asname : alias->name, AST_STORE));
    }
    return emit(c, OP_POP, 0);
}

static bool emit_assign(Compiler *c, AstAssign *node)
{
    TRY(emit_expression(c, node->value));
    for (size_t i = 0; i < node->targets.count; i++) {
        if (i + 1 < node->targets.count) {
            emit_at(c, &node->node);
            TRY(emit(c, OP_COPY, 1));
        }
        TRY(emit_store(c, node->targets.items[i]));
    }
    return true;
}

static bool emit_expr(Compiler *c, AstExpr *node)
{
    if (c->show_values && c->unit->scope->kind == SCOPE_MODULE) {
        TRY(emit_expression(c, node->value));
        emit_at(c, &node->node);
        return emit(c, OP_PRINT_VALUE, 0);
    }
    if (node->value->kind == AST_CONSTANT)
        return true;
    TRY(emit_expression(c, node->value));
    emit_at(c, &node->node);
    return emit(c, OP_POP, 0);
}

static bool emit_raise_statement(Compiler *c, AstRaise *node)
{
    uint32_t count = 0;
    if (node->exc) {
        TRY(emit_expression(c, node->exc));
        count++;
    }
    if (node->cause) {
        TRY(emit_expression(c, node->cause));
        count++;
    }
    emit_at(c, &node->node);
    return emit(c, OP_RAISE, count);
}

bool emit_statement(Compiler *c, AstNode *node)
{
    emit_at(c, node);
    switch (node->kind) {
    case AST_EXPR:
        return emit_expr(c, AST_AS(Expr, node));
    case AST_ASSIGN:
        return emit_assign(c, AST_AS(Assign, node));
    case AST_AUG_ASSIGN:
        return emit_augmented(c, AST_AS(AugAssign, node));
    case AST_ANN_ASSIGN:
        return emit_annotated(c, AST_AS(AnnAssign, node));
    case AST_IF:
        return emit_if(c, AST_AS(If, node));
    case AST_WHILE:
        return emit_while(c, AST_AS(While, node));
    case AST_FOR:
        return emit_for(c, AST_AS(For, node));
    case AST_FUNCTION_DEF:
        return emit_function(c, AST_AS(FunctionDef, node));
    case AST_CLASS_DEF:
        return emit_class(c, AST_AS(ClassDef, node));
    case AST_RETURN:
        return emit_return(c, AST_AS(Return, node));
    case AST_BREAK:
    case AST_CONTINUE:
        return emit_loop_exit(c, node);
    case AST_TRY:
        return emit_try(c, AST_AS(Try, node));
    case AST_TRY_STAR:
        return emit_try_star(c, AST_AS(TryStar, node));
    case AST_WITH:
        return emit_with(c, AST_AS(With, node));
    case AST_MATCH:
        return emit_match(c, AST_AS(Match, node));
    case AST_RAISE:
        return emit_raise_statement(c, AST_AS(Raise, node));
    case AST_ASSERT:
        return emit_assert(c, AST_AS(Assert, node));
    case AST_DELETE:
        for (size_t i = 0; i < AST_AS(Delete, node)->targets.count; i++)
            TRY(emit_delete(c, AST_AS(Delete, node)->targets.items[i]));
        return true;
    case AST_IMPORT:
        return emit_import(c, AST_AS(Import, node));
    case AST_IMPORT_FROM:
        return emit_import_from(c, AST_AS(ImportFrom, node));
    case AST_TYPE_ALIAS:
        return emit_type_alias(c, AST_AS(TypeAlias, node));
    case AST_PASS:
    case AST_GLOBAL:
    case AST_NONLOCAL:
        return true;
    default:
        return emit_raise(c, node->at, "this statement is not supported");
    }
}

bool emit_body(Compiler *c, AstNodes body)
{
    for (size_t i = 0; i < body.count; i++)
        TRY(emit_statement(c, body.items[i]));
    return true;
}

static bool annotates(AstNode *node, void *context)
{
    (void)context;
    switch (node->kind) {
    case AST_ANN_ASSIGN:
        return false; // found: stop the walk
    case AST_IF:
    case AST_FOR:
    case AST_WHILE:
    case AST_WITH:
    case AST_TRY:
    case AST_TRY_STAR:
    case AST_MATCH:
    case AST_MATCH_CASE:
    case AST_EXCEPT_HANDLER:
        return ast_each_child(node, annotates, NULL);
    default:
        return true;
    }
}

bool emit_annotations_setup(Compiler *c, AstNodes body)
{
    for (size_t i = 0; i < body.count; i++)
        if (!annotates(body.items[i], NULL))
            return emit(c, OP_SETUP_ANNOTATIONS, 0);
    return true;
}

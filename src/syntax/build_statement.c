#include "base/text.h"
#include "syntax/build.h"

bool build_module(Parser *parser, List *statements)
{
    AstModule *module = BUILD_NODE(parser, Module, MODULE, ((AstLocation){1, 0, 1, 0}));
    if (!module)
        return false;
    module->body = build_nodes(statements);
    return (parser->ast->root = build_finish(parser, &module->node)) != NULL;
}

// A star outside of brackets, which eval() does not know.
static const AstNode *starred(const AstNode *expression)
{
    if (!expression || expression->kind == AST_STARRED)
        return expression;
    if (expression->kind != AST_TUPLE)
        return NULL;
    const AstNodes *items = &AST_AS(Tuple, expression)->elts;
    bool bare = items->count && items->items[0]->at.line == expression->at.line &&
                items->items[0]->at.column == expression->at.column;
    for (size_t i = 0; bare && i < items->count; i++)
        if (items->items[i]->kind == AST_STARRED)
            return items->items[i];
    return NULL;
}

bool build_eval(Parser *parser, AstNode *expression)
{
    const AstNode *star = starred(expression);
    if (star) {
        AstLocation at = {star->at.line, star->at.column, star->at.line, star->at.column + 1};
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &at, "invalid syntax");
        return false;
    }
    AstExpression *root = BUILD_NODE(parser, Expression, EXPRESSION, expression->at);
    if (!root)
        return false;
    root->body = expression;
    return (parser->ast->root = build_finish(parser, &root->node)) != NULL;
}

bool build_interactive(Parser *parser, List *statements)
{
    AstInteractive *root = BUILD_NODE(parser, Interactive, INTERACTIVE, ((AstLocation){1, 0, 1, 0}));
    if (!root)
        return false;
    root->body = build_nodes(statements);
    return (parser->ast->root = build_finish(parser, &root->node)) != NULL;
}

AstNode *build_expression_statement(Parser *parser, AstLocation at, AstNode *value)
{
    AstExpr *statement = BUILD_NODE(parser, Expr, EXPR, at);
    if (!statement)
        return NULL;
    statement->value = value;
    return build_finish(parser, &statement->node);
}

AstNode *build_plain(Parser *parser, AstLocation at, AstKind kind)
{
    AstNode *node = build_node(parser, kind, sizeof(AstPass), at);
    return node ? build_finish(parser, node) : NULL;
}

AstNode *build_return(Parser *parser, AstLocation at, AstNode *value)
{
    AstReturn *statement = BUILD_NODE(parser, Return, RETURN, at);
    if (!statement)
        return NULL;
    statement->value = value;
    return build_finish(parser, &statement->node);
}

AstNode *build_raise(Parser *parser, AstLocation at, AstNode *exception, AstNode *cause)
{
    AstRaise *statement = BUILD_NODE(parser, Raise, RAISE, at);
    if (!statement)
        return NULL;
    statement->exc = exception;
    statement->cause = cause;
    return build_finish(parser, &statement->node);
}

AstNode *build_delete(Parser *parser, AstLocation at, List *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (!build_set_context(parser, targets->items[i], AST_DEL))
            return NULL;
    }
    AstDelete *statement = BUILD_NODE(parser, Delete, DELETE, at);
    if (!statement)
        return NULL;
    statement->targets = build_nodes(targets);
    return build_finish(parser, &statement->node);
}

AstNode *build_assert(Parser *parser, AstLocation at, AstNode *test, AstNode *message)
{
    AstAssert *statement = BUILD_NODE(parser, Assert, ASSERT, at);
    if (!statement)
        return NULL;
    statement->test = test;
    statement->msg = message;
    return build_finish(parser, &statement->node);
}

AstNode *build_global(Parser *parser, AstLocation at, AstKind kind, List *names)
{
    AstGlobal *statement = (AstGlobal *)build_node(parser, kind, sizeof(AstGlobal), at);
    const AstIdentifier **items = arena_alloc(parser->arena, names->count * sizeof *items);
    if (!statement || !items)
        return NULL;
    for (size_t i = 0; i < names->count; i++)
        items[i] = AST_AS(Name, names->items[i])->id;
    statement->names = (AstIdentifiers){items, names->count};
    return build_finish(parser, &statement->node);
}

// Imports

// Interns `a.b.c`, whose first token is given. The names are normalised one by one, blanks between them left out.
static const AstIdentifier *dotted_identifier(Parser *parser, uint32_t first)
{
    const Token *tokens = parser->tokens->items;
    const AstIdentifier *name = build_identifier(parser, first);
    if (!name || tokens[first + 1].kind != TOKEN_DOT)
        return name;
    Text text;
    text_init(&text, parser->memory);
    text_append(&text, name->text, name->length);
    for (uint32_t i = first + 1; name && tokens[i].kind == TOKEN_DOT; i += 2) {
        name = build_identifier(parser, i + 1);
        text_append_char(&text, '.');
        if (name)
            text_append(&text, name->text, name->length);
    }
    if (name)
        name = text.failed ? NULL : build_intern(parser, text.bytes, text.length);
    text_free(&text);
    return name;
}

AstNode *build_alias(Parser *parser, AstLocation at, uint32_t name, uint32_t as)
{
    AstAlias *alias = BUILD_NODE(parser, Alias, ALIAS, at);
    if (!alias || !(alias->name = dotted_identifier(parser, name)) ||
        (as && !(alias->asname = build_identifier(parser, as))))
        return NULL;
    return build_finish(parser, &alias->node);
}

List *build_star_alias(Parser *parser, AstLocation at)
{
    AstAlias *alias = BUILD_NODE(parser, Alias, ALIAS, at);
    if (!alias || !(alias->name = build_intern(parser, "*", 1)))
        return NULL;
    return build_list(parser, build_finish(parser, &alias->node));
}

AstNode *build_import(Parser *parser, AstLocation at, List *names)
{
    AstImport *statement = BUILD_NODE(parser, Import, IMPORT, at);
    if (!statement)
        return NULL;
    statement->names = build_nodes(names);
    return build_finish(parser, &statement->node);
}

AstNode *build_import_from(Parser *parser, AstLocation at, uint32_t dots, uint32_t module, List *names)
{
    AstImportFrom *statement = BUILD_NODE(parser, ImportFrom, IMPORT_FROM, at);
    if (!statement || (module && !(statement->module = dotted_identifier(parser, module))))
        return NULL;
    statement->names = build_nodes(names);
    statement->level = (int)dots;
    return build_finish(parser, &statement->node);
}

AstNode *build_type_alias(Parser *parser, AstLocation at, uint32_t name, List *parameters, AstNode *value)
{
    AstTypeAlias *statement = BUILD_NODE(parser, TypeAlias, TYPE_ALIAS, at);
    if (!statement || !(statement->name = build_name(parser, parser->tokens->items[name].at, name)) ||
        !build_set_context(parser, statement->name, AST_STORE))
        return NULL;
    statement->type_params = build_nodes(parameters);
    statement->value = value;
    return build_finish(parser, &statement->node);
}

// Assignments

AstNode *build_assign(Parser *parser, AstLocation at, List *parts)
{
    AstAssign *statement = BUILD_NODE(parser, Assign, ASSIGN, at);
    if (!statement)
        return NULL;
    statement->targets = (AstNodes){parts->items, parts->count - 1};
    statement->value = parts->items[parts->count - 1];
    for (size_t i = 0; i + 1 < parts->count; i++) {
        if (!build_set_context(parser, parts->items[i], AST_STORE))
            return NULL;
    }
    return build_finish(parser, &statement->node);
}

// A target that is one place: a name, an attribute or an item.
static bool set_single(Parser *parser, AstNode *target)
{
    bool single = target->kind == AST_NAME || target->kind == AST_ATTRIBUTE || target->kind == AST_SUBSCRIPT;
    return single ? build_set_context(parser, target, AST_STORE) : build_refuse(parser) != NULL;
}

AstNode *build_augmented_assign(Parser *parser, AstLocation at, AstNode *target, AstOperator op, AstNode *value)
{
    AstAugAssign *statement = BUILD_NODE(parser, AugAssign, AUG_ASSIGN, at);
    if (!statement || !set_single(parser, target))
        return NULL;
    statement->target = target;
    statement->op = op;
    statement->value = value;
    return build_finish(parser, &statement->node);
}

AstNode *build_annotated_assign(Parser *parser, AstLocation at, AstNode *target, AstNode *annotation, AstNode *value)
{
    AstAnnAssign *statement = BUILD_NODE(parser, AnnAssign, ANN_ASSIGN, at);
    if (target->kind == AST_STARRED) {
        build_refuse_at(parser, annotation->at);
        parser->furthest--; // the colon
        return NULL;
    }
    if (!statement || !set_single(parser, target))
        return NULL;
    statement->target = target;
    statement->annotation = annotation;
    statement->value = value;
    statement->simple = target->kind == AST_NAME && !(target->flags & AST_PARENTHESIZED);
    return build_finish(parser, &statement->node);
}

// Compound statements

AstNode *build_decorate(Parser *parser, List *decorators, AstNode *definition)
{
    if (definition->kind == AST_FUNCTION_DEF)
        AST_AS(FunctionDef, definition)->decorator_list = build_nodes(decorators);
    else
        AST_AS(ClassDef, definition)->decorator_list = build_nodes(decorators);
    return build_finish(parser, definition);
}

AstNode *build_if(Parser *parser, AstLocation at, AstNode *test, List *body, List *orelse)
{
    AstIf *statement = BUILD_NODE(parser, If, IF, at);
    if (!statement)
        return NULL;
    statement->test = test;
    statement->body = build_nodes(body);
    statement->orelse = build_nodes(orelse);
    return build_finish(parser, &statement->node);
}

AstNode *build_if_elif(Parser *parser, AstLocation at, AstNode *test, List *body, AstNode *elif)
{
    List *orelse = build_list(parser, elif);
    return orelse ? build_if(parser, at, test, body, orelse) : NULL;
}

AstNode *build_while(Parser *parser, AstLocation at, AstNode *test, List *body, List *orelse)
{
    AstWhile *statement = BUILD_NODE(parser, While, WHILE, at);
    if (!statement)
        return NULL;
    statement->test = test;
    statement->body = build_nodes(body);
    statement->orelse = build_nodes(orelse);
    return build_finish(parser, &statement->node);
}

AstNode *build_for(Parser *parser, AstLocation at, AstNode *target, AstNode *iterable, List *body, List *orelse)
{
    AstFor *statement = BUILD_NODE(parser, For, FOR, at);
    if (!statement || !build_set_context(parser, target, AST_STORE))
        return NULL;
    statement->target = target;
    statement->iter = iterable;
    statement->body = build_nodes(body);
    statement->orelse = build_nodes(orelse);
    return build_finish(parser, &statement->node);
}

AstNode *build_try(Parser *parser, AstLocation at, AstKind kind, List *body, List *handlers, List *orelse,
                   List *final_body)
{
    AstTry *statement = (AstTry *)build_node(parser, kind, sizeof(AstTry), at);
    if (!statement)
        return NULL;
    statement->body = build_nodes(body);
    statement->handlers = build_nodes(handlers);
    statement->orelse = build_nodes(orelse);
    statement->finalbody = build_nodes(final_body);
    return build_finish(parser, &statement->node);
}

AstNode *build_handler(Parser *parser, AstLocation at, AstNode *type, uint32_t name, List *body)
{
    AstExceptHandler *handler = BUILD_NODE(parser, ExceptHandler, EXCEPT_HANDLER, at);
    if (!handler || (name && !(handler->name = build_identifier(parser, name))))
        return NULL;
    handler->type = type;
    handler->body = build_nodes(body);
    return build_finish(parser, &handler->node);
}

AstNode *build_with_item(Parser *parser, AstLocation at, AstNode *value, AstNode *target)
{
    AstWithItem *item = BUILD_NODE(parser, WithItem, WITH_ITEM, at);
    if (!item || (target && !build_set_context(parser, target, AST_STORE)))
        return NULL;
    item->context_expr = value;
    item->optional_vars = target;
    return build_finish(parser, &item->node);
}

AstNode *build_with(Parser *parser, AstLocation at, List *items, List *body)
{
    AstWith *statement = BUILD_NODE(parser, With, WITH, at);
    if (!statement)
        return NULL;
    statement->items = build_nodes(items);
    statement->body = build_nodes(body);
    return build_finish(parser, &statement->node);
}

AstNode *build_with_one(Parser *parser, AstLocation at, AstNode *value, List *body)
{
    AstNode *item = build_with_item(parser, at, build_parenthesized(value), NULL);
    List *items = item ? build_list(parser, item) : NULL;
    return items ? build_with(parser, at, items, body) : NULL;
}

AstNode *build_with_generator(Parser *parser, AstLocation at, AstLocation open, AstLocation close, AstNode *element,
                              List *generators, List *body)
{
    AstNode *value =
        build_comprehension(parser, build_join_locations(open, close), AST_GENERATOR_EXP, element, generators);
    return value ? build_with_one(parser, at, value, body) : NULL;
}

// `(a, *b)` and `(a := b)` are expressions, not items.
static bool must_be_expression(const List *items)
{
    for (size_t i = 0; items && i < items->count; i++) {
        AstKind kind = AST_AS(WithItem, items->items[i])->context_expr->kind;
        bool parenthesized = AST_AS(WithItem, items->items[i])->context_expr->flags & AST_PARENTHESIZED;
        if (kind == AST_STARRED || (kind == AST_NAMED_EXPR && !parenthesized))
            return true;
    }
    return !items;
}

AstNode *build_with_group(Parser *parser, AstLocation at, AstLocation open, AstLocation close, List *items, bool comma,
                          List *body)
{
    if (!must_be_expression(items))
        return build_with(parser, at, items, body);
    size_t count = items ? items->count : 0;
    for (size_t i = 0; i < count; i++) {
        AstWithItem *item = AST_AS(WithItem, items->items[i]);
        if (item->optional_vars)
            return build_refuse(parser);
        items->items[i] = item->context_expr;
    }
    AstNode *value;
    if (count == 1 && !comma) {
        value = build_group(parser, items->items[0]);
    } else {
        List *elements = items ? items : build_list_empty(parser);
        value = elements ? build_tuple(parser, build_join_locations(open, close), elements) : NULL;
    }
    return value ? build_with_one(parser, at, value, body) : NULL;
}

AstNode *build_class(Parser *parser, AstLocation at, uint32_t name, List *type_parameters, List *arguments, List *body)
{
    AstClassDef *class_def = BUILD_NODE(parser, ClassDef, CLASS_DEF, at);
    if (!class_def || !(class_def->name = build_identifier(parser, name)))
        return NULL;
    List *bases = build_list_empty(parser), *keywords = build_list_empty(parser);
    if (!bases || !keywords)
        return NULL;
    for (size_t i = 0; arguments && i < arguments->count; i++) {
        AstNode *argument = arguments->items[i];
        if (argument->flags & BUILD_BARE_GENERATOR)
            return build_refuse_at(parser, AST_AS(GeneratorExp, argument)->generators.items[0]->at);
        if (!build_append(parser, argument->kind == AST_KEYWORD ? keywords : bases, argument))
            return NULL;
    }
    class_def->bases = build_nodes(bases);
    class_def->keywords = build_nodes(keywords);
    class_def->body = build_nodes(body);
    class_def->type_params = build_nodes(type_parameters);
    return build_finish(parser, &class_def->node);
}

AstNode *build_function(Parser *parser, AstLocation at, uint32_t name, List *type_parameters, AstNode *parameters,
                        AstNode *returns, List *body)
{
    AstFunctionDef *function = BUILD_NODE(parser, FunctionDef, FUNCTION_DEF, at);
    if (!function || !(function->name = build_identifier(parser, name)))
        return NULL;
    function->args = AST_AS(Arguments, parameters);
    function->body = build_nodes(body);
    function->returns = returns;
    function->type_params = build_nodes(type_parameters);
    return build_finish(parser, &function->node);
}

AstNode *build_type_parameter(Parser *parser, AstLocation at, AstKind kind, uint32_t name, AstNode *bound,
                              AstNode *default_value)
{
    const AstIdentifier *identifier = build_identifier(parser, name);
    if (!identifier)
        return NULL;
    if (kind == AST_TYPE_VAR) {
        AstTypeVar *variable = BUILD_NODE(parser, TypeVar, TYPE_VAR, at);
        if (!variable)
            return NULL;
        variable->name = identifier;
        variable->bound = bound;
        variable->default_value = default_value;
        return build_finish(parser, &variable->node);
    }
    AstParamSpec *other = (AstParamSpec *)build_node(parser, kind, sizeof(AstParamSpec), at);
    if (!other)
        return NULL;
    other->name = identifier;
    other->default_value = default_value;
    return build_finish(parser, &other->node);
}

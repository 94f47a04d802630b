// Type parameters (PEP 695): def f[T](x: T), class C[T], type A[T] = ...
//
// The parameters live in a function of their own that runs at once. It makes them, then the function, class or alias
// that uses them. Bounds, defaults and an alias's value are functions that are called when somebody asks.
#include "compile/emit.h"

#include <stdio.h>
#include <string.h>

#include "object/list.h"

/// A function without arguments that gives the value of `node`.
static bool emit_lazy_value(Compiler *c, AstNode *node, const char *name)
{
    Unit unit;
    Scope *scope = scope_child(c->scope, node, SCOPE_TYPE_VALUE);
    bool done = emit_enter(c, &unit, scope, emit_intern(c, name), NULL, node->at) && emit_expression(c, node) &&
                emit(c, OP_RETURN, 0);
    return emit_leave_function(c, &unit, done, 0);
}

static bool emit_parameter(Compiler *c, AstNode *node)
{
    const AstIdentifier *name = AST_AS(TypeVar, node)->name; // `name` is the first field of all three
    AstNode *bound = node->kind == AST_TYPE_VAR ? AST_AS(TypeVar, node)->bound : NULL;
    AstNode *fallback = node->kind == AST_TYPE_VAR     ? AST_AS(TypeVar, node)->default_value
                        : node->kind == AST_PARAM_SPEC ? AST_AS(ParamSpec, node)->default_value
                                                       : AST_AS(TypeVarTuple, node)->default_value;
    unsigned flags = node->kind == AST_PARAM_SPEC ? 4 : node->kind == AST_TYPE_VAR_TUPLE ? 8 : 0;
    emit_at(c, node);
    TRY(emit_identifier(c, name));
    if (bound) {
        TRY(emit_lazy_value(c, bound, name->text));
        flags |= bound->kind == AST_TUPLE ? 1 | 16 : 1; // a tuple: constraints
    }
    if (fallback) {
        TRY(emit_lazy_value(c, fallback, name->text));
        flags |= 2;
    }
    return emit(c, OP_TYPE_PARAMETER, flags) && emit(c, OP_COPY, 1) && emit_name(c, name, AST_STORE);
}

/// Makes all parameters, binds their names and leaves their tuple.
static bool emit_parameters(Compiler *c, AstNodes parameters)
{
    for (size_t i = 0; i < parameters.count; i++)
        TRY(emit_parameter(c, parameters.items[i]));
    return emit(c, OP_BUILD_TUPLE, (uint32_t)parameters.count);
}

static bool enter(Compiler *c, Unit *unit, const AstNode *node, const AstIdentifier *name)
{
    char text[200];
    snprintf(text, sizeof text, "<generic parameters of %s>", name->text);
    Scope *scope = scope_child(c->scope, node, SCOPE_TYPE_PARAMETERS);
    return emit_enter(c, unit, scope, emit_intern(c, text), NULL, node->at);
}

/// The function of the parameters is called at once with `count` arguments that lie under it.
static bool call(Compiler *c, uint32_t count)
{
    TRY(emit(c, OP_PUSH_UNSET, 0));
    if (count == 2) // d k f unset -> f unset d k
        return emit(c, OP_SWAP, 3) && emit(c, OP_SWAP, 2) && emit(c, OP_SWAP, 4) && emit(c, OP_SWAP, 2) &&
               emit(c, OP_CALL, 2);
    return emit(c, OP_CALL, 0);
}

bool emit_generic_function(Compiler *c, AstFunctionDef *function, unsigned flags)
{
    Unit unit;
    if (!(flags & 1))
        TRY(emit_constant_take(c, VALUE_NONE));
    if (!(flags & 2))
        TRY(emit_constant_take(c, VALUE_NONE) && true);
    if ((flags & 3) == 2)
        TRY(emit(c, OP_SWAP, 2)); // the keyword defaults came first, None for the others second
    bool done = enter(c, &unit, &function->node, function->name) && emit_parameters(c, function->type_params);
    if (done && flags & 1)
        done = emit(c, OP_LOAD_LOCAL, 0);
    if (done && flags & 2)
        done = emit(c, OP_LOAD_LOCAL, 1);
    done = done && emit_function_object(c, function, flags) && emit(c, OP_SWAP, 2) &&
           emit(c, OP_SET_TYPE_PARAMETERS, 0) && emit(c, OP_RETURN, 0);
    return emit_leave_function(c, &unit, done, 0) && call(c, 2);
}

static bool emit_generic_bases(Compiler *c, AstClassDef *class)
{
    Object *parameters = emit_intern(c, ".type_params"), *base = emit_intern(c, ".generic_base");
    TRY(parameters && base);
    TRY(emit(c, OP_COPY, 1) && emit_name_object(c, parameters, AST_STORE) && emit(c, OP_GENERIC_BASE, 0) &&
        emit_name_object(c, base, AST_STORE));
    // The base is one more argument: a name that no text can contain.
    AstIdentifier *identifier = mem_alloc_zero(&c->interp->memory, sizeof *identifier + sizeof ".generic_base");
    AstNode **items = mem_alloc_array(&c->interp->memory, class->bases.count + 1, sizeof *items);
    bool done = identifier && items;
    if (done) {
        strcpy(identifier->text, ".generic_base");
        identifier->length = sizeof ".generic_base" - 1;
        AstName name = {.node = {.kind = AST_NAME, .at = class->node.at}, .id = identifier, .ctx = AST_LOAD};
        identifier->index = c->ast->identifier_count; // the last place of the table of names
        if (class->bases.count)
            memcpy(items, class->bases.items, class->bases.count * sizeof *items);
        items[class->bases.count] = &name.node;
        done = emit_class_object(c, class, (AstNodes){items, class->bases.count + 1});
    }
    mem_free(&c->interp->memory, identifier, sizeof *identifier + sizeof ".generic_base");
    mem_free(&c->interp->memory, items, (class->bases.count + 1) * sizeof *items);
    return done;
}

bool emit_generic_class(Compiler *c, AstClassDef *class)
{
    Unit unit;
    bool done = enter(c, &unit, &class->node, class->name) && emit_parameters(c, class->type_params) &&
                emit_generic_bases(c, class) && emit(c, OP_RETURN, 0);
    return emit_leave_function(c, &unit, done, 0) && call(c, 0);
}

static bool emit_alias_parts(Compiler *c, AstTypeAlias *alias, const AstIdentifier *name)
{
    TRY(emit_identifier(c, name));
    if (alias->type_params.count)
        TRY(emit_parameters(c, alias->type_params));
    else
        TRY(emit_constant_take(c, tuple_new(c->interp, 0)));
    return emit_lazy_value(c, alias->value, name->text) && emit(c, OP_TYPE_ALIAS, 0);
}

bool emit_type_alias(Compiler *c, AstTypeAlias *alias)
{
    const AstIdentifier *name = AST_AS(Name, alias->name)->id;
    if (alias->type_params.count) {
        Unit unit;
        bool done = enter(c, &unit, &alias->node, name) && emit_alias_parts(c, alias, name) && emit(c, OP_RETURN, 0);
        TRY(emit_leave_function(c, &unit, done, 0) && call(c, 0));
    } else {
        TRY(emit_alias_parts(c, alias, name));
    }
    return emit_name(c, name, AST_STORE);
}

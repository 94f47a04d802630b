// Functions and classes.
#include "compile/emit.h"

#include <string.h>

#include "object/list.h"
#include "object/str.h"

/// An annotation: its value, or its text under `from __future__ import annotations`.
bool emit_annotation(Compiler *c, AstNode *annotation)
{
    if (!c->scopes.future_annotations)
        return emit_expression(c, annotation);
    const char *start = c->ast->source;
    for (uint32_t line = 1; line < annotation->at.line && start; line++) {
        start = strchr(start, '\n');
        start += start != NULL;
    }
    const char *end = start;
    for (uint32_t line = annotation->at.line; line < annotation->at.end_line && end; line++) {
        end = strchr(end, '\n');
        end += end != NULL;
    }
    if (!start || !end)
        return emit_text(c, "", 0);
    start += annotation->at.column;
    end += annotation->at.end_column;
    return emit_text(c, start, (size_t)(end - start));
}

static bool add_annotation(Compiler *c, const AstIdentifier *name, const char *text, AstNode *annotation, uint32_t *n)
{
    if (!annotation)
        return true;
    if (name) {
        Object *mangled = emit_mangled(c, name);
        TRY(mangled && emit_constant_take(c, value_from_object(object_keep(mangled))));
    } else {
        TRY(emit_text(c, text, strlen(text)));
    }
    ++*n;
    if (annotation->kind == AST_STARRED && !c->scopes.future_annotations) // def f(*args: *Ts)
        return emit_expression(c, AST_AS(Starred, annotation)->value) && emit(c, OP_UNPACK, 1);
    return emit_annotation(c, annotation);
}

static bool add_parameter_annotation(Compiler *c, AstNode *parameter, uint32_t *count)
{
    return !parameter ||
           add_annotation(c, AST_AS(Arg, parameter)->arg, NULL, AST_AS(Arg, parameter)->annotation, count);
}

/// Pushes the dict of annotations, if there are any.
static bool emit_annotations(Compiler *c, const AstArguments *parameters, AstNode *returns, unsigned *flags)
{
    uint32_t count = 0;
    AstLocation at = c->unit->at;
    const AstNodes groups[] = {parameters->args, parameters->posonlyargs}; // CPython's order
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (size_t i = 0; i < groups[g].count; i++)
            TRY(add_parameter_annotation(c, groups[g].items[i], &count));
    TRY(add_parameter_annotation(c, parameters->vararg, &count));
    for (size_t i = 0; i < parameters->kwonlyargs.count; i++)
        TRY(add_parameter_annotation(c, parameters->kwonlyargs.items[i], &count));
    TRY(add_parameter_annotation(c, parameters->kwarg, &count));
    TRY(add_annotation(c, NULL, "return", returns, &count));
    c->unit->at = at;
    if (!count)
        return true;
    *flags |= 4;
    return emit(c, OP_BUILD_MAP, count);
}

static bool emit_defaults(Compiler *c, const AstArguments *parameters, unsigned *flags)
{
    AstLocation at = c->unit->at;
    if (parameters->defaults.count) {
        TRY(emit_sequence(c, parameters->defaults, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, true));
        *flags |= 1;
    }
    uint32_t count = 0;
    for (size_t i = 0; i < parameters->kwonlyargs.count; i++) {
        if (!parameters->kw_defaults.items[i])
            continue;
        Object *name = emit_mangled(c, AST_AS(Arg, parameters->kwonlyargs.items[i])->arg);
        TRY(name && emit_constant_take(c, value_from_object(object_keep(name))) &&
            emit_expression(c, parameters->kw_defaults.items[i]));
        count++;
    }
    c->unit->at = at;
    if (!count)
        return true;
    *flags |= 2;
    return emit(c, OP_BUILD_MAP, count);
}

const AstConstantValue *emit_docstring(AstNodes body)
{
    if (!body.count || body.items[0]->kind != AST_EXPR)
        return NULL;
    const AstNode *value = AST_AS(Expr, body.items[0])->value;
    if (value->kind != AST_CONSTANT || AST_AS(Constant, value)->value.kind != AST_CONSTANT_STR)
        return NULL;
    return &AST_AS(Constant, value)->value;
}

static size_t leading_spaces(const char *at, const char *end)
{
    size_t count = 0;
    while (at + count < end && at[count] == ' ')
        count++;
    return count;
}

static size_t common_margin(const char *bytes, const char *end)
{
    size_t margin = SIZE_MAX;
    for (const char *line = memchr(bytes, '\n', (size_t)(end - bytes)); line;
         line = memchr(line, '\n', (size_t)(end - line))) {
        line++;
        size_t spaces = leading_spaces(line, end);
        if (line + spaces < end && line[spaces] != '\n' && spaces < margin)
            margin = spaces;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

static bool expand_tabs(Text *out, const char *bytes, size_t length)
{
    size_t column = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\t') {
            text_append_repeated(out, ' ', 8 - column % 8);
            column += 8 - column % 8;
            continue;
        }
        column = bytes[i] == '\n' ? 0 : column + ((bytes[i] & 0xc0) != 0x80);
        text_append_char(out, bytes[i]);
    }
    return !out->failed;
}

/// A docstring without the indentation that its lines share.
static Value clean_docstring(Interp *interp, const AstConstantValue *doc)
{
    Text expanded, text;
    text_init(&expanded, &interp->memory);
    text_init(&text, &interp->memory);
    if (!expand_tabs(&expanded, doc->text.bytes, doc->text.length)) {
        text_free(&expanded);
        return VALUE_ERROR;
    }
    const char *at = text_string(&expanded), *end = at + expanded.length;
    size_t margin = common_margin(at, end);
    at += leading_spaces(at, end);
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        text_append(&text, at, (size_t)(next - at));
        at = next;
        size_t spaces = leading_spaces(at, end);
        if (newline)
            at += spaces < margin ? spaces : margin;
    }
    text_free(&expanded);
    return str_from_text_take(&text);
}

static bool add_docstring(Compiler *c, AstNodes body)
{
    const AstConstantValue *doc = emit_docstring(body);
    if (!doc)
        return true;
    Value text = clean_docstring(c->interp, doc);
    TRY(!value_is_error(text) && unit_constant_take(c->interp, c->unit, text) == 0);
    c->unit->has_doc = true;
    return true;
}

static bool emit_function_body(Compiler *c, AstFunctionDef *function)
{
    TRY(add_docstring(c, function->body));
    AstNodes body = function->body;
    if (c->unit->has_doc) {
        body.items++;
        body.count--;
    }
    TRY(emit_body(c, body));
    if (c->unit->unreachable)
        return true;
    return emit_constant_take(c, VALUE_NONE) && emit(c, OP_RETURN, 0);
}

bool emit_decorators(Compiler *c, AstNodes decorators)
{
    for (size_t i = 0; i < decorators.count; i++)
        TRY(emit_expression(c, decorators.items[i]) && emit(c, OP_PUSH_UNSET, 0));
    return true;
}

bool emit_decorate(Compiler *c, AstNodes decorators)
{
    for (size_t i = decorators.count; i-- > 0;) {
        emit_at(c, decorators.items[i]);
        TRY(emit(c, OP_CALL, 1));
    }
    return true;
}

bool emit_function_object(Compiler *c, AstFunctionDef *function, unsigned flags)
{
    Unit unit;
    Object *name = emit_intern(c, function->name->text);
    Scope *scope = scope_child(c->scope, &function->node, SCOPE_FUNCTION);
    AstLocation at = function->node.at;
    if (function->decorator_list.count)
        at.line = function->decorator_list.items[0]->at.line;
    TRY(emit_annotations(c, function->args, function->returns, &flags));
    bool done = emit_enter(c, &unit, scope, name, function->args, at) && emit_function_body(c, function);
    return emit_leave_function(c, &unit, done, flags);
}

bool emit_function(Compiler *c, AstFunctionDef *function)
{
    unsigned flags = 0;
    TRY(emit_decorators(c, function->decorator_list));
    emit_at(c, &function->node);
    TRY(emit_defaults(c, function->args, &flags));
    if (function->type_params.count)
        TRY(emit_generic_function(c, function, flags));
    else
        TRY(emit_function_object(c, function, flags));
    TRY(emit_decorate(c, function->decorator_list));
    emit_at(c, &function->node);
    return emit_name(c, function->name, AST_STORE);
}

bool emit_lambda(Compiler *c, AstLambda *lambda)
{
    Unit unit;
    unsigned flags = 0;
    TRY(emit_defaults(c, lambda->args, &flags));
    Scope *scope = scope_child(c->scope, &lambda->node, SCOPE_FUNCTION);
    bool done = emit_enter(c, &unit, scope, emit_intern(c, "<lambda>"), lambda->args, lambda->node.at) &&
                emit_expression(c, lambda->body);
    if (done) {
        emit_at(c, lambda->body);
        done = emit(c, OP_RETURN, 0);
    }
    TRY(emit_leave_function(c, &unit, done, flags));
    emit_at(c, &lambda->node);
    return true;
}

static bool emit_class_prologue(Compiler *c, AstClassDef *class)
{
    Object *module = emit_intern(c, "__module__"), *name = emit_intern(c, "__name__");
    Object *qualified = emit_intern(c, "__qualname__"), *line = emit_intern(c, "__firstlineno__");
    TRY(module && name && qualified && line);
    TRY(emit_name_object(c, name, AST_LOAD) && emit_name_object(c, module, AST_STORE));
    TRY(emit_constant_take(c, value_keep(c->unit->qualified_name)) && emit_name_object(c, qualified, AST_STORE));
    TRY(emit_constant_take(c, value_from_int(c->unit->first_line)) && emit_name_object(c, line, AST_STORE));
    const AstConstantValue *doc = emit_docstring(class->body);
    if (class->type_params.count) {
        Object *parameters = emit_intern(c, ".type_params"), *target = emit_intern(c, "__type_params__");
        TRY(parameters && target && emit_name_object(c, parameters, AST_LOAD) &&
            emit_name_object(c, target, AST_STORE));
    }
    if (c->scope->uses_class_names) {
        Object *names = emit_intern(c, "__classdict__");
        TRY(names && emit(c, OP_LOAD_NAMESPACE, 0) &&
            emit(c, OP_STORE_CELL, (uint32_t)scope_find(c->scope, names)->slot));
    }
    if (!doc)
        return true;
    Object *doc_name = emit_intern(c, "__doc__");
    return doc_name && emit_constant_take(c, clean_docstring(c->interp, doc)) &&
           emit_name_object(c, doc_name, AST_STORE);
}

// The names of the attributes that the methods assign to self, as a tuple.
static bool emit_static_attributes(Compiler *c)
{
    Object *statics = emit_intern(c, "__static_attributes__");
    const Unit *unit = c->unit;
    Value names = statics ? tuple_new(c->interp, unit->attributes.count) : VALUE_ERROR;
    for (size_t i = 0; !value_is_error(names) && i < unit->attributes.count; i++) {
        const AstIdentifier *name = unit->attributes.items[i];
        Value text = str_intern_bytes(c->interp, name->text, name->length);
        tuple_of(names)->items[i] = text;
        if (value_is_error(text)) {
            value_drop(names);
            names = VALUE_ERROR;
        }
    }
    return emit_constant_take(c, names) && emit_name_object(c, statics, AST_STORE);
}

static bool emit_class_epilogue(Compiler *c)
{
    Object *names = emit_intern(c, "__classdict__"), *cell = emit_intern(c, "__class__");
    Object *names_cell = emit_intern(c, "__classdictcell__"), *class_cell = emit_intern(c, "__classcell__");
    TRY(names && cell && names_cell && class_cell && emit_static_attributes(c));
    if (c->scope->uses_class_names)
        TRY(emit(c, OP_LOAD_CLOSURE, (uint32_t)scope_find(c->scope, names)->slot) &&
            emit_name_object(c, names_cell, AST_STORE));
    if (!c->scope->uses_class)
        return emit_constant_take(c, VALUE_NONE) && emit(c, OP_RETURN, 0);
    return emit(c, OP_LOAD_CLOSURE, (uint32_t)scope_find(c->scope, cell)->slot) && emit(c, OP_COPY, 1) &&
           emit_name_object(c, class_cell, AST_STORE) && emit(c, OP_RETURN, 0);
}

static bool emit_class_body(Compiler *c, AstClassDef *class)
{
    AstNodes body = class->body;
    TRY(emit_class_prologue(c, class) && emit_annotations_setup(c, body));
    if (emit_docstring(body)) {
        body.items++;
        body.count--;
    }
    TRY(emit_body(c, body));
    emit_at(c, &class->node);
    return emit_class_epilogue(c);
}

/// Pushes the class: __build_class__(body, name, *bases, **keywords).
bool emit_class_object(Compiler *c, AstClassDef *class, AstNodes bases)
{
    Unit unit;
    Object *name = emit_intern(c, class->name->text);
    AstLocation at = class->node.at;
    if (class->decorator_list.count)
        at.line = class->decorator_list.items[0]->at.line;
    TRY(emit(c, OP_LOAD_BUILD_CLASS, 0) && emit(c, OP_PUSH_UNSET, 0));
    Scope *scope = scope_child(c->scope, &class->node, SCOPE_CLASS);
    bool done = emit_enter(c, &unit, scope, name, NULL, at);
    if (done)
        emit_at(c, &class->node);
    done = done && emit_class_body(c, class);
    TRY(emit_leave_function(c, &unit, done, 0));
    emit_at(c, &class->node);
    TRY(emit_identifier(c, class->name));
    return emit_arguments(c, &class->node, 2, bases, class->keywords);
}

bool emit_class(Compiler *c, AstClassDef *class)
{
    TRY(emit_decorators(c, class->decorator_list));
    emit_at(c, &class->node);
    if (class->type_params.count)
        TRY(emit_generic_class(c, class));
    else
        TRY(emit_class_object(c, class, class->bases));
    TRY(emit_decorate(c, class->decorator_list));
    emit_at(c, &class->node);
    return emit_name(c, class->name, AST_STORE);
}

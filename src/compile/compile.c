#include "compile/compile.h"

#include <string.h>

#include "compile/emit.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/str.h"

static bool emit_module(Compiler *c, AstNodes body)
{
    const AstConstantValue *doc = emit_docstring(body);
    TRY(emit_annotations_setup(c, body));
    if (doc && c->ast->root->kind == AST_MODULE) {
        Object *name = emit_intern(c, "__doc__");
        emit_at(c, body.items[0]);
        TRY(name && emit_text(c, doc->text.bytes, doc->text.length) && emit_name_object(c, name, AST_STORE));
        body.items++;
        body.count--;
    }
    return emit_body(c, body) && emit_constant_take(c, VALUE_NONE) && emit(c, OP_RETURN, 0);
}

static bool emit_root(Compiler *c)
{
    AstNode *root = c->ast->root;
    switch (root->kind) {
    case AST_MODULE:
        return emit_module(c, AST_AS(Module, root)->body);
    case AST_INTERACTIVE:
        return emit_module(c, AST_AS(Interactive, root)->body);
    default:
        return emit_expression(c, AST_AS(Expression, root)->body) && emit(c, OP_RETURN, 0);
    }
}

static Code *compile_scopes(Compiler *c)
{
    Unit unit;
    if (!scope_build(&c->scopes, c->interp, c->ast))
        return NULL;
    AstLocation at = {.line = 1, .end_line = 1};
    bool done = emit_enter(c, &unit, c->scopes.top, emit_intern(c, "<module>"), NULL, at) && emit_root(c);
    return emit_leave(c, &unit, done);
}

Code *compile_tree(Interp *interp, const Ast *ast, const CompileOptions *options)
{
    Compiler c = {.interp = interp, .ast = ast, .options = options, .show_values = options->show_values};
    c.filename = str_from_string(interp, options->filename);
    c.source =
        options->library || value_is_error(c.filename) ? VALUE_NONE : str_new(interp, ast->source, ast->source_length);
    Code *code = NULL;
    if (!value_is_error(c.filename) && !value_is_error(c.source)) {
        code = compile_scopes(&c);
        scope_free(&c.scopes);
    }
    value_drop(c.filename);
    value_drop(c.source);
    return code;
}

static bool warn_all(Interp *interp, const Ast *ast, const CompileOptions *options)
{
    if (options->library || !interp->hooks.warn)
        return true;
    for (size_t i = 0; i < ast->warning_count; i++)
        if (!interp->hooks.warn(interp, ERROR_SYNTAX_WARNING, ast->warnings[i].message))
            return false;
    return true;
}

Code *compile_text(Interp *interp, const char *text, size_t length, SyntaxMode mode, const CompileOptions *options,
                   bool *incomplete)
{
    SyntaxError failure;
    Ast *ast = syntax_parse(&interp->memory, &failure, text, length, options->filename, mode);
    if (incomplete)
        *incomplete = !ast && failure.incomplete;
    if (!ast) {
        if (failure.kind == ERROR_UNSUPPORTED_ERROR)
            error_raise(&interp->error, failure.kind, "%s (%s, line %d)", failure.message, options->filename,
                        failure.line);
        else if (!failure.message || !failure.line)
            failure.message ? error_raise(&interp->error, failure.kind, "%s", failure.message)
                            : error_raise_bare(&interp->error, failure.kind);
        else
            exception_raise_syntax(interp, failure.kind, failure.message, options->filename, failure.line,
                                   failure.offset, failure.source_line, failure.end_line, failure.end_offset);
        syntax_error_free(&failure);
        return NULL;
    }
    Code *code = warn_all(interp, ast, options) ? compile_tree(interp, ast, options) : NULL;
    ast_free(ast);
    return code;
}

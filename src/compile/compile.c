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
    c.source = options->library || options->unlisted || value_is_error(c.filename)
                   ? VALUE_NONE
                   : str_new(interp, ast->source, ast->source_length);
    Code *code = NULL;
    if (!value_is_error(c.filename) && !value_is_error(c.source)) {
        code = compile_scopes(&c);
        scope_free(&c.scopes);
    }
    value_drop(c.filename);
    value_drop(c.source);
    return code;
}

bool compile_mode(Value name, SyntaxMode *mode)
{
    static const char *const NAMES[] = {[SYNTAX_FILE] = "exec", [SYNTAX_EVAL] = "eval", [SYNTAX_SINGLE] = "single"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (str_equals(name, NAMES[i])) {
            *mode = (SyntaxMode)i;
            return true;
        }
    }
    return false;
}

void compile_raise(Interp *interp, const SyntaxError *failure, const char *filename)
{
    if (failure->kind == ERROR_UNSUPPORTED_ERROR)
        error_raise(&interp->error, failure->kind, "%s (%s, line %d)", failure->message, filename, failure->line);
    else if (!failure->message)
        error_raise_bare(&interp->error, failure->kind);
    else if (!failure->line && !failure->source_line)
        error_raise(&interp->error, failure->kind, "%s", failure->message);
    else
        exception_raise_syntax(interp, failure->kind, failure->message, filename, failure->line, failure->offset,
                               failure->source_line, failure->end_line, failure->end_offset);
}

// Where a filter makes the warning an exception, it is a SyntaxError at the same place.
static void refuse_warning(Interp *interp, const Ast *ast, const AstWarning *warning, const char *filename)
{
    if (!exception_pending_is(interp, ERROR_SYNTAX_WARNING))
        return;
    error_clear(&interp->error);
    SyntaxError failure;
    if (syntax_warning_error(&interp->memory, &failure, ast, warning))
        compile_raise(interp, &failure, filename);
    syntax_error_free(&failure);
}

static bool warn_all(Interp *interp, const Ast *ast, const CompileOptions *options)
{
    if (options->library || !interp->hooks.warn_syntax)
        return true;
    for (size_t i = 0; i < ast->warning_count; i++) {
        const AstWarning *warning = &ast->warnings[i];
        Text line;
        text_init(&line, &interp->memory);
        bool ok = syntax_warning_line(ast, warning, &line) &&
                  interp->hooks.warn_syntax(interp, warning->message, options->filename, warning->at.line,
                                            text_string(&line), warning->once);
        text_free(&line);
        if (!ok) {
            refuse_warning(interp, ast, warning, options->filename);
            return false;
        }
    }
    return true;
}

// At the prompt a statement that may have further lines ends with an empty one.
static bool awaits_line(const Ast *ast, const char *text, size_t length)
{
    if (ast->root->kind != AST_INTERACTIVE || (length > 1 && text[length - 1] == '\n' && text[length - 2] == '\n'))
        return false;
    const AstNodes *body = &((const AstInteractive *)ast->root)->body;
    switch (body->count ? body->items[0]->kind : AST_PASS) {
    case AST_FUNCTION_DEF:
    case AST_CLASS_DEF:
    case AST_IF:
    case AST_FOR:
    case AST_WHILE:
    case AST_WITH:
    case AST_TRY:
    case AST_TRY_STAR:
    case AST_MATCH:
        return true;
    default:
        return false;
    }
}

Code *compile_text(Interp *interp, const char *text, size_t length, SyntaxMode mode, const CompileOptions *options,
                   bool *incomplete)
{
    SyntaxError failure;
    Ast *ast = syntax_parse(&interp->memory, &failure, text, length, options->filename, mode);
    if (incomplete)
        *incomplete = !ast && failure.incomplete;
    if (!ast) {
        compile_raise(interp, &failure, options->filename);
        syntax_error_free(&failure);
        return NULL;
    }
    if (incomplete && awaits_line(ast, text, length)) {
        *incomplete = true;
        ast_free(ast);
        return NULL;
    }
    ast->program = options->program;
    Code *code = warn_all(interp, ast, options) ? compile_tree(interp, ast, options) : NULL;
    ast_free(ast);
    return code;
}

#include "syntax/syntax.h"

#include <string.h>

#include "syntax/diagnose.h"
#include "syntax/source.h"
#include "syntax/warn.h"

// The n-th line of the source, with its newline.
static const char *find_line(const Ast *ast, int64_t line, size_t *length)
{
    const char *start = ast->source;
    for (int64_t i = 1; i < line; i++) {
        const char *newline = strchr(start, '\n');
        if (!newline)
            break;
        start = newline + 1;
    }
    const char *end = strchr(start, '\n');
    *length = end ? (size_t)(end + 1 - start) : strlen(start);
    return start;
}

// Counts characters up to a byte column, from 1; columns past the line's end count on.
static int character_offset(const Ast *ast, int64_t line, int64_t column)
{
    if (column < 0)
        return (int)column + 1; // FAULT_NO_COLUMN gives 0, FAULT_NO_END gives -1
    size_t length;
    const char *text = find_line(ast, line, &length);
    size_t inside = (size_t)column < length ? (size_t)column : length;
    return (int)(utf8_count(text, inside) + ((size_t)column - inside) + 1);
}

static void report_place(SyntaxError *error, const Ast *ast, const Fault *fault)
{
    if (fault->nothing) {
        error->source_line = mem_copy_text(error->memory, "", 0);
        return;
    }
    error->line = (int)fault->line;
    error->offset = character_offset(ast, fault->line, fault->column);
    error->end_line = (int)fault->end_line;
    if (fault->end_line)
        error->end_offset = character_offset(ast, fault->end_line, fault->end_column);
    size_t length;
    const char *line = find_line(ast, fault->line, &length);
    if (fault->bare && length && line[length - 1] == '\n')
        length--;
    if (length)
        error->source_line = mem_copy_text(error->memory, line, length);
}

static void report(SyntaxError *error, const Ast *ast, const Fault *fault, Error *pending)
{
    error->kind = fault->kind;
    error->incomplete = fault->at_end;
    if (fault->kind == ERROR_NONE)
        error->kind = ERROR_MEMORY_ERROR;
    if (fault->message)
        error->message = mem_copy_text(error->memory, fault->message, strlen(fault->message));
    if (fault->line && ast->source)
        report_place(error, ast, fault);
    if (error_pending(pending)) { // memory ran out while parsing, or just now
        syntax_error_free(error);
        error->kind = ERROR_MEMORY_ERROR;
        error_clear(pending);
    }
}

static int start_token(SyntaxMode mode)
{
    return mode == SYNTAX_FILE ? TOKEN_START_FILE : mode == SYNTAX_EVAL ? TOKEN_START_EVAL : TOKEN_START_SINGLE;
}

// Moves the warnings from their vector into the arena.
static bool keep_warnings(Ast *ast, const FaultWarnings *warnings)
{
    if (!warnings->count)
        return true;
    ast->warnings = arena_alloc(&ast->arena, warnings->count * sizeof *warnings->items);
    if (!ast->warnings)
        return false;
    memcpy(ast->warnings, warnings->items, warnings->count * sizeof *warnings->items);
    ast->warning_count = warnings->count;
    return true;
}

// More behind the line end of a simple statement has a message of its own in the interactive mode.
static void refuse_more_statements(const Parser *parser)
{
    size_t at = 0;
    while (at < parser->furthest && parser->tokens->items[at].kind != TOKEN_NEWLINE)
        at++;
    if (parser->fault->at_end || parser->root_kind != TOKEN_START_SINGLE || at == 0 || at + 1 != parser->furthest ||
        strcmp(parser->fault->message, "invalid syntax") != 0)
        return;
    const Token *end = &parser->tokens->items[at];
    fault_clear(parser->fault);
    fault_set(parser->fault, ERROR_SYNTAX_ERROR, &end->at,
              "multiple statements found while compiling a single statement");
}

static bool parse_tokens(Ast *ast, Lexer *lexer, Fault *fault, SyntaxMode mode)
{
    Fault lexical = *fault;
    *fault = (Fault){.arena = &ast->arena};
    Parser parser = {.memory = ast->arena.memory,
                     .arena = &ast->arena,
                     .ast = ast,
                     .text = ast->source,
                     .tokens = &lexer->tokens,
                     .fault = fault,
                     .warnings = lexer->warnings,
                     .root_kind = start_token(mode),
                     .start = start_token(mode)};
    bool parsed = parser_parse(&parser) == 0 && !parser.refused && !fault_is_set(fault);
    if (parsed)
        return true;
    if (error_pending(ast->arena.memory->error))
        return false;
    if (!fault_is_set(fault))
        diagnose(&parser, lexer, &lexical);
    if (fault_is_set(fault))
        refuse_more_statements(&parser);
    if (mode != SYNTAX_FILE && fault->line == 1 && lexer->tokens.items[parser.furthest].kind == TOKEN_YYEOF)
        fault->nothing = ast->source[strspn(ast->source, " \t\f")] == '\0';
    // What the lexer refuses goes before what the grammar refuses, wherever it stands.
    bool read_further = fault->line < lexer->tokens.items[parser.furthest].at.line;
    if (fault_is_set(&lexical) && !lexical.deferred && !fault->final)
        *fault = lexical;
    read_further |= !lexical.whole && fault->message == lexical.message;
    // CPython's buffer: earlier lines come without their newline, the last one has what the text has.
    bool last = (size_t)(find_line(ast, fault->line + 1, &(size_t){0}) - ast->source) >= ast->source_length;
    fault->bare = read_further || (mode != SYNTAX_FILE && last && !ast->ended);
    return false;
}

static bool parse(Ast *ast, Fault *fault, const char *text, size_t length, SyntaxMode mode)
{
    if (!source_read(ast, fault, text, length))
        return false;
    FaultWarnings warnings = {0};
    Memory *memory = ast->arena.memory;
    Lexer *lexer = mem_alloc_zero(memory, sizeof *lexer);
    if (!lexer)
        return false;
    lexer->memory = memory;
    lexer->arena = &ast->arena;
    lexer->fault = fault;
    lexer->text = ast->source;
    lexer->length = ast->source_length;
    lexer->warnings = &warnings;
    bool ok = lexer_run(lexer) && parse_tokens(ast, lexer, fault, mode) && warn_tree(ast, &warnings) &&
              keep_warnings(ast, &warnings);
    lexer_free(lexer);
    mem_free(memory, lexer, sizeof *lexer);
    VECTOR_FREE(&warnings, memory);
    return ok;
}

Ast *syntax_parse(Memory *memory, SyntaxError *error, const char *text, size_t length, const char *filename,
                  SyntaxMode mode)
{
    *error = (SyntaxError){.memory = memory};
    Ast *ast = mem_alloc_zero(memory, sizeof *ast);
    if (!ast) {
        error_clear(memory->error);
        error->kind = ERROR_MEMORY_ERROR;
        return NULL;
    }
    arena_init(&ast->arena, memory);
    Fault fault = {.arena = &ast->arena};
    ast->filename = arena_copy(&ast->arena, filename, strlen(filename));
    if (ast->filename && parse(ast, &fault, text, length, mode))
        return ast;
    report(error, ast, &fault, memory->error);
    ast_free(ast);
    return NULL;
}

bool syntax_warning_error(Memory *memory, SyntaxError *error, const Ast *ast, const AstWarning *warning)
{
    *error = (SyntaxError){.memory = memory, .kind = ERROR_SYNTAX_ERROR};
    error->message = mem_copy_text(memory, warning->message, strlen(warning->message));
    Fault fault = {.line = warning->at.line,
                   .column = warning->at.column,
                   .end_line = warning->at.end_line,
                   .end_column = warning->at.end_column};
    if (error->message)
        report_place(error, ast, &fault);
    if (warning->once && !ast->program && error->source_line) { // of the compiler
        mem_free(memory, error->source_line, strlen(error->source_line) + 1);
        error->source_line = NULL;
    }
    return error->message && !error_pending(memory->error);
}

bool syntax_warning_line(const Ast *ast, const AstWarning *warning, Text *out)
{
    size_t length;
    const char *line = find_line(ast, warning->at.line, &length);
    text_append(out, line, length);
    return !out->failed;
}

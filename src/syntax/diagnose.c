#include "syntax/diagnose.h"

#include <string.h>

enum { DEEPEST = 4000 };

// Tokens

// Where the text ends within a bracket, reading the end is itself the mistake.
static void fail_never_closed(Diagnosis *d)
{
    AstLocation at = {d->open->line, d->open->column, d->open->line, 0};
    fault_set(d->fault, ERROR_SYNTAX_ERROR, &at, "'%c' was never closed", d->open->opener);
    d->fault->end_column = FAULT_NO_COLUMN;
    d->fault->at_end = true;
}

int diagnose_kind(Diagnosis *d)
{
    if (!diagnose_open(d))
        return TOKEN_FAULT;
    if (d->at > d->furthest)
        d->furthest = d->at;
    int kind = d->tokens[d->at].kind;
    if (kind == TOKEN_YYEOF && d->open) {
        fail_never_closed(d);
        return TOKEN_FAULT;
    }
    if (kind == TOKEN_FAULT) {
        *d->fault = *d->lexical;
        d->fault->final = true;
    }
    return kind;
}

int diagnose_second(Diagnosis *d)
{
    int kind = diagnose_kind(d);
    if (kind == TOKEN_YYEOF || kind == TOKEN_FAULT)
        return kind;
    d->at++;
    kind = diagnose_kind(d);
    d->at--;
    return kind;
}

bool diagnose_accept(Diagnosis *d, int kind)
{
    if (diagnose_kind(d) != kind || kind == TOKEN_FAULT)
        return false;
    if (kind != TOKEN_YYEOF)
        d->at++;
    return true;
}

bool diagnose_force(Diagnosis *d, int kind, const char *spelling)
{
    if (diagnose_accept(d, kind))
        return true;
    if (diagnose_open(d))
        fault_set(d->fault, ERROR_SYNTAX_ERROR, &d->tokens[d->at].at, "expected '%s'", spelling);
    return false;
}

bool diagnose_spelled(const Diagnosis *d, uint32_t token, const char *name)
{
    const Token *t = &d->tokens[token];
    size_t length = strlen(name);
    return t->kind == TOKEN_NAME && t->end - t->start == length &&
           memcmp(d->parser->text + t->start, name, length) == 0;
}

bool diagnose_back(Diagnosis *d, uint32_t at)
{
    d->at = at;
    return diagnose_open(d);
}

// Mistakes

static void set(Diagnosis *d, ErrorKind kind, AstLocation at, const char *format, va_list arguments)
{
    if (d->quiet)
        return;
    fault_set_va(d->fault, kind, &at, format, arguments);
}

// Line ends and indentation have a width of their own; an indentation has no column.
static AstLocation place(const Diagnosis *d, uint32_t first, uint32_t last)
{
    return build_join_locations(d->tokens[first].at, d->tokens[last].at);
}

static bool has_no_column(const Diagnosis *d, uint32_t token)
{
    int kind = d->tokens[token].kind;
    return kind == TOKEN_INDENT || kind == TOKEN_DEDENT || kind == TOKEN_YYEOF;
}

bool diagnose_tokens(Diagnosis *d, uint32_t first, uint32_t last, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(d, ERROR_SYNTAX_ERROR, place(d, first, last), format, arguments);
    va_end(arguments);
    return false;
}

bool diagnose_shapes(Diagnosis *d, const Shape *first, const Shape *last, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(d, ERROR_SYNTAX_ERROR, place(d, first->first, last->last), format, arguments);
    va_end(arguments);
    return false;
}

// An indentation token is located one character before its end, and has no end itself.
static void place_last(Diagnosis *d)
{
    if (d->quiet || !has_no_column(d, d->furthest))
        return;
    d->fault->column = (int64_t)d->tokens[d->furthest].at.end_column - 1;
    d->fault->end_column = FAULT_NO_END;
}

bool diagnose_last(Diagnosis *d, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(d, ERROR_SYNTAX_ERROR, place(d, d->furthest, d->furthest), format, arguments);
    va_end(arguments);
    place_last(d);
    return false;
}

bool diagnose_next(Diagnosis *d, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(d, ERROR_SYNTAX_ERROR, place(d, d->at, d->at), format, arguments);
    va_end(arguments);
    return false;
}

bool diagnose_onwards(Diagnosis *d, uint32_t first, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    AstLocation at = place(d, first, d->furthest);
    at.end_column -= at.end_column > 0; // CPython's end is the last character here, not the one behind it
    set(d, ERROR_SYNTAX_ERROR, at, format, arguments);
    va_end(arguments);
    return false;
}

bool diagnose_indentation(Diagnosis *d, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(d, ERROR_INDENTATION_ERROR, place(d, d->furthest, d->furthest), format, arguments);
    va_end(arguments);
    place_last(d);
    return false;
}

// Shapes

Shape *diagnose_shape(Diagnosis *d, ShapeKind kind, uint32_t first)
{
    Shape *shape = arena_alloc(d->arena, sizeof *shape);
    if (!shape) {
        fault_set(d->fault, ERROR_MEMORY_ERROR, NULL, " ");
        return NULL;
    }
    *shape = (Shape){.kind = kind, .first = first, .last = d->at ? d->at - 1 : 0};
    return shape;
}

bool diagnose_add(Diagnosis *d, Shapes *shapes, Shape *shape)
{
    if (!shape)
        return false;
    if (shapes->count == shapes->capacity) {
        size_t capacity = shapes->capacity ? shapes->capacity * 2 : 4;
        Shape **items = arena_alloc(d->arena, capacity * sizeof *items);
        if (!items) {
            fault_set(d->fault, ERROR_MEMORY_ERROR, NULL, " ");
            return false;
        }
        if (shapes->count)
            memcpy(items, shapes->items, shapes->count * sizeof *items);
        shapes->items = items;
        shapes->capacity = capacity;
    }
    shapes->items[shapes->count++] = shape;
    return true;
}

const char *diagnose_words(const Shape *shape)
{
    static const char *const WORDS[] = {
        [SHAPE_NONE] = "",
#define SHAPE(id, words) [SHAPE_##id] = words,
#include "syntax/shapes.def"
#undef SHAPE
    };
    return WORDS[shape->kind];
}

Shape *diagnose_remember(Diagnosis *d, DiagnoseRule rule, Shape *(*parse)(Diagnosis *d))
{
    uint32_t begin = d->at;
    for (const Memo *memo = d->memos[begin]; memo; memo = memo->next) {
        if (memo->rule == (int)rule) {
            d->at = memo->end;
            return diagnose_open(d) ? memo->shape : NULL;
        }
    }
    if (d->depth >= DEEPEST) {
        fault_set(d->fault, ERROR_MEMORY_ERROR, NULL, "Parser stack overflowed - Python source too complex to parse");
        return NULL;
    }
    d->depth++;
    Shape *shape = parse(d);
    d->depth--;
    if (!diagnose_open(d))
        return NULL;
    Memo *memo = arena_alloc(d->arena, sizeof *memo);
    if (!memo)
        return NULL;
    *memo = (Memo){d->memos[begin], (int)rule, d->at, shape};
    d->memos[begin] = memo;
    return shape;
}

// The whole

// Does the line that ends at this token leave its statement open? A header does, and so does a decorator.
static bool goes_on(const Diagnosis *d, uint32_t line, uint32_t newline, int next)
{
    if (newline && d->tokens[newline].kind == TOKEN_NEWLINE && d->tokens[newline - 1].kind == TOKEN_COLON)
        return true;
    return d->tokens[line].kind == TOKEN_AT || next == TOKEN_INDENT || next == TOKEN_DEDENT || next == TOKEN_ELSE ||
           next == TOKEN_ELIF || next == TOKEN_EXCEPT || next == TOKEN_FINALLY;
}

// The first token of the outermost statement that the refused token is in: what stands before was accepted.
static uint32_t begin_of_statement(const Diagnosis *d, uint32_t refused)
{
    uint32_t begin = 0, before = 0, line = 0;
    int depth = 0;
    for (uint32_t i = 0; i < refused; i++) {
        int kind = d->tokens[i].kind;
        depth += kind == TOKEN_INDENT ? 1 : kind == TOKEN_DEDENT ? -1 : 0;
        if (kind != TOKEN_NEWLINE && kind != TOKEN_DEDENT)
            continue;
        if (depth == 0 && !goes_on(d, line, i, d->tokens[i + 1].kind)) {
            before = begin;
            begin = i + 1;
        }
        line = i + 1;
    }
    // A statement that is refused as a whole is noticed at the first token behind it.
    return begin == refused ? before : begin;
}

static bool prepare(Diagnosis *d, Tokens *tokens)
{
    d->memos = arena_alloc(d->arena, tokens->count * sizeof *d->memos);
    d->levels = arena_alloc(d->arena, tokens->count);
    if (!d->memos || !d->levels)
        return false;
    memset(d->memos, 0, tokens->count * sizeof *d->memos);
    int level = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        Token *token = &tokens->items[i];
        // Soft keywords are names again: which they are is found by trying.
        if (token->kind == TOKEN_MATCH || token->kind == TOKEN_CASE || token->kind == TOKEN_TYPE)
            token->kind = TOKEN_NAME;
        if (token->kind == TOKEN_WITH_LPAR)
            token->kind = TOKEN_LPAR;
        int kind = token->kind;
        level += kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE   ? 1
                 : kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE ? -1
                                                                                    : 0;
        d->levels[i] = (uint8_t)level;
    }
    return true;
}

static void read_again(Diagnosis *d, int start, uint32_t refused)
{
    if (start == TOKEN_START_EVAL) {
        Shape *shape = diagnose_star_expressions(d);
        while (shape && diagnose_accept(d, TOKEN_NEWLINE))
            continue;
        return;
    }
    d->at = begin_of_statement(d, refused);
    while (diagnose_open(d) && d->tokens[d->at].kind != TOKEN_YYEOF && diagnose_statement(d))
        continue;
}

// First without looking for mistakes other than the few that are found on the way, then with all of them.
static void find_mistake(Diagnosis *d, int start, uint32_t *refused)
{
    d->quiet = true;
    d->furthest = 0;
    read_again(d, start, *refused);
    d->quiet = false;
    // How far this parser got is where CPython's gave up, for it is of the same kind.
    if (d->furthest > 0 && diagnose_open(d) && d->tokens[d->furthest].kind != TOKEN_FAULT)
        *refused = d->furthest;
    if (!diagnose_open(d))
        return;
    memset(d->memos, 0, d->count * sizeof *d->memos);
    d->at = 0;
    d->furthest = *refused;
    read_again(d, start, *refused);
}

// A line end that the text lacks has no column, but where a file is read.
static bool is_made_newline(const Diagnosis *d, uint32_t token)
{
    const Token *t = &d->tokens[token];
    return t->kind == TOKEN_NEWLINE && d->parser->root_kind != TOKEN_START_FILE && !d->parser->ast->ended &&
           d->tokens[token + 1].kind == TOKEN_YYEOF;
}

static void generic(Diagnosis *d, uint32_t refused)
{
    int kind = d->tokens[refused].kind;
    d->furthest = refused;
    d->fault->final = kind == TOKEN_INDENT || kind == TOKEN_DEDENT || kind == TOKEN_ASYNC || kind == TOKEN_AWAIT;
    if (kind == TOKEN_INDENT)
        diagnose_indentation(d, "unexpected indent");
    else if (kind == TOKEN_DEDENT)
        diagnose_indentation(d, "unexpected unindent");
    else if (kind == TOKEN_ASYNC || kind == TOKEN_AWAIT)
        fault_set(d->fault, ERROR_UNSUPPORTED_ERROR, &d->tokens[refused].at, "'%s' is not supported by torchlet",
                  kind == TOKEN_ASYNC ? "async" : "await");
    else
        fault_set(d->fault, ERROR_SYNTAX_ERROR, &d->tokens[refused].at, "invalid syntax");
    if (kind == TOKEN_YYEOF || is_made_newline(d, refused))
        d->fault->column = d->fault->end_column = FAULT_NO_COLUMN;
}

// Does nothing but the end of the text follow?
static bool is_at_end(const Diagnosis *d, uint32_t token)
{
    while (d->tokens[token].kind == TOKEN_DEDENT)
        token++;
    return d->tokens[token].kind == TOKEN_YYEOF;
}

void diagnose(Parser *parser, const Lexer *lexer, const Fault *lexical)
{
    Diagnosis d = {.parser = parser,
                   .arena = parser->arena,
                   .tokens = parser->tokens->items,
                   .count = parser->tokens->count,
                   .fault = parser->fault,
                   .lexical = lexical,
                   .furthest = (uint32_t)parser->furthest,
                   .open = lexer->bracket_count ? &lexer->brackets[lexer->bracket_count - 1] : NULL};
    uint32_t refused = d.furthest;
    int refused_kind = d.tokens[refused].kind;
    if (!prepare(&d, parser->tokens))
        return;
    if (refused_kind == TOKEN_ASYNC || refused_kind == TOKEN_AWAIT) {
        generic(&d, refused);
        return;
    }
    find_mistake(&d, parser->root_kind, &refused);
    if (diagnose_open(&d))
        generic(&d, refused);
    // A bracket that was left open lines before is more likely to be the mistake; at the prompt its end may follow.
    if (d.open && parser->root_kind != TOKEN_START_SINGLE && !d.fault->at_end && !d.fault->final &&
        d.tokens[d.furthest].at.line > d.open->line) {
        fault_clear(d.fault);
        fail_never_closed(&d);
    }
    d.fault->at_end |= is_at_end(&d, refused);
}

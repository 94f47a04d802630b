#include "syntax/lexer.h"

// The lexer takes every `match`, `case` and `type` for a keyword. Here those that are not become names again:
//
//   match   a keyword where it begins a line that ends in a colon, and something stands between
//   case    a keyword where it begins a line directly in the body of a match statement
//   type    a keyword where it begins a statement and a name follows
//
// The parenthesis of `with (a as b, c):` becomes a token of its own here, too.

enum { DEEPEST = LEXER_INDENTS + 1 };

typedef struct Scan {
    Tokens *tokens;
    size_t index;
    int depth;                // indentation
    bool match_body[DEEPEST]; // by depth: the block is the body of a match statement
    bool expect_match_body;   // the line that ended was a match statement's first
} Scan;

static bool opens(int kind)
{
    return kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE;
}

static bool closes(int kind)
{
    return kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE;
}

static bool ends_line(int kind)
{
    return kind == TOKEN_NEWLINE || kind == TOKEN_YYEOF || kind == TOKEN_FAULT;
}

static bool is_name(int kind)
{
    return kind == TOKEN_NAME || kind == TOKEN_MATCH || kind == TOKEN_CASE || kind == TOKEN_TYPE;
}

// Could an expression begin here that cannot be the rest of one that `match` as a name began?
static bool must_be_subject(int kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_MATCH:
    case TOKEN_CASE:
    case TOKEN_TYPE:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_ELLIPSIS:
    case TOKEN_LAMBDA:
    case TOKEN_LBRACE:
    case TOKEN_TILDE:
        return true;
    default:
        return false;
    }
}

static bool can_be_subject(int kind)
{
    switch (kind) {
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_MINUS:
    case TOKEN_PLUS:
    case TOKEN_STAR:
    case TOKEN_NOT:
        return true;
    default:
        return must_be_subject(kind);
    }
}

// True where the rest of the line holds a colon outside brackets that ends it.
static bool line_ends_in_colon(const Tokens *tokens, size_t index)
{
    int level = 0;
    bool colon = false;
    for (; !ends_line(tokens->items[index].kind); index++) {
        int kind = tokens->items[index].kind;
        level += opens(kind) ? 1 : closes(kind) ? -1 : 0;
        colon = kind == TOKEN_COLON && level == 0;
    }
    return colon;
}

// Marks the parenthesis behind a `with` whose counterpart is followed by a colon.
static void find_with_parenthesis(Tokens *tokens, size_t with)
{
    Token *open = &tokens->items[with + 1];
    int level = 0;
    for (size_t i = with + 1; open->kind == TOKEN_LPAR && !ends_line(tokens->items[i].kind); i++) {
        int kind = tokens->items[i].kind;
        level += opens(kind) ? 1 : closes(kind) ? -1 : 0;
        if (level == 0) {
            if (tokens->items[i + 1].kind == TOKEN_COLON)
                open->kind = TOKEN_WITH_LPAR;
            return;
        }
    }
}

static bool match_is_keyword(const Scan *scan)
{
    int next = scan->tokens->items[scan->index + 1].kind;
    return must_be_subject(next) || (can_be_subject(next) && line_ends_in_colon(scan->tokens, scan->index + 1));
}

static void begin_line(Scan *scan)
{
    Token *token = &scan->tokens->items[scan->index];
    if (token->kind == TOKEN_MATCH) {
        if (match_is_keyword(scan))
            scan->expect_match_body = true;
        else
            token->kind = TOKEN_NAME;
    } else if (token->kind == TOKEN_CASE && !scan->match_body[scan->depth]) {
        token->kind = TOKEN_NAME;
    }
}

static bool begins_statement(int previous)
{
    return previous == TOKEN_NEWLINE || previous == TOKEN_INDENT || previous == TOKEN_DEDENT ||
           previous == TOKEN_SEMI || previous == TOKEN_COLON;
}

static void indent(Scan *scan)
{
    if (scan->depth + 1 < DEEPEST)
        scan->depth++;
    scan->match_body[scan->depth] = scan->expect_match_body;
}

void lexer_soft_keywords(Tokens *tokens)
{
    Scan scan = {.tokens = tokens};
    int previous = TOKEN_NEWLINE;
    for (; scan.index < tokens->count; scan.index++) {
        Token *token = &tokens->items[scan.index];
        int kind = token->kind;
        if (kind == TOKEN_WITH)
            find_with_parenthesis(tokens, scan.index);
        if (kind == TOKEN_INDENT) {
            indent(&scan);
        } else if (kind == TOKEN_DEDENT) {
            scan.depth -= scan.depth > 0;
        } else if (kind == TOKEN_MATCH || kind == TOKEN_CASE || kind == TOKEN_TYPE) {
            bool line_start = previous == TOKEN_NEWLINE || previous == TOKEN_INDENT || previous == TOKEN_DEDENT;
            if (line_start)
                scan.expect_match_body = false;
            if (kind == TOKEN_TYPE ? !(begins_statement(previous) && is_name(tokens->items[scan.index + 1].kind))
                                   : !line_start)
                token->kind = TOKEN_NAME;
            else
                begin_line(&scan);
        } else if (previous == TOKEN_NEWLINE || previous == TOKEN_INDENT || previous == TOKEN_DEDENT) {
            scan.expect_match_body = false;
        }
        previous = kind;
    }
}

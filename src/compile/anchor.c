#include "compile/anchor.h"

#include <string.h>

#include "base/text.h"
#include "syntax/syntax.h"

/// A place in the text, and the text's end.
typedef struct Cursor {
    const char *at, *end;
    const char *line_start;
    size_t line;
} Cursor;

/// The place of a line and column of the text.
static Cursor cursor_at(const char *text, size_t length, size_t line, size_t column)
{
    Cursor cursor = {text, text + length, text, 0};
    while (cursor.line < line) {
        const char *newline = memchr(cursor.line_start, '\n', (size_t)(cursor.end - cursor.line_start));
        if (!newline)
            break;
        cursor.line_start = newline + 1;
        cursor.line++;
    }
    cursor.at = cursor.line_start + column;
    return cursor;
}

static void advance(Cursor *cursor)
{
    if (*cursor->at == '\n') {
        cursor->line++;
        cursor->line_start = cursor->at + 1;
    }
    cursor->at++;
}

static void skip_line(Cursor *cursor)
{
    while (cursor->at < cursor->end && *cursor->at != '\n')
        advance(cursor);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/// Goes on to `wanted`, or where that is 0 to what is neither space nor a closing parenthesis. Comments are skipped.
static bool find_next(Cursor *cursor, char wanted)
{
    while (cursor->at < cursor->end) {
        char c = *cursor->at;
        if (c == '#' || c == '\\')
            skip_line(cursor);
        else if (wanted ? c == wanted : !is_space(c) && c != ')')
            return true;
        else
            advance(cursor);
    }
    return false;
}

/// Lines of the tree count from 1, and one line stands in front of the text.
static Cursor end_of(const AstNode *node, const char *text, size_t length)
{
    return cursor_at(text, length, node->at.end_line - 2, node->at.end_column);
}

static bool find_operator(const AstBinOp *node, const char *text, size_t length, Anchors *anchors)
{
    Cursor cursor = end_of(node->left, text, length);
    if (!find_next(&cursor, 0))
        return false;
    size_t column = (size_t)(cursor.at - cursor.line_start), width = 1;
    size_t right_line = node->right->at.line - 2;
    bool before_right = right_line > cursor.line || column + 1 < node->right->at.column;
    if (before_right && cursor.at + 1 < cursor.end && !is_space(cursor.at[1]) && cursor.at[1] != '\\' &&
        cursor.at[1] != '#')
        width = 2;
    *anchors = (Anchors){cursor.line, column, cursor.line, column + width};
    return true;
}

static bool find_bracket(const AstNode *node, const AstNode *inner, char bracket, const char *text, size_t length,
                         Anchors *anchors)
{
    Cursor cursor = end_of(inner, text, length);
    if (!find_next(&cursor, bracket))
        return false;
    *anchors =
        (Anchors){cursor.line, (size_t)(cursor.at - cursor.line_start), node->at.end_line - 2, node->at.end_column};
    return true;
}

static Ast *parse(Memory *memory, const char *text, size_t length)
{
    SyntaxError failure;
    Ast *ast = syntax_parse(memory, &failure, text, length, "", SYNTAX_FILE);
    if (!ast)
        syntax_error_free(&failure);
    return ast;
}

static bool find_in(const AstNode *root, const char *text, size_t length, Anchors *anchors)
{
    AstNodes body = AST_AS(Module, root)->body;
    if (body.count != 1 || body.items[0]->kind != AST_EXPR)
        return false;
    const AstNode *node = AST_AS(Expr, body.items[0])->value;
    switch (node->kind) {
    case AST_BIN_OP:
        return find_operator(AST_AS(BinOp, node), text, length, anchors);
    case AST_SUBSCRIPT:
        return find_bracket(node, AST_AS(Subscript, node)->value, '[', text, length, anchors);
    case AST_CALL:
        return find_bracket(node, AST_AS(Call, node)->func, '(', text, length, anchors);
    default:
        return false;
    }
}

bool anchor_find(Memory *memory, const char *text, size_t length, Anchors *anchors)
{
    // In parentheses, on lines of their own: so the text may span lines.
    Text wrapped;
    text_init(&wrapped, memory);
    text_append_string(&wrapped, "(\n");
    text_append(&wrapped, text, length);
    text_append_string(&wrapped, "\n)");
    Ast *ast = wrapped.failed ? NULL : parse(memory, wrapped.bytes, wrapped.length);
    bool found = ast && find_in(ast->root, text, length, anchors);
    ast_free(ast);
    text_free(&wrapped);
    error_clear(memory->error);
    return found;
}

static bool is_plain(const AstNode *root, size_t lines, size_t start, size_t end)
{
    AstNodes body = AST_AS(Module, root)->body;
    const AstNode *call = NULL;
    if (!body.count)
        return true;
    if (body.items[0]->kind == AST_RETURN) {
        call = AST_AS(Return, body.items[0])->value;
        if (!call || call->kind != AST_CALL || AST_AS(Call, call)->func->kind != AST_NAME)
            return false;
    } else if (body.items[0]->kind == AST_ASSIGN) {
        AstNodes targets = AST_AS(Assign, body.items[0])->targets;
        if (targets.count != 1 || targets.items[0]->kind != AST_NAME)
            return false;
        call = AST_AS(Assign, body.items[0])->value;
    }
    return call && call->kind == AST_CALL && call->at.line == 1 && call->at.end_line == lines &&
           call->at.column == start && call->at.end_column == end;
}

bool anchor_is_plain_call(Memory *memory, const char *text, size_t length, size_t start, size_t end)
{
    size_t lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    Ast *ast = parse(memory, text, length);
    bool plain = ast && is_plain(ast->root, lines, start, end);
    ast_free(ast);
    error_clear(memory->error);
    return plain;
}

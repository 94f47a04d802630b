#include <string.h>

#include "syntax/build.h"
#include "syntax/literal.h"

static AstNode *string_node(Parser *parser, AstLocation at, AstConstantValue value, AstText kind)
{
    AstConstant *node = BUILD_NODE(parser, Constant, CONSTANT, at);
    if (!node)
        return NULL;
    node->value = value;
    node->kind = kind;
    node->node.depth = 1;
    return &node->node;
}

List *build_string_list(Parser *parser, List *parts, uint32_t token)
{
    AstConstantValue value = {0};
    AstText kind;
    if (!literal_string(parser, token, &value, &kind))
        return NULL;
    return build_append(parser, parts, string_node(parser, parser->tokens->items[token].at, value, kind));
}

List *build_fstring_text(Parser *parser, AstLocation at, List *parts, uint32_t token)
{
    AstConstantValue value = {0};
    if (!literal_fstring_text(parser, token, &value))
        return NULL;
    return build_append(parser, parts, string_node(parser, at, value, (AstText){0}));
}

// Joins the texts of constants, the first of which lends its kind and place.
static AstNode *join_constants(Parser *parser, AstNode *const *parts, size_t count)
{
    const AstConstant *first = AST_AS(Constant, parts[0]);
    if (count == 1)
        return parts[0];
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += AST_AS(Constant, parts[i])->value.text.length;
    char *bytes = arena_alloc(parser->arena, length + 1), *out = bytes;
    if (!bytes)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const AstText *text = &AST_AS(Constant, parts[i])->value.text;
        memcpy(out, text->bytes, text->length);
        out += text->length;
    }
    *out = '\0';
    AstConstantValue value = {.kind = first->value.kind, .text = {bytes, length}};
    return string_node(parser, build_join_locations(first->node.at, parts[count - 1]->at), value, first->kind);
}

// Spreads f-strings among `parts` into their values.
static List *spread(Parser *parser, const List *parts)
{
    List *flat = build_list_empty(parser);
    for (size_t i = 0; flat && i < parts->count; i++) {
        AstNode *part = parts->items[i];
        if (part->kind == AST_JOINED_STR) {
            const AstNodes *values = &AST_AS(JoinedStr, part)->values;
            flat = build_append_all(parser, flat, &(List){values->items, values->count, values->count});
        } else {
            flat = build_append(parser, flat, part);
        }
    }
    return flat;
}

// The values of an f-string: neighbouring texts are joined, empty ones left out.
static List *fold(Parser *parser, const List *parts)
{
    List *flat = spread(parser, parts), *folded = build_list_empty(parser);
    for (size_t i = 0; flat && folded && i < flat->count;) {
        size_t run = 0;
        while (i + run < flat->count && flat->items[i + run]->kind == AST_CONSTANT)
            run++;
        AstNode *node = run ? join_constants(parser, flat->items + i, run) : flat->items[i];
        if (!node)
            return NULL;
        bool empty = run && AST_AS(Constant, node)->value.text.length == 0;
        if (!empty)
            folded = build_append(parser, folded, node);
        i += run ? run : 1;
    }
    return flat ? folded : NULL;
}

AstNode *build_fstring(Parser *parser, AstLocation at, List *parts)
{
    List *values = fold(parser, parts);
    AstJoinedStr *node = values ? BUILD_NODE(parser, JoinedStr, JOINED_STR, at) : NULL;
    if (!node)
        return NULL;
    node->values = build_nodes(values);
    return build_finish(parser, &node->node);
}

// 's', 'r' or 'a'; -1 where there is none; 0 where the fault is set.
static int conversion_of(Parser *parser, uint32_t conversion)
{
    if (!conversion)
        return -1;
    const Token *token = &parser->tokens->items[conversion];
    const Token *mark = token - 1;
    const char *name = parser->text + token->start;
    int length = (int)(token->end - token->start);
    AstLocation at = build_join_locations(mark->at, token->at);
    if (mark->end != token->start)
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &at,
                  "f-string: conversion type must come right after the exclamanation mark");
    else if (length != 1 || !memchr("sra", *name, 3))
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &token->at,
                  "f-string: invalid conversion character %s%.*s%s: expected 's', 'r', or 'a'", "'", length, name, "'");
    else
        return *name;
    return 0;
}

// The text of `{value = }` from behind the brace to what follows the equals sign.
static AstNode *debug_text(Parser *parser, AstLocation at, uint32_t open, uint32_t equal)
{
    const Token *brace = &parser->tokens->items[open], *after = &parser->tokens->items[equal + 1];
    size_t length = after->start - brace->end;
    AstConstantValue value = {.kind = AST_CONSTANT_STR};
    value.text = (AstText){arena_copy(parser->arena, parser->text + brace->end, length), length};
    return value.text.bytes ? string_node(parser, at, value, (AstText){0}) : NULL;
}

AstNode *build_field(Parser *parser, AstLocation at, uint32_t open, AstNode *value, uint32_t equal, uint32_t conversion,
                     AstNode *spec)
{
    AstFormattedValue *node = BUILD_NODE(parser, FormattedValue, FORMATTED_VALUE, at);
    if (!node || (node->conversion = conversion_of(parser, conversion)) == 0)
        return NULL;
    if (equal && !conversion && !spec)
        node->conversion = 'r';
    node->value = value;
    node->format_spec = spec;
    if (!equal)
        return build_finish(parser, &node->node);
    // Both parts go into the f-string, which spreads this one.
    List *both = build_list_of_two(parser, debug_text(parser, at, open, equal), build_finish(parser, &node->node));
    AstJoinedStr *pair = both ? BUILD_NODE(parser, JoinedStr, JOINED_STR, at) : NULL;
    if (!pair)
        return NULL;
    pair->values = build_nodes(both);
    return build_finish(parser, &pair->node);
}

AstNode *build_strings(Parser *parser, AstLocation at, List *parts)
{
    size_t fstrings = 0, bytes = 0;
    for (size_t i = 0; i < parts->count; i++) {
        bool joined = parts->items[i]->kind == AST_JOINED_STR;
        fstrings += joined;
        bytes += !joined && AST_AS(Constant, parts->items[i])->value.kind == AST_CONSTANT_BYTES;
    }
    if (bytes && bytes < parts->count) {
        // CPython points at the token behind the literals.
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &parser->tokens->items[parser->current].at,
                  "cannot mix bytes and nonbytes literals");
        return NULL;
    }
    AstNode *node = fstrings ? build_fstring(parser, at, parts) : join_constants(parser, parts->items, parts->count);
    if (node)
        node->at = at;
    return node;
}

#include "syntax/build.h"

#include <stdio.h>
#include <string.h>

#include "syntax/unicode.h"

static bool is_blank(int kind)
{
    return kind == TOKEN_NEWLINE || kind == TOKEN_INDENT || kind == TOKEN_DEDENT || kind == TOKEN_YYEOF;
}

int parser_lex(PARSER_STYPE *value, AstLocation *at, Parser *parser)
{
    if (parser->start) {
        int start = parser->start;
        parser->start = 0;
        *at = (AstLocation){1, 0, 1, 0};
        return start;
    }
    const Token *token = &parser->tokens->items[parser->next];
    value->token = (uint32_t)parser->next;
    parser->current = parser->next;
    if (!is_blank(token->kind))
        *at = token->at;
    else
        *at = (AstLocation){parser->last.end_line, parser->last.end_column, parser->last.end_line,
                            parser->last.end_column};
    parser->last = *at;
    if (parser->next + 1 < parser->tokens->count)
        parser->next++;
    return token->kind;
}

void parser_error(const AstLocation *at, Parser *parser, const char *message)
{
    (void)at;
    if (strcmp(message, "syntax error") == 0)
        build_refuse(parser);
    else
        fault_set(parser->fault, ERROR_MEMORY_ERROR, NULL,
                  "Parser stack overflowed - Python source too complex to parse");
}

void *build_refuse(Parser *parser)
{
    parser->refused = true;
    parser->furthest = parser->current;
    return NULL;
}

static bool is_before(const Token *token, AstLocation at)
{
    return token->at.line < at.line || (token->at.line == at.line && token->at.column < at.column);
}

void *build_refuse_at(Parser *parser, AstLocation at)
{
    build_refuse(parser);
    while (parser->furthest && !is_before(&parser->tokens->items[parser->furthest - 1], at))
        parser->furthest--;
    return NULL;
}

AstLocation build_join_locations(AstLocation first, AstLocation last)
{
    return (AstLocation){first.line, first.column, last.end_line, last.end_column};
}

AstLocation build_empty_location(AstLocation before)
{
    return (AstLocation){before.end_line, before.end_column, before.end_line, before.end_column};
}

// Lists

List *build_list_empty(Parser *parser)
{
    List *list = arena_alloc(parser->arena, sizeof *list);
    if (list)
        *list = (List){0};
    return list;
}

static bool grow(Parser *parser, List *list, size_t wanted)
{
    if (wanted <= list->capacity)
        return true;
    size_t capacity = list->capacity ? list->capacity * 2 : 2;
    capacity = capacity < wanted ? wanted : capacity;
    AstNode **items = arena_alloc(parser->arena, capacity * sizeof *items);
    if (!items)
        return false;
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    list->capacity = capacity;
    return true;
}

List *build_append(Parser *parser, List *list, AstNode *node)
{
    if (!node || (!list && !(list = build_list_empty(parser))) || !grow(parser, list, list->count + 1))
        return NULL;
    list->items[list->count++] = node;
    return list;
}

List *build_list(Parser *parser, AstNode *node)
{
    return build_append(parser, NULL, node);
}

List *build_list_of_two(Parser *parser, AstNode *first, AstNode *second)
{
    List *list = build_list(parser, first);
    return list ? build_append(parser, list, second) : NULL;
}

List *build_append_all(Parser *parser, List *list, const List *more)
{
    if (!grow(parser, list, list->count + more->count))
        return NULL;
    if (more->count)
        memcpy(list->items + list->count, more->items, more->count * sizeof *list->items);
    list->count += more->count;
    return list;
}

List *build_prepend(Parser *parser, AstNode *node, List *list)
{
    if (!grow(parser, list, list->count + 1))
        return NULL;
    memmove(list->items + 1, list->items, list->count * sizeof *list->items);
    list->items[0] = node;
    list->count++;
    return list;
}

List *build_list_of_name(Parser *parser, uint32_t name)
{
    return build_append_name(parser, NULL, name);
}

// A list of names holds Name nodes until its statement is made.
List *build_append_name(Parser *parser, List *list, uint32_t name)
{
    return build_append(parser, list, build_name(parser, parser->tokens->items[name].at, name));
}

AstNodes build_nodes(const List *list)
{
    return list ? (AstNodes){list->items, list->count} : (AstNodes){0};
}

// Nodes

AstNode *build_node(Parser *parser, AstKind kind, size_t size, AstLocation at)
{
    AstNode *node = arena_alloc(parser->arena, size);
    if (!node)
        return NULL;
    memset(node, 0, size);
    node->kind = (uint8_t)kind;
    node->at = at;
    return node;
}

static bool deepest(AstNode *child, void *context)
{
    uint16_t *depth = context;
    if (child->depth > *depth)
        *depth = child->depth;
    return true;
}

AstNode *build_finish(Parser *parser, AstNode *node)
{
    uint16_t depth = 0;
    ast_each_child(node, deepest, &depth);
    node->depth = (uint16_t)(depth + 1);
    if (node->depth > AST_DEPTH_LIMIT) {
        fault_set(parser->fault, ERROR_RECURSION_ERROR, NULL, "maximum recursion depth exceeded during compilation");
        return NULL;
    }
    return node;
}

bool build_warn(Parser *parser, AstLocation at, const char *format, ...)
{
    char text[160];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t used = length < 0 ? 0 : (size_t)length >= sizeof text ? sizeof text - 1 : (size_t)length;
    const char *message = arena_copy(parser->arena, text, used);
    return message && VECTOR_PUSH(parser->warnings, parser->memory, (AstWarning){message, at, false});
}

// Identifiers

static uint32_t hash_bytes(const char *text, size_t length)
{
    uint32_t hash = 2166136261u; // FNV-1a
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static bool grow_buckets(Parser *parser)
{
    size_t count = parser->bucket_count ? parser->bucket_count * 4 : 64;
    AstIdentifier **buckets = arena_alloc(parser->arena, count * sizeof *buckets);
    if (!buckets)
        return false;
    memset(buckets, 0, count * sizeof *buckets);
    for (size_t i = 0; i < parser->bucket_count; i++) {
        for (AstIdentifier *entry = parser->buckets[i], *next; entry; entry = next) {
            next = entry->next;
            entry->next = buckets[entry->hash & (count - 1)];
            buckets[entry->hash & (count - 1)] = entry;
        }
    }
    parser->buckets = buckets;
    parser->bucket_count = count;
    return true;
}

const AstIdentifier *build_intern(Parser *parser, const char *text, size_t length)
{
    uint32_t hash = hash_bytes(text, length);
    if (parser->bucket_count) {
        AstIdentifier *entry = parser->buckets[hash & (parser->bucket_count - 1)];
        for (; entry; entry = entry->next) {
            if (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0)
                return entry;
        }
    }
    if (parser->ast->identifier_count >= parser->bucket_count && !grow_buckets(parser))
        return NULL;
    AstIdentifier *made = arena_alloc(parser->arena, sizeof *made + length + 1);
    if (!made)
        return NULL;
    made->length = (uint32_t)length;
    made->hash = hash;
    made->index = parser->ast->identifier_count++;
    memcpy(made->text, text, length);
    made->text[length] = '\0';
    made->next = parser->buckets[hash & (parser->bucket_count - 1)];
    parser->buckets[hash & (parser->bucket_count - 1)] = made;
    return made;
}

const AstIdentifier *build_identifier(Parser *parser, uint32_t token)
{
    const Token *name = &parser->tokens->items[token];
    const char *text = parser->text + name->start;
    size_t length = name->end - name->start;
    if (utf8_is_ascii(text, length))
        return build_intern(parser, text, length);
    Text normal;
    text_init(&normal, parser->memory);
    const AstIdentifier *identifier = NULL;
    if (unicode_normalize(text, length, &normal))
        identifier = build_intern(parser, normal.bytes, normal.length);
    text_free(&normal);
    return identifier;
}

// Targets

static bool set_all(Parser *parser, const AstNodes *targets, AstContext context)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (!build_set_context(parser, targets->items[i], context))
            return false;
    }
    return true;
}

static bool set_starred(Parser *parser, AstStarred *starred, AstContext context)
{
    if (context == AST_DEL || starred->value->kind == AST_STARRED)
        return build_refuse(parser);
    starred->ctx = context;
    return build_set_context(parser, starred->value, context);
}

bool build_set_context(Parser *parser, AstNode *target, AstContext context)
{
    switch (target->kind) {
    case AST_NAME:
        AST_AS(Name, target)->ctx = context;
        return true;
    case AST_ATTRIBUTE:
        AST_AS(Attribute, target)->ctx = context;
        return true;
    case AST_SUBSCRIPT:
        AST_AS(Subscript, target)->ctx = context;
        return true;
    case AST_STARRED:
        return set_starred(parser, AST_AS(Starred, target), context);
    case AST_LIST:
        AST_AS(List, target)->ctx = context;
        return set_all(parser, &AST_AS(List, target)->elts, context);
    case AST_TUPLE:
        AST_AS(Tuple, target)->ctx = context;
        return set_all(parser, &AST_AS(Tuple, target)->elts, context);
    default:
        return build_refuse(parser);
    }
}

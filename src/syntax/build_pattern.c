#include <string.h>

#include "syntax/build.h"
#include "syntax/literal.h"

static bool is_wildcard(const AstIdentifier *name)
{
    return name->length == 1 && name->text[0] == '_';
}

AstNode *build_match(Parser *parser, AstLocation at, AstNode *subject, List *cases)
{
    AstMatch *node = BUILD_NODE(parser, Match, MATCH, at);
    if (!node)
        return NULL;
    node->subject = subject;
    node->cases = build_nodes(cases);
    return build_finish(parser, &node->node);
}

AstNode *build_case(Parser *parser, AstLocation at, AstNode *pattern, AstNode *guard, List *body)
{
    AstMatchCase *node = BUILD_NODE(parser, MatchCase, MATCH_CASE, at);
    if (!node)
        return NULL;
    node->pattern = pattern;
    node->guard = guard;
    node->body = build_nodes(body);
    return build_finish(parser, &node->node);
}

AstNode *build_sequence(Parser *parser, AstLocation at, List *patterns)
{
    AstMatchSequence *node = patterns ? BUILD_NODE(parser, MatchSequence, MATCH_SEQUENCE, at) : NULL;
    if (!node)
        return NULL;
    node->patterns = build_nodes(patterns);
    return build_finish(parser, &node->node);
}

AstNode *build_sequence_of_one(Parser *parser, AstLocation at, AstNode *pattern)
{
    return build_sequence(parser, at, build_list(parser, pattern));
}

AstNode *build_star_pattern(Parser *parser, AstLocation at, uint32_t name)
{
    const AstIdentifier *identifier = build_identifier(parser, name);
    AstMatchStar *node = identifier ? BUILD_NODE(parser, MatchStar, MATCH_STAR, at) : NULL;
    if (!node)
        return NULL;
    node->name = is_wildcard(identifier) ? NULL : identifier;
    return build_finish(parser, &node->node);
}

AstNode *build_as_pattern(Parser *parser, AstLocation at, AstNode *pattern, uint32_t name)
{
    AstMatchAs *node = BUILD_NODE(parser, MatchAs, MATCH_AS, at);
    if (!node || !(node->name = build_identifier(parser, name)))
        return NULL;
    if (is_wildcard(node->name))
        return build_refuse(parser);
    node->pattern = pattern;
    return build_finish(parser, &node->node);
}

AstNode *build_or_pattern(Parser *parser, AstLocation at, List *patterns)
{
    AstMatchOr *node = BUILD_NODE(parser, MatchOr, MATCH_OR, at);
    if (!node)
        return NULL;
    node->patterns = build_nodes(patterns);
    return build_finish(parser, &node->node);
}

static bool is_singleton(const AstNode *value)
{
    return value->kind == AST_CONSTANT && AST_AS(Constant, value)->value.kind <= AST_CONSTANT_FALSE;
}

AstNode *build_literal_pattern(Parser *parser, AstLocation at, AstNode *value)
{
    if (is_singleton(value)) {
        AstMatchSingleton *node = BUILD_NODE(parser, MatchSingleton, MATCH_SINGLETON, at);
        if (!node)
            return NULL;
        node->value = AST_AS(Constant, value)->value;
        return build_finish(parser, &node->node);
    }
    AstMatchValue *node = BUILD_NODE(parser, MatchValue, MATCH_VALUE, at);
    if (!node)
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_name_pattern(Parser *parser, AstLocation at, AstNode *name)
{
    if (name->kind == AST_ATTRIBUTE)
        return build_literal_pattern(parser, at, name);
    AstMatchAs *node = BUILD_NODE(parser, MatchAs, MATCH_AS, at);
    if (!node)
        return NULL;
    const AstIdentifier *identifier = AST_AS(Name, name)->id;
    node->name = is_wildcard(identifier) ? NULL : identifier;
    return build_finish(parser, &node->node);
}

AstNode *build_class_pattern(Parser *parser, AstLocation at, AstNode *class_name, List *arguments)
{
    AstMatchClass *node = BUILD_NODE(parser, MatchClass, MATCH_CLASS, at);
    size_t count = arguments ? arguments->count : 0, positional = 0;
    AstNode **patterns = arena_alloc(parser->arena, count * sizeof *patterns);
    const AstIdentifier **names = arena_alloc(parser->arena, count * sizeof *names);
    if (!node || !patterns || !names)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        AstNode *argument = arguments->items[i];
        bool keyword = argument->kind == AST_KEYWORD;
        if (!keyword && positional < i)
            return build_refuse(parser);
        positional += !keyword;
        patterns[i] = keyword ? AST_AS(Keyword, argument)->value : argument;
        if (keyword)
            names[i - positional] = AST_AS(Keyword, argument)->arg;
    }
    node->cls = class_name;
    node->patterns = (AstNodes){patterns, positional};
    node->kwd_attrs = (AstIdentifiers){names, count - positional};
    node->kwd_patterns = (AstNodes){patterns + positional, count - positional};
    return build_finish(parser, &node->node);
}

// A key and pattern, or the `**rest`, on their way into a MatchMapping.
typedef struct MappingItem {
    AstNode node;
    AstNode *key;
    AstNode *pattern;
    const AstIdentifier *rest;
} MappingItem;

AstNode *build_mapping_item(Parser *parser, AstLocation at, AstNode *key, AstNode *pattern)
{
    MappingItem *item = (MappingItem *)build_node(parser, AST_PASS, sizeof *item, at);
    if (!item)
        return NULL;
    item->key = key;
    item->pattern = pattern;
    return &item->node;
}

AstNode *build_mapping_rest(Parser *parser, AstLocation at, uint32_t name)
{
    MappingItem *item = (MappingItem *)build_node(parser, AST_PASS, sizeof *item, at);
    if (!item || !(item->rest = build_identifier(parser, name)))
        return NULL;
    return is_wildcard(item->rest) ? build_refuse(parser) : &item->node;
}

AstNode *build_mapping_name(Parser *parser, AstNode *name)
{
    return name->kind == AST_ATTRIBUTE ? name : build_refuse(parser);
}

AstNode *build_mapping(Parser *parser, AstLocation at, List *items)
{
    AstMatchMapping *node = items ? BUILD_NODE(parser, MatchMapping, MATCH_MAPPING, at) : NULL;
    AstNode **keys = items ? arena_alloc(parser->arena, 2 * items->count * sizeof *keys) : NULL;
    if (!node || !keys)
        return NULL;
    AstNode **patterns = keys + items->count;
    size_t count = 0;
    for (size_t i = 0; i < items->count; i++) {
        const MappingItem *item = (const MappingItem *)items->items[i];
        if (node->rest)
            return build_refuse_at(parser, item->node.at);
        if (item->rest) {
            node->rest = item->rest;
            continue;
        }
        keys[count] = item->key;
        patterns[count++] = item->pattern;
    }
    node->keys = (AstNodes){keys, count};
    node->patterns = (AstNodes){patterns, count};
    return build_finish(parser, &node->node);
}

static bool is_imaginary(const AstNode *number)
{
    const AstNode *value = number->kind == AST_UNARY_OP ? AST_AS(UnaryOp, number)->operand : number;
    return AST_AS(Constant, value)->value.kind == AST_CONSTANT_IMAGINARY;
}

AstNode *build_complex(Parser *parser, AstLocation at, AstNode *real, AstOperator op, AstLocation imaginary_at,
                       uint32_t imaginary)
{
    AstNode *part = build_number(parser, imaginary_at, imaginary);
    if (!part)
        return NULL;
    if (is_imaginary(real)) {
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &real->at, "real number required in complex literal");
        return NULL;
    }
    if (!is_imaginary(part)) {
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &part->at, "imaginary number required in complex literal");
        return NULL;
    }
    return build_binary(parser, at, real, op, part);
}

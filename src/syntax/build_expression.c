#include <string.h>

#include "syntax/build.h"
#include "syntax/literal.h"

AstNode *build_yield(Parser *parser, AstLocation at, AstNode *value)
{
    AstYield *node = BUILD_NODE(parser, Yield, YIELD, at);
    if (!node)
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_yield_from(Parser *parser, AstLocation at, AstNode *value)
{
    AstYieldFrom *node = BUILD_NODE(parser, YieldFrom, YIELD_FROM, at);
    if (!node)
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_starred(Parser *parser, AstLocation at, AstNode *value)
{
    AstStarred *node = BUILD_NODE(parser, Starred, STARRED, at);
    if (!node)
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_tuple(Parser *parser, AstLocation at, List *elements)
{
    AstTuple *node = elements ? BUILD_NODE(parser, Tuple, TUPLE, at) : NULL;
    if (!node)
        return NULL;
    node->elts = build_nodes(elements);
    // Where the tuple begins before its first element, parentheses are its own.
    bool bare = elements->count && elements->items[0]->at.line == at.line && elements->items[0]->at.column == at.column;
    node->node.flags = bare ? 0 : AST_PARENTHESIZED;
    return build_finish(parser, &node->node);
}

AstNode *build_tuple_of_one(Parser *parser, AstLocation at, AstNode *element)
{
    return build_tuple(parser, at, build_list(parser, element));
}

AstNode *build_elements(Parser *parser, AstLocation at, AstKind kind, List *elements)
{
    AstList *node = (AstList *)build_node(parser, kind, kind == AST_LIST ? sizeof(AstList) : sizeof(AstSet), at);
    if (!node)
        return NULL;
    node->elts = build_nodes(elements);
    return build_finish(parser, &node->node);
}

AstNode *build_named(Parser *parser, AstLocation at, uint32_t name, AstNode *value)
{
    AstNamedExpr *node = BUILD_NODE(parser, NamedExpr, NAMED_EXPR, at);
    if (!node || !(node->target = build_name(parser, parser->tokens->items[name].at, name)) ||
        !build_set_context(parser, node->target, AST_STORE))
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_conditional(Parser *parser, AstLocation at, AstNode *test, AstNode *body, AstNode *orelse)
{
    AstIfExp *node = BUILD_NODE(parser, IfExp, IF_EXP, at);
    if (!node)
        return NULL;
    node->test = test;
    node->body = body;
    node->orelse = orelse;
    return build_finish(parser, &node->node);
}

AstNode *build_lambda(Parser *parser, AstLocation at, AstNode *parameters, AstNode *body)
{
    AstLambda *node = BUILD_NODE(parser, Lambda, LAMBDA, at);
    if (!node)
        return NULL;
    node->args = AST_AS(Arguments, parameters);
    node->body = body;
    return build_finish(parser, &node->node);
}

// Chains: `a and b and c` and `a < b < c` are one node each. Their lists grow in place, as a List would; the room
// for more is known from the count, because it doubles.

static bool append_node(Parser *parser, AstNodes *nodes, AstNode *node)
{
    if ((nodes->count & (nodes->count - 1)) == 0 || nodes->count == 0) {
        size_t capacity = nodes->count ? nodes->count * 2 : 1;
        AstNode **items = arena_alloc(parser->arena, capacity * sizeof *items);
        if (!items)
            return false;
        if (nodes->count)
            memcpy(items, nodes->items, nodes->count * sizeof *items);
        nodes->items = items;
    }
    nodes->items[nodes->count++] = node;
    return true;
}

static bool append_operator(Parser *parser, AstOperators *operators, AstOperator op)
{
    if ((operators->count & (operators->count - 1)) == 0 || operators->count == 0) {
        size_t capacity = operators->count ? operators->count * 2 : 1;
        AstOperator *items = arena_alloc(parser->arena, capacity * sizeof *items);
        if (!items)
            return false;
        if (operators->count)
            memcpy(items, operators->items, operators->count * sizeof *items);
        operators->items = items;
    }
    operators->items[operators->count++] = op;
    return true;
}

// The depth of a chain that got one more operand; looking at all of them again would be quadratic.
static AstNode *finish_chain(Parser *parser, AstNode *chain, const AstNode *operand, AstLocation at)
{
    chain->at = at;
    if (operand->depth + 1 > chain->depth)
        chain->depth = (uint16_t)(operand->depth + 1);
    if (chain->depth > AST_DEPTH_LIMIT)
        return build_finish(parser, chain);
    return chain;
}

AstNode *build_boolean(Parser *parser, AstLocation at, AstOperator op, AstNode *left, AstNode *right)
{
    AstBoolOp *node = BUILD_NODE(parser, BoolOp, BOOL_OP, at);
    if (!node || !append_node(parser, &node->values, left) || !append_node(parser, &node->values, right))
        return NULL;
    node->op = op;
    return build_finish(parser, &node->node);
}

AstNode *build_boolean_more(Parser *parser, AstLocation at, AstNode *chain, AstNode *right)
{
    if (!append_node(parser, &AST_AS(BoolOp, chain)->values, right))
        return NULL;
    return finish_chain(parser, chain, right, at);
}

AstNode *build_compare(Parser *parser, AstLocation at, AstNode *left, AstOperator op, AstNode *right)
{
    AstCompare *node = BUILD_NODE(parser, Compare, COMPARE, at);
    if (!node || !append_operator(parser, &node->ops, op) || !append_node(parser, &node->comparators, right))
        return NULL;
    node->left = left;
    return build_finish(parser, &node->node);
}

AstNode *build_compare_more(Parser *parser, AstLocation at, AstNode *chain, AstOperator op, AstNode *right)
{
    AstCompare *node = AST_AS(Compare, chain);
    if (!append_operator(parser, &node->ops, op) || !append_node(parser, &node->comparators, right))
        return NULL;
    return finish_chain(parser, chain, right, at);
}

AstNode *build_unary(Parser *parser, AstLocation at, AstOperator op, AstNode *operand)
{
    AstUnaryOp *node = operand ? BUILD_NODE(parser, UnaryOp, UNARY_OP, at) : NULL;
    if (!node)
        return NULL;
    node->op = op;
    node->operand = operand;
    return build_finish(parser, &node->node);
}

AstNode *build_binary(Parser *parser, AstLocation at, AstNode *left, AstOperator op, AstNode *right)
{
    AstBinOp *node = BUILD_NODE(parser, BinOp, BIN_OP, at);
    if (!node)
        return NULL;
    node->left = left;
    node->op = op;
    node->right = right;
    return build_finish(parser, &node->node);
}

AstNode *build_attribute(Parser *parser, AstLocation at, AstNode *value, uint32_t name)
{
    AstAttribute *node = BUILD_NODE(parser, Attribute, ATTRIBUTE, at);
    if (!node || !(node->attr = build_identifier(parser, name)))
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

// Arguments

AstNode *build_keyword(Parser *parser, AstLocation at, uint32_t name, AstNode *value)
{
    AstKeyword *node = BUILD_NODE(parser, Keyword, KEYWORD, at);
    if (!node || !(node->arg = build_identifier(parser, name)))
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_double_star(Parser *parser, AstLocation at, AstNode *value)
{
    AstKeyword *node = BUILD_NODE(parser, Keyword, KEYWORD, at);
    if (!node)
        return NULL;
    node->value = value;
    return build_finish(parser, &node->node);
}

AstNode *build_bare_generator(Parser *parser, AstLocation at, AstNode *element, List *generators)
{
    AstNode *node = element ? build_comprehension(parser, at, AST_GENERATOR_EXP, element, generators) : NULL;
    if (node)
        node->flags |= BUILD_BARE_GENERATOR;
    return node;
}

List *build_arguments(Parser *parser, List *arguments, bool comma)
{
    bool keyword = false, double_star = false;
    for (size_t i = 0; i < arguments->count; i++) {
        AstNode *argument = arguments->items[i];
        if ((argument->flags & BUILD_BARE_GENERATOR) && (arguments->count > 1 || comma))
            return build_refuse(parser);
        if (argument->kind == AST_KEYWORD) {
            keyword = true;
            double_star |= !AST_AS(Keyword, argument)->arg;
        } else if (double_star || (keyword && argument->kind != AST_STARRED)) {
            return build_refuse(parser);
        }
    }
    return arguments;
}

AstNode *build_call(Parser *parser, AstLocation at, AstNode *function, List *arguments, AstLocation open,
                    AstLocation close)
{
    AstCall *node = BUILD_NODE(parser, Call, CALL, at);
    if (!node)
        return NULL;
    size_t keywords = 0;
    for (size_t i = 0; i < arguments->count; i++)
        keywords += arguments->items[i]->kind == AST_KEYWORD;
    AstNode **items = arena_alloc(parser->arena, arguments->count * sizeof *items);
    if (!items)
        return NULL;
    node->func = function;
    node->args = (AstNodes){items, 0};
    node->keywords = (AstNodes){items + arguments->count - keywords, 0};
    for (size_t i = 0; i < arguments->count; i++) {
        AstNode *argument = arguments->items[i];
        AstNodes *list = argument->kind == AST_KEYWORD ? &node->keywords : &node->args;
        list->items[list->count++] = argument;
        if (argument->flags & BUILD_BARE_GENERATOR) {
            argument->at = build_join_locations(open, close);
            argument->flags = AST_PARENTHESIZED;
        }
    }
    return build_finish(parser, &node->node);
}

// Subscripts

AstNode *build_subscript(Parser *parser, AstLocation at, AstNode *value, AstNode *slice)
{
    AstSubscript *node = BUILD_NODE(parser, Subscript, SUBSCRIPT, at);
    if (!node)
        return NULL;
    node->value = value;
    node->slice = slice;
    return build_finish(parser, &node->node);
}

AstNode *build_slice(Parser *parser, AstLocation at, AstNode *lower, AstNode *upper, AstNode *step)
{
    AstSlice *node = BUILD_NODE(parser, Slice, SLICE, at);
    if (!node)
        return NULL;
    node->lower = lower;
    node->upper = upper;
    node->step = step;
    return build_finish(parser, &node->node);
}

AstNode *build_slice_alone(Parser *parser, AstLocation at, AstNode *slice)
{
    return slice->kind == AST_STARRED ? build_tuple_of_one(parser, at, slice) : slice;
}

// Atoms

AstNode *build_name(Parser *parser, AstLocation at, uint32_t name)
{
    AstName *node = BUILD_NODE(parser, Name, NAME, at);
    if (!node || !(node->id = build_identifier(parser, name)))
        return NULL;
    node->node.depth = 1;
    return &node->node;
}

AstNode *build_number(Parser *parser, AstLocation at, uint32_t number)
{
    AstConstant *node = BUILD_NODE(parser, Constant, CONSTANT, at);
    if (!node || !literal_number(parser, number, &node->value))
        return NULL;
    node->node.depth = 1;
    return &node->node;
}

AstNode *build_constant(Parser *parser, AstLocation at, AstConstantKind kind)
{
    AstConstant *node = BUILD_NODE(parser, Constant, CONSTANT, at);
    if (!node)
        return NULL;
    node->value.kind = kind;
    node->node.depth = 1;
    return &node->node;
}

AstNode *build_parenthesized(AstNode *expression)
{
    expression->flags |= AST_PARENTHESIZED;
    return expression;
}

AstNode *build_group(Parser *parser, AstNode *expression)
{
    if (expression->kind == AST_STARRED)
        return build_refuse(parser);
    return build_parenthesized(expression);
}

// A key and value on their way into a Dict.
typedef struct DictItem {
    AstNode node;
    AstNode *key;
    AstNode *value;
} DictItem;

AstNode *build_dict_item(Parser *parser, AstLocation at, AstNode *key, AstNode *value)
{
    DictItem *item = (DictItem *)build_node(parser, AST_PASS, sizeof *item, at);
    if (!item)
        return NULL;
    item->key = key;
    item->value = value;
    return &item->node;
}

AstNode *build_dict(Parser *parser, AstLocation at, List *items)
{
    AstDict *node = BUILD_NODE(parser, Dict, DICT, at);
    size_t count = items ? items->count : 0;
    AstNode **keys = arena_alloc(parser->arena, 2 * count * sizeof *keys);
    if (!node || !keys)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        keys[i] = ((DictItem *)items->items[i])->key;
        keys[count + i] = ((DictItem *)items->items[i])->value;
    }
    node->keys = (AstNodes){keys, count};
    node->values = (AstNodes){keys + count, count};
    return build_finish(parser, &node->node);
}

AstNode *build_comprehension(Parser *parser, AstLocation at, AstKind kind, AstNode *element, List *generators)
{
    if (element->kind == AST_STARRED)
        return build_refuse(parser);
    AstListComp *node = (AstListComp *)build_node(parser, kind, sizeof(AstListComp), at);
    if (!node)
        return NULL;
    node->elt = element;
    node->generators = build_nodes(generators);
    return build_finish(parser, &node->node);
}

AstNode *build_dict_comprehension(Parser *parser, AstLocation at, AstNode *item, List *generators)
{
    const DictItem *pair = (const DictItem *)item;
    if (!pair->key)
        return build_refuse(parser);
    AstDictComp *node = BUILD_NODE(parser, DictComp, DICT_COMP, at);
    if (!node)
        return NULL;
    node->key = pair->key;
    node->value = pair->value;
    node->generators = build_nodes(generators);
    return build_finish(parser, &node->node);
}

AstNode *build_for_clause(Parser *parser, AstLocation at, AstNode *target, AstNode *iterable, List *ifs)
{
    AstComprehension *node = BUILD_NODE(parser, Comprehension, COMPREHENSION, at);
    if (!node || !build_set_context(parser, target, AST_STORE))
        return NULL;
    node->target = target;
    node->iter = iterable;
    node->ifs = build_nodes(ifs);
    return build_finish(parser, &node->node);
}

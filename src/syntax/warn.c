#include "syntax/warn.h"

#include <stdio.h>
#include <string.h>

typedef struct Warner {
    Ast *ast;
    FaultWarnings *warnings;
} Warner;

static bool add(Warner *warner, const AstNode *node, const char *format, const char *first, const char *second)
{
    char text[160];
    snprintf(text, sizeof text, format, first, second);
    const char *message = arena_copy(&warner->ast->arena, text, strlen(text));
    return message && VECTOR_PUSH(warner->warnings, warner->ast->arena.memory, (AstWarning){message, node->at, true});
}

static const char *constant_type(const AstConstantValue *value)
{
    static const char *const NAMES[] = {
        [AST_CONSTANT_NONE] = "NoneType",     [AST_CONSTANT_TRUE] = "bool",         [AST_CONSTANT_FALSE] = "bool",
        [AST_CONSTANT_ELLIPSIS] = "ellipsis", [AST_CONSTANT_INT] = "int",           [AST_CONSTANT_BIG_INT] = "int",
        [AST_CONSTANT_FLOAT] = "float",       [AST_CONSTANT_IMAGINARY] = "complex", [AST_CONSTANT_STR] = "str",
        [AST_CONSTANT_BYTES] = "bytes",
    };
    return NAMES[value->kind];
}

static bool is(const char *type, const char *name)
{
    return type && strcmp(type, name) == 0;
}

// The type of two constants' sum, product and the like; NULL where the operation is left to the run.
static const char *folded_pair(const char *left, const char *right, AstOperator op)
{
    static const char *const NUMBERS[] = {"bool", "int", "float", "complex"};
    size_t a = 0, b = 0;
    while (a < 4 && !is(left, NUMBERS[a]))
        a++;
    while (b < 4 && !is(right, NUMBERS[b]))
        b++;
    if (a < 4 && b < 4) {
        size_t wider = a > b ? a : b, least = op == AST_OP_DIV ? 2 : 1;
        return NUMBERS[wider > least ? wider : least];
    }
    if (op == AST_OP_ADD)
        return is(left, right ? right : "") && (is(left, "str") || is(left, "bytes")) ? left : NULL;
    if (op != AST_OP_MULT || (a < 4) == (b < 4))
        return NULL;
    const char *sequence = a < 4 ? right : left;
    return is(sequence, "str") || is(sequence, "bytes") ? sequence : NULL;
}

// The type of what the compiler folds into a constant; NULL of anything else.
static const char *folded_type(const AstNode *node)
{
    if (node->kind == AST_CONSTANT)
        return constant_type(&AST_AS(Constant, node)->value);
    if (node->kind == AST_UNARY_OP) {
        const char *type = folded_type(AST_AS(UnaryOp, node)->operand);
        bool number = is(type, "int") || is(type, "float") || is(type, "complex");
        return number && AST_AS(UnaryOp, node)->op != AST_OP_NOT ? type : NULL;
    }
    if (node->kind != AST_BIN_OP)
        return NULL;
    const AstBinOp *pair = AST_AS(BinOp, node);
    const char *left = folded_type(pair->left), *right = left ? folded_type(pair->right) : NULL;
    return right ? folded_pair(left, right, pair->op) : NULL;
}

// The type of an expression where its form alone tells, else NULL.
static const char *evident_type(const AstNode *node)
{
    switch (node->kind) {
    case AST_CONSTANT:
    case AST_UNARY_OP:
    case AST_BIN_OP:
        return folded_type(node);
    case AST_TUPLE:
        return "tuple";
    case AST_LIST:
    case AST_LIST_COMP:
        return "list";
    case AST_DICT:
    case AST_DICT_COMP:
        return "dict";
    case AST_SET:
    case AST_SET_COMP:
        return "set";
    case AST_GENERATOR_EXP:
        return "generator";
    case AST_LAMBDA:
        return "function";
    case AST_JOINED_STR:
        return "str";
    default:
        return NULL;
    }
}

// A literal that has no identity to speak of; a tuple of such is one, too.
static bool is_literal(const AstNode *node)
{
    if (node->kind != AST_TUPLE)
        return node->kind == AST_CONSTANT ? AST_AS(Constant, node)->value.kind > AST_CONSTANT_ELLIPSIS
                                          : folded_type(node) != NULL;
    const AstNodes *elements = &AST_AS(Tuple, node)->elts;
    for (size_t i = 0; i < elements->count; i++) {
        if (!folded_type(elements->items[i]))
            return false;
    }
    return true;
}

static bool check_compare(Warner *warner, const AstCompare *compare)
{
    const AstNode *left = compare->left;
    for (size_t i = 0; i < compare->ops.count; i++) {
        const AstNode *right = compare->comparators.items[i];
        AstOperator op = compare->ops.items[i];
        const AstNode *literal = is_literal(left) ? left : is_literal(right) ? right : NULL;
        if (literal && (op == AST_OP_IS || op == AST_OP_IS_NOT)) {
            const char *format = op == AST_OP_IS ? "\"is\" with '%s' literal. Did you mean \"==\"?"
                                                 : "\"is not\" with '%s' literal. Did you mean \"!=\"?";
            return add(warner, &compare->node, format, evident_type(literal), "");
        }
        left = right;
    }
    return true;
}

static bool check_call(Warner *warner, const AstCall *call)
{
    const char *type = call->func->kind == AST_LAMBDA ? NULL : evident_type(call->func);
    return !type || add(warner, call->func, "'%s' object is not callable; perhaps you missed a comma?", type, "");
}

static bool is_sequence(const char *type)
{
    return strcmp(type, "tuple") == 0 || strcmp(type, "list") == 0 || strcmp(type, "str") == 0 ||
           strcmp(type, "bytes") == 0;
}

static bool is_index(const char *type)
{
    return strcmp(type, "int") == 0 || strcmp(type, "bool") == 0;
}

static bool check_subscript(Warner *warner, const AstSubscript *subscript)
{
    const char *type = subscript->ctx == AST_LOAD ? evident_type(subscript->value) : NULL;
    if (!type || strcmp(type, "dict") == 0)
        return true;
    if (!is_sequence(type))
        return add(warner, subscript->value, "'%s' object is not subscriptable; perhaps you missed a comma?", type, "");
    const char *index = evident_type(subscript->slice);
    if (!index || is_index(index))
        return true;
    return add(warner, subscript->slice, "%s indices must be integers or slices, not %s; perhaps you missed a comma?",
               type, index);
}

static bool check_assert(Warner *warner, const AstAssert *statement)
{
    bool always = statement->test->kind == AST_TUPLE && AST_AS(Tuple, statement->test)->elts.count > 0;
    return !always || add(warner, &statement->node, "assertion is always true, perhaps remove parentheses?", "", "");
}

static bool check(AstNode *node, void *context)
{
    bool ok = true;
    switch (node->kind) {
    case AST_COMPARE:
        ok = check_compare(context, AST_AS(Compare, node));
        break;
    case AST_CALL:
        ok = check_call(context, AST_AS(Call, node));
        break;
    case AST_SUBSCRIPT:
        ok = check_subscript(context, AST_AS(Subscript, node));
        break;
    case AST_ASSERT:
        ok = check_assert(context, AST_AS(Assert, node));
        break;
    default:
        break;
    }
    return ok && ast_each_child(node, check, context);
}

bool warn_tree(Ast *ast, FaultWarnings *warnings)
{
    Warner warner = {ast, warnings};
    return check(ast->root, &warner);
}

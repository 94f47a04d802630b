// Constant folding: expressions of constants are computed once, here, unless that could grow or fail.
#include "compile/constant.h"
#include "compile/emit.h"
#include "object/bytes.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/slice.h"
#include "object/str.h"

enum { FOLD_TEXT_LIMIT = 4096, FOLD_TUPLE_LIMIT = 256, FOLD_BITS_LIMIT = 128 };

static bool is_number(Interp *interp, Value v)
{
    return v.tag == TAG_INT || v.tag == TAG_FLOAT || v.tag == TAG_BOOL ||
           (v.tag == TAG_OBJECT &&
            (v.object->type == interp->types[TYPE_COMPLEX] || v.object->type == interp->types[TYPE_INT]));
}

static bool is_type(Interp *interp, Value v, TypeId id)
{
    return v.tag == TAG_OBJECT && v.object->type == interp->types[id];
}

/// True where a * b, one of them a sequence, stays short.
static bool repeats_little(Interp *interp, Value a, Value b)
{
    Value sequence = a.tag == TAG_INT ? b : a, times = a.tag == TAG_INT ? a : b;
    int64_t length, limit = is_type(interp, sequence, TYPE_TUPLE) ? FOLD_TUPLE_LIMIT : FOLD_TEXT_LIMIT;
    if (times.tag != TAG_INT || times.integer < 0)
        return false;
    if (!value_length(interp, sequence, &length)) {
        error_clear(&interp->error);
        return false;
    }
    return length == 0 || times.integer <= limit / length;
}

static bool is_foldable(Interp *interp, BinaryKind kind, Value a, Value b)
{
    if (is_number(interp, a) && is_number(interp, b)) {
        if (kind == BINARY_POWER)
            return a.tag != TAG_INT || (b.tag == TAG_FLOAT) ||
                   (b.tag == TAG_INT && (b.integer < 0 || b.integer * (int_bit_length(a) + 1) <= FOLD_BITS_LIMIT) &&
                    b.integer <= FOLD_BITS_LIMIT);
        if (kind == BINARY_LEFT_SHIFT)
            return b.tag == TAG_INT && b.integer >= 0 && b.integer <= FOLD_BITS_LIMIT;
        return true;
    }
    bool texts = (is_type(interp, a, TYPE_STR) && is_type(interp, b, TYPE_STR)) ||
                 (is_type(interp, a, TYPE_BYTES) && is_type(interp, b, TYPE_BYTES)) ||
                 (is_type(interp, a, TYPE_TUPLE) && is_type(interp, b, TYPE_TUPLE));
    if (kind == BINARY_ADD)
        return texts;
    if (kind == BINARY_MULTIPLY && (a.tag == TAG_INT || b.tag == TAG_INT))
        return repeats_little(interp, a, b);
    return false;
}

static BinaryKind binary_kind(AstOperator op)
{
    static const BinaryKind KINDS[AST_OPERATOR_COUNT] = {
        [AST_OP_ADD] = BINARY_ADD,
        [AST_OP_SUB] = BINARY_SUBTRACT,
        [AST_OP_MULT] = BINARY_MULTIPLY,
        [AST_OP_MAT_MULT] = BINARY_MATRIX_MULTIPLY,
        [AST_OP_DIV] = BINARY_TRUE_DIVIDE,
        [AST_OP_MOD] = BINARY_REMAINDER,
        [AST_OP_POW] = BINARY_POWER,
        [AST_OP_L_SHIFT] = BINARY_LEFT_SHIFT,
        [AST_OP_R_SHIFT] = BINARY_RIGHT_SHIFT,
        [AST_OP_BIT_OR] = BINARY_OR,
        [AST_OP_BIT_XOR] = BINARY_XOR,
        [AST_OP_BIT_AND] = BINARY_AND,
        [AST_OP_FLOOR_DIV] = BINARY_FLOOR_DIVIDE,
    };
    return KINDS[op];
}

/// A result that failed is left to run time, where it fails again in the right place.
static Value settle(Interp *interp, Value result)
{
    if (!value_is_error(result) || interp->error.kind == ERROR_MEMORY_ERROR)
        return result;
    error_clear(&interp->error);
    return VALUE_UNSET;
}

static Value fold_binary(Compiler *c, const AstBinOp *node)
{
    Value left = fold_expression(c, node->left);
    if (value_is_unset(left) || value_is_error(left))
        return left;
    Value right = fold_expression(c, node->right);
    if (value_is_unset(right) || value_is_error(right)) {
        value_drop(left);
        return right;
    }
    BinaryKind kind = binary_kind(node->op);
    Value result = VALUE_UNSET;
    if (is_foldable(c->interp, kind, left, right))
        result = settle(c->interp, value_binary(c->interp, kind, left, right));
    value_drop(left);
    value_drop(right);
    if (is_type(c->interp, result, TYPE_STR))
        return str_intern_take(c->interp, result);
    return result;
}

static Value fold_unary(Compiler *c, const AstUnaryOp *node)
{
    Value operand = fold_expression(c, node->operand);
    if (value_is_unset(operand) || value_is_error(operand))
        return operand;
    Value result = VALUE_UNSET;
    if (node->op == AST_OP_NOT) {
        bool truth;
        result = value_truth(c->interp, operand, &truth) ? value_from_bool(!truth) : VALUE_ERROR;
    } else if (is_number(c->interp, operand)) {
        UnaryKind kind = node->op == AST_OP_INVERT  ? UNARY_INVERT
                         : node->op == AST_OP_U_SUB ? UNARY_NEGATIVE
                                                    : UNARY_POSITIVE;
        result = settle(c->interp, value_unary(c->interp, kind, operand));
    }
    value_drop(operand);
    return result;
}

static Value fold_tuple(Compiler *c, const AstTuple *node)
{
    if (node->ctx != AST_LOAD)
        return VALUE_UNSET;
    for (size_t i = 0; i < node->elts.count; i++) // cheap refusal first
        if (node->elts.items[i]->kind == AST_NAME || node->elts.items[i]->kind == AST_STARRED)
            return VALUE_UNSET;
    Value tuple = tuple_new(c->interp, node->elts.count);
    if (value_is_error(tuple))
        return tuple;
    for (size_t i = 0; i < node->elts.count; i++) {
        Value item = fold_expression(c, node->elts.items[i]);
        if (value_is_unset(item) || value_is_error(item)) {
            value_drop(tuple);
            return item;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static Value fold_subscript(Compiler *c, const AstSubscript *node)
{
    if (node->ctx != AST_LOAD || node->value->kind != AST_CONSTANT ||
        AST_AS(Constant, node->value)->value.kind != AST_CONSTANT_STR || node->slice->kind == AST_SLICE)
        return VALUE_UNSET;
    Value index = fold_expression(c, node->slice);
    if (index.tag != TAG_INT) {
        value_drop(index);
        return value_is_error(index) ? index : VALUE_UNSET;
    }
    Value text = fold_expression(c, node->value);
    if (value_is_error(text))
        return text;
    Value result = settle(c->interp, value_get_item(c->interp, text, index));
    value_drop(text);
    return is_type(c->interp, result, TYPE_STR) ? str_intern_take(c->interp, result) : result;
}

Value fold_expression(Compiler *c, const AstNode *node)
{
    switch (node->kind) {
    case AST_CONSTANT:
        return constant_value(c->interp, &AST_AS(Constant, node)->value);
    case AST_BIN_OP:
        return fold_binary(c, AST_AS(BinOp, node));
    case AST_UNARY_OP:
        return fold_unary(c, AST_AS(UnaryOp, node));
    case AST_TUPLE:
        return fold_tuple(c, AST_AS(Tuple, node));
    case AST_SUBSCRIPT:
        return fold_subscript(c, AST_AS(Subscript, node));
    default:
        return VALUE_UNSET;
    }
}

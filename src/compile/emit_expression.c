// Expressions.
#include "compile/emit.h"

#include <stdio.h>
#include <string.h>

#include "compile/constant.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/str.h"
#include "object/type.h"

/// How an AST operator becomes an instruction: its own opcode where the evaluator has a fast path.
typedef struct OperatorRow {
    Opcode opcode;
    uint32_t operand;
} OperatorRow;

static const OperatorRow OPERATORS[AST_OPERATOR_COUNT] = {
    [AST_OP_ADD] = {OP_ADD, 0},
    [AST_OP_SUB] = {OP_SUBTRACT, 0},
    [AST_OP_MULT] = {OP_MULTIPLY, 0},
    [AST_OP_DIV] = {OP_TRUE_DIVIDE, 0},
    [AST_OP_FLOOR_DIV] = {OP_FLOOR_DIVIDE, 0},
    [AST_OP_MOD] = {OP_REMAINDER, 0},
    [AST_OP_MAT_MULT] = {OP_BINARY, BINARY_MATRIX_MULTIPLY},
    [AST_OP_POW] = {OP_BINARY, BINARY_POWER},
    [AST_OP_L_SHIFT] = {OP_BINARY, BINARY_LEFT_SHIFT},
    [AST_OP_R_SHIFT] = {OP_BINARY, BINARY_RIGHT_SHIFT},
    [AST_OP_BIT_OR] = {OP_BINARY, BINARY_OR},
    [AST_OP_BIT_XOR] = {OP_BINARY, BINARY_XOR},
    [AST_OP_BIT_AND] = {OP_BINARY, BINARY_AND},
    [AST_OP_INVERT] = {OP_UNARY, UNARY_INVERT},
    [AST_OP_U_ADD] = {OP_UNARY, UNARY_POSITIVE},
    [AST_OP_U_SUB] = {OP_UNARY, UNARY_NEGATIVE},
    [AST_OP_NOT] = {OP_NOT, 0},
    [AST_OP_EQ] = {OP_COMPARE, COMPARE_EQ},
    [AST_OP_NOT_EQ] = {OP_COMPARE, COMPARE_NE},
    [AST_OP_LT] = {OP_COMPARE, COMPARE_LT},
    [AST_OP_LT_E] = {OP_COMPARE, COMPARE_LE},
    [AST_OP_GT] = {OP_COMPARE, COMPARE_GT},
    [AST_OP_GT_E] = {OP_COMPARE, COMPARE_GE},
    [AST_OP_IS] = {OP_IS, 0},
    [AST_OP_IS_NOT] = {OP_IS, 1},
    [AST_OP_IN] = {OP_CONTAINS, 0},
    [AST_OP_NOT_IN] = {OP_CONTAINS, 1},
};

bool emit_operator(Compiler *c, AstOperator op, bool in_place)
{
    OperatorRow row = OPERATORS[op];
    if (in_place && row.opcode == OP_BINARY)
        row.opcode = OP_INPLACE;
    else if (in_place)
        row.operand = 1;
    return emit(c, row.opcode, row.operand);
}

bool emit_optional(Compiler *c, AstNode *node)
{
    return node ? emit_expression(c, node) : emit_constant_take(c, VALUE_NONE);
}

static bool emit_bool_op(Compiler *c, AstBoolOp *node)
{
    Opcode opcode = node->op == AST_OP_AND ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP;
    Label end = emit_label(c);
    for (size_t i = 0; i < node->values.count; i++) {
        TRY(emit_expression(c, node->values.items[i]));
        emit_at(c, &node->node);
        if (i + 1 < node->values.count)
            TRY(emit_jump(c, opcode, end));
    }
    emit_place(c, end);
    return true;
}

static bool emit_compare(Compiler *c, AstCompare *node)
{
    size_t count = node->ops.count;
    TRY(emit_expression(c, node->left));
    if (count == 1) {
        TRY(emit_expression(c, node->comparators.items[0]));
        emit_at(c, &node->node);
        return emit_operator(c, node->ops.items[0], false);
    }
    Label cleanup = emit_label(c), end = emit_label(c);
    for (size_t i = 0; i < count; i++) {
        TRY(emit_expression(c, node->comparators.items[i]));
        emit_at(c, &node->node);
        if (i + 1 == count)
            break;
        TRY(emit(c, OP_SWAP, 2) && emit(c, OP_COPY, 2) && emit_operator(c, node->ops.items[i], false) &&
            emit_jump(c, OP_JUMP_IF_FALSE_OR_POP, cleanup));
    }
    TRY(emit_operator(c, node->ops.items[count - 1], false) && emit_jump(c, OP_JUMP, end));
    emit_place(c, cleanup);
    TRY(emit(c, OP_SWAP, 2) && emit(c, OP_POP, 0));
    emit_place(c, end);
    return true;
}

static bool emit_chained_condition(Compiler *c, AstCompare *node, Label label, bool when)
{
    size_t count = node->ops.count;
    Label cleanup = emit_label(c), end = emit_label(c);
    TRY(emit_expression(c, node->left));
    for (size_t i = 0; i + 1 < count; i++) {
        TRY(emit_expression(c, node->comparators.items[i]));
        emit_at(c, &node->node);
        TRY(emit(c, OP_SWAP, 2) && emit(c, OP_COPY, 2) && emit_operator(c, node->ops.items[i], false) &&
            emit_jump(c, OP_POP_JUMP_IF_FALSE, cleanup));
    }
    TRY(emit_expression(c, node->comparators.items[count - 1]));
    emit_at(c, &node->node);
    TRY(emit_operator(c, node->ops.items[count - 1], false) &&
        emit_jump(c, when ? OP_POP_JUMP_IF_TRUE : OP_POP_JUMP_IF_FALSE, label) && emit_jump(c, OP_JUMP, end));
    emit_place(c, cleanup);
    TRY(emit(c, OP_POP, 0));
    if (!when)
        TRY(emit_jump(c, OP_JUMP, label));
    emit_place(c, end);
    return true;
}

static bool emit_bool_condition(Compiler *c, AstBoolOp *node, Label label, bool when)
{
    // `and` ends early on false, `or` on true; where that is not what jumps to `label`, it ends up behind.
    bool early = node->op == AST_OP_OR;
    Label behind = early == when ? label : emit_label(c);
    for (size_t i = 0; i + 1 < node->values.count; i++)
        TRY(emit_condition(c, node->values.items[i], behind, early));
    TRY(emit_condition(c, node->values.items[node->values.count - 1], label, when));
    if (behind != label)
        emit_place(c, behind);
    return true;
}

bool emit_condition(Compiler *c, AstNode *node, Label label, bool when)
{
    if (node->kind == AST_UNARY_OP && AST_AS(UnaryOp, node)->op == AST_OP_NOT)
        return emit_condition(c, AST_AS(UnaryOp, node)->operand, label, !when);
    if (node->kind == AST_BOOL_OP)
        return emit_bool_condition(c, AST_AS(BoolOp, node), label, when);
    if (node->kind == AST_COMPARE && AST_AS(Compare, node)->ops.count > 1)
        return emit_chained_condition(c, AST_AS(Compare, node), label, when);
    if (node->kind == AST_COMPARE && AST_AS(Compare, node)->comparators.items[0]->kind == AST_CONSTANT &&
        AST_AS(Constant, AST_AS(Compare, node)->comparators.items[0])->value.kind == AST_CONSTANT_NONE) {
        AstCompare *compare = AST_AS(Compare, node);
        AstOperator op = compare->ops.items[0];
        if (op == AST_OP_IS || op == AST_OP_IS_NOT) {
            TRY(emit_expression(c, compare->left));
            emit_at(c, node);
            return emit_jump(c, (op == AST_OP_IS) == when ? OP_POP_JUMP_IF_NONE : OP_POP_JUMP_IF_NOT_NONE, label);
        }
    }
    Value constant = fold_expression(c, node);
    if (!value_is_unset(constant)) {
        bool truth;
        if (value_is_error(constant) || !value_truth(c->interp, constant, &truth)) {
            value_drop(constant);
            return false;
        }
        value_drop(constant);
        emit_at(c, node);
        return truth != when || emit_jump(c, OP_JUMP, label);
    }
    TRY(emit_expression(c, node));
    emit_at(c, node);
    return emit_jump(c, when ? OP_POP_JUMP_IF_TRUE : OP_POP_JUMP_IF_FALSE, label);
}

static bool emit_if_exp(Compiler *c, AstIfExp *node)
{
    Label other = emit_label(c), end = emit_label(c);
    TRY(emit_condition(c, node->test, other, false) && emit_expression(c, node->body) && emit_jump(c, OP_JUMP, end));
    emit_place(c, other);
    TRY(emit_expression(c, node->orelse));
    emit_place(c, end);
    return true;
}

/// A display with starred items is built up: [a, *b, c].
static bool emit_starred_sequence(Compiler *c, AstNodes items, Opcode build, Opcode append, Opcode extend)
{
    AstLocation at = c->unit->at; // of the whole display
    size_t first = 0;
    while (items.items[first]->kind != AST_STARRED)
        TRY(emit_expression(c, items.items[first++]));
    c->unit->at = at;
    TRY(emit(c, build, (uint32_t)first));
    for (size_t i = first; i < items.count; i++) {
        bool starred = items.items[i]->kind == AST_STARRED;
        TRY(emit_expression(c, starred ? AST_AS(Starred, items.items[i])->value : items.items[i]));
        c->unit->at = at;
        TRY(emit(c, starred ? extend : append, 1));
    }
    return true;
}

bool emit_sequence(Compiler *c, AstNodes items, Opcode build, Opcode append, Opcode extend, bool as_tuple)
{
    bool starred = false;
    for (size_t i = 0; i < items.count; i++)
        starred |= items.items[i]->kind == AST_STARRED;
    if (starred)
        return emit_starred_sequence(c, items, build, append, extend) && (!as_tuple || emit(c, OP_LIST_TO_TUPLE, 0));
    AstLocation at = c->unit->at;
    for (size_t i = 0; i < items.count; i++)
        TRY(emit_expression(c, items.items[i]));
    c->unit->at = at;
    return emit(c, as_tuple ? OP_BUILD_TUPLE : build, (uint32_t)items.count);
}

/// The frozenset of three or more constants: VALUE_UNSET where the items are not that. The order in which a set prints
/// follows from how it came to be, so this is made as CPython's compiler makes it: twice, in the order of the first.
static Value fold_set(Compiler *c, AstNodes items)
{
    Value list = items.count < 3 ? VALUE_UNSET : list_new(c->interp, items.count);
    for (size_t i = 0; list.tag == TAG_OBJECT && i < items.count; i++) {
        Value item = fold_expression(c, items.items[i]);
        if (item.tag <= TAG_UNSET || !list_append_take(c->interp, list, item)) {
            value_drop(list);
            return item.tag == TAG_UNSET ? VALUE_UNSET : VALUE_ERROR;
        }
    }
    for (int turn = 0; list.tag == TAG_OBJECT && turn < 2; turn++) {
        Value ordered = turn ? list_from_iterable(c->interp, list) : value_keep(list);
        value_drop(list);
        list = value_is_error(ordered) ? VALUE_ERROR : set_from_iterable(c->interp, ordered, true);
        value_drop(ordered);
    }
    return list;
}

static bool emit_set(Compiler *c, AstNodes items)
{
    Value constant = fold_set(c, items);
    if (constant.tag == TAG_UNSET)
        return emit_sequence(c, items, OP_BUILD_SET, OP_SET_ADD, OP_SET_UPDATE, false);
    if (value_is_error(constant) || !emit(c, OP_BUILD_SET, 0)) {
        value_drop(constant);
        return false;
    }
    return emit_constant_take(c, constant) && emit(c, OP_SET_UPDATE, 1);
}

static bool emit_dict(Compiler *c, AstDict *node)
{
    enum { CHUNK = 16 }; // so that a long display needs no deep stack
    size_t pending = 0;
    bool started = false;
    for (size_t i = 0; i < node->keys.count; i++) {
        if (!node->keys.items[i] || pending == CHUNK) {
            emit_at(c, &node->node);
            TRY(started && !pending ? true : emit(c, OP_BUILD_MAP, (uint32_t)pending));
            if (started && pending)
                TRY(emit(c, OP_DICT_UPDATE, 1));
            started = true;
            pending = 0;
        }
        if (!node->keys.items[i]) {
            TRY(emit_expression(c, node->values.items[i]));
            emit_at(c, &node->node);
            TRY(emit(c, OP_DICT_UPDATE, 1));
            continue;
        }
        TRY(emit_expression(c, node->keys.items[i]) && emit_expression(c, node->values.items[i]));
        pending++;
    }
    emit_at(c, &node->node);
    if (pending || !started)
        TRY(emit(c, OP_BUILD_MAP, (uint32_t)pending));
    return !(started && pending) || emit(c, OP_DICT_UPDATE, 1);
}

/// Marks the place of the attribute's name where the expression spans lines.
static void at_attribute(Compiler *c, const AstNode *node, const AstIdentifier *attribute)
{
    c->unit->at = node->at;
    if (node->at.line != node->at.end_line && attribute->length <= node->at.end_column) {
        c->unit->at.line = node->at.end_line;
        c->unit->at.column = node->at.end_column - attribute->length;
    }
}

/// Pushes super, __class__ and self for `super().x`; *possible is false where the call has to be made as it stands.
bool emit_super(Compiler *c, AstNode *node, bool *possible)
{
    *possible = false;
    if (node->kind != AST_CALL)
        return true;
    AstCall *call = AST_AS(Call, node);
    if (call->func->kind != AST_NAME || strcmp(AST_AS(Name, call->func)->id->text, "super") != 0 || call->args.count ||
        call->keywords.count)
        return true;
    Object *super = emit_intern(c, "super"), *class = emit_intern(c, "__class__");
    TRY(super && class);
    Reference reference = emit_resolve(c, class);
    const Scope *owner = c->scope;
    if (emit_resolve(c, super).kind != REFERENCE_GLOBAL || reference.kind != REFERENCE_CELL ||
        owner->kind != SCOPE_FUNCTION || !c->unit->argument_count)
        return true;
    *possible = true;
    emit_at(c, call->func);
    TRY(emit_name_object(c, super, AST_LOAD));
    emit_at(c, node);
    return emit(c, OP_LOAD_CELL, reference.slot) &&
           emit(c, c->unit->slot_kinds.items[0] == CODE_SLOT_CELL ? OP_LOAD_CELL : OP_LOAD_LOCAL, 0);
}

static bool emit_attribute(Compiler *c, AstAttribute *node)
{
    bool super;
    TRY(emit_super(c, node->value, &super));
    if (!super)
        TRY(emit_expression(c, node->value));
    at_attribute(c, &node->node, node->attr);
    return emit_named(c, super ? OP_LOAD_SUPER : OP_LOAD_ATTRIBUTE, node->attr);
}

bool emit_callee(Compiler *c, AstNode *function)
{
    if (function->kind != AST_ATTRIBUTE)
        return emit_expression(c, function) && emit(c, OP_PUSH_UNSET, 0);
    AstAttribute *attribute = AST_AS(Attribute, function);
    bool super;
    TRY(emit_super(c, attribute->value, &super));
    if (!super)
        TRY(emit_expression(c, attribute->value));
    at_attribute(c, function, attribute->attr);
    return emit_named(c, super ? OP_LOAD_SUPER_METHOD : OP_LOAD_METHOD, attribute->attr);
}

bool emit_slice_operand(Compiler *c, AstNode *slice)
{
    if (slice->kind != AST_SLICE)
        return emit_expression(c, slice);
    AstSlice *parts = AST_AS(Slice, slice);
    Value constant = fold_expression(c, slice);
    if (!value_is_unset(constant))
        return emit_constant_take(c, constant);
    TRY(emit_optional(c, parts->lower) && emit_optional(c, parts->upper));
    if (parts->step)
        TRY(emit_expression(c, parts->step));
    emit_at(c, slice);
    return emit(c, OP_BUILD_SLICE, parts->step ? 3 : 2);
}

static bool emit_subscript(Compiler *c, AstSubscript *node)
{
    TRY(emit_expression(c, node->value) && emit_slice_operand(c, node->slice));
    emit_at(c, &node->node);
    return emit(c, OP_GET_ITEM, 0);
}

bool emit_formatted(Compiler *c, AstFormattedValue *node)
{
    TRY(emit_expression(c, node->value));
    emit_at(c, &node->node);
    if (node->conversion > 0)
        TRY(emit(c, OP_CONVERT, (uint32_t)node->conversion));
    if (!node->format_spec)
        return emit(c, OP_FORMAT, 0);
    TRY(emit_expression(c, node->format_spec));
    emit_at(c, &node->node);
    return emit(c, OP_FORMAT_WITH_SPEC, 0);
}

bool emit_joined(Compiler *c, AstJoinedStr *node)
{
    enum { CHUNK = 64 };
    if (!node->values.count)
        return emit_text(c, "", 0);
    size_t pending = 0;
    for (size_t i = 0; i < node->values.count; i++) {
        if (pending == CHUNK) {
            TRY(emit(c, OP_BUILD_STRING, (uint32_t)pending));
            pending = 1;
        }
        TRY(emit_expression(c, node->values.items[i]));
        pending++;
    }
    emit_at(c, &node->node);
    return pending == 1 || emit(c, OP_BUILD_STRING, (uint32_t)pending);
}

static bool emit_walrus(Compiler *c, AstNamedExpr *node)
{
    TRY(emit_expression(c, node->value));
    emit_at(c, &node->node);
    return emit(c, OP_COPY, 1) && emit_store(c, node->target);
}

static bool emit_yield(Compiler *c, AstNode *node)
{
    if (!scope_is_function(c->unit->scope))
        return emit_raise(c, node->at, "'yield' outside function");
    if (node->kind == AST_YIELD) {
        TRY(emit_optional(c, AST_AS(Yield, node)->value));
        emit_at(c, node);
        return emit(c, OP_YIELD, 0);
    }
    TRY(emit_expression(c, AST_AS(YieldFrom, node)->value));
    emit_at(c, node);
    TRY(emit(c, OP_GET_YIELD_FROM_ITER, 0) && emit_constant_take(c, VALUE_NONE));
    Label send = emit_label(c), end = emit_label(c);
    emit_place(c, send);
    TRY(emit_jump(c, OP_SEND, end) && emit(c, OP_YIELD, 1) && emit_jump(c, OP_JUMP, send));
    emit_place(c, end);
    return emit(c, OP_END_SEND, 0);
}

static bool emit_inner(Compiler *c, AstNode *node)
{
    emit_at(c, node);
    switch (node->kind) {
    case AST_CONSTANT:
        return emit_constant_take(c, constant_value(c->interp, &AST_AS(Constant, node)->value));
    case AST_NAME:
        return emit_name(c, AST_AS(Name, node)->id, AST_LOAD);
    case AST_ATTRIBUTE:
        return emit_attribute(c, AST_AS(Attribute, node));
    case AST_SUBSCRIPT:
        return emit_subscript(c, AST_AS(Subscript, node));
    case AST_CALL:
        return emit_call(c, AST_AS(Call, node));
    case AST_BIN_OP:
        TRY(emit_expression(c, AST_AS(BinOp, node)->left) && emit_expression(c, AST_AS(BinOp, node)->right));
        emit_at(c, node);
        return emit_operator(c, AST_AS(BinOp, node)->op, false);
    case AST_UNARY_OP:
        TRY(emit_expression(c, AST_AS(UnaryOp, node)->operand));
        emit_at(c, node);
        return emit_operator(c, AST_AS(UnaryOp, node)->op, false);
    case AST_BOOL_OP:
        return emit_bool_op(c, AST_AS(BoolOp, node));
    case AST_COMPARE:
        return emit_compare(c, AST_AS(Compare, node));
    case AST_IF_EXP:
        return emit_if_exp(c, AST_AS(IfExp, node));
    case AST_LAMBDA:
        return emit_lambda(c, AST_AS(Lambda, node));
    case AST_TUPLE:
        return emit_sequence(c, AST_AS(Tuple, node)->elts, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, true);
    case AST_LIST:
        return emit_sequence(c, AST_AS(List, node)->elts, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, false);
    case AST_SET:
        return emit_set(c, AST_AS(Set, node)->elts);
    case AST_DICT:
        return emit_dict(c, AST_AS(Dict, node));
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_DICT_COMP:
    case AST_GENERATOR_EXP:
        return emit_comprehension(c, node);
    case AST_JOINED_STR:
        return emit_joined(c, AST_AS(JoinedStr, node));
    case AST_FORMATTED_VALUE:
        return emit_formatted(c, AST_AS(FormattedValue, node));
    case AST_NAMED_EXPR:
        return emit_walrus(c, AST_AS(NamedExpr, node));
    case AST_YIELD:
    case AST_YIELD_FROM:
        return emit_yield(c, node);
    case AST_SLICE:
        return emit_slice_operand(c, node);
    case AST_STARRED:
        return emit_raise(c, node->at, "can't use starred expression here");
    default:
        return emit_raise(c, node->at, "this expression is not supported");
    }
}

bool emit_expression(Compiler *c, AstNode *node)
{
    if (node->kind == AST_BIN_OP || node->kind == AST_UNARY_OP || node->kind == AST_TUPLE ||
        node->kind == AST_SUBSCRIPT) {
        Value constant = fold_expression(c, node);
        if (!value_is_unset(constant)) {
            emit_at(c, node);
            return emit_constant_take(c, constant);
        }
    }
    return emit_inner(c, node);
}

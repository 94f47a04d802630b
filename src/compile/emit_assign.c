// Assignments: targets, del, augmented and annotated ones.
#include <string.h>

#include "compile/emit.h"

static bool emit_unpack(Compiler *c, const AstNode *node, AstNodes targets)
{
    size_t star = targets.count;
    for (size_t i = 0; i < targets.count; i++) {
        if (targets.items[i]->kind != AST_STARRED)
            continue;
        if (star != targets.count)
            return emit_raise(c, node->at, "multiple starred expressions in assignment");
        star = i;
    }
    emit_at(c, node);
    if (star == targets.count) {
        TRY(emit(c, OP_UNPACK, (uint32_t)targets.count));
    } else {
        size_t after = targets.count - star - 1;
        if (star >= SLOTS_LIMIT || after >= SLOTS_LIMIT)
            return emit_raise(c, node->at, "too many expressions in star-unpacking assignment");
        TRY(emit(c, OP_UNPACK_STAR, (uint32_t)(star | after << 12)));
    }
    for (size_t i = 0; i < targets.count; i++) {
        AstNode *target = targets.items[i];
        TRY(emit_store(c, target->kind == AST_STARRED ? AST_AS(Starred, target)->value : target));
    }
    return true;
}

// `self.x = ...` in a method: the class lists x in __static_attributes__.
static bool note_attribute(Compiler *c, const AstAttribute *target)
{
    if (target->value->kind != AST_NAME || strcmp(AST_AS(Name, target->value)->id->text, "self") != 0)
        return true;
    for (Unit *unit = c->unit; unit; unit = unit->outer)
        if (unit->scope->kind == SCOPE_CLASS)
            return unit_attribute(c->interp, unit, target->attr);
    return true;
}

/// Pops the value on top of the stack into a target.
bool emit_store(Compiler *c, AstNode *target)
{
    emit_at(c, target);
    switch (target->kind) {
    case AST_NAME:
        return emit_name(c, AST_AS(Name, target)->id, AST_STORE);
    case AST_ATTRIBUTE:
        TRY(note_attribute(c, AST_AS(Attribute, target)) && emit_expression(c, AST_AS(Attribute, target)->value));
        emit_at(c, target);
        return emit_named(c, OP_STORE_ATTRIBUTE, AST_AS(Attribute, target)->attr);
    case AST_SUBSCRIPT:
        TRY(emit_expression(c, AST_AS(Subscript, target)->value) &&
            emit_slice_operand(c, AST_AS(Subscript, target)->slice));
        emit_at(c, target);
        return emit(c, OP_SET_ITEM, 0);
    case AST_TUPLE:
        return emit_unpack(c, target, AST_AS(Tuple, target)->elts);
    case AST_LIST:
        return emit_unpack(c, target, AST_AS(List, target)->elts);
    case AST_STARRED:
        return emit_raise(c, target->at, "starred assignment target must be in a list or tuple");
    default:
        return emit_raise(c, target->at, "cannot assign to this expression");
    }
}

static bool delete_all(Compiler *c, AstNodes targets)
{
    for (size_t i = 0; i < targets.count; i++)
        TRY(emit_delete(c, targets.items[i]));
    return true;
}

bool emit_delete(Compiler *c, AstNode *target)
{
    emit_at(c, target);
    switch (target->kind) {
    case AST_NAME:
        return emit_name(c, AST_AS(Name, target)->id, AST_DEL);
    case AST_ATTRIBUTE:
        TRY(emit_expression(c, AST_AS(Attribute, target)->value));
        emit_at(c, target);
        return emit_named(c, OP_DELETE_ATTRIBUTE, AST_AS(Attribute, target)->attr);
    case AST_SUBSCRIPT:
        TRY(emit_expression(c, AST_AS(Subscript, target)->value) &&
            emit_slice_operand(c, AST_AS(Subscript, target)->slice));
        emit_at(c, target);
        return emit(c, OP_DELETE_ITEM, 0);
    case AST_TUPLE:
        return delete_all(c, AST_AS(Tuple, target)->elts);
    case AST_LIST:
        return delete_all(c, AST_AS(List, target)->elts);
    default:
        return emit_raise(c, target->at, "cannot delete this expression");
    }
}

static bool augment_attribute(Compiler *c, AstAugAssign *assign, AstAttribute *target)
{
    TRY(emit_expression(c, target->value) && emit(c, OP_COPY, 1));
    emit_at(c, &target->node);
    TRY(emit_named(c, OP_LOAD_ATTRIBUTE, target->attr) && emit_expression(c, assign->value));
    emit_at(c, &assign->node);
    TRY(emit_operator(c, assign->op, true));
    emit_at(c, &target->node);
    return emit(c, OP_SWAP, 2) && emit_named(c, OP_STORE_ATTRIBUTE, target->attr);
}

static bool augment_item(Compiler *c, AstAugAssign *assign, AstSubscript *target)
{
    TRY(emit_expression(c, target->value) && emit_slice_operand(c, target->slice));
    emit_at(c, &target->node);
    TRY(emit(c, OP_COPY, 2) && emit(c, OP_COPY, 2) && emit(c, OP_GET_ITEM, 0) && emit_expression(c, assign->value));
    emit_at(c, &assign->node);
    TRY(emit_operator(c, assign->op, true)); // object key result -> result object key
    emit_at(c, &target->node);
    return emit(c, OP_SWAP, 3) && emit(c, OP_SWAP, 2) && emit(c, OP_SET_ITEM, 0);
}

bool emit_augmented(Compiler *c, AstAugAssign *assign)
{
    AstNode *target = assign->target;
    if (target->kind == AST_ATTRIBUTE)
        return augment_attribute(c, assign, AST_AS(Attribute, target));
    if (target->kind == AST_SUBSCRIPT)
        return augment_item(c, assign, AST_AS(Subscript, target));
    if (target->kind != AST_NAME)
        return emit_raise(c, target->at, "illegal expression for augmented assignment");
    emit_at(c, target);
    TRY(emit_name(c, AST_AS(Name, target)->id, AST_LOAD) && emit_expression(c, assign->value));
    emit_at(c, &assign->node);
    TRY(emit_operator(c, assign->op, true));
    emit_at(c, target);
    return emit_name(c, AST_AS(Name, target)->id, AST_STORE);
}

/// __annotations__['name'] = annotation
static bool store_annotation(Compiler *c, AstAnnAssign *assign)
{
    Object *annotations = emit_intern(c, "__annotations__");
    Object *name = emit_mangled(c, AST_AS(Name, assign->target)->id);
    TRY(annotations && name && emit_annotation(c, assign->annotation));
    emit_at(c, &assign->node);
    return emit_name_object(c, annotations, AST_LOAD) && emit_constant_take(c, value_from_object(object_keep(name))) &&
           emit(c, OP_SET_ITEM, 0);
}

/// The parts of a target without a value are computed all the same.
static bool evaluate_parts(Compiler *c, AstNode *target)
{
    if (target->kind == AST_ATTRIBUTE)
        return emit_expression(c, AST_AS(Attribute, target)->value) && emit(c, OP_POP, 0);
    if (target->kind == AST_SUBSCRIPT)
        return emit_expression(c, AST_AS(Subscript, target)->value) && emit(c, OP_POP, 0) &&
               emit_slice_operand(c, AST_AS(Subscript, target)->slice) && emit(c, OP_POP, 0);
    return true;
}

bool emit_annotated(Compiler *c, AstAnnAssign *assign)
{
    if (assign->value)
        TRY(emit_expression(c, assign->value) && emit_store(c, assign->target));
    else if (assign->target->kind != AST_NAME)
        TRY(evaluate_parts(c, assign->target));
    bool in_function = scope_is_function(c->scope);
    if (assign->target->kind == AST_NAME && assign->simple)
        return in_function || store_annotation(c, assign);
    if (in_function || c->scopes.future_annotations)
        return true;
    return emit_expression(c, assign->annotation) && emit(c, OP_POP, 0);
}

#include "object/union.h"

#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/type_display.h"

static Union *union_pointer(Value v)
{
    return (Union *)v.object;
}

Value union_members(Value v)
{
    return union_pointer(v)->members;
}

// What may stand in a union: classes, None, generic aliases, unions, and what typing.py makes.
static bool is_member(Interp *interp, Value v)
{
    if (value_is_none(v) || value_is_type(v))
        return true;
    Type *type = value_type(interp, v);
    return type == interp->types[TYPE_GENERIC_ALIAS] || type == interp->types[TYPE_UNION];
}

static bool add_member(Interp *interp, Value list, Value v)
{
    if (value_type(interp, v) == interp->types[TYPE_UNION]) {
        const Tuple *inner = tuple_of(union_members(v));
        for (size_t i = 0; i < inner->count; i++) {
            if (!add_member(interp, list, inner->items[i]))
                return false;
        }
        return true;
    }
    if (value_is_none(v))
        v = value_from_object(interp->types[TYPE_NONE]);
    for (size_t i = 0; i < list_of(list)->count; i++) {
        bool equal;
        if (!value_equal(interp, list_of(list)->items[i], v, &equal))
            return false;
        if (equal)
            return true;
    }
    return list_append(interp, list, v);
}

Value union_of(Interp *interp, Value a, Value b)
{
    if (!is_member(interp, a) || !is_member(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    Value list = list_new(interp, 2);
    if (value_is_error(list) || !add_member(interp, list, a) || !add_member(interp, list, b)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    if (list_of(list)->count == 1) {
        result = value_keep(list_of(list)->items[0]);
    } else {
        Value members = tuple_from_values(interp, list_of(list)->count, list_of(list)->items);
        Union *made = value_is_error(members) ? NULL : object_new(interp, interp->types[TYPE_UNION], sizeof *made);
        if (made) {
            made->members = members;
            made->parameters = VALUE_UNSET;
            result = value_from_object(made);
        } else {
            value_drop(members);
        }
    }
    value_drop(list);
    return result;
}

static Value union_repr(Interp *interp, Value self)
{
    const Tuple *members = tuple_of(union_members(self));
    Text text;
    text_init(&text, &interp->memory);
    for (size_t i = 0; i < members->count; i++) {
        text_append_string(&text, i ? " | " : "");
        if (!type_display(interp, &text, members->items[i])) {
            text_free(&text);
            return VALUE_ERROR;
        }
    }
    return str_from_text_take(&text);
}

static bool as_set(Interp *interp, Value v, Value *out)
{
    *out = set_from_iterable(interp, union_members(v), true);
    return !value_is_error(*out);
}

static bool union_hash(Interp *interp, Value self, int64_t *hash)
{
    Value set;
    bool ok = as_set(interp, self, &set) && value_hash(interp, set, hash);
    value_drop(set);
    return ok;
}

static Value union_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || value_type(interp, b) != interp->types[TYPE_UNION])
        return VALUE_NOT_IMPLEMENTED;
    Value left, right = VALUE_UNSET, result = VALUE_ERROR;
    if (as_set(interp, a, &left) && as_set(interp, b, &right))
        result = value_compare(interp, left, right, kind);
    value_drop(left);
    value_drop(right);
    return result;
}

static Value get_arguments(UNUSED Interp *interp, Value self)
{
    return value_keep(union_members(self));
}

static Value get_parameters(Interp *interp, Value self)
{
    return type_display_parameters(interp, union_members(self));
}

NATIVE(union_instancecheck, "__instancecheck__(self, instance, /)", "Tells whether a member has the instance.")
{
    bool result;
    return value_check_instance(interp, arg[1], union_members(arg[0]), &result) ? value_from_bool(result) : VALUE_ERROR;
}

NATIVE(union_subclasscheck, "__subclasscheck__(self, subclass, /)", "Tells whether a member has the subclass.")
{
    bool result;
    return value_check_subclass(interp, arg[1], union_members(arg[0]), &result) ? value_from_bool(result) : VALUE_ERROR;
}

static void union_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Union *)self)->members, VALUE_UNSET);
    value_replace_take(&((Union *)self)->parameters, VALUE_UNSET);
}

static void union_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Union *)self)->members, visit, context);
}

// The members stay: comparing a dying union must not fall over.
static void union_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static const NativeSpec *const METHODS[] = {&union_instancecheck_native, &union_subclasscheck_native, NULL};
static const GetSetSpec GETSETS[] = {{"__args__", "The members.", get_arguments, NULL, .member = true},
                                     {"__parameters__", "The type variables in the members.", get_parameters, NULL},
                                     {0}};

const TypeSpec type_spec_UNION = {
    .name = "types.UnionType",
    .doc = "One of several types: int | str.",
    .id = TYPE_UNION,
    .size = sizeof(Union),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = union_repr,
              .hash = union_hash,
              .compare = union_compare,
              .binary = {[BINARY_OR] = union_of},
              .destroy = union_destroy,
              .traverse = union_traverse,
              .clear = union_clear},
    .methods = METHODS,
    .getsets = GETSETS,
};

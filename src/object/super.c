// super: attributes as the classes after a given one in the mro define them.
#include "object/super.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

static Super *super_of(Value v)
{
    return (Super *)v.object;
}

// The class in whose mro `type` is looked for: the object itself where it is a subclass, else its class.
static Type *check_object(Interp *interp, Type *type, Value object)
{
    if (value_is_type(object) && type_is_subtype(type_of(object), type))
        return type_of(object);
    if (value_is_instance(interp, object, type))
        return value_type(interp, object);
    Value claimed = value_find_attribute(interp, object, interp->names[NAME_class]);
    if (value_is_error(claimed))
        return NULL;
    Type *result = value_is_type(claimed) && type_is_subtype(type_of(claimed), type) ? type_of(claimed) : NULL;
    value_drop(claimed);
    if (!result) {
        bool is_type = value_is_type(object);
        raise_type_error(interp, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).",
                         is_type ? "type" : "instance of",
                         is_type ? type_of(object)->full_name : value_type_name(interp, object), type->full_name);
    }
    return result;
}

Value super_new(Interp *interp, Type *type, Value object)
{
    Type *start = value_is_unset(object) ? NULL : check_object(interp, type, object);
    if (!start && !value_is_unset(object))
        return VALUE_ERROR;
    Super *super = object_new(interp, interp->types[TYPE_SUPER], sizeof *super);
    if (!super)
        return VALUE_ERROR;
    super->type = object_keep(type);
    super->object = value_keep(object);
    super->start = start ? object_keep(start) : NULL;
    return value_from_object(super);
}

static Value super_new_slot(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    Super *super = object_new(interp, type, type->size);
    if (super)
        super->object = VALUE_UNSET;
    return value_or_error(super);
}

static void set(Super *super, Type *type, Type *start, Value object)
{
    Type *old_type = super->type, *old_start = super->start;
    super->type = object_keep(type);
    super->start = start ? object_keep(start) : NULL;
    value_replace_take(&super->object, value_keep(object));
    object_drop(old_type);
    object_drop(old_start);
}

/// super.__init__() without arguments takes what super() would in the code that runs.
static bool init_from_code(Interp *interp, Super *super)
{
    if (!interp->hooks.bare_super) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "super(): no arguments");
        return false;
    }
    Value made = interp->hooks.bare_super(interp);
    if (value_is_error(made))
        return false;
    const Super *from = super_of(made);
    set(super, from->type, from->start, from->object);
    value_drop(made);
    return true;
}

static bool super_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "super", arguments))
        return false;
    if (arguments->count == 0)
        return init_from_code(interp, super_of(self));
    if (arguments->count > 2) {
        raise_type_error(interp, "super() expected at most 2 arguments, got %zu", arguments->count);
        return false;
    }
    if (!value_is_type(arguments->values[0])) {
        raise_type_error(interp, "super() argument 1 must be a type, not %s",
                         value_type_name(interp, arguments->values[0]));
        return false;
    }
    Type *type = type_of(arguments->values[0]), *start = NULL;
    Value object = arguments->count == 2 ? arguments->values[1] : VALUE_UNSET;
    if (value_is_none(object))
        object = VALUE_UNSET;
    if (!value_is_unset(object) && !(start = check_object(interp, type, object)))
        return false;
    set(super_of(self), type, start, object);
    return true;
}

Value super_find(Interp *interp, Type *type, Type *start, Value object, Value name)
{
    const Tuple *mro = tuple_of(start->mro);
    size_t i = 0;
    while (i < mro->count && mro->items[i].object != &type->head)
        i++;
    for (i++; i < mro->count; i++) {
        Value found = dict_peek_name(dict_of(type_of(mro->items[i])->attributes), name);
        if (value_is_unset(found))
            continue;
        value_keep(found);
        Type *kind = value_type(interp, found);
        if (!kind->slots.descriptor_get)
            return found;
        // Called on a class itself, as in a class method, there is no instance.
        bool on_class = object.tag == TAG_OBJECT && object.object == &start->head;
        Value result = kind->slots.descriptor_get(interp, found, on_class ? VALUE_UNSET : object, start);
        value_drop(found);
        return result;
    }
    return VALUE_UNSET;
}

static Value super_get_attribute(Interp *interp, Value self, Value name)
{
    const Super *super = super_of(self);
    if (super->start && name.object != interp->names[NAME_class].object) {
        Value found = super_find(interp, super->type, super->start, super->object, name);
        if (!value_is_unset(found))
            return found;
    }
    Value own = attribute_find_generic(interp, self, name);
    if (!value_is_unset(own))
        return own;
    return attribute_raise(interp, self, name, "'super' object has no attribute '%s'", str_of(name)->text);
}

static Value super_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    const Super *super = super_of(self);
    if (value_is_unset(instance) || !value_is_unset(super->object) || !super->type)
        return value_keep(self);
    if (self.object->type != interp->types[TYPE_SUPER]) {
        Value values[] = {value_from_object(super->type), instance};
        return value_call_values(interp, value_from_object(self.object->type), 2, values);
    }
    return super_new(interp, super->type, instance);
}

static Value super_repr(Interp *interp, Value self)
{
    const Super *super = super_of(self);
    const char *name = super->type ? super->type->full_name : "NULL";
    if (!super->start)
        return str_from_format(interp, "<super: <class '%s'>, NULL>", name);
    return str_from_format(interp, "<super: <class '%s'>, <%s object>>", name, super->start->full_name);
}

static void super_destroy(UNUSED Interp *interp, Object *self)
{
    Super *super = (Super *)self;
    Type *type = super->type, *start = super->start;
    super->type = super->start = NULL;
    value_replace_take(&super->object, VALUE_UNSET);
    object_drop(type);
    object_drop(start);
}

static void super_traverse(Object *self, VisitFunction visit, void *context)
{
    const Super *super = (const Super *)self;
    visit_object(super->type, visit, context);
    visit_object(super->start, visit, context);
    visit_value(super->object, visit, context);
}

static Value type_or_none(Type *type)
{
    return type ? value_from_object(object_keep(type)) : VALUE_NONE;
}

static Value get_this_class(UNUSED Interp *interp, Value self)
{
    return type_or_none(super_of(self)->type);
}

static Value get_self(UNUSED Interp *interp, Value self)
{
    Value object = super_of(self)->object;
    return value_is_unset(object) ? VALUE_NONE : value_keep(object);
}

static Value get_self_class(UNUSED Interp *interp, Value self)
{
    return type_or_none(super_of(self)->start);
}

static const GetSetSpec GETSETS[] = {
    {"__thisclass__", "The class after which the lookup starts.", get_this_class, NULL, .member = true},
    {"__self__", "The instance or class that methods are bound to.", get_self, NULL, .member = true},
    {"__self_class__", "The class whose mro is followed.", get_self_class, NULL, .member = true},
    {0},
};

const TypeSpec type_spec_SUPER = {
    .name = "super",
    .doc = "The attributes that the classes after this one define: super(type, object).",
    .id = TYPE_SUPER,
    .size = sizeof(Super),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = super_new_slot,
              .init = super_init,
              .repr = super_repr,
              .get_attribute = super_get_attribute,
              .descriptor_get = super_get,
              .destroy = super_destroy,
              .traverse = super_traverse},
    .getsets = GETSETS,
};

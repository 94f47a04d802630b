#include "object/getset.h"

#include "object/attribute.h"
#include "object/gc.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

Value getset_new(Type *owner, const GetSetSpec *spec)
{
    Interp *interp = owner->interp;
    GetSet *made = object_new(interp, interp->types[spec->member ? TYPE_NATIVE_MEMBER : TYPE_GETSET], sizeof *made);
    if (!made)
        return VALUE_ERROR;
    made->spec = spec;
    made->owner = object_keep(owner);
    return value_from_object(made);
}

Value member_new(Type *owner, Value name, unsigned index)
{
    Interp *interp = owner->interp;
    Member *made = object_new(interp, interp->types[TYPE_MEMBER], sizeof *made);
    if (!made)
        return VALUE_ERROR;
    made->name = value_keep(name);
    made->owner = object_keep(owner);
    made->index = index;
    return value_from_object(made);
}

static bool check_instance(Interp *interp, const char *name, Type *owner, Value instance)
{
    if (type_is_subtype(value_type(interp, instance), owner))
        return true;
    raise_type_error(interp, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner->full_name,
                     value_type_name(interp, instance));
    return false;
}

static Value getset_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    const GetSet *getset = (const GetSet *)self.object;
    if (value_is_unset(instance))
        return value_keep(self);
    if (!check_instance(interp, getset->spec->name, getset->owner, instance))
        return VALUE_ERROR;
    return getset->spec->get(interp, instance);
}

static bool getset_set(Interp *interp, Value self, Value instance, Value value)
{
    const GetSet *getset = (const GetSet *)self.object;
    if (!check_instance(interp, getset->spec->name, getset->owner, instance))
        return false;
    if (getset->spec->set)
        return getset->spec->set(interp, instance, value);
    if (getset->spec->member)
        value_raise(interp, ERROR_ATTRIBUTE_ERROR, "readonly attribute");
    else
        value_raise(interp, ERROR_ATTRIBUTE_ERROR, "attribute '%s' of '%s' objects is not writable", getset->spec->name,
                    getset->owner->full_name);
    return false;
}

static Value getset_repr(Interp *interp, Value self)
{
    const GetSet *getset = (const GetSet *)self.object;
    return str_from_format(interp, "<%s '%s' of '%s' objects>", getset->spec->member ? "member" : "attribute",
                           getset->spec->name, getset->owner->full_name);
}

static Value getset_name(Interp *interp, Value self)
{
    return interp_intern(interp, ((const GetSet *)self.object)->spec->name);
}

static Value getset_doc(Interp *interp, Value self)
{
    const char *doc = ((const GetSet *)self.object)->spec->doc;
    return doc ? str_from_string(interp, doc) : VALUE_NONE;
}

static Value getset_class(UNUSED Interp *interp, Value self)
{
    return value_from_object(object_keep(((const GetSet *)self.object)->owner));
}

static Value getset_qualname(Interp *interp, Value self)
{
    const GetSet *getset = (const GetSet *)self.object;
    return str_from_format(interp, "%s.%s", getset->owner->full_name, getset->spec->name);
}

static void getset_destroy(UNUSED Interp *interp, Object *self)
{
    Type *owner = ((GetSet *)self)->owner;
    ((GetSet *)self)->owner = NULL;
    object_drop(owner);
}

static void getset_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_object(((GetSet *)self)->owner, visit, context);
}

// As a member's: the class breaks the cycle.
static void getset_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static const GetSetSpec GETSET_GETSETS[] = {
    {"__name__", "The attribute's name.", getset_name, NULL},
    {"__qualname__", "The attribute's name with its class.", getset_qualname, NULL},
    {"__doc__", "What the attribute is.", getset_doc, NULL},
    {"__objclass__", "The class that has the attribute.", getset_class, NULL},
    {0},
};

#define GETSET_TYPE(type_id, type_name)                                                                                \
    const TypeSpec type_spec_##type_id = {                                                                             \
        .name = type_name,                                                                                             \
        .id = TYPE_##type_id,                                                                                          \
        .size = sizeof(GetSet),                                                                                        \
        .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,                                                    \
        .slots = {.repr = getset_repr,                                                                                 \
                  .descriptor_get = getset_get,                                                                        \
                  .descriptor_set = getset_set,                                                                        \
                  .destroy = getset_destroy,                                                                           \
                  .traverse = getset_traverse,                                                                         \
                  .clear = getset_clear},                                                                              \
        .getsets = GETSET_GETSETS,                                                                                     \
    }

GETSET_TYPE(GETSET, "getset_descriptor");
GETSET_TYPE(NATIVE_MEMBER, "member_descriptor");

// ---- members ----

static Value member_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    const Member *member = (const Member *)self.object;
    if (value_is_unset(instance))
        return value_keep(self);
    if (!check_instance(interp, str_of(member->name)->text, member->owner, instance))
        return VALUE_ERROR;
    Value v = *object_slot(instance.object, member->index);
    if (v.tag == TAG_ERROR || v.tag == TAG_UNSET)
        return attribute_raise_missing(interp, instance, member->name);
    return value_keep(v);
}

static bool member_set(Interp *interp, Value self, Value instance, Value value)
{
    const Member *member = (const Member *)self.object;
    if (!check_instance(interp, str_of(member->name)->text, member->owner, instance))
        return false;
    Value *slot = object_slot(instance.object, member->index);
    if (value_is_unset(value) && slot->tag == TAG_ERROR) {
        value_raise(interp, ERROR_ATTRIBUTE_ERROR, "%s", str_of(member->name)->text); // CPython says no more than this
        return false;
    }
    value_replace_take(slot, value_is_unset(value) ? (Value){0} : value_keep(value));
    return true;
}

static Value member_repr(Interp *interp, Value self)
{
    const Member *member = (const Member *)self.object;
    return str_from_format(interp, "<member '%s' of '%s' objects>", str_of(member->name)->text,
                           member->owner->full_name);
}

static Value member_name(UNUSED Interp *interp, Value self)
{
    return value_keep(((const Member *)self.object)->name);
}

static Value member_class(UNUSED Interp *interp, Value self)
{
    return value_from_object(object_keep(((const Member *)self.object)->owner));
}

static Value member_doc(UNUSED Interp *interp, UNUSED Value self)
{
    return VALUE_NONE;
}

static void member_destroy(UNUSED Interp *interp, Object *self)
{
    Member *member = (Member *)self;
    Type *owner = member->owner;
    member->owner = NULL;
    value_replace_take(&member->name, VALUE_UNSET);
    object_drop(owner);
}

static void member_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_object(((Member *)self)->owner, visit, context);
}

// The class holds its members, so they close a cycle; the class breaks it.
static void member_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static const GetSetSpec MEMBER_GETSETS[] = {
    {"__name__", "The attribute's name.", member_name, NULL},
    {"__objclass__", "The class that has the attribute.", member_class, NULL},
    {"__doc__", "None: a slot has no documentation.", member_doc, NULL},
    {0},
};

const TypeSpec type_spec_MEMBER = {
    .name = "member_descriptor",
    .id = TYPE_MEMBER,
    .size = sizeof(Member),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = member_repr,
              .descriptor_get = member_get,
              .descriptor_set = member_set,
              .destroy = member_destroy,
              .traverse = member_traverse,
              .clear = member_clear},
    .getsets = MEMBER_GETSETS,
};

#include "object/descriptor.h"

#include "object/attribute.h"
#include "object/call.h"
#include "object/class.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

// ---- property ----

static Property *property_of(Value v)
{
    return (Property *)v.object;
}

// An instance of a subclass keeps it as an attribute, or the class's own documentation would be found first.
static bool publish_doc(Interp *interp, Property *property)
{
    Value self = value_from_object(property);
    if (property->head.type == interp->types[TYPE_PROPERTY] ||
        value_set_attribute(interp, self, interp->names[NAME_doc], property->doc))
        return true;
    return property->doc_from_getter && exception_catch(interp, ERROR_ATTRIBUTE_ERROR);
}

// The getter's documentation is the property's where none is given.
static bool take_doc(Interp *interp, Property *property, Value doc)
{
    if (!value_is_none(doc) || value_is_none(property->get)) {
        value_replace_take(&property->doc, value_keep(doc));
        return publish_doc(interp, property);
    }
    Value found = value_find_attribute(interp, property->get, interp->names[NAME_doc]);
    if (value_is_error(found))
        return false;
    property->doc_from_getter = true;
    value_replace_take(&property->doc, value_is_unset(found) ? VALUE_NONE : found);
    return publish_doc(interp, property);
}

static Value property_new(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    Property *property = object_new(interp, type, type->size);
    if (!property)
        return VALUE_ERROR;
    property->get = property->set = property->delete = property->doc = VALUE_NONE;
    property->name = VALUE_UNSET;
    return value_from_object(property);
}

static bool property_init(Interp *interp, Value self, const Arguments *arguments)
{
    Value bound[4];
    if (!native_bind(interp, "property(fget=None, fset=None, fdel=None, doc=None)", arguments, bound))
        return false;
    Property *property = property_of(self);
    value_replace_take(&property->get, value_keep(bound[0]));
    value_replace_take(&property->set, value_keep(bound[1]));
    value_replace_take(&property->delete, value_keep(bound[2]));
    return take_doc(interp, property, bound[3]);
}

static bool raise_missing(Interp *interp, const Property *property, Value instance, const char *what)
{
    Value qualified = value_type(interp, instance)->qualified_name;
    if (property->name.tag == TAG_OBJECT) {
        Value shown = value_repr(interp, property->name);
        if (!value_is_error(shown)) {
            value_raise(interp, ERROR_ATTRIBUTE_ERROR, "property %s of '%s' object has no %s", str_of(shown)->text,
                        str_of(qualified)->text, what);
            value_drop(shown);
        }
    } else {
        value_raise(interp, ERROR_ATTRIBUTE_ERROR, "property of '%s' object has no %s", str_of(qualified)->text, what);
    }
    return false;
}

static Value property_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    Property *property = property_of(self);
    if (value_is_unset(instance))
        return value_keep(self);
    if (value_is_none(property->get)) {
        raise_missing(interp, property, instance, "getter");
        return VALUE_ERROR;
    }
    return value_call_values(interp, property->get, 1, &instance);
}

static bool property_set(Interp *interp, Value self, Value instance, Value value)
{
    Property *property = property_of(self);
    bool deletes = value_is_unset(value);
    Value function = deletes ? property->delete : property->set;
    if (value_is_none(function))
        return raise_missing(interp, property, instance, deletes ? "deleter" : "setter");
    Value result = value_call_values(interp, function, deletes ? 1 : 2, (Value[]){instance, value});
    value_drop(result);
    return !value_is_error(result);
}

// A copy with one function replaced; its class may be a subclass of property.
static Value copy_with(Interp *interp, Value self, Value get, Value set, Value delete)
{
    const Property *property = property_of(self);
    Value doc = property->doc_from_getter ? VALUE_NONE : property->doc;
    Value values[] = {value_is_unset(get) || value_is_none(get) ? property->get : get,
                      value_is_unset(set) || value_is_none(set) ? property->set : set,
                      value_is_unset(delete) || value_is_none(delete) ? property->delete : delete, doc};
    Value made = value_call_values(interp, value_from_object(self.object->type), 4, values);
    if (!value_is_error(made) && value_is_instance(interp, made, interp->types[TYPE_PROPERTY]))
        value_replace_take(&property_of(made)->name, value_keep(property->name));
    return made;
}

NATIVE(property_getter, "getter(self, function, /)", "Makes a copy with another getter.")
{
    return copy_with(interp, arg[0], arg[1], VALUE_UNSET, VALUE_UNSET);
}

NATIVE(property_setter, "setter(self, function, /)", "Makes a copy with another setter.")
{
    return copy_with(interp, arg[0], VALUE_UNSET, arg[1], VALUE_UNSET);
}

NATIVE(property_deleter, "deleter(self, function, /)", "Makes a copy with another deleter.")
{
    return copy_with(interp, arg[0], VALUE_UNSET, VALUE_UNSET, arg[1]);
}

NATIVE(property_set_name, "__set_name__(self, owner, name, /)",
       "Notes the name under which a class holds the property.")
{
    value_replace_take(&property_of(arg[0])->name, value_keep(arg[2]));
    return VALUE_NONE;
}

static Value get_getter(UNUSED Interp *interp, Value self)
{
    return value_keep(property_of(self)->get);
}

static Value get_setter(UNUSED Interp *interp, Value self)
{
    return value_keep(property_of(self)->set);
}

static Value get_deleter(UNUSED Interp *interp, Value self)
{
    return value_keep(property_of(self)->delete);
}

static Value get_doc(UNUSED Interp *interp, Value self)
{
    return value_keep(property_of(self)->doc);
}

static bool set_doc(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&property_of(self)->doc, value_is_unset(value) ? VALUE_NONE : value_keep(value));
    return true;
}

static Value get_abstract_flag(Interp *interp, Value callable, bool *any)
{
    Value name = interp_intern(interp, "__isabstractmethod__");
    if (value_is_error(name))
        return name;
    Value flag = value_is_none(callable) ? VALUE_UNSET : value_find_attribute(interp, callable, name);
    value_drop(name);
    if (value_is_unset(flag) || value_is_error(flag))
        return flag;
    bool truth;
    bool ok = value_truth(interp, flag, &truth);
    value_drop(flag);
    *any |= ok && truth;
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value property_is_abstract(Interp *interp, Value self)
{
    bool any = false;
    const Value functions[] = {property_of(self)->get, property_of(self)->set, property_of(self)->delete};
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        if (value_is_error(get_abstract_flag(interp, functions[i], &any)))
            return VALUE_ERROR;
    }
    return value_from_bool(any);
}

static Value property_name(Interp *interp, Value self)
{
    Value name = property_of(self)->name;
    if (!value_is_unset(name))
        return value_keep(name);
    Value found = value_find_attribute(interp, property_of(self)->get, interp->names[NAME_name]);
    return value_is_unset(found) ? attribute_raise_missing(interp, self, interp->names[NAME_name]) : found;
}

static bool property_rename(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&property_of(self)->name, value_keep(value));
    return true;
}

static void property_destroy(UNUSED Interp *interp, Object *self)
{
    Property *property = (Property *)self;
    value_replace_take(&property->get, VALUE_NONE);
    value_replace_take(&property->set, VALUE_NONE);
    value_replace_take(&property->delete, VALUE_NONE);
    value_replace_take(&property->doc, VALUE_NONE);
    value_replace_take(&property->name, VALUE_UNSET);
}

static void property_traverse(Object *self, VisitFunction visit, void *context)
{
    const Property *property = (const Property *)self;
    visit_value(property->get, visit, context);
    visit_value(property->set, visit, context);
    visit_value(property->delete, visit, context);
    visit_value(property->doc, visit, context);
}

static const NativeSpec *const PROPERTY_METHODS[] = {&property_getter_native, &property_setter_native,
                                                     &property_deleter_native, &property_set_name_native, NULL};

static const GetSetSpec PROPERTY_GETSETS[] = {
    {"fget", "The function that gets the value.", get_getter, NULL, .member = true},
    {"fset", "The function that sets the value.", get_setter, NULL, .member = true},
    {"fdel", "The function that deletes the value.", get_deleter, NULL, .member = true},
    {"__doc__", "The documentation.", get_doc, set_doc},
    {"__name__", "The name in the class.", property_name, property_rename},
    {"__isabstractmethod__", "Whether one of the functions is abstract.", property_is_abstract, NULL},
    {0},
};

const TypeSpec type_spec_PROPERTY = {
    .name = "property",
    .doc = "An attribute that functions compute: property(fget=None, fset=None, fdel=None, doc=None).",
    .id = TYPE_PROPERTY,
    .size = sizeof(Property),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = property_new,
              .init = property_init,
              .descriptor_get = property_get,
              .descriptor_set = property_set,
              .destroy = property_destroy,
              .traverse = property_traverse},
    .methods = PROPERTY_METHODS,
    .getsets = PROPERTY_GETSETS,
};

// ---- classmethod and staticmethod ----

static MethodWrapping *wrapping_of(Value v)
{
    return (MethodWrapping *)v.object;
}

static Value wrapping_new(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    MethodWrapping *wrapping = object_new(interp, type, type->size);
    if (wrapping)
        wrapping->callable = VALUE_NONE;
    return value_or_error(wrapping);
}

// The wrapped function lends its name and documentation.
static bool copy_names(Interp *interp, Value self, Value callable)
{
    static const int COPIED[] = {NAME_module, NAME_name, NAME_qualname, NAME_doc, NAME_annotations};
    if (callable.tag != TAG_OBJECT || !(callable.object->type->flags & TYPE_FLAG_DICT))
        return true;
    for (size_t i = 0; i < COUNT_OF(COPIED); i++) {
        Value name = interp->names[COPIED[i]];
        Value found = value_find_attribute(interp, callable, name);
        bool ok = !value_is_error(found) && (value_is_unset(found) || value_set_attribute(interp, self, name, found));
        value_drop(found);
        if (!ok)
            return false;
    }
    return true;
}

static bool wrapping_init(Interp *interp, Value self, const Arguments *arguments)
{
    const char *name = self.object->type->full_name;
    if (!native_refuse_keywords(interp, name, arguments))
        return false;
    if (arguments->count != 1) {
        raise_type_error(interp, "%s expected 1 argument, got %zu", name, arguments->count);
        return false;
    }
    value_replace_take(&wrapping_of(self)->callable, value_keep(arguments->values[0]));
    return copy_names(interp, self, arguments->values[0]);
}

static Value wrapping_make(Interp *interp, int type_id, Value callable)
{
    Type *type = interp->types[type_id];
    MethodWrapping *wrapping = object_new(interp, type, type->size);
    if (!wrapping)
        return VALUE_ERROR;
    wrapping->callable = value_keep(callable);
    return value_from_object(wrapping);
}

Value classmethod_new(Interp *interp, Value callable)
{
    return wrapping_make(interp, TYPE_CLASSMETHOD, callable);
}

Value staticmethod_new(Interp *interp, Value callable)
{
    return wrapping_make(interp, TYPE_STATICMETHOD, callable);
}

static Value classmethod_get(Interp *interp, Value self, Value instance, Type *owner)
{
    Type *type = owner ? owner : value_type(interp, instance);
    return method_new(interp, wrapping_of(self)->callable, value_from_object(type));
}

static Value staticmethod_get(UNUSED Interp *interp, Value self, UNUSED Value instance, UNUSED Type *owner)
{
    return value_keep(wrapping_of(self)->callable);
}

static Value staticmethod_call(Interp *interp, Value self, const Arguments *arguments)
{
    return value_call(interp, wrapping_of(self)->callable, arguments);
}

static Value wrapping_repr(Interp *interp, Value self)
{
    Value shown = value_repr(interp, wrapping_of(self)->callable);
    if (value_is_error(shown))
        return shown;
    bool is_class = type_is_subtype(self.object->type, interp->types[TYPE_CLASSMETHOD]);
    Value text = str_from_format(interp, "<%s(%s)>", is_class ? "classmethod" : "staticmethod", str_of(shown)->text);
    value_drop(shown);
    return text;
}

static Value wrapping_function(UNUSED Interp *interp, Value self)
{
    return value_keep(wrapping_of(self)->callable);
}

static Value wrapping_is_abstract(Interp *interp, Value self)
{
    bool any = false;
    return value_is_error(get_abstract_flag(interp, wrapping_of(self)->callable, &any)) ? VALUE_ERROR
                                                                                        : value_from_bool(any);
}

static void wrapping_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((MethodWrapping *)self)->callable, VALUE_NONE);
}

static void wrapping_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((MethodWrapping *)self)->callable, visit, context);
}

static const GetSetSpec WRAPPING_GETSETS[] = {
    {"__func__", "The wrapped function.", wrapping_function, NULL, .member = true},
    {"__wrapped__", "The wrapped function.", wrapping_function, NULL, .member = true},
    {"__isabstractmethod__", "Whether the function is abstract.", wrapping_is_abstract, NULL},
    {"__dict__", "The object's own attributes.", class_get_dict, class_set_dict},
    {0},
};

const TypeSpec type_spec_CLASSMETHOD = {
    .name = "classmethod",
    .doc = "A function that gets the class as its first argument.",
    .id = TYPE_CLASSMETHOD,
    .size = sizeof(MethodWrapping),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT,
    .slots = {.new_ = wrapping_new,
              .init = wrapping_init,
              .repr = wrapping_repr,
              .descriptor_get = classmethod_get,
              .destroy = wrapping_destroy,
              .traverse = wrapping_traverse},
    .getsets = WRAPPING_GETSETS,
};

const TypeSpec type_spec_STATICMETHOD = {
    .name = "staticmethod",
    .doc = "A function in a class that gets neither instance nor class.",
    .id = TYPE_STATICMETHOD,
    .size = sizeof(MethodWrapping),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT,
    .slots = {.new_ = wrapping_new,
              .init = wrapping_init,
              .call = staticmethod_call,
              .repr = wrapping_repr,
              .descriptor_get = staticmethod_get,
              .destroy = wrapping_destroy,
              .traverse = wrapping_traverse},
    .getsets = WRAPPING_GETSETS,
};

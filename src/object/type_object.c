// type: the slots, attributes and methods of type objects themselves.
#include <string.h>

#include "object/attribute.h"
#include "object/call.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/mapping_proxy.h"
#include "object/native.h"
#include "object/object.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/type_make.h"
#include "object/union.h"

// ---- making ----

static Value type_new(Interp *interp, Type *metatype, const Arguments *arguments)
{
    if (arguments->count != 3)
        return raise_type_error(interp, arguments->count == 1 && arguments->keywords && arguments->keywords->count
                                            ? "type() takes no keyword arguments"
                                            : "type() takes 1 or 3 arguments");
    const Value *values = arguments->values;
    static const int WANTED[] = {TYPE_STR, TYPE_TUPLE, TYPE_DICT};
    for (int i = 0; i < 3; i++) {
        if (!value_is_instance(interp, values[i], interp->types[WANTED[i]]))
            return raise_type_error(interp, "type.__new__() argument %d must be %s, not %s", i + 1,
                                    interp->types[WANTED[i]]->full_name, value_type_name(interp, values[i]));
    }
    if (memchr(str_of(values[0])->text, 0, str_of(values[0])->bytes))
        return raise_value_error(interp, "type name must not contain null characters");
    Type *best = type_best_metatype(interp, metatype, values[1]);
    if (!best)
        return VALUE_ERROR;
    if (best != metatype && best->slots.new_ != type_new)
        return best->slots.new_(interp, best, arguments);
    Value keywords = VALUE_NONE;
    if (arguments->keywords) {
        keywords = dict_new(interp);
        if (value_is_error(keywords))
            return keywords;
        for (size_t i = 0; i < arguments->keywords->count; i++) {
            if (!dict_set(interp, keywords, arguments->keywords->items[i], values[3 + i])) {
                value_drop(keywords);
                return VALUE_ERROR;
            }
        }
    }
    Value name = value_intern_name(interp, values[0]);
    Value made = value_is_error(name) ? name : type_make_class(interp, best, name, values[1], values[2], keywords);
    value_drop(name);
    value_drop(keywords);
    return made;
}

static bool type_init(Interp *interp, UNUSED Value self, const Arguments *arguments)
{
    if (arguments->count == 1 || arguments->count == 3)
        return true;
    raise_type_error(interp, "type.__init__() takes 1 or 3 arguments");
    return false;
}

// ---- attributes ----

static Value type_find_attribute(Interp *interp, Value self, Value name)
{
    Type *type = type_of(self), *metatype = self.object->type;
    Value meta = type_lookup(metatype, name);
    Type *meta_kind = value_is_unset(meta) ? NULL : value_type(interp, meta);
    if (meta_kind && meta_kind->slots.descriptor_get && meta_kind->slots.descriptor_set)
        return meta_kind->slots.descriptor_get(interp, meta, self, metatype);
    Value found = type_lookup(type, name);
    if (!value_is_unset(found)) {
        value_keep(found);
        Type *kind = value_type(interp, found);
        if (!kind->slots.descriptor_get)
            return found;
        Value result = kind->slots.descriptor_get(interp, found, VALUE_UNSET, type);
        value_drop(found);
        return result;
    }
    if (value_is_unset(meta))
        return meta;
    value_keep(meta);
    if (!meta_kind->slots.descriptor_get)
        return meta;
    Value result = meta_kind->slots.descriptor_get(interp, meta, self, metatype);
    value_drop(meta);
    return result;
}

static Value type_get_attribute(Interp *interp, Value self, Value name)
{
    Value found = type_find_attribute(interp, self, name);
    return value_is_unset(found) ? attribute_raise_missing(interp, self, name) : found;
}

static bool type_set_attribute(Interp *interp, Value self, Value name, Value value)
{
    Type *type = type_of(self);
    Value meta = type_lookup(self.object->type, name);
    bool is_data = meta.tag == TAG_OBJECT && meta.object->type->slots.descriptor_set;
    if (!(type->flags & (TYPE_FLAG_HEAP | TYPE_FLAG_OPEN))) {
        raise_type_error(interp, "cannot set '%s' attribute of immutable type '%s'", str_of(name)->text,
                         type->full_name);
        return false;
    }
    if (is_data)
        return meta.object->type->slots.descriptor_set(interp, meta, self, value);
    if (value_is_unset(value) && value_is_unset(dict_peek_name(dict_of(type->attributes), name))) {
        attribute_raise_missing(interp, self, name);
        return false;
    }
    return type_set(type, name, value);
}

static Value get_name(UNUSED Interp *interp, Value self)
{
    return value_keep(type_of(self)->name);
}

static bool check_settable(Interp *interp, Value self, const char *name, Value value)
{
    if (!(type_of(self)->flags & TYPE_FLAG_HEAP)) {
        raise_type_error(interp, "cannot set '%s' attribute of immutable type '%s'", name, type_of(self)->full_name);
        return false;
    }
    if (value_is_unset(value)) {
        raise_type_error(interp, "cannot delete '%s' attribute of immutable type '%s'", name, type_of(self)->full_name);
        return false;
    }
    return true;
}

static bool check_str(Interp *interp, Value self, const char *name, Value value)
{
    if (!check_settable(interp, self, name, value))
        return false;
    if (value_is_instance(interp, value, interp->types[TYPE_STR]))
        return true;
    raise_type_error(interp, "can only assign string to %s.%s, not '%s'", type_of(self)->full_name, name,
                     value_type_name(interp, value));
    return false;
}

static bool set_name(Interp *interp, Value self, Value value)
{
    if (!check_str(interp, self, "__name__", value))
        return false;
    if (strlen(str_of(value)->text) != str_of(value)->bytes) {
        raise_value_error(interp, "type name must not contain null characters");
        return false;
    }
    Type *type = type_of(self);
    type->full_name = str_of(value)->text;
    value_replace_take(&type->name, value_keep(value));
    return true;
}

static Value get_qualname(UNUSED Interp *interp, Value self)
{
    return value_keep(type_of(self)->qualified_name);
}

static bool set_qualname(Interp *interp, Value self, Value value)
{
    if (!check_str(interp, self, "__qualname__", value))
        return false;
    value_replace_take(&type_of(self)->qualified_name, value_keep(value));
    return true;
}

static Value get_own(Interp *interp, Value self, int name_id)
{
    return value_keep(dict_peek_name(dict_of(type_of(self)->attributes), interp->names[name_id]));
}

static Value get_module(Interp *interp, Value self)
{
    // A native type's entry of this name may be its instances' attribute, as with functions.
    Value module = get_own(interp, self, NAME_module);
    bool is_name = module.tag == TAG_OBJECT && module.object->type == interp->types[TYPE_STR];
    if (is_name || (!value_is_unset(module) && type_of(self)->flags & TYPE_FLAG_HEAP))
        return module;
    value_drop(module);
    if (type_of(self)->flags & TYPE_FLAG_HEAP)
        return attribute_raise_missing(interp, self, interp->names[NAME_module]);
    return interp_intern(interp, "builtins");
}

static bool set_module(Interp *interp, Value self, Value value)
{
    return check_settable(interp, self, "__module__", value) &&
           type_set(type_of(self), interp->names[NAME_module], value);
}

static Value get_doc(Interp *interp, Value self)
{
    Value doc = get_own(interp, self, NAME_doc);
    if (value_is_unset(doc))
        return VALUE_NONE;
    Type *kind = value_type(interp, doc);
    if (!kind->slots.descriptor_get)
        return doc;
    Value result = kind->slots.descriptor_get(interp, doc, VALUE_UNSET, type_of(self));
    value_drop(doc);
    return result;
}

static bool set_doc(Interp *interp, Value self, Value value)
{
    return check_settable(interp, self, "__doc__", value) && type_set(type_of(self), interp->names[NAME_doc], value);
}

static Value get_bases(UNUSED Interp *interp, Value self)
{
    return value_keep(type_of(self)->bases);
}

static Value get_base(UNUSED Interp *interp, Value self)
{
    Type *base = type_of(self)->base;
    return base ? value_from_object(object_keep(base)) : VALUE_NONE;
}

static Value get_mro(UNUSED Interp *interp, Value self)
{
    return value_keep(type_of(self)->mro);
}

static Value get_dict(Interp *interp, Value self)
{
    return mapping_proxy_new(interp, type_of(self)->attributes);
}

static Value get_annotations(Interp *interp, Value self)
{
    Value own = get_own(interp, self, NAME_annotations);
    if (!value_is_unset(own))
        return own;
    if (!(type_of(self)->flags & TYPE_FLAG_HEAP))
        return attribute_raise_missing(interp, self, interp->names[NAME_annotations]);
    own = dict_new(interp);
    if (!value_is_error(own) && !type_set(type_of(self), interp->names[NAME_annotations], own)) {
        value_drop(own);
        return VALUE_ERROR;
    }
    return own;
}

static bool set_annotations(Interp *interp, Value self, Value value)
{
    return check_settable(interp, self, "__annotations__", VALUE_NONE) &&
           type_set(type_of(self), interp->names[NAME_annotations], value);
}

static Value get_abstract(Interp *interp, Value self)
{
    Value own = get_own(interp, self, NAME_abstractmethods);
    return value_is_unset(own) ? attribute_raise_missing(interp, self, interp->names[NAME_abstractmethods]) : own;
}

static bool set_abstract(Interp *interp, Value self, Value value)
{
    Type *type = type_of(self);
    bool any = false;
    if (!value_is_unset(value) && !value_truth(interp, value, &any))
        return false;
    if (!type_set(type, interp->names[NAME_abstractmethods], value))
        return false;
    type->flags = any ? type->flags | TYPE_FLAG_ABSTRACT : type->flags & ~(unsigned)TYPE_FLAG_ABSTRACT;
    return true;
}

static Value get_type_parameters(Interp *interp, Value self)
{
    Value own = get_own(interp, self, NAME_type_params);
    return value_is_unset(own) ? tuple_new(interp, 0) : own;
}

static bool set_type_parameters(Interp *interp, Value self, Value value)
{
    return check_settable(interp, self, "__type_params__", value) &&
           type_set(type_of(self), interp->names[NAME_type_params], value);
}

static Value get_basic_size(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)type_of(self)->size);
}

static Value get_flags(UNUSED Interp *interp, Value self)
{
    unsigned flags = type_of(self)->flags;
    // The bits that Python code asks for: sequence, mapping, heap type, base type, GC, abstract.
    return value_from_int((flags & TYPE_FLAG_SEQUENCE ? 1 << 5 : 0) | (flags & TYPE_FLAG_MAPPING ? 1 << 6 : 0) |
                          (flags & TYPE_FLAG_HEAP ? 1 << 9 : 1 << 8) | (flags & TYPE_FLAG_FINAL ? 0 : 1 << 10) |
                          (flags & TYPE_FLAG_GC ? 1 << 14 : 0) | (flags & TYPE_FLAG_ABSTRACT ? 1 << 20 : 0));
}

static Value get_text_signature(UNUSED Interp *interp, UNUSED Value self)
{
    return VALUE_NONE;
}

static bool check_new_bases(Interp *interp, Type *type, Value value)
{
    if (!value_is_instance(interp, value, interp->types[TYPE_TUPLE])) {
        raise_type_error(interp, "can only assign tuple to %s.__bases__, not %s", type->full_name,
                         value_type_name(interp, value));
        return false;
    }
    const Tuple *bases = tuple_of(value);
    if (bases->count == 0) {
        raise_type_error(interp, "can only assign non-empty tuple to %s.__bases__, not ()", type->full_name);
        return false;
    }
    for (size_t i = 0; i < bases->count; i++) {
        if (!value_is_type(bases->items[i])) {
            raise_type_error(interp, "%s.__bases__ must be tuple of classes, not '%s'", type->full_name,
                             value_type_name(interp, bases->items[i]));
            return false;
        }
        Type *base = type_of(bases->items[i]);
        if (type_is_subtype(base, type)) {
            raise_type_error(interp, "a __bases__ item causes an inheritance cycle");
            return false;
        }
        if (base->layout != type->base->layout && !type_is_subtype(type->base->layout, base->layout)) {
            raise_type_error(interp, "__bases__ assignment: '%s' object layout differs from '%s'", base->full_name,
                             type->base->full_name);
            return false;
        }
    }
    return true;
}

static bool relinearise(Interp *interp, Type *type)
{
    Value mro = type_linearise(interp, type, type->bases);
    if (value_is_error(mro))
        return false;
    value_replace_take(&type->mro, mro);
    slot_update_all(type);
    for (size_t i = 0; i < type->subclass_count; i++) {
        if (!relinearise(interp, type->subclasses[i]))
            return false;
    }
    return true;
}

static bool set_bases(Interp *interp, Value self, Value value)
{
    Type *type = type_of(self);
    if (!check_settable(interp, self, "__bases__", value) || !check_new_bases(interp, type, value))
        return false;
    Value old = type->bases;
    type_modified(type);
    type->bases = value_keep(value);
    if (!relinearise(interp, type)) {
        value_replace_take(&type->bases, old);
        return false;
    }
    const Tuple *before = tuple_of(old), *after = tuple_of(value);
    for (size_t i = 0; i < before->count; i++)
        type_remove_subclass(type_of(before->items[i]), type);
    bool ok = true;
    for (size_t i = 0; i < after->count; i++)
        ok = type_add_subclass(type_of(after->items[i]), type) && ok;
    Type *first = type_of(after->items[0]), *old_base = type->base;
    if (first->layout == old_base->layout) {
        type->base = object_keep(first);
        object_drop(old_base);
    }
    value_drop(old);
    return ok;
}

static const GetSetSpec TYPE_GETSETS[] = {
    {"__name__", "The class's name.", get_name, set_name},
    {"__qualname__", "The class's name with those around it.", get_qualname, set_qualname},
    {"__module__", "The name of the module that defines the class.", get_module, set_module},
    {"__doc__", "What the class is for.", get_doc, set_doc},
    {"__bases__", "The base classes.", get_bases, set_bases},
    {"__base__", "The base that gives the layout.", get_base, NULL, .member = true},
    {"__mro__", "The classes in which attributes are looked up, in order.", get_mro, NULL},
    {"__dict__", "The class's own attributes, read-only.", get_dict, NULL},
    {"__annotations__", "The annotations of the class body.", get_annotations, set_annotations},
    {"__abstractmethods__", "The names of methods without an implementation.", get_abstract, set_abstract},
    {"__type_params__", "The type parameters.", get_type_parameters, set_type_parameters},
    {"__basicsize__", "The bytes of an instance.", get_basic_size, NULL},
    {"__flags__", "Properties as bits.", get_flags, NULL},
    {"__text_signature__", "None: classes do not state one.", get_text_signature, NULL},
    {0},
};

// ---- methods ----

NATIVE(type_mro, "mro(self, /)", "Computes the order in which attributes are looked up.")
{
    Value mro = type_linearise(interp, type_of(arg[0]), type_of(arg[0])->bases);
    if (value_is_error(mro))
        return mro;
    Value list = list_from_values(interp, tuple_of(mro)->count, tuple_of(mro)->items);
    value_drop(mro);
    return list;
}

NATIVE(type_subclasses, "__subclasses__(self, /)", "Lists the direct subclasses.")
{
    Type *type = type_of(arg[0]);
    Value list = list_new(interp, type->subclass_count);
    for (size_t i = 0; !value_is_error(list) && i < type->subclass_count; i++) {
        if (!list_append(interp, list, value_from_object(type->subclasses[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(type_instancecheck, "__instancecheck__(self, instance, /)", "Tells whether the object is an instance.")
{
    bool result;
    if (!value_check_instance_plain(interp, arg[1], arg[0], &result))
        return VALUE_ERROR;
    return value_from_bool(result);
}

NATIVE(type_subclasscheck, "__subclasscheck__(self, subclass, /)", "Tells whether the class is a subclass.")
{
    bool result;
    if (!value_check_subclass_plain(interp, arg[1], arg[0], &result))
        return VALUE_ERROR;
    return value_from_bool(result);
}

NATIVE_RAW(type_prepare, "__prepare__($cls, name, bases, /, **kwds)", "Makes the namespace of a class body: a dict.")
{
    return dict_new(interp);
}

NATIVE(type_dir, "__dir__(self, /)", "Lists the names of the class's attributes.")
{
    return object_names(interp, VALUE_UNSET, type_of(arg[0]));
}

static const NativeSpec *const TYPE_METHODS[] = {
    &type_mro_native,
    &type_subclasses_native,
    &type_instancecheck_native,
    &type_subclasscheck_native,
    &type_prepare_native,
    &type_dir_native,
    NULL,
};

static Value type_repr(Interp *interp, Value self)
{
    Type *type = type_of(self);
    Value module = type->attributes.tag == TAG_OBJECT
                       ? dict_peek_name(dict_of(type->attributes), interp->names[NAME_module])
                       : VALUE_UNSET;
    if (module.tag == TAG_OBJECT && value_is_instance(interp, module, interp->types[TYPE_STR]) &&
        !str_equals(module, "builtins"))
        return str_from_format(interp, "<class '%s.%s'>", str_of(module)->text, str_of(type->qualified_name)->text);
    return str_from_format(interp, "<class '%s'>", str_of(type->qualified_name)->text);
}

static Value type_or(Interp *interp, Value a, Value b)
{
    return union_of(interp, a, b);
}

// ---- lifetime ----

static void type_destroy(Interp *interp, Object *self)
{
    Type *type = (Type *)self;
    if (type->bases.tag == TAG_OBJECT) {
        const Tuple *bases = tuple_of(type->bases);
        for (size_t i = 0; i < bases->count; i++)
            type_remove_subclass(type_of(bases->items[i]), type);
    }
    Type *base = type->base;
    type->base = NULL;
    value_replace_take(&type->attributes, VALUE_UNSET);
    value_replace_take(&type->mro, VALUE_UNSET);
    value_replace_take(&type->bases, VALUE_UNSET);
    value_replace_take(&type->qualified_name, VALUE_UNSET);
    value_replace_take(&type->name, VALUE_UNSET);
    mem_free(&interp->memory, type->subclasses, type->subclass_capacity * sizeof *type->subclasses);
    type->subclasses = NULL;
    type->subclass_count = type->subclass_capacity = 0;
    object_drop(base);
}

static void type_traverse(Object *self, VisitFunction visit, void *context)
{
    const Type *type = (const Type *)self;
    visit_value(type->attributes, visit, context);
    visit_value(type->mro, visit, context);
    visit_value(type->bases, visit, context);
    visit_object(type->base, visit, context);
}

// Instances may outlive this, so what their destruction needs stays: layout, slots, names, bases.
static void type_clear(UNUSED Interp *interp, Object *self)
{
    Type *type = (Type *)self;
    type_modified(type);
    value_replace_take(&type->attributes, VALUE_UNSET);
    value_replace_take(&type->mro, VALUE_UNSET);
}

const TypeSpec type_spec_TYPE = {
    .name = "type",
    .doc = "The class of classes: type(object) tells an object's class, type(name, bases, dict) makes a class.",
    .id = TYPE_TYPE,
    .size = sizeof(Type),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF | TYPE_FLAG_META,
    .slots = {.new_ = type_new,
              .init = type_init,
              .call = call_type,
              .repr = type_repr,
              .binary = {[BINARY_OR] = type_or},
              .get_attribute = type_get_attribute,
              .set_attribute = type_set_attribute,
              .destroy = type_destroy,
              .traverse = type_traverse,
              .clear = type_clear},
    .methods = TYPE_METHODS,
    .getsets = TYPE_GETSETS,
};

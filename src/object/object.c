// object: what every value can do.
#include <string.h>

#include "object/attribute.h"
#include "object/call.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/object.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/slot.h"
#include "object/str.h"

static bool has_arguments(const Arguments *arguments)
{
    return arguments->count || (arguments->keywords && arguments->keywords->count);
}

static Value raise_abstract(Interp *interp, Type *type)
{
    Value names = type_lookup_id(type, NAME_abstractmethods);
    Value sorted = value_is_unset(names) ? VALUE_ERROR : list_from_iterable(interp, names);
    if (value_is_error(sorted) || !list_sort(interp, sorted, VALUE_NONE, false)) {
        value_drop(sorted);
        return VALUE_ERROR;
    }
    Text text;
    text_init(&text, &interp->memory);
    size_t count = list_of(sorted)->count;
    text_append_format(&text, "Can't instantiate abstract class %s without an implementation for abstract method%s ",
                       type->full_name, count == 1 ? "" : "s");
    for (size_t i = 0; i < count; i++)
        text_append_format(&text, "%s'%s'", i ? ", " : "", str_of(list_of(sorted)->items[i])->text);
    value_drop(sorted);
    if (!text.failed)
        raise_type_error(interp, "%s", text.bytes);
    text_free(&text);
    return VALUE_ERROR;
}

Value object_new_slot(Interp *interp, Type *type, const Arguments *arguments)
{
    if (has_arguments(arguments)) {
        if (type->slots.new_ != object_new_slot)
            return raise_type_error(interp, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->slots.init == object_init_slot)
            return raise_type_error(interp, "%s() takes no arguments", type->full_name);
    }
    if (UNLIKELY(type->flags & TYPE_FLAG_ABSTRACT))
        return raise_abstract(interp, type);
    return value_or_error(object_new(interp, type, type->size));
}

bool object_init_slot(Interp *interp, Value self, const Arguments *arguments)
{
    if (LIKELY(!has_arguments(arguments)))
        return true;
    Type *type = value_type(interp, self);
    if (type->slots.init != object_init_slot) {
        raise_type_error(interp, "object.__init__() takes exactly one argument (the instance to initialize)");
        return false;
    }
    if (type->slots.new_ == object_new_slot) {
        raise_type_error(interp, "%s.__init__() takes exactly one argument (the instance to initialize)",
                         type->full_name);
        return false;
    }
    return true;
}

// "module.Qualified.Name" of a type, as default reprs show it.
static bool append_type_path(Interp *interp, Text *text, Type *type)
{
    Value module = type_lookup_id(type, NAME_module);
    if (module.tag == TAG_OBJECT && value_is_instance(interp, module, interp->types[TYPE_STR]) &&
        !str_equals(module, "builtins"))
        text_append_format(text, "%s.", str_of(module)->text);
    return text_append_string(text, str_of(type->qualified_name)->text);
}

static Value object_repr(Interp *interp, Value self)
{
    Text text;
    text_init(&text, &interp->memory);
    text_append_char(&text, '<');
    append_type_path(interp, &text, value_type(interp, self));
    text_append_format(&text, " object at 0x%llx>", (unsigned long long)value_identity(interp, self));
    return str_from_text_take(&text);
}

static Value object_str(Interp *interp, Value self)
{
    return value_repr(interp, self);
}

static bool object_hash(Interp *interp, Value self, int64_t *hash)
{
    uint64_t address = (uint64_t)value_identity(interp, self);
    *hash = (int64_t)(address >> 4 | address << 60);
    if (*hash == -1)
        *hash = -2;
    return true;
}

static Value object_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind == COMPARE_EQ)
        return value_is(a, b) ? VALUE_TRUE : VALUE_NOT_IMPLEMENTED;
    if (kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    Value (*compare)(Interp *, Value, Value, CompareKind) = value_type(interp, a)->slots.compare;
    Value equal = compare(interp, a, b, COMPARE_EQ);
    if (value_is_error(equal) || equal.tag == TAG_NOT_IMPLEMENTED)
        return equal;
    bool truth;
    bool ok = value_truth(interp, equal, &truth);
    value_drop(equal);
    return ok ? value_from_bool(!truth) : VALUE_ERROR;
}

// ---- attributes ----

static Value get_class(Interp *interp, Value self)
{
    return value_from_object(object_keep(value_type(interp, self)));
}

static bool same_layout(const Type *a, const Type *b)
{
    return a->layout == b->layout && a->prefix == b->prefix && a->slot_count == b->slot_count &&
           a->slots.destroy == b->slots.destroy;
}

static bool set_class(Interp *interp, Value self, Value value)
{
    if (value_is_unset(value)) {
        raise_type_error(interp, "can't delete __class__ attribute");
        return false;
    }
    if (!value_is_type(value)) {
        raise_type_error(interp, "__class__ must be set to a class, not '%s' object", value_type_name(interp, value));
        return false;
    }
    Type *old = value_type(interp, self), *type = type_of(value);
    bool modules =
        type_is_subtype(old, interp->types[TYPE_MODULE]) && type_is_subtype(type, interp->types[TYPE_MODULE]);
    const unsigned changeable = TYPE_FLAG_HEAP | TYPE_FLAG_OPEN;
    if (!modules && !(old->flags & changeable && type->flags & changeable)) {
        raise_type_error(interp, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return false;
    }
    if (!same_layout(old, type)) {
        raise_type_error(interp, "__class__ assignment: '%s' object layout differs from '%s'", type->full_name,
                         old->full_name);
        return false;
    }
    self.object->type = object_keep(type);
    object_drop(old);
    return true;
}

static const GetSetSpec OBJECT_GETSETS[] = {
    {"__class__", "The object's class.", get_class, set_class},
    {0},
};

NATIVE(object_format, "__format__(self, format_spec, /)", "Formats the object; str() unless a class says otherwise.")
{
    if (!value_is_instance(interp, arg[1], interp->types[TYPE_STR]))
        return raise_type_error(interp, "__format__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    if (str_of(arg[1])->bytes)
        return raise_type_error(interp, "unsupported format string passed to %s.__format__",
                                value_type_name(interp, arg[0]));
    return value_str(interp, arg[0]);
}

// Adds the names that a type makes at their first use.
static bool add_lazy_names(Interp *interp, Type *type, Value names)
{
    Value module = dict_peek_name(dict_of(type->attributes), interp->names[NAME_module]);
    if (module.tag != TAG_OBJECT || !str_check(interp, module))
        return true;
    Value place = str_from_format(interp, "%s.%s", str_of(module)->text, str_of(type->qualified_name)->text);
    bool ok = !value_is_error(place) && interp->hooks.add_lazy_names(interp, names, str_of(place)->text);
    value_drop(place);
    return ok;
}

// Adds the keys of a type and its bases.
static bool add_type_names(Interp *interp, Type *type, Value names)
{
    const Tuple *mro = tuple_of(type->mro);
    for (size_t i = 0; i < mro->count; i++) {
        const Dict *dict = dict_of(type_of(mro->items[i])->attributes);
        Value key, value;
        for (size_t position = 0; dict_walk(dict, &position, &key, &value);) {
            if (!dict_set(interp, names, key, VALUE_NONE))
                return false;
        }
        if (interp->hooks.add_lazy_names && !add_lazy_names(interp, type_of(mro->items[i]), names))
            return false;
    }
    return true;
}

Value object_names(Interp *interp, Value self, Type *type)
{
    Value names = dict_new(interp);
    if (value_is_error(names))
        return names;
    bool ok = add_type_names(interp, type, names);
    if (ok && self.tag == TAG_OBJECT && object_dict_slot(self.object)) {
        Value dict = value_find_attribute(interp, self, interp->names[NAME_dict]);
        ok = !value_is_error(dict);
        if (ok && dict.tag == TAG_OBJECT && type_is_subtype(dict.object->type, interp->types[TYPE_DICT]))
            ok = dict_update(interp, names, dict);
        value_drop(dict);
    }
    Value list = ok ? list_from_iterable(interp, names) : VALUE_ERROR;
    value_drop(names);
    return list;
}

NATIVE(object_dir, "__dir__(self, /)", "Lists the names of the object's attributes.")
{
    return object_names(interp, arg[0], value_type(interp, arg[0]));
}

NATIVE(object_sizeof, "__sizeof__(self, /)", "Gives the bytes that the object itself takes.")
{
    if (arg[0].tag != TAG_OBJECT)
        return value_from_int(sizeof(Value));
    const Type *type = arg[0].object->type;
    return value_from_int((int64_t)(type->slots.size_of ? type->slots.size_of(arg[0].object) : type->size));
}

NATIVE(object_init_subclass, "__init_subclass__($cls)", "Called when the class gets a subclass; does nothing here.")
{
    return VALUE_NONE;
}

NATIVE(object_subclasshook, "__subclasshook__($cls, subclass, /)", "Lets abstract classes decide what is a subclass.")
{
    return VALUE_NOT_IMPLEMENTED;
}

// The values of __slots__ that are set, as a dict, or NONE.
static Value slots_state(Interp *interp, Value self)
{
    Type *type = value_type(interp, self);
    Value state = dict_new(interp);
    const Tuple *mro = tuple_of(type->mro);
    for (size_t i = 0; i < mro->count && !value_is_error(state); i++) {
        const Dict *dict = dict_of(type_of(mro->items[i])->attributes);
        Value key, value;
        for (size_t position = 0; dict_walk(dict, &position, &key, &value);) {
            if (value.tag != TAG_OBJECT || value.object->type != interp->types[TYPE_MEMBER])
                continue;
            Value own = value_find_attribute(interp, self, key);
            if (value_is_error(own) || (!value_is_unset(own) && !dict_set(interp, state, key, own))) {
                value_drop(own);
                value_drop(state);
                return VALUE_ERROR;
            }
            value_drop(own);
        }
    }
    return state;
}

NATIVE(object_getstate, "__getstate__(self, /)", "Gives what copying has to carry over: __dict__ and __slots__ values.")
{
    Value dict = VALUE_NONE;
    if (arg[0].tag == TAG_OBJECT && object_dict_slot(arg[0].object) && *object_dict_slot(arg[0].object))
        dict = dict_copy(interp, value_from_object(*object_dict_slot(arg[0].object)));
    if (value_is_error(dict))
        return dict;
    if (dict.tag == TAG_OBJECT && dict_of(dict)->count == 0) {
        value_drop(dict);
        dict = VALUE_NONE;
    }
    if (value_type(interp, arg[0])->slot_count == 0)
        return dict;
    Value slots = slots_state(interp, arg[0]);
    if (!value_is_error(slots) && dict_of(slots)->count)
        return tuple_from_values_take(interp, 2, (Value[]){dict, slots});
    if (value_is_error(slots)) {
        value_drop(dict);
        return slots;
    }
    value_drop(slots);
    return dict;
}

// Copying and pickling are written in Python: copyreg knows how.
static Value reduce(Interp *interp, Value self)
{
    const Type *native = value_type(interp, self);
    while (native->flags & TYPE_FLAG_HEAP)
        native = native->base;
    if (!interp->hooks.import_module || !native->slots.new_ || native == interp->types[TYPE_MODULE])
        return raise_type_error(interp, "cannot pickle '%s' object", value_type_name(interp, self));
    Value module = interp->hooks.import_module(interp, "copyreg");
    if (value_is_error(module))
        return module;
    Value result = value_call_method(interp, module, "_reduce", 1, &self);
    value_drop(module);
    return result;
}

NATIVE(object_reduce, "__reduce__(self, /)", "Tells how to make the object again.")
{
    return reduce(interp, arg[0]);
}

NATIVE(object_reduce_ex, "__reduce_ex__(self, protocol, /)", "Tells how to make the object again, for a protocol.")
{
    Value name = interp_intern(interp, "__reduce__");
    if (value_is_error(name))
        return name;
    Value own = type_lookup(value_type(interp, arg[0]), name);
    Value plain = type_lookup(interp->types[TYPE_OBJECT], name);
    value_drop(name);
    if (!value_is(own, plain))
        return value_call_method(interp, arg[0], "__reduce__", 0, NULL);
    return reduce(interp, arg[0]);
}

static const NativeSpec *const OBJECT_METHODS[] = {
    &object_format_native,        &object_dir_native,          &object_sizeof_native,
    &object_init_subclass_native, &object_subclasshook_native, &object_getstate_native,
    &object_reduce_native,        &object_reduce_ex_native,    NULL,
};

const TypeSpec type_spec_OBJECT = {
    .name = "object",
    .doc = "The root of all classes.",
    .id = TYPE_OBJECT,
    .size = sizeof(Object),
    .slots = {.new_ = object_new_slot,
              .init = object_init_slot,
              .repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .compare = object_compare,
              .get_attribute = attribute_get_generic,
              .set_attribute = attribute_set_generic},
    .methods = OBJECT_METHODS,
    .getsets = OBJECT_GETSETS,
};

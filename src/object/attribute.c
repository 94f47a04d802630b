#include "object/attribute.h"

#include <stdarg.h>
#include <string.h>

#include "object/call.h"
#include "object/exception.h"
#include "object/getset.h"
#include "object/list.h"
#include "object/module.h"
#include "object/slot.h"
#include "object/str.h"

// ---- errors ----

static Value raise_with(Interp *interp, Value self, Value name, Text *text)
{
    Value message = str_from_text_take(text);
    if (value_is_error(message))
        return message;
    Value exception = exception_new(interp, interp->exceptions[ERROR_ATTRIBUTE_ERROR], 1, &message);
    value_drop(message);
    if (!value_is_error(exception)) {
        exception_of(exception)->fields[ATTRIBUTE_ERROR_NAME] = value_keep(name);
        exception_of(exception)->fields[ATTRIBUTE_ERROR_OBJ] = value_keep(self);
    }
    return exception_raise_take(interp, exception);
}

Value attribute_raise(Interp *interp, Value self, Value name, const char *format, ...)
{
    Text text;
    text_init(&text, &interp->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&text, format, arguments);
    va_end(arguments);
    return raise_with(interp, self, name, &text);
}

// Looks through a type's bases for one that stands for a library's class which has the name.
static bool refuse_known(Interp *interp, const Type *type, Value name)
{
    const Tuple *mro = type->mro.tag == TAG_OBJECT && interp->hooks.refuse_known ? tuple_of(type->mro) : NULL;
    for (size_t i = 0; mro && i < mro->count; i++) {
        const Type *base = type_of(mro->items[i]);
        Value module = dict_peek_name(dict_of(base->attributes), interp->names[NAME_module]);
        if (module.tag == TAG_OBJECT && str_check(interp, module) &&
            interp->hooks.refuse_known(interp, str_of(module)->text, str_of(base->qualified_name)->text,
                                       str_of(name)->text))
            return true;
    }
    return false;
}

Value attribute_raise_missing(Interp *interp, Value self, Value name)
{
    if (refuse_known(interp, value_is_type(self) ? type_of(self) : value_type(interp, self), name))
        return VALUE_ERROR;
    if (value_is_type(self))
        return attribute_raise(interp, self, name, "type object '%s' has no attribute '%s'",
                               str_of(type_of(self)->name)->text, str_of(name)->text);
    return attribute_raise(interp, self, name, "'%s' object has no attribute '%s'", value_type_name(interp, self),
                           str_of(name)->text);
}

// ---- the generic lookup ----

static bool is_data_descriptor(const Type *type)
{
    return type->slots.descriptor_set != NULL;
}

Value attribute_find_generic(Interp *interp, Value self, Value name)
{
    Type *type = value_type(interp, self);
    Value found = type_lookup(type, name);
    Type *kind = found.tag == TAG_OBJECT ? found.object->type : NULL;
    if (kind && kind->slots.descriptor_get && is_data_descriptor(kind)) {
        value_keep(found); // its __get__ may change the type
        Value result = kind->slots.descriptor_get(interp, found, self, type);
        value_drop(found);
        return result;
    }
    if (self.tag == TAG_OBJECT && type->flags & TYPE_FLAG_DICT) {
        Object *dict = *object_dict_slot(self.object);
        Value own = dict ? dict_peek_name((const Dict *)dict, name) : VALUE_UNSET;
        if (!value_is_unset(own))
            return value_keep(own);
    }
    if (value_is_unset(found))
        return found;
    value_keep(found);
    if (!kind || !kind->slots.descriptor_get)
        return found;
    Value result = kind->slots.descriptor_get(interp, found, self, type);
    value_drop(found);
    return result;
}

Value attribute_get_generic(Interp *interp, Value self, Value name)
{
    Value found = attribute_find_generic(interp, self, name);
    return value_is_unset(found) ? attribute_raise_missing(interp, self, name) : found;
}

static bool raise_not_settable(Interp *interp, Value self, Value name, bool known)
{
    Type *type = value_type(interp, self);
    if (known)
        attribute_raise(interp, self, name, "'%s' object attribute '%s' is read-only", type->full_name,
                        str_of(name)->text);
    else if (type->flags & TYPE_FLAG_DICT)
        attribute_raise_missing(interp, self, name);
    else
        attribute_raise(interp, self, name,
                        "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", type->full_name,
                        str_of(name)->text);
    return false;
}

static bool set_in_dict(Interp *interp, Value self, Value name, Value value)
{
    Object *dict = *object_dict_slot(self.object);
    if (value_is_unset(value)) {
        bool found = false;
        if (dict && !dict_delete(interp, value_from_object(dict), name, &found))
            return false;
        if (!found)
            attribute_raise_missing(interp, self, name);
        return found;
    }
    dict = object_private_dict(interp, self.object);
    return dict && dict_set(interp, value_from_object(dict), name, value);
}

bool attribute_set_generic(Interp *interp, Value self, Value name, Value value)
{
    Type *type = value_type(interp, self);
    Value found = type_lookup(type, name);
    if (found.tag == TAG_OBJECT && is_data_descriptor(found.object->type)) {
        value_keep(found);
        bool ok = found.object->type->slots.descriptor_set(interp, found, self, value);
        value_drop(found);
        return ok;
    }
    if (self.tag != TAG_OBJECT || !(type->flags & TYPE_FLAG_DICT))
        return raise_not_settable(interp, self, name, !value_is_unset(found));
    return set_in_dict(interp, self, name, value);
}

// ---- any value ----

Value value_get_attribute(Interp *interp, Value v, Value name)
{
    return value_type(interp, v)->slots.get_attribute(interp, v, name);
}

Value value_find_attribute(Interp *interp, Value v, Value name)
{
    Type *type = value_type(interp, v);
    Value found = type->slots.get_attribute == attribute_get_generic ? attribute_find_generic(interp, v, name)
                                                                     : type->slots.get_attribute(interp, v, name);
    if (value_is_error(found) && exception_catch(interp, ERROR_ATTRIBUTE_ERROR))
        return VALUE_UNSET;
    return found;
}

Value value_get_attribute_text(Interp *interp, Value v, const char *name)
{
    Value interned = interp_intern(interp, name);
    if (value_is_error(interned))
        return interned;
    Value found = value_get_attribute(interp, v, interned);
    value_drop(interned);
    return found;
}

bool value_set_attribute(Interp *interp, Value v, Value name, Value value)
{
    return value_type(interp, v)->slots.set_attribute(interp, v, name, value);
}

// ---- caches ----

static bool is_member(const Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && v.object->type == interp->types[TYPE_MEMBER];
}

// Decides what a lookup of `name` on instances of `type` may remember.
static void learn(Interp *interp, Type *type, Value name, AttributeCache *cache)
{
    cache->kind = ATTRIBUTE_CACHE_NONE;
    cache->version = type_version(type);
    if (!cache->version || type->slots.get_attribute != attribute_get_generic)
        return;
    Value found = type_lookup(type, name);
    Type *kind = found.tag == TAG_OBJECT ? found.object->type : NULL;
    if (is_member(interp, found)) {
        const Member *member = (const Member *)found.object;
        if (type_is_subtype(type, member->owner)) {
            cache->kind = ATTRIBUTE_CACHE_SLOT;
            cache->hint = member->index;
        }
        return;
    }
    if (kind && is_data_descriptor(kind))
        return;
    cache->kind = type->flags & TYPE_FLAG_DICT ? ATTRIBUTE_CACHE_DICT : ATTRIBUTE_CACHE_CLASS;
    cache->found = found;
    cache->hint = 0;
    cache->method = call_takes_self(interp, found);
}

// The instance's own attribute; remembers at which entry of the dictionary it stands. Lent.
static inline Value peek_dict(Object *object, Value name, AttributeCache *cache)
{
    const Dict *dict = (const Dict *)*object_dict_slot(object);
    if (!dict)
        return VALUE_UNSET;
    const DictEntry *entry = dict_entry_at(dict, cache->hint, name);
    if (LIKELY(entry))
        return entry->value;
    Value own = dict_peek_name(dict, name);
    int64_t place = value_is_unset(own) ? -1 : dict_place_of(dict, name);
    if (place >= 0 && place < UINT32_MAX)
        cache->hint = (uint32_t)place;
    return own;
}

static Value bind_found(Interp *interp, Value found, Value self, Type *type)
{
    value_keep(found);
    Type *kind = value_type(interp, found);
    if (!kind->slots.descriptor_get)
        return found;
    Value result = kind->slots.descriptor_get(interp, found, self, type);
    value_drop(found);
    return result;
}

static Value get_through_cache(Interp *interp, Value v, Value name, AttributeCache *cache, Type *type)
{
    Value own = VALUE_UNSET;
    switch (cache->kind) {
    case ATTRIBUTE_CACHE_DICT:
        own = peek_dict(v.object, name, cache);
        if (LIKELY(own.tag != TAG_UNSET))
            return value_keep(own);
        if (value_is_unset(cache->found))
            return attribute_raise_missing(interp, v, name);
        return bind_found(interp, cache->found, v, type);
    case ATTRIBUTE_CACHE_SLOT:
        own = *object_slot(v.object, cache->hint);
        return own.tag == TAG_ERROR ? attribute_raise_missing(interp, v, name) : value_keep(own);
    case ATTRIBUTE_CACHE_CLASS:
        if (value_is_unset(cache->found))
            return attribute_raise_missing(interp, v, name);
        return bind_found(interp, cache->found, v, type);
    default:
        return value_get_attribute(interp, v, name);
    }
}

// Modules and types are sites' most frequent objects besides instances; their own dictionaries answer.
static Value get_from_type_object(Interp *interp, Value v, Value name, AttributeCache *cache)
{
    Type *type = type_of(v);
    if (cache->kind == ATTRIBUTE_CACHE_TYPE && cache->version == type->version && type->version)
        return value_keep(cache->found);
    Value result = value_get_attribute(interp, v, name);
    cache->kind = ATTRIBUTE_CACHE_NONE;
    cache->version = 0;
    if (value_is_error(result) || v.object->type != interp->types[TYPE_TYPE] || !type_version(type))
        return result;
    Value found = type_lookup(type, name);
    Value meta = type_lookup(interp->types[TYPE_TYPE], name);
    if (value_is_unset(meta) && found.tag != TAG_UNSET && value_is(found, result)) {
        cache->kind = ATTRIBUTE_CACHE_TYPE;
        cache->version = type->version;
        cache->found = found;
    }
    return result;
}

Value attribute_get_cached(Interp *interp, Value v, Value name, AttributeCache *cache)
{
    Type *type = value_type(interp, v);
    if (LIKELY(cache->version == type->version && cache->version && cache->kind != ATTRIBUTE_CACHE_TYPE))
        return get_through_cache(interp, v, name, cache, type);
    if (value_is_type(v))
        return get_from_type_object(interp, v, name, cache);
    learn(interp, type, name, cache);
    if (cache->kind == ATTRIBUTE_CACHE_NONE)
        return value_get_attribute(interp, v, name);
    return get_through_cache(interp, v, name, cache, type);
}

// Where `name` may simply be stored in instances of `type`.
static void learn_to_set(Interp *interp, Type *type, Value name, AttributeCache *cache)
{
    cache->kind = ATTRIBUTE_CACHE_NONE;
    cache->version = type_version(type);
    if (!cache->version || type->slots.set_attribute != attribute_set_generic)
        return;
    Value found = type_lookup(type, name);
    if (is_member(interp, found) && type_is_subtype(type, ((const Member *)found.object)->owner)) {
        cache->kind = ATTRIBUTE_CACHE_SLOT;
        cache->hint = ((const Member *)found.object)->index;
    } else if (type->flags & TYPE_FLAG_DICT && !(found.tag == TAG_OBJECT && is_data_descriptor(found.object->type))) {
        cache->kind = ATTRIBUTE_CACHE_DICT;
        cache->hint = 0;
    }
}

bool attribute_set_cached(Interp *interp, Value v, Value name, Value value, AttributeCache *cache)
{
    Type *type = value_type(interp, v);
    if (cache->version != type->version || !cache->version)
        learn_to_set(interp, type, name, cache);
    if (cache->kind == ATTRIBUTE_CACHE_SLOT) {
        value_replace_take(object_slot(v.object, cache->hint), value_keep(value));
        return true;
    }
    if (cache->kind != ATTRIBUTE_CACHE_DICT)
        return value_set_attribute(interp, v, name, value);
    Dict *dict = (Dict *)*object_dict_slot(v.object);
    if (!dict) {
        dict = (Dict *)object_private_dict(interp, v.object);
        cache->hint = 0;
        if (dict)
            dict_append_take(dict, name, value_keep(value));
        return dict != NULL;
    }
    DictEntry *entry = dict_entry_at(dict, cache->hint, name);
    if (entry) {
        value_replace_take(&entry->value, value_keep(value));
        return true;
    }
    if (!set_in_dict(interp, v, name, value))
        return false;
    peek_dict(v.object, name, cache);
    return true;
}

Value attribute_get_method(Interp *interp, Value v, Value name, AttributeCache *cache, Value *self)
{
    *self = VALUE_UNSET;
    Type *type = value_type(interp, v);
    if (UNLIKELY(cache->version != type->version || !cache->version || cache->kind == ATTRIBUTE_CACHE_TYPE)) {
        if (value_is_type(v))
            return get_from_type_object(interp, v, name, cache);
        learn(interp, type, name, cache);
    }
    if (cache->kind == ATTRIBUTE_CACHE_DICT) {
        Value own = peek_dict(v.object, name, cache);
        if (own.tag != TAG_UNSET)
            return value_keep(own);
    } else if (cache->kind != ATTRIBUTE_CACHE_CLASS) {
        return attribute_get_cached(interp, v, name, cache);
    }
    if (value_is_unset(cache->found))
        return attribute_raise_missing(interp, v, name);
    if (!call_takes_self(interp, cache->found))
        return bind_found(interp, cache->found, v, type);
    *self = v;
    return value_keep(cache->found);
}

#include "object/type_make.h"

#include <string.h>

#include "object/descriptor.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/getset.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"

void type_set_layout(Type *type)
{
    if (type->flags & (TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF) || type->slot_count)
        type->flags |= TYPE_FLAG_GC;
    type->prefix = type->flags & TYPE_FLAG_GC ? sizeof(GcLink) : 0;
    if (type->flags & (TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF) || type->slot_count)
        type->prefix += sizeof(InstancePrefix) + type->slot_count * sizeof(Value);
    bool carries_dict = type->flags & TYPE_FLAG_HEAP && type->flags & TYPE_FLAG_DICT && type->size == sizeof(Object);
    type->inside = carries_dict ? DICT_INSIDE_BYTES : 0;
    type->prefix += type->inside;
}

// Slots that a spec leaves out come from the base. A type that compares in its own way does not inherit a hash.
static void inherit_slots(TypeSlots *slots, const TypeSlots *base)
{
    AnyFunction own[sizeof(TypeSlots) / sizeof(AnyFunction)], inherited[COUNT_OF(own)];
    if (slots->compare && !slots->hash)
        slots->hash = slot_hash_refused;
    memcpy(own, slots, sizeof own);
    memcpy(inherited, base, sizeof own);
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        if (!own[i])
            own[i] = inherited[i];
    }
    memcpy(slots, own, sizeof own);
}

// The type named type is its own type, so it cannot come from object_new.
static Type *allocate_type_object(Interp *interp)
{
    if (interp->types[TYPE_TYPE])
        return object_new(interp, interp->types[TYPE_TYPE], sizeof(Type));
    size_t prefix = sizeof(GcLink) + sizeof(InstancePrefix);
    char *block = mem_alloc_zero(&interp->memory, prefix + sizeof(Type));
    return block ? (Type *)(block + prefix) : NULL;
}

// object's type is type, whose base is object: object comes first and gets its head when type exists.
static void tie_first_types(Interp *interp, Type *type, const TypeSpec *spec)
{
    if (spec->id == TYPE_OBJECT) {
        type->head.references = 1;
    } else if (spec->id == TYPE_TYPE) {
        Type *object = interp->types[TYPE_OBJECT];
        object->head.type = object_keep(type);
        type->head = (Object){.references = type->head.references + 1, .type = type};
        type->head.references++;
    }
}

Type *type_allocate(Interp *interp, const TypeSpec *spec, Type *base)
{
    Type *type = allocate_type_object(interp);
    if (!type)
        return NULL;
    if (!interp->types[TYPE_TYPE])
        tie_first_types(interp, type, spec);
    type->interp = interp;
    type->full_name = spec->name;
    type->base = base ? object_keep(base) : NULL;
    type->size = spec->size ? spec->size : base ? base->size : sizeof(Object);
    type->flags = spec->flags;
    type->slots = spec->slots;
    type->layout = type;
    if (base) {
        type->flags |=
            base->flags & (TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF | TYPE_FLAG_META | TYPE_FLAGS_MATCHED);
        type->slot_count = base->slot_count;
        inherit_slots(&type->slots, &base->slots);
        if (type->size == base->size)
            type->layout = base->layout;
        if (spec->flags & TYPE_FLAG_NO_NEW)
            type->slots.new_ = NULL;
    }
    type_set_layout(type);
    return type;
}

static bool set_text(Type *type, Value name, const char *text)
{
    Value v = str_from_string(type->interp, text);
    bool ok = !value_is_error(v) && dict_set(type->interp, type->attributes, name, v);
    value_drop(v);
    return ok;
}

static bool set_take(Type *type, Value name, Value value)
{
    bool ok = !value_is_error(name) && !value_is_error(value) && dict_set(type->interp, type->attributes, name, value);
    value_drop(name);
    value_drop(value);
    return ok;
}

static bool add_methods(Type *type, const NativeSpec *const *methods)
{
    for (; methods && *methods; methods++) {
        Value name;
        Value method = native_for_type(type, *methods, &name);
        if (!set_take(type, name, method))
            return false;
    }
    return true;
}

static bool add_getsets(Type *type, const GetSetSpec *getsets)
{
    for (; getsets && getsets->name; getsets++) {
        if (!set_take(type, interp_intern(type->interp, getsets->name), getset_new(type, getsets)))
            return false;
    }
    return true;
}

static bool fill_names(Type *type)
{
    Interp *interp = type->interp;
    const char *dot = strrchr(type->full_name, '.');
    type->name = interp_intern(interp, dot ? dot + 1 : type->full_name);
    if (value_is_error(type->name))
        return false;
    type->qualified_name = value_keep(type->name);
    type->attributes = dict_new(interp);
    if (value_is_error(type->attributes))
        return false;
    if (!dot)
        return true;
    Value module = str_new(interp, type->full_name, (size_t)(dot - type->full_name));
    bool ok = !value_is_error(module) && dict_set(interp, type->attributes, interp->names[NAME_module], module);
    value_drop(module);
    return ok;
}

static bool fill_bases(Type *type)
{
    Interp *interp = type->interp;
    Value base = type->base ? value_from_object(type->base) : VALUE_UNSET;
    type->bases = tuple_from_values(interp, type->base ? 1 : 0, &base);
    if (value_is_error(type->bases))
        return false;
    const Tuple *above = type->base ? tuple_of(type->base->mro) : NULL;
    Value mro = tuple_new(interp, 1 + (above ? above->count : 0));
    if (value_is_error(mro))
        return false;
    tuple_of(mro)->items[0] = value_from_object(object_keep(type));
    for (size_t i = 0; above && i < above->count; i++)
        tuple_of(mro)->items[i + 1] = value_keep(above->items[i]);
    type->mro = mro;
    return !type->base || type_add_subclass(type->base, type);
}

bool type_fill(Type *type, const TypeSpec *spec)
{
    Interp *interp = type->interp;
    if (!fill_names(type) || !fill_bases(type))
        return false;
    if (!slot_add_wrappers(type, &spec->slots) || !add_methods(type, spec->methods) ||
        !add_getsets(type, spec->getsets))
        return false;
    if (spec->slots.compare && !spec->slots.hash &&
        !dict_set(interp, type->attributes, interp->names[NAME_hash], VALUE_NONE))
        return false;
    type->find = spec->find;
    // Types whose instances have a documentation of their own have a getter under this name already.
    Value name = interp->names[NAME_doc];
    if (!spec->doc || !value_is_unset(dict_peek_name(dict_of(type->attributes), name)))
        return true;
    return set_text(type, name, spec->doc);
}

// ---- the end ----

// Empties a built-in type so that no value but the type objects themselves is left.
static void empty_type(Type *type)
{
    if (!type)
        return;
    Value values[] = {type->attributes, type->mro, type->bases, type->qualified_name, type->name};
    type->attributes = type->mro = type->bases = type->qualified_name = type->name = (Value){0};
    for (size_t i = 0; i < COUNT_OF(values); i++)
        value_drop(values[i]);
}

static void free_type(Interp *interp, Type *type)
{
    if (!type)
        return;
    mem_free(&interp->memory, type->subclasses, type->subclass_capacity * sizeof *type->subclasses);
    size_t prefix = sizeof(GcLink) + sizeof(InstancePrefix);
    mem_free(&interp->memory, (char *)type - prefix, prefix + sizeof(Type));
}

static void clear_method_cache(Interp *interp)
{
    for (size_t i = 0; interp->method_cache && i < METHOD_CACHE_SIZE; i++) {
        object_drop(interp->method_cache->entries[i].name);
        interp->method_cache->entries[i] = (struct MethodCacheEntry){0};
    }
}

void type_finish(Interp *interp)
{
    for (int i = 0; i < ERROR_KIND_COUNT; i++)
        empty_type(interp->exceptions[i]);
    for (int i = 0; i < TYPE_ID_COUNT; i++)
        empty_type(interp->types[i]);
    clear_method_cache(interp);
    slot_finish(interp);
    native_finish(interp);
    for (int i = 0; i < NAME_COUNT; i++)
        value_drop(interp->names[i]);
    str_finish(interp);
    for (int i = 0; i < ERROR_KIND_COUNT; i++)
        free_type(interp, interp->exceptions[i]);
    for (int i = TYPE_ID_COUNT - 1; i >= 0; i--)
        free_type(interp, interp->types[i]);
}

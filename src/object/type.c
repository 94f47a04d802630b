#include "object/type.h"

#include <string.h>

#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/type_make.h"

bool type_is_subtype(const Type *type, const Type *ancestor)
{
    if (type == ancestor)
        return true;
    if (type->mro.tag != TAG_OBJECT) { // half made, or torn down
        for (; type; type = type->base) {
            if (type == ancestor)
                return true;
        }
        return false;
    }
    const Tuple *mro = tuple_of(type->mro);
    for (size_t i = 1; i < mro->count; i++) {
        if (mro->items[i].object == &ancestor->head)
            return true;
    }
    return false;
}

uint32_t type_version(Type *type)
{
    if (type->version)
        return type->version;
    if (type->bases.tag != TAG_OBJECT || type->interp->next_type_version == UINT32_MAX)
        return 0;
    // A change of a base must reach this type: so each base has a version too.
    const Tuple *bases = tuple_of(type->bases);
    for (size_t i = 0; i < bases->count; i++) {
        if (!type_version(type_of(bases->items[i])))
            return 0;
    }
    return type->version = ++type->interp->next_type_version;
}

void type_modified(Type *type)
{
    if (!type->version)
        return;
    type->version = 0;
    for (size_t i = 0; i < type->subclass_count; i++)
        type_modified(type->subclasses[i]);
}

static Value lookup_in_mro(const Type *type, Value name)
{
    if (type->mro.tag != TAG_OBJECT)
        return VALUE_UNSET;
    const Tuple *mro = tuple_of(type->mro);
    for (size_t i = 0; i < mro->count; i++) {
        const Type *ancestor = (const Type *)mro->items[i].object;
        if (ancestor->attributes.tag != TAG_OBJECT)
            continue;
        Value found = dict_peek_name(dict_of(ancestor->attributes), name);
        if (found.tag == TAG_UNSET && UNLIKELY(ancestor->find != NULL))
            found = ancestor->find((Type *)ancestor, name);
        if (found.tag != TAG_UNSET)
            return found;
    }
    return VALUE_UNSET;
}

Value type_lookup(Type *type, Value name)
{
    uint32_t version = type->version ? type->version : type_version(type);
    if (UNLIKELY(!version))
        return lookup_in_mro(type, name);
    size_t place = (version * 2654435761u >> 8 ^ (uintptr_t)name.object >> 4) % METHOD_CACHE_SIZE;
    struct MethodCacheEntry *entry = &type->interp->method_cache->entries[place];
    if (LIKELY(entry->version == version && entry->name == name.object))
        return entry->found;
    Value found = lookup_in_mro(type, name);
    Object *old = entry->name;
    entry->version = version;
    entry->name = object_keep(name.object);
    entry->found = found;
    object_drop(old);
    return found;
}

Value type_lookup_id(Type *type, int name_id)
{
    return type_lookup(type, type->interp->names[name_id]);
}

bool type_set(Type *type, Value name, Value value)
{
    Interp *interp = type->interp;
    bool found = true;
    bool ok = value_is_unset(value) ? dict_delete(interp, type->attributes, name, &found)
                                    : dict_set(interp, type->attributes, name, value);
    if (!ok)
        return false;
    type_modified(type);
    slot_update(type, name);
    return true;
}

void type_inherit_matched(Type *type)
{
    const Tuple *mro = tuple_of(type->mro);
    for (size_t i = 1; i < mro->count && !(type->flags & TYPE_FLAGS_MATCHED); i++)
        type->flags |= type_of(mro->items[i])->flags & TYPE_FLAGS_MATCHED;
}

void type_set_matched(Type *type, unsigned flag)
{
    if (!(type->flags & TYPE_FLAG_HEAP) || (type->flags & TYPE_FLAGS_MATCHED) == flag)
        return;
    type->flags = (type->flags & ~(unsigned)TYPE_FLAGS_MATCHED) | flag;
    for (size_t i = 0; i < type->subclass_count; i++)
        type_set_matched(type->subclasses[i], flag);
}

bool type_add_subclass(Type *base, Type *type)
{
    if (base->subclass_count == base->subclass_capacity) {
        size_t wanted = base->subclass_capacity ? base->subclass_capacity * 2 : 4;
        Type **moved = mem_resize(&base->interp->memory, base->subclasses, base->subclass_capacity * sizeof *moved,
                                  wanted * sizeof *moved);
        if (!moved)
            return false;
        base->subclasses = moved;
        base->subclass_capacity = wanted;
    }
    base->subclasses[base->subclass_count++] = type;
    return true;
}

void type_remove_subclass(Type *base, Type *type)
{
    for (size_t i = 0; i < base->subclass_count; i++) {
        if (base->subclasses[i] != type)
            continue;
        memmove(&base->subclasses[i], &base->subclasses[i + 1],
                (base->subclass_count - i - 1) * sizeof *base->subclasses);
        base->subclass_count--;
        return;
    }
}

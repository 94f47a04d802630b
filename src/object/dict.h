// dict and set: open-addressing index over entries in insertion order.
#ifndef OBJECT_DICT_H
#define OBJECT_DICT_H

#include "object/gc.h"
#include "object/interp.h"
#include "object/operate.h"
#include "object/str.h"

typedef struct DictEntry {
    Value key; // UNSET where deleted
    Value value;
    int64_t hash;
} DictEntry;

/// A slot of the index: as many low bits as number the slots hold the place of the entry; the others are bits of the
/// hash, which tell most different keys apart without a look at their entries.
typedef uint32_t DictSlot;

enum { DICT_INSIDE = 4 };

typedef struct Dict {
    Object head;
    size_t count;     // live entries
    size_t used;      // entries used, deleted ones included
    size_t first;     // all entries before it are deleted ones
    size_t capacity;  // of entries
    uint32_t version; // changes with each insertion or deletion of a key: iteration checks it
    uint32_t filled;  // slots of the index that are not empty, those of deleted keys included
    DictEntry *entries;
    DictSlot *index;   // NULL while the dict is small
    size_t index_size; // a power of two, more than any entry's place
    bool inside;       // an instance's own dict: DICT_INSIDE entries lie right behind it, and are used first
} Dict;

MUST_USE Value dict_new(Interp *interp);
/// The value of a key, kept for the caller; VALUE_UNSET where it is missing.
MUST_USE Value dict_get(Interp *interp, Value dict, Value key);
/// As dict_get for an interned str key: no Python code runs and nothing fails. The result is LENT.
Value dict_peek_name(const Dict *dict, Value name);
MUST_USE Value dict_get_text(Interp *interp, Value dict, const char *key);
MUST_USE bool dict_set(Interp *interp, Value dict, Value key, Value value); // keeps both
MUST_USE bool dict_set_text(Interp *interp, Value dict, const char *key, Value value);
/// Removes a key; *found tells whether it was there.
MUST_USE bool dict_delete(Interp *interp, Value dict, Value key, bool *found);
MUST_USE bool dict_update(Interp *interp, Value dict, Value mapping_or_pairs);
MUST_USE Value dict_copy(Interp *interp, Value dict);
void dict_clear(Interp *interp, Value dict);
/// Walks the entries in order: start with *position = 0; false at the end. Key and value are lent.
bool dict_walk(const Dict *dict, size_t *position, Value *key, Value *value);
static inline Dict *dict_of(Value v)
{
    return (Dict *)v.object;
}

MUST_USE Value set_new(Interp *interp, bool frozen);
MUST_USE Value set_from_iterable(Interp *interp, Value iterable, bool frozen);
MUST_USE bool set_add(Interp *interp, Value set, Value item);
MUST_USE bool set_contains(Interp *interp, Value set, Value item, bool *found);
bool set_walk(Value set, size_t *position, Value *item);

static inline bool dict_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[TYPE_DICT] || type_is_subtype(v.object->type, interp->types[TYPE_DICT]));
}
/// The hash of a key: TypeError "unhashable type: 'list'".
MUST_USE bool dict_hash_key(Interp *interp, Value key, int64_t *hash);
/// The place of a key in `entries`, -1 where it is missing. May run Python code (__eq__).
MUST_USE bool dict_find(Interp *interp, Dict *dict, Value key, int64_t hash, int64_t *at);
/// Removes the entry at a place and returns key (dropped by this) and value (owned by the caller).
Value dict_take_entry(Interp *interp, Dict *dict, size_t at);
/// In front of everything else in instances of classes that programs make from object: room for the dict of their
/// attributes, so that most instances are one block. It is used as long as nobody else asks for the __dict__, and is
/// not reference-counted.
enum {
    DICT_INSIDE_BYTES = (sizeof(GcLink) + sizeof(Dict) + DICT_INSIDE * sizeof(DictEntry) + MEM_ALIGNMENT - 1) /
                        MEM_ALIGNMENT * MEM_ALIGNMENT
};
/// The dict inside an instance's block, used or not; NULL where its class has none.
static inline Dict *dict_inside(const Object *object)
{
    const Type *type = object->type;
    return type->inside ? (Dict *)((char *)object - type->prefix + sizeof(GcLink)) : NULL;
}
/// Makes it the __dict__ of an instance that has none, as object_private_dict does; NULL where there is none to use.
static inline Dict *dict_start_inside(Interp *interp, Object *object)
{
    Dict *dict = dict_inside(object);
    if (!dict || dict->used > 0)
        return NULL;
    *(GcLink *)((char *)dict - sizeof(GcLink)) = (GcLink){0};
    // One by one: compilers clear a struct of this size in a way that takes longer than all else.
    dict->head.references = 1;
    dict->head.type = interp->types[TYPE_DICT];
    dict->count = dict->first = 0;
    dict->capacity = DICT_INSIDE;
    dict->version = dict->filled = 0;
    dict->entries = (DictEntry *)(dict + 1);
    dict->index = NULL;
    dict->index_size = 0;
    dict->inside = true;
    *object_dict_slot(object) = &dict->head;
    return dict;
}
/// Moves everything that an instance's own dict holds to a new one. False with MemoryError pending, nothing moved.
MUST_USE bool dict_move(Interp *interp, Dict *to, Dict *from);
/// Drops all that the dict inside an instance holds when the instance goes; it may not be used any more.
void dict_release(Interp *interp, Dict *dict);
/// Stores an entry behind the others, in a dict without an index that has room for it and lacks the name; `name` is an
/// interned str, and kept.
static inline void dict_append_take(Dict *dict, Value name, Value value)
{
    dict->entries[dict->used++] = (DictEntry){value_keep(name), value_halves(value), str_of(name)->hash};
    dict->count++;
    dict->version++;
}
/// The entry at a place where an interned name stood before; NULL where something else stands there now.
static inline DictEntry *dict_entry_at(const Dict *dict, size_t place, Value name)
{
    if (place >= dict->used)
        return NULL;
    DictEntry *entry = &dict->entries[place];
    return entry->key.tag == TAG_OBJECT && entry->key.object == name.object ? entry : NULL;
}
/// The place of an interned name that the dict has, for dict_entry_at; -1 where it stands there as another str. Looks
/// from the end: names that were just added are found at once.
int64_t dict_place_of(const Dict *dict, Value name);
/// dict.setdefault: the present value or `fallback`, which is then inserted. Owned.
MUST_USE Value dict_set_default(Interp *interp, Value dict, Value key, Value fallback);
/// Raises KeyError with the key as argument. Returns VALUE_ERROR.
Value dict_raise_missing(Interp *interp, Value key);
extern const NativeSpec *const dict_methods[];
/// iter() of a dict.
MUST_USE Value dict_iterate(Interp *interp, Value dict);

#endif

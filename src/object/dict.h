// dict and set: open-addressing index over entries in insertion order.
#ifndef OBJECT_DICT_H
#define OBJECT_DICT_H

#include "object/interp.h"

typedef struct DictEntry {
    Value key; // UNSET where deleted
    Value value;
    int64_t hash;
} DictEntry;

typedef struct Dict {
    Object head;
    size_t count;     // live entries
    size_t used;      // entries used, deleted ones included
    size_t capacity;  // of entries
    uint32_t version; // changes with each insertion or deletion of a key: iteration checks it
    DictEntry *entries;
    int32_t *index;    // NULL while the dict is small
    size_t index_size; // a power of two
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

#endif

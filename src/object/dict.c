#include "object/dict.h"

#include <string.h>

#include "object/container.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/slot.h"
#include "object/str.h"

enum {
    SMALL_CAPACITY = 8, // up to here the entries are searched in order, without an index
    PROBE_GROUP = 4,    // slots; no index is smaller
};

// All zero: empty, no entries, no index. The collector need not know a dict of plain values.
static Dict *construct_empty(Interp *interp, struct Type *type)
{
    return type == interp->types[TYPE_DICT] ? object_new_untracked(interp, type, sizeof(Dict))
                                            : object_new(interp, type, sizeof(Dict));
}

// Tells the collector of a dict that holds a value which may be a part of a cycle. An instance's own dict is visited
// through the instance.
static inline void track_for(Dict *dict, Value v)
{
    if (!dict->inside)
        gc_track_for(&dict->head, v);
}

Value dict_new(Interp *interp)
{
    return value_or_error(construct_empty(interp, interp->types[TYPE_DICT]));
}

bool dict_hash_key(Interp *interp, Value key, int64_t *hash)
{
    if (LIKELY(sequence_is_exact(interp, key, TYPE_STR))) {
        *hash = str_hash(str_of(key));
        return true;
    }
    return value_hash(interp, key, hash);
}

// Compares a key with an entry of the same hash: 1 equal, 0 different, -1 error, 2 the dict changed meanwhile.
static int same_key(Interp *interp, Dict *dict, const DictEntry *entry, Value key)
{
    if (value_is_same(entry->key, key))
        return 1;
    if (sequence_is_exact(interp, key, TYPE_STR) && sequence_is_exact(interp, entry->key, TYPE_STR)) {
        const Str *a = str_of(key), *b = str_of(entry->key);
        return a->bytes == b->bytes && memcmp(a->text, b->text, a->bytes) == 0;
    }
    if (key.tag == TAG_INT && entry->key.tag == TAG_INT)
        return 0;
    uint32_t version = dict->version;
    Value candidate = value_keep(entry->key);
    bool equal;
    bool ok = value_equal(interp, candidate, key, &equal);
    value_drop(candidate);
    if (!ok)
        return -1;
    return dict->version != version ? 2 : equal;
}

// Walks the index slots of a hash: all of a group, which lies in one line of the processor's cache, then those of other
// groups, of which i*5 + 1 plus ever fewer of the upper bits visits every one.
typedef struct Probe {
    size_t slot;
    unsigned seen; // slots
    uint64_t perturb;
    uint32_t mask;        // of the bits of a slot that are an entry's place
    uint32_t empty, gone; // such places: no key, a deleted one
    uint32_t mark;        // the other bits of a slot for this hash
} Probe;

static inline Probe probe_first(const Dict *dict, int64_t hash)
{
    uint32_t mask = (uint32_t)dict->index_size - 1;
    return (Probe){.slot = (size_t)hash & mask,
                   .perturb = (uint64_t)hash,
                   .mask = mask,
                   .empty = mask,
                   .gone = mask - 1,
                   .mark = ((uint32_t)((uint64_t)hash >> 32) ^ (uint32_t)hash) & ~mask};
}

static inline void probe_next(Probe *probe)
{
    size_t place = (probe->slot + 1) % PROBE_GROUP, group = probe->slot / PROBE_GROUP;
    if (++probe->seen % PROBE_GROUP == 0) {
        probe->perturb >>= 10;
        group = group * 5 + 1 + probe->perturb;
    }
    probe->slot = (group * PROBE_GROUP + place) & probe->mask;
}

// One search; false in *settled where the dict changed under it and it has to be repeated. In *slot where a key that is
// missing would stand in the index.
static inline bool search(Interp *interp, Dict *dict, Value key, int64_t hash, int64_t *at, size_t *slot, bool *settled)
{
    *settled = true;
    if (!dict->index) {
        for (size_t i = 0; i < dict->used; i++) {
            if (dict->entries[i].hash != hash || dict->entries[i].key.tag == TAG_UNSET)
                continue;
            int same = same_key(interp, dict, &dict->entries[i], key);
            if (same) {
                *settled = same != 2;
                *at = (int64_t)i;
                return same > 0;
            }
        }
        *at = -1;
        return true;
    }
    for (Probe probe = probe_first(dict, hash);; probe_next(&probe)) {
        DictSlot found = dict->index[probe.slot];
        uint32_t i = found & probe.mask;
        if (i == probe.empty) {
            *at = -1;
            *slot = probe.slot;
            return true;
        }
        if ((found & ~probe.mask) != probe.mark || i == probe.gone || dict->entries[i].hash != hash)
            continue;
        int same = same_key(interp, dict, &dict->entries[i], key);
        if (same) {
            *settled = same != 2;
            *at = i;
            return same > 0;
        }
    }
}

static bool find_slot(Interp *interp, Dict *dict, Value key, int64_t hash, int64_t *at, size_t *slot)
{
    bool settled;
    do {
        if (!search(interp, dict, key, hash, at, slot, &settled))
            return false;
    } while (!settled);
    return true;
}

bool dict_find(Interp *interp, Dict *dict, Value key, int64_t hash, int64_t *at)
{
    size_t slot;
    return find_slot(interp, dict, key, hash, at, &slot);
}

Value dict_get(Interp *interp, Value v, Value key)
{
    int64_t hash, at;
    Dict *dict = dict_of(v);
    if (!dict_hash_key(interp, key, &hash) || !dict_find(interp, dict, key, hash, &at))
        return VALUE_ERROR;
    return at < 0 ? VALUE_UNSET : value_keep(dict->entries[at].value);
}

// The place of a text among str keys; runs no code.
static int64_t find_text(const Dict *dict, const char *text, size_t length, int64_t hash)
{
    struct Type *str_type = dict->head.type->interp->types[TYPE_STR];
    Probe probe = {0};
    if (dict->index)
        probe = probe_first(dict, hash);
    for (size_t i = 0;; i++) {
        int64_t at = (int64_t)i;
        if (dict->index) {
            DictSlot slot = dict->index[probe.slot];
            probe_next(&probe);
            at = slot & probe.mask;
            if (at == probe.empty)
                return -1;
            if (at == probe.gone || (slot & ~probe.mask) != probe.mark)
                continue;
        } else if (i >= dict->used) {
            return -1;
        }
        const DictEntry *entry = &dict->entries[at];
        if (entry->hash == hash && entry->key.tag == TAG_OBJECT && entry->key.object->type == str_type) {
            const Str *key = str_of(entry->key);
            if (key->text == text || (key->bytes == length && memcmp(key->text, text, length) == 0))
                return at;
        }
    }
}

Value dict_peek_name(const Dict *dict, Value name)
{
    const Str *s = str_of(name);
    int64_t at = find_text(dict, s->text, s->bytes, str_hash(s));
    return at < 0 ? VALUE_UNSET : dict->entries[at].value;
}

Value dict_get_text(Interp *interp, Value v, const char *key)
{
    (void)interp;
    size_t length = strlen(key);
    int64_t at = find_text(dict_of(v), key, length, str_hash_bytes(key, length));
    return at < 0 ? VALUE_UNSET : value_keep(dict_of(v)->entries[at].value);
}

// ---- changes

// Writes the index of a dict whose entries all live.
static void fill_index(Dict *dict)
{
    for (size_t i = 0; i < dict->used; i++) {
        Probe probe = probe_first(dict, dict->entries[i].hash);
        while (dict->index[probe.slot] != UINT32_MAX)
            probe_next(&probe);
        dict->index[probe.slot] = (uint32_t)i | probe.mark;
    }
    dict->filled = (uint32_t)dict->used;
}

/// Whether entries of a dict lie in its own block.
static inline bool are_inside(const Dict *dict, const DictEntry *entries)
{
    return dict->inside && entries == (const DictEntry *)(dict + 1);
}

static inline void free_entries(Interp *interp, const Dict *dict, DictEntry *entries, size_t capacity)
{
    if (!are_inside(dict, entries))
        mem_free(&interp->memory, entries, capacity * sizeof *entries);
}

static size_t size_of(const Object *self)
{
    return self->type->size + (((const Dict *)self)->inside ? DICT_INSIDE * sizeof(DictEntry) : 0);
}

// Moves the entries to room for `capacity` of them, without the deleted ones. False leaves them where they are.
static bool move_entries(Interp *interp, Dict *dict, size_t capacity)
{
    size_t bytes = capacity * sizeof *dict->entries;
    if (dict->entries && !are_inside(dict, dict->entries) && dict->count == dict->used) {
        size_t old_bytes = dict->capacity * sizeof *dict->entries;
        DictEntry *entries = mem_resize(&interp->memory, dict->entries, old_bytes, bytes);
        if (entries)
            dict->entries = entries;
        return entries != NULL;
    }
    DictEntry *entries = mem_alloc(&interp->memory, bytes);
    if (!entries)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < dict->used; i++) {
        if (dict->entries[i].key.tag != TAG_UNSET)
            entries[used++] = dict->entries[i];
    }
    free_entries(interp, dict, dict->entries, dict->capacity);
    dict->entries = entries;
    dict->used = used;
    return true;
}

// Gives the dict room for `capacity` entries, without the deleted ones, and a new index.
static bool rebuild(Interp *interp, Dict *dict, size_t capacity)
{
    size_t index_size = 0;
    if (capacity > INT32_MAX / 2) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    if (capacity > SMALL_CAPACITY) {
        index_size = 16;
        while (index_size * 2 < capacity * 3)
            index_size *= 2;
    }
    DictSlot *index = NULL;
    if (index_size) {
        index = mem_alloc_array(&interp->memory, index_size, sizeof *index);
        if (!index)
            return false;
        memset(index, 0xFF, index_size * sizeof *index); // all slots are empty
    }
    if (!move_entries(interp, dict, capacity)) {
        mem_free(&interp->memory, index, index_size * sizeof *index);
        return false;
    }
    mem_free(&interp->memory, dict->index, dict->index_size * sizeof *index);
    dict->index = index;
    dict->index_size = index_size;
    dict->capacity = capacity;
    dict->first = 0;
    dict->filled = 0;
    if (index)
        fill_index(dict);
    return true;
}

// Room for the first entries of a dict that has none.
static bool start_entries(Interp *interp, Dict *dict)
{
    enum { FIRST_CAPACITY = 4 };
    dict->entries = mem_alloc(&interp->memory, FIRST_CAPACITY * sizeof *dict->entries);
    if (dict->entries)
        dict->capacity = FIRST_CAPACITY;
    return dict->entries != NULL;
}

// Makes room for one more entry; where that moves the keys, the new one finds another slot.
static bool grow(Interp *interp, Dict *dict, int64_t hash, size_t *slot)
{
    size_t capacity = dict->count * 2 < 4 ? 4 : dict->count * 2;
    if (!dict->capacity)
        return start_entries(interp, dict);
    if (!rebuild(interp, dict, capacity))
        return false;
    if (dict->index) {
        Probe probe = probe_first(dict, hash);
        while (dict->index[probe.slot] != UINT32_MAX)
            probe_next(&probe);
        *slot = probe.slot;
    }
    return true;
}

// Adds an entry for a key that is not there, at the slot that the search found; keeps both values.
static bool insert(Interp *interp, Dict *dict, Value key, int64_t hash, size_t slot, Value value)
{
    // Deleted keys keep their slots: too many of them leave no empty one, where a search ends.
    if (UNLIKELY(dict->used == dict->capacity || dict->filled == dict->capacity) && !grow(interp, dict, hash, &slot))
        return false;
    if (dict->index) {
        dict->index[slot] = (uint32_t)dict->used | probe_first(dict, hash).mark;
        dict->filled++;
    }
    dict->entries[dict->used++] = (DictEntry){value_keep(key), value_keep(value), hash};
    dict->count++;
    dict->version++;
    track_for(dict, key);
    track_for(dict, value);
    return true;
}

static inline bool set_hashed(Interp *interp, Dict *dict, Value key, int64_t hash, Value value)
{
    int64_t at;
    size_t slot;
    if (!find_slot(interp, dict, key, hash, &at, &slot))
        return false;
    if (at < 0)
        return insert(interp, dict, key, hash, slot, value);
    track_for(dict, value);
    value_replace_take(&dict->entries[at].value, value_keep(value));
    return true;
}

bool dict_move(Interp *interp, Dict *to, Dict *from)
{
    DictEntry *entries = from->entries;
    if (are_inside(from, entries)) {
        entries = mem_alloc(&interp->memory, from->capacity * sizeof *entries);
        if (!entries)
            return false;
        memcpy(entries, from->entries, from->used * sizeof *entries);
    }
    Object head = to->head;
    *to = *from;
    to->head = head;
    to->entries = entries;
    to->inside = false;
    *from = (Dict){.head = from->head, .version = from->version + 1, .inside = true};
    return true;
}

int64_t dict_place_of(const Dict *dict, Value name)
{
    for (size_t i = dict->used; i-- > 0;)
        if (dict_entry_at(dict, i, name))
            return (int64_t)i;
    return -1;
}

bool dict_set(Interp *interp, Value v, Value key, Value value)
{
    int64_t hash;
    return dict_hash_key(interp, key, &hash) && set_hashed(interp, dict_of(v), key, hash, value);
}

bool dict_set_text(Interp *interp, Value v, const char *key, Value value)
{
    Value name = str_from_string(interp, key);
    if (!value_is_error(name))
        name = str_intern_take(interp, name);
    if (value_is_error(name))
        return false;
    bool ok = dict_set(interp, v, name, value);
    value_drop(name);
    return ok;
}

Value dict_set_default(Interp *interp, Value v, Value key, Value fallback)
{
    int64_t hash, at;
    size_t slot;
    Dict *dict = dict_of(v);
    if (!dict_hash_key(interp, key, &hash) || !find_slot(interp, dict, key, hash, &at, &slot))
        return VALUE_ERROR;
    if (at >= 0)
        return value_keep(dict->entries[at].value);
    if (!insert(interp, dict, key, hash, slot, fallback))
        return VALUE_ERROR;
    return value_keep(fallback);
}

Value dict_take_entry(Interp *interp, Dict *dict, size_t at)
{
    (void)interp;
    DictEntry *entry = &dict->entries[at];
    Value key = entry->key, value = entry->value;
    if (dict->index) {
        Probe probe = probe_first(dict, entry->hash);
        while ((dict->index[probe.slot] & probe.mask) != at)
            probe_next(&probe);
        dict->index[probe.slot] = probe.gone;
    }
    entry->key = entry->value = VALUE_UNSET;
    dict->count--;
    dict->version++;
    while (dict->first < dict->used && dict->entries[dict->first].key.tag == TAG_UNSET)
        dict->first++;
    value_drop(key);
    return value;
}

bool dict_delete(Interp *interp, Value v, Value key, bool *found)
{
    int64_t hash, at;
    if (!dict_hash_key(interp, key, &hash) || !dict_find(interp, dict_of(v), key, hash, &at))
        return false;
    *found = at >= 0;
    if (*found)
        value_drop(dict_take_entry(interp, dict_of(v), (size_t)at));
    return true;
}

void dict_clear(Interp *interp, Value v)
{
    Dict *dict = dict_of(v);
    DictEntry *entries = dict->entries;
    size_t used = dict->used, capacity = dict->capacity;
    mem_free(&interp->memory, dict->index, dict->index_size * sizeof *dict->index);
    dict->entries = NULL; // first: dropping a value may run code that looks at the dict
    dict->index = NULL;
    dict->index_size = dict->count = dict->used = dict->first = dict->capacity = dict->filled = 0;
    dict->version++;
    for (size_t i = 0; i < used; i++) {
        value_drop(entries[i].key);
        value_drop(entries[i].value);
    }
    free_entries(interp, dict, entries, capacity);
}

void dict_release(Interp *interp, Dict *dict)
{
    for (DictEntry *entry = dict->entries, *end = entry + dict->used; entry < end; entry++) {
        value_drop(entry->key);
        value_drop(entry->value);
    }
    free_entries(interp, dict, dict->entries, dict->capacity);
    mem_free(&interp->memory, dict->index, dict->index_size * sizeof *dict->index);
    dict->used = 0;
}

bool dict_walk(const Dict *dict, size_t *position, Value *key, Value *value)
{
    if (*position < dict->first)
        *position = dict->first;
    while (*position < dict->used) {
        const DictEntry *entry = &dict->entries[(*position)++];
        if (entry->key.tag == TAG_UNSET)
            continue;
        *key = entry->key;
        *value = entry->value;
        return true;
    }
    return false;
}

// Adds the entries of another dict; the hashes are known.
static bool merge_dict(Interp *interp, Value v, Value source)
{
    Dict *dict = dict_of(v), *other = dict_of(source);
    if (dict == other || other->count == 0)
        return true;
    if (dict->count == 0 && other->count > dict->capacity && !rebuild(interp, dict, other->count))
        return false;
    size_t count = other->count;
    for (size_t i = 0; i < other->used; i++) {
        if (other->entries[i].key.tag == TAG_UNSET)
            continue;
        Value key = value_keep(other->entries[i].key), value = value_keep(other->entries[i].value);
        bool ok = set_hashed(interp, dict, key, other->entries[i].hash, value);
        value_drop(key);
        value_drop(value);
        if (!ok)
            return false;
        if (other->count != count) {
            value_raise(interp, ERROR_RUNTIME_ERROR, "dict mutated during update");
            return false;
        }
    }
    return true;
}

static bool merge_mapping(Interp *interp, Value v, Value mapping, Value keys_method)
{
    Value keys = value_call_values(interp, keys_method, 0, NULL);
    Value iterator = value_is_error(keys) ? VALUE_ERROR : value_iter(interp, keys);
    value_drop(keys);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value key = value_next(interp, iterator);
        if (key.tag == TAG_UNSET)
            break;
        Value item = value_is_error(key) ? VALUE_ERROR : value_get_item(interp, mapping, key);
        ok = !value_is_error(item) && dict_set(interp, v, key, item);
        value_drop(item);
        value_drop(key);
    }
    value_drop(iterator);
    return ok;
}

static bool merge_pair(Interp *interp, Value v, Value pair, size_t number)
{
    Value fast = list_from_iterable(interp, pair);
    if (value_is_error(fast)) {
        if (interp->error.kind == ERROR_TYPE_ERROR)
            raise_type_error(interp, "cannot convert dictionary update sequence element #%zu to a sequence", number);
        return false;
    }
    bool ok = list_of(fast)->count == 2;
    if (ok)
        ok = dict_set(interp, v, list_of(fast)->items[0], list_of(fast)->items[1]);
    else
        raise_value_error(interp, "dictionary update sequence element #%zu has length %zu; 2 is required", number,
                          list_of(fast)->count);
    value_drop(fast);
    return ok;
}

static bool merge_pairs(Interp *interp, Value v, Value pairs)
{
    Value iterator = value_iter(interp, pairs);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    for (size_t number = 0; ok; number++) {
        Value pair = value_next(interp, iterator);
        if (pair.tag == TAG_UNSET)
            break;
        ok = !value_is_error(pair) && merge_pair(interp, v, pair, number);
        value_drop(pair);
    }
    value_drop(iterator);
    return ok;
}

bool dict_update(Interp *interp, Value v, Value source)
{
    if (sequence_is_exact(interp, source, TYPE_DICT) ||
        (dict_check(interp, source) && source.object->type->slots.iter == dict_iterate))
        return merge_dict(interp, v, source);
    Value name = interp_intern(interp, "keys");
    if (value_is_error(name))
        return false;
    Value keys_method = value_find_attribute(interp, source, name);
    value_drop(name);
    if (value_is_error(keys_method))
        return false;
    if (keys_method.tag == TAG_UNSET)
        return merge_pairs(interp, v, source);
    bool ok = merge_mapping(interp, v, source, keys_method);
    value_drop(keys_method);
    return ok;
}

Value dict_copy(Interp *interp, Value v)
{
    Value copy = dict_new(interp);
    if (!value_is_error(copy) && !merge_dict(interp, copy, v)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    return copy;
}

Value dict_raise_missing(Interp *interp, Value key)
{
    return exception_raise_key(interp, key);
}

// ---- slots

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)arguments;
    return value_or_error(construct_empty(interp, type));
}

static bool init(Interp *interp, Value self, const Arguments *arguments)
{
    if (arguments->count > 1) {
        raise_type_error(interp, "dict expected at most 1 argument, got %zu", arguments->count);
        return false;
    }
    if (arguments->count && !dict_update(interp, self, arguments->values[0]))
        return false;
    for (size_t i = 0; arguments->keywords && i < arguments->keywords->count; i++) {
        if (!dict_set(interp, self, arguments->keywords->items[i], arguments->values[arguments->count + i]))
            return false;
    }
    return true;
}

static bool append_entry(Interp *interp, Text *out, Value key, Value value)
{
    value = value_keep(value);
    bool ok = container_append_repr(interp, out, key) && text_append(out, ": ", 2) &&
              container_append_repr(interp, out, value);
    value_drop(value);
    return ok;
}

static Value repr(Interp *interp, Value v)
{
    if (dict_of(v)->count == 0)
        return str_new(interp, "{}", 2);
    if (container_is_printing(interp, v))
        return str_new(interp, "{...}", 5);
    Text out;
    text_init(&out, &interp->memory);
    ReprGuard guard;
    container_repr_enter(interp, &guard, v);
    text_append_char(&out, '{');
    Value key, value;
    for (size_t position = 0; !out.failed && dict_walk(dict_of(v), &position, &key, &value);) {
        if (out.length > 1)
            text_append(&out, ", ", 2);
        if (!append_entry(interp, &out, key, value))
            out.failed = true;
    }
    text_append_char(&out, '}');
    container_repr_leave(interp, &guard);
    return str_from_text_take(&out);
}

static bool equal_dicts(Interp *interp, Dict *a, Dict *b, bool *equal)
{
    *equal = a->count == b->count;
    for (size_t i = 0; *equal && i < a->used; i++) {
        if (a->entries[i].key.tag == TAG_UNSET)
            continue;
        int64_t at;
        int64_t hash = a->entries[i].hash;
        Value key = value_keep(a->entries[i].key), left = value_keep(a->entries[i].value), right = VALUE_UNSET;
        bool ok = dict_find(interp, b, key, hash, &at);
        *equal = ok && at >= 0;
        if (*equal) {
            right = value_keep(b->entries[at].value);
            ok = value_equal(interp, left, right, equal) && interp_poll_at(interp, i);
        }
        value_drop(key);
        value_drop(left);
        value_drop(right);
        if (!ok)
            return false;
    }
    return true;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    bool equal;
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || !dict_check(interp, a) || !dict_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    if (!equal_dicts(interp, dict_of(a), dict_of(b), &equal))
        return VALUE_ERROR;
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

static Value merged(Interp *interp, Value a, Value b)
{
    if (!dict_check(interp, a) || !dict_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    Value copy = dict_copy(interp, a);
    if (!value_is_error(copy) && !dict_update(interp, copy, b)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    return copy;
}

static Value merge_in_place(Interp *interp, Value a, Value b)
{
    return dict_update(interp, a, b) ? value_keep(a) : VALUE_ERROR;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = dict_of(v)->count != 0;
    return true;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = (int64_t)dict_of(v)->count;
    return true;
}

static Value get_item(Interp *interp, Value v, Value key)
{
    Value value = dict_get(interp, v, key);
    if (LIKELY(value.tag != TAG_UNSET))
        return value;
    if (v.object->type != interp->types[TYPE_DICT]) {
        Value missing = type_lookup_id(v.object->type, NAME_missing);
        if (missing.tag != TAG_UNSET)
            return slot_call(interp, v, interp->names[NAME_missing], 1, &key);
    }
    return dict_raise_missing(interp, key);
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    bool found;
    if (item.tag != TAG_UNSET)
        return dict_set(interp, v, key, item);
    if (!dict_delete(interp, v, key, &found))
        return false;
    if (!found)
        dict_raise_missing(interp, key);
    return found;
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    int64_t hash, at;
    if (!dict_hash_key(interp, item, &hash) || !dict_find(interp, dict_of(v), item, hash, &at))
        return false;
    *found = at >= 0;
    return true;
}

static void destroy(Interp *interp, Object *self)
{
    dict_clear(interp, value_from_object(self));
}

static void traverse(Object *self, VisitFunction visit, void *context)
{
    const Dict *dict = (const Dict *)self;
    for (size_t i = 0; i < dict->used; i++) {
        visit_value(dict->entries[i].key, visit, context);
        visit_value(dict->entries[i].value, visit, context);
    }
}

const TypeSpec type_spec_DICT = {
    .name = "dict",
    .doc = "dict(mapping or iterable of pairs, **kwargs): values found by their keys, in the order of insertion.",
    .id = TYPE_DICT,
    .size = sizeof(Dict),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_MAPPING,
    .slots = {.new_ = construct,
              .init = init,
              .repr = repr,
              .compare = compare,
              .truth = truth,
              .binary = {[BINARY_OR] = merged},
              .inplace = {[BINARY_OR] = merge_in_place},
              .length = length,
              .get_item = get_item,
              .set_item = set_item,
              .contains = contains,
              .iter = dict_iterate,
              .destroy = destroy,
              .traverse = traverse,
              .size_of = size_of},
    .methods = dict_methods,
};

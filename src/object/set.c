#include "object/set.h"

#include <string.h>

#include "object/container.h"
#include "object/str.h"

enum { LINEAR_PROBES = 9, PERTURB_SHIFT = 5, REMOVED = -1 };

bool set_check(Interp *interp, Value v)
{
    return sequence_is(interp, v, TYPE_SET) || sequence_is(interp, v, TYPE_FROZENSET);
}

Value set_construct(Interp *interp, struct Type *type)
{
    Set *set = object_new(interp, type, sizeof *set);
    if (!set)
        return VALUE_ERROR;
    for (size_t i = 0; i < SET_SMALL; i++)
        set->small[i].key = VALUE_UNSET;
    set->table = set->small;
    set->mask = SET_SMALL - 1;
    set->hash = -1;
    return value_from_object(set);
}

Value set_new(Interp *interp, bool frozen)
{
    return set_construct(interp, interp->types[frozen ? TYPE_FROZENSET : TYPE_SET]);
}

static bool is_unused(const SetEntry *entry)
{
    return entry->key.tag == TAG_UNSET && entry->hash == 0;
}

// Compares an entry of the same hash: 1 equal, 0 different, -1 error, 2 the set changed meanwhile.
static int same_item(Interp *interp, Set *set, const SetEntry *entry, Value item)
{
    if (value_is_same(entry->key, item))
        return 1;
    if (sequence_is_exact(interp, item, TYPE_STR) && sequence_is_exact(interp, entry->key, TYPE_STR)) {
        const Str *a = str_of(item), *b = str_of(entry->key);
        return a->bytes == b->bytes && memcmp(a->text, b->text, a->bytes) == 0;
    }
    uint32_t version = set->version;
    Value candidate = value_keep(entry->key);
    bool equal;
    bool ok = value_equal(interp, candidate, item, &equal);
    value_drop(candidate);
    if (!ok)
        return -1;
    return set->version != version ? 2 : equal;
}

typedef enum SearchEnd { SEARCH_FOUND, SEARCH_FREE, SEARCH_CHANGED, SEARCH_ERROR } SearchEnd;

// Finds the item's entry, or where it would go: the last removed entry on the way, else the first unused one.
static SearchEnd search_once(Interp *interp, Set *set, Value item, int64_t hash, SetEntry **out)
{
    SetEntry *removed = NULL;
    size_t slot = (size_t)hash & set->mask;
    for (uint64_t perturb = (uint64_t)hash;;) {
        SetEntry *entry = &set->table[slot];
        size_t in_a_row = slot + LINEAR_PROBES <= set->mask ? LINEAR_PROBES : 0;
        for (size_t i = 0; i <= in_a_row; i++, entry++) {
            if (is_unused(entry)) {
                *out = removed ? removed : entry;
                return SEARCH_FREE;
            }
            if (entry->key.tag == TAG_UNSET)
                removed = entry;
            if (entry->hash != hash || entry->key.tag == TAG_UNSET)
                continue;
            *out = entry;
            int same = same_item(interp, set, entry, item);
            if (same)
                return same < 0 ? SEARCH_ERROR : same == 1 ? SEARCH_FOUND : SEARCH_CHANGED;
        }
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & set->mask;
    }
}

static SearchEnd search(Interp *interp, Set *set, Value item, int64_t hash, SetEntry **out)
{
    SearchEnd end;
    do
        end = search_once(interp, set, item, hash, out);
    while (end == SEARCH_CHANGED);
    return end;
}

// Puts an item that is not there into a table without removed entries.
static void insert_clean(SetEntry *table, size_t mask, Value key, int64_t hash)
{
    size_t slot = (size_t)hash & mask;
    for (uint64_t perturb = (uint64_t)hash;;) {
        SetEntry *entry = &table[slot];
        size_t in_a_row = slot + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t i = 0; i <= in_a_row; i++, entry++) {
            if (entry->key.tag == TAG_UNSET) {
                *entry = (SetEntry){key, hash};
                return;
            }
        }
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

static void free_table(Interp *interp, Set *set, SetEntry *table, size_t mask)
{
    if (table != set->small)
        mem_free(&interp->memory, table, (mask + 1) * sizeof *table);
}

// Gives the set the smallest table with more than `least` slots.
static bool resize(Interp *interp, Set *set, size_t least)
{
    size_t size = SET_SMALL;
    while (size <= least)
        size *= 2;
    SetEntry *table = mem_alloc_array(&interp->memory, size, sizeof *table);
    if (!table)
        return false;
    for (size_t i = 0; i < size; i++)
        table[i] = (SetEntry){VALUE_UNSET, 0};
    for (size_t i = 0; i <= set->mask; i++) {
        if (set->table[i].key.tag != TAG_UNSET)
            insert_clean(table, size - 1, set->table[i].key, set->table[i].hash);
    }
    free_table(interp, set, set->table, set->mask);
    if (size == SET_SMALL) { // back home
        memcpy(set->small, table, sizeof set->small);
        mem_free(&interp->memory, table, size * sizeof *table);
        table = set->small;
    }
    set->table = table;
    set->mask = size - 1;
    set->fill = set->used;
    set->version++;
    return true;
}

static bool grow(Interp *interp, Set *set)
{
    return resize(interp, set, set->used > 50000 ? set->used * 2 : set->used * 4);
}

bool set_shed(Interp *interp, Set *set)
{
    return set->fill - set->used <= set->mask / 4 || grow(interp, set);
}

bool set_add_hashed(Interp *interp, Set *set, Value item, int64_t hash)
{
    SetEntry *entry;
    switch (search(interp, set, item, hash, &entry)) {
    case SEARCH_FOUND:
        return true;
    case SEARCH_FREE:
        break;
    default:
        return false;
    }
    set->fill += is_unused(entry); // a removed entry counted already
    *entry = (SetEntry){value_keep(item), hash};
    set->used++;
    set->version++;
    return set->fill * 5 < set->mask * 3 || grow(interp, set);
}

bool set_contains_hashed(Interp *interp, Set *set, Value item, int64_t hash, bool *found)
{
    SetEntry *entry;
    SearchEnd end = search(interp, set, item, hash, &entry);
    *found = end == SEARCH_FOUND;
    return end != SEARCH_ERROR;
}

bool set_discard_hashed(Interp *interp, Set *set, Value item, int64_t hash, bool *found)
{
    SetEntry *entry;
    SearchEnd end = search(interp, set, item, hash, &entry);
    *found = end == SEARCH_FOUND;
    if (*found) {
        Value old = entry->key;
        *entry = (SetEntry){VALUE_UNSET, REMOVED};
        set->used--;
        set->version++;
        value_drop(old);
    }
    return end != SEARCH_ERROR;
}

bool set_add(Interp *interp, Value set, Value item)
{
    int64_t hash;
    return dict_hash_key(interp, item, &hash) && set_add_hashed(interp, set_of(set), item, hash);
}

// The key to search for: a set (which cannot be hashed) stands for the equal frozenset. Owned.
static Value searchable(Interp *interp, Value item, int64_t *hash)
{
    if (dict_hash_key(interp, item, hash))
        return value_keep(item);
    if (interp->error.kind != ERROR_TYPE_ERROR || !sequence_is(interp, item, TYPE_SET))
        return VALUE_ERROR;
    error_clear(&interp->error);
    Value frozen = set_copy(interp, item, true);
    if (!value_is_error(frozen) && !value_hash(interp, frozen, hash)) {
        value_drop(frozen);
        return VALUE_ERROR;
    }
    return frozen;
}

bool set_contains(Interp *interp, Value set, Value item, bool *found)
{
    int64_t hash;
    Value key = searchable(interp, item, &hash);
    bool ok = !value_is_error(key) && set_contains_hashed(interp, set_of(set), key, hash, found);
    value_drop(key);
    return ok;
}

bool set_discard(Interp *interp, Value set, Value item, bool *found)
{
    int64_t hash;
    Value key = searchable(interp, item, &hash);
    bool ok = !value_is_error(key) && set_discard_hashed(interp, set_of(set), key, hash, found);
    value_drop(key);
    return ok;
}

void set_clear(Interp *interp, Value v)
{
    Set *set = set_of(v);
    if (!set->table) // creation failed half-way
        return;
    SetEntry copy[SET_SMALL], *table = set->table;
    size_t mask = set->mask;
    if (table == set->small) {
        memcpy(copy, set->small, sizeof copy);
        table = copy;
    }
    for (size_t i = 0; i < SET_SMALL; i++)
        set->small[i] = (SetEntry){VALUE_UNSET, 0};
    set->table = set->small;
    set->mask = SET_SMALL - 1;
    set->fill = set->used = 0;
    set->version++;
    for (size_t i = 0; i <= mask; i++) // last: dropping may run code that looks at the set
        value_drop(table[i].key);
    if (table != copy)
        mem_free(&interp->memory, table, (mask + 1) * sizeof *table);
}

void set_swap(Set *a, Set *b)
{
    Set copy = *a;
    bool a_small = a->table == a->small, b_small = b->table == b->small;
    a->fill = b->fill, a->used = b->used, a->mask = b->mask, a->table = b_small ? a->small : b->table;
    memcpy(a->small, b->small, sizeof a->small);
    b->fill = copy.fill, b->used = copy.used, b->mask = copy.mask, b->table = a_small ? b->small : copy.table;
    memcpy(b->small, copy.small, sizeof b->small);
    a->version++;
    b->version++;
}

const SetEntry *set_walk_entry(const Set *set, size_t *position)
{
    while (*position <= set->mask) {
        const SetEntry *entry = &set->table[(*position)++];
        if (entry->key.tag != TAG_UNSET)
            return entry;
    }
    return NULL;
}

bool set_walk(Value set, size_t *position, Value *item)
{
    const SetEntry *entry = set_walk_entry(set_of(set), position);
    if (entry)
        *item = entry->key;
    return entry != NULL;
}

// Adds another set's items; into an empty set they go without comparisons, and a copy keeps the table as it is.
static bool merge_set(Interp *interp, Set *set, Set *other)
{
    if (set == other || other->used == 0)
        return true;
    if ((set->fill + other->used) * 5 >= set->mask * 3 && !resize(interp, set, (set->used + other->used) * 2))
        return false;
    const SetEntry *from;
    size_t position = 0;
    if (set->fill == 0) {
        bool same_table = set->mask == other->mask && other->fill == other->used;
        for (; (from = set_walk_entry(other, &position)) != NULL; value_keep(from->key)) {
            if (same_table)
                set->table[position - 1] = *from;
            else
                insert_clean(set->table, set->mask, from->key, from->hash);
        }
        set->fill = set->used = other->used;
        set->version++;
        return true;
    }
    while ((from = set_walk_entry(other, &position)) != NULL) {
        Value key = value_keep(from->key);
        bool ok = set_add_hashed(interp, set, key, from->hash);
        value_drop(key);
        if (!ok)
            return false;
    }
    return true;
}

static bool merge_dict_keys(Interp *interp, Set *set, Dict *dict)
{
    if ((set->fill + dict->count) * 5 >= set->mask * 3 && !resize(interp, set, (set->used + dict->count) * 2))
        return false;
    for (size_t i = 0; i < dict->used; i++) {
        if (dict->entries[i].key.tag == TAG_UNSET)
            continue;
        Value key = value_keep(dict->entries[i].key);
        bool ok = set_add_hashed(interp, set, key, dict->entries[i].hash);
        value_drop(key);
        if (!ok)
            return false;
    }
    return true;
}

bool set_update(Interp *interp, Value set, Value iterable)
{
    if (set_check(interp, iterable))
        return merge_set(interp, set_of(set), set_of(iterable));
    if (sequence_is_exact(interp, iterable, TYPE_DICT))
        return merge_dict_keys(interp, set_of(set), dict_of(iterable));
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        ok = !value_is_error(item) && set_add(interp, set, item);
        value_drop(item);
    }
    value_drop(iterator);
    return ok;
}

Value set_from_iterable(Interp *interp, Value iterable, bool frozen)
{
    Value set = set_new(interp, frozen);
    if (!value_is_error(set) && !set_update(interp, set, iterable)) {
        value_drop(set);
        return VALUE_ERROR;
    }
    return set;
}

Value set_copy(Interp *interp, Value v, bool frozen)
{
    return set_from_iterable(interp, v, frozen);
}

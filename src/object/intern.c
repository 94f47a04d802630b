#include "object/intern.h"

#include <string.h>

enum { FIRST_SIZE = 1024 };

// Makes the empty table at the first use.
static bool start(Interp *interp)
{
    InternTable *table = mem_alloc_zero(&interp->memory, sizeof *table);
    if (!table)
        return false;
    table->slots = mem_alloc_zero(&interp->memory, FIRST_SIZE * sizeof *table->slots);
    if (!table->slots) {
        mem_free(&interp->memory, table, sizeof *table);
        return false;
    }
    table->size = FIRST_SIZE;
    table->empty = VALUE_UNSET;
    for (size_t i = 0; i < COUNT_OF(table->characters); i++)
        table->characters[i] = VALUE_UNSET;
    interp->interned = table;
    return true;
}

void str_finish(Interp *interp)
{
    InternTable *table = interp->interned;
    if (!table)
        return;
    value_drop(table->empty);
    for (size_t i = 0; i < COUNT_OF(table->characters); i++)
        value_drop(table->characters[i]);
    interp->interned = NULL;
    for (size_t i = 0; i < table->size; i++) {
        if (table->slots[i])
            table->slots[i]->interned = false;
    }
    mem_free(&interp->memory, table->slots, table->size * sizeof *table->slots);
    mem_free(&interp->memory, table, sizeof *table);
}

static size_t home_of(const InternTable *table, const Str *s)
{
    return (size_t)str_hash(s) & (table->size - 1);
}

// The slot that holds an equal text, or the empty one where it belongs.
static size_t find_slot_of(const InternTable *table, int64_t hash, const char *bytes, size_t length)
{
    for (size_t slot = (size_t)hash & (table->size - 1);; slot = (slot + 1) & (table->size - 1)) {
        const Str *other = table->slots[slot];
        if (!other || (other->hash == hash && other->bytes == length && !memcmp(other->text, bytes, length)))
            return slot;
    }
}

static size_t find_slot(const InternTable *table, const Str *s)
{
    return find_slot_of(table, str_hash(s), s->text, s->bytes);
}

static bool grow(Interp *interp, InternTable *table)
{
    Str **old = table->slots;
    size_t old_size = table->size;
    Str **slots = mem_alloc_zero(&interp->memory, old_size * 2 * sizeof *slots);
    if (!slots)
        return false;
    table->slots = slots;
    table->size = old_size * 2;
    for (size_t i = 0; i < old_size; i++) {
        if (old[i])
            slots[find_slot(table, old[i])] = old[i];
    }
    mem_free(&interp->memory, old, old_size * sizeof *old);
    return true;
}

Value str_intern_take(Interp *interp, Value v)
{
    InternTable *table = interp->interned;
    Str *s = (Str *)v.object;
    if (s->interned)
        return v;
    if (!table) {
        if (!start(interp)) {
            value_drop(v);
            return VALUE_ERROR;
        }
        table = interp->interned;
    }
    if (s->head.type != interp->types[TYPE_STR]) { // only exact strs live in the table
        Value exact = str_new(interp, s->text, s->bytes);
        value_drop(v);
        if (value_is_error(exact))
            return VALUE_ERROR;
        v = exact;
        s = (Str *)v.object;
        if (s->interned)
            return v;
    }
    if (table->count * 3 >= table->size * 2 && !grow(interp, table)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    size_t slot = find_slot(table, s);
    if (table->slots[slot]) {
        Value found = value_keep(value_from_object(table->slots[slot]));
        value_drop(v);
        return found;
    }
    table->slots[slot] = s;
    table->count++;
    s->interned = true;
    return v;
}

// Deletes by moving later members of the run back, so that the table needs no tombstones.
void intern_forget(Interp *interp, const Str *s)
{
    InternTable *table = interp->interned;
    if (!table)
        return;
    size_t mask = table->size - 1;
    size_t hole = find_slot(table, s);
    if (table->slots[hole] != s)
        return;
    for (size_t next = (hole + 1) & mask; table->slots[next]; next = (next + 1) & mask) {
        size_t home = home_of(table, table->slots[next]);
        if (((next - home) & mask) >= ((next - hole) & mask)) {
            table->slots[hole] = table->slots[next];
            hole = next;
        }
    }
    table->slots[hole] = NULL;
    table->count--;
}

Value str_intern_bytes(Interp *interp, const char *bytes, size_t length)
{
    const InternTable *table = interp->interned;
    if (table) {
        Str *known = table->slots[find_slot_of(table, str_hash_bytes(bytes, length), bytes, length)];
        if (known)
            return value_keep(value_from_object(known));
    }
    Value text = str_new(interp, bytes, length);
    return value_is_error(text) ? text : str_intern_take(interp, text);
}

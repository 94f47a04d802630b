// The types set and frozenset, and their iterator.
#include "object/container.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/set.h"
#include "object/str.h"

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)arguments;
    return set_construct(interp, type);
}

static bool init(Interp *interp, Value self, const Arguments *arguments)
{
    Value iterable;
    if (!container_one_argument(interp, "set", arguments, &iterable))
        return false;
    set_clear(interp, self);
    return iterable.tag == TAG_UNSET || set_update(interp, self, iterable);
}

static Value construct_frozen(Interp *interp, struct Type *type, const Arguments *arguments)
{
    bool exact = type == interp->types[TYPE_FROZENSET];
    bool strict = type->slots.init == interp->types[TYPE_OBJECT]->slots.init;
    Value iterable = arguments->count ? arguments->values[0] : VALUE_UNSET;
    if (strict && !container_one_argument(interp, "frozenset", arguments, &iterable))
        return VALUE_ERROR;
    if (arguments->count > 1)
        return raise_type_error(interp, "frozenset expected at most 1 argument, got %zu", arguments->count);
    if (exact && sequence_is_exact(interp, iterable, TYPE_FROZENSET))
        return value_keep(iterable);
    Value set = set_construct(interp, type);
    if (value_is_error(set) || iterable.tag == TAG_UNSET || set_update(interp, set, iterable))
        return set;
    value_drop(set);
    return VALUE_ERROR;
}

static Value repr(Interp *interp, Value v)
{
    const char *name = value_type_name(interp, v);
    bool plain = sequence_is_exact(interp, v, TYPE_SET);
    if (set_of(v)->used == 0)
        return str_from_format(interp, "%s()", name);
    if (container_is_printing(interp, v))
        return str_from_format(interp, "%s(...)", name);
    Text out;
    text_init(&out, &interp->memory);
    ReprGuard guard;
    container_repr_enter(interp, &guard, v);
    text_append_format(&out, plain ? "{" : "%s({", name);
    size_t start = out.length;
    Value item;
    for (size_t position = 0; !out.failed && set_walk(v, &position, &item);) {
        if (out.length > start)
            text_append(&out, ", ", 2);
        if (!container_append_repr(interp, &out, item))
            out.failed = true;
    }
    text_append_string(&out, plain ? "}" : "})");
    container_repr_leave(interp, &guard);
    return str_from_text_take(&out);
}

// CPython's commutative mix of the items' hashes: independent of their order.
static bool frozen_hash(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    Set *set = set_of(v);
    if (set->hash == -1) {
        uint64_t hash = 0;
        const SetEntry *entry;
        for (size_t position = 0; (entry = set_walk_entry(set, &position)) != NULL;) {
            uint64_t h = (uint64_t)entry->hash;
            hash ^= ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
        }
        hash ^= (set->used + 1) * 1927868237u;
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash * 69069u + 907133923u;
        set->hash = hash == UINT64_MAX ? 590923713 : (int64_t)hash;
    }
    *out = set->hash;
    return true;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = set_of(v)->used != 0;
    return true;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = (int64_t)set_of(v)->used;
    return true;
}

static void destroy(Interp *interp, Object *self)
{
    set_clear(interp, value_from_object(self));
}

static void traverse(Object *self, VisitFunction visit, void *context)
{
    const Set *set = (const Set *)self;
    for (size_t i = 0; set->table && i <= set->mask; i++)
        visit_value(set->table[i].key, visit, context);
}

// ---- iteration

typedef struct SetIterator {
    Object head;
    Value set; // UNSET once exhausted
    size_t position;
    size_t expected;
    size_t left;
} SetIterator;

static Value iterate(Interp *interp, Value v)
{
    SetIterator *iterator = object_new(interp, interp->types[TYPE_SET_ITERATOR], sizeof *iterator);
    if (!iterator)
        return VALUE_ERROR;
    iterator->set = value_keep(v);
    iterator->expected = iterator->left = set_of(v)->used;
    return value_from_object(iterator);
}

static Value iterator_next(Interp *interp, Value self)
{
    SetIterator *iterator = (SetIterator *)self.object;
    if (iterator->set.tag != TAG_OBJECT)
        return VALUE_UNSET;
    const Set *set = set_of(iterator->set);
    if (iterator->expected != set->used) {
        iterator->expected = SIZE_MAX; // stays broken
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Set changed size during iteration");
    }
    const SetEntry *entry = set_walk_entry(set, &iterator->position);
    if (entry) {
        iterator->left -= iterator->left > 0;
        return value_keep(entry->key);
    }
    value_replace_take(&iterator->set, VALUE_UNSET);
    return VALUE_UNSET;
}

static Value iterator_self(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

static void iterator_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_replace_take(&((SetIterator *)self)->set, VALUE_UNSET);
}

static void iterator_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((SetIterator *)self)->set, visit, context);
}

NATIVE(iterator_length_hint, "__length_hint__(self, /)", "Returns how many items are left.")
{
    const SetIterator *iterator = (const SetIterator *)arg[0].object;
    bool valid = iterator->set.tag == TAG_OBJECT && iterator->expected == set_of(iterator->set)->used;
    return value_from_int(valid ? (int64_t)iterator->left : 0);
}

NATIVE(iterator_reduce, "__reduce__(self, /)", "Tells how to make an iterator over what is left.")
{
    const SetIterator *iterator = (const SetIterator *)arg[0].object;
    if (iterator->set.tag != TAG_OBJECT)
        return iterator_state_reduce_empty(interp, list_new(interp, 0));
    Value copy = iterate(interp, iterator->set);
    if (!value_is_error(copy)) {
        SetIterator *made = (SetIterator *)copy.object;
        made->position = iterator->position;
        made->expected = iterator->expected;
        made->left = iterator->left;
    }
    return iterator_state_reduce_rest(interp, copy);
}

static const NativeSpec *const ITERATOR_METHODS[] = {&iterator_length_hint_native, &iterator_reduce_native, NULL};

const TypeSpec type_spec_SET_ITERATOR = {
    .name = "set_iterator",
    .doc = "Iterates over the items of a set.",
    .id = TYPE_SET_ITERATOR,
    .size = sizeof(SetIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.iter = iterator_self, .next = iterator_next, .destroy = iterator_destroy, .traverse = iterator_traverse},
    .methods = ITERATOR_METHODS,
};

const TypeSpec type_spec_SET = {
    .name = "set",
    .doc = "set(iterable=()): a collection without order and without equal items.",
    .id = TYPE_SET,
    .size = sizeof(Set),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF,
    .slots =
        {.new_ = construct,
         .init = init,
         .repr = repr,
         .compare = set_compare,
         .truth = truth,
         .binary =
             {[BINARY_OR] = set_or, [BINARY_AND] = set_and, [BINARY_SUBTRACT] = set_subtract, [BINARY_XOR] = set_xor},
         .inplace = {[BINARY_OR] = set_inplace_or,
                     [BINARY_AND] = set_inplace_and,
                     [BINARY_SUBTRACT] = set_inplace_subtract,
                     [BINARY_XOR] = set_inplace_xor},
         .length = length,
         .contains = set_contains,
         .iter = iterate,
         .destroy = destroy,
         .traverse = traverse},
    .methods = set_methods,
};

const TypeSpec type_spec_FROZENSET = {
    .name = "frozenset",
    .doc = "frozenset(iterable=()): a set that cannot be changed and can be hashed.",
    .id = TYPE_FROZENSET,
    .size = sizeof(Set),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF,
    .slots =
        {.new_ = construct_frozen,
         .repr = repr,
         .hash = frozen_hash,
         .compare = set_compare,
         .truth = truth,
         .binary =
             {[BINARY_OR] = set_or, [BINARY_AND] = set_and, [BINARY_SUBTRACT] = set_subtract, [BINARY_XOR] = set_xor},
         .length = length,
         .contains = set_contains,
         .iter = iterate,
         .destroy = destroy,
         .traverse = traverse},
    .methods = frozenset_methods,
};

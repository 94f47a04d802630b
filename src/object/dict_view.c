#include "object/dict_view.h"

#include "object/container.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/str.h"

Value dict_view_new(Interp *interp, TypeId id, Value dict)
{
    DictView *view = object_new(interp, interp->types[id], sizeof *view);
    if (!view)
        return VALUE_ERROR;
    view->dict = value_keep(dict);
    return value_from_object(view);
}

static Value dict_behind(Value view)
{
    return ((const DictView *)view.object)->dict;
}

static void view_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_replace_take(&((DictView *)self)->dict, VALUE_UNSET);
}

static void view_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((DictView *)self)->dict, visit, context);
}

static bool view_length(Interp *interp, Value self, int64_t *out)
{
    (void)interp;
    *out = (int64_t)dict_of(dict_behind(self))->count;
    return true;
}

static Value view_repr(Interp *interp, Value self)
{
    if (container_is_printing(interp, self))
        return str_new(interp, "...", 3);
    ReprGuard guard;
    container_repr_enter(interp, &guard, self);
    Value list = list_from_iterable(interp, self);
    Value text = value_is_error(list) ? VALUE_ERROR : value_repr(interp, list);
    value_drop(list);
    container_repr_leave(interp, &guard);
    if (value_is_error(text))
        return VALUE_ERROR;
    Value result = str_from_format(interp, "%s(%s)", value_type_name(interp, self), str_of(text)->text);
    value_drop(text);
    return result;
}

// ---- set operations of keys and items views

static bool is_set_like(Interp *interp, Value v)
{
    return sequence_is(interp, v, TYPE_SET) || sequence_is(interp, v, TYPE_FROZENSET) ||
           sequence_is(interp, v, TYPE_DICT_KEYS) || sequence_is(interp, v, TYPE_DICT_ITEMS);
}

static Value view_binary(Interp *interp, Value a, Value b, const char *method)
{
    Value set = set_from_iterable(interp, a, false);
    if (value_is_error(set))
        return VALUE_ERROR;
    Value done = value_call_method(interp, set, method, 1, &b);
    if (value_is_error(done)) {
        value_drop(set);
        return VALUE_ERROR;
    }
    value_drop(done);
    return set;
}

static Value view_subtract(Interp *interp, Value a, Value b)
{
    return view_binary(interp, a, b, "difference_update");
}
static Value view_or(Interp *interp, Value a, Value b)
{
    return view_binary(interp, a, b, "update");
}
static Value view_xor(Interp *interp, Value a, Value b)
{
    return view_binary(interp, a, b, "symmetric_difference_update");
}

// The common items, in the order of the other operand, as CPython builds them.
static Value view_and(Interp *interp, Value a, Value b)
{
    bool swap = !is_set_like(interp, a) ||
                (!sequence_is(interp, a, TYPE_DICT_KEYS) && !sequence_is(interp, a, TYPE_DICT_ITEMS));
    Value view = swap ? b : a, other = swap ? a : b, common = set_new(interp, false);
    Value iterator = value_is_error(common) ? VALUE_ERROR : value_iter(interp, other);
    bool ok = !value_is_error(iterator);
    while (ok) {
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        bool found = false;
        ok = !value_is_error(item) && value_contains(interp, view, item, &found) &&
             (!found || set_add(interp, common, item));
        value_drop(item);
    }
    value_drop(iterator);
    if (ok)
        return common;
    value_drop(common);
    return VALUE_ERROR;
}

// True where each item of `a` is in `b`.
static bool all_in(Interp *interp, Value a, Value b, bool *result)
{
    Value iterator = value_iter(interp, a);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    *result = true;
    while (ok && *result) {
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        ok = !value_is_error(item) && value_contains(interp, b, item, result);
        value_drop(item);
    }
    value_drop(iterator);
    return ok;
}

static Value view_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    int64_t a_count, b_count;
    if (!is_set_like(interp, a) || !is_set_like(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    if (!value_length(interp, a, &a_count) || !value_length(interp, b, &b_count))
        return VALUE_ERROR;
    bool result = false;
    switch (kind) {
    case COMPARE_EQ:
    case COMPARE_NE:
        if (a_count == b_count && !all_in(interp, a, b, &result))
            return VALUE_ERROR;
        return value_from_bool(result == (kind == COMPARE_EQ));
    case COMPARE_LT:
    case COMPARE_LE:
        if ((kind == COMPARE_LE ? a_count <= b_count : a_count < b_count) && !all_in(interp, a, b, &result))
            return VALUE_ERROR;
        return value_from_bool(result);
    default:
        if ((kind == COMPARE_GE ? a_count >= b_count : a_count > b_count) && !all_in(interp, b, a, &result))
            return VALUE_ERROR;
        return value_from_bool(result);
    }
}

NATIVE(is_disjoint, "isdisjoint(self, other, /)", "Returns True where the view and an iterable have no item in common.")
{
    Value iterator = value_iter(interp, arg[1]);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    bool ok = true, found = false;
    while (ok && !found) {
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        ok = !value_is_error(item) && value_contains(interp, arg[0], item, &found);
        value_drop(item);
    }
    value_drop(iterator);
    return ok ? value_from_bool(!found) : VALUE_ERROR;
}

static bool keys_contain(Interp *interp, Value self, Value item, bool *found)
{
    return value_contains(interp, dict_behind(self), item, found);
}

static bool items_contain(Interp *interp, Value self, Value item, bool *found)
{
    *found = false;
    if (!tuple_check(interp, item) || tuple_of(item)->count != 2)
        return true;
    Value value = dict_get(interp, dict_behind(self), tuple_of(item)->items[0]);
    if (value.tag == TAG_UNSET)
        return true;
    bool ok = !value_is_error(value) && value_equal(interp, value, tuple_of(item)->items[1], found);
    value_drop(value);
    return ok;
}

static Value get_mapping(Interp *interp, Value self)
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_MAPPING_PROXY]), 1,
                             (Value[]){dict_behind(self)});
}

// ---- iterators

typedef struct DictIterator {
    Object head;
    Value dict; // UNSET once exhausted
    size_t position;
    size_t expected; // the dict's count when the iteration began
    size_t used;     // its entries then, for an OrderedDict: a key that moves takes a new one
    size_t left;
    TypeId what;
    bool backwards, ordered;
} DictIterator;

static Value iterator_new(Interp *interp, TypeId id, TypeId what, Value dict, bool backwards)
{
    DictIterator *iterator = object_new(interp, interp->types[id], sizeof *iterator);
    if (!iterator)
        return VALUE_ERROR;
    iterator->dict = value_keep(dict);
    iterator->position = backwards ? dict_of(dict)->used : dict_of(dict)->first;
    iterator->expected = iterator->left = dict_of(dict)->count;
    iterator->used = dict_of(dict)->used;
    iterator->what = what;
    iterator->backwards = backwards;
    iterator->ordered = id == TYPE_ODICT_ITERATOR;
    return value_from_object(iterator);
}

Value dict_iterator_new(Interp *interp, TypeId what, Value dict, bool backwards)
{
    TypeId id = backwards                  ? TYPE_DICT_REVERSE_KEY_ITERATOR
                : what == TYPE_DICT_KEYS   ? TYPE_DICT_KEY_ITERATOR
                : what == TYPE_DICT_VALUES ? TYPE_DICT_VALUE_ITERATOR
                                           : TYPE_DICT_ITEM_ITERATOR;
    return iterator_new(interp, id, what, dict, backwards);
}

Value dict_iterator_new_ordered(Interp *interp, TypeId what, Value dict, bool backwards)
{
    return iterator_new(interp, TYPE_ODICT_ITERATOR, what, dict, backwards);
}

Value dict_iterate(Interp *interp, Value dict)
{
    return dict_iterator_new(interp, TYPE_DICT_KEYS, dict, false);
}

static void iterator_end(DictIterator *iterator)
{
    value_replace_take(&iterator->dict, VALUE_UNSET);
}

static const DictEntry *next_entry(DictIterator *iterator, const Dict *dict)
{
    while (iterator->backwards ? iterator->position > 0 : iterator->position < dict->used) {
        size_t at = iterator->backwards ? --iterator->position : iterator->position++;
        if (at < dict->used && dict->entries[at].key.tag != TAG_UNSET)
            return &dict->entries[at];
    }
    return NULL;
}

// The next entry in *found; NULL at the end, false on an error.
static bool step(Interp *interp, DictIterator *iterator, const DictEntry **found)
{
    *found = NULL;
    if (UNLIKELY(iterator->dict.tag != TAG_OBJECT))
        return true;
    const Dict *dict = dict_of(iterator->dict);
    if (UNLIKELY(iterator->expected != dict->count || (iterator->ordered && iterator->used != dict->used))) {
        iterator->expected = SIZE_MAX; // stays broken
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    iterator->ordered ? "OrderedDict mutated during iteration"
                                      : "dictionary changed size during iteration");
        return false;
    }
    const DictEntry *entry = next_entry(iterator, dict);
    if (!entry) {
        iterator_end(iterator);
        return true;
    }
    if (UNLIKELY(iterator->left == 0)) {
        iterator_end(iterator);
        value_raise(interp, ERROR_RUNTIME_ERROR, "dictionary keys changed during iteration");
        return false;
    }
    iterator->left--;
    *found = entry;
    return true;
}

static Value iterator_next(Interp *interp, Value self)
{
    DictIterator *iterator = (DictIterator *)self.object;
    const DictEntry *entry;
    if (UNLIKELY(!step(interp, iterator, &entry)))
        return VALUE_ERROR;
    if (!entry)
        return VALUE_UNSET;
    if (iterator->what == TYPE_DICT_KEYS)
        return value_keep(entry->key);
    if (iterator->what == TYPE_DICT_VALUES)
        return value_keep(entry->value);
    return tuple_from_values(interp, 2, (Value[]){entry->key, entry->value});
}

static PairResult iterator_pair(Interp *interp, Value self, Value *key, Value *value)
{
    DictIterator *iterator = (DictIterator *)self.object;
    const DictEntry *entry;
    if (iterator->what == TYPE_DICT_KEYS || iterator->what == TYPE_DICT_VALUES)
        return PAIR_OTHER;
    if (UNLIKELY(!step(interp, iterator, &entry)))
        return PAIR_ERROR;
    if (!entry)
        return PAIR_END;
    *key = value_keep(entry->key);
    *value = value_keep(entry->value);
    return PAIR_GIVEN;
}

static void iterator_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_replace_take(&((DictIterator *)self)->dict, VALUE_UNSET);
}

static void iterator_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((DictIterator *)self)->dict, visit, context);
}

static Value iterator_self(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

NATIVE(iterator_length_hint, "__length_hint__(self, /)", "Returns how many items are left.")
{
    const DictIterator *iterator = (const DictIterator *)arg[0].object;
    bool valid = iterator->dict.tag == TAG_OBJECT && iterator->expected == dict_of(iterator->dict)->count;
    return value_from_int(valid ? (int64_t)iterator->left : 0);
}

NATIVE(iterator_reduce, "__reduce__(self, /)", "Tells how to make an iterator over what is left.")
{
    const DictIterator *iterator = (const DictIterator *)arg[0].object;
    if (iterator->dict.tag != TAG_OBJECT)
        return iterator_state_reduce_empty(interp, list_new(interp, 0));
    DictIterator *made = object_new(interp, iterator->head.type, sizeof *made);
    if (!made)
        return VALUE_ERROR;
    Object head = made->head;
    *made = *iterator;
    made->head = head;
    value_keep(made->dict);
    return iterator_state_reduce_rest(interp, value_from_object(made));
}

static const NativeSpec *const ITERATOR_METHODS[] = {&iterator_length_hint_native, &iterator_reduce_native, NULL};

#define ITERATOR_TYPE(ID, NAME, DOC)                                                                                   \
    const TypeSpec type_spec_##ID = {.name = NAME,                                                                     \
                                     .doc = DOC,                                                                       \
                                     .id = TYPE_##ID,                                                                  \
                                     .size = sizeof(DictIterator),                                                     \
                                     .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,                       \
                                     .slots = {.iter = iterator_self,                                                  \
                                               .next = iterator_next,                                                  \
                                               .next_pair = iterator_pair,                                             \
                                               .destroy = iterator_destroy,                                            \
                                               .traverse = iterator_traverse},                                         \
                                     .methods = ITERATOR_METHODS}

ITERATOR_TYPE(DICT_KEY_ITERATOR, "dict_keyiterator", "Iterates over the keys of a dict.");
ITERATOR_TYPE(DICT_VALUE_ITERATOR, "dict_valueiterator", "Iterates over the values of a dict.");
ITERATOR_TYPE(DICT_ITEM_ITERATOR, "dict_itemiterator", "Iterates over the pairs of a dict.");
ITERATOR_TYPE(ODICT_ITERATOR, "odict_iterator", "Iterates over an OrderedDict.");
ITERATOR_TYPE(DICT_REVERSE_KEY_ITERATOR, "dict_reversekeyiterator", "Iterates over a dict from its newest key.");

static Value keys_iterate(Interp *interp, Value self)
{
    return dict_iterator_new(interp, TYPE_DICT_KEYS, dict_behind(self), false);
}
static Value values_iterate(Interp *interp, Value self)
{
    return dict_iterator_new(interp, TYPE_DICT_VALUES, dict_behind(self), false);
}
static Value items_iterate(Interp *interp, Value self)
{
    return dict_iterator_new(interp, TYPE_DICT_ITEMS, dict_behind(self), false);
}

NATIVE(keys_reversed, "__reversed__(self, /)", "Returns an iterator over the keys, the newest first.")
{
    return dict_iterator_new(interp, TYPE_DICT_KEYS, dict_behind(arg[0]), true);
}
NATIVE(values_reversed, "__reversed__(self, /)", "Returns an iterator over the values, the newest first.")
{
    return dict_iterator_new(interp, TYPE_DICT_VALUES, dict_behind(arg[0]), true);
}
NATIVE(items_reversed, "__reversed__(self, /)", "Returns an iterator over the pairs, the newest first.")
{
    return dict_iterator_new(interp, TYPE_DICT_ITEMS, dict_behind(arg[0]), true);
}

static const NativeSpec *const KEYS_METHODS[] = {&is_disjoint_native, &keys_reversed_native, NULL};
static const NativeSpec *const VALUES_METHODS[] = {&values_reversed_native, NULL};
static const NativeSpec *const ITEMS_METHODS[] = {&is_disjoint_native, &items_reversed_native, NULL};
static const GetSetSpec VIEW_GETSETS[] = {{"mapping", "The dict behind the view, for reading.", get_mapping, NULL},
                                          {NULL, NULL, NULL, NULL}};

#define SET_OPERATORS                                                                                                  \
    {                                                                                                                  \
        [BINARY_SUBTRACT] = view_subtract, [BINARY_AND] = view_and, [BINARY_OR] = view_or, [BINARY_XOR] = view_xor     \
    }

const TypeSpec type_spec_DICT_KEYS = {
    .name = "dict_keys",
    .doc = "The keys of a dict, as they are at each moment.",
    .id = TYPE_DICT_KEYS,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = view_repr,
              .compare = view_compare,
              .binary = SET_OPERATORS,
              .length = view_length,
              .contains = keys_contain,
              .iter = keys_iterate,
              .destroy = view_destroy,
              .traverse = view_traverse},
    .methods = KEYS_METHODS,
    .getsets = VIEW_GETSETS,
};

const TypeSpec type_spec_DICT_VALUES = {
    .name = "dict_values",
    .doc = "The values of a dict, as they are at each moment.",
    .id = TYPE_DICT_VALUES,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = view_repr,
              .length = view_length,
              .iter = values_iterate,
              .destroy = view_destroy,
              .traverse = view_traverse},
    .methods = VALUES_METHODS,
    .getsets = VIEW_GETSETS,
};

const TypeSpec type_spec_DICT_ITEMS = {
    .name = "dict_items",
    .doc = "The (key, value) pairs of a dict, as they are at each moment.",
    .id = TYPE_DICT_ITEMS,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = view_repr,
              .compare = view_compare,
              .binary = SET_OPERATORS,
              .length = view_length,
              .contains = items_contain,
              .iter = items_iterate,
              .destroy = view_destroy,
              .traverse = view_traverse},
    .methods = ITEMS_METHODS,
    .getsets = VIEW_GETSETS,
};

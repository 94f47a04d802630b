// The methods of dict.
#include "object/container.h"
#include "object/dict.h"
#include "object/dict_view.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/str.h"

NATIVE(get, "get(self, key, default=None, /)", "Returns the value of a key, or a default where it is missing.")
{
    Value value = dict_get(interp, arg[0], arg[1]);
    return value.tag == TAG_UNSET ? value_keep(arg[2]) : value;
}

NATIVE(set_default, "setdefault(self, key, default=None, /)",
       "Returns the value of a key; where it is missing, inserts the default first.")
{
    return dict_set_default(interp, arg[0], arg[1], arg[2]);
}

NATIVE_RAW(pop, "pop(self, key, default=..., /)",
           "Removes a key and returns its value, or a default where it is missing.")
{
    if (!native_refuse_keywords(interp, "dict.pop", arguments))
        return VALUE_ERROR;
    if (arguments->count < 1)
        return raise_type_error(interp, "pop expected at least 1 argument, got 0");
    if (arguments->count > 2)
        return raise_type_error(interp, "pop expected at most 2 arguments, got %zu", arguments->count);
    int64_t hash, at = -1;
    Dict *dict = dict_of(self);
    // An empty dict does not even ask for the hash.
    if (dict->count > 0 && (!dict_hash_key(interp, arguments->values[0], &hash) ||
                            !dict_find(interp, dict, arguments->values[0], hash, &at)))
        return VALUE_ERROR;
    if (at >= 0)
        return dict_take_entry(interp, dict, (size_t)at);
    return arguments->count == 2 ? value_keep(arguments->values[1]) : dict_raise_missing(interp, arguments->values[0]);
}

NATIVE(pop_item, "popitem(self, /)", "Removes the key that was inserted last and returns (key, value).")
{
    Dict *dict = dict_of(arg[0]);
    if (dict->count == 0) {
        Value text = str_from_string(interp, "popitem(): dictionary is empty");
        if (!value_is_error(text))
            exception_raise_key(interp, text);
        value_drop(text);
        return VALUE_ERROR;
    }
    Value pair = tuple_new(interp, 2);
    if (value_is_error(pair))
        return VALUE_ERROR;
    size_t at = dict->used - 1;
    while (dict->entries[at].key.tag == TAG_UNSET)
        at--;
    tuple_of(pair)->items[0] = value_keep(dict->entries[at].key);
    tuple_of(pair)->items[1] = dict_take_entry(interp, dict, at);
    dict->used = at; // what is behind was deleted
    if (dict->first > dict->used)
        dict->first = dict->used;
    return pair;
}

NATIVE_RAW(update, "update(self, *args, **kwargs)",
           "Adds the entries of a mapping or of an iterable of pairs, then keywords.")
{
    if (arguments->count > 1)
        return raise_type_error(interp, "update expected at most 1 argument, got %zu", arguments->count);
    if (arguments->count && !dict_update(interp, self, arguments->values[0]))
        return VALUE_ERROR;
    for (size_t i = 0; arguments->keywords && i < arguments->keywords->count; i++) {
        if (!dict_set(interp, self, arguments->keywords->items[i], arguments->values[arguments->count + i]))
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(clear, "clear(self, /)", "Removes all keys.")
{
    dict_clear(interp, arg[0]);
    return VALUE_NONE;
}

NATIVE(copy, "copy(self, /)", "Returns a shallow copy.")
{
    return dict_copy(interp, arg[0]);
}

NATIVE(keys, "keys(self, /)", "Returns a view of the keys.")
{
    return dict_view_new(interp, TYPE_DICT_KEYS, arg[0]);
}

NATIVE(values, "values(self, /)", "Returns a view of the values.")
{
    return dict_view_new(interp, TYPE_DICT_VALUES, arg[0]);
}

NATIVE(items, "items(self, /)", "Returns a view of the (key, value) pairs.")
{
    return dict_view_new(interp, TYPE_DICT_ITEMS, arg[0]);
}

NATIVE(reversed, "__reversed__(self, /)", "Returns an iterator over the keys, the newest first.")
{
    return dict_iterator_new(interp, TYPE_DICT_KEYS, arg[0], true);
}

static bool fill_from_keys(Interp *interp, Value target, Value iterable, Value value)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    bool exact = sequence_is_exact(interp, target, TYPE_DICT), ok = true;
    while (ok) {
        Value key = value_next(interp, iterator);
        if (key.tag == TAG_UNSET)
            break;
        ok = !value_is_error(key) &&
             (exact ? dict_set(interp, target, key, value) : value_set_item(interp, target, key, value));
        value_drop(key);
    }
    value_drop(iterator);
    return ok;
}

NATIVE(from_keys, "fromkeys($cls, iterable, value=None, /)",
       "Makes a dict with the keys of an iterable, all with one value.")
{
    Value made = value_call_values(interp, arg[0], 0, NULL);
    if (!value_is_error(made) && !fill_from_keys(interp, made, arg[1], arg[2])) {
        value_drop(made);
        return VALUE_ERROR;
    }
    return made;
}

const NativeSpec *const dict_methods[] = {&get_native,
                                          &set_default_native,
                                          &pop_native,
                                          &pop_item_native,
                                          &update_native,
                                          &clear_native,
                                          &copy_native,
                                          &keys_native,
                                          &values_native,
                                          &items_native,
                                          &reversed_native,
                                          &from_keys_native,
                                          &container_class_getitem,
                                          NULL};

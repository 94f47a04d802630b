// What keys(), values() and items() of an OrderedDict return: views of dicts under names of their own.
#include "lib/odict_view.h"

#include "object/dict_view.h"

#define ODICT_VIEW(part, PART, doc_text)                                                                               \
    static Value part##_iterate(Interp *interp, Value self)                                                            \
    {                                                                                                                  \
        return dict_iterator_new_ordered(interp, TYPE_DICT_##PART, ((DictView *)self.object)->dict, false);            \
    }                                                                                                                  \
    NATIVE(part##_reversed, "__reversed__(self, /)", "Iterates from the newest.")                                      \
    {                                                                                                                  \
        return dict_iterator_new_ordered(interp, TYPE_DICT_##PART, ((DictView *)arg[0].object)->dict, true);           \
    }                                                                                                                  \
    static const NativeSpec *const PART##_METHODS[] = {&part##_reversed_native, NULL};                                 \
    const TypeSpec type_spec_ODICT_##PART = {                                                                          \
        .name = "odict_" #part,                                                                                        \
        .doc = doc_text,                                                                                               \
        .id = TYPE_ODICT_##PART,                                                                                       \
        .base = TYPE_DICT_##PART,                                                                                      \
        .size = sizeof(DictView),                                                                                      \
        .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,                                                    \
        .slots = {.iter = part##_iterate},                                                                             \
        .methods = PART##_METHODS,                                                                                     \
    }

ODICT_VIEW(keys, KEYS, "The keys of an OrderedDict, as they are at each moment.");
ODICT_VIEW(values, VALUES, "The values of an OrderedDict, as they are at each moment.");
ODICT_VIEW(items, ITEMS, "The (key, value) pairs of an OrderedDict, as they are at each moment.");

static Value view_of(Interp *interp, TypeId id, Value dict)
{
    if (support_is(interp, dict, TYPE_DICT))
        return dict_view_new(interp, id, dict);
    raise_type_error(interp, "a dict is required, not '%s'", value_type_name(interp, dict));
    return VALUE_ERROR;
}

NATIVE(ordered_keys, "ordered_keys(dict, /)", "A view of the keys.")
{
    return view_of(interp, TYPE_ODICT_KEYS, arg[0]);
}

NATIVE(ordered_values, "ordered_values(dict, /)", "A view of the values.")
{
    return view_of(interp, TYPE_ODICT_VALUES, arg[0]);
}

NATIVE(ordered_items, "ordered_items(dict, /)", "A view of the pairs.")
{
    return view_of(interp, TYPE_ODICT_ITEMS, arg[0]);
}

NATIVE(ordered_iterate, "ordered_iterate(dict, backwards, /)", "Iterates over the keys.")
{
    if (!support_is(interp, arg[0], TYPE_DICT))
        return raise_type_error(interp, "a dict is required, not '%s'", value_type_name(interp, arg[0]));
    return dict_iterator_new_ordered(interp, TYPE_DICT_KEYS, arg[0], arg[1].tag == TAG_BOOL && arg[1].boolean);
}

const NativeSpec *const ODICT_VIEW_NATIVES[] = {&ordered_keys_native, &ordered_values_native, &ordered_items_native,
                                                &ordered_iterate_native, NULL};

bool odict_view_prepare(Interp *interp, Value module)
{
    static const TypeSpec *const SPECS[] = {&type_spec_ODICT_KEYS, &type_spec_ODICT_VALUES, &type_spec_ODICT_ITEMS,
                                            NULL};
    return support_add_types(interp, module, SPECS);
}

// What keys(), values() and items() of an OrderedDict return: views of dicts under names of their own.
#include "lib/odict_view.h"

#include "object/dict_view.h"

const TypeSpec type_spec_ODICT_KEYS = {
    .name = "odict_keys",
    .doc = "The keys of an OrderedDict, as they are at each moment.",
    .id = TYPE_ODICT_KEYS,
    .base = TYPE_DICT_KEYS,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
};

const TypeSpec type_spec_ODICT_VALUES = {
    .name = "odict_values",
    .doc = "The values of an OrderedDict, as they are at each moment.",
    .id = TYPE_ODICT_VALUES,
    .base = TYPE_DICT_VALUES,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
};

const TypeSpec type_spec_ODICT_ITEMS = {
    .name = "odict_items",
    .doc = "The (key, value) pairs of an OrderedDict, as they are at each moment.",
    .id = TYPE_ODICT_ITEMS,
    .base = TYPE_DICT_ITEMS,
    .size = sizeof(DictView),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
};

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

const NativeSpec *const ODICT_VIEW_NATIVES[] = {&ordered_keys_native, &ordered_values_native, &ordered_items_native,
                                                NULL};

bool odict_view_prepare(Interp *interp, Value module)
{
    static const TypeSpec *const SPECS[] = {&type_spec_ODICT_KEYS, &type_spec_ODICT_VALUES, &type_spec_ODICT_ITEMS,
                                            NULL};
    return support_add_types(interp, module, SPECS);
}

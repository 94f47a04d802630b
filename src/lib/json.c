// _json: encoding and decoding. stdlib/json calls it with all options settled.
#include "lib/json.h"

const Value *json_settings(Interp *interp, Value settings, size_t count)
{
    if (support_is(interp, settings, TYPE_TUPLE) && tuple_of(settings)->count == count)
        return tuple_of(settings)->items;
    raise_type_error(interp, "the settings must be a tuple of %zu items", count);
    return NULL;
}

NATIVE(json_encode, "encode(obj, default, settings, /)",
       "Encodes an object. settings: (skipkeys, ensure_ascii, check_circular, allow_nan, indent, item separator, key "
       "separator, sort_keys).")
{
    return json_encode_value(interp, arg[0], arg[1], arg[2]);
}

NATIVE(json_decode, "decode(text, start, hooks, /)",
       "Decodes one value from a place on; returns it and where it ends. hooks: (object_hook, object_pairs_hook, "
       "parse_float, parse_int, parse_constant, strict).")
{
    int64_t start;
    if (!value_to_int64(interp, arg[1], &start))
        return VALUE_ERROR;
    return json_decode_value(interp, arg[0], start, arg[2]);
}

NATIVE(json_encode_string, "encode_string(text, ascii, /)", "Encodes a str with its quotes.")
{
    Text out;
    text_init(&out, &interp->memory);
    if (!support_is(interp, arg[0], TYPE_STR))
        return raise_type_error(interp, "first argument must be a string, not %s", value_type_name(interp, arg[0]));
    json_append_string(&out, str_of(arg[0])->text, str_of(arg[0])->bytes, arg[1].tag == TAG_BOOL && arg[1].boolean);
    return str_from_text_take(&out);
}

NATIVE(json_scanstring, "scanstring(string, end, strict=True, /)",
       "Decodes the string whose opening quote stands in front of a place; returns it and where it ends.")
{
    int64_t start;
    bool strict;
    if (!value_to_int64(interp, arg[1], &start) || !value_truth(interp, arg[2], &strict))
        return VALUE_ERROR;
    return json_decode_string(interp, arg[0], start, strict);
}

static const NativeSpec *const JSON_NATIVES[] = {
    &json_scanstring_native, &json_encode_native, &json_decode_native, &json_encode_string_native, NULL,
};

const ModuleSpec module_spec__json = {
    .name = "_json",
    .doc = "The encoder and decoder of the json module.",
    .functions = JSON_NATIVES,
};

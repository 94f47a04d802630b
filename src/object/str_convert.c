// Methods of str that map characters through tables, encode, and format.
#include <string.h>

#include "object/codec.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/str_format.h"
#include "object/str_methods.h"

// Appends what a table says about a character.
static bool append_translated(Interp *interp, Text *out, Value table, uint32_t c)
{
    Value found = value_get_item(interp, table, value_from_int(c));
    if (value_is_error(found)) {
        if (!error_kind_is(interp->error.kind, ERROR_LOOKUP_ERROR))
            return false;
        error_clear(&interp->error);
        return text_append_code_point(out, c);
    }
    bool ok = true;
    if (found.tag == TAG_INT || found.tag == TAG_BOOL) {
        ok = found.integer >= 0 && found.integer <= 0x10FFFF;
        if (ok)
            ok = text_append_code_point(out, (uint32_t)found.integer);
        else
            raise_value_error(interp, "character mapping must be in range(0x110000)");
    } else if (str_check(interp, found)) {
        ok = text_append(out, str_of(found)->text, str_of(found)->bytes);
    } else if (found.tag != TAG_NONE) {
        raise_type_error(interp, "character mapping must return integer, None or str");
        ok = false;
    }
    value_drop(found);
    return ok;
}

STR_METHOD(translate, "translate(self, table, /)", "Returns a copy with each character replaced through a table.")
{
    const Str *s = str_of(arg[0]);
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width) {
        if (!append_translated(interp, &out, arg[1], utf8_decode(s->text + i, &width)))
            out.failed = true;
    }
    return str_from_text_take(&out);
}

static bool copy_table(Interp *interp, Value table, Value source)
{
    if (!dict_check(interp, source)) {
        raise_type_error(interp, "if you give only one argument to maketrans it must be a dict");
        return false;
    }
    Value key, value;
    for (size_t position = 0; dict_walk(dict_of(source), &position, &key, &value);) {
        size_t width;
        Value code = key;
        if (str_check(interp, key)) {
            if (str_of(key)->length != 1) {
                raise_value_error(interp, "string keys in translate table must be of length 1");
                return false;
            }
            code = value_from_int(utf8_decode(str_of(key)->text, &width));
        } else if (key.tag != TAG_INT && key.tag != TAG_BOOL) {
            raise_type_error(interp, "keys in translate table must be strings or integers");
            return false;
        }
        if (!dict_set(interp, table, code, value))
            return false;
    }
    return true;
}

static bool pair_table(Interp *interp, Value table, Value from, Value to, Value deleted)
{
    const Value texts[] = {from, to, deleted};
    for (size_t i = 1; i < 3; i++) {
        if (texts[i].tag != TAG_UNSET && !str_check(interp, texts[i])) {
            raise_type_error(interp, "maketrans() argument %zu must be str, not %s", i + 1,
                             sequence_argument_type(interp, texts[i]));
            return false;
        }
    }
    if (!str_check(interp, from)) {
        raise_type_error(interp, "first maketrans argument must be a string if there is a second argument");
        return false;
    }
    const Str *a = str_of(from), *b = str_of(to);
    if (a->length != b->length) {
        raise_value_error(interp, "the first two maketrans arguments must have equal length");
        return false;
    }
    for (size_t i = 0, j = 0, a_width, b_width; i < a->bytes; i += a_width, j += b_width) {
        Value code = value_from_int(utf8_decode(a->text + i, &a_width));
        if (!dict_set(interp, table, code, value_from_int(utf8_decode(b->text + j, &b_width))))
            return false;
    }
    const Str *d = deleted.tag == TAG_UNSET ? NULL : str_of(deleted);
    for (size_t i = 0, width; d && i < d->bytes; i += width) {
        if (!dict_set(interp, table, value_from_int(utf8_decode(d->text + i, &width)), VALUE_NONE))
            return false;
    }
    return true;
}

STR_METHOD(maketrans, "maketrans($cls, x, y=..., z=..., /)",
           "Makes a table for translate of a dict, or of two texts of equal length.")
{
    Value table = dict_new(interp);
    if (value_is_error(table))
        return VALUE_ERROR;
    bool ok =
        arg[2].tag == TAG_UNSET ? copy_table(interp, table, arg[1]) : pair_table(interp, table, arg[1], arg[2], arg[3]);
    if (ok)
        return table;
    value_drop(table);
    return VALUE_ERROR;
}

STR_METHOD(encode, "encode(self, /, encoding='utf-8', errors='strict')", "Returns the text as bytes of an encoding.")
{
    for (size_t i = 1; i < 3; i++) {
        if (!str_check(interp, arg[i]))
            return raise_type_error(interp, "encode() argument '%s' must be str, not %s",
                                    i == 1 ? "encoding" : "errors", sequence_argument_type(interp, arg[i]));
    }
    return codec_encode(interp, arg[0], str_of(arg[1])->text, str_of(arg[2])->text);
}

STR_METHOD(format, "format(self, /, *args, **kwargs)",
           "Returns the text with its fields in braces replaced by arguments.")
{
    return str_format_template(interp, arg[0], tuple_of(arg[1])->count, tuple_of(arg[1])->items, arg[2]);
}

STR_METHOD(format_map, "format_map(self, mapping, /)", "As format, with the keywords of a mapping.")
{
    return str_format_template(interp, arg[0], 0, NULL, arg[1]);
}

STR_METHOD(dunder_format, "__format__(self, format_spec, /)", "Returns the text as a format specification says.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "__format__() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    if (str_of(arg[1])->bytes == 0)
        return value_str(interp, arg[0]);
    return format_spec_str(interp, arg[0], arg[1]);
}

STR_METHOD(getnewargs, "__getnewargs__(self, /)", "Returns the arguments that make a copy.")
{
    Value copy = str_new(interp, str_of(arg[0])->text, str_of(arg[0])->bytes);
    return value_is_error(copy) ? VALUE_ERROR : tuple_from_values_take(interp, 1, &copy);
}

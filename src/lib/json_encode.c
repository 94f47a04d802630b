#include <math.h>
#include <string.h>

#include "lib/json.h"

enum Setting { SKIP_KEYS, ENSURE_ASCII, CHECK_CIRCULAR, ALLOW_NAN, INDENT, ITEM_SEPARATOR, KEY_SEPARATOR, SORT_KEYS };

typedef struct Encoder {
    Interp *interp;
    Value fallback; // callable or None
    bool skip_keys, ascii, check_circular, allow_nan, sort_keys;
    const Str *indent; // NULL: everything on one line
    const Str *item_separator, *key_separator;
    Text out;
    int level;
    struct VECTOR(const Object *) open; // the containers around the one that is being written
} Encoder;

static bool encode(Encoder *e, Value v);

bool json_append_string(Text *out, const char *bytes, size_t length, bool ascii)
{
    text_append_char(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 32 && c != '"' && c != '\\' && (c < 127 || !ascii)) {
            i++;
            continue;
        }
        text_append(out, bytes + plain, i - plain);
        size_t width = 1;
        uint32_t code = utf8_decode(bytes + i, &width);
        static const char letters[] = "\"\\\n\r\t\f\b", names[] = "\"\\nrtfb";
        const char *letter = code && code < 128 ? strchr(letters, (int)code) : NULL;
        if (letter)
            text_append_format(out, "\\%c", names[letter - letters]);
        else if (code < 0x10000)
            text_append_format(out, "\\u%04x", code);
        else
            text_append_format(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
                               0xdc00 + ((code - 0x10000) & 0x3ff));
        i += width;
        plain = i;
    }
    text_append(out, bytes + plain, length - plain);
    return text_append_char(out, '"');
}

static bool append_float(Encoder *e, double x)
{
    if (isfinite(x))
        return float_append_repr(&e->out, x);
    if (!e->allow_nan) {
        Text text;
        text_init(&text, &e->interp->memory);
        float_append_repr(&text, x);
        raise_value_error(e->interp, "Out of range float values are not JSON compliant: %s", text_string(&text));
        text_free(&text);
        return false;
    }
    return text_append_string(&e->out, isnan(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity");
}

static bool new_line(Encoder *e)
{
    if (!e->indent)
        return true;
    text_append_char(&e->out, '\n');
    for (int i = 0; i < e->level; i++)
        text_append(&e->out, e->indent->text, e->indent->bytes);
    return !e->out.failed;
}

/// Enters a container: false where it contains itself, or the recursion is too deep.
static bool enter(Encoder *e, Value v)
{
    if (e->check_circular) {
        for (size_t i = 0; i < e->open.count; i++) {
            if (e->open.items[i] == v.object) {
                raise_value_error(e->interp, "Circular reference detected");
                return false;
            }
        }
    }
    if (!interp_enter(e->interp, " while encoding a JSON object"))
        return false;
    if (VECTOR_PUSH(&e->open, &e->interp->memory, v.object))
        return true;
    interp_leave(e->interp);
    return false;
}
static void leave(Encoder *e)
{
    e->open.count--;
    interp_leave(e->interp);
}

// Encoding may run Python code, which may change the list: each item is read when it is its turn.
static bool encode_items(Encoder *e, Value v)
{
    for (size_t i = 0;; i++) {
        const Value *items;
        size_t count;
        if (!sequence_items(e->interp, v, &items, &count))
            return false;
        if (i >= count)
            return true;
        if (i > 0)
            text_append(&e->out, e->item_separator->text, e->item_separator->bytes);
        Value item = value_keep(items[i]);
        bool good = new_line(e) && encode(e, item);
        value_drop(item);
        if (!good)
            return false;
    }
}

static bool encode_sequence(Encoder *e, Value v)
{
    const Value *items;
    size_t count;
    if (!sequence_items(e->interp, v, &items, &count))
        return false;
    if (count == 0)
        return text_append_string(&e->out, "[]");
    if (!enter(e, v))
        return false;
    text_append_char(&e->out, '[');
    e->level++;
    bool good = encode_items(e, v);
    e->level--;
    good = good && new_line(e) && text_append_char(&e->out, ']');
    leave(e);
    return good;
}

/// Appends a key: str, int, float, bool and None are written as strings. *skip: another one, to be left out.
static bool encode_key(Encoder *e, Value key, bool *skip)
{
    Interp *interp = e->interp;
    double x;
    *skip = false;
    if (support_is(interp, key, TYPE_STR))
        return json_append_string(&e->out, str_of(key)->text, str_of(key)->bytes, e->ascii);
    if (key.tag == TAG_BOOL)
        return text_append_string(&e->out, key.boolean ? "\"true\"" : "\"false\"");
    if (value_is_none(key))
        return text_append_string(&e->out, "\"null\"");
    bool number = int_check(interp, key), real = !number && float_check(interp, key, &x);
    if (number || real) {
        text_append_char(&e->out, '"');
        return (number ? int_append(interp, &e->out, key, 10) : append_float(e, x)) && text_append_char(&e->out, '"');
    }
    *skip = e->skip_keys;
    if (!*skip)
        raise_type_error(interp, "keys must be str, int, float, bool or None, not %s", value_type_name(interp, key));
    return *skip;
}

static bool encode_pair(Encoder *e, Value key, Value value, bool *first)
{
    size_t before = e->out.length;
    bool skip;
    if (!*first)
        text_append(&e->out, e->item_separator->text, e->item_separator->bytes);
    if (!new_line(e) || !encode_key(e, key, &skip))
        return false;
    if (skip) {
        e->out.length = before;
        return true;
    }
    *first = false;
    text_append(&e->out, e->key_separator->text, e->key_separator->bytes);
    return encode(e, value);
}

static bool encode_dict(Encoder *e, Value v)
{
    if (dict_of(v)->count == 0)
        return text_append_string(&e->out, "{}");
    if (!enter(e, v))
        return false;
    Value pairs = value_call_method(e->interp, v, "items", 0, NULL);
    Value list = value_is_error(pairs) ? VALUE_ERROR : list_from_iterable(e->interp, pairs);
    value_drop(pairs);
    bool good = !value_is_error(list) && (!e->sort_keys || list_sort(e->interp, list, VALUE_NONE, false));
    good = good && text_append_char(&e->out, '{');
    bool first = true;
    e->level++;
    for (size_t i = 0; good && i < list_of(list)->count; i++) {
        Value pair = list_of(list)->items[i];
        if (support_is(e->interp, pair, TYPE_TUPLE) && tuple_of(pair)->count == 2) {
            good = encode_pair(e, tuple_of(pair)->items[0], tuple_of(pair)->items[1], &first);
        } else {
            raise_value_error(e->interp, "items must return 2-tuples");
            good = false;
        }
    }
    e->level--;
    if (good && first)
        good = text_append_char(&e->out, '}');
    else
        good = good && new_line(e) && text_append_char(&e->out, '}');
    value_drop(list);
    leave(e);
    return good;
}

static bool encode_other(Encoder *e, Value v)
{
    Interp *interp = e->interp;
    if (value_is_none(e->fallback)) {
        raise_type_error(interp, "Object of type %s is not JSON serializable", value_type_name(interp, v));
        return false;
    }
    if (v.tag == TAG_OBJECT && !enter(e, v))
        return false;
    Value replaced = value_call_values(interp, e->fallback, 1, &v);
    bool good = !value_is_error(replaced) && encode(e, replaced);
    value_drop(replaced);
    if (v.tag == TAG_OBJECT)
        leave(e);
    return good;
}

static bool encode(Encoder *e, Value v)
{
    Interp *interp = e->interp;
    double x;
    switch (v.tag) {
    case TAG_NONE:
        return text_append_string(&e->out, "null");
    case TAG_BOOL:
        return text_append_string(&e->out, v.boolean ? "true" : "false");
    case TAG_INT:
        return text_append_format(&e->out, "%lld", (long long)v.integer);
    case TAG_FLOAT:
        return append_float(e, v.real);
    default:
        break;
    }
    if (support_is(interp, v, TYPE_STR))
        return json_append_string(&e->out, str_of(v)->text, str_of(v)->bytes, e->ascii);
    if (int_check(interp, v))
        return int_append(interp, &e->out, v, 10);
    if (float_check(interp, v, &x))
        return append_float(e, x);
    if (support_is(interp, v, TYPE_LIST) || support_is(interp, v, TYPE_TUPLE))
        return encode_sequence(e, v);
    if (support_is(interp, v, TYPE_DICT))
        return encode_dict(e, v);
    return encode_other(e, v);
}

Value json_encode_value(Interp *interp, Value value, Value fallback, Value settings)
{
    const Value *s = json_settings(interp, settings, SORT_KEYS + 1);
    if (!s)
        return VALUE_ERROR;
    Encoder e = {.interp = interp, .fallback = fallback};
    bool *const flags[] = {&e.skip_keys, &e.ascii, &e.check_circular, &e.allow_nan};
    for (int i = 0; i < 4; i++) {
        if (!value_truth(interp, s[i], flags[i]))
            return VALUE_ERROR;
    }
    if (!value_truth(interp, s[SORT_KEYS], &e.sort_keys) ||
        !support_text(interp, s[ITEM_SEPARATOR], "separator", &e.item_separator) ||
        !support_text(interp, s[KEY_SEPARATOR], "separator", &e.key_separator) ||
        (!value_is_none(s[INDENT]) && !support_text(interp, s[INDENT], "indent", &e.indent)))
        return VALUE_ERROR;
    text_init(&e.out, &interp->memory);
    bool good = encode(&e, value);
    VECTOR_FREE(&e.open, &interp->memory);
    if (good)
        return str_from_text_take(&e.out);
    text_free(&e.out);
    return VALUE_ERROR;
}

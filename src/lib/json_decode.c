#include <math.h>
#include <string.h>

#include "lib/json.h"

enum Hook { OBJECT_HOOK, OBJECT_PAIRS_HOOK, PARSE_FLOAT, PARSE_INT, PARSE_CONSTANT, STRICT };

typedef struct Decoder {
    Interp *interp;
    Value text; // str
    const char *bytes;
    size_t length, at;
    const Value *hooks;
    bool strict;
    Value memo; // dict: keys seen, so that equal ones are one str
} Decoder;

static Value decode(Decoder *d);

/// Raises json.JSONDecodeError(message, text, place).
static Value fail(Decoder *d, const char *message, size_t at)
{
    Value class = support_import(d->interp, "json.decoder", "JSONDecodeError");
    if (value_is_error(class))
        return VALUE_ERROR;
    Value arguments[3] = {str_from_string(d->interp, message), d->text,
                          value_from_int((int64_t)utf8_count(d->bytes, at))};
    Value instance = value_is_error(arguments[0]) ? VALUE_ERROR : value_call_values(d->interp, class, 3, arguments);
    value_drop(arguments[0]);
    value_drop(class);
    if (!value_is_error(instance))
        value_raise_instance(d->interp, instance);
    value_drop(instance);
    return VALUE_ERROR;
}

static char peek(const Decoder *d)
{
    return d->at < d->length ? d->bytes[d->at] : '\0';
}
static void skip_space(Decoder *d)
{
    while (d->at < d->length && strchr(" \t\n\r", d->bytes[d->at]) && d->bytes[d->at])
        d->at++;
}

/// Four hexadecimal digits, -1 where there are none.
static int read_unit(const Decoder *d, size_t at)
{
    int unit = 0;
    if (at + 4 > d->length)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        int digit = text_digit(d->bytes[i]);
        if (digit >= 16)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// An escape behind its backslash.
static bool decode_escape(Decoder *d, size_t begin, Text *out)
{
    static const char letters[] = "\"\\/bfnrt", codes[] = "\"\\/\b\f\n\r\t";
    char c = peek(d);
    if (d->at >= d->length) {
        fail(d, "Unterminated string starting at", begin);
        return false;
    }
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        d->at++;
        return text_append_char(out, codes[letter - letters]);
    }
    if (c != 'u') {
        fail(d, "Invalid \\escape", d->at - 1);
        return false;
    }
    int unit = read_unit(d, d->at + 1);
    if (unit < 0) {
        fail(d, "Invalid \\uXXXX escape", d->at);
        return false;
    }
    d->at += 5;
    if (unit >= 0xd800 && unit < 0xdc00 && peek(d) == '\\' && d->at + 1 < d->length && d->bytes[d->at + 1] == 'u') {
        int low = read_unit(d, d->at + 2);
        if (low >= 0xdc00 && low < 0xe000) {
            d->at += 6;
            return text_append_code_point(out, 0x10000 + (((uint32_t)unit - 0xd800) << 10) + ((uint32_t)low - 0xdc00));
        }
    }
    return text_append_code_point(out, (uint32_t)unit);
}

/// A string behind its opening quote.
static Value decode_string(Decoder *d)
{
    size_t begin = d->at - 1, start = d->at;
    const char *end = d->bytes + d->length;
    for (const char *s = d->bytes + start; s < end; s++) {
        if (*s == '"') {
            d->at = (size_t)(s - d->bytes) + 1;
            return str_new(d->interp, d->bytes + start, (size_t)(s - d->bytes) - start);
        }
        if (*s == '\\' || (unsigned char)*s < 32)
            break;
    }
    Text out;
    text_init(&out, &d->interp->memory);
    for (;;) {
        size_t plain = d->at;
        while (d->at < d->length && d->bytes[d->at] != '"' && d->bytes[d->at] != '\\' &&
               ((unsigned char)d->bytes[d->at] >= 32 || !d->strict))
            d->at++;
        text_append(&out, d->bytes + plain, d->at - plain);
        bool good = true;
        if (d->at >= d->length) {
            fail(d, "Unterminated string starting at", begin);
            good = false;
        } else if (d->bytes[d->at] == '"') {
            d->at++;
            return str_from_text_take(&out);
        } else if (d->bytes[d->at] != '\\') {
            fail(d, "Invalid control character at", d->at);
            good = false;
        } else {
            d->at++;
            good = decode_escape(d, begin, &out);
        }
        if (!good) {
            text_free(&out);
            return VALUE_ERROR;
        }
    }
}

/// An object's key: equal keys of a document share one str.
static Value decode_key(Decoder *d)
{
    Value key = decode_string(d);
    if (value_is_error(key))
        return key;
    Value seen = dict_get(d->interp, d->memo, key);
    if (value_is_unset(seen)) {
        if (dict_set(d->interp, d->memo, key, key))
            return key;
        seen = VALUE_ERROR;
    }
    value_drop(key);
    return seen;
}

/// One `"key": value` pair; the decoder stands at the quote.
static bool decode_pair(Decoder *d, Value *key, Value *value)
{
    *value = VALUE_UNSET;
    d->at++;
    *key = decode_key(d);
    if (value_is_error(*key))
        return false;
    skip_space(d);
    if (peek(d) != ':') {
        fail(d, "Expecting ':' delimiter", d->at);
        return false;
    }
    d->at++;
    skip_space(d);
    *value = decode(d);
    return !value_is_error(*value);
}

/// Passes a finished object to a hook; takes it.
static Value hooked_take(Decoder *d, Value made, Value hook)
{
    if (value_is_none(hook) || value_is_error(made))
        return made;
    Value result = value_call_values(d->interp, hook, 1, &made);
    value_drop(made);
    return result;
}

static Value decode_members(Decoder *d, Value made, bool pairs)
{
    Interp *interp = d->interp;
    for (;;) {
        Value key, value;
        bool good = decode_pair(d, &key, &value);
        if (good && pairs) {
            Value pair = support_pair_take(interp, value_keep(key), value_keep(value));
            good = !value_is_error(pair) && list_append_take(interp, made, pair);
        } else if (good) {
            good = dict_set(interp, made, key, value);
        }
        value_drop(key);
        value_drop(value);
        if (!good)
            break;
        skip_space(d);
        if (peek(d) == '}') {
            d->at++;
            return made;
        }
        if (peek(d) != ',') {
            fail(d, "Expecting ',' delimiter", d->at);
            break;
        }
        size_t comma = d->at++;
        skip_space(d);
        if (peek(d) != '"') {
            if (peek(d) == '}')
                fail(d, "Illegal trailing comma before end of object", comma);
            else
                fail(d, "Expecting property name enclosed in double quotes", d->at);
            break;
        }
    }
    value_drop(made);
    return VALUE_ERROR;
}

static Value decode_object(Decoder *d)
{
    bool pairs = !value_is_none(d->hooks[OBJECT_PAIRS_HOOK]);
    Value made = pairs ? list_new(d->interp, 0) : dict_new(d->interp);
    if (value_is_error(made))
        return made;
    skip_space(d);
    if (peek(d) == '}') {
        d->at++;
    } else if (peek(d) != '"') {
        value_drop(made);
        return fail(d, "Expecting property name enclosed in double quotes", d->at);
    } else {
        made = decode_members(d, made, pairs);
    }
    return hooked_take(d, made, d->hooks[pairs ? OBJECT_PAIRS_HOOK : OBJECT_HOOK]);
}

static Value decode_array(Decoder *d)
{
    Value list = list_new(d->interp, 0);
    if (value_is_error(list))
        return list;
    skip_space(d);
    if (peek(d) == ']') {
        d->at++;
        return list;
    }
    for (;;) {
        Value item = decode(d);
        if (value_is_error(item) || !list_append_take(d->interp, list, item))
            break;
        skip_space(d);
        if (peek(d) == ']') {
            d->at++;
            return list;
        }
        if (peek(d) != ',') {
            fail(d, "Expecting ',' delimiter", d->at);
            break;
        }
        size_t comma = d->at++;
        skip_space(d);
        if (peek(d) == ']') {
            fail(d, "Illegal trailing comma before end of array", comma);
            break;
        }
    }
    value_drop(list);
    return VALUE_ERROR;
}

static size_t digits_from(const Decoder *d, size_t at)
{
    while (at < d->length && d->bytes[at] >= '0' && d->bytes[at] <= '9')
        at++;
    return at;
}

/// The end of a number from d->at on, d->at itself where there is none.
static size_t number_end(const Decoder *d, bool *real)
{
    size_t start = d->at + (peek(d) == '-');
    *real = false;
    size_t end = digits_from(d, start);
    if (end == start)
        return d->at;
    if (d->bytes[start] == '0')
        end = start + 1;
    if (end + 1 < d->length && d->bytes[end] == '.' && digits_from(d, end + 1) > end + 1) {
        end = digits_from(d, end + 1);
        *real = true;
    }
    if (end < d->length && (d->bytes[end] | 32) == 'e') {
        size_t exponent = end + 1 + (end + 1 < d->length && (d->bytes[end + 1] == '+' || d->bytes[end + 1] == '-'));
        if (digits_from(d, exponent) > exponent) {
            end = digits_from(d, exponent);
            *real = true;
        }
    }
    return end;
}

static Value decode_number(Decoder *d)
{
    bool real;
    size_t end = number_end(d, &real), start = d->at;
    if (end == start)
        return VALUE_UNSET;
    d->at = end;
    Value hook = d->hooks[real ? PARSE_FLOAT : PARSE_INT];
    if (!value_is_none(hook)) {
        Value text = str_new(d->interp, d->bytes + start, end - start);
        return hooked_take(d, text, hook);
    }
    double x;
    if (!real)
        return int_parse(d->interp, d->bytes + start, end - start, 10);
    if (float_parse(d->bytes + start, end - start, &x))
        return value_from_float(x);
    return VALUE_UNSET;
}

/// A word like true; UNSET where another text stands here.
static Value decode_word(Decoder *d)
{
    static const struct {
        const char *word;
        int kind;
    } words[] = {{"null", 0}, {"true", 1}, {"false", 2}, {"NaN", 3}, {"Infinity", 4}, {"-Infinity", 5}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t length = strlen(words[i].word);
        if (d->length - d->at < length || memcmp(d->bytes + d->at, words[i].word, length) != 0)
            continue;
        d->at += length;
        if (words[i].kind == 0)
            return VALUE_NONE;
        if (words[i].kind < 3)
            return value_from_bool(words[i].kind == 1);
        if (!value_is_none(d->hooks[PARSE_CONSTANT]))
            return hooked_take(d, str_from_string(d->interp, words[i].word), d->hooks[PARSE_CONSTANT]);
        return value_from_float(words[i].kind == 3 ? NAN : words[i].kind == 4 ? INFINITY : -INFINITY);
    }
    return VALUE_UNSET;
}

static Value decode(Decoder *d)
{
    size_t start = d->at;
    char c = peek(d);
    Value result;
    if (c == '"') {
        d->at++;
        return decode_string(d);
    }
    if (c == '{' || c == '[') {
        d->at++;
        if (!interp_enter(d->interp, " while decoding a JSON object from a unicode string"))
            return VALUE_ERROR;
        result = c == '{' ? decode_object(d) : decode_array(d);
        interp_leave(d->interp);
        return result;
    }
    result = decode_word(d);
    if (value_is_unset(result))
        result = decode_number(d);
    if (value_is_unset(result))
        return fail(d, "Expecting value", start);
    return result;
}

Value json_decode_value(Interp *interp, Value text, int64_t start, Value hooks)
{
    const Str *s;
    const Value *items = json_settings(interp, hooks, STRICT + 1);
    if (!items || !support_text(interp, text, "the JSON object", &s))
        return VALUE_ERROR;
    if (start < 0)
        return raise_value_error(interp, "idx cannot be negative");
    Decoder d = {.interp = interp,
                 .text = text,
                 .bytes = s->text,
                 .length = s->bytes,
                 .at = utf8_offset(s->text, s->bytes, (size_t)start),
                 .hooks = items};
    d.strict = !(items[STRICT].tag == TAG_BOOL && !items[STRICT].boolean);
    d.memo = dict_new(interp);
    Value result = value_is_error(d.memo) ? VALUE_ERROR : decode(&d);
    value_drop(d.memo);
    if (value_is_error(result))
        return VALUE_ERROR;
    return support_pair_take(interp, result, value_from_int((int64_t)utf8_count(d.bytes, d.at)));
}

Value json_decode_string(Interp *interp, Value text, int64_t start, bool strict)
{
    const Str *s;
    if (!support_text(interp, text, "first argument", &s))
        return VALUE_ERROR;
    if (start < 0 || (size_t)start > s->length)
        return raise_value_error(interp, "end is out of bounds");
    Decoder d = {.interp = interp, .text = text, .bytes = s->text, .length = s->bytes, .strict = strict};
    d.at = utf8_offset(s->text, s->bytes, (size_t)start);
    Value result = decode_string(&d);
    if (value_is_error(result))
        return VALUE_ERROR;
    return support_pair_take(interp, result, value_from_int((int64_t)utf8_count(d.bytes, d.at)));
}

// str.format: replacement fields in braces.
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/list.h"
#include "object/sequence.h"
#include "object/str_format.h"

enum { MAXIMUM_DEPTH = 2 }; // fields inside the specification of a field, not deeper

typedef enum Numbering { NUMBERING_UNKNOWN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } Numbering;

// One call of format: its arguments, and how its fields are numbered so far.
typedef struct Formatting {
    Interp *interp;
    size_t count;
    const Value *values; // NULL: format_map, which has no positional arguments
    Value keywords;
    Numbering numbering;
    int64_t next;
} Formatting;

// A field as it is written: {name!conversion:spec}
typedef struct Field {
    const char *name;
    size_t name_length;
    uint32_t conversion; // 0 where not given
    const char *spec;
    size_t spec_length;
    bool spec_has_fields;
} Field;

static bool fail(Formatting *formatting, const char *message)
{
    raise_value_error(formatting->interp, "%s", message);
    return false;
}

// Reads "name" up to '!', ':' or '}'; brackets protect these.
static bool read_name(Formatting *formatting, const char *text, size_t length, size_t *at, Field *field)
{
    bool in_brackets = false;
    size_t start = *at;
    for (; *at < length; ++*at) {
        char c = text[*at];
        if (c == '{')
            return fail(formatting, "unexpected '{' in field name");
        if (c == '[')
            in_brackets = true;
        else if (c == ']')
            in_brackets = false;
        else if (!in_brackets && (c == '}' || c == ':' || c == '!'))
            break;
    }
    if (*at >= length)
        return fail(formatting, "expected '}' before end of string");
    field->name = text + start;
    field->name_length = *at - start;
    return true;
}

// Reads a specification up to the brace that closes the field.
static bool read_spec(Formatting *formatting, const char *text, size_t length, size_t *at, Field *field)
{
    size_t start = *at, depth = 1;
    for (; *at < length; ++*at) {
        if (text[*at] == '{') {
            field->spec_has_fields = true;
            depth++;
        } else if (text[*at] == '}' && --depth == 0) {
            field->spec = text + start;
            field->spec_length = *at - start;
            ++*at;
            return true;
        }
    }
    return fail(formatting, "unmatched '{' in format spec");
}

// Reads a field; *at stands behind its opening brace, afterwards behind the closing one.
static bool read_field(Formatting *formatting, const char *text, size_t length, size_t *at, Field *field)
{
    *field = (Field){.spec = ""};
    if (!read_name(formatting, text, length, at, field))
        return false;
    char end = text[(*at)++];
    if (end == '}')
        return true;
    if (end == '!') {
        size_t width;
        if (*at >= length)
            return fail(formatting, "end of string while looking for conversion specifier");
        field->conversion = utf8_decode(text + *at, &width);
        *at += width;
        if (*at < length) {
            char c = text[(*at)++];
            if (c == '}')
                return true;
            if (c != ':')
                return fail(formatting, "expected ':' after conversion specifier");
        }
    }
    return read_spec(formatting, text, length, at, field);
}

// A run of digits as a number: -1 where it is none; false where it is too large.
static bool read_index(Formatting *formatting, const char *text, size_t length, int64_t *index)
{
    int64_t number = 0;
    *index = -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return true;
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, text[i] - '0', &number))
            return fail(formatting, "Too many decimal digits in format string");
    }
    if (length)
        *index = number;
    return true;
}

static Value keyword_value(Formatting *formatting, const char *name, size_t length)
{
    Interp *interp = formatting->interp;
    Value key = str_new(interp, name, length);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value found;
    if (formatting->keywords.tag == TAG_UNSET)
        found = exception_raise_key(interp, key);
    else
        found = value_get_item(interp, formatting->keywords, key);
    value_drop(key);
    return found;
}

static Value positional_value(Formatting *formatting, int64_t index)
{
    if (!formatting->values)
        return raise_value_error(formatting->interp, "Format string contains positional fields");
    if ((size_t)index >= formatting->count)
        return value_raise(formatting->interp, ERROR_INDEX_ERROR,
                           "Replacement index %lld out of range for positional args tuple", (long long)index);
    return value_keep(formatting->values[index]);
}

// The argument that the first part of a field's name means; owned.
static Value first_value(Formatting *formatting, const char *name, size_t length)
{
    int64_t index;
    if (!read_index(formatting, name, length, &index))
        return VALUE_ERROR;
    if (length && index < 0)
        return keyword_value(formatting, name, length);
    Numbering wanted = length ? NUMBERING_MANUAL : NUMBERING_AUTOMATIC;
    if (formatting->numbering != NUMBERING_UNKNOWN && formatting->numbering != wanted)
        return raise_value_error(formatting->interp, wanted == NUMBERING_MANUAL
                                                         ? "cannot switch from automatic field numbering to manual "
                                                           "field specification"
                                                         : "cannot switch from manual field specification to "
                                                           "automatic field numbering");
    formatting->numbering = wanted;
    return positional_value(formatting, length ? index : formatting->next++);
}

// Follows ".name" at *at; takes the value.
static Value follow_attribute_take(Formatting *formatting, Value v, const char *text, size_t length, size_t *at)
{
    Interp *interp = formatting->interp;
    size_t start = *at;
    while (*at < length && text[*at] != '.' && text[*at] != '[')
        ++*at;
    Value result = VALUE_ERROR;
    if (*at == start) {
        fail(formatting, "Empty attribute in format string");
    } else {
        Value name = str_new(interp, text + start, *at - start);
        if (!value_is_error(name))
            name = str_intern_take(interp, name);
        if (!value_is_error(name))
            result = value_get_attribute(interp, v, name);
        value_drop(name);
    }
    value_drop(v);
    return result;
}

// Follows "[key]" at *at (behind the bracket); takes the value.
static Value follow_item_take(Formatting *formatting, Value v, const char *text, size_t length, size_t *at)
{
    Interp *interp = formatting->interp;
    size_t start = *at;
    Value result = VALUE_ERROR, key = VALUE_ERROR;
    int64_t index;
    while (*at < length && text[*at] != ']')
        ++*at;
    if (*at >= length) {
        fail(formatting, "Missing ']' in format string");
    } else if (*at == start) {
        fail(formatting, "Empty attribute in format string");
    } else if (read_index(formatting, text + start, *at - start, &index)) {
        key = index >= 0 ? value_from_int(index) : str_new(interp, text + start, *at - start);
        ++*at;
    }
    if (!value_is_error(key))
        result = value_get_item(interp, v, key);
    value_drop(key);
    value_drop(v);
    return result;
}

static Value field_value(Formatting *formatting, const Field *field)
{
    const char *text = field->name;
    size_t length = field->name_length, at = 0;
    while (at < length && text[at] != '.' && text[at] != '[')
        at++;
    Value v = first_value(formatting, text, at);
    while (!value_is_error(v) && at < length) {
        char c = text[at++];
        if (c == '.') {
            v = follow_attribute_take(formatting, v, text, length, &at);
        } else if (c == '[') {
            v = follow_item_take(formatting, v, text, length, &at);
        } else {
            fail(formatting, "Only '.' or '[' may follow ']' in format field specifier");
            value_drop(v);
            return VALUE_ERROR;
        }
    }
    return v;
}

// Applies !r, !s or !a; takes the value.
static Value convert_take(Formatting *formatting, Value v, uint32_t conversion)
{
    Interp *interp = formatting->interp;
    Value result;
    switch (conversion) {
    case 0:
        return v;
    case 'r':
        result = value_repr(interp, v);
        break;
    case 's':
        result = value_str(interp, v);
        break;
    case 'a':
        result = value_ascii(interp, v);
        break;
    default:
        result = conversion > 32 && conversion < 127
                     ? raise_value_error(interp, "Unknown conversion specifier %c", (int)conversion)
                     : raise_value_error(interp, "Unknown conversion specifier \\x%x", (unsigned)conversion);
    }
    value_drop(v);
    return result;
}

static bool append_template(Formatting *formatting, Text *out, const char *text, size_t length, int depth);

// The text of a field's specification, its own fields filled in.
static Value spec_text(Formatting *formatting, const Field *field, int depth)
{
    if (!field->spec_has_fields)
        return str_new(formatting->interp, field->spec, field->spec_length);
    Text out;
    text_init(&out, &formatting->interp->memory);
    out.failed = !append_template(formatting, &out, field->spec, field->spec_length, depth - 1);
    return str_from_text_take(&out);
}

static bool append_field(Formatting *formatting, Text *out, const Field *field, int depth)
{
    Interp *interp = formatting->interp;
    Value v = field_value(formatting, field);
    if (!value_is_error(v))
        v = convert_take(formatting, v, field->conversion);
    if (value_is_error(v))
        return false;
    Value spec = spec_text(formatting, field, depth), text = VALUE_ERROR;
    if (!value_is_error(spec))
        text = value_format(interp, v, spec);
    value_drop(spec);
    value_drop(v);
    if (value_is_error(text))
        return false;
    bool ok = text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return ok;
}

static bool append_template(Formatting *formatting, Text *out, const char *text, size_t length, int depth)
{
    if (depth == 0)
        return fail(formatting, "Max string recursion exceeded");
    for (size_t at = 0; at < length;) {
        size_t start = at;
        while (at < length && text[at] != '{' && text[at] != '}')
            at++;
        text_append(out, text + start, at - start);
        if (at >= length)
            break;
        char brace = text[at++];
        if (at < length && text[at] == brace) { // doubled: itself
            text_append_char(out, brace);
            at++;
            continue;
        }
        if (brace == '}')
            return fail(formatting, "Single '}' encountered in format string");
        if (at >= length)
            return fail(formatting, "Single '{' encountered in format string");
        Field field;
        if (!read_field(formatting, text, length, &at, &field) || !append_field(formatting, out, &field, depth))
            return false;
    }
    return !out->failed;
}

Value str_format_template(Interp *interp, Value format, size_t count, const Value *values, Value keywords)
{
    Formatting formatting = {.interp = interp, .count = count, .values = values, .keywords = keywords};
    Text out;
    text_init(&out, &interp->memory);
    out.failed = !append_template(&formatting, &out, str_of(format)->text, str_of(format)->bytes, MAXIMUM_DEPTH);
    return str_from_text_take(&out);
}

// unicodedata: what the Unicode database knows of characters, as utf8proc has it; names from a table of our own.
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/character_name.h"
#include "base/vector.h"
#include "lib/support.h"
#include "object/character.h"

enum { MOST_MARKS = 2000 };

/// The code point of an argument that must be one character.
static bool character_of(Interp *interp, const char *what, Value v, uint32_t *out)
{
    if (!support_is(interp, v, TYPE_STR)) {
        raise_type_error(interp, "%s must be a unicode character, not %s", what, value_type_name(interp, v));
        return false;
    }
    const Str *text = str_of(v);
    if (text->length != 1) {
        raise_type_error(interp, "%s must be a unicode character, not str", what);
        return false;
    }
    size_t used;
    *out = utf8_decode(text->text, &used);
    return true;
}

NATIVE(unicodedata_category, "category(chr, /)", "Returns the general category of a character.")
{
    uint32_t c;
    if (!character_of(interp, "category() argument", arg[0], &c))
        return VALUE_ERROR;
    return str_from_string(interp, character_is_new_ideograph(c) ? "Lo"
                                   : character_is_new_symbol(c)  ? "So"
                                                                 : utf8proc_category_string((utf8proc_int32_t)c));
}

NATIVE(unicodedata_combining, "combining(chr, /)", "Returns the canonical combining class.")
{
    uint32_t c;
    return character_of(interp, "combining() argument", arg[0], &c)
               ? value_from_int(utf8proc_get_property((utf8proc_int32_t)c)->combining_class)
               : VALUE_ERROR;
}

NATIVE(unicodedata_mirrored, "mirrored(chr, /)", "Returns whether a character is mirrored in right-to-left text.")
{
    uint32_t c;
    return character_of(interp, "mirrored() argument", arg[0], &c)
               ? value_from_int(utf8proc_get_property((utf8proc_int32_t)c)->bidi_mirrored)
               : VALUE_ERROR;
}

NATIVE(unicodedata_bidirectional, "bidirectional(chr, /)", "Returns the bidirectional class.")
{
    // In the order of utf8proc_bidi_class_t.
    static const char *const names[] = {"",   "L",  "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN",  "ES",  "ET",
                                        "AN", "CS", "NSM", "BN",  "B", "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
    uint32_t c;
    if (!character_of(interp, "bidirectional() argument", arg[0], &c))
        return VALUE_ERROR;
    size_t kind = utf8proc_get_property((utf8proc_int32_t)c)->bidi_class;
    if (character_is_new_symbol(c))
        return str_from_string(interp, "ON");
    return str_from_string(interp, kind < COUNT_OF(names) ? names[kind] : "");
}

NATIVE(unicodedata_decimal, "decimal(chr, default=..., /)", "Returns the value of a decimal digit.")
{
    uint32_t c;
    if (!character_of(interp, "decimal() argument 1", arg[0], &c))
        return VALUE_ERROR;
    int value = character_decimal_value(c);
    if (value >= 0)
        return value_from_int(value);
    return value_is_unset(arg[1]) ? raise_value_error(interp, "not a decimal") : value_keep(arg[1]);
}

// ---- names ----

NATIVE(unicodedata_name, "name(chr, default=..., /)", "Returns the name of a character.")
{
    uint32_t c;
    char name[CHARACTER_NAME_SIZE];
    if (!character_of(interp, "name() argument 1", arg[0], &c))
        return VALUE_ERROR;
    if (character_name(c, name))
        return str_from_string(interp, name);
    return value_is_unset(arg[1]) ? raise_value_error(interp, "no such name") : value_keep(arg[1]);
}

static Value sequence_named(Interp *interp, const Str *name)
{
    const char *codes = character_sequence_named(name->text, name->bytes);
    if (!codes)
        return value_raise(interp, ERROR_KEY_ERROR, "undefined character name '%s'", name->text);
    Text text;
    text_init(&text, &interp->memory);
    for (char *end; *codes; codes = end)
        text_append_code_point(&text, (uint32_t)strtoul(codes, &end, 16));
    return str_from_text_take(&text);
}

NATIVE(unicodedata_lookup, "lookup(name, /)", "Returns the character, or sequence of characters, that has a name.")
{
    if (!support_is(interp, arg[0], TYPE_STR))
        return raise_type_error(interp, "a bytes-like object is required, not '%s'", value_type_name(interp, arg[0]));
    const Str *name = str_of(arg[0]);
    if (name->bytes >= CHARACTER_NAME_SIZE)
        return value_raise(interp, ERROR_KEY_ERROR, "name too long");
    int64_t found = character_named(name->text, name->bytes);
    return found < 0 ? sequence_named(interp, name) : str_from_code_point(interp, (uint32_t)found);
}

// ---- decompositions ----

NATIVE(unicodedata_decomposition, "decomposition(chr, /)", "Returns what a character is made of.")
{
    uint32_t c;
    if (!character_of(interp, "decomposition() argument", arg[0], &c))
        return VALUE_ERROR;
    // utf8proc knows the last step of a decomposition, Python tells the first one.
    bool simple =
        utf8proc_get_property((utf8proc_int32_t)c)->decomp_seqindex == UINT16_MAX && (c < 0xAC00 || c > 0xD7A3);
    return simple ? str_empty(interp) : support_refuse(interp, "unicodedata.decomposition of such a character");
}

typedef struct CodePoints VECTOR(utf8proc_int32_t) CodePoints;

/// The code points of a str, decomposed and in canonical order. False with MemoryError pending.
static bool decompose(Interp *interp, const Str *text, int options, CodePoints *out)
{
    size_t used;
    for (size_t i = 0; i < text->bytes; i += used) {
        utf8proc_int32_t parts[32];
        int boundary = 0;
        uint32_t c = utf8_decode(text->text + i, &used);
        utf8proc_ssize_t made =
            utf8proc_decompose_char((utf8proc_int32_t)c, parts, COUNT_OF(parts), options, &boundary);
        if (made < 0 || made > (utf8proc_ssize_t)COUNT_OF(parts)) {
            parts[0] = (utf8proc_int32_t)c; // a surrogate
            made = 1;
        }
        for (utf8proc_ssize_t n = 0; n < made; n++)
            if (!VECTOR_PUSH(out, &interp->memory, parts[n]))
                return false;
    }
    return true;
}

static int combining_class(utf8proc_int32_t c)
{
    return utf8proc_get_property(c)->combining_class;
}

/// Puts marks behind one base in the order of their classes; equal ones keep theirs. False where more marks stand in a
/// row than any text has: ordering them would take too long.
static bool order_marks(utf8proc_int32_t *units, size_t count)
{
    size_t run = 0;
    for (size_t i = 0; i < count; i++) {
        utf8proc_int32_t unit = units[i];
        run = combining_class(unit) ? run + 1 : 0;
        if (run > MOST_MARKS)
            return false;
        int order = combining_class(unit);
        size_t place = i;
        for (; order > 0 && place > 0 && combining_class(units[place - 1]) > order; place--)
            units[place] = units[place - 1];
        units[place] = unit;
    }
    return true;
}

static Value normalize(Interp *interp, const Str *text, bool compose, bool compatible)
{
    int options = UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | (compatible ? UTF8PROC_COMPAT : 0);
    CodePoints points = {0};
    bool made = decompose(interp, text, options, &points);
    if (!made || !order_marks(points.items, points.count)) {
        VECTOR_FREE(&points, &interp->memory);
        return made ? support_refuse(interp, "normalizing so many combining marks in a row") : VALUE_ERROR;
    }
    if (compose) {
        utf8proc_ssize_t left =
            utf8proc_normalize_utf32(points.items, (utf8proc_ssize_t)points.count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        points.count = left < 0 ? points.count : (size_t)left;
    }
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < points.count; i++)
        text_append_code_point(&out, (uint32_t)points.items[i]);
    VECTOR_FREE(&points, &interp->memory);
    return str_from_text_take(&out);
}

static Value normal_form(Interp *interp, Value form, Value text)
{
    const Str *name;
    if (!support_text(interp, form, "form", &name))
        return VALUE_ERROR;
    if (!support_is(interp, text, TYPE_STR))
        return raise_type_error(interp, "normalize() argument 2 must be str, not %s", value_type_name(interp, text));
    bool compatible = strcmp(name->text, "NFKC") == 0 || strcmp(name->text, "NFKD") == 0;
    if (!compatible && strcmp(name->text, "NFC") != 0 && strcmp(name->text, "NFD") != 0)
        return raise_value_error(interp, "invalid normalization form");
    if (str_of(text)->bytes == str_of(text)->length)
        return value_keep(text); // ASCII
    return normalize(interp, str_of(text), name->text[name->bytes - 1] == 'C', compatible);
}

NATIVE(unicodedata_normalize, "normalize(form, unistr, /)", "Returns a text in a normal form: NFC, NFD, NFKC or NFKD.")
{
    return normal_form(interp, arg[0], arg[1]);
}

NATIVE(unicodedata_is_normalized, "is_normalized(form, unistr, /)", "Returns whether a text is in a normal form.")
{
    Value made = normal_form(interp, arg[0], arg[1]);
    if (value_is_error(made))
        return VALUE_ERROR;
    const Str *a = str_of(made), *b = str_of(arg[1]);
    bool same = a->bytes == b->bytes && memcmp(a->text, b->text, a->bytes) == 0;
    value_drop(made);
    return value_from_bool(same);
}

#define REFUSED(symbol, signature)                                                                                     \
    NATIVE(unicodedata_##symbol, signature, "Refused: it is not in torchlet's database.")                              \
    {                                                                                                                  \
        return support_refuse(interp, "unicodedata." #symbol);                                                         \
    }
REFUSED(digit, "digit(chr, default=..., /)")
REFUSED(numeric, "numeric(chr, default=..., /)")
REFUSED(east_asian_width, "east_asian_width(chr, /)")

static const NativeSpec *const FUNCTIONS[] = {
    &unicodedata_category_native,
    &unicodedata_combining_native,
    &unicodedata_mirrored_native,
    &unicodedata_bidirectional_native,
    &unicodedata_decimal_native,
    &unicodedata_decomposition_native,
    &unicodedata_normalize_native,
    &unicodedata_is_normalized_native,
    &unicodedata_name_native,
    &unicodedata_lookup_native,
    &unicodedata_digit_native,
    &unicodedata_numeric_native,
    &unicodedata_east_asian_width_native,
    NULL,
};

static bool fill(Interp *interp, Value module)
{
    return module_add_take(interp, module, "unidata_version", str_from_string(interp, "15.1.0"));
}

const ModuleSpec module_spec_unicodedata = {
    .name = "unicodedata",
    .doc = "What Unicode says of characters.",
    .functions = FUNCTIONS,
    .fill = fill,
};

// Methods of str about letters: case mappings and character classes.
#include "object/character.h"
#include "object/str_methods.h"

typedef bool (*AppendMapping)(Text *out, uint32_t c);

// The ASCII letters of a text in the other case: `first` to `last` are flipped.
static Value map_ascii(Interp *interp, const Str *s, char first, char last)
{
    Text out;
    text_init(&out, &interp->memory);
    if (text_append(&out, s->text, s->bytes)) {
        for (size_t i = 0; i < s->bytes; i++)
            out.bytes[i] ^= out.bytes[i] >= first && out.bytes[i] <= last ? 0x20 : 0;
    }
    return str_from_text_take(&out);
}

static Value map_each(Interp *interp, const Str *s, AppendMapping append)
{
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width)
        append(&out, utf8_decode(s->text + i, &width));
    return str_from_text_take(&out);
}

// The sigma at `at` ends a word: a cased letter stands before it and none behind, ignorable characters aside.
static bool is_final_sigma(const Str *s, size_t at)
{
    size_t i = at, width;
    uint32_t c = 0;
    while (i > 0) {
        do
            i--;
        while (((unsigned char)s->text[i] & 0xC0) == 0x80);
        c = utf8_decode(s->text + i, &width);
        if (!character_is_case_ignorable(c))
            break;
        c = 0;
    }
    if (!c || !character_is_cased(c))
        return false;
    utf8_decode(s->text + at, &width);
    for (i = at + width; i < s->bytes; i += width) {
        c = utf8_decode(s->text + i, &width);
        if (!character_is_case_ignorable(c))
            return !character_is_cased(c);
    }
    return true;
}

static void append_lower_at(Text *out, const Str *s, size_t at, uint32_t c)
{
    if (c == 0x3A3)
        text_append_code_point(out, is_final_sigma(s, at) ? 0x3C2 : 0x3C3);
    else
        character_append_lower(out, c);
}

STR_METHOD(upper, "upper(self, /)", "Returns a copy in upper case.")
{
    const Str *s = str_of(arg[0]);
    return str_is_ascii(s) ? map_ascii(interp, s, 'a', 'z') : map_each(interp, s, character_append_upper);
}

STR_METHOD(lower, "lower(self, /)", "Returns a copy in lower case.")
{
    const Str *s = str_of(arg[0]);
    if (str_is_ascii(s))
        return map_ascii(interp, s, 'A', 'Z');
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width)
        append_lower_at(&out, s, i, utf8_decode(s->text + i, &width));
    return str_from_text_take(&out);
}

STR_METHOD(casefold, "casefold(self, /)", "Returns a copy for comparisons that ignore case.")
{
    const Str *s = str_of(arg[0]);
    return str_is_ascii(s) ? map_ascii(interp, s, 'A', 'Z') : map_each(interp, s, character_append_folded);
}

STR_METHOD(swapcase, "swapcase(self, /)", "Returns a copy with upper and lower case exchanged.")
{
    const Str *s = str_of(arg[0]);
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (character_is_upper(c))
            append_lower_at(&out, s, i, c);
        else if (character_is_lower(c))
            character_append_upper(&out, c);
        else
            text_append_code_point(&out, c);
    }
    return str_from_text_take(&out);
}

STR_METHOD(title, "title(self, /)", "Returns a copy in which each word starts in upper case.")
{
    const Str *s = str_of(arg[0]);
    Text out;
    text_init(&out, &interp->memory);
    bool inside = false;
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (inside)
            append_lower_at(&out, s, i, c);
        else
            character_append_title(&out, c);
        inside = character_is_cased(c);
    }
    return str_from_text_take(&out);
}

STR_METHOD(capitalize, "capitalize(self, /)", "Returns a copy that starts in upper case, the rest in lower case.")
{
    const Str *s = str_of(arg[0]);
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (i == 0)
            character_append_title(&out, c);
        else
            append_lower_at(&out, s, i, c);
    }
    return str_from_text_take(&out);
}

// True for a text that is not empty and all of whose characters are of a class.
static Value all_are(Value v, bool (*is)(uint32_t c))
{
    const Str *s = str_of(v);
    for (size_t i = 0, width; i < s->bytes; i += width) {
        if (!is(utf8_decode(s->text + i, &width)))
            return VALUE_FALSE;
    }
    return value_from_bool(s->bytes != 0);
}

static bool is_alnum(uint32_t c)
{
    return character_is_alpha(c) || character_is_numeric(c) || character_is_digit(c);
}

STR_METHOD(isalpha, "isalpha(self, /)", "Returns True where all characters are letters and there is one.")
{
    return all_are(arg[0], character_is_alpha);
}
STR_METHOD(isdecimal, "isdecimal(self, /)", "Returns True where all characters are decimal digits and there is one.")
{
    return all_are(arg[0], character_is_decimal);
}
STR_METHOD(isdigit, "isdigit(self, /)", "Returns True where all characters are digits and there is one.")
{
    return all_are(arg[0], character_is_digit);
}
STR_METHOD(isnumeric, "isnumeric(self, /)", "Returns True where all characters are numeric and there is one.")
{
    return all_are(arg[0], character_is_numeric);
}
STR_METHOD(isalnum, "isalnum(self, /)", "Returns True where all characters are letters or numbers and there is one.")
{
    return all_are(arg[0], is_alnum);
}
STR_METHOD(isspace, "isspace(self, /)", "Returns True where all characters are white space and there is one.")
{
    return all_are(arg[0], character_is_space);
}
STR_METHOD(isprintable, "isprintable(self, /)", "Returns True where repr() would escape no character.")
{
    return str_of(arg[0])->bytes ? all_are(arg[0], character_is_printable) : VALUE_TRUE;
}
STR_METHOD(isascii, "isascii(self, /)", "Returns True where all characters are ASCII.")
{
    return value_from_bool(str_is_ascii(str_of(arg[0])));
}

bool str_is_identifier(const Str *s)
{
    for (size_t i = 0, width; i < s->bytes; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (!(i ? character_is_identifier_part(c) : character_is_identifier_start(c)))
            return false;
    }
    return s->bytes != 0;
}

STR_METHOD(isidentifier, "isidentifier(self, /)", "Returns True where the text could be a name of the language.")
{
    return value_from_bool(str_is_identifier(str_of(arg[0])));
}

// True where cased characters exist and all are of the wanted case.
static Value all_cased(Value v, bool upper)
{
    const Str *s = str_of(v);
    bool cased = false;
    for (size_t i = 0, width; i < s->bytes; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (character_is_title(c) || (upper ? character_is_lower(c) : character_is_upper(c)))
            return VALUE_FALSE;
        cased |= upper ? character_is_upper(c) : character_is_lower(c);
    }
    return value_from_bool(cased);
}

STR_METHOD(isupper, "isupper(self, /)", "Returns True where all cased characters are upper case and there is one.")
{
    return all_cased(arg[0], true);
}
STR_METHOD(islower, "islower(self, /)", "Returns True where all cased characters are lower case and there is one.")
{
    return all_cased(arg[0], false);
}

STR_METHOD(istitle, "istitle(self, /)", "Returns True where each word starts in upper case and goes on in lower case.")
{
    const Str *s = str_of(arg[0]);
    bool inside = false, cased = false;
    for (size_t i = 0, width; i < s->bytes; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        bool starts = character_is_upper(c) || character_is_title(c), goes_on = character_is_lower(c);
        if ((starts && inside) || (goes_on && !inside))
            return VALUE_FALSE;
        inside = starts || goes_on;
        cased |= inside;
    }
    return value_from_bool(cased);
}

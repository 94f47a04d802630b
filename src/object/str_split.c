// Methods of str that take texts apart, put them together, trim and pad them.
#include <string.h>

#include "object/character.h"
#include "object/list.h"
#include "object/str_methods.h"

// Appends the bytes [from, to) of a text to a list.
static bool add_piece(Interp *interp, Value list, const Str *s, size_t from, size_t to)
{
    Value piece = str_is_ascii(s) ? str_new_counted(interp, s->text + from, to - from, to - from)
                                  : str_new(interp, s->text + from, to - from);
    return !value_is_error(piece) && list_append_take(interp, list, piece);
}

// The byte offset of the character before `at`.
static size_t step_back(const Str *s, size_t at)
{
    do
        at--;
    while (((unsigned char)s->text[at] & 0xC0) == 0x80);
    return at;
}

static bool space_at(const Str *s, size_t at, size_t *width)
{
    unsigned char c = (unsigned char)s->text[at];
    *width = 1;
    if (c > ' ' && c < 0x80)
        return false;
    return c == ' ' || character_is_space(utf8_decode(s->text + at, width));
}

static bool split_words(Interp *interp, Value list, const Str *s, int64_t limit)
{
    size_t at = 0, width;
    for (;;) {
        while (at < s->bytes && space_at(s, at, &width))
            at += width;
        if (at == s->bytes)
            return true;
        size_t end = at;
        if (limit-- <= 0) // the rest, white space at its end included
            return add_piece(interp, list, s, at, s->bytes);
        while (end < s->bytes && !space_at(s, end, &width))
            end += width;
        if (!add_piece(interp, list, s, at, end))
            return false;
        at = end;
    }
}

static bool split_words_last(Interp *interp, Value list, const Str *s, int64_t limit)
{
    size_t end = s->bytes, width;
    for (;;) {
        while (end > 0 && space_at(s, step_back(s, end), &width))
            end = step_back(s, end);
        if (end == 0)
            return true;
        size_t at = end;
        if (limit-- <= 0)
            return add_piece(interp, list, s, 0, end);
        while (at > 0 && !space_at(s, step_back(s, at), &width))
            at = step_back(s, at);
        if (!add_piece(interp, list, s, at, end))
            return false;
        end = at;
    }
}

static bool split_at(Interp *interp, Value list, const Str *s, const Str *separator, int64_t limit)
{
    size_t from = 0, at;
    while (limit-- > 0 && str_search(s->text, from, s->bytes, separator->text, separator->bytes, &at)) {
        if (!add_piece(interp, list, s, from, at))
            return false;
        from = at + separator->bytes;
    }
    return add_piece(interp, list, s, from, s->bytes);
}

static bool split_at_last(Interp *interp, Value list, const Str *s, const Str *separator, int64_t limit)
{
    size_t to = s->bytes, at;
    while (limit-- > 0 && str_search_last(s->text, 0, to, separator->text, separator->bytes, &at)) {
        if (!add_piece(interp, list, s, at + separator->bytes, to))
            return false;
        to = at;
    }
    return add_piece(interp, list, s, 0, to);
}

static Value split_text(Interp *interp, const Value *arg, bool last)
{
    int64_t limit;
    if (!sequence_read_size(interp, arg[2], &limit))
        return VALUE_ERROR;
    if (limit < 0)
        limit = INT64_MAX;
    bool words = arg[1].tag == TAG_NONE;
    if (!words && !str_check(interp, arg[1]))
        return raise_type_error(interp, "must be str or None, not %s", value_type_name(interp, arg[1]));
    if (!words && str_of(arg[1])->bytes == 0)
        return raise_value_error(interp, "empty separator");
    Value list = list_new(interp, 0);
    if (value_is_error(list))
        return VALUE_ERROR;
    const Str *s = str_of(arg[0]);
    bool ok = words ? (last ? split_words_last : split_words)(interp, list, s, limit)
                    : (last ? split_at_last : split_at)(interp, list, s, str_of(arg[1]), limit);
    if (!ok) {
        value_drop(list);
        return VALUE_ERROR;
    }
    Value *items = list_of(list)->items;
    for (size_t i = 0, j = list_of(list)->count; last && i + 1 < j; i++) { // they were found from the end
        Value piece = items[i];
        items[i] = items[--j];
        items[j] = piece;
    }
    return list;
}

STR_METHOD(split, "split(self, /, sep=None, maxsplit=-1)",
           "Returns the parts between separators (white space by default).")
{
    return split_text(interp, arg, false);
}

STR_METHOD(rsplit, "rsplit(self, /, sep=None, maxsplit=-1)", "As split, counting maxsplit from the end.")
{
    return split_text(interp, arg, true);
}

static bool is_line_break(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

STR_METHOD(splitlines, "splitlines(self, /, keepends=False)",
           "Returns the lines, with their ends where keepends is true.")
{
    const Str *s = str_of(arg[0]);
    bool keep_ends;
    if (!value_truth(interp, arg[1], &keep_ends))
        return VALUE_ERROR;
    Value list = list_new(interp, 0);
    bool ok = !value_is_error(list);
    for (size_t from = 0; ok && from < s->bytes;) {
        size_t to = from, width = 0;
        while (to < s->bytes && !is_line_break(utf8_decode(s->text + to, &width)))
            to += width;
        size_t next = to < s->bytes ? to + width : to;
        if (to + 1 < s->bytes && s->text[to] == '\r' && s->text[to + 1] == '\n')
            next++;
        ok = add_piece(interp, list, s, from, keep_ends ? next : to);
        from = next;
    }
    if (ok)
        return list;
    value_drop(list);
    return VALUE_ERROR;
}

static bool join_pieces(Interp *interp, Text *out, const Str *separator, const Value *items, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (!str_check(interp, items[i])) {
            raise_type_error(interp, "sequence item %zu: expected str instance, %s found", i,
                             value_type_name(interp, items[i]));
            return false;
        }
        if (__builtin_add_overflow(total, str_of(items[i])->bytes + separator->bytes, &total)) {
            value_raise(interp, ERROR_OVERFLOW_ERROR, "join() result is too long for a Python string");
            return false;
        }
    }
    if (!text_reserve(out, total))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_append(out, separator->text, separator->bytes);
        text_append(out, str_of(items[i])->text, str_of(items[i])->bytes);
    }
    return !out->failed;
}

STR_METHOD(join, "join(self, iterable, /)", "Returns the texts of an iterable with this one between them.")
{
    const Value *items;
    size_t count;
    Value list;
    if (sequence_is_exact(interp, arg[1], TYPE_LIST) || sequence_is_exact(interp, arg[1], TYPE_TUPLE)) {
        list = value_keep(arg[1]);
    } else {
        list = value_iter(interp, arg[1]);
        if (value_is_error(list)) {
            if (interp->error.kind == ERROR_TYPE_ERROR)
                raise_type_error(interp, "can only join an iterable");
            return VALUE_ERROR;
        }
        Value iterator = list;
        list = list_from_iterable(interp, iterator);
        value_drop(iterator);
    }
    if (value_is_error(list) || !sequence_items(interp, list, &items, &count)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    Value result;
    if (count == 1 && sequence_is_exact(interp, items[0], TYPE_STR)) {
        result = value_keep(items[0]);
    } else {
        Text out;
        text_init(&out, &interp->memory);
        out.failed = !join_pieces(interp, &out, str_of(arg[0]), items, count);
        result = str_from_text_take(&out);
    }
    value_drop(list);
    return result;
}

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };

static bool in_set(const Str *set, const char *bytes, size_t width)
{
    return memmem(set->text, set->bytes, bytes, width) != NULL;
}

static Value strip_text(Interp *interp, const Value *arg, const char *name, int sides)
{
    const Str *s = str_of(arg[0]), *set = NULL;
    if (arg[1].tag != TAG_NONE) {
        if (!str_check(interp, arg[1]))
            return raise_type_error(interp, "%s arg must be None or str", name);
        set = str_of(arg[1]);
    }
    size_t from = 0, to = s->bytes, width;
    while ((sides & STRIP_LEFT) && from < to) {
        bool drop = space_at(s, from, &width);
        if (!(set ? in_set(set, s->text + from, width) : drop))
            break;
        from += width;
    }
    while ((sides & STRIP_RIGHT) && to > from) {
        size_t at = step_back(s, to);
        bool drop = space_at(s, at, &width);
        if (!(set ? in_set(set, s->text + at, width) : drop))
            break;
        to = at;
    }
    if (from == 0 && to == s->bytes)
        return str_substring(interp, arg[0], 0, s->length);
    return str_new(interp, s->text + from, to - from);
}

STR_METHOD(strip, "strip(self, chars=None, /)",
           "Returns the text without white space (or the characters given) at its ends.")
{
    return strip_text(interp, arg, "strip", STRIP_LEFT | STRIP_RIGHT);
}
STR_METHOD(lstrip, "lstrip(self, chars=None, /)", "As strip, at the start only.")
{
    return strip_text(interp, arg, "lstrip", STRIP_LEFT);
}
STR_METHOD(rstrip, "rstrip(self, chars=None, /)", "As strip, at the end only.")
{
    return strip_text(interp, arg, "rstrip", STRIP_RIGHT);
}

static bool append_fill(Text *out, const Str *fill, int64_t count)
{
    if (fill->bytes == 1)
        return text_append_repeated(out, fill->text[0], (size_t)count);
    size_t bytes;
    if (__builtin_mul_overflow(fill->bytes, (size_t)count, &bytes) || !text_reserve(out, bytes))
        return false;
    for (int64_t i = 0; i < count; i++)
        text_append(out, fill->text, fill->bytes);
    return !out->failed;
}

// Reads width and fill character; *left and *right get the padding that `share` of the sides takes.
static Value pad_text(Interp *interp, const Value *arg, int sides)
{
    const Str *s = str_of(arg[0]);
    int64_t width;
    if (!sequence_read_size(interp, arg[1], &width))
        return VALUE_ERROR;
    if (!str_check(interp, arg[2]))
        return raise_type_error(interp, "The fill character must be a unicode character, not %s",
                                value_type_name(interp, arg[2]));
    if (str_of(arg[2])->length != 1)
        return raise_type_error(interp, "The fill character must be exactly one character long");
    int64_t padding = width - (int64_t)s->length;
    if (width < 0 || padding <= 0)
        return str_substring(interp, arg[0], 0, s->length);
    int64_t left = sides == STRIP_LEFT                   ? padding
                   : sides == STRIP_RIGHT                ? 0
                   : (padding & width & 1) /* centred */ ? padding / 2 + 1
                                                         : padding / 2;
    Text out;
    text_init(&out, &interp->memory);
    append_fill(&out, str_of(arg[2]), left);
    text_append(&out, s->text, s->bytes);
    append_fill(&out, str_of(arg[2]), padding - left);
    return str_from_text_take(&out);
}

STR_METHOD(center, "center(self, width, fillchar=' ', /)", "Returns the text in the middle of a field.")
{
    return pad_text(interp, arg, STRIP_LEFT | STRIP_RIGHT);
}
STR_METHOD(ljust, "ljust(self, width, fillchar=' ', /)", "Returns the text at the left of a field.")
{
    return pad_text(interp, arg, STRIP_RIGHT);
}
STR_METHOD(rjust, "rjust(self, width, fillchar=' ', /)", "Returns the text at the right of a field.")
{
    return pad_text(interp, arg, STRIP_LEFT);
}

STR_METHOD(zfill, "zfill(self, width, /)", "Returns the text with zeros in front, behind its sign.")
{
    const Str *s = str_of(arg[0]);
    int64_t width;
    if (!sequence_read_size(interp, arg[1], &width))
        return VALUE_ERROR;
    if (width <= (int64_t)s->length)
        return str_substring(interp, arg[0], 0, s->length);
    size_t sign = s->text[0] == '+' || s->text[0] == '-';
    Text out;
    text_init(&out, &interp->memory);
    text_append(&out, s->text, sign);
    text_append_repeated(&out, '0', (size_t)width - s->length);
    text_append(&out, s->text + sign, s->bytes - sign);
    return str_from_text_take(&out);
}

STR_METHOD(expandtabs, "expandtabs(self, /, tabsize=8)", "Returns the text with tabs as spaces up to the next stop.")
{
    const Str *s = str_of(arg[0]);
    int64_t size, column = 0;
    bool read = sequence_read_size(interp, arg[1], &size);
    if (!read && interp->error.kind != ERROR_OVERFLOW_ERROR)
        return VALUE_ERROR;
    if (!read || size > INT32_MAX || size < INT32_MIN)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C int");
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0, width; i < s->bytes && !out.failed; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (c == '\t') {
            int64_t spaces = size > 0 ? size - column % size : 0;
            text_append_repeated(&out, ' ', (size_t)spaces);
            column += spaces;
        } else {
            text_append(&out, s->text + i, width);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    return str_from_text_take(&out);
}

// Methods of str that look for a part: find, count, replace, startswith, partition and the like.
//
// UTF-8 is searched as bytes: the bytes of a character never occur inside those of another.
#include <string.h>

#include "object/list.h"
#include "object/str_methods.h"

bool str_search(const char *text, size_t from, size_t to, const char *part, size_t part_bytes, size_t *at)
{
    if (from > to || to - from < part_bytes)
        return false;
    const char *found = part_bytes == 0   ? text + from
                        : part_bytes == 1 ? memchr(text + from, part[0], to - from)
                                          : memmem(text + from, to - from, part, part_bytes);
    if (found)
        *at = (size_t)(found - text);
    return found != NULL;
}

bool str_search_last(const char *text, size_t from, size_t to, const char *part, size_t part_bytes, size_t *at)
{
    if (from > to || to - from < part_bytes)
        return false;
    // The hash of the part is looked for among those of all windows, a window's from its neighbour's (Rabin and Karp):
    // no part of a long text takes more time than another.
    const uint64_t base = 0x9e3779b97f4a7c15;
    uint64_t wanted = 0, hash = 0, leaving = 1;
    size_t i = to - part_bytes;
    for (size_t k = part_bytes; k-- > 0;) {
        wanted = wanted * base + (unsigned char)part[k];
        hash = hash * base + (unsigned char)text[i + k];
        leaving *= base;
    }
    for (; hash != wanted || memcmp(text + i, part, part_bytes) != 0; i--) {
        if (i == from)
            return false;
        hash = hash * base + (unsigned char)text[i - 1] - leaving * (unsigned char)text[i - 1 + part_bytes];
    }
    *at = i;
    return true;
}

// What a search works on: the bytes [from, to) of a text. `empty` where start lies behind stop or the text.
typedef struct Window {
    const Str *s;
    size_t from, to; // bytes
    size_t first;    // the code point at `from`
    bool empty;
} Window;

static bool open_window(Interp *interp, Value text, Value start, Value stop, Window *window)
{
    const Str *s = str_of(text);
    int64_t from, to;
    interp_charge_items(interp, s->bytes);
    if (start.tag == TAG_NONE && stop.tag == TAG_NONE) {
        *window = (Window){.s = s, .to = s->bytes};
        return true;
    }
    if (!sequence_window(interp, start, stop, s->length, &from, &to))
        return false;
    *window = (Window){.s = s, .empty = from > to};
    if (!window->empty) {
        window->first = (size_t)from;
        window->from = str_offset(s, (size_t)from);
        window->to = (size_t)to == s->length ? s->bytes : str_offset(s, (size_t)to);
    }
    return true;
}

static bool require_str(Interp *interp, Value v, const char *what)
{
    if (str_check(interp, v))
        return true;
    raise_type_error(interp, "%s must be str, not %s", what, sequence_argument_type(interp, v));
    return false;
}

// The index of a part as code point, -1 where it is missing. False on failure.
static bool locate(Interp *interp, const Value *arg, const char *what, bool last, int64_t *index)
{
    Window window;
    size_t at;
    if (!require_str(interp, arg[1], what) || !open_window(interp, arg[0], arg[2], arg[3], &window))
        return false;
    const Str *part = str_of(arg[1]);
    *index = -1;
    if (window.empty)
        return true;
    const char *text = window.s->text;
    if ((last ? str_search_last : str_search)(text, window.from, window.to, part->text, part->bytes, &at))
        *index =
            (int64_t)(str_is_ascii(window.s) ? at : window.first + utf8_count(text + window.from, at - window.from));
    return true;
}

STR_METHOD(find, "find(self, sub, start=None, end=None, /)",
           "Returns the first index of a part, -1 where it is missing.")
{
    int64_t index;
    return locate(interp, arg, "find() argument 1", false, &index) ? value_from_int(index) : VALUE_ERROR;
}

STR_METHOD(rfind, "rfind(self, sub, start=None, end=None, /)",
           "Returns the last index of a part, -1 where it is missing.")
{
    int64_t index;
    return locate(interp, arg, "rfind() argument 1", true, &index) ? value_from_int(index) : VALUE_ERROR;
}

static Value index_or_raise(Interp *interp, const Value *arg, const char *what, bool last)
{
    int64_t index;
    if (!locate(interp, arg, what, last, &index))
        return VALUE_ERROR;
    return index < 0 ? raise_value_error(interp, "substring not found") : value_from_int(index);
}

STR_METHOD(index, "index(self, sub, start=None, end=None, /)",
           "Returns the first index of a part; ValueError where it is missing.")
{
    return index_or_raise(interp, arg, "index() argument 1", false);
}

STR_METHOD(rindex, "rindex(self, sub, start=None, end=None, /)",
           "Returns the last index of a part; ValueError where it is missing.")
{
    return index_or_raise(interp, arg, "rindex() argument 1", true);
}

STR_METHOD(count, "count(self, sub, start=None, end=None, /)", "Returns how often a part occurs without overlaps.")
{
    Window window;
    size_t at;
    if (!require_str(interp, arg[1], "count() argument 1") || !open_window(interp, arg[0], arg[2], arg[3], &window))
        return VALUE_ERROR;
    const Str *part = str_of(arg[1]);
    if (window.empty)
        return value_from_int(0);
    if (part->bytes == 0)
        return value_from_int((int64_t)utf8_count(window.s->text + window.from, window.to - window.from) + 1);
    int64_t count = 0;
    while (str_search(window.s->text, window.from, window.to, part->text, part->bytes, &at)) {
        window.from = at + part->bytes;
        if (!interp_poll_at(interp, (size_t)count++))
            return VALUE_ERROR;
    }
    return value_from_int(count);
}

static bool has_affix(const Window *window, const Str *affix, bool suffix)
{
    if (window->empty || window->to - window->from < affix->bytes)
        return false;
    const char *place = window->s->text + (suffix ? window->to - affix->bytes : window->from);
    return memcmp(place, affix->text, affix->bytes) == 0;
}

static Value match_affix(Interp *interp, const Value *arg, const char *name, bool suffix)
{
    Window window;
    if (!open_window(interp, arg[0], arg[2], arg[3], &window))
        return VALUE_ERROR;
    if (str_check(interp, arg[1]))
        return value_from_bool(has_affix(&window, str_of(arg[1]), suffix));
    if (!tuple_check(interp, arg[1]))
        return raise_type_error(interp, "%s first arg must be str or a tuple of str, not %s", name,
                                value_type_name(interp, arg[1]));
    const Tuple *affixes = tuple_of(arg[1]);
    for (size_t i = 0; i < affixes->count; i++) {
        if (!str_check(interp, affixes->items[i]))
            return raise_type_error(interp, "tuple for %s must only contain str, not %s", name,
                                    value_type_name(interp, affixes->items[i]));
        if (has_affix(&window, str_of(affixes->items[i]), suffix))
            return VALUE_TRUE;
    }
    return VALUE_FALSE;
}

STR_METHOD(startswith, "startswith(self, prefix, start=None, end=None, /)",
           "Returns True where the text starts with a prefix or one of a tuple of them.")
{
    return match_affix(interp, arg, "startswith", false);
}

STR_METHOD(endswith, "endswith(self, suffix, start=None, end=None, /)",
           "Returns True where the text ends with a suffix or one of a tuple of them.")
{
    return match_affix(interp, arg, "endswith", true);
}

STR_METHOD(removeprefix, "removeprefix(self, prefix, /)", "Returns the text without a prefix.")
{
    if (!require_str(interp, arg[1], "removeprefix() argument"))
        return VALUE_ERROR;
    const Str *s = str_of(arg[0]), *prefix = str_of(arg[1]);
    Window window = {.s = s, .to = s->bytes};
    return str_substring(interp, arg[0], has_affix(&window, prefix, false) ? prefix->length : 0, s->length);
}

STR_METHOD(removesuffix, "removesuffix(self, suffix, /)", "Returns the text without a suffix.")
{
    if (!require_str(interp, arg[1], "removesuffix() argument"))
        return VALUE_ERROR;
    const Str *s = str_of(arg[0]), *suffix = str_of(arg[1]);
    Window window = {.s = s, .to = s->bytes};
    return str_substring(interp, arg[0], 0, s->length - (has_affix(&window, suffix, true) ? suffix->length : 0));
}

// Puts `with` between all characters and at both ends, `limit` times at most.
static void replace_empty(Text *out, const Str *s, const Str *with, int64_t limit)
{
    for (size_t i = 0, width; i <= s->bytes && !out->failed; i += width) {
        if (limit-- > 0)
            text_append(out, with->text, with->bytes);
        if (i == s->bytes)
            break;
        utf8_decode(s->text + i, &width);
        text_append(out, s->text + i, width);
    }
}

STR_METHOD(replace, "replace(self, old, new, /, count=-1)",
           "Returns a copy with parts replaced, at most `count` of them.")
{
    int64_t limit;
    if (!require_str(interp, arg[1], "replace() argument 1") || !require_str(interp, arg[2], "replace() argument 2") ||
        !sequence_read_size(interp, arg[3], &limit))
        return VALUE_ERROR;
    const Str *s = str_of(arg[0]), *old = str_of(arg[1]), *with = str_of(arg[2]);
    size_t from = 0, at, hits = 0;
    interp_charge_items(interp, s->bytes);
    if (limit < 0)
        limit = INT64_MAX;
    if (limit == 0 || (old->bytes && !str_search(s->text, 0, s->bytes, old->text, old->bytes, &at)))
        return str_substring(interp, arg[0], 0, s->length);
    Text out;
    text_init(&out, &interp->memory);
    if (old->bytes == 0) {
        replace_empty(&out, s, with, limit);
        return str_from_text_take(&out);
    }
    while (limit-- > 0 && !out.failed && str_search(s->text, from, s->bytes, old->text, old->bytes, &at)) {
        text_append(&out, s->text + from, at - from);
        text_append(&out, with->text, with->bytes);
        from = at + old->bytes;
        if (!interp_poll_at(interp, hits++)) {
            text_free(&out);
            return VALUE_ERROR;
        }
    }
    text_append(&out, s->text + from, s->bytes - from);
    return str_from_text_take(&out);
}

// Makes (head, separator, tail) of the bytes around a separator at byte `at`.
static Value cut(Interp *interp, Value text, Value separator, size_t at)
{
    const Str *s = str_of(text), *part = str_of(separator);
    size_t tail = at + part->bytes;
    return tuple_from_values_take(interp, 3,
                                  (Value[]){str_new(interp, s->text, at), value_keep(separator),
                                            str_new(interp, s->text + tail, s->bytes - tail)});
}

static Value partition_at(Interp *interp, const Value *arg, bool last)
{
    size_t at;
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "must be str, not %s", value_type_name(interp, arg[1]));
    const Str *s = str_of(arg[0]), *part = str_of(arg[1]);
    if (part->bytes == 0)
        return raise_value_error(interp, "empty separator");
    Value pieces;
    if ((last ? str_search_last : str_search)(s->text, 0, s->bytes, part->text, part->bytes, &at)) {
        pieces = cut(interp, arg[0], arg[1], at);
    } else {
        Value whole = str_substring(interp, arg[0], 0, s->length), empty = str_empty(interp);
        Value other = str_empty(interp);
        pieces = last ? tuple_from_values_take(interp, 3, (Value[]){empty, other, whole})
                      : tuple_from_values_take(interp, 3, (Value[]){whole, empty, other});
    }
    for (size_t i = 0; !value_is_error(pieces) && i < 3; i++) {
        if (value_is_error(tuple_of(pieces)->items[i])) {
            value_drop(pieces);
            return VALUE_ERROR;
        }
    }
    return pieces;
}

STR_METHOD(partition, "partition(self, sep, /)", "Splits at the first separator: (before, separator, behind).")
{
    return partition_at(interp, arg, false);
}

STR_METHOD(rpartition, "rpartition(self, sep, /)", "Splits at the last separator: (before, separator, behind).")
{
    return partition_at(interp, arg, true);
}

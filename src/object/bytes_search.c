// Methods of bytes and bytearray that search, split, join and trim.
#include <string.h>

#include "object/bytes_methods.h"
#include "object/list.h"
#include "object/str_methods.h"

// What to look for: a bytes-like object, or (where `byte_ok`) an int that stands for one byte.
typedef struct Pattern {
    ByteView view;
    char byte;
} Pattern;

static bool read_pattern(Interp *interp, Value v, Pattern *pattern)
{
    unsigned char byte;
    if (bytes_like(interp, v, &pattern->view.items, &pattern->view.count))
        return true;
    if (!sequence_is_index(interp, v)) {
        raise_type_error(interp, "argument should be integer or bytes-like object, not '%s'",
                         value_type_name(interp, v));
        return false;
    }
    if (!bytes_read_byte(interp, v, "byte must be in range(0, 256)", &byte))
        return false;
    pattern->byte = (char)byte;
    pattern->view = (ByteView){&pattern->byte, 1};
    return true;
}

static bool locate(Interp *interp, const Value *arg, bool last, int64_t *index)
{
    Pattern pattern;
    int64_t from, to;
    size_t at;
    if (!sequence_read_window(interp, arg[2], arg[3], &from, &to) || !read_pattern(interp, arg[1], &pattern))
        return false;
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    sequence_fit_window(view.count, &from, &to);
    *index = -1;
    interp_charge_items(interp, view.count);
    if (from <= to && (last ? str_search_last : str_search)(view.items, (size_t)from, (size_t)to, pattern.view.items,
                                                            pattern.view.count, &at))
        *index = (int64_t)at;
    return true;
}

BYTES_METHOD(find, "find(self, sub, start=None, end=None, /)",
             "Returns the first index of a part, -1 where it is missing.")
{
    int64_t index;
    return locate(interp, arg, false, &index) ? value_from_int(index) : VALUE_ERROR;
}
BYTES_METHOD(rfind, "rfind(self, sub, start=None, end=None, /)",
             "Returns the last index of a part, -1 where it is missing.")
{
    int64_t index;
    return locate(interp, arg, true, &index) ? value_from_int(index) : VALUE_ERROR;
}
static Value index_or_raise(Interp *interp, const Value *arg, bool last)
{
    int64_t index;
    if (!locate(interp, arg, last, &index))
        return VALUE_ERROR;
    return index < 0 ? raise_value_error(interp, "subsection not found") : value_from_int(index);
}
BYTES_METHOD(index, "index(self, sub, start=None, end=None, /)",
             "Returns the first index of a part; ValueError where it is missing.")
{
    return index_or_raise(interp, arg, false);
}
BYTES_METHOD(rindex, "rindex(self, sub, start=None, end=None, /)",
             "Returns the last index of a part; ValueError where it is missing.")
{
    return index_or_raise(interp, arg, true);
}

BYTES_METHOD(count, "count(self, sub, start=None, end=None, /)", "Returns how often a part occurs without overlaps.")
{
    Pattern pattern;
    int64_t from, to, count = 0;
    size_t at;
    if (!sequence_read_window(interp, arg[2], arg[3], &from, &to) || !read_pattern(interp, arg[1], &pattern))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    sequence_fit_window(view.count, &from, &to);
    if (from > to)
        return value_from_int(0);
    if (pattern.view.count == 0)
        return value_from_int(to - from + 1);
    for (size_t next = (size_t)from;
         str_search(view.items, next, (size_t)to, pattern.view.items, pattern.view.count, &at); count++) {
        next = at + pattern.view.count;
        if (!interp_poll_at(interp, (size_t)count))
            return VALUE_ERROR;
    }
    return value_from_int(count);
}

static bool has_affix(ByteView whole, ByteView affix, bool suffix)
{
    return whole.count >= affix.count &&
           memcmp(whole.items + (suffix ? whole.count - affix.count : 0), affix.items, affix.count) == 0;
}

static Value match_affix(Interp *interp, const Value *arg, const char *name, bool suffix)
{
    int64_t from, to;
    if (!sequence_read_window(interp, arg[2], arg[3], &from, &to))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]), affix; // as __index__ left the bytes
    sequence_fit_window(view.count, &from, &to);
    ByteView part = {view.items + (from <= to ? from : 0), from <= to ? (size_t)(to - from) : 0};
    if (tuple_check(interp, arg[1])) {
        for (size_t i = 0; i < tuple_of(arg[1])->count; i++) {
            if (!bytes_require(interp, tuple_of(arg[1])->items[i], &affix.items, &affix.count))
                return VALUE_ERROR;
            if (from <= to && has_affix(part, affix, suffix))
                return VALUE_TRUE;
        }
        return VALUE_FALSE;
    }
    if (!bytes_like(interp, arg[1], &affix.items, &affix.count))
        return raise_type_error(interp, "%s first arg must be bytes or a tuple of bytes, not %s", name,
                                value_type_name(interp, arg[1]));
    return value_from_bool(from <= to && has_affix(part, affix, suffix));
}
BYTES_METHOD(startswith, "startswith(self, prefix, start=None, end=None, /)",
             "Returns True where the bytes start with a prefix or one of a tuple.")
{
    return match_affix(interp, arg, "startswith", false);
}
BYTES_METHOD(endswith, "endswith(self, suffix, start=None, end=None, /)",
             "Returns True where the bytes end with a suffix or one of a tuple.")
{
    return match_affix(interp, arg, "endswith", true);
}

BYTES_METHOD(removeprefix, "removeprefix(self, prefix, /)", "Returns the bytes without a prefix.")
{
    ByteView view = bytes_view(interp, arg[0]), affix;
    if (!bytes_require(interp, arg[1], &affix.items, &affix.count))
        return VALUE_ERROR;
    size_t skip = has_affix(view, affix, false) ? affix.count : 0;
    return bytes_make_like(interp, arg[0], view.items + skip, view.count - skip);
}
BYTES_METHOD(removesuffix, "removesuffix(self, suffix, /)", "Returns the bytes without a suffix.")
{
    ByteView view = bytes_view(interp, arg[0]), affix;
    if (!bytes_require(interp, arg[1], &affix.items, &affix.count))
        return VALUE_ERROR;
    return bytes_make_like(interp, arg[0], view.items, view.count - (has_affix(view, affix, true) ? affix.count : 0));
}

BYTES_METHOD(replace, "replace(self, old, new, count=-1, /)",
             "Returns a copy with parts replaced, at most `count` of them.")
{
    ByteView old, with;
    int64_t limit;
    if (!bytes_require(interp, arg[1], &old.items, &old.count) ||
        !bytes_require(interp, arg[2], &with.items, &with.count) || !sequence_read_size(interp, arg[3], &limit))
        return VALUE_ERROR;
    // The limit's __index__ may change all three: they are looked for again.
    if (!bytes_require(interp, arg[1], &old.items, &old.count) ||
        !bytes_require(interp, arg[2], &with.items, &with.count))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]);
    if (limit < 0)
        limit = INT64_MAX;
    Text out;
    text_init(&out, &interp->memory);
    size_t from = 0, at;
    while (limit-- > 0 && !out.failed && str_search(view.items, from, view.count, old.items, old.count, &at)) {
        text_append(&out, view.items + from, at - from);
        text_append(&out, with.items, with.count);
        from = at + old.count;
        if (old.count == 0) {
            if (from == view.count)
                break;
            text_append_char(&out, view.items[from++]);
        }
    }
    text_append(&out, view.items + from, view.count - from);
    return bytes_from_text_take(interp, arg[0], &out);
}

static bool add_piece(Interp *interp, Value list, Value self, const char *items, size_t count)
{
    Value piece = bytes_make_like(interp, self, items, count);
    return !value_is_error(piece) && list_append_take(interp, list, piece);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool split_words(Interp *interp, Value list, Value self, ByteView view, int64_t limit, bool last)
{
    size_t from = 0, to = view.count;
    for (;;) {
        while (!last && from < to && is_space(view.items[from]))
            from++;
        while (last && from < to && is_space(view.items[to - 1]))
            to--;
        if (from == to)
            return true;
        size_t start = from, end = to;
        bool rest = limit-- <= 0; // what is left stays in one piece
        if (!rest && last) {
            for (start = to; start > from && !is_space(view.items[start - 1]); start--)
                continue;
        } else if (!rest) {
            for (end = from; end < to && !is_space(view.items[end]); end++)
                continue;
        }
        if (!add_piece(interp, list, self, view.items + start, end - start))
            return false;
        if (rest)
            return true;
        if (last)
            to = start;
        else
            from = end;
    }
}

static bool split_at(Interp *interp, Value list, Value self, ByteView view, ByteView separator, int64_t limit,
                     bool last)
{
    size_t from = 0, to = view.count, at;
    while (limit-- > 0 &&
           (last ? str_search_last : str_search)(view.items, from, to, separator.items, separator.count, &at)) {
        size_t behind = at + separator.count;
        if (last ? !add_piece(interp, list, self, view.items + behind, to - behind)
                 : !add_piece(interp, list, self, view.items + from, at - from))
            return false;
        if (last)
            to = at;
        else
            from = behind;
    }
    return add_piece(interp, list, self, view.items + from, to - from);
}

static Value split_bytes(Interp *interp, const Value *arg, bool last)
{
    int64_t limit;
    if (!sequence_read_size(interp, arg[2], &limit))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]), separator = {NULL, 0}; // as __index__ left the bytes
    if (limit < 0)
        limit = INT64_MAX;
    if (arg[1].tag != TAG_NONE) {
        if (!bytes_require(interp, arg[1], &separator.items, &separator.count))
            return VALUE_ERROR;
        if (separator.count == 0)
            return raise_value_error(interp, "empty separator");
    }
    Value list = list_new(interp, 0);
    bool ok = !value_is_error(list) && (separator.items ? split_at(interp, list, arg[0], view, separator, limit, last)
                                                        : split_words(interp, list, arg[0], view, limit, last));
    if (!ok) {
        value_drop(list);
        return VALUE_ERROR;
    }
    Value *items = list_of(list)->items;
    for (size_t i = 0, j = list_of(list)->count; last && i + 1 < j; i++) {
        Value piece = items[i];
        items[i] = items[--j];
        items[j] = piece;
    }
    return list;
}
BYTES_METHOD(split, "split(self, /, sep=None, maxsplit=-1)",
             "Returns the parts between separators (white space by default).")
{
    return split_bytes(interp, arg, false);
}
BYTES_METHOD(rsplit, "rsplit(self, /, sep=None, maxsplit=-1)", "As split, counting maxsplit from the end.")
{
    return split_bytes(interp, arg, true);
}

BYTES_METHOD(splitlines, "splitlines(self, /, keepends=False)",
             "Returns the lines, with their ends where keepends is true.")
{
    bool keep_ends;
    if (!value_truth(interp, arg[1], &keep_ends))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]); // as __bool__ left the bytes
    Value list = list_new(interp, 0);
    bool ok = !value_is_error(list);
    for (size_t from = 0; ok && from < view.count;) {
        size_t to = from;
        while (to < view.count && view.items[to] != '\n' && view.items[to] != '\r')
            to++;
        size_t next = to + (to < view.count);
        if (to + 1 < view.count && view.items[to] == '\r' && view.items[to + 1] == '\n')
            next++;
        ok = add_piece(interp, list, arg[0], view.items + from, (keep_ends ? next : to) - from);
        from = next;
    }
    if (ok)
        return list;
    value_drop(list);
    return VALUE_ERROR;
}

static Value partition_at(Interp *interp, const Value *arg, bool last)
{
    ByteView view = bytes_view(interp, arg[0]), part;
    if (!bytes_require(interp, arg[1], &part.items, &part.count))
        return VALUE_ERROR;
    if (part.count == 0)
        return raise_value_error(interp, "empty separator");
    size_t at, head = last ? 0 : view.count, tail = last ? 0 : view.count, middle = 0;
    if ((last ? str_search_last : str_search)(view.items, 0, view.count, part.items, part.count, &at)) {
        head = at;
        middle = part.count;
        tail = at + part.count;
    }
    Value list = list_new(interp, 3), result = VALUE_ERROR;
    if (!value_is_error(list) && add_piece(interp, list, arg[0], view.items, head) &&
        add_piece(interp, list, arg[0], part.items, middle) &&
        add_piece(interp, list, arg[0], view.items + tail, view.count - tail))
        result = tuple_from_values(interp, 3, list_of(list)->items);
    value_drop(list);
    return result;
}
BYTES_METHOD(partition, "partition(self, sep, /)", "Splits at the first separator: (before, separator, behind).")
{
    return partition_at(interp, arg, false);
}
BYTES_METHOD(rpartition, "rpartition(self, sep, /)", "Splits at the last separator: (before, separator, behind).")
{
    return partition_at(interp, arg, true);
}

BYTES_METHOD(join, "join(self, iterable_of_bytes, /)",
             "Returns the parts of an iterable with these bytes between them.")
{
    bool array = bytearray_check(interp, arg[0]);
    if (array) // the iterable may not change the length
        bytearray_of(arg[0])->exports++;
    Value list = list_from_iterable(interp, arg[1]);
    if (array)
        bytearray_of(arg[0])->exports--;
    ByteView view = bytes_view(interp, arg[0]), piece;
    if (value_is_error(list)) {
        if (interp->error.kind == ERROR_TYPE_ERROR && arg[1].tag != TAG_OBJECT)
            raise_type_error(interp, "can only join an iterable");
        return VALUE_ERROR;
    }
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < list_of(list)->count && !out.failed; i++) {
        Value item = list_of(list)->items[i];
        if (!bytes_like(interp, item, &piece.items, &piece.count)) {
            raise_type_error(interp, "sequence item %zu: expected a bytes-like object, %s found", i,
                             value_type_name(interp, item));
            out.failed = true;
            break;
        }
        if (i)
            text_append(&out, view.items, view.count);
        text_append(&out, piece.items, piece.count);
    }
    value_drop(list);
    return bytes_from_text_take(interp, arg[0], &out);
}

static Value strip_bytes(Interp *interp, const Value *arg, bool left, bool right)
{
    ByteView view = bytes_view(interp, arg[0]), set = {" \t\n\r\f\v", 6};
    if (arg[1].tag != TAG_NONE && !bytes_require(interp, arg[1], &set.items, &set.count))
        return VALUE_ERROR;
    size_t from = 0, to = view.count;
    while (left && from < to && set.count && memchr(set.items, view.items[from], set.count))
        from++;
    while (right && to > from && set.count && memchr(set.items, view.items[to - 1], set.count))
        to--;
    if (to - from == view.count && sequence_is_exact(interp, arg[0], TYPE_BYTES))
        return value_keep(arg[0]);
    return bytes_make_like(interp, arg[0], view.items + from, to - from);
}
BYTES_METHOD(strip, "strip(self, bytes=None, /)",
             "Returns the bytes without white space (or the bytes given) at the ends.")
{
    return strip_bytes(interp, arg, true, true);
}
BYTES_METHOD(lstrip, "lstrip(self, bytes=None, /)", "As strip, at the start only.")
{
    return strip_bytes(interp, arg, true, false);
}
BYTES_METHOD(rstrip, "rstrip(self, bytes=None, /)", "As strip, at the end only.")
{
    return strip_bytes(interp, arg, false, true);
}

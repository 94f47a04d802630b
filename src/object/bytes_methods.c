// Methods of bytes and bytearray that ask, map or pad; and those of bytearray alone.
#include "object/bytes_methods.h"

#include <string.h>

#include "object/codec.h"
#include "object/list.h"
#include "object/str.h"

Value bytes_make_like(Interp *interp, Value self, const char *items, size_t count)
{
    return bytearray_check(interp, self) ? bytearray_new(interp, items, count) : bytes_new(interp, items, count);
}

// ASCII only: bytes have no other letters.
static bool is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}
static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}
static bool is_alpha(unsigned char c)
{
    return is_lower(c) || is_upper(c);
}
static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static bool is_alnum(unsigned char c)
{
    return is_alpha(c) || is_digit(c);
}
static bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static char to_lower(unsigned char c)
{
    return (char)(is_upper(c) ? c + 32 : c);
}
static char to_upper(unsigned char c)
{
    return (char)(is_lower(c) ? c - 32 : c);
}

static Value all_are(Interp *interp, Value self, bool (*is)(unsigned char))
{
    ByteView view = bytes_view(interp, self);
    for (size_t i = 0; i < view.count; i++) {
        if (!is((unsigned char)view.items[i]))
            return VALUE_FALSE;
    }
    return value_from_bool(view.count != 0);
}

BYTES_METHOD(isalnum, "isalnum(self, /)", "Returns True where all bytes are ASCII letters or digits and there is one.")
{
    return all_are(interp, arg[0], is_alnum);
}
BYTES_METHOD(isalpha, "isalpha(self, /)", "Returns True where all bytes are ASCII letters and there is one.")
{
    return all_are(interp, arg[0], is_alpha);
}
BYTES_METHOD(isdigit, "isdigit(self, /)", "Returns True where all bytes are ASCII digits and there is one.")
{
    return all_are(interp, arg[0], is_digit);
}
BYTES_METHOD(isspace, "isspace(self, /)", "Returns True where all bytes are ASCII white space and there is one.")
{
    return all_are(interp, arg[0], is_space);
}
BYTES_METHOD(isascii, "isascii(self, /)", "Returns True where all bytes are below 128.")
{
    ByteView view = bytes_view(interp, arg[0]);
    return value_from_bool(utf8_is_ascii(view.items, view.count));
}

// True where letters of the wanted case exist and none of the other.
static Value all_cased(Interp *interp, Value self, bool upper)
{
    ByteView view = bytes_view(interp, self);
    bool cased = false;
    for (size_t i = 0; i < view.count; i++) {
        unsigned char c = (unsigned char)view.items[i];
        if (upper ? is_lower(c) : is_upper(c))
            return VALUE_FALSE;
        cased |= upper ? is_upper(c) : is_lower(c);
    }
    return value_from_bool(cased);
}
BYTES_METHOD(islower, "islower(self, /)", "Returns True where all letters are lower case and there is one.")
{
    return all_cased(interp, arg[0], false);
}
BYTES_METHOD(isupper, "isupper(self, /)", "Returns True where all letters are upper case and there is one.")
{
    return all_cased(interp, arg[0], true);
}
BYTES_METHOD(istitle, "istitle(self, /)",
             "Returns True where each word starts in upper case and goes on in lower case.")
{
    ByteView view = bytes_view(interp, arg[0]);
    bool inside = false, cased = false;
    for (size_t i = 0; i < view.count; i++) {
        unsigned char c = (unsigned char)view.items[i];
        if ((is_upper(c) && inside) || (is_lower(c) && !inside))
            return VALUE_FALSE;
        inside = is_alpha(c);
        cased |= inside;
    }
    return value_from_bool(cased);
}

// Maps each byte; `inside` tells whether a letter stands before it.
static Value map_bytes(Interp *interp, Value self, char (*map)(unsigned char c, bool inside, bool first))
{
    ByteView view = bytes_view(interp, self);
    Text out;
    text_init(&out, &interp->memory);
    bool inside = false;
    if (text_append(&out, view.items, view.count)) {
        for (size_t i = 0; i < view.count; i++) {
            unsigned char c = (unsigned char)view.items[i];
            out.bytes[i] = map(c, inside, i == 0);
            inside = is_alpha(c);
        }
    }
    return bytes_from_text_take(interp, self, &out);
}
static char map_upper(unsigned char c, UNUSED bool inside, UNUSED bool first)
{
    return to_upper(c);
}
static char map_lower(unsigned char c, UNUSED bool inside, UNUSED bool first)
{
    return to_lower(c);
}
static char map_swap(unsigned char c, UNUSED bool inside, UNUSED bool first)
{
    return is_lower(c) ? to_upper(c) : to_lower(c);
}
static char map_title(unsigned char c, bool inside, UNUSED bool first)
{
    return inside ? to_lower(c) : to_upper(c);
}
static char map_capital(unsigned char c, UNUSED bool inside, bool first)
{
    return first ? to_upper(c) : to_lower(c);
}
BYTES_METHOD(upper, "upper(self, /)", "Returns a copy with ASCII letters in upper case.")
{
    return map_bytes(interp, arg[0], map_upper);
}
BYTES_METHOD(lower, "lower(self, /)", "Returns a copy with ASCII letters in lower case.")
{
    return map_bytes(interp, arg[0], map_lower);
}
BYTES_METHOD(swapcase, "swapcase(self, /)", "Returns a copy with upper and lower case exchanged.")
{
    return map_bytes(interp, arg[0], map_swap);
}
BYTES_METHOD(title, "title(self, /)", "Returns a copy in which each word starts in upper case.")
{
    return map_bytes(interp, arg[0], map_title);
}
BYTES_METHOD(capitalize, "capitalize(self, /)", "Returns a copy that starts in upper case, the rest in lower case.")
{
    return map_bytes(interp, arg[0], map_capital);
}

// ---- padding

static Value pad(Interp *interp, const Value *arg, const char *name, int left_half, int right_half)
{
    int64_t width;
    char fill = ' ';
    if (!sequence_read_size(interp, arg[1], &width))
        return VALUE_ERROR;
    if (arg[2].tag != TAG_UNSET) {
        ByteView given = bytes_view(interp, arg[2]);
        if (given.count != 1 || sequence_is_exact(interp, arg[2], TYPE_MEMORYVIEW))
            return raise_type_error(interp, "%s() argument 2 must be a byte string of length 1, not %s", name,
                                    value_type_name(interp, arg[2]));
        fill = given.items[0];
    }
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    int64_t padding = width - (int64_t)view.count;
    if (padding < 0)
        padding = 0;
    int64_t left = left_half && right_half ? padding / 2 + (padding & width & 1) : left_half ? padding : 0;
    Text out;
    text_init(&out, &interp->memory);
    text_append_repeated(&out, fill, (size_t)left);
    text_append(&out, view.items, view.count);
    text_append_repeated(&out, fill, (size_t)(padding - left));
    return bytes_from_text_take(interp, arg[0], &out);
}
BYTES_METHOD(center, "center(self, width, fillchar=..., /)", "Returns the bytes in the middle of a field.")
{
    return pad(interp, arg, "center", 1, 1);
}
BYTES_METHOD(ljust, "ljust(self, width, fillchar=..., /)", "Returns the bytes at the left of a field.")
{
    return pad(interp, arg, "ljust", 0, 1);
}
BYTES_METHOD(rjust, "rjust(self, width, fillchar=..., /)", "Returns the bytes at the right of a field.")
{
    return pad(interp, arg, "rjust", 1, 0);
}
BYTES_METHOD(zfill, "zfill(self, width, /)", "Returns the bytes with zeros in front, behind a sign.")
{
    int64_t width;
    if (!sequence_read_size(interp, arg[1], &width))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    size_t sign = view.count && (view.items[0] == '+' || view.items[0] == '-');
    Text out;
    text_init(&out, &interp->memory);
    text_append(&out, view.items, sign);
    if (width > (int64_t)view.count)
        text_append_repeated(&out, '0', (size_t)width - view.count);
    text_append(&out, view.items + sign, view.count - sign);
    return bytes_from_text_take(interp, arg[0], &out);
}
BYTES_METHOD(expandtabs, "expandtabs(self, /, tabsize=8)", "Returns the bytes with tabs as spaces up to the next stop.")
{
    int64_t size, column = 0;
    if (!sequence_read_size(interp, arg[1], &size))
        return VALUE_ERROR;
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < view.count && !out.failed; i++) {
        char c = view.items[i];
        if (c == '\t') {
            int64_t spaces = size > 0 ? size - column % size : 0;
            text_append_repeated(&out, ' ', (size_t)spaces);
            column += spaces;
        } else {
            text_append_char(&out, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    return bytes_from_text_take(interp, arg[0], &out);
}

// ---- text forms

BYTES_METHOD(decode, "decode(self, /, encoding='utf-8', errors='strict')", "Returns the str that the bytes encode.")
{
    ByteView view = bytes_view(interp, arg[0]);
    for (size_t i = 1; i < 3; i++) {
        if (!str_check(interp, arg[i]))
            return raise_type_error(interp, "decode() argument '%s' must be str, not %s",
                                    i == 1 ? "encoding" : "errors", sequence_argument_type(interp, arg[i]));
    }
    return codec_decode(interp, view.items, view.count, str_of(arg[1])->text, str_of(arg[2])->text);
}

BYTES_METHOD(hex, "hex(self, sep=..., bytes_per_sep=1)",
             "Returns two hexadecimal digits for each byte, with separators between groups.")
{
    int64_t group = 0;
    char separator = 0;
    if (arg[1].tag != TAG_UNSET) {
        ByteView bytes = bytes_view(interp, arg[1]);
        bool text = str_check(interp, arg[1]);
        int64_t length;
        if (!value_length(interp, arg[1], &length))
            return VALUE_ERROR;
        if (length != 1)
            return raise_value_error(interp, "sep must be length 1.");
        if (!text && !bytes_check(interp, arg[1]))
            return raise_type_error(interp, "sep must be str or bytes.");
        separator = text ? str_of(arg[1])->text[0] : bytes.items[0];
        if ((unsigned char)separator >= 128)
            return raise_value_error(interp, "sep must be ASCII.");
        if (!sequence_read_size(interp, arg[2], &group))
            return VALUE_ERROR;
    }
    ByteView view = bytes_view(interp, arg[0]); // as __index__ left the bytes
    size_t size = (size_t)(group < 0 ? -group : group);
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < view.count && !out.failed; i++) {
        size_t position = group < 0 ? i : view.count - i; // groups are counted from the end
        if (size && i && position % size == 0)
            text_append_char(&out, separator);
        text_append_format(&out, "%02x", (unsigned char)view.items[i]);
    }
    return str_from_text_take(&out);
}

BYTES_METHOD(fromhex, "fromhex($cls, string, /)",
             "Makes bytes of hexadecimal digits; white space between them is skipped.")
{
    if (!str_check(interp, arg[1]))
        return raise_type_error(interp, "fromhex() argument must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    const Str *s = str_of(arg[1]);
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < s->bytes;) {
        if (is_space((unsigned char)s->text[i])) {
            i++;
            continue;
        }
        int high = text_digit(s->text[i]), low = text_digit(s->text[i + 1]); // a NUL is behind the text
        if (high >= 16 || low >= 16) {
            raise_value_error(interp, "non-hexadecimal number found in fromhex() arg at position %zu",
                              utf8_count(s->text, high >= 16 ? i : i + 1));
            out.failed = true;
            break;
        }
        text_append_char(&out, (char)(high * 16 + low));
        i += 2;
    }
    struct Type *class = (struct Type *)arg[0].object;
    bool array = type_is_subtype(class, interp->types[TYPE_BYTEARRAY]);
    Value made = out.failed ? VALUE_ERROR
                 : array    ? bytearray_new(interp, text_string(&out), out.length)
                            : bytes_new(interp, text_string(&out), out.length);
    text_free(&out);
    if (value_is_error(made) || class == interp->types[array ? TYPE_BYTEARRAY : TYPE_BYTES])
        return made;
    Value derived = value_call_values(interp, arg[0], 1, &made);
    value_drop(made);
    return derived;
}

BYTES_METHOD(translate, "translate(self, table, /, delete=...)",
             "Returns a copy with each byte replaced through a table of 256.")
{
    ByteView view = bytes_view(interp, arg[0]), table = {NULL, 256}, deleted = {"", 0};
    if (arg[1].tag != TAG_NONE && !bytes_require(interp, arg[1], &table.items, &table.count))
        return VALUE_ERROR;
    if (table.count != 256)
        return raise_value_error(interp, "translation table must be 256 characters long");
    if (arg[2].tag != TAG_UNSET && !bytes_require(interp, arg[2], &deleted.items, &deleted.count))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    for (size_t i = 0; i < view.count && !out.failed; i++) {
        if (deleted.count && memchr(deleted.items, view.items[i], deleted.count))
            continue;
        text_append_char(&out, table.items ? table.items[(unsigned char)view.items[i]] : view.items[i]);
    }
    return bytes_from_text_take(interp, arg[0], &out);
}

BYTES_METHOD(maketrans, "maketrans($cls, frm, to, /)",
             "Makes a table for translate of two byte strings of equal length.")
{
    ByteView from, to;
    char table[256];
    if (!bytes_require(interp, arg[1], &from.items, &from.count) ||
        !bytes_require(interp, arg[2], &to.items, &to.count))
        return VALUE_ERROR;
    if (from.count != to.count)
        return raise_value_error(interp, "maketrans arguments must have same length");
    for (int i = 0; i < 256; i++)
        table[i] = (char)i;
    for (size_t i = 0; i < from.count; i++)
        table[(unsigned char)from.items[i]] = to.items[i];
    return bytes_new(interp, table, sizeof table);
}

// ---- bytearray

NATIVE(array_append, "append(self, item, /)", "Adds a byte at the end.")
{
    unsigned char byte;
    if (!bytes_read_byte(interp, arg[1], "byte must be in range(0, 256)", &byte) ||
        !bytearray_may_resize(interp, arg[0]) || !text_append_char(&bytearray_of(arg[0])->text, (char)byte))
        return VALUE_ERROR;
    return VALUE_NONE;
}

NATIVE(array_extend, "extend(self, iterable_of_ints, /)", "Adds the bytes of an iterable at the end.")
{
    Text more;
    text_init(&more, &interp->memory);
    if (str_check(interp, arg[1]))
        return raise_type_error(interp, "expected iterable of integers; got: 'str'");
    const Type *type = value_type(interp, arg[1]);
    if (!type->slots.iter && !type->slots.get_item && !bytes_like(interp, arg[1], &(const char *){0}, &(size_t){0}))
        return raise_type_error(interp, "can't extend bytearray with %s", type->full_name);
    bool ok = bytes_gather(interp, &more, arg[1], true) && bytearray_may_resize(interp, arg[0]) &&
              text_append(&bytearray_of(arg[0])->text, text_string(&more), more.length);
    text_free(&more);
    return ok ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(array_insert, "insert(self, index, item, /)", "Inserts a byte before an index.")
{
    int64_t index;
    unsigned char byte;
    if (!sequence_read_size(interp, arg[1], &index) ||
        !bytes_read_byte(interp, arg[2], "byte must be in range(0, 256)", &byte) ||
        !bytearray_may_resize(interp, arg[0]))
        return VALUE_ERROR;
    Text *text = &bytearray_of(arg[0])->text;
    int64_t count = (int64_t)text->length;
    if (index < 0)
        index = index < -count ? 0 : index + count;
    if (index > count)
        index = count;
    if (!text_append_char(text, 0))
        return VALUE_ERROR;
    memmove(text->bytes + index + 1, text->bytes + index, (size_t)(count - index));
    text->bytes[index] = (char)byte;
    return VALUE_NONE;
}

static Value take_byte(Interp *interp, Value self, size_t index)
{
    if (!bytearray_may_resize(interp, self))
        return VALUE_ERROR;
    Text *text = &bytearray_of(self)->text;
    unsigned char byte = (unsigned char)text->bytes[index];
    memmove(text->bytes + index, text->bytes + index + 1, text->length - index); // with the NUL
    text->length--;
    return value_from_int(byte);
}

NATIVE(array_pop, "pop(self, index=-1, /)", "Removes the byte at an index (the last one by default) and returns it.")
{
    int64_t index;
    if (!sequence_read_size(interp, arg[1], &index))
        return VALUE_ERROR;
    int64_t count = (int64_t)bytearray_of(arg[0])->text.length; // as __index__ left the bytes
    if (count == 0)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop from empty bytearray");
    if (index < 0)
        index += count;
    if (index < 0 || index >= count)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop index out of range");
    return take_byte(interp, arg[0], (size_t)index);
}

NATIVE(array_remove, "remove(self, value, /)", "Removes the first byte of a value.")
{
    unsigned char byte;
    if (!bytes_read_byte(interp, arg[1], "byte must be in range(0, 256)", &byte))
        return VALUE_ERROR;
    const Text *text = &bytearray_of(arg[0])->text;
    const char *found = text->length ? memchr(text->bytes, byte, text->length) : NULL;
    if (!found)
        return raise_value_error(interp, "value not found in bytearray");
    return value_is_error(take_byte(interp, arg[0], (size_t)(found - text->bytes))) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(array_clear, "clear(self, /)", "Removes all bytes.")
{
    if (!bytearray_may_resize(interp, arg[0]))
        return VALUE_ERROR;
    text_clear(&bytearray_of(arg[0])->text);
    return VALUE_NONE;
}

NATIVE(array_copy, "copy(self, /)", "Returns a copy.")
{
    ByteView view = bytes_view(interp, arg[0]);
    return bytearray_new(interp, view.items, view.count);
}

NATIVE(array_reverse, "reverse(self, /)", "Reverses the bytes in place.")
{
    Text *text = &bytearray_of(arg[0])->text;
    for (size_t i = 0, j = text->length; i + 1 < j; i++) {
        char byte = text->bytes[i];
        text->bytes[i] = text->bytes[--j];
        text->bytes[j] = byte;
    }
    return VALUE_NONE;
}

NATIVE(constant_bytes, "__bytes__(self, /)", "Returns the same bytes, of the exact type.")
{
    ByteView view = bytes_view(interp, arg[0]);
    return sequence_is_exact(interp, arg[0], TYPE_BYTES) ? value_keep(arg[0])
                                                         : bytes_new(interp, view.items, view.count);
}

NATIVE(constant_getnewargs, "__getnewargs__(self, /)", "Tells what to give to __new__ to make the bytes again.")
{
    ByteView view = bytes_view(interp, arg[0]);
    Value copy = bytes_new(interp, view.items, view.count);
    return value_is_error(copy) ? copy : tuple_from_values_take(interp, 1, &copy);
}

#define ROW(name) &bytes_method_##name,
const NativeSpec *const bytes_methods[] = {BYTES_METHODS(ROW) & constant_bytes_native, &constant_getnewargs_native,
                                           NULL};
const NativeSpec *const bytearray_methods[] = {BYTES_METHODS(ROW) & array_append_native,
                                               &array_extend_native,
                                               &array_insert_native,
                                               &array_pop_native,
                                               &array_remove_native,
                                               &array_clear_native,
                                               &array_copy_native,
                                               &array_reverse_native,
                                               NULL};
#undef ROW

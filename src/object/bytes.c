// The types bytes and bytearray: everything but their methods.
#include "object/bytes.h"

#include <string.h>

#include "object/codec.h"
#include "object/container.h"
#include "object/float.h"
#include "object/int.h"
#include "object/item.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/slot.h"
#include "object/str.h"

static Bytes *allocate(Interp *interp, struct Type *type, const char *items, size_t count)
{
    if (count > (size_t)INT64_MAX / 2) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return NULL;
    }
    Bytes *bytes = object_new(interp, type, offsetof(Bytes, items) + count + 1);
    if (!bytes)
        return NULL;
    bytes->count = count;
    if (items && count)
        memcpy(bytes->items, items, count);
    return bytes;
}

Value bytes_new(Interp *interp, const char *items, size_t count)
{
    return value_or_error(allocate(interp, interp->types[TYPE_BYTES], items, count));
}

static Value bytearray_make(Interp *interp, struct Type *type)
{
    ByteArray *array = object_new(interp, type, sizeof *array);
    if (!array)
        return VALUE_ERROR;
    text_init(&array->text, &interp->memory);
    return value_from_object(array);
}

Value bytearray_new(Interp *interp, const char *items, size_t count)
{
    Value v = bytearray_make(interp, interp->types[TYPE_BYTEARRAY]);
    if (value_is_error(v))
        return VALUE_ERROR;
    Text *text = &bytearray_of(v)->text;
    if (!(items ? text_append(text, items, count) : text_append_repeated(text, '\0', count))) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

bool bytes_like(Interp *interp, Value v, const char **items, size_t *count)
{
    if (bytes_check(interp, v)) {
        *items = bytes_of(v)->items;
        *count = bytes_of(v)->count;
        return true;
    }
    if (bytearray_check(interp, v)) {
        *items = text_string(&bytearray_of(v)->text);
        *count = bytearray_of(v)->text.length;
        return true;
    }
    if (array_check(interp, v)) {
        *items = text_string(&bytearray_of(v)->text);
        *count = bytearray_of(v)->text.length;
        return true;
    }
    if (sequence_is_exact(interp, v, TYPE_MEMORYVIEW)) {
        const MemoryView *view = (const MemoryView *)v.object;
        int64_t size = (int64_t)item_size(view->letter);
        if (view->owner.tag != TAG_OBJECT || view->step != size || !bytes_like(interp, view->owner, items, count))
            return false;
        *items += view->start;
        *count = (size_t)(view->count * size);
        return true;
    }
    return false;
}

bool bytes_require(Interp *interp, Value v, const char **items, size_t *count)
{
    if (bytes_like(interp, v, items, count))
        return true;
    raise_type_error(interp, "a bytes-like object is required, not '%s'", value_type_name(interp, v));
    return false;
}

Value bytes_from_text_take(Interp *interp, Value self, Text *text)
{
    Value result = VALUE_ERROR;
    if (!text->failed)
        result = bytearray_check(interp, self) ? bytearray_new(interp, text_string(text), text->length)
                                               : bytes_new(interp, text_string(text), text->length);
    text_free(text);
    return result;
}

bool bytes_read_byte(Interp *interp, Value v, const char *range_message, unsigned char *out)
{
    int64_t byte;
    if (!sequence_is_index(interp, v)) {
        raise_type_error(interp, "'%s' object cannot be interpreted as an integer", value_type_name(interp, v));
        return false;
    }
    if (!sequence_to_index(interp, v, true, &byte))
        return false;
    if (byte < 0 || byte > 255) {
        raise_value_error(interp, "%s", range_message);
        return false;
    }
    *out = (unsigned char)byte;
    return true;
}

bool bytearray_may_resize(Interp *interp, Value v)
{
    if (bytearray_of(v)->exports == 0)
        return true;
    value_raise(interp, ERROR_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
    return false;
}

bool bytes_gather(Interp *interp, Text *out, Value source, bool array)
{
    const char *items;
    size_t count;
    if (bytes_like(interp, source, &items, &count))
        return text_append(out, items, count);
    const Type *type = value_type(interp, source);
    if (!type->slots.iter && !type->slots.get_item) {
        raise_type_error(interp, "cannot convert '%s' object to %s", type->full_name, array ? "bytearray" : "bytes");
        return false;
    }
    Value iterator = value_iter(interp, source);
    if (value_is_error(iterator))
        return false;
    bool ok = true;
    while (ok) {
        unsigned char byte;
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            break;
        ok = !value_is_error(item) &&
             bytes_read_byte(interp, item, array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)",
                             &byte) &&
             text_append_char(out, (char)byte);
        value_drop(item);
    }
    value_drop(iterator);
    return ok;
}

// What the type's __bytes__ gives; *done tells whether there is one.
static bool append_from_method(Interp *interp, Text *out, Value v, bool *done)
{
    Value name = interp_intern(interp, "__bytes__");
    if (value_is_error(name))
        return false;
    Value made = slot_call(interp, v, name, 0, NULL);
    value_drop(name);
    *done = !value_is_unset(made);
    if (!*done || value_is_error(made))
        return !*done;
    const char *items = NULL;
    size_t count = 0;
    bool ok = bytes_check(interp, made) && bytes_like(interp, made, &items, &count);
    if (!ok)
        raise_type_error(interp, "__bytes__ returned non-bytes (type %s)", value_type_name(interp, made));
    ok = ok && text_append(out, items, count);
    value_drop(made);
    return ok;
}

// The encoding and errors arguments of bytes(...) and bytearray(...), v[1] and v[2], are texts where they are given.
static bool check_encoding(Interp *interp, const Value *v, const char *name)
{
    for (size_t i = 1; i < 3; i++)
        if (v[i].tag != TAG_UNSET && !str_check(interp, v[i])) {
            raise_type_error(interp, "%s() argument '%s' must be str, not %s", name, i == 1 ? "encoding" : "errors",
                             sequence_argument_type(interp, v[i]));
            return false;
        }
    return true;
}

static bool read_encoded(Interp *interp, const Value *v, Text *out)
{
    if (v[1].tag == TAG_UNSET) {
        raise_type_error(interp, "string argument without an encoding");
        return false;
    }
    Value encoded = codec_encode(interp, v[0], str_of(v[1])->text, v[2].tag == TAG_UNSET ? NULL : str_of(v[2])->text);
    bool ok = !value_is_error(encoded) && text_append(out, bytes_of(encoded)->items, bytes_of(encoded)->count);
    value_drop(encoded);
    return ok;
}

static bool read_zeros(Interp *interp, Value number, Text *out)
{
    int64_t count;
    if (!sequence_to_index(interp, number, false, &count)) {
        if (interp->error.kind == ERROR_INDEX_ERROR)
            value_raise(interp, ERROR_OVERFLOW_ERROR, "cannot fit '%s' into an index-sized integer",
                        value_type_name(interp, number));
        return false;
    }
    if (count < 0) {
        raise_value_error(interp, "negative count");
        return false;
    }
    return text_append_repeated(out, '\0', (size_t)count);
}

// Reads the source of bytes(...) and bytearray(...) into `out`.
static bool read_source(Interp *interp, const Arguments *arguments, bool array, Text *out)
{
    const char *name = array ? "bytearray" : "bytes";
    const char *signature =
        array ? "bytearray(source=..., encoding=..., errors=...)" : "bytes(source=..., encoding=..., errors=...)";
    Value v[3];
    if (!native_bind(interp, signature, arguments, v) || !check_encoding(interp, v, name))
        return false;
    bool done = false, alone = v[1].tag == TAG_UNSET && v[2].tag == TAG_UNSET;
    if (!array && alone && v[0].tag == TAG_OBJECT && !append_from_method(interp, out, v[0], &done))
        return false;
    if (done)
        return true;
    if (v[0].tag != TAG_UNSET && str_check(interp, v[0]))
        return read_encoded(interp, v, out);
    if (!alone) {
        raise_type_error(interp, v[1].tag != TAG_UNSET ? "encoding without a string argument"
                                                       : "errors without a string argument");
        return false;
    }
    if (v[0].tag == TAG_UNSET)
        return true;
    if (sequence_is_index(interp, v[0]))
        return read_zeros(interp, v[0], out);
    if (bytes_gather(interp, out, v[0], array))
        return true;
    if (interp->error.kind == ERROR_TYPE_ERROR && v[0].tag != TAG_OBJECT)
        raise_type_error(interp, "cannot convert '%s' object to %s", value_type_name(interp, v[0]), name);
    return false;
}

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    Text text;
    text_init(&text, &interp->memory);
    Value result = VALUE_ERROR;
    if (read_source(interp, arguments, false, &text))
        result = value_or_error(allocate(interp, type, text_string(&text), text.length));
    text_free(&text);
    return result;
}

static Value construct_array(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)arguments;
    return bytearray_make(interp, type);
}

static bool init_array(Interp *interp, Value self, const Arguments *arguments)
{
    if (!bytearray_may_resize(interp, self))
        return false;
    Text text;
    text_init(&text, &interp->memory);
    if (!read_source(interp, arguments, true, &text)) {
        text_free(&text);
        return false;
    }
    if (!bytearray_may_resize(interp, self)) { // the source's own methods may have made a view
        text_free(&text);
        return false;
    }
    text_free(&bytearray_of(self)->text);
    bytearray_of(self)->text = text;
    return true;
}

static bool append_repr(Text *out, const char *items, size_t count, bool escape_single)
{
    bool has_single = count && memchr(items, '\'', count), has_double = count && memchr(items, '"', count);
    char quote = has_single && !has_double ? '"' : '\'';
    text_append_char(out, 'b');
    text_append_char(out, quote);
    for (size_t i = 0; i < count; i++) {
        unsigned char c = (unsigned char)items[i];
        const char *escape = c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : c == '\\' ? "\\\\" : NULL;
        if (escape)
            text_append_string(out, escape);
        else if (c == (unsigned char)quote || (escape_single && c == '\''))
            text_append_format(out, "\\%c", c);
        else if (c < 32 || c > 126)
            text_append_format(out, "\\x%02x", c);
        else
            text_append_char(out, (char)c);
    }
    return text_append_char(out, quote);
}

static Value repr(Interp *interp, Value v)
{
    const char *items = NULL;
    size_t count = 0;
    Text out;
    text_init(&out, &interp->memory);
    bytes_like(interp, v, &items, &count);
    bool array = bytearray_check(interp, v);
    if (array)
        text_append_format(&out, "%s(", value_type_name(interp, v));
    append_repr(&out, items, count, array); // a bytearray escapes single quotes between double ones, too
    if (array)
        text_append_char(&out, ')');
    return str_from_text_take(&out);
}

static bool hash(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = str_hash_bytes(bytes_of(v)->items, bytes_of(v)->count);
    return true;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    const char *left, *right;
    size_t left_count, right_count;
    if (!bytes_like(interp, a, &left, &left_count) || !bytes_like(interp, b, &right, &right_count))
        return VALUE_NOT_IMPLEMENTED;
    // Only a bytearray is compared with any buffer; bytes leave views and arrays to these.
    if (!bytearray_check(interp, a) && !bytes_check(interp, b) && !bytearray_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    size_t shorter = left_count < right_count ? left_count : right_count;
    int order = shorter ? memcmp(left, right, shorter) : 0;
    if (order == 0)
        order = left_count < right_count ? -1 : left_count > right_count;
    return sequence_order(order, kind);
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    const char *items;
    size_t count = 0;
    bytes_like(interp, v, &items, &count);
    *out = (int64_t)count;
    return true;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    int64_t count;
    if (!length(interp, v, &count))
        return false;
    *out = count != 0;
    return true;
}

static Value concat(Interp *interp, Value a, Value b)
{
    const char *left, *right;
    size_t left_count, right_count;
    if (!bytes_like(interp, a, &left, &left_count) || !bytes_like(interp, b, &right, &right_count) ||
        sequence_is_exact(interp, a, TYPE_MEMORYVIEW))
        return VALUE_NOT_IMPLEMENTED;
    Text out;
    text_init(&out, &interp->memory);
    text_append(&out, left, left_count);
    text_append(&out, right, right_count);
    return bytes_from_text_take(interp, a, &out);
}

static bool append_repeated(Interp *interp, Text *out, const char *items, size_t count, int64_t times)
{
    size_t total;
    if (__builtin_mul_overflow(count, (size_t)times, &total) || total > INT64_MAX) {
        value_raise(interp, ERROR_OVERFLOW_ERROR, "repeated bytes are too long");
        return false;
    }
    if (count == 1)
        return text_append_repeated(out, items[0], (size_t)times);
    if (!text_reserve(out, total))
        return false;
    for (int64_t i = 0; count && i < times; i++)
        text_append(out, items, count);
    return !out->failed;
}

static Value multiply(Interp *interp, Value a, Value b)
{
    const char *items;
    size_t count;
    bool left = bytes_check(interp, a) || bytearray_check(interp, a);
    Value source = left ? a : b, factor = left ? b : a;
    int64_t times;
    if (!sequence_is_index(interp, factor) || !bytes_like(interp, source, &items, &count))
        return VALUE_NOT_IMPLEMENTED;
    // The factor's __index__ may change the bytes: they are looked for again afterwards.
    if (!sequence_repeat_count(interp, factor, &times) || !bytes_require(interp, source, &items, &count))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    out.failed = !append_repeated(interp, &out, items, count, times);
    return bytes_from_text_take(interp, source, &out);
}

static Value remainder_of(Interp *interp, Value a, Value b)
{
    return bytes_check(interp, a) || bytearray_check(interp, a) ? bytes_percent(interp, a, b) : VALUE_NOT_IMPLEMENTED;
}

/// Resolves an index by the length that the bytes have once its __index__ has run, which may change them.
static bool resolve(Interp *interp, Value v, Value key, size_t *index)
{
    bool array = bytearray_check(interp, v);
    int64_t number;
    if (!sequence_to_index(interp, key, false, &number))
        return false;
    size_t count = array ? bytearray_of(v)->text.length : bytes_of(v)->count;
    return sequence_fit_index(interp, number, count, array ? "bytearray index" : "index", index);
}

static Value get_slice(Interp *interp, Value v, Value key)
{
    SliceBounds bounds;
    if (!slice_read(interp, key, &bounds))
        return VALUE_ERROR;
    const char *items = NULL;
    size_t count = 0;
    bytes_like(interp, v, &items, &count);
    slice_fit(&bounds, count);
    Text out;
    text_init(&out, &interp->memory);
    if (bounds.step == 1 && bounds.count)
        text_append(&out, items + bounds.start, (size_t)bounds.count);
    for (int64_t i = 0; bounds.step != 1 && i < bounds.count; i++)
        text_append_char(&out, items[bounds.start + i * bounds.step]);
    return bytes_from_text_take(interp, v, &out);
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const char *items = NULL;
    size_t count = 0, index;
    bool array = bytearray_check(interp, v);
    if (sequence_is_exact(interp, key, TYPE_SLICE))
        return get_slice(interp, v, key);
    if (!sequence_is_index(interp, key))
        return raise_type_error(interp,
                                array ? "bytearray indices must be integers or slices, not %s"
                                      : "byte indices must be integers or slices, not %s",
                                value_type_name(interp, key));
    if (!resolve(interp, v, key, &index))
        return VALUE_ERROR;
    bytes_like(interp, v, &items, &count);
    return value_from_int((unsigned char)items[index]);
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    const char *items = NULL, *part;
    size_t count = 0, part_count;
    unsigned char byte;
    if (sequence_is_index(interp, item)) {
        if (!bytes_read_byte(interp, item, "byte must be in range(0, 256)", &byte))
            return false;
        bytes_like(interp, v, &items, &count);
        *found = count && memchr(items, byte, count) != NULL;
        return true;
    }
    if (!bytes_require(interp, item, &part, &part_count))
        return false;
    bytes_like(interp, v, &items, &count);
    *found = part_count == 0 || memmem(items, count, part, part_count) != NULL;
    return true;
}

// ---- changes of bytearrays

// Replaces the bytes [from, to).
static bool splice(Interp *interp, Value v, size_t from, size_t to, const char *items, size_t count)
{
    Text *text = &bytearray_of(v)->text;
    if (count != to - from && !bytearray_may_resize(interp, v))
        return false;
    if (count > to - from && !text_reserve(text, count - (to - from))) {
        text->failed = false;
        return false;
    }
    if (!text->bytes)
        return true; // nothing there, nothing comes
    memmove(text->bytes + from + count, text->bytes + to, text->length - to);
    memcpy(text->bytes + from, items, count);
    text->length = text->length - (to - from) + count;
    text->bytes[text->length] = '\0';
    return true;
}

static bool assign_slice(Interp *interp, Value v, Value key, Value source)
{
    double number;
    if (str_check(interp, source) || float_check(interp, source, &number) || sequence_is_index(interp, source)) {
        raise_type_error(interp, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        return false;
    }
    Text copy;
    text_init(&copy, &interp->memory);
    SliceBounds bounds;
    bool ok =
        (source.tag == TAG_UNSET || bytes_gather(interp, &copy, source, true)) && slice_read(interp, key, &bounds);
    Text *text = &bytearray_of(v)->text;
    if (ok)
        slice_fit(&bounds, text->length);
    if (ok && bounds.step == 1) {
        size_t from = (size_t)bounds.start, to = bounds.stop < bounds.start ? from : (size_t)bounds.stop;
        ok = splice(interp, v, from, to, text_string(&copy), copy.length);
    } else if (ok && source.tag == TAG_UNSET) {
        ok = bytearray_may_resize(interp, v);
        int64_t low = bounds.step < 0 ? bounds.start + (bounds.count - 1) * bounds.step : bounds.start;
        int64_t step = bounds.step < 0 ? -bounds.step : bounds.step, kept = 0, removed = 0;
        for (int64_t i = 0; ok && i < (int64_t)text->length; i++) {
            if (removed < bounds.count && i == low + removed * step)
                removed++;
            else
                text->bytes[kept++] = text->bytes[i];
        }
        if (ok && text->bytes)
            text->length = (size_t)kept;
    } else if (ok && (size_t)bounds.count != copy.length) {
        raise_value_error(interp, "attempt to assign bytes of size %zu to extended slice of size %lld", copy.length,
                          (long long)bounds.count);
        ok = false;
    } else if (ok) {
        for (int64_t i = 0; i < bounds.count; i++)
            text->bytes[bounds.start + i * bounds.step] = copy.bytes[i];
    }
    text_free(&copy);
    return ok;
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    size_t index;
    unsigned char byte;
    if (sequence_is_exact(interp, key, TYPE_SLICE))
        return assign_slice(interp, v, key, item);
    if (!sequence_is_index(interp, key)) {
        raise_type_error(interp, "bytearray indices must be integers or slices, not %s", value_type_name(interp, key));
        return false;
    }
    // Both may run code that changes the length, which therefore is looked at last.
    int64_t number;
    if (!sequence_to_index(interp, key, false, &number))
        return false;
    if (item.tag != TAG_UNSET && !bytes_read_byte(interp, item, "byte must be in range(0, 256)", &byte))
        return false;
    if (!sequence_fit_index(interp, number, bytearray_of(v)->text.length, "bytearray index", &index))
        return false;
    if (item.tag == TAG_UNSET)
        return splice(interp, v, index, index + 1, "", 0);
    bytearray_of(v)->text.bytes[index] = (char)byte;
    return true;
}

static Value inplace_concat(Interp *interp, Value a, Value b)
{
    if (a.object == b.object && b.tag == TAG_OBJECT) // the operand's memory is in use while the result grows
        return value_raise(interp, ERROR_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
    const char *items;
    size_t count;
    if (!bytes_like(interp, b, &items, &count))
        return raise_type_error(interp, "can't concat %s to bytearray", value_type_name(interp, b));
    Value copy = bytes_new(interp, items, count); // it may be the same object
    size_t end = bytearray_of(a)->text.length;
    bool ok = !value_is_error(copy) && splice(interp, a, end, end, bytes_of(copy)->items, count);
    value_drop(copy);
    return ok ? value_keep(a) : VALUE_ERROR;
}

static Value inplace_multiply(Interp *interp, Value a, Value b)
{
    if (!sequence_is_index(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    Text out;
    text_init(&out, &interp->memory);
    const Text *text = &bytearray_of(a)->text;
    int64_t times;
    bool ok = sequence_repeat_count(interp, b, &times) && bytearray_may_resize(interp, a) &&
              append_repeated(interp, &out, text_string(text), text->length, times);
    if (!ok) {
        text_free(&out);
        return VALUE_ERROR;
    }
    text_free(&bytearray_of(a)->text);
    bytearray_of(a)->text = out;
    return value_keep(a);
}

static void destroy_array(Interp *interp, Object *self)
{
    ByteArray *array = (ByteArray *)self;
    if (!array->text.memory)
        text_init(&array->text, &interp->memory);
    text_free(&array->text);
}

static size_t instance_size(const Object *self)
{
    return offsetof(Bytes, items) + ((const Bytes *)self)->count + 1;
}

// ---- iteration

typedef struct BytesIterator {
    Object head;
    Value source; // UNSET once exhausted
    size_t index;
} BytesIterator;

static Value iterate(Interp *interp, Value v)
{
    BytesIterator *iterator = object_new(interp, interp->types[TYPE_BYTES_ITERATOR], sizeof *iterator);
    if (!iterator)
        return VALUE_ERROR;
    iterator->source = value_keep(v);
    return value_from_object(iterator);
}

static Value iterator_next(Interp *interp, Value self)
{
    BytesIterator *iterator = (BytesIterator *)self.object;
    const char *items;
    size_t count;
    if (iterator->source.tag != TAG_OBJECT || !bytes_like(interp, iterator->source, &items, &count))
        return VALUE_UNSET;
    if (iterator->index < count)
        return value_from_int((unsigned char)items[iterator->index++]);
    value_replace_take(&iterator->source, VALUE_UNSET);
    return VALUE_UNSET;
}

static Value iterator_self(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

static void iterator_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_drop(((BytesIterator *)self)->source);
}

NATIVE(iterator_length_hint, "__length_hint__(self, /)", "Returns how many bytes are left.")
{
    const BytesIterator *iterator = (const BytesIterator *)arg[0].object;
    const char *items;
    size_t count = 0;
    if (iterator->source.tag == TAG_OBJECT)
        bytes_like(interp, iterator->source, &items, &count);
    return value_from_int(count > iterator->index ? (int64_t)(count - iterator->index) : 0);
}

NATIVE(iterator_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const BytesIterator *iterator = (const BytesIterator *)arg[0].object;
    if (iterator->source.tag != TAG_OBJECT)
        return iterator_state_reduce_empty(interp, tuple_new(interp, 0));
    return iterator_state_reduce(interp, "iter", value_keep(iterator->source),
                                 value_from_int((int64_t)iterator->index));
}

NATIVE(iterator_setstate, "__setstate__(self, state, /)", "Sets the place of the next byte.")
{
    BytesIterator *iterator = (BytesIterator *)arg[0].object;
    const char *items;
    size_t count;
    int64_t index;
    if (!iterator_state_read(interp, arg[1], 0, INT64_MAX, &index))
        return VALUE_ERROR;
    if (iterator->source.tag == TAG_OBJECT && bytes_like(interp, iterator->source, &items, &count))
        iterator->index = (size_t)index > count ? count : (size_t)index;
    return VALUE_NONE;
}

static const NativeSpec *const ITERATOR_METHODS[] = {&iterator_length_hint_native, &iterator_reduce_native,
                                                     &iterator_setstate_native, NULL};

const TypeSpec type_spec_BYTES_ITERATOR = {
    .name = "bytes_iterator",
    .doc = "Iterates over bytes as ints.",
    .id = TYPE_BYTES_ITERATOR,
    .size = sizeof(BytesIterator),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.iter = iterator_self, .next = iterator_next, .destroy = iterator_destroy},
    .methods = ITERATOR_METHODS,
};

const TypeSpec type_spec_BYTES = {
    .name = "bytes",
    .doc = "bytes(source=b'', encoding, errors): bytes that cannot be changed.",
    .id = TYPE_BYTES,
    .size = sizeof(Bytes),
    .slots = {.new_ = construct,
              .repr = repr,
              .hash = hash,
              .compare = compare,
              .truth = truth,
              .binary = {[BINARY_ADD] = concat, [BINARY_MULTIPLY] = multiply, [BINARY_REMAINDER] = remainder_of},
              .length = length,
              .get_item = get_item,
              .contains = contains,
              .iter = iterate,
              .size_of = instance_size},
    .methods = bytes_methods,
};

const TypeSpec type_spec_BYTEARRAY = {
    .name = "bytearray",
    .doc = "bytearray(source=b'', encoding, errors): bytes that can be changed.",
    .id = TYPE_BYTEARRAY,
    .size = sizeof(ByteArray),
    .slots = {.new_ = construct_array,
              .init = init_array,
              .repr = repr,
              .compare = compare,
              .truth = truth,
              .binary = {[BINARY_ADD] = concat, [BINARY_MULTIPLY] = multiply, [BINARY_REMAINDER] = remainder_of},
              .inplace = {[BINARY_ADD] = inplace_concat, [BINARY_MULTIPLY] = inplace_multiply},
              .length = length,
              .get_item = get_item,
              .set_item = set_item,
              .contains = contains,
              .iter = iterate,
              .destroy = destroy_array},
    .methods = bytearray_methods,
};

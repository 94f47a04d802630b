#include "object/str.h"

#include <stdio.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "object/bytes.h"
#include "object/codec.h"
#include "object/container.h"
#include "object/intern.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/str_format.h"
#include "object/str_methods.h"

// The bytes that a str of `bytes` bytes occupies.
static size_t size_of(size_t bytes)
{
    return offsetof(Str, text) + bytes + 1;
}

static Str *allocate(Interp *interp, struct Type *type, size_t bytes)
{
    if (bytes >= (size_t)INT64_MAX / 2) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return NULL;
    }
    Str *s = object_new(interp, type, size_of(bytes));
    if (!s)
        return NULL;
    s->hash = -1;
    s->bytes = bytes;
    s->length = bytes;
    s->interned = false;
    s->text[bytes] = '\0';
    return s;
}

Value str_empty(Interp *interp)
{
    return str_new_counted(interp, "", 0, 0);
}

// The shared str of a code point below 256.
static Value shared_character(Interp *interp, uint32_t code_point)
{
    InternTable *table = interp->interned;
    if (!table)
        return VALUE_UNSET;
    Value *slot = &table->characters[code_point];
    if (slot->tag == TAG_UNSET) {
        char bytes[4];
        size_t width = utf8_write(code_point, bytes);
        Str *s = allocate(interp, interp->types[TYPE_STR], width);
        if (!s)
            return VALUE_ERROR;
        memcpy(s->text, bytes, width);
        s->length = 1;
        *slot = str_intern_take(interp, value_from_object(s));
        if (value_is_error(*slot)) {
            *slot = VALUE_UNSET;
            return VALUE_ERROR;
        }
    }
    return value_keep(*slot);
}

static Value shared_empty(Interp *interp)
{
    InternTable *table = interp->interned;
    if (!table)
        return VALUE_UNSET;
    if (table->empty.tag == TAG_UNSET) {
        Str *s = allocate(interp, interp->types[TYPE_STR], 0);
        if (!s)
            return VALUE_ERROR;
        table->empty = value_from_object(s);
    }
    return value_keep(table->empty);
}

Value str_new_counted(Interp *interp, const char *bytes, size_t length, size_t code_points)
{
    if (code_points <= 1) {
        Value shared = VALUE_UNSET;
        size_t width;
        if (length == 0)
            shared = shared_empty(interp);
        else if ((unsigned char)bytes[0] < 0xC4)
            shared = shared_character(interp, utf8_decode(bytes, &width));
        if (shared.tag != TAG_UNSET)
            return shared;
    }
    Str *s = allocate(interp, interp->types[TYPE_STR], length);
    if (!s)
        return VALUE_ERROR;
    memcpy(s->text, bytes, length);
    s->length = code_points;
    return value_from_object(s);
}

Value str_new(Interp *interp, const char *bytes, size_t length)
{
    return str_new_counted(interp, bytes, length, utf8_count(bytes, length));
}

Value str_from_string(Interp *interp, const char *string)
{
    return str_new(interp, string, strlen(string));
}

Value str_from_format(Interp *interp, const char *format, ...)
{
    Text text;
    text_init(&text, &interp->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&text, format, arguments);
    va_end(arguments);
    return str_from_text_take(&text);
}

Value str_from_text_take(Text *text)
{
    Interp *interp = (Interp *)text->memory; // the memory is the interp's first member
    Value result = text->failed ? VALUE_ERROR : str_new(interp, text_string(text), text->length);
    text_free(text);
    return result;
}

Value str_from_code_point(Interp *interp, uint32_t code_point)
{
    char bytes[4];
    return str_new_counted(interp, bytes, utf8_write(code_point, bytes), 1);
}

bool str_equals(Value v, const char *string)
{
    return str_of(v)->bytes == strlen(string) && memcmp(str_of(v)->text, string, str_of(v)->bytes) == 0;
}

// UTF-8 keeps the order of code points.
int str_compare(const Str *a, const Str *b)
{
    size_t shorter = a->bytes < b->bytes ? a->bytes : b->bytes;
    int order = memcmp(a->text, b->text, shorter);
    if (order)
        return order < 0 ? -1 : 1;
    return a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

int64_t str_hash_bytes(const char *bytes, size_t length)
{
    int64_t hash = length ? (int64_t)XXH3_64bits(bytes, length) : 0;
    return hash == -1 ? -2 : hash;
}

int64_t str_hash(const Str *s)
{
    if (s->hash == -1)
        ((Str *)s)->hash = str_hash_bytes(s->text, s->bytes);
    return s->hash;
}

size_t str_offset(const Str *s, size_t index)
{
    if (str_is_ascii(s))
        return index;
    size_t from = s->seen_index <= index ? s->seen_index : 0, start = from ? from + s->seen_extra : 0;
    size_t offset = start + utf8_offset(s->text + start, s->bytes - start, index - from);
    if (index <= s->length && index <= UINT32_MAX && offset - index < 1 << 24) {
        Str *known = (Str *)s; // not a part of the value
        known->seen_index = (uint32_t)index;
        known->seen_extra = (uint32_t)(offset - index);
    }
    return offset;
}

Value str_substring(Interp *interp, Value v, size_t from, size_t to)
{
    const Str *s = str_of(v);
    if (from >= to)
        return str_empty(interp);
    if (from == 0 && to == s->length && sequence_is_exact(interp, v, TYPE_STR))
        return value_keep(v);
    size_t first = str_offset(s, from);
    size_t bytes = str_is_ascii(s) ? to - from : utf8_offset(s->text + first, s->bytes - first, to - from);
    return str_new_counted(interp, s->text + first, bytes, to - from);
}

Value str_concat(Interp *interp, Value a, Value b)
{
    const Str *left = str_of(a), *right = str_of(b);
    if (right->bytes == 0 && sequence_is_exact(interp, a, TYPE_STR))
        return value_keep(a);
    if (left->bytes == 0 && sequence_is_exact(interp, b, TYPE_STR))
        return value_keep(b);
    size_t bytes;
    if (__builtin_add_overflow(left->bytes, right->bytes, &bytes)) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return VALUE_ERROR;
    }
    Str *s = allocate(interp, interp->types[TYPE_STR], bytes);
    if (!s)
        return VALUE_ERROR;
    memcpy(s->text, left->text, left->bytes);
    memcpy(s->text + left->bytes, right->text, right->bytes);
    s->length = left->length + right->length;
    return value_from_object(s);
}

Value str_append_take(Interp *interp, Value a, Value b)
{
    Str *left = (Str *)a.object;
    const Str *right = str_of(b);
    bool in_place = left->head.references == 1 && !left->interned && left->head.type == interp->types[TYPE_STR] &&
                    right != left && right->bytes < (size_t)INT64_MAX / 4;
    if (!in_place) {
        Value result = str_concat(interp, a, b);
        value_drop(a);
        return result;
    }
    size_t old_bytes = left->bytes, bytes = old_bytes + right->bytes;
    Str *grown = mem_resize(&interp->memory, left, size_of(old_bytes), size_of(bytes));
    if (!grown) {
        value_drop(a);
        return VALUE_ERROR;
    }
    memcpy(grown->text + old_bytes, right->text, right->bytes);
    grown->text[bytes] = '\0';
    grown->bytes = bytes;
    grown->length += right->length;
    grown->hash = -1;
    return value_from_object(grown);
}

static Value add(Interp *interp, Value a, Value b)
{
    if (!str_check(interp, a) || !str_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    return str_concat(interp, a, b);
}

static Value repeat(Interp *interp, Value text, Value factor)
{
    int64_t count;
    const Str *s = str_of(text);
    size_t bytes;
    if (!sequence_repeat_count(interp, factor, &count))
        return VALUE_ERROR;
    if (count == 0 || s->bytes == 0)
        return str_empty(interp);
    if (count == 1 && sequence_is_exact(interp, text, TYPE_STR))
        return value_keep(text);
    if (__builtin_mul_overflow(s->bytes, (size_t)count, &bytes) || bytes > INT64_MAX)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "repeated string is too long");
    Str *result = allocate(interp, interp->types[TYPE_STR], bytes);
    if (!result)
        return VALUE_ERROR;
    memcpy(result->text, s->text, s->bytes);
    for (size_t done = s->bytes; done < bytes;) { // each turn doubles what is there
        size_t piece = done < bytes - done ? done : bytes - done;
        memcpy(result->text + done, result->text, piece);
        done += piece;
    }
    result->length = s->length * (size_t)count;
    return value_from_object(result);
}

static Value multiply(Interp *interp, Value a, Value b)
{
    if (str_check(interp, a) && sequence_is_index(interp, b))
        return repeat(interp, a, b);
    if (str_check(interp, b) && sequence_is_index(interp, a))
        return repeat(interp, b, a);
    return VALUE_NOT_IMPLEMENTED;
}

static Value remainder_of(Interp *interp, Value a, Value b)
{
    return str_check(interp, a) ? str_percent(interp, a, b) : VALUE_NOT_IMPLEMENTED;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!str_check(interp, a) || !str_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    const Str *left = str_of(a), *right = str_of(b);
    if (kind == COMPARE_EQ || kind == COMPARE_NE) {
        bool equal =
            left == right || (left->bytes == right->bytes && memcmp(left->text, right->text, left->bytes) == 0);
        return value_from_bool(equal == (kind == COMPARE_EQ));
    }
    return sequence_order(str_compare(left, right), kind);
}

static bool hash(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = str_hash(str_of(v));
    return true;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = str_of(v)->bytes != 0;
    return true;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = (int64_t)str_of(v)->length;
    return true;
}

static Value stepped(Interp *interp, Value v, const SliceBounds *bounds)
{
    const Str *s = str_of(v);
    Text out;
    text_init(&out, &interp->memory);
    if (!text_reserve(&out, (size_t)bounds->count))
        return str_from_text_take(&out);
    if (str_is_ascii(s)) {
        for (int64_t i = 0, at = bounds->start; i < bounds->count; i++, at += bounds->step)
            out.bytes[i] = s->text[at];
        out.length = (size_t)bounds->count;
        out.bytes[out.length] = '\0';
        return str_from_text_take(&out);
    }
    size_t offset = str_offset(s, (size_t)bounds->start);
    for (int64_t i = 0;;) {
        size_t width;
        utf8_decode(s->text + offset, &width);
        text_append(&out, s->text + offset, width);
        if (++i == bounds->count)
            break;
        for (int64_t skip = bounds->step; skip > 0; skip--) {
            utf8_decode(s->text + offset, &width);
            offset += width;
        }
        for (int64_t skip = bounds->step; skip < 0; skip++) {
            do
                offset--;
            while (((unsigned char)s->text[offset] & 0xC0) == 0x80);
        }
    }
    return str_from_text_take(&out);
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const Str *s = str_of(v);
    if (sequence_is_index(interp, key)) {
        size_t index;
        if (!sequence_resolve(interp, key, s->length, "string index", &index))
            return VALUE_ERROR;
        if (LIKELY(str_is_ascii(s)))
            return str_new_counted(interp, s->text + index, 1, 1);
        size_t offset = str_offset(s, index), width;
        utf8_decode(s->text + offset, &width);
        return str_new_counted(interp, s->text + offset, width, 1);
    }
    if (sequence_is_exact(interp, key, TYPE_SLICE)) {
        SliceBounds bounds;
        if (!slice_resolve(interp, key, s->length, &bounds))
            return VALUE_ERROR;
        if (bounds.count == 0)
            return str_empty(interp);
        if (bounds.step == 1)
            return str_substring(interp, v, (size_t)bounds.start, (size_t)bounds.stop);
        return stepped(interp, v, &bounds);
    }
    return raise_type_error(interp, "string indices must be integers, not '%s'", value_type_name(interp, key));
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    if (!str_check(interp, item)) {
        raise_type_error(interp, "'in <string>' requires string as left operand, not %s",
                         value_type_name(interp, item));
        return false;
    }
    const Str *s = str_of(v), *part = str_of(item);
    interp_charge_items(interp, s->bytes);
    *found = part->bytes == 0 || memmem(s->text, s->bytes, part->text, part->bytes) != NULL;
    return true;
}

static Value repr(Interp *interp, Value v)
{
    Text out;
    text_init(&out, &interp->memory);
    str_append_repr(&out, str_of(v)->text, str_of(v)->bytes);
    return str_from_text_take(&out);
}

// str() of a str: the object itself, an exact copy where it is of a derived class.
static Value to_str(Interp *interp, Value v)
{
    if (sequence_is_exact(interp, v, TYPE_STR))
        return value_keep(v);
    return str_new_counted(interp, str_of(v)->text, str_of(v)->bytes, str_of(v)->length);
}

// A copy of an exact str as an instance of a derived class; takes the str.
static Value derive_take(Interp *interp, struct Type *type, Value v)
{
    if (value_is_error(v) || type == interp->types[TYPE_STR])
        return v;
    const Str *from = str_of(v);
    Str *s = allocate(interp, type, from->bytes);
    if (s) {
        memcpy(s->text, from->text, from->bytes);
        s->length = from->length;
    }
    value_drop(v);
    return value_or_error(s);
}

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    Value v[3];
    if (arguments->count > 3)
        return raise_type_error(interp, "str expected at most 3 arguments, got %zu", arguments->count);
    if (!native_bind(interp, "str(object=..., encoding=..., errors=...)", arguments, v))
        return VALUE_ERROR;
    for (size_t i = 1; i < 3; i++) {
        if (v[i].tag != TAG_UNSET && !str_check(interp, v[i]))
            return raise_type_error(interp, "str() argument '%s' must be str, not %s", i == 1 ? "encoding" : "errors",
                                    sequence_argument_type(interp, v[i]));
    }
    if (v[0].tag == TAG_UNSET)
        return derive_take(interp, type, str_empty(interp));
    if (v[1].tag == TAG_UNSET && v[2].tag == TAG_UNSET)
        return derive_take(interp, type, value_str(interp, v[0]));
    const char *bytes;
    size_t count;
    if (str_check(interp, v[0]))
        return raise_type_error(interp, "decoding str is not supported");
    if (!bytes_like(interp, v[0], &bytes, &count))
        return raise_type_error(interp, "decoding to str: need a bytes-like object, %s found",
                                value_type_name(interp, v[0]));
    return derive_take(interp, type,
                       codec_decode(interp, bytes, count, v[1].tag == TAG_UNSET ? NULL : str_of(v[1])->text,
                                    v[2].tag == TAG_UNSET ? NULL : str_of(v[2])->text));
}

static size_t instance_size(const Object *self)
{
    return size_of(((const Str *)self)->bytes);
}

static void destroy(Interp *interp, Object *self)
{
    Str *s = (Str *)self;
    if (s->interned)
        intern_forget(interp, s);
}

typedef struct StrIterator {
    Object head;
    Value text; // UNSET once exhausted
    size_t offset;
    size_t index;
} StrIterator;

static Value iterate(Interp *interp, Value v)
{
    StrIterator *iterator = object_new(
        interp, interp->types[str_is_ascii(str_of(v)) ? TYPE_STR_ITERATOR : TYPE_STR_WIDE_ITERATOR], sizeof *iterator);
    if (!iterator)
        return VALUE_ERROR;
    iterator->text = value_keep(v);
    iterator->offset = iterator->index = 0;
    return value_from_object(iterator);
}

static Value iterator_next(Interp *interp, Value self)
{
    StrIterator *iterator = (StrIterator *)self.object;
    if (iterator->text.tag == TAG_UNSET)
        return VALUE_UNSET;
    const Str *s = str_of(iterator->text);
    if (iterator->offset >= s->bytes) {
        value_replace_take(&iterator->text, VALUE_UNSET);
        return VALUE_UNSET;
    }
    size_t width = 1;
    const char *at = s->text + iterator->offset;
    if (!str_is_ascii(s))
        utf8_decode(at, &width);
    iterator->offset += width;
    iterator->index++;
    return str_new_counted(interp, at, width, 1);
}

static void iterator_destroy(Interp *interp, Object *self)
{
    (void)interp;
    value_drop(((StrIterator *)self)->text);
}

NATIVE(str_iterator_length_hint, "__length_hint__(self, /)", "Returns how many characters are left.")
{
    const StrIterator *iterator = (const StrIterator *)arg[0].object;
    if (iterator->text.tag == TAG_UNSET)
        return value_from_int(0);
    return value_from_int((int64_t)(str_of(iterator->text)->length - iterator->index));
}

NATIVE(str_iterator_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const StrIterator *iterator = (const StrIterator *)arg[0].object;
    if (iterator->text.tag == TAG_UNSET)
        return iterator_state_reduce_empty(interp, str_new(interp, "", 0));
    return iterator_state_reduce(interp, "iter", value_keep(iterator->text), value_from_int((int64_t)iterator->index));
}

NATIVE(str_iterator_setstate, "__setstate__(self, state, /)", "Sets the place of the next character.")
{
    StrIterator *iterator = (StrIterator *)arg[0].object;
    int64_t index;
    if (!iterator_state_read(interp, arg[1], 0, INT64_MAX, &index))
        return VALUE_ERROR;
    if (iterator->text.tag == TAG_UNSET)
        return VALUE_NONE;
    const Str *s = str_of(iterator->text);
    iterator->index = (size_t)index > s->length ? s->length : (size_t)index;
    iterator->offset = utf8_offset(s->text, s->bytes, iterator->index);
    return VALUE_NONE;
}

static Value self_iterator(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

const TypeSpec type_spec_STR = {
    .name = "str",
    .doc = "str(object='') or str(bytes, encoding, errors): text, a sequence of Unicode characters.",
    .id = TYPE_STR,
    .size = sizeof(Str),
    .slots = {.new_ = construct,
              .repr = repr,
              .str = to_str,
              .hash = hash,
              .compare = compare,
              .truth = truth,
              .length = length,
              .get_item = get_item,
              .contains = contains,
              .iter = iterate,
              .binary = {[BINARY_ADD] = add, [BINARY_MULTIPLY] = multiply, [BINARY_REMAINDER] = remainder_of},
              .destroy = destroy,
              .size_of = instance_size},
    .methods = str_methods,
};

static const NativeSpec *const ITERATOR_METHODS[] = {&str_iterator_length_hint_native, &str_iterator_reduce_native,
                                                     &str_iterator_setstate_native, NULL};

#define ITERATOR_TYPE(ID, NAME)                                                                                        \
    const TypeSpec type_spec_##ID = {                                                                                  \
        .name = NAME,                                                                                                  \
        .doc = "Iterates over the characters of a str.",                                                               \
        .id = TYPE_##ID,                                                                                               \
        .size = sizeof(StrIterator),                                                                                   \
        .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,                                                                   \
        .slots = {.iter = self_iterator, .next = iterator_next, .destroy = iterator_destroy},                          \
        .methods = ITERATOR_METHODS,                                                                                   \
    }

ITERATOR_TYPE(STR_ITERATOR, "str_ascii_iterator");
ITERATOR_TYPE(STR_WIDE_ITERATOR, "str_iterator"); // as CPython calls it for texts that are not ASCII

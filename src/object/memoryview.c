// memoryview: a look at the memory of a bytes-like object, without a copy. One dimension of items.
#include <string.h>

#include "object/bytes.h"
#include "object/container.h"
#include "object/item.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/str.h"

static MemoryView *view_of(Value v)
{
    return (MemoryView *)v.object;
}

static bool has_exports(Interp *interp, Value owner)
{
    return bytearray_check(interp, owner) || array_check(interp, owner);
}

/// What the items of a bytes-like object are that is no view.
static char letter_of(Interp *interp, Value v)
{
    return array_check(interp, v) ? ((const NumberArray *)v.object)->letter : 'B';
}

/// A view like `model` of other items.
static Value make(Interp *interp, const MemoryView *model, int64_t start, int64_t count, int64_t step)
{
    MemoryView *view = object_new(interp, interp->types[TYPE_MEMORYVIEW], sizeof *view);
    if (!view)
        return VALUE_ERROR;
    view->owner = value_keep(model->owner);
    view->start = start;
    view->count = count;
    view->step = step;
    view->letter = model->letter;
    view->readonly = model->readonly;
    if (has_exports(interp, model->owner))
        bytearray_of(model->owner)->exports++;
    return value_from_object(view);
}

static void release(Interp *interp, MemoryView *view)
{
    if (view->owner.tag == TAG_OBJECT && has_exports(interp, view->owner))
        bytearray_of(view->owner)->exports--;
    value_replace_take(&view->owner, VALUE_UNSET);
}

// The owner's bytes; ValueError where the view was released.
static bool open_view(Interp *interp, Value v, const char **items)
{
    size_t count;
    if (view_of(v)->owner.tag != TAG_OBJECT) {
        raise_value_error(interp, "operation forbidden on released memoryview object");
        return false;
    }
    return bytes_like(interp, view_of(v)->owner, items, &count);
}

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)type;
    Value object;
    if (!native_bind(interp, "memoryview(object)", arguments, &object))
        return VALUE_ERROR;
    const char *items;
    size_t count;
    if (sequence_is_exact(interp, object, TYPE_MEMORYVIEW)) {
        const MemoryView *view = view_of(object);
        return open_view(interp, object, &items) ? make(interp, view, view->start, view->count, view->step)
                                                 : VALUE_ERROR;
    }
    if (!bytes_like(interp, object, &items, &count))
        return raise_type_error(interp, "memoryview: a bytes-like object is required, not '%s'",
                                value_type_name(interp, object));
    MemoryView model = {.owner = object, .letter = letter_of(interp, object), .readonly = !has_exports(interp, object)};
    int64_t size = (int64_t)item_size(model.letter);
    return make(interp, &model, 0, (int64_t)count / size, size);
}

static bool append_bytes(Interp *interp, Text *out, Value v)
{
    const char *items;
    if (!open_view(interp, v, &items))
        return false;
    const MemoryView *view = view_of(v);
    for (int64_t i = 0; i < view->count; i++)
        text_append(out, items + view->start + i * view->step, item_size(view->letter));
    return !out->failed;
}

NATIVE(to_bytes, "tobytes(self, order='C')", "Returns a copy as bytes.")
{
    Text out;
    text_init(&out, &interp->memory);
    Value result = append_bytes(interp, &out, arg[0]) ? bytes_new(interp, text_string(&out), out.length) : VALUE_ERROR;
    text_free(&out);
    return result;
}

NATIVE(to_list, "tolist(self, /)", "Returns the items as a list.")
{
    const char *items;
    const MemoryView *view = view_of(arg[0]);
    Value list = open_view(interp, arg[0], &items) ? list_new(interp, (size_t)view->count) : VALUE_ERROR;
    for (int64_t i = 0; !value_is_error(list) && i < view->count; i++) {
        Value item = item_read(interp, view->letter, items + view->start + i * view->step);
        if (value_is_error(item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
        list_of(list)->items[list_of(list)->count++] = item;
    }
    return list;
}

NATIVE(hex, "hex(self, /, sep=..., bytes_per_sep=1)", "Returns two hexadecimal digits for each byte.")
{
    Value bytes = to_bytes(interp, arg);
    Value values[2] = {arg[1], arg[2]};
    Value result = value_is_error(bytes)
                       ? VALUE_ERROR
                       : value_call_method(interp, bytes, "hex", value_is_unset(arg[1]) ? 0 : 2, values);
    value_drop(bytes);
    return result;
}

NATIVE(cast, "cast(self, format, shape=...)", "Returns a view of the same bytes as items of another kind.")
{
    const char *items;
    const MemoryView *view = view_of(arg[0]);
    if (!open_view(interp, arg[0], &items))
        return VALUE_ERROR;
    if (!sequence_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "memoryview: format argument must be a string");
    if (!value_is_unset(arg[2]))
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "memoryview.cast(shape=...) is not supported by torchlet");
    const char *text = str_of(arg[1])->text;
    text += *text == '@';
    size_t size = text[0] && !text[1] && text[0] != 'u' && text[0] != 'w' ? item_size(text[0]) : 0;
    if (size == 0)
        return raise_value_error(interp, "memoryview: destination format must be a native single character format "
                                         "prefixed with an optional '@'");
    int64_t old = (int64_t)item_size(view->letter), bytes = view->count * old;
    if (view->step != old)
        return raise_type_error(interp, "memoryview: casts are restricted to C-contiguous views");
    if (!strchr("bBc", view->letter) && !strchr("bBc", text[0]))
        return raise_type_error(interp, "memoryview: cannot cast between two non-byte formats");
    if (bytes % (int64_t)size)
        return raise_type_error(interp, "memoryview: length is not a multiple of itemsize");
    Value made = make(interp, view, view->start, bytes / (int64_t)size, (int64_t)size);
    if (!value_is_error(made))
        view_of(made)->letter = text[0];
    return made;
}

NATIVE(to_read_only, "toreadonly(self, /)", "Returns a view that cannot be changed through.")
{
    const char *items;
    const MemoryView *view = view_of(arg[0]);
    Value made =
        open_view(interp, arg[0], &items) ? make(interp, view, view->start, view->count, view->step) : VALUE_ERROR;
    if (!value_is_error(made))
        view_of(made)->readonly = true;
    return made;
}

NATIVE(release_view, "release(self, /)", "Gives the memory back; the view cannot be used afterwards.")
{
    release(interp, view_of(arg[0]));
    return VALUE_NONE;
}

NATIVE(enter, "__enter__(self, /)", "Returns the view itself.")
{
    const char *items;
    return open_view(interp, arg[0], &items) ? value_keep(arg[0]) : VALUE_ERROR;
}

NATIVE(leave, "__exit__(self, /, *exc_info)", "Releases the view.")
{
    release(interp, view_of(arg[0]));
    return VALUE_NONE;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    const char *items;
    *out = view_of(v)->count;
    return open_view(interp, v, &items);
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const char *items;
    const MemoryView *view = view_of(v);
    if (!open_view(interp, v, &items))
        return VALUE_ERROR;
    if (sequence_is_exact(interp, key, TYPE_SLICE)) {
        SliceBounds bounds;
        if (!slice_resolve(interp, key, (size_t)view->count, &bounds))
            return VALUE_ERROR;
        return make(interp, view, view->start + bounds.start * view->step, bounds.count, view->step * bounds.step);
    }
    size_t index;
    if (!sequence_is_index(interp, key))
        return raise_type_error(interp, "memoryview: invalid slice key");
    if (!sequence_resolve(interp, key, (size_t)view->count, "index", &index)) {
        if (interp->error.kind == ERROR_INDEX_ERROR)
            value_raise(interp, ERROR_INDEX_ERROR, "index out of bounds on dimension 1");
        return VALUE_ERROR;
    }
    return item_read(interp, view->letter, items + view->start + (int64_t)index * view->step);
}

/// Copies the bytes of another object into the items that a slice names; it must have as many of the same kind.
static bool assign_slice(Interp *interp, const MemoryView *view, Value key, Value source, char *items)
{
    SliceBounds bounds;
    Text copy;
    text_init(&copy, &interp->memory);
    bool viewed = sequence_is_exact(interp, source, TYPE_MEMORYVIEW);
    char letter = viewed ? view_of(source)->letter : letter_of(interp, source);
    bool ok = slice_resolve(interp, key, (size_t)view->count, &bounds) &&
              (viewed ? append_bytes(interp, &copy, source) : bytes_gather(interp, &copy, source, true));
    size_t size = item_size(view->letter);
    if (ok && (copy.length != (size_t)bounds.count * size || letter != view->letter)) {
        raise_value_error(interp, "memoryview assignment: lvalue and rvalue have different structures");
        ok = false;
    }
    for (int64_t i = 0; ok && i < bounds.count; i++)
        memcpy(items + view->start + (bounds.start + i * bounds.step) * view->step, copy.bytes + (size_t)i * size,
               size);
    text_free(&copy);
    return ok;
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    const char *items;
    const MemoryView *view = view_of(v);
    size_t index;
    if (!open_view(interp, v, &items))
        return false;
    if (view->readonly) {
        raise_type_error(interp, "cannot modify read-only memory");
        return false;
    }
    if (item.tag == TAG_UNSET) {
        raise_type_error(interp, "cannot delete memory");
        return false;
    }
    if (sequence_is_exact(interp, key, TYPE_SLICE))
        return assign_slice(interp, view, key, item, (char *)items);
    if (!sequence_is_index(interp, key)) {
        raise_type_error(interp, "memoryview: invalid slice key");
        return false;
    }
    if (!sequence_resolve(interp, key, (size_t)view->count, "index", &index)) {
        if (interp->error.kind == ERROR_INDEX_ERROR)
            value_raise(interp, ERROR_INDEX_ERROR, "index out of bounds on dimension 1");
        return false;
    }
    // The item's own methods may release the view or move its bytes: they are looked for again afterwards.
    char bytes[sizeof(int64_t)];
    ItemFit fit = item_write(interp, view->letter, item, bytes);
    if (fit == ITEM_WRONG_TYPE)
        raise_type_error(interp, "memoryview: invalid type for format '%c'", view->letter);
    else if (fit == ITEM_TOO_SMALL || fit == ITEM_TOO_LARGE)
        raise_value_error(interp, "memoryview: invalid value for format '%c'", view->letter);
    if (fit != ITEM_FITS || !open_view(interp, v, &items))
        return false;
    memcpy((char *)items + view->start + (int64_t)index * view->step, bytes, item_size(view->letter));
    return true;
}

/// The items of a bytes-like object as a new list; UNSET (nothing raised) for other values.
static Value items_of(Interp *interp, Value v)
{
    const char *items;
    size_t count;
    if (sequence_is_exact(interp, v, TYPE_MEMORYVIEW))
        return to_list(interp, &v);
    if (!bytes_like(interp, v, &items, &count))
        return VALUE_UNSET;
    Value view = value_call_values(interp, value_from_object(interp->types[TYPE_MEMORYVIEW]), 1, &v);
    Value list = value_is_error(view) ? VALUE_ERROR : to_list(interp, &view);
    value_drop(view);
    return list;
}

/// Items whose bytes tell whether they are equal; others are compared as values.
typedef struct PlainItems {
    const char *items;
    int64_t count, step;
    char letter;
} PlainItems;

/// False (nothing raised) for floats, bools and characters, released views, and what is not bytes-like.
static bool find_plain(Interp *interp, Value v, PlainItems *out)
{
    size_t size;
    bool viewed = sequence_is_exact(interp, v, TYPE_MEMORYVIEW);
    out->letter = viewed ? view_of(v)->letter : letter_of(interp, v);
    if (strchr("fd?uw", out->letter) || !bytes_like(interp, viewed ? view_of(v)->owner : v, &out->items, &size))
        return false;
    int64_t item = (int64_t)item_size(out->letter);
    out->items += viewed ? view_of(v)->start : 0;
    out->count = viewed ? view_of(v)->count : (int64_t)size / item;
    out->step = viewed ? view_of(v)->step : item;
    return true;
}

static bool is_same(const PlainItems *a, const PlainItems *b)
{
    bool same = a->count == b->count;
    for (int64_t i = 0; same && i < a->count; i++)
        same = memcmp(a->items + i * a->step, b->items + i * b->step, item_size(a->letter)) == 0;
    return same;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind != COMPARE_EQ && kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    if (value_is(a, b))
        return value_from_bool(kind == COMPARE_EQ);
    PlainItems left, right;
    if (find_plain(interp, a, &left) && find_plain(interp, b, &right) && left.letter == right.letter)
        return value_from_bool(is_same(&left, &right) == (kind == COMPARE_EQ));
    Value first = items_of(interp, a);
    Value second = value_is_error(first) || value_is_unset(first) ? value_keep(first) : items_of(interp, b);
    Value result = value_is_error(second)   ? VALUE_ERROR
                   : value_is_unset(second) ? VALUE_NOT_IMPLEMENTED
                                            : value_compare(interp, first, second, kind);
    value_drop(first);
    value_drop(second);
    return result;
}

static bool hash(Interp *interp, Value v, int64_t *out)
{
    if (view_of(v)->owner.tag == TAG_OBJECT && !view_of(v)->readonly) {
        raise_value_error(interp, "cannot hash writable memoryview object");
        return false;
    }
    Text bytes;
    text_init(&bytes, &interp->memory);
    bool ok = append_bytes(interp, &bytes, v);
    *out = str_hash_bytes(text_string(&bytes), bytes.length);
    text_free(&bytes);
    return ok;
}

static Value iterate(Interp *interp, Value v)
{
    Value list = to_list(interp, &v);
    Value iterator = value_is_error(list) ? VALUE_ERROR : value_iter(interp, list);
    value_drop(list);
    return iterator;
}

static Value repr(Interp *interp, Value v)
{
    if (view_of(v)->owner.tag != TAG_OBJECT)
        return str_from_format(interp, "<released memory at %p>", (void *)v.object);
    return str_from_format(interp, "<memory at %p>", (void *)v.object);
}

static Value get_obj(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_keep(view_of(self)->owner) : VALUE_ERROR;
}
static Value get_byte_count(Interp *interp, Value self)
{
    const char *items;
    const MemoryView *view = view_of(self);
    return open_view(interp, self, &items) ? value_from_int(view->count * (int64_t)item_size(view->letter))
                                           : VALUE_ERROR;
}
static Value get_item_size(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_from_int((int64_t)item_size(view_of(self)->letter)) : VALUE_ERROR;
}
static Value get_rank(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_from_int(1) : VALUE_ERROR;
}
static Value get_format(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? str_new(interp, &view_of(self)->letter, 1) : VALUE_ERROR;
}
static Value get_read_only(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_from_bool(view_of(self)->readonly) : VALUE_ERROR;
}
static Value get_contiguous(Interp *interp, Value self)
{
    const char *items;
    const MemoryView *view = view_of(self);
    return open_view(interp, self, &items) ? value_from_bool(view->step == (int64_t)item_size(view->letter))
                                           : VALUE_ERROR;
}
static Value get_shape(Interp *interp, Value self)
{
    const char *items;
    Value count = value_from_int(view_of(self)->count);
    return open_view(interp, self, &items) ? tuple_from_values(interp, 1, &count) : VALUE_ERROR;
}
static Value get_strides(Interp *interp, Value self)
{
    const char *items;
    Value step = value_from_int(view_of(self)->step);
    return open_view(interp, self, &items) ? tuple_from_values(interp, 1, &step) : VALUE_ERROR;
}

static void destroy(Interp *interp, Object *self)
{
    release(interp, (MemoryView *)self);
}

static const NativeSpec *const METHODS[] = {&to_bytes_native, &to_list_native,      &hex_native,
                                            &cast_native,     &to_read_only_native, &release_view_native,
                                            &enter_native,    &leave_native,        NULL};
static const GetSetSpec GETSETS[] = {
    {"obj", "The object whose memory it is.", get_obj, NULL},
    {"nbytes", "The number of bytes.", get_byte_count, NULL},
    {"itemsize", "Bytes of an item.", get_item_size, NULL},
    {"ndim", "The number of dimensions.", get_rank, NULL},
    {"contiguous", "Whether the items lie side by side.", get_contiguous, NULL},
    {"c_contiguous", "Whether the items lie side by side.", get_contiguous, NULL},
    {"f_contiguous", "Whether the items lie side by side.", get_contiguous, NULL},
    {"format", "The kind of the items, as the struct module names it.", get_format, NULL},
    {"readonly", "Whether the memory cannot be changed.", get_read_only, NULL},
    {"shape", "The length of each dimension.", get_shape, NULL},
    {"strides", "The distance between items of each dimension.", get_strides, NULL},
    {NULL, NULL, NULL, NULL}};

const TypeSpec type_spec_MEMORYVIEW = {
    .name = "memoryview",
    .doc = "memoryview(object): the memory of a bytes-like object.",
    .id = TYPE_MEMORYVIEW,
    .size = sizeof(MemoryView),
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = construct,
              .repr = repr,
              .hash = hash,
              .compare = compare,
              .length = length,
              .get_item = get_item,
              .set_item = set_item,
              .iter = iterate,
              .destroy = destroy},
    .methods = METHODS,
    .getsets = GETSETS,
};

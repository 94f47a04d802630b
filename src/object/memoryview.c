// memoryview: a look at the memory of a bytes or bytearray, without a copy. One dimension of bytes.
#include <string.h>

#include "object/bytes.h"
#include "object/container.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/str.h"

static MemoryView *view_of(Value v)
{
    return (MemoryView *)v.object;
}

static Value make(Interp *interp, Value owner, int64_t start, int64_t count, int64_t step)
{
    MemoryView *view = object_new(interp, interp->types[TYPE_MEMORYVIEW], sizeof *view);
    if (!view)
        return VALUE_ERROR;
    view->owner = value_keep(owner);
    view->start = start;
    view->count = count;
    view->step = step;
    if (bytearray_check(interp, owner))
        bytearray_of(owner)->exports++;
    return value_from_object(view);
}

static void release(Interp *interp, MemoryView *view)
{
    if (view->owner.tag == TAG_OBJECT && bytearray_check(interp, view->owner))
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
    if (sequence_is_exact(interp, object, TYPE_MEMORYVIEW)) {
        const MemoryView *view = view_of(object);
        const char *items;
        return open_view(interp, object, &items) ? make(interp, view->owner, view->start, view->count, view->step)
                                                 : VALUE_ERROR;
    }
    const char *items;
    size_t count;
    if (!bytes_like(interp, object, &items, &count))
        return raise_type_error(interp, "memoryview: a bytes-like object is required, not '%s'",
                                value_type_name(interp, object));
    return make(interp, object, 0, (int64_t)count, 1);
}

static bool append_bytes(Interp *interp, Text *out, Value v)
{
    const char *items;
    if (!open_view(interp, v, &items))
        return false;
    const MemoryView *view = view_of(v);
    for (int64_t i = 0; i < view->count; i++)
        text_append_char(out, items[view->start + i * view->step]);
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

NATIVE(to_list, "tolist(self, /)", "Returns the bytes as a list of ints.")
{
    const char *items;
    const MemoryView *view = view_of(arg[0]);
    Value list = open_view(interp, arg[0], &items) ? list_new(interp, (size_t)view->count) : VALUE_ERROR;
    for (int64_t i = 0; !value_is_error(list) && i < view->count; i++)
        list_of(list)->items[list_of(list)->count++] =
            value_from_int((unsigned char)items[view->start + i * view->step]);
    return list;
}

NATIVE(hex, "hex(self, /)", "Returns two hexadecimal digits for each byte.")
{
    Text bytes, out;
    text_init(&bytes, &interp->memory);
    text_init(&out, &interp->memory);
    out.failed = !append_bytes(interp, &bytes, arg[0]);
    for (size_t i = 0; !out.failed && i < bytes.length; i++)
        text_append_format(&out, "%02x", (unsigned char)bytes.bytes[i]);
    text_free(&bytes);
    return str_from_text_take(&out);
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
        return make(interp, view->owner, view->start + bounds.start * view->step, bounds.count,
                    view->step * bounds.step);
    }
    size_t index;
    if (!sequence_is_index(interp, key))
        return raise_type_error(interp, "memoryview: invalid slice key");
    if (!sequence_resolve(interp, key, (size_t)view->count, "index", &index)) {
        if (interp->error.kind == ERROR_INDEX_ERROR)
            value_raise(interp, ERROR_INDEX_ERROR, "index out of bounds on dimension 1");
        return VALUE_ERROR;
    }
    return value_from_int((unsigned char)items[view->start + (int64_t)index * view->step]);
}

static bool assign_slice(Interp *interp, const MemoryView *view, Value key, Value source, char *items)
{
    SliceBounds bounds;
    Text copy;
    text_init(&copy, &interp->memory);
    bool ok = slice_resolve(interp, key, (size_t)view->count, &bounds) && bytes_gather(interp, &copy, source, true);
    if (ok && copy.length != (size_t)bounds.count) {
        raise_value_error(interp, "memoryview assignment: lvalue and rvalue have different structures");
        ok = false;
    }
    for (int64_t i = 0; ok && i < bounds.count; i++)
        items[view->start + (bounds.start + i * bounds.step) * view->step] = copy.bytes[i];
    text_free(&copy);
    return ok;
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    const char *items;
    const MemoryView *view = view_of(v);
    size_t index;
    unsigned char byte;
    if (!open_view(interp, v, &items))
        return false;
    if (!bytearray_check(interp, view->owner)) {
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
    if (!sequence_is_index(interp, item)) {
        raise_type_error(interp, "memoryview: invalid type for format 'B'");
        return false;
    }
    if (!bytes_read_byte(interp, item, "memoryview: invalid value for format 'B'", &byte))
        return false;
    ((char *)items)[view->start + (int64_t)index * view->step] = (char)byte;
    return true;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind != COMPARE_EQ && kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    Value values[] = {a, b};
    Text texts[2];
    bool ok = true, comparable = true;
    for (int i = 0; i < 2; i++) {
        const char *items;
        size_t count;
        text_init(&texts[i], &interp->memory);
        if (sequence_is_exact(interp, values[i], TYPE_MEMORYVIEW))
            ok = ok && append_bytes(interp, &texts[i], values[i]);
        else if (bytes_like(interp, values[i], &items, &count))
            ok = ok && text_append(&texts[i], items, count);
        else
            comparable = false;
    }
    bool equal = texts[0].length == texts[1].length &&
                 memcmp(text_string(&texts[0]), text_string(&texts[1]), texts[0].length) == 0;
    text_free(&texts[0]);
    text_free(&texts[1]);
    return !ok ? VALUE_ERROR : comparable ? value_from_bool(equal == (kind == COMPARE_EQ)) : VALUE_NOT_IMPLEMENTED;
}

static bool hash(Interp *interp, Value v, int64_t *out)
{
    if (view_of(v)->owner.tag == TAG_OBJECT && bytearray_check(interp, view_of(v)->owner)) {
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
    return open_view(interp, self, &items) ? value_from_int(view_of(self)->count) : VALUE_ERROR;
}
static Value get_item_size(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_from_int(1) : VALUE_ERROR;
}
static Value get_format(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? str_new(interp, "B", 1) : VALUE_ERROR;
}
static Value get_read_only(Interp *interp, Value self)
{
    const char *items;
    return open_view(interp, self, &items) ? value_from_bool(!bytearray_check(interp, view_of(self)->owner))
                                           : VALUE_ERROR;
}
static Value get_shape(Interp *interp, Value self)
{
    Value count = get_byte_count(interp, self);
    return value_is_error(count) ? VALUE_ERROR : tuple_from_values(interp, 1, &count);
}
static Value get_strides(Interp *interp, Value self)
{
    Value step = value_from_int(view_of(self)->step);
    return tuple_from_values(interp, 1, &step);
}

static void destroy(Interp *interp, Object *self)
{
    release(interp, (MemoryView *)self);
}

static const NativeSpec *const METHODS[] = {&to_bytes_native, &to_list_native, &hex_native, &release_view_native,
                                            &enter_native,    &leave_native,   NULL};
static const GetSetSpec GETSETS[] = {
    {"obj", "The object whose memory it is.", get_obj, NULL},
    {"nbytes", "The number of bytes.", get_byte_count, NULL},
    {"itemsize", "Bytes of an item.", get_item_size, NULL},
    {"ndim", "The number of dimensions.", get_item_size, NULL},
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

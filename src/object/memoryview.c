// memoryview: a look at the memory of a bytes-like object, without a copy. Only views of one dimension can be sliced;
// those of several lie side by side, as cast() makes them.
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
    view->shape = VALUE_UNSET;
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

/// The same view again.
static Value make_copy(Interp *interp, const MemoryView *view)
{
    Value made = make(interp, view, view->start, view->count, view->step);
    if (!value_is_error(made))
        view_of(made)->shape = value_keep(view->shape);
    return made;
}

// ---- dimensions ----

enum { MOST_DIMENSIONS = 64 };

static size_t rank_of(const MemoryView *view)
{
    return value_is_unset(view->shape) ? 1 : tuple_of(view->shape)->count;
}

static int64_t extent_of(const MemoryView *view, size_t dimension)
{
    return value_is_unset(view->shape) ? view->count : tuple_of(view->shape)->items[dimension].integer;
}

static bool is_same_shape(const MemoryView *a, const MemoryView *b)
{
    bool same = rank_of(a) == rank_of(b);
    for (size_t i = 0; same && i < rank_of(a); i++)
        same = extent_of(a, i) == extent_of(b, i);
    return same;
}

/// Where the item of a tuple of indexes stands among all items.
static bool locate(Interp *interp, const MemoryView *view, Value key, size_t *out)
{
    const Tuple *indexes = tuple_of(key);
    size_t rank = rank_of(view), index, at = 0;
    size_t slices = 0, numbers = 0;
    for (size_t i = 0; i < indexes->count; i++) {
        slices += sequence_is_exact(interp, indexes->items[i], TYPE_SLICE);
        numbers += sequence_is_index(interp, indexes->items[i]);
    }
    if (numbers != indexes->count) {
        if (slices == indexes->count)
            value_raise(interp, ERROR_NOT_IMPLEMENTED_ERROR, "multi-dimensional slicing is not implemented");
        else
            raise_type_error(interp, "memoryview: invalid slice key");
        return false;
    }
    if (indexes->count < rank) {
        value_raise(interp, ERROR_NOT_IMPLEMENTED_ERROR, "sub-views are not implemented");
        return false;
    }
    if (indexes->count > rank) {
        raise_type_error(interp, "cannot index %zu-dimension view with %zu-element tuple", rank, indexes->count);
        return false;
    }
    for (size_t i = 0; i < rank; i++) {
        if (!sequence_resolve(interp, indexes->items[i], (size_t)extent_of(view, i), "index", &index)) {
            if (interp->error.kind == ERROR_INDEX_ERROR)
                value_raise(interp, ERROR_INDEX_ERROR, "index out of bounds on dimension %zu", i + 1);
            return false;
        }
        at = at * (size_t)extent_of(view, i) + index;
    }
    *out = at;
    return true;
}

/// As locate, for any key but a slice; `several` is what a single index of several dimensions is refused with.
static bool locate_key(Interp *interp, const MemoryView *view, Value key, const char *several, size_t *out)
{
    if (tuple_check(interp, key))
        return locate(interp, view, key, out);
    if (rank_of(view) == 0)
        raise_type_error(interp, "invalid indexing of 0-dim memory");
    else if (!sequence_is_index(interp, key))
        raise_type_error(interp, "memoryview: invalid slice key");
    else if (rank_of(view) > 1)
        value_raise(interp, ERROR_NOT_IMPLEMENTED_ERROR, "%s", several);
    else {
        Value one = tuple_from_values(interp, 1, &key);
        bool found = !value_is_error(one) && locate(interp, view, one, out);
        value_drop(one);
        return found;
    }
    return false;
}

/// Reads the shape argument of cast(); `bytes` is what all items have, `size` what one has. The items are taken from
/// the list or tuple itself: what an __iter__ of a derived class would give was not counted, and may release the view.
static bool read_shape(Interp *interp, Value given, int64_t bytes, int64_t size, Value *shape)
{
    bool listed = !tuple_check(interp, given);
    Value lengths = tuple_from_values(interp, listed ? list_of(given)->count : tuple_of(given)->count,
                                      listed ? list_of(given)->items : tuple_of(given)->items);
    if (value_is_error(lengths))
        return false;
    int64_t product = size;
    bool ok = true;
    for (size_t i = 0; ok && i < tuple_of(lengths)->count; i++) {
        Value length = tuple_of(lengths)->items[i];
        ok = false;
        if (length.tag != TAG_INT)
            raise_type_error(interp, "memoryview.cast(): elements of shape must be integers");
        else if (length.integer <= 0)
            raise_value_error(interp, "memoryview.cast(): elements of shape must be integers > 0");
        else if (__builtin_mul_overflow(product, length.integer, &product))
            raise_value_error(interp, "memoryview.cast(): product(shape) > SSIZE_MAX");
        else
            ok = true;
    }
    if (ok && product != bytes) {
        raise_type_error(interp, "memoryview: product(shape) * itemsize != buffer size");
        ok = false;
    }
    if (ok && tuple_of(lengths)->count != 1)
        *shape = lengths;
    else
        value_drop(lengths);
    return ok;
}

static bool require_open(Interp *interp, const MemoryView *view)
{
    if (view->owner.tag == TAG_OBJECT)
        return true;
    raise_value_error(interp, "operation forbidden on released memoryview object");
    return false;
}

// The owner's bytes; ValueError where the view was released.
static bool open_view(Interp *interp, Value v, const char **items)
{
    size_t count;
    return require_open(interp, view_of(v)) && bytes_like(interp, view_of(v)->owner, items, &count);
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
        return require_open(interp, view) ? make_copy(interp, view) : VALUE_ERROR;
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

static Value copy_bytes(Interp *interp, Value v)
{
    Text out;
    text_init(&out, &interp->memory);
    Value result = append_bytes(interp, &out, v) ? bytes_new(interp, text_string(&out), out.length) : VALUE_ERROR;
    text_free(&out);
    return result;
}

NATIVE(to_bytes, "tobytes(self, order='C')", "Returns a copy as bytes.")
{
    // Only items in one line are read in another order than C's, and there it is the same.
    static const char *const ORDERS[] = {"C", "F", "A"};
    bool known = value_is_none(arg[1]), by_column = sequence_is(interp, arg[1], TYPE_STR) && str_equals(arg[1], "F");
    if (!known && !sequence_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "tobytes() argument 'order' must be str or None, not %s",
                                value_type_name(interp, arg[1]));
    for (size_t i = 0; !known && i < COUNT_OF(ORDERS); i++)
        known = str_equals(arg[1], ORDERS[i]);
    if (!known)
        return raise_value_error(interp, "order must be 'C', 'F' or 'A'");
    if (by_column && rank_of(view_of(arg[0])) > 1)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                           "memoryview.tobytes(order='F') is not supported by torchlet");
    return copy_bytes(interp, arg[0]);
}

/// The items from `at` on as lists in lists, from one dimension on.
static Value nest(Interp *interp, const MemoryView *view, size_t dimension, const char **at)
{
    if (dimension == rank_of(view)) {
        Value item = item_read(interp, view->letter, *at);
        *at += view->step;
        return item;
    }
    int64_t length = extent_of(view, dimension);
    Value list = list_new(interp, (size_t)length);
    for (int64_t i = 0; !value_is_error(list) && i < length; i++) {
        Value item = nest(interp, view, dimension + 1, at);
        if (value_is_error(item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
        list_of(list)->items[list_of(list)->count++] = item;
    }
    return list;
}

NATIVE(to_list, "tolist(self, /)", "Returns the items as a list.")
{
    const char *items;
    const MemoryView *view = view_of(arg[0]);
    if (!open_view(interp, arg[0], &items))
        return VALUE_ERROR;
    items += view->start;
    return nest(interp, view, 0, &items);
}

NATIVE(hex, "hex(self, /, sep=..., bytes_per_sep=1)", "Returns two hexadecimal digits for each byte.")
{
    Value bytes = copy_bytes(interp, arg[0]);
    Value values[2] = {arg[1], arg[2]};
    Value result = value_is_error(bytes)
                       ? VALUE_ERROR
                       : value_call_method(interp, bytes, "hex", value_is_unset(arg[1]) ? 0 : 2, values);
    value_drop(bytes);
    return result;
}

NATIVE(cast, "cast(self, format, shape=...)", "Returns a view of the same bytes as items of another kind.")
{
    const MemoryView *view = view_of(arg[0]);
    if (!require_open(interp, view))
        return VALUE_ERROR;
    if (!sequence_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "cast() argument 'format' must be str, not %s",
                                sequence_argument_type(interp, arg[1]));
    bool shaped = !value_is_unset(arg[2]);
    if (shaped && !sequence_is(interp, arg[2], TYPE_LIST) && !tuple_check(interp, arg[2]))
        return raise_type_error(interp, "shape must be a list or a tuple");
    size_t rank = !shaped ? 1 : tuple_check(interp, arg[2]) ? tuple_of(arg[2])->count : list_of(arg[2])->count;
    if (rank > MOST_DIMENSIONS)
        return raise_value_error(interp, "memoryview: number of dimensions must not exceed 64");
    if (rank != 1 && rank_of(view) != 1)
        return raise_type_error(interp, "memoryview: cast must be 1D -> ND or ND -> 1D");
    if ((shaped || rank_of(view) != 1) && view->count == 0)
        return raise_type_error(interp, "memoryview: cannot cast view with zeros in shape or strides");
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
    Value shape = VALUE_UNSET;
    if (shaped && !read_shape(interp, arg[2], bytes, (int64_t)size, &shape))
        return VALUE_ERROR;
    Value made = make(interp, view, view->start, bytes / (int64_t)size, (int64_t)size);
    if (value_is_error(made)) {
        value_drop(shape);
        return made;
    }
    view_of(made)->letter = text[0];
    view_of(made)->shape = shape;
    return made;
}

NATIVE(to_read_only, "toreadonly(self, /)", "Returns a view that cannot be changed through.")
{
    const MemoryView *view = view_of(arg[0]);
    Value made = require_open(interp, view) ? make_copy(interp, view) : VALUE_ERROR;
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
    return require_open(interp, view_of(arg[0])) ? value_keep(arg[0]) : VALUE_ERROR;
}

NATIVE_RAW(leave, "__exit__(self, /, *exc_info)", "Releases the view.")
{
    if (!native_refuse_keywords(interp, "memoryview.__exit__", arguments))
        return VALUE_ERROR;
    release(interp, view_of(self));
    return VALUE_NONE;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    if (!require_open(interp, view_of(v)))
        return false;
    if (rank_of(view_of(v)) == 0) {
        raise_type_error(interp, "0-dim memory has no length");
        return false;
    }
    *out = extent_of(view_of(v), 0);
    return true;
}

/// A slice of the first of several dimensions; the rows must stay side by side.
static Value slice_rows(Interp *interp, const MemoryView *view, Value key)
{
    SliceBounds bounds;
    if (!slice_resolve(interp, key, (size_t)extent_of(view, 0), &bounds) || !require_open(interp, view))
        return VALUE_ERROR;
    if (bounds.step != 1)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                           "a memoryview of several dimensions with steps is not supported by torchlet");
    int64_t row = extent_of(view, 0) ? view->count / extent_of(view, 0) : 0;
    Value shape = tuple_from_values(interp, rank_of(view), tuple_of(view->shape)->items);
    Value made = value_is_error(shape) ? VALUE_ERROR
                                       : make(interp, view, view->start + bounds.start * row * view->step,
                                              bounds.count * row, view->step);
    if (value_is_error(made)) {
        value_drop(shape);
        return made;
    }
    tuple_of(shape)->items[0] = value_from_int(bounds.count);
    view_of(made)->shape = shape;
    return made;
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const MemoryView *view = view_of(v);
    if (!require_open(interp, view))
        return VALUE_ERROR;
    if (rank_of(view) == 0 && key.tag == TAG_ELLIPSIS)
        return value_keep(v);
    if (sequence_is_exact(interp, key, TYPE_SLICE) && rank_of(view) > 1)
        return slice_rows(interp, view, key);
    if (sequence_is_exact(interp, key, TYPE_SLICE) && rank_of(view) == 1) {
        SliceBounds bounds;
        if (!slice_resolve(interp, key, (size_t)view->count, &bounds) || !require_open(interp, view))
            return VALUE_ERROR;
        return make(interp, view, view->start + bounds.start * view->step, bounds.count, view->step * bounds.step);
    }
    const char *items;
    size_t index;
    // An __index__ may release the view: its bytes are looked for afterwards.
    if (!locate_key(interp, view, key, "multi-dimensional sub-views are not implemented", &index) ||
        !open_view(interp, v, &items))
        return VALUE_ERROR;
    return item_read(interp, view->letter, items + view->start + (int64_t)index * view->step);
}

static bool append_like(Interp *interp, Text *out, Value source)
{
    const char *items;
    size_t count;
    return bytes_require(interp, source, &items, &count) && text_append(out, items, count);
}

/// Copies the bytes of another object into the items that a slice names; it must have as many of the same kind.
static bool assign_slice(Interp *interp, Value v, Value key, Value source)
{
    const MemoryView *view = view_of(v);
    const char *items;
    SliceBounds bounds;
    Text copy;
    text_init(&copy, &interp->memory);
    bool viewed = sequence_is_exact(interp, source, TYPE_MEMORYVIEW);
    char letter = viewed ? view_of(source)->letter : letter_of(interp, source);
    // The bounds' own methods may release the view: its bytes are looked for afterwards.
    bool ok = (viewed ? append_bytes(interp, &copy, source) : append_like(interp, &copy, source)) &&
              slice_resolve(interp, key, (size_t)view->count, &bounds) && open_view(interp, v, &items);
    size_t size = item_size(view->letter);
    if (ok && (copy.length != (size_t)bounds.count * size || letter != view->letter)) {
        raise_value_error(interp, "memoryview assignment: lvalue and rvalue have different structures");
        ok = false;
    }
    for (int64_t i = 0; ok && i < bounds.count; i++)
        memcpy((char *)items + view->start + (bounds.start + i * bounds.step) * view->step,
               copy.bytes + (size_t)i * size, size);
    text_free(&copy);
    return ok;
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    const MemoryView *view = view_of(v);
    if (!require_open(interp, view))
        return false;
    if (view->readonly) {
        raise_type_error(interp, "cannot modify read-only memory");
        return false;
    }
    if (item.tag == TAG_UNSET) {
        raise_type_error(interp, "cannot delete memory");
        return false;
    }
    if (sequence_is_exact(interp, key, TYPE_SLICE) && rank_of(view) == 1)
        return assign_slice(interp, v, key, item);
    if (sequence_is_exact(interp, key, TYPE_SLICE) && rank_of(view) > 1) {
        value_raise(interp, ERROR_NOT_IMPLEMENTED_ERROR,
                    "memoryview slice assignments are currently restricted to ndim = 1");
        return false;
    }
    size_t index;
    if (rank_of(view) == 0 && key.tag == TAG_ELLIPSIS)
        index = 0;
    else if (!locate_key(interp, view, key, "sub-views are not implemented", &index))
        return false;
    // The item's own methods may release the view or move its bytes: they are looked for afterwards.
    const char *items;
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

/// A view of a bytes-like object, itself where it is one; UNSET (nothing raised) for other values.
static Value as_view(Interp *interp, Value v)
{
    if (sequence_is_exact(interp, v, TYPE_MEMORYVIEW))
        return value_keep(v);
    if (!bytes_like(interp, v, &(const char *){0}, &(size_t){0}))
        return VALUE_UNSET;
    return value_call_values(interp, value_from_object(interp->types[TYPE_MEMORYVIEW]), 1, &v);
}

/// Whether all items are equal: numbers by their values, which makes NaN unequal to itself, all else by its bytes.
static bool compare_items(Interp *interp, const MemoryView *a, const char *first, const MemoryView *b,
                          const char *second, bool *same)
{
    bool plain = a->letter == b->letter && !strchr("fd", a->letter);
    *same = is_same_shape(a, b);
    for (int64_t i = 0; *same && i < a->count; i++) {
        const char *left = first + a->start + i * a->step, *right = second + b->start + i * b->step;
        if (plain) {
            *same = memcmp(left, right, item_size(a->letter)) == 0;
            continue;
        }
        Value x = item_read(interp, a->letter, left);
        Value y = value_is_error(x) ? VALUE_ERROR : item_read(interp, b->letter, right);
        Value equal = value_is_error(y) ? VALUE_ERROR : value_compare(interp, x, y, COMPARE_EQ);
        bool ok = !value_is_error(equal) && value_truth(interp, equal, same);
        value_drop(equal);
        value_drop(x);
        value_drop(y);
        if (!ok)
            return false;
    }
    return true;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind != COMPARE_EQ && kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    if (view_of(a)->owner.tag != TAG_OBJECT) // a released view is equal to itself alone
        return value_from_bool(value_is(a, b) == (kind == COMPARE_EQ));
    Value other = as_view(interp, b);
    if (other.tag <= TAG_UNSET)
        return value_is_error(other) ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED;
    const char *first, *second;
    bool same = false, ok = true;
    if (view_of(other)->owner.tag == TAG_OBJECT)
        ok = open_view(interp, a, &first) && open_view(interp, other, &second) &&
             compare_items(interp, view_of(a), first, view_of(other), second, &same);
    value_drop(other);
    return ok ? value_from_bool(same == (kind == COMPARE_EQ)) : VALUE_ERROR;
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
    if (rank_of(view_of(v)) == 0)
        return raise_type_error(interp, "invalid indexing of 0-dim memory");
    if (rank_of(view_of(v)) > 1)
        return value_raise(interp, ERROR_NOT_IMPLEMENTED_ERROR, "multi-dimensional sub-views are not implemented");
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
    return require_open(interp, view_of(self)) ? value_keep(view_of(self)->owner) : VALUE_ERROR;
}
static Value get_byte_count(Interp *interp, Value self)
{
    const MemoryView *view = view_of(self);
    return require_open(interp, view) ? value_from_int(view->count * (int64_t)item_size(view->letter)) : VALUE_ERROR;
}
static Value get_item_size(Interp *interp, Value self)
{
    return require_open(interp, view_of(self)) ? value_from_int((int64_t)item_size(view_of(self)->letter))
                                               : VALUE_ERROR;
}
static Value get_rank(Interp *interp, Value self)
{
    return require_open(interp, view_of(self)) ? value_from_int((int64_t)rank_of(view_of(self))) : VALUE_ERROR;
}
static Value get_format(Interp *interp, Value self)
{
    return require_open(interp, view_of(self)) ? str_new(interp, &view_of(self)->letter, 1) : VALUE_ERROR;
}
static Value get_read_only(Interp *interp, Value self)
{
    return require_open(interp, view_of(self)) ? value_from_bool(view_of(self)->readonly) : VALUE_ERROR;
}
static Value get_contiguous(Interp *interp, Value self)
{
    const MemoryView *view = view_of(self);
    return require_open(interp, view) ? value_from_bool(view->step == (int64_t)item_size(view->letter)) : VALUE_ERROR;
}
static Value get_column_contiguous(Interp *interp, Value self)
{
    return rank_of(view_of(self)) > 1 ? VALUE_FALSE : get_contiguous(interp, self);
}
static Value get_shape(Interp *interp, Value self)
{
    const MemoryView *view = view_of(self);
    Value count = value_from_int(view->count);
    if (!require_open(interp, view))
        return VALUE_ERROR;
    return value_is_unset(view->shape) ? tuple_from_values(interp, 1, &count) : value_keep(view->shape);
}
static Value get_strides(Interp *interp, Value self)
{
    const MemoryView *view = view_of(self);
    Value strides = require_open(interp, view) ? tuple_new(interp, rank_of(view)) : VALUE_ERROR;
    int64_t step = view->step;
    for (size_t i = rank_of(view); !value_is_error(strides) && i-- > 0; step *= extent_of(view, i))
        tuple_of(strides)->items[i] = value_from_int(step);
    return strides;
}
static Value get_suboffsets(Interp *interp, Value self)
{
    return require_open(interp, view_of(self)) ? tuple_new(interp, 0) : VALUE_ERROR;
}

static void destroy(Interp *interp, Object *self)
{
    release(interp, (MemoryView *)self);
    value_replace_take(&((MemoryView *)self)->shape, VALUE_UNSET);
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
    {"f_contiguous", "Whether the items lie side by side by columns.", get_column_contiguous, NULL},
    {"format", "The kind of the items, as the struct module names it.", get_format, NULL},
    {"readonly", "Whether the memory cannot be changed.", get_read_only, NULL},
    {"shape", "The length of each dimension.", get_shape, NULL},
    {"strides", "The distance between items of each dimension.", get_strides, NULL},
    {"suboffsets", "Empty: no dimension is one of pointers.", get_suboffsets, NULL},
    {NULL, NULL, NULL, NULL}};

const TypeSpec type_spec_MEMORYVIEW = {
    .name = "memoryview",
    .doc = "memoryview(object): the memory of a bytes-like object.",
    .id = TYPE_MEMORYVIEW,
    .size = sizeof(MemoryView),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_SEQUENCE,
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

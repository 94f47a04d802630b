#include "object/list.h"

#include <string.h>

#include "object/container.h"
#include "object/slice.h"
#include "object/str.h"

enum { MAXIMUM_COUNT = INT32_MAX }; // far beyond any limit on memory; keeps products of sizes in range

static Value construct_empty(Interp *interp, struct Type *type)
{
    List *list = object_new(interp, type, sizeof *list);
    if (!list)
        return VALUE_ERROR;
    list->items = NULL;
    list->count = list->capacity = 0;
    return value_from_object(list);
}

Value list_new(Interp *interp, size_t capacity)
{
    Value v = construct_empty(interp, interp->types[TYPE_LIST]);
    if (!value_is_error(v) && capacity && !list_reserve(interp, v, capacity)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

bool list_reserve(Interp *interp, Value v, size_t capacity)
{
    List *list = list_of(v);
    if (capacity <= list->capacity)
        return true;
    if (capacity > (size_t)MAXIMUM_COUNT * 16) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    Value *items = mem_resize(&interp->memory, list->items, list->capacity * sizeof *items, capacity * sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

// Makes room for one more item, growing by an eighth so that appending stays linear.
static bool grow(Interp *interp, Value v)
{
    size_t needed = list_of(v)->count + 1;
    return list_reserve(interp, v, (needed + (needed >> 3) + 6) & ~(size_t)3);
}

Value list_from_values(Interp *interp, size_t count, const Value *values)
{
    Value v = list_new(interp, count);
    if (value_is_error(v))
        return VALUE_ERROR;
    List *list = list_of(v);
    for (size_t i = 0; i < count; i++)
        list->items[i] = value_keep(values[i]);
    list->count = count;
    return v;
}

Value list_from_iterable(Interp *interp, Value iterable)
{
    Value v = list_new(interp, 0);
    if (!value_is_error(v) && !list_extend(interp, v, iterable)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

bool list_append_take(Interp *interp, Value v, Value item)
{
    List *list = list_of(v);
    if (UNLIKELY(list->count == list->capacity) && !grow(interp, v)) {
        value_drop(item);
        return false;
    }
    list->items[list->count++] = item;
    return true;
}

bool list_append(Interp *interp, Value v, Value item)
{
    return list_append_take(interp, v, value_keep(item));
}

static bool extend_from_iterator(Interp *interp, Value v, Value iterator)
{
    for (;;) {
        Value item = value_next(interp, iterator);
        if (item.tag == TAG_UNSET)
            return true;
        if (value_is_error(item) || !list_append_take(interp, v, item))
            return false;
    }
}

bool list_extend(Interp *interp, Value v, Value iterable)
{
    const Value *items;
    size_t count;
    if (sequence_is_exact(interp, iterable, TYPE_LIST) || sequence_is_exact(interp, iterable, TYPE_TUPLE)) {
        if (!sequence_items(interp, iterable, &items, &count) || !list_reserve(interp, v, list_of(v)->count + count))
            return false;
        sequence_items(interp, iterable, &items, &count); // again: a list may extend itself
        List *list = list_of(v);
        for (size_t i = 0; i < count; i++)
            list->items[list->count + i] = value_keep(items[i]);
        list->count += count;
        return true;
    }
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    size_t hint;
    bool ok = container_length_hint(interp, iterable, 0, &hint);
    if (ok && hint > 0 && hint < 1 << 20)
        ok = list_reserve(interp, v, list_of(v)->count + hint);
    ok = ok && extend_from_iterator(interp, v, iterator);
    value_drop(iterator);
    return ok;
}

bool list_splice(Interp *interp, Value v, size_t from, size_t to, const Value *values, size_t count)
{
    List *list = list_of(v);
    size_t removed = to - from, tail = list->count - to;
    Value *old = NULL;
    if (removed) {
        old = mem_alloc_array(&interp->memory, removed, sizeof *old);
        if (!old)
            return false;
        memcpy(old, list->items + from, removed * sizeof *old);
    }
    if (!list_reserve(interp, v, list->count - removed + count)) {
        mem_free(&interp->memory, old, removed * sizeof *old);
        return false;
    }
    interp_charge_items(interp, tail);
    if (tail)
        memmove(list->items + from + count, list->items + to, tail * sizeof *values);
    for (size_t i = 0; i < count; i++)
        list->items[from + i] = value_keep(values[i]);
    list->count = list->count - removed + count;
    for (size_t i = 0; i < removed; i++) // last: dropping may run code that looks at the list
        value_drop(old[i]);
    mem_free(&interp->memory, old, removed * sizeof *old);
    return true;
}

bool list_find(Interp *interp, Value sequence, Value item, int64_t from, int64_t to, int64_t *at)
{
    *at = -1;
    for (int64_t i = from; i < to; i++) {
        const Value *items;
        size_t count;
        if (!sequence_items(interp, sequence, &items, &count) || (size_t)i >= count)
            return true;
        Value current = value_keep(items[i]);
        bool equal;
        bool ok = value_equal(interp, current, item, &equal) && interp_poll_at(interp, (size_t)i);
        value_drop(current);
        if (!ok)
            return false;
        if (equal) {
            *at = i;
            return true;
        }
    }
    return true;
}

Value list_count(Interp *interp, Value sequence, Value item)
{
    const Value *items;
    size_t count;
    int64_t found = 0, at = -1;
    while (sequence_items(interp, sequence, &items, &count)) {
        if (!list_find(interp, sequence, item, at + 1, (int64_t)count, &at))
            return VALUE_ERROR;
        if (at < 0)
            break;
        found++;
    }
    return value_from_int(found);
}

// ---- slots

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)arguments;
    return construct_empty(interp, type);
}

static void clear_items(Interp *interp, List *list)
{
    Value *items = list->items;
    size_t count = list->count, capacity = list->capacity;
    list->items = NULL; // first: dropping an item may run code that looks at the list
    list->count = list->capacity = 0;
    for (size_t i = count; i-- > 0;)
        value_drop(items[i]);
    mem_free(&interp->memory, items, capacity * sizeof *items);
}

static bool init(Interp *interp, Value self, const Arguments *arguments)
{
    Value iterable;
    Type *type = value_type(interp, self);
    Arguments plain = *arguments;
    if (type != interp->types[TYPE_LIST] && type->slots.new_ != interp->types[TYPE_LIST]->slots.new_)
        plain.keywords = NULL; // they were for the derived class's __new__
    if (!container_one_argument(interp, "list", &plain, &iterable))
        return false;
    clear_items(interp, list_of(self));
    return iterable.tag == TAG_UNSET || list_extend(interp, self, iterable);
}

static Value repr(Interp *interp, Value v)
{
    if (list_of(v)->count == 0)
        return str_new(interp, "[]", 2);
    if (container_is_printing(interp, v))
        return str_new(interp, "[...]", 5);
    Text out;
    text_init(&out, &interp->memory);
    ReprGuard guard;
    container_repr_enter(interp, &guard, v);
    text_append_char(&out, '[');
    for (size_t i = 0; i < list_of(v)->count && !out.failed; i++) {
        if (i)
            text_append(&out, ", ", 2);
        if (!container_append_repr(interp, &out, list_of(v)->items[i]))
            out.failed = true;
    }
    text_append_char(&out, ']');
    container_repr_leave(interp, &guard);
    return str_from_text_take(&out);
}

static Value concat(Interp *interp, Value a, Value b)
{
    if (!list_check(interp, a) || !list_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    const List *left = list_of(a), *right = list_of(b);
    Value v = list_new(interp, left->count + right->count);
    if (value_is_error(v))
        return VALUE_ERROR;
    List *list = list_of(v);
    for (size_t i = 0; i < left->count; i++)
        list->items[i] = value_keep(left->items[i]);
    for (size_t i = 0; i < right->count; i++)
        list->items[left->count + i] = value_keep(right->items[i]);
    list->count = left->count + right->count;
    return v;
}

// Repeats the first `count` items in place until there are count * times.
static bool repeat_in_place(Interp *interp, Value v, int64_t times)
{
    List *list = list_of(v);
    size_t count = list->count, total;
    if (__builtin_mul_overflow(count, (size_t)times, &total)) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    if (!list_reserve(interp, v, total))
        return false;
    for (size_t i = count; i < total; i++)
        list->items[i] = value_keep(list->items[i - count]);
    list->count = total;
    return true;
}

static Value multiply(Interp *interp, Value a, Value b)
{
    bool left = list_check(interp, a);
    Value source = left ? a : b, factor = left ? b : a;
    int64_t times;
    if (!list_check(interp, source) || !sequence_is_index(interp, factor))
        return VALUE_NOT_IMPLEMENTED;
    if (!sequence_repeat_count(interp, factor, &times))
        return VALUE_ERROR;
    const List *from = list_of(source);
    size_t total;
    if (__builtin_mul_overflow(from->count, (size_t)times, &total)) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return VALUE_ERROR;
    }
    Value v = list_new(interp, total);
    if (value_is_error(v) || total == 0)
        return v;
    List *list = list_of(v);
    for (size_t i = 0; i < from->count; i++)
        list->items[i] = value_keep(from->items[i]);
    list->count = from->count;
    if (!repeat_in_place(interp, v, times)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

static Value inplace_add(Interp *interp, Value a, Value b)
{
    return list_extend(interp, a, b) ? value_keep(a) : VALUE_ERROR;
}

static Value inplace_multiply(Interp *interp, Value a, Value b)
{
    int64_t times;
    if (!sequence_is_index(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    if (!sequence_repeat_count(interp, b, &times))
        return VALUE_ERROR;
    if (times == 0)
        clear_items(interp, list_of(a));
    else if (!repeat_in_place(interp, a, times))
        return VALUE_ERROR;
    return value_keep(a);
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!list_check(interp, a) || !list_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    const List *left = list_of(a), *right = list_of(b);
    if (left->count != right->count && (kind == COMPARE_EQ || kind == COMPARE_NE))
        return value_from_bool(kind == COMPARE_NE);
    for (size_t i = 0; i < left->count && i < right->count; i++) { // comparing may change either list
        Value x = value_keep(left->items[i]), y = value_keep(right->items[i]);
        bool equal;
        Value result = VALUE_UNSET;
        if (!value_equal(interp, x, y, &equal) || !interp_poll_at(interp, i))
            result = VALUE_ERROR;
        else if (!equal && i < left->count && i < right->count)
            result = kind == COMPARE_EQ   ? VALUE_FALSE
                     : kind == COMPARE_NE ? VALUE_TRUE
                                          : value_compare(interp, x, y, kind);
        value_drop(x);
        value_drop(y);
        if (result.tag != TAG_UNSET)
            return result;
        if (!equal)
            break;
    }
    return sequence_order(left->count < right->count ? -1 : left->count > right->count, kind);
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = list_of(v)->count != 0;
    return true;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = (int64_t)list_of(v)->count;
    return true;
}

// Finds the place that an index names. Its __index__ may change the list, so the count is read behind it.
static bool resolve(Interp *interp, Value v, Value key, const char *what, size_t *index)
{
    int64_t read;
    return sequence_to_index(interp, key, false, &read) &&
           sequence_fit_index(interp, read, list_of(v)->count, what, index);
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const List *list = list_of(v);
    if (sequence_is_index(interp, key)) {
        size_t index;
        return resolve(interp, v, key, "list index", &index) ? value_keep(list->items[index]) : VALUE_ERROR;
    }
    if (!sequence_is_exact(interp, key, TYPE_SLICE))
        return raise_type_error(interp, "list indices must be integers or slices, not %s",
                                value_type_name(interp, key));
    SliceBounds bounds;
    if (!slice_read(interp, key, &bounds))
        return VALUE_ERROR;
    slice_fit(&bounds, list->count);
    Value result = list_new(interp, (size_t)bounds.count);
    if (value_is_error(result))
        return VALUE_ERROR;
    List *part = list_of(result);
    for (int64_t i = 0; i < bounds.count; i++)
        part->items[i] = value_keep(list->items[bounds.start + i * bounds.step]);
    part->count = (size_t)bounds.count;
    return result;
}

// Deletes every step-th item of the bounds; the items move down before any is dropped.
static bool delete_stepped(Interp *interp, Value v, SliceBounds bounds)
{
    if (bounds.count == 0)
        return true;
    if (bounds.step < 0) {
        bounds.start += (bounds.count - 1) * bounds.step;
        bounds.step = -bounds.step;
    }
    List *list = list_of(v);
    size_t removed = (size_t)bounds.count, kept = (size_t)bounds.start, dropped = 0;
    Value *old = mem_alloc_array(&interp->memory, removed, sizeof *old);
    if (!old)
        return false;
    for (size_t i = kept; i < list->count; i++) {
        if (dropped < removed && i == (size_t)bounds.start + dropped * (size_t)bounds.step)
            old[dropped++] = list->items[i];
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    for (size_t i = 0; i < removed; i++)
        value_drop(old[i]);
    mem_free(&interp->memory, old, removed * sizeof *old);
    return true;
}

static bool assign_stepped(Interp *interp, Value v, const SliceBounds *bounds, const Value *values, size_t count)
{
    List *list = list_of(v);
    if ((size_t)bounds->count != count) {
        raise_value_error(interp, "attempt to assign sequence of size %zu to extended slice of size %lld", count,
                          (long long)bounds->count);
        return false;
    }
    Value *old = mem_alloc_array(&interp->memory, count, sizeof *old);
    if (!old)
        return false;
    for (size_t i = 0; i < count; i++) {
        Value *slot = &list->items[bounds->start + (int64_t)i * bounds->step];
        old[i] = *slot;
        *slot = value_keep(values[i]);
    }
    for (size_t i = 0; i < count; i++)
        value_drop(old[i]);
    mem_free(&interp->memory, old, count * sizeof *old);
    return true;
}

static bool assign_slice(Interp *interp, Value v, Value key, Value source)
{
    SliceBounds read;
    if (!slice_read(interp, key, &read))
        return false;
    SliceBounds bounds = read;
    slice_fit(&bounds, list_of(v)->count);
    if (bounds.step == 1 && bounds.stop < bounds.start)
        bounds.stop = bounds.start;
    if (source.tag == TAG_UNSET) {
        if (bounds.step == 1)
            return list_splice(interp, v, (size_t)bounds.start, (size_t)bounds.stop, NULL, 0);
        return delete_stepped(interp, v, bounds);
    }
    Value copy = value_iter(interp, source);
    if (value_is_error(copy)) {
        if (interp->error.kind == ERROR_TYPE_ERROR)
            raise_type_error(interp, "must assign iterable to extended slice");
        return false;
    }
    value_drop(copy);
    copy = list_from_iterable(interp, source);
    bool ok = !value_is_error(copy);
    size_t count = list_of(v)->count; // Reading the source may have changed the list.
    if (ok && bounds.step == 1) {
        size_t start = (size_t)bounds.start < count ? (size_t)bounds.start : count;
        size_t stop = (size_t)bounds.stop < count ? (size_t)bounds.stop : count;
        ok = list_splice(interp, v, start, stop, list_of(copy)->items, list_of(copy)->count);
    } else if (ok) {
        slice_fit(&read, count);
        ok = assign_stepped(interp, v, &read, list_of(copy)->items, list_of(copy)->count);
    }
    value_drop(copy);
    return ok;
}

static bool set_item(Interp *interp, Value v, Value key, Value item)
{
    List *list = list_of(v);
    if (sequence_is_index(interp, key)) {
        size_t index;
        if (!resolve(interp, v, key, "list assignment index", &index))
            return false;
        if (item.tag != TAG_UNSET) {
            value_replace_take(&list->items[index], value_keep(item));
            return true;
        }
        Value old = list->items[index];
        list->count--;
        interp_charge_items(interp, list->count - index);
        memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof old);
        value_drop(old);
        return true;
    }
    if (sequence_is_exact(interp, key, TYPE_SLICE))
        return assign_slice(interp, v, key, item);
    raise_type_error(interp, "list indices must be integers or slices, not %s", value_type_name(interp, key));
    return false;
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    int64_t at;
    if (!list_find(interp, v, item, 0, INT64_MAX, &at))
        return false;
    *found = at >= 0;
    return true;
}

static void destroy(Interp *interp, Object *self)
{
    clear_items(interp, (List *)self);
}

static void traverse(Object *self, VisitFunction visit, void *context)
{
    const List *list = (const List *)self;
    for (size_t i = 0; i < list->count; i++)
        visit_value(list->items[i], visit, context);
}

const TypeSpec type_spec_LIST = {
    .name = "list",
    .doc = "list(iterable=()): a sequence that can be changed.",
    .id = TYPE_LIST,
    .size = sizeof(List),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_SEQUENCE,
    .slots = {.new_ = construct,
              .init = init,
              .repr = repr,
              .compare = compare,
              .truth = truth,
              .binary = {[BINARY_ADD] = concat, [BINARY_MULTIPLY] = multiply},
              .inplace = {[BINARY_ADD] = inplace_add, [BINARY_MULTIPLY] = inplace_multiply},
              .length = length,
              .get_item = get_item,
              .set_item = set_item,
              .contains = contains,
              .iter = list_iterate,
              .destroy = destroy,
              .traverse = traverse},
    .methods = list_methods,
};

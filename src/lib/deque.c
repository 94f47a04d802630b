#include "lib/deque.h"

#include <string.h>

#include "lib/odict_view.h"
#include "object/container.h"
#include "object/sequence.h"

static bool grow(Interp *interp, Deque *deque)
{
    size_t capacity = deque->capacity ? deque->capacity * 2 : 8;
    Value *items = mem_alloc_array(&interp->memory, capacity, sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < deque->count; i++)
        items[i] = *deque_at(deque, i);
    mem_free(&interp->memory, deque->items, deque->capacity * sizeof *items);
    deque->items = items;
    deque->capacity = capacity;
    deque->start = 0;
    return true;
}

/// Makes room for one more; false (nothing pending, item dropped) where the limit is 0.
static bool room_take(Interp *interp, Deque *deque, Value item, bool *keep)
{
    *keep = deque->limit != 0;
    if (!*keep) {
        value_drop(item);
        return true;
    }
    if (deque->count < deque->capacity || grow(interp, deque))
        return true;
    value_drop(item);
    return false;
}

bool deque_append_take(Interp *interp, Deque *deque, Value item)
{
    bool keep;
    if (!room_take(interp, deque, item, &keep) || !keep)
        return !keep;
    deque->count++;
    *deque_at(deque, deque->count - 1) = item;
    deque->version++;
    if (deque->limit >= 0 && deque->count > (size_t)deque->limit)
        value_drop(deque_take_first(deque));
    return true;
}

bool deque_prepend_take(Interp *interp, Deque *deque, Value item)
{
    bool keep;
    if (!room_take(interp, deque, item, &keep) || !keep)
        return !keep;
    deque->start = (deque->start ? deque->start : deque->capacity) - 1;
    deque->count++;
    *deque_at(deque, 0) = item;
    deque->version++;
    if (deque->limit >= 0 && deque->count > (size_t)deque->limit)
        value_drop(deque_take_last(deque));
    return true;
}

Value deque_take_last(Deque *deque)
{
    deque->version++;
    deque->count--;
    return *deque_at(deque, deque->count);
}

Value deque_take_first(Deque *deque)
{
    Value item = *deque_at(deque, 0);
    deque->version++;
    deque->count--;
    deque->start = deque->start + 1 < deque->capacity ? deque->start + 1 : 0;
    return item;
}

Value deque_take(Deque *deque, size_t i)
{
    Value item = *deque_at(deque, i);
    for (; i + 1 < deque->count; i++)
        *deque_at(deque, i) = *deque_at(deque, i + 1);
    deque->count--;
    deque->version++;
    return item;
}

void deque_clear_items(Deque *deque)
{
    while (deque->count > 0)
        value_drop(deque_take_last(deque));
}

bool deque_extend(Interp *interp, Value self, Value iterable, bool left)
{
    Value source = value_is(self, iterable) ? list_from_iterable(interp, iterable) : value_keep(iterable);
    Value iterator = value_is_error(source) ? VALUE_ERROR : value_iter(interp, source);
    value_drop(source);
    if (value_is_error(iterator))
        return false;
    bool good = true;
    while (good) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        good = !value_is_error(item) && (left ? deque_prepend_take(interp, deque_of(self), item)
                                              : deque_append_take(interp, deque_of(self), item));
    }
    value_drop(iterator);
    return good;
}

Value deque_make(Interp *interp, Type *type, int64_t limit)
{
    Deque *deque = object_new(interp, type, sizeof *deque);
    if (!deque)
        return VALUE_ERROR;
    deque->limit = limit;
    return value_from_object(deque);
}

static Value deque_new(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    return deque_make(interp, type, -1);
}

static bool deque_init(Interp *interp, Value self, const Arguments *arguments)
{
    Value bound[2];
    int64_t limit = -1;
    if (!native_bind(interp, "deque(iterable=..., maxlen=None)", arguments, bound))
        return false;
    if (!value_is_none(bound[1])) {
        if (!int_check(interp, bound[1])) {
            raise_type_error(interp, "an integer is required");
            return false;
        }
        if (!value_to_int64(interp, bound[1], &limit))
            return false;
        if (limit < 0) {
            raise_value_error(interp, "maxlen must be non-negative");
            return false;
        }
    }
    deque_clear_items(deque_of(self));
    deque_of(self)->limit = limit;
    return value_is_unset(bound[0]) || deque_extend(interp, self, bound[0], false);
}

static void deque_destroy(Interp *interp, Object *self)
{
    Deque *deque = (Deque *)self;
    deque_clear_items(deque);
    mem_free(&interp->memory, deque->items, deque->capacity * sizeof *deque->items);
}
static void deque_traverse(Object *self, VisitFunction visit, void *context)
{
    Deque *deque = (Deque *)self;
    for (size_t i = 0; i < deque->count; i++)
        visit_value(*deque_at(deque, i), visit, context);
}
static void deque_clear(UNUSED Interp *interp, Object *self)
{
    deque_clear_items((Deque *)self);
}

static bool append_items(Interp *interp, Text *out, Value self)
{
    // An item's repr may change the deque: a copy is walked.
    Value items = list_from_iterable(interp, self);
    bool good = !value_is_error(items);
    text_append_char(out, '[');
    for (size_t i = 0; good && i < list_of(items)->count; i++) {
        Value text = value_repr(interp, list_of(items)->items[i]);
        good = !value_is_error(text) && (i == 0 || text_append_string(out, ", ")) &&
               text_append(out, str_of(text)->text, str_of(text)->bytes);
        value_drop(text);
    }
    text_append_char(out, ']');
    value_drop(items);
    return good;
}

static Value deque_repr(Interp *interp, Value self)
{
    if (container_is_printing(interp, self))
        return str_from_string(interp, "[...]");
    if (!interp_enter(interp, " while getting the repr of an object"))
        return VALUE_ERROR;
    ReprGuard guard;
    container_repr_enter(interp, &guard, self);
    Text out;
    text_init(&out, &interp->memory);
    text_append_string(&out, str_of(self.object->type->name)->text);
    text_append_char(&out, '(');
    bool good = append_items(interp, &out, self);
    if (deque_of(self)->limit >= 0)
        text_append_format(&out, ", maxlen=%lld", (long long)deque_of(self)->limit);
    text_append_char(&out, ')');
    container_repr_leave(interp, &guard);
    interp_leave(interp);
    if (!good) {
        text_free(&out);
        return VALUE_ERROR;
    }
    return str_from_text_take(&out);
}

/// Compares as lists do, item by item.
static Value deque_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!support_is(interp, a, TYPE_DEQUE) || !support_is(interp, b, TYPE_DEQUE))
        return VALUE_NOT_IMPLEMENTED;
    if ((kind == COMPARE_EQ || kind == COMPARE_NE) && deque_of(a)->count != deque_of(b)->count)
        return value_from_bool(kind == COMPARE_NE);
    Value left = list_from_iterable(interp, a);
    Value right = value_is_error(left) ? VALUE_ERROR : list_from_iterable(interp, b);
    Value result = value_is_error(right) ? VALUE_ERROR : value_compare(interp, left, right, kind);
    value_drop(left);
    value_drop(right);
    return result;
}

static bool deque_truth(UNUSED Interp *interp, Value self, bool *truth)
{
    *truth = deque_of(self)->count > 0;
    return true;
}
static bool deque_length(UNUSED Interp *interp, Value self, int64_t *length)
{
    *length = (int64_t)deque_of(self)->count;
    return true;
}

static bool resolve(Interp *interp, Value self, Value key, size_t *out)
{
    int64_t i;
    if (!int_check(interp, key) && !value_type(interp, key)->slots.to_index) {
        raise_type_error(interp, "sequence index must be integer, not '%s'", value_type_name(interp, key));
        return false;
    }
    if (!value_to_int64(interp, key, &i)) {
        if (exception_catch(interp, ERROR_OVERFLOW_ERROR))
            value_raise(interp, ERROR_INDEX_ERROR, "cannot fit '%s' into an index-sized integer",
                        value_type_name(interp, key));
        return false;
    }
    int64_t count = (int64_t)deque_of(self)->count;
    i += i < 0 ? count : 0;
    if (i < 0 || i >= count) {
        value_raise(interp, ERROR_INDEX_ERROR, "deque index out of range");
        return false;
    }
    *out = (size_t)i;
    return true;
}
static Value deque_get_item(Interp *interp, Value self, Value key)
{
    size_t i;
    return resolve(interp, self, key, &i) ? value_keep(*deque_at(deque_of(self), i)) : VALUE_ERROR;
}
static bool deque_set_item(Interp *interp, Value self, Value key, Value item)
{
    size_t i;
    if (!resolve(interp, self, key, &i))
        return false;
    if (value_is_unset(item))
        value_drop(deque_take(deque_of(self), i));
    else
        value_replace_take(deque_at(deque_of(self), i), value_keep(item));
    return true;
}

static bool deque_contains(Interp *interp, Value self, Value item, bool *found)
{
    Deque *deque = deque_of(self);
    uint32_t version = deque->version;
    *found = false;
    for (size_t i = 0; i < deque->count && !*found; i++) {
        Value other = value_keep(*deque_at(deque, i));
        bool good = value_equal(interp, other, item, found) && interp_poll_at(interp, i);
        value_drop(other);
        if (!good)
            return false;
        if (version != deque->version) {
            value_raise(interp, ERROR_RUNTIME_ERROR, "deque mutated during iteration");
            return false;
        }
    }
    return true;
}

/// A new deque of the type and limit of another.
static Value copy_of(Interp *interp, Value self)
{
    Value copy = deque_make(interp, self.object->type, deque_of(self)->limit);
    if (!value_is_error(copy) && !deque_extend(interp, copy, self, false)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    return copy;
}
static Value deque_add(Interp *interp, Value a, Value b)
{
    if (!support_is(interp, a, TYPE_DEQUE))
        return VALUE_NOT_IMPLEMENTED;
    if (!support_is(interp, b, TYPE_DEQUE))
        return raise_type_error(interp, "can only concatenate deque (not \"%s\") to deque", value_type_name(interp, b));
    Value result = copy_of(interp, a);
    if (!value_is_error(result) && !deque_extend(interp, result, b, false)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}
static Value deque_add_in_place(Interp *interp, Value a, Value b)
{
    return deque_extend(interp, a, b, false) ? value_keep(a) : VALUE_ERROR;
}

/// Repeats the items of `self` until there are `times` rounds of them.
static bool repeat_in_place(Interp *interp, Value self, int64_t times)
{
    Deque *deque = deque_of(self);
    if (times <= 0) {
        deque_clear_items(deque);
        return true;
    }
    Value items = list_from_iterable(interp, self);
    bool good = !value_is_error(items);
    for (int64_t round = 1; good && round < times && list_of(items)->count > 0; round++) {
        for (size_t i = 0; good && i < list_of(items)->count; i++)
            good = deque_append_take(interp, deque, value_keep(list_of(items)->items[i]));
    }
    value_drop(items);
    return good;
}
static Value deque_multiply(Interp *interp, Value a, Value b)
{
    int64_t times;
    if (!support_is(interp, a, TYPE_DEQUE)) {
        Value swap = a;
        a = b;
        b = swap;
    }
    if (!sequence_is_index(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    if (!sequence_repeat_count(interp, b, &times))
        return VALUE_ERROR;
    Value result = copy_of(interp, a);
    if (!value_is_error(result) && !repeat_in_place(interp, result, times)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}
static Value deque_multiply_in_place(Interp *interp, Value a, Value b)
{
    int64_t times;
    if (!sequence_is_index(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    if (!sequence_repeat_count(interp, b, &times))
        return VALUE_ERROR;
    return repeat_in_place(interp, a, times) ? value_keep(a) : VALUE_ERROR;
}

static Value deque_iter(Interp *interp, Value self)
{
    return deque_iterate(interp, self, false);
}

static Value get_maxlen(UNUSED Interp *interp, Value self)
{
    int64_t limit = deque_of(self)->limit;
    return limit < 0 ? VALUE_NONE : value_from_int(limit);
}
static const GetSetSpec GETSETS[] = {
    {"maxlen", "The greatest number of items, or None.", get_maxlen, NULL},
    {NULL, NULL, NULL, NULL},
};

const TypeSpec type_spec_DEQUE = {
    .name = "collections.deque",
    .doc = "A sequence that grows and shrinks fast at both ends.",
    .id = TYPE_DEQUE,
    .size = sizeof(Deque),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF | TYPE_FLAG_SEQUENCE,
    .slots = {.new_ = deque_new,
              .init = deque_init,
              .repr = deque_repr,
              .compare = deque_compare,
              .truth = deque_truth,
              .binary = {[BINARY_ADD] = deque_add, [BINARY_MULTIPLY] = deque_multiply},
              .inplace = {[BINARY_ADD] = deque_add_in_place, [BINARY_MULTIPLY] = deque_multiply_in_place},
              .length = deque_length,
              .get_item = deque_get_item,
              .set_item = deque_set_item,
              .contains = deque_contains,
              .iter = deque_iter,
              .destroy = deque_destroy,
              .traverse = deque_traverse,
              .clear = deque_clear},
    .methods = DEQUE_METHODS,
    .getsets = GETSETS,
};

static bool fill(Interp *interp, Value module)
{
    return support_add_type(interp, module, &type_spec_DEQUE_ITERATOR, NULL) &&
           support_add_type(interp, module, &type_spec_DEQUE_REVERSE_ITERATOR, NULL) &&
           support_add_type(interp, module, &type_spec_DEQUE, NULL) && odict_view_prepare(interp, module);
}

const ModuleSpec module_spec__collections = {
    .name = "_collections",
    .doc = "The parts of collections that are written in C.",
    .functions = ODICT_VIEW_NATIVES,
    .fill = fill,
};

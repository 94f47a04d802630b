// The methods and iterators of deque.
#include "lib/deque.h"

#include "object/iterator_state.h"
#include "object/sequence.h"

typedef struct DequeIterator {
    Object head;
    Value deque; // UNSET at the end
    size_t place;
    uint32_t version;
    bool reverse;
} DequeIterator;

static void iterator_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((DequeIterator *)self)->deque);
}
static void iterator_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((DequeIterator *)self)->deque, visit, context);
}
static void iterator_clear(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((DequeIterator *)self)->deque, VALUE_UNSET);
}
static Value iterator_next(Interp *interp, Value self)
{
    DequeIterator *it = (DequeIterator *)self.object;
    if (it->deque.tag != TAG_OBJECT)
        return VALUE_UNSET;
    Deque *deque = deque_of(it->deque);
    if (it->version != deque->version) {
        value_replace_take(&it->deque, VALUE_UNSET);
        return value_raise(interp, ERROR_RUNTIME_ERROR, "deque mutated during iteration");
    }
    if (it->place >= deque->count) {
        value_replace_take(&it->deque, VALUE_UNSET);
        return VALUE_UNSET;
    }
    size_t i = it->place++;
    return value_keep(*deque_at(deque, it->reverse ? deque->count - 1 - i : i));
}
NATIVE(iterator_length_hint, "__length_hint__(self, /)", "Returns how many items are left.")
{
    DequeIterator *it = (DequeIterator *)arg[0].object;
    if (it->deque.tag != TAG_OBJECT || it->version != deque_of(it->deque)->version)
        return value_from_int(0);
    return value_from_int((int64_t)(deque_of(it->deque)->count - it->place));
}

NATIVE(iterator_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const DequeIterator *it = (const DequeIterator *)arg[0].object;
    Value deque = it->deque;
    if (deque.tag != TAG_OBJECT) {
        deque = value_call_values(interp, value_from_object(interp->types[TYPE_DEQUE]), 0, NULL);
        if (value_is_error(deque))
            return VALUE_ERROR;
    } else {
        value_keep(deque);
    }
    Value arguments = tuple_from_values_take(interp, 2, (Value[]){deque, value_from_int((int64_t)it->place)});
    return iterator_state_reduce_class(interp, arg[0], arguments, VALUE_UNSET);
}

static const NativeSpec *const ITERATOR_METHODS[] = {&iterator_length_hint_native, &iterator_reduce_native, NULL};

static Value iterator_make(Interp *interp, Value self, bool reverse, size_t place)
{
    TypeId id = reverse ? TYPE_DEQUE_REVERSE_ITERATOR : TYPE_DEQUE_ITERATOR;
    DequeIterator *it = object_new(interp, interp->types[id], sizeof *it);
    if (!it)
        return VALUE_ERROR;
    it->deque = value_keep(self);
    it->version = deque_of(self)->version;
    it->reverse = reverse;
    it->place = place;
    return value_from_object(it);
}

static Value iterator_construct(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    int64_t place = 0;
    if (!native_bind(interp, "_deque_iterator(deque, index=0, /)", arguments, bound))
        return VALUE_ERROR;
    if (!support_is(interp, bound[0], TYPE_DEQUE))
        return raise_type_error(interp, "%s() argument 1 must be collections.deque, not %s", str_of(type->name)->text,
                                value_type_name(interp, bound[0]));
    if (!sequence_read_size(interp, bound[1], &place))
        return VALUE_ERROR;
    int64_t count = (int64_t)deque_of(bound[0])->count;
    place = place < 0 ? 0 : place > count ? count : place;
    return iterator_make(interp, bound[0], type == interp->types[TYPE_DEQUE_REVERSE_ITERATOR], (size_t)place);
}

#define ITERATOR_TYPE(ID, NAME)                                                                                        \
    const TypeSpec type_spec_##ID = {                                                                                  \
        .name = NAME,                                                                                                  \
        .doc = "Walks over a deque.",                                                                                  \
        .id = TYPE_##ID,                                                                                               \
        .size = sizeof(DequeIterator),                                                                                 \
        .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL,                                                                       \
        .slots = {.new_ = iterator_construct,                                                                          \
                  .iter = support_self_iter,                                                                           \
                  .next = iterator_next,                                                                               \
                  .destroy = iterator_destroy,                                                                         \
                  .traverse = iterator_traverse,                                                                       \
                  .clear = iterator_clear},                                                                            \
        .methods = ITERATOR_METHODS,                                                                                   \
    }

ITERATOR_TYPE(DEQUE_ITERATOR, "_collections._deque_iterator");
ITERATOR_TYPE(DEQUE_REVERSE_ITERATOR, "_collections._deque_reverse_iterator");

Value deque_iterate(Interp *interp, Value self, bool reverse)
{
    return iterator_make(interp, self, reverse, 0);
}

NATIVE(deque_append, "append(self, item, /)", "Adds an item at the right end.")
{
    return deque_append_take(interp, deque_of(arg[0]), value_keep(arg[1])) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(deque_appendleft, "appendleft(self, item, /)", "Adds an item at the left end.")
{
    return deque_prepend_take(interp, deque_of(arg[0]), value_keep(arg[1])) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(deque_pop, "pop(self, /)", "Takes out the rightmost item.")
{
    if (deque_of(arg[0])->count == 0)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop from an empty deque");
    return deque_take_last(deque_of(arg[0]));
}
NATIVE(deque_popleft, "popleft(self, /)", "Takes out the leftmost item.")
{
    if (deque_of(arg[0])->count == 0)
        return value_raise(interp, ERROR_INDEX_ERROR, "pop from an empty deque");
    return deque_take_first(deque_of(arg[0]));
}
NATIVE(deque_extend_right, "extend(self, iterable, /)", "Adds each item of an iterable at the right end.")
{
    return deque_extend(interp, arg[0], arg[1], false) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(deque_extendleft, "extendleft(self, iterable, /)", "Adds each item of an iterable at the left end.")
{
    return deque_extend(interp, arg[0], arg[1], true) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(deque_clear_method, "clear(self, /)", "Takes all items out.")
{
    deque_clear_items(deque_of(arg[0]));
    return VALUE_NONE;
}
NATIVE(deque_copy, "copy(self, /)", "Returns a shallow copy.")
{
    Value copy = deque_make(interp, arg[0].object->type, deque_of(arg[0])->limit);
    if (!value_is_error(copy) && !deque_extend(interp, copy, arg[0], false)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    return copy;
}
NATIVE(deque_copy_dunder, "__copy__(self, /)", "Returns a shallow copy.")
{
    return deque_copy(interp, arg);
}

NATIVE(deque_rotate, "rotate(self, n=1, /)", "Moves n items from the right end to the left one.")
{
    int64_t n;
    Deque *deque = deque_of(arg[0]);
    if (!value_to_int64(interp, arg[1], &n))
        return VALUE_ERROR;
    if (deque->count < 2)
        return VALUE_NONE;
    int64_t count = (int64_t)deque->count;
    n = ((n % count) + count) % count;
    for (int64_t i = 0; i < n; i++) {
        if (!deque_prepend_take(interp, deque, deque_take_last(deque)))
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(deque_reverse, "reverse(self, /)", "Turns the order of the items round.")
{
    Deque *deque = deque_of(arg[0]);
    for (size_t i = 0; i < deque->count / 2; i++) {
        Value *low = deque_at(deque, i), *high = deque_at(deque, deque->count - 1 - i);
        Value swap = *low;
        *low = *high;
        *high = swap;
    }
    return VALUE_NONE;
}

/// Finds an item from `from` up to `to`: 1 and its place, 0 where it is missing, -1 on failure.
static int find(Interp *interp, Deque *deque, Value item, size_t from, size_t to, size_t *place)
{
    uint32_t version = deque->version;
    for (size_t i = from; i < to && i < deque->count; i++) {
        bool equal;
        Value other = value_keep(*deque_at(deque, i));
        bool good = value_equal(interp, other, item, &equal) && interp_poll_at(interp, i);
        value_drop(other);
        if (!good)
            return -1;
        if (version != deque->version) {
            value_raise(interp, ERROR_RUNTIME_ERROR, "deque mutated during iteration");
            return -1;
        }
        if (equal) {
            *place = i;
            return 1;
        }
    }
    return 0;
}

static Value raise_absent(Interp *interp, Value item)
{
    Value text = value_repr(interp, item);
    if (!value_is_error(text))
        raise_value_error(interp, "%s is not in deque", str_of(text)->text);
    value_drop(text);
    return VALUE_ERROR;
}

NATIVE(deque_count, "count(self, value, /)", "Returns how often a value occurs.")
{
    Deque *deque = deque_of(arg[0]);
    int64_t count = 0;
    for (size_t from = 0, place; from < deque->count; from = place + 1) {
        int found = find(interp, deque, arg[1], from, deque->count, &place);
        if (found < 0)
            return VALUE_ERROR;
        if (!found)
            break;
        count++;
    }
    return value_from_int(count);
}

NATIVE(deque_index, "index(self, value, start=0, stop=9223372036854775807, /)", "Returns the first place of a value.")
{
    Deque *deque = deque_of(arg[0]);
    int64_t bounds[2], count = (int64_t)deque->count;
    for (int i = 0; i < 2; i++) {
        if (!value_to_int64(interp, arg[2 + i], &bounds[i]))
            return VALUE_ERROR;
        bounds[i] += bounds[i] < 0 ? count : 0;
        bounds[i] = bounds[i] < 0 ? 0 : bounds[i] > count ? count : bounds[i];
    }
    size_t place;
    int found = find(interp, deque, arg[1], (size_t)bounds[0], (size_t)bounds[1], &place);
    if (found > 0)
        return value_from_int((int64_t)place);
    return found < 0 ? VALUE_ERROR : raise_absent(interp, arg[1]);
}

NATIVE(deque_remove, "remove(self, value, /)", "Takes out the first occurrence of a value.")
{
    Deque *deque = deque_of(arg[0]);
    size_t place;
    int found = find(interp, deque, arg[1], 0, deque->count, &place);
    if (found < 0)
        return VALUE_ERROR;
    if (!found)
        return raise_absent(interp, arg[1]);
    value_drop(deque_take(deque, place));
    return VALUE_NONE;
}

NATIVE(deque_insert, "insert(self, index, value, /)", "Inserts a value before an index.")
{
    Deque *deque = deque_of(arg[0]);
    int64_t i;
    if (!value_to_int64(interp, arg[1], &i))
        return VALUE_ERROR;
    int64_t count = (int64_t)deque->count; // the index may be computed by code that changes the deque
    if (deque->limit >= 0 && count >= deque->limit)
        return value_raise(interp, ERROR_INDEX_ERROR, "deque already at its maximum size");
    i += i < 0 ? count : 0;
    i = i < 0 ? 0 : i > count ? count : i;
    if (!deque_append_take(interp, deque, value_keep(arg[2])))
        return VALUE_ERROR;
    Value last = *deque_at(deque, (size_t)count);
    for (int64_t j = count; j > i; j--)
        *deque_at(deque, (size_t)j) = *deque_at(deque, (size_t)j - 1);
    *deque_at(deque, (size_t)i) = last;
    return VALUE_NONE;
}

NATIVE(deque_reversed, "__reversed__(self, /)", "Returns an iterator from the last item to the first.")
{
    return deque_iterate(interp, arg[0], true);
}

NATIVE(deque_reduce, "__reduce__(self, /)", "Returns how to make an equal deque.")
{
    Deque *deque = deque_of(arg[0]);
    Value state = support_find_attribute(interp, arg[0], "__dict__");
    if (value_is_error(state))
        return VALUE_ERROR;
    Value list = list_from_iterable(interp, arg[0]);
    Value given = value_is_error(list)
                      ? VALUE_ERROR
                      : support_pair_take(interp, list, deque->limit < 0 ? VALUE_NONE : value_from_int(deque->limit));
    if (value_is_error(given)) {
        value_drop(state);
        return VALUE_ERROR;
    }
    Value parts[3] = {value_keep(value_from_object(arg[0].object->type)), given,
                      value_is_unset(state) ? VALUE_NONE : state};
    return tuple_from_values_take(interp, 3, parts);
}

NATIVE(deque_class_getitem, "__class_getitem__($cls, item, /)", "Returns deque[item], for annotations.")
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_GENERIC_ALIAS]), 2, arg);
}

const NativeSpec *const DEQUE_METHODS[] = {
    &deque_append_native,
    &deque_appendleft_native,
    &deque_pop_native,
    &deque_popleft_native,
    &deque_extend_right_native,
    &deque_extendleft_native,
    &deque_clear_method_native,
    &deque_copy_native,
    &deque_copy_dunder_native,
    &deque_rotate_native,
    &deque_reverse_native,
    &deque_count_native,
    &deque_index_native,
    &deque_remove_native,
    &deque_insert_native,
    &deque_reversed_native,
    &deque_reduce_native,
    &deque_class_getitem_native,
    NULL,
};

#include "object/range.h"

#include "object/container.h"
#include "object/int.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/str.h"

// (stop - start) rounded towards the far end, over step; 0 for an empty range. Owned.
static Value big_length(Interp *interp, Value start, Value stop, Value step)
{
    bool down = int_sign(step) < 0;
    Value from = down ? stop : start, to = down ? start : stop;
    Value span = value_binary(interp, BINARY_SUBTRACT, to, from);
    if (value_is_error(span))
        return VALUE_ERROR;
    if (int_sign(span) <= 0) {
        value_drop(span);
        return value_from_int(0);
    }
    Value width = down ? value_unary(interp, UNARY_NEGATIVE, step) : value_keep(step);
    Value less = value_is_error(width) ? VALUE_ERROR : value_binary(interp, BINARY_SUBTRACT, span, value_from_int(1));
    Value whole = value_is_error(less) ? VALUE_ERROR : value_binary(interp, BINARY_FLOOR_DIVIDE, less, width);
    Value length = value_is_error(whole) ? VALUE_ERROR : value_binary(interp, BINARY_ADD, whole, value_from_int(1));
    value_drop(span);
    value_drop(width);
    value_drop(less);
    value_drop(whole);
    return length;
}

static bool measure(Interp *interp, Range *range)
{
    int64_t start, stop, step;
    if (range->start.tag == TAG_INT && range->stop.tag == TAG_INT && range->step.tag == TAG_INT) {
        start = range->start.integer, stop = range->stop.integer, step = range->step.integer;
        __int128 span = step > 0 ? (__int128)stop - start : (__int128)start - stop;
        __int128 width = step > 0 ? (__int128)step : -(__int128)step;
        __int128 length = span <= 0 ? 0 : (span - 1) / width + 1;
        if (length <= INT64_MAX) {
            range->length = value_from_int((int64_t)length);
            range->small = true;
            return true;
        }
    }
    range->length = big_length(interp, range->start, range->stop, range->step);
    return !value_is_error(range->length);
}

Value range_new(Interp *interp, Value start, Value stop, Value step)
{
    if (int_sign(step) == 0)
        return raise_value_error(interp, "range() arg 3 must not be zero");
    Range *range = object_new(interp, interp->types[TYPE_RANGE], sizeof *range);
    if (!range)
        return VALUE_ERROR;
    range->start = value_keep(start);
    range->stop = value_keep(stop);
    range->step = value_keep(step);
    if (!measure(interp, range)) {
        object_drop(range);
        return VALUE_ERROR;
    }
    return value_from_object(range);
}

// An argument as an exact int; owned.
static Value read_int(Interp *interp, Value v)
{
    if (v.tag == TAG_INT)
        return v;
    if (!sequence_is_index(interp, v))
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer", value_type_name(interp, v));
    if (int_check(interp, v))
        return int_exact(interp, v);
    Value index = value_type(interp, v)->slots.to_index(interp, v);
    Value exact = value_is_error(index) ? VALUE_ERROR : int_exact(interp, index);
    value_drop(index);
    return exact;
}

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)type;
    if (!native_refuse_keywords(interp, "range", arguments))
        return VALUE_ERROR;
    if (arguments->count == 0)
        return raise_type_error(interp, "range expected at least 1 argument, got 0");
    if (arguments->count > 3)
        return raise_type_error(interp, "range expected at most 3 arguments, got %zu", arguments->count);
    Value bounds[3] = {value_from_int(0), value_from_int(0), value_from_int(1)};
    size_t first = arguments->count == 1 ? 1 : 0;
    bool ok = true;
    for (size_t i = 0; ok && i < arguments->count; i++) {
        bounds[first + i] = read_int(interp, arguments->values[i]);
        ok = !value_is_error(bounds[first + i]);
    }
    Value range = ok ? range_new(interp, bounds[0], bounds[1], bounds[2]) : VALUE_ERROR;
    for (size_t i = 0; i < 3; i++)
        value_drop(bounds[i]);
    return range;
}

// start + index * step, for an index of any size; owned.
static Value item_at(Interp *interp, const Range *range, Value index)
{
    if (range->small && index.tag == TAG_INT) {
        // The place behind the last item, which a slice asks for, may not fit.
        __int128 item = range->start.integer + (__int128)index.integer * range->step.integer;
        if (item >= INT64_MIN && item <= INT64_MAX)
            return value_from_int((int64_t)item);
    }
    Value offset = value_binary(interp, BINARY_MULTIPLY, index, range->step);
    Value item = value_is_error(offset) ? VALUE_ERROR : value_binary(interp, BINARY_ADD, range->start, offset);
    value_drop(offset);
    return item;
}

static bool less(Interp *interp, Value a, Value b, bool *result)
{
    Value answer = value_compare(interp, a, b, COMPARE_LT);
    bool ok = !value_is_error(answer) && value_truth(interp, answer, result);
    value_drop(answer);
    return ok;
}

// One slice bound of a big range, clamped to [low, high]; owned.
static Value big_bound(Interp *interp, Value v, const Range *range, Value low, Value high, Value fallback)
{
    if (v.tag == TAG_NONE)
        return value_keep(fallback);
    if (!sequence_is_index(interp, v))
        return raise_type_error(interp, "slice indices must be integers or None or have an __index__ method");
    Value bound = read_int(interp, v);
    bool below = false, above = false;
    if (!value_is_error(bound) && int_sign(bound) < 0) {
        Value shifted = value_binary(interp, BINARY_ADD, bound, range->length);
        value_drop(bound);
        bound = shifted;
    }
    if (value_is_error(bound) || !less(interp, bound, low, &below) || !less(interp, high, bound, &above)) {
        value_drop(bound);
        return VALUE_ERROR;
    }
    if (below || above) {
        value_drop(bound);
        return value_keep(below ? low : high);
    }
    return bound;
}

// The range that a slice of a range is.
static Value sliced(Interp *interp, const Range *range, Value key)
{
    const Slice *slice = slice_of(key);
    Value step = slice->step.tag == TAG_NONE ? value_from_int(1) : VALUE_ERROR;
    if (value_is_error(step)) {
        if (!sequence_is_index(interp, slice->step))
            return raise_type_error(interp, "slice indices must be integers or None or have an __index__ method");
        step = read_int(interp, slice->step);
        if (value_is_error(step))
            return VALUE_ERROR;
    }
    if (int_sign(step) == 0)
        return raise_value_error(interp, "slice step cannot be zero");
    bool down = int_sign(step) < 0;
    Value low = value_from_int(down ? -1 : 0), high = VALUE_ERROR, start = VALUE_ERROR, stop = VALUE_ERROR;
    Value parts[3] = {VALUE_ERROR, VALUE_ERROR, VALUE_ERROR}, result = VALUE_ERROR;
    high = down ? value_binary(interp, BINARY_SUBTRACT, range->length, value_from_int(1)) : value_keep(range->length);
    if (!value_is_error(high))
        start = big_bound(interp, slice->start, range, low, high, down ? high : low);
    if (!value_is_error(start))
        stop = big_bound(interp, slice->stop, range, low, high, down ? low : high);
    if (!value_is_error(stop))
        parts[0] = item_at(interp, range, start);
    if (!value_is_error(parts[0]))
        parts[1] = item_at(interp, range, stop);
    if (!value_is_error(parts[1]))
        parts[2] = value_binary(interp, BINARY_MULTIPLY, step, range->step);
    if (!value_is_error(parts[2]))
        result = range_new(interp, parts[0], parts[1], parts[2]);
    for (size_t i = 0; i < 3; i++)
        value_drop(parts[i]);
    value_drop(step);
    value_drop(high);
    value_drop(start);
    value_drop(stop);
    return result;
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const Range *range = range_of(v);
    if (sequence_is_exact(interp, key, TYPE_SLICE))
        return sliced(interp, range, key);
    if (!sequence_is_index(interp, key))
        return raise_type_error(interp, "range indices must be integers or slices, not %s",
                                value_type_name(interp, key));
    Value index = read_int(interp, key);
    if (!value_is_error(index) && int_sign(index) < 0) {
        Value shifted = value_binary(interp, BINARY_ADD, index, range->length);
        value_drop(index);
        index = shifted;
    }
    bool inside = false;
    if (value_is_error(index) || !less(interp, index, range->length, &inside)) {
        value_drop(index);
        return VALUE_ERROR;
    }
    Value item = inside && int_sign(index) >= 0
                     ? item_at(interp, range, index)
                     : value_raise(interp, ERROR_INDEX_ERROR, "range object index out of range");
    value_drop(index);
    return item;
}

// The position of an exact int in the range: *found tells whether it is there; *position owned.
static bool locate(Interp *interp, const Range *range, Value item, bool *found, Value *position)
{
    *found = false;
    *position = VALUE_UNSET;
    if (range->small && item.tag == TAG_INT) {
        __int128 distance = (__int128)item.integer - range->start.integer;
        __int128 at = distance / range->step.integer;
        *found = distance % range->step.integer == 0 && at >= 0 && at < range->length.integer;
        if (*found)
            *position = value_from_int((int64_t)at);
        return true;
    }
    Value distance = value_binary(interp, BINARY_SUBTRACT, item, range->start), rest = VALUE_ERROR;
    bool ok = !value_is_error(distance), inside = false;
    if (ok) {
        rest = value_binary(interp, BINARY_REMAINDER, distance, range->step);
        ok = !value_is_error(rest);
    }
    if (ok && int_sign(rest) == 0) {
        *position = value_binary(interp, BINARY_FLOOR_DIVIDE, distance, range->step);
        ok = !value_is_error(*position) && less(interp, *position, range->length, &inside);
        *found = ok && inside && int_sign(*position) >= 0;
    }
    value_drop(distance);
    value_drop(rest);
    if (!*found) {
        value_drop(*position);
        *position = VALUE_UNSET;
    }
    return ok;
}

static bool find(Interp *interp, Value v, Value item, bool *found, Value *position)
{
    if (item.tag == TAG_INT || item.tag == TAG_BOOL ||
        (int_check(interp, item) && sequence_is_exact(interp, item, TYPE_INT))) {
        Value exact = int_exact(interp, item);
        bool ok = !value_is_error(exact) && locate(interp, range_of(v), exact, found, position);
        value_drop(exact);
        return ok;
    }
    int64_t count, place; // as `in` for other types: one by one, by equality
    if (!value_count_equal(interp, v, item, true, &count, &place))
        return false;
    *found = count > 0;
    *position = value_from_int(place);
    return true;
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    Value position;
    if (!find(interp, v, item, found, &position))
        return false;
    value_drop(position);
    return true;
}

NATIVE(index_of, "index(self, value, /)", "Returns the position of a value.")
{
    bool found;
    Value position;
    if (!find(interp, arg[0], arg[1], &found, &position))
        return VALUE_ERROR;
    if (found)
        return position;
    value_drop(position);
    Value text = value_repr(interp, arg[1]);
    if (value_is_error(text))
        return VALUE_ERROR;
    if (int_check(interp, arg[1]))
        raise_value_error(interp, "%s is not in range", str_of(text)->text);
    else
        raise_value_error(interp, "sequence.index(x): x not in sequence");
    value_drop(text);
    return VALUE_ERROR;
}

NATIVE(count_of, "count(self, value, /)", "Returns how often a value occurs: for an int, 0 or 1.")
{
    if (!int_check(interp, arg[1])) { // may be equal to several numbers
        int64_t count, place;
        return value_count_equal(interp, arg[0], arg[1], false, &count, &place) ? value_from_int(count) : VALUE_ERROR;
    }
    bool found;
    return contains(interp, arg[0], arg[1], &found) ? value_from_int(found) : VALUE_ERROR;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    if (range_of(v)->length.tag == TAG_INT) {
        *out = range_of(v)->length.integer;
        return true;
    }
    value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    return false;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = int_sign(range_of(v)->length) != 0;
    return true;
}

static Value repr(Interp *interp, Value v)
{
    const Range *range = range_of(v);
    Text out;
    text_init(&out, &interp->memory);
    text_append_string(&out, "range(");
    bool ok = int_append(interp, &out, range->start, 10) && text_append(&out, ", ", 2) &&
              int_append(interp, &out, range->stop, 10);
    if (ok && !(range->step.tag == TAG_INT && range->step.integer == 1))
        ok = text_append(&out, ", ", 2) && int_append(interp, &out, range->step, 10);
    text_append_char(&out, ')');
    out.failed |= !ok;
    return str_from_text_take(&out);
}

// What decides equality: (length, start, step), with None for what does not matter. Owned.
static Value essence(Interp *interp, const Range *range)
{
    bool empty = int_sign(range->length) == 0, single = range->length.tag == TAG_INT && range->length.integer == 1;
    return tuple_from_values(
        interp, 3,
        (Value[]){range->length, empty ? VALUE_NONE : range->start, empty || single ? VALUE_NONE : range->step});
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || !sequence_is_exact(interp, a, TYPE_RANGE) ||
        !sequence_is_exact(interp, b, TYPE_RANGE))
        return VALUE_NOT_IMPLEMENTED;
    Value left = essence(interp, range_of(a)), right = essence(interp, range_of(b)), result = VALUE_ERROR;
    if (!value_is_error(left) && !value_is_error(right))
        result = value_compare(interp, left, right, kind);
    value_drop(left);
    value_drop(right);
    return result;
}

static bool hash(Interp *interp, Value v, int64_t *out)
{
    Value parts = essence(interp, range_of(v));
    bool ok = !value_is_error(parts) && value_hash(interp, parts, out);
    value_drop(parts);
    return ok;
}

static Value get_start(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(range_of(self)->start);
}
static Value get_stop(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(range_of(self)->stop);
}
static Value get_step(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(range_of(self)->step);
}

static void destroy(Interp *interp, Object *self)
{
    (void)interp;
    Range *range = (Range *)self;
    value_drop(range->start);
    value_drop(range->stop);
    value_drop(range->step);
    value_drop(range->length);
}

// ---- iteration

static Value iterator_new(Interp *interp, const Range *range)
{
    RangeIterator *iterator = object_new(interp, interp->types[TYPE_RANGE_ITERATOR], sizeof *iterator);
    if (!iterator)
        return VALUE_ERROR;
    iterator->big_next = iterator->big_step = iterator->big_left = VALUE_UNSET;
    if (range->small) {
        iterator->next = range->start.integer;
        iterator->step = range->step.integer;
        iterator->left = range->length.integer;
    } else {
        iterator->big_next = value_keep(range->start);
        iterator->big_step = value_keep(range->step);
        iterator->big_left = value_keep(range->length);
    }
    return value_from_object(iterator);
}

static Value iterate(Interp *interp, Value v)
{
    return iterator_new(interp, range_of(v));
}

NATIVE(reversed, "__reversed__(self, /)", "Returns an iterator from the last number to the first.")
{
    Value backwards = value_from_int(-1), whole = slice_new(interp, VALUE_NONE, VALUE_NONE, backwards);
    Value turned = value_is_error(whole) ? VALUE_ERROR : sliced(interp, range_of(arg[0]), whole);
    value_drop(whole);
    if (value_is_error(turned))
        return VALUE_ERROR;
    Value iterator = iterator_new(interp, range_of(turned));
    value_drop(turned);
    return iterator;
}

// Steps a progression whose numbers or count do not fit 64 bits.
static Value big_next(Interp *interp, RangeIterator *iterator)
{
    if (int_sign(iterator->big_left) <= 0)
        return VALUE_UNSET;
    Value left = value_binary(interp, BINARY_SUBTRACT, iterator->big_left, value_from_int(1));
    if (value_is_error(left))
        return VALUE_ERROR;
    Value next = value_binary(interp, BINARY_ADD, iterator->big_next, iterator->big_step);
    if (value_is_error(next)) {
        value_drop(left);
        return VALUE_ERROR;
    }
    Value current = iterator->big_next;
    iterator->big_next = next;
    value_replace_take(&iterator->big_left, left);
    return current;
}

static Value iterator_next(Interp *interp, Value self)
{
    RangeIterator *iterator = (RangeIterator *)self.object;
    if (UNLIKELY(iterator->big_next.tag != TAG_UNSET))
        return big_next(interp, iterator);
    if (iterator->left <= 0)
        return VALUE_UNSET;
    int64_t current = iterator->next;
    iterator->next = (int64_t)((uint64_t)current + (uint64_t)iterator->step);
    iterator->left--;
    return value_from_int(current);
}

static Value iterator_self(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(self);
}

NATIVE(iterator_length_hint, "__length_hint__(self, /)", "Returns how many numbers are left.")
{
    const RangeIterator *iterator = (const RangeIterator *)arg[0].object;
    return iterator->big_left.tag == TAG_UNSET ? value_from_int(iterator->left) : value_keep(iterator->big_left);
}

static void iterator_destroy(Interp *interp, Object *self)
{
    (void)interp;
    RangeIterator *iterator = (RangeIterator *)self;
    value_drop(iterator->big_next);
    value_drop(iterator->big_step);
    value_drop(iterator->big_left);
}

// The numbers that are left, as a range.
static Value iterator_rest(Interp *interp, const RangeIterator *iterator)
{
    bool small = iterator->big_next.tag == TAG_UNSET;
    Value next = small ? value_from_int(iterator->next) : iterator->big_next;
    Value step = small ? value_from_int(iterator->step) : iterator->big_step;
    Value left = small ? value_from_int(iterator->left) : iterator->big_left;
    Value way = value_binary(interp, BINARY_MULTIPLY, step, left);
    Value stop = value_is_error(way) ? VALUE_ERROR : value_binary(interp, BINARY_ADD, next, way);
    value_drop(way);
    Value rest = value_is_error(stop) ? VALUE_ERROR : range_new(interp, next, stop, step);
    value_drop(stop);
    return rest;
}

NATIVE(iterator_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    return iterator_state_reduce(interp, "iter", iterator_rest(interp, (const RangeIterator *)arg[0].object),
                                 VALUE_NONE);
}

// Leaves out numbers of an iterator whose numbers are wide.
static bool skip_big(Interp *interp, RangeIterator *iterator, Value count)
{
    Value beyond = value_binary(interp, BINARY_SUBTRACT, iterator->big_left, count);
    if (value_is_error(beyond))
        return false;
    bool all = int_sign(beyond) < 0;
    Value way = value_binary(interp, BINARY_MULTIPLY, iterator->big_step, all ? iterator->big_left : count);
    Value next = value_is_error(way) ? VALUE_ERROR : value_binary(interp, BINARY_ADD, iterator->big_next, way);
    value_drop(way);
    if (value_is_error(next)) {
        value_drop(beyond);
        return false;
    }
    if (all)
        value_replace_take(&beyond, value_from_int(0));
    value_replace_take(&iterator->big_next, next);
    value_replace_take(&iterator->big_left, beyond);
    return true;
}

NATIVE(iterator_setstate, "__setstate__(self, state, /)", "Leaves out as many numbers.")
{
    RangeIterator *iterator = (RangeIterator *)arg[0].object;
    if (iterator->big_next.tag != TAG_UNSET && int_check(interp, arg[1])) {
        Value count = int_sign(arg[1]) < 0 ? value_from_int(0) : arg[1];
        return skip_big(interp, iterator, count) ? VALUE_NONE : VALUE_ERROR;
    }
    int64_t skipped;
    if (!iterator_state_read(interp, arg[1], 0, INT64_MAX, &skipped))
        return VALUE_ERROR;
    skipped = skipped < iterator->left ? skipped : iterator->left;
    iterator->next = (int64_t)((uint64_t)iterator->next + (uint64_t)iterator->step * (uint64_t)skipped);
    iterator->left -= skipped;
    return VALUE_NONE;
}

static const NativeSpec *const ITERATOR_METHODS[] = {&iterator_length_hint_native, &iterator_reduce_native,
                                                     &iterator_setstate_native, NULL};

const TypeSpec type_spec_RANGE_ITERATOR = {
    .name = "range_iterator",
    .doc = "Iterates over the numbers of a range.",
    .id = TYPE_RANGE_ITERATOR,
    .size = sizeof(RangeIterator),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.iter = iterator_self, .next = iterator_next, .destroy = iterator_destroy},
    .methods = ITERATOR_METHODS,
};

NATIVE(range_reduce, "__reduce__(self, /)", "Tells how to make the range again.")
{
    const Range *range = range_of(arg[0]);
    return iterator_state_reduce_class(
        interp, arg[0], tuple_from_values(interp, 3, (Value[]){range->start, range->stop, range->step}), VALUE_UNSET);
}

static const NativeSpec *const METHODS[] = {&index_of_native, &count_of_native, &reversed_native, &range_reduce_native,
                                            NULL};
static const GetSetSpec GETSETS[] = {{"start", "The first number.", get_start, NULL, .member = true},
                                     {"stop", "The number to stop before.", get_stop, NULL, .member = true},
                                     {"step", "The distance between numbers.", get_step, NULL, .member = true},
                                     {NULL, NULL, NULL, NULL}};

const TypeSpec type_spec_RANGE = {
    .name = "range",
    .doc = "range(stop) or range(start, stop[, step]): evenly spaced ints.",
    .id = TYPE_RANGE,
    .size = sizeof(Range),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_SEQUENCE,
    .slots = {.new_ = construct,
              .repr = repr,
              .hash = hash,
              .compare = compare,
              .truth = truth,
              .length = length,
              .get_item = get_item,
              .contains = contains,
              .iter = iterate,
              .destroy = destroy},
    .methods = METHODS,
    .getsets = GETSETS,
};

#include "object/slice.h"

#include "object/bigint.h"
#include "object/container.h"
#include "object/int.h"
#include "object/list.h"
#include "object/str.h"

Value slice_new(Interp *interp, Value start, Value stop, Value step)
{
    Slice *slice = object_new(interp, interp->types[TYPE_SLICE], sizeof *slice);
    if (!slice)
        return VALUE_ERROR;
    slice->start = start.tag == TAG_UNSET ? VALUE_NONE : value_keep(start);
    slice->stop = stop.tag == TAG_UNSET ? VALUE_NONE : value_keep(stop);
    slice->step = step.tag == TAG_UNSET ? VALUE_NONE : value_keep(step);
    return value_from_object(slice);
}

static bool read_bound(Interp *interp, Value v, int64_t *out)
{
    if (!sequence_is_index(interp, v)) {
        raise_type_error(interp, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    return sequence_to_index(interp, v, true, out);
}

// Brings one bound into [low, high], counting negative ones from the end.
static int64_t clamp_bound(int64_t bound, int64_t length, int64_t low, int64_t high)
{
    if (bound < 0)
        bound = bound < -length ? low : bound + length;
    return bound < low ? low : bound > high ? high : bound;
}

bool slice_read(Interp *interp, Value v, SliceBounds *bounds)
{
    const Slice *slice = slice_of(v);
    int64_t step = 1;
    if (slice->step.tag != TAG_NONE) {
        if (!read_bound(interp, slice->step, &step))
            return false;
        if (step == 0) {
            raise_value_error(interp, "slice step cannot be zero");
            return false;
        }
        if (step < -INT64_MAX)
            step = -INT64_MAX;
    }
    *bounds = (SliceBounds){step < 0 ? INT64_MAX : 0, step < 0 ? INT64_MIN : INT64_MAX, step, 0};
    return (slice->start.tag == TAG_NONE || read_bound(interp, slice->start, &bounds->start)) &&
           (slice->stop.tag == TAG_NONE || read_bound(interp, slice->stop, &bounds->stop));
}

void slice_fit(SliceBounds *bounds, size_t size)
{
    int64_t length = (int64_t)size, step = bounds->step;
    int64_t low = step < 0 ? -1 : 0, high = step < 0 ? length - 1 : length;
    int64_t start = clamp_bound(bounds->start, length, low, high);
    int64_t stop = clamp_bound(bounds->stop, length, low, high);
    int64_t count = 0;
    if (step > 0 && start < stop)
        count = (stop - start - 1) / step + 1;
    else if (step < 0 && start > stop)
        count = (start - stop - 1) / -step + 1;
    *bounds = (SliceBounds){start, stop, step, count};
}

bool slice_resolve(Interp *interp, Value v, size_t size, SliceBounds *bounds)
{
    if (!slice_read(interp, v, bounds))
        return false;
    slice_fit(bounds, size);
    return true;
}

static Value slice_construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    (void)type;
    if (arguments->keywords && arguments->keywords->count)
        return raise_type_error(interp, "slice() takes no keyword arguments");
    const Value *v = arguments->values;
    switch (arguments->count) {
    case 0:
        return raise_type_error(interp, "slice expected at least 1 argument, got 0");
    case 1:
        return slice_new(interp, VALUE_NONE, v[0], VALUE_NONE);
    case 2:
        return slice_new(interp, v[0], v[1], VALUE_NONE);
    case 3:
        return slice_new(interp, v[0], v[1], v[2]);
    default:
        return raise_type_error(interp, "slice expected at most 3 arguments, got %zu", arguments->count);
    }
}

static Value as_tuple(Interp *interp, Value v)
{
    return tuple_from_values(interp, 3, (Value[]){slice_of(v)->start, slice_of(v)->stop, slice_of(v)->step});
}

static Value slice_repr(Interp *interp, Value v)
{
    Value parts = as_tuple(interp, v);
    if (value_is_error(parts))
        return VALUE_ERROR;
    Value text = value_repr(interp, parts);
    value_drop(parts);
    if (value_is_error(text))
        return VALUE_ERROR;
    Value result = str_from_format(interp, "slice%s", str_of(text)->text);
    value_drop(text);
    return result;
}

static Value slice_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!sequence_is_exact(interp, a, TYPE_SLICE) || !sequence_is_exact(interp, b, TYPE_SLICE))
        return VALUE_NOT_IMPLEMENTED;
    Value left = as_tuple(interp, a), right = as_tuple(interp, b), result = VALUE_ERROR;
    if (!value_is_error(left) && !value_is_error(right))
        result = value_compare(interp, left, right, kind);
    value_drop(left);
    value_drop(right);
    return result;
}

// As a tuple's hash, without the mix of the count at the end.
static bool slice_hash(Interp *interp, Value v, int64_t *hash)
{
    static const uint64_t PRIME_1 = 11400714785074694791u, PRIME_2 = 14029467366897019727u,
                          PRIME_5 = 2870177450012600261u;
    const Value parts[] = {slice_of(v)->start, slice_of(v)->stop, slice_of(v)->step};
    uint64_t sum = PRIME_5;
    for (size_t i = 0; i < 3; i++) {
        int64_t lane;
        if (!value_hash(interp, parts[i], &lane))
            return false;
        sum += (uint64_t)lane * PRIME_2;
        sum = (sum << 31) | (sum >> 33);
        sum *= PRIME_1;
    }
    *hash = sum == UINT64_MAX ? 1546275796 : (int64_t)sum;
    return true;
}

// The numbers of a slice may be wider than any sequence is long: they are brought into the bounds as ints.

/// A part of a slice as an exact int, owned.
static Value part_of(Interp *interp, Value part)
{
    if (!sequence_is_index(interp, part))
        return raise_type_error(interp, "slice indices must be integers or None or have an __index__ method");
    return value_to_index(interp, part);
}

/// A bound, counted from the end where it is negative and brought into [low, high]; None stands for `fallback`. Owned.
static Value fit_bound(Interp *interp, Value part, Value length, Value low, Value high, Value fallback)
{
    if (part.tag == TAG_NONE)
        return value_keep(fallback);
    Value bound = part_of(interp, part);
    if (value_is_error(bound))
        return bound;
    if (int_sign(bound) < 0)
        value_replace_take(&bound, value_binary(interp, BINARY_ADD, bound, length));
    if (value_is_error(bound))
        return bound;
    if (bigint_compare(bound, low) < 0)
        value_replace_take(&bound, value_keep(low));
    else if (bigint_compare(bound, high) > 0)
        value_replace_take(&bound, value_keep(high));
    return bound;
}

static Value fit_slice(Interp *interp, const Slice *slice, Value length, Value step)
{
    bool down = int_sign(step) < 0;
    Value last = value_binary(interp, BINARY_SUBTRACT, length, value_from_int(1));
    if (value_is_error(last))
        return last;
    Value low = value_from_int(down ? -1 : 0), high = down ? last : length;
    Value start = fit_bound(interp, slice->start, length, low, high, down ? high : low);
    Value stop = value_is_error(start) ? start : fit_bound(interp, slice->stop, length, low, high, down ? low : high);
    value_drop(last);
    if (!value_is_error(stop))
        return tuple_from_values_take(interp, 3, (Value[]){start, stop, value_keep(step)});
    value_drop(start);
    return VALUE_ERROR;
}

NATIVE(slice_indices, "indices(self, length, /)", "Returns (start, stop, step) for a sequence of this length.")
{
    const Slice *slice = slice_of(arg[0]);
    Value length = value_to_index(interp, arg[1]);
    if (value_is_error(length))
        return length;
    Value step = slice->step.tag == TAG_NONE ? value_from_int(1) : part_of(interp, slice->step), result = VALUE_ERROR;
    if (value_is_error(step))
        result = step;
    else if (int_sign(length) < 0)
        raise_value_error(interp, "length should not be negative");
    else if (int_sign(step) == 0)
        raise_value_error(interp, "slice step cannot be zero");
    else
        result = fit_slice(interp, slice, length, step);
    value_drop(step);
    value_drop(length);
    return result;
}

static Value get_start(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(slice_of(self)->start);
}
static Value get_stop(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(slice_of(self)->stop);
}
static Value get_step(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(slice_of(self)->step);
}

static void slice_destroy(Interp *interp, Object *self)
{
    (void)interp;
    Slice *slice = (Slice *)self;
    value_replace_take(&slice->start, VALUE_NONE);
    value_replace_take(&slice->stop, VALUE_NONE);
    value_replace_take(&slice->step, VALUE_NONE);
}

static void slice_traverse(Object *self, VisitFunction visit, void *context)
{
    Slice *slice = (Slice *)self;
    visit_value(slice->start, visit, context);
    visit_value(slice->stop, visit, context);
    visit_value(slice->step, visit, context);
}

static const NativeSpec *const METHODS[] = {&slice_indices_native, NULL};
static const GetSetSpec GETSETS[] = {{"start", "The first index.", get_start, NULL, .member = true},
                                     {"stop", "The index to stop before.", get_stop, NULL, .member = true},
                                     {"step", "The distance between indexes.", get_step, NULL, .member = true},
                                     {NULL, NULL, NULL, NULL}};

const TypeSpec type_spec_SLICE = {
    .name = "slice",
    .doc = "slice(stop) or slice(start, stop[, step]): a range of indexes, as in items[start:stop:step].",
    .id = TYPE_SLICE,
    .size = sizeof(Slice),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL,
    .slots = {.new_ = slice_construct,
              .repr = slice_repr,
              .compare = slice_compare,
              .hash = slice_hash,
              .destroy = slice_destroy,
              .traverse = slice_traverse},
    .methods = METHODS,
    .getsets = GETSETS,
};

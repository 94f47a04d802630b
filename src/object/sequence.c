#include "object/sequence.h"

#include "object/gc.h"
#include "object/number.h"

bool sequence_is_index(Interp *interp, Value v)
{
    return v.tag == TAG_INT || v.tag == TAG_BOOL || (v.tag == TAG_OBJECT && value_type(interp, v)->slots.to_index);
}

// True where an int that does not fit 64 bits is below zero.
static bool is_negative(Interp *interp, Value v, bool *negative)
{
    Value answer = value_compare(interp, v, value_from_int(0), COMPARE_LT);
    if (value_is_error(answer))
        return false;
    bool ok = value_truth(interp, answer, negative);
    value_drop(answer);
    return ok;
}

bool sequence_to_index(Interp *interp, Value v, bool clamp, int64_t *out)
{
    if (LIKELY(v.tag == TAG_INT || v.tag == TAG_BOOL)) {
        *out = v.integer;
        return true;
    }
    if (value_to_int64(interp, v, out))
        return true;
    if (interp->error.kind != ERROR_OVERFLOW_ERROR)
        return false;
    if (!clamp) {
        value_raise(interp, ERROR_INDEX_ERROR, "cannot fit '%s' into an index-sized integer",
                    value_type_name(interp, v));
        return false;
    }
    error_clear(&interp->error);
    Value index = value_type(interp, v)->slots.to_index(interp, v);
    bool negative;
    bool ok = !value_is_error(index) && is_negative(interp, index, &negative);
    value_drop(index);
    if (ok)
        *out = negative ? INT64_MIN : INT64_MAX;
    return ok;
}

bool sequence_read_size(Interp *interp, Value v, int64_t *out)
{
    if (value_to_int64(interp, v, out))
        return true;
    if (interp->error.kind == ERROR_OVERFLOW_ERROR)
        value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    return false;
}

bool sequence_resolve(Interp *interp, Value key, size_t length, const char *what, size_t *out)
{
    int64_t index;
    return sequence_to_index(interp, key, false, &index) && sequence_fit_index(interp, index, length, what, out);
}

bool sequence_fit_index(Interp *interp, int64_t index, size_t length, const char *what, size_t *out)
{
    if (index < 0)
        index += (int64_t)length;
    if (index < 0 || (size_t)index >= length) {
        value_raise(interp, ERROR_INDEX_ERROR, "%s out of range", what);
        return false;
    }
    *out = (size_t)index;
    return true;
}

static bool read_bound(Interp *interp, Value v, int64_t fallback, int64_t *out)
{
    *out = fallback;
    if (v.tag == TAG_UNSET || v.tag == TAG_NONE)
        return true;
    if (!sequence_is_index(interp, v)) {
        raise_type_error(interp, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    return sequence_to_index(interp, v, true, out);
}

bool sequence_read_window(Interp *interp, Value start, Value stop, int64_t *from, int64_t *to)
{
    return read_bound(interp, start, 0, from) && read_bound(interp, stop, INT64_MAX, to);
}

void sequence_fit_window(size_t size, int64_t *from, int64_t *to)
{
    int64_t length = (int64_t)size;
    if (*from < 0)
        *from = *from < -length ? 0 : *from + length;
    if (*to < 0)
        *to = *to < -length ? 0 : *to + length;
    if (*to > length)
        *to = length;
}

bool sequence_window(Interp *interp, Value start, Value stop, size_t length, int64_t *from, int64_t *to)
{
    if (!sequence_read_window(interp, start, stop, from, to))
        return false;
    sequence_fit_window(length, from, to);
    return true;
}

bool sequence_repeat_count(Interp *interp, Value v, int64_t *out)
{
    if (v.tag == TAG_INT || v.tag == TAG_BOOL) {
        *out = v.integer < 0 ? 0 : v.integer;
        return true;
    }
    if (!sequence_to_index(interp, v, false, out)) {
        if (interp->error.kind == ERROR_INDEX_ERROR)
            value_raise(interp, ERROR_OVERFLOW_ERROR, "cannot fit '%s' into an index-sized integer",
                        value_type_name(interp, v));
        return false;
    }
    if (*out < 0)
        *out = 0;
    return true;
}

bool sequence_repeats(Interp *interp, Value v)
{
    static const TypeId SEQUENCES[] = {TYPE_STR, TYPE_LIST, TYPE_TUPLE, TYPE_BYTES, TYPE_BYTEARRAY};
    for (size_t i = 0; i < COUNT_OF(SEQUENCES); i++) {
        if (sequence_is(interp, v, SEQUENCES[i]))
            return true;
    }
    return false;
}

static Value concat_error(Interp *interp, Value a, Value b)
{
    const char *b_name = value_type_name(interp, b);
    static const TypeId SEQUENCES[] = {TYPE_STR, TYPE_LIST, TYPE_TUPLE};
    static const char *const NAMES[] = {"str", "list", "tuple"};
    for (size_t i = 0; i < COUNT_OF(SEQUENCES); i++) {
        if (sequence_is(interp, a, SEQUENCES[i]))
            return raise_type_error(interp, "can only concatenate %s (not \"%s\") to %s", NAMES[i], b_name, NAMES[i]);
    }
    return raise_type_error(interp, "can't concat %s to %s", b_name, value_type_name(interp, a));
}

Value sequence_binary_error(Interp *interp, BinaryKind kind, Value a, Value b)
{
    if (kind == BINARY_ADD && sequence_repeats(interp, a))
        return concat_error(interp, a, b);
    if (kind == BINARY_MULTIPLY && sequence_repeats(interp, a))
        return raise_type_error(interp, "can't multiply sequence by non-int of type '%s'", value_type_name(interp, b));
    if (kind == BINARY_MULTIPLY && sequence_repeats(interp, b))
        return raise_type_error(interp, "can't multiply sequence by non-int of type '%s'", value_type_name(interp, a));
    return VALUE_UNSET;
}

Value sequence_method_error(Interp *interp, BinaryKind kind, Value self, Value other)
{
    if (!sequence_repeats(interp, self))
        return VALUE_UNSET;
    if (kind == BINARY_ADD)
        return concat_error(interp, self, other);
    if (kind == BINARY_MULTIPLY)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, other));
    return VALUE_UNSET;
}

Value sequence_order(int order, CompareKind kind)
{
    return value_from_bool(NUMBER_COMPARE(order, 0, kind));
}

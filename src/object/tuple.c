// tuple: an array of values that never changes.
#include <string.h>

#include "object/container.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/str.h"

static Tuple *allocate(Interp *interp, struct Type *type, size_t count)
{
    if (count > ((size_t)INT64_MAX - sizeof(Tuple)) / sizeof(Value)) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return NULL;
    }
    Tuple *tuple = object_new(interp, type, sizeof(Tuple) + count * sizeof(Value));
    if (!tuple)
        return NULL;
    tuple->count = count;
    for (size_t i = 0; i < count; i++)
        tuple->items[i] = VALUE_UNSET;
    return tuple;
}

Value tuple_new(Interp *interp, size_t count)
{
    return value_or_error(allocate(interp, interp->types[TYPE_TUPLE], count));
}

static Value make(Interp *interp, struct Type *type, size_t count, const Value *values)
{
    Tuple *tuple = allocate(interp, type, count);
    if (!tuple)
        return VALUE_ERROR;
    for (size_t i = 0; i < count; i++)
        tuple->items[i] = value_keep(values[i]);
    return value_from_object(tuple);
}

Value tuple_from_values(Interp *interp, size_t count, const Value *values)
{
    return make(interp, interp->types[TYPE_TUPLE], count, values);
}

Value tuple_from_values_take(Interp *interp, size_t count, const Value *values)
{
    Tuple *tuple = allocate(interp, interp->types[TYPE_TUPLE], count);
    if (!tuple) {
        for (size_t i = 0; i < count; i++)
            value_drop(values[i]);
        return VALUE_ERROR;
    }
    if (count)
        memcpy(tuple->items, values, count * sizeof *values);
    return value_from_object(tuple);
}

Value tuple_from_iterable(Interp *interp, Value iterable)
{
    if (sequence_is_exact(interp, iterable, TYPE_TUPLE))
        return value_keep(iterable);
    if (sequence_is_exact(interp, iterable, TYPE_LIST))
        return tuple_from_values(interp, list_of(iterable)->count, list_of(iterable)->items);
    Value list = list_from_iterable(interp, iterable);
    if (value_is_error(list))
        return VALUE_ERROR;
    Value tuple = tuple_from_values(interp, list_of(list)->count, list_of(list)->items);
    value_drop(list);
    return tuple;
}

static Value construct(Interp *interp, struct Type *type, const Arguments *arguments)
{
    Value iterable;
    if (type->slots.init == interp->types[TYPE_OBJECT]->slots.init) {
        if (!container_one_argument(interp, "tuple", arguments, &iterable))
            return VALUE_ERROR;
    } else { // a derived class may take further arguments in its __init__
        if (arguments->count > 1)
            return raise_type_error(interp, "tuple expected at most 1 argument, got %zu", arguments->count);
        iterable = arguments->count ? arguments->values[0] : VALUE_UNSET;
    }
    if (iterable.tag == TAG_UNSET)
        return make(interp, type, 0, NULL);
    Value exact = tuple_from_iterable(interp, iterable);
    if (value_is_error(exact) || type == interp->types[TYPE_TUPLE])
        return exact;
    Value derived = make(interp, type, tuple_of(exact)->count, tuple_of(exact)->items);
    value_drop(exact);
    return derived;
}

static Value repr(Interp *interp, Value v)
{
    const Tuple *tuple = tuple_of(v);
    if (tuple->count == 0)
        return str_new(interp, "()", 2);
    if (container_is_printing(interp, v))
        return str_new(interp, "(...)", 5);
    Text out;
    text_init(&out, &interp->memory);
    ReprGuard guard;
    container_repr_enter(interp, &guard, v);
    text_append_char(&out, '(');
    for (size_t i = 0; i < tuple->count && !out.failed; i++) {
        if (i)
            text_append(&out, ", ", 2);
        if (!container_append_repr(interp, &out, tuple->items[i]))
            out.failed = true;
    }
    text_append_string(&out, tuple->count == 1 ? ",)" : ")");
    container_repr_leave(interp, &guard);
    return str_from_text_take(&out);
}

static Value concat(Interp *interp, Value a, Value b)
{
    if (!tuple_check(interp, a) || !tuple_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    const Tuple *left = tuple_of(a), *right = tuple_of(b);
    if (right->count == 0 && sequence_is_exact(interp, a, TYPE_TUPLE))
        return value_keep(a);
    if (left->count == 0 && sequence_is_exact(interp, b, TYPE_TUPLE))
        return value_keep(b);
    Tuple *tuple = allocate(interp, interp->types[TYPE_TUPLE], left->count + right->count);
    if (!tuple)
        return VALUE_ERROR;
    for (size_t i = 0; i < left->count; i++)
        tuple->items[i] = value_keep(left->items[i]);
    for (size_t i = 0; i < right->count; i++)
        tuple->items[left->count + i] = value_keep(right->items[i]);
    return value_from_object(tuple);
}

static Value multiply(Interp *interp, Value a, Value b)
{
    bool left = tuple_check(interp, a);
    Value source = left ? a : b, factor = left ? b : a;
    int64_t times;
    size_t total;
    if (!tuple_check(interp, source) || !sequence_is_index(interp, factor))
        return VALUE_NOT_IMPLEMENTED;
    if (!sequence_repeat_count(interp, factor, &times))
        return VALUE_ERROR;
    const Tuple *from = tuple_of(source);
    if ((times == 1 || from->count == 0) && sequence_is_exact(interp, source, TYPE_TUPLE))
        return value_keep(source);
    if (__builtin_mul_overflow(from->count, (size_t)times, &total)) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return VALUE_ERROR;
    }
    Tuple *tuple = allocate(interp, interp->types[TYPE_TUPLE], total);
    if (!tuple)
        return VALUE_ERROR;
    for (size_t i = 0; i < total; i++)
        tuple->items[i] = value_keep(from->items[i % from->count]);
    return value_from_object(tuple);
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!tuple_check(interp, a) || !tuple_check(interp, b))
        return VALUE_NOT_IMPLEMENTED;
    const Tuple *left = tuple_of(a), *right = tuple_of(b);
    size_t shorter = left->count < right->count ? left->count : right->count;
    for (size_t i = 0; i < shorter; i++) {
        bool equal;
        if (!value_equal(interp, left->items[i], right->items[i], &equal) || !interp_poll_at(interp, i))
            return VALUE_ERROR;
        if (equal)
            continue;
        if (kind == COMPARE_EQ || kind == COMPARE_NE)
            return value_from_bool(kind == COMPARE_NE);
        return value_compare(interp, left->items[i], right->items[i], kind);
    }
    return sequence_order(left->count < right->count ? -1 : left->count > right->count, kind);
}

// The scheme of CPython since 3.8: xxHash's 64-bit lane arithmetic over the items' hashes.
static bool hash(Interp *interp, Value v, int64_t *out)
{
    static const uint64_t PRIME_1 = 11400714785074694791u, PRIME_2 = 14029467366897019727u,
                          PRIME_5 = 2870177450012600261u;
    const Tuple *tuple = tuple_of(v);
    uint64_t sum = PRIME_5;
    if (!interp_enter(interp, ""))
        return false;
    for (size_t i = 0; i < tuple->count; i++) {
        int64_t lane;
        if (!value_hash(interp, tuple->items[i], &lane)) {
            interp_leave(interp);
            return false;
        }
        sum += (uint64_t)lane * PRIME_2;
        sum = (sum << 31) | (sum >> 33);
        sum *= PRIME_1;
    }
    interp_leave(interp);
    sum += tuple->count ^ (PRIME_5 ^ 3527539u);
    *out = sum == UINT64_MAX ? 1546275796 : (int64_t)sum;
    return true;
}

static bool truth(Interp *interp, Value v, bool *out)
{
    (void)interp;
    *out = tuple_of(v)->count != 0;
    return true;
}

static bool length(Interp *interp, Value v, int64_t *out)
{
    (void)interp;
    *out = (int64_t)tuple_of(v)->count;
    return true;
}

static Value get_item(Interp *interp, Value v, Value key)
{
    const Tuple *tuple = tuple_of(v);
    if (sequence_is_index(interp, key)) {
        size_t index;
        if (!sequence_resolve(interp, key, tuple->count, "tuple index", &index))
            return VALUE_ERROR;
        return value_keep(tuple->items[index]);
    }
    if (!sequence_is_exact(interp, key, TYPE_SLICE))
        return raise_type_error(interp, "tuple indices must be integers or slices, not %s",
                                value_type_name(interp, key));
    SliceBounds bounds;
    if (!slice_resolve(interp, key, tuple->count, &bounds))
        return VALUE_ERROR;
    if ((size_t)bounds.count == tuple->count && bounds.step == 1 && sequence_is_exact(interp, v, TYPE_TUPLE))
        return value_keep(v);
    Tuple *part = allocate(interp, interp->types[TYPE_TUPLE], (size_t)bounds.count);
    if (!part)
        return VALUE_ERROR;
    for (int64_t i = 0; i < bounds.count; i++)
        part->items[i] = value_keep(tuple->items[bounds.start + i * bounds.step]);
    return value_from_object(part);
}

static bool contains(Interp *interp, Value v, Value item, bool *found)
{
    int64_t at;
    if (!list_find(interp, v, item, 0, (int64_t)tuple_of(v)->count, &at))
        return false;
    *found = at >= 0;
    return true;
}

NATIVE(index_of, "index(self, value, start=0, stop=9223372036854775807, /)",
       "Returns the index of the first item equal to a value.")
{
    int64_t from, to, at;
    if (!(sequence_is_index(interp, arg[2]) && sequence_is_index(interp, arg[3])))
        return raise_type_error(interp, "slice indices must be integers or have an __index__ method");
    if (!sequence_window(interp, arg[2], arg[3], tuple_of(arg[0])->count, &from, &to) ||
        !list_find(interp, arg[0], arg[1], from, to, &at))
        return VALUE_ERROR;
    return at >= 0 ? value_from_int(at) : raise_value_error(interp, "tuple.index(x): x not in tuple");
}

NATIVE(count, "count(self, value, /)", "Returns how many items equal a value.")
{
    return list_count(interp, arg[0], arg[1]);
}

NATIVE(getnewargs, "__getnewargs__(self, /)", "Returns the arguments that make a copy.")
{
    Value copy = tuple_from_values(interp, tuple_of(arg[0])->count, tuple_of(arg[0])->items);
    return value_is_error(copy) ? VALUE_ERROR : tuple_from_values_take(interp, 1, &copy);
}

static void destroy(Interp *interp, Object *self)
{
    (void)interp;
    Tuple *tuple = (Tuple *)self;
    for (size_t i = tuple->count; i-- > 0;)
        value_replace_take(&tuple->items[i], VALUE_UNSET);
}

static void traverse(Object *self, VisitFunction visit, void *context)
{
    const Tuple *tuple = (const Tuple *)self;
    for (size_t i = 0; i < tuple->count; i++)
        visit_value(tuple->items[i], visit, context);
}

// A tuple keeps its items when a cycle is broken: something that can change is part of each cycle.
static void keep_items(Interp *interp, Object *self)
{
    (void)interp;
    (void)self;
}

static size_t instance_size(const Object *self)
{
    return sizeof(Tuple) + ((const Tuple *)self)->count * sizeof(Value);
}

static const NativeSpec *const METHODS[] = {&index_of_native, &count_native, &getnewargs_native,
                                            &container_class_getitem, NULL};

const TypeSpec type_spec_TUPLE = {
    .name = "tuple",
    .doc = "tuple(iterable=()): a sequence that cannot be changed.",
    .id = TYPE_TUPLE,
    .size = sizeof(Tuple),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_SEQUENCE,
    .slots = {.new_ = construct,
              .repr = repr,
              .hash = hash,
              .compare = compare,
              .truth = truth,
              .binary = {[BINARY_ADD] = concat, [BINARY_MULTIPLY] = multiply},
              .length = length,
              .get_item = get_item,
              .contains = contains,
              .iter = list_iterate,
              .destroy = destroy,
              .traverse = traverse,
              .clear = keep_items,
              .size_of = instance_size},
    .methods = METHODS,
};

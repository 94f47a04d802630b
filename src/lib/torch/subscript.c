#include "lib/torch/subscript.h"
#include "lib/torch/function_protocol.h"

#include "lib/torch/array_like.h"
#include "lib/torch/binder.h"
#include "lib/torch/construct.h"
#include "lib/torch/tensor_object.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/slice.h"
#include "object/str.h"
#include "ops/prototypes.h"
#include "tensor/shape.h"
#include "tensor/warning.h"

/// A walk along the items of a key. Views are taken as it goes; index tensors are collected for one gather at the end.
typedef struct Walk {
    Interp *interp;
    Runtime *runtime;
    Tensor *at;                      // the view so far; owned
    int original;                    // the rank of the tensor that is indexed
    int dim;                         // of `at`, for the next item
    int number;                      // the dimension of the original tensor that the item names, for messages
    bool first_slice;                // a lone slice makes a view even where it takes all
    Tensor *indices[SHAPE_MAX_RANK]; // by dimension of `at`; owned, NULL for a full slice
    int count;
} Walk;

static bool walk_start(Walk *walk, Interp *interp, const Tensor *tensor)
{
    *walk = (Walk){.interp = interp, .runtime = runtime_of(interp), .original = tensor->rank};
    walk->at = tensor_retain(tensor);
    return true;
}

static void walk_finish(Walk *walk)
{
    tensor_release(walk->at);
    for (int i = 0; i < walk->count; i++)
        tensor_release(walk->indices[i]);
}

/// Goes on with another view; takes it. False for NULL.
static bool walk_to_take(Walk *walk, Tensor *view)
{
    if (!view)
        return false;
    tensor_release(walk->at);
    walk->at = view;
    return true;
}

static bool raise_too_many(Walk *walk)
{
    value_raise(walk->interp, ERROR_INDEX_ERROR, "too many indices for tensor of dimension %d", walk->original);
    return false;
}

static bool raise_invalid(Walk *walk, Value item)
{
    value_raise(
        walk->interp, ERROR_INDEX_ERROR,
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got %s)",
        value_type_name(walk->interp, item));
    return false;
}

static bool take_select(Walk *walk, int64_t index)
{
    const Tensor *at = walk->at;
    if (at->rank == 0) {
        value_raise(
            walk->interp, ERROR_INDEX_ERROR,
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert "
            "a 0-dim tensor to a number");
        return false;
    }
    if (walk->dim >= at->rank)
        return raise_too_many(walk);
    int64_t size = at->sizes[walk->dim];
    if (index < -size || index >= size) {
        value_raise(walk->interp, ERROR_INDEX_ERROR, "index %lld is out of bounds for dimension %d with size %lld",
                    (long long)index, walk->number, (long long)size);
        return false;
    }
    walk->number++;
    return walk_to_take(walk, op_select_int(walk->runtime, at, walk->dim, index));
}

static bool slice_bound(Walk *walk, Value bound, OptionalInt *out)
{
    *out = (OptionalInt){0};
    if (value_is_none(bound) || value_is_unset(bound))
        return true;
    if (!sequence_is_index(walk->interp, bound)) {
        raise_type_error(walk->interp, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    out->given = true;
    return sequence_to_index(walk->interp, bound, true, &out->value);
}

static bool take_slice(Walk *walk, const Slice *slice)
{
    OptionalInt start, stop, step;
    if (!slice_bound(walk, slice->step, &step))
        return false;
    if (step.given && step.value <= 0) {
        raise_value_error(walk->interp, step.value ? "step must be greater than zero" : "slice step cannot be zero");
        return false;
    }
    if (!slice_bound(walk, slice->start, &start) || !slice_bound(walk, slice->stop, &stop))
        return false;
    if (walk->at->rank == 0) {
        value_raise(walk->interp, ERROR_INDEX_ERROR, "slice() cannot be applied to a 0-dim tensor.");
        return false;
    }
    if (walk->dim >= walk->at->rank)
        return raise_too_many(walk);
    int64_t size = walk->at->sizes[walk->dim], factor = step.given ? step.value : 1;
    int64_t from = start.given ? start.value : 0, to = stop.given ? stop.value : INT64_MAX;
    bool whole = from == 0 && to >= size && factor == 1;
    if (!whole || walk->first_slice) {
        OptionalInt first = {true, from}, last = {true, to};
        if (!walk_to_take(walk, op_slice_Tensor(walk->runtime, walk->at, walk->dim, first, last, factor)))
            return false;
    }
    walk->dim++;
    walk->number++;
    return true;
}

static bool take_none(Walk *walk)
{
    if (!walk_to_take(walk, op_unsqueeze(walk->runtime, walk->at, walk->dim)))
        return false;
    walk->dim++;
    return true;
}

/// Keeps an index tensor for the dimension; takes it.
static bool add_index_take(Walk *walk, Tensor *index)
{
    if (!index)
        return false;
    if (walk->dim >= SHAPE_MAX_RANK) {
        tensor_release(index);
        return raise_too_many(walk);
    }
    while (walk->count < walk->dim)
        walk->indices[walk->count++] = NULL;
    walk->indices[walk->count++] = index;
    walk->dim++;
    return true;
}

/// True and False add a dimension of one or no elements.
static bool take_bool(Walk *walk, bool value)
{
    if (!walk_to_take(walk, op_unsqueeze(walk->runtime, walk->at, walk->dim)))
        return false;
    return add_index_take(walk,
                          tensor_zeros(walk->runtime, 1, (const int64_t[]){value ? 1 : 0}, DTYPE_INT64, DEVICE_CPU));
}

static bool is_mask(const Tensor *tensor)
{
    return tensor->dtype == DTYPE_BOOL || tensor->dtype == DTYPE_UINT8;
}

static bool take_tensor(Walk *walk, const Tensor *index)
{
    if (index->rank == 0 && dtype_is_integral(index->dtype)) {
        int64_t value = scalar_to_int(tensor_item(index));
        return is_mask(index) ? take_bool(walk, value != 0) : take_select(walk, value);
    }
    walk->number++;
    if (index->dtype == DTYPE_UINT8 && !warning_give(walk->runtime, WARNING_BYTE_INDEX))
        return false;
    return add_index_take(walk, tensor_retain(index));
}

static bool is_python_sequence(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT || value_is_type(v))
        return false;
    const TypeSlots *slots = &v.object->type->slots;
    return slots->get_item && slots->length && !sequence_is(interp, v, TYPE_DICT);
}

static bool take_item(Walk *walk, Value item, int specified)
{
    Interp *interp = walk->interp;
    int64_t index;
    const Tensor *tensor;
    if (item.tag == TAG_INT)
        return take_select(walk, item.integer);
    if (item.tag == TAG_NONE)
        return take_none(walk);
    if (item.tag == TAG_ELLIPSIS) {
        walk->dim += walk->original - specified;
        walk->number += walk->original - specified;
        return true;
    }
    if (item.tag == TAG_BOOL)
        return take_bool(walk, item.boolean);
    if (sequence_is_exact(interp, item, TYPE_SLICE))
        return take_slice(walk, slice_of(item));
    if ((tensor = tensor_unwrap(interp, item)))
        return take_tensor(walk, tensor);
    if (is_python_sequence(interp, item)) {
        walk->number++;
        return add_index_take(walk, construct_index(interp, item));
    }
    if (!sequence_is_index(interp, item))
        return raise_invalid(walk, item);
    return binder_to_int(interp, item, &index) && take_select(walk, index);
}

/// How many dimensions of the tensor the items name.
static int specified_dims(Interp *interp, const Value *items, size_t count)
{
    int specified = 0;
    for (size_t i = 0; i < count; i++) {
        const Tensor *tensor = tensor_unwrap(interp, items[i]);
        if (tensor)
            specified += is_mask(tensor) ? tensor->rank : 1;
        else if (items[i].tag != TAG_NONE && items[i].tag != TAG_ELLIPSIS && items[i].tag != TAG_BOOL)
            specified++;
    }
    return specified;
}

static bool take_items(Walk *walk, const Value *items, size_t count)
{
    int specified = specified_dims(walk->interp, items, count);
    if (specified > walk->original)
        return raise_too_many(walk);
    for (size_t i = 0; i < count; i++)
        if (!take_item(walk, items[i], specified))
            return false;
    return true;
}

/// A list is read as a tuple where one of its items could only be an item of a key.
static bool reads_as_tuple(Interp *interp, Value key)
{
    if (sequence_is(interp, key, TYPE_TUPLE))
        return true;
    const Value *items;
    size_t count;
    if (!sequence_items(interp, key, &items, &count) || count >= 32)
        return false;
    for (size_t i = 0; i < count; i++)
        if (tensor_unwrap(interp, items[i]) || items[i].tag == TAG_NONE || items[i].tag == TAG_ELLIPSIS ||
            is_python_sequence(interp, items[i]) || sequence_is_exact(interp, items[i], TYPE_SLICE))
            return true;
    return false;
}

static bool take_key(Walk *walk, Value key)
{
    const Value *items;
    size_t count;
    // A text is a sequence of texts: with more of them than dimensions it is refused for their number.
    if (str_check(walk->interp, key) && str_of(key)->length > (size_t)walk->original && str_of(key)->length < 32)
        return raise_too_many(walk);
    if (reads_as_tuple(walk->interp, key) && sequence_items(walk->interp, key, &items, &count))
        return take_items(walk, items, count);
    walk->first_slice = true;
    if (key.tag == TAG_INT) // also of a tensor without dimensions, which has an error of its own
        return take_select(walk, key.integer);
    if (sequence_is_exact(walk->interp, key, TYPE_SLICE))
        return take_slice(walk, slice_of(key));
    return take_items(walk, &key, 1);
}

static TensorList walk_indices(const Walk *walk)
{
    return (TensorList){walk->indices, walk->count};
}

Value subscript_get(Interp *interp, Value self, Value key)
{
    if (protocol_asked(interp, self))
        return protocol_ask_method(interp, "__getitem__", 2, (Value[]){self, key});
    const Tensor *tensor = tensor_of(self);
    Walk walk;
    if (!walk_start(&walk, interp, tensor))
        return VALUE_ERROR;
    Tensor *result = NULL;
    if (take_key(&walk, key)) {
        if (walk.count)
            result = op_index_Tensor(walk.runtime, walk.at, walk_indices(&walk));
        else if (walk.at == tensor)
            result = op_alias(walk.runtime, walk.at);
        else
            result = tensor_retain(walk.at);
    }
    walk_finish(&walk);
    return tensor_wrap_take(interp, result);
}

// ---- Assignment ----

Tensor *subscript_value_tensor(Interp *interp, const Tensor *like, Value item)
{
    Tensor *tensor = tensor_unwrap(interp, item);
    if (tensor)
        return tensor_retain(tensor);
    Scalar scalar;
    bool narrow = array_like_is_number(interp, item) && !sequence_is_index(interp, item) &&
                  array_like_dtype(interp, item) != DTYPE_FLOAT64; // PyTorch takes np.float64, which is a float
    if (narrow || !scalar_from_element(interp, item, &scalar)) {
        if (!error_pending(&interp->error))
            raise_type_error(interp, "can't assign a %s to a %s", value_type_name(interp, item),
                             dtype_tensor_name(like->dtype));
        return NULL;
    }
    if (!tensor_check_scalar(runtime_of(interp), scalar, like->dtype))
        return NULL;
    return tensor_scalar(runtime_of(interp), scalar, like->dtype);
}

/// Drops leading dimensions of size 1: a view, or the tensor itself, retained.
static Tensor *without_leading_ones(Runtime *runtime, Tensor *value)
{
    int ones = 0;
    while (ones < value->rank && value->sizes[ones] == 1)
        ones++;
    if (!ones)
        return tensor_retain(value);
    return op_reshape(runtime, value, (IntList){value->sizes + ones, value->rank - ones});
}

static bool copy_to(Runtime *runtime, Tensor *target, Tensor *value)
{
    Tensor *done;
    if (value->rank == 0) {
        done = op_fill__Tensor(runtime, target, value);
    } else if (shape_same(target->rank, target->sizes, value->rank, value->sizes)) {
        done = op_copy_(runtime, target, value, false);
    } else {
        Tensor *stripped = without_leading_ones(runtime, value);
        Tensor *wide = stripped ? op_expand(runtime, stripped, (IntList){target->sizes, target->rank}, false) : NULL;
        done = wide ? op_copy_(runtime, target, wide, false) : NULL;
        tensor_release(stripped);
        tensor_release(wide);
    }
    tensor_release(done);
    return done != NULL;
}

/// A single value for one mask: PyTorch fills, and takes no bytes for a mask there.
static bool check_mask(Walk *walk, const Tensor *value)
{
    const TensorList indices = walk_indices(walk);
    const Tensor *only = NULL;
    for (int64_t i = 0; i < indices.count; i++) {
        if (only && indices.items[i])
            return true;
        if (indices.items[i])
            only = indices.items[i];
    }
    if (!only || only->dtype != DTYPE_UINT8 || tensor_count(value) != 1)
        return true;
    error_raise(walk->runtime->error, ERROR_RUNTIME_ERROR,
                "masked_fill_ only supports boolean masks, but got mask with dtype unsigned char");
    return false;
}

static bool put(Walk *walk, Tensor *value)
{
    if (!check_mask(walk, value))
        return false;
    Tensor *stripped = value->rank > walk->at->rank ? without_leading_ones(walk->runtime, value) : tensor_retain(value);
    Tensor *done = stripped ? op_index_put_(walk->runtime, walk->at, walk_indices(walk), stripped, false) : NULL;
    tensor_release(stripped);
    tensor_release(done);
    return done != NULL;
}

bool subscript_set(Interp *interp, Value self, Value key, Value item)
{
    if (protocol_asked(interp, self)) {
        Value result = protocol_ask_method(interp, "__setitem__", 3, (Value[]){self, key, item});
        value_drop(result);
        return !value_is_error(result);
    }
    Tensor *tensor = tensor_of(self);
    if (value_is_unset(item)) {
        raise_type_error(interp, "Tensor does not support deleting items");
        return false;
    }
    Tensor *value = subscript_value_tensor(interp, tensor, item);
    if (!value)
        return false;
    bool ok = true;
    Walk walk;
    if (key.tag != TAG_BOOL || key.boolean) {
        ok = walk_start(&walk, interp, tensor) && take_key(&walk, key);
        if (ok)
            ok = walk.count ? put(&walk, value) : copy_to(walk.runtime, walk.at, value);
        walk_finish(&walk);
    }
    tensor_release(value);
    return ok;
}

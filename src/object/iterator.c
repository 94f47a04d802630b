// Iterators that need no type of container: over indexes, over calls, reversed, enumerate, zip, map, filter.
#include "object/call.h"
#include "object/container.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"

static Value iter_self(UNUSED Interp *interp, Value self)
{
    return value_keep(self);
}

// Iterators over one value with an index; SEQUENCE_ITERATOR and REVERSED share it.
typedef struct IndexIterator {
    Object head;
    Value sequence; // UNSET once exhausted
    int64_t index;
} IndexIterator;

static IndexIterator *index_of(Value v)
{
    return (IndexIterator *)v.object;
}

static void index_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((IndexIterator *)self)->sequence, VALUE_UNSET);
}

static void index_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((IndexIterator *)self)->sequence, visit, context);
}

static Value index_new(Interp *interp, Type *type, Value sequence, int64_t index)
{
    IndexIterator *made = object_new(interp, type, sizeof *made);
    if (!made)
        return VALUE_ERROR;
    made->sequence = value_keep(sequence);
    made->index = index;
    return value_from_object(made);
}

Value value_sequence_iter(Interp *interp, Value v)
{
    return index_new(interp, interp->types[TYPE_SEQUENCE_ITERATOR], v, 0);
}

static Value exhaust(IndexIterator *iterator)
{
    value_replace_take(&iterator->sequence, VALUE_UNSET);
    return VALUE_UNSET;
}

static Value sequence_next(Interp *interp, Value self)
{
    IndexIterator *iterator = index_of(self);
    if (value_is_unset(iterator->sequence))
        return VALUE_UNSET;
    Value sequence = value_keep(iterator->sequence); // the item's getter may exhaust this iterator
    Value item = value_get_item(interp, sequence, value_from_int(iterator->index));
    value_drop(sequence);
    if (!value_is_error(item)) {
        iterator->index++;
        return item;
    }
    if (exception_catch(interp, ERROR_INDEX_ERROR) || exception_catch(interp, ERROR_STOP_ITERATION))
        return exhaust(iterator);
    return item;
}

NATIVE(sequence_length_hint, "__length_hint__(self, /)", "Estimates how many items are left.")
{
    IndexIterator *iterator = index_of(arg[0]);
    int64_t length;
    if (value_is_unset(iterator->sequence) || !value_type(interp, iterator->sequence)->slots.length)
        return value_is_unset(iterator->sequence) ? value_from_int(0) : VALUE_NOT_IMPLEMENTED;
    if (!value_length(interp, iterator->sequence, &length))
        return VALUE_ERROR;
    return value_from_int(length > iterator->index ? length - iterator->index : 0);
}

NATIVE(sequence_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const IndexIterator *iterator = index_of(arg[0]);
    if (value_is_unset(iterator->sequence))
        return iterator_state_reduce_empty(interp, tuple_new(interp, 0));
    return iterator_state_reduce(interp, "iter", value_keep(iterator->sequence), value_from_int(iterator->index));
}

NATIVE(sequence_setstate, "__setstate__(self, state, /)", "Sets the place of the next item.")
{
    int64_t index;
    if (!iterator_state_read(interp, arg[1], 0, INT64_MAX, &index))
        return VALUE_ERROR;
    index_of(arg[0])->index = index;
    return VALUE_NONE;
}

static const NativeSpec *const SEQUENCE_METHODS[] = {&sequence_length_hint_native, &sequence_reduce_native,
                                                     &sequence_setstate_native, NULL};

const TypeSpec type_spec_SEQUENCE_ITERATOR = {
    .name = "iterator",
    .doc = "Iterates over v[0], v[1] and so on.",
    .id = TYPE_SEQUENCE_ITERATOR,
    .size = sizeof(IndexIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.iter = iter_self, .next = sequence_next, .destroy = index_destroy, .traverse = index_traverse},
    .methods = SEQUENCE_METHODS,
};

// ---- reversed ----

static Value reversed_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "reversed", arguments))
        return VALUE_ERROR;
    if (arguments->count != 1)
        return raise_type_error(interp, "reversed expected 1 argument, got %zu", arguments->count);
    Value sequence = arguments->values[0];
    Value method = type_lookup_id(value_type(interp, sequence), NAME_reversed);
    if (!value_is_unset(method) && !value_is_none(method))
        return slot_call(interp, sequence, interp->names[NAME_reversed], 0, NULL);
    Type *kind = value_type(interp, sequence);
    if (value_is_none(method) || !kind->slots.get_item || !kind->slots.length ||
        type_is_subtype(kind, interp->types[TYPE_DICT]))
        return raise_type_error(interp, "'%s' object is not reversible", kind->full_name);
    int64_t length;
    if (!value_length(interp, sequence, &length))
        return VALUE_ERROR;
    return index_new(interp, type, sequence, length - 1);
}

static Value reversed_next(Interp *interp, Value self)
{
    IndexIterator *iterator = index_of(self);
    if (value_is_unset(iterator->sequence))
        return VALUE_UNSET;
    if (iterator->index < 0)
        return exhaust(iterator);
    Value sequence = value_keep(iterator->sequence);
    Value item = value_get_item(interp, sequence, value_from_int(iterator->index--));
    value_drop(sequence);
    if (value_is_error(item) &&
        (exception_catch(interp, ERROR_INDEX_ERROR) || exception_catch(interp, ERROR_STOP_ITERATION)))
        return exhaust(iterator);
    return item;
}

NATIVE(reversed_length_hint, "__length_hint__(self, /)", "Estimates how many items are left.")
{
    IndexIterator *iterator = index_of(arg[0]);
    int64_t length;
    if (value_is_unset(iterator->sequence))
        return value_from_int(0);
    if (!value_length(interp, iterator->sequence, &length))
        return VALUE_ERROR;
    return value_from_int(length < iterator->index + 1 ? 0 : iterator->index + 1);
}

NATIVE(reversed_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const IndexIterator *iterator = index_of(arg[0]);
    Value sequence = iterator->sequence;
    bool empty = value_is_unset(sequence);
    Value source = empty ? tuple_new(interp, 0) : value_keep(sequence);
    Value arguments = value_is_error(source) ? VALUE_ERROR : tuple_from_values_take(interp, 1, &source);
    return iterator_state_reduce_class(interp, arg[0], arguments,
                                       empty ? VALUE_UNSET : value_from_int(iterator->index));
}

NATIVE(reversed_setstate, "__setstate__(self, state, /)", "Sets the place of the next item.")
{
    IndexIterator *iterator = index_of(arg[0]);
    int64_t index, length;
    if (!iterator_state_read(interp, arg[1], -1, INT64_MAX, &index))
        return VALUE_ERROR;
    if (value_is_unset(iterator->sequence))
        return VALUE_NONE;
    if (!value_length(interp, iterator->sequence, &length))
        return VALUE_ERROR;
    iterator->index = index < length ? index : length - 1;
    return VALUE_NONE;
}

static const NativeSpec *const REVERSED_METHODS[] = {&reversed_length_hint_native, &reversed_reduce_native,
                                                     &reversed_setstate_native, NULL};

const TypeSpec type_spec_REVERSED = {
    .name = "reversed",
    .doc = "Iterates over a sequence from the last item to the first.",
    .id = TYPE_REVERSED,
    .size = sizeof(IndexIterator),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = reversed_new,
              .iter = iter_self,
              .next = reversed_next,
              .destroy = index_destroy,
              .traverse = index_traverse},
    .methods = REVERSED_METHODS,
};

// ---- iter(callable, sentinel) ----

typedef struct CallableIterator {
    Object head;
    Value callable; // UNSET once exhausted
    Value sentinel;
} CallableIterator;

Value value_callable_iter(Interp *interp, Value callable, Value sentinel)
{
    CallableIterator *made = object_new(interp, interp->types[TYPE_CALLABLE_ITERATOR], sizeof *made);
    if (!made)
        return VALUE_ERROR;
    made->callable = value_keep(callable);
    made->sentinel = value_keep(sentinel);
    return value_from_object(made);
}

static void callable_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((CallableIterator *)self)->callable, VALUE_UNSET);
    value_replace_take(&((CallableIterator *)self)->sentinel, VALUE_UNSET);
}

static void callable_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((CallableIterator *)self)->callable, visit, context);
    visit_value(((CallableIterator *)self)->sentinel, visit, context);
}

static Value callable_next(Interp *interp, Value self)
{
    CallableIterator *iterator = (CallableIterator *)self.object;
    if (value_is_unset(iterator->callable))
        return VALUE_UNSET;
    Value callable = value_keep(iterator->callable), sentinel = value_keep(iterator->sentinel);
    Value item = value_call_values(interp, callable, 0, NULL);
    bool equal = false;
    if (!value_is_error(item) && !value_equal(interp, sentinel, item, &equal))
        value_replace_take(&item, VALUE_ERROR);
    if (equal || (value_is_error(item) && exception_catch(interp, ERROR_STOP_ITERATION))) {
        value_replace_take(&item, VALUE_UNSET);
        callable_destroy(interp, &iterator->head);
    }
    value_drop(callable);
    value_drop(sentinel);
    return item;
}

NATIVE(callable_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const CallableIterator *iterator = (const CallableIterator *)arg[0].object;
    Value maker = value_get_attribute_text(interp, interp->builtins, "iter"); // which may use the iterator up
    if (value_is_unset(iterator->callable)) {
        value_drop(maker);
        return value_is_error(maker) ? VALUE_ERROR : iterator_state_reduce_empty(interp, tuple_new(interp, 0));
    }
    Value arguments = tuple_from_values(interp, 2, (Value[]){iterator->callable, iterator->sentinel});
    if (!value_is_error(maker) && !value_is_error(arguments))
        return tuple_from_values_take(interp, 2, (Value[]){maker, arguments});
    value_drop(maker);
    value_drop(arguments);
    return VALUE_ERROR;
}

static const NativeSpec *const CALLABLE_METHODS[] = {&callable_reduce_native, NULL};

const TypeSpec type_spec_CALLABLE_ITERATOR = {
    .name = "callable_iterator",
    .doc = "Calls a function again and again until it gives the sentinel.",
    .id = TYPE_CALLABLE_ITERATOR,
    .size = sizeof(CallableIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.iter = iter_self, .next = callable_next, .destroy = callable_destroy, .traverse = callable_traverse},
    .methods = CALLABLE_METHODS,
};

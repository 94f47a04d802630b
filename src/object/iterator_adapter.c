// enumerate, zip, map and filter.
#include "object/call.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/iterator_state.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/union.h"

// All four hold something to call or count with, and the iterators that they draw from.
typedef struct Adapter {
    Object head;
    Value function;  // map's and filter's callable, enumerate's next number; zip: strict
    Value iterators; // a tuple; UNSET once zip is exhausted
    Value given;     // the pair given first: filled again where nobody else holds it; UNSET before
} Adapter;

static Adapter *adapter_of(Value v)
{
    return (Adapter *)v.object;
}

static Value iter_self(UNUSED Interp *interp, Value self)
{
    return value_keep(self);
}

static void adapter_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Adapter *)self)->function, VALUE_NONE);
    value_replace_take(&((Adapter *)self)->iterators, VALUE_UNSET);
    value_replace_take(&((Adapter *)self)->given, VALUE_UNSET);
}

static void adapter_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Adapter *)self)->function, visit, context);
    visit_value(((Adapter *)self)->iterators, visit, context);
    visit_value(((Adapter *)self)->given, visit, context);
}

static Value make(Interp *interp, Type *type, Value function, const Value *iterables, size_t count)
{
    Value iterators = tuple_new(interp, count);
    for (size_t i = 0; !value_is_error(iterators) && i < count; i++) {
        Value iterator = value_iter(interp, iterables[i]);
        if (value_is_error(iterator))
            value_replace_take(&iterators, VALUE_ERROR);
        else
            tuple_of(iterators)->items[i] = iterator;
    }
    Adapter *made = value_is_error(iterators) ? NULL : object_new(interp, type, type->size);
    if (!made) {
        value_drop(iterators);
        return VALUE_ERROR;
    }
    made->function = value_keep(function);
    made->iterators = iterators;
    made->given = VALUE_UNSET;
    return value_from_object(made);
}

// A tuple of two items, which it takes. Most loops take a pair apart and let it go: it is filled again.
static Value give_pair(Interp *interp, Adapter *adapter, Value first, Value second)
{
    if (adapter->given.tag == TAG_OBJECT && adapter->given.object->references == 1) {
        Value pair = value_keep(adapter->given), *items = tuple_of(pair)->items, old[2] = {items[0], items[1]};
        items[0] = first;
        items[1] = second;
        gc_track_for(pair.object, first);
        gc_track_for(pair.object, second);
        value_drop(old[0]);
        value_drop(old[1]);
        return pair;
    }
    Value pair = tuple_from_values_take(interp, 2, (Value[]){first, second});
    if (!value_is_error(pair) && adapter->given.tag == TAG_UNSET)
        adapter->given = value_keep(pair);
    return pair;
}

static Value draw(Interp *interp, const Adapter *adapter, size_t index)
{
    return value_next_raw(interp, tuple_of(adapter->iterators)->items[index]);
}

// ---- enumerate ----

// CPython words enumerate's argument errors in its own way.
static bool read_enumerate(Interp *interp, const Arguments *arguments, Value *bound)
{
    static const char *const NAMES[] = {"iterable", "start"};
    const Tuple *keywords = arguments->keywords;
    size_t given = arguments->count + (keywords ? keywords->count : 0);
    if (given > 2) {
        raise_type_error(interp, "enumerate() takes at most 2 arguments (%zu given)", given);
        return false;
    }
    bound[0] = arguments->count > 0 ? arguments->values[0] : VALUE_UNSET;
    bound[1] = arguments->count > 1 ? arguments->values[1] : value_from_int(0);
    for (size_t i = 0; keywords && i < keywords->count; i++) {
        size_t place = arguments->count;
        while (place < 2 && !str_equals(keywords->items[i], NAMES[place]))
            place++;
        if (place == 2) {
            raise_type_error(interp, "'%s' is an invalid keyword argument for enumerate()",
                             str_of(keywords->items[i])->text);
            return false;
        }
        bound[place] = arguments->values[arguments->count + i];
    }
    if (value_is_unset(bound[0]))
        raise_type_error(interp, "enumerate() missing required argument 'iterable'");
    return !value_is_unset(bound[0]);
}

static Value enumerate_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[2];
    if (!read_enumerate(interp, arguments, bound))
        return VALUE_ERROR;
    Value start = value_to_index(interp, bound[1]);
    if (value_is_error(start))
        return start;
    Value made = make(interp, type, start, bound, 1);
    value_drop(start);
    return made;
}

static PairResult enumerate_pair(Interp *interp, Value self, Value *number, Value *item)
{
    Adapter *adapter = adapter_of(self);
    *item = draw(interp, adapter, 0);
    if (item->tag <= TAG_UNSET)
        return value_is_error(*item) ? PAIR_ERROR : PAIR_END;
    Value next;
    *number = value_keep(adapter->function);
    if (LIKELY(number->tag == TAG_INT && number->integer != INT64_MAX))
        next = value_from_int(number->integer + 1);
    else
        next = value_binary(interp, BINARY_ADD, *number, value_from_int(1));
    if (value_is_error(next)) {
        value_drop(*number);
        value_drop(*item);
        return PAIR_ERROR;
    }
    value_replace_take(&adapter->function, next);
    return PAIR_GIVEN;
}

// What `next` gives for a pair that was drawn.
static Value finish_pair(Interp *interp, Adapter *adapter, PairResult result, Value first, Value second)
{
    if (LIKELY(result == PAIR_GIVEN))
        return give_pair(interp, adapter, first, second);
    return result == PAIR_END ? VALUE_UNSET : VALUE_ERROR;
}

static Value enumerate_next(Interp *interp, Value self)
{
    Value number, item;
    PairResult result = enumerate_pair(interp, self, &number, &item);
    return finish_pair(interp, adapter_of(self), result, number, item);
}

NATIVE(enumerate_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const Adapter *adapter = adapter_of(arg[0]);
    Value parts[] = {tuple_of(adapter->iterators)->items[0], adapter->function};
    return iterator_state_reduce_class(interp, arg[0], tuple_from_values(interp, 2, parts), VALUE_UNSET);
}

NATIVE(adapter_class_getitem, "__class_getitem__($cls, item, /)", "Gives the class with type arguments.")
{
    return generic_alias_new(interp, arg[0], arg[1]);
}

static const NativeSpec *const ENUMERATE_METHODS[] = {&adapter_class_getitem_native, &enumerate_reduce_native, NULL};

const TypeSpec type_spec_ENUMERATE = {
    .name = "enumerate",
    .doc = "Pairs each item with its number: enumerate(iterable, start=0).",
    .id = TYPE_ENUMERATE,
    .size = sizeof(Adapter),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = enumerate_new,
              .iter = iter_self,
              .next = enumerate_next,
              .next_pair = enumerate_pair,
              .destroy = adapter_destroy,
              .traverse = adapter_traverse},
    .methods = ENUMERATE_METHODS,
};

// ---- zip ----

static bool is_strict(const Adapter *adapter)
{
    return adapter->function.boolean;
}

// In strict mode it matters whether an iterator ended, however it said so.
static Value draw_zip(Interp *interp, const Adapter *adapter, size_t index)
{
    Value iterator = tuple_of(adapter->iterators)->items[index];
    return is_strict(adapter) ? value_next(interp, iterator) : value_next_raw(interp, iterator);
}

static Value zip_new(Interp *interp, Type *type, const Arguments *arguments)
{
    bool strict = false;
    for (size_t i = 0; arguments->keywords && i < arguments->keywords->count; i++) {
        if (!str_equals(arguments->keywords->items[i], "strict"))
            return raise_type_error(interp, "zip() got an unexpected keyword argument '%s'",
                                    str_of(arguments->keywords->items[i])->text);
        if (!value_truth(interp, arguments->values[arguments->count + i], &strict))
            return VALUE_ERROR;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        if (!value_type(interp, arguments->values[i])->slots.iter &&
            !value_type(interp, arguments->values[i])->slots.get_item)
            return raise_type_error(interp, "'%s' object is not iterable",
                                    value_type_name(interp, arguments->values[i]));
    }
    return make(interp, type, value_from_bool(strict), arguments->values, arguments->count);
}

static Value raise_length(Interp *interp, size_t index, const char *comparison)
{
    if (index == 1)
        return raise_value_error(interp, "zip() argument 2 is %s than argument 1", comparison);
    return raise_value_error(interp, "zip() argument %zu is %s than arguments 1-%zu", index + 1, comparison, index);
}

// One iterator ended at `index`: in strict mode all must end together.
static Value end_zip(Interp *interp, Adapter *adapter, size_t index)
{
    if (!is_strict(adapter))
        return VALUE_UNSET;
    if (index > 0)
        return raise_length(interp, index, "shorter");
    for (size_t i = 1; i < tuple_of(adapter->iterators)->count; i++) {
        Value item = draw_zip(interp, adapter, i);
        value_drop(item);
        if (value_is_error(item))
            return item;
        if (!value_is_unset(item))
            return raise_length(interp, i, "longer");
    }
    return VALUE_UNSET;
}

static PairResult zip_pair(Interp *interp, Value self, Value *first, Value *second)
{
    Adapter *adapter = adapter_of(self);
    if (adapter->iterators.tag != TAG_OBJECT || tuple_of(adapter->iterators)->count != 2)
        return PAIR_OTHER;
    Value last = *first = draw_zip(interp, adapter, 0);
    if (LIKELY(last.tag > TAG_UNSET)) {
        last = *second = draw_zip(interp, adapter, 1);
        if (LIKELY(last.tag > TAG_UNSET))
            return PAIR_GIVEN;
        value_drop(*first);
        last = value_is_error(last) ? last : end_zip(interp, adapter, 1);
    } else if (value_is_unset(last)) {
        last = end_zip(interp, adapter, 0);
    }
    return value_is_error(last) ? PAIR_ERROR : PAIR_END;
}

static Value zip_next(Interp *interp, Value self)
{
    Adapter *adapter = adapter_of(self);
    Value first, second;
    PairResult result = zip_pair(interp, self, &first, &second);
    if (result != PAIR_OTHER)
        return finish_pair(interp, adapter, result, first, second);
    size_t count = adapter->iterators.tag == TAG_OBJECT ? tuple_of(adapter->iterators)->count : 0;
    if (count == 0)
        return VALUE_UNSET;
    Value items = tuple_new(interp, count);
    for (size_t i = 0; !value_is_error(items) && i < count; i++) {
        Value item = draw_zip(interp, adapter, i);
        if (item.tag > TAG_UNSET) {
            tuple_of(items)->items[i] = item;
            continue;
        }
        value_drop(items);
        return value_is_error(item) ? item : end_zip(interp, adapter, i);
    }
    return items;
}

NATIVE(zip_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const Adapter *adapter = adapter_of(arg[0]);
    Value iterators = adapter->iterators.tag == TAG_OBJECT ? value_keep(adapter->iterators) : tuple_new(interp, 0);
    return iterator_state_reduce_class(interp, arg[0], iterators, is_strict(adapter) ? VALUE_TRUE : VALUE_UNSET);
}

NATIVE(zip_setstate, "__setstate__(self, state, /)", "Sets whether all must end together.")
{
    bool strict;
    if (!value_truth(interp, arg[1], &strict))
        return VALUE_ERROR;
    value_replace_take(&adapter_of(arg[0])->function, value_from_bool(strict));
    return VALUE_NONE;
}

static const NativeSpec *const ZIP_METHODS[] = {&zip_reduce_native, &zip_setstate_native, NULL};

const TypeSpec type_spec_ZIP = {
    .name = "zip",
    .doc = "Takes one item of each iterable at a time: zip(*iterables, strict=False).",
    .id = TYPE_ZIP,
    .size = sizeof(Adapter),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = zip_new,
              .iter = iter_self,
              .next = zip_next,
              .next_pair = zip_pair,
              .destroy = adapter_destroy,
              .traverse = adapter_traverse},
    .methods = ZIP_METHODS,
};

// ---- map ----

static Value map_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "map", arguments))
        return VALUE_ERROR;
    if (arguments->count < 2)
        return raise_type_error(interp, "map() must have at least two arguments.");
    return make(interp, type, arguments->values[0], arguments->values + 1, arguments->count - 1);
}

static Value map_next(Interp *interp, Value self)
{
    Adapter *adapter = adapter_of(self);
    Value on_stack[4], *values = on_stack;
    size_t count = tuple_of(adapter->iterators)->count, drawn = 0;
    if (count > COUNT_OF(on_stack)) {
        values = mem_alloc_array(&interp->memory, count, sizeof *values);
        if (!values)
            return VALUE_ERROR;
    }
    Value result = VALUE_UNSET;
    for (; drawn < count; drawn++) {
        values[drawn] = draw(interp, adapter, drawn);
        if (values[drawn].tag <= TAG_UNSET) {
            result = values[drawn];
            break;
        }
    }
    if (drawn == count)
        result = value_call_values(interp, adapter->function, count, values);
    for (size_t i = 0; i < drawn; i++)
        value_drop(values[i]);
    if (values != on_stack)
        mem_free(&interp->memory, values, count * sizeof *values);
    return result;
}

// map and filter: what is called stands in front of the iterators.
NATIVE(calling_reduce, "__reduce__(self, /)", "Tells how to make the iterator again.")
{
    const Adapter *adapter = adapter_of(arg[0]);
    const Tuple *iterators = tuple_of(adapter->iterators);
    Value arguments = tuple_new(interp, iterators->count + 1);
    if (value_is_error(arguments))
        return VALUE_ERROR;
    tuple_of(arguments)->items[0] = value_keep(adapter->function);
    for (size_t i = 0; i < iterators->count; i++)
        tuple_of(arguments)->items[i + 1] = value_keep(iterators->items[i]);
    return iterator_state_reduce_class(interp, arg[0], arguments, VALUE_UNSET);
}

static const NativeSpec *const CALLING_METHODS[] = {&calling_reduce_native, NULL};

const TypeSpec type_spec_MAP = {
    .name = "map",
    .doc = "Calls a function with one item of each iterable at a time: map(function, *iterables).",
    .id = TYPE_MAP,
    .size = sizeof(Adapter),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = map_new,
              .iter = iter_self,
              .next = map_next,
              .destroy = adapter_destroy,
              .traverse = adapter_traverse},
    .methods = CALLING_METHODS,
};

// ---- filter ----

static Value filter_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "filter", arguments))
        return VALUE_ERROR;
    if (arguments->count != 2)
        return raise_type_error(interp, "filter expected 2 arguments, got %zu", arguments->count);
    return make(interp, type, arguments->values[0], arguments->values + 1, 1);
}

static bool passes(Interp *interp, Value function, Value item, bool *result)
{
    if (value_is_none(function) || (function.tag == TAG_OBJECT && function.object == &interp->types[TYPE_BOOL]->head))
        return value_truth(interp, item, result);
    Value answer = value_call_values(interp, function, 1, &item);
    bool ok = !value_is_error(answer) && value_truth(interp, answer, result);
    value_drop(answer);
    return ok;
}

static Value filter_next(Interp *interp, Value self)
{
    Adapter *adapter = adapter_of(self);
    for (;;) {
        Value item = draw(interp, adapter, 0);
        bool passed;
        if (item.tag <= TAG_UNSET)
            return item;
        if (!passes(interp, adapter->function, item, &passed))
            value_replace_take(&item, VALUE_ERROR);
        else if (!passed)
            value_replace_take(&item, VALUE_UNSET);
        if (item.tag != TAG_UNSET)
            return item;
    }
}

const TypeSpec type_spec_FILTER = {
    .name = "filter",
    .doc = "Lets items through for which a function is true: filter(function or None, iterable).",
    .id = TYPE_FILTER,
    .size = sizeof(Adapter),
    .flags = TYPE_FLAG_GC,
    .slots = {.new_ = filter_new,
              .iter = iter_self,
              .next = filter_next,
              .destroy = adapter_destroy,
              .traverse = adapter_traverse},
    .methods = CALLING_METHODS,
};

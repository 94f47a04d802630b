// _functools: what stdlib/functools.py needs from C for speed: partial, reduce, cmp_to_key, the cache of lru_cache.
#include <string.h>

#include "lib/support.h"
#include "object/attribute.h"
#include "object/class.h"
#include "object/function.h"

NATIVE(functools_reduce, "reduce(function, iterable, initial=..., /)",
       "Combines the items of an iterable from left to right with a function of two arguments.")
{
    Value iterator = value_iter(interp, arg[1]);
    if (value_is_error(iterator)) {
        if (exception_catch(interp, ERROR_TYPE_ERROR))
            raise_type_error(interp, "reduce() arg 2 must support iteration");
        return VALUE_ERROR;
    }
    Value total = value_keep(arg[2]);
    while (!value_is_error(total)) {
        Value item = value_next(interp, iterator);
        if (value_is_unset(item))
            break;
        if (value_is_unset(total)) {
            total = item;
            continue;
        }
        Value pair[2] = {total, item};
        Value next = value_is_error(item) ? VALUE_ERROR : value_call_values(interp, arg[0], 2, pair);
        value_drop(item);
        value_drop(total);
        total = next;
    }
    value_drop(iterator);
    if (value_is_unset(total))
        return raise_type_error(interp, "reduce() of empty iterable with no initial value");
    return total;
}

// partial: a callable with its first arguments and some keywords given.
typedef struct Partial {
    Object head;
    Value function;
    Value arguments; // tuple
    Value keywords;  // dict
} Partial;

static Partial *partial_of(Value v)
{
    return (Partial *)v.object;
}

static void partial_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((Partial *)self)->function);
    value_drop(((Partial *)self)->arguments);
    value_drop(((Partial *)self)->keywords);
}
static void partial_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Partial *)self)->function, visit, context);
    visit_value(((Partial *)self)->arguments, visit, context);
    visit_value(((Partial *)self)->keywords, visit, context);
}
static void partial_clear(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Partial *)self)->function, VALUE_NONE);
}

/// Adds the call's keywords to a dict.
static bool add_keywords(Interp *interp, Value dict, const Arguments *arguments)
{
    size_t count = arguments->keywords ? arguments->keywords->count : 0;
    for (size_t i = 0; i < count; i++) {
        if (!dict_set(interp, dict, arguments->keywords->items[i], arguments->values[arguments->count + i]))
            return false;
    }
    return true;
}

/// The tuple `first` followed by values.
static Value joined(Interp *interp, const Tuple *first, size_t count, const Value *values)
{
    size_t before = first ? first->count : 0;
    Value result = tuple_new(interp, before + count);
    if (value_is_error(result))
        return result;
    for (size_t i = 0; i < before; i++)
        tuple_of(result)->items[i] = value_keep(first->items[i]);
    for (size_t i = 0; i < count; i++)
        tuple_of(result)->items[before + i] = value_keep(values[i]);
    return result;
}

static Value partial_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (arguments->count == 0)
        return raise_type_error(interp, "type 'partial' takes at least one argument");
    Value function = arguments->values[0];
    if (!value_is_callable(interp, function))
        return raise_type_error(interp, "the first argument must be callable");
    // A partial of a partial is flattened, unless either is of a subclass.
    Partial *inner = NULL;
    if (function.tag == TAG_OBJECT && function.object->type == type && !(type->flags & TYPE_FLAG_HEAP))
        inner = partial_of(function);
    Partial *partial = object_new(interp, type, sizeof *partial);
    if (!partial)
        return VALUE_ERROR;
    Value result = value_from_object(partial);
    partial->function = value_keep(inner ? inner->function : function);
    partial->arguments =
        joined(interp, inner ? tuple_of(inner->arguments) : NULL, arguments->count - 1, arguments->values + 1);
    partial->keywords = inner ? dict_copy(interp, inner->keywords) : dict_new(interp);
    if (value_is_error(partial->arguments) || value_is_error(partial->keywords) ||
        !add_keywords(interp, partial->keywords, arguments)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value partial_call_keywords(Interp *interp, Partial *self, const Arguments *arguments)
{
    Value merged = dict_copy(interp, self->keywords);
    if (value_is_error(merged) || !add_keywords(interp, merged, arguments)) {
        value_drop(merged);
        return VALUE_ERROR;
    }
    const Tuple *first = tuple_of(self->arguments);
    size_t positional = first->count + arguments->count, count = positional + dict_of(merged)->count;
    Value names = tuple_new(interp, dict_of(merged)->count);
    Value *values = mem_alloc_array(&interp->memory, count + 1, sizeof *values);
    Value result = VALUE_ERROR;
    if (!value_is_error(names) && values) {
        memcpy(values, first->items, first->count * sizeof *values);
        if (arguments->count)
            memcpy(values + first->count, arguments->values, arguments->count * sizeof *values);
        size_t position = 0, i = 0;
        Value key, value;
        while (dict_walk(dict_of(merged), &position, &key, &value)) {
            tuple_of(names)->items[i] = value_keep(key);
            values[positional + i++] = value;
        }
        Arguments call = {values, positional, tuple_of(names)};
        result = value_call(interp, self->function, &call);
    }
    mem_free(&interp->memory, values, (count + 1) * sizeof *values);
    value_drop(names);
    value_drop(merged);
    return result;
}

static Value partial_call(Interp *interp, Value self, const Arguments *arguments)
{
    Partial *partial = partial_of(self);
    size_t keywords = arguments->keywords ? arguments->keywords->count : 0;
    if (dict_of(partial->keywords)->count > 0 && keywords > 0)
        return partial_call_keywords(interp, partial, arguments);
    if (dict_of(partial->keywords)->count > 0)
        return partial_call_keywords(interp, partial, arguments);
    const Tuple *first = tuple_of(partial->arguments);
    Value few[16];
    size_t total = first->count + arguments->count + keywords;
    Value *values = total <= COUNT_OF(few) ? few : mem_alloc_array(&interp->memory, total, sizeof *values);
    if (!values)
        return VALUE_ERROR;
    memcpy(values, first->items, first->count * sizeof *values);
    if (arguments->count + keywords)
        memcpy(values + first->count, arguments->values, (arguments->count + keywords) * sizeof *values);
    Arguments call = {values, first->count + arguments->count, arguments->keywords};
    Value held = value_keep(self); // the call may drop the last other reference
    Value result = value_call(interp, partial->function, &call);
    value_drop(held);
    if (values != few)
        mem_free(&interp->memory, values, total * sizeof *values);
    return result;
}

static Value partial_repr(Interp *interp, Value self)
{
    Partial *partial = partial_of(self);
    if (!interp_enter(interp, " while getting the repr of an object"))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    Type *type = self.object->type;
    text_append_string(&out, !(type->flags & TYPE_FLAG_HEAP) ? type->full_name : str_of(type->qualified_name)->text);
    text_append_char(&out, '(');
    const Tuple *first = tuple_of(partial->arguments);
    bool good = true;
    for (size_t i = 0; good && i <= first->count; i++) {
        Value text = value_repr(interp, i == 0 ? partial->function : first->items[i - 1]);
        good = !value_is_error(text) && (i == 0 || text_append_string(&out, ", ")) &&
               text_append(&out, str_of(text)->text, str_of(text)->bytes);
        value_drop(text);
    }
    size_t position = 0;
    Value key, value;
    while (good && dict_walk(dict_of(partial->keywords), &position, &key, &value)) {
        Value text = value_repr(interp, value), name = value_str(interp, key);
        good = !value_is_error(text) && !value_is_error(name) && text_append_string(&out, ", ") &&
               text_append_string(&out, str_of(name)->text) && text_append_char(&out, '=') &&
               text_append(&out, str_of(text)->text, str_of(text)->bytes);
        value_drop(text);
        value_drop(name);
    }
    interp_leave(interp);
    text_append_char(&out, ')');
    if (!good) {
        text_free(&out);
        return VALUE_ERROR;
    }
    return str_from_text_take(&out);
}

static Value partial_get_function(UNUSED Interp *interp, Value self)
{
    return value_keep(partial_of(self)->function);
}
static Value partial_get_arguments(UNUSED Interp *interp, Value self)
{
    return value_keep(partial_of(self)->arguments);
}
static Value partial_get_keywords(UNUSED Interp *interp, Value self)
{
    return value_keep(partial_of(self)->keywords);
}
static const GetSetSpec PARTIAL_GETSETS[] = {
    {"func", "The function that calls are passed to.", partial_get_function, NULL, .member = true},
    {"args", "The first arguments of each call.", partial_get_arguments, NULL, .member = true},
    {"keywords", "The keyword arguments of each call.", partial_get_keywords, NULL, .member = true},
    {"__dict__", "The attributes.", class_get_dict, class_set_dict},
    {NULL, NULL, NULL, NULL},
};

NATIVE(partial_reduce, "__reduce__(self, /)", "Returns how to make an equal partial.")
{
    Partial *partial = partial_of(arg[0]);
    Value class = value_from_object(arg[0].object->type);
    Value call = joined(interp, NULL, 1, &partial->function);
    Value state_items[4] = {value_keep(partial->function), value_keep(partial->arguments),
                            value_keep(partial->keywords), VALUE_NONE};
    Value state = tuple_from_values_take(interp, 4, state_items);
    if (value_is_error(call) || value_is_error(state)) {
        value_drop(call);
        value_drop(state);
        return VALUE_ERROR;
    }
    return tuple_from_values_take(interp, 3, (Value[]){value_keep(class), call, state});
}
NATIVE(partial_setstate, "__setstate__(self, state, /)", "Restores what __reduce__ returned.")
{
    if (!support_is(interp, arg[1], TYPE_TUPLE) || tuple_of(arg[1])->count != 4 ||
        !support_is(interp, tuple_of(arg[1])->items[1], TYPE_TUPLE))
        return raise_type_error(interp, "invalid partial state");
    Partial *partial = partial_of(arg[0]);
    const Value *items = tuple_of(arg[1])->items;
    Value keywords = value_is_none(items[2]) ? dict_new(interp) : VALUE_UNSET;
    if (value_is_unset(keywords)) {
        if (!support_is(interp, items[2], TYPE_DICT))
            return raise_type_error(interp, "invalid partial state");
        keywords = dict_copy(interp, items[2]);
    }
    if (value_is_error(keywords))
        return VALUE_ERROR;
    value_replace_take(&partial->function, value_keep(items[0]));
    value_replace_take(&partial->arguments, value_keep(items[1]));
    value_replace_take(&partial->keywords, keywords);
    return VALUE_NONE;
}
NATIVE(partial_class_getitem, "__class_getitem__($cls, item, /)", "Returns partial[item], for annotations.")
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_GENERIC_ALIAS]), 2, arg);
}
static const NativeSpec *const PARTIAL_METHODS[] = {
    &partial_reduce_native,
    &partial_setstate_native,
    &partial_class_getitem_native,
    NULL,
};
static const TypeSpec partial_type = {
    .name = "functools.partial",
    .doc = "A callable with some arguments already given.",
    .id = -1,
    .size = sizeof(Partial),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = partial_new,
              .call = partial_call,
              .repr = partial_repr,
              .destroy = partial_destroy,
              .traverse = partial_traverse,
              .clear = partial_clear},
    .methods = PARTIAL_METHODS,
    .getsets = PARTIAL_GETSETS,
};

// cmp_to_key: a wrapper that compares by calling a function. It has Partial's layout: `function` compares, `arguments`
// is the wrapped object (UNSET before a call has made it).
static Value key_wrapper(Interp *interp, Type *type, Value function, Value object)
{
    Partial *key = object_new(interp, type, sizeof *key);
    if (!key)
        return VALUE_ERROR;
    key->function = value_keep(function);
    key->arguments = value_keep(object);
    key->keywords = VALUE_UNSET;
    return value_from_object(key);
}
static Value key_call(Interp *interp, Value self, const Arguments *arguments)
{
    Value object;
    if (!native_bind(interp, "K(obj)", arguments, &object))
        return VALUE_ERROR;
    return key_wrapper(interp, self.object->type, partial_of(self)->function, object);
}
static Value key_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (b.tag != TAG_OBJECT || a.tag != TAG_OBJECT || a.object->type != b.object->type)
        return raise_type_error(interp, "other argument must be K instance");
    Value pair[2] = {partial_of(a)->arguments, partial_of(b)->arguments};
    if (value_is_unset(pair[0]) || value_is_unset(pair[1]))
        return value_raise(interp, ERROR_ATTRIBUTE_ERROR, "object");
    Value order = value_call_values(interp, partial_of(a)->function, 2, pair);
    if (value_is_error(order))
        return VALUE_ERROR;
    Value result = value_compare(interp, order, value_from_int(0), kind);
    value_drop(order);
    return result;
}
static Value key_get_object(UNUSED Interp *interp, Value self)
{
    return value_keep(partial_of(self)->arguments);
}
static const GetSetSpec KEY_GETSETS[] = {
    {"obj", "The wrapped object.", key_get_object, NULL},
    {NULL, NULL, NULL, NULL},
};
static const TypeSpec key_type = {
    .name = "functools.KeyWrapper",
    .doc = "Compares the objects it wraps by a function.",
    .id = -1,
    .size = sizeof(Partial),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .slots = {.call = key_call,
              .compare = key_compare,
              .destroy = partial_destroy,
              .traverse = partial_traverse,
              .clear = partial_clear},
    .getsets = KEY_GETSETS,
};

NATIVE(functools_cmp_to_key, "cmp_to_key(mycmp)", "Makes a key function from a comparison function.")
{
    Value type = support_import(interp, "_functools", "KeyWrapper");
    if (value_is_error(type))
        return VALUE_ERROR;
    Value key = key_wrapper(interp, type_of(type), arg[0], VALUE_UNSET);
    value_drop(type);
    return key;
}

extern const TypeSpec functools_cache_type; // functools_cache.c

static const NativeSpec *const FUNCTOOLS_NATIVES[] = {
    &functools_reduce_native,
    &functools_cmp_to_key_native,
    NULL,
};
static const TypeSpec *const FUNCTOOLS_TYPES[] = {&partial_type, &key_type, &functools_cache_type, NULL};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, FUNCTOOLS_TYPES);
}

const ModuleSpec module_spec__functools = {
    .name = "_functools",
    .doc = "The parts of functools that are written in C.",
    .functions = FUNCTOOLS_NATIVES,
    .fill = fill,
};

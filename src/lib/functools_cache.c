// The callable that lru_cache makes: _lru_cache_wrapper(function, maxsize, typed, CacheInfo).
//
// The results stand in a dict whose order is their age: a hit moves its entry to the end, the first one goes when the
// cache is full.
#include "lib/support.h"
#include "object/class.h"
#include "object/function.h"

typedef struct Cache {
    Object head;
    Value function;
    Value results;   // dict
    Value info_type; // the CacheInfo class
    int64_t limit;   // -1: none
    bool typed;
    int64_t hits, misses;
} Cache;

static Cache *cache_of(Value v)
{
    return (Cache *)v.object;
}

static void cache_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((Cache *)self)->function);
    value_drop(((Cache *)self)->results);
    value_drop(((Cache *)self)->info_type);
}
static void cache_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Cache *)self)->function, visit, context);
    visit_value(((Cache *)self)->results, visit, context);
    visit_value(((Cache *)self)->info_type, visit, context);
}
static void cache_clear(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Cache *)self)->function, VALUE_NONE);
    value_replace_take(&((Cache *)self)->info_type, VALUE_NONE);
}

static Value cache_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[4];
    if (!native_bind(interp, "lru_cache(user_function, maxsize, typed, cache_info_type)", arguments, bound))
        return VALUE_ERROR;
    int64_t limit = -1;
    bool typed;
    if (!value_is_callable(interp, bound[0]))
        return raise_type_error(interp, "the first argument must be callable");
    if (!value_is_none(bound[1])) {
        if (!int_check(interp, bound[1]))
            return raise_type_error(interp, "maxsize should be integer or None");
        if (!value_to_int64(interp, bound[1], &limit))
            return VALUE_ERROR;
        limit = limit < 0 ? 0 : limit;
    }
    if (!value_truth(interp, bound[2], &typed))
        return VALUE_ERROR;
    Value results = dict_new(interp);
    Cache *cache = value_is_error(results) ? NULL : object_new(interp, type, sizeof *cache);
    if (!cache) {
        value_drop(results);
        return VALUE_ERROR;
    }
    cache->function = value_keep(bound[0]);
    cache->results = results;
    cache->info_type = value_keep(bound[3]);
    cache->limit = limit;
    cache->typed = typed;
    return value_from_object(cache);
}

/// The key of a call: the argument itself where it is one plain int or str, else a tuple of arguments, a mark and the
/// keywords, and the types where they count.
static Value make_key(Interp *interp, const Cache *cache, const Arguments *arguments)
{
    size_t keywords = arguments->keywords ? arguments->keywords->count : 0;
    const Value *values = arguments->values;
    if (!cache->typed && keywords == 0 && arguments->count == 1 &&
        (values[0].tag == TAG_INT ||
         (values[0].tag == TAG_OBJECT && values[0].object->type == interp->types[TYPE_STR])))
        return value_keep(values[0]);
    size_t count = arguments->count + (keywords ? 1 + 2 * keywords : 0);
    size_t types = cache->typed ? arguments->count + keywords : 0;
    Value key = tuple_new(interp, count + types);
    if (value_is_error(key))
        return key;
    Value *items = tuple_of(key)->items;
    size_t n = 0;
    for (size_t i = 0; i < arguments->count; i++)
        items[n++] = value_keep(values[i]);
    if (keywords)
        items[n++] = value_keep(cache->info_type); // no argument is this class, so it is a mark
    for (size_t i = 0; i < keywords; i++) {
        items[n++] = value_keep(arguments->keywords->items[i]);
        items[n++] = value_keep(values[arguments->count + i]);
    }
    for (size_t i = 0; i < types; i++)
        items[n++] = value_keep(value_from_object(value_type(interp, values[i])));
    return key;
}

/// Makes an entry the newest one.
static bool move_to_end(Interp *interp, Cache *cache, Value key, Value result)
{
    bool found;
    return dict_delete(interp, cache->results, key, &found) && dict_set(interp, cache->results, key, result);
}

static bool store(Interp *interp, Cache *cache, Value key, Value result)
{
    Dict *results = dict_of(cache->results);
    while (cache->limit >= 0 && (int64_t)results->count >= cache->limit) {
        size_t position = 0;
        Value oldest, value;
        bool found;
        if (!dict_walk(results, &position, &oldest, &value))
            break;
        value_keep(oldest);
        bool done = dict_delete(interp, cache->results, oldest, &found);
        value_drop(oldest);
        if (!done)
            return false;
    }
    return dict_set(interp, cache->results, key, result);
}

static Value cache_call(Interp *interp, Value self, const Arguments *arguments)
{
    Cache *cache = cache_of(self);
    if (cache->limit == 0) {
        cache->misses++;
        return value_call(interp, cache->function, arguments);
    }
    Value key = make_key(interp, cache, arguments);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value result = dict_get(interp, cache->results, key);
    if (!value_is_unset(result)) {
        if (!value_is_error(result)) {
            cache->hits++;
            if (cache->limit > 0 && !move_to_end(interp, cache, key, result)) {
                value_drop(result);
                result = VALUE_ERROR;
            }
        }
        value_drop(key);
        return result;
    }
    cache->misses++;
    Value held = value_keep(self);
    result = value_call(interp, cache->function, arguments);
    if (!value_is_error(result)) {
        // The call itself may have filled the entry.
        if (!store(interp, cache, key, result)) {
            value_drop(result);
            result = VALUE_ERROR;
        }
    }
    value_drop(held);
    value_drop(key);
    return result;
}

static Value cache_bind(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    if (value_is_unset(instance) || value_is_none(instance))
        return value_keep(self);
    return method_new(interp, self, instance);
}

NATIVE(cache_info_method, "cache_info(self, /)", "Returns hits, misses, maxsize and currsize.")
{
    Cache *cache = cache_of(arg[0]);
    Value values[4] = {value_from_int(cache->hits), value_from_int(cache->misses),
                       cache->limit < 0 ? VALUE_NONE : value_from_int(cache->limit),
                       value_from_int((int64_t)dict_of(cache->results)->count)};
    return value_call_values(interp, cache->info_type, 4, values);
}
NATIVE(cache_clear_method, "cache_clear(self, /)", "Forgets all results.")
{
    Cache *cache = cache_of(arg[0]);
    cache->hits = cache->misses = 0;
    dict_clear(interp, cache->results);
    return VALUE_NONE;
}
NATIVE(cache_copy, "__copy__(self, /)", "Returns the cache itself.")
{
    return value_keep(arg[0]);
}
NATIVE(cache_deepcopy, "__deepcopy__(self, memo, /)", "Returns the cache itself.")
{
    return value_keep(arg[0]);
}
NATIVE(cache_reduce, "__reduce__(self, /)", "Returns the qualified name of the function.")
{
    return value_get_attribute_text(interp, arg[0], "__qualname__");
}
static const NativeSpec *const METHODS[] = {
    &cache_info_method_native, &cache_clear_method_native, &cache_copy_native,
    &cache_deepcopy_native,    &cache_reduce_native,       NULL,
};

static const GetSetSpec GETSETS[] = {
    {"__dict__", "The attributes.", class_get_dict, class_set_dict},
    {NULL, NULL, NULL, NULL},
};

const TypeSpec functools_cache_type = {
    .name = "functools._lru_cache_wrapper",
    .doc = "A function that remembers its results.",
    .id = -1,
    .size = sizeof(Cache),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = cache_new,
              .call = cache_call,
              .descriptor_get = cache_bind,
              .destroy = cache_destroy,
              .traverse = cache_traverse,
              .clear = cache_clear},
    .methods = METHODS,
    .getsets = GETSETS,
};

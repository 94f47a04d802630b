#include "object/mapping_proxy.h"

#include "object/attribute.h"
#include "object/container.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

typedef struct MappingProxy {
    Object head;
    Value mapping;
} MappingProxy;

static Value mapping_of(Value v)
{
    return ((const MappingProxy *)v.object)->mapping;
}

Value mapping_proxy_new(Interp *interp, Value mapping)
{
    MappingProxy *proxy = object_new(interp, interp->types[TYPE_MAPPING_PROXY], sizeof *proxy);
    if (!proxy)
        return VALUE_ERROR;
    proxy->mapping = value_keep(mapping);
    return value_from_object(proxy);
}

static Value proxy_new(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    Value mapping;
    if (!native_bind(interp, "mappingproxy(mapping)", arguments, &mapping))
        return VALUE_ERROR;
    Type *kind = value_type(interp, mapping);
    if (!kind->slots.get_item || value_is_instance(interp, mapping, interp->types[TYPE_LIST]) ||
        value_is_instance(interp, mapping, interp->types[TYPE_TUPLE]))
        return raise_type_error(interp, "mappingproxy() argument must be a mapping, not %s", kind->full_name);
    return mapping_proxy_new(interp, mapping);
}

static Value proxy_repr(Interp *interp, Value self)
{
    Value shown = value_repr(interp, mapping_of(self));
    if (value_is_error(shown))
        return shown;
    Value text = str_from_format(interp, "mappingproxy(%s)", str_of(shown)->text);
    value_drop(shown);
    return text;
}

static Value proxy_str(Interp *interp, Value self)
{
    return value_str(interp, mapping_of(self));
}

static bool proxy_hash(Interp *interp, Value self, int64_t *hash)
{
    return value_hash(interp, mapping_of(self), hash);
}

static bool proxy_length(Interp *interp, Value self, int64_t *length)
{
    return value_length(interp, mapping_of(self), length);
}

static Value proxy_get_item(Interp *interp, Value self, Value key)
{
    return value_get_item(interp, mapping_of(self), key);
}

static bool proxy_contains(Interp *interp, Value self, Value item, bool *found)
{
    return value_contains(interp, mapping_of(self), item, found);
}

static Value proxy_iter(Interp *interp, Value self)
{
    return value_iter(interp, mapping_of(self));
}

static Value proxy_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (value_type(interp, b) == interp->types[TYPE_MAPPING_PROXY])
        b = mapping_of(b);
    return value_compare(interp, mapping_of(a), b, kind);
}

static Value unwrap(Interp *interp, Value v)
{
    return value_type(interp, v) == interp->types[TYPE_MAPPING_PROXY] ? mapping_of(v) : v;
}

static Value proxy_or(Interp *interp, Value a, Value b)
{
    return value_binary(interp, BINARY_OR, unwrap(interp, a), unwrap(interp, b));
}

static Value proxy_inplace_or(Interp *interp, Value a, UNUSED Value b)
{
    return raise_type_error(interp, "'|=' is not supported by %s; use '|' instead", value_type_name(interp, a));
}

NATIVE(proxy_get, "get(self, key, default=None, /)", "Gives the value of a key, or the default.")
{
    return value_call_method(interp, mapping_of(arg[0]), "get", 2, arg + 1);
}

NATIVE(proxy_keys, "keys(self, /)", "Gives the mapping's keys.")
{
    return value_call_method(interp, mapping_of(arg[0]), "keys", 0, NULL);
}

NATIVE(proxy_values, "values(self, /)", "Gives the mapping's values.")
{
    return value_call_method(interp, mapping_of(arg[0]), "values", 0, NULL);
}

NATIVE(proxy_items, "items(self, /)", "Gives the mapping's keys and values.")
{
    return value_call_method(interp, mapping_of(arg[0]), "items", 0, NULL);
}

NATIVE(proxy_copy, "copy(self, /)", "Gives a copy of the mapping.")
{
    return value_call_method(interp, mapping_of(arg[0]), "copy", 0, NULL);
}

NATIVE(proxy_reversed, "__reversed__(self, /)", "Gives the keys from the last to the first.")
{
    return value_call_method(interp, mapping_of(arg[0]), "__reversed__", 0, NULL);
}

static void proxy_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((MappingProxy *)self)->mapping, VALUE_NONE);
}

static void proxy_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((MappingProxy *)self)->mapping, visit, context);
}

static const NativeSpec *const METHODS[] = {
    &proxy_get_native,  &proxy_keys_native,     &proxy_values_native,     &proxy_items_native,
    &proxy_copy_native, &proxy_reversed_native, &container_class_getitem, NULL};

const TypeSpec type_spec_MAPPING_PROXY = {
    .name = "mappingproxy",
    .doc = "A read-only view of a mapping.",
    .id = TYPE_MAPPING_PROXY,
    .size = sizeof(MappingProxy),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_MAPPING,
    .slots = {.new_ = proxy_new,
              .repr = proxy_repr,
              .str = proxy_str,
              .hash = proxy_hash,
              .compare = proxy_compare,
              .length = proxy_length,
              .get_item = proxy_get_item,
              .contains = proxy_contains,
              .iter = proxy_iter,
              .binary = {[BINARY_OR] = proxy_or},
              .inplace = {[BINARY_OR] = proxy_inplace_or},
              .destroy = proxy_destroy,
              .traverse = proxy_traverse},
    .methods = METHODS,
};

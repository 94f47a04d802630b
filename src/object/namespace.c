// types.SimpleNamespace: an object of attributes.
#include "object/class.h"
#include "object/container.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

static bool namespace_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (arguments->count > 1) {
        raise_type_error(interp, "SimpleNamespace expected at most 1 argument, got %zu", arguments->count);
        return false;
    }
    Object *dict = object_dict(interp, self.object);
    if (!dict || (arguments->count && !dict_update(interp, value_from_object(dict), arguments->values[0])))
        return false;
    const Tuple *names = arguments->keywords;
    for (size_t i = 0; names && i < names->count; i++) {
        if (!dict_set(interp, value_from_object(dict), names->items[i], arguments->values[arguments->count + i]))
            return false;
    }
    return true;
}

static bool append_items(Interp *interp, Text *text, Value dict)
{
    Value key, value;
    bool first = true;
    for (size_t position = 0; dict_walk(dict_of(dict), &position, &key, &value);) {
        if (!str_check(interp, key) || str_of(key)->bytes == 0)
            continue;
        Value kept = value_keep(value);
        text_append_format(text, "%s%s=", first ? "" : ", ", str_of(key)->text);
        bool ok = container_append_repr(interp, text, kept);
        value_drop(kept);
        if (!ok)
            return false;
        first = false;
    }
    return true;
}

static Value namespace_repr(Interp *interp, Value self)
{
    const char *name =
        self.object->type == interp->types[TYPE_SIMPLE_NAMESPACE] ? "namespace" : str_of(self.object->type->name)->text;
    if (container_is_printing(interp, self))
        return str_from_format(interp, "%s(...)", name);
    Object *dict = object_dict(interp, self.object);
    Value copy = dict ? dict_copy(interp, value_from_object(dict)) : VALUE_ERROR;
    if (value_is_error(copy))
        return copy;
    ReprGuard guard;
    container_repr_enter(interp, &guard, self);
    Text text;
    text_init(&text, &interp->memory);
    text_append_format(&text, "%s(", name);
    bool ok = append_items(interp, &text, copy);
    text_append_char(&text, ')');
    container_repr_leave(interp, &guard);
    value_drop(copy);
    if (ok)
        return str_from_text_take(&text);
    text_free(&text);
    return VALUE_ERROR;
}

static Value namespace_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (!value_is_instance(interp, b, interp->types[TYPE_SIMPLE_NAMESPACE]))
        return VALUE_NOT_IMPLEMENTED;
    Object *left = object_dict(interp, a.object), *right = left ? object_dict(interp, b.object) : NULL;
    return right ? value_compare(interp, value_from_object(left), value_from_object(right), kind) : VALUE_ERROR;
}

NATIVE_RAW(namespace_replace, "__replace__(self, /, **changes)", "Makes a copy with some attributes changed.")
{
    if (arguments->count)
        return raise_type_error(interp, "__replace__() takes no positional arguments");
    Object *dict = object_dict(interp, self.object);
    Value type = value_from_object(self.object->type);
    Value made = dict ? value_call_values(interp, type, 0, NULL) : VALUE_ERROR;
    if (value_is_error(made))
        return made;
    Object *target = object_dict(interp, made.object);
    if (target && dict_update(interp, value_from_object(target), value_from_object(dict)) &&
        namespace_init(interp, made, arguments))
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

NATIVE(namespace_reduce, "__reduce__(self, /)", "Tells how to make the object again.")
{
    Object *dict = object_dict(interp, arg[0].object);
    Value empty = dict ? tuple_new(interp, 0) : VALUE_ERROR;
    if (value_is_error(empty))
        return empty;
    Value type = value_keep(value_from_object(arg[0].object->type));
    return tuple_from_values_take(interp, 3, (Value[]){type, empty, value_keep(value_from_object(dict))});
}

static const NativeSpec *const METHODS[] = {&namespace_replace_native, &namespace_reduce_native, NULL};
static const GetSetSpec GETSETS[] = {{"__dict__", "The attributes.", class_get_dict, class_set_dict}, {0}};

const TypeSpec type_spec_SIMPLE_NAMESPACE = {
    .name = "types.SimpleNamespace",
    .doc = "An object of attributes, given as keywords.",
    .id = TYPE_SIMPLE_NAMESPACE,
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT,
    .slots = {.init = namespace_init, .repr = namespace_repr, .compare = namespace_compare},
    .methods = METHODS,
    .getsets = GETSETS,
};

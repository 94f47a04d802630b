#include "lib/support.h"

#include "object/bytes.h"

#include <string.h>

static const char *last_name(const char *dotted)
{
    const char *dot = strrchr(dotted, '.');
    return dot ? dot + 1 : dotted;
}

bool support_add_type(Interp *interp, Value module, const TypeSpec *spec, Type *base)
{
    if (spec->id < 0) {
        Type *type = interp_make_type(interp, spec, base ? base : interp->types[spec->base]);
        return type && module_add_take(interp, module, last_name(spec->name), value_from_object(type));
    }
    if (!interp->types[spec->id] && !interp_add_types(interp, &spec, 1))
        return false;
    return module_add_take(interp, module, last_name(spec->name),
                           value_keep(value_from_object(interp->types[spec->id])));
}

bool support_add_types(Interp *interp, Value module, const TypeSpec *const *specs)
{
    for (; *specs; specs++) {
        if (!support_add_type(interp, module, *specs, NULL))
            return false;
    }
    return true;
}

Value support_self_iter(UNUSED Interp *interp, Value self)
{
    return value_keep(self);
}

bool support_is(Interp *interp, Value v, TypeId id)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[id] || type_is_subtype(v.object->type, interp->types[id]));
}

bool support_text(Interp *interp, Value v, const char *what, const Str **out)
{
    if (!support_is(interp, v, TYPE_STR)) {
        raise_type_error(interp, "%s must be str, not %s", what, value_type_name(interp, v));
        return false;
    }
    *out = str_of(v);
    return true;
}

Value support_import(Interp *interp, const char *module, const char *name)
{
    Value imported = interp->hooks.import_module(interp, module);
    if (value_is_error(imported))
        return VALUE_ERROR;
    Value result = value_get_attribute_text(interp, imported, name);
    value_drop(imported);
    return result;
}

Value support_exit(Interp *interp, Value status)
{
    Type *type = interp->exceptions[ERROR_SYSTEM_EXIT];
    Value exception = exception_new(interp, type, value_is_none(status) ? 0 : 1, &status);
    if (value_is_error(exception))
        return VALUE_ERROR;
    value_raise_instance(interp, exception);
    value_drop(exception);
    return VALUE_ERROR;
}

Value support_refuse(Interp *interp, const char *name)
{
    return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s is not supported by torchlet", name);
}

Value support_find_attribute(Interp *interp, Value v, const char *name)
{
    Value key = interp_intern(interp, name);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value found = value_find_attribute(interp, v, key);
    value_drop(key);
    return found;
}

bool support_set_take(Interp *interp, Value dict, const char *key, Value value)
{
    if (value_is_error(value))
        return false;
    bool done = dict_set_text(interp, dict, key, value);
    value_drop(value);
    return done;
}

Value support_pair_take(Interp *interp, Value first, Value second)
{
    if (value_is_error(first) || value_is_error(second)) {
        value_drop(first);
        value_drop(second);
        return VALUE_ERROR;
    }
    return tuple_from_values_take(interp, 2, (Value[]){first, second});
}

bool support_bytes(Interp *interp, Value v, const unsigned char **bytes, size_t *length)
{
    return bytes_require(interp, v, (const char **)bytes, length);
}

// Built-in functions that look at objects.
#include <string.h>

#include "lib/builtins.h"
#include "object/attribute.h"

NATIVE(builtin_callable, "callable(obj, /)", "Returns whether the object can be called.")
{
    return value_from_bool(value_is_callable(interp, arg[0]));
}

NATIVE(builtin_id, "id(obj, /)", "Returns a number that no other living object has.")
{
    return value_from_int(value_identity(interp, arg[0]));
}

NATIVE(builtin_hash, "hash(obj, /)", "Returns the hash value of an object.")
{
    int64_t hash;
    if (!value_hash(interp, arg[0], &hash))
        return VALUE_ERROR;
    return value_from_int(hash);
}

NATIVE(builtin_repr, "repr(obj, /)", "Returns the canonical text of an object.")
{
    return value_repr(interp, arg[0]);
}
NATIVE(builtin_ascii, "ascii(obj, /)", "Returns repr(obj) with all but ASCII escaped.")
{
    return value_ascii(interp, arg[0]);
}

NATIVE(builtin_format, "format(value, format_spec='', /)", "Formats a value by a format specification.")
{
    if (!support_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "format() argument 2 must be str, not %s", value_type_name(interp, arg[1]));
    return value_format(interp, arg[0], arg[1]);
}

NATIVE(builtin_isinstance, "isinstance(obj, class_or_tuple, /)", "Returns whether an object is of a class.")
{
    bool result;
    if (!value_check_instance(interp, arg[0], arg[1], &result))
        return VALUE_ERROR;
    return value_from_bool(result);
}
NATIVE(builtin_issubclass, "issubclass(cls, class_or_tuple, /)", "Returns whether a class derives from another.")
{
    bool result;
    if (!value_check_subclass(interp, arg[0], arg[1], &result))
        return VALUE_ERROR;
    return value_from_bool(result);
}

/// An interned copy of an attribute name, owned; TypeError "attribute name must be string, not 'int'".
static Value attribute_name(Interp *interp, Value name)
{
    if (!support_is(interp, name, TYPE_STR))
        return raise_type_error(interp, "attribute name must be string, not '%s'", value_type_name(interp, name));
    return str_intern_take(interp, value_keep(name));
}

NATIVE(builtin_getattr, "getattr(object, name, default=..., /)", "Returns the named attribute of an object.")
{
    Value name = attribute_name(interp, arg[1]);
    if (value_is_error(name))
        return VALUE_ERROR;
    if (value_is_unset(arg[2])) {
        Value found = value_get_attribute(interp, arg[0], name);
        value_drop(name);
        return found;
    }
    Value found = value_find_attribute(interp, arg[0], name);
    value_drop(name);
    return value_is_unset(found) ? value_keep(arg[2]) : found;
}

NATIVE(builtin_hasattr, "hasattr(obj, name, /)", "Returns whether the object has the named attribute.")
{
    Value name = attribute_name(interp, arg[1]);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value found = value_find_attribute(interp, arg[0], name);
    value_drop(name);
    if (value_is_error(found))
        return VALUE_ERROR;
    value_drop(found);
    return value_from_bool(!value_is_unset(found));
}

static Value store_attribute(Interp *interp, Value object, Value given_name, Value value)
{
    Value name = attribute_name(interp, given_name);
    if (value_is_error(name))
        return VALUE_ERROR;
    bool done = value_set_attribute(interp, object, name, value);
    value_drop(name);
    return done ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(builtin_setattr, "setattr(obj, name, value, /)", "Sets the named attribute of an object.")
{
    return store_attribute(interp, arg[0], arg[1], arg[2]);
}
NATIVE(builtin_delattr, "delattr(obj, name, /)", "Deletes the named attribute of an object.")
{
    return store_attribute(interp, arg[0], arg[1], VALUE_UNSET);
}

NATIVE(builtin_help, "help(object=..., /)", "Prints the documentation of an object.")
{
    if (value_is_unset(arg[0]))
        return support_refuse(interp, "interactive help()");
    Value doc = support_find_attribute(interp, arg[0], "__doc__");
    if (value_is_error(doc))
        return VALUE_ERROR;
    if (!support_is(interp, doc, TYPE_STR)) {
        value_drop(doc);
        return VALUE_NONE;
    }
    const Str *text = str_of(doc);
    bool done = interp->hooks.write(interp, 1, text->text, text->bytes) && interp->hooks.write(interp, 1, "\n", 1);
    value_drop(doc);
    return done ? VALUE_NONE : VALUE_ERROR;
}

const NativeSpec *const BUILTINS_OBJECT[] = {
    &builtin_callable_native,   &builtin_id_native,
    &builtin_hash_native,       &builtin_repr_native,
    &builtin_ascii_native,      &builtin_format_native,
    &builtin_getattr_native,    &builtin_hasattr_native,
    &builtin_isinstance_native, &builtin_issubclass_native,
    &builtin_setattr_native,    &builtin_delattr_native,
    &builtin_help_native,       NULL,
};

#include "lib/builtins.h"

#include <string.h>

// The types that builtins names, of those that grammar/types.def lists.
static const TypeId NAMED_TYPES[] = {
    TYPE_OBJECT,    TYPE_TYPE,      TYPE_INT,         TYPE_BOOL,         TYPE_FLOAT,     TYPE_COMPLEX, TYPE_STR,
    TYPE_BYTES,     TYPE_BYTEARRAY, TYPE_MEMORYVIEW,  TYPE_TUPLE,        TYPE_LIST,      TYPE_DICT,    TYPE_SET,
    TYPE_FROZENSET, TYPE_RANGE,     TYPE_SLICE,       TYPE_REVERSED,     TYPE_ENUMERATE, TYPE_ZIP,     TYPE_MAP,
    TYPE_FILTER,    TYPE_PROPERTY,  TYPE_CLASSMETHOD, TYPE_STATICMETHOD, TYPE_SUPER,
};

/// Exceptions that are not names of the builtins module: torch's own, and the end of a session.
static bool is_private_exception(ErrorKind kind)
{
    return kind == ERROR_OUT_OF_MEMORY_ERROR || kind == ERROR_LINALG_ERROR || kind == ERROR_LIMIT_EXCEEDED ||
           kind == ERROR_UNSUPPORTED_ERROR;
}

static bool add_kept(Interp *interp, Value module, const char *name, void *object)
{
    return module_add_take(interp, module, name, value_keep(value_from_object(object)));
}

static bool add_types(Interp *interp, Value module)
{
    for (size_t i = 0; i < COUNT_OF(NAMED_TYPES); i++) {
        Type *type = interp->types[NAMED_TYPES[i]];
        if (type && !add_kept(interp, module, type->full_name, type))
            return false;
    }
    for (int kind = 1; kind < ERROR_KIND_COUNT; kind++) {
        if (!is_private_exception(kind) && interp->exceptions[kind] &&
            !add_kept(interp, module, error_kind_name(kind), interp->exceptions[kind]))
            return false;
    }
    Type *os_error = interp->exceptions[ERROR_OS_ERROR];
    return !os_error ||
           (add_kept(interp, module, "IOError", os_error) && add_kept(interp, module, "EnvironmentError", os_error));
}

static bool fill(Interp *interp, Value module)
{
    return module_add_natives(interp, module, BUILTINS_NUMBER) &&
           module_add_natives(interp, module, BUILTINS_SEQUENCE) &&
           module_add_natives(interp, module, BUILTINS_OBJECT) && module_add_natives(interp, module, BUILTINS_OUTPUT) &&
           module_add_natives(interp, module, BUILTINS_SCOPE) && add_types(interp, module) &&
           module_add_take(interp, module, "None", VALUE_NONE) && module_add_take(interp, module, "True", VALUE_TRUE) &&
           module_add_take(interp, module, "False", VALUE_FALSE) &&
           module_add_take(interp, module, "Ellipsis", VALUE_ELLIPSIS) &&
           module_add_take(interp, module, "NotImplemented", VALUE_NOT_IMPLEMENTED) &&
           module_add_take(interp, module, "__debug__", VALUE_TRUE);
}

static const ModuleSpec BUILTINS = {
    .name = "builtins",
    .doc = "Built-in functions, types, exceptions, and other objects.",
    .fill = fill,
};

Value builtins_new(Interp *interp)
{
    Value module = module_from_spec(interp, &BUILTINS);
    if (!value_is_error(module) && !dict_set_text(interp, interp->modules, "builtins", module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}

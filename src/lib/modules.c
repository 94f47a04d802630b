#include "lib/modules.h"

#include <stdlib.h>
#include <string.h>

#include "lib/support.h"

// One row a native module: its spec is module_spec_NAME.
#define NATIVE_MODULES(ROW)                                                                                            \
    ROW(sys)                                                                                                           \
    ROW(math)                                                                                                          \
    ROW(time)                                                                                                          \
    ROW(itertools)                                                                                                     \
    ROW(_functools)                                                                                                    \
    ROW(operator)                                                                                                      \
    ROW(_collections)                                                                                                  \
    ROW(_random)                                                                                                       \
    ROW(torch_C)                                                                                                       \
    ROW(torch_C_nn)                                                                                                    \
    ROW(torch_C_linalg)                                                                                                \
    ROW(torch_C_special)                                                                                               \
    ROW(torch_C_fft)                                                                                                   \
    ROW(_re)                                                                                                           \
    ROW(_json)

#define DECLARE(name) extern const ModuleSpec module_spec_##name;
NATIVE_MODULES(DECLARE)
#undef DECLARE

#define ADDRESS(name) &module_spec_##name,
static const ModuleSpec *const MODULES[] = {NATIVE_MODULES(ADDRESS)};
#undef ADDRESS

// Sorted, as bsearch needs it.
static const char *const KNOWN[] = {
#define STDLIB(name) name,
#include "stdlib.def"
#undef STDLIB
};

const ModuleSpec *modules_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(MODULES); i++) {
        if (strcmp(MODULES[i]->name, name) == 0)
            return MODULES[i];
    }
    return NULL;
}

static int compare_names(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

bool modules_is_known(const char *name)
{
    char top[64];
    size_t length = strcspn(name, ".");
    if (length >= sizeof top)
        return false;
    memcpy(top, name, length);
    top[length] = '\0';
    return bsearch(top, KNOWN, COUNT_OF(KNOWN), sizeof KNOWN[0], compare_names) != NULL;
}

Value modules_raise_missing(Interp *interp, const char *name)
{
    // A submodule of a known package may simply not exist; only CPython could tell, so it counts as unsupported.
    if (modules_is_known(name))
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "module %s is not supported by torchlet", name);
    Value text = str_from_string(interp, name);
    if (value_is_error(text))
        return VALUE_ERROR;
    exception_raise_import(interp, ERROR_MODULE_NOT_FOUND_ERROR, text, VALUE_NONE, "No module named '%s'", name);
    value_drop(text);
    return VALUE_ERROR;
}

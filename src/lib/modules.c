#include "lib/modules.h"

#include <stdlib.h>
#include <string.h>

#include "lib/names.h"
#include "lib/support.h"

// One row a native module: its spec is module_spec_NAME.
#define NATIVE_MODULES(ROW)                                                                                            \
    ROW(_modules)                                                                                                      \
    ROW(sys)                                                                                                           \
    ROW(math)                                                                                                          \
    ROW(_types)                                                                                                        \
    ROW(_weakref)                                                                                                      \
    ROW(gc)                                                                                                            \
    ROW(_hashlib)                                                                                                      \
    ROW(cmath)                                                                                                         \
    ROW(_traceback)                                                                                                    \
    ROW(_struct)                                                                                                       \
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
    ROW(_numpy)                                                                                                        \
    ROW(_re)                                                                                                           \
    ROW(_tree)                                                                                                         \
    ROW(_array)                                                                                                        \
    ROW(unicodedata)                                                                                                   \
    ROW(_files)                                                                                                        \
    ROW(_json)                                                                                                         \
    ROW(_ast)

#define DECLARE(name) extern const ModuleSpec module_spec_##name;
NATIVE_MODULES(DECLARE)
#undef DECLARE

#define ADDRESS(name) &module_spec_##name,
const ModuleSpec *const MODULES_NATIVE[] = {NATIVE_MODULES(ADDRESS) NULL};
#undef ADDRESS

// Sorted, as bsearch needs it.
static const char *const KNOWN[] = {
#define STDLIB(name) name,
#define SUBMODULE(name)
#define PACKAGE(name)
#include "stdlib.def"
#undef STDLIB
#undef SUBMODULE
#undef PACKAGE
};
static const char *const KNOWN_SUBMODULES[] = {
#define STDLIB(name)
#define SUBMODULE(name) name,
#define PACKAGE(name)
#include "stdlib.def"
#undef STDLIB
#undef SUBMODULE
#undef PACKAGE
};
static const char *const KNOWN_PACKAGES[] = {
#define STDLIB(name)
#define SUBMODULE(name)
#define PACKAGE(name) name,
#include "stdlib.def"
#undef STDLIB
#undef SUBMODULE
#undef PACKAGE
};

static int compare_names(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

static bool is_known_submodule(const char *name)
{
    return bsearch(name, KNOWN_SUBMODULES, COUNT_OF(KNOWN_SUBMODULES), sizeof name, compare_names) != NULL;
}

/// A row for a package of torch or torchvision stands for all below it.
static bool is_below_known(const char *name)
{
    char package[128];
    if (strncmp(name, "torch", 5) != 0 || strlen(name) >= sizeof package)
        return false;
    strcpy(package, name);
    for (char *dot = strrchr(package, '.'); dot; dot = strrchr(package, '.')) {
        *dot = '\0';
        if (is_known_submodule(package))
            return true;
    }
    return false;
}

/// Whether a name is one of the packages that come with PyTorch, or below one.
static bool is_in_package(const char *name)
{
    char package[32];
    size_t length = strcspn(name, ".");
    if (length >= sizeof package)
        return false;
    memcpy(package, name, length);
    package[length] = '\0';
    return bsearch(package, KNOWN_PACKAGES, COUNT_OF(KNOWN_PACKAGES), sizeof name, compare_names) != NULL;
}

bool modules_is_standard(const char *name)
{
    if (strchr(name, '.'))
        return is_known_submodule(name) || is_below_known(name);
    return bsearch(name, KNOWN, COUNT_OF(KNOWN), sizeof name, compare_names) != NULL;
}

bool modules_is_known(const char *name)
{
    return modules_is_standard(name) || is_in_package(name);
}

/// Appends names to a list; false with an error pending.
static bool append_names(Interp *interp, Value list, const char *name)
{
    Value text = str_from_string(interp, name);
    return !value_is_error(text) && list_append_take(interp, list, text);
}

NATIVE(modules_known, "known()", "Returns the names of CPython's standard modules.")
{
    Value list = list_new(interp, COUNT_OF(KNOWN));
    for (size_t i = 0; !value_is_error(list) && i < COUNT_OF(KNOWN); i++) {
        if (!append_names(interp, list, KNOWN[i])) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}
NATIVE(modules_native, "native()", "Returns the names of the modules that are written in C.")
{
    Value list = list_new(interp, COUNT_OF(MODULES_NATIVE));
    for (size_t i = 0; !value_is_error(list) && MODULES_NATIVE[i]; i++) {
        if (!append_names(interp, list, MODULES_NATIVE[i]->name)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}
static const NativeSpec *const FUNCTIONS[] = {&modules_known_native, &modules_native_native, &names_missing_native,
                                              NULL};

const ModuleSpec module_spec__modules = {
    .name = "_modules",
    .doc = "Which modules there are.",
    .functions = FUNCTIONS,
};

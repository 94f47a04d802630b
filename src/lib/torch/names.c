#include "lib/torch/names.h"

#include <string.h>

#include "object/operate.h"

/// One place and its names, each between blanks.
typedef struct NameRow {
    const char *place;
    const char *names;
} NameRow;

static const NameRow rows[] = {
#define TORCH_NAMES(place, names) {place, names},
#include "torch_names.def"
#undef TORCH_NAMES
};

bool names_known(const char *place, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (strcmp(rows[i].place, place) != 0)
            continue;
        for (const char *at = rows[i].names; (at = strstr(at, name)); at += length)
            if (at > rows[i].names && at[-1] == ' ' && at[length] == ' ')
                return true;
        return false;
    }
    return false;
}

Value names_raise_missing(Interp *interp, const char *module, const char *name)
{
    if (names_known(module, name))
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s.%s is not supported by torchlet", module, name);
    return value_raise(interp, ERROR_ATTRIBUTE_ERROR, "module '%s' has no attribute '%s'", module, name);
}

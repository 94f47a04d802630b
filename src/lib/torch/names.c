#include "lib/torch/names.h"

#include <stdio.h>
#include <string.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/operate.h"
#include "object/str.h"

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

bool names_listed(const char *words, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = words; length && (at = strstr(at, name)); at += length)
        if (at > words && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

/// The names of a row, or NULL.
static const char *names_of(const char *place)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].place, place) == 0)
            return rows[i].names;
    return NULL;
}

bool names_known(const char *place, const char *name)
{
    const char *names = names_of(place);
    return names && names_listed(names, name);
}

bool names_add(Interp *interp, Value names, const char *place)
{
    const char *at = names_of(place);
    while (at && *at) {
        size_t length = strcspn(at, " ");
        if (length) {
            Value name = str_intern_bytes(interp, at, length);
            bool added = !value_is_error(name) && dict_set(interp, names, name, VALUE_NONE);
            value_drop(name);
            if (!added)
                return false;
        }
        at += length + strspn(at + length, " ");
    }
    return true;
}

bool names_refuse_known(Interp *interp, const char *module, const char *class_name, const char *name)
{
    char place[256];
    if (strncmp(module, "torch", strlen("torch")) != 0) // all rows begin so: most classes are not looked for
        return false;
    snprintf(place, sizeof place, "%s%s%s", module, class_name ? "." : "", class_name ? class_name : "");
    if (!names_known(place, name))
        return false;
    value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s.%s is not supported by torchlet", place, name);
    return true;
}

Value names_raise_missing(Interp *interp, const char *module, const char *name)
{
    if (names_refuse_known(interp, module, NULL, name))
        return VALUE_ERROR;
    Value found = strcmp(module, "torch") == 0 ? VALUE_UNSET : dict_get_text(interp, interp->modules, module);
    if (found.tag != TAG_OBJECT) // torch itself raises without naming the attribute: nothing is suggested
        return value_raise(interp, ERROR_ATTRIBUTE_ERROR, "module '%s' has no attribute '%s'", module, name);
    Value attribute = interp_intern(interp, name);
    if (!value_is_error(attribute))
        attribute_raise(interp, found, attribute, "module '%s' has no attribute '%s'", module, name);
    value_drop(attribute);
    value_drop(found);
    return VALUE_ERROR;
}

/// Stands in a type's dictionary for an attribute that torchlet lacks.
typedef struct Missing {
    Object head;
    Value name; // "torch.Tensor.foo"
} Missing;

static Value missing_get(Interp *interp, Value self, UNUSED Value instance, UNUSED Type *owner)
{
    return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s is not supported by torchlet",
                       str_of(((const Missing *)self.object)->name)->text);
}

static void missing_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Missing *)self)->name, VALUE_UNSET);
}

const TypeSpec missing_spec = {
    .name = "torch._C._Missing",
    .doc = "An attribute that torchlet lacks.",
    .id = -1,
    .size = sizeof(Missing),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.descriptor_get = missing_get, .destroy = missing_destroy},
};

Value names_missing_new(Interp *interp, const char *place, const char *name)
{
    Value full = str_from_format(interp, "%s.%s", place, name);
    Missing *missing =
        value_is_error(full) ? NULL : object_new(interp, torch_of(interp)->types[TORCH_TYPE_MISSING], sizeof *missing);
    if (missing)
        missing->name = full;
    else
        value_drop(full);
    return value_or_error(missing);
}

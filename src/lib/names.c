#include "lib/names.h"

#include <stdlib.h>
#include <string.h>

#include "lib/support.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/operate.h"

/// One place and its names, each between blanks.
typedef struct NameRow {
    const char *place;
    const char *names;
} NameRow;

// Sorted by place, as bsearch needs it.
#define KNOWN_NAMES(place, names) {place, names},
static const NameRow MODULES[] = {
#include "library_names.def"
};
static const NameRow CLASSES[] = {
#include "library_class_names.def"
};
static const NameRow TORCH[] = {
#include "torch_names.def"
#include "torchvision_names.def"
};
#undef KNOWN_NAMES

/// A place that is looked for, in parts: the class may be NULL.
typedef struct Place {
    const char *module;
    const char *class_name;
} Place;

// Orders "module.Class" as strcmp() orders it with a row, without making the text.
static int compare_place(const void *key, const void *row)
{
    const Place *place = key;
    const char *other = ((const NameRow *)row)->place;
    size_t length = strlen(place->module);
    int order = strncmp(place->module, other, length);
    if (order || !place->class_name)
        return order ? order : -(other[length] != '\0');
    return other[length] == '.' ? strcmp(place->class_name, other + length + 1) : '.' - (unsigned char)other[length];
}

/// The names of a place, or NULL.
static const char *find_row(const NameRow *rows, size_t count, Place place)
{
    const NameRow *row = bsearch(&place, rows, count, sizeof *rows, compare_place);
    return row ? row->names : NULL;
}

static const char *names_of(Place place)
{
    if (strncmp(place.module, "torch", strlen("torch")) == 0) // torchvision, too
        return find_row(TORCH, COUNT_OF(TORCH), place);
    return place.class_name ? find_row(CLASSES, COUNT_OF(CLASSES), place) : find_row(MODULES, COUNT_OF(MODULES), place);
}

bool names_listed(const char *words, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = words; length && (at = strstr(at, name)); at += length)
        if (at > words && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

bool names_known(const char *place, const char *name)
{
    const char *names = names_of((Place){.module = place});
    return names && names_listed(names, name);
}

bool names_add(Interp *interp, Value names, const char *place)
{
    const char *at = find_row(TORCH, COUNT_OF(TORCH), (Place){.module = place});
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
    const char *names = names_of((Place){module, class_name});
    if (!names || !names_listed(names, name))
        return false;
    value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s%s%s.%s is not supported by torchlet", module,
                class_name ? "." : "", class_name ? class_name : "", name);
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

static Value missing_exception(Interp *interp, const Value *arg)
{
    const Str *module, *name;
    if (!support_text(interp, arg[0], "module", &module) || !support_text(interp, arg[1], "name", &name))
        return VALUE_ERROR;
    (void)names_raise_missing(interp, module->text, name->text);
    return exception_fetch(interp);
}

const NativeSpec names_missing_native = {.signature = "_missing(module, name, /)",
                                         .doc = "Returns the exception for an attribute that a module lacks.",
                                         .body = missing_exception};

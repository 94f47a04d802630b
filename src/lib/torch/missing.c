#include "lib/torch/missing.h"

#include "object/gc.h"
#include "object/operate.h"
#include "object/str.h"

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

Value missing_new(Interp *interp, const char *place, const char *name)
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

// None, NotImplemented and Ellipsis.
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

static Value refuse_arguments(Interp *interp, const Type *type, const Arguments *arguments, Value singleton)
{
    if (arguments->count || arguments->keywords)
        return raise_type_error(interp, "%s takes no arguments", type->full_name);
    return singleton;
}

static Value none_new(Interp *interp, Type *type, const Arguments *arguments)
{
    return refuse_arguments(interp, type, arguments, VALUE_NONE);
}

static Value not_implemented_new(Interp *interp, Type *type, const Arguments *arguments)
{
    return refuse_arguments(interp, type, arguments, VALUE_NOT_IMPLEMENTED);
}

static Value ellipsis_new(Interp *interp, Type *type, const Arguments *arguments)
{
    return refuse_arguments(interp, type, arguments, VALUE_ELLIPSIS);
}

static Value none_repr(Interp *interp, UNUSED Value self)
{
    return interp_intern(interp, "None");
}

static Value not_implemented_repr(Interp *interp, UNUSED Value self)
{
    return interp_intern(interp, "NotImplemented");
}

static Value ellipsis_repr(Interp *interp, UNUSED Value self)
{
    return interp_intern(interp, "Ellipsis");
}

static bool none_truth(UNUSED Interp *interp, UNUSED Value self, bool *truth)
{
    *truth = false;
    return true;
}

static bool not_implemented_truth(Interp *interp, UNUSED Value self, bool *truth)
{
    *truth = true;
    return !interp->hooks.warn || interp->hooks.warn(interp, ERROR_DEPRECATION_WARNING,
                                                     "NotImplemented should not be used in a boolean context");
}

static bool none_hash(UNUSED Interp *interp, UNUSED Value self, int64_t *hash)
{
    *hash = 0xFCA86420;
    return true;
}

static Value none_compare(UNUSED Interp *interp, Value a, Value b, CompareKind kind)
{
    if (kind != COMPARE_EQ && kind != COMPARE_NE)
        return VALUE_NOT_IMPLEMENTED;
    return value_is(a, b) ? value_from_bool(kind == COMPARE_EQ) : VALUE_NOT_IMPLEMENTED;
}

NATIVE(not_implemented_reduce, "__reduce__(self, /)", "Names the object.")
{
    return interp_intern(interp, "NotImplemented");
}

NATIVE(ellipsis_reduce, "__reduce__(self, /)", "Names the object.")
{
    return interp_intern(interp, "Ellipsis");
}

static const NativeSpec *const NOT_IMPLEMENTED_METHODS[] = {&not_implemented_reduce_native, NULL};
static const NativeSpec *const ELLIPSIS_METHODS[] = {&ellipsis_reduce_native, NULL};

const TypeSpec type_spec_NONE = {
    .name = "NoneType",
    .doc = "The type of None.",
    .id = TYPE_NONE,
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = none_new, .repr = none_repr, .truth = none_truth, .hash = none_hash, .compare = none_compare},
};

const TypeSpec type_spec_NOT_IMPLEMENTED = {
    .name = "NotImplementedType",
    .doc = "The type of NotImplemented.",
    .id = TYPE_NOT_IMPLEMENTED,
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = not_implemented_new, .repr = not_implemented_repr, .truth = not_implemented_truth},
    .methods = NOT_IMPLEMENTED_METHODS,
};

const TypeSpec type_spec_ELLIPSIS = {
    .name = "ellipsis",
    .doc = "The type of `...`.",
    .id = TYPE_ELLIPSIS,
    .flags = TYPE_FLAG_FINAL,
    .slots = {.new_ = ellipsis_new, .repr = ellipsis_repr},
    .methods = ELLIPSIS_METHODS,
};

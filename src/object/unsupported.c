#include "object/unsupported.h"

#include <string.h>

#include "object/attribute.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

typedef struct Unsupported {
    Object head;
    Value message; // str
} Unsupported;

Value unsupported_catch(Interp *interp)
{
    if (!exception_pending_is(interp, ERROR_UNSUPPORTED_ERROR))
        return VALUE_ERROR;
    Value exception = exception_fetch(interp);
    Value message = value_str(interp, exception);
    value_drop(exception);
    Unsupported *object =
        value_is_error(message) ? NULL : object_new(interp, interp->types[TYPE_UNSUPPORTED], sizeof *object);
    if (object)
        object->message = message;
    else
        value_drop(message);
    return value_or_error(object);
}

bool unsupported_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && v.object->type == interp->types[TYPE_UNSUPPORTED];
}

Value unsupported_raise(Interp *interp, Value v)
{
    return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "%s", str_of(((const Unsupported *)v.object)->message)->text);
}

static Value refuse(Interp *interp, Value self)
{
    return unsupported_raise(interp, self);
}

static Value refuse_call(Interp *interp, Value self, UNUSED const Arguments *arguments)
{
    return refuse(interp, self);
}

static Value refuse_operand(Interp *interp, Value self, UNUSED Value other)
{
    return refuse(interp, self);
}

static Value refuse_either(Interp *interp, Value a, Value b)
{
    return refuse(interp, unsupported_check(interp, a) ? a : b);
}

// Annotations are no use: typing may look at what they name.
static Value get_attribute(Interp *interp, Value self, Value name)
{
    const char *text = str_of(name)->text;
    bool asked_by_typing =
        strcmp(text, "__class__") == 0 || strcmp(text, "__parameters__") == 0 || strncmp(text, "__typing_", 9) == 0;
    return asked_by_typing ? attribute_get_generic(interp, self, name) : refuse(interp, self);
}

static bool refuse_truth(Interp *interp, Value self, UNUSED bool *truth)
{
    return !value_is_error(refuse(interp, self));
}

static bool refuse_length(Interp *interp, Value self, UNUSED int64_t *length)
{
    return !value_is_error(refuse(interp, self));
}

static bool refuse_contains(Interp *interp, Value self, UNUSED Value item, UNUSED bool *found)
{
    return !value_is_error(refuse(interp, self));
}

static bool refuse_setting(Interp *interp, Value self, UNUSED Value name, UNUSED Value value)
{
    return !value_is_error(refuse(interp, self));
}

// A with statement looks these up on the type.
NATIVE(unsupported_enter, "__enter__(self, /)", "Refuses.")
{
    return refuse(interp, arg[0]);
}

NATIVE(unsupported_exit, "__exit__(self, /, *args)", "Never called.")
{
    return refuse(interp, arg[0]);
}

static const NativeSpec *const METHODS[] = {&unsupported_enter_native, &unsupported_exit_native, NULL};

static void unsupported_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Unsupported *)self)->message, VALUE_UNSET);
}

const TypeSpec type_spec_UNSUPPORTED = {
    .name = "unsupported",
    .doc = "Something that torchlet lacks.",
    .id = TYPE_UNSUPPORTED,
    .size = sizeof(Unsupported),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .methods = METHODS,
    .slots = {.call = refuse_call,
              .repr = refuse,
              .str = refuse,
              .truth = refuse_truth,
              .unary = {[0 ... UNARY_COUNT - 1] = refuse},
              .binary = {[0 ... BINARY_COUNT - 1] = refuse_either},
              .length = refuse_length,
              .get_item = refuse_operand,
              .set_item = refuse_setting,
              .contains = refuse_contains,
              .iter = refuse,
              .next = refuse,
              .get_attribute = get_attribute,
              .set_attribute = refuse_setting,
              .to_int = refuse,
              .to_float = refuse,
              .to_index = refuse,
              .destroy = unsupported_destroy},
};

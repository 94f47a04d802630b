#include "object/container.h"

#include "object/exception.h"
#include "object/int.h"
#include "object/list.h"
#include "object/sequence.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/union.h"

static Value class_getitem(Interp *interp, const Value *arg)
{
    return generic_alias_new(interp, arg[0], arg[1]);
}
const NativeSpec container_class_getitem = {"__class_getitem__($cls, item, /)", "Gives the class with type arguments.",
                                            class_getitem, NULL};

bool container_is_printing(const Interp *interp, Value v)
{
    for (const ReprGuard *guard = interp->printing; guard; guard = guard->outer) {
        if (guard->object == v.object)
            return true;
    }
    return false;
}

bool container_append_repr(Interp *interp, Text *out, Value item)
{
    Value kept = value_keep(item); // the repr may run code that takes the item out of its container
    Value text = value_repr(interp, kept);
    value_drop(kept);
    if (value_is_error(text))
        return false;
    bool ok = text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return ok;
}

bool container_one_argument(Interp *interp, const char *name, const Arguments *arguments, Value *out)
{
    *out = VALUE_UNSET;
    if (arguments->keywords && arguments->keywords->count) {
        raise_type_error(interp, "%s() takes no keyword arguments", name);
        return false;
    }
    if (arguments->count > 1) {
        raise_type_error(interp, "%s expected at most 1 argument, got %zu", name, arguments->count);
        return false;
    }
    if (arguments->count == 1)
        *out = arguments->values[0];
    return true;
}

// What __length_hint__ says, where there is one; *out stays where it gives NotImplemented or fails with TypeError.
static bool ask_length_hint(Interp *interp, Value v, size_t *out)
{
    Value hint = slot_call(interp, v, interp->names[NAME_length_hint], 0, NULL);
    if (value_is_unset(hint) || hint.tag == TAG_NOT_IMPLEMENTED)
        return true;
    if (value_is_error(hint))
        return exception_catch(interp, ERROR_TYPE_ERROR);
    int64_t length = 0;
    bool ok = int_check(interp, hint);
    if (!ok)
        raise_type_error(interp, "__length_hint__ must be an integer, not %s", value_type_name(interp, hint));
    ok = ok && sequence_read_size(interp, hint, &length);
    if (ok && length < 0) {
        raise_value_error(interp, "__length_hint__() should return >= 0");
        ok = false;
    }
    if (ok)
        *out = (size_t)length;
    value_drop(hint);
    return ok;
}

bool container_length_hint(Interp *interp, Value v, size_t fallback, size_t *out)
{
    *out = fallback;
    if (v.tag != TAG_OBJECT)
        return true;
    if (value_type(interp, v)->slots.length) {
        int64_t length;
        if (value_length(interp, v, &length)) {
            *out = (size_t)length;
            return true;
        }
        if (interp->error.kind != ERROR_TYPE_ERROR)
            return false;
        error_clear(&interp->error);
        return true;
    }
    return ask_length_hint(interp, v, out);
}

bool sequence_items(Interp *interp, Value v, const Value **items, size_t *count)
{
    if (sequence_is(interp, v, TYPE_LIST)) {
        *items = list_of(v)->items;
        *count = list_of(v)->count;
        return true;
    }
    if (sequence_is(interp, v, TYPE_TUPLE)) {
        *items = tuple_of(v)->items;
        *count = tuple_of(v)->count;
        return true;
    }
    return false;
}

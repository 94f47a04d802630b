#include "object/slot_trampoline.h"

#include "object/attribute.h"
#include "object/call.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"

static Value row_name(Interp *interp, int row)
{
    return interp->slot_names[row];
}

Value slot_call(Interp *interp, Value self, Value name, size_t count, const Value *values)
{
    Arguments arguments = {values, count, NULL};
    return call_special(interp, self, name, &arguments);
}

// Calls a method that the slot's existence promises; a deleted one is an AttributeError.
static Value call_row(Interp *interp, Value self, int row, size_t count, const Value *values)
{
    Value result = slot_call(interp, self, row_name(interp, row), count, values);
    if (value_is_unset(result))
        return value_raise(interp, ERROR_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'",
                           value_type_name(interp, self), str_of(row_name(interp, row))->text);
    return result;
}

static bool call_row_done(Interp *interp, Value self, int row, size_t count, const Value *values)
{
    Value result = call_row(interp, self, row, count, values);
    value_drop(result);
    return !value_is_error(result);
}

Value trampoline_repr(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_REPR, 0, NULL);
}

Value trampoline_str(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_STR, 0, NULL);
}

bool trampoline_hash(Interp *interp, Value self, int64_t *hash)
{
    Value result = slot_call(interp, self, row_name(interp, SLOT_ROW_HASH), 0, NULL);
    if (value_is_unset(result))
        return slot_hash_refused(interp, self, hash);
    if (value_is_error(result))
        return false;
    bool is_int = value_is_instance(interp, result, interp->types[TYPE_INT]);
    if (!is_int)
        raise_type_error(interp, "__hash__ method should return an integer");
    bool ok = is_int && value_hash_of_int(interp, result, hash);
    value_drop(result);
    return ok;
}

bool slot_hash_refused(Interp *interp, Value self, UNUSED int64_t *hash)
{
    raise_type_error(interp, "unhashable type: '%s'", value_type_name(interp, self));
    return false;
}

Value trampoline_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    Value result = slot_call(interp, a, row_name(interp, SLOT_ROW_LT + (int)kind), 1, &b);
    return value_is_unset(result) ? VALUE_NOT_IMPLEMENTED : result;
}

bool trampoline_truth(Interp *interp, Value self, bool *truth)
{
    Value result = call_row(interp, self, SLOT_ROW_BOOL, 0, NULL);
    if (value_is_error(result))
        return false;
    if (result.tag == TAG_BOOL) {
        *truth = result.boolean;
        return true;
    }
    raise_type_error(interp, "__bool__ should return bool, returned %s", value_type_name(interp, result));
    value_drop(result);
    return false;
}

Value trampoline_negative(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_NEG, 0, NULL);
}

Value trampoline_positive(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_POS, 0, NULL);
}

Value trampoline_invert(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_INVERT, 0, NULL);
}

Value trampoline_absolute(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_ABS, 0, NULL);
}

bool trampoline_length(Interp *interp, Value self, int64_t *length)
{
    Value result = call_row(interp, self, SLOT_ROW_LEN, 0, NULL);
    if (value_is_error(result))
        return false;
    bool ok = value_to_int64(interp, result, length);
    if (!ok && int_check(interp, result) && int_sign(result) < 0) {
        error_clear(&interp->error);
        *length = -1;
        ok = true;
    }
    value_drop(result);
    if (!ok && exception_pending_is(interp, ERROR_OVERFLOW_ERROR))
        value_raise(interp, ERROR_OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
    if (ok && *length < 0) {
        raise_value_error(interp, "__len__() should return >= 0");
        return false;
    }
    return ok;
}

Value trampoline_get_item(Interp *interp, Value self, Value key)
{
    return call_row(interp, self, SLOT_ROW_GETITEM, 1, &key);
}

bool trampoline_set_item(Interp *interp, Value self, Value key, Value item)
{
    if (value_is_unset(item))
        return call_row_done(interp, self, SLOT_ROW_DELITEM, 1, &key);
    return call_row_done(interp, self, SLOT_ROW_SETITEM, 2, (Value[]){key, item});
}

bool trampoline_contains(Interp *interp, Value self, Value item, bool *found)
{
    Value method = type_lookup(value_type(interp, self), row_name(interp, SLOT_ROW_CONTAINS));
    if (value_is_none(method)) {
        raise_type_error(interp, "'%s' object is not a container", value_type_name(interp, self));
        return false;
    }
    Value result = call_row(interp, self, SLOT_ROW_CONTAINS, 1, &item);
    bool ok = !value_is_error(result) && value_truth(interp, result, found);
    value_drop(result);
    return ok;
}

Value trampoline_iter(Interp *interp, Value self)
{
    Value method = type_lookup(value_type(interp, self), row_name(interp, SLOT_ROW_ITER));
    if (value_is_none(method))
        return raise_type_error(interp, "'%s' object is not iterable", value_type_name(interp, self));
    return call_row(interp, self, SLOT_ROW_ITER, 0, NULL);
}

Value trampoline_next(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_NEXT, 0, NULL);
}

// __getattribute__ first; __getattr__ where it finds nothing.
Value trampoline_get_attribute(Interp *interp, Value self, Value name)
{
    Type *type = value_type(interp, self);
    Value method = type_lookup(type, row_name(interp, SLOT_ROW_GETATTRIBUTE));
    Value hook = type_lookup(type, row_name(interp, SLOT_ROW_GETATTR));
    bool plain = method.tag == TAG_OBJECT && method.object->type == interp->types[TYPE_SLOT_WRAPPER] &&
                 ((SlotWrapper *)method.object)->owner->slots.get_attribute == attribute_get_generic;
    if (value_is_unset(hook))
        return call_row(interp, self, SLOT_ROW_GETATTRIBUTE, 1, &name);
    Value found =
        plain ? attribute_find_generic(interp, self, name) : call_row(interp, self, SLOT_ROW_GETATTRIBUTE, 1, &name);
    if (value_is_error(found) && exception_catch(interp, ERROR_ATTRIBUTE_ERROR))
        found = VALUE_UNSET;
    if (!value_is_unset(found))
        return found;
    return call_row(interp, self, SLOT_ROW_GETATTR, 1, &name);
}

bool trampoline_set_attribute(Interp *interp, Value self, Value name, Value value)
{
    if (value_is_unset(value))
        return call_row_done(interp, self, SLOT_ROW_DELATTR, 1, &name);
    return call_row_done(interp, self, SLOT_ROW_SETATTR, 2, (Value[]){name, value});
}

Value trampoline_descriptor_get(Interp *interp, Value self, Value instance, Type *owner)
{
    Value values[] = {value_is_unset(instance) ? VALUE_NONE : instance, owner ? value_from_object(owner) : VALUE_NONE};
    Value method = type_lookup(value_type(interp, self), row_name(interp, SLOT_ROW_GET));
    if (value_is_unset(method))
        return value_keep(self);
    // What stands in the class is called as it is: binding it would ask for its own __get__.
    value_keep(method);
    Value result = call_with_first(interp, method, self, &(Arguments){values, 2, NULL});
    value_drop(method);
    return result;
}

// A missing __set__ or __delete__ is named by its plain text, as the attribute that it is.
bool trampoline_descriptor_set(Interp *interp, Value self, Value instance, Value value)
{
    bool deletes = value_is_unset(value);
    int row = deletes ? SLOT_ROW_DELETE : SLOT_ROW_SET;
    Value result = slot_call(interp, self, row_name(interp, row), deletes ? 1 : 2, (Value[]){instance, value});
    if (value_is_unset(result))
        value_raise(interp, ERROR_ATTRIBUTE_ERROR, "%s", str_of(row_name(interp, row))->text);
    value_drop(result);
    return !value_is_error(result) && !value_is_unset(result);
}

static bool warn_of_subclass(Interp *interp, Value result, const char *method)
{
    Value message = str_from_format(interp,
                                    "%s returned non-int (type %s).  The ability to return an instance of a strict "
                                    "subclass of int is deprecated, and may be removed in a future version of Python.",
                                    method, value_type_name(interp, result));
    bool ok = !value_is_error(message) && interp->hooks.warn(interp, ERROR_DEPRECATION_WARNING, str_of(message)->text);
    value_drop(message);
    return ok;
}

// Native code relies on what these give, so it is checked here.
static Value require_int(Interp *interp, Value result, const char *method)
{
    if (value_is_error(result) || result.tag == TAG_INT || sequence_is_exact(interp, result, TYPE_INT))
        return result;
    bool accepted = int_check(interp, result);
    if (!accepted)
        raise_type_error(interp, "%s returned non-int (type %s)", method, value_type_name(interp, result));
    else if (interp->hooks.warn)
        accepted = warn_of_subclass(interp, result, method);
    if (accepted)
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

Value trampoline_to_int(Interp *interp, Value self)
{
    return require_int(interp, call_row(interp, self, SLOT_ROW_INT, 0, NULL), "__int__");
}

Value trampoline_to_float(Interp *interp, Value self)
{
    return call_row(interp, self, SLOT_ROW_FLOAT, 0, NULL);
}

Value trampoline_to_index(Interp *interp, Value self)
{
    return require_int(interp, call_row(interp, self, SLOT_ROW_INDEX, 0, NULL), "__index__");
}

Value trampoline_call(Interp *interp, Value self, const Arguments *arguments)
{
    Value result = call_special(interp, self, row_name(interp, SLOT_ROW_CALL), arguments);
    if (value_is_unset(result))
        return raise_type_error(interp, "'%s' object is not callable", value_type_name(interp, self));
    return result;
}

bool trampoline_init(Interp *interp, Value self, const Arguments *arguments)
{
    Value result = call_special(interp, self, row_name(interp, SLOT_ROW_INIT), arguments);
    if (value_is_error(result))
        return false;
    bool ok = value_is_none(result);
    if (!ok)
        raise_type_error(interp, "__init__() should return None, not '%s'", value_type_name(interp, result));
    value_drop(result);
    return ok;
}

Value trampoline_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Value method = value_get_attribute(interp, value_from_object(type), row_name(interp, SLOT_ROW_NEW));
    if (value_is_error(method))
        return method;
    Value result = call_with_first(interp, method, value_from_object(type), arguments);
    value_drop(method);
    return result;
}

void trampoline_finalize(Interp *interp, Value self)
{
    Value name = row_name(interp, SLOT_ROW_DEL);
    Value method = value_keep(type_lookup(value_type(interp, self), name));
    Value result = slot_call(interp, self, name, 0, NULL);
    if (value_is_error(result))
        slot_ignore_error(interp, method);
    value_drop(result);
    value_drop(method);
}

// ---- operators ----

typedef Value (*BinarySlot)(Interp *, Value, Value);

static bool overrides(Type *type, const Type *base, Value name)
{
    Value own = type_lookup(type, name), inherited = type_lookup((Type *)base, name);
    return !value_is_unset(own) && !value_is(own, inherited);
}

// The slot is tried for both operands' types, so it asks only those methods that its caller means: the left
// operand's own one, or the reflected one of the right operand; a subclass on the right goes first.
static Value call_operator(Interp *interp, Value a, Value b, BinaryKind kind, BinarySlot trampoline)
{
    Type *left = value_type(interp, a), *right = value_type(interp, b);
    Value name = row_name(interp, SLOT_ROW_BINARY + 3 * (int)kind);
    Value reflected = row_name(interp, SLOT_ROW_BINARY + 3 * (int)kind + 1);
    bool try_right = left != right && right->slots.binary[kind] == trampoline;
    Value result = VALUE_UNSET;
    if (left->slots.binary[kind] == trampoline) {
        if (try_right && type_is_subtype(right, left) && overrides(right, left, reflected)) {
            result = slot_call(interp, b, reflected, 1, &a);
            if (!value_is_unset(result) && result.tag != TAG_NOT_IMPLEMENTED)
                return result;
            try_right = false;
        }
        result = slot_call(interp, a, name, 1, &b);
        if (!value_is_unset(result) && result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    if (try_right)
        result = slot_call(interp, b, reflected, 1, &a);
    return value_is_unset(result) ? VALUE_NOT_IMPLEMENTED : result;
}

#define BINARY(id, symbol, dunder, reflected, inplace)                                                                 \
    Value trampoline_##id(Interp *interp, Value a, Value b)                                                            \
    {                                                                                                                  \
        return call_operator(interp, a, b, BINARY_##id, trampoline_##id);                                              \
    }                                                                                                                  \
    Value trampoline_in_place_##id(Interp *interp, Value a, Value b)                                                   \
    {                                                                                                                  \
        Value result = slot_call(interp, a, row_name(interp, SLOT_ROW_BINARY + 3 * BINARY_##id + 2), 1, &b);           \
        return value_is_unset(result) ? VALUE_NOT_IMPLEMENTED : result;                                                \
    }
#include "operators.def"
#undef BINARY

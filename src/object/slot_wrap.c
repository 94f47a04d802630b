#include "object/slot_wrap.h"

#include "object/operate.h"
#include "object/sequence.h"

// The slot's types, to cast the stored pointer back to what it was.
typedef Value (*UnarySlot)(Interp *, Value);
typedef Value (*BinarySlot)(Interp *, Value, Value);
typedef Value (*CompareSlot)(Interp *, Value, Value, CompareKind);
typedef bool (*HashSlot)(Interp *, Value, int64_t *);
typedef bool (*TruthSlot)(Interp *, Value, bool *);
typedef bool (*SetSlot)(Interp *, Value, Value, Value);
typedef bool (*ContainsSlot)(Interp *, Value, Value, bool *);
typedef Value (*GetSlot)(Interp *, Value, Value, Type *);
typedef bool (*DescriptorSetSlot)(Interp *, Value, Value, Value);
typedef Value (*CallSlot)(Interp *, Value, const Arguments *);
typedef bool (*InitSlot)(Interp *, Value, const Arguments *);

#define WRAP(name)                                                                                                     \
    Value wrap_##name(UNUSED Interp *interp, UNUSED AnyFunction slot, UNUSED int argument, UNUSED Value self,          \
                      UNUSED const Arguments *arguments)

static bool expect(Interp *interp, const Arguments *arguments, size_t count)
{
    if (arguments->count == count)
        return true;
    raise_type_error(interp, "%sexpected %zu argument%s, got %zu", count > 1 ? " " : "", count, count == 1 ? "" : "s",
                     arguments->count);
    return false;
}

static Value none_if(bool ok)
{
    return ok ? VALUE_NONE : VALUE_ERROR;
}

WRAP(unary)
{
    return expect(interp, arguments, 0) ? ((UnarySlot)slot)(interp, self) : VALUE_ERROR;
}

WRAP(binary)
{
    return expect(interp, arguments, 1) ? ((BinarySlot)slot)(interp, self, arguments->values[0]) : VALUE_ERROR;
}

// Calls that may leave out the last argument, as __pow__ and __get__ do.
static bool expect_between(Interp *interp, const Arguments *arguments, size_t least, size_t most)
{
    if (arguments->count >= least && arguments->count <= most)
        return true;
    bool few = arguments->count < least;
    size_t bound = few ? least : most;
    raise_type_error(interp, " expected at %s %zu argument%s, got %zu", few ? "least" : "most", bound,
                     bound == 1 ? "" : "s", arguments->count);
    return false;
}

// The repetition of a sequence words a wrong count as a method with several arguments does.
static bool expect_operand(Interp *interp, int kind, Value self, const Arguments *arguments)
{
    if (kind == BINARY_MULTIPLY && arguments->count != 1 && sequence_repeats(interp, self)) {
        raise_type_error(interp, " expected 1 argument, got %zu", arguments->count);
        return false;
    }
    return expect(interp, arguments, 1);
}

// The sequences' own + and * are not operators in CPython: they refuse by themselves.
static Value refuse_or_pass(Interp *interp, int kind, Value self, Value other, Value result)
{
    if (result.tag != TAG_NOT_IMPLEMENTED)
        return result;
    Value refused = sequence_method_error(interp, (BinaryKind)kind, self, other);
    return value_is_unset(refused) ? result : refused;
}

WRAP(operator)
{
    if (argument == BINARY_POWER) {
        if (!expect_between(interp, arguments, 1, 2))
            return VALUE_ERROR;
        if (arguments->count == 2 && !value_is_none(arguments->values[1]))
            return value_power_method(interp, self, arguments->values[0], arguments->values[1]);
    } else if (!expect_operand(interp, argument, self, arguments))
        return VALUE_ERROR;
    Value other = arguments->values[0];
    return refuse_or_pass(interp, argument, self, other, ((BinarySlot)slot)(interp, self, other));
}

WRAP(reflected)
{
    if (argument == BINARY_POWER ? !expect_between(interp, arguments, 1, 2)
                                 : !expect_operand(interp, argument, self, arguments))
        return VALUE_ERROR;
    Value other = arguments->values[0];
    if (argument == BINARY_POWER && arguments->count == 2 && !value_is_none(arguments->values[1]))
        return value_power_method(interp, other, self, arguments->values[1]);
    return refuse_or_pass(interp, argument, self, other, ((BinarySlot)slot)(interp, other, self));
}

WRAP(in_place)
{
    if (!expect_operand(interp, argument, self, arguments))
        return VALUE_ERROR;
    Value other = arguments->values[0];
    return refuse_or_pass(interp, argument, self, other, ((BinarySlot)slot)(interp, self, other));
}

WRAP(hash)
{
    int64_t hash;
    if (!expect(interp, arguments, 0) || !((HashSlot)slot)(interp, self, &hash))
        return VALUE_ERROR;
    return value_from_int(hash);
}

WRAP(compare)
{
    if (!expect(interp, arguments, 1))
        return VALUE_ERROR;
    return ((CompareSlot)slot)(interp, self, arguments->values[0], (CompareKind)argument);
}

WRAP(truth)
{
    bool truth;
    if (!expect(interp, arguments, 0) || !((TruthSlot)slot)(interp, self, &truth))
        return VALUE_ERROR;
    return value_from_bool(truth);
}

WRAP(length)
{
    int64_t length;
    if (!expect(interp, arguments, 0) || !((HashSlot)slot)(interp, self, &length))
        return VALUE_ERROR;
    return value_from_int(length);
}

WRAP(set_item)
{
    if (!expect(interp, arguments, 2))
        return VALUE_ERROR;
    return none_if(((SetSlot)slot)(interp, self, arguments->values[0], arguments->values[1]));
}

WRAP(delete_item)
{
    if (!expect(interp, arguments, 1))
        return VALUE_ERROR;
    return none_if(((SetSlot)slot)(interp, self, arguments->values[0], VALUE_UNSET));
}

WRAP(contains)
{
    bool found;
    if (!expect(interp, arguments, 1) || !((ContainsSlot)slot)(interp, self, arguments->values[0], &found))
        return VALUE_ERROR;
    return value_from_bool(found);
}

WRAP(next)
{
    if (!expect(interp, arguments, 0))
        return VALUE_ERROR;
    if (value_type(interp, self) == interp->types[TYPE_GENERATOR])
        return value_next_or_stop(interp, self);
    Value item = ((UnarySlot)slot)(interp, self);
    if (value_is_unset(item)) {
        error_raise_bare(&interp->error, ERROR_STOP_ITERATION);
        return VALUE_ERROR;
    }
    return item;
}

// Names that come from Python code need not be interned, nor even be str.
static bool attribute_name(Interp *interp, Value v, Value *name)
{
    if (!value_is_instance(interp, v, interp->types[TYPE_STR])) {
        raise_type_error(interp, "attribute name must be string, not '%s'", value_type_name(interp, v));
        return false;
    }
    *name = value_intern_name(interp, v);
    return !value_is_error(*name);
}

// object.__setattr__ of a type object must not get round what type.__setattr__ refuses.
static bool refuse_type(Interp *interp, Value self, AnyFunction slot, const char *method)
{
    if (!value_is_type(self) || (AnyFunction)self.object->type->slots.set_attribute == slot ||
        self.object->type->flags & TYPE_FLAG_HEAP)
        return true;
    raise_type_error(interp, "can't apply this %s to type object", method);
    return false;
}

WRAP(set_attribute)
{
    Value name;
    if (!expect(interp, arguments, 2) || !refuse_type(interp, self, slot, "__setattr__") ||
        !attribute_name(interp, arguments->values[0], &name))
        return VALUE_ERROR;
    bool ok = ((SetSlot)slot)(interp, self, name, arguments->values[1]);
    value_drop(name);
    return none_if(ok);
}

WRAP(delete_attribute)
{
    Value name;
    if (!expect(interp, arguments, 1) || !refuse_type(interp, self, slot, "__delattr__") ||
        !attribute_name(interp, arguments->values[0], &name))
        return VALUE_ERROR;
    bool ok = ((SetSlot)slot)(interp, self, name, VALUE_UNSET);
    value_drop(name);
    return none_if(ok);
}

WRAP(get_attribute)
{
    Value name;
    if (!expect(interp, arguments, 1) || !attribute_name(interp, arguments->values[0], &name))
        return VALUE_ERROR;
    Value found = ((BinarySlot)slot)(interp, self, name);
    value_drop(name);
    return found;
}

WRAP(get)
{
    if (!expect_between(interp, arguments, 1, 2))
        return VALUE_ERROR;
    Value instance = arguments->values[0];
    Value owner = arguments->count == 2 ? arguments->values[1] : VALUE_NONE;
    if (value_is_none(instance) && value_is_none(owner))
        return raise_type_error(interp, "__get__(None, None) is invalid");
    Type *type = value_is_type(owner) ? type_of(owner) : value_type(interp, instance);
    bool none_is_instance = value_is_none(instance) && type == interp->types[TYPE_NONE];
    return ((GetSlot)slot)(interp, self, value_is_none(instance) && !none_is_instance ? VALUE_UNSET : instance, type);
}

WRAP(set)
{
    if (!expect(interp, arguments, 2))
        return VALUE_ERROR;
    return none_if(((DescriptorSetSlot)slot)(interp, self, arguments->values[0], arguments->values[1]));
}

WRAP(delete)
{
    if (!expect(interp, arguments, 1))
        return VALUE_ERROR;
    return none_if(((DescriptorSetSlot)slot)(interp, self, arguments->values[0], VALUE_UNSET));
}

WRAP(call)
{
    return ((CallSlot)slot)(interp, self, arguments);
}

WRAP(init)
{
    return none_if(((InitSlot)slot)(interp, self, arguments));
}

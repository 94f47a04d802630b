// isinstance() and issubclass().
#include "object/attribute.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/union.h"

// The class that an object claims to be (a proxy may state another __class__ than its type).
static bool instance_of_type(Interp *interp, Value v, Type *type, bool *result)
{
    *result = value_is_instance(interp, v, type);
    Type *own = value_type(interp, v);
    bool is_plain = own->slots.get_attribute == attribute_get_generic && !(own->flags & TYPE_FLAG_HEAP);
    if (*result || is_plain)
        return true;
    Value claimed = value_find_attribute(interp, v, interp->names[NAME_class]);
    if (value_is_error(claimed))
        return false;
    if (value_is_type(claimed))
        *result = type_is_subtype(type_of(claimed), type);
    value_drop(claimed);
    return true;
}

static Value bases_of(Interp *interp, Value v)
{
    Value name = interp_intern(interp, "__bases__");
    if (value_is_error(name))
        return name;
    Value bases = value_find_attribute(interp, v, name);
    value_drop(name);
    if (value_is_error(bases) || value_is_unset(bases) || value_is_instance(interp, bases, interp->types[TYPE_TUPLE]))
        return bases;
    value_drop(bases);
    return VALUE_UNSET;
}

// Follows __bases__ of things that only behave like classes.
static bool abstract_subclass(Interp *interp, Value derived, Value class, bool *result)
{
    *result = value_is(derived, class);
    if (*result)
        return true;
    if (!interp_enter(interp, " in __subclasscheck__"))
        return false;
    Value bases = bases_of(interp, derived);
    bool ok = !value_is_error(bases);
    for (size_t i = 0; ok && bases.tag == TAG_OBJECT && i < tuple_of(bases)->count && !*result; i++)
        ok = abstract_subclass(interp, tuple_of(bases)->items[i], class, result);
    value_drop(bases);
    interp_leave(interp);
    return ok;
}

// False with TypeError where `v` has no tuple of bases.
static bool require_class(Interp *interp, Value v, const char *message)
{
    Value bases = bases_of(interp, v);
    if (value_is_unset(bases))
        raise_type_error(interp, "%s", message);
    value_drop(bases);
    return bases.tag == TAG_OBJECT;
}

bool value_check_instance_plain(Interp *interp, Value v, Value class_or_tuple, bool *result)
{
    if (value_is_type(class_or_tuple))
        return instance_of_type(interp, v, type_of(class_or_tuple), result);
    if (!require_class(interp, class_or_tuple, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return false;
    *result = false;
    Value claimed = value_find_attribute(interp, v, interp->names[NAME_class]);
    if (value_is_unset(claimed))
        return true;
    bool ok = !value_is_error(claimed) && abstract_subclass(interp, claimed, class_or_tuple, result);
    value_drop(claimed);
    return ok;
}

bool value_check_subclass_plain(Interp *interp, Value v, Value class_or_tuple, bool *result)
{
    if (value_is_type(v) && value_is_type(class_or_tuple)) {
        *result = type_is_subtype(type_of(v), type_of(class_or_tuple));
        return true;
    }
    return require_class(interp, v, "issubclass() arg 1 must be a class") &&
           require_class(interp, class_or_tuple,
                         "issubclass() arg 2 must be a class, a tuple of classes, or a union") &&
           abstract_subclass(interp, v, class_or_tuple, result);
}

typedef bool (*PlainCheck)(Interp *, Value, Value, bool *);

static bool check(Interp *interp, Value v, Value classes, bool *result, int hook_name, PlainCheck plain);

static bool check_any(Interp *interp, Value v, const Tuple *classes, bool *result, int hook_name, PlainCheck plain)
{
    *result = false;
    for (size_t i = 0; i < classes->count && !*result; i++) {
        if (!check(interp, v, classes->items[i], result, hook_name, plain))
            return false;
    }
    return true;
}

static bool check_with_hook(Interp *interp, Value v, Value classes, bool *result, int hook_name, PlainCheck plain)
{
    if (value_type(interp, classes) == interp->types[TYPE_TYPE])
        return plain(interp, v, classes, result);
    if (value_is_instance(interp, classes, interp->types[TYPE_TUPLE]))
        return check_any(interp, v, tuple_of(classes), result, hook_name, plain);
    if (value_type(interp, classes) == interp->types[TYPE_UNION])
        return check_any(interp, v, tuple_of(union_members(classes)), result, hook_name, plain);
    Value answer = slot_call(interp, classes, interp->names[hook_name], 1, &v);
    if (value_is_unset(answer))
        return plain(interp, v, classes, result);
    bool ok = !value_is_error(answer) && value_truth(interp, answer, result);
    value_drop(answer);
    return ok;
}

static bool check(Interp *interp, Value v, Value classes, bool *result, int hook_name, PlainCheck plain)
{
    if (!interp_enter(interp, hook_name == NAME_instancecheck ? " in __instancecheck__" : " in __subclasscheck__"))
        return false;
    bool ok = check_with_hook(interp, v, classes, result, hook_name, plain);
    interp_leave(interp);
    return ok;
}

bool value_check_instance(Interp *interp, Value v, Value class_or_tuple, bool *result)
{
    // An exact match needs no hook, as in CPython.
    if (class_or_tuple.tag == TAG_OBJECT && (Object *)value_type(interp, v) == class_or_tuple.object) {
        *result = true;
        return true;
    }
    return check(interp, v, class_or_tuple, result, NAME_instancecheck, value_check_instance_plain);
}

bool value_check_subclass(Interp *interp, Value v, Value class_or_tuple, bool *result)
{
    return check(interp, v, class_or_tuple, result, NAME_subclasscheck, value_check_subclass_plain);
}

// Calls: what value_call and the evaluator share.
#ifndef OBJECT_CALL_H
#define OBJECT_CALL_H

#include "object/interp.h"
#include "object/operate.h"

/// Calls `callable` with one more positional value in front.
MUST_USE Value call_with_first(Interp *interp, Value callable, Value first, const Arguments *arguments);
/// Calls with keyword arguments from a dict (NONE or UNSET: none).
MUST_USE Value call_with_dict(Interp *interp, Value callable, size_t count, const Value *values, Value keywords);
/// Calls the method `name` of self's type (never of its __dict__). VALUE_UNSET, nothing pending, where there is none.
MUST_USE Value call_special(Interp *interp, Value self, Value name, const Arguments *arguments);
/// True for attributes that, found in a type, take the instance as their first argument: functions, native methods,
/// slot wrappers. Calling them with the instance in front saves the bound method.
static inline bool call_takes_self(const Interp *interp, Value found)
{
    if (found.tag != TAG_OBJECT)
        return false;
    const Type *type = found.object->type;
    return type == interp->types[TYPE_FUNCTION] || type == interp->types[TYPE_METHOD_DESCRIPTOR] ||
           type == interp->types[TYPE_SLOT_WRAPPER] || type->flags & TYPE_FLAG_METHOD;
}
/// The call slot of type objects: __new__, then __init__.
Value call_type(Interp *interp, Value self, const Arguments *arguments);

#endif

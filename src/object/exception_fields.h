// What each built-in exception class has of its own: used by exception.c only.
#ifndef OBJECT_EXCEPTION_FIELDS_H
#define OBJECT_EXCEPTION_FIELDS_H

#include "object/interp.h"

/// Makes all classes below BaseException.
MUST_USE bool exception_init_kinds(Interp *interp);
/// Sets the fields that follow from the arguments, as the classes' __init__ does.
MUST_USE bool exception_fill_fields(Interp *interp, Value exception, const Arguments *arguments);
/// The slots of BaseException.
MUST_USE Value exception_new_slot(Interp *interp, Type *type, const Arguments *arguments);
MUST_USE bool exception_init_slot(Interp *interp, Value self, const Arguments *arguments);
/// The attributes of an exception as a dict, UNSET where it has none. Owned.
Value exception_state(Value self);
/// (class, args), with `state` behind where it is set: what __reduce__ gives. Takes both, which may be VALUE_ERROR.
MUST_USE Value exception_reduce_with(Interp *interp, Value self, Value args, Value state);

/// The methods and slots of exception groups (exception_group.c).
extern const NativeSpec *const EXCEPTION_GROUP_METHODS[];
Value exception_group_new(Interp *interp, Type *type, const Arguments *arguments);
bool exception_group_init(Interp *interp, Value self, const Arguments *arguments);
Value exception_group_str(Interp *interp, Value self);

#endif

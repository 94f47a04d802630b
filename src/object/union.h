// int | str: unions of types, and list[int]: generic aliases.
#ifndef OBJECT_UNION_H
#define OBJECT_UNION_H

#include "object/interp.h"

typedef struct Union {
    Object head;
    Value members;    // tuple, without repetitions
    Value parameters; // tuple or UNSET: type variables, found when first asked for
} Union;

/// "types.GenericAlias": a class with arguments.
typedef struct GenericAlias {
    Object head;
    Value origin;
    Value arguments;  // tuple
    Value parameters; // tuple or UNSET
    bool starred;
} GenericAlias;

/// a | b where both are types, None or aliases; VALUE_NOT_IMPLEMENTED otherwise.
MUST_USE Value union_of(Interp *interp, Value a, Value b);
/// The tuple of a union's members, lent.
Value union_members(Value v);
/// origin[arguments]; `arguments` that is no tuple becomes one of one.
MUST_USE Value generic_alias_new(Interp *interp, Value origin, Value arguments);

#endif

// Computed attributes of native types, and the members that __slots__ makes.
#ifndef OBJECT_GETSET_H
#define OBJECT_GETSET_H

#include "object/interp.h"

/// "getset_descriptor": a GetSetSpec in its type's dictionary.
typedef struct GetSet {
    Object head;
    const GetSetSpec *spec;
    Type *owner; // counted
} GetSet;

/// "member_descriptor": one of a class's __slots__.
typedef struct Member {
    Object head;
    Value name;
    Type *owner;    // counted
    unsigned index; // for object_slot
} Member;

MUST_USE Value getset_new(Type *owner, const GetSetSpec *spec);
MUST_USE Value member_new(Type *owner, Value name, unsigned index);

#endif

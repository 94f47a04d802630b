// super objects, and the lookup behind them without the object.
#ifndef OBJECT_SUPER_H
#define OBJECT_SUPER_H

#include "object/interp.h"

typedef struct Super {
    Object head;
    Type *type;   // counted: the lookup starts after it
    Type *start;  // counted: whose mro is followed; NULL while unbound
    Value object; // UNSET while unbound
} Super;

/// super(type, object); object UNSET leaves it unbound. TypeError where object is not an instance or subclass.
MUST_USE Value super_new(Interp *interp, Type *type, Value object);
/// The attribute that super(type, object).name finds, without making the super object; VALUE_UNSET where there is none.
/// `start` is the class whose mro is followed: object's type, or object itself where it is a class.
MUST_USE Value super_find(Interp *interp, Type *type, Type *start, Value object, Value name);

#endif

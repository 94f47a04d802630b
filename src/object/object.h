// object's own slots, which other files compare with or fall back to.
#ifndef OBJECT_OBJECT_H
#define OBJECT_OBJECT_H

#include "object/interp.h"

/// object.__new__: an instance of any class whose layout needs no arguments.
MUST_USE Value object_new_slot(Interp *interp, Type *type, const Arguments *arguments);
/// object.__init__: refuses arguments that nobody takes.
MUST_USE bool object_init_slot(Interp *interp, Value self, const Arguments *arguments);
/// dir() of an object: a list of the names in its __dict__, `type` and the bases.
MUST_USE Value object_names(Interp *interp, Value self, Type *type);

#endif

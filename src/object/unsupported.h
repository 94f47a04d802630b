// What was imported and torchlet lacks: a name that no part of the program uses does no harm.
#ifndef OBJECT_UNSUPPORTED_H
#define OBJECT_UNSUPPORTED_H

#include "object/value.h"

struct Interp;

/// Where an UnsupportedError is pending, takes it and returns an object that raises it again at every use (calls,
/// attributes, items, printing, as a base class); it is equal to itself only. Another pending error stays, and
/// VALUE_ERROR is returned.
MUST_USE Value unsupported_catch(struct Interp *interp);
/// True for such an object.
bool unsupported_check(struct Interp *interp, Value v);
/// Raises the error of such an object, for uses that no slot sees. Returns VALUE_ERROR.
Value unsupported_raise(struct Interp *interp, Value v);

#endif

// float's methods. Used by the float files only.
#ifndef OBJECT_FLOAT_METHODS_H
#define OBJECT_FLOAT_METHODS_H

#include "object/interp.h"

extern const NativeSpec *const FLOAT_METHODS[];
extern const GetSetSpec FLOAT_GETSETS[];

/// A float, or an instance of a subclass of float.
MUST_USE Value float_of_type(Interp *interp, Type *type, double value);
/// Raises OverflowError with the two arguments (a number and a text); drops both.
Value float_raise_range(Interp *interp, Value parts[2]);

#endif

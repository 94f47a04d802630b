// int's methods and texts, behind its slots. Used by the int files only.
#ifndef OBJECT_INT_METHODS_H
#define OBJECT_INT_METHODS_H

#include "object/interp.h"

extern const NativeSpec *const INT_METHODS[];
extern const GetSetSpec INT_GETSETS[];

/// The tuple (a, b); takes both.
MUST_USE Value int_pair_take(Interp *interp, Value a, Value b);
/// int(bytes, base); VALUE_UNSET where v is neither bytes nor bytearray.
MUST_USE Value int_parse_bytes(Interp *interp, Value v, int base);

#endif

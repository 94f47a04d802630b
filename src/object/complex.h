// complex: two doubles in an object.
#ifndef OBJECT_COMPLEX_H
#define OBJECT_COMPLEX_H

#include "base/text.h"
#include "object/interp.h"

typedef struct Complex {
    Object head;
    double real, imaginary;
} Complex;

MUST_USE Value complex_new(Interp *interp, double real, double imaginary);
/// True for complex numbers and instances of subclasses, whose parts it stores.
bool complex_check(Interp *interp, Value v, double *real, double *imaginary);
/// Appends "(1+2j)" or "2j".
bool complex_append_repr(Text *out, double real, double imaginary);

#endif

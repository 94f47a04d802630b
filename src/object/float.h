// float: a double in the Value; instances of subclasses are objects.
#ifndef OBJECT_FLOAT_H
#define OBJECT_FLOAT_H

#include "base/text.h"
#include "object/complex.h"
#include "object/interp.h"

typedef struct Float {
    Object head;
    double value;
} Float;

/// True for floats and instances of subclasses; *out is the value.
bool float_check(Interp *interp, Value v, double *out);
/// Appends the shortest text that reads back as the same double: "1.0", "1e+16", "nan", "-inf".
bool float_append_repr(Text *out, double value);
/// As float(): surrounding white space, underscores, "inf", "nan". False (nothing raised) where the text is not a
/// float.
bool float_parse(const char *bytes, size_t length, double *out);
int64_t float_hash(double value);
/// a // b and a % b of Python for b != 0.
double float_floor_divide(double a, double b);
double float_remainder(double a, double b);
/// round(value, digits), half to even, exact.
double float_round(double value, int64_t digits);

#endif

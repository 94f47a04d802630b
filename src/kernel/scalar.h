// A Python number on its way into a kernel: the one form in which alpha, a clamp bound or a fill value travels.
#ifndef KERNEL_SCALAR_H
#define KERNEL_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/complex.h"
#include "kernel/dtype.h"

typedef enum ScalarKind { SCALAR_BOOL, SCALAR_INT, SCALAR_FLOAT, SCALAR_COMPLEX } ScalarKind;

typedef struct Scalar {
    ScalarKind kind;
    bool wide; // an integer above the range of int64: `i` holds its lowest 64 bits
    union {
        bool b;
        int64_t i;
        double f;
        double _Complex c;
    };
} Scalar;

static inline Scalar scalar_bool(bool value)
{
    return (Scalar){.kind = SCALAR_BOOL, .b = value};
}
static inline Scalar scalar_int(int64_t value)
{
    return (Scalar){.kind = SCALAR_INT, .i = value};
}
static inline Scalar scalar_unsigned(uint64_t value)
{
    return (Scalar){.kind = SCALAR_INT, .wide = value > INT64_MAX, .i = (int64_t)value};
}
static inline Scalar scalar_float(double value)
{
    return (Scalar){.kind = SCALAR_FLOAT, .f = value};
}
static inline Scalar scalar_complex(double _Complex value)
{
    return (Scalar){.kind = SCALAR_COMPLEX, .c = value};
}

/// The value as another C type. Floats become integers by truncation, saturating instead of undefined
/// behaviour where they do not fit; a wide integer wraps round; an imaginary part is dropped.
int64_t scalar_to_int(Scalar value);
double scalar_to_float(Scalar value);
double _Complex scalar_to_complex(Scalar value);
bool scalar_to_bool(Scalar value);
/// Reads / writes one element of a dtype at `address`, converting as a C++ cast would.
Scalar scalar_load(const void *address, DType dtype);
void scalar_store(void *address, DType dtype, Scalar value);
/// True where a dtype can hold the value without overflow ("value cannot be converted to type uint8_t without
/// overflow").
bool scalar_fits(Scalar value, DType dtype);
/// The dtype a number stands for: bool, int64, `default_dtype` or its complex type.
DType scalar_dtype(Scalar value, DType default_dtype);

#endif

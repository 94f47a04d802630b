#include "kernel/scalar.h"

#include <math.h>
#include <string.h>

static int64_t truncate(double value)
{
    // The bounds are powers of two, so both comparisons are exact.
    return value >= -0x1p63 && value < 0x1p63 ? (int64_t)value : INT64_MIN;
}

int64_t scalar_to_int(Scalar value)
{
    switch (value.kind) {
    case SCALAR_BOOL:
        return value.b;
    case SCALAR_INT:
        return value.i;
    case SCALAR_FLOAT:
        return truncate(value.f);
    default:
        return truncate(creal(value.c));
    }
}

double scalar_to_float(Scalar value)
{
    switch (value.kind) {
    case SCALAR_BOOL:
        return value.b;
    case SCALAR_INT:
        return value.wide ? (double)(uint64_t)value.i : (double)value.i;
    case SCALAR_FLOAT:
        return value.f;
    default:
        return creal(value.c);
    }
}

double _Complex scalar_to_complex(Scalar value)
{
    return value.kind == SCALAR_COMPLEX ? value.c : CMPLX(scalar_to_float(value), 0);
}

bool scalar_to_bool(Scalar value)
{
    switch (value.kind) {
    case SCALAR_BOOL:
        return value.b;
    case SCALAR_INT:
        return value.i != 0;
    case SCALAR_FLOAT:
        return value.f != 0;
    default:
        return creal(value.c) != 0 || cimag(value.c) != 0;
    }
}

#define LOAD(type, variable)                                                                                           \
    type variable;                                                                                                     \
    memcpy(&variable, address, sizeof variable)

Scalar scalar_load(const void *address, DType dtype)
{
    switch (dtype) {
    case DTYPE_BOOL:
        return scalar_bool(*(const uint8_t *)address != 0);
    case DTYPE_UINT8:
        return scalar_int(*(const uint8_t *)address);
    case DTYPE_INT8:
        return scalar_int(*(const int8_t *)address);
    case DTYPE_INT16: {
        LOAD(int16_t, value);
        return scalar_int(value);
    }
    case DTYPE_INT32: {
        LOAD(int32_t, value);
        return scalar_int(value);
    }
    case DTYPE_INT64: {
        LOAD(int64_t, value);
        return scalar_int(value);
    }
    case DTYPE_FLOAT16: {
        LOAD(Half, value);
        return scalar_float((double)half_to_float(value));
    }
    case DTYPE_BFLOAT16: {
        LOAD(BFloat16, value);
        return scalar_float((double)bfloat16_to_float(value));
    }
    case DTYPE_FLOAT32: {
        LOAD(float, value);
        return scalar_float((double)value);
    }
    case DTYPE_FLOAT64: {
        LOAD(double, value);
        return scalar_float(value);
    }
    case DTYPE_COMPLEX64: {
        LOAD(float _Complex, value);
        return scalar_complex((double _Complex)value);
    }
    default: {
        LOAD(double _Complex, value);
        return scalar_complex(value);
    }
    }
}

#define STORE(type, expression)                                                                                        \
    {                                                                                                                  \
        type converted = expression;                                                                                   \
        memcpy(address, &converted, sizeof converted);                                                                 \
        return;                                                                                                        \
    }

void scalar_store(void *address, DType dtype, Scalar value)
{
    switch (dtype) {
    case DTYPE_BOOL:
        STORE(bool, scalar_to_bool(value))
    case DTYPE_UINT8:
        STORE(uint8_t, (uint8_t)scalar_to_int(value))
    case DTYPE_INT8:
        STORE(int8_t, (int8_t)scalar_to_int(value))
    case DTYPE_INT16:
        STORE(int16_t, (int16_t)scalar_to_int(value))
    case DTYPE_INT32:
        STORE(int32_t, (int32_t)scalar_to_int(value))
    case DTYPE_INT64:
        STORE(int64_t, scalar_to_int(value))
    case DTYPE_FLOAT16:
        STORE(Half, half_from_float((float)scalar_to_float(value)))
    case DTYPE_BFLOAT16:
        STORE(BFloat16, bfloat16_from_float((float)scalar_to_float(value)))
    case DTYPE_FLOAT32:
        STORE(float, (float)scalar_to_float(value))
    case DTYPE_FLOAT64:
        STORE(double, scalar_to_float(value))
    case DTYPE_COMPLEX64:
        STORE(float _Complex, (float _Complex)scalar_to_complex(value))
    default:
        STORE(double _Complex, scalar_to_complex(value))
    }
}

static bool integer_fits(int64_t value, DType dtype)
{
    switch (dtype) {
    case DTYPE_UINT8:
        return value >= -255 && value <= 255; // PyTorch lets a negative number wrap around
    case DTYPE_INT8:
        return value >= INT8_MIN && value <= INT8_MAX;
    case DTYPE_INT16:
        return value >= INT16_MIN && value <= INT16_MAX;
    case DTYPE_INT32:
        return value >= INT32_MIN && value <= INT32_MAX;
    default:
        return true;
    }
}

// A finite number above the largest one of the type; infinities and NaN fit every floating type.
static bool float_fits(double value, DType dtype)
{
    static const double LARGEST[DTYPE_COUNT] = {[DTYPE_FLOAT16] = 65504,
                                                [DTYPE_BFLOAT16] = 0x1.fep127,
                                                [DTYPE_FLOAT32] = 0x1.fffffep127,
                                                [DTYPE_COMPLEX64] = 0x1.fffffep127};
    double largest = LARGEST[dtype];
    return largest == 0 || !isfinite(value) || fabs(value) <= largest;
}

bool scalar_fits(Scalar value, DType dtype)
{
    if (dtype == DTYPE_BOOL)
        return true;
    if (value.kind == SCALAR_COMPLEX) {
        if (!dtype_is_complex(dtype) && cimag(value.c) != 0)
            return false;
        if (dtype_is_complex(dtype))
            return float_fits(creal(value.c), dtype) && float_fits(cimag(value.c), dtype);
    }
    if (!dtype_is_integral(dtype))
        return float_fits(scalar_to_float(value), dtype);
    if (value.kind == SCALAR_BOOL || value.kind == SCALAR_INT)
        return !value.wide && integer_fits(scalar_to_int(value), dtype);
    double number = scalar_to_float(value);
    if (!(number >= -0x1p63 && number < 0x1p63))
        return false;
    // A fraction is not cut off before it is compared, and there is no wrapping around to unsigned values.
    return integer_fits((int64_t)floor(number), dtype) && integer_fits((int64_t)ceil(number), dtype) &&
           !(dtype == DTYPE_UINT8 && number < 0);
}

DType scalar_dtype(Scalar value, DType default_dtype)
{
    switch (value.kind) {
    case SCALAR_BOOL:
        return DTYPE_BOOL;
    case SCALAR_INT:
        return DTYPE_INT64;
    case SCALAR_FLOAT:
        return default_dtype;
    default:
        return dtype_complex(default_dtype);
    }
}

#include "kernel/dtype.h"

#include <string.h>

typedef struct DTypeRow {
    const char *name;
    const char *alias;
    const char *scalar_name;
    const char *tensor_name;
} DTypeRow;

static const DTypeRow ROWS[DTYPE_COUNT] = {
#define DTYPE(id, name, c_type, size, category, scalar_name, tensor_name, alias)                                       \
    {name, alias, scalar_name, tensor_name},
#include "dtypes.def"
#undef DTYPE
};

const uint8_t dtype_sizes[DTYPE_COUNT] = {
#define DTYPE(id, name, c_type, size, category, scalar_name, tensor_name, alias) size,
#include "dtypes.def"
#undef DTYPE
};

const uint8_t dtype_categories[DTYPE_COUNT] = {
#define DTYPE(id, name, c_type, size, category, scalar_name, tensor_name, alias) CATEGORY_##category,
#include "dtypes.def"
#undef DTYPE
};

const char *dtype_name(DType dtype)
{
    return ROWS[dtype].name;
}

const char *dtype_scalar_name(DType dtype)
{
    return ROWS[dtype].scalar_name;
}

const char *dtype_value_name(DType dtype)
{
    static const char *const names[DTYPE_COUNT] = {[DTYPE_UINT8] = "uint8_t",
                                                   [DTYPE_INT8] = "int8_t",
                                                   [DTYPE_INT16] = "int16_t",
                                                   [DTYPE_INT32] = "int",
                                                   [DTYPE_INT64] = "int64_t",
                                                   [DTYPE_FLOAT16] = "at::Half",
                                                   [DTYPE_FLOAT32] = "float",
                                                   [DTYPE_FLOAT64] = "double",
                                                   [DTYPE_COMPLEX64] = "c10::complex<float>",
                                                   [DTYPE_COMPLEX128] = "c10::complex<double>",
                                                   [DTYPE_BOOL] = "bool",
                                                   [DTYPE_BFLOAT16] = "at::BFloat16"};
    return names[dtype];
}

const char *dtype_tensor_name(DType dtype)
{
    return ROWS[dtype].tensor_name;
}

const char *dtype_checked_name(DType dtype)
{
    switch (dtype) {
    case DTYPE_BOOL:
        return "CPUBoolType";
    case DTYPE_BFLOAT16:
        return "CPUBFloat16Type";
    case DTYPE_COMPLEX64:
        return "CPUComplexFloatType";
    case DTYPE_COMPLEX128:
        return "CPUComplexDoubleType";
    default:
        return dtype_tensor_name(dtype);
    }
}

// The names that a C++ compiler gives the element types; PyTorch quotes some of them.
const char *dtype_c_name(DType dtype)
{
    static const char *const NAMES[DTYPE_COUNT] = {
        [DTYPE_UINT8] = "unsigned char",
        [DTYPE_INT8] = "signed char",
        [DTYPE_INT16] = "short int",
        [DTYPE_INT32] = "int",
        [DTYPE_INT64] = "long int",
        [DTYPE_FLOAT16] = "c10::Half",
        [DTYPE_FLOAT32] = "float",
        [DTYPE_FLOAT64] = "double",
        [DTYPE_COMPLEX64] = "c10::complex<float>",
        [DTYPE_COMPLEX128] = "c10::complex<double>",
        [DTYPE_BOOL] = "bool",
        [DTYPE_BFLOAT16] = "c10::BFloat16",
    };
    return NAMES[dtype];
}

DType dtype_find(const char *name)
{
    for (int i = 0; i < DTYPE_COUNT; i++)
        if (strcmp(name, ROWS[i].name) == 0 || (ROWS[i].alias && strcmp(name, ROWS[i].alias) == 0))
            return (DType)i;
    return DTYPE_COUNT;
}

static DType promote_integers(DType a, DType b)
{
    if (a == DTYPE_UINT8 || b == DTYPE_UINT8) {
        DType other = a == DTYPE_UINT8 ? b : a;
        return other == DTYPE_INT8 ? DTYPE_INT16 : other; // neither holds the other's range
    }
    return dtype_size(a) > dtype_size(b) ? a : b;
}

static DType promote_floats(DType a, DType b)
{
    if (dtype_size(a) == dtype_size(b))
        return DTYPE_FLOAT32; // float16 and bfloat16
    return dtype_size(a) > dtype_size(b) ? a : b;
}

DType dtype_promote(DType a, DType b)
{
    if (a == b)
        return a;
    DTypeCategory category_a = dtype_category(a), category_b = dtype_category(b);
    if (category_a == CATEGORY_COMPLEX || category_b == CATEGORY_COMPLEX) {
        DType real_a = dtype_real(a), real_b = dtype_real(b);
        return real_a == DTYPE_FLOAT64 || real_b == DTYPE_FLOAT64 ? DTYPE_COMPLEX128 : DTYPE_COMPLEX64;
    }
    if (category_a != category_b)
        return category_a > category_b ? a : b;
    return category_a == CATEGORY_FLOAT ? promote_floats(a, b) : promote_integers(a, b);
}

bool dtype_can_cast(DType from, DType to)
{
    if (dtype_is_complex(from) && !dtype_is_complex(to))
        return false;
    if (dtype_category(from) == CATEGORY_FLOAT && dtype_is_integral(to))
        return false;
    return from == DTYPE_BOOL || to != DTYPE_BOOL;
}

DType dtype_compute(DType dtype)
{
    return dtype_is_half(dtype) ? DTYPE_FLOAT32 : dtype;
}

DType dtype_real(DType dtype)
{
    switch (dtype) {
    case DTYPE_COMPLEX64:
        return DTYPE_FLOAT32;
    case DTYPE_COMPLEX128:
        return DTYPE_FLOAT64;
    default:
        return dtype;
    }
}

DType dtype_complex(DType dtype)
{
    return dtype == DTYPE_FLOAT64 || dtype == DTYPE_COMPLEX128 ? DTYPE_COMPLEX128 : DTYPE_COMPLEX64;
}

static uint32_t float_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static float float_from_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

float half_to_float(Half value)
{
    uint32_t sign = (uint32_t)(value.bits & 0x8000) << 16;
    uint32_t magnitude = value.bits & 0x7fff;
    if (magnitude < 0x0400) { // zero or subnormal: a multiple of 2^-24
        float small = (float)magnitude * 0x1p-24f;
        return float_from_bits(float_bits(small) | sign);
    }
    if (magnitude >= 0x7c00) // infinity or NaN
        return float_from_bits(sign | 0x7f800000 | (magnitude & 0x03ff) << 13);
    return float_from_bits(sign | ((magnitude << 13) + 0x38000000));
}

Half half_from_float(float value)
{
    uint32_t bits = float_bits(value);
    uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
    uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) // NaN stays NaN
        return (Half){(uint16_t)(sign | 0x7e00 | (magnitude >> 13 & 0x01ff))};
    if (magnitude >= 0x477ff000) // rounds to 65536 or more
        return (Half){(uint16_t)(sign | 0x7c00)};
    if (magnitude < 0x38800000) { // subnormal: adding a number whose last bit is 2^-24 rounds to even
        float shifted = float_from_bits(magnitude) + 0.5f;
        return (Half){(uint16_t)(sign | (float_bits(shifted) - 0x3f000000))};
    }
    uint32_t rounded = magnitude - 0x38000000 + 0x0fff + (magnitude >> 13 & 1);
    return (Half){(uint16_t)(sign | rounded >> 13)};
}

float bfloat16_to_float(BFloat16 value)
{
    return float_from_bits((uint32_t)value.bits << 16);
}

BFloat16 bfloat16_from_float(float value)
{
    uint32_t bits = float_bits(value);
    if (value != value)
        return (BFloat16){0x7fc0};
    return (BFloat16){(uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16)};
}

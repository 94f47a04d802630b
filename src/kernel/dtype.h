// The element types. grammar/dtypes.def has one row a type; everything that runs in parallel comes from it.
#ifndef KERNEL_DTYPE_H
#define KERNEL_DTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum DType {
#define DTYPE(id, name, c_type, size, category, scalar_name, tensor_name, alias) DTYPE_##id,
#include "dtypes.def"
#undef DTYPE
    DTYPE_COUNT
} DType;

/// Ordered: a higher category wins in promotion.
typedef enum DTypeCategory { CATEGORY_BOOL, CATEGORY_INTEGER, CATEGORY_FLOAT, CATEGORY_COMPLEX } DTypeCategory;

/// 16-bit floating-point numbers as they are stored.
typedef struct Half {
    uint16_t bits;
} Half;
typedef struct BFloat16 {
    uint16_t bits;
} BFloat16;

/// Sets of dtypes, for kernels and checks: DTYPE_BIT(FLOAT32) | DTYPE_BIT(FLOAT64).
#define DTYPE_BIT(id)   (1u << DTYPE_##id)
#define DTYPES_INTEGER  (DTYPE_BIT(UINT8) | DTYPE_BIT(INT8) | DTYPE_BIT(INT16) | DTYPE_BIT(INT32) | DTYPE_BIT(INT64))
#define DTYPES_FLOAT    (DTYPE_BIT(FLOAT16) | DTYPE_BIT(BFLOAT16) | DTYPE_BIT(FLOAT32) | DTYPE_BIT(FLOAT64))
#define DTYPES_FLOATING DTYPES_FLOAT
#define DTYPES_COMPLEX  (DTYPE_BIT(COMPLEX64) | DTYPE_BIT(COMPLEX128))
#define DTYPES_INTEGRAL (DTYPE_BIT(BOOL) | DTYPES_INTEGER)
#define DTYPES_REAL     (DTYPES_INTEGER | DTYPES_FLOAT)
#define DTYPES_ORDERED  (DTYPE_BIT(BOOL) | DTYPES_REAL)
#define DTYPES_INEXACT  (DTYPES_FLOAT | DTYPES_COMPLEX)
#define DTYPES_NUMBER   (DTYPES_INTEGER | DTYPES_FLOAT | DTYPES_COMPLEX)
#define DTYPES_BOOL     DTYPE_BIT(BOOL)
#define DTYPES_HALF     (DTYPE_BIT(FLOAT16) | DTYPE_BIT(BFLOAT16))
#define DTYPES_ALL      (DTYPE_BIT(BOOL) | DTYPES_NUMBER)

/// "float32": what follows `torch.` in a dtype's repr.
const char *dtype_name(DType dtype);
/// "Float": how C++ messages name it.
const char *dtype_scalar_name(DType dtype);
/// "int64_t", "at::Half": how messages about overflow name it.
const char *dtype_value_name(DType dtype);
/// "torch.FloatTensor": the legacy tensor type.
const char *dtype_tensor_name(DType dtype);
/// The same where PyTorch knows a legacy type, else "CPUBFloat16Type": how checks of arguments name it.
const char *dtype_checked_name(DType dtype);
/// The columns that the innermost code reads: sizes in bytes and DTypeCategory, by dtype.
extern const uint8_t dtype_sizes[DTYPE_COUNT];
extern const uint8_t dtype_categories[DTYPE_COUNT];
static inline size_t dtype_size(DType dtype)
{
    return dtype_sizes[dtype];
}
static inline DTypeCategory dtype_category(DType dtype)
{
    return (DTypeCategory)dtype_categories[dtype];
}
/// PyTorch's promotion of two tensor dtypes of the same priority (torch.promote_types).
DType dtype_promote(DType a, DType b);
/// The dtype of a name or alias ("float32", "float"); DTYPE_COUNT where there is none.
DType dtype_find(const char *name);
/// "double", "long", "c10::complex<float>": how a message that quotes the C++ type names it.
const char *dtype_c_name(DType dtype);
/// True where PyTorch lets an operator's result be written to an out= of another dtype (torch.can_cast).
bool dtype_can_cast(DType from, DType to);
/// What a reduced-precision type computes in: float32 for float16 and bfloat16; other types map to themselves.
DType dtype_compute(DType dtype);
/// The real type of a complex type (float32 for complex64); other types map to themselves.
DType dtype_real(DType dtype);
/// The complex type of a floating type (complex64 for float16, bfloat16 and float32).
DType dtype_complex(DType dtype);

static inline bool dtype_is_floating(DType dtype)
{
    return dtype_category(dtype) == CATEGORY_FLOAT;
}
static inline bool dtype_is_complex(DType dtype)
{
    return dtype_category(dtype) == CATEGORY_COMPLEX;
}
/// True for the 16-bit types, whose kernels compute in float32.
static inline bool dtype_is_half(DType dtype)
{
    return dtype == DTYPE_FLOAT16 || dtype == DTYPE_BFLOAT16;
}
/// True for bool and the integers.
static inline bool dtype_is_integral(DType dtype)
{
    return dtype_category(dtype) <= CATEGORY_INTEGER;
}

float half_to_float(Half value);
Half half_from_float(float value); // rounds to nearest even
float bfloat16_to_float(BFloat16 value);
BFloat16 bfloat16_from_float(float value); // rounds to nearest even
/// A float as a half type holds it; as it is for other types.
static inline float dtype_round(DType dtype, float value)
{
    return dtype == DTYPE_FLOAT16    ? half_to_float(half_from_float(value))
           : dtype == DTYPE_BFLOAT16 ? bfloat16_to_float(bfloat16_from_float(value))
                                     : value;
}

#endif

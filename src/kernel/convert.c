#include "kernel/convert.h"

#include <string.h>

#include "kernel/simd.h"
#include "kernel/stamp.h"

typedef void ConvertLoop(char *to, int64_t to_stride, const char *from, int64_t from_stride, int64_t count);

static inline int64_t float_to_int64(double value)
{
    return value >= -0x1p63 && value < 0x1p63 ? (int64_t)value : INT64_MIN;
}
static inline int32_t float_to_int32(float value)
{
    return value >= -0x1p31f && value < 0x1p31f ? (int32_t)value : INT32_MIN;
}
static inline int32_t double_to_int32(double value)
{
    return value >= -0x1p31 && value < 0x1p31 ? (int32_t)value : INT32_MIN;
}

// A value's real part as an integer: what C leaves undefined for large floats is INT_MIN, as the hardware says.
#define AS_INT64(x)                                                                                                    \
    _Generic((x), float                                                                                                \
             : float_to_int64((double)(x)), double                                                                     \
             : float_to_int64((double)(x)), float _Complex                                                             \
             : float_to_int64((double)(x)), double _Complex                                                            \
             : float_to_int64((double)(x)), default                                                                    \
             : (int64_t)(x))
#define AS_INT32(x)                                                                                                    \
    _Generic((x), float                                                                                                \
             : float_to_int32((float)(x)), double                                                                      \
             : double_to_int32((double)(x)), float _Complex                                                            \
             : float_to_int32((float)(x)), double _Complex                                                             \
             : double_to_int32((double)(x)), default                                                                   \
             : (int32_t)(x))

#define TO_UINT8(x)      ((uint8_t)AS_INT64(x))
#define TO_INT8(x)       ((int8_t)AS_INT32(x))
#define TO_INT16(x)      ((int16_t)AS_INT32(x))
#define TO_INT32(x)      AS_INT32(x)
#define TO_INT64(x)      AS_INT64(x)
#define TO_FLOAT32(x)    ((float)(x))
#define TO_FLOAT64(x)    ((double)(x))
#define TO_COMPLEX64(x)  ((float _Complex)(x))
#define TO_COMPLEX128(x) ((double _Complex)(x))
#define TO_BOOL(x)       ((x) != 0)

#define CONVERT_LOOP(TO, ToType, FROM, FromType)                                                                       \
    static void FROM##_to_##TO(char *to, int64_t to_stride, const char *from, int64_t from_stride, int64_t count)      \
    {                                                                                                                  \
        if (to_stride == (int64_t)sizeof(ToType) && from_stride == (int64_t)sizeof(FromType)) {                        \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const FromType x = ((const STORED(FromType) *)from)[i];                                                \
                ((ToType *)to)[i] = TO_##TO(x);                                                                        \
            }                                                                                                          \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const FromType x = *(const STORED(FromType) *)(from + i * from_stride);                                    \
            *(ToType *)(to + i * to_stride) = TO_##TO(x);                                                              \
        }                                                                                                              \
    }

// Every pair of the ten types that C computes in: the outer list gives the target, the inner one the source.
#define TARGETS(X, FROM, FromType)                                                                                     \
    X(UINT8, uint8_t, FROM, FromType)                                                                                  \
    X(INT8, int8_t, FROM, FromType)                                                                                    \
    X(INT16, int16_t, FROM, FromType)                                                                                  \
    X(INT32, int32_t, FROM, FromType)                                                                                  \
    X(INT64, int64_t, FROM, FromType)                                                                                  \
    X(FLOAT32, float, FROM, FromType)                                                                                  \
    X(FLOAT64, double, FROM, FromType)                                                                                 \
    X(COMPLEX64, float _Complex, FROM, FromType)                                                                       \
    X(COMPLEX128, double _Complex, FROM, FromType)                                                                     \
    X(BOOL, bool, FROM, FromType)
#define PAIRS(X)                                                                                                       \
    TARGETS(X, UINT8, uint8_t)                                                                                         \
    TARGETS(X, INT8, int8_t)                                                                                           \
    TARGETS(X, INT16, int16_t)                                                                                         \
    TARGETS(X, INT32, int32_t)                                                                                         \
    TARGETS(X, INT64, int64_t)                                                                                         \
    TARGETS(X, FLOAT32, float)                                                                                         \
    TARGETS(X, FLOAT64, double)                                                                                        \
    TARGETS(X, COMPLEX64, float _Complex)                                                                              \
    TARGETS(X, COMPLEX128, double _Complex)                                                                            \
    TARGETS(X, BOOL, bool)

PAIRS(CONVERT_LOOP)

#define CONVERT_ROW(TO, ToType, FROM, FromType) [DTYPE_##FROM][DTYPE_##TO] = FROM##_to_##TO,
static ConvertLoop *const LOOPS[DTYPE_COUNT][DTYPE_COUNT] = {PAIRS(CONVERT_ROW)};

void convert_half_to_float(float *to, const Half *from, int64_t count)
{
    int64_t i = 0;
#ifdef __F16C__
    for (; i + 8 <= count; i += 8)
        _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(from + i))));
#endif
    for (; i < count; i++)
        to[i] = half_to_float(from[i]);
}

void convert_float_to_half(Half *to, const float *from, int64_t count)
{
    int64_t i = 0;
#ifdef __F16C__
    for (; i + 8 <= count; i += 8)
        _mm_storeu_si128((__m128i *)(to + i), _mm256_cvtps_ph(_mm256_loadu_ps(from + i), 0));
#endif
    for (; i < count; i++)
        to[i] = half_from_float(from[i]);
}

void convert_bfloat16_to_float(float *to, const BFloat16 *from, int64_t count)
{
    VECTORIZE for (int64_t i = 0; i < count; i++)
    {
        uint32_t bits = (uint32_t)from[i].bits << 16;
        memcpy(to + i, &bits, sizeof bits);
    }
}

void convert_float_to_bfloat16(BFloat16 *to, const float *from, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, from + i, sizeof bits);
        uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
        to[i].bits = from[i] != from[i] ? 0x7fc0 : (uint16_t)rounded;
    }
}

enum { BLOCK = 256 };

static void half_block_to_float(float *to, const char *from, int64_t stride, DType dtype, int64_t count)
{
    uint16_t packed[BLOCK];
    convert_copy((char *)packed, 2, from, stride, 2, count);
    if (dtype == DTYPE_FLOAT16)
        convert_half_to_float(to, (const Half *)packed, count);
    else
        convert_bfloat16_to_float(to, (const BFloat16 *)packed, count);
}

static void float_block_to_half(char *to, int64_t stride, DType dtype, const float *from, int64_t count)
{
    uint16_t packed[BLOCK];
    if (dtype == DTYPE_FLOAT16)
        convert_float_to_half((Half *)packed, from, count);
    else
        convert_float_to_bfloat16((BFloat16 *)packed, from, count);
    convert_copy(to, stride, (const char *)packed, 2, 2, count);
}

// Half-precision types go through blocks of float.
static void convert_by_float(char *to, int64_t to_stride, DType to_dtype, const char *from, int64_t from_stride,
                             DType from_dtype, int64_t count)
{
    float block[BLOCK];
    bool to_half = dtype_compute(to_dtype) != to_dtype, from_half = dtype_compute(from_dtype) != from_dtype;
    for (int64_t start = 0; start < count; start += BLOCK) {
        int64_t width = count - start < BLOCK ? count - start : BLOCK;
        char *target = to + start * to_stride;
        const char *source = from + start * from_stride;
        if (from_half)
            half_block_to_float(block, source, from_stride, from_dtype, width);
        else
            LOOPS[from_dtype][DTYPE_FLOAT32]((char *)block, sizeof(float), source, from_stride, width);
        if (to_half)
            float_block_to_half(target, to_stride, to_dtype, block, width);
        else
            LOOPS[DTYPE_FLOAT32][to_dtype](target, to_stride, (const char *)block, sizeof(float), width);
    }
}

void convert_run(char *to, int64_t to_stride, DType to_dtype, const char *from, int64_t from_stride, DType from_dtype,
                 int64_t count)
{
    if (to_dtype == from_dtype)
        convert_copy(to, to_stride, from, from_stride, dtype_size(to_dtype), count);
    else if (LOOPS[from_dtype][to_dtype])
        LOOPS[from_dtype][to_dtype](to, to_stride, from, from_stride, count);
    else
        convert_by_float(to, to_stride, to_dtype, from, from_stride, from_dtype, count);
}

typedef struct Bytes16 {
    uint64_t halves[2];
} Bytes16;

#define COPY_LOOP(type)                                                                                                \
    for (int64_t i = 0; i < count; i++)                                                                                \
        *(type *)(to + i * to_stride) = *(const type *)(from + i * from_stride);                                       \
    break

void convert_copy(char *to, int64_t to_stride, const char *from, int64_t from_stride, size_t size, int64_t count)
{
    if (to_stride == (int64_t)size && from_stride == (int64_t)size) {
        memmove(to, from, size * (size_t)count);
        return;
    }
    switch (size) {
    case 1:
        COPY_LOOP(uint8_t);
    case 2:
        COPY_LOOP(uint16_t);
    case 4:
        COPY_LOOP(uint32_t);
    case 8:
        COPY_LOOP(uint64_t);
    default:
        COPY_LOOP(Bytes16);
    }
}

#include "kernel/product.h"

#include <string.h>

#include "kernel/simd.h"

// A packed row is folded by four vectors side by side, then those by pairs, then lane by lane; the rest follows one by
// one.
#define DEFINE_PRODUCT(name, T, Vector, LANES)                                                                         \
    static void name##_row(T *out, const char *in, int64_t size)                                                       \
    {                                                                                                                  \
        const T *from = (const T *)in;                                                                                 \
        int64_t blocks = size / (4 * LANES);                                                                           \
        if (blocks > 0) {                                                                                              \
            Vector folds[4];                                                                                           \
            for (int k = 0; k < 4; k++)                                                                                \
                folds[k] = name##_vector_load(from + k * LANES);                                                       \
            for (int64_t i = 1; i < blocks; i++)                                                                       \
                for (int k = 0; k < 4; k++)                                                                            \
                    folds[k] *= name##_vector_load(from + (4 * i + k) * LANES);                                        \
            Vector fold = (folds[0] * folds[1]) * (folds[2] * folds[3]);                                               \
            T product = fold[0];                                                                                       \
            for (int k = 1; k < LANES; k++)                                                                            \
                product *= fold[k];                                                                                    \
            *out *= product;                                                                                           \
        }                                                                                                              \
        for (int64_t i = blocks * 4 * LANES; i < size; i++)                                                            \
            *out *= from[i];                                                                                           \
    }                                                                                                                  \
    static void name##_block(char *out, const int64_t out_strides[2], const char *in, const int64_t in_strides[2],     \
                             int64_t size0, int64_t size1)                                                             \
    {                                                                                                                  \
        bool packed = out_strides[0] == 0 && in_strides[0] == (int64_t)sizeof(T);                                      \
        for (int64_t j = 0; j < size1; j++) {                                                                          \
            char *to = out + j * out_strides[1];                                                                       \
            const char *row = in + j * in_strides[1];                                                                  \
            if (packed)                                                                                                \
                name##_row((T *)to, row, size0);                                                                       \
            else                                                                                                       \
                for (int64_t i = 0; i < size0; i++)                                                                    \
                    *(T *)(to + i * out_strides[0]) *= *(const T *)(row + i * in_strides[0]);                          \
        }                                                                                                              \
    }
DEFINE_PRODUCT(float, float, FloatVector, FLOAT_LANES)

// Halves lie as floats: the same with twice the lanes, each product rounded.
enum { HALF_LANES = 16 };
static float half_times(DType dtype, float a, float b)
{
    return dtype_round(dtype, a * b);
}
static void half_row(DType dtype, float *out, const float *from, int64_t size)
{
    int64_t blocks = size / (4 * HALF_LANES);
    if (blocks > 0) {
        float folds[4 * HALF_LANES], product = 1;
        memcpy(folds, from, sizeof folds);
        for (int64_t i = 4 * HALF_LANES; i < blocks * 4 * HALF_LANES; i++)
            folds[i % (4 * HALF_LANES)] = half_times(dtype, folds[i % (4 * HALF_LANES)], from[i]);
        for (int k = 0; k < HALF_LANES; k++) {
            float left = half_times(dtype, folds[k], folds[k + HALF_LANES]);
            float right = half_times(dtype, folds[k + 2 * HALF_LANES], folds[k + 3 * HALF_LANES]);
            product = half_times(dtype, product, half_times(dtype, left, right));
        }
        *out = half_times(dtype, *out, product);
    }
    for (int64_t i = blocks * 4 * HALF_LANES; i < size; i++)
        *out = half_times(dtype, *out, from[i]);
}
static void half_block(DType dtype, char *out, const int64_t out_strides[2], const char *in,
                       const int64_t in_strides[2], int64_t size0, int64_t size1)
{
    bool packed = out_strides[0] == 0 && in_strides[0] == (int64_t)sizeof(float);
    for (int64_t j = 0; j < size1; j++) {
        char *to = out + j * out_strides[1];
        const char *row = in + j * in_strides[1];
        if (packed)
            half_row(dtype, (float *)to, (const float *)row, size0);
        else
            for (int64_t i = 0; i < size0; i++) {
                float *place = (float *)(to + i * out_strides[0]);
                *place = half_times(dtype, *place, *(const float *)(row + i * in_strides[0]));
            }
    }
}
DEFINE_PRODUCT(double, double, DoubleVector, DOUBLE_LANES)

void product_block(DType dtype, char *out, const int64_t out_strides[2], const char *in, const int64_t in_strides[2],
                   int64_t size0, int64_t size1)
{
    if (dtype_is_half(dtype))
        half_block(dtype, out, out_strides, in, in_strides, size0, size1);
    else if (dtype == DTYPE_FLOAT32)
        float_block(out, out_strides, in, in_strides, size0, size1);
    else
        double_block(out, out_strides, in, in_strides, size0, size1);
}

#include "kernel/vector_product.h"

#include <string.h>

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/gemm.h"
#include "kernel/simd.h"

// Packed runs: four vectors of sums side by side, blocks of four vectors; then the sums are folded and the rest
// follows.
#define DEFINE_DOT(name, T, Vector, LANES, FMA)                                                                        \
    static T name##_dot(int64_t count, const T *a, int64_t a_step, const T *b, int64_t b_step)                         \
    {                                                                                                                  \
        T sum = 0;                                                                                                     \
        int64_t i = 0;                                                                                                 \
        if (a_step == 1 && b_step == 1) {                                                                              \
            Vector sums[4] = {{0}};                                                                                    \
            for (; i + 4 * LANES <= count; i += 4 * LANES)                                                             \
                for (int k = 0; k < 4; k++) {                                                                          \
                    Vector left = name##_vector_load(a + i + k * LANES),                                               \
                           right = name##_vector_load(b + i + k * LANES);                                              \
                    for (int lane = 0; lane < LANES; lane++)                                                           \
                        sums[k][lane] = FMA(left[lane], right[lane], sums[k][lane]);                                   \
                }                                                                                                      \
            Vector total = (sums[0] + sums[1]) + (sums[2] + sums[3]);                                                  \
            for (int width = LANES / 2; width > 0; width /= 2)                                                         \
                for (int lane = 0; lane < width; lane++)                                                               \
                    total[lane] += total[lane + width];                                                                \
            sum = total[0];                                                                                            \
        }                                                                                                              \
        for (; i < count; i++)                                                                                         \
            sum = FMA(a[i * a_step], b[i * b_step], sum);                                                              \
        return sum;                                                                                                    \
    }
DEFINE_DOT(float, float, FloatVector, FLOAT_LANES, fmaf)
DEFINE_DOT(double, double, DoubleVector, DOUBLE_LANES, fma)

#define PLAIN_DOT(T)                                                                                                   \
    {                                                                                                                  \
        T sum = 0;                                                                                                     \
        for (int64_t i = 0; i < count; i++)                                                                            \
            sum += ((const T *)a)[i * a_step] * ((const T *)b)[i * b_step];                                            \
        *(T *)out = sum;                                                                                               \
        break;                                                                                                         \
    }
#define COMPLEX_DOT(T, CONJUGATE)                                                                                      \
    {                                                                                                                  \
        T sum = 0;                                                                                                     \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            T left = ((const T *)a)[i * a_step];                                                                       \
            sum += complex_multiply(conjugate ? CONJUGATE(left) : left, ((const T *)b)[i * b_step]);                   \
        }                                                                                                              \
        *(T *)out = sum;                                                                                               \
        break;                                                                                                         \
    }

// Half precision: the products are summed in float.
static float half_dot(DType dtype, int64_t count, const char *a, int64_t a_step, const char *b, int64_t b_step)
{
    enum { BLOCK = 256 };
    float left[BLOCK], right[BLOCK], sum = 0;
    for (int64_t start = 0; start < count; start += BLOCK) {
        int64_t width = count - start < BLOCK ? count - start : BLOCK;
        convert_run((char *)left, sizeof *left, DTYPE_FLOAT32, a + 2 * start * a_step, 2 * a_step, dtype, width);
        convert_run((char *)right, sizeof *right, DTYPE_FLOAT32, b + 2 * start * b_step, 2 * b_step, dtype, width);
        for (int64_t i = 0; i < width; i++)
            sum += left[i] * right[i];
    }
    return sum;
}

void vector_product_dot(DType dtype, bool conjugate, int64_t count, const void *a, int64_t a_step, const void *b,
                        int64_t b_step, void *out)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
        *(float *)out = float_dot(count, a, a_step, b, b_step);
        break;
    case DTYPE_FLOAT64:
        *(double *)out = double_dot(count, a, a_step, b, b_step);
        break;
    case DTYPE_FLOAT16:
        *(Half *)out = half_from_float(half_dot(dtype, count, a, a_step, b, b_step));
        break;
    case DTYPE_BFLOAT16:
        *(BFloat16 *)out = bfloat16_from_float(half_dot(dtype, count, a, a_step, b, b_step));
        break;
    case DTYPE_COMPLEX64:
        COMPLEX_DOT(float _Complex, conjf)
    case DTYPE_COMPLEX128:
        COMPLEX_DOT(double _Complex, conj)
    case DTYPE_UINT8:
        PLAIN_DOT(uint8_t)
    case DTYPE_INT8:
        PLAIN_DOT(int8_t)
    case DTYPE_INT16:
        PLAIN_DOT(int16_t)
    case DTYPE_INT32:
        PLAIN_DOT(int32_t)
    default:
        PLAIN_DOT(int64_t)
    }
}

bool vector_product_matrix(Memory *memory, DType dtype, int64_t m, int64_t n, Scalar alpha, const void *a,
                           int64_t a_row, int64_t a_column, const void *x, int64_t x_step, Scalar beta, void *y,
                           int64_t y_step)
{
    GemmMatrix left = {(void *)a, a_row, a_column}, right = {(void *)x, x_step, 1}, target = {y, y_step, 1};
    return gemm_multiply(memory, dtype, (GemmSize){m, 1, n}, alpha, left, right, beta, target);
}

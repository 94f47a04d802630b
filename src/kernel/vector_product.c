// The order of additions is that of OpenBLAS's kernels for AVX2, which PyTorch calls: lanes of vectors, folded at the
// end of each block; what does not fill a vector is added after them.
#include "kernel/vector_product.h"

#include <string.h>

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/gemm.h"
#include "kernel/simd.h"

// Folds lanes: floats first their halves and then neighbours, doubles the lanes two apart and then the rest.
static float float_fold(FloatVector v)
{
    return ((v[0] + v[4]) + (v[1] + v[5])) + ((v[2] + v[6]) + (v[3] + v[7]));
}
static double double_fold(DoubleVector v)
{
    return (v[0] + v[2]) + (v[1] + v[3]);
}

// The end of a row: floats round each product, doubles fuse it to the sum.
static inline float float_tail(float a, float b, float c)
{
    return a * b + c;
}
static inline double double_tail(double a, double b, double c)
{
    return fma(a, b, c);
}

// Dot products ----------------------------------------------------------------------------------------------

// Four vectors of sums side by side.
#define DEFINE_DOT(name, T, Vector, LANES)                                                                             \
    static T name##_dot_blocks(int64_t count, const T *a, const T *b)                                                  \
    {                                                                                                                  \
        Vector sums[4];                                                                                                \
        memset(sums, 0, sizeof sums);                                                                                  \
        for (int64_t i = 0; i < count; i += 4 * LANES)                                                                 \
            for (int k = 0; k < 4; k++)                                                                                \
                sums[k] = name##_vector_fma(name##_vector_load(a + i + k * LANES),                                     \
                                            name##_vector_load(b + i + k * LANES), sums[k]);                           \
        return name##_fold_four(sums);                                                                                 \
    }

// Each vector folds its halves before it meets the others.
static float float_fold_four(const FloatVector *v)
{
    float x[4];
    for (int lane = 0; lane < 4; lane++)
        x[lane] = ((v[0][lane] + v[0][lane + 4]) + (v[1][lane] + v[1][lane + 4])) +
                  ((v[2][lane] + v[2][lane + 4]) + (v[3][lane] + v[3][lane + 4]));
    return (x[0] + x[1]) + (x[2] + x[3]);
}
static double double_fold_four(const DoubleVector *v)
{
    double x[2];
    for (int lane = 0; lane < 2; lane++)
        x[lane] = ((v[0][lane] + v[0][lane + 2]) + (v[1][lane] + v[1][lane + 2])) +
                  ((v[2][lane] + v[2][lane + 2]) + (v[3][lane] + v[3][lane + 2]));
    return x[0] + x[1];
}
DEFINE_DOT(float, float, FloatVector, FLOAT_LANES)
DEFINE_DOT(double, double, DoubleVector, DOUBLE_LANES)

// Floats: the rest is summed apart, in double precision, and the blocks are added to it. Strided runs go by pairs.
static float float_dot(int64_t count, const float *a, int64_t a_step, const float *b, int64_t b_step)
{
    double sum = 0;
    int64_t i = 0;
    if (a_step == 1 && b_step == 1) {
        int64_t whole = count & ~(int64_t)31;
        for (i = whole; i < count; i++)
            sum += (double)(a[i] * b[i]);
        return (float)(whole ? sum + (double)float_dot_blocks(whole, a, b) : sum);
    }
    for (; i + 2 <= count; i += 2)
        sum += (double)(a[i * a_step] * b[i * b_step] + a[(i + 1) * a_step] * b[(i + 1) * b_step]);
    return (float)(i < count ? sum + (double)(a[i * a_step] * b[i * b_step]) : sum);
}

// Doubles: the rest is added to the blocks. Strided runs have two sums.
static double double_dot(int64_t count, const double *a, int64_t a_step, const double *b, int64_t b_step)
{
    int64_t i = 0;
    if (a_step == 1 && b_step == 1) {
        i = count & ~(int64_t)15;
        double sum = i ? double_dot_blocks(i, a, b) : 0;
        for (; i < count; i++)
            sum += a[i] * b[i];
        return sum;
    }
    double sums[2] = {0, 0};
    for (; i + 4 <= count; i += 4)
        for (int k = 0; k < 2; k++)
            sums[k] += a[(i + k) * a_step] * b[(i + k) * b_step] + a[(i + k + 2) * a_step] * b[(i + k + 2) * b_step];
    for (; i < count; i++)
        sums[0] += a[i * a_step] * b[i * b_step];
    return sums[0] + sums[1];
}

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

// Matrix times vector, the matrix's rows packed: one dot product a row ---------------------------------------
//
// Rows are worked on in blocks of k, each block's sum being added to y; the last k % 4 steps are a sum of their own.

enum { FLOAT_BLOCK = 4096, DOUBLE_BLOCK = 2048 };

static float float_row_block(int64_t count, const float *row, const float *x, bool fused)
{
    FloatVector sums = {0};
    int64_t p = 0;
    if (count & 4) { // half a vector first
        for (; p < 4; p++)
            sums[p] = row[p] * x[p];
    }
    for (; p < count && !fused; p += FLOAT_LANES)
        sums += float_vector_load(row + p) * float_vector_load(x + p);
    for (; p < count; p += FLOAT_LANES)
        sums = float_vector_fma(float_vector_load(row + p), float_vector_load(x + p), sums);
    return float_fold(sums);
}

// Pairs of rows that are left over from fours have two lanes.
static double double_row_block(int64_t count, const double *row, const double *x, bool pair, bool fused)
{
    if (pair) {
        double sums[2] = {0, 0};
        for (int64_t p = 0; p < count; p += 2)
            for (int k = 0; k < 2; k++)
                sums[k] += row[p + k] * x[p + k];
        return sums[0] + sums[1];
    }
    DoubleVector sums = {0};
    for (int64_t p = 0; p < count && !fused; p += DOUBLE_LANES)
        sums += double_vector_load(row + p) * double_vector_load(x + p);
    for (int64_t p = 0; p < count && fused; p += DOUBLE_LANES)
        sums = double_vector_fma(double_vector_load(row + p), double_vector_load(x + p), sums);
    return double_fold(sums);
}

#define DEFINE_ROWS(prefix, T, BLOCK, ROW_BLOCK)                                                                       \
    static void prefix##_rows(int64_t m, int64_t n, T alpha, const T *a, int64_t a_row, const T *x, T *y,              \
                              int64_t y_step)                                                                          \
    {                                                                                                                  \
        int64_t whole = n & ~(int64_t)3;                                                                               \
        for (int64_t i = 0; i < m; i++) {                                                                              \
            const T *row = a + i * a_row;                                                                              \
            const bool pair UNUSED = i >= (m & ~(int64_t)3) && i < (m & ~(int64_t)1);                                  \
            T sum = y[i * y_step];                                                                                     \
            for (int64_t start = 0; start < whole; start += BLOCK) {                                                   \
                int64_t count = whole - start < BLOCK ? whole - start : BLOCK;                                         \
                sum = prefix##_fuse(alpha, ROW_BLOCK(count, row + start, x + start), sum);                             \
            }                                                                                                          \
            if (whole < n) {                                                                                           \
                T rest = row[whole] * (x[whole] * alpha);                                                              \
                for (int64_t p = whole + 1; p < n; p++)                                                                \
                    rest = prefix##_tail(row[p], x[p] * alpha, rest);                                                  \
                sum = n - whole == 1 ? prefix##_tail(row[whole], x[whole] * alpha, sum) : sum + rest;                  \
            }                                                                                                          \
            y[i * y_step] = sum;                                                                                       \
        }                                                                                                              \
    }
#define FLOAT_ROW(count, row, x)  float_row_block(count, row, x, i < (m & ~(int64_t)3))
#define DOUBLE_ROW(count, row, x) double_row_block(count, row, x, pair, i < (m & ~(int64_t)1))
DEFINE_ROWS(float, float, FLOAT_BLOCK, FLOAT_ROW)
DEFINE_ROWS(double, double, DOUBLE_BLOCK, DOUBLE_ROW)

// The same with packed columns: whole columns of A times one x at a time, added to y in groups ---------------------

// Floats: groups of eight columns, one of four, then single ones. Four or eight rows in front of the sixteens have even
// and odd columns apart; the last m % 4 rows and short matrices add one column after the other.
static void float_columns(int64_t m, int64_t n, float alpha, const float *a, int64_t a_column, const float *x,
                          int64_t x_step, float *y, int64_t y_step)
{
    int64_t apart = (m & ~(int64_t)3) % 16;
    for (int64_t i = 0; i < m; i++) {
        float sum = y[i * y_step];
        bool left_over = i >= (m & ~(int64_t)3), two = i < apart;
        int64_t p = 0;
        while (!left_over && p + 4 <= n) {
            int64_t group = p + 8 <= n ? 8 : 4;
            float chains[2] = {0, 0};
            for (int64_t k = 0; k < group; k++) {
                float *chain = &chains[two ? k & 1 : 0];
                *chain = fmaf(a[i + (p + k) * a_column], x[(p + k) * x_step] * alpha, *chain);
            }
            sum += two ? chains[0] + chains[1] : chains[0];
            p += group;
        }
        for (; p < n; p++)
            sum += a[i + p * a_column] * (x[p * x_step] * alpha);
        y[i * y_step] = sum;
    }
}

static void double_columns(int64_t m, int64_t n, double alpha, const double *a, int64_t a_column, const double *x,
                           int64_t x_step, double *y, int64_t y_step)
{
    for (int64_t i = 0; i < m; i++) {
        double sum = y[i * y_step];
        bool left_over = i >= (m & ~(int64_t)3);
        int64_t p = 0;
#define TERM(k) a[i + (p + (k)) * a_column], x[(p + (k)) * x_step] * alpha
        for (; !left_over && p + 4 <= n; p += 4)
            sum += fma(TERM(2), a[i + p * a_column] * (x[p * x_step] * alpha)) +
                   fma(TERM(3), a[i + (p + 1) * a_column] * (x[(p + 1) * x_step] * alpha));
        for (; p < n; p++)
            sum += a[i + p * a_column] * (x[p * x_step] * alpha);
#undef TERM
        y[i * y_step] = sum;
    }
}

#define SCALE_RESULT(T)                                                                                                \
    for (int64_t i = 0; i < m; i++)                                                                                    \
        ((T *)y)[i * y_step] = factor == 0 ? 0 : factor == 1 ? ((T *)y)[i * y_step] : ((T *)y)[i * y_step] * factor;

static void float_matrix(int64_t m, int64_t n, float alpha, const float *a, int64_t a_row, int64_t a_column,
                         const float *x, int64_t x_step, float factor, float *y, int64_t y_step)
{
    SCALE_RESULT(float)
    if (a_column == 1 && x_step == 1)
        float_rows(m, n, alpha, a, a_row, x, y, y_step);
    else
        float_columns(m, n, alpha, a, a_column, x, x_step, y, y_step);
}

static void double_matrix(int64_t m, int64_t n, double alpha, const double *a, int64_t a_row, int64_t a_column,
                          const double *x, int64_t x_step, double factor, double *y, int64_t y_step)
{
    SCALE_RESULT(double)
    if (a_column == 1 && x_step == 1)
        double_rows(m, n, alpha, a, a_row, x, y, y_step);
    else
        double_columns(m, n, alpha, a, a_column, x, x_step, y, y_step);
}

// The vector packed, where the matrix's rows are.
static void *pack(Memory *memory, const void *x, int64_t x_step, size_t size, int64_t n)
{
    void *packed = mem_alloc_array(memory, (size_t)n, size);
    if (packed)
        convert_copy(packed, (int64_t)size, x, x_step * (int64_t)size, size, n);
    return packed;
}

bool vector_product_matrix(Memory *memory, DType dtype, int64_t m, int64_t n, Scalar alpha, const void *a,
                           int64_t a_row, int64_t a_column, const void *x, int64_t x_step, Scalar beta, void *y,
                           int64_t y_step)
{
    bool narrow = dtype == DTYPE_FLOAT32, regular = a_column == 1 || a_row == 1;
    if ((!narrow && dtype != DTYPE_FLOAT64) || !regular || m == 0) {
        GemmMatrix left = {(void *)a, a_row, a_column}, right = {(void *)x, x_step, 1}, target = {y, y_step, 1};
        return gemm_multiply(memory, dtype, (GemmSize){m, 1, n}, alpha, left, right, beta, target);
    }
    size_t size = dtype_size(dtype);
    void *packed = a_column == 1 && x_step != 1 ? pack(memory, x, x_step, size, n) : NULL;
    if (a_column == 1 && x_step != 1 && !packed)
        return false;
    if (packed) {
        x = packed;
        x_step = 1;
    }
    if (narrow)
        float_matrix(m, n, (float)scalar_to_float(alpha), a, a_row, a_column, x, x_step, (float)scalar_to_float(beta),
                     y, y_step);
    else
        double_matrix(m, n, scalar_to_float(alpha), a, a_row, a_column, x, x_step, scalar_to_float(beta), y, y_step);
    mem_free(memory, packed, (size_t)n * size);
    return true;
}

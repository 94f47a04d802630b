#include "kernel/gemm.h"

#include <blis.h>
#include <string.h>

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/simd.h"

// Small products --------------------------------------------------------------------------------------
//
// BLIS needs more than a microsecond before its first multiplication. Up to this many multiplications a plain
// register-blocked loop is done earlier.
enum { SMALL_WORK = 48 * 48 * 48, SMALL_WIDTH = 64, SMALL_DEPTH = 256 };

// One row of A by two vectors' worth of B's columns; ROWS rows share each load of B.
#define SMALL_GEMM(prefix, T, Vector, LANES)                                                                           \
    /* Writes `width` finished elements of a row of C. */                                                              \
    static inline void prefix##_finish(T *c, int64_t column, const T *sums, int64_t width, T alpha, T beta)            \
    {                                                                                                                  \
        for (int64_t j = 0; j < width; j++) {                                                                          \
            T value = alpha * sums[j];                                                                                 \
            c[j * column] = beta == 0 ? value : beta == 1 ? c[j * column] + value : c[j * column] * beta + value;      \
        }                                                                                                              \
    }                                                                                                                  \
    /* Two vectors of columns, `rows` (1 or 4) rows. B is packed: `b_row` elements from one k to the next. */          \
    static inline __attribute__((always_inline)) void prefix##_tile(                                                   \
        int rows, int64_t depth, const T *a, int64_t a_row, int64_t a_column, const T *b, int64_t b_row, T *c,         \
        int64_t c_row, int64_t c_column, int64_t width, T alpha, T beta)                                               \
    {                                                                                                                  \
        Vector sums[4][2] = {{{0}}};                                                                                   \
        for (int64_t p = 0; p < depth; p++) {                                                                          \
            Vector b0 = prefix##_vector_load(b + p * b_row), b1 = prefix##_vector_load(b + p * b_row + LANES);         \
            for (int i = 0; i < rows; i++) {                                                                           \
                Vector left = prefix##_vector_fill(a[i * a_row + p * a_column]);                                       \
                sums[i][0] = prefix##_vector_fma(left, b0, sums[i][0]);                                                \
                sums[i][1] = prefix##_vector_fma(left, b1, sums[i][1]);                                                \
            }                                                                                                          \
        }                                                                                                              \
        for (int i = 0; i < rows; i++)                                                                                 \
            if (width == 2 * LANES && c_column == 1 && alpha == 1 && beta == 0) {                                      \
                prefix##_vector_store(c + i * c_row, sums[i][0]);                                                      \
                prefix##_vector_store(c + i * c_row + LANES, sums[i][1]);                                              \
            } else {                                                                                                   \
                T row[2 * LANES];                                                                                      \
                memcpy(row, sums[i], sizeof row);                                                                      \
                prefix##_finish(c + i * c_row, c_column, row, width, alpha, beta);                                     \
            }                                                                                                          \
    }                                                                                                                  \
    /* Copies a strip of B, 2 * LANES wide, padded with zeros. */                                                      \
    static void prefix##_pack(T *strip, const T *b, int64_t b_row, int64_t b_column, int64_t depth, int64_t width)     \
    {                                                                                                                  \
        for (int64_t p = 0; p < depth; p++) {                                                                          \
            for (int64_t j = 0; j < width; j++)                                                                        \
                strip[p * 2 * LANES + j] = b[p * b_row + j * b_column];                                                \
            for (int64_t j = width; j < 2 * LANES; j++)                                                                \
                strip[p * 2 * LANES + j] = 0;                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    static void prefix##_small(GemmSize size, T alpha, GemmMatrix a, GemmMatrix b, T beta, GemmMatrix c)               \
    {                                                                                                                  \
        T strip[SMALL_DEPTH * 2 * LANES];                                                                              \
        for (int64_t j = 0; j < size.n; j += 2 * LANES) {                                                              \
            int64_t width = size.n - j < 2 * LANES ? size.n - j : 2 * LANES, b_row = b.row;                            \
            const T *columns = (const T *)b.data + j * b.column;                                                       \
            if (width < 2 * LANES || b.column != 1) {                                                                  \
                prefix##_pack(strip, columns, b.row, b.column, size.k, width);                                         \
                columns = strip;                                                                                       \
                b_row = 2 * LANES;                                                                                     \
            }                                                                                                          \
            const T *left = a.data;                                                                                    \
            T *out = (T *)c.data + j * c.column;                                                                       \
            int64_t i = 0;                                                                                             \
            for (; i + 4 <= size.m; i += 4)                                                                            \
                prefix##_tile(4, size.k, left + i * a.row, a.row, a.column, columns, b_row, out + i * c.row, c.row,    \
                              c.column, width, alpha, beta);                                                           \
            for (; i < size.m; i++)                                                                                    \
                prefix##_tile(1, size.k, left + i * a.row, a.row, a.column, columns, b_row, out + i * c.row, c.row,    \
                              c.column, width, alpha, beta);                                                           \
        }                                                                                                              \
    }

SMALL_GEMM(float, float, FloatVector, FLOAT_LANES)
SMALL_GEMM(double, double, DoubleVector, DOUBLE_LANES)

static bool is_small(GemmSize size)
{
    return size.k <= SMALL_DEPTH && size.m <= SMALL_WORK && size.n <= SMALL_WORK && size.m * size.n <= SMALL_WORK &&
           size.m * size.n * size.k <= SMALL_WORK;
}

// ----------------------------------------------------------------------------------------------------

static void multiply_float(GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta, GemmMatrix c)
{
    if (is_small(size))
        float_small(size, alpha, a, b, beta, c);
    else
        bli_sgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &alpha, a.data, a.row, a.column, b.data,
                  b.row, b.column, &beta, c.data, c.row, c.column);
}

static void multiply_double(GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta, GemmMatrix c)
{
    if (is_small(size))
        double_small(size, alpha, a, b, beta, c);
    else
        bli_dgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &alpha, a.data, a.row, a.column, b.data,
                  b.row, b.column, &beta, c.data, c.row, c.column);
}

// Complex and integer products, row by row: a whole row of C grows by one element of A times one row of B.
#define PLAIN_GEMM(name, T, MULTIPLY)                                                                                  \
    static void multiply_##name(GemmSize size, T alpha, GemmMatrix a, GemmMatrix b, T beta, GemmMatrix c)              \
    {                                                                                                                  \
        enum { WIDTH = 32 };                                                                                           \
        for (int64_t i = 0; i < size.m; i++)                                                                           \
            for (int64_t start = 0; start < size.n; start += WIDTH) {                                                  \
                T sums[WIDTH] = {0};                                                                                   \
                int64_t width = size.n - start < WIDTH ? size.n - start : WIDTH;                                       \
                for (int64_t p = 0; p < size.k; p++) {                                                                 \
                    const T left = ((const T *)a.data)[i * a.row + p * a.column];                                      \
                    const T *right = (const T *)b.data + p * b.row + start * b.column;                                 \
                    if (b.column == 1)                                                                                 \
                        for (int64_t j = 0; j < width; j++)                                                            \
                            sums[j] += MULTIPLY(left, right[j]);                                                       \
                    else                                                                                               \
                        for (int64_t j = 0; j < width; j++)                                                            \
                            sums[j] += MULTIPLY(left, right[j * b.column]);                                            \
                }                                                                                                      \
                T *out = (T *)c.data + i * c.row + start * c.column;                                                   \
                for (int64_t j = 0; j < width; j++)                                                                    \
                    out[j * c.column] = beta == 0 ? MULTIPLY(alpha, sums[j])                                           \
                                                  : MULTIPLY(beta, out[j * c.column]) + MULTIPLY(alpha, sums[j]);      \
            }                                                                                                          \
    }
#define PLAIN_MULTIPLY(x, y) ((x) * (y))
PLAIN_GEMM(uint8, uint8_t, PLAIN_MULTIPLY)
PLAIN_GEMM(int8, int8_t, PLAIN_MULTIPLY)
PLAIN_GEMM(int16, int16_t, PLAIN_MULTIPLY)
PLAIN_GEMM(int32, int32_t, PLAIN_MULTIPLY)
PLAIN_GEMM(int64, int64_t, PLAIN_MULTIPLY)
PLAIN_GEMM(complex64, float _Complex, complex_multiply)
PLAIN_GEMM(complex128, double _Complex, complex_multiply)

static void multiply_complex(DType dtype, GemmSize size, double _Complex alpha, GemmMatrix a, GemmMatrix b,
                             double _Complex beta, GemmMatrix c)
{
    if (dtype == DTYPE_COMPLEX64 && is_small(size)) {
        multiply_complex64(size, (float _Complex)alpha, a, b, (float _Complex)beta, c);
    } else if (is_small(size)) {
        multiply_complex128(size, alpha, a, b, beta, c);
    } else if (dtype == DTYPE_COMPLEX64) {
        scomplex left = {crealf((float _Complex)alpha), cimagf((float _Complex)alpha)};
        scomplex right = {crealf((float _Complex)beta), cimagf((float _Complex)beta)};
        bli_cgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &left, a.data, a.row, a.column, b.data,
                  b.row, b.column, &right, c.data, c.row, c.column);
    } else {
        dcomplex left = {creal(alpha), cimag(alpha)}, right = {creal(beta), cimag(beta)};
        bli_zgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &left, a.data, a.row, a.column, b.data,
                  b.row, b.column, &right, c.data, c.row, c.column);
    }
}

// Half precision computes in float -----------------------------------------------------------------------

static float *widen(Memory *memory, DType dtype, GemmMatrix matrix, int64_t rows, int64_t columns)
{
    float *wide = mem_alloc_array(memory, (size_t)(rows * columns), sizeof *wide);
    for (int64_t i = 0; wide && i < rows; i++)
        convert_run((char *)(wide + i * columns), sizeof *wide, DTYPE_FLOAT32, (char *)matrix.data + i * matrix.row * 2,
                    matrix.column * 2, dtype, columns);
    return wide;
}

static bool multiply_half(Memory *memory, DType dtype, GemmSize size, float alpha, GemmMatrix a, GemmMatrix b,
                          float beta, GemmMatrix c)
{
    float *wide_a = widen(memory, dtype, a, size.m, size.k);
    float *wide_b = wide_a ? widen(memory, dtype, b, size.k, size.n) : NULL;
    float *wide_c = wide_b ? widen(memory, dtype, c, size.m, size.n) : NULL;
    if (wide_c) {
        multiply_float(size, alpha, (GemmMatrix){wide_a, size.k, 1}, (GemmMatrix){wide_b, size.n, 1}, beta,
                       (GemmMatrix){wide_c, size.n, 1});
        for (int64_t i = 0; i < size.m; i++)
            convert_run((char *)c.data + i * c.row * 2, c.column * 2, dtype, (char *)(wide_c + i * size.n),
                        sizeof *wide_c, DTYPE_FLOAT32, size.n);
    }
    mem_free(memory, wide_c, (size_t)(size.m * size.n) * sizeof(float));
    mem_free(memory, wide_b, (size_t)(size.k * size.n) * sizeof(float));
    mem_free(memory, wide_a, (size_t)(size.m * size.k) * sizeof(float));
    return wide_c != NULL;
}

bool gemm_multiply(Memory *memory, DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b, Scalar beta,
                   GemmMatrix c)
{
    if (size.m == 0 || size.n == 0)
        return true;
    switch (dtype) {
    case DTYPE_FLOAT32:
        multiply_float(size, (float)scalar_to_float(alpha), a, b, (float)scalar_to_float(beta), c);
        break;
    case DTYPE_FLOAT64:
        multiply_double(size, scalar_to_float(alpha), a, b, scalar_to_float(beta), c);
        break;
    case DTYPE_FLOAT16:
    case DTYPE_BFLOAT16:
        return multiply_half(memory, dtype, size, (float)scalar_to_float(alpha), a, b, (float)scalar_to_float(beta), c);
    case DTYPE_COMPLEX64:
    case DTYPE_COMPLEX128:
        multiply_complex(dtype, size, scalar_to_complex(alpha), a, b, scalar_to_complex(beta), c);
        break;
    case DTYPE_UINT8:
        multiply_uint8(size, (uint8_t)scalar_to_int(alpha), a, b, (uint8_t)scalar_to_int(beta), c);
        break;
    case DTYPE_INT8:
        multiply_int8(size, (int8_t)scalar_to_int(alpha), a, b, (int8_t)scalar_to_int(beta), c);
        break;
    case DTYPE_INT16:
        multiply_int16(size, (int16_t)scalar_to_int(alpha), a, b, (int16_t)scalar_to_int(beta), c);
        break;
    case DTYPE_INT32:
        multiply_int32(size, (int32_t)scalar_to_int(alpha), a, b, (int32_t)scalar_to_int(beta), c);
        break;
    default:
        multiply_int64(size, scalar_to_int(alpha), a, b, scalar_to_int(beta), c);
        break;
    }
    return true;
}

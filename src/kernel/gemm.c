#include "kernel/gemm.h"

#include <blis.h>
#include <string.h>

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/gemm_tile.h"
#include "kernel/simd.h"

// BLIS needs more than a microsecond before its first multiplication, and adds in an order of its own. Up to
// GEMM_TILE_WORK the tiles of gemm_tile.c are used; up to this many multiplications the loops below.
#define COMPLEX_WORK ((int64_t)1 << 16)

static bool is_below(GemmSize size, int64_t work)
{
    int64_t area, product;
    return !__builtin_mul_overflow(size.m, size.n, &area) && !__builtin_mul_overflow(area, size.k, &product) &&
           product <= work;
}

static bool multiply_float(Memory *memory, GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta,
                           GemmMatrix c)
{
    if (is_below(size, GEMM_TILE_WORK))
        return gemm_tile_float(memory, size, alpha, a, b, beta, c);
    bli_sgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &alpha, a.data, a.row, a.column, b.data,
              b.row, b.column, &beta, c.data, c.row, c.column);
    return true;
}

static bool multiply_double(Memory *memory, GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta,
                            GemmMatrix c)
{
    if (is_below(size, GEMM_TILE_WORK))
        return gemm_tile_double(memory, size, alpha, a, b, beta, c);
    bli_dgemm(BLIS_NO_TRANSPOSE, BLIS_NO_TRANSPOSE, size.m, size.n, size.k, &alpha, a.data, a.row, a.column, b.data,
              b.row, b.column, &beta, c.data, c.row, c.column);
    return true;
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
    if (dtype == DTYPE_COMPLEX64 && is_below(size, COMPLEX_WORK)) {
        multiply_complex64(size, (float _Complex)alpha, a, b, (float _Complex)beta, c);
    } else if (is_below(size, COMPLEX_WORK)) {
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
    bool done = false;
    if (wide_c) {
        done = multiply_float(memory, size, alpha, (GemmMatrix){wide_a, size.k, 1}, (GemmMatrix){wide_b, size.n, 1},
                              beta, (GemmMatrix){wide_c, size.n, 1});
        for (int64_t i = 0; i < size.m; i++)
            convert_run((char *)c.data + i * c.row * 2, c.column * 2, dtype, (char *)(wide_c + i * size.n),
                        sizeof *wide_c, DTYPE_FLOAT32, size.n);
    }
    mem_free(memory, wide_c, (size_t)(size.m * size.n) * sizeof(float));
    mem_free(memory, wide_b, (size_t)(size.k * size.n) * sizeof(float));
    mem_free(memory, wide_a, (size_t)(size.m * size.k) * sizeof(float));
    return done;
}

bool gemm_multiply(Memory *memory, DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b, Scalar beta,
                   GemmMatrix c)
{
    if (size.m == 0 || size.n == 0)
        return true;
    switch (dtype) {
    case DTYPE_FLOAT32:
        return multiply_float(memory, size, (float)scalar_to_float(alpha), a, b, (float)scalar_to_float(beta), c);
    case DTYPE_FLOAT64:
        return multiply_double(memory, size, scalar_to_float(alpha), a, b, scalar_to_float(beta), c);
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

bool gemm_multiply_small(DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b, Scalar beta,
                         GemmMatrix c)
{
    enum { FEW = 400 };
    if (!is_below(size, FEW - 1) || (dtype != DTYPE_FLOAT32 && dtype != DTYPE_FLOAT64))
        return false;
    if (dtype == DTYPE_FLOAT32)
        gemm_tile_plain_float(size, (float)scalar_to_float(alpha), a, b, (float)scalar_to_float(beta), c);
    else
        gemm_tile_plain_double(size, scalar_to_float(alpha), a, b, scalar_to_float(beta), c);
    return true;
}

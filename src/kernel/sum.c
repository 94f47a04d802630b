// The cascade: a row is summed in chunks, chunks in chunks of chunks, four levels deep, so that the error grows with
// the logarithm of the length. Four rows (of vectors, where memory allows) are summed side by side.
#include "kernel/sum.h"

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/simd.h"

enum { LEVELS = 4, ROWS = 4 };

static int ceil_log2(int64_t n)
{
    int bits = 0;
    while ((INT64_C(1) << bits) < n)
        bits++;
    return bits;
}

// How the sums of one element type are stamped:
//   Value       what is added: an element, or a vector of them
//   LOAD(p)     reads one Value at address p
//   ZERO        the neutral Value
#define DEFINE_CASCADE(name, Value, LOAD, ZERO)                                                                        \
    /* Sums `rows` rows that lie `row_step` bytes apart, each of `size` values `step` bytes apart. */                  \
    static inline __attribute__((always_inline)) void name##_rows(Value *sums, int rows, const char *in, int64_t step, \
                                                                  int64_t row_step, int64_t size)                      \
    {                                                                                                                  \
        int power = ceil_log2(size) / LEVELS > 4 ? ceil_log2(size) / LEVELS : 4;                                       \
        int64_t chunk = INT64_C(1) << power, mask = chunk - 1, i = 0;                                                  \
        Value levels[LEVELS][ROWS];                                                                                    \
        for (int level = 0; level < LEVELS; level++)                                                                   \
            for (int k = 0; k < rows; k++)                                                                             \
                levels[level][k] = ZERO;                                                                               \
        while (i + chunk <= size) {                                                                                    \
            for (int64_t end = i + chunk; i < end; i++)                                                                \
                for (int k = 0; k < rows; k++)                                                                         \
                    levels[0][k] += LOAD(in + i * step + k * row_step);                                                \
            for (int level = 1; level < LEVELS; level++) {                                                             \
                for (int k = 0; k < rows; k++) {                                                                       \
                    levels[level][k] += levels[level - 1][k];                                                          \
                    levels[level - 1][k] = ZERO;                                                                       \
                }                                                                                                      \
                if (i & mask << (level * power))                                                                       \
                    break;                                                                                             \
            }                                                                                                          \
        }                                                                                                              \
        for (; i < size; i++)                                                                                          \
            for (int k = 0; k < rows; k++)                                                                             \
                levels[0][k] += LOAD(in + i * step + k * row_step);                                                    \
        for (int level = 1; level < LEVELS; level++)                                                                   \
            for (int k = 0; k < rows; k++)                                                                             \
                levels[0][k] += levels[level][k];                                                                      \
        for (int k = 0; k < rows; k++)                                                                                 \
            sums[k] = levels[0][k];                                                                                    \
    }                                                                                                                  \
    /* Sums one row as if it were four interleaved ones. */                                                            \
    static Value name##_row(const char *in, int64_t step, int64_t size)                                                \
    {                                                                                                                  \
        Value sums[ROWS];                                                                                              \
        int64_t quarter = size / ROWS;                                                                                 \
        name##_rows(sums, ROWS, in, step *ROWS, step, quarter);                                                        \
        for (int64_t i = quarter * ROWS; i < size; i++)                                                                \
            sums[0] += LOAD(in + i * step);                                                                            \
        for (int k = 1; k < ROWS; k++)                                                                                 \
            sums[0] += sums[k];                                                                                        \
        return sums[0];                                                                                                \
    }

// The four ways through a block, given how its memory lies. `Sum` is the type of the sums, LANES of them in a Vector;
// INNER and OUTER are cascades of vectors along and across rows, SCALAR the one of single values. An inner vector
// covers INNER_LANES elements.
#define DEFINE_BLOCK(name, T, Sum, Vector, LANES, INNER_LANES, INNER, OUTER, SCALAR, SCALAR_LOAD, ADD)                 \
    static void name##_inner(char *out, int64_t out_step, const char *in, int64_t row_step, int64_t size0,             \
                             int64_t size1)                                                                            \
    {                                                                                                                  \
        for (int64_t j = 0; j < size1; j++) {                                                                          \
            const char *row = in + j * row_step;                                                                       \
            int64_t vectors = size0 / INNER_LANES;                                                                     \
            Vector vector = INNER##_row(row, (int64_t)(INNER_LANES * sizeof(T)), vectors);                             \
            Sum sum = 0, lanes[LANES];                                                                                 \
            for (int64_t k = vectors * INNER_LANES; k < size0; k++)                                                    \
                sum += SCALAR_LOAD(row + k * (int64_t)sizeof(T));                                                      \
            memcpy(lanes, &vector, sizeof lanes);                                                                      \
            for (int k = 0; k < LANES; k++)                                                                            \
                sum += lanes[k];                                                                                       \
            ADD(out + j * out_step, sum);                                                                              \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_store(char *out, int64_t out_step, Vector vector)                                               \
    {                                                                                                                  \
        Sum lanes[LANES];                                                                                              \
        memcpy(lanes, &vector, sizeof lanes);                                                                          \
        for (int k = 0; k < LANES; k++)                                                                                \
            ADD(out + k * out_step, lanes[k]);                                                                         \
    }                                                                                                                  \
    static void name##_outer(char *out, int64_t out_step, const char *in, int64_t step, int64_t size0, int64_t size1)  \
    {                                                                                                                  \
        int64_t j = 0, width = (int64_t)sizeof(T);                                                                     \
        for (; j + ROWS * LANES <= size1; j += ROWS * LANES) {                                                         \
            Vector sums[ROWS];                                                                                         \
            OUTER##_rows(sums, ROWS, in + j * width, step, LANES * width, size0);                                      \
            for (int k = 0; k < ROWS; k++)                                                                             \
                name##_store(out + (j + k * LANES) * out_step, out_step, sums[k]);                                     \
        }                                                                                                              \
        for (; j + LANES <= size1; j += LANES)                                                                         \
            name##_store(out + j * out_step, out_step, OUTER##_row(in + j * width, step, size0));                      \
        for (; j < size1; j++)                                                                                         \
            ADD(out + j * out_step, SCALAR##_row(in + j * width, step, size0));                                        \
    }                                                                                                                  \
    static void name##_scalar_outer(char *out, int64_t out_step, const char *in, const int64_t steps[2],               \
                                    int64_t size0, int64_t size1)                                                      \
    {                                                                                                                  \
        int64_t j = 0;                                                                                                 \
        for (; j + ROWS <= size1; j += ROWS) {                                                                         \
            Sum sums[ROWS];                                                                                            \
            SCALAR##_rows(sums, ROWS, in + j * steps[1], steps[0], steps[1], size0);                                   \
            for (int k = 0; k < ROWS; k++)                                                                             \
                ADD(out + (j + k) * out_step, sums[k]);                                                                \
        }                                                                                                              \
        for (; j < size1; j++)                                                                                         \
            ADD(out + j * out_step, SCALAR##_row(in + j * steps[1], steps[0], size0));                                 \
    }                                                                                                                  \
    static void name##_block(char *out, int64_t out_step, const char *in, const int64_t steps[2], int64_t size0,       \
                             int64_t size1)                                                                            \
    {                                                                                                                  \
        if (steps[0] == (int64_t)sizeof(T) && size0 >= INNER_LANES)                                                    \
            name##_inner(out, out_step, in, steps[1], size0, size1);                                                   \
        else if (steps[1] == (int64_t)sizeof(T) && size1 >= INNER_LANES)                                               \
            name##_outer(out, out_step, in, steps[0], size0, size1);                                                   \
        else if (steps[0] < steps[1])                                                                                  \
            for (int64_t j = 0; j < size1; j++)                                                                        \
                ADD(out + j * out_step, SCALAR##_row(in + j * steps[1], steps[0], size0));                             \
        else                                                                                                           \
            name##_scalar_outer(out, out_step, in, steps, size0, size1);                                               \
    }

#define ADD_PLAIN(T, to, value) (*(T *)(to) += (value))

// Floats and doubles, complex ones by the same vectors.
#define LOAD_FLOAT(p)         (*(const float *)(p))
#define LOAD_DOUBLE(p)        (*(const double *)(p))
#define LOAD_FLOAT_VECTOR(p)  float_vector_load((const float *)(p))
#define LOAD_DOUBLE_VECTOR(p) double_vector_load((const double *)(p))
#define ADD_FLOAT(to, value)  ADD_PLAIN(float, to, value)
#define ADD_DOUBLE(to, value) ADD_PLAIN(double, to, value)
DEFINE_CASCADE(float, float, LOAD_FLOAT, 0)
DEFINE_CASCADE(double, double, LOAD_DOUBLE, 0)
DEFINE_CASCADE(floats, FloatVector, LOAD_FLOAT_VECTOR, (FloatVector){0})
DEFINE_CASCADE(doubles, DoubleVector, LOAD_DOUBLE_VECTOR, (DoubleVector){0})
DEFINE_BLOCK(float, float, float, FloatVector, 8, 8, floats, floats, float, LOAD_FLOAT, ADD_FLOAT)
DEFINE_BLOCK(double, double, double, DoubleVector, 4, 4, doubles, doubles, double, LOAD_DOUBLE, ADD_DOUBLE)

#define LOAD_COMPLEX64(p)         (*(const float _Complex *)(p))
#define LOAD_COMPLEX128(p)        (*(const double _Complex *)(p))
#define ADD_COMPLEX64(to, value)  ADD_PLAIN(float _Complex, to, value)
#define ADD_COMPLEX128(to, value) ADD_PLAIN(double _Complex, to, value)
DEFINE_CASCADE(complex64, float _Complex, LOAD_COMPLEX64, 0)
DEFINE_CASCADE(complex128, double _Complex, LOAD_COMPLEX128, 0)
DEFINE_BLOCK(complex64, float _Complex, float _Complex, FloatVector, 4, 4, floats, floats, complex64, LOAD_COMPLEX64,
             ADD_COMPLEX64)
DEFINE_BLOCK(complex128, double _Complex, double _Complex, DoubleVector, 2, 2, doubles, doubles, complex128,
             LOAD_COMPLEX128, ADD_COMPLEX128)

// The same with NaN read as zero.
static inline float float_or_zero(float value)
{
    return value == value ? value : 0;
}
static inline double double_or_zero(double value)
{
    return value == value ? value : 0;
}
static inline FloatVector floats_or_zeros(FloatVector value)
{
    return (FloatVector)((FloatMask)value & (value == value));
}
static inline DoubleVector doubles_or_zeros(DoubleVector value)
{
    return (DoubleVector)((DoubleMask)value & (value == value));
}
#define LOAD_NUMBER_FLOAT(p)         float_or_zero(LOAD_FLOAT(p))
#define LOAD_NUMBER_DOUBLE(p)        double_or_zero(LOAD_DOUBLE(p))
#define LOAD_NUMBER_FLOAT_VECTOR(p)  floats_or_zeros(LOAD_FLOAT_VECTOR(p))
#define LOAD_NUMBER_DOUBLE_VECTOR(p) doubles_or_zeros(LOAD_DOUBLE_VECTOR(p))
DEFINE_CASCADE(number_float, float, LOAD_NUMBER_FLOAT, 0)
DEFINE_CASCADE(number_double, double, LOAD_NUMBER_DOUBLE, 0)
DEFINE_CASCADE(number_floats, FloatVector, LOAD_NUMBER_FLOAT_VECTOR, (FloatVector){0})
DEFINE_CASCADE(number_doubles, DoubleVector, LOAD_NUMBER_DOUBLE_VECTOR, (DoubleVector){0})
DEFINE_BLOCK(number_float, float, float, FloatVector, 8, 8, number_floats, number_floats, number_float,
             LOAD_NUMBER_FLOAT, ADD_FLOAT)
DEFINE_BLOCK(number_double, double, double, DoubleVector, 4, 4, number_doubles, number_doubles, number_double,
             LOAD_NUMBER_DOUBLE, ADD_DOUBLE)

// Half precision, with results in float: sixteen elements make two vectors of floats, which are added first.
static inline FloatVector load_halves(const char *from)
{
    FloatVector vector;
    convert_half_to_float((float *)&vector, (const Half *)from, FLOAT_LANES);
    return vector;
}
static inline FloatVector load_bfloats(const char *from)
{
    FloatVector vector;
    convert_bfloat16_to_float((float *)&vector, (const BFloat16 *)from, FLOAT_LANES);
    return vector;
}
static inline void add_half(char *to, float value)
{
    *(float *)to += value;
}
#define LOAD_HALF(p)        half_to_float(*(const Half *)(p))
#define LOAD_BFLOAT(p)      bfloat16_to_float(*(const BFloat16 *)(p))
#define LOAD_HALF_PAIR(p)   (load_halves(p) + load_halves((p) + 16))
#define LOAD_BFLOAT_PAIR(p) (load_bfloats(p) + load_bfloats((p) + 16))
DEFINE_CASCADE(half, float, LOAD_HALF, 0)
DEFINE_CASCADE(bfloat, float, LOAD_BFLOAT, 0)
DEFINE_CASCADE(halves, FloatVector, load_halves, (FloatVector){0})
DEFINE_CASCADE(bfloats, FloatVector, load_bfloats, (FloatVector){0})
DEFINE_CASCADE(half_pairs, FloatVector, LOAD_HALF_PAIR, (FloatVector){0})
DEFINE_CASCADE(bfloat_pairs, FloatVector, LOAD_BFLOAT_PAIR, (FloatVector){0})
DEFINE_BLOCK(half, Half, float, FloatVector, 8, 16, half_pairs, halves, half, LOAD_HALF, add_half)
DEFINE_BLOCK(bfloat, BFloat16, float, FloatVector, 8, 16, bfloat_pairs, bfloats, bfloat, LOAD_BFLOAT, add_half)

// Integers wrap around: their order does not matter.
#define DEFINE_INTEGER(name, T)                                                                                        \
    static void name##_block(char *out, int64_t out_step, const char *in, const int64_t steps[2], int64_t size0,       \
                             int64_t size1)                                                                            \
    {                                                                                                                  \
        if (steps[1] == (int64_t)sizeof(T) && out_step == (int64_t)sizeof(T)) {                                        \
            for (int64_t i = 0; i < size0; i++) {                                                                      \
                const T *row = (const T *)(in + i * steps[0]);                                                         \
                T *sums = (T *)out;                                                                                    \
                VECTORIZE for (int64_t j = 0; j < size1; j++) sums[j] += row[j];                                       \
            }                                                                                                          \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t j = 0; j < size1; j++) {                                                                          \
            T sum = 0;                                                                                                 \
            const char *row = in + j * steps[1];                                                                       \
            if (steps[0] == (int64_t)sizeof(T))                                                                        \
                for (int64_t i = 0; i < size0; i++)                                                                    \
                    sum += ((const T *)row)[i];                                                                        \
            else                                                                                                       \
                for (int64_t i = 0; i < size0; i++)                                                                    \
                    sum += *(const T *)(row + i * steps[0]);                                                           \
            *(T *)(out + j * out_step) += sum;                                                                         \
        }                                                                                                              \
    }
DEFINE_INTEGER(uint8, uint8_t)
DEFINE_INTEGER(int8, int8_t)
DEFINE_INTEGER(int16, int16_t)
DEFINE_INTEGER(int32, int32_t)
DEFINE_INTEGER(int64, int64_t)

static void bool_block(char *out, int64_t out_step, const char *in, const int64_t steps[2], int64_t size0,
                       int64_t size1)
{
    for (int64_t j = 0; j < size1; j++)
        for (int64_t i = 0; i < size0; i++)
            *(bool *)(out + j * out_step) |= *(in + j * steps[1] + i * steps[0]) != 0;
}

typedef void Block(char *out, int64_t out_step, const char *in, const int64_t steps[2], int64_t size0, int64_t size1);

static Block *const BLOCKS[DTYPE_COUNT] = {
    [DTYPE_UINT8] = uint8_block,           [DTYPE_INT8] = int8_block,      [DTYPE_INT16] = int16_block,
    [DTYPE_INT32] = int32_block,           [DTYPE_INT64] = int64_block,    [DTYPE_FLOAT16] = half_block,
    [DTYPE_FLOAT32] = float_block,         [DTYPE_FLOAT64] = double_block, [DTYPE_COMPLEX64] = complex64_block,
    [DTYPE_COMPLEX128] = complex128_block, [DTYPE_BOOL] = bool_block,      [DTYPE_BFLOAT16] = bfloat_block,
};

static Block *block_of(DType dtype, bool skip_nan)
{
    if (skip_nan && dtype == DTYPE_FLOAT32)
        return number_float_block;
    if (skip_nan && dtype == DTYPE_FLOAT64)
        return number_double_block;
    return BLOCKS[dtype];
}

void sum_block(DType dtype, bool skip_nan, char *out, const int64_t out_strides[2], const char *in,
               const int64_t in_strides[2], int64_t size0, int64_t size1)
{
    Block *block = block_of(dtype, skip_nan);
    if (out_strides[0] == 0) {
        block(out, out_strides[1], in, in_strides, size0, size1);
    } else if (out_strides[1] == 0) { // the summed dimension first
        int64_t turned[2] = {in_strides[1], in_strides[0]};
        block(out, out_strides[0], in, turned, size1, size0);
    } else { // nothing is summed here: one value each
        int64_t single[2] = {0, in_strides[0]};
        for (int64_t j = 0; j < size1; j++)
            block(out + j * out_strides[1], out_strides[0], in + j * in_strides[1], single, 1, size0);
    }
}

// The tail of a row in the steps that PyTorch's compiler chose: four floats unfused, the rest fused.
#define EUCLIDEAN(T, prefix, Vector, LANES, ROOT, FUSE)                                                                \
    {                                                                                                                  \
        const T *row = in;                                                                                             \
        Vector lanes = {0};                                                                                            \
        int64_t i = 0;                                                                                                 \
        for (; i + LANES <= size; i += LANES) {                                                                        \
            Vector x = prefix##_vector_load(row + i);                                                                  \
            lanes = lanes + x * x;                                                                                     \
        }                                                                                                              \
        T sum = lanes[0];                                                                                              \
        for (int lane = 1; lane < LANES; lane++)                                                                       \
            sum += lanes[lane];                                                                                        \
        for (int64_t end = i + ((size - i) & ~(int64_t)(sizeof(T) == 4 ? 3 : 7)); i < end; i++)                        \
            sum += row[i] * row[i];                                                                                    \
        for (; i < size; i++)                                                                                          \
            sum = FUSE(row[i], row[i], sum);                                                                           \
        *(T *)out = ROOT(sum);                                                                                         \
    }

void sum_euclidean(DType dtype, void *out, const void *in, int64_t size)
{
    if (dtype == DTYPE_FLOAT32)
        EUCLIDEAN(float, float, FloatVector, FLOAT_LANES, sqrtf, fmaf)
    else
        EUCLIDEAN(double, double, DoubleVector, DOUBLE_LANES, sqrt, fma)
}

double sum_squared_distances(DType dtype, const char *in, int64_t step0, int64_t step1, int64_t size0, int64_t size1,
                             double mean)
{
    double sum = 0;
    for (int64_t j = 0; j < size1; j++)
        for (int64_t i = 0; i < size0; i++) {
            const char *at = in + j * step1 + i * step0;
            double distance = (dtype == DTYPE_FLOAT32 ? (double)*(const float *)at : *(const double *)at) - mean;
            sum += distance * distance;
        }
    return sum;
}

#include "kernel/softmax.h"

#include <math.h>
#include <tgmath.h>

#include "kernel/simd.h"

// NaN wins, whichever side it is on.
static inline FloatVector float_vector_maximum(FloatVector a, FloatVector b)
{
    FloatVector larger = float_vector_select(a > b, a, b);
    return float_vector_select(a != a, a, larger);
}
static inline DoubleVector double_vector_maximum(DoubleVector a, DoubleVector b)
{
    DoubleVector larger = double_vector_select(a > b, a, b);
    return double_vector_select(a != a, a, larger);
}

#define MAX_OF(a, b) ((a) != (a) ? (a) : (b) != (b) ? (b) : (a) > (b) ? (a) : (b))

// Folding a whole vector: floats by halves, doubles lane by lane. A part of a vector always goes lane by lane.
static float float_vector_sum(FloatVector v)
{
    FloatVector half = {v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3]};
    v = v + half;
    return (v[0] + v[2]) + (v[1] + v[3]);
}
static double double_vector_sum(DoubleVector v)
{
    return ((v[0] + v[1]) + v[2]) + v[3];
}

#define DEFINE_SOFTMAX(name, T, Vector, Mask, LANES)                                                                   \
    /* The first `count` lanes of `b`, the others of `a`. */                                                           \
    static inline Vector name##_mix(Vector a, Vector b, int64_t count)                                                 \
    {                                                                                                                  \
        for (int64_t lane = 0; lane < count; lane++)                                                                   \
            a[lane] = b[lane];                                                                                         \
        return a;                                                                                                      \
    }                                                                                                                  \
    static T name##_row_max(const T *in, int64_t size)                                                                 \
    {                                                                                                                  \
        int64_t i = 0;                                                                                                 \
        T largest = in[0];                                                                                             \
        if (size >= LANES) {                                                                                           \
            Vector lanes = name##_vector_load(in);                                                                     \
            for (i = LANES; i + LANES <= size; i += LANES)                                                             \
                lanes = name##_vector_maximum(lanes, name##_vector_load(in + i));                                      \
            largest = lanes[0];                                                                                        \
            for (int lane = 1; lane < LANES; lane++)                                                                   \
                largest = MAX_OF(largest, lanes[lane]);                                                                \
        }                                                                                                              \
        for (; i < size; i++)                                                                                          \
            largest = MAX_OF(largest, in[i]);                                                                          \
        return largest;                                                                                                \
    }                                                                                                                  \
    /* The sum of a row that a function of a vector gives piece by piece. */                                           \
    typedef Vector name##_Piece(const T *row, const T *other, int64_t count, T parameter);                             \
    static inline __attribute__((always_inline))                                                                       \
    T name##_row_sum(name##_Piece *piece, const T *row, const T *other, int64_t size, T parameter)                     \
    {                                                                                                                  \
        if (size < LANES) {                                                                                            \
            Vector part = piece(row, other, size, parameter);                                                          \
            T sum = part[0];                                                                                           \
            for (int64_t lane = 1; lane < size; lane++)                                                                \
                sum += part[lane];                                                                                     \
            return sum;                                                                                                \
        }                                                                                                              \
        Vector sum = piece(row, other, LANES, parameter);                                                              \
        int64_t i = LANES;                                                                                             \
        for (; i + LANES <= size; i += LANES)                                                                          \
            sum = sum + piece(row + i, other + i, LANES, parameter);                                                   \
        if (i < size)                                                                                                  \
            sum = name##_mix(sum, sum + piece(row + i, other + i, size - i, parameter), size - i);                     \
        return name##_vector_sum(sum);                                                                                 \
    }                                                                                                                  \
    static inline Vector name##_take(const T *in, int64_t count)                                                       \
    {                                                                                                                  \
        return count == LANES ? name##_vector_load(in) : name##_vector_load_part(in, count);                           \
    }                                                                                                                  \
    static inline void name##_give(T *out, Vector value, int64_t count)                                                \
    {                                                                                                                  \
        if (count == LANES)                                                                                            \
            name##_vector_store(out, value);                                                                           \
        else                                                                                                           \
            name##_vector_store_part(out, value, count);                                                               \
    }                                                                                                                  \
    static inline Vector name##_plain(const T *row, const T *other, int64_t count, T parameter)                        \
    {                                                                                                                  \
        (void)other, (void)parameter;                                                                                  \
        return name##_take(row, count);                                                                                \
    }                                                                                                                  \
    static inline Vector name##_grown(const T *row, const T *other, int64_t count, T largest)                          \
    {                                                                                                                  \
        (void)other;                                                                                                   \
        return name##_vector_exp(name##_take(row, count) - largest);                                                   \
    }                                                                                                                  \
    static void name##_row(bool logarithm, T *out, const T *in, int64_t size, DType dtype)                             \
    {                                                                                                                  \
        T largest = name##_row_max(in, size);                                                                          \
        if (logarithm) {                                                                                               \
            T sum = name##_row_sum(name##_grown, in, in, size, largest);                                               \
            T shift = name##_rounded(name##_vector_log(name##_vector_fill(name##_rounded(sum, dtype)))[0], dtype);     \
            for (int64_t i = 0; i < size; i++)                                                                         \
                out[i] = in[i] - largest - shift;                                                                      \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i += LANES) {                                                                    \
            int64_t count = size - i < LANES ? size - i : LANES;                                                       \
            name##_give(out + i, name##_vector_exp_softmax(name##_take(in + i, count) - largest), count);              \
        }                                                                                                              \
        T factor = 1 / name##_row_sum(name##_plain, out, out, size, 0);                                                \
        for (int64_t i = 0; i < size; i++)                                                                             \
            out[i] *= factor;                                                                                          \
    }                                                                                                                  \
    static void name##_row_backward(bool logarithm, T *out, const T *grad, const T *output, int64_t size, DType dtype) \
    {                                                                                                                  \
        if (logarithm) {                                                                                               \
            T sum = name##_rounded(name##_row_sum(name##_plain, grad, grad, size, 0), dtype);                          \
            for (int64_t i = 0; i < size; i += LANES) {                                                                \
                int64_t count = size - i < LANES ? size - i : LANES;                                                   \
                Vector growth = name##_vector_exp(name##_take(output + i, count));                                     \
                name##_give(out + i,                                                                                   \
                            name##_vector_fma(-growth, name##_vector_fill(sum), name##_take(grad + i, count)), count); \
            }                                                                                                          \
            return;                                                                                                    \
        }                                                                                                              \
        T sum;                                                                                                         \
        Vector sums =                                                                                                  \
            name##_take(grad, size < LANES ? size : LANES) * name##_take(output, size < LANES ? size : LANES);         \
        if (size < LANES) {                                                                                            \
            sum = sums[0];                                                                                             \
            for (int64_t lane = 1; lane < size; lane++)                                                                \
                sum += sums[lane];                                                                                     \
        } else {                                                                                                       \
            for (int64_t i = LANES; i < size; i += LANES) {                                                            \
                int64_t count = size - i < LANES ? size - i : LANES;                                                   \
                Vector next = sums + name##_take(grad + i, count) * name##_take(output + i, count);                    \
                sums = count == LANES ? next : name##_mix(sums, next, count);                                          \
            }                                                                                                          \
            sum = name##_vector_sum(sums);                                                                             \
        }                                                                                                              \
        sum = name##_rounded(sum, dtype);                                                                              \
        for (int64_t i = 0; i < size; i++)                                                                             \
            out[i] = (grad[i] - sum) * output[i];                                                                      \
    }                                                                                                                  \
    /* LANES neighbouring columns at once. */                                                                          \
    static void name##_columns(bool logarithm, T *out, const T *in, int64_t size, int64_t inner)                       \
    {                                                                                                                  \
        Vector largest = name##_vector_load(in), sum = {0};                                                            \
        for (int64_t i = 1; i < size; i++)                                                                             \
            largest = name##_vector_maximum(largest, name##_vector_load(in + i * inner));                              \
        if (logarithm) {                                                                                               \
            for (int64_t i = 0; i < size; i++)                                                                         \
                sum += name##_vector_exp(name##_vector_load(in + i * inner) - largest);                                \
            sum = name##_vector_log(sum);                                                                              \
            for (int64_t i = 0; i < size; i++)                                                                         \
                name##_vector_store(out + i * inner, name##_vector_load(in + i * inner) - largest - sum);              \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            Vector growth = name##_vector_exp_softmax(name##_vector_load(in + i * inner) - largest);                   \
            name##_vector_store(out + i * inner, growth);                                                              \
            sum += growth;                                                                                             \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i++)                                                                             \
            name##_vector_store(out + i * inner, name##_vector_load(out + i * inner) / sum);                           \
    }                                                                                                                  \
    static void name##_column(bool logarithm, T *out, const T *in, int64_t size, int64_t inner, DType dtype)           \
    {                                                                                                                  \
        T largest = in[0], sum = 0;                                                                                    \
        for (int64_t i = 1; i < size; i++)                                                                             \
            largest = MAX_OF(largest, in[i * inner]);                                                                  \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            T growth = exp(in[i * inner] - largest);                                                                   \
            if (!logarithm)                                                                                            \
                out[i * inner] = name##_rounded(growth, dtype);                                                        \
            sum += growth;                                                                                             \
        }                                                                                                              \
        T shift = logarithm ? name##_vector_log(name##_vector_fill(sum))[0] : 0;                                       \
        for (int64_t i = 0; i < size; i++)                                                                             \
            out[i * inner] = logarithm ? in[i * inner] - largest - shift : out[i * inner] / sum;                       \
    }                                                                                                                  \
    static void name##_columns_backward(bool logarithm, T *out, const T *grad, const T *output, int64_t size,          \
                                        int64_t inner)                                                                 \
    {                                                                                                                  \
        Vector sum = {0};                                                                                              \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            Vector g = name##_vector_load(grad + i * inner);                                                           \
            sum = logarithm ? sum + g : name##_vector_fma(g, name##_vector_load(output + i * inner), sum);             \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            Vector g = name##_vector_load(grad + i * inner), o = name##_vector_load(output + i * inner);               \
            name##_vector_store(out + i * inner,                                                                       \
                                logarithm ? name##_vector_fma(-name##_vector_exp(o), sum, g) : o * (g - sum));         \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_column_backward(bool logarithm, T *out, const T *grad, const T *output, int64_t size,           \
                                       int64_t inner)                                                                  \
    {                                                                                                                  \
        T sum = 0;                                                                                                     \
        for (int64_t i = 0; i < size; i++)                                                                             \
            sum = logarithm ? sum + grad[i * inner] : fma(grad[i * inner], output[i * inner], sum);                    \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            T g = grad[i * inner], o = output[i * inner];                                                              \
            out[i * inner] = logarithm ? fma(-(T)exp(o), sum, g) : o * (g - sum);                                      \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_block(bool logarithm, T *out, const T *in, int64_t size, int64_t inner, DType dtype)            \
    {                                                                                                                  \
        int64_t j = 0, whole = dtype_compute(dtype) == dtype ? LANES : 2 * LANES;                                      \
        if (inner == SOFTMAX_ROW) {                                                                                    \
            name##_row(logarithm, out, in, size, dtype);                                                               \
            return;                                                                                                    \
        }                                                                                                              \
        for (; j < inner - inner % whole; j += LANES)                                                                  \
            name##_columns(logarithm, out + j, in + j, size, inner);                                                   \
        for (; j < inner; j++)                                                                                         \
            name##_column(logarithm, out + j, in + j, size, inner, dtype);                                             \
    }                                                                                                                  \
    static void name##_block_backward(bool logarithm, T *out, const T *grad, const T *output, int64_t size,            \
                                      int64_t inner, DType dtype)                                                      \
    {                                                                                                                  \
        int64_t j = 0;                                                                                                 \
        if (inner == SOFTMAX_ROW) {                                                                                    \
            name##_row_backward(logarithm, out, grad, output, size, dtype);                                            \
            return;                                                                                                    \
        }                                                                                                              \
        for (; j + LANES <= inner; j += LANES)                                                                         \
            name##_columns_backward(logarithm, out + j, grad + j, output + j, size, inner);                            \
        for (; j < inner; j++)                                                                                         \
            name##_column_backward(logarithm, out + j, grad + j, output + j, size, inner);                             \
    }

#define float_vector_exp_softmax  float_vector_exp
#define double_vector_exp_softmax double_vector_exp
static inline float float_rounded(float x, DType dtype)
{
    return dtype_round(dtype, x);
}
static inline double double_rounded(double x, DType dtype)
{
    (void)dtype;
    return x;
}
DEFINE_SOFTMAX(float, float, FloatVector, FloatMask, FLOAT_LANES)
DEFINE_SOFTMAX(double, double, DoubleVector, DoubleMask, DOUBLE_LANES)

void softmax_forward(DType dtype, bool logarithm, void *out, const void *in, int64_t size, int64_t inner)
{
    if (dtype == DTYPE_FLOAT64)
        double_block(logarithm, out, in, size, inner, dtype);
    else
        float_block(logarithm, out, in, size, inner, dtype);
}

void softmax_backward(DType dtype, bool logarithm, void *out, const void *grad, const void *output, int64_t size,
                      int64_t inner)
{
    if (dtype == DTYPE_FLOAT64)
        double_block_backward(logarithm, out, grad, output, size, inner, dtype);
    else
        float_block_backward(logarithm, out, grad, output, size, inner, dtype);
}

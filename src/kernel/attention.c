#include "kernel/attention.h"

#include <math.h>
#include <tgmath.h>

#include "kernel/simd.h"

// Floats fold by halves, doubles lane by lane.
static float float_fold(FloatVector v)
{
    FloatVector half = {v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3]};
    v = v + half;
    return (v[0] + v[2]) + (v[1] + v[3]);
}
static double double_fold(DoubleVector v)
{
    return ((v[0] + v[1]) + v[2]) + v[3];
}

// exp with an error of up to 20 ulp, as PyTorch takes for floats here: x = n ln 2 + r, a polynomial of r, times 2^n.
static inline FloatVector float_vector_quick_exp(FloatVector x)
{
    enum { MANTISSA_BITS = 23, BIAS = 127 };
    const FloatVector lowest = float_vector_fill(-0x1.5d58ap+6F), highest = float_vector_fill(0x1.62e43p+6F);
    FloatMask tiny = x < lowest;
    x = float_vector_select(x < highest, x, highest);
    x = float_vector_select(x > lowest, x, lowest);
    FloatVector n = float_vector_fma(x, float_vector_fill(0x1.715476p+0F), float_vector_fill(0.5F));
    for (int i = 0; i < FLOAT_LANES; i++)
        n[i] = floorf(n[i]);
    FloatVector r = float_vector_fma(-n, float_vector_fill(0x1.62e43p-1F), x);
    FloatVector sum = float_vector_fma(r, float_vector_fill(0.00828929059F), float_vector_fill(0.0418978221F));
    sum = float_vector_fma(r, sum, float_vector_fill(0.166676521F));
    sum = float_vector_fma(r, sum, float_vector_fill(0.499991506F));
    sum = float_vector_fma(r, sum, float_vector_fill(0.999999701F));
    sum = float_vector_fma(r, sum, float_vector_fill(1));
    FloatMask power = (__builtin_convertvector(n - 1, FloatMask) + BIAS) << MANTISSA_BITS;
    return sum * (FloatVector)(power & ~tiny) * 2;
}
#define double_vector_quick_exp double_vector_exp

#define DEFINE(prefix, T, Vector, LANES)                                                                               \
    static void prefix##_scale(T *scores, int64_t count, T scale, const T *mask, int64_t mask_step)                    \
    {                                                                                                                  \
        for (int64_t i = 0; i < count; i++)                                                                            \
            scores[i] = mask ? fma(scores[i], scale, mask[i * mask_step]) : scores[i] * scale;                         \
    }                                                                                                                  \
    static double prefix##_weigh(T *scores, int64_t count, AttentionRow *row)                                          \
    {                                                                                                                  \
        T largest = (T)row->largest, sum = 0;                                                                          \
        for (int64_t i = 0; i < count; i++)                                                                            \
            largest = scores[i] > largest || scores[i] != scores[i] ? scores[i] : largest;                             \
        if (largest == -(T)INFINITY) { /* nothing may be attended to */                                                \
            for (int64_t i = 0; i < count; i++)                                                                        \
                scores[i] = 0;                                                                                         \
            return 1;                                                                                                  \
        }                                                                                                              \
        int64_t i = 0;                                                                                                 \
        Vector sums = {0};                                                                                             \
        for (; i + LANES <= count; i += LANES) {                                                                       \
            Vector growth = prefix##_vector_quick_exp(prefix##_vector_load(scores + i) - largest);                     \
            sums += growth;                                                                                            \
            prefix##_vector_store(scores + i, growth);                                                                 \
        }                                                                                                              \
        sum = prefix##_fold(sums);                                                                                     \
        for (; i < count; i++) {                                                                                       \
            scores[i] = exp(scores[i] - largest);                                                                      \
            sum += scores[i];                                                                                          \
        }                                                                                                              \
        T factor = exp((T)row->largest - largest);                                                                     \
        row->sum = (double)fma(factor, (T)row->sum, sum);                                                              \
        row->largest = (double)largest;                                                                                \
        return (double)factor;                                                                                         \
    }                                                                                                                  \
    static void prefix##_multiply(T *out, const T *in, int64_t count, T factor)                                        \
    {                                                                                                                  \
        for (int64_t i = 0; i < count; i++)                                                                            \
            out[i] = in[i] * factor;                                                                                   \
    }                                                                                                                  \
    static void prefix##_restore(T *scores, int64_t count, const T *mask, int64_t mask_step, T normalizer)             \
    {                                                                                                                  \
        for (int64_t i = 0; mask && i < count; i++)                                                                    \
            scores[i] += mask[i * mask_step];                                                                          \
        for (int64_t i = 0; i < count; i += LANES) {                                                                   \
            int64_t width = count - i < LANES ? count - i : LANES;                                                     \
            Vector score = prefix##_vector_load_part(scores + i, width);                                               \
            prefix##_vector_store_part(scores + i, prefix##_vector_exp(score - normalizer), width);                    \
        }                                                                                                              \
    }                                                                                                                  \
    static T prefix##_dot(const T *a, const T *b, int64_t count)                                                       \
    {                                                                                                                  \
        Vector sums = {0};                                                                                             \
        for (int64_t i = 0; i < count; i += LANES) {                                                                   \
            int64_t width = count - i < LANES ? count - i : LANES;                                                     \
            Vector left = prefix##_vector_load_part(a + i, width), right = prefix##_vector_load_part(b + i, width);    \
            Vector next = i ? sums + left * right : left * right;                                                      \
            for (int64_t lane = 0; lane < width; lane++)                                                               \
                sums[lane] = next[lane];                                                                               \
        }                                                                                                              \
        if (count >= LANES)                                                                                            \
            return prefix##_fold(sums);                                                                                \
        T sum = sums[0];                                                                                               \
        for (int64_t lane = 1; lane < count; lane++)                                                                   \
            sum += sums[lane];                                                                                         \
        return sum;                                                                                                    \
    }                                                                                                                  \
    static void prefix##_gradient(T *grads, const T *weights, int64_t count, T dot)                                    \
    {                                                                                                                  \
        for (int64_t i = 0; i < count; i++)                                                                            \
            grads[i] = weights[i] * (grads[i] - dot);                                                                  \
    }

DEFINE(float, float, FloatVector, FLOAT_LANES)
DEFINE(double, double, DoubleVector, DOUBLE_LANES)

#define BY_DTYPE(call_float, call_double) (dtype == DTYPE_FLOAT32 ? call_float : call_double)

void attention_scale(DType dtype, void *scores, int64_t count, double scale, const void *mask, int64_t mask_step)
{
    BY_DTYPE(float_scale(scores, count, (float)scale, mask, mask_step),
             double_scale(scores, count, scale, mask, mask_step));
}

double attention_weigh(DType dtype, void *scores, int64_t count, AttentionRow *row)
{
    return BY_DTYPE(float_weigh(scores, count, row), double_weigh(scores, count, row));
}

void attention_multiply(DType dtype, void *out, const void *in, int64_t count, double factor)
{
    BY_DTYPE(float_multiply(out, in, count, (float)factor), double_multiply(out, in, count, factor));
}

void attention_restore(DType dtype, void *scores, int64_t count, const void *mask, int64_t mask_step, double normalizer)
{
    BY_DTYPE(float_restore(scores, count, mask, mask_step, (float)normalizer),
             double_restore(scores, count, mask, mask_step, normalizer));
}

double attention_dot(DType dtype, const void *a, const void *b, int64_t count)
{
    return BY_DTYPE((double)float_dot(a, b, count), double_dot(a, b, count));
}

void attention_gradient(DType dtype, void *grads, const void *weights, int64_t count, double dot)
{
    BY_DTYPE(float_gradient(grads, weights, count, (float)dot), double_gradient(grads, weights, count, dot));
}

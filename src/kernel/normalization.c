// Moments by chunks: Welford's method in each lane over 16 vectors, chunks joined in a tree (Chan, Golub and LeVeque,
// 1979).
#include "kernel/normalization.h"

#include <math.h>
#include <string.h>

#include "kernel/simd.h"

enum { CHUNK = 16, MAX_DEPTH = 60 };

static int tree_depth(int64_t chunks)
{
    int depth = 1;
    while (depth < MAX_DEPTH && (INT64_C(1) << depth) < chunks)
        depth++;
    return depth;
}

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

// Sums `PIECE`, an expression of the offset `i` that gives a vector of up to `width` numbers, over a row.
#define ROW_SUM(prefix, T, Vector, LANES, sum, size, PIECE)                                                            \
    T sum = 0;                                                                                                         \
    if ((size) < LANES) {                                                                                              \
        const int64_t i = 0, width = (size);                                                                           \
        Vector part = PIECE;                                                                                           \
        sum = width ? part[0] : 0;                                                                                     \
        for (int64_t lane = 1; lane < width; lane++)                                                                   \
            sum += part[lane];                                                                                         \
    } else {                                                                                                           \
        Vector lanes = {0};                                                                                            \
        for (int64_t i = 0; i + LANES <= (size); i += LANES) {                                                         \
            const int64_t width = LANES;                                                                               \
            lanes = i ? lanes + PIECE : PIECE;                                                                         \
        }                                                                                                              \
        if ((size) % LANES) {                                                                                          \
            const int64_t i = (size) - (size) % LANES, width = (size)-i;                                               \
            Vector next = lanes + PIECE;                                                                               \
            for (int64_t lane = 0; lane < width; lane++)                                                               \
                lanes[lane] = next[lane];                                                                              \
        }                                                                                                              \
        sum = prefix##_fold(lanes);                                                                                    \
    }

#define DEFINE(prefix, T, Vector, LANES)                                                                               \
    typedef struct prefix##_Moments {                                                                                  \
        int64_t count;                                                                                                 \
        Vector mean, squares;                                                                                          \
    } prefix##_Moments;                                                                                                \
    static inline Vector prefix##_take(const T *in, int64_t width)                                                     \
    {                                                                                                                  \
        return width == LANES ? prefix##_vector_load(in) : prefix##_vector_load_part(in, width);                       \
    }                                                                                                                  \
    static void prefix##_join(prefix##_Moments *to, int64_t count, Vector mean, Vector squares)                        \
    {                                                                                                                  \
        int64_t total = to->count + count;                                                                             \
        Vector share = prefix##_vector_fill(total == 0 ? 0 : (T)count / (T)total);                                     \
        Vector distance = mean - to->mean;                                                                             \
        to->mean = prefix##_vector_fma(share, distance, to->mean);                                                     \
        to->squares += prefix##_vector_fma(distance * distance * share, prefix##_vector_fill((T)to->count), squares);  \
        to->count = total;                                                                                             \
    }                                                                                                                  \
    static void prefix##_chunk(prefix##_Moments *to, const T *in, int64_t count)                                       \
    {                                                                                                                  \
        Vector mean = {0}, squares = {0};                                                                              \
        for (int64_t j = 0; j < count; j++) {                                                                          \
            Vector x = prefix##_vector_load(in + j * LANES), distance = x - mean;                                      \
            mean = prefix##_vector_fma(distance, prefix##_vector_fill((T)1 / (T)(j + 1)), mean);                       \
            squares = prefix##_vector_fma(distance, x - mean, squares);                                                \
        }                                                                                                              \
        prefix##_join(to, count, mean, squares);                                                                       \
    }                                                                                                                  \
    /* Mean and mean squared distance of a row. */                                                                     \
    static void prefix##_moments(const T *in, int64_t size, T *mean, T *variance)                                      \
    {                                                                                                                  \
        int64_t vectors = size / LANES, chunks = (vectors + CHUNK - 1) / CHUNK;                                        \
        int depth = tree_depth(chunks);                                                                                \
        prefix##_Moments levels[MAX_DEPTH];                                                                            \
        memset(levels, 0, (size_t)depth * sizeof *levels);                                                             \
        for (int64_t i = 0; i < chunks; i++) {                                                                         \
            int64_t rest = vectors - i * CHUNK;                                                                        \
            prefix##_chunk(&levels[0], in + i * CHUNK * LANES, rest < CHUNK ? rest : CHUNK);                           \
            int64_t mask = i + 1;                                                                                      \
            for (int j = 1; j < depth && !(mask & 1); j++, mask >>= 1) {                                               \
                prefix##_join(&levels[j], levels[j - 1].count, levels[j - 1].mean, levels[j - 1].squares);             \
                memset(&levels[j - 1], 0, sizeof *levels);                                                             \
            }                                                                                                          \
        }                                                                                                              \
        for (int j = 1; j < depth; j++)                                                                                \
            prefix##_join(&levels[0], levels[j].count, levels[j].mean, levels[j].squares);                             \
        int64_t m0 = 0;                                                                                                \
        T m1 = 0, m2 = 0;                                                                                              \
        for (int64_t i = vectors * LANES; i < size; i++) {                                                             \
            T distance = in[i] - m1;                                                                                   \
            m0++;                                                                                                      \
            m1 += distance / (T)m0;                                                                                    \
            m2 += distance * (in[i] - m1);                                                                             \
        }                                                                                                              \
        for (int lane = 0; lane < LANES; lane++) {                                                                     \
            int64_t total = m0 + vectors;                                                                              \
            T share = total == 0 ? 0 : (T)vectors / (T)total, distance = levels[0].mean[lane] - m1;                    \
            m1 = prefix##_fuse(share, distance, m1);                                                                   \
            m2 += prefix##_fuse(distance * distance * share, (T)m0, levels[0].squares[lane]);                          \
            m0 = total;                                                                                                \
        }                                                                                                              \
        *mean = m1;                                                                                                    \
        *variance = m2 / (T)size;                                                                                      \
    }                                                                                                                  \
    static void prefix##_apply(T *out, const T *in, int64_t size, T mean, T rstd, const T *weight, const T *bias)      \
    {                                                                                                                  \
        for (int64_t i = 0; i < size; i++)                                                                             \
            out[i] = prefix##_fuse((in[i] - mean) * rstd, weight ? weight[i] : 1, bias ? bias[i] : 0);                 \
    }                                                                                                                  \
    static void prefix##_row_backward(const T *grad, const T *in, int64_t size, T mean, T rstd, const T *weight,       \
                                      T *grad_in, T *grad_weight, T *grad_bias)                                        \
    {                                                                                                                  \
        if (grad_weight) {                                                                                             \
            T shift = -rstd * mean;                                                                                    \
            for (int64_t i = 0; i < size; i++)                                                                         \
                grad_weight[i] = prefix##_fuse(grad[i], prefix##_fuse(rstd, in[i], shift), grad_weight[i]);            \
        }                                                                                                              \
        for (int64_t i = 0; grad_bias && i < size; i++)                                                                \
            grad_bias[i] += grad[i];                                                                                   \
        if (!grad_in)                                                                                                  \
            return;                                                                                                    \
        T scale = (T)1 / (T)size, ds, db;                                                                              \
        if (weight) {                                                                                                  \
            ROW_SUM(                                                                                                   \
                prefix, T, Vector, LANES, with_input, size,                                                            \
                (prefix##_take(grad + i, width) * prefix##_take(in + i, width) * prefix##_take(weight + i, width)))    \
            ROW_SUM(prefix, T, Vector, LANES, alone, size,                                                             \
                    (prefix##_take(grad + i, width) * prefix##_take(weight + i, width)))                               \
            ds = with_input;                                                                                           \
            db = alone;                                                                                                \
        } else {                                                                                                       \
            ROW_SUM(prefix, T, Vector, LANES, with_input, size,                                                        \
                    (prefix##_take(grad + i, width) * prefix##_take(in + i, width)))                                   \
            ROW_SUM(prefix, T, Vector, LANES, alone, size, (prefix##_take(grad + i, width)))                           \
            ds = with_input;                                                                                           \
            db = alone;                                                                                                \
        }                                                                                                              \
        T b = prefix##_fuse(db, mean, -ds) * rstd * rstd * rstd * scale;                                               \
        T c = prefix##_fuse(-b, mean, -(db * rstd * scale));                                                           \
        for (int64_t i = 0; i < size; i++)                                                                             \
            grad_in[i] = prefix##_fuse(b, in[i], weight ? rstd * grad[i] * weight[i] : rstd * grad[i]) + c;            \
    }                                                                                                                  \
    static void prefix##_scale(T *out, const T *in, int64_t size, T scale, T shift)                                    \
    {                                                                                                                  \
        for (int64_t i = 0; i < size; i++)                                                                             \
            out[i] = prefix##_fuse(in[i], scale, shift);                                                               \
    }                                                                                                                  \
    static void prefix##_sums(const T *grad, const T *in, int64_t size, T *product_sum, T *grad_sum)                   \
    {                                                                                                                  \
        ROW_SUM(prefix, T, Vector, LANES, product, size,                                                               \
                (prefix##_take(grad + i, width) * prefix##_take(in + i, width)))                                       \
        ROW_SUM(prefix, T, Vector, LANES, alone, size, (prefix##_take(grad + i, width)))                               \
        *product_sum = product;                                                                                        \
        *grad_sum = alone;                                                                                             \
    }                                                                                                                  \
    static void prefix##_group(T *out, const T *in, int64_t channels, int64_t plane, T mean, T rstd, const T *weight,  \
                               const T *bias)                                                                          \
    {                                                                                                                  \
        if (!weight && !bias) {                                                                                        \
            for (int64_t i = 0; i < channels * plane; i++)                                                             \
                out[i] = (in[i] - mean) * rstd;                                                                        \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t c = 0; c < channels; c++) {                                                                       \
            T scale = rstd * (weight ? weight[c] : 1), shift = prefix##_fuse(-scale, mean, bias ? bias[c] : 0);        \
            prefix##_scale(out + c * plane, in + c * plane, plane, scale, shift);                                      \
        }                                                                                                              \
    }                                                                                                                  \
    static void prefix##_group_backward(T *grad_in, const T *grad, const T *in, int64_t channels, int64_t plane,       \
                                        T mean, T rstd, const T *weight, const T *product_sums, const T *grad_sums)    \
    {                                                                                                                  \
        T ds = 0, db = 0, share = (T)1 / (T)(channels * plane);                                                        \
        Vector ds_lanes = {0}, db_lanes = {0};                                                                         \
        int64_t c = 0;                                                                                                 \
        for (; c + LANES <= channels; c += LANES) {                                                                    \
            Vector factor = weight ? prefix##_vector_load(weight + c) : prefix##_vector_fill(1);                       \
            ds_lanes = prefix##_vector_fma(prefix##_vector_load(product_sums + c), factor, ds_lanes);                  \
            db_lanes = prefix##_vector_fma(prefix##_vector_load(grad_sums + c), factor, db_lanes);                     \
        }                                                                                                              \
        for (int lane = 0; lane < LANES; lane++) {                                                                     \
            ds += ds_lanes[lane];                                                                                      \
            db += db_lanes[lane];                                                                                      \
        }                                                                                                              \
        int64_t plain = c + (channels - c) / (LANES / 2) * (LANES / 2); /* half vectors behind them are not fused */   \
        for (; c < channels; c++) {                                                                                    \
            T factor = weight ? weight[c] : 1;                                                                         \
            ds = c < plain ? ds + product_sums[c] * factor : prefix##_fuse(product_sums[c], factor, ds);               \
            db = c < plain ? db + grad_sums[c] * factor : prefix##_fuse(grad_sums[c], factor, db);                     \
        }                                                                                                              \
        T b = prefix##_fuse(db, mean, -ds) * rstd * rstd * rstd * share;                                               \
        T shift = prefix##_fuse(-(db * rstd), share, -b * mean);                                                       \
        for (c = 0; c < channels; c++) {                                                                               \
            T factor = rstd * (weight ? weight[c] : 1);                                                                \
            for (int64_t i = c * plane; i < (c + 1) * plane; i++)                                                      \
                grad_in[i] = prefix##_fuse(factor, grad[i], b * in[i]) + shift;                                        \
        }                                                                                                              \
    }                                                                                                                  \
    static void prefix##_statistics(const NormalizationChannel *channel, const T *in, double *mean, double *squares)   \
    {                                                                                                                  \
        double sum = 0, distances = 0;                                                                                 \
        T narrow_sum = 0, narrow_distances = 0;                                                                        \
        bool narrow = channel->order == NORMALIZATION_PIXELS, strided = channel->order == NORMALIZATION_STRIDED;       \
        int64_t count = channel->batches * channel->plane;                                                             \
        for (int64_t n = 0; n < channel->batches && !strided; n++)                                                     \
            for (int64_t i = 0; i < channel->plane; i++) {                                                             \
                sum += (double)in[n * channel->step + i];                                                              \
                narrow_sum += in[n * channel->step + i];                                                               \
            }                                                                                                          \
        T average = strided ? (T)channel->mean : narrow ? narrow_sum / (T)count : (T)(sum / (double)count);            \
        for (int64_t n = 0; n < channel->batches; n++)                                                                 \
            for (int64_t i = 0; i < channel->plane; i++) {                                                             \
                T distance = in[n * channel->step + i] - average;                                                      \
                double wide = (double)in[n * channel->step + i] - (double)average;                                     \
                distances += strided ? wide * wide : (double)(distance * distance);                                    \
                narrow_distances = prefix##_fuse(distance, distance, narrow_distances);                                \
            }                                                                                                          \
        *mean = (double)average;                                                                                       \
        *squares = strided ? distances : (double)(narrow ? narrow_distances : (T)distances);                           \
    }                                                                                                                  \
    static void prefix##_strided(const NormalizationChannel *channel, T *out, const T *in)                             \
    {                                                                                                                  \
        T mean = (T)channel->mean, rstd = (T)channel->rstd, weight = (T)channel->weight, bias = (T)channel->bias;      \
        for (int64_t n = 0; n < channel->batches; n++)                                                                 \
            for (int64_t i = n * channel->step; i < n * channel->step + channel->plane; i++)                           \
                out[i] = (in[i] - mean) * rstd * weight + bias;                                                        \
    }                                                                                                                  \
    /* The sums of grad and of (in - mean) * grad over a channel. */                                                   \
    static void prefix##_channel_sums(const NormalizationChannel *channel, const T *grad, const T *in, double *sum,    \
                                      double *dot)                                                                     \
    {                                                                                                                  \
        T narrow_sum = 0, narrow_dot = 0, mean = (T)channel->mean;                                                     \
        bool planes = channel->order == NORMALIZATION_PLANES;                                                          \
        *sum = *dot = 0;                                                                                               \
        for (int64_t n = 0; n < channel->batches && planes; n++) {                                                     \
            const T *x = in + n * channel->step, *dy = grad + n * channel->step;                                       \
            ROW_SUM(prefix, T, Vector, LANES, alone, channel->plane, (prefix##_take(dy + i, width)))                   \
            ROW_SUM(prefix, T, Vector, LANES, product, channel->plane,                                                 \
                    ((prefix##_take(x + i, width) - mean) * prefix##_take(dy + i, width)))                             \
            *sum += (double)alone;                                                                                     \
            *dot += (double)product;                                                                                   \
        }                                                                                                              \
        for (int64_t n = 0; n < channel->batches && !planes; n++)                                                      \
            for (int64_t i = n * channel->step; i < n * channel->step + channel->plane; i++) {                         \
                narrow_sum += grad[i];                                                                                 \
                narrow_dot = prefix##_fuse(in[i] - mean, grad[i], narrow_dot);                                         \
                *dot += (double)((in[i] - mean) * grad[i]);                                                            \
            }                                                                                                          \
        if (!planes)                                                                                                   \
            *sum = (double)narrow_sum;                                                                                 \
        if (channel->order == NORMALIZATION_PIXELS)                                                                    \
            *dot = (double)narrow_dot;                                                                                 \
        if (channel->order == NORMALIZATION_STRIDED)                                                                   \
            *sum = channel->sum;                                                                                       \
    }                                                                                                                  \
    static void prefix##_channel_backward(const NormalizationChannel *channel, T *grad_in, const T *grad, const T *in, \
                                          double *grad_weight, double *grad_bias)                                      \
    {                                                                                                                  \
        double sum, dot;                                                                                               \
        T mean = (T)channel->mean, rstd = (T)channel->rstd, weight = (T)channel->weight;                               \
        bool plain =                                                                                                   \
            channel->order == NORMALIZATION_STRIDED || (channel->behind_vectors && sizeof(T) > sizeof(float));         \
        int64_t count = channel->batches * channel->plane;                                                             \
        prefix##_channel_sums(channel, grad, in, &sum, &dot);                                                          \
        *grad_weight = dot * (double)rstd;                                                                             \
        *grad_bias = sum;                                                                                              \
        T k = (T)dot * rstd * rstd / (T)count, grad_mean = (T)(sum / (double)count);                                   \
        for (int64_t n = 0; grad_in && n < channel->batches; n++)                                                      \
            for (int64_t i = n * channel->step; i < n * channel->step + channel->plane; i++) {                         \
                T share = (in[i] - mean) * k, rest = prefix##_fuse(-(in[i] - mean), k, grad[i] - grad_mean);           \
                rest = plain ? grad[i] - grad_mean - share : rest;                                                     \
                grad_in[i] = channel->training ? rest * rstd * weight : grad[i] * rstd * weight;                       \
            }                                                                                                          \
    }

DEFINE(float, float, FloatVector, FLOAT_LANES)
DEFINE(double, double, DoubleVector, DOUBLE_LANES)

void normalization_moments(DType dtype, const void *in, int64_t size, double eps, bool wide, void *mean, void *rstd)
{
    if (dtype == DTYPE_FLOAT32) {
        float variance;
        float_moments(in, size, mean, &variance);
        variance = variance < 0 ? 0 : variance;
        *(float *)rstd = wide ? (float)(1 / sqrt((double)variance + eps)) : 1 / sqrtf(variance + (float)eps);
    } else {
        double variance;
        double_moments(in, size, mean, &variance);
        *(double *)rstd = 1 / sqrt((variance < 0 ? 0 : variance) + eps);
    }
}

void normalization_apply(DType dtype, void *out, const void *in, int64_t size, const void *mean, const void *rstd,
                         const void *weight, const void *bias)
{
    if (dtype == DTYPE_FLOAT32)
        float_apply(out, in, size, *(const float *)mean, *(const float *)rstd, weight, bias);
    else
        double_apply(out, in, size, *(const double *)mean, *(const double *)rstd, weight, bias);
}

void normalization_row_backward(DType dtype, const void *grad, const void *in, int64_t size, const void *mean,
                                const void *rstd, const void *weight, void *grad_in, void *grad_weight, void *grad_bias)
{
    if (dtype == DTYPE_FLOAT32)
        float_row_backward(grad, in, size, *(const float *)mean, *(const float *)rstd, weight, grad_in, grad_weight,
                           grad_bias);
    else
        double_row_backward(grad, in, size, *(const double *)mean, *(const double *)rstd, weight, grad_in, grad_weight,
                            grad_bias);
}

void normalization_scale(DType dtype, void *out, const void *in, int64_t size, double scale, double shift)
{
    if (dtype == DTYPE_FLOAT32)
        float_scale(out, in, size, (float)scale, (float)shift);
    else
        double_scale(out, in, size, scale, shift);
}

void normalization_sums(DType dtype, const void *grad, const void *in, int64_t size, void *product_sum, void *grad_sum)
{
    if (dtype == DTYPE_FLOAT32)
        float_sums(grad, in, size, product_sum, grad_sum);
    else
        double_sums(grad, in, size, product_sum, grad_sum);
}

void normalization_group(DType dtype, void *out, const void *in, int64_t channels, int64_t plane, const void *mean,
                         const void *rstd, const void *weight, const void *bias)
{
    if (dtype == DTYPE_FLOAT32)
        float_group(out, in, channels, plane, *(const float *)mean, *(const float *)rstd, weight, bias);
    else
        double_group(out, in, channels, plane, *(const double *)mean, *(const double *)rstd, weight, bias);
}

void normalization_group_backward(DType dtype, void *grad_in, const void *grad, const void *in, int64_t channels,
                                  int64_t plane, const void *mean, const void *rstd, const void *weight,
                                  const void *product_sums, const void *grad_sums)
{
    if (dtype == DTYPE_FLOAT32)
        float_group_backward(grad_in, grad, in, channels, plane, *(const float *)mean, *(const float *)rstd, weight,
                             product_sums, grad_sums);
    else
        double_group_backward(grad_in, grad, in, channels, plane, *(const double *)mean, *(const double *)rstd, weight,
                              product_sums, grad_sums);
}

void normalization_channel_statistics(DType dtype, const NormalizationChannel *channel, const void *in, double *mean,
                                      double *squares)
{
    if (dtype == DTYPE_FLOAT32)
        float_statistics(channel, in, mean, squares);
    else
        double_statistics(channel, in, mean, squares);
}

void normalization_channel_backward(DType dtype, const NormalizationChannel *channel, void *grad_in, const void *grad,
                                    const void *in, double *grad_weight, double *grad_bias)
{
    if (dtype == DTYPE_FLOAT32)
        float_channel_backward(channel, grad_in, grad, in, grad_weight, grad_bias);
    else
        double_channel_backward(channel, grad_in, grad, in, grad_weight, grad_bias);
}

void normalization_channel_strided(DType dtype, const NormalizationChannel *channel, void *out, const void *in)
{
    if (dtype == DTYPE_FLOAT32)
        float_strided(channel, out, in);
    else
        double_strided(channel, out, in);
}

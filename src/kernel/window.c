#include "kernel/window.h"

#include <math.h>

#include "base/attributes.h"

// A window along one dimension: first element, end, step, and its length before clipping.
typedef struct Window {
    int64_t begin, end, step, full;
} Window;

static Window window_of(const PoolingShape *shape, int dim, int64_t out)
{
    int64_t in = shape->in[dim];
    if (shape->adaptive) {
        int64_t begin = out * in / shape->out[dim];
        int64_t end = 1 + ((out + 1) * in - 1) / shape->out[dim];
        return (Window){begin, end, 1, end - begin};
    }
    int64_t step = shape->dilation[dim];
    int64_t begin = out * shape->stride[dim] - shape->padding[dim], end = begin + (shape->kernel[dim] - 1) * step + 1;
    int64_t padded_end = end < in + shape->padding[dim] ? end : in + shape->padding[dim];
    int64_t full = padded_end - begin;
    if (begin < 0)
        begin += (-begin + step - 1) / step * step;
    return (Window){begin, end < in ? end : in, step, full};
}

static int64_t window_length(Window window)
{
    return window.end > window.begin ? (window.end - window.begin + window.step - 1) / window.step : 0;
}

// What an average divides by; every dimension apart where the division goes dimension by dimension.
static int64_t divisor_of(const PoolingShape *shape, const Window *windows)
{
    uint64_t full = 1; // wraps as PyTorch's does
    int64_t inside = 1;
    for (int i = 0; i < 3; i++) {
        full *= (uint64_t)windows[i].full;
        inside *= window_length(windows[i]);
    }
    return shape->divisor ? shape->divisor : shape->count_include_pad ? (int64_t)full : inside;
}

// Where an output stands.
typedef struct Place {
    int64_t z, y, x;
} Place;

static Place place_of(const PoolingShape *shape, int64_t at)
{
    int64_t row = at / shape->out[2];
    return (Place){row / shape->out[1], row % shape->out[1], at % shape->out[2]};
}

static inline void place_next(const PoolingShape *shape, Place *place)
{
    if (++place->x < shape->out[2])
        return;
    place->x = 0;
    if (++place->y < shape->out[1])
        return;
    place->y = 0;
    place->z++;
}

#define FOR_OUTPUTS                                                                                                    \
    Place output = place_of(shape, range.first);                                                                       \
    for (int64_t at = range.first; at < range.end; at++, place_next(shape, &output))
#define WINDOWS                                                                                                        \
    {                                                                                                                  \
        window_of(shape, 0, output.z), window_of(shape, 1, output.y), window_of(shape, 2, output.x)                    \
    }
#define FOR_INPUTS                                                                                                     \
    for (int64_t d = windows[0].begin; d < windows[0].end; d += windows[0].step)                                       \
        for (int64_t h = windows[1].begin; h < windows[1].end; h += windows[1].step)                                   \
            for (int64_t w = windows[2].begin; w < windows[2].end; w += windows[2].step)
#define PLACE ((d * shape->in[1] + h) * shape->in[2] + w)

// Adaptive averages divide by the height and then by the width of a window; others by its size.
#define AVERAGE(sum)                                                                                                   \
    (shape->adaptive                                                                                                   \
         ? (sum) / (T)window_length(windows[0]) / (T)window_length(windows[1]) / (T)window_length(windows[2])          \
         : (sum) / (T)divisor_of(shape, windows))

// A plain plane: two dimensions, and every window lies inside with nothing left out.
static bool is_plain(const PoolingShape *shape)
{
    if (shape->adaptive || shape->in[0] != 1 || shape->out[0] != 1 || shape->kernel[0] != 1 || shape->padding[0])
        return false;
    for (int i = 1; i < 3; i++)
        if (shape->padding[i] || shape->dilation[i] != 1 ||
            (shape->out[i] - 1) * shape->stride[i] + shape->kernel[i] > shape->in[i])
            return false;
    return true;
}

#define DEFINE_POOLING(name, Type, LOWEST)                                                                             \
    static void name##_max_plain(const PoolingShape *shape, WindowRange range, Type *out, int64_t *positions,          \
                                 const Type *in)                                                                       \
    {                                                                                                                  \
        const int64_t width = shape->in[2], height = shape->kernel[1], across = shape->kernel[2];                      \
        FOR_OUTPUTS                                                                                                    \
        {                                                                                                              \
            int64_t corner = output.y * shape->stride[1] * width + output.x * shape->stride[2], place = corner;        \
            Type best = LOWEST;                                                                                        \
            for (int64_t h = 0, i = corner; h < height; h++, i += width - across)                                      \
                for (int64_t w = 0; w < across; w++, i++) {                                                            \
                    Type value = in[i];                                                                                \
                    bool better = (value > best) | (value != value); /* which one it is cannot be foreseen */          \
                    best = better ? value : best;                                                                      \
                    place = better ? i : place;                                                                        \
                }                                                                                                      \
            out[at] = best;                                                                                            \
            positions[at] = place;                                                                                     \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_max(const PoolingShape *shape, WindowRange range, Type *out, int64_t *positions,                \
                           const Type *in)                                                                             \
    {                                                                                                                  \
        if (is_plain(shape)) {                                                                                         \
            name##_max_plain(shape, range, out, positions, in);                                                        \
            return;                                                                                                    \
        }                                                                                                              \
        FOR_OUTPUTS                                                                                                    \
        {                                                                                                              \
            const Window windows[3] = WINDOWS;                                                                         \
            Type best = LOWEST;                                                                                        \
            int64_t place = (windows[0].begin * shape->in[1] + windows[1].begin) * shape->in[2] + windows[2].begin;    \
            FOR_INPUTS                                                                                                 \
            {                                                                                                          \
                Type value = in[PLACE];                                                                                \
                if (value > best || value != value) {                                                                  \
                    best = value;                                                                                      \
                    place = PLACE;                                                                                     \
                }                                                                                                      \
            }                                                                                                          \
            out[at] = best;                                                                                            \
            positions[at] = place;                                                                                     \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_average(const PoolingShape *shape, WindowRange range, Type *out, const Type *in)                \
    {                                                                                                                  \
        typedef Type T;                                                                                                \
        FOR_OUTPUTS                                                                                                    \
        {                                                                                                              \
            const Window windows[3] = WINDOWS;                                                                         \
            T sum = 0;                                                                                                 \
            bool any = false;                                                                                          \
            FOR_INPUTS                                                                                                 \
            {                                                                                                          \
                sum += in[PLACE];                                                                                      \
                any = true;                                                                                            \
            }                                                                                                          \
            out[at] = any ? AVERAGE(sum) : 0;                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_average_backward(DType dtype, const PoolingShape *shape, WindowRange range, Type *grad_in,      \
                                        const Type *grad_out)                                                          \
    {                                                                                                                  \
        typedef Type T;                                                                                                \
        FOR_OUTPUTS                                                                                                    \
        {                                                                                                              \
            const Window windows[3] = WINDOWS;                                                                         \
            if (window_length(windows[0]) * window_length(windows[1]) * window_length(windows[2]) == 0)                \
                continue;                                                                                              \
            T share = name##_rounded(dtype, AVERAGE(grad_out[at]));                                                    \
            FOR_INPUTS grad_in[PLACE] = name##_rounded(dtype, grad_in[PLACE] + share);                                 \
        }                                                                                                              \
    }                                                                                                                  \
    static bool name##_scatter(DType dtype, bool add, Type *target, int64_t size, const Type *values,                  \
                               const int64_t *positions, int64_t count)                                                \
    {                                                                                                                  \
        bool inside = true;                                                                                            \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            if (positions[i] < 0 || positions[i] >= size)                                                              \
                inside = false;                                                                                        \
            else                                                                                                       \
                target[positions[i]] = add ? name##_rounded(dtype, target[positions[i]] + values[i]) : values[i];      \
        }                                                                                                              \
        return inside;                                                                                                 \
    }

// Half types lie as floats: gradients are rounded as they are added up.
#define float_rounded(dtype, x)  dtype_round(dtype, x)
#define double_rounded(dtype, x) ((void)(dtype), (x))
#define int64_rounded(dtype, x)  ((void)(dtype), (x))
DEFINE_POOLING(float, float, -INFINITY)
DEFINE_POOLING(double, double, -INFINITY)
DEFINE_POOLING(int64, int64_t, INT64_MIN)

#define DISPATCH(call, ...)                                                                                            \
    dtype == DTYPE_FLOAT32   ? float_##call(__VA_ARGS__)                                                               \
    : dtype == DTYPE_FLOAT64 ? double_##call(__VA_ARGS__)                                                              \
                             : int64_##call(__VA_ARGS__)

void window_max(DType dtype, const PoolingShape *shape, WindowRange range, void *out, int64_t *positions,
                const void *in)
{
    DISPATCH(max, shape, range, out, positions, in);
}

void window_average(DType dtype, const PoolingShape *shape, WindowRange range, void *out, const void *in)
{
    DISPATCH(average, shape, range, out, in);
}

void window_average_backward(DType dtype, const PoolingShape *shape, WindowRange range, void *grad_in,
                             const void *grad_out)
{
    DType rounded = dtype;
    dtype = dtype_compute(dtype);
    DISPATCH(average_backward, rounded, shape, range, grad_in, grad_out);
}

bool window_scatter(DType dtype, bool add, void *target, int64_t size, const void *values, const int64_t *positions,
                    int64_t count)
{
    DType rounded = dtype;
    dtype = dtype_compute(dtype);
    return DISPATCH(scatter, rounded, add, target, size, values, positions, count);
}

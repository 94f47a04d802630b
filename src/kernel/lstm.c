#include "kernel/lstm.h"

#include "kernel/kernels.h"
#include "kernel/simd.h"

static void apply(const Kernel *kernel, float *to, const float *from, int64_t count)
{
    char *data[] = {(char *)to, (char *)(uintptr_t)from};
    const Scalar unused[KERNEL_MAX_SCALARS] = {0};
    kernel->loops[DTYPE_FLOAT32](data, (const int64_t[]){sizeof *to, sizeof *from}, count, unused);
}

static void add_rows(LstmSize size, float *gates, const float *bias)
{
    int64_t width = 4 * size.hidden;
    for (int64_t row = 0; row < size.rows; row++) {
        float *to = gates + row * width;
        VECTORIZE
        for (int64_t j = 0; j < width; j++)
            to[j] += bias[j];
    }
}

void lstm_forward(LstmSize size, float *gates, const float *bias, const float *c_before, float *c, float *tanh_c,
                  float *h)
{
    int64_t hidden = size.hidden;
    if (bias)
        add_rows(size, gates, bias);
    for (int64_t row = 0; row < size.rows; row++) {
        float *i = gates + row * 4 * hidden, *f = i + hidden, *g = f + hidden, *o = g + hidden;
        const float *before = c_before + row * hidden;
        float *after = c + row * hidden;
        apply(&kernel_sigmoid, i, i, 2 * hidden);
        apply(&kernel_tanh, g, g, hidden);
        apply(&kernel_sigmoid, o, o, hidden);
        VECTORIZE
        for (int64_t j = 0; j < hidden; j++)
            after[j] = f[j] * before[j] + i[j] * g[j];
    }
    apply(&kernel_tanh, tanh_c, c, size.rows * hidden);
    for (int64_t row = 0; row < size.rows; row++) {
        const float *o = gates + (row * 4 + 3) * hidden, *bent = tanh_c + row * hidden;
        float *out = h + row * hidden;
        VECTORIZE
        for (int64_t j = 0; j < hidden; j++)
            out[j] = o[j] * bent[j];
    }
}

// One row of lstm_backward.
static void row_backward(int64_t hidden, const float *gates, const float *c_before, const float *tanh_c,
                         const float *grad_output, const float *grad_h, float *grad_c, float *grad_gates)
{
    const float *i = gates, *f = i + hidden, *g = f + hidden, *o = g + hidden;
    float *to_i = grad_gates, *to_f = to_i + hidden, *to_g = to_f + hidden, *to_o = to_g + hidden;
    VECTORIZE
    for (int64_t j = 0; j < hidden; j++) {
        float of_h = grad_output[j] + grad_h[j], bent = tanh_c[j];
        float of_c = grad_c[j] + of_h * o[j] * (1 - bent * bent);
        to_i[j] = of_c * g[j] * ((1 - i[j]) * i[j]);
        to_f[j] = of_c * c_before[j] * ((1 - f[j]) * f[j]);
        to_g[j] = of_c * i[j] * (1 - g[j] * g[j]);
        to_o[j] = of_h * bent * ((1 - o[j]) * o[j]);
        grad_c[j] = of_c * f[j];
    }
}

void lstm_backward(LstmSize size, const float *gates, const float *c_before, const float *tanh_c,
                   const float *grad_output, const float *grad_h, float *grad_c, float *grad_gates, float *grad_bias)
{
    int64_t hidden = size.hidden, width = 4 * hidden;
    for (int64_t row = 0; row < size.rows; row++) {
        int64_t at = row * hidden;
        float *to = grad_gates + row * width;
        row_backward(hidden, gates + row * width, c_before + at, tanh_c + at, grad_output + at, grad_h + at,
                     grad_c + at, to);
        VECTORIZE
        for (int64_t j = 0; grad_bias && j < width; j++)
            grad_bias[j] += to[j];
    }
}

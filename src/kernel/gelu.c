// GELU of contiguous float32 tensors. PyTorch hands them to oneDNN, whose polynomials give digits of their own:
// erf by formula 7.1.26 of Abramowitz and Stegun, exp by range reduction and a polynomial of degree five.
#include "kernel/stamp.h"

#define FILL(value) float_vector_fill(value)

static FloatVector fma_lanes(FloatVector a, FloatVector b, FloatVector c)
{
    return float_vector_fma(a, b, c);
}

static FloatVector floor_lanes(FloatVector x)
{
#ifdef __AVX2__
    return (FloatVector)_mm256_floor_ps((__m256)x);
#else
    for (int i = 0; i < FLOAT_LANES; i++)
        x[i] = floorf(x[i]);
    return x;
#endif
}

// exp of x <= 0: 2 * 2^(n-1) * polynomial(r), where x = n log 2 + r.
static FloatVector exp_lanes(FloatVector x)
{
    FloatMask vanishes = x < FILL(-87.3365478515625F);
    x = float_vector_select(vanishes, FILL(-87.3365478515625F), x);
    FloatVector n = floor_lanes(x * FILL(1.44269502F) + FILL(0.5F));
    FloatVector r = fma_lanes(-n, FILL(0.693147182F), x);
    FloatMask power = (__builtin_convertvector(n - 1, FloatMask) + 127) << 23;
    FloatVector y = FILL(0.00828929059F);
    y = fma_lanes(y, r, FILL(0.0418978221F));
    y = fma_lanes(y, r, FILL(0.166676521F));
    y = fma_lanes(y, r, FILL(0.499991506F));
    y = fma_lanes(y, r, FILL(0.999999701F));
    y = fma_lanes(y, r, FILL(1));
    return y * (FloatVector)(power & ~vanishes) * 2;
}

// erf(x), given exp(-x * x).
static FloatVector erf_lanes(FloatVector x, FloatVector decay)
{
    FloatMask sign = (FloatMask)x & INT32_MIN;
    FloatVector t = 1 / fma_lanes(float_vector_absolute(x), FILL(0.3275911F), FILL(1));
    FloatVector r = FILL(1.061405429F);
    r = fma_lanes(r, t, FILL(-1.453152027F));
    r = fma_lanes(r, t, FILL(1.421413741F));
    r = fma_lanes(r, t, FILL(-0.284496736F));
    r = fma_lanes(r, t, FILL(0.254829592F));
    return (FloatVector)((FloatMask)fma_lanes(-decay * t, r, FILL(1)) ^ sign);
}

static FloatVector gelu_lanes(FloatVector s)
{
    FloatVector x = s * FILL(0.707106769F), half = s * FILL(0.5F);
    return fma_lanes(erf_lanes(x, exp_lanes(-(x * x))), half, half);
}

static FloatVector gelu_slope_lanes(FloatVector s)
{
    FloatVector x = s * FILL(0.707106769F), decay = exp_lanes(-(x * x));
    FloatVector density = x * FILL(0.564189553F) * decay;
    return fma_lanes(erf_lanes(x, decay), FILL(0.5F), density + FILL(0.5F));
}

#define FOR_FLOAT32(X, ...) X(FLOAT32, float, __VA_ARGS__)
FOR_FLOAT32(VECTOR_ONLY_LOOP, gelu_packed, gelu_lanes(a))
LOOPS_1(gelu_packed, FLOAT32)

LOOP_HEAD(gelu_packed_backward, FLOAT32)
{
    (void)scalars;
    for (int64_t i = 0; i < count; i += FLOAT_LANES) {
        int64_t width = count - i < FLOAT_LANES ? count - i : FLOAT_LANES;
        FloatVector grad = {0}, input = {0};
        for (int64_t lane = 0; lane < width; lane++) {
            grad[lane] = *(const float *)(data[1] + (i + lane) * strides[1]);
            input[lane] = *(const float *)(data[2] + (i + lane) * strides[2]);
        }
        grad *= gelu_slope_lanes(input);
        for (int64_t lane = 0; lane < width; lane++)
            *(float *)(data[0] + (i + lane) * strides[0]) = grad[lane];
    }
}
LOOPS_1(gelu_packed_backward, FLOAT32)

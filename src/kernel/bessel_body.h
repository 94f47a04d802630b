// Bessel's and Airy's functions and the normal quantile for one type; bessel.c includes this once for float and once
// for double, with REAL the type and TYPED(name) the function's name. Every step is rounded to REAL, as PyTorch's are.

// A polynomial by Horner's rule, highest power first.
static REAL TYPED(polynomial)(REAL x, const double *coefficients, int count)
{
    REAL sum = (REAL)coefficients[0];
    for (int i = 1; i < count; i++)
        sum = sum * x + (REAL)coefficients[i];
    return sum;
}

// A Chebyshev series by Clenshaw's rule.
static REAL TYPED(chebyshev)(REAL x, const double *coefficients, int count)
{
    REAL b0 = (REAL)coefficients[0], b1 = 0, b2 = 0;
    for (int i = 1; i < count; i++) {
        b2 = b1;
        b1 = b0;
        b0 = x * b1 - b2 + (REAL)coefficients[i];
    }
    return (REAL)0.5 * (b0 - b2);
}

#define RATIO(x, top, bottom)                                                                                          \
    (TYPED(polynomial)(x, top, COUNT_OF(top)) / TYPED(polynomial)(x, bottom, COUNT_OF(bottom)))
#define SERIES(x, table) TYPED(chebyshev)(x, table, COUNT_OF(table))

// First kind, by a rational function around its first zeros, beyond 5 by amplitude and phase.
static REAL TYPED(bessel_j0)(REAL x)
{
    x = fabs(x);
    if (x <= 5) {
        REAL z = x * x;
        if (x < (REAL)0.00001)
            return 1 - z / 4;
        return (z - (REAL)5.78318596294678452118) * (z - (REAL)30.4712623436620863991) * RATIO(z, J0_TOP, J0_BOTTOM);
    }
    REAL w = 5 / x, z = 25 / (x * x), phase = x - (REAL)QUARTER_PI;
    REAL p = RATIO(z, BESSEL_0_PP, BESSEL_0_PQ), q = RATIO(z, BESSEL_0_QP, BESSEL_0_QQ);
    return (p * cos(phase) - w * q * sin(phase)) * (REAL)ROOT_TWO_OVER_PI / sqrt(x);
}

static REAL TYPED(bessel_j1)(REAL x)
{
    if (x < 0)
        return -TYPED(bessel_j1)(-x);
    if (x <= 5) {
        REAL z = x * x;
        return RATIO(z, J1_TOP, J1_BOTTOM) * x * (z - (REAL)14.6819706421238932572) *
               (z - (REAL)49.2184563216946036703);
    }
    REAL w = 5 / x, z = w * w, phase = x - (REAL)THREE_QUARTERS_PI;
    REAL p = RATIO(z, BESSEL_1_PP, BESSEL_1_PQ), q = RATIO(z, BESSEL_1_QP, BESSEL_1_QQ);
    return (p * cos(phase) - w * q * sin(phase)) * (REAL)ROOT_TWO_OVER_PI / sqrt(x);
}

// Second kind: not defined on the left.
static REAL TYPED(bessel_y0)(REAL x)
{
    if (x <= 0)
        return x == 0 ? -(REAL)INFINITY : (REAL)NAN;
    if (x <= 5) {
        REAL z = x * x;
        return RATIO(z, Y0_TOP, Y0_BOTTOM) + (REAL)TWO_OVER_PI * log(x) * TYPED(bessel_j0)(x);
    }
    REAL w = 5 / x, z = 25 / (x * x), phase = x - (REAL)QUARTER_PI;
    REAL p = RATIO(z, BESSEL_0_PP, BESSEL_0_PQ), q = RATIO(z, BESSEL_0_QP, BESSEL_0_QQ);
    return (p * sin(phase) + w * q * cos(phase)) * (REAL)ROOT_TWO_OVER_PI / sqrt(x);
}

static REAL TYPED(bessel_y1)(REAL x)
{
    if (x <= 0)
        return x == 0 ? -(REAL)INFINITY : (REAL)NAN;
    if (x <= 5) {
        REAL z = x * x;
        return x * RATIO(z, Y1_TOP, Y1_BOTTOM) + (REAL)TWO_OVER_PI * (TYPED(bessel_j1)(x) * log(x) - 1 / x);
    }
    REAL w = 5 / x, z = w * w, phase = x - (REAL)THREE_QUARTERS_PI;
    REAL p = RATIO(z, BESSEL_1_PP, BESSEL_1_PQ), q = RATIO(z, BESSEL_1_QP, BESSEL_1_QQ);
    return (p * sin(phase) + w * q * cos(phase)) * (REAL)ROOT_TWO_OVER_PI / sqrt(x);
}

// Modified, first kind, scaled by exp(-|x|).
static REAL TYPED(bessel_i0e)(REAL x)
{
    x = fabs(x);
    return x <= 8 ? SERIES(x / 2 - 2, I0_SMALL) : SERIES(32 / x - 2, I0_LARGE) / sqrt(x);
}

static REAL TYPED(bessel_i0)(REAL x)
{
    x = fabs(x);
    return x <= 8 ? exp(x) * SERIES(x / 2 - 2, I0_SMALL) : exp(x) * SERIES(32 / x - 2, I0_LARGE) / sqrt(x);
}

static REAL TYPED(bessel_i1e)(REAL x)
{
    REAL size = fabs(x);
    REAL value = size <= 8 ? SERIES(size / 2 - 2, I1_SMALL) * size : SERIES(32 / size - 2, I1_LARGE) / sqrt(size);
    return x < 0 ? -value : value;
}

static REAL TYPED(bessel_i1)(REAL x)
{
    REAL size = fabs(x);
    REAL value = size <= 8 ? exp(size) * size * SERIES(size / 2 - 2, I1_SMALL)
                           : exp(size) * SERIES(32 / size - 2, I1_LARGE) / sqrt(size);
    return x < 0 ? -value : value;
}

// The same, where small numbers are rounded in another order.
static REAL TYPED(modified_bessel_i1)(REAL x)
{
    REAL size = fabs(x);
    return size <= 8 ? TYPED(bessel_i1e)(x) * exp(size) : TYPED(bessel_i1)(x);
}

// Modified, second kind. `scaled`: times exp(x).
static REAL TYPED(bessel_k0)(REAL x, bool scaled)
{
    if (x <= 0)
        return x == 0 ? (REAL)INFINITY : (REAL)NAN;
    if (x <= 2) {
        REAL value = SERIES(x * x - 2, K0_SMALL) - log((REAL)0.5 * x) * TYPED(bessel_i0)(x);
        return scaled ? value * exp(x) : value;
    }
    REAL value = SERIES(8 / x - 2, K0_LARGE);
    return (scaled ? value : exp(-x) * value) / sqrt(x);
}

static REAL TYPED(bessel_k1)(REAL x, bool scaled)
{
    if (x <= 0)
        return x == 0 ? (REAL)INFINITY : (REAL)NAN;
    if (x <= 2) {
        REAL value = log((REAL)0.5 * x) * TYPED(modified_bessel_i1)(x) + SERIES(x * x - 2, K1_SMALL) / x;
        return scaled ? value * exp(x) : value;
    }
    REAL value = SERIES(8 / x - 2, K1_LARGE);
    return (scaled ? value : exp(-x) * value) / sqrt(x);
}

static REAL TYPED(spherical_bessel_j0)(REAL x)
{
    if (isinf(x))
        return 0;
    if (fabs(x) >= (REAL)0.5)
        return sin(x) / x;
    // The sine's series, innermost factor first.
    static const double factorials[] = {6227020800, 39916800, 362880, 5040, 120, 6};
    REAL z = x * x, sum = 0;
    for (int n = 0; n < 6; n++)
        sum = (REAL)(n % 2 ? -1 : 1) / (REAL)factorials[n] + z * sum;
    return 1 + z * sum;
}

// Airy's Ai: oscillating on the left, exponential on the right, a power series between.
static REAL TYPED(airy_oscillating)(REAL x)
{
    REAL t = sqrt(-x), zeta = -2 * x * t / 3, root = sqrt(t), z = 1 / zeta, zz = z * z;
    REAL f = 1 + zz * RATIO(zz, AIRY_F_TOP, AIRY_F_BOTTOM), g = z * RATIO(zz, AIRY_G_TOP, AIRY_G_BOTTOM);
    REAL angle = zeta + (REAL)QUARTER_PI;
    return (REAL)ONE_OVER_ROOT_PI / root * (sin(angle) * f - cos(angle) * g);
}

static REAL TYPED(airy_series)(REAL x)
{
    REAL f = 1, g = x, f_term = 1, g_term = x, k = 1, z = x * x * x, size = 1;
    while (size > (REAL)EPSILON_OF(REAL)) {
        f_term = f_term * z / (k + 1) / (k + 2);
        g_term = g_term * z / (k + 2) / (k + 3);
        k += 3;
        f += f_term;
        g += g_term;
        size = fabs(f_term / f);
    }
    return (REAL)AIRY_AT_ZERO * f - (REAL)AIRY_SLOPE_AT_ZERO * g;
}

static REAL TYPED(airy)(REAL x)
{
    if (isinf(x) || x != x)
        return NAN;
    if (x > (REAL)103.892)
        return 0;
    if (x < (REAL)-2.09)
        return TYPED(airy_oscillating)(x);
    if (x < (REAL)2.09)
        return TYPED(airy_series)(x);
    REAL t = sqrt(x), zeta = 2 * x * t / 3, z = 1 / zeta;
    return (REAL)ONE_OVER_ROOT_PI * RATIO(z, AIRY_TOP, AIRY_BOTTOM) / (2 * sqrt(t) * exp(zeta));
}

// The inverse of the normal distribution function: a rational function in the middle, two for the tails.
static REAL TYPED(quantile)(REAL probability)
{
    if (probability <= 0 || probability >= 1)
        return probability == 0 ? -(REAL)INFINITY : probability == 1 ? (REAL)INFINITY : (REAL)NAN;
    bool upper = probability > 1 - (REAL)EXP_MINUS_TWO;
    REAL y = upper ? 1 - probability : probability;
    if (y > (REAL)EXP_MINUS_TWO) {
        y -= (REAL)0.5;
        REAL z = y * y;
        return (y + y * (z * RATIO(z, QUANTILE_MIDDLE_TOP, QUANTILE_MIDDLE_BOTTOM))) * (REAL)ROOT_TWO_PI;
    }
    REAL x = sqrt(-2 * log(y)), z = 1 / x;
    REAL near = x - log(x) / x;
    REAL shift = x < 8 ? z * RATIO(z, QUANTILE_TAIL_TOP, QUANTILE_TAIL_BOTTOM)
                       : z * RATIO(z, QUANTILE_FAR_TOP, QUANTILE_FAR_BOTTOM);
    return upper ? near - shift : shift - near;
}

// log of the normal distribution function: on the left by erfcx, so that nothing underflows.
static REAL TYPED(log_normal_below)(REAL x)
{
    REAL t = x * (REAL)ROOT_HALF;
    if (x < -1)
        return log((REAL)scaled_erfc(-(double)t) / 2) - t * t;
    return log1p(-erfc(t) / 2);
}

#undef RATIO
#undef SERIES
#undef TYPED
#undef REAL

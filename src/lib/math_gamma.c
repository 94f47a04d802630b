#include <errno.h>
#include <math.h>

#include "lib/math_module.h"

static const double LANCZOS_G = 6.024680040776729583740234375;

// The rational function L(x) = sum(NUMERATOR[i] x^i) / (x (x+1) ... (x+11)).
static const double NUMERATOR[13] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
static const double DENOMINATOR[13] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0,
};

/// Evaluates the rational function for x > 0: by falling powers where x is small, by powers of 1/x where it is large,
/// so that nothing overflows.
static double lanczos_sum(double x)
{
    double top = 0, bottom = 0;
    if (x < 5.0) {
        for (int i = 12; i >= 0; i--) {
            top = top * x + NUMERATOR[i];
            bottom = bottom * x + DENOMINATOR[i];
        }
    } else {
        for (int i = 0; i <= 12; i++) {
            top = top / x + NUMERATOR[i];
            bottom = bottom / x + DENOMINATOR[i];
        }
    }
    return top / bottom;
}

/// sin(pi x), accurate near integers.
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2.0);
    double r;
    switch ((int)round(2.0 * y)) {
    case 0:
        r = sin(M_PI * y);
        break;
    case 1:
        r = cos(M_PI * (y - 0.5));
        break;
    case 2:
        r = sin(M_PI * (1.0 - y));
        break;
    case 3:
        r = -cos(M_PI * (y - 1.5));
        break;
    default:
        r = sin(M_PI * (y - 2.0));
        break;
    }
    return copysign(1.0, x) * r;
}

/// Gamma of a positive integer up to 23, exactly.
static double small_factorial(int n)
{
    double product = 1;
    for (int i = 2; i < n; i++)
        product *= i;
    return product;
}

/// How much `x + g - 0.5` loses by rounding, relative to the sum: corrects the power below.
static double rounding_correction(double absolute, double y)
{
    if (absolute > LANCZOS_G - 0.5) {
        double q = y - absolute;
        return (q - (LANCZOS_G - 0.5)) * LANCZOS_G / y;
    }
    double q = y - (LANCZOS_G - 0.5);
    return (q - absolute) * LANCZOS_G / y;
}

static double gamma_negative(double x, double y, double correction)
{
    double absolute = fabs(x);
    double r = -M_PI / sin_pi(absolute) / absolute * exp(y) / lanczos_sum(absolute);
    r -= correction * r;
    if (absolute < 140.0)
        return r / pow(y, absolute - 0.5);
    double root = pow(y, absolute / 2.0 - 0.25);
    return r / root / root;
}

static double gamma_positive(double x, double y, double correction)
{
    double r = lanczos_sum(x) / exp(y);
    r += correction * r;
    if (x < 140.0)
        return r * pow(y, x - 0.5);
    double root = pow(y, x / 2.0 - 0.25);
    return r * root * root;
}

double math_gamma(double x)
{
    errno = 0;
    if (!isfinite(x)) {
        if (isnan(x) || x > 0)
            return x;
        errno = EDOM;
        return NAN;
    }
    if (x == floor(x)) {
        if (x <= 0) {
            errno = EDOM;
            return x == 0 ? copysign(INFINITY, x) : NAN;
        }
        if (x <= 23)
            return small_factorial((int)x);
    }
    double absolute = fabs(x);
    if (absolute < 1e-20) {
        double r = 1.0 / x;
        if (isinf(r))
            errno = ERANGE;
        return r;
    }
    if (absolute > 200.0) {
        if (x < 0)
            return 0.0 / sin_pi(x);
        errno = ERANGE;
        return INFINITY;
    }
    double y = absolute + (LANCZOS_G - 0.5);
    double correction = rounding_correction(absolute, y);
    double r = x < 0 ? gamma_negative(x, y, correction) : gamma_positive(x, y, correction);
    if (isinf(r))
        errno = ERANGE;
    return r;
}

double math_log_gamma(double x)
{
    errno = 0;
    if (!isfinite(x))
        return isnan(x) ? x : INFINITY;
    if (x == floor(x) && x <= 2) {
        if (x > 0)
            return 0;
        errno = EDOM;
        return INFINITY;
    }
    double absolute = fabs(x);
    if (absolute < 1e-20)
        return -log(absolute);
    // exp(g) is taken out of the sum before the logarithm, which keeps the terms small.
    double r = log(lanczos_sum(absolute)) - LANCZOS_G;
    r += (absolute - 0.5) * (log(absolute + LANCZOS_G - 0.5) - 1);
    if (x < 0)
        r = log(M_PI) - log(fabs(sin_pi(absolute))) - log(absolute) - r;
    if (isinf(r))
        errno = ERANGE;
    return r;
}

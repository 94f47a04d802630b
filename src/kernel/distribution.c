#include "kernel/distribution.h"

#include <math.h>

int64_t distribution_poisson(RandomEngine *engine, double rate)
{
    if (rate >= 10) {
        double root = sqrt(rate), log_rate = log(rate);
        double b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b;
        double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), v_r = 0.9277 - 3.6224 / (b - 2);
        for (;;) {
            double u = random_double(engine) - 0.5, v = random_double(engine), us = 0.5 - fabs(u);
            int64_t k = (int64_t)floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= v_r)
                return k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (log(v) + log(inverse_alpha) - log(a / (us * us) + b) <=
                -rate + (double)k * log_rate - lgamma((double)k + 1))
                return k;
        }
    }
    if (rate == 0)
        return 0;
    double limit = exp(-rate), product = 1;
    for (int64_t count = 0;; count++) {
        product *= random_double(engine);
        if (product <= limit)
            return count;
    }
}

// Counts geometric waiting times until they exceed the number of trials.
static double binomial_inversion(RandomEngine *engine, double count, double p)
{
    double sum = 0, successes = 0, log_miss = log1p(-p);
    for (;;) {
        double uniform = random_double(engine);
        sum += ceil(log(uniform) / log_miss);
        if (sum > count)
            return successes;
        successes++;
    }
}

// The tail of Stirling's series for log(k!).
static double stirling_tail(double k)
{
    static const double SMALL[] = {0.0810614667953272,  0.0413406959554092, 0.0276779256849983, 0.02079067210376509,
                                   0.0166446911898211,  0.0138761288230707, 0.0118967099458917, 0.0104112652619720,
                                   0.00925546218271273, 0.00833056343336287};
    if (k <= 9)
        return SMALL[(int)k];
    double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

static double binomial_rejection(RandomEngine *engine, double count, double p)
{
    double deviation = sqrt(count * p * (1 - p)), b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p, c = count * p + 0.5, v_r = 0.92 - 4.2 / b, odds = p / (1 - p);
    double alpha = (2.83 + 5.1 / b) * deviation, m = floor((count + 1) * p);
    for (;;) {
        double u = random_double(engine) - 0.5, v = random_double(engine), us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= v_r)
            return k;
        if (k < 0 || k > count)
            continue;
        v = log(v * alpha / (a / (us * us) + b));
        double bound = (m + 0.5) * log((m + 1) / (odds * (count - m + 1))) +
                       (count + 1) * log((count - m + 1) / (count - k + 1)) +
                       (k + 0.5) * log(odds * (count - k + 1) / (k + 1)) + stirling_tail(m) + stirling_tail(count - m) -
                       stirling_tail(k) - stirling_tail(count - k);
        if (v <= bound)
            return k;
    }
}

double distribution_binomial(RandomEngine *engine, double count, double p)
{
    if (count <= 0 || p <= 0)
        return 0;
    if (p >= 1)
        return count;
    if (p <= 0.5)
        return count * p >= 10 ? binomial_rejection(engine, count, p) : binomial_inversion(engine, count, p);
    if (p > 0.5) {
        double miss = 1 - p;
        return count -
               (count * miss >= 10 ? binomial_rejection(engine, count, miss) : binomial_inversion(engine, count, miss));
    }
    return NAN;
}

double distribution_gamma(RandomEngine *engine, double alpha, bool narrow)
{
    double scale = 1;
    if (alpha < 1) { // boosted: a sample for alpha + 1, scaled down
        if (alpha == 0)
            return 0;
        scale *= pow(1 - random_double(engine), narrow ? (double)(1 / (float)alpha) : 1 / alpha);
        alpha = narrow ? (double)((float)alpha + 1) : alpha + 1;
    }
    const float third = 1.0F / 3.0F;
    double d = narrow ? (double)((float)alpha - third) : alpha - (double)third, c = 1 / sqrt(9 * d);
    for (;;) {
        double x, y;
        do {
            x = random_normal(engine);
            y = 1 + c * x;
        } while (y <= 0);
        double v = y * y * y, u = 1 - random_double(engine), square = x * x;
        if (u < 1 - (double)0.0331F * square * square || log(u) < 0.5 * square + d * (1 - v + log(v)))
            return scale * d * v;
    }
}

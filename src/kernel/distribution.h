// Samples of distributions that need more than one uniform number.
#ifndef KERNEL_DISTRIBUTION_H
#define KERNEL_DISTRIBUTION_H

#include "kernel/random.h"

/// A Poisson number: multiplication below a rate of 10, Hörmann's transformed rejection (PTRS, 1993) from there on.
int64_t distribution_poisson(RandomEngine *engine, double rate);
/// A binomial number: inversion by geometric steps for small expectations, Hörmann's BTRS (1993) else. NaN for invalid
/// parameters.
double distribution_binomial(RandomEngine *engine, double count, double p);
/// A gamma number of scale 1 (Marsaglia and Tsang, 2000). `narrow`: alpha is a float, and is shifted as one.
double distribution_gamma(RandomEngine *engine, double alpha, bool narrow);

#endif

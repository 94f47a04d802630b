// Random numbers: mt19937 as PyTorch's CPU generator uses it, stream for stream.
#ifndef TENSOR_GENERATOR_H
#define TENSOR_GENERATOR_H

#include "kernel/random.h"
#include "tensor/tensor.h"

/// A generator. The runtime owns the default one; others belong to torch.Generator objects.
typedef struct Generator {
    int64_t references;
    Runtime *runtime;
    RandomEngine engine;
} Generator;

enum { GENERATOR_STATE_BYTES = 5056 };
#define GENERATOR_DEFAULT_SEED UINT64_C(67280421310721)

MUST_USE Generator *generator_new(Runtime *runtime, uint64_t seed);
Generator *generator_retain(Generator *generator);
void generator_release(Generator *generator);
/// torch.manual_seed.
void generator_seed(Generator *generator, uint64_t seed);
uint64_t generator_initial_seed(const Generator *generator);
/// A seed from the system's randomness, set and returned (torch.seed).
uint64_t generator_seed_random(Generator *generator);
/// torch.get_rng_state: 5056 bytes in PyTorch's layout.
void generator_get_state(const Generator *generator, uint8_t state[GENERATOR_STATE_BYTES]);
/// RuntimeError where the bytes are no state.
MUST_USE bool generator_set_state(Generator *generator, const uint8_t *state, size_t length);

/// Fill an existing tensor. `generator` NULL takes the runtime's. Argument ranges are checked here with PyTorch's
/// messages.
MUST_USE bool generator_uniform(Tensor *self, double from, double to, Generator *generator);
MUST_USE bool generator_normal(Tensor *self, double mean, double std, Generator *generator);
/// Integers from low to high - 1 (random_(from, to), randint).
MUST_USE bool generator_integers(Tensor *self, int64_t low, int64_t high, Generator *generator);
/// random_() without bounds: the whole range of the dtype; random_(from, None) to the dtype's largest value.
MUST_USE bool generator_integers_full(Tensor *self, Generator *generator);
MUST_USE bool generator_integers_from(Tensor *self, int64_t low, Generator *generator);
MUST_USE bool generator_bernoulli(Tensor *self, double p, Generator *generator);
/// One probability an element; `p` is broadcast.
MUST_USE bool generator_bernoulli_tensor(Tensor *self, const Tensor *p, Generator *generator);
MUST_USE bool generator_exponential(Tensor *self, double lambda, Generator *generator);
MUST_USE bool generator_geometric(Tensor *self, double p, Generator *generator);
MUST_USE bool generator_cauchy(Tensor *self, double median, double sigma, Generator *generator);
MUST_USE bool generator_log_normal(Tensor *self, double mean, double std, Generator *generator);
/// A random permutation of 0 .. n-1 in a new tensor.
MUST_USE Tensor *generator_randperm(Runtime *runtime, int64_t n, DType dtype, Generator *generator);
MUST_USE Tensor *generator_multinomial(const Tensor *weights, int64_t samples, bool replacement, Generator *generator);
MUST_USE Tensor *generator_poisson(const Tensor *rate, Generator *generator);
MUST_USE Tensor *generator_binomial(const Tensor *count, const Tensor *p, Generator *generator);
/// Normal numbers with a mean and a deviation for each element, as torch.normal(mean, std); either may be of rank 0.
MUST_USE Tensor *generator_normal_tensors(const Tensor *mean, const Tensor *std, Generator *generator);
/// Gamma and Dirichlet samples (torch._standard_gamma, torch._sample_dirichlet).
MUST_USE Tensor *generator_standard_gamma(const Tensor *alpha, Generator *generator);
MUST_USE Tensor *generator_dirichlet(const Tensor *alpha, Generator *generator);

#endif

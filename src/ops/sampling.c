// Random numbers: the generator does the work, this is sizes, dtypes and checks.
#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/generator.h"

bool sampling_uniform(Runtime *runtime, Tensor *self, double from, double to, struct Generator *generator)
{
    (void)runtime;
    return generator_uniform(self, from, to, generator);
}

bool sampling_normal(Runtime *runtime, Tensor *self, double mean, double std, struct Generator *generator)
{
    (void)runtime;
    return generator_normal(self, mean, std, generator);
}

bool sampling_random_from(Runtime *runtime, Tensor *self, int64_t from, OptionalInt to, struct Generator *generator)
{
    if (!to.given)
        return generator_integers_from(self, from, generator);
    if (from < to.value)
        return generator_integers(self, from, to.value, generator);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld", (long long)from,
                (long long)to.value);
    return false;
}

bool sampling_random_to(Runtime *runtime, Tensor *self, int64_t to, struct Generator *generator)
{
    return sampling_random_from(runtime, self, 0, (OptionalInt){true, to}, generator);
}

bool sampling_random(Runtime *runtime, Tensor *self, struct Generator *generator)
{
    (void)runtime;
    return generator_integers_full(self, generator);
}

bool sampling_bernoulli_tensor(Runtime *runtime, Tensor *self, const Tensor *p, struct Generator *generator)
{
    (void)runtime;
    return generator_bernoulli_tensor(self, p, generator);
}

bool sampling_bernoulli_float(Runtime *runtime, Tensor *self, double p, struct Generator *generator)
{
    if (p >= 0 && p <= 1)
        return generator_bernoulli(self, p, generator);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "bernoulli_ expects p to be in [0, 1], but got p=%g", p);
    return false;
}

// Keeps a new tensor where filling it succeeded.
static Tensor *kept(Tensor *tensor, bool filled)
{
    if (filled)
        return tensor;
    tensor_release(tensor);
    return NULL;
}

Tensor *sampling_bernoulli(Runtime *runtime, const Tensor *self, struct Generator *generator)
{
    (void)runtime;
    Tensor *result = tensor_empty_like(self, (DType)self->dtype, FORMAT_CONTIGUOUS);
    return result ? kept(result, generator_bernoulli_tensor(result, self, generator)) : NULL;
}

Tensor *sampling_bernoulli_p(Runtime *runtime, const Tensor *self, double p, struct Generator *generator)
{
    Tensor *result = tensor_empty_like(self, (DType)self->dtype, FORMAT_CONTIGUOUS);
    return result ? kept(result, sampling_bernoulli_float(runtime, result, p, generator)) : NULL;
}

bool sampling_exponential(Runtime *runtime, Tensor *self, double lambd, struct Generator *generator)
{
    (void)runtime;
    return generator_exponential(self, lambd, generator);
}

bool sampling_geometric(Runtime *runtime, Tensor *self, double p, struct Generator *generator)
{
    (void)runtime;
    return generator_geometric(self, p, generator);
}

bool sampling_cauchy(Runtime *runtime, Tensor *self, double median, double sigma, struct Generator *generator)
{
    (void)runtime;
    return generator_cauchy(self, median, sigma, generator);
}

bool sampling_log_normal(Runtime *runtime, Tensor *self, double mean, double std, struct Generator *generator)
{
    (void)runtime;
    return generator_log_normal(self, mean, std, generator);
}

Tensor *sampling_normal_tensors(Runtime *runtime, const Tensor *mean, const Tensor *std, struct Generator *generator)
{
    (void)runtime;
    return generator_normal_tensors(mean, std, generator);
}

Tensor *sampling_normal_tensor_float(Runtime *runtime, const Tensor *mean, double std, struct Generator *generator)
{
    if (std < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "normal expects std >= 0.0, but found std %g", std);
        return NULL;
    }
    Tensor *other = tensor_scalar(runtime, scalar_float(std), (DType)mean->dtype);
    Tensor *result = other ? generator_normal_tensors(mean, other, generator) : NULL;
    tensor_release(other);
    return result;
}

Tensor *sampling_normal_float_tensor(Runtime *runtime, double mean, const Tensor *std, struct Generator *generator)
{
    Tensor *other = tensor_scalar(runtime, scalar_float(mean), (DType)std->dtype);
    Tensor *result = other ? generator_normal_tensors(other, std, generator) : NULL;
    tensor_release(other);
    return result;
}

Tensor *sampling_normal_size(Runtime *runtime, double mean, double std, IntList size, struct Generator *generator,
                             int dtype, int layout, int device, int pin_memory)
{
    Tensor *result = creation_empty(runtime, size, dtype, layout, device, pin_memory, OPTION_NONE);
    return result ? kept(result, generator_normal(result, mean, std, generator)) : NULL;
}

Tensor *sampling_poisson(Runtime *runtime, const Tensor *self, struct Generator *generator)
{
    (void)runtime;
    return generator_poisson(self, generator);
}

Tensor *sampling_binomial(Runtime *runtime, const Tensor *count, const Tensor *prob, struct Generator *generator)
{
    (void)runtime;
    return generator_binomial(count, prob, generator);
}

Tensor *sampling_multinomial(Runtime *runtime, const Tensor *self, int64_t num_samples, bool replacement,
                             struct Generator *generator)
{
    (void)runtime;
    return generator_multinomial(self, num_samples, replacement, generator);
}

Tensor *sampling_standard_gamma(Runtime *runtime, const Tensor *self, struct Generator *generator)
{
    (void)runtime;
    return generator_standard_gamma(self, generator);
}

Tensor *sampling_dirichlet(Runtime *runtime, const Tensor *self, struct Generator *generator)
{
    (void)runtime;
    return generator_dirichlet(self, generator);
}

Tensor *sampling_rand_generator(Runtime *runtime, IntList size, struct Generator *generator, int dtype, int layout,
                                int device, int pin_memory)
{
    Tensor *result = creation_empty(runtime, size, dtype, layout, device, pin_memory, OPTION_NONE);
    return result ? kept(result, generator_uniform(result, 0, 1, generator)) : NULL;
}

Tensor *sampling_rand(Runtime *runtime, IntList size, int dtype, int layout, int device, int pin_memory)
{
    return sampling_rand_generator(runtime, size, NULL, dtype, layout, device, pin_memory);
}

Tensor *sampling_rand_like(Runtime *runtime, const Tensor *self, int dtype, int layout, int device, int pin_memory,
                           int memory_format)
{
    Tensor *result = creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format);
    return result ? kept(result, generator_uniform(result, 0, 1, NULL)) : NULL;
}

Tensor *sampling_randn_generator(Runtime *runtime, IntList size, struct Generator *generator, int dtype, int layout,
                                 int device, int pin_memory)
{
    Tensor *result = creation_empty(runtime, size, dtype, layout, device, pin_memory, OPTION_NONE);
    return result ? kept(result, generator_normal(result, 0, 1, generator)) : NULL;
}

Tensor *sampling_randn(Runtime *runtime, IntList size, int dtype, int layout, int device, int pin_memory)
{
    return sampling_randn_generator(runtime, size, NULL, dtype, layout, device, pin_memory);
}

Tensor *sampling_randn_like(Runtime *runtime, const Tensor *self, int dtype, int layout, int device, int pin_memory,
                            int memory_format)
{
    Tensor *result = creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format);
    return result ? kept(result, generator_normal(result, 0, 1, NULL)) : NULL;
}

static bool fill_integers(Runtime *runtime, Tensor *tensor, int64_t low, int64_t high, struct Generator *generator)
{
    return sampling_random_from(runtime, tensor, low, (OptionalInt){true, high}, generator);
}

Tensor *sampling_randint_low_generator(Runtime *runtime, int64_t low, int64_t high, IntList size,
                                       struct Generator *generator, int dtype, int layout, int device, int pin_memory)
{
    Tensor *result = creation_empty(runtime, size, dtype == OPTION_NONE ? DTYPE_INT64 : dtype, layout, device,
                                    pin_memory, OPTION_NONE);
    return result ? kept(result, fill_integers(runtime, result, low, high, generator)) : NULL;
}

Tensor *sampling_randint_low(Runtime *runtime, int64_t low, int64_t high, IntList size, int dtype, int layout,
                             int device, int pin_memory)
{
    return sampling_randint_low_generator(runtime, low, high, size, NULL, dtype, layout, device, pin_memory);
}

Tensor *sampling_randint(Runtime *runtime, int64_t high, IntList size, int dtype, int layout, int device,
                         int pin_memory)
{
    return sampling_randint_low_generator(runtime, 0, high, size, NULL, dtype, layout, device, pin_memory);
}

Tensor *sampling_randint_generator(Runtime *runtime, int64_t high, IntList size, struct Generator *generator, int dtype,
                                   int layout, int device, int pin_memory)
{
    return sampling_randint_low_generator(runtime, 0, high, size, generator, dtype, layout, device, pin_memory);
}

Tensor *sampling_randint_like_low(Runtime *runtime, const Tensor *self, int64_t low, int64_t high, int dtype,
                                  int layout, int device, int pin_memory, int memory_format)
{
    Tensor *result = creation_empty_like(runtime, self, dtype, layout, device, pin_memory, memory_format);
    return result ? kept(result, fill_integers(runtime, result, low, high, NULL)) : NULL;
}

Tensor *sampling_randint_like(Runtime *runtime, const Tensor *self, int64_t high, int dtype, int layout, int device,
                              int pin_memory, int memory_format)
{
    return sampling_randint_like_low(runtime, self, 0, high, dtype, layout, device, pin_memory, memory_format);
}

Tensor *sampling_randperm_generator(Runtime *runtime, int64_t n, struct Generator *generator, int dtype, int layout,
                                    int device, int pin_memory)
{
    (void)layout, (void)pin_memory;
    DType goal = dtype == OPTION_NONE ? DTYPE_INT64 : (DType)dtype;
    if (device == DEVICE_META && n >= 0)
        return tensor_empty(runtime, 1, &n, goal, DEVICE_META);
    return generator_randperm(runtime, n, goal, generator);
}

Tensor *sampling_randperm(Runtime *runtime, int64_t n, int dtype, int layout, int device, int pin_memory)
{
    return sampling_randperm_generator(runtime, n, NULL, dtype, layout, device, pin_memory);
}

// Tensors from numbers, and checks of their numbers, for tests of the numeric side.
#ifndef TENSOR_FIXTURE_H
#define TENSOR_FIXTURE_H

#include "fixture_runtime.h"

#include "tensor/copy.h"
#include "tensor/tensor.h"

/// A contiguous float32 tensor of these numbers.
static inline Tensor *floats(RuntimeFixture *fixture, int rank, const int64_t *sizes, const double *values)
{
    Tensor *tensor = tensor_empty(&fixture->runtime, rank, sizes, DTYPE_FLOAT32, DEVICE_CPU);
    assert_non_null(tensor);
    assert_true(copy_from_memory(tensor, values, DTYPE_FLOAT64));
    return tensor;
}
#define FLOATS(fixture, sizes, ...)                                                                                    \
    floats(fixture, (int)(sizeof(int64_t[]) sizes / sizeof(int64_t)), (const int64_t[])sizes,                          \
           (const double[]){__VA_ARGS__})
#define SIZES(...)                                                                                                     \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }

static inline double number_at(const Tensor *tensor, int64_t i)
{
    double values[256];
    assert_true(tensor_count(tensor) <= 256 && i < tensor_count(tensor));
    assert_true(copy_to_memory(tensor, values, DTYPE_FLOAT64));
    return values[i];
}

/// Checks all numbers of a tensor.
static inline void assert_numbers(const Tensor *tensor, int count, const double *expected)
{
    assert_non_null(tensor);
    assert_int_equal(tensor_count(tensor), count);
    for (int i = 0; i < count; i++)
        if (!(number_at(tensor, i) == expected[i]))
            fail_msg("element %d is %.17g, not %.17g", i, number_at(tensor, i), expected[i]);
}
#define ASSERT_NUMBERS(tensor, ...)                                                                                    \
    assert_numbers(tensor, (int)(sizeof(double[]){__VA_ARGS__} / sizeof(double)), (const double[]){__VA_ARGS__})

/// Checks the pending error and clears it.
static inline void assert_error(RuntimeFixture *fixture, ErrorKind kind, const char *message)
{
    assert_int_equal(fixture->error.kind, kind);
    assert_string_equal(fixture->error.message ? fixture->error.message : "", message);
    error_clear(&fixture->error);
}

#endif

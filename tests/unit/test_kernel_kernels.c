// Elementwise kernels: each has a loop for each dtype it claims, and the rules that are easy to get wrong.
#include "tensor_fixture.h"

#include <math.h>

#include "tensor/elementwise.h"

static void test_every_dtype_has_a_loop(void **state)
{
    (void)state;
#define KERNEL(id, inputs, traits, dtypes_taken, result, dispatch_name, doc)                                           \
    for (int dtype = 0; dtype < DTYPE_COUNT; dtype++)                                                                  \
        if (kernel_##id.dtypes >> dtype & 1 && !kernel_##id.loops[dtype_compute((DType)dtype)])                        \
            fail_msg("kernel %s has no loop for %s", #id, dtype_name((DType)dtype));
#include "kernel/kernels.def"
#undef KERNEL
    assert_ptr_equal(kernels_find("add"), &kernel_add);
    assert_null(kernels_find("no such kernel"));
}

static Tensor *binary(const Kernel *kernel, Tensor *a, Tensor *b)
{
    return elementwise_binary(kernel, a, b, a->dtype, (Scalar[KERNEL_MAX_SCALARS]){scalar_int(1)});
}

static void test_python_division(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(4), 7, -7, 7, -7), *b = FLOATS(fixture, SIZES(4), 2, 2, -2, -2);
    Tensor *quotient = binary(&kernel_div_floor, a, b), *rest = binary(&kernel_remainder, a, b);
    ASSERT_NUMBERS(quotient, 3, -4, -4, 3);
    ASSERT_NUMBERS(rest, 1, 1, -1, -1);
    tensor_release(a);
    tensor_release(b);
    tensor_release(quotient);
    tensor_release(rest);
}

static void test_integer_division_by_zero(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = tensor_scalar(&fixture->runtime, scalar_int(1), DTYPE_INT64);
    Tensor *zero = tensor_scalar(&fixture->runtime, scalar_int(0), DTYPE_INT64);
    assert_null(binary(&kernel_div_floor, a, zero));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "ZeroDivisionError");
    Tensor *least = tensor_scalar(&fixture->runtime, scalar_int(INT64_MIN), DTYPE_INT64);
    Tensor *minus = tensor_scalar(&fixture->runtime, scalar_int(-1), DTYPE_INT64);
    Tensor *wrapped = binary(&kernel_div_trunc, least, minus); // does not trap
    assert_int_equal(tensor_item_int(wrapped), INT64_MIN);
    tensor_release(a);
    tensor_release(zero);
    tensor_release(least);
    tensor_release(minus);
    tensor_release(wrapped);
}

static void test_nan_in_extremes(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2), NAN, 1), *b = FLOATS(fixture, SIZES(2), 1, NAN);
    Tensor *wins = binary(&kernel_maximum, a, b), *loses = binary(&kernel_fmax, a, b);
    assert_true(isnan(number_at(wins, 0)) && isnan(number_at(wins, 1)));
    ASSERT_NUMBERS(loses, 1, 1);
    tensor_release(a);
    tensor_release(b);
    tensor_release(wins);
    tensor_release(loses);
}

static void test_refused_dtype(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(1), 1);
    assert_null(binary(&kernel_bitwise_and, a, a));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "\"bitwise_and_cpu\" not implemented for 'Float'");
    tensor_release(a);
}

static void test_rounding_half_to_even(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(4), 0.5, 1.5, 2.5, -0.5);
    Tensor *rounded = elementwise_unary(&kernel_round, a, DTYPE_FLOAT32, NULL);
    ASSERT_NUMBERS(rounded, 0, 2, 2, 0);
    tensor_release(a);
    tensor_release(rounded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_dtype_has_a_loop),
        runtime_test(test_python_division),
        runtime_test(test_integer_division_by_zero),
        runtime_test(test_nan_in_extremes),
        runtime_test(test_refused_dtype),
        runtime_test(test_rounding_half_to_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

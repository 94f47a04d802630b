// Reductions, scans and softmax.
#include "tensor_fixture.h"

#include <math.h>

#include "tensor/reduce.h"

static void test_sums_by_dimension(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor *rows = reduce_sum(a, 1 << 1, false, DTYPE_FLOAT32), *columns = reduce_sum(a, 1 << 0, true, DTYPE_FLOAT32);
    Tensor *all = reduce_mean(a, DIM_SET_ALL, false, DTYPE_FLOAT32);
    ASSERT_NUMBERS(rows, 6, 15);
    ASSERT_NUMBERS(columns, 5, 7, 9);
    assert_int_equal(columns->rank, 2);
    assert_int_equal(all->rank, 0);
    ASSERT_NUMBERS(all, 3.5);
    tensor_release(a);
    tensor_release(rows);
    tensor_release(columns);
    tensor_release(all);
}

// A long float sum keeps digits that adding one after the other would lose.
static void test_cascade(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = tensor_empty(&fixture->runtime, 1, (int64_t[]){1 << 22}, DTYPE_FLOAT32, DEVICE_CPU);
    assert_true(copy_fill(a, scalar_float(0.1)));
    Tensor *sum = reduce_sum(a, DIM_SET_ALL, false, DTYPE_FLOAT32);
    assert_true(fabs(number_at(sum, 0) - (double)(1 << 22) * (double)0.1F) < 1);
    tensor_release(a);
    tensor_release(sum);
}

static void test_extremes(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 3, 7, 7, NAN, 1, NAN), *values, *indices;
    assert_true(reduce_max_dim(a, 1, false, &values, &indices));
    assert_true(number_at(values, 0) == 7 && isnan(number_at(values, 1)));
    ASSERT_NUMBERS(indices, 1, 0); // the first of equal ones
    Tensor *empty = tensor_empty(&fixture->runtime, 2, (int64_t[]){2, 0}, DTYPE_FLOAT32, DEVICE_CPU);
    assert_null(reduce_amax(empty, 1 << 1, false));
    assert_error(fixture, ERROR_INDEX_ERROR, "amax(): Expected reduction dim 1 to have non-zero size.");
    Tensor *sums = reduce_sum(empty, 1 << 1, false, DTYPE_FLOAT32);
    ASSERT_NUMBERS(sums, 0, 0);
    tensor_release(a);
    tensor_release(values);
    tensor_release(indices);
    tensor_release(empty);
    tensor_release(sums);
}

static void test_variance(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 2), 1, 3, 2, 6), *mean;
    Tensor *variance = reduce_var(a, 1 << 1, false, 1, false, &mean);
    ASSERT_NUMBERS(variance, 2, 8);
    ASSERT_NUMBERS(mean, 2, 4);
    tensor_release(a);
    tensor_release(variance);
    tensor_release(mean);
}

static void test_softmax_and_scan(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 2), 0, 0, 5, 5), *shares = reduce_softmax(a, 1, DTYPE_FLOAT32);
    Tensor *sums = reduce_cumsum(a, 0, DTYPE_FLOAT32), *values, *indices;
    ASSERT_NUMBERS(shares, 0.5, 0.5, 0.5, 0.5);
    ASSERT_NUMBERS(sums, 0, 0, 5, 5);
    assert_true(reduce_cummax(a, 1, &values, &indices));
    ASSERT_NUMBERS(indices, 0, 1, 0, 1); // the last of equal ones
    Tensor *whole = copy_new(a, DTYPE_INT64, FORMAT_CONTIGUOUS);
    assert_null(reduce_softmax(whole, 1, DTYPE_INT64));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'");
    tensor_release(a);
    tensor_release(shares);
    tensor_release(sums);
    tensor_release(values);
    tensor_release(indices);
    tensor_release(whole);
}

static void test_sum_to_size(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 1, 2, 3, 4, 5, 6), *sum = reduce_sum_to_size(a, 1, (int64_t[]){3});
    ASSERT_NUMBERS(sum, 5, 7, 9);
    assert_int_equal(sum->rank, 1);
    Tensor *same = reduce_sum_to_size(a, 2, a->sizes);
    assert_ptr_equal(same, a);
    tensor_release(a);
    tensor_release(sum);
    tensor_release(same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_sums_by_dimension), runtime_test(test_cascade),          runtime_test(test_extremes),
        runtime_test(test_variance),          runtime_test(test_softmax_and_scan), runtime_test(test_sum_to_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// LAPACK's wrappers on small matrices with known answers.
#include "fixture_runtime.h"
#include "tensor/copy.h"
#include "tensor/lapack.h"

// A batch of one matrix, from numbers row by row.
static Tensor *matrix(Runtime *runtime, int64_t rows, int64_t columns, const double *numbers)
{
    int64_t sizes[2] = {rows, columns};
    Tensor *plain = tensor_empty(runtime, 2, sizes, DTYPE_FLOAT64, DEVICE_CPU);
    assert_non_null(plain);
    memcpy(tensor_data(plain), numbers, (size_t)(rows * columns) * sizeof *numbers);
    Tensor *batch = lapack_columns(plain);
    assert_non_null(batch);
    tensor_release(plain);
    return batch;
}

static Tensor *whole_numbers(Runtime *runtime, int rank, int64_t count)
{
    Tensor *tensor = tensor_zeros(runtime, rank, &count, DTYPE_INT32, DEVICE_CPU);
    assert_non_null(tensor);
    return tensor;
}

static double element(const Tensor *tensor, int64_t row, int64_t column)
{
    return scalar_to_float(tensor_read(tensor, row * tensor->strides[0] + column * tensor->strides[1]));
}

static void test_solve(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = matrix(runtime, 2, 2, (const double[]){0, 2, 4, 8}),
           *b = matrix(runtime, 2, 1, (const double[]){2, 12});
    Tensor *pivots = whole_numbers(runtime, 1, 2), *info = whole_numbers(runtime, 0, 0);
    assert_true(lapack_lu(a, pivots, info));
    assert_int_equal(((int32_t *)tensor_data(pivots))[0], 2);
    assert_int_equal(*(int32_t *)tensor_data(info), 0);
    assert_true(lapack_lu_solve(a, pivots, b, 'N'));
    assert_true(element(b, 0, 0) == 1 && element(b, 1, 0) == 1);
    tensor_release(a);
    tensor_release(b);
    tensor_release(pivots);
    tensor_release(info);
}

// A matrix that is not positive definite is no error here: info tells where it stopped.
static void test_cholesky(void **state)
{
    Runtime *runtime = *state;
    Tensor *good = matrix(runtime, 2, 2, (const double[]){4, 2, 2, 10});
    Tensor *bad = matrix(runtime, 2, 2, (const double[]){1, 2, 2, 1});
    Tensor *info = whole_numbers(runtime, 0, 0);
    assert_true(lapack_cholesky(good, false, info));
    assert_int_equal(*(int32_t *)tensor_data(info), 0);
    assert_true(element(good, 0, 0) == 2 && element(good, 1, 0) == 1 && element(good, 1, 1) == 3);
    assert_true(lapack_cholesky(bad, false, info));
    assert_int_equal(*(int32_t *)tensor_data(info), 2);
    tensor_release(good);
    tensor_release(bad);
    tensor_release(info);
}

static void test_eigenvalues(void **state)
{
    Runtime *runtime = *state;
    int64_t two = 2;
    Tensor *a = matrix(runtime, 2, 2, (const double[]){3, 0, 0, 1}), *info = whole_numbers(runtime, 0, 0);
    Tensor *values = tensor_zeros(runtime, 1, &two, DTYPE_FLOAT64, DEVICE_CPU);
    assert_true(lapack_eigh(a, values, false, true, info));
    assert_true(scalar_to_float(tensor_read(values, 0)) == 1 && scalar_to_float(tensor_read(values, 1)) == 3);
    tensor_release(a);
    tensor_release(values);
    tensor_release(info);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_solve, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_cholesky, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_eigenvalues, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

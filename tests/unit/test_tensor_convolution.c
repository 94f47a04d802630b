// Convolutions, pooling, resampling and normalisation.
#include "tensor_fixture.h"

#include <math.h>

#include "tensor/convolution.h"
#include "tensor/loss.h"
#include "tensor/normalize.h"
#include "tensor/pool.h"

static const Convolution PLAIN = {.dims = 2, .stride = {1, 1}, .dilation = {1, 1}, .groups = 1};

static void test_convolution(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *x = FLOATS(fixture, SIZES(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9),
           *w = FLOATS(fixture, SIZES(1, 1, 2, 2), 1, 0, 0, 1);
    Tensor *bias = FLOATS(fixture, SIZES(1), 10), *y = convolution_forward(x, w, bias, &PLAIN), *dx, *dw, *db;
    ASSERT_NUMBERS(y, 16, 18, 22, 24);
    assert_true(convolution_backward(y, x, w, &PLAIN, &dx, &dw, &db));
    ASSERT_NUMBERS(dx, 16, 18, 0, 22, 40, 18, 0, 22, 24);
    ASSERT_NUMBERS(db, 80);
    tensor_release(dx);
    tensor_release(dw);
    tensor_release(db);
    Tensor *three = FLOATS(fixture, SIZES(1, 3, 1, 1), 1, 1, 1);
    assert_null(convolution_forward(x, three, NULL, &PLAIN));
    assert_error(
        fixture, ERROR_RUNTIME_ERROR,
        "Given groups=1, weight of size [1, 3, 1, 1], expected input[1, 1, 3, 3] to have 3 channels, but got 1 "
        "channels instead");
    tensor_release(x);
    tensor_release(w);
    tensor_release(bias);
    tensor_release(y);
    tensor_release(three);
}

static void test_transposed(void **state)
{
    RuntimeFixture *fixture = *state;
    Convolution convolution = {.dims = 1, .stride = {2}, .dilation = {1}, .groups = 1, .transposed = true};
    Tensor *x = FLOATS(fixture, SIZES(1, 1, 2), 1, 2), *w = FLOATS(fixture, SIZES(1, 1, 3), 1, 10, 100);
    Tensor *y = convolution_forward(x, w, NULL, &convolution);
    ASSERT_NUMBERS(y, 1, 10, 102, 20, 200);
    tensor_release(x);
    tensor_release(w);
    tensor_release(y);
}

static void test_pooling(void **state)
{
    RuntimeFixture *fixture = *state;
    Pool pool = {.dims = 1, .kernel = {2}, .stride = {2}, .dilation = {1}, .count_include_pad = true};
    Tensor *x = FLOATS(fixture, SIZES(1, 1, 5), 1, 3, 2, 2, 9), *y, *places;
    assert_true(pool_max(x, &pool, &y, &places));
    ASSERT_NUMBERS(y, 3, 2);
    ASSERT_NUMBERS(places, 1, 2);
    tensor_release(y);
    tensor_release(places);
    pool.ceil_mode = true;
    y = pool_average(x, &pool);
    ASSERT_NUMBERS(y, 2, 2, 9);
    tensor_release(y);
    y = pool_adaptive_average(x, 1, (int64_t[]){2});
    ASSERT_NUMBERS(y, 2, 13.0F / 3);
    tensor_release(x);
    tensor_release(y);
}

static void test_resampling(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *x = FLOATS(fixture, SIZES(1, 1, 2), 0, 4),
           *y = pool_upsample(x, UPSAMPLE_LINEAR, 1, (int64_t[]){4}, false, NULL);
    ASSERT_NUMBERS(y, 0, 1, 3, 4);
    Tensor *padded = pool_pad(x, true, 1, (int64_t[]){1, 1});
    ASSERT_NUMBERS(padded, 4, 0, 4, 0);
    tensor_release(x);
    tensor_release(y);
    tensor_release(padded);
}

static void test_batch_statistics(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *x = FLOATS(fixture, SIZES(2, 1), 1, 3), *mean = FLOATS(fixture, SIZES(1), 0),
           *var = FLOATS(fixture, SIZES(1), 1);
    Tensor *y, *saved_mean, *saved_rstd;
    assert_true(normalize_batch(x, NULL, NULL, mean, var, true, 0.5, 0, &y, &saved_mean, &saved_rstd));
    ASSERT_NUMBERS(y, -1, 1);
    ASSERT_NUMBERS(mean, 1);
    ASSERT_NUMBERS(var, 1.5);
    tensor_release(x);
    tensor_release(mean);
    tensor_release(var);
    tensor_release(y);
    tensor_release(saved_mean);
    tensor_release(saved_rstd);
}

static void test_likelihood(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *x = FLOATS(fixture, SIZES(2, 2), -1, -2, -3, -4), *loss, *total;
    Tensor *target = tensor_zeros(&fixture->runtime, 1, (int64_t[]){2}, DTYPE_INT64, DEVICE_CPU);
    assert_true(loss_nll(x, target, NULL, LOSS_MEAN, -100, &loss, &total));
    ASSERT_NUMBERS(loss, 2);
    ASSERT_NUMBERS(total, 2);
    tensor_release(loss);
    tensor_release(total);
    tensor_write(target, 1, scalar_int(5));
    assert_false(loss_nll(x, target, NULL, LOSS_MEAN, -100, &loss, &total));
    assert_error(fixture, ERROR_INDEX_ERROR, "Target 5 is out of bounds.");
    tensor_release(x);
    tensor_release(target);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_convolution), runtime_test(test_transposed),       runtime_test(test_pooling),
        runtime_test(test_resampling),  runtime_test(test_batch_statistics), runtime_test(test_likelihood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Shapes: broadcasting, views, and the words in which they are refused.
#include "tensor_fixture.h"

static void test_broadcast(void **state)
{
    RuntimeFixture *fixture = *state;
    Shape shape = {.rank = 2, .sizes = {2, 1}};
    assert_true(shape_broadcast(&fixture->error, &shape, 1, (int64_t[]){3}));
    assert_int_equal(shape.sizes[0], 2);
    assert_int_equal(shape.sizes[1], 3);
    assert_false(shape_broadcast(&fixture->error, &shape, 1, (int64_t[]){4}));
    assert_error(fixture, ERROR_RUNTIME_ERROR,
                 "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1");
    assert_int_equal(shape.sizes[1], 3); // untouched
}

static void test_wrap_dim(void **state)
{
    RuntimeFixture *fixture = *state;
    int dim;
    assert_true(shape_wrap_dim(&fixture->error, -1, 3, &dim));
    assert_int_equal(dim, 2);
    assert_true(shape_wrap_dim(&fixture->error, -1, 0, &dim));
    assert_int_equal(dim, 0);
    assert_false(shape_wrap_dim(&fixture->error, 2, 2, &dim));
    assert_error(fixture, ERROR_INDEX_ERROR, "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
}

static void test_infer(void **state)
{
    RuntimeFixture *fixture = *state;
    int64_t sizes[2] = {3, -1}, wrong[2] = {4, 2};
    assert_true(shape_infer(&fixture->error, 2, sizes, 12));
    assert_int_equal(sizes[1], 4);
    assert_false(shape_infer(&fixture->error, 2, wrong, 12));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "shape '[4, 2]' is invalid for input of size 12");
}

static void test_view_strides(void **state)
{
    (void)state;
    int64_t strides[4];
    // (2, 3, 4) contiguous as (6, 4): one run. Transposed, it is none.
    assert_true(shape_view_strides(3, (int64_t[]){2, 3, 4}, (int64_t[]){12, 4, 1}, 2, (int64_t[]){6, 4}, strides));
    assert_int_equal(strides[0], 4);
    assert_false(shape_view_strides(2, (int64_t[]){3, 2}, (int64_t[]){1, 3}, 1, (int64_t[]){6}, strides));
    assert_true(shape_view_strides(2, (int64_t[]){3, 4}, (int64_t[]){0, 0}, 3, (int64_t[]){3, 2, 2}, strides));
    assert_int_equal(strides[2], 0);
}

static void test_counts_overflow(void **state)
{
    RuntimeFixture *fixture = *state;
    int64_t count, huge[3] = {INT64_MAX / 2, 3, 1}, empty[3] = {INT64_MAX / 2, 3, 0};
    assert_false(shape_count(&fixture->error, 3, huge, &count));
    error_clear(&fixture->error);
    assert_true(shape_count(&fixture->error, 3, empty, &count));
    assert_int_equal(count, 0);
}

static void test_formats(void **state)
{
    (void)state;
    int64_t sizes[4] = {2, 3, 4, 5}, strides[4];
    shape_format_strides(4, sizes, FORMAT_CHANNELS_LAST, strides);
    assert_int_equal(strides[1], 1);
    assert_true(shape_is_format(4, sizes, strides, FORMAT_CHANNELS_LAST));
    assert_int_equal(shape_suggest_format(4, sizes, strides), FORMAT_CHANNELS_LAST);
    assert_true(shape_is_dense(4, sizes, strides));
    assert_false(shape_is_contiguous(4, sizes, strides));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_broadcast),        runtime_test(test_wrap_dim),        runtime_test(test_infer),
        cmocka_unit_test(test_view_strides), runtime_test(test_counts_overflow), cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

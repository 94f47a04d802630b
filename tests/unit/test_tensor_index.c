// Indexing, scattering, sorting and counting.
#include "tensor_fixture.h"

#include <math.h>

#include "tensor/index.h"
#include "tensor/sort.h"

static Tensor *integers(RuntimeFixture *fixture, int rank, const int64_t *sizes, const int64_t *values)
{
    Tensor *tensor = tensor_empty(&fixture->runtime, rank, sizes, DTYPE_INT64, DEVICE_CPU);
    assert_true(copy_from_memory(tensor, values, DTYPE_INT64));
    return tensor;
}
#define INTEGERS(fixture, sizes, ...)                                                                                  \
    integers(fixture, (int)(sizeof(int64_t[]) sizes / sizeof(int64_t)), (const int64_t[])sizes,                        \
             (const int64_t[]){__VA_ARGS__})

static void test_advanced_indexing(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 1, 2, 3, 4, 5, 6), *rows = INTEGERS(fixture, SIZES(2), 1, -2);
    Tensor *picked = index_get(a, (Tensor *const[]){rows}, 1),
           *columns = index_get(a, (Tensor *const[]){NULL, rows}, 2);
    ASSERT_NUMBERS(picked, 4, 5, 6, 1, 2, 3);
    ASSERT_NUMBERS(columns, 2, 2, 5, 5);
    Tensor *wrong = INTEGERS(fixture, SIZES(1), 5);
    assert_null(index_get(a, (Tensor *const[]){wrong}, 1));
    assert_error(fixture, ERROR_INDEX_ERROR, "index 5 is out of bounds for dimension 0 with size 2");
    tensor_release(a);
    tensor_release(rows);
    tensor_release(picked);
    tensor_release(columns);
    tensor_release(wrong);
}

static void test_accumulating_assignment(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(3), 0, 0, 0), *places = INTEGERS(fixture, SIZES(3), 1, 1, 2);
    Tensor *ones = FLOATS(fixture, SIZES(1), 1);
    assert_true(index_put(a, (Tensor *const[]){places}, 1, ones, true));
    ASSERT_NUMBERS(a, 0, 2, 1);
    tensor_release(a);
    tensor_release(places);
    tensor_release(ones);
}

static void test_masks(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 2), 0, 1, 2, 0), *places = index_nonzero(a);
    ASSERT_NUMBERS(places, 0, 1, 1, 0);
    Tensor *mask = copy_new(a, DTYPE_BOOL, FORMAT_CONTIGUOUS), *picked = index_masked_select(a, mask);
    ASSERT_NUMBERS(picked, 1, 2);
    tensor_release(a);
    tensor_release(places);
    tensor_release(mask);
    tensor_release(picked);
}

static void test_scatter(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(1, 3), 5, 5, 5), *index = INTEGERS(fixture, SIZES(1, 2), 0, 0);
    Tensor *source = FLOATS(fixture, SIZES(1, 2), 1, 3);
    assert_true(index_scatter(a, 1, index, source, INDEX_MEAN, false));
    ASSERT_NUMBERS(a, 2, 5, 5);
    Tensor *beyond = INTEGERS(fixture, SIZES(1, 1), 7);
    assert_false(index_scatter(a, 1, beyond, source, INDEX_ASSIGN, true));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "index 7 is out of bounds for dimension 1 with size 3");
    tensor_release(a);
    tensor_release(index);
    tensor_release(source);
    tensor_release(beyond);
}

static void test_sorting(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(5), 3, 1, NAN, 1, 2), *values, *indices;
    assert_true(sort_values(a, 0, false, true, &values, &indices));
    ASSERT_NUMBERS(indices, 1, 3, 4, 0, 2); // NaN last, equal ones in order
    tensor_release(values);
    tensor_release(indices);
    assert_true(sort_topk(a, 2, 0, false, true, &values, &indices));
    ASSERT_NUMBERS(values, 1, 1);
    tensor_release(values);
    tensor_release(indices);
    assert_false(sort_topk(a, 6, 0, true, true, &values, &indices));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "selected index k out of range");
    tensor_release(a);
}

static void test_unique(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = INTEGERS(fixture, SIZES(5), INT64_MAX, 1, 2, 1, INT64_MAX - 1), *inverse, *counts;
    Tensor *unique = sort_unique(a, &inverse, &counts);
    assert_int_equal(tensor_count(unique), 4);
    ASSERT_NUMBERS(inverse, 3, 0, 1, 0, 2);
    ASSERT_NUMBERS(counts, 2, 1, 1, 1);
    tensor_release(a);
    tensor_release(unique);
    tensor_release(inverse);
    tensor_release(counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_advanced_indexing),
        runtime_test(test_accumulating_assignment),
        runtime_test(test_masks),
        runtime_test(test_scatter),
        runtime_test(test_sorting),
        runtime_test(test_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

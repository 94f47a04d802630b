// Elementwise operators on tensors: strides, dtypes, overlap, and enormous sizes.
#include "tensor_fixture.h"

#include "tensor/elementwise.h"

static const Scalar ONE[KERNEL_MAX_SCALARS] = {{.kind = SCALAR_INT, .i = 1}};

static Tensor *transposed(const Tensor *tensor)
{
    Tensor *view = tensor_view(tensor, 2, (int64_t[]){tensor->sizes[1], tensor->sizes[0]},
                               (int64_t[]){tensor->strides[1], tensor->strides[0]}, tensor->offset);
    assert_non_null(view);
    return view;
}

static void test_broadcast_and_strides(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 1, 2, 3, 4, 5, 6), *row = FLOATS(fixture, SIZES(2), 10, 20);
    Tensor *view = transposed(a), *sum = elementwise_binary(&kernel_add, view, row, DTYPE_FLOAT32, ONE);
    ASSERT_NUMBERS(sum, 11, 24, 12, 25, 13, 26);
    assert_int_equal(sum->strides[0], 1); // the result keeps the layout of its input
    tensor_release(a);
    tensor_release(row);
    tensor_release(view);
    tensor_release(sum);
}

static void test_conversion(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *whole = tensor_scalar(&fixture->runtime, scalar_int(3), DTYPE_INT32),
           *half = FLOATS(fixture, SIZES(2), 0.5, 1.5);
    Tensor *narrow = copy_new(half, DTYPE_FLOAT16, FORMAT_CONTIGUOUS);
    DType dtype = tensor_result_dtype((const Tensor *const[]){narrow, whole}, 2);
    assert_int_equal(dtype, DTYPE_FLOAT16); // a rank-0 integer is weak
    Tensor *product = elementwise_binary(&kernel_mul, narrow, whole, dtype, NULL);
    assert_int_equal(product->dtype, DTYPE_FLOAT16);
    ASSERT_NUMBERS(product, 1.5, 4.5);
    tensor_release(whole);
    tensor_release(half);
    tensor_release(narrow);
    tensor_release(product);
}

static void test_in_place_and_overlap(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(4), 1, 2, 3, 4);
    assert_true(elementwise_into(&kernel_neg, a, (const Tensor *const[]){a}, DTYPE_FLOAT32, NULL));
    ASSERT_NUMBERS(a, -1, -2, -3, -4);
    Tensor *head = tensor_view(a, 1, (int64_t[]){3}, (int64_t[]){1}, 0),
           *tail = tensor_view(a, 1, (int64_t[]){3}, (int64_t[]){1}, 1);
    assert_false(elementwise_into(&kernel_neg, head, (const Tensor *const[]){tail}, DTYPE_FLOAT32, NULL));
    assert_error(fixture, ERROR_RUNTIME_ERROR,
                 "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single "
                 "memory location. Please clone() the tensor before performing the operation.");
    Tensor *stretched = tensor_view(a, 1, (int64_t[]){3}, (int64_t[]){0}, 0);
    assert_false(elementwise_into(&kernel_neg, stretched, (const Tensor *const[]){tail}, DTYPE_FLOAT32, NULL));
    assert_error(fixture, ERROR_RUNTIME_ERROR,
                 "unsupported operation: more than one element of the written-to tensor refers to a single memory "
                 "location. Please clone() the tensor before performing the operation.");
    tensor_release(a);
    tensor_release(head);
    tensor_release(tail);
    tensor_release(stretched);
}

static void test_enormous_sizes(void **state)
{
    RuntimeFixture *fixture = *state;
    int64_t users = 40000000;
    assert_null(tensor_zeros(&fixture->runtime, 2, (int64_t[]){users, users}, DTYPE_BOOL, DEVICE_CPU));
    assert_error(
        fixture, ERROR_RUNTIME_ERROR,
        "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to "
        "allocate 1600000000000000 bytes. Error code 12 (Cannot allocate memory)");
    assert_null(tensor_empty(&fixture->runtime, 1, (int64_t[]){INT64_MAX}, DTYPE_FLOAT64, DEVICE_CPU));
    error_clear(&fixture->error);
    Tensor *meta = tensor_empty(&fixture->runtime, 2, (int64_t[]){users, users}, DTYPE_BOOL, DEVICE_META);
    assert_non_null(meta); // has no elements
    tensor_release(meta);
}

// Long loops ask the host, and stop where it says so.
static bool refuse_to_go_on(Runtime *runtime)
{
    error_raise(runtime->error, ERROR_LIMIT_EXCEEDED, "enough");
    return false;
}

static void test_poll(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = tensor_zeros(&fixture->runtime, 1, (int64_t[]){2000000}, DTYPE_FLOAT32, DEVICE_CPU);
    fixture->runtime.poll = refuse_to_go_on;
    assert_null(elementwise_unary(&kernel_neg, a, DTYPE_FLOAT32, NULL));
    assert_error(fixture, ERROR_LIMIT_EXCEEDED, "enough");
    fixture->runtime.poll = NULL;
    tensor_release(a);
}

// Whichever allocation fails, everything comes back.
static void test_failing_allocations(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *a = FLOATS(fixture, SIZES(2, 3), 1, 2, 3, 4, 5, 6), *view = transposed(a);
    for (uint64_t n = 1;; n++) {
        fixture->memory.fail_at = fixture->memory.requests + n;
        Tensor *copy = copy_new(view, DTYPE_FLOAT64, FORMAT_PRESERVE);
        Tensor *sum = copy ? elementwise_binary(&kernel_add, copy, view, DTYPE_FLOAT64, ONE) : NULL;
        fixture->memory.fail_at = 0;
        tensor_release(copy);
        tensor_release(sum);
        if (sum)
            break;
        assert_int_equal(fixture->error.kind, ERROR_MEMORY_ERROR);
        error_clear(&fixture->error);
    }
    tensor_release(a);
    tensor_release(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_broadcast_and_strides),
        runtime_test(test_conversion),
        runtime_test(test_in_place_and_overlap),
        runtime_test(test_enormous_sizes),
        runtime_test(test_poll),
        runtime_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

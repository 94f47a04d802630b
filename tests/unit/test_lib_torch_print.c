#include "torch_fixture.h"

#include <math.h>

#include "lib/torch/print.h"

/// Checks the text of a row of numbers.
static void row(Interp *interp, int64_t count, const float *values, const char *expected)
{
    expect_repr(interp, make_tensor(interp, 1, &count, values), expected);
}

static void whole_numbers_have_a_point_and_no_digits(void **state)
{
    row(*state, 3, (const float[]){1, -20, 3}, "tensor([  1., -20.,   3.])");
}

static void fractions_have_four_digits(void **state)
{
    row(*state, 3, (const float[]){0.5f, -20, 1.23456f}, "tensor([  0.5000, -20.0000,   1.2346])");
}

static void a_wide_range_is_scientific(void **state)
{
    row(*state, 2, (const float[]){1e-5f, 1}, "tensor([1.0000e-05, 1.0000e+00])");
    row(*state, 2, (const float[]){1, 2000}, "tensor([1.0000e+00, 2.0000e+03])");
    row(*state, 1, (const float[]){2e8f}, "tensor([2.0000e+08])");
}

static void zeros_and_infinities_do_not_count(void **state)
{
    row(*state, 3, (const float[]){0, -INFINITY, NAN}, "tensor([0., -inf, nan])");
    row(*state, 3, (const float[]){0, INFINITY, 1.5f}, "tensor([0.0000,    inf, 1.5000])");
    row(*state, 1, (const float[]){-0.0f}, "tensor([-0.])");
}

static void long_rows_wrap(void **state)
{
    float values[30] = {0};
    for (int i = 0; i < 30; i++)
        values[i] = (float)i;
    row(*state, 30, values,
        "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,\n"
        "        14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,\n"
        "        28., 29.])");
}

static void many_elements_are_summarised(void **state)
{
    static float values[1001];
    for (int i = 0; i < 1001; i++)
        values[i] = (float)i;
    row(*state, 1001, values, "tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])");
}

static void blocks_are_apart_by_blank_lines(void **state)
{
    Interp *interp = *state;
    const float values[] = {1, 2, 3, 4};
    expect_repr(interp, make_tensor(interp, 3, (const int64_t[]){2, 1, 2}, values),
                "tensor([[[1., 2.]],\n\n        [[3., 4.]]])");
}

static void an_empty_tensor_shows_its_size(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, make_tensor(interp, 1, (const int64_t[]){0}, NULL), "tensor([])");
    expect_repr(interp, make_tensor(interp, 2, (const int64_t[]){0, 3}, NULL), "tensor([], size=(0, 3))");
}

static void other_dtypes_are_named(void **state)
{
    Interp *interp = *state;
    Tensor *tensor = tensor_zeros(runtime_of(interp), 1, (const int64_t[]){2}, DTYPE_INT32, DEVICE_CPU);
    expect_repr(interp, tensor_wrap_take(interp, tensor), "tensor([0, 0], dtype=torch.int32)");
    tensor = tensor_zeros(runtime_of(interp), 1, (const int64_t[]){2}, DTYPE_BOOL, DEVICE_CPU);
    expect_repr(interp, tensor_wrap_take(interp, tensor), "tensor([False, False])");
    tensor = tensor_zeros(runtime_of(interp), 1, (const int64_t[]){1}, DTYPE_COMPLEX64, DEVICE_CPU);
    expect_repr(interp, tensor_wrap_take(interp, tensor), "tensor([0.+0.j])");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, torch_setup, torch_teardown)
    const struct CMUnitTest tests[] = {
        TEST(whole_numbers_have_a_point_and_no_digits),
        TEST(fractions_have_four_digits),
        TEST(a_wide_range_is_scientific),
        TEST(zeros_and_infinities_do_not_count),
        TEST(long_rows_wrap),
        TEST(many_elements_are_summarised),
        TEST(blocks_are_apart_by_blank_lines),
        TEST(an_empty_tensor_shows_its_size),
        TEST(other_dtypes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

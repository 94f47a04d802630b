// Matrix products: every layout and size against the plain sum, and the promised order of additions.
#include "tensor_fixture.h"

#include <math.h>

#include "kernel/gemm.h"
#include "kernel/vector_product.h"

enum { MOST = 40 };

// Whole numbers, so that every order gives the same sum.
static void fill(double *data, int count, int seed)
{
    for (int i = 0; i < count; i++)
        data[i] = (i * 7 + seed) % 11 - 5;
}

static void check_size(RuntimeFixture *fixture, DType dtype, int m, int n, int k, bool turn_a, bool turn_b)
{
    double a[MOST * MOST], b[MOST * MOST], expected;
    char packed_a[MOST * MOST * 16], packed_b[MOST * MOST * 16], packed_c[MOST * MOST * 16];
    size_t size = dtype_size(dtype);
    fill(a, m * k, 1);
    fill(b, k * n, 4);
    for (int i = 0; i < m * k; i++)
        scalar_store(packed_a + (size_t)i * size, dtype, scalar_float(a[i]));
    for (int i = 0; i < k * n; i++)
        scalar_store(packed_b + (size_t)i * size, dtype, scalar_float(b[i]));
    for (int i = 0; i < m * n; i++)
        scalar_store(packed_c + (size_t)i * size, dtype, scalar_int(2));
    GemmMatrix left = {packed_a, turn_a ? 1 : k, turn_a ? m : 1}, right = {packed_b, turn_b ? 1 : n, turn_b ? k : 1};
    assert_true(gemm_multiply(&fixture->memory, dtype, (GemmSize){m, n, k}, scalar_int(3), left, right, scalar_int(2),
                              (GemmMatrix){packed_c, n, 1}));
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            expected = 0;
            for (int p = 0; p < k; p++)
                expected += a[i * left.row + p * left.column] * b[p * right.row + j * right.column];
            expected = 3 * expected + 4;
            double got = scalar_to_float(scalar_load(packed_c + (size_t)(i * n + j) * size, dtype));
            if (got != expected)
                fail_msg("%s %dx%dx%d (%d, %d): %g, not %g", dtype_name(dtype), m, n, k, i, j, got, expected);
        }
}

static void test_sizes_and_layouts(void **state)
{
    static const int SIDES[] = {1, 2, 3, 5, 6, 8, 12, 13, 17, 29, 40};
    static const DType DTYPES[] = {DTYPE_FLOAT32, DTYPE_FLOAT64, DTYPE_INT64, DTYPE_COMPLEX64, DTYPE_INT32};
    for (size_t d = 0; d < sizeof DTYPES / sizeof *DTYPES; d++)
        for (size_t m = 0; m < sizeof SIDES / sizeof *SIDES; m++)
            for (size_t n = 0; n < sizeof SIDES / sizeof *SIDES; n++)
                for (int turned = 0; turned < 4; turned++)
                    check_size(*state, DTYPES[d], SIDES[m], SIDES[n], SIDES[(m + n) % 11], turned & 1, turned & 2);
}

// In an 8x8 tile of floats even and odd steps are two chains: what is large in one does not swallow the other.
static void test_two_chains(void **state)
{
    RuntimeFixture *fixture = *state;
    float a[8 * 16], b[16 * 8], c[64];
    for (int i = 0; i < 128; i++) {
        a[i] = i % 16 == 0 ? 0x1p60F : i % 16 == 1 ? -0x1p60F : 1;
        b[i] = 1;
    }
    GemmSize size = {8, 8, 16};
    assert_true(gemm_multiply(&fixture->memory, DTYPE_FLOAT32, size, scalar_int(1), (GemmMatrix){a, 16, 1},
                              (GemmMatrix){b, 8, 1}, scalar_int(0), (GemmMatrix){c, 8, 1}));
    assert_true(c[0] == 0);
    size.n = 4; // four columns: one chain, the large numbers meet at once
    assert_true(gemm_multiply(&fixture->memory, DTYPE_FLOAT32, size, scalar_int(1), (GemmMatrix){a, 16, 1},
                              (GemmMatrix){b, 8, 1}, scalar_int(0), (GemmMatrix){c, 8, 1}));
    assert_true(c[0] == 14);
}

// Blocks of k beyond the first one are added to C.
static void test_long_sums(void **state)
{
    RuntimeFixture *fixture = *state;
    enum { LONG = 321 };
    float a[2 * LONG], b[LONG * 3], c[6];
    for (int i = 0; i < 2 * LONG; i++)
        a[i] = 1;
    for (int i = 0; i < 3 * LONG; i++)
        b[i] = 2;
    assert_true(gemm_multiply(&fixture->memory, DTYPE_FLOAT32, (GemmSize){2, 3, LONG}, scalar_int(1),
                              (GemmMatrix){a, LONG, 1}, (GemmMatrix){b, 1, LONG}, scalar_int(0),
                              (GemmMatrix){c, 3, 1}));
    for (int i = 0; i < 6; i++)
        assert_true(c[i] == 2 * LONG);
}

static void test_dot(void **state)
{
    (void)state;
    double a[100], b[100], sum = 0, got;
    fill(a, 100, 3);
    fill(b, 100, 5);
    for (int count = 0; count <= 100; count++) {
        vector_product_dot(DTYPE_FLOAT64, false, count, a, 1, b, 1, &got);
        assert_true(got == sum);
        sum += count < 100 ? a[count] * b[count] : 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {runtime_test(test_sizes_and_layouts), runtime_test(test_two_chains),
                                       runtime_test(test_long_sums), cmocka_unit_test(test_dot)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

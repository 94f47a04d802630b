// Transforms of lengths with small factors, a large prime and one: against the sum they stand for.
#include "fixture_runtime.h"
#include "kernel/fft.h"

#include <math.h>

enum { LONGEST = 140 };

static void check_length(RuntimeFixture *fixture, int n)
{
    double data[2 * LONGEST], again[2 * LONGEST];
    for (int i = 0; i < 2 * n; i++)
        data[i] = again[i] = sin(1.7 * i) + 0.1 * (i % 5);
    Fft fft;
    assert_true(fft_init(&fft, &fixture->memory, (size_t)n, true));
    fft_run(&fft, data, false);
    for (int k = 0; k < n; k++) {
        double re = 0, im = 0;
        for (int i = 0; i < n; i++) {
            double c = cos(2 * M_PI * i * k / n), s = -sin(2 * M_PI * i * k / n);
            re += again[2 * i] * c - again[2 * i + 1] * s;
            im += again[2 * i] * s + again[2 * i + 1] * c;
        }
        assert_true(fabs(re - data[2 * k]) < 1e-10 && fabs(im - data[2 * k + 1]) < 1e-10);
    }
    fft_run(&fft, data, true);
    for (int i = 0; i < 2 * n; i++)
        assert_true(fabs(data[i] / n - again[i]) < 1e-12);
    fft_finish(&fft);
}

static void test_lengths(void **state)
{
    static const int lengths[] = {1, 2, 3, 4, 5, 7, 8, 12, 15, 49, 60, 61, 67, 128, 134, 139};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        check_length(*state, lengths[i]);
}

static void test_float(void **state)
{
    RuntimeFixture *fixture = *state;
    float data[] = {1, 0, 2, 0, 3, 0, 4, 0};
    const float expected[] = {10, 0, -2, 2, -2, 0, -2, -2};
    Fft fft;
    assert_true(fft_init(&fft, &fixture->memory, 4, false));
    fft_run(&fft, data, false);
    fft_finish(&fft);
    for (int i = 0; i < 8; i++)
        assert_true(data[i] == expected[i]);
}

// Without memory a transform is refused and leaves nothing behind.
static void test_no_memory(void **state)
{
    RuntimeFixture *fixture = *state;
    for (uint64_t i = 1; i <= 3; i++) {
        Fft fft;
        fixture->memory.fail_at = fixture->memory.requests + i;
        assert_false(fft_init(&fft, &fixture->memory, 139, true));
        assert_int_equal(fixture->error.kind, ERROR_MEMORY_ERROR);
        fixture->memory.fail_at = 0;
        error_clear(&fixture->error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lengths, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_float, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_no_memory, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

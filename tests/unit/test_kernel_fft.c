// Transforms of lengths with small factors, a large prime and one: against the sum they stand for.
#include "fixture_runtime.h"
#include "kernel/fft.h"

#include <math.h>

enum { LONGEST = 140, LINES = 11 };

static double sample(int i)
{
    return sin(1.7 * i) + 0.1 * (i % 5);
}

// One wave of a complex signal whose elements lie `step` apart.
static void check_wave(const double *signal, int n, int step, int k, const double *wave)
{
    double re = 0, im = 0;
    for (int i = 0; i < n; i++) {
        double c = cos(2 * M_PI * i * k / n), s = -sin(2 * M_PI * i * k / n);
        const double *at = signal + 2 * i * step;
        re += at[0] * c - at[1] * s;
        im += at[0] * s + at[1] * c;
    }
    assert_true(fabs(re - wave[0]) < 1e-10 && fabs(im - wave[1]) < 1e-10);
}

static void check_length(RuntimeFixture *fixture, int n)
{
    double data[2 * LONGEST], again[2 * LONGEST];
    for (int i = 0; i < 2 * n; i++)
        data[i] = again[i] = sample(i);
    Fft fft;
    FftLines lines = {.count = 1, .inner = 1};
    assert_true(fft_init(&fft, &fixture->memory, (size_t)n, true, false, 1));
    fft_complex(&fft, data, lines, 1, true);
    for (int k = 0; k < n; k++)
        check_wave(again, n, 1, k, data + 2 * k);
    fft_complex(&fft, data, lines, 1.0 / n, false);
    for (int i = 0; i < 2 * n; i++)
        assert_true(fabs(data[i] - again[i]) < 1e-12);
    fft_finish(&fft);
}

static void check_real(RuntimeFixture *fixture, int n)
{
    double full[2 * LONGEST] = {0}, signal[LONGEST], half[LONGEST + 2], again[LONGEST];
    for (int i = 0; i < n; i++)
        full[2 * i] = signal[i] = sample(i);
    Fft fft;
    FftLines lines = {.count = 1, .inner = 1};
    assert_true(fft_init(&fft, &fixture->memory, (size_t)n, true, true, 1));
    fft_real(&fft, signal, half, lines, 1);
    for (int k = 0; k <= n / 2; k++)
        check_wave(full, n, 1, k, half + 2 * k);
    fft_real_back(&fft, half, again, lines, 1.0 / n);
    for (int i = 0; i < n; i++)
        assert_true(fabs(signal[i] - again[i]) < 1e-12);
    fft_finish(&fft);
}

static void test_lengths(void **state)
{
    static const int lengths[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  12, 15, 16,  18,  20,
                                  26, 30, 44, 45, 49, 60, 61, 64, 67, 77, 98, 128, 134, 139};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        check_length(*state, lengths[i]);
        check_real(*state, lengths[i]);
    }
}

// Lines side by side give what each gives alone, to the last bit; so do those that do not fill a vector.
static void test_lines(void **state)
{
    RuntimeFixture *fixture = *state;
    static const int lengths[] = {12, 30, 77, 139};
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        int n = lengths[l];
        float together[2 * LONGEST * LINES], alone[2 * LONGEST * LINES];
        for (int i = 0; i < 2 * n * LINES; i++)
            together[i] = alone[i] = (float)sample(i);
        Fft fft;
        assert_true(fft_init(&fft, &fixture->memory, (size_t)n, false, false, LINES));
        fft_complex(&fft, together, (FftLines){.count = LINES, .inner = LINES}, 0.25, true);
        for (size_t i = 0; i < LINES; i++)
            fft_complex(&fft, alone, (FftLines){.first = i, .count = 1, .inner = LINES}, 0.25, true);
        fft_finish(&fft);
        assert_memory_equal(together, alone, 2 * (size_t)n * LINES * sizeof *alone);
    }
}

static void test_float(void **state)
{
    RuntimeFixture *fixture = *state;
    float data[] = {1, 0, 2, 0, 3, 0, 4, 0};
    const float expected[] = {10, 0, -2, 2, -2, 0, -2, -2};
    Fft fft;
    assert_true(fft_init(&fft, &fixture->memory, 4, false, false, 1));
    fft_complex(&fft, data, (FftLines){.count = 1, .inner = 1}, 1, true);
    fft_finish(&fft);
    for (int i = 0; i < 8; i++)
        assert_true(data[i] == expected[i]);
}

// Without memory a transform is refused and leaves nothing behind.
static void test_no_memory(void **state)
{
    RuntimeFixture *fixture = *state;
    static const size_t lengths[] = {139, 60};
    for (size_t l = 0; l < 2; l++)
        for (uint64_t i = 1; i <= (l ? 4 : 9); i++) {
            Fft fft;
            fixture->memory.fail_at = fixture->memory.requests + i;
            assert_false(fft_init(&fft, &fixture->memory, lengths[l], true, false, 1));
            assert_int_equal(fixture->error.kind, ERROR_MEMORY_ERROR);
            fixture->memory.fail_at = 0;
            error_clear(&fixture->error);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lengths, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_lines, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_float, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_no_memory, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

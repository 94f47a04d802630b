// numpy's generators: PCG64 behind default_rng and the Mersenne Twister behind RandomState, and sums in numpy's order.
#include "vm_fixture.h"

#include "lib/numpy/permuted.h"

static PermutedEngine seeded(uint32_t seed)
{
    PermutedEngine engine;
    permuted_seed(&engine, &seed, 1);
    return engine;
}

static void streams_start_as_numpys(void **state)
{
    (void)state;
    PermutedEngine engine = seeded(42);
    assert_true(permuted_double(&engine) == 0.7739560485559633);
    assert_true(permuted_double(&engine) == 0.4388784397520523);
}

static void halves_of_a_draw_are_used_in_turn(void **state)
{
    (void)state;
    PermutedEngine halves = seeded(1), whole = seeded(1);
    uint64_t bits = permuted_bits64(&whole);
    assert_int_equal(permuted_bits32(&halves), (uint32_t)bits);
    assert_int_equal(permuted_bits32(&halves), (uint32_t)(bits >> 32));
    assert_true(permuted_bits64(&halves) == permuted_bits64(&whole));
}

static void bounds_hold(void **state)
{
    (void)state;
    PermutedEngine engine = seeded(7);
    const uint64_t bounds[] = {0, 1, 5, 255, UINT32_MAX - 1, UINT32_MAX, (uint64_t)UINT32_MAX + 1, UINT64_MAX};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        for (int k = 0; k < 1000; k++) {
            assert_true(permuted_bounded(&engine, bounds[i]) <= bounds[i]);
            assert_true(permuted_masked(&engine, bounds[i]) <= bounds[i]);
        }
}

static void normal_numbers_have_mean_0_and_variance_1(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    PermutedEngine engine = seeded(3);
    double sum = 0, squares = 0, outside = 0;
    for (int i = 0; i < COUNT; i++) {
        double x = permuted_normal(&engine);
        sum += x;
        squares += x * x;
        outside += x > 3.6541528853610088 || x < -3.6541528853610088;
    }
    assert_true(sum / COUNT > -0.01 && sum / COUNT < 0.01);
    assert_true(squares / COUNT > 0.98 && squares / COUNT < 1.02);
    assert_true(outside > 20 && outside < 90); // 2.6e-4 of all lie in the tails
}

static void bad_arguments_are_refused(void **state)
{
    (void)state;
    expect_output("import _numpy\n"
                  "for wrong in (lambda: _numpy.Permuted().uniform(3), lambda: _numpy.Permuted().interval('a'),\n"
                  "              lambda: _numpy.Twister().uniform(None), lambda: _numpy.narrow('a', 32)):\n"
                  "    try:\n"
                  "        wrong()\n"
                  "    except TypeError:\n"
                  "        print('refused')\n",
                  "refused\nrefused\nrefused\nrefused\n");
}

static void a_twister_counts_as_numpys(void **state)
{
    (void)state;
    expect_output("import _numpy\n"
                  "t = _numpy.Twister()\n"
                  "t.seed(0)\n"
                  "print([t.interval(9) for _ in range(5)])\n"
                  "p = _numpy.Permuted()\n"
                  "print(p.interval(0), 0 <= p.pick(5) <= 5)\n"
                  "print(_numpy.narrow(0.1, 32), _numpy.narrow(0.1, 16))\n",
                  "[5, 0, 3, 3, 7]\n0 True\n0.10000000149011612 0.0999755859375\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_start_as_numpys),
        cmocka_unit_test(halves_of_a_draw_are_used_in_turn),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(normal_numbers_have_mean_0_and_variance_1),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(a_twister_counts_as_numpys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

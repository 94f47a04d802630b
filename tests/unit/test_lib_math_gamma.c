// Gamma and its logarithm: exact factorials, the reflection below 0, poles and limits.
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/math_module.h"

static void integers_are_factorials(void **state)
{
    (void)state;
    double factorial = 1;
    for (int n = 1; n <= 23; n++) {
        assert_true(math_gamma(n) == factorial);
        factorial *= n;
    }
}

static void known_values(void **state)
{
    (void)state;
    assert_true(math_gamma(5.5) == 52.34277778455352);
    assert_true(math_gamma(0.5) == 1.7724538509055159);
    assert_true(math_gamma(-2.5) == -0.9453087204829417);
    assert_true(math_log_gamma(100.5) == 361.4355404677776);
}

static void poles_and_limits(void **state)
{
    (void)state;
    (void)math_gamma(0);
    assert_int_equal(errno, EDOM);
    (void)math_gamma(-3);
    assert_int_equal(errno, EDOM);
    assert_true(isinf(math_gamma(200)));
    assert_int_equal(errno, ERANGE);
    assert_true(isinf(math_log_gamma(-1)));
    assert_int_equal(errno, EDOM);
    assert_true(isnan(math_gamma(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_factorials),
        cmocka_unit_test(known_values),
        cmocka_unit_test(poles_and_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

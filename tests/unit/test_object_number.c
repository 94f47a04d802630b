#include "object_fixture.h"

#include "object/float.h"
#include "object/int.h"

static Value number(Interp *interp, const char *digits)
{
    return int_parse(interp, digits, strlen(digits), 0);
}

static void binary(Interp *interp, BinaryKind kind, const char *a, const char *b, const char *expected)
{
    Value left = number(interp, a), right = number(interp, b);
    expect_repr(interp, value_binary(interp, kind, left, right), expected);
    value_drop(left);
    value_drop(right);
}

static void small_results_overflow_into_wide_ones(void **state)
{
    Interp *interp = *state;
    binary(interp, BINARY_ADD, "9223372036854775807", "1", "9223372036854775808");
    binary(interp, BINARY_SUBTRACT, "-9223372036854775808", "1", "-9223372036854775809");
    binary(interp, BINARY_MULTIPLY, "4294967296", "4294967296", "18446744073709551616");
    binary(interp, BINARY_LEFT_SHIFT, "1", "100", "1267650600228229401496703205376");
    binary(interp, BINARY_POWER, "3", "50", "717897987691852588770249");
    binary(interp, BINARY_SUBTRACT, "9223372036854775808", "1", "9223372036854775807");
    binary(interp, BINARY_FLOOR_DIVIDE, "-9223372036854775808", "-1", "9223372036854775808");
}

static void division_rounds_down_and_the_remainder_has_the_divisors_sign(void **state)
{
    Interp *interp = *state;
    binary(interp, BINARY_FLOOR_DIVIDE, "-7", "2", "-4");
    binary(interp, BINARY_REMAINDER, "-7", "3", "2");
    binary(interp, BINARY_REMAINDER, "7", "-3", "-2");
    binary(interp, BINARY_FLOOR_DIVIDE, "-100000000000000000000", "3", "-33333333333333333334");
    binary(interp, BINARY_REMAINDER, "-100000000000000000000", "3", "2");
    binary(interp, BINARY_DIVMOD, "-100000000000000000000", "7", "(-14285714285714285715, 5)");
    binary(interp, BINARY_REMAINDER, "-9223372036854775808", "-1", "0");
    expect_error(interp, value_binary(interp, BINARY_FLOOR_DIVIDE, value_from_int(1), value_from_int(0)),
                 ERROR_ZERO_DIVISION_ERROR, "integer division or modulo by zero");
}

static void true_division_rounds_once(void **state)
{
    Interp *interp = *state;
    binary(interp, BINARY_TRUE_DIVIDE, "10000000000000000", "3", "3333333333333333.5");
    binary(interp, BINARY_TRUE_DIVIDE, "123456789012345678901234567890", "7", "1.763668414462081e+28");
    binary(interp, BINARY_TRUE_DIVIDE, "9007199254740993", "9007199254740992", "1.0");
}

static void bitwise_operators_see_twos_complement(void **state)
{
    Interp *interp = *state;
    binary(interp, BINARY_AND, "-1", "0xffffffffffffffffffff", "1208925819614629174706175");
    binary(interp, BINARY_OR, "-100000000000000000000", "1", "-99999999999999999999");
    binary(interp, BINARY_RIGHT_SHIFT, "-100000000000000000000", "3", "-12500000000000000000");
    binary(interp, BINARY_RIGHT_SHIFT, "-5", "200", "-1");
}

static void ints_compare_with_doubles_exactly(void **state)
{
    Interp *interp = *state;
    Value wide = number(interp, "9007199254740993");
    assert_int_equal(int_compare_double(wide, 9007199254740992.0), 1);
    value_drop(wide);
    wide = number(interp, "100000000000000000000");
    assert_int_equal(int_compare_double(wide, 1e20), 0);
    assert_int_equal(int_compare_double(wide, 1e300), -1);
    assert_int_equal(int_compare_double(wide, -1e300), 1);
    value_drop(wide);
}

static void hashes_agree_between_kinds_of_number(void **state)
{
    Interp *interp = *state;
    int64_t hash;
    Value wide = number(interp, "1000000000000000000000000000000");
    assert_true(value_hash(interp, wide, &hash));
    assert_int_equal(hash, 465258685558744706);
    value_drop(wide);
    wide = number(interp, "2305843009213693952");
    assert_true(value_hash(interp, wide, &hash));
    assert_int_equal(hash, 1);
    value_drop(wide);
    assert_int_equal(float_hash(1.5), 1152921504606846977);
    assert_int_equal(float_hash(1e300), 1224995262755759164);
    assert_int_equal(float_hash(-1.0), -2);
}

static void literals_are_checked(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, int_parse(interp, " 1_000 ", 7, 10), "1000");
    expect_repr(interp, int_parse(interp, "0x1F", 4, 16), "31");
    expect_error(interp, int_parse(interp, "1__0", 4, 10), ERROR_VALUE_ERROR,
                 "invalid literal for int() with base 10: '1__0'");
    expect_error(interp, int_parse(interp, "012", 3, 0), ERROR_VALUE_ERROR,
                 "invalid literal for int() with base 0: '012'");
}

static void floats_print_the_shortest_text(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, value_from_float(0.1), "0.1");
    expect_repr(interp, value_from_float(1e16), "1e+16");
    expect_repr(interp, value_from_float(123456789.125), "123456789.125");
    expect_repr(interp, value_from_float(1e-5), "1e-05");
    expect_repr(interp, value_from_float(0.0001), "0.0001");
    expect_repr(interp, value_from_float(-0.0), "-0.0");
    expect_repr(interp, value_from_float(5e-324), "5e-324");
    expect_repr(interp, value_from_float(9007199254740993.0), "9007199254740992.0");
    expect_repr(interp, value_from_float(1.7976931348623157e308), "1.7976931348623157e+308");
}

static void rounding_is_exact_and_half_to_even(void **state)
{
    (void)state;
    assert_true(float_round(2.675, 2) == 2.67);
    assert_true(float_round(0.5, 0) == 0.0);
    assert_true(float_round(1250.0, -2) == 1200.0);
    assert_true(float_round(1350.0, -2) == 1400.0);
    assert_true(float_round(1250.1, -2) == 1300.0);
    assert_true(float_round(99.0, -2) == 100.0);
}

static void immense_results_are_refused_before_they_are_computed(void **state)
{
    Interp *interp = *state;
    expect_error(interp, value_binary(interp, BINARY_LEFT_SHIFT, value_from_int(1), value_from_int(INT64_MAX)),
                 ERROR_MEMORY_ERROR, "");
    expect_error(interp, value_binary(interp, BINARY_POWER, value_from_int(10), value_from_int(INT64_MAX)),
                 ERROR_MEMORY_ERROR, "");
}

static bool wide_arithmetic(Interp *interp)
{
    Value a = value_binary(interp, BINARY_POWER, value_from_int(7), value_from_int(300));
    if (value_is_error(a))
        return false;
    Value b = value_binary(interp, BINARY_MULTIPLY, a, a);
    Value pair = value_is_error(b) ? b : value_binary(interp, BINARY_DIVMOD, b, a);
    Value shown = value_is_error(pair) ? pair : value_repr(interp, pair);
    bool ok = !value_is_error(shown);
    value_drop(shown);
    value_drop(pair);
    value_drop(b);
    value_drop(a);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(wide_arithmetic);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(small_results_overflow_into_wide_ones),
        CASE(division_rounds_down_and_the_remainder_has_the_divisors_sign),
        CASE(true_division_rounds_once),
        CASE(bitwise_operators_see_twos_complement),
        CASE(ints_compare_with_doubles_exactly),
        CASE(hashes_agree_between_kinds_of_number),
        CASE(literals_are_checked),
        CASE(floats_print_the_shortest_text),
        CASE(rounding_is_exact_and_half_to_even),
        CASE(immense_results_are_refused_before_they_are_computed),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Literals: numbers, strings, bytes.
#include "syntax_helper.h"

static void test_integers_of_every_base(void **state)
{
    (void)state;
    assert_expression("1_000", "Constant(value=1000)");
    assert_expression("0x_ff", "Constant(value=255)");
    assert_expression("0o17", "Constant(value=15)");
    assert_expression("0b101", "Constant(value=5)");
    assert_expression("00", "Constant(value=0)");
    assert_expression("9223372036854775807", "Constant(value=9223372036854775807)");
}

static void test_wide_integers_keep_their_digits(void **state)
{
    (void)state;
    assert_expression("9223372036854775808", "Constant(value=9223372036854775808)");
    assert_expression("0xFFFF_FFFF_FFFF_FFFF", "Constant(value=0xFFFFFFFFFFFFFFFF)");
}

static void test_floats_and_imaginaries(void **state)
{
    (void)state;
    assert_expression("1e3", "Constant(value=1000.0)");
    assert_expression(".5", "Constant(value=0.5)");
    assert_expression("5.", "Constant(value=5.0)");
    assert_expression("1e-7", "Constant(value=1e-07)");
    assert_expression("1e999", "Constant(value=1e309)");
    assert_expression("2.5j", "Constant(value=2.5j)");
    assert_expression("1_0e1_0", "Constant(value=100000000000.0)");
}

static void test_escapes(void **state)
{
    (void)state;
    assert_expression("'a\\n\\t\\x41\\101\\u00e9\\U0001F600'", "Constant(value='a\\n\\tAA\xc3\xa9\xf0\x9f\x98\x80')");
    assert_expression("'a\\\nb'", "Constant(value='ab')");
    assert_expression("r'\\n'", "Constant(value='\\\\n')");
    assert_expression("b'\\xff\\0'", "Constant(value=b'\\xff\\x00')");
    assert_expression("u'a'", "Constant(value='a',kind='u')");
    assert_expression("'\\ud800'", "Constant(value='\\ud800')");
}

static void test_neighbours_are_joined(void **state)
{
    (void)state;
    assert_expression("'a' \"b\" '''c'''", "Constant(value='abc')");
    assert_expression("b'a' rb'\\b'", "Constant(value=b'a\\\\b')");
}

static void test_malformed_escapes(void **state)
{
    (void)state;
    assert_described("'\\x1'", SYNTAX_FILE,
                     "SyntaxError|(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated "
                     "\\xXX escape|1|1|1|6");
    assert_described("b'\\x1'", SYNTAX_FILE, "SyntaxError|(value error) invalid \\x escape at position 0|1|1|1|7");
    assert_described("'\\U00110000'", SYNTAX_FILE,
                     "SyntaxError|(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal "
                     "Unicode character|1|1|1|13");
}

static void test_names_are_normalised(void **state)
{
    (void)state;
    // U+FB01, the ligature fi, is compatible with the two letters.
    assert_expression("\xef\xac\x81", "Name(id='fi',ctx=Load())");
    assert_expression("\xe2\x84\xab", "Name(id='\xc3\x85',ctx=Load())");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers_of_every_base), cmocka_unit_test(test_wide_integers_keep_their_digits),
        cmocka_unit_test(test_floats_and_imaginaries), cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_neighbours_are_joined),  cmocka_unit_test(test_malformed_escapes),
        cmocka_unit_test(test_names_are_normalised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

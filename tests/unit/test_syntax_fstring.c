// f-strings: text, replacement fields, format specifications, nesting.
#include "syntax_helper.h"

#define VALUE(name) "FormattedValue(value=Name(id='" name "',ctx=Load()),conversion=-1)"

static void test_text_and_fields(void **state)
{
    (void)state;
    assert_expression("f'a{x}b'", "JoinedStr(values=[Constant(value='a')," VALUE("x") ",Constant(value='b')])");
    assert_expression("f''", "JoinedStr()");
    assert_expression("f'{{x}}'", "JoinedStr(values=[Constant(value='{x}')])");
}

static void test_conversion_and_specification(void **state)
{
    (void)state;
    assert_expression("f'{x!r:>{w}}'", "JoinedStr(values=[FormattedValue(value=Name(id='x',ctx=Load()),conversion=114,"
                                       "format_spec=JoinedStr(values=[Constant(value='>')," VALUE("w") "]))])");
    assert_expression("f'{x:}'", "JoinedStr(values=[FormattedValue(value=Name(id='x',ctx=Load()),conversion=-1,"
                                 "format_spec=JoinedStr())])");
}

static void test_equals_shows_the_text(void **state)
{
    (void)state;
    assert_expression("f'{x=}'", "JoinedStr(values=[Constant(value='x='),"
                                 "FormattedValue(value=Name(id='x',ctx=Load()),conversion=114)])");
    assert_expression("f'{x=!s}'", "JoinedStr(values=[Constant(value='x='),"
                                   "FormattedValue(value=Name(id='x',ctx=Load()),conversion=115)])");
}

static void test_same_quotes_nest(void **state)
{
    (void)state;
    assert_expression("f'{f'{x}'}'",
                      "JoinedStr(values=[FormattedValue(value=JoinedStr(values=[" VALUE("x") "]),conversion=-1)])");
}

static void test_colon_ends_the_expression(void **state)
{
    (void)state;
    assert_expression("f'{x:=5}'", "JoinedStr(values=[FormattedValue(value=Name(id='x',ctx=Load()),conversion=-1,"
                                   "format_spec=JoinedStr(values=[Constant(value='=5')]))])");
}

static void test_neighbours_are_joined(void **state)
{
    (void)state;
    assert_expression("'a' f'b{x}' 'c' f'd'",
                      "JoinedStr(values=[Constant(value='ab')," VALUE("x") ",Constant(value='cd')])");
}

static void test_mistakes(void **state)
{
    (void)state;
    assert_described("f'{}'", SYNTAX_FILE, "SyntaxError|f-string: valid expression required before '}'|1|4|1|5");
    assert_described("f'}'", SYNTAX_FILE, "SyntaxError|f-string: single '}' is not allowed|1|3|1|3");
    assert_described("f'{a b}'", SYNTAX_FILE, "SyntaxError|invalid syntax. Perhaps you forgot a comma?|1|4|1|7");
    assert_described("f'{a!x}'", SYNTAX_FILE,
                     "SyntaxError|f-string: invalid conversion character 'x': expected 's', 'r', or 'a'|1|6|1|7");
    assert_described("f'{a", SYNTAX_FILE, "SyntaxError|'{' was never closed|1|3|1|0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_fields),
        cmocka_unit_test(test_conversion_and_specification),
        cmocka_unit_test(test_equals_shows_the_text),
        cmocka_unit_test(test_same_quotes_nest),
        cmocka_unit_test(test_colon_ends_the_expression),
        cmocka_unit_test(test_neighbours_are_joined),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Warnings of doubtful texts that parse, as CPython 3.13 gives them.
#include "syntax_helper.h"

static void assert_warnings(const char *text, const char *expected)
{
    Fixture fixture;
    fixture_init(&fixture);
    SyntaxError failure;
    Ast *ast = syntax_parse(&fixture.memory, &failure, text, strlen(text), "test.py", SYNTAX_FILE);
    assert_non_null(ast);
    Text out;
    text_init(&out, &fixture.memory);
    for (size_t i = 0; i < ast->warning_count; i++)
        text_append_format(&out, "%u: %s\n", ast->warnings[i].at.line, ast->warnings[i].message);
    assert_string_equal(text_string(&out), expected);
    text_free(&out);
    ast_free(ast);
    fixture_finish(&fixture);
}

static void test_escapes(void **state)
{
    (void)state;
    // One warning a literal.
    assert_warnings("'\\d\\e' '\\('", "1: invalid escape sequence '\\d'\n1: invalid escape sequence '\\('\n");
    assert_warnings("'''a\n\\d'''", "2: invalid escape sequence '\\d'\n");
    assert_warnings("'\\400'", "1: invalid octal escape sequence '\\400'\n");
    assert_warnings("f'\\{x}' r'\\d'", "1: invalid escape sequence '\\{'\n");
}

static void test_numbers_against_words(void **state)
{
    (void)state;
    assert_warnings("1if x else 2", "1: invalid decimal literal\n");
    assert_warnings("1 if x else 2", "");
}

static void test_identity_of_literals(void **state)
{
    (void)state;
    assert_warnings("x is 3", "1: \"is\" with 'int' literal. Did you mean \"==\"?\n");
    assert_warnings("x is not ()", "1: \"is not\" with 'tuple' literal. Did you mean \"!=\"?\n");
    assert_warnings("x is None; x is True; x is ...; x is []", "");
}

static void test_missing_commas(void **state)
{
    (void)state;
    assert_warnings("[(1, 2) (3, 4)]", "1: 'tuple' object is not callable; perhaps you missed a comma?\n");
    assert_warnings("[[1] [2, 3]]",
                    "1: list indices must be integers or slices, not tuple; perhaps you missed a comma?\n");
    assert_warnings("{1}[0]", "1: 'set' object is not subscriptable; perhaps you missed a comma?\n");
    assert_warnings("[1][0]; 'a'[1:2]; {}['a']; (lambda: 1)()", "");
}

static void test_assert_of_a_tuple(void **state)
{
    (void)state;
    assert_warnings("assert (x, 'message')", "1: assertion is always true, perhaps remove parentheses?\n");
    assert_warnings("assert ()", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_numbers_against_words),
        cmocka_unit_test(test_identity_of_literals),
        cmocka_unit_test(test_missing_commas),
        cmocka_unit_test(test_assert_of_a_tuple),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

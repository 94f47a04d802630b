// Memory that runs out at any point of a parse leaves nothing behind.
#include "syntax_helper.h"

static void fail_everywhere(const char *text)
{
    for (uint64_t n = 1;; n++) {
        Fixture fixture;
        fixture_init(&fixture);
        fixture.memory.fail_at = n;
        SyntaxError failure;
        Ast *ast = syntax_parse(&fixture.memory, &failure, text, strlen(text), "test.py", SYNTAX_FILE);
        bool reached = fixture.memory.requests >= n;
        if (reached && !ast)
            assert_true(failure.kind == ERROR_MEMORY_ERROR || failure.kind == ERROR_SYNTAX_ERROR);
        ast_free(ast);
        syntax_error_free(&failure);
        fixture_finish(&fixture);
        if (!reached)
            break;
    }
}

static void test_of_a_good_text(void **state)
{
    (void)state;
    fail_everywhere(
        "class A(B, m=C):\n    @d\n    def f(self, a=1, *b, c, **d) -> 'x':\n        return f'{a!r:>{b}} \\d' is 3\n"
        "\xc3\xa9.\xef\xac\x81 = [x for x in (1, 2) if x] + {1: 2}[3]\nimport \xc3\xa9.a as b\n");
}

static void test_of_a_large_text(void **state)
{
    (void)state;
    char *text = malloc(12 * 3000 + 1), *out = text;
    assert_non_null(text);
    for (int i = 0; i < 3000; i++)
        out += sprintf(out, "x%d = %d\n", i % 1000, i % 1000);
    fail_everywhere(text);
    free(text);
}

static void test_of_a_bad_text(void **state)
{
    (void)state;
    fail_everywhere("def f(a, b):\n    return [a for a, in b c]\n");
    fail_everywhere("x = (1,\n  'a\n");
}

static void test_limit_is_kept(void **state)
{
    (void)state;
    Error error = {0};
    Memory memory;
    memory_init(&memory, &error, 20000);
    SyntaxError failure;
    char text[20000];
    memset(text, ' ', sizeof text);
    assert_null(syntax_parse(&memory, &failure, text, sizeof text, "test.py", SYNTAX_FILE));
    assert_int_equal(failure.kind, ERROR_MEMORY_ERROR);
    syntax_error_free(&failure);
    assert_int_equal(memory.live_blocks, 0);
    memory_finish(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_a_good_text),
        cmocka_unit_test(test_of_a_large_text),
        cmocka_unit_test(test_of_a_bad_text),
        cmocka_unit_test(test_limit_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

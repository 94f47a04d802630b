// Refused texts: what is printed, and that no text, however strange, does harm.
#include "syntax_helper.h"

static void assert_printed(const char *text, const char *expected)
{
    Fixture fixture;
    fixture_init(&fixture);
    SyntaxError failure;
    assert_null(syntax_parse(&fixture.memory, &failure, text, strlen(text), "test.py", SYNTAX_FILE));
    Text out;
    text_init(&out, &fixture.memory);
    assert_true(syntax_error_print(&failure, "test.py", &out));
    assert_string_equal(text_string(&out), expected);
    text_free(&out);
    syntax_error_free(&failure);
    fixture_finish(&fixture);
}

static void test_carets_span_the_mistake(void **state)
{
    (void)state;
    assert_printed("if True:\n    f(x for x in y, 1)\n", "  File \"test.py\", line 2\n"
                                                         "    f(x for x in y, 1)\n"
                                                         "      ^^^^^^^^^^^^\n"
                                                         "SyntaxError: Generator expression must be parenthesized\n");
    assert_printed("\xc3\xa9 b c\n", "  File \"test.py\", line 1\n"
                                     "    \xc3\xa9 b c\n"
                                     "      ^\n"
                                     "SyntaxError: invalid syntax\n");
}

static void test_a_point_gets_one_caret(void **state)
{
    (void)state;
    assert_printed("x = (1", "  File \"test.py\", line 1\n"
                             "    x = (1\n"
                             "        ^\n"
                             "SyntaxError: '(' was never closed\n");
    assert_printed("if x:", "  File \"test.py\", line 1\n"
                            "    if x:\n"
                            "         ^\n"
                            "IndentationError: expected an indented block after 'if' statement on line 1\n");
}

static void test_an_indentation_gets_no_caret(void **state)
{
    (void)state;
    assert_printed("   x = 1", "  File \"test.py\", line 1\n"
                               "    x = 1\n"
                               "IndentationError: unexpected indent\n");
}

static void test_incomplete_texts_are_marked(void **state)
{
    (void)state;
    static const char *const INCOMPLETE[] = {"f(", "if x:", "'''abc", "x = \\\n", "def f():\n", "[1,\n", "try:\n  x\n"};
    static const char *const COMPLETE[] = {"x y", "'abc", "1 = 2\n", ")"};
    for (size_t i = 0; i < COUNT_OF(INCOMPLETE) + COUNT_OF(COMPLETE); i++) {
        bool incomplete = i < COUNT_OF(INCOMPLETE);
        const char *text = incomplete ? INCOMPLETE[i] : COMPLETE[i - COUNT_OF(INCOMPLETE)];
        Fixture fixture;
        fixture_init(&fixture);
        SyntaxError failure;
        assert_null(syntax_parse(&fixture.memory, &failure, text, strlen(text), "<stdin>", SYNTAX_SINGLE));
        if (failure.incomplete != incomplete)
            fail_msg("%s", text);
        syntax_error_free(&failure);
        fixture_finish(&fixture);
    }
}

static void test_bytes_that_are_no_text(void **state)
{
    (void)state;
    char *got = describe("x\0y", 3, SYNTAX_FILE);
    assert_string_equal(got, "SyntaxError|source code cannot contain null bytes|0|0|0|0");
    free(got);
    got = describe("a\n\xff\n", 4, SYNTAX_FILE);
    assert_non_null(strstr(got, "Non-UTF-8 code starting with '\\xff' on line 2"));
    free(got);
}

static void test_async_is_not_supported(void **state)
{
    (void)state;
    assert_described("async def f(): pass", SYNTAX_FILE,
                     "UnsupportedError|'async' is not supported by torchlet|1|1|1|6");
}

// `unit` repeated, between `before` and `after`.
static char *repeated(const char *before, const char *unit, size_t count, const char *after)
{
    size_t width = strlen(unit), length = strlen(before) + count * width + strlen(after);
    char *text = malloc(length + 1), *out = text;
    assert_non_null(text);
    out = stpcpy(out, before);
    for (size_t i = 0; i < count; i++)
        out = stpcpy(out, unit);
    strcpy(out, after);
    return text;
}

static void test_endless_nesting_is_refused(void **state)
{
    (void)state;
    static const struct Row {
        const char *before, *unit, *after, *expected;
    } ROWS[] = {
        {"", "(", "", "SyntaxError|too many nested parentheses"},
        {"", "f(", "", "SyntaxError|too many nested parentheses"},
        {"x = ", "-", "1", "MemoryError|Parser stack overflowed"},
        {"x = ", "not ", "1", "MemoryError|Parser stack overflowed"},
        {"x = ", "lambda: ", "1", "MemoryError|Parser stack overflowed"},
        {"x = ", "1 if 1 else ", "1", "MemoryError|Parser stack overflowed"},
        {"x = ", "1 ** ", "1", "MemoryError|Parser stack overflowed"},
        {"x = 1", " + 1", "", "RecursionError|maximum recursion depth exceeded during compilation"},
        {"x", ".a", "", "RecursionError|maximum recursion depth exceeded during compilation"},
        {"if x: pass\n", "elif x: pass\n", "", "MemoryError|Parser stack overflowed"},
        {"x = ", "- ", "", "MemoryError|Parser stack overflowed"},
        {"x = ", "f'{", "", "SyntaxError|too many nested f-strings"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char *text = repeated(ROWS[i].before, ROWS[i].unit, 100000, ROWS[i].after);
        char *got = describe(text, strlen(text), SYNTAX_FILE);
        if (strncmp(got, ROWS[i].expected, strlen(ROWS[i].expected)) != 0)
            fail_msg("%s: %s", ROWS[i].unit, got);
        free(got);
        free(text);
    }
}

static void test_long_flat_texts_parse(void **state)
{
    (void)state;
    static const char *const UNITS[] = {"1, ", "x and ", "1 < ", "'a' ", "f'{x}' ", "x; ", "x\n"};
    for (size_t i = 0; i < COUNT_OF(UNITS); i++) {
        char *text = repeated("", UNITS[i], 100000, "'a'");
        char *got = describe(text, strlen(text), SYNTAX_FILE);
        assert_memory_equal(got, "Module(", 7);
        free(got);
        free(text);
    }
}

// Each prefix of a text that has a bit of everything is a text of its own.
static void test_every_prefix_does_no_harm(void **state)
{
    (void)state;
    static const char TEXT[] =
        "@d\ndef f[T](a, /, b=1, *c, **k) -> x:\n\t'''doc'''\n\tfor i, *j in [y async for y in {1: 2}]:\n"
        "\t\twith (a as b, c): yield f'{x!r:>{w}}' \"\\x41\"\n\telse:\n\t\ttry: x = y = (yield)\n"
        "\t\texcept* (A, B) as e: del x[1:2, ...], y.z\n\tmatch p:\n\t\tcase {'k': [1, *_], **r} | C(a=-1+2j): pass\n"
        "lambda x, *, y: x if not y else {**a, 'b': 0x_ff}\nx \\\n += 1_0.5e-3; global q\n";
    for (size_t length = 0; length < sizeof TEXT; length++)
        free(describe(TEXT, length, SYNTAX_FILE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carets_span_the_mistake),      cmocka_unit_test(test_a_point_gets_one_caret),
        cmocka_unit_test(test_an_indentation_gets_no_caret), cmocka_unit_test(test_incomplete_texts_are_marked),
        cmocka_unit_test(test_bytes_that_are_no_text),       cmocka_unit_test(test_async_is_not_supported),
        cmocka_unit_test(test_endless_nesting_is_refused),   cmocka_unit_test(test_long_flat_texts_parse),
        cmocka_unit_test(test_every_prefix_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

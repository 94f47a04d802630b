// Dumps of the snippets in tests/golden/ast, and the messages of the texts in tests/golden/syntax-errors.txt, as
// CPython 3.13 gave them.
#include "syntax_helper.h"

#include <glob.h>

static void test_dumps(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("tests/golden/ast/*.py", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t length, expected_length;
        char *text = read_file(found.gl_pathv[i], &length);
        char *got = describe(text, length, SYNTAX_FILE);
        size_t stem = strlen(found.gl_pathv[i]) - 3;
        char path[512];
        assert_in_range(snprintf(path, sizeof path, "%.*s.ast", (int)stem, found.gl_pathv[i]), 0, sizeof path - 1);
        char *expected = read_file(path, &expected_length);
        expected[strcspn(expected, "\0") - 1] = '\0'; // the last newline
        if (strcmp(got, expected) != 0)
            fail_msg("%s: the tree is another one:\n%s", found.gl_pathv[i], got);
        free(expected);
        free(got);
        free(text);
    }
    globfree(&found);
}

// A block is a text and, behind "=> ", what is expected; blocks end in that line.
static void test_messages(void **state)
{
    (void)state;
    size_t length, wrong = 0;
    char *file = read_file("tests/golden/syntax-errors.txt", &length);
    for (char *text = file; *text;) {
        char *mark = strncmp(text, "=> ", 3) == 0 ? text - 1 : strstr(text, "\n=> ");
        assert_non_null(mark);
        char *end = strchr(mark + 1, '\n');
        assert_non_null(end);
        *end = '\0';
        char *got = describe(text, mark > text ? (size_t)(mark - text) : 0, SYNTAX_FILE);
        if (strcmp(got, mark + 4) != 0) {
            print_error("%.*s\n  expected %s\n  got      %s\n", (int)(mark - text), text, mark + 4, got);
            wrong++;
        }
        free(got);
        text = end + 1;
    }
    free(file);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dumps),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

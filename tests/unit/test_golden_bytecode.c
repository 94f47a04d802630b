// The bytecode of the snippets in tests/golden/bytecode. Reviewed by eye; `torchlet dump bytecode FILE` writes it.
#include "vm_fixture.h"

#include <glob.h>
#include <stdio.h>

#include "compile/disassemble.h"

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read", path);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_in_range(fread(text, 1, (1 << 16) - 1, file), 0, (1 << 16) - 2);
    fclose(file);
    return text;
}

static void check(const char *path)
{
    VmFixture fixture;
    fixture_open(&fixture, 0);
    Interp *interp = &fixture.vm->interp;
    char *text = read_whole(path), expected_path[512];
    snprintf(expected_path, sizeof expected_path, "%.*s.dis", (int)strlen(path) - 3, path);
    Value code = vm_compile(interp, text, strlen(text), path, SYNTAX_FILE);
    assert_false(value_is_error(code));
    Text out;
    text_init(&out, &interp->memory);
    assert_true(disassemble(interp, code_of(code), &out));
    char *expected = read_whole(expected_path);
    if (strcmp(out.bytes, expected) != 0)
        fail_msg("%s: the bytecode is another one:\n%s", path, out.bytes);
    text_free(&out);
    value_drop(code);
    free(expected);
    free(text);
    fixture_close(&fixture);
}

static void dumps_are_as_reviewed(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("tests/golden/bytecode/*.py", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check(found.gl_pathv[i]);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dumps_are_as_reviewed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

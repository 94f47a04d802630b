// tlgen refuses a schema that is not complete, with file, line and reason.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Runs tlgen on one schema text; stores what it said. Returns its exit status.
static int generate(const char *schema, char *said, size_t size)
{
    char folder[] = "/tmp/test-gen-XXXXXX", path[64], command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/bad.ops", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(schema, file);
    fclose(file);
    const char *tlgen = getenv("TLGEN") ? getenv("TLGEN") : "build/tlgen";
    if (access(tlgen, X_OK))
        skip();
    snprintf(command, sizeof command, "%s ops %s %s/docs.md /dev/null %s 2>&1; echo status $?; rm -r %s", tlgen, folder,
             folder, path, folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t length = fread(said, 1, size - 1, pipe);
    said[length] = 0;
    pclose(pipe);
    const char *status = strstr(said, "status ");
    return status ? atoi(status + 7) : -1;
}

static void refuses(const char *schema, const char *message)
{
    char said[2048];
    assert_int_equal(generate(schema, said, sizeof said), 1);
    if (!strstr(said, message))
        print_error("%s\n", said);
    assert_non_null(strstr(said, message));
}

static void a_complete_entry_is_accepted(void **state)
{
    (void)state;
    char said[2048];
    const char *schema = "neg(Tensor self) -> Tensor\n    python   function\n    kernel   neg\n    self     -grad\n"
                         "    doc      The negative.\n";
    assert_int_equal(generate(schema, said, sizeof said), 0);
}

static void a_missing_kernel_stops_the_build(void **state)
{
    (void)state;
    refuses("neg(Tensor self) -> Tensor\n    self     -grad\n    doc      The negative.\n",
            "bad.ops:1: neg has no kernel");
}

static void a_missing_doc_line_stops_the_build(void **state)
{
    (void)state;
    refuses("neg(Tensor self) -> Tensor\n    kernel   neg\n    self     -grad\n", "bad.ops:1: neg has no doc line");
}

static void a_missing_formula_stops_the_build(void **state)
{
    (void)state;
    refuses("# text\nneg(Tensor self) -> Tensor\n    kernel   neg\n    doc      The negative.\n",
            "bad.ops:2: neg has no gradient formula for self");
}

static void an_unknown_operator_in_a_formula_is_named(void **state)
{
    (void)state;
    refuses("neg(Tensor self) -> Tensor\n    kernel   neg\n    self     frobnicate(grad)\n    doc      The negative.\n",
            "bad.ops:3: no operator takes these arguments: frobnicate");
}

static void a_syntax_error_has_a_line(void **state)
{
    (void)state;
    refuses("neg(Tensor self -> Tensor\n    doc      The negative.\n", "bad.ops:1: syntax error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_complete_entry_is_accepted),
        cmocka_unit_test(a_missing_kernel_stops_the_build),
        cmocka_unit_test(a_missing_doc_line_stops_the_build),
        cmocka_unit_test(a_missing_formula_stops_the_build),
        cmocka_unit_test(an_unknown_operator_in_a_formula_is_named),
        cmocka_unit_test(a_syntax_error_has_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// What the tests of src/syntax share.
#ifndef TESTS_UNIT_SYNTAX_HELPER_H
#define TESTS_UNIT_SYNTAX_HELPER_H

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"

/// A memory with the error it reports to.
typedef struct Fixture {
    Error error;
    Memory memory;
} Fixture;

static inline void fixture_init(Fixture *fixture)
{
    fixture->error = (Error){0};
    memory_init(&fixture->memory, &fixture->error, 0);
}

/// Checks that nothing is left over.
static inline void fixture_finish(Fixture *fixture)
{
    assert_int_equal(fixture->memory.live_blocks, 0);
    assert_false(error_pending(&fixture->error));
    memory_finish(&fixture->memory);
}

/// Describes what becomes of a text: its dump, or `SyntaxError|message|line|offset|end line|end offset`.
/// Free the result with free().
static inline char *describe(const char *text, size_t length, SyntaxMode mode)
{
    Fixture fixture;
    fixture_init(&fixture);
    Text out;
    text_init(&out, &fixture.memory);
    SyntaxError failure;
    Ast *ast = syntax_parse(&fixture.memory, &failure, text, length, "test.py", mode);
    if (ast)
        assert_true(syntax_dump(ast, &out));
    else
        text_append_format(&out, "%s|%s|%d|%d|%d|%d", error_kind_name(failure.kind),
                           failure.message ? failure.message : "", failure.line, failure.offset, failure.end_line,
                           failure.end_offset);
    ast_free(ast);
    syntax_error_free(&failure);
    char *copy = strdup(text_string(&out));
    assert_non_null(copy);
    text_free(&out);
    fixture_finish(&fixture);
    return copy;
}

static inline void assert_described(const char *text, SyntaxMode mode, const char *expected)
{
    char *got = describe(text, strlen(text), mode);
    assert_string_equal(got, expected);
    free(got);
}

/// Checks the dump of one expression, without the Expression around it and with all blanks and line ends taken out.
static inline void assert_expression(const char *text, const char *expected)
{
    char *got = describe(text, strlen(text), SYNTAX_EVAL), *out = got;
    for (const char *c = got; *c; c++) {
        if (*c != '\n' && *c != ' ')
            *out++ = *c;
    }
    *out = '\0';
    static const char BEGIN[] = "Expression(body=";
    size_t begin = strlen(BEGIN);
    if (strncmp(got, BEGIN, begin) == 0 && out > got + begin) {
        out[-1] = '\0';
        assert_string_equal(got + begin, expected);
    } else {
        assert_string_equal(got, expected);
    }
    free(got);
}

/// Reads a whole file; fails the test where it cannot be read. Free the result with free().
static inline char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read; the tests run in the project's folder", path);
    char *text = NULL;
    size_t size = 0;
    *length = 0;
    for (size_t got = 1; got > 0; *length += got) {
        if (*length + 4096 > size)
            text = realloc(text, size = 2 * size + 8192);
        assert_non_null(text);
        got = fread(text + *length, 1, 4096, file);
    }
    fclose(file);
    text[*length] = '\0';
    return text;
}

#endif

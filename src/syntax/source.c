#include "syntax/source.h"

#include <string.h>

#include "base/text.h"

static uint32_t line_of(const char *text, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static bool fail_encoding(Fault *fault, const char *text, size_t bad)
{
    uint32_t line = line_of(text, bad);
    AstLocation at = {line, 0, line, 0};
    fault_set(fault, ERROR_SYNTAX_ERROR, &at,
              "Non-UTF-8 code starting with '\\x%02x' on line %u, but no encoding declared; see "
              "https://peps.python.org/pep-0263/ for details",
              (unsigned char)text[bad], line);
    fault->column = fault->end_column = FAULT_NO_COLUMN;
    return false;
}

// Makes \r\n and \r into \n, adds a newline at the end. `out` has room for length + 2 bytes.
static size_t copy_lines(char *out, const char *text, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\r') {
            c = '\n';
            i += i + 1 < length && text[i + 1] == '\n';
        }
        out[used++] = c;
    }
    if (used && out[used - 1] != '\n')
        out[used++] = '\n';
    out[used] = '\0';
    return used;
}

bool source_read(Ast *ast, Fault *fault, const char *text, size_t length)
{
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (length > UINT32_MAX / 2) {
        fault_set(fault, ERROR_MEMORY_ERROR, NULL, "the source text is too large");
        return false;
    }
    if (length && memchr(text, '\0', length)) {
        fault_set(fault, ERROR_SYNTAX_ERROR, NULL, "source code cannot contain null bytes");
        return false;
    }
    size_t bad;
    if (!utf8_valid(text, length, &bad))
        return fail_encoding(fault, text, bad);
    char *copy = arena_alloc(&ast->arena, length + 2);
    if (!copy)
        return false;
    ast->source_length = copy_lines(copy, text, length);
    ast->source = copy;
    ast->ended = length && (text[length - 1] == '\n' || text[length - 1] == '\r');
    return true;
}

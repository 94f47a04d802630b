#include <string.h>

#include "syntax/syntax.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\f';
}

// Writes the blanks under the first `count` characters of the line, keeping tabs so that the carets line up.
static void put_blanks(Text *out, const char *text, size_t count)
{
    for (; count > 0 && *text; count--) {
        size_t width;
        uint32_t c = utf8_decode(text, &width);
        text_append_char(out, c == '\t' || c == '\f' || c == '\v' ? (char)c : ' ');
        text += width;
    }
    text_append_repeated(out, ' ', count);
}

static void put_carets(const SyntaxError *error, const char *line, size_t length, size_t indentation, Text *out)
{
    int characters = (int)utf8_count(line, length), with_newline = (int)utf8_count(line, strlen(line));
    int offset = error->offset, end = characters + 1;
    if (error->line == error->end_line)
        end = error->end_offset ? error->end_offset : offset;
    if (offset > with_newline) {
        offset = with_newline;
        end = end < offset ? offset : end;
    }
    if (offset == end || end == -1)
        end = offset + 1;
    int first = offset - 1 - (int)indentation;
    if (first < 0)
        return;
    text_append_string(out, "    ");
    put_blanks(out, line + indentation, (size_t)first);
    text_append_repeated(out, '^', end > offset ? (size_t)(end - offset) : 0);
    text_append_char(out, '\n');
}

bool syntax_error_print(const SyntaxError *error, const char *filename, Text *out)
{
    if (error->line)
        text_append_format(out, "  File \"%s\", line %d\n", filename, error->line);
    if (error->line && error->source_line) {
        const char *line = error->source_line;
        size_t length = strlen(line), indentation = 0;
        while (length && line[length - 1] == '\n')
            length--;
        while (indentation < length && is_blank(line[indentation]))
            indentation++;
        text_append_string(out, "    ");
        text_append(out, line + indentation, length - indentation);
        text_append_char(out, '\n');
        put_carets(error, line, length, indentation, out);
    }
    text_append_string(out, error_kind_name(error->kind));
    if (error->message)
        text_append_format(out, ": %s", error->message);
    text_append_char(out, '\n');
    return !out->failed;
}

void syntax_error_free(SyntaxError *error)
{
    if (error->message)
        mem_free(error->memory, error->message, strlen(error->message) + 1);
    if (error->source_line)
        mem_free(error->memory, error->source_line, strlen(error->source_line) + 1);
    *error = (SyntaxError){.memory = error->memory};
}

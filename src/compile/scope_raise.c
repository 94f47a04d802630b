// Errors of the compiler: a message and its place in the text.
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "compile/scope.h"
#include "object/exception.h"

bool scope_raise(Interp *interp, const Ast *ast, AstLocation at, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    // Find the line, and turn byte columns into character offsets from 1.
    const char *line = ast->source, *end = ast->source + ast->source_length;
    for (uint32_t number = 1; number < at.line && line < end; number++) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        line = newline ? newline + 1 : end;
    }
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    size_t length = newline ? (size_t)(newline + 1 - line) : (size_t)(end - line);
    size_t column = at.column < length ? at.column : length;
    size_t end_column = at.end_column < length ? at.end_column : length;
    int offset = (int)utf8_count(line, column) + 1;
    int end_offset = at.end_line == at.line ? (int)utf8_count(line, end_column) + 1 : (int)at.end_column + 1;
    char *text = ast->program ? mem_copy_text(&interp->memory, line, length) : NULL;
    if (ast->program && !text)
        return false;
    exception_raise_syntax(interp, ERROR_SYNTAX_ERROR, message, ast->filename, (int)at.line, offset, text,
                           (int)at.end_line, end_offset);
    if (text)
        mem_free(&interp->memory, text, length + 1);
    return false;
}

// A text as the lexer wants it: checked UTF-8 with plain newlines.
#ifndef SYNTAX_SOURCE_H
#define SYNTAX_SOURCE_H

#include "syntax/fault.h"

/// Copies `text` into the arena as ast->source: without a byte-order mark, newlines made \n, a newline at the end.
/// False with the fault set where the text holds a NUL, is not UTF-8 or names an encoding that is not supported.
MUST_USE bool source_read(Ast *ast, Fault *fault, const char *text, size_t length);

#endif

// What literals stand for: numbers, strings, bytes.
#ifndef SYNTAX_LITERAL_H
#define SYNTAX_LITERAL_H

#include "syntax/build.h"

/// The value of a NUMBER token. False with parser->fault set where it has too many digits, or out of memory.
MUST_USE bool literal_number(Parser *parser, uint32_t token, AstConstantValue *value);
/// The value of a STRING token, and "u" as `kind` where that is its prefix. False with parser->fault set.
MUST_USE bool literal_string(Parser *parser, uint32_t token, AstConstantValue *value, AstText *kind);
/// The text of an FSTRING_MIDDLE token. False with parser->fault set.
MUST_USE bool literal_fstring_text(Parser *parser, uint32_t token, AstConstantValue *value);

#endif

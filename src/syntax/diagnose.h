// Why a text was refused: finds CPython's specific message where there is one.
#ifndef SYNTAX_DIAGNOSE_H
#define SYNTAX_DIAGNOSE_H

#include "syntax/build.h"

/// Fills parser->fault after the grammar or a builder has refused the token parser->furthest. `bracket` is the
/// innermost bracket that is open at the end of the text, NULL where there is none.
void diagnose(Parser *parser, const Lexer *lexer);

#endif

#include "syntax/diagnose.h"

void diagnose(Parser *parser, const Lexer *lexer)
{
    (void)lexer;
    const Token *token = &parser->tokens->items[parser->furthest];
    fault_set(parser->fault, ERROR_SYNTAX_ERROR, &token->at, "invalid syntax");
}

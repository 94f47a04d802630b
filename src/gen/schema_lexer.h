// The schema's tokens: grammar/schema.re makes them, grammar/schema.y takes them.
#ifndef GEN_SCHEMA_LEXER_H
#define GEN_SCHEMA_LEXER_H

#include "gen/schema.h"

typedef struct SchemaToken {
    const char *text;
    int line;
} SchemaToken;

typedef struct SchemaLexer {
    Schema *schema;
    const unsigned char *cursor;
    const unsigned char *marker;
    int line;
    bool at_start; // of a line
    enum { SCHEMA_TEXT_NONE, SCHEMA_TEXT_REST } pending;
} SchemaLexer;

#include "schema_parser.h"

/// The next token's kind; its text and line go to `token`.
int schema_token(SchemaLexer *lexer, SchemaToken *token);

#endif

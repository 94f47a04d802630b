// Tokens of the operator schema (grammar/schema.y). A line at the margin starts an entry; a line indented by less than
// eight columns starts a property of it; a line indented further continues the line before.
#include <string.h>

#include "gen/schema_lexer.h"

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = lexer->cursor;
    re2c:define:YYMARKER = lexer->marker;
    re2c:yyfill:enable = 0;

    space  = [ \t];
    end    = [\n\x00];
    digit  = [0-9];
    name   = [A-Za-z_][A-Za-z0-9_]*;
    number = digit+;
    float  = digit+ "." digit* ([eE][-+]?digit+)? | digit+ [eE][-+]?digit+ | "." digit+;
    string = "\"" [^"\n\x00]* "\"";
    rest   = [^\n\x00]*;
*/

static const char WORD_KEYS[] =
    "python shape dtype kernel node check expand layout meta warn refuse out alias gradient unsupported script";

static int value(SchemaLexer *lexer, SchemaToken *token, const unsigned char *start, int kind)
{
    token->text = schema_text(lexer->schema, (const char *)start, (size_t)(lexer->cursor - start));
    token->line = lexer->line;
    return kind;
}

// Reads the rest of the line as one text, without the spaces around it.
static int rest_of_line(SchemaLexer *lexer, SchemaToken *token, int kind)
{
    while (*lexer->cursor == ' ')
        lexer->cursor++;
    const unsigned char *start = lexer->cursor;
    while (*lexer->cursor && *lexer->cursor != '\n')
        lexer->cursor++;
    const unsigned char *end = lexer->cursor;
    while (end > start && end[-1] == ' ')
        end--;
    token->text = schema_text(lexer->schema, (const char *)start, (size_t)(end - start));
    token->line = lexer->line;
    lexer->pending = SCHEMA_TEXT_NONE;
    return kind;
}

// A property's key: one name, or several separated by commas.
static int key(SchemaLexer *lexer, SchemaToken *token)
{
    const unsigned char *start = lexer->cursor;
    while (*lexer->cursor && (*lexer->cursor != ' ' || lexer->cursor[-1] == ',') && *lexer->cursor != '\n')
        lexer->cursor++;
    value(lexer, token, start, T_KEY);
    if (!strcmp(token->text, "doc") || word_in(WORD_KEYS, token->text))
        lexer->pending = SCHEMA_TEXT_REST;
    else if (!strcmp(token->text, "composite")) {
        while (*lexer->cursor == ' ')
            lexer->cursor++;
        if (!strncmp((const char *)lexer->cursor, "function ", 9)) lexer->pending = SCHEMA_TEXT_REST;
    }
    return lexer->pending == SCHEMA_TEXT_REST ? T_LINE : T_KEY;
}

// At the start of a line: skips empty lines and comments; decides what the line is. 0: it continues the one before.
static int line_start(SchemaLexer *lexer, SchemaToken *token)
{
    for (;;) {
        const unsigned char *start = lexer->cursor;
        while (*lexer->cursor == ' ')
            lexer->cursor++;
        if (*lexer->cursor == '#')
            while (*lexer->cursor && *lexer->cursor != '\n')
                lexer->cursor++;
        if (*lexer->cursor == '\n') {
            lexer->cursor++;
            lexer->line++;
            continue;
        }
        lexer->at_start = false;
        token->line = lexer->line;
        if (!*lexer->cursor) return T_END;
        int indent = (int)(lexer->cursor - start);
        if (!indent) return T_ENTRY;
        return indent < 8 ? key(lexer, token) : 0;
    }
}

int schema_token(SchemaLexer *lexer, SchemaToken *token)
{
    if (lexer->at_start) {
        int kind = line_start(lexer, token);
        if (kind) return kind;
    }
    if (lexer->pending == SCHEMA_TEXT_REST) return rest_of_line(lexer, token, T_TEXT);
    for (;;) {
        const unsigned char *start = lexer->cursor;
        token->line = lexer->line;
        /*!re2c
            space+   { continue; }
            "\n"     {
                lexer->line++;
                lexer->at_start = true;
                int kind = line_start(lexer, token);
                if (kind) return kind;
                continue;
            }
            "\x00"   { lexer->cursor--; return T_END; }
            "->"     { return T_ARROW; }
            "**"     { return T_POWER; }
            "=="     { return T_EQUAL; }
            "!="     { return T_UNEQUAL; }
            "<="     { return T_LESS_EQUAL; }
            ">="     { return T_GREATER_EQUAL; }
            "&&"     { return T_AND; }
            "||"     { return T_OR; }
            "None"   { return T_NONE; }
            "True"   { return T_TRUE; }
            "False"  { return T_FALSE; }
            name     { return value(lexer, token, start, T_NAME); }
            float    { return value(lexer, token, start, T_FLOAT); }
            number   { return value(lexer, token, start, T_INT); }
            string   { return value(lexer, token, start, T_STRING); }
            [()[\]{},.=?:*+\-/<>!@%] { return *start; }
            *        { return T_BAD; }
        */
    }
}

// One lexeme of Python at a time. What depends on more than the next characters - indentation, brackets,
// the ends of strings, f-strings, soft keywords - is done by src/syntax/lexer*.c, which calls this.
#include "syntax/lexer.h"

// The text ends in a NUL byte, and holds none besides: it is the sentinel, so no bounds are checked.
int lexer_scan(Lexer *lexer)
{
    const unsigned char *cursor = (const unsigned char *)lexer->cursor;
    const unsigned char *marker = cursor;
    int kind;
again:
    lexer->token = (const char *)cursor;
#define FOUND(token_kind)                                                                                              \
    do {                                                                                                               \
        kind = (token_kind);                                                                                           \
        goto found;                                                                                                    \
    } while (0)
    /*!re2c
    re2c:api:style = free-form;
    re2c:define:YYCTYPE  = "unsigned char";
    re2c:define:YYCURSOR = "cursor";
    re2c:define:YYMARKER = "marker";
    re2c:yyfill:enable   = 0;

    letter    = [A-Za-z_\x80-\xff];
    digit     = [0-9];
    digits    = digit ("_"? digit)*;
    exponent  = [eE] [+-]? digits;
    point     = digits? "." digits | digits ".";
    floating  = (point exponent?) | (digits exponent);
    prefix    = [rR] | [uU] | [bB] | [bB][rR] | [rR][bB];
    fprefix   = [fF] | [fF][rR] | [rR][fF];

    [ \t\f]+              { goto again; }
    "#" [^\n\x00]*        { lexer->comment = lexer->token; goto again; }
    "\n"                  { FOUND(TOKEN_NEWLINE); }
    "\x00"                { FOUND(LEXEME_END); }
    "\\"                  { FOUND(LEXEME_BACKSLASH); }

    prefix? ['"]          { FOUND(TOKEN_STRING); }
    fprefix ['"]          { FOUND(TOKEN_FSTRING_START); }

    "0" [xX] ("_"? [0-9a-fA-F])+  { FOUND(LEXEME_HEXADECIMAL); }
    "0" [oO] ("_"? [0-7])+        { FOUND(LEXEME_OCTAL); }
    "0" [bB] ("_"? [01])+         { FOUND(LEXEME_BINARY); }
    "0" [xX]                      { FOUND(LEXEME_HEXADECIMAL); }
    "0" [oO]                      { FOUND(LEXEME_OCTAL); }
    "0" [bB]                      { FOUND(LEXEME_BINARY); }
    digits                        { FOUND(LEXEME_DECIMAL); }
    floating                      { FOUND(LEXEME_FLOAT); }
    (digits | floating) [jJ]      { FOUND(LEXEME_IMAGINARY); }

    "False"    { FOUND(TOKEN_FALSE); }
    "None"     { FOUND(TOKEN_NONE); }
    "True"     { FOUND(TOKEN_TRUE); }
    "and"      { FOUND(TOKEN_AND); }
    "as"       { FOUND(TOKEN_AS); }
    "assert"   { FOUND(TOKEN_ASSERT); }
    "async"    { FOUND(TOKEN_ASYNC); }
    "await"    { FOUND(TOKEN_AWAIT); }
    "break"    { FOUND(TOKEN_BREAK); }
    "case"     { FOUND(TOKEN_CASE); }
    "class"    { FOUND(TOKEN_CLASS); }
    "continue" { FOUND(TOKEN_CONTINUE); }
    "def"      { FOUND(TOKEN_DEF); }
    "del"      { FOUND(TOKEN_DEL); }
    "elif"     { FOUND(TOKEN_ELIF); }
    "else"     { FOUND(TOKEN_ELSE); }
    "except"   { FOUND(TOKEN_EXCEPT); }
    "finally"  { FOUND(TOKEN_FINALLY); }
    "for"      { FOUND(TOKEN_FOR); }
    "from"     { FOUND(TOKEN_FROM); }
    "global"   { FOUND(TOKEN_GLOBAL); }
    "if"       { FOUND(TOKEN_IF); }
    "import"   { FOUND(TOKEN_IMPORT); }
    "in"       { FOUND(TOKEN_IN); }
    "is"       { FOUND(TOKEN_IS); }
    "lambda"   { FOUND(TOKEN_LAMBDA); }
    "match"    { FOUND(TOKEN_MATCH); }
    "nonlocal" { FOUND(TOKEN_NONLOCAL); }
    "not"      { FOUND(TOKEN_NOT); }
    "or"       { FOUND(TOKEN_OR); }
    "pass"     { FOUND(TOKEN_PASS); }
    "raise"    { FOUND(TOKEN_RAISE); }
    "return"   { FOUND(TOKEN_RETURN); }
    "try"      { FOUND(TOKEN_TRY); }
    "type"     { FOUND(TOKEN_TYPE); }
    "while"    { FOUND(TOKEN_WHILE); }
    "with"     { FOUND(TOKEN_WITH); }
    "yield"    { FOUND(TOKEN_YIELD); }
    letter (letter | digit)*  { FOUND(TOKEN_NAME); }

    "("   { FOUND(TOKEN_LPAR); }
    ")"   { FOUND(TOKEN_RPAR); }
    "["   { FOUND(TOKEN_LSQB); }
    "]"   { FOUND(TOKEN_RSQB); }
    "{"   { FOUND(TOKEN_LBRACE); }
    "}"   { FOUND(TOKEN_RBRACE); }
    ":"   { FOUND(TOKEN_COLON); }
    ":="  { FOUND(TOKEN_COLON_EQUAL); }
    ","   { FOUND(TOKEN_COMMA); }
    ";"   { FOUND(TOKEN_SEMI); }
    "."   { FOUND(TOKEN_DOT); }
    "..." { FOUND(TOKEN_ELLIPSIS); }
    "->"  { FOUND(TOKEN_ARROW); }
    "!"   { FOUND(TOKEN_EXCLAMATION); }
    "="   { FOUND(TOKEN_EQUAL); }
    "=="  { FOUND(TOKEN_EQ_EQUAL); }
    "!="  { FOUND(TOKEN_NOT_EQUAL); }
    "<>"  { FOUND(TOKEN_BAD); }
    "<"   { FOUND(TOKEN_LESS); }
    "<="  { FOUND(TOKEN_LESS_EQUAL); }
    ">"   { FOUND(TOKEN_GREATER); }
    ">="  { FOUND(TOKEN_GREATER_EQUAL); }
    "+"   { FOUND(TOKEN_PLUS); }
    "-"   { FOUND(TOKEN_MINUS); }
    "*"   { FOUND(TOKEN_STAR); }
    "/"   { FOUND(TOKEN_SLASH); }
    "//"  { FOUND(TOKEN_DOUBLE_SLASH); }
    "%"   { FOUND(TOKEN_PERCENT); }
    "@"   { FOUND(TOKEN_AT); }
    "**"  { FOUND(TOKEN_DOUBLE_STAR); }
    "<<"  { FOUND(TOKEN_LEFT_SHIFT); }
    ">>"  { FOUND(TOKEN_RIGHT_SHIFT); }
    "|"   { FOUND(TOKEN_VBAR); }
    "^"   { FOUND(TOKEN_CARET); }
    "&"   { FOUND(TOKEN_AMPER); }
    "~"   { FOUND(TOKEN_TILDE); }
    "+="  { FOUND(TOKEN_PLUS_EQUAL); }
    "-="  { FOUND(TOKEN_MINUS_EQUAL); }
    "*="  { FOUND(TOKEN_STAR_EQUAL); }
    "/="  { FOUND(TOKEN_SLASH_EQUAL); }
    "//=" { FOUND(TOKEN_DOUBLE_SLASH_EQUAL); }
    "%="  { FOUND(TOKEN_PERCENT_EQUAL); }
    "@="  { FOUND(TOKEN_AT_EQUAL); }
    "**=" { FOUND(TOKEN_DOUBLE_STAR_EQUAL); }
    "<<=" { FOUND(TOKEN_LEFT_SHIFT_EQUAL); }
    ">>=" { FOUND(TOKEN_RIGHT_SHIFT_EQUAL); }
    "|="  { FOUND(TOKEN_VBAR_EQUAL); }
    "^="  { FOUND(TOKEN_CARET_EQUAL); }
    "&="  { FOUND(TOKEN_AMPER_EQUAL); }
    *     { FOUND(TOKEN_BAD); }
    */
found:
    lexer->cursor = (const char *)cursor;
    return kind;
}

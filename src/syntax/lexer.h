// Text to tokens. The whole text is read at once into one array, which the parser and, after a failure,
// the diagnosis walk by index.
//
//   grammar/lexer.re   one lexeme by its characters
//   lexer.c            lines, indentation, brackets, numbers, names
//   lexer_string.c     strings and f-strings (PEP 701: FSTRING_START, FSTRING_MIDDLE, expression tokens, FSTRING_END)
//   soft_keywords.c    which `match`, `case` and `type` are keywords
#ifndef SYNTAX_LEXER_H
#define SYNTAX_LEXER_H

#include "base/vector.h"
#include "syntax/ast.h"
#include "syntax/fault.h"

#include "parser.h"

/// What lexer_scan finds besides tokens of the grammar.
enum {
    LEXEME_END = 1000, // the NUL behind the text
    LEXEME_BACKSLASH,
    LEXEME_HEXADECIMAL,
    LEXEME_OCTAL,
    LEXEME_BINARY,
    LEXEME_DECIMAL,
    LEXEME_FLOAT,
    LEXEME_IMAGINARY,
};

typedef struct Token {
    uint16_t kind;  // TOKEN_NAME ... of the grammar
    uint16_t flags; // TOKEN_RAW ...
    uint32_t start; // byte offsets into the text
    uint32_t end;
    AstLocation at;
} Token;

enum {
    TOKEN_FLAG_RAW = 1,  // an FSTRING_MIDDLE whose backslashes are characters
    TOKEN_FLAG_SPEC = 2, // an FSTRING_MIDDLE within a format specification: braces are not doubled
};

typedef struct Tokens VECTOR(Token) Tokens;

enum { LEXER_INDENTS = 100, LEXER_BRACKETS = 200, LEXER_FSTRINGS = 150, LEXER_FIELDS = 3 };

/// An open bracket.
typedef struct Bracket {
    char opener;
    uint32_t line;
    uint32_t column;
} Bracket;

/// An f-string that has begun and not yet ended.
typedef struct OpenFstring {
    char quote;
    bool triple;
    bool raw;
    int fields;                 // replacement fields that are open: 0 in the text, 2 within {b} of f"{a:{b}}"
    bool in_spec[LEXER_FIELDS]; // by field: past its colon
    int levels[LEXER_FIELDS];   // by field: brackets open just behind its {
    uint32_t begin_line;        // where its prefix stands
    uint32_t begin_column;
} OpenFstring;

typedef struct Lexer {
    Memory *memory;
    Arena *arena;
    Fault *fault;
    const char *text; // NUL-terminated, ends in a newline
    size_t length;
    const char *cursor;     // where to go on
    const char *token;      // where the current lexeme begins
    const char *comment;    // the last one
    const char *line_start; // of the current line
    uint32_t line;          // from 1
    bool at_line_start;
    int indent_count;                   // open indentations, the 0 at the bottom not counted
    uint32_t indents[LEXER_INDENTS];    // columns with tabs to multiples of 8
    uint32_t alternates[LEXER_INDENTS]; // columns with tabs of 1, to find mixtures
    int bracket_count;
    Bracket brackets[LEXER_BRACKETS];
    int fstring_count;
    OpenFstring fstrings[LEXER_FSTRINGS];
    Tokens tokens;
    FaultWarnings *warnings;
} Lexer;

/// Reads the whole text into lexer->tokens, which end in END_OF_FILE (kind TOKEN_YYEOF), or in TOKEN_BAD with
/// lexer->fault set. False only where memory ran out (pending).
MUST_USE bool lexer_run(Lexer *lexer);
/// Frees the tokens.
void lexer_free(Lexer *lexer);

/// Finds the next lexeme from lexer->cursor on; see grammar/lexer.re. Skips blanks and comments.
int lexer_scan(Lexer *lexer);

// Shared by the files of the lexer.

/// Appends a token from `start` to lexer->cursor, both on the current line unless `from` says otherwise.
MUST_USE bool lexer_push(Lexer *lexer, int kind, const char *start, const AstLocation *from);
/// The position of lexer->cursor and of `start`, which are on the current line.
AstLocation lexer_span(const Lexer *lexer, const char *start);
/// Reads a string whose prefix and first quote were found. Failures are put in lexer->fault.
MUST_USE bool lexer_string(Lexer *lexer);
/// Reads the prefix and quotes of an f-string.
MUST_USE bool lexer_fstring_start(Lexer *lexer);
/// Reads literal text of the innermost f-string up to a brace or its end.
MUST_USE bool lexer_fstring_middle(Lexer *lexer);
/// Sets the fault of the lexer at a place on the current line; always returns true: memory is fine.
FORMAT_CHECK(4, 5) bool lexer_fail(Lexer *lexer, const char *from, const char *to, const char *format, ...);
/// Turns `match`, `case`, `type` into names where they are not keywords, and finds the parentheses of `with`.
void lexer_soft_keywords(Tokens *tokens);

#endif

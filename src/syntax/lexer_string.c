#include <string.h>

#include "syntax/lexer.h"

// The position of the current line's start is needed where a string began lines ago.
typedef struct Beginning {
    const char *token;
    const char *line_start;
    uint32_t line;
} Beginning;

static Beginning beginning(const Lexer *lexer)
{
    return (Beginning){lexer->token, lexer->line_start, lexer->line};
}

static AstLocation location_of(const Beginning *begin)
{
    uint32_t column = (uint32_t)(begin->token - begin->line_start);
    return (AstLocation){begin->line, column, begin->line, column};
}

static bool is_triple(const char *cursor, char quote)
{
    return cursor[0] == quote && cursor[1] == quote;
}

// A string that nothing ends. Within an f-string the quote that seemed to begin it may have been meant to end that.
static bool fail_unterminated(Lexer *lexer, const Beginning *begin, char quote, bool triple, bool escaped_quote)
{
    AstLocation at = location_of(begin);
    if (lexer->fstring_count) {
        const OpenFstring *fstring = &lexer->fstrings[lexer->fstring_count - 1];
        if (fstring->quote == quote && fstring->triple == triple) {
            fault_set(lexer->fault, ERROR_SYNTAX_ERROR, &at, "f-string: expecting '}'");
            return true;
        }
    }
    if (triple)
        fault_set(lexer->fault, ERROR_SYNTAX_ERROR, &at,
                  "unterminated triple-quoted string literal (detected at line %u)", lexer->line);
    else
        fault_set(lexer->fault, ERROR_SYNTAX_ERROR, &at, "unterminated string literal (detected at line %u)%s",
                  lexer->line, escaped_quote ? "; perhaps you escaped the end quote?" : "");
    lexer->fault->at_end = triple;
    return true;
}

static void count_line(Lexer *lexer)
{
    lexer->line++;
    lexer->line_start = lexer->cursor;
}

bool lexer_string(Lexer *lexer)
{
    Beginning begin = beginning(lexer);
    AstLocation from = location_of(&begin);
    char quote = lexer->cursor[-1];
    bool triple = is_triple(lexer->cursor, quote), escaped_quote = false;
    if (triple)
        lexer->cursor += 2;
    for (;;) {
        char c = *lexer->cursor++;
        if (c == quote && (!triple || is_triple(lexer->cursor, quote))) {
            lexer->cursor += triple ? 2 : 0;
            return lexer_push(lexer, TOKEN_STRING, begin.token, &from);
        }
        if (c == '\\') {
            c = *lexer->cursor++;
            escaped_quote |= c == quote;
            if (c == '\n')
                count_line(lexer);
        } else if (c == '\n') {
            if (!triple)
                return fail_unterminated(lexer, &begin, quote, triple, escaped_quote);
            count_line(lexer);
        }
        if (c == '\0') {
            // The text's last newline was counted, as a line that is not there.
            lexer->cursor--;
            lexer->line -= lexer->line_start == lexer->cursor;
            return fail_unterminated(lexer, &begin, quote, triple, escaped_quote);
        }
    }
}

bool lexer_fstring_start(Lexer *lexer)
{
    Beginning begin = beginning(lexer);
    char quote = lexer->cursor[-1];
    bool triple = is_triple(lexer->cursor, quote);
    if (triple)
        lexer->cursor += 2;
    if (lexer->fstring_count >= LEXER_FSTRINGS)
        return lexer_fail(lexer, begin.token, begin.token, "too many nested f-strings");
    OpenFstring *fstring = &lexer->fstrings[lexer->fstring_count++];
    fstring->quote = quote;
    fstring->triple = triple;
    fstring->raw = false;
    for (const char *c = begin.token; *c != quote; c++)
        fstring->raw |= *c == 'r' || *c == 'R';
    fstring->fields = 0;
    fstring->begin_line = begin.line;
    fstring->begin_column = (uint32_t)(begin.token - begin.line_start);
    return lexer_push(lexer, TOKEN_FSTRING_START, begin.token, NULL);
}

static bool fail_unterminated_fstring(Lexer *lexer, const OpenFstring *fstring)
{
    AstLocation at = {fstring->begin_line, fstring->begin_column, fstring->begin_line, fstring->begin_column};
    fault_set(lexer->fault, ERROR_SYNTAX_ERROR, &at, "unterminated %sf-string literal (detected at line %u)",
              fstring->triple ? "triple-quoted " : "", lexer->line);
    lexer->fault->at_end = fstring->triple;
    return true;
}

static bool push_middle(Lexer *lexer, const Beginning *begin, const OpenFstring *fstring)
{
    if (lexer->cursor == begin->token)
        return true;
    AstLocation from = location_of(begin);
    if (!lexer_push(lexer, TOKEN_FSTRING_MIDDLE, begin->token, &from))
        return false;
    VECTOR_LAST(&lexer->tokens).flags =
        (uint16_t)((fstring->raw ? TOKEN_FLAG_RAW : 0) | (fstring->fields ? TOKEN_FLAG_SPEC : 0));
    return true;
}

static bool end_fstring(Lexer *lexer, const Beginning *begin, const OpenFstring *fstring)
{
    if (!push_middle(lexer, begin, fstring))
        return false;
    const char *start = lexer->cursor;
    lexer->cursor += fstring->triple ? 3 : 1;
    lexer->fstring_count--;
    return lexer_push(lexer, TOKEN_FSTRING_END, start, NULL);
}

static bool open_field(Lexer *lexer, const Beginning *begin, OpenFstring *fstring)
{
    if (!push_middle(lexer, begin, fstring))
        return false;
    lexer->token = lexer->cursor;
    if (fstring->fields >= LEXER_FIELDS)
        return lexer_fail(lexer, lexer->token - 1, lexer->token - 1, "f-string: expressions nested too deeply");
    if (lexer->bracket_count >= LEXER_BRACKETS)
        return lexer_fail(lexer, lexer->token, lexer->token, "too many nested parentheses");
    lexer->brackets[lexer->bracket_count++] = (Bracket){'{', lexer->line, (uint32_t)(lexer->token - lexer->line_start)};
    fstring->in_spec[fstring->fields] = false;
    fstring->levels[fstring->fields++] = lexer->bracket_count;
    lexer->cursor++;
    return lexer_push(lexer, TOKEN_LBRACE, lexer->token, NULL);
}

static bool close_field(Lexer *lexer, const Beginning *begin, OpenFstring *fstring)
{
    if (!push_middle(lexer, begin, fstring))
        return false;
    const char *start = lexer->cursor++;
    lexer->bracket_count--;
    fstring->fields--;
    return lexer_push(lexer, TOKEN_RBRACE, start, NULL);
}

// Skips a backslash and what it takes with it: a brace keeps its meaning, except in \N{NAME}.
static void skip_escape(Lexer *lexer, const OpenFstring *fstring)
{
    lexer->cursor++;
    char c = *lexer->cursor;
    if (c == '{' || c == '}' || c == '\0')
        return;
    lexer->cursor++;
    if (c == '\n') {
        count_line(lexer);
    } else if (c == 'N' && !fstring->raw && *lexer->cursor == '{') {
        size_t name = strspn(lexer->cursor + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -");
        if (lexer->cursor[name + 1] == '}')
            lexer->cursor += name + 2;
    }
}

bool lexer_fstring_middle(Lexer *lexer)
{
    OpenFstring *fstring = &lexer->fstrings[lexer->fstring_count - 1];
    lexer->token = lexer->cursor;
    Beginning begin = beginning(lexer);
    bool in_spec = fstring->fields > 0;
    for (;;) {
        char c = *lexer->cursor;
        if (c == fstring->quote && (!fstring->triple || is_triple(lexer->cursor + 1, fstring->quote))) {
            return end_fstring(lexer, &begin, fstring); // also where a field is open: the parser will complain
        }
        if (c == '\0' || (c == '\n' && !fstring->triple)) {
            if (in_spec && c == '\n')
                return push_middle(lexer, &begin, fstring) &&
                       lexer_fail(
                           lexer, lexer->cursor, lexer->cursor,
                           "f-string: newlines are not allowed in format specifiers for single quoted f-strings");
            lexer->line -= c == '\0' && lexer->line_start == lexer->cursor;
            return fail_unterminated_fstring(lexer, fstring);
        }
        if (c == '{') {
            if (in_spec || lexer->cursor[1] != '{')
                return open_field(lexer, &begin, fstring);
            lexer->cursor += 2;
        } else if (c == '}') {
            if (in_spec)
                return close_field(lexer, &begin, fstring);
            if (lexer->cursor[1] != '}')
                return lexer_fail(lexer, lexer->cursor, lexer->cursor, "f-string: single '}' is not allowed");
            lexer->cursor += 2;
        } else if (c == '\\') {
            skip_escape(lexer, fstring);
        } else {
            lexer->cursor++;
            if (c == '\n')
                count_line(lexer);
        }
    }
}

#include "syntax/lexer.h"

#include <string.h>

#include "syntax/unicode.h"

AstLocation lexer_span(const Lexer *lexer, const char *start)
{
    return (AstLocation){lexer->line, (uint32_t)(start - lexer->line_start), lexer->line,
                         (uint32_t)(lexer->cursor - lexer->line_start)};
}

bool lexer_push(Lexer *lexer, int kind, const char *start, const AstLocation *from)
{
    Token token = {.kind = (uint16_t)kind,
                   .start = (uint32_t)(start - lexer->text),
                   .end = (uint32_t)(lexer->cursor - lexer->text)};
    if (from) {
        token.at = *from;
        token.at.end_line = lexer->line;
        token.at.end_column = (uint32_t)(lexer->cursor - lexer->line_start);
    } else {
        token.at = lexer_span(lexer, start);
    }
    return VECTOR_PUSH(&lexer->tokens, lexer->memory, token);
}

bool lexer_fail(Lexer *lexer, const char *from, const char *to, const char *format, ...)
{
    AstLocation at = {lexer->line, (uint32_t)(from - lexer->line_start), lexer->line,
                      (uint32_t)(to - lexer->line_start)};
    va_list arguments;
    va_start(arguments, format);
    fault_set_va(lexer->fault, ERROR_SYNTAX_ERROR, &at, format, arguments);
    va_end(arguments);
    return true;
}

// Fails at the last character that was read.
static bool fail_here(Lexer *lexer, const char *message)
{
    const char *last = lexer->cursor - 1;
    while (last > lexer->line_start && (*last & 0xC0) == 0x80)
        last--;
    return lexer_fail(lexer, last, last, "%s", message);
}

static void next_line(Lexer *lexer)
{
    lexer->line++;
    lexer->line_start = lexer->cursor;
}

// Indentation.

static bool fail_indentation(Lexer *lexer, ErrorKind kind, const char *message)
{
    AstLocation at = {lexer->line, 0, lexer->line, 0};
    fault_set(lexer->fault, kind, &at, "%s", message);
    lexer->fault->deferred = lexer->fault->whole = true;
    lexer->fault->end_column = FAULT_NO_COLUMN;
    return true;
}

// This one is marked at the end of the line.
static bool fail_unindent(Lexer *lexer)
{
    fail_indentation(lexer, ERROR_INDENTATION_ERROR, "unindent does not match any outer indentation level");
    lexer->fault->column = strchr(lexer->cursor, '\n') - lexer->line_start;
    lexer->fault->end_column = FAULT_NO_END;
    return true;
}

static bool fail_tabs(Lexer *lexer)
{
    return fail_indentation(lexer, ERROR_TAB_ERROR, "inconsistent use of tabs and spaces in indentation");
}

static bool close_indents(Lexer *lexer, uint32_t column, uint32_t alternate)
{
    int depth = lexer->indent_count;
    while (depth > 0 && column < lexer->indents[depth])
        depth--;
    if (column != lexer->indents[depth])
        return fail_unindent(lexer);
    if (alternate != lexer->alternates[depth])
        return fail_tabs(lexer);
    for (; lexer->indent_count > depth; lexer->indent_count--) {
        if (!lexer_push(lexer, TOKEN_DEDENT, lexer->cursor, NULL))
            return false;
    }
    return true;
}

static bool change_indent(Lexer *lexer, uint32_t column, uint32_t alternate)
{
    uint32_t top = lexer->indents[lexer->indent_count];
    uint32_t alternate_top = lexer->alternates[lexer->indent_count];
    if (column == top)
        return alternate == alternate_top || fail_tabs(lexer);
    if (column < top)
        return close_indents(lexer, column, alternate);
    if (lexer->indent_count + 1 >= LEXER_INDENTS)
        return fail_indentation(lexer, ERROR_INDENTATION_ERROR, "too many levels of indentation");
    if (alternate <= alternate_top)
        return fail_tabs(lexer);
    lexer->indent_count++;
    lexer->indents[lexer->indent_count] = column;
    lexer->alternates[lexer->indent_count] = alternate;
    return lexer_push(lexer, TOKEN_INDENT, lexer->line_start, NULL);
}

// Measures the blanks at the cursor and skips them. A backslash at the end of blanks joins the next line, whose
// own blanks do not count.
static void measure_indent(Lexer *lexer, uint32_t *column, uint32_t *alternate)
{
    uint32_t joined = 0;
    *column = *alternate = 0;
    for (;; lexer->cursor++) {
        char c = *lexer->cursor;
        if (c == ' ') {
            (*column)++;
            (*alternate)++;
        } else if (c == '\t') {
            *column = (*column / 8 + 1) * 8;
            (*alternate)++;
        } else if (c == '\f') {
            *column = *alternate = 0;
        } else if (c == '\\' && lexer->cursor[1] == '\n' && lexer->cursor[2]) {
            joined = joined ? joined : *column;
            lexer->cursor += 2;
            next_line(lexer);
            lexer->cursor--;
        } else {
            break;
        }
    }
    if (joined)
        *column = *alternate = joined;
}

// Skips blank lines and comments, then compares the indentation of a line that has tokens.
static bool begin_line(Lexer *lexer)
{
    for (;;) {
        uint32_t column, alternate;
        measure_indent(lexer, &column, &alternate);
        if (*lexer->cursor == '#')
            lexer->cursor += strcspn(lexer->cursor, "\n");
        if (*lexer->cursor == '\0') {
            lexer->at_line_start = false;
            return true;
        }
        if (*lexer->cursor != '\n') {
            lexer->at_line_start = false;
            return change_indent(lexer, column, alternate);
        }
        lexer->cursor++;
        next_line(lexer);
    }
}

// Brackets.

static OpenFstring *open_fstring(Lexer *lexer)
{
    return lexer->fstring_count ? &lexer->fstrings[lexer->fstring_count - 1] : NULL;
}

// True where the next bracket to close is the { of the innermost f-string's replacement field.
static bool at_field_level(const Lexer *lexer, const OpenFstring *fstring)
{
    return fstring && fstring->fields && fstring->levels[fstring->fields - 1] == lexer->bracket_count;
}

static bool open_bracket(Lexer *lexer, int kind)
{
    if (lexer->bracket_count >= LEXER_BRACKETS)
        return fail_here(lexer, "too many nested parentheses");
    lexer->brackets[lexer->bracket_count++] =
        (Bracket){*lexer->token, lexer->line, (uint32_t)(lexer->token - lexer->line_start)};
    return lexer_push(lexer, kind, lexer->token, NULL);
}

static bool fail_mismatch(Lexer *lexer, char closer, const Bracket *open)
{
    const char *last = lexer->token;
    if (open->line != lexer->line)
        return lexer_fail(lexer, last, last,
                          "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u", closer,
                          open->opener, open->line);
    return lexer_fail(lexer, last, last, "closing parenthesis '%c' does not match opening parenthesis '%c'", closer,
                      open->opener);
}

static bool close_bracket(Lexer *lexer, int kind)
{
    char closer = *lexer->token;
    char opener = closer == ')' ? '(' : closer == ']' ? '[' : '{';
    OpenFstring *fstring = open_fstring(lexer);
    if (fstring && !fstring->fields && closer == '}')
        return lexer_fail(lexer, lexer->token, lexer->token, "f-string: single '}' is not allowed");
    if (fstring && at_field_level(lexer, fstring) && closer != '}')
        return lexer_fail(lexer, lexer->token, lexer->token, "f-string: unmatched '%c'", closer);
    if (lexer->bracket_count == 0)
        return lexer_fail(lexer, lexer->token, lexer->token, "unmatched '%c'", closer);
    const Bracket *open = &lexer->brackets[lexer->bracket_count - 1];
    if (open->opener != opener) {
        if (fstring && open->opener == '{' && fstring->fields)
            return lexer_fail(lexer, lexer->token, lexer->token, "f-string: unmatched '%c'", closer);
        return fail_mismatch(lexer, closer, open);
    }
    if (fstring && at_field_level(lexer, fstring))
        fstring->fields--;
    lexer->bracket_count--;
    return lexer_push(lexer, kind, lexer->token, NULL);
}

// Numbers. What follows a number must not look like part of it, except for the keywords that may follow at once.

static bool is_identifier_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool may_follow_number(const char *rest, bool hexadecimal)
{
    static const char *const WORDS[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (hexadecimal && WORDS[i][0] == 'e')
            continue; // the e is a digit
        if (strncmp(rest, WORDS[i], strlen(WORDS[i])) == 0)
            return true;
    }
    return false;
}

static bool warn_number(Lexer *lexer, const char *name)
{
    const char *message = NULL;
    char text[64];
    size_t length = 0;
    for (const char *part = "invalid "; *part; part++)
        text[length++] = *part;
    for (; *name; name++)
        text[length++] = *name;
    for (const char *part = " literal"; *part; part++)
        text[length++] = *part;
    message = arena_copy(lexer->arena, text, length);
    return message &&
           VECTOR_PUSH(lexer->warnings, lexer->memory, (AstWarning){message, lexer_span(lexer, lexer->token), false});
}

static bool end_number(Lexer *lexer, const char *name)
{
    char next = *lexer->cursor;
    if ((!is_identifier_start(next) && !is_digit(next)) || (next & 0x80))
        return lexer_push(lexer, TOKEN_NUMBER, lexer->token, NULL);
    bool hexadecimal = name[0] == 'h';
    if (name[0] == 'd' && (next | 0x20) == 'e' && (lexer->cursor[1] == '+' || lexer->cursor[1] == '-'))
        return lexer_fail(lexer, lexer->cursor + 1, lexer->cursor + 1, "invalid %s literal", name);
    if (may_follow_number(lexer->cursor, hexadecimal))
        return warn_number(lexer, name) && lexer_push(lexer, TOKEN_NUMBER, lexer->token, NULL);
    // The mark stands on the number's last character, where it is a letter that follows.
    return lexer_fail(lexer, lexer->cursor - 1, lexer->cursor - 1, "invalid %s literal", name);
}

static bool fail_number(Lexer *lexer, const char *name)
{
    return lexer_fail(lexer, lexer->cursor - 1, lexer->cursor - 1, "invalid %s literal", name);
}

// 0o and 0b numbers: what digit stopped them?
static bool end_prefixed(Lexer *lexer, const char *name)
{
    bool empty = lexer->cursor - lexer->token == 2;
    char next = *lexer->cursor;
    if (next == '_' && !empty) { // 0b1_ or 0b1_2
        lexer->cursor++;
        next = *lexer->cursor;
        empty = true;
    } else if (next == '_' && empty) {
        lexer->cursor++;
        next = *lexer->cursor;
    }
    if (name[0] != 'h' && is_digit(next))
        return lexer_fail(lexer, lexer->cursor, lexer->cursor, "invalid digit '%c' in %s literal", next, name);
    if (empty)
        return fail_number(lexer, name);
    return end_number(lexer, name);
}

static bool end_decimal(Lexer *lexer)
{
    if (*lexer->cursor == '_') {
        lexer->cursor++;
        return fail_number(lexer, "decimal");
    }
    if (*lexer->token == '0') {
        const char *digit = lexer->token;
        while (digit < lexer->cursor && (*digit == '0' || *digit == '_'))
            digit++;
        if (digit < lexer->cursor)
            return lexer_fail(lexer, lexer->token, digit,
                              "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
                              "integers");
    }
    return end_number(lexer, "decimal");
}

static bool end_float(Lexer *lexer)
{
    if (*lexer->cursor == '_' && is_digit(lexer->cursor[-1])) {
        lexer->cursor++;
        return fail_number(lexer, "decimal");
    }
    return end_number(lexer, "decimal");
}

static bool number(Lexer *lexer, int lexeme)
{
    switch (lexeme) {
    case LEXEME_HEXADECIMAL:
        return end_prefixed(lexer, "hexadecimal");
    case LEXEME_OCTAL:
        return end_prefixed(lexer, "octal");
    case LEXEME_BINARY:
        return end_prefixed(lexer, "binary");
    case LEXEME_DECIMAL:
        return end_decimal(lexer);
    case LEXEME_FLOAT:
        return end_float(lexer);
    default:
        return end_number(lexer, "imaginary");
    }
}

// Names and stray characters.

static bool fail_character(Lexer *lexer, const char *at, uint32_t code_point)
{
    if (!unicode_is_printable(code_point))
        return lexer_fail(lexer, at, at, "invalid non-printable character U+%04X", code_point);
    size_t width = utf8_width(code_point);
    return lexer_fail(lexer, at, at, "invalid character '%.*s' (U+%04X)", (int)width, at, code_point);
}

static bool name(Lexer *lexer)
{
    if (!utf8_is_ascii(lexer->token, (size_t)(lexer->cursor - lexer->token))) {
        uint32_t bad = 0;
        size_t length = unicode_name_span(lexer->token, &bad);
        if (lexer->token + length < lexer->cursor) {
            lexer->cursor = lexer->token + length;
            return fail_character(lexer, lexer->cursor, bad);
        }
    }
    return lexer_push(lexer, TOKEN_NAME, lexer->token, NULL);
}

static bool stray(Lexer *lexer)
{
    unsigned char c = (unsigned char)*lexer->token;
    if (c < ' ' || c == 0x7F)
        return fail_character(lexer, lexer->token, c);
    return lexer_push(lexer, TOKEN_BAD, lexer->token, NULL);
}

static bool newline(Lexer *lexer)
{
    if (lexer->bracket_count == 0) {
        // A comment before the end of the line belongs to that token.
        const char *start = lexer->comment && lexer->comment >= lexer->line_start ? lexer->comment : lexer->token;
        if (!lexer_push(lexer, TOKEN_NEWLINE, start, NULL))
            return false;
        lexer->at_line_start = true;
    }
    next_line(lexer);
    return true;
}

static bool backslash(Lexer *lexer)
{
    if (*lexer->cursor != '\n') {
        lexer_fail(lexer, lexer->cursor, lexer->cursor, "unexpected character after line continuation character");
        lexer->fault->end_column = FAULT_NO_COLUMN;
        lexer->fault->deferred = lexer->fault->whole = true;
        return true;
    }
    lexer->cursor++;
    next_line(lexer);
    if (*lexer->cursor == '\0') {
        if (lexer->bracket_count)
            return true; // the end will complain of the bracket
        lexer->line--;
        lexer->line_start = lexer->token;
        while (lexer->line_start > lexer->text && lexer->line_start[-1] != '\n')
            lexer->line_start--;
        lexer_fail(lexer, lexer->token + 1, lexer->token + 1, "unexpected EOF while parsing");
        lexer->fault->end_column = FAULT_NO_END;
        lexer->fault->at_end = lexer->fault->deferred = lexer->fault->whole = true;
    }
    return true;
}

static bool finish(Lexer *lexer)
{
    lexer->cursor = lexer->text + lexer->length;
    // All that stands here is located behind the last line's newline.
    if (lexer->line > 1 && lexer->line_start == lexer->cursor) {
        lexer->line--;
        lexer->line_start--;
        while (lexer->line_start > lexer->text && lexer->line_start[-1] != '\n')
            lexer->line_start--;
    }
    for (; lexer->bracket_count == 0 && lexer->indent_count > 0; lexer->indent_count--) {
        if (!lexer_push(lexer, TOKEN_DEDENT, lexer->cursor, NULL))
            return false;
    }
    return lexer_push(lexer, TOKEN_YYEOF, lexer->cursor, NULL);
}

// A colon at the level of a replacement field begins its format specification, even in `:=`.
static bool begin_spec(Lexer *lexer, OpenFstring *fstring)
{
    lexer->cursor = lexer->token + 1;
    fstring->in_spec[fstring->fields - 1] = true;
    return lexer_push(lexer, TOKEN_COLON, lexer->token, NULL);
}

static bool lexeme(Lexer *lexer, int kind)
{
    switch (kind) {
    case TOKEN_NEWLINE:
        return newline(lexer);
    case LEXEME_BACKSLASH:
        return backslash(lexer);
    case TOKEN_STRING:
        return lexer_string(lexer);
    case TOKEN_FSTRING_START:
        return lexer_fstring_start(lexer);
    case TOKEN_NAME:
        return name(lexer);
    case TOKEN_BAD:
        return stray(lexer);
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_LBRACE:
        return open_bracket(lexer, kind);
    case TOKEN_RPAR:
    case TOKEN_RSQB:
    case TOKEN_RBRACE:
        return close_bracket(lexer, kind);
    case TOKEN_COLON:
    case TOKEN_COLON_EQUAL: {
        OpenFstring *fstring = open_fstring(lexer);
        if (at_field_level(lexer, fstring))
            return begin_spec(lexer, fstring);
        return lexer_push(lexer, kind, lexer->token, NULL);
    }
    default:
        if (kind >= LEXEME_HEXADECIMAL)
            return number(lexer, kind);
        return lexer_push(lexer, kind, lexer->token, NULL);
    }
}

// Reads one thing; sets *done at the end of the text.
static bool step(Lexer *lexer, bool *done)
{
    if (lexer->at_line_start)
        return begin_line(lexer);
    OpenFstring *fstring = open_fstring(lexer);
    if (fstring && (fstring->fields == 0 || fstring->in_spec[fstring->fields - 1]))
        return lexer_fstring_middle(lexer);
    int kind = lexer_scan(lexer);
    if (kind == LEXEME_END) {
        *done = true;
        return finish(lexer);
    }
    return lexeme(lexer, kind);
}

bool lexer_run(Lexer *lexer)
{
    lexer->cursor = lexer->line_start = lexer->text;
    lexer->line = 1;
    lexer->at_line_start = true;
    for (bool done = false; !done;) {
        if (!step(lexer, &done))
            return false;
        if (fault_is_set(lexer->fault)) {
            lexer->fault->deferred |= lexer->fstring_count > 0;
            if (!lexer_push(lexer, TOKEN_FAULT, lexer->cursor, NULL))
                return false;
            done = true;
        }
    }
    lexer_soft_keywords(&lexer->tokens);
    return true;
}

void lexer_free(Lexer *lexer)
{
    VECTOR_FREE(&lexer->tokens, lexer->memory);
}

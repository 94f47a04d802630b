#include "syntax/literal.h"

#include <stdlib.h>
#include <string.h>

#include "base/character_name.h"
#include "base/text.h"

// Numbers

enum { DECIMAL_DIGITS = 4300 }; // more are refused, because converting them takes quadratic time

static bool integer(Parser *parser, const Token *token, const char *digits, size_t length, int base,
                    AstConstantValue *value)
{
    uint64_t number = 0;
    bool wide = false;
    for (size_t i = 0; i < length && !wide; i++) {
        wide = __builtin_mul_overflow(number, (uint64_t)base, &number) ||
               __builtin_add_overflow(number, (uint64_t)text_digit(digits[i]), &number) || number > INT64_MAX;
    }
    value->kind = AST_CONSTANT_INT;
    value->integer = (int64_t)number;
    if (!wide)
        return true;
    if (base == 10 && length > DECIMAL_DIGITS) {
        fault_set(parser->fault, ERROR_SYNTAX_ERROR, &token->at,
                  "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                  "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals "
                  "to avoid decimal conversion limits.",
                  DECIMAL_DIGITS, length);
        parser->fault->column = parser->fault->end_column = FAULT_NO_COLUMN;
        return false;
    }
    value->kind = AST_CONSTANT_BIG_INT;
    value->base = base;
    value->text = (AstText){arena_copy(parser->arena, digits, length), length};
    return value->text.bytes != NULL;
}

static bool floating(const char *digits, size_t length, AstConstantValue *value)
{
    bool imaginary = (digits[length - 1] | 0x20) == 'j';
    value->kind = imaginary ? AST_CONSTANT_IMAGINARY : AST_CONSTANT_FLOAT;
    value->number = strtod(digits, NULL); // stops before the j
    return true;
}

bool literal_number(Parser *parser, uint32_t index, AstConstantValue *value)
{
    const Token *token = &parser->tokens->items[index];
    size_t length = token->end - token->start;
    char *digits = arena_copy(parser->arena, parser->text + token->start, length);
    if (!digits)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] != '_')
            digits[kept++] = digits[i];
    }
    digits[kept] = '\0';
    char mark = kept > 1 && digits[0] == '0' ? (char)(digits[1] | 0x20) : '0';
    int base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    if (base != 10)
        return integer(parser, token, digits + 2, kept - 2, base, value);
    if (strpbrk(digits, ".eEjJ"))
        return floating(digits, kept, value);
    return integer(parser, token, digits, kept, 10, value);
}

// Strings

typedef struct Decoder {
    Parser *parser;
    const Token *token;
    const char *begin; // of the body
    const char *cursor;
    const char *end;
    char *out; // never longer than the body
    bool bytes;
    bool raw;
    bool braces; // {{ and }} stand for one
    bool warned;
} Decoder;

// Where a place is for the codec that Python's decoder is made of: it sees a character beyond ASCII as ten bytes.
static size_t codec_position(const Decoder *decoder, const char *place)
{
    size_t position = 0;
    for (const char *c = decoder->begin; c < place; c++)
        position += (*c & 0x80) == 0 ? 1 : (*c & 0xC0) == 0xC0 ? 10 : 0;
    return position;
}

// The token that is blamed: of an f-string, which is decoded as a whole, its end.
static const AstLocation *blamed(const Decoder *decoder)
{
    const Token *token = decoder->token;
    int depth = token->kind == TOKEN_FSTRING_MIDDLE;
    while (depth) {
        token++;
        depth += token->kind == TOKEN_FSTRING_START ? 1 : token->kind == TOKEN_FSTRING_END ? -1 : 0;
        if (token->kind == TOKEN_YYEOF)
            return &decoder->token->at;
    }
    return &token->at;
}

static bool fail_escape(Decoder *decoder, const char *from, const char *to, const char *reason)
{
    size_t first = codec_position(decoder, from), last = codec_position(decoder, to) - 1;
    if (decoder->bytes)
        fault_set(decoder->parser->fault, ERROR_SYNTAX_ERROR, blamed(decoder),
                  "(value error) invalid \\x escape at position %zu", first);
    else
        fault_set(decoder->parser->fault, ERROR_SYNTAX_ERROR, blamed(decoder),
                  "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", first, last,
                  reason);
    return false;
}

static bool is_hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static void put(Decoder *decoder, uint32_t code_point)
{
    if (decoder->bytes)
        *decoder->out++ = (char)code_point;
    else
        decoder->out += utf8_write(code_point, decoder->out);
}

static bool hexadecimal(Decoder *decoder, const char *from, int digits, const char *reason)
{
    uint32_t code_point = 0;
    for (int i = 0; i < digits; i++) {
        if (decoder->cursor == decoder->end || !is_hexadecimal(*decoder->cursor))
            return fail_escape(decoder, from, decoder->cursor, reason);
        code_point = code_point << 4 | (uint32_t)text_digit(*decoder->cursor++);
    }
    if (code_point > 0x10FFFF)
        return fail_escape(decoder, from, decoder->cursor, "illegal Unicode character");
    put(decoder, code_point);
    return true;
}

static bool warn(Decoder *decoder, const char *format, const char *text, int length)
{
    if (decoder->warned)
        return true;
    decoder->warned = true;
    AstLocation at = decoder->token->at;
    for (const char *c = decoder->begin; c < decoder->cursor - 1; c++)
        at.line += *c == '\n';
    return build_warn(decoder->parser, at, format, length, text);
}

static bool octal(Decoder *decoder, char first)
{
    const char *from = decoder->cursor - 1;
    uint32_t value = (uint32_t)(first - '0');
    for (int i = 0; i < 2 && decoder->cursor < decoder->end && *decoder->cursor >= '0' && *decoder->cursor <= '7'; i++)
        value = value * 8 + (uint32_t)(*decoder->cursor++ - '0');
    if (value > 0377 && !warn(decoder, "invalid octal escape sequence '\\%.*s'", from, (int)(decoder->cursor - from)))
        return false;
    put(decoder, value);
    return true;
}

// The end of a name that nothing closes.
static const char *unnamed_end(const Decoder *decoder)
{
    return decoder->cursor < decoder->end && *decoder->cursor == '{' ? decoder->end : decoder->cursor;
}

static bool named_character(Decoder *decoder, const char *from)
{
    const char *close = NULL;
    if (decoder->cursor < decoder->end && *decoder->cursor == '{')
        close = memchr(decoder->cursor, '}', (size_t)(decoder->end - decoder->cursor));
    if (!close || close == decoder->cursor + 1)
        return fail_escape(decoder, from, close ? close : unnamed_end(decoder), "malformed \\N character escape");
    int64_t found = character_named(decoder->cursor + 1, (size_t)(close - decoder->cursor - 1));
    if (found < 0)
        return fail_escape(decoder, from, close + 1, "unknown Unicode character name");
    decoder->cursor = close + 1;
    put(decoder, (uint32_t)found);
    return true;
}

// What stands behind a backslash that the cursor has just passed.
static bool escape(Decoder *decoder)
{
    const char *from = decoder->cursor - 1;
    if (decoder->cursor == decoder->end) { // the brace behind it is not part of this text
        *decoder->out++ = '\\';
        return warn(decoder, "invalid escape sequence '\\%.*s'", decoder->cursor, 1);
    }
    static const char SIMPLE[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
    char c = *decoder->cursor++;
    if (c == '\n')
        return true;
    for (const char *pair = SIMPLE; *pair; pair += 2) {
        if (*pair == c) {
            *decoder->out++ = pair[1];
            return true;
        }
    }
    if (c >= '0' && c <= '7')
        return octal(decoder, c);
    if (c == 'x')
        return hexadecimal(decoder, from, 2, "truncated \\xXX escape");
    if (!decoder->bytes && c == 'u')
        return hexadecimal(decoder, from, 4, "truncated \\uXXXX escape");
    if (!decoder->bytes && c == 'U')
        return hexadecimal(decoder, from, 8, "truncated \\UXXXXXXXX escape");
    if (!decoder->bytes && c == 'N')
        return named_character(decoder, from);
    decoder->cursor--;
    *decoder->out++ = '\\';
    size_t width;
    utf8_decode(decoder->cursor, &width);
    return warn(decoder, "invalid escape sequence '\\%.*s'", decoder->cursor, (int)width);
}

static bool decode(Decoder *decoder, AstText *text)
{
    size_t length = (size_t)(decoder->end - decoder->begin);
    char *bytes = arena_alloc(decoder->parser->arena, length + 2);
    if (!bytes)
        return false;
    decoder->out = bytes;
    decoder->cursor = decoder->begin;
    while (decoder->cursor < decoder->end) {
        char c = *decoder->cursor++;
        if (c == '\\' && !decoder->raw) {
            if (!escape(decoder))
                return false;
            continue;
        }
        if (decoder->bytes && (c & 0x80)) {
            fault_set(decoder->parser->fault, ERROR_SYNTAX_ERROR, &decoder->token->at,
                      "bytes can only contain ASCII literal characters");
            return false;
        }
        if (decoder->braces && (c == '{' || c == '}') && decoder->cursor < decoder->end && *decoder->cursor == c)
            decoder->cursor++;
        *decoder->out++ = c;
    }
    *decoder->out = '\0';
    *text = (AstText){bytes, (size_t)(decoder->out - bytes)};
    return true;
}

bool literal_string(Parser *parser, uint32_t index, AstConstantValue *value, AstText *kind)
{
    const Token *token = &parser->tokens->items[index];
    Decoder decoder = {.parser = parser, .token = token};
    const char *begin = parser->text + token->start, *end = parser->text + token->end;
    *kind = (AstText){0};
    for (; *begin != '"' && *begin != '\''; begin++) {
        decoder.bytes |= *begin == 'b' || *begin == 'B';
        decoder.raw |= *begin == 'r' || *begin == 'R';
        if (*begin == 'u')
            *kind = (AstText){"u", 1};
    }
    size_t quotes = end - begin >= 6 && begin[1] == begin[0] && begin[2] == begin[0] ? 3 : 1;
    decoder.begin = begin + quotes;
    decoder.end = end - quotes;
    value->kind = decoder.bytes ? AST_CONSTANT_BYTES : AST_CONSTANT_STR;
    return decode(&decoder, &value->text);
}

bool literal_fstring_text(Parser *parser, uint32_t index, AstConstantValue *value)
{
    const Token *token = &parser->tokens->items[index];
    Decoder decoder = {.parser = parser,
                       .token = token,
                       .begin = parser->text + token->start,
                       .end = parser->text + token->end,
                       .raw = token->flags & TOKEN_FLAG_RAW,
                       .braces = !(token->flags & TOKEN_FLAG_SPEC)};
    value->kind = AST_CONSTANT_STR;
    return decode(&decoder, &value->text);
}

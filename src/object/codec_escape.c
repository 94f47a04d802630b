#include "object/codec_escape.h"

#include <string.h>

#include "base/character_name.h"

static const char SIMPLE[] = "\\'\"abfnrtv";
static const char MEANINGS[] = "\\'\"\a\b\f\n\r\t\v";

bool codec_escape_put(Text *out, uint32_t c, bool raw)
{
    char letter = c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\0';
    if (letter && !raw)
        return text_append_format(out, "\\%c", letter);
    if (raw ? c < 0x100 : c >= ' ' && c < 0x7F)
        return text_append_char(out, (char)c);
    return text_append_format(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
}

// The hexadecimal digits behind \x, \u or \U.
static CodecUnit read_digits(const unsigned char *bytes, size_t left, size_t count, const char *truncated,
                             const char *illegal)
{
    CodecUnit unit = {.width = 2};
    while (unit.width < left && unit.width < count + 2 && text_digit((char)bytes[unit.width]) < 16)
        unit.c = unit.c << 4 | (uint32_t)text_digit((char)bytes[unit.width++]);
    if (unit.width < count + 2)
        unit.reason = truncated;
    else if (unit.c > 0x10FFFF)
        unit.reason = illegal;
    return unit;
}

// \N{NAME}.
static CodecUnit read_named(const unsigned char *bytes, size_t left)
{
    const unsigned char *close = left > 2 && bytes[2] == '{' ? memchr(bytes, '}', left) : NULL;
    if (!close || close == bytes + 3)
        return (CodecUnit){0, close ? 4 : left > 2 && bytes[2] == '{' ? left : 2, "malformed \\N character escape"};
    size_t width = (size_t)(close - bytes) + 1;
    int64_t found = character_named((const char *)bytes + 3, width - 4);
    return (CodecUnit){(uint32_t)found, width, found < 0 ? "unknown Unicode character name" : NULL};
}

static CodecUnit read_octal(const unsigned char *bytes, size_t left)
{
    CodecUnit unit = {.width = 1};
    while (unit.width < left && unit.width < 4 && bytes[unit.width] >= '0' && bytes[unit.width] <= '7')
        unit.c = unit.c << 3 | (uint32_t)(bytes[unit.width++] - '0');
    return unit;
}

CodecUnit codec_escape_read(const unsigned char *bytes, size_t left, bool raw, Text *out)
{
    if (bytes[0] != '\\' || (raw && left < 2))
        return (CodecUnit){bytes[0], 1, NULL};
    if (left < 2)
        return (CodecUnit){0, 1, "\\ at end of string"};
    if (bytes[1] == 'u')
        return read_digits(bytes, left, 4, "truncated \\uXXXX escape", NULL);
    if (bytes[1] == 'U')
        return read_digits(bytes, left, 8, "truncated \\UXXXXXXXX escape",
                           raw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character");
    if (!raw && bytes[1] == 'x')
        return read_digits(bytes, left, 2, "truncated \\xXX escape", NULL);
    if (!raw && bytes[1] == 'N')
        return read_named(bytes, left);
    if (!raw && bytes[1] == '\n')
        return (CodecUnit){CODEC_NO_CHARACTER, 2, NULL};
    if (!raw && bytes[1] >= '0' && bytes[1] <= '7')
        return read_octal(bytes, left);
    const char *simple = !raw && bytes[1] ? strchr(SIMPLE, bytes[1]) : NULL;
    if (simple)
        return (CodecUnit){(unsigned char)MEANINGS[simple - SIMPLE], 2, NULL};
    text_append_char(out, '\\'); // no escape: both characters stand for themselves
    return (CodecUnit){bytes[1], 2, NULL};
}

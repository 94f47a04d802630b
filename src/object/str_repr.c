// repr() of texts.
#include <string.h>

#include "object/character.h"
#include "object/str.h"

static bool append_escape(Text *out, uint32_t c)
{
    switch (c) {
    case '\n':
        return text_append(out, "\\n", 2);
    case '\r':
        return text_append(out, "\\r", 2);
    case '\t':
        return text_append(out, "\\t", 2);
    default:
        return text_append_format(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
    }
}

bool str_append_repr(Text *out, const char *bytes, size_t length)
{
    // Double quotes are used only where they save an escape.
    bool has_single = memchr(bytes, '\'', length) != NULL, has_double = memchr(bytes, '"', length) != NULL;
    char quote = has_single && !has_double ? '"' : '\'';
    text_append_char(out, quote);
    for (size_t i = 0, width; i < length; i += width) {
        uint32_t c = utf8_decode(bytes + i, &width);
        if (c == (uint32_t)quote || c == '\\') {
            text_append_char(out, '\\');
            text_append_char(out, (char)c);
        } else if (character_is_printable(c)) {
            text_append(out, bytes + i, width);
        } else {
            append_escape(out, c);
        }
    }
    return text_append_char(out, quote);
}

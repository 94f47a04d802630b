#include "syntax/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

static bool is_start(uint32_t code_point)
{
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        // Letters whose compatibility form begins with a blank or is a mark are not.
        return code_point != 0x037A && code_point != 0x0E33 && code_point != 0x0EB3 && code_point != 0x2E2F &&
               !(code_point >= 0xFE70 && code_point <= 0xFE7E && (code_point & 1) == 0) && code_point != 0xFF9E &&
               code_point != 0xFF9F && !(code_point >= 0xFC5E && code_point <= 0xFC63) && code_point != 0xFDFA &&
               code_point != 0xFDFB;
    default:
        return code_point == '_' || code_point == 0x1885 || code_point == 0x1886 || code_point == 0x2118 ||
               code_point == 0x212E;
    }
}

static bool is_continue(uint32_t code_point)
{
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return is_start(code_point) || code_point == 0x00B7 || code_point == 0x0387 || code_point == 0x0E33 ||
               code_point == 0x0EB3 || (code_point >= 0x1369 && code_point <= 0x1371) || code_point == 0x19DA ||
               code_point == 0xFF9E || code_point == 0xFF9F;
    }
}

size_t unicode_name_span(const char *text, uint32_t *next)
{
    size_t length = 0;
    for (;;) {
        size_t width;
        uint32_t code_point = utf8_decode(text + length, &width);
        *next = code_point;
        if (code_point == 0 || !(length ? is_continue(code_point) : is_start(code_point)))
            return length;
        length += width;
    }
}

bool unicode_is_printable(uint32_t code_point)
{
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return code_point == ' ';
    default:
        return true;
    }
}

static bool append_all(const utf8proc_int32_t *code_points, utf8proc_ssize_t count, Text *out)
{
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (!text_append_code_point(out, (uint32_t)code_points[i]))
            return false;
    }
    return true;
}

// In two passes over a buffer of our own, because utf8proc_map would allocate past base/mem.h.
bool unicode_normalize(const char *bytes, size_t length, Text *out)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    const utf8proc_uint8_t *input = (const utf8proc_uint8_t *)bytes;
    utf8proc_ssize_t count = utf8proc_decompose(input, (utf8proc_ssize_t)length, NULL, 0, options);
    if (count < 0)
        return text_append(out, bytes, length);
    size_t size = ((size_t)count + 1) * sizeof(utf8proc_int32_t);
    utf8proc_int32_t *buffer = mem_alloc(out->memory, size);
    if (!buffer)
        return false;
    count = utf8proc_decompose(input, (utf8proc_ssize_t)length, buffer, count, options);
    if (count >= 0)
        count = utf8proc_normalize_utf32(buffer, count, options);
    bool ok = count >= 0 ? append_all(buffer, count, out) : text_append(out, bytes, length);
    mem_free(out->memory, buffer, size);
    return ok;
}

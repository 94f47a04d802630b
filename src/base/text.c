#include "base/text.h"

#include <stdio.h>
#include <string.h>

void text_init(Text *text, Memory *memory)
{
    *text = (Text){.memory = memory};
}

void text_free(Text *text)
{
    mem_free(text->memory, text->bytes, text->capacity);
    *text = (Text){.memory = text->memory};
}

void text_clear(Text *text)
{
    text->length = 0;
    text->failed = false;
    if (text->bytes)
        text->bytes[0] = '\0';
}

const char *text_string(const Text *text)
{
    return text->bytes ? text->bytes : "";
}

bool text_reserve(Text *text, size_t more)
{
    if (text->failed)
        return false;
    size_t needed;
    if (__builtin_add_overflow(text->length, more, &needed) || needed >= SIZE_MAX / 2) {
        error_raise_bare(text->memory->error, ERROR_MEMORY_ERROR);
        text->failed = true;
        return false;
    }
    needed++; // the NUL
    if (needed <= text->capacity)
        return true;
    size_t capacity = text->capacity + text->capacity / 2;
    if (capacity < needed)
        capacity = needed < 32 ? 32 : needed;
    char *bytes = mem_resize(text->memory, text->bytes, text->capacity, capacity);
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

bool text_append(Text *text, const char *bytes, size_t length)
{
    if (!text_reserve(text, length))
        return false;
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return true;
}

bool text_append_string(Text *text, const char *string)
{
    return text_append(text, string, strlen(string));
}

bool text_append_char(Text *text, char c)
{
    return text_append(text, &c, 1);
}

bool text_append_repeated(Text *text, char c, size_t count)
{
    if (!text_reserve(text, count))
        return false;
    memset(text->bytes + text->length, c, count);
    text->length += count;
    text->bytes[text->length] = '\0';
    return true;
}

bool text_append_code_point(Text *text, uint32_t code_point)
{
    char bytes[4];
    return text_append(text, bytes, utf8_write(code_point, bytes));
}

bool text_append_format_va(Text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    bool ok = length >= 0 && text_reserve(text, (size_t)length);
    if (ok) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
    return ok;
}

bool text_append_format(Text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool ok = text_append_format_va(text, format, arguments);
    va_end(arguments);
    return ok;
}

size_t utf8_width(uint32_t code_point)
{
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

size_t utf8_write(uint32_t code_point, char *out)
{
    size_t width = utf8_width(code_point);
    switch (width) {
    case 1:
        out[0] = (char)code_point;
        break;
    case 2:
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        break;
    case 3:
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        break;
    default:
        out[0] = (char)(0xF0 | code_point >> 18);
        out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
        out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[3] = (char)(0x80 | (code_point & 0x3F));
    }
    return width;
}

uint32_t utf8_decode(const char *bytes, size_t *width)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) {
        *width = 1;
        return b[0];
    }
    if (b[0] < 0xE0) {
        *width = 2;
        return (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
    }
    if (b[0] < 0xF0) {
        *width = 3;
        return (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
    }
    *width = 4;
    return (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 | (uint32_t)(b[2] & 0x3F) << 6 | (b[3] & 0x3F);
}

size_t utf8_count(const char *bytes, size_t length)
{
    const uint64_t lowest = 0x0101010101010101;
    size_t count = 0, i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        uint64_t inside = (word >> 7) & (~word >> 6) & lowest; // one for each byte 10xxxxxx
        count += 8 - (size_t)((inside * lowest) >> 56);
    }
    for (; i < length; i++)
        count += (bytes[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_offset(const char *bytes, size_t length, size_t index)
{
    size_t offset = 0;
    for (; offset < length; offset++) {
        if ((bytes[offset] & 0xC0) != 0x80 && index-- == 0)
            return offset;
    }
    return length;
}

// The width of the well-formed sequence at b, 0 where it is malformed (Unicode standard, table 3-7).
static size_t sequence_width(const unsigned char *b, size_t left)
{
    if (b[0] < 0x80)
        return 1;
    size_t width = b[0] >= 0xC2 && b[0] <= 0xDF   ? 2
                   : b[0] >= 0xE0 && b[0] <= 0xEF ? 3
                   : b[0] >= 0xF0 && b[0] <= 0xF4 ? 4
                                                  : 0;
    if (width == 0 || width > left)
        return 0;
    for (size_t i = 1; i < width; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
    }
    if ((b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] > 0x9F) || (b[0] == 0xF0 && b[1] < 0x90) ||
        (b[0] == 0xF4 && b[1] > 0x8F))
        return 0;
    return width;
}

bool utf8_valid(const char *bytes, size_t length, size_t *bad)
{
    for (size_t i = 0; i < length;) {
        size_t width = sequence_width((const unsigned char *)bytes + i, length - i);
        if (width == 0) {
            if (bad)
                *bad = i;
            return false;
        }
        i += width;
    }
    return true;
}

bool utf8_is_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] & 0x80)
            return false;
    }
    return true;
}

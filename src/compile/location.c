#include "compile/location.h"

#include <string.h>

bool location_append_number(Text *out, uint64_t number)
{
    while (number >= 0x80) {
        if (!text_append_char(out, (char)(number | 0x80)))
            return false;
        number >>= 7;
    }
    return text_append_char(out, (char)number);
}

uint64_t location_read_number(const uint8_t **cursor)
{
    uint64_t number = 0;
    int shift = 0;
    const uint8_t *at = *cursor;
    while (*at & 0x80) {
        number |= (uint64_t)(*at++ & 0x7f) << shift;
        shift += 7;
    }
    number |= (uint64_t)*at++ << shift;
    *cursor = at;
    return number;
}

static uint64_t zigzag(int64_t number)
{
    return ((uint64_t)number << 1) ^ (uint64_t)(number >> 63);
}

static int64_t unzigzag(uint64_t number)
{
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static bool same(const CodeLocation *a, const CodeLocation *b, bool lines_only)
{
    return lines_only ? a->line == b->line : memcmp(a, b, sizeof *a) == 0;
}

bool location_encode(Text *out, const CodeLocation *locations, size_t count, uint32_t first_line, bool lines_only)
{
    uint32_t line = first_line;
    for (size_t i = 0; i < count;) {
        const CodeLocation *location = &locations[i];
        size_t run = 1;
        while (i + run < count && same(&locations[i + run], location, lines_only))
            run++;
        location_append_number(out, run);
        location_append_number(out, zigzag((int64_t)location->line - (int64_t)line));
        if (!lines_only) {
            location_append_number(out, zigzag((int64_t)location->end_line - (int64_t)location->line));
            location_append_number(out, location->column);
            location_append_number(out, location->end_column);
        }
        line = location->line;
        i += run;
    }
    return !out->failed;
}

CodeLocation location_decode(const uint8_t *bytes, size_t size, uint32_t first_line, bool lines_only, size_t index)
{
    const uint8_t *cursor = bytes, *end = bytes + size;
    uint32_t line = first_line;
    size_t next = 0;
    while (cursor < end) {
        next += location_read_number(&cursor);
        line = (uint32_t)((int64_t)line + unzigzag(location_read_number(&cursor)));
        CodeLocation location = {.line = line, .end_line = line};
        if (!lines_only) {
            location.end_line = (uint32_t)((int64_t)line + unzigzag(location_read_number(&cursor)));
            location.column = (uint32_t)location_read_number(&cursor);
            location.end_column = (uint32_t)location_read_number(&cursor);
        }
        if (index < next)
            return location;
    }
    return (CodeLocation){0};
}

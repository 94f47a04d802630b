// Numbers as text: digits of doubles, and the field they stand in.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object/float.h"
#include "object/str_format.h"

// Appends printf's rendering; the C library rounds exactly, as Python does.
static bool append_printf(Text *out, double value, char code, int precision, bool alternate)
{
    char format[8] = {'%'};
    size_t at = 1;
    if (alternate)
        format[at++] = '#';
    memcpy(format + at, ".*", 2);
    format[at + 2] = code;
    format[at + 3] = '\0';
    size_t room = 40; // enough for most; longer texts are written twice
    if (!text_reserve(out, room))
        return false;
    int length = snprintf(out->bytes + out->length, room, format, precision, value);
    if (length < 0) {
        error_raise_bare(out->memory->error, ERROR_MEMORY_ERROR); // longer than an int can count
        return false;
    }
    if ((size_t)length >= room) {
        if (!text_reserve(out, (size_t)length + 1))
            return false;
        snprintf(out->bytes + out->length, (size_t)length + 1, format, precision, value);
    }
    out->length += (size_t)length;
    return true;
}

// Removes zeros at the end of the fraction that starts behind `start`, and a point that is left over.
static void strip_fraction(Text *out, size_t start)
{
    char *text = out->bytes + start;
    size_t length = out->length - start;
    char *exponent = memchr(text, 'e', length);
    size_t end = exponent ? (size_t)(exponent - text) : length, keep = end;
    if (!memchr(text, '.', end))
        return;
    while (text[keep - 1] == '0')
        keep--;
    if (text[keep - 1] == '.')
        keep--;
    memmove(text + keep, text + end, length - end);
    out->length -= end - keep;
    out->bytes[out->length] = '\0';
}

// 'g': exponents below -4 or from `precision` up; the digits come from 'e', which rounds first. With `add_point_zero`,
// as format(x, ".3") has it, whole numbers end in ".0" and exponents start one digit earlier.
static bool append_general(Text *out, double value, int precision, bool alternate, bool add_point_zero)
{
    size_t start = out->length;
    if (precision == 0)
        precision = 1;
    if (!append_printf(out, value, 'e', precision - 1, alternate))
        return false;
    const char *exponent = strchr(out->bytes + start, 'e');
    int point = atoi(exponent + 1) + 1;
    if (point <= -4 || point > precision - add_point_zero) {
        if (!alternate)
            strip_fraction(out, start);
        return true;
    }
    out->length = start;
    if (!append_printf(out, value, 'f', precision - point, alternate))
        return false;
    if (!alternate)
        strip_fraction(out, start);
    return !add_point_zero || memchr(out->bytes + start, '.', out->length - start) || text_append(out, ".0", 2);
}

static bool append_repr(Text *out, double value, bool alternate, bool add_point_zero)
{
    size_t start = out->length;
    if (!float_append_repr(out, value))
        return false;
    bool has_exponent = memchr(out->bytes + start, 'e', out->length - start) != NULL;
    bool has_point = memchr(out->bytes + start, '.', out->length - start) != NULL;
    if (has_exponent && alternate && !has_point) { // the point goes in front of the exponent
        char *exponent = memchr(out->bytes + start, 'e', out->length - start);
        size_t at = (size_t)(exponent - out->bytes);
        if (!text_append_char(out, ' '))
            return false;
        memmove(out->bytes + at + 1, out->bytes + at, out->length - 1 - at);
        out->bytes[at] = '.';
    } else if (!has_exponent && !add_point_zero) {
        size_t length = out->length - start;
        if (length > 2 && memcmp(out->bytes + out->length - 2, ".0", 2) == 0)
            out->length -= alternate ? 1 : 2;
        out->bytes[out->length] = '\0';
    }
    return true;
}

bool format_float_append(Text *out, double value, char code, int precision, bool alternate, bool add_point_zero)
{
    bool capitals = code == 'E' || code == 'F' || code == 'G';
    if (!isfinite(value))
        return text_append_string(out, isnan(value) ? (capitals ? "NAN" : "nan")
                                       : value < 0  ? (capitals ? "-INF" : "-inf")
                                                    : (capitals ? "INF" : "inf"));
    if (code == 'r' && precision < 0)
        return append_repr(out, value, alternate, add_point_zero);
    if (code == 'r')
        code = 'g';
    if (precision < 0)
        precision = 6;
    size_t start = out->length;
    if (code != 'g' && code != 'G')
        return append_printf(out, value, code, precision, alternate);
    if (!append_general(out, value, precision, alternate, add_point_zero))
        return false;
    char *mark = code == 'G' ? memchr(out->bytes + start, 'e', out->length - start) : NULL;
    if (mark)
        *mark = 'E';
    return true;
}

static bool append_fill(Text *out, uint32_t fill, int64_t count)
{
    char bytes[4];
    size_t width = utf8_write(fill, bytes);
    if (count <= 0)
        return !out->failed;
    if (width == 1)
        return text_append_repeated(out, bytes[0], (size_t)count);
    if (count > INT64_MAX / 4 || !text_reserve(out, (size_t)count * width))
        return false;
    for (int64_t i = 0; i < count; i++)
        text_append(out, bytes, width);
    return !out->failed;
}

// How much of the padding stands in front (centred text leans to the left).
static int64_t left_part(char align, int64_t padding)
{
    return align == '>' ? padding : align == '^' ? padding / 2 : 0;
}

bool format_field_append(Text *out, const FormatSpec *spec, const char *text, size_t bytes, size_t length)
{
    int64_t padding = spec->width - (int64_t)length;
    int64_t left = padding > 0 ? left_part(spec->align, padding) : 0;
    append_fill(out, spec->fill, left);
    text_append(out, text, bytes);
    return append_fill(out, spec->fill, padding - left);
}

// Where a character of a grouped number comes from: digits counted from the right, separators after each group.
typedef struct Grouping {
    char separator; // 0: none
    int64_t size;
    int64_t digits; // zeros in front included
} Grouping;

static int64_t grouped_width(const Grouping *grouping)
{
    int64_t separators = grouping->separator && grouping->digits > 0 ? (grouping->digits - 1) / grouping->size : 0;
    return grouping->digits + separators;
}

static bool append_grouped(Text *out, const Grouping *grouping, const NumberParts *parts)
{
    int64_t zeros = grouping->digits - (int64_t)parts->digit_count;
    if (!grouping->separator)
        return append_fill(out, '0', zeros) && text_append(out, parts->digits, parts->digit_count);
    if (!text_reserve(out, (size_t)grouped_width(grouping)))
        return false;
    for (int64_t i = 0; i < grouping->digits; i++) {
        if (i && (grouping->digits - i) % grouping->size == 0)
            text_append_char(out, grouping->separator);
        text_append_char(out, i < zeros ? '0' : parts->digits[i - zeros]);
    }
    return !out->failed;
}

bool format_number_append(Text *out, const FormatSpec *spec, const NumberParts *parts)
{
    char sign = parts->negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : '\0';
    int64_t around = (sign != '\0') + (int64_t)strlen(parts->prefix) + (int64_t)parts->rest_count;
    bool hexadecimal = spec->type == 'x' || spec->type == 'X' || spec->type == 'o' || spec->type == 'b';
    Grouping grouping = {spec->grouping, hexadecimal ? 4 : 3, (int64_t)parts->digit_count};
    if (spec->fill == '0' && spec->align == '=' && parts->digit_count) {
        int64_t wanted = spec->width - around; // zeros count as digits and are grouped with them
        if (grouping.separator && grouped_width(&grouping) < wanted) {
            int64_t groups = wanted / (grouping.size + 1), over = wanted % (grouping.size + 1);
            // A separator never comes first: one more zero stands in front of it.
            grouping.digits = groups * grouping.size + (over ? over : 1);
        } else if (!grouping.separator && grouping.digits < wanted) {
            grouping.digits = wanted;
        }
    }
    int64_t padding = spec->width - around - grouped_width(&grouping);
    if (padding < 0)
        padding = 0;
    int64_t left = left_part(spec->align, padding), inner = spec->align == '=' ? padding : 0;
    append_fill(out, spec->fill, left);
    if (sign)
        text_append_char(out, sign);
    text_append_string(out, parts->prefix);
    append_fill(out, spec->fill, inner);
    append_grouped(out, &grouping, parts);
    text_append(out, parts->rest, parts->rest_count);
    return append_fill(out, spec->fill, padding - left - inner);
}

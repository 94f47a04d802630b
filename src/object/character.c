#include "object/character.h"

#include <utf8proc.h>

#include "object/character_tables.h"

static bool in_ranges(const CodeRange *ranges, size_t count, uint32_t c)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= ranges[low].first;
}
#define IN(table, c) in_ranges(table, COUNT_OF(table), c)

bool character_is_new_ideograph(uint32_t c)
{
    return c >= 0x2EBF0 && c <= 0x2EE5D;
}

bool character_is_new_symbol(uint32_t c)
{
    return (c >= 0x2FFC && c <= 0x2FFF) || c == 0x31EF;
}

static utf8proc_category_t category_of(uint32_t c)
{
    if (character_is_new_ideograph(c))
        return UTF8PROC_CATEGORY_LO;
    if (character_is_new_symbol(c))
        return UTF8PROC_CATEGORY_SO;
    return utf8proc_category((utf8proc_int32_t)c);
}

bool character_is_alpha(uint32_t c)
{
    utf8proc_category_t category = category_of(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool character_is_decimal(uint32_t c)
{
    return category_of(c) == UTF8PROC_CATEGORY_ND;
}

bool character_is_digit(uint32_t c)
{
    return character_is_decimal(c) || IN(DIGITS, c);
}

bool character_is_numeric(uint32_t c)
{
    utf8proc_category_t category = category_of(c);
    return (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) || IN(NUMERALS, c);
}

bool character_is_space(uint32_t c)
{
    if (c < 128)
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
    return IN(SPACES, c);
}

bool character_is_upper(uint32_t c)
{
    return category_of(c) == UTF8PROC_CATEGORY_LU || (c >= 0x2160 && IN(OTHER_UPPERCASE, c));
}

bool character_is_lower(uint32_t c)
{
    return category_of(c) == UTF8PROC_CATEGORY_LL || (c >= 0xAA && IN(OTHER_LOWERCASE, c));
}

bool character_is_title(uint32_t c)
{
    return category_of(c) == UTF8PROC_CATEGORY_LT;
}

bool character_is_printable(uint32_t c)
{
    if (c < 0x7F)
        return c >= ' ';
    switch (category_of(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

bool character_is_identifier_start(uint32_t c)
{
    bool letter = character_is_alpha(c) || category_of(c) == UTF8PROC_CATEGORY_NL || c == '_';
    return letter != IN(IDENTIFIER_START_EXCEPTIONS, c);
}

bool character_is_identifier_part(uint32_t c)
{
    utf8proc_category_t category = category_of(c);
    bool part = character_is_identifier_start(c) || category == UTF8PROC_CATEGORY_MN ||
                category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ND ||
                category == UTF8PROC_CATEGORY_PC;
    return part != IN(IDENTIFIER_PART_EXCEPTIONS, c);
}

bool character_is_cased(uint32_t c)
{
    return character_is_upper(c) || character_is_lower(c) || character_is_title(c);
}

bool character_is_case_ignorable(uint32_t c)
{
    switch (category_of(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        return c == '\'' || c == '.' || c == ':' || c == 0xB7 || c == 0x2018 || c == 0x2019 || c == 0x2024 ||
               c == 0x2027 || c == 0x387 || c == 0x55F || c == 0x5F4 || c == 0xFE13 || c == 0xFE52 || c == 0xFE55 ||
               c == 0xFF07 || c == 0xFF0E || c == 0xFF1A;
    }
}

int character_decimal_value(uint32_t c)
{
    if (c < 128)
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (!character_is_decimal(c))
        return -1;
    // Decimal digits come in runs of ten; a run starts where the tens before it are not digits or start one.
    if (c >= 0x1D7CE && c <= 0x1D7FF) // five runs without a gap
        return (int)((c - 0x1D7CE) % 10);
    int value = 0;
    while (value < 9 && character_is_decimal(c - 1 - (uint32_t)value))
        value++;
    return value;
}

static const SpecialCase *special_case(uint32_t c)
{
    if (c < 0xDF)
        return NULL;
    size_t low = 0, high = COUNT_OF(SPECIAL_CASES);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > SPECIAL_CASES[middle].code_point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(SPECIAL_CASES) && SPECIAL_CASES[low].code_point == c ? &SPECIAL_CASES[low] : NULL;
}

bool character_append_upper(Text *out, uint32_t c)
{
    const SpecialCase *special = special_case(c);
    if (special)
        return text_append_string(out, special->upper);
    return text_append_code_point(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
}

bool character_append_title(Text *out, uint32_t c)
{
    const SpecialCase *special = special_case(c);
    if (special)
        return text_append_string(out, special->title);
    return text_append_code_point(out, (uint32_t)utf8proc_totitle((utf8proc_int32_t)c));
}

bool character_append_lower(Text *out, uint32_t c)
{
    if (c == 0x130)
        return text_append_string(out, "i\u0307");
    return text_append_code_point(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
}

bool character_append_folded(Text *out, uint32_t c)
{
    utf8proc_int32_t folded[8];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)c, folded, COUNT_OF(folded), UTF8PROC_CASEFOLD, &boundary);
    if (count < 1 || (size_t)count > COUNT_OF(folded))
        return text_append_code_point(out, c);
    for (utf8proc_ssize_t i = 0; i < count; i++)
        text_append_code_point(out, (uint32_t)folded[i]);
    return !out->failed;
}

bool character_make_ascii(Text *out, const char *bytes, size_t length)
{
    for (size_t i = 0, width; i < length; i += width) {
        uint32_t c = utf8_decode(bytes + i, &width);
        int value = character_decimal_value(c);
        text_append_char(out, c < 0x80 && c           ? (char)c
                              : value >= 0            ? (char)('0' + value)
                              : character_is_space(c) ? ' '
                                                      : '?');
    }
    return !out->failed;
}

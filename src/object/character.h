// What Python asks about a code point: classes and case mappings.
#ifndef OBJECT_CHARACTER_H
#define OBJECT_CHARACTER_H

#include "base/text.h"

bool character_is_alpha(uint32_t c);
bool character_is_decimal(uint32_t c);
bool character_is_digit(uint32_t c);
bool character_is_numeric(uint32_t c);
bool character_is_space(uint32_t c);
bool character_is_upper(uint32_t c);
bool character_is_lower(uint32_t c);
bool character_is_title(uint32_t c);
bool character_is_printable(uint32_t c);
bool character_is_identifier_start(uint32_t c);
bool character_is_identifier_part(uint32_t c);
/// True where the character has case or is ignored between cased ones (for the final sigma).
bool character_is_cased(uint32_t c);
bool character_is_case_ignorable(uint32_t c);
/// The value of a decimal digit, -1 for other characters.
int character_decimal_value(uint32_t c);

/// Append a code point's full mapping, which may be several characters.
bool character_append_upper(Text *out, uint32_t c);
bool character_append_lower(Text *out, uint32_t c);
bool character_append_title(Text *out, uint32_t c);
bool character_append_folded(Text *out, uint32_t c);
/// Appends a number's text with other scripts' digits and spaces made ASCII, as int(), float() and complex() read it. A
/// character that is neither, and NUL, becomes '?'. False with MemoryError pending.
MUST_USE bool character_make_ascii(struct Text *out, const char *bytes, size_t length);
/// What Unicode 15.1 added to utf8proc's 15.0: letters, and symbols.
bool character_is_new_ideograph(uint32_t c);
bool character_is_new_symbol(uint32_t c);

#endif

// Which characters names are made of (Unicode annex 31, as Python uses it), and which can be printed.
#ifndef SYNTAX_UNICODE_H
#define SYNTAX_UNICODE_H

#include "base/text.h"

/// The bytes of the longest identifier at `text` (NUL-terminated UTF-8); 0 where none begins there.
/// `*next` is the code point that ended it.
size_t unicode_name_span(const char *text, uint32_t *next);
/// True where repr() would show the character itself.
bool unicode_is_printable(uint32_t code_point);
/// Appends the NFKC form of `length` bytes of valid UTF-8. False with MemoryError pending.
bool unicode_normalize(const char *bytes, size_t length, Text *out);

#endif

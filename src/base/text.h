// A growable UTF-8 text, and the UTF-8 arithmetic that everybody needs.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>

#include "base/mem.h"

/// A text under construction. `bytes` is NUL-terminated once anything was appended, NULL before.
/// After a failed append `failed` stays set (MemoryError is pending), further appends do nothing, so a
/// writer may check once at its end.
typedef struct Text {
    Memory *memory;
    char *bytes;
    size_t length;
    size_t capacity; // bytes allocated
    bool failed;
} Text;

/// Prepares an empty text; allocates nothing.
void text_init(Text *text, Memory *memory);
/// Frees the bytes and leaves an empty text.
void text_free(Text *text);
/// Forgets the contents, keeps the allocation.
void text_clear(Text *text);
/// Appends bytes. Like all appends: false with MemoryError pending on failure.
bool text_append(Text *text, const char *bytes, size_t length);
bool text_append_string(Text *text, const char *string);
bool text_append_char(Text *text, char c);
bool text_append_repeated(Text *text, char c, size_t count);
/// Appends one code point as UTF-8 (surrogates are written as three bytes).
bool text_append_code_point(Text *text, uint32_t code_point);
bool text_append_format(Text *text, const char *format, ...) FORMAT_CHECK(2, 3);
bool text_append_format_va(Text *text, const char *format, va_list arguments) FORMAT_CHECK(2, 0);
/// Makes room for `more` further bytes.
MUST_USE bool text_reserve(Text *text, size_t more);
/// The contents as a C string, "" where empty.
const char *text_string(const Text *text);

/// The value of a digit, or of a letter as a digit, in bases up to 36; 36 where it is neither.
static inline int text_digit(char c)
{
    char lower = (char)(c | 32);
    return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 36;
}

/// The number of bytes that encode `code_point`: 1 to 4.
size_t utf8_width(uint32_t code_point);
/// Writes `code_point` to `out` (up to 4 bytes), returns the bytes written.
size_t utf8_write(uint32_t code_point, char *out);
/// Reads the code point at `bytes` (valid UTF-8, surrogates allowed) and stores its width.
uint32_t utf8_decode(const char *bytes, size_t *width);
/// The number of code points in valid UTF-8.
size_t utf8_count(const char *bytes, size_t length);
/// The byte offset of the `index`-th code point; `length` where the text ends before it.
size_t utf8_offset(const char *bytes, size_t length, size_t index);
/// True where the bytes are well-formed UTF-8; else `*bad` (if not NULL) is the offset of the first wrong byte.
bool utf8_valid(const char *bytes, size_t length, size_t *bad);
/// True where all bytes are below 128.
bool utf8_is_ascii(const char *bytes, size_t length);

#endif

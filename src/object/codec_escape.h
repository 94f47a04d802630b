// unicode_escape and raw_unicode_escape: the escapes of string literals as an encoding.
#ifndef OBJECT_CODEC_ESCAPE_H
#define OBJECT_CODEC_ESCAPE_H

#include "base/text.h"

/// What stands at a place of an encoded text: a character of `width` bytes, or `width` wrong bytes for a reason.
typedef struct CodecUnit {
    uint32_t c;
    size_t width;
    const char *reason; // NULL where it is a character
} CodecUnit;

enum { CODEC_NO_CHARACTER = 0x110000 }; // an escaped newline stands for nothing

/// Appends a character as the encoding writes it.
bool codec_escape_put(Text *out, uint32_t c, bool raw);
/// Reads what stands at `bytes`; a raw pair's first character goes to `out`.
CodecUnit codec_escape_read(const unsigned char *bytes, size_t left, bool raw, Text *out);

#endif

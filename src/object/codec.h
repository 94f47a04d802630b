// Encodings: text to bytes and back, with error handlers.
#ifndef OBJECT_CODEC_H
#define OBJECT_CODEC_H

#include "object/str.h"

/// The bytes of a str in an encoding, as a bytes object. NULL names mean "utf-8" and "strict". LookupError
/// "unknown encoding: x", UnicodeEncodeError.
MUST_USE Value codec_encode(Interp *interp, Value text, const char *encoding, const char *errors);
/// The str of bytes in an encoding. UnicodeDecodeError.
MUST_USE Value codec_decode(Interp *interp, const char *bytes, size_t count, const char *encoding, const char *errors);

#endif

// JSON text to values and back.
#ifndef LIB_JSON_H
#define LIB_JSON_H

#include "lib/support.h"

/// The JSON text of a value, a str. `settings` is the tuple that _json.encode documents.
MUST_USE Value json_encode_value(Interp *interp, Value value, Value fallback, Value settings);
/// The items of a tuple of `count` settings; NULL with TypeError for anything else.
MUST_USE const Value *json_settings(Interp *interp, Value settings, size_t count);
/// One value of a text from a character's place on: the tuple (value, place behind it).
MUST_USE Value json_decode_value(Interp *interp, Value text, int64_t start, Value hooks);
/// The string whose opening quote stands in front of a character's place: the tuple (str, place behind it).
MUST_USE Value json_decode_string(Interp *interp, Value text, int64_t start, bool strict);
/// Appends a string with quotes and escapes; all but ASCII is escaped where `ascii` is set.
bool json_append_string(Text *out, const char *bytes, size_t length, bool ascii);

#endif

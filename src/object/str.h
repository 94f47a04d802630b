// str: immutable text, WTF-8 bytes with the number of code points known.
#ifndef OBJECT_STR_H
#define OBJECT_STR_H

#include "base/text.h"
#include "object/interp.h"
#include "object/operate.h"

typedef struct Str {
    Object head;
    int64_t hash;  // -1: not yet computed
    size_t length; // in code points
    size_t bytes;  // in bytes, without the NUL; equal to length where the text is ASCII
    // Where the last search for a code point of a text beyond ASCII ended: at number `seen_index`, `seen_extra` bytes
    // further than that. Walking through a text by index goes on from there.
    uint32_t seen_extra : 24;
    uint32_t interned : 8; // a bool
    uint32_t seen_index;
    char text[]; // NUL-terminated
} Str;

MUST_USE Value str_new(Interp *interp, const char *bytes, size_t length); // copies valid UTF-8 / WTF-8
MUST_USE Value str_from_string(Interp *interp, const char *string);
MUST_USE Value str_from_format(Interp *interp, const char *format, ...) FORMAT_CHECK(2, 3);
/// Makes a str of the text's bytes and frees the text (also on failure; a failed text gives VALUE_ERROR).
MUST_USE Value str_from_text_take(Text *text);
MUST_USE Value str_from_code_point(Interp *interp, uint32_t code_point);
/// The interned equal of `v`; takes the reference and returns one.
MUST_USE Value str_intern_take(Interp *interp, Value v);
/// The interned str of these UTF-8 bytes, which need not be copied where it exists already.
MUST_USE Value str_intern_bytes(Interp *interp, const char *bytes, size_t length);
/// Frees the intern table (interp->interned; it keeps its strs alive or takes dying ones out). Called by interp_finish.
void str_finish(Interp *interp);
static inline const Str *str_of(Value v)
{
    return (const Str *)v.object;
}
bool str_equals(Value v, const char *string);
int str_compare(const Str *a, const Str *b); // by code point
int64_t str_hash(const Str *s);
/// Appends repr(v) of a text, quotes and escapes as CPython chooses them.
bool str_append_repr(Text *out, const char *bytes, size_t length);

/// Makes a str of bytes whose number of code points is known.
MUST_USE Value str_new_counted(Interp *interp, const char *bytes, size_t length, size_t code_points);
/// `a + b`; takes `a`, also on failure. Where `a` has no other owner it grows in place, so that a loop of
/// `text += piece` stays linear.
MUST_USE Value str_append_take(Interp *interp, Value a, Value b);
/// `a + b`.
MUST_USE Value str_concat(Interp *interp, Value a, Value b);
/// The str "".
MUST_USE Value str_empty(Interp *interp);
/// The code points [from, to) of a str.
MUST_USE Value str_substring(Interp *interp, Value v, size_t from, size_t to);
/// True for strs and instances of classes derived from str.
static inline bool str_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT &&
           (v.object->type == interp->types[TYPE_STR] || type_is_subtype(v.object->type, interp->types[TYPE_STR]));
}
/// True where the text could be a name of the language.
bool str_is_identifier(const Str *s);
static inline bool str_is_ascii(const Str *s)
{
    return s->length == s->bytes;
}
/// The byte offset of a code point's index.
size_t str_offset(const Str *s, size_t index);

/// The hash of a str with these bytes.
int64_t str_hash_bytes(const char *bytes, size_t length);

#endif

// bytes, bytearray, memoryview.
#ifndef OBJECT_BYTES_H
#define OBJECT_BYTES_H

#include "base/text.h"
#include "object/interp.h"
#include "object/operate.h"

typedef struct Bytes {
    Object head;
    int64_t hash; // 0: not yet computed
    size_t count;
    char items[]; // a NUL follows
} Bytes;

typedef struct ByteArray {
    Object head;
    Text text;      // its bytes
    size_t exports; // memoryviews, which forbid a change of size
} ByteArray;

/// The items of an array.array (lib/array.c): the bytes of a bytearray that it is not, read as items of one kind.
typedef struct NumberArray {
    ByteArray bytes;
    char letter; // object/item.h
} NumberArray;

/// Items of another object's bytes: one dimension, or side by side several.
typedef struct MemoryView {
    Object head;
    Value owner;   // bytes, bytearray or array; UNSET once released
    int64_t start; // in bytes
    int64_t count; // of items
    int64_t step;  // in bytes
    char letter;   // object/item.h
    bool readonly;
    Value shape; // a tuple of the dimensions' lengths, whose product is count; UNSET for one dimension
} MemoryView;

MUST_USE Value bytes_new(Interp *interp, const char *items, size_t count);     // copies; NULL gives zeros
MUST_USE Value bytearray_new(Interp *interp, const char *items, size_t count); // the same
/// The memory of a bytes, bytearray or contiguous memoryview, lent; false (nothing raised) for other values.
bool bytes_like(Interp *interp, Value v, const char **items, size_t *count);
/// As bytes_like; TypeError "a bytes-like object is required, not 'str'" for other values.
MUST_USE bool bytes_require(Interp *interp, Value v, const char **items, size_t *count);
/// A bytes or bytearray (as `self` is) of a text's bytes; frees the text, also on failure.
MUST_USE Value bytes_from_text_take(Interp *interp, Value self, Text *text);
/// One byte of an int from 0 to 255: ValueError "byte must be in range(0, 256)" and TypeError for others.
MUST_USE bool bytes_read_byte(Interp *interp, Value v, const char *range_message, unsigned char *out);
/// Appends the bytes of an iterable of ints or of a bytes-like object. `array`: the messages are bytearray's.
MUST_USE bool bytes_gather(Interp *interp, Text *out, Value source, bool array);
/// `format % arguments` for bytes and bytearrays.
MUST_USE Value bytes_percent(Interp *interp, Value format, Value arguments);
static inline Bytes *bytes_of(Value v)
{
    return (Bytes *)v.object;
}
static inline ByteArray *bytearray_of(Value v)
{
    return (ByteArray *)v.object;
}
static inline bool bytes_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_BYTES]);
}
static inline bool bytearray_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_BYTEARRAY]);
}
/// True for an array.array.
static inline bool array_check(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && interp->types[TYPE_ARRAY] &&
           type_is_subtype(v.object->type, interp->types[TYPE_ARRAY]);
}
/// False with BufferError where a memoryview forbids that a bytearray changes its size.
MUST_USE bool bytearray_may_resize(Interp *interp, Value v);
extern const NativeSpec *const bytes_methods[];
extern const NativeSpec *const bytearray_methods[];

#endif

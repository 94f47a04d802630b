// bytes, bytearray, memoryview.
#ifndef OBJECT_BYTES_H
#define OBJECT_BYTES_H

#include "object/interp.h"
#include "object/operate.h"

typedef struct Bytes {
    Object head;
    int64_t hash; // -1: not yet computed
    size_t count;
    char items[]; // a NUL follows
} Bytes;

typedef struct ByteArray {
    Object head;
    char *items;
    size_t count;
    size_t capacity;
    size_t exports; // views that forbid a change of size
} ByteArray;

MUST_USE Value bytes_new(Interp *interp, const char *items, size_t count); // copies; NULL leaves zeros
MUST_USE Value bytearray_new(Interp *interp, const char *items, size_t count);
/// The memory of a bytes, bytearray, or contiguous memoryview, lent; false (nothing raised) for other values.
bool bytes_like(Interp *interp, Value v, const char **items, size_t *count);
/// As bytes_like; TypeError "a bytes-like object is required, not 'str'" for other values.
MUST_USE bool bytes_require(Interp *interp, Value v, const char **items, size_t *count);
static inline Bytes *bytes_of(Value v)
{
    return (Bytes *)v.object;
}
bool bytes_check(Interp *interp, Value v);
bool bytearray_check(Interp *interp, Value v);

#endif

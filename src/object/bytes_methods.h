// The methods that bytes and bytearray share, defined in two files.
#ifndef OBJECT_BYTES_METHODS_H
#define OBJECT_BYTES_METHODS_H

#include "object/bytes.h"
#include "object/sequence.h"

#define BYTES_METHODS(M)                                                                                               \
    M(capitalize)                                                                                                      \
    M(center)                                                                                                          \
    M(count)                                                                                                           \
    M(decode)                                                                                                          \
    M(endswith)                                                                                                        \
    M(expandtabs)                                                                                                      \
    M(find)                                                                                                            \
    M(fromhex)                                                                                                         \
    M(hex)                                                                                                             \
    M(index)                                                                                                           \
    M(isalnum)                                                                                                         \
    M(isalpha)                                                                                                         \
    M(isascii)                                                                                                         \
    M(isdigit)                                                                                                         \
    M(islower)                                                                                                         \
    M(isspace)                                                                                                         \
    M(istitle)                                                                                                         \
    M(isupper)                                                                                                         \
    M(join)                                                                                                            \
    M(ljust)                                                                                                           \
    M(lower)                                                                                                           \
    M(lstrip)                                                                                                          \
    M(maketrans)                                                                                                       \
    M(partition)                                                                                                       \
    M(removeprefix)                                                                                                    \
    M(removesuffix)                                                                                                    \
    M(replace)                                                                                                         \
    M(rfind)                                                                                                           \
    M(rindex)                                                                                                          \
    M(rjust)                                                                                                           \
    M(rpartition)                                                                                                      \
    M(rsplit)                                                                                                          \
    M(rstrip)                                                                                                          \
    M(split)                                                                                                           \
    M(splitlines)                                                                                                      \
    M(startswith)                                                                                                      \
    M(strip)                                                                                                           \
    M(swapcase)                                                                                                        \
    M(title)                                                                                                           \
    M(translate)                                                                                                       \
    M(upper)                                                                                                           \
    M(zfill)

#define BYTES_METHOD_DECLARE(name) extern const NativeSpec bytes_method_##name;
BYTES_METHODS(BYTES_METHOD_DECLARE)

/// As NATIVE, with a spec that other files see.
#define BYTES_METHOD(name, signature, doc)                                                                             \
    static Value name##_body(Interp *interp, const Value *arg);                                                        \
    const NativeSpec bytes_method_##name = {signature, doc, name##_body, NULL};                                        \
    static Value name##_body(UNUSED Interp *interp, UNUSED const Value *arg)

/// Bytes to read, lent.
typedef struct ByteView {
    const char *items;
    size_t count;
} ByteView;

/// The bytes of self.
static inline ByteView bytes_view(Interp *interp, Value self)
{
    ByteView view = {"", 0};
    bytes_like(interp, self, &view.items, &view.count);
    return view;
}
/// A copy of some bytes as what `self` is.
Value bytes_make_like(Interp *interp, Value self, const char *items, size_t count);

#endif

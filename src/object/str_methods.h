// The methods of str: one table, rows defined in several files.
#ifndef OBJECT_STR_METHODS_H
#define OBJECT_STR_METHODS_H

#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"

/// All methods, NULL-terminated.
extern const NativeSpec *const str_methods[];

// The names of the specs; str_methods.c makes the table of them, so a file cannot define one in vain.
#define STR_METHODS(M)                                                                                                 \
    M(capitalize)                                                                                                      \
    M(casefold)                                                                                                        \
    M(center)                                                                                                          \
    M(count)                                                                                                           \
    M(dunder_format)                                                                                                   \
    M(encode)                                                                                                          \
    M(endswith)                                                                                                        \
    M(expandtabs)                                                                                                      \
    M(find)                                                                                                            \
    M(format)                                                                                                          \
    M(format_map)                                                                                                      \
    M(getnewargs)                                                                                                      \
    M(index)                                                                                                           \
    M(isalnum)                                                                                                         \
    M(isalpha)                                                                                                         \
    M(isascii)                                                                                                         \
    M(isdecimal)                                                                                                       \
    M(isdigit)                                                                                                         \
    M(isidentifier)                                                                                                    \
    M(islower)                                                                                                         \
    M(isnumeric)                                                                                                       \
    M(isprintable)                                                                                                     \
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

#define STR_METHOD_DECLARE(name) extern const NativeSpec str_method_##name;
STR_METHODS(STR_METHOD_DECLARE)

/// As NATIVE, with a spec that other files see.
#define STR_METHOD(name, signature, doc)                                                                               \
    static Value name##_body(Interp *interp, const Value *arg);                                                        \
    const NativeSpec str_method_##name = {signature, doc, name##_body, NULL};                                          \
    static Value name##_body(UNUSED Interp *interp, UNUSED const Value *arg)

/// True where `part` lies in `text` at or behind byte `from` (before byte `to`); *at is its byte offset.
bool str_search(const char *text, size_t from, size_t to, const char *part, size_t part_bytes, size_t *at);
/// As str_search, the last place.
bool str_search_last(const char *text, size_t from, size_t to, const char *part, size_t part_bytes, size_t *at);

#endif

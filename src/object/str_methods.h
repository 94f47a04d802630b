// The methods of str, gathered from the files that define them.
#ifndef OBJECT_STR_METHODS_H
#define OBJECT_STR_METHODS_H

#include "object/str.h"

extern const NativeSpec *const str_methods[];

// One macro lists what each file defines, so that the table in str_methods.c cannot miss one.
#define STR_METHODS(M)                                                                                                 \
    M(upper) M(lower) M(title) M(capitalize) M(swapcase) M(casefold)                                                  \
    M(isalpha) M(isdecimal) M(isdigit) M(isnumeric) M(isalnum) M(isspace) M(isupper) M(islower) M(istitle)             \
    M(isascii) M(isidentifier) M(isprintable)                                                                          \
    M(find) M(rfind) M(index) M(rindex) M(count) M(startswith) M(endswith) M(replace)                                  \
    M(removeprefix) M(removesuffix)                                                                                    \
    M(split) M(rsplit) M(splitlines) M(partition) M(rpartition) M(join)                                                \
    M(strip) M(lstrip) M(rstrip) M(center) M(ljust) M(rjust) M(zfill) M(expandtabs)                                    \
    M(translate) M(maketrans) M(encode) M(format) M(format_map) M(dunder_format) M(getnewargs)

#define STR_METHOD_DECLARE(name) extern const NativeSpec str_##name##_method;
STR_METHODS(STR_METHOD_DECLARE)

#endif

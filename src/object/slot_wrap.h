// How a method call becomes a call of a native slot: one function for each shape of slot.
#ifndef OBJECT_SLOT_WRAP_H
#define OBJECT_SLOT_WRAP_H

#include "object/slot.h"

#define SLOT_WRAPS(DECLARE)                                                                                            \
    DECLARE(unary)                                                                                                     \
    DECLARE(binary)                                                                                                    \
    DECLARE(in_place)                                                                                                  \
    DECLARE(operator)                                                                                                  \
    DECLARE(reflected)                                                                                                 \
    DECLARE(hash)                                                                                                      \
    DECLARE(compare)                                                                                                   \
    DECLARE(truth)                                                                                                     \
    DECLARE(length)                                                                                                    \
    DECLARE(set_item)                                                                                                  \
    DECLARE(delete_item)                                                                                               \
    DECLARE(contains)                                                                                                  \
    DECLARE(next)                                                                                                      \
    DECLARE(set_attribute)                                                                                             \
    DECLARE(delete_attribute)                                                                                          \
    DECLARE(get_attribute)                                                                                             \
    DECLARE(get)                                                                                                       \
    DECLARE(set)                                                                                                       \
    DECLARE(delete)                                                                                                    \
    DECLARE(call)                                                                                                      \
    DECLARE(init)

#define DECLARE_WRAP(name)                                                                                             \
    Value wrap_##name(Interp *interp, AnyFunction slot, int argument, Value self, const Arguments *arguments);
SLOT_WRAPS(DECLARE_WRAP)
#undef DECLARE_WRAP

#endif

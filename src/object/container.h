// The built-in container and text types : small things that their files share.
#ifndef OBJECT_CONTAINER_H
#define OBJECT_CONTAINER_H

#include "base/text.h"
#include "object/gc.h"
#include "object/interp.h"
#include "object/operate.h"
#include "object/sequence.h"

/// A container whose repr is under way. Guards live on the C stack, linked from interp->printing.
typedef struct ReprGuard {
    struct ReprGuard *outer;
    const Object *object;
} ReprGuard;
/// True where the container is being printed already: its inner repr is "[...]" or the like.
bool container_is_printing(const Interp *interp, Value v);
static inline void container_repr_enter(Interp *interp, ReprGuard *guard, Value v)
{
    *guard = (ReprGuard){interp->printing, v.object};
    interp->printing = guard;
}
static inline void container_repr_leave(Interp *interp, const ReprGuard *guard)
{
    interp->printing = guard->outer;
}
/// Appends the repr of an item; false with an error pending.
MUST_USE bool container_append_repr(Interp *interp, Text *out, Value item);

/// __class_getitem__ of the containers: list[int].
extern const NativeSpec container_class_getitem;
/// Reads the one optional positional argument of a constructor like list(); UNSET where it is missing.
/// TypeErrors as CPython words them: "list expected at most 1 argument, got 2".
MUST_USE bool container_one_argument(Interp *interp, const char *name, const Arguments *arguments, Value *out);

/// __length_hint__ of an object that may have __len__ or __length_hint__; `fallback` where it has neither.
MUST_USE bool container_length_hint(Interp *interp, Value v, size_t fallback, size_t *out);

#endif

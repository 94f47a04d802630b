// How types come to be and go: used by interp.c and class.c only.
#ifndef OBJECT_TYPE_MAKE_H
#define OBJECT_TYPE_MAKE_H

#include "object/interp.h"

enum { METHOD_CACHE_SIZE = 1024 };

/// Remembers type_lookup: an entry holds for one type version, so nothing has to be taken out.
typedef struct MethodCache {
    struct MethodCacheEntry {
        uint32_t version;
        Object *name; // counted
        Value found;  // lent
    } entries[METHOD_CACHE_SIZE];
} MethodCache;

/// The first half of making a native type: enough to make instances. `base` is NULL for object itself.
MUST_USE Type *type_allocate(Interp *interp, const TypeSpec *spec, Type *base);
/// The second half: names, bases, mro, dictionary. Needs str, tuple and dict to exist.
MUST_USE bool type_fill(Type *type, const TypeSpec *spec);
/// Sets prefix from the flags and slot_count.
void type_set_layout(Type *type);
/// The C3 linearisation of a type with these bases, a tuple. TypeError "Cannot create a consistent method
/// resolution order (MRO) for bases A, B".
MUST_USE Value type_linearise(Interp *interp, Type *type, Value bases);
/// Enters a type into its bases' lists of subclasses, and takes it out.
MUST_USE bool type_add_subclass(Type *base, Type *type);
void type_remove_subclass(Type *base, Type *type);
/// Frees all built-in types at the end; nothing else lives any more.
void type_finish(Interp *interp);

#endif

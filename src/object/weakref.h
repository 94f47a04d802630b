// Weak references: objects that tell whether another object still lives.
#ifndef OBJECT_WEAKREF_H
#define OBJECT_WEAKREF_H

#include "object/interp.h"

typedef struct WeakReference {
    Object head;
    Object *target;                        // lent; NULL once it is gone
    Value callback;                        // NONE where there is none
    struct WeakReference *next, *previous; // of the same target
    int64_t hash;                          // -1: not yet computed
} WeakReference;

/// A weak reference; without a callback the same one is given again. TypeError "cannot create weak reference to
/// 'int' object".
MUST_USE Value weakref_new(Interp *interp, Value target, Value callback);
/// The target, kept; NONE once it is gone.
Value weakref_target(Value reference);
/// Makes all references to a dying object dead and calls their callbacks.
void weakref_clear(Interp *interp, Object *target);
/// The number of weak references to an object.
int64_t weakref_count(Object *target);

#endif

// Making and unmaking objects: allocation, the cycle collector, weak references' list heads.
//
// Reference counts free at once; the collector finds cycles among objects of types with TYPE_FLAG_GC. Three
// generations, thresholds as CPython's. The collector never runs inside an allocation: object_new only notes that
// a collection is due, and gc_poll (called by value_call and by the evaluator's loops) runs it, so a native
// need not fear that Python code runs while it builds something.
#ifndef OBJECT_GC_H
#define OBJECT_GC_H

#include "object/interp.h"

/// In front of each object of a GC type. `previous` carries two flags in its low bits.
typedef struct GcLink {
    struct GcLink *next;
    uintptr_t previous;
} GcLink;

/// In front of the GcLink where the type has TYPE_FLAG_DICT or TYPE_FLAG_WEAKREF.
typedef struct InstancePrefix {
    Object *dict;                          // a Dict; NULL until first used
    struct WeakReference *weak_references; // lent: the newest; they form a list
} InstancePrefix;

enum { GC_GENERATIONS = 3 };

typedef struct Gc {
    GcLink generations[GC_GENERATIONS]; // list heads
    int64_t counts[GC_GENERATIONS];     // allocations minus frees, then collections of the younger generation
    int64_t thresholds[GC_GENERATIONS];
    int64_t collections[GC_GENERATIONS]; // for gc.get_stats()
    int64_t collected[GC_GENERATIONS];
    int64_t old_survivors;     // objects in the oldest generation after its last collection
    int64_t pending_survivors; // an estimate of those that joined since
    int holds;                 // gc_hold calls without their gc_settle
    int64_t held_count;        // counts[0] as it was at the outermost gc_hold
    GcLink held;               // the youngest generation as it was then
    bool enabled;
    bool due;        // a collection is wanted
    bool collecting; // one is running
    bool watched;    // a weak reference was made with a callback
    int destroy_depth;
    Object *deferred; // objects whose destruction waits, so that long chains need no deep C stack
} Gc;

/// Makes an instance: `size` bytes (sizeof its struct and what follows it), all zero behind the head, one
/// reference. NULL with MemoryError pending.
MUST_USE void *object_new(Interp *interp, Type *type, size_t size);
/// As object_new, for a container that the collector need not know as long as it holds plain values only: whoever puts
/// values into it calls gc_track_for.
MUST_USE void *object_new_untracked(Interp *interp, Type *type, size_t size);
/// The place of an instance's __dict__ pointer; NULL where its type has none.
static inline Object **object_dict_slot(Object *object)
{
    if (!(object->type->flags & TYPE_FLAG_DICT))
        return NULL;
    return &((InstancePrefix *)((char *)object - sizeof(GcLink) - sizeof(InstancePrefix)))->dict;
}
/// The instance's __dict__, made where it is missing. Lent; NULL with an error pending (or nothing, for a type
/// without __dict__).
MUST_USE Object *object_dict(Interp *interp, Object *object);
/// The same for a caller that gives the dict to nobody and keeps it over no call that runs code. As long as only its
/// instance knows a dict, the collector does not keep it in its lists: the instance's values are visited through the
/// instance.
MUST_USE Object *object_private_dict(Interp *interp, Object *object);
/// Replaces the instance's __dict__, dropping the old one; takes `dict`, which may be NULL.
void object_replace_dict_take(Object *object, Object *dict);
/// The value of the `index`-th of the instance's __slots__ values, counted from its oldest ancestor.
static inline Value *object_slot(Object *object, unsigned index)
{
    return (Value *)((char *)object - sizeof(GcLink) - sizeof(InstancePrefix)) - 1 - index;
}

MUST_USE bool gc_init(Interp *interp);
/// Collects the generations up to `generation` (2: all). The number of unreachable objects found.
int64_t gc_collect(Interp *interp, int generation);
/// Runs a collection that is due.
void gc_run_due(Interp *interp);
static inline void gc_poll(Interp *interp)
{
    if (UNLIKELY(interp->gc->due))
        gc_run_due(interp);
}
/// True where a collection might run code of the program: an object has a finalizer, or a weak reference a callback.
bool gc_would_run_code(Interp *interp);
/// Between these two nothing is collected, and what was made belongs to the oldest generation at the end: the
/// interpreter itself and embedded modules are there to stay. Pairs may be nested.
void gc_hold(Interp *interp);
void gc_settle(Interp *interp);
/// What was made so far belongs to the oldest generation, as if it had been made between these two.
void gc_promote(Interp *interp);
/// Takes an object out of the collector's lists (objects that cannot be part of a cycle after all), or back in.
/// A tuple of plain values leaves them when a collection sees it, an exact dict of such values is in none.
void gc_untrack(Object *object);
void gc_track(Object *object);
bool gc_is_tracked(const Object *object);
/// False of what is no part of a cycle: an object that refers to none, a tuple that left the lists.
bool gc_may_cycle(const Object *object);
/// Takes `container` into the collector's lists where what is put into it may be a part of a cycle.
static inline void gc_track_for(Object *container, Value content)
{
    if (content.tag == TAG_OBJECT && content.object->type->flags & TYPE_FLAG_GC && !gc_is_tracked(container) &&
        gc_may_cycle(content.object))
        gc_track(container);
}
/// True while weak references are cleared, for objects that are garbage themselves.
bool gc_is_condemned(const Object *object);
/// Visits everything that `object` owns: its struct's values, its __dict__ and __slots__, its type.
void gc_traverse(Object *object, VisitFunction visit, void *context);
void gc_finish(Interp *interp);

#endif

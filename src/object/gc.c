#include "object/gc.h"

#include <string.h>

#include "object/dict.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/weakref.h"

// The low bits of GcLink.previous. During a collection the rest of it counts references instead.
enum { FINALIZED = 1, UNREACHABLE = 2, FLAG_BITS = 2 };
enum { DESTROY_DEPTH_LIMIT = 60 };
#define FLAG_MASK ((uintptr_t)((1 << FLAG_BITS) - 1))

static GcLink *link_of(const Object *object)
{
    return (GcLink *)((char *)object - sizeof(GcLink));
}

static Object *object_of(GcLink *link)
{
    return (Object *)(link + 1);
}

static InstancePrefix *prefix_of(const Object *object)
{
    return (InstancePrefix *)((char *)object - sizeof(GcLink) - sizeof(InstancePrefix));
}

static bool is_gc(const Object *object)
{
    return object->type->flags & TYPE_FLAG_GC;
}

static GcLink *previous_of(const GcLink *link)
{
    return (GcLink *)(link->previous & ~FLAG_MASK);
}

static void set_previous(GcLink *link, GcLink *previous)
{
    link->previous = (uintptr_t)previous | (link->previous & FLAG_MASK);
}

static void list_init(GcLink *head)
{
    head->next = head;
    head->previous = (uintptr_t)head;
}

static bool list_is_empty(const GcLink *head)
{
    return head->next == head;
}

static void list_add(GcLink *head, GcLink *link)
{
    GcLink *last = previous_of(head);
    last->next = link;
    set_previous(link, last);
    link->next = head;
    set_previous(head, link);
}

static void list_remove(GcLink *link)
{
    previous_of(link)->next = link->next;
    set_previous(link->next, previous_of(link));
    link->next = NULL;
}

// Appends all of `from` to `to`; `from` is empty afterwards.
static void list_merge(GcLink *to, GcLink *from)
{
    if (list_is_empty(from))
        return;
    GcLink *first = from->next, *last = previous_of(from), *end = previous_of(to);
    end->next = first;
    set_previous(first, end);
    last->next = to;
    set_previous(to, last);
    list_init(from);
}

bool gc_init(Interp *interp)
{
    Gc *gc = mem_alloc_zero(&interp->memory, sizeof *gc);
    if (!gc)
        return false;
    for (int i = 0; i < GC_GENERATIONS; i++)
        list_init(&gc->generations[i]);
    list_init(&gc->held);
    gc->thresholds[0] = 2000;
    gc->thresholds[1] = 10;
    gc->thresholds[2] = 10;
    gc->enabled = true;
    interp->gc = gc;
    return true;
}

void gc_finish(Interp *interp)
{
    mem_free(&interp->memory, interp->gc, sizeof *interp->gc);
    interp->gc = NULL;
}

// All zero, in steps of two words: a call of memset takes longer than most objects need. `size` is at least a head.
static inline void clear_block(char *block, size_t size)
{
    const uint64_t zeros[2] = {0};
    if (UNLIKELY(size > 256)) {
        memset(block, 0, size);
        return;
    }
    char *last = block + size - sizeof zeros;
    for (; block < last; block += sizeof zeros) {
        memcpy(block, zeros, sizeof zeros);
        __asm__("" : "+r"(block)); // or the compiler makes a memset of the loop
    }
    memcpy(last, zeros, sizeof zeros);
}

// `tail` bytes behind the object stay as they are.
static inline Object *make_untracked(Interp *interp, Type *type, size_t size, size_t tail)
{
    size_t prefix = type->prefix, total;
    if (UNLIKELY(__builtin_add_overflow(prefix, size, &total))) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return NULL;
    }
    char *block = mem_alloc(&interp->memory, total + tail);
    if (UNLIKELY(!block))
        return NULL;
    clear_block(block + type->inside, total - type->inside);
    Object *object = (Object *)(block + prefix);
    object->references = 1;
    object->type = type;
    if (type->inside)
        dict_inside(object)->used = 0; // all else is set when it is first used
    type->head.references++;
    return object;
}

static inline void track(Gc *gc, Object *object)
{
    list_add(&gc->generations[0], link_of(object));
    if (++gc->counts[0] > gc->thresholds[0] && gc->enabled)
        gc->due = true;
}

void *object_new(Interp *interp, Type *type, size_t size)
{
    Object *object = make_untracked(interp, type, size, 0);
    if (LIKELY(object) && type->flags & TYPE_FLAG_GC)
        track(interp->gc, object);
    return object;
}

void *object_new_untracked(Interp *interp, Type *type, size_t size)
{
    return make_untracked(interp, type, size, 0);
}

void gc_track(Object *object)
{
    if (!gc_is_tracked(object))
        track(object->type->interp->gc, object);
}

static inline void untrack(Object *object)
{
    if (!gc_is_tracked(object))
        return;
    list_remove(link_of(object));
    Gc *gc = object->type->interp->gc;
    if (gc->counts[0] > 0 || gc->holds)
        gc->counts[0]--;
}

void gc_untrack(Object *object)
{
    untrack(object);
}

bool gc_is_tracked(const Object *object)
{
    return is_gc(object) && link_of(object)->next != NULL;
}

bool gc_may_cycle(const Object *object)
{
    return is_gc(object) && (object->type != object->type->interp->types[TYPE_TUPLE] || gc_is_tracked(object));
}

Object *object_private_dict(Interp *interp, Object *object)
{
    Object **slot = object_dict_slot(object);
    if (!slot || *slot)
        return slot ? *slot : NULL;
    Dict *dict = dict_start_inside(interp, object);
    if (dict)
        return &dict->head;
    dict = (Dict *)make_untracked(interp, interp->types[TYPE_DICT], sizeof(Dict), DICT_INSIDE * sizeof(DictEntry));
    if (!dict)
        return NULL;
    dict->inside = true;
    dict->entries = (DictEntry *)(dict + 1);
    dict->capacity = DICT_INSIDE;
    return *slot = &dict->head;
}

Object *object_dict(Interp *interp, Object *object)
{
    Dict *dict = (Dict *)object_private_dict(interp, object);
    if (!dict)
        return NULL;
    if (dict == dict_inside(object)) {
        Dict *moved = (Dict *)make_untracked(interp, interp->types[TYPE_DICT], sizeof(Dict), 0);
        if (!moved || !dict_move(interp, moved, dict)) {
            object_drop(moved);
            return NULL;
        }
        *object_dict_slot(object) = &moved->head;
        dict = moved;
    }
    gc_track(&dict->head);
    return &dict->head;
}

// ---- destruction ----

static size_t struct_size(const Object *object)
{
    const Type *type = object->type;
    return type->slots.size_of ? type->slots.size_of(object) : type->size;
}

static bool has_instance_prefix(const Object *object)
{
    return object->type->flags & (TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF) || object->type->slot_count;
}

static void free_object(Interp *interp, Object *object);

void object_replace_dict_take(Object *object, Object *dict)
{
    InstancePrefix *prefix = prefix_of(object);
    Object *old = prefix->dict;
    Dict *inside = dict_inside(object);
    prefix->dict = dict;
    if (inside && inside->used > 0) // also where an attribute was stored while somebody asked for the __dict__
        dict_clear(object->type->interp, value_from_object(inside));
    if (!old || old == (Object *)inside)
        return;
    if (old->references == 1 && old->type == old->type->interp->types[TYPE_DICT] && !gc_is_tracked(old))
        free_object(old->type->interp, old); // nobody else knew it
    else
        object_drop(old);
}

// Drops the __dict__ and the __slots__ values.
static void clear_instance(Object *object)
{
    if (!has_instance_prefix(object))
        return;
    object_replace_dict_take(object, NULL);
    for (unsigned i = 0; i < object->type->slot_count; i++)
        value_replace_take(object_slot(object, i), (Value){0});
}

// Runs the finalizer of an object whose last reference went; true where it is reachable again.
static bool finalize(Interp *interp, Object *object)
{
    if (!is_gc(object) || (link_of(object)->previous & FINALIZED))
        return false;
    link_of(object)->previous |= FINALIZED;
    Error pending;
    error_move(&pending, &interp->error);
    object->references = 1;
    object->type->slots.finalize(interp, value_from_object(object));
    error_clear(&interp->error);
    error_move(&interp->error, &pending);
    return --object->references > 0;
}

static ALWAYS_INLINE void free_now(Interp *interp, Object *object)
{
    Type *type = object->type;
    Dict *inside = dict_inside(object);
    if (inside && prefix_of(object)->dict == &inside->head) { // nobody sees the instance any more
        prefix_of(object)->dict = NULL;
        dict_release(interp, inside);
    }
    size_t size = struct_size(object);
    if (type->slots.destroy)
        type->slots.destroy(interp, object);
    clear_instance(object);
    mem_free(&interp->memory, (char *)object - type->prefix, type->prefix + size);
    object_drop(type);
}

static void free_object(Interp *interp, Object *object)
{
    free_now(interp, object);
}

static ALWAYS_INLINE void destroy_now(Interp *interp, Object *object)
{
    if (object->type->slots.finalize && finalize(interp, object))
        return;
    if (has_instance_prefix(object) && prefix_of(object)->weak_references) {
        object->references = 1; // callbacks must not see a dying object die again
        weakref_clear(interp, object);
        object->references = 0;
    }
    untrack(object);
    free_now(interp, object);
}

static NO_INLINE void destroy_deferred(Interp *interp, Gc *gc)
{
    while (gc->deferred) {
        Object *next = gc->deferred;
        gc->deferred = (Object *)(intptr_t)~next->references;
        next->references = 0;
        destroy_now(interp, next);
    }
}

// A chain of a million links must not need a million C frames: below a depth, objects wait in a list that the
// outermost destruction empties. The reference count, zero by now, links the list: it is negative, so that a weak
// reference does not give the object away.
static void defer(Gc *gc, Object *object)
{
    gc_untrack(object);
    object->references = ~(int64_t)(intptr_t)gc->deferred;
    gc->deferred = object;
}

void object_destroy(Object *object)
{
    Interp *interp = object->type->interp;
    Gc *gc = interp->gc;
    if (gc->destroy_depth >= DESTROY_DEPTH_LIMIT && (is_gc(object) || object->type->slots.destroy)) {
        defer(gc, object);
        return;
    }
    gc->destroy_depth++;
    destroy_now(interp, object);
    if (UNLIKELY(gc->destroy_depth == 1 && gc->deferred))
        destroy_deferred(interp, gc);
    gc->destroy_depth--;
}

// ---- collection ----

// A dict that only the instance knows is a part of it; another is an object of its own.
static void visit_instance_dict(Object *dict, VisitFunction visit, void *context)
{
    if (dict && dict->references == 1 && is_gc(dict) && !gc_is_tracked(dict))
        gc_traverse(dict, visit, context);
    else
        visit_object(dict, visit, context);
}

void gc_traverse(Object *object, VisitFunction visit, void *context)
{
    Type *type = object->type;
    visit(&type->head, context);
    if (has_instance_prefix(object)) {
        visit_instance_dict(prefix_of(object)->dict, visit, context);
        for (unsigned i = 0; i < type->slot_count; i++)
            visit_value(*object_slot(object, i), visit, context);
    }
    if (type->slots.traverse)
        type->slots.traverse(object, visit, context);
}

static void set_count(GcLink *link, int64_t count)
{
    link->previous = (uintptr_t)count << FLAG_BITS | (link->previous & FLAG_MASK);
}

static int64_t get_count(const GcLink *link)
{
    return (int64_t)(link->previous >> FLAG_BITS);
}

// A visit of trial deletion: one reference to `object` comes from inside the generation.
static void visit_subtract(Object *object, void *context)
{
    (void)context;
    if (!is_gc(object))
        return;
    GcLink *link = link_of(object);
    if (link->next && (link->previous & UNREACHABLE) && get_count(link) > 0)
        set_count(link, get_count(link) - 1);
}

// Lists are single-linked through `next` during the scan (`previous` counts), so a reachable object found late is
// marked by a count and moved by rescue().
typedef struct Pending {
    Object **items;
    size_t count;
    size_t capacity;
    Memory *memory;
    bool failed;
} Pending;

static bool pending_push(Pending *pending, Object *object)
{
    if (pending->count == pending->capacity) {
        size_t wanted = pending->capacity ? pending->capacity * 2 : 64;
        Object **moved =
            mem_resize(pending->memory, pending->items, pending->capacity * sizeof *moved, wanted * sizeof *moved);
        if (!moved) {
            pending->failed = true;
            return false;
        }
        pending->items = moved;
        pending->capacity = wanted;
    }
    pending->items[pending->count++] = object;
    return true;
}

// Marks an object of the generation as reachable from outside.
static void visit_reach(Object *object, void *context)
{
    if (!is_gc(object))
        return;
    GcLink *link = link_of(object);
    if (!link->next || !(link->previous & UNREACHABLE))
        return;
    link->previous &= ~(uintptr_t)UNREACHABLE;
    pending_push(context, object);
}

// Rebuilds `previous` of a list whose `next` chain is whole.
static void restore_previous(GcLink *head)
{
    GcLink *previous = head;
    for (GcLink *link = head->next; link != head; link = link->next) {
        link->previous = (uintptr_t)previous | (link->previous & FLAG_MASK);
        previous = link;
    }
    head->previous = (uintptr_t)previous;
}

// Trial deletion: counts the references that come from outside `young`, marks what they reach, and leaves the
// UNREACHABLE flag on the rest. False where memory is short; then nothing is unreachable.
static bool mark_unreachable(Interp *interp, GcLink *young)
{
    for (GcLink *link = young->next; link != young; link = link->next) {
        link->previous |= UNREACHABLE;
        set_count(link, object_of(link)->references);
    }
    for (GcLink *link = young->next; link != young; link = link->next)
        gc_traverse(object_of(link), visit_subtract, NULL);
    Pending pending = {.memory = &interp->memory};
    for (GcLink *link = young->next; link != young && !pending.failed; link = link->next) {
        if (get_count(link) == 0)
            continue;
        visit_reach(object_of(link), &pending);
        while (pending.count && !pending.failed)
            gc_traverse(pending.items[--pending.count], visit_reach, &pending);
    }
    mem_free(&interp->memory, pending.items, pending.capacity * sizeof *pending.items);
    restore_previous(young);
    if (pending.failed) {
        error_clear(&interp->error);
        for (GcLink *link = young->next; link != young; link = link->next)
            link->previous &= ~(uintptr_t)UNREACHABLE;
    }
    return !pending.failed;
}

// A tuple that is complete and can be no part of a cycle: what it holds never changes.
static bool is_plain_tuple(const Object *object)
{
    if (object->type != object->type->interp->types[TYPE_TUPLE])
        return false;
    const Tuple *tuple = (const Tuple *)object;
    for (size_t i = 0; i < tuple->count; i++) {
        Value item = tuple->items[i];
        if (item.tag <= TAG_UNSET || (item.tag == TAG_OBJECT && gc_may_cycle(item.object)))
            return false;
    }
    return true;
}

// Moves the flagged objects of `young` to `unreachable`. Plain tuples leave the collector's lists.
static int64_t gather_unreachable(GcLink *young, GcLink *unreachable)
{
    int64_t count = 0;
    for (GcLink *link = young->next, *next; link != young; link = next) {
        next = link->next;
        if (!(link->previous & UNREACHABLE)) {
            if (is_plain_tuple(object_of(link)))
                list_remove(link);
            continue;
        }
        link->previous &= ~(uintptr_t)UNREACHABLE;
        list_remove(link);
        list_add(unreachable, link);
        count++;
    }
    return count;
}

// Runs finalizers of everything in the list; true where one ran. A finalizer may change the list.
static bool run_finalizers(Interp *interp, GcLink *unreachable)
{
    bool any = false;
    GcLink seen;
    list_init(&seen);
    while (!list_is_empty(unreachable)) {
        GcLink *link = unreachable->next;
        list_remove(link);
        list_add(&seen, link);
        Object *object = object_of(link);
        if (!object->type->slots.finalize || (link->previous & FINALIZED))
            continue;
        link->previous |= FINALIZED;
        any = true;
        object->references++;
        object->type->slots.finalize(interp, value_from_object(object));
        error_clear(&interp->error);
        object_drop(object);
    }
    list_merge(unreachable, &seen);
    return any;
}

bool gc_is_condemned(const Object *object)
{
    return is_gc(object) && (link_of(object)->previous & UNREACHABLE);
}

// The flag tells weakref_clear which references are garbage themselves: their callbacks are not called.
static void clear_weak_references(Interp *interp, GcLink *unreachable)
{
    GcLink seen;
    list_init(&seen);
    for (GcLink *link = unreachable->next; link != unreachable; link = link->next)
        link->previous |= UNREACHABLE;
    while (!list_is_empty(unreachable)) {
        GcLink *link = unreachable->next;
        list_remove(link);
        list_add(&seen, link);
        Object *object = object_of(link);
        if (!has_instance_prefix(object) || !prefix_of(object)->weak_references)
            continue;
        object->references++;
        weakref_clear(interp, object);
        object_drop(object);
    }
    list_merge(unreachable, &seen);
    for (GcLink *link = unreachable->next; link != unreachable; link = link->next)
        link->previous &= ~(uintptr_t)UNREACHABLE;
}

// Breaks the cycles: what is left of the list afterwards lives on in `survivors`.
static void clear_cycles(Interp *interp, GcLink *unreachable, GcLink *survivors)
{
    while (!list_is_empty(unreachable)) {
        GcLink *link = unreachable->next;
        list_remove(link);
        list_add(survivors, link);
        Object *object = object_of(link);
        object->references++;
        clear_instance(object);
        if (object->type->slots.clear)
            object->type->slots.clear(interp, object);
        else if (object->type->slots.destroy && object->type->slots.traverse)
            object->type->slots.destroy(interp, object);
        object_drop(object);
    }
}

static int64_t collect_list(Interp *interp, GcLink *young, GcLink *old)
{
    GcLink unreachable;
    list_init(&unreachable);
    if (!mark_unreachable(interp, young)) {
        list_merge(old, young);
        return 0;
    }
    int64_t found = gather_unreachable(young, &unreachable);
    list_merge(old, young);
    if (found == 0)
        return 0;
    if (run_finalizers(interp, &unreachable)) { // one may have made objects reachable: look again
        GcLink rest;
        list_init(&rest);
        if (!mark_unreachable(interp, &unreachable)) {
            list_merge(old, &unreachable);
            return 0;
        }
        found = gather_unreachable(&unreachable, &rest);
        list_merge(old, &unreachable);
        list_merge(&unreachable, &rest);
    }
    clear_weak_references(interp, &unreachable);
    clear_cycles(interp, &unreachable, old);
    return found;
}

// A full collection looks at every object there is; it pays only once the oldest generation has grown.
static void note_survivors(Gc *gc, int generation)
{
    if (generation == 1) {
        gc->pending_survivors += gc->thresholds[0] * (gc->thresholds[1] + 1) / 4;
    } else if (generation == 2) {
        gc->old_survivors = 0;
        for (GcLink *link = gc->generations[2].next; link != &gc->generations[2]; link = link->next)
            gc->old_survivors++;
        gc->pending_survivors = 0;
    }
}

int64_t gc_collect(Interp *interp, int generation)
{
    Gc *gc = interp->gc;
    if (gc->collecting || gc->holds)
        return 0;
    gc->collecting = true;
    gc->due = false;
    Error pending;
    error_move(&pending, &interp->error);
    GcLink young;
    list_init(&young);
    for (int i = 0; i <= generation; i++) {
        list_merge(&young, &gc->generations[i]);
        gc->counts[i] = 0;
    }
    int older = generation + 1 < GC_GENERATIONS ? generation + 1 : generation;
    if (older != generation)
        gc->counts[older]++;
    int64_t found = collect_list(interp, &young, &gc->generations[older]);
    note_survivors(gc, generation);
    gc->collections[generation]++;
    gc->collected[generation] += found;
    error_clear(&interp->error);
    error_move(&interp->error, &pending);
    gc->collecting = false;
    return found;
}

bool gc_would_run_code(Interp *interp)
{
    Gc *gc = interp->gc;
    if (gc->watched)
        return true;
    for (int i = 0; i < GC_GENERATIONS; i++)
        for (GcLink *link = gc->generations[i].next; link != &gc->generations[i]; link = link->next)
            if (object_of(link)->type->slots.finalize)
                return true;
    return false;
}

void gc_run_due(Interp *interp)
{
    Gc *gc = interp->gc;
    gc->due = false;
    if (!gc->enabled || gc->collecting)
        return;
    int generation = 0;
    while (generation + 1 < GC_GENERATIONS && gc->counts[generation + 1] > gc->thresholds[generation + 1])
        generation++;
    if (generation == 2 && gc->pending_survivors < gc->old_survivors / 4)
        generation = 1;
    gc_collect(interp, generation);
}

void gc_hold(Interp *interp)
{
    Gc *gc = interp->gc;
    if (gc->holds++)
        return;
    list_merge(&gc->held, &gc->generations[0]);
    gc->held_count = gc->counts[0];
    gc->counts[0] = INT64_MIN / 2;
}

void gc_settle(Interp *interp)
{
    Gc *gc = interp->gc;
    if (--gc->holds)
        return;
    int64_t made = gc->counts[0] - INT64_MIN / 2;
    if (made > 0)
        gc->old_survivors += made;
    list_merge(&gc->generations[2], &gc->generations[0]);
    list_merge(&gc->generations[0], &gc->held);
    gc->counts[0] = gc->held_count;
}

void gc_promote(Interp *interp)
{
    Gc *gc = interp->gc;
    gc->old_survivors += gc->counts[0];
    gc->counts[0] = 0;
    gc->due = false;
    list_merge(&gc->generations[GC_GENERATIONS - 1], &gc->generations[0]);
}

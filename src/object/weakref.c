#include "object/weakref.h"

#include "object/gc.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"

static WeakReference *reference_of(Value v)
{
    return (WeakReference *)v.object;
}

static WeakReference **list_of_target(Object *target)
{
    return &((InstancePrefix *)((char *)target - sizeof(GcLink) - sizeof(InstancePrefix)))->weak_references;
}

static void unlink_reference(WeakReference *reference)
{
    if (!reference->target)
        return;
    if (reference->previous)
        reference->previous->next = reference->next;
    else
        *list_of_target(reference->target) = reference->next;
    if (reference->next)
        reference->next->previous = reference->previous;
    reference->target = NULL;
    reference->next = reference->previous = NULL;
}

// An existing reference that may be given again: of the plain type, without a callback.
static WeakReference *find_plain(Interp *interp, Object *target)
{
    for (WeakReference *at = *list_of_target(target); at; at = at->next) {
        if (at->head.type == interp->types[TYPE_WEAK_REFERENCE] && value_is_none(at->callback))
            return at;
    }
    return NULL;
}

static Value make(Interp *interp, Type *type, Value target, Value callback)
{
    if (target.tag != TAG_OBJECT || !(target.object->type->flags & TYPE_FLAG_WEAKREF))
        return raise_type_error(interp, "cannot create weak reference to '%s' object", value_type_name(interp, target));
    bool plain = type == interp->types[TYPE_WEAK_REFERENCE] && value_is_none(callback);
    WeakReference *known = plain ? find_plain(interp, target.object) : NULL;
    if (known)
        return value_from_object(object_keep(known));
    WeakReference *made = object_new(interp, type, type->size);
    if (!made)
        return VALUE_ERROR;
    WeakReference **list = list_of_target(target.object);
    made->target = target.object;
    made->callback = value_keep(callback);
    interp->gc->watched |= !value_is_none(callback);
    made->hash = -1;
    made->next = *list;
    if (made->next)
        made->next->previous = made;
    *list = made;
    return value_from_object(made);
}

Value weakref_new(Interp *interp, Value target, Value callback)
{
    return make(interp, interp->types[TYPE_WEAK_REFERENCE], target, callback);
}

/// The object that a reference stands for, lent; NULL where it is gone, or waits for its end (object/gc.c).
static Object *live_target(Value reference)
{
    Object *target = reference_of(reference)->target;
    return target && target->references > 0 ? target : NULL;
}

Value weakref_target(Value reference)
{
    Object *target = live_target(reference);
    return target ? value_from_object(object_keep(target)) : VALUE_NONE;
}

int64_t weakref_count(Object *target)
{
    int64_t count = 0;
    if (target->type->flags & TYPE_FLAG_WEAKREF) {
        for (WeakReference *at = *list_of_target(target); at; at = at->next)
            count++;
    }
    return count;
}

static void call_back(Interp *interp, WeakReference *reference)
{
    Value callback = reference->callback, self = value_from_object(reference);
    reference->callback = VALUE_NONE;
    if (callback.tag == TAG_OBJECT && !gc_is_condemned(&reference->head)) {
        Error pending;
        error_move(&pending, &interp->error);
        Value result = value_call_values(interp, callback, 1, &self);
        if (value_is_error(result))
            slot_ignore_error(interp, callback);
        value_drop(result);
        error_clear(&interp->error);
        error_move(&interp->error, &pending);
    }
    value_drop(callback);
}

// All references die before the first callback runs, so that no callback sees a half-dead target.
void weakref_clear(Interp *interp, Object *target)
{
    WeakReference *dead = NULL, **end = &dead; // the newest comes first
    while (*list_of_target(target)) {
        WeakReference *reference = *list_of_target(target);
        unlink_reference(reference);
        if (value_is_none(reference->callback))
            continue;
        *end = object_keep(reference); // kept alive until its callback has run
        end = &reference->next;
    }
    *end = NULL;
    while (dead) {
        WeakReference *reference = dead;
        dead = reference->next;
        reference->next = NULL;
        call_back(interp, reference);
        object_drop(reference);
    }
}

// ---- the type ----

static Value reference_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (type == interp->types[TYPE_WEAK_REFERENCE] && !native_refuse_keywords(interp, "ref", arguments))
        return VALUE_ERROR;
    if (arguments->count < 1 || (arguments->count > 2 && type == interp->types[TYPE_WEAK_REFERENCE]))
        return raise_type_error(interp, "__new__ expected at %s argument%s, got %zu",
                                arguments->count ? "most 2" : "least 1", arguments->count ? "s" : "", arguments->count);
    return make(interp, type, arguments->values[0], arguments->count > 1 ? arguments->values[1] : VALUE_NONE);
}

static bool reference_init(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true;
}

static Value reference_call(Interp *interp, Value self, const Arguments *arguments)
{
    if (arguments->count || arguments->keywords)
        return raise_type_error(interp, "weakref.ReferenceType.__call__() takes no arguments (%zu given)",
                                arguments->count);
    return weakref_target(self);
}

static Value reference_repr(Interp *interp, Value self)
{
    const Object *target = live_target(self);
    if (!target)
        return str_from_format(interp, "<weakref at %p; dead>", (void *)self.object);
    return str_from_format(interp, "<weakref at %p; to '%s' at %p>", (void *)self.object, target->type->full_name,
                           (const void *)target);
}

static bool reference_hash(Interp *interp, Value self, int64_t *hash)
{
    WeakReference *reference = reference_of(self);
    if (reference->hash == -1) {
        Object *target = live_target(self);
        if (!target) {
            raise_type_error(interp, "weak object has gone away");
            return false;
        }
        if (!value_hash(interp, value_from_object(target), &reference->hash))
            return false;
    }
    *hash = reference->hash;
    return true;
}

static Value reference_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || !value_is_instance(interp, b, interp->types[TYPE_WEAK_REFERENCE]))
        return VALUE_NOT_IMPLEMENTED;
    if (!live_target(a) || !live_target(b))
        return value_from_bool(value_is(a, b) == (kind == COMPARE_EQ));
    Value left = weakref_target(a), right = weakref_target(b);
    Value result = value_compare(interp, left, right, kind);
    value_drop(left);
    value_drop(right);
    return result;
}

static void reference_destroy(UNUSED Interp *interp, Object *self)
{
    WeakReference *reference = (WeakReference *)self;
    unlink_reference(reference);
    value_replace_take(&reference->callback, VALUE_NONE);
}

static void reference_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((WeakReference *)self)->callback, visit, context);
}

static Value get_callback(UNUSED Interp *interp, Value self)
{
    return value_keep(reference_of(self)->callback);
}

static const GetSetSpec GETSETS[] = {{"__callback__", "What is called when the object goes.", get_callback, NULL}, {0}};

const TypeSpec type_spec_WEAK_REFERENCE = {
    .name = "weakref.ReferenceType",
    .doc = "A reference that does not keep its object alive; calling it gives the object, or None.",
    .id = TYPE_WEAK_REFERENCE,
    .size = sizeof(WeakReference),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = reference_new,
              .init = reference_init,
              .call = reference_call,
              .repr = reference_repr,
              .hash = reference_hash,
              .compare = reference_compare,
              .destroy = reference_destroy,
              .traverse = reference_traverse},
    .getsets = GETSETS,
};

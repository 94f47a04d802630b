// Values: what the language side computes with.
//
// A Value is 16 bytes: a tag and a payload. None, bool, float and ints that fit 64 bits live in it and never
// allocate; everything else is a pointer to a reference-counted Object.
//
// Ownership: arguments are lent; a returned Value is the caller's and must be dropped or passed on. A function
// that keeps or consumes an argument says so in its name (`_take`). VALUE_ERROR means: failed, an error is
// pending in interp->error.
#ifndef OBJECT_VALUE_H
#define OBJECT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"

typedef enum ValueTag {
    TAG_ERROR, // not a value: an error is pending
    TAG_UNSET, // not a value: an unbound variable, an argument that was not given
    TAG_NONE,
    TAG_NOT_IMPLEMENTED,
    TAG_ELLIPSIS,
    TAG_BOOL,
    TAG_INT,
    TAG_FLOAT,
    TAG_OBJECT,
} ValueTag;

struct Type;
struct Interp;

/// The head of everything on the heap. Objects of a type with TYPE_FLAG_GC are preceded by a GcLink.
typedef struct Object {
    int64_t references;
    struct Type *type; // counted: every object keeps its type alive
} Object;

typedef struct Value {
    union {
        int32_t tag;  // ValueTag: the lower half of
        int64_t head; // of ints and floats the upper half is the identity (value_is); 0 of everything else
    };
    union {
        bool boolean;
        int64_t integer;
        double real;
        Object *object;
    };
} Value;

#define VALUE_ERROR           ((Value){.head = TAG_ERROR})
#define VALUE_UNSET           ((Value){.head = TAG_UNSET})
#define VALUE_NONE            ((Value){.head = TAG_NONE})
#define VALUE_NOT_IMPLEMENTED ((Value){.head = TAG_NOT_IMPLEMENTED})
#define VALUE_ELLIPSIS        ((Value){.head = TAG_ELLIPSIS})
#define VALUE_TRUE            value_from_bool(true)
#define VALUE_FALSE           value_from_bool(false)

static inline Value value_from_bool(bool b)
{
    return (Value){.head = TAG_BOOL, .integer = b}; // the whole payload is set: values compare bitwise
}
static inline Value value_from_int(int64_t i)
{
    return (Value){.head = TAG_INT, .integer = i};
}
static inline Value value_from_float(double f)
{
    return (Value){.head = TAG_FLOAT, .real = f};
}
/// Wraps an object pointer; ownership of the reference passes along with it.
static inline Value value_from_object(void *object)
{
    return (Value){.head = TAG_OBJECT, .object = object};
}
/// As value_from_object, VALUE_ERROR for NULL.
static inline Value value_or_error(void *object)
{
    return object ? value_from_object(object) : VALUE_ERROR;
}

static inline bool value_is_error(Value v)
{
    return v.tag == TAG_ERROR;
}
static inline bool value_is_unset(Value v)
{
    return v.tag == TAG_UNSET;
}
static inline bool value_is_none(Value v)
{
    return v.tag == TAG_NONE;
}
/// Small ints are one object each, as in CPython.
static inline bool value_is_small_int(Value v)
{
    return v.tag == TAG_INT && v.integer >= -5 && v.integer <= 256;
}
/// Identity (`is`). Numbers carry where they were made: equal literals are one object, what is computed at another
/// place is another one.
static inline bool value_is(Value a, Value b)
{
    return a.tag == b.tag && a.integer == b.integer && (a.head == b.head || value_is_small_int(a));
}
/// True where the two are surely equal: the same object, or equal ints. Tells one NaN from another.
static inline bool value_is_same(Value a, Value b)
{
    return a.tag == b.tag && a.integer == b.integer && (a.head == b.head || a.tag == TAG_INT);
}
/// The identity of what an instruction computes.
static inline int64_t value_identity_of_site(const void *site)
{
    return (int64_t)((uint64_t)(uintptr_t)site << 32 | (uint64_t)1 << 63);
}
/// An int as an instruction computes it.
static inline Value value_computed_int(int64_t i, const void *site)
{
    return (Value){.head = TAG_INT | value_identity_of_site(site), .integer = i};
}
/// What a slower operation computed, as an instruction's result.
static inline Value value_computed(Value v, const void *site)
{
    if (v.head == TAG_INT || v.head == TAG_FLOAT)
        v.head |= value_identity_of_site(site);
    return v;
}
/// A float as an instruction computes it.
static inline Value value_computed_float(double f, const void *site)
{
    return (Value){.head = TAG_FLOAT | value_identity_of_site(site), .real = f};
}

/// The value itself, held in two registers. A copy as one vector would have to wait where head and payload were written
/// one after the other just before, as instructions do.
static inline Value value_halves(Value v)
{
    __asm__("" : "+r"(v.head), "+r"(v.integer));
    return v;
}

/// Frees an object whose last reference went. Called by value_drop only.
void object_destroy(Object *object);

/// Takes one more reference.
static inline Value value_keep(Value v)
{
    v = value_halves(v);
    if (v.tag == TAG_OBJECT)
        v.object->references++;
    return v;
}
/// Gives one reference back. Any Value may be dropped, VALUE_ERROR and VALUE_UNSET included.
static inline void value_drop(Value v)
{
    if (v.tag == TAG_OBJECT && --v.object->references == 0)
        object_destroy(v.object);
}
static inline void *object_keep(void *object)
{
    ((Object *)object)->references++;
    return object;
}
/// NULL is allowed.
static inline void object_drop(void *object)
{
    if (object && --((Object *)object)->references == 0)
        object_destroy(object);
}
/// Replaces the value in a slot, dropping the old one last (dropping may run code that looks at the slot).
static inline void value_replace_take(Value *slot, Value v)
{
    Value old = *slot;
    *slot = v;
    value_drop(old);
}

#endif

// Attributes: the generic lookup, and the caches that make it fast.
#ifndef OBJECT_ATTRIBUTE_H
#define OBJECT_ATTRIBUTE_H

#include "object/dict.h"
#include "object/gc.h"
#include "object/interp.h"
#include "object/operate.h"

/// The slots of ordinary objects: data descriptors of the type, the instance's __dict__, the type's attribute.
MUST_USE Value attribute_get_generic(Interp *interp, Value self, Value name);
/// As attribute_get_generic; VALUE_UNSET with nothing pending where there is none.
MUST_USE Value attribute_find_generic(Interp *interp, Value self, Value name);
MUST_USE bool attribute_set_generic(Interp *interp, Value self, Value name, Value value);

/// Raises AttributeError "'X' object has no attribute 'y'" with name and obj set. Returns VALUE_ERROR.
Value attribute_raise_missing(Interp *interp, Value self, Value name);
/// Raises AttributeError with this text and with name and obj set. Returns VALUE_ERROR.
Value attribute_raise(Interp *interp, Value self, Value name, const char *format, ...) FORMAT_CHECK(4, 5);

/// What a site in the code remembers of its last lookup. Starts out zero; holds nothing that is counted.
///
/// A cache is valid for one type version. DICT: look at entry `hint` of the instance's dictionary; METHOD: `found` is
/// a function of the type and the instance's dictionary must not hide it; and so on.
typedef enum AttributeCacheKind {
    ATTRIBUTE_CACHE_NONE,   // nothing: use the generic lookup
    ATTRIBUTE_CACHE_DICT,   // no data descriptor in the way: the instance's __dict__, then `found`
    ATTRIBUTE_CACHE_SLOT,   // a member descriptor: __slots__ value number `hint`
    ATTRIBUTE_CACHE_CLASS,  // an attribute of the type for instances without __dict__
    ATTRIBUTE_CACHE_TYPE,   // the object is a type itself: `found` is the answer
    ATTRIBUTE_CACHE_MODULE, // the object is a module: its __dict__
} AttributeCacheKind;

typedef struct AttributeCache {
    uint32_t version; // of the type (of the object itself for CACHE_TYPE)
    uint16_t kind;
    bool method; // `found` is called with the instance in front
    uint32_t hint;
    Value found; // lent: kept alive by the type
} AttributeCache;

/// value_get_attribute with a cache.
MUST_USE Value attribute_get_cached(Interp *interp, Value v, Value name, AttributeCache *cache);
/// value_set_attribute (never deletes) with a cache.
MUST_USE bool attribute_set_cached(Interp *interp, Value v, Value name, Value value, AttributeCache *cache);
/// For a method call `v.name(...)`: returns what to call, owned, and in *self what to pass first: `v` itself (lent)
/// where the attribute is a plain function or native method of the type, VALUE_UNSET where it is bound already.
MUST_USE Value attribute_get_method(Interp *interp, Value v, Value name, AttributeCache *cache, Value *self);

#endif

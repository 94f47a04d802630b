// Types: a table of slots, a dictionary of attributes, a method resolution order.
//
// A slot is a C function; a dunder method is an entry of the dictionary. grammar/slots.def pairs them: a native
// type fills slots, and its dictionary gets a wrapper for each; a class written in Python fills its dictionary,
// and its slots get trampolines that call it. So C code asks slots only, Python code attributes only.
#ifndef OBJECT_TYPE_H
#define OBJECT_TYPE_H

#include "object/native.h"
#include "object/value.h"

struct Interp;
struct Dict;
struct Tuple;

/// Binary operators, in the order of grammar/operators.def (ADD, SUBTRACT, MULTIPLY ... MATRIX_MULTIPLY).
typedef enum BinaryKind {
#define BINARY(id, symbol, dunder, reflected, inplace) BINARY_##id,
#include "operators.def"
#undef BINARY
    BINARY_COUNT
} BinaryKind;
typedef enum UnaryKind { UNARY_NEGATIVE, UNARY_POSITIVE, UNARY_INVERT, UNARY_ABSOLUTE, UNARY_COUNT } UnaryKind;
typedef enum CompareKind { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE } CompareKind;

/// What a call passes: `count` positional values, then one value for each name in `keywords`. All lent.
typedef struct Arguments {
    const Value *values;
    size_t count;
    struct Tuple *keywords; // of str; NULL where there are none
} Arguments;

typedef void (*VisitFunction)(Object *object, void *context);

/// What next_pair found.
typedef enum PairResult {
    PAIR_ERROR, // an error is pending
    PAIR_END,   // no more values
    PAIR_GIVEN, // a pair; the caller owns both
    PAIR_OTHER, // this iterator gives no pairs: ask `next`
} PairResult;

/// Slots are called only on instances of the type. Binary slots get the operands in source order, and are
/// tried for the left operand's type and the right one's: they return VALUE_NOT_IMPLEMENTED to pass.
typedef struct TypeSlots {
    Value (*new_)(struct Interp *, struct Type *type, const Arguments *);
    bool (*init)(struct Interp *, Value self, const Arguments *);
    Value (*call)(struct Interp *, Value self, const Arguments *);
    Value (*repr)(struct Interp *, Value self);
    Value (*str)(struct Interp *, Value self);
    bool (*hash)(struct Interp *, Value self, int64_t *hash);
    Value (*compare)(struct Interp *, Value a, Value b, CompareKind kind);
    bool (*truth)(struct Interp *, Value self, bool *truth);
    Value (*unary[UNARY_COUNT])(struct Interp *, Value self);
    Value (*binary[BINARY_COUNT])(struct Interp *, Value a, Value b);
    Value (*inplace[BINARY_COUNT])(struct Interp *, Value a, Value b);
    bool (*length)(struct Interp *, Value self, int64_t *length);
    Value (*get_item)(struct Interp *, Value self, Value key);
    bool (*set_item)(struct Interp *, Value self, Value key, Value item); // VALUE_UNSET deletes
    bool (*contains)(struct Interp *, Value self, Value item, bool *found);
    Value (*iter)(struct Interp *, Value self);
    /// VALUE_UNSET at the end (no error pending); VALUE_ERROR on failure.
    Value (*next)(struct Interp *, Value self);
    /// For iterators that give pairs: the same for a loop that takes each apart, without a tuple. May be NULL, and is
    /// not asked of derived classes.
    PairResult (*next_pair)(struct Interp *, Value self, Value *first, Value *second);
    Value (*get_attribute)(struct Interp *, Value self, Value name);
    bool (*set_attribute)(struct Interp *, Value self, Value name, Value value);              // VALUE_UNSET deletes
    Value (*descriptor_get)(struct Interp *, Value self, Value instance, struct Type *owner); // instance may be UNSET
    bool (*descriptor_set)(struct Interp *, Value self, Value instance, Value value);         // VALUE_UNSET deletes
    Value (*to_int)(struct Interp *, Value self);
    Value (*to_float)(struct Interp *, Value self);
    Value (*to_index)(struct Interp *, Value self);
    /// Drops what the instance's own struct holds; its memory, __dict__ and __slots__ are seen to by gc.c.
    /// The struct may be zero behind its head (creation failed half-way).
    void (*destroy)(struct Interp *, Object *self);
    void (*traverse)(Object *self, VisitFunction visit, void *context); // visit what it owns (see visit_value)
    /// Breaks cycles; NULL: destroy is called and must then leave the struct empty, so that it may run again.
    void (*clear)(struct Interp *, Object *self);
    /// Runs once before the instance is destroyed; it may run Python code and make the instance reachable again.
    void (*finalize)(struct Interp *, Value self);
    /// The bytes of the instance's struct where they vary (str, tuple, int); NULL: the type's size.
    size_t (*size_of)(const Object *self);
} TypeSlots;

/// Calls `visit` for a value's object, as every traverse does with each value that it owns.
static inline void visit_value(Value v, VisitFunction visit, void *context)
{
    if (v.tag == TAG_OBJECT)
        visit(v.object, context);
}
static inline void visit_object(void *object, VisitFunction visit, void *context)
{
    if (object)
        visit(object, context);
}

enum TypeFlags {
    TYPE_FLAG_GC = 1 << 0,        // instances may be part of cycles: traverse and clear are set
    TYPE_FLAG_DICT = 1 << 1,      // instances have a __dict__
    TYPE_FLAG_WEAKREF = 1 << 2,   // instances can be weakly referenced
    TYPE_FLAG_FINAL = 1 << 3,     // cannot be subclassed
    TYPE_FLAG_HEAP = 1 << 4,      // made by a class statement or type()
    TYPE_FLAG_ABSTRACT = 1 << 5,  // cannot be instantiated
    TYPE_FLAG_NO_NEW = 1 << 6,    // "cannot create 'X' instances"
    TYPE_FLAG_METHOD = 1 << 12,   // instances in a type's dictionary are called with the object first, as functions are
    TYPE_FLAG_META = 1 << 13,     // instances are types; inherited
    TYPE_FLAG_OPEN = 1 << 14,     // a native type that programs may change, as torch.Tensor; not inherited
    TYPE_FLAG_SEQUENCE = 1 << 15, // instances match sequence patterns; inherited from the first class of the mro
    TYPE_FLAG_MAPPING = 1 << 16,  // that has one of these two flags; registering with collections.abc gives them, too
    TYPE_FLAGS_MATCHED = TYPE_FLAG_SEQUENCE | TYPE_FLAG_MAPPING,
};

/// What a native type is made from. Slots left NULL are inherited.
typedef struct TypeSpec {
    const char *name; // "collections.deque" sets __module__ too
    const char *doc;
    int id;      // TYPE_xxx of grammar/types.def, -1 for a type that C does not name
    int base;    // TYPE_xxx, TYPE_OBJECT by default (0)
    size_t size; // of an instance, sizeof(struct ...)
    unsigned flags;
    TypeSlots slots;
    const NativeSpec *const *methods; // NULL-terminated
    const GetSetSpec *getsets;        // ends with a NULL name
    /// Finds an attribute that is made at first use and puts it into the type's dictionary: LENT, VALUE_UNSET where
    /// there is none. Nothing may be pending afterwards. NULL mostly.
    Value (*find)(struct Type *type, Value name);
} TypeSpec;

/// The spec of a row of grammar/types.def has this name and external linkage:
/// `const TypeSpec type_spec_LIST = {.name = "list", .id = TYPE_LIST, ...};`
#define TYPE(id, name, folder) extern const TypeSpec type_spec_##id;
#include "types.def"
#undef TYPE

/// A type object. What an instance looks like in memory (the front part only where the flags ask for it):
///
///   | __slots__ values | __dict__, weak references | GcLink | Object head | the type's struct |
///                                                           ^ Object *      size bytes, head included
typedef struct Type {
    Object head;
    struct Interp *interp;
    const char *full_name; // as messages name it: "int", "collections.deque"; lives as long as the type
    Value name;            // str: __name__
    Value qualified_name;  // str: __qualname__
    Value bases;           // tuple
    Value mro;             // tuple of types, itself first
    Value attributes;      // dict: __dict__
    struct Type *base;     // counted: the base that gives the layout; NULL for object
    struct Type *layout;   // lent: the ancestor (or itself) that last extended the layout
    Value (*find)(struct Type *type, Value name); // of the spec
    size_t size;                                  // of an instance from its Object head on (see size_of)
    size_t prefix;                                // bytes in front of the Object head
    size_t inside;                                // the first of them: the instance's own dict (dict.h); 0: none
    unsigned slot_count;                          // __slots__ values of all ancestors and its own
    unsigned flags;                               // TypeFlags
    uint32_t version; // names the present contents of the type and its bases; 0: not given yet
    TypeSlots slots;
    struct Type **subclasses; // lent: each takes itself out when it goes
    size_t subclass_count;
    size_t subclass_capacity;
} Type;

/// The attribute of a type or its bases, LENT; VALUE_UNSET where there is none. Never fails. `name` is interned.
Value type_lookup(Type *type, Value name);
/// As type_lookup, for a row of names.def.
Value type_lookup_id(Type *type, int name_id);
/// Sets an attribute in the type's own dictionary; VALUE_UNSET deletes. Slots and caches follow.
MUST_USE bool type_set(Type *type, Value name, Value value);
/// Gives the type a version where it has none; 0 where versions are used up (then nothing may be cached).
uint32_t type_version(Type *type);
/// Forgets versions of the type and its subclasses: its contents changed.
void type_modified(Type *type);
/// Gives a class without a flag of TYPE_FLAGS_MATCHED that of the first class of its mro that has one.
void type_inherit_matched(Type *type);
/// Gives a class and all that derive from it the patterns that they match. Built-in types stay as they are.
void type_set_matched(Type *type, unsigned flag);
/// class NAME(*bases, **keywords) with a namespace: as type(name, bases, namespace, **keywords) does it.
/// `metatype` is type or derived from it; keywords (a dict or NONE) go to __init_subclass__.
MUST_USE Value type_make_class(struct Interp *interp, Type *metatype, Value name, Value bases, Value name_space,
                               Value keywords);
/// The metatype of a class statement: the most derived of `metatype` and the bases' types; NULL with TypeError
/// "metaclass conflict: ..." pending. Lent.
MUST_USE Type *type_best_metatype(struct Interp *interp, Type *metatype, Value bases);
/// True for type objects.
static inline bool value_is_type(Value v)
{
    return v.tag == TAG_OBJECT && v.object->type->flags & TYPE_FLAG_META;
}
static inline Type *type_of(Value v)
{
    return (Type *)v.object;
}

#endif

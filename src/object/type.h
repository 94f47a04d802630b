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
typedef enum UnaryKind { UNARY_NEGATIVE, UNARY_POSITIVE, UNARY_INVERT, UNARY_COUNT } UnaryKind;
typedef enum CompareKind { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE } CompareKind;

/// What a call passes: `count` positional values, then one value for each name in `keywords`. All lent.
typedef struct Arguments {
    const Value *values;
    size_t count;
    struct Tuple *keywords; // of str; NULL where there are none
} Arguments;

typedef void (*VisitFunction)(Object *object, void *context);

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
    Value (*get_attribute)(struct Interp *, Value self, Value name);
    bool (*set_attribute)(struct Interp *, Value self, Value name, Value value);              // VALUE_UNSET deletes
    Value (*descriptor_get)(struct Interp *, Value self, Value instance, struct Type *owner); // instance may be UNSET
    bool (*descriptor_set)(struct Interp *, Value self, Value instance, Value value);         // VALUE_UNSET deletes
    Value (*to_int)(struct Interp *, Value self);
    Value (*to_float)(struct Interp *, Value self);
    Value (*to_index)(struct Interp *, Value self);
    void (*destroy)(struct Interp *, Object *self);                     // drop what it owns
    void (*traverse)(Object *self, VisitFunction visit, void *context); // visit what it owns
    void (*clear)(struct Interp *, Object *self);                       // break cycles
} TypeSlots;

enum TypeFlags {
    TYPE_FLAG_GC = 1 << 0,       // instances may be part of cycles: traverse and clear are set
    TYPE_FLAG_DICT = 1 << 1,     // instances have a __dict__
    TYPE_FLAG_WEAKREF = 1 << 2,  // instances can be weakly referenced
    TYPE_FLAG_FINAL = 1 << 3,    // cannot be subclassed
    TYPE_FLAG_HEAP = 1 << 4,     // made by a class statement or type()
    TYPE_FLAG_ABSTRACT = 1 << 5, // cannot be instantiated
    TYPE_FLAG_NO_NEW = 1 << 6,   // "cannot create 'X' instances"
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
} TypeSpec;

#endif

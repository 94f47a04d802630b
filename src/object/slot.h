// The two ways between slots and dunder methods: wrappers (a native slot seen as a method) and trampolines (a slot
// that calls a method written in Python). grammar/slots.def and operators.def pair them.
#ifndef OBJECT_SLOT_H
#define OBJECT_SLOT_H

#include "object/interp.h"

typedef void (*AnyFunction)(void);

/// One dunder method.
typedef struct SlotRow {
    const char *name;
    size_t offset; // of the slot in TypeSlots
    /// Calls the slot for a method call; NULL where the method has no wrapper.
    Value (*wrap)(Interp *interp, AnyFunction slot, int argument, Value self, const Arguments *arguments);
    int argument;
    AnyFunction trampoline;
} SlotRow;

enum SlotRowId {
#define SLOT(id, slot, name, wrapper, argument, trampoline) SLOT_ROW_##id,
#include "slots.def"
#undef SLOT
    SLOT_ROW_BINARY, // then for each operator: the method, the reflected one, the in-place one
    SLOT_ROW_COUNT = SLOT_ROW_BINARY + 3 * BINARY_COUNT
};

/// "wrapper_descriptor": a native slot in its type's dictionary.
typedef struct SlotWrapper {
    Object head;
    const SlotRow *row;
    Type *owner; // counted
} SlotWrapper;

/// "method-wrapper": the same, bound.
typedef struct MethodWrapper {
    Object head;
    SlotWrapper *wrapper;
    Value self;
} MethodWrapper;

/// Interns the rows' names.
MUST_USE bool slot_init(Interp *interp);
void slot_finish(Interp *interp);
/// Puts a wrapper into the dictionary of a native type for each slot that its own spec sets.
MUST_USE bool slot_add_wrappers(Type *type, const TypeSlots *own);
/// Sets all slots of a class by what its mro defines.
void slot_update_all(Type *type);
/// As slot_update_all for the slot of one name, in the class and its subclasses.
void slot_update(Type *type, Value name);
/// The interned name of a row, lent.
Value slot_name(Interp *interp, int row);
/// The hash slot of types that have __hash__ = None: TypeError "unhashable type: 'list'".
bool slot_hash_refused(Interp *interp, Value self, int64_t *hash);
/// Calls the method `name` of self's type; TypeError-free lookups leave VALUE_UNSET where there is none.
MUST_USE Value slot_call(Interp *interp, Value self, Value name, size_t count, const Value *values);
/// What happens to an error that nobody can handle (in __del__, in a callback): it is told on the error stream.
void slot_ignore_error(Interp *interp, Value where);

#endif

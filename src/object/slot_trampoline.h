// Trampolines: slots of classes written in Python. Each looks its method up in the type and calls it.
#ifndef OBJECT_SLOT_TRAMPOLINE_H
#define OBJECT_SLOT_TRAMPOLINE_H

#include "object/slot.h"

Value trampoline_repr(Interp *interp, Value self);
Value trampoline_str(Interp *interp, Value self);
bool trampoline_hash(Interp *interp, Value self, int64_t *hash);
Value trampoline_compare(Interp *interp, Value a, Value b, CompareKind kind);
bool trampoline_truth(Interp *interp, Value self, bool *truth);
Value trampoline_negative(Interp *interp, Value self);
Value trampoline_positive(Interp *interp, Value self);
Value trampoline_invert(Interp *interp, Value self);
Value trampoline_absolute(Interp *interp, Value self);
bool trampoline_length(Interp *interp, Value self, int64_t *length);
Value trampoline_get_item(Interp *interp, Value self, Value key);
bool trampoline_set_item(Interp *interp, Value self, Value key, Value item);
bool trampoline_contains(Interp *interp, Value self, Value item, bool *found);
Value trampoline_iter(Interp *interp, Value self);
Value trampoline_next(Interp *interp, Value self);
Value trampoline_get_attribute(Interp *interp, Value self, Value name);
bool trampoline_set_attribute(Interp *interp, Value self, Value name, Value value);
Value trampoline_descriptor_get(Interp *interp, Value self, Value instance, Type *owner);
bool trampoline_descriptor_set(Interp *interp, Value self, Value instance, Value value);
Value trampoline_to_int(Interp *interp, Value self);
Value trampoline_to_float(Interp *interp, Value self);
Value trampoline_to_index(Interp *interp, Value self);
Value trampoline_call(Interp *interp, Value self, const Arguments *arguments);
bool trampoline_init(Interp *interp, Value self, const Arguments *arguments);
Value trampoline_new(Interp *interp, Type *type, const Arguments *arguments);
void trampoline_finalize(Interp *interp, Value self);
#define BINARY(id, symbol, dunder, reflected, inplace)                                                                 \
    Value trampoline_##id(Interp *interp, Value a, Value b);                                                           \
    Value trampoline_in_place_##id(Interp *interp, Value a, Value b);
#include "operators.def"
#undef BINARY

#endif

// Calls of Python functions: binding arguments to parameters.
#ifndef VM_CALL_H
#define VM_CALL_H

#include "object/list.h"
#include "vm/frame.h"

/// A new frame of a function with its arguments bound (each is kept), not linked yet. Takes `function`. NULL
/// with CPython's TypeError pending.
MUST_USE Frame *call_bind_take(Vm *vm, Value function, const Value *values, size_t count, const Tuple *keywords);
/// Calls a function from C: the call_function hook.
Value call_function(Interp *interp, Value function, const Arguments *arguments);
/// The `__init__` of a class that is a Python function while its __new__ is object's: the way to make an instance
/// without a C call. UNSET where the class is made in another way; lent.
Value call_find_init(Vm *vm, Type *type);
/// The __init__ of a class, lent, where it was found before by call_find_init; UNSET where it has to be looked for.
static inline Value call_known_init(Vm *vm, const Type *type)
{
    const InitCache *cache = &vm->init_cache[((uintptr_t)type >> 6) % COUNT_OF(vm->init_cache)];
    return cache->type == type && cache->version == type->version && type->version ? cache->init : VALUE_UNSET;
}

#endif

// __torch_function__: what happens when an argument is of a subclass of Tensor, or of a class that takes part.
//
// torch.nn.Parameter and torch.Tensor itself take no part. A subclass that inherits Tensor.__torch_function__ gets its
// results converted to the subclass; one that defines its own is called with (function, types, args, kwargs).
#ifndef LIB_TORCH_FUNCTION_PROTOCOL_H
#define LIB_TORCH_FUNCTION_PROTOCOL_H

#include "lib/torch/tensor_object.h"
#include "object/list.h"

typedef Value (*OperatorCall)(Interp *interp, const Operator *operation, Value self, const Arguments *arguments);

/// True where an argument (or an item of a list argument) takes part.
bool protocol_wanted_slow(Interp *interp, Value v);
/// True where the object's class takes part: a subclass of Tensor, or a class with __torch_function__.
bool protocol_takes_part(Interp *interp, Value v);
/// Cheap: false for plain tensors and numbers.
static inline bool protocol_may_want(const Torch *torch, Value v)
{
    return v.tag == TAG_OBJECT && v.object->type != torch->types[TORCH_TYPE_TENSOR] &&
           v.object->type != torch->plain_subclass;
}
static inline bool protocol_wanted(Interp *interp, Value self, const Arguments *arguments)
{
    const Torch *torch = torch_of(interp);
    if (protocol_may_want(torch, self) && protocol_wanted_slow(interp, self))
        return true;
    size_t total = arguments->count + (arguments->keywords ? arguments->keywords->count : 0);
    for (size_t i = 0; i < total; i++)
        if (protocol_may_want(torch, arguments->values[i]) && protocol_wanted_slow(interp, arguments->values[i]))
            return true;
    return false;
}

/// Calls an operator whose arguments take part; `plain` runs it on the tensors as they are.
MUST_USE Value protocol_call_operator(Interp *interp, const Operator *operation, Value self, const Arguments *arguments,
                                      OperatorCall plain);
/// Whether the class of a tensor has a __torch_function__ of its own, which is asked about Tensor's special methods,
/// too.
bool protocol_has_own(Interp *interp, Value self);
static inline bool protocol_asked(Interp *interp, Value self)
{
    return UNLIKELY(protocol_may_want(torch_of(interp), self)) && protocol_has_own(interp, self);
}
/// Asks the class of arguments[0], which has_own, what Tensor's method `name` is to give; TypeError where no class
/// knows.
MUST_USE Value protocol_ask_method(Interp *interp, const char *name, size_t count, const Value *arguments);
/// The same for a method whose answer has to be of a type: TypeError for any other.
MUST_USE Value protocol_ask_number(Interp *interp, const char *name, TypeId wanted, Value self);
/// Tensor.__torch_function__: calls `function` with nobody taking part and converts its result to `class`.
MUST_USE Value protocol_default(Interp *interp, Value class, Value function, Value arguments, Value keywords);
/// Makes instances of `type` of the tensors in a result. Takes `result`.
MUST_USE Value protocol_convert_take(Interp *interp, Value result, Type *type);
/// The result of an attribute or an index of `self`: of self's subclass where that inherits the default behaviour.
MUST_USE Value protocol_like_take(Interp *interp, Value self, Value result);
/// has_torch_function(values): whether one of them takes part.
bool protocol_any(Interp *interp, size_t count, const Value *values);

extern const NativeSpec *const protocol_natives[];

#endif

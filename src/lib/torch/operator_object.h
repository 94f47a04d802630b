// Operators as Python callables: functions of torch, methods of Tensor.
#ifndef LIB_TORCH_OPERATOR_OBJECT_H
#define LIB_TORCH_OPERATOR_OBJECT_H

#include "lib/torch/state.h"

typedef struct OperatorObject {
    Object head;
    const Operator *operation;
    Value self; // of TORCH_TYPE_BOUND; UNSET else
} OperatorObject;

extern const TypeSpec operator_function_spec, operator_method_spec, operator_bound_spec;

/// The function of an operator (torch.add): always the same object.
MUST_USE Value operator_function(Interp *interp, const Operator *operation);
/// The method of an operator, for the Tensor type's dictionary: always the same object.
MUST_USE Value operator_method(Interp *interp, const Operator *operation);
/// Calls an operator. `self` is UNSET for functions; for methods it is the tensor.
MUST_USE Value operator_call(Interp *interp, const Operator *operation, Value self, const Arguments *arguments);
/// Finds by name and calls with positional arguments only (self first for the methods).
MUST_USE Value operator_call_named(Interp *interp, OperatorSpace space, const char *name, Value self, size_t count,
                                   const Value *values);
/// The Python value of an operator's results; releases them, also on failure.
MUST_USE Value operator_results_take(Interp *interp, const Operator *operation, const Overload *overload,
                                     OpValue *results);

#endif

// Functions written in Python, bound methods, cells. The evaluator runs them through interp->hooks.call_function.
#ifndef OBJECT_FUNCTION_H
#define OBJECT_FUNCTION_H

#include "object/interp.h"

typedef struct Function {
    Object head;            // __dict__ and weak references stand in front
    Object *code;           // the evaluator's code object, counted
    Value globals;          // dict
    Value name;             // str
    Value qualified_name;   // str
    Value defaults;         // tuple or NONE
    Value keyword_defaults; // dict or NONE
    Value closure;          // tuple of cells or NONE
    Value annotations;      // dict or UNSET
    Value doc;              // UNSET until someone asks: that of the code
    Value module;
    Value type_parameters; // tuple or UNSET
    Value builtins;        // the builtins dict its globals name; UNSET until the evaluator looks
    uint32_t version;      // changes when code or defaults do; 0 at first
} Function;

/// Makes a function; everything is kept. `code` is lent too.
MUST_USE Value function_new(Interp *interp, Object *code, Value globals, Value name, Value qualified_name);
static inline Function *function_of(Value v)
{
    return (Function *)v.object;
}

/// A function and the value it was found on.
typedef struct Method {
    Object head;
    Value function;
    Value self;
} Method;
MUST_USE Value method_new(Interp *interp, Value function, Value self);
static inline Method *method_of(Value v)
{
    return (Method *)v.object;
}

/// A variable shared by functions; content is UNSET while it is unbound.
typedef struct Cell {
    Object head;
    Value content;
} Cell;
MUST_USE Value cell_new(Interp *interp, Value content); // keeps content
static inline Cell *cell_of(Value v)
{
    return (Cell *)v.object;
}

#endif

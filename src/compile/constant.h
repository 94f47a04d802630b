// The value that a constant of the syntax tree stands for.
#ifndef COMPILE_CONSTANT_H
#define COMPILE_CONSTANT_H

#include "object/interp.h"
#include "syntax/ast.h"

/// Owned; texts are interned. VALUE_ERROR with MemoryError or ValueError (digits of an int) pending.
MUST_USE Value constant_value(Interp *interp, const AstConstantValue *constant);

#endif

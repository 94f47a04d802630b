// Code as text: the bytecode dump.
#ifndef COMPILE_DISASSEMBLE_H
#define COMPILE_DISASSEMBLE_H

#include "base/text.h"
#include "compile/code.h"

/// Appends the code object and all that are nested in it:
///
///     <module>  slots 0, stack 2
///        1     0  LOAD_NAME            print
///              1  PUSH_UNSET
///
/// the line of the text (where it changes), the instruction's index, its name and its operand.
MUST_USE bool disassemble(Interp *interp, Code *code, Text *out);

#endif

// Code to bytes and back: the embedded library is compiled when the program is built.
//
// The arrays that never change (instructions, exception table, line table) are used where they lie; constants and names
// are made when a code object first runs, so that a module costs what it uses.
#ifndef COMPILE_MARSHAL_H
#define COMPILE_MARSHAL_H

#include "base/text.h"
#include "compile/code.h"

/// Appends a code object and all that are nested in it. The image starts at a multiple of 4 bytes of `out`.
MUST_USE bool marshal_write(Interp *interp, Text *out, Code *code);
/// The code object of an image, which must be aligned to 4 bytes and outlive it. `filename` is kept.
MUST_USE Code *marshal_read(Interp *interp, const uint8_t *image, Value filename);
/// Makes constants, names and sites; called by code_load.
MUST_USE bool marshal_load(Interp *interp, Code *code);

#endif

// The line table: where each instruction comes from, in few bytes.
//
// A sequence of runs of instructions with one location. Each is: the number of instructions, line minus the line
// before (zigzag), and, unless only lines are kept, end line minus line (zigzag), column, end column; all as varints.
#ifndef COMPILE_LOCATION_H
#define COMPILE_LOCATION_H

#include "base/text.h"
#include "compile/code.h"

/// Appends the encoded locations of `count` instructions. `first_line` is where the first difference starts from.
MUST_USE bool location_encode(Text *out, const CodeLocation *locations, size_t count, uint32_t first_line,
                              bool lines_only);
/// Reads one location back.
CodeLocation location_decode(const uint8_t *bytes, size_t size, uint32_t first_line, bool lines_only, size_t index);

/// A varint: seven bits a byte, the lowest first.
bool location_append_number(Text *out, uint64_t number);
uint64_t location_read_number(const uint8_t **cursor);

#endif

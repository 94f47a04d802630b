// Anchors: which part of a failed expression's text to point at.
//
//   total = price * tax        the operator of a binary operation
//           ~~~~~~^~~~~
//   values[index][0]           the brackets of a subscript, the parentheses of a call
//   ~~~~~~^^^^^^^
#ifndef COMPILE_ANCHOR_H
#define COMPILE_ANCHOR_H

#include "base/mem.h"

/// From left to right, exclusive; lines from 0, columns in bytes of their line.
typedef struct Anchors {
    size_t left_line, left_column;
    size_t right_line, right_column;
} Anchors;

/// Finds the anchors of an expression's text. False (nothing is pending) where it has none.
bool anchor_find(Memory *memory, const char *text, size_t length, Anchors *anchors);
/// True where the text is `return f(...)` or `x = f(...)`, x being one name, and the part from `start` (first line) to
/// `end` (last line, both in bytes) is just the call: pointing at it would say nothing.
bool anchor_is_plain_call(Memory *memory, const char *text, size_t length, size_t start, size_t end);

#endif

// Tracebacks: the objects, and how they print.
#ifndef VM_TRACEBACK_H
#define VM_TRACEBACK_H

#include "vm/frame.h"

/// One line of a traceback: the outermost comes first.
typedef struct Traceback {
    Object head;
    Value next; // a Traceback or NONE
    FrameObject *frame;
    uint32_t last; // the instruction
} Traceback;

static inline Traceback *traceback_of(Value v)
{
    return (Traceback *)v.object;
}
/// Puts the frame in front of an exception's traceback. Leaves the traceback as it is where memory is out.
void traceback_add(Vm *vm, Value exception, Frame *frame);
CodeLocation traceback_location(const Traceback *traceback);

/// What of an exception is printed.
typedef struct TracebackRange {
    bool limited;
    int64_t limit;   // so many entries from the outermost one; negative: from the innermost one
    bool alone;      // without causes and contexts
    Value traceback; // instead of the exception's own; UNSET: its own
} TracebackRange;

/// Appends an exception as the interpreter prints it when nobody catches it, causes and contexts first. `range`
/// may be NULL: all of it.
MUST_USE bool traceback_print(Interp *interp, Text *out, Value exception, const TracebackRange *range);
/// Appends the last part only: "ValueError: text" and the notes.
MUST_USE bool traceback_print_only(Interp *interp, Text *out, Value exception);
/// Appends the lines of a traceback object (or NONE).
MUST_USE bool traceback_print_lines(Interp *interp, Text *out, Value traceback, const TracebackRange *range);

#endif

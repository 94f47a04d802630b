// The standard streams as file objects: sys.stdin, sys.stdout, sys.stderr.
#ifndef LIB_SYS_STREAM_H
#define LIB_SYS_STREAM_H

#include "lib/support.h"

/// Makes the file object of a stream: 0 input, 1 output, 2 error.
MUST_USE Value sys_stream_new(Interp *interp, int number);
/// The number of a standard stream's file object that writes to the session; 0 for anything else.
int sys_stream_number(Interp *interp, Value v);
/// The next line of standard input with its newline, a str; '' at the end.
MUST_USE Value sys_stream_read_line(Interp *interp);
/// One line of standard input without its newline, a str; EOFError "EOF when reading a line" at the end.
MUST_USE Value sys_stream_input(Interp *interp);

#endif

// Warnings that natives and operators give.
#ifndef LIB_WARN_H
#define LIB_WARN_H

#include "object/interp.h"

/// Gives a warning of a category at the line that is running, through the warnings module with its filters. Nothing
/// where no code runs yet. False with an error pending where the warning became an exception. For InterpHooks.warn.
MUST_USE bool warn_give(Interp *interp, ErrorKind category, const char *message);

/// Gives a SyntaxWarning for a line of a text that is being compiled; `once`: not again for the same line
/// number. For InterpHooks.warn_syntax.
MUST_USE bool warn_give_syntax(Interp *interp, const char *message, const char *filename, int64_t line,
                               const char *source_line, bool once);

#endif

// Warnings that natives and operators give.
#ifndef LIB_WARN_H
#define LIB_WARN_H

#include "object/interp.h"

/// Gives a warning of a category at the line that is running, through the warnings module with its filters. Nothing
/// where no code runs yet. False with an error pending where the warning became an exception. For InterpHooks.warn.
MUST_USE bool warn_give(Interp *interp, ErrorKind category, const char *message);

#endif

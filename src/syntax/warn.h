// Doubtful expressions that parse: `x is 3`, `(1, 2)(3)`, `assert (x, "message")`.
#ifndef SYNTAX_WARN_H
#define SYNTAX_WARN_H

#include "syntax/fault.h"

/// Appends a warning for each doubtful expression of the tree, in the order of the text. False with MemoryError
/// pending.
MUST_USE bool warn_tree(Ast *ast, FaultWarnings *warnings);

#endif

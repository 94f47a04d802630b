// Text to tree: the way into this folder.
//
//   SyntaxError failure;
//   Ast *ast = syntax_parse(memory, &failure, text, length, "main.py", SYNTAX_FILE);
//   if (!ast) ... failure says what CPython 3.13 would print
//   ...
//   ast_free(ast);
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "base/error.h"
#include "base/text.h"
#include "syntax/ast.h"

/// What the text is, as compile()'s third argument.
typedef enum SyntaxMode {
    SYNTAX_FILE,   // "exec": statements, gives an AstModule
    SYNTAX_EVAL,   // "eval": one expression, gives an AstExpression
    SYNTAX_SINGLE, // "single": one statement at the prompt, gives an AstInteractive
} SyntaxMode;

/// Why a text was refused: everything that is printed of it, and the exception's attributes.
///
///     File "main.py", line 3                filename, line
///       if x = 3:                           source_line
///          ^^^^^                            offset to end_offset, counted in characters from 1
///   SyntaxError: invalid syntax. ...        kind, message
typedef struct SyntaxError {
    /// ERROR_SYNTAX_ERROR, ERROR_INDENTATION_ERROR, ERROR_TAB_ERROR; ERROR_UNSUPPORTED_ERROR for `async`;
    /// ERROR_MEMORY_ERROR, ERROR_RECURSION_ERROR without a position. ERROR_NONE where nothing failed.
    ErrorKind kind;
    char *message;     // owned; NULL for a bare MemoryError
    int line;          // from 1; 0 where the error has no position
    int offset;        // from 1, in characters; 0 where unknown
    int end_line;      // 0 where unknown
    int end_offset;    // exclusive, from 1; 0 where unknown
    char *source_line; // owned, with its newline where it has one; NULL where unknown
    /// At the prompt: the text is the beginning of a statement, more lines may complete it.
    bool incomplete;
    Memory *memory; // what owns the texts
} SyntaxError;

/// Parses `length` bytes of `text`, which need no NUL and are not kept. `error` is filled in (it need not
/// be initialised) and must be released with syntax_error_free when the result is NULL; nothing is left pending
/// in memory->error. The tree belongs to the caller: ast_free.
MUST_USE Ast *syntax_parse(Memory *memory, SyntaxError *error, const char *text, size_t length, const char *filename,
                           SyntaxMode mode);

/// A warning of a tree as an error, for programs that want none: `error` says what CPython would raise. False with
/// MemoryError pending; release with syntax_error_free either way.
MUST_USE bool syntax_warning_error(Memory *memory, SyntaxError *error, const Ast *ast, const AstWarning *warning);

/// Appends the line of the text that a warning is about, with its newline. False with MemoryError pending.
bool syntax_warning_line(const Ast *ast, const AstWarning *warning, Text *out);

/// Releases the texts of an error. Safe on an error that was never set.
void syntax_error_free(SyntaxError *error);

/// Appends the error as the interpreter prints it on standard error, without a traceback header:
/// the File line, the source line with its carets, and "SyntaxError: message". False with MemoryError pending.
bool syntax_error_print(const SyntaxError *error, const char *filename, Text *out);

/// Appends the tree as `ast.dump(tree, indent=2)` of CPython 3.13 writes it, without a final newline.
/// False with MemoryError pending.
bool syntax_dump(const Ast *ast, Text *out);

#endif

// Tree to code: the way into this folder.
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include "compile/code.h"
#include "syntax/syntax.h"

typedef struct CompileOptions {
    const char *filename;
    bool library;     // embedded: lines only, no source kept, CODE_LIBRARY
    bool unlisted;    // no source kept: a text without a file that a program runs, whose lines no traceback shows
    bool program;     // the program itself, not what it compiles: errors of the compiler show its lines
    bool show_values; // SYNTAX_SINGLE: values of expressions go to the display hook
} CompileOptions;

/// The mode that compile()'s third argument (a str) names; false where it names none.
bool compile_mode(Value name, SyntaxMode *mode);
/// Raises what the parser found wrong with a text; `failure` stays the caller's.
void compile_raise(Interp *interp, const SyntaxError *failure, const char *filename);
/// Compiles a tree. NULL with SyntaxError (or MemoryError) pending.
MUST_USE Code *compile_tree(Interp *interp, const Ast *ast, const CompileOptions *options);
/// Parses and compiles. NULL with SyntaxError pending; *incomplete (NULL where nobody is at a prompt) tells that more
/// lines may complete the text, or that the empty line behind a compound statement is still to come.
MUST_USE Code *compile_text(Interp *interp, const char *text, size_t length, SyntaxMode mode,
                            const CompileOptions *options, bool *incomplete);

#endif

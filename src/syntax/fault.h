// What is wrong with a text, while it is still being read: a position in bytes and a message in the arena.
#ifndef SYNTAX_FAULT_H
#define SYNTAX_FAULT_H

#include <stdarg.h>

#include "base/vector.h"
#include "syntax/ast.h"

/// Columns are byte offsets from 0; FAULT_NO_COLUMN where there is none (an offset of 0 in the exception).
/// FAULT_NO_END is what CPython reports as the end of an indentation: -1.
enum { FAULT_NO_COLUMN = -1, FAULT_NO_END = -2 };

typedef struct Fault {
    ErrorKind kind; // ERROR_NONE while nothing is wrong
    const char *message;
    int64_t line; // 0: no position at all
    int64_t column;
    int64_t end_line;
    int64_t end_column;
    bool nothing;  // there is no text at all: line 0
    bool bare;     // the line is shown without its newline, as CPython's tokenizer does
    bool at_end;   // the text ended too early: more of it could complete it
    bool whole;    // of the lexer: the line comes with its newline, as CPython's parser shows it
    bool deferred; // of the lexer: counts only where the parser gets as far as this
    bool final;    // of the parser: what the lexer refuses later does not matter
    Arena *arena;  // for messages
} Fault;

/// Sets the fault unless one is set already.
FORMAT_CHECK(4, 5) void fault_set(Fault *fault, ErrorKind kind, const AstLocation *at, const char *format, ...);
void fault_set_va(Fault *fault, ErrorKind kind, const AstLocation *at, const char *format, va_list arguments)
    FORMAT_CHECK(4, 0);
/// Forgets it.
void fault_clear(Fault *fault);

static inline bool fault_is_set(const Fault *fault)
{
    return fault->kind != ERROR_NONE;
}

typedef struct FaultWarnings VECTOR(AstWarning) FaultWarnings;

#endif

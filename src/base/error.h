// The pending error: how every layer reports failure.
//
// A function that can fail returns NULL, false or VALUE_ERROR and leaves exactly one error here. Both
// columns of the program share one Error: the numeric side raises a kind and a text; the language side
// may also raise an exception object, and turns a kind and a text into one when Python code looks at it.
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

/// The exception classes, one for each row of grammar/exceptions.def. ERROR_NONE means: nothing is pending.
typedef enum ErrorKind {
    ERROR_NONE,
#define EXCEPTION(id, name, parent, doc) ERROR_##id,
#include "exceptions.def"
#undef EXCEPTION
    ERROR_KIND_COUNT
} ErrorKind;

/// One pending error. `message` is UTF-8, owned, NULL where the exception has no argument.
typedef struct Error {
    ErrorKind kind;
    char *message;
    size_t length;
    /// Set by the language side: the exception object itself (owned by whoever set it).
    void *instance;
    /// Releases `instance`; set together with it.
    void (*release)(void *instance);
} Error;

/// Raises `kind` with a formatted text. An error that is already pending is replaced.
/// Never fails: when no memory is left for the text the error becomes a MemoryError without one.
void error_raise(Error *error, ErrorKind kind, const char *format, ...) FORMAT_CHECK(3, 4);
/// As error_raise, with a va_list.
void error_raise_va(Error *error, ErrorKind kind, const char *format, va_list arguments) FORMAT_CHECK(3, 0);
/// Raises `kind` with exactly these bytes, which may hold NUL.
void error_raise_text(Error *error, ErrorKind kind, const char *text, size_t length);
/// Raises `kind` without a message (`raise StopIteration`).
void error_raise_bare(Error *error, ErrorKind kind);
/// Forgets the pending error, if any.
void error_clear(Error *error);
/// Moves the pending error out of `from` into `to` (which is overwritten without being released).
void error_move(Error *to, Error *from);

/// True while an error is pending.
static inline bool error_pending(const Error *error)
{
    return error->kind != ERROR_NONE;
}

/// "ValueError" for ERROR_VALUE_ERROR.
const char *error_kind_name(ErrorKind kind);
/// The parent class of a kind; ERROR_NONE for BaseException.
ErrorKind error_kind_parent(ErrorKind kind);
/// One sentence on when the exception is raised.
const char *error_kind_doc(ErrorKind kind);
/// True where `kind` is `ancestor` or derives from it.
bool error_kind_is(ErrorKind kind, ErrorKind ancestor);

#endif

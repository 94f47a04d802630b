// Exceptions: instances, and how the pending error becomes one.
//
// Natives raise a kind and a text, which costs no object; exception_fetch makes the instance when Python code
// looks. `kind` of a pending instance is the nearest built-in class, so that C code can ask for kinds only.
#ifndef OBJECT_EXCEPTION_H
#define OBJECT_EXCEPTION_H

#include "object/interp.h"
#include "object/operate.h"

/// The fields behind the common part, by class: what AttributeError etc. have of their own.
enum ExceptionField {
    STOP_ITERATION_VALUE = 0,
    SYSTEM_EXIT_CODE = 0,
    NAME_ERROR_NAME = 0,
    ATTRIBUTE_ERROR_NAME = 0,
    ATTRIBUTE_ERROR_OBJ = 1,
    IMPORT_ERROR_MSG = 0,
    IMPORT_ERROR_NAME = 1,
    IMPORT_ERROR_PATH = 2,
    IMPORT_ERROR_NAME_FROM = 3,
    OS_ERROR_ERRNO = 0,
    OS_ERROR_STRERROR = 1,
    OS_ERROR_FILENAME = 2,
    OS_ERROR_FILENAME2 = 3,
    SYNTAX_ERROR_MSG = 0,
    SYNTAX_ERROR_FILENAME = 1,
    SYNTAX_ERROR_LINENO = 2,
    SYNTAX_ERROR_OFFSET = 3,
    SYNTAX_ERROR_TEXT = 4,
    SYNTAX_ERROR_END_LINENO = 5,
    SYNTAX_ERROR_END_OFFSET = 6,
    SYNTAX_ERROR_PRINT_FILE_AND_LINE = 7,
    UNICODE_ERROR_ENCODING = 0,
    UNICODE_ERROR_OBJECT = 1,
    UNICODE_ERROR_START = 2,
    UNICODE_ERROR_END = 3,
    UNICODE_ERROR_REASON = 4,
    GROUP_MESSAGE = 0,
    GROUP_EXCEPTIONS = 1,
};

typedef struct Exception {
    Object head;
    Value args;      // tuple
    Value cause;     // UNSET or NONE where there is none
    Value context;   // the same
    Value traceback; // the same; the evaluator's
    bool suppress_context;
    Value fields[]; // as many as the class has; VALUE_ERROR (zero) where not set
} Exception;

static inline Exception *exception_of(Value v)
{
    return (Exception *)v.object;
}
bool value_is_exception(Interp *interp, Value v);
/// True for a class derived from BaseException.
bool value_is_exception_class(Interp *interp, Value v);

/// Makes the exception classes. Called by interp_init.
MUST_USE bool exception_init(Interp *interp);
/// Makes an instance as calling the class does.
MUST_USE Value exception_new(Interp *interp, Type *type, size_t count, const Value *arguments);
/// The pending error as an instance, owned; nothing is pending afterwards. Only called while one is pending.
/// The result is always an exception (when memory is short it is the MemoryError).
MUST_USE Value exception_fetch(Interp *interp);
/// Makes an instance pending again; takes it. Unlike value_raise_instance it adds nothing to it.
void exception_restore_take(Interp *interp, Value exception);
/// The nearest built-in class of an instance.
ErrorKind exception_kind(Interp *interp, Value exception);
/// True where the pending error is of a kind (or of one derived from it).
static inline bool exception_pending_is(Interp *interp, ErrorKind kind)
{
    return error_kind_is(interp->error.kind, kind);
}
/// Clears the pending error where it is of a kind; false where it is another one, which stays pending.
bool exception_catch(Interp *interp, ErrorKind kind);

/// What `raise x` raises: an instance is itself, a class is called; owned. TypeError "exceptions must derive from
/// BaseException" for others.
MUST_USE Value exception_from_raised(Interp *interp, Value class_or_instance);
/// Sets __cause__ as `raise x from cause` does (a class is called, None suppresses the context).
MUST_USE bool exception_set_cause(Interp *interp, Value exception, Value cause);
/// Sets __context__ unless it would close a circle; `context` is lent.
void exception_set_context(Interp *interp, Value exception, Value context);
/// `except clause:`: whether the instance matches. TypeError "catching classes that do not inherit from BaseException
/// is not allowed".
MUST_USE bool exception_matches(Interp *interp, Value exception, Value clause, bool *result);
/// `except* clause:`: splits into what matches and the rest (each NONE or an exception, owned).
MUST_USE bool exception_split(Interp *interp, Value exception, Value clause, Value *match, Value *rest);
/// What remains after except* clauses: combines what they raised with the unhandled rest; see PEP 654. `raised` is a
/// list. NONE where nothing remains.
MUST_USE Value exception_merge(Interp *interp, Value original, Value raised);

/// Raises an instance just made, which it takes; what is being handled becomes its context. Where `made` is VALUE_ERROR
/// the error of making it stays pending.
Value exception_raise_take(Interp *interp, Value made);
/// Raises NameError "name 'x' is not defined" (or any kind and text) with its name set.
Value exception_raise_name(Interp *interp, ErrorKind kind, Value name, const char *format, ...) FORMAT_CHECK(4, 5);
/// Raises ImportError or ModuleNotFoundError with name and path (either may be NONE).
Value exception_raise_import(Interp *interp, ErrorKind kind, Value name, Value path, const char *format, ...)
    FORMAT_CHECK(5, 6);
/// Raises KeyError with the key as its argument.
Value exception_raise_key(Interp *interp, Value key);
/// Raises StopIteration with a value (UNSET or NONE: without).
Value exception_raise_stop(Interp *interp, Value value);
/// Raises OSError of an errno: the subclass that fits, "[Errno 2] No such file or directory: 'x'".
Value exception_raise_os(Interp *interp, int error_number, Value filename);
/// The same of something that two files took part in: "... 'x' -> 'y'".
Value exception_raise_os_pair(Interp *interp, int error_number, Value filename, Value second);
/// Raises UnicodeDecodeError or UnicodeEncodeError.
Value exception_raise_unicode(Interp *interp, ErrorKind kind, const char *encoding, Value object, int64_t start,
                              int64_t end, const char *reason);
/// Raises SyntaxError or a subclass. Any text may be NULL, any number 0 where unknown.
Value exception_raise_syntax(Interp *interp, ErrorKind kind, const char *message, const char *filename, int line,
                             int offset, const char *text, int end_line, int end_offset);

#endif

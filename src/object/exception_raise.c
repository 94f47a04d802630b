// Raising exceptions that carry more than a text.
#include <stdarg.h>
#include <string.h>

#include "object/exception.h"
#include "object/list.h"
#include "object/str.h"

static Value text_of(Interp *interp, const char *text)
{
    return text ? str_from_string(interp, text) : VALUE_NONE;
}

Value exception_raise_take(Interp *interp, Value made)
{
    if (value_is_error(made))
        return made;
    if (interp->hooks.exception_raised)
        interp->hooks.exception_raised(interp, made);
    exception_restore_take(interp, made);
    return VALUE_ERROR;
}

static Value make_with_text(Interp *interp, ErrorKind kind, const char *format, va_list arguments)
{
    Text text;
    text_init(&text, &interp->memory);
    text_append_format_va(&text, format, arguments);
    Value message = str_from_text_take(&text);
    if (value_is_error(message))
        return message;
    Value made = exception_new(interp, interp->exceptions[kind], 1, &message);
    value_drop(message);
    return made;
}

static void put(Value exception, int field, Value value)
{
    value_replace_take(&exception_of(exception)->fields[field], value_keep(value));
}

Value exception_raise_name(Interp *interp, ErrorKind kind, Value name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Value made = make_with_text(interp, kind, format, arguments);
    va_end(arguments);
    if (!value_is_error(made))
        put(made, NAME_ERROR_NAME, name);
    return exception_raise_take(interp, made);
}

Value exception_raise_import(Interp *interp, ErrorKind kind, Value name, Value path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Value made = make_with_text(interp, kind, format, arguments);
    va_end(arguments);
    if (!value_is_error(made)) {
        put(made, IMPORT_ERROR_NAME, name);
        put(made, IMPORT_ERROR_PATH, path);
    }
    return exception_raise_take(interp, made);
}

Value exception_raise_key(Interp *interp, Value key)
{
    return exception_raise_take(interp, exception_new(interp, interp->exceptions[ERROR_KEY_ERROR], 1, &key));
}

Value exception_raise_stop(Interp *interp, Value value)
{
    size_t count = value_is_unset(value) || value_is_none(value) ? 0 : 1;
    return exception_raise_take(interp, exception_new(interp, interp->exceptions[ERROR_STOP_ITERATION], count, &value));
}

static Value raise_os(Interp *interp, int error_number, Value filename, Value second, size_t count)
{
    Value text = str_from_string(interp, strerror(error_number));
    if (value_is_error(text))
        return VALUE_ERROR;
    const Value values[] = {value_from_int(error_number), text, filename, VALUE_NONE, second};
    Value made = exception_new(interp, interp->exceptions[ERROR_OS_ERROR], count, values);
    value_drop(text);
    return exception_raise_take(interp, made);
}

Value exception_raise_os(Interp *interp, int error_number, Value filename)
{
    bool named = !value_is_none(filename) && !value_is_unset(filename);
    return raise_os(interp, error_number, filename, VALUE_NONE, named ? 3 : 2);
}

Value exception_raise_os_pair(Interp *interp, int error_number, Value filename, Value second)
{
    return raise_os(interp, error_number, filename, second, 5);
}

Value exception_raise_unicode(Interp *interp, ErrorKind kind, const char *encoding, Value object, int64_t start,
                              int64_t end, const char *reason)
{
    Value name = str_from_string(interp, encoding), why = str_from_string(interp, reason);
    Value made = VALUE_ERROR;
    if (!value_is_error(name) && !value_is_error(why)) {
        Value values[] = {name, object, value_from_int(start), value_from_int(end), why};
        bool translates = kind == ERROR_UNICODE_TRANSLATE_ERROR;
        made = exception_new(interp, interp->exceptions[kind], translates ? 4 : 5, values + translates);
    }
    value_drop(name);
    value_drop(why);
    return exception_raise_take(interp, made);
}

static Value number_of(int number)
{
    return number ? value_from_int(number) : VALUE_NONE;
}

Value exception_raise_syntax(Interp *interp, ErrorKind kind, const char *message, const char *filename, int line,
                             int offset, const char *text, int end_line, int end_offset)
{
    Value first = text_of(interp, message ? message : "");
    bool nothing = !line && text; // where there is no text
    Value details[] = {text_of(interp, filename),
                       nothing ? value_from_int(0) : number_of(line),
                       line || nothing ? value_from_int(offset) : VALUE_NONE,
                       text_of(interp, text),
                       nothing ? value_from_int(0) : number_of(end_line),
                       value_from_int(end_offset)};
    bool ok = !value_is_error(first) && !value_is_error(details[0]) && !value_is_error(details[3]);
    size_t count = end_line || nothing ? 6 : 4;
    Value tuple = ok ? tuple_from_values(interp, count, details) : VALUE_ERROR;
    Value made = VALUE_ERROR;
    if (!value_is_error(tuple))
        made = exception_new(interp, interp->exceptions[kind], filename || line ? 2 : 1, (Value[]){first, tuple});
    value_drop(first);
    value_drop(details[0]);
    value_drop(details[3]);
    value_drop(tuple);
    return exception_raise_take(interp, made);
}

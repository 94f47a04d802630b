// _traceback: exceptions as text, as the interpreter prints them.
#include "vm/traceback.h"
#include "lib/support.h"

typedef bool (*Printer)(Interp *interp, Text *out, Value subject);

static Value printed(Interp *interp, Value subject, Printer print)
{
    Text out;
    text_init(&out, &interp->memory);
    if (print(interp, &out, subject))
        return str_from_text_take(&out);
    text_free(&out);
    return VALUE_ERROR;
}

static bool require_exception(Interp *interp, Value v)
{
    if (value_is_exception(interp, v))
        return true;
    raise_type_error(interp, "Exception expected for value, %s found", value_type_name(interp, v));
    return false;
}

NATIVE(traceback_whole, "whole(exception, /)", "Returns what is printed of an uncaught exception.")
{
    return require_exception(interp, arg[0]) ? printed(interp, arg[0], traceback_print) : VALUE_ERROR;
}
NATIVE(traceback_only, "only(exception, /)", "Returns the last lines: class, text and notes.")
{
    return require_exception(interp, arg[0]) ? printed(interp, arg[0], traceback_print_only) : VALUE_ERROR;
}
NATIVE(traceback_lines, "lines(traceback, /)", "Returns the lines of a traceback's frames.")
{
    return printed(interp, arg[0], traceback_print_lines);
}

static const NativeSpec *const FUNCTIONS[] = {
    &traceback_whole_native,
    &traceback_only_native,
    &traceback_lines_native,
    NULL,
};

const ModuleSpec module_spec__traceback = {
    .name = "_traceback",
    .doc = "Exceptions as text.",
    .functions = FUNCTIONS,
};

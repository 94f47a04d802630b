// _traceback: exceptions as text, as the interpreter prints them.
#include "vm/traceback.h"
#include "lib/support.h"

static bool require_exception(Interp *interp, Value v)
{
    if (value_is_exception(interp, v))
        return true;
    raise_type_error(interp, "Exception expected for value, %s found", value_type_name(interp, v));
    return false;
}

static bool require_traceback(Interp *interp, Value v)
{
    if (value_is_none(v) || support_is(interp, v, TYPE_TRACEBACK))
        return true;
    value_raise(interp, ERROR_ATTRIBUTE_ERROR, "'%s' object has no attribute 'tb_frame'", value_type_name(interp, v));
    return false;
}

static Value finish(Text *out, bool ok)
{
    if (ok)
        return str_from_text_take(out);
    text_free(out);
    return VALUE_ERROR;
}

static bool read_limit(Interp *interp, Value limit, TracebackRange *range)
{
    range->limited = !value_is_none(limit);
    return !range->limited || value_to_int64(interp, limit, &range->limit);
}

NATIVE(traceback_whole, "whole(exception, traceback, limit, chain, /)",
       "Returns what is printed of an uncaught exception; a traceback of Ellipsis is the exception's own.")
{
    TracebackRange range = {.traceback = arg[1].tag == TAG_ELLIPSIS ? VALUE_UNSET : arg[1]};
    if (!require_exception(interp, arg[0]) || !read_limit(interp, arg[2], &range) ||
        (!value_is_unset(range.traceback) && !require_traceback(interp, range.traceback)))
        return VALUE_ERROR;
    bool chain;
    if (!value_truth(interp, arg[3], &chain))
        return VALUE_ERROR;
    range.alone = !chain;
    Text out;
    text_init(&out, &interp->memory);
    return finish(&out, traceback_print(interp, &out, arg[0], &range));
}
NATIVE(traceback_only, "only(exception, /)", "Returns the last lines: class, text and notes.")
{
    Text out;
    text_init(&out, &interp->memory);
    return finish(&out, require_exception(interp, arg[0]) && traceback_print_only(interp, &out, arg[0]));
}
NATIVE(traceback_lines, "lines(traceback, limit, /)", "Returns the lines of a traceback's frames.")
{
    TracebackRange range = {.traceback = VALUE_UNSET};
    Text out;
    text_init(&out, &interp->memory);
    return finish(&out, require_traceback(interp, arg[0]) && read_limit(interp, arg[1], &range) &&
                            traceback_print_lines(interp, &out, arg[0], &range));
}

NATIVE(traceback_place, "place(traceback, /)",
       "Returns (last line, first column, column behind the last) of what a frame was at; None where it is not known.")
{
    if (arg[0].tag != TAG_OBJECT || arg[0].object->type != interp->types[TYPE_TRACEBACK])
        return raise_type_error(interp, "a traceback is required");
    CodeLocation at = traceback_location(traceback_of(arg[0]));
    bool known = at.line && at.end_line;
    Value parts[] = {known ? value_from_int(at.end_line) : VALUE_NONE, known ? value_from_int(at.column) : VALUE_NONE,
                     known ? value_from_int(at.end_column) : VALUE_NONE};
    return tuple_from_values(interp, 3, parts);
}

static const NativeSpec *const FUNCTIONS[] = {
    &traceback_place_native, &traceback_whole_native, &traceback_only_native, &traceback_lines_native, NULL,
};

const ModuleSpec module_spec__traceback = {
    .name = "_traceback",
    .doc = "Exceptions as text.",
    .functions = FUNCTIONS,
};

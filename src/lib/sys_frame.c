// sys: what looks at the evaluator.
#include <string.h>

#include "lib/support.h"
#include "object/exception.h"
#include "vm/frame.h"
#include "vm/vm.h"

NATIVE(sys_exception, "exception()", "Returns the exception that is being handled, or None.")
{
    return vm_handled_exception(interp);
}

NATIVE(sys_exc_info, "exc_info()", "Returns the class, instance and traceback of what is being handled.")
{
    Value exception = vm_handled_exception(interp);
    if (value_is_none(exception))
        return tuple_from_values(interp, 3, (Value[]){VALUE_NONE, VALUE_NONE, VALUE_NONE});
    Value traceback = value_get_attribute_text(interp, exception, "__traceback__");
    if (value_is_error(traceback)) {
        value_drop(exception);
        return VALUE_ERROR;
    }
    Value class = value_keep(value_from_object(value_type(interp, exception)));
    return tuple_from_values_take(interp, 3, (Value[]){class, exception, traceback});
}

NATIVE(sys_getframe, "_getframe(depth=0, /)", "Returns the frame that is `depth` calls out.")
{
    int64_t depth;
    if (!value_to_int64(interp, arg[0], &depth))
        return VALUE_ERROR;
    return vm_get_frame(interp, depth < 0 ? 0 : depth > INT32_MAX ? INT32_MAX : (int)depth);
}

/// The line of a text; empty where it ends before.
static Value line_of(Interp *interp, const Str *text, int64_t line)
{
    const char *start = text->text, *end = start + text->bytes;
    for (; line > 1 && start < end; line--) {
        const char *newline = memchr(start, '\n', (size_t)(end - start));
        start = newline ? newline + 1 : end;
    }
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    return str_new(interp, start, (size_t)((newline ? newline + 1 : end) - start));
}

NATIVE(sys_source_line, "_source_line(filename, lineno, /)", "Returns a line of a program that is being run, or ''.")
{
    int64_t line;
    if (!value_to_int64(interp, arg[1], &line))
        return VALUE_ERROR;
    for (Frame *frame = vm_of(interp)->frame; frame && line > 0; frame = frame->previous) {
        bool equal;
        if (!support_is(interp, frame->code->source, TYPE_STR))
            continue;
        if (!value_equal(interp, frame->code->filename, arg[0], &equal))
            return VALUE_ERROR;
        if (equal)
            return line_of(interp, str_of(frame->code->source), line);
    }
    return str_from_string(interp, "");
}

NATIVE(sys_code_source, "_code_source(code, /)", "Returns the text that a code object comes from, or None.")
{
    if (!support_is(interp, arg[0], TYPE_CODE))
        return raise_type_error(interp, "a code object is required, not %s", value_type_name(interp, arg[0]));
    return value_keep(code_of(arg[0])->source);
}

NATIVE(sys_excepthook, "excepthook(exctype, value, traceback, /)", "Prints an exception on standard error.")
{
    Value print = support_import(interp, "traceback", "print_exception");
    if (value_is_error(print))
        return VALUE_ERROR;
    Value result = value_call_values(interp, print, 3, arg);
    value_drop(print);
    return result;
}

const NativeSpec *const SYS_FRAME[] = {
    &sys_exception_native,
    &sys_exc_info_native,
    &sys_getframe_native,
    &sys_excepthook_native,
    &sys_source_line_native,
    &sys_code_source_native,
    NULL,
};

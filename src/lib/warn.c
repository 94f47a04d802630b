#include "lib/warn.h"

#include "lib/support.h"
#include "vm/vm.h"

bool warn_give(Interp *interp, ErrorKind category, const char *message)
{
    if (value_is_unset(vm_globals(interp)))
        return true;
    Value module = vm_import_module(interp, "warnings");
    Value text = value_is_error(module) ? VALUE_ERROR : str_from_string(interp, message);
    Value result = VALUE_ERROR;
    if (!value_is_error(text)) {
        Value arguments[] = {text, value_from_object(interp->exceptions[category])};
        result = value_call_method(interp, module, "warn", COUNT_OF(arguments), arguments);
    }
    value_drop(text);
    value_drop(module);
    value_drop(result);
    return !value_is_error(result);
}

bool warn_give_syntax(Interp *interp, const char *message, const char *filename, int64_t line, const char *source_line,
                      bool once)
{
    // The program's own lines are known to linecache only once it runs.
    bool shown = !vm_of(interp)->frame && filename[0] != '<';
    Value arguments[] = {str_from_string(interp, message), str_from_string(interp, filename), value_from_int(line),
                         shown && source_line ? str_from_string(interp, source_line) : VALUE_NONE,
                         value_from_bool(once)};
    bool ok = true;
    for (size_t i = 0; i < COUNT_OF(arguments); i++)
        ok = ok && !value_is_error(arguments[i]);
    Value module = ok ? vm_import_module(interp, "warnings") : VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (!value_is_error(module))
        result = value_call_method(interp, module, "_warn_syntax", COUNT_OF(arguments), arguments);
    value_drop(module);
    for (size_t i = 0; i < COUNT_OF(arguments); i++)
        value_drop(arguments[i]);
    value_drop(result);
    return !value_is_error(result);
}

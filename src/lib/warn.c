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

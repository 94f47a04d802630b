// The prompt's values, type parameters and type aliases.
#include "object/dict.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/operation.h"

bool operation_print_value(Vm *vm, Value value)
{
    Interp *interp = &vm->interp;
    Value sys = vm_import_module(interp, "sys");
    Value hook = value_is_error(sys) ? VALUE_ERROR : value_get_attribute_text(interp, sys, "displayhook");
    Value result = value_is_error(hook) ? VALUE_ERROR : value_call_values(interp, hook, 1, &value);
    value_drop(sys);
    value_drop(hook);
    value_drop(result);
    return !value_is_error(result);
}

static Value typing_attribute(Interp *interp, const char *name)
{
    Value typing = vm_import_module(interp, "typing");
    Value found = value_is_error(typing) ? VALUE_ERROR : value_get_attribute_text(interp, typing, name);
    value_drop(typing);
    return found;
}

/// typing._make_parameter(kind, name, bound, default): bound and default are functions or None.
Value operation_type_parameter(Vm *vm, unsigned kind, Value name, Value bound, Value fallback)
{
    Interp *interp = &vm->interp;
    Value make = typing_attribute(interp, "_make_type_parameter");
    if (value_is_error(make))
        return make;
    Value values[] = {value_from_int(kind >> 2), name, value_is_unset(bound) ? VALUE_NONE : bound,
                      value_is_unset(fallback) ? VALUE_NONE : fallback};
    Value result = value_call_values(interp, make, COUNT_OF(values), values);
    value_drop(make);
    return result;
}

Value operation_type_alias(Vm *vm, Frame *frame, Value name, Value parameters, Value function)
{
    Interp *interp = &vm->interp;
    (void)frame;
    Value make = typing_attribute(interp, "_make_type_alias");
    if (value_is_error(make))
        return make;
    Value values[] = {name, parameters, function};
    Value result = value_call_values(interp, make, COUNT_OF(values), values);
    value_drop(make);
    return result;
}

Value operation_generic_base(Vm *vm, Value parameters)
{
    Interp *interp = &vm->interp;
    Value generic = typing_attribute(interp, "Generic");
    if (value_is_error(generic))
        return generic;
    Value result = value_get_item(interp, generic, parameters);
    value_drop(generic);
    return result;
}

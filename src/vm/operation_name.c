// Names: globals, builtins, the namespaces of bodies.
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/operation.h"

enum { POLL_INTERVAL = 16384 };

bool operation_poll(Vm *vm)
{
    Interp *interp = &vm->interp;
    if (interp->gc->due)
        gc_run_due(interp);
    return interp->steps < interp->next_poll || operation_poll_limits(interp);
}

bool operation_poll_limits(Interp *interp)
{
    Vm *vm = vm_of(interp);
    VmLimit limit = vm->poll ? vm->poll(vm) : VM_LIMIT_NONE;
    if (interp->step_limit && interp->steps >= interp->step_limit)
        limit = VM_LIMIT_STEPS;
    if (limit != VM_LIMIT_NONE)
        return vm_raise_limit(vm, limit);
    if (!vm_check_interrupt(vm))
        return false;
    interp->next_poll = interp->steps + POLL_INTERVAL;
    if (interp->step_limit && interp->next_poll > interp->step_limit)
        interp->next_poll = interp->step_limit;
    return true;
}

static Value raise_name(Vm *vm, Value name)
{
    return exception_raise_name(&vm->interp, ERROR_NAME_ERROR, name, "name '%s' is not defined", str_of(name)->text);
}

/// Makes a site remember the place of its name in a dict, which has it; false where its key is another str.
static bool remember_place(CodeSite *site, const Dict *dict, bool builtin)
{
    int64_t entry = dict_place_of(dict, site->name);
    if (entry < 0)
        return false;
    site->global.builtin = builtin;
    site->global.hint = (uint32_t)entry;
    return true;
}

/// Looks a name up in globals and builtins and remembers where it was. Lent; UNSET where it is missing.
static Value find_global(Vm *vm, Frame *frame, CodeSite *site)
{
    Value name = site->name, found = dict_peek_name(frame->globals, name);
    if (!value_is_unset(found)) {
        remember_place(site, frame->globals, false);
        return found;
    }
    found = dict_peek_name(frame->builtins, name);
    if (!value_is_unset(found) && remember_place(site, frame->builtins, true)) {
        site->global.globals = frame->globals;
        site->global.version = frame->globals->version;
        site->global.epoch = vm->epoch;
    }
    return found;
}

// A builtin that torchlet lacks is refused.
static Value raise_missing_global(Vm *vm, const Frame *frame, Value name)
{
    Interp *interp = &vm->interp;
    bool usual = &frame->builtins->head == module_dict(interp->builtins).object;
    if (usual && interp->hooks.refuse_known && interp->hooks.refuse_known(interp, "builtins", NULL, str_of(name)->text))
        return VALUE_ERROR;
    return raise_name(vm, name);
}

Value operation_load_global(Vm *vm, Frame *frame, CodeSite *site)
{
    Value found = find_global(vm, frame, site);
    return value_is_unset(found) ? raise_missing_global(vm, frame, site->name) : value_keep(found);
}

/// Looks into the namespace of a body. UNSET where the name is missing.
static Value find_in_mapping(Vm *vm, Value names, Value name)
{
    Interp *interp = &vm->interp;
    if (names.object->type == interp->types[TYPE_DICT])
        return value_keep(dict_peek_name(dict_of(names), name));
    Value found = value_get_item(interp, names, name);
    if (value_is_error(found) && exception_catch(interp, ERROR_KEY_ERROR))
        return VALUE_UNSET;
    return found;
}

Value operation_load_name(Vm *vm, Frame *frame, CodeSite *site)
{
    // A class derived from dict may look names up in its own way.
    if (frame->names.object != &frame->globals->head || frame->names.object->type != vm->interp.types[TYPE_DICT]) {
        Value found = find_in_mapping(vm, frame->names, site->name);
        if (!value_is_unset(found))
            return found;
    }
    return operation_load_global(vm, frame, site);
}

bool operation_store_global(Vm *vm, Frame *frame, CodeSite *site, Value value)
{
    if (!dict_set(&vm->interp, value_from_object(frame->globals), site->name, value))
        return false;
    remember_place(site, frame->globals, false);
    return true;
}

bool operation_store_name(Vm *vm, Frame *frame, Value name, Value value)
{
    if (frame->names.object->type == vm->interp.types[TYPE_DICT])
        return dict_set(&vm->interp, frame->names, name, value);
    return value_set_item(&vm->interp, frame->names, name, value);
}

bool operation_delete_name(Vm *vm, Frame *frame, Value name)
{
    Interp *interp = &vm->interp;
    bool found = true;
    if (frame->names.object->type == interp->types[TYPE_DICT]) {
        if (!dict_delete(interp, frame->names, name, &found))
            return false;
    } else if (!value_set_item(interp, frame->names, name, VALUE_UNSET)) {
        if (!exception_catch(interp, ERROR_KEY_ERROR))
            return false;
        found = false;
    }
    if (!found)
        raise_name(vm, name);
    return found;
}

bool operation_delete_global(Vm *vm, Frame *frame, Value name)
{
    bool found;
    if (!dict_delete(&vm->interp, value_from_object(frame->globals), name, &found))
        return false;
    if (!found)
        raise_name(vm, name);
    return found;
}

Value operation_from_namespace(Vm *vm, Frame *frame, Value names, Value name, Value cell)
{
    Value found = find_in_mapping(vm, names, name);
    if (!value_is_unset(found))
        return found;
    if (cell.tag == TAG_OBJECT)
        return value_keep(cell_of(cell)->content);
    CodeSite site = {.name = name};
    found = find_global(vm, frame, &site);
    return value_is_unset(found) ? raise_name(vm, name) : value_keep(found);
}

Value operation_raise_unbound(Vm *vm, Frame *frame, uint32_t slot)
{
    return value_raise(&vm->interp, ERROR_UNBOUND_LOCAL_ERROR,
                       "cannot access local variable '%s' where it is not associated with a value",
                       str_of(frame->code->slot_names[slot])->text);
}

Value operation_raise_unbound_cell(Vm *vm, Frame *frame, uint32_t slot)
{
    if (frame->code->slot_kinds[slot] != CODE_SLOT_FREE)
        return operation_raise_unbound(vm, frame, slot);
    Value name = frame->code->slot_names[slot];
    return exception_raise_name(&vm->interp, ERROR_NAME_ERROR, name,
                                "cannot access free variable '%s' where it is not associated with a value in "
                                "enclosing scope",
                                str_of(name)->text);
}

Value operation_load_build_class(Vm *vm, Frame *frame)
{
    Value found = dict_peek_name(frame->builtins, vm->interp.names[NAME_build_class]);
    if (value_is_unset(found))
        return value_raise(&vm->interp, ERROR_NAME_ERROR, "__build_class__ not found");
    return value_keep(found);
}

bool operation_setup_annotations(Vm *vm, Frame *frame)
{
    Interp *interp = &vm->interp;
    Value name = interp->names[NAME_annotations];
    Value found = find_in_mapping(vm, frame->names, name);
    if (!value_is_unset(found)) {
        value_drop(found);
        return !value_is_error(found);
    }
    Value dict = dict_new(interp);
    bool done = !value_is_error(dict) && operation_store_name(vm, frame, name, dict);
    value_drop(dict);
    return done;
}

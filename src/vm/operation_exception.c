// raise, except, with, super, match.
#include <string.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/super.h"
#include "vm/operation.h"
#include "vm/traceback.h"
#include "vm/unwind.h"

Value operation_raise(Vm *vm, Value exception, Value cause)
{
    Interp *interp = &vm->interp;
    Value instance = exception_from_raised(interp, exception);
    if (value_is_error(instance))
        return VALUE_ERROR;
    if (!value_is_unset(cause) && !exception_set_cause(interp, instance, cause)) {
        value_drop(instance);
        return VALUE_ERROR;
    }
    unwind_raised(interp, instance);
    exception_restore_take(interp, instance);
    return VALUE_ERROR;
}

bool operation_reraise(Vm *vm)
{
    Value handled = unwind_handled(vm);
    if (handled.tag != TAG_OBJECT) {
        value_raise(&vm->interp, ERROR_RUNTIME_ERROR, "No active exception to reraise");
        return false;
    }
    exception_restore_take(&vm->interp, value_keep(handled));
    return true;
}

bool operation_check_match(Vm *vm, Value exception, Value clause, bool *result)
{
    Interp *interp = &vm->interp;
    if (!exception_matches(interp, exception, clause, result))
        return false;
    // What torchlet lacks is not the program's to handle.
    if (*result && value_is_instance(interp, exception, interp->exceptions[ERROR_UNSUPPORTED_ERROR]))
        *result = clause.object == &interp->exceptions[ERROR_UNSUPPORTED_ERROR]->head;
    return true;
}

bool operation_check_group(Vm *vm, Value exception, Value clause, Value *match, Value *rest)
{
    if (value_is_none(exception)) {
        *match = *rest = VALUE_NONE;
        return true;
    }
    if (!exception_split(&vm->interp, exception, clause, match, rest))
        return false;
    if (!value_is_none(*match))
        value_replace_take(&vm->handling->exception, value_keep(*match));
    return true;
}

bool operation_with_enter(Vm *vm, Value manager, Value *exit, Value *value)
{
    Interp *interp = &vm->interp;
    Type *type = value_type(interp, manager);
    Value enter = type_lookup(type, interp->names[NAME_enter]), leave = type_lookup(type, interp->names[NAME_exit]);
    if (value_is_unset(enter) || value_is_unset(leave)) {
        raise_type_error(interp, "'%s' object does not support the context manager protocol%s", type->full_name,
                         value_is_unset(enter) ? "" : " (missed __exit__ method)");
        return false;
    }
    value_keep(enter);
    *exit = leave.tag == TAG_OBJECT && leave.object->type->slots.descriptor_get
                ? leave.object->type->slots.descriptor_get(interp, leave, manager, type)
                : value_keep(leave);
    if (value_is_error(*exit)) {
        value_drop(enter);
        return false;
    }
    Value bound = enter.tag == TAG_OBJECT && enter.object->type->slots.descriptor_get
                      ? enter.object->type->slots.descriptor_get(interp, enter, manager, type)
                      : value_keep(enter);
    value_drop(enter);
    *value = value_is_error(bound) ? VALUE_ERROR : value_call_values(interp, bound, 0, NULL);
    value_drop(bound);
    if (!value_is_error(*value))
        return true;
    value_drop(*exit);
    return false;
}

Value operation_with_exit(Vm *vm, Value exit, Value exception)
{
    Interp *interp = &vm->interp;
    Value traceback = exception_of(exception)->traceback;
    Value values[] = {value_from_object(value_type(interp, exception)), exception,
                      traceback.tag == TAG_OBJECT ? traceback : VALUE_NONE};
    value_keep(traceback);
    Value result = value_call_values(interp, exit, 3, values);
    value_drop(traceback);
    return result;
}

Value operation_bare_super(Interp *interp)
{
    Frame *frame = vm_of(interp)->frame;
    if (!frame)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): no current frame");
    Code *code = frame->code;
    if (!code->argument_count && !(code->flags & CODE_VARARGS))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): no arguments");
    uint32_t first = code->argument_count ? 0 : code->keyword_only_count;
    Value self = frame->slots[first];
    if (code->slot_kinds[first] == CODE_SLOT_CELL && self.tag == TAG_OBJECT)
        self = cell_of(self)->content;
    if (!code->argument_count && self.tag == TAG_OBJECT)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): no arguments");
    if (value_is_unset(self))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): arg[0] deleted");
    for (uint32_t i = 0; i < code->free_count; i++) {
        uint32_t slot = code->first_free + i;
        if (code->slot_names[slot].object != interp->names[NAME_class].object)
            continue;
        Value class = cell_of(frame->slots[slot])->content;
        if (value_is_unset(class))
            return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): empty __class__ cell");
        if (!value_is_type(class))
            return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): __class__ is not a type (%s)",
                               value_type_name(interp, class));
        return super_new(interp, type_of(class), self);
    }
    return value_raise(interp, ERROR_RUNTIME_ERROR, "super(): __class__ cell not found");
}

/// The attribute of the classes after `class` in the mro of self's type; lent. UNSET where there is none.
static Value find_after(Interp *interp, Type *start, Type *class, Value name)
{
    const Tuple *mro = tuple_of(start->mro);
    size_t i = 0;
    while (i < mro->count && mro->items[i].object != &class->head)
        i++;
    for (i++; i < mro->count; i++) {
        Value found = dict_peek_name(dict_of(type_of(mro->items[i])->attributes), name);
        if (!value_is_unset(found))
            return found;
    }
    (void)interp;
    return VALUE_UNSET;
}

Value operation_super(Vm *vm, Value super, Value class, Value self, Value name, bool method, Value *bound)
{
    Interp *interp = &vm->interp;
    if (value_is_unset(super))
        return operation_bare_super(interp);
    if (method)
        *bound = VALUE_UNSET;
    bool plain = super.tag == TAG_OBJECT && super.object == &interp->types[TYPE_SUPER]->head;
    if (plain && method && value_is_type(class) && !value_is_type(self) &&
        value_is_instance(interp, self, type_of(class))) {
        Value found = find_after(interp, value_type(interp, self), type_of(class), name);
        if (found.tag == TAG_OBJECT && found.object->type == interp->types[TYPE_FUNCTION]) {
            *bound = value_keep(self);
            return value_keep(found);
        }
    }
    Value values[] = {class, self};
    Value made = plain && value_is_type(class) ? super_new(interp, type_of(class), self)
                                               : value_call_values(interp, super, plain ? 2 : 0, values);
    Value result = value_is_error(made) ? VALUE_ERROR : value_get_attribute(interp, made, name);
    value_drop(made);
    return result;
}

bool operation_is_sequence(Vm *vm, Value v)
{
    return (value_type(&vm->interp, v)->flags & TYPE_FLAG_SEQUENCE) != 0;
}

bool operation_is_mapping(Vm *vm, Value v)
{
    return (value_type(&vm->interp, v)->flags & TYPE_FLAG_MAPPING) != 0;
}

static Value match_key(Interp *interp, Value subject, Value key)
{
    if (subject.object->type == interp->types[TYPE_DICT])
        return dict_get(interp, subject, key);
    // get(), not [], so that a defaultdict makes nothing.
    Value marker = list_new(interp, 0);
    if (value_is_error(marker))
        return marker;
    Value values[] = {key, marker};
    Value found = value_call_method(interp, subject, "get", 2, values);
    if (value_is(found, marker)) {
        value_drop(found);
        found = VALUE_UNSET;
    }
    value_drop(marker);
    return found;
}

Value operation_match_keys(Vm *vm, Value subject, Value keys)
{
    Interp *interp = &vm->interp;
    const Tuple *wanted = tuple_of(keys);
    for (size_t i = 0; i < wanted->count; i++)
        for (size_t j = 0; j < i; j++) {
            bool equal;
            if (!value_equal(interp, wanted->items[i], wanted->items[j], &equal))
                return VALUE_ERROR;
            if (!equal)
                continue;
            Value text = value_repr(interp, wanted->items[i]);
            if (!value_is_error(text))
                raise_value_error(interp, "mapping pattern checks duplicate key (%s)", str_of(text)->text);
            value_drop(text);
            return VALUE_ERROR;
        }
    Value values = tuple_new(interp, wanted->count);
    for (size_t i = 0; !value_is_error(values) && i < wanted->count; i++) {
        Value found = match_key(interp, subject, wanted->items[i]);
        if (found.tag <= TAG_UNSET) {
            value_drop(values);
            return value_is_unset(found) ? VALUE_NONE : VALUE_ERROR;
        }
        tuple_of(values)->items[i] = found;
    }
    return values;
}

/// True for the built-in classes whose one positional pattern is the subject itself.
static bool matches_self(Interp *interp, const Type *type)
{
    static const TypeId IDS[] = {TYPE_BOOL, TYPE_BYTEARRAY, TYPE_BYTES, TYPE_DICT, TYPE_FLOAT, TYPE_FROZENSET,
                                 TYPE_INT,  TYPE_LIST,      TYPE_SET,   TYPE_STR,  TYPE_TUPLE};
    for (size_t i = 0; i < COUNT_OF(IDS); i++)
        if (type_is_subtype(type, interp->types[IDS[i]]))
            return true;
    return false;
}

/// Fills the values of the positional patterns; *missing where an attribute is.
static bool match_positional(Interp *interp, Value subject, Type *type, size_t count, Value values, Value seen,
                             bool *missing)
{
    Value names = value_find_attribute(interp, value_from_object(type), interp->names[NAME_match_args]);
    if (value_is_error(names))
        return false;
    bool own = value_is_unset(names);
    if (!own && (names.tag != TAG_OBJECT || names.object->type != interp->types[TYPE_TUPLE])) {
        raise_type_error(interp, "%s.__match_args__ must be a tuple (got %s)", type->full_name,
                         value_type_name(interp, names));
        value_drop(names);
        return false;
    }
    size_t allowed = own ? matches_self(interp, type) : tuple_of(names)->count;
    bool done = count <= allowed;
    if (!done)
        raise_type_error(interp, "%s() accepts %zu positional sub-pattern%s (%zu given)", type->full_name, allowed,
                         allowed == 1 ? "" : "s", count);
    for (size_t i = 0; done && !*missing && i < count; i++) {
        if (own) {
            tuple_of(values)->items[i] = value_keep(subject);
            continue;
        }
        Value name = tuple_of(names)->items[i];
        if (!str_check(interp, name)) {
            raise_type_error(interp, "__match_args__ elements must be strings (got %s)", value_type_name(interp, name));
            done = false;
            break;
        }
        Value interned = str_intern_take(interp, value_keep(name));
        Value found = value_is_error(interned) ? VALUE_ERROR : value_find_attribute(interp, subject, interned);
        done = !value_is_error(found) && set_add(interp, seen, interned);
        value_drop(interned);
        *missing = value_is_unset(found);
        tuple_of(values)->items[i] = value_is_error(found) ? VALUE_UNSET : found;
    }
    value_drop(names);
    return done;
}

Value operation_match_class(Vm *vm, Value subject, Value class, size_t count, Value names)
{
    Interp *interp = &vm->interp;
    bool result, missing = false, twice;
    if (!value_is_type(class))
        return raise_type_error(interp, "called match pattern must be a class");
    if (!value_check_instance(interp, subject, class, &result))
        return VALUE_ERROR;
    if (!result)
        return VALUE_NONE;
    const Tuple *wanted = tuple_of(names);
    Value values = tuple_new(interp, count + wanted->count), seen = set_new(interp, false);
    bool done = !value_is_error(values) && !value_is_error(seen);
    done = done && (!count || match_positional(interp, subject, type_of(class), count, values, seen, &missing));
    for (size_t i = 0; done && !missing && i < wanted->count; i++) {
        done = set_contains(interp, seen, wanted->items[i], &twice);
        if (done && twice) {
            raise_type_error(interp, "%s() got multiple sub-patterns for attribute '%s'", type_of(class)->full_name,
                             str_of(wanted->items[i])->text);
            done = false;
        }
        if (!done)
            break;
        Value found = value_find_attribute(interp, subject, wanted->items[i]);
        done = !value_is_error(found);
        missing = value_is_unset(found);
        tuple_of(values)->items[count + i] = done ? found : VALUE_UNSET;
    }
    value_drop(seen);
    if (done && !missing)
        return values;
    value_drop(values);
    return done ? VALUE_NONE : VALUE_ERROR;
}

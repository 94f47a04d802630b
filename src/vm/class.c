// Class statements: __build_class__.
#include <string.h>

#include "object/call.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/loop.h"
#include "vm/vm.h"

typedef struct ClassMaking {
    Interp *interp;
    Value body, name;
    Value given_bases, bases; // tuples; the second with __mro_entries__ resolved
    Value keywords;           // dict, without metaclass
    Value metaclass;
    Value names;
} ClassMaking;

/// Replaces bases that are no classes by what their __mro_entries__ give.
static bool resolve_bases(ClassMaking *making)
{
    Interp *interp = making->interp;
    const Tuple *given = tuple_of(making->given_bases);
    Value list = list_new(interp, given->count);
    bool changed = false, done = !value_is_error(list);
    for (size_t i = 0; done && i < given->count; i++) {
        Value base = given->items[i];
        Value entries =
            value_is_type(base) ? VALUE_UNSET : value_find_attribute(interp, base, interp->names[NAME_mro_entries]);
        if (value_is_unset(entries)) {
            done = list_append(interp, list, base);
            continue;
        }
        Value result =
            value_is_error(entries) ? VALUE_ERROR : value_call_values(interp, entries, 1, &making->given_bases);
        value_drop(entries);
        done = !value_is_error(result);
        if (done && result.object->type != interp->types[TYPE_TUPLE]) {
            raise_type_error(interp, "__mro_entries__ must return a tuple");
            done = false;
        }
        done = done && list_extend(interp, list, result);
        changed = true;
        value_drop(result);
    }
    if (done)
        making->bases = changed ? tuple_from_iterable(interp, list) : value_keep(making->given_bases);
    value_drop(list);
    return done && !value_is_error(making->bases);
}

static bool gather(ClassMaking *making, const Arguments *arguments)
{
    Interp *interp = making->interp;
    if (arguments->count < 2) {
        raise_type_error(interp, "__build_class__: not enough arguments");
        return false;
    }
    making->body = arguments->values[0];
    making->name = arguments->values[1];
    if (making->body.tag != TAG_OBJECT || making->body.object->type != interp->types[TYPE_FUNCTION]) {
        raise_type_error(interp, "__build_class__: func must be a function");
        return false;
    }
    if (!str_check(interp, making->name)) {
        raise_type_error(interp, "__build_class__: name is not a string");
        return false;
    }
    making->given_bases = tuple_from_values(interp, arguments->count - 2, arguments->values + 2);
    making->keywords = value_is_error(making->given_bases) ? VALUE_ERROR : dict_new(interp);
    if (value_is_error(making->keywords))
        return false;
    for (size_t i = 0; arguments->keywords && i < arguments->keywords->count; i++) {
        Value key = arguments->keywords->items[i], value = arguments->values[arguments->count + i];
        if (str_equals(key, "metaclass"))
            making->metaclass = value_keep(value);
        else if (!dict_set(interp, making->keywords, key, value))
            return false;
    }
    return resolve_bases(making);
}

static bool choose_metaclass(ClassMaking *making)
{
    Interp *interp = making->interp;
    if (!value_is_unset(making->metaclass) && !value_is_type(making->metaclass))
        return true; // any callable makes what it likes
    Type *start = value_is_unset(making->metaclass) ? interp->types[TYPE_TYPE] : type_of(making->metaclass);
    const Tuple *bases = tuple_of(making->bases);
    for (size_t i = 0; value_is_unset(making->metaclass) && i == 0 && i < bases->count; i++)
        start = value_type(interp, bases->items[i]);
    Type *best = type_best_metatype(interp, start, making->bases);
    if (!best)
        return false;
    value_replace_take(&making->metaclass, value_from_object(object_keep(best)));
    return true;
}

static bool prepare(ClassMaking *making)
{
    Interp *interp = making->interp;
    Value prepare = value_find_attribute(interp, making->metaclass, interp->names[NAME_prepare]);
    if (value_is_error(prepare))
        return false;
    if (value_is_unset(prepare) || value_is(making->metaclass, value_from_object(interp->types[TYPE_TYPE]))) {
        value_drop(prepare);
        making->names = dict_new(interp);
        return !value_is_error(making->names);
    }
    Value values[] = {making->name, making->bases};
    making->names = call_with_dict(interp, prepare, 2, values, making->keywords);
    value_drop(prepare);
    if (value_is_error(making->names))
        return false;
    if (making->names.tag == TAG_OBJECT &&
        (dict_check(interp, making->names) || making->names.object->type->slots.get_item))
        return true;
    raise_type_error(interp, "%s.__prepare__() must return a mapping, not %s",
                     value_is_type(making->metaclass) ? type_of(making->metaclass)->full_name : "<metaclass>",
                     value_type_name(interp, making->names));
    return false;
}

static Value run_body(ClassMaking *making)
{
    Vm *vm = vm_of(making->interp);
    Function *function = function_of(making->body);
    Dict *globals = dict_of(function->globals);
    Frame *frame = frame_push_code(vm, (Code *)function->code, globals, frame_builtins(vm, globals), making->names,
                                   function->closure);
    return frame ? loop_run(vm, frame, VALUE_UNSET) : VALUE_ERROR;
}

/// The class must have come to the cell that zero-argument super() reads.
static bool check_cell(ClassMaking *making, Value cell, Value class)
{
    Interp *interp = making->interp;
    if (cell.tag != TAG_OBJECT || cell.object->type != interp->types[TYPE_CELL] || !value_is_type(class))
        return true;
    Value content = cell_of(cell)->content;
    if (value_is_unset(content)) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?",
                    str_of(making->name)->text, type_of(class)->full_name);
        return false;
    }
    if (value_is(content, class))
        return true;
    Value cell_text = value_repr(interp, content);
    Value class_text = value_is_error(cell_text) ? VALUE_ERROR : value_repr(interp, class);
    if (!value_is_error(class_text))
        raise_type_error(interp, "__class__ set to %s defining '%s' as %s", str_of(cell_text)->text,
                         str_of(making->name)->text, str_of(class_text)->text);
    value_drop(cell_text);
    value_drop(class_text);
    return false;
}

static Value make(ClassMaking *making, const Arguments *arguments)
{
    Interp *interp = making->interp;
    if (!gather(making, arguments) || !choose_metaclass(making) || !prepare(making))
        return VALUE_ERROR;
    Value cell = run_body(making);
    if (value_is_error(cell))
        return VALUE_ERROR;
    if (!value_is(making->bases, making->given_bases) &&
        !value_set_item(interp, making->names, interp->names[NAME_orig_bases], making->given_bases)) {
        value_drop(cell);
        return VALUE_ERROR;
    }
    Value values[] = {making->name, making->bases, making->names};
    Value class = call_with_dict(interp, making->metaclass, 3, values, making->keywords);
    if (!value_is_error(class) && !check_cell(making, cell, class)) {
        value_drop(class);
        class = VALUE_ERROR;
    }
    value_drop(cell);
    return class;
}

Value vm_build_class(Interp *interp, const Arguments *arguments)
{
    ClassMaking making = {.interp = interp,
                          .given_bases = VALUE_UNSET,
                          .bases = VALUE_UNSET,
                          .keywords = VALUE_UNSET,
                          .metaclass = VALUE_UNSET,
                          .names = VALUE_UNSET};
    Value class = make(&making, arguments);
    value_drop(making.given_bases);
    value_drop(making.bases);
    value_drop(making.keywords);
    value_drop(making.metaclass);
    value_drop(making.names);
    return class;
}

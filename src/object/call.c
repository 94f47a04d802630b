#include "object/call.h"

#include <string.h>

#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/str.h"

enum { STACK_VALUES = 8 };

// A module that was meant to be what it holds under its own name: datetime for datetime.datetime.
static Value refuse_module(Interp *interp, Value module)
{
    Value name = value_find_attribute(interp, module, interp->names[NAME_name]);
    bool named = name.tag == TAG_OBJECT && value_is_instance(interp, name, interp->types[TYPE_STR]);
    Value inner = named ? value_find_attribute(interp, module, name) : VALUE_UNSET;
    if (inner.tag > TAG_UNSET && value_is_callable(interp, inner))
        raise_type_error(interp, "'module' object is not callable. Did you mean: '%s.%s(...)'?", str_of(name)->text,
                         str_of(name)->text);
    else
        raise_type_error(interp, "'module' object is not callable");
    value_drop(inner);
    value_drop(name);
    return VALUE_ERROR;
}

static Value call_slot(Interp *interp, Value callable, const Arguments *arguments)
{
    Type *type = value_type(interp, callable);
    if (UNLIKELY(!type->slots.call && type == interp->types[TYPE_MODULE]))
        return refuse_module(interp, callable);
    if (UNLIKELY(!type->slots.call))
        return raise_type_error(interp, "'%s' object is not callable", type->full_name);
    return type->slots.call(interp, callable, arguments);
}

Value value_call(Interp *interp, Value callable, const Arguments *arguments)
{
    gc_poll(interp);
    if (UNLIKELY(!interp_enter(interp, NULL)))
        return VALUE_ERROR;
    Value result = call_slot(interp, callable, arguments);
    interp_leave(interp);
    return result;
}

Value value_call_values(Interp *interp, Value callable, size_t count, const Value *values)
{
    return value_call(interp, callable, &(Arguments){values, count, NULL});
}

static size_t keyword_count(const Arguments *arguments)
{
    return arguments->keywords ? arguments->keywords->count : 0;
}

Value call_with_first(Interp *interp, Value callable, Value first, const Arguments *arguments)
{
    size_t total = arguments->count + keyword_count(arguments);
    Value on_stack[STACK_VALUES], *values = on_stack;
    if (total + 1 > STACK_VALUES) {
        values = mem_alloc_array(&interp->memory, total + 1, sizeof *values);
        if (!values)
            return VALUE_ERROR;
    }
    values[0] = first;
    if (total)
        memcpy(values + 1, arguments->values, total * sizeof *values);
    Value result = value_call(interp, callable, &(Arguments){values, arguments->count + 1, arguments->keywords});
    if (values != on_stack)
        mem_free(&interp->memory, values, (total + 1) * sizeof *values);
    return result;
}

Value call_with_dict(Interp *interp, Value callable, size_t count, const Value *values, Value keywords)
{
    if (keywords.tag != TAG_OBJECT || dict_of(keywords)->count == 0)
        return value_call_values(interp, callable, count, values);
    size_t total = count + dict_of(keywords)->count;
    Value names = tuple_new(interp, dict_of(keywords)->count);
    Value *all = mem_alloc_array(&interp->memory, total, sizeof *all);
    Value result = VALUE_ERROR;
    if (!value_is_error(names) && all) {
        if (count)
            memcpy(all, values, count * sizeof *all);
        Value key, value;
        size_t used = 0;
        for (size_t position = 0; dict_walk(dict_of(keywords), &position, &key, &value); used++) {
            tuple_of(names)->items[used] = value_keep(key);
            all[count + used] = value_keep(value);
        }
        result = value_call(interp, callable, &(Arguments){all, count, tuple_of(names)});
        for (size_t i = count; i < total; i++)
            value_drop(all[i]);
    }
    mem_free(&interp->memory, all, total * sizeof *all);
    value_drop(names);
    return result;
}

Value call_special(Interp *interp, Value self, Value name, const Arguments *arguments)
{
    Type *type = value_type(interp, self);
    Value found = type_lookup(type, name);
    if (value_is_unset(found))
        return found;
    value_keep(found); // the call may change the type
    Value result;
    Type *kind = value_type(interp, found);
    if (call_takes_self(interp, found)) {
        result = call_with_first(interp, found, self, arguments);
    } else if (kind->slots.descriptor_get) {
        Value bound = kind->slots.descriptor_get(interp, found, self, type);
        result = value_is_error(bound) ? bound : value_call(interp, bound, arguments);
        value_drop(bound);
    } else {
        result = value_call(interp, found, arguments);
    }
    value_drop(found);
    return result;
}

Value value_call_method(Interp *interp, Value v, const char *name, size_t count, const Value *values)
{
    Value method = value_get_attribute_text(interp, v, name);
    if (value_is_error(method))
        return method;
    Value result = value_call_values(interp, method, count, values);
    value_drop(method);
    return result;
}

bool value_is_callable(Interp *interp, Value v)
{
    return value_type(interp, v)->slots.call != NULL;
}

// type(x) asks for the type of x; any other call of a type makes an instance.
Value call_type(Interp *interp, Value self, const Arguments *arguments)
{
    Type *type = type_of(self);
    if (type == interp->types[TYPE_TYPE] && arguments->count == 1 && !arguments->keywords)
        return value_from_object(object_keep(value_type(interp, arguments->values[0])));
    if (type == interp->types[TYPE_STR] && arguments->count == 1 && !arguments->keywords)
        return value_str(interp, arguments->values[0]);
    if (!type->slots.new_)
        return raise_type_error(interp, "cannot create '%s' instances", type->full_name);
    Value made = type->slots.new_(interp, type, arguments);
    if (value_is_error(made))
        return made;
    Type *made_type = value_type(interp, made);
    if (!made_type->slots.init || !type_is_subtype(made_type, type))
        return made;
    if (made_type->slots.init(interp, made, arguments))
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

#include "lib/torch/function_protocol.h"

#include <string.h>

#include "lib/torch/operator_object.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/operate.h"
#include "object/str.h"
#include "ops/prototypes.h"

enum { MAX_TYPES = 16 };

/// The classes that take part, the most derived ones first.
typedef struct Participants {
    Value instances[MAX_TYPES]; // lent: one instance of each class
    size_t count;
} Participants;

NATIVE(protocol_disabled, "_disabled_torch_function_impl(func, types, args=(), kwargs=None, /)",
       "Stands as __torch_function__ in classes that take no part: calls the function.")
{
    return protocol_default(interp, VALUE_NONE, arg[0], value_is_unset(arg[2]) ? VALUE_NONE : arg[2], arg[3]);
}

/// The __torch_function__ of a class, lent; UNSET where there is none.
static Value function_of_type(Interp *interp, Type *type)
{
    Value name = interp_intern(interp, "__torch_function__");
    if (value_is_error(name)) {
        error_clear(&interp->error);
        return VALUE_UNSET;
    }
    Value found = type_lookup(type, name);
    value_drop(name);
    return found;
}

static bool is_disabled(Value function)
{
    return function.tag == TAG_OBJECT && function.object->type->interp->types[TYPE_NATIVE] == function.object->type &&
           ((const Native *)function.object)->spec == &protocol_disabled_native;
}

/// Whether the class inherits Tensor's own behaviour.
static bool is_default(Interp *interp, Value function)
{
    return value_is(function, function_of_type(interp, torch_of(interp)->types[TORCH_TYPE_TENSOR]));
}

bool protocol_takes_part(Interp *interp, Value v)
{
    Torch *torch = torch_of(interp);
    Type *type = v.object->type;
    if (!(type->flags & TYPE_FLAG_HEAP))
        return false;
    Value function = function_of_type(interp, type);
    if (value_is_unset(function))
        return false;
    if (!is_disabled(function))
        return true;
    if (tensor_unwrap(interp, v)) {
        object_drop(torch->plain_subclass);
        torch->plain_subclass = object_keep(type);
    }
    return false;
}

bool protocol_wanted_slow(Interp *interp, Value v)
{
    if (torch_of(interp)->function_disabled)
        return false;
    const Value *items;
    size_t count;
    if (!sequence_items(interp, v, &items, &count))
        return protocol_takes_part(interp, v);
    for (size_t i = 0; i < count; i++)
        if (protocol_may_want(torch_of(interp), items[i]) && protocol_takes_part(interp, items[i]))
            return true;
    return false;
}

bool protocol_any(Interp *interp, size_t count, const Value *values)
{
    for (size_t i = 0; i < count; i++)
        if (protocol_may_want(torch_of(interp), values[i]) && protocol_wanted_slow(interp, values[i]))
            return true;
    return false;
}

static void add_participant(Interp *interp, Participants *all, Value v)
{
    if (v.tag != TAG_OBJECT)
        return;
    const Value *items;
    size_t count;
    if (sequence_items(interp, v, &items, &count)) {
        for (size_t i = 0; i < count; i++)
            if (items[i].tag == TAG_OBJECT && !sequence_items(interp, items[i], &(const Value *){0}, &(size_t){0}))
                add_participant(interp, all, items[i]);
        return;
    }
    if (!protocol_may_want(torch_of(interp), v) || !protocol_takes_part(interp, v) || all->count == MAX_TYPES)
        return;
    size_t at = all->count;
    for (size_t i = 0; i < all->count; i++) {
        if (all->instances[i].object->type == v.object->type)
            return;
        if (at == all->count && type_is_subtype(v.object->type, all->instances[i].object->type))
            at = i;
    }
    for (size_t i = all->count++; i > at; i--)
        all->instances[i] = all->instances[i - 1];
    all->instances[at] = v;
}

static void collect(Interp *interp, Participants *all, Value self, const Arguments *arguments)
{
    all->count = 0;
    add_participant(interp, all, self);
    size_t total = arguments->count + (arguments->keywords ? arguments->keywords->count : 0);
    for (size_t i = 0; i < total; i++)
        add_participant(interp, all, arguments->values[i]);
}

// ---- Conversion of results ----

static Value convert_items_take(Interp *interp, Value result, Type *type)
{
    Tuple *tuple = tuple_of(result); // fresh from an operator: nobody else holds it
    for (size_t i = 0; i < tuple->count; i++) {
        tuple->items[i] = protocol_convert_take(interp, tuple->items[i], type);
        if (value_is_error(tuple->items[i])) {
            value_drop(result);
            return VALUE_ERROR;
        }
    }
    return result;
}

Value protocol_convert_take(Interp *interp, Value result, Type *type)
{
    if (result.tag != TAG_OBJECT || type == torch_of(interp)->types[TORCH_TYPE_TENSOR])
        return result;
    if (type_is_subtype(result.object->type, interp->types[TYPE_TUPLE]))
        return convert_items_take(interp, result, type);
    Tensor *tensor = tensor_unwrap(interp, result);
    if (!tensor || type_is_subtype(result.object->type, type))
        return result;
    if (result.object->references == 1 && result.object->type == torch_of(interp)->types[TORCH_TYPE_TENSOR]) {
        // Nobody has seen the plain object: let the subclass stand for the tensor instead.
        tensor_retain(tensor);
        value_drop(result);
        return tensor_wrap_type_take(interp, tensor, type);
    }
    Value converted = tensor_wrap_type_take(interp, op_alias(runtime_of(interp), tensor), type);
    value_drop(result);
    return converted;
}

Value protocol_like_take(Interp *interp, Value self, Value result)
{
    if (value_is_error(result) || !protocol_may_want(torch_of(interp), self) || !protocol_wanted_slow(interp, self))
        return result;
    Type *type = self.object->type;
    return is_default(interp, function_of_type(interp, type)) ? protocol_convert_take(interp, result, type) : result;
}

// ---- Calls ----

static Value types_tuple(Interp *interp, const Participants *all)
{
    Value types = tuple_new(interp, all->count);
    for (size_t i = 0; !value_is_error(types) && i < all->count; i++)
        tuple_of(types)->items[i] = value_keep(value_from_object(all->instances[i].object->type));
    return types;
}

static Value positional_tuple(Interp *interp, Value self, const Arguments *arguments)
{
    size_t extra = value_is_unset(self) ? 0 : 1;
    Value tuple = tuple_new(interp, arguments->count + extra);
    if (value_is_error(tuple))
        return tuple;
    if (extra)
        tuple_of(tuple)->items[0] = value_keep(self);
    for (size_t i = 0; i < arguments->count; i++)
        tuple_of(tuple)->items[i + extra] = value_keep(arguments->values[i]);
    return tuple;
}

/// The keywords of a call; UNSET where it has none.
static Value keyword_dict(Interp *interp, const Arguments *arguments)
{
    if (!arguments->keywords || !arguments->keywords->count)
        return VALUE_UNSET;
    Value dict = dict_new(interp);
    for (size_t k = 0; !value_is_error(dict) && k < arguments->keywords->count; k++)
        if (!dict_set(interp, dict, arguments->keywords->items[k], arguments->values[arguments->count + k])) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    return dict;
}

/// Asks one class: cls.__torch_function__(function, types, args, kwargs), without kwargs where they are UNSET.
static Value ask(Interp *interp, Value instance, const Value *values)
{
    Value class = value_from_object(instance.object->type);
    return value_call_method(interp, class, "__torch_function__", value_is_unset(values[3]) ? 3 : 4, values);
}

bool protocol_has_own(Interp *interp, Value self)
{
    return protocol_wanted_slow(interp, self) && !is_default(interp, function_of_type(interp, self.object->type));
}

/// "  - tensor subclass C" for each class, a line each.
static Value participant_lines(Interp *interp, const Participants *all)
{
    Value list = str_from_string(interp, "");
    for (size_t i = 0; !value_is_error(list) && i < all->count; i++) {
        Value class = value_repr(interp, value_from_object(all->instances[i].object->type));
        Value longer = value_is_error(class) ? VALUE_ERROR
                                             : str_from_format(interp, "%s  - tensor subclass %s\n", str_of(list)->text,
                                                               str_of(class)->text);
        value_drop(class);
        value_replace_take(&list, longer);
    }
    return list;
}

/// TypeError: all classes returned NotImplemented.
static Value raise_unhandled(Interp *interp, const Participants *all, const char *place, const char *name)
{
    Value list = participant_lines(interp, all);
    if (!value_is_error(list))
        raise_type_error(interp,
                         "Multiple dispatch failed for '%s.%s'; all __torch_function__ handlers returned "
                         "NotImplemented:\n\n%s\nFor more information, try re-running with TORCH_LOGS=not_implemented",
                         place, name, str_of(list)->text);
    value_drop(list);
    return VALUE_ERROR;
}

/// The same for a method that PyTorch writes in Python.
static Value raise_unhandled_python(Interp *interp, const Participants *all, const char *name)
{
    Value types = types_tuple(interp, all);
    Value list = value_is_error(types) ? types : list_from_iterable(interp, types);
    Value text = value_is_error(list) ? list : value_repr(interp, list);
    if (!value_is_error(text))
        raise_type_error(
            interp, "no implementation found for 'torch._tensor.%s' on types that implement __torch_function__: %s",
            name, str_of(text)->text);
    value_drop(text);
    value_drop(list);
    value_drop(types);
    return VALUE_ERROR;
}

/// Asks the classes in turn; NotImplemented where none of them knows.
static Value ask_all(Interp *interp, const Participants *all, const Value *values)
{
    for (size_t i = 0; i < all->count; i++) {
        Value result = ask(interp, all->instances[i], values);
        if (result.tag != TAG_NOT_IMPLEMENTED)
            return result;
    }
    return VALUE_NOT_IMPLEMENTED;
}

/// Tensor's methods that PyTorch writes in Python: only the tensor itself is asked, with keywords.
static bool is_python_method(const char *name)
{
    static const char *const names[] = {"__len__", "__repr__", "__contains__", "__format__", "__reversed__"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

Value protocol_ask_method(Interp *interp, const char *name, size_t count, const Value *arguments)
{
    Value key = interp_intern(interp, name);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value function = type_lookup(torch_of(interp)->types[TORCH_TYPE_TENSOR], key);
    value_drop(key);
    if (value_is_unset(function))
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "torch.Tensor.%s is not supported by torchlet", name);
    bool python = is_python_method(name);
    Arguments relevant = {arguments, python ? 1 : count, NULL};
    Participants all;
    collect(interp, &all, VALUE_UNSET, &relevant);
    Value values[4] = {function, types_tuple(interp, &all), tuple_from_values(interp, count, arguments),
                       python ? dict_new(interp) : VALUE_UNSET};
    Value result = VALUE_ERROR;
    if (!value_is_error(values[1]) && !value_is_error(values[2]) && !value_is_error(values[3]))
        result = ask_all(interp, &all, values);
    if (result.tag == TAG_NOT_IMPLEMENTED)
        result =
            python ? raise_unhandled_python(interp, &all, name) : raise_unhandled(interp, &all, "torch.Tensor", name);
    for (size_t i = 1; i < COUNT_OF(values); i++)
        value_drop(values[i]);
    return result;
}

Value protocol_ask_number(Interp *interp, const char *name, TypeId wanted, Value self)
{
    Value answer = protocol_ask_method(interp, name, 1, &self);
    if (value_is_error(answer) || type_is_subtype(value_type(interp, answer), interp->types[wanted]))
        return answer;
    const char *given = value_type_name(interp, answer);
    if (wanted == TYPE_BOOL)
        raise_type_error(interp, "__bool__ should return bool, returned %s", given);
    else if (wanted == TYPE_FLOAT)
        raise_type_error(interp, "%s.__float__ returned non-float (type %s)", value_type_name(interp, self), given);
    else
        raise_type_error(interp, "%s returned non-%s (type %s)", name, wanted == TYPE_INT ? "int" : "complex", given);
    value_drop(answer);
    return VALUE_ERROR;
}

static const char *space_text(const Operator *operation)
{
    static const char *const places[] = {
        [OPERATOR_TORCH] = "torch",           [OPERATOR_TENSOR] = "torch.Tensor", [OPERATOR_NN] = "torch.nn",
        [OPERATOR_SPECIAL] = "torch.special", [OPERATOR_FFT] = "torch.fft",       [OPERATOR_LINALG] = "torch.linalg"};
    return places[operation->space];
}

static bool all_default(Interp *interp, const Participants *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (!is_default(interp, function_of_type(interp, all->instances[i].object->type)))
            return false;
    return true;
}

Value protocol_call_operator(Interp *interp, const Operator *operation, Value self, const Arguments *arguments,
                             OperatorCall plain)
{
    Participants all;
    collect(interp, &all, self, arguments);
    if (all.count == 0 || all_default(interp, &all)) {
        Value result = plain(interp, operation, self, arguments);
        bool convert = !value_is_error(result) && all.count > 0;
        return convert ? protocol_convert_take(interp, result, all.instances[0].object->type) : result;
    }
    bool method = operation->space == OPERATOR_TENSOR;
    Value values[4] = {method ? operator_method(interp, operation) : operator_function(interp, operation),
                       types_tuple(interp, &all), positional_tuple(interp, self, arguments),
                       keyword_dict(interp, arguments)};
    Value result = VALUE_ERROR;
    if (!value_is_error(values[0]) && !value_is_error(values[1]) && !value_is_error(values[2]) &&
        !value_is_error(values[3]))
        result = ask_all(interp, &all, values);
    if (result.tag == TAG_NOT_IMPLEMENTED)
        result = raise_unhandled(interp, &all, space_text(operation), operation->name);
    for (size_t i = 0; i < COUNT_OF(values); i++)
        value_drop(values[i]);
    return result;
}

/// Calls with a tuple of arguments and a dict of keywords.
static Value call_unpacked(Interp *interp, Value function, Value arguments, Value keywords)
{
    size_t count = tuple_of(arguments)->count, extra = value_is_none(keywords) ? 0 : dict_of(keywords)->count;
    Value *values = mem_alloc_array(&interp->memory, count + extra + 1, sizeof *values);
    Value names = values ? tuple_new(interp, extra) : VALUE_ERROR;
    if (value_is_error(names)) {
        mem_free(&interp->memory, values, (count + extra + 1) * sizeof *values);
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < count; i++)
        values[i] = tuple_of(arguments)->items[i];
    size_t position = 0, at = 0;
    Value key, v;
    while (extra && at < extra && dict_walk(dict_of(keywords), &position, &key, &v)) {
        tuple_of(names)->items[at] = value_keep(key);
        values[count + at++] = v;
    }
    Arguments call = {values, count, extra ? tuple_of(names) : NULL};
    Value result = value_call(interp, function, &call);
    value_drop(names);
    mem_free(&interp->memory, values, (count + extra + 1) * sizeof *values);
    return result;
}

Value protocol_default(Interp *interp, Value class, Value function, Value arguments, Value keywords)
{
    Torch *torch = torch_of(interp);
    Value tuple = value_is_none(arguments) ? tuple_new(interp, 0) : tuple_from_iterable(interp, arguments);
    if (value_is_error(tuple))
        return tuple;
    bool before = torch->function_disabled;
    torch->function_disabled = true;
    Value result = call_unpacked(interp, function, tuple, value_is_unset(keywords) ? VALUE_NONE : keywords);
    torch->function_disabled = before;
    value_drop(tuple);
    if (value_is_error(result) || !value_is_type(class))
        return result;
    return protocol_convert_take(interp, result, type_of(class));
}

NATIVE(protocol_has, "_has_torch_function(args, /)", "Tells whether an argument takes part in __torch_function__.")
{
    const Value *items;
    size_t count;
    return value_from_bool(sequence_items(interp, arg[0], &items, &count) && protocol_any(interp, count, items));
}

NATIVE(protocol_set_disabled, "_set_torch_function_disabled(disabled, /)",
       "Switches __torch_function__ off or on; returns what it was.")
{
    Torch *torch = torch_of(interp);
    bool before = torch->function_disabled;
    torch->function_disabled = arg[0].tag == TAG_BOOL && arg[0].boolean;
    return value_from_bool(before);
}

const NativeSpec *const protocol_natives[] = {&protocol_disabled_native, &protocol_has_native,
                                              &protocol_set_disabled_native, NULL};

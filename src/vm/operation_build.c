// Displays, f-strings, unpacking, functions, calls with stars.
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/set.h"
#include "object/str.h"
#include "vm/call.h"
#include "vm/generator_object.h"
#include "vm/operation.h"

Value operation_make_function(Vm *vm, Frame *frame, unsigned flags)
{
    Interp *interp = &vm->interp;
    Value code_value = *--frame->sp;
    Code *code = code_of(code_value);
    Value made = function_new(interp, &code->head, value_from_object(frame->globals), code->name, code->qualified_name);
    Value fields[4] = {VALUE_NONE, VALUE_NONE, VALUE_UNSET, VALUE_NONE};
    for (int i = 3; i >= 0; i--)
        if (flags >> i & 1)
            fields[i] = *--frame->sp;
    value_drop(code_value);
    if (value_is_error(made)) {
        for (int i = 0; i < 4; i++)
            value_drop(fields[i]);
        return VALUE_ERROR;
    }
    Function *function = function_of(made);
    function->defaults = fields[0];
    function->keyword_defaults = fields[1];
    function->annotations = fields[2];
    function->closure = fields[3];
    value_replace_take(&function->builtins, value_keep(value_from_object(frame->builtins)));
    return made;
}

// Long texts are copied once, and their characters are not counted again.
static Value concat_long(Interp *interp, const Value *parts, size_t count)
{
    Value result = str_concat(interp, parts[0], parts[1]);
    for (size_t i = 2; i < count && !value_is_error(result); i++)
        result = str_append_take(interp, result, parts[i]);
    return result;
}

Value operation_build_string(Vm *vm, const Value *parts, size_t count)
{
    enum { LONG = 1024 };
    Interp *interp = &vm->interp;
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += str_of(parts[i])->bytes;
    if (count >= 2 && total >= LONG)
        return concat_long(interp, parts, count);
    Text text;
    text_init(&text, &interp->memory);
    if (text_reserve(&text, total + 1))
        for (size_t i = 0; i < count; i++)
            text_append(&text, str_of(parts[i])->text, str_of(parts[i])->bytes);
    return str_from_text_take(&text);
}

Value operation_format(Vm *vm, Value value, Value spec)
{
    Interp *interp = &vm->interp;
    if (value.tag == TAG_OBJECT && value.object->type == interp->types[TYPE_STR] && value_is_unset(spec))
        return value_keep(value);
    if (!value_is_unset(spec))
        return value_format(interp, value, spec);
    Value empty = str_empty(interp);
    Value result = value_is_error(empty) ? VALUE_ERROR : value_format(interp, value, empty);
    value_drop(empty);
    return result;
}

Value operation_convert(Vm *vm, Value value, uint32_t kind)
{
    switch (kind) {
    case 's':
        return value_str(&vm->interp, value);
    case 'r':
        return value_repr(&vm->interp, value);
    default:
        return value_ascii(&vm->interp, value);
    }
}

Value operation_build_map(Vm *vm, const Value *pairs, size_t count)
{
    Value dict = dict_new(&vm->interp);
    for (size_t i = 0; !value_is_error(dict) && i < count; i++)
        if (!dict_set(&vm->interp, dict, pairs[2 * i], pairs[2 * i + 1])) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    return dict;
}

Value operation_build_set(Vm *vm, const Value *items, size_t count)
{
    Value set = set_new(&vm->interp, false);
    for (size_t i = 0; !value_is_error(set) && i < count; i++)
        if (!set_add(&vm->interp, set, items[i])) {
            value_drop(set);
            return VALUE_ERROR;
        }
    return set;
}

/// "f()" for messages about a call's arguments: qualified with the module unless that is builtins.
static Value callee_text(Interp *interp, Value callee)
{
    Value qualified = value_find_attribute(interp, callee, interp->names[NAME_qualname]);
    if (qualified.tag != TAG_OBJECT || !str_check(interp, qualified)) {
        error_clear(&interp->error);
        value_drop(qualified);
        return value_str(interp, callee);
    }
    Value module = value_find_attribute(interp, callee, interp->names[NAME_module]);
    Value text;
    if (module.tag == TAG_OBJECT && str_check(interp, module) && !str_equals(module, "builtins"))
        text = str_from_format(interp, "%s.%s()", str_of(module)->text, str_of(qualified)->text);
    else
        text = str_from_format(interp, "%s()", str_of(qualified)->text);
    error_clear(&interp->error);
    value_drop(module);
    value_drop(qualified);
    return text;
}

static bool is_iterable(Interp *interp, Value v)
{
    Type *type = value_type(interp, v);
    return type->slots.iter || type->slots.get_item;
}

bool operation_list_extend(Vm *vm, Value list, Value iterable, bool argument, Value callee)
{
    Interp *interp = &vm->interp;
    if (list_extend(interp, list, iterable))
        return true;
    if (!exception_pending_is(interp, ERROR_TYPE_ERROR) || is_iterable(interp, iterable))
        return false;
    error_clear(&interp->error);
    if (!argument) {
        raise_type_error(interp, "Value after * must be an iterable, not %s", value_type_name(interp, iterable));
        return false;
    }
    Value text = callee_text(interp, callee);
    if (!value_is_error(text))
        raise_type_error(interp, "%s argument after * must be an iterable, not %s", str_of(text)->text,
                         value_type_name(interp, iterable));
    value_drop(text);
    return false;
}

bool operation_set_update(Vm *vm, Value set, Value iterable)
{
    return set_update(&vm->interp, set, iterable);
}

static bool is_mapping(Interp *interp, Value v)
{
    if (dict_check(interp, v))
        return true;
    Value name = interp_intern(interp, "keys");
    Value keys = value_is_error(name) ? VALUE_ERROR : value_find_attribute(interp, v, name);
    value_drop(name);
    value_drop(keys);
    error_clear(&interp->error);
    return keys.tag > TAG_UNSET;
}

bool operation_dict_update(Vm *vm, Value dict, Value mapping)
{
    Interp *interp = &vm->interp;
    if (!is_mapping(interp, mapping)) {
        raise_type_error(interp, "'%s' object is not a mapping", value_type_name(interp, mapping));
        return false;
    }
    return dict_update(interp, dict, mapping);
}

static bool merge_key(Interp *interp, Value dict, Value key, Value value, Value callee)
{
    if (value_is_error(value))
        return false;
    Value present = str_check(interp, key) ? dict_get(interp, dict, key) : VALUE_UNSET;
    value_drop(present);
    if (value_is_error(present))
        return false;
    if (value_is_unset(present) && str_check(interp, key))
        return dict_set(interp, dict, key, value);
    if (!str_check(interp, key)) {
        raise_type_error(interp, "keywords must be strings");
        return false;
    }
    Value text = callee_text(interp, callee);
    if (!value_is_error(text))
        raise_type_error(interp, "%s got multiple values for keyword argument '%s'", str_of(text)->text,
                         str_of(key)->text);
    value_drop(text);
    return false;
}

bool operation_dict_merge(Vm *vm, Value dict, Value mapping, Value callee)
{
    Interp *interp = &vm->interp;
    if (!is_mapping(interp, mapping)) {
        Value text = callee_text(interp, callee);
        if (!value_is_error(text))
            raise_type_error(interp, "%s argument after ** must be a mapping, not %s", str_of(text)->text,
                             value_type_name(interp, mapping));
        value_drop(text);
        return false;
    }
    Value copy = dict_new(interp);
    bool done = !value_is_error(copy) && dict_update(interp, copy, mapping);
    size_t position = 0;
    Value key, value;
    while (done && dict_walk(dict_of(copy), &position, &key, &value))
        done = merge_key(interp, dict, key, value, callee);
    value_drop(copy);
    return done;
}

static bool raise_not_iterable(Interp *interp, Value v)
{
    if (exception_pending_is(interp, ERROR_TYPE_ERROR) && !is_iterable(interp, v))
        raise_type_error(interp, "cannot unpack non-iterable %s object", value_type_name(interp, v));
    return false;
}

static void drop_all(Value *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_drop(from[i]);
}

/// Reads `count` values into out[count-1] ... out[0]. On failure nothing is left there.
static bool read_values(Interp *interp, Value iterator, size_t count, Value *out, size_t minimum, bool star)
{
    for (size_t i = 0; i < count; i++) {
        Value item = value_next(interp, iterator);
        if (item.tag > TAG_UNSET) {
            out[count - 1 - i] = item;
            continue;
        }
        if (value_is_unset(item))
            raise_value_error(interp, "not enough values to unpack (expected %s%zu, got %zu)", star ? "at least " : "",
                              minimum, i);
        drop_all(out + count - i, i);
        return false;
    }
    return true;
}

bool operation_unpack(Vm *vm, Value iterable, size_t count, Value *out)
{
    Interp *interp = &vm->interp;
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return raise_not_iterable(interp, iterable);
    bool done = read_values(interp, iterator, count, out, count, false);
    if (done) {
        Value extra = value_next(interp, iterator);
        done = value_is_unset(extra);
        value_drop(extra);
        if (extra.tag > TAG_UNSET)
            raise_value_error(interp, "too many values to unpack (expected %zu)", count);
        if (!done)
            drop_all(out, count);
    }
    value_drop(iterator);
    return done;
}

bool operation_unpack_star(Vm *vm, Value iterable, size_t before, size_t after, Value *out)
{
    Interp *interp = &vm->interp;
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return raise_not_iterable(interp, iterable);
    Value *first = out + after + 1; // the first `before` values come to lie on top
    bool done = read_values(interp, iterator, before, first, before + after, true);
    if (!done) {
        value_drop(iterator);
        return false;
    }
    Value rest = list_from_iterable(interp, iterator);
    value_drop(iterator);
    if (value_is_error(rest)) {
        drop_all(first, before);
        return false;
    }
    List *list = list_of(rest);
    if (list->count < after) {
        raise_value_error(interp, "not enough values to unpack (expected at least %zu, got %zu)", before + after,
                          before + list->count);
        value_drop(rest);
        drop_all(first, before);
        return false;
    }
    for (size_t i = 0; i < after; i++)
        out[i] = list->items[list->count - 1 - i];
    list->count -= after;
    out[after] = rest;
    return true;
}

/// Calls with values in an array: Python functions leave a frame in *next.
static Value call_array(Vm *vm, Value callee, const Value *values, size_t count, Tuple *names, Frame **next)
{
    Interp *interp = &vm->interp;
    if (callee.tag == TAG_OBJECT && callee.object->type == interp->types[TYPE_FUNCTION]) {
        Frame *frame = call_bind_take(vm, value_keep(callee), values, count, names);
        if (!frame)
            return VALUE_ERROR;
        if (frame->code->flags & CODE_GENERATOR)
            return generator_object_new(vm, frame);
        *next = frame;
        return VALUE_UNSET;
    }
    return value_call(interp, callee, &(Arguments){values, count, names});
}

static Value call_spread(Vm *vm, Value callee, Value self, Value list, Value keywords, Frame **next)
{
    Interp *interp = &vm->interp;
    const Value *items;
    size_t count = 0, extra = 0;
    sequence_items(interp, list, &items, &count);
    bool has_keywords = keywords.tag == TAG_OBJECT && dict_of(keywords)->count;
    size_t total = count + 1 + (has_keywords ? dict_of(keywords)->count : 0);
    Value *values = mem_alloc_array(&interp->memory, total, sizeof *values);
    Value names = has_keywords && values ? tuple_new(interp, dict_of(keywords)->count) : VALUE_UNSET;
    Value result = VALUE_ERROR;
    if (values && !value_is_error(names)) {
        size_t used = 0;
        if (!value_is_unset(self))
            values[used++] = value_keep(self);
        for (size_t i = 0; i < count; i++)
            values[used++] = value_keep(items[i]);
        size_t positional = used, position = 0;
        Value key, value;
        while (has_keywords && dict_walk(dict_of(keywords), &position, &key, &value)) {
            tuple_of(names)->items[extra++] = value_keep(key);
            values[used++] = value_keep(value);
        }
        result = call_array(vm, callee, values, positional, has_keywords ? tuple_of(names) : NULL, next);
        drop_all(values, used);
    }
    mem_free(&interp->memory, values, total * sizeof *values);
    value_drop(names);
    return result;
}

Value operation_call_extended(Vm *vm, Value callee, Value self, Value values, Value keywords, Frame **next)
{
    Interp *interp = &vm->interp;
    const Value *items;
    size_t count;
    Value list;
    if (callee.tag == TAG_OBJECT && callee.object->type == interp->types[TYPE_METHOD] && value_is_unset(self)) {
        self = method_of(callee)->self;
        callee = method_of(callee)->function;
    }
    if (sequence_items(interp, values, &items, &count)) {
        list = value_keep(values);
    } else {
        list = list_new(interp, 0);
        if (value_is_error(list) || !operation_list_extend(vm, list, values, true, callee)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    value_keep(callee);
    Value result = call_spread(vm, callee, self, list, keywords, next);
    value_drop(callee);
    value_drop(list);
    return result;
}

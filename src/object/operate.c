#include "object/operate.h"

#include <stdarg.h>
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/sequence.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/union.h"

const char *value_type_name(Interp *interp, Value v)
{
    return value_type(interp, v)->full_name;
}

bool value_is_instance(Interp *interp, Value v, Type *type)
{
    Type *own = value_type(interp, v);
    return own == type || type_is_subtype(own, type);
}

Value value_raise(Interp *interp, int error_kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_raise_va(&interp->error, (ErrorKind)error_kind, format, arguments);
    va_end(arguments);
    return VALUE_ERROR;
}

int64_t value_identity(Interp *interp, Value v)
{
    switch (v.tag) {
    case TAG_OBJECT:
        return (int64_t)(intptr_t)v.object;
    case TAG_INT:
    case TAG_FLOAT: {
        // An odd place inside no object.
        uint64_t origin =
            (uint64_t)v.tag << 40 ^ (value_is_small_int(v) ? 0 : ((uint64_t)v.head >> 32) * 0xC2B2AE3D27D4EB4Fu);
        return (int64_t)(((uint64_t)v.integer * 0x9E3779B97F4A7C15u ^ origin) >> 17 | 1);
    }
    default:
        return (int64_t)(intptr_t)interp->types[OPERATE_TAG_TYPES[v.tag]] + 8 + (v.tag == TAG_BOOL ? 8 * v.integer : 0);
    }
}

// ---- text ----

static bool check_text(Interp *interp, Value *result, const char *method)
{
    if (LIKELY(result->tag == TAG_OBJECT && result->object->type == interp->types[TYPE_STR]))
        return true;
    if (value_is_error(*result))
        return false;
    if (value_is_instance(interp, *result, interp->types[TYPE_STR]))
        return true;
    raise_type_error(interp, "%s returned non-string (type %s)", method, value_type_name(interp, *result));
    value_drop(*result);
    *result = VALUE_ERROR;
    return false;
}

Value value_repr(Interp *interp, Value v)
{
    if (!interp_enter(interp, " while getting the repr of an object"))
        return VALUE_ERROR;
    Value text = value_type(interp, v)->slots.repr(interp, v);
    interp_leave(interp);
    check_text(interp, &text, "__repr__");
    return text;
}

Value value_str(Interp *interp, Value v)
{
    Type *type = value_type(interp, v);
    if (type == interp->types[TYPE_STR])
        return value_keep(v);
    if (v.tag == TAG_INT)
        return type->slots.repr(interp, v);
    if (!interp_enter(interp, " while getting the str of an object"))
        return VALUE_ERROR;
    Value text = type->slots.str(interp, v);
    interp_leave(interp);
    check_text(interp, &text, "__str__");
    return text;
}

Value value_ascii(Interp *interp, Value v)
{
    Value shown = value_repr(interp, v);
    if (value_is_error(shown) || str_of(shown)->bytes == str_of(shown)->length)
        return shown;
    Text text;
    text_init(&text, &interp->memory);
    const Str *s = str_of(shown);
    for (size_t i = 0, width; i < s->bytes; i += width) {
        uint32_t code_point = utf8_decode(s->text + i, &width);
        if (code_point < 0x80)
            text_append_char(&text, (char)code_point);
        else if (code_point < 0x100)
            text_append_format(&text, "\\x%02x", code_point);
        else if (code_point < 0x10000)
            text_append_format(&text, "\\u%04x", code_point);
        else
            text_append_format(&text, "\\U%08x", code_point);
    }
    value_drop(shown);
    return str_from_text_take(&text);
}

Value value_format(Interp *interp, Value v, Value spec)
{
    if (str_of(spec)->bytes == 0 && (v.tag == TAG_INT || value_type(interp, v) == interp->types[TYPE_STR]))
        return value_str(interp, v);
    Value result = slot_call(interp, v, interp->names[NAME_format], 1, &spec);
    if (value_is_unset(result))
        return raise_type_error(interp, "Type %s doesn't define __format__", value_type_name(interp, v));
    if (value_is_error(result) || value_is_instance(interp, result, interp->types[TYPE_STR]))
        return result;
    raise_type_error(interp, "__format__ must return a str, not %s", value_type_name(interp, result));
    value_drop(result);
    return VALUE_ERROR;
}

Value value_intern_name(Interp *interp, Value name)
{
    if (name.object->type == interp->types[TYPE_STR])
        return str_intern_take(interp, value_keep(name));
    Value exact = str_new(interp, str_of(name)->text, str_of(name)->bytes);
    return value_is_error(exact) ? exact : str_intern_take(interp, exact);
}

// ---- hash, truth, size ----

bool value_hash(Interp *interp, Value v, int64_t *hash)
{
    if (v.tag == TAG_OBJECT) {
        Type *type = v.object->type;
        if (LIKELY(type == interp->types[TYPE_STR])) {
            *hash = str_hash(str_of(v));
            return true;
        }
        return type->slots.hash(interp, v, hash);
    }
    return value_type(interp, v)->slots.hash(interp, v, hash);
}

bool value_hash_of_int(UNUSED Interp *interp, Value v, int64_t *hash)
{
    int64_t small;
    *hash = int_as_int64(v, &small) ? small : int_hash(v);
    if (*hash == -1)
        *hash = -2;
    return true;
}

bool value_truth(Interp *interp, Value v, bool *truth)
{
    switch (v.tag) {
    case TAG_BOOL:
    case TAG_INT:
        *truth = v.integer != 0;
        return true;
    case TAG_NONE:
        *truth = false;
        return true;
    case TAG_FLOAT:
        *truth = v.real != 0;
        return true;
    default:
        break;
    }
    Type *type = value_type(interp, v);
    if (type->slots.truth)
        return type->slots.truth(interp, v, truth);
    if (!type->slots.length) {
        *truth = true;
        return true;
    }
    int64_t length;
    if (!type->slots.length(interp, v, &length))
        return false;
    *truth = length != 0;
    return true;
}

bool value_length(Interp *interp, Value v, int64_t *length)
{
    Type *type = value_type(interp, v);
    if (type->slots.length)
        return type->slots.length(interp, v, length);
    raise_type_error(interp, "object of type '%s' has no len()", type->full_name);
    return false;
}

// ---- items ----

// A class is subscripted through __class_getitem__.
static Value get_class_item(Interp *interp, Value v, Value key)
{
    Value method = value_find_attribute(interp, v, interp->names[NAME_class_getitem]);
    if (value_is_error(method))
        return method;
    if (value_is_unset(method) && type_of(v) == interp->types[TYPE_TYPE])
        return generic_alias_new(interp, v, key); // type[int]
    if (value_is_unset(method))
        return raise_type_error(interp, "type '%s' is not subscriptable", type_of(v)->full_name);
    Value result = value_call_values(interp, method, 1, &key);
    value_drop(method);
    return result;
}

Value value_get_item(Interp *interp, Value v, Value key)
{
    Type *type = value_type(interp, v);
    if (LIKELY(type->slots.get_item != NULL))
        return type->slots.get_item(interp, v, key);
    if (value_is_type(v))
        return get_class_item(interp, v, key);
    return raise_type_error(interp, "'%s' object is not subscriptable", type->full_name);
}

bool value_set_item(Interp *interp, Value v, Value key, Value item)
{
    Type *type = value_type(interp, v);
    if (LIKELY(type->slots.set_item != NULL))
        return type->slots.set_item(interp, v, key, item);
    bool deletes = value_is_unset(item), sequence = type->slots.length || type->flags & TYPE_FLAG_HEAP;
    raise_type_error(interp, "'%s' object does%s support item %s", type->full_name,
                     deletes && sequence && sequence_is_index(interp, key) ? "n't" : " not",
                     deletes ? "deletion" : "assignment");
    return false;
}

static bool contains_by_iteration(Interp *interp, Value v, Value item, bool *found)
{
    Value iterator = value_iter(interp, v);
    if (value_is_error(iterator)) {
        if (exception_catch(interp, ERROR_TYPE_ERROR))
            raise_type_error(interp, "argument of type '%s' is not iterable", value_type_name(interp, v));
        return false;
    }
    *found = false;
    bool ok = true;
    while (ok && !*found) {
        Value each = value_next(interp, iterator);
        if (value_is_unset(each))
            break;
        ok = !value_is_error(each) && value_equal(interp, each, item, found);
        value_drop(each);
    }
    value_drop(iterator);
    return ok;
}

bool value_contains(Interp *interp, Value v, Value item, bool *found)
{
    Type *type = value_type(interp, v);
    if (type->slots.contains)
        return type->slots.contains(interp, v, item, found);
    return contains_by_iteration(interp, v, item, found);
}

// ---- iteration ----

Value value_iter(Interp *interp, Value v)
{
    Type *type = value_type(interp, v);
    if (LIKELY(type->slots.iter != NULL)) {
        Value iterator = type->slots.iter(interp, v);
        if (value_is_error(iterator) || value_type(interp, iterator)->slots.next)
            return iterator;
        raise_type_error(interp, "iter() returned non-iterator of type '%s'", value_type_name(interp, iterator));
        value_drop(iterator);
        return VALUE_ERROR;
    }
    bool is_sequence = type->slots.get_item && !type_is_subtype(type, interp->types[TYPE_DICT]);
    if (is_sequence)
        return value_sequence_iter(interp, v);
    return raise_type_error(interp, "'%s' object is not iterable", type->full_name);
}

Value value_next_raw(Interp *interp, Value iterator)
{
    Type *type = value_type(interp, iterator);
    if (UNLIKELY(!type->slots.next))
        return raise_type_error(interp, "'%s' object is not an iterator", type->full_name);
    // Iterators of iterators may be nested at any depth.
    if (UNLIKELY((uintptr_t)__builtin_frame_address(0) < interp->stack_limit)) {
        interp_raise_recursion(interp, NULL);
        return VALUE_ERROR;
    }
    // Natives that drain an endless iterator meet the limits here.
    if (UNLIKELY(++interp->steps >= interp->next_poll) && !interp_poll(interp))
        return VALUE_ERROR;
    return type->slots.next(interp, iterator);
}

Value value_next(Interp *interp, Value iterator)
{
    Value item = value_next_raw(interp, iterator);
    if (UNLIKELY(value_is_error(item)) && exception_catch(interp, ERROR_STOP_ITERATION))
        return VALUE_UNSET;
    return item;
}

Value value_next_or_stop(Interp *interp, Value iterator)
{
    Value item = value_next_raw(interp, iterator);
    if (!value_is_unset(item))
        return item;
    error_raise_bare(&interp->error, ERROR_STOP_ITERATION);
    return VALUE_ERROR;
}

bool value_count_equal(Interp *interp, Value iterable, Value v, bool first, int64_t *count, int64_t *place)
{
    Value iterator = value_iter(interp, iterable);
    if (value_is_error(iterator))
        return false;
    *count = 0;
    bool good = true;
    for (*place = 0; good; ++*place) {
        Value item = value_next(interp, iterator);
        bool equal = false;
        if (value_is_unset(item))
            break;
        good = !value_is_error(item) && value_equal(interp, item, v, &equal);
        value_drop(item);
        *count += good && equal;
        if (good && equal && first)
            break;
    }
    value_drop(iterator);
    return good;
}

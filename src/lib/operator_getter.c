// operator.itemgetter, attrgetter and methodcaller.
#include <string.h>

#include "lib/support.h"
#include "object/call.h"

/// All three: `names` is what to fetch (a tuple); a method caller has a name, arguments and keywords.
typedef struct Getter {
    Object head;
    Value names;    // tuple: keys, dotted names (str), or the arguments of the method
    Value method;   // str, UNSET for the other two
    Value keywords; // dict or UNSET
} Getter;

static Getter *getter_of(Value v)
{
    return (Getter *)v.object;
}
static void getter_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((Getter *)self)->names);
    value_drop(((Getter *)self)->method);
    value_drop(((Getter *)self)->keywords);
}
static void getter_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Getter *)self)->names, visit, context);
    visit_value(((Getter *)self)->keywords, visit, context);
}
static void getter_clear(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Getter *)self)->names, VALUE_UNSET);
}

static Value getter_make(Interp *interp, Type *type, size_t count, const Value *values)
{
    Value names = tuple_from_values(interp, count, values);
    Getter *getter = value_is_error(names) ? NULL : object_new(interp, type, sizeof *getter);
    if (!getter) {
        value_drop(names);
        return VALUE_ERROR;
    }
    getter->names = names;
    getter->method = getter->keywords = VALUE_UNSET;
    return value_from_object(getter);
}

/// Fetches each name by `fetch`: the value itself for one name, else a tuple.
static Value fetch_all(Interp *interp, Value self, const Arguments *arguments, const char *name,
                       Value (*fetch)(Interp *, Value, Value))
{
    if (!native_refuse_keywords(interp, name, arguments))
        return VALUE_ERROR;
    if (arguments->count != 1)
        return raise_type_error(interp, "%s expected 1 argument, got %zu", name, arguments->count);
    const Tuple *names = tuple_of(getter_of(self)->names);
    if (names->count == 1)
        return fetch(interp, arguments->values[0], names->items[0]);
    Value result = tuple_new(interp, names->count);
    for (size_t i = 0; !value_is_error(result) && i < names->count; i++) {
        Value part = fetch(interp, arguments->values[0], names->items[i]);
        if (value_is_error(part)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        tuple_of(result)->items[i] = part;
    }
    return result;
}

static Value itemgetter_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "itemgetter", arguments))
        return VALUE_ERROR;
    if (arguments->count == 0)
        return raise_type_error(interp, "itemgetter expected 1 argument, got 0");
    return getter_make(interp, type, arguments->count, arguments->values);
}
static Value itemgetter_call(Interp *interp, Value self, const Arguments *arguments)
{
    return fetch_all(interp, self, arguments, "itemgetter", value_get_item);
}

static Value attrgetter_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "attrgetter", arguments))
        return VALUE_ERROR;
    if (arguments->count == 0)
        return raise_type_error(interp, "attrgetter expected 1 argument, got 0");
    for (size_t i = 0; i < arguments->count; i++) {
        if (!support_is(interp, arguments->values[i], TYPE_STR))
            return raise_type_error(interp, "attribute name must be a string");
    }
    return getter_make(interp, type, arguments->count, arguments->values);
}
/// Follows a dotted name.
static Value fetch_dotted(Interp *interp, Value object, Value dotted)
{
    const Str *text = str_of(dotted);
    Value current = value_keep(object);
    size_t start = 0;
    while (!value_is_error(current) && start <= text->bytes) {
        const char *dot = memchr(text->text + start, '.', text->bytes - start);
        size_t end = dot ? (size_t)(dot - text->text) : text->bytes;
        Value part = str_new(interp, text->text + start, end - start);
        Value name = value_is_error(part) ? VALUE_ERROR : str_intern_take(interp, part);
        Value next = value_is_error(name) ? VALUE_ERROR : value_get_attribute(interp, current, name);
        value_drop(name);
        value_drop(current);
        current = next;
        start = end + 1;
    }
    return current;
}
static Value attrgetter_call(Interp *interp, Value self, const Arguments *arguments)
{
    return fetch_all(interp, self, arguments, "attrgetter", fetch_dotted);
}

static Value methodcaller_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (arguments->count == 0)
        return raise_type_error(interp, "methodcaller needs at least one argument, the method name");
    if (!support_is(interp, arguments->values[0], TYPE_STR))
        return raise_type_error(interp, "method name must be a string");
    Value result = getter_make(interp, type, arguments->count - 1, arguments->values + 1);
    if (value_is_error(result))
        return result;
    Getter *getter = getter_of(result);
    getter->method = str_intern_take(interp, value_keep(arguments->values[0]));
    size_t keywords = arguments->keywords ? arguments->keywords->count : 0;
    bool good = !value_is_error(getter->method);
    if (good && keywords) {
        getter->keywords = dict_new(interp);
        good = !value_is_error(getter->keywords);
        for (size_t i = 0; good && i < keywords; i++)
            good = dict_set(interp, getter->keywords, arguments->keywords->items[i],
                            arguments->values[arguments->count + i]);
    }
    if (good)
        return result;
    value_drop(result);
    return VALUE_ERROR;
}
static Value methodcaller_call(Interp *interp, Value self, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "methodcaller", arguments))
        return VALUE_ERROR;
    if (arguments->count != 1)
        return raise_type_error(interp, "methodcaller expected 1 argument, got %zu", arguments->count);
    Getter *getter = getter_of(self);
    Value method = value_get_attribute(interp, arguments->values[0], getter->method);
    if (value_is_error(method))
        return VALUE_ERROR;
    const Tuple *given = tuple_of(getter->names);
    Value result = value_is_unset(getter->keywords)
                       ? value_call_values(interp, method, given->count, given->items)
                       : call_with_dict(interp, method, given->count, given->items, getter->keywords);
    value_drop(method);
    return result;
}

/// Appends ", repr" or "repr"; `started` tells which.
static bool append_repr(Interp *interp, Text *out, Value v, bool *started)
{
    Value text = value_repr(interp, v);
    if (value_is_error(text))
        return false;
    if (*started)
        text_append_string(out, ", ");
    *started = true;
    text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return !out->failed;
}

static Value getter_repr(Interp *interp, Value self)
{
    Getter *getter = getter_of(self);
    Text out;
    text_init(&out, &interp->memory);
    text_append_string(&out, self.object->type->full_name);
    text_append_char(&out, '(');
    bool started = false;
    bool good = value_is_unset(getter->method) || append_repr(interp, &out, getter->method, &started);
    const Tuple *names = tuple_of(getter->names);
    for (size_t i = 0; good && i < names->count; i++)
        good = append_repr(interp, &out, names->items[i], &started);
    size_t position = 0;
    Value key, value;
    while (good && !value_is_unset(getter->keywords) && dict_walk(dict_of(getter->keywords), &position, &key, &value)) {
        text_append_format(&out, ", %s=", str_of(key)->text);
        bool first = false;
        good = append_repr(interp, &out, value, &first);
    }
    text_append_char(&out, ')');
    if (!good) {
        text_free(&out);
        return VALUE_ERROR;
    }
    return str_from_text_take(&out);
}

/// functools.partial(class, name, **keywords): a method caller's keywords cannot stand among arguments. Owned.
static Value partial_of(Interp *interp, Value self)
{
    const Getter *getter = getter_of(self);
    Value values[] = {value_from_object(self.object->type), getter->method};
    Value partial = support_import(interp, "functools", "partial");
    Value made = value_is_error(partial) ? partial : call_with_dict(interp, partial, 2, values, getter->keywords);
    value_drop(partial);
    return made;
}

NATIVE(getter_reduce, "__reduce__(self, /)", "Tells how to make the function again.")
{
    const Getter *getter = getter_of(arg[0]);
    const Tuple *names = tuple_of(getter->names);
    bool keywords = !value_is_unset(getter->keywords) && dict_of(getter->keywords)->count;
    bool method = !value_is_unset(getter->method) && !keywords;
    Value arguments = tuple_new(interp, names->count + method);
    if (value_is_error(arguments))
        return arguments;
    if (method)
        tuple_of(arguments)->items[0] = value_keep(getter->method);
    for (size_t i = 0; i < names->count; i++)
        tuple_of(arguments)->items[i + method] = value_keep(names->items[i]);
    Value maker = keywords ? partial_of(interp, arg[0]) : value_keep(value_from_object(arg[0].object->type));
    if (!value_is_error(maker))
        return tuple_from_values_take(interp, 2, (Value[]){maker, arguments});
    value_drop(arguments);
    return VALUE_ERROR;
}

static const NativeSpec *const GETTER_METHODS[] = {&getter_reduce_native, NULL};

#define GETTER_TYPE(symbol, python_name, text, new_function, call_function)                                            \
    static const TypeSpec symbol = {.name = "operator." python_name,                                                   \
                                    .doc = text,                                                                       \
                                    .id = -1,                                                                          \
                                    .size = sizeof(Getter),                                                            \
                                    .flags = TYPE_FLAG_GC,                                                             \
                                    .slots = {.new_ = new_function,                                                    \
                                              .call = call_function,                                                   \
                                              .repr = getter_repr,                                                     \
                                              .destroy = getter_destroy,                                               \
                                              .traverse = getter_traverse,                                             \
                                              .clear = getter_clear},                                                  \
                                    .methods = GETTER_METHODS}
GETTER_TYPE(itemgetter_type, "itemgetter", "Fetches items of its argument.", itemgetter_new, itemgetter_call);
GETTER_TYPE(attrgetter_type, "attrgetter", "Fetches attributes of its argument.", attrgetter_new, attrgetter_call);
GETTER_TYPE(methodcaller_type, "methodcaller", "Calls a method of its argument.", methodcaller_new, methodcaller_call);

const TypeSpec *const OPERATOR_TYPES[] = {&itemgetter_type, &attrgetter_type, &methodcaller_type, NULL};

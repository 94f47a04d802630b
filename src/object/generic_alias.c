// list[int]: a class with arguments behaves as the class, and remembers the arguments.
#include "object/attribute.h"
#include "object/call.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/type_display.h"
#include "object/union.h"

static GenericAlias *alias_of(Value v)
{
    return (GenericAlias *)v.object;
}

Value generic_alias_new(Interp *interp, Value origin, Value arguments)
{
    bool is_tuple = value_is_instance(interp, arguments, interp->types[TYPE_TUPLE]);
    Value tuple = is_tuple ? value_keep(arguments) : tuple_from_values(interp, 1, &arguments);
    GenericAlias *alias =
        value_is_error(tuple) ? NULL : object_new(interp, interp->types[TYPE_GENERIC_ALIAS], sizeof *alias);
    if (!alias) {
        value_drop(tuple);
        return VALUE_ERROR;
    }
    alias->origin = value_keep(origin);
    alias->arguments = tuple;
    alias->parameters = VALUE_UNSET;
    return value_from_object(alias);
}

static Value alias_new(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "GenericAlias", arguments))
        return VALUE_ERROR;
    if (arguments->count != 2)
        return raise_type_error(interp, "GenericAlias expected 2 arguments, got %zu", arguments->count);
    return generic_alias_new(interp, arguments->values[0], arguments->values[1]);
}

// ---- texts ----

static bool append_and_drop(Text *out, Value text)
{
    if (value_is_error(text))
        return false;
    bool ok = text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return ok;
}

bool type_display(Interp *interp, Text *out, Value v)
{
    if (v.tag == TAG_ELLIPSIS)
        return text_append_string(out, "...");
    if (value_is_none(v) || (v.tag == TAG_OBJECT && v.object == &interp->types[TYPE_NONE]->head))
        return text_append_string(out, "None");
    if (!value_is_type(v))
        return append_and_drop(out, value_repr(interp, v));
    const Type *type = type_of(v);
    Value module = dict_peek_name(dict_of(type->attributes), interp->names[NAME_module]);
    if (module.tag == TAG_OBJECT && str_check(interp, module) && !str_equals(module, "builtins"))
        text_append_format(out, "%s.", str_of(module)->text);
    return text_append_string(out, str_of(type->qualified_name)->text);
}

static bool append_argument(Interp *interp, Text *out, Value v)
{
    if (!value_is_instance(interp, v, interp->types[TYPE_LIST]))
        return type_display(interp, out, v);
    text_append_char(out, '['); // Callable[[int], str]
    for (size_t i = 0; i < list_of(v)->count; i++) {
        text_append_string(out, i ? ", " : "");
        Value item = value_keep(list_of(v)->items[i]);
        bool ok = type_display(interp, out, item);
        value_drop(item);
        if (!ok)
            return false;
    }
    return text_append_char(out, ']');
}

static Value alias_repr(Interp *interp, Value self)
{
    const GenericAlias *alias = alias_of(self);
    const Tuple *arguments = tuple_of(alias->arguments);
    Text text;
    text_init(&text, &interp->memory);
    text_append_string(&text, alias->starred ? "*" : "");
    bool ok = type_display(interp, &text, alias->origin) && text_append_char(&text, '[');
    for (size_t i = 0; ok && i < arguments->count; i++) {
        text_append_string(&text, i ? ", " : "");
        ok = append_argument(interp, &text, arguments->items[i]);
    }
    text_append_string(&text, arguments->count ? "]" : "()]");
    if (ok)
        return str_from_text_take(&text);
    text_free(&text);
    return VALUE_ERROR;
}

// ---- type variables ----

static bool add_once(Interp *interp, Value list, Value v)
{
    for (size_t i = 0; i < list_of(list)->count; i++) {
        if (value_is(list_of(list)->items[i], v))
            return true;
    }
    return list_append(interp, list, v);
}

// typing's variables say so with __typing_subst__; anything may have __parameters__.
static bool add_parameters(Interp *interp, Value list, Value v)
{
    if (value_is_type(v))
        return true;
    Value name = interp_intern(interp, "__typing_subst__");
    Value found = value_is_error(name) ? name : value_find_attribute(interp, v, name);
    value_drop(name);
    if (value_is_error(found))
        return false;
    value_drop(found);
    if (!value_is_unset(found))
        return add_once(interp, list, v);
    name = interp_intern(interp, "__parameters__");
    found = value_is_error(name) ? name : value_find_attribute(interp, v, name);
    value_drop(name);
    bool ok = !value_is_error(found);
    if (ok && value_is_instance(interp, found, interp->types[TYPE_TUPLE])) {
        for (size_t i = 0; ok && i < tuple_of(found)->count; i++)
            ok = add_once(interp, list, tuple_of(found)->items[i]);
    }
    value_drop(found);
    return ok;
}

Value type_display_parameters(Interp *interp, Value arguments)
{
    Value list = list_new(interp, 2);
    bool ok = !value_is_error(list);
    for (size_t i = 0; ok && i < tuple_of(arguments)->count; i++)
        ok = add_parameters(interp, list, tuple_of(arguments)->items[i]);
    Value tuple = ok ? tuple_from_values(interp, list_of(list)->count, list_of(list)->items) : VALUE_ERROR;
    value_drop(list);
    return tuple;
}

static Value parameters_of(Interp *interp, Value self)
{
    GenericAlias *alias = alias_of(self);
    if (alias->parameters.tag != TAG_OBJECT) {
        Value found = type_display_parameters(interp, alias->arguments);
        if (value_is_error(found))
            return found;
        alias->parameters = found;
    }
    return value_keep(alias->parameters);
}

// One argument with `parameters` replaced by `values`.
static Value substitute(Interp *interp, Value argument, const Tuple *parameters, const Tuple *values)
{
    for (size_t i = 0; i < parameters->count; i++) {
        if (value_is(argument, parameters->items[i]))
            return value_keep(values->items[i]);
    }
    if (value_is_type(argument))
        return value_keep(argument);
    Value list = list_new(interp, 2);
    if (value_is_error(list) || !add_parameters(interp, list, argument)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    Value inner = tuple_new(interp, list_of(list)->count), result = VALUE_ERROR;
    for (size_t i = 0; !value_is_error(inner) && i < list_of(list)->count; i++)
        tuple_of(inner)->items[i] = substitute(interp, list_of(list)->items[i], parameters, values);
    if (!value_is_error(inner))
        result = list_of(list)->count ? value_get_item(interp, argument, inner) : value_keep(argument);
    value_drop(inner);
    value_drop(list);
    return result;
}

static Value alias_get_item(Interp *interp, Value self, Value key)
{
    GenericAlias *alias = alias_of(self);
    Value parameters = parameters_of(interp, self);
    if (value_is_error(parameters))
        return parameters;
    bool is_tuple = value_is_instance(interp, key, interp->types[TYPE_TUPLE]);
    Value values = is_tuple ? value_keep(key) : tuple_from_values(interp, 1, &key);
    Value result = VALUE_ERROR, shown = VALUE_UNSET;
    size_t wanted = tuple_of(parameters)->count;
    if (!value_is_error(values) && wanted == 0) {
        shown = value_repr(interp, self);
        if (!value_is_error(shown))
            raise_type_error(interp, "%s is not a generic class", str_of(shown)->text);
    } else if (!value_is_error(values) && tuple_of(values)->count != wanted) {
        shown = value_repr(interp, self);
        if (!value_is_error(shown))
            raise_type_error(interp, "Too %s arguments for %s; actual %zu, expected %zu",
                             tuple_of(values)->count > wanted ? "many" : "few", str_of(shown)->text,
                             tuple_of(values)->count, wanted);
    } else if (!value_is_error(values)) {
        const Tuple *old = tuple_of(alias->arguments);
        Value arguments = tuple_new(interp, old->count);
        bool ok = !value_is_error(arguments);
        for (size_t i = 0; ok && i < old->count; i++) {
            Value made = substitute(interp, old->items[i], tuple_of(parameters), tuple_of(values));
            ok = !value_is_error(made);
            if (ok)
                tuple_of(arguments)->items[i] = made;
        }
        if (ok)
            result = generic_alias_new(interp, alias->origin, arguments);
        value_drop(arguments);
    }
    value_drop(shown);
    value_drop(values);
    value_drop(parameters);
    return result;
}

// ---- behaving as the class ----

static Value alias_call(Interp *interp, Value self, const Arguments *arguments)
{
    Value made = value_call(interp, alias_of(self)->origin, arguments);
    if (made.tag != TAG_OBJECT)
        return made;
    Value name = interp_intern(interp, "__orig_class__");
    if (value_is_error(name) || !value_set_attribute(interp, made, name, self))
        error_clear(&interp->error); // not every object can remember
    value_drop(name);
    return made;
}

// These are the alias's own; all else is asked of the class.
static Value alias_get_attribute(Interp *interp, Value self, Value name)
{
    static const char *const OWN[] = {"__origin__",
                                      "__args__",
                                      "__parameters__",
                                      "__mro_entries__",
                                      "__reduce_ex__",
                                      "__reduce__",
                                      "__copy__",
                                      "__deepcopy__",
                                      "__unpacked__",
                                      "__class__",
                                      "__typing_unpacked_tuple_args__"};
    const char *text = str_of(name)->text;
    bool own = text[0] != '_' || text[1] != '_';
    if (own)
        return value_get_attribute(interp, alias_of(self)->origin, name);
    for (size_t i = 0; i < COUNT_OF(OWN); i++) {
        if (str_equals(name, OWN[i]))
            return attribute_get_generic(interp, self, name);
    }
    return value_get_attribute(interp, alias_of(self)->origin, name);
}

static bool alias_hash(Interp *interp, Value self, int64_t *hash)
{
    int64_t origin, arguments;
    if (!value_hash(interp, alias_of(self)->origin, &origin) ||
        !value_hash(interp, alias_of(self)->arguments, &arguments))
        return false;
    *hash = origin ^ arguments;
    if (*hash == -1)
        *hash = -2;
    return true;
}

static Value alias_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || value_type(interp, b) != interp->types[TYPE_GENERIC_ALIAS])
        return VALUE_NOT_IMPLEMENTED;
    bool equal = alias_of(a)->starred == alias_of(b)->starred;
    if (equal && !value_equal(interp, alias_of(a)->origin, alias_of(b)->origin, &equal))
        return VALUE_ERROR;
    if (equal && !value_equal(interp, alias_of(a)->arguments, alias_of(b)->arguments, &equal))
        return VALUE_ERROR;
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

// *tuple[int, ...] inside other brackets: one starred copy.
static Value alias_iter(Interp *interp, Value self)
{
    Value starred = generic_alias_new(interp, alias_of(self)->origin, alias_of(self)->arguments);
    if (value_is_error(starred))
        return starred;
    alias_of(starred)->starred = true;
    Value tuple = tuple_from_values_take(interp, 1, &starred);
    Value iterator = value_is_error(tuple) ? tuple : value_iter(interp, tuple);
    value_drop(tuple);
    return iterator;
}

static Value alias_or(Interp *interp, Value a, Value b)
{
    return union_of(interp, a, b);
}

NATIVE(alias_mro_entries, "__mro_entries__(self, bases, /)", "Gives the class that stands for the alias as a base.")
{
    return tuple_from_values(interp, 1, &alias_of(arg[0])->origin);
}

NATIVE(alias_reduce, "__reduce__(self, /)", "Tells how to make the alias again.")
{
    const GenericAlias *alias = alias_of(arg[0]);
    Value inner = tuple_from_values(interp, 2, (Value[]){alias->origin, alias->arguments});
    if (value_is_error(inner))
        return inner;
    Value type = value_keep(value_from_object(interp->types[TYPE_GENERIC_ALIAS]));
    return tuple_from_values_take(interp, 2, (Value[]){type, inner});
}

NATIVE(alias_instancecheck, "__instancecheck__(self, instance, /)", "Refuses: arguments cannot be checked.")
{
    return raise_type_error(interp, "isinstance() argument 2 cannot be a parameterized generic");
}

NATIVE(alias_subclasscheck, "__subclasscheck__(self, subclass, /)", "Refuses: arguments cannot be checked.")
{
    return raise_type_error(interp, "issubclass() argument 2 cannot be a parameterized generic");
}

static Value get_origin(UNUSED Interp *interp, Value self)
{
    return value_keep(alias_of(self)->origin);
}

static Value get_arguments(UNUSED Interp *interp, Value self)
{
    return value_keep(alias_of(self)->arguments);
}

static Value get_unpacked(UNUSED Interp *interp, Value self)
{
    return value_from_bool(alias_of(self)->starred);
}

static void alias_destroy(UNUSED Interp *interp, Object *self)
{
    GenericAlias *alias = (GenericAlias *)self;
    value_replace_take(&alias->origin, VALUE_NONE);
    value_replace_take(&alias->arguments, VALUE_UNSET);
    value_replace_take(&alias->parameters, VALUE_UNSET);
}

static void alias_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((GenericAlias *)self)->origin, visit, context);
    visit_value(((GenericAlias *)self)->arguments, visit, context);
    visit_value(((GenericAlias *)self)->parameters, visit, context);
}

// Others in the cycle may still look at the arguments; what they hold breaks the cycle.
static void alias_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static const NativeSpec *const METHODS[] = {&alias_mro_entries_native, &alias_reduce_native,
                                            &alias_instancecheck_native, &alias_subclasscheck_native, NULL};
static const GetSetSpec GETSETS[] = {
    {"__origin__", "The class.", get_origin, NULL, .member = true},
    {"__args__", "Its arguments.", get_arguments, NULL, .member = true},
    {"__parameters__", "The type variables among the arguments.", parameters_of, NULL},
    {"__unpacked__", "Whether the alias was unpacked with a star.", get_unpacked, NULL},
    {0},
};

const TypeSpec type_spec_GENERIC_ALIAS = {
    .name = "types.GenericAlias",
    .doc = "A class with type arguments: list[int].",
    .id = TYPE_GENERIC_ALIAS,
    .size = sizeof(GenericAlias),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = alias_new,
              .call = alias_call,
              .repr = alias_repr,
              .hash = alias_hash,
              .compare = alias_compare,
              .get_item = alias_get_item,
              .iter = alias_iter,
              .get_attribute = alias_get_attribute,
              .binary = {[BINARY_OR] = alias_or},
              .destroy = alias_destroy,
              .traverse = alias_traverse,
              .clear = alias_clear},
    .methods = METHODS,
    .getsets = GETSETS,
};

#include "object/function.h"

#include "object/attribute.h"
#include "object/call.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

// ---- functions ----

Value function_new(Interp *interp, Object *code, Value globals, Value name, Value qualified_name)
{
    Function *function = object_new(interp, interp->types[TYPE_FUNCTION], sizeof *function);
    if (!function)
        return VALUE_ERROR;
    function->code = object_keep(code);
    gc_track(globals.object); // globals are stored without a look at what they are
    function->globals = value_keep(globals);
    function->name = value_keep(name);
    function->qualified_name = value_keep(qualified_name);
    function->defaults = function->keyword_defaults = function->closure = VALUE_NONE;
    function->annotations = function->doc = function->type_parameters = function->builtins = VALUE_UNSET;
    Value module = dict_peek_name(dict_of(globals), interp->names[NAME_name]);
    function->module = value_is_unset(module) ? VALUE_NONE : value_keep(module);
    return value_from_object(function);
}

static bool check_optional(Interp *interp, Value value, int type_id, int position, const char *name)
{
    if (value_is_none(value) || value_is_instance(interp, value, interp->types[type_id]))
        return true;
    raise_type_error(interp, "arg %d (%s) must be None or %s", position, name, interp->types[type_id]->full_name);
    return false;
}

// types.FunctionType(code, globals, name, argdefs, closure, kwdefaults)
static Value function_make(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    Value bound[6];
    if (!native_bind(interp, "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
                     arguments, bound))
        return VALUE_ERROR;
    if (!interp->types[TYPE_CODE] || !value_is_instance(interp, bound[0], interp->types[TYPE_CODE]))
        return raise_type_error(interp, "function() argument 'code' must be code, not %s",
                                value_type_name(interp, bound[0]));
    if (!value_is_instance(interp, bound[1], interp->types[TYPE_DICT]))
        return raise_type_error(interp, "function() argument 'globals' must be dict, not %s",
                                value_type_name(interp, bound[1]));
    if (!check_optional(interp, bound[2], TYPE_STR, 3, "name") ||
        !check_optional(interp, bound[3], TYPE_TUPLE, 4, "defaults") ||
        !check_optional(interp, bound[4], TYPE_TUPLE, 5, "closure") ||
        !check_optional(interp, bound[5], TYPE_DICT, 6, "kwdefaults"))
        return VALUE_ERROR;
    Value own = value_get_attribute_text(interp, bound[0], "co_name");
    if (value_is_error(own))
        return own;
    Value name = value_is_none(bound[2]) ? own : bound[2];
    Value made = function_new(interp, bound[0].object, bound[1], name, name);
    value_drop(own);
    if (value_is_error(made))
        return made;
    Function *function = function_of(made);
    function->defaults = value_keep(bound[3]);
    function->closure = value_keep(bound[4]);
    function->keyword_defaults = value_keep(bound[5]);
    return made;
}

static Value function_call(Interp *interp, Value self, const Arguments *arguments)
{
    return interp->hooks.call_function(interp, self, arguments);
}

static Value function_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    return value_is_unset(instance) ? value_keep(self) : method_new(interp, self, instance);
}

static Value function_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<function %s at %p>", str_of(function_of(self)->qualified_name)->text,
                           (void *)self.object);
}

static void function_destroy(UNUSED Interp *interp, Object *self)
{
    Function *function = (Function *)self;
    Object *code = function->code;
    function->code = NULL;
    Value *const fields[] = {&function->globals,         &function->name,    &function->qualified_name,
                             &function->defaults,        &function->closure, &function->keyword_defaults,
                             &function->annotations,     &function->doc,     &function->module,
                             &function->type_parameters, &function->builtins};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        value_replace_take(fields[i], VALUE_UNSET);
    object_drop(code);
}

static void function_traverse(Object *self, VisitFunction visit, void *context)
{
    const Function *function = (const Function *)self;
    visit_object(function->code, visit, context);
    visit_value(function->globals, visit, context);
    visit_value(function->defaults, visit, context);
    visit_value(function->keyword_defaults, visit, context);
    visit_value(function->closure, visit, context);
    visit_value(function->annotations, visit, context);
    visit_value(function->doc, visit, context);
    visit_value(function->module, visit, context);
    visit_value(function->type_parameters, visit, context);
    visit_value(function->builtins, visit, context);
}

// A function that is still called while its cycle is broken needs code and names; the rest may go.
static void function_clear(UNUSED Interp *interp, Object *self)
{
    Function *function = (Function *)self;
    value_replace_take(&function->defaults, VALUE_NONE);
    value_replace_take(&function->keyword_defaults, VALUE_NONE);
    value_replace_take(&function->annotations, VALUE_UNSET);
    value_replace_take(&function->type_parameters, VALUE_UNSET);
    value_replace_take(&function->doc, VALUE_NONE);
    if (function->closure.tag == TAG_OBJECT) {
        const Tuple *cells = tuple_of(function->closure);
        for (size_t i = 0; i < cells->count; i++)
            value_replace_take(&cell_of(cells->items[i])->content, VALUE_UNSET);
    }
}

static bool check_type(Interp *interp, Value value, int type_id, const char *text)
{
    if (!value_is_unset(value) && value_is_instance(interp, value, interp->types[type_id]))
        return true;
    raise_type_error(interp, "%s", text);
    return false;
}

static Value get_name(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->name);
}

static bool set_name(Interp *interp, Value self, Value value)
{
    if (!check_type(interp, value, TYPE_STR, "__name__ must be set to a string object"))
        return false;
    value_replace_take(&function_of(self)->name, value_keep(value));
    return true;
}

static Value get_qualname(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->qualified_name);
}

static bool set_qualname(Interp *interp, Value self, Value value)
{
    if (!check_type(interp, value, TYPE_STR, "__qualname__ must be set to a string object"))
        return false;
    value_replace_take(&function_of(self)->qualified_name, value_keep(value));
    return true;
}

static Value get_code(UNUSED Interp *interp, Value self)
{
    return value_from_object(object_keep(function_of(self)->code));
}

// The docstring is taken from the code when it is asked for first: until then embedded code need not be loaded.
static bool find_doc(Interp *interp, Function *function)
{
    if (value_is_unset(function->doc)) {
        Value doc = interp->hooks.code_doc(interp, function->code);
        if (value_is_error(doc))
            return false;
        function->doc = doc;
    }
    return true;
}

static bool set_code(Interp *interp, Value self, Value value)
{
    if (!interp->types[TYPE_CODE] || !check_type(interp, value, TYPE_CODE, "__code__ must be set to a code object") ||
        !find_doc(interp, function_of(self)))
        return false;
    Object *old = function_of(self)->code;
    function_of(self)->code = object_keep(value.object);
    function_of(self)->version++;
    object_drop(old);
    return true;
}

static Value get_defaults(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->defaults);
}

static bool set_defaults(Interp *interp, Value self, Value value)
{
    if (!value_is_unset(value) && !value_is_none(value) &&
        !check_type(interp, value, TYPE_TUPLE, "__defaults__ must be set to a tuple object"))
        return false;
    value_replace_take(&function_of(self)->defaults, value_is_unset(value) ? VALUE_NONE : value_keep(value));
    function_of(self)->version++;
    return true;
}

static Value get_keyword_defaults(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->keyword_defaults);
}

static bool set_keyword_defaults(Interp *interp, Value self, Value value)
{
    if (!value_is_unset(value) && !value_is_none(value) &&
        !check_type(interp, value, TYPE_DICT, "__kwdefaults__ must be set to a dict object"))
        return false;
    value_replace_take(&function_of(self)->keyword_defaults, value_is_unset(value) ? VALUE_NONE : value_keep(value));
    function_of(self)->version++;
    return true;
}

static Value get_closure(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->closure);
}

static Value get_globals(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->globals);
}

static Value get_annotations(Interp *interp, Value self)
{
    Function *function = function_of(self);
    if (function->annotations.tag != TAG_OBJECT) {
        Value dict = dict_new(interp);
        if (value_is_error(dict))
            return dict;
        function->annotations = dict;
    }
    return value_keep(function->annotations);
}

static bool set_annotations(Interp *interp, Value self, Value value)
{
    if (!value_is_unset(value) && !value_is_none(value) &&
        !check_type(interp, value, TYPE_DICT, "__annotations__ must be set to a dict object"))
        return false;
    value_replace_take(&function_of(self)->annotations, value_is_none(value) ? VALUE_UNSET : value_keep(value));
    return true;
}

static Value get_doc(Interp *interp, Value self)
{
    return find_doc(interp, function_of(self)) ? value_keep(function_of(self)->doc) : VALUE_ERROR;
}

static bool set_doc(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&function_of(self)->doc, value_is_unset(value) ? VALUE_NONE : value_keep(value));
    return true;
}

static Value get_module(UNUSED Interp *interp, Value self)
{
    return value_keep(function_of(self)->module);
}

static bool set_module(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&function_of(self)->module, value_is_unset(value) ? VALUE_NONE : value_keep(value));
    return true;
}

static Value get_type_parameters(Interp *interp, Value self)
{
    Value parameters = function_of(self)->type_parameters;
    return parameters.tag == TAG_OBJECT ? value_keep(parameters) : tuple_new(interp, 0);
}

static bool set_type_parameters(Interp *interp, Value self, Value value)
{
    if (!check_type(interp, value, TYPE_TUPLE, "__type_params__ must be set to a tuple"))
        return false;
    value_replace_take(&function_of(self)->type_parameters, value_keep(value));
    return true;
}

static const GetSetSpec FUNCTION_GETSETS[] = {
    {"__name__", "The function's name.", get_name, set_name},
    {"__qualname__", "The name with the classes and functions around it.", get_qualname, set_qualname},
    {"__code__", "The compiled body.", get_code, set_code},
    {"__defaults__", "Defaults of positional parameters.", get_defaults, set_defaults},
    {"__kwdefaults__", "Defaults of keyword-only parameters.", get_keyword_defaults, set_keyword_defaults},
    {"__closure__", "The cells of variables from around the function.", get_closure, NULL, .member = true},
    {"__globals__", "The module's variables.", get_globals, NULL, .member = true},
    {"__annotations__", "The annotations of parameters and result.", get_annotations, set_annotations},
    {"__doc__", "The documentation.", get_doc, set_doc},
    {"__module__", "The name of the module.", get_module, set_module},
    {"__type_params__", "The type parameters.", get_type_parameters, set_type_parameters},
    {"__dict__", "The function's own attributes.", class_get_dict, class_replace_dict},
    {0},
};

const TypeSpec type_spec_FUNCTION = {
    .name = "function",
    .doc = "A function written in Python.",
    .id = TYPE_FUNCTION,
    .size = sizeof(Function),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF | TYPE_FLAG_FINAL,
    .slots = {.new_ = function_make,
              .call = function_call,
              .repr = function_repr,
              .descriptor_get = function_get,
              .destroy = function_destroy,
              .traverse = function_traverse,
              .clear = function_clear},
    .getsets = FUNCTION_GETSETS,
};

// ---- bound methods ----

Value method_new(Interp *interp, Value function, Value self)
{
    Method *method = object_new(interp, interp->types[TYPE_METHOD], sizeof *method);
    if (!method)
        return VALUE_ERROR;
    method->function = value_keep(function);
    method->self = value_keep(self);
    return value_from_object(method);
}

static Value method_make(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "method", arguments))
        return VALUE_ERROR;
    if (arguments->count != 2)
        return raise_type_error(interp, "method expected 2 arguments, got %zu", arguments->count);
    if (!value_is_callable(interp, arguments->values[0]))
        return raise_type_error(interp, "first argument must be callable");
    if (value_is_none(arguments->values[1]))
        return raise_type_error(interp, "instance must not be None");
    return method_new(interp, arguments->values[0], arguments->values[1]);
}

static Value method_call(Interp *interp, Value self, const Arguments *arguments)
{
    const Method *method = method_of(self);
    return call_with_first(interp, method->function, method->self, arguments);
}

static Value method_repr(Interp *interp, Value self)
{
    const Method *method = method_of(self);
    Value name = value_find_attribute(interp, method->function, interp->names[NAME_qualname]);
    if (value_is_unset(name))
        name = value_find_attribute(interp, method->function, interp->names[NAME_name]);
    if (value_is_error(name))
        return name;
    Value shown = value_repr(interp, method->self), result = VALUE_ERROR;
    bool is_str = name.tag == TAG_OBJECT && value_is_instance(interp, name, interp->types[TYPE_STR]);
    if (!value_is_error(shown))
        result =
            str_from_format(interp, "<bound method %s of %s>", is_str ? str_of(name)->text : "?", str_of(shown)->text);
    value_drop(shown);
    value_drop(name);
    return result;
}

static Value method_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || value_type(interp, b) != interp->types[TYPE_METHOD])
        return VALUE_NOT_IMPLEMENTED;
    bool equal = value_is(method_of(a)->self, method_of(b)->self);
    if (equal && !value_equal(interp, method_of(a)->function, method_of(b)->function, &equal))
        return VALUE_ERROR;
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

static bool method_hash(Interp *interp, Value self, int64_t *hash)
{
    int64_t function_hash;
    if (!value_hash(interp, method_of(self)->function, &function_hash))
        return false;
    *hash = (int64_t)((uint64_t)function_hash ^ (uint64_t)value_identity(interp, method_of(self)->self) >> 4);
    if (*hash == -1)
        *hash = -2;
    return true;
}

// Attributes that a method lacks are its function's.
static Value method_get_attribute(Interp *interp, Value self, Value name)
{
    Value found = type_lookup(self.object->type, name);
    if (!value_is_unset(found))
        return attribute_get_generic(interp, self, name);
    return value_get_attribute(interp, method_of(self)->function, name);
}

static Value method_function(UNUSED Interp *interp, Value self)
{
    return value_keep(method_of(self)->function);
}

static Value method_self(UNUSED Interp *interp, Value self)
{
    return value_keep(method_of(self)->self);
}

static Value method_doc(Interp *interp, Value self)
{
    return value_get_attribute(interp, method_of(self)->function, interp->names[NAME_doc]);
}

static void method_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Method *)self)->function, VALUE_NONE);
    value_replace_take(&((Method *)self)->self, VALUE_NONE);
}

static void method_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Method *)self)->function, visit, context);
    visit_value(((Method *)self)->self, visit, context);
}

NATIVE(method_reduce, "__reduce__(self, /)", "Tells how to find the method again.")
{
    Value getter = value_get_attribute_text(interp, interp->builtins, "getattr");
    Value name = value_is_error(getter)
                     ? getter
                     : value_get_attribute(interp, method_of(arg[0])->function, interp->names[NAME_name]);
    Value inner = value_is_error(name) ? name : tuple_from_values(interp, 2, (Value[]){method_of(arg[0])->self, name});
    value_drop(name);
    if (value_is_error(inner)) {
        value_drop(getter);
        return inner;
    }
    return tuple_from_values_take(interp, 2, (Value[]){getter, inner});
}

static const NativeSpec *const METHOD_METHODS[] = {&method_reduce_native, NULL};

static const GetSetSpec METHOD_GETSETS[] = {
    {"__func__", "The function.", method_function, NULL, .member = true},
    {"__self__", "What the function is bound to.", method_self, NULL, .member = true},
    {"__doc__", "The function's documentation.", method_doc, NULL},
    {0},
};

const TypeSpec type_spec_METHOD = {
    .name = "method",
    .doc = "A function bound to the object that it was found on.",
    .id = TYPE_METHOD,
    .size = sizeof(Method),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREF | TYPE_FLAG_FINAL,
    .slots = {.new_ = method_make,
              .call = method_call,
              .repr = method_repr,
              .compare = method_compare,
              .hash = method_hash,
              .get_attribute = method_get_attribute,
              .destroy = method_destroy,
              .traverse = method_traverse},
    .methods = METHOD_METHODS,
    .getsets = METHOD_GETSETS,
};

// ---- cells ----

Value cell_new(Interp *interp, Value content)
{
    Cell *cell = object_new(interp, interp->types[TYPE_CELL], sizeof *cell);
    if (cell)
        cell->content = value_keep(content);
    return value_or_error(cell);
}

static Value cell_make(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    if (!native_refuse_keywords(interp, "cell", arguments))
        return VALUE_ERROR;
    if (arguments->count > 1)
        return raise_type_error(interp, "cell expected at most 1 argument, got %zu", arguments->count);
    return cell_new(interp, arguments->count ? arguments->values[0] : VALUE_UNSET);
}

static Value cell_repr(Interp *interp, Value self)
{
    Value content = cell_of(self)->content;
    if (value_is_unset(content))
        return str_from_format(interp, "<cell at %p: empty>", (void *)self.object);
    return str_from_format(interp, "<cell at %p: %s object at 0x%llx>", (void *)self.object,
                           value_type_name(interp, content), (unsigned long long)value_identity(interp, content));
}

static Value cell_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if (value_type(interp, b) != interp->types[TYPE_CELL])
        return VALUE_NOT_IMPLEMENTED;
    Value left = cell_of(a)->content, right = cell_of(b)->content;
    if (!value_is_unset(left) && !value_is_unset(right))
        return value_compare(interp, left, right, kind);
    return value_compare(interp, value_from_int(!value_is_unset(left)), value_from_int(!value_is_unset(right)), kind);
}

static Value cell_contents(Interp *interp, Value self)
{
    Value content = cell_of(self)->content;
    return value_is_unset(content) ? raise_value_error(interp, "cell is empty") : value_keep(content);
}

static bool cell_set_contents(UNUSED Interp *interp, Value self, Value value)
{
    value_replace_take(&cell_of(self)->content, value_keep(value));
    return true;
}

static void cell_destroy(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((Cell *)self)->content, VALUE_UNSET);
}

static void cell_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((Cell *)self)->content, visit, context);
}

static const GetSetSpec CELL_GETSETS[] = {{"cell_contents", "The variable's value.", cell_contents, cell_set_contents},
                                          {0}};

const TypeSpec type_spec_CELL = {
    .name = "cell",
    .doc = "A variable that functions share.",
    .id = TYPE_CELL,
    .size = sizeof(Cell),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL,
    .slots = {.new_ = cell_make,
              .repr = cell_repr,
              .compare = cell_compare,
              .destroy = cell_destroy,
              .traverse = cell_traverse},
    .getsets = CELL_GETSETS,
};

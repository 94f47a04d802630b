#include "object/native.h"

#include <string.h>

#include "object/descriptor.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/signature.h"
#include "object/slot.h"
#include "object/str.h"

enum { STACK_VALUES = 16 };

static Native *native_of(Value v)
{
    return (Native *)v.object;
}

static Native *make(Interp *interp, int type_id, const NativeSpec *spec)
{
    Native *native = object_new(interp, interp->types[type_id], sizeof *native);
    if (!native)
        return NULL;
    native->spec = spec;
    native->self = native->module = VALUE_UNSET;
    return native;
}

Value native_new(Interp *interp, const NativeSpec *spec, Value module)
{
    Native *native = make(interp, TYPE_NATIVE, spec);
    if (native)
        native->module = value_keep(module);
    return value_or_error(native);
}

Value native_bound(Interp *interp, const NativeSpec *spec, Value self)
{
    Native *native = make(interp, TYPE_NATIVE, spec);
    if (native)
        native->self = value_keep(self);
    return value_or_error(native);
}

Value native_for_type(Type *owner, const NativeSpec *spec, Value *name)
{
    Interp *interp = owner->interp;
    size_t length = strcspn(spec->signature, "(");
    const char *first = spec->signature + length + (spec->signature[length] == '(');
    Value text = str_new(interp, spec->signature, length);
    *name = value_is_error(text) ? text : str_intern_take(interp, text);
    if (value_is_error(*name))
        return VALUE_ERROR;
    bool is_class = strncmp(first, "$cls", 4) == 0;
    first += *first == '$' && !is_class;
    bool is_method = strncmp(first, "self", 4) == 0 && strchr(",)", first[4]);
    if (!is_class && !is_method) {
        Value function = native_new(interp, spec, VALUE_UNSET);
        if (value_is_error(function))
            return function;
        native_of(function)->owner = object_keep(owner);
        Value wrapped = staticmethod_new(interp, function);
        value_drop(function);
        return wrapped;
    }
    Native *native = make(interp, is_class ? TYPE_CLASSMETHOD_DESCRIPTOR : TYPE_METHOD_DESCRIPTOR, spec);
    if (native)
        native->owner = object_keep(owner);
    return value_or_error(native);
}

void native_finish(Interp *interp)
{
    signature_finish(interp);
}

bool native_bind(Interp *interp, const char *signature, const Arguments *arguments, Value *bound)
{
    const Signature *parsed = signature_of(interp, signature);
    return parsed && signature_bind(interp, parsed, NULL, VALUE_UNSET, arguments, bound);
}

bool native_refuse_keywords(Interp *interp, const char *name, const Arguments *arguments)
{
    if (!arguments->keywords || arguments->keywords->count == 0)
        return true;
    raise_type_error(interp, "%s() takes no keyword arguments", name);
    return false;
}

// ---- calls ----

static int name_length(const Native *native)
{
    return (int)strcspn(native->spec->signature, "(");
}

static const char *owner_name(Interp *interp, const Native *native)
{
    if (value_is_type(native->self))
        return str_of(type_of(native->self)->name)->text;
    if (native->owner && !value_is_unset(native->self))
        return str_of(value_type(interp, native->self)->name)->text;
    if (native->owner)
        return str_of(native->owner->name)->text;
    if (native->module.tag == TAG_OBJECT && !str_equals(native->module, "builtins"))
        return str_of(native->module)->text;
    return NULL;
}

static const Signature *signature_for(Interp *interp, Native *native)
{
    if (UNLIKELY(!native->signature))
        native->signature = signature_of(interp, native->spec->signature);
    return native->signature;
}

// Binds and runs a body; `first` is what stands in front of the arguments, UNSET for nothing.
static Value bind_and_run(Interp *interp, Native *native, Value first, const Arguments *arguments)
{
    const Signature *signature = signature_for(interp, native);
    if (!signature)
        return VALUE_ERROR;
    // The common call: everything by position, nothing gathered, no default needed.
    if (first.tag == TAG_UNSET && arguments->count == signature->count && signature->count == signature->positional &&
        !arguments->keywords)
        return native->spec->body(interp, arguments->values);
    Value on_stack[STACK_VALUES], *bound = on_stack;
    size_t leading = first.tag != TAG_UNSET, count = leading + arguments->count;
    if (!arguments->keywords && count <= signature->count && signature->count <= STACK_VALUES) {
        bound[0] = first;
        for (size_t i = 0; i < arguments->count; i++)
            bound[leading + i] = arguments->values[i];
        if (signature_bind_positional(signature, count, bound))
            return native->spec->body(interp, bound);
    }
    if (signature->count > STACK_VALUES) {
        bound = mem_alloc_array(&interp->memory, signature->count, sizeof *bound);
        if (!bound)
            return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    if (signature_bind(interp, signature, owner_name(interp, native), first, arguments, bound)) {
        result = native->spec->body(interp, bound);
        signature_release(signature, bound);
    }
    if (bound != on_stack)
        mem_free(&interp->memory, bound, signature->count * sizeof *bound);
    return result;
}

static Value native_call(Interp *interp, Value self, const Arguments *arguments)
{
    Native *native = native_of(self);
    if (native->spec->raw)
        return native->spec->raw(interp, native->self, arguments);
    return bind_and_run(interp, native, native->self, arguments);
}

static Value descriptor_call(Interp *interp, Value self, const Arguments *arguments)
{
    Native *native = native_of(self);
    if (UNLIKELY(arguments->count == 0))
        return raise_type_error(interp, "unbound method %s.%.*s() needs an argument", str_of(native->owner->name)->text,
                                name_length(native), native->spec->signature);
    Type *type = value_type(interp, arguments->values[0]);
    if (UNLIKELY(type != native->owner && !type_is_subtype(type, native->owner)))
        return raise_type_error(interp, "descriptor '%.*s' for '%s' objects doesn't apply to a '%s' object",
                                name_length(native), native->spec->signature, native->owner->full_name,
                                type->full_name);
    if (native->spec->raw)
        return native->spec->raw(interp, arguments->values[0],
                                 &(Arguments){arguments->values + 1, arguments->count - 1, arguments->keywords});
    return bind_and_run(interp, native, VALUE_UNSET, arguments);
}

// True where the values are a native's arguments as they stand, those with defaults left out at most: a function that
// is bound to nothing, or a method of exactly the first one's type, whose signature has been read.
static inline bool is_plain_call(Interp *interp, Value callee, const Value *values, size_t count)
{
    const Native *native = native_of(callee);
    const Signature *signature = native->signature;
    if (!signature || native->spec->raw || count > signature->count || count < signature->required ||
        signature->count != signature->positional || signature->count > STACK_VALUES)
        return false;
    return callee.object->type == interp->types[TYPE_NATIVE] ? native->self.tag == TAG_UNSET
                                                             : count && value_type(interp, *values) == native->owner;
}

static Value run_with_defaults(Interp *interp, const Native *native, const Value *values, size_t count)
{
    Value bound[STACK_VALUES];
    size_t i = 0;
    for (; i < count; i++)
        bound[i] = values[i];
    for (; i < native->signature->count; i++)
        bound[i] = native->signature->parameters[i].default_value;
    return native->spec->body(interp, bound);
}

Value native_call_values(Interp *interp, Value callee, const Value *values, size_t count)
{
    gc_poll(interp);
    if (UNLIKELY(!interp_enter(interp, NULL)))
        return VALUE_ERROR;
    const Arguments arguments = {values, count, NULL};
    Value result;
    if (LIKELY(is_plain_call(interp, callee, values, count)))
        result = count == native_of(callee)->signature->count
                     ? native_of(callee)->spec->body(interp, values)
                     : run_with_defaults(interp, native_of(callee), values, count);
    else if (callee.object->type == interp->types[TYPE_NATIVE])
        result = native_call(interp, callee, &arguments);
    else
        result = descriptor_call(interp, callee, &arguments);
    interp_leave(interp);
    return result;
}

static Value class_descriptor_call(Interp *interp, Value self, const Arguments *arguments)
{
    Native *native = native_of(self);
    if (arguments->count == 0 || !value_is_type(arguments->values[0]) ||
        !type_is_subtype(type_of(arguments->values[0]), native->owner))
        return raise_type_error(interp, "descriptor '%.*s' requires a subtype of '%s'", name_length(native),
                                native->spec->signature, native->owner->full_name);
    return descriptor_call(interp, self, arguments);
}

static Value bind_to(Interp *interp, Native *native, Value self)
{
    Native *bound = make(interp, TYPE_NATIVE, native->spec);
    if (!bound)
        return VALUE_ERROR;
    bound->signature = native->signature;
    bound->self = value_keep(self);
    bound->owner = object_keep(native->owner);
    return value_from_object(bound);
}

static Value descriptor_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    Native *native = native_of(self);
    if (value_is_unset(instance))
        return value_keep(self);
    Type *type = value_type(interp, instance);
    if (!type_is_subtype(type, native->owner))
        return raise_type_error(interp, "descriptor '%.*s' for '%s' objects doesn't apply to a '%s' object",
                                name_length(native), native->spec->signature, native->owner->full_name,
                                type->full_name);
    return bind_to(interp, native, instance);
}

static Value class_descriptor_get(Interp *interp, Value self, Value instance, Type *owner)
{
    if (!owner)
        owner = value_type(interp, instance);
    return bind_to(interp, native_of(self), value_from_object(owner));
}

// ---- what can be asked of natives ----

static Value native_name(Interp *interp, Value self)
{
    const char *signature = native_of(self)->spec->signature;
    return str_new(interp, signature, strcspn(signature, "("));
}

static Value native_qualname(Interp *interp, Value self)
{
    const Native *native = native_of(self);
    const char *signature = native->spec->signature;
    int length = (int)strcspn(signature, "(");
    if (native->owner)
        return str_from_format(interp, "%s.%.*s", str_of(native->owner->qualified_name)->text, length, signature);
    if (value_is_type(native->self))
        return str_from_format(interp, "%s.%.*s", type_of(native->self)->full_name, length, signature);
    return str_new(interp, signature, (size_t)length);
}

static Value native_doc(Interp *interp, Value self)
{
    return str_from_string(interp, native_of(self)->spec->doc);
}

static Value native_module(UNUSED Interp *interp, Value self)
{
    Value module = native_of(self)->module;
    return module.tag == TAG_OBJECT ? value_keep(module) : VALUE_NONE;
}

static Value native_self(Interp *interp, Value self)
{
    const Native *native = native_of(self);
    if (native->self.tag != TAG_UNSET)
        return value_keep(native->self);
    if (native->module.tag == TAG_OBJECT && interp->modules.tag == TAG_OBJECT) {
        Value module = value_get_item(interp, interp->modules, native->module);
        if (!value_is_error(module))
            return module;
        error_clear(&interp->error);
    }
    return VALUE_NONE;
}

static Value native_text_signature(Interp *interp, Value self)
{
    const char *parameters = strchr(native_of(self)->spec->signature, '(');
    if (!parameters)
        return VALUE_NONE;
    if (strncmp(parameters, "(self", 5) == 0)
        return str_from_format(interp, "($%s", parameters + 1);
    return str_from_string(interp, parameters);
}

static Value native_class(UNUSED Interp *interp, Value self)
{
    Type *owner = native_of(self)->owner;
    return owner ? value_from_object(object_keep(owner)) : VALUE_NONE;
}

static Value native_repr(Interp *interp, Value self)
{
    const Native *native = native_of(self);
    int length = name_length(native);
    if (value_is_unset(native->self))
        return str_from_format(interp, "<built-in function %.*s>", length, native->spec->signature);
    return str_from_format(interp, "<built-in method %.*s of %s object at %p>", length, native->spec->signature,
                           value_type_name(interp, native->self),
                           native->self.tag == TAG_OBJECT ? (void *)native->self.object : (void *)native);
}

static Value descriptor_repr(Interp *interp, Value self)
{
    const Native *native = native_of(self);
    return str_from_format(interp, "<method '%.*s' of '%s' objects>", name_length(native), native->spec->signature,
                           native->owner->full_name);
}

static Value native_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || value_type(interp, b) != interp->types[TYPE_NATIVE])
        return VALUE_NOT_IMPLEMENTED;
    const Native *left = native_of(a), *right = native_of(b);
    bool equal = left->spec == right->spec && value_is(left->self, right->self);
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

static bool native_hash(UNUSED Interp *interp, Value self, int64_t *hash)
{
    const Native *native = native_of(self);
    uint64_t bits = (uintptr_t)native->spec >> 4;
    if (native->self.tag != TAG_UNSET)
        bits ^= (uint64_t)native->self.integer * 0x9E3779B97F4A7C15u >> 3;
    *hash = (int64_t)(bits >> 1);
    return true;
}

static void native_destroy(UNUSED Interp *interp, Object *self)
{
    Native *native = (Native *)self;
    Type *owner = native->owner;
    native->owner = NULL;
    value_replace_take(&native->self, VALUE_UNSET);
    value_replace_take(&native->module, VALUE_UNSET);
    object_drop(owner);
}

static void native_traverse(Object *self, VisitFunction visit, void *context)
{
    const Native *native = (const Native *)self;
    visit_value(native->self, visit, context);
    visit_object(native->owner, visit, context);
}

// A native's owner is needed as long as the native can be called; cycles break at the class instead.
static void native_clear(UNUSED Interp *interp, Object *self)
{
    if (self->type == interp->types[TYPE_NATIVE])
        value_replace_take(&((Native *)self)->self, VALUE_NONE);
}

static const GetSetSpec NATIVE_GETSETS[] = {
    {"__name__", "The function's name.", native_name, NULL},
    {"__qualname__", "The function's name with its class.", native_qualname, NULL},
    {"__doc__", "What the function does.", native_doc, NULL},
    {"__module__", "The name of the function's module.", native_module, NULL},
    {"__self__", "What the method is bound to.", native_self, NULL},
    {"__text_signature__", "The parameters.", native_text_signature, NULL},
    {0},
};

static const GetSetSpec DESCRIPTOR_GETSETS[] = {
    {"__name__", "The method's name.", native_name, NULL},
    {"__qualname__", "The method's name with its class.", native_qualname, NULL},
    {"__doc__", "What the method does.", native_doc, NULL},
    {"__objclass__", "The class that has the method.", native_class, NULL, .member = true},
    {"__text_signature__", "The parameters.", native_text_signature, NULL},
    {0},
};

const TypeSpec type_spec_NATIVE = {
    .name = "builtin_function_or_method",
    .id = TYPE_NATIVE,
    .size = sizeof(Native),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREF,
    .slots = {.call = native_call,
              .repr = native_repr,
              .compare = native_compare,
              .hash = native_hash,
              .destroy = native_destroy,
              .traverse = native_traverse,
              .clear = native_clear},
    .getsets = NATIVE_GETSETS,
};

const TypeSpec type_spec_METHOD_DESCRIPTOR = {
    .name = "method_descriptor",
    .id = TYPE_METHOD_DESCRIPTOR,
    .size = sizeof(Native),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.call = descriptor_call,
              .repr = descriptor_repr,
              .descriptor_get = descriptor_get,
              .destroy = native_destroy,
              .traverse = native_traverse,
              .clear = native_clear},
    .getsets = DESCRIPTOR_GETSETS,
};

const TypeSpec type_spec_CLASSMETHOD_DESCRIPTOR = {
    .name = "classmethod_descriptor",
    .id = TYPE_CLASSMETHOD_DESCRIPTOR,
    .size = sizeof(Native),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.call = class_descriptor_call,
              .repr = descriptor_repr,
              .descriptor_get = class_descriptor_get,
              .destroy = native_destroy,
              .traverse = native_traverse,
              .clear = native_clear},
    .getsets = DESCRIPTOR_GETSETS,
};

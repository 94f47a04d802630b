// The objects that show native slots as methods: wrapper_descriptor and method-wrapper.
#include "object/gc.h"
#include "object/operate.h"
#include "object/slot_wrap.h"
#include "object/str.h"

static SlotWrapper *wrapper_of(Value v)
{
    return (SlotWrapper *)v.object;
}

static MethodWrapper *bound_of(Value v)
{
    return (MethodWrapper *)v.object;
}

// Methods that CPython's containers give as plain methods beside their slots, for speed: messages and repr show it.
static bool is_plain_method(Interp *interp, const SlotWrapper *wrapper)
{
    static const struct {
        enum SlotRowId row;
        TypeId type;
    } PLAIN[] = {{SLOT_ROW_GETITEM, TYPE_LIST},
                 {SLOT_ROW_GETITEM, TYPE_DICT},
                 {SLOT_ROW_CONTAINS, TYPE_DICT},
                 {SLOT_ROW_CONTAINS, TYPE_SET},
                 {SLOT_ROW_CONTAINS, TYPE_FROZENSET}};
    for (size_t i = 0; i < COUNT_OF(PLAIN); i++) {
        if (wrapper->owner == interp->types[PLAIN[i].type] &&
            str_equals(slot_name(interp, (int)PLAIN[i].row), wrapper->row->name))
            return true;
    }
    return false;
}

// Only __call__ and __init__ take keywords, and plain methods word both errors with their class.
static bool check_call(Interp *interp, const SlotWrapper *wrapper, const Arguments *arguments)
{
    const char *name = wrapper->row->name, *owner = wrapper->owner->full_name;
    bool keywords = arguments->keywords && wrapper->row->wrap != wrap_call && wrapper->row->wrap != wrap_init;
    if (!keywords && arguments->count == 1)
        return true;
    bool plain = is_plain_method(interp, wrapper);
    if (keywords && plain)
        raise_type_error(interp, "%s.%s() takes no keyword arguments", owner, name);
    else if (keywords)
        raise_type_error(interp, "wrapper %s() takes no keyword arguments", name);
    else if (plain)
        raise_type_error(interp, "%s.%s() takes exactly one argument (%zu given)", owner, name, arguments->count);
    return !keywords && !plain;
}

static Value run(Interp *interp, const SlotWrapper *wrapper, Value self, const Arguments *arguments)
{
    if (!check_call(interp, wrapper, arguments))
        return VALUE_ERROR;
    AnyFunction slot;
    __builtin_memcpy(&slot, (const char *)&wrapper->owner->slots + wrapper->row->offset, sizeof slot);
    return wrapper->row->wrap(interp, slot, wrapper->row->argument, self, arguments);
}

static Value wrapper_call(Interp *interp, Value self, const Arguments *arguments)
{
    const SlotWrapper *wrapper = wrapper_of(self);
    if (arguments->count == 0)
        return raise_type_error(interp, "descriptor '%s' of '%s' object needs an argument", wrapper->row->name,
                                wrapper->owner->full_name);
    Value first = arguments->values[0];
    if (!value_is_instance(interp, first, wrapper->owner))
        return raise_type_error(interp, "descriptor '%s' requires a '%s' object but received a '%s'",
                                wrapper->row->name, wrapper->owner->full_name, value_type_name(interp, first));
    return run(interp, wrapper, first, &(Arguments){arguments->values + 1, arguments->count - 1, arguments->keywords});
}

static Value wrapper_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    SlotWrapper *wrapper = wrapper_of(self);
    if (value_is_unset(instance))
        return value_keep(self);
    if (!value_is_instance(interp, instance, wrapper->owner))
        return raise_type_error(interp, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                                wrapper->row->name, wrapper->owner->full_name, value_type_name(interp, instance));
    MethodWrapper *bound = object_new(interp, interp->types[TYPE_METHOD_WRAPPER], sizeof *bound);
    if (!bound)
        return VALUE_ERROR;
    bound->wrapper = object_keep(wrapper);
    bound->self = value_keep(instance);
    return value_from_object(bound);
}

static Value wrapper_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<%s '%s' of '%s' objects>",
                           is_plain_method(interp, wrapper_of(self)) ? "method" : "slot wrapper",
                           wrapper_of(self)->row->name, wrapper_of(self)->owner->full_name);
}

static Value wrapper_name(Interp *interp, Value self)
{
    return interp_intern(interp, wrapper_of(self)->row->name);
}

static Value wrapper_qualname(Interp *interp, Value self)
{
    return str_from_format(interp, "%s.%s", wrapper_of(self)->owner->full_name, wrapper_of(self)->row->name);
}

static Value wrapper_class(UNUSED Interp *interp, Value self)
{
    return value_from_object(object_keep(wrapper_of(self)->owner));
}

static Value wrapper_doc(Interp *interp, Value self)
{
    return str_from_format(interp, "The operation %s of %s objects.", wrapper_of(self)->row->name,
                           wrapper_of(self)->owner->full_name);
}

static void wrapper_destroy(UNUSED Interp *interp, Object *self)
{
    Type *owner = ((SlotWrapper *)self)->owner;
    ((SlotWrapper *)self)->owner = NULL;
    object_drop(owner);
}

static void wrapper_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_object(((SlotWrapper *)self)->owner, visit, context);
}

// A wrapper without its type cannot be called; the type breaks the cycle.
static void wrapper_clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static const GetSetSpec WRAPPER_GETSETS[] = {
    {"__name__", "The method's name.", wrapper_name, NULL},
    {"__qualname__", "The method's name with its class.", wrapper_qualname, NULL},
    {"__objclass__", "The class that has the method.", wrapper_class, NULL, .member = true},
    {"__doc__", "What the method does.", wrapper_doc, NULL},
    {0},
};

const TypeSpec type_spec_SLOT_WRAPPER = {
    .name = "wrapper_descriptor",
    .id = TYPE_SLOT_WRAPPER,
    .size = sizeof(SlotWrapper),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.call = wrapper_call,
              .descriptor_get = wrapper_get,
              .repr = wrapper_repr,
              .destroy = wrapper_destroy,
              .traverse = wrapper_traverse,
              .clear = wrapper_clear},
    .getsets = WRAPPER_GETSETS,
};

static Value bound_call(Interp *interp, Value self, const Arguments *arguments)
{
    return run(interp, bound_of(self)->wrapper, bound_of(self)->self, arguments);
}

static Value bound_repr(Interp *interp, Value self)
{
    Value target = bound_of(self)->self;
    bool plain = is_plain_method(interp, bound_of(self)->wrapper);
    return str_from_format(
        interp, plain ? "<built-in method %s of %s object at 0x%llx>" : "<method-wrapper '%s' of %s object at 0x%llx>",
        bound_of(self)->wrapper->row->name, value_type_name(interp, target),
        (unsigned long long)value_identity(interp, target));
}

static Value bound_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || value_type(interp, b) != interp->types[TYPE_METHOD_WRAPPER])
        return VALUE_NOT_IMPLEMENTED;
    bool equal = bound_of(a)->wrapper == bound_of(b)->wrapper && value_is(bound_of(a)->self, bound_of(b)->self);
    return value_from_bool(equal == (kind == COMPARE_EQ));
}

static bool bound_hash(Interp *interp, Value self, int64_t *hash)
{
    *hash = (int64_t)((uintptr_t)bound_of(self)->wrapper >> 4) ^ value_identity(interp, bound_of(self)->self) >> 4;
    return true;
}

static Value bound_self(UNUSED Interp *interp, Value self)
{
    return value_keep(bound_of(self)->self);
}

static Value bound_name(Interp *interp, Value self)
{
    return interp_intern(interp, bound_of(self)->wrapper->row->name);
}

static Value bound_qualname(Interp *interp, Value self)
{
    return wrapper_qualname(interp, value_from_object(bound_of(self)->wrapper));
}

static Value bound_class(Interp *interp, Value self)
{
    return wrapper_class(interp, value_from_object(bound_of(self)->wrapper));
}

static void bound_destroy(UNUSED Interp *interp, Object *self)
{
    MethodWrapper *bound = (MethodWrapper *)self;
    SlotWrapper *wrapper = bound->wrapper;
    bound->wrapper = NULL;
    value_replace_take(&bound->self, VALUE_UNSET);
    object_drop(wrapper);
}

static void bound_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((MethodWrapper *)self)->self, visit, context);
}

static void bound_clear(UNUSED Interp *interp, Object *self)
{
    value_replace_take(&((MethodWrapper *)self)->self, VALUE_NONE);
}

static const GetSetSpec BOUND_GETSETS[] = {
    {"__self__", "What the method is bound to.", bound_self, NULL, .member = true},
    {"__name__", "The method's name.", bound_name, NULL},
    {"__qualname__", "The method's name with its class.", bound_qualname, NULL},
    {"__objclass__", "The class that has the method.", bound_class, NULL, .member = true},
    {0},
};

const TypeSpec type_spec_METHOD_WRAPPER = {
    .name = "method-wrapper",
    .id = TYPE_METHOD_WRAPPER,
    .size = sizeof(MethodWrapper),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.call = bound_call,
              .repr = bound_repr,
              .compare = bound_compare,
              .hash = bound_hash,
              .destroy = bound_destroy,
              .traverse = bound_traverse,
              .clear = bound_clear},
    .getsets = BOUND_GETSETS,
};

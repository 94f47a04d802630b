// _types, _weakref and gc: access to what the object layer knows.
#include "lib/support.h"
#include "object/weakref.h"

NATIVE(types_refuse, "refuse(name, /)", "Raises UnsupportedError for a name that torchlet lacks.")
{
    const Str *name;
    return support_text(interp, arg[0], "name", &name) ? support_refuse(interp, name->text) : VALUE_ERROR;
}

NATIVE(types_native, "native(cls, /)",
       "Lets messages name a class with its module, as CPython names classes that are written in C. Returns the class.")
{
    if (!value_is_type(arg[0]))
        return raise_type_error(interp, "a class is required");
    Value module = value_get_attribute_text(interp, arg[0], "__module__");
    if (value_is_error(module))
        return VALUE_ERROR;
    Value name = support_is(interp, module, TYPE_STR)
                     ? str_from_format(interp, "%s.%s", str_of(module)->text, str_of(type_of(arg[0])->name)->text)
                     : raise_type_error(interp, "a class of a module is required");
    value_drop(module);
    // The type only points at its name: the module keeps the text.
    Value kept = value_is_error(name) ? VALUE_ERROR : support_import(interp, "_types", "_names");
    bool done = !value_is_error(kept) && list_append(interp, kept, name);
    if (done)
        type_of(arg[0])->full_name = str_of(name)->text;
    value_drop(kept);
    value_drop(name);
    return done ? value_keep(arg[0]) : VALUE_ERROR;
}

NATIVE(types_match_as, "match_as(cls, like, /)",
       "Makes instances of a class and its subclasses match the patterns that instances of another class match.")
{
    if (!value_is_type(arg[0]) || !value_is_type(arg[1]))
        return raise_type_error(interp, "classes are required");
    unsigned matched = type_of(arg[1])->flags & TYPE_FLAGS_MATCHED;
    if (matched)
        type_set_matched(type_of(arg[0]), matched);
    return VALUE_NONE;
}

static bool fill_types(Interp *interp, Value module)
{
    static const struct {
        const char *name;
        TypeId id;
    } rows[] = {{"SimpleNamespace", TYPE_SIMPLE_NAMESPACE},
                {"GetSetDescriptorType", TYPE_GETSET},
                {"MemberDescriptorType", TYPE_MEMBER},
                {"CellType", TYPE_CELL},
                {"CodeType", TYPE_CODE},
                {"FrameType", TYPE_FRAME},
                {"TracebackType", TYPE_TRACEBACK},
                {"GeneratorType", TYPE_GENERATOR}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Type *type = interp->types[rows[i].id];
        if (type && !module_add_take(interp, module, rows[i].name, value_keep(value_from_object(type))))
            return false;
    }
    Type *unsupported = interp->exceptions[ERROR_UNSUPPORTED_ERROR];
    return module_add_take(interp, module, "_names", list_new(interp, 0)) &&
           module_add_take(interp, module, "UnsupportedError", value_keep(value_from_object(unsupported)));
}

static const NativeSpec *const TYPES_NATIVES[] = {&types_refuse_native, &types_native_native, &types_match_as_native,
                                                  NULL};

const ModuleSpec module_spec__types = {
    .name = "_types",
    .doc = "Types that Python code cannot reach by a name.",
    .functions = TYPES_NATIVES,
    .fill = fill_types,
};

NATIVE(weakref_getweakrefcount, "getweakrefcount(object, /)", "Returns the number of weak references to an object.")
{
    return value_from_int(arg[0].tag == TAG_OBJECT ? weakref_count(arg[0].object) : 0);
}

static bool fill_weakref(Interp *interp, Value module)
{
    Value type = value_from_object(interp->types[TYPE_WEAK_REFERENCE]);
    return module_add_take(interp, module, "ref", value_keep(type)) &&
           module_add_take(interp, module, "ReferenceType", value_keep(type));
}
static const NativeSpec *const WEAKREF_NATIVES[] = {&weakref_getweakrefcount_native, NULL};

const ModuleSpec module_spec__weakref = {
    .name = "_weakref",
    .doc = "Weak references.",
    .functions = WEAKREF_NATIVES,
    .fill = fill_weakref,
};

NATIVE(gc_collect_function, "collect(generation=2)", "Frees what only circles keep alive; returns how much was found.")
{
    int64_t generation;
    if (!value_to_int64(interp, arg[0], &generation))
        return VALUE_ERROR;
    if (generation < 0 || generation > 2)
        return raise_value_error(interp, "invalid generation");
    return value_from_int(gc_collect(interp, (int)generation));
}
NATIVE(gc_enable, "enable()", "Lets collections happen by themselves.")
{
    interp->gc->enabled = true;
    return VALUE_NONE;
}
NATIVE(gc_disable, "disable()", "Leaves collections to collect().")
{
    interp->gc->enabled = false;
    return VALUE_NONE;
}
NATIVE(gc_isenabled, "isenabled()", "Returns whether collections happen by themselves.")
{
    return value_from_bool(interp->gc->enabled);
}

static Value three(Interp *interp, const int64_t *numbers)
{
    return tuple_from_values(
        interp, GC_GENERATIONS,
        (Value[]){value_from_int(numbers[0]), value_from_int(numbers[1]), value_from_int(numbers[2])});
}
NATIVE(gc_get_count, "get_count()", "Returns the counts of the generations.")
{
    return three(interp, interp->gc->counts);
}
NATIVE(gc_get_threshold, "get_threshold()", "Returns the thresholds of the generations.")
{
    return three(interp, interp->gc->thresholds);
}
NATIVE(gc_set_threshold, "set_threshold(threshold0, threshold1=..., threshold2=..., /)", "Sets the thresholds.")
{
    for (int i = 0; i < GC_GENERATIONS; i++) {
        int64_t threshold;
        if (value_is_unset(arg[i]))
            break;
        if (!value_to_int64(interp, arg[i], &threshold))
            return VALUE_ERROR;
        interp->gc->thresholds[i] = threshold;
    }
    return VALUE_NONE;
}
NATIVE(gc_is_tracked_function, "is_tracked(obj, /)", "Returns whether the collector looks at an object.")
{
    return value_from_bool(arg[0].tag == TAG_OBJECT && (arg[0].object->type->flags & TYPE_FLAG_GC) &&
                           gc_is_tracked(arg[0].object));
}
NATIVE(gc_freeze, "freeze()", "Does nothing: there is no permanent generation.")
{
    return VALUE_NONE;
}
NATIVE(gc_get_objects, "get_objects(generation=None)", "Returns the objects that the collector looks at.")
{
    Value list = list_new(interp, 0);
    for (int i = 0; !value_is_error(list) && i < GC_GENERATIONS; i++) {
        GcLink *head = &interp->gc->generations[i];
        for (GcLink *link = head->next; link != head; link = link->next) {
            Value object = value_from_object(link + 1);
            if (object.object == list.object)
                continue;
            if (!list_append(interp, list, object)) {
                value_drop(list);
                return VALUE_ERROR;
            }
        }
    }
    return list;
}

static const NativeSpec *const GC_NATIVES[] = {
    &gc_collect_function_native,
    &gc_enable_native,
    &gc_disable_native,
    &gc_isenabled_native,
    &gc_get_count_native,
    &gc_get_threshold_native,
    &gc_set_threshold_native,
    &gc_is_tracked_function_native,
    &gc_freeze_native,
    &gc_get_objects_native,
    NULL,
};

static bool fill_gc(Interp *interp, Value module)
{
    return module_add_take(interp, module, "garbage", list_new(interp, 0)) &&
           module_add_take(interp, module, "callbacks", list_new(interp, 0));
}

const ModuleSpec module_spec_gc = {
    .name = "gc",
    .doc = "The collector of reference circles.",
    .functions = GC_NATIVES,
    .fill = fill_gc,
};

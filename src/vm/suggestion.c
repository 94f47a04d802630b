#include "vm/suggestion.h"

#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/suggest.h"
#include "vm/traceback.h"

enum { CANDIDATE_LIMIT = 750 };

static void consider_keys(Interp *interp, Suggestion *search, Value mapping)
{
    size_t position = 0;
    Value key, value;
    if (mapping.tag != TAG_OBJECT || !dict_check(interp, mapping))
        return;
    while (dict_walk(dict_of(mapping), &position, &key, &value))
        if (str_check(interp, key))
            suggestion_consider(search, str_of(key)->text);
}

static bool has_key(Interp *interp, Value mapping, const char *name)
{
    if (mapping.tag != TAG_OBJECT || !dict_check(interp, mapping))
        return false;
    Value found = dict_get_text(interp, mapping, name);
    value_drop(found);
    return found.tag > TAG_UNSET;
}

/// dir(object), or UNSET.
static Value names_of(Interp *interp, Value object)
{
    Value dir = dict_get_text(interp, module_dict(interp->builtins), "dir");
    Value names = dir.tag == TAG_OBJECT ? value_call_values(interp, dir, 1, &object) : VALUE_UNSET;
    value_drop(dir);
    error_clear(&interp->error);
    return names.tag == TAG_OBJECT ? names : VALUE_UNSET;
}

/// The nearest of an object's attribute names; private ones only for private ones.
static void append_nearest(Interp *interp, Text *out, Value object, const char *wrong)
{
    Value names = names_of(interp, object);
    const Value *items;
    size_t count;
    if (!value_is_unset(names) && sequence_items(interp, names, &items, &count)) {
        Suggestion search;
        size_t candidates = 0;
        suggestion_begin(&search, wrong);
        for (size_t i = 0; i < count && candidates < CANDIDATE_LIMIT; i++) {
            if (!str_check(interp, items[i]) || (wrong[0] != '_' && str_of(items[i])->text[0] == '_'))
                continue;
            suggestion_consider(&search, str_of(items[i])->text);
            candidates++;
        }
        if (search.best && candidates < CANDIDATE_LIMIT)
            text_append_format(out, ". Did you mean: '%s'?", search.best);
    }
    value_drop(names);
}

static void append_for_attribute(Interp *interp, Text *out, Value exception)
{
    Value name = exception_of(exception)->fields[ATTRIBUTE_ERROR_NAME];
    Value object = exception_of(exception)->fields[ATTRIBUTE_ERROR_OBJ];
    if (name.tag == TAG_OBJECT && str_check(interp, name) && object.tag > TAG_UNSET)
        append_nearest(interp, out, object, str_of(name)->text);
}

static void append_for_import(Interp *interp, Text *out, Value exception)
{
    Value name = exception_of(exception)->fields[IMPORT_ERROR_NAME_FROM];
    Value module = exception_of(exception)->fields[IMPORT_ERROR_NAME];
    if (name.tag != TAG_OBJECT || !str_check(interp, name) || module.tag != TAG_OBJECT)
        return;
    const char *path = str_of(module)->text; // CPython looks into what `import a.b` binds: a
    Value top = str_intern_bytes(interp, path, strcspn(path, "."));
    Value loaded = value_is_error(top) ? top : dict_get(interp, interp->modules, top);
    value_drop(top);
    if (loaded.tag == TAG_OBJECT)
        append_nearest(interp, out, loaded, str_of(name)->text);
    error_clear(&interp->error);
    value_drop(loaded);
}

static const Traceback *innermost(Value exception)
{
    const Traceback *last = NULL;
    for (Value at = exception_of(exception)->traceback; at.tag == TAG_OBJECT; at = traceback_of(at)->next)
        last = traceback_of(at);
    return last;
}

static bool is_known_module(Interp *interp, const char *name)
{
    Vm *vm = vm_of(interp);
    if (vm->module_is_standard && vm->module_is_standard(name))
        return true;
    for (const ModuleSpec *const *spec = vm->native_modules; spec && *spec; spec++)
        if (strcmp((*spec)->name, name) == 0)
            return true;
    return false;
}

/// `name` in a method of an object that has an attribute of this name.
static bool append_self(Interp *interp, Text *out, Value locals, const char *name)
{
    Value self = dict_check(interp, locals) ? dict_get_text(interp, locals, "self") : VALUE_UNSET;
    bool found = false;
    if (self.tag > TAG_UNSET) {
        Value key = interp_intern(interp, name);
        Value attribute = value_is_error(key) ? VALUE_UNSET : value_find_attribute(interp, self, key);
        found = attribute.tag > TAG_UNSET;
        error_clear(&interp->error);
        value_drop(key);
        value_drop(attribute);
    }
    value_drop(self);
    if (found)
        text_append_format(out, ". Did you mean: 'self.%s'?", name);
    return found;
}

static void append_for_name(Interp *interp, Text *out, Value exception)
{
    Value name = exception_of(exception)->fields[NAME_ERROR_NAME];
    const Traceback *traceback = innermost(exception);
    if (name.tag != TAG_OBJECT || !str_check(interp, name))
        return;
    const char *wrong = str_of(name)->text;
    bool proposed = false;
    Suggestion search;
    suggestion_begin(&search, wrong);
    Value locals = traceback ? frame_locals(vm_of(interp), traceback->frame) : VALUE_UNSET;
    error_clear(&interp->error);
    if (traceback && !has_key(interp, traceback->frame->globals, "self"))
        proposed = locals.tag == TAG_OBJECT && append_self(interp, out, locals, wrong);
    if (traceback && !proposed) {
        consider_keys(interp, &search, locals);
        consider_keys(interp, &search, traceback->frame->globals);
        consider_keys(interp, &search, traceback->frame->builtins);
        if (search.best) {
            text_append_format(out, ". Did you mean: '%s'?", search.best);
            proposed = true;
        }
    }
    if (is_known_module(interp, wrong))
        text_append_format(out, proposed ? " Or did you forget to import '%s'?" : ". Did you forget to import '%s'?",
                           wrong);
    value_drop(locals);
}

void suggestion_append(Interp *interp, Text *out, Value exception)
{
    switch (exception_kind(interp, exception)) {
    case ERROR_ATTRIBUTE_ERROR:
        append_for_attribute(interp, out, exception);
        break;
    case ERROR_NAME_ERROR:
        append_for_name(interp, out, exception);
        break;
    case ERROR_IMPORT_ERROR:
        append_for_import(interp, out, exception);
        break;
    default:
        break;
    }
}

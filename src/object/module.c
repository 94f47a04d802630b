#include "object/module.h"

#include <string.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"

Value module_dict(Value module)
{
    return value_from_object(*object_dict_slot(module.object));
}

static bool fill_names(Interp *interp, Value dict, Value name)
{
    return dict_set(interp, dict, interp->names[NAME_name], name) &&
           dict_set(interp, dict, interp->names[NAME_doc], VALUE_NONE) &&
           dict_set_text(interp, dict, "__package__", VALUE_NONE) &&
           dict_set_text(interp, dict, "__loader__", VALUE_NONE) && dict_set_text(interp, dict, "__spec__", VALUE_NONE);
}

static Value make(Interp *interp, Type *type, Value name)
{
    Module *module = object_new(interp, type, type->size);
    if (!module)
        return VALUE_ERROR;
    Value made = value_from_object(module);
    Object *dict = object_dict(interp, &module->head);
    if (dict && fill_names(interp, value_from_object(dict), name))
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

Value module_new(Interp *interp, const char *name)
{
    Value text = interp_intern(interp, name);
    Value module = value_is_error(text) ? text : make(interp, interp->types[TYPE_MODULE], text);
    value_drop(text);
    return module;
}

bool module_add_take(Interp *interp, Value module, const char *name, Value value)
{
    bool ok = !value_is_error(value) && dict_set_text(interp, module_dict(module), name, value);
    value_drop(value);
    return ok;
}

bool module_add_natives(Interp *interp, Value module, const NativeSpec *const *natives)
{
    Value name = dict_peek_name(dict_of(module_dict(module)), interp->names[NAME_name]);
    for (; natives && *natives; natives++) {
        const char *signature = (*natives)->signature;
        Value text = str_new(interp, signature, strcspn(signature, "("));
        Value interned = value_is_error(text) ? text : str_intern_take(interp, text);
        Value native = value_is_error(interned) ? interned : native_new(interp, *natives, name);
        bool ok = !value_is_error(native) && dict_set(interp, module_dict(module), interned, native);
        value_drop(native);
        value_drop(interned);
        if (!ok)
            return false;
    }
    return true;
}

Value module_from_spec(Interp *interp, const ModuleSpec *spec)
{
    Value module = module_new(interp, spec->name);
    if (value_is_error(module))
        return module;
    ((Module *)module.object)->spec = spec;
    Value doc = spec->doc ? str_from_string(interp, spec->doc) : VALUE_NONE;
    bool ok = !value_is_error(doc) && dict_set(interp, module_dict(module), interp->names[NAME_doc], doc);
    value_drop(doc);
    ok = ok && module_add_natives(interp, module, spec->functions) && (!spec->fill || spec->fill(interp, module));
    if (ok)
        return module;
    value_drop(module);
    return VALUE_ERROR;
}

// ---- the type ----

static Value module_new_slot(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    Module *module = object_new(interp, type, type->size);
    if (module && !object_dict(interp, &module->head)) {
        object_drop(module);
        return VALUE_ERROR;
    }
    return value_or_error(module);
}

static bool module_init(Interp *interp, Value self, const Arguments *arguments)
{
    Value bound[2];
    if (!native_bind(interp, "module(name, doc=None)", arguments, bound))
        return false;
    if (!value_is_instance(interp, bound[0], interp->types[TYPE_STR])) {
        raise_type_error(interp, "module() argument 'name' must be str, not %s", value_type_name(interp, bound[0]));
        return false;
    }
    return fill_names(interp, module_dict(self), bound[0]) &&
           dict_set(interp, module_dict(self), interp->names[NAME_doc], bound[1]);
}

// What a native module makes on first use is kept.
static Value find_lazily(Interp *interp, Value self, Value name)
{
    const ModuleSpec *spec = ((const Module *)self.object)->spec;
    Value found = spec && spec->find ? spec->find(interp, self, name) : VALUE_UNSET;
    if (found.tag == TAG_UNSET || found.tag == TAG_ERROR)
        return found;
    if (dict_set(interp, module_dict(self), name, found))
        return found;
    value_drop(found);
    return VALUE_ERROR;
}

static Value raise_missing(Interp *interp, Value self, Value name)
{
    Value module_name = dict_peek_name(dict_of(module_dict(self)), interp->names[NAME_name]);
    bool named = module_name.tag == TAG_OBJECT && value_is_instance(interp, module_name, interp->types[TYPE_STR]);
    if (named && interp->hooks.refuse_known &&
        interp->hooks.refuse_known(interp, str_of(module_name)->text, NULL, str_of(name)->text))
        return VALUE_ERROR;
    if (named)
        return attribute_raise(interp, self, name, "module '%s' has no attribute '%s'", str_of(module_name)->text,
                               str_of(name)->text);
    return attribute_raise(interp, self, name, "module has no attribute '%s'", str_of(name)->text);
}

static Value module_get_attribute(Interp *interp, Value self, Value name)
{
    Value found = attribute_find_generic(interp, self, name);
    if (LIKELY(found.tag != TAG_UNSET))
        return found;
    found = find_lazily(interp, self, name);
    if (found.tag != TAG_UNSET)
        return found;
    Value hook = value_keep(dict_peek_name(dict_of(module_dict(self)), interp->names[NAME_getattr]));
    if (value_is_unset(hook))
        return raise_missing(interp, self, name);
    Value result = value_call_values(interp, hook, 1, &name);
    value_drop(hook);
    return result;
}

static Value module_repr(Interp *interp, Value self)
{
    const Dict *dict = dict_of(module_dict(self));
    Value name = dict_peek_name(dict, interp->names[NAME_name]), file = dict_peek_name(dict, interp->names[NAME_file]);
    bool named = name.tag == TAG_OBJECT && str_check(interp, name);
    Value shown = named ? value_repr(interp, name) : str_from_string(interp, "'?'");
    if (value_is_error(shown))
        return shown;
    Value path = value_is_unset(file) ? VALUE_UNSET : value_repr(interp, file);
    bool is_native = ((const Module *)self.object)->spec != NULL;
    Value text = value_is_error(path) ? path
                 : path.tag == TAG_OBJECT
                     ? str_from_format(interp, "<module %s from %s>", str_of(shown)->text, str_of(path)->text)
                 : is_native ? str_from_format(interp, "<module %s (built-in)>", str_of(shown)->text)
                             : str_from_format(interp, "<module %s>", str_of(shown)->text);
    value_drop(path);
    value_drop(shown);
    return text;
}

static Value get_dict(UNUSED Interp *interp, Value self)
{
    return value_keep(module_dict(self));
}

static Value get_annotations(Interp *interp, Value self)
{
    Value name = interp->names[NAME_annotations];
    Value own = dict_peek_name(dict_of(module_dict(self)), name);
    if (!value_is_unset(own))
        return value_keep(own);
    own = dict_new(interp);
    if (!value_is_error(own) && !dict_set(interp, module_dict(self), name, own)) {
        value_drop(own);
        return VALUE_ERROR;
    }
    return own;
}

static bool set_annotations(Interp *interp, Value self, Value value)
{
    bool found;
    Value name = interp->names[NAME_annotations];
    return value_is_unset(value) ? dict_delete(interp, module_dict(self), name, &found)
                                 : dict_set(interp, module_dict(self), name, value);
}

// The variables of a module, and what it would make at the first use.
static Value list_names(Interp *interp, Value dict)
{
    Value own = dict_peek_name(dict_of(dict), interp->names[NAME_name]);
    if (!interp->hooks.add_lazy_names || own.tag != TAG_OBJECT || !str_check(interp, own))
        return list_from_iterable(interp, dict);
    Value names = dict_new(interp);
    bool ok = !value_is_error(names) && dict_update(interp, names, dict) &&
              interp->hooks.add_lazy_names(interp, names, str_of(own)->text);
    Value list = ok ? list_from_iterable(interp, names) : VALUE_ERROR;
    value_drop(names);
    return list;
}

NATIVE(module_dir, "__dir__(self, /)", "Lists the module's names.")
{
    Value dict = module_dict(arg[0]), name = interp->names[NAME_dir];
    Value own = value_keep(dict_peek_name(dict_of(dict), name));
    if (value_is_unset(own))
        return list_names(interp, dict);
    Value result = value_call_values(interp, own, 0, NULL);
    value_drop(own);
    return result;
}

static const NativeSpec *const METHODS[] = {&module_dir_native, NULL};

static const GetSetSpec GETSETS[] = {
    {"__dict__", "The module's variables.", get_dict, NULL},
    {"__annotations__", "The annotations of the module's variables.", get_annotations, set_annotations},
    {0},
};

const TypeSpec type_spec_MODULE = {
    .name = "module",
    .doc = "A module: module(name, doc=None).",
    .id = TYPE_MODULE,
    .size = sizeof(Module),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots = {.new_ = module_new_slot, .init = module_init, .repr = module_repr, .get_attribute = module_get_attribute},
    .methods = METHODS,
    .getsets = GETSETS,
};

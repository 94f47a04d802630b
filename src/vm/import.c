// Imports: sys.modules, then native modules, then the embedded library, then the program's own folder.
#include <stdio.h>
#include <string.h>

#include "compile/marshal.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/unsupported.h"
#include "vm/frame.h"
#include "vm/loop.h"
#include "vm/operation.h"

static const ModuleSpec *find_native(const Vm *vm, const char *name)
{
    for (const ModuleSpec *const *spec = vm->native_modules; spec && *spec; spec++)
        if (strcmp((*spec)->name, name) == 0)
            return *spec;
    return NULL;
}

static const EmbeddedModule *find_embedded(const Vm *vm, const char *name)
{
    size_t low = 0, high = vm->embedded_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(vm->embedded_modules[middle].name, name);
        if (order == 0)
            return &vm->embedded_modules[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/// Whether Python or PyTorch has a module that torchlet lacks.
static bool is_lacking(const Vm *vm, const char *name)
{
    return vm->module_exists && vm->module_exists(name) && !find_native(vm, name) && !find_embedded(vm, name);
}

static Value raise_missing(Vm *vm, const char *name, const char *parent, bool parent_is_package)
{
    Interp *interp = &vm->interp;
    if (is_lacking(vm, name))
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "the module %s is not supported by torchlet", name);
    Value text = str_from_string(interp, name);
    if (value_is_error(text))
        return text;
    if (parent && !parent_is_package)
        exception_raise_import(interp, ERROR_MODULE_NOT_FOUND_ERROR, text, VALUE_NONE,
                               "No module named '%s'; '%s' is not a package", name, parent);
    else
        exception_raise_import(interp, ERROR_MODULE_NOT_FOUND_ERROR, text, VALUE_NONE, "No module named '%s'", name);
    value_drop(text);
    return VALUE_ERROR;
}

static bool set_text(Interp *interp, Value dict, const char *name, const char *text, size_t length)
{
    Value value = str_new(interp, text, length);
    bool done = !value_is_error(value) && dict_set_text(interp, dict, name, value);
    value_drop(value);
    return done;
}

/// Fills in what a module's own code may look at.
static bool describe(Vm *vm, Value module, const char *name, const char *filename, bool package)
{
    Interp *interp = &vm->interp;
    Value dict = module_dict(module);
    const char *dot = strrchr(name, '.');
    size_t length = package ? strlen(name) : dot ? (size_t)(dot - name) : 0;
    if (!set_text(interp, dict, "__package__", name, length) ||
        !dict_set(interp, dict, interp->names[NAME_builtins], interp->builtins) ||
        !set_text(interp, dict, "__file__", filename, strlen(filename)))
        return false;
    if (!package)
        return true;
    Value path = list_new(interp, 0);
    bool done = !value_is_error(path) && dict_set_text(interp, dict, "__path__", path);
    value_drop(path);
    return done;
}

static bool mark_importing(Vm *vm, const char *name, bool running)
{
    Interp *interp = &vm->interp;
    if (value_is_unset(vm->importing)) {
        Value dict = dict_new(interp);
        if (value_is_error(dict))
            return false;
        vm->importing = dict;
    }
    if (running)
        return dict_set_text(interp, vm->importing, name, VALUE_TRUE);
    Value key = str_from_string(interp, name);
    bool found, done = !value_is_error(key) && dict_delete(interp, vm->importing, key, &found);
    value_drop(key);
    return done;
}

/// Removes a module whose body failed.
static void forget(Vm *vm, const char *name)
{
    Interp *interp = &vm->interp;
    Error pending;
    error_move(&pending, &interp->error);
    Value key = str_from_string(interp, name);
    bool found;
    if (value_is_error(key) || !dict_delete(interp, interp->modules, key, &found))
        error_clear(&interp->error);
    value_drop(key);
    error_move(&interp->error, &pending);
}

/// Runs a module's body. The result is the module as sys.modules has it afterwards, owned.
static Value run_module(Vm *vm, const char *name, Code *code, bool package)
{
    Interp *interp = &vm->interp;
    Value module = module_new(interp, name);
    if (value_is_error(module))
        return module;
    bool done = describe(vm, module, name, str_of(code->filename)->text, package) &&
                dict_set_text(interp, interp->modules, name, module) && mark_importing(vm, name, true);
    Value result = VALUE_ERROR;
    if (done) {
        Dict *dict = dict_of(module_dict(module));
        Frame *frame = frame_push_code(vm, code, dict, frame_builtins(vm, dict), value_from_object(dict), VALUE_NONE);
        result = frame ? loop_run(vm, frame, VALUE_UNSET) : VALUE_ERROR;
    }
    if (value_is_error(result)) {
        Error pending;
        error_move(&pending, &interp->error);
        if (!mark_importing(vm, name, false))
            error_clear(&interp->error);
        error_move(&interp->error, &pending);
        forget(vm, name);
        value_drop(module);
        return VALUE_ERROR;
    }
    value_drop(result);
    Value present = mark_importing(vm, name, false) ? dict_get_text(interp, interp->modules, name) : VALUE_ERROR;
    if (value_is_unset(present))
        return module;
    value_drop(module);
    return present;
}

static Value load_embedded(Vm *vm, const EmbeddedModule *embedded)
{
    Interp *interp = &vm->interp;
    Text path;
    text_init(&path, &interp->memory);
    text_append_string(&path, "<torchlet>/");
    for (const char *c = embedded->name; *c; c++)
        text_append_char(&path, *c == '.' ? '/' : *c);
    text_append_string(&path, embedded->package ? "/__init__.py" : ".py");
    Value filename = str_from_text_take(&path);
    gc_hold(interp);
    Code *code = value_is_error(filename) ? NULL : marshal_read(interp, embedded->image, filename);
    value_drop(filename);
    Value module = code ? run_module(vm, embedded->name, code, embedded->package) : VALUE_ERROR;
    object_drop(code);
    gc_settle(interp);
    return module;
}

static Value load_text(Vm *vm, const char *name, bool *found)
{
    Interp *interp = &vm->interp;
    size_t length;
    bool package = false;
    char *text = vm->read_module ? vm->read_module(vm, name, &length, &package) : NULL;
    *found = text != NULL || error_pending(&interp->error);
    if (!text)
        return VALUE_ERROR;
    Text path;
    text_init(&path, &interp->memory);
    for (size_t i = 0; name[i]; i++)
        text_append_char(&path, name[i] == '.' ? '/' : name[i]);
    CompileOptions options = {0};
    Code *code = NULL;
    if (text_append_string(&path, package ? "/__init__.py" : ".py")) {
        options.filename = text_string(&path);
        code = compile_text(interp, text, length, SYNTAX_FILE, &options, NULL);
    }
    text_free(&path);
    mem_free(&interp->memory, text, length + 1);
    Value module = code ? run_module(vm, name, code, package) : VALUE_ERROR;
    object_drop(code);
    return module;
}

static Value load_native(Vm *vm, const ModuleSpec *spec)
{
    Interp *interp = &vm->interp;
    Value module = module_from_spec(interp, spec);
    if (!value_is_error(module) && !dict_set_text(interp, interp->modules, spec->name, module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}

/// The module of a full name whose parent is loaded (UNSET for none), owned.
static Value load(Vm *vm, const char *name, Value parent, const char *parent_name)
{
    Interp *interp = &vm->interp;
    Value present = dict_get_text(interp, interp->modules, name);
    if (value_is_none(present)) {
        Value text = str_from_string(interp, name);
        exception_raise_import(interp, ERROR_MODULE_NOT_FOUND_ERROR, text, VALUE_NONE,
                               "import of %s halted; None in sys.modules", name);
        value_drop(text);
        return VALUE_ERROR;
    }
    if (!value_is_unset(present))
        return present;
    const ModuleSpec *spec = find_native(vm, name);
    const EmbeddedModule *embedded = spec ? NULL : find_embedded(vm, name);
    if (spec)
        return load_native(vm, spec);
    if (embedded)
        return load_embedded(vm, embedded);
    bool package = true;
    if (!value_is_unset(parent)) {
        Value path = value_find_attribute(interp, parent, interp->names[NAME_path]);
        if (value_is_error(path))
            return path;
        package = !value_is_unset(path);
        value_drop(path);
    }
    bool found = false;
    Value module = package ? load_text(vm, name, &found) : VALUE_ERROR;
    return found ? module : raise_missing(vm, name, parent_name, package);
}

/// Whether a package of the library has a function of the same name as its module (torch.nn.utils.weight_norm): the
/// module's body has put it there, and it stays.
static bool is_hidden_by_function(Vm *vm, Value parent, const char *part, const char *child)
{
    if (!find_embedded(vm, part) || !value_is_instance(&vm->interp, parent, vm->interp.types[TYPE_MODULE]))
        return false;
    Value present = dict_get_text(&vm->interp, module_dict(parent), child);
    bool hidden = present.tag == TAG_OBJECT;
    value_drop(present);
    return hidden;
}

static bool bind_in_parent(Vm *vm, Value parent, const char *part, Value module)
{
    const char *child = strrchr(part, '.') + 1;
    if (is_hidden_by_function(vm, parent, part, child))
        return true;
    Value name = interp_intern(&vm->interp, child);
    bool done = !value_is_error(name) && value_set_attribute(&vm->interp, parent, name, module);
    value_drop(name);
    return done;
}

/// load() for a part of an import statement: a module that torchlet lacks is refused when it is used.
static Value load_or_defer(Vm *vm, const char *name, Value parent, const char *parent_name)
{
    if (unsupported_check(&vm->interp, parent))
        return value_keep(parent);
    Value module = load(vm, name, parent, parent_name);
    bool deferred = value_is_error(module) && is_lacking(vm, name);
    return deferred ? unsupported_catch(&vm->interp) : module;
}

/// Imports a dotted name part by part. *top is the first module, owned; so is the result, the last. Without `top` a
/// module that torchlet lacks is refused at once.
static Value import_dotted(Vm *vm, const char *name, Value *top)
{
    Interp *interp = &vm->interp;
    Value parent = VALUE_UNSET;
    char part[256], before[256] = "";
    const char *end = name;
    if (strlen(name) >= sizeof part)
        return raise_missing(vm, name, NULL, true);
    do {
        end = strchr(end, '.');
        size_t length = end ? (size_t)(end - name) : strlen(name);
        memcpy(part, name, length);
        part[length] = '\0';
        Value known = dict_get_text(interp, interp->modules, part);
        bool fresh = value_is_unset(known);
        value_drop(known);
        Value module = value_is_error(known)
                           ? VALUE_ERROR
                           : (top ? load_or_defer : load)(vm, part, parent, before[0] ? before : NULL);
        if (!value_is_error(module) && !unsupported_check(interp, parent) && fresh && !value_is_unset(parent) &&
            !bind_in_parent(vm, parent, part, module)) {
            value_drop(module);
            module = VALUE_ERROR;
        }
        if (value_is_error(module)) {
            value_drop(parent);
            if (top && before[0])
                value_drop(*top);
            return VALUE_ERROR;
        }
        if (top && !before[0])
            *top = value_keep(module);
        value_drop(parent);
        parent = module;
        memcpy(before, part, length + 1);
        if (end)
            end++;
    } while (end);
    return parent;
}

Value vm_import_module(Interp *interp, const char *dotted_name)
{
    return import_dotted(vm_of(interp), dotted_name, NULL);
}

/// The absolute name of a relative import: `level` steps up from the package that the globals belong to.
static bool resolve_relative(Interp *interp, Value globals, const char *name, int level, Text *out)
{
    Value package = VALUE_UNSET, own = VALUE_UNSET;
    if (globals.tag == TAG_OBJECT) {
        package = dict_get_text(interp, globals, "__package__");
        own = dict_get_text(interp, globals, "__name__");
    }
    bool named = package.tag == TAG_OBJECT && str_check(interp, package);
    const char *base = named                                             ? str_of(package)->text
                       : own.tag == TAG_OBJECT && str_check(interp, own) ? str_of(own)->text
                                                                         : "";
    size_t length = strlen(base);
    int up = named ? level - 1 : level;
    bool done = length > 0 && !(own.tag == TAG_OBJECT && str_check(interp, own) && str_equals(own, "__main__"));
    if (!done)
        error_raise(&interp->error, ERROR_IMPORT_ERROR, "attempted relative import with no known parent package");
    for (; done && up > 0; up--) {
        while (length > 0 && base[length - 1] != '.')
            length--;
        if (length == 0) {
            error_raise(&interp->error, ERROR_IMPORT_ERROR, "attempted relative import beyond top-level package");
            done = false;
            break;
        }
        length--;
    }
    done = done && text_append(out, base, length) && (!*name || text_append_char(out, '.')) &&
           text_append_string(out, name);
    value_drop(package);
    value_drop(own);
    return done;
}

/// `from package import name`: a name that the package lacks may be a submodule.
static bool import_listed(Vm *vm, Value module, Value from_list)
{
    Interp *interp = &vm->interp;
    const Value *names;
    size_t count;
    if (unsupported_check(interp, module))
        return true;
    Value path = value_find_attribute(interp, module, interp->names[NAME_path]);
    if (value_is_unset(path) || value_is_error(path))
        return !value_is_error(path);
    value_drop(path);
    Value own = value_find_attribute(interp, module, interp->names[NAME_name]);
    bool done = !value_is_error(own);
    if (!sequence_items(interp, from_list, &names, &count))
        count = 0;
    for (size_t i = 0; done && i < count && str_check(interp, own); i++) {
        if (!str_check(interp, names[i]) || str_equals(names[i], "*"))
            continue;
        Value name = str_intern_take(interp, value_keep(names[i]));
        Value present = value_find_attribute(interp, module, name);
        value_drop(name);
        value_drop(present);
        if (!value_is_unset(present)) {
            done = !value_is_error(present) || exception_catch(interp, ERROR_UNSUPPORTED_ERROR);
            continue;
        }
        char full[256];
        int length = snprintf(full, sizeof full, "%s.%s", str_of(own)->text, str_of(names[i])->text);
        if (length >= (int)sizeof full || is_lacking(vm, full) ||
            (!find_native(vm, full) && !find_embedded(vm, full) && !vm->read_module))
            continue;
        Value child = import_dotted(vm, full, NULL);
        if (value_is_error(child) && !exception_catch(interp, ERROR_MODULE_NOT_FOUND_ERROR))
            done = false;
        value_drop(child);
    }
    value_drop(own);
    return done;
}

Value vm_import(Interp *interp, Value name, Value globals, Value from_list, int level)
{
    Vm *vm = vm_of(interp);
    bool listed = from_list.tag == TAG_OBJECT;
    if (listed) {
        bool truth;
        if (!value_truth(interp, from_list, &truth))
            return VALUE_ERROR;
        listed = truth;
    }
    Text full;
    text_init(&full, &interp->memory);
    if (level > 0 ? !resolve_relative(interp, globals, str_of(name)->text, level, &full)
                  : !text_append_string(&full, str_of(name)->text)) {
        text_free(&full);
        return VALUE_ERROR;
    }
    if (full.length == 0) {
        text_free(&full);
        return raise_value_error(interp, "Empty module name");
    }
    Value top = VALUE_UNSET;
    Value module = import_dotted(vm, text_string(&full), &top);
    text_free(&full);
    if (value_is_error(module))
        return module;
    if (!listed && level == 0) {
        value_drop(module);
        return top;
    }
    value_drop(top);
    if (listed && !import_listed(vm, module, from_list)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}

Value operation_import_name(Vm *vm, Frame *frame, Value name, Value from_list, Value level)
{
    Interp *interp = &vm->interp;
    Value import = dict_peek_name(frame->builtins, interp->names[NAME_import]);
    if (value_is_unset(import) || (import.tag == TAG_OBJECT && import.object->type == interp->types[TYPE_NATIVE]))
        return vm_import(interp, name, value_from_object(frame->globals), from_list, (int)level.integer);
    Value values[] = {name, value_from_object(frame->globals), value_is_unset(frame->names) ? VALUE_NONE : frame->names,
                      from_list, level};
    return value_call_values(interp, import, COUNT_OF(values), values);
}

static Value raise_cannot_import(Vm *vm, Value module, Value own, Value name)
{
    Interp *interp = &vm->interp;
    const char *module_text =
        own.tag == TAG_OBJECT && str_check(interp, own) ? str_of(own)->text : "<unknown module name>";
    Value file = value_find_attribute(interp, module, interp->names[NAME_file]);
    bool known = file.tag == TAG_OBJECT && str_check(interp, file);
    error_clear(&interp->error);
    Value running = value_is_unset(vm->importing) ? VALUE_UNSET : dict_get_text(interp, vm->importing, module_text);
    const char *path = known ? str_of(file)->text : "unknown location";
    if (running.tag == TAG_BOOL)
        exception_raise_import(interp, ERROR_IMPORT_ERROR, own, known ? file : VALUE_NONE,
                               "cannot import name '%s' from partially initialized module '%s' (most likely due to a "
                               "circular import) (%s)",
                               str_of(name)->text, module_text, path);
    else
        exception_raise_import(interp, ERROR_IMPORT_ERROR, own, known ? file : VALUE_NONE,
                               "cannot import name '%s' from '%s' (%s)", str_of(name)->text, module_text, path);
    value_drop(file);
    Value exception = exception_fetch(interp);
    if (exception_kind(interp, exception) == ERROR_IMPORT_ERROR)
        value_replace_take(&exception_of(exception)->fields[IMPORT_ERROR_NAME_FROM], value_keep(name));
    exception_restore_take(interp, exception);
    return VALUE_ERROR;
}

Value operation_import_from(Vm *vm, Frame *frame, Value module, Value name)
{
    Interp *interp = &vm->interp;
    (void)frame;
    if (unsupported_check(interp, module))
        return value_keep(module);
    Value found = value_find_attribute(interp, module, name);
    if (!value_is_unset(found))
        return value_is_error(found) ? unsupported_catch(interp) : found;
    // A submodule that is being imported is in sys.modules before its parent knows it.
    Value own = value_find_attribute(interp, module, interp->names[NAME_name]);
    if (value_is_error(own))
        return own;
    if (own.tag == TAG_OBJECT && str_check(interp, own)) {
        Value full = str_from_format(interp, "%s.%s", str_of(own)->text, str_of(name)->text);
        found = value_is_error(full) ? VALUE_ERROR : dict_get(interp, interp->modules, full);
        if (value_is_unset(found) && is_lacking(vm, str_of(full)->text)) {
            (void)raise_missing(vm, str_of(full)->text, NULL, true);
            found = unsupported_catch(interp);
        }
        value_drop(full);
    }
    if (value_is_unset(found))
        found = raise_cannot_import(vm, module, own, name);
    value_drop(own);
    return found;
}

static bool import_names(Vm *vm, Frame *frame, Value module, Value names, bool public_only)
{
    Interp *interp = &vm->interp;
    Value list = list_from_iterable(interp, names);
    bool done = !value_is_error(list);
    for (size_t i = 0; done && i < list_of(list)->count; i++) {
        Value name = list_of(list)->items[i];
        if (!str_check(interp, name)) {
            raise_type_error(interp, "%s must be str, not %s", public_only ? "Key in __dict__" : "Item in __all__",
                             value_type_name(interp, name));
            done = false;
            break;
        }
        if (public_only && str_of(name)->text[0] == '_')
            continue;
        name = str_intern_take(interp, value_keep(name));
        Value value = value_is_error(name) ? VALUE_ERROR : value_get_attribute(interp, module, name);
        done = !value_is_error(value) && operation_store_name(vm, frame, name, value);
        value_drop(value);
        value_drop(name);
    }
    value_drop(list);
    return done;
}

bool operation_import_star(Vm *vm, Frame *frame, Value module)
{
    Interp *interp = &vm->interp;
    Value names = value_find_attribute(interp, module, interp->names[NAME_all]);
    bool public_only = value_is_unset(names);
    if (public_only)
        names = value_find_attribute(interp, module, interp->names[NAME_dict]);
    if (value_is_unset(names))
        value_raise(interp, ERROR_IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__");
    if (names.tag <= TAG_UNSET)
        return false;
    bool done = import_names(vm, frame, module, names, public_only);
    value_drop(names);
    return done;
}

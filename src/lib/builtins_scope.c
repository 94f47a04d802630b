// Built-in functions that look at the evaluator: namespaces, compilation, import.
#include <string.h>

#include "compile/compile.h"
#include "lib/builtins.h"
#include "object/bytes.h"
#include "object/codec.h"
#include "object/list.h"
#include "object/slot.h"
#include "vm/vm.h"

NATIVE(builtin_globals, "globals()", "Returns the namespace of the running module.")
{
    return value_keep(vm_globals(interp));
}
NATIVE(builtin_locals, "locals()", "Returns the local namespace.")
{
    return vm_locals(interp);
}

NATIVE(builtin_vars, "vars(object=..., /)", "Returns an object's __dict__, or the local namespace.")
{
    if (value_is_unset(arg[0]))
        return vm_locals(interp);
    Value found = value_find_attribute(interp, arg[0], interp->names[NAME_dict]);
    if (value_is_unset(found))
        return raise_type_error(interp, "vars() argument must have __dict__ attribute");
    return found;
}

NATIVE(builtin_dir, "dir(object=..., /)", "Returns the sorted names of an object's attributes, or the local names.")
{
    Value names;
    if (value_is_unset(arg[0])) {
        Value locals = vm_locals(interp);
        names = value_is_error(locals) ? VALUE_ERROR : value_call_method(interp, locals, "keys", 0, NULL);
        value_drop(locals);
    } else {
        names = slot_call(interp, arg[0], interp->names[NAME_dir], 0, NULL);
        if (value_is_unset(names))
            return raise_type_error(interp, "object does not provide __dir__");
    }
    if (value_is_error(names))
        return VALUE_ERROR;
    Value list = list_from_iterable(interp, names);
    value_drop(names);
    if (!value_is_error(list) && !list_sort(interp, list, VALUE_NONE, false)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

/// Texts are compiled as UTF-8, which has no surrogates.
static bool check_surrogates(Interp *interp, Value source)
{
    Value bytes = codec_encode(interp, source, "utf-8", NULL);
    value_drop(bytes);
    return !value_is_error(bytes);
}

/// The text of a source argument; lent.
static bool source_text(Interp *interp, Value source, const char *name, const char *what, const char **text,
                        size_t *length)
{
    if (support_is(interp, source, TYPE_STR)) {
        if (!check_surrogates(interp, source))
            return false;
        *text = str_of(source)->text;
        *length = str_of(source)->bytes;
    } else if (!bytes_like(interp, source, text, length)) {
        raise_type_error(interp, "%s() arg 1 must be a %s", name, what);
        return false;
    }
    if (memchr(*text, '\0', *length)) {
        exception_raise_syntax(interp, ERROR_SYNTAX_ERROR, "source code string cannot contain null bytes", NULL, 0, 0,
                               NULL, 0, 0);
        return false;
    }
    return true;
}

/// Fills in the namespaces that were not given; *globals and *locals are kept.
static bool namespaces(Interp *interp, SyntaxMode mode, Value *globals, Value *locals)
{
    const char *wrong = NULL;
    bool evaluates = mode == SYNTAX_EVAL;
    Value *given = locals;
    if (!value_is_none(*locals) && !value_type(interp, *locals)->slots.get_item) {
        wrong = evaluates ? "locals must be a mapping" : "locals must be a mapping or None, not %s";
    } else if (!value_is_none(*globals) && !support_is(interp, *globals, TYPE_DICT)) {
        given = globals;
        wrong = !evaluates ? "exec() globals must be a dict, not %s"
                : value_type(interp, *globals)->slots.get_item
                    ? "globals must be a real dict; try eval(expr, {}, mapping)"
                    : "globals must be a dict";
    }
    if (wrong) {
        raise_type_error(interp, wrong, value_type_name(interp, *given));
        return false;
    }
    if (value_is_none(*locals))
        *locals = value_is_none(*globals) ? vm_locals(interp) : value_keep(*globals);
    else
        value_keep(*locals);
    if (value_is_error(*locals))
        return false;
    *globals = value_keep(value_is_none(*globals) ? vm_globals(interp) : *globals);
    return true;
}

/// Code with free variables runs with a tuple of as many cells; other code and texts take none.
static bool check_closure(Interp *interp, Value source, Value closure, SyntaxMode mode)
{
    bool is_code = source.tag == TAG_OBJECT && source.object->type == interp->types[TYPE_CODE];
    size_t wanted = is_code ? code_of(source)->free_count : 0;
    bool given = !value_is_none(closure);
    if (given && !is_code) {
        raise_type_error(interp, "closure can only be used when source is a code object");
        return false;
    }
    if (!given && wanted && mode == SYNTAX_EVAL)
        raise_type_error(interp, "code object passed to eval() may not contain free variables");
    else if (!given && wanted)
        raise_type_error(interp, "code object requires a closure of exactly length %zu", wanted);
    if (given && !wanted)
        raise_type_error(interp, "cannot use a closure with this code object");
    if (!given || !wanted)
        return !given && !wanted;
    bool fits = tuple_check(interp, closure) && tuple_of(closure)->count == wanted;
    for (size_t i = 0; fits && i < wanted; i++)
        fits = support_is(interp, tuple_of(closure)->items[i], TYPE_CELL);
    if (!fits)
        raise_type_error(interp, "code object requires a closure of exactly length %zu", wanted);
    return fits;
}

/// exec() and eval(): a text is compiled first.
static Value execute(Interp *interp, const Value *arg, const char *name, SyntaxMode mode, Value closure)
{
    Value globals = arg[1], locals = arg[2];
    if (!check_closure(interp, arg[0], closure, mode))
        return VALUE_ERROR;
    if (!namespaces(interp, mode, &globals, &locals))
        return VALUE_ERROR;
    Value code;
    if (arg[0].tag == TAG_OBJECT && arg[0].object->type == interp->types[TYPE_CODE]) {
        code = value_keep(arg[0]);
    } else {
        const char *text;
        size_t length;
        code = VALUE_ERROR;
        if (source_text(interp, arg[0], name, "string, bytes or code object", &text, &length)) {
            while (mode == SYNTAX_EVAL && length > 0 && (*text == ' ' || *text == '\t')) {
                text++;
                length--;
            }
            code = vm_compile(interp, text, length, "<string>", mode);
        }
    }
    Value result = value_is_error(code) ? VALUE_ERROR : vm_exec_code(interp, code, globals, locals, closure);
    value_drop(code);
    value_drop(globals);
    value_drop(locals);
    return result;
}

NATIVE(builtin_eval, "eval(source, /, globals=None, locals=None)", "Evaluates an expression.")
{
    return execute(interp, arg, "eval", SYNTAX_EVAL, VALUE_NONE);
}
NATIVE(builtin_exec, "exec(source, /, globals=None, locals=None, *, closure=None)", "Runs statements.")
{
    Value result = execute(interp, arg, "exec", SYNTAX_FILE, arg[3]);
    if (value_is_error(result))
        return VALUE_ERROR;
    value_drop(result);
    return VALUE_NONE;
}

// Flags of compile(): those of finished __future__ features and of the reader change nothing here.
enum {
    FLAGS_WITHOUT_EFFECT = 0x10 | 0x100 | 0x200 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x800000,
    FLAGS_UNSUPPORTED = 0x400 | 0x1000 | 0x2000 | 0x8000 | 0x400000 | 0x1000000,
};

static bool check_flags(Interp *interp, Value flags, Value optimize)
{
    int64_t bits, level;
    if (!value_to_int64(interp, flags, &bits) || !value_to_int64(interp, optimize, &level))
        return false;
    if (bits & ~(int64_t)(FLAGS_WITHOUT_EFFECT | FLAGS_UNSUPPORTED))
        raise_value_error(interp, "compile(): unrecognised flags");
    else if (level < -1 || level > 2)
        raise_value_error(interp, "compile(): invalid optimize value");
    else if (bits & FLAGS_UNSUPPORTED)
        value_raise(interp, ERROR_UNSUPPORTED_ERROR, "compile(flags=%lld) is not supported by torchlet",
                    (long long)bits);
    else if (level > 0)
        value_raise(interp, ERROR_UNSUPPORTED_ERROR, "compile(optimize=%lld) is not supported by torchlet",
                    (long long)level);
    else
        return true;
    return false;
}

NATIVE(builtin_compile,
       "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
       "Compiles a text into a code object.")
{
    const char *text;
    size_t length;
    SyntaxMode mode;
    if (!support_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "expected str, bytes or os.PathLike object, not %s",
                                value_type_name(interp, arg[1]));
    if (!support_is(interp, arg[2], TYPE_STR))
        return raise_type_error(interp, "compile() argument 'mode' must be str, not %s",
                                value_type_name(interp, arg[2]));
    if (!compile_mode(arg[2], &mode))
        return raise_value_error(interp, "compile() mode must be 'exec', 'eval' or 'single'");
    if (arg[0].tag == TAG_OBJECT && arg[0].object->type == interp->types[TYPE_CODE])
        return value_keep(arg[0]);
    if (!source_text(interp, arg[0], "compile", "string, bytes or AST object", &text, &length))
        return VALUE_ERROR;
    return check_flags(interp, arg[3], arg[5]) ? vm_compile(interp, text, length, str_of(arg[1])->text, mode)
                                               : VALUE_ERROR;
}

NATIVE(builtin_import, "__import__(name, globals=None, locals=None, fromlist=..., level=0)", "Imports a module.")
{
    int64_t level;
    if (!support_is(interp, arg[0], TYPE_STR))
        return raise_type_error(interp, "module name must be a string");
    if (!value_to_int64(interp, arg[4], &level))
        return VALUE_ERROR;
    if (level < 0 || level > 1000)
        return raise_value_error(interp, "level must be >= 0");
    if (level == 0 && str_of(arg[0])->bytes == 0)
        return raise_value_error(interp, "Empty module name");
    if (level > 0 && !support_is(interp, arg[1], TYPE_DICT))
        return raise_type_error(interp, "globals must be a dict");
    return vm_import(interp, arg[0], arg[1], value_is_unset(arg[3]) ? VALUE_NONE : arg[3], (int)level);
}

NATIVE_RAW(builtin_build_class, "__build_class__(func, name, /, *bases, metaclass=None, **kwds)",
           "Makes the class of a class statement.")
{
    return vm_build_class(interp, arguments);
}

NATIVE(builtin_exit, "exit(code=None)", "Ends the program.")
{
    return support_exit(interp, arg[0]);
}

NATIVE(builtin_quit, "quit(code=None)", "Ends the program.")
{
    return support_exit(interp, arg[0]);
}

const NativeSpec *const BUILTINS_SCOPE[] = {
    &builtin_exit_native,    &builtin_quit_native,   &builtin_globals_native,     &builtin_locals_native,
    &builtin_vars_native,    &builtin_dir_native,    &builtin_eval_native,        &builtin_exec_native,
    &builtin_compile_native, &builtin_import_native, &builtin_build_class_native, NULL,
};

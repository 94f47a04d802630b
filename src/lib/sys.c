// sys: the interpreter's own state.
#include <string.h>

#include "lib/builtins.h"
#include "lib/sys_size.h"
#include "lib/sys_stream.h"

extern const NativeSpec *const SYS_FRAME[]; // what looks at the evaluator: exc_info, _getframe ...

NATIVE(sys_exit, "exit(status=None, /)", "Ends the program by raising SystemExit(status).")
{
    return support_exit(interp, arg[0]);
}

NATIVE(sys_getrecursionlimit, "getrecursionlimit()", "Returns the greatest depth of calls.")
{
    return value_from_int(interp->recursion_limit);
}

enum { LEAST_DIGIT_LIMIT = 640 };

static bool read_int(Interp *interp, Value v, int *out)
{
    int64_t wide = 0;
    bool fits = value_to_int64(interp, v, &wide);
    bool overflows = fits ? wide < INT32_MIN || wide > INT32_MAX : exception_pending_is(interp, ERROR_OVERFLOW_ERROR);
    if (overflows)
        value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C int");
    *out = (int)wide;
    return fits && !overflows;
}

NATIVE(sys_setrecursionlimit, "setrecursionlimit(limit, /)", "Sets the greatest depth of calls.")
{
    int limit;
    if (!read_int(interp, arg[0], &limit))
        return VALUE_ERROR;
    if (limit < 1)
        return raise_value_error(interp, "recursion limit must be greater or equal than 1");
    if (limit <= interp->recursion_depth)
        return value_raise(interp, ERROR_RECURSION_ERROR,
                           "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
                           limit, interp->recursion_depth);
    interp->recursion_limit = limit;
    return VALUE_NONE;
}

NATIVE(sys_getsizeof, "getsizeof(object, default=...)", "Returns the size of an object in bytes, as CPython's.")
{
    int64_t size = sys_size(interp, arg[0]);
    return size < 0 ? VALUE_ERROR : value_from_int(size);
}

NATIVE(sys_getrefcount, "getrefcount(object, /)", "Returns the number of references to an object.")
{
    if (arg[0].tag != TAG_OBJECT)
        return value_from_int(4294967295); // what CPython says of objects that never die
    return value_from_int(arg[0].object->references);
}

NATIVE(sys_intern, "intern(string, /)", "Returns the one copy of a string that equal strings share.")
{
    if (!support_is(interp, arg[0], TYPE_STR))
        return raise_type_error(interp, "intern() argument must be str, not %s", value_type_name(interp, arg[0]));
    if (arg[0].object->type != interp->types[TYPE_STR])
        return raise_type_error(interp, "can't intern %s", value_type_name(interp, arg[0]));
    return str_intern_take(interp, value_keep(arg[0]));
}

NATIVE(sys_getdefaultencoding, "getdefaultencoding()", "Returns 'utf-8'.")
{
    return str_from_string(interp, "utf-8");
}
NATIVE(sys_getfilesystemencoding, "getfilesystemencoding()", "Returns 'utf-8'.")
{
    return str_from_string(interp, "utf-8");
}
NATIVE(sys_getfilesystemencodeerrors, "getfilesystemencodeerrors()", "Returns 'surrogateescape'.")
{
    return str_from_string(interp, "surrogateescape");
}
NATIVE(sys_is_finalizing, "is_finalizing()", "Returns whether the interpreter is shutting down.")
{
    return VALUE_FALSE;
}
NATIVE(sys_get_int_max_str_digits, "get_int_max_str_digits()", "Returns the limit of int and str conversions.")
{
    return value_from_int(interp->digit_limit);
}
NATIVE(sys_getswitchinterval, "getswitchinterval()", "Returns the thread switch interval in seconds.")
{
    return value_from_float(0.005);
}
NATIVE(sys_gettrace, "gettrace()", "Returns None: tracing is not supported.")
{
    return VALUE_NONE;
}
NATIVE(sys_getprofile, "getprofile()", "Returns None: profiling is not supported.")
{
    return VALUE_NONE;
}
NATIVE(sys_settrace, "settrace(function, /)", "Refused, unless it is given None.")
{
    return value_is_none(arg[0]) ? VALUE_NONE : support_refuse(interp, "sys.settrace");
}
NATIVE(sys_setprofile, "setprofile(function, /)", "Refused, unless it is given None.")
{
    return value_is_none(arg[0]) ? VALUE_NONE : support_refuse(interp, "sys.setprofile");
}
NATIVE(sys_set_int_max_str_digits, "set_int_max_str_digits(maxdigits)",
       "Sets the limit of int and str conversions; 0 stands for none.")
{
    int limit;
    if (!read_int(interp, arg[0], &limit))
        return VALUE_ERROR;
    if (limit && limit < LEAST_DIGIT_LIMIT)
        return raise_value_error(interp, "maxdigits must be 0 or larger than %d", LEAST_DIGIT_LIMIT);
    interp->digit_limit = limit;
    return VALUE_NONE;
}

NATIVE(sys_displayhook, "displayhook(object, /)", "Prints repr(object) unless it is None, and keeps it in _.")
{
    if (value_is_none(arg[0]))
        return VALUE_NONE;
    bool done = module_add_take(interp, interp->builtins, "_", VALUE_NONE) && builtins_show(interp, arg[0]) &&
                module_add_take(interp, interp->builtins, "_", value_keep(arg[0]));
    return done ? VALUE_NONE : VALUE_ERROR;
}

static const NativeSpec *const SYS_NATIVES[] = {
    &sys_exit_native,
    &sys_getrecursionlimit_native,
    &sys_setrecursionlimit_native,
    &sys_getsizeof_native,
    &sys_getrefcount_native,
    &sys_intern_native,
    &sys_getdefaultencoding_native,
    &sys_getfilesystemencoding_native,
    &sys_getfilesystemencodeerrors_native,
    &sys_is_finalizing_native,
    &sys_get_int_max_str_digits_native,
    &sys_set_int_max_str_digits_native,
    &sys_getswitchinterval_native,
    &sys_gettrace_native,
    &sys_getprofile_native,
    &sys_settrace_native,
    &sys_setprofile_native,
    &sys_displayhook_native,
    NULL,
};

static const struct {
    const char *name;
    const char *text;
} TEXTS[] = {
    {"version", "3.13.5 (main, Aug 10 2026, 12:06:59) [GCC 14.2.0]"},
    {"platform", "linux"},
    {"byteorder", "little"},
    {"executable", "/usr/bin/python3"},
    {"_base_executable", "/usr/bin/python3"},
    {"prefix", "/usr"},
    {"base_prefix", "/usr"},
    {"exec_prefix", "/usr"},
    {"base_exec_prefix", "/usr"},
    {"platlibdir", "lib"},
    {"abiflags", ""},
    {"float_repr_style", "short"},
    {"copyright", "torchlet is free software; see its LICENSE."},
};

static const struct {
    const char *name;
    int64_t number;
} NUMBERS[] = {
    {"maxsize", INT64_MAX},
    {"maxunicode", 0x10FFFF},
    {"hexversion", 0x030D05F0},
    {"api_version", 1013},
};

static bool add_streams(Interp *interp, Value module)
{
    static const char *const names[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (int i = 0; i < 3; i++) {
        Value stream = sys_stream_new(interp, i);
        if (value_is_error(stream) || !module_add_take(interp, module, names[i][0], value_keep(stream))) {
            value_drop(stream);
            return false;
        }
        if (!module_add_take(interp, module, names[i][1], stream))
            return false;
    }
    return true;
}

// sys.argv: what the session was given, else one empty name.
static Value make_arguments(Interp *interp, Value empty)
{
    if (interp->argument_count == 0)
        return list_from_values(interp, 1, &empty);
    Value list = list_new(interp, (size_t)interp->argument_count);
    for (int i = 0; i < interp->argument_count && !value_is_error(list); i++) {
        Value argument = str_from_string(interp, interp->arguments[i]);
        if (value_is_error(argument) || !list_append_take(interp, list, argument)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

static bool add_lists(Interp *interp, Value module)
{
    static const char *const names[] = {"warnoptions", "meta_path", "path_hooks"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!module_add_take(interp, module, names[i], list_new(interp, 0)))
            return false;
    }
    Value empty = str_from_string(interp, "");
    Value path = value_is_error(empty) ? VALUE_ERROR : list_from_values(interp, 1, &empty);
    Value arguments = value_is_error(empty) ? VALUE_ERROR : make_arguments(interp, empty);
    value_drop(empty);
    if (!module_add_take(interp, module, "path", path)) {
        value_drop(arguments);
        return false;
    }
    return module_add_take(interp, module, "argv", arguments);
}

static bool fill(Interp *interp, Value module)
{
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        if (!module_add_take(interp, module, TEXTS[i].name, str_from_string(interp, TEXTS[i].text)))
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        if (!module_add_take(interp, module, NUMBERS[i].name, value_from_int(NUMBERS[i].number)))
            return false;
    }
    return module_add_natives(interp, module, SYS_FRAME) && add_streams(interp, module) && add_lists(interp, module) &&
           module_add_take(interp, module, "modules", value_keep(interp->modules)) &&
           module_add_take(interp, module, "path_importer_cache", dict_new(interp)) &&
           module_add_take(interp, module, "dont_write_bytecode", VALUE_TRUE) &&
           module_add_take(interp, module, "pycache_prefix", VALUE_NONE);
}

/// The named tuples about the interpreter are written in Python; they are made when a program first names one.
static Value find(Interp *interp, Value module, Value name)
{
    static const char *const lazy[] = {
        "version_info", "implementation", "float_info",          "int_info",  "hash_info",
        "flags",        "thread_info",    "stdlib_module_names", "orig_argv", "builtin_module_names"};
    for (size_t i = 0; i < COUNT_OF(lazy); i++) {
        if (!str_equals(name, lazy[i]))
            continue;
        Value value = support_import(interp, "_sysinfo", lazy[i]);
        if (value_is_error(value) || !module_add_take(interp, module, lazy[i], value_keep(value))) {
            value_drop(value);
            return VALUE_ERROR;
        }
        return value;
    }
    return VALUE_UNSET;
}

const ModuleSpec module_spec_sys = {
    .name = "sys",
    .doc = "The interpreter's own state and settings.",
    .functions = SYS_NATIVES,
    .fill = fill,
    .find = find,
};

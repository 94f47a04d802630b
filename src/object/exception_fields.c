#include "object/exception_fields.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/list.h"
#include "object/str.h"
#include "object/suggest.h"
#include "object/type_make.h"

// ---- fields as attributes ----

static Value get_field(Value self, int index)
{
    Value v = exception_of(self)->fields[index];
    return v.tag == TAG_ERROR || v.tag == TAG_UNSET ? VALUE_NONE : value_keep(v);
}

static bool set_field(Value self, int index, Value value)
{
    value_replace_take(&exception_of(self)->fields[index], value_is_unset(value) ? VALUE_NONE : value_keep(value));
    return true;
}

#define FIELD_ACCESS(index)                                                                                            \
    static Value get_field_##index(UNUSED Interp *interp, Value self)                                                  \
    {                                                                                                                  \
        return get_field(self, index);                                                                                 \
    }                                                                                                                  \
    static bool set_field_##index(UNUSED Interp *interp, Value self, Value value)                                      \
    {                                                                                                                  \
        return set_field(self, index, value);                                                                          \
    }
FIELD_ACCESS(0)
FIELD_ACCESS(1)
FIELD_ACCESS(2)
FIELD_ACCESS(3)
FIELD_ACCESS(4)
FIELD_ACCESS(5)
FIELD_ACCESS(6)
FIELD_ACCESS(7)

#define FIELD(index, name, doc)                                                                                        \
    {                                                                                                                  \
        name, doc, get_field_##index, set_field_##index                                                                \
    }

static void put(Value self, int index, Value value)
{
    value_replace_take(&exception_of(self)->fields[index], value_keep(value));
}

// Reads keyword arguments into fields: `names` are the fields from `first` on, NULL-terminated.
static bool take_keywords(Interp *interp, Value self, const Arguments *arguments, int first, const char *const *names)
{
    const Tuple *keywords = arguments->keywords;
    size_t known = 0;
    while (names[known])
        known++;
    if (keywords && keywords->count > known) {
        raise_type_error(interp, "%s() takes at most %zu keyword argument%s (%zu given)", value_type_name(interp, self),
                         known, known == 1 ? "" : "s", keywords->count);
        return false;
    }
    for (size_t i = 0; keywords && i < keywords->count; i++) {
        int index = 0;
        while (names[index] && !str_equals(keywords->items[i], names[index]))
            index++;
        if (!names[index]) {
            Suggestion suggestion;
            suggestion_begin(&suggestion, str_of(keywords->items[i])->text);
            for (index = 0; names[index]; index++)
                suggestion_consider(&suggestion, names[index]);
            const char *class = value_type_name(interp, self);
            suggestion_raise_keyword(&suggestion, interp, class, (int)strlen(class));
            return false;
        }
        put(self, first + index, arguments->values[arguments->count + i]);
    }
    return true;
}

static bool init_args(Interp *interp, Value self, const Arguments *arguments)
{
    return exception_init_slot(interp, self, &(Arguments){arguments->values, arguments->count, NULL});
}

// ---- SystemExit, StopIteration, NameError, AttributeError, ImportError, KeyError ----

static bool exit_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!exception_init_slot(interp, self, arguments))
        return false;
    if (arguments->count == 1)
        put(self, SYSTEM_EXIT_CODE, arguments->values[0]);
    else if (arguments->count > 1)
        put(self, SYSTEM_EXIT_CODE, exception_of(self)->args);
    return true;
}

static bool stop_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!exception_init_slot(interp, self, arguments))
        return false;
    put(self, STOP_ITERATION_VALUE, arguments->count ? arguments->values[0] : VALUE_NONE);
    return true;
}

static bool name_init(Interp *interp, Value self, const Arguments *arguments)
{
    static const char *const NAMES[] = {"name", NULL};
    return init_args(interp, self, arguments) && take_keywords(interp, self, arguments, NAME_ERROR_NAME, NAMES);
}

static bool is_set(Value field)
{
    return field.tag > TAG_UNSET && !value_is_none(field);
}

// The attributes of an exception and those of the named fields that are set, as a dict: what copying carries over.
// UNSET where there are none.
static Value named_state(Interp *interp, Value self, int first, const char *const *names)
{
    Value own = exception_state(self), state = VALUE_UNSET;
    for (int i = 0; names[i]; i++) {
        Value field = exception_of(self)->fields[first + i];
        if (!is_set(field))
            continue;
        if (value_is_unset(state))
            state = value_is_unset(own) ? dict_new(interp) : dict_copy(interp, own);
        if (!value_is_error(state) && !dict_set_text(interp, state, names[i], field))
            value_replace_take(&state, VALUE_ERROR);
        if (value_is_error(state))
            break;
    }
    if (value_is_unset(state))
        return own;
    value_drop(own);
    return state;
}

static void clear_fields(Value self, int first, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        put(self, first + i, VALUE_UNSET);
}

NATIVE(attribute_getstate, "__getstate__(self, /)", "Gives what copying has to carry over.")
{
    static const char *const NAMES[] = {"name", NULL};
    Value state = named_state(interp, arg[0], ATTRIBUTE_ERROR_NAME, NAMES);
    Value whole = value_is_unset(state) ? dict_new(interp) : value_is_error(state) ? state : dict_copy(interp, state);
    if (!value_is_error(state))
        value_drop(state);
    if (!value_is_error(whole) && !dict_set_text(interp, whole, "args", exception_of(arg[0])->args))
        value_replace_take(&whole, VALUE_ERROR);
    return whole;
}

NATIVE(attribute_reduce, "__reduce__(self, /)", "Tells how to make the exception again.")
{
    return exception_reduce_with(interp, arg[0], value_keep(exception_of(arg[0])->args),
                                 attribute_getstate(interp, arg));
}

static const NativeSpec *const ATTRIBUTE_METHODS[] = {&attribute_getstate_native, &attribute_reduce_native, NULL};

static bool attribute_init(Interp *interp, Value self, const Arguments *arguments)
{
    static const char *const NAMES[] = {"name", "obj", NULL};
    clear_fields(self, ATTRIBUTE_ERROR_NAME, NAMES);
    return init_args(interp, self, arguments) && take_keywords(interp, self, arguments, ATTRIBUTE_ERROR_NAME, NAMES);
}

static const char *const IMPORT_NAMES[] = {"name", "path", "name_from", NULL};

NATIVE(import_reduce, "__reduce__(self, /)", "Tells how to make the exception again.")
{
    return exception_reduce_with(interp, arg[0], value_keep(exception_of(arg[0])->args),
                                 named_state(interp, arg[0], IMPORT_ERROR_NAME, IMPORT_NAMES));
}

static const NativeSpec *const IMPORT_METHODS[] = {&import_reduce_native, NULL};

static bool import_init(Interp *interp, Value self, const Arguments *arguments)
{
    clear_fields(self, IMPORT_ERROR_NAME, IMPORT_NAMES);
    put(self, IMPORT_ERROR_MSG, VALUE_UNSET);
    if (!init_args(interp, self, arguments) || !take_keywords(interp, self, arguments, IMPORT_ERROR_NAME, IMPORT_NAMES))
        return false;
    if (arguments->count == 1)
        put(self, IMPORT_ERROR_MSG, arguments->values[0]);
    return true;
}

static Value plain_str(Interp *interp, Value self)
{
    return interp->exceptions[ERROR_BASE_EXCEPTION]->slots.str(interp, self);
}

static Value import_str(Interp *interp, Value self)
{
    Value message = exception_of(self)->fields[IMPORT_ERROR_MSG];
    if (message.tag == TAG_OBJECT && message.object->type == interp->types[TYPE_STR])
        return value_keep(message);
    return plain_str(interp, self);
}

static Value key_str(Interp *interp, Value self)
{
    const Tuple *args = tuple_of(exception_of(self)->args);
    return args->count == 1 ? value_repr(interp, args->items[0]) : plain_str(interp, self);
}

// ---- OSError ----

static const struct {
    int number;
    ErrorKind kind;
} ERRNO_KINDS[] = {
    {EAGAIN, ERROR_BLOCKING_IO_ERROR},
    {EALREADY, ERROR_BLOCKING_IO_ERROR},
    {EINPROGRESS, ERROR_BLOCKING_IO_ERROR},
    {EPIPE, ERROR_BROKEN_PIPE_ERROR},
    {ESHUTDOWN, ERROR_BROKEN_PIPE_ERROR},
    {ECHILD, ERROR_CHILD_PROCESS_ERROR},
    {ECONNABORTED, ERROR_CONNECTION_ABORTED_ERROR},
    {ECONNREFUSED, ERROR_CONNECTION_REFUSED_ERROR},
    {ECONNRESET, ERROR_CONNECTION_RESET_ERROR},
    {EEXIST, ERROR_FILE_EXISTS_ERROR},
    {ENOENT, ERROR_FILE_NOT_FOUND_ERROR},
    {EISDIR, ERROR_IS_A_DIRECTORY_ERROR},
    {ENOTDIR, ERROR_NOT_A_DIRECTORY_ERROR},
    {EINTR, ERROR_INTERRUPTED_ERROR},
    {EACCES, ERROR_PERMISSION_ERROR},
    {EPERM, ERROR_PERMISSION_ERROR},
    {ESRCH, ERROR_PROCESS_LOOKUP_ERROR},
    {ETIMEDOUT, ERROR_TIMEOUT_ERROR},
};

static ErrorKind kind_of_errno(int64_t number)
{
    for (size_t i = 0; i < COUNT_OF(ERRNO_KINDS); i++) {
        if (ERRNO_KINDS[i].number == number)
            return ERRNO_KINDS[i].kind;
    }
    return ERROR_OS_ERROR;
}

// OSError(errno, text) makes the subclass that fits the number.
static Value os_new(Interp *interp, Type *type, const Arguments *arguments)
{
    int64_t number;
    if (type == interp->exceptions[ERROR_OS_ERROR] && arguments->count >= 2 && arguments->count <= 5 &&
        int_check(interp, arguments->values[0]) && int_as_int64(arguments->values[0], &number))
        type = interp->exceptions[kind_of_errno(number)];
    return exception_new_slot(interp, type, arguments);
}

static bool os_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!exception_init_slot(interp, self, arguments))
        return false;
    size_t count = arguments->count;
    const Value *values = arguments->values;
    if (count < 2 || count > 5)
        return true;
    put(self, OS_ERROR_ERRNO, values[0]);
    put(self, OS_ERROR_STRERROR, values[1]);
    if (count == 2 || value_is_none(values[2]))
        return true;
    put(self, OS_ERROR_FILENAME, values[2]);
    if (count == 5)
        put(self, OS_ERROR_FILENAME2, values[4]);
    Value args = tuple_from_values(interp, 2, values);
    if (value_is_error(args))
        return false;
    value_replace_take(&exception_of(self)->args, args);
    return true;
}

static Value os_str(Interp *interp, Value self)
{
    const Value *fields = exception_of(self)->fields;
    if (fields[OS_ERROR_ERRNO].tag == TAG_ERROR || fields[OS_ERROR_STRERROR].tag == TAG_ERROR)
        return plain_str(interp, self);
    Value number = value_str(interp, fields[OS_ERROR_ERRNO]), text = VALUE_ERROR, first = VALUE_UNSET,
          second = VALUE_UNSET, result = VALUE_ERROR;
    if (!value_is_error(number))
        text = value_str(interp, fields[OS_ERROR_STRERROR]);
    if (!value_is_error(text) && fields[OS_ERROR_FILENAME].tag != TAG_ERROR)
        first = value_repr(interp, fields[OS_ERROR_FILENAME]);
    if (!value_is_error(first) && fields[OS_ERROR_FILENAME2].tag != TAG_ERROR)
        second = value_repr(interp, fields[OS_ERROR_FILENAME2]);
    if (!value_is_error(text) && !value_is_error(first) && !value_is_error(second))
        result = str_from_format(
            interp, "[Errno %s] %s%s%s%s%s", str_of(number)->text, str_of(text)->text,
            first.tag == TAG_OBJECT ? ": " : "", first.tag == TAG_OBJECT ? str_of(first)->text : "",
            second.tag == TAG_OBJECT ? " -> " : "", second.tag == TAG_OBJECT ? str_of(second)->text : "");
    value_drop(number);
    value_drop(text);
    value_drop(first);
    value_drop(second);
    return result;
}

// ---- SyntaxError ----

static bool syntax_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!exception_init_slot(interp, self, arguments))
        return false;
    if (arguments->count >= 1)
        put(self, SYNTAX_ERROR_MSG, arguments->values[0]);
    if (arguments->count != 2)
        return true;
    Value details = tuple_from_iterable(interp, arguments->values[1]);
    if (value_is_error(details))
        return false;
    const Tuple *tuple = tuple_of(details);
    bool ok = tuple->count == 4 || tuple->count == 6;
    for (size_t i = 0; ok && i < tuple->count; i++)
        put(self, SYNTAX_ERROR_FILENAME + (int)i, tuple->items[i]);
    if (!ok)
        raise_type_error(interp, "function takes %s arguments (%zu given)",
                         tuple->count < 4    ? "at least 4"
                         : tuple->count == 5 ? "exactly 4 or 6"
                                             : "at most 6",
                         tuple->count);
    value_drop(details);
    return ok;
}

// "invalid syntax (main.py, line 3)": the file's last part only.
static Value syntax_str(Interp *interp, Value self)
{
    const Value *fields = exception_of(self)->fields;
    Value first = fields[SYNTAX_ERROR_MSG].tag == TAG_OBJECT ? fields[SYNTAX_ERROR_MSG] : VALUE_NONE;
    Value message = value_str(interp, first);
    if (value_is_error(message))
        return message;
    int64_t line;
    bool has_line = int_check(interp, fields[SYNTAX_ERROR_LINENO]) && int_as_int64(fields[SYNTAX_ERROR_LINENO], &line);
    Value file = fields[SYNTAX_ERROR_FILENAME];
    bool has_file = file.tag == TAG_OBJECT && value_is_instance(interp, file, interp->types[TYPE_STR]);
    Value result;
    const char *path = has_file ? str_of(file)->text : "";
    const char *slash = strrchr(path, '/');
    if (slash)
        path = slash + 1;
    if (has_file && has_line)
        result = str_from_format(interp, "%s (%s, line %lld)", str_of(message)->text, path, (long long)line);
    else if (has_file)
        result = str_from_format(interp, "%s (%s)", str_of(message)->text, path);
    else if (has_line)
        result = str_from_format(interp, "%s (line %lld)", str_of(message)->text, (long long)line);
    else
        return message;
    value_drop(message);
    return result;
}

// ---- UnicodeError ----

static bool unicode_init(Interp *interp, Value self, const Arguments *arguments)
{
    if (!exception_init_slot(interp, self, arguments))
        return false;
    bool translates = exception_kind(interp, self) == ERROR_UNICODE_TRANSLATE_ERROR;
    size_t wanted = translates ? 4 : 5;
    if (arguments->count != wanted) {
        raise_type_error(interp, "function takes exactly %zu arguments (%zu given)", wanted, arguments->count);
        return false;
    }
    bool decodes = exception_kind(interp, self) == ERROR_UNICODE_DECODE_ERROR;
    const int expected[] = {TYPE_STR, decodes ? TYPE_BYTES : TYPE_STR, TYPE_INT, TYPE_INT, TYPE_STR};
    for (size_t i = 0; i < wanted; i++) {
        size_t field = i + (translates ? 1 : 0);
        Value v = arguments->values[i];
        if (!value_is_instance(interp, v, interp->types[expected[field]])) {
            if (expected[field] == TYPE_BYTES)
                raise_type_error(interp, "a bytes-like object is required, not '%s'", value_type_name(interp, v));
            else
                raise_type_error(interp, "argument %zu must be %s, not %s", i + 1,
                                 interp->types[expected[field]]->full_name, value_type_name(interp, v));
            return false;
        }
        put(self, (int)field, v);
    }
    return true;
}

static void append_encoded(Text *text, uint32_t code_point)
{
    text_append_format(text, code_point < 0x100 ? "\\x%02x" : code_point < 0x10000 ? "\\u%04x" : "\\U%08x", code_point);
}

// What is at `start`: " byte 0xff in position 0" or " character '\xe9' in position 0".
static bool append_culprit(Interp *interp, Text *text, Value object, int64_t start, bool decodes)
{
    Value item = value_get_item(interp, object, value_from_int(start));
    if (value_is_error(item))
        return false;
    if (decodes && item.tag == TAG_INT) {
        text_append_format(text, " byte 0x%02x", (unsigned)item.integer);
    } else if (item.tag == TAG_OBJECT) {
        size_t width;
        text_append_string(text, " character '");
        append_encoded(text, utf8_decode(str_of(item)->text, &width));
        text_append_char(text, '\'');
    }
    value_drop(item);
    return true;
}

static Value unicode_str(Interp *interp, Value self)
{
    const Value *fields = exception_of(self)->fields;
    int64_t start, end, length;
    if (fields[UNICODE_ERROR_REASON].tag == TAG_ERROR || !int_as_int64(fields[UNICODE_ERROR_START], &start) ||
        !int_as_int64(fields[UNICODE_ERROR_END], &end))
        return str_from_string(interp, "");
    ErrorKind kind = exception_kind(interp, self);
    if (!value_length(interp, fields[UNICODE_ERROR_OBJECT], &length))
        return VALUE_ERROR;
    Value encoding =
        kind == ERROR_UNICODE_TRANSLATE_ERROR ? VALUE_UNSET : value_str(interp, fields[UNICODE_ERROR_ENCODING]);
    Value reason = value_str(interp, fields[UNICODE_ERROR_REASON]);
    Text text;
    text_init(&text, &interp->memory);
    const char *verb = kind == ERROR_UNICODE_DECODE_ERROR   ? "decode"
                       : kind == ERROR_UNICODE_ENCODE_ERROR ? "encode"
                                                            : "translate";
    bool ok = !value_is_error(encoding) && !value_is_error(reason);
    if (ok && encoding.tag == TAG_OBJECT)
        text_append_format(&text, "'%s' codec ", str_of(encoding)->text);
    text_append_format(&text, "can't %s", verb);
    bool one = end == start + 1 && start >= 0 && start < length;
    if (ok && one)
        ok = append_culprit(interp, &text, fields[UNICODE_ERROR_OBJECT], start, kind == ERROR_UNICODE_DECODE_ERROR);
    else
        text_append_string(&text, kind == ERROR_UNICODE_DECODE_ERROR ? " bytes" : " characters");
    if (one)
        text_append_format(&text, " in position %lld: ", (long long)start);
    else
        text_append_format(&text, " in position %lld-%lld: ", (long long)start, (long long)end - 1);
    if (ok)
        text_append_string(&text, str_of(reason)->text);
    value_drop(encoding);
    value_drop(reason);
    if (ok)
        return str_from_text_take(&text);
    text_free(&text);
    return VALUE_ERROR;
}

// ---- the classes ----

static const GetSetSpec EXIT_FIELDS[] = {FIELD(0, "code", "The exit status."), {0}};
static const GetSetSpec STOP_FIELDS[] = {FIELD(0, "value", "What the generator returned."), {0}};
static const GetSetSpec NAME_FIELDS[] = {FIELD(0, "name", "The name that is not defined."), {0}};
static const GetSetSpec ATTRIBUTE_FIELDS[] = {
    FIELD(0, "name", "The missing attribute."), FIELD(1, "obj", "The object that lacks it."), {0}};
static const GetSetSpec IMPORT_FIELDS[] = {FIELD(0, "msg", "The message."),
                                           FIELD(1, "name", "The module's name."),
                                           FIELD(2, "path", "The module's path."),
                                           FIELD(3, "name_from", "The name imported from it."),
                                           {0}};
static const GetSetSpec OS_FIELDS[] = {FIELD(0, "errno", "The system's error number."),
                                       FIELD(1, "strerror", "The system's text."),
                                       FIELD(2, "filename", "The file."),
                                       FIELD(3, "filename2", "The second file."),
                                       {0}};
static const GetSetSpec SYNTAX_FIELDS[] = {FIELD(0, "msg", "The message."),
                                           FIELD(1, "filename", "The file."),
                                           FIELD(2, "lineno", "The line, from 1."),
                                           FIELD(3, "offset", "The column, from 1."),
                                           FIELD(4, "text", "The line's text."),
                                           FIELD(5, "end_lineno", "The last line."),
                                           FIELD(6, "end_offset", "The column after the end."),
                                           FIELD(7, "print_file_and_line", "Whether the place is printed."),
                                           {0}};
static const GetSetSpec UNICODE_FIELDS[] = {
    FIELD(0, "encoding", "The encoding."),        FIELD(1, "object", "What was coded."),
    FIELD(2, "start", "Where the error starts."), FIELD(3, "end", "Where it ends."),
    FIELD(4, "reason", "What is wrong."),         {0}};
static const GetSetSpec GROUP_FIELDS[] = {
    {"message", "The group's message.", get_field_0, NULL, .member = true},
    {"exceptions", "The exceptions in the group.", get_field_1, NULL, .member = true},
    {0}};

// args hold no names of files: they are found in the fields.
NATIVE(os_reduce, "__reduce__(self, /)", "Tells how to make the exception again.")
{
    const Exception *exception = exception_of(arg[0]);
    const Tuple *args = tuple_of(exception->args);
    Value file = exception->fields[OS_ERROR_FILENAME], other = exception->fields[OS_ERROR_FILENAME2];
    bool named = args->count == 2 && is_set(file);
    bool two = named && is_set(other);
    Value whole = !named ? value_keep(exception->args)
                         : tuple_from_values(interp, two ? 5 : 3,
                                             (Value[]){args->items[0], args->items[1], file, VALUE_NONE, other});
    return exception_reduce_with(interp, arg[0], whole, exception_state(arg[0]));
}

static const NativeSpec *const OS_METHODS[] = {&os_reduce_native, NULL};

typedef struct KindRow {
    ErrorKind kind;
    size_t fields;
    const GetSetSpec *getsets;
    Value (*new_)(Interp *, Type *, const Arguments *);
    bool (*init)(Interp *, Value, const Arguments *);
    Value (*str)(Interp *, Value);
    const NativeSpec *const *methods;
} KindRow;

static const KindRow ROWS[] = {
    {ERROR_SYSTEM_EXIT, 1, EXIT_FIELDS, NULL, exit_init, NULL, NULL},
    {ERROR_STOP_ITERATION, 1, STOP_FIELDS, NULL, stop_init, NULL, NULL},
    {ERROR_NAME_ERROR, 1, NAME_FIELDS, NULL, name_init, NULL, NULL},
    {ERROR_ATTRIBUTE_ERROR, 2, ATTRIBUTE_FIELDS, NULL, attribute_init, NULL, ATTRIBUTE_METHODS},
    {ERROR_IMPORT_ERROR, 4, IMPORT_FIELDS, NULL, import_init, import_str, IMPORT_METHODS},
    {ERROR_KEY_ERROR, 0, NULL, NULL, NULL, key_str, NULL},
    {ERROR_OS_ERROR, 4, OS_FIELDS, os_new, os_init, os_str, OS_METHODS},
    {ERROR_SYNTAX_ERROR, 8, SYNTAX_FIELDS, NULL, syntax_init, syntax_str, NULL},
    {ERROR_UNICODE_DECODE_ERROR, 5, UNICODE_FIELDS, NULL, unicode_init, unicode_str, NULL},
    {ERROR_UNICODE_ENCODE_ERROR, 5, UNICODE_FIELDS, NULL, unicode_init, unicode_str, NULL},
    {ERROR_UNICODE_TRANSLATE_ERROR, 5, UNICODE_FIELDS, NULL, unicode_init, unicode_str, NULL},
    {ERROR_BASE_EXCEPTION_GROUP, 2, GROUP_FIELDS, exception_group_new, exception_group_init, exception_group_str,
     EXCEPTION_GROUP_METHODS},
};

static const KindRow *row_of(ErrorKind kind)
{
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        if (ROWS[i].kind == kind)
            return &ROWS[i];
    }
    return NULL;
}

// The names under which the classes that are not built in are known.
static const char *full_name(ErrorKind kind)
{
    return kind == ERROR_OUT_OF_MEMORY_ERROR ? "torch.OutOfMemoryError"
           : kind == ERROR_LINALG_ERROR      ? "torch._C._LinAlgError"
                                             : error_kind_name(kind);
}

static bool set_group_bases(Interp *interp)
{
    // ExceptionGroup is an Exception too: its layout comes from the group, its mro has both.
    Type *group = interp->exceptions[ERROR_EXCEPTION_GROUP], *exception = interp->exceptions[ERROR_EXCEPTION];
    Value bases[] = {value_from_object(interp->exceptions[ERROR_BASE_EXCEPTION_GROUP]), value_from_object(exception)};
    value_replace_take(&group->bases, tuple_from_values(interp, 2, bases));
    if (value_is_error(group->bases))
        return false;
    Value mro[] = {value_from_object(group), bases[0], bases[1],
                   value_from_object(interp->exceptions[ERROR_BASE_EXCEPTION]),
                   value_from_object(interp->types[TYPE_OBJECT])};
    value_replace_take(&group->mro, tuple_from_values(interp, COUNT_OF(mro), mro));
    return !value_is_error(group->mro) && type_add_subclass(exception, group);
}

bool exception_init_kinds(Interp *interp)
{
    for (int kind = ERROR_BASE_EXCEPTION + 1; kind < ERROR_KIND_COUNT; kind++) {
        Type *parent = interp->exceptions[error_kind_parent((ErrorKind)kind)];
        const KindRow *row = row_of((ErrorKind)kind);
        TypeSpec spec = {.name = full_name((ErrorKind)kind), .doc = error_kind_doc((ErrorKind)kind), .id = -1};
        if (row) {
            spec.size = row->fields ? sizeof(Exception) + row->fields * sizeof(Value) : 0;
            spec.getsets = row->getsets;
            spec.methods = row->methods;
            spec.slots.new_ = row->new_;
            spec.slots.init = row->init;
            spec.slots.str = row->str;
        }
        interp->exceptions[kind] = interp_make_type(interp, &spec, parent);
        if (!interp->exceptions[kind])
            return false;
    }
    return set_group_bases(interp);
}

bool exception_fill_fields(Interp *interp, Value exception, const Arguments *arguments)
{
    ErrorKind kind = exception_kind(interp, exception);
    // These take more than a text; a text alone, from C code, fills nothing.
    if (error_kind_is(kind, ERROR_UNICODE_ERROR) || error_kind_is(kind, ERROR_BASE_EXCEPTION_GROUP))
        return true;
    return exception.object->type->slots.init(interp, exception, arguments);
}

#include "lib/sys_stream.h"

#include <string.h>
#include <strings.h>

typedef struct Stream {
    Object head;
    int number;
    bool closed, line_buffering, write_through; // the last two are only told: output is never held back
} Stream;

static Stream *stream_of(Value v)
{
    return (Stream *)v.object;
}

int sys_stream_number(Interp *interp, Value v)
{
    Type *type = interp->types[TYPE_STREAM];
    if (!type || v.tag != TAG_OBJECT || v.object->type != type || stream_of(v)->closed)
        return 0;
    return stream_of(v)->number;
}

/// Reads one line into `out`, its newline included; nothing is appended at the end of input.
static bool read_line(Interp *interp, Text *out)
{
    char part[512];
    if (!interp->hooks.read_line)
        return true;
    for (;;) {
        size_t length = interp->hooks.read_line(interp, part, sizeof part);
        if (length == 0)
            return !error_pending(&interp->error);
        if (!text_append(out, part, length))
            return false;
        if (part[length - 1] == '\n')
            return true;
    }
}

Value sys_stream_input(Interp *interp)
{
    Text line;
    text_init(&line, &interp->memory);
    if (!read_line(interp, &line)) {
        text_free(&line);
        return VALUE_ERROR;
    }
    if (line.length == 0) {
        text_free(&line);
        return value_raise(interp, ERROR_EOF_ERROR, "EOF when reading a line");
    }
    if (line.bytes[line.length - 1] == '\n')
        line.length--;
    Value text = str_new(interp, line.bytes, line.length);
    text_free(&line);
    return text;
}

static bool is_open(Interp *interp, Value self)
{
    if (stream_of(self)->closed)
        raise_value_error(interp, "I/O operation on closed file.");
    return !stream_of(self)->closed;
}

static bool writable(Interp *interp, Value self)
{
    if (!is_open(interp, self))
        return false;
    if (stream_of(self)->number != 0)
        return true;
    Value class = support_import(interp, "io", "UnsupportedOperation");
    if (!value_is_error(class)) {
        Value text = str_from_string(interp, "not writable");
        Value instance = value_is_error(text) ? VALUE_ERROR : value_call_values(interp, class, 1, &text);
        value_drop(text);
        value_drop(class);
        if (!value_is_error(instance))
            value_raise_instance(interp, instance);
        value_drop(instance);
    }
    return false;
}

NATIVE(stream_write, "write(self, text, /)", "Writes a text; returns its number of characters.")
{
    if (!support_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "write() argument must be str, not %s", value_type_name(interp, arg[1]));
    if (!writable(interp, arg[0]))
        return VALUE_ERROR;
    const Str *text = str_of(arg[1]);
    if (!interp->hooks.write(interp, stream_of(arg[0])->number, text->text, text->bytes))
        return VALUE_ERROR;
    return value_from_int((int64_t)text->length);
}

NATIVE(stream_writelines, "writelines(self, lines, /)", "Writes each of several texts.")
{
    Value iterator = value_iter(interp, arg[1]);
    if (value_is_error(iterator))
        return VALUE_ERROR;
    Value result = VALUE_NONE;
    for (;;) {
        Value pair[2] = {arg[0], value_next(interp, iterator)};
        if (value_is_unset(pair[1]))
            break;
        result = value_is_error(pair[1]) ? VALUE_ERROR : stream_write(interp, pair);
        value_drop(pair[1]);
        if (value_is_error(result))
            break;
    }
    value_drop(iterator);
    return value_is_error(result) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(stream_flush, "flush(self, /)", "Passes on what was written.")
{
    if (!is_open(interp, arg[0]))
        return VALUE_ERROR;
    int number = stream_of(arg[0])->number;
    return number == 0 || interp->hooks.write(interp, number, "", 0) ? VALUE_NONE : VALUE_ERROR;
}
NATIVE(stream_isatty, "isatty(self, /)", "Returns whether a person is at the other end: no.")
{
    return VALUE_FALSE;
}
NATIVE(stream_fileno, "fileno(self, /)", "Returns the number of the stream.")
{
    return value_from_int(stream_of(arg[0])->number);
}
NATIVE(stream_seekable, "seekable(self, /)", "Returns whether the place can be changed: no.")
{
    return VALUE_FALSE;
}
NATIVE(stream_reconfigure,
       "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
       "Changes how output is buffered, which nobody sees; other settings are fixed.")
{
    const Str *name = NULL;
    if (!value_is_none(arg[1]) && !support_text(interp, arg[1], "encoding", &name))
        return VALUE_ERROR;
    bool same = !name || strcasecmp(name->text, "utf-8") == 0 || strcasecmp(name->text, "utf8") == 0;
    if (!same || !value_is_none(arg[2]) || !value_is_none(arg[3]))
        return support_refuse(interp, "changing the encoding of a standard stream");
    Stream *stream = stream_of(arg[0]);
    bool *settings[] = {&stream->line_buffering, &stream->write_through};
    for (int i = 0; i < 2; i++) {
        int64_t number = 0;
        if (value_is_none(arg[4 + i]))
            continue;
        if (!value_to_int64(interp, arg[4 + i], &number))
            return VALUE_ERROR;
        *settings[i] = number != 0;
    }
    return VALUE_NONE;
}
NATIVE(stream_enter, "__enter__(self, /)", "Returns the stream.")
{
    return is_open(interp, arg[0]) ? value_keep(arg[0]) : VALUE_ERROR;
}
NATIVE(stream_close, "close(self, /)", "Closes the stream for the program; errors are still shown.")
{
    stream_of(arg[0])->closed = true;
    return VALUE_NONE;
}
NATIVE(stream_exit, "__exit__(self, /, *exc_info)", "Closes the stream.")
{
    return stream_close(interp, arg);
}
NATIVE(stream_readable, "readable(self, /)", "Returns whether the stream can be read.")
{
    return value_from_bool(stream_of(arg[0])->number == 0);
}
NATIVE(stream_writable, "writable(self, /)", "Returns whether the stream can be written.")
{
    return value_from_bool(stream_of(arg[0])->number != 0);
}

Value sys_stream_read_line(Interp *interp)
{
    Text line;
    text_init(&line, &interp->memory);
    if (!read_line(interp, &line)) {
        text_free(&line);
        return VALUE_ERROR;
    }
    return str_from_text_take(&line);
}

/// A stream keeps nothing back, so that it cannot give a part of a line: sizes are refused.
static bool wants_all(Interp *interp, Value size)
{
    int64_t number;
    if (value_is_none(size))
        return true;
    if (!value_to_int64(interp, size, &number))
        return false;
    if (number >= 0)
        (void)support_refuse(interp, "reading a number of characters of standard input");
    return number < 0;
}

NATIVE(stream_readline, "readline(self, size=-1, /)", "Reads a line with its newline; '' at the end.")
{
    if (!is_open(interp, arg[0]) || !wants_all(interp, arg[1]))
        return VALUE_ERROR;
    return sys_stream_read_line(interp);
}

NATIVE(stream_read, "read(self, size=-1, /)", "Reads all that is left.")
{
    if (!is_open(interp, arg[0]) || !wants_all(interp, arg[1]))
        return VALUE_ERROR;
    Text all;
    text_init(&all, &interp->memory);
    size_t before;
    do {
        before = all.length;
        if (!read_line(interp, &all)) {
            text_free(&all);
            return VALUE_ERROR;
        }
    } while (all.length > before);
    return str_from_text_take(&all);
}

static Value stream_next(Interp *interp, Value self)
{
    Value arguments[2] = {self, value_from_int(-1)};
    Value line = stream_readline(interp, arguments);
    if (value_is_error(line) || str_of(line)->bytes > 0)
        return line;
    value_drop(line);
    return VALUE_UNSET;
}

NATIVE(stream_readlines, "readlines(self, hint=-1, /)", "Reads all lines that are left.")
{
    return wants_all(interp, arg[1]) ? list_from_iterable(interp, arg[0]) : VALUE_ERROR;
}

static Value get_name(Interp *interp, Value self)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    return str_from_string(interp, names[stream_of(self)->number]);
}
static Value get_mode(Interp *interp, Value self)
{
    return str_from_string(interp, stream_of(self)->number ? "w" : "r");
}
static Value get_encoding(Interp *interp, UNUSED Value self)
{
    return str_from_string(interp, "utf-8");
}
static Value get_errors(Interp *interp, Value self)
{
    return str_from_string(interp, stream_of(self)->number == 2 ? "backslashreplace" : "strict");
}
static Value get_closed(UNUSED Interp *interp, Value self)
{
    return value_from_bool(stream_of(self)->closed);
}

static Value get_line_buffering(UNUSED Interp *interp, Value self)
{
    return value_from_bool(stream_of(self)->line_buffering);
}
static Value get_write_through(UNUSED Interp *interp, Value self)
{
    return value_from_bool(stream_of(self)->write_through);
}
static Value get_none(UNUSED Interp *interp, UNUSED Value self)
{
    return VALUE_NONE;
}
static Value get_buffer(Interp *interp, Value self)
{
    Value function = support_import(interp, "_iobuffered", "standard");
    Value number = value_from_int(stream_of(self)->number);
    Value result = value_is_error(function) ? VALUE_ERROR : value_call_values(interp, function, 1, &number);
    value_drop(function);
    return result;
}

static Value stream_repr(Interp *interp, Value self)
{
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    int number = stream_of(self)->number;
    return str_from_format(interp, "<_io.TextIOWrapper name='<%s>' mode='%s' encoding='utf-8'>", names[number],
                           number ? "w" : "r");
}

static const NativeSpec *const METHODS[] = {
    &stream_write_native,  &stream_writelines_native, &stream_flush_native,       &stream_isatty_native,
    &stream_fileno_native, &stream_seekable_native,   &stream_reconfigure_native, &stream_enter_native,
    &stream_exit_native,   &stream_close_native,      &stream_readable_native,    &stream_writable_native,
    &stream_read_native,   &stream_readline_native,   &stream_readlines_native,   NULL,
};
static const GetSetSpec GETSETS[] = {
    {"name", "The stream's name.", get_name, NULL},
    {"mode", "'r' or 'w'.", get_mode, NULL},
    {"encoding", "The encoding of the bytes behind the text.", get_encoding, NULL},
    {"errors", "How characters that cannot be encoded are treated.", get_errors, NULL},
    {"buffer", "The stream as a file of bytes.", get_buffer, NULL},
    {"newlines", "The line ends that were translated: none.", get_none, NULL},
    {"line_buffering", "Whether each line is written at once.", get_line_buffering, NULL},
    {"write_through", "Whether everything is written at once.", get_write_through, NULL},
    {"closed", "Whether the stream is closed.", get_closed, NULL},
    {NULL, NULL, NULL, NULL},
};

const TypeSpec type_spec_STREAM = {
    .name = "_io.TextIOWrapper",
    .doc = "A standard stream of the session.",
    .id = TYPE_STREAM,
    .size = sizeof(Stream),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.repr = stream_repr, .iter = support_self_iter, .next = stream_next},
    .methods = METHODS,
    .getsets = GETSETS,
};

Value sys_stream_new(Interp *interp, int number)
{
    const TypeSpec *spec = &type_spec_STREAM;
    if (!interp->types[TYPE_STREAM] && !interp_add_types(interp, &spec, 1))
        return VALUE_ERROR;
    Stream *stream = object_new(interp, interp->types[TYPE_STREAM], sizeof *stream);
    if (!stream)
        return VALUE_ERROR;
    stream->number = number;
    return value_from_object(stream);
}

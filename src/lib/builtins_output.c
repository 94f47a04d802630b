// print, input and their neighbours.
#include <string.h>

#include "lib/builtins.h"
#include "lib/sys_stream.h"
#include "object/codec.h"

/// The object that print() writes to: sys.stdout where a program has replaced it, else UNSET. Lent.
static Value replaced_stdout(Interp *interp)
{
    Value sys = dict_peek_name(dict_of(interp->modules), interp->names[NAME_sys]);
    if (sys.tag != TAG_OBJECT)
        return VALUE_UNSET;
    Value out = dict_peek_name(dict_of(module_dict(sys)), interp->names[NAME_stdout]);
    if (sys_stream_number(interp, out) == 1)
        return VALUE_UNSET;
    return out.tag == TAG_ERROR ? VALUE_UNSET : out;
}

/// Appends str(v) without making an object of it for the common types.
static bool append_value(Interp *interp, Text *out, Value v)
{
    if (v.tag == TAG_OBJECT && v.object->type == interp->types[TYPE_STR])
        return text_append(out, str_of(v)->text, str_of(v)->bytes);
    if (v.tag == TAG_INT)
        return text_append_format(out, "%lld", (long long)v.integer);
    if (v.tag == TAG_FLOAT)
        return float_append_repr(out, v.real);
    Value text = value_str(interp, v);
    if (value_is_error(text))
        return false;
    bool done = text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return done;
}

/// sep and end: None or not given stand for the default.
static bool separator(Interp *interp, Value v, const char *what, const char *fallback, const char **text,
                      size_t *length)
{
    if (value_is_none(v)) {
        *text = fallback;
        *length = 1;
        return true;
    }
    if (!support_is(interp, v, TYPE_STR)) {
        raise_type_error(interp, "%s must be None or a string, not %s", what, value_type_name(interp, v));
        return false;
    }
    *text = str_of(v)->text;
    *length = str_of(v)->bytes;
    return true;
}

// Surrogates are stored like other characters (ED A0 80 and above), but UTF-8 has none.
static bool check_encodable(Interp *interp, const char *bytes, size_t length)
{
    const char *end = bytes + length, *at = bytes;
    while (at < end && (at = memchr(at, 0xED, (size_t)(end - at))) != NULL) {
        if (end - at > 1 && (unsigned char)at[1] >= 0xA0)
            break;
        at++;
    }
    if (!at || at >= end)
        return true;
    Value text = str_new(interp, bytes, length);
    Value encoded = value_is_error(text) ? text : codec_encode(interp, text, "utf-8", NULL);
    value_drop(text);
    value_drop(encoded);
    return !value_is_error(encoded);
}

static bool write_out(Interp *interp, Value file, const char *bytes, size_t length)
{
    int stream = value_is_unset(file) ? 1 : sys_stream_number(interp, file);
    if (stream == 1 && length && !check_encodable(interp, bytes, length))
        return false;
    if (stream == 1 || stream == 2)
        return interp->hooks.write(interp, stream, bytes, length);
    Value text = str_new(interp, bytes, length);
    if (value_is_error(text))
        return false;
    Value written = value_call_method(interp, file, "write", 1, &text);
    value_drop(text);
    value_drop(written);
    return !value_is_error(written);
}

static bool write_piece(Interp *interp, Value file, Text *piece)
{
    bool done = !piece->failed && write_out(interp, file, text_string(piece), piece->length);
    text_clear(piece);
    return done;
}

/// Composes the line and writes it with one call; what stands before a failing item is written too.
static bool print_items(Interp *interp, const Tuple *items, Value file, Value sep, Value end)
{
    const char *between, *after;
    size_t between_length, after_length;
    if (!separator(interp, sep, "sep", " ", &between, &between_length) ||
        !separator(interp, end, "end", "\n", &after, &after_length))
        return false;
    // A program's own file object sees each piece, as it may count or mark the writes.
    bool pieces = !value_is_unset(file) && sys_stream_number(interp, file) == 0;
    Text line;
    text_init(&line, &interp->memory);
    bool good = true;
    for (size_t i = 0; good && i < items->count; i++) {
        if (i > 0)
            text_append(&line, between, between_length);
        if (pieces && i > 0)
            good = write_piece(interp, file, &line);
        good = good && append_value(interp, &line, items->items[i]);
        if (pieces && good)
            good = write_piece(interp, file, &line);
    }
    if (good)
        good = text_append(&line, after, after_length) && !line.failed;
    if (line.failed) {
        text_free(&line);
        return false;
    }
    if (good) {
        good = write_out(interp, file, text_string(&line), line.length);
    } else if (line.length > 0) {
        Error error;
        error_move(&error, &interp->error);
        bool written = write_out(interp, file, text_string(&line), line.length);
        if (written)
            error_move(&interp->error, &error);
        else
            error_clear(&error);
    }
    text_free(&line);
    return good;
}

// `file` is UNSET for the session's own standard output.
static bool flush_file(Interp *interp, Value file)
{
    if (value_is_unset(file))
        return interp->hooks.write(interp, 1, "", 0);
    Value flushed = value_call_method(interp, file, "flush", 0, NULL);
    value_drop(flushed);
    return !value_is_error(flushed);
}

NATIVE(builtin_print, "print(*args, sep=' ', end='\\n', file=None, flush=False)", "Writes values to a text stream.")
{
    Value file = arg[3];
    if (value_is_none(file))
        file = replaced_stdout(interp);
    if (value_is_none(file))
        return VALUE_NONE; // sys.stdout = None
    file = value_keep(file);
    bool done = print_items(interp, tuple_of(arg[0]), file, arg[1], arg[2]);
    bool flush = false;
    done = done && value_truth(interp, arg[4], &flush) && (!flush || flush_file(interp, file));
    value_drop(file);
    return done ? VALUE_NONE : VALUE_ERROR;
}

bool builtins_show(Interp *interp, Value value)
{
    Value file = value_keep(replaced_stdout(interp));
    if (value_is_none(file)) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "lost sys.stdout");
        return false;
    }
    Value text = value_repr(interp, value);
    bool done = !value_is_error(text) && write_out(interp, file, str_of(text)->text, str_of(text)->bytes) &&
                write_out(interp, file, "\n", 1);
    value_drop(text);
    value_drop(file);
    return done;
}

NATIVE(builtin_input, "input(prompt='', /)", "Reads a line from standard input.")
{
    Value file = value_keep(replaced_stdout(interp));
    Text prompt;
    text_init(&prompt, &interp->memory);
    bool done = append_value(interp, &prompt, arg[0]) && write_out(interp, file, text_string(&prompt), prompt.length);
    text_free(&prompt);
    value_drop(file);
    return done ? sys_stream_input(interp) : VALUE_ERROR;
}

NATIVE(builtin_open,
       "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
       "Opens a file of the session's folder; refused where it has none.")
{
    if (!interp->files)
        return support_refuse(interp, "open() without a folder of files (--files)");
    Value function = support_import(interp, "_iobuffered", "open");
    Value result = value_is_error(function) ? VALUE_ERROR : value_call_values(interp, function, 8, arg);
    value_drop(function);
    return result;
}

NATIVE(builtin_breakpoint, "breakpoint(*args, **kws)", "Refused: there is no debugger.")
{
    return support_refuse(interp, "breakpoint()");
}

const NativeSpec *const BUILTINS_OUTPUT[] = {
    &builtin_print_native, &builtin_input_native, &builtin_open_native, &builtin_breakpoint_native, NULL,
};

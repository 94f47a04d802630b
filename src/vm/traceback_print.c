// How an exception prints: the chain of causes, the lines with their carets, the groups, the last line.
#include <stdio.h>
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/caret.h"
#include "vm/suggestion.h"
#include "vm/traceback.h"

enum { REPEAT_SHOWN = 3, GROUP_WIDTH = 15, GROUP_DEPTH = 10, CHAIN_LIMIT = 1000 };

static const char CAUSE[] = "\nThe above exception was the direct cause of the following exception:\n\n";
static const char CONTEXT[] = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// A printing in progress. Inside an exception group every line starts with a margin.
typedef struct Printing {
    Interp *interp;
    Text *out;
    int group_depth;
    bool need_close;
    const struct Seen *seen;
    const TracebackRange *range; // NULL: all of it
    const Object *top;           // the exception that range->traceback belongs to
} Printing;

typedef struct Seen {
    const struct Seen *outer;
    const Object *exception;
} Seen;

static bool is_seen(const Seen *seen, Value exception)
{
    for (; seen; seen = seen->outer)
        if (seen->exception == exception.object)
            return true;
    return false;
}

/// Writes lines, each behind the group's margin.
static void write_lines(Printing *p, const char *text, size_t length, const char *margin)
{
    const char *end = text + length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *next = newline ? newline + 1 : end;
        if (p->group_depth)
            text_append_format(p->out, "%*s%s", 2 * p->group_depth, "", margin);
        text_append(p->out, text, (size_t)(next - text));
        text = next;
    }
}

static void write_string(Printing *p, const char *text)
{
    write_lines(p, text, strlen(text), "| ");
}

/// One line of the source, without its newline; false where there is none.
static bool source_line(const Code *code, uint32_t number, const char **line, size_t *length)
{
    if (code->source.tag != TAG_OBJECT || number == 0)
        return false;
    const Str *source = str_of(code->source);
    const char *at = source->text, *end = source->text + source->bytes;
    for (uint32_t n = 1; n < number; n++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            return false;
        at++;
    }
    if (at >= end)
        return false;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *line = at;
    *length = newline ? (size_t)(newline - at) : (size_t)(end - at);
    return true;
}

static void write_entry(Printing *p, const Traceback *traceback)
{
    const Code *code = traceback->frame->code;
    CodeLocation location = traceback_location(traceback);
    Text entry;
    text_init(&entry, p->out->memory);
    text_append_format(&entry, "  File \"%s\", line %u, in %s\n", str_of(code->filename)->text, location.line,
                       str_of(code->name)->text);
    CaretSource lines = {0};
    uint32_t last = location.end_line < location.line ? location.line : location.end_line;
    const char *line;
    size_t length;
    for (uint32_t n = location.line; n <= last && lines.count < CARET_LINES; n++) {
        if (!source_line(code, n, &line, &length))
            break;
        lines.lines[lines.count] = line;
        lines.lengths[lines.count++] = length;
    }
    if (lines.count)
        caret_append(&entry, &lines, location, p->interp);
    write_lines(p, text_string(&entry), entry.length, "| ");
    text_free(&entry);
}

static bool same_line(const Traceback *a, const Traceback *b)
{
    return a->frame->code == b->frame->code && traceback_location(a).line == traceback_location(b).line;
}

static void write_repeats(Printing *p, int count)
{
    if (count <= REPEAT_SHOWN)
        return;
    char text[80];
    count -= REPEAT_SHOWN;
    snprintf(text, sizeof text, "  [Previous line repeated %d more time%s]\n", count, count > 1 ? "s" : "");
    write_string(p, text);
}

// The entries that a limit leaves: the first ones, or with a negative limit the last ones.
static void find_range(const Printing *p, Value first, int64_t *skipped, int64_t *taken)
{
    int64_t count = 0;
    for (Value at = first; at.tag == TAG_OBJECT; at = traceback_of(at)->next)
        count++;
    *skipped = 0;
    *taken = count;
    if (!p->range || !p->range->limited)
        return;
    int64_t limit = p->range->limit;
    if (limit < 0)
        *skipped = limit < -count ? 0 : count + limit;
    else if (limit < count)
        *taken = limit;
}

static void write_traceback(Printing *p, Value first)
{
    const Traceback *before = NULL;
    int count = 0;
    int64_t skipped, taken;
    find_range(p, first, &skipped, &taken);
    for (Value at = first; at.tag == TAG_OBJECT && taken > 0; at = traceback_of(at)->next, taken--) {
        const Traceback *traceback = traceback_of(at);
        if (skipped-- > 0)
            continue;
        if (!before || !same_line(before, traceback)) {
            write_repeats(p, count);
            count = 0;
        }
        before = traceback;
        if (++count <= REPEAT_SHOWN)
            write_entry(p, traceback);
    }
    write_repeats(p, count);
}

/// "ValueError", with the module in front unless that is builtins or __main__.
static void append_class_name(Interp *interp, Text *out, Value exception)
{
    Type *type = value_type(interp, exception);
    Value class = value_from_object(type);
    Value module = value_find_attribute(interp, class, interp->names[NAME_module]);
    Value name = value_find_attribute(interp, class, interp->names[NAME_qualname]);
    error_clear(&interp->error);
    if (module.tag == TAG_OBJECT && str_check(interp, module) && !str_equals(module, "builtins") &&
        !str_equals(module, "__main__"))
        text_append_format(out, "%s.", str_of(module)->text);
    text_append_string(out, name.tag == TAG_OBJECT && str_check(interp, name) ? str_of(name)->text : type->full_name);
    value_drop(module);
    value_drop(name);
}

static const char *field_text(Interp *interp, Value exception, int field)
{
    Value v = exception_of(exception)->fields[field];
    return v.tag == TAG_OBJECT && str_check(interp, v) ? str_of(v)->text : NULL;
}

static int64_t field_number(Value exception, int field)
{
    Value v = exception_of(exception)->fields[field];
    return v.tag == TAG_INT ? v.integer : -1;
}

/// The File line and the source line with its carets of a SyntaxError.
static void append_syntax_place(Interp *interp, Text *out, Value exception)
{
    int64_t line = field_number(exception, SYNTAX_ERROR_LINENO);
    const char *filename = field_text(interp, exception, SYNTAX_ERROR_FILENAME);
    if (line < 0)
        return;
    text_append_format(out, "  File \"%s\", line %lld\n", filename ? filename : "<string>", (long long)line);
    const char *text = field_text(interp, exception, SYNTAX_ERROR_TEXT);
    if (!text)
        return;
    size_t length = strlen(text), skipped = 0;
    while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    while (skipped < length &&
           (text[skipped] == ' ' || text[skipped] == '\n' || text[skipped] == '\f' || text[skipped] == '\t'))
        skipped++;
    text_append_string(out, "    ");
    text_append(out, text + skipped, length - skipped);
    text_append_char(out, '\n');
    int64_t offset = field_number(exception, SYNTAX_ERROR_OFFSET);
    int64_t end = field_number(exception, SYNTAX_ERROR_END_OFFSET);
    int64_t end_line = field_number(exception, SYNTAX_ERROR_END_LINENO);
    if (offset < 1)
        return;
    if (end_line > line)
        end = (int64_t)utf8_count(text, length) + 1;
    if (end <= 0 || end == offset)
        end = offset + 1;
    int64_t start = offset - 1 - (int64_t)skipped;
    if (start < 0)
        return;
    text_append_string(out, "    ");
    for (size_t i = 0, at = skipped; i < (size_t)start; i++) {
        bool tab = at < length && text[at] == '\t';
        text_append_char(out, tab ? '\t' : ' ');
        at += at < length;
    }
    text_append_repeated(out, '^', (size_t)(end - offset));
    text_append_char(out, '\n');
}

static void append_notes(Interp *interp, Text *out, Value exception)
{
    Value notes = value_find_attribute(interp, exception, interp->names[NAME_notes]);
    const Value *items;
    size_t count;
    if (notes.tag > TAG_NONE && sequence_items(interp, notes, &items, &count)) {
        for (size_t i = 0; i < count; i++) {
            Value text = value_str(interp, items[i]);
            if (!value_is_error(text))
                text_append(out, str_of(text)->text, str_of(text)->bytes);
            else
                text_append_string(out, "<note str() failed>");
            text_append_char(out, '\n');
            value_drop(text);
        }
    } else if (notes.tag > TAG_NONE) {
        Value text = value_repr(interp, notes);
        if (!value_is_error(text))
            text_append_format(out, "%s\n", str_of(text)->text);
        value_drop(text);
    }
    error_clear(&interp->error);
    value_drop(notes);
}

static void append_message(Interp *interp, Text *out, Value exception)
{
    bool syntax = error_kind_is(exception_kind(interp, exception), ERROR_SYNTAX_ERROR);
    append_class_name(interp, out, exception);
    const char *message = syntax ? field_text(interp, exception, SYNTAX_ERROR_MSG) : NULL;
    if (syntax && field_number(exception, SYNTAX_ERROR_LINENO) >= 0) {
        text_append_format(out, ": %s", message ? message : "<no detail available>");
        return;
    }
    Value text = value_str(interp, exception);
    if (value_is_error(text)) {
        error_clear(&interp->error);
        text_append_string(out, ": <exception str() failed>");
        return;
    }
    if (str_of(text)->bytes)
        text_append_string(out, ": ");
    text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
}

static void append_last_lines(Interp *interp, Text *out, Value exception)
{
    if (error_kind_is(exception_kind(interp, exception), ERROR_SYNTAX_ERROR))
        append_syntax_place(interp, out, exception);
    append_message(interp, out, exception);
    suggestion_append(interp, out, exception);
    text_append_char(out, '\n');
    append_notes(interp, out, exception);
}

static bool is_group(Interp *interp, Value exception)
{
    return error_kind_is(exception_kind(interp, exception), ERROR_BASE_EXCEPTION_GROUP);
}

static void write_exception(Printing *p, Value exception);

static Value traceback_shown(const Printing *p, Value exception)
{
    if (p->range && p->range->limited && p->range->limit == 0)
        return VALUE_NONE;
    bool given = p->range && exception.object == p->top && !value_is_unset(p->range->traceback);
    return given ? p->range->traceback : exception_of(exception)->traceback;
}

static void write_group(Printing *p, Value exception)
{
    Interp *interp = p->interp;
    bool top = p->group_depth == 0;
    if (top)
        p->group_depth++;
    Value traceback = traceback_shown(p, exception);
    if (traceback.tag == TAG_OBJECT) {
        write_lines(p, "Exception Group Traceback (most recent call last):\n",
                    strlen("Exception Group Traceback (most recent call last):\n"), top ? "+ " : "| ");
        write_traceback(p, traceback);
    }
    Text last;
    text_init(&last, p->out->memory);
    append_last_lines(interp, &last, exception);
    write_lines(p, text_string(&last), last.length, "| ");
    text_free(&last);
    const Value *items;
    size_t count = 0;
    sequence_items(interp, exception_of(exception)->fields[GROUP_EXCEPTIONS], &items, &count);
    size_t shown = count <= GROUP_WIDTH ? count : GROUP_WIDTH + 1;
    p->need_close = false;
    for (size_t i = 0; i < shown; i++) {
        bool last_one = i == shown - 1;
        if (last_one)
            p->need_close = true;
        text_append_format(p->out, "%*s%s", 2 * p->group_depth, "", i == 0 ? "+-" : "  ");
        if (i >= GROUP_WIDTH)
            text_append_string(p->out, "+---------------- ... ----------------\n");
        else
            text_append_format(p->out, "+---------------- %zu ----------------\n", i + 1);
        p->group_depth++;
        if (i < GROUP_WIDTH) {
            write_exception(p, items[i]);
        } else {
            char more[64];
            snprintf(more, sizeof more, "and %zu more exception%s\n", count - GROUP_WIDTH,
                     count - GROUP_WIDTH > 1 ? "s" : "");
            write_string(p, more);
        }
        if (last_one && p->need_close) {
            text_append_format(p->out, "%*s+------------------------------------\n", 2 * p->group_depth, "");
            p->need_close = false;
        }
        p->group_depth--;
    }
    if (top)
        p->group_depth--;
}

static void write_one(Printing *p, Value exception)
{
    if (is_group(p->interp, exception) && p->group_depth <= GROUP_DEPTH) {
        write_group(p, exception);
        return;
    }
    Value traceback = traceback_shown(p, exception);
    if (traceback.tag == TAG_OBJECT) {
        write_string(p, "Traceback (most recent call last):\n");
        write_traceback(p, traceback);
    }
    Text last;
    text_init(&last, p->out->memory);
    append_last_lines(p->interp, &last, exception);
    write_lines(p, text_string(&last), last.length, "| ");
    text_free(&last);
}

/// The chain, the oldest first.
static void write_exception(Printing *p, Value exception)
{
    const Seen *outer = p->seen;
    Seen seen = {outer, exception.object};
    const Exception *details = exception_of(exception);
    size_t depth = 0;
    for (const Seen *s = outer; s; s = s->outer)
        depth++;
    p->seen = &seen;
    if (depth < CHAIN_LIMIT && !(p->range && p->range->alone)) {
        if (details->cause.tag == TAG_OBJECT && !is_seen(&seen, details->cause)) {
            write_exception(p, details->cause);
            write_string(p, CAUSE);
        } else if (details->cause.tag != TAG_OBJECT && details->context.tag == TAG_OBJECT &&
                   !details->suppress_context && !is_seen(&seen, details->context)) {
            write_exception(p, details->context);
            write_string(p, CONTEXT);
        }
    }
    p->seen = outer;
    write_one(p, exception);
}

bool traceback_print(Interp *interp, Text *out, Value exception, const TracebackRange *range)
{
    Printing printing = {.interp = interp, .out = out, .range = range, .top = exception.object};
    write_exception(&printing, exception);
    return !out->failed;
}

bool traceback_print_only(Interp *interp, Text *out, Value exception)
{
    append_last_lines(interp, out, exception);
    return !out->failed;
}

bool traceback_print_lines(Interp *interp, Text *out, Value traceback, const TracebackRange *range)
{
    Printing printing = {.interp = interp, .out = out, .range = range};
    write_traceback(&printing, traceback);
    return !out->failed;
}

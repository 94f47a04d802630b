// Patterns: sub, subn, split, and replacement templates.
#include <ctype.h>
#include <string.h>

#include "lib/re_module.h"

/// Where a template is read.
typedef struct Template {
    Interp *interp;
    const Pattern *pattern;
    Value source; // for errors
    const char *text;
    size_t length, at;
} Template;

static bool template_error(Template *t, size_t at, const char *format, ...) FORMAT_CHECK(3, 4);
static bool template_error(Template *t, size_t at, const char *format, ...)
{
    Text message;
    text_init(&message, &t->interp->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&message, format, arguments);
    va_end(arguments);
    re_raise(t->interp, text_string(&message), t->source, t->pattern->is_text ? utf8_count(t->text, at) : at);
    text_free(&message);
    return false;
}

static bool append_group(Template *t, int group, size_t at, const Subject *subject, const int64_t *spans, Text *out)
{
    if (group > t->pattern->program.groups)
        return template_error(t, at, "invalid group reference %d", group);
    if (spans[2 * group] < 0)
        return true;
    return text_append(out, subject->bytes + spans[2 * group], (size_t)(spans[2 * group + 1] - spans[2 * group]));
}

/// \g<name> or \g<number>; the reader stands behind the g.
static bool named_reference(Template *t, const Subject *subject, const int64_t *spans, Text *out)
{
    if (t->at >= t->length || t->text[t->at] != '<')
        return template_error(t, t->at, "missing <");
    size_t start = ++t->at;
    while (t->at < t->length && t->text[t->at] != '>')
        t->at++;
    size_t length = t->at - start;
    if (t->at >= t->length)
        return template_error(t, start, length ? "missing >, unterminated name" : "missing group name");
    t->at++;
    if (length == 0)
        return template_error(t, start, "missing group name");
    const char *name = t->text + start;
    bool digits = true;
    int number = 0;
    for (size_t i = 0; i < length; i++) {
        digits = digits && isdigit((unsigned char)name[i]);
        number = digits && number < 100000 ? number * 10 + (name[i] - '0') : number;
    }
    if (digits)
        return append_group(t, number, start, subject, spans, out);
    for (size_t i = 0; i < t->pattern->program.names.count; i++) {
        const ReName *row = &t->pattern->program.names.items[i];
        if (row->length == length && memcmp(row->text, name, length) == 0)
            return append_group(t, row->group, start, subject, spans, out);
    }
    for (size_t i = 0; i < length; i++) {
        if (!isalnum((unsigned char)name[i]) && name[i] != '_' && (unsigned char)name[i] < 128)
            return template_error(t, start, "bad character in group name '%.*s'", (int)length, name);
    }
    value_raise(t->interp, ERROR_INDEX_ERROR, "unknown group name '%.*s'", (int)length, name);
    return false;
}

/// \0 and octal escapes, \1 to \99; the reader stands at the first digit.
static bool numbered(Template *t, const Subject *subject, const int64_t *spans, Text *out)
{
    size_t start = t->at;
    const char *s = t->text + t->at;
    size_t left = t->length - t->at;
#define OCTAL(i) (left > (i) && s[i] >= '0' && s[i] <= '7')
    if (s[0] == '0' || (OCTAL(0) && OCTAL(1) && OCTAL(2))) {
        int code = 0;
        size_t most = 3;
        for (size_t n = 0; n < most && OCTAL(n); n++, t->at++)
            code = code * 8 + (s[n] - '0');
        if (code > 255)
            return template_error(t, start - 1, "octal escape value \\%.3s outside of range 0-0o377", s);
        return t->pattern->is_text ? text_append_code_point(out, (uint32_t)code) : text_append_char(out, (char)code);
    }
#undef OCTAL
    int number = s[0] - '0';
    t->at++;
    if (left > 1 && isdigit((unsigned char)s[1])) {
        number = number * 10 + (s[1] - '0');
        t->at++;
    }
    return append_group(t, number, start, subject, spans, out);
}

bool re_expand(Interp *interp, const Pattern *pattern, Value source, const Subject *template_text,
               const Subject *subject, const int64_t *spans, Text *out)
{
    static const char letters[] = "afnrtv\\", codes[] = "\a\f\n\r\t\v\\";
    Template t = {interp, pattern, source, template_text->bytes, template_text->length, 0};
    while (t.at < t.length) {
        const char *slash = memchr(t.text + t.at, '\\', t.length - t.at);
        size_t plain = slash ? (size_t)(slash - t.text) - t.at : t.length - t.at;
        if (!text_append(out, t.text + t.at, plain))
            return false;
        t.at += plain;
        if (!slash)
            break;
        if (++t.at >= t.length)
            return template_error(&t, t.at - 1, "bad escape (end of pattern)");
        char c = t.text[t.at];
        const char *letter = strchr(letters, c);
        if (isdigit((unsigned char)c)) {
            if (!numbered(&t, subject, spans, out))
                return false;
        } else if (c == 'g') {
            t.at++;
            if (!named_reference(&t, subject, spans, out))
                return false;
        } else if (c && letter) {
            t.at++;
            text_append_char(out, codes[letter - letters]);
        } else if (isalpha((unsigned char)c)) {
            return template_error(&t, t.at - 1, "bad escape \\%c", c);
        } else {
            text_append_char(out, '\\');
        }
    }
    return !out->failed;
}

/// Appends what replaces one match.
static bool append_replacement(Interp *interp, Value pattern, Value replacement, const Subject *subject,
                               const int64_t *spans, Text *out)
{
    Subject template_text;
    const Pattern *p = pattern_of(pattern);
    if (!value_is_callable(interp, replacement))
        return re_subject(interp, p, replacement, &template_text) &&
               re_expand(interp, p, replacement, &template_text, subject, spans, out);
    int64_t count = subject->ascii ? (int64_t)subject->length : (int64_t)str_of(subject->value)->length;
    Value match = re_match_new(interp, pattern, subject, spans, 0, count);
    Value made = value_is_error(match) ? VALUE_ERROR : value_call_values(interp, replacement, 1, &match);
    value_drop(match);
    bool done = !value_is_error(made);
    if (done && !value_is_none(made)) {
        Subject text;
        if (p->is_text && !support_is(interp, made, TYPE_STR)) {
            raise_type_error(interp, "expected str instance, %s found", value_type_name(interp, made));
            done = false;
        } else {
            done = re_subject(interp, p, made, &text) && text_append(out, text.bytes, text.length);
        }
    }
    value_drop(made);
    return done;
}

/// Replaces up to `count` matches (0: all); the number replaced, -1 on failure.
static int64_t replace(Interp *interp, Value pattern, Value replacement, const Subject *subject, int64_t count,
                       Text *out)
{
    Pattern *p = pattern_of(pattern);
    int64_t *spans = re_spans_new(interp, p);
    int64_t done = 0;
    size_t at = 0, copied = 0;
    uint32_t options = 0;
    int found = spans ? 1 : -1;
    while (found > 0 && (count == 0 || done < count)) {
        found = re_run(interp, p, subject, at, subject->length, options, spans);
        if (found <= 0)
            break;
        text_append(out, subject->bytes + copied, (size_t)spans[0] - copied);
        if (!append_replacement(interp, pattern, replacement, subject, spans, out))
            found = -1;
        done++;
        copied = at = (size_t)spans[1];
        options = spans[0] == spans[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
    }
    if (found >= 0)
        text_append(out, subject->bytes + copied, subject->length - copied);
    if (spans)
        re_spans_free(interp, p, spans);
    return found < 0 || out->failed ? -1 : done;
}

Value re_substitute(Interp *interp, const Value *arg, bool with_count)
{
    Pattern *pattern = pattern_of(arg[0]);
    Subject subject;
    int64_t count;
    if (!re_subject(interp, pattern, arg[2], &subject) || !value_to_int64(interp, arg[3], &count))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    // Python code may run in between: the subject must stay.
    Value held = value_keep(arg[2]);
    int64_t done = count < 0 ? 0 : replace(interp, arg[0], arg[1], &subject, count, &out);
    if (count < 0)
        text_append(&out, subject.bytes, subject.length);
    Value result = VALUE_ERROR;
    if (done >= 0) {
        Subject made = {VALUE_NONE, text_string(&out), out.length, false};
        result = re_slice(interp, pattern, &made, 0, (int64_t)out.length);
    }
    text_free(&out);
    value_drop(held);
    if (with_count && !value_is_error(result))
        return support_pair_take(interp, result, value_from_int(done));
    return result;
}

/// Appends a part of the subject; None where start is negative.
static bool append_part(Interp *interp, Value list, const Pattern *pattern, const Subject *subject, int64_t start,
                        int64_t end)
{
    Value part = start < 0 ? VALUE_NONE : re_slice(interp, pattern, subject, start, end);
    return !value_is_error(part) && list_append_take(interp, list, part);
}

Value re_split(Interp *interp, const Value *arg)
{
    Pattern *pattern = pattern_of(arg[0]);
    Subject subject;
    int64_t most;
    if (!re_subject(interp, pattern, arg[1], &subject) || !value_to_int64(interp, arg[2], &most))
        return VALUE_ERROR;
    Value list = list_new(interp, 0);
    int64_t *spans = value_is_error(list) ? NULL : re_spans_new(interp, pattern);
    int64_t copied = 0, splits = 0;
    uint32_t options = 0;
    int found = spans ? 1 : -1;
    while (found > 0 && most >= 0 && (most == 0 || splits < most)) {
        found = re_run(interp, pattern, &subject, (size_t)copied, subject.length, options, spans);
        if (found <= 0)
            break;
        bool good = append_part(interp, list, pattern, &subject, copied, spans[0]);
        for (int i = 1; good && i <= pattern->program.groups; i++)
            good = append_part(interp, list, pattern, &subject, spans[2 * i], spans[2 * i + 1]);
        found = good ? 1 : -1;
        splits++;
        copied = spans[1];
        options = spans[0] == spans[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
    }
    if (found >= 0 && !append_part(interp, list, pattern, &subject, copied, (int64_t)subject.length))
        found = -1;
    if (spans)
        re_spans_free(interp, pattern, spans);
    if (found >= 0)
        return list;
    value_drop(list);
    return VALUE_ERROR;
}

// Python's regular expression syntax to PCRE2's, with Python's error messages.
#include <ctype.h>
#include <string.h>

#include "base/character_name.h"
#include "lib/re_module.h"

typedef struct Reader {
    Interp *interp;
    ReProgram *program;
    Value pattern; // for errors
    const char *text;
    size_t length, at;
    bool is_text;
    int flags; // in force here: scoped ones included
} Reader;

static bool parse_alternatives(Reader *r, size_t open_at, bool in_group);

Value re_raise(Interp *interp, const char *message, Value pattern, size_t position)
{
    Value class = support_import(interp, "re", "PatternError");
    if (value_is_error(class))
        return VALUE_ERROR;
    Value arguments[3] = {str_from_string(interp, message), pattern, value_from_int((int64_t)position)};
    Value instance = value_is_error(arguments[0]) ? VALUE_ERROR : value_call_values(interp, class, 3, arguments);
    value_drop(arguments[0]);
    value_drop(class);
    if (!value_is_error(instance))
        value_raise_instance(interp, instance);
    value_drop(instance);
    return VALUE_ERROR;
}

static bool fail(Reader *r, size_t at, const char *format, ...) FORMAT_CHECK(3, 4);
static bool fail(Reader *r, size_t at, const char *format, ...)
{
    Text message;
    text_init(&message, &r->interp->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&message, format, arguments);
    va_end(arguments);
    size_t position = r->is_text ? utf8_count(r->text, at) : at;
    re_raise(r->interp, text_string(&message), r->pattern, position);
    text_free(&message);
    return false;
}

static bool more(const Reader *r)
{
    return r->at < r->length;
}
static char peek(const Reader *r)
{
    return r->at < r->length ? r->text[r->at] : '\0';
}
static char peek_at(const Reader *r, size_t ahead)
{
    return r->at + ahead < r->length ? r->text[r->at + ahead] : '\0';
}
static bool accept(Reader *r, char c)
{
    if (!more(r) || r->text[r->at] != c)
        return false;
    r->at++;
    return true;
}
static bool emit(Reader *r, const char *bytes, size_t length)
{
    return text_append(&r->program->out, bytes, length);
}
static bool emit_string(Reader *r, const char *text)
{
    return emit(r, text, strlen(text));
}

/// Emits one character so that PCRE2 takes it literally.
static bool emit_literal(Reader *r, uint32_t c)
{
    if (c < 128 && (isalnum((int)c) || c == '_' || c == ' '))
        return text_append_char(&r->program->out, (char)c);
    return text_append_format(&r->program->out, "\\x{%x}", c);
}

/// Reads one character of the pattern.
static uint32_t take(Reader *r)
{
    size_t width = 1;
    uint32_t c = r->is_text ? utf8_decode(r->text + r->at, &width) : (unsigned char)r->text[r->at];
    r->at += width;
    return c;
}

/// Reads exactly `digits` hexadecimal digits of an escape that began at `start`.
static bool read_hex(Reader *r, size_t start, int digits, uint32_t *out)
{
    *out = 0;
    int n = 0;
    for (; n < digits && isxdigit((unsigned char)peek(r)); n++)
        *out = *out * 16 + (uint32_t)text_digit(r->text[r->at++]);
    if (n < digits)
        return fail(r, start, "incomplete escape %.*s", (int)(r->at - start), r->text + start);
    return true;
}

// \N{NAME}, the letter read already.
static bool read_named(Reader *r, size_t start, uint32_t *out)
{
    if (!accept(r, '{'))
        return fail(r, r->at, "missing {");
    size_t first = r->at;
    const char *close = memchr(r->text + first, '}', r->length - first);
    if (first == r->length || (close && close == r->text + first))
        return fail(r, first, "missing character name");
    if (!close)
        return fail(r, first, "missing }, unterminated name");
    size_t length = (size_t)(close - (r->text + first));
    int64_t found = character_named(r->text + first, length);
    r->at = first + length + 1;
    *out = (uint32_t)found;
    return found >= 0 || fail(r, start, "undefined character name '%.*s'", (int)length, r->text + first);
}

/// An escape that stands for one character, in or outside a set: 1, 0 where it is none, -1 on failure. The reader
/// stands behind the backslash.
static int character_escape(Reader *r, size_t start, uint32_t *out)
{
    static const char letters[] = "afnrtv\\", codes[] = "\a\f\n\r\t\v\\";
    char c = peek(r);
    const char *found = c ? strchr(letters, c) : NULL;
    if (found) {
        r->at++;
        *out = (unsigned char)codes[found - letters];
        return 1;
    }
    if (c == 'x' || (r->is_text && (c == 'u' || c == 'U'))) {
        r->at++;
        if (!read_hex(r, start, c == 'x' ? 2 : c == 'u' ? 4 : 8, out))
            return -1;
        if (*out > 0x10FFFF)
            return fail(r, start, "bad escape %.*s", (int)(r->at - start), r->text + start) ? 1 : -1;
        return 1;
    }
    if (c == 'N' && r->is_text) {
        r->at++;
        return read_named(r, start, out) ? 1 : -1;
    }
    if (c == '0') {
        *out = 0;
        for (int n = 0; n < 3 && peek(r) >= '0' && peek(r) <= '7'; n++)
            *out = *out * 8 + (uint32_t)(r->text[r->at++] - '0');
        return 1;
    }
    return 0;
}

/// The class escapes \d \D \s \S \w \W. Python's Unicode white space has four characters more than PCRE2's.
static bool class_escape(Reader *r, char c, bool in_set)
{
    bool ascii = !r->is_text || (r->flags & RE_ASCII);
    char lower = (char)(c | 32);
    if (ascii && r->is_text) {
        static const char *const sets[] = {"0-9", "\\t-\\r ", "a-zA-Z0-9_"};
        const char *set = sets[lower == 'd' ? 0 : lower == 's' ? 1 : 2];
        if (in_set && c == lower)
            return emit_string(r, set);
        if (!in_set)
            return emit_string(r, c == lower ? "[" : "[^") && emit_string(r, set) && emit_string(r, "]");
    }
    if (lower == 's' && r->is_text && c == 's')
        return emit_string(r, in_set ? "\\s\\x1c-\\x1f" : "[\\s\\x1c-\\x1f]");
    if (lower == 's' && r->is_text && !in_set)
        return emit_string(r, "[^\\s\\x1c-\\x1f]");
    char text[3] = {'\\', c, '\0'};
    return emit_string(r, text);
}

/// One member of a set. *single tells whether it is one character (then it may begin or end a range), not yet emitted.
static bool set_member(Reader *r, size_t set_start, bool *single, uint32_t *c)
{
    *single = true;
    if (!more(r))
        return fail(r, set_start, "unterminated character set");
    size_t start = r->at;
    if (!accept(r, '\\')) {
        *c = take(r);
        return true;
    }
    if (!more(r))
        return fail(r, start, "bad escape (end of pattern)");
    int found = character_escape(r, start, c);
    if (found)
        return found > 0;
    char letter = peek(r);
    if (letter == 'b') {
        r->at++;
        *c = '\b';
    } else if (letter >= '1' && letter <= '7') {
        *c = 0;
        for (int n = 0; n < 3 && peek(r) >= '0' && peek(r) <= '7'; n++)
            *c = *c * 8 + (uint32_t)(r->text[r->at++] - '0');
    } else if (strchr("dDsSwW", letter)) {
        r->at++;
        *single = false;
        *c = (uint32_t)letter;
    } else if (isalnum((unsigned char)letter)) {
        return fail(r, start, "bad escape \\%c", letter);
    } else {
        *c = take(r);
    }
    return true;
}

static bool parse_set(Reader *r)
{
    size_t set_start = r->at - 1;
    if (!emit_string(r, accept(r, '^') ? "[^" : "["))
        return false;
    for (bool first = true;; first = false) {
        if (!more(r))
            return fail(r, set_start, "unterminated character set");
        if (!first && accept(r, ']'))
            return emit_string(r, "]");
        size_t start = r->at;
        bool single, end_single;
        uint32_t low, high;
        if (!set_member(r, set_start, &single, &low))
            return false;
        if (peek(r) == '-' && r->at + 1 < r->length && peek_at(r, 1) != ']') {
            r->at++;
            if (!set_member(r, set_start, &end_single, &high))
                return false;
            if (!single || !end_single || high < low)
                return fail(r, start, "bad character range %.*s", (int)(r->at - start), r->text + start);
            if (!emit_literal(r, low) || !emit_string(r, "-") || !emit_literal(r, high))
                return false;
        } else if (peek(r) == '-' && r->at + 1 >= r->length) {
            return fail(r, set_start, "unterminated character set");
        } else if (!(single ? emit_literal(r, low) : class_escape(r, (char)low, true))) {
            return false;
        }
    }
}

/// A reference to a group by number, the backslash read already.
static bool group_reference(Reader *r, size_t start)
{
    int number = r->text[r->at++] - '0';
    if (isdigit((unsigned char)peek(r))) {
        // Three octal digits are a character.
        if (number <= 3 && peek(r) <= '7' && peek_at(r, 1) >= '0' && peek_at(r, 1) <= '7') {
            uint32_t c = (uint32_t)(number * 64 + (peek(r) - '0') * 8 + (peek_at(r, 1) - '0'));
            r->at += 2;
            return emit_literal(r, c);
        }
        number = number * 10 + (r->text[r->at++] - '0');
    }
    if (number > r->program->groups)
        return fail(r, start + 1, "invalid group reference %d", number);
    bool closed = false;
    for (size_t i = 0; i < r->program->closing.count; i++)
        closed = closed || r->program->closing.items[i] == number;
    if (!closed)
        return fail(r, start, "cannot refer to an open group");
    return text_append_format(&r->program->out, "\\g{%d}", number);
}

static bool parse_escape(Reader *r, bool *repeatable)
{
    size_t start = r->at - 1;
    uint32_t c;
    if (!more(r))
        return fail(r, start, "bad escape (end of pattern)");
    int found = character_escape(r, start, &c);
    if (found)
        return found > 0 && emit_literal(r, c);
    char letter = peek(r);
    if (letter >= '1' && letter <= '9')
        return group_reference(r, start);
    if (letter && strchr("dDsSwW", letter)) {
        r->at++;
        return class_escape(r, letter, false);
    }
    if (letter && strchr("AbBZ", letter)) {
        r->at++;
        *repeatable = letter == 'b' || letter == 'B';
        return emit_string(r, letter == 'A' ? "\\A" : letter == 'b' ? "\\b" : letter == 'B' ? "\\B" : "\\z");
    }
    if (isalnum((unsigned char)letter))
        return fail(r, start, "bad escape \\%c", letter);
    return emit_literal(r, take(r));
}

/// {m}, {m,}, {,n} or {m,n} behind the brace: 1, 0 where the brace is a plain character, -1 on failure.
static int parse_counts(Reader *r, size_t start)
{
    size_t at = r->at;
    int64_t bounds[2] = {0, -1};
    if (peek(r) == '}')
        return 0;
    for (int i = 0; i < 2; i++) {
        bool digits = false;
        int64_t n = 0;
        while (isdigit((unsigned char)peek(r))) {
            n = n < 100000000 ? n * 10 + (r->text[r->at] - '0') : n;
            r->at++;
            digits = true;
        }
        if (digits)
            bounds[i] = n;
        if (i == 0 && !accept(r, ',')) {
            bounds[1] = digits ? bounds[0] : -2;
            break;
        }
    }
    if (!accept(r, '}') || bounds[1] == -2) {
        r->at = at;
        return 0;
    }
    if (bounds[1] >= 0 && bounds[1] < bounds[0])
        return fail(r, start + 1, "min repeat greater than max repeat") ? 1 : -1;
    if (bounds[0] > 65535 || bounds[1] > 65535) {
        value_raise(r->interp, ERROR_UNSUPPORTED_ERROR, "a repeat count above 65535 is not supported by torchlet");
        return -1;
    }
    bool done = bounds[1] < 0
                    ? text_append_format(&r->program->out, "{%lld,}", (long long)bounds[0])
                    : text_append_format(&r->program->out, "{%lld,%lld}", (long long)bounds[0], (long long)bounds[1]);
    return done ? 1 : -1;
}

/// A repetition behind an item: what repeats must not itself be nothing or a repetition.
static bool parse_repeat(Reader *r, bool repeatable, bool repeated)
{
    size_t start = r->at;
    char c = r->text[r->at++];
    if (c == '{') {
        int found = parse_counts(r, start);
        if (found < 0)
            return false;
        if (found == 0)
            return emit_literal(r, '{');
    } else if (!text_append_char(&r->program->out, c)) {
        return false;
    }
    if (!repeatable)
        return fail(r, start, "nothing to repeat");
    if (repeated)
        return fail(r, start, "multiple repeat");
    if (accept(r, '?'))
        return emit_string(r, "?");
    if (accept(r, '+'))
        return emit_string(r, "+");
    return true;
}

static int flag_of(char c)
{
    switch (c) {
    case 'i':
        return RE_IGNORECASE;
    case 'L':
        return RE_LOCALE;
    case 'm':
        return RE_MULTILINE;
    case 's':
        return RE_DOTALL;
    case 'x':
        return RE_VERBOSE;
    case 'a':
        return RE_ASCII;
    case 'u':
        return RE_UNICODE;
    default:
        return 0;
    }
}

/// A group's name up to `end`; the reader stands at its first character.
static bool read_name(Reader *r, char end, const char **name, size_t *length)
{
    size_t start = r->at;
    while (more(r) && peek(r) != end)
        r->at++;
    *name = r->text + start;
    *length = r->at - start;
    if (*length == 0 && more(r))
        return fail(r, start, "missing group name");
    if (!accept(r, end))
        return *length ? fail(r, start, "missing %c, unterminated name", end) : fail(r, start, "missing group name");
    return true;
}

static bool is_identifier(const Reader *r, const char *name, size_t length)
{
    if (isdigit((unsigned char)name[0]))
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)name[i];
        if (!isalnum(c) && c != '_' && (c < 128 || !r->is_text))
            return false;
    }
    return true;
}

static int find_name(const ReProgram *program, const char *name, size_t length)
{
    for (size_t i = 0; i < program->names.count; i++) {
        const ReName *row = &program->names.items[i];
        if (row->length == length && memcmp(row->text, name, length) == 0)
            return row->group;
    }
    return 0;
}

/// Opens a capturing group; its name may be NULL.
static bool open_group(Reader *r, const char *name, size_t length, size_t name_at)
{
    ReProgram *program = r->program;
    int group = ++program->groups;
    if (!name)
        return emit_string(r, "(");
    if (!is_identifier(r, name, length))
        return fail(r, name_at, "bad character in group name '%.*s'", (int)length, name);
    int other = find_name(program, name, length);
    if (other)
        return fail(r, name_at, "redefinition of group name '%.*s' as group %d; was group %d", (int)length, name, group,
                    other);
    char *copy = mem_copy_text(program->memory, name, length);
    if (!copy)
        return false;
    if (!VECTOR_PUSH(&program->names, program->memory, (ReName){copy, length, group})) {
        mem_free(program->memory, copy, length + 1);
        return false;
    }
    return emit_string(r, "(");
}

/// The rest of a group up to its closing parenthesis. `group` is 0 where it does not capture.
static bool group_body(Reader *r, size_t open_at, int group)
{
    int outer = r->flags;
    if (!interp_enter(r->interp, " during compilation"))
        return false;
    bool done = parse_alternatives(r, open_at, true);
    interp_leave(r->interp);
    r->flags = outer;
    if (!done || !emit_string(r, ")"))
        return false;
    return group == 0 || VECTOR_PUSH(&r->program->closing, r->program->memory, group);
}

/// (?P<name>...), (?P=name)
static bool parse_named(Reader *r, size_t open_at)
{
    const char *name;
    size_t length, at = r->at + 1;
    if (accept(r, '<')) {
        if (!read_name(r, '>', &name, &length) || !open_group(r, name, length, at))
            return false;
        return group_body(r, open_at, r->program->groups);
    }
    if (accept(r, '=')) {
        if (!read_name(r, ')', &name, &length))
            return false;
        int group = find_name(r->program, name, length);
        if (!is_identifier(r, name, length))
            return fail(r, at, "bad character in group name '%.*s'", (int)length, name);
        if (!group)
            return fail(r, at, "unknown group name '%.*s'", (int)length, name);
        return text_append_format(&r->program->out, "\\g{%d}", group);
    }
    if (!more(r))
        return fail(r, r->at, "unexpected end of pattern");
    return fail(r, open_at + 1, "unknown extension ?P%c", peek(r));
}

/// (?(1)yes|no) and (?(name)yes|no)
static bool parse_conditional(Reader *r, size_t open_at)
{
    const char *name;
    size_t length, at = r->at;
    if (!read_name(r, ')', &name, &length))
        return false;
    int group = 0;
    if (isdigit((unsigned char)name[0])) {
        for (size_t i = 0; i < length && group < 1000; i++)
            group = group * 10 + (name[i] - '0');
        if (group == 0)
            return fail(r, at, "bad group number");
        if (group > r->program->groups)
            return fail(r, at, "invalid group reference %d", group);
    } else {
        group = find_name(r->program, name, length);
        if (!is_identifier(r, name, length))
            return fail(r, at, "bad character in group name '%.*s'", (int)length, name);
        if (!group)
            return fail(r, at, "unknown group name '%.*s'", (int)length, name);
    }
    return text_append_format(&r->program->out, "(?(%d)", group) && group_body(r, open_at, 0);
}

/// (?flags) at the very start, (?flags:...) and (?flags-flags:...) anywhere.
static bool parse_flags(Reader *r, size_t open_at)
{
    int on = 0, off = 0;
    while (flag_of(peek(r)))
        on |= flag_of(r->text[r->at++]);
    if (on && accept(r, ')')) {
        if (open_at != 0)
            return fail(r, open_at, "global flags not at the start of the expression");
        if ((on & RE_UNICODE) && !r->is_text)
            return fail(r, r->at, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        r->flags |= on;
        r->program->flags |= on;
        return true;
    }
    if (accept(r, '-')) {
        if (!more(r))
            return fail(r, r->at, "missing flag");
        while (flag_of(peek(r)))
            off |= flag_of(r->text[r->at++]);
        if (!off)
            return fail(r, r->at, isalpha((unsigned char)peek(r)) ? "unknown flag" : "missing flag");
    }
    if (!more(r))
        return fail(r, r->at, "missing -, : or )");
    if (!accept(r, ':')) {
        if (!on && !off)
            return fail(r, open_at + 1, "unknown extension ?%c", peek(r));
        return fail(r, r->at,
                    isalpha((unsigned char)peek(r)) ? "unknown flag"
                    : off                           ? "missing :"
                                                    : "missing -, : or )");
    }
    if (on & off)
        return fail(r, r->at, "bad inline flags: flag turned on and off");
    text_append_string(&r->program->out, "(?");
    static const char letters[] = "ims";
    for (int pass = 0; pass < 2; pass++) {
        int set = pass ? off : on;
        if (pass && (off & (RE_IGNORECASE | RE_MULTILINE | RE_DOTALL)))
            text_append_char(&r->program->out, '-');
        for (const char *c = letters; *c; c++) {
            if (set & flag_of(*c))
                text_append_char(&r->program->out, *c);
        }
    }
    int outer = r->flags;
    r->flags = (r->flags | on) & ~off;
    bool done = emit_string(r, ":") && group_body(r, open_at, 0);
    r->flags = outer;
    return done;
}

static bool parse_group(Reader *r, bool *repeatable)
{
    size_t open_at = r->at - 1;
    if (!accept(r, '?'))
        return open_group(r, NULL, 0, 0) && group_body(r, open_at, r->program->groups);
    if (!more(r))
        return fail(r, r->at, "unexpected end of pattern");
    char c = peek(r);
    if (c == '#') {
        while (more(r) && peek(r) != ')')
            r->at++;
        *repeatable = false;
        return accept(r, ')') || fail(r, open_at, "missing ), unterminated comment");
    }
    if (c == 'P') {
        r->at++;
        return parse_named(r, open_at);
    }
    if (c == '(') {
        r->at++;
        return parse_conditional(r, open_at);
    }
    static const char *const plain[] = {":", "=", "!", ">", "<=", "<!"};
    for (size_t i = 0; i < COUNT_OF(plain); i++) {
        size_t length = strlen(plain[i]);
        if (r->at + length <= r->length && memcmp(r->text + r->at, plain[i], length) == 0) {
            r->at += length;
            return emit_string(r, "(?") && emit_string(r, plain[i]) && group_body(r, open_at, 0);
        }
    }
    if (c == '<')
        return r->at + 1 >= r->length ? fail(r, r->at + 1, "unexpected end of pattern")
                                      : fail(r, open_at + 1, "unknown extension ?<%c", peek_at(r, 1));
    if (flag_of(c) || c == '-') {
        size_t before = r->program->out.length;
        bool done = parse_flags(r, open_at);
        *repeatable = *repeatable && r->program->out.length > before;
        return done;
    }
    size_t width = 1;
    if (r->is_text)
        utf8_decode(r->text + r->at, &width);
    return fail(r, open_at + 1, "unknown extension ?%.*s", (int)width, r->text + r->at);
}

/// White space and comments of verbose mode.
static bool skip_layout(Reader *r)
{
    size_t start = r->at;
    if (!(r->flags & RE_VERBOSE))
        return false;
    while (more(r) && (isspace((unsigned char)peek(r)) || peek(r) == '#')) {
        if (peek(r) == '#') {
            while (more(r) && peek(r) != '\n')
                r->at++;
        } else {
            r->at++;
        }
    }
    return r->at > start;
}

static bool parse_item(Reader *r, bool *repeatable)
{
    size_t width = 1;
    char c = r->text[r->at];
    *repeatable = true;
    switch (c) {
    case '\\':
        r->at++;
        return parse_escape(r, repeatable);
    case '[':
        r->at++;
        return parse_set(r);
    case '(':
        r->at++;
        return parse_group(r, repeatable);
    case '.':
        r->at++;
        return emit_string(r, ".");
    case '^':
        r->at++;
        *repeatable = false;
        return emit_string(r, "^");
    case '$':
        r->at++;
        return emit_string(r, "$");
    default:
        break;
    }
    if (r->is_text)
        utf8_decode(r->text + r->at, &width);
    if ((unsigned char)c >= 128 || isalnum((unsigned char)c)) {
        r->at += width;
        if (!r->is_text && (unsigned char)c >= 128)
            return emit_literal(r, (unsigned char)c);
        return emit(r, r->text + r->at - width, width);
    }
    return emit_literal(r, take(r));
}

/// Items and bars up to a closing parenthesis or the end.
static bool parse_alternatives(Reader *r, size_t open_at, bool in_group)
{
    bool repeatable = false, repeated = false;
    for (;;) {
        if (skip_layout(r))
            continue;
        if (!more(r))
            return !in_group || fail(r, open_at, "missing ), unterminated subpattern");
        char c = peek(r);
        if (c == ')') {
            if (!in_group)
                return fail(r, r->at, "unbalanced parenthesis");
            r->at++;
            return true;
        }
        if (c == '|') {
            r->at++;
            if (!emit_string(r, "|"))
                return false;
            repeatable = repeated = false;
        } else if (c == '*' || c == '+' || c == '?' || c == '{') {
            size_t at = r->at;
            if (!parse_repeat(r, repeatable, repeated))
                return false;
            bool literal = c == '{' && r->at == at + 1;
            repeated = !literal;
            repeatable = true;
        } else {
            if (!parse_item(r, &repeatable))
                return false;
            repeated = false;
        }
    }
}

bool re_translate(Interp *interp, ReProgram *program, Value pattern, const char *text, size_t length, bool is_text,
                  int flags)
{
    *program = (ReProgram){.memory = &interp->memory, .flags = flags};
    text_init(&program->out, &interp->memory);
    Reader reader = {.interp = interp,
                     .program = program,
                     .pattern = pattern,
                     .text = text,
                     .length = length,
                     .is_text = is_text,
                     .flags = flags};
    if (!parse_alternatives(&reader, 0, false))
        return false;
    if (is_text && !(program->flags & RE_ASCII))
        program->flags |= RE_UNICODE;
    return !program->out.failed;
}

void re_program_free(ReProgram *program)
{
    for (size_t i = 0; i < program->names.count; i++)
        mem_free(program->memory, program->names.items[i].text, program->names.items[i].length + 1);
    VECTOR_FREE(&program->names, program->memory);
    VECTOR_FREE(&program->closing, program->memory);
    text_free(&program->out);
}

// _re: patterns and their search methods.
#include <string.h>

#include "lib/re_module.h"
#include "object/bytes.h"

// PCRE2 frees without a size: each block carries its own in front.
static void *give_memory(size_t size, void *memory)
{
    size_t *block = mem_alloc(memory, size + MEM_ALIGNMENT);
    if (!block)
        return NULL;
    *block = size + MEM_ALIGNMENT;
    return (char *)block + MEM_ALIGNMENT;
}
static void take_memory(void *block, void *memory)
{
    if (!block)
        return;
    size_t *start = (size_t *)((char *)block - MEM_ALIGNMENT);
    mem_free(memory, start, *start);
}

static void pattern_destroy(UNUSED Interp *interp, Object *self)
{
    Pattern *pattern = (Pattern *)self;
    pcre2_match_data_free(pattern->data);
    pcre2_match_context_free(pattern->limits);
    pcre2_code_free(pattern->code);
    pcre2_general_context_free(pattern->context);
    if (pattern->program.memory)
        re_program_free(&pattern->program);
    value_drop(pattern->source);
}

static uint32_t compile_options(const Pattern *pattern)
{
    int flags = pattern->program.flags;
    uint32_t options = PCRE2_NEVER_BACKSLASH_C;
    if (flags & RE_IGNORECASE)
        options |= PCRE2_CASELESS;
    if (flags & RE_MULTILINE)
        options |= PCRE2_MULTILINE;
    if (flags & RE_DOTALL)
        options |= PCRE2_DOTALL;
    if (pattern->is_text)
        options |= PCRE2_UTF | PCRE2_NO_UTF_CHECK;
    if (pattern->is_text && !(flags & RE_ASCII))
        options |= PCRE2_UCP;
    return options;
}

/// What PCRE2 refuses of a translated pattern: things Python refuses too, and sizes.
static void raise_compile_error(Interp *interp, int code)
{
    PCRE2_UCHAR text[200];
    if (error_pending(&interp->error))
        return;
    if (code == 125 || code == 187) {
        Value class = support_import(interp, "re", "PatternError");
        Value message =
            value_is_error(class) ? VALUE_ERROR : str_from_string(interp, "look-behind requires fixed-width pattern");
        Value instance = value_is_error(message) ? VALUE_ERROR : value_call_values(interp, class, 1, &message);
        if (!value_is_error(instance))
            value_raise_instance(interp, instance);
        value_drop(instance);
        value_drop(message);
        value_drop(class);
        return;
    }
    pcre2_get_error_message(code, text, sizeof text);
    value_raise(interp, ERROR_UNSUPPORTED_ERROR, "this regular expression is not supported by torchlet (%s)",
                (const char *)text);
}

static bool compile_code(Interp *interp, Pattern *pattern)
{
    int error = 0;
    PCRE2_SIZE offset;
    pattern->context = pcre2_general_context_create(give_memory, take_memory, &interp->memory);
    if (!pattern->context)
        return false;
    pcre2_compile_context *settings = pcre2_compile_context_create(pattern->context);
    if (!settings)
        return false;
    pcre2_set_newline(settings, PCRE2_NEWLINE_LF);
    const Text *text = &pattern->program.out;
    pattern->code =
        pcre2_compile((PCRE2_SPTR)text_string(text), text->length, compile_options(pattern), &error, &offset, settings);
    pcre2_compile_context_free(settings);
    if (!pattern->code) {
        raise_compile_error(interp, error);
        return false;
    }
    pattern->limits = pcre2_match_context_create(pattern->context);
    if (!pattern->limits)
        return false;
    pcre2_set_match_limit(pattern->limits, 500000000);
    text_free(&pattern->program.out);
    return true;
}

NATIVE(re_compile, "compile(pattern, flags, /)", "Compiles a pattern (str or bytes) with int flags.")
{
    int64_t flags;
    const char *text;
    size_t length;
    bool is_text = support_is(interp, arg[0], TYPE_STR);
    if (!value_to_int64(interp, arg[1], &flags))
        return VALUE_ERROR;
    if (is_text) {
        text = str_of(arg[0])->text;
        length = str_of(arg[0])->bytes;
    } else {
        const unsigned char *bytes;
        int64_t hash;
        if (!value_hash(interp, arg[0], &hash)) // as a look into CPython's cache of patterns
            return VALUE_ERROR;
        if (!support_bytes(interp, arg[0], &bytes, &length))
            return exception_catch(interp, ERROR_TYPE_ERROR)
                       ? raise_type_error(interp, "first argument must be string or compiled pattern")
                       : VALUE_ERROR;
        text = (const char *)bytes;
    }
    if (!is_text && (flags & RE_UNICODE))
        return raise_value_error(interp, "cannot use UNICODE flag with a bytes pattern");
    if (is_text && (flags & RE_LOCALE))
        return raise_value_error(interp, "cannot use LOCALE flag with a str pattern");
    if ((flags & RE_UNICODE) && (flags & RE_ASCII))
        return raise_value_error(interp, "ASCII and UNICODE flags are incompatible");
    Pattern *pattern = object_new(interp, interp->types[TYPE_RE_PATTERN], sizeof *pattern);
    if (!pattern)
        return VALUE_ERROR;
    Value result = value_from_object(pattern);
    pattern->source = value_keep(arg[0]);
    pattern->is_text = is_text;
    if (!re_translate(interp, &pattern->program, arg[0], text, length, is_text, (int)flags) ||
        !compile_code(interp, pattern)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

bool re_subject(Interp *interp, const Pattern *pattern, Value v, Subject *out)
{
    if (support_is(interp, v, TYPE_STR)) {
        const Str *s = str_of(v);
        *out = (Subject){v, s->text, s->bytes, s->bytes == s->length};
        if (pattern->is_text)
            return true;
        raise_type_error(interp, "cannot use a bytes pattern on a string-like object");
        return false;
    }
    const unsigned char *bytes;
    if (!support_bytes(interp, v, &bytes, &out->length)) {
        if (exception_catch(interp, ERROR_TYPE_ERROR))
            raise_type_error(interp, "expected string or bytes-like object, got '%s'", value_type_name(interp, v));
        return false;
    }
    if (pattern->is_text) {
        raise_type_error(interp, "cannot use a string pattern on a bytes-like object");
        return false;
    }
    *out = (Subject){v, (const char *)bytes, out->length, true};
    return true;
}

Value re_slice(Interp *interp, const Pattern *pattern, const Subject *subject, int64_t start, int64_t end)
{
    if (pattern->is_text)
        return str_new(interp, subject->bytes + start, (size_t)(end - start));
    return bytes_new(interp, subject->bytes + start, (size_t)(end - start));
}

int64_t *re_spans_new(Interp *interp, const Pattern *pattern)
{
    return mem_alloc_array(&interp->memory, (size_t)pattern->program.groups + 1, 2 * sizeof(int64_t));
}
void re_spans_free(Interp *interp, const Pattern *pattern, int64_t *spans)
{
    mem_free(&interp->memory, spans, ((size_t)pattern->program.groups + 1) * 2 * sizeof(int64_t));
}

int re_run(Interp *interp, Pattern *pattern, const Subject *subject, size_t start, size_t end, uint32_t options,
           int64_t *spans)
{
    pcre2_match_data *data = pattern->data;
    pattern->data = NULL;
    if (!data)
        data = pcre2_match_data_create((uint32_t)pattern->program.groups + 1, pattern->context);
    if (!data)
        return -1;
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject->bytes, end, start, options | PCRE2_NO_UTF_CHECK, data,
                            pattern->limits);
    if (found > 0) {
        const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
        for (int i = 0; i < 2 * (pattern->program.groups + 1); i++)
            spans[i] = i < 2 * found && offsets[i] != PCRE2_UNSET ? (int64_t)offsets[i] : -1;
    }
    pattern->data = data;
    if (found > 0)
        return 1;
    if (found == PCRE2_ERROR_NOMATCH)
        return 0;
    if (!error_pending(&interp->error))
        value_raise(interp, ERROR_LIMIT_EXCEEDED, "a regular expression took too many steps");
    return -1;
}

/// pos and endpos, in characters, as byte offsets within the subject.
static bool window(Interp *interp, const Subject *subject, const Value *pos, int64_t *from, int64_t *to)
{
    int64_t count = subject->ascii ? (int64_t)subject->length : (int64_t)str_of(subject->value)->length;
    int64_t given[2];
    for (int i = 0; i < 2; i++) {
        if (!value_to_int64(interp, pos[i], &given[i])) {
            if (!exception_catch(interp, ERROR_OVERFLOW_ERROR))
                return false;
            given[i] = INT64_MAX;
        }
        given[i] = given[i] < 0 ? 0 : given[i] > count ? count : given[i];
    }
    *from = given[0];
    *to = given[1];
    return true;
}

static size_t byte_offset(const Subject *subject, int64_t place)
{
    return subject->ascii ? (size_t)place : utf8_offset(subject->bytes, subject->length, (size_t)place);
}

static Value match_once(Interp *interp, const Value *arg, uint32_t options)
{
    Pattern *pattern = pattern_of(arg[0]);
    Subject subject;
    int64_t from, to;
    if (!re_subject(interp, pattern, arg[1], &subject) || !window(interp, &subject, arg + 2, &from, &to))
        return VALUE_ERROR;
    if (from > to)
        return VALUE_NONE;
    int64_t *spans = re_spans_new(interp, pattern);
    if (!spans)
        return VALUE_ERROR;
    int found =
        re_run(interp, pattern, &subject, byte_offset(&subject, from), byte_offset(&subject, to), options, spans);
    Value result = found < 0 ? VALUE_ERROR : VALUE_NONE;
    if (found > 0)
        result = re_match_new(interp, arg[0], &subject, spans, from, to);
    re_spans_free(interp, pattern, spans);
    return result;
}

NATIVE(pattern_search, "search(self, string, pos=0, endpos=9223372036854775807)", "Finds the first match.")
{
    return match_once(interp, arg, 0);
}
NATIVE(pattern_match, "match(self, string, pos=0, endpos=9223372036854775807)", "Matches at the beginning.")
{
    return match_once(interp, arg, PCRE2_ANCHORED);
}
NATIVE(pattern_fullmatch, "fullmatch(self, string, pos=0, endpos=9223372036854775807)", "Matches the whole string.")
{
    return match_once(interp, arg, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

/// What findall gives for a match: the whole, the one group, or a tuple of the groups.
static Value found_item(Interp *interp, const Pattern *pattern, const Subject *subject, const int64_t *spans)
{
    int groups = pattern->program.groups;
    if (groups <= 1) {
        const int64_t *span = spans + 2 * groups;
        return re_slice(interp, pattern, subject, span[0] < 0 ? 0 : span[0], span[0] < 0 ? 0 : span[1]);
    }
    Value tuple = tuple_new(interp, (size_t)groups);
    for (int i = 1; !value_is_error(tuple) && i <= groups; i++) {
        bool set = spans[2 * i] >= 0;
        Value part = re_slice(interp, pattern, subject, set ? spans[2 * i] : 0, set ? spans[2 * i + 1] : 0);
        if (value_is_error(part)) {
            value_drop(tuple);
            return VALUE_ERROR;
        }
        tuple_of(tuple)->items[i - 1] = part;
    }
    return tuple;
}

NATIVE(pattern_findall, "findall(self, string, pos=0, endpos=9223372036854775807)", "Returns all matches' texts.")
{
    Pattern *pattern = pattern_of(arg[0]);
    Subject subject;
    int64_t from, to;
    if (!re_subject(interp, pattern, arg[1], &subject) || !window(interp, &subject, arg + 2, &from, &to))
        return VALUE_ERROR;
    Value list = list_new(interp, 0);
    int64_t *spans = value_is_error(list) ? NULL : re_spans_new(interp, pattern);
    size_t at = byte_offset(&subject, from), end = byte_offset(&subject, to);
    uint32_t options = 0;
    int found = spans ? 1 : -1;
    while (found > 0 && at <= end && (found = re_run(interp, pattern, &subject, at, end, options, spans)) > 0) {
        Value item = found_item(interp, pattern, &subject, spans);
        if (value_is_error(item) || !list_append_take(interp, list, item))
            found = -1;
        at = (size_t)spans[1];
        options = spans[0] == spans[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
    }
    if (spans)
        re_spans_free(interp, pattern, spans);
    if (found >= 0)
        return list;
    value_drop(list);
    return VALUE_ERROR;
}

// finditer
typedef struct Finder {
    Object head;
    Value pattern, string;
    int64_t from, to; // in characters, for the matches
    size_t at, end;   // in bytes
    uint32_t options;
    bool done;
} Finder;

static void finder_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((Finder *)self)->pattern);
    value_drop(((Finder *)self)->string);
}
static Value finder_next(Interp *interp, Value self)
{
    Finder *finder = (Finder *)self.object;
    Subject subject;
    if (finder->done || finder->at > finder->end)
        return VALUE_UNSET;
    Pattern *pattern = pattern_of(finder->pattern);
    if (!re_subject(interp, pattern, finder->string, &subject))
        return VALUE_ERROR;
    int64_t *spans = re_spans_new(interp, pattern);
    if (!spans)
        return VALUE_ERROR;
    int found = re_run(interp, pattern, &subject, finder->at, finder->end, finder->options, spans);
    Value result = found < 0 ? VALUE_ERROR : VALUE_UNSET;
    finder->done = found <= 0;
    if (found > 0) {
        finder->at = (size_t)spans[1];
        finder->options = spans[0] == spans[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
        result = re_match_new(interp, finder->pattern, &subject, spans, finder->from, finder->to);
    }
    re_spans_free(interp, pattern, spans);
    return result;
}
const TypeSpec type_spec_RE_FINDER = {
    .name = "callable_iterator",
    .doc = "Gives the matches of a pattern.",
    .id = TYPE_RE_FINDER,
    .size = sizeof(Finder),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.iter = support_self_iter, .next = finder_next, .destroy = finder_destroy},
};
NATIVE(pattern_finditer, "finditer(self, string, pos=0, endpos=9223372036854775807)", "Iterates over all matches.")
{
    Subject subject;
    int64_t from, to;
    if (!re_subject(interp, pattern_of(arg[0]), arg[1], &subject) || !window(interp, &subject, arg + 2, &from, &to))
        return VALUE_ERROR;
    Finder *finder = object_new(interp, interp->types[TYPE_RE_FINDER], sizeof *finder);
    if (!finder)
        return VALUE_ERROR;
    finder->pattern = value_keep(arg[0]);
    finder->string = value_keep(arg[1]);
    finder->from = from;
    finder->to = to;
    finder->at = byte_offset(&subject, from);
    finder->end = byte_offset(&subject, to);
    return value_from_object(finder);
}

NATIVE(pattern_sub, "sub(self, repl, string, count=0)", "Replaces the matches.")
{
    return re_substitute(interp, arg, false);
}
NATIVE(pattern_subn, "subn(self, repl, string, count=0)", "Replaces the matches; returns the result and their number.")
{
    return re_substitute(interp, arg, true);
}
NATIVE(pattern_split, "split(self, string, maxsplit=0)", "Splits a string at the matches.")
{
    return re_split(interp, arg);
}

NATIVE(pattern_copy, "__copy__(self, /)", "Returns the pattern itself.")
{
    return value_keep(arg[0]);
}
NATIVE(pattern_deepcopy, "__deepcopy__(self, memo, /)", "Returns the pattern itself.")
{
    return value_keep(arg[0]);
}
NATIVE(pattern_reduce, "__reduce__(self, /)", "Tells how to compile the pattern anew, for pickle.")
{
    const Pattern *pattern = pattern_of(arg[0]);
    Value source[] = {pattern->source, value_from_int(pattern->program.flags)};
    Value parts[] = {support_import(interp, "re", "_compile"), tuple_from_values(interp, COUNT_OF(source), source)};
    if (value_is_error(parts[0]) || value_is_error(parts[1])) {
        value_drop(parts[0]);
        value_drop(parts[1]);
        return VALUE_ERROR;
    }
    return tuple_from_values_take(interp, COUNT_OF(parts), parts);
}
NATIVE(pattern_class_getitem, "__class_getitem__($cls, item, /)", "Returns Pattern[item], for annotations.")
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_GENERIC_ALIAS]), 2, arg);
}

static Value pattern_repr(Interp *interp, Value self)
{
    static const struct {
        int flag;
        const char *name;
    } names[] = {{RE_ASCII, "re.ASCII"},     {RE_DEBUG, "re.DEBUG"},         {RE_IGNORECASE, "re.IGNORECASE"},
                 {RE_LOCALE, "re.LOCALE"},   {RE_MULTILINE, "re.MULTILINE"}, {RE_DOTALL, "re.DOTALL"},
                 {RE_VERBOSE, "re.VERBOSE"}, {RE_UNICODE, "re.UNICODE"}};
    Pattern *pattern = pattern_of(self);
    Value source = value_repr(interp, pattern->source);
    if (value_is_error(source))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    text_append_format(&out, "re.compile(%.200s", str_of(source)->text);
    value_drop(source);
    int flags = pattern->program.flags & ~(pattern->is_text ? RE_UNICODE : 0);
    const char *between = ", ";
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (flags & names[i].flag) {
            text_append_format(&out, "%s%s", between, names[i].name);
            between = "|";
        }
    }
    text_append_char(&out, ')');
    return str_from_text_take(&out);
}

static Value pattern_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || a.tag != TAG_OBJECT || b.tag != TAG_OBJECT ||
        a.object->type != b.object->type)
        return VALUE_NOT_IMPLEMENTED;
    bool equal = false;
    Pattern *left = pattern_of(a), *right = pattern_of(b);
    if (left->program.flags == right->program.flags && left->is_text == right->is_text &&
        !value_equal(interp, left->source, right->source, &equal))
        return VALUE_ERROR;
    return value_from_bool(equal == (kind == COMPARE_EQ));
}
static bool pattern_hash(Interp *interp, Value self, int64_t *hash)
{
    if (!value_hash(interp, pattern_of(self)->source, hash))
        return false;
    *hash ^= pattern_of(self)->program.flags;
    *hash = *hash == -1 ? -2 : *hash;
    return true;
}

static Value get_pattern(UNUSED Interp *interp, Value self)
{
    return value_keep(pattern_of(self)->source);
}
static Value get_flags(UNUSED Interp *interp, Value self)
{
    return value_from_int(pattern_of(self)->program.flags);
}
static Value get_groups(UNUSED Interp *interp, Value self)
{
    return value_from_int(pattern_of(self)->program.groups);
}
static Value get_groupindex(Interp *interp, Value self)
{
    const ReProgram *program = &pattern_of(self)->program;
    Value dict = dict_new(interp);
    for (size_t i = 0; !value_is_error(dict) && i < program->names.count; i++) {
        Value name = str_new(interp, program->names.items[i].text, program->names.items[i].length);
        if (value_is_error(name) || !dict_set(interp, dict, name, value_from_int(program->names.items[i].group))) {
            value_drop(dict);
            dict = VALUE_ERROR;
        }
        value_drop(name);
    }
    if (value_is_error(dict))
        return VALUE_ERROR;
    Value proxy = value_call_values(interp, value_from_object(interp->types[TYPE_MAPPING_PROXY]), 1, &dict);
    value_drop(dict);
    return proxy;
}
static const GetSetSpec GETSETS[] = {
    {"pattern", "The text of the pattern.", get_pattern, NULL},
    {"flags", "The flags of the pattern.", get_flags, NULL},
    {"groups", "The number of groups.", get_groups, NULL},
    {"groupindex", "The names of groups and their numbers.", get_groupindex, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeSpec *const METHODS[] = {
    &pattern_search_native,
    &pattern_match_native,
    &pattern_fullmatch_native,
    &pattern_findall_native,
    &pattern_finditer_native,
    &pattern_copy_native,
    &pattern_deepcopy_native,
    &pattern_class_getitem_native,
    &pattern_sub_native,
    &pattern_subn_native,
    &pattern_split_native,
    &pattern_reduce_native,
    NULL,
};

const TypeSpec type_spec_RE_PATTERN = {
    .name = "re.Pattern",
    .doc = "A compiled regular expression.",
    .id = TYPE_RE_PATTERN,
    .size = sizeof(Pattern),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
    .slots = {.repr = pattern_repr, .compare = pattern_compare, .hash = pattern_hash, .destroy = pattern_destroy},
    .methods = METHODS,
    .getsets = GETSETS,
};

static const NativeSpec *const RE_NATIVES[] = {&re_compile_native, NULL};
static const TypeSpec *const TYPES[] = {&type_spec_RE_PATTERN, &type_spec_RE_MATCH, &type_spec_RE_FINDER, NULL};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, TYPES);
}

const ModuleSpec module_spec__re = {
    .name = "_re",
    .doc = "The engine of the re module.",
    .functions = RE_NATIVES,
    .fill = fill,
};

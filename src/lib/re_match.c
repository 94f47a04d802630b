// re.Match: what a search found.
#include <string.h>

#include "lib/re_module.h"

static void match_destroy(UNUSED Interp *interp, Object *self)
{
    value_drop(((Match *)self)->pattern);
    value_drop(((Match *)self)->string);
}

Value re_match_new(Interp *interp, Value pattern_value, const Subject *subject, const int64_t *spans, int64_t position,
                   int64_t end_position)
{
    const Pattern *pattern = pattern_of(pattern_value);
    int count = pattern->program.groups + 1;
    size_t size = sizeof(Match) + 2 * (size_t)count * sizeof(int64_t);
    Match *match = object_new(interp, interp->types[TYPE_RE_MATCH], size);
    if (!match)
        return VALUE_ERROR;
    match->pattern = value_keep(pattern_value);
    match->string = value_keep(subject->value);
    match->position = position;
    match->end_position = end_position;
    match->count = count;
    memcpy(match->spans, spans, 2 * (size_t)count * sizeof(int64_t));
    for (size_t i = 0; i < pattern->program.closing.count; i++) {
        int group = pattern->program.closing.items[i];
        if (spans[2 * group] >= 0)
            match->last = group;
    }
    return value_from_object(match);
}

int re_group_number(Interp *interp, const Pattern *pattern, Value group)
{
    int64_t number = -1;
    if (int_check(interp, group) || value_type(interp, group)->slots.to_index) {
        if (!value_to_int64(interp, group, &number) && !exception_catch(interp, ERROR_OVERFLOW_ERROR))
            return -1;
    } else if (support_is(interp, group, TYPE_STR)) {
        for (size_t i = 0; i < pattern->program.names.count; i++) {
            if (str_equals(group, pattern->program.names.items[i].text))
                number = pattern->program.names.items[i].group;
        }
    }
    if (number >= 0 && number <= pattern->program.groups)
        return (int)number;
    value_raise(interp, ERROR_INDEX_ERROR, "no such group");
    return -1;
}

Value re_match_group(Interp *interp, const Match *match, int group, Value missing)
{
    Subject subject;
    const Pattern *pattern = pattern_of(match->pattern);
    if (match->spans[2 * group] < 0)
        return value_keep(missing);
    if (!re_subject(interp, pattern, match->string, &subject))
        return VALUE_ERROR;
    return re_slice(interp, pattern, &subject, match->spans[2 * group], match->spans[2 * group + 1]);
}

static Value group_of(Interp *interp, const Match *match, Value name)
{
    int group = re_group_number(interp, pattern_of(match->pattern), name);
    return group < 0 ? VALUE_ERROR : re_match_group(interp, match, group, VALUE_NONE);
}

NATIVE(match_group, "group(self, /, *args)", "Returns the text of one or more groups.")
{
    const Match *match = match_of(arg[0]);
    const Tuple *names = tuple_of(arg[1]);
    if (names->count == 0)
        return re_match_group(interp, match, 0, VALUE_NONE);
    if (names->count == 1)
        return group_of(interp, match, names->items[0]);
    Value result = tuple_new(interp, names->count);
    for (size_t i = 0; !value_is_error(result) && i < names->count; i++) {
        Value part = group_of(interp, match, names->items[i]);
        if (value_is_error(part)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        tuple_of(result)->items[i] = part;
    }
    return result;
}

NATIVE(match_groups, "groups(self, default=None)", "Returns a tuple of all groups.")
{
    const Match *match = match_of(arg[0]);
    Value result = tuple_new(interp, (size_t)match->count - 1);
    for (int i = 1; !value_is_error(result) && i < match->count; i++) {
        Value part = re_match_group(interp, match, i, arg[1]);
        if (value_is_error(part)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        tuple_of(result)->items[i - 1] = part;
    }
    return result;
}

NATIVE(match_groupdict, "groupdict(self, default=None)", "Returns a dict of the named groups.")
{
    const Match *match = match_of(arg[0]);
    const ReProgram *program = &pattern_of(match->pattern)->program;
    Value dict = dict_new(interp);
    for (size_t i = 0; !value_is_error(dict) && i < program->names.count; i++) {
        const ReName *row = &program->names.items[i];
        Value name = str_new(interp, row->text, row->length);
        Value part = value_is_error(name) ? VALUE_ERROR : re_match_group(interp, match, row->group, arg[1]);
        if (value_is_error(part) || !dict_set(interp, dict, name, part)) {
            value_drop(dict);
            dict = VALUE_ERROR;
        }
        value_drop(part);
        value_drop(name);
    }
    return dict;
}

/// A byte offset of the subject as a character's place.
static int64_t place_of(const Match *match, int64_t offset)
{
    const Pattern *pattern = pattern_of(match->pattern);
    if (offset <= 0 || !pattern->is_text)
        return offset;
    const Str *s = str_of(match->string);
    return s->bytes == s->length ? offset : (int64_t)utf8_count(s->text, (size_t)offset);
}

static bool span_of(Interp *interp, const Match *match, Value name, int64_t *start, int64_t *end)
{
    int group = re_group_number(interp, pattern_of(match->pattern), name);
    if (group < 0)
        return false;
    *start = place_of(match, match->spans[2 * group]);
    *end = place_of(match, match->spans[2 * group + 1]);
    return true;
}
NATIVE(match_start, "start(self, group=0, /)", "Returns where a group begins; -1 where it took no part.")
{
    int64_t start, end;
    return span_of(interp, match_of(arg[0]), arg[1], &start, &end) ? value_from_int(start) : VALUE_ERROR;
}
NATIVE(match_end, "end(self, group=0, /)", "Returns where a group ends; -1 where it took no part.")
{
    int64_t start, end;
    return span_of(interp, match_of(arg[0]), arg[1], &start, &end) ? value_from_int(end) : VALUE_ERROR;
}
NATIVE(match_span, "span(self, group=0, /)", "Returns where a group begins and ends.")
{
    int64_t start, end;
    if (!span_of(interp, match_of(arg[0]), arg[1], &start, &end))
        return VALUE_ERROR;
    return support_pair_take(interp, value_from_int(start), value_from_int(end));
}

NATIVE(match_expand, "expand(self, /, template)", "Fills the groups into a template.")
{
    const Match *match = match_of(arg[0]);
    const Pattern *pattern = pattern_of(match->pattern);
    Subject subject, template_text;
    if (!re_subject(interp, pattern, match->string, &subject) || !re_subject(interp, pattern, arg[1], &template_text))
        return VALUE_ERROR;
    Text out;
    text_init(&out, &interp->memory);
    Value result = VALUE_ERROR;
    if (re_expand(interp, pattern, arg[1], &template_text, &subject, match->spans, &out)) {
        Subject made = {VALUE_NONE, text_string(&out), out.length, false};
        result = re_slice(interp, pattern, &made, 0, (int64_t)out.length);
    }
    text_free(&out);
    return result;
}

NATIVE(match_copy, "__copy__(self, /)", "Returns the match itself.")
{
    return value_keep(arg[0]);
}
NATIVE(match_deepcopy, "__deepcopy__(self, memo, /)", "Returns the match itself.")
{
    return value_keep(arg[0]);
}
NATIVE(match_class_getitem, "__class_getitem__($cls, item, /)", "Returns Match[item], for annotations.")
{
    return value_call_values(interp, value_from_object(interp->types[TYPE_GENERIC_ALIAS]), 2, arg);
}

static Value match_get_item(Interp *interp, Value self, Value key)
{
    return group_of(interp, match_of(self), key);
}

static Value match_repr(Interp *interp, Value self)
{
    const Match *match = match_of(self);
    Value text = re_match_group(interp, match, 0, VALUE_NONE);
    Value quoted = value_is_error(text) ? VALUE_ERROR : value_repr(interp, text);
    value_drop(text);
    if (value_is_error(quoted))
        return VALUE_ERROR;
    // CPython cuts the text at 50 characters.
    const Str *s = str_of(quoted);
    size_t shown = utf8_offset(s->text, s->bytes, 50);
    Value result = str_from_format(interp, "<re.Match object; span=(%lld, %lld), match=%.*s>",
                                   (long long)place_of(match, match->spans[0]),
                                   (long long)place_of(match, match->spans[1]), (int)shown, s->text);
    value_drop(quoted);
    return result;
}

static Value get_string(UNUSED Interp *interp, Value self)
{
    return value_keep(match_of(self)->string);
}
static Value get_re(UNUSED Interp *interp, Value self)
{
    return value_keep(match_of(self)->pattern);
}
static Value get_pos(UNUSED Interp *interp, Value self)
{
    return value_from_int(match_of(self)->position);
}
static Value get_endpos(UNUSED Interp *interp, Value self)
{
    return value_from_int(match_of(self)->end_position);
}
static Value get_lastindex(UNUSED Interp *interp, Value self)
{
    int last = match_of(self)->last;
    return last ? value_from_int(last) : VALUE_NONE;
}
static Value get_lastgroup(Interp *interp, Value self)
{
    const ReProgram *program = &pattern_of(match_of(self)->pattern)->program;
    for (size_t i = 0; i < program->names.count; i++) {
        if (program->names.items[i].group == match_of(self)->last)
            return str_new(interp, program->names.items[i].text, program->names.items[i].length);
    }
    return VALUE_NONE;
}
static Value get_regs(Interp *interp, Value self)
{
    const Match *match = match_of(self);
    Value result = tuple_new(interp, (size_t)match->count);
    for (int i = 0; !value_is_error(result) && i < match->count; i++) {
        Value pair = support_pair_take(interp, value_from_int(place_of(match, match->spans[2 * i])),
                                       value_from_int(place_of(match, match->spans[2 * i + 1])));
        if (value_is_error(pair)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        tuple_of(result)->items[i] = pair;
    }
    return result;
}
static const GetSetSpec GETSETS[] = {
    {"string", "The string that was searched.", get_string, NULL},
    {"re", "The pattern.", get_re, NULL},
    {"pos", "Where the search began.", get_pos, NULL},
    {"endpos", "Where the search had to end.", get_endpos, NULL},
    {"lastindex", "The number of the group that ended last.", get_lastindex, NULL},
    {"lastgroup", "The name of the group that ended last.", get_lastgroup, NULL},
    {"regs", "The spans of all groups.", get_regs, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeSpec *const METHODS[] = {
    &match_group_native,
    &match_groups_native,
    &match_groupdict_native,
    &match_start_native,
    &match_end_native,
    &match_span_native,
    &match_expand_native,
    &match_copy_native,
    &match_deepcopy_native,
    &match_class_getitem_native,
    NULL,
};

const TypeSpec type_spec_RE_MATCH = {
    .name = "re.Match",
    .doc = "What a regular expression found.",
    .id = TYPE_RE_MATCH,
    .size = sizeof(Match),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
    .slots = {.repr = match_repr, .get_item = match_get_item, .destroy = match_destroy},
    .methods = METHODS,
    .getsets = GETSETS,
};

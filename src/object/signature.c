#include "object/signature.h"

#include <stdlib.h>
#include <string.h>

#include "object/dict.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/suggest.h"

typedef struct SignatureTable {
    Signature **buckets; // open addressing by the literal's address
    size_t size;         // a power of two
    size_t count;
} SignatureTable;

// ---- parsing ----

typedef struct Reader {
    Interp *interp;
    Signature *signature;
    const char *at;
    bool after_star; // the parameters that follow are keyword-only
} Reader;

static void skip_space(Reader *reader)
{
    while (*reader->at == ' ')
        reader->at++;
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (text[length] && !strchr(" ,=)", text[length]))
        length++;
    return length;
}

static bool word_is(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

// A 'string' default; a backslash before n means a new line.
static Value read_string(Reader *reader)
{
    Text text;
    text_init(&text, &reader->interp->memory);
    const char *at = reader->at + 1;
    for (; *at && *at != '\''; at++) {
        bool newline = at[0] == '\\' && at[1] == 'n';
        text_append_char(&text, newline ? '\n' : *at);
        at += newline;
    }
    reader->at = at + (*at == '\'');
    Value v = str_from_text_take(&text);
    return value_is_error(v) ? v : str_intern_take(reader->interp, v);
}

// A default: a constant, a number, a 'string' or ().
static Value read_default(Reader *reader)
{
    const char *text = reader->at;
    if (*text == '\'')
        return read_string(reader);
    if (text[0] == '(' && text[1] == ')') {
        reader->at += 2;
        return tuple_from_values(reader->interp, 0, NULL);
    }
    size_t length = word_length(text);
    reader->at += length;
    if (word_is(text, length, "None"))
        return VALUE_NONE;
    if (word_is(text, length, "True"))
        return VALUE_TRUE;
    if (word_is(text, length, "False"))
        return VALUE_FALSE;
    if (word_is(text, length, "..."))
        return VALUE_UNSET;
    if (memchr(text, '.', length) || memchr(text, 'e', length))
        return value_from_float(strtod(text, NULL));
    return value_from_int(strtoll(text, NULL, 10));
}

static bool add_parameter(Reader *reader, const char *name, size_t length)
{
    Signature *signature = reader->signature;
    size_t old = signature->count * sizeof(Parameter);
    Parameter *moved = mem_resize(&reader->interp->memory, signature->parameters, old, old + sizeof(Parameter));
    if (!moved)
        return false;
    signature->parameters = moved;
    Value text = str_new(reader->interp, name, length);
    if (value_is_error(text))
        text = VALUE_UNSET;
    else
        text = str_intern_take(reader->interp, text);
    moved[signature->count++] = (Parameter){text, VALUE_UNSET, true};
    return text.tag == TAG_OBJECT;
}

static bool read_parameter(Reader *reader)
{
    Signature *signature = reader->signature;
    size_t length = word_length(reader->at);
    const char *word = reader->at;
    reader->at += length;
    if (word_is(word, length, "/")) {
        signature->positional_only = signature->positional;
        return true;
    }
    if (word_is(word, length, "*")) {
        reader->after_star = true;
        return true;
    }
    if (length > 2 && word[0] == '*' && word[1] == '*') {
        signature->keywords_index = (int)signature->count;
        return add_parameter(reader, word + 2, length - 2);
    }
    if (word[0] == '*') {
        reader->after_star = true;
        signature->rest_index = (int)signature->count;
        return add_parameter(reader, word + 1, length - 1);
    }
    if (signature->count == 0 && (word_is(word, length, "self") || word[0] == '$')) {
        signature->takes_self = true;
        signature->takes_class = word_is(word, length, "$cls");
    }
    if (!add_parameter(reader, word, length))
        return false;
    Parameter *parameter = &signature->parameters[signature->count - 1];
    if (*reader->at == '=') {
        reader->at++;
        parameter->required = false;
        parameter->default_value = read_default(reader);
        if (value_is_error(parameter->default_value))
            return false;
    }
    if (!reader->after_star) {
        signature->positional++;
        signature->required += parameter->required;
    } else {
        signature->keyword_only_required |= parameter->required;
    }
    return true;
}

static void free_signature(Interp *interp, Signature *signature)
{
    for (size_t i = 0; i < signature->count; i++) {
        value_drop(signature->parameters[i].name);
        value_drop(signature->parameters[i].default_value);
    }
    mem_free(&interp->memory, signature->parameters, signature->count * sizeof(Parameter));
    mem_free(&interp->memory, signature, sizeof *signature);
}

static Signature *parse(Interp *interp, const char *text)
{
    Signature *signature = mem_alloc_zero(&interp->memory, sizeof *signature);
    if (!signature)
        return NULL;
    signature->text = text;
    signature->name_length = strcspn(text, "(");
    signature->rest_index = signature->keywords_index = -1;
    Reader reader = {interp, signature, text + signature->name_length, false};
    if (*reader.at == '(')
        reader.at++;
    for (skip_space(&reader); *reader.at && *reader.at != ')'; skip_space(&reader)) {
        if (!read_parameter(&reader)) {
            free_signature(interp, signature);
            return NULL;
        }
        skip_space(&reader);
        if (*reader.at == ',')
            reader.at++;
    }
    if (signature->takes_self && signature->positional_only == 0)
        signature->positional_only = 1;
    return signature;
}

// ---- the table ----

static size_t bucket_of(const SignatureTable *table, const char *text)
{
    size_t place = ((uintptr_t)text * 0x9E3779B97F4A7C15u) >> 20;
    for (;; place++) {
        Signature *signature = table->buckets[place & (table->size - 1)];
        if (!signature || signature->text == text)
            return place & (table->size - 1);
    }
}

static bool grow(Interp *interp, SignatureTable *table)
{
    if (table->count * 2 < table->size)
        return true;
    SignatureTable larger = {.size = table->size ? table->size * 2 : 256, .count = table->count};
    larger.buckets = mem_alloc_zero(&interp->memory, larger.size * sizeof *larger.buckets);
    if (!larger.buckets)
        return false;
    for (size_t i = 0; i < table->size; i++) {
        if (table->buckets[i])
            larger.buckets[bucket_of(&larger, table->buckets[i]->text)] = table->buckets[i];
    }
    mem_free(&interp->memory, table->buckets, table->size * sizeof *table->buckets);
    *table = larger;
    return true;
}

const Signature *signature_of(Interp *interp, const char *text)
{
    if (!interp->signatures) {
        interp->signatures = mem_alloc_zero(&interp->memory, sizeof *interp->signatures);
        if (!interp->signatures)
            return NULL;
    }
    SignatureTable *table = interp->signatures;
    if (table->size && table->buckets[bucket_of(table, text)])
        return table->buckets[bucket_of(table, text)];
    if (!grow(interp, table))
        return NULL;
    Signature *signature = parse(interp, text);
    if (!signature)
        return NULL;
    table->buckets[bucket_of(table, text)] = signature;
    table->count++;
    return signature;
}

void signature_finish(Interp *interp)
{
    SignatureTable *table = interp->signatures;
    if (!table)
        return;
    for (size_t i = 0; i < table->size; i++) {
        if (table->buckets[i])
            free_signature(interp, table->buckets[i]);
    }
    mem_free(&interp->memory, table->buckets, table->size * sizeof *table->buckets);
    mem_free(&interp->memory, table, sizeof *table);
    interp->signatures = NULL;
}

// ---- messages ----

// Counts in messages leave self out.
typedef struct Call {
    Interp *interp;
    const Signature *signature;
    const char *owner;
    const Arguments *arguments;
    size_t hidden; // 1 where self is a parameter
    size_t given;  // positional arguments, self not counted
} Call;

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static int name_length(const Call *call)
{
    return (int)call->signature->name_length;
}

static bool has_keywords(const Call *call)
{
    return call->arguments->keywords && call->arguments->keywords->count;
}

// True for signatures without any parameter that a keyword could name: CPython words their errors in its older style.
static bool is_old_style(const Signature *signature)
{
    return signature->positional_only == signature->positional && signature->count == signature->positional;
}

static bool raise_old_style(const Call *call)
{
    const Signature *signature = call->signature;
    size_t most = signature->positional - call->hidden, least = signature->required - call->hidden;
    const char *dot = call->owner ? "." : "", *owner = call->owner ? call->owner : "";
    if (has_keywords(call))
        raise_type_error(call->interp, "%s%s%.*s() takes no keyword arguments", owner, dot, name_length(call),
                         signature->text);
    else if (most == 0)
        raise_type_error(call->interp, "%s%s%.*s() takes no arguments (%zu given)", owner, dot, name_length(call),
                         signature->text, call->given);
    else if (most == 1 && least == 1)
        raise_type_error(call->interp, "%s%s%.*s() takes exactly one argument (%zu given)", owner, dot,
                         name_length(call), signature->text, call->given);
    else
        raise_type_error(call->interp, "%.*s expected %s%zu argument%s, got %zu", name_length(call), signature->text,
                         most == least         ? ""
                         : call->given < least ? "at least "
                                               : "at most ",
                         call->given < least ? least : most, plural(call->given < least ? least : most), call->given);
    return false;
}

static bool raise_too_many(const Call *call)
{
    const Signature *signature = call->signature;
    size_t most = signature->positional - call->hidden;
    size_t all = signature->count - call->hidden;
    size_t keywords = call->arguments->keywords ? call->arguments->keywords->count : 0;
    if (call->given + keywords > all && signature->keywords_index < 0)
        raise_type_error(call->interp, "%.*s() takes at most %zu %sargument%s (%zu given)", name_length(call),
                         signature->text, all, call->given ? "" : "keyword ", plural(all), call->given + keywords);
    else if (most == 0)
        raise_type_error(call->interp, "%.*s() takes no positional arguments", name_length(call), signature->text);
    else
        raise_type_error(call->interp, "%.*s() takes %s %zu positional argument%s (%zu given)", name_length(call),
                         signature->text, signature->required < signature->positional ? "at most" : "exactly", most,
                         plural(most), call->given);
    return false;
}

static bool raise_missing(const Call *call, size_t index)
{
    const Signature *signature = call->signature;
    size_t needed = signature->positional_only < signature->required ? signature->positional_only : signature->required;
    needed -= call->hidden;
    if (index < signature->positional_only)
        raise_type_error(call->interp, "%.*s() takes %s %zu positional argument%s (%zu given)", name_length(call),
                         signature->text, needed < signature->positional - call->hidden ? "at least" : "exactly",
                         needed, plural(needed), call->given);
    else
        raise_type_error(call->interp, "%.*s() missing required argument '%s' (pos %zu)", name_length(call),
                         signature->text, str_of(signature->parameters[index].name)->text, index + 1 - call->hidden);
    return false;
}

static bool raise_unexpected(const Call *call, Value name)
{
    const Signature *signature = call->signature;
    Suggestion suggestion;
    suggestion_begin(&suggestion, str_of(name)->text);
    for (size_t i = signature->positional_only; i < signature->count; i++)
        suggestion_consider(&suggestion, str_of(signature->parameters[i].name)->text);
    suggestion_raise_keyword(&suggestion, call->interp, signature->text, name_length(call));
    return false;
}

// ---- binding ----

static int find_parameter(const Signature *signature, Value name)
{
    for (size_t i = signature->positional_only; i < signature->count; i++) {
        if ((int)i == signature->rest_index || (int)i == signature->keywords_index)
            continue;
        Value known = signature->parameters[i].name;
        if (known.object == name.object || str_compare(str_of(known), str_of(name)) == 0)
            return (int)i;
    }
    return -1;
}

static bool bind_keywords(const Call *call, Value *bound, bool *filled)
{
    const Tuple *names = call->arguments->keywords;
    const Signature *signature = call->signature;
    for (size_t i = 0; names && i < names->count; i++) {
        Value name = names->items[i], value = call->arguments->values[call->arguments->count + i];
        int index = find_parameter(signature, name);
        if (index < 0 && signature->keywords_index >= 0) {
            if (!dict_set(call->interp, bound[signature->keywords_index], name, value))
                return false;
            continue;
        }
        if (index < 0)
            return raise_unexpected(call, name);
        if (filled[index]) {
            raise_type_error(call->interp, "argument for %.*s() given by name ('%s') and position (%zu)",
                             name_length(call), signature->text, str_of(name)->text, (size_t)index + 1 - call->hidden);
            return false;
        }
        bound[index] = value;
        filled[index] = true;
    }
    return true;
}

static bool fill_defaults(const Call *call, Value *bound, const bool *filled)
{
    const Signature *signature = call->signature;
    for (size_t i = 0; i < signature->count; i++) {
        if (filled[i] || (int)i == signature->rest_index || (int)i == signature->keywords_index)
            continue;
        if (signature->parameters[i].required)
            return raise_missing(call, i);
        bound[i] = signature->parameters[i].default_value;
    }
    return true;
}

static bool make_gathered(const Call *call, Value *bound, size_t extra_from)
{
    const Signature *signature = call->signature;
    if (signature->rest_index >= 0) {
        size_t count = call->arguments->count > extra_from ? call->arguments->count - extra_from : 0;
        bound[signature->rest_index] =
            tuple_from_values(call->interp, count, count ? call->arguments->values + extra_from : NULL);
        if (value_is_error(bound[signature->rest_index]))
            return false;
    }
    if (signature->keywords_index >= 0) {
        bound[signature->keywords_index] = dict_new(call->interp);
        if (value_is_error(bound[signature->keywords_index]))
            return false;
    }
    return true;
}

void signature_release(const Signature *signature, Value *bound)
{
    if (signature->rest_index >= 0)
        value_drop(bound[signature->rest_index]);
    if (signature->keywords_index >= 0)
        value_drop(bound[signature->keywords_index]);
}

bool signature_bind_positional(const Signature *signature, size_t count, Value *bound)
{
    if (count < signature->required || signature->positional != signature->count || count > signature->positional)
        return false;
    for (size_t i = count; i < signature->count; i++)
        bound[i] = signature->parameters[i].default_value;
    return true;
}

bool signature_bind(Interp *interp, const Signature *signature, const char *owner, Value first,
                    const Arguments *arguments, Value *bound)
{
    size_t leading = !value_is_unset(first), given = leading + arguments->count;
    size_t hidden = signature->takes_self;
    Call call = {interp, signature, owner, arguments, hidden, given - (given < hidden ? given : hidden)};
    size_t keywords = arguments->keywords ? arguments->keywords->count : 0;
    if (is_old_style(signature) && (keywords || given > signature->positional || given < signature->required))
        return raise_old_style(&call);
    if (given > signature->positional && signature->rest_index < 0)
        return raise_too_many(&call);
    if (signature->keywords_index < 0 && signature->rest_index < 0 && given + keywords > signature->count)
        return raise_too_many(&call);
    bool filled[64] = {false};
    if (signature->count > COUNT_OF(filled)) {
        value_raise(interp, ERROR_SYSTEM_ERROR, "%s: too many parameters", signature->text);
        return false;
    }
    memset(bound, 0, signature->count * sizeof *bound);
    size_t used = given < signature->positional ? given : signature->positional;
    for (size_t i = 0; i < used; i++) {
        bound[i] = i < leading ? first : arguments->values[i - leading];
        filled[i] = true;
    }
    if (make_gathered(&call, bound, used - leading) && bind_keywords(&call, bound, filled) &&
        fill_defaults(&call, bound, filled))
        return true;
    signature_release(signature, bound);
    return false;
}

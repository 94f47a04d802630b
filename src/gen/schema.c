#include "gen/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/schema_lexer.h"

void schema_read(Schema *schema, const char *path, const char *text)
{
    schema->file = path;
    SchemaLexer lexer = {.schema = schema, .cursor = (const unsigned char *)text, .line = 1, .at_start = true};
    if (schema_yyparse(&lexer, schema))
        schema->errors += !schema->errors;
}

void schema_error(Schema *schema, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    schema->errors++;
}

void *schema_alloc(Schema *schema, size_t size)
{
    void *block = mem_alloc_zero(schema->memory, size);
    if (block)
        return block;
    fputs("tlgen: out of memory\n", stderr);
    exit(1);
}

const char *schema_text(Schema *schema, const char *bytes, size_t length)
{
    char *copy = schema_alloc(schema, length + 1);
    memcpy(copy, bytes, length);
    return copy;
}

const char *schema_format(Schema *schema, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = schema_alloc(schema, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

const SchemaParameter *entry_parameter(const Entry *entry, const char *name)
{
    for (const SchemaParameter *parameter = entry->parameters; parameter; parameter = parameter->next)
        if (!strcmp(parameter->name, name))
            return parameter;
    return NULL;
}

bool word_in(const char *list, const char *word)
{
    size_t length = strlen(word);
    while (*list) {
        size_t span = strcspn(list, ", ");
        if (span == length && !strncmp(list, word, length))
            return true;
        list += span;
        list += strspn(list, ", ");
    }
    return false;
}

Entry *schema_find(const Schema *schema, const char *name)
{
    for (Entry *entry = schema->first; entry; entry = entry->next)
        if (!strcmp(entry->name, name))
            return entry;
    return NULL;
}

static const char *join(Schema *schema, const char *list, const char *word, size_t length)
{
    return schema_format(schema, "%s%s%.*s", list, *list ? " " : "", (int)length, word);
}

// `python function method inplace out operator(+) nn`
static void python_words(Schema *schema, Entry *entry, int line, const char *words)
{
    static const struct {
        const char *word;
        PythonForm form;
    } forms[] = {{"function", PYTHON_FUNCTION}, {"method", PYTHON_METHOD},
                 {"inplace", PYTHON_INPLACE},   {"out", PYTHON_OUT},
                 {"numbers", PYTHON_NUMBERS},   {"deprecated", PYTHON_DEPRECATED},
                 {"factory", PYTHON_FACTORY},   {"function_", PYTHON_INPLACE_FUNCTION | PYTHON_INPLACE}};
    static const char *const spaces[] = {"nn", "NN", "linalg", "LINALG", "special", "SPECIAL", "fft", "FFT"};
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        const char *word = schema_text(schema, words, length);
        bool known = !length;
        for (size_t i = 0; i < COUNT_OF(forms); i++)
            if (!strcmp(word, forms[i].word))
                entry->python |= forms[i].form, known = true;
        for (size_t i = 0; i < COUNT_OF(spaces); i += 2)
            if (!strcmp(word, spaces[i]))
                entry->space = spaces[i + 1], entry->python |= PYTHON_FUNCTION, known = true;
        if (!strncmp(word, "operator(", 9) && word[length - 1] == ')') {
            entry->operators = join(schema, entry->operators, word + 9, length - 10);
            known = true;
        }
        if (!known)
            schema_error(schema, entry->file, line, "unknown python form %s", word);
    }
}

// `kernel add` (elementwise), `kernel add(self, other; alpha)`, `kernel function join_cat`
static void kernel_words(Schema *schema, Entry *entry, int line, const char *words)
{
    static const struct {
        const char *kind;
        Body body;
    } kinds[] = {{"function", BODY_FUNCTION}, {"inplace", BODY_INPLACE}, {"view", BODY_VIEW}};
    if (entry->body != BODY_MISSING)
        schema_error(schema, entry->file, line, "a second body for %s", entry->name);
    entry->body = BODY_ELEMENTWISE;
    entry->kernel = words;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t length = strlen(kinds[i].kind);
        if (strncmp(words, kinds[i].kind, length) || words[length] != ' ')
            continue;
        entry->body = kinds[i].body;
        entry->kernel = words + length + 1;
    }
}

// `node SqueezeBackward0 SqueezeBackward3`: the second name is the in-place form's.
static void node_words(Schema *schema, Entry *entry, const char *words)
{
    size_t length = strcspn(words, " ");
    entry->node = schema_text(schema, words, length);
    if (words[length])
        entry->node_in_place = words + length + 1;
}

void schema_line(Schema *schema, Entry *entry, int line, const char *key, const char *words)
{
    if (!strcmp(key, "python"))
        python_words(schema, entry, line, words);
    else if (!strcmp(key, "kernel"))
        kernel_words(schema, entry, line, words);
    else if (!strcmp(key, "doc"))
        entry->doc = words;
    else if (!strcmp(key, "dtype"))
        entry->dtype_rule = words;
    else if (!strcmp(key, "node"))
        node_words(schema, entry, words);
    else if (!strcmp(key, "out"))
        entry->out_rule = words;
    else if (!strcmp(key, "check"))
        entry->check = words;
    else if (!strcmp(key, "expand"))
        entry->expanded = words;
    else if (!strcmp(key, "layout"))
        entry->layout = words;
    else if (!strcmp(key, "meta") && !strcmp(words, "none"))
        entry->needs_data = true;
    else if (!strcmp(key, "meta") && !strcmp(words, "mixed"))
        entry->any_device = true;
    else if (!strcmp(key, "warn"))
        entry->warning = words;
    else if (!strcmp(key, "refuse") && entry->refusal_count < (int)COUNT_OF(entry->refusals))
        entry->refusals[entry->refusal_count++] = words;
    else if (!strcmp(key, "alias"))
        entry->aliases = words;
    else if (!strcmp(key, "gradient") && !strcmp(words, "none"))
        entry->no_gradient = true;
    else if (!strcmp(key, "composite"))
        entry->body = BODY_CALLS, entry->kernel = words + strlen("function ");
    else if (!strcmp(key, "unsupported"))
        entry->body = BODY_UNSUPPORTED, entry->kernel = words;
    else if (!strcmp(key, "script"))
        entry->body = BODY_SCRIPT, entry->kernel = words;
    else if (strcmp(key, "shape"))
        schema_error(schema, entry->file, line, "unknown property %s %s", key, words);
}

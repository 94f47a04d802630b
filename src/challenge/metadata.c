#include "challenge/metadata.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

// Where a YAML text stands in the file, for complaints.
typedef struct Source {
    Challenge *challenge;
    Problem *problem; // NULL in the front matter
    Place origin;
    yaml_document_t *document;
} Source;

static Place place_of(const Source *source, const yaml_node_t *node)
{
    int line = (int)node->start_mark.line;
    int column = (int)node->start_mark.column;
    return (Place){source->origin.line + line, line == 0 ? source->origin.column + column : column + 1};
}

#define COMPLAIN(source, node, ...)                                                                                    \
    challenge_complain((source)->challenge, (source)->problem, place_of(source, node), VERDICT_BROKEN, __VA_ARGS__)

static const char *scalar_text(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

static char *copy_scalar(Source *source, const yaml_node_t *node, const char *key)
{
    const char *text = scalar_text(node);
    if (!text) {
        COMPLAIN(source, node, "%s must be a text", key);
        return NULL;
    }
    return arena_copy(&source->challenge->arena, text, strlen(text));
}

static bool read_integer(Source *source, const yaml_node_t *node, const char *key, int64_t *out)
{
    const char *text = scalar_text(node);
    char *end = NULL;
    errno = 0;
    long long number = text ? strtoll(text, &end, 10) : 0;
    if (!text || end == text || *end || errno) {
        COMPLAIN(source, node, "%s must be an integer", key);
        return false;
    }
    *out = number;
    return true;
}

// Finds a word of the format in one of its tables; complains where it is none.
static int read_word(Source *source, const yaml_node_t *node, const char *key, const char *(*name)(int), int count)
{
    const char *text = scalar_text(node);
    for (int i = 0; text && i < count; i++) {
        if (strcmp(name(i), text) == 0)
            return i;
    }
    COMPLAIN(source, node, "%s is '%s', which the format does not know", key, text ? text : "not a text");
    return count;
}

static const char *kind_word(int i)
{
    return problem_kind_name((ProblemKind)i);
}
static const char *level_word(int i)
{
    return problem_level_name((ProblemLevel)i);
}
static const char *match_word(int i)
{
    return match_rule_name((MatchRule)i);
}

// "m:ss"; bare 2:00 is the number 120 to YAML 1.1 readers, so it is accepted with a warning.
static void read_time(Source *source, const yaml_node_t *node, int *seconds)
{
    const char *text = scalar_text(node);
    int minutes = 0;
    int rest = 0;
    int used = 0;
    if (!text || sscanf(text, "%4d:%2d%n", &minutes, &rest, &used) != 2 || text[used] || rest > 59 || minutes < 0 ||
        rest < 0) {
        COMPLAIN(source, node, "time must be written \"m:ss\"");
        return;
    }
    if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        challenge_complain(source->challenge, source->problem, place_of(source, node), VERDICT_PROVED,
                           "warning: write time: \"%s\" with quotes; bare it is the number %d in YAML 1.1", text,
                           minutes * 60 + rest);
    *seconds = minutes * 60 + rest;
}

static void read_attempts(Source *source, const yaml_node_t *node, int *attempts)
{
    int64_t number;
    if (!read_integer(source, node, "attempts", &number))
        return;
    if (number < 1 || number > 1000)
        COMPLAIN(source, node, "attempts must be from 1 to 1000");
    else
        *attempts = (int)number;
}

// Reads one key that defaults and problems share; false where the key is none of these.
static bool read_setting(Source *source, const char *key, const yaml_node_t *value, Settings *settings)
{
    if (strcmp(key, "kind") == 0)
        settings->kind = (ProblemKind)read_word(source, value, key, kind_word, KIND_COUNT);
    else if (strcmp(key, "level") == 0)
        settings->level = (ProblemLevel)read_word(source, value, key, level_word, LEVEL_COUNT);
    else if (strcmp(key, "match") == 0)
        settings->match = (MatchRule)read_word(source, value, key, match_word, MATCH_COUNT);
    else if (strcmp(key, "time") == 0)
        read_time(source, value, &settings->seconds);
    else if (strcmp(key, "attempts") == 0)
        read_attempts(source, value, &settings->attempts);
    else if (strcmp(key, "seed") == 0)
        settings->has_seed = read_integer(source, value, key, &settings->seed);
    else if (strcmp(key, "accept") == 0)
        settings->accept = copy_scalar(source, value, key);
    else
        return false;
    return true;
}

typedef void (*EntryReader)(Source *source, const char *key, const yaml_node_t *key_node, const yaml_node_t *value,
                            void *context);

static void walk_mapping(Source *source, const yaml_node_t *mapping, EntryReader read, void *context)
{
    if (mapping->type != YAML_MAPPING_NODE) {
        COMPLAIN(source, mapping, "expected a mapping of keys to values");
        return;
    }
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start; pair < mapping->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(source->document, pair->key);
        yaml_node_t *value = yaml_document_get_node(source->document, pair->value);
        const char *text = scalar_text(key);
        if (text)
            read(source, text, key, value, context);
        else
            COMPLAIN(source, key, "a key must be a text");
    }
}

static void read_default_entry(Source *source, const char *key, const yaml_node_t *key_node, const yaml_node_t *value,
                               void *context)
{
    if (!read_setting(source, key, value, context))
        COMPLAIN(source, key_node, "unknown default '%s'", key);
}

static void read_front_entry(Source *source, const char *key, const yaml_node_t *key_node, const yaml_node_t *value,
                             void *context)
{
    Challenge *challenge = source->challenge;
    int64_t version;
    if (strcmp(key, "torchlet") == 0) {
        if (read_integer(source, value, key, &version) && version != 1)
            COMPLAIN(source, value, "format version %lld is not known, only 1", (long long)version);
    } else if (strcmp(key, "badge") == 0) {
        challenge->badge = copy_scalar(source, value, key);
    } else if (strcmp(key, "tagline") == 0) {
        challenge->tagline = copy_scalar(source, value, key);
    } else if (strcmp(key, "defaults") == 0) {
        walk_mapping(source, value, read_default_entry, context);
    } else {
        COMPLAIN(source, key_node, "unknown key '%s'", key);
    }
}

// Loads one YAML document and hands its root mapping to `read`.
static void read_document(Source *source, const char *yaml, size_t length, EntryReader read, void *context)
{
    yaml_parser_t parser;
    yaml_document_t document;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, length);
    if (!yaml_parser_load(&parser, &document)) {
        Place place = {source->origin.line + (int)parser.problem_mark.line, (int)parser.problem_mark.column + 1};
        challenge_complain(source->challenge, source->problem, place, VERDICT_BROKEN, "YAML: %s",
                           parser.problem ? parser.problem : "out of memory");
        yaml_parser_delete(&parser);
        return;
    }
    source->document = &document;
    yaml_node_t *root = yaml_document_get_root_node(&document);
    if (root)
        walk_mapping(source, root, read, context);
    yaml_document_delete(&document);
    yaml_parser_delete(&parser);
}

void metadata_read_front(Challenge *challenge, const char *yaml, size_t length, int first_line, Settings *defaults)
{
    *defaults = (Settings){.kind = KIND_COUNT, .level = LEVEL_INTERMEDIATE, .seconds = 120, .attempts = 2};
    Source source = {.challenge = challenge, .origin = {first_line, 1}};
    read_document(&source, yaml, length, read_front_entry, defaults);
    if (!challenge->badge)
        challenge_complain(challenge, NULL, (Place){1, 1}, VERDICT_BROKEN, "the front matter names no badge");
}

static void read_problem_entry(Source *source, const char *key, const yaml_node_t *key_node, const yaml_node_t *value,
                               void *context)
{
    if (strcmp(key, "id") == 0)
        source->problem->id = copy_scalar(source, value, key);
    else if (!read_setting(source, key, value, context))
        COMPLAIN(source, key_node, "unknown key '%s'", key);
}

void metadata_apply_defaults(const Settings *defaults, Problem *problem)
{
    problem->kind = defaults->kind;
    problem->level = defaults->level;
    problem->seconds = defaults->seconds;
    problem->attempts = defaults->attempts;
    problem->has_seed = defaults->has_seed;
    problem->seed = defaults->seed;
    problem->match = defaults->match;
    problem->accept = defaults->accept;
}

void metadata_read_problem(Challenge *challenge, Problem *problem, const char *yaml, size_t length, Place place)
{
    Settings settings = {.kind = problem->kind,
                         .level = problem->level,
                         .seconds = problem->seconds,
                         .attempts = problem->attempts,
                         .has_seed = problem->has_seed,
                         .seed = problem->seed,
                         .match = problem->match,
                         .accept = problem->accept};
    Source source = {.challenge = challenge, .problem = problem, .origin = place};
    read_document(&source, yaml, length, read_problem_entry, &settings);
    metadata_apply_defaults(&settings, problem);
}

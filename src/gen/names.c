// Unicode's names as tables. A name is a row of words, a word a number: the most frequent ones have one byte.
//
//   words    "LETTER" "SMALL" ...     each once, by how often they occur
//   stream   5 1 2 9 0 ...            the words of each name, 0 behind; every BLOCK-th name's place is in BLOCKS
//   runs     {0x20, 0} {0xA0, 95}     code points in a row have their names in a row
//   order    the names' numbers in the order of their texts, for the way back
//
// Behind the characters' own names stand the aliases, then the sequences.
#include "gen/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_NAMES = 65535, // ORDER holds 16 bits
    MOST_WORDS = 16384,
    HASH_SIZE = 65536,
    LINE_SIZE = 512,
    BLOCK = 16,
    SHORT_WORDS = 192, // of one byte; the other first bytes begin two
    MOST_RANGES = 64,
};

typedef struct Entry {
    uint32_t code;
    char *name;
    char *value; // the code points of a sequence, as text
} Entry;

typedef struct Word {
    char text[48];
    uint32_t uses;
    int next; // of the same hash, or -1
} Word;

// Of this tool, which runs once.
static Entry entries[MOST_NAMES];
static int entry_count, character_count, alias_count;
static Word words[MOST_WORDS];
static int word_count, hashed[HASH_SIZE], rank_of[MOST_WORDS], by_rank[MOST_WORDS];
static uint32_t ranges[MOST_RANGES][2];
static int range_count;

static int fail(const char *what, const char *text)
{
    fprintf(stderr, "tlgen names: %s: %s\n", what, text);
    return 1;
}

// ---- reading ----

static char *copy_text(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return copy ? strcpy(copy, text) : NULL;
}

static int add(uint32_t code, const char *name, const char *value)
{
    if (entry_count == MOST_NAMES)
        return fail("too many names", name);
    entries[entry_count++] = (Entry){code, copy_text(name), value ? copy_text(value) : NULL};
    return 0;
}

static int add_character(uint32_t code, const char *name)
{
    if (name[0] != '<')
        return add(code, name, NULL);
    if (strncmp(name, "<CJK Ideograph", strlen("<CJK Ideograph")) != 0)
        return 0;
    bool first = strstr(name, "First>") != NULL;
    if (range_count == MOST_RANGES)
        return fail("too many ranges", name);
    ranges[range_count][!first] = code;
    range_count += !first;
    return 0;
}

/// Gives each line of a file, cut at its semicolons, to `take`.
static int read_lines(const char *path, int (*take)(char *first, char *second))
{
    char line[LINE_SIZE];
    FILE *file = fopen(path, "r");
    int failed = file ? 0 : fail("cannot be read", path);
    while (!failed && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *second = strchr(line, ';');
        if (line[0] == '#' || !second)
            continue;
        *second++ = '\0';
        char *third = strchr(second, ';');
        if (third)
            *third = '\0';
        failed = take(line, second);
    }
    if (file)
        fclose(file);
    return failed;
}

static int take_character(char *code, char *name)
{
    return add_character((uint32_t)strtoul(code, NULL, 16), name);
}

static int take_alias(char *code, char *name)
{
    return add((uint32_t)strtoul(code, NULL, 16), name, NULL);
}

static int take_sequence(char *name, char *codes)
{
    return add(0, name, codes);
}

static int by_code(const void *a, const void *b)
{
    uint32_t x = ((const Entry *)a)->code, y = ((const Entry *)b)->code;
    return x < y ? -1 : x > y;
}

static int read_all(char **paths, int character_paths)
{
    for (int i = 0; i < character_paths; i++)
        if (read_lines(paths[2 + i], take_character))
            return 1;
    qsort(entries, (size_t)entry_count, sizeof *entries, by_code);
    for (int i = 0; i < entry_count; i++) // what a newer database has, and a list of additions too, is taken once
        if (!character_count || entries[character_count - 1].code != entries[i].code)
            entries[character_count++] = entries[i];
    entry_count = character_count;
    if (read_lines(paths[0], take_alias))
        return 1;
    alias_count = entry_count - character_count;
    return read_lines(paths[1], take_sequence);
}

// ---- words ----

/// The length of the first word of a name, and in `step` where the next one begins. A word ends behind a hyphen or
/// before a blank; the blank is part of it where a hyphen precedes it.
static size_t word_length(const char *name, size_t *step)
{
    size_t length = strcspn(name, " -");
    if (name[length] == '-')
        length += name[length + 1] == ' ' ? 2 : 1;
    *step = length + (name[length] == ' ' && (!length || name[length - 1] != ' '));
    return length;
}

/// The number of a word, which is entered where it is new; -1 where there are too many.
static int find_word(const char *text, size_t length)
{
    uint32_t hash = 5381;
    for (size_t i = 0; i < length; i++)
        hash = hash * 33 + (unsigned char)text[i];
    int *head = &hashed[hash % HASH_SIZE];
    for (int i = *head; i >= 0; i = words[i].next)
        if (strlen(words[i].text) == length && memcmp(words[i].text, text, length) == 0)
            return i;
    if (word_count == MOST_WORDS || length >= sizeof words->text)
        return -1;
    memcpy(words[word_count].text, text, length);
    words[word_count].next = *head;
    return *head = word_count++;
}

static int count_words(void)
{
    for (int i = 0; i < HASH_SIZE; i++)
        hashed[i] = -1;
    for (int i = 0; i < entry_count; i++) {
        size_t step;
        for (const char *at = entries[i].name; *at; at += step) {
            size_t length = word_length(at, &step);
            int word = find_word(at, length);
            if (word < 0)
                return fail("too many words", at);
            words[word].uses++;
        }
    }
    return 0;
}

static int by_uses(const void *a, const void *b)
{
    const Word *x = &words[*(const int *)a], *y = &words[*(const int *)b];
    return x->uses != y->uses ? (x->uses < y->uses ? 1 : -1) : strcmp(x->text, y->text);
}

// Rank 0 ends a name.
static void rank_words(void)
{
    for (int i = 0; i < word_count; i++)
        by_rank[i] = i;
    qsort(by_rank, (size_t)word_count, sizeof *by_rank, by_uses);
    for (int i = 0; i < word_count; i++)
        rank_of[by_rank[i]] = i + 1;
}

// ---- writing ----

static void write_words(FILE *file)
{
    uint32_t place = 1;
    fputs("static const char WORDS[] =\n    \"\\0\"\n", file);
    for (int i = 0; i < word_count; i++)
        fprintf(file, "    \"%s\\0\"\n", words[by_rank[i]].text);
    fputs("    ;\nstatic const uint32_t WORD_PLACES[] = {0,", file);
    for (int i = 0; i < word_count; i++) {
        fprintf(file, "%s%u,", i % 16 ? "" : "\n", place);
        place += (uint32_t)strlen(words[by_rank[i]].text) + 1;
    }
    fputs("};\n", file);
}

static uint32_t write_word(FILE *file, int rank)
{
    if (rank < SHORT_WORDS)
        return (uint32_t)(fprintf(file, "%d,", rank) > 0);
    rank -= SHORT_WORDS;
    fprintf(file, "%d,%d,", SHORT_WORDS + rank / 256, rank % 256);
    return 2;
}

static void write_stream(FILE *file)
{
    static uint32_t blocks[MOST_NAMES / BLOCK + 1];
    uint32_t place = 0;
    fputs("static const uint8_t STREAM[] = {\n", file);
    for (int i = 0; i < entry_count; i++) {
        size_t step;
        if (i % BLOCK == 0)
            blocks[i / BLOCK] = place;
        for (const char *at = entries[i].name; *at; at += step)
            place += write_word(file, rank_of[find_word(at, word_length(at, &step))]);
        place += write_word(file, 0);
        fputs("\n", file);
    }
    fputs("};\nstatic const uint32_t BLOCKS[] = {\n", file);
    for (int i = 0; i <= (entry_count - 1) / BLOCK; i++)
        fprintf(file, "%u,\n", blocks[i]);
    fputs("};\n", file);
}

static void write_codes(FILE *file)
{
    fputs("static const CodeRun RUNS[] = {\n", file);
    for (int i = 0; i < character_count; i++)
        if (!i || entries[i].code != entries[i - 1].code + 1)
            fprintf(file, "{%u,%d},\n", entries[i].code, i);
    fputs("};\nstatic const uint32_t ALIASES[] = {\n", file);
    for (int i = 0; i < alias_count; i++)
        fprintf(file, "%u,\n", entries[character_count + i].code);
    fputs("};\nstatic const char *const SEQUENCES[] = {\n", file);
    for (int i = character_count + alias_count; i < entry_count; i++)
        fprintf(file, "\"%s\",\n", entries[i].value);
    fputs("};\nstatic const CodeRange IDEOGRAPHS[] = {\n", file);
    for (int i = 0; i < range_count; i++)
        fprintf(file, "{%u,%u},\n", ranges[i][0], ranges[i][1]);
    fputs("};\n", file);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(entries[*(const int *)a].name, entries[*(const int *)b].name);
}

static void write_order(FILE *file)
{
    static int order[MOST_NAMES];
    for (int i = 0; i < entry_count; i++)
        order[i] = i;
    qsort(order, (size_t)entry_count, sizeof *order, by_name);
    fputs("static const uint16_t ORDER[] = {\n", file);
    for (int i = 0; i < entry_count; i++)
        fprintf(file, "%d,\n", order[i]);
    fputs("};\n", file);
}

static int write_all(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return fail("cannot be written", path);
    fputs("// Written by tlgen names: Unicode's names.\n", file);
    fprintf(file, "enum { SHORT_WORDS = %d, BLOCK = %d, CHARACTER_COUNT = %d, ALIAS_COUNT = %d };\n", SHORT_WORDS,
            BLOCK, character_count, alias_count);
    write_words(file);
    write_stream(file);
    write_codes(file);
    write_order(file);
    return fclose(file) ? fail("cannot be written", path) : 0;
}

int names_command(int count, char **arguments)
{
    if (count < 4)
        return fail("usage", "OUTPUT.h NameAliases.txt NamedSequences.txt UnicodeData.txt...");
    if (read_all(arguments + 1, count - 3) || count_words())
        return 1;
    rank_words();
    return write_all(arguments[0]);
}

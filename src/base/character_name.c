#include "base/character_name.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"

/// Characters whose names stand in a row: the first one, and the number of its name.
typedef struct CodeRun {
    uint32_t first;
    uint32_t name;
} CodeRun;

typedef struct CodeRange {
    uint32_t first;
    uint32_t last;
} CodeRange;

#include "unicode_names.h" // drawn in gen/names.c

// ---- names that are computed ----

enum { HANGUL_FIRST = 0xAC00, HANGUL_COUNT = 11172, VOWELS = 21, FINALS = 28 };
static const char IDEOGRAPH[] = "CJK UNIFIED IDEOGRAPH-", HANGUL[] = "HANGUL SYLLABLE ";

// The parts of a syllable's name (Unicode, chapter 3.12).
static const char *const LEADS[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const VOWEL_NAMES[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                          "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const FINAL_NAMES[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                          "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                          "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

static bool is_ideograph(uint32_t c)
{
    for (size_t i = 0; i < COUNT_OF(IDEOGRAPHS); i++)
        if (c >= IDEOGRAPHS[i].first && c <= IDEOGRAPHS[i].last)
            return true;
    return false;
}

static size_t write_syllable(uint32_t index, char *out)
{
    return (size_t)snprintf(out, CHARACTER_NAME_SIZE, "%s%s%s%s", HANGUL, LEADS[index / (VOWELS * FINALS)],
                            VOWEL_NAMES[index / FINALS % VOWELS], FINAL_NAMES[index % FINALS]);
}

/// The longest of some texts that `name` begins with, and moves behind it.
static uint32_t take_longest(const char *const *texts, uint32_t count, const char **name)
{
    uint32_t best = count;
    size_t longest = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t length = strlen(texts[i]);
        if (strncmp(*name, texts[i], length) == 0 && (best == count || length > longest)) {
            best = i;
            longest = length;
        }
    }
    *name += longest;
    return best;
}

static int64_t find_syllable(const char *name)
{
    uint32_t lead = take_longest(LEADS, COUNT_OF(LEADS), &name);
    uint32_t vowel = take_longest(VOWEL_NAMES, VOWELS, &name);
    uint32_t final = take_longest(FINAL_NAMES, FINALS, &name);
    return vowel == VOWELS || *name ? -1 : HANGUL_FIRST + (int64_t)((lead * VOWELS + vowel) * FINALS + final);
}

static int64_t find_ideograph(const char *digits)
{
    size_t length = strlen(digits);
    if ((length != 4 && length != 5) || digits[strspn(digits, "0123456789ABCDEF")])
        return -1;
    uint32_t c = (uint32_t)strtoul(digits, NULL, 16);
    return is_ideograph(c) ? (int64_t)c : -1;
}

// ---- names in the tables ----

// Moves behind a word's number; 0 ends a name.
static uint32_t take_word(const uint8_t **at)
{
    uint32_t first = *(*at)++;
    return first < SHORT_WORDS ? first : SHORT_WORDS + (first - SHORT_WORDS) * 256 + *(*at)++;
}

/// Writes name number `index`; returns its length.
static size_t write_name(uint32_t index, char out[CHARACTER_NAME_SIZE])
{
    const uint8_t *at = STREAM + BLOCKS[index / BLOCK];
    for (uint32_t skipped = index % BLOCK; skipped; skipped--)
        while (take_word(&at)) {
        }
    size_t length = 0;
    for (uint32_t word; (word = take_word(&at));) {
        const char *text = WORDS + WORD_PLACES[word];
        bool joined = !length || out[length - 1] == '-' || out[length - 1] == ' ';
        length += (size_t)snprintf(out + length, CHARACTER_NAME_SIZE - length, "%s%s", joined ? "" : " ", text);
    }
    return length;
}

/// How many runs begin at or before a code point or, with `by_name`, the number of a name.
static size_t count_runs(uint32_t wanted, bool by_name)
{
    size_t low = 0, high = COUNT_OF(RUNS);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((by_name ? RUNS[middle].name : RUNS[middle].first) <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t character_name(uint32_t c, char out[CHARACTER_NAME_SIZE])
{
    if (c - HANGUL_FIRST < HANGUL_COUNT)
        return write_syllable(c - HANGUL_FIRST, out);
    if (is_ideograph(c))
        return (size_t)snprintf(out, CHARACTER_NAME_SIZE, "%s%X", IDEOGRAPH, c);
    size_t runs = count_runs(c, false);
    if (!runs)
        return 0;
    uint32_t index = RUNS[runs - 1].name + (c - RUNS[runs - 1].first);
    uint32_t end = runs < COUNT_OF(RUNS) ? RUNS[runs].name : CHARACTER_COUNT;
    return index < end ? write_name(index, out) : 0;
}

/// The code point of character number `index`.
static uint32_t code_of(uint32_t index)
{
    const CodeRun *run = &RUNS[count_runs(index, true) - 1];
    return run->first + (index - run->name);
}

/// The number of a name that is written in capitals, or -1.
static int64_t find_name(const char *name)
{
    size_t low = 0, high = COUNT_OF(ORDER);
    while (low < high) {
        char other[CHARACTER_NAME_SIZE];
        size_t middle = (low + high) / 2;
        write_name(ORDER[middle], other);
        int order = strcmp(name, other);
        if (order == 0)
            return ORDER[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

/// Copies a name, with a NUL behind it and in capitals if asked for; false where it is too long for one.
static bool copy_name(const char *name, size_t length, bool capitals, char out[CHARACTER_NAME_SIZE])
{
    if (length >= CHARACTER_NAME_SIZE || memchr(name, '\0', length))
        return false;
    for (size_t i = 0; i < length; i++)
        out[i] = capitals && name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 'a' + 'A') : name[i];
    out[length] = '\0';
    return true;
}

// As CPython has it, computed names are found in capitals only.
int64_t character_named(const char *name, size_t length)
{
    char text[CHARACTER_NAME_SIZE];
    if (!copy_name(name, length, false, text))
        return -1;
    if (strncmp(text, HANGUL, strlen(HANGUL)) == 0)
        return find_syllable(text + strlen(HANGUL));
    if (strncmp(text, IDEOGRAPH, strlen(IDEOGRAPH)) == 0)
        return find_ideograph(text + strlen(IDEOGRAPH));
    copy_name(name, length, true, text);
    int64_t index = find_name(text);
    if (index < CHARACTER_COUNT)
        return index < 0 ? -1 : (int64_t)code_of((uint32_t)index);
    index -= CHARACTER_COUNT;
    return index < ALIAS_COUNT ? (int64_t)ALIASES[index] : -1;
}

const char *character_sequence_named(const char *name, size_t length)
{
    char text[CHARACTER_NAME_SIZE];
    int64_t index = copy_name(name, length, true, text) ? find_name(text) : -1;
    index -= CHARACTER_COUNT + ALIAS_COUNT;
    return index < 0 ? NULL : SEQUENCES[index];
}

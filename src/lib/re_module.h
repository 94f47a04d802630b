// _re: regular expressions, on PCRE2.
//
//   pattern text --re_translate--> PCRE2's syntax --pcre2_compile--> Pattern --pcre2_match--> Match
#ifndef LIB_RE_MODULE_H
#define LIB_RE_MODULE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lib/support.h"

/// The flags of Python's re module.
enum ReFlags {
    RE_IGNORECASE = 2,
    RE_LOCALE = 4,
    RE_MULTILINE = 8,
    RE_DOTALL = 16,
    RE_UNICODE = 32,
    RE_VERBOSE = 64,
    RE_DEBUG = 128,
    RE_ASCII = 256,
};

/// A group's name.
typedef struct ReName {
    char *text; // owned
    size_t length;
    int group;
} ReName;

/// What the translation of a pattern gives.
typedef struct ReProgram {
    Memory *memory;
    Text out;   // PCRE2's syntax
    int flags;  // the given ones and those that the pattern sets
    int groups; // without group 0
    struct VECTOR(ReName) names;
    struct VECTOR(int) closing; // the groups in the order of their closing parentheses
} ReProgram;

/// Translates a pattern (UTF-8, or bytes where `is_text` is false). False with PatternError (or another error) pending.
/// `pattern` is the pattern's value, for the error. The program must be freed either way.
MUST_USE bool re_translate(Interp *interp, ReProgram *program, Value pattern, const char *text, size_t length,
                           bool is_text, int flags);
void re_program_free(ReProgram *program);
/// Raises re.PatternError(message, pattern, position in characters). Returns VALUE_ERROR.
Value re_raise(Interp *interp, const char *message, Value pattern, size_t position);

typedef struct Pattern {
    Object head;
    Value source; // str or bytes
    ReProgram program;
    pcre2_code *code;
    pcre2_match_data *data; // NULL while a match uses it
    pcre2_general_context *context;
    pcre2_match_context *limits;
    bool is_text;
} Pattern;

static inline Pattern *pattern_of(Value v)
{
    return (Pattern *)v.object;
}

typedef struct Match {
    Object head;
    Value pattern;
    Value string; // what was searched
    int64_t position, end_position;
    int count;       // groups, group 0 included
    int last;        // lastindex; 0: none
    int64_t spans[]; // start and end of each group in bytes; -1 where it took no part
} Match;

static inline Match *match_of(Value v)
{
    return (Match *)v.object;
}

/// What is searched: its bytes.
typedef struct Subject {
    Value value;
    const char *bytes;
    size_t length;
    bool ascii; // bytes are characters
} Subject;

/// Checks that a value fits the pattern (str or bytes-like) and finds its bytes.
MUST_USE bool re_subject(Interp *interp, const Pattern *pattern, Value v, Subject *out);
/// Runs the pattern from a byte offset: 1 and the spans (two for each group), 0 for no match, -1 on failure.
int re_run(Interp *interp, Pattern *pattern, const Subject *subject, size_t start, size_t end, uint32_t options,
           int64_t *spans);
/// The part of a subject between two byte offsets, as a value of its kind.
MUST_USE Value re_slice(Interp *interp, const Pattern *pattern, const Subject *subject, int64_t start, int64_t end);
/// A match object of the spans that re_run stored.
MUST_USE Value re_match_new(Interp *interp, Value pattern, const Subject *subject, const int64_t *spans,
                            int64_t position, int64_t end_position);
/// The number of a group that is named by an int or a name; -1 with IndexError "no such group" pending.
int re_group_number(Interp *interp, const Pattern *pattern, Value group);
/// The text of one group; `missing` (kept) where it took no part.
MUST_USE Value re_match_group(Interp *interp, const Match *match, int group, Value missing);
/// Appends a replacement template, its groups filled in from a match.
MUST_USE bool re_expand(Interp *interp, const Pattern *pattern, Value source, const Subject *template_text,
                        const Subject *subject, const int64_t *spans, Text *out);
/// Room for the spans of a pattern; free it with re_spans_free.
MUST_USE int64_t *re_spans_new(Interp *interp, const Pattern *pattern);
void re_spans_free(Interp *interp, const Pattern *pattern, int64_t *spans);

/// The bodies of Pattern.sub, subn (pattern, replacement, string, count) and split (pattern, string, maxsplit).
MUST_USE Value re_substitute(Interp *interp, const Value *arg, bool with_count);
MUST_USE Value re_split(Interp *interp, const Value *arg);

#endif

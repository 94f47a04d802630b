// Challenge files: Markdown that is at the same time what authors read and what is verified.
//
//   challenge_parse      text -> Challenge, complaints with line and column
//   challenge_verify     runs every option of every problem, gives each problem its verdict
//   challenge_report     writes verdicts for people or as JSON
//
// The format is described in docs/challenge-format.md.
#ifndef CHALLENGE_CHALLENGE_H
#define CHALLENGE_CHALLENGE_H

#include <stdio.h>

#include "base/arena.h"

// The words of the format and their enums are the rows of challenge/words.def.
typedef enum ProblemKind {
#define KIND(id, word) KIND_##id,
#include "challenge/words.def"
    KIND_COUNT
} ProblemKind;

typedef enum ProblemLevel {
#define LEVEL(id, word) LEVEL_##id,
#include "challenge/words.def"
    LEVEL_COUNT
} ProblemLevel;

/// How the marked option is compared with what was printed.
typedef enum MatchRule {
#define MATCH(id, word) MATCH_##id,
#include "challenge/words.def"
    MATCH_COUNT
} MatchRule;

typedef enum Verdict {
#define VERDICT(id, word, meaning) VERDICT_##id,
#include "challenge/words.def"
    VERDICT_COUNT
} Verdict;

/// A place in the file, counted from 1.
typedef struct Place {
    int line;
    int column;
} Place;

typedef struct Option {
    char *text;        // what is compared or bound to OPTION
    char *replacement; // for `old` -> `new`: the new text; NULL otherwise
    char *feedback;    // shown to who chose it; NULL where there is none
    bool marked;       // [x]
    Place place;
} Option;

typedef struct Claim {
    char *expression;
    Place place;
} Claim;

typedef struct Problem {
    int number; // from 1
    char *title;
    char *id;
    ProblemKind kind;
    ProblemLevel level;
    int seconds; // the time allowed
    int attempts;
    bool has_seed;
    int64_t seed;
    MatchRule match;
    char *accept; // the expected output of a fixed program; NULL: it only has to run
    char *question;
    char *setup; // code blocks, NULL where there is none
    char *code;
    char *verify;
    int setup_line; // the line of the file on which each block's code starts
    int code_line;
    int verify_line;
    char *hint;
    char *explanation;
    Option *options;
    size_t option_count;
    Claim *claims;
    size_t claim_count;
    Place place;
    // Filled in by challenge_verify:
    Verdict verdict;
    char *output; // what the shown code prints (with the exception's line where it raises); NULL where not run
} Problem;

/// Something to say about the file. `verdict` VERDICT_PROVED marks a warning, which fails nothing.
typedef struct Complaint {
    Place place;
    Verdict verdict;
    int problem; // its number; 0: the file as a whole
    const char *message;
} Complaint;

/// Everything that hangs off a challenge lives in its arena and goes with it.
typedef struct Challenge {
    Memory memory;
    Error error;
    Arena arena;
    char *path;
    char *badge;
    char *tagline;
    Problem *problems;
    size_t problem_count;
    size_t problem_capacity;
    Complaint *complaints;
    size_t complaint_count;
    size_t complaint_capacity;
} Challenge;

/// Limits of each run.
typedef struct VerifyOptions {
    uint64_t steps; // zero: the session's default, as for the others
    double seconds;
    uint64_t memory_bytes;
    uint64_t output_bytes;
} VerifyOptions;

/// Parses a file's text. Never fails on contents: what is wrong becomes a complaint. NULL where memory is out.
Challenge *challenge_parse(const char *path, const char *text, size_t length);
void challenge_free(Challenge *challenge);
/// Executes all options of all problems and sets the verdicts. False where memory is out.
bool challenge_verify(Challenge *challenge, const VerifyOptions *options);
/// True where every problem is proved (conceptual ones: well formed) and nothing is broken.
bool challenge_passed(const Challenge *challenge);
/// Writes one line a problem and every complaint as `file:line:column: message`; with `show_output` also what ran.
void challenge_report_text(const Challenge *challenge, FILE *out, bool show_output);
/// Writes the same as one JSON object.
bool challenge_report_json(const Challenge *challenge, FILE *out);

/// Adds a complaint; used by the parser and the verifier. Memory failure drops the message, never the verdict.
void challenge_complain(Challenge *challenge, const Problem *problem, Place place, Verdict verdict, const char *format,
                        ...) __attribute__((format(printf, 5, 6)));

/// "Predict Output" and so on, as written in files and reports.
const char *problem_kind_name(ProblemKind kind);
const char *problem_level_name(ProblemLevel level);
const char *match_rule_name(MatchRule rule);
const char *verdict_name(Verdict verdict);

#endif

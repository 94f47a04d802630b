// The YAML of challenge files: the front matter and the mapping in a problem's comment.
#ifndef CHALLENGE_METADATA_H
#define CHALLENGE_METADATA_H

#include "challenge/challenge.h"

/// What `defaults` may set and a problem may override.
typedef struct Settings {
    ProblemKind kind; // KIND_COUNT where it was not given
    ProblemLevel level;
    int seconds;
    int attempts;
    bool has_seed;
    int64_t seed;
    MatchRule match;
    char *accept;
} Settings;

/// Reads the front matter of a file: format version, badge, tagline, defaults. `first_line` is the file's line on
/// which the YAML starts. What is wrong becomes a complaint.
void metadata_read_front(Challenge *challenge, const char *yaml, size_t length, int first_line, Settings *defaults);
/// Reads a problem's mapping over the settings that `problem` starts with; `place` is where the YAML starts.
void metadata_read_problem(Challenge *challenge, Problem *problem, const char *yaml, size_t length, Place place);
/// Copies settings into a new problem.
void metadata_apply_defaults(const Settings *defaults, Problem *problem);

#endif

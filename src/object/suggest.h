// "Did you mean: 'x'?": the nearest of several names, by CPython's edit distance.
#ifndef OBJECT_SUGGEST_H
#define OBJECT_SUGGEST_H

#include <stddef.h>

/// The search in progress; `best` is NULL while no candidate is near enough.
typedef struct Suggestion {
    const char *wrong;
    const char *best; // lent: one of the candidates
    size_t distance;
} Suggestion;

void suggestion_begin(Suggestion *suggestion, const char *wrong);
/// Looks at one candidate, which must stay alive while `best` is used.
void suggestion_consider(Suggestion *suggestion, const char *candidate);

#endif

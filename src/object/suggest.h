// "Did you mean: 'x'?": the nearest of several names, by CPython's edit distance.
#ifndef OBJECT_SUGGEST_H
#define OBJECT_SUGGEST_H

#include <stddef.h>

struct Interp;

/// The search in progress; `best` is NULL while no candidate is near enough.
typedef struct Suggestion {
    const char *wrong;
    const char *best; // lent: one of the candidates
    size_t distance;
} Suggestion;

void suggestion_begin(Suggestion *suggestion, const char *wrong);
/// Looks at one candidate, which must stay alive while `best` is used.
void suggestion_consider(Suggestion *suggestion, const char *candidate);
/// Raises TypeError for a keyword that a function (the first `length` bytes of `name`) does not take: "f() got an
/// unexpected keyword argument 'wrong'", with what was found.
void suggestion_raise_keyword(const Suggestion *suggestion, struct Interp *interp, const char *name, int length);

#endif

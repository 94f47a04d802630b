// Compares what a program answered with what an option says.
#ifndef CHALLENGE_MATCH_H
#define CHALLENGE_MATCH_H

#include "challenge/challenge.h"

/// True where `option` agrees with `answer` under the rule; white space at both ends never counts.
/// A regular expression that does not compile agrees with nothing and sets *bad_pattern (which may be NULL).
bool match_answer(MatchRule rule, const char *answer, const char *option, bool *bad_pattern);

#endif

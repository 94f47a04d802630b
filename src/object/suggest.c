#include "object/suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "object/exception.h"

// A letter more, less or other costs 2, another case of the same letter 1; a name is near enough where about a third
// of both names' letters differ at most.
enum { MOVE_COST = 2, CASE_COST = 1, LONGEST = 40 };

static size_t substitution_cost(char a, char b)
{
    if (a == b)
        return 0;
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE_COST : MOVE_COST;
}

// The Levenshtein distance with these costs; SIZE_MAX where it is above `limit`.
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t limit)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j * MOVE_COST;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0], least = row[0] = i * MOVE_COST;
        for (size_t j = 1; j <= b_length; j++) {
            size_t cost = diagonal + substitution_cost(a[i - 1], b[j - 1]);
            size_t moved = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + MOVE_COST;
            diagonal = row[j];
            row[j] = cost < moved ? cost : moved;
            if (row[j] < least)
                least = row[j];
        }
        if (least > limit)
            return SIZE_MAX;
    }
    return row[b_length] <= limit ? row[b_length] : SIZE_MAX;
}

void suggestion_begin(Suggestion *suggestion, const char *wrong)
{
    *suggestion = (Suggestion){wrong, NULL, SIZE_MAX};
}

void suggestion_consider(Suggestion *suggestion, const char *candidate)
{
    size_t wrong_length = strlen(suggestion->wrong), length = strlen(candidate);
    if (wrong_length > LONGEST || length > LONGEST || strcmp(suggestion->wrong, candidate) == 0)
        return;
    size_t limit = (wrong_length + length + 3) * MOVE_COST / 6;
    if (suggestion->distance != SIZE_MAX && suggestion->distance - 1 < limit)
        limit = suggestion->distance - 1;
    if (suggestion->best && suggestion->distance == 0)
        return;
    size_t found = distance(suggestion->wrong, wrong_length, candidate, length, limit);
    if (found == SIZE_MAX)
        return;
    suggestion->best = candidate;
    suggestion->distance = found;
}

void suggestion_raise_keyword(const Suggestion *suggestion, Interp *interp, const char *name, int length)
{
    if (suggestion->best)
        raise_type_error(interp, "%.*s() got an unexpected keyword argument '%s'. Did you mean '%s'?", length, name,
                         suggestion->wrong, suggestion->best);
    else
        raise_type_error(interp, "%.*s() got an unexpected keyword argument '%s'", length, name, suggestion->wrong);
}

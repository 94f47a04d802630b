#define PCRE2_CODE_UNIT_WIDTH 8
#include "challenge/match.h"

#include <ctype.h>
#include <math.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

typedef struct Span {
    const char *text;
    size_t length;
} Span;

static Span trim(const char *text)
{
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    while (length && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    return (Span){text, length};
}

static bool equal(Span a, Span b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

static Span last_line(Span all)
{
    size_t start = all.length;
    while (start && all.text[start - 1] != '\n')
        start--;
    return (Span){all.text + start, all.length - start};
}

static bool contains(Span all, Span part)
{
    return part.length > 0 && memmem(all.text, all.length, part.text, part.length) != NULL;
}

static bool matches_pattern(Span answer, Span pattern, bool *bad_pattern)
{
    int code;
    PCRE2_SIZE offset;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.text, pattern.length, PCRE2_UTF, &code, &offset, NULL);
    if (!compiled) {
        if (bad_pattern)
            *bad_pattern = true;
        return false;
    }
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(compiled, NULL);
    int found = data ? pcre2_match(compiled, (PCRE2_SPTR)answer.text, answer.length, 0,
                                   PCRE2_ANCHORED | PCRE2_ENDANCHORED, data, NULL)
                     : -1;
    pcre2_match_data_free(data);
    pcre2_code_free(compiled);
    return found >= 0;
}

static bool starts_number(const char *text, const char *end)
{
    if (text < end && (*text == '-' || *text == '+'))
        text++;
    if (text < end && *text == '.')
        text++;
    return text < end && isdigit((unsigned char)*text);
}

static const char *skip_space(const char *text, const char *end)
{
    while (text < end && isspace((unsigned char)*text))
        text++;
    return text;
}

// The same text with the same numbers to a thousandth; white space is free.
static bool approximately_equal(Span a, Span b)
{
    const char *x = a.text, *x_end = a.text + a.length;
    const char *y = b.text, *y_end = b.text + b.length;
    for (;;) {
        x = skip_space(x, x_end);
        y = skip_space(y, y_end);
        if (x == x_end || y == y_end)
            return x == x_end && y == y_end;
        if (starts_number(x, x_end) && starts_number(y, y_end)) {
            char *x_next, *y_next;
            double left = strtod(x, &x_next), right = strtod(y, &y_next);
            if (fabs(left - right) > 1e-6 + 1e-3 * fabs(left))
                return false;
            x = x_next;
            y = y_next;
        } else if (*x++ != *y++) {
            return false;
        }
    }
}

bool match_answer(MatchRule rule, const char *answer, const char *option, bool *bad_pattern)
{
    Span got = trim(answer);
    Span want = trim(option);
    switch (rule) {
    case MATCH_LAST_LINE:
        return equal(last_line(got), want);
    case MATCH_CONTAINS:
        return contains(got, want);
    case MATCH_REGEX:
        return matches_pattern(got, want, bad_pattern);
    case MATCH_APPROX:
        return approximately_equal(got, want);
    default:
        return equal(got, want);
    }
}

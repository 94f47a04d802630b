#include "syntax/diagnose.h"

// What has been passed of a parameter list.
typedef struct Passed {
    bool lambda;
    size_t count;  // plain parameters
    bool defaults; // one of them had a default
    bool slash;
    bool star; // * or *args
} Passed;

static bool ends_list(int kind, bool lambda)
{
    return kind == (lambda ? TOKEN_COLON : TOKEN_RPAR);
}

static bool annotation(Diagnosis *d, const Passed *passed)
{
    if (passed->lambda || !diagnose_accept(d, TOKEN_COLON))
        return diagnose_open(d);
    return diagnose_star_expression(d) != NULL;
}

static bool plain(Diagnosis *d, Passed *passed)
{
    uint32_t begin = d->at++;
    if (!annotation(d, passed))
        return false;
    uint32_t equal = d->at;
    if (diagnose_accept(d, TOKEN_EQUAL)) {
        passed->defaults |= !passed->star;
        if (!diagnose_expression(d)) {
            bool ends =
                diagnose_back(d, equal + 1) && (diagnose_kind(d) == TOKEN_COMMA || diagnose_kind(d) == TOKEN_RPAR);
            return ends ? diagnose_tokens(d, equal, equal, "expected default value expression") : false;
        }
    } else if (passed->defaults && !passed->star) {
        int kind = diagnose_kind(d);
        if (kind == TOKEN_COMMA || ends_list(kind, passed->lambda))
            return diagnose_tokens(d, begin, d->at - 1, "parameter without a default follows parameter with a default");
    }
    passed->count++;
    return diagnose_open(d);
}

static bool slash(Diagnosis *d, Passed *passed)
{
    uint32_t begin = d->at;
    bool misplaced = passed->star || passed->slash || passed->count == 0;
    if (d->quiet && misplaced)
        return false;
    d->at++;
    if (passed->star)
        return diagnose_tokens(d, begin, begin, "/ must be ahead of *");
    if (passed->slash)
        return diagnose_tokens(d, begin, begin, "/ may appear only once");
    if (passed->count == 0)
        return !d->quiet && diagnose_kind(d) == TOKEN_COMMA &&
               diagnose_tokens(d, begin, begin, "at least one %s must precede /",
                               passed->lambda ? "argument" : "argument");
    passed->slash = true;
    if (diagnose_kind(d) == TOKEN_STAR)
        return diagnose_tokens(d, d->at, d->at, "expected comma between / and *");
    return diagnose_open(d);
}

static bool bare_star(Diagnosis *d, const Passed *passed, uint32_t begin)
{
    int kind = diagnose_kind(d);
    bool nothing = ends_list(kind, passed->lambda);
    if (kind == TOKEN_COMMA) {
        int second = diagnose_second(d);
        nothing = ends_list(second, passed->lambda) || second == TOKEN_DOUBLE_STAR;
    }
    if (!nothing)
        return kind == TOKEN_COMMA;
    if (passed->lambda)
        return diagnose_last(d, "named arguments must follow bare *");
    return diagnose_tokens(d, begin, begin, "named arguments must follow bare *");
}

static bool star(Diagnosis *d, Passed *passed)
{
    uint32_t begin = d->at++;
    if (passed->star)
        return diagnose_tokens(d, begin, begin, "* argument may appear only once");
    passed->star = true;
    if (!diagnose_accept(d, TOKEN_NAME))
        return diagnose_open(d) && bare_star(d, passed, begin);
    if (!annotation(d, passed))
        return false;
    if (diagnose_kind(d) == TOKEN_EQUAL)
        return diagnose_tokens(d, d->at, d->at, "var-positional argument cannot have default value");
    return diagnose_open(d);
}

static bool double_star(Diagnosis *d, Passed *passed)
{
    d->at++;
    if (!diagnose_accept(d, TOKEN_NAME) || !annotation(d, passed))
        return false;
    if (diagnose_kind(d) == TOKEN_EQUAL)
        return diagnose_tokens(d, d->at, d->at, "var-keyword argument cannot have default value");
    if (!diagnose_accept(d, TOKEN_COMMA))
        return diagnose_open(d);
    uint32_t begin = d->at;
    switch (diagnose_kind(d)) {
    case TOKEN_NAME:
        d->at++;
        if (!annotation(d, passed))
            return false;
        return diagnose_tokens(d, begin, d->at - 1, "arguments cannot follow var-keyword argument");
    case TOKEN_STAR:
    case TOKEN_DOUBLE_STAR:
    case TOKEN_SLASH:
        return diagnose_tokens(d, begin, begin, "arguments cannot follow var-keyword argument");
    default:
        d->at--; // the comma is the list's
        return diagnose_open(d);
    }
}

// Python 2 had parameters in parentheses.
static bool in_parentheses(Diagnosis *d, const Passed *passed)
{
    if (d->quiet)
        return false;
    uint32_t begin = d->at++;
    if (passed->defaults || passed->slash || passed->star)
        return false;
    while (diagnose_accept(d, TOKEN_NAME) && annotation(d, passed) && diagnose_accept(d, TOKEN_COMMA))
        continue;
    if (d->at == begin + 1 || !diagnose_accept(d, TOKEN_RPAR))
        return false;
    return diagnose_tokens(d, begin, d->at - 1, "%s parameters cannot be parenthesized",
                           passed->lambda ? "Lambda expression" : "Function");
}

static bool one(Diagnosis *d, Passed *passed)
{
    switch (diagnose_kind(d)) {
    case TOKEN_NAME:
        return plain(d, passed);
    case TOKEN_SLASH:
        return slash(d, passed);
    case TOKEN_STAR:
        return star(d, passed);
    case TOKEN_DOUBLE_STAR:
        return double_star(d, passed);
    case TOKEN_LPAR:
        return in_parentheses(d, passed);
    default:
        return false;
    }
}

bool diagnose_parameters(Diagnosis *d, bool lambda)
{
    Passed passed = {.lambda = lambda};
    while (!ends_list(diagnose_kind(d), lambda)) {
        uint32_t begin = d->at;
        if (!one(d, &passed))
            return diagnose_back(d, begin);
        if (!diagnose_accept(d, TOKEN_COMMA))
            break;
    }
    return diagnose_open(d);
}

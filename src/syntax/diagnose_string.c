#include "syntax/diagnose.h"

static bool field(Diagnosis *d);

// Literal text and replacement fields, up to what is neither.
static bool parts(Diagnosis *d)
{
    for (;;) {
        if (diagnose_accept(d, TOKEN_FSTRING_MIDDLE))
            continue;
        if (diagnose_kind(d) != TOKEN_LBRACE)
            return diagnose_open(d);
        if (!field(d))
            return false;
    }
}

static bool value(Diagnosis *d)
{
    return diagnose_kind(d) == TOKEN_YIELD ? diagnose_yield(d) != NULL : diagnose_star_expressions(d) != NULL;
}

// Is the token of one of these kinds?
static bool is_any(int kind, const int *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (kinds[i] == kind)
            return true;
    }
    return false;
}

static bool bad_beginning(Diagnosis *d)
{
    static const int ENDS[] = {TOKEN_EQUAL, TOKEN_EXCLAMATION, TOKEN_COLON, TOKEN_RBRACE};
    static const char *const SPELLINGS[] = {"=", "!", ":", "}"};
    for (size_t i = 0; i < COUNT_OF(ENDS); i++) {
        if (diagnose_kind(d) == ENDS[i])
            return diagnose_tokens(d, d->at, d->at, "f-string: valid expression required before '%s'", SPELLINGS[i]);
    }
    return diagnose_open(d);
}

static bool conversion(Diagnosis *d)
{
    if (!diagnose_accept(d, TOKEN_EXCLAMATION))
        return diagnose_open(d);
    int kind = diagnose_kind(d);
    if (kind == TOKEN_COLON || kind == TOKEN_RBRACE)
        return diagnose_next(d, "f-string: missing conversion character");
    return diagnose_accept(d, TOKEN_NAME) || diagnose_next(d, "f-string: invalid conversion character");
}

// A replacement field, and all that can be wrong with it.
static bool field(Diagnosis *d)
{
    static const int AFTER_VALUE[] = {TOKEN_EQUAL, TOKEN_EXCLAMATION, TOKEN_COLON, TOKEN_RBRACE};
    d->at++;
    uint32_t begin = d->at;
    if (!bad_beginning(d))
        return false;
    if (!value(d))
        return diagnose_back(d, begin) && diagnose_next(d, "f-string: expecting a valid expression after '{'");
    if (!is_any(diagnose_kind(d), AFTER_VALUE, 4))
        return diagnose_open(d) && diagnose_next(d, "f-string: expecting '=', or '!', or ':', or '}'");
    if (diagnose_accept(d, TOKEN_EQUAL) && !is_any(diagnose_kind(d), AFTER_VALUE + 1, 3))
        return diagnose_open(d) && diagnose_next(d, "f-string: expecting '!', or ':', or '}'");
    if (!conversion(d))
        return false;
    if (!is_any(diagnose_kind(d), AFTER_VALUE + 2, 2))
        return diagnose_open(d) && diagnose_next(d, "f-string: expecting ':' or '}'");
    if (diagnose_accept(d, TOKEN_COLON)) {
        if (!parts(d))
            return false;
        if (diagnose_kind(d) != TOKEN_RBRACE)
            return diagnose_open(d) && diagnose_next(d, "f-string: expecting '}', or format specs");
    }
    return diagnose_accept(d, TOKEN_RBRACE);
}

Shape *diagnose_strings(Diagnosis *d)
{
    uint32_t begin = d->at;
    bool formatted = false;
    for (;;) {
        int kind = diagnose_kind(d);
        if (kind == TOKEN_FSTRING_START) {
            formatted = true;
            d->at++;
            if (!parts(d) || !diagnose_accept(d, TOKEN_FSTRING_END))
                return NULL;
        } else if (kind == TOKEN_STRING) {
            d->at++;
        } else {
            break;
        }
    }
    return diagnose_open(d) ? diagnose_shape(d, formatted ? SHAPE_FSTRING : SHAPE_LITERAL, begin) : NULL;
}

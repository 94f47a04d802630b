#include "syntax/diagnose.h"

static bool pattern(Diagnosis *d);

static bool maybe_star(Diagnosis *d)
{
    return diagnose_accept(d, TOKEN_STAR) ? diagnose_accept(d, TOKEN_NAME) : pattern(d);
}

// Patterns with commas between them, up to a closing bracket or, without one, what follows a pattern.
static bool sequence(Diagnosis *d, int closer)
{
    while (diagnose_kind(d) != closer) {
        uint32_t begin = d->at;
        if (!maybe_star(d))
            return closer == TOKEN_COLON && diagnose_back(d, begin) && d->tokens[begin - 1].kind == TOKEN_COMMA;
        bool star = d->tokens[begin].kind == TOKEN_STAR;
        if (!diagnose_accept(d, TOKEN_COMMA)) {
            if (star && closer == TOKEN_RPAR && d->tokens[begin - 1].kind == TOKEN_LPAR)
                return diagnose_kind(d) == closer ? false : diagnose_open(d);
            break;
        }
    }
    return closer == TOKEN_COLON ? diagnose_open(d) : diagnose_accept(d, closer);
}

static bool number(Diagnosis *d)
{
    diagnose_accept(d, TOKEN_MINUS);
    if (!diagnose_accept(d, TOKEN_NUMBER))
        return false;
    if (diagnose_accept(d, TOKEN_PLUS) || diagnose_accept(d, TOKEN_MINUS))
        return diagnose_accept(d, TOKEN_NUMBER);
    return diagnose_open(d);
}

static bool dotted(Diagnosis *d)
{
    do {
        if (!diagnose_accept(d, TOKEN_NAME))
            return false;
    } while (diagnose_accept(d, TOKEN_DOT));
    return diagnose_open(d);
}

// `x=pattern`
static bool is_keyword(Diagnosis *d)
{
    return diagnose_kind(d) == TOKEN_NAME && diagnose_second(d) == TOKEN_EQUAL;
}

static bool class_arguments(Diagnosis *d)
{
    bool keywords = false;
    while (diagnose_kind(d) != TOKEN_RPAR) {
        uint32_t begin = d->at;
        if (is_keyword(d)) {
            keywords = true;
            d->at += 2;
            if (!pattern(d))
                return false;
        } else {
            if (!pattern(d))
                return false;
            if (keywords) {
                // All the positional patterns behind the keywords are marked.
                uint32_t last = d->at - 1;
                while (diagnose_accept(d, TOKEN_COMMA) && !is_keyword(d) && pattern(d))
                    last = d->at - 1;
                if (!diagnose_open(d))
                    return false;
                return diagnose_tokens(d, begin, last, "positional patterns follow keyword patterns");
            }
        }
        if (!diagnose_accept(d, TOKEN_COMMA))
            break;
    }
    return diagnose_accept(d, TOKEN_RPAR);
}

static bool mapping(Diagnosis *d)
{
    while (diagnose_kind(d) != TOKEN_RBRACE) {
        if (diagnose_accept(d, TOKEN_DOUBLE_STAR)) {
            if (diagnose_kind(d) != TOKEN_NAME || diagnose_spelled(d, d->at, "_"))
                return false;
            d->at++;
            diagnose_accept(d, TOKEN_COMMA);
            break;
        } else if (diagnose_kind(d) == TOKEN_NAME && diagnose_second(d) != TOKEN_DOT) {
            d->at++; // a key is a literal or a dotted name
            return diagnose_kind(d) == TOKEN_DOT;
        } else if (!pattern(d) || !diagnose_accept(d, TOKEN_COLON) || !pattern(d)) {
            return false;
        }
        if (!diagnose_accept(d, TOKEN_COMMA))
            break;
    }
    return diagnose_accept(d, TOKEN_RBRACE);
}

static bool closed(Diagnosis *d)
{
    switch (diagnose_kind(d)) {
    case TOKEN_NAME:
        if (!dotted(d))
            return false;
        return diagnose_accept(d, TOKEN_LPAR) ? class_arguments(d) : diagnose_open(d);
    case TOKEN_NUMBER:
    case TOKEN_MINUS:
        return number(d);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
        return diagnose_strings(d) != NULL;
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        d->at++;
        return true;
    case TOKEN_LPAR:
        d->at++;
        return sequence(d, TOKEN_RPAR);
    case TOKEN_LSQB:
        d->at++;
        return sequence(d, TOKEN_RSQB);
    case TOKEN_LBRACE:
        d->at++;
        return mapping(d);
    default:
        return false;
    }
}

static bool bad_capture(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_spelled(d, begin, "_"))
        return diagnose_tokens(d, begin, begin, "cannot use '_' as a target");
    Shape *target = diagnose_kind(d) == TOKEN_NAME ? NULL : diagnose_expression(d);
    if (target)
        return diagnose_shapes(d, target, target, "invalid pattern target");
    return diagnose_back(d, begin);
}

static bool pattern(Diagnosis *d)
{
    do {
        if (!closed(d))
            return false;
    } while (diagnose_accept(d, TOKEN_VBAR));
    if (!diagnose_accept(d, TOKEN_AS))
        return diagnose_open(d);
    int second = diagnose_second(d);
    bool plain = diagnose_kind(d) == TOKEN_NAME && !diagnose_spelled(d, d->at, "_") && second != TOKEN_DOT &&
                 second != TOKEN_LPAR && second != TOKEN_EQUAL;
    if (!plain)
        return diagnose_open(d) && bad_capture(d) && false;
    d->at++;
    return true;
}

bool diagnose_patterns(Diagnosis *d)
{
    if (diagnose_kind(d) == TOKEN_COLON)
        return false;
    // A starred pattern needs a comma, which makes it a sequence.
    if (diagnose_kind(d) == TOKEN_STAR && diagnose_second(d) == TOKEN_NAME) {
        d->at += 2;
        if (diagnose_kind(d) != TOKEN_COMMA)
            return false;
        d->at -= 2;
    }
    return sequence(d, TOKEN_COLON);
}

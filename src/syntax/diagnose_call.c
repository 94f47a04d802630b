#include "syntax/diagnose.h"

// One argument, as far as the order of arguments is concerned.
typedef enum Argument {
    ARGUMENT_NONE,
    ARGUMENT_POSITIONAL,
    ARGUMENT_STARRED,
    ARGUMENT_KEYWORD,
    ARGUMENT_MAPPING
} Argument;

Shape *diagnose_starred(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_STAR))
        return NULL;
    Shape *value = diagnose_expression(d);
    if (!value) {
        if (diagnose_open(d) && !d->quiet)
            diagnose_last(d, "Invalid star expression");
        return NULL;
    }
    uint32_t end = d->at;
    if (!d->quiet && diagnose_accept(d, TOKEN_EQUAL)) {
        Shape *right = diagnose_expression(d);
        if (right)
            diagnose_tokens(d, begin, right->last, "cannot assign to iterable argument unpacking");
    }
    if (!diagnose_back(d, end))
        return NULL;
    Shape *shape = diagnose_shape(d, SHAPE_STARRED, begin);
    if (shape)
        shape->left = value;
    return shape;
}

// What cannot stand before the = of a keyword argument.
static bool bad_keyword(Diagnosis *d, uint32_t begin)
{
    if (d->quiet)
        return true;
    int kind = diagnose_kind(d);
    if ((kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE) && diagnose_second(d) == TOKEN_EQUAL)
        return diagnose_tokens(d, begin, begin + 1, "cannot assign to %s",
                               kind == TOKEN_TRUE    ? "True"
                               : kind == TOKEN_FALSE ? "False"
                                                     : "None");
    if (kind == TOKEN_NAME && diagnose_second(d) == TOKEN_EQUAL) {
        d->at += 2;
        if (diagnose_expression(d) && diagnose_for_if(d))
            return diagnose_tokens(d, begin, begin + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        return diagnose_back(d, begin);
    }
    Shape *left = diagnose_expression(d);
    if (left && diagnose_kind(d) == TOKEN_EQUAL)
        return diagnose_tokens(d, left->first, d->at,
                               "expression cannot contain assignment, perhaps you meant \"==\"?");
    return diagnose_back(d, begin);
}

// A keyword argument, `*a` or `**a`.
static Argument keyword(Diagnosis *d, bool starred)
{
    uint32_t begin = d->at;
    if (!bad_keyword(d, begin))
        return ARGUMENT_NONE;
    if (diagnose_kind(d) == TOKEN_NAME && diagnose_second(d) == TOKEN_EQUAL) {
        d->at += 2;
        return diagnose_expression(d) ? ARGUMENT_KEYWORD : ARGUMENT_NONE;
    }
    if (starred)
        return diagnose_kind(d) == TOKEN_STAR && diagnose_starred(d) ? ARGUMENT_STARRED : ARGUMENT_NONE;
    return diagnose_accept(d, TOKEN_DOUBLE_STAR) && diagnose_expression(d) ? ARGUMENT_MAPPING : ARGUMENT_NONE;
}

static bool positional(Diagnosis *d)
{
    if (diagnose_kind(d) == TOKEN_STAR)
        return diagnose_starred(d) != NULL;
    return diagnose_element(d) && diagnose_kind(d) != TOKEN_EQUAL && diagnose_open(d);
}

typedef struct Arguments {
    size_t positionals;
    size_t keywords;
    bool mapping; // a ** among them
} Arguments;

// Passes keywords: first with `*a` among them, then with `**a`. False where there is not even one.
static bool keywords(Diagnosis *d, Arguments *arguments)
{
    bool starred = true;
    size_t count = 0;
    for (;;) {
        uint32_t begin = d->at;
        Argument found = keyword(d, starred);
        if (found == ARGUMENT_NONE && starred && diagnose_back(d, begin)) {
            starred = false;
            found = keyword(d, false);
        }
        if (found == ARGUMENT_NONE) {
            // The comma before it belongs to whatever follows.
            return diagnose_back(d, count ? begin - 1 : begin) && count;
        }
        count++;
        arguments->keywords++;
        arguments->mapping |= found == ARGUMENT_MAPPING;
        if (!diagnose_accept(d, TOKEN_COMMA))
            return diagnose_open(d);
    }
}

// Passes positional arguments, then keywords.
static bool args(Diagnosis *d, Arguments *arguments)
{
    *arguments = (Arguments){0};
    for (;;) {
        uint32_t begin = d->at;
        if (!positional(d)) {
            if (!diagnose_back(d, begin))
                return false;
            if (keywords(d, arguments))
                return true;
            return diagnose_back(d, arguments->positionals ? begin - 1 : begin) && arguments->positionals;
        }
        arguments->positionals++;
        if (!diagnose_accept(d, TOKEN_COMMA))
            return diagnose_open(d);
    }
}

// Passes positional arguments and keywords, if the last of them is a keyword.
static bool only_keywords_last(Diagnosis *d)
{
    Arguments arguments;
    return args(d, &arguments) && arguments.keywords;
}

static bool bad_order(Diagnosis *d, uint32_t begin)
{
    d->at = begin;
    if (only_keywords_last(d)) {
        uint32_t comma = d->at;
        if (diagnose_accept(d, TOKEN_COMMA) && diagnose_kind(d) == TOKEN_STAR && diagnose_starred(d)) {
            while (diagnose_kind(d) == TOKEN_COMMA && diagnose_second(d) == TOKEN_STAR) {
                d->at++;
                if (!diagnose_starred(d))
                    return false;
            }
            return diagnose_onwards(d, comma, "iterable argument unpacking follows keyword argument unpacking");
        }
    }
    return diagnose_back(d, begin);
}

static bool bad_equation(Diagnosis *d, uint32_t begin)
{
    if (diagnose_kind(d) != TOKEN_NAME || diagnose_second(d) != TOKEN_EQUAL)
        return diagnose_open(d);
    d->at += 2;
    if (diagnose_expression(d) && diagnose_for_if(d))
        return diagnose_tokens(d, begin, begin + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return diagnose_back(d, begin);
}

// `f(a for a in b, c)`
static bool bad_first_generator(Diagnosis *d, uint32_t begin)
{
    Shape *element = diagnose_expression(d);
    if (element && diagnose_for_if(d) && diagnose_accept(d, TOKEN_COMMA)) {
        uint32_t last = d->at - 2;
        Arguments rest;
        args(d, &rest);
        return diagnose_tokens(d, element->first, last, "Generator expression must be parenthesized");
    }
    return diagnose_back(d, begin);
}

// `f(a=)`
static bool missing_value(Diagnosis *d, uint32_t begin)
{
    Arguments before;
    if (!args(d, &before) || !diagnose_accept(d, TOKEN_COMMA))
        if (!diagnose_back(d, begin))
            return false;
    uint32_t name = d->at;
    if (diagnose_accept(d, TOKEN_NAME) && diagnose_accept(d, TOKEN_EQUAL)) {
        int kind = diagnose_kind(d);
        if (kind == TOKEN_COMMA || kind == TOKEN_RPAR)
            return diagnose_tokens(d, name, name + 1, "expected argument value expression");
    }
    return diagnose_back(d, begin);
}

// The last positional argument of a list that ends at d->at.
static uint32_t begin_of_last(Diagnosis *d, uint32_t begin)
{
    uint32_t last = begin;
    uint8_t level = begin ? d->levels[begin - 1] : 0;
    for (uint32_t i = begin; i < d->at; i++) {
        if (d->tokens[i].kind == TOKEN_COMMA && d->levels[i] == level)
            last = i + 1;
    }
    return last;
}

static bool bad_generator(Diagnosis *d, uint32_t begin)
{
    Arguments arguments;
    if (args(d, &arguments)) {
        uint32_t end = d->at;
        if (diagnose_for_if(d)) {
            // A generator that is the only argument needs no parentheses.
            if (arguments.positionals + arguments.keywords <= 1)
                return diagnose_open(d);
            uint32_t clauses_end = d->at - 1;
            d->at = end;
            return diagnose_tokens(d, begin_of_last(d, begin), clauses_end,
                                   "Generator expression must be parenthesized");
        }
        if (!diagnose_back(d, end))
            return false;
        if (diagnose_accept(d, TOKEN_COMMA)) {
            Shape *element = diagnose_expression(d);
            if (element && diagnose_for_if(d))
                return diagnose_tokens(d, element->first, d->at - 1, "Generator expression must be parenthesized");
            if (!diagnose_back(d, end + 1))
                return false;
            Arguments more;
            if (args(d, &more))
                return diagnose_last(d, arguments.mapping ? "positional argument follows keyword argument unpacking"
                                                          : "positional argument follows keyword argument");
        }
    }
    return diagnose_back(d, begin);
}

bool diagnose_arguments(Diagnosis *d)
{
    uint32_t begin = d->at;
    Arguments arguments;
    if (args(d, &arguments)) {
        diagnose_accept(d, TOKEN_COMMA);
        if (diagnose_kind(d) == TOKEN_RPAR)
            return true;
    }
    if (!diagnose_back(d, begin))
        return false;
    if (d->quiet)
        return true;
    return bad_order(d, begin) && bad_first_generator(d, begin) && bad_equation(d, begin) && missing_value(d, begin) &&
           bad_generator(d, begin) && diagnose_back(d, begin);
}

// Subscripts

static bool slice(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_kind(d) == TOKEN_STAR)
        return diagnose_starred(d) != NULL;
    if (!diagnose_expression(d))
        d->at = begin;
    if (!diagnose_accept(d, TOKEN_COLON))
        return diagnose_back(d, begin) && diagnose_named(d);
    for (int parts = 0; parts < 2; parts++) {
        uint32_t part = d->at;
        if (!diagnose_expression(d) && !diagnose_back(d, part))
            return false;
        if (parts == 0 && !diagnose_accept(d, TOKEN_COLON))
            break;
    }
    return diagnose_open(d);
}

bool diagnose_slices(Diagnosis *d)
{
    do {
        if (diagnose_kind(d) == TOKEN_RSQB)
            return false;
        if (!slice(d))
            return false;
    } while (diagnose_accept(d, TOKEN_COMMA) && diagnose_kind(d) != TOKEN_RSQB);
    return diagnose_open(d);
}

// One step of a primary behind its beginning: .name, a call or a subscript.
static Shape *step(Diagnosis *d, uint32_t begin)
{
    uint32_t bracket = d->at;
    if (diagnose_accept(d, TOKEN_DOT))
        return diagnose_accept(d, TOKEN_NAME) ? diagnose_shape(d, SHAPE_ATTRIBUTE, begin) : NULL;
    if (diagnose_accept(d, TOKEN_LSQB))
        return diagnose_slices(d) && diagnose_accept(d, TOKEN_RSQB) ? diagnose_shape(d, SHAPE_SUBSCRIPT, begin) : NULL;
    if (diagnose_kind(d) != TOKEN_LPAR)
        return NULL;
    if (diagnose_generator(d))
        return diagnose_shape(d, SHAPE_CALL, begin);
    if (!diagnose_back(d, bracket))
        return NULL;
    d->at++;
    return diagnose_arguments(d) && diagnose_accept(d, TOKEN_RPAR) ? diagnose_shape(d, SHAPE_CALL, begin) : NULL;
}

static Shape *primary(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *shape = diagnose_atom(d);
    while (shape) {
        uint32_t end = d->at;
        Shape *longer = step(d, begin);
        if (!longer)
            return diagnose_back(d, end) ? shape : NULL;
        shape = longer;
    }
    return NULL;
}

Shape *diagnose_primary(Diagnosis *d)
{
    return diagnose_remember(d, RULE_PRIMARY, primary);
}

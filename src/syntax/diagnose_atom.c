#include "syntax/diagnose.h"

// Comprehensions

static bool fail_for_target(Diagnosis *d, uint32_t begin)
{
    // Variables, but no `in` behind them.
    d->at = begin + 1;
    Shape *variable;
    do {
        uint32_t last = d->at;
        variable = diagnose_bitwise_or(d);
        if (!variable && (!diagnose_back(d, last) || last == begin + 1))
            break;
    } while (variable && diagnose_accept(d, TOKEN_COMMA));
    bool any = d->at > begin + 1;
    if (any && diagnose_open(d) && diagnose_kind(d) != TOKEN_IN && diagnose_open(d))
        return diagnose_last(d, "'in' expected after for-loop variables");
    if (!diagnose_back(d, begin + 1))
        return false;
    Shape *target = diagnose_star_expressions(d);
    return target ? diagnose_target(d, target, TARGET_FOR) : false;
}

static Shape *one_for(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_FOR))
        return NULL;
    Shape *target = diagnose_star_targets(d);
    if (!target || !diagnose_accept(d, TOKEN_IN)) {
        if (diagnose_open(d) && !d->quiet)
            fail_for_target(d, begin);
        return NULL;
    }
    if (!diagnose_disjunction(d))
        return NULL;
    for (;;) {
        uint32_t end = d->at;
        if (!diagnose_accept(d, TOKEN_IF) || !diagnose_disjunction(d))
            return diagnose_back(d, end) ? target : NULL;
    }
}

static Shape *for_if(Diagnosis *d)
{
    Shape *last = one_for(d);
    while (last && diagnose_kind(d) == TOKEN_FOR) {
        uint32_t end = d->at;
        Shape *next = one_for(d);
        if (!next)
            return diagnose_back(d, end) ? last : NULL;
        last = next;
    }
    return diagnose_open(d) ? last : NULL;
}

Shape *diagnose_for_if(Diagnosis *d)
{
    return diagnose_remember(d, RULE_FOR_IF, for_if);
}

// A starred element, or several without parentheses, before `for`.
static bool bad_comprehension(Diagnosis *d, uint32_t begin)
{
    if (d->quiet)
        return true;
    d->at = begin + 1;
    Shape *starred = diagnose_kind(d) == TOKEN_STAR ? diagnose_starred(d) : NULL;
    if (starred && diagnose_for_if(d))
        return diagnose_shapes(d, starred, starred, "iterable unpacking cannot be used in comprehension");
    if (!diagnose_back(d, begin + 1) || d->tokens[begin].kind == TOKEN_LPAR)
        return diagnose_open(d);
    Shape *first = diagnose_star_named(d);
    uint32_t comma = d->at;
    if (!first || !diagnose_accept(d, TOKEN_COMMA))
        return diagnose_back(d, begin);
    Shapes more = {0};
    if (diagnose_star_named_list(d, &more) && diagnose_for_if(d))
        return diagnose_shapes(d, first, more.items[more.count - 1],
                               "did you forget parentheses around the comprehension target?");
    if (diagnose_back(d, comma + 1) && diagnose_for_if(d))
        return diagnose_tokens(d, first->first, comma, "did you forget parentheses around the comprehension target?");
    return diagnose_back(d, begin);
}

// The element and clauses of a comprehension and its closing bracket.
static Shape *comprehension(Diagnosis *d, uint32_t begin, ShapeKind kind, Shape *(*element)(Diagnosis *d), int closer)
{
    d->at = begin + 1;
    if (element(d) && diagnose_for_if(d) && diagnose_accept(d, closer))
        return diagnose_shape(d, kind, begin);
    return diagnose_open(d) && bad_comprehension(d, begin) ? NULL : NULL;
}

Shape *diagnose_generator(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_kind(d) != TOKEN_LPAR)
        return NULL;
    return comprehension(d, begin, SHAPE_GENERATOR, diagnose_element, TOKEN_RPAR);
}

// Parentheses

static Shape *tuple(Diagnosis *d, uint32_t begin)
{
    d->at = begin + 1;
    Shapes items = {0};
    if (diagnose_kind(d) != TOKEN_RPAR) {
        Shape *first = diagnose_star_named(d);
        if (!first || !diagnose_accept(d, TOKEN_COMMA) || !diagnose_add(d, &items, first))
            return NULL;
        uint32_t rest = d->at;
        if (!diagnose_star_named_list(d, &items) && !diagnose_back(d, rest))
            return NULL;
    }
    if (!diagnose_accept(d, TOKEN_RPAR))
        return NULL;
    Shape *shape = diagnose_shape(d, SHAPE_TUPLE, begin);
    if (shape)
        shape->items = items;
    return shape;
}

static bool bad_group(Diagnosis *d, uint32_t begin)
{
    if (d->quiet)
        return true;
    d->at = begin + 1;
    if (diagnose_kind(d) == TOKEN_STAR) {
        Shape *starred = diagnose_starred(d);
        if (starred && diagnose_accept(d, TOKEN_RPAR))
            return diagnose_shapes(d, starred, starred, "cannot use starred expression here");
    } else if (diagnose_accept(d, TOKEN_DOUBLE_STAR)) {
        if (diagnose_expression(d) && diagnose_accept(d, TOKEN_RPAR))
            return diagnose_tokens(d, begin + 1, begin + 1, "cannot use double starred expression here");
    }
    return diagnose_back(d, begin);
}

static Shape *group(Diagnosis *d, uint32_t begin)
{
    d->at = begin + 1;
    Shape *inner = diagnose_kind(d) == TOKEN_YIELD ? diagnose_yield(d) : diagnose_named(d);
    if (inner && diagnose_accept(d, TOKEN_RPAR)) {
        Shape *shape = diagnose_shape(d, inner->kind, inner->first);
        if (!shape)
            return NULL;
        *shape = *inner;
        shape->group = true;
        return shape;
    }
    return diagnose_open(d) && bad_group(d, begin) ? NULL : NULL;
}

static Shape *parenthesized(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *shape = tuple(d, begin);
    if (!shape && diagnose_back(d, begin))
        shape = group(d, begin);
    if (!shape && diagnose_back(d, begin))
        shape = diagnose_generator(d);
    return shape;
}

// Square brackets and braces

static Shape *bracketed(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shapes items = {0};
    d->at++;
    uint32_t inside = d->at;
    if (!diagnose_star_named_list(d, &items))
        d->at = inside;
    if (diagnose_accept(d, TOKEN_RSQB)) {
        Shape *shape = diagnose_shape(d, SHAPE_LIST, begin);
        if (shape)
            shape->items = items;
        return shape;
    }
    return diagnose_open(d) ? comprehension(d, begin, SHAPE_LIST_COMP, diagnose_named, TOKEN_RSQB) : NULL;
}

// `key: value` or `**mapping`.
static bool pair(Diagnosis *d)
{
    if (diagnose_accept(d, TOKEN_DOUBLE_STAR))
        return diagnose_bitwise_or(d) != NULL;
    return diagnose_expression(d) && diagnose_accept(d, TOKEN_COLON) && diagnose_expression(d);
}

// Passes as many pairs as fit; `*begin_of_last` is where the one begins that does not.
static bool pairs(Diagnosis *d, uint32_t *begin_of_last)
{
    for (;;) {
        *begin_of_last = d->at;
        if (!pair(d))
            return false;
        if (!diagnose_accept(d, TOKEN_COMMA))
            return diagnose_open(d);
        if (diagnose_kind(d) == TOKEN_RBRACE)
            return true;
    }
}

// A value that is starred or missing behind the colon.
static bool bad_value(Diagnosis *d)
{
    uint32_t colon = d->at;
    if (!diagnose_accept(d, TOKEN_COLON))
        return diagnose_open(d);
    uint32_t star = d->at;
    bool quiet = d->quiet, found = true;
    if (diagnose_accept(d, TOKEN_STAR) && diagnose_bitwise_or(d)) {
        d->quiet = false;
        found = diagnose_onwards(d, star, "cannot use a starred expression in a dictionary value");
    } else if (diagnose_back(d, star)) {
        int kind = diagnose_kind(d);
        d->quiet = false;
        if (kind == TOKEN_RBRACE || kind == TOKEN_COMMA)
            found = diagnose_tokens(d, colon, colon, "expression expected after dictionary key and ':'");
    }
    d->quiet = quiet;
    return found && diagnose_open(d);
}

// The pair that does not fit. These mistakes are found even where none are looked for. `first` says whether none stands
// before it.
static bool bad_pair(Diagnosis *d, uint32_t begin, bool first)
{
    d->at = begin;
    Shape *key = diagnose_expression(d);
    if (!key)
        return diagnose_open(d);
    if (!first && diagnose_kind(d) != TOKEN_COLON && diagnose_open(d)) {
        AstLocation end = d->tokens[key->last].at;
        AstLocation at = {d->tokens[key->first].at.line, end.end_column - 1, end.end_line, 0};
        fault_set(d->fault, ERROR_SYNTAX_ERROR, &at, "':' expected after dictionary key");
        d->fault->end_column = FAULT_NO_COLUMN;
        return false;
    }
    return bad_value(d);
}

static Shape *dict(Diagnosis *d, uint32_t begin)
{
    d->at = begin + 1;
    uint32_t last = d->at;
    if (diagnose_kind(d) == TOKEN_RBRACE || pairs(d, &last)) {
        if (diagnose_accept(d, TOKEN_RBRACE))
            return diagnose_shape(d, SHAPE_DICT, begin);
    }
    if (diagnose_open(d))
        bad_pair(d, last, last == begin + 1);
    return NULL;
}

static Shape *set_display(Diagnosis *d, uint32_t begin)
{
    d->at = begin + 1;
    Shapes items = {0};
    if (!diagnose_star_named_list(d, &items) || !diagnose_accept(d, TOKEN_RBRACE))
        return NULL;
    return diagnose_shape(d, SHAPE_SET, begin);
}

static Shape *dict_comprehension(Diagnosis *d, uint32_t begin)
{
    d->at = begin + 1;
    bool mapping = diagnose_kind(d) == TOKEN_DOUBLE_STAR;
    if (!pair(d) || !diagnose_for_if(d) || !diagnose_accept(d, TOKEN_RBRACE))
        return NULL;
    if (mapping) {
        if (!d->quiet)
            diagnose_tokens(d, begin + 1, begin + 1, "dict unpacking cannot be used in dict comprehension");
        return NULL;
    }
    return diagnose_shape(d, SHAPE_DICT_COMP, begin);
}

static Shape *braced(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *shape = dict(d, begin);
    if (!shape && diagnose_back(d, begin))
        shape = set_display(d, begin);
    if (!shape && diagnose_back(d, begin))
        shape = dict_comprehension(d, begin);
    if (!shape && diagnose_back(d, begin))
        shape = comprehension(d, begin, SHAPE_SET_COMP, diagnose_named, TOKEN_RBRACE);
    return shape;
}

// Atoms

static Shape *one_token(Diagnosis *d, ShapeKind kind)
{
    uint32_t begin = d->at++;
    return diagnose_shape(d, kind, begin);
}

static Shape *atom(Diagnosis *d)
{
    switch (diagnose_kind(d)) {
    case TOKEN_NAME:
        return one_token(d, SHAPE_NAME);
    case TOKEN_TRUE:
        return one_token(d, SHAPE_TRUE_WORD);
    case TOKEN_FALSE:
        return one_token(d, SHAPE_FALSE_WORD);
    case TOKEN_NONE:
        return one_token(d, SHAPE_NONE_WORD);
    case TOKEN_NUMBER:
        return one_token(d, SHAPE_LITERAL);
    case TOKEN_ELLIPSIS:
        return one_token(d, SHAPE_ELLIPSIS);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
        return diagnose_strings(d);
    case TOKEN_LPAR:
        return parenthesized(d);
    case TOKEN_LSQB:
        return bracketed(d);
    case TOKEN_LBRACE:
        return braced(d);
    default:
        return NULL;
    }
}

Shape *diagnose_atom(Diagnosis *d)
{
    return diagnose_remember(d, RULE_ATOM, atom);
}

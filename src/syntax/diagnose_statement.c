#include "syntax/diagnose.h"

static bool accept_augmented(Diagnosis *d)
{
    switch (diagnose_kind(d)) {
    case TOKEN_PLUS_EQUAL:
    case TOKEN_MINUS_EQUAL:
    case TOKEN_STAR_EQUAL:
    case TOKEN_SLASH_EQUAL:
    case TOKEN_DOUBLE_SLASH_EQUAL:
    case TOKEN_PERCENT_EQUAL:
    case TOKEN_AT_EQUAL:
    case TOKEN_DOUBLE_STAR_EQUAL:
    case TOKEN_LEFT_SHIFT_EQUAL:
    case TOKEN_RIGHT_SHIFT_EQUAL:
    case TOKEN_VBAR_EQUAL:
    case TOKEN_CARET_EQUAL:
    case TOKEN_AMPER_EQUAL:
        d->at++;
        return true;
    default:
        return false;
    }
}

static Shape *right_side(Diagnosis *d)
{
    return diagnose_kind(d) == TOKEN_YIELD ? diagnose_yield(d) : diagnose_star_expressions(d);
}

// Assignments that are right. Each goes back where it fails.

static bool annotated(Diagnosis *d, uint32_t begin)
{
    if (!diagnose_single_target(d) || !diagnose_accept(d, TOKEN_COLON) || !diagnose_expression(d)) {
        diagnose_back(d, begin);
        return false;
    }
    uint32_t end = d->at;
    if (!diagnose_accept(d, TOKEN_EQUAL) || !right_side(d))
        diagnose_back(d, end);
    return diagnose_open(d);
}

// Passes as many `targets =` as fit.
static bool targets(Diagnosis *d)
{
    bool any = false;
    for (;;) {
        uint32_t begin = d->at;
        if (!diagnose_star_targets(d) || !diagnose_accept(d, TOKEN_EQUAL)) {
            diagnose_back(d, begin);
            return any;
        }
        any = true;
    }
}

static bool plain(Diagnosis *d, uint32_t begin)
{
    if (targets(d) && right_side(d) && diagnose_kind(d) != TOKEN_EQUAL)
        return diagnose_open(d);
    diagnose_back(d, begin);
    return false;
}

// Assignments that are wrong. Each returns false where it has found the mistake.

static bool bad_annotation(Diagnosis *d, uint32_t begin)
{
    Shape *target = diagnose_atom(d);
    bool sequence = target && (target->kind == SHAPE_LIST || target->kind == SHAPE_TUPLE);
    if (sequence && diagnose_accept(d, TOKEN_COLON) && diagnose_expression(d))
        return diagnose_shapes(d, target, target, "only single target (not %s) can be annotated",
                               diagnose_words(target));
    if (!diagnose_back(d, begin))
        return false;
    Shape *first = diagnose_star_named(d);
    if (first && diagnose_accept(d, TOKEN_COMMA)) {
        Shapes more = {0};
        uint32_t rest;
        do
            rest = d->at;
        while (diagnose_star_named_list(d, &more));
        if (!diagnose_back(d, rest))
            return false;
        if (diagnose_accept(d, TOKEN_COLON) && diagnose_expression(d))
            return diagnose_shapes(d, first, first, "only single target (not tuple) can be annotated");
    }
    if (!diagnose_back(d, begin))
        return false;
    target = diagnose_expression(d);
    if (target && diagnose_accept(d, TOKEN_COLON) && diagnose_expression(d))
        return diagnose_shapes(d, target, target, "illegal target for annotation");
    return diagnose_back(d, begin);
}

static bool bad_target(Diagnosis *d, uint32_t begin)
{
    targets(d);
    uint32_t value = d->at;
    Shape *target = diagnose_star_expressions(d);
    if (target && diagnose_accept(d, TOKEN_EQUAL)) {
        diagnose_target(d, target, TARGET_ASSIGN);
        if (!diagnose_open(d))
            return false;
    }
    if (!diagnose_back(d, value))
        return false;
    target = diagnose_yield(d);
    if (target && diagnose_accept(d, TOKEN_EQUAL))
        return diagnose_shapes(d, target, target, "assignment to yield expression not possible");
    return diagnose_back(d, begin);
}

static bool bad_augmented(Diagnosis *d, uint32_t begin)
{
    Shape *target = diagnose_star_expressions(d);
    if (target && accept_augmented(d) && right_side(d))
        return diagnose_shapes(d, target, target, "'%s' is an illegal expression for augmented assignment",
                               diagnose_words(target));
    return diagnose_back(d, begin);
}

static bool assignment(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (annotated(d, begin))
        return true;
    if (!diagnose_open(d) || plain(d, begin))
        return diagnose_open(d);
    if (!diagnose_open(d))
        return false;
    if (diagnose_single_target(d) && accept_augmented(d))
        return right_side(d) != NULL;
    if (!d->quiet && diagnose_back(d, begin) && bad_annotation(d, begin) && bad_target(d, begin))
        bad_augmented(d, begin);
    return false;
}

// Imports

static bool dotted_name(Diagnosis *d)
{
    do {
        if (!diagnose_accept(d, TOKEN_NAME))
            return false;
    } while (diagnose_accept(d, TOKEN_DOT));
    return true;
}

static bool as_name(Diagnosis *d)
{
    return diagnose_accept(d, TOKEN_AS) ? diagnose_accept(d, TOKEN_NAME) : diagnose_open(d);
}

static bool import(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (diagnose_kind(d) == TOKEN_NEWLINE)
        return diagnose_onwards(d, d->at, "Expected one or more names after 'import'");
    bool plain_names = true;
    do {
        if (!dotted_name(d))
            return false;
        plain_names &= diagnose_kind(d) != TOKEN_AS;
        if (!as_name(d))
            return false;
    } while (diagnose_accept(d, TOKEN_COMMA));
    if (plain_names && diagnose_accept(d, TOKEN_FROM) && dotted_name(d))
        return diagnose_onwards(d, begin, "Did you mean to use 'from ... import ...' instead?");
    return diagnose_open(d);
}

static bool imported_names(Diagnosis *d, bool parentheses)
{
    for (;;) {
        if (!diagnose_accept(d, TOKEN_NAME) || !as_name(d))
            return false;
        if (!diagnose_accept(d, TOKEN_COMMA))
            return diagnose_open(d);
        if (parentheses && diagnose_kind(d) == TOKEN_RPAR)
            return true;
        if (diagnose_kind(d) == TOKEN_NEWLINE)
            return diagnose_last(d, "trailing comma not allowed without surrounding parentheses");
    }
}

static bool import_from(Diagnosis *d)
{
    d->at++;
    bool dots = false;
    while (diagnose_accept(d, TOKEN_DOT) || diagnose_accept(d, TOKEN_ELLIPSIS))
        dots = true;
    uint32_t name = d->at;
    if (!dotted_name(d)) {
        if (!dots || !diagnose_back(d, name))
            return false;
    }
    if (!diagnose_accept(d, TOKEN_IMPORT))
        return false;
    if (diagnose_kind(d) == TOKEN_NEWLINE)
        return diagnose_onwards(d, d->at, "Expected one or more names after 'import'");
    if (diagnose_accept(d, TOKEN_STAR))
        return true;
    if (diagnose_accept(d, TOKEN_LPAR))
        return imported_names(d, true) && diagnose_accept(d, TOKEN_RPAR);
    return imported_names(d, false);
}

// Other simple statements

static bool names(Diagnosis *d)
{
    do {
        if (!diagnose_accept(d, TOKEN_NAME))
            return false;
    } while (diagnose_accept(d, TOKEN_COMMA));
    return diagnose_open(d);
}

static bool delete (Diagnosis *d)
{
    d->at++;
    Shape *targets_shape = diagnose_star_expressions(d);
    if (!targets_shape)
        return false;
    if (diagnose_bad_target(targets_shape, TARGET_DELETE))
        return diagnose_target(d, targets_shape, TARGET_DELETE);
    return true;
}

static bool with_parts(Diagnosis *d, int separator, bool needed)
{
    d->at++;
    uint32_t begin = d->at;
    if (!diagnose_expression(d))
        return !needed && diagnose_back(d, begin);
    uint32_t end = d->at;
    if (diagnose_accept(d, separator) && !diagnose_expression(d))
        return diagnose_back(d, end);
    return diagnose_open(d);
}

static bool type_alias(Diagnosis *d)
{
    if (!diagnose_spelled(d, d->at, "type") || diagnose_second(d) != TOKEN_NAME)
        return false;
    d->at += 2;
    return diagnose_type_parameters(d) && diagnose_accept(d, TOKEN_EQUAL) && diagnose_expression(d);
}

static bool keyword_statement(Diagnosis *d)
{
    uint32_t value;
    switch (diagnose_kind(d)) {
    case TOKEN_PASS:
    case TOKEN_BREAK:
    case TOKEN_CONTINUE:
        d->at++;
        return true;
    case TOKEN_RETURN:
        value = ++d->at;
        return diagnose_star_expressions(d) || diagnose_back(d, value);
    case TOKEN_IMPORT:
        return import(d);
    case TOKEN_FROM:
        return import_from(d);
    case TOKEN_RAISE:
        return with_parts(d, TOKEN_FROM, false);
    case TOKEN_ASSERT:
        return with_parts(d, TOKEN_COMMA, true);
    case TOKEN_DEL:
        return delete (d);
    case TOKEN_YIELD:
        return diagnose_yield(d) != NULL;
    case TOKEN_GLOBAL:
    case TOKEN_NONLOCAL:
        d->at++;
        return names(d);
    default:
        return false;
    }
}

static bool simple(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (assignment(d))
        return true;
    if (!diagnose_back(d, begin))
        return false;
    if (type_alias(d))
        return true;
    if (!diagnose_back(d, begin))
        return false;
    if (diagnose_star_expressions(d))
        return true;
    return diagnose_back(d, begin) && keyword_statement(d);
}

bool diagnose_simple_line(Diagnosis *d)
{
    do {
        if (!simple(d))
            return false;
    } while (diagnose_accept(d, TOKEN_SEMI) && diagnose_kind(d) != TOKEN_NEWLINE);
    return diagnose_accept(d, TOKEN_NEWLINE);
}

bool diagnose_statement(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_compound(d))
        return true;
    return diagnose_back(d, begin) && diagnose_kind(d) != TOKEN_NEWLINE && diagnose_simple_line(d);
}

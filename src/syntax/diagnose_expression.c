#include <string.h>

#include "syntax/diagnose.h"

// CPython compares no more characters than the name has, so that `t` and `ma` count as soft keywords, too.
static bool is_soft_keyword(const Diagnosis *d, uint32_t token)
{
    static const char *const WORDS[] = {"_", "case", "match", "type"};
    const Token *t = &d->tokens[token];
    for (size_t i = 0; t->kind == TOKEN_NAME && i < COUNT_OF(WORDS); i++) {
        if (strncmp(WORDS[i], d->parser->text + t->start, t->end - t->start) == 0)
            return true;
    }
    return false;
}

// `print` and `exec` were statements in Python 2.
static bool is_legacy(const Diagnosis *d, const Shape *shape)
{
    return shape->kind == SHAPE_NAME &&
           (diagnose_spelled(d, shape->first, "print") || diagnose_spelled(d, shape->first, "exec"));
}

// Star expressions

Shape *diagnose_star_expression(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_STAR))
        return diagnose_expression(d);
    Shape *value = diagnose_bitwise_or(d);
    Shape *shape = value ? diagnose_shape(d, SHAPE_STARRED, begin) : NULL;
    if (shape)
        shape->left = value;
    return shape;
}

Shape *diagnose_star_named(Diagnosis *d)
{
    return diagnose_kind(d) == TOKEN_STAR ? diagnose_star_expression(d) : diagnose_named(d);
}

// Parses `first, second,` with one function for each; a comma that nothing follows belongs to the list.
static bool list_of(Diagnosis *d, Shapes *items, Shape *(*parse)(Diagnosis *d), bool *comma)
{
    size_t before = items->count;
    *comma = false;
    for (;;) {
        uint32_t begin = d->at;
        Shape *item = parse(d);
        if (!item)
            return diagnose_back(d, begin) && items->count > before;
        if (!diagnose_add(d, items, item))
            return false;
        *comma = diagnose_accept(d, TOKEN_COMMA);
        if (!*comma)
            return diagnose_open(d);
    }
}

bool diagnose_star_named_list(Diagnosis *d, Shapes *items)
{
    bool comma;
    return list_of(d, items, diagnose_star_named, &comma);
}

static Shape *star_expressions(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shapes items = {0};
    bool comma;
    if (!list_of(d, &items, diagnose_star_expression, &comma))
        return NULL;
    if (items.count == 1 && !comma)
        return items.items[0];
    Shape *shape = diagnose_shape(d, SHAPE_TUPLE, begin);
    if (shape)
        shape->items = items;
    return shape;
}

Shape *diagnose_star_expressions(Diagnosis *d)
{
    return diagnose_remember(d, RULE_STAR_EXPRESSIONS, star_expressions);
}

Shape *diagnose_yield(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_YIELD))
        return NULL;
    if (diagnose_accept(d, TOKEN_FROM)) {
        if (!diagnose_expression(d))
            return NULL;
    } else {
        uint32_t value = d->at;
        if (!diagnose_star_expressions(d) && !diagnose_back(d, value))
            return NULL;
    }
    return diagnose_shape(d, SHAPE_YIELD, begin);
}

// Named expressions

Shape *diagnose_assignment_expression(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_kind(d) != TOKEN_NAME || diagnose_second(d) != TOKEN_COLON_EQUAL)
        return NULL;
    d->at += 2;
    return diagnose_expression(d) ? diagnose_shape(d, SHAPE_NAMED, begin) : NULL;
}

Shape *diagnose_element(Diagnosis *d)
{
    if (diagnose_kind(d) == TOKEN_NAME && diagnose_second(d) == TOKEN_COLON_EQUAL)
        return diagnose_assignment_expression(d);
    Shape *shape = diagnose_expression(d);
    return shape && diagnose_kind(d) != TOKEN_COLON_EQUAL ? shape : NULL;
}

static bool ends_equation(Diagnosis *d)
{
    int kind = diagnose_kind(d);
    return diagnose_open(d) && kind != TOKEN_EQUAL && kind != TOKEN_COLON_EQUAL;
}

// `=` where a comparison or `:=` must have been meant.
static bool equation(Diagnosis *d, uint32_t begin)
{
    if (diagnose_kind(d) == TOKEN_NAME && diagnose_second(d) == TOKEN_EQUAL) {
        Shape *name = diagnose_shape(d, SHAPE_NAME, begin);
        d->at += 2;
        Shape *value = diagnose_bitwise_or(d);
        if (name && value && ends_equation(d))
            return diagnose_tokens(d, begin, value->last,
                                   "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        if (!diagnose_back(d, begin))
            return false;
    }
    Shape *left = diagnose_bitwise_or(d);
    if (!left || left->kind == SHAPE_TRUE_WORD || left->kind == SHAPE_FALSE_WORD || left->kind == SHAPE_NONE_WORD)
        return diagnose_open(d);
    int first = d->tokens[begin].kind;
    bool display = left->kind == SHAPE_LIST || left->kind == SHAPE_TUPLE || left->kind == SHAPE_GENERATOR;
    // What begins with a list or a tuple may go on as something else, but counts as one.
    if (first == TOKEN_LPAR || first == TOKEN_LSQB) {
        uint32_t end = d->at;
        d->at = begin;
        Shape *atom = diagnose_atom(d);
        display |= atom && !atom->group &&
                   (atom->kind == SHAPE_LIST || atom->kind == SHAPE_TUPLE || atom->kind == SHAPE_GENERATOR);
        d->at = end;
    }
    bool constant = first == TOKEN_TRUE || first == TOKEN_FALSE || first == TOKEN_NONE;
    if (display || constant || !diagnose_accept(d, TOKEN_EQUAL))
        return diagnose_open(d);
    if (diagnose_bitwise_or(d) && ends_equation(d))
        return diagnose_shapes(d, left, left, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                               diagnose_words(left));
    return diagnose_open(d);
}

static bool bad_named(Diagnosis *d, uint32_t begin)
{
    Shape *target = diagnose_expression(d);
    if (target && diagnose_accept(d, TOKEN_COLON_EQUAL) && diagnose_expression(d))
        return diagnose_shapes(d, target, target, "cannot use assignment expressions with %s", diagnose_words(target));
    return diagnose_back(d, begin) && equation(d, begin) && diagnose_back(d, begin);
}

static Shape *named(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *shape = diagnose_assignment_expression(d);
    if (shape || !diagnose_back(d, begin))
        return shape;
    if (!d->quiet && !bad_named(d, begin))
        return NULL;
    shape = diagnose_expression(d);
    return shape && diagnose_kind(d) != TOKEN_COLON_EQUAL ? shape : NULL;
}

Shape *diagnose_named(Diagnosis *d)
{
    return diagnose_remember(d, RULE_NAMED, named);
}

// Expressions

// An expression, without a look for mistakes in it.
static Shape *plain_expression(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *shape = diagnose_disjunction(d);
    if (!shape)
        return diagnose_back(d, begin) ? diagnose_lambda(d) : NULL;
    uint32_t end = d->at;
    if (diagnose_accept(d, TOKEN_IF) && diagnose_disjunction(d) && diagnose_accept(d, TOKEN_ELSE) &&
        diagnose_expression(d))
        return diagnose_shape(d, SHAPE_CONDITIONAL, begin);
    return diagnose_back(d, end) ? shape : NULL;
}

// Two expressions side by side within brackets: a comma is missing.
static bool missing_comma(Diagnosis *d, uint32_t begin)
{
    bool name = diagnose_kind(d) == TOKEN_NAME;
    if ((name && diagnose_second(d) == TOKEN_STRING) || is_soft_keyword(d, begin))
        return diagnose_open(d);
    Shape *left = diagnose_disjunction(d);
    if (!left)
        return diagnose_open(d);
    bool quiet = d->quiet;
    d->quiet = true;
    Shape *right = plain_expression(d);
    d->quiet = quiet;
    if (right && !is_legacy(d, left) && d->levels[d->at - 1] > 0)
        return diagnose_shapes(d, left, right, "invalid syntax. Perhaps you forgot a comma?");
    return diagnose_open(d);
}

static bool missing_else(Diagnosis *d, uint32_t begin)
{
    d->at = begin;
    Shape *left = diagnose_disjunction(d);
    if (!left || !diagnose_accept(d, TOKEN_IF))
        return diagnose_open(d);
    Shape *test = diagnose_disjunction(d);
    if (test && diagnose_kind(d) != TOKEN_ELSE && diagnose_kind(d) != TOKEN_COLON && diagnose_open(d))
        return diagnose_shapes(d, left, test, "expected 'else' after 'if' expression");
    return diagnose_open(d);
}

static bool lambda_in_fstring(Diagnosis *d, uint32_t begin)
{
    d->at = begin;
    if (!diagnose_accept(d, TOKEN_LAMBDA))
        return diagnose_open(d);
    if (!diagnose_parameters(d, true))
        return diagnose_open(d);
    if (diagnose_kind(d) == TOKEN_COLON && diagnose_second(d) == TOKEN_FSTRING_MIDDLE)
        return diagnose_tokens(d, begin, d->at, "f-string: lambda expressions are not allowed without parentheses");
    return diagnose_open(d);
}

static bool legacy_statement(Diagnosis *d, uint32_t begin)
{
    d->at = begin;
    if (diagnose_kind(d) != TOKEN_NAME || diagnose_second(d) == TOKEN_LPAR)
        return diagnose_open(d);
    d->at++;
    // Looked at behind any name, because there may be a mistake in it.
    Shape *rest = diagnose_star_expressions(d);
    if (!rest || (!diagnose_spelled(d, begin, "print") && !diagnose_spelled(d, begin, "exec")))
        return diagnose_open(d);
    const char *name = diagnose_spelled(d, begin, "print") ? "print" : "exec";
    return diagnose_tokens(d, begin, rest->last, "Missing parentheses in call to '%s'. Did you mean %s(...)?", name,
                           name);
}

static Shape *expression(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!d->quiet && !(missing_comma(d, begin) && missing_else(d, begin) && lambda_in_fstring(d, begin) &&
                       legacy_statement(d, begin)))
        return NULL;
    d->at = begin;
    return plain_expression(d);
}

Shape *diagnose_expression(Diagnosis *d)
{
    return diagnose_remember(d, RULE_EXPRESSION, expression);
}

static Shape *lambda(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_LAMBDA) || !diagnose_parameters(d, true) || !diagnose_accept(d, TOKEN_COLON) ||
        !diagnose_expression(d))
        return NULL;
    return diagnose_shape(d, SHAPE_LAMBDA, begin);
}

Shape *diagnose_lambda(Diagnosis *d)
{
    return diagnose_remember(d, RULE_LAMBDA, lambda);
}

// Operators. A failed right side leaves the left side standing, as it may be followed by something else.

static Shape *inversion(Diagnosis *d);

static Shape *chain(Diagnosis *d, Shape *(*operand)(Diagnosis *d), int op)
{
    uint32_t begin = d->at;
    Shape *shape = operand(d);
    while (shape) {
        uint32_t end = d->at;
        if (!diagnose_accept(d, op) || !operand(d)) {
            d->at = end;
            return diagnose_open(d) ? shape : NULL;
        }
        shape = diagnose_shape(d, SHAPE_OPERATION, begin);
    }
    return NULL;
}

static Shape *conjunction(Diagnosis *d)
{
    return chain(d, inversion, TOKEN_AND);
}

static Shape *disjunction(Diagnosis *d)
{
    return chain(d, conjunction, TOKEN_OR);
}

Shape *diagnose_disjunction(Diagnosis *d)
{
    return diagnose_remember(d, RULE_DISJUNCTION, disjunction);
}

static bool accept_comparison(Diagnosis *d, bool *contains)
{
    int kind = diagnose_kind(d);
    *contains = kind == TOKEN_IN;
    switch (kind) {
    case TOKEN_NOT:
        if (diagnose_second(d) != TOKEN_IN)
            return false;
        d->at += 2;
        return true;
    case TOKEN_IS:
        d->at++;
        diagnose_accept(d, TOKEN_NOT);
        return true;
    case TOKEN_EQ_EQUAL:
    case TOKEN_NOT_EQUAL:
    case TOKEN_LESS:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER:
    case TOKEN_GREATER_EQUAL:
    case TOKEN_IN:
        d->at++;
        return true;
    default:
        return false;
    }
}

static Shape *comparison(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *left = diagnose_bitwise_or(d), *shape = left;
    bool contains_first = false;
    while (shape) {
        uint32_t end = d->at;
        bool contains;
        if (!accept_comparison(d, &contains) || !diagnose_bitwise_or(d)) {
            d->at = end;
            return diagnose_open(d) ? shape : NULL;
        }
        contains_first = shape == left ? contains : contains_first;
        shape = diagnose_shape(d, SHAPE_COMPARISON, begin);
        if (shape) {
            shape->left = left;
            shape->contains = contains_first;
        }
    }
    return NULL;
}

static Shape *plain_inversion(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_NOT))
        return comparison(d);
    return inversion(d) ? diagnose_shape(d, SHAPE_OPERATION, begin) : NULL;
}

static Shape *inversion(Diagnosis *d)
{
    return diagnose_remember(d, RULE_INVERSION, plain_inversion);
}

static Shape *factor(Diagnosis *d);

// `not` binds less tightly than what stands before it. Always false.
static bool bad_not(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (d->quiet || diagnose_kind(d) != TOKEN_NOT)
        return false;
    Shape *operand = inversion(d);
    return operand ? diagnose_tokens(d, begin, operand->last, "'not' after an operator must be parenthesized") : false;
}

static Shape *plain_factor(Diagnosis *d)
{
    uint32_t begin = d->at;
    int kind = diagnose_kind(d);
    if (kind == TOKEN_PLUS || kind == TOKEN_MINUS || kind == TOKEN_TILDE) {
        d->at++;
        if (factor(d))
            return diagnose_shape(d, SHAPE_OPERATION, begin);
        return diagnose_back(d, begin + 1) && bad_not(d) ? NULL : NULL;
    }
    Shape *base = diagnose_primary(d);
    if (!base)
        return NULL;
    uint32_t end = d->at;
    if (diagnose_accept(d, TOKEN_DOUBLE_STAR) && factor(d))
        return diagnose_shape(d, SHAPE_OPERATION, begin);
    return diagnose_back(d, end) ? base : NULL;
}

static Shape *factor(Diagnosis *d)
{
    return diagnose_remember(d, RULE_FACTOR, plain_factor);
}

// How tightly a binary operator binds, 0 where the token is none.
static int precedence(int kind)
{
    switch (kind) {
    case TOKEN_VBAR:
        return 1;
    case TOKEN_CARET:
        return 2;
    case TOKEN_AMPER:
        return 3;
    case TOKEN_LEFT_SHIFT:
    case TOKEN_RIGHT_SHIFT:
        return 4;
    case TOKEN_PLUS:
    case TOKEN_MINUS:
        return 5;
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_DOUBLE_SLASH:
    case TOKEN_PERCENT:
    case TOKEN_AT:
        return 6;
    default:
        return 0;
    }
}

// Arithmetic by precedence climbing: passes operators that bind at least as tightly as `lowest`.
static Shape *arithmetic(Diagnosis *d, int lowest)
{
    uint32_t begin = d->at;
    Shape *shape = factor(d);
    while (shape) {
        uint32_t end = d->at;
        int binding = precedence(diagnose_kind(d));
        if (binding < lowest || binding == 0)
            return diagnose_open(d) ? shape : NULL;
        d->at++;
        if (!arithmetic(d, binding + 1)) {
            if (diagnose_back(d, end + 1) && binding >= 5)
                bad_not(d);
            d->at = end;
            return diagnose_open(d) ? shape : NULL;
        }
        shape = diagnose_shape(d, SHAPE_OPERATION, begin);
    }
    return NULL;
}

static Shape *bitwise_or(Diagnosis *d)
{
    return arithmetic(d, 1);
}

Shape *diagnose_bitwise_or(Diagnosis *d)
{
    return diagnose_remember(d, RULE_BITWISE_OR, bitwise_or);
}

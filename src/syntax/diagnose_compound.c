#include "syntax/diagnose.h"

// Blocks

bool diagnose_block(Diagnosis *d)
{
    if (!diagnose_accept(d, TOKEN_NEWLINE))
        return diagnose_simple_line(d);
    if (!diagnose_accept(d, TOKEN_INDENT))
        return diagnose_open(d) && diagnose_indentation(d, "expected an indented block");
    while (diagnose_open(d) && diagnose_kind(d) != TOKEN_DEDENT && diagnose_kind(d) != TOKEN_YYEOF) {
        if (!diagnose_statement(d))
            return false;
    }
    return diagnose_accept(d, TOKEN_DEDENT);
}

// The block behind a colon; `what` is what it belongs to, which begins at the token `begin`.
static bool body(Diagnosis *d, uint32_t begin, const char *what)
{
    if (diagnose_kind(d) == TOKEN_NEWLINE && diagnose_second(d) != TOKEN_INDENT && diagnose_open(d))
        return diagnose_indentation(d, "expected an indented block after %s on line %u", what,
                                    d->tokens[begin].at.line);
    return diagnose_block(d);
}

// The colon that ends a header; at the end of the line its absence is the mistake.
static bool colon(Diagnosis *d)
{
    if (diagnose_accept(d, TOKEN_COLON))
        return true;
    return diagnose_kind(d) == TOKEN_NEWLINE ? diagnose_last(d, "expected ':'") : false;
}

static bool otherwise(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (!diagnose_accept(d, TOKEN_ELSE))
        return diagnose_open(d);
    return diagnose_force(d, TOKEN_COLON, ":") && body(d, begin, "'else' statement");
}

static bool conditional(Diagnosis *d, const char *what)
{
    uint32_t begin = d->at++;
    return diagnose_named(d) && colon(d) && body(d, begin, what);
}

static bool if_statement(Diagnosis *d)
{
    if (!conditional(d, "'if' statement"))
        return false;
    while (diagnose_kind(d) == TOKEN_ELIF) {
        if (!conditional(d, "'elif' statement"))
            return false;
    }
    return otherwise(d);
}

static bool for_statement(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (!diagnose_star_targets(d) || !diagnose_accept(d, TOKEN_IN)) {
        if (d->quiet || !diagnose_back(d, begin + 1))
            return false;
        Shape *targets = diagnose_star_expressions(d);
        return targets ? diagnose_target(d, targets, TARGET_FOR) : false;
    }
    return diagnose_star_expressions(d) && colon(d) && body(d, begin, "'for' statement") && otherwise(d);
}

// With

static bool ends_item(Diagnosis *d)
{
    int kind = diagnose_kind(d);
    return kind == TOKEN_COMMA || kind == TOKEN_RPAR || kind == TOKEN_COLON;
}

static bool with_item(Diagnosis *d)
{
    if (!diagnose_expression(d))
        return false;
    uint32_t end = d->at;
    if (!diagnose_accept(d, TOKEN_AS))
        return diagnose_open(d);
    if (diagnose_star_target(d) && (ends_item(d) || diagnose_kind(d) == TOKEN_NEWLINE))
        return diagnose_open(d);
    if (!diagnose_back(d, end + 1))
        return false;
    Shape *target = d->quiet ? NULL : diagnose_expression(d);
    if (target && ends_item(d) && !diagnose_target(d, target, TARGET_ASSIGN) && !diagnose_open(d))
        return false;
    return diagnose_back(d, end);
}

static bool with_items(Diagnosis *d, bool parentheses)
{
    do {
        if (parentheses && diagnose_kind(d) == TOKEN_RPAR)
            return true;
        if (!with_item(d))
            return false;
    } while (diagnose_accept(d, TOKEN_COMMA));
    return diagnose_open(d);
}

static bool with_statement(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (diagnose_accept(d, TOKEN_LPAR) && with_items(d, true) && diagnose_accept(d, TOKEN_RPAR)) {
        int kind = diagnose_kind(d);
        if (kind == TOKEN_COLON || kind == TOKEN_NEWLINE)
            return colon(d) && body(d, begin, "'with' statement");
    }
    if (!diagnose_back(d, begin + 1))
        return false;
    return with_items(d, false) && colon(d) && body(d, begin, "'with' statement");
}

// Try

// The block of a handler, which must be of the same kind as those before it.
static bool handler_body(Diagnosis *d, uint32_t begin, bool star, int *kind)
{
    int this_kind = star ? 2 : 1;
    if (*kind && *kind != this_kind)
        return diagnose_tokens(d, begin, begin + star, "cannot have both 'except' and 'except*' on the same 'try'");
    *kind = this_kind;
    return body(d, begin, star ? "'except*' statement" : "'except' statement");
}

// `*kind` is 0 for the first handler, then 1 for `except` or 2 for `except*`.
static bool handler(Diagnosis *d, int *handler_kind)
{
    uint32_t begin = d->at++;
    bool star = diagnose_accept(d, TOKEN_STAR);
    int kind = diagnose_kind(d);
    if (star && (kind == TOKEN_NEWLINE || kind == TOKEN_COLON))
        return diagnose_last(d, "expected one or more exception types");
    if (kind != TOKEN_COLON && kind != TOKEN_NEWLINE) {
        Shape *type = diagnose_expression(d);
        if (!type)
            return false;
        uint32_t end = d->at;
        if (!d->quiet && diagnose_accept(d, TOKEN_COMMA) && diagnose_star_expressions(d)) {
            if (diagnose_accept(d, TOKEN_AS))
                diagnose_accept(d, TOKEN_NAME);
            if (diagnose_kind(d) == TOKEN_COLON)
                return diagnose_onwards(d, type->first, "multiple exception types must be parenthesized");
        }
        if (!diagnose_back(d, end))
            return false;
        if (diagnose_accept(d, TOKEN_AS) && !diagnose_accept(d, TOKEN_NAME))
            return false;
    }
    return colon(d) && handler_body(d, begin, star, handler_kind);
}

static bool handlers(Diagnosis *d)
{
    int kind = 0;
    while (diagnose_kind(d) == TOKEN_EXCEPT) {
        if (!handler(d, &kind))
            return false;
    }
    return diagnose_open(d);
}

static bool try_statement(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (!diagnose_force(d, TOKEN_COLON, ":") || !body(d, begin, "'try' statement"))
        return false;
    int kind = diagnose_kind(d);
    if (kind != TOKEN_EXCEPT && kind != TOKEN_FINALLY)
        return diagnose_open(d) && diagnose_last(d, "expected 'except' or 'finally' block");
    if (!handlers(d))
        return false;
    if (kind == TOKEN_EXCEPT && !otherwise(d))
        return false;
    uint32_t last = d->at;
    if (!diagnose_accept(d, TOKEN_FINALLY))
        return diagnose_open(d);
    return diagnose_force(d, TOKEN_COLON, ":") && body(d, last, "'finally' statement");
}

// Definitions

static bool type_parameter(Diagnosis *d)
{
    bool star = diagnose_accept(d, TOKEN_STAR);
    bool double_star = !star && diagnose_accept(d, TOKEN_DOUBLE_STAR);
    if (!diagnose_accept(d, TOKEN_NAME))
        return false;
    uint32_t mark = d->at;
    if (diagnose_accept(d, TOKEN_COLON)) {
        Shape *bound = diagnose_expression(d);
        if (!bound)
            return false;
        const char *word = bound->kind == SHAPE_TUPLE ? "constraints" : "bound";
        if (star || double_star)
            return diagnose_onwards(d, mark, "cannot use %s with %s", word, star ? "TypeVarTuple" : "ParamSpec");
    }
    if (diagnose_accept(d, TOKEN_EQUAL))
        return diagnose_star_expression(d) != NULL;
    return diagnose_open(d);
}

bool diagnose_type_parameters(Diagnosis *d)
{
    if (!diagnose_accept(d, TOKEN_LSQB))
        return diagnose_open(d);
    if (diagnose_kind(d) == TOKEN_RSQB)
        return diagnose_onwards(d, d->at, "Type parameter list cannot be empty");
    do {
        if (diagnose_kind(d) == TOKEN_RSQB)
            break;
        if (!type_parameter(d))
            return false;
    } while (diagnose_accept(d, TOKEN_COMMA));
    return diagnose_accept(d, TOKEN_RSQB);
}

static bool function(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (!diagnose_accept(d, TOKEN_NAME))
        return false;
    uint32_t part = d->at;
    if (!diagnose_type_parameters(d) && !diagnose_back(d, part))
        return false;
    if (d->quiet && diagnose_kind(d) == TOKEN_LSQB)
        return false; // there are messages of their own for type parameters
    if (!diagnose_force(d, TOKEN_LPAR, "(") || !diagnose_parameters(d, false) || !diagnose_accept(d, TOKEN_RPAR))
        return false;
    part = d->at;
    if (diagnose_accept(d, TOKEN_ARROW) && !diagnose_expression(d) && !diagnose_back(d, part))
        return false;
    return diagnose_force(d, TOKEN_COLON, ":") && body(d, begin, "function definition");
}

static bool class(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (!diagnose_accept(d, TOKEN_NAME) || !diagnose_type_parameters(d))
        return false;
    if (diagnose_accept(d, TOKEN_LPAR) && (!diagnose_arguments(d) || !diagnose_accept(d, TOKEN_RPAR)))
        return false;
    return colon(d) && body(d, begin, "class definition");
}

static bool decorated(Diagnosis *d)
{
    while (diagnose_accept(d, TOKEN_AT)) {
        if (!diagnose_named(d) || !diagnose_accept(d, TOKEN_NEWLINE))
            return false;
    }
    int kind = diagnose_kind(d);
    return kind == TOKEN_DEF ? function(d) : kind == TOKEN_CLASS ? class(d) : false;
}

// Match

static bool case_block(Diagnosis *d)
{
    uint32_t begin = d->at++;
    if (!diagnose_patterns(d))
        return false;
    if (diagnose_accept(d, TOKEN_IF) && !diagnose_named(d))
        return false;
    return colon(d) && body(d, begin, "'case' statement");
}

static bool match_statement(Diagnosis *d)
{
    uint32_t begin = d->at++;
    Shapes subject = {0};
    if (!diagnose_star_named_list(d, &subject) || !colon(d))
        return false;
    if (!diagnose_accept(d, TOKEN_NEWLINE))
        return false;
    if (!diagnose_accept(d, TOKEN_INDENT))
        return diagnose_open(d) &&
               diagnose_indentation(d, "expected an indented block after 'match' statement on line %u",
                                    d->tokens[begin].at.line);
    while (diagnose_kind(d) == TOKEN_NAME && diagnose_spelled(d, d->at, "case")) {
        if (!case_block(d))
            return false;
    }
    return diagnose_accept(d, TOKEN_DEDENT);
}

bool diagnose_compound(Diagnosis *d)
{
    switch (diagnose_kind(d)) {
    case TOKEN_IF:
        return if_statement(d);
    case TOKEN_WHILE:
        return conditional(d, "'while' statement") && otherwise(d);
    case TOKEN_FOR:
        return for_statement(d);
    case TOKEN_WITH:
        return with_statement(d);
    case TOKEN_TRY:
        return try_statement(d);
    case TOKEN_DEF:
    case TOKEN_CLASS:
    case TOKEN_AT:
        return decorated(d);
    case TOKEN_NAME:
        return diagnose_spelled(d, d->at, "match") && match_statement(d);
    default:
        return false;
    }
}

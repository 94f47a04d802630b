#include "syntax/diagnose.h"

const Shape *diagnose_bad_target(const Shape *shape, TargetUse use)
{
    switch (shape->kind) {
    case SHAPE_NAME:
    case SHAPE_ATTRIBUTE:
    case SHAPE_SUBSCRIPT:
        return NULL;
    case SHAPE_LIST:
    case SHAPE_TUPLE:
        for (size_t i = 0; i < shape->items.count; i++) {
            const Shape *bad = diagnose_bad_target(shape->items.items[i], use);
            if (bad)
                return bad;
        }
        return NULL;
    case SHAPE_STARRED:
        return use == TARGET_DELETE ? shape : diagnose_bad_target(shape->left, use);
    case SHAPE_COMPARISON:
        // In `for f() in x` the whole `f() in x` was taken for an expression.
        if (use == TARGET_FOR)
            return shape->contains ? diagnose_bad_target(shape->left, use) : NULL;
        return shape;
    default:
        return shape;
    }
}

bool diagnose_target(Diagnosis *d, const Shape *shape, TargetUse use)
{
    const Shape *bad = diagnose_bad_target(shape, use);
    if (!bad)
        return false;
    return diagnose_shapes(d, bad, bad, use == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                           diagnose_words(bad));
}

static bool can_be_target(const Shape *shape)
{
    return shape->kind == SHAPE_ATTRIBUTE || shape->kind == SHAPE_SUBSCRIPT;
}

// A sequence of targets up to a closing bracket.
static bool sequence(Diagnosis *d, Shapes *items, int closer)
{
    while (diagnose_kind(d) != closer) {
        if (!diagnose_add(d, items, diagnose_star_target(d)))
            return false;
        if (!diagnose_accept(d, TOKEN_COMMA))
            break;
    }
    return diagnose_accept(d, closer);
}

static Shape *target_atom(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shapes items = {0};
    Shape *shape = NULL;
    if (diagnose_accept(d, TOKEN_NAME))
        return diagnose_shape(d, SHAPE_NAME, begin);
    if (diagnose_accept(d, TOKEN_LPAR))
        shape = sequence(d, &items, TOKEN_RPAR) ? diagnose_shape(d, SHAPE_TUPLE, begin) : NULL;
    else if (diagnose_accept(d, TOKEN_LSQB))
        shape = sequence(d, &items, TOKEN_RSQB) ? diagnose_shape(d, SHAPE_LIST, begin) : NULL;
    if (shape)
        shape->items = items;
    return shape;
}

Shape *diagnose_star_target(Diagnosis *d)
{
    uint32_t begin = d->at;
    if (diagnose_accept(d, TOKEN_STAR)) {
        Shape *value = diagnose_kind(d) == TOKEN_STAR ? NULL : diagnose_star_target(d);
        return value ? diagnose_shape(d, SHAPE_STARRED, begin) : NULL;
    }
    Shape *primary = diagnose_primary(d);
    if (primary && can_be_target(primary) && !primary->group)
        return primary;
    return diagnose_back(d, begin) ? target_atom(d) : NULL;
}

static Shape *star_targets(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shapes items = {0};
    do {
        uint32_t item = d->at;
        Shape *target = diagnose_star_target(d);
        if (!target) {
            if (!diagnose_back(d, item) || !items.count)
                return NULL;
            break;
        }
        if (!diagnose_add(d, &items, target))
            return NULL;
    } while (diagnose_accept(d, TOKEN_COMMA));
    if (items.count == 1 && d->tokens[d->at - 1].kind != TOKEN_COMMA)
        return items.items[0];
    Shape *shape = diagnose_shape(d, SHAPE_TUPLE, begin);
    if (shape)
        shape->items = items;
    return shape;
}

Shape *diagnose_star_targets(Diagnosis *d)
{
    return diagnose_remember(d, RULE_STAR_TARGETS, star_targets);
}

Shape *diagnose_single_target(Diagnosis *d)
{
    uint32_t begin = d->at;
    Shape *primary = diagnose_primary(d);
    if (primary && can_be_target(primary) && !primary->group)
        return primary;
    if (!diagnose_back(d, begin))
        return NULL;
    if (diagnose_accept(d, TOKEN_NAME))
        return diagnose_shape(d, SHAPE_NAME, begin);
    if (!diagnose_accept(d, TOKEN_LPAR))
        return NULL;
    Shape *inner = diagnose_single_target(d);
    return inner && diagnose_accept(d, TOKEN_RPAR) ? inner : NULL;
}

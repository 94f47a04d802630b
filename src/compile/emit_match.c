// match: patterns. While a pattern is tried the stack holds, from below: the values that its names have captured so far
// (the first one on top), then what belongs to the patterns at work. The names are bound when the whole case fits.
#include "compile/emit.h"

#include "compile/constant.h"
#include "object/list.h"
#include "object/str.h"

typedef struct Pattern {
    struct PatternNames VECTOR(const AstIdentifier *) names; // captured; the first one's value is the uppermost
    struct PatternLabels VECTOR(Label) failures;             // failures[n]: n values have to be dropped first
    size_t on_top; // values above the captured ones that belong to patterns at work
    bool allow_irrefutable;
} Pattern;

static bool emit_pattern(Compiler *c, AstNode *node, Pattern *p);

/// Jumps to where everything that the pattern has put on the stack is dropped.
static bool jump_to_fail(Compiler *c, Pattern *p, Opcode opcode)
{
    size_t pops = p->on_top + p->names.count;
    while (p->failures.count <= pops) {
        Label label = emit_label(c);
        TRY(label >= 0 && VECTOR_PUSH(&p->failures, &c->interp->memory, label));
    }
    return emit_jump(c, opcode, p->failures.items[pops]);
}

/// Places the failure labels, the one with most to drop first.
static bool emit_failures(Compiler *c, Pattern *p)
{
    while (p->failures.count > 1) {
        emit_place(c, VECTOR_LAST(&p->failures));
        p->failures.count--;
        TRY(emit(c, OP_POP, 0));
    }
    if (p->failures.count)
        emit_place(c, p->failures.items[0]);
    p->failures.count = 0;
    return true;
}

/// Brings the top value to the n-th place from the top.
static bool rotate(Compiler *c, size_t n)
{
    while (n > 1)
        TRY(emit(c, OP_SWAP, (uint32_t)n--));
    return true;
}

static bool store_name(Compiler *c, const AstNode *node, const AstIdentifier *name, Pattern *p)
{
    if (!name)
        return emit(c, OP_POP, 0);
    for (size_t i = 0; i < p->names.count; i++)
        if (p->names.items[i] == name)
            return emit_raise(c, node->at, "multiple assignments to name '%s' in pattern", name->text);
    // Under the values that are still at work.
    TRY(rotate(c, p->on_top + p->names.count + 1));
    return VECTOR_PUSH(&p->names, &c->interp->memory, name);
}

static bool is_wildcard(const AstNode *node)
{
    return node->kind == AST_MATCH_AS && !AST_AS(MatchAs, node)->name && !AST_AS(MatchAs, node)->pattern;
}

static bool is_star_wildcard(const AstNode *node)
{
    return node->kind == AST_MATCH_STAR && !AST_AS(MatchStar, node)->name;
}

static bool emit_subpattern(Compiler *c, AstNode *node, Pattern *p)
{
    bool before = p->allow_irrefutable;
    p->allow_irrefutable = true;
    TRY(emit_pattern(c, node, p));
    p->allow_irrefutable = before;
    return true;
}

static bool unpack_patterns(Compiler *c, const AstNode *node, AstNodes patterns, size_t star, Pattern *p)
{
    size_t count = patterns.count;
    emit_at(c, node);
    if (star == count)
        TRY(emit(c, OP_UNPACK, (uint32_t)count));
    else
        TRY(emit(c, OP_UNPACK_STAR, (uint32_t)(star | (count - star - 1) << 12)));
    p->on_top += count;
    for (size_t i = 0; i < count; i++) {
        p->on_top--;
        AstNode *pattern = patterns.items[i];
        if (pattern->kind == AST_MATCH_STAR)
            TRY(store_name(c, pattern, AST_AS(MatchStar, pattern)->name, p));
        else
            TRY(emit_subpattern(c, pattern, p));
    }
    return true;
}

/// Only some items are looked at: [a, *_, b] needs no copy of the middle.
static bool index_patterns(Compiler *c, AstNodes patterns, size_t star, Pattern *p)
{
    for (size_t i = 0; i < patterns.count; i++) {
        AstNode *pattern = patterns.items[i];
        if (is_wildcard(pattern) || i == star)
            continue;
        emit_at(c, pattern);
        TRY(emit(c, OP_COPY, 1));
        if (i < star)
            TRY(emit_constant_take(c, value_from_int((int64_t)i)));
        else
            TRY(emit(c, OP_GET_LENGTH, 0) && emit_constant_take(c, value_from_int((int64_t)(patterns.count - i))) &&
                emit(c, OP_SUBTRACT, 0));
        TRY(emit(c, OP_GET_ITEM, 0) && emit_subpattern(c, pattern, p));
    }
    p->on_top--;
    return emit(c, OP_POP, 0);
}

static bool emit_sequence_pattern(Compiler *c, AstMatchSequence *node, Pattern *p)
{
    AstNodes patterns = node->patterns;
    size_t count = patterns.count, star = count;
    bool only_wildcards = true, star_wildcard = false;
    for (size_t i = 0; i < count; i++) {
        if (patterns.items[i]->kind == AST_MATCH_STAR) {
            if (star != count)
                return emit_raise(c, node->node.at, "multiple starred names in sequence pattern");
            star = i;
            star_wildcard = is_star_wildcard(patterns.items[i]);
        }
        only_wildcards &= is_wildcard(patterns.items[i]) || is_star_wildcard(patterns.items[i]);
    }
    p->on_top++;
    TRY(emit(c, OP_MATCH_SEQUENCE, 0) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE));
    if (star == count) {
        TRY(emit(c, OP_GET_LENGTH, 0) && emit_constant_take(c, value_from_int((int64_t)count)) &&
            emit(c, OP_COMPARE, COMPARE_EQ) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE));
    } else if (count > 1) {
        TRY(emit(c, OP_GET_LENGTH, 0) && emit_constant_take(c, value_from_int((int64_t)count - 1)) &&
            emit(c, OP_COMPARE, COMPARE_GE) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE));
    }
    if (only_wildcards) {
        p->on_top--;
        return emit(c, OP_POP, 0);
    }
    if (star_wildcard)
        return index_patterns(c, patterns, star, p);
    p->on_top--;
    return unpack_patterns(c, &node->node, patterns, star, p);
}

static bool check_keys(Compiler *c, AstMatchMapping *node)
{
    for (size_t i = 0; i < node->keys.count; i++) {
        AstNode *key = node->keys.items[i];
        if (key->kind != AST_CONSTANT)
            continue;
        for (size_t j = 0; j < i; j++) {
            if (node->keys.items[j]->kind != AST_CONSTANT)
                continue;
            Value a = fold_expression(c, key), b = fold_expression(c, node->keys.items[j]);
            bool equal = false, done = !value_is_error(a) && !value_is_error(b) && value_equal(c->interp, a, b, &equal);
            Value text = done && equal ? value_repr(c->interp, a) : VALUE_UNSET;
            value_drop(a);
            value_drop(b);
            TRY(done && !value_is_error(text));
            if (equal) {
                emit_raise(c, node->node.at, "mapping pattern checks duplicate key (%s)", str_of(text)->text);
                value_drop(text);
                return false;
            }
        }
    }
    return true;
}

static bool emit_mapping_pattern(Compiler *c, AstMatchMapping *node, Pattern *p)
{
    size_t count = node->keys.count;
    TRY(check_keys(c, node));
    p->on_top++;
    TRY(emit(c, OP_MATCH_MAPPING, 0) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE));
    if (!count && !node->rest) {
        p->on_top--;
        return emit(c, OP_POP, 0);
    }
    if (count)
        TRY(emit(c, OP_GET_LENGTH, 0) && emit_constant_take(c, value_from_int((int64_t)count)) &&
            emit(c, OP_COMPARE, COMPARE_GE) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE));
    for (size_t i = 0; i < count; i++)
        TRY(emit_expression(c, node->keys.items[i]));
    emit_at(c, &node->node);
    TRY(emit(c, OP_BUILD_TUPLE, (uint32_t)count) && emit(c, OP_MATCH_KEYS, 0));
    p->on_top += 2; // subject keys values
    TRY(emit(c, OP_COPY, 1) && jump_to_fail(c, p, OP_POP_JUMP_IF_NONE));
    TRY(emit(c, OP_UNPACK, (uint32_t)count));
    p->on_top += count - 1;
    for (size_t i = 0; i < count; i++) {
        p->on_top--;
        TRY(emit_subpattern(c, node->patterns.items[i], p));
    }
    // subject keys
    p->on_top -= 2;
    if (!node->rest)
        return emit(c, OP_POP, 0) && emit(c, OP_POP, 0);
    TRY(emit(c, OP_SWAP, 2) && emit(c, OP_BUILD_MAP, 0) && emit(c, OP_SWAP, 2) && emit(c, OP_DICT_UPDATE, 1));
    TRY(emit(c, OP_SWAP, 2) && emit(c, OP_UNPACK, (uint32_t)count)); // rest keys...
    for (size_t left = count; left > 0; left--)
        TRY(emit(c, OP_COPY, (uint32_t)left + 1) && emit(c, OP_SWAP, 2) && emit(c, OP_DELETE_ITEM, 0));
    return store_name(c, &node->node, node->rest, p);
}

static bool emit_class_pattern(Compiler *c, AstMatchClass *node, Pattern *p)
{
    size_t positional = node->patterns.count, named = node->kwd_attrs.count;
    for (size_t i = 0; i < named; i++)
        for (size_t j = 0; j < i; j++)
            if (node->kwd_attrs.items[i] == node->kwd_attrs.items[j])
                return emit_raise(c, node->kwd_patterns.items[i]->at, "attribute name repeated in class pattern: %s",
                                  node->kwd_attrs.items[i]->text);
    TRY(emit_expression(c, node->cls));
    Value names = tuple_new(c->interp, named);
    TRY(!value_is_error(names));
    for (size_t i = 0; i < named; i++) {
        Object *name = emit_intern(c, node->kwd_attrs.items[i]->text);
        if (!name) {
            value_drop(names);
            return false;
        }
        tuple_of(names)->items[i] = value_from_object(object_keep(name));
    }
    TRY(emit_constant_take(c, names));
    emit_at(c, &node->node);
    TRY(emit(c, OP_MATCH_CLASS, (uint32_t)positional));
    p->on_top++;
    TRY(emit(c, OP_COPY, 1) && jump_to_fail(c, p, OP_POP_JUMP_IF_NONE) &&
        emit(c, OP_UNPACK, (uint32_t)(positional + named)));
    p->on_top += positional + named - 1;
    for (size_t i = 0; i < positional + named; i++) {
        AstNode *pattern = i < positional ? node->patterns.items[i] : node->kwd_patterns.items[i - positional];
        p->on_top--;
        if (is_wildcard(pattern))
            TRY(emit(c, OP_POP, 0));
        else
            TRY(emit_subpattern(c, pattern, p));
    }
    return true;
}

static bool emit_as_pattern(Compiler *c, AstMatchAs *node, Pattern *p)
{
    if (!node->pattern) {
        if (!p->allow_irrefutable) {
            if (node->name)
                return emit_raise(c, node->node.at, "name capture '%s' makes remaining patterns unreachable",
                                  node->name->text);
            return emit_raise(c, node->node.at, "wildcard makes remaining patterns unreachable");
        }
        return store_name(c, &node->node, node->name, p);
    }
    p->on_top++;
    TRY(emit(c, OP_COPY, 1) && emit_pattern(c, node->pattern, p));
    p->on_top--;
    return store_name(c, &node->node, node->name, p);
}

/// Brings the captured values of an alternative into the order of the first one's names.
static bool reorder(Compiler *c, const AstNode *node, const Pattern *first, Pattern *alternative)
{
    size_t count = first->names.count;
    if (alternative->names.count != count)
        return emit_raise(c, node->at, "alternative patterns bind different names");
    for (size_t i = 0; i < count; i++) {
        size_t j = i;
        while (j < count && alternative->names.items[j] != first->names.items[i])
            j++;
        if (j == count)
            return emit_raise(c, node->at, "alternative patterns bind different names");
        if (i == j)
            continue;
        // Name k stands at place k + 1 from the top. The three swaps exchange two places.
        uint32_t a = (uint32_t)i + 1, b = (uint32_t)j + 1;
        TRY(emit(c, OP_SWAP, a) && emit(c, OP_SWAP, b) && emit(c, OP_SWAP, a));
        const AstIdentifier *name = alternative->names.items[i];
        alternative->names.items[i] = alternative->names.items[j];
        alternative->names.items[j] = name;
    }
    return true;
}

static bool emit_alternatives(Compiler *c, AstMatchOr *node, Pattern *outer, Pattern *first, Pattern *p, Label end)
{
    size_t count = node->patterns.count;
    int depth = c->unit->depth;
    for (size_t i = 0; i < count; i++) {
        p->names.count = p->failures.count = p->on_top = 0;
        p->allow_irrefutable = i + 1 == count && outer->allow_irrefutable;
        c->unit->depth = depth;
        emit_at(c, node->patterns.items[i]);
        TRY(emit(c, OP_COPY, 1) && emit_pattern(c, node->patterns.items[i], p));
        if (i == 0) {
            for (size_t n = 0; n < p->names.count; n++)
                TRY(VECTOR_PUSH(&first->names, &c->interp->memory, p->names.items[n]));
        } else {
            TRY(reorder(c, &node->node, first, p));
        }
        TRY(emit_jump(c, OP_JUMP, end) && emit_failures(c, p));
    }
    return true;
}

/// Moves what an alternative captured under everything that is at work outside, and drops the subject.
static bool keep_captured(Compiler *c, const AstNode *node, Pattern *p, const Pattern *captured)
{
    size_t places = captured->names.count + 1 + p->on_top + p->names.count;
    for (size_t i = 0; i < captured->names.count; i++) {
        const AstIdentifier *name = captured->names.items[i];
        TRY(rotate(c, places));
        for (size_t n = 0; n < p->names.count; n++)
            if (p->names.items[n] == name)
                return emit_raise(c, node->at, "multiple assignments to name '%s' in pattern", name->text);
        TRY(VECTOR_PUSH(&p->names, &c->interp->memory, name));
    }
    return emit(c, OP_POP, 0);
}

static bool emit_or_pattern(Compiler *c, AstMatchOr *node, Pattern *p)
{
    Pattern first = {0}, work = {0};
    Label end = emit_label(c);
    bool done = end >= 0 && emit_alternatives(c, node, p, &first, &work, end);
    // No alternative fits: drop the subject and fail.
    done = done && emit(c, OP_POP, 0) && jump_to_fail(c, p, OP_JUMP);
    if (done) {
        emit_place(c, end);
        done = keep_captured(c, &node->node, p, &first);
    }
    VECTOR_FREE(&first.names, &c->interp->memory);
    VECTOR_FREE(&work.names, &c->interp->memory);
    VECTOR_FREE(&work.failures, &c->interp->memory);
    return done;
}

static bool emit_pattern(Compiler *c, AstNode *node, Pattern *p)
{
    emit_at(c, node);
    switch (node->kind) {
    case AST_MATCH_VALUE:
        TRY(emit_expression(c, AST_AS(MatchValue, node)->value));
        emit_at(c, node);
        return emit(c, OP_COMPARE, COMPARE_EQ) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE);
    case AST_MATCH_SINGLETON:
        return emit_constant_take(c, constant_value(c->interp, &AST_AS(MatchSingleton, node)->value)) &&
               emit(c, OP_IS, 0) && jump_to_fail(c, p, OP_POP_JUMP_IF_FALSE);
    case AST_MATCH_SEQUENCE:
        return emit_sequence_pattern(c, AST_AS(MatchSequence, node), p);
    case AST_MATCH_MAPPING:
        return emit_mapping_pattern(c, AST_AS(MatchMapping, node), p);
    case AST_MATCH_CLASS:
        return emit_class_pattern(c, AST_AS(MatchClass, node), p);
    case AST_MATCH_STAR:
        return store_name(c, node, AST_AS(MatchStar, node)->name, p);
    case AST_MATCH_AS:
        return emit_as_pattern(c, AST_AS(MatchAs, node), p);
    case AST_MATCH_OR:
        return emit_or_pattern(c, AST_AS(MatchOr, node), p);
    default:
        return emit_raise(c, node->at, "this pattern is not supported");
    }
}

static bool emit_case(Compiler *c, AstMatchCase *node, bool last, Label end, Pattern *p)
{
    p->names.count = p->failures.count = p->on_top = 0;
    p->allow_irrefutable = node->guard || last;
    if (!last)
        TRY(emit(c, OP_COPY, 1));
    TRY(emit_pattern(c, node->pattern, p));
    for (size_t i = 0; i < p->names.count; i++)
        TRY(emit_name(c, p->names.items[i], AST_STORE));
    p->names.count = 0;
    if (node->guard) {
        Label body = emit_label(c);
        TRY(body >= 0 && emit_condition(c, node->guard, body, true));
        TRY(jump_to_fail(c, p, OP_JUMP));
        emit_place(c, body);
    }
    if (!last)
        TRY(emit(c, OP_POP, 0)); // the subject
    TRY(emit_body(c, node->body) && emit_jump(c, OP_JUMP, end));
    return emit_failures(c, p);
}

bool emit_match(Compiler *c, AstMatch *node)
{
    Pattern p = {0};
    Label end = emit_label(c);
    bool done = end >= 0 && emit_expression(c, node->subject);
    int depth = c->unit->depth;
    for (size_t i = 0; done && i < node->cases.count; i++) {
        c->unit->depth = depth;
        done = emit_case(c, AST_AS(MatchCase, node->cases.items[i]), i + 1 == node->cases.count, end, &p);
    }
    VECTOR_FREE(&p.names, &c->interp->memory);
    VECTOR_FREE(&p.failures, &c->interp->memory);
    if (done)
        emit_place(c, end);
    return done;
}

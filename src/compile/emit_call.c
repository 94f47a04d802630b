// Calls: the arguments' three forms.
//
//   f(a, b)            CALL           everything is positional
//   f(a, k=b)          CALL_KEYWORDS  the last ones are named by a tuple
//   f(*a, **b)         CALL_EXTENDED  one list or tuple, one dict
#include "compile/emit.h"
#include "object/list.h"
#include "object/str.h"

static bool check_keywords(Compiler *c, AstNodes keywords)
{
    for (size_t i = 0; i < keywords.count; i++) {
        const AstKeyword *keyword = AST_AS(Keyword, keywords.items[i]);
        for (size_t j = 0; keyword->arg && j < i; j++)
            if (AST_AS(Keyword, keywords.items[j])->arg == keyword->arg)
                return emit_raise(c, keyword->node.at, "keyword argument repeated: %s", keyword->arg->text);
    }
    return true;
}

static bool emit_names(Compiler *c, AstNodes keywords)
{
    Value names = tuple_new(c->interp, keywords.count);
    TRY(!value_is_error(names));
    for (size_t i = 0; i < keywords.count; i++) {
        Object *name = emit_mangled(c, AST_AS(Keyword, keywords.items[i])->arg);
        if (!name) {
            value_drop(names);
            return false;
        }
        tuple_of(names)->items[i] = value_from_object(object_keep(name));
    }
    return emit_constant_take(c, names);
}

/// Gathers the keywords [from, to), none of them starred, into a dict.
static bool emit_keyword_map(Compiler *c, AstNodes keywords, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        Object *name = emit_mangled(c, AST_AS(Keyword, keywords.items[i])->arg);
        TRY(name && emit_constant_take(c, value_from_object(object_keep(name))) &&
            emit_expression(c, AST_AS(Keyword, keywords.items[i])->value));
    }
    return emit(c, OP_BUILD_MAP, (uint32_t)(to - from));
}

static bool emit_keyword_dict(Compiler *c, const AstNode *node, AstNodes keywords)
{
    bool started = false;
    for (size_t i = 0; i < keywords.count;) {
        AstKeyword *keyword = AST_AS(Keyword, keywords.items[i]);
        if (!keyword->arg) {
            if (!started)
                TRY(emit(c, OP_BUILD_MAP, 0));
            TRY(emit_expression(c, keyword->value));
            c->unit->at = node->at;
            TRY(emit(c, OP_DICT_MERGE, 1));
            started = true;
            i++;
            continue;
        }
        size_t end = i;
        while (end < keywords.count && AST_AS(Keyword, keywords.items[end])->arg)
            end++;
        TRY(emit_keyword_map(c, keywords, i, end));
        c->unit->at = node->at;
        if (started)
            TRY(emit(c, OP_DICT_MERGE, 1));
        started = true;
        i = end;
    }
    return true;
}

static bool emit_extended(Compiler *c, const AstNode *node, size_t count, AstNodes arguments, AstNodes keywords)
{
    AstLocation at = c->unit->at;
    if (count == 0 && arguments.count == 1 && arguments.items[0]->kind == AST_STARRED) {
        TRY(emit_expression(c, AST_AS(Starred, arguments.items[0])->value)); // no copy of a lone *tuple
    } else {
        TRY(emit(c, OP_BUILD_LIST, (uint32_t)count));
        for (size_t i = 0; i < arguments.count; i++) {
            bool starred = arguments.items[i]->kind == AST_STARRED;
            TRY(emit_expression(c, starred ? AST_AS(Starred, arguments.items[i])->value : arguments.items[i]));
            c->unit->at = node->at;
            TRY(emit(c, starred ? OP_LIST_EXTEND : OP_LIST_APPEND, 1));
        }
    }
    c->unit->at = node->at;
    if (keywords.count)
        TRY(emit_keyword_dict(c, node, keywords));
    c->unit->at = at;
    return emit(c, OP_CALL_EXTENDED, keywords.count ? 1 : 0);
}

bool emit_arguments(Compiler *c, const AstNode *node, size_t count, AstNodes arguments, AstNodes keywords)
{
    AstLocation at = c->unit->at;
    bool extended = false;
    TRY(check_keywords(c, keywords));
    for (size_t i = 0; i < arguments.count; i++)
        extended |= arguments.items[i]->kind == AST_STARRED;
    for (size_t i = 0; i < keywords.count; i++)
        extended |= !AST_AS(Keyword, keywords.items[i])->arg;
    if (extended || arguments.count + keywords.count > 4000)
        return emit_extended(c, node, count, arguments, keywords);
    for (size_t i = 0; i < arguments.count; i++)
        TRY(emit_expression(c, arguments.items[i]));
    for (size_t i = 0; i < keywords.count; i++)
        TRY(emit_expression(c, AST_AS(Keyword, keywords.items[i])->value));
    c->unit->at = at;
    uint32_t total = (uint32_t)(count + arguments.count + keywords.count);
    if (!keywords.count)
        return emit(c, OP_CALL, total);
    return emit_names(c, keywords) && emit(c, OP_CALL_KEYWORDS, total);
}

bool emit_call(Compiler *c, AstCall *call)
{
    TRY(emit_callee(c, call->func));
    emit_at(c, &call->node);
    if (call->func->kind == AST_ATTRIBUTE && call->func->at.line != call->func->at.end_line) {
        // A method call that spans lines is marked from the method's name on.
        const AstIdentifier *name = AST_AS(Attribute, call->func)->attr;
        if (name->length <= call->func->at.end_column) {
            c->unit->at.line = call->func->at.end_line;
            c->unit->at.column = call->func->at.end_column - name->length;
        }
    }
    return emit_arguments(c, &call->node, 0, call->args, call->keywords);
}

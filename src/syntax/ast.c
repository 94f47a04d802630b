#include "syntax/ast.h"

#include "base/mem.h"

void ast_free(Ast *ast)
{
    if (!ast)
        return;
    Memory *memory = ast->arena.memory;
    arena_free(&ast->arena);
    mem_free(memory, ast, sizeof *ast);
}

// The layout of all nodes is described by pasting each row into a function of its own, because a field's
// offset needs its struct's name and the rows give the fields without it.
#define FIELD(type, field_name) {#field_name, AST_FIELD_##type, offsetof(NodeStruct, field_name)},
#define NODE(id, camel, dump_name, category, fields)                                                                   \
    static const AstField *fields_of_##id(size_t *count)                                                               \
    {                                                                                                                  \
        typedef Ast##camel NodeStruct;                                                                                 \
        static const AstField FIELDS[] = {fields{NULL, AST_FIELD_CHILD, sizeof(NodeStruct)}};                          \
        *count = sizeof FIELDS / sizeof FIELDS[0] - 1;                                                                 \
        return FIELDS;                                                                                                 \
    }
#include "ast.def"
#undef NODE
#undef FIELD

typedef struct KindRow {
    const char *name;
    AstCategory category;
    const AstField *(*fields)(size_t *count);
} KindRow;

static const KindRow KINDS[AST_KIND_COUNT] = {
#define NODE(id, camel, dump_name, category, fields) [AST_##id] = {dump_name, AST_CATEGORY_##category, fields_of_##id},
#include "ast.def"
#undef NODE
};

typedef struct OperatorRow {
    const char *name;
    const char *spelling;
} OperatorRow;

static const OperatorRow OPERATORS[AST_OPERATOR_COUNT] = {
#define OPERATOR(id, name, spelling, group) [AST_OP_##id] = {name, spelling},
#include "ast.def"
#undef OPERATOR
};

const char *ast_kind_name(AstKind kind)
{
    return KINDS[kind].name;
}

AstCategory ast_kind_category(AstKind kind)
{
    return KINDS[kind].category;
}

const AstField *ast_kind_fields(AstKind kind, size_t *count)
{
    return KINDS[kind].fields(count);
}

const char *ast_operator_name(AstOperator op)
{
    return OPERATORS[op].name;
}

const char *ast_operator_spelling(AstOperator op)
{
    return OPERATORS[op].spelling;
}

static bool visit_list(const AstNodes *nodes, bool (*visit)(AstNode *child, void *context), void *context)
{
    for (size_t i = 0; i < nodes->count; i++) {
        if (nodes->items[i] && !visit(nodes->items[i], context))
            return false;
    }
    return true;
}

bool ast_each_child(const AstNode *node, bool (*visit)(AstNode *child, void *context), void *context)
{
    size_t count;
    const AstField *fields = ast_kind_fields(node->kind, &count);
    for (size_t i = 0; i < count; i++) {
        const char *place = (const char *)node + fields[i].offset;
        bool more = true;
        switch (fields[i].type) {
        case AST_FIELD_CHILD:
        case AST_FIELD_OPTIONAL:
        case AST_FIELD_ARGUMENTS: {
            AstNode *child = *(AstNode *const *)place;
            more = !child || visit(child, context);
            break;
        }
        case AST_FIELD_CHILDREN:
        case AST_FIELD_HOLES:
            more = visit_list((const AstNodes *)place, visit, context);
            break;
        default:
            break;
        }
        if (!more)
            return false;
    }
    return true;
}

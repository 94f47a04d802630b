// _tree: the syntax tree of a text as objects of the ast module's classes, made from the table of grammar/ast.def.
#include "compile/compile.h"
#include "compile/constant.h"
#include "lib/support.h"
#include "syntax/syntax.h"

/// What the walk needs: the module whose classes are used.
typedef struct Builder {
    Interp *interp;
    Value classes;
} Builder;

static Value build_node(const Builder *builder, const AstNode *node);

static Value build_instance(const Builder *builder, const char *name)
{
    Value class = value_get_attribute_text(builder->interp, builder->classes, name);
    Value made = value_is_error(class) ? VALUE_ERROR : value_call_values(builder->interp, class, 0, NULL);
    value_drop(class);
    return made;
}

static Value build_name(Interp *interp, const AstIdentifier *name)
{
    return name ? str_new(interp, name->text, name->length) : VALUE_NONE;
}

/// A list of `count` values that `item` makes.
static Value build_list(const Builder *builder, size_t count, Value (*item)(const Builder *, const void *, size_t),
                        const void *source)
{
    Value list = list_new(builder->interp, count);
    for (size_t i = 0; i < count && !value_is_error(list); i++) {
        Value made = item(builder, source, i);
        if (value_is_error(made) || !list_append_take(builder->interp, list, made)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value child_at(const Builder *builder, const void *source, size_t i)
{
    const AstNode *node = ((const AstNodes *)source)->items[i];
    return node ? build_node(builder, node) : VALUE_NONE;
}
static Value name_at(const Builder *builder, const void *source, size_t i)
{
    return build_name(builder->interp, ((const AstIdentifiers *)source)->items[i]);
}
static Value operator_at(const Builder *builder, const void *source, size_t i)
{
    return build_instance(builder, ast_operator_name(((const AstOperators *)source)->items[i]));
}

static Value build_field(const Builder *builder, const AstField *field, const void *place)
{
    static const char *const contexts[] = {"Load", "Store", "Del"};
    Interp *interp = builder->interp;
    switch (field->type) {
    case AST_FIELD_CHILD:
    case AST_FIELD_OPTIONAL:
    case AST_FIELD_ARGUMENTS:
        return *(AstNode *const *)place ? build_node(builder, *(AstNode *const *)place) : VALUE_NONE;
    case AST_FIELD_CHILDREN:
    case AST_FIELD_HOLES:
        return build_list(builder, ((const AstNodes *)place)->count, child_at, place);
    case AST_FIELD_NAME:
    case AST_FIELD_OPT_NAME:
        return build_name(interp, *(const AstIdentifier *const *)place);
    case AST_FIELD_NAMES:
        return build_list(builder, ((const AstIdentifiers *)place)->count, name_at, place);
    case AST_FIELD_OPERATOR:
        return build_instance(builder, ast_operator_name(*(const AstOperator *)place));
    case AST_FIELD_OPERATORS:
        return build_list(builder, ((const AstOperators *)place)->count, operator_at, place);
    case AST_FIELD_CONTEXT:
        return build_instance(builder, contexts[*(const AstContext *)place]);
    case AST_FIELD_CONSTANT:
        return constant_value(interp, place);
    case AST_FIELD_TEXT: {
        const AstText *text = place;
        return text->bytes ? str_new(interp, text->bytes, text->length) : VALUE_NONE;
    }
    case AST_FIELD_INTEGER:
        return value_from_int(*(const int *)place);
    }
    return VALUE_NONE;
}

static bool set(Interp *interp, Value instance, const char *name, Value value)
{
    Value key = value_is_error(value) ? VALUE_ERROR : interp_intern(interp, name);
    bool done = !value_is_error(key) && value_set_attribute(interp, instance, key, value);
    value_drop(key);
    value_drop(value);
    return done;
}

static bool has_place(AstKind kind)
{
    return ast_kind_category(kind) != AST_CATEGORY_MODULE && kind != AST_COMPREHENSION && kind != AST_ARGUMENTS &&
           kind != AST_WITH_ITEM && kind != AST_MATCH_CASE;
}

// Recurses with the tree: one that is too deep raises RecursionError.
static Value build_node(const Builder *builder, const AstNode *node)
{
    Interp *interp = builder->interp;
    if (!interp_enter(interp, " during ast construction"))
        return VALUE_ERROR;
    Value made = build_instance(builder, ast_kind_name(node->kind));
    size_t count;
    const AstField *fields = ast_kind_fields(node->kind, &count);
    bool done = !value_is_error(made);
    for (size_t i = 0; done && i < count; i++)
        done =
            set(interp, made, fields[i].name, build_field(builder, &fields[i], (const char *)node + fields[i].offset));
    if (done && has_place(node->kind))
        done = set(interp, made, "lineno", value_from_int(node->at.line)) &&
               set(interp, made, "col_offset", value_from_int(node->at.column)) &&
               set(interp, made, "end_lineno", value_from_int(node->at.end_line)) &&
               set(interp, made, "end_col_offset", value_from_int(node->at.end_column));
    interp_leave(interp);
    if (done)
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

NATIVE(tree_parse, "parse(source, filename, mode, classes, /)", "Returns the tree of a text.")
{
    const Str *source, *filename, *mode;
    if (!support_text(interp, arg[0], "source", &source) || !support_text(interp, arg[1], "filename", &filename) ||
        !support_text(interp, arg[2], "mode", &mode))
        return VALUE_ERROR;
    SyntaxMode how;
    if (!compile_mode(arg[2], &how))
        return raise_value_error(interp, "compile() mode must be 'exec', 'eval' or 'single'");
    SyntaxError failure;
    Ast *tree = syntax_parse(&interp->memory, &failure, source->text, source->bytes, filename->text, how);
    if (!tree) {
        compile_raise(interp, &failure, filename->text);
        syntax_error_free(&failure);
        return VALUE_ERROR;
    }
    Builder builder = {interp, arg[3]};
    Value made = build_node(&builder, tree->root);
    ast_free(tree);
    return made;
}

static const NativeSpec *const FUNCTIONS[] = {&tree_parse_native, NULL};

const ModuleSpec module_spec__tree = {
    .name = "_tree",
    .doc = "Syntax trees as objects.",
    .functions = FUNCTIONS,
};

// _ast: literals without evaluation of anything else.
#include "compile/compile.h"
#include "lib/support.h"
#include "syntax/syntax.h"
#include "vm/vm.h"

static bool is_literal(const AstNode *node);

static bool all_literals(const AstNodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++) {
        if (!nodes->items[i] || !is_literal(nodes->items[i]))
            return false;
    }
    return true;
}

static bool is_number(const AstNode *node)
{
    if (node->kind != AST_CONSTANT)
        return false;
    AstConstantKind kind = AST_AS(Constant, node)->value.kind;
    return kind == AST_CONSTANT_INT || kind == AST_CONSTANT_BIG_INT || kind == AST_CONSTANT_FLOAT ||
           kind == AST_CONSTANT_IMAGINARY;
}

static bool is_signed_number(const AstNode *node)
{
    if (node->kind != AST_UNARY_OP)
        return is_number(node);
    const AstUnaryOp *unary = AST_AS(UnaryOp, node);
    return (unary->op == AST_OP_U_SUB || unary->op == AST_OP_U_ADD) && is_number(unary->operand);
}

// The parser limits the depth of the tree, so this may recurse.
static bool is_literal(const AstNode *node)
{
    switch (node->kind) {
    case AST_CONSTANT:
        return true;
    case AST_UNARY_OP:
        return is_signed_number(node);
    case AST_BIN_OP: {
        const AstBinOp *binary = AST_AS(BinOp, node); // a complex number: 1+2j
        return (binary->op == AST_OP_ADD || binary->op == AST_OP_SUB) && is_signed_number(binary->left) &&
               binary->right->kind == AST_CONSTANT &&
               AST_AS(Constant, binary->right)->value.kind == AST_CONSTANT_IMAGINARY;
    }
    case AST_TUPLE:
        return all_literals(&AST_AS(Tuple, node)->elts);
    case AST_LIST:
        return all_literals(&AST_AS(List, node)->elts);
    case AST_SET:
        return all_literals(&AST_AS(Set, node)->elts);
    case AST_DICT:
        return all_literals(&AST_AS(Dict, node)->keys) && all_literals(&AST_AS(Dict, node)->values);
    default:
        return false;
    }
}

static Value evaluate(Interp *interp, const char *text, size_t length)
{
    Value code = vm_compile(interp, text, length, "<unknown>", SYNTAX_EVAL);
    Value globals = value_is_error(code) ? VALUE_ERROR : dict_new(interp);
    Value result = value_is_error(globals) ? VALUE_ERROR : vm_exec_code(interp, code, globals, globals, VALUE_NONE);
    value_drop(globals);
    value_drop(code);
    return result;
}

NATIVE(literal_eval, "literal_eval(source, /)", "The value of a text that holds a Python literal and nothing else.")
{
    const Str *source;
    if (!support_text(interp, arg[0], "source", &source))
        return VALUE_ERROR;
    const char *text = source->text;
    size_t length = source->bytes;
    while (length && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    SyntaxError failure;
    Ast *tree = syntax_parse(&interp->memory, &failure, text, length, "<unknown>", SYNTAX_EVAL);
    if (!tree) {
        compile_raise(interp, &failure, "<unknown>");
        syntax_error_free(&failure);
        return VALUE_ERROR;
    }
    const AstExpression *root = AST_AS(Expression, tree->root);
    bool literal = is_literal(root->body);
    uint32_t line = root->body->at.line;
    ast_free(tree);
    if (!literal)
        return raise_value_error(interp, "malformed node or string on line %u", line);
    return evaluate(interp, text, length);
}

static const NativeSpec *const LITERAL_NATIVES[] = {&literal_eval_native, NULL};

const ModuleSpec module_spec__ast = {
    .name = "_ast",
    .doc = "Literals without evaluation of anything else.",
    .functions = LITERAL_NATIVES,
};

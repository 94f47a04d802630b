// The abstract syntax tree of a Python text. grammar/ast.def has one row a node kind.
//
// A tree owns everything it points to through one arena: names, constants' bytes, lists and the text
// itself live exactly as long as the tree, and ast_free gives all of it back at once. Nodes start with an
// AstNode and are told apart by its kind:
//
//   switch (node->kind) {
//   case AST_BIN_OP: {
//       const AstBinOp *binary = AST_AS(BinOp, node);
//       ... binary->left, binary->op (AST_OP_ADD ...), binary->right
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// The kinds of nodes: AST_MODULE, AST_FUNCTION_DEF ...
typedef enum AstKind {
#define NODE(id, camel, name, category, fields) AST_##id,
#include "ast.def"
#undef NODE
    AST_KIND_COUNT
} AstKind;

typedef enum AstCategory {
    AST_CATEGORY_MODULE,
    AST_CATEGORY_STATEMENT,
    AST_CATEGORY_EXPRESSION,
    AST_CATEGORY_PATTERN,
    AST_CATEGORY_PART, // arguments, keyword, comprehension ...
} AstCategory;

/// The operators: AST_OP_ADD, AST_OP_IS_NOT, AST_OP_AND ...
typedef enum AstOperator {
#define OPERATOR(id, name, spelling, group) AST_OP_##id,
#include "ast.def"
#undef OPERATOR
    AST_OPERATOR_COUNT
} AstOperator;

/// What a Name, Attribute, Subscript, Starred, List or Tuple is used for.
typedef enum AstContext { AST_LOAD, AST_STORE, AST_DEL } AstContext;

/// Where a node stands: lines count from 1, columns are byte offsets from 0; the end is exclusive.
typedef struct AstLocation {
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
} AstLocation;

enum {
    /// The expression stands in parentheses of its own: `(a)`. (A tuple's own parentheses count, too.)
    AST_PARENTHESIZED = 1,
    /// The deepest tree that the parser makes: walkers may recurse without a check of their own.
    AST_DEPTH_LIMIT = 6000,
};

/// What every node starts with.
typedef struct AstNode {
    uint8_t kind;   // an AstKind
    uint8_t flags;  // AST_PARENTHESIZED
    uint16_t depth; // the longest path down from here, 1 for a leaf; at most AST_DEPTH_LIMIT
    AstLocation at;
} AstNode;

/// A name, one object a spelling within a tree: equal names are equal pointers. NFKC-normalised.
typedef struct AstIdentifier {
    uint32_t length; // bytes of UTF-8
    uint32_t index;  // 0, 1, 2 ... in order of first appearance, for tables by name
    uint32_t hash;
    struct AstIdentifier *next; // in the interning table
    char text[];                // NUL-terminated
} AstIdentifier;

/// Bytes in the arena, NUL-terminated; `bytes` is NULL where absent.
typedef struct AstText {
    const char *bytes;
    size_t length;
} AstText;

typedef struct AstNodes {
    AstNode **items;
    size_t count;
} AstNodes;

typedef struct AstIdentifiers {
    const AstIdentifier **items;
    size_t count;
} AstIdentifiers;

typedef struct AstOperators {
    AstOperator *items;
    size_t count;
} AstOperators;

typedef enum AstConstantKind {
    AST_CONSTANT_NONE,
    AST_CONSTANT_TRUE,
    AST_CONSTANT_FALSE,
    AST_CONSTANT_ELLIPSIS,
    AST_CONSTANT_INT,       // integer
    AST_CONSTANT_BIG_INT,   // text: the digits alone, in `base`
    AST_CONSTANT_FLOAT,     // number
    AST_CONSTANT_IMAGINARY, // number: the imaginary part
    AST_CONSTANT_STR,       // text: UTF-8, in which "\ud800" is three bytes (WTF-8)
    AST_CONSTANT_BYTES,     // text
} AstConstantKind;

typedef struct AstConstantValue {
    AstConstantKind kind;
    int base; // of a BIG_INT: 2, 8, 10 or 16
    union {
        int64_t integer;
        double number;
        AstText text;
    };
} AstConstantValue;

// The structs: AstFunctionDef, AstBinOp ... each an AstNode `node` and the fields of its row.
#define FIELD(type, name)     FIELD_##type(name)
#define FIELD_CHILD(name)     AstNode *name;
#define FIELD_OPTIONAL(name)  AstNode *name;
#define FIELD_ARGUMENTS(name) struct AstArguments *name;
#define FIELD_CHILDREN(name)  AstNodes name;
#define FIELD_HOLES(name)     AstNodes name;
#define FIELD_NAME(name)      const AstIdentifier *name;
#define FIELD_OPT_NAME(name)  const AstIdentifier *name;
#define FIELD_NAMES(name)     AstIdentifiers name;
#define FIELD_OPERATOR(name)  AstOperator name;
#define FIELD_OPERATORS(name) AstOperators name;
#define FIELD_CONTEXT(name)   AstContext name;
#define FIELD_CONSTANT(name)  AstConstantValue name;
#define FIELD_TEXT(name)      AstText name;
#define FIELD_INTEGER(name)   int name;
#define NODE(id, camel, dump_name, category, fields)                                                                   \
    typedef struct Ast##camel {                                                                                        \
        AstNode node;                                                                                                  \
        fields                                                                                                         \
    } Ast##camel;
#include "ast.def"
#undef NODE
#undef FIELD
#undef FIELD_CHILD
#undef FIELD_OPTIONAL
#undef FIELD_ARGUMENTS
#undef FIELD_CHILDREN
#undef FIELD_HOLES
#undef FIELD_NAME
#undef FIELD_OPT_NAME
#undef FIELD_NAMES
#undef FIELD_OPERATOR
#undef FIELD_OPERATORS
#undef FIELD_CONTEXT
#undef FIELD_CONSTANT
#undef FIELD_TEXT
#undef FIELD_INTEGER

/// Views a node as the struct of its kind: AST_AS(Call, node)->func. The caller has looked at the kind.
#define AST_AS(Camel, ast_node) ((Ast##Camel *)(ast_node))

/// A warning of the parser (always a SyntaxWarning), in the order of the text.
typedef struct AstWarning {
    const char *message;
    AstLocation at;
    bool once; // shown once for a line number, as the compiler's are; the lexer's are shown each time
} AstWarning;

/// A whole tree and what it owns.
typedef struct Ast {
    Arena arena;
    AstNode *root;        // an AstModule, AstInteractive or AstExpression
    const char *filename; // a copy
    const char *source;   // the text as it was read: UTF-8, newlines made \n, ends in \n; NUL-terminated
    size_t source_length; // bytes, without the NUL
    bool ended;           // the text had a newline at its end
    bool program;         // the program itself: errors of the compiler show its lines
    AstWarning *warnings;
    size_t warning_count;
    uint32_t identifier_count; // one more than the highest AstIdentifier index
} Ast;

/// Frees the tree with everything in it. NULL is allowed.
void ast_free(Ast *ast);

/// How a field of a node is stored; the first column of FIELD in grammar/ast.def.
typedef enum AstFieldType {
    AST_FIELD_CHILD,
    AST_FIELD_OPTIONAL,
    AST_FIELD_ARGUMENTS,
    AST_FIELD_CHILDREN,
    AST_FIELD_HOLES,
    AST_FIELD_NAME,
    AST_FIELD_OPT_NAME,
    AST_FIELD_NAMES,
    AST_FIELD_OPERATOR,
    AST_FIELD_OPERATORS,
    AST_FIELD_CONTEXT,
    AST_FIELD_CONSTANT,
    AST_FIELD_TEXT,
    AST_FIELD_INTEGER,
} AstFieldType;

/// One field of a node kind, for code that treats all kinds alike.
typedef struct AstField {
    const char *name;
    AstFieldType type;
    size_t offset; // within the node's struct
} AstField;

/// "FunctionDef" for AST_FUNCTION_DEF.
const char *ast_kind_name(AstKind kind);
AstCategory ast_kind_category(AstKind kind);
/// The fields of a kind in order, `*count` of them.
const AstField *ast_kind_fields(AstKind kind, size_t *count);
/// "Add" for AST_OP_ADD.
const char *ast_operator_name(AstOperator op);
/// "+" for AST_OP_ADD, "is not" for AST_OP_IS_NOT.
const char *ast_operator_spelling(AstOperator op);

/// Calls `visit` for each direct child node in the order of the fields (not for absent ones). Stops and
/// returns false as soon as `visit` does.
bool ast_each_child(const AstNode *node, bool (*visit)(AstNode *child, void *context), void *context);

#endif

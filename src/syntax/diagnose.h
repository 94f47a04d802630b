// Why a text was refused: finds CPython's specific message where there is one.
//
// The tokens are read a second time by a parser of another kind: it descends, tries one alternative after the
// other, and knows besides each construct the mistakes that are made with it. It builds no tree, only shapes: what
// an expression is and which tokens it spans. Where it finds no known mistake, either, the message is "invalid syntax"
// at the token that the grammar refused.
//
//   diagnose.c             tokens, memory of what was tried, messages
//   diagnose_expression.c  from star expressions down to comparisons and arithmetic
//   diagnose_atom.c        names, literals, displays, comprehensions
//   diagnose_call.c        arguments and subscripts
//   diagnose_string.c      f-strings
//   diagnose_target.c      what can be assigned to
//   diagnose_parameter.c   of functions and lambdas
//   diagnose_statement.c   simple statements
//   diagnose_compound.c    blocks and the statements that have them
//   diagnose_pattern.c     match
#ifndef SYNTAX_DIAGNOSE_H
#define SYNTAX_DIAGNOSE_H

#include "syntax/build.h"

/// Fills parser->fault after the grammar or a builder has refused the token parser->furthest. `lexical` is why the
/// tokens end before the text does, if they do.
void diagnose(Parser *parser, const Lexer *lexer, const Fault *lexical);

/// What an expression is, in the words of the messages.
typedef enum ShapeKind {
    SHAPE_NONE,
#define SHAPE(id, words) SHAPE_##id,
#include "syntax/shapes.def"
#undef SHAPE
} ShapeKind;

typedef struct Shape Shape;

typedef struct Shapes {
    Shape **items;
    size_t count;
    size_t capacity;
} Shapes;

struct Shape {
    ShapeKind kind;
    bool group;     // in parentheses, which first and last do not include
    bool contains;  // a comparison whose first operator is `in`
    uint32_t first; // tokens
    uint32_t last;
    Shape *left;  // of a comparison; the value of a starred expression
    Shapes items; // of a list or tuple
};

/// What is remembered of a rule that was tried at a token.
typedef struct Memo {
    struct Memo *next;
    int rule;
    uint32_t end; // the token behind it
    Shape *shape; // NULL where it does not fit
} Memo;

typedef struct Diagnosis {
    Parser *parser;
    Arena *arena;
    const Token *tokens;
    size_t count;
    Fault *fault;
    const Fault *lexical; // why the last token is a TOKEN_FAULT
    uint32_t at;          // the next token
    uint32_t furthest;    // the last token that was looked at, by this parser or the first one
    uint8_t *levels;      // open brackets behind each token
    Memo **memos;         // by token
    const Bracket *open;  // the innermost bracket that nothing closes, NULL where there is none
    int depth;
    bool quiet; // only see what fits: mistakes are not looked for, and set no fault
} Diagnosis;

// Tokens

/// The kind of the next token; TOKEN_FAULT once a mistake was found, so that everything fails.
int diagnose_kind(Diagnosis *d);
/// The kind of the token after the next.
int diagnose_second(Diagnosis *d);
/// Passes the next token if it is of this kind.
bool diagnose_accept(Diagnosis *d, int kind);
/// As diagnose_accept; the token's absence is the mistake: "expected ':'".
bool diagnose_force(Diagnosis *d, int kind, const char *spelling);
/// True where the token is a name of exactly this spelling.
bool diagnose_spelled(const Diagnosis *d, uint32_t token, const char *name);
/// True where no mistake was found yet.
static inline bool diagnose_open(const Diagnosis *d)
{
    return !fault_is_set(d->fault);
}
/// Goes back to try something else; false where a mistake was found meanwhile, and nothing is to be tried any more.
bool diagnose_back(Diagnosis *d, uint32_t at);

// Mistakes. All of these return false; they set the fault unless d->quiet.

bool diagnose_tokens(Diagnosis *d, uint32_t first, uint32_t last, const char *format, ...) FORMAT_CHECK(4, 5);
bool diagnose_shapes(Diagnosis *d, const Shape *first, const Shape *last, const char *format, ...) FORMAT_CHECK(4, 5);
/// At the last token that was looked at.
bool diagnose_last(Diagnosis *d, const char *format, ...) FORMAT_CHECK(2, 3);
/// At the next token.
bool diagnose_next(Diagnosis *d, const char *format, ...) FORMAT_CHECK(2, 3);
/// From a token to the last one that was looked at.
bool diagnose_onwards(Diagnosis *d, uint32_t first, const char *format, ...) FORMAT_CHECK(3, 4);
/// An IndentationError at the last token that was looked at.
bool diagnose_indentation(Diagnosis *d, const char *format, ...) FORMAT_CHECK(2, 3);

// Shapes

Shape *diagnose_shape(Diagnosis *d, ShapeKind kind, uint32_t first);
bool diagnose_add(Diagnosis *d, Shapes *shapes, Shape *shape);
/// "function call"
const char *diagnose_words(const Shape *shape);

/// Rules whose results are remembered.
typedef enum DiagnoseRule {
    RULE_ATOM,
    RULE_PRIMARY,
    RULE_BITWISE_OR,
    RULE_INVERSION,
    RULE_DISJUNCTION,
    RULE_EXPRESSION,
    RULE_NAMED,
    RULE_STAR_EXPRESSIONS,
    RULE_STAR_TARGETS,
    RULE_FOR_IF,
    RULE_ARGS,
    RULE_LAMBDA,
    RULE_FACTOR,
    RULE_STATEMENT,
    RULE_BLOCK,
} DiagnoseRule;

/// Runs `parse` at the next token, or recalls what it gave there before.
Shape *diagnose_remember(Diagnosis *d, DiagnoseRule rule, Shape *(*parse)(Diagnosis *d));

// The constructs. Each passes what it fits and returns its shape; NULL where it does not fit (the place is then
// undefined: the caller goes back) or where a mistake was found.

Shape *diagnose_star_expressions(Diagnosis *d);
Shape *diagnose_star_expression(Diagnosis *d);
Shape *diagnose_star_named(Diagnosis *d);
/// `a, *b, c,`: adds to `items`; false where not even one fits.
bool diagnose_star_named_list(Diagnosis *d, Shapes *items);
Shape *diagnose_named(Diagnosis *d);
/// `name := value`
Shape *diagnose_assignment_expression(Diagnosis *d);
/// An assignment expression, or an expression that no `:=` follows.
Shape *diagnose_element(Diagnosis *d);
Shape *diagnose_expression(Diagnosis *d);
Shape *diagnose_disjunction(Diagnosis *d);
Shape *diagnose_bitwise_or(Diagnosis *d);
Shape *diagnose_primary(Diagnosis *d);
Shape *diagnose_atom(Diagnosis *d);
Shape *diagnose_generator(Diagnosis *d);
Shape *diagnose_yield(Diagnosis *d);
Shape *diagnose_strings(Diagnosis *d);
/// The `for ... in ... if ...` parts; the shape is the last target's.
Shape *diagnose_for_if(Diagnosis *d);
/// What stands between the parentheses of a call, which may be nothing; false only where a mistake was found.
bool diagnose_arguments(Diagnosis *d);
/// `*a` as an argument.
Shape *diagnose_starred(Diagnosis *d);
bool diagnose_slices(Diagnosis *d);
Shape *diagnose_lambda(Diagnosis *d);
/// Parameters up to the closing parenthesis or, of a lambda, the colon.
bool diagnose_parameters(Diagnosis *d, bool lambda);
Shape *diagnose_star_targets(Diagnosis *d);
Shape *diagnose_star_target(Diagnosis *d);
/// A name, attribute or item, maybe in parentheses.
Shape *diagnose_single_target(Diagnosis *d);

typedef enum TargetUse { TARGET_ASSIGN, TARGET_DELETE, TARGET_FOR } TargetUse;
/// The part of an expression that cannot be a target; NULL where all of it can.
const Shape *diagnose_bad_target(const Shape *shape, TargetUse use);
/// "cannot assign to function call here. Maybe ..." or "cannot delete literal", if there is a bad part.
bool diagnose_target(Diagnosis *d, const Shape *shape, TargetUse use);

bool diagnose_statement(Diagnosis *d);
bool diagnose_simple_line(Diagnosis *d);
bool diagnose_block(Diagnosis *d);
/// The compound statement at the next token; false also where none begins there.
bool diagnose_compound(Diagnosis *d);
bool diagnose_type_parameters(Diagnosis *d);
bool diagnose_patterns(Diagnosis *d);

#endif

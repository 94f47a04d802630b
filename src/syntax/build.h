// What the actions of grammar/parser.y call: they make nodes, and refuse what the grammar alone lets through.
//
// All functions that return a pointer (or true) return NULL (or false) where they refuse (parser->refused says
// so), where a literal is malformed (parser->fault), or where memory ran out. NULL arguments stand for parts that are
// absent; a list that failed to be built is passed on as failed.
#ifndef SYNTAX_BUILD_H
#define SYNTAX_BUILD_H

#include "syntax/lexer.h"

/// A list that grows while its rule is parsed; in the arena.
typedef struct List {
    AstNode **items;
    size_t count;
    size_t capacity;
} List;

enum {
    /// A generator that is an argument without parentheses of its own; besides AST_PARENTHESIZED, while parsing.
    BUILD_BARE_GENERATOR = 2,
};

struct Parser {
    Memory *memory;
    Arena *arena;
    Ast *ast;
    const char *text;
    Tokens *tokens;
    Fault *fault;
    FaultWarnings *warnings;
    int root_kind;           // TOKEN_START_FILE ...: what to parse
    int start;               // the same, until it was handed out as the first token; then 0
    size_t next;             // the token to hand out next
    size_t current;          // the token handed out last
    size_t furthest;         // the token that the grammar refused
    AstLocation last;        // of the token handed out last
    bool refused;            // by the grammar or by a builder
    AstIdentifier **buckets; // identifiers by hash
    size_t bucket_count;
};

// For the parser's skeleton.

/// Hands out the next token. Line ends and indentation are located at the end of the last real token, so that
/// compound statements end there. (Bison chooses these two names.)
int parser_lex(PARSER_STYPE *value, AstLocation *at, Parser *parser);
/// Records that the grammar refused the token handed out last, or that the parser's stack is full.
void parser_error(const AstLocation *at, Parser *parser, const char *message);
AstLocation build_join_locations(AstLocation first, AstLocation last);
AstLocation build_empty_location(AstLocation before);

// Lists. A NULL list is begun anew.

List *build_list_empty(Parser *parser);
List *build_list(Parser *parser, AstNode *node);
List *build_list_of_two(Parser *parser, AstNode *first, AstNode *second);
List *build_append(Parser *parser, List *list, AstNode *node);
List *build_append_all(Parser *parser, List *list, const List *more);
List *build_prepend(Parser *parser, AstNode *node, List *list);
List *build_list_of_name(Parser *parser, uint32_t name);
List *build_append_name(Parser *parser, List *list, uint32_t name);

// Roots; they set parser->ast->root.

bool build_module(Parser *parser, List *statements);
bool build_eval(Parser *parser, AstNode *expression);
bool build_interactive(Parser *parser, List *statements);

// Statements

AstNode *build_expression_statement(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_plain(Parser *parser, AstLocation at, AstKind kind);
AstNode *build_return(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_raise(Parser *parser, AstLocation at, AstNode *exception, AstNode *cause);
AstNode *build_delete(Parser *parser, AstLocation at, List *targets);
AstNode *build_assert(Parser *parser, AstLocation at, AstNode *test, AstNode *message);
AstNode *build_global(Parser *parser, AstLocation at, AstKind kind, List *names);
AstNode *build_import(Parser *parser, AstLocation at, List *names);
/// `module` is the first token of a dotted name, 0 where there is none.
AstNode *build_import_from(Parser *parser, AstLocation at, uint32_t dots, uint32_t module, List *names);
AstNode *build_alias(Parser *parser, AstLocation at, uint32_t name, uint32_t as);
List *build_star_alias(Parser *parser, AstLocation at);
AstNode *build_type_alias(Parser *parser, AstLocation at, uint32_t name, List *parameters, AstNode *value);
/// All but the last of `parts` are targets.
AstNode *build_assign(Parser *parser, AstLocation at, List *parts);
AstNode *build_augmented_assign(Parser *parser, AstLocation at, AstNode *target, AstOperator op, AstNode *value);
AstNode *build_annotated_assign(Parser *parser, AstLocation at, AstNode *target, AstNode *annotation, AstNode *value);
AstNode *build_decorate(Parser *parser, List *decorators, AstNode *definition);
AstNode *build_if(Parser *parser, AstLocation at, AstNode *test, List *body, List *orelse);
AstNode *build_if_elif(Parser *parser, AstLocation at, AstNode *test, List *body, AstNode *elif);
AstNode *build_while(Parser *parser, AstLocation at, AstNode *test, List *body, List *orelse);
AstNode *build_for(Parser *parser, AstLocation at, AstNode *target, AstNode *iterable, List *body, List *orelse);
AstNode *build_try(Parser *parser, AstLocation at, AstKind kind, List *body, List *handlers, List *orelse,
                   List *final_body);
AstNode *build_handler(Parser *parser, AstLocation at, AstNode *type, uint32_t name, List *body);
AstNode *build_with(Parser *parser, AstLocation at, List *items, List *body);
/// `with (...):`: items in parentheses where all of them can be items, else one tuple or group.
AstNode *build_with_group(Parser *parser, AstLocation at, AstLocation open, AstLocation close, List *items, bool comma,
                          List *body);
AstNode *build_with_one(Parser *parser, AstLocation at, AstNode *value, List *body);
AstNode *build_with_generator(Parser *parser, AstLocation at, AstLocation open, AstLocation close, AstNode *element,
                              List *generators, List *body);
AstNode *build_with_item(Parser *parser, AstLocation at, AstNode *value, AstNode *target);
AstNode *build_function(Parser *parser, AstLocation at, uint32_t name, List *type_parameters, AstNode *parameters,
                        AstNode *returns, List *body);
AstNode *build_class(Parser *parser, AstLocation at, uint32_t name, List *type_parameters, List *arguments, List *body);
AstNode *build_type_parameter(Parser *parser, AstLocation at, AstKind kind, uint32_t name, AstNode *bound,
                              AstNode *default_value);
/// `role` is 'p' for a plain parameter, 'a' for *args, 'k' for **kwargs, '*' and '/' for the bare marks.
AstNode *build_parameter(Parser *parser, AstLocation at, char role, uint32_t name, AstNode *annotation,
                         AstNode *default_value);
AstNode *build_parameters(Parser *parser, AstLocation at, List *parameters);
/// As build_parameters, for a list with a comma at its end.
AstNode *build_parameters_comma(Parser *parser, AstLocation at, List *parameters);

// Expressions

AstNode *build_yield(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_yield_from(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_starred(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_tuple(Parser *parser, AstLocation at, List *elements);
AstNode *build_tuple_of_one(Parser *parser, AstLocation at, AstNode *element);
/// A list or set display.
AstNode *build_elements(Parser *parser, AstLocation at, AstKind kind, List *elements);
AstNode *build_named(Parser *parser, AstLocation at, uint32_t name, AstNode *value);
AstNode *build_conditional(Parser *parser, AstLocation at, AstNode *test, AstNode *body, AstNode *orelse);
AstNode *build_lambda(Parser *parser, AstLocation at, AstNode *parameters, AstNode *body);
AstNode *build_boolean(Parser *parser, AstLocation at, AstOperator op, AstNode *left, AstNode *right);
AstNode *build_boolean_more(Parser *parser, AstLocation at, AstNode *chain, AstNode *right);
AstNode *build_compare(Parser *parser, AstLocation at, AstNode *left, AstOperator op, AstNode *right);
AstNode *build_compare_more(Parser *parser, AstLocation at, AstNode *chain, AstOperator op, AstNode *right);
AstNode *build_unary(Parser *parser, AstLocation at, AstOperator op, AstNode *operand);
AstNode *build_binary(Parser *parser, AstLocation at, AstNode *left, AstOperator op, AstNode *right);
AstNode *build_attribute(Parser *parser, AstLocation at, AstNode *value, uint32_t name);
/// `open` and `close` are the parentheses: a generator that is the only argument takes their place.
AstNode *build_call(Parser *parser, AstLocation at, AstNode *function, List *arguments, AstLocation open,
                    AstLocation close);
AstNode *build_subscript(Parser *parser, AstLocation at, AstNode *value, AstNode *slice);
AstNode *build_slice(Parser *parser, AstLocation at, AstNode *lower, AstNode *upper, AstNode *step);
/// The only slice of a subscript: a starred one becomes a tuple.
AstNode *build_slice_alone(Parser *parser, AstLocation at, AstNode *slice);
AstNode *build_name(Parser *parser, AstLocation at, uint32_t name);
AstNode *build_number(Parser *parser, AstLocation at, uint32_t number);
AstNode *build_constant(Parser *parser, AstLocation at, AstConstantKind kind);
/// Marks an expression as standing in parentheses.
AstNode *build_parenthesized(AstNode *expression);
/// As build_parenthesized; refuses `(*a)`.
AstNode *build_group(Parser *parser, AstNode *expression);
AstNode *build_dict(Parser *parser, AstLocation at, List *items);
/// `key` is NULL for `**value`.
AstNode *build_dict_item(Parser *parser, AstLocation at, AstNode *key, AstNode *value);
AstNode *build_comprehension(Parser *parser, AstLocation at, AstKind kind, AstNode *element, List *generators);
AstNode *build_dict_comprehension(Parser *parser, AstLocation at, AstNode *item, List *generators);
AstNode *build_for_clause(Parser *parser, AstLocation at, AstNode *target, AstNode *iterable, List *ifs);
/// Checks the order of arguments.
List *build_arguments(Parser *parser, List *arguments, bool comma);
AstNode *build_keyword(Parser *parser, AstLocation at, uint32_t name, AstNode *value);
AstNode *build_double_star(Parser *parser, AstLocation at, AstNode *value);
/// A generator without parentheses of its own, as an argument.
AstNode *build_bare_generator(Parser *parser, AstLocation at, AstNode *element, List *generators);

// Strings

/// Appends the literal of a STRING token to a list of parts.
List *build_string_list(Parser *parser, List *parts, uint32_t token);
/// Appends literal text of an f-string.
List *build_fstring_text(Parser *parser, AstLocation at, List *parts, uint32_t token);
/// A replacement field; `open` is the token of its brace; `equal` and `conversion` are tokens or 0.
AstNode *build_field(Parser *parser, AstLocation at, uint32_t open, AstNode *value, uint32_t equal, uint32_t conversion,
                     AstNode *spec);
AstNode *build_fstring(Parser *parser, AstLocation at, List *parts);
/// Joins neighbouring literals into one Constant or JoinedStr.
AstNode *build_strings(Parser *parser, AstLocation at, List *parts);

// Pattern matching

AstNode *build_match(Parser *parser, AstLocation at, AstNode *subject, List *cases);
AstNode *build_case(Parser *parser, AstLocation at, AstNode *pattern, AstNode *guard, List *body);
AstNode *build_sequence(Parser *parser, AstLocation at, List *patterns);
AstNode *build_sequence_of_one(Parser *parser, AstLocation at, AstNode *pattern);
AstNode *build_star_pattern(Parser *parser, AstLocation at, uint32_t name);
AstNode *build_as_pattern(Parser *parser, AstLocation at, AstNode *pattern, uint32_t name);
AstNode *build_or_pattern(Parser *parser, AstLocation at, List *patterns);
AstNode *build_literal_pattern(Parser *parser, AstLocation at, AstNode *value);
AstNode *build_name_pattern(Parser *parser, AstLocation at, AstNode *name);
AstNode *build_class_pattern(Parser *parser, AstLocation at, AstNode *class_name, List *arguments);
AstNode *build_mapping(Parser *parser, AstLocation at, List *items);
AstNode *build_mapping_item(Parser *parser, AstLocation at, AstNode *key, AstNode *pattern);
AstNode *build_mapping_rest(Parser *parser, AstLocation at, uint32_t name);
AstNode *build_mapping_name(Parser *parser, AstNode *name);
/// `real + imaginary` in a pattern.
AstNode *build_complex(Parser *parser, AstLocation at, AstNode *real, AstOperator op, AstLocation imaginary_at,
                       uint32_t imaginary);

// Shared by the build_*.c files.

/// A zeroed node of a kind. NULL with MemoryError pending.
AstNode *build_node(Parser *parser, AstKind kind, size_t size, AstLocation at);
#define BUILD_NODE(parser, Camel, KIND, at) ((Ast##Camel *)build_node(parser, AST_##KIND, sizeof(Ast##Camel), at))
/// Ends the making of a node: sets its depth, and refuses trees that are too deep.
AstNode *build_finish(Parser *parser, AstNode *node);
/// Refuses the text; always NULL.
void *build_refuse(Parser *parser);
/// As build_refuse, at the token that begins at this place.
void *build_refuse_at(Parser *parser, AstLocation at);
/// The list as it stands in a node; empty for NULL.
AstNodes build_nodes(const List *list);
/// The identifier of a NAME token. NULL with MemoryError pending.
const AstIdentifier *build_identifier(Parser *parser, uint32_t token);
const AstIdentifier *build_intern(Parser *parser, const char *text, size_t length);
/// Gives a target the context Store or Del; false where it is not one (refused).
bool build_set_context(Parser *parser, AstNode *target, AstContext context);
/// Adds a SyntaxWarning. False with MemoryError pending.
bool build_warn(Parser *parser, AstLocation at, const char *format, ...) FORMAT_CHECK(3, 4);

#endif

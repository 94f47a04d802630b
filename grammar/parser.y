// Python 3.13's grammar for LALR(1).
//
// What a context-free grammar of this kind cannot say is checked by the builder functions that the actions
// call: that the left side of `=` can be assigned to, the order of parameters and arguments. They return
// NULL, and the parse ends, where something does not fit; what to tell the user is then found by
// src/syntax/diagnose.c, which reads the same tokens again.
//
// Tokens are numbers of entries in the lexer's array. All other values live in the tree's arena, which is freed
// as a whole, so values that are dropped after an error need nothing done to them.

%define api.pure full
%define api.prefix {parser_}
%define api.token.prefix {TOKEN_}
%define api.location.type {AstLocation}
%define parse.error simple
%locations
%expect 0
%parse-param {Parser *parser}
%lex-param {Parser *parser}

%code requires {
#include "syntax/ast.h"

typedef struct Parser Parser;
struct List;
}

%code {
#include "syntax/build.h"

// Ends the parse where a builder function has refused or memory has run out.
#define OK(value)                                                                                                      \
    do {                                                                                                               \
        if (!(value))                                                                                                  \
            YYABORT;                                                                                                   \
    } while (0)

#define YYLLOC_DEFAULT(current, right, count)                                                                          \
    ((current) = (count) ? build_join_locations(YYRHSLOC(right, 1), YYRHSLOC(right, count))                            \
                         : build_empty_location(YYRHSLOC(right, 0)))

// A deep text's stack moves to the tree's arena, which is freed as a whole; still deeper texts are refused.
#define YYINITDEPTH     200
#define YYMAXDEPTH      12000
#define YYMALLOC(bytes) arena_alloc(parser->arena, bytes)
#define YYFREE(block)   ((void)(block))
}

%union {
    uint32_t token;
    AstNode *node;
    struct List *list;
    AstOperator op;
}
// Nothing to release (see above); the directive keeps that decision visible.
%destructor { (void)$$; } <node> <list>

%token <token> NAME "name" NUMBER "number" STRING "string" FSTRING_START FSTRING_MIDDLE FSTRING_END
%token NEWLINE "newline" INDENT "indent" DEDENT "dedent"
%token <token> FALSE "False" NONE "None" TRUE "True"
%token AND "and" AS "as" ASSERT "assert" ASYNC "async" AWAIT "await" BREAK "break" CLASS "class" CONTINUE "continue"
       DEF "def" DEL "del" ELIF "elif" ELSE "else" EXCEPT "except" FINALLY "finally" FOR "for" FROM "from"
       GLOBAL "global" IF "if" IMPORT "import" IN "in" IS "is" LAMBDA "lambda" NONLOCAL "nonlocal" NOT "not" OR "or"
       PASS "pass" RAISE "raise" RETURN "return" TRY "try" WHILE "while" WITH "with" YIELD "yield"
%token MATCH "match" CASE "case" TYPE "type"
%token LPAR "(" RPAR ")" LSQB "[" RSQB "]" RBRACE "}" COLON ":" COLON_EQUAL ":=" COMMA "," SEMI ";"
       DOT "." ARROW "->" EXCLAMATION "!" EQ_EQUAL "==" NOT_EQUAL "!=" LESS "<" LESS_EQUAL "<="
       GREATER ">" GREATER_EQUAL ">=" PLUS "+" MINUS "-" STAR "*" SLASH "/" DOUBLE_SLASH "//" PERCENT "%" AT "@"
       DOUBLE_STAR "**" LEFT_SHIFT "<<" RIGHT_SHIFT ">>" VBAR "|" CARET "^" AMPER "&" TILDE "~"
       PLUS_EQUAL "+=" MINUS_EQUAL "-=" STAR_EQUAL "*=" SLASH_EQUAL "/=" DOUBLE_SLASH_EQUAL "//=" PERCENT_EQUAL "%="
       AT_EQUAL "@=" DOUBLE_STAR_EQUAL "**=" LEFT_SHIFT_EQUAL "<<=" RIGHT_SHIFT_EQUAL ">>=" VBAR_EQUAL "|="
       CARET_EQUAL "^=" AMPER_EQUAL "&="
%token <token> ELLIPSIS "..." EQUAL "=" LBRACE "{"
%token WITH_LPAR "( of a parenthesized with" // a ( behind `with` whose ) is followed by a colon
%token BAD FAULT                             // a character of no token; where the lexer gave up
%token START_FILE START_EVAL START_SINGLE    // what to parse, before the first token

%type <list> statements statement simple_line simple_statements block else_block finally_block
%type <node> simple_statement compound_statement assignment if_statement elif_chain while_statement for_statement
%type <node> try_statement with_statement function_definition class_definition match_statement
%type <node> handler star_handler case_block with_item with_element undecorated
%type <list> handlers star_handlers cases with_items with_elements decorators
%type <list> assignment_chain name_list alias_list dotted_alias_list imported
%type <node> alias dotted_alias
%type <token> soft_name dotted_name dots optional_dots
%type <node> expressions expressions_or_yield yield_expression expression named_expression star_or_named
%type <node> star_expression disjunction conjunction or_chain and_chain inversion comparison comparison_chain
%type <node> bitwise_or bitwise_xor bitwise_and shift sum term factor power primary atom lambda
%type <node> return_value optional_value optional_annotation optional_default optional_returns guard
%type <op> comparison_operator augmented_operator additive multiplicative unary shift_operator
%type <list> expression_list star_or_named_list target_list strings arguments argument_list
%type <node> targets target argument subject
%type <node> slices slice slice_part
%type <list> slice_list dict_items comprehension ifs
%type <node> dict_item one_for fstring fstring_field
%type <list> fstring_parts
%type <node> fstring_spec
%type <token> fstring_equal fstring_conversion
%type <node> parameters lambda_parameters parameter lambda_parameter
%type <list> parameter_list lambda_parameter_list type_parameters type_parameter_list
%type <node> type_parameter star_annotation
%type <node> patterns pattern or_pattern closed_pattern maybe_star_pattern literal_pattern signed_number
%type <node> pattern_name mapping_item mapping_key class_pattern_argument
%type <list> or_patterns sequence_patterns mapping_items class_pattern_arguments

%%

start:
    START_FILE YYEOF                                { OK(build_module(parser, NULL)); }
  | START_FILE statements YYEOF                     { OK(build_module(parser, $2)); }
  | START_EVAL expressions YYEOF                    { OK(build_eval(parser, $2)); }
  | START_EVAL expressions NEWLINE YYEOF            { OK(build_eval(parser, $2)); }
  | START_SINGLE YYEOF                              { OK(build_interactive(parser, NULL)); }
  | START_SINGLE statement YYEOF                    { OK(build_interactive(parser, $2)); }
  ;

// Statements

statements:
    statement                                       { $$ = $1; }
  | statements statement                            { OK($$ = build_append_all(parser, $1, $2)); }
  ;
statement:
    compound_statement                              { OK($$ = build_list(parser, $1)); }
  | simple_line                                     { $$ = $1; }
  ;
simple_line:
    simple_statements NEWLINE                       { $$ = $1; }
  | simple_statements ";" NEWLINE                   { $$ = $1; }
  ;
simple_statements:
    simple_statement                                { OK($$ = build_list(parser, $1)); }
  | simple_statements ";" simple_statement          { OK($$ = build_append(parser, $1, $3)); }
  ;
simple_statement:
    expressions                                     { OK($$ = build_expression_statement(parser, @$, $1)); }
  | yield_expression                                { OK($$ = build_expression_statement(parser, @$, $1)); }
  | assignment                                      { $$ = $1; }
  | PASS                                            { OK($$ = build_plain(parser, @$, AST_PASS)); }
  | BREAK                                           { OK($$ = build_plain(parser, @$, AST_BREAK)); }
  | CONTINUE                                        { OK($$ = build_plain(parser, @$, AST_CONTINUE)); }
  | RETURN return_value                             { OK($$ = build_return(parser, @$, $2)); }
  | RAISE                                           { OK($$ = build_raise(parser, @$, NULL, NULL)); }
  | RAISE expression                                { OK($$ = build_raise(parser, @$, $2, NULL)); }
  | RAISE expression FROM expression                { OK($$ = build_raise(parser, @$, $2, $4)); }
  | DEL expression_list                             { OK($$ = build_delete(parser, @$, $2)); }
  | DEL expression_list ","                         { OK($$ = build_delete(parser, @$, $2)); }
  | ASSERT expression                               { OK($$ = build_assert(parser, @$, $2, NULL)); }
  | ASSERT expression "," expression                { OK($$ = build_assert(parser, @$, $2, $4)); }
  | GLOBAL name_list                                { OK($$ = build_global(parser, @$, AST_GLOBAL, $2)); }
  | NONLOCAL name_list                              { OK($$ = build_global(parser, @$, AST_NONLOCAL, $2)); }
  | IMPORT dotted_alias_list                        { OK($$ = build_import(parser, @$, $2)); }
  | FROM optional_dots dotted_name IMPORT imported  { OK($$ = build_import_from(parser, @$, $2, $3, $5)); }
  | FROM dots IMPORT imported                       { OK($$ = build_import_from(parser, @$, $2, 0, $4)); }
  | TYPE soft_name type_parameters "=" expression   { OK($$ = build_type_alias(parser, @$, $2, $3, $5)); }
  | TYPE soft_name "=" expression                   { OK($$ = build_type_alias(parser, @$, $2, NULL, $4)); }
  ;
return_value:
    %empty                                          { $$ = NULL; }
  | expressions                                     { $$ = $1; }
  ;

assignment:
    assignment_chain                                { OK($$ = build_assign(parser, @$, $1)); }
  | expressions augmented_operator expressions_or_yield
                                                    { OK($$ = build_augmented_assign(parser, @$, $1, $2, $3)); }
  | expressions ":" expression optional_value       { OK($$ = build_annotated_assign(parser, @$, $1, $3, $4)); }
  ;
assignment_chain:
    expressions "=" expressions_or_yield            { OK($$ = build_list_of_two(parser, $1, $3)); }
  | assignment_chain "=" expressions_or_yield       { OK($$ = build_append(parser, $1, $3)); }
  ;
optional_value:
    %empty                                          { $$ = NULL; }
  | "=" expressions_or_yield                        { $$ = $2; }
  ;
augmented_operator:
    "+="                                            { $$ = AST_OP_ADD; }
  | "-="                                            { $$ = AST_OP_SUB; }
  | "*="                                            { $$ = AST_OP_MULT; }
  | "/="                                            { $$ = AST_OP_DIV; }
  | "//="                                           { $$ = AST_OP_FLOOR_DIV; }
  | "%="                                            { $$ = AST_OP_MOD; }
  | "@="                                            { $$ = AST_OP_MAT_MULT; }
  | "**="                                           { $$ = AST_OP_POW; }
  | "<<="                                           { $$ = AST_OP_L_SHIFT; }
  | ">>="                                           { $$ = AST_OP_R_SHIFT; }
  | "|="                                            { $$ = AST_OP_BIT_OR; }
  | "^="                                            { $$ = AST_OP_BIT_XOR; }
  | "&="                                            { $$ = AST_OP_BIT_AND; }
  ;

name_list:
    soft_name                                       { OK($$ = build_list_of_name(parser, $1)); }
  | name_list "," soft_name                         { OK($$ = build_append_name(parser, $1, $3)); }
  ;
soft_name:
    NAME                                            { $$ = $1; }
  ;

// Imports

dotted_name:
    soft_name                                       { $$ = $1; }
  | dotted_name "." soft_name                       { $$ = $1; }
  ;
dots:
    "."                                             { $$ = 1; }
  | "..."                                           { $$ = 3; }
  | dots "."                                        { $$ = $1 + 1; }
  | dots "..."                                      { $$ = $1 + 3; }
  ;
optional_dots:
    %empty                                          { $$ = 0; }
  | dots                                            { $$ = $1; }
  ;
dotted_alias_list:
    dotted_alias                                    { OK($$ = build_list(parser, $1)); }
  | dotted_alias_list "," dotted_alias              { OK($$ = build_append(parser, $1, $3)); }
  ;
dotted_alias:
    dotted_name                                     { OK($$ = build_alias(parser, @$, $1, 0)); }
  | dotted_name AS soft_name                        { OK($$ = build_alias(parser, @$, $1, $3)); }
  ;
imported:
    "*"                                             { OK($$ = build_star_alias(parser, @$)); }
  | alias_list                                      { $$ = $1; }
  | "(" alias_list ")"                              { $$ = $2; }
  | "(" alias_list "," ")"                          { $$ = $2; }
  ;
alias_list:
    alias                                           { OK($$ = build_list(parser, $1)); }
  | alias_list "," alias                            { OK($$ = build_append(parser, $1, $3)); }
  ;
alias:
    soft_name                                       { OK($$ = build_alias(parser, @$, $1, 0)); }
  | soft_name AS soft_name                          { OK($$ = build_alias(parser, @$, $1, $3)); }
  ;

// Compound statements

block:
    NEWLINE INDENT statements DEDENT                { $$ = $3; }
  | simple_line                                     { $$ = $1; }
  ;
compound_statement:
    if_statement                                    { $$ = $1; }
  | while_statement                                 { $$ = $1; }
  | for_statement                                   { $$ = $1; }
  | try_statement                                   { $$ = $1; }
  | with_statement                                  { $$ = $1; }
  | match_statement                                 { $$ = $1; }
  | undecorated                                     { $$ = $1; }
  | decorators undecorated                          { OK($$ = build_decorate(parser, $1, $2)); }
  ;
undecorated:
    function_definition                             { $$ = $1; }
  | class_definition                                { $$ = $1; }
  ;
decorators:
    "@" named_expression NEWLINE                    { OK($$ = build_list(parser, $2)); }
  | decorators "@" named_expression NEWLINE         { OK($$ = build_append(parser, $1, $3)); }
  ;
else_block:
    %empty                                          { $$ = NULL; }
  | ELSE ":" block                                  { $$ = $3; }
  ;
finally_block:
    FINALLY ":" block                               { $$ = $3; }
  ;
if_statement:
    IF named_expression ":" block else_block        { OK($$ = build_if(parser, @$, $2, $4, $5)); }
  | IF named_expression ":" block elif_chain        { OK($$ = build_if_elif(parser, @$, $2, $4, $5)); }
  ;
elif_chain:
    ELIF named_expression ":" block else_block      { OK($$ = build_if(parser, @$, $2, $4, $5)); }
  | ELIF named_expression ":" block elif_chain      { OK($$ = build_if_elif(parser, @$, $2, $4, $5)); }
  ;
while_statement:
    WHILE named_expression ":" block else_block     { OK($$ = build_while(parser, @$, $2, $4, $5)); }
  ;
for_statement:
    FOR targets IN expressions ":" block else_block { OK($$ = build_for(parser, @$, $2, $4, $6, $7)); }
  ;
try_statement:
    TRY ":" block finally_block                     { OK($$ = build_try(parser, @$, AST_TRY, $3, NULL, NULL, $4)); }
  | TRY ":" block handlers else_block               { OK($$ = build_try(parser, @$, AST_TRY, $3, $4, $5, NULL)); }
  | TRY ":" block handlers else_block finally_block { OK($$ = build_try(parser, @$, AST_TRY, $3, $4, $5, $6)); }
  | TRY ":" block star_handlers else_block          { OK($$ = build_try(parser, @$, AST_TRY_STAR, $3, $4, $5, NULL)); }
  | TRY ":" block star_handlers else_block finally_block
                                                    { OK($$ = build_try(parser, @$, AST_TRY_STAR, $3, $4, $5, $6)); }
  ;
handlers:
    handler                                         { OK($$ = build_list(parser, $1)); }
  | handlers handler                                { OK($$ = build_append(parser, $1, $2)); }
  ;
handler:
    EXCEPT ":" block                                { OK($$ = build_handler(parser, @$, NULL, 0, $3)); }
  | EXCEPT expression ":" block                     { OK($$ = build_handler(parser, @$, $2, 0, $4)); }
  | EXCEPT expression AS soft_name ":" block        { OK($$ = build_handler(parser, @$, $2, $4, $6)); }
  ;
star_handlers:
    star_handler                                    { OK($$ = build_list(parser, $1)); }
  | star_handlers star_handler                      { OK($$ = build_append(parser, $1, $2)); }
  ;
star_handler:
    EXCEPT "*" expression ":" block                 { OK($$ = build_handler(parser, @$, $3, 0, $5)); }
  | EXCEPT "*" expression AS soft_name ":" block    { OK($$ = build_handler(parser, @$, $3, $5, $7)); }
  ;
with_statement:
    WITH with_items ":" block                       { OK($$ = build_with(parser, @$, $2, $4)); }
  | WITH WITH_LPAR with_elements ")" ":" block      { OK($$ = build_with_group(parser, @$, @2, @4, $3, false, $6)); }
  | WITH WITH_LPAR with_elements "," ")" ":" block  { OK($$ = build_with_group(parser, @$, @2, @5, $3, true, $7)); }
  | WITH WITH_LPAR ")" ":" block                    { OK($$ = build_with_group(parser, @$, @2, @3, NULL, false, $5)); }
  | WITH WITH_LPAR yield_expression ")" ":" block   { OK($$ = build_with_one(parser, @$, $3, $6)); }
  | WITH WITH_LPAR star_or_named comprehension ")" ":" block
                                                    { OK($$ = build_with_generator(parser, @$, @2, @5, $3, $4, $7)); }
  ;
with_items:
    with_item                                       { OK($$ = build_list(parser, $1)); }
  | with_items "," with_item                        { OK($$ = build_append(parser, $1, $3)); }
  ;
with_item:
    expression                                      { OK($$ = build_with_item(parser, @$, $1, NULL)); }
  | expression AS star_expression                   { OK($$ = build_with_item(parser, @$, $1, $3)); }
  ;
with_elements:
    with_element                                    { OK($$ = build_list(parser, $1)); }
  | with_elements "," with_element                  { OK($$ = build_append(parser, $1, $3)); }
  ;
with_element:
    star_or_named                                   { OK($$ = build_with_item(parser, @$, $1, NULL)); }
  | expression AS star_expression                   { OK($$ = build_with_item(parser, @$, $1, $3)); }
  ;

function_definition:
    DEF soft_name type_parameters "(" parameters ")" optional_returns ":" block
                                                    { OK($$ = build_function(parser, @$, $2, $3, $5, $7, $9)); }
  | DEF soft_name "(" parameters ")" optional_returns ":" block
                                                    { OK($$ = build_function(parser, @$, $2, NULL, $4, $6, $8)); }
  ;
optional_returns:
    %empty                                          { $$ = NULL; }
  | "->" expression                                 { $$ = $2; }
  ;
class_definition:
    CLASS soft_name ":" block                       { OK($$ = build_class(parser, @$, $2, NULL, NULL, $4)); }
  | CLASS soft_name "(" arguments ")" ":" block     { OK($$ = build_class(parser, @$, $2, NULL, $4, $7)); }
  | CLASS soft_name type_parameters ":" block       { OK($$ = build_class(parser, @$, $2, $3, NULL, $5)); }
  | CLASS soft_name type_parameters "(" arguments ")" ":" block
                                                    { OK($$ = build_class(parser, @$, $2, $3, $5, $8)); }
  ;
type_parameters:
    "[" type_parameter_list "]"                     { $$ = $2; }
  | "[" type_parameter_list "," "]"                 { $$ = $2; }
  ;
type_parameter_list:
    type_parameter                                  { OK($$ = build_list(parser, $1)); }
  | type_parameter_list "," type_parameter          { OK($$ = build_append(parser, $1, $3)); }
  ;
type_parameter:
    soft_name optional_annotation optional_default  { OK($$ = build_type_parameter(parser, @$, AST_TYPE_VAR, $1, $2, $3)); }
  | "*" soft_name                                   { OK($$ = build_type_parameter(parser, @$, AST_TYPE_VAR_TUPLE, $2, NULL, NULL)); }
  | "*" soft_name "=" star_expression               { OK($$ = build_type_parameter(parser, @$, AST_TYPE_VAR_TUPLE, $2, NULL, $4)); }
  | "**" soft_name optional_default                 { OK($$ = build_type_parameter(parser, @$, AST_PARAM_SPEC, $2, NULL, $3)); }
  ;

// Parameters: the order is checked when the list is complete.

parameters:
    %empty                                          { OK($$ = build_parameters(parser, @$, NULL)); }
  | parameter_list                                  { OK($$ = build_parameters(parser, @$, $1)); }
  | parameter_list ","                              { OK($$ = build_parameters_comma(parser, @$, $1)); }
  ;
parameter_list:
    parameter                                       { OK($$ = build_list(parser, $1)); }
  | parameter_list "," parameter                    { OK($$ = build_append(parser, $1, $3)); }
  ;
parameter:
    soft_name optional_annotation optional_default  { OK($$ = build_parameter(parser, @$, 'p', $1, $2, $3)); }
  | "*"                                             { OK($$ = build_parameter(parser, @$, '*', 0, NULL, NULL)); }
  | "*" soft_name                                   { OK($$ = build_parameter(parser, @2, 'a', $2, NULL, NULL)); }
  | "*" soft_name ":" star_annotation               { OK($$ = build_parameter(parser, build_join_locations(@2, @4), 'a', $2, $4, NULL)); }
  | "**" soft_name optional_annotation              { OK($$ = build_parameter(parser, build_join_locations(@2, @3), 'k', $2, $3, NULL)); }
  | "/"                                             { OK($$ = build_parameter(parser, @$, '/', 0, NULL, NULL)); }
  ;
star_annotation:
    star_expression                                 { $$ = $1; }
  ;
optional_annotation:
    %empty                                          { $$ = NULL; }
  | ":" expression                                  { $$ = $2; }
  ;
optional_default:
    %empty                                          { $$ = NULL; }
  | "=" expression                                  { $$ = $2; }
  ;
lambda_parameters:
    %empty                                          { OK($$ = build_parameters(parser, @$, NULL)); }
  | lambda_parameter_list                           { OK($$ = build_parameters(parser, @$, $1)); }
  | lambda_parameter_list ","                       { OK($$ = build_parameters_comma(parser, @$, $1)); }
  ;
lambda_parameter_list:
    lambda_parameter                                { OK($$ = build_list(parser, $1)); }
  | lambda_parameter_list "," lambda_parameter      { OK($$ = build_append(parser, $1, $3)); }
  ;
lambda_parameter:
    soft_name optional_default                      { OK($$ = build_parameter(parser, @$, 'p', $1, NULL, $2)); }
  | "*"                                             { OK($$ = build_parameter(parser, @$, '*', 0, NULL, NULL)); }
  | "*" soft_name                                   { OK($$ = build_parameter(parser, @2, 'a', $2, NULL, NULL)); }
  | "**" soft_name                                  { OK($$ = build_parameter(parser, @2, 'k', $2, NULL, NULL)); }
  | "/"                                             { OK($$ = build_parameter(parser, @$, '/', 0, NULL, NULL)); }
  ;

// Expressions

expressions_or_yield:
    expressions                                     { $$ = $1; }
  | yield_expression                                { $$ = $1; }
  ;
yield_expression:
    YIELD                                           { OK($$ = build_yield(parser, @$, NULL)); }
  | YIELD expressions                               { OK($$ = build_yield(parser, @$, $2)); }
  | YIELD FROM expression                           { OK($$ = build_yield_from(parser, @$, $3)); }
  ;
expressions:
    star_expression                                 { $$ = $1; }
  | star_expression ","                             { OK($$ = build_tuple_of_one(parser, @$, $1)); }
  | star_expression "," expression_list             { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  | star_expression "," expression_list ","         { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  ;
expression_list:
    star_expression                                 { OK($$ = build_list(parser, $1)); }
  | expression_list "," star_expression             { OK($$ = build_append(parser, $1, $3)); }
  ;
star_expression:
    expression                                      { $$ = $1; }
  | "*" bitwise_or                                  { OK($$ = build_starred(parser, @$, $2)); }
  ;
star_or_named:
    named_expression                                { $$ = $1; }
  | "*" bitwise_or                                  { OK($$ = build_starred(parser, @$, $2)); }
  ;
star_or_named_list:
    star_or_named                                   { OK($$ = build_list(parser, $1)); }
  | star_or_named_list "," star_or_named            { OK($$ = build_append(parser, $1, $3)); }
  ;
named_expression:
    expression                                      { $$ = $1; }
  | NAME ":=" expression                            { OK($$ = build_named(parser, @$, $1, $3)); }
  ;
expression:
    disjunction                                     { $$ = $1; }
  | disjunction IF disjunction ELSE expression      { OK($$ = build_conditional(parser, @$, $3, $1, $5)); }
  | lambda                                          { $$ = $1; }
  ;
lambda:
    LAMBDA lambda_parameters ":" expression         { OK($$ = build_lambda(parser, @$, $2, $4)); }
  ;
disjunction:
    conjunction                                     { $$ = $1; }
  | or_chain                                        { $$ = $1; }
  ;
or_chain:
    conjunction OR conjunction                      { OK($$ = build_boolean(parser, @$, AST_OP_OR, $1, $3)); }
  | or_chain OR conjunction                         { OK($$ = build_boolean_more(parser, @$, $1, $3)); }
  ;
conjunction:
    inversion                                       { $$ = $1; }
  | and_chain                                       { $$ = $1; }
  ;
and_chain:
    inversion AND inversion                         { OK($$ = build_boolean(parser, @$, AST_OP_AND, $1, $3)); }
  | and_chain AND inversion                         { OK($$ = build_boolean_more(parser, @$, $1, $3)); }
  ;
inversion:
    comparison                                      { $$ = $1; }
  | NOT inversion                                   { OK($$ = build_unary(parser, @$, AST_OP_NOT, $2)); }
  ;
comparison:
    bitwise_or                                      { $$ = $1; }
  | comparison_chain                                { $$ = $1; }
  ;
comparison_chain:
    bitwise_or comparison_operator bitwise_or       { OK($$ = build_compare(parser, @$, $1, $2, $3)); }
  | comparison_chain comparison_operator bitwise_or { OK($$ = build_compare_more(parser, @$, $1, $2, $3)); }
  ;
comparison_operator:
    "=="                                            { $$ = AST_OP_EQ; }
  | "!="                                            { $$ = AST_OP_NOT_EQ; }
  | "<"                                             { $$ = AST_OP_LT; }
  | "<="                                            { $$ = AST_OP_LT_E; }
  | ">"                                             { $$ = AST_OP_GT; }
  | ">="                                            { $$ = AST_OP_GT_E; }
  | IN                                              { $$ = AST_OP_IN; }
  | NOT IN                                          { $$ = AST_OP_NOT_IN; }
  | IS                                              { $$ = AST_OP_IS; }
  | IS NOT                                          { $$ = AST_OP_IS_NOT; }
  ;
bitwise_or:
    bitwise_xor                                     { $$ = $1; }
  | bitwise_or "|" bitwise_xor                      { OK($$ = build_binary(parser, @$, $1, AST_OP_BIT_OR, $3)); }
  ;
bitwise_xor:
    bitwise_and                                     { $$ = $1; }
  | bitwise_xor "^" bitwise_and                     { OK($$ = build_binary(parser, @$, $1, AST_OP_BIT_XOR, $3)); }
  ;
bitwise_and:
    shift                                           { $$ = $1; }
  | bitwise_and "&" shift                           { OK($$ = build_binary(parser, @$, $1, AST_OP_BIT_AND, $3)); }
  ;
shift:
    sum                                             { $$ = $1; }
  | shift shift_operator sum                        { OK($$ = build_binary(parser, @$, $1, $2, $3)); }
  ;
shift_operator:
    "<<"                                            { $$ = AST_OP_L_SHIFT; }
  | ">>"                                            { $$ = AST_OP_R_SHIFT; }
  ;
sum:
    term                                            { $$ = $1; }
  | sum additive term                               { OK($$ = build_binary(parser, @$, $1, $2, $3)); }
  ;
additive:
    "+"                                             { $$ = AST_OP_ADD; }
  | "-"                                             { $$ = AST_OP_SUB; }
  ;
term:
    factor                                          { $$ = $1; }
  | term multiplicative factor                      { OK($$ = build_binary(parser, @$, $1, $2, $3)); }
  ;
multiplicative:
    "*"                                             { $$ = AST_OP_MULT; }
  | "/"                                             { $$ = AST_OP_DIV; }
  | "//"                                            { $$ = AST_OP_FLOOR_DIV; }
  | "%"                                             { $$ = AST_OP_MOD; }
  | "@"                                             { $$ = AST_OP_MAT_MULT; }
  ;
factor:
    power                                           { $$ = $1; }
  | unary factor                                    { OK($$ = build_unary(parser, @$, $1, $2)); }
  ;
unary:
    "+"                                             { $$ = AST_OP_U_ADD; }
  | "-"                                             { $$ = AST_OP_U_SUB; }
  | "~"                                             { $$ = AST_OP_INVERT; }
  ;
power:
    primary                                         { $$ = $1; }
  | primary "**" factor                             { OK($$ = build_binary(parser, @$, $1, AST_OP_POW, $3)); }
  ;
primary:
    atom                                            { $$ = $1; }
  | primary "." soft_name                           { OK($$ = build_attribute(parser, @$, $1, $3)); }
  | primary "(" arguments ")"                       { OK($$ = build_call(parser, @$, $1, $3, @2, @4)); }
  | primary "[" slices "]"                          { OK($$ = build_subscript(parser, @$, $1, $3)); }
  ;
atom:
    NAME                                            { OK($$ = build_name(parser, @$, $1)); }
  | NUMBER                                          { OK($$ = build_number(parser, @$, $1)); }
  | strings                                         { OK($$ = build_strings(parser, @$, $1)); }
  | FALSE                                           { OK($$ = build_constant(parser, @$, AST_CONSTANT_FALSE)); }
  | NONE                                            { OK($$ = build_constant(parser, @$, AST_CONSTANT_NONE)); }
  | TRUE                                            { OK($$ = build_constant(parser, @$, AST_CONSTANT_TRUE)); }
  | "..."                                           { OK($$ = build_constant(parser, @$, AST_CONSTANT_ELLIPSIS)); }
  | "(" ")"                                         { OK($$ = build_tuple(parser, @$, build_list_empty(parser))); }
  | "(" yield_expression ")"                        { $$ = build_parenthesized($2); }
  | "(" star_or_named ")"                           { OK($$ = build_group(parser, $2)); }
  | "(" star_or_named "," ")"                       { OK($$ = build_tuple_of_one(parser, @$, $2)); }
  | "(" star_or_named "," star_or_named_list ")"    { OK($$ = build_tuple(parser, @$, build_prepend(parser, $2, $4))); }
  | "(" star_or_named "," star_or_named_list "," ")"
                                                    { OK($$ = build_tuple(parser, @$, build_prepend(parser, $2, $4))); }
  | "(" star_or_named comprehension ")"             { OK($$ = build_comprehension(parser, @$, AST_GENERATOR_EXP, $2, $3)); }
  | "[" "]"                                         { OK($$ = build_elements(parser, @$, AST_LIST, NULL)); }
  | "[" star_or_named_list "]"                      { OK($$ = build_elements(parser, @$, AST_LIST, $2)); }
  | "[" star_or_named_list "," "]"                  { OK($$ = build_elements(parser, @$, AST_LIST, $2)); }
  | "[" star_or_named comprehension "]"             { OK($$ = build_comprehension(parser, @$, AST_LIST_COMP, $2, $3)); }
  | "{" star_or_named_list "}"                      { OK($$ = build_elements(parser, @$, AST_SET, $2)); }
  | "{" star_or_named_list "," "}"                  { OK($$ = build_elements(parser, @$, AST_SET, $2)); }
  | "{" star_or_named comprehension "}"             { OK($$ = build_comprehension(parser, @$, AST_SET_COMP, $2, $3)); }
  | "{" "}"                                         { OK($$ = build_dict(parser, @$, NULL)); }
  | "{" dict_items "}"                              { OK($$ = build_dict(parser, @$, $2)); }
  | "{" dict_items "," "}"                          { OK($$ = build_dict(parser, @$, $2)); }
  | "{" dict_item comprehension "}"                 { OK($$ = build_dict_comprehension(parser, @$, $2, $3)); }
  ;
dict_items:
    dict_item                                       { OK($$ = build_list(parser, $1)); }
  | dict_items "," dict_item                        { OK($$ = build_append(parser, $1, $3)); }
  ;
dict_item:
    expression ":" expression                       { OK($$ = build_dict_item(parser, @$, $1, $3)); }
  | "**" bitwise_or                                 { OK($$ = build_dict_item(parser, @$, NULL, $2)); }
  ;

// Comprehensions

comprehension:
    one_for                                         { OK($$ = build_list(parser, $1)); }
  | comprehension one_for                           { OK($$ = build_append(parser, $1, $2)); }
  ;
one_for:
    FOR targets IN disjunction ifs                  { OK($$ = build_for_clause(parser, @$, $2, $4, $5)); }
  ;
ifs:
    %empty                                          { $$ = NULL; }
  | ifs IF disjunction                              { OK($$ = build_append(parser, $1, $3)); }
  ;
targets:
    target                                          { $$ = $1; }
  | target ","                                      { OK($$ = build_tuple_of_one(parser, @$, $1)); }
  | target "," target_list                          { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  | target "," target_list ","                      { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  ;
target_list:
    target                                          { OK($$ = build_list(parser, $1)); }
  | target_list "," target                          { OK($$ = build_append(parser, $1, $3)); }
  ;
target:
    bitwise_or                                      { $$ = $1; }
  | "*" bitwise_or                                  { OK($$ = build_starred(parser, @$, $2)); }
  ;

// Calls and subscripts

arguments:
    %empty                                          { OK($$ = build_list_empty(parser)); }
  | argument_list                                   { OK($$ = build_arguments(parser, $1, false)); }
  | argument_list ","                               { OK($$ = build_arguments(parser, $1, true)); }
  ;
argument_list:
    argument                                        { OK($$ = build_list(parser, $1)); }
  | argument_list "," argument                      { OK($$ = build_append(parser, $1, $3)); }
  ;
argument:
    expression                                      { $$ = $1; }
  | NAME ":=" expression                            { OK($$ = build_named(parser, @$, $1, $3)); }
  | NAME "=" expression                             { OK($$ = build_keyword(parser, @$, $1, $3)); }
  | "*" expression                                  { OK($$ = build_starred(parser, @$, $2)); }
  | "**" expression                                 { OK($$ = build_double_star(parser, @$, $2)); }
  | expression comprehension                        { OK($$ = build_bare_generator(parser, @$, $1, $2)); }
  | NAME ":=" expression comprehension              { OK($$ = build_bare_generator(parser, @$, build_named(parser, build_join_locations(@1, @3), $1, $3), $4)); }
  ;
slices:
    slice                                           { OK($$ = build_slice_alone(parser, @$, $1)); }
  | slice ","                                       { OK($$ = build_tuple_of_one(parser, @$, $1)); }
  | slice "," slice_list                            { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  | slice "," slice_list ","                        { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  ;
slice_list:
    slice                                           { OK($$ = build_list(parser, $1)); }
  | slice_list "," slice                            { OK($$ = build_append(parser, $1, $3)); }
  ;
slice:
    star_or_named                                   { $$ = $1; }
  | slice_part ":" slice_part                       { OK($$ = build_slice(parser, @$, $1, $3, NULL)); }
  | slice_part ":" slice_part ":" slice_part        { OK($$ = build_slice(parser, @$, $1, $3, $5)); }
  ;
slice_part:
    %empty                                          { $$ = NULL; }
  | expression                                      { $$ = $1; }
  ;

// Strings

strings:
    STRING                                          { OK($$ = build_string_list(parser, NULL, $1)); }
  | fstring                                         { OK($$ = build_list(parser, $1)); }
  | strings STRING                                  { OK($$ = build_string_list(parser, $1, $2)); }
  | strings fstring                                 { OK($$ = build_append(parser, $1, $2)); }
  ;
fstring:
    FSTRING_START fstring_parts FSTRING_END         { OK($$ = build_fstring(parser, @$, $2)); }
  ;
fstring_parts:
    %empty                                          { OK($$ = build_list_empty(parser)); }
  | fstring_parts FSTRING_MIDDLE                    { OK($$ = build_fstring_text(parser, @2, $1, $2)); }
  | fstring_parts fstring_field                     { OK($$ = build_append(parser, $1, $2)); }
  ;
fstring_field:
    "{" expressions_or_yield fstring_equal fstring_conversion fstring_spec "}"
                                                    { OK($$ = build_field(parser, @$, $1, $2, $3, $4, $5)); }
  ;
fstring_equal:
    %empty                                          { $$ = 0; }
  | "="                                             { $$ = $1; }
  ;
fstring_conversion:
    %empty                                          { $$ = 0; }
  | "!" NAME                                        { $$ = $2; }
  ;
fstring_spec:
    %empty                                          { $$ = NULL; }
  | ":" fstring_parts                               { OK($$ = build_fstring(parser, @2, $2)); }
  ;

// Pattern matching

match_statement:
    MATCH subject ":" NEWLINE INDENT cases DEDENT   { OK($$ = build_match(parser, @$, $2, $6)); }
  ;
subject:
    named_expression                                { $$ = $1; }
  | star_or_named ","                               { OK($$ = build_tuple_of_one(parser, @$, $1)); }
  | star_or_named "," star_or_named_list            { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  | star_or_named "," star_or_named_list ","        { OK($$ = build_tuple(parser, @$, build_prepend(parser, $1, $3))); }
  ;
cases:
    case_block                                      { OK($$ = build_list(parser, $1)); }
  | cases case_block                                { OK($$ = build_append(parser, $1, $2)); }
  ;
case_block:
    CASE patterns guard ":" block                   { OK($$ = build_case(parser, @$, $2, $3, $5)); }
  ;
guard:
    %empty                                          { $$ = NULL; }
  | IF named_expression                             { $$ = $2; }
  ;
patterns:
    pattern                                         { $$ = $1; }
  | maybe_star_pattern ","                          { OK($$ = build_sequence_of_one(parser, @$, $1)); }
  | maybe_star_pattern "," sequence_patterns        { OK($$ = build_sequence(parser, @$, build_prepend(parser, $1, $3))); }
  | maybe_star_pattern "," sequence_patterns ","    { OK($$ = build_sequence(parser, @$, build_prepend(parser, $1, $3))); }
  ;
sequence_patterns:
    maybe_star_pattern                              { OK($$ = build_list(parser, $1)); }
  | sequence_patterns "," maybe_star_pattern        { OK($$ = build_append(parser, $1, $3)); }
  ;
maybe_star_pattern:
    pattern                                         { $$ = $1; }
  | "*" NAME                                        { OK($$ = build_star_pattern(parser, @$, $2)); }
  ;
pattern:
    or_pattern                                      { $$ = $1; }
  | or_pattern AS NAME                              { OK($$ = build_as_pattern(parser, @$, $1, $3)); }
  ;
or_pattern:
    closed_pattern                                  { $$ = $1; }
  | or_patterns                                     { OK($$ = build_or_pattern(parser, @$, $1)); }
  ;
or_patterns:
    closed_pattern "|" closed_pattern               { OK($$ = build_list_of_two(parser, $1, $3)); }
  | or_patterns "|" closed_pattern                  { OK($$ = build_append(parser, $1, $3)); }
  ;
closed_pattern:
    literal_pattern                                 { OK($$ = build_literal_pattern(parser, @$, $1)); }
  | pattern_name                                    { OK($$ = build_name_pattern(parser, @$, $1)); }
  | pattern_name "(" class_pattern_arguments ")"    { OK($$ = build_class_pattern(parser, @$, $1, $3)); }
  | pattern_name "(" class_pattern_arguments "," ")"
                                                    { OK($$ = build_class_pattern(parser, @$, $1, $3)); }
  | pattern_name "(" ")"                            { OK($$ = build_class_pattern(parser, @$, $1, NULL)); }
  | "(" ")"                                         { OK($$ = build_sequence(parser, @$, build_list_empty(parser))); }
  | "(" pattern ")"                                 { $$ = $2; }
  | "(" maybe_star_pattern "," ")"                  { OK($$ = build_sequence_of_one(parser, @$, $2)); }
  | "(" maybe_star_pattern "," sequence_patterns ")"
                                                    { OK($$ = build_sequence(parser, @$, build_prepend(parser, $2, $4))); }
  | "(" maybe_star_pattern "," sequence_patterns "," ")"
                                                    { OK($$ = build_sequence(parser, @$, build_prepend(parser, $2, $4))); }
  | "[" "]"                                         { OK($$ = build_sequence(parser, @$, build_list_empty(parser))); }
  | "[" sequence_patterns "]"                       { OK($$ = build_sequence(parser, @$, $2)); }
  | "[" sequence_patterns "," "]"                   { OK($$ = build_sequence(parser, @$, $2)); }
  | "{" "}"                                         { OK($$ = build_mapping(parser, @$, build_list_empty(parser))); }
  | "{" mapping_items "}"                           { OK($$ = build_mapping(parser, @$, $2)); }
  | "{" mapping_items "," "}"                       { OK($$ = build_mapping(parser, @$, $2)); }
  ;
literal_pattern:
    signed_number                                   { $$ = $1; }
  | signed_number additive NUMBER                   { OK($$ = build_complex(parser, @$, $1, $2, @3, $3)); }
  | strings                                         { OK($$ = build_strings(parser, @$, $1)); }
  | FALSE                                           { OK($$ = build_constant(parser, @$, AST_CONSTANT_FALSE)); }
  | NONE                                            { OK($$ = build_constant(parser, @$, AST_CONSTANT_NONE)); }
  | TRUE                                            { OK($$ = build_constant(parser, @$, AST_CONSTANT_TRUE)); }
  ;
signed_number:
    NUMBER                                          { OK($$ = build_number(parser, @$, $1)); }
  | "-" NUMBER                                      { OK($$ = build_unary(parser, @$, AST_OP_U_SUB, build_number(parser, @2, $2))); }
  ;
pattern_name:
    NAME                                            { OK($$ = build_name(parser, @$, $1)); }
  | pattern_name "." NAME                           { OK($$ = build_attribute(parser, @$, $1, $3)); }
  ;
mapping_items:
    mapping_item                                    { OK($$ = build_list(parser, $1)); }
  | mapping_items "," mapping_item                  { OK($$ = build_append(parser, $1, $3)); }
  ;
mapping_item:
    mapping_key ":" pattern                         { OK($$ = build_mapping_item(parser, @$, $1, $3)); }
  | "**" NAME                                       { OK($$ = build_mapping_rest(parser, @$, $2)); }
  ;
mapping_key:
    literal_pattern                                 { $$ = $1; }
  | pattern_name                                    { OK($$ = build_mapping_name(parser, $1)); }
  ;
class_pattern_arguments:
    class_pattern_argument                          { OK($$ = build_list(parser, $1)); }
  | class_pattern_arguments "," class_pattern_argument
                                                    { OK($$ = build_append(parser, $1, $3)); }
  ;
class_pattern_argument:
    pattern                                         { $$ = $1; }
  | NAME "=" pattern                                { OK($$ = build_keyword(parser, @$, $1, $3)); }
  ;

%%

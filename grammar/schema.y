// The operator schema: PyTorch's signatures, our properties, gradient formulas.
%define api.pure full
%define api.prefix {schema_yy}
%define parse.error verbose
%expect 0
%param { struct SchemaLexer *lexer }
%parse-param { struct Schema *schema }

%code requires {
#include "gen/schema.h"
struct SchemaLexer;
}

%union {
    const char *text;
    struct { const char *text; int line; } token;
    Type type;
    Expression *expression;
    Argument *argument;
    SchemaParameter *parameter;
    SchemaResult *result;
    Entry *entry;
    bool flag;
}

%code {
#include "gen/schema_lexer.h"
#include "gen/schema_build.h"

static int schema_yylex(SCHEMA_YYSTYPE *value, SchemaLexer *lexer)
{
    SchemaToken token = {0};
    int kind = schema_token(lexer, &token);
    value->token.text = token.text;
    value->token.line = token.line ? token.line : lexer->line;
    return kind;
}

static void schema_yyerror(SchemaLexer *lexer, Schema *schema, const char *message)
{
    schema_error(schema, schema->file, lexer->line, "%s", message);
}
}

%token T_END 0 "end of file"
%token T_ENTRY "start of an entry" T_BAD "a stray character"
%token <token> T_NAME "name" T_INT "integer" T_FLOAT "number" T_STRING "string" T_TEXT "text"
%token <token> T_KEY "formula" T_LINE "property"
%token T_ARROW "->" T_POWER "**" T_EQUAL "==" T_UNEQUAL "!=" T_LESS_EQUAL "<=" T_GREATER_EQUAL ">=" T_AND "&&" T_OR "||"
%token T_NONE "None" T_TRUE "True" T_FALSE "False"

%type <type> type plain_type
%type <text> overload
%type <expression> expression default literal
%type <argument> arguments argument_list argument items
%type <parameter> parameter
%type <result> results result_list result
%type <entry> signature

%right '?' ':'
%left T_OR
%left T_AND
%left T_EQUAL T_UNEQUAL '<' '>' T_LESS_EQUAL T_GREATER_EQUAL
%left '+' '-'
%left '*' '/' '%' '@'
%precedence UNARY
%right T_POWER
%left '.' '['

%%

file: %empty | file entry ;

entry: T_ENTRY signature properties ;

signature:
    T_NAME overload '(' { build_entry(schema, $1.line, $1.text, $2); } parameters ')' T_ARROW results
                                    { $$ = build_results(schema, $8); }
    ;

overload: %empty                    { $$ = ""; }
    | '.' T_NAME                    { $$ = $2.text; }
    ;

parameters: %empty
    | parameter_list
    ;
parameter_list: parameter_item
    | parameter_list ',' parameter_item
    ;
parameter_item: parameter           { build_parameter(schema, $1); }
    | '*'                           { build_star(schema); }
    ;
parameter: type T_NAME default      { $$ = build_parameter_new(schema, $1, $2.text, $3); } ;

default: %empty                     { $$ = NULL; }
    | '=' literal                   { $$ = $2; }
    ;
literal: T_NONE                     { $$ = build_leaf(schema, EXPRESSION_NONE, "None", lexer->line); }
    | T_TRUE                        { $$ = build_leaf(schema, EXPRESSION_TRUE, "True", lexer->line); }
    | T_FALSE                       { $$ = build_leaf(schema, EXPRESSION_FALSE, "False", lexer->line); }
    | T_INT                         { $$ = build_leaf(schema, EXPRESSION_INT, $1.text, $1.line); }
    | '-' T_INT                     { $$ = build_negative(schema, EXPRESSION_INT, $2.text, $2.line); }
    | T_FLOAT                       { $$ = build_leaf(schema, EXPRESSION_FLOAT, $1.text, $1.line); }
    | '-' T_FLOAT                   { $$ = build_negative(schema, EXPRESSION_FLOAT, $2.text, $2.line); }
    | T_STRING                      { $$ = build_leaf(schema, EXPRESSION_STRING, $1.text, $1.line); }
    | T_NAME                        { $$ = build_leaf(schema, EXPRESSION_NAME, $1.text, $1.line); }
    | '[' items ']'                 { $$ = build_node(schema, EXPRESSION_LIST, "", lexer->line, $2); }
    ;

type: plain_type
    | type '?'                      { $$ = build_optional($1); }
    | type '[' ']'                  { $$ = build_list(schema, $1, "0"); }
    | type '[' T_INT ']'            { $$ = build_list(schema, $1, $3.text); }
    ;
plain_type: T_NAME                  { $$ = build_type(schema, $1.text, $1.line); }
    | T_NAME '(' T_NAME ')'         { $$ = build_type(schema, $1.text, $1.line); $$.alias = true; }
    | T_NAME '(' T_NAME '!' ')'     { $$ = build_type(schema, $1.text, $1.line); $$.alias = $$.written = true; }
    | T_NAME '(' T_NAME T_ARROW '*' ')' { $$ = build_type(schema, $1.text, $1.line); $$.alias = true; }
    ;

results: '(' ')'                    { $$ = NULL; }
    | '(' result_list ')'           { $$ = $2; }
    | result
    ;
result_list: result
    | result_list ',' result        { $$ = build_result_append($1, $3); }
    ;
result: type                        { $$ = build_result(schema, $1, NULL); }
    | type T_NAME                   { $$ = build_result(schema, $1, $2.text); }
    ;

properties: %empty | properties property ;
property: T_LINE T_TEXT             { schema_line(schema, schema->last, $1.line, $1.text, $2.text); }
    | T_KEY expression              { build_formula(schema, $1.line, $1.text, $2); }
    ;

expression: T_NONE                  { $$ = build_leaf(schema, EXPRESSION_NONE, "None", lexer->line); }
    | T_TRUE                        { $$ = build_leaf(schema, EXPRESSION_TRUE, "True", lexer->line); }
    | T_FALSE                       { $$ = build_leaf(schema, EXPRESSION_FALSE, "False", lexer->line); }
    | T_INT                         { $$ = build_leaf(schema, EXPRESSION_INT, $1.text, $1.line); }
    | T_FLOAT                       { $$ = build_leaf(schema, EXPRESSION_FLOAT, $1.text, $1.line); }
    | T_STRING                      { $$ = build_leaf(schema, EXPRESSION_STRING, $1.text, $1.line); }
    | T_NAME                        { $$ = build_leaf(schema, EXPRESSION_NAME, $1.text, $1.line); }
    | T_NAME '(' arguments ')'      { $$ = build_node(schema, EXPRESSION_CALL, $1.text, $1.line, $3); }
    | expression '.' T_NAME         { $$ = build_unary(schema, EXPRESSION_ATTRIBUTE, $3.text, $3.line, $1); }
    | expression '.' T_NAME '(' arguments ')'
                                    { $$ = build_method(schema, $3.text, $3.line, $1, $5); }
    | expression '[' expression ']' { $$ = build_binary(schema, EXPRESSION_INDEX, "[", lexer->line, $1, $3); }
    | '(' expression ')'            { $$ = $2; }
    | '[' items ']'                 { $$ = build_node(schema, EXPRESSION_LIST, "", lexer->line, $2); }
    | '-' expression %prec UNARY    { $$ = build_unary(schema, EXPRESSION_UNARY, "-", lexer->line, $2); }
    | '!' expression %prec UNARY    { $$ = build_unary(schema, EXPRESSION_UNARY, "!", lexer->line, $2); }
    | expression '+' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "+", lexer->line, $1, $3); }
    | expression '-' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "-", lexer->line, $1, $3); }
    | expression '*' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "*", lexer->line, $1, $3); }
    | expression '/' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "/", lexer->line, $1, $3); }
    | expression '%' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "%", lexer->line, $1, $3); }
    | expression '@' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "@", lexer->line, $1, $3); }
    | expression T_POWER expression { $$ = build_binary(schema, EXPRESSION_BINARY, "**", lexer->line, $1, $3); }
    | expression '<' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, "<", lexer->line, $1, $3); }
    | expression '>' expression     { $$ = build_binary(schema, EXPRESSION_BINARY, ">", lexer->line, $1, $3); }
    | expression T_LESS_EQUAL expression    { $$ = build_binary(schema, EXPRESSION_BINARY, "<=", lexer->line, $1, $3); }
    | expression T_GREATER_EQUAL expression { $$ = build_binary(schema, EXPRESSION_BINARY, ">=", lexer->line, $1, $3); }
    | expression T_EQUAL expression   { $$ = build_binary(schema, EXPRESSION_BINARY, "==", lexer->line, $1, $3); }
    | expression T_UNEQUAL expression { $$ = build_binary(schema, EXPRESSION_BINARY, "!=", lexer->line, $1, $3); }
    | expression T_AND expression   { $$ = build_binary(schema, EXPRESSION_BINARY, "&&", lexer->line, $1, $3); }
    | expression T_OR expression    { $$ = build_binary(schema, EXPRESSION_BINARY, "||", lexer->line, $1, $3); }
    | expression '?' expression ':' expression
                                    { $$ = build_condition(schema, lexer->line, $1, $3, $5); }
    ;

arguments: %empty                   { $$ = NULL; }
    | argument_list
    ;
argument_list: argument
    | argument_list ',' argument    { $$ = build_append($1, $3); }
    ;
argument: expression                { $$ = build_argument(schema, NULL, $1); }
    | T_NAME '=' expression         { $$ = build_argument(schema, $1.text, $3); }
    ;
items: %empty                       { $$ = NULL; }
    | expression                    { $$ = build_argument(schema, NULL, $1); }
    | items ',' expression          { $$ = build_append($1, build_argument(schema, NULL, $3)); }
    ;

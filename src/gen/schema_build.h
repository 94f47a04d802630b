// What the actions of grammar/schema.y call, one call an action.
#ifndef GEN_SCHEMA_BUILD_H
#define GEN_SCHEMA_BUILD_H

#include "gen/schema.h"

/// Starts an entry and makes it the schema's last one.
void build_entry(Schema *schema, int line, const char *name, const char *overload);
/// Sets the entry's results.
Entry *build_results(Schema *schema, SchemaResult *results);
SchemaParameter *build_parameter_new(Schema *schema, Type type, const char *name, Expression *default_value);
/// Appends a parameter to the entry that was started last.
void build_parameter(Schema *schema, SchemaParameter *parameter);
/// What follows is given by keyword only.
void build_star(Schema *schema);
Type build_type(Schema *schema, const char *name, int line);
Type build_optional(Type type);
Type build_list(Schema *schema, Type item, const char *size);
SchemaResult *build_result(Schema *schema, Type type, const char *name);
SchemaResult *build_result_append(SchemaResult *list, SchemaResult *result);

Expression *build_node(Schema *schema, ExpressionKind kind, const char *text, int line, Argument *operands);
Expression *build_leaf(Schema *schema, ExpressionKind kind, const char *text, int line);
Expression *build_negative(Schema *schema, ExpressionKind kind, const char *digits, int line);
Expression *build_unary(Schema *schema, ExpressionKind kind, const char *text, int line, Expression *operand);
Expression *build_binary(Schema *schema, ExpressionKind kind, const char *text, int line, Expression *left,
                         Expression *right);
Expression *build_condition(Schema *schema, int line, Expression *condition, Expression *yes, Expression *no);
Expression *build_method(Schema *schema, const char *name, int line, Expression *receiver, Argument *arguments);
Argument *build_argument(Schema *schema, const char *keyword, Expression *value);
Argument *build_append(Argument *list, Argument *argument);
/// A gradient row, or the `composite` row.
void build_formula(Schema *schema, int line, const char *names, Expression *value);

#endif

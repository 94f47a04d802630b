#include "gen/schema_build.h"

#include <stdlib.h>
#include <string.h>

void build_entry(Schema *schema, int line, const char *name, const char *overload)
{
    Entry *entry = schema_alloc(schema, sizeof *entry);
    entry->file = schema->file;
    entry->line = line;
    entry->name = name;
    entry->overload = overload;
    entry->c_name = *overload ? schema_format(schema, "%s_%s", name, overload) : name;
    entry->space = "TORCH";
    entry->dtype_rule = "";
    entry->operators = entry->aliases = "";
    Entry *same = schema_find(schema, name);
    while (same && same->next_same)
        same = same->next_same;
    if (same)
        same->next_same = entry;
    if (schema->last)
        schema->last->next = entry;
    else
        schema->first = entry;
    schema->last = entry;
}

Entry *build_results(Schema *schema, SchemaResult *results)
{
    Entry *entry = schema->last;
    entry->results = results;
    for (SchemaResult *result = results; result; result = result->next)
        entry->result_count++;
    return entry;
}

SchemaParameter *build_parameter_new(Schema *schema, Type type, const char *name, Expression *default_value)
{
    SchemaParameter *parameter = schema_alloc(schema, sizeof *parameter);
    parameter->name = name;
    parameter->type = type;
    parameter->default_value = default_value;
    return parameter;
}

// The last parameter, or the star, which is kept as a nameless parameter until the next one comes.
static SchemaParameter **tail(Entry *entry)
{
    SchemaParameter **at = &entry->parameters;
    while (*at)
        at = &(*at)->next;
    return at;
}

void build_parameter(Schema *schema, SchemaParameter *parameter)
{
    Entry *entry = schema->last;
    SchemaParameter *previous = NULL;
    for (SchemaParameter *item = entry->parameters; item; item = item->next)
        previous = item;
    if (previous && previous->keyword_only)
        parameter->keyword_only = true;
    *tail(entry) = parameter;
    entry->parameter_count++;
    if (previous && !previous->name) {
        // The star has done its work: take it out.
        SchemaParameter **at = &entry->parameters;
        while (*at != previous)
            at = &(*at)->next;
        *at = parameter;
    }
}

void build_star(Schema *schema)
{
    SchemaParameter *star = schema_alloc(schema, sizeof *star);
    star->keyword_only = true;
    *tail(schema->last) = star;
}

Type build_type(Schema *schema, const char *name, int line)
{
    static const struct {
        const char *name;
        Kind kind;
        bool symbolic;
    } names[] = {
        {"Tensor", KIND_TENSOR},
        {"Scalar", KIND_SCALAR},
        {"int", KIND_INT},
        {"SymInt", KIND_INT, true},
        {"float", KIND_FLOAT},
        {"bool", KIND_BOOL},
        {"str", KIND_STRING},
        {"ScalarType", KIND_DTYPE},
        {"Layout", KIND_LAYOUT},
        {"Device", KIND_DEVICE},
        {"MemoryFormat", KIND_MEMORY_FORMAT},
        {"Generator", KIND_GENERATOR},
        {"Storage", KIND_STORAGE},
        {"Dimname", KIND_NAME},
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!strcmp(names[i].name, name))
            return (Type){.kind = names[i].kind, .symbolic = names[i].symbolic};
    schema_error(schema, schema->file, line, "unknown type %s", name);
    return (Type){.kind = KIND_TENSOR};
}

Type build_optional(Type type)
{
    type.optional = true;
    return type;
}

Type build_list(Schema *schema, Type item, const char *size)
{
    static const struct {
        Kind item, list;
    } lists[] = {
        {KIND_TENSOR, KIND_TENSOR_LIST}, {KIND_SCALAR, KIND_SCALAR_LIST}, {KIND_INT, KIND_INT_LIST},
        {KIND_FLOAT, KIND_FLOAT_LIST},   {KIND_BOOL, KIND_BOOL_LIST},     {KIND_NAME, KIND_NAME_LIST},
    };
    Type list = item;
    list.optional = false;
    list.optional_items = item.optional;
    list.list_size = atoi(size);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (lists[i].item == item.kind) {
            list.kind = lists[i].list;
            return list;
        }
    schema_error(schema, schema->file, schema->last ? schema->last->line : 0, "no list of this type exists");
    return list;
}

SchemaResult *build_result(Schema *schema, Type type, const char *name)
{
    SchemaResult *result = schema_alloc(schema, sizeof *result);
    result->type = type;
    result->name = name;
    return result;
}

SchemaResult *build_result_append(SchemaResult *list, SchemaResult *result)
{
    SchemaResult *last = list;
    while (last->next)
        last = last->next;
    last->next = result;
    return list;
}

Expression *build_node(Schema *schema, ExpressionKind kind, const char *text, int line, Argument *operands)
{
    Expression *expression = schema_alloc(schema, sizeof *expression);
    expression->kind = kind;
    expression->text = text;
    expression->line = line;
    expression->operands = operands;
    return expression;
}

Expression *build_leaf(Schema *schema, ExpressionKind kind, const char *text, int line)
{
    return build_node(schema, kind, text, line, NULL);
}

Expression *build_negative(Schema *schema, ExpressionKind kind, const char *digits, int line)
{
    return build_leaf(schema, kind, schema_format(schema, "-%s", digits), line);
}

Expression *build_unary(Schema *schema, ExpressionKind kind, const char *text, int line, Expression *operand)
{
    return build_node(schema, kind, text, line, build_argument(schema, NULL, operand));
}

Expression *build_binary(Schema *schema, ExpressionKind kind, const char *text, int line, Expression *left,
                         Expression *right)
{
    Argument *operands = build_append(build_argument(schema, NULL, left), build_argument(schema, NULL, right));
    return build_node(schema, kind, text, line, operands);
}

Expression *build_condition(Schema *schema, int line, Expression *condition, Expression *yes, Expression *no)
{
    Argument *operands = build_append(build_argument(schema, NULL, condition), build_argument(schema, NULL, yes));
    return build_node(schema, EXPRESSION_CONDITION, "?", line,
                      build_append(operands, build_argument(schema, NULL, no)));
}

Expression *build_method(Schema *schema, const char *name, int line, Expression *receiver, Argument *arguments)
{
    Argument *first = build_argument(schema, NULL, receiver);
    first->next = arguments;
    Expression *call = build_node(schema, EXPRESSION_CALL, name, line, first);
    call->method = true;
    return call;
}

Argument *build_argument(Schema *schema, const char *keyword, Expression *value)
{
    Argument *argument = schema_alloc(schema, sizeof *argument);
    argument->keyword = keyword;
    argument->value = value;
    return argument;
}

Argument *build_append(Argument *list, Argument *argument)
{
    if (!list)
        return argument;
    Argument *last = list;
    while (last->next)
        last = last->next;
    last->next = argument;
    return list;
}

void build_formula(Schema *schema, int line, const char *names, Expression *value)
{
    Entry *entry = schema->last;
    if (!strcmp(names, "composite")) {
        if (entry->body != BODY_MISSING)
            schema_error(schema, entry->file, line, "a second body for %s", entry->name);
        entry->body = BODY_COMPOSITE;
        entry->composite = value;
        return;
    }
    Formula *formula = schema_alloc(schema, sizeof *formula);
    bool none = value->kind == EXPRESSION_NAME && !strcmp(value->text, "none");
    bool missing = value->kind == EXPRESSION_NAME && !strcmp(value->text, "missing");
    formula->names = names;
    formula->constant = value->kind == EXPRESSION_NAME && !strcmp(value->text, "constant");
    formula->value = none || missing || formula->constant ? NULL : value;
    formula->missing = missing;
    formula->line = line;
    Formula **at = &entry->formulas;
    while (*at)
        at = &(*at)->next;
    *at = formula;
}

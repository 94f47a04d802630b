#include "gen/emit.h"

#include <string.h>

void emit(Text *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)text_append_format_va(out, format, arguments);
    va_end(arguments);
}

const char *emit_parameter_type(Type type)
{
    switch (type.kind) {
    case KIND_TENSOR:
        return type.written ? "Tensor *" : "const Tensor *";
    case KIND_TENSOR_LIST:
        return "TensorList ";
    case KIND_SCALAR:
        return type.optional ? "OptionalScalar " : "Scalar ";
    case KIND_SCALAR_LIST:
        return "ScalarList ";
    case KIND_INT:
        return type.optional ? "OptionalInt " : "int64_t ";
    case KIND_INT_LIST:
        return "IntList ";
    case KIND_FLOAT:
        return type.optional ? "OptionalFloat " : "double ";
    case KIND_FLOAT_LIST:
        return "FloatList ";
    case KIND_BOOL:
        return type.optional ? "int " : "bool ";
    case KIND_BOOL_LIST:
        return "BoolList ";
    case KIND_STRING:
        return "const char *";
    case KIND_GENERATOR:
        return "struct Generator *";
    case KIND_STORAGE:
        return "const Tensor *";
    default:
        return "int ";
    }
}

const char *emit_result_type(Type type)
{
    switch (type.kind) {
    case KIND_TENSOR:
        return "Tensor *";
    case KIND_TENSOR_LIST:
        return "TensorVector ";
    case KIND_SCALAR:
        return "Scalar ";
    case KIND_INT:
        return "int64_t ";
    case KIND_FLOAT:
        return "double ";
    case KIND_BOOL:
        return "bool ";
    default:
        return "int ";
    }
}

const char *emit_result_name(Schema *schema, const Entry *entry, int index)
{
    return entry->result_count == 1 ? "result" : schema_format(schema, "result%d", index);
}

const SchemaParameter *entry_target(const Entry *entry)
{
    const SchemaParameter *self = entry_parameter(entry, "self");
    return self ? self : entry->parameters;
}

void emit_parameters(Text *out, const Entry *entry, bool in_place)
{
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        bool target = in_place && p == entry_target(entry);
        emit(out, ", %s%s", target ? "Tensor *" : emit_parameter_type(p->type), p->name);
    }
}

void emit_arguments(Text *out, const Entry *entry)
{
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        emit(out, ", %s", p->name);
}

bool entry_returns_tensor(const Entry *entry)
{
    return entry->result_count == 1 && entry->results->type.kind == KIND_TENSOR;
}

bool entry_in_c(const Entry *entry)
{
    return entry->body != BODY_UNSUPPORTED && entry->body != BODY_SCRIPT;
}

bool entry_writes(const Entry *entry)
{
    return entry->parameters && entry->parameters->type.written;
}

void emit_prototype(Schema *schema, Text *out, const Entry *entry, const char *name, bool in_place)
{
    bool tensor = entry_returns_tensor(entry);
    emit(out, "%s%s(Runtime *runtime", tensor ? "Tensor *" : "bool ", name);
    emit_parameters(out, entry, in_place);
    int index = 0;
    for (const SchemaResult *r = entry->results; r && !tensor; r = r->next, index++)
        emit(out, ", %s*%s", emit_result_type(r->type), emit_result_name(schema, entry, index));
    emit(out, ")");
}

bool entry_recorded(const Entry *entry)
{
    return entry->body == BODY_ELEMENTWISE || entry->body == BODY_FUNCTION || entry->body == BODY_INPLACE ||
           entry->body == BODY_VIEW;
}

bool entry_differentiable(const Entry *entry)
{
    return entry->formulas && !entry->no_gradient && entry_recorded(entry);
}

bool entry_wants_gradient(const Entry *entry, const SchemaParameter *parameter)
{
    for (const Formula *formula = entry->formulas; formula; formula = formula->next)
        if (word_in(formula->names, parameter->name))
            return formula->value || formula->missing;
    return false;
}

const SchemaParameter *entry_gradient_list(const Entry *entry)
{
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        if (p->type.kind == KIND_TENSOR_LIST && entry_wants_gradient(entry, p))
            return p;
    return NULL;
}

// A number of a list, with its sign.
static const char *item_text(Schema *schema, const Expression *value)
{
    if (value->kind != EXPRESSION_UNARY)
        return value->text;
    return schema_format(schema, "-%s", value->operands->value->text);
}

static const char *list_default(Schema *schema, Type type, const Expression *value)
{
    const char *c_type = emit_parameter_type(type);
    const char *item = type.kind == KIND_FLOAT_LIST ? "double" : type.kind == KIND_BOOL_LIST ? "bool" : "int64_t";
    if (value->kind == EXPRESSION_NONE)
        return schema_format(schema, "(%s){0, LIST_NONE}", c_type);
    if (value->kind != EXPRESSION_LIST) {
        int count = type.list_size ? type.list_size : 1;
        const char *items = value->text;
        if (value->kind == EXPRESSION_TRUE || value->kind == EXPRESSION_FALSE)
            items = value->kind == EXPRESSION_TRUE ? "true" : "false";
        const char *one = items;
        for (int i = 1; i < count; i++)
            items = schema_format(schema, "%s, %s", items, one);
        return schema_format(schema, "(%s){(const %s[]){%s}, %d}", c_type, item, items, count);
    }
    if (!value->operands)
        return schema_format(schema, "(%s){0, 0}", c_type);
    const char *items = "";
    int count = 0;
    for (const Argument *a = value->operands; a; a = a->next, count++)
        items = schema_format(schema, "%s%s%s", items, count ? ", " : "", item_text(schema, a->value));
    return schema_format(schema, "(%s){(const %s[]){%s}, %d}", c_type, item, items, count);
}

// The names that stand for enum values in PyTorch's schemas.
static const char *named_default(const char *name)
{
    static const char *const names[] = {
        "Mean", "1", "long", "DTYPE_INT64", "contiguous_format", "FORMAT_CONTIGUOUS", "inf", "INFINITY"};
    for (size_t i = 0; i < COUNT_OF(names); i += 2)
        if (!strcmp(names[i], name))
            return names[i + 1];
    return NULL;
}

const char *emit_default(Schema *schema, const Entry *entry, Type type, const Expression *value)
{
    if (type.kind == KIND_INT_LIST || type.kind == KIND_FLOAT_LIST || type.kind == KIND_BOOL_LIST)
        return list_default(schema, type, value);
    if (value->kind == EXPRESSION_NONE)
        switch (type.kind) {
        case KIND_TENSOR:
        case KIND_STRING:
        case KIND_GENERATOR:
            return "NULL";
        case KIND_TENSOR_LIST:
            return "(TensorList){0, LIST_NONE}";
        case KIND_SCALAR_LIST:
            return "(ScalarList){0, LIST_NONE}";
        case KIND_SCALAR:
            return "(OptionalScalar){0}";
        case KIND_INT:
            return "(OptionalInt){0}";
        case KIND_FLOAT:
            return "(OptionalFloat){0}";
        default:
            return "OPTION_NONE";
        }
    const char *text = value->text;
    if (value->kind == EXPRESSION_TRUE)
        text = "true";
    if (value->kind == EXPRESSION_FALSE)
        text = "false";
    if (value->kind == EXPRESSION_NAME && !(text = named_default(value->text))) {
        schema_error(schema, entry->file, entry->line, "unknown default %s", value->text);
        return "0";
    }
    if (type.kind == KIND_SCALAR) {
        const char *make = value->kind == EXPRESSION_FLOAT ? "float" : value->kind == EXPRESSION_INT ? "int" : "bool";
        text = schema_format(schema, "scalar_%s(%s)", make, text);
        if (type.optional)
            text = schema_format(schema, "(OptionalScalar){true, %s}", text);
    } else if (type.optional && type.kind == KIND_INT)
        text = schema_format(schema, "(OptionalInt){true, %s}", text);
    else if (type.optional && type.kind == KIND_FLOAT)
        text = schema_format(schema, "(OptionalFloat){true, %s}", text);
    return text;
}

const char *emit_default_text(Schema *schema, Type type, const Expression *value)
{
    switch (value->kind) {
    case EXPRESSION_NAME:
        if (!strcmp(value->text, "long"))
            return "None";
        if (!strcmp(value->text, "contiguous_format"))
            return "torch.contiguous_format";
        return strcmp(value->text, "Mean") ? value->text : "at::Reduction::Mean";
    case EXPRESSION_STRING:
        return schema_format(schema, "\\\"%.*s\\\"", (int)strlen(value->text) - 2, value->text + 1);
    case EXPRESSION_LIST: {
        if (!value->operands)
            return "None";
        const char *text = "{"; // as C++ writes it
        for (const Argument *a = value->operands; a; a = a->next)
            text = schema_format(schema, "%s%s%s", text, item_text(schema, a->value), a->next ? "," : "}");
        return text;
    }
    default:
        (void)type;
        return value->text;
    }
}

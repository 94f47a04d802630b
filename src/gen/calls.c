// What the language side sees of an entry: its parameters, its signatures, and the functions that take OpValues.
#include <ctype.h>
#include <string.h>

#include "gen/emit.h"

static const char *type_text(Type type)
{
    static const char *const texts[KIND_COUNT] = {
        [KIND_TENSOR] = "Tensor",
        [KIND_TENSOR_LIST] = "tuple of Tensors",
        [KIND_SCALAR] = "Number",
        [KIND_SCALAR_LIST] = "tuple of Scalars",
        [KIND_INT] = "int",
        [KIND_INT_LIST] = "tuple of ints",
        [KIND_FLOAT] = "float",
        [KIND_FLOAT_LIST] = "tuple of floats",
        [KIND_BOOL] = "bool",
        [KIND_BOOL_LIST] = "tuple of bools",
        [KIND_STRING] = "str",
        [KIND_DTYPE] = "torch.dtype",
        [KIND_LAYOUT] = "torch.layout",
        [KIND_DEVICE] = "torch.device",
        [KIND_MEMORY_FORMAT] = "torch.memory_format",
        [KIND_GENERATOR] = "torch.Generator",
        [KIND_STORAGE] = "torch.Storage",
        [KIND_NAME] = "name",
        [KIND_NAME_LIST] = "tuple of names",
    };
    return texts[type.kind];
}

static const char *const kind_names[KIND_COUNT] = {
    "NONE",   "TENSOR",        "TENSOR_LIST", "SCALAR",    "SCALAR_LIST", "INT",       "INT_LIST",
    "FLOAT",  "FLOAT_LIST",    "BOOL",        "BOOL_LIST", "STRING",      "DTYPE",     "LAYOUT",
    "DEVICE", "MEMORY_FORMAT", "GENERATOR",   "STORAGE",   "NAME",        "NAME_LIST", "NONE",
};

static bool is_option(const SchemaParameter *p)
{
    return p->keyword_only && (p->type.kind == KIND_DTYPE || p->type.kind == KIND_LAYOUT ||
                               p->type.kind == KIND_DEVICE || !strcmp(p->name, "pin_memory"));
}

static const char *python_name(const SchemaParameter *p)
{
    return !strcmp(p->name, "self") && p->type.kind == KIND_TENSOR ? "input" : p->name;
}

static const char *one_parameter(Schema *schema, const Entry *entry, const SchemaParameter *p)
{
    const char *text = schema_format(schema, "%s %s", type_text(p->type), python_name(p));
    if (!strcmp(p->name, "pin_memory") && entry->python & PYTHON_FACTORY)
        return schema_format(schema, "%s = False", text);
    if (!p->default_value)
        return text;
    return schema_format(schema, "%s = %s", text, emit_default_text(schema, p->type, p->default_value));
}

static bool is_method(unsigned form)
{
    return form == PYTHON_METHOD || form == PYTHON_INPLACE;
}

const char *emit_signature(Schema *schema, const Entry *entry, unsigned form)
{
    const char *text = "(";
    bool star = false, first = true;
    bool out_pending = form == PYTHON_FUNCTION && entry->python & PYTHON_OUT;
    bool factory = (entry->python & PYTHON_FACTORY) != 0;
    const char *out_text = entry->result_count > 1 ? "tuple of Tensors out = None" : "Tensor out = None";
    const SchemaParameter *memory_format = entry->parameters;
    while (memory_format && memory_format->type.kind != KIND_MEMORY_FORMAT)
        memory_format = memory_format->next;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        if (is_method(form) && !strcmp(p->name, "self"))
            continue;
        if (factory && p->type.kind == KIND_MEMORY_FORMAT)
            continue;
        if (factory && memory_format && is_option(p)) { // the memory format stands before the other options
            text = schema_format(schema, "%s%s%s%s", text, first ? "" : ", ", star ? "" : "*, ",
                                 one_parameter(schema, entry, memory_format));
            star = true, first = false;
            memory_format = NULL;
        }
        if (out_pending && factory && is_option(p)) {
            text = schema_format(schema, "%s%s%s%s", text, first ? "" : ", ", star ? "" : "*, ", out_text);
            star = true, first = out_pending = false;
        }
        if (p->keyword_only && !star)
            text = schema_format(schema, "%s%s*", text, first ? "" : ", "), star = true, first = false;
        text = schema_format(schema, "%s%s%s", text, first ? "" : ", ", one_parameter(schema, entry, p));
        first = false;
    }
    if (out_pending)
        text = schema_format(schema, "%s%s%s%s", text, first ? "" : ", ", star ? "" : "*, ", out_text), first = false;
    if (factory)
        text = schema_format(schema, "%s%sbool requires_grad = False", text, first ? "" : ", ");
    return schema_format(schema, "%s)", text);
}

// The default as an OpValue initialiser.
static const char *default_value(Schema *schema, const Entry *entry, const SchemaParameter *p)
{
    const Expression *value = p->default_value;
    if (!value || value->kind == EXPRESSION_NONE)
        return "{OP_NONE}";
    static const char *const fields[KIND_COUNT] = {
        [KIND_SCALAR] = "scalar",         [KIND_INT] = "integer",        [KIND_INT_LIST] = "integers",
        [KIND_FLOAT] = "number",          [KIND_FLOAT_LIST] = "numbers", [KIND_BOOL] = "flag",
        [KIND_BOOL_LIST] = "flags",       [KIND_STRING] = "string",      [KIND_DTYPE] = "integer",
        [KIND_MEMORY_FORMAT] = "integer", [KIND_LAYOUT] = "integer",     [KIND_DEVICE] = "integer",
        [KIND_TENSOR_LIST] = "tensors",
    };
    Type type = p->type;
    type.optional = false;
    const char *text = emit_default(schema, entry, type, value);
    // PyTorch's argument parser reads "at::Reduction::Mean" as a number, and finds none: the losses stay apart.
    if (value->kind == EXPRESSION_NAME && !strcmp(value->text, "Mean"))
        text = "0";
    if (type.kind == KIND_SCALAR) {
        bool is_float = value->kind == EXPRESSION_FLOAT;
        text = schema_format(schema, "{.kind = SCALAR_%s, .%s = %s}",
                             is_float                        ? "FLOAT"
                             : value->kind == EXPRESSION_INT ? "INT"
                                                             : "BOOL",
                             is_float                        ? "f"
                             : value->kind == EXPRESSION_INT ? "i"
                                                             : "b",
                             value->kind == EXPRESSION_TRUE    ? "true"
                             : value->kind == EXPRESSION_FALSE ? "false"
                                                               : value->text);
    } else if (*text == '(')
        text = strchr(text, ')') + 1; // a compound literal's braces alone
    return schema_format(schema, "{OP_%s, {.%s = %s}}", kind_names[type.kind], fields[type.kind], text);
}

static void emit_parameter_rows(Schema *schema, Text *out, const Entry *entry)
{
    emit(out, "static const Parameter %s_parameters[] = {\n", entry->c_name);
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        bool pin = !strcmp(p->name, "pin_memory") && entry->python & PYTHON_FACTORY;
        const char *text = pin                ? "False"
                           : p->default_value ? emit_default_text(schema, p->type, p->default_value)
                                              : NULL;
        emit(out, "    {.name = \"%s\", .type = OP_%s, .type_text = \"%s\"", python_name(p), kind_names[p->type.kind],
             type_text(p->type));
        if (p->type.optional)
            emit(out, ", .optional = true");
        if (p->type.optional_items)
            emit(out, ", .optional_items = true");
        if (p->type.symbolic)
            emit(out, ", .symbolic = true");
        if (p->keyword_only)
            emit(out, ", .keyword_only = true");
        if (p->type.list_size)
            emit(out, ", .list_size = %d", p->type.list_size);
        if (entry->python & PYTHON_NUMBERS && p->type.kind == KIND_TENSOR)
            emit(out, ", .accepts_number = true");
        if (text)
            emit(out, ", .has_default = true, .default_text = \"%s\"", text);
        if (p->default_value)
            emit(out, ", .default_value = %s", default_value(schema, entry, p));
        emit(out, "},\n");
    }
    if (entry->python & PYTHON_FACTORY)
        emit(out, "    {.name = \"requires_grad\", .type = OP_BOOL, .type_text = \"bool\", .optional = true, "
                  ".keyword_only = true, .has_default = true,\n"
                  "     .default_text = \"False\", .default_value = {OP_BOOL, {.flag = false}}},\n");
    if (entry->python & PYTHON_OUT)
        emit(out,
             "    {.name = \"out\", .type = OP_%s, .type_text = \"%s\", .optional = true, .keyword_only = true, "
             ".is_out = true,\n"
             "     .has_default = true, .default_text = \"None\"},\n",
             entry->result_count > 1 ? "TENSOR_LIST" : "TENSOR",
             entry->result_count > 1 ? "tuple of Tensors" : "Tensor");
    emit(out, "    {0},\n};\n");
}

// One argument, taken out of its OpValue.
static const char *argument(Schema *schema, const SchemaParameter *p, int index)
{
    static const char *const takers[KIND_COUNT] = {
        [KIND_TENSOR] = "tensor",
        [KIND_TENSOR_LIST] = "tensors",
        [KIND_SCALAR] = "scalar",
        [KIND_SCALAR_LIST] = "scalars",
        [KIND_INT] = "int",
        [KIND_INT_LIST] = "ints",
        [KIND_FLOAT] = "float",
        [KIND_FLOAT_LIST] = "floats",
        [KIND_BOOL] = "bool",
        [KIND_BOOL_LIST] = "bools",
        [KIND_STRING] = "string",
        [KIND_DTYPE] = "option",
        [KIND_LAYOUT] = "option",
        [KIND_DEVICE] = "option",
        [KIND_MEMORY_FORMAT] = "option",
        [KIND_GENERATOR] = "generator",
        [KIND_STORAGE] = "tensor",
    };
    bool record = p->type.kind == KIND_SCALAR || p->type.kind == KIND_INT || p->type.kind == KIND_FLOAT ||
                  p->type.kind == KIND_BOOL;
    return schema_format(schema, "take_%s%s(&a[%d])", p->type.optional && record ? "optional_" : "",
                         takers[p->type.kind], index);
}

static void emit_call(Schema *schema, Text *out, const Entry *entry, bool in_place)
{
    emit(out, "static bool %s_call%s(Runtime *runtime, const OpValue *a, OpValue *r)\n{\n    (void)a, (void)r;\n",
         entry->c_name, in_place ? "_in_place" : "");
    if (entry->body == BODY_UNSUPPORTED) {
        emit(out, "    error_raise(runtime->error, ERROR_UNSUPPORTED_ERROR, \"%s\");\n    return false;\n}\n",
             entry->kernel);
        return;
    }
    const char *arguments = "runtime";
    int index = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next, index++)
        arguments = schema_format(schema, "%s, %s", arguments, argument(schema, p, index));
    const char *function = schema_format(schema, "op_%s%s", entry->c_name, in_place ? "_" : "");
    if (entry_returns_tensor(entry)) {
        if (entry->python & PYTHON_FACTORY && !in_place)
            emit(out, "    return give_factory(r, %s(%s), take_bool(&a[%d]));\n}\n", function, arguments, index);
        else
            emit(out, "    return give_tensor(r, %s(%s));\n}\n", function, arguments);
        return;
    }
    static const char *const fields[KIND_COUNT] = {
        [KIND_TENSOR] = "tensor", [KIND_TENSOR_LIST] = "tensor_vector",
        [KIND_SCALAR] = "scalar", [KIND_INT] = "integer",
        [KIND_FLOAT] = "number",  [KIND_BOOL] = "flag",
    };
    index = 0;
    for (const SchemaResult *result = entry->results; result; result = result->next, index++) {
        bool option = !fields[result->type.kind];
        if (option) {
            emit(out, "    int option%d = 0;\n", index);
            arguments = schema_format(schema, "%s, &option%d", arguments, index);
        } else
            arguments = schema_format(schema, "%s, &r[%d].%s", arguments, index, fields[result->type.kind]);
    }
    emit(out, "    if (!%s(%s)) return false;\n", function, arguments);
    index = 0;
    for (const SchemaResult *result = entry->results; result; result = result->next, index++) {
        emit(out, "    r[%d].type = OP_%s;\n", index, kind_names[result->type.kind]);
        if (!fields[result->type.kind])
            emit(out, "    r[%d].integer = option%d;\n", index, index);
    }
    emit(out, "    return true;\n}\n");
}

// `out exact` or `out safe torch.geqrf`: the rule's id, and where the message's operator name starts.
static const char *out_rule(Schema *schema, const Entry *entry, const char **name)
{
    const char *words = entry->out_rule;
    *name = entry->name;
    if (!words && entry->python & PYTHON_FACTORY)
        return "FACTORY";
    if (!words)
        return entry->body == BODY_ELEMENTWISE || entry->body == BODY_COMPOSITE ? "ITERATOR" : "CAST";
    size_t length = strcspn(words, " ");
    if (words[length])
        *name = words + length + 1;
    char *id = schema_alloc(schema, length + 1);
    for (size_t i = 0; i < length; i++)
        id[i] = (char)toupper((unsigned char)words[i]);
    return id;
}

static int parameter_index(const Entry *entry, const char *name)
{
    int index = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next, index++)
        if (!strcmp(p->name, name))
            return index;
    return -1;
}

// The names of the results as a list of strings, or NULL where they have none.
static const char *result_names(Schema *schema, const Entry *entry)
{
    const char *names = "";
    for (const SchemaResult *r = entry->results; r; r = r->next) {
        if (!r->name)
            return NULL;
        names = schema_format(schema, "%s\"%s\", ", names, r->name);
    }
    return *names ? names : NULL;
}

static void emit_out_call(Schema *schema, Text *out, const Entry *entry)
{
    bool factory = entry->python & PYTHON_FACTORY;
    int dtype = parameter_index(entry, "dtype");
    const char *refused_name, *rule = out_rule(schema, entry, &refused_name), *names = result_names(schema, entry);
    if (names)
        emit(out, "static const char *const %s_parts[] = {%s};\n", entry->c_name, names);
    emit(out,
         "static bool %s_call_out(Runtime *runtime, const OpValue *a, OpValue *r)\n{\n"
         "    static const OutForm form = {\n        .name = \"%s\", .call = %s_call, .out = %d, .results = %d,\n"
         "        .factory = %s, .dtype = %d, .follows = %s, .rule = OUT_%s, .refused_name = \"%s\", .differentiable = "
         "%s,\n        .parts = %s%s};\n"
         "    return call_out(runtime, &form, a, r);\n}\n",
         entry->c_name, entry->name, entry->c_name, entry->parameter_count + factory, entry->result_count,
         factory ? "true" : "false", dtype, dtype >= 0 && (factory || !strcmp(rule, "FOLLOWS")) ? "true" : "false",
         rule, refused_name, entry->no_gradient ? "false" : "true", names ? entry->c_name : "NULL",
         names ? "_parts" : "");
}

static void emit_overload(Schema *schema, Text *out, const Entry *entry, unsigned form, const char *tag,
                          const char *call)
{
    int positional = 0, total = entry->parameter_count, self = -1, index = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next, index++) {
        if (!p->keyword_only)
            positional++;
        if (!strcmp(p->name, "self") && is_method(form))
            self = index;
    }
    if (entry->python & PYTHON_FACTORY)
        total++;
    if (form == PYTHON_FUNCTION && entry->python & PYTHON_OUT)
        total++;
    emit(out, "const Overload overload_%s_%s = {\n    .name = \"%s%s%s\",\n    .signature = \"%s\",\n", entry->c_name,
         tag, entry->name, *entry->overload ? "." : "", entry->overload, emit_signature(schema, entry, form));
    emit(out, "    .parameters = %s_parameters, .parameter_count = %d, .positional_count = %d, .self_index = %d,\n",
         entry->c_name, total, positional, self);
    if (entry->python & PYTHON_DEPRECATED)
        emit(out, "    .deprecated = true,\n");
    const char *names = entry->result_count < 2 ? NULL : result_names(schema, entry);
    if (entry->body == BODY_SCRIPT)
        emit(out, "    .script = \"%s\",\n", entry->kernel);
    emit(out, "    .result_count = %d, .result_types = %s_results,%s%s%s .call = %s,\n};\n", entry->result_count,
         entry->c_name, names ? " .result_names = (const char *const[]){" : "", names ? names : "", names ? "}," : "",
         entry->body == BODY_SCRIPT ? "NULL" : call);
}

void emit_calls(Schema *schema, Text *out, const Entry *entry)
{
    if (!entry->python)
        return;
    const char *name = entry->c_name;
    emit_parameter_rows(schema, out, entry);
    emit(out, "static const OpType %s_results[] = {", name);
    for (const SchemaResult *r = entry->results; r; r = r->next)
        emit(out, "OP_%s, ", kind_names[r->type.kind]);
    emit(out, "OP_NONE};\n");
    if (entry->body == BODY_SCRIPT && entry->python & (PYTHON_OUT | PYTHON_INPLACE | PYTHON_FACTORY))
        schema_error(schema, entry->file, entry->line,
                     "a script has no out=, no in-place form and no factory's options");
    if (entry->body != BODY_SCRIPT)
        emit_call(schema, out, entry, false);
    bool with_out = entry->python & PYTHON_OUT;
    if (with_out)
        emit_out_call(schema, out, entry);
    if (entry->python & PYTHON_FUNCTION)
        emit_overload(schema, out, entry, PYTHON_FUNCTION, "function",
                      schema_format(schema, "%s_call%s", name, with_out ? "_out" : ""));
    if (entry->python & PYTHON_METHOD)
        emit_overload(schema, out, entry, PYTHON_METHOD, "method", schema_format(schema, "%s_call", name));
    if (entry->python & PYTHON_INPLACE) {
        if (entry_in_c(entry))
            emit_call(schema, out, entry, true);
        const char *call = schema_format(schema, "%s_call%s", name, entry_in_c(entry) ? "_in_place" : "");
        emit_overload(schema, out, entry, PYTHON_INPLACE, "in_place", call);
        if (entry->python & PYTHON_INPLACE_FUNCTION)
            emit_overload(schema, out, entry, PYTHON_INPLACE_FUNCTION, "in_place_function", call);
        if (!entry_parameter(entry, "self"))
            schema_error(schema, entry->file, entry->line, "in place without self");
    }
    emit(out, "\n");
}

// Formulas and composites: expressions over tensors and numbers, compiled to calls of operators.
//
// Tensor results live in t[], lists in v[]; both are released at the end of the generated function. A step that
// fails jumps there.
#include <string.h>

#include "gen/emit.h"

static Code compile_call(Emitter *emitter, const char *name, Code *arguments, const char **keywords, int count,
                         int line);

static Type plain(Kind kind)
{
    return (Type){.kind = kind};
}

static Code code_of(const char *text, Kind kind)
{
    return (Code){.text = text, .type = plain(kind)};
}

static Code fail(Emitter *emitter, int line, const char *message, const char *detail)
{
    schema_error(emitter->schema, emitter->entry->file, line, "%s %s", message, detail);
    return (Code){.text = "0", .failed = true};
}

static bool is_number(Type type)
{
    return !type.optional && (type.kind == KIND_INT || type.kind == KIND_FLOAT || type.kind == KIND_BOOL ||
                              type.kind == KIND_SCALAR || type.kind == KIND_DTYPE);
}

// Numbers as C: whether an argument of one type can stand for a parameter of another.
static bool convertible(Code code, Type to)
{
    Type from = code.type;
    if (from.kind == KIND_NONE)
        return to.optional || to.kind == KIND_TENSOR || to.kind == KIND_STRING;
    if (from.optional && !to.optional && from.kind != KIND_TENSOR && from.kind != KIND_INT_LIST)
        return false;
    if (from.kind == to.kind)
        return true;
    switch (to.kind) {
    case KIND_SCALAR:
        return is_number(from);
    case KIND_FLOAT:
        return is_number(from) && from.kind != KIND_SCALAR;
    case KIND_INT:
        return from.kind == KIND_BOOL || from.kind == KIND_DTYPE;
    case KIND_DTYPE:
    case KIND_MEMORY_FORMAT:
        return from.kind == KIND_INT;
    case KIND_INT_LIST:
        return from.kind == KIND_INT && !from.optional;
    default:
        return false;
    }
}

static const char *to_scalar(Emitter *emitter, Code code)
{
    if (code.type.kind == KIND_SCALAR)
        return code.text;
    const char *make = code.type.kind == KIND_FLOAT ? "float" : code.type.kind == KIND_BOOL ? "bool" : "int";
    return schema_format(emitter->schema, "scalar_%s(%s)", make, code.text);
}

const char *formula_convert(Emitter *emitter, Code code, Type type, int line)
{
    Schema *schema = emitter->schema;
    if (code.failed)
        return "0";
    if (!convertible(code, type)) {
        fail(emitter, line, "wrong type of argument", code.text);
        return "0";
    }
    if (code.type.kind == KIND_NONE) {
        Expression none = {.kind = EXPRESSION_NONE};
        return emit_default(schema, emitter->entry, type, &none);
    }
    if (type.kind == KIND_TENSOR_LIST && code.vector)
        return schema_format(schema, "(TensorList){%s.items, %s.count}", code.text, code.text);
    if (type.kind == KIND_INT_LIST && code.type.kind == KIND_INT)
        return schema_format(schema, "(IntList){(const int64_t[]){%s}, 1}", code.text);
    const char *text = type.kind == KIND_SCALAR && !code.type.optional ? to_scalar(emitter, code) : code.text;
    if (!type.optional || code.type.optional)
        return text;
    if (type.kind == KIND_SCALAR)
        return schema_format(schema, "(OptionalScalar){true, %s}", text);
    if (type.kind == KIND_INT)
        return schema_format(schema, "(OptionalInt){true, %s}", text);
    if (type.kind == KIND_FLOAT)
        return schema_format(schema, "(OptionalFloat){true, %s}", text);
    return text;
}

// The parameter that argument `index` is for, or NULL.
static const SchemaParameter *parameter_for(const Entry *entry, const char *keyword, int index)
{
    if (keyword)
        return entry_parameter(entry, keyword);
    const SchemaParameter *p = entry->parameters;
    for (int i = 0; p && i < index; i++)
        p = p->next;
    return p && !p->keyword_only ? p : NULL;
}

static bool fits(const Entry *entry, const Code *arguments, const char **keywords, int count)
{
    if (!entry_in_c(entry))
        return false;
    unsigned given = 0;
    for (int i = 0; i < count; i++) {
        const SchemaParameter *p = parameter_for(entry, keywords[i], i);
        if (!p || !convertible(arguments[i], p->type))
            return false;
        int number = 0;
        for (const SchemaParameter *q = entry->parameters; q != p; q = q->next)
            number++;
        given |= 1u << number;
    }
    int number = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next, number++)
        if (!(given & (1u << number)) && !p->default_value)
            return false;
    return true;
}

static const char *argument_text(Emitter *emitter, const Entry *entry, const SchemaParameter *p, const Code *arguments,
                                 const char **keywords, int count, int line)
{
    for (int i = 0; i < count; i++)
        if (parameter_for(entry, keywords[i], i) == p)
            return formula_convert(emitter, arguments[i], p->type, line);
    return emit_default(emitter->schema, entry, p->type, p->default_value);
}

// Declares where a result goes; returns the code that names it.
static Code result_place(Emitter *emitter, Type type)
{
    Schema *schema = emitter->schema;
    if (type.kind == KIND_TENSOR)
        return code_of(schema_format(schema, "t[%d]", emitter->tensors++), KIND_TENSOR);
    if (type.kind == KIND_TENSOR_LIST) {
        Code code = code_of(schema_format(schema, "v[%d]", emitter->vectors++), KIND_TENSOR_LIST);
        code.vector = true;
        return code;
    }
    const char *name = schema_format(schema, "n%d", emitter->values++);
    emit(emitter->out, "%s%s%s;\n", emitter->indent, emit_result_type(type), name);
    return code_of(name, type.kind);
}

static Code call_entry(Emitter *emitter, const Entry *entry, const Code *arguments, const char **keywords, int count,
                       bool in_place, int line)
{
    Schema *schema = emitter->schema;
    const char *call = schema_format(schema, "op_%s%s(runtime", entry->c_name, in_place ? "_" : "");
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        call =
            schema_format(schema, "%s, %s", call, argument_text(emitter, entry, p, arguments, keywords, count, line));
    if (entry_returns_tensor(entry)) {
        Code place = result_place(emitter, plain(KIND_TENSOR));
        emit(emitter->out, "%sif (!(%s = %s))) goto end;\n", emitter->indent, place.text, call);
        return place;
    }
    Code code = {.type = plain(KIND_TUPLE), .tuple = entry, .tuple_base = emitter->tensors};
    for (const SchemaResult *r = entry->results; r; r = r->next) {
        Code place = result_place(emitter, r->type);
        call = schema_format(schema, "%s, &%s", call, place.text);
        if (entry->result_count == 1)
            code = place;
    }
    emit(emitter->out, "%sif (!%s)) goto end;\n", emitter->indent, call);
    return code;
}

// Functions of the formula language that are no operators.
static Code builtin_call(Emitter *emitter, const char *name, const Code *arguments, int count, bool *found)
{
    static const struct {
        const char *name;
        Kind argument, result;
        const char *format;
    } builtins[] = {
        {"defined", KIND_TENSOR, KIND_BOOL, "(%s != NULL)"},
        {"is_integral", KIND_DTYPE, KIND_BOOL, "dtype_is_integral((DType)%s)"},
        {"is_floating", KIND_DTYPE, KIND_BOOL, "dtype_is_floating((DType)%s)"},
        {"is_complex", KIND_DTYPE, KIND_BOOL, "dtype_is_complex((DType)%s)"},
        {"real_dtype", KIND_DTYPE, KIND_DTYPE, "dtype_real((DType)%s)"},
        {"complex_dtype", KIND_DTYPE, KIND_DTYPE, "dtype_complex((DType)%s)"},
        {"product", KIND_INT_LIST, KIND_INT, "int_list_product(%s)"},
        {"float", KIND_SCALAR, KIND_FLOAT, "scalar_to_float(%s)"},
        {"int", KIND_SCALAR, KIND_INT, "scalar_to_int(%s)"},
        {"scalar", KIND_SCALAR, KIND_SCALAR, "%s"},
        {"sqrt", KIND_SCALAR, KIND_FLOAT, "sqrt(scalar_to_float(%s))"},
        {"log", KIND_SCALAR, KIND_FLOAT, "log(scalar_to_float(%s))"},
        {"is_zero", KIND_SCALAR, KIND_BOOL, "(scalar_to_complex(%s) == 0)"},
        {"is_one", KIND_SCALAR, KIND_BOOL, "(scalar_to_complex(%s) == 1)"},
        {"conjugate", KIND_SCALAR, KIND_SCALAR, "scalar_conj(%s)"},
        {"wrapped", KIND_SCALAR, KIND_TENSOR, "tensor_wrapped_scalar(runtime, %s)"},
    };
    *found = true;
    for (size_t i = 0; i < COUNT_OF(builtins) && count == 1; i++) {
        if (strcmp(builtins[i].name, name) || !convertible(arguments[0], plain(builtins[i].argument)) ||
            (arguments[0].type.kind == KIND_NONE))
            continue;
        const char *argument = formula_convert(emitter, arguments[0], plain(builtins[i].argument), emitter->line);
        const char *call = schema_format(emitter->schema, builtins[i].format, argument);
        if (builtins[i].result != KIND_TENSOR)
            return code_of(call, builtins[i].result);
        Code place = result_place(emitter, plain(KIND_TENSOR));
        emit(emitter->out, "%sif (!(%s = %s)) goto end;\n", emitter->indent, place.text, call);
        return place;
    }
    if (!strcmp(name, "default_dtype") && !count)
        return code_of("(int)runtime->default_dtype", KIND_DTYPE);
    if (!strcmp(name, "promote") && count == 2 && arguments[0].type.kind == KIND_DTYPE)
        return code_of(schema_format(emitter->schema, "(int)dtype_promote((DType)%s, (DType)%s)", arguments[0].text,
                                     arguments[1].text),
                       KIND_DTYPE);
    *found = false;
    return (Code){0};
}

static Code compile_call(Emitter *emitter, const char *name, Code *arguments, const char **keywords, int count,
                         int line)
{
    for (int i = 0; i < count; i++)
        if (arguments[i].failed)
            return arguments[i];
    bool found;
    Code code = builtin_call(emitter, name, arguments, count, &found);
    if (found)
        return code;
    for (const Entry *entry = schema_find(emitter->schema, name); entry; entry = entry->next_same)
        if (fits(entry, arguments, keywords, count))
            return call_entry(emitter, entry, arguments, keywords, count, false, line);
    return fail(emitter, line, "no operator takes these arguments:", name);
}

static Code call_tensors(Emitter *emitter, const char *name, Code left, Code right, int line)
{
    const char *keywords[2] = {0};
    Code pair[2] = {left, right};
    for (int i = 0; i < 2; i++)
        if (is_number(pair[i].type))
            pair[i] = compile_call(emitter, "wrapped", &pair[i], keywords, 1, line);
    return compile_call(emitter, name, pair, keywords, 2, line);
}

static Code number_binary(Emitter *emitter, const char *operator, Code left, Code right, int line)
{
    Schema *schema = emitter->schema;
    bool compares = strchr("<>=!&|", *operator) != NULL;
    if (left.type.kind == KIND_STRING && right.type.kind == KIND_STRING)
        return code_of(schema_format(schema, "(text_same(%s, %s) %s true)", left.text, right.text, operator),
                       KIND_BOOL);
    if (!is_number(left.type) || !is_number(right.type))
        return fail(emitter, line, "wrong operands of", operator);
    bool scalars = left.type.kind == KIND_SCALAR || right.type.kind == KIND_SCALAR;
    if (scalars && compares)
        return code_of(schema_format(schema, "(scalar_to_float(%s) %s scalar_to_float(%s))",
                                     to_scalar(emitter, left), operator, to_scalar(emitter, right)),
                       KIND_BOOL);
    if (scalars)
        return code_of(schema_format(schema, "scalar_arithmetic('%c', %s, %s)", strcmp(operator, "**") ? *operator : '^',
                                     to_scalar(emitter, left), to_scalar(emitter, right)),
                       KIND_SCALAR);
    if (!strcmp(operator, "**"))
        return code_of(schema_format(schema, "pow(%s, %s)", left.text, right.text), KIND_FLOAT);
    Kind kind = compares                                                                           ? KIND_BOOL
                : left.type.kind == KIND_FLOAT || right.type.kind == KIND_FLOAT || *operator== '/' ? KIND_FLOAT
                                                                                                   : KIND_INT;
    return code_of(
        schema_format(schema, "(%s%s %s %s)", *operator== '/' ? "(double)" : "", left.text, operator, right.text),
        kind);
}

static Code binary(Emitter *emitter, const Expression *expression)
{
    static const char *const names[] = {"+",  "add",         "-",  "sub",        "*",  "mul",      "/",  "div",
                                        "**", "pow",         "@",  "matmul",     "<",  "lt",       ">",  "gt",
                                        "<=", "le",          ">=", "ge",         "==", "eq",       "!=", "ne",
                                        "&&", "logical_and", "||", "logical_or", "%",  "remainder"};
    Code left = formula_compile(emitter, expression->operands->value);
    Code right = formula_compile(emitter, expression->operands->next->value);
    if (left.failed || right.failed)
        return left.failed ? left : right;
    if (left.type.kind != KIND_TENSOR && right.type.kind != KIND_TENSOR)
        return number_binary(emitter, expression->text, left, right, expression->line);
    const char *keywords[2] = {0};
    if (!strcmp(expression->text, "/") && is_number(left.type)) {
        // PyTorch computes a number over a tensor as reciprocal times number.
        Code reciprocal = compile_call(emitter, "reciprocal", &right, keywords, 1, expression->line);
        return call_tensors(emitter, "mul", reciprocal, left, expression->line);
    }
    if (!strcmp(expression->text, "*") && is_number(left.type)) // a tensor's number is rounded if it comes first
        return call_tensors(emitter, "mul", right, left, expression->line);
    Code pair[2] = {left, right};
    if (!strcmp(expression->text, "**"))
        return compile_call(emitter, "pow", pair, keywords, 2, expression->line);
    for (size_t i = 0; i < COUNT_OF(names); i += 2)
        if (!strcmp(names[i], expression->text))
            return call_tensors(emitter, names[i + 1], left, right, expression->line);
    return fail(emitter, expression->line, "no tensor operator", expression->text);
}

static Code unary(Emitter *emitter, const Expression *expression)
{
    Code operand = formula_compile(emitter, expression->operands->value);
    const char *keywords[1] = {0};
    if (operand.failed)
        return operand;
    if (operand.type.kind == KIND_TENSOR)
        return compile_call(emitter, *expression->text == '-' ? "neg" : "logical_not", &operand, keywords, 1,
                            expression->line);
    if (*expression->text == '!')
        return code_of(schema_format(emitter->schema, "(!%s)", operand.text), KIND_BOOL);
    if (operand.type.kind == KIND_SCALAR)
        return code_of(schema_format(emitter->schema, "scalar_negative(%s)", operand.text), KIND_SCALAR);
    return code_of(schema_format(emitter->schema, "(-%s)", operand.text), operand.type.kind);
}

// Whether one pair of parentheses stands around the whole text.
static bool is_parenthesised(const char *text)
{
    int depth = 0;
    for (const char *at = text; *at; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            return *at == ')' && !at[1];
    }
    return false;
}

// A choice between tensors: only the chosen side is computed.
static Code choose_tensor(Emitter *emitter, Code condition, const Argument *sides)
{
    Code place = result_place(emitter, plain(KIND_TENSOR));
    const char *indent = emitter->indent;
    const char *test =
        is_parenthesised(condition.text) ? condition.text : schema_format(emitter->schema, "(%s)", condition.text);
    for (int side = 0; side < 2; side++, sides = sides->next) {
        emit(emitter->out, side ? "%s} else {\n" : "%sif %s {\n", indent, test);
        emitter->indent = schema_format(emitter->schema, "%s    ", indent);
        Code value = formula_compile(emitter, sides->value);
        if (value.failed)
            return value;
        if (value.type.kind == KIND_NONE)
            continue;
        emit(emitter->out, "%s%s = tensor_retain_maybe(%s);\n", emitter->indent, place.text, value.text);
        emitter->indent = indent;
    }
    emitter->indent = indent;
    emit(emitter->out, "%s}\n", indent);
    return place;
}

static Code condition(Emitter *emitter, const Expression *expression)
{
    const Argument *operands = expression->operands;
    Code test = formula_compile(emitter, operands->value);
    if (test.failed)
        return test;
    // A trial run on a text of its own tells which kind of value the first side is.
    Text scratch;
    text_init(&scratch, emitter->schema->memory);
    Emitter trial = *emitter;
    trial.out = &scratch;
    Code yes = formula_compile(&trial, operands->next->value);
    Code no = formula_compile(&trial, operands->next->next->value);
    text_free(&scratch);
    if (yes.failed || no.failed)
        return yes.failed ? yes : no;
    if (yes.type.kind == KIND_TENSOR || no.type.kind == KIND_TENSOR)
        return choose_tensor(emitter, test, operands->next);
    yes = formula_compile(emitter, operands->next->value);
    no = formula_compile(emitter, operands->next->next->value);
    const char *format = "(%s ? %s : %s)";
    if (yes.type.kind == KIND_SCALAR || no.type.kind == KIND_SCALAR)
        return code_of(
            schema_format(emitter->schema, format, test.text, to_scalar(emitter, yes), to_scalar(emitter, no)),
            KIND_SCALAR);
    return code_of(schema_format(emitter->schema, format, test.text, yes.text, no.text),
                   yes.type.kind == KIND_FLOAT ? KIND_FLOAT : no.type.kind);
}

static int parameter_number(const Entry *entry, const char *name)
{
    int number = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next, number++)
        if (!strcmp(p->name, name))
            return number;
    return -1;
}

// `result`, `result0`, `grad1` and the like: the number behind the word, or -1.
static int numbered(const char *name, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(name, word, length))
        return -1;
    if (!name[length])
        return 0;
    return name[length] >= '0' && name[length] <= '7' && !name[length + 1] ? name[length] - '0' : -1;
}

static Code name(Emitter *emitter, const Expression *expression)
{
    const char *text = expression->text;
    Schema *schema = emitter->schema;
    int number = parameter_number(emitter->entry, text);
    if (number >= 0) {
        Code code = {.text = text, .type = entry_parameter(emitter->entry, text)->type};
        if (!emitter->gradient)
            return code;
        if (code.type.kind == KIND_TENSOR)
            code.text = schema_format(schema, "t[%d]", emitter->unpacked_as[number]);
        else if (code.type.kind == KIND_TENSOR_LIST) {
            code.text = schema_format(schema, "v[%d]", emitter->unpacked_as[number]);
            code.vector = true;
        } else
            code.text = schema_format(schema, "saved->%s", text);
        return code;
    }
    if (emitter->gradient) {
        if (!strcmp(text, "grads")) {
            Code code = code_of(schema_format(schema, "v[%d]", emitter->grads_vector), KIND_TENSOR_LIST);
            code.vector = true;
            return code;
        }
        number = numbered(text, "grad");
        if (number >= 0)
            return code_of(schema_format(schema, "grad%d", number), KIND_TENSOR);
        number = numbered(text, "result");
        if (number >= 0)
            return code_of(schema_format(schema, "t[%d]", emitter->result_temporary[number]), KIND_TENSOR);
        if (!strcmp(text, "needs"))
            return code_of(emitter->needs, KIND_BOOL_LIST);
    }
    if (!strcmp(text, "pi"))
        return code_of("3.141592653589793", KIND_FLOAT);
    if (!strcmp(text, "inf"))
        return code_of("INFINITY", KIND_FLOAT);
    if (!strcmp(text, "nan"))
        return code_of("NAN", KIND_FLOAT);
    if (!strncmp(text, "DTYPE_", 6))
        return code_of(text, KIND_DTYPE);
    if (!strncmp(text, "FORMAT_", 7))
        return code_of(text, KIND_MEMORY_FORMAT);
    return fail(emitter, expression->line, "unknown name", text);
}

static Code attribute_of(Emitter *emitter, Code code, const char *name, int line)
{
    Schema *schema = emitter->schema;
    bool tensor = code.type.kind == KIND_TENSOR;
    const char *x = code.text;
    if (tensor && !strcmp(name, "sizes"))
        return code_of(schema_format(schema, "tensor_size_list(%s)", x), KIND_INT_LIST);
    if (tensor && !strcmp(name, "strides"))
        return code_of(schema_format(schema, "(IntList){%s->strides, %s->rank}", x, x), KIND_INT_LIST);
    if (tensor && !strcmp(name, "rank"))
        return code_of(schema_format(schema, "(int64_t)%s->rank", x), KIND_INT);
    if (tensor && !strcmp(name, "count"))
        return code_of(schema_format(schema, "tensor_count(%s)", x), KIND_INT);
    if (tensor && !strcmp(name, "dtype"))
        return code_of(schema_format(schema, "(int)%s->dtype", x), KIND_DTYPE);
    if (tensor && !strcmp(name, "column_major"))
        return code_of(schema_format(schema, "tensor_is_column_major(%s)", x), KIND_BOOL);
    if (tensor && !strcmp(name, "device"))
        return code_of(schema_format(schema, "(int)%s->device", x), KIND_DEVICE);
    if (!tensor && !strcmp(name, "count"))
        return code_of(schema_format(schema, "%s.count", x), KIND_INT);
    if (code.type.optional && !strcmp(name, "given")) {
        bool record = code.type.kind == KIND_INT || code.type.kind == KIND_FLOAT || code.type.kind == KIND_SCALAR;
        bool list = code.type.kind == KIND_INT_LIST || code.type.kind == KIND_FLOAT_LIST;
        if (code.type.kind == KIND_STRING)
            return code_of(schema_format(schema, "(%s != NULL)", x), KIND_BOOL);
        return code_of(schema_format(schema,
                                     record ? "%s.given"
                                     : list ? "(%s.count >= 0)"
                                            : "(%s >= 0)",
                                     x),
                       KIND_BOOL);
    }
    if (code.type.optional && !strcmp(name, "value")) {
        bool record = code.type.kind == KIND_INT || code.type.kind == KIND_FLOAT || code.type.kind == KIND_SCALAR;
        return code_of(record ? schema_format(schema, "%s.value", x) : x, code.type.kind);
    }
    return fail(emitter, line, "unknown attribute", name);
}

static Code attribute(Emitter *emitter, const Expression *expression)
{
    const Expression *object = expression->operands->value;
    const char *text = expression->text;
    Schema *schema = emitter->schema;
    int gradient = object->kind == EXPRESSION_NAME && emitter->gradient ? numbered(object->text, "grad") : -1;
    if (gradient >= 0 && !strcmp(text, "given"))
        return code_of(schema_format(schema, "(grads[%d] != NULL)", gradient), KIND_BOOL);
    if (emitter->gradient && object->kind == EXPRESSION_NAME && parameter_number(emitter->entry, object->text) >= 0) {
        Kind kind = entry_parameter(emitter->entry, object->text)->type.kind;
        const char *sizes = schema_format(schema, "saved->%s_sizes", object->text);
        if (kind == KIND_TENSOR_LIST && !strcmp(text, "shapes"))
            return code_of(schema_format(schema, "saved->%s_shapes", object->text), KIND_INT_LIST);
        if (kind == KIND_TENSOR && !strcmp(text, "sizes"))
            return code_of(sizes, KIND_INT_LIST);
        if (kind == KIND_TENSOR && !strcmp(text, "rank"))
            return code_of(schema_format(schema, "%s.count", sizes), KIND_INT);
        if (kind == KIND_TENSOR && !strcmp(text, "count"))
            return code_of(schema_format(schema, "int_list_product(%s)", sizes), KIND_INT);
        if (kind == KIND_TENSOR && !strcmp(text, "dtype"))
            return code_of(schema_format(schema, "saved->%s_dtype", object->text), KIND_DTYPE);
        if (kind == KIND_TENSOR && !strcmp(text, "column_major"))
            return code_of(schema_format(schema, "saved->%s_column_major", object->text), KIND_BOOL);
        if (kind == KIND_TENSOR && !strcmp(text, "strides"))
            return code_of(schema_format(schema, "saved->%s_strides", object->text), KIND_INT_LIST);
        if (kind == KIND_TENSOR && !strcmp(text, "offset"))
            return code_of(schema_format(schema, "saved->%s_offset", object->text), KIND_INT);
    }
    Code code = formula_compile(emitter, object);
    return code.failed ? code : attribute_of(emitter, code, text, expression->line);
}

static Code element(Emitter *emitter, const Expression *expression)
{
    Code object = formula_compile(emitter, expression->operands->value);
    Code index = formula_compile(emitter, expression->operands->next->value);
    if (object.failed || index.failed)
        return object.failed ? object : index;
    Schema *schema = emitter->schema;
    if (object.type.kind == KIND_TUPLE) {
        int at = index.text[0] - '0';
        return code_of(schema_format(schema, "t[%d]", object.tuple_base + at), KIND_TENSOR);
    }
    if (object.type.kind == KIND_TENSOR_LIST)
        return code_of(schema_format(schema, "%s.items[%s]", object.text, index.text), KIND_TENSOR);
    if (object.type.kind == KIND_INT_LIST)
        return code_of(schema_format(schema, "int_list_at(%s, %s)", object.text, index.text), KIND_INT);
    if (object.type.kind == KIND_BOOL_LIST)
        return code_of(schema_format(schema, "%s.items[%s]", object.text, index.text), KIND_BOOL);
    return fail(emitter, expression->line, "cannot be indexed:", object.text);
}

static Code list(Emitter *emitter, const Expression *expression)
{
    Schema *schema = emitter->schema;
    const char *items = "";
    int count = 0;
    Kind kind = KIND_INT;
    for (const Argument *a = expression->operands; a; a = a->next, count++) {
        Code item = formula_compile(emitter, a->value);
        if (item.failed)
            return item;
        if (item.type.kind == KIND_TENSOR || item.type.kind == KIND_FLOAT)
            kind = item.type.kind;
        if (item.type.kind == KIND_BOOL && !count)
            kind = KIND_BOOL;
        const char *cast = item.type.kind == KIND_TENSOR ? "(Tensor *)" : "";
        items = schema_format(schema, "%s%s%s%s", items, count ? ", " : "", cast,
                              item.type.kind == KIND_NONE ? "NULL" : item.text);
    }
    if (kind == KIND_TENSOR)
        return code_of(schema_format(schema, "(TensorList){(Tensor *const[]){%s}, %d}", items, count),
                       KIND_TENSOR_LIST);
    if (kind == KIND_FLOAT)
        return code_of(schema_format(schema, "(FloatList){(const double[]){%s}, %d}", items, count), KIND_FLOAT_LIST);
    if (kind == KIND_BOOL)
        return code_of(schema_format(schema, "(BoolList){(const bool[]){%s}, %d}", items, count), KIND_BOOL_LIST);
    if (!count)
        return code_of("(IntList){0, 0}", KIND_INT_LIST);
    return code_of(schema_format(schema, "(IntList){(const int64_t[]){%s}, %d}", items, count), KIND_INT_LIST);
}

static Code call(Emitter *emitter, const Expression *expression)
{
    enum { LIMIT = 24 };
    Code arguments[LIMIT];
    const char *keywords[LIMIT];
    int count = 0;
    for (const Argument *a = expression->operands; a && count < LIMIT; a = a->next, count++) {
        arguments[count] = formula_compile(emitter, a->value);
        keywords[count] = a->keyword;
    }
    emitter->line = expression->line;
    return compile_call(emitter, expression->text, arguments, keywords, count, expression->line);
}

Code formula_compile(Emitter *emitter, const Expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_NAME:
        return name(emitter, expression);
    case EXPRESSION_INT:
        return code_of(expression->text, KIND_INT);
    case EXPRESSION_FLOAT:
        return code_of(expression->text, KIND_FLOAT);
    case EXPRESSION_STRING:
        return code_of(expression->text, KIND_STRING);
    case EXPRESSION_NONE:
        return code_of("NULL", KIND_NONE);
    case EXPRESSION_TRUE:
        return code_of("true", KIND_BOOL);
    case EXPRESSION_FALSE:
        return code_of("false", KIND_BOOL);
    case EXPRESSION_LIST:
        return list(emitter, expression);
    case EXPRESSION_CALL:
        return call(emitter, expression);
    case EXPRESSION_ATTRIBUTE:
        return attribute(emitter, expression);
    case EXPRESSION_INDEX:
        return element(emitter, expression);
    case EXPRESSION_UNARY:
        return unary(emitter, expression);
    case EXPRESSION_BINARY:
        return binary(emitter, expression);
    case EXPRESSION_CONDITION:
        return condition(emitter, expression);
    }
    return (Code){.failed = true};
}

unsigned formula_mentions(const Expression *expression, const char *name)
{
    if (expression->kind == EXPRESSION_NAME)
        return strcmp(expression->text, name) ? 0 : MENTION_VALUE;
    if (expression->kind == EXPRESSION_ATTRIBUTE) {
        const Expression *object = expression->operands->value;
        if (object->kind == EXPRESSION_NAME && !strcmp(object->text, name)) {
            if (word_in("sizes rank count", expression->text))
                return MENTION_SIZES;
            if (!strcmp(expression->text, "dtype"))
                return MENTION_DTYPE;
            if (!strcmp(expression->text, "shapes"))
                return MENTION_SHAPES;
            if (!strcmp(expression->text, "column_major"))
                return MENTION_LAYOUT;
            if (word_in("strides offset", expression->text))
                return MENTION_PLACE;
        }
    }
    unsigned found = 0;
    for (const Argument *a = expression->operands; a; a = a->next)
        found |= formula_mentions(a->value, name);
    return found;
}

// The tables of names: which overloads stand behind each Python name, in which order.
#include <stdlib.h>
#include <string.h>

#include "gen/emit.h"

enum { MAX_OVERLOADS = 40 };

typedef struct Row {
    const char *name;
    const char *space; // "TORCH", "TENSOR" ...
    unsigned form;
    const Entry *entries[MAX_OVERLOADS];
    int count;
} Row;

typedef struct Rows VECTOR(Row) Rows;

static bool is_method(unsigned form)
{
    return form == PYTHON_METHOD || form == PYTHON_INPLACE;
}

static void add(Schema *schema, Rows *rows, const char *name, const char *space, unsigned form, const Entry *entry)
{
    for (size_t i = 0; i < rows->count; i++) {
        Row *row = &rows->items[i];
        if (strcmp(row->name, name) || strcmp(row->space, space))
            continue;
        if (row->count < MAX_OVERLOADS)
            row->entries[row->count++] = entry;
        return;
    }
    if (!VECTOR_PUSH(rows, schema->memory,
                     (Row){.name = name, .space = space, .form = form, .entries = {entry}, .count = 1}))
        exit(1);
}

static void add_names(Schema *schema, Rows *rows, const Entry *entry, const char *name)
{
    if (entry->python & PYTHON_FUNCTION)
        add(schema, rows, name, entry->space, PYTHON_FUNCTION, entry);
    if (entry->python & PYTHON_METHOD)
        add(schema, rows, name, "TENSOR", PYTHON_METHOD, entry);
    if (!(entry->python & PYTHON_INPLACE))
        return;
    const char *in_place = schema_format(schema, "%s_", name);
    bool network = entry->space && strcmp(entry->space, "NN") == 0;
    if (!network)
        add(schema, rows, in_place, "TENSOR", PYTHON_INPLACE, entry);
    if (entry->python & PYTHON_INPLACE_FUNCTION)
        add(schema, rows, in_place, network ? "NN" : "TORCH", PYTHON_INPLACE_FUNCTION, entry);
}

static void each_word(Schema *schema, Rows *rows, const Entry *entry, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        const char *name = schema_text(schema, words, length);
        if (!strncmp(name, "special_", 8))
            add(schema, rows, name, "SPECIAL", PYTHON_FUNCTION, entry);
        else if (!strncmp(name, "linalg_", 7))
            add(schema, rows, name, "LINALG", PYTHON_FUNCTION, entry);
        else
            add_names(schema, rows, entry, name);
        words += length + strspn(words + length, " ");
    }
}

// Python's name for an operator: "/" is __truediv__.
static void add_operators(Schema *schema, Rows *rows, const Entry *entry)
{
    static const char *const names[] = {"+", "add",    "-",   "sub", "*",  "mul",    "/",  "truediv", "//",  "floordiv",
                                        "%", "mod",    "**",  "pow", "@",  "matmul", "<",  "lt",      "<=",  "le",
                                        ">", "gt",     ">=",  "ge",  "==", "eq",     "!=", "ne",      "&",   "and",
                                        "|", "or",     "^",   "xor", "<<", "lshift", ">>", "rshift",  "neg", "neg",
                                        "~", "invert", "abs", "abs"};
    for (size_t i = 0; i < COUNT_OF(names); i += 2) {
        if (!word_in(entry->operators, names[i]))
            continue;
        const char *name = schema_format(schema, "__%s__", names[i + 1]);
        if (entry->python & PYTHON_METHOD)
            add(schema, rows, name, "TENSOR", PYTHON_METHOD, entry);
        name = schema_format(schema, "__i%s__", names[i + 1]);
        if (entry->python & PYTHON_INPLACE)
            add(schema, rows, name, "TENSOR", PYTHON_INPLACE, entry);
    }
}

// The text by which PyTorch's generator sorts overloads before it looks at types.
static const char *sort_key(Schema *schema, const Entry *entry, unsigned form)
{
    static const char *const types[KIND_COUNT] = {
        [KIND_TENSOR] = "Tensor",
        [KIND_TENSOR_LIST] = "TensorList",
        [KIND_SCALAR] = "Scalar",
        [KIND_SCALAR_LIST] = "ScalarList",
        [KIND_INT] = "int64_t",
        [KIND_INT_LIST] = "IntArrayRef",
        [KIND_FLOAT] = "double",
        [KIND_FLOAT_LIST] = "ArrayRef<double>",
        [KIND_BOOL] = "bool",
        [KIND_BOOL_LIST] = "ArrayRef<bool>",
        [KIND_STRING] = "c10::string_view",
        [KIND_DTYPE] = "ScalarType",
        [KIND_LAYOUT] = "Layout",
        [KIND_DEVICE] = "Device",
        [KIND_MEMORY_FORMAT] = "MemoryFormat",
        [KIND_GENERATOR] = "Generator",
        [KIND_STORAGE] = "Storage",
        [KIND_NAME] = "Dimname",
        [KIND_NAME_LIST] = "DimnameList",
    };
    const char *text = "(";
    bool star = false, first = true;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        if (is_method(form) && !strcmp(p->name, "self"))
            continue;
        bool option = p->keyword_only && (p->type.kind == KIND_DTYPE || p->type.kind == KIND_LAYOUT);
        if (option && entry->python & PYTHON_OUT && form == PYTHON_FUNCTION) {
            text = schema_format(schema, "%s%s%sTensor out", text, first ? "" : ", ", star ? "" : "*, ");
            star = true, first = false;
        }
        if (p->keyword_only && !star)
            text = schema_format(schema, "%s%s*", text, first ? "" : ", "), star = true, first = false;
        const char *type = types[p->type.kind];
        if (p->type.symbolic)
            type = p->type.kind == KIND_INT ? "SymInt" : "SymIntArrayRef";
        if (p->type.list_size)
            type = schema_format(schema, "%s[%d]", type, p->type.list_size);
        text = schema_format(schema, "%s%s%s%s %s%s%s", text, first ? "" : ", ", type, p->type.optional ? "?" : "",
                             !strcmp(p->name, "self") && p->type.kind == KIND_TENSOR ? "input" : p->name,
                             p->default_value ? "=" : "",
                             p->default_value ? emit_default_text(schema, p->type, p->default_value) : "");
        first = false;
    }
    if (entry->python & PYTHON_OUT && form == PYTHON_FUNCTION)
        text = schema_format(schema, "%s, %sTensor out=None", text, star ? "" : "*, ");
    return schema_format(schema, "%s)", text);
}

static bool same_type(Type a, Type b)
{
    return a.kind == b.kind && a.optional == b.optional && a.list_size == b.list_size && a.symbolic == b.symbolic &&
           a.optional_items == b.optional_items;
}

// Whether an argument of type `a` must be tried after one of type `b`.
static bool smaller_type(Type a, Type b)
{
    bool names = a.kind == KIND_NAME || a.kind == KIND_NAME_LIST;
    bool other_names = b.kind == KIND_NAME || b.kind == KIND_NAME_LIST;
    if (names && !other_names)
        return true;
    if (a.kind == KIND_SCALAR && b.kind == KIND_TENSOR)
        return a.optional == b.optional;
    if (a.kind == KIND_INT && b.kind == KIND_TENSOR && !a.optional)
        return !b.optional;
    if (a.kind == KIND_INT_LIST && !a.list_size && !a.optional && b.kind == KIND_INT)
        return !a.symbolic;
    bool list = b.kind == KIND_INT_LIST || b.kind == KIND_FLOAT_LIST || b.kind == KIND_SCALAR_LIST;
    if (a.kind == KIND_TENSOR_LIST && list)
        return !b.list_size;
    return a.kind == KIND_INT_LIST && b.kind == KIND_INT_LIST && a.symbolic && !b.symbolic;
}

static const SchemaParameter *counted(const SchemaParameter *p, unsigned form)
{
    while (p && is_method(form) && !strcmp(p->name, "self"))
        p = p->next;
    return p;
}

static bool smaller(const Entry *a, const Entry *b, unsigned form)
{
    bool equal = true;
    const SchemaParameter *p = counted(a->parameters, form), *q = counted(b->parameters, form);
    for (; p && q; p = counted(p->next, form), q = counted(q->next, form)) {
        if (same_type(p->type, q->type))
            continue;
        equal = false;
        if (!smaller_type(p->type, q->type))
            return false;
    }
    return !p && !q && !equal;
}

// Orders overloads as PyTorch's parser tries them: by text, then those that must wait move behind.
static void sort_row(Schema *schema, Row *row)
{
    const char *keys[MAX_OVERLOADS];
    for (int i = 0; i < row->count; i++)
        keys[i] = sort_key(schema, row->entries[i], row->form);
    for (int i = 1; i < row->count; i++)
        for (int j = i; j > 0 && strcmp(keys[j - 1], keys[j]) > 0; j--) {
            const char *key = keys[j];
            const Entry *entry = row->entries[j];
            keys[j] = keys[j - 1], keys[j - 1] = key;
            row->entries[j] = row->entries[j - 1], row->entries[j - 1] = entry;
        }
    bool waits[MAX_OVERLOADS][MAX_OVERLOADS] = {{false}};
    bool placed[MAX_OVERLOADS] = {false};
    const Entry *order[MAX_OVERLOADS];
    int index[MAX_OVERLOADS], count = 0;
    for (int i = 0; i < row->count; i++) {
        bool any = false;
        for (int j = 0; j < row->count; j++)
            any |= waits[i][j] = i != j && smaller(row->entries[i], row->entries[j], row->form);
        if (!any)
            placed[i] = true, index[count] = i, order[count++] = row->entries[i];
    }
    for (int at = 0; at < count; at++)
        for (int i = 0; i < row->count; i++) {
            if (placed[i])
                continue;
            bool any = false;
            for (int j = 0; j < row->count; j++)
                any |= waits[i][j] = waits[i][j] && j != index[at];
            if (!any)
                placed[i] = true, index[count] = i, order[count++] = row->entries[i];
        }
    for (int i = 0; i < count; i++)
        row->entries[i] = order[i];
}

static int compare_rows(const void *a, const void *b)
{
    const Row *left = a, *right = b;
    int order = strcmp(left->space, right->space);
    return order ? order : strcmp(left->name, right->name);
}

static const char *tag(unsigned form)
{
    return form == PYTHON_FUNCTION  ? "function"
           : form == PYTHON_METHOD  ? "method"
           : form == PYTHON_INPLACE ? "in_place"
                                    : "in_place_function";
}

static void emit_row(Text *out, const Row *row)
{
    emit(out, "    {\"%s\", OPERATOR_%s, %d, (const Overload *const[]){", row->name, row->space, row->count);
    for (int i = 0; i < row->count; i++)
        emit(out, "%s&overload_%s_%s", i ? ", " : "", row->entries[i]->c_name, tag(row->form));
    emit(out, "}, \"");
    for (const char *c = row->entries[0]->doc; c && *c; c++)
        emit(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
    emit(out, "\"},\n");
}

void emit_tables(Schema *schema, Text *out)
{
    static const char *const spaces[] = {"TORCH", "TENSOR", "NN", "LINALG", "SPECIAL", "FFT"};
    Rows rows = {0};
    for (const Entry *entry = schema->first; entry; entry = entry->next) {
        if (!entry->python)
            continue;
        add_names(schema, &rows, entry, entry->name);
        each_word(schema, &rows, entry, entry->aliases);
        add_operators(schema, &rows, entry);
    }
    qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    emit(out, "#include \"ops/operator.h\"\n\n#include \"ops/table.h\"\n\n");
    for (const Entry *entry = schema->first; entry; entry = entry->next)
        for (unsigned form = PYTHON_FUNCTION; form <= PYTHON_INPLACE_FUNCTION; form *= 2)
            if (entry->python & form & (PYTHON_FUNCTION | PYTHON_METHOD | PYTHON_INPLACE | PYTHON_INPLACE_FUNCTION))
                emit(out, "extern const Overload overload_%s_%s;\n", entry->c_name, tag(form));
    for (size_t s = 0; s < COUNT_OF(spaces); s++) {
        int count = 0;
        emit(out, "\nstatic const Operator table_%s[] = {\n", spaces[s]);
        for (size_t i = 0; i < rows.count; i++) {
            if (strcmp(rows.items[i].space, spaces[s]))
                continue;
            sort_row(schema, &rows.items[i]);
            emit_row(out, &rows.items[i]);
            count++;
        }
        emit(out, "    {0},\n};\n#define COUNT_%s %d\n", spaces[s], count);
    }
    emit(out, "\nconst OperatorTable operator_tables[OPERATOR_SPACE_COUNT] = {\n");
    for (size_t s = 0; s < COUNT_OF(spaces); s++)
        emit(out, "    [OPERATOR_%s] = {table_%s, COUNT_%s},\n", spaces[s], spaces[s], spaces[s]);
    emit(out, "};\n");
    VECTOR_FREE(&rows, schema->memory);
}

// `tlgen ops OUT_FOLDER DOCS_FILE DTYPES_FILE FILE.ops...`: reads the operator schema, checks it, writes C and
// documentation.
#include "gen/ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/emit.h"

static char *read_file(Memory *memory, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = size < 0 ? NULL : mem_alloc_zero(memory, (size_t)size + 1);
    if (text && fread(text, 1, (size_t)size, file) != (size_t)size)
        text = NULL;
    fclose(file);
    return text;
}

// Writes only what changed, so that make does not rebuild the rest.
static bool write_file(Memory *memory, const char *path, const Text *text)
{
    char *old = read_file(memory, path);
    if (old && !strcmp(old, text_string(text)))
        return true;
    FILE *file = fopen(path, "wb");
    if (!file || text->failed) {
        fprintf(stderr, "tlgen: cannot write %s\n", path);
        if (file)
            fclose(file);
        return false;
    }
    fwrite(text_string(text), 1, text->length, file);
    return fclose(file) == 0;
}

static void check_formulas(Schema *schema, const Entry *entry)
{
    for (const Formula *formula = entry->formulas; formula; formula = formula->next) {
        const char *names = formula->names;
        while (*names) {
            size_t length = strcspn(names, ", ");
            const char *name = schema_text(schema, names, length);
            const SchemaParameter *p = entry_parameter(entry, name);
            if (!p)
                schema_error(schema, entry->file, formula->line, "unknown property or parameter %s", name);
            names += length + strspn(names + length, ", ");
        }
    }
    if (!entry_recorded(entry) || entry->no_gradient)
        return;
    bool tensors = false;
    for (const SchemaResult *r = entry->results; r; r = r->next)
        tensors |= r->type.kind == KIND_TENSOR || r->type.kind == KIND_TENSOR_LIST;
    for (const SchemaParameter *p = entry->parameters; p && tensors; p = p->next) {
        if (p->type.kind != KIND_TENSOR && p->type.kind != KIND_TENSOR_LIST)
            continue;
        bool found = false;
        for (const Formula *formula = entry->formulas; formula; formula = formula->next)
            found |= word_in(formula->names, p->name);
        if (!found)
            schema_error(schema, entry->file, entry->line,
                         "%s has no gradient formula for %s (none says: not differentiable)", entry->c_name, p->name);
    }
}

static void check(Schema *schema)
{
    for (const Entry *entry = schema->first; entry; entry = entry->next) {
        if (entry->body == BODY_MISSING)
            schema_error(schema, entry->file, entry->line, "%s has no kernel", entry->c_name);
        if (!entry->doc || !*entry->doc)
            schema_error(schema, entry->file, entry->line, "%s has no doc line", entry->c_name);
        check_formulas(schema, entry);
        for (const Entry *other = entry->next; other; other = other->next)
            if (!strcmp(other->c_name, entry->c_name))
                schema_error(schema, other->file, other->line, "%s is declared twice", entry->c_name);
    }
}

static void emit_prototypes(Schema *schema, Text *out)
{
    emit(out, "// The typed form of every operator, and what the schema expects of src/ops.\n"
              "#ifndef OPS_PROTOTYPES_H\n#define OPS_PROTOTYPES_H\n\n#include \"ops/operator.h\"\n\n");
    for (const Entry *entry = schema->first; entry; entry = entry->next) {
        if (!entry_in_c(entry))
            continue;
        emit(out, "MUST_USE ");
        emit_prototype(schema, out, entry, schema_format(schema, "op_%s", entry->c_name), false);
        emit(out, ";\n");
        if (entry->python & PYTHON_INPLACE) {
            emit(out, "MUST_USE ");
            emit_prototype(schema, out, entry, schema_format(schema, "op_%s_", entry->c_name), true);
            emit(out, ";\n");
        }
        if (entry->body == BODY_INPLACE) {
            emit(out, "MUST_USE bool %s(Runtime *runtime", entry->kernel);
            emit_parameters(out, entry, true);
            emit(out, ");\n");
        } else if (entry->body == BODY_FUNCTION || entry->body == BODY_VIEW || entry->body == BODY_CALLS) {
            emit(out, "MUST_USE ");
            emit_prototype(schema, out, entry, entry->kernel, false);
            emit(out, ";\n");
        }
        if (entry->check) {
            emit(out, "MUST_USE bool %s(Runtime *runtime", entry->check);
            emit_parameters(out, entry, false);
            emit(out, ");\n");
        }
    }
    emit(out, "\n#endif\n");
}

static void emit_family(Schema *schema, Text *out, const char *file)
{
    emit(out, "#include <math.h>\n#include <stddef.h>\n#include <string.h>\n\n#include \"ops/layout.h\"\n#include "
              "\"ops/support.h\"\n\n");
    for (const Entry *entry = schema->first; entry; entry = entry->next) {
        if (strcmp(entry->file, file))
            continue;
        emit_node(schema, out, entry);
        emit_body(schema, out, entry);
        emit_calls(schema, out, entry);
    }
}

static const char *family(Schema *schema, const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    return schema_text(schema, name, strcspn(name, "."));
}

// "function, method, in place, out=, `+`".
static const char *forms_of(Schema *schema, const Entry *entry)
{
    static const struct {
        unsigned form;
        const char *name;
    } forms[] = {
        {PYTHON_FUNCTION, "function"}, {PYTHON_METHOD, "method"}, {PYTHON_INPLACE, "in place"}, {PYTHON_OUT, "out="}};
    const char *text = "";
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (entry->python & forms[i].form)
            text = schema_format(schema, "%s%s%s", text, *text ? ", " : "", forms[i].name);
    for (const char *word = entry->operators ? entry->operators : ""; *word; word += strspn(word, " ")) {
        int length = (int)strcspn(word, " ");
        text = schema_format(schema, "%s, `%.*s`", text, length, word);
        word += length;
    }
    return text;
}

// What grammar/op_dtypes.def says of an operator: OP_DTYPES("add.Tensor", "bool int").
static const char *dtypes_of(Schema *schema, const Entry *entry, const char *dtypes)
{
    const char *key =
        schema_format(schema, "(\"%s%s%s\", \"", entry->name, *entry->overload ? "." : "", entry->overload);
    const char *row = strstr(dtypes, key);
    if (!row)
        return "";
    row += strlen(key);
    return schema_text(schema, row, strcspn(row, "\""));
}

static const char *gradient_of(const Entry *entry)
{
    if (entry_differentiable(entry))
        return "yes";
    return entry->body == BODY_COMPOSITE || entry->body == BODY_CALLS || entry->body == BODY_SCRIPT ? "of its parts"
                                                                                                    : "none";
}

void emit_docs(Schema *schema, Text *out, const char *dtypes)
{
    emit(out,
         "# Operators\n\nWritten by `tlgen ops` from `grammar/ops/*.ops`, with the dtypes that were measured "
         "(`grammar/op_dtypes.def`;\nempty where no sample fits an operator, or it takes no tensor); do not edit. A "
         "gradient \"of its parts\" is that of the\noperators that an operator calls.\n");
    const char *file = "";
    for (const Entry *entry = schema->first; entry; entry = entry->next) {
        if (!entry->python || entry->body == BODY_UNSUPPORTED)
            continue;
        if (strcmp(file, entry->file)) {
            file = entry->file;
            emit(out,
                 "\n## %s\n\n| operator | signature | forms | dtypes | gradient | what it does "
                 "|\n|---|---|---|---|---|---|\n",
                 family(schema, file));
        }
        unsigned form = entry->python & PYTHON_FUNCTION ? PYTHON_FUNCTION : PYTHON_METHOD;
        emit(out, "| %s%s%s | `%s` | %s | %s | %s | %s |\n", entry->name, *entry->overload ? "." : "", entry->overload,
             emit_signature(schema, entry, form), forms_of(schema, entry), dtypes_of(schema, entry, dtypes),
             gradient_of(entry), entry->doc);
    }
}

static bool write_all(Schema *schema, const char *folder, const char *docs, const char *dtypes, char **files, int count)
{
    Memory *memory = schema->memory;
    Text text;
    text_init(&text, memory);
    bool written = true;
    for (int i = 0; i < count; i++) {
        text_clear(&text);
        emit_family(schema, &text, files[i]);
        written &= schema->errors ||
                   write_file(memory, schema_format(schema, "%s/%s.c", folder, family(schema, files[i])), &text);
    }
    text_clear(&text);
    emit_prototypes(schema, &text);
    written &= schema->errors || write_file(memory, schema_format(schema, "%s/prototypes.h", folder), &text);
    text_clear(&text);
    emit_tables(schema, &text);
    written &= schema->errors || write_file(memory, schema_format(schema, "%s/table.c", folder), &text);
    text_clear(&text);
    emit_docs(schema, &text, dtypes);
    written &= schema->errors || write_file(memory, docs, &text);
    text_free(&text);
    return written && !schema->errors;
}

int ops_command(int count, char **arguments)
{
    if (count < 4) {
        fputs("usage: tlgen ops FOLDER DOCS DTYPES FILE.ops...\n", stderr);
        return 2;
    }
    Error error = {0};
    Memory memory;
    memory_init(&memory, &error, 0);
    Schema schema = {.memory = &memory};
    for (int i = 3; i < count; i++) {
        char *text = read_file(&memory, arguments[i]);
        if (text)
            schema_read(&schema, arguments[i], text);
        else
            schema_error(&schema, arguments[i], 0, "cannot be read");
    }
    check(&schema);
    const char *dtypes = read_file(&memory, arguments[2]);
    if (!dtypes)
        schema_error(&schema, arguments[2], 0, "cannot be read");
    bool written = write_all(&schema, arguments[0], arguments[1], dtypes ? dtypes : "", arguments + 3, count - 3);
    memory_finish(&memory);
    return written ? 0 : 1;
}

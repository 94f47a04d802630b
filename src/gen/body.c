// The bodies of operators: check, compute, record.
#include <string.h>

#include "gen/emit.h"

static bool in_place_form(const Entry *entry)
{
    return (entry->python & PYTHON_INPLACE) != 0;
}

// "record_wanted(runtime, (const Tensor *[]){self, other}, 2) || ...": whether an input requires a gradient.
static const char *wanted_test(Schema *schema, const Entry *entry)
{
    const char *names = "";
    int count = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        if (p->type.kind == KIND_TENSOR && entry_wants_gradient(entry, p))
            names = schema_format(schema, "%s%s%s", names, count++ ? ", " : "", p->name);
    const char *test =
        count ? schema_format(schema, "record_wanted(runtime, (const Tensor *[]){%s}, %d)", names, count) : "";
    const SchemaParameter *list = entry_gradient_list(entry);
    if (list)
        test = schema_format(schema, "%s%srecord_wanted(runtime, (const Tensor *const *)%s.items, %s.count)", test,
                             count ? " || " : "", list->name, list->name);
    return *test ? test : "false";
}

// Whether the gradient rows need the value that `self` had before it was changed; where its geometry changes, that.
static bool needs_original(const Entry *entry)
{
    if (!entry->parameters)
        return false;
    if (entry->body == BODY_VIEW)
        return true;
    for (const Formula *formula = entry->formulas; formula; formula = formula->next)
        if (formula->value && formula_mentions(formula->value, entry->parameters->name) & MENTION_VALUE)
            return true;
    return false;
}

static void emit_apply(Schema *schema, Text *out, const Entry *entry)
{
    const char *inputs = "", *scalars = "";
    int input_count = 0, scalar_count = 0;
    const char *open = strchr(entry->kernel, '(');
    size_t length = open ? (size_t)(open - entry->kernel) : strlen(entry->kernel);
    if (open) {
        // Explicit operands: name(inputs; scalars).
        const char *semicolon = strchr(open, ';');
        const char *close = strrchr(open, ')');
        const char *end = semicolon ? semicolon : close;
        inputs = schema_text(schema, open + 1, (size_t)(end - open - 1));
        input_count = *inputs != 0;
        for (const char *c = inputs; *c; c++)
            input_count += *c == ',';
        if (semicolon && close) {
            scalars = schema_text(schema, semicolon + 1, (size_t)(close - semicolon - 1));
            scalar_count = 1;
        }
    }
    for (const SchemaParameter *p = entry->parameters; p && !open; p = p->next) {
        if (p->type.kind == KIND_TENSOR)
            inputs = schema_format(schema, "%s%s%s", inputs, input_count++ ? ", " : "", p->name);
        const char *text = p->type.kind == KIND_FLOAT  ? schema_format(schema, "scalar_float(%s)", p->name)
                           : p->type.kind == KIND_INT  ? schema_format(schema, "scalar_int(%s)", p->name)
                           : p->type.kind == KIND_BOOL ? schema_format(schema, "scalar_bool(%s)", p->name)
                                                       : p->name;
        if (p->type.kind == KIND_SCALAR || text != p->name)
            scalars = schema_format(schema, "%s%s%s", scalars, scalar_count++ ? ", " : "", text);
    }
    const char *rule = *entry->dtype_rule ? entry->dtype_rule : "promote";
    emit(out, "    Tensor *result = apply_kernel(runtime, &kernel_%.*s, APPLY_%s, into_, (const Tensor *[]){%s}, ",
         (int)length, entry->kernel, rule, inputs);
    if (scalar_count)
        emit(out, "(Scalar[KERNEL_MAX_SCALARS]){%s});\n", scalars);
    else
        emit(out, "NULL);\n");
    emit(out, "    const bool done = result != NULL;\n");
}

// The condition of `done` for a line `layout NAME...`: "layout_follow(<computed>, results, likes)".
static void emit_layout(Schema *schema, Text *out, const Entry *entry, const char *computed)
{
    const char *results = entry_returns_tensor(entry) ? "&result" : "";
    for (int i = 0; !entry_returns_tensor(entry) && i < entry->result_count; i++)
        results = schema_format(schema, "%s%s%s", results, i ? ", " : "", emit_result_name(schema, entry, i));
    const char *likes = "";
    int count = 0;
    for (const char *word = entry->layout; *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        likes = schema_format(schema, "%s%s%.*s", likes, count++ ? ", " : "", (int)length, word);
        word += length;
    }
    emit(out, "    const bool done = layout_follow(%s, (Tensor **const[]){%s}, %d, (const Tensor *const[]){%s}, %d);\n",
         computed, results, entry_returns_tensor(entry) ? 1 : entry->result_count, likes, count);
}

// Whether the target of an in-place form must have the result's own type, as that of `out=`.
static bool is_exact(const Entry *entry)
{
    return entry->out_rule && (!strcmp(entry->out_rule, "exact") || !strcmp(entry->out_rule, "follows"));
}

// Computes `result` (or result0, result1 ...) and `done`.
static void emit_compute(Schema *schema, Text *out, const Entry *entry)
{
    if (entry->body == BODY_ELEMENTWISE) {
        emit_apply(schema, out, entry);
        return;
    }
    if (entry->body == BODY_INPLACE) {
        emit(out, "    const bool done = %s(runtime, into_", entry->kernel);
        for (const SchemaParameter *p = entry->parameters->next; p; p = p->next)
            emit(out, ", %s", p->name);
        emit(out, ") && in_place_done(into_);\n    Tensor *result = done ? tensor_retain(into_) : NULL;\n");
        return;
    }
    if (entry_returns_tensor(entry)) {
        emit(out, "    Tensor *result = %s(runtime", entry->kernel);
        emit_arguments(out, entry);
        emit(out, ");\n");
        if (in_place_form(entry) && entry->body == BODY_VIEW)
            emit(out, "    if (result && into_) result = in_place_reshape(into_, result);\n");
        else if (in_place_form(entry))
            emit(out, "    if (result && into_) result = in_place_store%s(into_, result);\n",
                 is_exact(entry) ? "_exact" : "");
        if (entry->layout)
            emit_layout(schema, out, entry, "result != NULL");
        else
            emit(out, "    const bool done = result != NULL;\n");
        return;
    }
    emit(out, "    const bool %s = %s(runtime", entry->layout ? "computed" : "done", entry->kernel);
    emit_arguments(out, entry);
    int index = 0;
    for (const SchemaResult *r = entry->results; r; r = r->next, index++)
        emit(out, ", %s", emit_result_name(schema, entry, index));
    emit(out, ");\n");
    if (entry->layout)
        emit_layout(schema, out, entry, "computed");
}

static void emit_view(Text *out, const Entry *entry)
{
    if (entry->results->type.kind == KIND_TENSOR_LIST)
        emit(out,
             "    for (int64_t i = 0; ok && i < result->count; i++)\n"
             "        ok = record_view(result->items[i], %s, VIEW_MULTI_OUTPUT, \"%s\");\n",
             entry->parameters->name, entry->name);
    else
        emit(out, "    ok = ok && (result == %s || record_view(result, %s, VIEW_DEFAULT, \"%s\"));\n",
             entry->parameters->name, entry->parameters->name, entry->name);
}

static void emit_call_record(Schema *schema, Text *out, const Entry *entry, bool target)
{
    bool writes = entry->body == BODY_INPLACE || target;
    emit(out, "    if (recorded && ok) ok = %s_record(runtime, %s, %s, ", entry->c_name, writes ? "into_" : "NULL",
         writes && needs_original(entry) ? "original" : "NULL");
    if (entry->results->type.kind == KIND_TENSOR_LIST)
        emit(out, "result->items, result->count");
    else if (entry_returns_tensor(entry))
        emit(out, "&result, 1");
    else {
        emit(out, "(Tensor *[]){");
        for (int i = 0; i < entry->result_count; i++)
            emit(out, "%s*result%d", i ? ", " : "", i);
        emit(out, "}, %d", entry->result_count);
    }
    (void)schema;
    emit_arguments(out, entry);
    emit(out, ");\n");
}

// Several tensors are results by pointers.
static bool has_result_pointers(const Entry *entry)
{
    return entry->result_count > 1 && entry->results->type.kind != KIND_TENSOR_LIST;
}

// What was computed but could not be recorded goes.
static void emit_release_results(Text *out, const Entry *entry)
{
    emit(out, "    if (done && !ok) {\n");
    if (entry_returns_tensor(entry))
        emit(out, "        tensor_release(result);\n        result = NULL;\n");
    else if (entry->results && entry->results->type.kind == KIND_TENSOR_LIST)
        emit(out, "        tensor_vector_free(runtime, result);\n");
    else {
        int index = 0;
        for (const SchemaResult *r = entry->results; r && has_result_pointers(entry); r = r->next, index++)
            if (r->type.kind == KIND_TENSOR)
                emit(out, "        tensor_release(*result%d);\n", index);
    }
    emit(out, "    }\n");
}

// After a failure no result is left: a kernel releases what it made, and nobody has to know how far it came.
static void emit_clear_results(Text *out, const Entry *entry, const char *good)
{
    if (!has_result_pointers(entry))
        return;
    emit(out, "    if (!%s)\n        ", good);
    int index = 0;
    for (const SchemaResult *r = entry->results; r; r = r->next, index++)
        if (r->type.kind == KIND_TENSOR)
            emit(out, "*result%d = ", index);
    emit(out, "NULL;\n");
}

// A function works where its first tensor is; what it reads must be there too. One tensor alone always is, unless the
// operator needs its elements.
static void emit_device_check(Schema *schema, Text *out, const Entry *entry, const char *none)
{
    const char *names = "";
    int count = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        if (p->type.kind == KIND_TENSOR)
            names = schema_format(schema, "%s%s%s", names, count++ ? ", " : "", p->name);
    }
    const char *needed = entry->needs_data ? schema_format(schema, "\"%s\"", entry->name) : "NULL";
    if (count > 1 || (count && entry->needs_data))
        emit(out, "    if (!devices_accepted(runtime, (const Tensor *[]){%s}, %d, %s)) return %s;\n", names, count,
             needed, none);
}

// What is refused before anything else happens: dtypes (of any tensor among the parameters), then what `check` tests;
// and what is warned of.
static void emit_checks(Schema *schema, Text *out, const Entry *entry, const char *none)
{
    for (int i = 0; i < entry->refusal_count; i++) {
        const char *words = entry->refusals[i];
        int length = (int)strcspn(words, " ");
        const char *text = words + length + strspn(words + length, " ");
        bool named = *text == '"';
        for (const SchemaParameter *p = entry->parameters; p; p = p->next)
            if (p->type.kind == KIND_TENSOR && !p->type.optional)
                emit(out, "    if (!dtype_accepted(runtime, %s, DTYPES_%.*s, %s%s%s, %s)) return %s;\n", p->name,
                     length, words, named ? "" : "\"", text, named ? "" : "\"", named ? "true" : "false", none);
    }
    if (!entry->any_device && (entry->body == BODY_FUNCTION || entry->body == BODY_ELEMENTWISE || entry->needs_data))
        emit_device_check(schema, out, entry, none);
    if (entry->expanded) {
        int length = (int)strcspn(entry->expanded, " ");
        emit(out, "    if (!into_ && !broadcast_fits(%.*s, %s)) return %s;\n", length, entry->expanded,
             entry->expanded + length + 1, none);
    }
    if (entry->check) {
        emit(out, "    if (!%s(runtime", entry->check);
        emit_arguments(out, entry);
        emit(out, ")) return %s;\n", none);
    }
    for (const Formula *f = entry->formulas; f; f = f->next)
        if (f->constant)
            emit(out, "    if (!constant_accepted(runtime, %s, \"%s\", \"%s\")) return %s;\n", f->names, f->names,
                 entry->name, none);
    if (entry->warning)
        emit(out, "    if (!warning_give(runtime, WARNING_%s)) return %s;\n", entry->warning, none);
}

// The one function behind the plain and the in-place form.
static void emit_recorded(Schema *schema, Text *out, const Entry *entry)
{
    bool tensor = entry_returns_tensor(entry);
    bool differentiable = entry_differentiable(entry);
    bool may_write = in_place_form(entry) || entry->body == BODY_INPLACE;
    emit(out, "static %s%s_run(Runtime *runtime%s", tensor ? "Tensor *" : "bool ", entry->c_name,
         may_write ? ", Tensor *into_" : "");
    emit_parameters(out, entry, false);
    int index = 0;
    for (const SchemaResult *r = entry->results; r && !tensor; r = r->next, index++)
        emit(out, ", %s*%s", emit_result_type(r->type), emit_result_name(schema, entry, index));
    emit(out, ")\n{\n");
    const char *none = tensor ? "NULL" : "false";
    emit_checks(schema, out, entry, none);
    if (differentiable)
        emit(out, "    const bool recorded = %s;\n", wanted_test(schema, entry));
    bool original = may_write && differentiable && needs_original(entry);
    if (original)
        emit(out, "    Tensor *original = NULL;\n");
    if (may_write) {
        emit(out, "    if (into_ && !in_place_begin%s(runtime, into_, %s, %s)) return %s;\n",
             original && entry->body == BODY_VIEW ? "_reshape" : "", differentiable ? "recorded" : "false",
             original ? "&original" : "NULL", none);
    } else if (entry->body == BODY_ELEMENTWISE)
        emit(out, "    Tensor *const into_ = NULL;\n");
    emit_compute(schema, out, entry);
    if (entry->body == BODY_VIEW || differentiable || original) {
        emit(out, "    bool ok = done;\n");
        if (entry->body == BODY_VIEW)
            emit_view(out, entry);
        if (differentiable)
            emit_call_record(schema, out, entry, in_place_form(entry));
        if (original)
            emit(out, "    tensor_release(original);\n");
        emit_release_results(out, entry);
        emit_clear_results(out, entry, "ok");
        emit(out, "    return %s;\n}\n", tensor ? "result" : "ok");
        return;
    }
    emit_clear_results(out, entry, "done");
    emit(out, tensor ? "    (void)done;\n    return result;\n}\n" : "    return done;\n}\n");
}

static void emit_forms(Schema *schema, Text *out, const Entry *entry)
{
    const char *name = schema_format(schema, "op_%s", entry->c_name);
    emit_prototype(schema, out, entry, name, false);
    emit(out, "\n{\n    return %s_run(runtime%s", entry->c_name,
         entry->body == BODY_INPLACE ? schema_format(schema, ", %s", entry->parameters->name)
         : in_place_form(entry)      ? ", NULL"
                                     : "");
    emit_arguments(out, entry);
    int index = 0;
    for (const SchemaResult *r = entry->results; r && !entry_returns_tensor(entry); r = r->next, index++)
        emit(out, ", %s", emit_result_name(schema, entry, index));
    emit(out, ");\n}\n");
    if (!in_place_form(entry)) {
        emit(out, "\n");
        return;
    }
    emit_prototype(schema, out, entry, schema_format(schema, "%s_", name), true);
    emit(out, "\n{\n    return %s_run(runtime, %s", entry->c_name, entry->parameters->name);
    emit_arguments(out, entry);
    emit(out, ");\n}\n\n");
}

static void emit_composite(Schema *schema, Text *out, const Entry *entry)
{
    Text statements;
    text_init(&statements, schema->memory);
    Emitter emitter = {.schema = schema, .entry = entry, .out = &statements, .indent = "    "};
    Code code = formula_compile(&emitter, entry->composite);
    bool tensor = entry_returns_tensor(entry);
    emit_prototype(schema, out, entry, schema_format(schema, "op_%s", entry->c_name), false);
    emit(out, "\n{\n");
    if (tensor && entry->node)
        emit(out, "    const uint64_t since = runtime->next_sequence;\n");
    if (tensor)
        emit(out, "    Tensor *given = NULL;\n");
    else
        emit(out, "    bool done = false;\n");
    if (emitter.tensors)
        emit(out, "    Tensor *t[%d] = {0};\n", emitter.tensors);
    if (emitter.vectors)
        emit(out, "    TensorVector v[%d] = {0};\n", emitter.vectors);
    emit_checks(schema, out, entry, tensor ? "NULL" : "false");
    emit(out, "%s", text_string(&statements));
    if (tensor)
        emit(out, "    given = tensor_retain_maybe(%s);\n", code.text ? code.text : "NULL");
    else if (code.type.kind == KIND_TUPLE) {
        for (int i = 0; i < entry->result_count; i++)
            emit(out, "    *result%d = tensor_retain_maybe(t[%d]);\n", i, code.tuple_base + i);
        emit(out, "    done = true;\n");
    } else if (code.vector)
        emit(out, "    *result = %s;\n    %s = (TensorVector){0};\n    done = true;\n", code.text, code.text);
    else if (entry->results)
        emit(out, "    *result = %s;\n    done = true;\n", code.text);
    emit(out, "    goto end;\nend:\n");
    if (emitter.tensors)
        emit(out, "    release_temporaries(t, %d);\n", emitter.tensors);
    if (emitter.vectors)
        emit(out, "    release_vectors(runtime, v, %d);\n", emitter.vectors);
    if (tensor && entry->node)
        emit(out, "    return record_rename(given, since, \"%s\");\n}\n", entry->node);
    else
        emit(out, "    return %s;\n}\n", tensor ? "given" : "done");
    text_free(&statements);
}

// In-place form of a composite: the plain one runs, its result is stored as a copy.
static void emit_composite_in_place(Schema *schema, Text *out, const Entry *entry)
{
    if (!in_place_form(entry))
        return;
    const char *target = entry_target(entry)->name;
    emit_prototype(schema, out, entry, schema_format(schema, "op_%s_", entry->c_name), true);
    const char *tensors = "", *arguments = "";
    int count = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        arguments = schema_format(schema, "%s, %s", arguments, strcmp(p->name, target) ? p->name : "before");
        if (p->type.kind == KIND_TENSOR)
            tensors = schema_format(schema, "%s%s%s", tensors, count++ ? ", " : "", p->name);
    }
    emit(out,
         "\n{\n    bool recorded = record_wanted(runtime, (const Tensor *[]){%s}, %d);\n"
         "    Tensor *before = in_place_before(runtime, %s, recorded);\n    if (!before) return NULL;\n"
         "    Tensor *given = op_%s(runtime%s);\n    tensor_release(before);\n"
         "    return in_place_assign(%s, given);\n}\n",
         tensors, count, target, entry->c_name, arguments, target);
}

// A composite in C. One with a `node` row is a single node in PyTorch: the last node that it makes takes the name.
static void emit_call(Schema *schema, Text *out, const Entry *entry)
{
    bool named = entry->node && entry_returns_tensor(entry);
    if (named)
        emit(out, "    const uint64_t since = runtime->next_sequence;\n");
    emit(out, "    return %s%s(runtime", named ? "record_rename(" : "", entry->kernel);
    emit_arguments(out, entry);
    for (int i = 0; i < entry->result_count && !entry_returns_tensor(entry); i++)
        emit(out, ", %s", entry->result_count == 1 ? "result" : schema_format(schema, "result%d", i));
    emit(out, named ? "), since, \"%s\");\n}\n" : ");\n}\n", entry->node);
}

void emit_body(Schema *schema, Text *out, const Entry *entry)
{
    switch (entry->body) {
    case BODY_COMPOSITE:
        emit_composite(schema, out, entry);
        break;
    case BODY_CALLS:
        emit_prototype(schema, out, entry, schema_format(schema, "op_%s", entry->c_name), false);
        emit(out, "\n{\n");
        emit_checks(schema, out, entry, entry_returns_tensor(entry) ? "NULL" : "false");
        emit_call(schema, out, entry);
        break;
    case BODY_UNSUPPORTED:
    case BODY_SCRIPT:
        return;
    default:
        emit_recorded(schema, out, entry);
        emit_forms(schema, out, entry);
        return;
    }
    emit_composite_in_place(schema, out, entry);
    emit(out, "\n");
}

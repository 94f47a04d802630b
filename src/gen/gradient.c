// A differentiable entry's node: its saved struct, its backward function, and the function that records it.
#include <string.h>

#include "gen/emit.h"

enum { MAX_RESULTS = 8, MAX_PARAMETERS = 64 };

// What the formulas of an entry mention of each of its parameters and results.
static unsigned mentioned(const Entry *entry, const char *name)
{
    unsigned found = 0;
    for (const Formula *formula = entry->formulas; formula; formula = formula->next)
        if (formula->value)
            found |= formula_mentions(formula->value, name);
    return found;
}

static bool mentions_result(const Entry *entry, Schema *schema, int index)
{
    if (!index && mentioned(entry, "result"))
        return true;
    return mentioned(entry, schema_format(schema, "result%d", index)) != 0;
}

// The number of differentiable parameters that come before `parameter`; a list counts as none.
static int edge_offset(const Entry *entry, const SchemaParameter *parameter)
{
    int offset = 0;
    for (const SchemaParameter *p = entry->parameters; p && p != parameter; p = p->next)
        if (entry_wants_gradient(entry, p) && p->type.kind == KIND_TENSOR)
            offset++;
    return offset;
}

// Single tensors come first among the edges, the tensor list behind them.
static int single_edges(const Entry *entry)
{
    return edge_offset(entry, NULL);
}

// The parameters in the order in which they are saved and unpacked, which hooks can see: as the formulas mention them.
static int saving_order(const Entry *entry, const SchemaParameter *order[MAX_PARAMETERS])
{
    int count = 0;
    for (const Formula *formula = entry->formulas;; formula = formula->next) {
        for (const SchemaParameter *p = entry->parameters; p && count < MAX_PARAMETERS; p = p->next) {
            bool done = false;
            for (int i = 0; i < count; i++)
                done |= order[i] == p;
            // After the last formula come those that none mentions.
            if (!done && (!formula || (formula->value && formula_mentions(formula->value, p->name))))
                order[count++] = p;
        }
        if (!formula)
            return count;
    }
}

static int parameter_number(const Entry *entry, const SchemaParameter *parameter)
{
    int number = 0;
    for (const SchemaParameter *p = entry->parameters; p && p != parameter; p = p->next)
        number++;
    return number;
}

// "node_needs(node, 0) || node_needs(node, 2)": where a formula that mentions `name` is wanted.
static const char *wanted_by(Schema *schema, const Entry *entry, const char *name)
{
    const char *test = "";
    for (const Formula *formula = entry->formulas; formula; formula = formula->next) {
        if (!formula->value || !(formula_mentions(formula->value, name) & MENTION_VALUE))
            continue;
        for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
            if (!word_in(formula->names, p->name))
                continue;
            const char *one = p->type.kind == KIND_TENSOR
                                  ? schema_format(schema, "node_needs(node, %d)", edge_offset(entry, p))
                                  : schema_format(schema, "node_needs_any(node, %d)", single_edges(entry));
            test = schema_format(schema, "%s%s%s", test, *test ? " || " : "", one);
        }
    }
    return *test ? test : "true";
}

static void emit_saved_struct(Schema *schema, Text *out, const Entry *entry, int *tensor_count)
{
    emit(out, "struct %s_saved {\n", entry->c_name);
    int tensors = 0;
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        if (p->type.kind == KIND_TENSOR && mentioned(entry, p->name) & MENTION_VALUE) {
            emit(out, "    SavedTensor %s;\n", p->name);
            tensors++;
        }
    for (int i = 0; i < entry->result_count; i++)
        if (mentions_result(entry, schema, i)) {
            emit(out, "    SavedTensor result%d;\n", i);
            tensors++;
        }
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        unsigned mention = mentioned(entry, p->name);
        if (mention & MENTION_SIZES)
            emit(out, "    IntList %s_sizes;\n", p->name);
        if (mention & MENTION_DTYPE)
            emit(out, "    int %s_dtype;\n", p->name);
        if (mention & MENTION_LAYOUT)
            emit(out, "    bool %s_column_major;\n", p->name);
        if (mention & MENTION_PLACE)
            emit(out, "    IntList %s_strides;\n    int64_t %s_offset;\n", p->name, p->name);
        if (mention & MENTION_SHAPES)
            emit(out, "    IntList %s_shapes;\n", p->name);
        if (!(mention & MENTION_VALUE) || p->type.kind == KIND_TENSOR)
            continue;
        if (p->type.kind == KIND_TENSOR_LIST)
            emit(out, "    int64_t %s_start, %s_count;\n", p->name, p->name);
        else
            emit(out, "    %s%s;\n", emit_parameter_type(p->type), p->name);
    }
    emit(out, "    char end_of_saved;\n};\n");
    *tensor_count = tensors;
}

static void emit_field(Text *out, const Entry *entry, const char *name, const char *kind, const char *member)
{
    emit(out, "    {\"%s\", SAVED_%s, offsetof(struct %s_saved, %s)},\n", name, kind, entry->c_name, member);
}

// The names by which Python reads what a node saved.
static void emit_saved_fields(Schema *schema, Text *out, const Entry *entry)
{
    static const char *const kinds[KIND_COUNT] = {
        [KIND_TENSOR] = "TENSOR", [KIND_SCALAR] = "SCALAR", [KIND_INT] = "INT",       [KIND_FLOAT] = "FLOAT",
        [KIND_BOOL] = "BOOL",     [KIND_STRING] = "STRING", [KIND_INT_LIST] = "INTS",
    };
    emit(out, "static const SavedField %s_fields[] = {\n", entry->c_name);
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        unsigned mention = mentioned(entry, p->name);
        bool plain = p->type.kind == KIND_TENSOR || p->type.kind == KIND_INT_LIST || !p->type.optional;
        if (mention & MENTION_VALUE && plain && kinds[p->type.kind])
            emit_field(out, entry, p->name, kinds[p->type.kind], p->name);
        if (mention & MENTION_SIZES)
            emit_field(out, entry, schema_format(schema, "%s_sym_sizes", p->name), "INTS",
                       schema_format(schema, "%s_sizes", p->name));
    }
    int index = 0;
    for (const SchemaResult *r = entry->results; r && index < entry->result_count; r = r->next, index++)
        if (mentions_result(entry, schema, index))
            emit_field(out, entry, r->name && *r->name ? r->name : emit_result_name(schema, entry, index), "TENSOR",
                       schema_format(schema, "result%d", index));
    emit(out, "    {NULL},\n};\n");
}

static int result_used(Schema *schema, const Entry *entry, int index)
{
    const char *grad = schema_format(schema, "grad%d", index);
    return mentioned(entry, grad) || (!index && mentioned(entry, "grad"));
}

// One gradient row: computes it and stores what it gives for each of its names.
static void emit_row(Emitter *emitter, const Formula *formula)
{
    const Entry *entry = emitter->entry;
    Schema *schema = emitter->schema;
    const char *test = "", *needs = "";
    int rows = 0;
    const SchemaParameter *names[16] = {0};
    for (const SchemaParameter *p = entry->parameters; p; p = p->next) {
        if (!word_in(formula->names, p->name))
            continue;
        const char *one = p->type.kind == KIND_TENSOR
                              ? schema_format(schema, "node_needs(node, %d)", edge_offset(entry, p))
                              : schema_format(schema, "node_needs_any(node, %d)", single_edges(entry));
        test = schema_format(schema, "%s%s%s", test, rows ? " || " : "", one);
        needs = schema_format(schema, "%s%s%s", needs, rows ? ", " : "", one);
        if (rows < 16)
            names[rows++] = p;
    }
    emitter->needs = schema_format(schema, "(BoolList){(const bool[]){%s}, %d}", needs, rows);
    emit(emitter->out, "    if (%s) {\n", test);
    emitter->indent = "        ";
    if (formula->missing) {
        emit(emitter->out, "        derivative_missing(runtime, \"%s\");\n        goto end;\n    }\n", entry->name);
        return;
    }
    const Expression *value = formula->value;
    // `condition ? None : value`: where it holds, there is no gradient at all.
    bool guarded = value->kind == EXPRESSION_CONDITION && value->operands->next->value->kind == EXPRESSION_NONE;
    if (guarded) {
        Code test_code = formula_compile(emitter, value->operands->value);
        if (test_code.failed)
            return;
        emit(emitter->out, "        if (!(%s)) {\n", test_code.text);
        value = value->operands->next->next->value;
    }
    Code code = formula_compile(emitter, value);
    if (code.failed)
        return;
    for (int i = 0; i < rows; i++) {
        if (names[i]->type.kind == KIND_TENSOR_LIST) {
            bool kept = !code.vector;
            emit(emitter->out,
                 "        if (!outputs_take(node, outputs, %d, (Tensor **)%s.items, %s.count, %s)) goto end;\n",
                 single_edges(entry), code.text, code.text, kept ? "true" : "false");
            continue;
        }
        const char *given = code.type.kind == KIND_TUPLE         ? schema_format(schema, "t[%d]", code.tuple_base + i)
                            : code.type.kind == KIND_TENSOR_LIST ? schema_format(schema, "%s.items[%d]", code.text, i)
                                                                 : code.text;
        emit(emitter->out, "        outputs[%d] = tensor_retain_maybe(%s);\n", edge_offset(entry, names[i]), given);
    }
    emit(emitter->out, guarded ? "        }\n    }\n" : "    }\n");
}

static void emit_unpack(Emitter *emitter, Text *head)
{
    const Entry *entry = emitter->entry;
    const SchemaParameter *order[MAX_PARAMETERS];
    int count = saving_order(entry, order);
    for (int at = 0; at < count; at++) {
        const SchemaParameter *p = order[at];
        const int number = parameter_number(entry, p);
        if (!(mentioned(entry, p->name) & MENTION_VALUE))
            continue;
        if (p->type.kind == KIND_TENSOR) {
            emitter->unpacked_as[number] = emitter->tensors++;
            emit(head, "    if (!node_unpack(node, &saved->%s, &t[%d])) goto end;\n", p->name,
                 emitter->unpacked_as[number]);
        } else if (p->type.kind == KIND_TENSOR_LIST) {
            emitter->unpacked_as[number] = emitter->vectors++;
            emit(head, "    if (!unpack_list(node, saved->%s_start, saved->%s_count, &v[%d])) goto end;\n", p->name,
                 p->name, emitter->unpacked_as[number]);
        }
    }
    for (int i = 0; i < entry->result_count; i++)
        if (mentions_result(entry, emitter->schema, i)) {
            emitter->result_temporary[i] = emitter->tensors++;
            emit(head, "    if (!node_unpack(node, &saved->result%d, &t[%d])) goto end;\n", i,
                 emitter->result_temporary[i]);
        }
    if (mentioned(entry, "grads")) {
        emitter->grads_vector = emitter->vectors++;
        emit(head, "    if (!gradients_or_zeros(node, grads, &v[%d])) goto end;\n", emitter->grads_vector);
    }
    for (int i = 0; i < entry->result_count; i++) {
        if (!result_used(emitter->schema, entry, i))
            continue;
        if (entry->result_count == 1 && entry->results->type.kind == KIND_TENSOR) {
            emit(head, "    Tensor *const grad0 = grads[0];\n");
            continue;
        }
        emit(head,
             "    Tensor *const grad%d = gradient_or_zeros(node, %d, grads, &t[%d]);\n    if (!grad%d) goto end;\n", i,
             i, emitter->tensors++, i);
    }
}

static void emit_backward(Schema *schema, Text *out, const Entry *entry)
{
    int unpacked_as[MAX_PARAMETERS] = {0};
    Text head, rows;
    text_init(&head, schema->memory);
    text_init(&rows, schema->memory);
    Emitter emitter = {.schema = schema, .entry = entry, .out = &rows, .gradient = true, .unpacked_as = unpacked_as};
    emit_unpack(&emitter, &head);
    for (const Formula *formula = entry->formulas; formula; formula = formula->next)
        if (formula->value || formula->missing)
            emit_row(&emitter, formula);
    emit(out, "static bool %s_backward(Runtime *runtime, Node *node, Tensor *const *grads, Tensor **outputs)\n{\n",
         entry->c_name);
    if (entry_returns_tensor(entry))
        emit(out, "    if (!grads[0]) return true;\n");
    emit(out, "    const struct %s_saved *saved = node_saved(node);\n    bool done = false;\n", entry->c_name);
    int tensors = emitter.tensors, vectors = emitter.vectors;
    emit(out, "    Tensor *t[%d] = {0};\n", tensors ? tensors : 1);
    if (vectors)
        emit(out, "    TensorVector v[%d] = {0};\n", vectors);
    emit(out, "    (void)saved, (void)runtime, (void)grads;\n%s%s    done = true;\n    goto end;\nend:\n",
         text_string(&head), text_string(&rows));
    emit(out, "    release_temporaries(t, %d);\n", tensors ? tensors : 1);
    if (vectors)
        emit(out, "    release_vectors(runtime, v, %d);\n", vectors);
    emit(out, "    return done;\n}\n\n");
    text_free(&head);
    text_free(&rows);
}

static void emit_save_parameter(Schema *schema, Text *out, const Entry *entry, const SchemaParameter *p)
{
    unsigned mention = mentioned(entry, p->name);
    const char *name = p->name;
    bool original = p == entry->parameters && (entry->python & PYTHON_INPLACE || entry_writes(entry));
    const char *source = original ? schema_format(schema, "(original ? original : %s)", name) : name;
    if (mention & MENTION_SIZES)
        emit(out, "    ok = ok && keep_ints(node, &saved->%s_sizes, tensor_size_list(%s));\n", name, source);
    if (mention & MENTION_DTYPE)
        emit(out, "    saved->%s_dtype = %s ? %s->dtype : OPTION_NONE;\n", name, name, name);
    if (mention & MENTION_LAYOUT)
        emit(out, "    saved->%s_column_major = tensor_is_column_major(%s);\n", name, name);
    if (mention & MENTION_PLACE) {
        emit(out, "    ok = ok && keep_ints(node, &saved->%s_strides, (IntList){%s->strides, %s->rank});\n", name,
             source, source);
        emit(out, "    saved->%s_offset = %s->offset;\n", name, source);
    }
    if (mention & MENTION_SHAPES)
        emit(out, "    ok = ok && keep_shapes(node, &saved->%s_shapes, %s);\n", name, name);
    if (!(mention & MENTION_VALUE))
        return;
    switch (p->type.kind) {
    case KIND_TENSOR:
        emit(out, "    if (%s) ok = ok && node_save(node, &saved->%s, %s, false);\n", wanted_by(schema, entry, name),
             name, source);
        break;
    case KIND_TENSOR_LIST:
        emit(out,
             "    saved->%s_count = %s.count;\n    ok = ok && node_save_list(node, %s.items, %s.count, "
             "&saved->%s_start);\n",
             name, name, name, name, name);
        break;
    case KIND_INT_LIST:
        emit(out, "    ok = ok && keep_ints(node, &saved->%s, %s);\n", name, name);
        break;
    case KIND_BOOL_LIST:
        emit(out, "    ok = ok && keep_bools(node, &saved->%s, %s);\n", name, name);
        break;
    case KIND_FLOAT_LIST:
        emit(out, "    ok = ok && keep_floats(node, &saved->%s, %s);\n", name, name);
        break;
    case KIND_STRING:
        emit(out, "    ok = ok && keep_string(node, &saved->%s, %s);\n", name, name);
        break;
    default:
        emit(out, "    saved->%s = %s;\n", name, name);
    }
}

// Whether result number `index` has a gradient: its own is mentioned, or all are, or it is the only one.
static bool result_differentiable(Schema *schema, const Entry *entry, int index)
{
    bool any = entry->result_count == 1 || mentioned(entry, "grads");
    for (int i = 0; i < entry->result_count && !any; i++)
        any = i == index && result_used(schema, entry, i);
    for (int i = 0, used = 0; i < entry->result_count && !any; i++) {
        used += result_used(schema, entry, i);
        any = i + 1 == entry->result_count && !used;
    }
    return any;
}

static void emit_record(Schema *schema, Text *out, const Entry *entry)
{
    const SchemaParameter *list = entry_gradient_list(entry);
    bool vector = entry->results->type.kind == KIND_TENSOR_LIST;
    emit(out,
         "static NO_INLINE bool %s_record(Runtime *runtime, Tensor *into_, const Tensor *original, Tensor *const "
         "*results_, int64_t count_",
         entry->c_name);
    emit_parameters(out, entry, false);
    emit(out, ")\n{\n    Node *node = record_start_lists(runtime, ");
    if (entry->node_in_place)
        emit(out, "into_ ? &%s_node_in_place : ", entry->c_name);
    emit(out, "&%s_node, (const Tensor *[]){", entry->c_name);
    int singles = single_edges(entry);
    for (const SchemaParameter *p = entry->parameters; p; p = p->next)
        if (entry_wants_gradient(entry, p) && p->type.kind == KIND_TENSOR)
            emit(out, "%s, ", p->name);
    emit(out, "NULL}, %d, %d%s%s%s, (uint32_t)count_);\n    if (!node) return false;\n", singles, singles,
         list ? " + (uint32_t)" : "", list ? list->name : "", list ? ".count" : "");
    emit(out, "    struct %s_saved *saved = node_saved(node);\n    bool ok = true;\n    (void)saved, (void)original;\n",
         entry->c_name);
    if (list)
        emit(out,
             "    for (int64_t i = 0; i < %s.count; i++)\n        ok = ok && record_edge(node, %d + (uint32_t)i, "
             "%s.items[i]);\n",
             list->name, singles, list->name);
    const SchemaParameter *order[MAX_PARAMETERS];
    int count = saving_order(entry, order);
    for (int i = 0; i < count; i++)
        emit_save_parameter(schema, out, entry, order[i]);
    for (int i = 0; i < entry->result_count && !vector; i++)
        if (mentions_result(entry, schema, i))
            emit(out,
                 "    ok = ok && node_save(node, &saved->result%d, results_[%d], %s);\n    saved->result%d.output = "
                 "%d;\n",
                 i, i, result_differentiable(schema, entry, i) ? "true" : "false", i, i);
    emit(out, "    if (into_) return record_finish_%s(node, ok, into_);\n",
         entry->body == BODY_VIEW ? "reshape" : "in_place");
    if (entry->result_count > 1) {
        emit(out, "    Tensor *const given_[] = {");
        for (int i = 0; i < entry->result_count; i++)
            emit(out, result_differentiable(schema, entry, i) ? "results_[%d], " : "NULL, ", i);
        emit(out, "};\n    return record_finish(node, ok, given_, (uint32_t)count_);\n}\n\n");
    } else
        emit(out, "    return record_finish(node, ok, results_, (uint32_t)count_);\n}\n\n");
}

// "DivBackward0" from "div", "MaxUnpool2DBackward0" from "max_unpool2d".
static const char *node_name(Schema *schema, const Entry *entry)
{
    if (entry->node)
        return entry->node;
    char name[128] = {0};
    size_t length = 0;
    bool upper = true;
    for (const char *c = entry->name; *c && length < 100; c++) {
        if (*c == '_') {
            upper = true;
            continue;
        }
        name[length++] = upper && *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        upper = *c >= '0' && *c <= '9';
    }
    return schema_format(schema, "%sBackward0", name);
}

static void emit_node_class(Text *out, const Entry *entry, const char *suffix, const char *name, int tensors)
{
    emit(out,
         "static const NodeClass %s_node%s = {\"%s\", %s_backward, sizeof(struct %s_saved), %d, NULL, "
         "%s_fields};\n\n",
         entry->c_name, suffix, name, entry->c_name, entry->c_name, tensors, entry->c_name);
}

void emit_node(Schema *schema, Text *out, const Entry *entry)
{
    if (!entry_differentiable(entry))
        return;
    int tensors = 0;
    emit_saved_struct(schema, out, entry, &tensors);
    emit_backward(schema, out, entry);
    emit_saved_fields(schema, out, entry);
    emit_node_class(out, entry, "", node_name(schema, entry), tensors);
    if (entry->node_in_place)
        emit_node_class(out, entry, "_in_place", entry->node_in_place, tensors);
    emit_record(schema, out, entry);
}

// From the schema to C: what the writers of gen/ops share.
#ifndef GEN_EMIT_H
#define GEN_EMIT_H

#include "gen/schema.h"

/// Appends to a text and cannot fail visibly: Text remembers.
void emit(Text *out, const char *format, ...) FORMAT_CHECK(2, 3);

/// "const Tensor *", "Scalar ", "OptionalInt ": how a parameter is declared, up to its name.
const char *emit_parameter_type(Type type);
/// "Tensor *", "TensorVector ", "int64_t ": a variable that holds one result.
const char *emit_result_type(Type type);
/// Name of a result in C: "result" where there is one, else "result0", "result1"...
const char *emit_result_name(Schema *schema, const Entry *entry, int index);
/// What the in-place form writes: `self`, or the first parameter.
const SchemaParameter *entry_target(const Entry *entry);
/// ", const Tensor *self, Scalar alpha": the parameters. `target_type` replaces the first one's where not NULL.
void emit_parameters(Text *out, const Entry *entry, bool in_place);
/// ", self, alpha".
void emit_arguments(Text *out, const Entry *entry);
/// "Tensor *op_add_Tensor(Runtime *runtime, ...)" without a semicolon. `prefix` and `suffix` stand around the C name.
void emit_prototype(Schema *schema, Text *out, const Entry *entry, const char *name, bool in_place);
/// One tensor comes back by value, everything else through pointers.
bool entry_returns_tensor(const Entry *entry);
/// Has a C function: op_NAME.
bool entry_in_c(const Entry *entry);
/// Writes self.
bool entry_writes(const Entry *entry);
/// Has gradient rows that compute something.
bool entry_differentiable(const Entry *entry);
/// Is recorded by generated code.
bool entry_recorded(const Entry *entry);
/// The parameter has a gradient row with a formula.
bool entry_wants_gradient(const Entry *entry, const SchemaParameter *parameter);
/// Its one differentiable tensor list, or NULL.
const SchemaParameter *entry_gradient_list(const Entry *entry);
/// A C expression for a default value of a parameter of `type`.
const char *emit_default(Schema *schema, const Entry *entry, Type type, const Expression *value);
/// How a message shows the default value.
const char *emit_default_text(Schema *schema, Type type, const Expression *value);

/// formula.c: an expression's value as C.
typedef struct Code {
    const char *text;
    Type type;
    bool vector;        // a TensorVector variable
    const Entry *tuple; // KIND_TUPLE: whose results
    int tuple_base;     // first temporary of the tuple
    bool failed;
} Code;

typedef struct Emitter {
    Schema *schema;
    const Entry *entry;
    Text *out;          // statements go here
    const char *indent; // before each statement
    int tensors;        // temporaries t[0 .. tensors)
    int vectors;        // v[0 .. vectors)
    int values;         // other temporaries
    bool gradient;      // a gradient row: parameters are saved values
    bool *unpacked;     // gradient: per parameter number, its tensor is in t[]
    int *unpacked_as;
    int result_temporary[8]; // gradient: where the node's own results are, -1 where not saved
    int grads_vector;        // gradient: the vector with all incoming gradients
    const char *needs;       // gradient: C expression of the current row's wanted flags
    int line;
} Emitter;

/// Compiles an expression. Errors are reported at its line; `failed` is set then.
Code formula_compile(Emitter *emitter, const Expression *expression);
/// Converts to a parameter's type; reports an error where that is impossible.
const char *formula_convert(Emitter *emitter, Code code, Type type, int line);

/// gradient.c: what a gradient row mentions.
typedef enum Mention {
    MENTION_VALUE = 1,   // the tensor or number itself
    MENTION_SIZES = 2,   // x.sizes, x.rank, x.count
    MENTION_DTYPE = 4,   // x.dtype
    MENTION_SHAPES = 8,  // xs.shapes of a list
    MENTION_LAYOUT = 16, // x.column_major
    MENTION_PLACE = 32,  // x.strides, x.offset
} Mention;
unsigned formula_mentions(const Expression *expression, const char *name);

void emit_node(Schema *schema, Text *out, const Entry *entry);
void emit_body(Schema *schema, Text *out, const Entry *entry);
void emit_calls(Schema *schema, Text *out, const Entry *entry);
void emit_tables(Schema *schema, Text *out);
void emit_docs(Schema *schema, Text *out, const char *dtypes);
/// The signature as messages show it, for functions or methods.
const char *emit_signature(Schema *schema, const Entry *entry, unsigned form);

#endif

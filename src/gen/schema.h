// The operator schema in memory: what grammar/schema.y reads from grammar/ops/*.ops.
//
// Everything lives until tlgen ends, in one Memory; nothing is freed one by one.
#ifndef GEN_SCHEMA_H
#define GEN_SCHEMA_H

#include "base/mem.h"
#include "base/text.h"
#include "base/vector.h"

/// The types of parameters, results and formula expressions. The first rows are OpType's, in its order.
typedef enum Kind {
    KIND_NONE,
    KIND_TENSOR,
    KIND_TENSOR_LIST,
    KIND_SCALAR,
    KIND_SCALAR_LIST,
    KIND_INT,
    KIND_INT_LIST,
    KIND_FLOAT,
    KIND_FLOAT_LIST,
    KIND_BOOL,
    KIND_BOOL_LIST,
    KIND_STRING,
    KIND_DTYPE,
    KIND_LAYOUT,
    KIND_DEVICE,
    KIND_MEMORY_FORMAT,
    KIND_GENERATOR,
    KIND_STORAGE,
    KIND_NAME,
    KIND_NAME_LIST,
    KIND_TUPLE, // of formulas only: several results at once
    KIND_COUNT
} Kind;

typedef struct Type {
    Kind kind;
    bool optional;       // int?
    bool optional_items; // Tensor?[]
    bool symbolic;       // SymInt: an int whose overload sorts differently
    bool alias;          // Tensor(a): the result is a view of this
    bool written;        // Tensor(a!)
    int list_size;       // int[2]
} Type;

typedef enum ExpressionKind {
    EXPRESSION_NAME,
    EXPRESSION_INT,
    EXPRESSION_FLOAT,
    EXPRESSION_STRING,
    EXPRESSION_NONE,
    EXPRESSION_TRUE,
    EXPRESSION_FALSE,
    EXPRESSION_LIST,      // [a, b]: operands
    EXPRESSION_CALL,      // text(operands); a method call has `method` set and its receiver first
    EXPRESSION_ATTRIBUTE, // operands[0].text
    EXPRESSION_INDEX,     // operands[0][operands[1]]
    EXPRESSION_UNARY,     // text operands[0]
    EXPRESSION_BINARY,    // operands[0] text operands[1]
    EXPRESSION_CONDITION, // operands[0] ? operands[1] : operands[2]
} ExpressionKind;

typedef struct Expression {
    ExpressionKind kind;
    const char *text;
    bool method;
    int line;
    struct Argument *operands; // linked
} Expression;

/// One operand of an expression, with the keyword it was given by, if any.
typedef struct Argument {
    const char *keyword;
    Expression *value;
    struct Argument *next;
} Argument;

typedef struct SchemaParameter {
    const char *name;
    Type type;
    bool keyword_only;
    Expression *default_value; // NULL: required
    struct SchemaParameter *next;
} SchemaParameter;

typedef struct SchemaResult {
    const char *name; // NULL where unnamed
    Type type;
    struct SchemaResult *next;
} SchemaResult;

/// A gradient row: `self   grad * other`, or for several at once `input, weight   f(grad, ...)`.
typedef struct Formula {
    const char *names; // as written, separated by commas
    Expression *value; // NULL for `none`
    bool missing;      // `missing`: PyTorch has no derivative either
    bool constant;     // `constant`: PyTorch refuses a tensor that requires a gradient
    int line;
    struct Formula *next;
} Formula;

typedef enum Body {
    BODY_MISSING,
    BODY_ELEMENTWISE, // kernel NAME
    BODY_FUNCTION,    // kernel function NAME: computes; the generated body records
    BODY_INPLACE,     // kernel inplace NAME: writes self
    BODY_VIEW,        // kernel view NAME: geometry only
    BODY_COMPOSITE,   // composite EXPRESSION
    BODY_CALLS,       // composite function NAME: C code that calls operators
    BODY_UNSUPPORTED, // unsupported TEXT
    BODY_SCRIPT,      // script MODULE: the function of this name there, written in Python
} Body;

typedef enum PythonForm {
    PYTHON_FUNCTION = 1,
    PYTHON_METHOD = 2,
    PYTHON_INPLACE = 4,
    PYTHON_OUT = 8,
    PYTHON_NUMBERS = 16,           // a number may stand for a tensor
    PYTHON_DEPRECATED = 32,        // accepted, not listed in messages
    PYTHON_FACTORY = 64,           // requires_grad=False is among the parameters
    PYTHON_INPLACE_FUNCTION = 128, // torch.exp_
} PythonForm;

typedef struct Entry {
    const char *file;
    int line;
    const char *name;     // "add"
    const char *overload; // "Tensor", or ""
    const char *c_name;   // "add_Tensor"
    SchemaParameter *parameters;
    SchemaResult *results;
    int parameter_count;
    int result_count;
    unsigned python;       // PythonForm bits
    const char *space;     // "TORCH", "NN", "LINALG", "SPECIAL", "FFT"
    const char *operators; // "/": Python's operators, separated by spaces
    const char *aliases;   // further names, separated by spaces
    Body body;
    const char *kernel; // the kernel's words or the function's name
    const char *dtype_rule;
    const char *check;
    const char *expanded;    // two parameters that the form out of place broadcasts before all checks, or NULL
    const char *layout;      // parameters whose memory format the results take over, or NULL
    const char *out_rule;    // a row of grammar/out_rules.def in lower case, and the name in its message; or NULL
    const char *warning;     // a row of grammar/warnings.def, given at every call
    bool any_device;         // "meta mixed": copes with tensors of both devices
    bool needs_data;         // "meta none": meta tensors are refused
    const char *refusals[4]; // "COMPLEX text": dtypes that are refused, and how
    int refusal_count;
    const char *node;          // "AddBackward0"
    const char *node_in_place; // that of the in-place form where it is another one; else NULL
    Expression *composite;
    Formula *formulas;
    bool no_gradient; // `gradient none`
    const char *doc;
    struct Entry *next;      // in file order
    struct Entry *next_same; // further overloads under the same name, in file order
} Entry;

/// What one run reads.
typedef struct Schema {
    Memory *memory;
    Entry *first;
    Entry *last;
    const char *file; // being read
    int errors;
} Schema;

/// Reads one file into `schema`. Errors are printed as `file:line: message` and counted.
void schema_read(Schema *schema, const char *path, const char *text);
/// Prints `file:line: message` and counts an error.
void schema_error(Schema *schema, const char *file, int line, const char *format, ...) FORMAT_CHECK(4, 5);
/// Applies one word line (`python function method`) to the entry.
void schema_line(Schema *schema, Entry *entry, int line, const char *key, const char *words);
/// Memory that lives until the end; ends the program where there is none.
void *schema_alloc(Schema *schema, size_t size);
/// Formats into such memory.
const char *schema_format(Schema *schema, const char *format, ...) FORMAT_CHECK(2, 3);
/// A copy of `length` bytes.
const char *schema_text(Schema *schema, const char *bytes, size_t length);
/// The parameter of that name, or NULL.
const SchemaParameter *entry_parameter(const Entry *entry, const char *name);
/// True where `word` is one of the words of `list` (separated by spaces or commas).
bool word_in(const char *list, const char *word);
/// The first entry of that name; NULL where there is none. Further overloads follow by next_same.
Entry *schema_find(const Schema *schema, const char *name);

#endif

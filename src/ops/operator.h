// Operators as data: what the language side sees of them.
//
// Every operator is declared once, in grammar/ops/*.ops; `tlgen ops` fills the tables declared here. The
// argument parser (lib/torch) walks them, fills one OpValue for each parameter, and calls `Overload.call`:
//
//   torch.add(a, 2)
//     operator_find(OPERATOR_TORCH, "add") -> Operator { 4 overloads, in the order in which they are tried }
//       Overload  "(Tensor input, Tensor other, *, Number alpha = 1, Tensor out = None)"
//         Parameter input   TENSOR                    arguments[0]
//         Parameter other   TENSOR                    arguments[1]
//         Parameter alpha   SCALAR  keyword, default  arguments[2]
//         Parameter out     TENSOR  keyword, default  arguments[3]
//
// C code that calls operators (formulas, composites, modules in C) uses the typed prototypes instead:
// "ops/prototypes.h" (generated) has `Tensor *op_add_Tensor(Runtime *, const Tensor *, const Tensor *, Scalar)`.
#ifndef OPS_OPERATOR_H
#define OPS_OPERATOR_H

#include "tensor/tensor.h"

/// At least as many as any overload has.
enum { OPERATOR_MAX_PARAMETERS = 32 };

/// The types of the schema language. An optional type is the same kind with Parameter.optional set.
typedef enum OpType {
    OP_NONE,          // no value: Python None for an optional parameter
    OP_TENSOR,        // Tensor
    OP_TENSOR_LIST,   // Tensor[]; items may be None where Parameter.optional_items is set (Tensor?[])
    OP_SCALAR,        // Scalar: any Python number, or a tensor of rank 0 where PyTorch takes one
    OP_SCALAR_LIST,   // Scalar[]
    OP_INT,           // int, SymInt
    OP_INT_LIST,      // int[], int[2] (Parameter.list_size: one int stands for that many)
    OP_FLOAT,         // float
    OP_FLOAT_LIST,    // float[]
    OP_BOOL,          // bool
    OP_BOOL_LIST,     // bool[]
    OP_STRING,        // str
    OP_DTYPE,         // ScalarType
    OP_LAYOUT,        // Layout
    OP_DEVICE,        // Device
    OP_MEMORY_FORMAT, // MemoryFormat
    OP_GENERATOR,     // Generator
    OP_STORAGE,       // Storage: a tensor of rank 1 over all of it, of bytes or of the storage's own dtype
    OP_NAME,          // Dimname: listed in messages, matches no value
    OP_NAME_LIST,     // Dimname[]: as above
    OP_TYPE_COUNT
} OpType;

typedef enum Layout { LAYOUT_STRIDED, LAYOUT_SPARSE_COO, LAYOUT_SPARSE_CSR } Layout;

enum {
    OPTION_NONE = -1, // None for ScalarType?, Layout?, Device?, MemoryFormat? and bool?, which are passed as int
    LIST_NONE = -1,   // the count of a list that is None (int[]?, float[]?)
};

/// Lists on their way into an operator; lent. A `count` of LIST_NONE is None.
typedef struct TensorList {
    Tensor *const *items; // an item is NULL where None is allowed
    int64_t count;
} TensorList;
typedef struct IntList {
    const int64_t *items;
    int64_t count;
} IntList;
typedef struct FloatList {
    const double *items;
    int64_t count;
} FloatList;
typedef struct BoolList {
    const bool *items;
    int64_t count;
} BoolList;
typedef struct ScalarList {
    const Scalar *items;
    int64_t count;
} ScalarList;

/// Optional numbers, as the typed prototypes take them.
typedef struct OptionalInt {
    bool given;
    int64_t value;
} OptionalInt;
typedef struct OptionalFloat {
    bool given;
    double value;
} OptionalFloat;
typedef struct OptionalScalar {
    bool given;
    Scalar value;
} OptionalScalar;

/// A list of tensors that an operator returns. The receiver owns the items and the array:
/// release both with tensor_vector_free.
typedef struct TensorVector {
    Tensor **items;
    int64_t count;
} TensorVector;

/// One argument or one result. As an argument everything is lent; as a result, tensors and lists are the caller's.
typedef struct OpValue {
    OpType type; // OP_NONE for None, whatever the parameter's type
    union {
        Tensor *tensor;
        TensorList tensors;
        TensorVector tensor_vector; // results of type Tensor[]
        Scalar scalar;
        ScalarList scalars;
        int64_t integer; // also ScalarType, Layout, Device and MemoryFormat (enum values)
        IntList integers;
        double number;
        FloatList numbers;
        bool flag;
        BoolList flags;
        const char *string; // NUL-terminated UTF-8
        struct Generator *generator;
    };
} OpValue;

/// One parameter of an overload, as Python sees it.
typedef struct Parameter {
    const char *name; // "input" for functions and "self" for methods where the schema says self
    OpType type;
    bool optional;       // None is accepted (the schema's `?`)
    bool optional_items; // Tensor?[]
    bool symbolic;       // SymInt[]: sizes, among which no bool tensor may be
    bool keyword_only;
    bool has_default;
    bool accepts_number;   // a Tensor for which a Python number may stand: it becomes a wrapped_number tensor (add, mul
                           // ...)
    bool is_out;           // the merged `out=`: OP_TENSOR, or OP_TENSOR_LIST for several results
    bool varargs;          // may be given as bare positional ints: view(2, 3), permute(0, 1)
    uint8_t list_size;     // int[2]: 2; otherwise 0
    const char *type_text; // "Tensor", "Number", "tuple of ints": as messages name the type
    const char *default_text; // "None", "1", "\"mean\"": as messages show it; NULL without a default
    OpValue default_value;    // valid where has_default
} Parameter;

/// Where Python sees an overload.
typedef enum OverloadForm {
    FORM_FUNCTION = 1 << 0, // torch.add(a, b), torch.nn.functional..., torch.linalg...: see Operator.space
    FORM_METHOD = 1 << 1,   // a.add(b): the first parameter is self and is not among the positions
    FORM_INPLACE = 1 << 2,  // the underscore form, as method (and torch.relu_)
    FORM_OUT = 1 << 3,      // has `out=`
} OverloadForm;

/// One signature of an operator.
typedef struct Overload {
    const char *name;      // "add.Tensor"
    const char *signature; // "(Tensor input, Tensor other, *, Number alpha = 1, Tensor out = None)"
    const Parameter *parameters;
    uint8_t parameter_count;  // with self, with `out` last
    uint8_t positional_count; // parameters that may be given by position, with self
    int8_t self_index;        // of methods: which parameter is self (where.self has it second); -1 for functions
    uint8_t result_count;
    bool deprecated; // accepted, but not listed in messages
    const OpType *result_types;
    const char *const *result_names; // NULL unless the results make a torch.return_types tuple
    const char *script; // the module whose Python function of the operator's name does the work; NULL: call does it
    /// Factories list `dtype`, `layout`, `device`, `pin_memory` and `requires_grad` among their parameters; `call`
    /// applies them.
    /// Runs it. `arguments` holds parameter_count values (defaults filled in), `results` room for result_count.
    /// With `out` given or in the in-place form the results are those tensors, retained. NULL where there is a script.
    MUST_USE bool (*call)(Runtime *runtime, const OpValue *arguments, OpValue *results);
} Overload;

/// Where a name is looked up.
typedef enum OperatorSpace {
    OPERATOR_TORCH,   // torch.NAME
    OPERATOR_TENSOR,  // torch.Tensor.NAME, with NAME_ for in-place forms and __add__ for Python's operators
    OPERATOR_NN,      // torch._C._nn.NAME and what torch.nn.functional takes from it
    OPERATOR_LINALG,  // torch._C._linalg.linalg_NAME: torch.linalg
    OPERATOR_SPECIAL, // torch._C._special.special_NAME
    OPERATOR_FFT,     // torch._C._fft.fft_NAME
    OPERATOR_SPACE_COUNT
} OperatorSpace;

/// All overloads under one Python name, in the order in which the parser tries them.
typedef struct Operator {
    const char *name; // "add", "add_", "linalg_norm"
    OperatorSpace space;
    uint8_t overload_count;
    const Overload *const *overloads;
    const char *doc;
} Operator;

/// Finds a name by binary search; NULL where there is none.
const Operator *operator_find(OperatorSpace space, const char *name);
/// All operators of a space, sorted by name.
const Operator *operator_table(OperatorSpace space, size_t *count);

/// Releases what one result holds (results[i] after `call`).
void op_value_release(Runtime *runtime, OpValue *value);
/// A vector of `count` NULLs. False with MemoryError pending; the vector may be freed either way.
MUST_USE bool tensor_vector_make(Runtime *runtime, TensorVector *vector, int64_t count);
/// Releases the items and the array; leaves an empty vector.
void tensor_vector_free(Runtime *runtime, TensorVector *vector);

#endif

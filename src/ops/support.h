// What generated operator bodies are made of. Only gen/ops/*.c and src/ops include it.
#ifndef OPS_SUPPORT_H
#define OPS_SUPPORT_H

#include "autograd/record.h"
#include "ops/apply.h"
#include "ops/prototypes.h"
#include "tensor/warning.h"

/// t[0 .. count) and v[0 .. count) at the end of a generated function.
void release_temporaries(Tensor **tensors, int count);
/// Gives results that a failed kernel has made back: NULL then. Returns `done`.
bool results_or_none(bool done, Tensor **const *results, int count);
void release_vectors(Runtime *runtime, TensorVector *vectors, int count);
static inline Tensor *tensor_retain_maybe(const Tensor *tensor)
{
    return tensor ? tensor_retain(tensor) : NULL;
}
static inline IntList tensor_size_list(const Tensor *tensor)
{
    return tensor ? (IntList){tensor->sizes, tensor->rank} : (IntList){0, LIST_NONE};
}
/// list[index], a negative index from the end; 1 where the list is too short.
int64_t int_list_at(IntList list, int64_t index);
int64_t int_list_product(IntList list);

/// The line `refuse GROUP text`: raises where the tensor's dtype is in `refused` and returns false. A kernel's name
/// stands for "\"name\" not implemented for 'Half'", any other text for itself.
MUST_USE bool dtype_accepted(Runtime *runtime, const Tensor *tensor, uint32_t refused, const char *text,
                             bool is_kernel);

/// Whether a tensor is on the device of the first one. RuntimeError "Tensor on device meta is not on the expected
/// device cpu!" otherwise.
MUST_USE bool device_accepted(Runtime *runtime, const Tensor *first, const Tensor *tensor);
/// Whether an operator's tensors (NULLs among them are skipped) are all on the CPU or all on the meta device; single
/// numbers of the CPU go anywhere. RuntimeError otherwise. `needs_data` (or NULL) names an operator whose result hangs
/// on the elements: NotImplementedError for a meta tensor.
MUST_USE bool devices_accepted(Runtime *runtime, const Tensor *const *tensors, int count, const char *needs_data);

/// The line `weight constant`: raises "The function 'f' is not differentiable with respect to argument 'weight'..."
/// where the tensor (or NULL) requires a gradient and gradients are recorded.
MUST_USE bool constant_accepted(Runtime *runtime, const Tensor *tensor, const char *argument, const char *function);
/// Whether a one-element tensor has a value to read; RuntimeError "Tensor.item() cannot be called on meta tensors".
MUST_USE bool item_accepted(Runtime *runtime, const Tensor *tensor);

/// Whether a norm's order is a real number, and whether it can be taken of a dtype and given as `dtype` (or
/// OPTION_NONE); RuntimeError otherwise. `name` is the operator's in the message, "linalg.vector_norm".
MUST_USE bool norm_order_accepted(Runtime *runtime, const char *name, Scalar order);
MUST_USE bool norm_dtypes_accepted(Runtime *runtime, const char *name, DType input, int dtype);

/// Equal texts; a NULL is equal to nothing.
bool text_same(const char *a, const char *b);

/// Lists kept with a node.
MUST_USE bool keep_ints(Node *node, IntList *saved, IntList list);
MUST_USE bool keep_floats(Node *node, FloatList *saved, FloatList list);
MUST_USE bool keep_bools(Node *node, BoolList *saved, BoolList list);
MUST_USE bool keep_string(Node *node, const char **saved, const char *string);
/// The sizes of all tensors of a list in one: rank, sizes, rank, sizes ...
MUST_USE bool keep_shapes(Node *node, IntList *saved, TensorList list);
/// Gives a saved list back.
MUST_USE bool unpack_list(Node *node, int64_t start, int64_t count, TensorVector *vector);
/// Any edge from number `first` on leads somewhere.
bool node_needs_any(const Node *node, uint32_t first);
/// grads[index], or zeros of the result's size where it is NULL (the new tensor goes to *owned, too).
Tensor *gradient_or_zeros(Node *node, uint32_t index, Tensor *const *grads, Tensor **owned);
/// All gradients, zeros for the missing ones.
MUST_USE bool gradients_or_zeros(Node *node, Tensor *const *grads, TensorVector *vector);
/// Stores the gradients of a tensor list: outputs[first ...]. `kept`: the items are lent, not owned. Items of an owned
/// vector are left in it, so that it is freed as usual.
MUST_USE bool outputs_take(const Node *node, Tensor **outputs, uint32_t first, Tensor **items, int64_t count,
                           bool kept);
/// Raises "derivative for aten::floor_divide is not implemented".
void derivative_missing(Runtime *runtime, const char *name);

/// Numbers of formulas.
Scalar scalar_arithmetic(char operator, Scalar a, Scalar b);
Scalar scalar_negative(Scalar a);
Scalar scalar_conj(Scalar a);

/// Arguments from OpValues.
static inline const Tensor *take_tensor_const(const OpValue *value)
{
    return value->type == OP_NONE ? NULL : value->tensor;
}
static inline Tensor *take_tensor(const OpValue *value)
{
    return value->type == OP_NONE ? NULL : value->tensor;
}
static inline TensorList take_tensors(const OpValue *value)
{
    return value->type == OP_NONE ? (TensorList){0, LIST_NONE} : value->tensors;
}
static inline Scalar take_scalar(const OpValue *value)
{
    return value->scalar;
}
static inline OptionalScalar take_optional_scalar(const OpValue *value)
{
    return value->type == OP_NONE ? (OptionalScalar){0} : (OptionalScalar){true, value->scalar};
}
static inline ScalarList take_scalars(const OpValue *value)
{
    return value->type == OP_NONE ? (ScalarList){0, LIST_NONE} : value->scalars;
}
static inline int64_t take_int(const OpValue *value)
{
    return value->integer;
}
static inline OptionalInt take_optional_int(const OpValue *value)
{
    return value->type == OP_NONE ? (OptionalInt){0} : (OptionalInt){true, value->integer};
}
static inline IntList take_ints(const OpValue *value)
{
    return value->type == OP_NONE ? (IntList){0, LIST_NONE} : value->integers;
}
static inline double take_float(const OpValue *value)
{
    return value->number;
}
static inline OptionalFloat take_optional_float(const OpValue *value)
{
    return value->type == OP_NONE ? (OptionalFloat){0} : (OptionalFloat){true, value->number};
}
static inline FloatList take_floats(const OpValue *value)
{
    return value->type == OP_NONE ? (FloatList){0, LIST_NONE} : value->numbers;
}
static inline bool take_bool(const OpValue *value)
{
    return value->type != OP_NONE && value->flag;
}
static inline int take_optional_bool(const OpValue *value)
{
    return value->type == OP_NONE ? OPTION_NONE : value->flag;
}
static inline BoolList take_bools(const OpValue *value)
{
    return value->type == OP_NONE ? (BoolList){0, LIST_NONE} : value->flags;
}
static inline const char *take_string(const OpValue *value)
{
    return value->type == OP_NONE ? NULL : value->string;
}
static inline int take_option(const OpValue *value)
{
    return value->type == OP_NONE ? OPTION_NONE : (int)value->integer;
}
static inline struct Generator *take_generator(const OpValue *value)
{
    return value->type == OP_NONE ? NULL : value->generator;
}

/// Results into OpValues.
static inline bool give_tensor(OpValue *result, Tensor *tensor)
{
    result->type = OP_TENSOR;
    result->tensor = tensor;
    return tensor != NULL;
}
/// A new tensor that may have to require a gradient.
MUST_USE bool give_factory(OpValue *result, Tensor *tensor, bool requires_grad);

/// The rules of grammar/out_rules.def.
typedef enum OutRule {
#define OUT_RULE(id, condition, overlap, names, text) OUT_##id,
#include "out_rules.def"
#undef OUT_RULE
} OutRule;

/// What the `out=` form of an operator needs to know; the generated calls fill it.
typedef struct OutForm {
    const char *name;
    bool (*call)(Runtime *, const OpValue *, OpValue *);
    int8_t out;     // which argument holds the tensor or the tuple of tensors
    int8_t results; // how many there are
    bool factory;   // requires_grad stands before `out`
    int8_t dtype;   // which argument is the dtype; -1 where there is none
    bool follows;   // that is the target's where it is not given
    OutRule rule;
    const char *refused_name; // as the rule's message names the operator
    bool differentiable;
    const char *const *parts; // the names of the results, or NULL
} OutForm;

/// Calls an operator for its `out=` form: what it gives goes into the targets, which are resized and returned. Raises
/// RuntimeError for a target of a dtype or device that PyTorch refuses, or that overlaps what is read.
MUST_USE bool call_out(Runtime *runtime, const OutForm *form, const OpValue *arguments, OpValue *results);

#endif

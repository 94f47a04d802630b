#include "lib/torch/tensor_class.h"
#include "lib/torch/array_like.h"

#include <string.h>

#include "lib/names.h"
#include "lib/torch/construct.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/missing.h"
#include "lib/torch/operator_object.h"
#include "lib/torch/print.h"
#include "lib/torch/subscript.h"
#include "lib/torch/tensor_object.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/sequence.h"
#include "object/str.h"
#include "ops/prototypes.h"

// ---- Python's operators ----

/// The method of each operator, and what to call when the tensor stands on the right of a number.
typedef struct BinaryNames {
    const char *method;
    const char *reflected; // a function of torch: called with (left, right)
} BinaryNames;

static const BinaryNames binary_names[BINARY_COUNT] = {
    [BINARY_ADD] = {"add", NULL},
    [BINARY_SUBTRACT] = {"sub", NULL},
    [BINARY_MULTIPLY] = {"mul", NULL},
    [BINARY_TRUE_DIVIDE] = {"div", NULL},
    [BINARY_FLOOR_DIVIDE] = {"floor_divide", "floor_divide"},
    [BINARY_REMAINDER] = {"remainder", "remainder"},
    [BINARY_POWER] = {"pow", "pow"},
    [BINARY_LEFT_SHIFT] = {"__lshift__", "bitwise_left_shift"},
    [BINARY_RIGHT_SHIFT] = {"__rshift__", "bitwise_right_shift"},
    [BINARY_AND] = {"__and__", "bitwise_and"},
    [BINARY_OR] = {"__or__", "bitwise_or"},
    [BINARY_XOR] = {"__xor__", "bitwise_xor"},
    [BINARY_MATRIX_MULTIPLY] = {"matmul", "matmul"},
};

static const char *const inplace_names[BINARY_COUNT] = {
    [BINARY_ADD] = "add_",
    [BINARY_SUBTRACT] = "sub_",
    [BINARY_MULTIPLY] = "mul_",
    [BINARY_TRUE_DIVIDE] = "div_",
    [BINARY_FLOOR_DIVIDE] = "floor_divide_",
    [BINARY_REMAINDER] = "remainder_",
    [BINARY_POWER] = "pow_",
    [BINARY_LEFT_SHIFT] = "__ilshift__",
    [BINARY_RIGHT_SHIFT] = "__irshift__",
    [BINARY_AND] = "__iand__",
    [BINARY_OR] = "__ior__",
    [BINARY_XOR] = "__ixor__",
};

static const char *const compare_names[] = {
    [COMPARE_LT] = "lt", [COMPARE_LE] = "le", [COMPARE_EQ] = "eq",
    [COMPARE_NE] = "ne", [COMPARE_GT] = "gt", [COMPARE_GE] = "ge",
};

/// A TypeError of the parser means: not for these operands. Python then tries the other operand.
static Value pass_on_type_error(Interp *interp, Value result)
{
    if (value_is_error(result) && interp->error.kind == ERROR_TYPE_ERROR && !interp->error.instance) {
        error_clear(&interp->error);
        return VALUE_NOT_IMPLEMENTED;
    }
    return result;
}

/// The overload whose first two parameters are tensors, looked for once.
static const Overload *direct_overload(DirectOperator *direct, const char *name)
{
    if (direct->overload || direct->missing)
        return direct->overload;
    const Operator *operation = operator_find(OPERATOR_TENSOR, name);
    for (int i = 0; operation && i < operation->overload_count; i++) {
        const Overload *overload = operation->overloads[i];
        if (!direct->overload && overload->self_index == 0 && overload->parameter_count >= 2 &&
            overload->parameter_count <= 4 && overload->result_count == 1 &&
            overload->parameters[1].type == OP_TENSOR && !overload->deprecated)
            direct->overload = overload;
    }
    direct->missing = !direct->overload;
    return direct->overload;
}

static Value call_direct(Interp *interp, const Overload *overload, Tensor *a, Tensor *b)
{
    OpValue values[4], result = {OP_NONE};
    values[0] = (OpValue){.type = OP_TENSOR, .tensor = a};
    values[1] = (OpValue){.type = OP_TENSOR, .tensor = b};
    for (int i = 2; i < overload->parameter_count; i++)
        values[i] = overload->parameters[i].default_value;
    if (!overload->call(runtime_of(interp), values, &result))
        return VALUE_ERROR;
    return tensor_wrap_take(interp, result.tensor);
}

static bool is_plain(const Torch *torch, Value v)
{
    return v.tag == TAG_OBJECT && !torch->autocast &&
           (v.object->type == torch->types[TORCH_TYPE_TENSOR] || v.object->type == torch->plain_subclass);
}

/// A number beside `self` as a tensor that is weak in promotion; NULL with nothing pending where it is no number.
static Tensor *weak_tensor(Interp *interp, Value self, Value v)
{
    Scalar scalar;
    return scalar_from_value(interp, v, &scalar) ? tensor_wrapped_beside(runtime_of(interp), tensor_of(self), scalar)
                                                 : NULL;
}

/// Whether a number becomes a tensor in this operator, as the parser does it for add, sub, mul and div.
static bool takes_weak(const Overload *overload)
{
    return overload->parameters[1].accepts_number;
}

static Value method_with(Interp *interp, const char *name, Value self, Value other)
{
    const Operator *operation = operator_find(OPERATOR_TENSOR, name);
    if (!operation)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "torch.Tensor.%s is not supported by torchlet", name);
    Arguments arguments = {&other, 1, NULL};
    return pass_on_type_error(interp, operator_call(interp, operation, self, &arguments));
}

static Value function_with(Interp *interp, const char *name, Value left, Value right)
{
    Value values[2] = {left, right};
    return pass_on_type_error(interp, operator_call_named(interp, OPERATOR_TORCH, name, VALUE_UNSET, 2, values));
}

/// tensor op number, where the number may become a weak tensor.
static Value binary_number(Interp *interp, DirectOperator *direct, const char *name, Value self, Value other)
{
    const Overload *overload = direct_overload(direct, name);
    if (overload && takes_weak(overload) && is_plain(torch_of(interp), self)) {
        Tensor *number = weak_tensor(interp, self, other);
        if (number) {
            Value result = call_direct(interp, overload, tensor_of(self), number);
            tensor_release(number);
            return result;
        }
        if (error_pending(&interp->error))
            return VALUE_ERROR;
    }
    return method_with(interp, name, self, other);
}

static Value reflected(Interp *interp, BinaryKind kind, Value left, Value self)
{
    switch (kind) {
    case BINARY_ADD:
    case BINARY_MULTIPLY:
        return binary_number(interp, &torch_of(interp)->direct[kind], binary_names[kind].method, self, left);
    case BINARY_SUBTRACT:
        return function_with(interp, "rsub", self, left);
    case BINARY_TRUE_DIVIDE: {
        Value inverse = operator_call_named(interp, OPERATOR_TENSOR, "reciprocal", self, 0, NULL);
        if (value_is_error(inverse))
            return inverse;
        Value result = binary_number(interp, &torch_of(interp)->direct[BINARY_MULTIPLY], "mul", inverse, left);
        value_drop(inverse);
        return result;
    }
    default:
        return function_with(interp, binary_names[kind].reflected, left, self);
    }
}

static Value binary(Interp *interp, BinaryKind kind, Value a, Value b)
{
    Torch *torch = torch_of(interp);
    if (LIKELY(is_plain(torch, a) && is_plain(torch, b))) {
        const Overload *overload = direct_overload(&torch->direct[kind], binary_names[kind].method);
        if (LIKELY(overload != NULL))
            return call_direct(interp, overload, tensor_of(a), tensor_of(b));
    }
    if (tensor_unwrap(interp, a))
        return binary_number(interp, &torch->direct[kind], binary_names[kind].method, a, b);
    return reflected(interp, kind, a, b);
}

static Value inplace(Interp *interp, BinaryKind kind, Value a, Value b)
{
    Torch *torch = torch_of(interp);
    const char *name = inplace_names[kind];
    if (is_plain(torch, a) && is_plain(torch, b)) {
        const Overload *overload = direct_overload(&torch->direct_inplace[kind], name);
        if (overload)
            return call_direct(interp, overload, tensor_of(a), tensor_of(b));
    }
    return binary_number(interp, &torch->direct_inplace[kind], name, a, b);
}

#define BINARY_SLOT(kind, label)                                                                                       \
    static Value binary_##label(Interp *interp, Value a, Value b)                                                      \
    {                                                                                                                  \
        return binary(interp, BINARY_##kind, a, b);                                                                    \
    }
#define BINARY_SLOTS(kind, label)                                                                                      \
    BINARY_SLOT(kind, label)                                                                                           \
    static Value inplace_##label(Interp *interp, Value a, Value b)                                                     \
    {                                                                                                                  \
        return inplace(interp, BINARY_##kind, a, b);                                                                   \
    }
BINARY_SLOTS(ADD, add)
BINARY_SLOTS(SUBTRACT, subtract)
BINARY_SLOTS(MULTIPLY, multiply)
BINARY_SLOTS(TRUE_DIVIDE, divide)
BINARY_SLOTS(FLOOR_DIVIDE, floor_divide)
BINARY_SLOTS(REMAINDER, remainder)
BINARY_SLOTS(POWER, power)
BINARY_SLOTS(LEFT_SHIFT, left_shift)
BINARY_SLOTS(RIGHT_SHIFT, right_shift)
BINARY_SLOTS(AND, and)
BINARY_SLOTS(OR, or)
BINARY_SLOTS(XOR, xor)
BINARY_SLOT(MATRIX_MULTIPLY, matrix_multiply)

/// tensor == array, the one comparison that PyTorch does with a numpy array.
static Value equal_array(Interp *interp, Value a, Value b)
{
    Value other = tensor_wrap_take(interp, array_like_tensor(interp, b));
    if (value_is_error(other))
        return other;
    Value result = method_with(interp, "eq", a, other);
    value_drop(other);
    return result;
}

static Value compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    Torch *torch = torch_of(interp);
    const char *name = compare_names[kind];
    if (is_plain(torch, a) && is_plain(torch, b)) {
        const Overload *overload = direct_overload(&torch->direct_compare[kind], name);
        if (overload)
            return call_direct(interp, overload, tensor_of(a), tensor_of(b));
    }
    if (kind == COMPARE_EQ && array_like_is_array(interp, b))
        return equal_array(interp, a, b);
    return method_with(interp, name, a, b);
}

static Value call_unary(Interp *interp, const char *name, Value self)
{
    return operator_call_named(interp, OPERATOR_TENSOR, name, self, 0, NULL);
}

static Value negative(Interp *interp, Value self)
{
    return call_unary(interp, "neg", self);
}

static Value positive(Interp *interp, Value self)
{
    return call_unary(interp, "positive", self);
}

static Value invert(Interp *interp, Value self)
{
    if (!dtype_is_integral(tensor_of(self)->dtype))
        return raise_type_error(interp, "~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    return call_unary(interp, "bitwise_not", self);
}

// ---- Numbers and containers ----

static bool truth(Interp *interp, Value self, bool *out)
{
    if (protocol_asked(interp, self)) {
        Value answer = protocol_ask_number(interp, "__bool__", TYPE_BOOL, self);
        *out = answer.tag == TAG_BOOL && answer.boolean;
        value_drop(answer);
        return !value_is_error(answer);
    }
    const Tensor *tensor = tensor_of(self);
    int64_t count = tensor_count(tensor);
    if (torch_of(interp)->mapping) {
        value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow. We don't "
            "support that yet, please shout over at https://github.com/pytorch/functorch/issues/257 .");
        return false;
    }
    if (count != 1) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Boolean value of Tensor with %s is ambiguous",
                    count ? "more than one value" : "no values");
        return false;
    }
    if (tensor->device == DEVICE_META) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Tensor.item() cannot be called on meta tensors");
        return false;
    }
    *out = scalar_to_bool(tensor_item(tensor));
    return true;
}

/// The element of a tensor that int() or float() reads.
static bool only_element(Interp *interp, Value self, Scalar *out)
{
    const Tensor *tensor = tensor_of(self);
    if (torch_of(interp)->mapping) { // item() says why not
        value_drop(value_call_method(interp, self, "item", 0, NULL));
        return false;
    }
    if (tensor_count(tensor) != 1) {
        raise_value_error(interp, "only one element tensors can be converted to Python scalars");
        return false;
    }
    if (tensor->device == DEVICE_META) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Tensor.item() cannot be called on meta tensors");
        return false;
    }
    *out = tensor_item(tensor);
    return true;
}

static Value to_int(Interp *interp, Value self)
{
    if (protocol_asked(interp, self))
        return protocol_ask_number(interp, "__int__", TYPE_INT, self);
    Scalar scalar;
    if (!only_element(interp, self, &scalar))
        return VALUE_ERROR;
    if (scalar.kind == SCALAR_COMPLEX)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "value cannot be converted to type int64_t without overflow");
    if (scalar.kind == SCALAR_FLOAT) {
        Value number = value_from_float(scalar.f), type = value_from_object(interp->types[TYPE_INT]);
        return value_call_values(interp, type, 1, &number);
    }
    return value_from_int(scalar_to_int(scalar));
}

static Value to_float(Interp *interp, Value self)
{
    if (protocol_asked(interp, self))
        return protocol_ask_number(interp, "__float__", TYPE_FLOAT, self);
    Scalar scalar;
    if (!only_element(interp, self, &scalar))
        return VALUE_ERROR;
    if (scalar.kind == SCALAR_COMPLEX && cimag(scalar.c) != 0)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "value cannot be converted to type double without overflow");
    return value_from_float(scalar_to_float(scalar));
}

static Value to_index(Interp *interp, Value self)
{
    if (protocol_asked(interp, self))
        return protocol_ask_number(interp, "__index__", TYPE_INT, self);
    const Tensor *tensor = tensor_of(self);
    if (tensor_count(tensor) != 1 || !dtype_is_integral(tensor->dtype))
        return raise_type_error(interp, "only integer tensors of a single element can be converted to an index");
    return value_from_int(scalar_to_int(tensor_item(tensor)));
}

static bool length(Interp *interp, Value self, int64_t *out)
{
    if (protocol_asked(interp, self)) {
        Value count = protocol_ask_method(interp, "__len__", 1, &self);
        bool ok = !value_is_error(count) && sequence_to_index(interp, count, false, out);
        value_drop(count);
        return ok;
    }
    const Tensor *tensor = tensor_of(self);
    if (tensor->rank == 0) {
        raise_type_error(interp, "len() of a 0-d tensor");
        return false;
    }
    *out = tensor->sizes[0];
    return true;
}

static Value iterate(Interp *interp, Value self)
{
    if (tensor_of(self)->rank == 0)
        return raise_type_error(interp, "iteration over a 0-d tensor");
    Value items = operator_call_named(interp, OPERATOR_TENSOR, "unbind", self, 0, NULL);
    if (value_is_error(items))
        return items;
    Value iterator = value_iter(interp, items);
    value_drop(items);
    return iterator;
}

static bool contains(Interp *interp, Value self, Value item, bool *found)
{
    if (protocol_asked(interp, self)) {
        Value answer = protocol_ask_method(interp, "__contains__", 2, (Value[]){self, item});
        bool known = !value_is_error(answer) && value_truth(interp, answer, found);
        value_drop(answer);
        return known;
    }
    Scalar scalar;
    if (!tensor_unwrap(interp, item) && !scalar_from_value(interp, item, &scalar)) {
        Value type = value_repr(interp, value_from_object(value_type(interp, item)));
        if (!value_is_error(type))
            value_raise(interp, ERROR_RUNTIME_ERROR,
                        "Tensor.__contains__ only supports Tensor or scalar, but you passed in a %s.",
                        str_of(type)->text);
        value_drop(type);
        return false;
    }
    Value equal = value_compare(interp, item, self, COMPARE_EQ);
    Value any = value_is_error(equal) ? equal : value_call_method(interp, equal, "any", 0, NULL);
    bool ok = !value_is_error(any) && value_truth(interp, any, found);
    if (!value_is_error(equal))
        value_drop(equal);
    value_drop(any);
    return ok;
}

static bool hash(UNUSED Interp *interp, Value self, int64_t *out)
{
    *out = (int64_t)(uintptr_t)self.object; // hash(tensor) is id(tensor)
    return true;
}

static Value repr(Interp *interp, Value self)
{
    if (protocol_asked(interp, self))
        return protocol_ask_method(interp, "__repr__", 1, &self);
    if (torch_of(interp)->mapping)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR,
                           "printing a tensor inside vmap is not supported by torchlet");
    return print_tensor(interp, self, NULL);
}

static void destroy(UNUSED Interp *interp, Object *self)
{
    TensorObject *object = (TensorObject *)self;
    Tensor *tensor = object->tensor;
    object->tensor = NULL;
    if (tensor) {
        tensor->wrapper = NULL;
        tensor_release(tensor);
    }
}

static void traverse(UNUSED Object *self, UNUSED VisitFunction visit, UNUSED void *context)
{
}

static void clear(UNUSED Interp *interp, UNUSED Object *self)
{
}

static Value construct(Interp *interp, Type *type, const Arguments *arguments)
{
    Torch *torch = torch_of(interp);
    DType dtype = torch->runtime.default_dtype;
    if (type == torch->types[TORCH_TYPE_TENSOR])
        return tensor_wrap_take(interp, construct_legacy(interp, arguments, dtype, true));
    Tensor *tensor = construct_legacy(interp, arguments, dtype, true);
    return tensor_wrap_type_take(interp, tensor, type);
}

/// Arguments were read by the constructor.
static bool initialize(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true;
}

/// Methods that stdlib/torch/_tensor.py has.
static const char python_methods[] = " backward norm nonzero register_hook register_post_accumulate_grad_hook unique "
                                     "unique_consecutive untyped_storage storage storage_type apply_ map_ map2_ "
                                     "module_load stft istft lu pin_memory dim_order "
                                     "split is_same_size to_dense __reduce_ex__ __dlpack__ __dlpack_device__ __rdiv__ "
                                     "__radd__ numpy __array__ __array_wrap__ ";

static Value find_method(Interp *interp, const char *name)
{
    const Operator *operation = operator_find(OPERATOR_TENSOR, name);
    bool python = *name && names_listed(python_methods, name);
    if (operation && !python)
        return operator_method(interp, operation);
    if (!python)
        return *name && names_known("torch.Tensor", name) ? missing_new(interp, "torch.Tensor", name) : VALUE_UNSET;
    Value module = interp->hooks.import_module(interp, "torch._tensor");
    if (value_is_error(module))
        return module;
    Value method = value_get_attribute_text(interp, module, name);
    value_drop(module);
    if (method.tag == TAG_OBJECT && method.object->type == interp->types[TYPE_FUNCTION]) {
        Value qualified = str_from_format(interp, "Tensor.%s", name);
        if (!value_is_error(qualified))
            value_replace_take(&function_of(method)->qualified_name, qualified);
        error_clear(&interp->error);
    }
    return method;
}

Value tensor_class_find(Type *type, Value name)
{
    Interp *interp = type->interp;
    if (interp->runtime == NULL || error_pending(&interp->error))
        return VALUE_UNSET;
    Value method = find_method(interp, str_of(name)->text);
    if (value_is_unset(method))
        return method;
    if (value_is_error(method) || !dict_set(interp, type->attributes, name, method)) {
        error_clear(&interp->error);
        value_drop(method);
        return VALUE_UNSET;
    }
    value_drop(method); // the dictionary keeps it
    return method;
}

const TypeSpec tensor_base_spec = {
    .name = "torch._C.TensorBase",
    .doc = "What a tensor has in C.",
    .id = -1,
    .size = sizeof(TensorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
    .slots =
        {
            .new_ = construct,
            .init = initialize,
            .repr = repr,
            .hash = hash,
            .compare = compare,
            .truth = truth,
            .unary = {[UNARY_NEGATIVE] = negative, [UNARY_POSITIVE] = positive, [UNARY_INVERT] = invert},
            .binary = {[BINARY_ADD] = binary_add,
                       [BINARY_SUBTRACT] = binary_subtract,
                       [BINARY_MULTIPLY] = binary_multiply,
                       [BINARY_TRUE_DIVIDE] = binary_divide,
                       [BINARY_FLOOR_DIVIDE] = binary_floor_divide,
                       [BINARY_REMAINDER] = binary_remainder,
                       [BINARY_POWER] = binary_power,
                       [BINARY_LEFT_SHIFT] = binary_left_shift,
                       [BINARY_RIGHT_SHIFT] = binary_right_shift,
                       [BINARY_AND] = binary_and,
                       [BINARY_OR] = binary_or,
                       [BINARY_XOR] = binary_xor,
                       [BINARY_MATRIX_MULTIPLY] = binary_matrix_multiply},
            .inplace = {[BINARY_ADD] = inplace_add,
                        [BINARY_SUBTRACT] = inplace_subtract,
                        [BINARY_MULTIPLY] = inplace_multiply,
                        [BINARY_TRUE_DIVIDE] = inplace_divide,
                        [BINARY_FLOOR_DIVIDE] = inplace_floor_divide,
                        [BINARY_REMAINDER] = inplace_remainder,
                        [BINARY_POWER] = inplace_power,
                        [BINARY_LEFT_SHIFT] = inplace_left_shift,
                        [BINARY_RIGHT_SHIFT] = inplace_right_shift,
                        [BINARY_AND] = inplace_and,
                        [BINARY_OR] = inplace_or,
                        [BINARY_XOR] = inplace_xor},
            .length = length,
            .get_item = subscript_get,
            .set_item = subscript_set,
            .contains = contains,
            .iter = iterate,
            .to_int = to_int,
            .to_float = to_float,
            .to_index = to_index,
            .destroy = destroy,
            .traverse = traverse,
            .clear = clear,
        },
    .methods = tensor_methods,
    .getsets = tensor_properties,
    .find = tensor_class_find,
};

const TypeSpec tensor_spec = {
    .name = "Tensor",
    .doc = "An array of numbers of one type.",
    .id = -1,
    .size = sizeof(TensorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF | TYPE_FLAG_OPEN,
};

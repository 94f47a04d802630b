#include "lib/torch/operator_object.h"

#include <string.h>

#include "lib/support.h"
#include "lib/torch/autocast.h"
#include "lib/torch/binder.h"
#include "lib/torch/function_protocol.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

enum { MAX_RESULTS = 8 };

// ---- Results ----

static Value tensors_to_tuple(Interp *interp, TensorVector *vector)
{
    Value tuple = tuple_new(interp, (size_t)vector->count);
    for (int64_t i = 0; i < vector->count && !value_is_error(tuple); i++) {
        Value item = tensor_wrap(interp, vector->items[i]);
        if (value_is_error(item)) {
            value_drop(tuple);
            return item;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static Value ints_to_list(Interp *interp, IntList list)
{
    Value result = list_new(interp, (size_t)list.count);
    for (int64_t i = 0; i < list.count && !value_is_error(result); i++)
        if (!list_append_take(interp, result, value_from_int(list.items[i]))) {
            value_drop(result);
            return VALUE_ERROR;
        }
    return result;
}

static Value result_value(Interp *interp, OpValue *result)
{
    switch (result->type) {
    case OP_TENSOR:
        return result->tensor ? tensor_wrap(interp, result->tensor) : VALUE_NONE;
    case OP_TENSOR_LIST:
        return tensors_to_tuple(interp, &result->tensor_vector);
    case OP_SCALAR:
        return scalar_to_value(interp, result->scalar);
    case OP_INT:
        return value_from_int(result->integer);
    case OP_INT_LIST:
        return ints_to_list(interp, result->integers);
    case OP_FLOAT:
        return value_from_float(result->number);
    case OP_BOOL:
        return value_from_bool(result->flag);
    case OP_STRING:
        return str_from_string(interp, result->string);
    case OP_DTYPE:
        return dtype_to_value(interp, (DType)result->integer);
    default:
        return VALUE_NONE;
    }
}

Value operator_results_take(Interp *interp, const Operator *operation, const Overload *overload, OpValue *results)
{
    size_t count = overload->result_count, made = 0;
    Value values[MAX_RESULTS], whole = VALUE_NONE;
    for (; made < count; made++) {
        values[made] = result_value(interp, &results[made]);
        if (value_is_error(values[made]))
            break;
    }
    for (size_t i = 0; i < count; i++)
        op_value_release(runtime_of(interp), &results[i]);
    if (made < count) {
        while (made-- > 0)
            value_drop(values[made]);
        return VALUE_ERROR;
    }
    if (count == 1)
        whole = values[0];
    else if (count > 1 && overload->result_names)
        whole = return_type_new_take(interp, operation->name, count, overload->result_names, values);
    else if (count > 1)
        whole = tuple_from_values_take(interp, count, values);
    return whole;
}

// ---- Calls ----

/// A method without parameters is called as CPython calls one.
static bool refuse_arguments(Interp *interp, const Operator *operation, const Arguments *arguments)
{
    if (arguments->keywords && arguments->keywords->count)
        raise_type_error(interp, "TensorBase.%s() takes no keyword arguments", operation->name);
    else
        raise_type_error(interp, "TensorBase.%s() takes no arguments (%zu given)", operation->name, arguments->count);
    return false;
}

/// The value for a script: what was given, but whole numbers as ints.
static Value script_value(const ParsedCall *call, int index)
{
    bool integer = call->overload->parameters[index].type == OP_INT && call->values[index].type == OP_INT;
    return integer ? value_from_int(call->values[index].integer) : call->chosen[index];
}

/// Calls the Python function that stands for the operator. What was not given is left to its own defaults, and what
/// follows that is given by keyword.
static Value call_function(Interp *interp, const ParsedCall *call, Value function)
{
    const Overload *overload = call->overload;
    Value values[OPERATOR_MAX_PARAMETERS], names[OPERATOR_MAX_PARAMETERS];
    size_t count = 0, positional = 0;
    for (int i = 0; i < overload->parameter_count; i++) {
        if (value_is_unset(call->chosen[i]))
            continue;
        const Parameter *parameter = &overload->parameters[i];
        bool by_position = count == (size_t)i && !parameter->keyword_only;
        values[count] = script_value(call, i);
        if (by_position)
            positional = count + 1;
        else if (value_is_error(names[count - positional] = interp_intern(interp, parameter->name))) {
            while (count-- > positional)
                value_drop(names[count - positional]);
            return VALUE_ERROR;
        }
        count++;
    }
    Value keywords = tuple_from_values_take(interp, count - positional, names);
    if (value_is_error(keywords))
        return keywords;
    Arguments arguments = {values, positional, tuple_of(keywords)};
    Value result = value_call(interp, function, &arguments);
    value_drop(keywords);
    return result;
}

static Value call_script(Interp *interp, const Operator *operation, const ParsedCall *call)
{
    Value function = support_import(interp, call->overload->script, operation->name);
    if (value_is_error(function))
        return function;
    Value result = call_function(interp, call, function);
    value_drop(function);
    return result;
}

static Value call_parsed(Interp *interp, const Operator *operation, Value self, const Arguments *arguments)
{
    ParsedCall call;
    if (!binder_parse(interp, operation, self, arguments, &call))
        return VALUE_ERROR;
    if (call.overload->script) {
        Value result = call_script(interp, operation, &call);
        binder_free(interp, &call);
        return result;
    }
    OpValue results[MAX_RESULTS] = {{OP_NONE}};
    bool ok = UNLIKELY(torch_of(interp)->autocast) ? autocast_call(interp, operation, &call, results)
                                                   : call.overload->call(runtime_of(interp), call.values, results);
    binder_free(interp, &call);
    return ok ? operator_results_take(interp, operation, call.overload, results) : VALUE_ERROR;
}

Value operator_call(Interp *interp, const Operator *operation, Value self, const Arguments *arguments)
{
    size_t given = arguments->count + (arguments->keywords ? arguments->keywords->count : 0);
    if (given && !value_is_unset(self) && operation->overload_count == 1 &&
        operation->overloads[0]->parameter_count == 1) {
        (void)refuse_arguments(interp, operation, arguments);
        return VALUE_ERROR;
    }
    if (UNLIKELY(protocol_wanted(interp, self, arguments)))
        return protocol_call_operator(interp, operation, self, arguments, call_parsed);
    return call_parsed(interp, operation, self, arguments);
}

Value operator_call_named(Interp *interp, OperatorSpace space, const char *name, Value self, size_t count,
                          const Value *values)
{
    const Operator *operation = operator_find(space, name);
    if (!operation)
        return value_raise(interp, ERROR_UNSUPPORTED_ERROR, "torch.%s%s is not supported by torchlet",
                           space == OPERATOR_TENSOR ? "Tensor." : "", name);
    Arguments arguments = {values, count, NULL};
    return operator_call(interp, operation, self, &arguments);
}

// ---- Objects ----

static Value operator_new(Interp *interp, TorchType type, const Operator *operation, Value self)
{
    OperatorObject *object = object_new(interp, torch_of(interp)->types[type], sizeof *object);
    if (!object)
        return VALUE_ERROR;
    object->operation = operation;
    object->self = value_keep(self);
    return value_from_object(object);
}

/// The one object of an operator: what __torch_function__ gets is what the program knows by name.
static Value operator_object(Interp *interp, TorchType type, const Operator *operation)
{
    Value operators = torch_of(interp)->operators, key = value_from_int((int64_t)(uintptr_t)operation);
    Value object = dict_get(interp, operators, key);
    if (!value_is_unset(object))
        return object;
    object = operator_new(interp, type, operation, VALUE_UNSET);
    if (!value_is_error(object) && !dict_set(interp, operators, key, object)) {
        value_drop(object);
        return VALUE_ERROR;
    }
    return object;
}

Value operator_function(Interp *interp, const Operator *operation)
{
    return operator_object(interp, TORCH_TYPE_FUNCTION, operation);
}

Value operator_method(Interp *interp, const Operator *operation)
{
    return operator_object(interp, TORCH_TYPE_METHOD, operation);
}

static OperatorObject *object_of(Value v)
{
    return (OperatorObject *)v.object;
}

static Value function_call(Interp *interp, Value self, const Arguments *arguments)
{
    return operator_call(interp, object_of(self)->operation, VALUE_UNSET, arguments);
}

/// Tensor.add(x, y): the first argument is self.
static Value method_call(Interp *interp, Value self, const Arguments *arguments)
{
    const Operator *operation = object_of(self)->operation;
    if (arguments->count == 0)
        return raise_type_error(interp, "unbound method TensorBase.%s() needs an argument", operation->name);
    if (!tensor_unwrap(interp, arguments->values[0]))
        return raise_type_error(interp,
                                "descriptor '%s' for 'torch._C.TensorBase' objects doesn't apply to a '%s' object",
                                operation->name, value_type_name(interp, arguments->values[0]));
    Arguments rest = {arguments->values + 1, arguments->count - 1, arguments->keywords};
    return operator_call(interp, operation, arguments->values[0], &rest);
}

static Value bound_call(Interp *interp, Value self, const Arguments *arguments)
{
    return operator_call(interp, object_of(self)->operation, object_of(self)->self, arguments);
}

static Value method_get(Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    if (instance.tag != TAG_OBJECT)
        return value_keep(self);
    return operator_new(interp, TORCH_TYPE_BOUND, object_of(self)->operation, instance);
}

static Value function_repr(Interp *interp, Value self)
{
    const Operator *operation = object_of(self)->operation;
    if (operation->space == OPERATOR_TORCH)
        return str_from_format(interp, "<built-in method %s of type object at %p>", operation->name,
                               (const void *)operation);
    return str_from_format(interp, "<built-in function %s>", operation->name);
}

static Value method_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<method '%s' of 'torch._C.TensorBase' objects>", object_of(self)->operation->name);
}

static Value bound_repr(Interp *interp, Value self)
{
    Value target = object_of(self)->self;
    return str_from_format(interp, "<built-in method %s of %s object at %p>", object_of(self)->operation->name,
                           value_type_name(interp, target), (void *)target.object);
}

static bool bound_hash(UNUSED Interp *interp, Value self, int64_t *hash)
{
    *hash = (int64_t)((uintptr_t)object_of(self)->operation ^ ((uintptr_t)object_of(self)->self.object >> 4));
    return true;
}

static Value bound_compare(Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || !torch_is(interp, b, TORCH_TYPE_BOUND))
        return VALUE_NOT_IMPLEMENTED;
    bool same = object_of(a)->operation == object_of(b)->operation && value_is(object_of(a)->self, object_of(b)->self);
    return value_from_bool(same == (kind == COMPARE_EQ));
}

static Value get_name(Interp *interp, Value self)
{
    return str_from_string(interp, object_of(self)->operation->name);
}

static Value function_get_qualified_name(Interp *interp, Value self)
{
    const Operator *operation = object_of(self)->operation;
    return str_from_format(interp, "%s%s", operation->space == OPERATOR_TORCH ? "_VariableFunctionsClass." : "",
                           operation->name);
}

static Value method_get_qualified_name(Interp *interp, Value self)
{
    return str_from_format(interp, "TensorBase.%s", object_of(self)->operation->name);
}

static Value get_doc(Interp *interp, Value self)
{
    return str_from_string(interp, object_of(self)->operation->doc);
}

static Value function_get_module(Interp *interp, Value self)
{
    static const char *const modules[] = {[OPERATOR_TORCH] = "torch",
                                          [OPERATOR_TENSOR] = "torch",
                                          [OPERATOR_NN] = "torch._C._nn",
                                          [OPERATOR_LINALG] = "torch._C._linalg",
                                          [OPERATOR_SPECIAL] = "torch._C._special",
                                          [OPERATOR_FFT] = "torch._C._fft"};
    return str_from_string(interp, modules[object_of(self)->operation->space]);
}

static Value bound_get_self(UNUSED Interp *interp, Value self)
{
    return value_keep(object_of(self)->self);
}

static const GetSetSpec function_getsets[] = {
    {"__name__", "The operator's name.", get_name, NULL},
    {"__qualname__", "The name with its class.", function_get_qualified_name, NULL},
    {"__module__", "The module.", function_get_module, NULL},
    {"__doc__", "What the operator does.", get_doc, NULL},
    {NULL},
};
static const GetSetSpec method_getsets[] = {
    {"__name__", "The operator's name.", get_name, NULL},
    {"__qualname__", "The name with its class.", method_get_qualified_name, NULL},
    {"__doc__", "What the operator does.", get_doc, NULL},
    {NULL},
};
static const GetSetSpec bound_getsets[] = {
    {"__name__", "The operator's name.", get_name, NULL},
    {"__qualname__", "The name with its class.", method_get_qualified_name, NULL},
    {"__self__", "The tensor that the method belongs to.", bound_get_self, NULL},
    {"__doc__", "What the operator does.", get_doc, NULL},
    {NULL},
};

static void bound_destroy(UNUSED Interp *interp, Object *self)
{
    Value target = ((OperatorObject *)self)->self;
    ((OperatorObject *)self)->self = VALUE_UNSET;
    value_drop(target);
}

static void bound_traverse(Object *self, VisitFunction visit, void *context)
{
    visit_value(((OperatorObject *)self)->self, visit, context);
}

const TypeSpec operator_function_spec = {
    .name = "builtin_function_or_method",
    .doc = "An operator as a function.",
    .id = -1,
    .size = sizeof(OperatorObject),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
    .slots = {.call = function_call, .repr = function_repr},
    .getsets = function_getsets,
};
const TypeSpec operator_method_spec = {
    .name = "method_descriptor",
    .doc = "An operator as a method of Tensor.",
    .id = -1,
    .size = sizeof(OperatorObject),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL | TYPE_FLAG_METHOD,
    .slots = {.call = method_call, .repr = method_repr, .descriptor_get = method_get},
    .getsets = method_getsets,
};
const TypeSpec operator_bound_spec = {
    .name = "builtin_function_or_method",
    .doc = "An operator bound to a tensor.",
    .id = -1,
    .size = sizeof(OperatorObject),
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL | TYPE_FLAG_GC,
    .slots = {.call = bound_call,
              .repr = bound_repr,
              .hash = bound_hash,
              .compare = bound_compare,
              .destroy = bound_destroy,
              .traverse = bound_traverse},
    .getsets = bound_getsets,
};

#include "lib/torch/binder.h"

#include <string.h>

#include "autograd/meta.h"
#include "lib/torch/array_like.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/float.h"
#include "object/int.h"
#include "object/operate.h"
#include "object/str.h"
#include "tensor/warning.h"

// ---- What fits a parameter ----

static bool is_bool(Value v)
{
    return v.tag == TAG_BOOL;
}

/// An int, but not a bool.
static bool is_long(Interp *interp, Value v)
{
    return v.tag == TAG_INT || (v.tag == TAG_OBJECT && int_check(interp, v));
}

static bool is_double(Interp *interp, Value v)
{
    double ignored;
    return v.tag == TAG_FLOAT || is_bool(v) || is_long(interp, v) ||
           (v.tag == TAG_OBJECT && float_check(interp, v, &ignored));
}

static bool is_complex(Interp *interp, Value v)
{
    double real, imaginary;
    return v.tag == TAG_OBJECT && complex_check(interp, v, &real, &imaginary);
}

static bool has_index(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && value_type(interp, v)->slots.to_index != NULL && !array_like_is_array(interp, v);
}

static bool is_plain_scalar_tensor(const Tensor *tensor)
{
    return tensor && tensor->rank == 0 && !autograd_requires_grad(tensor);
}

static bool is_integer(Interp *interp, Value v)
{
    if (v.tag == TAG_INT)
        return true;
    if (v.tag != TAG_OBJECT)
        return false;
    Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor)
        return tensor->rank == 0 && dtype_category(tensor->dtype) == CATEGORY_INTEGER;
    return int_check(interp, v) || has_index(interp, v);
}

// A size may be any tensor of one element; that it must not be a bool is said once it is read.
static bool is_size(Interp *interp, Value v)
{
    Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor)
        return tensor_count(tensor) == 1 && dtype_is_integral(tensor->dtype);
    return is_integer(interp, v);
}

static bool is_symbolic_integer(Interp *interp, Value v)
{
    Tensor *tensor = tensor_unwrap(interp, v);
    return is_integer(interp, v) || (tensor && tensor->dtype != DTYPE_BOOL && is_size(interp, v));
}

static bool is_scalar(Interp *interp, Value v)
{
    return is_double(interp, v) || is_complex(interp, v) || array_like_is_number(interp, v);
}

static bool is_number_parameter(Interp *interp, Value v)
{
    return is_double(interp, v) || is_plain_scalar_tensor(tensor_unwrap(interp, v)) || array_like_is_number(interp, v);
}

static bool check_items(Interp *interp, Value v, bool (*fits)(Interp *, Value), int64_t *failed)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, v, &items, &count))
        return false;
    if (count == 0 || fits(interp, items[0]))
        return true;
    *failed = 0;
    return false;
}

/// Tensor lists are the one kind whose items raise while signatures are still being tried.
static bool check_tensor_list(Interp *interp, const Parameter *parameter, Value v, int argument)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, v, &items, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (tensor_unwrap(interp, items[i]) || (parameter->optional_items && value_is_none(items[i])))
            continue;
        raise_type_error(interp, "expected Tensor as element %zu in argument %d, but got %s", i, argument,
                         value_type_name(interp, items[i]));
        return false;
    }
    return true;
}

static bool is_str(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->types[TYPE_STR]);
}

bool binder_check(Interp *interp, const Parameter *parameter, Value v, int argument, int64_t *failed)
{
    *failed = -1;
    switch (parameter->type) {
    case OP_NONE:
        return true; // any object
    case OP_TENSOR:
        return tensor_unwrap(interp, v) || (parameter->accepts_number && is_scalar(interp, v));
    case OP_TENSOR_LIST:
        return check_tensor_list(interp, parameter, v, argument);
    case OP_SCALAR:
        return is_scalar(interp, v) || is_number_parameter(interp, v);
    case OP_SCALAR_LIST:
        return check_items(interp, v, is_scalar, failed);
    case OP_INT:
        return parameter->symbolic ? is_symbolic_integer(interp, v) : is_integer(interp, v);
    case OP_INT_LIST:
        return check_items(interp, v, is_size, failed) ||
               (*failed < 0 && parameter->list_size > 0 && is_size(interp, v));
    case OP_FLOAT:
        return is_number_parameter(interp, v);
    case OP_FLOAT_LIST:
        return check_items(interp, v, is_double, failed);
    case OP_BOOL:
        return is_bool(v);
    case OP_BOOL_LIST: {
        const Value *items;
        size_t count;
        return sequence_items(interp, v, &items, &count) && (count == 0 || is_bool(items[0]));
    }
    case OP_STRING:
        return is_str(interp, v);
    case OP_DTYPE:
        return dtype_from_value(interp, v) >= 0;
    case OP_LAYOUT:
        return layout_from_value(interp, v) >= 0;
    case OP_DEVICE:
        return is_str(interp, v) || is_long(interp, v) || torch_is(interp, v, TORCH_TYPE_DEVICE);
    case OP_MEMORY_FORMAT:
        return memory_format_from_value(interp, v) >= 0;
    case OP_GENERATOR:
        return torch_is(interp, v, TORCH_TYPE_GENERATOR);
    case OP_STORAGE:
        return array_like_is_storage(interp, v);
    case OP_NAME:
        return is_str(interp, v) || value_is_none(v);
    case OP_NAME_LIST: {
        const Value *items;
        size_t count;
        return is_str(interp, v) || value_is_none(v) ||
               (sequence_items(interp, v, &items, &count) && count > 0 && is_str(interp, items[0]));
    }
    default:
        return false;
    }
}

// ---- One signature ----

/// None stands for a default that is None, and for one that is an empty list.
static bool allows_none(const Parameter *parameter)
{
    const OpValue *value = &parameter->default_value;
    if (parameter->optional)
        return true;
    return parameter->has_default &&
           (value->type == OP_NONE || (parameter->type == OP_INT_LIST && value->integers.count == 0));
}

/// The value given by keyword under the parameter's own name or one of the names that NumPy uses.
static Value keyword_value(const Arguments *arguments, const char *name)
{
    static const char *const aliases[][2] = {{"dim", "axis"}, {"keepdim", "keepdims"}, {"input", "x"},
                                             {"input", "a"},  {"input", "x1"},         {"other", "x2"}};
    const Tuple *keywords = arguments->keywords;
    if (!keywords)
        return VALUE_UNSET;
    for (size_t i = 0; i < keywords->count; i++)
        if (str_equals(keywords->items[i], name))
            return arguments->values[arguments->count + i];
    for (size_t a = 0; a < COUNT_OF(aliases); a++) {
        if (strcmp(aliases[a][0], name) != 0)
            continue;
        for (size_t i = 0; i < keywords->count; i++)
            if (str_equals(keywords->items[i], aliases[a][1]))
                return arguments->values[arguments->count + i];
    }
    return VALUE_UNSET;
}

static int self_index_of(const Overload *overload, Value self)
{
    return value_is_unset(self) ? -1 : overload->self_index;
}

/// The parameters that a call may give: without self.
typedef struct Limits {
    size_t least;
    size_t most;
    size_t positional;
} Limits;

static Limits limits_of(const Overload *overload, int self_index)
{
    Limits limits = {0, overload->parameter_count, overload->positional_count};
    if (self_index >= 0) {
        limits.most--;
        limits.positional--;
    }
    for (int i = 0; i < overload->parameter_count; i++)
        if (i != self_index && !overload->parameters[i].has_default)
            limits.least++;
    return limits;
}

static bool raise_extra_positional(Interp *interp, const char *name, Limits limits, size_t given)
{
    if (limits.least != limits.positional) // "from 1 to 0" where a keyword is required
        raise_type_error(interp, "%s() takes from %zu to %zu positional arguments but %zu were given", name,
                         limits.least, limits.positional, given);
    else
        raise_type_error(interp, "%s() takes %zu positional argument%s but %zu %s given", name, limits.positional,
                         limits.positional == 1 ? "" : "s", given, given == 1 ? "was" : "were");
    return false;
}

static bool raise_missing(Interp *interp, const char *name, const Overload *overload, int self_index, int first)
{
    Text text;
    text_init(&text, &interp->memory);
    int missing = 0;
    for (int i = first; i < overload->parameter_count; i++) {
        if (i == self_index || overload->parameters[i].has_default)
            continue;
        text_append_format(&text, "%s\"%s\"", missing ? ", " : "", overload->parameters[i].name);
        missing++;
    }
    if (!text.failed) // the plural is PyTorch's
        raise_type_error(interp, "%s() missing %d required positional argument%s: %s", name, missing,
                         missing == 1 ? "s" : "", text_string(&text));
    text_free(&text);
    return false;
}

static bool raise_extra_keyword(Interp *interp, const char *name, const Overload *overload, int self_index,
                                const Arguments *arguments)
{
    for (size_t k = 0; k < arguments->keywords->count; k++) {
        const char *keyword = str_of(arguments->keywords->items[k])->text;
        size_t position = 0;
        bool known = false;
        for (int i = 0; i < overload->parameter_count && !known; i++) {
            if (i == self_index)
                continue;
            if (strcmp(overload->parameters[i].name, keyword) == 0)
                known = true;
            else
                position++;
        }
        if (!known)
            return value_raise(interp, ERROR_TYPE_ERROR, "%s() got an unexpected keyword argument '%s'", name, keyword),
                   false;
        if (position < arguments->count)
            return value_raise(interp, ERROR_TYPE_ERROR, "%s() got multiple values for argument '%s'", name, keyword),
                   false;
    }
    raise_type_error(interp, "invalid keyword arguments");
    return false;
}

typedef struct Attempt {
    Interp *interp;
    const char *name;
    const Arguments *arguments;
    bool raise;
    bool varargs_allowed;
} Attempt;

static bool raise_mismatch(const Attempt *attempt, const Parameter *parameter, Value v, size_t position, bool keyword,
                           int64_t failed)
{
    Interp *interp = attempt->interp;
    if (error_pending(&interp->error) || !attempt->raise)
        return false;
    if (keyword) {
        raise_type_error(interp, "%s(): argument '%s' must be %s, not %s", attempt->name, parameter->name,
                         parameter->type_text, value_type_name(interp, v));
        return false;
    }
    if (failed >= 0) {
        const Value *items;
        size_t count;
        if (!sequence_items(interp, v, &items, &count))
            items = attempt->arguments->values;
        raise_type_error(interp,
                         "%s(): argument '%s' (position %zu) must be %s, but found element of type %s at pos %lld",
                         attempt->name, parameter->name, position + 1, parameter->type_text,
                         value_type_name(interp, items[failed]), (long long)failed);
        return false;
    }
    raise_type_error(interp, "%s(): argument '%s' (position %zu) must be %s, not %s", attempt->name, parameter->name,
                     position + 1, parameter->type_text, value_type_name(interp, v));
    return false;
}

/// view(2, 3): all positional arguments are the list, if the first one may be in it.
static bool varargs_fit(const Attempt *attempt, int64_t *failed)
{
    if (is_size(attempt->interp, attempt->arguments->values[0]))
        return true;
    *failed = 0;
    return false;
}

bool binder_try(Interp *interp, const Operator *operation, const Overload *overload, Value self,
                const Arguments *arguments, ParsedCall *call, bool raise)
{
    Attempt attempt = {interp, operation->name, arguments, raise, false};
    int self_index = self_index_of(overload, self);
    Limits limits = limits_of(overload, self_index);
    size_t keywords_left = arguments->keywords ? arguments->keywords->count : 0;
    size_t position = 0;
    int first = self_index == 0 ? 1 : 0;
    attempt.varargs_allowed =
        limits.positional == 1 && first < overload->parameter_count && overload->parameters[first].type == OP_INT_LIST;
    call->overload = overload;
    call->varargs = false;
    if (overload->parameter_count > OPERATOR_MAX_PARAMETERS)
        return value_raise(interp, ERROR_SYSTEM_ERROR, "%s() has too many parameters", operation->name), false;
    if (arguments->count > limits.positional && !attempt.varargs_allowed)
        return raise ? raise_extra_positional(interp, operation->name, limits, arguments->count) : false;
    int number = -1; // counts the parameters without self
    for (int i = 0; i < overload->parameter_count; i++) {
        const Parameter *parameter = &overload->parameters[i];
        call->chosen[i] = VALUE_UNSET;
        if (i == self_index)
            continue;
        number++;
        bool keyword = position >= arguments->count;
        if (!keyword && parameter->keyword_only)
            return raise ? raise_extra_positional(interp, operation->name, limits, arguments->count) : false;
        Value v = keyword ? keyword_value(arguments, parameter->name) : arguments->values[position];
        int64_t failed = -1;
        bool eligible = attempt.varargs_allowed && position == 0 && !keyword && !value_is_unset(v);
        if ((value_is_unset(v) && parameter->has_default) || (value_is_none(v) && allows_none(parameter))) {
            call->chosen[i] = v;
        } else if (value_is_unset(v)) {
            return raise ? raise_missing(interp, operation->name, overload, self_index, i) : false;
        } else if ((!eligible || arguments->count == 1) && binder_check(interp, parameter, v, number, &failed)) {
            call->chosen[i] = v;
        } else if (error_pending(&interp->error)) {
            return false;
        } else if (eligible && (failed < 0 || arguments->count > 1) && varargs_fit(&attempt, &failed)) {
            call->chosen[i] = v;
            call->varargs = true;
            position = arguments->count;
            continue;
        } else if (eligible && arguments->count > 1 && binder_check(interp, parameter, v, number, &(int64_t){0})) {
            call->chosen[i] = v; // A list and something after it, which nobody looks at: view((2, 3), 4).
        } else {
            return raise_mismatch(&attempt, parameter, v, position, keyword, failed);
        }
        if (!keyword)
            position++;
        else if (!value_is_unset(v))
            keywords_left--;
    }
    if (keywords_left > 0)
        return raise ? raise_extra_keyword(interp, operation->name, overload, self_index, arguments) : false;
    return true;
}

// ---- Conversion ----

static void *block_new(Interp *interp, ParsedCall *call, size_t count, size_t size)
{
    if (count > (SIZE_MAX - sizeof(BinderBlock)) / size) {
        error_raise(&interp->error, ERROR_MEMORY_ERROR, "list too long");
        return NULL;
    }
    size_t bytes = sizeof(BinderBlock) + count * size;
    BinderBlock *block = mem_alloc(&interp->memory, bytes);
    if (!block)
        return NULL;
    block->next = call->blocks;
    block->size = bytes;
    call->blocks = block;
    return block + 1;
}

void binder_free(Interp *interp, ParsedCall *call)
{
    for (size_t i = 0; i < call->temporary_count; i++)
        tensor_release(call->temporaries[i]);
    call->temporary_count = 0;
    while (call->blocks) {
        BinderBlock *next = call->blocks->next;
        mem_free(&interp->memory, call->blocks, call->blocks->size);
        call->blocks = next;
    }
}

bool binder_to_int(Interp *interp, Value v, int64_t *out)
{
    if (v.tag == TAG_INT || v.tag == TAG_BOOL) {
        *out = v.integer;
        return true;
    }
    Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor) {
        *out = tensor->device == DEVICE_META ? 0 : scalar_to_int(tensor_item(tensor));
        return true;
    }
    if (v.tag == TAG_OBJECT && int_check(interp, v) && !int_as_int64(v, out)) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Overflow when unpacking long");
        return false;
    }
    return value_to_int64(interp, v, out);
}

static bool convert_number(Interp *interp, Value v, Scalar *out)
{
    Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor) {
        *out = tensor_item(tensor);
        return true;
    }
    return scalar_from_value(interp, v, out);
}

/// Keeps a tensor that stands for a value of another kind until the call is over; takes it. NULL for NULL.
static Tensor *keep_temporary(Interp *interp, ParsedCall *call, Tensor *tensor)
{
    if (tensor && call->temporary_count < BINDER_TEMPORARIES)
        return call->temporaries[call->temporary_count++] = tensor;
    if (tensor)
        error_raise(&interp->error, ERROR_SYSTEM_ERROR, "too many values in place of tensors");
    tensor_release(tensor);
    return NULL;
}

/// A number that stands for a tensor: of rank 0, weak in promotion.
static Tensor *number_tensor(Interp *interp, ParsedCall *call, Value v)
{
    Scalar scalar;
    const Tensor *partner = call->values[0].type == OP_TENSOR ? call->values[0].tensor : NULL;
    return scalar_from_value(interp, v, &scalar)
               ? keep_temporary(interp, call, tensor_wrapped_beside(runtime_of(interp), partner, scalar))
               : NULL;
}

/// One item of a list of ints. Behind the first item, which chose the signature, a bool is a number too.
static bool unpack_int(Interp *interp, const Parameter *parameter, Value v, size_t position, const char *name,
                       int64_t *out)
{
    if (!is_size(interp, v) && !is_bool(v)) {
        raise_type_error(interp,
                         "%s(): argument '%s' failed to unpack the object at pos %zu with error \"type must be tuple "
                         "of ints,but got %s\"",
                         name, parameter->name, position, value_type_name(interp, v));
        return false;
    }
    if (v.tag == TAG_OBJECT && int_check(interp, v) && !int_as_int64(v, out)) {
        raise_type_error(interp,
                         "%s(): argument '%s' failed to unpack the object at pos %zu with error \"Overflow when "
                         "unpacking long\"",
                         name, parameter->name, position);
        return false;
    }
    const Tensor *tensor = tensor_unwrap(interp, v);
    if (parameter->symbolic && tensor && tensor->dtype == DTYPE_BOOL) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "Expected scalar.isIntegral( false) to be true, but got false.  (Could this error message be "
                    "improved?  If so, please report an enhancement request to PyTorch.)");
        return false;
    }
    return binder_to_int(interp, v, out);
}

static bool convert_ints(Interp *interp, ParsedCall *call, const Parameter *parameter, const Value *items, size_t count,
                         const char *name, OpValue *out)
{
    int64_t *integers;
    if (count <= BINDER_INLINE_INTS - call->integers_used) {
        integers = call->integers + call->integers_used;
        call->integers_used += count;
    } else if (!(integers = block_new(interp, call, count, sizeof *integers))) {
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!unpack_int(interp, parameter, items[i], i + 1, name, &integers[i]))
            return false;
    *out = (OpValue){.type = OP_INT_LIST, .integers = {integers, (int64_t)count}};
    return true;
}

/// int[2] given as one int: that many copies. PyTorch lets a tensor of one integer through and then finds no items in
/// it: sum(torch.tensor(1)) sums over all dimensions.
static bool convert_broadcast_int(Interp *interp, ParsedCall *call, const Parameter *parameter, Value v, OpValue *out)
{
    int64_t value = 0;
    const bool tensor = tensor_unwrap(interp, v) != NULL;
    if (!tensor && !binder_to_int(interp, v, &value))
        return false;
    size_t count = tensor ? 0 : parameter->list_size;
    int64_t *integers = block_new(interp, call, count, sizeof *integers);
    if (!integers)
        return false;
    for (size_t i = 0; i < count; i++)
        integers[i] = value;
    *out = (OpValue){.type = OP_INT_LIST, .integers = {integers, (int64_t)count}};
    return true;
}

static bool convert_tensors(Interp *interp, ParsedCall *call, const Value *items, size_t count, OpValue *out)
{
    Tensor **tensors = block_new(interp, call, count, sizeof *tensors);
    if (!tensors)
        return false;
    for (size_t i = 0; i < count; i++)
        tensors[i] = tensor_unwrap(interp, items[i]);
    *out = (OpValue){.type = OP_TENSOR_LIST, .tensors = {tensors, (int64_t)count}};
    return true;
}

static bool convert_scalars(Interp *interp, ParsedCall *call, const Value *items, size_t count, OpValue *out)
{
    Scalar *scalars = block_new(interp, call, count, sizeof *scalars);
    if (!scalars)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!convert_number(interp, items[i], &scalars[i])) {
            if (!error_pending(&interp->error))
                raise_type_error(interp, "expected a number, but got %s", value_type_name(interp, items[i]));
            return false;
        }
    *out = (OpValue){.type = OP_SCALAR_LIST, .scalars = {scalars, (int64_t)count}};
    return true;
}

static bool convert_floats(Interp *interp, ParsedCall *call, const Value *items, size_t count, OpValue *out)
{
    double *numbers = block_new(interp, call, count, sizeof *numbers);
    if (!numbers)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!value_to_double(interp, items[i], &numbers[i]))
            return false;
    *out = (OpValue){.type = OP_FLOAT_LIST, .numbers = {numbers, (int64_t)count}};
    return true;
}

static bool convert_bools(Interp *interp, ParsedCall *call, const Value *items, size_t count, OpValue *out)
{
    bool *flags = block_new(interp, call, count, sizeof *flags);
    if (!flags)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!value_truth(interp, items[i], &flags[i]))
            return false;
    *out = (OpValue){.type = OP_BOOL_LIST, .flags = {flags, (int64_t)count}};
    return true;
}

static bool convert_list(Interp *interp, ParsedCall *call, const Parameter *parameter, Value v, const char *name,
                         OpValue *out)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, v, &items, &count))
        return convert_broadcast_int(interp, call, parameter, v, out);
    switch (parameter->type) {
    case OP_TENSOR_LIST:
        return convert_tensors(interp, call, items, count, out);
    case OP_SCALAR_LIST:
        return convert_scalars(interp, call, items, count, out);
    case OP_FLOAT_LIST:
        return convert_floats(interp, call, items, count, out);
    case OP_BOOL_LIST:
        return convert_bools(interp, call, items, count, out);
    default:
        return convert_ints(interp, call, parameter, items, count, name, out);
    }
}

static bool convert(Interp *interp, ParsedCall *call, const Parameter *parameter, Value v, const char *name,
                    OpValue *out)
{
    *out = (OpValue){.type = parameter->type};
    switch (parameter->type) {
    case OP_NONE:
        return true;
    case OP_TENSOR:
        out->tensor = tensor_unwrap(interp, v);
        return out->tensor || (out->tensor = number_tensor(interp, call, v));
    case OP_SCALAR:
        return convert_number(interp, v, &out->scalar);
    case OP_INT:
        return binder_to_int(interp, v, &out->integer);
    case OP_FLOAT: {
        Tensor *tensor = tensor_unwrap(interp, v);
        if (tensor)
            out->number = scalar_to_float(tensor_item(tensor));
        return tensor || value_to_double(interp, v, &out->number);
    }
    case OP_BOOL:
        out->flag = v.boolean;
        return true;
    case OP_STRING:
        out->string = str_of(v)->text;
        return true;
    case OP_DTYPE:
        out->integer = dtype_from_value(interp, v);
        return true;
    case OP_LAYOUT:
        out->integer = layout_from_value(interp, v);
        return true;
    case OP_MEMORY_FORMAT:
        out->integer = memory_format_from_value(interp, v);
        return true;
    case OP_DEVICE: {
        Device device = DEVICE_CPU;
        bool ok = device_from_value(interp, v, &device);
        out->integer = device;
        return ok;
    }
    case OP_GENERATOR:
        out->generator = generator_of(v);
        return true;
    case OP_STORAGE:
        return (out->tensor = keep_temporary(interp, call, array_like_storage(interp, v)));
    default:
        return convert_list(interp, call, parameter, v, name, out);
    }
}

/// A dimension that is called by a name: no tensor has names.
static bool raise_name(Interp *interp, const Operator *operation, const ParsedCall *call, Value self, Value name)
{
    static const char *const refusing[] = {"all",        "any",          "argsort", "gather",      "index_add",
                                           "index_copy", "index_select", "scatter", "scatter_add", "sort"};
    const Tensor *tensor = tensor_unwrap(interp, self);
    const Value *items;
    size_t count;
    for (size_t i = 0; i < COUNT_OF(refusing); i++)
        if (strcmp(operation->name, refusing[i]) == 0) {
            value_raise(interp, ERROR_RUNTIME_ERROR,
                        "%s: You passed a dimname (string) to this op in place of a dimension index but it does not "
                        "yet support this behavior. Please pass a dimension index to work around this.",
                        operation->name);
            return false;
        }
    if (sequence_items(interp, name, &items, &count) && count)
        name = items[0];
    if (value_is_none(name)) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Please look up dimensions by name, got: name = None.");
        return false;
    }
    for (int i = 0; !tensor && i < call->overload->parameter_count; i++) {
        tensor = tensor_unwrap(interp, call->chosen[i]);
        if (!tensor && sequence_items(interp, call->chosen[i], &items, &count) && count)
            tensor = tensor_unwrap(interp, items[0]);
    }
    if (!tensor) { // names for a new tensor
        value_raise(interp, ERROR_UNSUPPORTED_ERROR, "named tensors are not supported by torchlet");
        return false;
    }
    Text text;
    text_init(&text, &interp->memory);
    for (int i = 0; i < tensor->rank; i++)
        text_append_format(&text, "%sNone", i ? ", " : "");
    if (!text.failed)
        value_raise(interp, ERROR_RUNTIME_ERROR, "Name '%s' not found in Tensor[%s].", str_of(name)->text,
                    text_string(&text));
    text_free(&text);
    return false;
}

/// What stands for an argument that is left out, or None: the default device where a function makes a new tensor.
static OpValue absent_value(const Runtime *runtime, const Overload *overload, int i, bool is_none)
{
    const Parameter *parameter = &overload->parameters[i];
    bool device = parameter->type == OP_DEVICE && overload->self_index < 0 && runtime->devices & 1;
    if (device && overload->parameters[0].type != OP_TENSOR)
        return (OpValue){.type = OP_DEVICE, .integer = DEVICE_META};
    return is_none && parameter->optional ? (OpValue){.type = OP_NONE} : parameter->default_value;
}

static bool needs_name(const Parameter *parameter)
{
    return parameter->type == OP_NAME || (parameter->type == OP_NAME_LIST && !parameter->optional);
}

static bool convert_all(Interp *interp, const Operator *operation, Value self, const Arguments *arguments,
                        ParsedCall *call)
{
    const Overload *overload = call->overload;
    int self_index = self_index_of(overload, self);
    for (int i = 0; i < overload->parameter_count; i++) {
        const Parameter *parameter = &overload->parameters[i];
        Value v = call->chosen[i];
        bool ok = true;
        if (i == self_index)
            call->values[i] = (OpValue){.type = OP_TENSOR, .tensor = tensor_of(self)};
        else if (value_is_unset(v) || (value_is_none(v) && !needs_name(parameter)))
            call->values[i] = absent_value(runtime_of(interp), overload, i, value_is_none(v));
        else if (parameter->type == OP_NAME || parameter->type == OP_NAME_LIST)
            ok = raise_name(interp, operation, call, self, v);
        else if (call->varargs && parameter->type == OP_INT_LIST && i == (self_index == 0 ? 1 : 0))
            ok = convert_ints(interp, call, parameter, arguments->values, arguments->count, operation->name,
                              &call->values[i]);
        else
            ok = convert(interp, call, parameter, v, operation->name, &call->values[i]);
        if (!ok)
            return false;
    }
    return true;
}

static bool choose(Interp *interp, const Operator *operation, Value self, const Arguments *arguments, ParsedCall *call)
{
    if (operation->overload_count == 1)
        return binder_try(interp, operation, operation->overloads[0], self, arguments, call, true);
    for (int i = 0; i < operation->overload_count; i++) {
        if (binder_try(interp, operation, operation->overloads[i], self, arguments, call, false))
            return true;
        if (error_pending(&interp->error))
            return false;
    }
    binder_raise(interp, operation, self, arguments);
    return false;
}

/// Every deprecated overload has one that replaces it.
static bool warn_deprecated(Interp *interp, const Operator *operation, const Overload *overload)
{
    const Overload *better = overload;
    for (int i = 0; i < operation->overload_count && better->deprecated; i++)
        better = operation->overloads[i];
    return warning_give(runtime_of(interp), WARNING_DEPRECATED_OVERLOAD, operation->name, operation->name,
                        overload->signature, operation->name, better->signature);
}

bool binder_parse(Interp *interp, const Operator *operation, Value self, const Arguments *arguments, ParsedCall *call)
{
    call->integers_used = 0;
    call->temporary_count = 0;
    call->blocks = NULL;
    if (!choose(interp, operation, self, arguments, call) ||
        (call->overload->deprecated && !warn_deprecated(interp, operation, call->overload)))
        return false;
    if (convert_all(interp, operation, self, arguments, call))
        return true;
    binder_free(interp, call);
    return false;
}

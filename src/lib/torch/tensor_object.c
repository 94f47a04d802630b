#include "lib/torch/tensor_object.h"

#include "lib/torch/array_like.h"
#include "object/float.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operate.h"

Value tensor_wrap(Interp *interp, Tensor *tensor)
{
    return tensor_wrap_take(interp, tensor_retain(tensor));
}

Value tensor_wrap_take(Interp *interp, Tensor *tensor)
{
    if (!tensor)
        return VALUE_ERROR;
    if (tensor->wrapper) {
        Object *object = object_keep(tensor->wrapper);
        tensor_release(tensor);
        return value_from_object(object);
    }
    return tensor_wrap_type_take(interp, tensor, torch_of(interp)->types[TORCH_TYPE_TENSOR]);
}

Value tensor_wrap_type_take(Interp *interp, Tensor *tensor, Type *type)
{
    if (!tensor)
        return VALUE_ERROR;
    TensorObject *object = object_new(interp, type, type->size);
    if (!object) {
        tensor_release(tensor);
        return VALUE_ERROR;
    }
    object->tensor = tensor;
    tensor->wrapper = object;
    return value_from_object(object);
}

Tensor *tensor_unwrap(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT)
        return NULL;
    Type *base = torch_of(interp)->types[TORCH_TYPE_TENSOR_BASE];
    if (v.object->type->layout != base && !type_is_subtype(v.object->type, base))
        return NULL;
    return ((TensorObject *)v.object)->tensor;
}

void tensor_object_set_take(Value self, Tensor *tensor)
{
    TensorObject *object = (TensorObject *)self.object;
    Tensor *old = object->tensor;
    object->tensor = tensor;
    tensor->wrapper = object;
    if (old) {
        old->wrapper = NULL;
        tensor_release(old);
    }
}

/// A scalar of numpy's.
static bool scalar_from_array_like(Interp *interp, Value v, Scalar *scalar)
{
    Value number = array_like_number(interp, v);
    if (number.tag != TAG_INT && number.tag != TAG_FLOAT && number.tag != TAG_BOOL && number.tag != TAG_OBJECT)
        return false;
    bool found = !array_like_is_number(interp, number) && scalar_from_value(interp, number, scalar);
    value_drop(number);
    return found;
}

bool scalar_from_value(Interp *interp, Value v, Scalar *scalar)
{
    double real, imaginary;
    int64_t integer;
    uint64_t large;
    if (v.tag == TAG_INT) {
        *scalar = scalar_int(v.integer);
    } else if (v.tag == TAG_FLOAT) {
        *scalar = scalar_float(v.real);
    } else if (v.tag == TAG_BOOL) {
        *scalar = scalar_bool(v.boolean);
    } else if (v.tag != TAG_OBJECT) {
        return false;
    } else if (float_check(interp, v, &real)) {
        *scalar = scalar_float(real);
    } else if (complex_check(interp, v, &real, &imaginary)) {
        *scalar = scalar_complex(CMPLX(real, imaginary));
    } else if (!int_check(interp, v)) {
        return scalar_from_array_like(interp, v, scalar);
    } else if (int_as_int64(v, &integer)) {
        *scalar = scalar_int(integer);
    } else if (int_as_uint64(v, &large)) {
        *scalar = scalar_unsigned(large);
    } else {
        value_raise(interp, ERROR_OVERFLOW_ERROR, "int too big to convert");
        return false;
    }
    return true;
}

bool scalar_from_element(Interp *interp, Value v, Scalar *scalar)
{
    int64_t ignored;
    if (v.tag == TAG_OBJECT && int_check(interp, v) && !int_as_int64(v, &ignored)) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "Overflow when unpacking long");
        return false;
    }
    return scalar_from_value(interp, v, scalar);
}

Value scalar_to_value(Interp *interp, Scalar scalar)
{
    switch (scalar.kind) {
    case SCALAR_BOOL:
        return value_from_bool(scalar.b);
    case SCALAR_INT:
        return value_from_int(scalar.i);
    case SCALAR_FLOAT:
        return value_from_float(scalar.f);
    default:
        return complex_new(interp, creal(scalar.c), cimag(scalar.c));
    }
}

static Value list_of_dim(Interp *interp, const Tensor *tensor, int dim, int64_t offset)
{
    if (dim == tensor->rank)
        return scalar_to_value(interp, tensor_read(tensor, offset));
    Value list = list_new(interp, (size_t)tensor->sizes[dim]);
    for (int64_t i = 0; i < tensor->sizes[dim] && !value_is_error(list); i++) {
        Value item = list_of_dim(interp, tensor, dim + 1, offset + i * tensor->strides[dim]);
        if (value_is_error(item) || !list_append_take(interp, list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

Value tensor_to_list(Interp *interp, const Tensor *tensor)
{
    if (tensor->device == DEVICE_META && !tensor_refuse_no_data(tensor->runtime))
        return VALUE_ERROR;
    return list_of_dim(interp, tensor, 0, tensor->offset);
}

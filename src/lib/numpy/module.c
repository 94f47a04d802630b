#include "lib/numpy/module.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/support.h"
#include "lib/torch/tensor_object.h"

Tensor *numpy_packed(Interp *interp, Value v, DType dtype)
{
    Tensor *tensor = tensor_unwrap(interp, v);
    if (tensor && tensor->dtype == dtype && tensor_is_contiguous(tensor) && tensor->device == DEVICE_CPU)
        return tensor;
    raise_type_error(interp, "a contiguous %s tensor is needed", dtype_name(dtype));
    return NULL;
}

/// Reads a tuple of ints; false with an error pending.
static bool read_ints(Interp *interp, Value v, int64_t *out, int *count)
{
    if (!support_is(interp, v, TYPE_TUPLE) || tuple_of(v)->count > SHAPE_MAX_RANK) {
        raise_type_error(interp, "a tuple of ints is needed");
        return false;
    }
    *count = (int)tuple_of(v)->count;
    for (int i = 0; i < *count; i++)
        if (!value_to_int64(interp, tuple_of(v)->items[i], &out[i]))
            return false;
    return true;
}

/// True where every element that the geometry reaches lies in the tensor's storage.
static bool is_inside(const Tensor *tensor, int rank, const int64_t *sizes, const int64_t *strides, int64_t offset)
{
    int64_t low = offset, high = offset, reach;
    for (int i = 0; i < rank; i++) {
        if (sizes[i] < 0)
            return false;
        if (sizes[i] == 0)
            return true;
        if (__builtin_mul_overflow(sizes[i] - 1, strides[i], &reach) ||
            (reach < 0 ? __builtin_add_overflow(low, reach, &low) : __builtin_add_overflow(high, reach, &high)))
            return false;
    }
    return low >= 0 && high < (int64_t)(tensor->storage->bytes / dtype_size(tensor->dtype));
}

NATIVE(numpy_view, "view(tensor, sizes, strides, offset, /)",
       "Returns a view on a tensor's storage; strides and offset count elements, and strides may be negative.")
{
    const Tensor *tensor = tensor_unwrap(interp, arg[0]);
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK], offset;
    int rank, stride_rank;
    if (!tensor)
        return raise_type_error(interp, "view() needs a tensor");
    if (!read_ints(interp, arg[1], sizes, &rank) || !read_ints(interp, arg[2], strides, &stride_rank) ||
        !value_to_int64(interp, arg[3], &offset))
        return VALUE_ERROR;
    if (rank != stride_rank || !is_inside(tensor, rank, sizes, strides, offset))
        return raise_value_error(interp, "the view does not lie in the tensor's memory");
    return tensor_wrap_take(interp, tensor_view(tensor, rank, sizes, strides, offset));
}

static float half_of(double value)
{
    uint16_t half;
    float result;
    scalar_store(&half, DTYPE_FLOAT16, scalar_float(value));
    result = (float)scalar_to_float(scalar_load(&half, DTYPE_FLOAT16));
    return result;
}

NATIVE(numpy_narrow, "narrow(value, bits, /)", "Rounds a float to the nearest one of 32 or 16 bits.")
{
    double value;
    int64_t bits;
    if (!value_to_double(interp, arg[0], &value) || !value_to_int64(interp, arg[1], &bits))
        return VALUE_ERROR;
    return value_from_float(bits == 32 ? (double)(float)value : bits == 16 ? (double)half_of(value) : value);
}

NATIVE(numpy_digits, "digits(value, bits, /)",
       "Returns the shortest scientific text that names a float of 16, 32 or 64 bits: '1.25e-01'.")
{
    double value;
    int64_t bits;
    char text[40];
    if (!value_to_double(interp, arg[0], &value) || !value_to_int64(interp, arg[1], &bits))
        return VALUE_ERROR;
    for (int precision = 0; precision < 18; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        double back = bits == 32 ? (double)strtof(text, NULL) : strtod(text, NULL);
        if (bits == 16)
            back = half_of(back);
        if (back == value)
            break;
    }
    return str_from_string(interp, text);
}

NATIVE(numpy_name_type, "name_type(cls, name, /)", "Gives a class the name under which messages mention it.")
{
    if (!value_is_type(arg[0]) || !support_is(interp, arg[1], TYPE_STR))
        return raise_type_error(interp, "name_type() needs a class and a str");
    Type *type = type_of(arg[0]);
    Value key = interp_intern(interp, "_full_name"); // keeps the text as long as the class
    bool good = !value_is_error(key) && type_set(type, key, arg[1]);
    value_drop(key);
    if (!good)
        return VALUE_ERROR;
    type->full_name = str_of(arg[1])->text;
    return VALUE_NONE;
}

static bool fill(Interp *interp, Value module)
{
    static const TypeSpec *const types[] = {&numpy_twister_spec, &numpy_permuted_spec, NULL};
    return module_add_natives(interp, module, numpy_sum_specs) && support_add_types(interp, module, types);
}

static const NativeSpec *const FUNCTIONS[] = {&numpy_view_native, &numpy_narrow_native, &numpy_digits_native,
                                              &numpy_name_type_native, NULL};

const ModuleSpec module_spec__numpy = {
    .name = "_numpy",
    .doc = "What the numpy package needs in C.",
    .functions = FUNCTIONS,
    .fill = fill,
};

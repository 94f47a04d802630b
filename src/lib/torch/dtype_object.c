// torch.dtype, torch.layout and torch.memory_format: one object for each of their values.
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/gc.h"
#include "object/operate.h"
#include "object/str.h"

static int enum_of(Interp *interp, Value v, TorchType type)
{
    return torch_is(interp, v, type) ? ((const EnumObject *)v.object)->value : -1;
}

/// The object for a value, made at first use and kept in `slot`.
static Value enum_object(Interp *interp, Value *slot, TorchType type, int value)
{
    if (slot->tag == TAG_OBJECT)
        return value_keep(*slot);
    EnumObject *object = object_new(interp, torch_of(interp)->types[type], sizeof *object);
    if (!object)
        return VALUE_ERROR;
    object->value = value;
    *slot = value_from_object(object);
    return value_keep(*slot);
}

Value dtype_to_value(Interp *interp, DType dtype)
{
    return enum_object(interp, &torch_of(interp)->dtypes[dtype], TORCH_TYPE_DTYPE, dtype);
}

Value layout_to_value(Interp *interp, Layout layout)
{
    return enum_object(interp, &torch_of(interp)->layouts[layout], TORCH_TYPE_LAYOUT, layout);
}

Value memory_format_to_value(Interp *interp, int format)
{
    return enum_object(interp, &torch_of(interp)->memory_formats[format], TORCH_TYPE_MEMORY_FORMAT, format);
}

int dtype_from_value(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT)
        return -1;
    int dtype = enum_of(interp, v, TORCH_TYPE_DTYPE);
    if (dtype >= 0)
        return dtype;
    if (v.object == &interp->types[TYPE_FLOAT]->head)
        return DTYPE_FLOAT64;
    if (v.object == &interp->types[TYPE_INT]->head)
        return DTYPE_INT64;
    if (v.object == &interp->types[TYPE_BOOL]->head)
        return DTYPE_BOOL;
    return v.object == &interp->types[TYPE_COMPLEX]->head ? DTYPE_COMPLEX128 : -1;
}

int layout_from_value(Interp *interp, Value v)
{
    return enum_of(interp, v, TORCH_TYPE_LAYOUT);
}

int memory_format_from_value(Interp *interp, Value v)
{
    return enum_of(interp, v, TORCH_TYPE_MEMORY_FORMAT);
}

static DType dtype_of(Value self)
{
    return ((const EnumObject *)self.object)->value;
}

static Value dtype_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "torch.%s", dtype_name(dtype_of(self)));
}

static Value layout_repr(Interp *interp, Value self)
{
    static const char *const names[] = {"torch.strided", "torch.sparse_coo", "torch.sparse_csr"};
    return str_from_string(interp, names[((const EnumObject *)self.object)->value]);
}

static Value memory_format_repr(Interp *interp, Value self)
{
    static const char *const names[] = {"torch.contiguous_format", "torch.preserve_format", "torch.channels_last",
                                        "torch.channels_last_3d"};
    return str_from_string(interp, names[((const EnumObject *)self.object)->value]);
}

static Value dtype_get_floating(UNUSED Interp *interp, Value self)
{
    return value_from_bool(dtype_is_floating(dtype_of(self)));
}

static Value dtype_get_complex(UNUSED Interp *interp, Value self)
{
    return value_from_bool(dtype_is_complex(dtype_of(self)));
}

static Value dtype_get_signed(UNUSED Interp *interp, Value self)
{
    return value_from_bool(dtype_of(self) != DTYPE_UINT8 && dtype_of(self) != DTYPE_BOOL);
}

static Value dtype_get_size(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)dtype_size(dtype_of(self)));
}

static const GetSetSpec dtype_getsets[] = {
    {"is_floating_point", "Whether values are floating-point numbers.", dtype_get_floating, NULL},
    {"is_complex", "Whether values are complex numbers.", dtype_get_complex, NULL},
    {"is_signed", "Whether values can be negative.", dtype_get_signed, NULL},
    {"itemsize", "The bytes of one element.", dtype_get_size, NULL},
    {NULL},
};

NATIVE(dtype_to_real, "to_real(self, /)", "Returns the real dtype of a complex one.")
{
    return dtype_to_value(interp, dtype_real(dtype_of(arg[0])));
}

NATIVE(dtype_to_complex, "to_complex(self, /)", "Returns the complex dtype that holds this one.")
{
    DType dtype = dtype_of(arg[0]);
    if (dtype_is_integral(dtype))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Unknown Complex ScalarType for %s", dtype_scalar_name(dtype));
    return dtype_to_value(interp, dtype_complex(dtype));
}

NATIVE(dtype_reduce, "__reduce__(self, /)", "Names the dtype for copy and pickle.")
{
    return str_from_string(interp, dtype_name(dtype_of(arg[0])));
}

NATIVE(enum_copy, "__copy__(self, /)", "Returns the object itself: there is one for each value.")
{
    return value_keep(arg[0]);
}

NATIVE(enum_deepcopy, "__deepcopy__(self, memo, /)", "Returns the object itself: there is one for each value.")
{
    return value_keep(arg[0]);
}

static const NativeSpec *const dtype_methods[] = {&dtype_to_real_native, &dtype_to_complex_native, &dtype_reduce_native,
                                                  &enum_copy_native,     &enum_deepcopy_native,    NULL};
static const NativeSpec *const enum_methods[] = {&enum_copy_native, &enum_deepcopy_native, NULL};

const TypeSpec dtype_spec = {.name = "torch.dtype",
                             .doc = "The type of a tensor's elements.",
                             .id = -1,
                             .size = sizeof(EnumObject),
                             .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
                             .slots = {.repr = dtype_repr},
                             .methods = dtype_methods,
                             .getsets = dtype_getsets};
const TypeSpec layout_spec = {.name = "torch.layout",
                              .doc = "How a tensor's elements lie in memory.",
                              .id = -1,
                              .size = sizeof(EnumObject),
                              .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
                              .slots = {.repr = layout_repr},
                              .methods = enum_methods};
const TypeSpec memory_format_spec = {.name = "torch.memory_format",
                                     .doc = "The order of a dense tensor's dimensions in memory.",
                                     .id = -1,
                                     .size = sizeof(EnumObject),
                                     .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_FINAL,
                                     .slots = {.repr = memory_format_repr},
                                     .methods = enum_methods};

// torch.FloatTensor, torch.LongTensor and their kin: callable like the old classes, usable in isinstance().
#include "lib/torch/legacy_type.h"
#include "lib/torch/construct.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/gc.h"
#include "object/operate.h"
#include "object/str.h"

static DType legacy_dtype(Value v)
{
    return (DType)((const EnumObject *)v.object)->value;
}

Value legacy_type_get(Interp *interp, DType dtype)
{
    Torch *torch = torch_of(interp);
    if (torch->legacy[dtype].tag != TAG_OBJECT) {
        EnumObject *object = object_new(interp, torch->types[TORCH_TYPE_LEGACY], sizeof *object);
        if (!object)
            return VALUE_ERROR;
        object->value = dtype;
        torch->legacy[dtype] = value_from_object(object);
    }
    return value_keep(torch->legacy[dtype]);
}

static Value legacy_call(Interp *interp, Value self, const Arguments *arguments)
{
    return tensor_wrap_take(interp, construct_legacy(interp, arguments, legacy_dtype(self), false));
}

static Value legacy_repr(Interp *interp, Value self)
{
    return str_from_format(interp, "<class '%s'>", dtype_tensor_name(legacy_dtype(self)));
}

static Value legacy_get_dtype(Interp *interp, Value self)
{
    return dtype_to_value(interp, legacy_dtype(self));
}

static Value legacy_get_name(Interp *interp, Value self)
{
    return str_from_string(interp, dtype_tensor_name(legacy_dtype(self)) + sizeof "torch." - 1);
}

NATIVE(legacy_instance_check, "__instancecheck__(self, instance, /)", "Tells whether a tensor has the class's dtype.")
{
    const Tensor *tensor = tensor_unwrap(interp, arg[1]);
    return value_from_bool(tensor && tensor->dtype == legacy_dtype(arg[0]));
}

static const NativeSpec *const legacy_methods[] = {&legacy_instance_check_native, NULL};
static const GetSetSpec legacy_getsets[] = {
    {"dtype", "The type of the elements.", legacy_get_dtype, NULL},
    {"__name__", "The name of the class.", legacy_get_name, NULL},
    {NULL},
};

const TypeSpec legacy_spec = {
    .name = "torch.tensortype",
    .doc = "An old class of tensors, one for each dtype.",
    .id = -1,
    .size = sizeof(EnumObject),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.call = legacy_call, .repr = legacy_repr},
    .methods = legacy_methods,
    .getsets = legacy_getsets,
};

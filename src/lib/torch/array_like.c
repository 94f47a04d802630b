#include "lib/torch/array_like.h"

#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/operate.h"
#include "object/type.h"

/// A property of the value's class, without calling it: lent, VALUE_UNSET where there is none.
static Value property(Interp *interp, Value v, NameId name)
{
    if (v.tag != TAG_OBJECT || !(v.object->type->flags & TYPE_FLAG_HEAP))
        return VALUE_UNSET;
    return type_lookup(v.object->type, interp->names[name]);
}

bool array_like_is_array(Interp *interp, Value v)
{
    return !value_is_unset(property(interp, v, NAME_torch_tensor));
}

/// The tensor that an attribute holds, retained. NULL with nothing pending where it holds something else.
static Tensor *tensor_attribute(Interp *interp, Value v, NameId name)
{
    Value found = value_get_attribute(interp, v, interp->names[name]);
    if (value_is_error(found))
        return NULL;
    Tensor *tensor = tensor_unwrap(interp, found);
    if (tensor)
        tensor = tensor_retain(tensor);
    value_drop(found);
    return tensor;
}

Tensor *array_like_tensor(Interp *interp, Value v)
{
    return array_like_is_array(interp, v) ? tensor_attribute(interp, v, NAME_torch_tensor) : NULL;
}

bool array_like_is_storage(Interp *interp, Value v)
{
    return !value_is_unset(property(interp, v, NAME_torch_storage));
}

Tensor *array_like_storage(Interp *interp, Value v)
{
    Tensor *tensor = tensor_attribute(interp, v, NAME_torch_storage);
    if (!tensor && !error_pending(&interp->error))
        raise_type_error(interp, "expected a storage, got %s", value_type_name(interp, v));
    return tensor;
}

bool array_like_is_number(Interp *interp, Value v)
{
    return !value_is_unset(property(interp, v, NAME_torch_number));
}

Value array_like_number(Interp *interp, Value v)
{
    return array_like_is_number(interp, v) ? value_get_attribute(interp, v, interp->names[NAME_torch_number])
                                           : VALUE_UNSET;
}

int array_like_dtype(Interp *interp, Value v)
{
    if (!array_like_is_number(interp, v))
        return -1;
    Value found = value_get_attribute(interp, v, interp->names[NAME_torch_dtype]);
    if (value_is_error(found)) {
        error_clear(&interp->error);
        return -1;
    }
    int dtype = dtype_from_value(interp, found);
    value_drop(found);
    return dtype;
}

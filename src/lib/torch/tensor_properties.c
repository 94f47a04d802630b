// The attributes of a tensor that are computed: shape, dtype, grad ...
#include <string.h>

#include "autograd/meta.h"
#include "lib/torch/autograd.h"
#include "lib/torch/construct.h"
#include "lib/torch/objects.h"
#include "lib/torch/operator_object.h"
#include "lib/torch/tensor_class.h"
#include "lib/torch/tensor_object.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "ops/prototypes.h"
#include "tensor/shape.h"
#include "tensor/warning.h"

static Value get_shape(Interp *interp, Value self)
{
    const Tensor *tensor = tensor_of(self);
    return size_new(interp, tensor->rank, tensor->sizes);
}

static Value get_dtype(Interp *interp, Value self)
{
    return dtype_to_value(interp, tensor_of(self)->dtype);
}

static Value get_device(Interp *interp, Value self)
{
    return device_to_value(interp, tensor_of(self)->device);
}

static Value get_layout(Interp *interp, UNUSED Value self)
{
    return layout_to_value(interp, LAYOUT_STRIDED);
}

static Value get_ndim(UNUSED Interp *interp, Value self)
{
    return value_from_int(tensor_of(self)->rank);
}

static Value get_itemsize(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)dtype_size(tensor_of(self)->dtype));
}

static Value get_nbytes(UNUSED Interp *interp, Value self)
{
    return value_from_int(tensor_count(tensor_of(self)) * (int64_t)dtype_size(tensor_of(self)->dtype));
}

static Value get_false(UNUSED Interp *interp, UNUSED Value self)
{
    return VALUE_FALSE;
}

static Value get_is_cpu(UNUSED Interp *interp, Value self)
{
    return value_from_bool(tensor_of(self)->device == DEVICE_CPU);
}

static Value get_is_meta(UNUSED Interp *interp, Value self)
{
    return value_from_bool(tensor_of(self)->device == DEVICE_META);
}

static Value get_version(Interp *interp, Value self)
{
    if (tensor_of(self)->is_inference)
        return value_raise(interp, ERROR_RUNTIME_ERROR, "Inference tensors do not track version counter.");
    return value_from_int(tensor_of(self)->storage->version);
}

static Value get_none(UNUSED Interp *interp, UNUSED Value self)
{
    return VALUE_NONE;
}

static Value get_names(Interp *interp, Value self)
{
    size_t rank = (size_t)tensor_of(self)->rank;
    Value names = tuple_new(interp, rank);
    for (size_t i = 0; !value_is_error(names) && i < rank; i++)
        tuple_of(names)->items[i] = VALUE_NONE;
    return names;
}

// ---- Transposes ----

static Value get_t(Interp *interp, Value self)
{
    const Tensor *tensor = tensor_of(self);
    if (tensor->rank != 2 && tensor->rank != 0 && !warning_give(runtime_of(interp), WARNING_NUMPY_T))
        return VALUE_ERROR;
    int64_t dims[SHAPE_MAX_RANK];
    for (int i = 0; i < tensor->rank; i++)
        dims[i] = tensor->rank - 1 - i;
    return tensor_wrap_take(interp, op_permute(runtime_of(interp), tensor, (IntList){dims, tensor->rank}));
}

static Value transpose_last(Interp *interp, Value self)
{
    return tensor_wrap_take(interp, op_transpose_int(runtime_of(interp), tensor_of(self), -2, -1));
}

static Value get_mt(Interp *interp, Value self)
{
    if (tensor_of(self)->rank < 2)
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "tensor.mT is only supported on matrices or batches of matrices. Got %d-D tensor.",
                           tensor_of(self)->rank);
    return transpose_last(interp, self);
}

/// A transposed tensor, conjugated where it is complex.
static Value adjoint(Interp *interp, Value self)
{
    Value result = transpose_last(interp, self);
    if (value_is_error(result) || !dtype_is_complex(tensor_of(self)->dtype))
        return result;
    Value conjugate = operator_call_named(interp, OPERATOR_TENSOR, "conj", result, 0, NULL);
    value_drop(result);
    return conjugate;
}

static Value get_h(Interp *interp, Value self)
{
    int rank = tensor_of(self)->rank;
    if (rank != 2 && rank != 0)
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "tensor.H is only supported on matrices (2-D tensors). Got %d-D tensor.", rank);
    return rank ? adjoint(interp, self) : value_keep(self);
}

static Value get_mh(Interp *interp, Value self)
{
    if (tensor_of(self)->rank < 2)
        return value_raise(interp, ERROR_RUNTIME_ERROR,
                           "tensor.mH is only supported on matrices or batches of matrices. Got %d-D tensor.",
                           tensor_of(self)->rank);
    return adjoint(interp, self);
}

static Value get_real(Interp *interp, Value self)
{
    if (!dtype_is_complex(tensor_of(self)->dtype))
        return value_keep(self);
    return tensor_wrap_take(interp, op_real(runtime_of(interp), tensor_of(self)));
}

static Value get_imag(Interp *interp, Value self)
{
    if (!dtype_is_complex(tensor_of(self)->dtype))
        return value_raise(interp, ERROR_RUNTIME_ERROR, "imag is not implemented for tensors with non-complex dtypes.");
    return tensor_wrap_take(interp, op_imag(runtime_of(interp), tensor_of(self)));
}

/// x.real = y writes into the parts.
static bool assign_part(Interp *interp, Value self, Value value, Value (*get)(Interp *, Value))
{
    Value part = get(interp, self);
    if (value_is_error(part))
        return false;
    bool ok = value_set_item(interp, part, VALUE_ELLIPSIS, value);
    value_drop(part);
    return ok;
}

static bool set_real(Interp *interp, Value self, Value value)
{
    return assign_part(interp, self, value, get_real);
}

static bool set_imag(Interp *interp, Value self, Value value)
{
    return assign_part(interp, self, value, get_imag);
}

// ---- Gradients ----

static Value get_grad(Interp *interp, Value self)
{
    const Tensor *tensor = tensor_of(self);
    const AutogradMeta *meta = tensor->autograd;
    if (meta && meta->grad)
        return tensor_wrap(interp, meta->grad);
    if (meta && meta->grad_fn && !meta->retains_grad &&
        !torch_warn(interp,
                    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
                    "attribute won't be populated during autograd.backward(). If you indeed want the .grad field to "
                    "be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access "
                    "the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
                    "github.com/pytorch/pytorch/pull/30531 for more informations. (Triggered internally at "
                    "./build/aten/src/ATen/core/TensorBody.h:489.)"))
        return VALUE_ERROR;
    return VALUE_NONE;
}

static bool grad_fits(Interp *interp, Value self, Value value)
{
    const Tensor *tensor = tensor_of(self), *grad = tensor_unwrap(interp, value);
    if (!grad)
        raise_type_error(interp, "assigned grad expected to be a Tensor or None but got grad of type %s",
                         value_type_name(interp, value));
    else if (value_is(self, value))
        value_raise(interp, ERROR_RUNTIME_ERROR, "can't assign Variable as its own grad");
    else if (grad->dtype != tensor->dtype)
        value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "attempting to assign a gradient with dtype '%s' to a tensor with dtype '%s'. Please ensure that the "
            "gradient and the tensor have the same dtype",
            dtype_c_name((DType)grad->dtype), dtype_c_name((DType)tensor->dtype));
    else if (!shape_same(tensor->rank, tensor->sizes, grad->rank, grad->sizes))
        value_raise(
            interp, ERROR_RUNTIME_ERROR,
            "attempting to assign a gradient of size '%s' to a tensor of size '%s'. Please ensure that the gradient "
            "and the tensor are the same size",
            shape_format((char[SHAPE_TEXT]){0}, grad->rank, grad->sizes),
            shape_format((char[SHAPE_TEXT]){0}, tensor->rank, tensor->sizes));
    else if (grad->device != tensor->device)
        value_raise(interp, ERROR_RUNTIME_ERROR, "assigned grad has data located on a different device");
    else
        return true;
    return false;
}

static bool set_grad(Interp *interp, Value self, Value value)
{
    bool none = value_is_none(value) || value_is_unset(value);
    if (!none && !grad_fits(interp, self, value))
        return false;
    AutogradMeta *meta = autograd_meta(tensor_of(self));
    if (!meta)
        return false;
    Tensor *old = meta->grad;
    meta->grad = none ? NULL : tensor_retain(tensor_of(value));
    tensor_release(old);
    return true;
}

static Value get_requires_grad(UNUSED Interp *interp, Value self)
{
    return value_from_bool(autograd_requires_grad(tensor_of(self)));
}

static bool set_requires_grad(Interp *interp, Value self, Value value)
{
    if (value.tag != TAG_BOOL) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "requires_grad must be a bool");
        return false;
    }
    if (!autograd_is_leaf(tensor_of(self))) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "you can only change requires_grad flags of leaf variables.%s",
                    value.boolean ? ""
                                  : " If you want to use a computed variable in a subgraph that doesn't require "
                                    "differentiation use var_no_grad = var.detach().");
        return false;
    }
    return autograd_set_requires_grad(tensor_of(self), value.boolean);
}

static Value get_is_leaf(UNUSED Interp *interp, Value self)
{
    return value_from_bool(autograd_is_leaf(tensor_of(self)));
}

static Value get_retains_grad(UNUSED Interp *interp, Value self)
{
    const AutogradMeta *meta = tensor_of(self)->autograd;
    return value_from_bool(meta && meta->retains_grad);
}

static Value get_output_nr(UNUSED Interp *interp, Value self)
{
    const AutogradMeta *meta = tensor_of(self)->autograd;
    return value_from_int(meta && meta->grad_fn ? meta->output : 0);
}

static Value get_base(Interp *interp, Value self)
{
    const AutogradMeta *meta = tensor_of(self)->autograd;
    return meta && meta->base ? tensor_wrap(interp, meta->base) : VALUE_NONE;
}

static Value get_grad_fn(Interp *interp, Value self)
{
    Node *node;
    if (!autograd_grad_fn(tensor_of(self), &node))
        return VALUE_ERROR;
    return node ? autograd_node_value(interp, node) : VALUE_NONE;
}

static bool set_grad_fn(Interp *interp, Value self, Value value)
{
    if (!value_is_none(value)) {
        value_raise(interp, ERROR_RUNTIME_ERROR, "_grad_fn can be only set to None");
        return false;
    }
    return autograd_detach_in_place(tensor_of(self));
}

// ---- data ----

/// The same elements with a version counter of their own: changes through it are not seen by autograd.
static Value get_data(Interp *interp, Value self)
{
    const Tensor *tensor = tensor_of(self);
    Storage *storage = storage_share(tensor->storage);
    Tensor *result = storage ? tensor_alias(tensor) : NULL;
    if (result && !tensor_set(result, storage, tensor->rank, tensor->sizes, tensor->strides, tensor->offset)) {
        tensor_release(result);
        result = NULL;
    }
    storage_release(storage);
    return tensor_wrap_take(interp, result);
}

static bool set_data(Interp *interp, Value self, Value value)
{
    const Tensor *source = tensor_unwrap(interp, value);
    Tensor *tensor = tensor_of(self);
    if (!source) {
        raise_type_error(interp, "Variable data has to be a tensor, but got %s", value_type_name(interp, value));
        return false;
    }
    if (tensor_unwrap(interp, self)->autograd && dtype_is_integral(source->dtype) && autograd_requires_grad(tensor)) {
        value_raise(interp, ERROR_RUNTIME_ERROR,
                    "data set to a tensor that requires gradients must be floating point or "
                    "complex dtype");
        return false;
    }
    if (!tensor_set(tensor, source->storage, source->rank, source->sizes, source->strides, source->offset))
        return false;
    tensor->dtype = source->dtype;
    tensor->device = source->device;
    return true;
}

static Value get_dict(Interp *interp, Value self)
{
    Object *dict = object_dict(interp, self.object);
    return dict ? value_keep(value_from_object(dict)) : VALUE_ERROR;
}

static bool set_dict(Interp *interp, Value self, Value value)
{
    Object **slot = object_dict_slot(self.object);
    if (value.tag != TAG_OBJECT || !type_is_subtype(value.object->type, interp->types[TYPE_DICT]) || !slot) {
        raise_type_error(interp, "__dict__ must be set to a dictionary, not a '%s'", value_type_name(interp, value));
        return false;
    }
    gc_track(value.object); // attributes are stored without a look at what they are
    object_replace_dict_take(self.object, object_keep(value.object));
    return true;
}

const GetSetSpec tensor_properties[] = {
    {"__dict__", "The tensor's own attributes.", get_dict, set_dict},
    {"shape", "The sizes.", get_shape, NULL},
    {"dtype", "The type of the elements.", get_dtype, NULL},
    {"device", "Where the tensor lives.", get_device, NULL},
    {"layout", "How the elements lie in memory.", get_layout, NULL},
    {"ndim", "The number of dimensions.", get_ndim, NULL},
    {"itemsize", "The bytes of one element.", get_itemsize, NULL},
    {"nbytes", "The bytes of all elements.", get_nbytes, NULL},
    {"names", "The names of the dimensions: None each.", get_names, NULL},
    {"name", "None: tensors have no names.", get_none, NULL},
    {"is_cpu", "Whether the tensor lives on the CPU.", get_is_cpu, NULL},
    {"is_meta", "Whether the tensor has no data.", get_is_meta, NULL},
    {"is_cuda", "Whether the tensor lives on a GPU.", get_false, NULL},
    {"is_mps", "Whether the tensor lives on Apple's GPU.", get_false, NULL},
    {"is_xpu", "Whether the tensor lives on an XPU.", get_false, NULL},
    {"is_xla", "Whether the tensor lives on XLA.", get_false, NULL},
    {"is_sparse", "Whether the layout is sparse.", get_false, NULL},
    {"is_sparse_csr", "Whether the layout is sparse.", get_false, NULL},
    {"is_quantized", "Whether the elements are quantized.", get_false, NULL},
    {"is_mkldnn", "Whether the layout is MKL-DNN's.", get_false, NULL},
    {"is_nested", "Whether it is a nested tensor.", get_false, NULL},
    {"is_vulkan", "Whether the tensor lives on Vulkan.", get_false, NULL},
    {"_version", "How often the elements were changed in place.", get_version, NULL},
    {"T", "The tensor with its dimensions reversed.", get_t, NULL},
    {"mT", "The tensor with its last two dimensions swapped.", get_mt, NULL},
    {"H", "The conjugate transpose of a matrix.", get_h, NULL},
    {"mH", "The conjugate transpose of the last two dimensions.", get_mh, NULL},
    {"real", "The real parts, as a view.", get_real, set_real},
    {"imag", "The imaginary parts, as a view.", get_imag, set_imag},
    {"grad", "The gradient that backward() collected, or None.", get_grad, set_grad},
    {"_grad", "The gradient that backward() collected, or None.", get_grad, set_grad},
    {"grad_fn", "The node of the graph that made the tensor, or None.", get_grad_fn, NULL},
    {"_grad_fn", "The node of the graph that made the tensor, or None.", get_grad_fn, set_grad_fn},
    {"requires_grad", "Whether gradients are wanted.", get_requires_grad, set_requires_grad},
    {"is_leaf", "Whether no recorded operator made the tensor.", get_is_leaf, NULL},
    {"retains_grad", "Whether a tensor that is no leaf keeps its gradient.", get_retains_grad, NULL},
    {"output_nr", "Which result of grad_fn the tensor is.", get_output_nr, NULL},
    {"_base", "What the tensor is a view of, or None.", get_base, NULL},
    {"data", "The elements without history.", get_data, set_data},
    {"_has_symbolic_sizes_strides", "Whether sizes are symbols: never.", get_false, NULL},
    {NULL},
};

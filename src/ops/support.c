#include "ops/support.h"

#include <math.h>
#include <string.h>

void release_temporaries(Tensor **tensors, int count)
{
    for (int i = 0; i < count; i++)
        tensor_release(tensors[i]);
}

bool results_or_none(bool done, Tensor **const *results, int count)
{
    for (int i = 0; !done && i < count; i++) {
        tensor_release(*results[i]);
        *results[i] = NULL;
    }
    return done;
}

bool dtype_accepted(Runtime *runtime, const Tensor *tensor, uint32_t refused, const char *text, bool is_kernel)
{
    if (!(refused >> tensor->dtype & 1))
        return true;
    if (is_kernel)
        return tensor_refuse_dtype(runtime, text, (DType)tensor->dtype);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", text);
    return false;
}

bool device_accepted(Runtime *runtime, const Tensor *first, const Tensor *tensor)
{
    if (tensor->device == first->device)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Tensor on device %s is not on the expected device %s!",
                device_name(tensor->device), device_name(first->device));
    return false;
}

bool devices_accepted(Runtime *runtime, const Tensor *const *tensors, int count, const char *needs_data)
{
    const Tensor *first = NULL;
    for (int i = 0; i < count; i++) {
        const Tensor *tensor = tensors[i];
        if (!tensor)
            continue;
        if (needs_data && tensor->device == DEVICE_META)
            return tensor_refuse_meta(runtime, needs_data);
        if (tensor->device == DEVICE_CPU && tensor->rank == 0)
            continue;
        first = first ? first : tensor;
        if (!device_accepted(runtime, first, tensor))
            return false;
    }
    return true;
}

bool item_accepted(Runtime *runtime, const Tensor *tensor)
{
    if (tensor->device != DEVICE_META)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Tensor.item() cannot be called on meta tensors");
    return false;
}

void release_vectors(Runtime *runtime, TensorVector *vectors, int count)
{
    for (int i = 0; i < count; i++)
        tensor_vector_free(runtime, &vectors[i]);
}

int64_t int_list_at(IntList list, int64_t index)
{
    if (index < 0)
        index += list.count;
    return index >= 0 && index < list.count ? list.items[index] : 1;
}

int64_t int_list_product(IntList list)
{
    int64_t product = 1;
    for (int64_t i = 0; i < list.count; i++)
        product *= list.items[i];
    return product;
}

// A None list stays None.
static bool keep(Node *node, const void **items, int64_t *saved_count, const void *list, int64_t count, size_t size)
{
    *saved_count = count;
    *items = NULL;
    if (count < 0)
        return true;
    *items = node_keep(node, list, (size_t)count * size);
    return *items != NULL;
}

bool keep_ints(Node *node, IntList *saved, IntList list)
{
    return keep(node, (const void **)&saved->items, &saved->count, list.items, list.count, sizeof *list.items);
}

bool keep_floats(Node *node, FloatList *saved, FloatList list)
{
    return keep(node, (const void **)&saved->items, &saved->count, list.items, list.count, sizeof *list.items);
}

bool keep_bools(Node *node, BoolList *saved, BoolList list)
{
    return keep(node, (const void **)&saved->items, &saved->count, list.items, list.count, sizeof *list.items);
}

bool keep_string(Node *node, const char **saved, const char *string)
{
    *saved = string ? node_keep(node, string, strlen(string) + 1) : NULL;
    return !string || *saved;
}

bool keep_shapes(Node *node, IntList *saved, TensorList list)
{
    int64_t count = 0;
    for (int64_t i = 0; i < list.count; i++)
        count += 1 + list.items[i]->rank;
    int64_t *items = node_keep(node, NULL, (size_t)count * sizeof *items);
    if (!items)
        return false;
    *saved = (IntList){items, count};
    for (int64_t i = 0; i < list.count; i++) {
        const Tensor *tensor = list.items[i];
        *items++ = tensor->rank;
        if (tensor->rank)
            memcpy(items, tensor->sizes, (size_t)tensor->rank * sizeof *items);
        items += tensor->rank;
    }
    return true;
}

bool unpack_list(Node *node, int64_t start, int64_t count, TensorVector *vector)
{
    if (!tensor_vector_make(node->runtime, vector, count))
        return false;
    for (int64_t i = 0; i < count; i++)
        if (!node_unpack(node, &node->extra[start + i], &vector->items[i]))
            return false;
    return true;
}

bool node_needs_any(const Node *node, uint32_t first)
{
    for (uint32_t i = first; i < node->edge_count; i++)
        if (node->edges[i].node)
            return true;
    return false;
}

static Tensor *zeros_for(Node *node, uint32_t index)
{
    const GradientShape *shape = &node->shapes[index];
    return tensor_zeros(node->runtime, shape->rank, shape->sizes, (DType)shape->dtype, (Device)shape->device);
}

Tensor *gradient_or_zeros(Node *node, uint32_t index, Tensor *const *grads, Tensor **owned)
{
    if (grads[index])
        return grads[index];
    *owned = zeros_for(node, index);
    return *owned;
}

bool gradients_or_zeros(Node *node, Tensor *const *grads, TensorVector *vector)
{
    if (!tensor_vector_make(node->runtime, vector, node->result_count))
        return false;
    for (uint32_t i = 0; i < node->result_count; i++) {
        vector->items[i] = grads[i] ? tensor_retain(grads[i]) : zeros_for(node, i);
        if (!vector->items[i])
            return false;
    }
    return true;
}

bool outputs_take(const Node *node, Tensor **outputs, uint32_t first, Tensor **items, int64_t count, bool kept)
{
    (void)kept;
    for (int64_t i = 0; i < count && first + i < node->edge_count; i++)
        if (node->edges[first + i].node)
            outputs[first + i] = tensor_retain_maybe(items[i]);
    return true;
}

void derivative_missing(Runtime *runtime, const char *name)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "derivative for aten::%s is not implemented", name);
}

static Scalar arithmetic_float(char operator, double a, double b)
{
    double value = operator== '+' ? a + b :
                   operator== '-' ? a - b
                   :
                   operator== '*' ? a * b
                   :
                   operator== '/' ? a / b
                                  : pow(a, b);
    return scalar_float(value);
}

Scalar scalar_arithmetic(char operator, Scalar a, Scalar b)
{
    if (a.kind == SCALAR_COMPLEX || b.kind == SCALAR_COMPLEX) {
        double _Complex x = scalar_to_complex(a), y = scalar_to_complex(b);
        double _Complex value = operator== '+' ? x + y :
                                operator== '-' ? x - y
                                :
                                operator== '*' ? x * y
                                :
                                operator== '/' ? x / y
                                               : cpow(x, y);
        return scalar_complex(value);
    }
    bool floats = a.kind == SCALAR_FLOAT || b.kind == SCALAR_FLOAT;
    if (floats || operator== '/' || operator== '^')
        return arithmetic_float(operator, scalar_to_float(a), scalar_to_float(b));
    uint64_t x = (uint64_t)scalar_to_int(a), y = (uint64_t)scalar_to_int(b);
    return scalar_int((int64_t)(operator== '+' ? x + y : operator== '-' ? x - y : x * y));
}

Scalar scalar_negative(Scalar a)
{
    return scalar_arithmetic('-', scalar_int(0), a);
}

Scalar scalar_conj(Scalar a)
{
    return a.kind == SCALAR_COMPLEX ? scalar_complex(conj(a.c)) : a;
}

bool give_factory(OpValue *result, Tensor *tensor, bool requires_grad)
{
    result->type = OP_TENSOR;
    result->tensor = tensor;
    if (tensor && requires_grad && dtype_category((DType)tensor->dtype) < CATEGORY_FLOAT)
        error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR,
                    "Only Tensors of floating point and complex dtype can require gradients");
    else if (!tensor || !requires_grad || autograd_set_requires_grad(tensor, true))
        return tensor != NULL;
    tensor_release(tensor);
    return false;
}

bool constant_accepted(Runtime *runtime, const Tensor *tensor, const char *argument, const char *function)
{
    if (!tensor || !runtime->grad_enabled || !autograd_requires_grad(tensor))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "The function '%s' is not differentiable with respect to argument '%s'. This input cannot have "
                "requires_grad True.",
                function, argument);
    return false;
}

bool text_same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

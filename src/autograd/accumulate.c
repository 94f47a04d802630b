#include "autograd/accumulate.h"

#include <string.h>

#include "autograd/calls.h"
#include "autograd/meta.h"

static bool no_backward(Runtime *runtime, Node *node, Tensor *const *grads, Tensor **outputs)
{
    (void)runtime, (void)outputs;
    return !grads[0] || accumulate_gradient(node, tensor_retain(grads[0]));
}

static void release_leaf(Runtime *runtime, Node *node, bool all)
{
    (void)runtime;
    Tensor *leaf = node->extension;
    if (!all || !leaf)
        return;
    leaf->autograd->accumulator = NULL;
    node->extension = NULL;
    tensor_release(leaf);
}

static const NodeClass accumulate_class = {"AccumulateGrad", no_backward, 0, 0, release_leaf};

Node *accumulate_new(Tensor *leaf)
{
    Node *node = node_new(leaf->runtime, &accumulate_class, 0, 1);
    if (!node)
        return NULL;
    node->sequence = UINT64_MAX; // before everything else that is ready
    node->stays_alive = true;
    if (!node_shape(node, 0, leaf)) {
        node_release(node);
        return NULL;
    }
    node->extension = tensor_retain(leaf);
    return node;
}

bool accumulate_is(const Node *node)
{
    return node->class == &accumulate_class;
}

Tensor *accumulate_leaf(const Node *node)
{
    return node->extension;
}

static bool same_strides(const Tensor *grad, const Tensor *leaf)
{
    for (int i = 0; i < leaf->rank; i++)
        if (leaf->sizes[i] != 1 && grad->strides[i] != leaf->strides[i])
            return false;
    return true;
}

// A gradient is laid out as its leaf is, or one after the other where the leaf's elements overlap or have gaps. It is
// kept itself where nobody else holds it and it has no history.
static Tensor *first_gradient(Runtime *runtime, Tensor *grad, const Tensor *leaf)
{
    bool dense = grad->rank == leaf->rank && shape_is_dense(leaf->rank, leaf->sizes, leaf->strides);
    bool laid_out = dense ? same_strides(grad, leaf) : tensor_is_contiguous(grad);
    bool alone = grad->references == 1 && !grad->wrapper && grad->storage->references == 1;
    if (!runtime->grad_enabled && alone && laid_out)
        return tensor_retain(grad);
    if (!dense || (!runtime->grad_enabled && laid_out))
        return autograd_calls.clone(runtime, grad);
    Tensor *copy =
        tensor_empty_strided(runtime, leaf->rank, leaf->sizes, leaf->strides, (DType)grad->dtype, (Device)grad->device);
    if (copy && !autograd_calls.assign(runtime, copy, grad)) {
        tensor_release(copy);
        return NULL;
    }
    return copy;
}

static bool add_gradient(Runtime *runtime, AutogradMeta *meta, const Tensor *grad)
{
    if (!runtime->grad_enabled)
        return autograd_calls.add_in_place(runtime, meta->grad, grad);
    Tensor *sum = autograd_calls.add(runtime, meta->grad, grad);
    if (!sum)
        return false;
    tensor_release(meta->grad);
    meta->grad = sum;
    return true;
}

static bool run_after_hooks(AutogradMeta *meta, Tensor *leaf)
{
    for (Hook *hook = meta->after_accumulate, *next; hook; hook = next) {
        next = hook->next;
        Tensor *lent = leaf;
        if (!hook->call(hook->data, &lent, 1, NULL, 0))
            return false;
    }
    return true;
}

bool accumulate_gradient(Node *node, Tensor *grad)
{
    Tensor *leaf = accumulate_leaf(node);
    Runtime *runtime = node->runtime;
    AutogradMeta *meta = leaf->autograd;
    bool done;
    if (!meta->grad) {
        meta->grad = first_gradient(runtime, grad, leaf);
        done = meta->grad != NULL;
    } else
        done = add_gradient(runtime, meta, grad);
    tensor_release(grad);
    return done && run_after_hooks(meta, leaf);
}

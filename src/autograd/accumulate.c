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

static bool same_strides(const Tensor *a, const Tensor *b)
{
    return a->rank == b->rank && !memcmp(a->strides, b->strides, (size_t)a->rank * sizeof *a->strides);
}

// The gradient itself may be kept where nobody else holds it and it is laid out like the leaf.
static bool may_keep(const Tensor *grad, const Tensor *leaf)
{
    bool alone = grad->references == 1 && !grad->wrapper && grad->storage->references == 1;
    return alone && (same_strides(grad, leaf) || tensor_is_contiguous(grad));
}

static Tensor *first_gradient(Runtime *runtime, Tensor *grad, const Tensor *leaf)
{
    if (runtime->grad_enabled || may_keep(grad, leaf))
        return tensor_retain(grad);
    return autograd_calls.clone(runtime, grad);
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

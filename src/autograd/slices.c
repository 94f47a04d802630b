#include "autograd/slices.h"

#include "autograd/calls.h"
#include "autograd/meta.h"

typedef struct Slices {
    Tensor *base; // geometry only: meta tensors without history
    Tensor *view;
    Node *node; // the change's own backward function
} Slices;

// The gradient of the base, copied, and the part of it that the view shows.
static Tensor *part_of(Runtime *runtime, const Slices *slices, const Tensor *grad, Tensor **whole)
{
    *whole = autograd_calls.clone(runtime, grad);
    if (!*whole)
        return NULL;
    if (!tensor_is_contiguous(slices->base) || !tensor_is_contiguous(*whole)) {
        Tensor *same = tensor_empty_strided(runtime, slices->base->rank, slices->base->sizes, slices->base->strides,
                                            (DType)grad->dtype, (Device)grad->device);
        bool copied = same && autograd_calls.assign(runtime, same, *whole);
        tensor_release(*whole);
        *whole = copied ? same : NULL;
        if (!copied)
            tensor_release(same);
    }
    return *whole ? autograd_calls.as_strided(runtime, *whole, slices->view) : NULL;
}

static bool slices_backward(Runtime *runtime, Node *node, Tensor *const *grads, Tensor **outputs)
{
    const Slices *slices = node->extension;
    if (!grads[0])
        return true;
    if (!slices->node || slices->node->released) {
        SavedTensor gone = {.saved = true};
        Tensor *none;
        return node_unpack(node, &gone, &none);
    }
    Tensor *whole = NULL;
    Tensor *part = part_of(runtime, slices, grads[0], &whole);
    Tensor *copy = part ? autograd_calls.clone(runtime, part) : NULL;
    bool done = copy && slices->node->class->backward(runtime, slices->node, &copy, outputs);
    if (done && node->edges[0].node) {
        done = autograd_calls.assign(runtime, part, outputs[0]);
        tensor_release(outputs[0]);
        outputs[0] = tensor_retain(whole);
    }
    tensor_release(copy);
    tensor_release(part);
    tensor_release(whole);
    return done;
}

static void slices_release(Runtime *runtime, Node *node, bool all)
{
    Slices *slices = node->extension;
    if (!slices)
        return;
    if (!all) {
        node_release_saved(slices->node);
        return;
    }
    node->extension = NULL;
    tensor_release(slices->base);
    tensor_release(slices->view);
    if (slices->node)
        node_release(slices->node);
    mem_free(runtime->memory, slices, sizeof *slices);
}

static const NodeClass slices_class = {"CopySlices", slices_backward, 0, 0, slices_release};

static Tensor *geometry(const Tensor *tensor, const Tensor *base)
{
    // Strides and offset are what counts; the offset is relative to the base's.
    Tensor *copy = tensor_alias(tensor);
    if (copy)
        copy->offset = tensor->offset - base->offset;
    return copy;
}

static bool fill(Slices *slices, Node *node, const Tensor *base, const Tensor *view)
{
    slices->base =
        tensor_empty_strided(base->runtime, base->rank, base->sizes, base->strides, (DType)base->dtype, DEVICE_META);
    slices->view = geometry(view, base);
    slices->node = node_retain(node);
    return slices->base && slices->view;
}

bool slices_rebase(Node *node, Tensor *view)
{
    Runtime *runtime = view->runtime;
    Tensor *base = view->autograd->base;
    AutogradMeta *meta = autograd_meta(base);
    Node *outer = meta ? node_new(runtime, &slices_class, node->edge_count, 1) : NULL;
    if (!outer)
        return false;
    Slices *slices = outer->extension = mem_alloc_zero(runtime->memory, sizeof *slices);
    bool done =
        slices && fill(slices, node, base, view) && node_shape(outer, 0, base) && autograd_edge(base, &outer->edges[0]);
    for (uint32_t i = 1; done && i < node->edge_count; i++)
        if (node->edges[i].node)
            outer->edges[i] = (Edge){node_retain(node->edges[i].node), node->edges[i].input};
    if (!done) {
        node_release(outer);
        return false;
    }
    // The inner node must compute what the base wants, even where the view itself wanted nothing.
    if (outer->edges[0].node && !node->edges[0].node)
        node->edges[0] = (Edge){node_retain(outer->edges[0].node), outer->edges[0].input};
    bool retains = meta->retains_grad;
    Node *old = meta->grad_fn;
    if (retains && old && old->retained)
        old->retained[meta->output] = NULL;
    meta->retains_grad = false;
    meta->grad_fn = outer;
    meta->output = 0;
    if (old)
        node_release(old);
    return !retains || autograd_retain_grad(base);
}

#include "autograd/meta.h"

#include "autograd/accumulate.h"
#include "autograd/calls.h"
#include "autograd/view.h"

AutogradMeta *autograd_meta(Tensor *tensor)
{
    if (tensor->autograd)
        return tensor->autograd;
    AutogradMeta *meta = mem_alloc_zero(tensor->runtime->memory, sizeof *meta);
    tensor->autograd = meta;
    if (!meta)
        return NULL;
    meta->runtime = tensor->runtime;
    link_add(&meta->link, &meta->runtime->recorded);
    return meta;
}

// A node knows the tensors whose gradient it is to keep; one that goes is taken off.
static void forget_retained(AutogradMeta *meta)
{
    if (meta->retains_grad && meta->grad_fn && meta->grad_fn->retained)
        meta->grad_fn->retained[meta->output] = NULL;
    meta->retains_grad = false;
}

void autograd_meta_free(AutogradMeta *meta)
{
    Runtime *runtime = meta->runtime;
    link_remove(&meta->link);
    forget_retained(meta);
    hook_free_all(&meta->hooks, runtime);
    hook_free_all(&meta->after_accumulate, runtime);
    tensor_release(meta->grad);
    tensor_release(meta->base);
    Node *grad_fn = meta->grad_fn;
    mem_free(runtime->memory, meta, sizeof *meta);
    if (grad_fn)
        node_release(grad_fn);
}

void autograd_install(Runtime *runtime)
{
    runtime->autograd_free = autograd_meta_free;
}

// Takes off what may lead back to the tensor; `meta` may go with it.
static void cut_meta(AutogradMeta *meta)
{
    Runtime *runtime = meta->runtime;
    Hook *hooks = meta->hooks, *after = meta->after_accumulate;
    Tensor *grad = meta->grad;
    Node *grad_fn = meta->grad_fn;
    forget_retained(meta);
    meta->hooks = meta->after_accumulate = NULL;
    meta->grad = NULL;
    meta->grad_fn = NULL;
    hook_free_all(&hooks, runtime);
    hook_free_all(&after, runtime);
    tensor_release(grad);
    if (grad_fn)
        node_release(grad_fn);
}

void autograd_finish(Runtime *runtime)
{
    node_cut_all(runtime);
    Link *done = NULL;
    while (runtime->recorded) { // what is freed here may free others
        Link *link = runtime->recorded;
        link_remove(link);
        link_add(link, &done);
        cut_meta((AutogradMeta *)link);
    }
    link_move(&runtime->recorded, &done);
}

bool autograd_set_requires_grad(Tensor *tensor, bool requires_grad)
{
    Error *error = tensor->runtime->error;
    if (!autograd_is_leaf(tensor)) {
        if (requires_grad)
            return true;
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable "
                    "in a subgraph that doesn't require differentiation use var_no_grad = var.detach().");
        return false;
    }
    if (requires_grad && dtype_category((DType)tensor->dtype) < CATEGORY_FLOAT) {
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "only Tensors of floating point and complex dtype can require gradients");
        return false;
    }
    if (requires_grad && tensor->is_inference && !tensor->runtime->inference_mode) {
        error_raise(error, ERROR_RUNTIME_ERROR,
                    "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
        return false;
    }
    if (!requires_grad && !tensor->autograd)
        return true;
    AutogradMeta *meta = autograd_meta(tensor);
    if (meta)
        meta->requires_grad = requires_grad;
    return meta != NULL;
}

// A view whose base was changed in place: its history is a strided view of what the base is now.
static bool renew_view(const Tensor *tensor, AutogradMeta *meta)
{
    Runtime *runtime = tensor->runtime;
    bool grad_enabled = runtime->grad_enabled;
    runtime->grad_enabled = true;
    Tensor *view = autograd_calls.as_strided(runtime, meta->base, tensor);
    runtime->grad_enabled = grad_enabled;
    if (!view)
        return false;
    AutogradMeta *made = view->autograd;
    Node *old = meta->grad_fn;
    bool retains = meta->retains_grad;
    forget_retained(meta);
    meta->grad_fn = made && made->grad_fn ? node_retain(made->grad_fn) : NULL;
    meta->output = 0;
    meta->base_version = tensor->storage->version;
    tensor_release(view);
    if (old)
        node_release(old);
    return !retains || !meta->grad_fn || autograd_retain_grad((Tensor *)tensor);
}

bool autograd_grad_fn(const Tensor *tensor, Node **node)
{
    AutogradMeta *meta = tensor->autograd;
    *node = NULL;
    if (!meta)
        return true;
    if (meta->base && meta->base_version != tensor->storage->version &&
        (meta->grad_fn || autograd_requires_grad(meta->base)) &&
        !(view_check_origin(tensor->runtime->error, meta, "its base or another view of its base has been") &&
          renew_view(tensor, meta)))
        return false;
    *node = meta->grad_fn;
    return true;
}

Node *autograd_accumulator(Tensor *leaf)
{
    AutogradMeta *meta = autograd_meta(leaf);
    if (!meta)
        return NULL;
    if (meta->accumulator)
        return node_retain(meta->accumulator);
    return meta->accumulator = accumulate_new(leaf);
}

bool autograd_edge(const Tensor *tensor, Edge *edge)
{
    *edge = (Edge){0};
    AutogradMeta *meta = tensor->autograd;
    if (!meta || !autograd_requires_grad(tensor))
        return true;
    Node *node;
    if (!autograd_grad_fn(tensor, &node))
        return false;
    if (node) {
        *edge = (Edge){node_retain(node), meta->output};
        return true;
    }
    if (meta->requires_grad)
        edge->node = autograd_accumulator((Tensor *)tensor);
    return !meta->requires_grad || edge->node;
}

bool autograd_retain_grad(Tensor *tensor)
{
    Runtime *runtime = tensor->runtime;
    if (!autograd_requires_grad(tensor)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "can't retain_grad on Tensor that has requires_grad=False");
        return false;
    }
    Node *node;
    if (!autograd_grad_fn(tensor, &node))
        return false;
    if (!node || tensor->autograd->retains_grad)
        return true;
    if (!node->retained)
        node->retained = mem_alloc_zero(runtime->memory, node->result_count * sizeof(Tensor *));
    if (!node->retained)
        return false;
    node->retained[tensor->autograd->output] = tensor;
    tensor->autograd->retains_grad = true;
    return true;
}

bool autograd_detach_in_place(Tensor *tensor)
{
    AutogradMeta *meta = tensor->autograd;
    if (!meta)
        return true;
    if (meta->base) {
        error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR,
                    "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) "
                    "for training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and "
                    "hence detach_() cannot be called on these gradients. To fix this error, please refer to the "
                    "Optimizer.zero_grad() function in torch/optim/optimizer.py as a solution.");
        return false;
    }
    forget_retained(meta);
    Node *old = meta->grad_fn;
    meta->grad_fn = NULL;
    meta->output = 0;
    meta->requires_grad = false;
    if (old)
        node_release(old);
    return true;
}

int64_t autograd_add_hook(Tensor *tensor, Hook *hook)
{
    Runtime *runtime = tensor->runtime;
    Node *node;
    AutogradMeta *meta = autograd_meta(tensor);
    if (!meta || !autograd_grad_fn(tensor, &node))
        return -1;
    if (!node)
        return hook_append(&meta->hooks, hook, runtime);
    if (!node->tensor_hooks)
        node->tensor_hooks = mem_alloc_zero(runtime->memory, node->result_count * sizeof(Hook *));
    if (!node->tensor_hooks)
        return -1;
    return hook_append(&node->tensor_hooks[meta->output], hook, runtime);
}

#include "autograd/record.h"

#include "autograd/calls.h"
#include "autograd/slices.h"
#include "autograd/view.h"

Node *record_start(Runtime *runtime, const NodeClass *class, const Tensor *const *inputs, uint32_t count,
                   uint32_t result_count)
{
    return record_start_lists(runtime, class, inputs, count, count, result_count);
}

Node *record_start_lists(Runtime *runtime, const NodeClass *class, const Tensor *const *inputs, uint32_t count,
                         uint32_t edge_count, uint32_t result_count)
{
    Node *node = node_new(runtime, class, edge_count, result_count);
    for (uint32_t i = 0; node && i < count; i++)
        if (!record_edge(node, i, inputs[i])) {
            node_release(node);
            return NULL;
        }
    return node;
}

bool record_edge(Node *node, uint32_t index, const Tensor *input)
{
    return !input || autograd_edge(input, &node->edges[index]);
}

static bool set_history(Node *node, Tensor *result, uint32_t index)
{
    AutogradMeta *meta = autograd_meta(result);
    if (!meta || !node_shape(node, index, result))
        return false;
    if (meta->grad_fn)
        node_release(meta->grad_fn);
    meta->grad_fn = node_retain(node);
    meta->output = index;
    return true;
}

bool record_finish(Node *node, bool saved, Tensor *const *results, uint32_t count)
{
    for (uint32_t i = 0; saved && i < count; i++)
        if (results[i] && dtype_category((DType)results[i]->dtype) >= CATEGORY_FLOAT)
            saved = set_history(node, results[i], i);
    node_release(node);
    return saved;
}

Tensor *record_rename(Tensor *result, uint64_t since, const char *name)
{
    Node *node = result && result->autograd ? result->autograd->grad_fn : NULL;
    if (node && node->sequence >= since)
        node->name = name;
    return result;
}

static void note_writer(Tensor *tensor, const char *name)
{
    tensor->storage->writer = name;
    tensor->storage->writer_version = tensor->storage->version;
}

/// Before the history changes: the old one keeps no gradient for the tensor any more. Whether it did.
static bool stop_retaining(AutogradMeta *meta)
{
    bool retains = meta->retains_grad;
    if (retains && meta->grad_fn->retained)
        meta->grad_fn->retained[meta->output] = NULL;
    meta->retains_grad = false;
    return retains;
}

bool record_adopt(Tensor *tensor, const Tensor *from)
{
    AutogradMeta *meta = autograd_meta(tensor);
    Node *node;
    if (!meta || !autograd_grad_fn(from, &node))
        return false;
    bool retains = stop_retaining(meta);
    Node *old = meta->grad_fn;
    meta->grad_fn = node ? node_retain(node) : NULL;
    meta->output = from->autograd ? from->autograd->output : 0;
    if (old)
        node_release(old);
    if (node)
        note_writer(tensor, node->name ? node->name : node->class->name);
    return !retains || autograd_retain_grad(tensor);
}

bool record_keep_history(const Tensor *tensor)
{
    Node *renewed;
    if (!autograd_grad_fn(tensor, &renewed))
        return false;
    if (tensor->autograd && tensor->autograd->base)
        tensor->autograd->base_version = tensor->storage->version + 1;
    return true;
}

bool record_finish_reshape(Node *node, bool saved, Tensor *tensor)
{
    AutogradMeta *meta = saved ? autograd_meta(tensor) : NULL;
    if (!meta) {
        node_release(node);
        return false;
    }
    bool retains = stop_retaining(meta);
    note_writer(tensor, node->class->name);
    return record_finish(node, true, &tensor, 1) && (!retains || autograd_retain_grad(tensor));
}

bool record_finish_in_place(Node *node, bool saved, Tensor *tensor)
{
    AutogradMeta *meta = saved ? autograd_meta(tensor) : NULL;
    if (!meta || !meta->base) // no view: the tensor itself gets the node
        return record_finish_reshape(node, saved, tensor);
    bool retains = stop_retaining(meta);
    note_writer(tensor, "CopySlices");
    bool done = node_shape(node, 0, tensor) && slices_rebase(node, tensor);
    node_release(node);
    Node *renewed;
    meta->base_version = tensor->storage->version - 1;
    return done && autograd_grad_fn(tensor, &renewed) && (!retains || autograd_retain_grad(tensor));
}

bool record_view(Tensor *view, const Tensor *source, ViewOrigin origin, const char *node_name)
{
    Runtime *runtime = view->runtime;
    view->is_inference = source->is_inference;
    if (runtime->inference_mode && source->is_inference)
        return true;
    AutogradMeta *meta = autograd_meta(view);
    if (!meta)
        return false;
    const AutogradMeta *from = source->autograd;
    tensor_release(meta->base);
    meta->base = tensor_retain(from && from->base ? from->base : source);
    meta->base_version = view->storage->version;
    if (runtime->inference_mode)
        origin = VIEW_INFERENCE;
    else if (!runtime->grad_enabled)
        origin = VIEW_NO_GRAD;
    else if (from && from->base && origin == VIEW_DEFAULT)
        origin = from->origin;
    meta->origin = origin;
    meta->made_by = node_name;
    return true;
}

bool record_check_in_place(Runtime *runtime, const Tensor *tensor, bool recorded)
{
    if (tensor->is_inference && !runtime->inference_mode) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to "
                    "get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for "
                    "more details.");
        return false;
    }
    if (!recorded || !runtime->grad_enabled || !tensor->autograd)
        return true;
    const AutogradMeta *meta = tensor->autograd;
    bool requires_grad = autograd_requires_grad(tensor);
    if (!view_check_origin(runtime->error, meta, "is being"))
        return false;
    const char *what = NULL;
    if (meta->base && requires_grad && autograd_is_leaf(meta->base))
        what = "a view of a leaf Variable that requires grad is being used in an in-place operation.";
    else if (requires_grad && autograd_is_leaf(tensor) && !meta->base)
        what = "a leaf Variable that requires grad is being used in an in-place operation.";
    if (what)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", what);
    return !what;
}

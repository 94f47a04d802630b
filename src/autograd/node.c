#include "autograd/node.h"

#include <stdio.h>
#include <string.h>

#include "autograd/meta.h"

/// A block that lives with the saved values.
typedef struct KeptBlock {
    struct KeptBlock *next;
    size_t bytes;
} KeptBlock;

static size_t aligned(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

Node *node_new(Runtime *runtime, const NodeClass *class, uint32_t edge_count, uint32_t result_count)
{
    size_t saved = aligned(class->saved_size);
    size_t edges = aligned(edge_count * sizeof(Edge));
    size_t bytes = sizeof(Node) + saved + edges + result_count * sizeof(GradientShape);
    Node *node = mem_alloc_zero(runtime->memory, bytes);
    if (!node)
        return NULL;
    node->references = 1;
    node->class = class;
    node->name = class->name;
    node->runtime = runtime;
    node->sequence = runtime->next_sequence++;
    node->edge_count = edge_count;
    node->result_count = result_count;
    node->edges = (Edge *)((char *)(node + 1) + saved);
    node->shapes = (GradientShape *)((char *)node->edges + edges);
    node->bytes = bytes;
    if (UNLIKELY(runtime->anomaly_mode) && runtime->trace && !(node->traceback = runtime->trace(runtime))) {
        mem_free(runtime->memory, node, bytes);
        return NULL;
    }
    link_add(&node->link, &runtime->nodes);
    return node;
}

Node *node_retain(Node *node)
{
    node->references++;
    return node;
}

static void saved_clear(Runtime *runtime, SavedTensor *saved)
{
    Tensor *tensor = saved->tensor;
    Node *grad_fn = saved->grad_fn;
    void *packed = saved->packed;
    saved->tensor = NULL;
    saved->grad_fn = NULL;
    saved->packed = NULL;
    if (packed)
        runtime->saved_drop(runtime, packed);
    tensor_release(tensor);
    if (grad_fn)
        node_release(grad_fn);
}

static void clear_saved(Node *node, bool all)
{
    Runtime *runtime = node->runtime;
    SavedTensor *tensors = node_saved(node);
    for (uint32_t i = 0; i < node->class->tensor_count; i++)
        saved_clear(runtime, &tensors[i]);
    for (uint32_t i = 0; i < node->extra_count; i++)
        saved_clear(runtime, &node->extra[i]);
    if (node->class->release)
        node->class->release(runtime, node, all);
    if (!all)
        return;
    mem_free(runtime->memory, node->extra, node->extra_count * sizeof *node->extra);
    while (node->kept) {
        KeptBlock *block = node->kept;
        node->kept = block->next;
        mem_free(runtime->memory, block, block->bytes);
    }
}

static void free_node(Node *node)
{
    Runtime *runtime = node->runtime;
    Memory *memory = runtime->memory;
    link_remove(&node->link);
    clear_saved(node, true);
    for (uint32_t i = 0; i < node->edge_count; i++)
        if (node->edges[i].node)
            node_release(node->edges[i].node);
    for (uint32_t i = 0; i < node->result_count; i++) {
        mem_free(memory, node->shapes[i].sizes, (size_t)node->shapes[i].rank * sizeof(int64_t));
        if (node->tensor_hooks)
            hook_free_all(&node->tensor_hooks[i], runtime);
        if (node->retained && node->retained[i])
            node->retained[i]->autograd->retains_grad = false;
    }
    mem_free(memory, node->tensor_hooks, node->result_count * sizeof(Hook *));
    mem_free(memory, node->retained, node->result_count * sizeof(Tensor *));
    hook_free_all(&node->before, runtime);
    hook_free_all(&node->after, runtime);
    if (node->traceback)
        mem_free(memory, node->traceback, strlen(node->traceback) + 1);
    mem_free(memory, node, node->bytes);
}

void node_release(Node *node)
{
    if (--node->references)
        return;
    Runtime *runtime = node->runtime;
    // A graph can be a million nodes long: nodes that die while one is being freed wait in a list.
    node->next_dead = runtime->dying;
    runtime->dying = node;
    if (runtime->burying)
        return;
    runtime->burying = true;
    while (runtime->dying) {
        Node *next = runtime->dying;
        runtime->dying = next->next_dead;
        free_node(next);
    }
    runtime->burying = false;
}

void node_release_saved(Node *node)
{
    if (node->stays_alive)
        return;
    node->released = true;
    clear_saved(node, false);
}

static void cut(Node *node)
{
    Runtime *runtime = node->runtime;
    node_release_saved(node);
    hook_free_all(&node->before, runtime);
    hook_free_all(&node->after, runtime);
    for (uint32_t i = 0; node->tensor_hooks && i < node->result_count; i++)
        hook_free_all(&node->tensor_hooks[i], runtime);
}

void node_cut_all(Runtime *runtime)
{
    Link *done = NULL;
    while (runtime->nodes) { // what is freed here may free others, or make some
        Node *node = node_retain((Node *)runtime->nodes);
        link_remove(&node->link);
        link_add(&node->link, &done);
        cut(node);
        node_release(node);
    }
    link_move(&runtime->nodes, &done);
}

void *node_keep(Node *node, const void *items, size_t bytes)
{
    size_t total = sizeof(KeptBlock) + bytes;
    KeptBlock *block = mem_alloc(node->runtime->memory, total);
    if (!block)
        return NULL;
    *block = (KeptBlock){node->kept, total};
    node->kept = block;
    if (items && bytes)
        memcpy(block + 1, items, bytes);
    return block + 1;
}

bool node_shape(Node *node, uint32_t index, const Tensor *result)
{
    GradientShape *shape = &node->shapes[index];
    if (result->rank) {
        shape->sizes = mem_alloc_array(node->runtime->memory, (size_t)result->rank, sizeof *shape->sizes);
        if (!shape->sizes)
            return false;
        memcpy(shape->sizes, result->sizes, (size_t)result->rank * sizeof *shape->sizes);
    }
    shape->rank = result->rank;
    shape->dtype = result->dtype;
    shape->device = result->device;
    shape->known = true;
    return true;
}

/// An alias of a saved tensor with the history that it had.
static Tensor *unpack_recorded(Node *node, const SavedTensor *saved, const Tensor *source)
{
    Tensor *tensor = tensor_alias(source);
    AutogradMeta *meta = tensor ? autograd_meta(tensor) : NULL;
    if (!meta) {
        tensor_release(tensor);
        return NULL;
    }
    tensor->wrapped_number = source->wrapped_number;
    if (dtype_category((DType)tensor->dtype) >= CATEGORY_FLOAT) {
        meta->grad_fn = node_retain(saved->is_result ? node : saved->grad_fn);
        meta->output = saved->output;
        meta->requires_grad = true;
    }
    return tensor;
}

/// Hands `tensor` to the hooks of a saved_tensors_hooks block, which see its history: what they return is kept instead.
/// Numbers that a program wrote are not shown to them.
static bool pack(Node *node, SavedTensor *saved, const Tensor *tensor)
{
    Runtime *runtime = node->runtime;
    if (!runtime->saved_pack || tensor->wrapped_number)
        return true;
    Tensor *seen = saved->is_result ? unpack_recorded(node, saved, tensor) : tensor_retain(tensor);
    saved->packed = seen ? runtime->saved_pack(runtime, seen) : NULL;
    tensor_release(seen);
    if (!saved->packed)
        return false;
    if (!saved->leaf) {
        tensor_release(saved->tensor);
        saved->tensor = NULL;
    }
    return true;
}

bool node_save(Node *node, SavedTensor *saved, const Tensor *tensor, bool is_result)
{
    *saved = (SavedTensor){.saved = tensor != NULL, .is_result = is_result};
    if (!tensor)
        return true;
    if (tensor->is_inference) {
        error_raise(
            node->runtime->error, ERROR_RUNTIME_ERROR,
            "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal "
            "tensor and use it in autograd.");
        return false;
    }
    saved->version = tensor->storage->version;
    saved->view = autograd_is_view(tensor);
    if (!is_result && autograd_is_leaf(tensor) && tensor->autograd && tensor->autograd->requires_grad) {
        saved->tensor = tensor_retain(tensor);
        saved->leaf = true;
        return pack(node, saved, tensor);
    }
    if (!is_result && autograd_requires_grad(tensor)) {
        if (!autograd_grad_fn(tensor, &saved->grad_fn))
            return false;
        saved->grad_fn = saved->grad_fn ? node_retain(saved->grad_fn) : NULL;
        saved->output = tensor->autograd->output;
    }
    // An alias: the tensor itself could come to own this node, by a later change in place.
    saved->tensor = tensor_alias(tensor);
    if (saved->tensor)
        saved->tensor->wrapped_number = tensor->wrapped_number;
    return saved->tensor != NULL && pack(node, saved, tensor);
}

bool node_save_list(Node *node, Tensor *const *items, int64_t count, int64_t *start)
{
    Memory *memory = node->runtime->memory;
    uint32_t total = node->extra_count + (uint32_t)count;
    SavedTensor *extra = mem_resize(memory, node->extra, node->extra_count * sizeof *extra, total * sizeof *extra);
    if (!extra)
        return false;
    memset(extra + node->extra_count, 0, (size_t)count * sizeof *extra);
    *start = node->extra_count;
    node->extra = extra;
    node->extra_count = total;
    for (int64_t i = 0; i < count; i++)
        if (!node_save(node, &extra[*start + i], items[i], false))
            return false;
    return true;
}

static void raise_changed(const Node *node, const SavedTensor *saved)
{
    const Tensor *tensor = saved->tensor;
    const Storage *storage = tensor->storage;
    const char *name = saved->grad_fn ? saved->grad_fn->name : NULL;
    if (saved->is_result)
        name = node->name;
    else if (storage->writer && storage->writer_version > saved->version && !saved->leaf)
        name = storage->writer;
    if (saved->view && name && !saved->is_result)
        name = "AsStridedBackward0";
    char sizes[SHAPE_TEXT], origin[160] = "";
    if (name)
        snprintf(origin, sizeof origin, ", which is output %u of %s,", (unsigned)saved->output, name);
    error_raise(node->runtime->error, ERROR_RUNTIME_ERROR,
                "one of the variables needed for gradient computation has been modified by an inplace operation: [%s "
                "%s]%s is at version %u; expected version %u instead. Hint: %s",
                dtype_tensor_name((DType)tensor->dtype), tensor_format_sizes(tensor, sizes), origin,
                (unsigned)storage->version, (unsigned)saved->version,
                node->runtime->anomaly_mode
                    ? "the backtrace further above shows the operation that failed to compute its gradient. The "
                      "variable in question was changed in there or anywhere later. Good luck!"
                    : "enable anomaly detection to find the operation that failed to compute its gradient, with "
                      "torch.autograd.set_detect_anomaly(True).");
}

bool node_unpack(Node *node, const SavedTensor *saved, Tensor **out)
{
    *out = NULL;
    if (!saved->saved)
        return true;
    if (!saved->tensor && !saved->packed) {
        error_raise(node->runtime->error, ERROR_RUNTIME_ERROR,
                    "Trying to backward through the graph a second time (or directly access saved tensors after they "
                    "have already been freed). Saved intermediate values of the graph are freed when you call "
                    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
                    "graph a second time or if you need to access saved tensors after calling backward.");
        return false;
    }
    Tensor *source = saved->tensor;
    if (saved->packed) {
        source = node->runtime->saved_unpack(node->runtime, saved->packed);
        if (!source)
            return false;
    } else if (saved->version != source->storage->version) {
        raise_changed(node, saved);
        return false;
    } else {
        tensor_retain(source);
    }
    if ((saved->leaf && !saved->packed) || (!saved->leaf && !saved->grad_fn && !saved->is_result)) {
        *out = source;
        return true;
    }
    Tensor *tensor = saved->leaf ? tensor_retain(saved->tensor) : unpack_recorded(node, saved, source);
    tensor_release(source);
    *out = tensor;
    return tensor != NULL;
}

int64_t hook_append(Hook **list, Hook *hook, Runtime *runtime)
{
    hook->id = (int64_t)runtime->next_sequence++;
    hook->next = NULL;
    while (*list)
        list = &(*list)->next;
    *list = hook;
    return hook->id;
}

static void hook_free(Hook *hook, Runtime *runtime)
{
    if (hook->release)
        hook->release(hook->data);
    mem_free(runtime->memory, hook, sizeof *hook);
}

void hook_remove(Hook **list, int64_t id, Runtime *runtime)
{
    for (; *list; list = &(*list)->next) {
        if ((*list)->id != id)
            continue;
        Hook *hook = *list;
        *list = hook->next;
        hook_free(hook, runtime);
        return;
    }
}

void hook_free_all(Hook **list, Runtime *runtime)
{
    while (*list) {
        Hook *hook = *list;
        *list = hook->next;
        hook_free(hook, runtime);
    }
}

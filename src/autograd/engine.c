#include "autograd/engine.h"

#include <string.h>

#include "autograd/accumulate.h"
#include "autograd/calls.h"
#include "base/vector.h"

/// What the pass knows of one node.
typedef struct Task {
    Node *node;      // owned: hooks may cut the graph while it is walked
    Tensor **grads;  // [result_count] gradients gathered so far
    int64_t waiting; // edges from which a gradient is still to come
    bool needed;     // lies on a path to an input (only where inputs were given)
    bool run;        // is to be executed, not only reached
    bool visited;
} Task;

typedef struct Engine {
    Runtime *runtime;
    struct Engine *outer; // the pass in which this one was begun
    uint64_t number;
    const BackwardRequest *request;
    Tensor **results;
    struct VECTOR(Task) tasks;
    struct VECTOR(uint32_t) ready; // a heap by sequence, of task numbers
    uint32_t *slots;               // hash table: node to task number + 1
    size_t slot_count;
    Edge *targets; // [input_count] where the inputs' gradients appear; owned nodes
} Engine;

static size_t hash_node(const Node *node)
{
    uint64_t bits = (uint64_t)(uintptr_t)node;
    return (size_t)((bits >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20);
}

static uint32_t *slot_of(const Engine *engine, const Node *node)
{
    size_t mask = engine->slot_count - 1;
    size_t at = hash_node(node) & mask;
    while (engine->slots[at] && engine->tasks.items[engine->slots[at] - 1].node != node)
        at = (at + 1) & mask;
    return &engine->slots[at];
}

static bool grow_slots(Engine *engine)
{
    Memory *memory = engine->runtime->memory;
    size_t count = engine->slot_count ? engine->slot_count * 2 : 64;
    uint32_t *slots = mem_alloc_zero(memory, count * sizeof *slots);
    if (!slots)
        return false;
    mem_free(memory, engine->slots, engine->slot_count * sizeof *slots);
    engine->slots = slots;
    engine->slot_count = count;
    for (size_t i = 0; i < engine->tasks.count; i++)
        *slot_of(engine, engine->tasks.items[i].node) = (uint32_t)i + 1;
    return true;
}

// The node's task, made if there is none yet; -1 on failure.
static int64_t task_of(Engine *engine, Node *node)
{
    if (engine->tasks.count * 2 >= engine->slot_count && !grow_slots(engine))
        return -1;
    uint32_t *slot = slot_of(engine, node);
    if (*slot)
        return *slot - 1;
    Memory *memory = engine->runtime->memory;
    Task task = {.node = node, .grads = mem_alloc_zero(memory, node->result_count * sizeof(Tensor *))};
    if (!task.grads)
        return -1;
    if (!VECTOR_PUSH(&engine->tasks, memory, task)) {
        mem_free(memory, task.grads, node->result_count * sizeof(Tensor *));
        return -1;
    }
    node_retain(node);
    *slot = (uint32_t)engine->tasks.count;
    return (int64_t)engine->tasks.count - 1;
}

static uint64_t sequence_of(const Engine *engine, uint32_t task)
{
    return engine->tasks.items[task].node->sequence;
}

static bool push_ready(Engine *engine, uint32_t task)
{
    if (!VECTOR_PUSH(&engine->ready, engine->runtime->memory, task))
        return false;
    uint32_t *heap = engine->ready.items;
    size_t at = engine->ready.count - 1;
    while (at && sequence_of(engine, heap[(at - 1) / 2]) < sequence_of(engine, heap[at])) {
        uint32_t other = heap[(at - 1) / 2];
        heap[(at - 1) / 2] = heap[at];
        heap[at] = other;
        at = (at - 1) / 2;
    }
    return true;
}

static uint32_t pop_ready(Engine *engine)
{
    uint32_t *heap = engine->ready.items;
    uint32_t top = heap[0];
    size_t count = --engine->ready.count;
    heap[0] = heap[count];
    for (size_t at = 0, child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && sequence_of(engine, heap[child + 1]) > sequence_of(engine, heap[child]))
            child++;
        if (sequence_of(engine, heap[child]) <= sequence_of(engine, heap[at]))
            break;
        uint32_t other = heap[at];
        heap[at] = heap[child];
        heap[child] = other;
    }
    return top;
}

// Visits everything that can be reached and counts, for each node, the edges into it.
static bool count_dependencies(Engine *engine)
{
    for (size_t at = 0; at < engine->tasks.count; at++) {
        if (!runtime_poll(engine->runtime))
            return false;
        Node *node = engine->tasks.items[at].node;
        for (uint32_t i = 0; i < node->edge_count; i++) {
            if (!node->edges[i].node)
                continue;
            int64_t next = task_of(engine, node->edges[i].node);
            if (next < 0)
                return false;
            engine->tasks.items[next].waiting++;
        }
    }
    return true;
}

typedef struct VisitStack VECTOR(uint32_t) VisitStack;

// Marks the nodes that lead to an input. Depth first with a stack of our own: a node is decided after its successors.
static bool visit_needed(Engine *engine, VisitStack *stack, uint32_t start)
{
    Memory *memory = engine->runtime->memory;
    if (!VECTOR_PUSH(stack, memory, start))
        return false;
    while (stack->count) {
        uint32_t at = VECTOR_LAST(stack);
        Task *task = &engine->tasks.items[at];
        bool second = task->visited;
        task->visited = true;
        if (second)
            stack->count--;
        for (uint32_t i = 0; i < task->node->edge_count; i++) {
            Node *node = task->node->edges[i].node;
            if (!node)
                continue;
            uint32_t next = *slot_of(engine, node) - 1;
            if (second)
                task->needed |= engine->tasks.items[next].needed;
            else if (!engine->tasks.items[next].visited && !VECTOR_PUSH(stack, memory, next))
                return false;
        }
    }
    return true;
}

// Whether a node is on the way to an input. One that hangs on nothing but inputs outside the graph has no task.
static bool is_needed(const Engine *engine, const Node *node)
{
    uint32_t slot = *slot_of(engine, node);
    return slot && engine->tasks.items[slot - 1].needed;
}

static bool mark_needed(Engine *engine)
{
    const BackwardRequest *request = engine->request;
    for (int64_t i = 0; i < request->input_count; i++) {
        if (!engine->targets[i].node)
            continue;
        int64_t at = task_of(engine, engine->targets[i].node);
        if (at < 0)
            return false;
        engine->tasks.items[at].needed = true;
        engine->tasks.items[at].run = request->accumulate;
    }
    VisitStack stack = {0};
    bool done = true;
    for (int64_t i = 0; done && i < request->root_count; i++) {
        Node *node;
        done = autograd_grad_fn(request->roots[i], &node);
        if (done && node)
            done = visit_needed(engine, &stack, *slot_of(engine, node) - 1);
    }
    VECTOR_FREE(&stack, engine->runtime->memory);
    // A node runs where something behind it is needed.
    for (size_t i = 0; i < engine->tasks.count; i++) {
        Task *task = &engine->tasks.items[i];
        for (uint32_t edge = 0; edge < task->node->edge_count; edge++)
            if (task->node->edges[edge].node && is_needed(engine, task->node->edges[edge].node))
                task->run = true;
    }
    return done;
}

// Adds `grad` (taken) to what a node has gathered for one of its results.
static bool gather(Engine *engine, Task *task, uint32_t index, Tensor *grad)
{
    Tensor **place = &task->grads[index];
    if (!*place) {
        *place = grad;
        return true;
    }
    Tensor *sum;
    bool alone = (*place)->references == 1 && (*place)->storage->references == 1 && !(*place)->wrapper;
    if (!engine->runtime->grad_enabled && alone && (*place)->dtype == grad->dtype && tensor_same_sizes(*place, grad) &&
        !tensor_overlaps_itself(*place)) {
        bool done = autograd_calls.add_in_place(engine->runtime, *place, grad);
        tensor_release(grad);
        return done;
    }
    sum = autograd_calls.add(engine->runtime, *place, grad);
    tensor_release(grad);
    if (!sum)
        return false;
    tensor_release(*place);
    *place = sum;
    return true;
}

static bool run_hooks(Hook *hooks, Tensor **grads, uint32_t count, Tensor *const *other, uint32_t other_count)
{
    for (Hook *hook = hooks, *next; hook; hook = next) {
        next = hook->next;
        if (!hook->call(hook->data, grads, count, other, other_count))
            return false;
    }
    return true;
}

static bool run_before_hooks(Node *node, Tensor **grads)
{
    for (uint32_t i = 0; i < node->result_count; i++) {
        if (!grads[i])
            continue;
        if (node->tensor_hooks && !run_hooks(node->tensor_hooks[i], &grads[i], 1, NULL, 0))
            return false;
        if (accumulate_is(node) && !run_hooks(accumulate_leaf(node)->autograd->hooks, &grads[i], 1, NULL, 0))
            return false;
    }
    for (uint32_t i = 0; node->retained && i < node->result_count; i++) {
        if (!node->retained[i] || !grads[i])
            continue;
        AutogradMeta *meta = node->retained[i]->autograd;
        Tensor *grad;
        if (!meta->grad)
            grad =
                node->runtime->grad_enabled ? tensor_retain(grads[i]) : autograd_calls.clone(node->runtime, grads[i]);
        else
            grad = autograd_calls.add(node->runtime, meta->grad, grads[i]);
        if (!grad)
            return false;
        tensor_release(meta->grad);
        meta->grad = grad;
    }
    return true;
}

static bool run_prehooks(Node *node, Tensor **grads)
{
    return run_hooks(node->before, grads, node->result_count, NULL, 0);
}

// Hands out gradients that were asked for by inputs=.
static void capture(Engine *engine, const Node *node, Tensor *const *grads)
{
    const BackwardRequest *request = engine->request;
    for (int64_t i = 0; i < request->input_count && !request->accumulate; i++)
        if (engine->targets[i].node == node && grads[engine->targets[i].input])
            engine->results[i] = tensor_retain(grads[engine->targets[i].input]);
}

static bool invalid(const Node *node, uint32_t index, const Tensor *grad, const GradientShape *shape)
{
    char got[SHAPE_TEXT], expected[SHAPE_TEXT];
    error_raise(node->runtime->error, ERROR_RUNTIME_ERROR,
                "Function %s returned an invalid gradient at index %u - got %s but expected shape compatible with %s",
                node->name, (unsigned)index, tensor_format_sizes(grad, got),
                shape_format(expected, shape->rank, shape->sizes));
    return false;
}

// Brings a gradient, which `node` has given or is given, into the shape and dtype of what it is the gradient of.
static bool fit(const Node *node, uint32_t index, const GradientShape *shape, Tensor **grad)
{
    Runtime *runtime = node->runtime;
    if (!shape->known)
        return true;
    if (!shape_same((*grad)->rank, (*grad)->sizes, shape->rank, shape->sizes)) {
        if (!shape_expandable(shape->rank, shape->sizes, (*grad)->rank, (*grad)->sizes))
            return invalid(node, index, *grad, shape);
        Tensor *sum = autograd_calls.sum_to_size(runtime, *grad, shape->rank, shape->sizes);
        tensor_release(*grad);
        *grad = sum;
        if (!sum)
            return false;
    }
    if ((*grad)->dtype == shape->dtype)
        return true;
    Tensor *cast = autograd_calls.cast(runtime, *grad, (DType)shape->dtype);
    tensor_release(*grad);
    *grad = cast;
    return cast != NULL;
}

// Hooks may have given a gradient another shape in place, here or where the same tensor stands, too; what runs next
// relies on it.
static bool fit_grads(const Node *node, Tensor **grads)
{
    for (uint32_t i = 0; i < node->result_count; i++)
        if (grads[i] && !fit(node, i, &node->shapes[i], &grads[i]))
            return false;
    return true;
}

static bool check_nan(const Node *node, Tensor *const *outputs)
{
    bool looks = node->runtime->anomaly_mode && node->runtime->anomaly_nan;
    for (uint32_t i = 0; looks && i < node->edge_count; i++) {
        bool found = false;
        if (outputs[i] && !autograd_calls.has_nan(node->runtime, outputs[i], &found))
            return false;
        if (!found)
            continue;
        error_raise(node->runtime->error, ERROR_RUNTIME_ERROR, "Function '%s' returned nan values in its %uth output.",
                    node->name, (unsigned)i);
        return false;
    }
    return true;
}

static bool pass_on(Engine *engine, Node *node, Tensor **outputs)
{
    for (uint32_t i = 0; i < node->edge_count; i++) {
        Node *next = node->edges[i].node;
        if (!next)
            continue;
        uint32_t number = *slot_of(engine, next) - 1;
        Task *task = &engine->tasks.items[number];
        if (outputs[i]) {
            if (!fit(node, i, &next->shapes[node->edges[i].input], &outputs[i]))
                return false;
            Tensor *grad = outputs[i];
            outputs[i] = NULL;
            if (!gather(engine, task, node->edges[i].input, grad))
                return false;
        }
        if (--task->waiting == 0 && (!engine->request->input_count || task->needed || task->run) &&
            !push_ready(engine, number))
            return false;
    }
    return true;
}

static bool run_node(Engine *engine, Node *node, Tensor **grads)
{
    Memory *memory = engine->runtime->memory;
    uint32_t count = node->edge_count ? node->edge_count : 1;
    Tensor **outputs = mem_alloc_zero(memory, count * sizeof *outputs);
    if (!outputs)
        return false;
    bool done = run_prehooks(node, grads) && fit_grads(node, grads) &&
                node->class->backward(engine->runtime, node, grads, outputs) && check_nan(node, outputs) &&
                run_hooks(node->after, outputs, node->edge_count, grads, node->result_count);
    if (done && !engine->request->retain_graph)
        node_release_saved(node);
    if (done)
        done = pass_on(engine, node, outputs);
    for (uint32_t i = 0; i < node->edge_count; i++)
        tensor_release(outputs[i]);
    mem_free(memory, outputs, count * sizeof *outputs);
    return done;
}

static bool run_task(Engine *engine, uint32_t number)
{
    Task *task = &engine->tasks.items[number];
    Node *node = task->node;
    Tensor **grads = task->grads;
    bool run = task->run || !engine->request->input_count;
    bool done = run_before_hooks(node, grads);
    if (done) {
        capture(engine, node, grads);
        done = !run || run_node(engine, node, grads);
    }
    if (!done && engine->runtime->anomaly_mode && engine->runtime->explain)
        engine->runtime->explain(engine->runtime, node->name, node->traceback);
    for (uint32_t i = 0; i < node->result_count; i++) {
        tensor_release(grads[i]);
        grads[i] = NULL;
    }
    return done && runtime_poll(engine->runtime);
}

static bool start_roots(Engine *engine)
{
    const BackwardRequest *request = engine->request;
    for (int64_t i = 0; i < request->root_count; i++) {
        Edge edge;
        if (!autograd_edge(request->roots[i], &edge))
            return false;
        if (!edge.node) {
            error_raise(engine->runtime->error, ERROR_RUNTIME_ERROR,
                        "element %lld of tensors does not require grad and does not have a grad_fn", (long long)i);
            return false;
        }
        int64_t number = task_of(engine, edge.node);
        bool done =
            number >= 0 && gather(engine, &engine->tasks.items[number], edge.input, tensor_retain(request->grads[i]));
        node_release(edge.node);
        if (!done)
            return false;
    }
    return true;
}

static bool find_targets(Engine *engine)
{
    const BackwardRequest *request = engine->request;
    if (!request->input_count)
        return true;
    engine->targets = mem_alloc_zero(engine->runtime->memory, (size_t)request->input_count * sizeof(Edge));
    if (!engine->targets)
        return false;
    for (int64_t i = 0; i < request->input_count; i++) {
        if (!autograd_requires_grad(request->inputs[i])) {
            error_raise(engine->runtime->error, ERROR_RUNTIME_ERROR,
                        "One of the differentiated Tensors does not require grad");
            return false;
        }
        if (request->accumulate && !autograd_is_leaf(request->inputs[i]) && !autograd_retain_grad(request->inputs[i]))
            return false;
        if (!autograd_edge(request->inputs[i], &engine->targets[i]))
            return false;
    }
    return true;
}

static bool check_unused(const Engine *engine)
{
    const BackwardRequest *request = engine->request;
    for (int64_t i = 0; i < request->input_count && !request->accumulate && !request->allow_unused; i++) {
        if (engine->results[i])
            continue;
        error_raise(engine->runtime->error, ERROR_RUNTIME_ERROR,
                    "One of the differentiated Tensors appears to not have been used in the graph. Set "
                    "allow_unused=True if this is the desired behavior.");
        return false;
    }
    return true;
}

static bool run_all(Engine *engine)
{
    if (!start_roots(engine) || !find_targets(engine))
        return false;
    size_t roots = engine->tasks.count;
    if (!count_dependencies(engine) || (engine->request->input_count && !mark_needed(engine)))
        return false;
    for (size_t i = 0; i < roots; i++) {
        const Task *task = &engine->tasks.items[i];
        bool wanted = !engine->request->input_count || task->needed || task->run;
        if (!task->waiting && wanted && !push_ready(engine, (uint32_t)i))
            return false;
    }
    while (engine->ready.count)
        if (!run_task(engine, pop_ready(engine)))
            return false;
    return check_unused(engine);
}

static void finish(Engine *engine, bool done)
{
    Memory *memory = engine->runtime->memory;
    const BackwardRequest *request = engine->request;
    for (int64_t i = 0; i < request->input_count; i++) {
        if (engine->targets && engine->targets[i].node)
            node_release(engine->targets[i].node);
        if (!done && engine->results) {
            tensor_release(engine->results[i]);
            engine->results[i] = NULL;
        }
    }
    mem_free(memory, engine->targets, engine->targets ? (size_t)request->input_count * sizeof(Edge) : 0);
    for (size_t i = 0; i < engine->tasks.count; i++) {
        Task *task = &engine->tasks.items[i];
        for (uint32_t j = 0; j < task->node->result_count; j++)
            tensor_release(task->grads[j]);
        mem_free(memory, task->grads, task->node->result_count * sizeof(Tensor *));
    }
    for (size_t i = 0; i < engine->tasks.count; i++)
        node_release(engine->tasks.items[i].node);
    VECTOR_FREE(&engine->tasks, memory);
    VECTOR_FREE(&engine->ready, memory);
    mem_free(memory, engine->slots, engine->slot_count * sizeof *engine->slots);
}

bool engine_run(Runtime *runtime, const BackwardRequest *request, Tensor **results)
{
    Engine engine = {.runtime = runtime,
                     .outer = runtime->engine,
                     .number = ++runtime->passes,
                     .request = request,
                     .results = results};
    bool grad_enabled = runtime->grad_enabled;
    runtime->engine = &engine;
    for (int64_t i = 0; results && i < request->input_count; i++)
        results[i] = NULL;
    runtime->grad_enabled = request->create_graph;
    bool done = run_all(&engine);
    runtime->grad_enabled = grad_enabled;
    finish(&engine, done);
    runtime->engine = engine.outer;
    return done;
}

uint64_t engine_pass(const Runtime *runtime)
{
    return runtime->engine ? runtime->engine->number : 0;
}

bool engine_will_run(const Runtime *runtime, const Node *node)
{
    const Engine *engine = runtime->engine;
    uint32_t slot = engine && engine->slot_count ? *slot_of(engine, node) : 0;
    if (!slot)
        return false;
    const Task *task = &engine->tasks.items[slot - 1];
    return !engine->request->input_count || task->needed || task->run;
}

Tensor *engine_root_gradient(const Tensor *root, const Tensor *grad, int64_t index, bool is_grads_batched)
{
    Runtime *runtime = root->runtime;
    if (grad) {
        if (is_grads_batched || tensor_same_sizes(root, grad))
            return tensor_retain(grad);
        char got[SHAPE_TEXT], expected[SHAPE_TEXT];
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Mismatch in shape: grad_output[%lld] has a shape of torch.Size(%s) and output[%lld] has a shape of "
            "torch.Size(%s).",
            (long long)index, tensor_format_sizes(grad, got), (long long)index, tensor_format_sizes(root, expected));
        return NULL;
    }
    if (tensor_count(root) != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "grad can be implicitly created only for scalar outputs");
        return NULL;
    }
    if (dtype_category((DType)root->dtype) != CATEGORY_FLOAT) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "grad can be implicitly created only for real scalar outputs but got torch.%s",
                    dtype_name((DType)root->dtype));
        return NULL;
    }
    Tensor *one = tensor_empty_like(root, (DType)root->dtype, FORMAT_PRESERVE);
    if (one)
        tensor_write(one, one->offset, scalar_float(1));
    return one;
}

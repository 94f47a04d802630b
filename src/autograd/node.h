// The graph of backward functions.
//
//   c = a * b                          c's grad_fn
//   node   MulBackward0   saved: a, b     |
//   edges  [0] -> AccumulateGrad of a   <-+   (a is a leaf)
//          [1] -> SinBackward0, output 0      (b = sin(x))
//
// A node owns its edges' targets; tensors own the node that made them (grad_fn). A leaf's AccumulateGrad node owns the
// leaf, and the leaf knows it without owning it. So only what a program hangs on a node (hooks, packed values) can
// close a cycle, as in PyTorch; node_cut_all ends those. Long graphs are freed in a loop.
#ifndef AUTOGRAD_NODE_H
#define AUTOGRAD_NODE_H

#include "base/link.h"
#include "tensor/tensor.h"

typedef struct Node Node;

/// Where a gradient goes: into `node`, as its argument number `input`. A NULL node: nobody wants it.
typedef struct Edge {
    Node *node;
    uint32_t input;
} Edge;

/// What the gradient of one forward result must look like.
typedef struct GradientShape {
    int64_t *sizes; // owned by the node
    int32_t rank;
    uint8_t dtype;
    uint8_t device;
    bool known; // false for results that are not differentiable
} GradientShape;

/// A tensor kept for the backward pass, with what is needed to see whether it was changed meanwhile.
typedef struct SavedTensor {
    Tensor *tensor;   // an alias without history, or the leaf itself; NULL if nothing was saved or it was freed
    Node *grad_fn;    // the history to give it back with; NULL for leaves and for the node's own results
    uint32_t output;  // which result of grad_fn it is
    uint32_t version; // of the storage when it was saved
    bool saved;       // false: never saved, unpacks to NULL
    bool is_result;   // a result of the node itself: its history is the node
    bool leaf;
    bool view;
    void *packed; // what a saved_tensors_hooks pack function returned, owned by the language side
} SavedTensor;

/// What a saved value is; lists and numbers are those of ops/operator.h.
typedef enum SavedKind {
    SAVED_TENSOR,
    SAVED_SCALAR,
    SAVED_INT,
    SAVED_FLOAT,
    SAVED_BOOL,
    SAVED_STRING,
    SAVED_INTS
} SavedKind;

/// A member of a saved struct that Python sees, as `_saved_NAME` of the node.
typedef struct SavedField {
    const char *name;
    SavedKind kind;
    uint16_t offset; // in the saved struct
} SavedField;

/// Everything that nodes of one operator share.
typedef struct NodeClass {
    const char *name; // "MulBackward0"
    /// Computes the gradients of the inputs: `outputs[i]` for each edge that node_needs (others may stay NULL; NULL
    /// also stands for zero). `grads` are lent and may be NULL.
    MUST_USE bool (*backward)(Runtime *runtime, Node *node, Tensor *const *grads, Tensor **outputs);
    uint16_t saved_size;   // bytes of the saved struct, which starts with its SavedTensors
    uint16_t tensor_count; // the number of these
    /// Releases what the saved struct owns beyond that; NULL mostly. `all` is false when only the saved values go.
    void (*release)(Runtime *runtime, Node *node, bool all);
    const SavedField *fields; // up to one without a name; NULL where there are none
} NodeClass;

/// One hook of a node or tensor; the language side allocates it with the runtime's memory and fills it in. It is freed
/// after `release`.
typedef struct Hook {
    struct Hook *next;
    int64_t id;
    void *data;
    void (*release)(void *data);
    /// Looks at and may replace gradients (each an owned reference in the array). `other` is the second list of a
    /// post hook (the gradients that came in), else NULL. False with the error pending.
    bool (*call)(void *data, Tensor **gradients, uint32_t count, Tensor *const *other, uint32_t other_count);
} Hook;

struct Node {
    Link link; // of the runtime's nodes
    int64_t references;
    const NodeClass *class;
    const char *name; // class->name, or a custom function's
    Runtime *runtime;
    uint64_t sequence; // later nodes run first
    uint32_t edge_count;
    uint32_t result_count;
    Edge *edges;
    GradientShape *shapes;
    SavedTensor *extra; // of tensor lists
    uint32_t extra_count;
    bool released;          // the saved values are gone
    bool stays_alive;       // AccumulateGrad: nothing to release
    struct KeptBlock *kept; // copies of saved lists
    Hook *before;           // run on the incoming gradients
    Hook *after;            // run on the results
    Hook **tensor_hooks;    // [result_count] hooks of the tensors that this node made, or NULL
    Tensor **retained;      // [result_count] tensors whose grad is wanted (not owned), or NULL
    void *wrapper;          // the Python object, not owned
    void *extension;        // a custom function's data, or a copy-slices record
    char *traceback;        // anomaly mode: where it was made; owned, NULL otherwise
    Node *next_dead;        // while a graph is being freed
    size_t bytes;
};

/// A node with `edge_count` empty edges and room for `result_count` results, with one reference.
MUST_USE Node *node_new(Runtime *runtime, const NodeClass *class, uint32_t edge_count, uint32_t result_count);
Node *node_retain(Node *node);
/// Drops one reference. Frees whole graphs without recursion.
void node_release(Node *node);
/// Forgets the saved values (after a backward pass without retain_graph).
void node_release_saved(Node *node);
/// Lets go of whatever leads from the nodes that are left back to the program, so that no cycle through a hook or a
/// saved value outlives it. For the end of a session: nothing runs backward afterwards.
void node_cut_all(Runtime *runtime);
/// The saved struct.
static inline void *node_saved(const Node *node)
{
    return (void *)(node + 1);
}
/// Whether the gradient of input `index` is wanted.
static inline bool node_needs(const Node *node, uint32_t index)
{
    return node->edges[index].node != NULL;
}
/// A copy of a list that lives as long as the saved values. NULL on failure; an empty list gives a valid pointer.
MUST_USE void *node_keep(Node *node, const void *items, size_t bytes);
/// Describes result `index` after the tensor.
MUST_USE bool node_shape(Node *node, uint32_t index, const Tensor *result);

/// Saves a tensor; NULL is saved as "none". `is_result`: it is one of the node's own results.
MUST_USE bool node_save(Node *node, SavedTensor *saved, const Tensor *tensor, bool is_result);
/// Saves a list into node->extra, and its place there into `*start`.
MUST_USE bool node_save_list(Node *node, Tensor *const *items, int64_t count, int64_t *start);
/// Gives a saved tensor back with its history, owned by the caller; `*out` is NULL where none was saved. False with
/// PyTorch's error pending where it was freed or changed since.
MUST_USE bool node_unpack(Node *node, const SavedTensor *saved, Tensor **out);

/// Adds a hook at the end of a list; returns its id.
int64_t hook_append(Hook **list, Hook *hook, Runtime *runtime);
/// Removes and frees the hook with that id; nothing happens where there is none.
void hook_remove(Hook **list, int64_t id, Runtime *runtime);
void hook_free_all(Hook **list, Runtime *runtime);

#endif

// What torch keeps for a session: the numeric side's Runtime, the types of its objects, the singletons.
//
// interp->runtime points at the Runtime, which is the first member of Torch: the two columns of the program meet here.
// The session calls torch_start before anything runs, torch_clear before interp_finish and torch_free after it.
#ifndef LIB_TORCH_STATE_H
#define LIB_TORCH_STATE_H

#include "object/interp.h"
#include "ops/operator.h"
#include "tensor/runtime.h"

/// The Python types that this folder makes, in the order in which they are made (bases first).
typedef enum TorchType {
    TORCH_TYPE_TENSOR_BASE, // torch._C.TensorBase: everything of Tensor that is written in C
    TORCH_TYPE_TENSOR,      // torch.Tensor
    TORCH_TYPE_DTYPE,
    TORCH_TYPE_DEVICE,
    TORCH_TYPE_LAYOUT,
    TORCH_TYPE_MEMORY_FORMAT,
    TORCH_TYPE_SIZE,
    TORCH_TYPE_GENERATOR,
    TORCH_TYPE_FUNCTION, // an operator as a function of a module
    TORCH_TYPE_METHOD,   // an operator in the Tensor type's dictionary
    TORCH_TYPE_BOUND,    // an operator bound to a tensor
    TORCH_TYPE_FIELD,    // a field of a torch.return_types tuple
    TORCH_TYPE_MISSING,  // what PyTorch's Tensor has and torchlet lacks
    TORCH_TYPE_NODE,     // grad_fn
    TORCH_TYPE_CONTEXT,  // ctx of a custom function
    TORCH_TYPE_FINFO,
    TORCH_TYPE_IINFO,
    TORCH_TYPE_LEGACY, // torch.FloatTensor and its kin
    TORCH_TYPE_COUNT
} TorchType;

/// torch.set_printoptions.
typedef struct PrintOptions {
    int64_t precision;
    int64_t threshold;
    int64_t edge_items;
    int64_t line_width;
    int scientific; // -1: decided by the values
} PrintOptions;

/// An operator that Python's own operators call: resolved once, at first use.
typedef struct DirectOperator {
    const Overload *overload; // both operands are tensors
    bool missing;             // looked for and not found
} DirectOperator;

/// Whether a function is being mapped over slices, one call a slice.
typedef enum Mapping {
    MAPPING_NONE,
    MAPPING_LAST, // the last slice
    MAPPING_MORE, // more slices follow: PyTorch would walk a graph once for all, so passes keep it
} Mapping;

typedef struct Torch {
    Runtime runtime; // first: interp->runtime
    Interp *interp;
    Type *types[TORCH_TYPE_COUNT];
    Type *plain_subclass; // the last subclass of Tensor seen that takes no part in __torch_function__: nn.Parameter
    Value dtypes[DTYPE_COUNT];
    Value layouts[3];
    Value memory_formats[4];
    Value default_generator;
    Value return_types; // dict: name -> type
    Value node_types;   // dict: name -> type
    Value operators;    // dict: address of an Operator -> its function or method
    Value legacy[DTYPE_COUNT];
    Value saved_hooks; // list of (pack, unpack): the blocks of saved_tensors_hooks
    PrintOptions print;
    DirectOperator direct[BINARY_COUNT];
    DirectOperator direct_inplace[BINARY_COUNT];
    DirectOperator direct_compare[COMPARE_GE + 1];
    Mapping mapping;        // inside torch.vmap
    bool function_disabled; // inside torch._C.DisableTorchFunction
    bool deterministic;
    bool autocast;      // inside torch.autocast
    int autocast_dtype; // and the type that it casts to
} Torch;

/// Makes the state and its types. False with an error pending.
MUST_USE bool torch_start(Interp *interp);
/// Drops the objects that the state holds. Call before interp_finish.
void torch_clear(Interp *interp);
/// Frees the state. Call after interp_finish, before the memory goes.
void torch_free(Interp *interp);

static inline Torch *torch_of(Interp *interp)
{
    return interp->runtime;
}
static inline Runtime *runtime_of(Interp *interp)
{
    return interp->runtime;
}
/// Gives a UserWarning; false where warnings are errors.
MUST_USE bool torch_warn(Interp *interp, const char *message);
/// True where the value is an instance of one of this folder's types (or of a subclass).
bool torch_is(Interp *interp, Value v, TorchType type);

#endif

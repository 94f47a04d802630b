// Tensors: a view on a storage.
//
//   storage   | . . a b c d e f . . |      bytes, shared by every view of them
//   tensor         ^offset                 element (i, j) lives at  offset + i*strides[0] + j*strides[1]
//
// Tensors and storages are reference counted. Arguments are lent; a returned Tensor * is the caller's.
// Every function that can fail returns NULL or false with an error pending in runtime->error.
#ifndef TENSOR_TENSOR_H
#define TENSOR_TENSOR_H

#include "base/link.h"
#include "base/mem.h"
#include "kernel/dtype.h"
#include "tensor/runtime.h"
#include "tensor/shape.h"

enum {
    TENSOR_INLINE_RANK = 5, // up to this rank sizes and strides live inside the Tensor
};

typedef enum Device { DEVICE_CPU, DEVICE_META } Device;

/// "cpu" or "meta".
static inline const char *device_name(Device device)
{
    return device == DEVICE_META ? "meta" : "cpu";
}

/// Reference-counted bytes. `data` is NULL on the meta device and where bytes is 0.
///
/// A storage may share the bytes of another one, its lender, and count changes by itself (storage_share). Its `data`,
/// `bytes` and `resizable` are always the lender's.
typedef struct Storage {
    Link link; // of its lender's borrowers, where it has a lender
    int64_t references;
    Runtime *runtime;
    void *data; // 64-byte aligned where the storage allocated it
    size_t bytes;
    size_t capacity;         // bytes allocated at `data`: at least as many as the storage ever had
    uint32_t version;        // counts in-place changes; autograd compares it with what it saved
    uint32_t writer_version; // the version that `writer` made
    const char *writer;      // the node that last changed it in place while gradients were recorded; for messages
    bool resizable;
    /// Set where somebody else owns the bytes (numpy arrays, bytearrays): called instead of freeing them.
    void (*release)(void *owner);
    void *owner;
    struct Storage *lender; // counted; NULL where the bytes are the storage's own
    Link *borrowers;        // those that share its bytes; not counted
} Storage;

struct AutogradMeta; // autograd/node.h

typedef struct Tensor {
    int64_t references;
    Runtime *runtime;
    Storage *storage;
    int64_t offset; // in elements
    int64_t *sizes;
    int64_t *strides; // in elements
    int32_t rank;
    uint8_t dtype;  // DType
    uint8_t device; // Device
    bool is_inference;
    bool pending_conj;   // PyTorch would still have to conjugate the elements; here they are what they should be
    bool pending_neg;    // the same for a change of sign
    bool wrapped_number; // a Python scalar turned into a tensor: weak in dtype promotion
    int64_t inline_dims[2 * TENSOR_INLINE_RANK];
    /// Gradient, graph node, hooks, version of a view; NULL for a plain tensor. Owned; freed by runtime->autograd_free.
    struct AutogradMeta *autograd;
    /// The Python object that stands for this tensor, not owned (lib sets and clears it).
    void *wrapper;
} Tensor;

/// A new tensor with its own contiguous, uninitialised storage.
MUST_USE Tensor *tensor_empty(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device);
/// As tensor_empty, all elements zero.
MUST_USE Tensor *tensor_zeros(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device);
/// As tensor_empty with given strides (the storage spans exactly what they reach).
MUST_USE Tensor *tensor_empty_strided(Runtime *runtime, int rank, const int64_t *sizes, const int64_t *strides,
                                      DType dtype, Device device);
/// A view on the storage of `base`. Knows nothing of autograd: the ops layer records views.
MUST_USE Tensor *tensor_view(const Tensor *base, int rank, const int64_t *sizes, const int64_t *strides,
                             int64_t offset);
/// A view stretched to `sizes` (-1 keeps a size), with PyTorch's messages where that does not fit.
MUST_USE Tensor *tensor_expand(const Tensor *tensor, int rank, const int64_t *sizes);
/// Another tensor with the same storage and geometry, without autograd.
MUST_USE Tensor *tensor_alias(const Tensor *tensor);
/// A tensor of rank 1 over all elements of a storage; an incomplete one at its end is left out.
MUST_USE Tensor *tensor_of_storage(Storage *storage, DType dtype, Device device);
/// A tensor of rank 0 that holds one scalar.
MUST_USE Tensor *tensor_scalar(Runtime *runtime, Scalar value, DType dtype);
/// The same of the dtype and on the device of another tensor.
MUST_USE Tensor *tensor_scalar_like(const Tensor *like, Scalar value);
/// The tensor of PyTorch's `wrapped_number`: rank 0, the scalar's own dtype (float64 for floats), weak in promotion.
MUST_USE Tensor *tensor_wrapped_scalar(Runtime *runtime, Scalar value);
/// The same for a number that meets `partner` (or NULL): a wide one is a float beside floats. OverflowError where it
/// meets integers, or nobody knows what.
MUST_USE Tensor *tensor_wrapped_beside(Runtime *runtime, const Tensor *partner, Scalar value);
/// A new tensor like `like`: same sizes and device. FORMAT_PRESERVE keeps the strides of a dense `like`.
MUST_USE Tensor *tensor_empty_like(const Tensor *like, DType dtype, MemoryFormat format);
/// Replaces geometry and storage in place (`resize_`, `t_`, `set_`, `.data =`). `storage` is lent.
MUST_USE bool tensor_set(Tensor *tensor, Storage *storage, int rank, const int64_t *sizes, const int64_t *strides,
                         int64_t offset);

Tensor *tensor_retain(const Tensor *tensor);
/// Drops one reference; NULL is allowed.
void tensor_release(Tensor *tensor);
/// Reads element `offset` (in elements from the start of the storage) / writes it, converting.
Scalar tensor_read(const Tensor *tensor, int64_t offset);
void tensor_write(Tensor *tensor, int64_t offset, Scalar value);
/// The value of a one-element tensor.
Scalar tensor_item(const Tensor *tensor);

/// Reads a one-element tensor of any rank as a C value.
static inline int64_t tensor_item_int(const Tensor *tensor)
{
    return scalar_to_int(tensor_item(tensor));
}

MUST_USE Storage *storage_new(Runtime *runtime, size_t bytes, bool zero);
/// The bytes of another storage with counts of changes of their own, so that autograd sees none that are made through
/// it. It follows where the bytes are moved when either is resized.
MUST_USE Storage *storage_share(Storage *storage);
/// The storage whose bytes these are: itself or its lender.
static inline Storage *storage_owner(Storage *storage)
{
    return storage->lender ? storage->lender : storage;
}
/// True where two storages have the same bytes.
bool storage_same(Storage *a, Storage *b);
Storage *storage_retain(Storage *storage);
void storage_release(Storage *storage);
/// Grows or shrinks, keeping the contents.
MUST_USE bool storage_resize(Storage *storage, size_t bytes);

/// PyTorch's result dtype of several operands: the highest category decides, and within it the tensors with
/// dimensions go before those of rank 0, and those before Python numbers (torch.result_type).
DType tensor_result_dtype(const Tensor *const *tensors, int count);
/// The same for a tensor and a Python number.
DType tensor_result_dtype_scalar(const Tensor *tensor, Scalar scalar);

int64_t tensor_count(const Tensor *tensor); // the number of elements
bool tensor_is_contiguous(const Tensor *tensor);
/// Whether a matrix lies in memory column by column, without gaps.
bool tensor_is_column_major(const Tensor *tensor);
/// Raises PyTorch's refusal of a dtype, RuntimeError "\"exp_vml_cpu\" not implemented for 'Long'", and returns false.
bool tensor_refuse_dtype(Runtime *runtime, const char *kernel, DType dtype);
/// Whether a tensor has the type that another one has; raises RuntimeError "expected scalar type Float but found
/// Double" else.
MUST_USE bool tensor_check_dtype(const Tensor *tensor, DType expected);
/// Raises PyTorch's refusal of meta tensors by an operator whose result hangs on the elements, NotImplementedError, and
/// returns false.
bool tensor_refuse_meta(Runtime *runtime, const char *name);
/// Raises the refusal to read elements of the meta device, NotImplementedError "Cannot copy out of meta tensor; no
/// data!", and returns false.
bool tensor_refuse_no_data(Runtime *runtime);
/// A dtype can hold a number; raises RuntimeError "value cannot be converted to type uint8_t without overflow" else and
/// returns false.
bool tensor_check_scalar(Runtime *runtime, Scalar value, DType dtype);
/// Writes the sizes as "[2, 3]" into a buffer of SHAPE_TEXT bytes, for messages.
static inline const char *tensor_format_sizes(const Tensor *tensor, char *buffer)
{
    return shape_format(buffer, tensor->rank, tensor->sizes);
}
/// The number of elements to work on: none on the meta device.
static inline int64_t tensor_stored_count(const Tensor *tensor)
{
    return tensor->device == DEVICE_META ? 0 : tensor_count(tensor);
}
/// True where two tensors have the same sizes.
static inline bool tensor_same_sizes(const Tensor *a, const Tensor *b)
{
    return shape_same(a->rank, a->sizes, b->rank, b->sizes);
}
/// Overlaps itself (an expanded dimension): in-place writes are refused.
bool tensor_overlaps_itself(const Tensor *tensor);
static inline char *tensor_data(const Tensor *tensor)
{
    return tensor->storage->data ? (char *)tensor->storage->data + (size_t)tensor->offset * dtype_size(tensor->dtype)
                                 : NULL;
}
static inline void tensor_bump_version(Tensor *tensor)
{
    tensor->storage->version++;
}

#endif

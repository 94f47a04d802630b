// torch.UntypedStorage and torch.TypedStorage: the memory behind tensors.
#ifndef LIB_TORCH_STORAGE_OBJECT_H
#define LIB_TORCH_STORAGE_OBJECT_H

#include "lib/torch/state.h"
#include "tensor/tensor.h"

typedef struct StorageObject {
    Object head;
    Storage *storage; // counted
    int dtype;        // -1: bytes
} StorageObject;

extern const TypeSpec storage_spec;

/// The storage as bytes (dtype -1) or as elements. Keeps it.
MUST_USE Value storage_to_value(Interp *interp, Storage *storage, int dtype);

#endif

// The small objects of torch: dtype, device, layout, memory_format, Size, Generator, return types.
#ifndef LIB_TORCH_OBJECTS_H
#define LIB_TORCH_OBJECTS_H

#include "lib/torch/state.h"
#include "object/list.h"
#include "tensor/generator.h"

/// torch.dtype, torch.layout and torch.memory_format: a number behind a name. One object each.
typedef struct EnumObject {
    Object head;
    int value;
} EnumObject;

/// torch.device. Only "cpu" and "meta" can hold tensors; others can be named.
typedef struct DeviceObject {
    Object head;
    char type[24];
    int index; // -1: none
} DeviceObject;

typedef struct GeneratorObject {
    Object head;
    Generator *generator;
} GeneratorObject;

extern const TypeSpec dtype_spec, layout_spec, memory_format_spec, device_spec, size_spec, generator_spec, field_spec,
    finfo_spec, iinfo_spec;

/// The dtype, layout and memory format objects, kept for the caller.
Value dtype_to_value(Interp *interp, DType dtype);
Value layout_to_value(Interp *interp, Layout layout);
Value memory_format_to_value(Interp *interp, int format);
/// The number behind such an object; -1 (nothing raised) for others. Python's float, int, bool, complex are dtypes.
int dtype_from_value(Interp *interp, Value v);
int layout_from_value(Interp *interp, Value v);
int memory_format_from_value(Interp *interp, Value v);

/// torch.device("cpu"); index -1 for none.
MUST_USE Value device_to_value(Interp *interp, Device device);
/// A device from a device object, a str or an int, as torch.device() reads it, with its RuntimeErrors. A device that
/// no tensor can be on (cuda) raises as a CPU build of PyTorch does when a tensor is made there.
MUST_USE bool device_from_value(Interp *interp, Value v, Device *device);
/// As torch.device(v): "cuda:1" is read too. Returns a device object.
MUST_USE Value device_parse(Interp *interp, Value v);

/// torch.Size of sizes.
MUST_USE Value size_new(Interp *interp, int rank, const int64_t *sizes);

MUST_USE Value generator_to_value_take(Interp *interp, Generator *generator);
static inline Generator *generator_of(Value v)
{
    return ((GeneratorObject *)v.object)->generator;
}

/// A torch.return_types tuple: `items` are taken. The type is made at first use.
MUST_USE Value return_type_new_take(Interp *interp, const char *name, size_t count, const char *const *names,
                                    const Value *items);
/// The type itself (lent), for torch.return_types.NAME.
MUST_USE Type *return_type_get(Interp *interp, const char *name, size_t count, const char *const *names);

#endif

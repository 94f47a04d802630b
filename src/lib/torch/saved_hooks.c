// torch.autograd.graph.saved_tensors_hooks: what is kept of the tensors that a backward pass will need.
#include "lib/torch/autograd.h"
#include "lib/torch/tensor_object.h"
#include "object/list.h"
#include "object/operate.h"

/// What a pack hook returned, and the hook that makes a tensor of it again.
typedef struct Packed {
    Value value;
    Value unpack;
} Packed;

static void drop(Runtime *runtime, void *data)
{
    Packed *packed = data;
    value_drop(packed->value);
    value_drop(packed->unpack);
    mem_free(runtime->memory, packed, sizeof *packed);
}

static void *pack(Runtime *runtime, const Tensor *tensor);

// The hook of the innermost block packs, if there is one.
static void settle(Torch *torch)
{
    torch->runtime.saved_pack = list_of(torch->saved_hooks)->count ? pack : NULL;
}

// What the hook returns; VALUE_ERROR where it fails or writes into what it is given.
static Value call_pack(Torch *torch, Value callable, const Tensor *tensor)
{
    Value argument = tensor_wrap(torch->interp, (Tensor *)tensor);
    if (value_is_error(argument))
        return argument;
    // What the hook itself computes is not packed again.
    torch->runtime.saved_pack = NULL;
    uint32_t version = tensor->storage->version;
    Value packed = value_call_values(torch->interp, callable, 1, &argument);
    settle(torch);
    if (!value_is_error(packed) && tensor->storage->version != version) {
        value_drop(packed);
        packed = value_raise(torch->interp, ERROR_RUNTIME_ERROR,
                             "A saved tensor pack hook is modifying its input in place. Tensors provided as input to "
                             "pack hook can not be modified by in-place operations as this can lead to unexpected "
                             "side-effects. Please open an issue if you need to perform in-place operations on the "
                             "input to a pack hook.");
    }
    value_drop(argument);
    return packed;
}

static void *pack(Runtime *runtime, const Tensor *tensor)
{
    Torch *torch = (Torch *)runtime;
    const List *stack = list_of(torch->saved_hooks);
    const Tuple *hooks = tuple_of(stack->items[stack->count - 1]);
    Packed *packed = mem_alloc(runtime->memory, sizeof *packed);
    if (!packed)
        return NULL;
    *packed = (Packed){VALUE_UNSET, value_keep(hooks->items[1])};
    Value callable = value_keep(hooks->items[0]);
    packed->value = call_pack(torch, callable, tensor);
    value_drop(callable);
    if (!value_is_error(packed->value))
        return packed;
    packed->value = VALUE_UNSET;
    drop(runtime, packed);
    return NULL;
}

static Tensor *unpack(Runtime *runtime, void *data)
{
    Interp *interp = ((Torch *)runtime)->interp;
    const Packed *packed = data;
    Value callable = value_keep(packed->unpack), argument = value_keep(packed->value);
    Value result = value_call_values(interp, callable, 1, &argument);
    value_drop(callable);
    value_drop(argument);
    if (value_is_error(result))
        return NULL;
    Tensor *tensor = tensor_unwrap(interp, result);
    if (tensor)
        tensor_retain(tensor);
    else
        raise_type_error(interp, "Output of saved tensor unpack_hook expected to be a Tensor but got result of type %s",
                         value_type_name(interp, result));
    value_drop(result);
    return tensor;
}

NATIVE(saved_hooks_push, "_push_saved_hooks(pack, unpack, /)", "Starts a block in which saved tensors are packed.")
{
    Torch *torch = torch_of(interp);
    if (torch->saved_hooks.tag != TAG_OBJECT) {
        Value list = list_new(interp, 2);
        if (value_is_error(list))
            return list;
        torch->saved_hooks = list;
    }
    Value pair = tuple_from_values(interp, 2, arg);
    if (value_is_error(pair) || !list_append_take(interp, torch->saved_hooks, pair))
        return VALUE_ERROR;
    torch->runtime.saved_pack = pack;
    torch->runtime.saved_unpack = unpack;
    torch->runtime.saved_drop = drop;
    return VALUE_NONE;
}

NATIVE(saved_hooks_pop, "_pop_saved_hooks()", "Ends the innermost block of _push_saved_hooks.")
{
    Torch *torch = torch_of(interp);
    if (torch->saved_hooks.tag != TAG_OBJECT || !list_of(torch->saved_hooks)->count)
        return VALUE_NONE;
    Value last = value_call_method(interp, torch->saved_hooks, "pop", 0, NULL);
    if (value_is_error(last))
        return last;
    value_drop(last);
    settle(torch);
    return VALUE_NONE;
}

const NativeSpec *const saved_hooks_natives[] = {&saved_hooks_push_native, &saved_hooks_pop_native, NULL};

"""State dictionaries: collecting the tensors of a module and its children by name, and loading them back."""

import itertools
from collections import OrderedDict
from collections.abc import Mapping

import torch
from torch.nn.modules import module as base
from torch.nn.parameter import Parameter, is_lazy

_EXTRA_STATE = "_extra_state"


def old_arguments(args, destination, prefix, keep_vars):
    """The positional arguments that state_dict once took."""
    import warnings
    warnings.warn("Positional args are being deprecated, use kwargs instead. Refer to "
                  "https://pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module.state_dict "
                  "for details.", FutureWarning, stacklevel=3)
    if destination is None:
        destination = args[0]
    if len(args) > 1 and prefix == "":
        prefix = args[1]
    if len(args) > 2 and keep_vars is False:
        keep_vars = args[2]
    return destination, prefix, keep_vars


def _overrides(module, name):
    return getattr(type(module), name) is not getattr(base.Module, name)


def save(module, destination, prefix, keep_vars):
    """Puts the module's own tensors into `destination`."""
    for name, parameter in module._parameters.items():
        if parameter is not None:
            destination[prefix + name] = parameter if keep_vars or is_lazy(parameter) else parameter.detach()
    for name, buffer in module._buffers.items():
        if buffer is not None and name not in module._non_persistent_buffers_set:
            destination[prefix + name] = buffer if keep_vars or is_lazy(buffer) else buffer.detach()
    if _overrides(module, "get_extra_state"):
        destination[prefix + _EXTRA_STATE] = module.get_extra_state()


def collect(module, destination, prefix, keep_vars):
    """The state of a module and all below it."""
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    local_metadata = dict(version=module._version)
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = local_metadata
    for hook in module._state_dict_pre_hooks.values():
        hook(module, prefix, keep_vars)
    module._save_to_state_dict(destination, prefix, keep_vars)
    for name, child in module._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars)
    for hook in module._state_dict_hooks.values():
        changed = hook(module, destination, prefix, local_metadata)
        if changed is not None and not getattr(hook, "_from_public_api", False):
            destination = changed
        elif changed is not None:
            raise RuntimeError("state_dict post-hook must return None")
    return destination


def _load_one(module, name, value, key, loaded, assign, error_msgs):
    """Copies one tensor; what does not fit is told in error_msgs."""
    if not isinstance(loaded, torch.Tensor):
        error_msgs.append(f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object '
                          f"from checkpoint but received {type(loaded)}")
        return
    lazy = is_lazy(value)
    if not lazy and value.dim() == 0 and loaded.dim() == 1 and len(loaded) == 1:
        loaded = loaded[0]
    if not lazy and loaded.shape != value.shape:
        error_msgs.append(f"size mismatch for {key}: copying a param with shape {loaded.shape} from checkpoint, "
                          f"the shape in current model is {value.shape}.")
        return
    try:
        with torch.no_grad():
            if assign:
                if isinstance(value, Parameter) and not isinstance(loaded, Parameter):
                    loaded = Parameter(loaded, requires_grad=value.requires_grad)
                elif isinstance(value, Parameter):
                    loaded.requires_grad_(value.requires_grad)
                setattr(module, name, loaded)
            elif lazy:
                value.materialize(loaded.shape)
                value.copy_(loaded)
            else:
                value.copy_(loaded)
    except Exception as error:
        error_msgs.append(f'While copying the parameter named "{key}", whose dimensions in the model are '
                          f"{value.size()} and whose dimensions in the checkpoint are {loaded.size()}, "
                          f"an exception occurred : {error.args}.")


def load_own(module, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
    """Loads the module's own tensors, not those of its children."""
    for hook in module._load_state_dict_pre_hooks.values():
        hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    persistent = {name: buffer for name, buffer in module._buffers.items()
                  if name not in module._non_persistent_buffers_set}
    own = {name: value for name, value in itertools.chain(module._parameters.items(), persistent.items())
           if value is not None}
    assign = local_metadata.get("assign_to_params_buffers", False)
    for name, value in own.items():
        key = prefix + name
        if key in state_dict:
            _load_one(module, name, value, key, state_dict[key], assign, error_msgs)
        elif strict:
            missing_keys.append(key)
    extra = prefix + _EXTRA_STATE
    if _overrides(module, "set_extra_state"):
        if extra in state_dict:
            module.set_extra_state(state_dict[extra])
        elif strict:
            missing_keys.append(extra)
    elif strict and extra in state_dict:
        unexpected_keys.append(extra)
    if strict:
        for key in state_dict:
            if key.startswith(prefix) and key != extra:
                first = key[len(prefix):].split(".", 1)
                if len(first) > 1:
                    if first[0] not in module._modules:
                        unexpected_keys.append(key)
                elif first[0] not in own:
                    unexpected_keys.append(key)


def _load_tree(module, state_dict, metadata, prefix, strict, assign, lists):
    local_metadata = {} if metadata is None else metadata.get(prefix[:-1], {})
    if assign:
        local_metadata["assign_to_params_buffers"] = assign
    module._load_from_state_dict(state_dict, prefix, local_metadata, True, *lists)
    for name, child in module._modules.items():
        if child is not None:
            inner = prefix + name + "."
            below = {key: value for key, value in state_dict.items() if key.startswith(inner)}
            _load_tree(child, below, metadata, inner, strict, assign, lists)
    keys = base._IncompatibleKeys(lists[0], lists[1])
    for hook in module._load_state_dict_post_hooks.values():
        if hook(module, keys) is not None:
            raise AssertionError("Hooks registered with ``register_load_state_dict_post_hook`` are not expected to "
                                 "return new values, if incompatible_keys need to be modified, it should be done "
                                 "inplace.")


def load(module, state_dict, strict, assign):
    """Loads a whole state dictionary and reports what does not match."""
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    state_dict = OrderedDict(state_dict)
    missing_keys, unexpected_keys, error_msgs = [], [], []
    _load_tree(module, state_dict, metadata, "", strict, assign, (missing_keys, unexpected_keys, error_msgs))
    if strict:
        if unexpected_keys:
            names = ", ".join(f'"{key}"' for key in unexpected_keys)
            error_msgs.insert(0, f"Unexpected key(s) in state_dict: {names}. ")
        if missing_keys:
            names = ", ".join(f'"{key}"' for key in missing_keys)
            error_msgs.insert(0, f"Missing key(s) in state_dict: {names}. ")
    if error_msgs:
        raise RuntimeError("Error(s) in loading state_dict for {}:\n\t{}".format(type(module).__name__,
                                                                               "\n\t".join(error_msgs)))
    return base._IncompatibleKeys(missing_keys, unexpected_keys)

"""Automatic differentiation."""

from torch import _C

__all__ = ["Variable", "Function", "backward", "grad_mode", "NestedIOFunction", "detect_anomaly", "enable_grad", "grad",
           "gradcheck", "gradgradcheck", "inference_mode", "no_grad", "set_detect_anomaly", "set_grad_enabled",
           "set_multithreading_enabled", "variable"]

_places = {"Function": "function", "NestedIOFunction": "function", "InplaceFunction": "function",
           "once_differentiable": "function", "no_grad": "grad_mode", "enable_grad": "grad_mode",
           "set_grad_enabled": "grad_mode", "inference_mode": "grad_mode", "set_multithreading_enabled": "grad_mode",
           "detect_anomaly": "anomaly_mode", "set_detect_anomaly": "anomaly_mode", "gradcheck": "gradcheck",
           "gradgradcheck": "gradcheck", "Variable": "variable"}
_modules = ("function", "grad_mode", "anomaly_mode", "gradcheck", "variable", "functional", "graph", "profiler",
            "forward_ad")


def __getattr__(name):
    if name in _places:
        found = getattr(_C._import("torch.autograd." + _places[name]), name)
    elif name in _modules:
        return _C._import("torch.autograd." + name)
    else:
        raise _C._missing("torch.autograd", name)
    globals()[name] = found
    return found


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Adds the gradients of the tensors to the leaves that they depend on."""
    if grad_variables is not None:
        if grad_tensors is not None:
            raise RuntimeError("`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. "
                               "Please only use `grad_tensors`.")
        grad_tensors = grad_variables
    if retain_graph is None:
        retain_graph = create_graph
    if inputs is not None and not isinstance(inputs, (_C.Tensor, tuple, list)):
        inputs = tuple(inputs)
    _C._backward(_sequence(tensors), grad_tensors, retain_graph, create_graph, inputs)


def _sequence(tensors):
    return tensors if isinstance(tensors, (_C.Tensor, tuple, list)) else tuple(tensors)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
         is_grads_batched=False, materialize_grads=False):
    """Returns the gradients of the outputs with respect to the inputs."""
    import torch
    if materialize_grads and allow_unused is False:
        raise ValueError("Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
                         "allow_unused=False.")
    if allow_unused is None:
        allow_unused = materialize_grads
    outputs, inputs = _sequence(outputs), _sequence(inputs)
    if retain_graph is None:
        retain_graph = create_graph
    if is_grads_batched:
        return _batched_grad(outputs, inputs, grad_outputs, create_graph, allow_unused)
    result = _C._grad(outputs, grad_outputs, inputs, retain_graph, create_graph, allow_unused)
    if not result:
        raise ValueError("grad requires non-empty inputs.")
    if materialize_grads:
        wanted = (inputs,) if isinstance(inputs, torch.Tensor) else inputs
        result = tuple(torch.zeros_like(x, requires_grad=True) if g is None else g for g, x in zip(result, wanted))
    return result


def _batched_grad(outputs, inputs, grad_outputs, create_graph, allow_unused):
    """One pass for each slice of the gradients, which carry an additional first dimension."""
    import torch
    if isinstance(grad_outputs, torch.Tensor):
        grad_outputs = (grad_outputs,)
    count = len(grad_outputs[0])
    passes = [_C._grad(outputs, [g[i] for g in grad_outputs], inputs, True, create_graph, allow_unused)
              for i in range(count)]
    return tuple(None if column[0] is None else torch.stack(column) for column in zip(*passes))

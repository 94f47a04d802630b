"""Calls of modules that have hooks."""

import torch
from torch.nn.modules import module as base


class BackwardHookFunction(torch.autograd.Function):
    """The identity: gives gradients a node to stop at on their way into or out of a module."""

    @staticmethod
    def forward(ctx, *tensors):
        ctx.mark_non_differentiable(*[tensor for tensor in tensors if not tensor.requires_grad])
        return tensors

    @staticmethod
    def backward(ctx, *gradients):
        return gradients


class _BackwardHooks:
    """Collects the gradients of a module's outputs, then of its inputs, and runs the full backward hooks."""

    def __init__(self, module):
        self.module = module
        self.hooks = list(module._backward_hooks.values())
        self.pre_hooks = list(module._backward_pre_hooks.values())
        self.grad_outputs = None
        self.input_count = 0
        self.input_places = None

    def _pass(self, values):
        """The tensors among `values` behind one node; returns the new values, the node and their places."""
        places = [i for i, value in enumerate(values) if isinstance(value, torch.Tensor)]
        tensors = [values[i] for i in places]
        if not torch.is_grad_enabled() or not any(tensor.requires_grad for tensor in tensors):
            return values, None, places
        passed = BackwardHookFunction.apply(*tensors)
        node = next((tensor.grad_fn for tensor in passed if tensor.grad_fn is not None), None)
        values = list(values)
        for i, tensor in zip(places, passed):
            values[i] = tensor
        return tuple(values), node, places

    @staticmethod
    def _spread(gradients, places, count):
        full = [None] * count
        for i, gradient in zip(places, gradients):
            full[i] = gradient
        return tuple(full)

    def _run_hooks(self, grad_inputs):
        for hook in self.hooks:
            changed = hook(self.module, grad_inputs, self.grad_outputs)
            if changed is not None:
                grad_inputs = changed if isinstance(changed, tuple) else (changed,)
        return grad_inputs

    def watch_inputs(self, args):
        values, node, places = self._pass(args)
        if node is None:
            return args
        self.input_places = places
        self.input_count = count = len(args)

        def on_gradients(grad_inputs, _):
            if self.grad_outputs is None:
                return None
            full = self._run_hooks(self._spread(grad_inputs, places, count))
            self.grad_outputs = None
            return tuple(full[i] for i in places)
        node.register_hook(on_gradients)
        return values

    def watch_outputs(self, output):
        single = not isinstance(output, tuple)
        values = (output,) if single else output
        values, node, places = self._pass(values)
        if node is None:
            return output
        count = len(values)  # the hook must not hold the tensors: they hold the node

        def on_gradients(grad_outputs):
            full = self._spread(grad_outputs, places, count)
            for hook in self.pre_hooks:
                changed = hook(self.module, full)
                if changed is not None:
                    full = changed if isinstance(changed, tuple) else (changed,)
            self.grad_outputs = full
            if self.input_places is None and self.hooks:
                self._run_hooks((None,) * count if self.input_count else (None,))
                self.grad_outputs = None
            return tuple(full[i] for i in places)
        node.register_prehook(on_gradients)
        return values[0] if single else values


def _first_tensor(value):
    while not isinstance(value, torch.Tensor):
        if isinstance(value, dict):
            value = next((v for v in value.values() if isinstance(v, torch.Tensor)))
        else:
            value = value[0]
    return value


def _run_pre_hooks(module, args, kwargs):
    for place in (base._global_forward_pre_hooks, module._forward_pre_hooks):
        for key, hook in list(place.items()):
            if place is module._forward_pre_hooks and key in module._forward_pre_hooks_with_kwargs:
                changed = hook(module, args, kwargs)
                if changed is None:
                    continue
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError("forward pre-hook must return None or a tuple of (new_args, new_kwargs), "
                                       f"but got {changed}.")
                args, kwargs = changed
            else:
                changed = hook(module, args)
                if changed is not None:
                    args = changed if isinstance(changed, tuple) else (changed,)
    return args, kwargs


def _run_forward_hooks(module, args, kwargs, result):
    for place in (base._global_forward_hooks, module._forward_hooks):
        for key, hook in list(place.items()):
            if place is module._forward_hooks and key in module._forward_hooks_with_kwargs:
                changed = hook(module, args, kwargs, result)
            else:
                changed = hook(module, args, result)
            if changed is not None:
                result = changed
    return result


def _run_always_called(module, args, kwargs):
    for key, hook in list(module._forward_hooks.items()):
        if key in module._forward_hooks_always_called:
            try:
                if key in module._forward_hooks_with_kwargs:
                    hook(module, args, kwargs, None)
                else:
                    hook(module, args, None)
            except Exception:
                continue


def call_with_hooks(module, args, kwargs):
    """Calls forward with every kind of hook around it."""
    args, kwargs = _run_pre_hooks(module, args, kwargs)
    full = (module._backward_hooks and module._is_full_backward_hook) or module._backward_pre_hooks
    watcher = _BackwardHooks(module) if full else None
    try:
        if watcher is not None:
            args = watcher.watch_inputs(args)
        result = module.forward(*args, **kwargs)
        result = _run_forward_hooks(module, args, kwargs, result)
    except Exception:
        _run_always_called(module, args, kwargs)
        raise
    if watcher is not None:
        result = watcher.watch_outputs(result)
    elif module._backward_hooks:
        node = _first_tensor(result).grad_fn
        if node is not None:
            for hook in list(module._backward_hooks.values()):
                node.register_hook(lambda grad_inputs, grad_outputs, hook=hook:
                                   hook(module, grad_inputs, grad_outputs))
    return result

"""Operators that a program defines: their kernels, their gradients, and how they are called."""

import torch
from _types import UnsupportedError
from torch import _C
from torch.utils._pytree import tree_flatten, tree_unflatten

from torch.library import _schema


class Definition:
    """What is known of one operator: a schema and what was registered for it."""

    def __init__(self, schema, overload="default"):
        self.schema = schema
        self.overload = overload
        self.kernels = {}  # a device's type, or None for all devices
        self.fake = None
        self.backward = None
        self.setup_context = None
        self.functional = False  # a custom_op(): its kernels record nothing and may not return their inputs
        self.label = None        # how messages call it
        self.line = 173          # where messages say that it was registered: PyTorch's own line for a custom_op()

    @property
    def namespace(self):
        return self.schema.qualname.split("::")[0]

    @property
    def name(self):
        return self.schema.qualname.split("::")[1]

    def __str__(self):
        return f"{self.namespace}.{self.name}.{self.overload}"

    @property
    def mutates(self):
        return any(argument.mutated for argument in self.schema.arguments)

    def set_autograd(self, op, backward, setup_context):
        """Says how gradients pass through; a refusal names the operator as `op`."""
        if self.mutates:
            raise RuntimeError(f"Cannot register autograd formula for non-functional operator {op} with schema "
                               f"{self.schema}. Please create a functional operator and register an autograd formula "
                               "for that.")
        self.backward = backward
        self.setup_context = setup_context

    def call(self, args, kwargs):
        """Runs the kernel for the device of the tensors, and records it where a gradient may be asked for."""
        values, keywords = self.schema.bind(args, kwargs)
        leaves, spec = tree_flatten((values, keywords))
        tensors = [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]
        recorded = self.functional or self.backward is not None
        if recorded and not self.mutates and torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors):
            return _record(self, leaves, spec)
        if not recorded:
            return self._run(values, keywords, tensors)
        with torch.no_grad():
            return self._run(values, keywords, tensors)

    def _run(self, values, keywords, tensors):
        kernel = self._kernel(tensors)
        mapping = _C._set_vmap(0)  # a kernel sees plain tensors
        try:
            return self._run_kernel(kernel, values, keywords, tensors)
        finally:
            _C._set_vmap(mapping)

    def _run_kernel(self, kernel, values, keywords, tensors):
        mutated = [value for value, argument in zip(values, self.schema.arguments)
                   if argument.mutated and isinstance(value, torch.Tensor)]
        versions = [tensor._version for tensor in mutated]
        result = kernel(*values, **keywords)
        for tensor, version in zip(mutated, versions):
            if tensor._version == version:
                _C._increment_version(tensor)
        self._check(result, tensors)
        return result

    def _kernel(self, tensors):
        device = tensors[0].device.type if tensors else "cpu"
        if device == "meta" and "meta" not in self.kernels and "implicit" not in self.kernels:
            if self.fake is None:
                raise RuntimeError(f"There was no fake impl registered for {self.label}. This is necessary for "
                                   "torch.compile/export/fx tracing to work. Please use "
                                   f"`{self.name}.register_fake` to add an fake impl.")
            return self.fake
        for place in (device, None, "implicit"):
            if self.kernels.get(place) is not None:
                return self.kernels[place]
        raise UnsupportedError(f"calling {self.schema.qualname}, which has no kernel for {device}, is not supported by "
                               "torchlet")

    def _check(self, result, tensors):
        returned = tree_flatten(result)[0]
        for leaf in returned:
            if self.schema.returns == "Tensor" and not isinstance(leaf, torch.Tensor):
                raise RuntimeError(f"Unable to cast {leaf!r} to Tensor")
        if not self.functional:
            return
        seen = {tensor.untyped_storage()._cdata for tensor in tensors}
        for leaf in returned:
            if not isinstance(leaf, torch.Tensor):
                continue
            storage = leaf.untyped_storage()._cdata
            if storage in seen and leaf.numel():
                raise RuntimeError(
                    f"{self.name} (with implementation in {_HOME}): The output of this custom operator (1) must not "
                    "also be an input to this custom operator and (2) may not alias any inputs to this custom operator "
                    "or other returns. The most common way to trigger this error is if we have y = custom_op(x) and y "
                    "and x are the same Tensor. Please instead return a clone of the offending output tensor(s) (e.g. "
                    "return x.clone()) or refactor the custom operator to not return y.")
            seen.add(storage)


_HOME = "<module 'torch._library.custom_ops' from '/usr/lib/python3/dist-packages/torch/_library/custom_ops.py'>"


def _record(definition, leaves, spec):
    """One call as a node of the graph."""
    structure = []

    def forward(ctx, *arguments):
        leaves = arguments[:-1]  # the last one is the specification, for which PyTorch's node has an input, too
        values, keywords = tree_unflatten(list(leaves), spec)
        result = definition._run(values, keywords, [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)])
        if definition.setup_context is not None:
            extra = {"keyword_only_inputs": keywords} if keywords else {}
            definition.setup_context(ctx=ctx, inputs=tuple(values), output=result, **extra)
        returned, result_spec = tree_flatten(result)
        structure.append(result_spec)
        return tuple(returned)

    def backward(ctx, *gradients):
        if definition.backward is None:
            raise RuntimeError(f"Trying to backward through {definition} but no autograd formula was registered. "
                               "Please use register_autograd to add one.")
        found = definition.backward(ctx, *_regrouped(structure[0], gradients))
        return (*_spread(found, spec), None)

    name = f"GeneratedBackwardFor_{definition.namespace}_{definition.name}_{definition.overload}"
    members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    node = type(name, (torch.autograd.Function,), members)
    return tree_unflatten(list(node.apply(*leaves, spec)), structure[0])


def _regrouped(spec, gradients):
    """The gradients in the shape of the result: a list of tensors takes a list of gradients."""
    result = tree_unflatten(list(gradients), spec)
    return result if isinstance(result, tuple) else (result,)


def _spread(found, spec):
    """One gradient for each leaf of the arguments."""
    found = list(found) if isinstance(found, (tuple, list)) else [found]
    values, keywords = spec.children_specs
    gradients = []
    for gradient, child in zip(found, values.children_specs):
        if child.type is None or not isinstance(gradient, (tuple, list)):
            gradients += [gradient] * (1 if child.type is None else child.num_leaves)
        else:
            gradients += list(gradient)
    return tuple(gradients + [None] * keywords.num_leaves)


# ---- custom_op() ----

class CustomOpDef:
    """A function that is an operator: what custom_op() returns."""

    def __init__(self, namespace, name, schema, fn):
        from torch import ops
        self._namespace = namespace
        self._name = name
        self._qualname = f"{namespace}::{name}"
        self._init_fn = fn
        self._definition = Definition(schema)
        self._definition.functional = True
        self._definition.label = repr(self)
        self._opoverload = ops.define(self._definition)

    def __repr__(self):
        return f"<CustomOpDef({self._qualname})>"

    def __call__(self, *args, **kwargs):
        return self._definition.call(args, kwargs)

    def register_kernel(self, device_types, fn=None, /):
        """Says what the operator does on a device."""
        def register(fn):
            for place in [device_types] if device_types is None or isinstance(device_types, str) else device_types:
                self._definition.kernels[place] = fn
            return fn
        return register if fn is None else register(fn)

    def register_fake(self, fn, /):
        """Says what the operator returns for tensors without elements."""
        self._definition.fake = fn
        return fn

    def register_autograd(self, backward, /, *, setup_context=None):
        """Says how gradients pass through the operator."""
        self._definition.set_autograd(self, backward, setup_context)

    def register_vmap(self, func=None):
        """Refused: torchlet's vmap calls a kernel for each slice."""
        raise UnsupportedError("torch.library.CustomOpDef.register_vmap is not supported by torchlet")

    def __getattr__(self, name):
        _C._refuse_known("torch._library.custom_ops.CustomOpDef", name)
        raise AttributeError(f"'CustomOpDef' object has no attribute '{name}'", name=name, obj=self)


CustomOpDef.__module__ = "torch._library.custom_ops"


def custom_op(name, fn=None, /, *, mutates_args, device_types=None, schema=None):
    """Makes an operator of a function."""
    def make(fn):
        namespace, short = name.split("::")
        if schema is None:
            described = _schema.infer(fn, mutates_args, name)
        else:
            described = _schema.parse(name, schema)
        made = CustomOpDef(namespace, short, described, fn)
        made.register_kernel(device_types, fn)
        return made
    return make if fn is None else make(fn)

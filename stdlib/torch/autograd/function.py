"""Operators whose forward and backward pass are written in Python."""

import functools

import torch
from torch import _C

__all__ = ["FunctionCtx", "BackwardCFunction", "FunctionMeta", "Function", "once_differentiable", "InplaceFunction",
           "NestedIOFunction"]


class FunctionCtx(_C._FunctionBase):
    """What forward() hands to backward(): saved tensors and any attributes."""

    @property
    def saved_variables(self):
        return self.saved_tensors

    def save_for_forward(self, *tensors):
        self.saved_for_forward = tensors

    def mark_shared_storage(self, *pairs):
        pass


_HookMixin = object
BackwardCFunction = FunctionCtx
FunctionMeta = type


def _backward_class(cls):
    """The class of a function's contexts, which bears its node's name."""
    cls._backward_cls = type(cls.__name__ + "Backward", (BackwardCFunction,), {"_forward_cls": cls})
    return cls._backward_cls


class Function(FunctionCtx):
    """An operator: subclasses define the static methods forward and backward, and are called through apply."""

    def __init__(self, *args, **kwargs):
        import warnings
        warnings.warn(f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you "
                      "should invoke them on the class itself. Instantiating an autograd function will raise an error "
                      "in a future version of PyTorch.", DeprecationWarning, stacklevel=2)

    def __call__(self, *args, **kwargs):
        raise RuntimeError("Legacy autograd function with non-static forward method is deprecated. Please use new-style "
                           "autograd function with static forward method. (Example: "
                           "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)")

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement either the backward or vjp method for your custom "
                                  "autograd.Function to use it with backward mode AD.")

    vjp = backward

    @staticmethod
    def jvp(ctx, *grad_inputs):
        raise NotImplementedError("You must implement the jvp function for custom autograd.Function to use it with "
                                  "forward mode AD.")

    @classmethod
    def apply(cls, *args, **kwargs):
        if kwargs:
            raise TypeError("apply() takes no keyword arguments")
        if cls.jvp is not Function.jvp:
            from torch.autograd import forward_ad
            if forward_ad.is_wanted(args):
                return forward_ad.apply(cls, args)
        separate = cls.setup_context is not Function.setup_context
        context = cls.__dict__.get("_backward_cls") or _backward_class(cls)
        return _C._function_apply(cls, context(), separate, *args)


class InplaceFunction(Function):
    """A function that may change its input in place."""

    def __init__(self, inplace=False):
        self.inplace = inplace


class NestedIOFunction(Function):
    """Not supported."""


class _TwiceDifferentiated(Function):
    """Passes a gradient on and refuses to be differentiated."""

    @staticmethod
    def forward(ctx, *tensors):
        return tensors if len(tensors) != 1 else tensors[0]

    @staticmethod
    def backward(ctx, *grads):
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


def once_differentiable(fn):
    """Marks a backward() whose result cannot be differentiated again."""

    @functools.wraps(fn)
    def wrapper(ctx, *args):
        with torch.no_grad():
            outputs = fn(ctx, *args)
        if not torch.is_grad_enabled():
            return outputs
        if not any(isinstance(arg, torch.Tensor) and arg.requires_grad for arg in args):
            return outputs
        single = not isinstance(outputs, tuple)
        fresh = [None if out is None else out.detach().requires_grad_() for out in ((outputs,) if single else outputs)]
        marked = [None if out is None else _TwiceDifferentiated.apply(out) for out in fresh]
        return marked[0] if single else tuple(marked)

    return wrapper
